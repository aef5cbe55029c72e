"""What a quoted statement says about the state: the likelihood of its codes.

Given that somebody of a sector is quoted, and that the quotation carries ``k`` codes, the code that the state
called forth has probability

    p(c | speaker, reporter, state) ∝ base_c · exp(slope_c · x_c + tilt_c), tilt_c = strength·stance·loading_c

over the codebook, where ``x_c`` is the state as the speaker perceives it. How often officials speak, and how
many codes the coder finds, carry nothing: both are conditioned on. So a quotation without a code adds 0, and
"no code" is not a category here: counting it in the normaliser for coded statements while uncoded ones add
nothing would let every coded statement be evidence merely for being coded.

**Several codes in one utterance** share one cause, so they must not count as so many observations. One of the
``k`` codes, and nobody knows which, was called forth by the state; the others accompany it at the rates of
rest (without replacement). With ``LR_c = p(c | state) / p(c | rest)`` this gives

    p(codes | state) = p(codes | rest) · Σ_c π_c LR_c,   Σ_c π_c = 1,

an average of likelihood *ratios*: at most the information of its most informative code, and a probability
that sums to one over sets of ``k`` codes, so that it can be simulated and its posterior calibrated. (A power
of the product, ``k^(-1/2)`` or ``1/k``, would be neither: it has no data that it is the likelihood of.)
``π_c ∝ 1 / e_{k-1}(rates of rest of the other codes)``, ``e`` the elementary symmetric polynomial, all equal
for ``k`` = 1 and nearly so otherwise.

**The coder's confidence** ``q`` enters as ``q·LR_c + (1 - q)``: with probability ``1 - q`` the code was read
into the words and says no more than at rest. A statement about the past has its slopes multiplied by
``past_relevance``. **Exempt** codes (an exhortation or appeal that stands in the scenario's schedule) were
going to be said whatever the state: they are conditioned on and leave the choice set.

References: Grimmer and Stewart (2013), *Political Analysis* 21 (codes as noisy measurements); Chen and Liu
(1997), *Statistica Sinica* 7 (sampling without replacement given the number). All rates, slopes and loadings
are assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from asabiya.errors import InputError, nearest
from asabiya.inference.reporters import ReporterDraws
from asabiya.inference.speech import SpeechModel
from asabiya.vocabulary import CODES, SECTORS

__all__ = ["TIME_REFERENCES", "Observation", "elementary_symmetric", "log_likelihood", "rest_shares"]

TIME_REFERENCES: Final = ("past", "present", "future")
"""What a statement is about; only the past is discounted."""

_CHUNK = 2048
"""Paths per block: block times reporter draws stays in a core's second-level cache."""


@dataclass(frozen=True)
class Observation:
    """One coded quotation, ready for the likelihood."""

    id: str
    """The statement's id in the ledger."""

    day: int
    """Day of the statement, counted from the scenario's start [days, >= 0]."""

    sector: str | None
    """Speaker's sector, one of `vocabulary.SECTORS`, or ``None`` if unknown (read as ``other``)."""

    codes: tuple[tuple[str, float], ...]
    """Codes, each one of `vocabulary.CODES`, once, with the coder's confidence in it [0..1]."""

    reporter: int
    """Index of the reporter who quotes it, into `ReporterDraws` [>= 0]."""

    time_reference: str = "present"
    """One of `TIME_REFERENCES`."""

    exempt: tuple[str, ...] = ()
    """Codes that the scenario's schedule already holds for this speaker and day; they add nothing."""

    def __post_init__(self) -> None:
        where = f"statement {self.id}"
        names = [code for code, _ in self.codes]
        for code in (*names, *self.exempt):
            if code not in CODES:
                raise InputError(f"{where}: code {code!r} is not in the codebook", hint=nearest(code, CODES))
        if len(set(names)) < len(names):
            raise InputError(f"{where}: a code stands twice", hint="keep the one with the higher confidence")
        for code, confidence in self.codes:
            if not 0.0 <= confidence <= 1.0:
                raise InputError(
                    f"{where}: confidence {confidence} of {code}, out of range", hint="give a number in 0..1"
                )
        if self.sector is not None and self.sector not in SECTORS:
            raise InputError(
                f"{where}: sector {self.sector!r} is unknown", hint=nearest(self.sector, SECTORS)
            )
        if self.time_reference not in TIME_REFERENCES:
            raise InputError(
                f"{where}: time reference {self.time_reference!r} is unknown",
                hint=nearest(self.time_reference, TIME_REFERENCES),
            )
        if self.day < 0 or self.reporter < 0:
            raise InputError(f"{where}: day {self.day}, reporter {self.reporter}", hint="both count from 0")

    @property
    def informative(self) -> tuple[tuple[int, float], ...]:
        """Codes that enter the likelihood: index into `CODES` and confidence, the exempt ones left out."""
        return tuple((CODES.index(code), q) for code, q in self.codes if code not in self.exempt)

    @property
    def choice(self) -> tuple[int, ...]:
        """Indices of the codes that could have been said: all that are not exempt."""
        return tuple(i for i, code in enumerate(CODES) if code not in self.exempt)


def log_likelihood(
    features: Float64[np.ndarray, "paths statements 12"],
    statements: Sequence[Observation],
    reporters: ReporterDraws,
    model: SpeechModel,
) -> Float64[np.ndarray, "paths draws statements"]:
    """Log-likelihood of every statement on every path for every draw of its reporter's parameters.

    Parameters
    ----------
    features
        ``x``: the state that each statement's speaker perceives, per code [standard deviations of the prior
        predictive, 0 at rest], shape (N, S, 12), codes in the order of `vocabulary.CODES`. Beyond
        ``±model.ceiling`` a value counts as the ceiling.
    statements
        S of them.
    reporters
        Draws for at least every reporter named by a statement.
    model
        Rates, slopes and loadings.

    Returns
    -------
    Shape (N, M, S), in nats, finite; a statement without informative codes is exactly 0.0, one whose slopes
    are all zero is the same on every path. Sums run in a fixed order, whatever the number of threads.

    Raises
    ------
    InputError
        If shapes disagree, a feature is not finite, or a statement names a reporter without draws.
    """
    _check(features, statements, reporters)
    draws = reporters.stance.shape[1]
    result = np.zeros((len(statements), features.shape[0], draws))
    for s, statement in enumerate(statements):
        if not statement.informative:
            continue
        shares = rest_shares(statement, reporters, model)
        at_rest, mixture = _at_rest(statement, shares)
        slopes = model.slopes * (model.past_relevance if statement.time_reference == "past" else 1.0)
        result[s] = at_rest
        if slopes.any():
            for start in range(0, features.shape[0], _CHUNK):
                block = slice(start, start + _CHUNK)
                tilt = np.exp(np.clip(features[block, s], -model.ceiling, model.ceiling) * slopes)
                result[s, block] += _log_ratio(tilt, statement, shares, mixture)
    return np.moveaxis(result, 0, 2)


def rest_shares(
    statement: Observation, reporters: ReporterDraws, model: SpeechModel
) -> Float64[np.ndarray, "draws 12"]:
    """Probability of each code at rest, by draw of the statement's reporter; exempt codes have none."""
    tilt = reporters.stance[statement.reporter] * reporters.strength[statement.reporter]
    logits = np.log(model.base(statement.sector)) + model.tilt_factor * tilt[:, None] * model.loadings
    weight = np.exp(logits - logits.max(axis=1, keepdims=True))
    weight[:, [i for i in range(len(CODES)) if i not in statement.choice]] = 0.0
    shares: np.ndarray = weight / weight.sum(axis=1, keepdims=True)
    return shares


def elementary_symmetric(
    weights: Float64[np.ndarray, "draws codes"], degree: int
) -> Float64[np.ndarray, " draws"]:
    """Sum over all subsets of ``degree`` columns of the product of their weights.

    >>> elementary_symmetric(np.array([[1.0, 2.0, 3.0]]), 2)
    array([11.])
    """
    table = np.zeros((degree + 1, len(weights)))
    table[0] = 1.0
    for column in weights.T:
        for k in range(degree, 0, -1):
            table[k] += column * table[k - 1]
    last: np.ndarray = table[degree]
    return last


def _at_rest(statement: Observation, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log-probability of the codes at rest, shape (M,), and each one's share π of it, shape (M, k)."""
    indices = [i for i, _ in statement.informative]
    others = [[j for j in statement.choice if j != i] for i in indices]
    inverse = np.stack(
        [1.0 / elementary_symmetric(shares[:, rest], len(indices) - 1) for rest in others], axis=1
    )
    total = inverse.sum(axis=1)
    return np.log(shares[:, indices]).sum(axis=1) + np.log(total), inverse / total[:, None]


def _log_ratio(
    tilt: np.ndarray, statement: Observation, shares: np.ndarray, mixture: np.ndarray
) -> np.ndarray:
    """Log of ``Σ_c π_c (q_c LR_c + 1 - q_c)``, shape (n, M), for ``tilt = exp(slope·x)``, shape (n, 12)."""
    normaliser = np.zeros((len(tilt), len(shares)))
    for c in statement.choice:
        normaliser += tilt[:, c, None] * shares[:, c]
    numerator = np.zeros_like(normaliser)
    misread = np.zeros(len(shares))
    for k, (c, confidence) in enumerate(statement.informative):
        numerator += tilt[:, c, None] * (confidence * mixture[:, k])
        misread += (1.0 - confidence) * mixture[:, k]
    ratio: np.ndarray = np.log(numerator / normaliser + misread)
    return ratio


def _check(features: np.ndarray, statements: Sequence[Observation], reporters: ReporterDraws) -> None:
    expected = (len(statements), len(CODES))
    if features.ndim != 3 or features.shape[1:] != expected:
        raise InputError(
            f"features: shape {features.shape} for {len(statements)} statements",
            hint=f"give an array of (paths, {expected[0]}, {expected[1]})",
        )
    if not np.isfinite(features).all():
        raise InputError(
            "features: not finite on some path",
            hint="a path on which the model gave no number must be dropped before weighting",
        )
    for statement in statements:
        if statement.reporter >= len(reporters.stance):
            raise InputError(
                f"statement {statement.id}: reporter {statement.reporter} has no draws",
                hint=f"there are {len(reporters.stance)} reporters, counted from 0",
            )
