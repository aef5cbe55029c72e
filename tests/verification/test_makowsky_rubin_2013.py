"""Makowsky and Rubin 2013: falsification under centralization and reach, and sudden change."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from asabiya.catalogue import registry
from asabiya.catalogue.models.makowsky_rubin_2013 import Rules, expected_falsification, public_opinions
from asabiya.errors import InputError

ID = "makowsky-rubin-2013"
WEIGHT = st.floats(0, 0.95)


@given(st.integers(5, 9), st.integers(1, 2), WEIGHT, WEIGHT, st.floats(-2, 2), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_equation_3_by_the_whole_matrix(n: int, r: int, c: float, gamma: float, a: float, seed: int) -> None:
    private = np.random.default_rng(seed).random((n, n))
    w = np.zeros((n * n, n * n))
    for i in range(n * n):
        for j in range(n * n):
            rows, columns = abs(i // n - j // n), abs(i % n - j % n)
            if i != j and max(min(rows, n - rows), min(columns, n - columns)) <= r:
                w[i, j] = 1
    w /= w.sum(axis=1, keepdims=True)
    known = (1 - c) * (1 - gamma) * private.ravel() + c * a
    solved = np.linalg.solve(np.eye(n * n) - (1 - c) * gamma * w, known).reshape(n, n)
    assert public_opinions(Rules(n, r, c, gamma), private, a) == pytest.approx(solved, abs=1e-9)


def test_what_citizens_say_maximises_equation_1() -> None:
    private = np.random.default_rng(1).random((7, 7))
    c, gamma, a = 0.3, 0.6, 0.8
    shown = public_opinions(Rules(7, 1, c, gamma), private, a)
    for i, j in ((0, 0), (3, 4), (6, 1)):
        near = [shown[(i + k) % 7, (j + m) % 7] for k in (-1, 0, 1) for m in (-1, 0, 1) if (k, m) != (0, 0)]
        mean, own = float(np.mean(near)), float(private[i, j])

        def loss(x: float, own: float = own, mean: float = mean) -> float:
            return (1 - c) * ((1 - gamma) * (x - own) ** 2 + gamma * (x - mean) ** 2) + c * (x - a) ** 2

        assert minimize_scalar(loss).x == pytest.approx(shown[i, j], abs=1e-7)


def test_falsification_rises_with_centralization() -> None:
    found = [expected_falsification(Rules(41, 2, c, 0.5), 0.3) for c in np.linspace(0, 0.95, 20)]
    assert np.all(np.diff(found) > 0)


@pytest.mark.parametrize(("c", "gamma", "falls"), [(0.1, 0.2, True), (0.2, 0.05, True), (0.5, 0.5, False)])
def test_wider_networks_lower_falsification_only_where_citizens_are_mostly_free(
    c: float, gamma: float, falls: bool
) -> None:
    found = [expected_falsification(Rules(41, r, c, gamma), 0.3) for r in (1, 2, 4, 8, 20)]
    assert np.all(np.diff(found) * (-1 if falls else 1) > 0)


def test_equation_4_is_the_mean_over_draws() -> None:
    rules = Rules(15, 2, 0.4, 0.6)
    squares = []
    for seed in range(2000):
        private = np.random.default_rng(seed).random((15, 15))
        distance = float(private.mean()) - 0.5
        error = public_opinions(rules, private, 0.5) - private
        squares.append(float(np.mean(error**2)) - (rules.grip * distance) ** 2)
    expected = expected_falsification(rules, 0.0) ** 2
    assert np.mean(squares) == pytest.approx(expected, abs=4 * float(np.std(squares)) / math.sqrt(2000))


def test_the_institution_gives_way_beyond_the_tipping_distance_only() -> None:
    base = registry.run(ID, shock=0).results
    offset = base["private_mean"] - 0.5
    for distance, moves in ((0.15 - 1e-9, False), (0.15 + 1e-9, True)):
        results = registry.run(ID, shock=distance - offset).results
        assert (results["changes"] > 0) == moves
    assert base["tipping_distance"] == pytest.approx(0.15)


def test_centralization_hides_more_before_and_shows_less_pressure() -> None:
    found = [registry.run(ID, centralization=c, tolerance=0.02).results for c in (0.2, 0.5, 0.8)]
    tipping = [one["tipping_distance"] for one in found]
    pressure = [one["pressure"] for one in found]
    assert tipping == sorted(tipping)
    assert pressure == sorted(pressure, reverse=True)


def test_each_change_frees_speech() -> None:
    results = registry.run(ID, shock=0.8).results
    path = results["path"]
    assert results["changes"] == 5
    assert np.all(np.diff(path) > 0)
    assert results["falsification_final"] < results["falsification"]
    assert abs(results["private_mean"] - path[-1]) <= results["tipping_distance"]
    assert results["pressure"] == pytest.approx(path[1] - path[0], abs=1e-12)


def test_limits() -> None:
    free = registry.run(ID, centralization=0, conformity=0).results
    assert free["falsification"] == pytest.approx(0, abs=1e-12)
    assert free["institution_final"] == pytest.approx(free["private_mean"])
    held = registry.run(ID, centralization=1 - 1e-9).results
    assert held["changes"] == 0
    assert held["public_mean"] == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"reach": 20}, "reach: 20 on a torus of 40 × 40"),
        ({"centralization": 1}, "centralization: 1 is too large"),
        ({"conformity": -0.1}, "conformity: -0.1 is too small"),
        ({"tolerance": 0}, "tolerance: 0 is too small"),
    ],
)
def test_outside_the_domain(given: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as caught:
        registry.run(ID, **given)
    assert caught.value.message == f"{ID}: {message}"
