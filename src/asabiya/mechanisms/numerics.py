"""Arithmetic shared by the mechanisms. Every array ends in an axis of members.

The trailing axis of members is what makes the code fast on a CPU (the inner loop runs over members, whatever
the other axes are) and lets a parameter of shape (member,) meet an array of shape (…, member) as it is.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array, lax

__all__ = ["half_saturation", "ndtr", "ordered_sum", "saturate"]


def ordered_sum(x: Array, *axes: int) -> Array:
    """Sum over leading axes (default the first), never over the last one, the members'.

    Each member's sum is then one loop in one order: it does not change with the number of threads, as a sum
    over all elements may, whose parts are shared out.

    >>> ordered_sum(jnp.arange(10.0).reshape(5, 2)).tolist()
    [20.0, 25.0]
    """
    return jnp.sum(x, axis=axes or (0,))


def saturate(stock: Array) -> Array:
    """``1 − exp(−stock)``: a stock of experience as a feeling between 0 and 1."""
    return -jnp.expm1(-stock)


def half_saturation(x: Array, half: Array) -> Array:
    """``x / (x + half)`` for ``x`` of 0 and above: 0 at 0, one half at ``half``, 1 in the limit."""
    positive = jnp.maximum(x, 0.0)
    return positive / (positive + half)


def ndtr(x: Array) -> Array:
    """Standard normal distribution function, by `erfc` so that the lower tail keeps its digits."""
    return 0.5 * lax.erfc(-x * 0.7071067811865476)
