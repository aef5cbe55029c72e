"""Fits the learned coder to the coded examples and writes its numbers into the package.

    python -m asabiya.evidence.coding.fitting

Needs the encoder's weights, for the joint probability of grams and embeddings. An example's author is its
hand. Slopes, shifts and thresholds come from scores by fits that never saw the author of what they score
("leaving hands out"), over the hands that wrote without knowledge of the rules; the rules' answers are left
out for the hand that shaped them, since they are better there than elsewhere.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from asabiya.evidence.coding.embeddings import RIDGE as RIDGE_EMBEDDED
from asabiya.evidence.coding.embeddings import Embeds, kernel, solve, vectors
from asabiya.evidence.coding.examples import Example, examples, source
from asabiya.evidence.coding.learned import Known, digest, places, row
from asabiya.evidence.coding.parts import sentences
from asabiya.evidence.coding.rules import code_statement
from asabiya.files import write_bytes
from asabiya.vocabulary import CODES

if TYPE_CHECKING:
    from jaxtyping import Float64

__all__ = ["OWN_HAND", "Bench", "Curve", "answers", "chosen", "curve", "main", "numbers"]

OWN_HAND: Final = "o"
"""The hand that also wrote the rules."""

RIDGE: Final = 0.6
"""λ of the learned coder; chosen by leaving hands out."""
RULES_SHARE: Final = 0.08
"""Weight of the rules' answers beside the grams; chosen there too."""
_OF_ARTICLES: Final = "g"
"""The hand whose examples are the statements of whole articles, ..."""
_ARTICLES_COUNT: Final = 5.0
"""... and how often each counts for curves and thresholds, since it is articles that are read."""
_IN_SIGHT: Final = {"g": "k"}
"""Hands that wrote in sight of what the coder had got wrong with another: who is scored without that other is
scored without them too."""
_LEAST: Final = 4
"""Least weight that is packaged, in 127ths of a code's largest: smaller ones cost room and tell little."""
_SHARED_BY: Final = 2
"""Least number of examples that share a place."""


def answers(text: str) -> Float64[np.ndarray, " codes"]:
    """The rules' confidences in each code, 0 where they give none."""
    found = {code.code: code.confidence for code in code_statement(text)}
    return np.array([found.get(code, 0.0) for code in CODES])


@dataclass(frozen=True)
class Curve:
    """Probabilities from scores: 1 / (1 + exp(-(slopes·scores + shift))), the shift of each code its own."""

    slopes: Float64[np.ndarray, " kinds"]
    shifts: Float64[np.ndarray, " codes"]

    def __call__(self, scores: Float64[np.ndarray, "n codes kinds"]) -> Float64[np.ndarray, "n codes"]:
        """Probabilities of every code."""
        from scipy.special import expit

        probabilities: Float64[np.ndarray, "n codes"] = expit(scores @ self.slopes + self.shifts)
        return probabilities


def curve(
    scores: Float64[np.ndarray, "n codes kinds"],
    marks: Float64[np.ndarray, "n codes"],
    counts: Float64[np.ndarray, " n"],
) -> Curve:
    """The curve of greatest likelihood, each example counted so often.

    Its shifts are held together by a normal prior of variance 1.
    """
    from scipy.optimize import minimize
    from scipy.special import expit

    kinds = scores.shape[-1]

    def loss(numbers: Any) -> tuple[float, Any]:
        logits = scores @ numbers[:kinds] + numbers[kinds:]
        apart = numbers[kinds:] - numbers[kinds:].mean()
        error = (expit(logits) - marks) * counts[:, None]
        slope = np.einsum("nc,nck->k", error, scores)
        value = counts @ (np.logaddexp(0, logits) - marks * logits).sum(1) + 0.5 * (apart**2).sum()
        return float(value), np.concatenate([slope, error.sum(0) + apart])

    start = np.concatenate([np.ones(kinds), np.full(marks.shape[1], -2.0)])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return Curve(best[:kinds], best[kinds:])


def chosen(
    probabilities: Float64[np.ndarray, "n codes"],
    marks: Float64[np.ndarray, "n codes"],
    counts: Float64[np.ndarray, " n"],
) -> Float64[np.ndarray, " codes"]:
    """Thresholds: of each code halfway between the one with its best F and the one with the best F of all."""

    def best(p: Any, y: Any) -> float:
        grid = np.linspace(0.2, 0.6, 41)
        found = (p[..., None] >= grid) * counts[:, None, None]
        right = (found * y[..., None]).sum((0, 1))
        f = 2 * right / np.maximum(found.sum((0, 1)) + counts @ y.sum(1), 1)
        return float(grid[int(np.argmax(f))])

    joint = best(probabilities, marks)
    own = [best(probabilities[:, [c]], marks[:, [c]]) for c in range(marks.shape[1])]
    return np.round((np.array(own) + joint) / 2, 3)


class Bench:
    """The examples as matrices.

    Parameters
    ----------
    coded
        The examples.
    encoder
        What embeds them.
    """

    def __init__(self, coded: Sequence[Example], encoder: Embeds) -> None:
        self.hands = np.array([one.hand for one in coded])
        self.marks = np.array([[code in one.codes for code in CODES] for one in coded], dtype=np.float64)
        self.fresh = self.hands != OWN_HAND
        self.counts = np.where(self.hands == _OF_ARTICLES, _ARTICLES_COUNT, 1.0)
        parts = [sentences(one.text, urges=False) for one in coded]
        # The examples' rows come first, in order, and then their parts'.
        self._owner = np.array([*range(len(coded)), *(n for n, one in enumerate(parts) for _ in one[1:])])
        texts = [*(one[0] for one in parts), *(part for one in parts for part in one[1:])]
        self._hits = [places(text) for text in texts]
        self._answers = np.array([answers(text) for text in texts])
        count = len(coded)
        states = encoder.layers(texts)
        self._vectors = vectors(states, states[:count].mean(0, dtype=np.float64))
        seen = Counter(place for one in self._hits[:count] for place in set().union(*one))
        self.at = np.array(sorted(place for place, n in seen.items() if n >= _SHARED_BY), dtype=np.int64)
        rarity = np.log(1 + count / np.array([seen[place] for place in self.at.tolist()], dtype=np.float64))
        self.known = Known.of(self.at, rarity)

    @cached_property
    def rules(self) -> Float64[np.ndarray, "n codes"]:
        """The rules' confidences in the codes of each example."""
        found: Float64[np.ndarray, "n codes"] = self._answers[: len(self.hands)]
        return found

    @cached_property
    def grams(self) -> Any:
        """φ of the examples and their parts, a sparse matrix with a column a known place."""
        from scipy.sparse import csr_matrix

        made = [row(hits, self.known) for hits in self._hits]
        ends = np.cumsum([0, *(len(at) for at, _ in made)])
        columns, weights = (np.concatenate(each) for each in zip(*made, strict=True))
        return csr_matrix((weights, columns, ends), shape=(len(made), len(self.at)))

    @cached_property
    def weighed(self) -> Float64[np.ndarray, "rows codes"]:
        """The rules' answers as the fit sees them: none for their own hand, scaled."""
        scaled: Float64[np.ndarray, "rows codes"] = (
            self._answers * self.fresh[self._owner][:, None] * RULES_SHARE**0.5
        )
        return scaled

    @cached_property
    def likeness(self) -> tuple[Any, Any]:
        """Products of all rows with the examples', by grams and rules, and by the embeddings' kernel."""
        count = len(self.hands)
        products = np.asarray((self.grams @ self.grams[:count].T).todense())
        near = kernel(self._vectors @ self._vectors[:count].T)
        return products + self.weighed @ self.weighed[:count].T, near

    def left_out(self) -> Float64[np.ndarray, "n codes 2"]:
        """Scores of each example, by grams and by embeddings, from fits without its hand."""
        scores = np.zeros((len(self._owner), len(CODES), 2))
        for hand in dict.fromkeys(self.hands.tolist()):
            kept = ~np.isin(self.hands, [hand, *_IN_SIGHT.get(hand, "")])
            mean = self.marks[kept].mean(0)
            rows = (self.hands == hand)[self._owner]
            for kind, (alike, ridge) in enumerate(zip(self.likeness, (RIDGE, RIDGE_EMBEDDED), strict=True)):
                weights = solve(alike[: len(kept)][np.ix_(kept, kept)], ridge, self.marks[kept] - mean)
                scores[rows, :, kind] = alike[np.ix_(rows, kept)] @ weights
            scores[rows, :, 0] += mean
        best = scores[: len(self.hands)].copy()
        np.maximum.at(best, self._owner, scores)
        joined: Float64[np.ndarray, "n codes 2"] = (scores[: len(self.hands)] + best) / 2
        return joined


def numbers(bench: Bench) -> dict[str, Any]:
    """What `learned` reads: every array of the learned coder, small enough to be packaged."""
    scores, fresh = bench.left_out(), bench.fresh
    scores, marks, counts = scores[fresh], bench.marks[fresh], bench.counts[fresh]
    alone, both = curve(scores[..., :1], marks, counts), curve(scores, marks, counts)
    mean = bench.marks.mean(0)
    count = len(bench.hands)
    dual = solve(bench.likeness[0][:count], RIDGE, bench.marks - mean)
    weights = np.asarray(bench.grams[:count].T @ dual)
    scales = np.maximum(np.abs(weights).max(0), 1e-12) / 127
    small = np.rint(weights / scales).astype(np.int8)
    small[np.abs(small) < _LEAST] = 0
    return {
        "steps": np.diff(bench.at, prepend=0).astype(np.uint32),
        "rarity": bench.known.rarity.astype(np.float16),
        "weights": small,
        "scales": scales,
        "answers": bench.weighed[:count].T @ dual * RULES_SHARE**0.5,
        "mean": mean,
        "slope": alone.slopes[0],
        "shifts": alone.shifts,
        "thresholds": chosen(alone(scores[..., :1]), marks, counts),
        "slopes_both": both.slopes,
        "shifts_both": both.shifts,
        "thresholds_both": chosen(both(scores), marks, counts),
        "examples": np.array(digest(source())),
    }


def main() -> None:
    """Fit, and write the numbers beside the examples."""
    from asabiya.evidence.encoder import load

    made = numbers(Bench(examples(), load()))
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **made)
    write_bytes(Path(__file__).with_name("learned.npz"), stream.getvalue())


if __name__ == "__main__":
    main()
