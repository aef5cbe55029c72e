"""JAX as a user would write it: one compiled step, gather, sum, uniform noise."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from .problem import DEGREE, STEPS, Problem, Run


@jax.jit
def _step(ties: Array, thresholds: Array, state: Array, noise: Array, key: Array) -> tuple[Array, Array]:
    active = state[ties].sum(axis=1, dtype=jnp.uint8)
    draws = jax.random.uniform(key, thresholds.shape, minval=-1.0, maxval=1.0)
    state = (active / jnp.float32(DEGREE) + noise * draws >= thresholds).astype(jnp.uint8)
    return state, state.sum(dtype=jnp.int32)


class Contestant:
    def __init__(self, problem: Problem) -> None:
        self.ties = jnp.asarray(np.asarray(problem.ties))
        self.thresholds = jnp.asarray(problem.thresholds)
        self.state = jnp.asarray(problem.state)

    def prepare(self, noise: float, seed: int) -> Run:
        keys = list(jax.random.split(jax.random.key(seed), STEPS))
        width = jnp.float32(noise)

        def run() -> list[int]:
            state = self.state
            counts = []
            for key in keys:
                state, count = _step(self.ties, self.thresholds, state, width, key)
                counts.append(count)
            return [int(count) for count in counts]

        return run


build = Contestant
