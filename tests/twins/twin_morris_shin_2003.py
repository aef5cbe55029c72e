"""The game of regime change a second time: by the payoff of who is marginal, by best responses, by agents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtr, ndtri

Curve = Callable[[float], float]


@dataclass(frozen=True)
class Game:
    """Cost, and what is known of the strength."""

    cost: float
    mean: float
    prior: float
    private: float

    def signal(self, y: float) -> float:
        """(1): the signal of the marginal citizen, where the regime falls up to θ = Φ(y)."""
        return float(ndtr(y) + y / np.sqrt(self.private))

    def confidence(self, theta: float, x: float) -> float:
        """Φ⁻¹ of the probability that the strength is θ at most, to one who sees x."""
        both = self.prior + self.private
        return float(np.sqrt(both) * (theta - (self.prior * self.mean + self.private * x) / both))

    def gain(self, y: float) -> float:
        """What the marginal citizen's confidence is above what the cost asks for; 0 in an equilibrium."""
        return self.confidence(float(ndtr(y)), self.signal(y)) - float(ndtri(self.cost))


def turns(curve: Curve, grid: NDArray[np.float64]) -> list[float]:
    """Where a curve turns between the points of a grid: hills and valleys, refined."""
    heights = [curve(float(y)) for y in grid]
    found = []
    for i in range(1, grid.size - 1):
        for sign in (1, -1):
            low, here, high = (sign * heights[j] for j in (i - 1, i, i + 1))
            if here > low and here >= high:
                best = minimize_scalar(
                    lambda y, sign=sign: -sign * curve(float(y)),
                    bounds=(grid[i - 1], grid[i + 1]),
                    method="bounded",
                    options={"xatol": 1e-12},
                )
                found.append(float(best.x))
    return sorted(found)


def zeros(curve: Curve, points: list[float]) -> list[float]:
    """One zero between each two neighbours of different sign."""
    return [
        float(brentq(curve, low, high, xtol=1e-15, rtol=1e-15, maxiter=2_000))
        for low, high in pairwise(points)
        if curve(low) * curve(high) < 0
    ]


def _grid() -> NDArray[np.float64]:
    return np.concatenate([np.linspace(-38, -9, 300), np.linspace(-8.9, 9, 1800)])


def equilibria(game: Game) -> list[tuple[float, float]]:
    """All (θ*, x*), ascending."""
    grid = _grid()
    sharp = game.prior / game.private**0.5
    far = 50 + sharp * (1 + abs(game.mean)) + (1 + game.prior / game.private) ** 0.5 * 50
    points = sorted([-far, *grid.tolist(), *turns(game.gain, grid), far])
    return [(float(ndtr(y)), game.signal(y)) for y in zeros(game.gain, points)]


def costs(game: Game) -> list[float]:
    """The costs at which two equilibria meet: those for which a turn of the curve is an equilibrium."""
    free = Game(0.5, game.mean, game.prior, game.private)
    return sorted(float(ndtr(free.gain(y))) for y in turns(free.gain, _grid()))


def settle(game: Game, everybody: bool) -> tuple[float, float]:
    """(θ*, x*) by best responses on a grid of signals and strengths, from all attacking or from none.

    At each strength the share of attacking signals is added up; the regime falls where it is the strength or
    more; and whoever sees x attacks next if the falling strengths have the probability c or more.
    """
    theta = np.linspace(-4, 5, 1801)
    x = np.linspace(-8, 9, 1701)
    seen = np.exp(-game.private * (x[None, :] - theta[:, None]) ** 2 / 2)
    likely = seen.T * np.exp(-game.prior * (theta - game.mean) ** 2 / 2)
    seen /= seen.sum(axis=1, keepdims=True)
    likely /= likely.sum(axis=1, keepdims=True)
    attacks = np.full(x.size, everybody)
    while True:
        falls = (seen @ attacks >= theta) & (theta <= 1)
        falls |= theta <= 0
        following = likely @ falls >= game.cost
        if (following == attacks).all():
            return float(theta[falls].max()), float(x[attacks].max())
        attacks = following


def flip(game: Game, theta_star: float, noise: NDArray[np.float64]) -> float:
    """The largest strength at which citizens, one for each term of noise, bring the regime down.

    Each attacks up to a strength of its own; with these in falling order k attack at the k-th, and the
    regime falls at that strength or k/N, whichever is less.
    """
    both = game.prior + game.private
    most = (both * theta_star - game.prior * game.mean - both**0.5 * float(ndtri(game.cost))) / game.private
    until = np.sort(most - noise / game.private**0.5)[::-1]
    parts = np.arange(1, noise.size + 1) / noise.size
    return max(0.0, float(np.minimum(until, parts).max()))
