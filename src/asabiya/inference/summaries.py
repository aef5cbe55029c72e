"""What is reported of weighted paths: probabilities and quantiles with their Monte Carlo errors.

References: Brown, Cai and DasGupta (2001), *Statistical Science* 16 (Jeffreys' interval); Owen (2013), *Monte
Carlo theory, methods and examples*, ch. 9; Akinshin (2023), *Weighted quantile estimators*, arXiv 2304.07265.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Float64
from scipy.special import betaincinv

from asabiya.inference.importance import (
    Sample,
    by_family,
    effective_sample_size,
    evidence,
    standard_error,
)

__all__ = ["Interval", "difference", "mc_interval", "prior_predictive_p", "shift", "weighted_quantile"]

_Z90 = 1.6448536269514722
"""Standard normal quantile at 0.95: half-width of a central 90 % interval in standard errors."""


@dataclass(frozen=True)
class Interval:
    """A probability, or a difference of two, with the central 90 % interval of its Monte Carlo error."""

    p: float
    lo: float
    hi: float


def weighted_quantile(
    values: Float[np.ndarray, "paths ..."],
    q: Sequence[float],
    weight: Float64[np.ndarray, " paths"],
) -> Float64[np.ndarray, "quantiles ..."]:
    """Quantiles of weighted values along the first axis.

    Convention: Akinshin's (2023) weighted form of Hyndman and Fan's type 7 (NumPy's ``linear``) with Kish's
    effective sample size. Equal weights take NumPy's own path, so that a posterior without evidence has
    the prior's quantiles bit for bit.

    Parameters
    ----------
    values
        Shape (N, …), finite.
    q
        Probabilities in [0, 1].
    weight
        Non-negative, shape (N,); they need not sum to one.

    Returns
    -------
    Shape (len(q), …).
    """
    if np.all(weight == weight[0]):
        plain: np.ndarray = np.quantile(values, q, axis=0)
        return plain
    size = effective_sample_size(weight)
    share = weight / weight.sum()
    columns = np.ascontiguousarray(values.reshape(len(values), -1).T)
    result = np.empty((len(q), len(columns)))
    for i, column in enumerate(columns):
        order = np.argsort(column)
        result[:, i] = _akinshin(column[order], np.cumsum(share[order]), q, size)
    return result.reshape(len(q), *values.shape[1:])


def mc_interval(
    event: Bool[np.ndarray, " paths"],
    weight: Float64[np.ndarray, " paths"] | None = None,
    sample: Sample | None = None,
) -> Interval:
    """Probability of an event with the central 90 % interval of its Monte Carlo error.

    Jeffreys' interval for ``n_eff·p`` successes in ``n_eff`` trials, where ``n_eff = p(1-p)/se²`` by the
    error of self-normalised importance sampling, at most N. Equal weights give ``n_eff = N``: prior and
    empty-ledger posterior agree exactly. When no weighted path, or every one, shows the event, ``n_eff`` is
    the effective sample size, so that the interval never has zero width.

    Parameters
    ----------
    event
        Whether it happened on each path, shape (N,).
    weight
        Posterior weights, summing to one; ``None`` for equal weights (the prior).
    sample
        What the paths were drawn from, for its families; independent draws if ``None``.

    Returns
    -------
    Probability and bounds, all in [0, 1].
    """
    count = len(event)
    share = np.full(count, 1.0 / count) if weight is None else weight
    equal = bool(np.all(share == share[0]))
    p = float(event.mean()) if equal else min(1.0, float(share[event].sum()))
    if equal and sample is None:
        trials = float(count)
    elif p in (0.0, 1.0) or event.all() or not event.any():
        p = float(event.all())
        trials = effective_sample_size(by_family(share, sample))
    else:
        se = standard_error(share * count * (event - p), sample)
        trials = min(float(count), p * (1.0 - p) / se**2)
    return Interval(p, *_jeffreys(p * trials, trials))


def shift(event: Bool[np.ndarray, " paths"], weight: Float64[np.ndarray, " paths"]) -> Interval:
    """Posterior less prior probability of an event, with the paired 90 % interval.

    Both are read off the same prior paths: ``IF_n = u_n (x_n - p_post) - (x_n - p_prior)``. Equal weights
    give exactly 0 with no error. If the event happens on no path (or on all), the bounds are those of
    `difference`, so that ignorance does not read as certainty.

    Parameters
    ----------
    event
        Whether it happened on each prior path, shape (N,).
    weight
        Posterior weights, summing to one, shape (N,).

    Returns
    -------
    The difference and its bounds, in [-1, 1].
    """
    if np.all(weight == weight[0]):
        return Interval(0.0, 0.0, 0.0)
    prior, posterior = mc_interval(event), mc_interval(event, weight)
    if event.all() or not event.any():
        return difference(prior, posterior)
    change = posterior.p - prior.p
    influence = weight * len(weight) * (event - posterior.p) - (event - prior.p)
    half = _Z90 * standard_error(influence, None)
    return Interval(change, max(-1.0, change - half), min(1.0, change + half))


def difference(prior: Interval, posterior: Interval) -> Interval:
    """Posterior less prior probability where the two were read off different, independent paths.

    Bounds by the square-and-add rule from those of each (Newcombe 1998, *Statistics in Medicine* 17; Zou and
    Donner 2008). After tempering the posterior's particles are not the prior's, and no pairing is to be had.

    >>> change = difference(Interval(0.2, 0.17, 0.24), Interval(0.5, 0.46, 0.53))
    >>> round(change.p, 3), round(change.lo, 3), round(change.hi, 3)
    (0.3, 0.243, 0.342)
    """
    change = posterior.p - prior.p
    lo = change - math.hypot(posterior.p - posterior.lo, prior.hi - prior.p)
    hi = change + math.hypot(posterior.hi - posterior.p, prior.p - prior.lo)
    return Interval(change, max(-1.0, lo), min(1.0, hi))


def prior_predictive_p(
    observed: float,
    replicates: Float64[np.ndarray, " replicates"] | Callable[[int], Float64[np.ndarray, " paths"]],
    count: int = 200,
) -> Interval:
    """Where the observed log evidence lies among sets of statements simulated from the prior.

    The share of simulated sets (same speakers, days, numbers of codes) whose log evidence is at most the
    observed one. Near 0: the model would hardly ever say such things, and its posterior is suspect
    (Box 1980, *JRSS A* 143).

    Parameters
    ----------
    observed
        Log evidence of the observed statements [nats].
    replicates
        Log evidences of simulated sets, shape (R,); or a function of the replicate's number that gives the
        path log-likelihoods of one, shape (N,), called ``count`` times.
    count
        Replicates to draw when ``replicates`` is a function.

    Returns
    -------
    The share with its 90 % Monte Carlo interval.
    """
    if callable(replicates):
        replicates = np.array([evidence(replicates(i)).value for i in range(count)])
    return mc_interval(replicates <= observed)


def _jeffreys(successes: float, trials: float) -> tuple[float, float]:
    a, b = successes + 0.5, trials - successes + 0.5
    lo = 0.0 if successes == 0.0 else float(betaincinv(a, b, 0.05))
    hi = 1.0 if successes == trials else float(betaincinv(a, b, 0.95))
    return lo, hi


def _akinshin(values: np.ndarray, cumulative: np.ndarray, q: Sequence[float], size: float) -> np.ndarray:
    """Sorted values averaged over the window of width ``1/size`` that type 7 puts around ``q``."""
    result = np.empty(len(q))
    for i, probability in enumerate(q):
        start = probability * (size - 1.0) / size
        stop = start + 1.0 / size
        first, last = np.searchsorted(cumulative, (start, stop))
        last = min(int(last), len(values) - 1)
        first = min(int(first), last)
        edges = np.clip(cumulative[first : last + 1], start, stop)
        edges[-1] = stop
        mean = np.diff(edges, prepend=start) @ values[first : last + 1] / (stop - start)
        result[i] = np.clip(mean, values[first], values[last])  # against rounding alone
    return result
