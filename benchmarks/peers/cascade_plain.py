"""A plain frontier loop in Numba: a count, a threshold and a flag a vertex, and a list of the new ones."""

from __future__ import annotations

import numpy as np
from numba import njit, uint32, uint64
from scipy.sparse import csr_matrix

from .problem import DEGREE, STEPS, Problem, Run


def outward(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Those who look at each vertex, in compressed rows, each row rising: starts (N + 1,) and targets."""
    n = problem.n
    ones = np.ones(n * DEGREE, np.uint8)
    starts = np.arange(0, n * DEGREE + 1, DEGREE)
    turned = csr_matrix((ones, np.asarray(problem.ties).reshape(-1), starts), shape=(n, n)).tocsc()
    return turned.indptr, turned.indices


@njit(boundscheck=False)
def _cascade(start, targets, thresholds, frontier, seeds, counts) -> None:
    active = np.zeros(len(thresholds), np.bool_)
    seen = np.zeros(len(thresholds), np.int32)
    total = uint64(0)
    for vertex in seeds:
        active[vertex] = True
        frontier[total] = vertex
        total += uint64(1)
    low = uint64(0)
    for step in range(len(counts)):
        high = total
        for i in range(low, high):
            vertex = frontier[i]
            for j in range(start[vertex], start[vertex + uint32(1)]):
                other = targets[j]
                if not active[other]:
                    seen[other] += np.int32(1)
                    if np.float32(seen[other]) / np.float32(DEGREE) >= thresholds[other]:
                        active[other] = True
                        frontier[total] = other
                        total += uint64(1)
        low = high
        counts[step] = total


class Contestant:
    def __init__(self, problem: Problem) -> None:
        start, targets = outward(problem)
        # Unsigned, as a signed index costs a test for negative ones.
        self.start, self.targets = start.astype(np.uint32), targets.astype(np.uint32)
        self.thresholds = problem.thresholds
        self.seeds = np.flatnonzero(problem.state).astype(np.uint32)

    def prepare(self, noise: float, seed: int) -> Run:
        if noise:
            raise ValueError("the model has no noise")

        def run() -> list[int]:
            counts = np.zeros(STEPS, np.int64)
            frontier = np.empty(len(self.thresholds), np.uint32)
            _cascade(self.start, self.targets, self.thresholds, frontier, self.seeds, counts)
            return counts.tolist()

        return run


build = Contestant
