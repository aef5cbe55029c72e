"""One day, for groups as for agents. The order of a day is written here and nowhere else:

    policy → sparks and information → fear and backlash → legitimacy → beliefs → obedience and defection →
    consolidation → factions → capacity → citizens → outcome

Each phase reads the state at the end of yesterday and what earlier phases of today have made of it. A
mechanism that is switched off contributes its neutral value and nothing else changes.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from asabiya.engine import apparatus, information, outcome
from asabiya.engine.aggregates import by_rank, by_sector, polarization, relative, sector_faction
from asabiya.engine.flows import flows
from asabiya.engine.keys import Stream
from asabiya.engine.state import SECURITY_ROWS, Record, Row, State
from asabiya.engine.street import citizens
from asabiya.engine.today import Chance, Dawn, Noon, Setting, Today, lost
from asabiya.mechanisms import (
    backlash,
    confusion,
    consolidation,
    conversion,
    diversion,
    exhortation,
    factions,
    falsification,
    repression,
    surprise,
    unity,
)
from asabiya.mechanisms.numerics import ordered_sum

__all__ = ["ORDER", "Chance", "Setting", "advance", "dawn", "dusk", "noon", "odds", "outlook"]

ORDER = (
    "policy",
    "sparks and information",
    "fear and backlash",
    "legitimacy",
    "beliefs",
    "obedience and defection",
    "consolidation",
    "factions",
    "capacity",
    "citizens",
    "outcome",
)
"""The order of a day."""


def _policy_and_view(k: Setting, s: State, row: Row) -> Today:
    """Policy of the day and what is seen of yesterday."""
    m, c, on = k.model, k.c, k.on
    actives = ordered_sum(s.active, 1) / c.region_adults
    shown = falsification.step(on.falsification, actives, s.wish)
    share = c.region_share
    excess = ordered_sum(share * (shown - k.rest.actives))
    hidden = s.left + s.hidden * (s.obey + s.shirk)
    left = falsification.step(on.falsification, by_rank(c, s.left), by_rank(c, hidden)) - k.rest.left
    departures = apparatus.visible(left)
    picture = jnp.where(on.surprise, s.picture, shown)
    mean = ordered_sum(share * picture)
    mean_rest = ordered_sum(share * k.rest.actives)
    return Today(
        effort=information.effort(m.information, row.effort, mean - mean_rest),
        attention=information.attention(m.information, row.vigilance, picture, mean),
        purge=jnp.where(on.consolidation, row.purge, 0.0),
        favours=jnp.where(on.consolidation, row.favours, 0.0),
        actives=actives,
        shown=shown,
        excess=excess,
        left=left,
        departures=departures,
        disturbance=information.disturbance(m.information, excess, departures),
        war=row.war - k.rest_row.war,
    )


def _sparks(k: Setting, s: State, t: Today, chance: Chance) -> dict[str, Array]:
    """Sparks among citizens and units, blindness and the ruler's picture."""
    p, c, on = k.model.surprise, k.c, k.on.surprise
    regions, sectors = c.region_share.shape[0], c.coercive.shape[0]
    u, v = chance.pair(Stream.SPARKS, (regions,))
    alive = on & chance.noisy
    rate = p.rate * (1.0 - p.units) * c.region_share
    struck = (u < rate) & alive
    own = jnp.where(struck, surprise.strength(p, v), 0.0)
    missed = struck & (u < rate * surprise.unseen(p, t.attention))
    u, v = chance.pair(Stream.UNIT_SPARKS, (sectors,))
    hit = (u < p.rate * p.units / sectors) & alive
    blow = jnp.where(hit, p.unit_strength * surprise.strength(p, v), 0.0)
    return {
        "push": surprise.push(p, s.push, own, ordered_sum(own)),
        "blind": jnp.where(on, surprise.blindness(p, s.blind, missed.astype(jnp.float32)), 0.0),
        "shock": s.shock * (1.0 - 1.0 / p.duration) + blow,
        "picture": surprise.picture(p, s.picture - k.rest.actives, t.shown - k.rest.actives) + k.rest.actives,
    }


def _feelings(k: Setting, s: State, row: Row) -> dict[str, Array]:
    """Stocks of fear and anger after yesterday's arrests and today's executions."""
    m, c, on = k.model, k.c, k.on
    executions = row.executions * c.execution_rate
    mean = row.executions * 1e6 / c.total_adults
    fear = repression.step(m.repression, s.fear, executions, mean, s.arrests)
    anger = backlash.step(m.backlash, s.anger, executions, s.arrests)
    return {"fear": jnp.where(on.repression, fear, 0.0), "anger": jnp.where(on.backlash, anger, 0.0)}


def _legitimacy(k: Setting, s: State, t: Today) -> dict[str, Array]:
    """Rally, cost and legitimacy."""
    m, on = k.model, k.on.diversion
    rally, cost = diversion.step(m.diversion, s.rally, s.war_cost, t.war, s.war)
    rally, cost = jnp.where(on, rally, 0.0), jnp.where(on, cost, 0.0)
    clergy = lost(k, s, "clergy")
    level = information.legitimacy(m.information, m.uprising.legitimacy, rally, cost, clergy)
    return {"rally": rally, "war_cost": cost, "legitimacy": level}


def _beliefs(k: Setting, s: State, t: Today, row: Row, war_cost: Array, shock: Array) -> dict[str, Any]:
    """Credibility, lift, noise, conviction and the odds that members see."""
    m, c, on = k.model, k.c, k.on
    speech = jnp.where(on.exhortation, row.exhortation, 0.0)
    credibility = exhortation.step(
        m.exhortation, s.credibility, speech, t.disturbance, m.exhortation.credibility
    )
    lift = exhortation.lift(m.exhortation, credibility, speech, lost(k, s, "media")) - k.rest.lift
    noise, swap = confusion.step(m.confusion, t.disturbance, t.war, s.tension - k.rest.tension)
    sigma = jnp.where(on.confusion, noise, m.confusion.sigma)
    swap = jnp.where(on.confusion, swap, 0.0)
    purged = ordered_sum(s.purged, 1) / m.defection.refill / sector_faction(c)
    drift = conversion.step(
        m.conversion, s.drift, c.kin, row.messaging - k.rest_row.messaging, t.disturbance, lift,
        jnp.maximum(purged - k.rest.purged, 0.0), war_cost,
    )  # fmt: skip
    drift = jnp.where(on.conversion, drift, 0.0)
    mean = m.defection.conviction
    conviction = (1.0 - 2.0 * swap) * (mean + drift + s.loyalty - k.rest.loyalty) - mean
    z = information.public_odds(
        m.information, relative(s.capacity, k.rest.capacity), t.excess, t.departures, lift, shock
    )  # fmt: skip
    z = z if k.z_shift is None else z + k.z_shift
    return {
        "credibility": credibility,
        "lift": lift,
        "sigma": sigma,
        "drift": drift,
        "conviction": conviction[:, None],
        "z": z if k.z_held is None else jnp.where(jnp.isnan(k.z_held), z, k.z_held),
    }


def odds(k: Setting, s: State, row: Row) -> Array:
    """Public log-odds of survival after a day in state ``s``, of sectors that no spark struck, (member,).

    They are the same whether or not ``k`` holds what members see at another value.
    """
    free = Setting(model=k.model, c=k.c, rest=k.rest, rest_row=k.rest_row, on=k.on, z_shift=k.z_shift)
    t = _policy_and_view(free, s, row)
    cost = _legitimacy(free, s, t)["war_cost"]
    seen: Array = _beliefs(free, s, t, row, cost, jnp.zeros_like(s.shock))["z"]
    return seen[0]


def outlook(k: Setting, s: State, row: Row, dawn: Dawn) -> apparatus.Outlook:
    """What members who review their choice today see."""
    c, on, t, b = k.c, k.on, dawn.today, dawn.beliefs
    peers_shirk, peers_left = apparatus.peers(c, on.falsification, s.obey, s.shirk, s.left, s.hidden)
    excess = t.left
    above = jnp.stack(
        [jnp.zeros_like(excess[:, 0]), excess[:, 0], 0.5 * (excess[:, 0] + excess[:, 1])], axis=1
    )
    return apparatus.Outlook(
        z=b["z"][:, None, None],
        sigma=b["sigma"],
        above=above[:, :, None],
        bonus=consolidation.bonus(t.favours, c.favoured),
        street=c.kin[:, None] * (t.effort * t.disturbance),
        shelter=row.shelter,
        amnesty=row.amnesty,
        conviction=b["conviction"],
        peers_shirk=peers_shirk,
        peers_left=peers_left,
        leaving=on.defection,
    )


def _tension(k: Setting, s: State, row: Row, dawn: Dawn, moves: dict[str, Array]) -> Array:
    """Tension after polarization, purges, scarcity, unrest and appeals to unity."""
    m, c, on, t, b = k.model, k.c, k.on, dawn.today, dawn.beliefs
    ratio = polarization(m, c, moves["obey"] + moves["shirk"]) / jnp.maximum(k.rest.polarization, 1e-9)
    ratio = jnp.where(k.rest.polarization > 1e-9, ratio, 1.0)
    expelled = ordered_sum(moves["expelled"]) / ordered_sum(sector_faction(c))
    asymmetry = expelled.max(axis=0) - expelled.min(axis=0)
    relief = unity.step(m.unity, b["credibility"], jnp.where(on.unity, row.unity, 0.0)) - k.rest.relief
    scarcity = row.scarcity - k.rest_row.scarcity
    tension = factions.step(m.factions, s.tension, ratio, asymmetry, scarcity, t.disturbance, relief)
    return jnp.where(on.factions, tension, 0.0)


def _friction(k: Setting, tension: Array) -> Array:
    return jnp.where(k.on.factions, factions.friction(k.model.factions, tension), 1.0)


def dawn(k: Setting, s: State, row: Row, chance: Chance) -> Dawn:
    """The day up to beliefs, from yesterday's state."""
    t = _policy_and_view(k, s, row)
    sparks = _sparks(k, s, t, chance)
    feelings = _feelings(k, s, row)
    standing = _legitimacy(k, s, t)
    beliefs = _beliefs(k, s, t, row, standing["war_cost"], sparks["shock"])
    return Dawn(today=t, sparks=sparks, feelings=feelings, standing=standing, beliefs=beliefs)


def noon(k: Setting, s: State, row: Row, dawn: Dawn, moves: dict[str, Array]) -> Noon:
    """Consolidation, factions and capacity after the apparatus has moved as `asabiya.engine.flows` says."""
    m, c = k.model, k.c
    competence, loyalty = consolidation.step(m.consolidation, s.competence, s.loyalty, moves["replaced"])
    tension = _tension(k, s, row, dawn, moves)
    force = apparatus.capacity(m, c, moves["obey"], moves["chain"], competence) * _friction(k, tension)
    return Noon(competence=competence, loyalty=loyalty, tension=tension, force=force)


def dusk(
    k: Setting, s: State, dawn: Dawn, noon: Noon, hidden: Array, moves: dict[str, Array],
    street: dict[str, Array], day: Array,
) -> tuple[State, Record]:  # fmt: skip
    """Outcomes, the state at the end of the day, and what is kept of it."""
    m, c, b = k.model, k.c, dawn.beliefs
    national = ordered_sum(noon.force) / c.total_adults
    actives = ordered_sum(street["active"], 0, 1)
    disobeying = 1.0 - by_sector(c, moves["obey"])
    worst = disobeying[jnp.asarray(SECURITY_ROWS)].max(axis=0)
    watch = outcome.step(m.outcome, s.watch, day, actives / c.total_adults, worst, national, k.rest.capacity)
    state = State(
        rally=dawn.standing["rally"],
        war=jnp.broadcast_to(dawn.today.war, s.war.shape),
        war_cost=dawn.standing["war_cost"],
        fear=dawn.feelings["fear"],
        anger=dawn.feelings["anger"],
        credibility=b["credibility"],
        tension=noon.tension,
        drift=b["drift"],
        loyalty=noon.loyalty,
        competence=noon.competence,
        obey=moves["obey"],
        shirk=moves["shirk"],
        left=moves["left"],
        purged=moves["purged"],
        chain=moves["chain"],
        hidden=hidden,
        active=street["active"],
        jailed=street["jailed"],
        wish=street["wish"],
        arrests=street["arrests"],
        push=dawn.sparks["push"],
        shock=dawn.sparks["shock"],
        blind=dawn.sparks["blind"],
        picture=dawn.sparks["picture"],
        capacity=national,
        gone=s.gone + ordered_sum(moves["leaving"], 2),
        watch=watch,
    )
    return state, _record(k, dawn.today, b, state, dawn.standing["legitimacy"], disobeying)


def advance(k: Setting, s: State, row: Row, chance: Chance) -> tuple[State, Record]:
    """The state at the end of the day, and what is kept of it, in the order of `ORDER`."""
    before = dawn(k, s, row, chance)
    choice = apparatus.choices(k.model, k.c, outlook(k, s, row, before), k.rest.shirk0, k.rest.defect0)
    moves = flows(k, s, before.today, row, choice, chance)
    after = noon(k, s, row, before, moves)
    street = citizens(k, s, row, before, after.force, chance)
    return dusk(k, s, before, after, choice.hidden, moves, street, chance.day)


def _record(
    k: Setting, t: Today, b: dict[str, Any], state: State, legitimacy: Array, disobeying: Array
) -> Record:
    c, m = k.c, k.model
    willing = state.obey * state.chain * (1.0 - state.hidden) * state.competence[:, None]
    weight = c.coercive[:, None, None]
    tension = jnp.where(k.on.factions, 1.0 - m.factions.psi * state.tension, 1.0)
    cohesion = (
        relative(ordered_sum(weight * willing, 0, 1, 2), ordered_sum(weight * c.posts, 0, 1, 2)) * tension
    )
    serving = state.obey + state.shirk
    hidden = ordered_sum(state.hidden * serving, 0, 1, 2) / jnp.maximum(ordered_sum(serving, 0, 1, 2), 1e-9)
    fear = repression.fear(state.fear)
    actives = ordered_sum(state.active, 0, 1)
    share = c.region_share
    indices = jnp.stack(
        [cohesion, hidden, state.tension, ordered_sum(share * fear), legitimacy, actives / c.total_adults]
    )
    common = jnp.stack(
        [
            state.tension,
            b["sigma"],
            ordered_sum(share * state.blind),
            t.disturbance,
            ordered_sum(share * fear),
            jnp.log(jnp.maximum(relative(state.capacity, k.rest.capacity), 1e-3)),
        ]
    )
    left = by_sector(c, state.left - k.rest.vacated)
    drift = ordered_sum(state.drift * sector_faction(c), 1)
    drift = drift / ordered_sum(sector_faction(c), 1)
    hidden_sector = by_sector(c, state.hidden * serving)
    return Record(
        indices=indices,
        capacity=relative(state.capacity, k.rest.capacity),
        common=common,
        sector=jnp.stack([left, drift, hidden_sector, disobeying]),
        gone=state.gone / c.rank_posts,
        actives=actives - ordered_sum(k.rest.in_street * c.region_adults),
    )
