"""Citizens for one day: who takes to the street, who goes home and who is arrested.

Equations, for actives ``A`` and jailed ``J`` as shares of a group's adults, ``ready`` of (U4), the arrest
probability ``P`` of (R3), jail terms uniform up to ``jail_term``, and departures ``d`` of judges and of court
staff in excess of rest:

    (J1) A' = A + rate·(mobilisable − A − J)·ready − rate·A·(1 − ready) − arrested
    (J2) arrested = arrest_rate · P · (1 − courts·(d_judiciary + d_lawyers)/2) · A
    (J3) J' = J·(1 − 2/jail_term) + arrested
    (J4) wish = mobilisable · ready without fear (aversion 0)
    (J5) hardship counts 1 + ministries·d_ministries times

With noise those who join and those who are arrested are whole counts. What deters (P and fear) belongs to
repression; the arrests themselves go on without it, as executions do.
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.engine.keys import Stream
from asabiya.engine.state import Row, State
from asabiya.engine.today import Chance, Dawn, Setting, lost
from asabiya.mechanisms import backlash, repression, uprising
from asabiya.mechanisms.numerics import ordered_sum

__all__ = ["Pull", "citizens", "pull"]


class Pull(eqx.Module):
    """What draws a region's citizens into the street and what keeps them from it, (R, member)."""

    per_hardship: Array
    """What hardship adds to readiness, ``(1 − ℓ) + B``."""
    per_aversion: Array
    """What risk aversion takes away, ``P·J̃ + F``."""
    regional: Array
    """Share of the region's adults shown in the street, in excess of rest."""
    national: Array
    """The same in the country, (member,)."""
    push: Array
    """Sparks and dated shocks [index]."""
    risk: Array
    """Probability that an active citizen is arrested today."""


def pull(k: Setting, s: State, row: Row, dawn: Dawn, force: Array) -> Pull:
    """Motives of a region's citizens after deterrence and anger.

    Parameters
    ----------
    k, s, row, dawn
        The day so far.
    force
        Force that stands in each region, (R, member) [weighted posts that can act on a day].
    """
    m, c, on, t = k.model, k.c, k.on, dawn.today
    q = m.repression
    regional = force / c.region_adults * (1.0 - dawn.sparks["blind"])
    seen = repression.arrest_probability(q, t.effort, regional, t.actives, c.region_adults)
    dread = jnp.where(on.repression, seen * (q.jail_term / (q.jail_term + q.aversion_half)), 0.0)
    hardship = 1.0 + m.information.ministries * lost(k, s, "ministries")
    legitimacy = dawn.standing["legitimacy"]
    excess = t.shown - k.rest.actives
    courts = 1.0 - m.information.courts * 0.5 * (lost(k, s, "judiciary") + lost(k, s, "lawyers"))
    return Pull(
        per_hardship=(1.0 - legitimacy) * hardship + backlash.anger(dawn.feelings["anger"]),
        per_aversion=dread + repression.fear(dawn.feelings["fear"]),
        regional=excess,
        national=ordered_sum(c.region_share * excess),
        push=dawn.sparks["push"] + row.push,
        risk=q.arrest_rate * seen * jnp.clip(courts, 0.0, 1.0),
    )


def citizens(k: Setting, s: State, row: Row, dawn: Dawn, force: Array, chance: Chance) -> dict[str, Array]:
    """Actives, jailed and what citizens wish, after deterrence, anger and what others do.

    ``force`` is that of each sector, (S, member), and stands in the regions as the sector is deployed.
    """
    m, c, on = k.model, k.c, k.on
    p, q = m.uprising, m.repression
    at = pull(k, s, row, dawn, ordered_sum(c.deployment * force[:, None]))
    per_hardship, per_aversion, risk = at.per_hardship, at.per_aversion, at.risk
    others = uprising.exposure(p, at.regional, at.national)
    index = (p.omega * others + at.push)[:, None] - k.rest.threshold
    ready = uprising.ready(
        p, index, c.hardship, c.aversion, c.weight, per_hardship[:, None], per_aversion[:, None]
    )  # fmt: skip
    wish = uprising.ready(
        p, index, c.hardship_only, jnp.zeros_like(c.weight_only), c.weight_only, per_hardship[:, None],
        jnp.zeros_like(per_aversion)[:, None],
    )  # fmt: skip
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
