"""Attacks in sequence a second time: by the truncated posterior, by best responses, by agents."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar
from scipy.special import log_ndtr, ndtr, ndtri
from tests.twins import twin_morris_shin_2003 as static

UNTIL = 1e15
"""The largest precision at which a critical one is looked for."""


@dataclass(frozen=True)
class Game:
    """Cost and prior; what is seen changes from period to period."""

    cost: float
    mean: float
    prior: float


def posterior(game: Game, precision: float, x: ArrayLike) -> tuple[NDArray[np.float64], float]:
    """(2): mean and root of the precision, to one who has seen x."""
    mean = (game.prior * game.mean + precision * np.asarray(x)) / (game.prior + precision)
    return mean, float(np.sqrt(game.prior + precision))


def success(game: Game, precision: float, x: Any, theta: Any, stood: float) -> NDArray[np.float64]:
    """(3): probability of θ or less to one who has seen x and knows that the strength is above ``stood``."""
    mean, s = posterior(game, precision, x)
    chance: NDArray[np.float64] = -np.expm1(log_ndtr(s * (mean - theta)) - log_ndtr(s * (mean - stood)))
    return chance


def success_by_integral(game: Game, precision: float, x: float, theta: float, stood: float) -> float:
    """The same from the densities of prior and signal."""

    def weight(strength: float) -> float:
        return float(
            np.exp(-game.prior * (strength - game.mean) ** 2 / 2 - precision * (x - strength) ** 2 / 2)
        )

    return float(
        quad(weight, stood, theta)[0] / quad(weight, stood, theta + 20, points=[theta, theta + 1])[0]
    )


def gain(game: Game, precision: float, stood: float, y: ArrayLike) -> NDArray[np.float64]:
    """What the marginal citizen expects, where the regime falls up to θ = Φ(y)."""
    theta = ndtr(y)
    return success(game, precision, theta + np.asarray(y) / np.sqrt(precision), theta, stood) - game.cost


def first(game: Game, precision: float) -> list[tuple[float, float]]:
    """(θ₁*, x₁*): nobody knows anything of the past."""
    return static.equilibria(static.Game(game.cost, game.mean, game.prior, precision))


def _grid(stood: float) -> NDArray[np.float64]:
    start = float(ndtri(stood))
    close = start + np.geomspace(1e-13, 45, 900)
    return np.sort(np.concatenate([close, np.linspace(start + 1e-3, start + 12, 900)]))


def _best(game: Game, precision: float, stood: float) -> float:
    """The largest gain of a marginal citizen."""
    grid = _grid(stood)
    gains = gain(game, precision, stood, grid)
    i = int(np.argmax(gains))
    if gains[i] < -0.001:
        # Between two points of so fine a grid there is no hill that high.
        return float(gains[i])
    low, high = grid[max(i - 1, 0)], grid[min(i + 1, grid.size - 1)]
    found = minimize_scalar(
        lambda y: -float(gain(game, precision, stood, y)), bounds=(low, high), method="bounded",
        options={"xatol": 1e-13},
    )  # fmt: skip
    return max(-float(found.fun), float(gains[i]))


def later(game: Game, precision: float, stood: float) -> list[float]:
    """All thresholds above ``stood`` at which an attack is an equilibrium."""
    if stood >= 1:
        return []

    def curve(y: float) -> float:
        return float(gain(game, precision, stood, y))

    grid = _grid(stood)
    gains = gain(game, precision, stood, grid)
    hills = [i for i in range(1, grid.size - 1) if gains[i - 1] < gains[i] >= gains[i + 1]]
    tops = [
        float(
            minimize_scalar(
                lambda y: -curve(y), bounds=(grid[i - 1], grid[i + 1]), method="bounded",
                options={"xatol": 1e-13},
            ).x
        )
        for i in hills
    ]  # fmt: skip
    points = sorted([*grid.tolist(), *tops])
    return [float(ndtr(y)) for y in static.zeros(curve, points)]


def critical(game: Game, start: float, stood: float) -> float | None:
    """(6): the smallest precision from ``start`` on at which somebody would gain."""
    if stood >= 1:
        return None
    steps = np.geomspace(start, max(start, UNTIL), 150)
    if _best(game, start, stood) >= 0:
        return start
    for low, high in pairwise(steps):
        if _best(game, float(high), stood) >= 0:
            ends = float(np.log(low)), float(np.log(high))
            return float(np.exp(brentq(lambda b: _best(game, float(np.exp(b)), stood), *ends, xtol=1e-14)))
    return None


def path(game: Game, precisions: list[float]) -> list[tuple[list[float], float]]:
    """Roots and threshold of each period, where citizens attack as many as can whenever they can."""
    theta = first(game, precisions[0])[0][0]
    periods = [([theta], theta)]
    for precision in precisions[1:]:
        roots = later(game, precision, theta)
        theta = max([theta, *roots])
        periods.append((roots, theta))
    return periods


def respond(game: Game, precision: float, stood: float, x: float) -> float:
    """Where best responses lead to when everybody attacks up to x: the threshold of the strength in the end.

    The regime falls up to the strength at which so many attack; up to which signal that is worth an attack is
    looked up on a grid of signals.
    """
    signals = np.linspace(stood - 4, 5, 90_001)

    def excess(theta: float, x: float) -> float:
        return float(ndtr(np.sqrt(precision) * (x - theta))) - theta

    while True:
        theta = float(brentq(excess, -1e-9, 1 + 1e-9, args=(x,), xtol=1e-12))
        if theta <= stood:
            return stood
        worth = signals[success(game, precision, signals, theta, stood) >= game.cost]
        if worth.size and abs(worth[-1] - x) < 1e-9:
            return theta
        x = float(worth[-1]) if worth.size else float(signals[0])


def flip(game: Game, precision: float, stood: float, theta: float, noise: NDArray[np.float64]) -> float:
    """The largest strength at which citizens with these errors bring the regime down, expecting ``theta``."""
    low, high = stood, 1.0
    while high - low > 1e-10:
        strength = (low + high) / 2
        x = strength + noise / np.sqrt(precision)
        share = float(np.mean(success(game, precision, x, theta, stood) >= game.cost))
        low, high = (strength, high) if share >= strength else (low, strength)
    return (low + high) / 2
