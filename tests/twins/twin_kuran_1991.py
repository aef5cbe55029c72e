"""Kuran's society a second time: everybody compares two utilities, in fractions, with nothing rounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Opposes = Callable[[int, Fraction], bool]
"""Whether person i opposes when so large a part of the society does, 0 to 1."""

A = (0, 20, 20, 30, 40, 50, 60, 70, 80, 100)
"""The society of the paper that stops at one in ten."""


@dataclass(frozen=True)
class Weights:
    """What goes into the utility of a public preference."""

    reputation: Fraction
    sanction: Fraction
    expression: Fraction

    def utility(self, public: int, private: Fraction, opposition: Fraction) -> Fraction:
        """(3) without V, which is the same for both."""
        many = opposition if public == 0 else 1 - opposition
        bonus = self.sanction if public == 1 else Fraction(0)
        return self.reputation * many + bonus + self.expression * (1 - abs(private - public))


def exact(number: float | str) -> Fraction:
    """The decimal fraction that a number is meant to be."""
    return Fraction(str(number))


def by_threshold(thresholds: Sequence[float]) -> Opposes:
    limits = [exact(threshold) / 100 for threshold in thresholds]
    return lambda i, opposition: limits[i] <= opposition


def by_utility(preferences: Sequence[float], weights: Weights) -> Opposes:
    private = [exact(x) for x in preferences]

    def opposes(i: int, opposition: Fraction) -> bool:
        return weights.utility(0, private[i], opposition) >= weights.utility(1, private[i], opposition)

    return opposes


def indifferent(private: float, weights: Weights) -> float:
    """The opposition [%] at which both utilities are the same; their difference is linear in it."""

    def gain(opposition: int) -> Fraction:
        share = Fraction(opposition)
        return weights.utility(0, exact(private), share) - weights.utility(1, exact(private), share)

    return float(100 * -gain(0) / (gain(1) - gain(0)))


def course(persons: int, opposes: Opposes) -> list[float]:
    """S(0), S(1), … until it repeats [%]."""
    path = [0]
    while True:
        joined = sum(opposes(i, Fraction(path[-1], persons)) for i in range(persons))
        if joined == path[-1]:
            return [100 * j / persons for j in path]
        path.append(joined)


def equilibria(persons: int, opposes: Opposes) -> list[tuple[str, float]]:
    """Every part of the society that is its own next one, the smallest first."""
    rests = [
        j for j in range(persons + 1) if sum(opposes(i, Fraction(j, persons)) for i in range(persons)) == j
    ]
    return [
        ("from nobody" if j == rests[0] else f"held by {j} of {persons}", 100 * j / persons) for j in rests
    ]


def liars(preferences: Sequence[float], opposes: Opposes) -> tuple[float, float]:
    """Private opposition, and the part of it that supports the regime in public in the end [%]."""
    n = len(preferences)
    end = Fraction(round(course(n, opposes)[-1] * n / 100), n)
    against = [i for i, x in enumerate(preferences) if exact(x) < Fraction(1, 2)]
    return 100 * len(against) / n, 100 * sum(not opposes(i, end) for i in against) / n
