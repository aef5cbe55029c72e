"""Attacks in sequence against their second implementation, best responses, and agents."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm
from tests.twins import twin_angeletos_2007 as twin

from asabiya.catalogue.registry import run

ID = "angeletos-2007"
ALONE = {0: ["no second attack"], 2: ["no second attack", "small second attack", "large second attack"]}
FIRST = {1: [""], 3: ["low attack", "tipping point", "high attack"]}


def _run(game: twin.Game, first: float, **given: Any) -> Any:
    return run(
        ID, cost=game.cost, prior_mean=game.mean, prior_precision=game.prior, private_precision=first, **given
    ).results


def _paths(game: twin.Game, first: float, second: float) -> list[dict[str, Any]]:
    """All paths of two periods by the twin."""
    starts, paths = twin.first(game, first), []
    for name, (theta, _) in zip(FIRST[len(starts)], starts, strict=True):
        roots = twin.later(game, second, theta)
        paths += [
            {
                "name": f"{name}, then {then}" if name else then,
                "theta_1": pytest.approx(theta, abs=1e-8),
                "critical_precision": _near(twin.critical(game, first, theta)),
                "theta_2": pytest.approx(end, abs=1e-7),
            }
            for then, end in zip(ALONE[len(roots)], [theta, *roots], strict=True)
        ]
    return paths


def _near(precision: float | None) -> Any:
    # The largest gain is flat in y and has a slope in ln β of 0.01 and more; it is rounded to 1e-13.
    return None if precision is None else pytest.approx(precision, rel=1e-8)


def _compare(game: twin.Game, first: float, second: float) -> tuple[int, bool]:
    results = _run(game, first, cumulative_precision=second)
    expected = _paths(game, first, second)
    assert results["equilibria"] == expected, (game, first, second)
    starts = twin.first(game, first)
    if len(starts) == 1:
        theta, x = starts[0]
        assert results["theta_1"] == pytest.approx(theta, abs=1e-8)
        assert results["x_1"] == pytest.approx(x, rel=1e-8, abs=1e-8)
        assert results["critical_precision"] == expected[0]["critical_precision"]
        assert results["roots"] == [path["theta_2"] for path in expected[1:]]
    else:
        assert [results[name] for name in ("theta_1", "x_1", "critical_precision", "roots")] == [None] * 4
    return len(starts), len(expected) > len(starts)


def test_paths_of_two_periods_agree_over_random_games() -> None:
    rng = np.random.default_rng(711)
    seen = set()
    for _ in range(8):
        game = twin.Game(
            float(rng.uniform(0.05, 0.8)), float(rng.uniform(-0.5, 2.5)), float(np.exp(rng.uniform(-2, 2)))
        )
        first = float(np.exp(rng.uniform(-1, 3)))
        seen.add(_compare(game, first, first * float(np.exp(rng.uniform(0, 12)))))
    assert seen == {(1, False), (1, True)}


def test_paths_agree_where_the_first_period_has_three_equilibria() -> None:
    rng = np.random.default_rng(712)
    seen = set()
    for _ in range(8):
        prior = float(rng.uniform(6, 30))
        game = twin.Game(float(rng.uniform(0.4, 0.6)), float(rng.uniform(0.4, 0.6)), prior)
        seen.add(_compare(game, 2, 2 * float(np.exp(rng.uniform(0, 12)))))
    assert seen == {(3, True)}


@pytest.mark.parametrize(
    ("game", "first", "second"),
    [
        (twin.Game(0.3, 1.5, 1), 1, 19.0333),
        (twin.Game(0.3, 1.5, 1), 1, 19.0334),
        (twin.Game(0.3, 1.5, 1), 1, 1),
        (twin.Game(0.3, 1.5, 1), 1, 1e15),
        (twin.Game(0.3, 1.5, 0), 1, 100),
        (twin.Game(0.05, 3, 2), 2, 1e4),
        (twin.Game(0.95, -2, 1), 1, 50),
        (twin.Game(0.5, 0.5, 5), 1, 100),
        (twin.Game(0.4, 0.6, 60), 2, 1e6),
        (twin.Game(0.7, 100, 1e-3), 1e-3, 1e3),
    ],
    ids=str,
)
def test_corners_agree(game: twin.Game, first: float, second: float) -> None:
    _compare(game, first, second)


@pytest.mark.parametrize("game", [twin.Game(0.3, 1.5, 1), twin.Game(0.5, 0.5, 5)], ids=str)
def test_without_a_second_period_there_is_a_path_for_each_first_one(game: twin.Game) -> None:
    found = _run(game, 1)["equilibria"]
    starts = twin.first(game, 1)
    names = ["only"] if len(starts) == 1 else FIRST[3]
    assert [(path["name"], path["theta_2"]) for path in found] == [(name, None) for name in names]
    assert [path["theta_1"] for path in found] == pytest.approx([theta for theta, _ in starts], abs=1e-8)


@pytest.mark.parametrize(
    ("game", "precisions"),
    [
        (twin.Game(0.3, 1.5, 1), [1.0, 20, 30, 50, 100, 400, 400, 1e4, 1e6]),
        (twin.Game(0.2, 2.5, 1.5), [2.0, 10, 11, 300, 1e9]),
        (twin.Game(0.8, 0.2, 0.5), [1.0, 5, 1e3]),
    ],
    ids=str,
)
def test_sequences_agree(game: twin.Game, precisions: list[float]) -> None:
    found = _run(game, precisions[0], precisions=precisions[1:])["sequence"]
    expected = twin.path(game, precisions)
    assert [period["precision"] for period in found] == precisions
    assert [period["attack"] for period in found] == [bool(roots) for roots, _ in expected]
    for period, (roots, theta) in zip(found, expected, strict=True):
        assert period["roots"] == pytest.approx(roots, abs=1e-8)
        assert period["theta_star"] == pytest.approx(theta, abs=1e-8)


@pytest.mark.parametrize(
    ("game", "first", "second"), [(twin.Game(0.3, 1.5, 1), 1, 100), (twin.Game(0.2, 2, 0.8), 1, 300)], ids=str
)
def test_best_responses_lead_away_from_the_small_root_to_the_large_one_or_to_calm(
    game: twin.Game, first: float, second: float
) -> None:
    """The signals' grid has a step of 1e-4, by which x* and with it θ* may be off."""
    results = _run(game, first, cumulative_precision=second)
    stood, (small, large) = results["theta_1"], results["roots"]
    x = small + norm.ppf(small) / math.sqrt(second)
    assert twin.respond(game, second, stood, 5.0) == pytest.approx(large, abs=5e-4)
    assert twin.respond(game, second, stood, x + 0.01) == pytest.approx(large, abs=5e-4)
    assert twin.respond(game, second, stood, x - 0.01) == stood


def test_the_indifferent_are_so_by_the_integral_of_prior_and_signal() -> None:
    game = twin.Game(0.3, 1.5, 1)
    results = _run(game, 1, cumulative_precision=100)
    for theta in results["roots"]:
        x = theta + norm.ppf(theta) / 10
        chance = twin.success_by_integral(game, 100, x, theta, results["theta_1"])
        assert chance == pytest.approx(game.cost, abs=1e-7)


def test_citizens_flip_the_regime_at_the_large_root() -> None:
    """Four standard errors: of the attackers' share at θ*, over the slope of the share less the strength."""
    game, second, n = twin.Game(0.3, 1.5, 1), 100.0, 40_000
    results = _run(game, 1, cumulative_precision=second)
    theta = results["roots"][1]
    slope = 1 + math.sqrt(second) * norm.pdf(norm.ppf(theta))
    error = math.sqrt(theta * (1 - theta) / n) / slope
    noise = np.random.default_rng(756).standard_normal(n)
    found = twin.flip(game, second, results["theta_1"], theta, noise)
    assert found == pytest.approx(theta, abs=4 * error)
