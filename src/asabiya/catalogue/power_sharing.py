"""A dictator, his ruling coalition and a signal: numerics of Svolik 2009.

Equations are numbered as in `asabiya.catalogue.models.svolik_2009`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["PLAYS", "Rules", "Stage", "equilibria", "ever_established", "followed", "in_office", "simulate"]

Floats = NDArray[np.float64]
_FUZZ: Final = 1e-9
PLAYS: Final = ("deterrence", "suspicion", "open conflict")
"""Names of the equilibria of a contested stage."""


@dataclass(frozen=True)
class Rules:
    """What does not change with the dictator's power; letters as in the equations."""

    step: float
    spoils: float
    reprisal: float
    detection: float
    false_alarm: float

    def belief(self, power: float) -> float:
        """p* of (1)."""
        return ((1 - power) * (1 - self.spoils) + power * self.reprisal) / self.step

    @property
    def established(self) -> float:
        """b* of (3)."""
        return (self.step - (1 - self.spoils)) / (self.reprisal - (1 - self.spoils))

    def levels(self, power: float) -> list[float]:
        """Powers at which the coalition may rebel, from this one on."""
        climb = (power + k * self.step for k in range(int((1 - power) / self.step) + 1))
        return [b for b in climb if self.belief(b) < 1 - _FUZZ]


@dataclass(frozen=True)
class Stage:
    """An equilibrium of the stage game: probabilities of a grab, and of a rebellion after each signal."""

    name: str
    power: float
    grab: float
    rebel_high: float
    rebel_low: float
    detection: float
    false_alarm: float

    @property
    def rebellion(self) -> tuple[float, float]:
        """Probability of a rebellion if the dictator grabs, and if he abides."""
        high, low = self.rebel_high, self.rebel_low
        return (
            self.detection * high + (1 - self.detection) * low,
            self.false_alarm * high + (1 - self.false_alarm) * low,
        )

    @property
    def coup(self) -> float:
        """η of (6): probability that the dictator falls."""
        grabs, abides = self.rebellion
        return (1 - self.power) * (self.grab * grabs + (1 - self.grab) * abides)

    @property
    def rise(self) -> float:
        """υ of (6): probability that he gains power and stands."""
        return self.grab * (1 - (1 - self.power) * self.rebellion[0])


def equilibria(rules: Rules, power: float) -> list[Stage]:
    """All equilibria (3) to (5) of the stage game at this power, by the probability of a coup."""
    h, f, wins = rules.detection, rules.false_alarm, 1 - power
    p = rules.belief(power)

    def stage(name: str, grab: float, high: float, low: float) -> Stage:
        return Stage(name, power, grab, high, low, h, f)

    if p >= 1 - _FUZZ:
        return [stage("established", 1.0, 0.0, 0.0)]
    found = [stage("open conflict", 1.0, 1.0, 1.0)]
    high = rules.step / (wins * (h * rules.step + (h - f) * power))
    if high <= 1:
        found.append(stage("deterrence", p * f / (p * f + (1 - p) * h), high, 0.0))
    if high < 1:
        excess = power * wins * (h - f) - rules.step * (1 - h * wins)
        low = excess / (rules.step * (1 - wins) + excess)
        grab = p * (1 - f) / (p * (1 - f) + (1 - p) * (1 - h))
        found.append(stage("suspicion", grab, 1.0, low))
    return sorted(found, key=lambda one: one.coup)


def followed(rules: Rules, powers: Sequence[float], play: str) -> list[Stage]:
    """The equilibrium of this name at each power, and the last of the list where it does not exist.

    That is open conflict where power is contested, its likeliest end being a coup, and else peace.
    """
    chosen = []
    for power in powers:
        found = equilibria(rules, power)
        chosen.append(next((stage for stage in found if stage.name == play), found[-1]))
    return chosen


def in_office(stages: Sequence[Stage], rounds: int) -> Floats:
    """Share of dictators in office at each level after 0, 1, …, rounds; (rounds + 1, levels + 1), by (7).

    The last column is the established.
    """
    stay = np.array([1 - stage.coup - stage.rise for stage in stages] + [1.0])
    rise = np.array([stage.rise for stage in stages])
    shares = np.zeros((rounds + 1, len(stages) + 1))
    shares[0, 0] = 1
    for t in range(rounds):
        shares[t + 1] = shares[t] * stay
        shares[t + 1, 1:] += shares[t, :-1] * rise
    return shares


def ever_established(stages: Sequence[Stage]) -> float:
    """Probability (8) that a dictator becomes established before he falls."""
    return math.prod((stage.rise / (stage.rise + stage.coup) for stage in stages), start=1.0)


def simulate(stages: Sequence[Stage], dictators: int, rounds: int, seed: int) -> NDArray[np.int64]:
    """Dictators in office after 0, 1, …, rounds, the stage game drawn event by event; (rounds + 1,)."""
    generator = np.random.default_rng(seed)
    level = np.zeros(dictators, dtype=np.int64)
    counts = [dictators]
    grab, high, low, power = (
        np.array([getattr(stage, name) for stage in stages])
        for name in ("grab", "rebel_high", "rebel_low", "power")
    )
    for _ in range(rounds):
        at = np.flatnonzero(level < len(stages))
        k = level[at]
        draws = generator.random((4, len(at)))
        grabs = draws[0] < grab[k]
        signal = draws[1] < np.where(grabs, stages[0].detection, stages[0].false_alarm)
        rebels = draws[2] < np.where(signal, high[k], low[k])
        falls = rebels & (draws[3] < 1 - power[k])
        level[at] += grabs
        level = np.delete(level, at[falls])
        counts.append(len(level))
    return np.array(counts)
