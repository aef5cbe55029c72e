"""Makowsky and Rubin 2013 agrees with its twin, draw for draw."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.twins import agree
from tests.twins.twin_makowsky_rubin_2013 import live, neighbours, take_turns

from asabiya.catalogue import registry

ID = "makowsky-rubin-2013"
DEFAULTS: dict[str, Any] = {p.name: p.default for p in registry.entry(ID).parameters} | {"size": 8}


def compare(within: float = 1e-9, /, **parameters: Any) -> dict[str, Any]:
    given = DEFAULTS | parameters
    twin = live(**given)
    model = dict(registry.run(ID, **given).results)
    assert agree.differences(model, twin, within) == [], parameters
    return twin


def test_random_countries() -> None:
    draw = np.random.default_rng(2013)
    changes = set()
    for seed in range(60):
        size = int(draw.integers(3, 11))
        twin = compare(
            size=size,
            reach=int(draw.integers(1, (size - 1) // 2 + 1)),
            centralization=draw.uniform(0, 0.98),
            conformity=draw.uniform(0, 0.98),
            institution=draw.uniform(-1, 2),
            shock=draw.normal(),
            tolerance=10 ** draw.uniform(-3, 0.3),
            seed=seed,
        )
        changes.add(twin["changes"])
    assert {0, 1, 2} < changes


@pytest.mark.parametrize(("c", "gamma"), [*itertools.product((0.0, 0.3, 0.999), repeat=2)])
def test_corners(c: float, gamma: float) -> None:
    compare(centralization=c, conformity=gamma)
    compare(size=3, centralization=c, conformity=gamma, tolerance=1e-6)
    compare(1e-8, size=9, reach=4, centralization=c, conformity=gamma, shock=100.0, institution=-100.0)


def test_an_institution_that_would_never_stop() -> None:
    twin = compare(size=3, centralization=1 - 1e-5, shock=100.0, institution=-100.0, tolerance=1e-4)
    assert twin["changes"] == 10_000


def test_what_citizens_say_taking_turns() -> None:
    """Each in turn answers by (1) what the others say now; every round shrinks what is missing to 0.42 of it.

    After 60 rounds 10⁻²³ is missing; the tolerance is for the rounding of the parabola's three points.
    """
    parameters: dict[str, Any] = {"centralization": 0.3, "conformity": 0.6, "institution": 0.2, "reach": 2}
    private = np.random.default_rng(5).random(64) + 0.1
    said = take_turns(neighbours(8, 2), private, 0.3, 0.6, 0.2, 60)
    results = registry.run(ID, size=8, shock=0.1, seed=5, tolerance=1.0, **parameters).results
    assert abs(said.mean() - results["public_mean"]) < 1e-12
    assert abs(np.sqrt(np.mean((said - private) ** 2)) - results["falsification"]) < 1e-12


@pytest.mark.parametrize(
    ("c", "gamma"), [(0.5, 1 - 1e-16), (1e-16, 1 - 1e-16), (1 - 1e-16, 0.5), (0.0, 1 - 1e-16)]
)
def test_next_to_one_the_mean_still_obeys_its_fraction(c: float, gamma: float) -> None:
    """In fractions, as c and γ next to 1 are, the public mean is p̄ − w̄ (p̄ − A) and (6) is τ/(1 − w̄)."""
    results = registry.run(ID, size=5, centralization=c, conformity=gamma, tolerance=1.0).results
    central, own = Fraction(c), (1 - Fraction(c)) * (1 - Fraction(gamma))
    hides = central / (central + own)
    private = results["private_mean"]
    assert abs(results["public_mean"] - (private - float(hides) * (private - 0.5))) < 1e-12
    assert results["pressure"] == pytest.approx(float(1 - hides) * abs(private - 0.5), rel=1e-12)
    assert results["tipping_distance"] == pytest.approx(float(1 / (1 - hides)), rel=1e-12)
