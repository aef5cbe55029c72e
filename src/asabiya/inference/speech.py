"""Rates, slopes and loadings of the codebook: how officials speak, at rest and under strain.

One row per code. Every number is assumed, from reading, until coded corpora inform it; each row says why, and
`asabiya.inference.sensitivity` shows how an answer moves with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from asabiya.errors import InputError
from asabiya.vocabulary import CODES

__all__ = ["DEFAULT_CODES", "SPEAKERS", "CodeRates", "ParameterRow", "SpeechModel"]

SPEAKERS: Final[Mapping[str, str]] = {
    "leader": "leader",
    "guards": "security",
    "basij": "security",
    "army": "security",
    "police": "security",
    "judiciary": "clerical",
    "clergy": "clerical",
    "ministries": "civil",
    "lawyers": "civil",
    "media": "civil",
    "other": "civil",
}
"""Kind of speaker by sector: those of one kind share base rates."""


@dataclass(frozen=True)
class CodeRates:
    """How one code is used."""

    code: str
    """One of `vocabulary.CODES`."""

    leader: float
    """Rate at rest when the leader is quoted [per 100 codes, 0.01..100]. Source: assumed."""

    security: float
    """Rate at rest for guards, Basij, army and police [per 100 codes, 0.01..100]. Source: assumed."""

    clerical: float
    """Rate at rest for judiciary and clergy [per 100 codes, 0.01..100]. Source: assumed."""

    civil: float
    """Rate at rest for ministries, lawyers, state media and others [per 100 codes, 0.01..100]. Source:
    assumed."""

    slope: float
    """Log-odds per standard deviation of the perceived state [1/SD, 0..2]. Source: assumed."""

    loading: float
    """How far an opposition reporter prefers it [-1..1]: +1 embarrasses the regime, -1 flatters it, 0
    neither. Source: assumed."""

    why: str
    """Why these numbers."""


DEFAULT_CODES: Final = (
    CodeRates(
        "admits_defection", 0.3, 0.5, 0.5, 1.0, 0.7, 1.0, "rare and costly to say; doubles with one SD of it"
    ),
    CodeRates(
        "admits_conversion", 0.5, 1.0, 1.0, 1.0, 0.6, 1.0, "an admission, blamed on the enemy, so cheaper"
    ),
    CodeRates(
        "admits_infighting", 1.0, 1.0, 2.0, 3.0, 0.6, 1.0, "factions quarrel in public in calm years too"
    ),
    CodeRates(
        "laments_confusion", 1.0, 1.5, 2.0, 2.0, 0.5, 1.0, "an admission in the form of moral instruction"
    ),
    CodeRates(
        "claims_cognitive_attack",
        8.0,
        10.0,
        7.0,
        5.0,
        0.3,
        0.5,
        "a standing theme since 2009; half an excuse",
    ),
    CodeRates(
        "warns_surprise",
        1.5,
        3.0,
        2.0,
        2.0,
        0.4,
        1.0,
        "being caught off guard is a soldier's trade, yet rare",
    ),
    CodeRates(
        "exhorts_commitment", 22.0, 20.0, 20.0, 15.0, 0.15, 0.0, "the routine of every speech; hardly moves"
    ),
    CodeRates(
        "exhorts_vigilance",
        12.0,
        18.0,
        14.0,
        10.0,
        0.2,
        0.5,
        "routine of the guards; quoted as a sign of fear",
    ),
    CodeRates("appeals_unity", 15.0, 6.0, 14.0, 16.0, 0.3, 0.5, "routine of the leader; grows with quarrels"),
    CodeRates(
        "invokes_sacrifice", 12.0, 14.0, 10.0, 6.0, 0.1, 0.0, "anniversaries set its dates, not the state"
    ),
    CodeRates(
        "threatens_punishment", 8.0, 10.0, 15.0, 6.0, 0.3, 0.5, "the judiciary's routine; grows with unrest"
    ),
    CodeRates(
        "claims_strength", 18.7, 15.0, 12.5, 33.0, 0.2, -1.0, "routine; a little more when strength is felt"
    ),
)
"""The default rows, in the order of `vocabulary.CODES`. The perceived state of ``claims_strength`` is
strength (high when calm), that of every other code is the strain that the code names."""


@dataclass(frozen=True)
class ParameterRow:
    """One number with all that a reader must know of it."""

    key: str
    value: float
    unit: str
    lo: float
    hi: float
    source: str


@dataclass(frozen=True)
class SpeechModel:
    """All parameters of the likelihood of a statement but the reporter's."""

    codes: tuple[CodeRates, ...] = DEFAULT_CODES
    """One row per code, in the order of `vocabulary.CODES`."""

    past_relevance: float = 0.1
    """Factor on the slopes of a statement about the past [dimensionless, 0..1]. Source: assumed: "in these
    forty years" is said because of today, but only a little."""

    ceiling: float = 4.0
    """Perceived states beyond this count as this [SD, 1..10]. Source: assumed: words do not tell the severe
    from the extreme, and one extreme path must not carry the posterior."""

    slope_factor: float = 1.0
    """Factor on all slopes, for sensitivity [dimensionless, 0..4]. Source: assumed."""

    tilt_factor: float = 1.0
    """Factor on all tilts, for sensitivity [dimensionless, 0..4]; 0 is a reporter who selects nothing.
    Source: assumed."""

    base_factor: float = 1.0
    """Factor on the base rates of embarrassing codes (positive loading), for sensitivity [dimensionless,
    0.1..10]. Source: assumed."""

    def __post_init__(self) -> None:
        if tuple(row.code for row in self.codes) != CODES:
            raise InputError(
                f"speech model: codes {[row.code for row in self.codes]}",
                hint=f"give one row for each of {', '.join(CODES)}, in this order",
            )
        for row in self.parameters():
            if not row.lo <= row.value <= row.hi:
                raise InputError(
                    f"speech model: {row.key} = {row.value}, out of range",
                    hint=f"give a number in {row.lo}..{row.hi}",
                )

    @property
    def slopes(self) -> Float64[np.ndarray, " 12"]:
        """Slopes in the order of `CODES`, with their factor [1/SD]."""
        return np.array([row.slope for row in self.codes]) * self.slope_factor

    @property
    def loadings(self) -> Float64[np.ndarray, " 12"]:
        """Loadings in the order of `CODES` [-1..1]."""
        return np.array([row.loading for row in self.codes])

    def base(self, sector: str | None) -> Float64[np.ndarray, " 12"]:
        """Base rates of a sector's speakers in the order of `CODES` [per 100 codes].

        >>> float(SpeechModel().base("guards").sum())
        100.0
        """
        kind = SPEAKERS[sector or "other"]
        rates = np.array([getattr(row, kind) for row in self.codes])
        factor = np.where(self.loadings > 0.0, self.base_factor, 1.0)
        scaled: np.ndarray = factor * rates
        return scaled

    def parameters(self) -> tuple[ParameterRow, ...]:
        """Every number with unit, range and source, for tables and reports."""
        rows = [
            ParameterRow("past_relevance", self.past_relevance, "1", 0.0, 1.0, "assumed"),
            ParameterRow("ceiling", self.ceiling, "SD", 1.0, 10.0, "assumed"),
            ParameterRow("slope_factor", self.slope_factor, "1", 0.0, 4.0, "assumed"),
            ParameterRow("tilt_factor", self.tilt_factor, "1", 0.0, 4.0, "assumed"),
            ParameterRow("base_factor", self.base_factor, "1", 0.1, 10.0, "assumed"),
        ]
        for row in self.codes:
            source = f"assumed: {row.why}"
            for kind in dict.fromkeys(SPEAKERS.values()):
                rate = getattr(row, kind)
                rows.append(ParameterRow(f"{row.code}.{kind}", rate, "per 100 codes", 0.01, 100.0, source))
            rows.append(ParameterRow(f"{row.code}.slope", row.slope, "1/SD", 0.0, 2.0, source))
            rows.append(ParameterRow(f"{row.code}.loading", row.loading, "1", -1.0, 1.0, source))
        return tuple(rows)
