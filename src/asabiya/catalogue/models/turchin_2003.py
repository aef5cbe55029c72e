"""Turchin 2003, chapter 4: a polity grows on its cohesion, and loses it by growing.

``A > 0`` is the polity's territory (size), ``S``, 0 to 1, its average asabiya: cohesion, the capacity for
collective action. Five parameters, all above 0: ``c0`` turns cohesion into conquest [1/time]; ``h`` is the
size beyond which power cannot be projected from the centre [area]; ``a`` is the pressure of the hinterland
[area/time]; ``b`` is the width of the frontier, where asabiya grows [area]; ``r0`` is its rate [1/time].

    (1) dA/dt = c0 A S (1 − A/h) − a
    (2) dS/dt = r0 (1 − A/(2b)) S (1 − S)

A polity smaller than 2b is frontier for the most part and becomes more cohesive; a larger one less. At A = 0,
(1) is −a: the polity falls there, at a finite time, and the model ends.

*Equilibria.* Within 0 < S < 1 (2) rests only at A = 2b, so there is one at most:

    (3) A* = 2b,  S* = a/[2b c0 (1 − 2b/h)];   it exists iff h > 2b and S* < 1

On the edge S = 1 (on S = 0 there is none, as a > 0), iff ``4a ≤ c0 h``, and one instead of two if equal:

    (4) A± = (h/2) [1 ± √(1 − 4a/(c0 h))]

*Stability.* In (A, S) the Jacobian at (3) has trace τ and determinant Δ, and eigenvalues λ:

    (5) τ = c0 S* (1 − 4b/h),  Δ = a r0 (1 − S*)/(2b) > 0,  λ = τ/2 ± √(τ²/4 − Δ)
    (6) at (4) it is triangular: λ = c0 (1 − 2A±/h) along A, and −r0 (1 − A±/(2b)) along S

So (3) is unstable iff h > 4b; a focus if τ² < 4Δ, else a node. At h = 4b (1) is even and (2) odd in A − 2b:
the field is reversible, and (3) a centre for the whole, not only the linear system. Where (3) exists, A− < 2b
< A+ and both are saddles. Where it does not, (4) is attracting iff A+ < 2b, and then in A+ alone.

*All paths.* With x = 1 − A/(2b), κ = 2b/h, q = 2 c0 κ/r0, F(s) = c0 (1 − κ) s − a/(2b), along every path

    (7) E = (1 − S)^q x²/2 + (1/r0) ∫ (1 − s)^(q−1) F(s)/s ds,  s from any fixed number in (0, 1) to S
        dE/dt = (1 − S)^q c0 S (1 − 2κ) x²

which has the sign of h − 4b. So but for h = 4b no path is closed, and there is no limit cycle. For h > 4b E
grows and every polity falls, however large it becomes first, save at (3), on S = 1 and on the one
path into A−.

*Path.* (1) and (2) from ``start_a``, ``start_s`` over ``time``, with S = 1/(1 + e^−y), dy/dt = r0 (1 −
A/(2b)) in place of S; it ends where A = 0.

Results. ``a_star``, ``s_star``: (3); null if there is none. ``stable``: whether (3) is, by Lyapunov (paths
that begin near stay near), that is, h ≤ 4b; null if there is none. ``eigenvalues``: of (5), as [real,
imaginary], smaller real part first, then smaller imaginary part. ``equilibria``: (3) and (4), ascending in A,
each with ``name`` (``interior``; ``whole cohesion, small`` for A− and ``whole cohesion, large`` for A+, also
if they are one), ``value`` (A), ``s``, ``stable`` (real parts below 0; at (3) as above) and ``kind``: (3)
``focus``, ``node``, ``centre``; (4) ``node`` (both real parts below 0), ``source`` (both above), ``saddle``
or, with an eigenvalue 0, ``degenerate``. ``fall``: time at which the path comes to A = 0; null if it does
not. ``end_time``, ``end_a``, ``end_s``: time, A and S where the path ends; one that takes the solver more
than 20,000 steps ends there, with a warning.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, SECOND, table
from asabiya.catalogue.polity import STEPS, Path, corners, eigenvalues, interior, path

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY"]

_FIVE: Final = ("c0", "a", "b", "h", "r0")


def _equilibria(c0: float, a: float, b: float, h: float, r0: float) -> list[dict[str, Any]]:
    sizes = corners(c0, a, h)
    listed = []
    names = ("whole cohesion, small", "whole cohesion, large")[2 - len(sizes) :]
    for name, size in zip(names, sizes, strict=True):
        along = 0.0 if len(sizes) == 1 else c0 * (1 - 2 * size / h)
        across = -r0 * (1 - size / (2 * b))
        kind = "saddle" if along * across < 0 else "node" if along < 0 else "source"
        kind = "degenerate" if along * across == 0 else kind
        listed.append({"name": name, "value": size, "s": 1.0, "stable": kind == "node", "kind": kind})
    found, values = interior(c0, a, b, h), eigenvalues(c0, a, b, h, r0)
    if found and values:
        kind = "centre" if h == 4 * b else "focus" if values[0].imag else "node"
        point = {"name": "interior", "value": found[0], "s": found[1], "stable": h <= 4 * b, "kind": kind}
        listed.append(point)
    return sorted(listed, key=lambda point: float(point["value"]))


def _warnings(given: Mapping[str, Value], course: Path, listed: list[dict[str, Any]]) -> tuple[str, ...]:
    c0, a, b, h, _ = (cast(float, given[name]) for name in _FIVE)
    found = []
    if interior(c0, a, b, h) is None:
        why = (
            f"power reaches no farther than h = {h:g}, and asabiya grows up to 2b = {2 * b:g}"
            if h <= 2 * b
            else f"at A = 2b it would take S* = {a / (2 * b * c0 * (1 - 2 * b / h)):g}, and S is below 1"
        )
        rests = [point["value"] for point in listed if point["stable"]]
        then = (
            f"a polity becomes wholly cohesive (S = 1) and rests at A = {rests[0]:g}, or it falls"
            if rests
            else "nothing attracts, and every polity that is not wholly cohesive falls"
        )
        found.append(f"No equilibrium within 0 < S < 1: {why}; {then}.")
    elif h == 4 * b:
        found.append(
            "h = 4b: the interior equilibrium is a centre; paths around it neither near nor leave it."
        )
    if len(listed) > 1:
        found.append("Several equilibria; besides, a polity may fall: A = 0 at a finite time.")
    if not course.whole:
        found.append(f"The path was stopped at {course.time[-1]:g}, after {STEPS:,} steps.")
    return tuple(found)


def _run(given: Mapping[str, Value]) -> Outcome:
    c0, a, b, h, r0 = (cast(float, given[name]) for name in _FIVE)
    begin = cast(float, given["start_a"]), cast(float, given["start_s"])
    course = path(c0, a, b, h, r0, start=begin, time=cast(float, given["time"]))
    found, values = interior(c0, a, b, h), eigenvalues(c0, a, b, h, r0)
    listed = _equilibria(c0, a, b, h, r0)
    results = {
        "a_star": found and found[0],
        "s_star": found and found[1],
        "stable": found and h <= 4 * b,
        "eigenvalues": values and [[value.real, value.imag + 0.0] for value in values],
        "equilibria": listed,
        "fall": course.time[-1] if course.fell else None,
        "end_time": course.time[-1],
        "end_a": course.territory[-1],
        "end_s": course.asabiya[-1],
    }
    return Outcome(given, results, _warnings(given, course, listed), {"path": course})


def _figure(outcome: Outcome) -> alt.HConcatChart:
    """Left the path among the nullclines and equilibria; right A and S over time."""
    import altair as alt

    course = cast(Path, outcome.series["path"])
    right = [_over_time(course, "territory", FIRST), _over_time(course, "asabiya", SECOND)]
    return alt.HConcatChart(hconcat=[_phase(outcome, course), alt.VConcatChart(vconcat=right)], spacing=40)


def _phase(outcome: Outcome, course: Path) -> alt.LayerChart:
    import altair as alt
    import numpy as np

    c0, a, b, h, _ = (cast(float, outcome.parameters[name]) for name in _FIVE)
    points = outcome.results["equilibria"]
    top = 1.05 * max([2 * b, *course.territory, *(point["value"] for point in points)])
    sizes = np.linspace(0, min(top, h), 803)[1:-1]
    needed = a / (c0 * sizes * (1 - sizes / h))
    shown = needed <= 1
    across = alt.Scale(domain=[0, top], nice=False)
    x = alt.X("a:Q", title="territory A [area]", scale=across, axis=alt.Axis(tickCount=5))
    y = alt.Y("s:Q", title="asabiya S [0 to 1]", scale=alt.Scale(domain=[0, 1], nice=False))
    rests = alt.Chart(table({"a": sizes[shown].tolist(), "s": needed[shown].tolist()}))
    rule = alt.Chart(table({"a": [2 * b]})).mark_rule(color=GREY, strokeDash=[6, 3], strokeWidth=1.5)
    order = range(len(course.time))
    run = alt.Chart(table({"a": course.territory, "s": course.asabiya, "order": order}))
    start = alt.Chart(table({"a": course.territory[:1], "s": course.asabiya[:1], "text": ["start"]}))
    said: dict[str, list[Any]] = {"a": [2 * b], "s": [1.0], "dy": [-14], "text": ["S rests"]}
    lowest = 4 * a / (c0 * h)
    if lowest < 1 and h / 2 < top:
        said = {"a": [2 * b, h / 2], "s": [1.0, lowest], "dy": [-14, 12], "text": ["S rests", "A rests"]}
    words = alt.Chart(table(said)).mark_text(color=INK, fontSize=11, dy=alt.ExprRef("datum.dy"))
    layers: list[Any] = [
        rule.encode(x=x),
        rests.mark_line(color=GREY, strokeDash=[2, 3], strokeWidth=1.5).encode(x=x, y=y),
        run.mark_line(color=FIRST, strokeWidth=2).encode(x=x, y=y, order="order:Q"),
        start.mark_point(shape="square", size=50, filled=True, color=FIRST, opacity=1).encode(x=x, y=y),
        start.mark_text(color=FIRST, dy=14, fontSize=11).encode(x=x, y=y, text="text:N"),
        words.encode(x=x, y=y, text="text:N"),
        _dots(points).encode(x=x, y=y),
    ]
    return alt.LayerChart(layer=layers, width=300, height=300)


def _dots(points: list[dict[str, Any]]) -> alt.Chart:
    """Equilibria: filled if stable, open if not."""
    import altair as alt

    columns = {
        "a": [point["value"] for point in points],
        "s": [point["s"] for point in points],
        "kind": ["stable" if point["stable"] else "unstable" for point in points],
    }
    scale = alt.Scale(domain=["stable", "unstable"], range=[INK, "#ffffff"])
    dots = alt.Chart(table(columns)).mark_point(
        size=90, filled=True, stroke=INK, strokeWidth=1.5, opacity=1, clip=False
    )
    drawn: alt.Chart = dots.encode(fill=alt.Fill("kind:N", scale=scale, legend=None))
    return drawn


def _over_time(course: Path, what: str, color: str) -> alt.Chart:
    import altair as alt

    values = course.territory if what == "territory" else course.asabiya
    titles = {"territory": "territory A [area]", "asabiya": "asabiya S [0 to 1]"}
    top = alt.Scale(zero=True) if what == "territory" else alt.Scale(domain=[0, 1])
    drawn: alt.Chart = (
        alt.Chart(table({"t": course.time, "value": values}), width=300, height=120)
        .mark_line(color=color, strokeWidth=2)
        .encode(x=alt.X("t:Q", title="time"), y=alt.Y("value:Q", title=titles[what], scale=top))
    )
    return drawn


_ASSUMED: Final = "assumed: the book's figures were not looked up"
_PARAMETERS: Final = (
    Parameter("c0", "how far cohesion goes in conquest, c₀", "number", 1.0, _ASSUMED, "1/time", 1e-6, 1e6),
    Parameter("a", "pressure of the hinterland, a", "number", 0.1, _ASSUMED, "area/time", 1e-9, 1e9),
    Parameter("b", "width of the frontier, b: asabiya grows where A < 2b", "number", 0.2, _ASSUMED, "area",
              1e-9, 1e9),
    Parameter("h", "how far power reaches, h", "number", 2.0, _ASSUMED, "area", 1e-9, 1e9),
    Parameter("r0", "rate of asabiya, r₀", "number", 0.2, _ASSUMED, "1/time", 1e-6, 1e6),
    Parameter("start_a", "territory at first", "number", 0.2, "assumed: a small polity", "area", 0, 1e9,
              open_low=True),
    Parameter("start_s", "asabiya at first", "number", 0.6, "assumed: enough to grow", "1", 0, 1,
              open_low=True, open_high=True),
    Parameter("time", "how long the path is followed, unless it falls", "number", 100.0, "assumed", "time",
              0, 1e9, open_low=True),
)  # fmt: skip


def _turn() -> float:
    """Smallest h at which the interior equilibrium of b = 0.2 repels, by trying."""
    low, high = 0.6, 2.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        values = eigenvalues(1.0, 0.1, 0.2, middle, 0.2)
        assert values is not None
        low, high = (low, middle) if values[1].real > 0 else (middle, high)
    return high


def _default(part: int) -> float:
    found = interior(1.0, 0.1, 0.2, 2.0)
    assert found is not None
    return found[part]


def _spin(h: float) -> complex:
    values = eigenvalues(1.0, 0.1, 0.2, h, 0.2)
    assert values is not None
    return values[1]


def _followed(h: float, start: tuple[float, float], time: float) -> Path:
    return path(1.0, 0.1, 0.2, h, 0.2, start=start, time=time)


_BY_HAND: Final = "c₀ = 1, a = 0.1, b = 0.2, r₀ = 0.2"
_TARGETS: Final = (
    Target("a-star", f"A*, {_BY_HAND}, h = 2", "(3): 2b", "derived", 0.4, 1e-15, "arithmetic",
           lambda: _default(0)),
    Target("s-star", "S* there", "(3), by hand: 0.1/(0.4 · 0.8)", "derived", 0.3125, 1e-15, "arithmetic",
           lambda: _default(1)),
    Target("turn", f"smallest h at which that equilibrium repels, {_BY_HAND}", "trace 0: 4b", "derived", 0.8,
           1e-12, "bisection", _turn),
    Target("growth", f"real part of the eigenvalues at h = 2, {_BY_HAND}", "half the trace: 0.3125 · 0.6/2",
           "derived", 0.09375, 1e-15, "arithmetic", lambda: _spin(2.0).real),
    Target("spin", "their imaginary part", "√(0.034375 − 0.09375²), by hand", "derived", 0.159956049, 1e-9,
           "the value is given to nine digits", lambda: _spin(2.0).imag),
    Target("corner", "size of the large wholly cohesive polity at c₀ = 1, a = 0.375, h = 2",
           "(4), by hand: 1 + √(1 − 0.75)", "derived", 1.5, 1e-15, "arithmetic",
           lambda: corners(1.0, 0.375, 2.0)[-1]),
    Target("fall", f"time at which a polity of A = 0.2, S = 0.6 falls, {_BY_HAND}, h = 2",
           "(1) and (2) in (A, S) by implicit methods, Radau and BDF", "derived",
           27.5532863, 1e-6, "their agreement", lambda: _followed(2.0, (0.2, 0.6), 100.0).time[-1]),
    Target("largest", "its largest territory on the way", "the same", "derived", 1.310462, 1e-5,
           "eight points in each step", lambda: max(_followed(2.0, (0.2, 0.6), 100.0).territory)),
    Target("closed", f"S after a period of (5), from A = 0.4, S = 0.501, {_BY_HAND}, h = 4b",
           "a centre: the path closes, and a small one in 2π/√Δ = 4π√10", "derived", 0.501, 1e-7,
           "the period changes with the square of the distance, 10⁻⁶",
           lambda: _followed(0.8, (0.4, 0.501), 4 * math.pi * math.sqrt(10)).asabiya[-1]),
)  # fmt: skip

ENTRY = Entry(
    id="turchin-2003",
    title="Asabiya and the rise and fall of polities",
    question=(
        "On the frontier people stick together, and a polity of people who stick together grows. As it "
        "grows, fewer of them live at the frontier. Does it settle at some size, or rise and fall?"
    ),
    equations="""\
dA/dt = c₀ A S (1 − A/h) − a           territory: conquest by cohesion, less the hinterland's pressure
dS/dt = r₀ (1 − A/(2b)) S (1 − S)      asabiya: grows in a polity that is frontier for the most part
A* = 2b,  S* = a/[2b c₀ (1 − 2b/h)]    equilibrium, iff h > 2b and S* < 1; unstable iff h > 4b
A± = (h/2) [1 ± √(1 − 4a/(c₀ h))]      at S = 1, iff 4a ≤ c₀ h

A: territory; S: asabiya, capacity for collective action, 0 to 1; c₀: conquest per cohesion; a: pressure of
the hinterland; b: width of the frontier; h: how far power reaches; r₀: rate of asabiya""",
    parameters=_PARAMETERS,
    reading=(
        "a_star, s_star: the equilibrium with 0 < S < 1 [area; 0 to 1]; null if there is none, and a warning "
        "says why and what happens instead. stable: whether paths that begin near it stay near. eigenvalues: "
        "real and imaginary part [1/time]. equilibria: all with A > 0, also those at S = 1, each with value "
        "(A), s, stable and kind. fall: time at which the path has lost all territory [time]; null if it has "
        "not. end_time, end_a, end_s: time, A and S at the end of the path [time; area; 0 to 1]."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "The Jacobian gives: the equilibrium is unstable for h > 4b and attracting for 2b < h < 4b; at "
        "h = 4b it is a centre with closed paths around it, counted as stable here. Its determinant is "
        "above 0, so it is never a saddle.",
        "A polity ends at A = 0, which it reaches at a finite time, the pressure a being constant; the "
        "equations would go on below 0.",
        "For h > 4b there is no cycle to settle in: a quantity like energy, (7) in the model's docstring, "
        "grows along every path, and all but single paths end in a fall.",
        "Where there is no equilibrium within 0 < S < 1, the results say null instead of a number beyond the "
        "model's range (S* above 1), and the equilibria at S = 1 are listed.",
    ),
    unverified=(
        "The equations were read where another work quotes them; the book's text, its stability condition "
        "and its figures could not be read, so that no published number is compared.",
    ),
    figure=_figure,
)
