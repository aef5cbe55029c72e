"""Siegel's crowd against its second implementation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.twins import twin_siegel_2009 as twin

from asabiya.catalogue.registry import run

ID = "siegel-2009"


def _continuum(mean: float, sd: float) -> int:
    outcome = run(ID, mean=mean, sd=sd)
    found, expected = outcome.results["equilibria"], twin.fixed_points(mean, sd)
    names = ("from nobody", "tipping point", "when pushed beyond it")
    assert [each["name"] for each in found] == list(names[: len(expected)])
    assert [each["stable"] for each in found] == [stable for _, stable in expected]
    assert [each["value"] for each in found] == pytest.approx([value for value, _ in expected], abs=1e-9)
    assert outcome.results["equilibrium"] == found[0]["value"]
    critical = twin.critical_sd(mean)
    assert outcome.results["critical_sd"] == (None if critical is None else pytest.approx(critical, rel=1e-9))
    assert bool(outcome.warnings) == (len(expected) > 1)
    return len(expected)


def test_equilibria_where_all_see_all_agree_over_a_random_plane() -> None:
    rng = np.random.default_rng(2009)
    sizes = [
        _continuum(float(rng.uniform(-0.3, 1.3)), float(np.exp(rng.uniform(np.log(0.003), np.log(3)))))
        for _ in range(300)
    ]
    assert set(sizes) == {1, 3}


@pytest.mark.parametrize("mean", [-100, 0, 1e-6, 0.5, 0.75, 1, 100])
@pytest.mark.parametrize("sd", [1e-9, 0.122, 100])
def test_equilibria_where_all_see_all_agree_in_the_corners(mean: float, sd: float) -> None:
    _continuum(mean, sd)


def _compare(kind: str, n: int, mean: float, sd: float, runs: int, **given: Any) -> list[float]:
    memory, steps = given.pop("memory", 0.95), given.pop("steps", 1000)
    results = run(
        ID, network=kind, agents=n, mean=mean, sd=sd, runs=runs, seed=122, memory=memory, steps=steps, **given
    ).results
    shape = twin.Shape(**given)
    worlds = [twin.drawn(kind, n, mean, sd, 122, number, shape) for number in range(runs)]
    ends = [len(twin.participants(ties, b.tolist())) / n for ties, b in worlds]
    assert results["by_run"] == pytest.approx(ends, abs=1e-15)
    assert results["equilibrium"] == pytest.approx(np.mean(ends), abs=1e-12)
    assert results["sd_of_runs"] == pytest.approx(np.std(ends), abs=1e-12)
    ties, motivation = worlds[0]
    assert results["course"] == pytest.approx(
        twin.course(ties, motivation.tolist(), memory, steps), abs=1e-15
    )
    degrees = [np.mean([len(near) for near in ties]) for ties, _ in worlds]
    assert results["mean_degree"] == pytest.approx(np.mean(degrees), rel=1e-12)
    return ends


@pytest.mark.parametrize("kind", list(twin.NETWORKS))
@pytest.mark.parametrize(("mean", "sd"), [(0.6, 0.25), (0.2, 0.5), (0.75, 0.4)])
def test_networks_agree_draw_for_draw(kind: str, mean: float, sd: float) -> None:
    _compare(kind, 150, mean, sd, 4)


@pytest.mark.parametrize(
    ("kind", "n", "given"),
    [
        ("village", 40, {"village_size": 1, "weak_ties": 0.1}),
        ("village", 41, {"village_size": 7, "weak_ties": 1}),
        ("opinion-leader", 60, {"gamma": 0}),
        ("opinion-leader", 2, {}),
        ("hierarchy", 50, {"expansion": 1, "level_ties": 1}),
        ("hierarchy", 50, {"expansion": 3, "level_ties": 0.3}),
        ("small-world", 40, {"radius": 2, "rewiring": 1}),
        ("small-world", 12, {"radius": 5, "rewiring": 0.5}),
        ("complete", 2, {}),
    ],
)
@pytest.mark.parametrize(("memory", "steps"), [(0, 1000), (0.5, 3), (0.99, 2000)])
def test_shapes_and_courses_agree(
    kind: str, n: int, given: dict[str, Any], memory: float, steps: int
) -> None:
    _compare(kind, n, 0.7, 0.4, 3, memory=memory, steps=steps, **given)


def test_runs_differ_and_so_do_their_ends() -> None:
    assert len(set(_compare("village", 60, 0.55, 0.3, 30, weak_ties=0.02))) > 5
