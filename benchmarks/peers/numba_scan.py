"""A loop compiled by Numba over all vertices; states are bytes, or packed 32 to a word.

Noise is splitmix64's output function of (seed, step, vertex), so that it depends on no thread.
"""

from __future__ import annotations

import numba
import numpy as np
from numba import njit, prange, uint64

from .problem import DEGREE, STEPS, Problem, Run

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@njit(inline="always")
def _uniform(counter: int) -> float:
    """A float32 in [0, 1) of 24 bits."""
    z = uint64(counter) * _GOLDEN
    z = (z ^ (z >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> uint64(27))) * uint64(0x94D049BB133111EB)
    return np.float32(z >> uint64(40)) * np.float32(2.0**-24)


@njit(parallel=True, boundscheck=False)
def _step(ties, thresholds, state, out, noise, start) -> int:
    total = 0
    for i in prange(len(state)):
        active = np.uint32(0)
        for k in range(DEGREE):
            active += state[ties[i, k]]
        share = np.float32(active) / np.float32(DEGREE)
        share += noise * (np.float32(2.0) * _uniform(start + uint64(i)) - np.float32(1.0))
        on = share >= thresholds[i]
        out[i] = on
        total += on
    return total


@njit(parallel=True, boundscheck=False)
def _packed_step(ties, thresholds, words, out, noise, start) -> int:
    total = 0
    for w in prange(len(words)):
        word = np.uint32(0)
        for bit in range(32):
            i = uint64(32) * uint64(w) + uint64(bit)
            active = np.uint32(0)
            for k in range(DEGREE):
                j = ties[i, k]
                active += np.uint32((words[j >> np.uint32(5)] >> (j & np.uint32(31))) & np.uint32(1))
            share = np.float32(active) / np.float32(DEGREE)
            share += noise * (np.float32(2.0) * _uniform(start + i) - np.float32(1.0))
            on = np.uint32(share >= thresholds[i])
            word |= np.uint32(on << np.uint32(bit))
            total += on
        out[w] = word
    return total


def pack(state: np.ndarray) -> np.ndarray:
    """Bytes of 0 and 1, a multiple of 32, as bits of words, lowest bit first."""
    return np.packbits(state, bitorder="little").view(np.uint32)


class Contestant:
    """A scan with ``threads`` threads."""

    def __init__(self, problem: Problem, threads: int, packed: bool) -> None:
        self.threads = threads
        self.step = _packed_step if packed else _step
        # In memory rather than mapped; unsigned, as a signed index costs a test for negative ones.
        rest = -problem.n % 32 if packed else 0
        self.ties = np.concatenate([problem.ties, np.zeros((rest, DEGREE), np.int32)]).view(np.uint32)
        self.thresholds = np.pad(problem.thresholds, (0, rest), constant_values=np.float32(9.0))
        state = np.pad(problem.state, (0, rest))
        self.state = pack(state) if packed else state

    def prepare(self, noise: float, seed: int) -> Run:
        state, out = self.state.copy(), np.empty_like(self.state)

        def run() -> list[int]:
            now, then = state, out
            numba.set_num_threads(self.threads)
            counts = []
            for t in range(STEPS):
                start = np.uint64((seed << 40) + (t << 32))
                counts.append(int(self.step(self.ties, self.thresholds, now, then, np.float32(noise), start)))
                now, then = then, now
            return counts

        return run


def build_1(problem: Problem) -> Contestant:
    return Contestant(problem, 1, packed=False)


def build_2(problem: Problem) -> Contestant:
    return Contestant(problem, 2, packed=False)


def build_packed_2(problem: Problem) -> Contestant:
    return Contestant(problem, 2, packed=True)
