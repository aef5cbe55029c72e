"""A second Edmond 2013: each regime's propaganda by search, the citizen's doubt by quadrature."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtr, ndtri

__all__ = ["overthrow"]

Floats = NDArray[np.float64]

FAR = 16.0
"""No regime this many standard errors above x* is attacked, none so many below is spared, at any cost."""

NODES, WEIGHTS = np.polynomial.legendre.leggauss(12)


def density(u: Any) -> Any:
    return np.exp(-(u**2) / 2) / math.sqrt(2 * math.pi)


class Regimes:
    """What regimes do that are u standard errors below the citizens' cutoff."""

    def __init__(self, c: float, curvature: str, alpha: float) -> None:
        self.linear = curvature == "linear"
        self.rate = c / math.sqrt(alpha) if self.linear else c / alpha

    def cost(self, b: Any) -> Any:
        return self.rate * (b if self.linear else b**2 / 2)

    def marginal(self, b: Any) -> Any:
        return self.rate * (np.ones_like(b) if self.linear else b)

    def suffered(self, u: Any, b: Any) -> Any:
        return ndtr(u - b) + self.cost(b)

    def propaganda(self, u: Floats) -> Floats:
        """The best b at each u: none, or one of all places where a little more costs what it saves."""
        share = np.linspace(0, 1, 160)
        seen = (u[:, None] + FAR) * share - FAR  # u − b
        saves = density(seen) - self.marginal(u[:, None] - seen)
        row, column = np.nonzero((saves[:, :-1] < 0) & (saves[:, 1:] >= 0))
        low, high = seen[row, column], seen[row, column + 1]
        for _ in range(60):
            middle = (low + high) / 2
            below = density(middle) - self.marginal(u[row] - middle) < 0
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        best, least = np.zeros_like(u), ndtr(u)
        for i, b in zip(row, u[row] - high, strict=True):
            if (now := self.suffered(u[i], b)) < least[i]:
                best[i], least[i] = b, now
        return best

    def one(self, u: float) -> float:
        return float(self.propaganda(np.array([u]))[0])

    def weight(self, low: Floats, high: Floats) -> Floats:
        """∫ φ(u − b(u)) du over each of some intervals, by Gauss and Legendre."""
        half = (high - low) / 2
        u = ((low + high) / 2)[:, None] + half[:, None] * NODES
        seen = u - self.propaganda(u.ravel()).reshape(u.shape)
        return np.asarray(half * (density(seen) @ WEIGHTS))

    def between(self, low: Floats, high: Floats) -> Floats:
        """The same, every interval halved until that moves nothing by more than 10⁻¹³ of the whole."""
        total = np.zeros_like(low)
        owner, part = np.arange(low.size), self.weight(low, high)
        scale = float(np.sum(part))
        while owner.size:
            middle = (low + high) / 2
            left, right = self.weight(low, middle), self.weight(middle, high)
            rough = np.abs(left + right - part) > 1e-13 * scale
            np.add.at(total, owner[~rough], (left + right)[~rough])
            low, middle, high = low[rough], middle[rough], high[rough]
            owner, part = np.tile(owner[rough], 2), np.concatenate((left[rough], right[rough]))
            low, high = np.concatenate((low, middle)), np.concatenate((middle, high))
        return total


def cutoff(regimes: Regimes, p: float) -> float:
    """u* of (2) by (3): the place of the weakest regime that stands, for which x* leaves a chance of p."""
    edges = np.linspace(-FAR, FAR, 65)
    sums = np.concatenate(([0.0], np.cumsum(regimes.between(edges[:-1], edges[1:]))))
    doubt = (1 - p) * ndtr(-edges) - p * sums
    place = int(np.nonzero(doubt < 0)[0][0]) - 1

    def at(u: float) -> float:
        further = regimes.between(edges[place : place + 1], np.array([u]))[0] if u > edges[place] else 0.0
        return float((1 - p) * ndtr(-u) - p * (sums[place] + further))

    return float(brentq(at, edges[place], edges[place + 1], xtol=1e-14, rtol=1e-14))


def who_manipulates(regimes: Regimes, last: float) -> tuple[float, float] | None:
    """The least and the largest u up to the last at which there is propaganda; linear cost."""
    u = np.append(np.arange(-10.0, min(last, 10.0), 0.01), last)
    b = regimes.propaganda(u)
    active = np.nonzero(b > 0)[0]
    if not active.size:
        return None
    # At the lower end propaganda sets in with 0, and a search for its gain would drown in rounding.
    first, later = active[active.size // 3], active[2 * active.size // 3]
    least = u[first] - b[first] * (u[later] - u[first]) / (b[later] - b[first])
    if active[-1] == u.size - 1:
        return float(least), last
    # At the upper end it breaks off.
    some, none = u[active[-1]], u[active[-1] + 1]
    for _ in range(60):
        middle = (none + some) / 2
        none, some = (none, middle) if regimes.one(middle) > 0 else (middle, some)
    return float(least), float(some)


def overthrow(
    participation_cost: float, manipulation_cost: float, curvature: str, private_precision: float
) -> dict[str, Any]:
    """All results of the model."""
    p, root = participation_cost, math.sqrt(private_precision)
    regimes = Regimes(manipulation_cost, curvature, private_precision)
    u = cutoff(regimes, p)
    b = regimes.one(u)
    theta = float(regimes.suffered(u, b))
    x = theta + u / root
    manipulators: list[float | None] | None
    if regimes.linear:
        range_ = who_manipulates(regimes, u)
        manipulators = None if range_ is None else [x - range_[1] / root, x - range_[0] / root]
        honest = float(ndtri(1 - p))  # u* where nobody manipulates
        found = minimize_scalar(lambda v: -density(v), bounds=(-FAR, honest), method="bounded")
        steepest = max(-float(found.fun), float(density(honest)))
        needed = (manipulation_cost / steepest) ** 2
    else:
        manipulators, needed = [theta, None], 0.0
    return {
        "theta_star": theta,
        "x_star": x,
        "without_manipulation": 1 - p,
        "manipulation": b / root,
        "manipulators": manipulators,
        "precision_needed": needed,
    }
