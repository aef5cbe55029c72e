"""Starsim: a module of our own on a Network with fixed edges, sorted by the one who looks.

The ten edges of an agent lie side by side, so that counting is a gather and a sum over rows; ``ss.uniform``
gives each agent its own draw, as the library's common random numbers want it.
"""

from __future__ import annotations

import numpy as np
import starsim as ss

from .problem import DEGREE, STEPS, Problem, Run


class Ties(ss.Network):
    def step(self) -> None:
        """Ties are fixed."""


class Threshold(ss.Module):
    def __init__(self, problem: Problem, noise: float) -> None:
        super().__init__(name="threshold")
        self.problem = problem
        self.width = noise
        self.define_states(ss.BoolState("active"), ss.FloatArr("level"))
        self.draw = ss.uniform(low=-1.0, high=1.0, name="noise")
        self.counts: list[int] = []

    def init_post(self) -> None:
        super().init_post()
        self.active.raw[: self.problem.n] = self.problem.state
        self.level.raw[: self.problem.n] = self.problem.thresholds

    def step(self) -> None:
        ties = self.sim.networks["ties"].p2
        n = self.problem.n
        share = self.active.raw[ties].reshape(n, DEGREE).sum(axis=1, dtype=np.uint8) / np.float32(DEGREE)
        share = share + np.float32(self.width) * self.draw.rvs(self.sim.people.auids)
        self.active[:] = share >= self.level.values
        self.counts.append(int(np.count_nonzero(self.active.values)))


class Contestant:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def prepare(self, noise: float, seed: int) -> Run:
        p = self.problem
        network = Ties(
            name="ties",
            p1=np.repeat(np.arange(p.n), DEGREE),
            p2=np.asarray(p.ties).reshape(-1),
            beta=np.ones(p.n * DEGREE, dtype=np.float32),
        )
        rule = Threshold(p, noise)
        sim = ss.Sim(
            n_agents=p.n, networks=network, modules=rule, start=0, dur=STEPS - 1, dt=1, rand_seed=seed,
            verbose=0, use_aging=False, copy_inputs=False,
        )  # fmt: skip
        sim.init()

        def run() -> list[int]:
            sim.run(check_method_calls=False)
            return rule.counts

        return run


build = Contestant
