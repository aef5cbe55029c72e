"""Watts 2002, beside its targets: the cascade against a scan of all vertices, files, limits, faults."""

from __future__ import annotations

import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from asabiya.catalogue import registry
from asabiya.catalogue.cascade import Engine, Ties, needed, spread
from asabiya.catalogue.cascade_window import global_share, trigger_probability, window
from asabiya.catalogue.models.watts_2002 import ENTRY, random_graph
from asabiya.errors import InputError

ENGINES: tuple[Engine, ...] = ("numba", "numpy")


def run(**given: Any) -> dict[str, Any]:
    return dict(registry.run("watts-2002", **given).results)


def scan(n: int, ties: set[tuple[int, int]], thresholds: list[float], seeds: set[int]) -> list[set[int]]:
    """Adopters after every step, by a look at all vertices; (u, v) says that v sees u."""
    sees = {v: [u for u, w in ties if w == v] for v in range(n)}
    course = [seeds]
    while True:
        now = course[-1]
        fresh = {
            v for v in range(n) if sees[v] and sum(u in now for u in sees[v]) / len(sees[v]) >= thresholds[v]
        }
        if fresh <= now:
            return course
        course.append(now | fresh)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_step_is_a_full_scans(engine: Engine) -> None:
    rng = np.random.default_rng(0)
    grown = 0
    for _ in range(150):
        n = int(rng.integers(2, 50))
        drawn = rng.integers(0, n, (int(rng.integers(1, 4 * n)), 2)).tolist()
        ties = {(u, v) for u, v in drawn if u != v}
        pairs = np.array(sorted(ties), np.int64).reshape(-1, 2)
        thresholds = np.round(rng.random(n) * rng.choice([0.3, 1.0]), 1)
        seeds = set(rng.choice(n, int(rng.integers(0, n // 4 + 2)), replace=False).tolist())
        start = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 0], minlength=n))])
        need = needed(thresholds, np.bincount(pairs[:, 1], minlength=n))
        found = spread(Ties.of(start, pairs[:, 1]), need, np.array(sorted(seeds), np.int64), engine=engine)
        course = scan(n, ties, thresholds.tolist(), seeds)
        assert list(found.counts) == [len(adopters) for adopters in course]
        assert found.adopters.tolist() == sorted(course[-1])
        for step, adopters in enumerate(course):
            assert set(found.order[: found.counts[step]].tolist()) == adopters
        grown += len(course) > 3
    assert grown > 20


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hub_with_more_ties_than_a_byte_counts(engine: Engine) -> None:
    n = 601
    start = np.concatenate([[0], np.full(n, n - 1).cumsum()])
    audience = np.concatenate([np.delete(np.arange(n), v) for v in range(n)])
    ties = Ties.of(start, audience)
    assert ties.most == 600
    for need in (255, 256, 257, 512):
        needs = np.full(n, need)
        assert spread(ties, needs, np.arange(need - 1), engine=engine).counts == (need - 1,)
        assert spread(ties, needs, np.arange(need), engine=engine).counts == (need, n)


def test_254_and_255_ties_are_told_apart() -> None:
    """The widest count-down in a byte and the narrowest in a word, all their ties active."""
    for n in (255, 256):
        start = np.arange(n + 1) * (n - 1)
        audience = np.concatenate([np.delete(np.arange(n), v) for v in range(n)])
        for need in (1, n - 1, n):
            found = spread(Ties.of(start, audience), np.full(n, need), np.arange(n - 1), engine="numba")
            assert found.counts == ((n - 1, n) if need < n else (n - 1,))


def test_a_large_cascade_is_the_same_with_both_engines() -> None:
    graph = random_graph(np.random.default_rng(3), 30_000, 6.0)
    ties, need = Ties.of(graph.start, graph.seen), needed(np.full(30_000, 0.15), graph.degree)
    first, second = (spread(ties, need, np.arange(5), engine=engine) for engine in ENGINES)
    assert first.counts == second.counts
    assert first.counts[-1] > 20_000
    np.testing.assert_array_equal(first.adopters, second.adopters)


def test_as_many_steps_as_are_asked_for() -> None:
    start, audience = np.arange(101), np.append(np.arange(1, 100), 0)
    ring = Ties.of(start, audience)
    for engine in ENGINES:
        assert spread(ring, np.ones(100, np.int64), np.array([7]), steps=12, engine=engine).counts == tuple(
            range(1, 14)
        )
        assert spread(ring, np.ones(100, np.int64), np.array([7]), engine=engine).counts[-1] == 100


def test_what_is_needed_is_the_least_share_at_or_above_the_threshold() -> None:
    decimals = [Fraction(j, 100) for j in range(101)]
    degrees = np.arange(1, 400)
    for threshold in decimals:
        need = needed(np.full(len(degrees), float(threshold)), degrees)
        assert need.tolist() == [math.ceil(threshold * int(k)) for k in degrees]


def test_figure_1_no_window_above_a_quarter_and_no_upper_end_at_zero() -> None:
    assert window(0.2501) is None
    assert window(1.0) is None
    assert window(0.0) == (1.0, math.inf)
    assert run(threshold=0.0, vertices=100)["window"] == {"lower": 1.0, "upper": None}
    assert run(threshold=0.3, vertices=100)["window"] is None


def test_figure_1_the_window_narrows_as_the_threshold_rises() -> None:
    found = [window(t) for t in (0.06, 0.1, 0.14, 0.18, 0.24)]
    ends = [pair for pair in found if pair is not None]
    assert len(ends) == 5
    assert [low for low, _ in ends] == sorted(low for low, _ in ends)
    assert [high for _, high in ends] == sorted((high for _, high in ends), reverse=True)


def test_figure_1_the_condition_is_one_at_both_ends() -> None:
    """A large graph's own left side of (2), at the mean degrees of (4)."""
    for z in window(0.18) or ():
        found = run(vertices=60_000, mean_degree=z, threshold=0.18, initial=0)
        assert found["condition"] == pytest.approx(1, abs=0.04)
    assert run(vertices=60_000, mean_degree=3, threshold=0.18, initial=0)["condition"] > 1.2


def test_figure_2_the_equations_for_many_neighbours_by_hand() -> None:
    """(5) and (6) at z = 2, φ = 0.18, K = 5, term by term."""
    p = [math.exp(-2) * 2**j / math.factorial(j) for j in range(60)]
    w = 1.0
    for _ in range(500):
        w = sum(p[j] * (1 - (1 - w) ** j) for j in range(5))
    assert trigger_probability(2, 0.18) == pytest.approx(1 - math.exp(-2 * w), abs=1e-12)

    def above(k: int, q: float, need: int) -> float:
        return sum(math.comb(k, m) * q**m * (1 - q) ** (k - m) for m in range(need, k + 1))

    need = [max(1, math.ceil(Fraction(18, 100) * k)) for k in range(61)]
    q = 1e-6
    for _ in range(500):
        q = sum(p[k] * above(k, q, need[k + 1]) for k in range(40))
    size = sum(p[k] * above(k, q, need[k]) for k in range(40))
    assert global_share(2, 0.18) == pytest.approx(size, abs=1e-10)


def test_a_random_graph_has_poisson_degrees_and_no_tie_twice() -> None:
    graph = random_graph(np.random.default_rng(1), 100_000, 5.0)
    # 250,000 ties: the mean's standard error is 0.01, the variance's 0.023.
    assert graph.degree.mean() == pytest.approx(5, abs=0.04)
    assert graph.degree.var() == pytest.approx(5, abs=0.1)
    keys = graph.source.astype(np.int64) * 100_000 + graph.seen
    assert len(np.unique(keys)) == len(keys)
    assert (graph.source != graph.seen).all()
    assert random_graph(np.random.default_rng(1), 4, 3.0).ties == 12


def files(folder: Path, **texts: str) -> dict[str, str]:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: str(folder / name) for name in texts}


LINE = "0 1\n1 2\n2 3\n3 4\n"


def test_ones_own_graph(tmp_path: Path) -> None:
    given = files(tmp_path, edges="# a line\n" + LINE, thresholds=".5\n0.5\n0.5\n0.6\n0.1\n", seeds="0\n")
    found = run(**given)
    assert found["adopters"] == [0, 1, 2]
    assert found["counts"] == [1, 2, 3]
    assert found["steps"] == 2
    assert found["window"] is None
    assert found["mean_degree"] == pytest.approx(1.6)
    assert found["condition"] == pytest.approx(4 / 8)  # of the vulnerable 0, 1, 2 and 4, two have two ties
    lone = files(tmp_path, edges=LINE, thresholds="0\n" * 7, seeds="6\n")
    assert run(**lone, vertices=7)["adopters"] == [0, 1, 2, 3, 4, 6]


def test_more_seeds_never_take_an_adopter_away(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    graph = random_graph(rng, 300, 4.0)
    edges = "\n".join(f"{u} {v}" for u, v in zip(graph.source, graph.seen, strict=True))
    before: set[int] = set()
    sizes = []
    for count in range(1, 40, 4):
        given = files(tmp_path, edges=edges, seeds="\n".join(map(str, range(count))))
        now = set(run(**given, vertices=300, threshold=0.4)["adopters"])
        assert before <= now
        before = now
        sizes.append(len(now))
    assert sizes[0] < 30 < sizes[-1]


def test_runs_have_their_own_draws_and_the_first_does_not_depend_on_the_rest() -> None:
    given = {"vertices": 2000, "mean_degree": 3, "seed": 5}
    one, many = run(**given), run(**given, runs=20)
    assert one["adopters"] == many["adopters"]
    assert many["shares"][0] == one["share"]
    assert len(set(many["shares"])) > 5
    assert many["global"] == np.mean(np.array(many["shares"]) > 0.1)
    assert run(**given | {"seed": 6})["counts"] != one["counts"]


@pytest.mark.parametrize(
    ("texts", "extra", "message"),
    [
        ({"edges": "0 1\nx 2\n"}, {}, "network {edges}: line 2: found 'x 2', needs two whole numbers"),
        ({"edges": "0 1\n2 2\n"}, {}, "network {edges}: line 2: citizen 2 is tied to itself"),
        ({"edges": LINE, "thresholds": ".1\n.2\n"}, {},
         "thresholds {thresholds}: 2 thresholds for 5 vertices, 0 to 4"),
        ({"edges": LINE, "thresholds": ".1\n" * 6}, {},
         "thresholds {thresholds}: 6 thresholds for 5 vertices, 0 to 4"),
        ({"edges": LINE, "thresholds": ".1\n.2\n1.5\n.1\n.1"}, {},
         "thresholds {thresholds}: line 3: found '1.5', needs a fraction from 0 to 1"),
        ({"edges": LINE, "thresholds": ".1\nnan\n"}, {},
         "thresholds {thresholds}: line 2: found 'nan', needs a fraction from 0 to 1"),
        ({"edges": LINE, "seeds": "0\n5\n"}, {},
         "seeds {seeds}: line 2: found '5', needs a vertex from 0 to 4"),
        ({"edges": LINE, "seeds": "0.5\n"}, {},
         "seeds {seeds}: line 1: found '0.5', needs a vertex from 0 to 4"),
        ({"edges": LINE, "seeds": "# none\n"}, {}, "seeds {seeds}: holds no line"),
        ({}, {"vertices": 5, "mean_degree": 5}, "watts-2002: mean_degree: 5 is too large for 5 vertices"),
        ({}, {"vertices": 5, "initial": 6}, "watts-2002: initial: 6 seeds among 5 vertices"),
        ({}, {"vertices": 10_000_000, "mean_degree": 100},
         "watts-2002: 10,000,000 vertices of mean degree 100 have 500,000,000 ties, more than the "
         "200,000,000 that fit"),
    ],
)  # fmt: skip
def test_faults_are_named(tmp_path: Path, texts: dict[str, str], extra: dict[str, Any], message: str) -> None:
    given = files(tmp_path, **texts)
    with pytest.raises(InputError) as caught:
        run(**given, **({"mean_degree": 2} if not given else {}) | extra)
    assert caught.value.message == message.format(**given)
    assert caught.value.hint


def test_without_numba_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"vertices": 3000, "seed": 1}
    with_it = run(**given)
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delattr("asabiya.catalogue.cascade_kernel")
    for name in ("cascade_kernel", "compiled"):
        monkeypatch.delitem(sys.modules, f"asabiya.catalogue.{name}")
    assert run(**given) == with_it
    ties = Ties.of(np.arange(3), np.array([1, 0]))
    with pytest.raises(InputError) as caught:
        spread(ties, np.ones(2, np.int64), np.array([0]), engine="numba")
    assert caught.value.message == "engine 'numba': Numba is not installed"
    assert caught.value.hint == "pip install 'asabiya[catalogue]'"


def test_the_figure_has_the_course_and_the_window() -> None:
    assert ENTRY.figure is not None
    drawn = ENTRY.figure(registry.run("watts-2002", vertices=500)).to_dict()
    assert len(drawn["hconcat"]) == 2
    assert [layer["mark"]["type"] for layer in drawn["hconcat"][1]["layer"]] == ["rect", "text", "point"]
