"""Casper and Tyson 2014 agrees with its twin: all equilibria of both stages, with their names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm
from tests.twins import agree
from tests.twins.twin_casper_tyson_2014 import play

from asabiya.catalogue import registry

ID = "casper-tyson-2014"
DEFAULTS: dict[str, Any] = {p.name: p.default for p in registry.entry(ID).parameters}


def compare(tolerance: float = 1e-9, **parameters: Any) -> dict[str, Any]:
    given = DEFAULTS | parameters
    twin = play(**given)
    model = dict(registry.run(ID, **given).results)
    assert agree.differences(model, twin, tolerance) == [], parameters
    return twin


def test_random_games_where_each_stage_has_one_or_three_equilibria() -> None:
    draw = np.random.default_rng(2014)
    numbers = []
    for _ in range(1000):
        beta = 10 ** draw.uniform(-2, 2)
        twin = compare(
            private_precision=beta,
            prior_precision=float(np.sqrt(beta)) * 10 ** draw.uniform(-1, 1.5),
            noise_variance=10 ** draw.uniform(-2, 2),
            prior_mean=draw.uniform(-0.2, 1.2),
            elite_precision=10 ** draw.uniform(-2, 3) if draw.uniform() < 0.7 else None,
            protest_cost=draw.uniform(0.05, 0.95),
            coup_cost=draw.uniform(0.05, 0.95),
            protest=draw.uniform(0.01, 0.99),
        )
        numbers.append(len(twin["equilibria"]))
    assert set(numbers) >= {1, 3, 5}


def test_five_seven_and_nine_equilibria() -> None:
    """Elites who sharply see much what the prior says, with three protests that differ little in news."""
    for mean, s2, number in ((0.5, 3.0, 9), (0.55, 3.0, 7), (0.6, 8.0, 9), (0.5, 1e6, 9), (0.5, 0.3, 5)):
        twin = compare(prior_precision=6.0, noise_variance=s2, prior_mean=mean)
        assert len(twin["equilibria"]) == number


def test_where_the_second_and_third_equilibrium_part() -> None:
    """A hair above √(2π) three equilibria lie close together; (6) divides a rounding by the hair twice."""
    for over in (1e-5, 1e-4, 1e-2):
        sharpness = np.sqrt(2 * np.pi) * (1 + over)
        twin = compare(1e-7, prior_precision=float(sharpness), noise_variance=1e12)
        assert twin["unique"] is False
        assert len(twin["equilibria"]) == 9
        twin = compare(prior_precision=float(np.sqrt(2 * np.pi) * (1 - over)), noise_variance=1e12)
        assert twin["unique"] is True


@pytest.mark.parametrize(
    "parameters",
    [
        {"prior_precision": 0.0},
        {"prior_precision": 0.0, "prior_mean": -1e6},
        {"prior_mean": 1e6},
        {"prior_mean": -1e6, "prior_precision": 30.0},
        {"noise_variance": 1e12},
        {"noise_variance": 1e-6},
        {"private_precision": 1e12, "noise_variance": 1e12, "protest": 1e-12},
        {"private_precision": 1e-9, "protest": 1 - 1e-12},
        {"elite_precision": 1e12, "protest": 0.2},
        {"elite_precision": 1e-9, "protest": 0.2},
        {"protest_cost": 1e-12, "coup_cost": 1 - 1e-12},
        {"protest_cost": 1 - 1e-12, "coup_cost": 1e-12},
        {"prior_precision": 1e9},
        {"private_precision": 1e12, "noise_variance": 1e-9, "protest": 0.3},
        {"private_precision": 1e12, "noise_variance": 1e-9, "elite_precision": 1e-9, "protest": 0.3},
    ],
)
def test_corners(parameters: dict[str, Any]) -> None:
    compare(**parameters)


def test_the_chance_of_a_coup_by_integrating_over_strengths() -> None:
    """Prior times the density of the protest shown, for strengths below and above the threshold."""
    given = {"prior_precision": 0.8, "noise_variance": 1.4, "prior_mean": 0.3, "protest": 0.65}
    results = registry.run(ID, **given).results
    signal = results["equilibria"][0]["protest_signal"] + norm.ppf(0.65)  # β = 1

    def weight(strength: float) -> float:
        shown = norm.pdf(norm.ppf(0.65), signal - strength, np.sqrt(1.4))
        return float(norm.pdf(strength, 0.3, 1 / np.sqrt(0.8)) * shown)

    below = quad(weight, -12, results["coup_threshold"], epsabs=1e-13, epsrel=1e-12)[0]
    above = quad(weight, results["coup_threshold"], 12, epsabs=1e-13, epsrel=1e-12)[0]
    assert abs(below / (below + above) - results["collapse_probability"]) < 1e-10


def test_overreaction_by_moving_the_news() -> None:
    """Central differences: a protest a little larger and a little smaller; error of order h² = 10⁻⁸."""
    h = 1e-4
    given = {"noise_variance": 2.0, "coup_cost": 0.4}
    up, down = (
        registry.run(ID, **given, protest=float(norm.cdf(0.2 + sign * h))).results for sign in (1, -1)
    )
    news = [side["equilibria"][0]["protest_signal"] for side in (up, down)]
    worth = -(news[0] - news[1]) * 0.5  # −(α_E/β_E) dz_E, with dz_E = (β/s²)/α_E dt
    middle = registry.run(ID, **given, protest=float(norm.cdf(0.2))).results
    moved = up["coup_signal"] - down["coup_signal"]
    assert abs(moved / worth - middle["overreaction"]) < 1e-6
