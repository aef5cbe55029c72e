"""Mesa: an agent in each cell of a Network; two phases a step, so that all update at once."""

from __future__ import annotations

import inspect

import networkx as nx
from mesa import Model
from mesa.discrete_space import CellAgent, Network

from .objects import graph
from .problem import DEGREE, STEPS, Problem, Run


class Citizen(CellAgent):
    def __init__(self, model: Model, cell: object, threshold: float, active: int) -> None:
        super().__init__(model)
        self.cell = cell
        self.threshold = threshold
        self.active = active
        self.next = active

    def decide(self) -> None:
        active = sum(other.active for other in self.cell.neighborhood.agents)
        share = active / DEGREE + self.model.noise * (2.0 * self.random.random() - 1.0)
        self.next = int(share >= self.threshold)

    def advance(self) -> None:
        self.active = self.next


class Threshold(Model):
    def __init__(self, problem: Problem, ties: nx.DiGraph, noise: float, seed: int) -> None:
        super().__init__(seed=seed)
        self.noise = noise
        # From 3.5 on a Network lays out its graph unless told a cheap layout.
        cheap = {"layout": nx.random_layout} if "layout" in inspect.signature(Network).parameters else {}
        self.space = Network(ties, capacity=1, random=self.random, **cheap)
        values = zip(problem.thresholds.tolist(), problem.state.tolist(), strict=True)
        for node, (threshold, active) in enumerate(values):
            Citizen(self, self.space[node], threshold, active)
        for agent in self.agents:
            _ = agent.cell.neighborhood  # worked out once and kept by the cell

    def step(self) -> None:
        self.agents.do("decide")
        self.agents.do("advance")


class Contestant:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.graph = graph(problem, looks_along=True)

    def prepare(self, noise: float, seed: int) -> Run:
        model = Threshold(self.problem, self.graph, noise, seed)

        def run() -> list[int]:
            counts = []
            for _ in range(STEPS):
                model.step()
                counts.append(sum(agent.active for agent in model.agents))
            return counts

        return run


build = Contestant
