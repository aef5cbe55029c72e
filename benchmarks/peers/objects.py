"""A directed graph of networkx for the libraries that hold one object an agent."""

from __future__ import annotations

import networkx as nx
import numpy as np

from .problem import DEGREE, Problem


def graph(problem: Problem, looks_along: bool) -> nx.DiGraph:
    """Edges from the one who looks to those looked at, or the other way round."""
    made = nx.DiGraph()
    made.add_nodes_from(range(problem.n))
    seen = np.asarray(problem.ties).reshape(-1).tolist()
    lookers = np.repeat(np.arange(problem.n), DEGREE).tolist()
    made.add_edges_from(zip(lookers, seen, strict=True) if looks_along else zip(seen, lookers, strict=True))
    return made
