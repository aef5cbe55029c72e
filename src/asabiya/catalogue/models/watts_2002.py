"""Watts 2002: a few adopt, and on a sparse random network nearly everybody follows, or nobody does.

n vertices on an undirected graph; vertex v has k neighbours and a threshold φ from 0 to 1. At step 0 the
seeds are adopters. At every further step, all at once, a vertex that is none becomes one iff

    (1) m/k ≥ φ        m: adopters among its k neighbours after the step before

in double precision (so that one of five meets a threshold written 0.2). Nobody goes back. A vertex without
neighbours never becomes an adopter, one with neighbours and φ = 0 at step 1. The cascade ends with the last
step that adds somebody; since (1) can only come true, the adopters in the end are the same in whatever order
vertices are looked at.

*A graph of one's own*: ``edges`` holds the pairs, each a tie in both directions, once however often it is
named; ids count from 0, and ``vertices`` is n (left out: the largest id and one). ``thresholds`` holds φ of
vertex 0, 1, …, n − 1, one a line; left out, all have ``threshold``. ``seeds`` holds the ids that begin, one a
line; left out, ``initial`` vertices are drawn.

*A random graph* (``edges`` left out): every pair of ``vertices`` is tied with the same probability
z/(n − 1), z = ``mean_degree``; degrees are then Poisson for large n.

Draws of run r = 0, 1, …, ``runs`` − 1 come from ``numpy.random.default_rng([seed, r])``: first the graph, by
`random_graph`, unless there is a file; then the seeds, ``choice(n, initial, replace=False)``, unless there is
a file.

A vertex is *vulnerable* when one adopter is enough: k ≥ 1 and 1/k ≥ φ. With ρ_k the share of vulnerable ones
among those of degree k, and p_k the share with that degree,

    (2) Σ_k k(k − 1) ρ_k p_k = z     a large graph without structure is where one seed begins to be enough
    (3) condition = Σ_{v vulnerable} k_v (k_v − 1) / Σ_v k_v     the graph's own left side of (2) over z
    (4) window: for Poisson degrees and one threshold, (2) is z·P(Poisson(z) ≤ K − 2) = 1, K the largest
        degree with 1/K ≥ φ. Its left side rises and then falls in z: it stays below 1 if K ≤ 3, and else
        there are two roots, between which global cascades happen. For φ = 0 there is no upper one.

Inside the window, for n → ∞ (p_j the Poisson(z) probabilities):

    (5) one seed sets off a global cascade with probability 1 − e^{−zw}, w the positive root of
        w = Σ_{j=0}^{K−1} p_j (1 − (1 − w)^j): whether it touches the large cluster of vulnerable vertices
    (6) that takes the share Σ_k p_k P(Bin(k, q) ≥ need_k), q the limit from a small number upwards of
        q' = Σ_k p_k P(Bin(k, q) ≥ need_{k+1}), need_k the least m with m/k ≥ φ (Gleeson and Cahalane 2007)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.cascade import Cascade, Ties, needed, spread
from asabiya.catalogue.cascade_window import boundary, window
from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, INK, SECOND, table
from asabiya.errors import InputError
from asabiya.files import read_bytes
from asabiya.society.network import Network, read_network
from asabiya.society.table import LARGEST

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "random_graph"]

LARGE: Final = 0.1
"""Share of the vertices above which a cascade counts as global."""
_MOST: Final = 200_000_000
"""Most ties of a random graph; sorting them takes 5 GB."""


def random_graph(rng: np.random.Generator, n: int, mean_degree: float) -> Network:
    """A graph in which every pair of n vertices is tied with probability mean_degree/(n − 1).

    The number of ties is drawn first, ``binomial(n(n − 1)/2, p)``; then pairs, ``integers(0, n, (m, 2))`` for
    the m that are missing, again and again: one of a vertex with itself, or drawn before, does not count.
    """
    pairs = n * (n - 1) // 2
    ties = int(rng.binomial(pairs, mean_degree / (n - 1))) if n > 1 else 0
    keys = np.empty(0, np.int64)
    while len(keys) < ties:
        u, v = rng.integers(0, n, (ties - len(keys), 2)).T
        fresh = (np.minimum(u, v) * n + np.maximum(u, v))[u != v]
        keys = np.unique(np.concatenate([keys, fresh]))
    return Network.from_ties(keys // n, keys % n, n)


def _column(path: str, what: str, unit: str) -> list[bytes]:
    """The entries of a file that holds one a line; empty lines and those that begin with # are none."""
    lines = read_bytes(Path(path), what=what, limit=LARGEST).removeprefix(b"\xef\xbb\xbf").splitlines()
    kept = [line.strip() for line in lines]
    if not any(line and not line.startswith(b"#") for line in kept):
        raise InputError(f"{what} {path}: holds no line", hint=f"one {unit} a line")
    return kept


def _numbers(path: str, what: str, unit: str, low: float, high: float, *, whole: bool) -> NDArray[np.float64]:
    """Numbers from low to high, one a line; the first line that is none of them is named."""
    found = []
    for number, line in enumerate(_column(path, what, unit), 1):
        if not line or line.startswith(b"#"):
            continue
        try:
            value = float(int(line) if whole else float(line))
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            text = line.decode(errors="replace")
            raise InputError(
                f"{what} {path}: line {number:,}: found {text!r:.60}, "
                f"needs a {unit} from {low:g} to {high:,.0f}",
                hint=f"one {unit} a line" + (", counted from 0" if whole else ""),
            )
        found.append(value)
    return np.array(found)


def _thresholds(given: Mapping[str, Any], n: int) -> NDArray[np.float64]:
    if given["thresholds"] is None:
        return np.full(n, given["threshold"])
    path = given["thresholds"]
    found = _numbers(path, "thresholds", "fraction", 0, 1, whole=False)
    if len(found) != n:
        more = f"; if the last ones have no ties, say vertices={len(found)}" if len(found) > n else ""
        raise InputError(
            f"thresholds {path}: {len(found):,} thresholds for {n:,} vertices, 0 to {n - 1:,}",
            hint=f"one fraction a vertex, in the order of their ids{more}",
        )
    return found


def _check(given: Mapping[str, Any]) -> None:
    n, z = given["vertices"], given["mean_degree"]
    if given["edges"] is None and z > n - 1:
        raise InputError(
            f"watts-2002: mean_degree: {z:g} is too large for {n:,} vertices",
            hint=f"a vertex has at most {n - 1:,} neighbours",
        )
    if given["edges"] is None and n * z / 2 > _MOST:
        raise InputError(
            f"watts-2002: {n:,} vertices of mean degree {z:g} have {n * z / 2:,.0f} ties, "
            f"more than the {_MOST:,} that fit",
            hint="take fewer vertices or a smaller mean degree",
        )


def _first(given: Mapping[str, Any], rng: np.random.Generator, n: int) -> NDArray[np.int64]:
    if given["seeds"] is not None:
        ids = _numbers(given["seeds"], "seeds", "vertex", 0, n - 1, whole=True)
        return np.unique(ids).astype(np.int64)
    if given["initial"] > n:
        raise InputError(
            f"watts-2002: initial: {given['initial']:,} seeds among {n:,} vertices", hint=f"at most {n:,}"
        )
    return np.asarray(rng.choice(n, given["initial"], replace=False), np.int64)


def _run(given: Mapping[str, Value]) -> Outcome:
    filled: dict[str, Any] = dict(given)
    if filled["edges"] is None:
        filled["vertices"] = filled["vertices"] or 10_000
    _check(filled)
    own = (
        None
        if filled["edges"] is None
        else read_network(Path(filled["edges"]), filled["vertices"], directed=False, other=".txt")
    )
    shares, first = [], None
    for r in range(filled["runs"]):
        rng = np.random.default_rng([filled["seed"], r])
        if r == 0 or own is None:
            graph = own or random_graph(rng, filled["vertices"], filled["mean_degree"])
            n, degree = graph.citizens, graph.degree
            thresholds = _thresholds(filled, n)
            need = needed(thresholds, degree)
            ties = Ties.of(graph.start, graph.seen)
        cascade = spread(ties, need, _first(filled, rng, n))
        shares.append(cascade.counts[-1] / n)
        if r == 0:
            first = cascade, degree, need
    assert first is not None
    return _outcome({**given, "vertices": n}, filled, *first, shares)


def _outcome(
    given: Mapping[str, Value],
    filled: Mapping[str, Any],
    cascade: Cascade,
    degree: NDArray[np.int32],
    need: NDArray[np.int64],
    shares: list[float],
) -> Outcome:
    """Results of the first run, and of all."""
    n, k = len(degree), degree.astype(np.int64)
    vulnerable = (k > 0) & (need <= 1)
    ends = int(k.sum())
    between = None
    if filled["thresholds"] is None and (found := window(filled["threshold"])) is not None:
        between = {"lower": found[0], "upper": found[1] if math.isfinite(found[1]) else None}
    counts = np.array(cascade.counts)
    results = {
        "adopters": cascade.adopters.tolist(),
        "share": float(counts[-1] / n),
        "counts": counts.tolist(),
        "steps": len(counts) - 1,
        "vertices": n,
        "mean_degree": ends / n,
        "vulnerable": float(vulnerable.sum() / n),
        "condition": float((k * (k - 1))[vulnerable].sum() / ends) if ends else 0.0,
        "window": between,
        "shares": shares,
        "global": float(np.mean(np.array(shares) > LARGE)),
    }
    series = {
        "threshold": None if filled["thresholds"] else filled["threshold"],
        "random": not filled["edges"],
    }
    return Outcome(given, results, series=series)


def _figure(outcome: Outcome) -> alt.HConcatChart:
    import altair as alt

    results = outcome.results
    counts = results["counts"]
    steps = alt.Chart(
        table({"step": range(len(counts)), "share": [100 * c / results["vertices"] for c in counts]})
    )
    course = steps.mark_line(color=SECOND, strokeWidth=2, point={"color": SECOND, "size": 25}).encode(
        x=alt.X("step:Q", title="step", axis=alt.Axis(tickMinStep=1)),
        y=alt.Y("share:Q", title="adopters [% of the vertices]", scale=alt.Scale(domainMin=0)),
    )
    x_title, y_title = "threshold φ [share of the neighbours]", "mean degree z [neighbours]"
    scale = alt.Scale(domain=[0.07, 0.3])
    x, y = alt.X("threshold:Q", title=x_title, scale=scale), alt.Y("z:Q", title=y_title)
    band = alt.Chart(table(boundary())).mark_rect(color=FIRST, opacity=0.25)
    inside = alt.Chart(table({"threshold": [0.13], "z": [4.0], "text": ["global cascades"]}))
    layers = [
        band.encode(
            x=alt.X("from:Q", title=x_title, scale=scale),
            x2="to:Q",
            y=alt.Y("lower:Q", title=y_title),
            y2="upper:Q",
        ),
        inside.mark_text(color=INK, fontSize=12).encode(x=x, y=y, text="text:N"),
    ]
    if outcome.series["threshold"] is not None:
        here = table({"threshold": [outcome.series["threshold"]], "z": [results["mean_degree"]]})
        layers.append(
            alt.Chart(here)
            .mark_point(shape="cross", size=120, filled=True, color=INK, opacity=1, clip=True)
            .encode(x=x, y=y)
        )
    plane = alt.LayerChart(layer=layers, width=300, height=300)
    return alt.HConcatChart(hconcat=[course.properties(width=300, height=300), plane], spacing=40)


_PARAMETERS: Final = (
    Parameter("edges", "your own graph, a tie `u v` a line; left out: a random graph is drawn", "file", None,
              "your own"),
    Parameter("thresholds", "a fraction for each vertex, one a line; left out: `threshold` for all", "file",
              None, "your own", "share of the neighbours"),
    Parameter("seeds", "the vertices that begin, one a line; left out: `initial` vertices are drawn", "file",
              None, "your own"),
    Parameter("vertices", "n; left out: 10,000, or of your own graph the largest id and one", "integer", None,
              "figures 2 and 3: 1,000 and 10,000", "vertices", 1, 100_000_000),
    Parameter("mean_degree", "z of a random graph", "number", 4.0, "figure 1: 1 to 15", "neighbours",
              0, 1e4, not_with="edges"),
    Parameter("threshold", "φ of all vertices", "number", 0.18, "figures 2 and 3", "share of the neighbours",
              0, 1, not_with="thresholds"),
    Parameter("initial", "seeds to draw", "integer", 1, "a single one in the paper", "vertices",
              0, 100_000_000, not_with="seeds"),
    Parameter("runs", "cascades, each with its own draws", "integer", 1, "assumed: one", "cascades", 1,
              100_000),
    Parameter("seed", "seed of the draws", "integer", 0, "assumed: any will do", "1", 0, 2**63 - 1),
)  # fmt: skip


def _global(z: float, *, runs: int, n: int = 20_000) -> tuple[float, float]:
    """Share of cascades from one seed that are global, and their mean size, on ten graphs in turn."""
    sizes: list[float] = []
    for number in range(10):
        rng = np.random.default_rng([2002, number])
        graph = random_graph(rng, n, z)
        ties = Ties.of(graph.start, graph.seen)
        need = needed(np.full(n, 0.18), graph.degree)
        seeds = rng.choice(n, (runs // 10, 1), replace=False)
        sizes.extend(spread(ties, need, seed).counts[-1] / n for seed in seeds)
    large = np.array([size for size in sizes if size > LARGE])
    return len(large) / runs, float(large.mean()) if len(large) else 0.0


def _exponent() -> float:
    """Exponent of the density of cascade sizes at the lower end of the window, from sizes of 10 to 200."""
    n = 100_000
    sizes: list[int] = []
    low = window(0.18)
    assert low is not None
    for number in range(8):
        rng = np.random.default_rng([2002, 3, number])
        graph = random_graph(rng, n, low[0])
        ties, need = Ties.of(graph.start, graph.seen), needed(np.full(n, 0.18), graph.degree)
        sizes.extend(spread(ties, need, seed).counts[-1] for seed in rng.choice(n, (1250, 1), replace=False))
    few, many = (np.mean(np.array(sizes) >= least) for least in (10, 200))
    return float(1 + math.log(few / many) / math.log(20))


def _targets() -> tuple[Target, ...]:
    figure = "figure 1: the window; the roots of (4) in decimal arithmetic of 30 digits"
    runs = 1000

    def bound(threshold: float, side: int) -> float:
        found = window(threshold)
        return math.nan if found is None else found[side]

    def tip() -> float:
        """The largest threshold, in steps of 0.001, at which there is a window."""
        return max(t / 1000 for t in range(100, 500) if window(t / 1000) is not None)

    def triggered(z: float, p: float) -> Target:
        error = math.sqrt(p * (1 - p) / runs)
        return Target(
            f"triggered-z-{z:g}", f"share of {runs} single seeds that set off a global cascade, z = {z:g}",
            "figure 2; equation (5) solved", "derived", p, 4 * error,
            "four binomial standard errors", lambda: _global(z, runs=runs)[0], slow=True,
        )  # fmt: skip

    return (
        Target("figure-1-lower", "lower end of the window [neighbours], φ = 0.18", figure,
               "derived", 1.020703908513726611, 1e-9, "the root-finder", lambda: bound(0.18, 0)),
        Target("figure-1-upper", "upper end of the window [neighbours], φ = 0.18", figure,
               "derived", 5.764677087161715745, 1e-9, "the root-finder", lambda: bound(0.18, 1)),
        Target("figure-1-wide", "upper end of the window [neighbours], φ = 0.1", figure,
               "derived", 13.65931394973916173, 1e-9, "the root-finder", lambda: bound(0.1, 1)),
        Target("figure-1-tip", "largest threshold with a window", "K ≥ 4 is needed: z(1 + z)e^{−z} < 1",
               "derived", 0.25, 1e-12, "a step of 0.001 meets 1/4", tip),
        Target("figure-3-power-law", "exponent of the cascade sizes at the window's lower end",
               "figure 3: a power law as in percolation, whose exponent is 3/2", "derived", 1.5, 0.1,
               "four standard errors, from eight graphs", _exponent, slow=True),
        triggered(2, 0.754222),
        triggered(4, 0.865296),
        Target("size-z-4", "share of the vertices that a global cascade takes, z = 4", "equation (6) solved",
               "derived", 0.980173, 0.002,
               "four times the spread of ten graphs' means, 0.0005",
               lambda: _global(4, runs=100)[1]),
        Target("above-the-window", "global cascades from 1,000 single seeds, z = 8", "figure 1: outside",
               "derived", 0, 0, "none is expected", lambda: _global(8, runs=runs)[0], slow=True),
        Target("below-the-window", "global cascades from 1,000 single seeds, z = 0.9", "figure 1: outside",
               "derived", 0, 0, "clusters are smaller than a tenth", lambda: _global(0.9, runs=runs)[0]),
    )  # fmt: skip


ENTRY = Entry(
    id="watts-2002",
    title="Global cascades on random networks",
    question=(
        "Each looks at the neighbours only. When does one adopter on a sparse random network set off a "
        "cascade that takes nearly everybody, and when does it stop at once?"
    ),
    equations="""\
a vertex that is no adopter becomes one when m/k ≥ φ
    k: its neighbours; m: adopters among them, a step before; φ: its threshold
Σ_k k(k − 1) ρ_k p_k = z
    where one seed begins to be enough; p_k: share of the vertices with k neighbours; ρ_k: share of these
    with 1/k ≥ φ (vulnerable ones); z: mean of k
z P(Poisson(z) ≤ K − 2) = 1
    the same for a random graph and one φ: the two ends of the window; K: largest k with 1/k ≥ φ""",
    parameters=_PARAMETERS,
    reading=(
        "adopters: the vertices that adopted in the end, sorted (first run, as all but the last two). share: "
        "their share [0 to 1]. counts: adopters at the start and after each step. steps: steps that added "
        "somebody. mean_degree: of the graph drawn or read. vulnerable: share of the vertices for which one "
        "adopter is enough. condition: left side of the equation over z for this graph; above 1 a large "
        "graph without structure has global cascades from one seed. window: mean degrees between which "
        "Poisson random graphs have them, one threshold for all; null where none do, or with thresholds of "
        "your own. "
        "shares: share of adopters, run by run. global: part of the runs with a share above 0.1."
    ),
    run=_run,
    targets=_targets(),
    deviations=(
        "All vertices are updated at once; the paper takes them one by one in random order. The adopters in "
        "the end are the same, the steps are not.",
        "The paper's thresholds that differ (figure 4) are given by a file; the window is for one threshold.",
    ),
    unverified=(
        "That wider thresholds make cascades likelier and wider degrees make them rarer (figure 4) was not "
        "compared.",
    ),
    figure=_figure,
    citations=("gleeson-cahalane-2007",),
)
