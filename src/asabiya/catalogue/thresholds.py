"""Crowds of persons who join once enough others have: what several threshold models share.

A person with threshold ``x`` [% of the crowd] in a crowd of N waits for ``k = ⌈x N/100 − 10⁻⁹⌉`` persons (the
last term lets decimal fractions be what they are meant to be). With ``n(j)`` the number of persons with
``k ≤ j``, the crowd grows from n₀ = 0 by n_{t+1} = n(n_t) until it repeats. ``n`` rises, so that is its
smallest fixed point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["FUZZ", "Counts", "count", "crowd", "growth", "steps"]

Counts = NDArray[np.int64]
"""How many persons wait for 0, 1, …, N others, or for more than there are, (N + 2,)."""

FUZZ: Final = 1e-9


def count(thresholds: Sequence[float]) -> Counts:
    """Counts of a list of thresholds [%], one for each person."""
    persons = len(thresholds)
    need = np.ceil(np.array(thresholds, np.float64) * persons / 100 - FUZZ)
    return np.bincount(np.clip(need, 0, persons + 1).astype(np.int64), minlength=persons + 2)


def growth(counts: Counts) -> list[int]:
    """Persons who have joined at every step, from nobody until nobody more joins.

    >>> growth(count([0, 20, 20, 30, 40, 50, 60, 70, 80, 100]))
    [0, 1]
    >>> growth(count([0, 10, 20, 30, 40, 50, 60, 70, 80, 100]))
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    joined = np.cumsum(counts[:-1])
    course = [0]
    while (more := int(joined[course[-1]])) != course[-1]:
        course.append(more)
    return course


def crowd(thresholds: Sequence[float]) -> dict[str, Any]:
    """Results for a list of thresholds, in % of the crowd: ``equilibrium``, ``equilibria``, ``course``."""
    persons, counts = len(thresholds), count(thresholds)
    course = growth(counts)
    held = np.flatnonzero(np.cumsum(counts[:-1]) == np.arange(persons + 1)).tolist()
    names = ["from nobody", *(f"held by {number} of {persons}" for number in held[1:])]
    return {
        "equilibrium": 100 * course[-1] / persons,
        "equilibria": [
            {"name": name, "value": 100 * number / persons} for name, number in zip(names, held, strict=True)
        ],
        "course": [100 * number / persons for number in course],
    }


def steps(thresholds: Sequence[float]) -> tuple[list[float], list[float]]:
    """The corners of n(j) as a curve: persons who have joined, and who then join, both in %."""
    persons = len(thresholds)
    at = np.repeat(100 * np.arange(persons + 1) / persons, 2)[1:]
    joined = np.repeat(100 * np.cumsum(count(thresholds)[:-1]) / persons, 2)[:-1]
    return at.tolist(), joined.tolist()
