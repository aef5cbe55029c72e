"""Counts of independent events by inverse distribution function, so that paired runs stay coupled."""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array, lax

__all__ = ["binomial"]

_TERMS = 12
_SMALL = 4.0
_CERTAIN = 1.0 - 1e-6


def binomial(uniform: Array, count: Array, probability: Array) -> Array:
    """Binomial counts as a monotone function of a uniform.

    Where the mean is small, or the trials are twelve at most, the binomial distribution function itself is
    summed (twelve terms: exact but for the last 3e-4 of the tail); above, the normal law with the binomial's
    variance is rounded, whose distribution function is off by at most 0.035, and less as the mean grows. A
    count that is not whole has its whole part of trials and keeps its mean. `jax.random.binomial` is an order
    slower and is not monotone in its draws.

    Parameters
    ----------
    uniform
        Uniforms in (0, 1), (…, member).
    count
        Number of trials, same shape [0 and above, not necessarily whole].
    probability
        Probability of each, broadcasting to ``count`` [0 to 1].

    >>> one = jnp.ones(1)
    >>> float(binomial(0.5 * one, 1000 * one, 0.1 * one)[0])
    100.0
    """
    mean = count * probability
    trials = jnp.floor(count)
    p = jnp.minimum(mean / jnp.maximum(trials, 1.0), _CERTAIN)
    odds = p / (1.0 - p)
    term = jnp.exp(trials * jnp.log1p(-p))
    below, few = term, jnp.zeros_like(mean)
    for k in range(1, _TERMS + 1):
        few = few + (uniform > below)
        term = term * odds * ((trials - (k - 1)) * (1.0 / k))
        below = below + term
    spread = jnp.sqrt(jnp.maximum(mean * (1.0 - probability), 0.0))
    many = jnp.round(mean + spread * (1.4142135 * lax.erf_inv(2.0 * uniform - 1.0)))
    return jnp.clip(jnp.where((mean < _SMALL) | (trials <= _TERMS), few, many), 0.0, trials)
