"""A second Dragu and Lupu 2018: the dissent's outcome summed over all numbers of others who obey."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

__all__ = ["play"]


def others_who_obey(others: int, e: float) -> NDArray[np.float64]:
    """Probability of 0 .. ``others`` obeying, from the ratio of each number to the one before."""
    counts = np.zeros(others + 1)
    if e in (0.0, 1.0):
        counts[round(others * e)] = 1
        return counts
    k = np.arange(others)
    steps = np.log((others - k) / (k + 1)) + math.log(e) - math.log1p(-e)
    # From the likeliest number outwards, so that what matters is summed first and loses nothing.
    likeliest = int(np.sum(steps > 0))
    below, above = steps[:likeliest][::-1], steps[likeliest:]
    logs = np.concatenate((-np.cumsum(below)[::-1], [0.0], np.cumsum(above)))
    weights = np.exp(logs)
    return np.asarray(weights / weights.sum())


def gain(e: float, agents: int, needed: int, reward: float, sanction: float, punishment: float) -> float:
    """What one agent expects from obeying less what he expects from disobeying, payoff by payoff."""
    chances = others_who_obey(agents - 1, e)
    number = np.arange(agents)
    obeys = np.where(number + 1 >= needed, reward, -punishment)
    disobeys = np.where(number >= needed, -sanction, 0.0)
    return float(chances @ (obeys - disobeys))


def play(
    agents: int,
    needed: int,
    reward: float,
    sanction: float,
    punishment: float,
    expected_obedience: float,
    concession: float,
) -> dict[str, Any]:
    """All results of the model."""

    def at(e: float) -> float:
        return gain(e, agents, needed, reward, sanction, punishment)

    nobody, everybody = at(0.0) <= 0, at(1.0) >= 0
    critical = None
    found: list[dict[str, Any]] = []
    if nobody:
        found.append({"name": "nobody obeys", "obedience": 0.0, "stable": True})
    if nobody and everybody:
        critical = float(brentq(at, 0.0, 1.0, xtol=1e-15, rtol=1e-14))
        found.append({"name": "tipping point", "obedience": critical, "stable": False})
    if everybody:
        found.append({"name": "all obey", "obedience": 1.0, "stable": True})
    obey = at(expected_obedience) >= 0
    stands = agents >= needed if obey else needed <= 0
    # To give way is worth the concession; to order, 1 if the regime then stands.
    ordered = obey and (1.0 if stands else 0.0) >= concession and stands
    return {
        "game": "coordination" if nobody and everybody else f"{'dis' * nobody}obedience dominant",
        "critical_expectation": critical,
        "gain": at(expected_obedience),
        "obey": obey,
        "ordered": ordered,
        "leader_value": 1.0 if ordered else concession,
        "equilibria": found,
    }
