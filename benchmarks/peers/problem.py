"""The rule that every contestant runs, its graph, and the reference in NumPy.

Every vertex has ten ties to distinct others, drawn uniformly, a threshold and a state. On every step each
vertex draws noise uniform in [−a, a] and is active iff (active ties)/10 + noise >= threshold; all vertices
are updated at once. The instigators, who start active, have negative thresholds: without noise nobody falls
back, so that a progressive model prints the same counts. Thresholds lie on the midpoints of a grid of 2^-16,
0.0000015 or more away from every multiple of 0.1, so that rounding decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

DEGREE = 10
STEPS = 20
NOISE = 0.1
"""Half width of the noise [share of ties]."""
GRID = 65536
"""Thresholds are odd multiples of half of one part in this."""
INSTIGATORS = 0.04
REFERENCE_RUNS = 64
SEED = 20250101


Run = Callable[[], list[int]]
"""The timed part: all steps from a fresh start; active vertices after each."""


@dataclass(frozen=True)
class Problem:
    """One graph: ties (N, 10) int32, thresholds (N,) float32, state (N,) uint8."""

    ties: np.ndarray
    thresholds: np.ndarray
    state: np.ndarray

    @property
    def n(self) -> int:
        return len(self.state)


def _ties(rng: np.random.Generator, n: int) -> np.ndarray:
    """Ten distinct others for each vertex; rows with a repeat or a tie to oneself are drawn anew."""
    ties = rng.integers(0, n, (n, DEGREE), dtype=np.int32)
    rows = np.arange(n, dtype=np.int32)
    while rows.size:
        bad = []
        for part in np.array_split(rows, max(1, rows.size // 1_000_000)):
            ordered = np.sort(ties[part], axis=1)
            wrong = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1) | (ties[part] == part[:, None]).any(
                axis=1
            )
            bad.append(part[wrong])
        rows = np.concatenate(bad)
        ties[rows] = rng.integers(0, n, (rows.size, DEGREE), dtype=np.int32)
    return ties


def make(n: int) -> Problem:
    """The problem with n vertices, the same on every call."""
    rng = np.random.default_rng([SEED, n])
    ties = _ties(rng, n)
    raw = np.maximum(rng.normal(0.45, 0.25, n), 0.005)
    state = rng.random(n) < INSTIGATORS
    raw[state] = -0.2
    thresholds = ((np.floor(raw * GRID) + 0.5) / GRID).astype(np.float32)
    return Problem(ties, thresholds, state.astype(np.uint8))


def save(problem: Problem, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("ties", "thresholds", "state"):
        np.save(folder / f"{name}.npy", getattr(problem, name))


def load(folder: Path) -> Problem:
    """The saved problem, ties mapped rather than read, so that contestants share one copy."""
    ties = np.load(folder / "ties.npy", mmap_mode="r")
    return Problem(ties, np.load(folder / "thresholds.npy"), np.load(folder / "state.npy"))


def reference(problem: Problem, noise: float, seed: int) -> list[int]:
    """Active vertices after each step."""
    rng = np.random.default_rng(seed)
    state = problem.state
    counts = []
    for _ in range(STEPS):
        active = np.zeros(problem.n, dtype=np.uint8)
        for k in range(DEGREE):
            active += state[problem.ties[:, k]]
        share = active / np.float32(DEGREE)
        if noise:
            share += rng.uniform(-noise, noise, problem.n)
        state = (share >= problem.thresholds).astype(np.uint8)
        counts.append(int(state.sum()))
    return counts
