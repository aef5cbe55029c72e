"""mesa-frames: an AgentSetPolars; neighbours' states by Polars' gather, one column of ties at a time.

The ties stay outside the set: ``set`` filters, joins and rebuilds every column of it on each assignment.
"""

from __future__ import annotations

import warnings

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

from .problem import DEGREE, STEPS, Problem, Run


class Vertices(AgentSetPolars):
    def __init__(self, model: ModelDF, problem: Problem, columns: list[pl.Series]) -> None:
        super().__init__(model)
        self.columns_of_ties = columns
        self += pl.DataFrame(
            {
                "unique_id": np.arange(problem.n, dtype=np.int64),
                "threshold": problem.thresholds,
                "active": problem.state,
            }
        )

    def step(self) -> None:
        draws = 2.0 * self.model.random.random(len(self), dtype=np.float32) - np.float32(1.0)
        noise = pl.Series((np.float32(self.model.noise) * draws).astype(np.float32))
        near = [pl.col("active").gather(column) for column in self.columns_of_ties]
        share = pl.sum_horizontal(near).cast(pl.Float32) / pl.lit(DEGREE, dtype=pl.Float32) + noise
        self["active"] = self.agents.select((share >= pl.col("threshold")).cast(pl.UInt8)).to_series()
        self.counts.append(int(self["active"].sum()))


class Threshold(ModelDF):
    def __init__(self, problem: Problem, columns: list[pl.Series], noise: float, seed: int) -> None:
        super().__init__(seed)
        self.noise = noise
        self.vertices = Vertices(self, problem, columns)
        self.vertices.counts = []
        self.agents += self.vertices

    def step(self) -> None:
        self.agents.step()


class Contestant:
    def __init__(self, problem: Problem) -> None:
        warnings.simplefilter("ignore")
        self.problem = problem
        self.columns = [pl.Series(problem.ties[:, k].astype(np.uint32)) for k in range(DEGREE)]

    def prepare(self, noise: float, seed: int) -> Run:
        model = Threshold(self.problem, self.columns, noise, seed)
        vertices = model.agents._agentsets[0]

        def run() -> list[int]:
            for _ in range(STEPS):
                model.step()
            return vertices.counts

        return run


build = Contestant
