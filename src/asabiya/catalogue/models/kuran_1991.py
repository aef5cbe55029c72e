"""Kuran 1991 (and 1989): why a revolution surprises even those who make it.

A society of N persons. ``S`` is the public opposition: the part of the society that opposes the regime in
public, in per cent (0 to 100). Person i has a revolutionary threshold ``T_i`` [%] and joins the public
opposition iff ``T_i ≤ S``. At step 0 nobody does.

    (1) next step:      S(t+1) = 100 × (number of persons with T_i ≤ S(t)) / N,   S(0) = 0
    (2) equilibrium:    where (1) comes to rest; its right side rises in S, so it is the smallest fixed point

For comparing T_i with S, T_i counts as ``k_i = ⌈T_i N/100 − 10⁻⁹⌉`` persons (the last term lets decimal
fractions be what they are meant to be). Every S = 100 j/N with j = number of persons with k_i ≤ j is a fixed
point; all are returned, ascending, the smallest named "from nobody", the others "held by j of N".

Thresholds are given (``thresholds``), or follow from private preferences (``preferences``): the utility form
of 1989. Without either they are the paper's society A: 0, 20, 20, 30, 40, 50, 60, 70, 80, 100. Person i's
private preference is ``x_i`` in [0, 1], 0 the opposition's programme and 1 the regime's; the public
preference ``y`` is 0 or 1. The utility of a public preference is

    (3)  U(y) = V + R(y) + E(y)
         V: intrinsic, what the society's choice is worth; one person's y does not change it, so it cancels
         R(0) = ρ S/100,   R(1) = ρ (1 − S/100) + σ    reputational: to be with the many; σ is the sanction
         E(y) = ε (1 − |x_i − y|)                      expressive: the less falsified, the better

with ρ > 0 ``reputation``, σ ≥ 0 ``sanction``, ε ≥ 0 ``expression``. Opposing is chosen iff U(0) ≥ U(1), which
is ``T_i ≤ S`` with

    (4)  T_i = 50 (1 + σ/ρ − (ε/ρ)(1 − 2 x_i))

A threshold of 0 or less opposes always, one above 100 never. With preferences there are three more results,
all in %: ``private_opposition``, the part with x_i < ½; ``hidden``, the part with x_i < ½ that supports the
regime in public at the equilibrium; ``thresholds``, (4) for each person in the order given. ``course`` is
S(0), S(1), … until it repeats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import against_diagonal
from asabiya.catalogue.thresholds import crowd, steps

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "A", "B", "from_preferences"]

A: Final = (0.0, 20.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0)
B: Final = (0.0, 20.0, 30.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0)
"""The paper's two societies of ten, which differ in one person's threshold."""


def from_preferences(
    preferences: Sequence[float], *, reputation: float, sanction: float, expression: float
) -> tuple[float, ...]:
    """Thresholds (4) [%] that private preferences amount to.

    >>> from_preferences([0, 0.5, 1], reputation=1, sanction=0, expression=0.5)
    (25.0, 50.0, 75.0)
    """
    return tuple(50 * (1 + (sanction - expression * (1 - 2 * x)) / reputation) for x in preferences)


def _run(given: Mapping[str, Value]) -> Outcome:
    preferences = cast("tuple[float, ...] | None", given["preferences"])
    listed = cast("tuple[float, ...] | None", given["thresholds"])
    if preferences is None:
        results = crowd(A if listed is None else listed)
        thresholds = A if listed is None else listed
    else:
        weights = {name: cast(float, given[name]) for name in ("reputation", "sanction", "expression")}
        thresholds = from_preferences(preferences, **weights)
        results = crowd(thresholds)
        results |= _falsified(preferences, thresholds, results["equilibrium"])
    several = len(results["equilibria"]) > 1
    warning = (
        "Several equilibria: from no opposition at all the lowest is reached; a push may lead to another."
    )
    return Outcome(given, results, (warning,) if several else (), {"thresholds": thresholds})


def _falsified(
    preferences: Sequence[float], thresholds: Sequence[float], opposition: float
) -> dict[str, Any]:
    """What the society would say without falsification, and who hides it."""
    pairs = list(zip(preferences, thresholds, strict=True))
    against = [threshold for x, threshold in pairs if x < 0.5]
    silent = [threshold for threshold in against if threshold > opposition + 1e-9]
    return {
        "private_opposition": 100 * len(against) / len(pairs),
        "hidden": 100 * len(silent) / len(pairs),
        "thresholds": list(thresholds),
    }


def _figure(outcome: Outcome) -> alt.LayerChart:
    return against_diagonal(
        steps(outcome.series["thresholds"]), outcome.results["course"], outcome.results["equilibria"],
        x_title="public opposition now [%]", y_title="public opposition at the next step [%]", top=100,
    )  # fmt: skip


_PARAMETERS: Final = (
    Parameter("thresholds", "revolutionary threshold of each person; left out, and without preferences: the "
              "paper's society A", "numbers", None, "the paper's sequences A and B", "% of the society",
              -1e6, 1e6),
    Parameter("preferences", "private preference of each person, 0 the opposition's and 1 the regime's, in "
              "place of thresholds", "numbers", None, "assumed: the user's", "1", 0, 1,
              not_with="thresholds"),
    Parameter("reputation", "ρ: what it is worth to stand with the many", "number", 1.0,
              "assumed: the unit of utility", "utility", 1e-6, 1e6, only_with="preferences"),
    Parameter("sanction", "σ: what the regime adds for its supporters, or takes from opponents", "number",
              0.0, "assumed: none", "utility", 0, 1e6, only_with="preferences"),
    Parameter("expression", "ε: what it is worth not to falsify", "number", 1.0,
              "assumed: as much as reputation", "utility", 0, 1e6, only_with="preferences"),
)  # fmt: skip


def _opposition(thresholds: Sequence[float]) -> float:
    return float(crowd(thresholds)["equilibrium"])


def _second_at_ten(thresholds: Sequence[float]) -> float:
    return _opposition((thresholds[0], 10.0, *thresholds[2:]))


def _after_surge(thresholds: Sequence[float]) -> float:
    """Public opposition that (1) leads to from the equilibrium and one person more [%]."""
    size, part = len(thresholds), round(_opposition(thresholds) * len(thresholds) / 100) + 1
    while (joined := sum(threshold <= 100 * part / size for threshold in thresholds)) > part:
        part = joined
    return 100 * part / size


def _matched() -> float:
    """Society A from private preferences: the opposition when (4) gives A's thresholds."""
    preferences = [(threshold - 50) / 100 + 0.5 for threshold in A]
    return _opposition(from_preferences(preferences, reputation=1, sanction=0, expression=1))


_WHERE: Final = "the fixed point of the sequence, by hand"

ENTRY = Entry(
    id="kuran-1991",
    title="Preference falsification and the surprise of revolution",
    question=(
        "People hide what they think of a regime until enough others oppose it in public. Why can a change "
        "in one person be a revolution in one society and nothing in another that looks the same?"
    ),
    equations="""\
S(t+1) = 100 #{i: T_i ≤ S(t)} / N, S(0) = 0    S: public opposition [%]; T_i: person i's threshold [%]
U(y) = V + R(y) + E(y)                         utility of a public preference y, 0 opposition, 1 regime
R(0) = ρ S/100, R(1) = ρ (1 − S/100) + σ       reputational;  E(y) = ε (1 − |x_i − y|): expressive
T_i = 50 (1 + σ/ρ − (ε/ρ)(1 − 2 x_i))          threshold of who privately prefers x_i (0 opposition, 1 regime)
equilibrium: the smallest S that is its own next step""",
    parameters=_PARAMETERS,
    reading=(
        "equilibrium: public opposition that the society comes to from none [%, 0 to 100]. equilibria: all, "
        "ascending [%]. course: public opposition step by step [%]. With preferences also "
        "private_opposition: who privately prefers the opposition [%]; hidden: those of them who support the "
        "regime in public [% of the society]; thresholds: what the preferences amount to [%]."
    ),
    run=_run,
    targets=(
        Target("A", "public opposition in society A [%]", _WHERE, "derived", 10, 0, "a count",
               lambda: _opposition(A)),
        Target("A-second-at-10", "in A, when the second person's threshold falls from 20 to 10 [%]", _WHERE,
               "derived", 90, 0, "a count", lambda: _second_at_ten(A)),
        Target("B", "public opposition in society B [%]", _WHERE, "derived", 10, 0, "a count",
               lambda: _opposition(B)),
        Target("B-second-at-10", "in B, when the second person's threshold falls from 20 to 10 [%]", _WHERE,
               "derived", 20, 0, "a count", lambda: _second_at_ten(B)),
        Target("A-from-preferences", "public opposition when preferences amount to A's thresholds [%]",
               "equation for T_i, solved for x_i", "derived", 10, 0, "a count", _matched),
        Target("abstract-slight-surge", "1 if opposition in A, small in itself, grows to most of the society "
               "when it seems one person larger", "abstract of 1989: support may crumble after a slight "
               "surge in the opposition's apparent size", "published", 1, 0, "yes or no",
               lambda: float(_opposition(A) < 20 and _after_surge(A) > 50)),
    ),
    deviations=(
        "The paper of 1989 states the parts of utility in general; the linear forms of R and E are chosen "
        "here, as the simplest that give one threshold for each person.",
        "Opposition is all or nothing here; the papers let private preferences vary, and public ones too.",
    ),
    unverified=(
        "The sequences A and B, and what becomes of them (10 and 90, 10 and 20), are given from memory; the "
        "paper's text could not be opened to compare them.",
    ),
    figure=_figure,
    citations=("kuran-1989",),
)  # fmt: skip
