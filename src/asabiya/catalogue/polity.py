"""A polity's territory and cohesion: equilibria, their stability, and paths.

Equations by number are those of `asabiya.catalogue.models.turchin_2003`.
"""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["STEPS", "Path", "corners", "eigenvalues", "interior", "path"]

STEPS: Final = 20_000
"""Most steps of a path: thousands of cycles."""
_SAMPLES: Final = 8
"""Points within each step, so that a figure's lines are smooth."""


def interior(c0: float, a: float, b: float, h: float) -> tuple[float, float] | None:
    """Equilibrium (3); None if there is none within 0 < S < 1.

    >>> interior(1.0, 0.125, 0.25, 1.0)
    (0.5, 0.5)
    >>> interior(1.0, 0.1, 0.2, 0.4) is None
    True
    """
    if h <= 2 * b:
        return None
    cohesion = a / (2 * b * c0 * (1 - 2 * b / h))
    return (2 * b, cohesion) if cohesion < 1 else None


def corners(c0: float, a: float, h: float) -> list[float]:
    """Sizes (4) at which a wholly cohesive polity rests, ascending: none, one or two.

    >>> corners(1.0, 0.375, 2.0)
    [0.5, 1.5]
    """
    rest = 1 - 4 * a / (c0 * h)
    if rest < 0:
        return []
    large = h / 2 * (1 + math.sqrt(rest))
    return [large] if rest == 0 else [a * h / c0 / large, large]


def eigenvalues(c0: float, a: float, b: float, h: float, r0: float) -> tuple[complex, complex] | None:
    """Of the Jacobian at (3), by (5), smaller real part first, then smaller imaginary; None without (3)."""
    found = interior(c0, a, b, h)
    if found is None:
        return None
    trace = c0 * found[1] * (1 - 4 * b / h)
    determinant = a * r0 * (1 - found[1]) / (2 * b)
    root = cmath.sqrt(trace * trace / 4 - determinant)
    larger = trace / 2 + (root if trace >= 0 else -root)  # without loss of digits
    smaller = larger.conjugate() if root.imag else determinant / larger
    first, second = sorted((larger, smaller), key=lambda value: (value.real, value.imag))
    return first, second


@dataclass(frozen=True)
class Path:
    """A path from the start until it falls, its time is over, or it took too many steps."""

    time: list[float]
    territory: list[float]
    asabiya: list[float]
    fell: bool
    whole: bool
    """Whether its time was over or it fell."""


def path(
    c0: float, a: float, b: float, h: float, r0: float, *, start: tuple[float, float], time: float
) -> Path:
    """(1) and (2) by an explicit Runge-Kutta method of order 8, to ten digits.

    Parameters
    ----------
    c0, a, b, h, r0
        The model's.
    start
        A above 0 and S, above 0 and below 1.
    time
        How long.
    """
    from scipy.integrate import DOP853
    from scipy.optimize import brentq

    def field(_: float, state: Any) -> list[float]:
        size, logit = max(float(state[0]), 0.0), float(state[1])
        return [c0 * size * _share(logit) * (1 - size / h) - a, r0 * (1 - size / (2 * b))]

    first = [start[0], math.log(start[1] / (1 - start[1]))]
    solver = DOP853(field, 0.0, first, time, rtol=1e-10, atol=[1e-12 * min(start[0], b), 1e-10])
    times, states, fell = [0.0], [first], False
    for _ in range(STEPS):
        solver.step()
        if solver.status == "failed":
            break
        between, last = solver.dense_output(), solver.t
        fell = bool(solver.y[0] <= 0)
        if fell:
            last = brentq(_size, solver.t_old, solver.t, args=(between,), xtol=1e-300, rtol=1e-14)
        for part in range(1, _SAMPLES + 1):
            t = float(solver.t_old + (last - solver.t_old) * part / _SAMPLES)
            times.append(t)
            states.append([max(_size(t, between), 0.0), float(between(t)[1])])
        if fell or solver.status == "finished":
            break
    if fell:
        states[-1][0] = 0.0
    shares = [_share(state[1]) for state in states]
    return Path(times, [state[0] for state in states], shares, fell, fell or solver.status == "finished")


def _size(t: float, between: Any) -> float:
    return float(between(t)[0])


def _share(logit: float) -> float:
    if logit >= 0:
        return 1 / (1 + math.exp(-logit))
    return math.exp(logit) / (1 + math.exp(logit))
