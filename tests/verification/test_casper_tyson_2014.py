"""Casper and Tyson 2014: what a protest tells elites, uniqueness, and how much they make of it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from asabiya.catalogue import registry
from asabiya.catalogue.models.casper_tyson_2014 import (
    after_protest,
    overreaction,
    shown_protest,
    strength_read_from,
)
from asabiya.catalogue.regime_change import equilibria
from asabiya.errors import InputError

ID = "casper-tyson-2014"
PRECISION = st.floats(0.05, 20)


@given(PRECISION, PRECISION, st.floats(0.01, 100))
@settings(max_examples=60, deadline=None)
def test_public_precision_and_uniqueness_are_closed_forms(alpha: float, beta: float, variance: float) -> None:
    results = registry.run(ID, prior_precision=alpha, private_precision=beta, noise_variance=variance).results
    assert results["public_precision"] == pytest.approx(beta / variance, rel=1e-14)
    sharp = (alpha + beta / variance) / math.sqrt(beta)
    assert results["elite_sharpness"] == pytest.approx(sharp, rel=1e-12)
    assert results["unique"] == (sharp <= math.sqrt(2 * math.pi))
    if results["unique"]:
        assert len(results["equilibria"]) == 1


@given(st.floats(0.02, 0.98), st.floats(-1, 2), st.floats(0.05, 0.95))
@settings(max_examples=60, deadline=None)
def test_equations_3_to_5_by_bayes_on_a_grid(protest: float, mean: float, cost: float) -> None:
    """Prior times likelihood of the protest, on a grid of strengths, gives what all expect."""
    alpha, beta, elite, variance = 1.0, 2.0, 6.0, 1.5
    first = equilibria(0.4, mean, alpha, beta)[0]
    coup = after_protest(first, protest, cost, (mean, alpha, beta, elite, variance))
    (only,) = coup.thresholds
    theta = np.linspace(coup.mean - 12, coup.mean + 12, 200_001)
    miss = ndtri(protest) - math.sqrt(beta) * (first.x - theta)
    belief = np.exp(-alpha * (theta - mean) ** 2 / 2 - miss**2 / (2 * variance))
    collapse = belief[theta <= only.theta].sum() / belief.sum()
    assert coup.collapse(only) == pytest.approx(collapse, abs=2e-4)
    own = belief * np.exp(-elite * (theta - only.x) ** 2 / 2)
    assert own[theta <= only.theta].sum() / own.sum() == pytest.approx(cost, abs=2e-4)


def test_a_protest_is_read_as_it_was_blurred() -> None:
    noise = np.array([-1.0, 0.0, 0.5])
    read = strength_read_from(shown_protest(0.3, 0.8, 4.0, noise), 0.8, 4.0)
    assert read == pytest.approx(0.3 - noise / 2, abs=1e-12)
    assert shown_protest(0.3, 0.8, 4.0, 0.0) == pytest.approx(ndtr(1.0), abs=1e-15)


@pytest.mark.parametrize("variance", [0.7, 1.0, 5.0])
@pytest.mark.parametrize("cost", [0.2, 0.5, 0.8])
def test_equation_6_is_the_derivative(variance: float, cost: float) -> None:
    total, h = 1 + 1 / variance, 1e-6
    middle = equilibria(cost, 0.4, total, 1.0)[0]
    before, after = (equilibria(cost, 0.4 + shift, total, 1.0)[0].x for shift in (-h, h))
    slope = (after - before) / (2 * h)
    assert overreaction(middle, total, 1.0) == pytest.approx(slope / -total, rel=1e-5)
    assert overreaction(middle, total, 1.0) > 1


def test_more_protest_means_more_danger_and_most_with_a_free_press() -> None:
    shares = np.linspace(0.05, 0.95, 19)
    swings = []
    for variance in (0.7, 2.0, 8.0):
        found = [
            registry.run(ID, protest=share, noise_variance=variance).results["collapse_probability"]
            for share in shares
        ]
        assert np.all(np.diff(found) > 0)
        swings.append(found[-1] - found[0])
    assert swings == sorted(swings, reverse=True)


def test_without_a_press_protest_says_nothing() -> None:
    found = [registry.run(ID, protest=b, noise_variance=1e12, prior_mean=1).results for b in (0.1, 0.9)]
    assert found[0]["coup_threshold"] == pytest.approx(found[1]["coup_threshold"], abs=1e-9)
    assert found[0]["coup_threshold"] == pytest.approx(0.21673607, abs=1e-8)


def test_with_a_very_free_press_elites_know_and_several_equilibria_come_back() -> None:
    outcome = registry.run(ID, noise_variance=0.01)
    assert not outcome.results["unique"]
    assert outcome.results["coup_threshold"] is None
    assert [one["name"] for one in outcome.results["equilibria"]] == [
        "elites: low attack",
        "elites: tipping point",
        "elites: high attack",
    ]
    assert [one["stable"] for one in outcome.results["equilibria"]] == [True, False, True]
    assert outcome.warnings[0].startswith("3 equilibria")
    assert registry.run(ID, noise_variance=0.01, protest=0.999).results["collapse_probability"] > 0.99


def test_several_equilibria_of_the_citizens_are_read_each_in_its_own_way() -> None:
    outcome = registry.run(ID, prior_precision=5, elite_precision=1e4, noise_variance=5)
    assert [one["name"] for one in outcome.results["equilibria"]] == [
        "citizens: low attack, elites: only",
        "citizens: tipping point, elites: only",
        "citizens: high attack, elites: only",
    ]
    signals = [one["protest_signal"] for one in outcome.results["equilibria"]]
    assert signals == sorted(signals)
    assert not outcome.results["unique"]


def test_at_the_boundary_overreaction_has_no_bound() -> None:
    middle = equilibria(0.5, 0.5, math.sqrt(2 * math.pi), 1.0)[0]
    assert overreaction(middle, math.sqrt(2 * math.pi), 1.0) > 1e6


@pytest.mark.parametrize("variance", [1e-9, 1.0, 1e12])
@pytest.mark.parametrize("protest", [1e-300, 0.5, 1 - 1e-16])
@pytest.mark.parametrize("beta", [1e-9, 1e12])
def test_extremes_give_numbers(variance: float, protest: float, beta: float) -> None:
    outcome = registry.run(ID, noise_variance=variance, protest=protest, private_precision=beta)
    for one in outcome.results["equilibria"]:
        assert 0 <= one["collapse_probability"] <= 1
        assert math.isfinite(one["coup_signal"])


@pytest.mark.parametrize(
    ("name", "value"),
    [("noise_variance", 0), ("protest", 0), ("protest", 1), ("coup_cost", 1.5), ("elite_precision", 0)],
)
def test_outside_the_domain(name: str, value: object) -> None:
    with pytest.raises(InputError, match=f"{ID}: {name}: "):
        registry.run(ID, **{name: value})
