"""Published models that the agents collapse to when the rest is taken away."""

from __future__ import annotations

import dataclasses
import warnings

import jax.numpy as jnp
import networkx as nx
import numpy as np
import pytest
from jax import Array
from numpy.typing import NDArray
from scipy import stats
from tests.engine import toy
from tests.engine.micro import small

from asabiya.engine.micro import crowd, ties
from asabiya.engine.micro.crowd import CrowdOrders
from asabiya.engine.micro.fixed import READINESS, chance32, readiness
from asabiya.engine.micro.layout import layout
from asabiya.engine.micro.ties import Ground
from asabiya.engine.micro.traits import cohort, traits
from asabiya.engine.micro.world import Makeup, make
from asabiya.society.network import Network
from asabiya.society.table import PopulationTable

with warnings.catch_warnings():
    # It asks SciPy for a module by its old name.
    warnings.simplefilter("ignore", DeprecationWarning)
    import EoN

CRITICAL = 12.2220868
"""Granovetter's critical standard deviation in the continuum."""


def thresholds_only(level: float, others: float, regions: int) -> CrowdOrders:
    """Everybody thinks again every day and finds a way; nothing but thresholds and others counts.

    ``level`` is what draws everybody, less the mean threshold, and ``others`` what all whom one sees add, in
    standard deviations of thresholds.
    """
    sure = chance32(jnp.ones((regions, 2, 1)))
    none = jnp.zeros((regions, 1))
    return CrowdOrders(
        index=jnp.broadcast_to(readiness(jnp.float32(level)), (regions, 2, 1)),
        hardship=none.astype(jnp.int32),
        aversion=none.astype(jnp.int32),
        others=jnp.full(1, others * READINESS, jnp.float32),
        again=sure[0, 0],
        way=sure,
        risk=none.astype(jnp.uint32),
        term=jnp.zeros(1, jnp.int32),
        wish=jnp.zeros(1, jnp.uint32),
    )


@dataclasses.dataclass(frozen=True)
class Crowd:
    """Citizens of one region with thresholds of their own, who see the whole country."""

    ground: Ground
    traits: Array
    citizens: int

    @staticmethod
    def of(citizens: int, seed: int) -> Crowd:
        society = dataclasses.replace(
            toy.society(), regions=("all",), adults=np.array([[3e5, 7e5]]), hardship=np.full((1, 2), 0.5),
            execution_share=np.ones(1), deployment=np.ones((9, 1)),
        )  # fmt: skip
        g = ties.ground(layout(society, np.array([citizens]), np.ones((9, 3, 2), dtype=np.int64)))
        return Crowd(g, traits(g, society.hardship, cohort(g), jnp.uint32(seed)), citizens)

    def end(self, sd: float, start: float = 0.0) -> float:
        """Where ``r' = share of thresholds below r`` ends, in per cent, for N(25, ``sd``)."""
        state = jnp.zeros(self.traits.shape, jnp.uint16)
        nobody = jnp.zeros(state.size, jnp.uint8)
        share, day = start, 0
        while True:
            orders = thresholds_only((100 * share - 25) / sd, 0.0, 1)
            state = crowd.step(
                orders, np.int32(0), self.ground, self.traits, state, nobody, jnp.float32(0.0),
                jnp.uint32(1), np.uint32(0), np.int32(day),
            )  # fmt: skip
            acting = np.asarray(state).reshape(-1)[: self.citizens] == crowd.ACTIVE
            after = int(acting.sum()) / self.citizens
            # A word of 32 bits falls on the few above "sure" once in 16 million times.
            if abs(after - share) <= 2 / self.citizens:
                return 100 * after
            share, day = after, day + 1


class TestGranovetter1978:
    @pytest.mark.parametrize("citizens", [4_000, 30_000, 250_000])
    @pytest.mark.parametrize("sd", [5.0, 10.0, 20.0])
    @pytest.mark.parametrize("start", [0.0, 1.0])
    def test_ends_are_fixed_points_of_the_normal_distribution(
        self, citizens: int, sd: float, start: float
    ) -> None:
        """A share r of N thresholds has the error √(r(1 − r)/N), which the map's slope r' enlarges.

        Thresholds have steps of 2^−12 standard deviations, which move r by less than 10^−4 · φ.
        """
        r = 100.0 * start
        for _ in range(2000):
            r = 100 * stats.norm.cdf((r - 25) / sd)
        share, gain = r / 100, 1 / (1 - 100 * stats.norm.pdf((r - 25) / sd) / sd)
        error = gain * (4 * np.sqrt(share * (1 - share) / citizens) + 2 / citizens + 1e-4)
        assert abs(Crowd.of(citizens, 3).end(sd, start) / 100 - share) < error

    @pytest.mark.parametrize("citizens", [4_000, 30_000, 250_000])
    def test_the_jump_comes_close_to_the_critical_spread(self, citizens: int) -> None:
        """At the fold r = 6.2 %, and a spread wider by one lets 1.54 per cent more act: an error of
        √(r(1 − r)/N) = 0.24/√N in the share is one of 15.7/√N in the critical spread."""
        people = Crowd.of(citizens, 3)
        error = 15.7 / np.sqrt(citizens)
        low, high = CRITICAL - 4 * error, CRITICAL + 4 * error
        assert people.end(low) < 30
        assert people.end(high) > 80


def graphs() -> list[nx.Graph]:
    """Twenty random graphs with hubs, clusters and vertices without ties."""
    made = []
    for seed in range(20):
        n = 300 + 20 * (seed % 4)
        kind = seed % 4
        if kind == 0:
            graph = nx.gnp_random_graph(n, 2.5 / n, seed=seed)
        elif kind == 1:
            graph = nx.barabasi_albert_graph(n, 2, seed=seed)
            graph.add_nodes_from(range(n, n + 5))
        elif kind == 2:
            graph = nx.watts_strogatz_graph(n, 6, 0.15, seed=seed)
        else:
            graph = nx.disjoint_union(nx.star_graph(150), nx.gnp_random_graph(n, 4 / n, seed=seed))
        made.append(graph)
    return made


def thresholds(graph: nx.Graph, highest: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Shares of others that must act before each vertex does, no closer than 2 % of a tie to a tie's step."""
    degree = np.array([graph.degree(v) for v in range(len(graph))])
    needed = rng.uniform(0.05, highest, size=len(graph)) * np.maximum(degree, 1)
    apart = needed - np.round(needed)
    needed = np.where(np.abs(apart) < 0.02, np.round(needed) + np.where(apart < 0, -0.02, 0.02), needed)
    return np.asarray(needed / np.maximum(degree, 1))


def by_eon(graph: nx.Graph, share: NDArray[np.float64], seeds: set[int]) -> set[int]:
    """Who acts in the end, by Gillespie's algorithm for complex contagions."""

    def rate(g: nx.Graph, v: int, status: dict[int, str], _: object) -> float:
        if status[v] == "I" or not g.degree(v):
            return 0.0
        acting = sum(status[u] == "I" for u in g.neighbors(v))
        return 1.0 if acting / g.degree(v) >= share[v] else 0.0

    np.random.seed(0)
    start = {v: "I" if v in seeds else "S" for v in graph}
    found = EoN.Gillespie_complex_contagion(
        graph,
        rate,
        lambda *_: "I",
        lambda g, v, *_: list(g.neighbors(v)),
        start,
        ("S", "I"),
        tmax=float("inf"),
        return_full_data=True,
    )
    last = found.get_statuses(time=found.t()[-1])
    return {v for v, status in last.items() if status == "I"}


def by_agents(
    graph: nx.Graph, share: NDArray[np.float64], seeds: set[int], rng: np.random.Generator
) -> set[int]:
    """Who acts in the end, by the engine's day; the vertices live in three regions."""
    n = len(graph)
    scale = 4.0
    score = scale * share
    score[list(seeds)] = -8.0
    table = PopulationTable(
        region=rng.permutation(np.arange(n) % 3).astype(np.int32),
        cohort=rng.integers(2, size=n).astype(np.int32),
        hardship=None,
        aversion=None,
        threshold=score.astype(np.float32),
        digest="",
    )
    edges = np.array(graph.edges, dtype=np.int64).reshape(-1, 2)
    network = Network.from_ties(edges[:, 0], edges[:, 1], n)
    world = make(Makeup(toy.society(), 1, population=table, network=network))
    assert world.own is not None
    # Slot of each vertex.
    at = np.empty(n, dtype=np.int64)
    at[world.own] = np.concatenate(small.slots(world.ground))
    orders = thresholds_only(0.0, scale, 3)
    state = np.zeros(world.traits.size, dtype=np.uint16)
    state[at[list(seeds)]] = crowd.ACTIVE
    now = jnp.asarray(state.reshape(world.traits.shape))
    for day in range(n):
        shown = ties.pack(now == crowd.ACTIVE) & (world.cohorts[0] | world.cohorts[1])
        acted = (np.asarray(now).reshape(-1) == crowd.ACTIVE)[at]
        now = crowd.step(
            orders, np.int32(0), world.ground, world.traits, now, world.near(shown, world.nobody),
            world.weight, jnp.uint32(1), np.uint32(0), np.int32(day),
        )  # fmt: skip
        acting = (np.asarray(now).reshape(-1) == crowd.ACTIVE)[at]
        if (acted == acting).all():
            break
    return set(np.flatnonzero(acting).tolist())


class TestCascades:
    def test_the_same_vertices_act_as_by_gillespie(self) -> None:
        """Monotone cascades end in one set, whatever the order in which vertices think again."""
        sizes = []
        for seed, graph in enumerate(graphs()):
            rng = np.random.default_rng(seed)
            share = thresholds(graph, (0.5, 0.75, 1.0)[seed % 3], rng)
            seeds = set(rng.choice(len(graph), size=8, replace=False).tolist())
            expected = by_eon(graph, share, seeds)
            assert by_agents(graph, share.copy(), seeds, rng) == expected, f"graph {seed}"
            sizes.append((len(expected) - len(seeds)) / len(graph))
        # Small, middling and large cascades all occur.
        assert min(sizes) < 0.1
        assert max(sizes) > 0.8
        assert sum(0.1 < x < 0.8 for x in sizes) >= 3
