"""Members on the leading or the trailing axis: the choices of one day both ways, as a ratio of medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
from jax import Array

MEMBERS = 512
GROUPS = (9, 3, 3)
ROUNDS = 200


def leading(z: Array, x: Array) -> Array:
    """Logit choices with members first, and their sum by sector."""
    odds = jnp.exp(z[:, :, None, None] - x)
    return (odds / (1.0 + odds)).sum(axis=(2, 3))


def trailing(z: Array, x: Array) -> Array:
    """The same with members last."""
    odds = jnp.exp(z[:, None, None] - x)
    return (odds / (1.0 + odds)).sum(axis=(1, 2))


def repeated(step: Callable[[Array, Array], Array]) -> Callable[[Array, Array], Array]:
    """The step many times over in one program, so that a call costs next to nothing."""
    return jax.jit(lambda z, x: jax.lax.fori_loop(0, ROUNDS, lambda _, z: z + 1e-6 * step(z, x), z))


def seconds(call: Callable[[], Array]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    jax.block_until_ready(call())
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio of medians over eleven paired calls."""
    first, last = repeated(leading), repeated(trailing)
    z, x = jnp.zeros((MEMBERS, GROUPS[0])), jnp.ones((MEMBERS, *GROUPS))
    calls = (lambda: first(z, x), lambda: last(z.T, jnp.moveaxis(x, 0, -1)))
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(12):
        for call, kept in zip(calls, times, strict=True):
            kept.append(seconds(call))
    ratio = statistics.median(times[0][1:]) / statistics.median(times[1][1:])
    print(f"members leading over members trailing: {ratio:.1f} times the time")


if __name__ == "__main__":
    main()
