"""Who sees whom: the network of citizens, stored or computed, and how many of those one sees are active.

By default a citizen sees ``degree`` others: first the members of his household, then the nearest households
on either side, and, for a share ``rewiring`` of the ties, anybody in the country (a small world: Watts and
Strogatz 1998). Ties are a pure function of the seed, so they can be stored, or computed anew every day.

States are packed, one bit a citizen, in the order of the slots. Ties to the `WINDOW` slots on either side are
kept as a mask of 32 bits, which is laid over the same window of the packed states; the others are kept as
slots, a row of them for all citizens at a time.

References: Watts and Strogatz 1998.
"""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from asabiya.engine.keys import Stream, words
from asabiya.engine.micro.layout import BLOCK, Layout

__all__ = [
    "SOCIETY",
    "WINDOW",
    "Ground",
    "SmallWorld",
    "count",
    "count_close",
    "count_computed",
    "count_more",
    "ground",
    "masks",
    "pack",
    "rows",
    "total",
    "window",
]

WINDOW = 16
"""A mask tells of slots from so many before a citizen's own to one fewer after it."""
_TOGETHER = 5
"""Rows of ties that one program reads: with more, their lines crowd each other out of the first cache."""

_SOME = 512
"""Blocks whose ties are made at a time."""
_FEW = 128
"""Blocks whose ties are computed at a time where they are not kept, so that they stay in the cache."""
SOCIETY = np.uint32(0xA5AB1A)
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


def _kept(world: SmallWorld, k: int) -> bool:
    """Whether the ``k``-th tie lies in the window, but at the ends of a region."""
    if world.degree - 1 - k < int(np.ceil(world.degree * world.rewiring - 1e-9)):
        return False
    if k < world.household - 1:
        return world.household <= WINDOW
    return world.household * (1 + (k - world.household + 1) // 2) < WINDOW


def _tie(world: SmallWorld, g: Ground, k: int, region: Array, ordinal: Array, far: Array, u: Array) -> Array:
    """Slot of the ``k``-th citizen whom a citizen sees; ``far`` and ``u`` are random words."""
    wanted = world.degree * world.rewiring
    whole = int(wanted + 1e-9)
    from_last = world.degree - 1 - k
    near = g.slot[region] + _near(world, k, ordinal, g.citizens[region])
    if from_last > whole:
        return near
    share = np.uint32(min(round((wanted - whole) * 2.0**32), 2**32 - 1))
    far_region, far_place = _far(g, far, region, ordinal)
    anywhere = g.slot[far_region] + far_place
    return anywhere if from_last < whole else jnp.where(u < share, anywhere, near)


def _rows(world: SmallWorld, g: Ground, seed: Array, block: Array) -> list[Array]:
    """Slots of those whom some blocks' citizens see outside the window, a row a tie, (block · lane,)."""
    region = g.region[block][:, None]
    ordinal = g.begin[block][:, None] + jnp.arange(BLOCK, dtype=jnp.uint32)[None, :]
    keyed = region.astype(jnp.uint32)
    u, _ = words(seed, SOCIETY, Stream.TIES, np.uint32(world.degree), keyed, ordinal)
    found = []
    for k in range(world.degree):
        if not _kept(world, k):
            # Two ties share a call of the generator; numbered from the last tie on, so that each keeps its
            # word whatever the share of far ties.
            last = world.degree - 1 - k
            pair = words(seed, SOCIETY, Stream.TIES, np.uint32(last // 2), keyed, ordinal)
            found.append(_tie(world, g, k, region, ordinal, pair[last % 2], u).reshape(-1))
    return found


@eqx.filter_jit
def rows(world: SmallWorld, g: Ground, seed: Array) -> tuple[Array, ...]:
    """Slots of those whom each citizen sees outside the window, (slot,) uint32 each, made in pieces."""
    blocks = g.region.shape[0]
    some = min(blocks, _SOME)

    def fill(i: Array, made: tuple[Array, ...]) -> tuple[Array, ...]:
        start = jnp.minimum(i * some, blocks - some)
        new = _rows(world, g, seed, start + jnp.arange(some))
        update = jax.lax.dynamic_update_slice
        return tuple(update(row, part, (start * BLOCK,)) for row, part in zip(made, new, strict=True))

    count = sum(not _kept(world, k) for k in range(world.degree))
    empty = tuple(jnp.zeros((blocks * BLOCK,), jnp.uint32) for _ in range(count))
    found: tuple[Array, ...] = jax.lax.fori_loop(0, -(-blocks // some), fill, empty)
    return found


def masks(world: SmallWorld, lay: Layout, g: Ground) -> tuple[Array, tuple[Array, Array] | None]:
    """Masks of the ties within the window, (slot,) uint32, and the few that leave it or fall together.

    Those, at the ends of a region's ring, are given as slots and slots of those they see, (tie,) each.
    """
    inner = [k for k in range(world.degree) if _kept(world, k)]
    ordinal = g.begin[:, None] + jnp.arange(BLOCK, dtype=jnp.uint32)[None, :]
    size = np.uint32(world.household)
    pattern = np.zeros(world.household, dtype=np.uint32)
    middle = jnp.arange(world.household, dtype=jnp.uint32) + np.uint32(2 * WINDOW) * size
    for k in inner:
        away = np.asarray(_near(world, k, middle, jnp.uint32(4 * WINDOW) * size)).astype(np.int64)
        pattern |= np.uint32(1) << (away - np.asarray(middle) + WINDOW).astype(np.uint32)
    mask = jnp.asarray(pattern)[ordinal % size].reshape(-1)
    slot, target = _ends(world, lay, inner)
    off = target - slot + WINDOW
    fits = (off >= 0) & (off < 2 * WINDOW)
    pairs = slot * (2 * WINDOW) + np.where(fits, off, 0)
    first = np.zeros(len(slot), dtype=bool)
    first[np.unique(np.where(fits, pairs, -1), return_index=True)[1]] = True
    kept = fits & first
    edge = np.unique(slot)
    bits = np.zeros(len(edge), dtype=np.uint32)
    np.bitwise_or.at(bits, np.searchsorted(edge, slot[kept]), np.uint32(1) << off[kept].astype(np.uint32))
    mask = mask.at[jnp.asarray(edge)].set(jnp.asarray(bits))
    if kept.all():
        return mask, None
    return mask, tuple(jnp.asarray(x[~kept].astype(np.uint32)) for x in (slot, target))  # type: ignore[return-value]


def _ends(world: SmallWorld, lay: Layout, inner: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Slots near the ends of regions and of whom they see by the ``inner`` ties, by slot, (tie,) each."""
    slots, targets = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    reach = 2 * WINDOW
    for citizens, first in zip(lay.citizens.tolist(), lay.first.tolist(), strict=True):
        near = np.arange(citizens) if citizens <= 2 * reach else np.r_[0:reach, citizens - reach : citizens]
        places = jnp.asarray(near.astype(np.uint32))
        seen = [np.asarray(_near(world, k, places, jnp.uint32(citizens))) for k in inner]
        if seen:
            slots.append(np.repeat(near + first * BLOCK, len(inner)))
            targets.append(np.stack(seen, axis=1).astype(np.int64).reshape(-1) + first * BLOCK)
    return np.concatenate(slots), np.concatenate(targets)


def _bit(row: Array, bits: Array) -> Array:
    """Bits of the slots in a row, uint8."""
    word = bits.at[row >> np.uint32(5)].get(mode="promise_in_bounds")
    return ((word >> (row & np.uint32(31))) & np.uint32(1)).astype(jnp.uint8)


@partial(jax.jit, donate_argnums=0, keep_unused=True, static_argnames="fresh")
def _add(into: Array, some: tuple[Array, ...], bits: Array, *, fresh: bool) -> Array:
    found = jnp.zeros_like(into) if fresh else into
    for row in some:
        found = found + _bit(row, bits).astype(into.dtype)
    return found


def count(those: tuple[Array, ...], bits: Array, into: Array) -> Array:
    """How many of those in some rows are active, (slot,).

    Parameters
    ----------
    those
        Slots of those whom each citizen sees, (slot,) uint32 each; an empty slot for a missing tie.
    bits
        Packed states, (word,) uint32.
    into
        An array (slot,) of any whole numbers that is overwritten and must not be used again.
    """
    found: Array = _add(into, those[:_TOGETHER], bits, fresh=True)
    for i in range(_TOGETHER, len(those), _TOGETHER):
        found = _add(found, those[i : i + _TOGETHER], bits, fresh=False)
    return found


@partial(jax.jit, donate_argnums=0)
def count_more(found: Array, slot: Array, target: Array, bits: Array) -> Array:
    """`count` and further ties of some slots, (slot,); ``slot`` and ``target`` are (tie,)."""
    return found.at[slot].add(_bit(target, bits).astype(found.dtype))


@eqx.filter_jit
def count_computed(world: SmallWorld, g: Ground, seed: Array, bits: Array) -> Array:
    """`count` of the `rows`, computed on the way, some blocks at a time."""
    blocks = g.region.shape[0]
    some = min(blocks, _FEW)

    def fill(i: Array, made: Array) -> Array:
        start = jnp.minimum(i * some, blocks - some)
        found = jnp.zeros((some * BLOCK,), jnp.uint8)
        for row in _rows(world, g, seed, start + jnp.arange(some)):
            found = found + _bit(row, bits)
        return jax.lax.dynamic_update_slice(made, found, (start * BLOCK,))

    empty = jnp.zeros((blocks * BLOCK,), jnp.uint8)
    found: Array = jax.lax.fori_loop(0, -(-blocks // some), fill, empty)
    return found


def window(bits: Array) -> Array:
    """Packed states about each slot, (word, 32) uint32; bit j is that of the slot ``j − WINDOW`` away."""
    none = jnp.zeros((1,), jnp.uint32)
    before, after = jnp.concatenate([none, bits[:-1]]), jnp.concatenate([bits[1:], none])
    lane = jnp.arange(32, dtype=jnp.uint32)[None, :]
    late = lane >= np.uint32(WINDOW)
    low = jnp.where(late, bits[:, None], before[:, None])
    high = jnp.where(late, after[:, None], bits[:, None])
    shift = (lane - np.uint32(WINDOW)) & np.uint32(31)
    left = (np.uint32(32) - shift) & np.uint32(31)
    return (low >> shift) | jnp.where(shift == 0, np.uint32(0), high << left)


@jax.jit
def _close(mask: Array, bits: Array) -> Array:
    return jax.lax.population_count(window(bits) & mask.reshape(-1, 32)).astype(jnp.uint8)


@partial(jax.jit, donate_argnums=0)
def _joined(found: Array, close: Array) -> Array:
    return found + close.reshape(found.shape).astype(found.dtype)


def count_close(found: Array, mask: Array, bits: Array) -> Array:
    """`count` and the ties within the window, (slot,); ``mask`` is (slot,) and ``found`` is overwritten."""
    # Two programs: a program that gives the counts in another shape than the window's computes each word's
    # window once for every lane.
    counted: Array = _joined(found, _close(mask, bits))
    return counted


@jax.jit
def pack(flags: Array) -> Array:
    """Flags (block, lane) as packed words, (word,) uint32."""
    shifts = jnp.arange(32, dtype=jnp.uint32)[None, :]
    return jnp.sum(flags.reshape(-1, 32).astype(jnp.uint32) << shifts, axis=1, dtype=jnp.uint32)


def total(bits: Array) -> Array:
    """Flags set in each block, (block,) int32, from packed words."""
    return jnp.sum(jax.lax.population_count(bits.reshape(-1, BLOCK // 32)).astype(jnp.int32), axis=1)
