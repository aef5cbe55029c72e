"""Granovetter 1978: who joins a riot, when each waits for so many others.

A crowd; ``r`` is the part of it that riots, in per cent of the crowd (0 to 100; with 100 persons also their
number). Person i has a threshold ``x_i`` in the same unit and riots from the next step on iff ``x_i ≤ r``. At
step 0 nobody riots, so persons with ``x ≤ 0`` begin ("instigators"). Nobody stops.

    (1) next step:           r(t+1) = F(r(t)),   r(0) = 0,   F(r) = share of thresholds at or below r, in %
    (2) equilibrium:         the first r with F(r) = r that (1) reaches: F rises, so it is the smallest one
    (3) normal thresholds:   F(r) = 100 Φ((r − m)/s), m the mean, s the standard deviation, Φ the standard
                             normal distribution function; thresholds below 0 count as 0

*Continuum* (``agents`` and ``thresholds`` left out). ``F`` is (3). The fixed points are the roots of
``F(r) − r`` in 0..100: one or three (two when tangent). A fixed point is stable iff ``F′ < 1`` there. The
smallest, at which a riot stops, is named "from nobody"; of the others those that are not stable "tipping
point", and the stable one "when pushed beyond it".

    (4) critical spread:     the s at which the two lower fixed points meet and vanish:
                             s = 100 φ(u),   m = 100 (Φ(u) − u φ(u)),   u < 0, φ = Φ′
        at that spread the two lie together at r = 100 Φ(u)

The right side of the second equation rises in u from 0 (u → −∞) to 50 (u = 0), so a solution exists, and is
unique, iff 0 < m < 50. For other m there is no such jump and ``critical_sd`` is null, as it is with a list.

*Finite crowd* of N persons. Person i's threshold as a number of persons is ``k_i = ⌈x_i N/100 − 10⁻⁹⌉`` (the
last term lets decimal fractions be what they are meant to be); person i riots iff ``k_i`` or more do. With
``n(j)`` the number of persons with ``k_i ≤ j``: n₀ = 0, n_{t+1} = n(n_t), until it repeats; the equilibrium
is ``100 n/N``. With a list or with quantiles all fixed points ``100 j/N``, ``n(j) = j``, are returned: the
smallest named "from nobody", the others "held by j of N". The thresholds are

- ``thresholds``: a list, one for each person, N its length; or, with ``agents`` = N,
- ``draws = independent``: ``m + s z``, z independent standard normal: ``numpy.random.default_rng(seed)``
  gives N for run 1 by ``standard_normal``, the next N for run 2, and so on, z in single precision from 10⁶
  agents on, all else in double;
- ``draws = quantiles``: ``m + s Φ⁻¹((i − ½)/N)``, i = 1..N: no chance in it, always one run.

The exact distribution of the equilibrium with independent draws follows from (1), see `stop_distribution`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, SECOND, against_diagonal, table
from asabiya.catalogue.thresholds import FUZZ, Counts, crowd, growth, steps
from asabiya.errors import InputError

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "critical", "fixed_points", "stop_distribution"]

_SINGLE: Final = 1_000_000
"""Crowds from this size on are drawn in single precision, twice as fast."""
_PART: Final = 1 << 18
"""Persons drawn at once, few enough for a processor's cache."""
_MOST: Final = 1_000_000_000
"""Most draws, runs times agents."""


def fixed_points(mean: float, sd: float) -> list[tuple[float, bool]]:
    """Fixed points of (3) in ascending order, each with whether it is stable.

    ``F(r) − r`` turns where ``F′ = 1``, twice at most, so between the turns there is one root at most.
    """
    from scipy.optimize import brentq
    from scipy.special import ndtr

    def gap(r: float) -> float:
        return float(100 * ndtr((r - mean) / sd) - r)

    steepest = 100 / (sd * math.sqrt(2 * math.pi))
    half = sd * math.sqrt(2 * math.log(steepest)) if steepest > 1 else None
    turns = [] if half is None else [r for r in (mean - half, mean + half) if 0 < r < 100]
    knots = [0.0, *turns, 100.0]
    roots = []
    for low, high in pairwise(knots):
        if gap(low) * gap(high) < 0:
            roots.append(float(brentq(gap, low, high, xtol=1e-13)))
        elif gap(low) == 0:
            roots.append(low)
    if gap(100.0) == 0:
        roots.append(100.0)
    return [(r, half is None or abs(r - mean) > half) for r in roots]


def critical(mean: float) -> tuple[float, float] | None:
    """The critical spread (4) and the crowd at it, both in %; None unless 0 < mean < 50."""
    from scipy.optimize import brentq
    from scipy.special import ndtr

    if not 0 < mean < 50:
        return None

    def density(u: float) -> float:
        return math.exp(-u * u / 2) / math.sqrt(2 * math.pi)

    u = brentq(lambda u: 100 * (ndtr(u) - u * density(u)) - mean, -40, 0, xtol=1e-15)
    return 100 * density(u), float(100 * ndtr(u))


def _drawn(mean: float, sd: float, persons: int, generator: np.random.Generator) -> Counts:
    """Counts of thresholds that are drawn independently."""
    kind = np.float32 if persons >= _SINGLE else np.float64
    need = np.empty(persons, np.int64)
    for start in range(0, persons, _PART):
        part = need[start : start + _PART]
        draws = generator.standard_normal(len(part), dtype=kind).astype(np.float64)
        draws *= sd * persons / 100
        draws += mean * persons / 100 - FUZZ
        np.ceil(draws, out=draws)
        part[:] = np.clip(draws, 0, persons + 1, out=draws)
    return np.bincount(need, minlength=persons + 2)


def _quantiles(mean: float, sd: float, persons: int) -> tuple[float, ...]:
    from scipy.special import ndtri

    return tuple((mean + sd * ndtri((np.arange(persons) + 0.5) / persons)).tolist())


def stop_distribution(mean: float, sd: float, persons: int) -> NDArray[np.float64]:
    """Probability that exactly 0, 1, …, N of N persons with independent normal thresholds riot, (N + 1,).

    The riot stops at the first j with n(j) = j. Given n(j), the others' thresholds are independent and
    n(j + 1) − n(j) is binomial with N − n(j) trials: n(0), n(1), … is a Markov chain, stopped on that line.
    """
    from scipy.special import ndtr
    from scipy.stats import binom

    joined = np.arange(persons + 1)
    below = ndtr((100 * joined / persons - mean) / sd)
    chance = binom.pmf(joined, persons, below[0])
    stopped = np.zeros(persons + 1)
    for j in range(persons):
        stopped[j], chance[j] = chance[j], 0
        # Where floating point leaves nobody with a threshold above j, nobody is left to move either.
        step = (below[j + 1] - below[j]) / (1 - below[j]) if below[j] < 1 else 0.0
        moves = binom.pmf(joined[None, :] - joined[:, None], persons - joined[:, None], step)
        chance = chance @ moves
    stopped[persons] = chance[persons]
    return stopped


def _continuum(mean: float, sd: float) -> dict[str, Any]:
    points = fixed_points(mean, sd)
    names = [
        "from nobody",
        *("when pushed beyond it" if stable else "tipping point" for _, stable in points[1:]),
    ]
    listed = [
        {"name": name, "value": value, "stable": stable}
        for name, (value, stable) in zip(names, points, strict=True)
    ]
    return {"equilibrium": points[0][0], "equilibria": listed}


def _crowds(mean: float, sd: float, persons: int, runs: int, seed: int) -> tuple[dict[str, Any], list[float]]:
    generator = np.random.default_rng(seed)
    ends = [growth(_drawn(mean, sd, persons, generator))[-1] for _ in range(runs)]
    shares = 100 * np.array(ends) / persons
    return {"equilibrium": float(shares.mean()), "large": float((shares > 50).mean())}, shares.tolist()


def _run(given: Mapping[str, Value]) -> Outcome:
    mean, sd, agents = (
        cast(float, given["mean"]),
        cast(float, given["sd"]),
        cast("int | None", given["agents"]),
    )
    runs, seed = cast(int, given["runs"]), cast(int, given["seed"])
    thresholds = cast("tuple[float, ...] | None", given["thresholds"])
    if (agents or 1) * runs > _MOST:
        raise InputError(
            f"granovetter-1978: {runs:,} runs of {agents:,} agents are more than {_MOST:,} draws",
            hint="ask for fewer runs or agents",
        )
    tangent = critical(mean) if thresholds is None else None
    spread = {"critical_sd": None if tangent is None else tangent[0]}
    if thresholds is None and agents is not None and given["draws"] == "quantiles":
        thresholds = _quantiles(mean, sd, agents)
    ends: list[float] = []
    if thresholds is not None:
        results = crowd(thresholds)
    elif agents is None:
        results = _continuum(mean, sd)
    else:
        results, ends = _crowds(mean, sd, agents, runs, seed)
    several = len(results.get("equilibria", ())) > 1
    warning = (
        "Several equilibria: which one holds depends on how many riot at first; from nobody, the lowest."
    )
    series = {"thresholds": thresholds, "ends": ends or [results["equilibrium"]]}
    return Outcome(given, results | spread, (warning,) if several else (), series)


def _figure(outcome: Outcome) -> alt.LayerChart | alt.HConcatChart:
    """Left the curve, the diagonal and the path; right, for normal thresholds, where riots end by spread."""
    import altair as alt
    from scipy.special import ndtr

    mean, sd = cast(float, outcome.parameters["mean"]), cast(float, outcome.parameters["sd"])
    thresholds = outcome.series["thresholds"]
    points = outcome.results.get("equilibria")
    if thresholds is None:
        share = np.linspace(0, 100, 401)
        curve = share.tolist(), (100 * ndtr((share - mean) / sd)).tolist()
        course = [0.0]
        while len(course) < 100 and (more := float(100 * ndtr((course[-1] - mean) / sd))) - course[-1] > 0.01:
            course.append(more)
        points = points or _continuum(mean, sd)["equilibria"]
    else:
        curve, course = steps(thresholds), outcome.results["course"]
    left = against_diagonal(
        curve, course, points or [], x_title="riots now [% of the crowd]",
        y_title="riots at the next step [% of the crowd]", top=100,
    )  # fmt: skip
    if outcome.parameters["thresholds"] is not None:
        return left
    return alt.HConcatChart(hconcat=[left, _by_spread(mean, sd, outcome.series["ends"])], spacing=40)


def _by_spread(mean: float, sd: float, ends: list[float]) -> alt.LayerChart:
    """Where a riot from nobody ends: in the continuum for all spreads, and in this outcome."""
    import altair as alt

    tangent = critical(mean)
    jump = math.inf if tangent is None else tangent[0]
    top = 2 * (sd if tangent is None else max(sd, jump))
    about = [] if tangent is None else [jump * (1 - 1e-9), jump * (1 + 1e-9)]
    spreads = sorted([*np.linspace(top / 200, top, 200).tolist(), *about])
    continuum = table(
        {
            "s": spreads,
            "r": [fixed_points(mean, spread)[0][0] for spread in spreads],
            "side": ["below" if spread <= jump else "above" for spread in spreads],
        }
    )
    x = alt.X(
        "s:Q", title="standard deviation of the thresholds [%]", scale=alt.Scale(domain=[0, top], nice=False)
    )
    y = alt.Y("r:Q", title="riots in the end [% of the crowd]", scale=alt.Scale(domain=[0, 100], nice=False))
    layers = [
        alt.Chart(continuum).mark_line(color=FIRST, strokeWidth=2.5).encode(x=x, y=y, detail="side:N"),
        alt.Chart(table({"s": [sd] * len(ends), "r": ends}))
        .mark_point(color=SECOND, size=60, strokeWidth=2, opacity=0.7)
        .encode(x=x, y=y),
    ]
    if tangent is not None:
        rule = alt.Chart(table({"s": [jump]})).mark_rule(color=GREY, strokeDash=[2, 3])
        layers.insert(0, rule.encode(x=x))
    return alt.LayerChart(layer=layers, width=300, height=300)


_PARAMETERS: Final = (
    Parameter("mean", "mean of the thresholds", "number", 25.0, "figure 2", "% of the crowd", -1e4, 1e4,
              not_with="thresholds"),
    Parameter("sd", "standard deviation of the thresholds", "number", 12.2, "figure 2: riots jump there",
              "% of the crowd", 1e-6, 1e4, not_with="thresholds"),
    Parameter("agents", "persons in the crowd; left out: a continuum", "integer", None, "100 in the paper",
              "persons", 1, 100_000_000, not_with="thresholds"),
    Parameter("thresholds", "a threshold for each person, in place of a distribution; left out: normal",
              "numbers", None, "the example of 100 people", "% of the crowd", -1e6, 1e6),
    Parameter("draws", "how so many agents get their thresholds: each draws one, or they share out the "
              "quantiles (i − ½)/N", "choice", "independent", "assumed: not known from the paper",
              choices=("independent", "quantiles"), only_with="agents"),
    Parameter("runs", "crowds to draw", "integer", 1, "assumed: one crowd", "crowds", 1, 1_000_000,
              only_with="agents"),
    Parameter("seed", "seed of the draws", "integer", 0, "assumed: any will do", "1", 0, 2**63 - 1,
              only_with="agents"),
)  # fmt: skip


def _end(**given: Value) -> float:
    defaults: dict[str, Value] = {parameter.name: parameter.default for parameter in _PARAMETERS}
    return float(_run({**defaults, **given}).results["equilibrium"])


def _tangency() -> tuple[float, float]:
    found = critical(25)
    assert found is not None
    return found


def _jump_of_quantiles() -> float:
    """The smallest spread, in hundredths, at which more than half of 100 quantiles riot."""
    spreads = (round(12 + step / 100, 2) for step in range(100))
    return next(sd for sd in spreads if _end(sd=sd, agents=100, draws="quantiles") > 50)


def _targets() -> tuple[Target, ...]:
    ladder = tuple(float(number) for number in range(100))
    changed = (0.0, 2.0, *ladder[2:])
    hundred = "the example of 100 people, as quoted by ndouglas 2026"
    normal = "figure 2, equilibrium by standard deviation, as quoted by ndouglas 2026"
    tangent = "the tangency of F and the diagonal, solved by other code: u = −1.5381722545"
    theirs = "4,000 crowds drawn by other code"

    def large(sd: float) -> float:
        return float(stop_distribution(25, sd, 100)[51:].sum())

    def drawn() -> float:
        return float(np.mean(np.array(_crowds(25, 12.2, 100, 4000, 1)[1]) > 50))

    return (
        Target("ladder", "rioters among 100 whose thresholds are 0, 1, …, 99", hundred,
               "published", 100, 0, "a count", lambda: _end(thresholds=ladder)),
        Target("ladder-broken", "rioters when the one threshold of 1 becomes 2", hundred,
               "published", 1, 0, "a count", lambda: _end(thresholds=changed)),
        Target("jump", "spread at which riots become large, mean 25 [%]", normal,
               "published", 12.2, 0.05, "printed to a tenth", lambda: _tangency()[0]),
        Target("before-the-jump", "rioters just below that spread [%]", normal,
               "published", 6, 0.5, "printed as a whole number", lambda: _end(sd=_tangency()[0] - 1e-9)),
        Target("after-the-jump", "rioters just above that spread [%]", normal,
               "published", 100, 1, "printed as “nearly 100”", lambda: _end(sd=_tangency()[0] + 1e-9)),
        Target("without-bound", "rioters as the spread grows without bound (10,000) [%]", normal,
               "published", 50, 0.5, "printed as a whole number", lambda: _end(sd=1e4)),
        Target("tangency-spread", "critical_sd, mean 25 [%]", tangent,
               "derived", 12.2220868, 5e-8, "the digits given", lambda: _tangency()[0]),
        Target("tangency-crowd", "rioters at the tangency [%]", tangent,
               "derived", 6.20033, 5e-6, "the digits given", lambda: _tangency()[1]),
        Target("large-drawn", "share of 4,000 crowds of 100 that end above 50 %, sd 12.2",
               "the exact probability, by the Markov chain of n(j)",
               "derived", 0.199493, 0.0253, "four standard errors of ours", drawn),
        Target("large-12.2", "probability that a crowd of 100 ends above 50 %, sd 12.2", theirs,
               "reported", 0.188, 0.0247, "four standard errors of theirs", lambda: large(12.2)),
        Target("large-12.5", "probability that a crowd of 100 ends above 50 %, sd 12.5", theirs,
               "reported", 0.266, 0.0279, "four standard errors of theirs", lambda: large(12.5)),
        Target("quantiles-jump", "first spread, in hundredths, at which 100 quantiles riot [%]", "other code",
               "reported", 12.55, 0.005, "the digits given", _jump_of_quantiles),
    )  # fmt: skip


ENTRY = Entry(
    id="granovetter-1978",
    title="Threshold model of collective behaviour",
    question=(
        "Each person joins a riot once enough others have. How many end up in it, and why do two crowds with "
        "nearly the same preferences end up so differently?"
    ),
    equations="""\
r(t+1) = F(r(t)), r(0) = 0    r: part of the crowd that riots [%]
                              F(r): part of the crowd whose threshold is r or less [%]
F(r) = 100 Φ((r − m)/s)       thresholds are normal with mean m and standard deviation s [%];
                              who has one of 0 or less begins
equilibrium: the smallest r with F(r) = r
critical s:  s = 100 φ(u), m = 100 (Φ(u) − u φ(u)), u < 0: there the two lower fixed points meet""",
    parameters=_PARAMETERS,
    reading=(
        "equilibrium: where a riot that begins with nobody ends [% of the crowd, 0 to 100]; a mean over the "
        "runs. equilibria: all fixed points, ascending (continuum, list, quantiles). critical_sd: the spread "
        "above which the riot takes nearly everybody [%]; null where there is no jump, and with a list. "
        "large: share of the runs that end above 50 %. course: rioters step by step [%] (list, quantiles)."
    ),
    run=_run,
    targets=_targets(),
    deviations=(
        "How the paper made 100 thresholds from a normal distribution could not be established. The default "
        "is a continuum; crowds of 100 that are drawn may be large below its jump, and most are small above.",
        "The paper's second part, in which a friend's riot counts for more than a stranger's, is left out.",
    ),
    figure=_figure,
    citations=("ndouglas-2026",),
)
