"""Angeletos, Hellwig and Pavan 2007: attacks in sequence, each learning that the regime outlived the last.

Order of events. Nature draws the regime's strength θ once, normal with mean z (``prior_mean``) and precision
α (``prior_precision``). In each period t = 1, 2, … a continuum of citizens of mass 1 gets further private
signals; what citizen i has seen so far is worth one signal ``x_it``, normal around θ with precision β_t, the
*cumulative* precision: β₁ is ``private_precision``, and β_t never falls. All choose at once whether to
attack. The regime falls in t iff the share that attacks is θ or more; an attacker then gets ``1 − c``, else
``−c``; who stays at home gets 0; c is the ``cost`` (0 < c < 1). If the regime stands, everybody knows that
it stood, and the next period begins. Citizens are so many that each looks only at the present period. Φ is
the standard normal distribution function.

An equilibrium in thresholds is a sequence (x_t*, θ_t*): citizens attack in t iff ``x_it ≤ x_t*``, and a
regime that stood until t falls in t iff ``θ ≤ θ_t*``; it is then known to be above the largest threshold so
far, θ₋.

    (1) the share that attacks at θ_t* is θ_t*:    x_t* = θ_t* + Φ⁻¹(θ_t*)/√β_t
    (2) posterior of who sees x_t*:                normal with mean m = (αz + β_t x_t*)/(α+β_t) and precision
                                                   s² = α + β_t, cut off below θ₋
    (3) one who sees x_t* is indifferent:          1 − Φ(s(m − θ_t*))/Φ(s(m − θ₋)) = c

Period 1: nothing is cut off (θ₋ = −∞), and (3) is the static game of Morris and Shin; θ₁* is unique for all z
and c iff ``α/√β₁ ≤ √(2π)``.

Later periods: nobody attacks (x_t* = −∞, and the largest threshold stays θ₋) is always an equilibrium. An
attack is one iff (3) has a root ``θ_t* > θ₋``. Put ``θ = Φ(y)``; by (1)

    (4) a = s(m − θ) = (α(z − θ) + √β y)/s,    s(m − θ₋) = a + s(θ − θ₋)
    (5) U(y) = 1 − c − exp[ln Φ(a) − ln Φ(a + s(θ − θ₋))] = 0,   y > Φ⁻¹(θ₋)

U is ``−c`` at ``θ = θ₋`` and as ``θ → 1``; a root has ``Φ(a) ≤ 1 − c`` and therefore ``y ≤ (s Φ⁻¹(1−c) +
α(1−z))/√β``. U is looked at on a fine grid between (by powers of ten next to θ₋, where roots crowd when β is
large, and evenly), its local maxima are refined, and every change of sign is a root. Roots come in pairs: at
the smaller U rises (a small push makes the attack run off: unstable), at the larger it falls (stable).

    (6) critical cumulative precision: the smallest β ≥ β₁ with max_y U(y; β) ≥ 0, given θ₋ = θ₁*

Without new information (β = β₁) there is no second attack: with θ₁* unique, (3) without the cut-off gives c
or less at every θ ≥ θ₁*, and the cut-off lowers it further. As β → ∞, a → y and Φ(a + s(θ − θ₋)) → 1, so the
larger root goes to 1 − c and the smaller to θ₁*, if ``θ₁* < 1 − c``; otherwise no second attack is possible.

Results. ``theta_1``, ``x_1``: θ₁*, x₁*. ``critical_precision``: (6), null if there is none up to 10¹⁵ (or
β₁, if that is larger). ``roots``: all θ₂* > θ₁* for which an attack in period 2 is an equilibrium when
``cumulative_precision`` is β₂, ascending; null if that was left out. ``equilibria``: all paths of two
periods, each with ``name``, ``theta_1``, ``critical_precision`` and ``theta_2``, which is θ₁* where nobody
attacks in period 2; with ``cumulative_precision`` left out one for each θ₁*, and ``theta_2`` is null. Where
θ₁* is not unique the first four are null and ``equilibria`` has the paths from each. A path is named by its
second period, "no second attack", "small second attack" (unstable) or "large second attack" (stable); with
several θ₁* "low attack, then …", "tipping point, then …", "high attack, then …"; without a second period
"only", or by θ₁* alone. ``sequence``: with
``precisions`` = β₂, β₃, … given, period by period ``precision``, ``roots`` (above the largest threshold so
far), ``attack`` (true if there are any) and ``theta_star``, the largest root if there is an attack, else the
largest threshold so far: the path on which citizens attack, as many as can, whenever an attack is an
equilibrium. It is null if ``precisions`` is left out or θ₁* not unique.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, cast

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, SECOND, table
from asabiya.catalogue.regime_change import Threshold, equilibria, names, unique
from asabiya.catalogue.repeated_attacks import critical_precision, later_thresholds
from asabiya.errors import InputError

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY"]

_ID: Final = "angeletos-2007"
_NUMBERS: Final = ("cost", "prior_mean", "prior_precision", "private_precision")


def _paths(
    firsts: Sequence[Threshold], given: tuple[float, float, float, float], second: float | None
) -> list[dict[str, Any]]:
    cost, mean, alpha, beta = given
    listed: list[dict[str, Any]] = []
    for label, first in zip(names(len(firsts)), firsts, strict=True):
        shared = {
            "theta_1": first.theta,
            "critical_precision": critical_precision(first, cost, mean, alpha, beta),
        }
        prefix = "" if len(firsts) == 1 else f"{label}, then "
        if second is None:
            listed.append({"name": label, **shared, "theta_2": None})
            continue
        listed.append({"name": f"{prefix}no second attack", **shared, "theta_2": first.theta})
        for one in later_thresholds(first, cost, mean, alpha, second):
            name = f"{prefix}{'large' if one.stable else 'small'} second attack"
            listed.append({"name": name, **shared, "theta_2": one.theta})
    return listed


def _sequence(
    first: Threshold, given: tuple[float, float, float, float], precisions: Sequence[float]
) -> list[dict[str, Any]]:
    cost, mean, alpha, beta = given
    listed = [{"precision": beta, "roots": [first.theta], "attack": True, "theta_star": first.theta}]
    so_far = first
    for precision in precisions:
        found = later_thresholds(so_far, cost, mean, alpha, precision)
        so_far = found[-1] if found else so_far
        listed.append(
            {
                "precision": precision,
                "roots": [one.theta for one in found],
                "attack": bool(found),
                "theta_star": so_far.theta,
            }
        )
    return listed


def _check(beta: float, second: float | None, precisions: Sequence[float]) -> None:
    if second is not None and second < beta:
        raise InputError(
            f"{_ID}: cumulative_precision: {second:g} is below private_precision, {beta:g}",
            hint="what citizens know adds up: give private_precision or more",
        )
    for before, after in pairwise((beta, *precisions)):
        if after < before:
            raise InputError(
                f"{_ID}: precisions: {after:g} comes after {before:g}",
                hint="what citizens know adds up: begin with private_precision or more, and never fall",
            )


def _run(given: Mapping[str, Value]) -> Outcome:
    cost, mean, alpha, beta = (cast(float, given[name]) for name in _NUMBERS)
    second = cast("float | None", given["cumulative_precision"])
    precisions = cast("tuple[float, ...] | None", given["precisions"])
    _check(beta, second, precisions or ())
    all_four = (cost, mean, alpha, beta)
    firsts = equilibria(*all_four)
    paths = _paths(firsts, all_four, second)
    only = firsts[0] if len(firsts) == 1 else None
    results: dict[str, Any] = {
        "theta_1": only and only.theta,
        "x_1": only and only.x,
        "critical_precision": paths[0]["critical_precision"] if only else None,
        "roots": [path["theta_2"] for path in paths[1:]] if only and second is not None else None,
        "equilibria": paths,
        "sequence": _sequence(only, all_four, precisions) if only and precisions is not None else None,
    }
    warnings = []
    if only is None:
        warnings.append(
            f"{len(firsts)} equilibria in period 1 already: α/√β₁ is above √(2π); see equilibria."
        )
    if second is not None and len(paths) > len(firsts):
        warnings.append(
            f"{len(paths)} equilibria: in period 2 citizens may attack or stay at home, and the model does "
            "not say which; see equilibria."
        )
    return Outcome(given, results, tuple(warnings))


def _figure(outcome: Outcome) -> alt.LayerChart:
    """Thresholds of a second attack as precision accumulates."""
    import altair as alt
    import numpy as np

    cost, mean, alpha, beta = (cast(float, outcome.parameters[name]) for name in _NUMBERS)
    first = equilibria(cost, mean, alpha, beta)[0]
    critical = outcome.results["equilibria"][0]["critical_precision"]
    right = 500 * (critical or beta)
    tens = [10.0**k for k in range(math.ceil(math.log10(beta)), math.floor(math.log10(right)) + 1)]
    x = alt.X(
        "beta:Q", title="cumulative precision of private signals, β [1/strength²]",
        scale=alt.Scale(type="log", domain=[beta, right], nice=False), axis=alt.Axis(values=tens),
    )  # fmt: skip
    y = alt.Y(
        "theta:Q", title="the regime falls at this strength and below, θ*", scale=alt.Scale(domain=[0, 1])
    )
    text = ["threshold that the regime has outlived", "1 − c"]
    level = alt.Chart(table({"theta": [first.theta, 1 - cost], "text": text})).encode(y=y)
    label = level.mark_text(align="left", baseline="bottom", dx=4, dy=-2, fontSize=11, color=INK)
    layers: list[Any] = [
        level.mark_rule(color=GREY, strokeDash=[5, 4]),
        label.encode(x=alt.value(0), text="text:N"),
    ]
    title = "No second attack is possible at any precision"
    if critical is not None:
        title = f"Grey: nobody can attack again until β is {critical:.4g}"
        steps = np.concatenate([np.geomspace(1e-6, 1, 40), np.geomspace(1.05, 499, 60)])
        betas = [float(critical * (1 + step)) for step in steps]
        found = [(b, one) for b in betas for one in later_thresholds(first, cost, mean, alpha, b)]
        kinds = ["large attack, stable", "small attack, unstable"]
        branches = table(
            {
                "beta": [b for b, _ in found],
                "theta": [one.theta for _, one in found],
                "kind": [kinds[0 if one.stable else 1] for _, one in found],
            }
        )
        dash = alt.StrokeDash("kind:N", scale=alt.Scale(domain=kinds, range=[[1, 0], [4, 3]]), legend=None)
        colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[FIRST, SECOND]), legend=None)
        at, ends = [right / 4] * 2, later_thresholds(first, cost, mean, alpha, right / 4)[::-1]
        words = alt.Chart(table({"beta": at, "theta": [one.theta for one in ends], "kind": kinds}))
        named = words.mark_text(align="right", dy=-18, fontSize=12, fontWeight="bold")
        layers.append(named.encode(x=x, y=y, text="kind:N", color=colour))
        lines = alt.Chart(branches).mark_line(strokeWidth=2.5)
        layers.append(lines.encode(x=x, y=y, color=colour, strokeDash=dash))
        calm = alt.Chart(table({"beta": [beta], "end": [critical]})).mark_rect(color=GREY, opacity=0.2)
        layers.insert(0, calm.encode(x=x, x2="end:Q"))
    return alt.LayerChart(layer=layers, width=400, height=300, title=title)


def _first() -> Threshold:
    return equilibria(0.3, 1.5, 1, 1)[0]


def _critical() -> float:
    found = critical_precision(_first(), 0.3, 1.5, 1, 1)
    assert found is not None
    return found


def _later(which: int, precision: float) -> float:
    return later_thresholds(_first(), 0.3, 1.5, 1, precision)[which].theta


_WAY = "(1) to (3), the posterior integrated numerically and the roots bisected"

_UNIT: Final = "1/strength²"
_PARAMETERS: Final = (
    Parameter("cost", "cost of attacking", "number", 0.3, "assumed", "gain of a successful attack", 0, 1,
              open_low=True, open_high=True),
    Parameter("prior_mean", "mean strength, z", "number", 1.5, "assumed", "1", -100, 100),
    Parameter("prior_precision", "precision of what everybody knows, α", "number", 1.0, "assumed", _UNIT,
              0, 1e6),
    Parameter("private_precision", "precision of what each one has seen in period 1, β₁", "number", 1.0,
              "assumed", _UNIT, 1e-6, 1e12),
    Parameter("cumulative_precision", "precision of what each one has seen until period 2, β₂; left out: no "
              "roots are looked for", "number", None, "assumed", _UNIT, 1e-6, 1e15),
    Parameter("precisions", "cumulative precisions of periods 2, 3, …; left out: no sequence", "numbers",
              None, "assumed", _UNIT, 1e-6, 1e15),
)  # fmt: skip


def _alternations() -> float:
    """How often attack and calm follow each other in six periods, θ unchanged."""
    given = (0.3, 1.5, 1.0, 1.0)
    steps = [one["attack"] for one in _sequence(_first(), given, (10, 30, 31, 1e5, 1e5))]
    return float(sum(before != after for before, after in pairwise(steps)))


def _fate_alone(strength: float) -> bool:
    """Whether at this strength all equilibria agree on the regime's fate, but not on how many attacks."""
    paths = _paths([_first()], (0.3, 1.5, 1.0, 1.0), 100)
    fates = {path["theta_2"] >= strength for path in paths}
    attacks = {1 + (path["theta_2"] > path["theta_1"]) for path in paths}
    return len(fates) == 1 and len(attacks) == 2


_TARGETS: Final = (
    Target("abstract-multiplicity", "1 if there are several equilibria although the static game has one",
           "abstract: multiplicity under the conditions of uniqueness of the static benchmark", "published",
           1, 0, "yes or no",
           lambda: float(unique(1, 1) and bool(later_thresholds(_first(), 0.3, 1.5, 1, 100)))),
    Target("abstract-phases", "1 if attacks and calm alternate though strength stays as it is",
           "abstract: phases of tranquility and of distress without changes in fundamentals", "published",
           1, 0, "yes or no", lambda: float(_alternations() >= 4)),
    Target("abstract-fate", "1 if at a strength of 0.9 all equilibria agree on the fate, not on the attacks",
           "abstract: fundamentals may predict the eventual fate, not the timing or the number of attacks",
           "published", 1, 0, "yes or no", lambda: float(_fate_alone(0.9))),
    Target("first-threshold", "θ₁* at α = β₁ = 1, z = 1.5, c = 0.3", _WAY, "derived", 0.3365854, 5e-8,
           "the value is given to seven digits", lambda: _first().theta),
    Target("critical-precision", "critical cumulative precision there", "(6), the posterior integrated "
           "numerically, its largest gain found by golden section", "derived", 19.033357547, 5e-8,
           "the maximum is flat: eight digits of it are certain", _critical),
    Target("small-root", "smaller θ₂* there at β₂ = 100", _WAY, "derived", 0.3825986135, 5e-10,
           "the value is given to ten digits", lambda: _later(0, 100)),
    Target("large-root", "larger θ₂* there at β₂ = 100", _WAY, "derived", 0.6715021580, 5e-10,
           "the value is given to ten digits", lambda: _later(-1, 100)),
    Target("large-root-in-the-limit", "larger θ₂* there as β₂ → ∞ (here 10¹²)", "1 − c", "derived", 0.7, 5e-7,
           "first term left out: (α/√β)(z − θ*) φ(Φ⁻¹(0.7)) = 2.8e-7", lambda: _later(-1, 1e12)),
    Target("small-root-in-the-limit", "smaller θ₂* less θ₁* there as β₂ → ∞ (here 10¹²)",
           "θ − θ₁* = k/s with 1 − Φ(y₁)/Φ(y₁ + k) = c, that is k = Φ⁻¹(θ₁*/(1 − c)) − Φ⁻¹(θ₁*)", "derived",
           3.737455e-7, 2e-12, "the next term is smaller by 1/s, and the value has seven digits",
           lambda: _later(0, 1e12) - _first().theta),
    Target("calm", "number of roots a millionth below the critical precision", "(6)", "derived", 0, 0,
           "a count", lambda: float(len(later_thresholds(_first(), 0.3, 1.5, 1, _critical() * (1 - 1e-6))))),
    Target("distress", "number of roots a millionth above it", "(6): roots come in pairs", "derived", 2, 0,
           "a count", lambda: float(len(later_thresholds(_first(), 0.3, 1.5, 1, _critical() * (1 + 1e-6))))),
)  # fmt: skip

ENTRY = Entry(
    id=_ID,
    title="Dynamic global game of regime change",
    question=(
        "A regime has outlived an attack, and everybody knows it. When can the next one come, and why do "
        "calm and crisis follow each other while nothing has changed?"
    ),
    equations="""\
x_t* = θ_t* + Φ⁻¹(θ_t*)/√β_t                          the share that attacks at θ_t* is θ_t*
s = √(α+β_t), m = (αz + β_t x_t*)/(α+β_t)             posterior before it is known that the regime stood
1 − Φ(s(m − θ_t*))/Φ(s(m − θ₋)) = c                   who sees x_t* is indifferent, knowing θ > θ₋
critical precision: the smallest β_t at which the last line has a root θ_t* > θ₋ = θ₁*

θ: strength, normal with mean z and precision α (prior); β_t: cumulative precision of private signals;
c: cost of attacking, the gain of a successful attack being 1; θ₋: largest threshold that the regime has
outlived (none in period 1); x_t*: who sees this or less attacks; Φ: standard normal distribution function""",
    parameters=_PARAMETERS,
    reading=(
        "theta_1: the regime falls in period 1 at this strength and below [0 to 1]; x_1: who sees this or "
        "less attacks then [strength]. critical_precision: cumulative precision below which no second attack "
        "is possible [1/strength²]; null if none is possible at any. roots: thresholds in period 2 at which "
        "a second attack is an equilibrium, ascending, empty if there is none; null without "
        "cumulative_precision. equilibria: all paths of two periods. sequence: period by period the roots "
        "and the threshold, when citizens attack as many as can whenever they can."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "Only the benchmark is here: signals of given precision in each period and strength that stays as it "
        "is. Public news, signals about past attacks and changing strength are left out.",
        "In a sequence citizens attack whenever an attack is an equilibrium, and at the largest threshold; "
        "the paper selects none.",
    ),
    unverified=(
        "How many attacks are possible at which prior means, and the paper's other propositions: of its text "
        "only the abstract and the first page could be read.",
    ),
    figure=_figure,
    citations=("morris-shin-2003",),
)
