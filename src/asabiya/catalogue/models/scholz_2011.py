"""Scholz, Calbert and Smith 2011: Bueno de Mesquita's forecasts of group decisions, rebuilt.

n actors (2 or more) with names. Actor i has a capability ``C_i ≥ 0`` (any unit), a salience ``S_i``, 0 to 1,
and at first a position ``x_i`` on a line. Its weight is ``w_i = C_i S_i``. ``D`` is the distance between the
farthest positions at first and never changes. Two positions are *one* if they are no farther apart than 10⁻⁶
D; for rounding, utilities are compared with a tolerance of 10⁻¹³, weights with that part of their sum.

*Median and mean.* In a vote between positions y and z that actors hold, actor k gives y ``w_k (|x_k − z| −
|x_k − y|)`` votes. No position beats the median. It is the least of those held at or below which lies at
least half of all weight (1). The mean is ``Σ w x/Σ w`` (2).

*A round*, from positions x, with μ the median (1). ``d_ij = |x_i − x_j|/D``, ``m_i = |x_i − μ|/D``.

    (3) i prevails over j:   P_ij = V_ij/N_ij,   V_ij = Σ_k w_k max(0, d_kj^r_k − d_ki^r_k)
        ``denominator = all-dyads``:  N_ij = 2 Σ_a Σ_b V_ab, what all voters give between all pairs
        ``denominator = dyad``:       N_ij = V_ij + V_ji;   P_ij = ½ if that is 0
        P_ij = 0 where x_i and x_j are one
    (4) utilities as i sees them, with i's risk exponent r = r_i:   u(z) = 2 − 4 z^r,
        won u(½ − d_ij/2), lost u(½ + d_ij/2), nothing changes u(½)
    (5) what actor e gains by challenging f, E(e, f) as i sees it ({e, f} = {i, j}):
        S_f [P_ef u(½ − d_ij/2) + (1 − P_ef) u(½ + d_ij/2)] + (1 − S_f) u(½ − d_ij/2)
        − Q u(½) − (1 − Q) [T u(½ − z) + (1 − T) u(½ + z)],   z = (m_e + d_ij)/4

f resists with probability S_f. ``Q`` (parameter ``stay``) is the probability that f would stay where it is if
nobody challenged it, ``T`` (``better``) that it would otherwise move for the better, as e sees it.

    (6) first with all r = 1:  danger of i  g_i = Σ_{j≠i} E(j, i),
        R_i = (2 g_i − max g − min g)/(max g − min g),
        r_i = (1 − R_i/3)/(1 + R_i/3), from ½ (most endangered) to 2;  all r = 1 if max g = min g

Then (3) to (5) again with these r, each voter k in (3) with its own; μ is the same. For each j whose position
is not one with its own, i looks at its own chances ``a = E(i, j)`` and at the other's ``b = E(j, i)``, both
as i sees them:

    (7) b > a > 0:        confrontation, which i loses: i goes to x_j
        b > 0 > a, b ≥ −a:  compromise: i goes to x_i + (x_j − x_i) |a/b|
        b > 0 > a, b < −a:  capitulation: i goes to x_j
        else j has nothing that moves i

    (8) i takes one: a confrontation if it has one, else a compromise, else a capitulation; of several
        confrontations or capitulations the one that moves i least; of several compromises
        ``compromise = weighted``: the one with the least (|a| x_i + |b| x_j)/(|a| + |b|)
        ``compromise = nearest``:  the one that moves i least
        of equal ones (within 10⁻⁶ D) the one with the j that comes first in the table

All actors move at once; the next round begins. There is no chance in it. The ``rounds`` are a fixed number.
Where positions never come back, small differences may grow, rounding too: tenfold in twelve rounds, in a
table of six actors. So after more than a hundred rounds no two programs need agree.

Input. ``actors``: a CSV file in UTF-8, its first line ``Actor,Capability,Position,Salience`` in any order, an
actor a line. Left out: six invented actors (C, x, S): Guard 0.8, 0, 0.8; Party 0.8, 15, 0.4; Clergy 0.6, 60,
0.6; Army 0.8, 70, 0.1; Merchants 1, 80, 0.1; Students 0.5, 100, 0.8. If all hold one position (D = 0), nobody
ever moves.

Results. ``actors``: their names, in the order of the table. ``rounds``: a record for the start and one for
each round, with ``round`` (0, 1, …), ``median``, ``mean`` and ``positions`` (of all actors) after it.
``moves``: in order of round and actor, ``round``, ``actor``, ``kind`` (as in (7)), ``towards`` (j's name) and
``position`` (where to). ``since`` and ``period``: the first round after which positions come back after
``period`` rounds, up to 10⁻⁶ D each, and the least such period: 1 if nobody moves any more, 2 or more for a
cycle; both null if no positions came back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.actors import INVENTED, Actors, read
from asabiya.catalogue.bargaining import (
    CLOSE,
    Move,
    Rules,
    challenges,
    exponents,
    mean,
    median,
    moves,
    success,
    utility,
)
from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, INK, SECOND, THIRD, table
from asabiya.errors import InputError

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "Course", "follow"]

_WORK: Final = 10**10
"""Most rounds times actors cubed: minutes."""


@dataclass(frozen=True)
class Course:
    """Where the actors stand after each round, and how they came there."""

    positions: list[NDArray[np.float64]]
    """(n,) each; the start, then one for each round."""
    moves: list[list[Move]]
    """One list for each round."""

    def returns(self, span: float) -> tuple[int, int] | None:
        """The first round that comes back, and after how many; None if none does."""
        whole = np.array(self.positions)
        for first in range(len(whole) - 1):
            same = (np.abs(whole[first + 1 :] - whole[first]) <= CLOSE * span).all(axis=1)
            if same.any():
                return first, int(same.argmax()) + 1
        return None


def follow(actors: Actors, rules: Rules, rounds: int) -> Course:
    """So many rounds."""
    course = Course([actors.position], [])
    for _ in range(rounds):
        x = course.positions[-1].copy()
        made = moves(x, actors, rules)
        for move in made:
            x[move.actor] = move.position
        course.positions.append(x)
        course.moves.append(made)
    return course


def _run(given: Mapping[str, Value]) -> Outcome:
    file, rounds = given["actors"], cast(int, given["rounds"])
    actors = INVENTED if file is None else read(Path(cast(str, file)))
    n = len(actors.names)
    if rounds * n**3 > _WORK:
        raise InputError(
            f"scholz-2011: {rounds:,} rounds of {n:,} actors take too long", hint="ask for fewer rounds"
        )
    span = float(np.ptp(actors.position))
    rules = Rules(
        span or 1.0, given["denominator"] == "dyad", given["compromise"] == "nearest",
        cast(float, given["stay"]), cast(float, given["better"]),
    )  # fmt: skip
    course = follow(actors, rules, rounds)
    back = course.returns(rules.span)
    results = {
        "actors": list(actors.names),
        "since": back and back[0],
        "period": back and back[1],
        "rounds": [_record(number, x, actors) for number, x in enumerate(course.positions)],
        "moves": [_told(t, move, actors) for t, made in enumerate(course.moves, 1) for move in made],
    }
    return Outcome(given, results, _warnings(span, rounds, back), {"actors": actors, "course": course})


def _record(number: int, x: NDArray[np.float64], actors: Actors) -> dict[str, Any]:
    return {
        "round": number,
        "median": median(x, actors.weight),
        "mean": mean(x, actors.weight),
        "positions": x.tolist(),
    }


def _told(number: int, move: Move, actors: Actors) -> dict[str, Any]:
    return {
        "round": number,
        "actor": actors.names[move.actor],
        "kind": move.kind,
        "towards": actors.names[move.towards],
        "position": move.position,
    }


def _warnings(span: float, rounds: int, back: tuple[int, int] | None) -> tuple[str, ...]:
    if span == 0:
        return ("All actors hold one position, so that nobody moves.",)
    if back is None:
        return (
            f"Positions still change after {rounds} round{'s' if rounds > 1 else ''}, and none came back: "
            "the forecast depends on when one stops.",
        )
    if back[1] > 1:
        return (
            f"From round {back[0]} on positions go through a cycle of {back[1]} rounds: the forecast depends "
            "on when one stops.",
        )
    return ()


def _figure(outcome: Outcome) -> alt.LayerChart:
    """Each actor's position round by round, as wide as its weight, with median and mean."""
    import altair as alt

    actors, course = cast(Actors, outcome.series["actors"]), cast(Course, outcome.series["course"])
    rounds = outcome.results["rounds"]
    last = len(rounds) - 1
    share = actors.weight / actors.weight.max()
    rows = [
        (name, t, float(x[i])) for i, name in enumerate(actors.names) for t, x in enumerate(course.positions)
    ]
    held = table(
        {
            "actor": [name for name, _, _ in rows],
            "round": [t for _, t, _ in rows],
            "x": [x for _, _, x in rows],
            "share": [float(share[actors.names.index(name)]) for name, _, _ in rows],
        }
    )
    step = max(1, math.ceil(last / 10))
    ticks = alt.Axis(values=list(range(0, last + 1, step)), format="d")
    x = alt.X("round:Q", title="round", axis=ticks, scale=alt.Scale(domain=[0, last], nice=False))
    y = alt.Y("x:Q", title="position [unit of the table]", scale=alt.Scale(zero=False))
    width = alt.StrokeWidth("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.7, 6]), legend=None)
    middle = table(
        {
            "round": [row["round"] for row in rounds] * 2,
            "x": [row["median"] for row in rounds] + [row["mean"] for row in rounds],
            "which": ["median"] * len(rounds) + ["mean"] * len(rounds),
        }
    )
    which, key = ["median", "mean"], alt.Legend(title=None, symbolSize=400, symbolStrokeWidth=2.5)
    color = alt.Color("which:N", scale=alt.Scale(domain=which, range=[SECOND, THIRD]), legend=key)
    dash = alt.StrokeDash("which:N", scale=alt.Scale(domain=which, range=[[1, 0], [5, 4]]), legend=key)
    lines = alt.Chart(held).mark_line(color=FIRST, opacity=0.45, strokeCap="round")
    between = alt.Chart(middle).mark_line(strokeWidth=2.5)
    layers: list[Any] = [
        lines.encode(x=x, y=y, detail="actor:N", strokeWidth=width),
        between.encode(x=x, y=y, color=color, strokeDash=dash),
    ]
    if len(actors.names) <= 12:
        layers.append(_names(actors, course, last).encode(x=x, y=y, text="text:N"))
    return alt.LayerChart(layer=layers, width=460, height=320)


def _names(actors: Actors, course: Course, last: int) -> alt.Chart:
    """Names at the right end, together where positions are."""
    import altair as alt

    end = course.positions[-1]
    reach = 0.035 * max(float(np.ptp(np.array(course.positions))), 1e-300)
    texts: list[tuple[float, list[str]]] = []
    for i in np.argsort(end, kind="stable"):
        if texts and end[i] - texts[-1][0] <= reach:
            texts[-1][1].append(actors.names[i])
        else:
            texts.append((float(end[i]), [actors.names[i]]))
    columns: dict[str, list[Any]] = {
        "round": [last] * len(texts),
        "x": [place for place, _ in texts],
        "text": [", ".join(names) for _, names in texts],
    }
    drawn: alt.Chart = alt.Chart(table(columns)).mark_text(align="left", dx=8, fontSize=11, color=INK)
    return drawn


_PARAMETERS: Final = (
    Parameter("actors", "a CSV file with columns Actor, Capability, Position, Salience; left out: six "
              "invented actors", "file", None, "assumed: of no country"),
    Parameter("rounds", "rounds of challenges and offers", "integer", 10, "assumed", "rounds", 1, 1000),
    Parameter("denominator", "what the chance of success is a share of: votes between all pairs, or between "
              "the two", "choice", "all-dyads", "the rebuild's code, as another rebuild reports it; in "
              "print: dyad", choices=("all-dyads", "dyad")),
    Parameter("compromise", "which of several compromises: the smallest weighted middle, or the nearest",
              "choice", "weighted", "the rebuild's code, as another rebuild reports it; in print: nearest",
              choices=("weighted", "nearest")),
    Parameter("stay", "probability that who is not challenged stays, Q", "number", 1.0, "other rebuilds: 1",
              "1", 0, 1),
    Parameter("better", "probability that who is not challenged and moves anyhow moves for the better, T; "
              "counts only if Q < 1", "number", 1.0, "other rebuilds: 1", "1", 0, 1),
)  # fmt: skip


def _of(what: str, number: int, **given: Value) -> float:
    """Median or mean after a round of the invented actors."""
    defaults: dict[str, Value] = {parameter.name: parameter.default for parameter in _PARAMETERS}
    return float(_run({**defaults, **given}).results["rounds"][number][what])


def _pair(dyad: bool) -> tuple[Actors, Rules]:
    """Two actors of equal weight, the second half as salient."""
    actors = Actors(("A", "B"), np.array([1.0, 2.0]), np.array([0.0, 1.0]), np.array([0.5, 0.25]))
    return actors, Rules(1.0, dyad)


def _pressure(dyad: bool) -> float:
    """What B believes that A gains by challenging it."""
    actors, rules = _pair(dyad)
    x, r = actors.position, exponents(actors.position, actors, rules)
    p = success(x, actors.weight, r, rules)
    return float(challenges(x, actors.salience, p, r, median(x, actors.weight), rules)[1][1, 0])


def _moved() -> float:
    actors, rules = _pair(False)
    return float(follow(actors, rules, 1).positions[-1][1])


def _useful(part: float, r: float) -> float:
    return float(utility(np.array([part]), np.array([r]))[0])


_LOOPS: Final = "(1) to (8) by other code: loops over actors in plain Python"
_SAME: Final = "the same arithmetic in another order"
_TESTS: Final = "the unit tests of another rebuild, bdm-scholz-expected-utility-model"
_TARGETS: Final = (
    Target("start-median", "median of the invented actors at first",
           "(1), by hand: 0.96 of the weight of 1.9 is at or below 15", "derived", 15.0, 0, "a position",
           lambda: _of("median", 0)),
    Target("start-mean", "their mean at first", "(2), by hand: 80/1.9", "derived", 80 / 1.9, 1e-10,
           "rounding of floating point", lambda: _of("mean", 0)),
    Target("pressure", "what B believes that A gains by a challenge: C = 1, 2; x = 0, 1; S = 0.5, 0.25",
           "(3) to (6), by hand: P = 1/4, g = 0.5, 1.25, r_B = 1/2; 2 − 4 · 0.25 · 0.75 − (2 − 4√½)",
           "derived", 4 * math.sqrt(0.5) - 0.75, 1e-11, "rounding of floating point",
           lambda: _pressure(False)),
    Target("pressure-dyad", "the same with the denominator of the two alone",
           "by hand: P = 1/2, r_B = 1/2; 2 − 4 · 0.25 · 0.5 − (2 − 4√½)", "derived",
           4 * math.sqrt(0.5) - 0.5, 1e-11, "rounding of floating point", lambda: _pressure(True)),
    Target("pair", "where B is after a round of these two", "(7), by hand: B loses a confrontation, A has no "
           "offer", "derived", 0.0, 0, "a position", _moved),
    Target("mean-10", "mean of the invented actors after 10 rounds", _LOOPS, "derived", 48.15852768043873,
           1e-9, _SAME, lambda: _of("mean", 10)),
    Target("mean-10-nearest", "the same with the nearest compromise", _LOOPS, "derived", 48.36346976806548,
           1e-9, _SAME, lambda: _of("mean", 10, compromise="nearest")),
    Target("mean-10-dyad", "the same with the denominator of the two alone", _LOOPS, "derived",
           35.99349952877809, 1e-9, _SAME, lambda: _of("mean", 10, denominator="dyad")),
    Target("mean-10-open", "mean after 10 rounds at Q = 0.5, T = 0", _LOOPS, "derived", 36.197634532319036,
           1e-9, _SAME, lambda: _of("mean", 10, stay=0.5, better=0.0)),
    Target("utility-won", "utility of winning half the scale at r = 2", _TESTS, "reported", 1.75, 1e-12,
           "exact there", lambda: _useful(0.25, 2.0)),
    Target("utility-lost", "utility of losing half the scale at r = 2", _TESTS, "reported", -0.25, 1e-12,
           "exact there", lambda: _useful(0.75, 2.0)),
    Target("utility-same", "utility of no change at r = ½", _TESTS, "reported", -0.8284271247461903, 1e-11,
           "given to all digits", lambda: _useful(0.5, 0.5)),
)  # fmt: skip

ENTRY = Entry(
    id="scholz-2011",
    title="Group decisions by expected utility",
    question=(
        "Some want more and some less; some are powerful, and some care. Each reckons what it would gain by "
        "challenging each other, and gives way where it must. What will they agree on?"
    ),
    equations="""\
P_ij = V_ij/N_ij,  V_ij = Σ_k C_k S_k max(0, d_kj^r_k − d_ki^r_k)       i prevails over j
u(z) = 2 − 4 z^r                                                        utility, r the risk exponent
E(i, j) = S_j [P_ij u(½ − d/2) + (1 − P_ij) u(½ + d/2)] + (1 − S_j) u(½ − d/2) − Q u(½) − (1 − Q)[…]
R_i = (2 g_i − max g − min g)/(max g − min g),  g_i = Σ_j E(j, i),  r_i = (1 − R_i/3)/(1 + R_i/3)
with a = E(i, j), b = E(j, i): b > a > 0, i goes to j; b > 0 > a, it goes |a/b| of the way, or, b < −a, all

C: capability; S: salience; d: distance as a share of the scale; N: votes between all pairs, or between the
two; Q: nobody moves unchallenged; a round ends with each taking a confrontation before a compromise before a
capitulation, of several the nearest, or the compromise with the smallest weighted middle""",
    parameters=_PARAMETERS,
    reading=(
        "actors: their names. rounds: for the start and after each round the weighted median, which is the "
        "forecast, the weighted mean, and all actors' positions [unit of the table]. moves: who moved in "
        "which round, how, towards whom and to where. since, period: from which round on positions come "
        "back, and after how many rounds; period 1: nobody moves any more; null: none came back."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "The denominator of the chance of success and the choice among compromises are switches. In print "
        "the chance is a share of the votes between the two, and the nearest compromise is taken. Code that "
        "gives the printed example divides by the votes between all pairs, so that a challenger nearly "
        "always loses, and takes the smallest weighted middle, so that turning the scale round changes the "
        "forecast.",
        "An actor that has more to lose than the other to gain capitulates. In the other rebuild the "
        "condition compares a number with itself, and nobody ever does.",
        "Positions closer than a millionth of the scale are one, and equal offers go by the order of the "
        "table; without that, rounding decides when a compromise that comes ever nearer has arrived.",
        "The number of rounds is given; there is no rule that ends them. The actors that are built in are "
        "invented.",
    ),
    unverified=(
        "The article could not be read beyond its abstract: the equations are those of three rebuilds that "
        "cite it. That it takes an actor's own risk exponent for both sides, and each voter's for its votes, "
        "is theirs.",
        "The example of the European Community's car emissions is not part of the project. Where its table "
        "is at hand, tests find its median of 7 and mean of 7.39 at first, and the means of ten rounds of "
        "another rebuild. The median is 8.42 after one round, near the published forecast of 8.35 (outcome: "
        "8.833), but goes on to 9.6 and back, and is 7 in all rounds with the denominator as printed.",
        "Bueno de Mesquita's forecast of 1984 for Iran: its table was not found.",
    ),
    figure=_figure,
    citations=("bueno-de-mesquita-1994",),
)
