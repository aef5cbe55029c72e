"""Who challenges whom, who believes it, and who gives way how far.

Equations by number are those of `asabiya.catalogue.models.scholz_2011`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.actors import Actors

__all__ = [
    "CLOSE",
    "Move",
    "Rules",
    "challenges",
    "exponents",
    "mean",
    "median",
    "moves",
    "success",
    "utility",
]

_Array = NDArray[np.float64]
CLOSE: Final = 1e-6
"""Positions closer than this share of the span are one, else rounding says when a compromise has arrived."""
NEAR: Final = 1e-13
"""Utilities and shares of all weight that differ by less are equal, up to rounding."""


@dataclass(frozen=True)
class Rules:
    """What a round goes by."""

    span: float
    """Length D of the scale: farthest positions at first; above 0."""
    dyad: bool = False
    """Whether (3) divides by the votes of the two alone; else by those of all pairs."""
    nearest: bool = False
    """Whether (8) takes the compromise that moves least; else the smallest weighted middle."""
    stay: float = 1.0
    """Q, probability that who is not challenged stays [0 to 1]."""
    better: float = 1.0
    """T, probability that who is not challenged and moves moves for the better [0 to 1]."""


@dataclass(frozen=True)
class Move:
    """What an actor does at the end of a round; actors by their index."""

    actor: int
    towards: int
    kind: str
    """``confrontation``, ``compromise`` or ``capitulation``."""
    position: float


def median(x: _Array, weight: _Array) -> float:
    """Position that no other of those held beats in votes: the weighted median (1).

    >>> median(np.array([0.0, 4.0, 10.0]), np.array([1.0, 1.0, 3.0]))
    10.0
    """
    order = np.argsort(x, kind="stable")
    total = np.cumsum(weight[order])
    return float(x[order][np.argmax(total >= total[-1] * (0.5 - NEAR))])


def mean(x: _Array, weight: _Array) -> float:
    """Weighted mean of the positions."""
    return float(np.dot(weight, x) / weight.sum())


def success(x: _Array, weight: _Array, r: _Array, rules: Rules) -> _Array:
    """P, probability (3) that row i prevails over column j, (n, n); 0 between those at one position."""
    distance = (np.abs(x[:, None] - x) / rules.span) ** r[:, None]
    won = np.zeros((len(x), len(x)))
    for votes, away in zip(weight, distance, strict=True):
        won += votes * np.maximum(away[None, :] - away[:, None], 0)
    both = won + won.T if rules.dyad else np.full_like(won, 2 * won.sum())
    shares = np.divide(won, both, out=np.full_like(won, 0.5), where=both > 0)
    return np.where(_together(x, rules), 0.0, shares)


def _together(x: _Array, rules: Rules) -> NDArray[np.bool_]:
    return np.abs(x[:, None] - x) <= CLOSE * rules.span


def utility(part: _Array, r: _Array) -> _Array:
    """Utility (4), ``2 − 4 part^r``: part ½ for no change, 0 for the best, 1 for the worst.

    >>> utility(np.array([0.25, 0.75]), np.array([2.0, 2.0])).tolist()
    [1.75, -0.25]
    """
    return 2 - 4 * np.clip(part, 0, 1) ** r


def challenges(
    x: _Array, salience: _Array, p: _Array, r: _Array, middle: float, rules: Rules
) -> tuple[_Array, _Array]:
    """Expected utility (5) of row i against column j, and of j against i, both as i sees it; (n, n) each."""
    apart = np.abs(x[:, None] - x) / rules.span
    off = np.abs(x - middle) / rules.span
    own = r[:, None]
    won, lost = utility(0.5 - apart / 2, own), utility(0.5 + apart / 2, own)

    def expected(chance: _Array, resists: _Array, shift: _Array) -> _Array:
        left = rules.better * utility(0.5 - shift, own) + (1 - rules.better) * utility(0.5 + shift, own)
        still = rules.stay * utility(np.full_like(own, 0.5), own) + (1 - rules.stay) * left
        return resists * (chance * won + (1 - chance) * lost) + (1 - resists) * won - still

    mine = expected(p, salience[None, :], (off[:, None] + apart) / 4)
    theirs = expected(p.T, salience[:, None], (off[None, :] + apart) / 4)
    return mine, theirs


def exponents(x: _Array, actors: Actors, rules: Rules) -> _Array:
    """Risk exponents (6), (n,) [½ to 2]: ½ for who is most in danger, 2 for who is least."""
    one = np.ones(len(x))
    p = success(x, actors.weight, one, rules)
    _, theirs = challenges(x, actors.salience, p, one, median(x, actors.weight), rules)
    danger = theirs.sum(axis=1) - np.diag(theirs)
    spread = danger.max() - danger.min()
    if spread <= NEAR:
        return one
    risk = (2 * danger - danger.max() - danger.min()) / spread
    return np.asarray((1 - risk / 3) / (1 + risk / 3))


def moves(x: _Array, actors: Actors, rules: Rules) -> list[Move]:
    """What actors do at the end of a round in which they hold x, in their order, but for those that stay."""
    r = exponents(x, actors, rules)
    p = success(x, actors.weight, r, rules)
    mine, theirs = challenges(x, actors.salience, p, r, median(x, actors.weight), rules)
    together = _together(x, rules)
    made = []
    for i in range(len(x)):
        offers = [_offer(x, i, j, mine[i, j], theirs[i, j]) for j in range(len(x)) if not together[i, j]]
        chosen = _choice(x, [offer for offer in offers if offer], mine[i], theirs[i], rules)
        if chosen:
            made.append(chosen)
    return made


def _offer(x: _Array, i: int, j: int, mine: float, theirs: float) -> Move | None:
    """What i expects from j, (7)."""
    if theirs <= NEAR:
        return None
    if mine > NEAR:
        return Move(i, j, "confrontation", float(x[j])) if theirs > mine + NEAR else None
    if mine >= -NEAR:
        return None
    if theirs < -mine - NEAR:
        return Move(i, j, "capitulation", float(x[j]))
    return Move(i, j, "compromise", float(x[i] + (x[j] - x[i]) * min(-mine / theirs, 1)))


def _choice(x: _Array, offers: list[Move], mine: _Array, theirs: _Array, rules: Rules) -> Move | None:
    """The offer that is taken, (8)."""

    def cost(move: Move) -> float:
        i, j = move.actor, move.towards
        if move.kind == "compromise" and not rules.nearest:
            a, b = abs(mine[j]), abs(theirs[j])
            return float((a * x[i] + b * x[j]) / (a + b))
        return abs(float(move.position - x[i]))

    for kind in ("confrontation", "compromise", "capitulation"):
        several = [move for move in offers if move.kind == kind]
        if several:
            least = min(cost(move) for move in several)
            return next(move for move in several if cost(move) <= least + CLOSE * rules.span)
    return None
