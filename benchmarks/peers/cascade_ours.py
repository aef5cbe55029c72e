"""Asabiya's threshold cascade: a frontier that counts down; no noise."""

from __future__ import annotations

import numpy as np

from asabiya.catalogue.cascade import Ties, needed, spread

from .cascade_plain import outward
from .problem import DEGREE, STEPS, Problem, Run


class Contestant:
    def __init__(self, problem: Problem) -> None:
        self.ties = Ties.of(*outward(problem))
        degree = np.full(problem.n, DEGREE)
        self.need = needed(problem.thresholds.astype(np.float64), degree).astype(np.uint8)
        self.seeds = np.flatnonzero(problem.state)

    def prepare(self, noise: float, seed: int) -> Run:
        if noise:
            raise ValueError("the model has no noise")

        def run() -> list[int]:
            counts = spread(self.ties, self.need, self.seeds, steps=STEPS).counts[1:]
            return [*counts, *[counts[-1]] * (STEPS - len(counts))]

        return run


build = Contestant
