"""Asabiya: the micro engine's counting and packing, and a draw that belongs to (seed, step, vertex).

Three compiled programs a step, as in the engine: one counts active ties, one draws and decides, one packs;
XLA on the CPU would work out the draws of one fused program again for each use. Thresholds are integers on
the scale of the draws.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from asabiya.engine.keys import threefry2x32
from asabiya.engine.micro.layout import BLOCK
from asabiya.engine.micro.ties import count, pack, total

from .problem import DEGREE, STEPS, Problem, Run


@jax.jit
def _decide(active: Array, level: Array, tie: Array, mask: Array, seed: Array, step: Array) -> Array:
    """Who is active next, (block, lane); draws are uniform below 2^27."""
    vertex = jnp.arange(level.size, dtype=jnp.uint32).reshape(level.shape)
    word, _ = threefry2x32(seed, jnp.uint32(0), vertex, step)
    draw = ((word >> np.uint32(5)) & mask).astype(jnp.int32)
    return draw >= level - active.reshape(level.shape).astype(jnp.int32) * tie


@jax.jit
def _sum(bits: Array) -> Array:
    return total(bits).sum()


class Contestant:
    def __init__(self, problem: Problem) -> None:
        self.n = problem.n
        self.rest = -problem.n % BLOCK
        table = np.pad(np.asarray(problem.ties).T, ((0, 0), (0, self.rest))).view(np.uint32)
        self.rows = tuple(jnp.asarray(row) for row in table)
        self.bits = pack(jnp.asarray(np.pad(problem.state, (0, self.rest)).reshape(-1, BLOCK)))
        self.thresholds = problem.thresholds.astype(np.float64)

    def _scaled(self, noise: float) -> tuple[Array, Array, Array]:
        """Level, one tie, and the mask of the draw: active iff draw & mask >= level − ties·tie."""
        unit, shift, mask = (2.0**27 / (2.0 * noise), noise, 2**27 - 1) if noise else (2.0**28, 0.0, 0)
        tie = round(unit / DEGREE)
        never = tie * DEGREE + 2**27  # no draw reaches it, with all ties active
        assert never < 2**30
        level = np.clip(np.rint((self.thresholds + shift) * unit), -(2**30), never)
        level = np.pad(level, (0, self.rest), constant_values=never)
        return jnp.asarray(level.astype(np.int32).reshape(-1, BLOCK)), jnp.int32(tie), jnp.uint32(mask)

    def prepare(self, noise: float, seed: int) -> Run:
        level, tie, mask = self._scaled(noise)
        key = jnp.uint32(seed)
        steps = [jnp.uint32(t) for t in range(STEPS)]

        def run() -> list[int]:
            bits = self.bits
            totals = []
            active = jnp.zeros(self.n + self.rest, jnp.uint8)
            for step in steps:
                active = count(self.rows, bits, active)
                bits = pack(_decide(active, level, tie, mask, key, step))
                totals.append(_sum(bits))
            return [int(number) for number in totals]

        return run


build = Contestant
