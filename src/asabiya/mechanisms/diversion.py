"""Diversion: a foreign war shields the ruler, until its inefficiency tells.

Equations (numbers as in ``docs/odd.md``), for war posture ``w`` above its level at rest:

    (D1) rally' = rally · 2^(−1/half_life) + gain · max(w − w_before, 0)
    (D2) cost'  = cost · (1 − 1/recovery) + burden · max(w, 0)

Legitimacy gains ``rally − cost``. The prior on ``gain`` reaches zero and below: whether a regime gains at all
from a war in which it is no belligerent is an open question.

References: Mueller 1970 (a rally and its decay); Levy 1989 (a critique of the diversionary theory).

>>> p = Params()
>>> rally, cost = step(p, jnp.zeros(1), jnp.zeros(1), jnp.ones(1), jnp.zeros(1))
>>> bool(rally[0] > 0.0) and bool(cost[0] < rally[0])
True
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "step"]


class Params(eqx.Module):
    """Parameters of `step`."""

    gain: Scalar = param(
        0.06, unit="legitimacy per unit of posture", low=-0.15, high=0.4, sd=0.06,
        source="mueller-1970",
    )  # fmt: skip
    """Rally at the outbreak of an all-out war; may be nil or negative."""
    half_life: Scalar = param(
        90.0, unit="d", low=10.0, high=720.0, sd=0.4, scale="log",
        source="assumed: rallies in published polls fade within a few months",
    )  # fmt: skip
    """Time in which a rally halves."""
    burden: Scalar = param(
        2e-4, unit="legitimacy per day of all-out war", low=0.0, high=2e-3, sd=0.5, scale="log",
        source="assumed: a year of all-out war costs about as much legitimacy as its rally gave",
    )  # fmt: skip
    """Cost of keeping up the war."""
    recovery: Scalar = param(
        720.0, unit="d", low=90.0, high=3600.0, sd=0.3, scale="log",
        source="assumed: the cost of a war is felt for years",
    )  # fmt: skip
    """Time in which the accumulated cost is forgotten."""


def step(params: Params, rally: Array, cost: Array, war: Array, war_before: Array) -> tuple[Array, Array]:
    """Rally and cost of a war after one more day.

    Parameters
    ----------
    params
        Parameters.
    rally, cost
        Legitimacy gained by the rally and lost by the cost so far, (member,).
    war, war_before
        War posture above its level at rest today and yesterday, (member,) [−1 to 1].

    Returns
    -------
    tuple
        The new rally and cost, (member,).
    """
    rally = rally * jnp.exp2(-1.0 / params.half_life) + params.gain * jnp.maximum(war - war_before, 0.0)
    cost = cost * (1.0 - 1.0 / params.recovery) + params.burden * jnp.maximum(war, 0.0)
    return rally, cost
