"""ambr (AMBER): columns in Polars, the vectorized lane; neighbours are read from a table in NumPy."""

from __future__ import annotations

import ambr
import numpy as np

from .problem import DEGREE, STEPS, Problem, Run


class Threshold(ambr.Model):
    def setup(self) -> None:
        problem: Problem = self.p["problem"]
        self.ties = np.asarray(problem.ties)
        self.counts: list[int] = []
        self.add_agents(problem.n, active=problem.state, threshold=problem.thresholds)

    def step_vectorized(self) -> None:
        active, _ = self.agents.borrow("active")
        threshold, _ = self.agents.borrow("threshold")
        share = active[self.ties].sum(axis=1, dtype=np.uint8) / np.float32(DEGREE)
        draws = self.rng.random(len(share), dtype=np.float32)
        share += np.float32(self.p["noise"]) * (np.float32(2.0) * draws - np.float32(1.0))
        state = (share >= threshold).astype(np.uint8)
        self.agents.commit(active=state)
        self.counts.append(int(np.count_nonzero(state)))


class Contestant:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def prepare(self, noise: float, seed: int) -> Run:
        model = Threshold({"problem": self.problem, "noise": noise, "seed": seed, "show_progress": False})
        model._ensure_setup()

        def run() -> list[int]:
            for _ in range(STEPS):
                model.run_step()
            return model.counts

        return run


build = Contestant
