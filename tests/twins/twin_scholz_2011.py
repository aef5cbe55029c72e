"""A second Scholz, Calbert and Smith 2011: loops over voters and pairs, one number at a time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import Any

__all__ = ["Actor", "bargain"]

ONE = 1e-6
ROUNDING = 1e-13


@dataclass(frozen=True)
class Actor:
    name: str
    capability: float
    position: float
    salience: float

    @property
    def weight(self) -> float:
        return self.capability * self.salience


@dataclass(frozen=True)
class Offer:
    kind: str
    towards: int
    position: float
    middle: float


def utility(z: float, r: float) -> float:
    return float(2 - 4 * max(0.0, z) ** r)


class Table:
    """What does not change from round to round."""

    def __init__(
        self, actors: list[Actor], denominator: str, compromise: str, stay: float, better: float
    ) -> None:
        self.actors, self.denominator, self.compromise = actors, denominator, compromise
        self.stay, self.better = stay, better
        held = [actor.position for actor in actors]
        self.width = max(held) - min(held)

    def one(self, y: float, z: float) -> bool:
        return abs(y - z) <= ONE * self.width

    def median(self, x: list[float]) -> float:
        """The least position that half of all weight is at or below."""
        total = sum(actor.weight for actor in self.actors)
        for place in sorted(x):
            below = sum(actor.weight for actor, y in zip(self.actors, x, strict=True) if y <= place)
            if below >= total / 2 - ROUNDING * total:
                return place
        raise AssertionError

    def mean(self, x: list[float]) -> float:
        weights = [actor.weight for actor in self.actors]
        return sum(w * y for w, y in zip(weights, x, strict=True)) / sum(weights)

    def votes(self, x: list[float], risks: list[float]) -> dict[tuple[int, int], float]:
        """P_ij by counting what each voter gives."""
        given: dict[tuple[int, int], float] = {}
        for i, j in permutations(range(len(x)), 2):
            for k, voter in enumerate(self.actors):
                far, near = (abs(x[k] - x[place]) / self.width for place in (j, i))
                gap = far ** risks[k] - near ** risks[k]
                given[i, j] = given.get((i, j), 0.0) + voter.weight * max(0.0, gap)
        if self.denominator == "all-dyads":
            cast = {pair: 2 * sum(given.values()) for pair in given}
        else:
            cast = {(i, j): given[i, j] + given[j, i] for i, j in given}
        chances = {}
        for (i, j), votes in given.items():
            if self.one(x[i], x[j]):
                chances[i, j] = 0.0
            else:
                chances[i, j] = votes / cast[i, j] if cast[i, j] else 0.5
        return chances

    def gain(self, e: int, f: int, x: list[float], r: float, chances: dict[tuple[int, int], float]) -> float:
        """E(e, f) with the risk exponent of whoever looks."""
        d = abs(x[e] - x[f]) / self.width
        won, lost, same = utility(0.5 - d / 2, r), utility(0.5 + d / 2, r), utility(0.5, r)
        p, resists = chances[e, f], self.actors[f].salience
        challenged = resists * (p * won + (1 - p) * lost) + (1 - resists) * won
        z = (abs(x[e] - self.median(x)) / self.width + d) / 4
        moves = self.better * utility(0.5 - z, r) + (1 - self.better) * utility(0.5 + z, r)
        return challenged - self.stay * same - (1 - self.stay) * moves

    def risks(self, x: list[float]) -> list[float]:
        """The exponents (6)."""
        n = range(len(x))
        level = [1.0 for _ in n]
        chances = self.votes(x, level)
        danger = [sum(self.gain(j, i, x, 1.0, chances) for j in n if j != i) for i in n]
        most, least = max(danger), min(danger)
        if most - least <= ROUNDING:
            return level
        share = [(2 * one - most - least) / (most - least) for one in danger]
        return [(1 - one / 3) / (1 + one / 3) for one in share]

    def offers(self, i: int, x: list[float], r: float, chances: dict[tuple[int, int], float]) -> list[Offer]:
        found = []
        for j in range(len(x)):
            if j == i or self.one(x[i], x[j]):
                continue
            a, b = self.gain(i, j, x, r, chances), self.gain(j, i, x, r, chances)
            if b > a + ROUNDING and a > ROUNDING:
                found.append(Offer("confrontation", j, x[j], 0.0))
            elif b > ROUNDING and a < -ROUNDING:
                middle = (abs(a) * x[i] + abs(b) * x[j]) / (abs(a) + abs(b))
                if b >= -a - ROUNDING:
                    found.append(Offer("compromise", j, x[i] + (x[j] - x[i]) * min(1.0, abs(a / b)), middle))
                else:
                    found.append(Offer("capitulation", j, x[j], middle))
        return found

    def choose(self, offers: list[Offer], at: float) -> Offer | None:
        for kind in ("confrontation", "compromise", "capitulation"):
            alike = [offer for offer in offers if offer.kind == kind]
            if alike:
                weighted = kind == "compromise" and self.compromise == "weighted"
                marks = [offer.middle if weighted else abs(offer.position - at) for offer in alike]
                near = min(marks) + ONE * self.width
                return next(offer for offer, mark in zip(alike, marks, strict=True) if mark <= near)
        return None

    def round(self, x: list[float]) -> list[Offer | None]:
        risks = self.risks(x)
        chances = self.votes(x, risks)
        return [self.choose(self.offers(i, x, risks[i], chances), x[i]) for i in range(len(x))]


def bargain(
    actors: list[Actor], rounds: int, denominator: str, compromise: str, stay: float, better: float
) -> dict[str, Any]:
    """All results of the model."""
    table = Table(actors, denominator, compromise, stay, better)
    path = [[actor.position for actor in actors]]
    moves = []
    for number in range(1, rounds + 1):
        x = path[-1]
        taken = table.round(x) if table.width > 0 else [None for _ in x]
        path.append([y if one is None else one.position for one, y in zip(taken, x, strict=True)])
        for actor, one in zip(actors, taken, strict=True):
            if one is not None:
                towards = actors[one.towards].name
                move = {"kind": one.kind, "towards": towards, "position": one.position}
                moves.append({"round": number, "actor": actor.name, **move})
    back = None
    for start in range(rounds + 1):
        for later in range(start + 1, rounds + 1):
            if back is None and all(map(table.one, path[start], path[later])):
                back = start, later - start
    return {
        "actors": [actor.name for actor in actors],
        "rounds": [
            {"round": number, "median": table.median(x), "mean": table.mean(x), "positions": x}
            for number, x in enumerate(path)
        ],
        "moves": moves,
        "since": None if back is None else back[0],
        "period": None if back is None else back[1],
    }
