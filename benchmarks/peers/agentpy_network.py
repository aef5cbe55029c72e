"""agentpy: an AgentList on a Network; two phases a step, so that all update at once."""

from __future__ import annotations

import agentpy as ap

from .objects import graph
from .problem import DEGREE, STEPS, Problem, Run


class Citizen(ap.Agent):
    def decide(self) -> None:
        active = sum(other.active for other in self.model.network.neighbors(self))
        share = active / DEGREE + self.p.noise * (2.0 * self.model.random.random() - 1.0)
        self.next = int(share >= self.threshold)

    def advance(self) -> None:
        self.active = self.next


class Threshold(ap.Model):
    def setup(self) -> None:
        problem: Problem = self.p.problem
        self.network = ap.Network(self, self.p.graph)
        self.population = ap.AgentList(self, problem.n, Citizen)
        self.network.add_agents(self.population, self.network.nodes)
        for agent, threshold, active in zip(
            self.population, problem.thresholds.tolist(), problem.state.tolist(), strict=True
        ):
            agent.threshold, agent.active = threshold, active

    def step(self) -> None:
        self.population.decide()
        self.population.advance()


class Contestant:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.graph = graph(problem, looks_along=True)

    def prepare(self, noise: float, seed: int) -> Run:
        model = Threshold({"problem": self.problem, "graph": self.graph, "noise": noise, "seed": seed})
        model.sim_setup()

        def run() -> list[int]:
            counts = []
            for _ in range(STEPS):
                model.sim_step()
                counts.append(sum(agent.active for agent in model.population))
            return counts

        return run


build = Contestant
