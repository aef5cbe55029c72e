"""Edmond 2013: a regime that makes itself look stronger than it is, and citizens who know that it does.

Order of events. The regime's strength θ is any real number; citizens have no prior opinion of it (a uniform
prior over the reals). The regime sees θ and chooses hidden propaganda ``a ≥ 0`` at the cost C(a). A
continuum of citizens of mass 1 sees ``x_i = θ + a + ε_i/√α``, ε_i independent standard normal, α the
``private_precision``. They know the game, not a. All choose at once whether to take part in an uprising; S
is the share that does. The regime falls iff ``θ < S``. A citizen who takes part gets ``1 − p`` if it falls
and ``−p`` if it stands, p the ``participation_cost`` (0 < p < 1); who stays at home gets 0. A regime that
stands gets ``θ − S − C(a)``, one that falls ``−C(a)``. With c > 0 the ``manipulation_cost``, ``C(a) = c a``
if ``curvature`` is linear, ``c a²/2`` if it is quadratic. Φ and φ are the standard normal distribution
function and density.

In equilibrium citizens take part iff ``x_i < x*``, the regime falls iff ``θ < θ*``, and only regimes that
stand manipulate. With ``u = √α (x* − θ)`` and ``b = √α a``, regime θ faces the uprising ``S = Φ(u − b)``.

    (1) what the regime minimises:    M(u) = min over b ≥ 0 of Φ(u − b) + C(b/√α);   b(u) the minimiser
    (2) the weakest that stands:      θ* = M(u*),   u* = √α (x* − θ*)
    (3) citizen at x* is indifferent: P(θ < θ* | x*) = p. Regimes below θ* do not manipulate, so the weight of
        θ is φ(u) below θ* and φ(u − b(u)) above:   Φ(−u*) / [Φ(−u*) + ∫_{−∞}^{u*} φ(u − b(u)) du] = p
    (4) envelope theorem: M′(u) = φ(u − b(u)) and M(−∞) = 0, so the integral in (3) is M(u*), whatever C is

Hence the equilibrium solves, with ``k = (1 − p)/p``,

    (5) M(u*) = k Φ(−u*),   θ* = M(u*),   x* = θ* + u*/√α

M rises and Φ(−u) falls: the equilibrium is unique. As M ≤ Φ, (5) gives ``Φ(u*) ≥ 1 − p`` and ``θ* ≤ 1 − p``,
which is θ* without manipulation: propaganda never makes the regime easier to overthrow. θ* depends on c and
α only through ``c/√α`` (linear) or ``c/α`` (quadratic), and falls as that falls.

*Linear.* An interior minimum has ``φ(u − b) = c/√α`` on the rising, convex side of Φ: with ``γ = √(−2
ln(√(2π) c/√α))``, which exists iff ``α ≥ 2πc²``, it is at ``u − b = −γ``: all who manipulate look alike.

    (6) M(u) = Φ(−γ) + (c/√α)(u + γ) for −γ < u < u₊, else Φ(u) with b = 0
        the line is Φ's tangent at −γ; u₊ > 0 is where Φ comes back to it

Regimes that stand and manipulate are those with ``−γ < u < min(u*, u₊)``. With ``u₀ = Φ⁻¹(1 − p)``: if γ
does not exist or ``u₀ ≤ −γ``, nobody manipulates and θ* = 1 − p; if ``u₀ ≥ u₊``, that is if the line at u₀
is ``1 − p`` or more, only regimes stronger than θ* do, and θ* = 1 − p still (M(u₀) = Φ(u₀)); else θ* is on
the line and (5) has its root above u₀. Some regime manipulates iff γ > max(0, Φ⁻¹(p)):

    (7) α > [c/φ(max(0, Φ⁻¹(p)))]², which for p ≤ ½ is α > 2πc²

*Quadratic.* The condition of the first order is ``φ(w) = κ b`` with ``w = u − b`` and ``κ = c/α``, so along w

    (8) b = φ(w)/κ,   u = w + φ(w)/κ,   M = Φ(w) + φ(w)²/(2κ)

a minimum where ``w φ(w) ≤ κ``: for all w if ``κ ≥ φ(1)``; else on two branches, w ≤ w₁ (much propaganda) and
w ≥ w₂ (little), w₁ < 1 < w₂ the roots of ``w φ(w) = κ``. On each u and M rise with w, so (5) has one root at
most on each, and as M is the smaller of the two branches, the equilibrium is the root with the larger u.
Every regime that stands manipulates.

    (9) α → 0 or c → ∞: θ* = 1 − p;   α → ∞: θ* → 0 with linear cost, since M → 0 at every u

Results. ``theta_star``, ``x_star``. ``without_manipulation``: 1 − p. ``manipulation``: a of regime θ*,
b(u*)/√α (0 where it does not manipulate). ``manipulators``: [weakest, strongest] regime that stands and
manipulates, ``θ = x* − u/√α`` at the ends of the interval of u above; null if none does; with quadratic cost
the strongest is null (there is no upper end). ``precision_needed``: right side of (7) with linear cost, 0
with quadratic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, SECOND, table

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "Equilibrium", "linear", "precision_needed", "quadratic"]

_PEAK: Final = 1 / math.sqrt(2 * math.pi)


@dataclass(frozen=True)
class Equilibrium:
    """What (5) gives."""

    theta: float
    """θ* [0 to 1 − p]."""
    x: float
    """x*."""
    manipulation: float
    """a of regime θ* [strength]."""
    manipulators: tuple[float, float] | None
    """Weakest and strongest regime that stands and manipulates; None if none does."""


def _density(u: float) -> float:
    return _PEAK * math.exp(-u * u / 2)


def _root_above(rising: Callable[[float], float], start: float, step: float = 1.0) -> float:
    """Root of a rising function from the start on; the start where rounding puts it above 0 already."""
    from scipy.optimize import brentq

    if rising(start) >= 0:
        return start
    while rising(start + step) < 0:
        start, step = start + step, 2 * step
    return float(brentq(rising, start, start + step, xtol=1e-15, maxiter=1000))


def precision_needed(p: float, c: float) -> float:
    """Right side of (7), linear cost: above it some regime manipulates.

    >>> precision_needed(0.4, 1.0) == 2 * math.pi
    True
    """
    from scipy.special import ndtri

    if p <= 0.5:
        return 2 * math.pi * c * c
    return (c / _density(float(ndtri(p)))) ** 2


def linear(p: float, c: float, alpha: float) -> Equilibrium:
    """Equilibrium with cost ``c a``: (5) with (6).

    >>> linear(0.3, 1.0, 6.28).theta
    0.7
    >>> round(linear(0.3, 0.2, 1.0).theta, 8)
    0.51031208
    """
    from scipy.optimize import brentq
    from scipy.special import log_ndtr, ndtr, ndtri

    root = math.sqrt(alpha)
    slope, calm = c / root, -float(ndtri(p))
    without = Equilibrium(1 - p, 1 - p + calm / root, 0.0, None)
    if alpha <= precision_needed(p, c):
        return without
    bend = math.sqrt(max(-2 * math.log(slope / _PEAK), 0.0))

    def line(u: float) -> float:
        return float(ndtr(-bend)) + slope * (u + bend)

    if calm > 0 and line(calm) >= 1 - p:
        ahead = float(ndtr(bend)) - line(bend) > 0  # else lost in rounding: the line comes back at 2γ
        back = float(brentq(lambda u: float(ndtr(u)) - line(u), bend, calm)) if ahead else 2 * bend
        ends = without.x - back / root, without.x + bend / root
        return Equilibrium(without.theta, without.x, 0.0, ends)

    def excess(u: float) -> float:
        return math.log(line(u)) - math.log((1 - p) / p) - float(log_ndtr(-u))

    u = _root_above(excess, calm)
    theta = line(u)
    x = theta + u / root
    return Equilibrium(theta, x, (u + bend) / root, (theta, x + bend / root))


def quadratic(p: float, c: float, alpha: float) -> Equilibrium:
    """Equilibrium with cost ``c a²/2``: (5) along (8).

    >>> round(quadratic(0.3, 0.5, 1.0).theta, 8)
    0.60079738
    """
    from scipy.optimize import brentq
    from scipy.special import log_ndtr

    kappa, root = c / alpha, math.sqrt(alpha)

    def reach(w: float) -> float:
        return w + _density(w) / kappa

    def excess(w: float) -> float:
        squared = -w * w + 2 * math.log(_PEAK) - math.log(2 * kappa)
        larger, smaller = sorted((float(log_ndtr(w)), squared), reverse=True)
        least = larger + math.log1p(math.exp(smaller - larger))
        return max(min(least - math.log((1 - p) / p) - float(log_ndtr(-reach(w))), 1e300), -1e300)

    def turn(w: float) -> float:
        return w * _density(w) - kappa

    candidates = []
    if turn(1.0) > 0:
        first = float(brentq(turn, 0, 1, xtol=1e-15))
        second = _root_above(lambda w: -turn(w), 1.0)
        if excess(first) >= 0:
            candidates.append(-_root_above(lambda v: -excess(-v), -first))
        if excess(second) <= 0:
            candidates.append(_root_above(excess, second))
    elif excess(0.0) > 0:
        candidates.append(-_root_above(lambda v: -excess(-v), 0.0))
    else:
        candidates.append(_root_above(excess, 0.0))
    w = max(candidates, key=reach)
    theta = (1 - p) / p * math.exp(float(log_ndtr(-reach(w))))
    x = theta + reach(w) / root
    return Equilibrium(theta, x, _density(w) / kappa / root, (theta, math.inf))


_SOLVERS: Final = {"linear": linear, "quadratic": quadratic}
_NUMBERS: Final = ("participation_cost", "manipulation_cost", "private_precision")


def _run(given: Mapping[str, Value]) -> Outcome:
    p, c, alpha = (cast(float, given[name]) for name in _NUMBERS)
    straight = given["curvature"] == "linear"
    found = _SOLVERS[cast(str, given["curvature"])](p, c, alpha)
    ends = found.manipulators
    results = {
        "theta_star": found.theta,
        "x_star": found.x,
        "without_manipulation": 1 - p,
        "manipulation": found.manipulation,
        "manipulators": ends and [ends[0], ends[1] if math.isfinite(ends[1]) else None],
        "precision_needed": precision_needed(p, c) if straight else 0.0,
    }
    return Outcome(given, results)


def _figure(outcome: Outcome) -> alt.HConcatChart:
    """θ* and the propaganda of regime θ*, against the precision of private signals."""
    import altair as alt
    import numpy as np

    p, c, alpha = (cast(float, outcome.parameters[name]) for name in _NUMBERS)
    solve = _SOLVERS[cast(str, outcome.parameters["curvature"])]
    needed = cast(float, outcome.results["precision_needed"])
    centre = math.log10(needed or c)
    left, right = min(centre - 1, math.log10(alpha) - 0.5), max(centre + 3, math.log10(alpha) + 0.5)
    alphas = np.logspace(left, right, 161).tolist()
    found = [solve(p, c, one) for one in alphas]
    tens = [10.0**k for k in range(math.ceil(left), math.floor(right) + 1)]
    x = alt.X(
        "alpha:Q",
        title="precision of private signals, α [1/strength²]",
        scale=alt.Scale(type="log", domain=[10**left, 10**right], nice=False),
        axis=alt.Axis(values=tens, format="~g"),
    )
    rule = alt.Chart(table({"alpha": [needed] if needed else []}))
    panels = []
    for title, values, here, top in (
        ("the regime falls below this strength, θ*", [one.theta for one in found], "theta_star", 1.0),
        ("propaganda of regime θ* [strength]", [one.manipulation for one in found], "manipulation", None),
    ):
        scale = alt.Scale(domain=[0, top]) if top else alt.Scale(zero=True)
        y = alt.Y("value:Q", title=title, scale=scale)
        line = alt.Chart(table({"alpha": alphas, "value": values})).mark_line(color=FIRST, strokeWidth=2.5)
        dot = alt.Chart(table({"alpha": [alpha], "value": [outcome.results[here]]}))
        layers: list[Any] = [
            rule.mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=x),
            line.encode(x=x, y=y),
            dot.mark_point(filled=True, size=80, color=INK, opacity=1).encode(x=x, y=y),
        ]
        if top:
            without = alt.Chart(table({"value": [1 - p], "text": ["without propaganda"]})).encode(y=y)
            label = without.mark_text(align="left", baseline="bottom", dx=4, fontSize=11, color=INK)
            layers.append(without.mark_rule(color=SECOND, strokeDash=[5, 4]))
            layers.append(label.encode(x=alt.value(0), text="text:N"))
        panels.append(alt.LayerChart(layer=layers, width=300, height=260))
    return alt.HConcatChart(hconcat=panels, spacing=40)


_PARAMETERS: Final = (
    Parameter("participation_cost", "cost of taking part, p", "number", 0.3, "assumed",
              "gain of a successful uprising", 0, 1, open_low=True, open_high=True),
    Parameter("manipulation_cost", "cost of propaganda, c", "number", 0.2, "assumed",
              "strength for each unit of a, or of a²/2", 1e-9, 1e9),
    Parameter("curvature", "how the cost rises: linear, c·a; quadratic, c·a²/2", "choice", "linear",
              "assumed", choices=("linear", "quadratic")),
    Parameter("private_precision", "precision of what each one sees, α", "number", 1.0, "assumed",
              "1/strength²", 1e-9, 1e15),
)  # fmt: skip


def _first_manipulation(p: float) -> float:
    """Smallest precision at which some regime manipulates at c = 0.2 and linear cost, by trying."""
    low, high = 1e-6, 1e3
    while high / low > 1 + 1e-12:
        middle = math.sqrt(low * high)
        low, high = (low, middle) if linear(p, 0.2, middle).manipulators else (middle, high)
    return high


_DIRECT: Final = (
    "(1) to (3) without (4): each regime's propaganda by searching all stationary points, the citizen's "
    "posterior by quadrature over regimes, x* by bisection"
)
_TARGETS: Final = (
    Target("no-manipulation", "θ* at α = 2πc², p = 0.3, linear cost", "1 − p", "derived", 0.7, 1e-15,
           "arithmetic", lambda: linear(0.3, 0.2, 2 * math.pi * 0.04).theta),
    Target("manipulation-begins", "smallest α with propaganda, c = 0.2, p = 0.3, linear cost", "2πc²",
           "derived", 2 * math.pi * 0.04, 1e-10, "bisection", lambda: _first_manipulation(0.3)),
    Target("manipulation-begins-reluctant", "smallest α with propaganda, c = 0.2, p = 0.8, linear cost",
           "(7): [0.2/φ(Φ⁻¹(0.8))]²", "derived", 0.510343, 5e-7, "the value is given to six digits",
           lambda: _first_manipulation(0.8)),
    Target("linear", "θ* at p = 0.3, c = 0.2, α = 1, linear cost", _DIRECT, "derived", 0.5103120834, 2e-10,
           "quadrature", lambda: linear(0.3, 0.2, 1).theta),
    Target("linear-signal", "x* there", _DIRECT, "derived", 1.2868857257, 2e-10, "quadrature",
           lambda: linear(0.3, 0.2, 1).x),
    Target("quadratic", "θ* at p = 0.3, c = 0.5, α = 1, quadratic cost", _DIRECT, "derived", 0.60079738,
           2e-8, "quadrature", lambda: quadratic(0.3, 0.5, 1).theta),
    Target("quadratic-two-branches", "θ* at p = 0.3, c = 0.1, α = 1, quadratic cost", _DIRECT, "derived",
           0.35996837, 2e-8, "quadrature", lambda: quadratic(0.3, 0.1, 1).theta),
    Target("quadratic-limit", "θ* at p = 0.3, c = 10⁹, α = 1, quadratic cost", "limit (9): 1 − p",
           "derived", 0.7, 1e-9, "first term left out: φ²α/(2c) = 6e-11",
           lambda: quadratic(0.3, 1e9, 1).theta),
    Target("precise-signals-save-the-regime", "θ* at p = 0.3, c = 0.2, α = 10¹², linear cost",
           "limit (9): 0; the abstract has precise signals make the regime harder to overthrow", "derived",
           0.0, 1e-5, "θ* = Φ(−γ) + (c/√α)(u* + γ), with γ = 5.4 and u* below 6",
           lambda: linear(0.3, 0.2, 1e12).theta),
    Target("abstract-precision", "1 if θ* at high precision (α = 4) is below its value without propaganda",
           "abstract: if per-unit precision is high enough, the regime is harder to overthrow", "published",
           1, 0, "yes or no", lambda: float(linear(0.3, 0.2, 4).theta < 0.7)),
    Target("abstract-signals", "1 if four signals in place of one, at four times the cost, raise θ*",
           "abstract: with precision and cost up together, the regime is easier to overthrow", "published",
           1, 0, "yes or no", lambda: float(linear(0.3, 0.8, 16).theta > linear(0.3, 0.2, 4).theta)),
)  # fmt: skip

ENTRY = Entry(
    id="edmond-2013",
    title="Propaganda, coordination and regime change",
    question=(
        "Citizens try to find out how strong the regime is, and the regime shifts what they see. They know "
        "that it does. Does propaganda help the regime all the same?"
    ),
    equations="""\
M(u) = min over b ≥ 0 of Φ(u − b) + C(b/√α)     what regime θ suffers at least, u = √α (x* − θ)
M(u*) = ((1 − p)/p) Φ(−u*)                      who sees x* is indifferent (by the envelope theorem)
θ* = M(u*),  x* = θ* + u*/√α                    the regime falls below θ*
linear cost, √α > √(2π) c: M is Φ's tangent at −γ where that is below Φ, φ(γ) = c/√α; else M = Φ
quadratic: along w, b = φ(w)α/c, u = w + b, M = Φ(w) + φ(w)² α/(2c), the smaller where there are two
without propaganda θ* = 1 − p; with it, 1 − p or less

θ: strength; x = θ + a + ε/√α: what a citizen sees; a = b/√α: propaganda; C(a): its cost, c a or c a²/2;
p: cost of taking part, the gain of a successful uprising being 1; Φ, φ: standard normal distribution
function and density""",
    parameters=_PARAMETERS,
    reading=(
        "theta_star: the regime falls below this strength [0 to 1 − p]; x_star: who sees less takes part "
        "[strength]. without_manipulation: θ* if propaganda were impossible, 1 − p. manipulation: propaganda "
        "of regime θ* [strength]. manipulators: weakest and strongest regime that stands and makes "
        "propaganda [strength]; null if none does, the second null if there is no upper end. "
        "precision_needed: precision of private signals above which some regime makes propaganda "
        "[1/strength²]."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "θ* comes from the envelope theorem, equation (4), not from integrating over regimes; the tests "
        "integrate, and agree.",
        "The manipulation of many sources at once is here only as a change of precision and cost.",
    ),
    unverified=(
        "The payoffs are those of the literature's accounts of the model; of the paper itself only the "
        "abstract could be read.",
        "With how strong economies of scale more signals help the regime after all: here quadratic cost that "
        "rises in step with precision leaves θ* as it is, but the paper's cost of many signals is not known.",
    ),
    figure=_figure,
    citations=("morris-shin-2003",),
)
