"""Settings from outside: what they change, what they leave alone, what they refuse."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import numpy as np
import pytest

from asabiya.errors import ScenarioError
from asabiya.scenario import Scenario, load, parse_setting


@dataclasses.dataclass(frozen=True)
class Info:
    """A registered parameter."""

    name: str
    value: float = 90.0
    unit: str = "d"
    low: float = 10.0
    high: float = 720.0
    sd: float | None = 0.4
    source: str = "assumed: example"


KNOWN = {name: Info(name) for name in ("diversion.half_life", "diversion.recovery")}


@pytest.fixture(scope="module")
def iran() -> Scenario:
    return load("iran-2023", known_parameters=KNOWN)


def test_a_lever_is_set_from_day_0_and_its_rest_stays(iran: Scenario) -> None:
    calendar = iran.with_settings({"policy.executions": 0}).calendar()
    assert (calendar.executions == 0).all()
    assert calendar.rest["executions"] == 1.95
    np.testing.assert_array_equal(calendar.war, iran.calendar().war)


def test_a_scale_multiplies_the_days_and_not_the_rest(iran: Scenario) -> None:
    calendar = iran.with_settings({"policy.war.scale": 0.5}).calendar()
    np.testing.assert_allclose(calendar.war, 0.5 * iran.calendar().war)
    assert iran.calendar().war.max() == 0.4


def test_a_scaled_lever_stays_in_its_range(iran: Scenario) -> None:
    assert iran.with_settings({"policy.war.scale": 100}).calendar().war.max() == 1.0


def test_numbers_of_people_are_set_by_name(iran: Scenario) -> None:
    changed = iran.with_settings(
        {"population.regions.Tehran.adults": 12_000_000, "apparatus.army.kin": 0.5}
    ).society()
    assert changed.adults[changed.regions.index("Tehran")].sum() == 12_000_000
    assert changed.kin[2] == 0.5


def test_a_parameter_becomes_an_override_without_spread(iran: Scenario) -> None:
    changed = iran.with_settings({"diversion.half_life": 40})
    assert changed.overrides() == {
        "diversion.half_life": {
            "value": 40.0,
            "sd": None,
            "source": "assumed: set by the user (diversion.half_life = 40)",
        }
    }
    row = changed.rows()[-1]
    assert (row["key"], row["unit"], row["range"]) == ("diversion.half_life", "d", [10.0, 720.0])


def test_without_switches_a_mechanism_off(iran: Scenario) -> None:
    changed = iran.with_settings(without=["factions"])
    assert [name for name, on in changed.switches().items() if not on] == ["factions"]
    assert all(iran.switches().values())


def test_the_copy_is_whole_and_the_original_untouched(iran: Scenario) -> None:
    before = iran.to_dict()
    changed = iran.with_settings({"policy.effort": 2, "diversion.half_life": 40}, without=["unity"])
    assert iran.to_dict() == before
    again = Scenario.from_dict(changed.to_dict(), known_parameters=KNOWN)
    assert again == changed != iran
    np.testing.assert_array_equal(again.calendar().effort, 2.0)
    assert changed.with_settings() == changed


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        (
            {"policy.executons": 0},
            "iran-2023: policy.executons: no such key in this scenario\n"
            "hint: did you mean policy.executions or policy.executions.rest or policy.executions.scale?",
        ),
        (
            {"diversion.halflife": 40},
            "iran-2023: diversion.halflife: no such key in this scenario\n"
            "hint: did you mean diversion.half_life or diversion.recovery?",
        ),
        (
            {"zzzz": 1},
            "iran-2023: zzzz: no such key in this scenario\nhint: asabiya explain SCENARIO lists every key",
        ),
        (
            {"policy.effort": 9},
            "iran-2023: policy.effort: found 9, needs a number from 0 to 5 (usual effort)\n"
            "hint: give --set a value in this range",
        ),
        (
            {"diversion.half_life": 1},
            "iran-2023: diversion.half_life: found 1, needs a number from 10 to 720 (d)\n"
            "hint: give --set a value in this range",
        ),
        (
            {"apparatus.guards.kin": True},
            "iran-2023: apparatus.guards.kin: found true, needs a number from 0 to 1 (share)\n"
            "hint: give --set a value in this range",
        ),
        (
            {"apparatus.guards.size": 100},
            "iran-2023: apparatus.guards.size: found 100, "
            "must be more than top and middle together (12060)\n"
            "hint: the base is what size leaves over",
        ),
    ],
)
def test_settings_refused(iran: Scenario, settings: dict[str, Any], text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        iran.with_settings(settings)
    assert str(caught.value) == text


def test_an_unknown_mechanism_is_refused(iran: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        iran.with_settings(without=["uprisng"])
    assert str(caught.value) == (
        "iran-2023: without uprisng: no such mechanism\nhint: did you mean uprising or surprise?"
    )


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("policy.executions=0", ("policy.executions", 0)),
        (" a.b = 1e-3 ", ("a.b", 0.001)),
        ('a="x=y"', ("a", "x=y")),
        ("a=true", ("a", True)),
    ],
)
def test_parse_setting(text: str, parsed: tuple[str, Any]) -> None:
    assert parse_setting(text) == parsed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "policy.executions",
            'setting "policy.executions": needs KEY=VALUE\nhint: for example --set policy.executions=1.5',
        ),
        (
            "policy.executions=none",
            'setting "policy.executions=none": the value none is not TOML\n'
            "hint: numbers are bare (1.5), text has quote marks, true and false are lower case",
        ),
    ],
)
def test_parse_setting_refused(text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_setting(text)
    assert str(caught.value) == message


def test_as_of_uses_only_what_was_known() -> None:
    """On 8 December 2023 nobody knew December's count, nor the exchange of April 2024."""
    scenario = load("iran-2023")
    as_of = dt.date(2023, 12, 8)
    calendar = scenario.calendar(400, as_of=as_of)
    day = (as_of - scenario.start).days
    np.testing.assert_allclose(calendar.executions[60 + 1 :], 4.0)
    assert (calendar.war[day:] == 0.2).all()
    np.testing.assert_array_equal(calendar.executions[:61], scenario.calendar().executions[:61])
    late = scenario.calendar(as_of=dt.date(2030, 1, 1))
    np.testing.assert_array_equal(late.executions, scenario.calendar().executions)


def test_as_of_before_anything_leaves_the_rest() -> None:
    calendar = load("iran-2023").calendar(as_of=dt.date(2023, 9, 1))
    assert (calendar.executions == 1.95).all()
    assert not calendar.war.any()
    assert not load("gdr-1989").calendar(as_of=dt.date(1989, 8, 2)).push.any()


def test_scheduled_speeches_are_known_as_policy() -> None:
    scenario = load("gdr-1989")
    expected = [(dt.date(1989, 10, 6), dt.date(1989, 10, 8), "leader")]
    assert scenario.scheduled("exhortation") == scenario.scheduled("exhorts_commitment") == expected
    assert scenario.scheduled("appeals_unity") == scenario.scheduled("admits_defection") == []


def test_phases_and_records_are_plain() -> None:
    scenario = load("iran-2023")
    first = scenario.phases()[0]
    assert (first["from"], first["to"], first["posture"]) == ("2023-10-07", "2023-11-23", 0.2)
    assert first["source"].startswith("reuters-2024")
    record = scenario.records[0]
    assert (record["date"], record["lo"], record["hi"], record["source"]) == ("2024-01-01", 74, 88, "hengaw")
