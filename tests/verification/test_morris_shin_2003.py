"""Morris and Shin: conditions of equilibrium, limits and the boundary of uniqueness."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr as scipy_ndtr
from scipy.special import ndtri

from asabiya.catalogue import registry
from asabiya.catalogue.regime_change import BOUNDARY, cost_at, equilibria, unique
from asabiya.errors import InputError
from asabiya.mechanisms.numerics import ndtr

COST = st.floats(0.001, 0.999)
MEAN = st.floats(-3, 4)
PRECISION = st.floats(0.01, 100)


@given(COST, MEAN, PRECISION, PRECISION)
@settings(max_examples=200, deadline=None)
def test_equations_1_and_2_hold_at_every_equilibrium(c: float, z: float, alpha: float, beta: float) -> None:
    found = equilibria(c, z, alpha, beta)
    assert len(found) in ((1,) if unique(alpha, beta) else (1, 2, 3))
    assert [one.theta for one in found] == sorted(one.theta for one in found)
    for one in found:
        attack = scipy_ndtr(math.sqrt(beta) * (one.x - one.theta))
        assert attack == pytest.approx(one.theta, rel=1e-6, abs=1e-12)
        mean = (alpha * z + beta * one.x) / (alpha + beta)
        assert scipy_ndtr(math.sqrt(alpha + beta) * (one.theta - mean)) == pytest.approx(c, abs=1e-9)


@given(COST, MEAN, PRECISION, PRECISION)
@settings(max_examples=100, deadline=None)
def test_a_scan_finds_no_further_equilibrium(c: float, z: float, alpha: float, beta: float) -> None:
    y = np.linspace(-12, 12, 24_001)
    r = alpha / math.sqrt(beta)
    excess = y - r * (scipy_ndtr(y) - z) + math.sqrt(1 + alpha / beta) * ndtri(c)
    scanned = y[:-1][np.sign(excess[:-1]) != np.sign(excess[1:])]
    found = [one.score for one in equilibria(c, z, alpha, beta) if abs(one.score) < 12]
    assert all(min(abs(one - other) for other in found) < 2e-3 for one in scanned)


@pytest.mark.parametrize("start", [-30.0, 30.0])
def test_iterated_best_responses_end_at_the_outer_equilibria(start: float) -> None:
    c, z, alpha, beta = 0.45, 0.5, 5.0, 1.0
    found = equilibria(c, z, alpha, beta)
    assert [one.stable for one in found] == [True, False, True]
    x = start
    for _ in range(200):
        low, high = 0.0, 1.0
        for _ in range(50):
            theta = 0.5 * (low + high)
            falls = scipy_ndtr(math.sqrt(beta) * (x - theta)) >= theta
            low, high = (theta, high) if falls else (low, theta)
        x = ((alpha + beta) * low - alpha * z - math.sqrt(alpha + beta) * ndtri(c)) / beta
    assert x == pytest.approx(found[0 if start < 0 else -1].x, abs=1e-8)


@pytest.mark.parametrize("cost", [0.05, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("beta", [1e-6, 1.0, 1e6])
def test_limit_4_without_public_knowledge_the_threshold_is_one_less_the_cost(
    cost: float, beta: float
) -> None:
    results = registry.run(
        "morris-shin-2003", cost=cost, prior_mean=7, prior_precision=0, private_precision=beta
    ).results
    assert results["theta_star"] == pytest.approx(1 - cost, abs=1e-12)
    assert results["unique"]


def test_a_costlier_attack_and_a_stronger_prior_lower_the_threshold() -> None:
    by_cost = [equilibria(c, 0.5, 1, 1)[0].theta for c in np.linspace(0.05, 0.95, 19)]
    by_mean = [equilibria(0.5, z, 1, 1)[0].theta for z in np.linspace(-2, 3, 21)]
    assert np.all(np.diff(by_cost) < 0)
    assert np.all(np.diff(by_mean) < 0)


def test_boundary_of_uniqueness() -> None:
    assert unique(BOUNDARY, 1)
    assert not unique(BOUNDARY * (1 + 1e-12), 1)
    assert len(equilibria(0.5, 0.5, BOUNDARY * 1.0001, 1)) == 3
    assert len(equilibria(0.5, 0.5, BOUNDARY, 1)) == 1


def test_several_equilibria_are_listed_named_and_warned_of() -> None:
    outcome = registry.run("morris-shin-2003", prior_precision=5)
    assert outcome.results["theta_star"] is None
    assert not outcome.results["unique"]
    assert [one["name"] for one in outcome.results["equilibria"]] == [
        "low attack",
        "tipping point",
        "high attack",
    ]
    low, middle, high = (one["theta_star"] for one in outcome.results["equilibria"])
    assert (low, middle) == pytest.approx((1 - high, 0.5), abs=1e-12)
    assert outcome.warnings[0].startswith("3 equilibria")
    assert registry.run("morris-shin-2003").warnings == ()


def test_three_equilibria_between_the_two_costs_and_one_outside() -> None:
    low, high = registry.run("morris-shin-2003", prior_precision=5, prior_mean=0.7).results["costs"]
    assert 0 < low < high < 1
    for cost, count in ((low - 1e-6, 1), (low + 1e-6, 3), (high - 1e-6, 3), (high + 1e-6, 1)):
        assert len(equilibria(cost, 0.7, 5, 1)) == count
    assert registry.run("morris-shin-2003", prior_precision=5, prior_mean=9).results["theta_star"] is not None


@given(st.floats(-6, 6), MEAN, PRECISION, PRECISION)
@settings(max_examples=50, deadline=None)
def test_cost_at_inverts_the_equilibrium(y: float, z: float, alpha: float, beta: float) -> None:
    cost = cost_at(y, z, alpha, beta)
    if 1e-6 < cost < 1 - 1e-6:
        scores = [one.score for one in equilibria(cost, z, alpha, beta)]
        assert min(abs(score - y) for score in scores) < 1e-3


@pytest.mark.parametrize(("cost", "mean"), [(0.5, 1.0), (0.3, 0.2), (0.8, 0.0)])
def test_a_hundred_thousand_citizens_flip_within_a_hundredth_of_the_threshold(
    cost: float, mean: float
) -> None:
    results = registry.run("morris-shin-2003", cost=cost, prior_mean=mean, agents=100_000, seed=7).results
    (only,) = results["equilibria"]
    assert abs(only["simulated_theta_star"] - results["theta_star"]) < 0.01


@pytest.mark.parametrize(
    ("alpha", "beta"), [(0.0, 1e-12), (1e12, 1e-12), (1e12, 1e15), (1e-300, 1.0), (1.0, 1e15)]
)
@pytest.mark.parametrize("mean", [-1e6, 0.5, 1e6])
@pytest.mark.parametrize("cost", [1e-300, 0.5, 1 - 1e-16])
def test_extremes_give_numbers(alpha: float, beta: float, mean: float, cost: float) -> None:
    found = equilibria(cost, mean, alpha, beta)
    assert found
    assert all(0 <= one.theta <= 1 and math.isfinite(one.x) for one in found)


def test_the_engines_normal_distribution_function_is_the_one_used_here() -> None:
    with jax.enable_x64(True):
        assert float(ndtr(jnp.array(equilibria(0.5, 1, 1, 1)[0].score))) == pytest.approx(
            equilibria(0.5, 1, 1, 1)[0].theta, abs=1e-15
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cost", 0),
        ("cost", 1),
        ("prior_precision", -1),
        ("private_precision", 0),
        ("private_precision", "inf"),
        ("agents", 0),
        ("prior_mean", "nan"),
    ],
)
def test_outside_the_domain(name: str, value: object) -> None:
    with pytest.raises(InputError, match=f"morris-shin-2003: {name}: "):
        registry.run("morris-shin-2003", **{name: value})
