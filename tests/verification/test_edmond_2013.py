"""Edmond 2013: conditions of equilibrium by direct search, limits, and when propaganda is worth its cost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from asabiya.catalogue import registry
from asabiya.catalogue.models.edmond_2013 import linear, precision_needed, quadratic
from asabiya.errors import InputError

ID = "edmond-2013"
COST = st.floats(0.02, 0.98)
PRECISION = st.floats(0.05, 50)


def burden(u: float, c: float, alpha: float, straight: bool) -> float:
    """M(u) by looking at every b on a grid, then more closely at the best."""
    low, high = 0.0, max(u, 0) + 9 if straight else 0.4 * alpha / c
    for _ in range(7):
        b = np.linspace(low, high, 2001)
        a = b / math.sqrt(alpha)
        total = ndtr(u - b) + (c * a if straight else c * a**2 / 2)
        i = int(total.argmin())
        low, high = b[max(i - 1, 0)], b[min(i + 1, 2000)]
    return float(total.min())


@pytest.mark.parametrize("straight", [True, False])
@given(COST, st.floats(0.01, 3), PRECISION)
@settings(max_examples=60, deadline=None)
def test_equations_2_and_5_hold_with_propaganda_found_by_search(
    straight: bool, p: float, c: float, alpha: float
) -> None:
    found = (linear if straight else quadratic)(p, c, alpha)
    u = math.sqrt(alpha) * (found.x - found.theta)
    assert burden(u, c, alpha, straight) == pytest.approx(found.theta, rel=1e-6, abs=1e-9)
    assert (1 - p) / p * ndtr(-u) == pytest.approx(found.theta, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("straight", "p", "c"), [(True, 0.3, 0.2), (True, 0.02, 0.3), (False, 0.3, 0.5), (False, 0.3, 0.1)]
)
def test_the_posterior_of_equation_3_integrated_over_regimes(straight: bool, p: float, c: float) -> None:
    """The weights φ(u − b(u)) of the regimes that stand, b found by search: equation (4) is not used."""
    found = (linear if straight else quadratic)(p, c, 1.0)
    top = found.x - found.theta
    u = np.linspace(top - 14, top, 6001)
    b = np.linspace(0, max(top, 0) + 5 if straight else 0.4 / c, 3001)[:, None]
    chosen = np.empty_like(u)
    for part in np.array_split(np.arange(len(u)), 40):
        total = ndtr(u[part] - b) + (c * b if straight else c * b**2 / 2)
        chosen[part] = b[total.argmin(axis=0), 0]
    weight = np.exp(-((u - chosen) ** 2) / 2) / math.sqrt(2 * math.pi)
    stand = float(np.trapezoid(weight, u))
    assert ndtr(-top) / (ndtr(-top) + stand) == pytest.approx(p, abs=1e-3)


@given(COST, st.floats(0.01, 3), PRECISION, st.booleans())
@settings(max_examples=100, deadline=None)
def test_propaganda_never_makes_the_regime_easier_to_overthrow(
    p: float, c: float, alpha: float, straight: bool
) -> None:
    solve = linear if straight else quadratic
    assert 0 < solve(p, c, alpha).theta <= 1 - p + 1e-12
    assert solve(p, c, 2 * alpha).theta <= solve(p, c, alpha).theta + 1e-12


@given(COST, st.floats(0.05, 3), PRECISION, st.floats(0.1, 10))
@settings(max_examples=50, deadline=None)
def test_only_the_ratio_of_cost_to_precision_counts(p: float, c: float, alpha: float, times: float) -> None:
    assert linear(p, c, alpha).theta == pytest.approx(linear(p, c * times, alpha * times**2).theta, rel=1e-9)
    assert quadratic(p, c, alpha).theta == pytest.approx(
        quadratic(p, c * times, alpha * times).theta, rel=1e-9
    )


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
def test_nobody_manipulates_up_to_the_precision_needed(p: float) -> None:
    needed = precision_needed(p, 0.7)
    results = registry.run(
        ID, participation_cost=p, manipulation_cost=0.7, private_precision=needed * (1 - 1e-9)
    ).results
    assert results["theta_star"] == 1 - p
    assert results["manipulators"] is None
    assert results["x_star"] == pytest.approx(1 - p - ndtri(p) / math.sqrt(needed), abs=1e-6)
    assert linear(p, 0.7, needed * 1.001).manipulators is not None


def test_who_manipulates_looks_alike() -> None:
    found = linear(0.3, 0.2, 4.0)
    assert found.manipulators is not None
    weakest, strongest = found.manipulators
    bend = math.sqrt(-2 * math.log(math.sqrt(2 * math.pi) * 0.2 / 2))
    assert weakest == found.theta
    assert weakest + found.manipulation == pytest.approx(strongest, abs=1e-12)
    assert strongest == pytest.approx(found.x + bend / 2, abs=1e-12)


def test_when_taking_part_is_cheap_only_regimes_that_are_safe_anyway_manipulate() -> None:
    found = linear(0.02, 0.3, 1.0)
    assert found.theta == 0.98
    assert found.manipulation == 0
    assert found.manipulators is not None
    assert found.manipulators[0] > found.theta


def test_on_both_sides_of_the_jump_in_propaganda_the_threshold_is_the_same() -> None:
    """Where the two branches of (8) tie, θ* is continuous though the propaganda jumps."""
    low, high = 0.05, 0.24
    assert quadratic(0.02, low, 1).manipulation > 1 > quadratic(0.02, high, 1).manipulation
    while high - low > 1e-13:
        c = 0.5 * (low + high)
        low, high = (c, high) if quadratic(0.02, c, 1).manipulation > 1 else (low, c)
    before, after = quadratic(0.02, low, 1), quadratic(0.02, high, 1)
    assert before.manipulation - after.manipulation > 0.5
    assert before.theta == pytest.approx(after.theta, abs=1e-9)


@pytest.mark.parametrize("curvature", ["linear", "quadratic"])
@pytest.mark.parametrize("p", [1e-300, 1e-9, 0.5, 1 - 1e-12])
@pytest.mark.parametrize("c", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize("alpha", [1e-9, 1.0, 1e15])
def test_extremes_give_numbers(curvature: str, p: float, c: float, alpha: float) -> None:
    results = registry.run(
        ID, curvature=curvature, participation_cost=p, manipulation_cost=c, private_precision=alpha
    ).results
    assert 0 <= results["theta_star"] <= 1 - p + 1e-12
    assert math.isfinite(results["x_star"])


@pytest.mark.parametrize("p", [0.3, 0.5, 0.7])
def test_just_above_the_precision_needed_rounding_does_no_harm(p: float) -> None:
    for excess in np.logspace(-15, -1, 57):
        assert linear(p, 0.2, precision_needed(p, 0.2) * (1 + excess)).theta <= 1 - p + 1e-12


@pytest.mark.parametrize(
    ("name", "value"),
    [("participation_cost", 0), ("participation_cost", 1), ("manipulation_cost", 0), ("curvature", "cubic"),
     ("private_precision", -1)],
)  # fmt: skip
def test_outside_the_domain(name: str, value: object) -> None:
    with pytest.raises(InputError, match=f"{ID}: {name}: "):
        registry.run(ID, **{name: value})
