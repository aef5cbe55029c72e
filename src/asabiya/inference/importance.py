"""From log-likelihoods of statements on simulated paths to a posterior, by importance weights.

``N`` paths are drawn once from the prior; every statement has a log-likelihood on every path and for every
draw of its reporter's parameters. Prior, posterior, leave-one-out and sensitivity are reweightings of the
same paths, so that no statements means weights of exactly ``1/N``, the prior bit for bit and exactly 0 nats.

With ``L_n = p(y | path_n)``, ``u_n = L_n / mean(L)`` (relative weights, mean one) the estimators are

- log evidence ``log p(y) = log mean(L)``;
- information, the Kullback–Leibler divergence of posterior from prior over parameters and path,
  ``E_post[log L] - log p(y) = mean(u log u)``, never negative;
- posterior mean of ``f``: ``mean(u f)``.

Monte Carlo standard errors are by influence functions (the delta method), so that the error of a difference
is paired: both terms are read off the same paths. The same functions serve particles that come from
tempering (`asabiya.inference.tempering`): those are equally weighted draws from a `Sample` other than the
prior, and their errors are summed by family of common ancestor.

References: Owen (2013), *Monte Carlo theory, methods and examples*, ch. 9 (self-normalised importance
sampling and its errors); Kish (1965), *Survey Sampling* (effective sample size); Chan and Lai (2013),
*Annals of Statistics* 41, and Lee and Whiteley (2018), *Biometrika* 105 (errors by family).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float64, Int64

from asabiya.errors import InputError

__all__ = [
    "Estimate",
    "Sample",
    "by_family",
    "effective_sample_size",
    "evidence",
    "information_nats",
    "leave_one_out",
    "path_loglik",
    "relative_weights",
    "standard_error",
    "weights",
]


@dataclass(frozen=True)
class Estimate:
    """A number with its Monte Carlo standard error, in the number's own unit."""

    value: float
    se: float


@dataclass(frozen=True, eq=False)
class Sample:
    """Equally weighted particles drawn from the prior times ``exp(loglik)``, normalised.

    Draws from the prior itself need no `Sample`; functions that take one read ``None`` so.
    """

    loglik: Float64[np.ndarray, " paths"]
    """Path log-likelihood that the particles were drawn under [nats]."""

    log_evidence: float
    """Log of the normaliser of that distribution [nats]."""

    family: Int64[np.ndarray, " paths"]
    """Index of each particle's ancestor among the first draws, in 0..N-1."""


def path_loglik(
    loglik: Float64[np.ndarray, "paths draws statements"], reporter: Sequence[int]
) -> Float64[np.ndarray, " paths"]:
    """Log-likelihood of all statements by path, each reporter's parameters integrated out.

    ``log p(y | path_n) = Σ_r log mean_m exp Σ_{s of reporter r} loglik[n, m, s]``: a reporter's parameters
    are one unknown for all of his statements, and reporters are independent of each other.

    Parameters
    ----------
    loglik
        Log-likelihoods [nats], finite, shape (N paths, M reporter draws, S statements); S may be 0.
    reporter
        Reporter's index for each statement, S of them.

    Returns
    -------
    Shape (N,), in nats; exactly 0.0 everywhere if S is 0.

    Raises
    ------
    InputError
        If shapes disagree or a log-likelihood is not finite.

    >>> path_loglik(np.log([[[0.2], [0.4]]]), [0]).round(6) == np.log(0.3).round(6)
    array([ True])
    """
    _check(loglik, reporter)
    total = np.zeros(loglik.shape[0])
    for statements in _by_reporter(reporter).values():
        total += _log_mean_exp(_sum_over(loglik, statements))
    return total


def relative_weights(path_ll: Float64[np.ndarray, " paths"]) -> Float64[np.ndarray, " paths"]:
    """Likelihood of each path over its mean: weights with mean one, exactly ones if all are alike."""
    likelihood = np.exp(path_ll - path_ll.max())
    scaled: np.ndarray = likelihood / likelihood.mean()
    return scaled


def weights(path_ll: Float64[np.ndarray, " paths"]) -> Float64[np.ndarray, " paths"]:
    """Posterior weights of the paths: they sum to one, and are exactly ``1/N`` each without evidence."""
    return relative_weights(path_ll) / len(path_ll)


def effective_sample_size(weight: Float64[np.ndarray, " paths"]) -> float:
    """Kish's ``(Σw)² / Σw²``, in 1..N: as many unweighted paths would give an error of this size."""
    return float(weight.sum() ** 2 / np.square(weight).sum())


def evidence(path_ll: Float64[np.ndarray, " paths"], sample: Sample | None = None) -> Estimate:
    """Log evidence ``log p(y)`` [nats] with its Monte Carlo standard error.

    Parameters
    ----------
    path_ll
        From `path_loglik`, shape (N,).
    sample
        What the paths were drawn from; the prior if ``None``.
    """
    base = 0.0 if sample is None else sample.log_evidence
    ratio = path_ll if sample is None else path_ll - sample.loglik
    return Estimate(base + float(_log_mean_exp(ratio)), standard_error(relative_weights(ratio), sample))


def information_nats(path_ll: Float64[np.ndarray, " paths"], sample: Sample | None = None) -> Estimate:
    """What the statements taught about parameters and path: KL of posterior from prior [nats].

    ``E_post[log p(y | path)] - log p(y)``. On prior paths it is computed as ``mean(u log u)``, which is
    exactly 0.0 without evidence and never negative but for rounding; its bias is of order ``1/ESS`` nats.
    The standard error is that of the linear part: ``IF_n = u_n (log u_n - I) - (u_n - 1)``.

    Parameters
    ----------
    path_ll
        From `path_loglik`, shape (N,).
    sample
        What the paths were drawn from; the prior if ``None``.
    """
    value, influence = _information(path_ll, sample)
    return Estimate(value, standard_error(influence, sample))


def leave_one_out(
    loglik: Float64[np.ndarray, "paths draws statements"],
    reporter: Sequence[int],
    sample: Sample | None = None,
) -> tuple[Estimate, ...]:
    """What each statement adds: information of all less information of all the others [nats].

    May be negative (a statement can bring the posterior back to the prior), and the shares need not sum to
    the total. The standard error is paired: both informations are read off the same paths.

    After tempering, the posterior without a statement is reached by dividing its likelihood out again. That
    is sound where a statement's likelihood varies little over the posterior (codes: by a bounded ratio), but
    not for a sharp continuous measurement, whose reciprocal has infinite variance.

    Parameters
    ----------
    loglik, reporter
        As for `path_loglik`.
    sample
        What the paths were drawn from; the prior if ``None``.

    Returns
    -------
    One estimate per statement, in order.
    """
    _check(loglik, reporter)
    groups = _by_reporter(reporter)
    summed = {index: _sum_over(loglik, statements) for index, statements in groups.items()}
    parts = {index: _log_mean_exp(values) for index, values in summed.items()}
    total = sum(parts.values(), np.zeros(loglik.shape[0]))
    value, influence = _information(total, sample)
    shares = []
    for statement, index in enumerate(reporter):
        if len(groups[index]) == 1:
            kept = sum((part for key, part in parts.items() if key != index), np.zeros(loglik.shape[0]))
        else:
            others = _log_mean_exp(summed[index] - loglik[:, :, statement])
            kept = total + (others - parts[index])
        without, influence_without = _information(kept, sample)
        shares.append(Estimate(value - without, standard_error(influence - influence_without, sample)))
    return tuple(shares)


def by_family(
    values: Float64[np.ndarray, " paths"], sample: Sample | None
) -> Float64[np.ndarray, " families"]:
    """Sums of values over particles of one ancestor; the values themselves for independent draws."""
    if sample is None:
        return values
    return np.bincount(sample.family, weights=values, minlength=len(values))


def standard_error(influence: Float64[np.ndarray, " paths"], sample: Sample | None = None) -> float:
    """Standard error of an estimate from the influence of each particle on it.

    Influences are summed by family and centred: ``sqrt(Σ_families (Σ_n IF_n - mean)²) / N``. Draws from the
    prior are families of one. With tempering the number of a family's descendants is itself random, so that
    even a constant influence has an error (that of the log evidence).
    """
    summed = by_family(influence, sample)
    return float(math.sqrt(np.square(summed - summed.mean()).sum()) / len(influence))


def _check(loglik: np.ndarray, reporter: Sequence[int]) -> None:
    if loglik.ndim != 3 or loglik.shape[2] != len(reporter) or 0 in loglik.shape[:2]:
        raise InputError(
            f"log-likelihoods: shape {loglik.shape} with {len(reporter)} statements",
            hint="give an array of (paths, reporter draws, statements), the first two at least 1",
        )
    if not np.isfinite(loglik).all():
        bad = sorted({int(s) for s in np.argwhere(~np.isfinite(loglik))[:, 2]})
        raise InputError(
            f"log-likelihoods: statements {bad} are not finite on some path",
            hint="a path on which the model gave no number must be dropped before weighting",
        )


def _by_reporter(reporter: Sequence[int]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for statement, index in enumerate(reporter):
        groups.setdefault(index, []).append(statement)
    return groups


def _sum_over(loglik: np.ndarray, statements: list[int]) -> np.ndarray:
    total = np.zeros(loglik.shape[:2])
    for statement in statements:
        total += loglik[:, :, statement]
    return total


def _log_mean_exp(values: np.ndarray) -> np.ndarray:
    """Over the last axis; the mean of equal values is that value exactly."""
    top = values.max(axis=-1, keepdims=True)
    return np.asarray(np.log(np.exp(values - top).mean(axis=-1)) + top[..., 0])


def _information(path_ll: np.ndarray, sample: Sample | None) -> tuple[float, np.ndarray]:
    """Information and each particle's influence on it, to be centred."""
    ratio = path_ll if sample is None else path_ll - sample.loglik
    u = relative_weights(ratio)
    if sample is None:
        log_u = np.log(np.where(u > 0.0, u, 1.0))
        value = float((u * log_u).mean())
        return value, u * (log_u - value) - u
    mean = float((u * path_ll).mean())
    value = mean - sample.log_evidence - float(_log_mean_exp(ratio))
    return value, u * (path_ll - mean) - u
