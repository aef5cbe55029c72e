"""A second Svolik 2009: the round's equilibria by best responses, tenure by powers of one matrix."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Round", "govern"]

CLOSE = 1e-9


def bisect(f: Callable[[float], float], low: float, high: float) -> float:
    """Where f changes its sign."""
    rises = f(high) > 0
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if (f(middle) > 0) == rises else (middle, high)
    return middle


@dataclass(frozen=True)
class Round:
    power: float
    step: float
    spoils: float
    reprisal: float
    detection: float
    false_alarm: float

    def resolve(self, suspect: float) -> float:
        """What the coalition gains by rebelling that believes in a grab with this probability."""
        rebel = (1 - self.power) * self.spoils - self.power * self.reprisal
        return rebel - (1 - self.power - suspect * self.step)

    @property
    def threshold(self) -> float:
        """The belief at which it gains nothing; the gain is linear in it."""
        return -self.resolve(0.0) / (self.resolve(1.0) - self.resolve(0.0))

    @property
    def established(self) -> bool:
        return self.threshold >= 1 - CLOSE

    def suspicion_after(self, grab: float, high: bool) -> float:
        grabbed = grab * (self.detection if high else 1 - self.detection)
        abode = (1 - grab) * (self.false_alarm if high else 1 - self.false_alarm)
        return grabbed / (grabbed + abode)

    def rebellion(self, z: float) -> tuple[float, float, float, float]:
        """Strategies in order of anger, z from 0 to 2: after high signals more and more, then after low ones.

        The probabilities of rebellion after a high and a low signal, after a grab, and after none.
        """
        high, low = min(z, 1.0), max(z - 1, 0.0)
        h, f = self.detection, self.false_alarm
        return high, low, h * high + (1 - h) * low, f * high + (1 - f) * low

    def temptation(self, z: float) -> float:
        """What the dictator gains by grabbing."""
        _, _, grabbed, abode = self.rebellion(z)
        stands = 1 - (1 - self.power) * grabbed, 1 - (1 - self.power) * abode
        return stands[0] * (self.power + self.step) - stands[1] * self.power

    def equilibrium(self, name: str, grab: float, z: float) -> dict[str, Any]:
        high, low, grabbed, abode = self.rebellion(z)
        falls = grab * grabbed + (1 - grab) * abode
        return {
            "name": name,
            "grab": grab,
            "rebel_high": high,
            "rebel_low": low,
            "coup": (1 - self.power) * falls,
            "rise": grab * (1 - (1 - self.power) * grabbed),
        }

    def equilibria(self) -> list[dict[str, Any]]:
        """All, by what the dictator gains along the strategies: at both ends he grabs for certain.

        He mixes only where he gains nothing; then the coalition must mix after that signal which z is about.
        """
        if self.established:
            return [self.equilibrium("established", 1.0, 0.0)]
        found = [self.equilibrium("open conflict", 1.0, 2.0)]
        if self.temptation(1.0) <= 0:
            z = bisect(self.temptation, 0.0, 1.0)
            found.append(self.equilibrium("deterrence", self.mixing(True), z))
        if self.temptation(1.0) < 0:
            z = bisect(self.temptation, 1.0, 2.0)
            found.append(self.equilibrium("suspicion", self.mixing(False), z))
        return sorted(found, key=lambda one: float(one["coup"]))

    def mixing(self, high: bool) -> float:
        """The probability of a grab that leaves the coalition undecided after this signal."""
        return bisect(lambda grab: self.resolve(self.suspicion_after(grab, high)), 0.0, 1.0)


def govern(
    power: float,
    step: float,
    spoils: float,
    reprisal: float,
    detection: float,
    false_alarm: float,
    rounds: int,
    years: int,
    play: str,
) -> dict[str, Any] | None:
    """All results of the model; None if power would pass 1 before anybody is established."""
    rest = (step, spoils, reprisal, detection, false_alarm)
    first = Round(power, *rest)
    levels: list[dict[str, Any]] = []
    at = power
    while not (now := Round(at, *rest)).established:
        kinds = {one["name"]: one for one in now.equilibria()}
        level = {"power": at, **(kinds[play] if play in kinds else kinds["open conflict"])}
        level["play"] = level.pop("name")
        levels.append(level)
        at = power + len(levels) * step
        if at > 1 + CLOSE:
            return None
    n = len(levels)
    moves = np.zeros((n + 2, n + 2))  # rows and columns: contested levels, established, deposed
    moves[n, n] = moves[n + 1, n + 1] = 1
    for k, level in enumerate(levels):
        moves[k, [k, k + 1]] = 1 - level["coup"] - level["rise"], level["rise"]
        moves[k, n + 1] = level["coup"]
    year = np.linalg.matrix_power(moves, rounds)
    shares = [np.eye(n + 2)[0]]
    for _ in range(years):
        shares.append(shares[-1] @ year)
    in_office = [float(share[: n + 1].sum()) for share in shares]
    # Where all are absorbed in the end. Who leaves a level is written as such: 1 less who stays would round.
    leaves = np.diag([level["coup"] + level["rise"] for level in levels])
    leaves -= np.diag([level["rise"] for level in levels[:-1]], 1) if n > 1 else 0
    ends = np.linalg.solve(leaves, moves[:n, n:]) if n else np.eye(1)
    return {
        "regime": "established" if first.established else "contested",
        "established_power": certain_power(rest),
        "belief_threshold": first.threshold,
        "equilibria": first.equilibria(),
        "levels": levels,
        "hazard": [1 - after / before for before, after in itertools.pairwise(in_office)],
        "survival": in_office[1:],
        "established": [float(share[n]) / s for share, s in zip(shares[1:], in_office[1:], strict=True)],
        "ever_established": float(ends[0, 0]),
    }


def certain_power(rest: tuple[float, ...]) -> float:
    """The power at which a coalition that is sure of a grab gains nothing; the gain is linear in power."""
    nothing, all_ = (Round(power, *rest).resolve(1.0) for power in (0.0, 1.0))
    return nothing / (nothing - all_)
