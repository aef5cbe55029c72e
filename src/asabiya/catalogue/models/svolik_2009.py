"""Svolik 2009: dictators grab power from their allies until a coup stops them or none can.

A dictator has the share b of power, 0 < b < 1, his ruling coalition the rest. Order of events in a round:

1. the dictator *grabs* the step λ (``step``, 0 < λ < 1), or *abides* by the sharing of power;
2. the coalition does not see which, but a signal, high with probability h (``detection``) if he grabs and f
   (``false_alarm``) if he abides, 0 < f < h < 1;
3. it rebels or does not; a rebellion succeeds with probability ``1 − b``.

Payoffs of the round. Dictator: 0 if deposed, else b, and λ more if he grabbed. Coalition: S (``spoils``, 0
≤ S ≤ 1) from a rebellion that succeeds, −F (``reprisal``, F ≥ 0) from one that fails; without one 1 − b, and
λ less if he grabbed. Both weigh this round only, and know all but each other's move and chance.

*Stage game.* Let the dictator grab with probability α. The coalition rebels if it believes that he grabbed
with a probability p above, and does not if below,

    (1)  p* = [(1 − b)(1 − S) + b F]/λ
    (2)  p after the high signal: αh/(αh + (1−α)f),   after the low one: α(1−h)/(α(1−h) + (1−α)(1−f))

It is required that F > 1 − S (by more than 10⁻⁹). Then p* rises in b, and reaches 1 at

    (3)  b* = (λ − (1 − S))/(F − (1 − S))

From there on (p* ≥ 1 − 10⁻⁹) autocracy is *established*: the coalition never rebels, the dictator grabs.
Below, it is *contested*. The dictator is indifferent if a high signal is met by rebellion with probability

    (4)  β* = λ/{(1 − b)[hλ + (h − f)b]},   and a low one never

The equilibria of a contested round are

    (5)  deterrence, iff β* ≤ 1: rebellion after a high signal with probability β*, never after a low one;
             α = p*f/(p*f + (1 − p*)h), which makes p = p* after the high signal
         suspicion, iff β* < 1: rebellion after every high signal, after a low one with probability
             γ = X/(λb + X),  X = b(1−b)(h−f) − λ(1 − h(1−b)), which makes the dictator indifferent;
             α = p*(1−f)/(p*(1−f) + (1−p*)(1−h)), which makes p = p* after the low signal
         open conflict, always: he grabs, and they rebel whatever the signal

There are no others, but a continuum between the first two at β* = 1, of which deterrence is given.

*Process.* A dictator begins at b₀ (``power``). With r₁ and r₀ the probability of rebellion if he grabs and
if he abides (deterrence: β*h, β*f; suspicion: h + (1−h)γ, f + (1−f)γ; conflict: 1, 1), in a round he

    (6)  falls with probability η = (1−b)[α r₁ + (1−α) r₀];   rises to b + λ with υ = α(1 − (1−b) r₁);
         else stays at b.   In deterrence η = λ/(hλ + (h−f)b) · fh/(h − p*(h−f))

A rebellion that fails changes nothing. Contested levels are b_k = b₀ + kλ, k = 0 to n − 1, all below b*; at
b_n he is established and falls no more. b_n ≤ 1 is required. At every level the equilibrium ``play`` holds,
and open conflict where that does not exist. A year has m rounds (``rounds``). With x_k(t) the probability of
being in office at level k after t rounds, x_0(0) = 1,

    (7)  x_k(t+1) = (1 − η_k − υ_k) x_k(t) + υ_{k−1} x_{k−1}(t),   η_n = υ_n = υ_{−1} = 0
         s(t) = Σ_k x_k(t);   hazard of year j:  1 − s(jm)/s((j−1)m)
    (8)  probability of ever being established:  Π_k υ_k/(υ_k + η_k)

For n = 1 the hazard falls with every year, from η to 0, as the survivors become more and more the
established. With more levels it may rise first, if η_k rises in k, and falls to 0 in the end.

Results. ``regime``: ``contested`` or ``established``, at b₀. ``established_power``: b* (at most 0: all are
established). ``belief_threshold``: p* at b₀. ``equilibria``: of the stage game at b₀, ascending in ``coup``,
each with ``name`` (as in (5), or ``established``), ``grab`` (α), ``rebel_high``, ``rebel_low``
(probabilities of rebellion after the signals), ``coup`` (η), ``rise`` (υ; 1 for the established, whose power
no longer counts). ``levels``: the contested ones, the same numbers with ``power`` (b_k) and ``play`` in place
of ``name``. ``hazard``, ``survival``, ``established``: lists, one number for each of the ``years``: hazard
(7) of the year; s at its end; share x_n/s of the established among those in office then.
``ever_established``: (8).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, SECOND, table
from asabiya.catalogue.power_sharing import (
    PLAYS,
    Rules,
    Stage,
    equilibria,
    ever_established,
    followed,
    in_office,
    simulate,
)
from asabiya.errors import InputError

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "OBSERVED", "pooled"]

_ID: Final = "svolik-2009"
OBSERVED: Final = ((0, 1, 0.1155), (1, 2, 0.0498), (2, 3, 0.0296), (3, 5, 0.0450), (5, 10, 0.0285),
                   (10, 20, 0.0181))  # fmt: skip
"""Coups a year by tenure in Svolik's data on leaders: from and to which year in office, hazard."""


def pooled(survival: list[float], first: int, last: int) -> float:
    """Falls per dictator-year begun, from year ``first`` (0: the first) to before year ``last``."""
    course = [1.0, *survival]
    return (course[first] - course[last]) / sum(course[first:last])


def _rules(given: Mapping[str, Value]) -> Rules:
    rules = Rules(*(cast(float, given[name]) for name in Rules.__dataclass_fields__))
    if rules.false_alarm >= rules.detection:
        raise InputError(
            f"{_ID}: false_alarm: {rules.false_alarm} with a detection of {rules.detection}",
            hint="false_alarm is below detection: a high signal must be a sign of a grab",
        )
    if rules.reprisal <= 1 - rules.spoils + 1e-9:
        raise InputError(
            f"{_ID}: reprisal: {rules.reprisal} with spoils of {rules.spoils}",
            hint=f"reprisal is above 1 - spoils = {1 - rules.spoils:.6g}: else the weak would rebel soonest",
        )
    return rules


def _levels(rules: Rules, power: float) -> list[float]:
    levels = rules.levels(power)
    if levels and levels[-1] + rules.step > 1 + 1e-9:
        raise InputError(
            f"{_ID}: reprisal: {rules.reprisal} leaves a dictator contested at power {levels[-1]:.6g}, "
            f"and there is no step of {rules.step} left to take",
            hint="take a larger reprisal, smaller spoils or a smaller step: established_power falls",
        )
    return levels


def _told(stage: Stage) -> dict[str, float]:
    return {name: getattr(stage, name) for name in ("grab", "rebel_high", "rebel_low", "coup", "rise")}


def _warnings(rules: Rules, stages: list[Stage], play: str) -> tuple[str, ...]:
    several = any(len(equilibria(rules, stage.power)) > 1 for stage in stages)
    absent = sum(stage.name != play for stage in stages)
    found = []
    if several:
        found.append(f"Several equilibria of the stage game; hazard and levels are those of {play}.")
    if absent:
        found.append(f"At {absent} of {len(stages)} contested levels only open conflict is an equilibrium.")
    return tuple(found)


def _run(given: Mapping[str, Value]) -> Outcome:
    rules, power = _rules(given), cast(float, given["power"])
    years, rounds, play = cast(int, given["years"]), cast(int, given["rounds"]), cast(str, given["play"])
    stages = followed(rules, _levels(rules, power), play)
    shares = in_office(stages, years * rounds)[::rounds]
    office = shares.sum(axis=1)
    results = {
        "regime": "contested" if stages else "established",
        "established_power": rules.established,
        "belief_threshold": rules.belief(power),
        "equilibria": [{"name": stage.name, **_told(stage)} for stage in equilibria(rules, power)],
        "levels": [{"power": stage.power, "play": stage.name, **_told(stage)} for stage in stages],
        "hazard": (1 - office[1:] / office[:-1]).tolist(),
        "survival": office[1:].tolist(),
        "established": (shares[1:, -1] / office[1:]).tolist(),
        "ever_established": ever_established(stages),
    }
    return Outcome(given, results, _warnings(rules, stages, play), {"rules": rules})


def _figure(outcome: Outcome) -> alt.HConcatChart:
    """What both do, by the dictator's power; and the hazard of a coup by year in office."""
    import altair as alt

    scales = alt.Resolve(scale=alt.ScaleResolveMap(color="independent", strokeDash="independent"))
    panels = [_by_power(outcome), _by_year(outcome)]
    return alt.HConcatChart(hconcat=panels, spacing=40, resolve=scales)


def _by_power(outcome: Outcome) -> alt.LayerChart:
    import altair as alt

    rules, play = cast(Rules, outcome.series["rules"]), cast(str, outcome.parameters["play"])
    tip = [b for b in (rules.established - 1e-6, rules.established + 1e-6) if 0 < b < 1]
    powers = sorted([*np.linspace(0.002, 0.998, 499).tolist(), *tip])
    stages = followed(rules, powers, play)
    kinds = ["grab", "rebellion after a high signal"]
    rows = [
        (stage.power, chance, kind, f"{kind}, {stage.name}")
        for stage in stages
        for kind, chance in zip(kinds, (stage.grab, stage.rebel_high), strict=True)
    ]
    columns = dict(zip(("b", "chance", "kind", "part"), zip(*rows, strict=True), strict=True))
    unit = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("b:Q", title="dictator's share of power, b", scale=unit)
    y = alt.Y("chance:Q", title="probability in a round", scale=unit)
    legend = alt.Legend(title=None, orient="top", symbolStrokeWidth=2.5, labelLimit=240)
    line = alt.Chart(table(columns)).mark_line(strokeWidth=2.5)
    marks = [
        (level["power"], level[name], kind)
        for level in outcome.results["levels"]
        for name, kind in zip(("grab", "rebel_high"), kinds, strict=True)
    ]
    points = {name: [mark[i] for mark in marks] for i, name in enumerate(("b", "chance", "kind"))}
    layers = [
        alt.Chart(table({"b": [rules.established]})).mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=x),
        line.encode(
            x=x, y=y, detail="part:N",
            color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[FIRST, SECOND]), legend=legend),
            strokeDash=alt.StrokeDash("kind:N", scale=alt.Scale(domain=kinds, range=[[1, 0], [7, 3]]),
                                      legend=legend),
        ),
        alt.Chart(table(points)).mark_point(filled=True, size=60, color=INK, opacity=1).encode(x=x, y=y),
    ]  # fmt: skip
    return alt.LayerChart(layer=layers if 0 < rules.established < 1 else layers[1:], width=320, height=280)


def _by_year(outcome: Outcome) -> alt.LayerChart:
    import altair as alt

    hazard = outcome.results["hazard"]
    kinds = ["model", "leaders in Svolik's data"]
    year = np.arange(len(hazard) + 1).astype(float).tolist()
    steps = {"from": year[:-1], "to": year[1:], "hazard": hazard, "kind": kinds[:1] * len(hazard)}
    first, last, rate = zip(*OBSERVED, strict=True)
    bands = {"from": first, "to": last, "hazard": rate, "kind": kinds[1:] * len(OBSERVED)}
    x = alt.X("from:Q", title="years in office", scale=alt.Scale(domain=[0, max(20, len(hazard))]))
    y = alt.Y("hazard:Q", title="dictators deposed by a coup, per year", axis=alt.Axis(format=".0%"))
    legend = alt.Legend(title=None, orient="top", symbolStrokeWidth=4, symbolType="stroke")
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[FIRST, GREY]), legend=legend)
    layers = [
        alt.Chart(table(data)).mark_rule(strokeWidth=width).encode(x=x, x2="to:Q", y=y, color=colour)
        for data, width in ((bands, 6), (steps, 2.5))
    ]
    return alt.LayerChart(layer=layers, width=320, height=280)


_PARAMETERS: Final = (
    Parameter("power", "the dictator's share of power at first, b₀", "number", 0.3, "assumed", "share", 0, 1,
              open_low=True, open_high=True),
    Parameter("step", "power that one grab adds, λ", "number", 0.2, "assumed", "share", 0.005, 1,
              open_high=True),
    Parameter("spoils", "what a successful rebellion brings the coalition, S", "number", 0.9,
              "assumed: a coup costs a tenth of all power", "share", 0, 1),
    Parameter("reprisal", "what a failed rebellion costs it, F", "number", 0.3, "assumed", "share", 0, 100),
    Parameter("detection", "probability of a high signal if the dictator grabs, h", "number", 0.8, "assumed",
              "1", 0, 1, open_low=True, open_high=True),
    Parameter("false_alarm", "probability of a high signal if he abides, f", "number", 0.03,
              "assumed: so that hazards are about those in data", "1", 0, 1, open_low=True, open_high=True),
    Parameter("rounds", "rounds in a year, m", "integer", 1, "assumed", "rounds/year", 1, 52),
    Parameter("years", "years to follow", "integer", 20, "tenures in the data", "years", 1, 100),
    Parameter("play", "equilibrium of contested rounds", "choice", "deterrence",
              "assumed: the one in which signals deter", choices=PLAYS),
)  # fmt: skip
_LADDER: Final = Rules(step=0.1, spoils=0.95, reprisal=0.25, detection=0.8, false_alarm=0.05)
"""Rules with two contested levels from power 0.1 on."""


def _results(**given: Value) -> Mapping[str, Any]:
    return _run({**{parameter.name: parameter.default for parameter in _PARAMETERS}, **given}).results


def _regret(rules: Rules, stage: Stage) -> float:
    """The most that either gains from any other move, by enumeration of moves and signals."""
    b, wins, h, f = stage.power, 1 - stage.power, rules.detection, rules.false_alarm
    signals = ((h, f, stage.rebel_high), (1 - h, 1 - f, stage.rebel_low))
    grabs = sum(grab * (b + rules.step) * (1 - rebel * wins) for grab, _, rebel in signals)
    abides = sum(abide * b * (1 - rebel * wins) for _, abide, rebel in signals)
    worst = max(grabs, abides) - (stage.grab * grabs + (1 - stage.grab) * abides)
    for grab, abide, rebel in signals:
        seen = stage.grab * grab + (1 - stage.grab) * abide
        peace = 1 - b - rules.step * stage.grab * grab / seen
        war = wins * rules.spoils - b * rules.reprisal
        worst = max(worst, max(peace, war) - (rebel * war + (1 - rebel) * peace))
    return worst


def _most_regret() -> float:
    powers = np.linspace(0.02, 0.98, 97).tolist()
    return max(_regret(_LADDER, stage) for power in powers for stage in equilibria(_LADDER, power))


def _drawn_hazard(play: str, first: int, last: int) -> float:
    """Hazard of the years from first to before last among 200,000 dictators drawn round by round."""
    stages = followed(_LADDER, _LADDER.levels(0.1), play)
    counts = simulate(stages, 200_000, 20, seed=5)
    return float((counts[first] - counts[last]) / counts[first:last].sum())


def _ladder(play: str, years: int) -> Mapping[str, Any]:
    given: dict[str, Value] = {name: getattr(_LADDER, name) for name in Rules.__dataclass_fields__}
    return _results(**given, power=0.1, play=play, years=years)


def _exact_hazard(play: str, first: int, last: int) -> float:
    return pooled(_ladder(play, last)["survival"], first, last)


_COUP: Final = 0.2 / 0.391 * 0.024 / 0.184
_RISE: Final = 0.024 / 0.184 * (1 - 0.8 * 0.2 / 0.391)
_STAY_9: Final = (1 - _COUP - _RISE) ** 9
_TARGETS: Final = (
    Target("rebellion", "probability of rebellion after a high signal, b = 0.3, λ = 0.2, h = 0.8, f = 0.03",
           "(4) by hand: 0.2/(0.7 (0.16 + 0.77 · 0.3))", "derived", 0.2 / 0.2737, 1e-12, "arithmetic",
           lambda: _results()["levels"][0]["rebel_high"]),
    Target("coup", "probability of a coup in a round, and S = 0.9, F = 0.3, so p* = 0.8",
           "(6) by hand: (0.2/0.391)(0.024/0.184)", "derived", _COUP, 1e-12, "arithmetic",
           lambda: _results()["levels"][0]["coup"]),
    Target("established-power", "power from which no coup threatens", "(3) by hand: (0.2 − 0.1)/(0.3 − 0.1)",
           "derived", 0.5, 1e-12, "arithmetic", lambda: _results()["established_power"]),
    Target("hazard-year-10", "hazard of the tenth year, one contested level",
           "(7) summed by hand: η q⁹/(q⁹ + (1 − q⁹) υ/(η + υ)), q = 1 − η − υ", "derived",
           _COUP * _STAY_9 / (_STAY_9 + (1 - _STAY_9) * _RISE / (_COUP + _RISE)), 1e-12, "arithmetic",
           lambda: _results()["hazard"][9]),
    Target("best-responses", "the most that a change of plan brings anybody, in all equilibria, 97 powers",
           "payoffs by enumeration", "derived", 0.0, 1e-12, "arithmetic", _most_regret),
    Target("ever-established", "share in office after 100 years, over (8); two levels, deterrence",
           "(7): who is not established by then has fallen", "derived", 1.0, 1e-5,
           "the slower level is left with 0.845 a year: 0.845¹⁰⁰ = 5e-8, over 0.25 and times a few",
           lambda: _ladder("deterrence", 100)["survival"][-1] / _ladder("deterrence", 1)["ever_established"]),
    Target("hazard-drawn-1", "hazard of the first year of 200,000 drawn dictators, two levels, less ours",
           "the order of events", "derived", 0.0, 0.0026, "4 standard errors of 6.5e-4",
           lambda: _drawn_hazard("deterrence", 0, 1) - _exact_hazard("deterrence", 0, 1)),
    Target("hazard-drawn-10", "the same, years 11 to 20", "the order of events", "derived", 0.0, 0.0012,
           "4 standard errors of 2.9e-4: 0.0386 a year, 440,000 dictator-years",
           lambda: _drawn_hazard("deterrence", 10, 20) - _exact_hazard("deterrence", 10, 20)),
)  # fmt: skip

ENTRY = Entry(
    id=_ID,
    title="Power sharing in contested and established autocracies",
    question=(
        "A dictator may take power from his allies, who see only a signal of it and can threaten a coup. "
        "When does that hold him, when is he beyond it, and why do coups become rare with years in office?"
    ),
    equations="""\
p* = [(1 − b)(1 − S) + b F]/λ                   the coalition rebels if a grab is more probable than p*
b* = (λ − (1 − S))/(F − (1 − S))                from this power on autocracy is established: no rebellion
β* = λ/{(1 − b)[hλ + (h − f)b]}                 rebellion after a high signal; the dictator is indifferent
α = p*f/(p*f + (1 − p*)h)                       he grabs, so that the coalition is indifferent
η = λ/(hλ + (h − f)b) · fh/(h − p*(h − f))      he falls in a round
υ = α(1 − (1 − b)hβ*)                           he rises to b + λ
hazard by tenure: of the Markov chain on b₀, b₀ + λ, … up to the first power above b*

b: dictator's share of power; λ: a grab adds it; S: spoils of a rebellion that succeeds (probability 1 − b);
F: cost of one that fails; h, f: probability of a high signal if he grabs and if he abides""",
    parameters=_PARAMETERS,
    reading=(
        "regime: contested or established at first; established_power: share of power from which no coup "
        "threatens; belief_threshold: the coalition rebels above this belief in a grab. equilibria: of the "
        "round at first, each with the probabilities of grab, of rebellion after a high and a low signal, of "
        "coup (the dictator falls) and rise. levels: the contested shares of power, the same. hazard: "
        "dictators deposed in each year per dictator in office at its start [per year]; survival: share in "
        "office at its end; established: of those. ever_established: probability of becoming so."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "A reconstruction from the abstract: a dictator who may take power from his coalition, a coalition "
        "that may answer with a coup, contested and established autocracy. The form of the signal, the "
        "payoffs and the chance 1 − b of a rebellion are set up here.",
        "Dictator and coalition weigh the round only, not what power is worth later.",
        "Coups are the only end of a tenure.",
    ),
    unverified=(
        "The paper's own game, propositions and notation: only its abstract and the first lines of its "
        "introduction could be read.",
        "Its estimates of coups by tenure. The hazards in the figure, 0.1155 in the first year to 0.0181 "
        "after ten, were computed from Svolik's data on leaders (of which release is not on record), not "
        "read in the paper. The defaults give 0.067 to 0.013 there, without the peak of the first year.",
        "That hazards fall with tenure always: with several contested levels they may rise first.",
        "Which equilibrium the paper selects where there are several.",
    ),
    figure=_figure,
)
