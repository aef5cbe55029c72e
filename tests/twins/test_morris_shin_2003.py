"""The game of regime change against its second implementation, best responses on a grid, and agents."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm
from tests.twins import twin_morris_shin_2003 as twin

from asabiya.catalogue.registry import run

ID = "morris-shin-2003"


def _run(game: twin.Game, **given: Any) -> Any:
    return run(
        ID, cost=game.cost, prior_mean=game.mean, prior_precision=game.prior, private_precision=game.private,
        **given,
    )  # fmt: skip


def _compare(game: twin.Game, tolerance: float = 1e-8) -> int:
    outcome = _run(game)
    found, expected = outcome.results["equilibria"], twin.equilibria(game)
    names = {1: ["only"], 3: ["low attack", "tipping point", "high attack"]}[len(expected)]
    assert [each["name"] for each in found] == names, game
    assert [each["stable"] for each in found] == [name != "tipping point" for name in names]
    assert [each["theta_star"] for each in found] == pytest.approx([t for t, _ in expected], abs=tolerance)
    assert [each["x_star"] for each in found] == pytest.approx(
        [x for _, x in expected], rel=tolerance, abs=tolerance
    )
    alone = len(found) == 1
    for name in ("theta_star", "x_star"):
        assert outcome.results[name] == (found[0][name] if alone else None)
    sharp = game.prior / math.sqrt(game.private)
    assert outcome.results["sharpness"] == pytest.approx(sharp, rel=1e-12)
    assert outcome.results["unique"] == (sharp <= math.sqrt(2 * math.pi))
    assert bool(outcome.warnings) != alone
    if sharp > math.sqrt(2 * math.pi) * (1 + 1e-6):
        assert outcome.results["costs"] == pytest.approx(twin.costs(game), abs=tolerance)
    else:
        assert outcome.results["costs"] is None
    return len(found)


def test_equilibria_agree_over_random_games() -> None:
    rng = np.random.default_rng(56)
    sizes = [
        _compare(
            twin.Game(
                float(rng.uniform(0.02, 0.98)),
                float(rng.uniform(-0.5, 1.5)),
                float(np.exp(rng.uniform(-3, 4))),
                float(np.exp(rng.uniform(-3, 4))),
            )
        )
        for _ in range(60)
    ]
    assert set(sizes) == {1, 3}


@pytest.mark.parametrize("side", [-1e-6, 1e-6])
@pytest.mark.parametrize(("mean", "prior", "private"), [(0.5, 5, 1), (0.3, 4, 2), (0.6, 20, 3)])
def test_the_costs_between_which_there_are_three_agree(
    mean: float, prior: float, private: float, side: float
) -> None:
    low, high = _run(twin.Game(0.5, mean, prior, private)).results["costs"]
    # Where two equilibria are about to meet, the rounding of 1e-15 moves them by its root.
    assert _compare(twin.Game(low + side, mean, prior, private), 1e-7) == (3 if side > 0 else 1)
    assert _compare(twin.Game(high - side, mean, prior, private), 1e-7) == (3 if side > 0 else 1)


@pytest.mark.parametrize(
    ("cost", "mean", "prior", "private"),
    [
        (0.3, 5, 0, 1e-12),
        (0.3, 5, 0, 1e15),
        (0.999999, 0.5, 1, 1),
        (1e-9, 0.5, 1, 1),
        (0.5, 1e6, 1, 1),
        (0.5, -1e6, 1, 1),
        (0.4, 0.5, 1e12, 1),
        (0.4, 0.2, 1e12, 1e15),
        (0.4, 2, 100, 1e-6),
        (0.7, 0.5, 1e4, 1e8),
    ],
)
def test_corners_agree(cost: float, mean: float, prior: float, private: float) -> None:
    # The twin takes the difference of two strengths, rounded to 1e-16, times a precision's root, 3e7 at most.
    _compare(twin.Game(cost, mean, prior, private), 2e-8)


@pytest.mark.parametrize(
    "game",
    [
        twin.Game(0.5, 1, 1, 1),
        twin.Game(0.3, 0.5, 1, 4),
        twin.Game(0.5, 0.5, 5, 1),
        twin.Game(0.45, 0.4, 6, 2),
        twin.Game(0.6, 0.2, 0.5, 3),
    ],
    ids=str,
)
def test_best_responses_on_a_grid_of_signals_lead_to_the_outermost_equilibria(game: twin.Game) -> None:
    """Within two of the grid's steps, 0.005 for strengths and 0.01 for signals; how responses end where."""
    found = _run(game).results["equilibria"]
    for everybody, end in ((False, found[0]), (True, found[-1])):
        theta_star, x_star = twin.settle(game, everybody)
        assert theta_star == pytest.approx(end["theta_star"], abs=0.01)
        assert x_star == pytest.approx(end["x_star"], abs=0.02)


@pytest.mark.parametrize("agents", [1, 10, 1_000, 100_000])
@pytest.mark.parametrize("game", [twin.Game(0.5, 1, 1, 1), twin.Game(0.5, 0.5, 5, 1)], ids=str)
def test_so_many_citizens_flip_the_regime_at_the_same_strength(game: twin.Game, agents: int) -> None:
    found = _run(game, agents=agents, seed=114).results["equilibria"]
    noise = np.random.default_rng(114).standard_normal(agents)
    for each in found:
        expected = twin.flip(game, each["theta_star"], noise)
        # The bisection stops at a width of its own.
        assert each["simulated_theta_star"] == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("game", [twin.Game(0.5, 1, 1, 1), twin.Game(0.3, 0.6, 2, 9)], ids=str)
def test_other_citizens_flip_the_regime_at_theta_star(game: twin.Game) -> None:
    """Four standard errors: of the attackers' share at θ*, over the slope of the share less the strength."""
    n = 40_000
    (only,) = _run(game).results["equilibria"]
    theta = only["theta_star"]
    slope = 1 + math.sqrt(game.private) * norm.pdf(math.sqrt(game.private) * (only["x_star"] - theta))
    error = math.sqrt(theta * (1 - theta) / n) / slope
    noise = np.random.default_rng(2003).standard_normal(n)
    assert twin.flip(game, theta, noise) == pytest.approx(theta, abs=4 * error)
