"""Granovetter's riot a second time: by the curve of spreads, by loops over persons, and in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, comb

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtr, ndtri

Named = list[tuple[str, float]]


def critical_sd(mean: float) -> float | None:
    """The largest spread at which a crowd below the mean sustains itself.

    With r = 100 Φ(u) rioters and u < 0, r = F(r) says s = (r − m)/u; the spread is critical where s(u) is
    largest.
    """
    if not 0 < mean < 50:
        return None

    def negative(u: float) -> float:
        return float((mean - 100 * ndtr(u)) / u)

    top = float(ndtri(mean / 100))
    grid = top - np.geomspace(1e-6, 40, 4_000)
    best = int(np.argmin((mean - 100 * ndtr(grid)) / grid))
    low, high = grid[min(best + 1, grid.size - 1)], grid[max(best - 1, 0)]
    found = minimize_scalar(negative, bounds=(low, high), method="bounded", options={"xatol": 1e-10})
    return -float(found.fun)


def fixed_points(mean: float, sd: float) -> list[tuple[float, bool]]:
    """All r from 0 to 100 with F(r) = r, ascending, each with whether F′ < 1 there.

    F(r) − r is monotone between the two points at which the density is 1/100 per unit.
    """

    def excess(r: float) -> float:
        return float(100 * ndtr((r - mean) / sd) - r)

    turns = []
    steepest = 100 / (sd * np.sqrt(2 * np.pi))
    if steepest > 1:
        wide = sd * np.sqrt(2 * np.log(steepest))
        turns = [r for r in (mean - wide, mean + wide) if 0 < r < 100]
    roots = []
    ends = [0.0, *turns, 100.0]
    for low, high in pairwise(ends):
        if excess(low) == 0:
            roots.append(low)
        elif excess(low) * excess(high) < 0:
            roots.append(float(brentq(excess, low, high, xtol=1e-14, rtol=1e-15, maxiter=500)))
    if excess(100.0) == 0:
        roots.append(100.0)
    return [(r, bool(np.exp(-(((r - mean) / sd) ** 2) / 2) * steepest < 1)) for r in roots]


def rest_from(start: float, mean: float, sd: float) -> float:
    """Where (1) comes to rest, step by step, from a crowd of ``start`` per cent."""
    r, before = start, -1.0
    while abs(r - before) > 1e-13:
        r, before = float(100 * ndtr((r - mean) / sd)), r
    return r


def needs(thresholds: NDArray[np.floating]) -> list[int]:
    """Thresholds as numbers of persons."""
    return [ceil(float(x) * len(thresholds) / 100 - 1e-9) for x in thresholds]


def riot(need: list[int]) -> list[int]:
    """Rioters step by step, counted person by person."""
    course = [0]
    while True:
        joined = sum(1 for k in need if k <= course[-1])
        if joined == course[-1]:
            return course
        course.append(joined)


def rests(need: list[int]) -> Named:
    """Every crowd that is its own next one, in per cent."""
    n = len(need)
    held = [j for j in range(n + 1) if sum(1 for k in need if k <= j) == j]
    return [("from nobody" if not i else f"held by {j} of {n}", 100 * j / n) for i, j in enumerate(held)]


def quantiles(mean: float, sd: float, persons: int) -> NDArray[np.float64]:
    """Thresholds of persons who share out the quantiles."""
    return np.array([mean + sd * float(ndtri((i - 0.5) / persons)) for i in range(1, persons + 1)])


def drawn(mean: float, sd: float, persons: int, runs: int, seed: int) -> list[float]:
    """Where each crowd ends [%], its thresholds drawn."""
    rng = np.random.default_rng(seed)
    kind = np.float32 if persons >= 1_000_000 else np.float64
    ends = []
    for _ in range(runs):
        x = mean + sd * rng.standard_normal(persons, dtype=kind).astype(np.float64)
        k = np.sort(np.ceil(x * persons / 100 - 1e-9))
        n, before = 0, -1
        while n != before:
            n, before = int(np.searchsorted(k, n, side="right")), n
        ends.append(100 * n / persons)
    return ends


def ends_exactly(mean: float, sd: float, persons: int) -> list[float]:
    """Probability that 0, 1, …, N riot in the end, in fractions.

    Let A_j be the probability that j persons, left to themselves, all join, and p_j that one is moved by j.
    Of l persons some j end as rioters, and j move none of the others, so Σ_j C(l, j) A_j (1 − p_j)^(l−j) = 1;
    that gives A_l from those before.
    """
    moved = [Fraction(float(ndtr((100 * j / persons - mean) / sd))) for j in range(persons + 1)]
    alone: list[Fraction] = []
    for size in range(persons + 1):
        short = sum(
            (comb(size, j) * alone[j] * (1 - moved[j]) ** (size - j) for j in range(size)), start=Fraction(0)
        )
        alone.append(1 - short)
    return [float(comb(persons, j) * alone[j] * (1 - moved[j]) ** (persons - j)) for j in range(persons + 1)]
