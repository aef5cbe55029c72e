"""Morris and Shin 2003: a revolt that succeeds if enough join, each with a blurred view of the regime.

The static global game of regime change in its normal form, the benchmark of the literature that followed
(Angeletos, Hellwig and Pavan 2007 take it as their period 1).

Order of events. Nature draws the regime's strength θ from a normal distribution with mean z (``prior_mean``)
and precision α (``prior_precision``; precision is one over the variance; α = 0 is the diffuse prior). A
continuum of citizens of mass 1 sees private signals ``x_i = θ + ε_i/√β``, ε_i independent standard normal, β
the ``private_precision``. All choose at once whether to attack. With A the share that attacks, the regime
falls iff ``A ≥ θ``. An attacker gets ``1 − c`` if it falls and ``−c`` if it stands, c the ``cost`` (0 < c <
1); who stays at home gets 0. Φ is the standard normal distribution function, φ its density.

An equilibrium in thresholds is a pair (x*, θ*): citizens attack iff ``x_i ≤ x*``, the regime falls iff
``θ ≤ θ*``.

    (1) A(θ) = Φ(√β (x* − θ)) falls in θ, so A(θ*) = θ*:    x* = θ* + Φ⁻¹(θ*)/√β
    (2) given x, θ is normal with mean (αz + βx)/(α+β) and precision α+β; at x* one is indifferent:
                                                            Φ(√(α+β) (θ* − (αz + βx*)/(α+β))) = c
    (3) (1) into (2): (αθ* − αz − √β Φ⁻¹(θ*))/√(α+β) = Φ⁻¹(c), that is
        θ* = Φ[(α/√β)(θ* − z) + √(1 + α/β) Φ⁻¹(1 − c)]

The right side of (3) has slope ``(α/√β) φ(·) ≤ (α/√β)/√(2π)``, so θ* is unique for all z and c iff
``α/√β ≤ √(2π)``. Beyond, (3) has one or three solutions, depending on z and c: with three the middle one is
unstable (after a small push of x* best responses lead away from it; in general an equilibrium is stable iff
``(α/√β) φ(Φ⁻¹(θ*)) < 1``), and which of the others holds is not the model's to say.

    (4) β → ∞: θ* = 1 − c whatever the prior; α = 0: θ* = 1 − c at every β

*Simulation* (``agents`` = N given). ``numpy.random.default_rng(seed).standard_normal(N)`` are the ε_i, the
same for every θ. A citizen attacks iff the posterior of (2) gives the fall of the regime a probability of c
or more: ``√(α+β) (θ* − (αz + βx_i)/(α+β)) ≥ Φ⁻¹(c)`` with ``x_i = θ + ε_i/√β``. The attack shrinks as θ
grows, so there is one strength at which the regime flips; it is found by bisection of 0..1, the regime
falling iff the attackers' share is θ or more, to 10⁻⁹. For each equilibrium this flip is
``simulated_theta_star``.

Results. ``theta_star``, ``x_star``: the equilibrium's, null if there are several. ``unique``: whether ``α/√β
≤ √(2π)``, that is for all z and c. ``sharpness``: α/√β. ``equilibria``: all, ascending in θ*, each with
``name`` ("only"; or "low attack", "tipping point", "high attack", of two the first and the last),
``theta_star``, ``x_star``, ``stable`` and, if simulated, ``simulated_theta_star``. ``costs``: with
``α/√β > √(2π)``, the two costs between which there are three equilibria at this z, ``c = Φ(−(y − (α/√β)(Φ(y)
− z))/√(1+α/β))`` at ``y = ±√(2 ln(α/√(2πβ)))``, ascending; else null.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, table
from asabiya.catalogue.regime_change import (
    BOUNDARY,
    Threshold,
    cost_at,
    equilibria,
    names,
    sharpness,
    unique,
)

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "several_costs", "simulated_flip"]

_NUMBERS: Final = ("cost", "prior_mean", "prior_precision", "private_precision")


def several_costs(
    prior_mean: float, prior_precision: float, private_precision: float
) -> tuple[float, float] | None:
    """Costs between which there are three equilibria, ascending; None if ``α/√β ≤ √(2π)``."""
    r = sharpness(prior_precision, private_precision)
    if r <= BOUNDARY:
        return None
    turn = math.sqrt(2 * math.log(r / BOUNDARY))
    low, high = (cost_at(y, prior_mean, prior_precision, private_precision) for y in (-turn, turn))
    return min(low, high), max(low, high)


def simulated_flip(
    theta_star: float,
    cost: float,
    prior_mean: float,
    prior_precision: float,
    private_precision: float,
    agents: int,
    seed: int,
) -> float:
    """Strength at which the regime flips when so many citizens act on their posterior [0 to 1]."""
    import numpy as np
    from scipy.special import ndtri

    noise = np.random.default_rng(seed).standard_normal(agents) / math.sqrt(private_precision)
    total = prior_precision + private_precision
    weight = private_precision / total
    doubt = float(ndtri(cost)) / math.sqrt(total)
    low, high = 0.0, 1.0
    while high - low > 1e-9:
        theta = 0.5 * (low + high)
        mean = (1 - weight) * prior_mean + weight * (theta + noise)
        attacks = int(np.count_nonzero(theta_star - mean >= doubt))
        low, high = (theta, high) if attacks >= theta * agents else (low, theta)
    return 0.5 * (low + high)


def _listed(found: tuple[Threshold, ...]) -> list[dict[str, Any]]:
    return [
        {"name": name, "theta_star": one.theta, "x_star": one.x, "stable": one.stable}
        for name, one in zip(names(len(found)), found, strict=True)
    ]


def _run(given: Mapping[str, Value]) -> Outcome:
    cost, mean, alpha, beta = (cast(float, given[name]) for name in _NUMBERS)
    found = equilibria(cost, mean, alpha, beta)
    listed = _listed(found)
    agents = cast("int | None", given["agents"])
    if agents is not None:
        for one in listed:
            one["simulated_theta_star"] = simulated_flip(
                one["theta_star"], cost, mean, alpha, beta, agents, cast(int, given["seed"])
            )
    only = found[0] if len(found) == 1 else None
    costs = several_costs(mean, alpha, beta)
    results = {
        "theta_star": only and only.theta,
        "x_star": only and only.x,
        "unique": unique(alpha, beta),
        "sharpness": sharpness(alpha, beta),
        "equilibria": listed,
        "costs": costs and list(costs),
    }
    warning = (
        f"{len(found)} equilibria: private signals are too imprecise beside what everybody knows "
        "(α/√β above √(2π)), and the model does not say which holds; see equilibria."
    )
    return Outcome(given, results, (warning,) if only is None else ())


def _figure(outcome: Outcome) -> alt.LayerChart:
    """θ* against the cost, with the costs at which there are several equilibria."""
    import altair as alt
    import numpy as np
    from scipy.special import ndtr

    cost, mean, alpha, beta = (cast(float, outcome.parameters[name]) for name in _NUMBERS)
    scores = np.linspace(-6, 6, 601).tolist()
    across = [cost_at(y, mean, alpha, beta) for y in scores]
    unit = alt.Scale(domain=[0, 1])
    x = alt.X("c:Q", title="cost of attacking, c [gain of a successful attack]", scale=unit)
    y = alt.Y("theta:Q", title="the regime falls at this strength and below, θ*", scale=unit)
    curve = alt.Chart(table({"c": across, "theta": ndtr(scores).tolist(), "order": range(601)}))
    found, costs = outcome.results["equilibria"], outcome.results["costs"]
    here = {
        "c": [cost] * len(found),
        "theta": [one["theta_star"] for one in found],
        "kind": ["stable" if one["stable"] else "unstable" for one in found],
    }
    fill = alt.Fill(
        "kind:N", scale=alt.Scale(domain=["stable", "unstable"], range=[INK, "#ffffff"]), legend=None
    )
    dots = alt.Chart(table(here)).mark_point(size=90, stroke=INK, strokeWidth=1.5, opacity=1)
    layers = [
        curve.mark_line(color=FIRST, strokeWidth=2.5).encode(x=x, y=y, order="order:Q"),
        dots.encode(x=x, y=y, fill=fill),
    ]
    if costs:
        band = alt.Chart(table({"c": costs[:1], "end": costs[1:]})).mark_rect(color=GREY, opacity=0.2)
        layers.insert(0, band.encode(x=x, x2="end:Q"))
    title = "Grey: costs with three equilibria; the open one is unstable" if costs else "One equilibrium"
    return alt.LayerChart(layer=layers, width=400, height=300, title=title)


def _first_multiplicity() -> float:
    """Smallest α with several equilibria at c = z = ½ and β = 1, by counting them."""
    low, high = 1.0, 5.0
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        several = len(equilibria(0.5, 0.5, middle, 1.0)) > 1
        low, high = (low, middle) if several else (middle, high)
    return high


def _most_equilibria() -> float:
    """Most equilibria when what each one sees is a thousand times as sharp as what everybody knows."""
    means = [step / 10 - 1.5 for step in range(41)]
    return float(max(len(equilibria(c / 100, z, 1.0, 1e6)) for c in range(1, 100) for z in means))


def _theta(cost: float, mean: float, alpha: float, beta: float, which: int = 0) -> float:
    return equilibria(cost, mean, alpha, beta)[which].theta


_ROUND = "the value is given to that many digits"

ENTRY = Entry(
    id="morris-shin-2003",
    title="Global game of regime change",
    question=(
        "A regime falls if enough citizens attack it, and nobody wants to attack alone. When everybody sees "
        "the regime's strength a little differently, how strong can it be and still fall, and is that "
        "settled by fundamentals or by self-fulfilling expectations?"
    ),
    equations="""\
A(θ) = Φ(√β (x* − θ))                                 share that attacks when the strength is θ
A(θ*) = θ*, so x* = θ* + Φ⁻¹(θ*)/√β                   the regime falls at θ* and below
Φ(√(α+β) (θ* − (αz + βx*)/(α+β))) = c                 who sees x* is indifferent
θ* = Φ[(α/√β)(θ* − z) + √(1 + α/β) Φ⁻¹(1 − c)]        both together
unique for all z and c iff α/√β ≤ √(2π)

θ: strength, normal with mean z and precision α (prior); x = θ + ε/√β: what a citizen sees; c: cost of
attacking, the gain of a successful attack being 1; x*: who sees this or less attacks; Φ: standard normal
distribution function""",
    parameters=(
        Parameter(
            "cost",
            "cost of attacking",
            "number",
            0.5,
            "assumed",
            "gain of a successful attack",
            0,
            1,
            open_low=True,
            open_high=True,
        ),
        Parameter("prior_mean", "mean strength, z", "number", 0.5, "assumed", "1", -1e6, 1e6),
        Parameter(
            "prior_precision",
            "precision of what everybody knows, α",
            "number",
            1.0,
            "assumed",
            "1/strength²",
            0,
            1e12,
        ),
        Parameter(
            "private_precision",
            "precision of what each one sees, β",
            "number",
            1.0,
            "assumed",
            "1/strength²",
            1e-12,
            1e15,
        ),
        Parameter(
            "agents",
            "citizens in a simulation; left out: no simulation",
            "integer",
            None,
            "assumed",
            "persons",
            1,
            10_000_000,
        ),
        Parameter(
            "seed", "seed of the simulation", "integer", 0, "assumed", "1", 0, 2**63 - 1, only_with="agents"
        ),
    ),
    reading=(
        "theta_star: the regime falls at this strength and below [0 to 1]; x_star: who sees this or less "
        "attacks [strength]; both null where there are several equilibria. unique: whether there is one "
        "equilibrium whatever mean and cost, α/√β ≤ √(2π). sharpness: α/√β. equilibria: all at these "
        "parameters, smallest attack first, each with stable (best responses lead back to it) and, when "
        "simulated, simulated_theta_star: where the regime flips among so many citizens. costs: the costs "
        "between which there are three equilibria; null if there are none."
    ),
    run=_run,
    targets=(
        Target(
            "small-noise",
            "most equilibria at any of 99 costs and 41 prior means, α = 1, β = 10⁶",
            "Morris and Shin 1998: small noise, one equilibrium; as quoted by Wikipedia, Global game",
            "published",
            1,
            0,
            "a count",
            _most_equilibria,
        ),
        Target(
            "symmetric",
            "θ* at c = z = ½, α = β = 1",
            "symmetry of (3) about ½",
            "derived",
            0.5,
            1e-12,
            "arithmetic",
            lambda: _theta(0.5, 0.5, 1, 1),
        ),
        Target(
            "strong-prior-mean",
            "θ* at c = ½, z = 1, α = β = 1",
            "(1) and (2), the posterior integrated numerically and both bisected",
            "derived",
            0.21673607,
            5e-9,
            _ROUND,
            lambda: _theta(0.5, 1, 1, 1),
        ),
        Target(
            "strong-prior-mean-signal",
            "x* at c = ½, z = 1, α = β = 1",
            "as strong-prior-mean",
            "derived",
            -0.56652786,
            5e-9,
            _ROUND,
            lambda: equilibria(0.5, 1, 1, 1)[0].x,
        ),
        Target(
            "precise-signals",
            "θ* at c = 0.3 as β → ∞ (here 10¹²), z = 2, α = 1",
            "limit (4): 1 − c",
            "derived",
            0.7,
            1e-6,
            "first term left out: (α/√β)(z − θ*) φ(Φ⁻¹(0.7)) = 4.5e-7",
            lambda: _theta(0.3, 2, 1, 1e12),
        ),
        Target(
            "boundary",
            "smallest α/√β with several equilibria, c = z = ½",
            "√(2π)",
            "derived",
            BOUNDARY,
            1e-8,
            "the three roots meet at the boundary, where rounding hides the outer two",
            _first_multiplicity,
        ),
        Target(
            "low-attack",
            "lowest of the three θ* at c = z = ½, α = 5, β = 1",
            "(1) and (2), the posterior integrated numerically, bisected between 0 and ½",
            "derived",
            0.00683490,
            5e-9,
            _ROUND,
            lambda: _theta(0.5, 0.5, 5, 1),
        ),
        Target(
            "simulated-flip",
            "strength at which 10⁵ simulated citizens flip, c = ½, z = 1, α = β = 1",
            "θ* of strong-prior-mean",
            "derived",
            0.21673607,
            0.004,
            "4 standard errors of 10⁵ citizens: √(θ*(1−θ*)/10⁵)/(1 + √β φ(Φ⁻¹(θ*))) = 0.0010",
            lambda: simulated_flip(_theta(0.5, 1, 1, 1), 0.5, 1, 1, 1, 100_000, 1),
        ),
    ),
    deviations=(
        "The chapter's worked example has payoffs that are linear in the share that acts, and so a condition "
        "of uniqueness of its own; this is the regime change game of the literature that builds on it.",
    ),
    unverified=(
        "That the condition α/√β ≤ √(2π) is in print for this game: it is derived here, and of the chapter "
        "only the introduction could be read.",
    ),
    figure=_figure,
    citations=("angeletos-2007",),
)
