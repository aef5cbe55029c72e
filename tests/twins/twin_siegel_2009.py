"""Siegel's crowd a second time: each agent's two motivations step by step, on ties drawn one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtr, ndtri

Ties = list[set[int]]
"""The neighbours of each agent."""


@dataclass(frozen=True)
class Shape:
    """What the networks are made from."""

    village_size: int = 25
    weak_ties: float = 0.001
    gamma: float = 2.2
    expansion: int = 10
    level_ties: float = 0.001
    radius: int = 5
    rewiring: float = 0.1


def _tie(ties: Ties, u: int, v: int) -> None:
    if u != v:
        ties[u].add(v)
        ties[v].add(u)


def _village(rng: np.random.Generator, n: int, shape: Shape) -> Ties:
    ties: Ties = [set() for _ in range(n)]
    for i, j in combinations(range(n), 2):
        if i // shape.village_size == j // shape.village_size or rng.random() < shape.weak_ties:
            _tie(ties, i, j)
    return ties


def _opinion_leader(rng: np.random.Generator, n: int, shape: Shape) -> Ties:
    k = np.arange(1, n)
    weight = k ** -float(shape.gamma)
    wanted = rng.choice(k, n, p=weight / weight.sum())
    if wanted.sum() % 2:
        wanted[-1] += 1
    row = rng.permutation([i for i in range(n) for _ in range(wanted[i])]).tolist()
    ties: Ties = [set() for _ in range(n)]
    while row:
        v, u = row.pop(), row.pop()
        _tie(ties, u, v)
    return ties


def _hierarchy(rng: np.random.Generator, n: int, shape: Shape) -> Ties:
    ties: Ties = [set() for _ in range(n)]
    level = [0] * n
    for i in range(1, n):
        above = (i - 1) // shape.expansion
        level[i] = level[above] + 1
        _tie(ties, i, above)
    for i, j in combinations(range(n), 2):
        if level[i] == level[j] and rng.random() < shape.level_ties:
            _tie(ties, i, j)
    return ties


def _small_world(rng: np.random.Generator, n: int, shape: Shape) -> Ties:
    ties: Ties = [set() for _ in range(n)]
    for d in range(1, shape.radius + 1):
        for i in range(n):
            _tie(ties, i, (i + d) % n)
    for d in range(1, shape.radius + 1):
        for i in range(n):
            if rng.random() < shape.rewiring and len(ties[i]) < n - 1:
                far, j = (i + d) % n, int(rng.integers(n))
                while j == i or j in ties[i]:
                    j = int(rng.integers(n))
                ties[i].discard(far)
                ties[far].discard(i)
                _tie(ties, i, j)
    return ties


def _complete(rng: np.random.Generator, n: int, shape: Shape) -> Ties:
    return [set(range(n)) - {i} for i in range(n)]


NETWORKS = {
    "complete": _complete,
    "village": _village,
    "opinion-leader": _opinion_leader,
    "hierarchy": _hierarchy,
    "small-world": _small_world,
}


def drawn(
    kind: str, n: int, mean: float, sd: float, seed: int, run: int, shape: Shape
) -> tuple[Ties, NDArray[np.float64]]:
    """Ties and internal motivations of run ``run``."""
    rng = np.random.default_rng([seed, run])
    ties = NETWORKS[kind](rng, n, shape)
    return ties, mean + sd * rng.standard_normal(n)


def participants(ties: Ties, motivation: Sequence[float]) -> set[int]:
    """Who takes part in the end: agents are added as long as the ties to those there are enough."""
    inside: set[int] = set()
    while True:
        more = {
            i
            for i, near in enumerate(ties)
            if i not in inside and (len(near & inside) / len(near) if near else 0.0) > 1 - motivation[i]
        }
        if not more:
            return inside
        inside |= more


def course(ties: Ties, motivation: Sequence[float], memory: float, steps: int) -> list[float]:
    """Shares by (1) and (2) from nobody, until the final set is there or ``steps`` are done."""
    n = len(ties)
    last = len(participants(ties, motivation))
    external = [-1.0] * n
    active = {i for i in range(n) if motivation[i] + external[i] > 0}
    path = [len(active) / n]
    while len(active) < last and len(path) <= steps:
        local = [len(near & active) / len(near) if near else 0.0 for near in ties]
        external = [memory * c - (1 - memory) * (1 - seen) for c, seen in zip(external, local, strict=True)]
        active = {i for i in range(n) if motivation[i] + external[i] > 0}
        path.append(len(active) / n)
    return path


def fixed_points(mean: float, sd: float) -> list[tuple[float, bool]]:
    """Roots of (4) by the curve of spreads: with r = Φ(u), (4) says m = 1 − Φ(u) + s u.

    The right side rises in u where s > φ(u), so it turns twice at most.
    """

    def excess(u: float) -> float:
        return float(ndtr(-u) + sd * u - mean)

    steepest = 1 / (sd * np.sqrt(2 * np.pi))
    wide = float(np.sqrt(2 * np.log(steepest))) if steepest > 1 else 0.0
    far = (abs(mean) + 2) / sd + wide
    cuts = [-far, -wide, wide, far] if wide else [-far, far]
    roots = [
        (float(brentq(excess, low, high, xtol=1e-15, rtol=1e-15, maxiter=1000)), i != 1)
        for i, (low, high) in enumerate(pairwise(cuts))
        if excess(low) * excess(high) < 0
    ]
    return [(float(ndtr(u)), stable) for u, stable in roots]


def critical_sd(mean: float) -> float | None:
    """The largest spread at which (4) has a root below the mean threshold: s = (r − (1 − m))/Φ⁻¹(r)."""
    middle = 1 - mean
    if not 0 < middle < 0.5:
        return None

    def negative(u: float) -> float:
        return float((middle - ndtr(u)) / u)

    grid = float(ndtri(middle)) - np.geomspace(1e-6, 40, 4_000)
    best = int(np.argmin((middle - ndtr(grid)) / grid))
    low, high = grid[min(best + 1, grid.size - 1)], grid[max(best - 1, 0)]
    return -float(
        minimize_scalar(negative, bounds=(low, high), method="bounded", options={"xatol": 1e-10}).fun
    )
