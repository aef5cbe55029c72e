"""Threshold cascades: who adopts, step by step, when each vertex waits for enough of its neighbours.

A vertex that needs m adopters among those whom it sees adopts one step after the m-th of them; nobody goes
back. The work is one count-down for each tie of an adopter, instead of a look at every vertex at every step:
a vertex starts with what it needs and adopts when nothing is left. The compiled loop is in `cascade_kernel`;
without Numba a loop in NumPy gives the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from asabiya.errors import InputError

__all__ = ["Cascade", "Engine", "Ties", "needed", "spread"]

Engine = Literal["numba", "numpy"]


@dataclass(frozen=True, eq=False)
class Ties:
    """Who sees each vertex, in compressed rows: in an undirected graph its neighbours."""

    start: NDArray[np.unsignedinteger[Any]]
    """Where each vertex's row begins and where the last ends, (n + 1,)."""
    audience: NDArray[np.uint32]
    """Those who see it, row after row, each once in a row, (ties,) [0 to n − 1]."""
    most: int
    """The largest number of others that a vertex sees."""

    @classmethod
    def of(cls, start: NDArray[np.integer], audience: NDArray[np.integer]) -> Ties:
        """From arrays of any integer type."""
        n = len(start) - 1
        most = int(np.bincount(audience, minlength=n).max(initial=0)) if n else 0
        # Signed indices would cost the loop a test for negative ones.
        wide = np.uint64 if len(audience) >= 2**32 else np.uint32
        return cls(start.astype(wide), audience.astype(np.uint32), most)


@dataclass(frozen=True, eq=False)
class Cascade:
    """The course of a cascade."""

    counts: tuple[int, ...]
    """Adopters at the start and after each step; it ends with the last step that added somebody."""
    order: NDArray[np.uint32]
    """Adopters by step; within a step in no particular order."""

    @property
    def adopters(self) -> NDArray[np.uint32]:
        """All that adopted in the end, in rising order."""
        return np.sort(self.order)


def needed(thresholds: NDArray[np.float64], degree: NDArray[np.integer]) -> NDArray[np.int64]:
    """How many adopters among its neighbours each vertex needs.

    The least m with m/k >= φ, both sides in double precision: a threshold written as 0.2 is met by one of
    five. One more than k where no number will do, which is so for every vertex without neighbours.

    Parameters
    ----------
    thresholds
        φ of each vertex, (n,).
    degree
        k of each vertex, (n,) [0 and above].

    >>> needed(np.array([0.2, 0.2, 0.3, 0.0, 0.0]), np.array([5, 6, 10, 3, 0])).tolist()
    [1, 2, 3, 0, 1]
    """
    k = degree.astype(np.int64)
    share = np.maximum(k, 1)
    # The product may be off by a rounding either way; the comparison itself then decides.
    most = np.minimum(np.ceil(thresholds * k), k).clip(0).astype(np.int64)
    least = np.maximum(most - 1, 0)
    need = np.where(least / share >= thresholds, least, most)
    need = np.where(need / share >= thresholds, need, need + 1)
    return np.where(k == 0, 1, need)


def spread(
    ties: Ties,
    need: NDArray[np.integer],
    seeds: NDArray[np.integer],
    *,
    steps: int | None = None,
    engine: Engine | None = None,
) -> Cascade:
    """Run a cascade to its end.

    Parameters
    ----------
    ties
        The graph.
    need
        Adopters that each vertex needs among those whom it sees, (n,) [0 and above]; with 0 it adopts at the
        first step.
    seeds
        Those that adopt at the start, each once.
    steps
        Most steps; None: until nobody is added.
    engine
        ``numba``, ``numpy``, or None for Numba where it is installed. The result is the same.

    Raises
    ------
    InputError
        Where Numba is asked for and not installed.
    """
    kernel = None if engine == "numpy" else _kernel()
    if kernel is None and engine == "numba":
        raise InputError("engine 'numba': Numba is not installed", hint="pip install 'asabiya[catalogue]'")
    # A count-down may go on below zero and wrap around; with so few ties it does not come back to zero.
    kind = np.uint8 if ties.most < 2**8 - 1 else np.uint32
    left = np.minimum(need, ties.most + 1).astype(kind)
    spontaneous = left == 0
    spontaneous[seeds] = False
    left[seeds] = 0
    at_once = np.flatnonzero(spontaneous).astype(np.uint32)
    limit = len(need) + 1 if steps is None else steps
    first = np.asarray(seeds, np.uint32)
    if kernel is None:
        return _interpreted(ties, left.astype(np.int64), first, at_once, limit)
    return _compiled(kernel.step, ties, left, first, at_once, limit)


def _compiled(
    step: Any,
    ties: Ties,
    left: NDArray[Any],
    seeds: NDArray[np.uint32],
    at_once: NDArray[np.uint32],
    limit: int,
) -> Cascade:
    n = len(left)
    # The loop writes one place past the last adopter before it knows whether there is another.
    queue = np.empty(n + 1, np.uint32)
    marks = np.zeros(n // 64 + 1, np.uint64)
    queue[: len(seeds)] = seeds
    begin, end = 0, len(seeds)
    counts = [end]
    for t in range(limit):
        after = int(
            step(
                ties.start, ties.audience, left, queue, begin, end, marks, at_once[: len(at_once) * (t == 0)]
            )
        )
        if after == end:
            break
        begin, end = end, after
        counts.append(end)
    return Cascade(tuple(counts), queue[:end])


def _interpreted(
    ties: Ties, left: NDArray[np.int64], seeds: NDArray[np.uint32], at_once: NDArray[np.uint32], limit: int
) -> Cascade:
    start = ties.start.astype(np.int64)
    length = np.diff(start)
    active = np.zeros(len(left), np.bool_)
    active[seeds] = True
    order, counts = [seeds], [len(seeds)]
    frontier = seeds
    for t in range(limit):
        rows = length[frontier]
        first = np.repeat(start[frontier] - (np.cumsum(rows) - rows), rows)
        hit, times = np.unique(ties.audience[first + np.arange(first.size)], return_counts=True)
        left[hit] -= times
        fresh = hit[(left[hit] <= 0) & ~active[hit]]
        if t == 0:
            fresh = np.union1d(fresh, at_once)
        if not fresh.size:
            break
        active[fresh] = True
        frontier = fresh.astype(np.uint32)
        order.append(frontier)
        counts.append(counts[-1] + len(frontier))
    return Cascade(tuple(counts), np.concatenate(order))


def _kernel() -> Any:
    """The compiled loop, or None without Numba."""
    try:
        from asabiya.catalogue import cascade_kernel
    except ModuleNotFoundError as problem:
        if problem.name != "numba":
            raise
        return None
    return cascade_kernel
