"""What lies between the agents: the phases of the day that belong to no agent, and what they ask of agents.

Each program takes and gives arrays for `WIDTH` members of the ensemble, always the same number, and is
compiled apart from the agents', so that its floating-point results do not depend on how many agents there
are, nor on threads, devices or chunks.
"""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
from jax import Array

from asabiya.engine import apparatus
from asabiya.engine.aggregates import sector_faction
from asabiya.engine.day import Chance, Setting, dawn, dusk, noon, outlook
from asabiya.engine.keys import BLOCK_DAYS
from asabiya.engine.micro.corps import TALLIES, CorpsOrders, StartShares
from asabiya.engine.micro.crowd import CrowdOrders, StartOrders
from asabiya.engine.micro.fixed import READINESS, chance32, readiness
from asabiya.engine.model import Model
from asabiya.engine.rest import settle
from asabiya.engine.state import Constants, Record, Row, State, Switches
from asabiya.engine.street import pull
from asabiya.engine.today import Dawn, Noon
from asabiya.mechanisms import consolidation, uprising
from asabiya.mechanisms.numerics import ordered_sum

__all__ = [
    "WIDTH",
    "Evening",
    "Midday",
    "Morning",
    "Weights",
    "evening",
    "midday",
    "morning",
    "settled",
    "woken",
]

WIDTH = 8
"""Members of the ensemble whose fields are computed together."""


class Weights(eqx.Module):
    """How many persons an agent stands for; 0 where there is no agent."""

    citizens: Array
    """By region and cohort, (R, K, 1)."""
    members: Array
    """By sector, rank and faction, (S, H, F, 1)."""


class Morning(eqx.Module):
    """The day before the apparatus acts."""

    dawn: Dawn
    orders: CorpsOrders
    hidden: Array
    """Share of serving members who would leave if it carried no punishment, (S, H, F, member)."""


class Midday(eqx.Module):
    """The day before citizens act."""

    noon: Noon
    moves: dict[str, Array]
    """What became of the apparatus, as `asabiya.engine.flows` gives it."""
    orders: CrowdOrders


class Evening(eqx.Module):
    """The end of a day."""

    state: State
    record: Record
    regions: Array
    """`asabiya.engine.micro.run.REGIONAL` by region, (4, R, member)."""
    ranks: Array
    """Shares of posts obeying, shirking, vacated by leaving and by purges, (4, S, H, member)."""


def _way(k: Setting, jailed: Array) -> Array:
    """Probability of finding a way into the street (A2), (R, K, member), from jailed persons."""
    share = jailed / k.c.adults
    return jnp.clip((k.model.uprising.mobilisable - share) / jnp.maximum(1.0 - share, 1e-6), 0.0, 1.0)


def _crowd(
    k: Setting, index: Array, per_hardship: Array, per_aversion: Array, risk: Array, jailed: Array
) -> CrowdOrders:
    """Orders to citizens; ``index`` is readiness less mean threshold, (R, K, member), ``jailed`` persons."""
    p = k.model.uprising
    scale = 1.0 / p.sd
    per_hardship, per_aversion = per_hardship * scale, per_aversion * scale
    level = index * scale + (per_hardship * (0.5 / 256) - per_aversion * (0.5 / 128))[:, None]
    way = _way(k, jailed)
    return CrowdOrders(
        index=readiness(level),
        hardship=readiness(per_hardship / 256),
        aversion=readiness(per_aversion / 128),
        others=jnp.minimum(p.omega * (1.0 - p.mix) * scale * READINESS, 2.0**29),
        again=chance32(p.rate),
        way=chance32(jnp.where(k.on.uprising, p.rate * way, 0.0)),
        risk=chance32(risk),
        term=jnp.round(16.0 * k.model.repression.jail_term).astype(jnp.int32),
        wish=chance32(jnp.where(k.on.uprising, p.mobilisable, 0.0)),
    )


@jax.jit
def settled(
    model: Model, c: Constants, on: Switches, rest_row: Row
) -> tuple[Setting, State, StartShares, StartOrders]:
    """The state of rest, and how agents begin in it."""
    nobody = jnp.zeros_like(model.information.z0, dtype=jnp.uint32)
    rest, state = settle(model, c, rest_row, on, jnp.uint32(0), nobody, jnp.asarray(False), lasting=True)
    k = Setting(model=model, c=c, rest=rest, rest_row=rest_row, on=on)
    p = model.uprising
    obey, shirk, left = (x / jnp.maximum(c.posts, 1e-9) for x in (state.obey, state.shirk, state.left))
    shares = StartShares(
        obey=chance32(obey), shirk=chance32(obey + shirk), left=chance32(obey + shirk + left)
    )
    day = _crowd(k, -rest.threshold, rest.per_hardship, rest.per_aversion, rest.risk, state.jailed)
    way = _way(k, state.jailed)
    jail = rest.risk[:, None] * 0.5 * model.repression.jail_term
    quits = p.rate * (1.0 - way) * (1.0 - rest.risk[:, None])
    active = p.rate * way / (p.rate * way * (1.0 + jail) + quits + rest.risk[:, None])
    active = jnp.where(on.uprising, active, 0.0)
    start = StartOrders(
        day=day,
        active=chance32(active),
        jailed=chance32(active * (1.0 + jail)),
        longest=model.repression.jail_term,
    )
    return k, state, shares, start


def _tallied(k: Setting, w: Weights, tallies: Array) -> tuple[dict[str, Array], Array, Array]:
    """Persons by tally, (S, H, F, member), and effective members and posts by region, (S, H, F, R, member).

    ``tallies`` are counts by (member, H, tally, cell).
    """
    sectors, _, factions = k.c.posts.shape[:3]
    shape = (*tallies.shape[:3], sectors, factions, -1)
    counts = jnp.transpose(tallies.reshape(shape), (2, 3, 1, 4, 5, 0)).astype(jnp.float32)
    whole = jnp.transpose(jnp.sum(tallies.reshape(shape), axis=-1), (2, 3, 1, 4, 0)).astype(jnp.float32)
    by = {name: whole[i] * w.members for i, name in enumerate(TALLIES)}
    weight = w.members[:, :, :, None]
    effective = counts[TALLIES.index("effective")] * weight
    posts = ordered_sum(counts[:4], 0) * weight
    return by, effective, posts


def _chain(by: dict[str, Array]) -> Array:
    return jnp.where(by["obey"] > 0.0, by["effective"] / jnp.maximum(by["obey"], 1e-9), 1.0)


@jax.jit
def woken(k: Setting, w: Weights, state: State, tallies: Array, counts: Array) -> State:
    """The state on the eve of day 0, with groups counted from the agents.

    Parameters
    ----------
    k, w, state
        Setting, weights and the state of rest.
    tallies
        `asabiya.engine.micro.corps.TALLIES`, (member, H, tally, cell) int32.
    counts
        Active, jailed and arrested citizens, (member, 3, R, K) int32.
    """
    by, _, _ = _tallied(k, w, tallies)
    people = jnp.moveaxis(counts, 0, -1).astype(jnp.float32) * w.citizens
    found: State = eqx.tree_at(
        lambda s: (s.obey, s.shirk, s.left, s.purged, s.chain, s.active, s.jailed),
        state,
        (by["obey"], by["shirk"], by["left"], by["purged"], _chain(by), people[0], people[1]),
    )
    return found


def _row(daily: Row, day: Array) -> Row:
    found: Row = jax.tree.map(lambda x: x[day], daily)
    return found


def _chance(paths: Array, seed: Array, day: Array) -> Chance:
    return Chance(seed=seed, path=paths[:, day // BLOCK_DAYS], day=day, noisy=jnp.asarray(True))


@jax.jit
def morning(k: Setting, s: State, daily: Row, day: Array, seed: Array, paths: Array) -> Morning:
    """The day up to the reviews of choices; ``paths`` are path keys, (member, block of days)."""
    row = _row(daily, day)
    before = dawn(k, s, row, _chance(paths, seed, day))
    view = outlook(k, s, row, before)
    nodes = k.c.signal[:, None, None, None, None]
    shirk, leave, free = apparatus.reviewed(k.model, k.c, view, k.rest.shirk0, k.rest.defect0, nodes)
    p = k.model.defection
    purge_shirk, purge_obey = consolidation.hazards(k.model.consolidation, before.today.purge)
    members = k.model.information.z0.shape
    orders = CorpsOrders(
        review=chance32(p.review),
        leave=chance32(leave),
        shirk=chance32(leave + shirk),
        purge_obey=chance32(jnp.broadcast_to(purge_obey, members)),
        purge_shirk=chance32(jnp.broadcast_to(purge_shirk, members)),
        refill=chance32(1.0 / p.refill),
        pull=chance32(p.pull),
        dated=chance32(
            jnp.broadcast_to(
                jnp.where(k.on.defection, row.departures, 0.0), (*row.departures.shape[:2], *members)
            )
        ),
    )
    weight = k.c.signal_weight[:, None, None, None, None]
    return Morning(dawn=before, orders=orders, hidden=ordered_sum(weight * free, 0))


@jax.jit
def midday(
    k: Setting, w: Weights, s: State, daily: Row, day: Array, morning: Morning, tallies: Array
) -> Midday:
    """Consolidation, factions, capacity, and what draws citizens into the street."""
    row, before, c = _row(daily, day), morning.dawn, k.c
    by, effective, posts = _tallied(k, w, tallies)
    moves = {name: by[name] for name in ("obey", "shirk", "left", "purged", "leaving")}
    moves["chain"] = _chain(by)
    moves["replaced"] = ordered_sum(by["replaced"], 1) / sector_faction(c)
    moves["expelled"] = ordered_sum(by["expelled"], 1)
    after = noon(k, s, row, before, moves)
    p = k.model.uprising
    at = pull(k, s, row, before, _stationed(k, after, effective, posts))
    index = p.omega * uprising.exposure(p, -k.rest.actives, at.national) + at.push
    orders = _crowd(k, index[:, None] - k.rest.threshold, at.per_hardship, at.per_aversion, at.risk, s.jailed)
    return Midday(noon=after, moves=moves, orders=orders)


def _stationed(k: Setting, noon: Noon, effective: Array, posts: Array) -> Array:
    """Force in each region, (R, member): the sector's as deployed, times how the units there do.

    How a region's units do is their effective members over their posts, against the sector's; a region where
    a sector has no agent has the sector's share.
    """
    here = ordered_sum(effective * noon.competence[:, None, :, None], 1, 2)
    there = ordered_sum(posts, 1, 2)
    sector = jnp.sum(here, axis=1) / jnp.maximum(jnp.sum(there, axis=1), 1e-9)
    usual = jnp.maximum(sector[:, None], 1e-9)
    ratio = jnp.where(there > 0.0, here / jnp.maximum(there, 1e-9) / usual, 1.0)
    return ordered_sum(k.c.deployment * ratio * noon.force[:, None])


@jax.jit
def evening(
    k: Setting,
    w: Weights,
    s: State,
    day: Array,
    morning: Morning,
    midday: Midday,
    counts: Array,
    wishes: Array,
) -> Evening:
    """Outcomes, tonight's state and what is kept of the day.

    ``counts`` are active, jailed and arrested citizens, (member, 3, R, K) int32; ``wishes`` those who would
    be in the street without fear, (member, R, K) int32, all 0 where preferences are falsified.
    """
    c = k.c
    active, jailed, arrested = jnp.moveaxis(counts, 0, -1).astype(jnp.float32) * w.citizens
    hope = jnp.moveaxis(wishes, 0, -1).astype(jnp.float32) * w.citizens
    street = {
        "active": active,
        "jailed": jailed,
        "wish": k.model.uprising.mobilisable * ordered_sum(hope, 1) / c.region_adults,
        "arrests": ordered_sum(arrested, 1) / c.region_adults * 1e6,
    }
    moves = midday.moves
    state, record = dusk(k, s, morning.dawn, midday.noon, morning.hidden, moves, street, day)
    adults = c.region_adults
    regions = jnp.stack(
        [
            ordered_sum(active, 1) / adults,
            ordered_sum(jailed, 1) / adults,
            -jnp.expm1(-state.fear),
            state.push,
        ]
    )
    names: tuple[Any, ...] = ("obey", "shirk", "left", "purged")
    ranks = jnp.stack([ordered_sum(moves[name], 2) / c.rank_posts for name in names])
    return Evening(state=state, record=record, regions=regions, ranks=ranks)
