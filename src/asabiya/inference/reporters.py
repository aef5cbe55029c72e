"""Who reports: an affiliation's stance and strength, as priors and as draws to integrate over.

A reporter chooses which words to quote. The reporter's tilt of a code is ``strength · stance · loading``: a
stance of +1 (an opposition outlet) selects words that embarrass the regime, -1 (state media) words that
flatter it. Learning about the reporter is not learning about the regime, so both parameters are integrated
out before anything is inferred; the draws are a fixed low-discrepancy set, the same on every path.

The words and numbers here are assumed: no corpus of one speech as quoted by outlets of known stance has
been coded yet. `asabiya.inference.sensitivity` shows how the answer moves with the tilt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64
from scipy.special import ndtr, ndtri

from asabiya.errors import InputError

__all__ = [
    "INDEPENDENT_WORDS",
    "OPPOSITION_WORDS",
    "STATE_WORDS",
    "ReporterDraws",
    "ReporterPrior",
    "reporter_draws",
    "reporter_prior",
]

STATE_WORDS: Final = (
    "adn",
    "aktuelle kamera",
    "fars",
    "government daily",
    "irib",
    "irna",
    "islamic republic of iran broadcasting",
    "isna",
    "kayhan",
    "keyhan",
    "mehr",
    "ministry",
    "neues deutschland",
    "news agency",
    "official media",
    "press tv",
    "revolutionary guards",
    "state broadcaster",
    "state media",
    "state television",
    "state tv",
    "state-run",
    "tasnim",
)
"""Words that declare a state outlet."""

OPPOSITION_WORDS: Final = (
    "council",
    "dissident",
    "dissidents",
    "exile",
    "exiled",
    "exiles",
    "liberation",
    "mek",
    "mko",
    "mojahedin",
    "mujahedin",
    "ncri",
    "neues forum",
    "opposition",
    "party",
    "pmoi",
    "resistance",
)
"""Words that declare an organisation opposed to the regime."""

INDEPENDENT_WORDS: Final = ("afp", "agence france-presse", "ap", "associated press", "bbc", "dpa", "reuters")
"""Agencies and broadcasters of no declared side; one of these overrides the word "news agency"."""


@dataclass(frozen=True)
class ReporterPrior:
    """Prior of one reporter's stance and strength."""

    stance_mean: float
    """Centre of the stance, before truncation to [-1, 1] [dimensionless, -1..1]. Source: assumed, by the
    word of the declared affiliation."""

    stance_sd: float
    """Spread of the stance, before truncation [dimensionless, 0.05..2]. Source: assumed; wide where the
    affiliation says nothing."""

    strength_median: float = 2.0
    """Median of the lognormal strength [log-odds per unit stance and loading, 0..10]. Source: assumed: an
    opposition article quotes mostly admissions (say four of five), a twentieth of coded statements at rest;
    that takes a tilt of about 4, a neutral article about 0. Median 2 with `strength_log_sd` covers both."""

    strength_log_sd: float = 0.7
    """Standard deviation of the log of the strength [dimensionless, 0..2]. Source: assumed, as above."""

    basis: str = "assumed"
    """Why this prior: the words found in the affiliation, for the page."""

    def __post_init__(self) -> None:
        for name, lo, hi in _RANGES:
            value = getattr(self, name)
            if not lo <= value <= hi:
                raise InputError(
                    f"reporter prior: {name} = {value}, out of range", hint=f"give a number in {lo}..{hi}"
                )

    def at(self, uniforms: Float64[np.ndarray, "draws 2"]) -> Float64[np.ndarray, "draws 2"]:
        """Stance and strength (columns) at points of the unit square, by inverse distribution functions."""
        low = ndtr((-1.0 - self.stance_mean) / self.stance_sd)
        high = ndtr((1.0 - self.stance_mean) / self.stance_sd)
        stance = self.stance_mean + self.stance_sd * ndtri(low + (high - low) * uniforms[:, 0])
        log_strength = self.strength_log_sd * ndtri(uniforms[:, 1])
        pair: np.ndarray = np.stack(
            [np.clip(stance, -1.0, 1.0), self.strength_median * np.exp(log_strength)], axis=1
        )
        return pair


_RANGES: Final = (
    ("stance_mean", -1.0, 1.0),
    ("stance_sd", 0.05, 2.0),
    ("strength_median", 0.0, 10.0),
    ("strength_log_sd", 0.0, 2.0),
)


@dataclass(frozen=True, eq=False)
class ReporterDraws:
    """Draws of the parameters of ``R`` reporters, ``M`` each, equally weighted."""

    stance: Float64[np.ndarray, "reporters draws"]
    """Selection of embarrassing (+1) or flattering (-1) words [dimensionless, -1..1]."""

    strength: Float64[np.ndarray, "reporters draws"]
    """Tilt per unit of stance and loading [log-odds, >= 0]."""


def reporter_prior(affiliation: str | None) -> ReporterPrior:
    """Prior of a reporter's stance from the declared affiliation, by a small table of words.

    A state outlet has mean -0.7, an opposed organisation +0.7, an independent agency 0, each with standard
    deviation 0.25; no word found, or words of both sides, mean 0 with standard deviation 0.6.

    >>> reporter_prior("PMOI/MEK").stance_mean
    0.7
    >>> reporter_prior("state-run IRNA").stance_mean
    -0.7
    >>> reporter_prior(None).basis
    'no affiliation declared: either side'
    """
    if affiliation is None or not affiliation.strip():
        return ReporterPrior(0.0, 0.6, basis="no affiliation declared: either side")
    independent = _found(affiliation, INDEPENDENT_WORDS)
    state = [w for w in _found(affiliation, STATE_WORDS) if not (independent and w == "news agency")]
    opposition = _found(affiliation, OPPOSITION_WORDS)
    if state and opposition:
        return ReporterPrior(0.0, 0.6, basis=f"words of both sides ({', '.join(state + opposition)})")
    if state:
        return ReporterPrior(-0.7, 0.25, basis=f"state outlet ({', '.join(state)})")
    if opposition:
        return ReporterPrior(0.7, 0.25, basis=f"opposed organisation ({', '.join(opposition)})")
    if independent:
        return ReporterPrior(0.0, 0.25, basis=f"independent agency ({', '.join(independent)})")
    return ReporterPrior(0.0, 0.6, basis="no word of a known side in the affiliation: either side")


def reporter_draws(priors: Sequence[ReporterPrior], count: int = 32) -> ReporterDraws:
    """Equally weighted draws of each reporter's parameters at fixed low-discrepancy points.

    The first ``count`` points of Sobol' (1967), unscrambled and shifted to the middles of their cells, so
    that they depend on nothing but ``count``.

    Parameters
    ----------
    priors
        One per reporter.
    count
        Number of draws, a power of two.

    Raises
    ------
    InputError
        If ``count`` is not a power of two.
    """
    if count < 1 or count & (count - 1):
        raise InputError(f"reporter draws: {count} is not a power of two", hint="use 16, 32 or 64")
    # imported here: scipy.stats alone takes as long to load as the rest of this package
    from scipy.stats import qmc

    points = qmc.Sobol(2, scramble=False).random_base2(int(math.log2(count))) + 0.5 / count
    pairs = [prior.at(points) for prior in priors]
    stacked = np.stack(pairs) if pairs else np.zeros((0, count, 2))
    return ReporterDraws(stance=stacked[:, :, 0], strength=stacked[:, :, 1])


def _found(text: str, words: Sequence[str]) -> list[str]:
    return [w for w in words if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text, re.IGNORECASE)]
