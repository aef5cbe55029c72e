"""The static global game of regime change, which several models of the catalogue build on.

The regime falls iff the share that attacks is its strength θ or more. Attacking pays ``1 − c`` if it falls
and ``−c`` if not; staying at home pays 0. θ is normal with mean z and precision α; each attacker sees
``x = θ + ε/√β``, ε standard normal and independent. With "attack iff ``x ≤ x*``",

    (1) share at θ:          A(θ) = Φ(√β (x* − θ)); the regime falls iff θ ≤ θ*, where A(θ*) = θ*
                             so x* = θ* + Φ⁻¹(θ*)/√β
    (2) who sees x* doubts:  P(θ ≤ θ* | x*) = Φ(√(α+β) (θ* − (αz + βx*)/(α+β))) = c

With ``y = Φ⁻¹(θ*)`` and ``r = α/√β``, (1) into (2), divided by −√β, gives

    (3) g(y) = y − r (Φ(y) − z) + √(1 + α/β) Φ⁻¹(c) = 0

``g′ = 1 − r φ(y)``: g rises everywhere iff ``r ≤ √(2π)``, and then the root is unique for every z and c.
Else it turns at ``±√(2 ln(r/√(2π)))``, and between the turns there is one root at most: all are bracketed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

__all__ = ["BOUNDARY", "Threshold", "cost_at", "equilibria", "names", "sharpness", "unique"]

BOUNDARY: Final = math.sqrt(2 * math.pi)
"""Largest α/√β at which the equilibrium is unique for every prior mean and cost."""


@dataclass(frozen=True)
class Threshold:
    """An equilibrium in thresholds."""

    theta: float
    """θ*: the regime falls at this strength and below [0 to 1]."""
    x: float
    """x*: who sees this or less attacks."""
    score: float
    """Φ⁻¹(θ*), which keeps its digits where θ* is next to 0 or 1."""
    stable: bool
    """Whether best responses lead back after a small push of x*: ``r φ(y) < 1``."""


def sharpness(prior_precision: float, private_precision: float) -> float:
    """``α/√β``: how much public knowledge weighs for coordination [0 and above]."""
    return prior_precision / math.sqrt(private_precision)


def unique(prior_precision: float, private_precision: float) -> bool:
    """Whether the equilibrium is unique whatever prior mean and cost are.

    >>> unique(math.sqrt(2 * math.pi), 1), unique(2.5067, 1)
    (True, False)
    """
    return sharpness(prior_precision, private_precision) <= BOUNDARY


def cost_at(score: float, prior_mean: float, prior_precision: float, private_precision: float) -> float:
    """The cost at which ``Φ(score)`` is an equilibrium's θ*: (3) solved for c.

    >>> round(cost_at(0.0, 0.5, 1.0, 1.0), 12)
    0.5
    """
    from scipy.special import ndtr

    r = sharpness(prior_precision, private_precision)
    spread = math.hypot(1, math.sqrt(prior_precision / private_precision))
    return float(ndtr((r * (ndtr(score) - prior_mean) - score) / spread))


def names(count: int) -> tuple[str, ...]:
    """What so many equilibria are called, smallest attack first.

    >>> names(3)
    ('low attack', 'tipping point', 'high attack')
    """
    return {1: ("only",), 2: ("low attack", "high attack")}.get(
        count, ("low attack", "tipping point", "high attack")
    )


def equilibria(
    cost: float, prior_mean: float, prior_precision: float, private_precision: float
) -> tuple[Threshold, ...]:
    """All equilibria in thresholds, smallest θ* first: one or three, two where (3) is tangent.

    Parameters
    ----------
    cost
        c, above 0 and below 1.
    prior_mean, prior_precision
        z and α; α = 0 is the diffuse prior.
    private_precision
        β, above 0.

    Examples
    --------
    >>> [round(t.theta, 8) for t in equilibria(0.5, 1, 1, 1)]
    [0.21673607]
    """
    from scipy.special import ndtr, ndtri

    root = math.sqrt(private_precision)
    r = sharpness(prior_precision, private_precision)
    doubt = math.hypot(1, math.sqrt(prior_precision / private_precision)) * float(ndtri(cost))

    def g(y: float) -> float:
        return float(y - r * (ndtr(y) - prior_mean) + doubt)

    low, high = -r * prior_mean - doubt, r - r * prior_mean - doubt
    room = 1 + 1e-9 * (r * abs(prior_mean) + abs(doubt) + r)
    turn = math.sqrt(2 * math.log(r / BOUNDARY)) if r > BOUNDARY else 0.0
    scores = _roots(g, low - room, high + room, turn)
    return tuple(
        Threshold(float(ndtr(y)), float(ndtr(y)) + y / root, y, r <= BOUNDARY or abs(y) > turn)
        for y in scores
    )


def _roots(g: Callable[[float], float], low: float, high: float, turn: float) -> list[float]:
    """Roots of g, which turns at ±turn and nowhere else, in ascending order."""
    from scipy.optimize import brentq

    knots = [low, *([y for y in (-turn, turn) if low < y < high] if turn else []), high]
    roots = []
    for start, end in pairwise(knots):
        if g(start) == 0:
            roots.append(start)
        elif g(start) * g(end) < 0:
            roots.append(float(brentq(g, start, end, xtol=1e-15, maxiter=5000)))
    return roots
