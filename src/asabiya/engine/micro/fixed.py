"""Fixed-point numbers: probabilities and thresholds as integers, so that agents compare without rounding."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import Array

__all__ = ["READINESS", "chance32", "readiness"]

READINESS = 2.0**16
"""Units of one standard deviation of thresholds in which readiness is counted."""

_LARGEST = np.float32(2.0**32 - 2.0**8)
"""Largest single-precision number below 2^32."""
_FAR = np.float32(2.0**29)


def chance32(probability: Array) -> Array:
    """A probability in units of 2^−32, uint32: an event happens where a random word lies below it.

    >>> [int(x) for x in chance32(jnp.array([0.0, 0.5, 1.0]))]
    [0, 2147483648, 4294967040]
    """
    scaled = jnp.clip(probability, 0.0, 1.0) * jnp.float32(2.0**32)
    return jnp.minimum(scaled, _LARGEST).astype(jnp.uint32)


def readiness(x: Array) -> Array:
    """A number of standard deviations in units of `READINESS`, int32, cut at 8192 either way.

    >>> int(readiness(jnp.array(-1.5)))
    -98304
    """
    return jnp.clip(jnp.round(x * jnp.float32(READINESS)), -_FAR, _FAR).astype(jnp.int32)
