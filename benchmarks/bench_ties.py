"""Ways of counting active neighbours, and what a citizen update is made of: processor time a citizen.

Behind decision 9. Processor time of all threads [ns], medians of interleaved rounds, 10⁷ citizens.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from asabiya.engine.keys import Stream, words
from asabiya.engine.micro import crowd, ties
from asabiya.engine.micro.layout import BLOCK
from bench_micro import society

CITIZENS = 10_000_000 // BLOCK * BLOCK
ROUNDS = 5


def bit(row: Array, bits: Array) -> Array:
    """Bits of the slots in a row."""
    return (bits[row >> np.uint32(5)] >> (row & np.uint32(31))) & np.uint32(1)


@jax.jit
def at_once(rows: tuple[Array, ...], bits: Array) -> Array:
    """All rows in one program."""
    return sum((bit(row, bits) for row in rows), jnp.zeros_like(rows[0])).astype(jnp.uint8)


@jax.jit
def generator(seed: Array) -> Array:
    """A pair of words for every citizen, and next to nothing else."""
    ordinal = jnp.arange(CITIZENS, dtype=jnp.uint32)
    first, second = words(seed, seed, Stream.CITIZENS, np.uint32(3), np.uint32(1), ordinal)
    return ((first ^ second) >> np.uint32(31)).astype(jnp.uint8)


def report(title: str, cases: dict[str, Callable[[], Any]]) -> None:
    """Print the median processor time of each case; the cases take turns."""
    for case in cases.values():
        jax.block_until_ready(case())
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, case in cases.items():
            start = time.process_time()
            jax.block_until_ready(case())
            times[name].append(time.process_time() - start)
    print(f"\n| {title} | ns of processor time a citizen |\n|---|---|")
    for name, found in times.items():
        print(f"| {name} | {statistics.median(found) / CITIZENS * 1e9:.2f} |")


def layouts() -> None:
    """Random and near ties as rows and as masks."""
    rng = np.random.default_rng(0)
    slots = np.arange(CITIZENS)
    far = tuple(jnp.asarray(rng.integers(CITIZENS, size=CITIZENS).astype(np.uint32)) for _ in range(10))
    steps = (1, -1, 2, -2, 3, -3, 4, -4)
    near = tuple(jnp.asarray(((slots + d) % CITIZENS).astype(np.uint32)) for d in steps)
    mask = jnp.full(CITIZENS, sum(1 << (ties.WINDOW + d) for d in steps), jnp.uint32)
    bits = ties.pack(jnp.asarray(rng.random((CITIZENS // BLOCK, BLOCK)) < 0.3))
    into = [jnp.zeros(CITIZENS, jnp.uint8)]

    def counted(rows: tuple[Array, ...]) -> Array:
        into[0] = ties.count(rows, bits, into[0])
        return into[0]

    def masked() -> Array:
        into[0] = ties.count_close(into[0], mask, bits)
        return into[0]

    report(
        "ties",
        {
            "ten random ties, one program": lambda: at_once(far, bits),
            "ten random ties, five rows a program": lambda: counted(far),
            "two random ties": lambda: counted(far[:2]),
            "eight near ties as rows": lambda: counted(near),
            "eight near ties as a mask": masked,
        },
    )


def update() -> None:
    """The parts of a citizen update on the default network."""
    world, course = society(CITIZENS, ties.SmallWorld())
    midday = course.midday(morning := course.morning(), course.serve(morning.orders))
    near = world.near(jnp.zeros_like(world.cohorts[0]), world.nobody)
    state = [jnp.zeros(world.traits.shape, jnp.uint16)]
    none = jnp.zeros_like(world.cohorts[0])

    def rule() -> Array:
        state[0] = crowd.step(
            midday.orders, np.int32(0), world.ground, world.traits, state[0], near, world.weight,
            jnp.uint32(0), np.uint32(0), np.int32(3),
        )  # fmt: skip
        return state[0]

    report(
        "part of an update",
        {
            "rule": rule,
            "generator alone": lambda: generator(jnp.uint32(1)),
            "packing and counting": lambda: crowd.sums(world.ground, world.cohorts, none, state[0]),
        },
    )


if __name__ == "__main__":
    layouts()
    update()
