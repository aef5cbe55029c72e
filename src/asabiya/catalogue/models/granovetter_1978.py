"""Granovetter 1978: who joins a riot, when each waits for so many others.

A crowd; ``r`` is the part of it that riots, in per cent of the crowd (0 to 100; with 100 persons also their
number). Person i has a threshold ``x_i`` in the same unit and riots from the next step on iff ``x_i ≤ r``. At
step 0 nobody riots, so persons with ``x ≤ 0`` begin ("instigators"). Nobody stops.

    (1) next step:           r(t+1) = F(r(t)),   r(0) = 0,   F(r) = share of thresholds at or below r, in %
    (2) equilibrium:         the first r with F(r) = r that (1) reaches: F rises, so it is the smallest one
    (3) normal thresholds:   F(r) = 100 Φ((r − m)/s), m the mean, s the standard deviation, Φ the standard
                             normal distribution function; thresholds below 0 count as 0

*Continuum* (``agents`` and ``thresholds`` left out). ``F`` is (3). The fixed points are the roots of
``F(r) − r`` in 0..100: one or three (two when tangent). In ascending order they are the crowd that a riot
from nobody stops at, the tipping point, and the crowd of a riot that was pushed beyond it. A fixed point is
stable iff ``F′ < 1`` there.

    (4) critical spread:     the s at which the two lower fixed points meet and vanish:
                             s = 100 φ(u),   m = 100 (Φ(u) − u φ(u)),   u < 0, φ = Φ′
        at that spread the two lie together at r = 100 Φ(u)

The right side of the second equation rises in u from 0 (u → −∞) to 50 (u = 0), so a solution exists, and is
unique, iff 0 < m < 50; for other m there is no such jump and ``critical_sd`` is null.

*Finite crowd* of N persons. Person i's threshold as a number of persons is ``k_i = ⌈x_i N/100 − 10⁻⁹⌉`` (the
last term lets decimal fractions be what they are meant to be); person i riots iff ``k_i`` or more do. With
``n(j)`` the number of persons with ``k_i ≤ j``: n₀ = 0, n_{t+1} = n(n_t), until it repeats; the equilibrium
is ``100 n/N``. The thresholds are

- ``thresholds``: a list, one for each person, N its length; or, with ``agents`` = N,
- ``draws = independent``: ``m + s z``, z independent standard normal: ``numpy.random.default_rng(seed)``
  gives N for run 1, the next N for run 2, and so on, in single precision from 10⁶ agents on;
- ``draws = quantiles``: ``m + s Φ⁻¹((i − ½)/N)``, i = 1..N: no chance in it, always one run.

The exact distribution of the equilibrium with independent draws follows from (1), see `stop_distribution`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Value
from asabiya.errors import InputError

__all__ = ["ENTRY", "critical", "fixed_points", "rioters", "stop_distribution"]

Floats = NDArray[np.floating[Any]]

_FUZZ: Final = 1e-9
_SINGLE: Final = 1_000_000
_PART: Final = 1 << 18
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

    u = brentq(lambda u: 100 * (ndtr(u) - u * density(u)) - mean, -37, 0, xtol=1e-15)
    return 100 * density(u), float(100 * ndtr(u))


def _counts(need: Floats, persons: int) -> NDArray[np.int64]:
    """How many persons ask for 0, 1, …, N others, or for more than there are, (N + 2,)."""
    np.ceil(need - _FUZZ, out=need)
    np.clip(need, 0, persons + 1, out=need)
    return np.bincount(need.astype(np.int64), minlength=persons + 2)


def rioters(counts: NDArray[np.int64]) -> list[int]:
    """Rioters at every step until nobody more joins, from the thresholds' counts, (N + 2,)."""
    joined = np.cumsum(counts[:-1])
    course = [0]
    while (more := int(joined[course[-1]])) != course[-1]:
        course.append(more)
    return course


def _drawn(mean: float, sd: float, persons: int, generator: np.random.Generator) -> NDArray[np.int64]:
    """Counts as `_counts`, of independent draws that are made in parts which fit a processor's cache."""
    kind = np.float32 if persons >= _SINGLE else np.float64
    need = np.empty(persons, np.int64)
    for start in range(0, persons, _PART):
        part = need[start : start + _PART]
        draws = generator.standard_normal(len(part), dtype=kind).astype(np.float64)
        draws *= sd * persons / 100
        draws += mean * persons / 100 - _FUZZ
        np.ceil(draws, out=draws)
        part[:] = np.clip(draws, 0, persons + 1, out=draws)
    return np.bincount(need, minlength=persons + 2)


def stop_distribution(mean: float, sd: float, persons: int) -> Floats:
    """Probability that exactly 0, 1, …, N of N persons with independent normal thresholds riot, (N + 1,).

    The riot stops at the first j with n(j) = j. Given n(j), the others' thresholds are independent and
    n(j + 1) − n(j) is binomial with N − n(j) trials: n(0), n(1), … is a Markov chain, stopped on that line.
    """
    from scipy.special import ndtr
    from scipy.stats import binom

    below = ndtr((100 * np.arange(persons + 1) / persons - mean) / sd)
    chance = binom.pmf(np.arange(persons + 1), persons, below[0])
    stopped = np.zeros(persons + 1)
    for j in range(persons + 1):
        stopped[j], chance[j] = chance[j], 0
        if j < persons:
            step = (below[j + 1] - below[j]) / (1 - below[j])
            left = np.zeros_like(chance)
            for n in np.flatnonzero(chance):
                left[n:] += chance[n] * binom.pmf(np.arange(persons + 1 - n), persons - n, step)
            chance = left
    return cast("Floats", stopped)


def _continuum(mean: float, sd: float) -> dict[str, Any]:
    points = fixed_points(mean, sd)
    names = ["from nobody"] if len(points) == 1 else ["from nobody", "tipping point", "when pushed beyond it"]
    listed = [
        {"name": name, "value": value, "stable": stable}
        for name, (value, stable) in zip(names, points, strict=False)
    ]
    return {"equilibrium": points[0][0], "equilibria": listed}


def _listed(thresholds: Sequence[float]) -> dict[str, Any]:
    persons = len(thresholds)
    counts = _counts(np.array(thresholds, np.float64) * persons / 100, persons)
    course = rioters(counts)
    held = np.flatnonzero(np.cumsum(counts[:-1]) == np.arange(persons + 1))
    listed = [
        {"name": "from nobody" if n == course[-1] else f"from {n} persons", "value": 100 * int(n) / persons}
        for n in held
    ]
    return {
        "equilibrium": 100 * course[-1] / persons,
        "equilibria": listed,
        "course": [100 * n / persons for n in course],
    }


def _crowds(mean: float, sd: float, persons: int, runs: int, seed: int) -> dict[str, Any]:
    generator = np.random.default_rng(seed)
    ends = [rioters(_drawn(mean, sd, persons, generator))[-1] for _ in range(runs)]
    shares = 100 * np.array(ends) / persons
    return {"equilibrium": float(shares.mean()), "large": float((shares > 50).mean())}


def _run(given: Mapping[str, Value]) -> Outcome:
    mean, sd, agents = (
        cast(float, given["mean"]),
        cast(float, given["sd"]),
        cast("int | None", given["agents"]),
    )
    thresholds = cast("tuple[float, ...] | None", given["thresholds"])
    runs, seed = cast(int, given["runs"]), cast(int, given["seed"])
    if thresholds is not None and agents is not None and agents != len(thresholds):
        raise InputError(
            f"granovetter-1978: {len(thresholds)} thresholds for {agents} agents",
            hint="leave agents out, or give a threshold for each",
        )
    if (agents or 1) * runs > _MOST:
        raise InputError(
            f"granovetter-1978: {runs} runs of {agents} agents are more than {_MOST:,} draws",
            hint="ask for fewer runs or agents",
        )
    if thresholds is not None:
        results = _listed(thresholds)
    elif agents is None:
        results = _continuum(mean, sd)
    elif given["draws"] == "quantiles":
        from scipy.special import ndtri

        results = _listed(tuple(mean + sd * ndtri((np.arange(agents) + 0.5) / agents)))
    else:
        results = _crowds(mean, sd, agents, runs, seed)
    if thresholds is None:
        tangent = critical(mean)
        results["critical_sd"] = None if tangent is None else tangent[0]
    several = len(results.get("equilibria", ())) > 1
    warning = (
        "Several equilibria: which one holds depends on how many riot at first; from nobody, the lowest."
    )
    return Outcome(given, results, (warning,) if several else ())


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
    parameters=(
        Parameter(
            "mean", "mean of the thresholds", "number", 25.0, "pp. 1427–1428", "% of the crowd", -1e4, 1e4
        ),
        Parameter(
            "sd",
            "standard deviation of the thresholds",
            "number",
            12.2,
            "pp. 1427–1428",
            "% of the crowd",
            0,
            1e4,
            open_low=True,
        ),
        Parameter(
            "agents",
            "persons in the crowd; left out: a continuum",
            "integer",
            None,
            "100 in the paper",
            "persons",
            1,
            100_000_000,
        ),
        Parameter(
            "thresholds",
            "a threshold for each person, in place of a distribution; left out: normal",
            "numbers",
            None,
            "p. 1424: 0, 1, …, 99",
            "% of the crowd",
        ),
        Parameter(
            "draws",
            "how the thresholds of so many agents are made: drawn independently, or at the quantiles "
            "of (i − ½)/N",
            "choice",
            "independent",
            "assumed: the paper does not say",
            choices=("independent", "quantiles"),
        ),
        Parameter("runs", "crowds to draw", "integer", 1, "assumed", "crowds", 1, 1_000_000),
        Parameter("seed", "seed of the draws", "integer", 0, "assumed", "1", 0, 2**63 - 1),
    ),
    reading=(
        "equilibrium: where a riot that begins with nobody ends [% of the crowd, 0 to 100]; a mean over the "
        "runs. equilibria: all fixed points, ascending (continuum, list, quantiles). critical_sd: the spread "
        "above which the riot takes nearly everybody [%]; null where there is no jump. large: share of the "
        "runs that end above 50 %. course: rioters step by step [%] (list, quantiles)."
    ),
    run=_run,
    targets=(),
)
