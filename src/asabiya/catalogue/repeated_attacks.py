"""Further attacks on a regime that is known to have outlived one.

Equations (3) to (6) of `asabiya.catalogue.models.angeletos_2007`, where they are derived.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, Final

from asabiya.catalogue.regime_change import Threshold

__all__ = ["critical_precision", "highest_gain", "later_thresholds"]

_MOST: Final = 1e15
"""Largest cumulative precision at which a second attack is looked for."""


class _Gain:
    """U of (5) at one precision, after a threshold that the regime has outlived."""

    def __init__(self, before: Threshold, cost: float, mean: float, alpha: float, beta: float) -> None:
        import numpy as np
        from scipy.special import ndtri

        self.before, self.cost, self.mean, self.alpha, self.beta = before, cost, mean, alpha, beta
        self.s = math.sqrt(alpha + beta)
        top = (self.s * float(ndtri(1 - cost)) + alpha * (1 - mean)) / math.sqrt(beta)
        span = max(top - before.score, 0.0)
        steps = np.unique(np.concatenate([np.geomspace(1e-12, 1, 400), np.linspace(0, 1, 801)[1:]]))
        self.grid = before.score + span * steps
        self.empty = span == 0

    def gain(self, y: Any) -> Any:
        """U at the scores y, any shape."""
        import numpy as np
        from scipy.special import log_ndtr, ndtr

        theta = ndtr(y)
        a = (self.alpha * (self.mean - theta) + math.sqrt(self.beta) * y) / self.s
        known = a + self.s * (theta - self.before.theta)
        return -np.expm1(log_ndtr(a) - log_ndtr(known)) - self.cost

    def peaks(self) -> list[tuple[float, float]]:
        """Local maxima of U, each as score and height."""
        import numpy as np
        from scipy.optimize import minimize_scalar

        if self.empty:
            return []
        u = self.gain(self.grid)
        inner = np.flatnonzero((u[1:-1] >= u[:-2]) & (u[1:-1] >= u[2:])) + 1
        found = []
        for i in inner:
            low, high = float(self.grid[i - 1]), float(self.grid[i + 1])
            best = minimize_scalar(
                lambda y: -float(self.gain(y)), bounds=(low, high), method="bounded", options={"xatol": 1e-13}
            )
            found.append(max((float(self.gain(best.x)), best.x), (float(u[i]), float(self.grid[i]))))
        return [(y, height) for height, y in found]

    def roots(self) -> list[tuple[float, bool]]:
        """Scores at which U is nil, ascending, each with whether U falls there."""
        import numpy as np
        from scipy.optimize import brentq

        if self.empty:
            return []
        knots = np.unique(np.concatenate([self.grid, [y for y, _ in self.peaks()]]))
        u = self.gain(knots)
        found = []
        for i, (start, end) in enumerate(pairwise(knots)):
            if u[i] == 0:
                found.append((float(start), bool(u[i + 1] < 0)))
            elif u[i] * u[i + 1] < 0:
                found.append((float(brentq(self.gain, start, end, xtol=1e-15)), bool(u[i] > 0)))
        return found


def highest_gain(before: Threshold, cost: float, mean: float, alpha: float, beta: float) -> float:
    """Largest U over all thresholds of an attack: one is an equilibrium iff this is 0 or more [−c to 1]."""
    return max((height for _, height in _Gain(before, cost, mean, alpha, beta).peaks()), default=-cost)


def later_thresholds(
    before: Threshold, cost: float, mean: float, alpha: float, beta: float
) -> tuple[Threshold, ...]:
    """All θ* above the largest threshold so far at which an attack is an equilibrium, ascending.

    >>> from asabiya.catalogue.regime_change import equilibria
    >>> first = equilibria(0.3, 1.5, 1, 1)[0]
    >>> [round(one.theta, 6) for one in later_thresholds(first, 0.3, 1.5, 1, 100)]
    [0.382599, 0.671502]
    """
    from scipy.special import ndtr

    later = _Gain(before, cost, mean, alpha, beta)
    found = []
    for y, falling in later.roots():
        theta = float(ndtr(y))
        found.append(Threshold(theta, theta + y / math.sqrt(beta), y, falling))
    return tuple(found)


def critical_precision(
    before: Threshold, cost: float, mean: float, alpha: float, first: float
) -> float | None:
    """The critical cumulative precision (6), ``first`` being β₁; None if there is none.

    >>> from asabiya.catalogue.regime_change import equilibria
    >>> round(critical_precision(equilibria(0.3, 1.5, 1, 1)[0], 0.3, 1.5, 1, 1), 6)
    19.033358
    """
    from scipy.optimize import brentq

    def height(log_beta: float) -> float:
        return highest_gain(before, cost, mean, alpha, math.exp(log_beta))

    low = math.log(first)
    if height(low) >= 0:
        return first
    end = math.log(max(_MOST, first))
    while low < end:
        high = min(low + 0.25, end)
        if height(high) >= 0:
            return math.exp(float(brentq(height, low, high, xtol=1e-14)))
        low = high
    return None
