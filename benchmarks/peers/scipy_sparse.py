"""SciPy: the ties as a sparse matrix of ones, times the states."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from .problem import DEGREE, STEPS, Problem, Run


class Contestant:
    def __init__(self, problem: Problem) -> None:
        n = problem.n
        ones = np.ones(n * DEGREE, dtype=np.uint8)
        starts = np.arange(0, n * DEGREE + 1, DEGREE, dtype=np.int32)
        self.matrix = csr_matrix((ones, np.asarray(problem.ties).reshape(-1), starts), shape=(n, n))
        self.problem = problem

    def prepare(self, noise: float, seed: int) -> Run:
        rng = np.random.default_rng(seed)
        p = self.problem

        def run() -> list[int]:
            state = p.state
            counts = []
            for _ in range(STEPS):
                share = (self.matrix @ state).astype(np.float32) / np.float32(DEGREE)
                draws = rng.random(p.n, dtype=np.float32)
                share += np.float32(noise) * (np.float32(2.0) * draws - np.float32(1.0))
                state = (share >= p.thresholds).astype(np.uint8)
                counts.append(int(np.count_nonzero(state)))
            return counts

        return run


build = Contestant
