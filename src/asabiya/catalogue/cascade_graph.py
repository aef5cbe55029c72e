"""The random graph of Watts 2002: every pair of vertices is tied with the same probability."""

from __future__ import annotations

import numpy as np

from asabiya.society.network import Network

__all__ = ["random_graph"]


def random_graph(rng: np.random.Generator, n: int, mean_degree: float) -> Network:
    """A graph in which every pair of n vertices is tied with probability mean_degree/(n − 1).

    The number of ties is drawn first, ``binomial(n(n − 1)/2, p)``; then pairs, ``integers(0, n, (m, 2))`` for
    the m that are missing, again and again: one of a vertex with itself, or drawn before, does not count.
    """
    pairs = n * (n - 1) // 2
    ties = int(rng.binomial(pairs, mean_degree / (n - 1))) if n > 1 else 0
    keys = np.empty(0, np.int64)
    while len(keys) < ties:
        u, v = rng.integers(0, n, (ties - len(keys), 2)).T
        fresh = (np.minimum(u, v) * n + np.maximum(u, v))[u != v]
        keys = np.unique(np.concatenate([keys, fresh]))
    return Network.from_ties(keys // n, keys % n, n)
