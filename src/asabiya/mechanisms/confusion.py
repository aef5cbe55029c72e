"""Confusion: in turbulence signals get noisier and right and wrong swap places.

Equations, for disturbance ``u`` (see ``information``), war posture ``w`` and excess tension ``X``:

    (C1) σ = σ_rest · (1 + by_unrest · u + by_war · w + by_tension · max(X, 0))
    (C2) ε = swap · (1 − exp(−(by_unrest · u + by_war · w + by_tension · max(X, 0))))

A member sees ``z + σ·ξ``; conviction ``c`` counts as ``(1 − 2ε)·c``: with ε = ½ nobody knows any more which
side is the right one.

References: Morris and Shin 1998, 2003 (noise in private signals); the swap is ours.

>>> sigma, swap = step(Params(), jnp.zeros(1), jnp.zeros(1), jnp.zeros(1))
>>> float(sigma[0]), float(swap[0])
(0.5, 0.0)
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.mechanisms.numerics import saturate
from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "step"]


class Params(eqx.Module):
    """Parameters of `step`."""

    sigma: Scalar = param(
        0.5, unit="logit", low=0.05, high=3.0, sd=0.3, scale="log",
        source="assumed: members' private odds of survival differ by a factor of about two either way",
    )  # fmt: skip
    """Spread of private signals at rest."""
    by_unrest: Scalar = param(
        1.0, unit="1", low=0.0, high=5.0, sd=0.4, scale="log",
        source="assumed: in full unrest the spread doubles",
    )  # fmt: skip
    """Growth of the spread with disturbance."""
    by_war: Scalar = param(
        0.3, unit="1", low=0.0, high=5.0, sd=0.4, scale="log",
        source="assumed: war blurs less than unrest at home",
    )  # fmt: skip
    """Growth of the spread with war posture."""
    by_tension: Scalar = param(
        1.0, unit="1", low=0.0, high=5.0, sd=0.4, scale="log",
        source="assumed: as unrest",
    )  # fmt: skip
    """Growth of the spread with tension above rest."""
    swap: Scalar = param(
        0.2, unit="1", low=0.0, high=0.5, sd=0.5, scale="logit",
        source="assumed: at most a fifth swap sides in their own judgement",
    )  # fmt: skip
    """Largest share for whom values and anti-values change places."""


def step(params: Params, disturbance: Array, war: Array, tension: Array) -> tuple[Array, Array]:
    """Spread of private signals (C1) and swapped share (C2), (member,) each.

    Parameters
    ----------
    params
        Parameters.
    disturbance
        Visible disturbance, (member,) [0 to 1].
    war
        War posture above rest, (member,) [−1 to 1].
    tension
        Tension above rest, (member,) [−1 to 1].
    """
    load = params.by_unrest * disturbance + params.by_war * jnp.maximum(war, 0.0)
    load = load + params.by_tension * jnp.maximum(tension, 0.0)
    return params.sigma * (1.0 + load), params.swap * saturate(load)
