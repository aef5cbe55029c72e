"""The second coder: sentences near to coded examples get their codes, with a calibrated confidence.

A sentence's vector x is the means of its tokens after each of the encoder's last layers, each less the
examples' mean and scaled to one length, side by side: the last layer alone tells what a sentence is about,
but hardly who does it and whether it is denied. It is compared with the vectors of the examples by the kernel
k(x, x') = exp((x·x' - 1) / h), a Gaussian in the distance of unit vectors, and each code's score is the
kernel ridge regression of the examples' codes y (1 or 0), centred:

    (1)  s(x) = k(x, X) (K + λ I)⁻¹ (y - ȳ)

A score becomes a probability by a logistic curve (Platt 1999) fitted, for all codes together, to the
examples' leave-one-out scores, which are known in closed form (Rifkin and Lippert 2007):

    (2)  s₋ᵢ = yᵢ - ȳ - αᵢ / Qᵢᵢ,   Q = (K + λ I)⁻¹,  α = Q (y - ȳ)

Nothing is drawn at random: the fit is made from the examples when it is first needed, and kept (`kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from asabiya.evidence.coding.examples import Example, examples
from asabiya.evidence.coding.parts import sentences, together
from asabiya.evidence.ledger import Code
from asabiya.vocabulary import CODES

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float, Float32, Float64

__all__ = [
    "CODER", "RIDGE", "THRESHOLD", "EmbeddingCoder", "Embeds", "Fit", "fit", "kernel", "likely_codes",
    "solve", "vectors",
]  # fmt: skip

CODER: Final = "embeddings/4"
"""Name and version of the second coder."""

THRESHOLD: Final = 0.35
"""Least confidence with which a code is given; chosen on the development part of the coded utterances."""

_WIDTH: Final = 1.0
"""h of the kernel, in units of the cosine; chosen by leaving hands out."""
RIDGE: Final = 0.05
"""λ; chosen there too."""


class Embeds(Protocol):
    """What turns texts into vectors: `asabiya.evidence.encoder.Encoder`."""

    def layers(self, texts: Sequence[str]) -> Float32[np.ndarray, "n layers width"]:
        """The means of the texts' tokens after each of the last layers."""


@dataclass(frozen=True)
class Fit:
    """Equations (1) and (2) solved for a set of examples."""

    centre: Float64[np.ndarray, "layers width"]
    """The examples' mean after each layer."""
    rows: Float64[np.ndarray, "n wide"]
    """The examples' vectors."""
    weights: Float64[np.ndarray, "n codes"]
    """α, a column a code."""
    slope: float
    """Of the logistic curve [above 0]."""
    shift: float
    """Its value at score 0, in logits."""
    left_out: Float64[np.ndarray, "n codes"]
    """Each example's probabilities by the fit without it."""

    def scores(self, states: Float[np.ndarray, "m layers width"]) -> Float64[np.ndarray, "m codes"]:
        """s of equation (1), in the order of `vocabulary.CODES`."""
        rows = vectors(states, self.centre)
        found: Float64[np.ndarray, "m codes"] = kernel(rows @ self.rows.T) @ self.weights
        return found

    def likely(self, scores: Float64[np.ndarray, "*s"]) -> Float64[np.ndarray, "*s"]:
        """Probabilities of scores."""
        return _logistic(self.slope * scores + self.shift)

    def probabilities(self, states: Float[np.ndarray, "m layers width"]) -> Float64[np.ndarray, "m codes"]:
        """Probability of each code for each row."""
        return self.likely(self.scores(states))


def fit(encoder: Embeds, coded: Iterable[Example]) -> Fit:
    """The fit of a set of examples; embedding them takes most of the time."""
    import numpy as np

    held = list(coded)
    states = encoder.layers([one.text for one in held])
    centre = states.mean(0, dtype=np.float64)
    rows = vectors(states, centre)
    marks = np.array([[code in one.codes for code in CODES] for one in held], dtype=np.float64)
    centred = marks - marks.mean(0)
    inverse = np.linalg.inv(kernel(rows @ rows.T) + RIDGE * np.eye(len(rows)))
    weights = inverse @ centred
    scores = centred - weights / np.diag(inverse)[:, None]
    slope, shift = _calibrate(scores.ravel(), marks.ravel())
    return Fit(centre, rows, weights, slope, shift, _logistic(slope * scores + shift))


def vectors(
    states: Float[np.ndarray, "n layers width"], centre: Float64[np.ndarray, "layers width"]
) -> Float64[np.ndarray, "n wide"]:
    """x of texts: unit vectors, every layer with the same share."""
    import numpy as np

    apart = np.asarray(states, dtype=np.float64) - centre
    lengths = np.linalg.norm(apart, axis=-1, keepdims=True)
    each = apart / np.maximum(lengths, 1e-9) / np.sqrt(centre.shape[0])
    made: Float64[np.ndarray, "n wide"] = each.reshape(len(apart), -1)
    return made


def kernel(cosines: Float64[np.ndarray, "a b"]) -> Float64[np.ndarray, "a b"]:
    """k of the texts whose vectors have these products."""
    import numpy as np

    likeness: Float64[np.ndarray, "a b"] = np.exp((cosines - 1.0) / _WIDTH)
    return likeness


def solve(
    likeness: Float64[np.ndarray, "n n"], ridge: float, marks: Float64[np.ndarray, "n codes"]
) -> Float64[np.ndarray, "n codes"]:
    """(K + λ I)⁻¹ y."""
    import numpy as np
    from scipy.linalg import cho_factor, cho_solve

    weights: Float64[np.ndarray, "n codes"] = cho_solve(
        cho_factor(likeness + ridge * np.eye(len(likeness))), marks
    )
    return weights


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


class EmbeddingCoder:
    """Codes by likeness to the codebook's examples.

    Parameters
    ----------
    encoder
        What embeds sentences.
    make
        What fits it to the examples: `fit`, or `kept.kept_fit`, which remembers.
    """

    def __init__(
        self, encoder: Embeds, make: Callable[[Embeds, Sequence[Example]], Fit] | None = None
    ) -> None:
        self._encoder = encoder
        self._make = make or fit
        self._fit: Fit | None = None

    @property
    def fitted(self) -> Fit:
        """The fit, made or taken from the user's cache when it is first needed."""
        if self._fit is None:
            self._fit = self._make(self._encoder, examples())
        return self._fit

    def scores(self, text: str, *, urges: bool = False) -> Float64[np.ndarray, " codes"]:
        """Score of every code, the parts' scores put together."""
        return together(self.fitted.scores(self._encoder.layers(sentences(text, urges=urges))))

    def likely(self, scores: Float64[np.ndarray, " codes"]) -> Float64[np.ndarray, " codes"]:
        """Probabilities of scores."""
        return self.fitted.likely(scores)

    def probabilities(self, text: str, *, urges: bool = False) -> dict[str, float]:
        """Probability of every code."""
        if not text.strip():
            return dict.fromkeys(CODES, 0.0)
        found = self.likely(self.scores(text, urges=urges))
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
