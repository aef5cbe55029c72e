"""From the model's state to what a speaker perceives: the features of the observation model.

Each code of the codebook names a strain of the regime (or its strength). A signal ``x`` of the state counts
as

    (t(x) − median t) / max(half the central 68 % of t, floor),

where ``t`` is the logarithm of what grows by factors and the identity elsewhere, and median and width are
those of the prior on that day: a speaker's words are measured against what the model expects to hear in any
such regime that week, so that what all paths share (a war that the calendar holds) tells them apart in
nothing. The floor keeps a signal that hardly varies from turning small differences into large ones. The
feature of a code is the mean of the signals that carry its strain.

A member of a sector sees his own sector; the leader sees the mean of all sectors, late and flattered, unless
the mechanism `surprise` is off.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asabiya.engine.state import COMMON, SECTOR
from asabiya.vocabulary import APPARATUS, CODES

__all__ = ["CARRIERS", "FLATTERY", "LAG_DAYS", "SIGNALS", "Perception", "Scales", "watched_day"]

Array = NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Signal:
    """How a signal of the state counts."""

    logarithmic: bool
    """Whether it grows by factors."""
    offset: float
    """Added before the logarithm is taken, so that nothing is not minus infinity [the signal's own unit]."""
    floor: float
    """Smallest width that counts as one, on the transformed scale; assumed: a tenth or so of what the signal
    moves between a calm and a shaken regime."""

    def transform(self, x: Array) -> Array:
        """The signal on the scale on which it counts."""
        return np.log(np.maximum(x, 0.0) + self.offset) if self.logarithmic else x


SIGNALS: Final[Mapping[str, Signal]] = {
    "tension": Signal(True, 0.01, 0.2),
    "noise": Signal(True, 0.01, 0.2),
    "blindness": Signal(True, 0.02, 0.3),
    "disturbance": Signal(True, 0.02, 0.3),
    "fear": Signal(True, 0.01, 0.3),
    "strength": Signal(False, 0.0, 0.05),
    "left": Signal(True, 0.002, 0.3),
    "drift": Signal(False, 0.0, 0.1),
    "hidden": Signal(True, 1e-4, 0.3),
    "disobeying": Signal(True, 0.005, 0.2),
}
"""How each signal of `asabiya.engine.state` counts."""

CARRIERS: Final[Mapping[str, Mapping[str, float]]] = {
    "admits_defection": {"left": 1.0, "hidden": 1.0},
    "admits_conversion": {"drift": -1.0, "hidden": 1.0},
    "admits_infighting": {"tension": 1.0},
    "laments_confusion": {"noise": 1.0},
    "claims_cognitive_attack": {"drift": -1.0, "noise": 1.0},
    "warns_surprise": {"blindness": 1.0, "disturbance": 1.0},
    "exhorts_commitment": {"hidden": 1.0, "drift": -1.0},
    "exhorts_vigilance": {"disturbance": 1.0, "left": 1.0},
    "appeals_unity": {"tension": 1.0},
    "invokes_sacrifice": {"strength": -1.0},
    "threatens_punishment": {"disturbance": 1.0, "disobeying": 1.0},
    "claims_strength": {"strength": 1.0, "fear": 1.0},
}
"""Signals that carry each code, with their sign; assumed, by the codebook's definitions."""

LAG_DAYS: Final = 7
"""Delay of what the leader sees [d]; the centre of ``surprise.lag``."""

FLATTERY: Final = 0.3
"""Share of the strain kept from the leader [0 to 1]; the centre of ``surprise.flattery``."""


def watched_day(day: int, sector: str | None, *, late: bool) -> int:
    """The day whose state a statement speaks of: its own, or for the leader a week before.

    >>> watched_day(30, "guards", late=True), watched_day(30, "leader", late=True)
    (30, 23)
    """
    return max(day - LAG_DAYS, 0) if late and sector == "leader" else day


@dataclasses.dataclass(frozen=True, eq=False)
class Scales:
    """Median and width of every signal of every statement on prior paths, (statements, signals)."""

    middle: Array
    width: Array


@dataclasses.dataclass(frozen=True)
class Perception:
    """Who speaks of which watched day."""

    rows: tuple[int, ...]
    """For each statement, which of the watched days it speaks of."""
    speakers: tuple[str | None, ...]
    """For each statement, the sector of its speaker; anything that is not of the apparatus sees the mean."""
    flattered: bool
    """Whether the leader's picture is flattered."""

    def signals(self, common: NDArray[np.float32], sector: NDArray[np.float32]) -> Array:
        """Transformed signals, (N, statements, signals in the order of `SIGNALS`).

        Parameters
        ----------
        common, sector
            Signals at the watched days, (W, 6, N) and (W, 4, S, N); see `asabiya.engine.macro.Ensemble`.
        """
        found = np.empty((common.shape[-1], len(self.rows), len(SIGNALS)))
        for place, (row, speaker) in enumerate(zip(self.rows, self.speakers, strict=True)):
            for column, (name, signal) in enumerate(SIGNALS.items()):
                if name in COMMON:
                    seen = common[row, COMMON.index(name)]
                else:
                    own = sector[row, SECTOR.index(name)]
                    seen = own[APPARATUS.index(speaker)] if speaker in APPARATUS else own.mean(axis=0)
                found[:, place, column] = signal.transform(seen.astype(np.float64))
        return found

    def scales(self, signals: Array) -> Scales:
        """Median and width over prior paths; see the module."""
        low, middle, high = np.quantile(signals, (0.16, 0.5, 0.84), axis=0)
        floor = np.array([signal.floor for signal in SIGNALS.values()])
        return Scales(middle=middle, width=np.maximum((high - low) / 2, floor))

    def features(self, signals: Array, scales: Scales) -> Array:
        """Features of every statement on every path, (N, statements, 12), in the order of the codebook."""
        standard = (signals - scales.middle) / scales.width
        dimmed = [1.0 - FLATTERY if self.flattered and who == "leader" else 1.0 for who in self.speakers]
        standard *= np.array(dimmed)[:, None]
        names = list(SIGNALS)
        mixing = np.zeros((len(names), len(CODES)))
        for column, code in enumerate(CODES):
            for name, sign in CARRIERS[code].items():
                mixing[names.index(name), column] = sign / len(CARRIERS[code])
        return np.asarray(standard @ mixing)
