"""A second Lohmann 1994: citizen by citizen, turnout by turnout, and Bayes' rule on the binomial itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy.special import gammaln

__all__ = ["demonstrate"]

SLACK = 1e-9
"""Citizens at their own limit march, and so many activists as just suffice do, in spite of rounding."""


def chance(log_odds: float) -> float:
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds)) if log_odds > -745 else 0.0


class Country:
    """Who marches at a given public belief, and what a turnout says."""

    def __init__(self, citizens: int, quality: float, cost: float) -> None:
        self.quality = quality
        self.cost = cost
        self.ranks = np.arange(citizens) + 0.5
        self.sharp = math.log(quality / (1 - quality))

    def marching(self, belief: float) -> int:
        """How many march who hold the regime to be malign with this probability."""
        needed = self.ranks.size * self.cost / belief if belief > 0 else math.inf
        return int(np.sum(self.ranks >= needed - SLACK))

    def types(self, log_odds: float) -> tuple[int, int]:
        """Extremists and activist moderates."""
        always = self.marching(chance(log_odds - self.sharp))
        return always, self.marching(chance(log_odds + self.sharp)) - always

    def likelihoods(self, activists: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Logarithms of the chance of 0 .. M activists in the street, if malign and if benign."""
        a = np.arange(activists + 1)
        ways = gammaln(activists + 1) - gammaln(a + 1) - gammaln(activists - a + 1)
        good, bad = math.log(1 - self.quality), math.log(self.quality)
        return ways + a * bad + (activists - a) * good, ways + a * good + (activists - a) * bad

    def information(self, log_odds: float, activists: int) -> float:
        """Entropy of the turnout less its mean entropy in the two states, in nats."""
        malign, benign = self.likelihoods(activists)
        belief = chance(log_odds)
        f1, f0 = np.exp(malign), np.exp(benign)
        mixed = belief * f1 + (1 - belief) * f0
        seen = mixed > 0
        entropy = -np.sum(mixed[seen] * np.log(mixed[seen]))
        return float(entropy + belief * np.sum(f1 * malign) + (1 - belief) * np.sum(f0 * benign))


def demonstrate(
    citizens: int,
    prior: float,
    signal_quality: float,
    cost: float,
    fall_belief: float,
    state: str,
    mondays: int,
    runs: int,
    seed: int,
) -> dict[str, Any]:
    """All results of the model."""
    country = Country(citizens, signal_quality, cost)
    generator = np.random.default_rng(seed)
    probability = signal_quality if state == "malign" else 1 - signal_quality
    enough = math.log(fall_belief / (1 - fall_belief)) - 2 * SLACK * country.sharp
    log_odds = [math.log(prior / (1 - prior))] * runs
    fallen = [False] * runs
    path = []
    critical = critical_turnout(country, log_odds[0], enough)
    for _ in range(mondays):
        types = [country.types(each) for each in log_odds]
        out = generator.binomial(np.array([activists for _, activists in types]), probability)
        first = log_odds[0]
        for run, (_, activists) in enumerate(types):
            malign, benign = country.likelihoods(activists)
            log_odds[run] += float(malign[out[run]] - benign[out[run]])
            fallen[run] |= log_odds[run] >= enough
        extremists, activists = types[0]
        path.append(
            {
                "belief": chance(first),
                "extremists": extremists,
                "activists": activists,
                "expected": extremists
                + sum(
                    activists * share * weight
                    for share, weight in (
                        (signal_quality, chance(first)),
                        (1 - signal_quality, 1 - chance(first)),
                    )
                ),
                "turnout": extremists + int(out[0]),
                "information": country.information(first, activists),
                "belief_after": chance(log_odds[0]),
            }
        )
    return {
        "fall_share": sum(fallen) / runs,
        "mean_belief": sum(map(chance, log_odds)) / runs,
        "critical_turnout": critical,
        "silence_belief": silence(signal_quality, cost),
        "path": path,
    }


def critical_turnout(country: Country, log_odds: float, enough: float) -> int | None:
    """The smallest turnout that brings the regime down at once, by trying each."""
    extremists, activists = country.types(log_odds)
    malign, benign = country.likelihoods(activists)
    for out in range(activists + 1):
        if log_odds + malign[out] - benign[out] >= enough:
            return extremists + out
    return None


def silence(quality: float, cost: float) -> float:
    """The belief under which the keenest of very many would not march on a bad signal, by bisection."""
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        bad = middle * quality / (middle * quality + (1 - middle) * (1 - quality))
        low, high = (low, middle) if bad >= cost else (middle, high)
    return middle
