"""The state of rest: intercepts solved so that day 0 is a fixed point of the day without noise.

Priors are on rest shares (shirking, leaving, active) and on slopes; for each member the intercepts of the
choices and the mean thresholds follow from them here:

    (Z1) posts: the shares that (L1)–(L6) reproduce when rest_shirk and rest_defect of reviews end so;
         being pulled is a hazard g/(1 − g) with g = pull · departures of the rank above
    (Z2) intercepts: (M1) gives rest_shirk and rest_defect, by Berry's contraction; what peers add at rest
         is taken off
    (Z3) stocks: fear, anger, jailed, competence and loyalty where (R1), (B1), (J3), (K2) and (K4) stand still
    (Z4) mean thresholds: (U4) = rest · (rate + arrest_rate·P)/(rate · (mobilisable − J)), by bisection;
         where thresholds last, (U4) = J + rest · (rate + risk·(1 − rate·(1 − way)))/(rate · way) with
         risk = arrest_rate·P and way = (mobilisable − J)/(1 − J): those in jail are among the ready, and who
         is arrested does not go home as well

With noise the few top posts are then drawn as whole persons from their shares.
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array, lax

from asabiya.engine import apparatus
from asabiya.engine.aggregates import by_rank, by_sector, polarization, sector_faction
from asabiya.engine.keys import Stream, uniforms
from asabiya.engine.model import Model
from asabiya.engine.noise import binomial
from asabiya.engine.outcome import Watch
from asabiya.engine.state import Constants, Row, State, Switches
from asabiya.mechanisms import (
    consolidation,
    exhortation,
    falsification,
    repression,
    uprising,
)
from asabiya.mechanisms.numerics import ordered_sum, saturate

__all__ = ["Rest", "settle"]

_CONTRACTIONS = 15
_BISECTIONS = 30
_NOT_A_DAY = 2**26 - 1
"""Day number for the draws of the initial state."""


class Rest(eqx.Module):
    """Levels at rest to which a day compares, and the solved intercepts."""

    shirk0: Array
    """Intercept of shirking, (S, H, F, member)."""
    defect0: Array
    """Intercept of defecting, (S, H, F, member)."""
    threshold: Array
    """Mean threshold, (R, K, member)."""
    actives: Array
    """Active share shown, (R, member)."""
    left: Array
    """Departures shown by sector and rank, (S, H, member)."""
    vacated: Array
    """Posts vacated by departures, (S, H, F, member)."""
    in_street: Array
    """Active share, (R, member)."""
    obeying: Array
    """Share of posts obeying by sector, (S, member)."""
    lift: Array
    """Lift of exhortation, (member,)."""
    hidden: Array
    """Hidden defection, (S, H, F, member)."""
    polarization: Array
    """Polarization, (member,)."""
    tension: Array
    """Tension, (member,)."""
    fear: Array
    """Fear by region, (R, member)."""
    capacity: Array
    """National capacity as a share of adults, (member,)."""
    purged: Array
    """Share of a faction purged a day, (S, F, member)."""
    relief: Array
    """Relief by appeals to unity, (member,)."""
    loyalty: Array
    """Conviction by selection, (S, F, member)."""
    per_hardship: Array
    """What hardship adds to a citizen's readiness, (R, member)."""
    per_aversion: Array
    """What risk aversion takes from it, (R, member)."""
    risk: Array
    """Probability that an active citizen is arrested on a day, (R, member)."""


class _Shares(eqx.Module):
    """Shares of posts at rest, (S, H, F, member) or broadcasting to it."""

    obey: Array
    shirk: Array
    left: Array
    purged: Array
    chain: Array


def _shares(model: Model, c: Constants, row: Row, on: Switches) -> _Shares:
    """Stationary shares from rest shares a review, the pull of commanders, purges and refilling."""
    p = model.defection
    defect = jnp.where(on.defection, p.rest_defect, 0.0) * p.review
    purge = jnp.where(on.consolidation, row.purge, 0.0)
    purge_shirk, purge_obey = consolidation.hazards(model.consolidation, purge)
    pulled = jnp.zeros_like(defect)
    columns = []
    for _ in range(c.posts.shape[1]):
        shirking = p.review * p.rest_shirk / (p.review + pulled + purge_shirk)
        leaving = defect + pulled
        removed = purge_shirk * shirking + purge_obey * (1.0 - shirking)
        serving = 1.0 / (1.0 + p.refill * (leaving + removed))
        obey, shirk = serving * (1.0 - shirking), serving * shirking
        columns.append(
            (obey, shirk, p.refill * leaving * serving, p.refill * removed * serving, leaving, pulled)
        )
        share = p.pull * leaving * serving
        pulled = share / (1.0 - share)
    obey, shirk, left, purged, _, pulls = (jnp.stack(x) for x in zip(*columns, strict=True))
    chain = [jnp.ones_like(obey[0])]
    for h in range(1, c.posts.shape[1]):
        out = p.review * (p.rest_shirk + jnp.where(on.defection, p.rest_defect, 0.0)) + purge_obey
        chain.append(jnp.minimum(obey[h - 1] * chain[h - 1] * (1.0 + pulls[h] / out), 1.0))
    shape = (*c.posts.shape[:3], obey.shape[-1])

    def spread(x: Array) -> Array:
        return jnp.broadcast_to(x[None, :, None], shape)

    return _Shares(spread(obey), spread(shirk), spread(left), spread(purged), spread(jnp.stack(chain)))


def _intercepts(
    model: Model, c: Constants, outlook: apparatus.Outlook, on: Switches, shape: tuple[int, ...]
) -> tuple[Array, Array]:
    """Intercepts that give the rest shares a review (Berry's contraction)."""
    p = model.defection
    want_shirk = jnp.broadcast_to(p.rest_shirk, shape)
    want_leave = jnp.broadcast_to(p.rest_defect, shape)

    def improve(_: int, at: tuple[Array, Array]) -> tuple[Array, Array]:
        got = apparatus.choices(model, c, outlook, *at)
        better = jnp.where(on.defection, jnp.log(want_leave / jnp.where(on.defection, got.defect, 1.0)), 0.0)
        return at[0] + jnp.log(want_shirk / got.shirk), at[1] + better

    start = (jnp.log(want_shirk), jnp.log(want_leave))
    found: tuple[Array, Array] = lax.fori_loop(0, _CONTRACTIONS, improve, start)
    return found


def _threshold(model: Model, c: Constants, per_hardship: Array, per_aversion: Array, ready: Array) -> Array:
    """Mean threshold by group at which the share ``ready`` of the mobilisable is ready, (R, K, member)."""
    shape = (*c.adults.shape[:2], ready.shape[-1])

    def halve(_: int, bounds: tuple[Array, Array]) -> tuple[Array, Array]:
        low, high = bounds
        middle = 0.5 * (low + high)
        share = uprising.ready(
            model.uprising,
            -middle,
            c.hardship,
            c.aversion,
            c.weight,
            per_hardship[:, None],
            per_aversion[:, None],
        )
        above = share > ready
        return jnp.where(above, middle, low), jnp.where(above, high, middle)

    low, high = lax.fori_loop(0, _BISECTIONS, halve, (jnp.full(shape, -4.0), jnp.full(shape, 12.0)))
    found: Array = 0.5 * (low + high)
    return found


def settle(
    model: Model, c: Constants, row: Row, on: Switches, seed: Array, path: Array, noisy: Array,
    *, lasting: bool = False,
) -> tuple[Rest, State]:  # fmt: skip
    """Levels at rest and the state on the eve of day 0.

    Parameters
    ----------
    model, c
        Parameters, (member,) each, and constants.
    row
        The calendar's values at rest.
    on
        Which mechanisms are on.
    seed, path, noisy
        For the initial draw of the few top posts, which are whole persons when there is noise.
    lasting
        Whether thresholds last, as those of agents do, so that the ready are missing while they are in jail;
        groups draw them anew, (U4).
    """
    shares = _shares(model, c, row, on)
    obey, shirk, left, purged = (c.posts * x for x in (shares.obey, shares.shirk, shares.left, shares.purged))
    members = obey.shape[-1]
    size = c.adults.shape[0], members
    lift = exhortation.lift(
        model.exhortation,
        model.exhortation.credibility,
        jnp.where(on.exhortation, row.exhortation, 0.0),
        jnp.zeros(members),
    )
    competence, replaced = _competence(model, c, purged)
    loyalty = model.consolidation.selection * model.consolidation.tenure * replaced
    force = apparatus.capacity(model, c, obey, shares.chain, competence)
    national = ordered_sum(force) / c.total_adults
    outlook = _outlook(model, c, row, on, members)
    shirk0, defect0 = _intercepts(model, c, outlook, on, obey.shape)
    hidden = apparatus.choices(model, c, outlook, shirk0, defect0).hidden
    rank_left = by_rank(c, left)
    rank_hidden = by_rank(c, left + hidden * (obey + shirk))
    shown_left = falsification.step(on.falsification, rank_left, rank_hidden)
    citizens = _citizens(model, c, row, on, force, size, lasting)
    peers_shirk, peers_left = apparatus.peers(c, on.falsification, obey, shirk, left, hidden)
    shirk0 = shirk0 - model.defection.peers * peers_shirk
    defect0 = defect0 - model.defection.peers * peers_left
    rest = Rest(
        shirk0=shirk0,
        defect0=defect0,
        threshold=citizens["threshold"],
        actives=falsification.step(on.falsification, citizens["share"], citizens["wish"]),
        left=shown_left,
        vacated=left,
        in_street=citizens["share"],
        obeying=by_sector(c, obey),
        lift=lift,
        hidden=hidden,
        polarization=polarization(model, c, obey + shirk),
        tension=jnp.where(on.factions, model.factions.tension, 0.0),
        fear=citizens["fear"],
        capacity=national,
        purged=ordered_sum(purged, 1) / model.defection.refill / sector_faction(c),
        relief=model.unity.effect * model.exhortation.credibility * jnp.where(on.unity, row.unity, 0.0),
        loyalty=loyalty,
        per_hardship=citizens["per_hardship"],
        per_aversion=citizens["per_aversion"],
        risk=citizens["risk"],
    )
    state = _state(model, c, rest, shares, citizens, competence, size)
    return rest, _whole_commanders(c, state, seed, path, noisy)


def _competence(model: Model, c: Constants, purged: Array) -> tuple[Array, Array]:
    """Competence at rest and the share of posts replaced a day, (S, F, member)."""
    replaced = ordered_sum(purged, 1) / model.defection.refill / sector_faction(c)
    p = model.consolidation
    return jnp.clip(1.0 - p.dilution * p.training * replaced, 0.0, 1.0), replaced


def _outlook(model: Model, c: Constants, row: Row, on: Switches, members: int) -> apparatus.Outlook:
    """What members see at rest; peers are left out and enter the intercepts afterwards."""
    sectors = c.posts.shape[0]
    zero = jnp.zeros((sectors, 1, 1, members))
    favours = jnp.where(on.consolidation, row.favours, 0.0)
    return apparatus.Outlook(
        z=zero + model.information.z0,
        sigma=model.confusion.sigma,
        above=jnp.zeros((sectors, c.posts.shape[1], 1, members)),
        bonus=jnp.broadcast_to(consolidation.bonus(favours, c.favoured), (c.favoured.shape[0], members)),
        street=zero,
        shelter=row.shelter,
        amnesty=row.amnesty,
        conviction=jnp.zeros((sectors, 1, c.favoured.shape[0], members)),
        peers_shirk=zero,
        peers_left=zero,
        leaving=on.defection,
    )


def _citizens(
    model: Model, c: Constants, row: Row, on: Switches, force: Array, size: tuple[int, int], lasting: bool
) -> dict[str, Array]:
    """Stationary fear, anger, actives, jailed and thresholds."""
    p, q = model.uprising, model.repression
    share = jnp.where(on.uprising, jnp.broadcast_to(p.rest, size), 0.0)
    regional = ordered_sum(c.deployment * force[:, None]) / c.region_adults
    seen = repression.arrest_probability(q, row.effort, regional, share, c.region_adults)
    arrested = q.arrest_rate * seen * share
    jailed = arrested * 0.5 * q.jail_term
    executions = row.executions * c.execution_rate
    mean = row.executions * 1e6 / c.total_adults
    heard = (1.0 - q.afar) * executions + q.afar * mean
    fear_stock = q.memory * (q.per_execution * heard + q.per_arrest * arrested * 1e6)
    fear_stock = jnp.where(on.repression, fear_stock, 0.0)
    b = model.backlash
    anger_stock = b.memory * (b.per_execution * b.kin * executions + b.per_arrest * arrested * 1e6)
    anger_stock = jnp.where(on.backlash, anger_stock, 0.0)
    aversion_half = q.jail_term / (q.jail_term + q.aversion_half)
    per_aversion = jnp.where(on.repression, seen * aversion_half, 0.0) + saturate(fear_stock)
    per_hardship = 1.0 - p.legitimacy + saturate(anger_stock)
    available = jnp.maximum(p.mobilisable - jailed, 1e-9)
    ready = jnp.broadcast_to(p.rest, size) * (p.rate + q.arrest_rate * seen) / (p.rate * available)
    risk = q.arrest_rate * seen
    if lasting:
        way = available / (1.0 - jailed)
        ready = jailed + p.rest * (p.rate + risk * (1.0 - p.rate * (1.0 - way))) / (p.rate * way)
    threshold = _threshold(model, c, per_hardship, per_aversion, ready[:, None])
    wish = uprising.ready(
        p, -threshold, c.hardship_only, jnp.zeros_like(c.weight_only), c.weight_only, per_hardship[:, None],
        jnp.zeros_like(per_aversion)[:, None],
    )  # fmt: skip
    wish = jnp.where(on.uprising, p.mobilisable * wish, 0.0)
    wish = ordered_sum(wish * c.adults, 1) / c.region_adults
    return {
        "share": share,
        "jailed": jailed,
        "arrests": arrested * 1e6,
        "fear_stock": fear_stock,
        "fear": saturate(fear_stock),
        "anger_stock": anger_stock,
        "threshold": threshold,
        "wish": wish,
        "per_hardship": per_hardship,
        "per_aversion": per_aversion,
        "risk": risk,
    }


def _state(
    model: Model,
    c: Constants,
    rest: Rest,
    shares: _Shares,
    citizens: dict[str, Array],
    competence: Array,
    size: tuple[int, int],
) -> State:
    members = size[1]
    sectors, ranks = c.posts.shape[:2]
    zero = jnp.zeros(members)
    return State(
        rally=zero,
        war=zero,
        war_cost=zero,
        fear=citizens["fear_stock"],
        anger=citizens["anger_stock"],
        credibility=jnp.broadcast_to(model.exhortation.credibility, zero.shape),
        tension=rest.tension,
        drift=jnp.zeros_like(rest.loyalty),
        loyalty=rest.loyalty,
        competence=competence,
        obey=c.posts * shares.obey,
        shirk=c.posts * shares.shirk,
        left=c.posts * shares.left,
        purged=c.posts * shares.purged,
        chain=shares.chain,
        hidden=rest.hidden,
        active=citizens["share"][:, None] * c.adults,
        jailed=citizens["jailed"][:, None] * c.adults,
        wish=citizens["wish"],
        arrests=citizens["arrests"],
        push=jnp.zeros(size),
        shock=jnp.zeros((sectors, members)),
        blind=jnp.zeros(size),
        picture=rest.actives,
        capacity=rest.capacity,
        gone=jnp.zeros((sectors, ranks, members)),
        watch=Watch.start(members),
    )


def _whole_commanders(c: Constants, state: State, seed: Array, path: Array, noisy: Array) -> State:
    """Top posts as whole persons, drawn from their shares at rest."""
    shape = c.posts.shape[0], c.posts.shape[2]
    u, v = uniforms(seed, path, Stream.SHIRKING, jnp.asarray(_NOT_A_DAY), shape)
    posts = c.posts[:, 0] + jnp.zeros_like(u)
    empty = jnp.maximum(posts, 1.0)
    vacancy = (state.left + state.purged)[:, 0]
    gone = binomial(u, posts, vacancy / empty)
    idle = binomial(v, posts - gone, state.shirk[:, 0] / jnp.maximum(posts - vacancy, 1.0))
    split = state.left[:, 0] / jnp.maximum(vacancy, 1e-9)
    left = jnp.where(noisy, jnp.round(gone * split), state.left[:, 0])
    vacant = jnp.where(noisy, gone - left, state.purged[:, 0])
    idle = jnp.where(noisy, idle, state.shirk[:, 0])
    obey = jnp.where(noisy, posts - gone - idle, state.obey[:, 0])

    def put(x: Array, top: Array) -> Array:
        return jnp.concatenate([top[:, None], x[:, 1:]], axis=1)

    found: State = eqx.tree_at(
        lambda s: (s.obey, s.shirk, s.left, s.purged),
        state,
        (put(state.obey, obey), put(state.shirk, idle), put(state.left, left), put(state.purged, vacant)),
    )
    return found
