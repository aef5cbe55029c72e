"""Who exists and what is planned for them: the resolved arrays that every engine takes.

A `Society` is what a scenario resolves to: no names to look up, no sources, no dates, only arrays. It is
plain NumPy so that it can be made anywhere and shipped to a machine that has nothing but JAX.

Axes: R regions, K cohorts (`asabiya.vocabulary.COHORTS`), S sectors of the apparatus
(`asabiya.vocabulary.APPARATUS`), H ranks (`asabiya.vocabulary.RANKS`), F factions, T days.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from asabiya.vocabulary import APPARATUS, COHORTS, RANKS

__all__ = ["Calendar", "Society"]

Array = NDArray[np.float64]


def _check(name: str, array: Array, shape: tuple[int, ...], low: float, high: float) -> None:
    if array.shape != shape:
        raise ValueError(f"{name}: shape {array.shape}, needs {shape}")
    if not np.isfinite(array).all() or (array < low).any() or (array > high).any():
        raise ValueError(f"{name}: values must lie in [{low}, {high}]")


@dataclasses.dataclass(frozen=True)
class Society:
    """The people of a scenario, at rest.

    Raises
    ------
    ValueError
        If an array has the wrong shape, is not finite or lies outside its range.
    """

    regions: tuple[str, ...]
    """Names of the R regions."""
    factions: tuple[str, ...]
    """Names of the F factions."""
    adults: Array
    """Citizens of age by region and cohort, (R, K) [persons, above 0]."""
    hardship: Array
    """Mean hardship by region and cohort, (R, K) [0 to 1]."""
    execution_share: Array
    """Share of executions that falls on each region, (R,) [0 to 1, sums to 1]."""
    posts: Array
    """Posts of the apparatus by sector, rank and faction, (S, H, F) [whole numbers, 0 where none]."""
    coercive_weight: Array
    """Weight of a post in coercive capacity by sector, (S,) [0 to 1]; 0 for sectors without arms."""
    complicity: Array
    """Part a member is held to have in past repression, (S, H) [0 to 1]."""
    stake: Array
    """What the regime's survival is worth to a member, relative to the mean, (S, H) [0 to 3]."""
    kin: Array
    """Share of members' kin among ordinary citizens, (S,) [0 to 1]."""
    deployment: Array
    """Where each sector's force stands, (S, R) [rows sum to 1]."""
    position: Array
    """Position of each faction on the axis of elite conflict, (F,) [0 to 1]."""
    ruler_faction: int
    """Index of the faction the ruler favours [0 to F − 1]."""

    def __post_init__(self) -> None:
        r, k, s, h, f = self.shape
        _check("adults", self.adults, (r, k), 1.0, 1e10)
        _check("hardship", self.hardship, (r, k), 0.0, 1.0)
        _check("execution_share", self.execution_share, (r,), 0.0, 1.0)
        _check("posts", self.posts, (s, h, f), 0.0, 1e8)
        _check("coercive_weight", self.coercive_weight, (s,), 0.0, 1.0)
        _check("complicity", self.complicity, (s, h), 0.0, 1.0)
        _check("stake", self.stake, (s, h), 0.0, 3.0)
        _check("kin", self.kin, (s,), 0.0, 1.0)
        _check("deployment", self.deployment, (s, r), 0.0, 1.0)
        _check("position", self.position, (f,), 0.0, 1.0)
        if not 0 <= self.ruler_faction < f:
            raise ValueError(f"ruler_faction: {self.ruler_faction}, needs 0 to {f - 1}")
        if (self.posts.sum(axis=(1, 2)) < 1).any():
            raise ValueError("posts: every sector needs at least one post")

    @property
    def shape(self) -> tuple[int, int, int, int, int]:
        """(R, K, S, H, F)."""
        return len(self.regions), len(COHORTS), len(APPARATUS), len(RANKS), len(self.factions)


@dataclasses.dataclass(frozen=True)
class Calendar:
    """What is planned or known from outside, day by day; `rest` holds the values before day 0.

    Series have shape (T,) and, in `rest`, shape (). Regional pushes have shape (T, R), departures (T, S, H).
    """

    executions: Array
    """Executions a day in the whole country [0 and above]."""
    effort: Array
    """Repression effort, 1 = the usual [0 to 5]."""
    war: Array
    """War posture: 0 peace, 1 the regime's own all-out war [0 to 1]."""
    purge: Array
    """Purge intensity: share of disloyal members removed a month at full detection [0 to 1]."""
    favours: Array
    """Favours to the ruler's faction, in units of a member's stake [0 to 3]."""
    exhortation: Array
    """Intensity of exhorting speeches [0 to 1]."""
    unity: Array
    """Intensity of appeals to unity [0 to 1]."""
    vigilance: Array
    """Attention to spend on finding sparks, 1 = the usual [0 to 5]."""
    messaging: Array
    """Messaging of the organised opposition and foreign media to insiders [0 to 1]."""
    shelter: Array
    """Shelter offered to defectors, in payoff units [0 to 3]."""
    amnesty: Array
    """Share of retribution that an amnesty takes away from defectors [0 to 1]."""
    scarcity: Array
    """Economic scarcity above the level at rest [0 to 1]."""
    push: Array
    """Dated shocks to citizens' readiness by region, in index units, (T, R) [−2 to 2]."""
    departures: Array
    """Dated departures as a share of the posts of a sector and rank, (T, S, H) [0 to 1]."""
    rest: dict[str, float]
    """Values of every series before day 0, by field name (`push` and `departures` are 0 at rest)."""

    @property
    def days(self) -> int:
        """Number of days T."""
        return int(self.executions.shape[0])
