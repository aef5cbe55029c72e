"""Defection: members leave from every sector and rank, pull their units along, or shirk.

Each day a member reviews his choice with hazard ``review``. With ``π`` the odds that the regime survives as
he sees them, stake ``m``, complicity ``κ``, and peers' shares ``p``, the payoffs are

    (O1) obey:   π·m·(1 + b) − (1−π)·retribution·κ + c + ρ·p_obey − street·e·kin·u
    (O2) shirk:  spared·π·m − exposed·(1−π)·retribution·κ + ρ·p_shirk
    (O3) defect: (1−π)·[gain·(1−κ) − (1−amnesty)·retribution·κ] + shelter − π·punishment + ρ·p_defect
    (O4) π = logistic(θ − superiors·max(d_above − d_rest, 0)),   θ = z + σ·ξ

and the choice is logit, averaged over the private signal ``ξ``. Payoffs are used as differences from obeying
*and from rest*: rest shares are the prior, and intercepts are solved so that they are a fixed point. What
choices identify is one slope and one intercept on π for each alternative, not each payoff.

Complicity binds a member to the regime (∂(O3 − O1)/∂κ = (1−π)(amnesty·retribution − gain)) unless an amnesty
with ``amnesty·retribution > gain`` makes leaving pay.

References: Hirschman 1970; Casper and Tyson 2014; Albrecht and Ohl 2016; Koehler, Ohl and Albrecht 2016;
Dragu and Lupu 2018; Tyson 2018.

>>> p = Params()
>>> one = jnp.ones(1)
>>> def leave(pi, complicity, amnesty):
...     s, d = payoffs(p, pi * one, one, complicity * one, 0 * one, 0 * one, 0 * one, amnesty * one)
...     return float(d[0])
>>> leave(0.5, 0.2, 0.0) > leave(0.95, 0.2, 0.0)
True
>>> leave(0.5, 0.9, 0.0) < leave(0.5, 0.2, 0.0)
True
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["SIGNAL_NODES", "SIGNAL_WEIGHTS", "Params", "beliefs", "choose", "payoffs"]

SIGNAL_NODES = (-1.7320508, 0.0, 1.7320508)
"""Gauss–Hermite nodes for the private signal."""
SIGNAL_WEIGHTS = (1 / 6, 2 / 3, 1 / 6)
"""Their weights."""


class Params(eqx.Module):
    """Parameters of `payoffs`, `beliefs` and `choose`."""

    review: Scalar = param(
        1 / 30, unit="1/d", low=1e-3, high=1.0, sd=0.2, scale="log",
        source="assumed: a member thinks again about once a month",
    )  # fmt: skip
    """Hazard of reviewing one's choice."""
    refill: Scalar = param(
        120.0, unit="d", low=7.0, high=1440.0, sd=0.3, scale="log",
        source="assumed: a vacated post is filled within four months; longer, and collapse grows by year",
    )  # fmt: skip
    """Time in which a vacated post is filled."""
    rest_shirk: Scalar = param(
        0.045, unit="1", low=1e-3, high=0.4, sd=0.3, scale="log",
        source="assumed: four or five in a hundred do less than their duty in any service",
    )  # fmt: skip
    """Share of members who shirk at rest."""
    rest_defect: Scalar = param(
        3e-4, unit="1 per review", low=1e-6, high=0.02, sd=0.5, scale="log",
        source="assumed: with monthly reviews it gives 0.4 per cent a year",
    )  # fmt: skip
    """Share of reviews that end in leaving at rest."""
    stake: Scalar = param(
        3.6, unit="logit", low=0.0, high=15.0, sd=0.2, scale="log",
        source="assumed: with the other payoffs it gives slopes of 3.6 (shirk) and 8 (defect) on the odds",
    )  # fmt: skip
    """What the regime's survival is worth to a member who serves it."""
    gain: Scalar = param(
        2.0, unit="logit", low=0.0, high=15.0, sd=0.3, scale="log",
        source="assumed: see stake",
    )  # fmt: skip
    """What a clean member gains by having left in time if the regime falls."""
    punishment: Scalar = param(
        3.0, unit="logit", low=0.0, high=15.0, sd=0.3, scale="log",
        source="assumed: see stake",
    )  # fmt: skip
    """Punishment for leaving, times the chance of being found, if the regime survives."""
    retribution: Scalar = param(
        2.0, unit="logit", low=0.0, high=15.0, sd=0.3, scale="log",
        source="assumed: see stake",
    )  # fmt: skip
    """What awaits the fully complicit if the regime falls."""
    spared: Scalar = param(
        0.1, unit="1", low=0.0, high=1.0, sd=0.3, scale="logit",
        source="assumed: a shirker keeps his post but not its fruits",
    )  # fmt: skip
    """Share of the stake that a shirker keeps."""
    exposed: Scalar = param(
        0.5, unit="1", low=0.0, high=1.0, sd=0.3, scale="logit",
        source="assumed: half-hearted service halves the retribution",
    )  # fmt: skip
    """Share of the retribution that a shirker faces."""
    conviction: Scalar = param(
        1.0, unit="logit", low=0.0, high=5.0, sd=0.3, scale="log",
        source="assumed: belief in the cause is worth a third of the stake",
    )  # fmt: skip
    """Mean conviction of members (c); it matters where confusion swaps sides."""
    peers: Scalar = param(
        2.5, unit="logit", low=0.0, high=10.0, sd=0.3, scale="log",
        source="assumed: peers weigh about as much as a move of the odds from 0.95 to 0.6",
    )  # fmt: skip
    """Weight of what peers do (ρ)."""
    superiors: Scalar = param(
        2.0, unit="logit per share", low=0.0, high=20.0, sd=0.3, scale="log",
        source="albrecht-ohl-2016",
    )  # fmt: skip
    """Fall of the perceived odds by the share of superiors who left (η)."""
    street: Scalar = param(
        0.5, unit="logit", low=0.0, high=5.0, sd=0.4, scale="log",
        source="assumed: orders against one's kin cost about half a logit",
    )  # fmt: skip
    """Cost of obeying when all one's kin are in the street (μ)."""
    pull: Scalar = param(
        0.3, unit="1", low=0.0, high=1.0, sd=0.4, scale="logit",
        source="koehler-ohl-albrecht-2016",
    )  # fmt: skip
    """Share of a unit that a leaving commander takes along."""


def payoffs(
    params: Params,
    pi: Array,
    stake: Array,
    complicity: Array,
    bonus: Array,
    street: Array,
    shelter: Array,
    amnesty: Array,
) -> tuple[Array, Array]:
    """Payoffs of shirking and defecting less that of obeying, (O1)–(O3) without conviction and peers.

    Parameters
    ----------
    params
        Parameters.
    pi
        Perceived probability that the regime survives, (…, member) [0 to 1].
    stake, complicity, bonus
        Relative stake, complicity and favours of the group, broadcasting to ``pi``.
    street
        Effort times kin times disturbance, broadcasting to ``pi`` [0 and above].
    shelter, amnesty
        Offered to defectors, broadcasting to ``pi``.

    Returns
    -------
    tuple
        (shirk − obey, defect − obey), the shape of ``pi`` [logit].
    """
    fall = (1.0 - pi) * params.retribution * complicity
    cost = params.street * street
    kept = pi * params.stake * stake
    shirk = kept * (params.spared - 1.0 - bonus) + (1.0 - params.exposed) * fall + cost
    leave = (1.0 - pi) * params.gain * (1.0 - complicity) + amnesty * fall
    leave = leave + shelter - pi * params.punishment - kept * (1.0 + bonus) + cost
    return shirk, leave


def beliefs(params: Params, z: Array, sigma: Array, gone_above: Array, node: Array | float) -> Array:
    """Perceived probability of survival (O4) at a node of the private signal, shape of ``gone_above``."""
    theta = z + sigma * node - params.superiors * jnp.maximum(gone_above, 0.0)
    return 1.0 / (1.0 + jnp.exp(-theta))


def choose(shirk: Array, defect: Array) -> tuple[Array, Array]:
    """Logit choice probabilities of shirking and defecting from utilities relative to obeying."""
    a, b = jnp.exp(jnp.minimum(shirk, 30.0)), jnp.exp(jnp.minimum(defect, 30.0))
    total = 1.0 / (1.0 + a + b)
    return a * total, b * total
