"""What `explain` says of a scenario: the shape of the answer, and each suspicion where it belongs."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from asabiya.engine.model import registry
from asabiya.engine.state import rows
from asabiya.scenario import Scenario, load
from asabiya.scenario.explain import Explanation, explain
from asabiya.scenario.suspicions import _LEVERS
from asabiya.vocabulary import MECHANISMS

NAME = "reference-autocracy"


def loaded(name: str = NAME) -> Scenario:
    return load(name, known_parameters=registry())


def quick(scenario: Scenario) -> dict[str, Any]:
    return explain(scenario, dynamics=False).summary


def changed(name: str = NAME, **tables: Any) -> Scenario:
    """A scenario with whole tables put in place of its own."""
    data = loaded(name).to_dict()
    return Scenario.from_dict(data | tables, known_parameters=registry())


def test_the_answer_has_the_promised_fields() -> None:
    answer = explain(loaded(), base_rates=[{"name": "collapse", "k": 1, "n": 2}]).summary
    promised = {"scenario", "start", "days", "phases", "parameters", "mechanisms"}
    assert promised | {"fixed_points", "tipping_distance", "warnings"} <= set(answer)
    assert (answer["scenario"], answer["start"], answer["days"]) == (NAME, "2000-01-01", 365)
    assert answer["base_rates"] == [{"name": "collapse", "k": 1, "n": 2}]
    assert [point["stable"] for point in answer["fixed_points"]] == [True, False, True]
    assert 0.2 < answer["tipping_distance"] < 2.0
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_every_parameter_is_there_once_with_its_source() -> None:
    scenario = loaded().with_settings({"uprising.omega": 9.0})
    answer = quick(scenario)
    keys = [row["key"] for row in answer["parameters"]]
    assert len(keys) == len(set(keys))
    assert set(keys) == {row["key"] for row in scenario.rows()} | set(registry())
    fields = {"key", "value", "unit", "range", "source", "sd", "scale"}
    for row in answer["parameters"]:
        assert set(row) == fields
        assert row["source"]
    omega = next(row for row in answer["parameters"] if row["key"] == "uprising.omega")
    assert (omega["value"], omega["sd"], omega["range"]) == (9.0, 0.0, [0.0, 40.0])
    assert omega["source"].startswith("assumed: set by the user")


def test_sources_hold_the_scenarios_works_and_the_models() -> None:
    sources = quick(loaded("iran-2023"))["sources"]
    assert sources["ihrngo"]["title"] == "Counts of executions in Iran, 2023 and 2024"
    assert sources["epstein-2002"]["author"] == "Epstein, Joshua M."
    assert sources["epstein-2002"]["bibtex"].startswith("@")


def test_phases_and_records_are_those_of_the_scenario() -> None:
    answer = quick(loaded("iran-2023"))
    first = answer["phases"][0]
    assert (first["from"], first["to"], first["kind"]) == ("2023-10-07", "2023-11-23", "war, posture 0.2")
    assert answer["records"] == loaded("iran-2023").records


@pytest.mark.parametrize("name", ["iran-2023", "gdr-1989", NAME])
def test_library_scenarios_hide_nothing_grave(name: str) -> None:
    grave = ("off", "no effect", "holds no post", "far", "deviations", "coercive")
    assert [text for text in quick(loaded(name))["warnings"] if any(word in text for word in grave)] == []


SETTINGS = [
    ({"information.z0": 0.5}, [], "information.z0 is set to 0.5, "),
    ({"uprising.omega": 9.0}, [], "set to one value, without any uncertainty: uprising.omega."),
    ({}, ["uprising"], "uprising is off and backlash is on: anger moves nobody."),
    ({}, ["surprise"], "surprise is off and no event is dated: nothing can start by itself"),
    ({}, list(MECHANISMS), "every mechanism is off: the regime stays as it is."),
    (
        {"policy.purge": 0.1},
        ["consolidation"],
        "policy.purge changes but consolidation is off: it has no effect",
    ),
]


@pytest.mark.parametrize(("settings", "without", "sentence"), SETTINGS)
def test_settings_that_are_suspicious(settings: dict[str, float], without: list[str], sentence: str) -> None:
    before, after = quick(loaded())["warnings"], quick(loaded().with_settings(settings, without=without))
    assert not any(sentence in text for text in before)
    assert any(sentence in text for text in after["warnings"]), after["warnings"]


def test_distance_is_measured_on_the_priors_own_scale() -> None:
    """In logarithms for omega, in log-odds for the pull of commanders."""
    omega, pull = registry()["uprising.omega"], registry()["defection.pull"]
    odds = pull.value / (1 - pull.value)
    assert (omega.scale, pull.scale) == ("log", "logit")
    for deviations, told in ((2.9, False), (3.1, True)):
        moved = odds * np.exp(pull.sd * deviations)
        settings = {omega.name: omega.value * np.exp(omega.sd * deviations), pull.name: moved / (1 + moved)}
        warnings = quick(loaded().with_settings({name: float(x) for name, x in settings.items()}))["warnings"]
        said = [text for text in warnings if f"{deviations} prior standard deviations" in text]
        assert len(said) == (2 if told else 0)


def test_phases_outside_the_window_are_told() -> None:
    def war(first: str, last: str) -> dict[str, Any]:
        phase = {"from": first, "to": last, "name": "raid", "posture": 0.5}
        return {"phases": [phase], "source": "assumed: for the test"}

    cases = {
        (
            "1999-01-01",
            "1999-12-31",
        ): "phase 'raid' is over before the first day, 2000-01-01: it has no effect.",
        ("2002-01-01", "2002-02-01"): "phase 'raid' begins after the last day, 2000-12-30: it has no effect.",
        ("1999-12-01", "2000-02-01"): "phase 'raid' reaches beyond 2000-01-01 to 2000-12-30",
    }
    for span, sentence in cases.items():
        assert any(text.startswith(sentence) for text in quick(changed(war=war(*span)))["warnings"]), span
    inside = quick(changed(war=war("2000-02-01", "2000-03-01")))["warnings"]
    assert not any("phase 'raid'" in text for text in inside)


def test_a_faction_without_posts_is_told() -> None:
    factions = [*loaded().to_dict()["factions"]]
    empty = {"name": "ghosts", "label": "Nobody", "position": 0.9, "source": "assumed: for the test"}
    found = quick(changed(factions=[*factions, empty]))["warnings"]
    assert "faction ghosts holds no post in any sector: it counts for nothing." in found


def test_regime_without_arms_is_told() -> None:
    sectors = ("guards", "basij", "army", "police")
    settings = {f"apparatus.{name}.coercive_weight": 0.0 for name in sectors}
    assert any(
        "no sector has coercive weight" in text
        for text in quick(loaded().with_settings(settings))["warnings"]
    )


def test_near_tipping_points_and_restless_priors_come_first() -> None:
    settings = {"information.capacity": 6.0, "defection.peers": 4.0}
    answer = explain(loaded().with_settings(settings)).summary
    said = " ".join(answer["warnings"][:3])
    assert "tipping point is near" in said or "is not stable" in said
    assert "leave rest within a year of a slight push" in said


def test_levers_and_mechanisms_are_all_known() -> None:
    _, rest = rows(loaded().calendar(1))
    assert set(_LEVERS) == {name for name in vars(rest) if name not in ("push", "departures")}
    assert {mechanism for through in _LEVERS.values() for mechanism in through} <= set(MECHANISMS)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_notebook_view_is_escaped_and_well_formed() -> None:
    summary = quick(loaded("iran-2023"))
    summary["title"] = "<script>alert(1)</script>"
    summary["warnings"] = ["<img src=x>"]
    html = Explanation(summary)._repr_html_()
    tags = _Tags()
    tags.feed(html)
    assert tags.open == []
    assert not tags.seen & {"script", "img"}
    assert "&lt;script&gt;" in html


def test_reading_scenarios_and_importing_explain_stay_light() -> None:
    code = (
        "import sys; import asabiya.scenario.explain; from asabiya.scenario import load;"
        f"load('{NAME}'); print([m for m in ('jax', 'equinox') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
