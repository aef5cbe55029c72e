"""Watts' cascades a second time: dictionaries of neighbours, one vertex after the other, sums written out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, poisson

Graph = list[set[int]]
"""The neighbours of each vertex."""


@dataclass(frozen=True)
class Cascade:
    """What one run gives."""

    adopters: list[int]
    counts: list[int]
    mean_degree: float
    vulnerable: float
    condition: float


def tied(n: int, pairs: Iterable[tuple[int, int]]) -> Graph:
    graph: Graph = [set() for _ in range(n)]
    for u, v in pairs:
        graph[u].add(v)
        graph[v].add(u)
    return graph


def random_graph(rng: np.random.Generator, n: int, mean_degree: float) -> Graph:
    """The number of ties first, then pairs until there are so many different ones."""
    graph: Graph = [set() for _ in range(n)]
    missing = int(rng.binomial(n * (n - 1) // 2, mean_degree / (n - 1))) if n > 1 else 0
    while missing:
        for u, v in rng.integers(0, n, (missing, 2)).tolist():
            if u != v and v not in graph[u]:
                graph[u].add(v)
                graph[v].add(u)
                missing -= 1
    return graph


def spread(graph: Graph, thresholds: Sequence[float], seeds: Iterable[int]) -> Cascade:
    """All at once, step by step, until nobody is added."""
    now = set(seeds)
    counts = [len(now)]
    while True:
        new = {
            v
            for v, near in enumerate(graph)
            if v not in now and near and len(near & now) / len(near) >= thresholds[v]
        }
        if not new:
            break
        now |= new
        counts.append(len(now))
    degrees = [len(near) for near in graph]
    easy = [k for k, phi in zip(degrees, thresholds, strict=True) if k and 1 / k >= phi]
    ends = sum(degrees)
    return Cascade(
        sorted(now),
        counts,
        ends / len(graph),
        len(easy) / len(graph),
        sum(k * (k - 1) for k in easy) / ends if ends else 0.0,
    )


def drawn(n: int, mean_degree: float, phi: float, initial: int, seed: int, run: int) -> Cascade:
    """Run ``run`` on a graph that is drawn."""
    rng = np.random.default_rng([seed, run])
    graph = random_graph(rng, n, mean_degree)
    return spread(graph, [phi] * n, rng.choice(n, initial, replace=False).tolist())


def largest_degree(phi: float) -> int:
    """The largest k with 1/k ≥ φ > 0, by looking around 1/φ."""
    about = int(1 / phi)
    return max(k for k in range(max(about - 2, 1), about + 3) if 1 / k >= phi)


def pull(z: float, phi: float) -> float:
    """The left side of (2) over z for Poisson degrees, term by term."""
    top = largest_degree(phi)
    return sum(k * (k - 1) * exp(k * log(z) - z - lgamma(k + 1)) for k in range(2, top + 1)) / z


def window(phi: float) -> tuple[float, float | None] | None:
    """The mean degrees at which (2) holds, from where the pull is largest outwards."""
    if phi == 0:
        return 1.0, None
    grid = np.geomspace(0.5, 4 * largest_degree(phi) + 40, 400)
    pulls = [pull(float(z), phi) for z in grid]
    best = int(np.argmax(pulls))
    if pulls[best] <= 1:
        return None
    low, top, high = (float(grid[i]) for i in (0, best, -1))
    ends = [
        brentq(lambda z: pull(z, phi) - 1, *side, xtol=1e-13, rtol=1e-14)
        for side in ((low, top), (top, high))
    ]
    return float(ends[0]), float(ends[1])


def chance(z: float, phi: float) -> float:
    """(5): the probability that one seed touches the large cluster of vulnerable vertices."""
    k = np.arange(largest_degree(phi))
    w = 1.0
    for _ in range(3_000):
        w = float((poisson.pmf(k, z) * (1 - (1 - w) ** k)).sum())
    return 1 - exp(-z * w)


def reach(z: float, phi: float) -> float:
    """(6): the share that a global cascade takes, by iteration from a small number."""
    degrees = np.arange(int(z + 20 * z**0.5) + 20)
    need = [next(m for m in range(k + 1) if m / k >= phi) if k else 1 for k in range(degrees.size + 1)]
    q = 1e-9
    for _ in range(1_000):
        q = float(poisson.pmf(degrees, z) @ binom.sf(np.array(need[1:]) - 1, degrees, q))
    return float(poisson.pmf(degrees, z) @ binom.sf(np.array(need[:-1]) - 1, degrees, q))
