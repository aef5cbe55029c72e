"""Lohmann 1994: demonstrations as a signal, and why only some of those who march are news.

The regime is malign or benign (``state``), which nobody knows; π is the public belief that it is malign, at
first ``prior``, and ``ℓ = ln(π/(1 − π))``. N ``citizens`` differ in the benefit of acting against a malign
regime: ``b_i = (i − ½)/N``, i = 1..N. Acting costs κ (``cost``, 0 < κ < 1). There are so many Mondays
(``mondays``).

Each Monday, in this order: (a) every citizen gets a fresh private signal, bad or good, independent of all
others; it is bad with probability q (``signal_quality``, ½ < q < 1) if the regime is malign and 1 − q if it
is benign. With ``λ = ln(q/(1 − q))`` the citizen's own belief p that the regime is malign is then

    (1)  p_bad = 1/(1 + exp(−(ℓ + λ))),   p_good = 1/(1 + exp(−(ℓ − λ)))

(b) Citizen i demonstrates iff ``b_i p ≥ κ``. So there are three types, by number of citizens:

    (2)  extremists, who march whatever they saw:         E = #{i: b_i ≥ κ/p_good}
         activist moderates, who march on a bad signal:   M = #{i: κ/p_bad ≤ b_i < κ/p_good}
         apathetic, who stay at home:                     N − E − M
         where #{i: b_i ≥ x} = N + 1 − max(1, min(N + 1, ⌈xN + ½ − 10⁻⁹⌉))

(c) The turnout is ``n = E + a``, a binomial with M trials of probability q (malign) or 1 − q (benign). (d)
All see n, know E and M, and update by Bayes' rule. The extremists cancel; a bad and a good signal each move
ℓ by λ:

    (3)  ℓ′ = ℓ + (2(n − E) − M) λ

(e) The regime falls on the first Monday after which ``π′ ≥ τ`` (``fall_belief``): iff turnout reaches

    (4)  n ≥ max(E, E + ⌈(M + (ln(τ/(1 − τ)) − ℓ)/λ)/2 − 10⁻⁹⌉),   possible only if this is E + M or less

Demonstrations go on until the last Monday either way. Before a Monday the turnout that everybody expects is

    (5)  E + M (π q + (1 − π)(1 − q)),

and what it will tell on average is the mutual information of state and turnout,

    (6)  I = Σ_a [π f₁ ln(f₁/f) + (1 − π) f₀ ln(f₀/f)],  f₁, f₀ the binomials of (c), f = π f₁ + (1 − π) f₀.

What follows: sheer numbers are no news, as ℓ rises iff more than half of the activist moderates march; as π
→ 1 the two beliefs of (1) meet, M goes to 0 and demonstrations, large as they are, tell nothing; and where
``p_bad < κ``, nobody acts, nothing is learnt and the regime is safe for good. For N → ∞ that is

    (7)  silence: π < 1/(1 + exp(λ) (1 − κ)/κ)

π is a martingale when the state is drawn from the prior: its mean, over states and runs, stays at ``prior``.

Draws: ``numpy.random.default_rng(seed)``; on each Monday in turn one call ``binomial(M, probability)`` with
M as an array over the ``runs``, also where M is 0.

Results. ``fall_share``: share of the runs in which the regime falls. ``mean_belief``: mean of π over the
runs after the last Monday. ``critical_turnout``: (4) on the first Monday; null if not possible.
``silence_belief``: (7). ``path``: the first run, Monday by Monday, each with ``belief`` (before),
``extremists``, ``activists`` (M), ``expected`` (5), ``turnout``, ``information`` (6) [nats] and
``belief_after``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, SECOND, table

if TYPE_CHECKING:
    import altair as alt

__all__ = [
    "ENTRY",
    "Course",
    "Society",
    "critical_turnout",
    "information",
    "silence_belief",
    "simulate",
    "types",
]

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_FUZZ: Final = 1e-9


@dataclass(frozen=True)
class Society:
    """Who the citizens are and what they see."""

    citizens: int
    quality: float
    """q."""
    cost: float
    """κ."""

    @property
    def step(self) -> float:
        """λ: what a signal moves log-odds by."""
        return math.log(self.quality / (1 - self.quality))


@dataclass(frozen=True)
class Course:
    """Mondays of all runs, each (mondays, runs) but the log-odds, (mondays + 1, runs)."""

    log_odds: Floats
    extremists: Counts
    activists: Counts
    turnout: Counts


def _belief(log_odds: Any) -> Any:
    from scipy.special import expit

    return expit(log_odds)


def _willing(share: Floats, citizens: int) -> Counts:
    """Citizens whose benefit is so much or more, as in (2); infinite where nobody could be."""
    first = np.ceil(np.minimum(share, 2.0) * citizens + 0.5 - _FUZZ)
    return (citizens + 1 - np.clip(first, 1, citizens + 1)).astype(np.int64)


def types(society: Society, log_odds: Floats) -> tuple[Counts, Counts]:
    """Extremists and activist moderates (2) at log-odds of any shape."""
    with np.errstate(divide="ignore", over="ignore"):
        always = _willing(society.cost / _belief(log_odds - society.step), society.citizens)
        on_bad_news = _willing(society.cost / _belief(log_odds + society.step), society.citizens)
    return always, on_bad_news - always


def critical_turnout(society: Society, prior: float, fall_belief: float) -> int | None:
    """Smallest turnout (4) after which the regime falls; None if not all activists are enough."""
    log_odds = math.log(prior / (1 - prior))
    extremists, activists = (int(one) for one in types(society, np.array(log_odds)))
    gap = math.log(fall_belief / (1 - fall_belief)) - log_odds
    needed = max(0, math.ceil((activists + gap / society.step) / 2 - _FUZZ))
    return extremists + needed if needed <= activists else None


def silence_belief(society: Society) -> float:
    """Belief (7) under which nobody acts in a large society.

    >>> round(silence_belief(Society(1000, 0.6, 0.3)), 4)
    0.2222
    """
    return 1 / (1 + math.exp(society.step) * (1 - society.cost) / society.cost)


def information(society: Society, log_odds: float) -> float:
    """What the next turnout tells on average (6) [nats, 0 to ln 2]."""
    from scipy.special import xlogy
    from scipy.stats import binom

    activists = int(types(society, np.array(log_odds))[1])
    belief = float(_belief(log_odds))
    count = np.arange(activists + 1)
    malign = binom.pmf(count, activists, society.quality)
    benign = binom.pmf(count, activists, 1 - society.quality)
    # Turnouts so unlikely that their chance is 0 in floating point must not count as infinitely telling.
    both = np.maximum(belief * malign + (1 - belief) * benign, np.finfo(float).tiny)
    told = belief * (xlogy(malign, malign) - xlogy(malign, both))
    told += (1 - belief) * (xlogy(benign, benign) - xlogy(benign, both))
    return max(0.0, float(told.sum()))


def simulate(society: Society, prior: float, malign: bool, mondays: int, runs: int, seed: int) -> Course:
    """Mondays of so many independent runs."""
    generator = np.random.default_rng(seed)
    chance = society.quality if malign else 1 - society.quality
    log_odds = np.full((mondays + 1, runs), math.log(prior / (1 - prior)))
    extremists, activists, turnout = (np.zeros((mondays, runs), np.int64) for _ in range(3))
    for day in range(mondays):
        extremists[day], activists[day] = types(society, log_odds[day])
        bad = generator.binomial(activists[day], chance)
        turnout[day] = extremists[day] + bad
        log_odds[day + 1] = log_odds[day] + (2 * bad - activists[day]) * society.step
    return Course(log_odds, extremists, activists, turnout)


def _run(given: Mapping[str, Value]) -> Outcome:
    society = Society(
        cast(int, given["citizens"]), cast(float, given["signal_quality"]), cast(float, given["cost"])
    )
    prior, fall = cast(float, given["prior"]), cast(float, given["fall_belief"])
    mondays, runs, seed = (cast(int, given[name]) for name in ("mondays", "runs", "seed"))
    course = simulate(society, prior, given["state"] == "malign", mondays, runs, seed)
    belief = _belief(course.log_odds)
    falls = (course.log_odds[1:] >= math.log(fall / (1 - fall)) - 2 * _FUZZ * society.step).any(axis=0)
    path = []
    for day in range(mondays):
        before, activists = float(belief[day, 0]), int(course.activists[day, 0])
        bad = before * society.quality + (1 - before) * (1 - society.quality)
        path.append(
            {
                "belief": before,
                "extremists": int(course.extremists[day, 0]),
                "activists": activists,
                "expected": float(course.extremists[day, 0] + activists * bad),
                "turnout": int(course.turnout[day, 0]),
                "information": information(society, float(course.log_odds[day, 0])),
                "belief_after": float(belief[day + 1, 0]),
            }
        )
    results = {
        "fall_share": float(falls.mean()),
        "mean_belief": float(belief[-1].mean()),
        "critical_turnout": critical_turnout(society, prior, fall),
        "silence_belief": silence_belief(society),
        "path": path,
    }
    return Outcome(given, results)


def _figure(outcome: Outcome) -> alt.HConcatChart:
    """Turnout of the first run with its extremists, and what is believed after it."""
    import altair as alt

    path = outcome.results["path"]
    days = list(range(1, len(path) + 1))
    x = alt.X("monday:Q", title="Monday", axis=alt.Axis(tickMinStep=1))
    y = alt.Y("count:Q", title="demonstrators [citizens]")

    def series(name: str) -> alt.Chart:
        return alt.Chart(table({"monday": days, "count": [float(one[name]) for one in path]}))

    left = [
        series("turnout").mark_bar(color=FIRST, opacity=0.55, size=12).encode(x=x, y=y),
        series("extremists").mark_bar(color=GREY, size=12).encode(x=x, y=y),
        series("expected").mark_tick(orient="horizontal", color=INK, thickness=2.5, size=18).encode(x=x, y=y),
    ]
    beliefs = [path[0]["belief"], *(one["belief_after"] for one in path)]
    told = [*(one["information"] for one in path), None]
    data = alt.Chart(table({"monday": [0, *days], "belief": beliefs, "told": told}))
    unit = alt.Scale(domain=[0, 1])
    up = alt.Y("belief:Q", title="belief that the regime is malign (line)", scale=unit)
    news = alt.Y("told:Q", title="information in the next turnout [nats] (dashed)")
    levels = alt.Chart(
        table({"belief": [outcome.parameters["fall_belief"], outcome.results["silence_belief"]]})
    ).mark_rule(color=GREY, strokeDash=[2, 3])
    line = data.mark_line(color=FIRST, strokeWidth=2.5, point=True).encode(x=x, y=up)
    dashed = data.mark_line(color=SECOND, strokeWidth=1.5, strokeDash=[5, 3]).encode(x=x, y=news)
    base = alt.LayerChart(layer=[levels.encode(y=up), line])
    right = alt.LayerChart(layer=[base, dashed]).resolve_scale(y="independent")
    return alt.HConcatChart(
        hconcat=[
            alt.LayerChart(
                layer=left, width=320, height=260, title="Grey: extremists; tick: turnout expected by all"
            ),
            right.properties(width=320, height=260, title="Dotted: fall (upper), silence (lower)"),
        ],
        spacing=40,
    )


_PARAMETERS: Final = (
    Parameter("citizens", "citizens, N", "integer", 300, "assumed", "persons", 1, 100_000),
    Parameter("prior", "belief that the regime is malign before the first Monday", "number", 0.35, "assumed",
              "probability", 0, 1, open_low=True, open_high=True),
    Parameter("signal_quality", "probability that a private signal is right, q", "number", 0.54, "assumed",
              "probability", 0.5, 1, open_low=True, open_high=True),
    Parameter("cost", "cost of demonstrating, κ", "number", 0.3, "assumed",
              "largest benefit of acting against a malign regime", 0, 1, open_low=True, open_high=True),
    Parameter("fall_belief", "public belief at which the regime falls, τ", "number", 0.9, "assumed",
              "probability", 0, 1, open_low=True, open_high=True),
    Parameter("state", "what the regime is", "choice", "malign", "assumed", choices=("malign", "benign")),
    Parameter("mondays", "Mondays", "integer", 13,
              "25 September to 18 December 1989, the first of the paper's five cycles", "weeks", 1, 1000),
    Parameter("runs", "independent runs", "integer", 1000, "assumed", "1", 1, 100_000),
    Parameter("seed", "seed of the draws", "integer", 0, "assumed", "1", 0, 2**63 - 1),
)  # fmt: skip

_SMALL: Final = Society(300, 0.54, 0.3)


def _mean_belief() -> float:
    """Mean belief after 13 Mondays over 20,000 runs of each state, weighed by a prior of 0.35."""
    ends = [_belief(simulate(_SMALL, 0.35, malign, 13, 20_000, 11).log_odds[-1]) for malign in (True, False)]
    return float(0.35 * ends[0].mean() + 0.65 * ends[1].mean())


def _posterior() -> float:
    """Belief after the first Monday of a run by the binomial likelihoods of its turnout."""
    from scipy.stats import binom

    course = simulate(_SMALL, 0.35, True, 1, 1, 4)
    count, trials = int(course.turnout[0, 0] - course.extremists[0, 0]), int(course.activists[0, 0])
    malign, benign = binom.pmf(count, trials, 0.54), binom.pmf(count, trials, 0.46)
    direct = 0.35 * malign / (0.35 * malign + 0.65 * benign)
    return float(_belief(course.log_odds[1, 0]) - direct)


def _silence() -> float:
    """Largest belief at which nobody of 10⁵ acts, by bisection."""
    society, low, high = Society(100_000, 0.6, 0.3), 0.01, 0.9
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        acting = sum(int(one) for one in types(society, np.array(math.log(middle / (1 - middle)))))
        low, high = (low, middle) if acting else (middle, high)
    return low


def _telling() -> list[float]:
    """Information in the turnout expected on each of 13 Mondays, mean over 100 malign runs [nats]."""
    course = simulate(_SMALL, 0.35, True, 13, 100, 7)
    return [float(np.mean([information(_SMALL, one) for one in day])) for day in course.log_odds[:-1]]


def _turnouts() -> Floats:
    """Turnout on each of 13 Mondays, mean over 1,000 malign runs, (13,) [citizens]."""
    return np.asarray(simulate(_SMALL, 0.35, True, 13, 1000, 7).turnout.mean(axis=1))


def _revealed() -> float:
    """Mean belief in the end of 1,000 malign runs of 13 Mondays."""
    return float(_belief(simulate(_SMALL, 0.35, True, 13, 1000, 7).log_odds[-1]).mean())


_TARGETS: Final = (
    Target("abstract-revealed", "1 if 13 demonstrations make it clearer that a malign regime is malign",
           "abstract: they publicly revealed some of what was hidden", "published", 1, 0, "yes or no",
           lambda: float(_revealed() > 0.35 + 0.1)),
    Target("abstract-information", "1 if turnout tells less than a quarter on the last Monday of the first's",
           "abstract: their informational role declined", "published", 1, 0, "yes or no",
           lambda: float((told := _telling())[-1] < told[0] / 4)),
    Target("abstract-death", "1 if turnout on the last Monday is less than half its peak",
           "abstract: they died a slow death", "published", 1, 0, "yes or no",
           lambda: float((seen := _turnouts())[-1] < seen.max() / 2),
           known_miss="citizens who know that the regime is malign march on, though it is no news"),
    Target("martingale", "mean belief after 13 Mondays, states weighed by the prior, 20,000 runs each",
           "Bayes' rule: the prior, 0.35", "derived", 0.35, 0.006, "4 standard errors of 0.0014",
           _mean_belief),
    Target("posterior", "belief after a turnout by (3), less that by the binomial likelihoods",
           "(c) and Bayes' rule", "derived", 0.0, 1e-12, "arithmetic", _posterior),
    Target("silence", "largest belief at which nobody of 10⁵ acts, q = 0.6, κ = 0.3",
           "(7): 1/(1 + 1.5 · 7/3) = 2/9", "derived", 2 / 9, 2e-5, "the keenest of 10⁵ citizens has b < 1",
           _silence),
    Target("one-activist", "information in a single activist's signal at π = ½, q = 0.75 [nats]",
           "ln 2 less the entropy of 0.75", "derived",
           math.log(2) + 0.75 * math.log(0.75) + 0.25 * math.log(0.25), 1e-12, "arithmetic",
           lambda: information(Society(1, 0.75, 0.3), 0.0)),
)  # fmt: skip

ENTRY = Entry(
    id="lohmann-1994",
    title="Informational cascades of demonstrations",
    question=(
        "A demonstration tells everybody what many privately know. Which of those who march are news, why "
        "can protest grow or die by chance, and why does it lose its meaning once all is known?"
    ),
    equations="""\
p_bad, p_good: logit p = ℓ ± λ, λ = ln(q/(1 − q))      own belief after a bad and a good signal
citizen i demonstrates iff b_i p ≥ κ
E: those who do so on a good signal too (extremists);  M: only on a bad one (activist moderates)
n = E + a, a binomial: M trials, probability q if malign, 1 − q if benign
ℓ′ = ℓ + (2(n − E) − M) λ                              extremists are discounted
the regime falls on the first Monday after which π′ ≥ τ

π: public belief that the regime is malign, ℓ its log-odds; q: quality of signals; b_i = (i − ½)/N: benefit
of acting against a malign regime; κ: cost; n: turnout""",
    parameters=_PARAMETERS,
    reading=(
        "fall_share: share of the runs in which the regime falls [0 to 1]. mean_belief: public belief after "
        "the last Monday, mean over runs [0 to 1]. critical_turnout: turnout on the first Monday that brings "
        "the regime down at once [citizens]; null if none could. silence_belief: belief under which nobody "
        "acts [0 to 1]. path: the first run, Monday by Monday: belief before and after, extremists, "
        "activists, turnout expected and seen [citizens], information in it [nats]."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "A reconstruction from the abstracts of this paper and of Lohmann 1993: types of citizens, turnout "
        "as a signal, extremists discounted, a threshold for the regime's fall.",
        "Citizens weigh cost against their belief that the regime is malign, not against the chance that "
        "their own march decides; who marches therefore does not depend on how many others do.",
    ),
    unverified=(
        "The paper's own equations and its five cycles of forty-two demonstrations: its text could not be "
        "read, and the turnouts of Leipzig are not fitted.",
    ),
    figure=_figure,
    citations=("lohmann-1993",),
)
