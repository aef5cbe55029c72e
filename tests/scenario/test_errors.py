"""What a bad scenario gets: file, key, value, what is allowed, and a hint, word for word."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from asabiya.errors import InputError, ScenarioError
from asabiya.scenario import Scenario, json_schema, library, load, parse_setting

Data = dict[str, Any]
GOOD = load("reference-autocracy").to_dict()
SOURCE = "assumed: a test"


def put(*path: str | int, value: Any) -> Callable[[Data], None]:
    """A change that puts a value at a place."""

    def change(data: Data) -> None:
        table: Any = data
        for step in path[:-1]:
            table = table[step]
        table[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Data], None]:
    """A change that takes a key away."""

    def change(data: Data) -> None:
        table: Any = data
        for step in path[:-1]:
            table = table[step]
        del table[path[-1]]

    return change


def entry(first: str, last: str, **more: Any) -> Data:
    return {"from": first, "to": last, "source": SOURCE, **more}


def event(**more: Any) -> Callable[[Data], None]:
    return put("events", value=[{"date": "2000-02-01", "label": "x", "source": SOURCE, **more}])


SCHEDULE = ("policy", "effort", "schedule")
RANGE = "hint: check the value and its unit"
FORM = "hint: numbers and dates have no quote marks, text has"
BAD: dict[str, tuple[Callable[[Data], None], str]] = {
    "misspelt key": (
        put("policy", "efort", value={"rest": 1}),
        "policy.efort: unknown key\nhint: did you mean effort?",
    ),
    "misspelt inner key": (
        put("apparatus", "army", "complicty", value=1),
        "apparatus.army.complicty: unknown key\nhint: did you mean complicity?",
    ),
    "missing sector": (
        drop("apparatus", "media"),
        "apparatus.media: missing, needs a value\n"
        "hint: every scenario needs it; see the JSON Schema or a scenario of the library",
    ),
    "out of range": (
        put("apparatus", "army", "kin", value=1.5),
        f"apparatus.army.kin: found 1.5, needs a number from 0 to 1 (share)\n{RANGE}",
    ),
    "out of range in a list with names": (
        put("population", "regions", 1, "youth", value={"value": -1, "source": SOURCE}),
        f"population.regions.North.youth: found -1, needs a number from 0 to 1 (share)\n{RANGE}",
    ),
    "lever out of its own range": (
        put("policy", "effort", "rest", value=9),
        f"policy.effort.rest: found 9, needs a number from 0 to 5 (usual effort)\n{RANGE}",
    ),
    "not finite": (
        put("apparatus", "army", "kin", value=float("nan")),
        f"apparatus.army.kin: found nan, needs a number from 0 to 1 (share)\n{RANGE}",
    ),
    "a number of four hundred digits": (
        put("apparatus", "army", "kin", value=10**400),
        f"apparatus.army.kin: found 1{'0' * 59}, needs a number from 0 to 1 (share)\n{RANGE}",
    ),
    "size zero": (
        put("apparatus", "army", "size", value=0),
        f"apparatus.army.size: found 0, needs a whole number from 1 to 1e+08 (posts)\n{RANGE}",
    ),
    "text for a number": (
        put("apparatus", "army", "size", value="many"),
        f'apparatus.army.size: found "many", needs a whole number from 1 to 1e+08 (posts)\n{RANGE}',
    ),
    "number for text": (
        put("scenario", "title", value=3),
        f"scenario.title: found 3, needs text\n{FORM}",
    ),
    "no date": (
        put("scenario", "start", value="2000-13-01"),
        f'scenario.start: found "2000-13-01", needs a date like 2023-10-07\n{RANGE}',
    ),
    "date with a time": (
        put("scenario", "start", value=dt.datetime(2000, 1, 1, 12)),
        f"scenario.start: found 2000-01-01T12:00:00, needs a date without a time\n{RANGE}",
    ),
    "shares that do not add up": (
        put("apparatus", "army", "factions", value={"ruling": 0.6, "rival": 0.3}),
        "apparatus.army.factions: found 0.9, shares must add up to 1\nhint: correct the shares",
    ),
    "unknown faction": (
        put("apparatus", "army", "factions", value={"rulling": 0.6, "rival": 0.4}),
        'apparatus.army.factions.rulling: found "rulling", needs a faction of this scenario\n'
        "hint: did you mean ruling?",
    ),
    "two rulers": (
        put("factions", 1, "ruler", value=True),
        'factions: found "ruling, rival", exactly one needs ruler = true\n'
        "hint: write ruler = true at the one faction that the ruler favours",
    ),
    "two regions of one name": (
        put("population", "regions", 1, "name", value="Capital"),
        'population.regions: found "Capital", stands there 2 times\nhint: give each its own name',
    ),
    "execution share of some": (
        put("population", "regions", 0, "execution_share", value=1),
        "population.regions.North.execution_share: missing, others state it\n"
        "hint: state it for every region or for none; without it executions fall by adults",
    ),
    "unknown region": (
        put("apparatus", "army", "deployment", value={"shares": {"Nort": 1}, "source": SOURCE}),
        'apparatus.army.deployment.shares.Nort: found "Nort", needs a region of this scenario\n'
        "hint: did you mean North?",
    ),
    "dates reversed": (
        put(*SCHEDULE, value=[entry("2000-02-01", "2000-01-01", value=2)]),
        "policy.effort.schedule.0.to: found 2000-01-01, lies before the first day, 2000-02-01\n"
        "hint: swap the two dates or correct one",
    ),
    "overlap": (
        put(
            *SCHEDULE,
            value=[entry("2000-01-01", "2000-02-01", value=2), entry("2000-02-01", "2000-03-01", value=1)],
        ),
        "policy.effort.schedule.1.from: found 2000-02-01, "
        "overlaps with the entry before, which ends on 2000-02-01\n"
        "hint: let entries follow each other in time, none sharing a day",
    ),
    "total of what is not counted": (
        put(*SCHEDULE, value=[entry("2000-02-01", "2000-02-01", total=2)]),
        "policy.effort.schedule.0.total: found 2, not allowed for this lever\n"
        "hint: only what is counted per day has a total; write value",
    ),
    "neither value nor total": (
        put(*SCHEDULE, value=[entry("2000-02-01", "2000-02-01")]),
        'policy.effort.schedule.0: found "neither", needs either value or total\n'
        "hint: value holds on each day, total is the sum over the days",
    ),
    "unknown speaker": (
        put(*SCHEDULE, value=[entry("2000-02-01", "2000-02-01", value=1, speaker_sector="armee")]),
        'policy.effort.schedule.0.speaker_sector: found "armee", needs a sector\nhint: did you mean army?',
    ),
    "unknown kind of event": (
        event(kind="shock"),
        "events.0.kind: found \"shock\", needs 'push', 'departures' or 'note'\nhint: use one of these words",
    ),
    "unknown sector of departures": (
        event(kind="departures", sector="navy", rank="base", share=0.1),
        'events.0.sector: found "navy", needs a sector of the apparatus\n'
        "hint: allowed: army, basij, clergy, guards, judiciary, lawyers, media, ministries, police",
    ),
    "unknown rank of departures": (
        event(kind="departures", sector="army", rank="bass", share=0.1),
        'events.0.rank: found "bass", needs a rank\nhint: did you mean base?',
    ),
    "push without value": (
        event(kind="push"),
        "events.0.value: missing, an event of kind push needs it\nhint: add it",
    ),
    "number without source": (
        drop("apparatus", "source", "kin"),
        "apparatus.guards.kin.source: missing, every number needs a source\n"
        'hint: write source = "KEY" with KEY in [sources.KEY], or source = "assumed: the reason"',
    ),
    "source that is not listed": (
        put("apparatus", "source", "kin", value="smith-1999"),
        'apparatus.guards.kin.source: found "smith-1999", needs a key of [sources]\n'
        "hint: allowed: assumed: reason",
    ),
    "source of nothing": (
        put("apparatus", "source", "kins", value=SOURCE),
        "apparatus.source.kins: no number here has this key\nhint: did you mean kin?",
    ),
    "assumed without reason": (
        put("apparatus", "source", "kin", value="assumed:"),
        'apparatus.guards.kin.source: found "assumed:", needs a key of [sources] or a reason\n'
        'hint: write source = "KEY" with KEY in [sources.KEY], or source = "assumed: the reason"',
    ),
    "parameter of no mechanism": (
        put("parameters", value={"half_life": {"value": 1, "source": SOURCE}}),
        'parameters.half_life: found "half_life", needs the form mechanism.parameter\n'
        "hint: quote it: one key, one dot",
    ),
    "unknown mechanism": (
        put("mechanisms", value={"faction": False}),
        'mechanisms.faction: found "faction", needs a mechanism\nhint: did you mean factions?',
    ),
    "record upside down": (
        put(
            "records",
            value=[{"date": "2000-01-01", "quantity": "actives_persons", "lo": 2, "hi": 1, "source": SOURCE}],
        ),
        "records.0.hi: found 1, must be at least lo (2)\nhint: swap lo and hi or correct one",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_scenario(name: str) -> None:
    change, text = BAD[name]
    data = copy.deepcopy(GOOD)
    change(data)
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_dict(data, origin="bad.toml")
    assert str(caught.value) == f"bad.toml: {text}"


def test_syntax_error_names_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('schema = "asabiya.scenario/1"\n[scenario\n')
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: not TOML: ")
    assert "line 2, column 10" in str(caught.value)
    assert str(caught.value).endswith("\nhint: check quote marks, brackets and commas there")


@pytest.mark.parametrize("value", ["[" * 5000, "1" * 5000])
def test_endless_brackets_and_digits_are_refused(tmp_path: Path, value: str) -> None:
    path = tmp_path / "endless.toml"
    path.write_text(f"x = {value}")
    with pytest.raises(ScenarioError, match=r"endless\.toml: not TOML: "):
        load(path)
    with pytest.raises(ScenarioError, match="is not TOML"):
        parse_setting(f"x={value}")


def test_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'title = "\xe9"')
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert str(caught.value) == f"{path}: byte 9 is not UTF-8\nhint: save the file as UTF-8 text"


def test_missing_file_and_unknown_name() -> None:
    with pytest.raises(InputError, match="no such file"):
        load("nowhere.toml")
    with pytest.raises(ScenarioError) as caught:
        load("iran-2032")
    assert str(caught.value) == (
        "scenario iran-2032: not in the library\nhint: did you mean iran-2023? (or the path of a TOML file)"
    )


def test_empty_table_and_other_schema() -> None:
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_dict({}, origin="x.toml")
    assert str(caught.value).startswith("x.toml: schema: missing, needs a value\n")
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_dict({**GOOD, "schema": "asabiya.scenario/2"}, origin="x.toml")
    assert str(caught.value) == (
        "x.toml: schema: found \"asabiya.scenario/2\", needs 'asabiya.scenario/1'\n"
        "hint: use one of these words"
    )


def test_json_schema_is_valid_and_accepts_the_library() -> None:
    schema = json_schema()
    checker: Any = jsonschema.Draft202012Validator
    checker.check_schema(schema)
    for about in library():
        checker(schema).validate(json.loads(json.dumps(load(about["id"]).to_dict())))
    bad = copy.deepcopy(GOOD)
    bad["apparatus"]["army"]["kin"] = 2
    with pytest.raises(jsonschema.ValidationError):
        checker(schema).validate(bad)


def test_departures_and_pushes_reach_the_calendar() -> None:
    data = copy.deepcopy(GOOD)
    data["events"] = [
        {"date": "2000-01-03", "kind": "departures", "sector": "army", "rank": "base", "share": 0.2},
        {"date": "2000-01-05", "until": "2000-01-06", "kind": "push", "value": 0.5, "regions": ["North"]},
        {"date": "1999-12-01", "until": "2000-01-01", "kind": "push", "value": 0.25},
    ]
    for one in data["events"]:
        one |= {"label": "x", "source": SOURCE}
    calendar = Scenario.from_dict(data).calendar(10)
    assert calendar.departures.sum() == calendar.departures[2, 2, 2] == 0.2
    assert calendar.push[:, 1].tolist() == [0.25, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0]
    assert calendar.push[:, 0].tolist() == [0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0]


def test_schedule_rest_and_after() -> None:
    data = copy.deepcopy(GOOD)
    data["policy"]["effort"] = {
        "rest": 1,
        "after": 0.5,
        "schedule": [entry("2000-01-03", "2000-01-04", value=2), entry("2000-01-06", "2000-01-06", value=3)],
    }
    assert Scenario.from_dict(data).calendar(8).effort.tolist() == [1, 1, 2, 2, 1, 3, 0.5, 0.5]
