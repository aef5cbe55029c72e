"""A second Turchin 2003: equilibria by bisection, eigenvalues by numbers, paths in equal steps."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

__all__ = ["FIELD", "follow", "rest"]

Floats = NDArray[np.float64]
FIELD = ("c0", "a", "b", "h", "r0")


def pace(A: Any, S: Any, c0: Any, a: Any, b: Any, h: Any, r0: Any) -> tuple[Any, Any]:
    """dA/dt and dS/dt."""
    return c0 * A * S * (1 - A / h) - a, r0 * (1 - A / (2 * b)) * S * (1 - S)


def eigenvalues(A: float, S: float, field: tuple[float, ...]) -> NDArray[np.complex128]:
    """Of the Jacobian, whose columns are derivatives by an imaginary step too small to leave an error."""
    tiny = 1e-60
    columns = [pace(A + 1j * tiny * (i == 0), S + 1j * tiny * (i == 1), *field) for i in range(2)]
    matrix = np.array(columns).imag.T / tiny
    return np.asarray(sorted(np.linalg.eigvals(matrix).astype(complex), key=lambda v: (v.real, v.imag)))


def root(f: Callable[[float], float], low: float, high: float) -> float:
    rises = f(high) > 0
    while low < (middle := low + (high - low) / 2) < high:
        low, high = (low, middle) if (f(middle) > 0) == rises else (middle, high)
    return middle


def within(field: tuple[float, ...]) -> tuple[float, float] | None:
    """The equilibrium with 0 < S < 1: where asabiya rests, and the cohesion at which territory does."""
    b = field[2]
    A = root(lambda A: pace(A, 0.5, *field)[1], 0.0, 8 * b)
    if pace(A, 1.0, *field)[0] <= 1e-12 * field[1]:
        return None
    return A, root(lambda S: pace(A, S, *field)[0], 0.0, 1.0)


def rest(c0: float, a: float, b: float, h: float, r0: float) -> dict[str, Any]:
    """All results on equilibria."""
    field = (c0, a, b, h, r0)
    found: list[dict[str, Any]] = []
    inner = within(field)
    pairs = None
    if inner is not None:
        values = eigenvalues(*inner, field)
        pairs = [[float(v.real), float(v.imag)] for v in values]
        turns = abs(values[0].imag) > 0
        lost = bool(abs(values[0].real) <= 1e-12 * abs(values[0].imag))
        kind = ("centre" if lost else "focus") if turns else "node"
        stays = kind == "centre" or bool(values[1].real < 0)
        if kind == "centre":
            pairs = [[0.0, imaginary] for _, imaginary in pairs]
        found.append({"name": "interior", "value": inner[0], "s": inner[1], "stable": stays, "kind": kind})
    best = pace(h / 2, 1.0, *field)[0]
    if best >= 0:
        sides = [(0.0, h / 2, "small"), (h / 2, h, "large")]
        for low, high, size in sides if best > 0 else sides[1:]:
            A = root(lambda A: pace(A, 1.0, *field)[0], low, high) if best > 0 else h / 2
            real = eigenvalues(A, 1.0, field).real
            kind = "node" if real[1] < 0 else "source" if real[0] > 0 else "saddle"
            if abs(real[0] * real[1]) < 1e-12 * c0 * r0:
                kind = "degenerate"
            name = f"whole cohesion, {size}"
            found.append({"name": name, "value": A, "s": 1.0, "stable": kind == "node", "kind": kind})
    return {
        "a_star": None if inner is None else inner[0],
        "s_star": None if inner is None else inner[1],
        "stable": None if inner is None else found[0]["stable"],
        "eigenvalues": pairs,
        "equilibria": sorted(found, key=lambda one: float(one["value"])),
    }


def step(A: Floats, y: Floats, field: Floats, dt: Floats) -> tuple[Floats, Floats]:
    """A step of Runge and Kutta's; y = ln(S/(1 − S))."""

    def slope(A: Floats, y: Floats) -> tuple[Floats, Floats]:
        S = expit(y)
        c0, a, b, h, r0 = field
        return c0 * A * S * (1 - A / h) - a, r0 * (1 - A / (2 * b))

    first = slope(A, y)
    second = slope(A + dt / 2 * first[0], y + dt / 2 * first[1])
    third = slope(A + dt / 2 * second[0], y + dt / 2 * second[1])
    last = slope(A + dt * third[0], y + dt * third[1])
    moved = (dt / 6 * (k + 2 * m + 2 * n + p) for k, m, n, p in zip(first, second, third, last, strict=True))
    return A + next(moved), y + next(moved)


def follow(field: Floats, A: Floats, S: Floats, time: Floats, steps: int) -> Floats:
    """Paths of many polities side by side.

    ``field`` has a row for each of the five parameters and a column for each polity. The result has a row
    each for the time, A and S at which a path ends; it falls if the time is less than that given.
    """
    y, dt = logit(S), time / steps
    ends = np.array([time, A, S])
    alive = np.ones(A.size, bool)
    for count in range(steps):
        A_next, y_next = step(A, y, field, dt)
        for i in np.nonzero(alive & (A_next <= 0))[0]:
            one = slice(i, i + 1)
            low, high = 0.0, 1.0
            for _ in range(50):
                middle = (low + high) / 2
                there = step(A[one], y[one], field[:, one], middle * dt[one])
                low, high = (middle, high) if there[0][0] > 0 else (low, middle)
            ends[:, i] = (count + high) * dt[i], 0.0, expit(there[1][0])
            alive[i] = False
        A, y = np.where(alive, A_next, 1.0), np.where(alive, y_next, 0.0)
    ends[1:, alive] = A[alive], expit(y[alive])
    return ends


def grid(**values: tuple[float, ...]) -> list[dict[str, float]]:
    """All combinations."""
    return [dict(zip(values, each, strict=True)) for each in itertools.product(*values.values())]
