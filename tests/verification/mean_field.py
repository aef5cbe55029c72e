"""One society as agents and as groups, under one push and without sparks."""

from __future__ import annotations

import dataclasses
from typing import Any

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray
from tests.engine import toy

from asabiya.engine import macro
from asabiya.engine.day import advance
from asabiya.engine.micro.job import micro_plan
from asabiya.engine.micro.run import Course
from asabiya.engine.micro.ties import SmallWorld
from asabiya.engine.micro.world import Makeup, make
from asabiya.engine.model import Model, draw
from asabiya.engine.rest import settle
from asabiya.engine.today import Chance, Setting
from asabiya.vocabulary import INDICES

__all__ = ["DAYS", "MANY_TO_ALL", "Curves", "agents", "groups", "lasting", "plan"]

DAYS = 45
"""A push begins on day 10."""

MANY_TO_ALL = SmallWorld(degree=1)
"""For exposure to the whole country, where ties do not matter."""

_MANY = 1000
"""Times as many people as in the toy society, so that even of the highest commanders there are many: with 4
of them, what agents do would never come close to an expectation."""

_TOY = toy.society()
_SOCIETY = dataclasses.replace(_TOY, adults=_TOY.adults * _MANY, posts=_TOY.posts * _MANY)
_POSTS = _SOCIETY.posts.sum(axis=2)

Floats = NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Curves:
    """Shares by day, one row a run, (run, day)."""

    actives: Floats
    """Active citizens as a share of adults."""
    obeying: Floats
    """Members who obey as a share of posts."""


def plan(push: float, **fixed: float) -> macro.Plan:
    """Parameters at the centre of the prior, but for some, and no sparks."""
    overrides = {name.replace("__", "."): value for name, value in fixed.items()}
    made = toy.plan(toy.calendar(push=push), off=("surprise",), overrides=overrides)
    return micro_plan(made, _SOCIETY).until(DAYS)


def groups(p: macro.Plan) -> Curves:
    """The macro engine's expectations, one run."""
    latents, paths = macro.prior(0, 1, len(p.infos), p.days)
    found = macro.simulate(
        p, seed=0, latents=np.zeros_like(latents), paths=paths, watch=range(p.days), noisy=False
    )
    disobeying = found.sector[:, 3, :, 0].astype(float)
    obeying = 1.0 - (disobeying * _POSTS.sum(axis=1)).sum(axis=1) / _POSTS.sum()
    actives = found.indices[:, INDICES.index("actives"), 0].astype(float)
    return Curves(actives[None], obeying[None])


def agents(p: macro.Plan, number: int, seeds: range, small: SmallWorld = MANY_TO_ALL) -> Curves:
    """A run for every seed, each with its own thresholds, ties and draws."""
    actives, obeying = [], []
    for seed in seeds:
        latents, paths = macro.prior(seed, 1, len(p.infos), p.days)
        world = make(Makeup(_SOCIETY, seed, number, small=small))
        course = Course(p, world, seed=seed, latents=np.zeros_like(latents), paths=paths)
        while course.day < p.days:
            course.advance()
        found = course.result()
        actives.append(found["indices"][:, INDICES.index("actives"), 0].astype(float))
        shares = found["ranks"][:, 0, :, :, 0].astype(float)
        obeying.append((shares * _POSTS).sum(axis=(1, 2)) / _POSTS.sum())
    return Curves(np.stack(actives), np.stack(obeying))


@eqx.filter_jit
def _lasting(model: Model, p: macro.Plan) -> Array:
    seed, nobody, noisy = jnp.uint32(0), jnp.zeros(1, jnp.uint32), jnp.asarray(False)
    rest, state = settle(model, p.society, p.rest, p.on, seed, nobody, noisy, lasting=True)
    k = Setting(model=model, c=p.society, rest=rest, rest_row=p.rest, on=p.on)

    def one(state: Any, at: Any) -> tuple[Any, Array]:
        day, row = at
        state, record = advance(k, state, row, Chance(seed=seed, path=nobody, day=day, noisy=noisy))
        return state, record.indices[INDICES.index("actives")]

    found: Array = lax.scan(one, state, (jnp.arange(p.days, dtype=jnp.int32), p.daily))[1]
    return found


def lasting(p: macro.Plan) -> Floats:
    """Active citizens as groups expect them from the rest of agents, where those in jail are not ready."""
    model = draw(p.infos, np.zeros((1, len(p.infos)), np.float32))
    found = _lasting(model, dataclasses.replace(p, infos=()))
    return np.asarray(found)[:, 0].astype(float)
