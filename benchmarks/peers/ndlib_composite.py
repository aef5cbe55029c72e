"""ndlib: a CompositeModel with two rules, on and off, whose compartment is our own.

NodeThreshold, the library's own compartment, has no noise and does not let anyone fall back; ours reads
neighbours as it does, from the predecessors. Both rules are asked of a node in one state only.
"""

from __future__ import annotations

import random

import numpy as np
from ndlib.models.compartments.Compartment import Compartiment
from ndlib.models.CompositeModel import CompositeModel
from ndlib.models.ModelConfig import Configuration

from .objects import graph
from .problem import STEPS, Problem, Run


class NoisyThreshold(Compartiment):
    def __init__(self, noise: float, above: bool) -> None:
        super().__init__({})
        self.noise = noise
        self.above = above

    def execute(self, node, graph, status, status_map, params, *args, **kwargs) -> bool:
        near = list(graph.predecessors(node))
        on = status_map["Infected"]
        share = sum(status[v] == on for v in near) / len(near)
        share += self.noise * (2.0 * random.random() - 1.0)
        return (share >= params["nodes"]["threshold"][node]) == self.above


class Contestant:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.graph = graph(problem, looks_along=False)

    def prepare(self, noise: float, seed: int) -> Run:
        model = CompositeModel(self.graph)
        model.add_status("Susceptible")
        model.add_status("Infected")
        model.add_rule("Susceptible", "Infected", NoisyThreshold(noise, above=True))
        model.add_rule("Infected", "Susceptible", NoisyThreshold(noise, above=False))
        settings = Configuration()
        for node, threshold in enumerate(self.problem.thresholds.tolist()):
            settings.add_node_configuration("threshold", node, threshold)
        settings.add_model_initial_configuration("Infected", np.flatnonzero(self.problem.state).tolist())
        model.set_initial_status(settings)
        model.iteration(node_status=False)  # iteration 0 reports the initial state and steps nobody
        random.seed(seed)

        def run() -> list[int]:
            return [model.iteration(node_status=False)["node_count"][1] for _ in range(STEPS)]

        return run


build = Contestant
