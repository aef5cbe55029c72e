"""Sums and shares of the apparatus that the state of rest and the day both need."""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from asabiya.engine.model import Model
from asabiya.engine.state import Constants
from asabiya.mechanisms import factions
from asabiya.mechanisms.numerics import ordered_sum

__all__ = ["by_rank", "by_sector", "polarization", "relative", "sector_faction"]


def relative(now: Array, rest: Array) -> Array:
    """``now / rest``, or 1 where there is nothing at rest: a regime without arms loses none."""
    return jnp.where(rest > 0.0, now / jnp.where(rest > 0.0, rest, 1.0), 1.0)


def sector_faction(c: Constants) -> Array:
    """Posts by sector and faction, (S, F, 1), at least one thousandth."""
    return jnp.maximum(ordered_sum(c.posts, 1), 1e-3)


def by_rank(c: Constants, x: Array) -> Array:
    """Share of posts by sector and rank, (S, H, member)."""
    return ordered_sum(x, 2) / c.rank_posts


def by_sector(c: Constants, x: Array) -> Array:
    """Share of posts by sector, (S, member)."""
    total = ordered_sum(c.posts, 1, 2)
    return ordered_sum(x, 1, 2) / total


def polarization(model: Model, c: Constants, serving: Array) -> Array:
    """Polarization of the serving members, (member,), from posts (S, H, F, member)."""
    by_faction = ordered_sum(serving, 0, 1)
    shares = by_faction / ordered_sum(by_faction)
    return factions.polarization(shares, jnp.broadcast_to(c.position, shares.shape), model.factions.alpha)
