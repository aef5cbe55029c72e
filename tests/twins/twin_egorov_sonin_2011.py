"""A second Egorov and Sonin 2011: payoffs summed over plots and signals, thresholds by bisection.

Where the dictator chooses the wage, he is taken to choose a competence and to pay what just keeps it loyal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Court", "serve"]

CLOSE = 1e-12


@dataclass(frozen=True)
class Court:
    strong: float
    prize: float
    punishment: float
    weak_wins: float
    defence: float
    stake: float
    output: float

    def belief(self, c: Any, signal: str) -> Any:
        """That the plot is strong, after a signal."""
        says_strong = signal == "strong"
        seen_of_strong = self.strong * (c if says_strong else 1 - c)
        seen_of_weak = (1 - self.strong) * (1 - c if says_strong else c)
        return seen_of_strong / (seen_of_strong + seen_of_weak)

    def treason(self, belief: Any) -> Any:
        """What a traitor expects."""
        wins = belief + (1 - belief) * self.weak_wins
        return wins * self.prize - (1 - wins) * self.punishment

    def betrays(self, c: float, signal: str, wage: float) -> bool:
        return bool(self.treason(self.belief(c, signal)) > wage)

    def outcome(self, c: float, traitor: dict[str, bool], wage: float) -> dict[str, float]:
        """Betrayal, survival and payoffs, over both plots and both signals."""
        betrayal = survival = vizier = 0.0
        for plot, likely in (("strong", self.strong), ("weak", 1 - self.strong)):
            for signal in ("strong", "weak"):
                chance = likely * (c if signal == plot else 1 - c)
                if traitor[signal]:
                    wins = 1.0 if plot == "strong" else self.weak_wins
                    vizier += chance * (wins * self.prize - (1 - wins) * self.punishment)
                    betrayal += chance
                else:
                    wins = 0.0 if plot == "weak" else 1 - self.defence if signal == "strong" else 1.0
                    vizier += chance * wage
                survival += chance * (1 - wins)
        value = self.stake * survival + self.output * c - wage
        return {"betrayal": betrayal, "survival": survival, "vizier_value": vizier, "dictator_value": value}

    def loyal_competence(self, wage: float) -> float | None:
        """The most competent vizier whom neither signal makes a traitor."""
        if wage >= self.prize:
            return 1.0
        if self.treason(self.belief(0.5 + CLOSE, "strong")) > wage and self.betrays(0.5, "strong", wage):
            return None
        return bisect(lambda c: self.treason(self.belief(c, "strong")) - wage, 0.5, 1.0)

    def keep(self, c: Any) -> Any:
        """The wage that just keeps such a vizier loyal; it may be below 0."""
        return self.treason(self.belief(c, "strong"))

    def worth(self, c: Any) -> Any:
        """What a loyal one brings, at that wage."""
        return self.stake * (1 - self.strong * (1 - self.defence * c)) + self.output * c - self.keep(c)


def bisect(f: Callable[[float], float], low: float, high: float) -> float:
    """Where f rises through 0, or the end on its side."""
    if f(low) > 0:
        return low
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if f(middle) > 0 else (middle, high)
    return middle


def option(court: Court, c: float, wage: float, loyal: bool) -> dict[str, Any]:
    signals = ("strong", "weak")
    traitor = {s: not loyal and court.betrays(c, s, wage) for s in signals}
    conduct = {0: "loyal", 1: "betrays the weak", 2: "always betrays"}[sum(traitor.values())]
    if conduct == "loyal":
        name = "competent and loyal" if c == 1 else "mediocre and loyal"
    else:
        name = f"competent, {conduct}"
    return {
        "name": name,
        "competence": c,
        "wage": wage,
        "conduct": conduct,
        **court.outcome(c, traitor, wage),
    }


def at_wage(court: Court, wage: float) -> list[dict[str, Any]]:
    """All viziers whom he compares when the wage is given."""
    loyal = court.loyal_competence(wage)
    found = [] if loyal is None else [option(court, loyal, wage, True)]
    return found if wage >= court.prize else [*found, option(court, 1.0, wage, False)]


def wages_that_pay(court: Court) -> list[dict[str, Any]]:
    """All loyal viziers at ends and tops of what they bring, and traitors at the least wages for them."""
    cheapest = bisect(court.keep, 0.5, 1.0) if court.keep(0.5) <= 0 else 0.5
    marks = np.linspace(cheapest, 1.0, 4001)

    def slope(c: Any) -> Any:
        return np.imag(court.worth(c + 1e-60j)) / 1e-60

    slopes = slope(marks)
    turns = np.nonzero((slopes[:-1] > 0) & (slopes[1:] < 0))[0]
    tops = [bisect(lambda c: -float(slope(c)), marks[i], marks[i + 1]) for i in turns]
    found = [option(court, float(c), max(0.0, float(court.keep(c))), True) for c in (cheapest, *tops, 1.0)]
    enough = max(0.0, float(court.treason(0.0)))  # keeps him loyal who sees a weak plot
    return [*found, *(option(court, 1.0, wage, False) for wage in sorted({0.0, enough}))]


def best(options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    top = max(one["dictator_value"] for one in options)
    return [one for one in options if top - one["dictator_value"] <= CLOSE * max(1.0, abs(top))]


def critical_stake(court: Court, wage: float) -> float | None:
    """From which stake on loyalty is better: both options are linear in it."""
    loyal = court.loyal_competence(wage)
    if loyal is None:
        return None
    if wage >= court.prize or court.output == 0 or loyal == 1:
        return 0.0
    traitor = option(court, 1.0, wage, False)
    gain = option(court, loyal, wage, True)["survival"] - traitor["survival"]
    return court.output * (1 - loyal) / gain if court.defence > 0 else None


def serve(wage: float | None, **parameters: float) -> dict[str, Any]:
    """All results of the model."""
    court = Court(**parameters)
    liked = best(wages_that_pay(court) if wage is None else at_wage(court, wage))
    chosen = min(liked, key=lambda one: (one["conduct"] != "loyal", one["wage"]))
    paid = chosen["wage"]
    # The belief at which treason is worth the wage; treason is linear in it.
    nothing, all_ = court.treason(0.0), court.treason(1.0)
    fields = ("name", "competence", "wage")
    return {
        "competence": chosen["competence"],
        "wage": paid,
        "conduct": chosen["conduct"],
        "betrayal": chosen["betrayal"],
        "survival": chosen["survival"],
        "loyal_competence": court.loyal_competence(paid),
        "belief_threshold": (paid - nothing) / (all_ - nothing),
        "critical_stake": None if wage is None else critical_stake(court, wage),
        "dictator_value": chosen["dictator_value"],
        "vizier_value": chosen["vizier_value"],
        "equilibria": [
            {field: one[field] for field in fields} | {"value": one["dictator_value"]}
            for one in sorted(liked, key=lambda one: (one["competence"], one["wage"]))
        ],
    }
