"""From the model's state to what a speaker perceives: the features of the observation model.

Each code of the codebook names a strain of the regime (or its strength). The feature of a code is a mean of the
signals that carry the strain, each as ``sign(x) · log(1 + |x|/scale)``: zero at rest, about 0.7 at one standard
deviation of a calm prior year, and growing by severity as words do, by factors rather than by amounts.

A member of a sector sees his own sector; the leader sees the mean of all sectors, late and flattered, unless
the mechanism `surprise` is off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asabiya.engine.state import COMMON, SECTOR
from asabiya.vocabulary import APPARATUS, CODES

__all__ = ["CARRIERS", "FLATTERY", "LAG_DAYS", "SCALES", "features", "watched_day"]

SCALES: Final[Mapping[str, float]] = {
    "tension": 0.01,
    "noise": 0.1,
    "blindness": 0.02,
    "disturbance": 0.05,
    "fear": 0.02,
    "strength": 0.05,
    "left": 0.002,
    "drift": 0.03,
    "hidden": 0.003,
    "disobeying": 0.005,
}
"""Size of each signal at which it counts as one; about its standard deviation on calm prior paths after a
quarter of a year in ``iran-2023``."""

CARRIERS: Final[Mapping[str, Mapping[str, float]]] = {
    "admits_defection": {"left": 1.0, "hidden": 1.0},
    "admits_conversion": {"drift": -1.0},
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

Array = NDArray[np.float64]


def watched_day(day: int, sector: str | None, *, late: bool) -> int:
    """The day whose state a statement speaks of: today, or for the leader a week ago.

    >>> watched_day(30, "guards", late=True), watched_day(30, "leader", late=True), watched_day(3, "leader", late=True)
    (30, 23, 0)
    """
    return max(day - LAG_DAYS, 0) if late and sector == "leader" else day


def features(
    common: NDArray[np.float32], sector: NDArray[np.float32], rows: Sequence[int], speakers: Sequence[str | None],
    *, flattered: bool,
) -> Array:  # fmt: skip
    """Features of every statement on every path.

    Parameters
    ----------
    common, sector
        Signals at the watched days, (W, 6, N) and (W, 4, S, N); see `asabiya.engine.macro.Ensemble`.
    rows
        For each statement, which of the watched days it speaks of.
    speakers
        For each statement, the sector of its speaker; anything that is not of the apparatus sees the mean.
    flattered
        Whether the leader's picture is flattered.

    Returns
    -------
    Shape (N, statements, 12), codes in the order of `asabiya.vocabulary.CODES`.
    """
    paths = common.shape[-1]
    found = np.zeros((paths, len(rows), len(CODES)))
    for place, (row, speaker) in enumerate(zip(rows, speakers, strict=True)):
        seen: dict[str, Array] = {name: common[row, i].astype(float) for i, name in enumerate(COMMON)}
        for i, name in enumerate(SECTOR):
            own = sector[row, i]
            seen[name] = (own[APPARATUS.index(speaker)] if speaker in APPARATUS else own.mean(axis=0)).astype(float)
        dimmed = 1.0 - FLATTERY if flattered and speaker == "leader" else 1.0
        for column, code in enumerate(CODES):
            carriers = CARRIERS[code]
            for name, sign in carriers.items():
                size = dimmed * seen[name] / SCALES[name]
                found[:, place, column] += sign * np.sign(size) * np.log1p(np.abs(size)) / len(carriers)
    return found
