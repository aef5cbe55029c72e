"""A second Makowsky and Rubin 2013: the torus as a matrix, everybody's opinion from one linear system."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["live", "neighbours", "take_turns"]

Floats = NDArray[np.float64]


def neighbours(size: int, reach: int) -> Floats:
    """W: a row for each citizen, with equal weights on all others within the reach."""
    weights = np.zeros((size * size, size * size))
    steps = range(-reach, reach + 1)
    for row in range(size):
        for column in range(size):
            for down in steps:
                for right in steps:
                    if (down, right) != (0, 0):
                        other = (row + down) % size * size + (column + right) % size
                        weights[row * size + column, other] += 1
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def take_turns(weights: Floats, private: Floats, c: float, gamma: float, A: float, turns: int) -> Floats:
    """What citizens say after so many rounds in which each in turn answers what the others say now.

    The answer is the vertex of the parabola (1), found from its values at 0, ½ and 1.
    """

    def worth(x: float, own: float, others: float) -> float:
        return -(1 - c) * ((1 - gamma) * (x - own) ** 2 + gamma * (x - others) ** 2) - c * (x - A) ** 2

    said = private.copy()
    for _ in range(turns):
        for i, own in enumerate(private):
            others = float(weights[i] @ said)
            left, middle, right = (worth(x, own, others) for x in (0.0, 0.5, 1.0))
            bend = 2 * (left - 2 * middle + right)
            said[i] = -(4 * middle - 3 * left - right) / (2 * bend)
    return said


def live(
    size: int,
    reach: int,
    centralization: float,
    conformity: float,
    institution: float,
    shock: float,
    tolerance: float,
    seed: int,
) -> dict[str, Any]:
    """All results of the model."""
    c, gamma = centralization, conformity
    private = np.random.default_rng(seed).random((size, size)).ravel() + shock
    system = np.eye(size * size) - (1 - c) * gamma * neighbours(size, reach)
    heard = np.linalg.inv(system)

    def said(A: float) -> Floats:
        return np.asarray(heard @ ((1 - c) * (1 - gamma) * private + c * A))

    def hidden(x: Floats) -> float:
        return math.sqrt(float(np.mean((x - private) ** 2)))

    # Of independent opinions with variance 1/12, deviations from the mean are said with this error.
    error = np.eye(size * size) - (1 - c) * (1 - gamma) * heard
    error -= error.mean(axis=0)
    spread = float(np.sum(error**2)) / size**2 / 12
    first = said(institution)
    # What the mean says is linear in A: it moves with A by this much.
    pulled = float(np.mean(said(1.0) - said(0.0)))
    path = [institution]
    while len(path) <= 10_000:
        mean = float(np.mean(first)) + pulled * (path[-1] - institution)
        if abs(mean - path[-1]) <= tolerance:
            break
        path.append(mean)
    return {
        "falsification": hidden(first),
        "falsification_expected": math.sqrt((pulled * (float(private.mean()) - institution)) ** 2 + spread),
        "private_mean": float(private.mean()),
        "public_mean": float(first.mean()),
        "pressure": abs(float(first.mean()) - institution),
        "tipping_distance": tolerance / (1 - pulled),
        "changes": len(path) - 1,
        "institution_final": path[-1],
        "falsification_final": hidden(said(path[-1])),
        "path": path,
    }
