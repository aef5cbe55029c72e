"""Egorov and Sonin 2011: a competent vizier knows when treason pays, so dictators hire mediocre ones.

A dictator faces a plot and rules through a vizier. The plot is strong with probability q (``strong``, 0 < q <
1), and weak otherwise. The vizier has competence c, ½ to 1: how well he tells strong plots from weak ones.
Order of events:

1. the dictator chooses c; and, unless it is given, the vizier's wage w, 0 ≤ w ≤ R;
2. the plot's strength is drawn; the vizier alone sees a *signal* of it, "strong" or "weak", which is right
   with probability c;
3. he betrays, or stays loyal and reports the signal truly; told of a strong plot, the dictator takes
   measures;
4. a strong plot that the vizier joins wins; a weak one that he joins wins with probability b
   (``weak_wins``, 0 ≤ b < 1). If he is loyal, a weak plot fails, and a strong one wins unless measures were
   taken and foil it, which they do with probability m (``defence``, 0 to 1).

A traitor gets R (``prize``, R > 0) if the plot wins, and −P (``punishment``, P ≥ 0) if it fails: who has
fallen punishes nobody. A loyal vizier has w (``wage``, w ≥ 0) whoever wins. The dictator has V (``stake``, V
≥ 0) if he stands, y c (``output``, y ≥ 0) from what a competent vizier does besides, and pays w in advance,
whatever comes. All this but strength and signal is known to both.

*The vizier.* With belief π that the plot is strong he betrays iff ``[π + (1 − π)b](R + P) − P > w``:

    (1)  π > π* = A/T,    T = (1 − b)(R + P),   A = w + P − b(R + P),   so T − A = R − w
    (2)  beliefs:  after "strong" qc/(qc + (1−q)(1−c)),  after "weak" q(1−c)/(q(1−c) + (1−q)c)

An indifferent vizier is loyal. The first belief rises in c, so for w < R the most competent loyal one has

    (3)  c̄ = A(1−q)/(A(1−q) + (R−w)q)   if A ≥ 0 and this is ½ or more (π* ≥ q); else nobody is loyal

With w ≥ R all are loyal, and c̄ = 1. For w < R a vizier's conduct is *loyal* for ½ ≤ c ≤ c̄; else *always
betrays* if A < 0, or if c < 1 − c̄ with c̄ from the formula in (3), be it below ½; else *betrays the weak*: he
betrays iff his signal is "strong". c̄ falls in the prize, in q and in b, and rises in P and w.

*The dictator.* He stands with probability

    (4)  loyal: 1 − q(1 − mc);   betrays the weak: (1−q)(1 − b(1−c));   always betrays: (1−q)(1−b)

and gets ``V × (4) + y c − w``, which does not fall in c as long as conduct is the same. At a given wage he
compares the most competent loyal vizier, c̄, where there is one, with the most competent of all, c = 1, who
betrays a dictator that is weak (always betrays if A < 0). The loyal one is better iff his stake is large:

    (5)  V ≥ V* = y(1 − c̄)/(q m c̄)

V* is 0 if y(1 − c̄) = 0; there is none if y(1 − c̄) > 0 and m = 0, or if nobody is loyal.

*Wage chosen by the dictator* (``wage`` left out). With K = Vqm + y, a loyal vizier brings V(1−q) + K c̄ − w.
In A, which w moves from A₀ = P − b(R + P) to T, and which is at least qT for a loyal vizier with c ≥ ½,

    (6)  q < ½:  A = (√(K q(1−q) T) − qT)/(1 − 2q), or the nearer end of [max(A₀, qT), T] if beyond it;
         q ≥ ½:  the better end of [max(A₀, qT), T], returns to loyalty do not fall;      w = A − A₀

The other options are every vizier that he would compare at the wages 0 and ``max(0, −A₀)``: c = 1, who
betrays the weak, or always betrays if A < 0; this covers all that could be better without loyalty.

Ties. A c̄ within 10⁻¹² of ½ counts as ½. Between equal options of the dictator (payoffs within 10⁻¹² of their
size, or of 1 if that is more) all are listed as equilibria, and the results are those of the loyal one, of
several the one with the lowest wage.

Results. ``competence``: c chosen. ``wage``: w. ``conduct``: as named above. ``betrayal``: probability that
the vizier betrays. ``survival``: (4). ``loyal_competence``: c̄ at that wage, null if nobody is loyal.
``belief_threshold``: π* at that wage (below 0: he always betrays; 1 or more: never). ``critical_stake``: V*;
null if there is none, or if the wage is chosen. ``dictator_value``, ``vizier_value``: expected payoffs.
``equilibria``: ascending in ``competence``, then ``wage``, each with ``name`` (``mediocre and loyal``,
``competent and loyal``, ``competent, betrays the weak``, ``competent, always betrays``), ``competence``,
``wage``, ``value`` (the dictator's payoff).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, SECOND, THIRD, table
from asabiya.catalogue.viziers import Court, Option, best, options, paid_options

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY"]


def _court(given: Mapping[str, Value]) -> Court:
    values = {name: cast("float | None", given[name]) for name in Court.__dataclass_fields__}
    return Court(**{name: 0.0 if value is None else value for name, value in values.items()})


def _choices(given: Mapping[str, Value]) -> list[Option]:
    court = _court(given)
    return options(court) if given["wage"] is not None else paid_options(court)


def _critical_stake(court: Court) -> float | None:
    """V* of (5)."""
    if court.limit < 0.5:
        return None
    lost, gained = court.output * (1 - court.limit), court.strong * court.defence * court.limit
    return 0.0 if lost == 0 else lost / gained if gained else None


def _run(given: Mapping[str, Value]) -> Outcome:
    liked = best(_choices(given))
    chosen, court, c = liked[0], liked[0].court, liked[0].competence
    listed = sorted(liked, key=lambda one: (one.competence, one.court.wage))
    results = {
        "competence": c,
        "wage": court.wage,
        "conduct": chosen.conduct,
        "betrayal": court.betrayal(c),
        "survival": court.survival(c),
        "loyal_competence": court.limit if court.limit >= 0.5 else None,
        "belief_threshold": court.deterrence / court.scale,
        "critical_stake": None if given["wage"] is None else _critical_stake(court),
        "dictator_value": chosen.value,
        "vizier_value": court.vizier(c),
        "equilibria": [
            {"name": one.name, "competence": one.competence, "wage": one.court.wage, "value": one.value}
            for one in listed
        ],
    }
    warning = "Several equilibria: the dictator is indifferent; the results are those of the loyal vizier."
    return Outcome(given, results, (warning,) if len(liked) > 1 else (), {"court": court})


def _figure(outcome: Outcome) -> alt.HConcatChart:
    """Competence chosen, by prize and punishment; and what the dictator has from each competence."""
    import altair as alt

    panels = [_by_prize(outcome), _by_competence(outcome)]
    scales = alt.Resolve(scale=alt.ScaleResolveMap(color="independent", strokeDash="independent"))
    return alt.HConcatChart(hconcat=panels, spacing=40, resolve=scales)


def _by_prize(outcome: Outcome) -> alt.LayerChart:
    import altair as alt

    given, punishment = outcome.parameters, cast(float, outcome.parameters["punishment"])
    prize = cast(float, given["prize"])
    kinds = [f"punishment {p:.3g}" for p in (punishment / 2, punishment, 2 * punishment)]
    kinds = list(dict.fromkeys(kinds))
    rows: list[tuple[float, float, str, str]] = []
    for kind, times in zip(kinds, (0.5, 1, 2), strict=False):
        for one in np.linspace(prize / 50, 3 * prize, 600).tolist():
            hired = best(_choices({**given, "prize": one, "punishment": times * punishment}))[0]
            rows.append((one, hired.competence, kind, f"{kind}, {hired.conduct}"))
    columns = dict(zip(("prize", "c", "kind", "part"), zip(*rows, strict=True), strict=True))
    x = alt.X("prize:Q", title="prize of treason, R", scale=alt.Scale(domain=[0, 3 * prize], nice=False))
    y = alt.Y("c:Q", title="competence of the vizier, c", scale=alt.Scale(domain=[0.5, 1], nice=False))
    colours, dashes = [THIRD, FIRST, SECOND][: len(kinds)], [[2, 2], [1, 0], [7, 3]][: len(kinds)]
    legend = alt.Legend(title=None, orient="top", symbolStrokeWidth=2.5)
    line = alt.Chart(table(columns)).mark_line(strokeWidth=2.5)
    dot = alt.Chart(table({"prize": [prize], "c": [outcome.results["competence"]]}))
    layers = [
        line.encode(
            x=x, y=y, detail="part:N",
            color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=colours), legend=legend),
            strokeDash=alt.StrokeDash("kind:N", scale=alt.Scale(domain=kinds, range=dashes), legend=legend),
        ),
        dot.mark_point(filled=True, size=80, color=INK, opacity=1).encode(x=x, y=y),
    ]  # fmt: skip
    return alt.LayerChart(layer=layers, width=320, height=280)


def _by_competence(outcome: Outcome) -> alt.LayerChart:
    import altair as alt

    court = cast(Court, outcome.series["court"])
    near = {court.limit, 1 - court.limit, court.limit + 1e-9, 1 - court.limit - 1e-9}
    levels = sorted({*np.linspace(0.5, 1, 201).tolist(), *(c for c in near if 0.5 <= c <= 1)})
    parts = [court.conduct(c) for c in levels]
    values = [court.dictator(c) for c in levels]
    x = alt.X("c:Q", title="competence of the vizier, c", scale=alt.Scale(domain=[0.5, 1], nice=False))
    y = alt.Y("value:Q", title="payoff of the dictator", scale=alt.Scale(zero=False, padding=12))
    kinds = list(dict.fromkeys(parts))
    tones = {"loyal": FIRST, "betrays the weak": SECOND, "always betrays": THIRD}
    strokes = {"loyal": [1, 0], "betrays the weak": [7, 3], "always betrays": [2, 2]}
    colour = alt.Scale(domain=kinds, range=[tones[kind] for kind in kinds])
    dash = alt.Scale(domain=kinds, range=[strokes[kind] for kind in kinds])
    legend = alt.Legend(title="vizier", orient="top", symbolStrokeWidth=2.5)
    line = alt.Chart(table({"c": levels, "value": values, "part": parts})).mark_line(strokeWidth=2.5)
    now = {"c": [outcome.results["competence"]], "value": [outcome.results["dictator_value"]]}
    layers = [
        line.encode(
            x=x, y=y, color=alt.Color("part:N", scale=colour, legend=legend),
            strokeDash=alt.StrokeDash("part:N", scale=dash, legend=legend),
        ),
        alt.Chart(table(now)).mark_point(filled=True, size=80, color=INK, opacity=1).encode(x=x, y=y),
    ]  # fmt: skip
    if 0.5 <= court.limit < 1:
        rule = alt.Chart(table({"c": [court.limit]})).mark_rule(color=GREY, strokeDash=[2, 3])
        layers.insert(0, rule.encode(x=x))
    return alt.LayerChart(layer=layers, width=320, height=280)


_PARAMETERS: Final = (
    Parameter("strong", "probability that a plot is strong, q: how weak the dictator is", "number", 0.2,
              "assumed", "1", 0, 1, open_low=True, open_high=True),
    Parameter("prize", "what a traitor gets if the plot wins, R", "number", 3.0, "assumed", "payoff", 0, 1e6,
              open_low=True),
    Parameter("punishment", "what a traitor loses if it fails, P", "number", 1.0, "assumed", "payoff", 0,
              1e6),
    Parameter("wage", "what a loyal vizier has, w; left out: the dictator chooses it", "number", None,
              "assumed: incentives are the dictator's to choose", "payoff", 0, 1e6),
    Parameter("weak_wins", "probability that a weak plot wins if the vizier joins it, b", "number", 0.0,
              "assumed: without him it fails too", "1", 0, 1, open_high=True),
    Parameter("defence", "probability that measures foil a strong plot, m", "number", 1.0, "assumed", "1", 0,
              1),
    Parameter("stake", "what standing is worth to the dictator, V", "number", 15.0, "assumed", "payoff", 0,
              1e6),
    Parameter("output", "what full competence is worth to him besides, y", "number", 1.0, "assumed",
              "payoff", 0, 1e6),
)  # fmt: skip


def _results(**given: Value) -> Mapping[str, Any]:
    return _run({**{parameter.name: parameter.default for parameter in _PARAMETERS}, **given}).results


def _searched() -> float:
    """Best payoff (V = 15, q = 0.2) on a grid of wages and competences, conduct by expectation."""
    q, prize, punishment, stake = 0.2, 3.0, 1.0, 15.0
    wage, c = np.meshgrid(np.linspace(0, prize, 901), np.linspace(0.5, 1, 901), indexing="ij")
    told, untold = q * c + (1 - q) * (1 - c), q * (1 - c) + (1 - q) * c
    joins_told = q * c * prize - (1 - q) * (1 - c) * punishment > wage * told + 1e-12
    joins_untold = q * (1 - c) * prize - (1 - q) * c * punishment > wage * untold + 1e-12
    foiled = np.where(joins_told, 0.0, c)
    assert not np.any(joins_untold & ~joins_told)
    return float(np.max(stake * (1 - q + q * foiled) + c - wage))


def _drawn(competence: float, plots: int, seed: int) -> float:
    """Share of drawn plots that fail; the vizier learns from them when to betray. q = 0.3, b = 0.2, w = 1."""
    generator = np.random.default_rng(seed)
    strong = generator.random(plots) < 0.3
    told = strong == (generator.random(plots) < competence)
    wins_if_joined = strong | (generator.random(plots) < 0.2)
    joins = np.zeros(plots, dtype=bool)
    for signal in (True, False):
        seen = told == signal
        joins |= seen & bool(np.mean(np.where(wins_if_joined[seen], 3.0, -1.0)) > 1.0)
    return float(np.mean(~np.where(joins, wins_if_joined, strong & ~told)))


_TARGETS: Final = (
    Target("most-competent-loyal", "the most competent loyal vizier at q = 0.3, R = 3, P = w = 1, b = 0",
           "(3) by hand: 2 · 0.7/(2 · 0.7 + 2 · 0.3)", "derived", 0.7, 1e-12, "arithmetic",
           lambda: _results(strong=0.3, wage=1.0)["loyal_competence"]),
    Target("critical-stake", "stake from which that vizier is better than the most competent, y = m = 1",
           "(5) by hand: 0.3/(0.3 · 0.7)", "derived", 10 / 7, 1e-11, "arithmetic",
           lambda: _results(strong=0.3, wage=1.0)["critical_stake"]),
    Target("chosen-wage", "the dictator's wage at q = 0.2, R = 3, P = 1, b = 0, V = 15, y = m = 1",
           "(6) by hand: A = (√(4 · 0.16 · 4) − 0.8)/0.6 = 4/3, less P", "derived", 1 / 3, 1e-12,
           "arithmetic", lambda: _results()["wage"]),
    Target("chosen-competence", "the vizier whom he hires then", "(3) by hand at w = 1/3", "derived", 2 / 3,
           1e-12, "arithmetic", lambda: _results()["competence"]),
    Target("best-of-all", "the dictator's payoff less the best of a grid of wages and competences",
           "expected payoffs of both, without (1) to (6)", "derived", 0.0, 1e-9,
           "the grid holds w = 1/3 and c = 2/3: arithmetic",
           lambda: _results()["dictator_value"] - _searched()),
    Target("survival-loyal", "share of 10⁶ drawn plots that fail, c = 0.55, q = 0.3, b = 0.2, w = 1",
           "(4): 1 − 0.3 · 0.45", "derived", 0.865, 0.0014, "4 standard errors of 3.4e-4",
           lambda: _drawn(0.55, 1_000_000, 1)),
    Target("survival-betrayed", "the same at c = 0.8: he betrays the weak", "(4): 0.7 (1 − 0.2 · 0.2)",
           "derived", 0.672, 0.0019, "4 standard errors of 4.7e-4", lambda: _drawn(0.8, 1_000_000, 2)),
)  # fmt: skip

ENTRY = Entry(
    id="egorov-sonin-2011",
    title="Dictators and their viziers: loyalty against competence",
    question=(
        "A competent vizier tells strong plots from weak ones, and so knows when it pays to join. Why do "
        "dictators, the weak and vulnerable above all, hire mediocre but loyal ones?"
    ),
    equations="""\
the vizier betrays iff he believes the plot strong with more than π* = A/T
    A = w + P − b(R + P),   T = (1 − b)(R + P)
beliefs: qc/(qc + (1−q)(1−c)) after the signal "strong", q(1−c)/(q(1−c) + (1−q)c) after "weak"
c̄ = A(1−q)/(A(1−q) + (R−w)q)                          the most competent vizier who is loyal
the dictator stands: 1 − q(1 − mc) (loyal), (1−q)(1 − b(1−c)) (betrays the weak), (1−q)(1−b) (always betrays)
he hires c̄ iff V ≥ V* = y(1 − c̄)/(q m c̄), and else c = 1, who betrays him when he is weak
if he chooses the wage too, q < ½:  A = (√((Vqm + y) q(1−q) T) − qT)/(1 − 2q), within bounds

q: a plot is strong; c: competence, the signal is right; R: prize of treason; P: punishment if the dictator
stands; w: wage of the loyal; b: a weak plot wins if joined; m: measures foil a strong one; V: stake of the
dictator; y: worth of competence besides""",
    parameters=_PARAMETERS,
    reading=(
        "competence: of the vizier whom the dictator hires [½ to 1]; wage: what he gets if loyal [payoff]; "
        "conduct: loyal, betrays the weak, or always betrays. betrayal: probability that he betrays; "
        "survival: that the dictator stands. loyal_competence: the most competent vizier who would be loyal "
        "at that wage; null if nobody is. belief_threshold: he betrays above this belief that the plot is "
        "strong. critical_stake: from it on the dictator prefers loyalty, at a given wage. dictator_value, "
        "vizier_value: expected payoffs. equilibria: all that the dictator likes best."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "A reconstruction from the abstract: viziers who tell plots apart, punishment only by a dictator who "
        "survives, competence given up for loyalty. Plot, signal, measures and payoffs are set up here.",
        "A loyal vizier keeps his wage when the dictator falls, so one belief decides after both signals.",
        "One plot; the paper also has a dynamic game, on succession.",
    ),
    unverified=(
        "The paper's own game, propositions and notation: only the abstracts of the article and of its "
        "working paper of 2005 could be read.",
        "That the weak and vulnerable above all give up competence: here that holds for the loyal vizier at "
        "a given wage. Beyond some q nobody is loyal, or loyalty is not worth its cost, and the dictator "
        "takes the best and lives with treason; and one who chooses the wage may pay for full loyalty.",
        "That a dictator suffers from being unable to promise less than capital punishment: here a harsher "
        "punishment of failed treason never hurts him.",
        "The dynamic game and what it says on succession.",
    ),
    figure=_figure,
)
