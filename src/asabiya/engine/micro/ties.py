"""Who sees whom: the network of citizens, stored or computed, and how many of those one sees are active.

By default a citizen sees ``degree`` others: first the members of his household, then the nearest households
on either side, and, for a share ``rewiring`` of the ties, anybody in the country (a small world: Watts and
Strogatz 1998). Ties are a pure function of the seed, so they can be stored, or computed anew every day.

States are packed, one bit a citizen: lane ``l`` of a block is bit ``l // 32`` of the block's word ``l % 32``,
so that packing needs no shuffling. A place in that order is called a seat: ``32 · word + bit``.

References: Watts and Strogatz 1998.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from asabiya.engine.keys import Stream, words
from asabiya.engine.micro.layout import BLOCK, Layout

__all__ = [
    "Ground",
    "SmallWorld",
    "count",
    "count_computed",
    "count_more",
    "ground",
    "pack",
    "seats",
    "table",
    "total",
]

WORDS = BLOCK // 32
"""Words of a block."""

_SOME = 512
"""Blocks whose ties are made at a time."""
_FEW = 128
"""Blocks whose ties are computed at a time where they are not kept, so that they stay in the cache."""
_SOCIETY = np.uint32(0xA5AB1A)
"""Path key of what belongs to the society and to no member of an ensemble."""


@dataclasses.dataclass(frozen=True)
class SmallWorld:
    """Parameters of the network that is made when none is given."""

    degree: int = 10
    """Citizens that each sees [1 to 64]."""
    rewiring: float = 0.2
    """Share of ties that lead anywhere in the country [0 to 1]."""
    household: int = 4
    """Citizens of a household, who all see each other [1 to 32]."""


class Ground(eqx.Module):
    """Where citizens lie, as arrays; by block (block,) or by region (R,)."""

    region: Array
    """Region of each block, (block,) int32."""
    begin: Array
    """Ordinal of the first citizen of each block, (block,) uint32."""
    inside: Array
    """Citizens in each block, (block,) int32."""
    citizens: Array
    """Citizens of each region, (R,) uint32."""
    slot: Array
    """First slot of each region, (R,) uint32."""
    below: Array
    """Citizens of all regions before each region, (R,) uint32."""
    youth: Array
    """Share of the first cohort by region, in units of 2^−32, (R,) uint32."""


def ground(lay: Layout) -> Ground:
    """The layout as arrays."""
    first = lay.first.astype(np.int64)
    begin = (np.arange(lay.blocks) - first[lay.region]) * BLOCK
    return Ground(
        region=jnp.asarray(lay.region),
        begin=jnp.asarray(begin.astype(np.uint32)),
        inside=jnp.asarray(lay.count),
        citizens=jnp.asarray(lay.citizens.astype(np.uint32)),
        slot=jnp.asarray((first * BLOCK).astype(np.uint32)),
        below=jnp.asarray((np.cumsum(lay.citizens) - lay.citizens).astype(np.uint32)),
        youth=jnp.asarray(lay.youth),
    )


def _times(word: Any, n: Any) -> Any:
    """``word · n / 2^32``, rounded down: a random word as a whole number below ``n``."""
    low, high = word & np.uint32(0xFFFF), word >> np.uint32(16)
    n_low, n_high = n & np.uint32(0xFFFF), n >> np.uint32(16)
    middle = high * n_low + ((low * n_low) >> np.uint32(16))
    other = low * n_high + (middle & np.uint32(0xFFFF))
    return high * n_high + (middle >> np.uint32(16)) + (other >> np.uint32(16))


def _far(g: Ground, word: Array, region: Array, ordinal: Array) -> tuple[Array, Array]:
    """Region and ordinal of a citizen drawn from the whole country, never the one who looks."""
    everybody = g.below[-1] + g.citizens[-1]
    at = _times(word, everybody)
    found = jnp.zeros(at.shape, jnp.int32)
    for r in range(1, g.below.shape[0]):
        found = found + (at >= g.below[r]).astype(jnp.int32)
    place = at - g.below[found]
    own = (found == region) & (place == ordinal)
    return found, jnp.where(own, jnp.where(place == 0, np.uint32(1), place - np.uint32(1)), place)


def _near(world: SmallWorld, k: int, ordinal: Array, citizens: Array) -> Array:
    """Ordinal of the ``k``-th of one's household and of the nearest households on a region's ring."""
    size = np.uint32(world.household)
    others = citizens - np.uint32(1)

    def on_ring(place: Array) -> Array:
        # A difference, not a remainder: processors have no vector division.
        return jnp.where(place >= citizens, place - citizens, place)

    if k < world.household - 1:
        place = ordinal % size
        mate = ordinal - place + (place + np.uint32(1 + k)) % size
        return jnp.where(mate < citizens, mate, on_ring(ordinal + np.uint32(1) + np.uint32(k) % others))
    m = k - (world.household - 1)
    step = np.uint32(1) + (size * np.uint32(1 + m // 2) - np.uint32(1)) % others
    return on_ring(ordinal + (step if m % 2 == 0 else citizens - step))


def _tie(
    world: SmallWorld, g: Ground, seed: Array, k: int, region: Array, ordinal: Array, far: Array, u: Array
) -> Array:
    """Seat of the ``k``-th citizen whom a citizen sees; ``far`` and ``u`` are random words."""
    wanted = world.degree * world.rewiring
    whole = int(wanted + 1e-9)
    from_last = world.degree - 1 - k
    near = _near(world, k, ordinal, g.citizens[region])
    share = np.uint32(min(round((wanted - whole) * 2.0**32), 2**32 - 1))
    far_region, far_place = _far(g, far, region, ordinal)
    if from_last < whole:
        target, place = far_region, far_place
    elif from_last == whole and share > 0:
        target = jnp.where(u < share, far_region, region)
        place = jnp.where(u < share, far_place, near)
    else:
        target, place = region, near
    return seats(g.slot[target] + place)


def seats(slot: Array) -> Array:
    """Seat of a slot, uint32: see the module's text."""
    lane = slot % np.uint32(BLOCK)
    return slot - lane + (lane % np.uint32(WORDS)) * np.uint32(32) + lane // np.uint32(WORDS)


_apart: Any = jax.lax.optimization_barrier
"""Keeps the compiler from computing something anew for each of its uses; JAX leaves it untyped."""


def _ties(world: SmallWorld, g: Ground, seed: Array, block: Array, each: Any) -> None:
    """Call ``each(k, seat)`` for the ties of some blocks' citizens, (block, lane)."""
    region = g.region[block][:, None]
    ordinal = g.begin[block][:, None] + jnp.arange(BLOCK, dtype=jnp.uint32)[None, :]
    keyed = region.astype(jnp.uint32)
    far_ties = int(np.ceil(world.degree * world.rewiring - 1e-9))
    u = jnp.zeros_like(ordinal)
    if far_ties > world.degree * world.rewiring + 1e-9:
        u, _ = words(seed, _SOCIETY, Stream.TIES, np.uint32(world.degree), keyed, ordinal)
    pair: tuple[Array, Array] = (u, u)
    for k in range(world.degree):
        from_last = world.degree - 1 - k
        if from_last < far_ties:
            # Two ties share a call of the generator; numbered from the last tie on, so that each keeps its
            # word whatever the share of far ties.
            pair = words(seed, _SOCIETY, Stream.TIES, np.uint32(from_last // 2), keyed, ordinal)
        each(k, _tie(world, g, seed, k, region, ordinal, pair[from_last % 2], u))


@eqx.filter_jit
def table(world: SmallWorld, g: Ground, seed: Array) -> Array:
    """Seats of those whom each citizen sees, (degree, slot) uint32, made some blocks at a time."""
    blocks = g.region.shape[0]
    some = min(blocks, _SOME)

    def fill(i: Array, made: Array) -> Array:
        start = jnp.minimum(i * some, blocks - some)
        rows: list[Array] = []
        _ties(world, g, seed, start + jnp.arange(some), lambda _, seat: rows.append(seat.reshape(-1)))
        return jax.lax.dynamic_update_slice(made, jnp.stack(rows), (0, start * BLOCK))

    empty = jnp.zeros((world.degree, blocks * BLOCK), jnp.uint32)
    found: Array = jax.lax.fori_loop(0, -(-blocks // some), fill, empty)
    return found


@jax.jit
def count(table: Array, bits: Array) -> Array:
    """How many of those one sees are active, (slot,) uint8.

    Parameters
    ----------
    table
        Seats of those whom each citizen sees, (degree, slot) uint32; an empty slot's seat for a missing tie.
    bits
        Packed states, (word,) uint32.
    """
    active = jnp.zeros(table.shape[1:], jnp.uint32)
    for k in range(table.shape[0]):
        seat = table[k]
        word = bits.at[seat >> np.uint32(5)].get(mode="promise_in_bounds")
        active = active + ((word >> (seat & np.uint32(31))) & np.uint32(1))
    return active.astype(jnp.uint8 if table.shape[0] < 256 else jnp.int32)


@jax.jit
def count_more(found: Array, slot: Array, seat: Array, bits: Array) -> Array:
    """`count` and the ties beyond its table, (slot,) int32; ``slot`` (tie,) is ascending."""
    word = bits[seat >> np.uint32(5)]
    active = ((word >> (seat & np.uint32(31))) & np.uint32(1)).astype(jnp.int32)
    more = jax.ops.segment_sum(active, slot.astype(jnp.int32), found.shape[0], indices_are_sorted=True)
    return found.astype(jnp.int32) + more


@eqx.filter_jit
def count_computed(world: SmallWorld, g: Ground, seed: Array, bits: Array) -> Array:
    """The same as `count`, with ties computed on the way, some blocks at a time."""
    blocks = g.region.shape[0]
    some = min(blocks, _FEW)

    def fill(i: Array, made: Array) -> Array:
        start = jnp.minimum(i * some, blocks - some)
        rows: list[Array] = []
        _ties(world, g, seed, start + jnp.arange(some), lambda _, seat: rows.append(seat.reshape(-1)))
        # Ties first, then their bits: fused into one loop, neither half would be vectorised.
        seen = [_apart(row) for row in rows]
        found = count(jnp.stack(seen), bits)
        return jax.lax.dynamic_update_slice(made, found, (start * BLOCK,))

    empty = jnp.zeros((blocks * BLOCK,), jnp.uint8)
    found: Array = jax.lax.fori_loop(0, -(-blocks // some), fill, empty)
    return found


@jax.jit
def pack(flags: Array) -> Array:
    """Flags (block, lane) as packed words, (word,) uint32."""
    bits = flags.reshape(-1, 32, WORDS).astype(jnp.uint32)
    shifts = jnp.arange(32, dtype=jnp.uint32)[None, :, None]
    return jnp.sum(bits << shifts, axis=1, dtype=jnp.uint32).reshape(-1)


def total(bits: Array) -> Array:
    """Flags set in each block, (block,) int32, from packed words."""
    return jnp.sum(jax.lax.population_count(bits.reshape(-1, WORDS)).astype(jnp.int32), axis=1)
