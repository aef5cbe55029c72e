"""What the phases of a day share: what does not change, where draws come from, and what they hand on."""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array, lax

from asabiya.engine.keys import Stream, uniforms
from asabiya.engine.model import Model
from asabiya.engine.noise import binomial
from asabiya.engine.rest import Rest
from asabiya.engine.state import Constants, Row, State, Switches
from asabiya.mechanisms.numerics import ordered_sum
from asabiya.vocabulary import APPARATUS

__all__ = ["Chance", "Dawn", "Noon", "Setting", "Today", "lost"]


class Setting(eqx.Module):
    """What does not change from day to day."""

    model: Model
    c: Constants
    rest: Rest
    rest_row: Row
    on: Switches
    z_shift: Array | None = None
    """Lasting shift of the public odds, (member,) [logit]; none is no shift."""
    z_held: Array | None = None
    """Odds that members see whatever happens, (member,) [logit]; none or NaN: the public odds."""


class Chance(eqx.Module):
    """Where a day's draws come from."""

    seed: Array
    """Seed of the run, () uint32."""
    path: Array
    """Path key of each member today, (member,) uint32."""
    day: Array
    """Day, () int32."""
    noisy: Array
    """Whether there is noise at all, () bool."""

    def pair(self, stream: Stream, shape: tuple[int, ...]) -> tuple[Array, Array]:
        """Two arrays of uniforms, (*shape, member)."""
        return uniforms(self.seed, self.path, stream, self.day, shape)

    def counts(self, stream: Stream, *events: tuple[Array, Array]) -> tuple[Array, Array]:
        """Counts of two kinds of event from (trials, probability) each, or their expectations without noise.

        The branch also keeps the compiler from computing the draws anew for each of their uses.
        """
        (first, p), (second, q) = events

        def expect() -> tuple[Array, Array]:
            return first * p, second * q

        def sample() -> tuple[Array, Array]:
            u, v = self.pair(stream, first.shape[:-1])
            return binomial(u, first, p), binomial(v, second, q)

        found: tuple[Array, Array] = lax.cond(self.noisy, sample, expect)
        return found


class Today(eqx.Module):
    """What the phases of a day hand to each other."""

    effort: Array
    """Repression effort, (member,)."""
    attention: Array
    """Attention to each region, (R, member)."""
    purge: Array
    """Purge intensity, ()."""
    favours: Array
    """Favours, ()."""
    actives: Array
    """Active share of adults, (R, member)."""
    shown: Array
    """Share of adults seen or known to be against the regime, (R, member)."""
    excess: Array
    """The same in the country, in excess of rest, (member,)."""
    left: Array
    """Departures shown by sector and rank, in excess of rest, (S, H, member)."""
    departures: Array
    """Departures as the public sees them, in excess of rest, (member,)."""
    disturbance: Array
    """Disturbance, (member,)."""
    war: Array
    """War posture above rest, ()."""


class Dawn(eqx.Module):
    """The day before anybody acts."""

    today: Today
    """Policy of the day, and what is seen of yesterday."""
    sparks: dict[str, Array]
    """``push``, ``blind``, ``picture`` (R, member) and ``shock`` (S, member)."""
    feelings: dict[str, Array]
    """Stocks of ``fear`` and ``anger``, (R, member)."""
    standing: dict[str, Array]
    """``rally``, ``war_cost`` and ``legitimacy``, (member,)."""
    beliefs: dict[str, Array]
    """``credibility``, ``lift``, ``sigma`` (member,), ``drift`` (S, F, member), ``conviction`` (S, 1, F,
    member) and public odds ``z`` (S, member)."""


class Noon(eqx.Module):
    """The apparatus after it has moved."""

    competence: Array
    """Competence, (S, F, member)."""
    loyalty: Array
    """Conviction gained by selection, (S, F, member)."""
    tension: Array
    """Tension, (member,)."""
    force: Array
    """Effective force of each sector after friction, (S, member) [weighted posts that can act on a day]."""


def lost(k: Setting, s: State, sector: str) -> Array:
    """Share of a sector's posts left empty by departures, in excess of rest, (member,)."""
    index = APPARATUS.index(sector)
    posts = ordered_sum(k.c.posts[index], 0, 1)
    share = ordered_sum(s.left[index], 0, 1) / posts
    rest = ordered_sum(k.rest.vacated[index], 0, 1) / posts
    return jnp.maximum(share - rest, 0.0)
