"""Conversion: insiders who were with us until yesterday have changed.

Equation for the drift ``c`` of conviction from its mean, by sector and faction, in logit units:

    (V1) c' = c · (1 − 1/reversion) − messaging · m − contact · kin · u − exclusion · purged
              − war · cost + uplift · lift · cut(1 − c/ceiling, 0, 2)

with opposition messaging ``m``, disturbance ``u`` met through kin in the street, the lift of exhortation,
the share of one's own faction purged today, and the cost of the war so far; all relative to rest.

References: the verbal theory; contact and messaging as in the diffusion literature reviewed by Siegel 2011.

>>> p = Params()
>>> z = jnp.zeros((1, 1, 1))
>>> one, none = jnp.ones(1), jnp.zeros(1)
>>> bool(step(p, z, z + 1.0, one, none, none, z, none)[0, 0, 0] < 0.0)
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

    messaging: Scalar = param(
        0.002, unit="logit/d", low=0.0, high=0.1, sd=0.5, scale="log",
        source="assumed: half a year of unopposed messaging moves conviction by a third of a logit",
    )  # fmt: skip
    """Fall of conviction a day under full messaging."""
    contact: Scalar = param(
        0.01, unit="logit/d", low=0.0, high=0.2, sd=0.5, scale="log",
        source="assumed: a hundred days with all kin in the street move conviction by one logit",
    )  # fmt: skip
    """Fall of conviction a day with all kin in a full disturbance."""
    uplift: Scalar = param(
        0.005, unit="logit/d", low=0.0, high=0.1, sd=0.5, scale="log",
        source="assumed: half of what contact takes",
    )  # fmt: skip
    """Rise of conviction a day under fully believed exhortation."""
    ceiling: Scalar = param(
        1.0, unit="logit", low=0.1, high=5.0, sd=0.2, scale="log",
        source="assumed: exhortation has diminishing returns",
    )  # fmt: skip
    """Rise above rest at which exhortation adds nothing more."""
    exclusion: Scalar = param(
        5.0, unit="logit per share purged", low=0.0, high=50.0, sd=0.5, scale="log",
        source="assumed: a purge of a tenth of one's faction costs half a logit",
    )  # fmt: skip
    """Fall of conviction by the share of one's own faction that is purged."""
    war: Scalar = param(
        0.02, unit="logit/d per unit of legitimacy", low=0.0, high=0.5, sd=0.5, scale="log",
        source="assumed: insiders feel the war's cost as citizens do",
    )  # fmt: skip
    """Fall of conviction a day by the accumulated cost of the war."""
    reversion: Scalar = param(
        180.0, unit="d", low=10.0, high=1440.0, sd=0.4, scale="log",
        source="assumed: convictions come back within a year when nothing feeds the change",
    )  # fmt: skip
    """Time in which conviction reverts to its mean."""


def step(
    params: Params,
    drift: Array,
    kin: Array,
    messaging: Array,
    disturbance: Array,
    lift: Array,
    purged: Array,
    war_cost: Array,
) -> Array:
    """Drift of conviction after one more day (V1), (S, F, member) [logit].

    Parameters
    ----------
    params
        Parameters.
    drift
        Drift so far, (S, F, member).
    kin
        Share of members' kin among ordinary citizens, (S, 1, 1) [0 to 1].
    messaging, disturbance, lift, war_cost
        Relative to rest, (member,).
    purged
        Share of the faction purged today in excess of rest, (S, F, member).
    """
    pull = params.uplift * lift * jnp.clip(1.0 - drift / params.ceiling, 0.0, 2.0)
    push = params.messaging * messaging + params.contact * kin * disturbance
    push = push + params.exclusion * purged + params.war * war_cost
    return drift * (1.0 - 1.0 / params.reversion) + pull - push
