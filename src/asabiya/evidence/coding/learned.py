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
import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from asabiya.evidence.coding.grams import GROUPS, grams

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float64

__all__ = ["CODER", "PLACES", "SHARES", "Learned", "digest", "learned", "places", "row"]

CODER: Final = "examples/3"
"""Name and version of the learned coder."""

PLACES: Final = 1 << 20
"""Number of places that grams are put into."""

SHARES: Final = dict(zip(GROUPS, (1.0, 1.0, 0.7, 1.0), strict=True))
"""Squared length of each group of grams in a statement's row; chosen by leaving hands out."""


_BEGUN: Final = tuple(zlib.crc32(f"{group}:".encode()) for group in range(len(GROUPS)))
"""CRC-32 of what stands before the grams of each group."""


def places(text: str) -> list[Counter[int]]:
    """How often each place is hit by a statement's grams, a counter for each of `GROUPS`."""
    crc32 = zlib.crc32
    return [
        Counter([crc32(gram.encode(), begun) % PLACES for gram in found])
        for begun, found in zip(_BEGUN, grams(text), strict=True)
    ]


def row(hits: Sequence[Counter[int]], rarity: dict[int, float]) -> tuple[list[int], list[float]]:
    """φ(x): the places that are known, and their weights.

    Parameters
    ----------
    hits
        What `places` answers.
    rarity
        Weight of each known place [above 0]: the logarithm of 1 + 1 / the share of examples with it.
    """
    at: list[int] = []
    weights: list[float] = []
    for share, found in zip(SHARES.values(), hits, strict=True):
        known = [place for place in found if place in rarity]
        own = [
            rarity[place] if found[place] == 1 else (1 + math.log(found[place])) * rarity[place]
            for place in known
        ]
        scale = math.sqrt(share / math.fsum([weight * weight for weight in own])) if own else 0.0
        at += known
        weights += [weight * scale for weight in own]
    return at, weights


@dataclass(frozen=True)
class Learned:
    """Equations (1) and (2) with their numbers."""

    rarity: dict[int, float]
    """Weight of each known place."""
    index: dict[int, int]
    """Row of ``weights`` of each known place."""
    weights: Float64[np.ndarray, "known codes"]
    """w."""
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
        import numpy as np

        at, weights = row(places(text), self.rarity)
        found = np.asarray(weights) @ self.weights[[self.index[place] for place in at]] if at else 0.0
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
        known = np.cumsum(held["steps"].astype(np.int64)).tolist()
        rarity = held["rarity"].astype(np.float64).tolist()
        numbers = {
            name: held[name].astype(np.float64)
            for name in (
                "answers", "mean", "shifts", "thresholds", "slopes_both", "shifts_both", "thresholds_both",
            )
        }  # fmt: skip
        return Learned(
            rarity=dict(zip(known, rarity, strict=True)),
            index={place: n for n, place in enumerate(known)},
            weights=held["weights"].astype(np.float64) * held["scales"].astype(np.float64),
            slope=float(held["slope"]),
            examples=str(held["examples"]),
            **numbers,
        )
