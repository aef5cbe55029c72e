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
from asabiya.catalogue.cascade_graph import random_graph
from asabiya.catalogue.cascade_targets import LARGE, targets
from asabiya.catalogue.cascade_window import boundary, window
from asabiya.catalogue.entry import Entry, Outcome, Parameter, Value
from asabiya.catalogue.figures import FIRST, INK, SECOND, table
from asabiya.errors import InputError
from asabiya.files import read_bytes
from asabiya.society.network import read_network
from asabiya.society.table import LARGEST

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "random_graph"]

_MOST: Final = 200_000_000
"""Most ties of a random graph; sorting them takes 5 GB."""


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
    targets=targets(),
    deviations=(
        "All vertices are updated at once; the paper takes them one by one in random order. The adopters in "
        "the end are the same, the steps are not.",
        "The paper's thresholds that differ (figure 4) are given by a file; the window is for one threshold.",
    ),
    figure=_figure,
    citations=("gleeson-cahalane-2007", "ndouglas-2026"),
)
