"""Members of the apparatus as agents: who reviews his choice, who leaves, shirks, is purged and replaced.

Equations, for a member whose chain of command obeys or is broken:

    (A4) each day a member reviews with probability ``review`` and draws a private signal; he then leaves,
         shirks or obeys with the probabilities of (M1) at that signal
    (A5) else he is purged with the hazard of (K1); a vacated post is filled with probability 1/refill
    (A6) a chain obeys iff the commander obeys and his own chain does, today, from the top down
    (A7) where a commander leaves, each of his unit who shirks or obeys leaves with him with probability pull

Dated departures take every n-th member of a sector and rank from a random start on, so that their number is
right. Probabilities are in units of 2^−32; the private signal has `SIGNALS` equally likely values.
"""

from __future__ import annotations

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import ndtri

from asabiya.engine.keys import Stream, words
from asabiya.engine.micro.tree import Rank

__all__ = ["SIGNALS", "TALLIES", "CorpsOrders", "StartShares", "Unit", "begin", "signals", "step"]

OBEY, SHIRK, LEFT, PURGED, NOBODY = range(5)
"""States of a member; the last one is an empty lane's."""

SIGNALS = 16
"""Values of the private signal."""

TALLIES = ("obey", "shirk", "left", "purged", "effective", "leaving", "filled", "replaced", "expelled")
"""What is counted: members by state, those whose chain obeys too, and today's departures, posts filled after
a departure and after a purge, and purges."""


def signals() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Equally likely values of a private signal with mean 0 and variance 1, and their weights.

    >>> values, weights = signals()
    >>> round(sum(v * v * w for v, w in zip(values, weights)), 6)
    1.0
    """
    middle = np.asarray(ndtri((jnp.arange(SIGNALS) + 0.5) / SIGNALS), dtype=np.float64)
    middle = middle / np.sqrt(np.mean(middle**2))
    return tuple(float(x) for x in middle), (1.0 / SIGNALS,) * SIGNALS


class CorpsOrders(eqx.Module):
    """What a day asks of members; every array ends in an axis of the ensemble's members and is uint32."""

    review: Array
    """Probability of a review, (member,)."""
    leave: Array
    """Probability of leaving at a review, (signal, S, H, F, member)."""
    shirk: Array
    """Probability of leaving or shirking at a review, (signal, S, H, F, member)."""
    purge_obey: Array
    """Probability that one who obeys is purged, (member,)."""
    purge_shirk: Array
    """Probability that one who shirks is purged, (member,)."""
    refill: Array
    """Probability that a vacated post is filled, (member,)."""
    pull: Array
    """Probability of leaving with one's commander, (member,)."""
    dated: Array
    """Dated departures as a share of posts, (S, H, member)."""


class StartShares(eqx.Module):
    """Probabilities of a member's state at rest, summed up in the order of the states, (S, H, F, member)."""

    obey: Array
    shirk: Array
    left: Array


class Unit(eqx.Module):
    """The members of one rank on a day, (block, LANES)."""

    state: Array
    """State, uint8."""
    chain: Array
    """Whether the chain of command above the member obeys, bool."""


def _of(x: Array, rank: Rank, h: int, i: Array) -> Array:
    """Values by sector, rank and faction for each block, (block, 1)."""
    return x[rank.sector, h, rank.faction, i][:, None]


def _above(rank: Rank, values: Array | None, none: bool) -> Array:
    """A flag of each member's commander, ``none`` where he has none."""
    if values is None:
        return jnp.full(rank.there.shape, none)
    found = values.reshape(-1)[jnp.maximum(rank.commander, 0)]
    return jnp.where(rank.commander >= 0, found, False)


def _count(rank: Rank, before: Array, after: Array, chain: Array, cells: int) -> Array:
    """`TALLIES` by cell, (9, S·F·R) int32."""
    flags = (
        after == OBEY,
        after == SHIRK,
        after == LEFT,
        after == PURGED,
        (after == OBEY) & chain,
        (after == LEFT) & (before != LEFT),
        (after == OBEY) & (before == LEFT),
        (after == OBEY) & (before == PURGED),
        (after == PURGED) & (before != PURGED),
    )
    by_block = jnp.stack([jnp.sum(flag, axis=1, dtype=jnp.int32) for flag in flags], axis=1)
    counts: Array = jax.ops.segment_sum(by_block, rank.cell, cells, indices_are_sorted=True)
    return counts.T


@jax.jit(static_argnames="cells")
def begin(
    ranks: tuple[Rank, ...], shares: StartShares, i: Array, seed: Array, path: Array, cells: int
) -> tuple[tuple[Unit, ...], Array]:
    """Members on the eve of day 0, and `TALLIES` by rank and cell, (H, 9, S·F·R)."""
    units: list[Unit] = []
    tallies: list[Array] = []
    obeys: Array | None = None
    for h, rank in enumerate(ranks):
        a, _ = words(seed, path, Stream.ORDERS, np.uint32(1), rank.group[:, None], rank.ordinal)
        obey, shirk, left = (_of(x, rank, h, i) for x in (shares.obey, shares.shirk, shares.left))
        state = jnp.where(a < obey, OBEY, jnp.where(a < shirk, SHIRK, jnp.where(a < left, LEFT, PURGED)))
        state = jnp.where(rank.there, state, NOBODY).astype(jnp.uint8)
        chain = _above(rank, obeys, h == 0)
        obeys = (state == OBEY) & chain
        units.append(Unit(state=state, chain=chain))
        tallies.append(_count(rank, state, state, chain, cells))
    return tuple(units), jnp.stack(tallies)


@jax.jit(static_argnames="cells")
def step(
    ranks: tuple[Rank, ...], units: tuple[Unit, ...], orders: CorpsOrders, i: Array, seed: Array, path: Array,
    day: Array, cells: int,
) -> tuple[tuple[Unit, ...], Array]:  # fmt: skip
    """Members after a day (A4–A7), and `TALLIES` by rank and cell, (H, 9, S·F·R) int32.

    Parameters
    ----------
    ranks, units
        The tree and the states of its members yesterday, from the top down.
    orders, i
        What the day asks, and the place among the ensemble's members.
    seed, path, day
        Of the draws.
    cells
        Number of cells S·F·R.
    """
    tick = day.astype(jnp.uint32)
    after: list[Unit] = []
    tallies: list[Array] = []
    obeys: Array | None = None
    gone: Array | None = None
    for h, (rank, unit) in enumerate(zip(ranks, units, strict=True)):
        a, b = words(seed, path, Stream.MEMBERS, tick, rank.group[:, None], rank.ordinal)
        c, _ = words(seed, path, Stream.ORDERS, tick + np.uint32(2), rank.group[:, None], rank.ordinal)
        state = _moved(rank, unit.state, orders, h, i, a, b, _start(orders, seed, path, tick, h))
        chain = _above(rank, obeys, h == 0)
        follows = _above(rank, gone, False) & (c < orders.pull[i]) & (state <= SHIRK)
        state = jnp.where(follows & ~((state == OBEY) & chain), np.uint8(LEFT), state)
        obeys = (state == OBEY) & chain
        gone = (state == LEFT) & (unit.state <= SHIRK)
        after.append(Unit(state=state, chain=chain))
        tallies.append(_count(rank, unit.state, state, chain, cells))
    return tuple(after), jnp.stack(tallies)


def _start(orders: CorpsOrders, seed: Array, path: Array, tick: Array, h: int) -> Array:
    """Random start of the dated departures of each sector, (S,) uint32."""
    sectors = jnp.arange(orders.dated.shape[0], dtype=jnp.uint32)
    start: Array = words(seed, path, Stream.DEPARTURES, tick, np.uint32(h), sectors)[0]
    return start


def _moved(
    rank: Rank, state: Array, orders: CorpsOrders, h: int, i: Array, a: Array, b: Array, start: Array
) -> Array:
    """States after a member's own review, purges, dated departures and refilling, uint8."""
    serves = state <= SHIRK
    reviews = serves & (a < orders.review[i])
    # Given a review, the low bits of the word are still uniform.
    signal = (a & np.uint32(SIGNALS - 1)).astype(jnp.int32)
    leave = orders.leave[signal, rank.sector[:, None], h, rank.faction[:, None], i]
    shirk = orders.shirk[signal, rank.sector[:, None], h, rank.faction[:, None], i]
    choice = jnp.where(b < leave, LEFT, jnp.where(b < shirk, SHIRK, OBEY))
    hazard = jnp.where(state == OBEY, orders.purge_obey[i], orders.purge_shirk[i])
    purged = serves & ~reviews & (a - orders.review[i] < hazard)
    share = orders.dated[rank.sector, h, i][:, None]
    dated = serves & (rank.place * share + start[rank.sector][:, None] < share)
    filled = (state == LEFT) | (state == PURGED)
    moved = jnp.where(reviews, choice, state)
    moved = jnp.where(purged, PURGED, moved)
    moved = jnp.where(dated, LEFT, moved)
    after: Array = jnp.where(filled & (a < orders.refill[i]), OBEY, moved).astype(jnp.uint8)
    return after
