"""Casper and Tyson 2014: protest tells elites what citizens know, and all of them at once.

Order of events. Nature draws the leader's strength θ, normal with mean z (``prior_mean``) and precision α
(``prior_precision``). A continuum of citizens of mass 1 sees ``x_i = θ + ε_i/√β``, ε_i independent standard
normal, β the ``private_precision``, and plays the static game of regime change: citizens protest at the cost
c_P (``protest_cost``), which pays 1 more if the share that protests is θ or more. They protest iff
``x_i ≤ x_P*``, and with Φ the standard normal distribution function the true protest is

    (1) A = Φ(√β (x_P* − θ)),   θ_P* = Φ[(α/√β)(θ_P* − z) + √(1 + α/β) Φ⁻¹(1 − c_P)],
        x_P* = θ_P* + Φ⁻¹(θ_P*)/√β

The press shows a blurred protest B to everybody, ``Φ⁻¹(B) = Φ⁻¹(A) + sη``, η standard normal, s² the
``noise_variance``: the freer the press, the smaller. B is the parameter ``protest``. Elites know the
citizens' equilibrium and read it as

    (2) t = x_P* − Φ⁻¹(B)/√β = θ − (s/√β) η:   a public signal of θ with precision β/s², ``public_precision``

so that to all elites θ is normal with

    (3) precision α_E = α + β/s²,   mean z_E = (αz + (β/s²) t)/α_E

before they look at their own signals of θ, with precision β_E (``elite_precision``; left out: β). A continuum
of elites of mass 1 plays the same game for a coup: it pays ``1 − c_E`` to take part in a coup that succeeds
and ``−c_E`` in one that fails, c_E the ``coup_cost``; it succeeds iff the share of elites in it is θ or more.

    (4) θ_E* = Φ[(α_E/√β_E)(θ_E* − z_E) + √(1 + α_E/β_E) Φ⁻¹(1 − c_E)],  x_E* = θ_E* + Φ⁻¹(θ_E*)/√β_E
    (5) what outsiders expect who saw the protest:  P(coup succeeds | B) = Φ(√α_E (θ_E* − z_E))

The leader falls iff ``θ ≤ θ_E*``. By (4) at unchanged θ_E*, ``dx_E*/dz_E = −α_E/β_E``: what the news is
worth to one who thinks of strength alone. But news seen by all also tells what the others will do. With ``f
= φ(Φ⁻¹(θ_E*))``, φ = Φ′, implicit differentiation gives ``dθ_E*/dz_E = −(α_E/√β_E) f/(1 − (α_E/√β_E) f)``
and

    (6) overreaction = (dx_E*/dz_E)/(−α_E/β_E) = (1 + √β_E f)/(1 − (α_E/√β_E) f),

which is above 1 in a stable equilibrium and grows with α_E, that is, as the press gets freer.

(1) is unique for all z and c_P iff ``α/√β ≤ √(2π)``, (4) iff ``α_E/√β_E ≤ √(2π)``: a free enough press
brings back several equilibria. Limits: s² → ∞ leaves elites with the prior; s² → 0 lets all of them know θ.

Results. ``public_precision``: β/s². ``elite_sharpness``: α_E/√β_E. ``unique``: whether both conditions hold.
``coup_threshold``, ``coup_signal``, ``collapse_probability``, ``overreaction``: θ_E*, x_E*, (5), (6); null if
there are several equilibria. ``equilibria``: all, each with these four, ``name``, ``protest_signal`` (t) and
``stable``; for each equilibrium of (1), ascending in θ_P*, all of (4), ascending in θ_E*. Stable are those
in which the right sides of (1) and of (4) both rise by less than θ_P* and θ_E* do. The name is ``elites:
only``, or ``low attack``, ``tipping point`` or ``high attack`` in place of ``only`` if (4) has three, ``low
attack`` or ``high attack`` if two; if (1) has several, the same for ``citizens:``, and a comma, stand before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, SECOND, table
from asabiya.catalogue.regime_change import BOUNDARY, Threshold, equilibria, names, sharpness, unique

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "Coup", "after_protest", "overreaction", "shown_protest", "strength_read_from"]

_ID: Final = "casper-tyson-2014"


@dataclass(frozen=True)
class Coup:
    """What elites know and do after a protest."""

    signal: float
    """t of (2)."""
    precision: float
    """α_E."""
    mean: float
    """z_E."""
    thresholds: tuple[Threshold, ...]
    """Equilibria of (4), ascending."""

    def collapse(self, threshold: Threshold) -> float:
        """Probability (5) [0 to 1]."""
        from scipy.special import ndtr

        return float(ndtr(math.sqrt(self.precision) * (threshold.theta - self.mean)))


def shown_protest(theta: Any, x: float, private_precision: float, noise: Any) -> Any:
    """The protest that the press shows, (1) and (2), for noise ``sη`` of any shape [0 to 1]."""
    from scipy.special import ndtr

    return ndtr(math.sqrt(private_precision) * (x - theta) + noise)


def strength_read_from(protest: Any, x: float, private_precision: float) -> Any:
    """The public signal t of (2) in a protest of any shape."""
    from scipy.special import ndtri

    return x - ndtri(protest) / math.sqrt(private_precision)


def after_protest(
    first: Threshold, protest: float, cost: float, known: tuple[float, float, float, float, float]
) -> Coup:
    """The elites' game after a protest of the citizens' equilibrium ``first``.

    ``known`` is z, α, β, β_E and s².
    """
    mean, alpha, beta, elite, variance = known
    signal = float(strength_read_from(protest, first.x, beta))
    news = beta / variance
    total = alpha + news
    centre = mean + news / total * (signal - mean)
    return Coup(signal, total, centre, equilibria(cost, centre, total, elite))


def overreaction(threshold: Threshold, precision: float, elite: float) -> float:
    """How many times more x_E* moves with public news than the news is worth, (6)."""
    density = math.exp(-(threshold.score**2) / 2) / math.sqrt(2 * math.pi)
    gap = 1 - sharpness(precision, elite) * density
    return (1 + math.sqrt(elite) * density) / gap if gap else math.inf


def _known(given: Mapping[str, Value]) -> tuple[float, float, float, float, float]:
    mean, alpha, beta, variance = (
        cast(float, given[name])
        for name in ("prior_mean", "prior_precision", "private_precision", "noise_variance")
    )
    return mean, alpha, beta, cast("float | None", given["elite_precision"]) or beta, variance


def _run(given: Mapping[str, Value]) -> Outcome:
    known = mean, alpha, beta, elite, variance = _known(given)
    protest, coup_cost = cast(float, given["protest"]), cast(float, given["coup_cost"])
    firsts = equilibria(cast(float, given["protest_cost"]), mean, alpha, beta)
    listed: list[dict[str, Any]] = []
    for label, first in zip(names(len(firsts)), firsts, strict=True):
        coup = after_protest(first, protest, coup_cost, known)
        for own, one in zip(names(len(coup.thresholds)), coup.thresholds, strict=True):
            parts = (f"citizens: {label}" if len(firsts) > 1 else "", f"elites: {own}")
            listed.append(
                {
                    "name": ", ".join(filter(None, parts)),
                    "protest_signal": coup.signal,
                    "coup_threshold": one.theta,
                    "coup_signal": one.x,
                    "collapse_probability": coup.collapse(one),
                    "overreaction": overreaction(one, coup.precision, elite),
                    "stable": one.stable and first.stable,
                }
            )
    single = listed[0] if len(listed) == 1 else {}
    four = ("coup_threshold", "coup_signal", "collapse_probability", "overreaction")
    total = alpha + beta / variance
    results = {
        "public_precision": beta / variance,
        "elite_sharpness": sharpness(total, elite),
        "unique": unique(alpha, beta) and unique(total, elite),
        **{name: single.get(name) for name in four},
        "equilibria": listed,
    }
    warning = (
        f"{len(listed)} equilibria: what all elites know weighs too much beside what each one knows "
        "(α_E/√β_E or α/√β above √(2π)), and the model does not say which holds; see equilibria."
    )
    return Outcome(given, results, (warning,) if len(listed) > 1 else ())


def _lines(given: Mapping[str, Value], times: float) -> list[tuple[float, float, str]]:
    """Protest, probability (5) and branch for every stable equilibrium, the noise so many times as given."""
    mean, alpha, beta, elite, variance = _known(given)
    first = equilibria(cast(float, given["protest_cost"]), mean, alpha, beta)[0]
    found = []
    for step in range(1, 200):
        coup = after_protest(
            first, step / 200, cast(float, given["coup_cost"]), (mean, alpha, beta, elite, variance * times)
        )
        found += [(step / 200, coup.collapse(one), one.score < 0) for one in coup.thresholds if one.stable]
    several = len(found) > 199
    return [(share, p, "low" if several and low else "high") for share, p, low in found]


def _figure(outcome: Outcome) -> alt.LayerChart:
    """Probability of collapse by protest, for a press as it is, freer and less free."""
    import altair as alt

    given = outcome.parameters
    kinds = ["freer press: noise / 4", "press as given", "less free: noise × 4"]
    rows = [
        (*row, kind)
        for kind, times in zip(kinds, (0.25, 1.0, 4.0), strict=True)
        for row in _lines(given, times)
    ]
    hundred = alt.Scale(domain=[0, 1])
    x = alt.X("protest:Q", title="protest as the press shows it [share of citizens]", scale=hundred)
    y = alt.Y("p:Q", title="probability that the leader falls", scale=hundred)
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[SECOND, FIRST, GREY]), legend=None)
    dash = alt.StrokeDash(
        "kind:N", scale=alt.Scale(domain=kinds, range=[[6, 3], [1, 0], [2, 2]]), legend=None
    )
    lines = alt.Chart(
        table(dict(zip(("protest", "p", "branch", "kind"), zip(*rows, strict=True), strict=True)))
    )
    text = alt.Chart(table({"p": [0.2, 0.13, 0.06], "protest": [0.99] * 3, "kind": kinds}))
    here = [one for one in outcome.results["equilibria"] if one["stable"]]
    at = [cast(float, given["protest"])] * len(here)
    dots = alt.Chart(table({"protest": at, "p": [one["collapse_probability"] for one in here]}))
    layers = [
        lines.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour, strokeDash=dash, detail="branch:N"),
        text.mark_text(align="right", fontSize=11, fontWeight="bold").encode(
            x=x, y=y, text="kind:N", color=colour
        ),
        dots.mark_point(filled=True, size=80, color=INK, opacity=1).encode(x=x, y=y),
    ]
    title = "Two lines of one kind: the two stable equilibria"
    return alt.LayerChart(layer=layers, width=400, height=300, title=title)


_PARAMETERS: Final = (
    Parameter("prior_precision", "precision of what everybody knows, α", "number", 1.0, "assumed",
              "1/strength²", 0, 1e9),
    Parameter("private_precision", "precision of what each citizen sees, β", "number", 1.0, "assumed",
              "1/strength²", 1e-9, 1e12),
    Parameter("noise_variance", "variance of the press's noise, s²: small where it is free", "number", 1.0,
              "assumed", "variance of Φ⁻¹(protest)", 1e-9, 1e12),
    Parameter("prior_mean", "mean strength, z", "number", 0.5, "assumed", "1", -1e6, 1e6),
    Parameter("elite_precision", "precision of what each of the elites sees, β_E; left out: as citizens",
              "number", None, "assumed", "1/strength²", 1e-9, 1e12),
    Parameter("protest_cost", "cost of protest, c_P", "number", 0.5, "assumed",
              "gain of a successful protest", 0, 1, open_low=True, open_high=True),
    Parameter("coup_cost", "cost of taking part in a coup, c_E", "number", 0.5, "assumed",
              "gain of a successful coup", 0, 1, open_low=True, open_high=True),
    Parameter("protest", "protest that the press shows, B", "number", 0.5, "assumed", "share of citizens",
              0, 1, open_low=True, open_high=True),
)  # fmt: skip


def _simulated_precision() -> float:
    """Precision of t around θ = 0.4 among 10⁶ noisy reports, β = 4, s² = 0.5."""
    import numpy as np

    noise = math.sqrt(0.5) * np.random.default_rng(3).standard_normal(1_000_000)
    read = strength_read_from(shown_protest(0.4, 0.7, 4.0, noise), 0.7, 4.0)
    return float(1 / np.mean((read - 0.4) ** 2))


def _coup(mean: float, variance: float, protest: float = 0.5) -> Coup:
    return after_protest(equilibria(0.5, mean, 1, 1)[0], protest, 0.5, (mean, 1, 1, 1, variance))


def _largest_noise_with_several() -> float:
    """Largest s² with several equilibria of the elites after half protest, all else symmetric."""
    low, high = 0.1, 5.0
    while high - low > 1e-10:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if len(_coup(0.5, middle).thresholds) > 1 else (low, middle)
    return low


def _measured_overreaction() -> float:
    """dx_E*/dz_E over −α_E/β_E by finite differences, all symmetric, s² = 1."""
    h = 1e-5
    before, after = (equilibria(0.5, 0.5 + shift, 2, 1)[0].x for shift in (-h, h))
    return (after - before) / (2 * h) / -2


def _swing(variance: float) -> float:
    """Rise of the probability of collapse from a protest of 0.4 to one of 0.6."""
    low, high = (_coup(0.5, variance, protest) for protest in (0.4, 0.6))
    return high.collapse(high.thresholds[0]) - low.collapse(low.thresholds[0])


_TARGETS: Final = (
    Target("public-precision", "precision of θ read from 10⁶ noisy protests, β = 4, s² = 0.5", "(2): β/s²",
           "derived", 8.0, 0.046, "4 standard errors, 8 √(2/10⁶) each", _simulated_precision),
    Target("uniqueness", "largest s² with several coups at α = β = 1, c = z = ½ and half protest",
           "α_E/√β_E = √(2π): 1/(√(2π) − 1)", "derived", 1 / (BOUNDARY - 1), 1e-7,
           "the three roots meet at the boundary, where rounding hides the outer two",
           _largest_noise_with_several),
    Target("no-press", "θ_E* at s² = 10¹², z = 1, α = β_E = 1, c_E = ½",
           "the static game with the prior alone (morris-shin-2003)", "derived", 0.21673607, 1e-8,
           "the value is given to eight digits", lambda: _coup(1, 1e12).thresholds[0].theta),
    Target("overreaction", "dx_E*/dz_E against what the news is worth, all symmetric, s² = 1",
           "(6) at f = φ(0): (1 + φ(0))/(1 − 2φ(0))", "derived", 6.921501326, 1e-6,
           "finite differences over 2·10⁻⁵", _measured_overreaction),
    Target("abstract-overreaction", "1 if elites react more to protest than its news of strength is worth",
           "abstract: elites overreact to protest because it is public", "published", 1, 0, "yes or no",
           lambda: float(_measured_overreaction() > 1)),
    Target("abstract-media", "1 if a protest moves the probability of collapse more with a freer press",
           "abstract: the effect is stronger where the press is freer", "published", 1, 0, "yes or no",
           lambda: float(_swing(0.7) > _swing(1) > _swing(4))),
)  # fmt: skip

ENTRY = Entry(
    id=_ID,
    title="Protest and the coordination of elites",
    question=(
        "Citizens who protest show the elites how weak the leader is, and show it to all of them at once. "
        "How much does protest help a coup, and what does a free press change?"
    ),
    equations="""\
A = Φ(√β (x_P* − θ))                                   protest of citizens, x_P* of the static game
Φ⁻¹(B) = Φ⁻¹(A) + sη                                   protest as the press shows it
t = x_P* − Φ⁻¹(B)/√β                                   what it says of θ, with precision β/s²
α_E = α + β/s²,  z_E = (αz + (β/s²) t)/α_E             what all elites know
θ_E* = Φ[(α_E/√β_E)(θ_E* − z_E) + √(1 + α_E/β_E) Φ⁻¹(1 − c_E)]    a coup succeeds up to this strength
P(the leader falls | B) = Φ(√α_E (θ_E* − z_E))
unique iff α_E/√β_E ≤ √(2π) (and α/√β ≤ √(2π) for the citizens)

θ: strength, normal with mean z and precision α (prior); β, β_E: precision of private signals of citizens
and elites; c_E: cost of taking part in a coup, the gain of a successful one being 1; η: standard normal;
Φ: standard normal distribution function""",
    parameters=_PARAMETERS,
    reading=(
        "public_precision: what the shown protest adds to what all elites know, β/s² [1/strength²]. "
        "elite_sharpness: α_E/√β_E. unique: whether it is √(2π) or less, and α/√β too. coup_threshold: the "
        "leader falls at this strength and below [0 to 1]; coup_signal: which of the elites take part, those "
        "who see this or less [strength]; collapse_probability: that the leader falls, given the protest "
        "[0 to 1]; overreaction: how many times more elites move with public news than it is worth [1 and "
        "above]; these four are null where there are several equilibria. equilibria: all, each with the four."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "Citizens play for what protest brings by itself: they do not count on the coup that may follow.",
        "The press's noise is on the probit scale of the protest, which keeps all beliefs normal.",
    ),
    unverified=(
        "The two games' payoffs are those of the static game of regime change; of the paper itself only the "
        "abstract could be read.",
        "The paper's test on data of coups and press freedom is not repeated here.",
    ),
    figure=_figure,
    citations=("morris-shin-2003",),
)
