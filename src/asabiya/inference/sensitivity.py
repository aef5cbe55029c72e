"""How the answer moves with the numbers that are assumed: slopes, base rates, tilt, the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from jaxtyping import Bool, Float64

from asabiya.inference.importance import Estimate, Sample, information_nats, path_loglik, weights
from asabiya.inference.observation import Observation, log_likelihood
from asabiya.inference.reporters import ReporterDraws
from asabiya.inference.speech import SpeechModel
from asabiya.inference.summaries import Interval, difference, mc_interval, shift

__all__ = ["VARIATIONS", "SensitivityRow", "sensitivity"]

VARIATIONS: Final[Mapping[str, tuple[float, ...]]] = {
    "slope_factor": (0.5, 1.0, 2.0),
    "base_factor": (0.5, 1.0, 2.0),
    "tilt_factor": (0.0, 1.0, 2.0),
    "past_relevance": (0.0, 0.1, 1.0),
}
"""Fields of `SpeechModel` and the values that each takes, one at a time. A base rate matters only beside the
others', so ``base_factor`` multiplies those of embarrassing codes."""


@dataclass(frozen=True)
class SensitivityRow:
    """The answer under one variation."""

    parameter: str
    value: float
    information: Estimate
    """Information of all statements [nats]."""

    shift: Interval
    """Posterior less prior probability of the event, paired."""


def sensitivity(
    features: Float64[np.ndarray, "paths statements 12"],
    statements: Sequence[Observation],
    reporters: ReporterDraws,
    model: SpeechModel,
    event: Bool[np.ndarray, " paths"],
    *,
    sample: Sample | None = None,
    prior: Interval | None = None,
) -> tuple[SensitivityRow, ...]:
    """Information and one probability's shift under each of `VARIATIONS`, all on the same paths.

    Parameters
    ----------
    features, statements, reporters, model
        As for `observation.log_likelihood`, on the paths to be weighed.
    event
        Whether the outcome of interest happens on each path, shape (N,).
    sample
        What the paths were drawn from; the prior if ``None``.
    prior
        Prior probability of the event, needed for paths that were not drawn from the prior.

    Returns
    -------
    One row per value in `VARIATIONS`, in order; a value that ``model`` already has is computed once.
    """
    reporter = [statement.reporter for statement in statements]
    known: dict[SpeechModel, tuple[Estimate, Interval]] = {}
    rows = []
    for parameter, values in VARIATIONS.items():
        for value in values:
            change: dict[str, Any] = {parameter: value}
            varied = replace(model, **change)
            if varied not in known:
                path_ll = path_loglik(log_likelihood(features, statements, reporters, varied), reporter)
                known[varied] = information_nats(path_ll, sample), _shift(path_ll, event, sample, prior)
            rows.append(SensitivityRow(parameter, value, *known[varied]))
    return tuple(rows)


def _shift(
    path_ll: Float64[np.ndarray, " paths"],
    event: Bool[np.ndarray, " paths"],
    sample: Sample | None,
    prior: Interval | None,
) -> Interval:
    """Posterior less prior probability of the event, on prior paths or on particles of another posterior."""
    if sample is None:
        return shift(event, weights(path_ll))
    if prior is None:
        raise ValueError("paths that were not drawn from the prior need the event's prior probability")
    return difference(prior, mc_interval(event, weights(path_ll - sample.loglik), sample))
