"""Granovetter 1978: closed forms, limits, chance, size and bad input; its numbers are in the targets."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import ndtr

from asabiya.catalogue.models.granovetter_1978 import critical, fixed_points, stop_distribution
from asabiya.catalogue.registry import run
from asabiya.errors import InputError


def equilibrium(**parameters: object) -> float:
    return float(run("granovetter-1978", **parameters).results["equilibrium"])


@pytest.mark.parametrize("mean", [1.0, 10.0, 25.0, 40.0, 49.9])
def test_figure_2_the_jump_is_where_the_lower_fixed_points_meet(mean: float) -> None:
    found = critical(mean)
    assert found is not None
    spread, crowd = found
    assert len(fixed_points(mean, spread * (1 - 1e-6))) == 3
    assert len(fixed_points(mean, spread * (1 + 1e-6))) == 1
    assert 100 * ndtr((crowd - mean) / spread) == pytest.approx(crowd, abs=1e-9)
    slope = 100 / (spread * math.sqrt(2 * math.pi)) * math.exp(-(((crowd - mean) / spread) ** 2) / 2)
    assert slope == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("mean", [-5.0, 0.0, 50.0, 80.0])
def test_without_a_majority_of_cautious_people_nothing_jumps(mean: float) -> None:
    assert critical(mean) is None
    assert run("granovetter-1978", mean=mean).results["critical_sd"] is None


@pytest.mark.parametrize(
    ("mean", "sd"), [(25, 12.2), (25, 5), (25, 30), (60, 10), (50, 20), (-20, 10), (99, 1)]
)
def test_fixed_points_are_all_that_a_fine_scan_finds(mean: float, sd: float) -> None:
    r = np.linspace(0, 100, 1_000_001)
    gap = 100 * ndtr((r - mean) / sd) - r
    crosses = np.sign(gap[:-1]) * np.sign(gap[1:]) < 0
    crossings = np.sort(np.concatenate([r[:-1][crosses], r[gap == 0]]))
    found = fixed_points(mean, sd)
    assert [value for value, _ in found] == pytest.approx(crossings, abs=2e-4)
    assert [stable for _, stable in found] == [index % 2 == 0 for index in range(len(found))]


def test_the_equilibrium_is_where_the_steps_end() -> None:
    for sd in (5.0, 12.0, 12.3, 40.0):
        r = 0.0
        for _ in range(20_000):
            r = float(100 * ndtr((r - 25) / sd))
        assert equilibrium(sd=sd) == pytest.approx(r, abs=1e-6)


def test_a_riot_grows_with_the_spread_of_thresholds() -> None:
    ends = [equilibrium(sd=sd) for sd in np.linspace(1, 12.2, 30)]
    assert ends == sorted(ends)


def test_large_drawn_crowds_end_where_the_continuum_does() -> None:
    assert equilibrium(sd=11, agents=1_000_000, seed=3) == pytest.approx(equilibrium(sd=11), abs=0.2)
    assert equilibrium(sd=14, agents=1_000_000, seed=3) == pytest.approx(equilibrium(sd=14), abs=0.2)


def test_a_hundred_persons_by_hand() -> None:
    # Each draw is a person's threshold; whoever has 0 or less begins.
    thresholds = 25 + 12.2 * np.random.default_rng(8).standard_normal(100)
    rioting = 0
    while (more := int(np.sum(thresholds <= rioting))) != rioting:
        rioting = more
    assert equilibrium(sd=12.2, agents=100, seed=8) == rioting


def test_exact_probabilities_are_what_all_orders_of_a_small_crowd_give() -> None:
    # Two persons: nobody begins; one begins and the other does not follow; both.
    none, half = (1 - ndtr(-25 / 12.2)) ** 2, ndtr((50 - 25) / 12.2)
    begins = ndtr(-25 / 12.2)
    alone = 2 * begins * (1 - half)
    assert stop_distribution(25, 12.2, 2) == pytest.approx([none, alone, 1 - none - alone], abs=1e-12)
    assert stop_distribution(25, 12.2, 100).sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("sd", [12.2, 12.5])
def test_large_riots_among_a_hundred_are_as_frequent_as_the_exact_probability(sd: float) -> None:
    exact = stop_distribution(25, sd, 100)[51:].sum()
    drawn = run("granovetter-1978", sd=sd, agents=100, runs=4000, seed=11).results["large"]
    assert drawn == pytest.approx(exact, abs=4 * math.sqrt(exact * (1 - exact) / 4000))


def test_decimal_thresholds_are_what_they_are_meant_to_be() -> None:
    # 1.1 % of 1,000 is 11 persons, although 1.1 * 1000 / 100 is a little more in floating point.
    thresholds = [0.0] * 11 + [1.1] + [100.0] * 988
    assert equilibrium(thresholds=thresholds) == pytest.approx(1.2)


def test_all_equilibria_of_a_list_are_returned_and_named() -> None:
    outcome = run("granovetter-1978", thresholds="0,10,20,20,20,50,60,80,90,90")
    assert outcome.results["equilibria"] == [
        {"name": "from nobody", "value": 70.0},
        {"name": "held by 8 of 10", "value": 80.0},
        {"name": "held by 10 of 10", "value": 100.0},
    ]
    assert len(outcome.warnings) == 1


def test_one_equilibrium_brings_no_warning() -> None:
    assert run("granovetter-1978", sd=20).warnings == ()


def test_ten_million_agents_take_little_longer_than_their_draws() -> None:
    def seconds(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    run("granovetter-1978", sd=12.3, agents=1000)
    ours = min(seconds(lambda: equilibrium(sd=12.3, agents=10_000_000)) for _ in range(3))
    draws = min(seconds(lambda: np.random.default_rng(0).standard_normal(10_000_000)) for _ in range(3))
    assert ours / draws < 5


def test_bad_input() -> None:
    with pytest.raises(InputError) as caught:
        run("granovetter-1978", agents="1e6", runs="1e6")
    assert caught.value.message == (
        "granovetter-1978: 1,000,000 runs of 1,000,000 agents are more than 1,000,000,000 draws"
    )
    assert caught.value.hint == "ask for fewer runs or agents"
