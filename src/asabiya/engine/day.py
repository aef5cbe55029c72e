"""One day of the macro engine. The order of a day is written here and nowhere else:

    policy → sparks and information → fear and backlash → legitimacy → beliefs → obedience and defection →
    consolidation → factions → capacity → citizens → outcome

Each phase reads the state at the end of yesterday and what earlier phases of today have made of it. A mechanism
that is switched off contributes its neutral value and nothing else changes.
"""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax.numpy as jnp
from jax import Array, lax

from asabiya.engine import apparatus, information, outcome
from asabiya.engine.keys import Stream, uniforms
from asabiya.engine.model import Model
from asabiya.engine.noise import binomial
from asabiya.engine.rest import Rest, _by_rank, _by_sector, _polarization, _sector_faction
from asabiya.engine.state import SECURITY_ROWS, Constants, Record, Row, State, Switches
from asabiya.mechanisms import (
    backlash,
    confusion,
    consolidation,
    conversion,
    defection,
    diversion,
    exhortation,
    factions,
    falsification,
    repression,
    surprise,
    unity,
    uprising,
)
from asabiya.mechanisms.numerics import ordered_sum
from asabiya.vocabulary import APPARATUS

__all__ = ["ORDER", "Chance", "Setting", "advance"]

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


class Setting(eqx.Module):
    """What does not change from day to day."""

    model: Model
    c: Constants
    rest: Rest
    rest_row: Row
    on: Switches


class Chance(eqx.Module):
    """Where a day's draws come from."""

    seed: Array
    """Seed of the run, () uint32."""
    path: Array
    """Path key of each member today, (member,) uint32."""
    day: Array
    """Day, () int32."""
    noisy: Array
    """Whether there is noise at all, () bool."""

    def pair(self, stream: Stream, shape: tuple[int, ...]) -> tuple[Array, Array]:
        """Two arrays of uniforms, (*shape, member)."""
        return uniforms(self.seed, self.path, stream, self.day, shape)

    def counts(self, stream: Stream, *events: tuple[Array, Array]) -> tuple[Array, Array]:
        """Counts of two kinds of event from (trials, probability) each, or their expectations without noise.

        The branch also keeps the compiler from computing the draws anew for each of their uses.
        """
        (first, p), (second, q) = events

        def expect() -> tuple[Array, Array]:
            return first * p, second * q

        def sample() -> tuple[Array, Array]:
            u, v = self.pair(stream, first.shape[:-1])
            return binomial(u, first, p), binomial(v, second, q)

        return lax.cond(self.noisy, sample, expect)


class _Today(eqx.Module):
    """What the phases of a day hand to each other."""

    effort: Array
    attention: Array
    purge: Array
    favours: Array
    actives: Array
    shown: Array
    excess: Array
    left: Array
    departures: Array
    disturbance: Array
    war: Array


def _policy_and_view(k: Setting, s: State, row: Row) -> _Today:
    """Policy of the day and what is seen of yesterday."""
    m, c, on = k.model, k.c, k.on
    actives = ordered_sum(s.active, 1) / c.region_adults
    shown = falsification.step(on.falsification, actives, s.wish)
    share = c.region_share
    excess = ordered_sum(share * (shown - k.rest.actives))
    hidden = s.left + s.hidden * (s.obey + s.shirk)
    left = falsification.step(on.falsification, _by_rank(c, s.left), _by_rank(c, hidden)) - k.rest.left
    departures = apparatus.visible(left)
    picture = jnp.where(on.surprise, s.picture, shown)
    mean = ordered_sum(share * picture)
    mean_rest = ordered_sum(share * k.rest.actives)
    return _Today(
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


def _sparks(k: Setting, s: State, t: _Today, chance: Chance) -> dict[str, Array]:
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


def _legitimacy(k: Setting, s: State, t: _Today) -> dict[str, Array]:
    """Rally, cost and legitimacy."""
    m, on = k.model, k.on.diversion
    rally, cost = diversion.step(m.diversion, s.rally, s.war_cost, t.war, s.war)
    rally, cost = jnp.where(on, rally, 0.0), jnp.where(on, cost, 0.0)
    clergy = _lost(k, s, "clergy")
    level = information.legitimacy(m.information, m.uprising.legitimacy, rally, cost, clergy)
    return {"rally": rally, "war_cost": cost, "legitimacy": level}


def _lost(k: Setting, s: State, sector: str) -> Array:
    """Share of a sector's posts left empty by departures, in excess of rest, (member,)."""
    index = APPARATUS.index(sector)
    posts = ordered_sum(k.c.posts[index], 0, 1)
    share = ordered_sum(s.left[index], 0, 1) / posts
    rest = ordered_sum(k.rest.vacated[index], 0, 1) / posts
    return jnp.maximum(share - rest, 0.0)


def _beliefs(k: Setting, s: State, t: _Today, row: Row, war_cost: Array, shock: Array) -> dict[str, Any]:
    """Credibility, lift, noise, conviction and the odds that members see."""
    m, c, on = k.model, k.c, k.on
    speech = jnp.where(on.exhortation, row.exhortation, 0.0)
    credibility = exhortation.step(m.exhortation, s.credibility, speech, t.disturbance, m.exhortation.credibility)
    lift = exhortation.lift(m.exhortation, credibility, speech, _lost(k, s, "media")) - k.rest.lift
    noise, swap = confusion.step(m.confusion, t.disturbance, t.war, s.tension - k.rest.tension)
    sigma = jnp.where(on.confusion, noise, m.confusion.sigma)
    swap = jnp.where(on.confusion, swap, 0.0)
    purged = ordered_sum(s.purged, 1) / m.defection.refill / _sector_faction(c)
    drift = conversion.step(
        m.conversion, s.drift, c.kin, row.messaging - k.rest_row.messaging, t.disturbance, lift,
        jnp.maximum(purged - k.rest.purged, 0.0), war_cost,
    )  # fmt: skip
    drift = jnp.where(on.conversion, drift, 0.0)
    mean = m.defection.conviction
    conviction = (1.0 - 2.0 * swap) * (mean + drift + s.loyalty - k.rest.loyalty) - mean
    z = information.public_odds(
        m.information, s.capacity / k.rest.capacity, t.excess, t.departures, lift, shock
    )  # fmt: skip
    return {
        "credibility": credibility,
        "lift": lift,
        "sigma": sigma,
        "drift": drift,
        "conviction": conviction[:, None],
        "z": z,
    }


def _choices(k: Setting, s: State, t: _Today, row: Row, b: dict[str, Any]) -> apparatus.Choice:
    """Choice probabilities of today's reviews."""
    m, c, on = k.model, k.c, k.on
    serving_obey, serving_shirk = _by_sector(c, s.obey), _by_sector(c, s.shirk)
    hidden = s.left + s.hidden * (s.obey + s.shirk)
    shown_left = falsification.step(on.falsification, _by_sector(c, s.left), _by_sector(c, hidden))
    excess = t.left
    above = jnp.stack([jnp.zeros_like(excess[:, 0]), excess[:, 0], 0.5 * (excess[:, 0] + excess[:, 1])], axis=1)
    outlook = apparatus.Outlook(
        z=b["z"][:, None, None],
        sigma=b["sigma"],
        above=above[:, :, None],
        bonus=consolidation.bonus(t.favours, c.favoured),
        street=c.kin[:, None] * (t.effort * t.disturbance),
        shelter=row.shelter,
        amnesty=row.amnesty,
        conviction=b["conviction"],
        peers_shirk=(serving_shirk - serving_obey)[:, None, None],
        peers_left=(shown_left - serving_obey)[:, None, None],
    )
    found = apparatus.choices(m, c, outlook, k.rest.shirk0, k.rest.defect0)
    stay = jnp.where(on.defection, found.defect, 0.0), jnp.where(on.defection, found.hidden, 0.0)
    return apparatus.Choice(shirk=found.shirk, defect=stay[0], hidden=stay[1])


def _top_counts(chance: Chance, stream: Stream, *events: tuple[Array, Array]) -> tuple[Array, Array]:
    """Counts for the few top posts, expectations below: a mass averages itself out, a commander does not."""
    trials = [n for n, _ in events]
    risks = [jnp.broadcast_to(p, n.shape) for n, p in events]
    top = chance.counts(stream, *[(n[:, 0], p[:, 0]) for n, p in zip(trials, risks, strict=True)])
    first, second = (
        jnp.concatenate([few[:, None], (n * p)[:, 1:]], axis=1)
        for few, n, p in zip(top, trials, risks, strict=True)
    )
    return first, second


def _flows(k: Setting, s: State, t: _Today, row: Row, choice: apparatus.Choice, chance: Chance) -> dict[str, Array]:
    """Who leaves, shirks, returns, is purged and replaced today, and what becomes of the chain of command."""
    m, c = k.model, k.c
    p = m.defection
    purge_shirk, purge_obey = consolidation.hazards(m.consolidation, t.purge)
    dated = jnp.where(k.on.defection, row.departures, 0.0)[:, :, None]
    leave = p.review * choice.defect
    obey_left, shirk_left = chance.counts(Stream.DEPARTURES, (s.obey, leave), (s.shirk, leave))
    obey_left, shirk_left = obey_left + dated * s.obey, shirk_left + dated * s.shirk
    back = p.review * (1.0 - choice.shirk - choice.defect)
    obey_shirk, shirk_obey = _top_counts(
        chance, Stream.SHIRKING, (s.obey, p.review * choice.shirk), (s.shirk, back)
    )
    obey_purged, shirk_purged = _top_counts(chance, Stream.PURGES, (s.obey, purge_obey), (s.shirk, purge_shirk))
    back_left, back_purged = _top_counts(
        chance, Stream.REFILL, (s.left, 1.0 / p.refill), (s.purged, 1.0 / p.refill)
    )
    obey = jnp.maximum(s.obey - obey_left - obey_shirk - obey_purged, 0.0)
    shirk = jnp.maximum(s.shirk - shirk_left - shirk_obey - shirk_purged, 0.0)
    kept = s.chain * obey
    joined = jnp.maximum(shirk_obey + back_left + back_purged, 0.0)
    obey, shirk = obey + joined, shirk + obey_shirk
    kept, pulled_obey, pulled_shirk = _chain(k, s, obey, shirk, kept, joined, obey_left + shirk_left)
    leaving = obey_left + shirk_left + pulled_obey + pulled_shirk
    obey, shirk = obey - pulled_obey, shirk - pulled_shirk
    return {
        "obey": obey,
        "shirk": shirk,
        "left": jnp.maximum(s.left + leaving - back_left, 0.0),
        "purged": jnp.maximum(s.purged + obey_purged + shirk_purged - back_purged, 0.0),
        "chain": jnp.clip(kept / jnp.maximum(obey, 1e-9), 0.0, 1.0),
        "leaving": leaving,
        "replaced": ordered_sum(back_purged, 1) / _sector_faction(c),
        "expelled": ordered_sum(obey_purged + shirk_purged, 1),
    }


def _chain(
    k: Setting, s: State, obey: Array, shirk: Array, kept: Array, joined: Array, leaving: Array
) -> tuple[Array, Array, Array]:
    """Obeying members with an obeying chain, and those whom a leaving commander pulls along.

    Ranks are settled from the top down: what became of a commander today decides for his unit today.
    """
    c, p = k.c, k.model.defection
    before = _intact_above(c, s.obey, s.chain)
    new_kept, pulled_obey, pulled_shirk = [obey[:, 0]], [jnp.zeros_like(obey[:, 0])], [jnp.zeros_like(obey[:, 0])]
    above = ordered_sum(obey[:, 0], 1) / c.rank_posts[:, 0]
    gone = ordered_sum(leaving[:, 0], 1) / c.rank_posts[:, 0]
    for h in range(1, obey.shape[1]):
        now, old = above[:, None], before[h - 1][:, None]
        broke = jnp.clip((old - now) / jnp.maximum(old, 1e-6), 0.0, 1.0)
        mended = jnp.clip((now - old) / jnp.maximum(1.0 - old, 1e-6), 0.0, 1.0)
        intact = kept[:, h] + joined[:, h] * now
        broken = jnp.maximum(obey[:, h] - intact, 0.0)
        intact = intact * (1.0 - broke) + broken * mended
        share = jnp.clip(p.pull * gone, 0.0, 1.0)[:, None]
        out = jnp.minimum(share * obey[:, h], obey[:, h] - intact)
        new_kept.append(intact)
        pulled_obey.append(jnp.maximum(out, 0.0))
        pulled_shirk.append(share * shirk[:, h])
        above = ordered_sum(intact, 1) / c.rank_posts[:, h]
        gone = ordered_sum(leaving[:, h] + pulled_obey[h] + pulled_shirk[h], 1) / c.rank_posts[:, h]
    return jnp.stack(new_kept, axis=1), jnp.stack(pulled_obey, axis=1), jnp.stack(pulled_shirk, axis=1)


def _intact_above(c: Constants, obey: Array, chain: Array) -> list[Array]:
    """Share of posts in ranks above that obey with their chain: for middle and for base members."""
    return list(apparatus.commander_intact(c, obey, chain))


def _tension(k: Setting, s: State, t: _Today, row: Row, b: dict[str, Any], flows: dict[str, Array]) -> Array:
    """Tension after polarization, purges, scarcity, unrest and appeals to unity."""
    m, c, on = k.model, k.c, k.on
    ratio = _polarization(m, c, flows["obey"] + flows["shirk"]) / jnp.maximum(k.rest.polarization, 1e-9)
    ratio = jnp.where(k.rest.polarization > 1e-9, ratio, 1.0)
    expelled = ordered_sum(flows["expelled"]) / ordered_sum(_sector_faction(c))
    asymmetry = expelled.max(axis=0) - expelled.min(axis=0)
    relief = unity.step(m.unity, b["credibility"], jnp.where(on.unity, row.unity, 0.0)) - k.rest.relief
    scarcity = row.scarcity - k.rest_row.scarcity
    tension = factions.step(m.factions, s.tension, ratio, asymmetry, scarcity, t.disturbance, relief)
    return jnp.where(on.factions, tension, 0.0)


def _friction(k: Setting, tension: Array) -> Array:
    return jnp.where(k.on.factions, factions.friction(k.model.factions, tension), 1.0)


def _citizens(
    k: Setting, s: State, t: _Today, row: Row, force: Array, now: dict[str, Array], chance: Chance
) -> dict[str, Array]:
    """Actives, jailed and what citizens wish, after deterrence, anger and what others do."""
    m, c, on = k.model, k.c, k.on
    p, q = m.uprising, m.repression
    regional = ordered_sum(c.deployment * force[:, None]) / c.region_adults * (1.0 - now["blind"])
    seen = repression.arrest_probability(q, t.effort, regional, t.actives, c.region_adults)
    seen = jnp.where(on.repression, seen, 0.0)
    per_aversion = seen * (q.jail_term / (q.jail_term + q.aversion_half)) + repression.fear(now["fear"])
    hardship = 1.0 + m.information.ministries * _lost(k, s, "ministries")
    per_hardship = (1.0 - now["legitimacy"]) * hardship + backlash.anger(now["anger"])
    national = ordered_sum(c.region_share * t.shown)
    rest_national = ordered_sum(c.region_share * k.rest.actives)
    others = uprising.exposure(p, t.shown - k.rest.actives, national - rest_national)
    index = (p.omega * others + now["push"] + row.push)[:, None] - k.rest.threshold
    ready = uprising.ready(
        p, index, c.hardship, c.aversion, c.weight, per_hardship[:, None], per_aversion[:, None]
    )  # fmt: skip
    wish = uprising.ready(
        p, index, c.hardship_only, jnp.zeros_like(c.weight_only), c.weight_only, per_hardship[:, None],
        jnp.zeros_like(per_aversion)[:, None],
    )  # fmt: skip
    courts = 1.0 - m.information.courts * 0.5 * (_lost(k, s, "judiciary") + _lost(k, s, "lawyers"))
    risk = q.arrest_rate * seen * jnp.clip(courts, 0.0, 1.0)
    pool = jnp.maximum(p.mobilisable * c.adults - s.active - s.jailed, 0.0)
    joined, arrested = chance.counts(
        Stream.CROWD, (pool, p.rate * ready), (s.active, jnp.broadcast_to(risk[:, None], s.active.shape))
    )
    quit_ = s.active * p.rate * (1.0 - ready)
    arrested = jnp.minimum(arrested, s.active)
    active = jnp.maximum(s.active + joined - quit_ - arrested, 0.0)
    jailed = jnp.maximum(s.jailed + arrested - s.jailed * jnp.minimum(2.0 / q.jail_term, 1.0), 0.0)
    hope = ordered_sum(p.mobilisable * wish * c.adults, 1) / c.region_adults
    caught = ordered_sum(arrested, 1) / c.region_adults * 1e6
    return {
        "active": jnp.where(on.uprising, active, 0.0),
        "jailed": jnp.where(on.uprising, jailed, 0.0),
        "wish": jnp.where(on.uprising, hope, 0.0),
        "arrests": jnp.where(on.uprising, caught, 0.0),
    }


def advance(k: Setting, s: State, row: Row, chance: Chance) -> tuple[State, Record]:
    """The state at the end of the day, and what is kept of it, in the order of `ORDER`."""
    m, c = k.model, k.c
    t = _policy_and_view(k, s, row)
    sparks = _sparks(k, s, t, chance)
    feelings = _feelings(k, s, row)
    standing = _legitimacy(k, s, t)
    b = _beliefs(k, s, t, row, standing["war_cost"], sparks["shock"])
    choice = _choices(k, s, t, row, b)
    flows = _flows(k, s, t, row, choice, chance)
    competence, loyalty = consolidation.step(m.consolidation, s.competence, s.loyalty, flows["replaced"])
    tension = _tension(k, s, t, row, b, flows)
    force = apparatus.capacity(m, c, flows["obey"], flows["chain"], competence) * _friction(k, tension)
    now = {**sparks, **feelings, **standing}
    street = _citizens(k, s, t, row, force, now, chance)
    national = ordered_sum(force) / c.total_adults
    actives = ordered_sum(street["active"], 0, 1)
    disobeying = 1.0 - _by_sector(c, flows["obey"])
    excess_disobeying = disobeying - (1.0 - k.rest.obeying)
    worst = disobeying[jnp.asarray(SECURITY_ROWS)].max(axis=0)
    watch = outcome.step(m.outcome, s.watch, chance.day, actives / c.total_adults, worst, national, k.rest.capacity)
    state = State(
        rally=standing["rally"],
        war=t.war + 0.0 * s.war,
        war_cost=standing["war_cost"],
        fear=feelings["fear"],
        anger=feelings["anger"],
        credibility=b["credibility"],
        tension=tension,
        drift=b["drift"],
        loyalty=loyalty,
        competence=competence,
        obey=flows["obey"],
        shirk=flows["shirk"],
        left=flows["left"],
        purged=flows["purged"],
        chain=flows["chain"],
        hidden=choice.hidden,
        active=street["active"],
        jailed=street["jailed"],
        wish=street["wish"],
        arrests=street["arrests"],
        push=sparks["push"],
        shock=sparks["shock"],
        blind=sparks["blind"],
        picture=sparks["picture"],
        capacity=national,
        gone=s.gone + ordered_sum(flows["leaving"], 2),
        watch=watch,
    )
    return state, _record(k, t, b, state, standing["legitimacy"], excess_disobeying)


def _record(k: Setting, t: _Today, b: dict[str, Any], state: State, legitimacy: Array, disobeying: Array) -> Record:
    c, m = k.c, k.model
    willing = state.obey * state.chain * (1.0 - state.hidden) * state.competence[:, None]
    weight = c.coercive[:, None, None]
    tension = jnp.where(k.on.factions, 1.0 - m.factions.psi * state.tension, 1.0)
    cohesion = ordered_sum(weight * willing, 0, 1, 2) / ordered_sum(weight * c.posts, 0, 1, 2) * tension
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
            state.tension - k.rest.tension,
            b["sigma"] / m.confusion.sigma - 1.0,
            ordered_sum(share * state.blind),
            t.disturbance,
            ordered_sum(share * (fear - k.rest.fear)),
            jnp.log(jnp.maximum(state.capacity / k.rest.capacity, 1e-3)),
        ]
    )
    left = _by_sector(c, state.left - k.rest.vacated)
    drift = ordered_sum(state.drift * _sector_faction(c), 1)
    drift = drift / ordered_sum(_sector_faction(c), 1)
    hidden_sector = _by_sector(c, (state.hidden - k.rest.hidden) * serving)
    return Record(
        indices=indices,
        capacity=state.capacity / k.rest.capacity,
        common=common,
        sector=jnp.stack([left, drift, hidden_sector, disobeying]),
        gone=state.gone / c.rank_posts,
        actives=actives - ordered_sum(k.rest.in_street * c.region_adults),
    )
