"""Watts' cascades against their second implementation, and against NetworkX and EoN."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from tests.twins import twin_watts_2002 as twin

from asabiya.catalogue.cascade_window import global_share, trigger_probability
from asabiya.catalogue.registry import run

ID = "watts-2002"


def _same(results: Any, expected: twin.Cascade) -> None:
    assert results["adopters"] == expected.adopters
    assert results["counts"] == expected.counts
    assert results["steps"] == len(expected.counts) - 1
    assert results["share"] == pytest.approx(len(expected.adopters) / results["vertices"], abs=1e-15)
    for name in ("mean_degree", "vulnerable", "condition"):
        assert results[name] == pytest.approx(getattr(expected, name), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("n", "mean_degree", "phi", "initial", "runs"),
    [
        (3_000, 4, 0.18, 1, 1),
        (2_000, 5.7, 0.18, 5, 4),
        (300, 1.5, 0.2, 1, 20),
        (300, 3, 0.5, 30, 10),
        (40, 39, 0.3, 13, 1),
        (40, 30, 0, 1, 3),
        (100, 0, 0.1, 7, 2),
        (50, 6, 1, 25, 3),
        (10, 2, 0.25, 0, 3),
        (1, 0, 0.5, 1, 1),
    ],
)
def test_drawn_graphs_agree_draw_for_draw(
    n: int, mean_degree: float, phi: float, initial: int, runs: int
) -> None:
    results = run(
        ID, vertices=n, mean_degree=mean_degree, threshold=phi, initial=initial, runs=runs, seed=5766
    ).results
    expected = [twin.drawn(n, mean_degree, phi, initial, 5766, number) for number in range(runs)]
    _same(results, expected[0])
    shares = [len(each.adopters) / n for each in expected]
    assert results["shares"] == pytest.approx(shares, abs=1e-15)
    assert results["global"] == pytest.approx(np.mean([share > 0.1 for share in shares]), abs=1e-12)


def _write(folder: Path, graph: nx.Graph, thresholds: list[float], seeds: list[int]) -> dict[str, Path]:
    lines = {
        # Every other tie is named a second time, from its other end.
        "edges": [f"{u} {v}" for u, v in graph.edges] + [f"{v} {u}" for u, v in list(graph.edges)[::2]],
        "thresholds": [repr(phi) for phi in thresholds],
        "seeds": [str(v) for v in seeds],
    }
    for name, each in lines.items():
        (folder / name).write_text("\n".join(each) + "\n", encoding="utf-8")
    return {name: folder / name for name in lines}


def _own_graph(number: int) -> tuple[nx.Graph, list[float], list[int]]:
    """A graph of four kinds with thresholds that are often met exactly, and its seeds."""
    rng = np.random.default_rng([2002, number])
    n = int(rng.integers(30, 120))
    kinds = (
        lambda: nx.barabasi_albert_graph(n, 3, seed=number),
        lambda: nx.watts_strogatz_graph(n, 6, 0.1, seed=number),
        lambda: nx.gnp_random_graph(n, 4 / n, seed=number),
        lambda: nx.star_graph(n - 1),
    )
    exact = np.array([0, 0.1, 0.2, 0.25, 1 / 3, 0.5, 0.6, 2 / 3])
    thresholds = np.where(rng.random(n) < 0.5, rng.choice(exact, n), rng.uniform(0, 0.5, n))
    seeds = rng.choice(n, int(rng.integers(1, 5)), replace=False)
    return kinds[number % 4](), thresholds.tolist(), seeds.tolist()


@pytest.mark.parametrize("number", range(12))
def test_graphs_of_ones_own_agree(tmp_path: Path, number: int) -> None:
    graph, thresholds, seeds = _own_graph(number)
    n = graph.number_of_nodes()
    files = _write(tmp_path, graph, thresholds, seeds)
    results = run(ID, vertices=n, **files).results
    _same(results, twin.spread(twin.tied(n, graph.edges), thresholds, seeds))
    assert results["window"] is None


def _meets(graph: nx.Graph, v: int, status: Any, parameters: Any) -> float:
    """The rate at which a vertex adopts: 1 once (1) holds."""
    (thresholds,) = parameters
    if status[v] == "adopter" or not graph.degree(v):
        return 0.0
    adopters = sum(status[u] == "adopter" for u in graph.neighbors(v))
    return float(adopters / graph.degree(v) >= thresholds[v])


# EoN imports what SciPy has moved.
@pytest.mark.filterwarnings("ignore:Please import:DeprecationWarning")
@pytest.mark.parametrize("number", range(8))
def test_the_end_is_eons_who_takes_vertices_one_by_one_and_the_steps_are_networkxs(
    tmp_path: Path, number: int
) -> None:
    """EoN's complex contagion in continuous time; as in the paper one vertex at a time is looked at."""
    import EoN

    graph, thresholds, seeds = _own_graph(number)
    n = graph.number_of_nodes()
    status = {v: "adopter" if v in seeds else "none" for v in graph}
    _, _, adopters = EoN.Gillespie_complex_contagion(
        graph,
        _meets,
        lambda graph, v, status, parameters: "adopter",
        lambda graph, v, status, parameters: list(graph.neighbors(v)),
        status,
        ("none", "adopter"),
        tmax=float("inf"),
        parameters=(thresholds,),
        rng=np.random.default_rng(number),
    )
    results = run(ID, vertices=n, **_write(tmp_path, graph, thresholds, seeds)).results
    assert results["share"] == pytest.approx(adopters[-1] / n, abs=1e-15)
    counts = [len(seeds)]
    while new := [v for v in graph if _meets(graph, v, status, (thresholds,))]:
        status |= dict.fromkeys(new, "adopter")
        counts.append(counts[-1] + len(new))
    assert results["counts"] == counts


def test_one_threshold_for_a_graph_of_ones_own_has_a_window(tmp_path: Path) -> None:
    (tmp_path / "edges").write_text("0 1\n1 2\n2 3\n", encoding="utf-8")
    results = run(ID, edges=tmp_path / "edges", threshold=0.2, initial=2, seed=7, runs=5).results
    graph = twin.tied(4, [(0, 1), (1, 2), (2, 3)])
    seeds = np.random.default_rng([7, 0]).choice(4, 2, replace=False).tolist()
    _same(results, twin.spread(graph, [0.2] * 4, seeds))
    assert tuple(results["window"].values()) == pytest.approx(twin.window(0.2), rel=1e-9)


@pytest.mark.parametrize("phi", [0, 0.003, 0.05, 0.1, 0.18, 0.2, 0.24, 0.25, 0.2500001, 0.3, 0.5, 1])
def test_windows_agree(phi: float) -> None:
    results = run(ID, vertices=2, mean_degree=0, threshold=phi).results
    expected = twin.window(phi)
    if expected is None:
        assert results["window"] is None
    else:
        assert results["window"]["lower"] == pytest.approx(expected[0], rel=1e-9)
        assert results["window"]["upper"] == (
            None if expected[1] is None else pytest.approx(expected[1], rel=1e-9)
        )


@pytest.mark.parametrize(
    ("z", "phi"), [(4, 0.18), (1.5, 0.2), (5, 0.18), (1.1, 0.1), (3, 0.25), (9, 0.1), (2, 0.05)]
)
def test_probability_and_size_of_global_cascades_agree_in_the_window(z: float, phi: float) -> None:
    assert trigger_probability(z, phi) == pytest.approx(twin.chance(z, phi), abs=1e-9)
    assert global_share(z, phi) == pytest.approx(twin.reach(z, phi), abs=1e-9)
