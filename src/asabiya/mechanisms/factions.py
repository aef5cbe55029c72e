"""Factions: loyal forces at each other's throats.

Equations, for shares ``p_f`` of serving members and positions ``y_f``:

    (F1) ER = Σ_f Σ_g p_f^(1+α) · p_g · |y_f − y_g|
    (F2) X' = X + rate · in · (1 − X) − (rate · (1 − X_rest) + relief) · X
         in = X_rest · ER/ER_rest + by_purge · asymmetry + by_scarcity · scarcity + by_unrest · u
    (F3) friction = (1 − ψX)/(1 − ψX_rest)

At rest ``in = X_rest`` and tension stays at ``X_rest``. Tension grows with polarization, with purges that hit
one side, with scarcity and with unrest, falls by credible appeals to unity, and costs capacity as friction.

References: Esteban and Ray 1994 (the polarization index; α in (0, 1.6]).

>>> y = jnp.array([[0.0], [1.0]])
>>> even = polarization(jnp.array([[0.5], [0.5]]), y, 1.0)
>>> lopsided = polarization(jnp.array([[0.9], [0.1]]), y, 1.0)
>>> float(even[0]), round(float(lopsided[0]), 4)
(0.25, 0.09)
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "friction", "polarization", "step"]


class Params(eqx.Module):
    """Parameters of `polarization`, `step` and `friction`."""

    alpha: Scalar = param(1.3, unit="1", low=0.1, high=1.6, sd=0.1, source="esteban-ray-1994")
    """Sensitivity to identification."""
    tension: Scalar = param(
        0.15, unit="1", low=0.01, high=0.8, sd=0.4, scale="logit",
        source="assumed: some rivalry is normal in every regime",
    )  # fmt: skip
    """Tension at rest."""
    rate: Scalar = param(
        1 / 60, unit="1/d", low=1e-3, high=0.5, sd=0.3, scale="log",
        source="assumed: quarrels build and fade over two months",
    )  # fmt: skip
    """Rate at which tension moves."""
    by_purge: Scalar = param(
        10.0, unit="1 per share purged a day", low=0.0, high=200.0, sd=0.4, scale="log",
        source="assumed: one per cent of a side purged a day is felt as a tenth of full tension",
    )  # fmt: skip
    """Tension from purges that hit one side more than the other."""
    by_scarcity: Scalar = param(
        0.3, unit="1", low=0.0, high=2.0, sd=0.4, scale="log",
        source="assumed: less to share, more to fight over",
    )  # fmt: skip
    """Tension from scarcity above rest."""
    by_unrest: Scalar = param(
        0.3, unit="1", low=0.0, high=2.0, sd=0.4, scale="log",
        source="assumed: unrest divides those who must answer it",
    )  # fmt: skip
    """Tension from visible disturbance."""
    psi: Scalar = param(
        0.5, unit="1", low=0.0, high=1.0, sd=0.4, scale="logit",
        source="assumed: at full tension half of the capacity is spent on each other",
    )  # fmt: skip
    """Share of capacity lost at full tension."""


def polarization(shares: Array, positions: Array, alpha: Array | float) -> Array:
    """Polarization (F1), (member,), from shares (F, member) that sum to 1 and positions (F, member)."""
    count = shares.shape[0]
    total = jnp.zeros(shares.shape[1:])
    power = shares ** (1.0 + alpha)
    for f in range(count):
        for g in range(count):
            if f != g:
                total = total + power[f] * shares[g] * jnp.abs(positions[f] - positions[g])
    return total


def step(
    params: Params,
    tension: Array,
    polarization_ratio: Array,
    asymmetry: Array,
    scarcity: Array,
    disturbance: Array,
    relief: Array,
) -> Array:
    """Tension after one more day (F2), (member,) [0 to 1].

    Parameters
    ----------
    params
        Parameters.
    tension
        Tension so far, (member,) [0 to 1].
    polarization_ratio
        Polarization over its level at rest, (member,) [0 and above].
    asymmetry
        Largest less smallest share purged today over the factions, (member,).
    scarcity, disturbance
        Relative to rest, (member,).
    relief
        Rate of relief by appeals to unity above rest, (member,) [1/d].
    """
    inflow = params.tension * polarization_ratio + params.by_purge * asymmetry
    inflow = inflow + params.by_scarcity * scarcity + params.by_unrest * disturbance
    inflow = params.rate * jnp.clip(inflow, 0.0, 1.0 / params.rate)
    outflow = jnp.clip(params.rate * (1.0 - params.tension) + relief, 0.0, 1.0)
    return jnp.clip(tension + inflow * (1.0 - tension) - outflow * tension, 0.0, 1.0)


def friction(params: Params, tension: Array) -> Array:
    """Share of capacity left by friction, relative to rest (F3), (member,)."""
    return (1.0 - params.psi * tension) / (1.0 - params.psi * params.tension)
