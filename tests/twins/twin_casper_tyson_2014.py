"""A second Casper and Tyson 2014: who would gain by taking part, at every cutoff that all might use."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from scipy.special import ndtr, ndtri

__all__ = ["Attack", "play"]

NAMES = {
    1: ("only",),
    2: ("low attack", "high attack"),
    3: ("low attack", "tipping point", "high attack"),
}


def density(u: float) -> float:
    return math.exp(-u * u / 2) / math.sqrt(2 * math.pi)


@dataclass(frozen=True)
class Attack:
    """All take part who see ``x`` or less, which overthrows a strength of θ or less: θ = Φ(u), x = θ + u/√β.

    Who sees x holds the strength to be normal with precision α + β and mean (αz + βx)/(α + β), and gains
    by joining as long as it is θ or less with a probability above the cost.
    """

    alpha: float
    beta: float
    mean: float
    cost: float

    def margin(self, low: float, high: float) -> tuple[float, float]:
        """Bounds for u from low to high of how far beyond indifference the one at the cutoff is, in probits.

        √(α + β) times that, which is α (θ − z) − √β u − √(α + β) Φ⁻¹(cost); each term is monotone in u.
        """
        root = math.sqrt(self.beta)
        rest = -self.alpha * self.mean - math.sqrt(self.alpha + self.beta) * float(ndtri(self.cost))
        return (
            self.alpha * float(ndtr(low)) - root * high + rest,
            self.alpha * float(ndtr(high)) - root * low + rest,
        )

    def slope(self, low: float, high: float) -> tuple[float, float]:
        """Bounds of the margin's derivative for u from low to high."""
        near, far = sorted((abs(low), abs(high)))
        top = density(0.0 if low < 0 < high else near)
        root = math.sqrt(self.beta)
        return self.alpha * density(far) - root, self.alpha * top - root

    def equilibria(self) -> list[tuple[float, bool]]:
        """All u at which the one at the cutoff is indifferent, ascending, and whether each is stable.

        Intervals are cut in half until the margin's bounds are on one side of zero or it is monotone; where
        it falls, a cutoff moved up makes the next one unwilling, and play comes back.
        """
        reach = 2 * (abs(self.margin(0.0, 0.0)[0]) + self.alpha) / math.sqrt(self.beta) + 1
        left = [(-reach, reach)]
        found = []
        while left:
            low, high = left.pop()
            bottom, top = self.margin(low, high)
            if bottom > 0 or top < 0:
                continue
            falls, rises = self.slope(low, high)
            middle = (low + high) / 2
            if falls > 0 or rises < 0:
                if (self.margin(low, low)[0] > 0) != (self.margin(high, high)[0] > 0):
                    found.append((self.between(low, high), rises < 0))
            elif low < middle < high:
                left += [(middle, high), (low, middle)]
        return sorted(found)

    def between(self, low: float, high: float) -> float:
        """The u at which the margin changes its sign, to the last digit."""
        before = self.margin(low, low)[0] > 0
        while low < (middle := (low + high) / 2) < high:
            low, high = (middle, high) if (self.margin(middle, middle)[0] > 0) == before else (low, middle)
        return middle

    def cutoff(self, u: float) -> float:
        return float(ndtr(u)) + u / math.sqrt(self.beta)


def play(
    prior_precision: float,
    private_precision: float,
    noise_variance: float,
    prior_mean: float,
    elite_precision: float | None,
    protest_cost: float,
    coup_cost: float,
    protest: float,
) -> dict[str, Any]:
    """All results of the model."""
    alpha, beta = prior_precision, private_precision
    beta_elite = beta if elite_precision is None else elite_precision
    public = beta / noise_variance
    alpha_elite = alpha + public
    listed: list[dict[str, Any]] = []
    citizens = Attack(alpha, beta, prior_mean, protest_cost)
    stage_one = citizens.equilibria()
    for i, (u, stands) in enumerate(stage_one):
        told = citizens.cutoff(u) - float(ndtri(protest)) / math.sqrt(beta)
        mean = (alpha * prior_mean + public * told) / alpha_elite
        elites = Attack(alpha_elite, beta_elite, mean, coup_cost)
        stage_two = elites.equilibria()
        for j, (v, lasts) in enumerate(stage_two):
            first = f"citizens: {NAMES[len(stage_one)][i]}, " if len(stage_one) > 1 else ""
            # The margin's total differential: (α φ − √β) dv = α dz.
            moved = (density(v) + 1 / math.sqrt(beta_elite)) * alpha_elite / elites.slope(v, v)[0]
            listed.append(
                {
                    "name": f"{first}elites: {NAMES[len(stage_two)][j]}",
                    "protest_signal": told,
                    "coup_threshold": float(ndtr(v)),
                    "coup_signal": elites.cutoff(v),
                    "collapse_probability": float(ndtr(math.sqrt(alpha_elite) * (float(ndtr(v)) - mean))),
                    "overreaction": moved / (-alpha_elite / beta_elite),
                    "stable": stands and lasts,
                }
            )
    bound = math.sqrt(2 * math.pi)
    four = ("coup_threshold", "coup_signal", "collapse_probability", "overreaction")
    return {
        "public_precision": public,
        "elite_sharpness": alpha_elite / math.sqrt(beta_elite),
        "unique": alpha / math.sqrt(beta) <= bound and alpha_elite / math.sqrt(beta_elite) <= bound,
        **{key: listed[0][key] if len(listed) == 1 else None for key in four},
        "equilibria": listed,
    }
