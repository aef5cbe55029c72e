"""The second coder: sentences near to coded examples get their codes, with a calibrated confidence.

A sentence's vector x is compared with those of the examples by the kernel k(x, x') = exp((x·x' - 1) / h), a
Gaussian in the distance of unit vectors, and each code's score is the kernel ridge regression of the
examples' codes y (1 or 0), centred:

    (1)  s(x) = k(x, X) (K + λ I)⁻¹ (y - ȳ)

A score becomes a probability by a logistic curve (Platt 1999) fitted, for all codes together, to the
examples' leave-one-out scores, which are known in closed form (Rifkin and Lippert 2007):

    (2)  s₋ᵢ = yᵢ - ȳ - αᵢ / Qᵢᵢ,   Q = (K + λ I)⁻¹,  α = Q (y - ȳ)

Nothing is drawn at random and nothing is stored: the fit is made from the examples when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from asabiya.evidence.coding.examples import Example, examples
from asabiya.evidence.ledger import Code
from asabiya.vocabulary import CODES

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float, Float32, Float64

__all__ = ["CODER", "THRESHOLD", "EmbeddingCoder", "Embeds", "Fit", "fit", "likely_codes"]

CODER: Final = "embeddings/1"
"""Name and version of the second coder."""

THRESHOLD: Final = 0.35
"""Least confidence with which a code is given; chosen on the development part of the coded utterances."""

_WIDTH: Final = 0.5
"""h of the kernel, in units of the cosine; chosen there too."""
_RIDGE: Final = 0.1
"""λ; chosen there too."""


class Embeds(Protocol):
    """What turns texts into unit vectors: `asabiya.evidence.encoder.Encoder`."""

    def embed(self, texts: Sequence[str]) -> Float32[np.ndarray, "n width"]:
        """The texts' vectors, a row each."""


@dataclass(frozen=True)
class Fit:
    """Equations (1) and (2) solved for a set of examples."""

    rows: Float64[np.ndarray, "n width"]
    """The examples' vectors."""
    weights: Float64[np.ndarray, "n codes"]
    """α, a column a code."""
    slope: float
    """Of the logistic curve [above 0]."""
    shift: float
    """Its value at score 0, in logits."""
    left_out: Float64[np.ndarray, "n codes"]
    """Each example's probabilities by the fit without it."""

    def probabilities(self, rows: Float[np.ndarray, "m width"]) -> Float64[np.ndarray, "m codes"]:
        """Probability of each code for each row, in the order of `vocabulary.CODES`."""
        return _logistic(self.slope * (_kernel(rows @ self.rows.T) @ self.weights) + self.shift)


def fit(encoder: Embeds, coded: Iterable[Example]) -> Fit:
    """The fit of a set of examples; embedding them takes most of the time."""
    import numpy as np

    held = list(coded)
    rows = np.asarray(encoder.embed([one.text for one in held]), dtype=np.float64)
    marks = np.array([[code in one.codes for code in CODES] for one in held], dtype=np.float64)
    centred = marks - marks.mean(0)
    inverse = np.linalg.inv(_kernel(rows @ rows.T) + _RIDGE * np.eye(len(rows)))
    weights = inverse @ centred
    scores = centred - weights / np.diag(inverse)[:, None]
    slope, shift = _calibrate(scores.ravel(), marks.ravel())
    return Fit(rows, weights, slope, shift, _logistic(slope * scores + shift))


def _kernel(cosines: Float64[np.ndarray, "a b"]) -> Float64[np.ndarray, "a b"]:
    import numpy as np

    kernel: Float64[np.ndarray, "a b"] = np.exp((cosines - 1.0) / _WIDTH)
    return kernel


def _logistic(logits: Float64[np.ndarray, "*s"]) -> Float64[np.ndarray, "*s"]:
    from scipy.special import expit

    probabilities: Float64[np.ndarray, "*s"] = expit(logits)
    return probabilities


def _calibrate(scores: Float64[np.ndarray, " n"], marks: Float64[np.ndarray, " n"]) -> tuple[float, float]:
    """Slope and shift of the logistic curve of greatest likelihood, by Newton's method.

    As in Platt (1999), the marks are moved a little from 0 and 1, by which the curve stays finite where the
    scores tell all examples apart.
    """
    import numpy as np

    ones = marks.sum()
    marks = np.where(marks > 0, (ones + 1) / (ones + 2), 1 / (len(marks) - ones + 2))

    design = np.stack([scores, np.ones_like(scores)], axis=1)
    curve = np.zeros(2)
    for _ in range(50):
        p = _logistic(design @ curve)
        step = np.linalg.solve((design.T * (p * (1 - p))) @ design, design.T @ (marks - p))
        curve += step
        if np.abs(step).max() < 1e-9:
            break
    return float(curve[0]), float(curve[1])


_SENTENCE: Final = re.compile(r"(?<=[.!?;…])[\s”\"’]+")
_LEAD: Final = re.compile(r"^\W*(?:that|to|for|against)\s+", re.IGNORECASE)


def sentences(text: str, *, urges: bool) -> list[str]:
    """The texts that are embedded for a statement: the whole, and each sentence of several.

    >>> sentences("to stay awake", urges=True)
    ['stay awake']
    >>> sentences("All is well. Stay awake.", urges=False)
    ['All is well. Stay awake.', 'All is well.', 'Stay awake.']
    """
    plain = " ".join(text[:20_000].split())
    if urges:
        plain = _LEAD.sub("", plain) or plain
    parts = [part for part in _SENTENCE.split(plain) if len(part.split()) > 2]
    return [plain, *parts] if len(parts) > 1 else [plain]


class EmbeddingCoder:
    """Codes by likeness to the codebook's examples.

    Parameters
    ----------
    encoder
        What embeds sentences.
    """

    def __init__(self, encoder: Embeds) -> None:
        self._encoder = encoder
        self._fit: Fit | None = None

    def probabilities(self, text: str, *, urges: bool = False) -> dict[str, float]:
        """Probability of every code: the highest of the whole statement's and its sentences'."""
        if not text.strip():
            return dict.fromkeys(CODES, 0.0)
        if self._fit is None:
            self._fit = fit(self._encoder, examples())
        found = self._fit.probabilities(self._encoder.embed(sentences(text, urges=urges))).max(0)
        return {code: float(p) for code, p in zip(CODES, found, strict=True)}

    def __call__(self, text: str, *, urges: bool = False) -> list[Code]:
        """The codes whose probability is `THRESHOLD` or more."""
        return likely_codes(self.probabilities(text, urges=urges))


def likely_codes(probabilities: Mapping[str, float]) -> list[Code]:
    """The codes whose probability is `THRESHOLD` or more, with it as confidence."""
    return [
        Code(code=code, confidence=round(p, 3), coder=CODER)
        for code, p in probabilities.items()
        if p >= THRESHOLD
    ]
