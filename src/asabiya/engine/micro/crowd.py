"""Citizens as agents: who takes to the street, who goes home, who is arrested and who is let go.

Equations, for a citizen with standard score ``ξ`` of his threshold, ``n`` of the ``k`` whom he sees active:

    (A1) ready iff (U2) ≥ 0 with T + ε = mean + sd·ξ, his own hardship and risk aversion, and
         s = (1 − mix)·n/k + mix·Ā
    (A2) each day a citizen at large thinks again with probability ``rate``; he then is in the street iff he
         is ready and finds a way, with probability (mobilisable − J)/(1 − J)
    (A3) an active citizen is arrested with the probability of (J2) and jailed for U(0, jail_term) days

(A2) has the mean of (J1) where thresholds are drawn anew; the way is drawn, the threshold lasts. Everything
is an integer here: readiness in units of `READINESS`, probabilities in units of 2^−32.
"""

from __future__ import annotations

from functools import partial

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from asabiya.engine.keys import Stream, words
from asabiya.engine.micro.fixed import READINESS
from asabiya.engine.micro.layout import BLOCK
from asabiya.engine.micro.ties import Ground, pack, total
from asabiya.engine.micro.traits import SCORE

__all__ = [
    "ACTIVE",
    "QUIET",
    "CrowdOrders",
    "StartOrders",
    "begin",
    "by_group",
    "step",
    "sums",
    "wishes",
]

QUIET, ACTIVE = 0, 1
"""States of a citizen; a larger one is jailed with one day less to go than the state says."""

_SCALE = np.int32(READINESS / SCORE)


class CrowdOrders(eqx.Module):
    """What a day asks of citizens, by region; every array ends in an axis of members."""

    index: Array
    """Readiness less mean threshold, without traits and neighbours, (R, K, member) int32."""
    hardship: Array
    """What a step of hardship adds, (R, member) int32."""
    aversion: Array
    """What a step of risk aversion takes away, (R, member) int32."""
    others: Array
    """What it adds if all whom one sees are active, (member,) float32 [units of readiness]."""
    again: Array
    """Probability of thinking again, (member,) uint32."""
    way: Array
    """Probability of thinking again and finding a way, (R, K, member) uint32."""
    risk: Array
    """Probability of arrest, (R, member) uint32."""
    term: Array
    """Longest jail term, (member,) int32 [d/16]."""
    wish: Array
    """Probability with which a wish is shown where preferences are not falsified, (member,) uint32."""


class StartOrders(eqx.Module):
    """How citizens begin."""

    day: CrowdOrders
    """Readiness at rest."""
    active: Array
    """Probability that a ready citizen is active, (R, K, member) uint32."""
    jailed: Array
    """The same, that he is active or jailed, (R, K, member) uint32."""
    longest: Array
    """Longest jail term, (member,) float32 [d]."""


def _readiness(
    orders: CrowdOrders, i: Array, region: Array, traits: Array, near: Array
) -> tuple[Array, Array, Array]:
    """Readiness, what risk aversion takes from it, and whether citizens are of the first cohort."""
    young = ((traits >> np.uint32(7)) & np.uint32(1)) == 1
    index = orders.index[region, :, i]
    level = jnp.where(young, index[:, :1], index[:, 1:])
    hardship = ((traits >> np.uint32(8)) & np.uint32(255)).astype(jnp.int32)
    aversion = (traits & np.uint32(127)).astype(jnp.int32)
    score = (traits.astype(jnp.int32) >> 16) * _SCALE
    dread = aversion * orders.aversion[region, i][:, None]
    return level + hardship * orders.hardship[region, i][:, None] + near - dread - score, dread, young


def _others(near: Array, weight: Array, orders: CrowdOrders, i: Array, traits: Array) -> Array:
    """What those whom citizens see active add to readiness, (block, lane) int32."""
    seen = near.reshape(traits.shape)
    each = orders.others[i] * weight
    if weight.ndim == 0:
        return seen.astype(jnp.int32) * each.astype(jnp.int32)
    return (seen.astype(jnp.float32) * each).astype(jnp.int32)


@jax.jit
def begin(start: StartOrders, i: Array, g: Ground, traits: Array, seed: Array, path: Array) -> Array:
    """States on the eve of day 0, (block, lane) uint16; ``i`` is the place among the members."""
    level, _, young = _readiness(start.day, i, g.region, traits, jnp.int32(0))
    lane = jnp.arange(BLOCK, dtype=jnp.uint32)[None, :]
    ordinal = g.begin[:, None] + lane
    keyed = g.region.astype(jnp.uint32)[:, None]
    a, b = words(seed, path, Stream.ORDERS, np.uint32(0), keyed, ordinal)
    active, jailed = start.active[g.region, :, i], start.jailed[g.region, :, i]
    up_to_active = jnp.where(young, active[:, :1], active[:, 1:])
    up_to_jailed = jnp.where(young, jailed[:, :1], jailed[:, 1:])
    # Of a term that is uniform, what is left on a day taken at random.
    left = 1.0 - jnp.sqrt((b >> np.uint32(9)).astype(jnp.float32) * np.float32(2.0**-23))
    stay = jnp.floor(left * start.longest[i]).astype(jnp.uint16) + np.uint16(2)
    ready = (level >= 0) & (lane < g.inside[:, None].astype(jnp.uint32))
    state = jnp.where(a < up_to_active, np.uint16(ACTIVE), stay)
    return jnp.where(ready & (a < up_to_jailed), state, np.uint16(QUIET))


@partial(jax.jit, donate_argnames="state")
def step(
    orders: CrowdOrders, i: Array, g: Ground, traits: Array, state: Array, near: Array, weight: Array,
    seed: Array, path: Array, day: Array,
) -> Array:  # fmt: skip
    """States after a day (A1–A3), (block, lane) uint16; those of empty lanes mean nothing.

    Parameters
    ----------
    orders, i
        What the day asks, and the place among the members.
    g, traits, state
        Where citizens lie, their traits and their states yesterday, (block, lane), which are overwritten.
    near
        How many of those they see are active, (slot,).
    weight
        Weight of one of those they see: 1/degree, () or (block, lane) float32.
    seed, path, day
        Of the draws.
    """
    region = g.region
    others = _others(near, weight, orders, i, traits)
    level, _, young = _readiness(orders, i, region, traits, others)
    lane = jnp.arange(BLOCK, dtype=jnp.uint32)[None, :]
    keyed = region.astype(jnp.uint32)[:, None]
    a, b = words(seed, path, Stream.CITIZENS, day.astype(jnp.uint32), keyed, g.begin[:, None] + lane)
    ways = orders.way[region, :, i]
    way = jnp.where(young, ways[:, :1], ways[:, 1:])
    risk = orders.risk[region, i][:, None]
    goes = (level >= 0) & (a < way)
    # Given an arrest the low bits of the word are still uniform.
    halves = ((b & np.uint32(0xFFFF)).astype(jnp.int32) * orders.term[i]) >> 19
    caught = jnp.maximum((halves + 1) >> 1, 1).astype(jnp.uint16) + np.uint16(1)
    home = (a < orders.again[i]) & ~goes
    moved = jnp.where(b < risk, caught, jnp.where(home, np.uint16(QUIET), np.uint16(ACTIVE)))
    served = jnp.where(state == 2, np.uint16(QUIET), state - np.uint16(1))
    free = jnp.where(goes, np.uint16(ACTIVE), np.uint16(QUIET))
    return jnp.where(state == QUIET, free, jnp.where(state == ACTIVE, moved, served))


@jax.jit
def wishes(
    orders: CrowdOrders, i: Array, g: Ground, traits: Array, near: Array, weight: Array, seed: Array,
    path: Array, day: Array,
) -> tuple[Array, Array]:  # fmt: skip
    """Packed wishes: who would be in the street without fear, and who of them shows it, (word,) each.

    Those of empty lanes mean nothing.
    """
    others = _others(near, weight, orders, i, traits)
    level, dread, _ = _readiness(orders, i, g.region, traits, others)
    lane = jnp.arange(BLOCK, dtype=jnp.uint32)[None, :]
    keyed = g.region.astype(jnp.uint32)[:, None]
    a, _ = words(seed, path, Stream.CITIZENS, day.astype(jnp.uint32), keyed, g.begin[:, None] + lane)
    wish = level + dread >= 0
    return pack(wish), pack(wish & (a < orders.wish[i]))


@jax.jit
def by_group(g: Ground, cohorts: Array, flags: Array) -> Array:
    """Flags set by region and cohort, (R, K) int32, from packed words, (word,), and cohorts', (K, word)."""
    by_block = jnp.stack([total(flags & members) for members in cohorts], axis=1)
    found: Array = jax.ops.segment_sum(by_block, g.region, g.citizens.shape[0], indices_are_sorted=True)
    return found


@jax.jit
def sums(g: Ground, cohorts: Array, before: Array, after: Array) -> tuple[Array, Array]:
    """Packed active citizens, (word,), and counts by region and cohort, (3, R, K) int32.

    Parameters
    ----------
    g
        Where citizens lie.
    cohorts
        Packed citizens of each cohort, (K, word) uint32.
    before
        Packed active citizens of yesterday, (word,) uint32.
    after
        Today's states, (block, lane).

    Returns
    -------
    The counts are active and jailed citizens, and those arrested today.
    """
    active = pack(after == ACTIVE) & (cohorts[0] | cohorts[1])
    jailed = pack(after > ACTIVE)
    return active, jnp.stack([by_group(g, cohorts, flags) for flags in (active, jailed, jailed & before)])
