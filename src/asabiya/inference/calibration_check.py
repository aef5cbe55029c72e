"""Simulation-based calibration: are the ranks of the truth among posterior draws uniform?

Draw the truth from the prior, simulate statements from it, infer, and rank the truth among draws of the
posterior. If model and inference agree, ranks are uniform (Cook, Gelman and Rubin 2006, *JCGS* 15; Talts et
al. 2018, arXiv 1804.06788). Uniformity is judged by the empirical distribution function with simultaneous
bands (Säilynoja, Bürkner and Vehtari 2022, *Statistics and Computing* 32): pointwise binomial intervals, all
at one level so chosen that the whole curve stays inside with the probability wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float64, Int64
from scipy.special import bdtr

from asabiya.errors import InputError

__all__ = ["Bands", "UniformCheck", "check_uniform", "ecdf_bands", "posterior_rank"]

_SIMULATIONS: Final = 10_000
"""Sets of uniform ranks that the level is read off: its error in coverage is about 0.002 at 95 %."""

_SEED: Final = 20220401


@dataclass(frozen=True, eq=False)
class Bands:
    """Simultaneous bands of the empirical distribution function of uniform ranks."""

    points: Float64[np.ndarray, " ranks"]
    """Where the function is evaluated: ``(i + 1) / n_ranks`` for rank ``i`` (0..1]."""

    lower: Float64[np.ndarray, " ranks"]
    """Lower bound [share of replicates, 0..1]."""

    upper: Float64[np.ndarray, " ranks"]
    """Upper bound [share of replicates, 0..1]."""

    level: float
    """Pointwise level ``γ``: each interval leaves out at most ``γ/2`` on either side."""


@dataclass(frozen=True, eq=False)
class UniformCheck:
    """Whether ranks are uniform, with what is needed to draw it."""

    passed: bool
    """Whether the whole function stays inside the bands."""

    p: float
    """Chance that uniform ranks stray as far somewhere, by simulation [0..1]."""

    difference: Float64[np.ndarray, " ranks"]
    """Empirical distribution function less the uniform one, at ``bands.points`` [-1..1]."""

    bands: Bands


def ecdf_bands(n_replicates: int, n_ranks: int, prob: float = 0.95) -> Bands:
    """Simultaneous bands for the ranks of ``n_replicates`` replicates.

    Parameters
    ----------
    n_replicates
        Number of ranks, at least 1.
    n_ranks
        Number of values a rank can take, 0..n_ranks-1: one more than the posterior draws it is ranked among.
    prob
        Probability that uniform ranks stay inside everywhere, in (0, 1).

    Raises
    ------
    InputError
        If a number is out of range.
    """
    reach = _null(n_replicates, n_ranks)
    if not 0.0 < prob < 1.0:
        raise InputError(f"bands: probability {prob}, out of range", hint="give a number between 0 and 1")
    level = float(np.quantile(reach, 1.0 - prob, method="lower"))
    points, below, above = _tails(n_replicates, n_ranks)
    inside = 2.0 * np.minimum(below, above) >= level * (1.0 - 1e-12)
    lower = inside.argmax(axis=1) / n_replicates
    upper = (n_replicates - inside[:, ::-1].argmax(axis=1)) / n_replicates
    return Bands(points, lower, upper, level)


def check_uniform(ranks: Int64[np.ndarray, " replicates"], n_ranks: int, prob: float = 0.95) -> UniformCheck:
    """Whether ranks are uniform on 0..n_ranks-1, by `ecdf_bands`.

    Parameters
    ----------
    ranks
        One per replicate.
    n_ranks, prob
        As for `ecdf_bands`.

    Raises
    ------
    InputError
        If there is no rank, or one is out of range.
    """
    if ranks.size == 0 or ranks.min() < 0 or ranks.max() >= n_ranks:
        raise InputError(
            f"ranks: {ranks.size} of them, not all in 0..{n_ranks - 1}",
            hint="give one rank a replicate; n_ranks is one more than the posterior draws",
        )
    bands = ecdf_bands(len(ranks), n_ranks, prob)
    counts = np.cumsum(np.bincount(ranks, minlength=n_ranks))
    reach = _reach(counts[None, :], len(ranks), n_ranks)[0]
    null = _null(len(ranks), n_ranks)
    share = counts / len(ranks)
    passed = bool(((share >= bands.lower) & (share <= bands.upper)).all())
    return UniformCheck(passed, float((null <= reach * (1.0 + 1e-12)).mean()), share - bands.points, bands)


def posterior_rank(
    rng: np.random.Generator,
    values: Float64[np.ndarray, " paths"],
    weight: Float64[np.ndarray, " paths"],
    truth: float,
    draws: int,
) -> int:
    """Rank of the truth among posterior draws, ties broken at random, in 0..draws.

    Parameters
    ----------
    rng
        Source of the draws.
    values
        A quantity on each path, shape (N,).
    weight
        Posterior weights, summing to one.
    truth
        The quantity on the path that made the data.
    draws
        Posterior draws, taken independently by the weights.
    """
    edges = np.cumsum(weight)
    chosen = np.minimum(np.searchsorted(edges, rng.random(draws) * edges[-1], side="right"), len(values) - 1)
    drawn = values[chosen]
    ties = int((drawn == truth).sum())
    return int((drawn < truth).sum()) + int(rng.integers(0, ties + 1))


def _tails(n_replicates: int, n_ranks: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points, and P(count <= k) and P(count >= k) at each for k in 0..n: shapes (R,), (R, n+1), (R, n+1)."""
    points = np.arange(1, n_ranks + 1) / n_ranks
    counts = np.arange(n_replicates + 1)
    below = bdtr(counts[None, :].astype(np.float64), n_replicates, points[:, None])
    above = np.concatenate([np.ones((n_ranks, 1)), 1.0 - below[:, :-1]], axis=1)
    return points, below, above


def _reach(counts: np.ndarray, n_replicates: int, n_ranks: int) -> np.ndarray:
    """Twice the smallest tail probability along each curve of counts, shape (sets,)."""
    _, below, above = _tails(n_replicates, n_ranks)
    tail = np.minimum(below, above)
    smallest = tail[np.arange(n_ranks)[None, :], counts].min(axis=1)
    reach: np.ndarray = 2.0 * smallest
    return reach


@lru_cache(maxsize=8)
def _null(n_replicates: int, n_ranks: int) -> np.ndarray:
    """`_reach` of simulated uniform ranks, sets of fixed seed."""
    if n_replicates < 1 or n_ranks < 2:
        raise InputError(
            f"bands: {n_replicates} replicates, {n_ranks} ranks", hint="give 1 replicate and 2 ranks or more"
        )
    rng = np.random.Generator(np.random.Philox(key=_SEED))
    counts = rng.multinomial(n_replicates, np.full(n_ranks, 1.0 / n_ranks), size=_SIMULATIONS)
    return _reach(np.cumsum(counts, axis=1), n_replicates, n_ranks)
