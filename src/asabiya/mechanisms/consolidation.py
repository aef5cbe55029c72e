"""Consolidation: purges and favours gather power in one hand.

Equations, for purge intensity ``q`` a month and favours ``b``:

    (K1) hazard(shirking) = q/30 · detection,   hazard(obeying) = q/30 · error
    (K2) competence' = competence − dilution · replaced + (1 − competence)/training
    (K3) bonus_f = b · [f is the ruler's faction]
    (K4) loyalty' = loyalty · (1 − 1/tenure) + selection · replaced

A purge removes by a noisy signal of disloyalty, with false positives; who replaces is more loyal and less
competent, after the delay in which the post stands empty; favours raise the stake of the ruler's faction.

References: Svolik 2009; Egorov and Sonin 2011 (loyalty against competence); Sudduth 2017 (when purges pay).

>>> shirking, obeying = hazards(Params(), jnp.array([0.3]))
>>> bool(shirking[0] > obeying[0] > 0)
True
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "bonus", "hazards", "step"]


class Params(eqx.Module):
    """Parameters of `hazards`, `bonus` and `step`."""

    detection: Scalar = param(
        0.5, unit="1", low=0.0, high=1.0, sd=0.5, scale="logit",
        source="assumed: informers find half of the disloyal they are asked to find",
    )  # fmt: skip
    """Share of shirking members that a full purge finds."""
    error: Scalar = param(
        0.05, unit="1", low=0.0, high=1.0, sd=0.5, scale="logit",
        source="assumed: a tenth of the hit rate",
    )  # fmt: skip
    """Share of obeying members that a full purge takes by mistake."""
    dilution: Scalar = param(
        0.4, unit="1", low=0.0, high=1.0, sd=0.4, scale="logit",
        source="egorov-sonin-2011",
    )  # fmt: skip
    """Loss of competence when a member is replaced by a loyal one."""
    training: Scalar = param(
        720.0, unit="d", low=30.0, high=3600.0, sd=0.3, scale="log",
        source="assumed: an officer learns his post in about two years",
    )  # fmt: skip
    """Time in which replacements gain competence."""
    selection: Scalar = param(
        1.0, unit="logit per share replaced", low=0.0, high=5.0, sd=0.4, scale="log",
        source="egorov-sonin-2011",
    )  # fmt: skip
    """Conviction gained by the share replaced."""
    tenure: Scalar = param(
        720.0, unit="d", low=30.0, high=3600.0, sd=0.3, scale="log",
        source="assumed: as training",
    )  # fmt: skip
    """Time in which the replacements' zeal fades."""


def hazards(params: Params, purge: Array) -> tuple[Array, Array]:
    """Daily hazards of being purged for shirking and obeying members (K1), (member,) each [1/d]."""
    daily = purge / 30.0
    return daily * params.detection, daily * params.error


def bonus(favours: Array, favoured: Array) -> Array:
    """Bonus on a member's stake (K3), (F, member), for ``favoured`` = 1 at the ruler's faction, (F, 1)."""
    return favours * favoured


def step(params: Params, competence: Array, loyalty: Array, replaced: Array) -> tuple[Array, Array]:
    """Competence (K2) and loyalty (K4) after one more day, (S, F, member).

    Parameters
    ----------
    params
        Parameters.
    competence, loyalty
        Competence [0 to 1] and conviction gained by selection [logit], (S, F, member).
    replaced
        Share of purged posts refilled today, (S, F, member).
    """
    competence = competence - params.dilution * replaced + (1.0 - competence) / params.training
    loyalty = loyalty * (1.0 - 1.0 / params.tenure) + params.selection * replaced
    return jnp.clip(competence, 0.0, 1.0), loyalty
