"""Four kinds of networks among N agents: village, opinion leader, hierarchy, small world (Siegel 2009).

Each takes a generator and gives the ties as pairs, (m, 2), no tie of an agent with itself and none twice.
Which draws are taken, and in which order, is said with each.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["hierarchy", "opinion_leader", "small_world", "village"]

Pairs = NDArray[np.int64]


def _some(rng: np.random.Generator, possible: Pairs, probability: float) -> Pairs:
    """Each of the pairs with a probability: those whose ``random`` is below it."""
    return possible[rng.random(len(possible)) < probability]


def _all(agents: int) -> Pairs:
    """All pairs (i, j) with i < j, by i and then by j."""
    return np.stack(np.triu_indices(agents, 1), axis=1)


def village(rng: np.random.Generator, agents: int, size: int, weak: float) -> Pairs:
    """Villages of ``size``, agent i in village ⌊i/size⌋: all within one know each other.

    ``random`` for each pair (i < j, by i, then j) of different villages; tied if below ``weak``.
    """
    pairs = _all(agents)
    near = pairs[:, 0] // size == pairs[:, 1] // size
    return np.concatenate([pairs[near], _some(rng, pairs[~near], weak)])


def hierarchy(rng: np.random.Generator, agents: int, below: int, level: float) -> Pairs:
    """A tree: agent 0 at the top, agent i > 0 under agent ⌊(i − 1)/below⌋; and ties within levels.

    ``random`` for each pair (i < j, by i, then j) on the same level; tied if below ``level``.
    """
    depth = np.zeros(agents, np.int64)
    boss = (np.arange(1, agents) - 1) // below
    for i in range(1, agents):
        depth[i] = depth[boss[i - 1]] + 1
    tree = np.stack([boss, np.arange(1, agents)], axis=1)
    pairs = _all(agents)
    return np.concatenate([tree, _some(rng, pairs[depth[pairs[:, 0]] == depth[pairs[:, 1]]], level)])


def opinion_leader(rng: np.random.Generator, agents: int, gamma: float) -> Pairs:
    """Many with few ties and few with many: k ties wanted with probability ∝ k^−γ, k = 1 … N − 1.

    ``choice`` of N numbers from 1 … N − 1 with these probabilities; if they add up to an odd number the last
    agent wants one more. Each agent stands in a row as often as it wants ties; ``permutation`` of the row,
    and neighbours in it, first and second, third and fourth, …, are tied. Ties with oneself fall away.
    """
    k = np.arange(1, agents)
    weights = k.astype(np.float64) ** -gamma
    wanted = rng.choice(k, agents, p=weights / weights.sum())
    wanted[-1] += wanted.sum() % 2
    pairs = np.sort(rng.permutation(np.repeat(np.arange(agents), wanted)).reshape(-1, 2), axis=1)
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)


def small_world(rng: np.random.Generator, agents: int, radius: int, rewiring: float) -> Pairs:
    """A ring in which each is tied to the next ``radius`` on either side, some ties led elsewhere (Watts and
    Strogatz 1998).

    For d = 1 … radius, for i = 0 … N − 1: ``random``; if it is below ``rewiring`` and i is not tied to all,
    the tie of i and i + d (modulo N) is replaced by one of i and j, ``integers(N)`` drawn again until j is
    neither i nor tied to i, and so not i + d either.
    """
    tied = [{(i + d) % agents for d in range(-radius, radius + 1) if d} for i in range(agents)]
    for d in range(1, radius + 1):
        for i in range(agents):
            if rng.random() >= rewiring or len(tied[i]) >= agents - 1:
                continue
            j = int(rng.integers(agents))
            while j == i or j in tied[i]:
                j = int(rng.integers(agents))
            old = (i + d) % agents
            tied[i].remove(old)
            tied[old].remove(i)
            tied[i].add(j)
            tied[j].add(i)
    return np.array([(i, j) for i, those in enumerate(tied) for j in sorted(those) if i < j], np.int64)
