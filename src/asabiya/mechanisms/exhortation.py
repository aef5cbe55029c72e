"""Exhortation: speeches lift morale, and their credibility wears out when they are belied.

Equations, for exhortation ``a``, the gap between what is announced and what is seen ``gap``, and the share of
state media that left ``m``:

    (E1) κ' = κ − wear · a · gap + (κ_rest − κ)/recovery,   cut to [0, 1]
    (E2) lift = κ · (1 − media · m) · a

The lift enters the public odds of survival (``information.morale``) and insiders' conviction.

References: Edmond 2013 (information manipulation); wear is ours.

>>> p = Params()
>>> float(step(p, jnp.array([0.5]), jnp.array([1.0]), jnp.array([1.0]), jnp.array([0.5]))[0]) < 0.5
True
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "lift", "step"]


class Params(eqx.Module):
    """Parameters of `step` and `lift`."""

    credibility: Scalar = param(
        0.5, unit="1", low=0.0, high=1.0, sd=0.5, scale="logit",
        source="assumed: no measurement of what loyalists believe could be found",
    )  # fmt: skip
    """Credibility of the ruler's word at rest."""
    wear: Scalar = param(
        0.02, unit="1/d", low=0.0, high=0.5, sd=0.5, scale="log",
        source="assumed: a month of speeches against the evidence halves credibility",
    )  # fmt: skip
    """Credibility lost a day when all that is announced is belied."""
    recovery: Scalar = param(
        180.0, unit="d", low=10.0, high=1440.0, sd=0.4, scale="log",
        source="assumed: trust returns more slowly than it goes",
    )  # fmt: skip
    """Time in which credibility returns to its level at rest."""
    media: Scalar = param(
        1.0, unit="1", low=0.0, high=3.0, sd=0.3, scale="log",
        source="assumed: without state media nobody hears the speech",
    )  # fmt: skip
    """Loss of credibility by the share of state media that has left."""


def step(params: Params, credibility: Array, exhortation: Array, gap: Array, rest: Array) -> Array:
    """Credibility after one more day (E1).

    Parameters
    ----------
    params
        Parameters.
    credibility, rest
        Credibility today and at rest, (member,) [0 to 1].
    exhortation
        Intensity of speeches, (member,) [0 to 1].
    gap
        Distance of what is announced from what is seen, (member,) [0 to 1].
    """
    new = credibility - params.wear * exhortation * gap + (rest - credibility) / params.recovery
    return jnp.clip(new, 0.0, 1.0)


def lift(params: Params, credibility: Array, exhortation: Array, media_gone: Array) -> Array:
    """Morale that speeches give (E2), (member,) [0 to 1]; ``media_gone`` is a share, (member,)."""
    return credibility * jnp.clip(1.0 - params.media * media_gone, 0.0, 1.0) * exhortation
