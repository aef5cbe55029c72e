"""What `watts_2002` has to give: the window, and the paper's figures 1 to 4."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.cascade import Ties, needed, spread
from asabiya.catalogue.cascade_graph import random_graph
from asabiya.catalogue.cascade_window import giant, window
from asabiya.catalogue.entry import Target

__all__ = ["LARGE", "targets"]

LARGE: Final = 0.1
"""Share of the vertices above which a cascade counts as global."""
_PHI: Final = 0.18
_QUOTED: Final = "as quoted by ndouglas 2026"
_CURVE: Final = "figure 1: the window; the roots of (4) in decimal arithmetic of 30 digits"

_Draw = Callable[[np.random.Generator, int], NDArray[np.float64]]


def _alike(_: np.random.Generator, n: int) -> NDArray[np.float64]:
    return np.full(n, _PHI)


def _spread_out(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    """Normal thresholds, mean 0.18 and standard deviation 0.05; what is outside the unit interval again."""
    found = rng.normal(_PHI, 0.05, n)
    while (outside := (found <= 0) | (found > 1)).any():
        found[outside] = rng.normal(_PHI, 0.05, int(outside.sum()))
    return found


def _sizes(
    z: float, n: int, graphs: int, each: int, mark: tuple[int, ...], draw: _Draw = _alike
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Adopters in the end from so many single seeds on each of some graphs, and from each graph's hub."""
    sizes, hubs = [], []
    for number in range(graphs):
        rng = np.random.default_rng([2002, *mark, number])
        graph = random_graph(rng, n, z)
        ties, need = Ties.of(graph.start, graph.seen), needed(draw(rng, n), graph.degree)
        sizes += [spread(ties, need, seed).counts[-1] for seed in rng.choice(n, (each, 1), replace=False)]
        hubs.append(spread(ties, need, np.array([int(np.argmax(graph.degree))])).counts[-1])
    return np.array(sizes), np.array(hubs)


def _global(z: float, *, runs: int, draw: _Draw = _alike) -> tuple[float, float]:
    """Share of cascades from one seed that are global, and their mean size, on ten graphs of 20,000."""
    sizes = _sizes(z, 20_000, 10, runs // 10, (), draw)[0] / 20_000
    large = sizes[sizes > LARGE]
    return len(large) / runs, float(large.mean()) if len(large) else 0.0


def _slope(sizes: NDArray[np.int64], few: int, many: int) -> float:
    """By which power the share of sizes at or above a number falls between two numbers."""
    return float(math.log(np.mean(sizes >= few) / np.mean(sizes >= many)) / math.log(many / few))


def _exponent() -> float:
    """Exponent of the density of cascade sizes at the lower end of the window, from sizes of 10 to 200."""
    low = window(_PHI)
    assert low is not None
    return 1 + _slope(_sizes(low[0], 100_000, 8, 1250, (3,))[0], 10, 200)


def _upper_end() -> NDArray[np.int64]:
    """Sizes of 1,000 cascades of figure 3's dense graphs, each on a graph of its own."""
    return _sizes(6.14, 1000, 1000, 1, (4,))[0]


def _advantage(z: float) -> float:
    """How many times likelier the best-connected vertex sets off a global cascade than an average one."""
    sizes, hubs = _sizes(z, 10_000, 200, 5, (5,))
    return float(np.mean(hubs > LARGE * 10_000) / np.mean(sizes > LARGE * 10_000))


def _width(mean: float, deviation: float) -> float:
    """Width of the window of mean degrees, in steps of 0.01, by (2) for normal thresholds from 0 to 1."""
    from scipy.special import ndtr
    from scipy.stats import poisson

    k = np.arange(1, 400)
    low, high = ndtr(-mean / deviation), ndtr((1 - mean) / deviation)
    vulnerable = (ndtr((1 / k - mean) / deviation) - low) / (high - low)
    degrees = np.arange(50, 6000) / 100
    left = np.array([np.sum(k * (k - 1) * vulnerable * poisson.pmf(k, z)) / z for z in degrees])
    return float(np.sum(left > 1)) / 100


def _wider() -> bool:
    """Whether thresholds that differ widen the window in both directions, in (2) and for seeds at z = 7."""
    alike = window(_PHI)
    assert alike is not None
    both = _width(_PHI, 0.05) > alike[1] - alike[0] and _width(0.26, 0.05) > 0 and window(0.26) is None
    return both and _global(7, runs=100, draw=_spread_out)[0] > 0 == _global(7, runs=100)[0]


def _scale_free() -> float:
    """Largest left side of (2) over z for degrees k^−2.5 exp(−k/κ), over cutoffs κ from 1 to 10⁹."""
    k = np.arange(1, 100_000, dtype=float)
    sides = []
    for cutoff in np.logspace(0, 9, 91):
        weights = k**-2.5 * np.exp(-k / cutoff)
        sides.append(np.sum(k * (k - 1) * weights * (1 / k >= _PHI)) / np.sum(k * weights))
    return float(max(sides))


def _equation() -> float:
    """z Q(K − 1, z) at the ends of the window by the incomplete gamma function: what is farther from 1."""
    from scipy.special import gammaincc

    ends = window(_PHI)
    assert ends is not None
    return max((float(z * gammaincc(4, z)) for z in ends), key=lambda value: abs(value - 1))


def targets() -> tuple[Target, ...]:
    """All of them, those that the paper prints first."""
    return (*_printed(), *_misses(), *_derived())


def _printed() -> tuple[Target, ...]:
    return (
        Target("equation", "z Q(K − 1, z) at both ends of the window, φ = 0.18: the farther from 1",
               f"equation for a uniform random graph, {_QUOTED}", "published", 1, 1e-12, "the root-finder",
               _equation),
        Target("figure-2-size", "share of the vertices that a global cascade takes, z = 3",
               f"figure 2: that of the connected component, S = 1 − exp(−zS), {_QUOTED}", "published",
               giant(3.0), 0.003, "four standard errors of 0.0006, rounded up",
               lambda: _global(3, runs=100)[1]),
        Target("figure-3-slope", "power by which cumulative sizes of 3 to 30 fall, n = 1,000, z = 1.05",
               f"figure 3: slope ½, {_QUOTED}", "published", 0.5, 0.05,
               "four standard errors of 0.010, and the short range",
               lambda: _slope(_sizes(1.05, 1000, 400, 50, (2,))[0], 3, 30), slow=True),
        Target("figure-3-bimodal", "cascades of 10 to 90 % among 1,000, n = 1,000, z = 6.14",
               f"figure 3: bimodal at the upper end, {_QUOTED}", "published", 0, 0, "none is expected",
               lambda: float(np.count_nonzero(((sizes := _upper_end()) >= 100) & (sizes <= 900)))),
        Target("figure-4a", "1 if thresholds that differ (sd 0.05) widen the window, in z and in φ",
               f"figure 4a: cascades over a greater range of both φ and z, {_QUOTED}", "published", 1, 0,
               "yes or no", lambda: float(_wider()), slow=True),
        Target("figure-4b", "1 if power-law degrees (2.5) have no window at any cutoff, φ = 0.18",
               f"figure 4b: much less vulnerable than random graphs, {_QUOTED}", "published", 1, 0,
               "yes or no", lambda: float(_scale_free() < 1)),
        Target("abstract-hubs", "1 if the best-connected vertex sets off global cascades at least thrice as "
               "often as an average one, z = 1.1", "abstract: far more likely in the first regime",
               "published", 1, 0, "yes or no", lambda: float(_advantage(1.1) >= 3), slow=True),
    )  # fmt: skip


def _misses() -> tuple[Target, ...]:
    return (
        Target("figure-3-single", "share of 1,000 cascades that are global, n = 1,000, z = 6.14",
               f"figure 3: a single one in 1,000 trials, {_QUOTED}", "published", 0.001, 0.004,
               "four standard errors",
               lambda: float(np.mean(_upper_end() > 500)),
               known_miss="one in five at this n, 3 % at n = 10,000 and none in 2,000 at n = 100,000: the "
                          "upper end of the window depends on n"),
        Target("abstract-hubs-dense", "how many times likelier the best-connected vertex is than an average "
               "one, z = 5.5", "abstract: not far more likely in the second regime", "published", 1, 0.5,
               "half as much again is not far more", lambda: _advantage(5.5), slow=True,
               known_miss="one with more neighbours has more of them to begin with: about twice as likely"),
    )  # fmt: skip


def _derived() -> tuple[Target, ...]:
    runs = 1000

    def bound(threshold: float, side: int) -> float:
        found = window(threshold)
        return math.nan if found is None else found[side]

    def tip() -> float:
        """The largest threshold, in steps of 0.001, at which there is a window."""
        return max(t / 1000 for t in range(100, 500) if window(t / 1000) is not None)

    def triggered(z: float, p: float) -> Target:
        error = math.sqrt(p * (1 - p) / runs)
        return Target(
            f"triggered-z-{z:g}", f"share of {runs} single seeds that set off a global cascade, z = {z:g}",
            "figure 2; equation (5) solved", "derived", p, 4 * error,
            "four binomial standard errors", lambda: _global(z, runs=runs)[0], slow=True,
        )  # fmt: skip

    return (
        Target("figure-1-lower", "lower end of the window [neighbours], φ = 0.18", _CURVE,
               "derived", 1.020703908513726611, 1e-9, "the root-finder", lambda: bound(0.18, 0)),
        Target("figure-1-upper", "upper end of the window [neighbours], φ = 0.18", _CURVE,
               "derived", 5.764677087161715745, 1e-9, "the root-finder", lambda: bound(0.18, 1)),
        Target("figure-1-wide", "upper end of the window [neighbours], φ = 0.1", _CURVE,
               "derived", 13.65931394973916173, 1e-9, "the root-finder", lambda: bound(0.1, 1)),
        Target("figure-1-tip", "largest threshold with a window", "K ≥ 4 is needed: z(1 + z)e^{−z} < 1",
               "derived", 0.25, 1e-12, "a step of 0.001 meets 1/4", tip),
        Target("figure-3-power-law", "exponent of the cascade sizes at the window's lower end",
               "figure 3: a power law as in percolation, whose exponent is 3/2", "derived", 1.5, 0.1,
               "four standard errors, from eight graphs", _exponent, slow=True),
        triggered(2, 0.754222),
        triggered(4, 0.865296),
        Target("size-z-4", "share of the vertices that a global cascade takes, z = 4", "equation (6) solved",
               "derived", 0.980173, 0.002,
               "four times the spread of ten graphs' means, 0.0005",
               lambda: _global(4, runs=100)[1]),
        Target("above-the-window", "global cascades from 1,000 single seeds, z = 8", "figure 1: outside",
               "derived", 0, 0, "none is expected", lambda: _global(8, runs=runs)[0], slow=True),
        Target("below-the-window", "global cascades from 1,000 single seeds, z = 0.9", "figure 1: outside",
               "derived", 0, 0, "clusters are smaller than a tenth", lambda: _global(0.9, runs=runs)[0]),
    )  # fmt: skip
