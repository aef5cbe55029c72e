"""Makowsky and Rubin 2013: what citizens say under a central authority, by the reach of their networks.

Citizens stand on a torus of L × L cells (``size``), one in each. Citizen i has a private opinion p_i, drawn
uniformly from 0..1 and then moved for all alike by a ``shock`` δ, and shows an opinion x_i in public. An
institution stands at A, at first ``institution``. Saying something else than one thinks hurts; so does
saying something else than one's neighbours say, and than the institution demands. With γ the ``conformity``
and c the ``centralization`` (both 0 to below 1) citizen i picks x_i to make

    (1)  −(1 − c) [(1 − γ) (x_i − p_i)² + γ (x_i − x̄_i)²] − c (x_i − A)²

as large as possible, x̄_i the mean of the x_j of all j ≠ i within the ``reach`` R on the torus (at most R
columns and R rows away: (2R + 1)² − 1 neighbours; 2R + 1 ≤ L). (1) is concave, so the best response is

    (2)  x_i = (1 − c) (1 − γ) p_i + (1 − c) γ x̄_i + c A

All x are best responses to each other. With W the matrix of neighbours' means, whose rows sum to 1, and
``g = (1 − c) γ < 1``, (2) is a contraction and has the one solution

    (3)  x = (I − g W)⁻¹ [(1 − c) (1 − γ) p + c A]

*Falsification* is the distance between what is thought and said, root mean square ``√(mean (x_i − p_i)²)``.
W commutes with shifts of the torus, so (3) is solved by Fourier transform: with ŵ(k) the transform of the
neighbourhood's weights (mean 1 at k = 0), ``x̂(k) = (1 − c)(1 − γ) p̂(k)/(1 − g ŵ(k))`` for k ≠ 0. For
independent p_i of variance 1/12 (in mean over draws, and over the L² − 1 frequencies other than 0, written
⟨·⟩)

    (4)  falsification² ≈ w̄² (p̄ − A)² + (1/12)(1 − 1/L²) ⟨[1 − (1 − c)(1 − γ)/(1 − g ŵ(k))]²⟩,
         w̄ = c/(1 − g), p̄ the mean private opinion

(the mean of the x_i is ``p̄ − w̄ (p̄ − A)``.) Falsification rises with c. On the reach it depends little: ŵ
has mean square ``v ≈ 1/((2R + 1)² − 1)``, and to first order in v the second term of (4) is ``(1/12)[(1 −
k)² + k (3k − 2) g² v]`` with ``k = (1 − c)(1 − γ)``: wider networks lower it where k > 2/3, that is where
citizens are mostly free, and raise it a little elsewhere.

*Revolution.* The distance of the public mean from the institution, ``|x̄ − A| = (1 − w̄)|p̄ − A|``, is the
pressure. If it is above the ``tolerance`` τ, the institution gives way to the public mean, A′ = x̄;
citizens, freer now, say more of what they think, (3) holds again with A′, and so on until the pressure is τ
or less:

    (5)  A_{j+1} = A_j + (1 − w̄)(p̄ − A_j) while (1 − w̄)|p̄ − A_j| > τ
    (6)  tipping distance: the smallest |p̄ − A| that starts a change, τ/(1 − w̄)
    (7)  the institution stops at ``|p̄ − A| = d w̄^n``, d the first distance and n the smallest whole number,
         0 or more, with ``(1 − w̄) d w̄^n ≤ τ``

So centralization hides how far opinion has moved, and change when it comes is sudden.

Draws: ``numpy.random.default_rng(seed).random((L, L))`` is p before the shock.

Results. ``falsification``, ``public_mean``: root mean square and mean of (3) before any change.
``private_mean``: p̄. ``falsification_expected``: root of (4) with the drawn p̄. ``pressure``: before any
change. ``tipping_distance``: (6). ``changes``: number of times the institution gives way, at most 10,000.
``institution_final``: A then. ``falsification_final``: as the first, at that A. ``path``: A from the first
to the last.
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
from asabiya.errors import InputError

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "Rules", "expected_falsification", "public_opinions"]

Floats = NDArray[np.float64]

_ID: Final = "makowsky-rubin-2013"
_MOST: Final = 10_000


@dataclass(frozen=True)
class Rules:
    """What citizens weigh and whom they see."""

    size: int
    reach: int
    centralization: float
    conformity: float

    @property
    def own(self) -> float:
        """(1 − c)(1 − γ): weight of the private opinion in (2)."""
        return (1 - self.centralization) * (1 - self.conformity)

    @property
    def others(self) -> float:
        """(1 − c) γ: weight of the neighbours."""
        return (1 - self.centralization) * self.conformity

    @property
    def grip(self) -> float:
        """w̄: part of the distance between private mean and institution that the public mean hides."""
        return self.centralization / (self.centralization + self.own)

    @property
    def let_through(self) -> float:
        """1 − w̄, to full precision however near w̄ is to 1."""
        return self.own / (self.centralization + self.own)


def _resistance(rules: Rules) -> Floats:
    """1 − g ŵ at every frequency, (size, size); ŵ is real, since the neighbourhood is symmetric.

    As 1 − g + g (1 − ŵ), with 1 − g = c + (1 − c)(1 − γ): so it is exact at k = 0 however near g is to 1.
    """
    weights = np.zeros((rules.size, rules.size))
    near = np.arange(-rules.reach, rules.reach + 1)
    weights[np.ix_(near % rules.size, near % rules.size)] = 1
    weights[0, 0] = 0
    unlike = 1 - np.fft.fft2(weights / weights.sum()).real
    unlike[0, 0] = 0
    return np.asarray(rules.centralization + rules.own + rules.others * unlike)


def public_opinions(rules: Rules, private: Floats, institution: float) -> Floats:
    """Opinions (3) that are best responses to each other, (size, size)."""
    source = rules.own * private + rules.centralization * institution
    return np.asarray(np.fft.ifft2(np.fft.fft2(source) / _resistance(rules)).real)


def expected_falsification(rules: Rules, distance: float) -> float:
    """Root of (4) at a distance p̄ − A."""
    passed = 1 - rules.own / _resistance(rules)
    passed[0, 0] = 0
    return math.sqrt((rules.grip * distance) ** 2 + float(np.sum(passed**2)) / (12 * rules.size**2))


def _rms(x: Floats) -> float:
    return math.sqrt(float(np.mean(x**2)))


def _rules(given: Mapping[str, Value]) -> Rules:
    size, reach = cast(int, given["size"]), cast(int, given["reach"])
    if 2 * reach + 1 > size:
        raise InputError(
            f"{_ID}: reach: {reach} on a torus of {size} × {size}",
            hint=f"reach is 1 to {(size - 1) // 2} there: nobody may be met twice",
        )
    return Rules(size, reach, cast(float, given["centralization"]), cast(float, given["conformity"]))


def _run(given: Mapping[str, Value]) -> Outcome:
    rules = _rules(given)
    first, tolerance = cast(float, given["institution"]), cast(float, given["tolerance"])
    draws = np.random.default_rng(cast(int, given["seed"])).random((rules.size, rules.size))
    private = draws + cast(float, given["shock"])
    mean = float(private.mean())
    shown = public_opinions(rules, private, first)
    public = float(shown.mean())
    path = [first]
    while rules.let_through * abs(mean - path[-1]) > tolerance and len(path) <= _MOST:
        path.append(path[-1] + rules.let_through * (mean - path[-1]))
    results = {
        "falsification": _rms(shown - private),
        "falsification_expected": expected_falsification(rules, mean - first),
        "private_mean": mean,
        "public_mean": public,
        "pressure": rules.let_through * abs(mean - first),
        "tipping_distance": tolerance / rules.let_through,
        "changes": len(path) - 1,
        "institution_final": path[-1],
        "falsification_final": _rms(public_opinions(rules, private, path[-1]) - private),
        "path": path,
    }
    return Outcome(given, results)


def _figure(outcome: Outcome) -> alt.HConcatChart:
    """Falsification by centralization, near and far networks; and where the institution ends by shock."""
    import altair as alt

    given, rules = outcome.parameters, _rules(outcome.parameters)
    distance = outcome.results["private_mean"] - cast(float, given["institution"])
    tolerance = cast(float, given["tolerance"])
    levels = np.linspace(0, 0.98, 50).tolist()
    widest = (rules.size - 1) // 2
    kinds = [f"reach {rules.reach}, as given", f"reach {widest}, all over"]
    rows = [
        (c, expected_falsification(Rules(rules.size, reach, c, rules.conformity), distance), kind)
        for reach, kind in zip((rules.reach, widest), kinds, strict=True)
        for c in levels
    ]
    columns = dict(zip(("c", "falsification", "kind"), zip(*rows, strict=True), strict=True))
    x = alt.X("c:Q", title="centralization, c", scale=alt.Scale(domain=[0, 1]))
    y = alt.Y("falsification:Q", title="falsification [opinion, root mean square]")
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[FIRST, SECOND]), legend=None)
    dash = alt.StrokeDash("kind:N", scale=alt.Scale(domain=kinds, range=[[1, 0], [5, 3]]), legend=None)
    top = max(row[1] for row in rows)
    words = alt.Chart(table({"c": [0.97, 0.97], "falsification": [0.2 * top, 0.1 * top], "kind": kinds}))
    dot = alt.Chart(table({"c": [rules.centralization], "falsification": [outcome.results["falsification"]]}))
    left = [
        alt.Chart(table(columns)).mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour, strokeDash=dash),
        words.mark_text(align="right", fontSize=12, fontWeight="bold").encode(
            x=x, y=y, text="kind:N", color=colour
        ),
        dot.mark_point(filled=True, size=80, color=INK, opacity=1).encode(x=x, y=y),
    ]
    tipping = outcome.results["tipping_distance"]
    far = np.linspace(0, max(2 * tipping, 1.3 * abs(distance), 0.01), 400)
    moved = [d - d * rules.grip ** _steps(rules, d, tolerance) for d in far.tolist()]
    across = alt.X(
        "d:Q", title="distance of private mean opinion from the institution", axis=alt.Axis(tickCount=6)
    )
    up = alt.Y("moved:Q", title="how far the institution moves")
    line = alt.Chart(table({"d": far.tolist(), "moved": moved})).mark_line(color=FIRST, strokeWidth=2.5)
    now = {
        "d": [abs(distance)],
        "moved": [abs(outcome.results["institution_final"] - outcome.results["path"][0])],
    }
    right = [
        alt.Chart(table({"d": [tipping]})).mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=across),
        line.encode(x=across, y=up),
        alt.Chart(table(now)).mark_point(filled=True, size=80, color=INK, opacity=1).encode(x=across, y=up),
    ]
    panels = [alt.LayerChart(layer=layers, width=320, height=280) for layers in (left, right)]
    return alt.HConcatChart(hconcat=panels, spacing=40)


def _steps(rules: Rules, distance: float, tolerance: float) -> int:
    """n of (7)."""
    count, left = 0, rules.let_through * distance
    while left > tolerance and count < _MOST:
        count, left = count + 1, left * rules.grip
    return count


_PARAMETERS: Final = (
    Parameter("size", "cells along each side of the torus, L", "integer", 40, "assumed", "cells", 3, 1000),
    Parameter("reach", "how far a citizen sees, R", "integer", 1, "assumed", "cells", 1, 499),
    Parameter("centralization", "weight of the institution's demand, c", "number", 0.5, "assumed", "1", 0, 1,
              open_high=True),
    Parameter("conformity", "weight of the neighbours in what is left, γ", "number", 0.5, "assumed", "1", 0,
              1, open_high=True),
    Parameter("institution", "where the institution stands at first, A", "number", 0.5, "assumed", "opinion",
              -100, 100),
    Parameter("shock", "how far all private opinions have moved, δ", "number", 0.3, "assumed", "opinion",
              -100, 100),
    Parameter("tolerance", "public distance that the institution bears, τ", "number", 0.05, "assumed",
              "opinion", 0, 100, open_low=True),
    Parameter("seed", "seed of the private opinions", "integer", 0, "assumed", "1", 0, 2**63 - 1),
)  # fmt: skip


def _results(**given: Value) -> Mapping[str, Any]:
    return _run({**{parameter.name: parameter.default for parameter in _PARAMETERS}, **given}).results


def _iterated() -> float:
    """Largest difference between (3) and 200 rounds of best responses (2) on a torus of 12 × 12, R = 2."""
    rules = Rules(12, 2, 0.3, 0.7)
    private = np.random.default_rng(8).random((12, 12))
    shown = private.copy()
    steps = [(a, b) for a in range(-2, 3) for b in range(-2, 3) if (a, b) != (0, 0)]
    for _ in range(200):
        near = np.mean([np.roll(shown, step, axis=(0, 1)) for step in steps], axis=0)
        shown = rules.own * private + rules.others * near + 0.3 * 0.9
    return float(np.abs(shown - public_opinions(rules, private, 0.9)).max())


def _by(centralization: float, reach: int) -> float:
    """Falsification (4) on a torus of 40 × 40, γ = ½, at a distance of 0.3."""
    return expected_falsification(Rules(40, reach, centralization, 0.5), 0.3)


def _jumps() -> bool:
    """Whether nothing changes just below the tipping distance and a lot just above it, L = 40, seed 0."""
    near = _results(shock=0.0)
    edge = near["institution_final"] + near["tipping_distance"] - near["private_mean"]
    below, above = (_results(shock=edge + move)["institution_final"] - 0.5 for move in (-1e-6, 1e-6))
    return bool(below == 0 and above > 0.04)


_TARGETS: Final = (
    Target("abstract-centralization", "1 if falsification rises with c, in steps of 0.05",
           "abstract: falsification is increasing with centralization", "published", 1, 0, "yes or no",
           lambda: float(all(_by((k + 1) / 20, 1) > _by(k / 20, 1) for k in range(19)))),
    Target("abstract-range", "1 if falsification falls from reach 1 to reach 10, c = γ = ½",
           "abstract: falsification is decreasing with network range", "published", 1, 0, "yes or no",
           lambda: float(_by(0.5, 10) < _by(0.5, 1)),
           known_miss="only where citizens are mostly free, (1 − c)(1 − γ) > 2/3; else it rises a little"),
    Target("abstract-discontinuity", "1 if the institution moves by a jump as the shock passes a threshold",
           "abstract of the working paper of 2012: sharp discontinuities in the response to shocks",
           "published", 1, 0, "yes or no", lambda: float(_jumps())),
    Target("best-responses", "largest difference of (3) from 200 rounds of best responses, 12 × 12",
           "(2), which is a contraction", "derived", 0.0, 1e-12, "0.49²⁰⁰ is nothing: arithmetic", _iterated),
    Target("no-network", "falsification at γ = 0, c = 0.4, A = ½, no shock, L = 200",
           "x − p = c(A − p), so c/√12", "derived", 0.4 / math.sqrt(12), 0.00105,
           "4 standard errors: c/(2 · 0.2887) · √((1/80 − 1/144)/40,000) = 2.6e-4",
           lambda: _results(size=200, conformity=0.0, centralization=0.4, shock=0.0)["falsification"]),
    Target("falsification", "falsification of 160,000 drawn citizens, R = 3, over its expected value",
           "(4)", "derived", 1.0, 0.0025, "4 standard deviations of 6.1e-4, over 100 seeds",
           lambda: (lambda r: r["falsification"] / r["falsification_expected"])(_results(size=400, reach=3))),
    Target("tipping", "distance that tips at c = γ = ½, τ = 0.05", "(6): w̄ = 2/3, so 0.15", "derived", 0.15,
           1e-12, "arithmetic", lambda: _results()["tipping_distance"]),
    Target("changes", "how often the institution gives way at d = 0.8, c = γ = ½, τ = 0.05",
           "(7): smallest n with (0.8/3)(2/3)^n ≤ 0.05, ln(16/3)/ln 1.5 = 4.13", "derived", 5, 0, "a count",
           lambda: float(_steps(Rules(40, 1, 0.5, 0.5), 0.8, 0.05))),
)  # fmt: skip

ENTRY = Entry(
    id=_ID,
    title="Preference falsification, central authority and network technology",
    question=(
        "Citizens say what they think, what their neighbours say, or what the authority demands. How much do "
        "they hide under a central authority, what do wider networks change, and why is change so sudden?"
    ),
    equations="""\
x_i = (1 − c)(1 − γ) p_i + (1 − c) γ x̄_i + c A       what citizen i says, all at once
falsification: root mean square of x_i − p_i
w̄ = c/(1 − (1 − c) γ)                                the public mean hides this part of p̄ − A
pressure (1 − w̄)|p̄ − A|; while it is above τ, the institution gives way: A ← A + (1 − w̄)(p̄ − A)
tipping distance of p̄ from A: τ/(1 − w̄)

p_i: private opinion, mean p̄; x̄_i: mean of what is said within the reach R on a torus; A: institution;
c: centralization; γ: conformity; τ: tolerance""",
    parameters=_PARAMETERS,
    reading=(
        "falsification: distance of said from thought before any change [opinion, root mean square]; "
        "falsification_expected: its mean over draws. private_mean, public_mean: mean of thought and said. "
        "pressure: distance of public mean and institution. tipping_distance: how far private opinion must "
        "be from the institution for it to give way [opinion]. changes: how often it gives way. "
        "institution_final, falsification_final: after that. path: of the institution."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "A reconstruction from the abstract: opinions shown under private, social and central pressure, "
        "networks by reach on a torus, an institution that gives way under public pressure.",
        "With quadratic losses everybody's opinion solves a linear system; the paper simulates step by step.",
    ),
    unverified=(
        "The paper's own equations, parameters and figures: only the abstract and the beginning of its text "
        "could be read.",
        "That change is greatest in centralized societies and more so with wider networks: here the reach "
        "does not touch the mean, and so neither the tipping distance nor the change.",
        "The paper's estimates from data on countries.",
    ),
    figure=_figure,
)
