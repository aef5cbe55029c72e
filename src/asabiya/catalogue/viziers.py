"""A dictator, his vizier and a plot: numerics of Egorov and Sonin 2011.

Equations are numbered as in `asabiya.catalogue.models.egorov_sonin_2011`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

__all__ = ["Conduct", "Court", "Option", "best", "options", "paid_options"]

_FUZZ: Final = 1e-12
Conduct = Literal["loyal", "betrays the weak", "always betrays"]


@dataclass(frozen=True)
class Court:
    """A dictator's situation at a given wage; letters as in the equations."""

    strong: float
    prize: float
    punishment: float
    wage: float
    weak_wins: float
    defence: float
    stake: float
    output: float

    @property
    def scale(self) -> float:
        """T of (1)."""
        return (1 - self.weak_wins) * (self.prize + self.punishment)

    @property
    def unpaid(self) -> float:
        """A₀ of (6): what deters without a wage."""
        return self.punishment - self.weak_wins * (self.prize + self.punishment)

    @property
    def deterrence(self) -> float:
        """A of (1)."""
        return self.wage + self.unpaid

    @property
    def limit(self) -> float:
        """c̄ by the formula of (3), be it below ½; 1 if no prize is worth it, −∞ if he always betrays."""
        if self.wage >= self.prize:
            return 1.0
        if self.deterrence < 0:
            return -math.inf
        kept = self.deterrence * (1 - self.strong)
        limit = kept / (kept + (self.prize - self.wage) * self.strong)
        return 0.5 if abs(limit - 0.5) < _FUZZ else limit

    def conduct(self, competence: float) -> Conduct:
        """What a vizier of this competence, ½ to 1, does."""
        if competence <= self.limit:
            return "loyal"
        return "always betrays" if competence < 1 - self.limit else "betrays the weak"

    def survival(self, competence: float) -> float:
        """Probability (4) that the dictator stands."""
        conduct, q = self.conduct(competence), self.strong
        if conduct == "loyal":
            return 1 - q * (1 - self.defence * competence)
        missed = 1 - competence if conduct == "betrays the weak" else 1.0
        return (1 - q) * (1 - self.weak_wins * missed)

    def betrayal(self, competence: float) -> float:
        """Probability that the vizier betrays."""
        if (conduct := self.conduct(competence)) == "loyal":
            return 0.0
        told = self.strong * competence + (1 - self.strong) * (1 - competence)
        return 1.0 if conduct == "always betrays" else told

    def vizier(self, competence: float) -> float:
        """Expected payoff of the vizier."""
        joins = self.betrayal(competence)
        if joins == 0:
            return self.wage
        fallen = 1.0 if self.conduct(competence) == "always betrays" else competence
        wins = self.strong * fallen + (joins - self.strong * fallen) * self.weak_wins
        return wins * self.prize - (joins - wins) * self.punishment + (1 - joins) * self.wage

    def dictator(self, competence: float) -> float:
        """Expected payoff of the dictator."""
        return self.stake * self.survival(competence) + self.output * competence - self.wage


@dataclass(frozen=True)
class Option:
    """A vizier and a wage that may be best."""

    court: Court
    competence: float

    @property
    def conduct(self) -> Conduct:
        """What the vizier does."""
        return self.court.conduct(self.competence)

    @property
    def value(self) -> float:
        """Expected payoff of the dictator."""
        return self.court.dictator(self.competence)

    @property
    def name(self) -> str:
        """As among the equilibria."""
        if self.conduct != "loyal":
            return f"competent, {self.conduct}"
        return "competent and loyal" if self.competence == 1 else "mediocre and loyal"


def options(court: Court) -> list[Option]:
    """What the dictator compares at the court's wage: the best loyal vizier, and the best of all."""
    loyal = [Option(court, court.limit)] if court.limit >= 0.5 else []
    return loyal if court.limit == 1 else [*loyal, Option(court, 1.0)]


def _wages(court: Court) -> list[float]:
    """Wages of (6), and those of the viziers that are let betray."""
    q, scale, unpaid = court.strong, court.scale, court.unpaid
    worth = court.stake * q * court.defence + court.output
    least = max(unpaid, q * scale)
    if q < 0.5:
        inner = (math.sqrt(worth * q * (1 - q) * scale) - q * scale) / (1 - 2 * q)
        loyal = [min(max(inner, least), scale)]
    else:
        loyal = [least, scale]
    paid = [court.prize if a == scale else a - unpaid for a in loyal]
    return sorted({0.0, max(0.0, -unpaid), *paid})


def best(options: Iterable[Option]) -> list[Option]:
    """Options that tie for the best, the loyal ones first."""
    listed = sorted(options, key=lambda one: (one.conduct != "loyal", one.court.wage))
    top = max(one.value for one in listed)
    return [one for one in listed if top - one.value <= _FUZZ * max(1.0, abs(top))]


def paid_options(court: Court) -> list[Option]:
    """What the dictator compares when he chooses the wage too."""
    return [option for wage in _wages(court) for option in options(replace(court, wage=wage))]
