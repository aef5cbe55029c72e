"""Backlash: executions and arrests anger those to whom the victims were near.

Equations, for executions ``x_r`` and arrests ``a_r`` per million adults a day among one's own:

    (B1) stock_r' = stock_r · (1 − 1/memory) + per_execution · x_r · kin + per_arrest · a_r
    (B2) B_r = 1 − exp(−stock_r)

Citizens add ``B_r · H`` to their readiness. Fear follows what is seen from afar, backlash what happens among
one's own; with one input for both the two could not be told apart.

References: Rasler 1996; Siegel 2011.

>>> p = Params()
>>> bool(step(p, jnp.zeros((1, 1)), jnp.ones((1, 1)), jnp.zeros((1, 1)))[0, 0] > 0)
True
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp  # noqa: F401  (the doctest uses it)
from jax import Array

from asabiya.mechanisms.numerics import saturate
from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "anger", "step"]


class Params(eqx.Module):
    """Parameters of `step`."""

    per_execution: Scalar = param(
        0.05, unit="1 per execution per million adults", low=0.0, high=1.0, sd=0.4, scale="log",
        source="assumed: of the size of the fear an execution adds, so that the data can decide the sign",
    )  # fmt: skip
    """Anger that an execution adds among the victim's own."""
    kin: Scalar = param(
        0.5, unit="1", low=0.0, high=1.0, sd=0.5, scale="logit",
        source="assumed: half of a region's people count its executed as their own",
    )  # fmt: skip
    """Share of a region's people who count the executed as their own."""
    per_arrest: Scalar = param(
        1e-5, unit="1 per arrest per million adults", low=0.0, high=1e-3, sd=0.4, scale="log",
        source="assumed: half of the fear an arrest adds",
    )  # fmt: skip
    """Anger that an arrest adds."""
    memory: Scalar = param(
        120.0, unit="d", low=7.0, high=1440.0, sd=0.4, scale="log",
        source="rasler-1996",
    )  # fmt: skip
    """Time in which anger fades; longer than fear's: repression deters at once and angers with a lag."""


def step(params: Params, stock: Array, executions: Array, arrests: Array) -> Array:
    """Stock of anger after one more day (B1).

    Parameters
    ----------
    params
        Parameters.
    stock
        Stock so far, (R, member) [0 and above].
    executions, arrests
        Per million adults a day in the region itself, (R, member).
    """
    own = params.per_execution * params.kin * executions + params.per_arrest * arrests
    return stock * (1.0 - 1.0 / params.memory) + own


def anger(stock: Array) -> Array:
    """Anger (B2) of a stock, same shape [0 to 1]."""
    return saturate(stock)
