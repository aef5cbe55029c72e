"""Granovetter's riot against its second implementation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.twins import twin_granovetter_1978 as twin

from asabiya.catalogue.models.granovetter_1978 import stop_distribution
from asabiya.catalogue.registry import run

ID = "granovetter-1978"


def _continuum(mean: float, sd: float) -> None:
    outcome = run(ID, mean=mean, sd=sd)
    found, expected = outcome.results["equilibria"], twin.fixed_points(mean, sd)
    names = ("from nobody", "tipping point", "when pushed beyond it")
    assert [each["name"] for each in found] == list(names[: len(expected)])
    assert [each["stable"] for each in found] == [stable for _, stable in expected]
    # Next to the tangency a root moves by the rounding of F, 1e-14, over its slope there, 1e-6 at the least.
    assert [each["value"] for each in found] == pytest.approx([value for value, _ in expected], abs=1e-8)
    assert outcome.results["equilibrium"] == found[0]["value"]
    assert outcome.results["critical_sd"] == (
        None if twin.critical_sd(mean) is None else pytest.approx(twin.critical_sd(mean), rel=1e-9, abs=1e-12)
    )
    assert bool(outcome.warnings) == (len(expected) > 1)


def test_fixed_points_agree_over_a_random_plane() -> None:
    rng = np.random.default_rng(1978)
    counts = set()
    for _ in range(300):
        mean, sd = float(rng.uniform(-30, 130)), float(np.exp(rng.uniform(np.log(0.3), np.log(200))))
        _continuum(mean, sd)
        counts.add(len(twin.fixed_points(mean, sd)))
        listed = [each["value"] for each in run(ID, mean=mean, sd=sd).results["equilibria"]]
        assert twin.rest_from(0, mean, sd) == pytest.approx(listed[0], abs=1e-8)
        assert twin.rest_from(100, mean, sd) == pytest.approx(listed[-1], abs=1e-8)
    assert counts == {1, 3}


@pytest.mark.parametrize("mean", [0.01, 1.0, 25.0, 40.0, 49.9])
@pytest.mark.parametrize("side", [1 - 1e-7, 1 + 1e-7])
def test_fixed_points_agree_on_either_side_of_the_tangency(mean: float, side: float) -> None:
    critical = twin.critical_sd(mean)
    assert critical is not None
    assert len(twin.fixed_points(mean, critical * side)) == (3 if side < 1 else 1)
    _continuum(mean, critical * side)


@pytest.mark.parametrize("mean", [-10_000, -1, 0, 1e-6, 25, 50, 75, 99.5, 100, 10_000])
@pytest.mark.parametrize("sd", [1e-6, 12.2, 10_000])
def test_fixed_points_agree_in_the_corners(mean: float, sd: float) -> None:
    _continuum(mean, sd)


def _finite(outcome: Any, thresholds: Any) -> None:
    need = twin.needs(np.asarray(thresholds, dtype=float))
    course = [100 * n / len(need) for n in twin.riot(need)]
    assert outcome.results["course"] == pytest.approx(course, abs=1e-12)
    assert outcome.results["equilibrium"] == pytest.approx(course[-1], abs=1e-12)
    assert [(each["name"], each["value"]) for each in outcome.results["equilibria"]] == twin.rests(need)


def test_lists_agree_person_by_person() -> None:
    rng = np.random.default_rng(83)
    several = 0
    for _ in range(150):
        n = int(rng.integers(1, 40))
        thresholds = np.round(rng.choice([rng.uniform(-20, 120, n), 100 * rng.integers(0, n + 2, n) / n]), 12)
        outcome = run(ID, thresholds=thresholds.tolist())
        _finite(outcome, thresholds)
        assert outcome.results["critical_sd"] is None
        several += len(outcome.results["equilibria"]) > 1
    assert several > 20


@pytest.mark.parametrize("persons", [1, 7, 100, 999])
@pytest.mark.parametrize(("mean", "sd"), [(25, 12.2), (25, 12.55), (-5, 3), (60, 30), (0, 1e-6), (110, 1)])
def test_quantiles_agree(persons: int, mean: float, sd: float) -> None:
    outcome = run(ID, mean=mean, sd=sd, agents=persons, draws="quantiles")
    _finite(outcome, twin.quantiles(mean, sd, persons))


@pytest.mark.parametrize(
    ("mean", "sd", "persons", "runs"),
    [
        (25, 12.2, 100, 300),
        (25, 13, 100, 300),
        (40, 25, 1, 50),
        (30, 20, 2_500, 20),
        (25, 12.2, 1_000_000, 2),
    ],
)
def test_drawn_crowds_agree_draw_for_draw(mean: float, sd: float, persons: int, runs: int) -> None:
    results = run(ID, mean=mean, sd=sd, agents=persons, runs=runs, seed=1420).results
    ends = twin.drawn(mean, sd, persons, runs, 1420)
    assert results["equilibrium"] == pytest.approx(np.mean(ends), abs=1e-10)
    assert results["large"] == pytest.approx(np.mean([end > 50 for end in ends]), abs=1e-12)


@pytest.mark.parametrize(
    ("mean", "sd", "persons"),
    [(25, 12.2, 30), (25, 30, 12), (60, 5, 8), (-5, 50, 1), (-5, 0.1, 3), (25, 1, 4)],
)
def test_the_exact_distribution_agrees_with_another_recursion(mean: float, sd: float, persons: int) -> None:
    assert stop_distribution(mean, sd, persons) == pytest.approx(
        twin.ends_exactly(mean, sd, persons), abs=1e-13
    )
