"""Surprise: the blow comes from where nobody looked.

Equations, for a spark of strength ``s`` in region r or among the units of a sector:

    (S1) sparks arrive as a Poisson process of ``rate`` a day in the whole country, spread by population; a
         share ``units`` of them strikes the apparatus, evenly over sectors
    (S2) P(strength > s) = (s/scale)^(−tail) for s ≥ scale, cut at ``limit``
    (S3) push_r' = push_r · (1 − 1/duration) + s · (1 in region r, ``reach`` elsewhere)
    (S4) P(unseen) = exp(−vigilance · v_r);  if unseen: blind_r' = 1, else blind_r · (1 − 1/blindness)
    (S5) picture' = picture + ((1 − flattery) · shown − picture)/lag,   in excess of rest
    (S6) u_s' = u_s · (1 − 1/duration) + unit_strength · s   where a spark strikes sector s's units

An unseen spark grows for a while unopposed: capacity in its region counts only ``1 − blind_r``. The ruler's
picture is late and flattering, and his vigilance goes where he sees unrest.

References: the verbal theory; heavy-tailed event sizes as in Biggs 2005 (strike waves) are an analogy.

>>> [round(x, 3) for x in strength(Params(), jnp.array([0.0, 1.0])).tolist()]
[0.05, 1.5]
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "blindness", "picture", "push", "strength", "unseen"]


class Params(eqx.Module):
    """Parameters of sparks, detection and the ruler's picture."""

    rate: Scalar = param(
        1 / 72, unit="1/d", low=1e-4, high=1.0, sd=0.3, scale="log",
        source="calibrated: base rates of campaigns, see docs/base-rates.md",
    )  # fmt: skip
    """Sparks a day in the whole country."""
    units: Scalar = param(
        0.1, unit="1", low=0.0, high=1.0, sd=0.3, scale="logit",
        source="assumed: most incidents begin among citizens",
    )  # fmt: skip
    """Share of sparks that strike the apparatus."""
    scale: Scalar = param(
        0.05, unit="index", low=1e-3, high=1.0, sd=0.2, scale="log",
        source="calibrated: base rates of campaigns, see docs/base-rates.md",
    )  # fmt: skip
    """Strength of the smallest spark."""
    tail: Scalar = param(
        2.75, unit="1", low=0.5, high=10.0, sd=0.1, scale="log",
        source="calibrated: base rates of campaigns, see docs/base-rates.md",
    )  # fmt: skip
    """Exponent of the strength's tail."""
    limit: Scalar = param(
        1.5, unit="index", low=0.1, high=5.0,
        source="assumed: beyond it everybody mobilisable is in the street",
    )  # fmt: skip
    """Largest strength of a spark."""
    unit_strength: Scalar = param(
        2.0, unit="logit per index", low=0.0, high=20.0, sd=0.3, scale="log",
        source="calibrated: base rate of collapse without a campaign, see docs/base-rates.md",
    )  # fmt: skip
    """Fall of the perceived odds in a sector by the strength of a spark among its units."""
    reach: Scalar = param(
        0.6, unit="1", low=0.0, high=1.0, sd=0.4, scale="logit",
        source="assumed: a grievance that moves one region moves the others by somewhat less",
    )  # fmt: skip
    """Strength of a spark outside its own region."""
    duration: Scalar = param(
        60.0, unit="d", low=5.0, high=720.0, sd=0.3, scale="log",
        source="assumed: the median nonviolent campaign of the data sets lasts some months",
    )  # fmt: skip
    """Time in which a spark fades."""
    vigilance: Scalar = param(
        1.5, unit="1", low=0.0, high=10.0, sd=0.3, scale="log",
        source="assumed: with even attention four sparks in five are seen",
    )  # fmt: skip
    """Detection by attention: the probability unseen is its negative exponential."""
    blindness: Scalar = param(
        14.0, unit="d", low=1.0, high=120.0, sd=0.3, scale="log",
        source="assumed: an unseen spark grows for about two weeks unopposed",
    )  # fmt: skip
    """Time in which blindness lifts."""
    lag: Scalar = param(
        7.0, unit="d", low=1.0, high=90.0, sd=0.4, scale="log",
        source="assumed: reports take a week up the chain",
    )  # fmt: skip
    """Delay of the ruler's picture."""
    flattery: Scalar = param(
        0.3, unit="1", low=0.0, high=0.95, sd=0.4, scale="logit",
        source="assumed: subordinates leave out a third of the bad news",
    )  # fmt: skip
    """Share of the bad news that is kept from the ruler."""


def strength(params: Params, uniform: Array) -> Array:
    """Strength of a spark (S2) by inverse distribution function of a uniform, same shape [index]."""
    return jnp.minimum(params.scale * jnp.maximum(1.0 - uniform, 1e-7) ** (-1.0 / params.tail), params.limit)


def push(params: Params, level: Array, own: Array, national: Array) -> Array:
    """Push on citizens' readiness after one more day (S3), (R, member) [index].

    Parameters
    ----------
    params
        Parameters.
    level
        Push so far, (R, member).
    own
        Strength of sparks in the region today, (R, member).
    national
        Strength of all sparks in the country today, (member,).
    """
    return level * (1.0 - 1.0 / params.duration) + (1.0 - params.reach) * own + params.reach * national


def unseen(params: Params, attention: Array) -> Array:
    """Probability that a spark goes unseen (S4), same shape as ``attention``, 1 = the usual."""
    return jnp.exp(-params.vigilance * attention)


def blindness(params: Params, blind: Array, missed: Array) -> Array:
    """Blindness after one more day (S4), (R, member) [0 to 1]; ``missed`` is 1 where a spark went unseen."""
    return jnp.where(missed > 0.0, 1.0, blind * (1.0 - 1.0 / params.blindness))


def picture(params: Params, seen: Array, shown: Array) -> Array:
    """The ruler's picture after one more day (S5), same shape as ``shown``."""
    return seen + ((1.0 - params.flattery) * shown - seen) / params.lag
