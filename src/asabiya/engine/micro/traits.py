"""What lasts of a citizen: threshold, hardship, risk aversion and cohort, in one word of 32 bits.

    bits 16–31  threshold as a standard score, in steps of 2^−12, signed
    bits  8–15  hardship, in steps of 1/256
    bit      7  1 for the first cohort (youth and students)
    bits  0–6   risk aversion, in steps of 1/128

Hardship and risk aversion are logit-normal within a group, as the groups' quadrature has them. Everything is
drawn from the seed and the citizen's region and ordinal.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import ndtri
from numpy.typing import NDArray

from asabiya.engine.keys import Stream, words
from asabiya.engine.micro.layout import BLOCK
from asabiya.engine.micro.ties import SOCIETY, Ground
from asabiya.engine.state import SPREAD
from asabiya.society.table import PopulationTable

__all__ = ["SCORE", "cohort", "encode", "replaced", "traits"]

SCORE = 2.0**12
"""Steps of a standard score in the threshold."""

_SOME = 512
"""Blocks that are made at a time."""


def _normal(word: Array) -> Array:
    """A standard normal from a word; one bit is the sign, so that both tails keep all their digits."""
    half = (word >> np.uint32(1)).astype(jnp.float32) + np.float32(0.5)
    tail = ndtri(jnp.maximum(half * np.float32(2.0**-32), np.float32(2.0**-33)))
    return jnp.where((word & np.uint32(1)) == 0, tail, -tail)


def encode(score: Array, hardship: Array, aversion: Array, young: Array) -> Array:
    """Traits as words, uint32, from a standard score, two numbers in 0 to 1, and a flag."""
    steps = jnp.clip(jnp.round(score * np.float32(SCORE)), -32767.0, 32767.0).astype(jnp.int32)
    h = jnp.clip(jnp.floor(hardship * 256.0), 0.0, 255.0).astype(jnp.uint32)
    a = jnp.clip(jnp.floor(aversion * 128.0), 0.0, 127.0).astype(jnp.uint32)
    high = steps.astype(jnp.uint32) << np.uint32(16)
    return high | (h << np.uint32(8)) | (young.astype(jnp.uint32) << np.uint32(7)) | a


@jax.jit
def cohort(g: Ground) -> Array:
    """Whether citizens belong to the first cohort, (block, BLOCK): evenly spread, to the exact share."""
    share = g.youth[g.region][:, None]
    ordinal = g.begin[:, None] + jnp.arange(BLOCK, dtype=jnp.uint32)[None, :]
    return ordinal * share < share


@jax.jit
def _some(g: Ground, log_odds: Array, young: Array, seed: Array, block: Array) -> Array:
    region = g.region[block][:, None]
    ordinal = g.begin[block][:, None] + jnp.arange(BLOCK, dtype=jnp.uint32)[None, :]
    keyed = region.astype(jnp.uint32)
    first, second = words(seed, SOCIETY, Stream.TRAITS, np.uint32(0), keyed, ordinal)
    third, _ = words(seed, SOCIETY, Stream.TRAITS, np.uint32(1), keyed, ordinal)
    mean = jnp.where(young, log_odds[region, 0], log_odds[region, 1])
    hardship = jax.nn.sigmoid(mean + np.float32(SPREAD) * _normal(second))
    aversion = jax.nn.sigmoid(np.float32(SPREAD) * _normal(third))
    return encode(_normal(first), hardship, aversion, young)


def traits(g: Ground, hardship: NDArray[np.float64], young: Array, seed: Array) -> Array:
    """Traits of all citizens, (block, BLOCK) uint32.

    Parameters
    ----------
    g
        Where citizens lie.
    hardship
        Mean hardship by region and cohort, (R, K) [0 to 1].
    young
        Whether citizens belong to the first cohort, (block, BLOCK) bool.
    seed
        Seed of the run, uint32.
    """
    odds = jnp.asarray((np.log(hardship + 1e-6) - np.log1p(-hardship + 1e-6)).astype(np.float32))
    blocks = g.region.shape[0]
    made = []
    for start in range(0, blocks, _SOME):
        block = jnp.minimum(jnp.arange(start, start + _SOME), blocks - 1)
        made.append(_some(g, odds, young[block], seed, block)[: blocks - start])
    return jnp.concatenate(made)


def replaced(made: Array, table: PopulationTable, own: NDArray[np.int32], slots: NDArray[np.int64]) -> Array:
    """Traits with those that a population gives in place of drawn ones.

    Parameters
    ----------
    made
        Drawn traits, (block, BLOCK) uint32.
    table
        The population.
    own
        Row of the population of each citizen, (citizen,).
    slots
        Slot of each citizen, (citizen,).
    """
    found = np.array(made).reshape(-1)
    given = (
        (table.threshold, 0xFFFF0000, lambda x: _steps(x) << 16),
        (table.hardship, 0x0000FF00, lambda x: np.clip(np.floor(x * 256.0), 0, 255) * 256),
        (table.aversion, 0x0000007F, lambda x: np.clip(np.floor(x * 128.0), 0, 127)),
    )
    for values, mask, code in given:
        if values is not None:
            kept = found[slots] & np.uint32(0xFFFFFFFF ^ mask)
            found[slots] = kept | (code(values[own]).astype(np.int64) & mask).astype(np.uint32)
    return jnp.asarray(found.reshape(made.shape))


def _steps(score: NDArray[np.float32]) -> NDArray[np.int64]:
    steps: NDArray[np.int64] = np.clip(np.rint(score * SCORE), -32767, 32767).astype(np.int64)
    return steps
