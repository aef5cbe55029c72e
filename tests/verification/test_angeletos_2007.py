"""Angeletos, Hellwig and Pavan 2007: thresholds in sequence, and the precision that a second attack needs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import ndtr, ndtri

from asabiya.catalogue import registry
from asabiya.catalogue.regime_change import Threshold, equilibria
from asabiya.catalogue.repeated_attacks import critical_precision, highest_gain, later_thresholds
from asabiya.errors import InputError

ID = "angeletos-2007"
C, Z, ALPHA = 0.3, 1.5, 1.0


def first() -> Threshold:
    return equilibria(C, Z, ALPHA, 1.0)[0]


def doubt(theta: float, before: float, c: float, z: float, alpha: float, beta: float) -> float:
    """Left side of (3) less c, the cut-off posterior integrated numerically."""
    x = theta + ndtri(theta) / math.sqrt(beta)
    s = math.sqrt(alpha + beta)
    m = (alpha * z + beta * x) / (alpha + beta)

    def mass(low: float, high: float) -> float:
        return float(quad(lambda e: math.exp(-e * e / 2), low, high, epsabs=0, epsrel=1e-11)[0])

    start, middle = s * (before - m), s * (theta - m)
    below, above = mass(start, middle), mass(middle, max(middle, 0) + 12)
    return below / (below + above) - c


@given(st.floats(0.1, 0.5), st.floats(0.8, 2.5), st.floats(0.2, 2), st.floats(1, 5), st.floats(1.1, 300))
@settings(max_examples=60, deadline=None)
def test_equation_3_holds_at_every_root_and_roots_come_in_pairs(
    c: float, z: float, alpha: float, beta: float, times: float
) -> None:
    before = equilibria(c, z, alpha, beta)[0]
    found = later_thresholds(before, c, z, alpha, beta * times)
    assert len(found) in (0, 2)
    for one in found:
        assert one.theta > before.theta
        assert doubt(one.theta, before.theta, c, z, alpha, beta * times) == pytest.approx(0, abs=1e-7)
    assert [one.stable for one in found] == [False, True][: len(found)]


@pytest.mark.parametrize("beta", [20.0, 100.0, 1e4, 1e8])
def test_a_scan_finds_no_further_root(beta: float) -> None:
    before = first()
    theta = before.theta + (1 - before.theta) * np.geomspace(1e-9, 1 - 1e-9, 40_001)
    s = math.sqrt(ALPHA + beta)
    m = (ALPHA * Z + beta * (theta + ndtri(theta) / math.sqrt(beta))) / (ALPHA + beta)
    gain = 1 - ndtr(s * (m - theta)) / ndtr(s * (m - before.theta)) - C
    assert np.count_nonzero(np.sign(gain[1:]) != np.sign(gain[:-1])) == 2
    assert len(later_thresholds(before, C, Z, ALPHA, beta)) == 2


def test_without_new_information_nobody_attacks_again() -> None:
    for c, z in ((0.3, 1.5), (0.1, 3.0), (0.5, 0.5), (0.8, -1.0)):
        before = equilibria(c, z, 1, 1)[0]
        assert later_thresholds(before, c, z, 1, 1) == ()
        assert highest_gain(before, c, z, 1, 1) < 0


def test_the_critical_precision_is_where_the_largest_gain_is_nil_and_flat() -> None:
    critical = critical_precision(first(), C, Z, ALPHA, 1.0)
    assert critical is not None
    assert highest_gain(first(), C, Z, ALPHA, critical) == pytest.approx(0, abs=1e-12)
    small, large = later_thresholds(first(), C, Z, ALPHA, critical * (1 + 1e-8))
    assert large.theta - small.theta < 1e-3


def test_a_regime_that_was_expected_to_be_weak_is_attacked_once_only() -> None:
    """θ₁* is above 1 − c already: precise signals bring the threshold down, and no attack follows."""
    results = registry.run(ID, prior_mean=-1, cumulative_precision=1e6).results
    assert results["theta_1"] > 0.7
    assert results["critical_precision"] is None
    assert results["roots"] == []


def test_the_nearer_the_first_attack_came_to_the_limit_the_more_must_be_learnt_before_the_next() -> None:
    firsts = [equilibria(C, z, 1, 1)[0] for z in (1.0, 1.2, 1.5, 1.75, 2.0)]
    found = [
        critical_precision(one, C, z, 1, 1) for one, z in zip(firsts, (1.0, 1.2, 1.5, 1.75, 2.0), strict=True)
    ]
    assert 0.7 > firsts[0].theta > firsts[-1].theta
    assert all(one is not None for one in found)
    assert found == sorted(found, key=lambda one: -(one or 0))


def test_warning_and_equilibria_of_the_second_period() -> None:
    outcome = registry.run(ID, cumulative_precision=100)
    assert outcome.results["roots"] == pytest.approx([0.38259861, 0.67150216], abs=1e-8)
    assert [path["name"] for path in outcome.results["equilibria"]] == [
        "no second attack",
        "small second attack",
        "large second attack",
    ]
    assert outcome.warnings[0].startswith("3 equilibria: in period 2")
    calm = registry.run(ID, cumulative_precision=19)
    assert calm.results["roots"] == []
    assert calm.warnings == ()
    assert registry.run(ID).results["roots"] is None


def test_several_first_thresholds_each_have_their_paths() -> None:
    outcome = registry.run(ID, cost=0.5, prior_mean=0.5, prior_precision=5, cumulative_precision=50)
    assert outcome.results["theta_1"] is None
    assert outcome.results["roots"] is None
    assert outcome.results["sequence"] is None
    starts = {round(path["theta_1"], 6) for path in outcome.results["equilibria"]}
    assert starts == {0.006835, 0.5, 0.993165}
    assert outcome.warnings[0].startswith("3 equilibria in period 1 already")


def test_a_sequence_alternates_between_attack_and_calm() -> None:
    steps = registry.run(ID, precisions=(10, 30, 31, 1e5, 1e5)).results["sequence"]
    assert [step["attack"] for step in steps] == [True, False, True, False, True, False]
    thresholds = [step["theta_star"] for step in steps]
    assert thresholds == sorted(thresholds)
    assert thresholds[-1] < 0.7
    assert all(step["roots"] == [] for step in steps if not step["attack"])


def test_extremes_give_numbers() -> None:
    for z in (-100.0, 0.5, 100.0):
        for cost in (1e-9, 1 - 1e-9):
            for alpha, beta in ((0.0, 1.0), (1.0, 1e-6), (1e6, 1e12), (1.0, 1e12)):
                for before in equilibria(cost, z, alpha, beta):
                    found = later_thresholds(before, cost, z, alpha, 1e15)
                    assert all(before.theta <= one.theta <= 1 for one in found)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cumulative_precision": 0.5}, "cumulative_precision: 0.5 is below private_precision, 1"),
        ({"precisions": "5,4"}, "precisions: 4 comes after 5"),
        ({"precisions": (0.5, 4)}, "precisions: 0.5 comes after 1"),
        ({"cost": 1}, "cost: 1 is too large"),
        ({"private_precision": 0}, "private_precision: 0 is too small"),
    ],
)
def test_outside_the_domain(given: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as caught:
        registry.run(ID, **given)
    assert caught.value.message == f"{ID}: {message}"
