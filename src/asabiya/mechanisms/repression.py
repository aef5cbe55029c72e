"""Repression: executions and arrests instil fear, and the chance of arrest deters.

Equations, for executions ``x_r`` per million adults a day in region r, their mean ``x̄`` in the country,
arrests ``a_r`` per million adults a day, capacity ``C_r`` and actives ``A_r`` as shares of adults:

    (R1) stock_r' = stock_r · (1 − 1/memory) + per_execution · ((1 − afar)·x_r + afar·x̄) + per_arrest · a_r
    (R2) F_r = 1 − exp(−stock_r)
    (R3) P_r = 1 − exp(−k · e · C_r / (A_r + 1/N_r))

(R3) is Epstein's arrest probability with shares of the population in place of counts in a field of vision;
a share ``arrest_rate`` of it is realised a day.

References: Epstein 2002.

>>> p = Params()
>>> round(float(arrest_probability(p, 1.0, jnp.array([0.005]), jnp.array([0.005]), jnp.array([1e6]))[0]), 3)
0.9
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp  # noqa: F401  (the doctest uses it)
from jax import Array

from asabiya.mechanisms.numerics import saturate
from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "arrest_probability", "fear", "step"]


class Params(eqx.Module):
    """Parameters of `step` and `arrest_probability`."""

    per_execution: Scalar = param(
        0.05, unit="1 per execution per million adults", low=0.0, high=1.0, sd=0.4, scale="log",
        source="assumed: a hundred executions a month in 60 million adults give a fear of about 0.1",
    )  # fmt: skip
    """Fear that an execution adds."""
    afar: Scalar = param(
        0.7, unit="1", low=0.0, high=1.0, sd=0.5, scale="logit",
        source="assumed: executions are announced nationally",
    )  # fmt: skip
    """Weight of the whole country's executions against those in one's own region."""
    per_arrest: Scalar = param(
        2e-5, unit="1 per arrest per million adults", low=0.0, high=1e-3, sd=0.4, scale="log",
        source="assumed: fear from arrests saturates at a per cent of adults arrested within the memory",
    )  # fmt: skip
    """Fear that an arrest adds."""
    memory: Scalar = param(
        60.0, unit="d", low=7.0, high=720.0, sd=0.4, scale="log",
        source="assumed: longer than the anger of a mourning cycle of 40 days, shorter than a year",
    )  # fmt: skip
    """Time in which fear fades."""
    k: Scalar = param(2.3, unit="1", low=0.1, high=20.0, source="epstein-2002")
    """Epstein's constant: 0.9 at one unit of capacity to each active."""
    jail_term: Scalar = param(
        30.0, unit="d", low=2.0, high=720.0, sd=0.3, scale="log",
        source="epstein-2002",
    )  # fmt: skip
    """Longest jail term; terms are uniform up to it."""
    aversion_half: Scalar = param(
        20.0, unit="d", low=1.0, high=365.0, sd=0.2, scale="log",
        source="assumed: with the default term it gives a jail aversion of 0.6",
    )  # fmt: skip
    """Longest jail term at which the aversion ``J/(J + J½)`` is one half."""
    arrest_rate: Scalar = param(
        0.05, unit="1/d", low=0.0, high=1.0, sd=0.3, scale="log",
        source="assumed: a protester at certain risk is caught within about three weeks",
    )  # fmt: skip
    """Share of the arrest probability that is realised in a day."""


def step(params: Params, stock: Array, executions: Array, executions_mean: Array, arrests: Array) -> Array:
    """Stock of fear after one more day (R1).

    Parameters
    ----------
    params
        Parameters.
    stock
        Stock so far, (R, member) [0 and above].
    executions, executions_mean
        Executions per million adults a day by region, (R, member), and in the country, (member,).
    arrests
        Arrests per million adults a day, (R, member).
    """
    seen = (1.0 - params.afar) * executions + params.afar * executions_mean
    return stock * (1.0 - 1.0 / params.memory) + params.per_execution * seen + params.per_arrest * arrests


def fear(stock: Array) -> Array:
    """Fear (R2) of a stock, same shape [0 to 1]."""
    return saturate(stock)


def arrest_probability(
    params: Params, effort: Array | float, capacity: Array, actives: Array, adults: Array
) -> Array:
    """Probability of arrest that an active citizen sees (R3).

    Parameters
    ----------
    params
        Parameters.
    effort
        Repression effort, (member,), 1 = the usual.
    capacity, actives
        Coercive capacity and active citizens as shares of the region's adults, (R, member).
    adults
        Adults of the region [persons], (R, 1) or (R, member).
    """
    return saturate(params.k * effort * capacity / (actives + 1.0 / adults))
