"""What members and ruler can know: disturbance, the public odds of survival, legitimacy, and policy's answer.

Equations:

    (I1) u = 1 − exp(−(ΔA/actives_half + ΔD/departures_half))                    disturbance
    (I2) z = z0 + capacity·log(C/C0) − actives·ΔA − departures·ΔD + morale·Δlift − u_s   odds, in sector s
    (I3) ℓ = clip(ℓ_rest + rally − cost − clergy·Δd_clergy, 0, 1)                 legitimacy
    (I4) e = effort · (1 + answer · picture/(picture + actives_half))            repression effort
    (I5) v_r = vigilance · cut(1 − focus + focus · picture_r/picture, 0, 3)      attention to region r

``Δ`` is the excess over rest, ``D`` the departures that are shown, averaged over sectors and weighted by the
visibility of the rank. A protest informs the elite (Casper and Tyson 2014); the ruler answers what he sees.
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.mechanisms.numerics import half_saturation, saturate
from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["RANK_VISIBILITY", "Params", "attention", "disturbance", "effort", "legitimacy", "public_odds"]

RANK_VISIBILITY = (0.4, 0.3, 0.3)
"""Weight of a rank's departures in what the public sees; assumed: few commanders count like many soldiers."""


class Params(eqx.Module):
    """Parameters of what is known and of policy's answer to it."""

    z0: Scalar = param(
        3.2, unit="logit", low=-2.0, high=8.0, sd=0.4,
        source="calibrated: base rates of collapse, see docs/base-rates.md",
    )  # fmt: skip
    """Public log-odds that the regime survives, at rest."""
    capacity: Scalar = param(
        1.7, unit="logit", low=0.0, high=10.0, sd=0.3, scale="log",
        source="assumed: halving capacity costs 1.2 logits",
    )  # fmt: skip
    """Effect of the logarithm of coercive capacity."""
    actives: Scalar = param(
        11.0, unit="logit per share of adults", low=0.0, high=200.0, sd=0.4, scale="log",
        source="casper-tyson-2014",
    )  # fmt: skip
    """Effect of the share of adults seen active."""
    departures: Scalar = param(
        4.0, unit="logit per share of posts", low=0.0, high=40.0, sd=0.4, scale="log",
        source="assumed: a tenth of the apparatus leaving costs 0.4 logits",
    )  # fmt: skip
    """Effect of the share of posts seen vacated."""
    morale: Scalar = param(
        0.3, unit="logit", low=0.0, high=3.0, sd=0.4, scale="log",
        source="edmond-2013",
    )  # fmt: skip
    """Effect of fully believed exhortation."""
    actives_half: Scalar = param(
        0.005, unit="share of adults", low=1e-4, high=0.2, sd=0.3, scale="log",
        source="assumed: half a per cent of adults in the street is a grave disturbance",
    )  # fmt: skip
    """Share of adults active that makes a grave disturbance."""
    departures_half: Scalar = param(
        0.03, unit="share of posts", low=1e-3, high=0.5, sd=0.3, scale="log",
        source="assumed: one post in thirty vacated is a grave disturbance",
    )  # fmt: skip
    """Share of posts vacated that makes a grave disturbance."""
    clergy: Scalar = param(
        0.5, unit="legitimacy per share", low=0.0, high=3.0, sd=0.3, scale="log",
        source="assumed: a regime that claims divine or doctrinal right rests half on its clergy",
    )  # fmt: skip
    """Legitimacy lost by the share of clergy that left."""
    ministries: Scalar = param(
        0.5, unit="hardship per share", low=0.0, high=3.0, sd=0.3, scale="log",
        source="assumed: half the services stop when the ministries do",
    )  # fmt: skip
    """Hardship added by the share of ministry posts vacated."""
    courts: Scalar = param(
        0.7, unit="1", low=0.0, high=1.0, sd=0.3, scale="logit",
        source="assumed: arrests need prosecutors, judges and court staff, though not always",
    )  # fmt: skip
    """Share of arrests that fails when judiciary and courts have left."""
    answer: Scalar = param(
        0.5, unit="1", low=0.0, high=3.0, sd=0.4, scale="log",
        source="assumed: effort rises by half in a grave disturbance",
    )  # fmt: skip
    """Rise of repression effort in a grave disturbance that the ruler sees."""
    focus: Scalar = param(
        0.5, unit="1", low=0.0, high=1.0, sd=0.4, scale="logit",
        source="assumed: half of the attention follows the news",
    )  # fmt: skip
    """Share of attention that follows the ruler's picture of unrest."""
    deployable: Scalar = param(
        0.5, unit="1", low=0.05, high=1.0, sd=0.3, scale="logit",
        source="assumed: shifts, garrisons and training leave half of the force for the street",
    )  # fmt: skip
    """Share of the weighted force that can act on any day."""


def disturbance(params: Params, actives: Array, departures: Array) -> Array:
    """Disturbance (I1), (member,) [0 to 1], from excess actives and excess departures seen, (member,)."""
    load = jnp.maximum(actives, 0.0) / params.actives_half
    return saturate(load + jnp.maximum(departures, 0.0) / params.departures_half)


def public_odds(
    params: Params, capacity_ratio: Array, actives: Array, departures: Array, lift: Array, shock: Array
) -> Array:
    """Log-odds of survival that a sector's members see (I2), (S, member) [logit].

    Parameters
    ----------
    params
        Parameters.
    capacity_ratio
        Coercive capacity over its level at rest, (member,) [0 and above].
    actives, departures, lift
        Excess over rest, (member,).
    shock
        Fall of the odds in a sector where a spark struck, (S, member).
    """
    national = params.z0 + params.capacity * jnp.log(jnp.maximum(capacity_ratio, 1e-4))
    national = national - params.actives * actives - params.departures * departures + params.morale * lift
    return national - shock


def legitimacy(params: Params, rest: Array, rally: Array, cost: Array, clergy_gone: Array) -> Array:
    """Legitimacy (I3), (member,) [0 to 1]."""
    return jnp.clip(rest + rally - cost - params.clergy * clergy_gone, 0.0, 1.0)


def effort(params: Params, scheduled: Array, picture: Array) -> Array:
    """Repression effort (I4), (member,), from what is scheduled and the ruler's picture of excess actives."""
    return scheduled * (1.0 + params.answer * half_saturation(picture, params.actives_half))


def attention(params: Params, vigilance: Array, picture: Array, mean: Array) -> Array:
    """Attention to each region (I5), (R, member) [0 to 3], from pictures (R, member) and their mean."""
    relative = jnp.where(mean > 1e-9, picture / jnp.maximum(mean, 1e-9), 1.0)
    return vigilance * jnp.clip(1.0 - params.focus + params.focus * relative, 0.0, 3.0)
