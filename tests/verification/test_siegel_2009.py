"""Siegel 2009, beside its targets: the dynamics against their end, networks, limits, faults."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from asabiya.catalogue import registry, social_networks
from asabiya.catalogue.models.siegel_2009 import ENTRY, course, final
from asabiya.errors import InputError
from asabiya.society.network import Network

NETWORKS = ("village", "opinion-leader", "hierarchy", "small-world")


def run(**given: Any) -> dict[str, Any]:
    return dict(registry.run("siegel-2009", **given).results)


def smallest(neighbours: list[list[int]], b: list[float]) -> list[bool]:
    """The smallest set that holds itself, by adding agents one at a time."""
    part = [False] * len(b)
    while True:
        for i, mine in enumerate(neighbours):
            local = sum(part[j] for j in mine) / len(mine) if mine else 0
            if not part[i] and b[i] - (1 - local) > 0:
                part[i] = True
                break
        else:
            return part


def test_the_end_is_the_smallest_set_that_holds_itself_whatever_the_memory() -> None:
    rng = np.random.default_rng(0)
    grown = 0
    for _ in range(60):
        n = int(rng.integers(2, 40))
        pairs = np.array([pair for pair in combinations(range(n), 2) if rng.random() < 3 / n], np.int64)
        network = Network.from_ties(pairs.reshape(-1, 2)[:, 0], pairs.reshape(-1, 2)[:, 1], n)
        # Tenths, so that motivations meet shares exactly and "more than" counts.
        b = np.round(rng.normal(0.6, 0.4, n), 1)
        neighbours = [network.seen[network.start[i] : network.start[i + 1]].tolist() for i in range(n)]
        wanted = smallest(neighbours, b.tolist())
        assert final(network, b).tolist() == wanted
        for memory in (0.0, 0.6):
            shares, settled = course(network, b, memory, 20_000)
            assert settled
            assert shares == sorted(shares)
            assert shares[-1] == sum(wanted) / n
            grown += len(shares) > 3
        everybody = [[j for j in range(n) if j != i] for i in range(n)]
        assert final(None, b).tolist() == smallest(everybody, b.tolist())
    assert grown > 20


def test_a_longer_memory_is_slower_and_not_different() -> None:
    given: dict[str, Any] = {"network": "village", "runs": 1, "agents": 300, "steps": 100_000}
    quick, slow = run(**given, memory=0.5), run(**given, memory=0.99)
    assert quick["equilibrium"] == slow["equilibrium"] == slow["course"][-1]
    assert len(slow["course"]) > 5 * len(quick["course"])


def test_complete_graph_is_the_closed_form() -> None:
    """(4) with its slope and the spread of a mean of n draws give the error: four of it."""
    for mean, sd in ((0.6, 0.3), (0.3, 0.4), (0.5, 0.6)):
        r = run(mean=mean, sd=sd)["equilibrium"]
        slope = np.exp(-(((r - 1 + mean) / sd) ** 2) / 2) / (sd * np.sqrt(2 * np.pi))
        n, runs = 3000, 60
        error = np.sqrt(r * (1 - r) / n / runs) / (1 - slope)
        found = run(mean=mean, sd=sd, network="complete", agents=n, runs=runs)
        assert abs(found["equilibrium"] - r) < 4 * error + 2 / n


def test_one_village_for_all_and_weak_ties_to_all_are_the_complete_graph() -> None:
    given: dict[str, Any] = {"agents": 120, "mean": 0.5, "sd": 0.4, "runs": 5}
    village = [run(network="village", village_size=size, weak_ties=weak, **given)
               for size, weak in ((120, 0.0), (10, 1.0))]  # fmt: skip
    ring = run(network="small-world", radius=59, rewiring=0.0, **given | {"agents": 119})
    # The motivations are drawn after the network; only the first takes no draws.
    assert village[0]["by_run"] == run(network="complete", **given)["by_run"]
    assert village[1]["mean_degree"] == 119
    assert ring["mean_degree"] == 118


def test_multiplicity_is_told_and_all_equilibria_returned() -> None:
    outcome = registry.run("siegel-2009", mean=0.6, sd=0.2)
    values = [
        (point["name"], round(point["value"], 3), point["stable"]) for point in outcome.results["equilibria"]
    ]
    assert [stable for _, _, stable in values] == [True, False, True]
    assert outcome.results["equilibrium"] == outcome.results["equilibria"][0]["value"]
    assert len(outcome.warnings) == 1
    assert registry.run("siegel-2009", mean=0.6, sd=0.3).warnings == ()
    assert run(mean=0.5, sd=0.2)["critical_sd"] is None


def test_more_motivation_never_lowers_participation() -> None:
    for network in NETWORKS:
        ends = [
            run(network=network, agents=400, runs=10, mean=mean)["equilibrium"] for mean in (0.4, 0.6, 0.8)
        ]
        assert ends == sorted(ends)
        assert ends[0] < ends[2]


def test_abstract_additional_ties_can_lower_participation() -> None:
    """Where few are motivated, villages take off one by one, and ties between them stop them."""
    given: dict[str, Any] = {"network": "village", "agents": 1000, "village_size": 5, "mean": 0.5, "sd": 0.25}
    few, many = (run(**given, runs=20, weak_ties=weak) for weak in (0.0, 0.02))
    error = np.hypot(few["sd_of_runs"], many["sd_of_runs"]) / np.sqrt(20)
    assert few["equilibrium"] - many["equilibrium"] > 6 * error
    assert many["mean_degree"] > 3 * few["mean_degree"]


def test_abstract_additional_ties_can_raise_participation() -> None:
    given: dict[str, Any] = {
        "network": "village",
        "agents": 1000,
        "village_size": 5,
        "mean": 0.65,
        "sd": 0.25,
    }
    few, many = (run(**given, runs=20, weak_ties=weak) for weak in (0.0, 0.02))
    error = np.hypot(few["sd_of_runs"], many["sd_of_runs"]) / np.sqrt(20)
    assert many["equilibrium"] - few["equilibrium"] > 6 * error


def test_village_has_its_ties() -> None:
    rng = np.random.default_rng(0)
    alone = {tuple(pair) for pair in social_networks.village(rng, 10, 4, 0.0).tolist()}
    assert alone == {(i, j) for i, j in combinations(range(10), 2) if i // 4 == j // 4}
    weak = len(social_networks.village(rng, 400, 4, 0.1)) - 400 * 3 / 2
    assert weak == pytest.approx(0.1 * (400 * 399 / 2 - 600), abs=4 * np.sqrt(0.09 * 79_200))


def test_hierarchy_has_its_ties() -> None:
    rng = np.random.default_rng(0)
    tree = social_networks.hierarchy(rng, 8, 2, 0.0)
    assert tree.tolist() == [[0, 1], [0, 2], [1, 3], [1, 4], [2, 5], [2, 6], [3, 7]]
    levels = {tuple(sorted(pair)) for pair in social_networks.hierarchy(rng, 8, 2, 1.0).tolist()}
    assert levels - {tuple(pair) for pair in tree.tolist()} == {(1, 2), *combinations((3, 4, 5, 6), 2)}


def test_opinion_leaders_have_ties_by_a_power_law() -> None:
    drawn = [social_networks.opinion_leader(np.random.default_rng(k), 2000, 2.5) for k in range(5)]
    assert all((pairs[:, 0] < pairs[:, 1]).all() for pairs in drawn)
    degree = np.concatenate([np.bincount(pairs.ravel(), minlength=2000) for pairs in drawn])
    k = np.arange(1, 2000) ** -2.5
    for few in (1, 2, 3):
        p = k[few - 1] / k.sum()
        # Ties with oneself and repeats fall away, about one in a hundred.
        assert (degree == few).mean() == pytest.approx(p, abs=4 * np.sqrt(p / 10_000) + 0.015)
    assert degree.max() > 50


def test_small_worlds_keep_the_number_of_their_ties() -> None:
    for rewiring in (0.0, 0.1, 1.0):
        pairs = social_networks.small_world(np.random.default_rng(0), 200, 4, rewiring)
        assert len(np.unique(np.sort(pairs, axis=1), axis=0)) == len(pairs) == 800
        gap = np.diff(pairs, axis=1).ravel()
        near = np.minimum(gap, 200 - gap) <= 4
        # A tie led elsewhere falls among the eight nearest again once in 25 times.
        assert near.mean() == pytest.approx(1 - rewiring * 0.96, abs=0.05)
    crowded = social_networks.small_world(np.random.default_rng(0), 5, 2, 1.0)
    assert len(crowded) == 10


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sd": 0}, "siegel-2009: sd: 0 is too small"),
        ({"network": "village", "agents": 6000},
         "siegel-2009: agents: 6,000 are too many for the network village"),
        ({"network": "small-world", "agents": 10, "radius": 5},
         "siegel-2009: radius: 5 reaches round a ring of 10 agents"),
        ({"network": "village", "radius": 3}, "siegel-2009: radius: changes nothing in the network village"),
        ({"network": "complete", "gamma": 2}, "siegel-2009: gamma: changes nothing in the network complete"),
        ({"network": "star"}, "siegel-2009: network: 'star' is not one of complete, village, opinion-leader, "
         "hierarchy, small-world"),
    ],
)  # fmt: skip
def test_faults_are_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        run(**given)
    assert caught.value.message == message
    assert caught.value.hint


def test_a_course_that_is_cut_off_says_so() -> None:
    outcome = registry.run("siegel-2009", network="hierarchy", runs=1, memory=0.99, steps=5)
    assert outcome.warnings[-1] == "The first run had not come to its end after 5 steps."
    assert len(outcome.results["course"]) == 6


def test_the_figure_is_the_map_and_with_a_network_the_course() -> None:
    assert ENTRY.figure is not None
    assert "layer" in ENTRY.figure(registry.run("siegel-2009")).to_dict()
    drawn = ENTRY.figure(registry.run("siegel-2009", network="village", agents=100, runs=5)).to_dict()
    assert len(drawn["hconcat"]) == 3
