"""Statements simulated from the observation model: for prior predictive checks and for calibration.

Only codes are simulated. Speakers, days, reporters, time references, exemptions and the number of codes are
those of the statements given, because the likelihood conditions on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np
from jaxtyping import Float64

from asabiya.errors import InputError
from asabiya.inference.importance import evidence, path_loglik
from asabiya.inference.observation import Observation, log_likelihood, rest_shares
from asabiya.inference.reporters import ReporterDraws, ReporterPrior, reporter_draws
from asabiya.inference.speech import SpeechModel
from asabiya.inference.summaries import Interval, prior_predictive_p
from asabiya.vocabulary import CODES

__all__ = ["PriorPredictive", "prior_predictive", "sample_reporters", "simulate_codes"]

_PATHS: Final = 512
"""Paths that a replicate's evidence is averaged over. Observed and replicated evidences are averages over the
same paths, so that their order hardly feels the averaging."""


@dataclass(frozen=True, eq=False)
class PriorPredictive:
    """Observed log evidence among those of statements simulated from the prior."""

    p: Interval
    """Share of simulated sets whose log evidence is at most the observed one."""

    observed: float
    """Log evidence of the observed codes on the evaluation paths [nats]."""

    replicates: Float64[np.ndarray, " replicates"]
    """Log evidences of the simulated sets on the same paths [nats]."""


def sample_reporters(rng: np.random.Generator, priors: Sequence[ReporterPrior]) -> ReporterDraws:
    """One draw of each reporter's parameters from its prior: shapes (R, 1)."""
    pairs = [prior.at(rng.random((1, 2))) for prior in priors]
    stacked = np.stack(pairs) if pairs else np.zeros((0, 1, 2))
    return ReporterDraws(stance=stacked[:, :, 0], strength=stacked[:, :, 1])


def simulate_codes(
    rng: np.random.Generator,
    features: Float64[np.ndarray, "statements 12"],
    statements: Sequence[Observation],
    reporters: ReporterDraws,
    model: SpeechModel,
) -> tuple[Observation, ...]:
    """The same quotations with codes drawn from the observation model on one path.

    For a statement with ``k`` informative codes: one code by the state (at rest with probability 1 less the
    mean confidence), then ``k - 1`` others at the rates of rest, without replacement. Exempt codes stay; a
    statement without informative codes is returned as it is.

    Parameters
    ----------
    rng
        Source of the draws; a draw's number of calls depends on the statements only through ``k``.
    features
        As in `observation.log_likelihood`, for one path, shape (S, 12).
    statements
        S quotations whose codes are replaced. All informative codes of one get their mean confidence.
    reporters
        One draw per reporter, shapes (R, 1).
    model
        Rates, slopes and loadings.
    """
    return tuple(
        _simulate(rng, x, statement, reporters, model)
        for x, statement in zip(features, statements, strict=True)
    )


def prior_predictive(
    features: Float64[np.ndarray, "paths statements 12"],
    statements: Sequence[Observation],
    priors: Sequence[ReporterPrior],
    model: SpeechModel,
    *,
    seed: int,
    replicates: int = 200,
    draws: int = 32,
) -> PriorPredictive:
    """Whether the model, before any evidence, would say such things (Box 1980, *JRSS A* 143).

    Evidence is averaged over the first half of the paths (512 at most); replicates are simulated on the other
    half, so that no replicate is scored on the path that made it, just as the observed statements are not.

    Parameters
    ----------
    features, statements, model
        As for `observation.log_likelihood`, on prior paths, N at least 2.
    priors
        One per reporter.
    seed
        Replicate ``r`` is a function of (seed, r) alone.
    replicates
        Sets to simulate.
    draws
        Reporter draws to integrate over, a power of two.

    Raises
    ------
    InputError
        If there are fewer than two paths.
    """
    count = len(features)
    if count < 2:
        raise InputError(f"prior predictive check: {count} paths", hint="simulate at least 2, better 1,000")
    half = min(_PATHS, count // 2)
    scored = features[:half]
    reporter = [statement.reporter for statement in statements]
    grid = reporter_draws(priors, draws)

    def log_evidence(observations: Sequence[Observation]) -> float:
        return evidence(path_loglik(log_likelihood(scored, observations, grid, model), reporter)).value

    evidences = np.empty(replicates)
    for r in range(replicates):
        rng = np.random.Generator(np.random.Philox(key=np.array([seed, r], dtype=np.uint64)))
        path = features[rng.integers(half, count)]
        evidences[r] = log_evidence(
            simulate_codes(rng, path, statements, sample_reporters(rng, priors), model)
        )
    observed = log_evidence(statements)
    return PriorPredictive(prior_predictive_p(observed, evidences), observed, evidences)


def _simulate(
    rng: np.random.Generator,
    x: np.ndarray,
    statement: Observation,
    reporters: ReporterDraws,
    model: SpeechModel,
) -> Observation:
    informative = statement.informative
    if not informative:
        return statement
    confidence = float(np.mean([q for _, q in informative]))
    shares = rest_shares(statement, reporters, model)[0]
    slopes = model.slopes * (model.past_relevance if statement.time_reference == "past" else 1.0)
    called = shares * np.exp(np.clip(x, -model.ceiling, model.ceiling) * slopes)
    by_state = rng.random() < confidence
    first = _pick(rng, called if by_state else shares)
    pool = [i for i in statement.choice if i != first]
    sets = list(combinations(pool, len(informative) - 1))
    others = sets[_pick(rng, np.array([float(np.prod(shares[list(chosen)])) for chosen in sets]))]
    codes = tuple((CODES[i], confidence) for i in sorted((first, *others)))
    exempt = tuple(pair for pair in statement.codes if pair[0] in statement.exempt)
    return replace(statement, codes=codes + exempt)


def _pick(rng: np.random.Generator, weight: np.ndarray) -> int:
    """An index with probability proportional to its weight, from one uniform."""
    edges = np.cumsum(weight)
    return min(int(np.searchsorted(edges, rng.random() * edges[-1], side="right")), len(weight) - 1)
