"""Runs and comparisons by the public API: what the answers hold, and when they must be equal."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import asabiya
from asabiya.errors import AsabiyaError, InputError, ResultError, ScenarioError
from asabiya.provenance import jsonable
from asabiya.vocabulary import INDICES, MECHANISMS, OUTCOMES

NAME = "reference-autocracy"
DAYS = 40


@pytest.fixture(scope="module")
def run() -> asabiya.api.results.Run:
    return asabiya.simulate(NAME, members=600, days=DAYS, seed=7)


def test_run_answers_what_the_interface_promises(run: asabiya.api.results.Run) -> None:
    answer = run.summary
    wanted = "scenario seed members days fidelity agents mechanisms outcomes indices series digest seconds"
    assert {*wanted.split(), "provenance"} <= answer.keys()
    assert answer["mechanisms"] == dict.fromkeys(MECHANISMS, True)
    assert set(answer["outcomes"]) == set(OUTCOMES)
    assert set(answer["indices"]) == set(INDICES)
    for outcome in answer["outcomes"].values():
        assert 0 <= outcome["lo"] <= outcome["p"] <= outcome["hi"] <= 1
    for name in INDICES:
        at, series = answer["indices"][name], answer["series"][name]
        assert at["lo"] <= at["median"] <= at["hi"]
        assert {len(values) for values in series.values()} == {DAYS}
        assert series["median"][-1] == at["median"]
    assert answer["outcomes"]["survival"]["p"] == 1 - answer["outcomes"]["collapse"]["p"]
    json.dumps(jsonable(answer), allow_nan=False)


def test_equal_seeds_give_equal_digests_whatever_the_threads(run: asabiya.api.results.Run) -> None:
    again = asabiya.simulate(NAME, members=600, days=DAYS, seed=7, workers=1)
    assert again.summary["digest"] == run.summary["digest"]
    other = asabiya.simulate(NAME, members=600, days=DAYS, seed=8)
    assert other.summary["digest"] != run.summary["digest"]


def test_large_seeds_are_told_apart() -> None:
    a, b = (asabiya.simulate(NAME, members=2, days=DAYS, seed=s).summary["digest"] for s in (1, 2**32 + 1))
    assert a != b


def test_a_policy_change_leaves_the_days_before_it_alone(run: asabiya.api.results.Run) -> None:
    effect = asabiya.compare(NAME, set={"policy.effort": 2.0}, members=600, days=DAYS, seed=7)
    base = effect.dataset["member_series"].sel(distribution="base").to_numpy()
    np.testing.assert_array_equal(base, run.dataset["member_series"].sel(distribution="prior").to_numpy())


def test_compare_pairs_its_members() -> None:
    effect = asabiya.compare(NAME, set={"policy.executions": 20.0}, members=600, days=DAYS, seed=7)
    assert set(effect.summary["effects"]) == {*OUTCOMES, *INDICES}
    fear = effect.summary["effects"]["fear"]
    assert fear["lo"] > 0, "executions instil fear"
    assert effect.summary["variance_ratio"]["cohesion"] > 10
    assert "policy.executions" in " ".join(effect.summary["changes"])


def test_compare_without_a_change_of_result_is_exactly_nothing() -> None:
    effect = asabiya.compare(NAME, set={"policy.effort": 1.0}, members=20, days=DAYS)
    for name, found in effect.summary["effects"].items():
        assert (found["difference"], found["lo"], found["hi"]) == (0.0, 0.0, 0.0), name
    assert set(effect.summary["variance_ratio"].values()) == {None}


def test_save_rerun_cite(tmp_path: Path, run: asabiya.api.results.Run) -> None:
    place = run.save(tmp_path / "run")
    names = {
        "results.zarr",
        "provenance.json",
        "summary.json",
        "report.html",
        "series.parquet",
        "departures.parquet",
    }
    assert names <= {path.name for path in place.iterdir()}
    page = (place / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    again = asabiya.rerun(place)
    assert again["equal"] is True
    assert again["digest_before"] == again["digest_after"] == run.summary["digest"]
    assert again["environment_differences"] == []
    keys = {citation["key"] for citation in asabiya.cite(place)}
    assert {"asabiya", "epstein-2002", "granovetter-1978"} <= keys
    without = asabiya.simulate(NAME, members=2, days=DAYS, without=("diversion",))
    assert "mueller-1970" in keys
    assert "mueller-1970" not in {citation["key"] for citation in asabiya.cite(without)}


def test_a_damaged_result_is_refused(tmp_path: Path, run: asabiya.api.results.Run) -> None:
    place = run.save(tmp_path / "run")
    (place / "summary.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResultError, match="damaged"):
        asabiya.rerun(place)
    with pytest.raises(ResultError, match="no such directory"):
        asabiya.cite(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: asabiya.simulate("iran-2032"), ScenarioError, "iran-2023"),
        (lambda: asabiya.simulate(NAME, members=0), InputError, "members: 0"),
        (lambda: asabiya.simulate(NAME, days=0), InputError, "days: 0"),
        (lambda: asabiya.simulate(NAME, set={"policy.efort": 1.0}), ScenarioError, "policy.effort"),
        (lambda: asabiya.simulate(NAME, set={"policy.effort": 50.0}), ScenarioError, "50"),
        (
            lambda: asabiya.simulate(NAME, set={"diversion.half_lief": 9.0}),
            ScenarioError,
            "diversion.half_life",
        ),
        (lambda: asabiya.simulate(NAME, without=("uprisng",)), ScenarioError, "uprising"),
        (lambda: asabiya.compare(NAME), InputError, "nothing to compare"),
    ],
)
def test_bad_input_is_a_clear_error_with_a_hint(call: object, error: type[AsabiyaError], words: str) -> None:
    assert callable(call)
    with pytest.raises(error) as caught:
        call()
    assert words in str(caught.value)
    assert "\nhint: " in str(caught.value)


def test_a_fixed_parameter_is_the_same_for_every_member() -> None:
    narrow = asabiya.simulate(NAME, members=50, days=2, set={"uprising.legitimacy": 0.25})
    legitimacy = narrow.dataset["member_series"].sel(index="legitimacy").to_numpy()
    assert np.ptp(legitimacy) < 0.01
    assert abs(legitimacy.mean() - 0.25) < 0.01
