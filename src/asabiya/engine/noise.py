"""Counts of independent events by inverse distribution function, so that paired runs stay coupled."""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array, lax

__all__ = ["binomial"]

_TERMS = 12
_SMALL = 4.0


def binomial(uniform: Array, count: Array, probability: Array) -> Array:
    """Binomial counts as a monotone function of a uniform.

    Where the mean is small the distribution function of the Poisson law of that mean is summed (twelve terms,
    exact to 1e-3 in the variance for the probabilities of a day); above, the normal law with the binomial's
    variance is rounded. `jax.random.binomial` is an order slower and is not monotone in its draws.

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
    term = jnp.exp(-jnp.minimum(mean, 2 * _SMALL))
    below, few = term, jnp.zeros_like(mean)
    for k in range(1, _TERMS + 1):
        few = few + (uniform > below)
        term = term * mean * (1.0 / k)
        below = below + term
    spread = jnp.sqrt(jnp.maximum(mean * (1.0 - probability), 0.0))
    many = jnp.round(mean + spread * (1.4142135 * lax.erf_inv(2.0 * uniform - 1.0)))
    return jnp.clip(jnp.where(mean < _SMALL, few, many), 0.0, jnp.floor(count))
