"""Uprising: citizens join when enough others do.

Equations, for a citizen with hardship ``H`` and risk aversion ``R`` in region r:

    (U1) G = H · (1 − ℓ)
    (U2) active iff G + B_r·H + ω·(s_r − s_rest) + push_r − R·(P_r·J̃ + F_r) − T + ε ≥ 0
    (U3) s_r = (1 − mix)·A_r + mix·Ā
    (U4) P(ready) = Σ_q w_q · Φ((U2 without T and ε − mean)/sd)

Threshold and noise ``T + ε`` are normal and integrated in closed form; the quadrature is over hardship and
risk aversion only. At most a share ``mobilisable`` of adults is ever active, and activity moves at its own
rate. With the thresholds alone (no hardship, no deterrence) this is Granovetter's model.

References: Granovetter 1978; Epstein 2002 (grievance and net risk); Siegel 2009 (others' influence).

>>> p = Params()
>>> q = jnp.full((1, 1), 0.5)
>>> low, high = (ready(p, jnp.array([x]), q, q, q, jnp.zeros(1), jnp.zeros(1)) for x in (-1.0, -0.5))
>>> bool(low[0] < high[0])
True
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array, lax

from asabiya.mechanisms.numerics import ndtr
from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "exposure", "ready"]


class Params(eqx.Module):
    """Parameters of `exposure` and `ready`."""

    omega: Scalar = param(
        7.5, unit="index per share of adults", low=0.0, high=40.0, sd=0.25, scale="log",
        source="assumed: shares of a per cent mattered in history, so the weight is of order ten",
    )  # fmt: skip
    """Weight of others' participation."""
    sd: Scalar = param(
        0.22, unit="index", low=0.01, high=2.0, sd=0.1, scale="log",
        source="assumed: with the other values it gives a calm state, a fold and a collapse",
    )  # fmt: skip
    """Spread of thresholds and noise."""
    mobilisable: Scalar = param(
        0.12, unit="1", low=0.005, high=1.0, sd=0.3, scale="logit",
        source="assumed: about three times the largest participation in the campaign data",
    )  # fmt: skip
    """Largest share of adults that is ever active at once."""
    rest: Scalar = param(
        1e-5, unit="1", low=1e-7, high=1e-3, sd=0.7, scale="log",
        source="assumed: some hundreds of protesters on any day in a country of tens of millions",
    )  # fmt: skip
    """Share of adults active at rest."""
    rate: Scalar = param(
        0.2, unit="1/d", low=0.01, high=1.0, sd=0.2, scale="log",
        source="assumed: crowds form within a week",
    )  # fmt: skip
    """Rate at which activity follows readiness."""
    mix: Scalar = param(
        0.5, unit="1", low=0.0, high=1.0, sd=0.4, scale="logit",
        source="assumed: people look at their own town and at the news alike",
    )  # fmt: skip
    """Weight of the country against the region in what citizens see."""
    legitimacy: Scalar = param(
        0.5, unit="1", low=0.0, high=1.0, sd=0.3, scale="logit",
        source="assumed: in the middle of Epstein's range",
    )  # fmt: skip
    """Legitimacy at rest."""


def exposure(params: Params, actives: Array, national: Array) -> Array:
    """Share of others that a citizen sees active (U3), (R, member), from regional and national shares."""
    return (1.0 - params.mix) * actives + params.mix * national


def ready(
    params: Params,
    index: Array,
    hardship: Array,
    aversion: Array,
    weight: Array,
    per_hardship: Array,
    per_aversion: Array,
) -> Array:
    """Share of the mobilisable who are ready to act (U4).

    Parameters
    ----------
    params
        Parameters.
    index
        The part of (U2) that no trait multiplies, less the mean threshold, (…, member) [index].
    hardship, aversion, weight
        Quadrature over traits: nodes and weights, (Q, …) with trailing axes that broadcast to ``index``.
    per_hardship, per_aversion
        What hardship adds, ``(1 − ℓ) + B``, and what aversion takes away, ``P·J̃ + F``, broadcasting to
        ``index``.
    """
    shape = jnp.broadcast_shapes(index.shape, per_hardship.shape)

    def add(q: Array, total: Array) -> Array:
        argument = index + hardship[q] * per_hardship - aversion[q] * per_aversion
        return total + weight[q] * ndtr(argument / params.sd)

    # A loop, not an unrolled sum: the compiler then stores the result instead of computing it for each use.
    total: Array = lax.fori_loop(0, weight.shape[0], add, jnp.zeros(shape))
    return total
