"""The apparatus for one day: choices averaged over private signals, and the flows that follow.

Shared by the solver of the rest state and by the day, so that rest is a fixed point by construction.

Equations, for choice probabilities by node of the private signal (O4), sector s and rank h:

    (M1) shirk, defect = Σ_node weight · logit(intercepts + (O2) − (O1), (O3) − (O1))
    (M2) hidden = the probability of defecting in (M1) without the punishment
    (M3) force_s = coercive_s · deployable · Σ_h obey·chain·competence,   C = Σ_s force_s · friction / adults
    (M4) D = mean over sectors of Σ_h visibility_h · departures shown
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array, lax

from asabiya.engine.aggregates import by_sector
from asabiya.engine.information import RANK_VISIBILITY
from asabiya.engine.model import Model
from asabiya.engine.state import Constants
from asabiya.mechanisms import defection, falsification
from asabiya.mechanisms.numerics import ordered_sum

__all__ = ["Choice", "Outlook", "capacity", "choices", "commander_intact", "peers", "reviewed", "visible"]


class Outlook(eqx.Module):
    """What a member's choice depends on, broadcasting to (S, H, F, member)."""

    z: Array
    """Public log-odds of survival by sector, (S, 1, 1, member)."""
    sigma: Array
    """Spread of private signals, (member,)."""
    above: Array
    """Share of superiors seen to have left, in excess of rest, (S, H, 1, member)."""
    bonus: Array
    """Favours, (F, member)."""
    street: Array
    """Effort times kin times disturbance, (S, 1, 1, member)."""
    shelter: Array
    """Shelter, scalar."""
    amnesty: Array
    """Amnesty, scalar."""
    conviction: Array
    """Effective conviction, (S, 1, F, member)."""
    peers_shirk: Array
    """Peers shirking less peers obeying, (S, 1, 1, member)."""
    peers_left: Array
    """Peers gone less peers obeying, (S, 1, 1, member)."""
    leaving: Array
    """Whether leaving is among the alternatives, () bool."""


class Choice(eqx.Module):
    """Choice probabilities of a review, (S, H, F, member)."""

    shirk: Array
    defect: Array
    hidden: Array
    """Probability of leaving if it carried no punishment."""


def reviewed(
    model: Model, c: Constants, outlook: Outlook, shirk0: Array, defect0: Array, node: Array
) -> tuple[Array, Array, Array]:
    """Probabilities of shirking, of leaving, and of leaving if it carried no punishment (M1, M2).

    ``node`` is the private signal, (…, 1, 1, 1, 1) or a scalar; the other parameters are those of `choices`.
    """
    p = model.defection
    pi = defection.beliefs(p, outlook.z, outlook.sigma, outlook.above, node)
    to_shirk, to_leave = defection.payoffs(
        p, pi, c.stake, c.complicity, outlook.bonus, outlook.street, outlook.shelter, outlook.amnesty
    )
    u_shirk = shirk0 + to_shirk - outlook.conviction + p.peers * outlook.peers_shirk
    u_leave = defect0 + to_leave - outlook.conviction + p.peers * outlook.peers_left
    u_leave = jnp.where(outlook.leaving, u_leave, -jnp.inf)
    shirk, defect = defection.choose(u_shirk, u_leave)
    _, free = defection.choose(u_shirk, u_leave + pi * p.punishment)
    return shirk, defect, free


def choices(model: Model, c: Constants, outlook: Outlook, shirk0: Array, defect0: Array) -> Choice:
    """Choice probabilities averaged over the private signal.

    Parameters
    ----------
    model, c
        Parameters and constants.
    outlook
        What members see.
    shirk0, defect0
        Intercepts, (S, H, F, member).
    """
    shape = jnp.broadcast_shapes(shirk0.shape, outlook.conviction.shape)

    def add(node: Array, total: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        found = reviewed(model, c, outlook, shirk0, defect0, c.signal[node])
        w = c.signal_weight[node]
        return total[0] + w * found[0], total[1] + w * found[1], total[2] + w * found[2]

    zero = jnp.zeros(shape)
    # A loop, not an unrolled sum: the compiler then stores the result instead of computing it for each use.
    shirk, defect, hidden = lax.fori_loop(0, c.signal.shape[0], add, (zero, zero, zero))
    return Choice(shirk=shirk, defect=defect, hidden=hidden)


def peers(
    c: Constants, falsified: Array, obey: Array, shirk: Array, left: Array, hidden: Array
) -> tuple[Array, Array]:
    """Peers seen shirking, and seen gone, each less peers seen obeying, (S, 1, 1, member) each.

    Without falsification, those who would rather leave are seen as gone, and not as serving too.

    Parameters
    ----------
    c
        Constants.
    falsified
        Whether preferences are falsified, () bool.
    obey, shirk, left
        Posts, (S, H, F, member).
    hidden
        Share of those serving who would rather leave, (S, H, F, member).
    """

    def seen(act: Array, private: Array) -> Array:
        return falsification.step(falsified, by_sector(c, act), by_sector(c, private))

    obeying = seen(obey, obey * (1.0 - hidden))
    shirking = seen(shirk, shirk * (1.0 - hidden))
    gone = seen(left, left + hidden * (obey + shirk))
    return (shirking - obeying)[:, None, None], (gone - obeying)[:, None, None]


def commander_intact(c: Constants, obey: Array, chain: Array) -> tuple[Array, Array]:
    """Probability that a middle and a base member's commander obeys with his chain, (S, member) each."""
    top = ordered_sum(obey[:, 0], 1) / c.rank_posts[:, 0]
    middle = ordered_sum(obey[:, 1] * chain[:, 1], 1) / c.rank_posts[:, 1]
    return top, middle


def capacity(model: Model, c: Constants, obey: Array, chain: Array, competence: Array) -> Array:
    """Effective force of each sector, (S, member) [weighted posts that can act on a day]."""
    effective = ordered_sum(obey * chain * competence[:, None], 1, 2)
    return c.coercive * effective * model.information.deployable


def visible(left: Array) -> Array:
    """Departures as the public sees them, (member,), from shares by sector and rank, (S, H, member)."""
    by_sector = sum(weight * left[:, h] for h, weight in enumerate(RANK_VISIBILITY))
    return ordered_sum(jnp.asarray(by_sector)) / left.shape[0]
