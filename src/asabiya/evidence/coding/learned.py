"""The learned coder: a linear score of a statement's grams and of the rules' answers, without an encoder.

With φ(x) the weighted grams of a statement, each group of length 1, and r(x) the rules' confidences, a code's
score and its probability are

    (1)  s(x) = w·φ(x) + v·r(x) + m
    (2)  p(x) = 1 / (1 + exp(-(a s(x) + b)))

with w, v and m by ridge regression on the coded examples and a, b (b of each code) fitted to scores of
examples by fits that never saw their author (`fitting`). What was fitted is `learned.npz`: a gram's place is
its CRC-32 modulo 2²⁰, and only places that two examples or more share are kept.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from asabiya.evidence.coding.grams import GROUPS, grams

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float64, Int8, Int32, Int64

__all__ = ["CODER", "PLACES", "SHARES", "Known", "Learned", "digest", "learned", "places", "row"]

CODER: Final = "examples/4"
"""Name and version of the learned coder."""

PLACES: Final = 1 << 20
"""Number of places that grams are put into."""

SHARES: Final = dict(zip(GROUPS, (1.0, 1.0, 0.7, 1.0), strict=True))
"""Squared length of each group of grams in a statement's row; chosen by leaving hands out."""


_BEGUN: Final = tuple(zlib.crc32(f"{group}:".encode()) for group in range(len(GROUPS)))
"""CRC-32 of what stands before the grams of each group."""


def places(text: str) -> list[list[int]]:
    """The place of every gram of a statement, with repetitions, a list for each of `GROUPS`."""
    crc32 = zlib.crc32
    return [
        [crc32(gram.encode(), begun) % PLACES for gram in found]
        for begun, found in zip(_BEGUN, grams(text), strict=True)
    ]


@dataclass(frozen=True)
class Known:
    """The places that are known, in ascending order, and their weights."""

    rarity: Float64[np.ndarray, " known"]
    """Weight of each known place [above 0]: the logarithm of 1 + 1 / the share of examples with it."""
    index: Int32[np.ndarray, " places"]
    """Number of each place among the known ones; -1 for the others."""

    @classmethod
    def of(cls, at: Int64[np.ndarray, " known"], rarity: Float64[np.ndarray, " known"]) -> Known:
        """The places ``at``, ascending, with their weights."""
        import numpy as np

        index = np.full(PLACES, -1, np.int32)
        index[at] = np.arange(len(at))
        return cls(rarity, index)


def row(
    hits: Sequence[Sequence[int]], known: Known
) -> tuple[Int64[np.ndarray, " n"], Float64[np.ndarray, " n"]]:
    """φ(x): the numbers of its known places, and their weights.

    A place that grams of two groups hit is there twice.

    Parameters
    ----------
    hits
        What `places` answers.
    known
        The known places.
    """
    import numpy as np

    count = len(GROUPS)
    begun = [place for found in hits for place in found]
    group = np.repeat(np.arange(count), [len(found) for found in hits])
    at = known.index[np.array(begun, np.int64)].astype(np.int64)
    keys, often = np.unique((at * count + group)[at >= 0], return_counts=True)
    at, group = keys // count, keys % count
    weights = (1 + np.log(often)) * known.rarity[at]
    lengths = np.bincount(group, weights * weights, minlength=count)
    scales = np.sqrt(np.array(list(SHARES.values())) / np.where(lengths > 0, lengths, 1.0))
    return at, weights * scales[group]


@dataclass(frozen=True)
class Learned:
    """Equations (1) and (2) with their numbers."""

    known: Known
    """The places of ``weights``' rows."""
    weights: Int8[np.ndarray, "known codes"]
    """w in units of ``scales``: one byte each, since rows lie far apart and larger ones are slow to fetch."""
    scales: Float64[np.ndarray, " codes"]
    """Unit of each code's weights."""
    answers: Float64[np.ndarray, "codes codes"]
    """v: what a rule's answer (row) adds to a code (column)."""
    mean: Float64[np.ndarray, " codes"]
    """m."""
    slope: float
    """a."""
    shifts: Float64[np.ndarray, " codes"]
    """b."""
    thresholds: Float64[np.ndarray, " codes"]
    """Least probability with which each code is given."""
    slopes_both: Float64[np.ndarray, " kinds"]
    """Weights of this score and of the embeddings' in the joint probability."""
    shifts_both: Float64[np.ndarray, " codes"]
    """Its shifts."""
    thresholds_both: Float64[np.ndarray, " codes"]
    """Its thresholds."""
    examples: str
    """`digest` of the examples that it was fitted to."""

    def scores(self, text: str, answers: Float64[np.ndarray, " codes"]) -> Float64[np.ndarray, " codes"]:
        """s(x), given the rules' confidences."""
        at, weights = row(places(text), self.known)
        found = weights @ self.weights[at] * self.scales
        total: Float64[np.ndarray, " codes"] = found + answers @ self.answers + self.mean
        return total


def digest(texts: bytes) -> str:
    """What tells one file of examples from another."""
    return hashlib.sha256(texts).hexdigest()


@cache
def learned() -> Learned:
    """The packaged numbers, read once in a process."""
    import numpy as np

    place = resources.files("asabiya.evidence.coding").joinpath("learned.npz")
    with place.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
        known = Known.of(np.cumsum(held["steps"].astype(np.int64)), held["rarity"].astype(np.float64))
        numbers = {
            name: held[name].astype(np.float64)
            for name in (
                "scales", "answers", "mean", "shifts", "thresholds",
                "slopes_both", "shifts_both", "thresholds_both",
            )
        }  # fmt: skip
        return Learned(
            known=known,
            weights=held["weights"],
            slope=float(held["slope"]),
            examples=str(held["examples"]),
            **numbers,
        )
