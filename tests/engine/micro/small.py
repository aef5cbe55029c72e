"""A small society as agents, for tests of the micro engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from tests.engine import toy

from asabiya.engine import macro
from asabiya.engine.keys import BLOCK_DAYS
from asabiya.engine.micro import ties
from asabiya.engine.micro.job import micro_plan
from asabiya.engine.micro.layout import Layout
from asabiya.engine.micro.run import Course
from asabiya.engine.micro.ties import Ground, SmallWorld
from asabiya.engine.micro.world import Makeup, World, make
from asabiya.society.society import Calendar

SEED = 5
AGENTS = 900
DAYS = 45

UNREST: Mapping[str, float] = {
    "uprising.mobilisable": 0.4,
    "uprising.rest": 1e-3,
    "repression.arrest_rate": 0.5,
    "repression.k": 20.0,
    "repression.jail_term": 12.0,
    "defection.review": 0.15,
    "defection.refill": 10.0,
    "defection.pull": 0.6,
    "defection.rest_defect": 0.01,
    "consolidation.error": 0.5,
}
"""Parameters with which much happens in a few weeks."""


def unrest() -> Calendar:
    """A push, executions and purges from day 10 on, and commanders who leave on day 15."""
    departures = np.zeros((toy.DAYS, 9, 3))
    departures[15, :, :2] = 0.2
    return toy.calendar(push=0.5, purge=1.0, executions=2.0, departures=departures)


def plan(
    when: Calendar | None = None,
    *,
    off: Sequence[str] = (),
    overrides: Mapping[str, float] = UNREST,
) -> macro.Plan:
    """The toy society in unrest, or under another calendar."""
    return micro_plan(toy.plan(when or unrest(), off=tuple(off), overrides=overrides), toy.society())


def world(**changes: Any) -> World:
    """The toy society's agents."""
    return make(dataclasses.replace(Makeup(toy.society(), SEED, AGENTS), **changes))


def prior(p: macro.Plan, members: int, seed: int = SEED) -> tuple[NDArray[np.float32], NDArray[np.uint32]]:
    """Latents and path keys; a member's path changes halfway, as a sampler may change it."""
    latents, paths = macro.prior(seed, members, len(p.infos), p.days)
    paths[:, 20 // BLOCK_DAYS :] += 1000
    return latents, paths


def course(p: macro.Plan, w: World, members: int = 2) -> Course:
    """The course of the first members of an ensemble."""
    latents, paths = prior(p, members)
    return Course(p, w, seed=SEED, latents=latents, paths=paths)


def run(c: Course, days: int = DAYS) -> dict[str, NDArray[Any]]:
    """What is kept of a course up to a day."""
    while c.day < days:
        c.advance()
    return c.result()


def same(a: Mapping[str, NDArray[Any]], b: Mapping[str, NDArray[Any]]) -> bool:
    """Whether two courses are equal bit for bit."""
    return set(a) == set(b) and all(np.array_equal(a[name], b[name]) for name in a)


def slots(g: Ground) -> list[NDArray[np.int64]]:
    """Slots of each region's citizens in the order of their ordinals."""
    first, citizens = np.asarray(g.slot).astype(np.int64), np.asarray(g.citizens)
    return [start + np.arange(n) for start, n in zip(first, citizens, strict=True)]


def shown(bits: NDArray[np.uint32], at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Packed states of some slots."""
    found: NDArray[np.bool_] = (bits[at >> 5] >> (at & 31).astype(np.uint32) & 1).astype(bool)
    return found


def seen(lay: Layout, world: SmallWorld, seed: int) -> list[list[int]]:
    """Whom each citizen sees, citizens numbered through all regions; the ties kept in rows come last."""
    g = ties.ground(lay)
    places = np.concatenate(slots(g))
    number = dict(zip(places.tolist(), range(len(places)), strict=True))
    mask, more = ties.masks(world, lay, g)
    rows = [np.asarray(row)[places].tolist() for row in ties.rows(world, g, jnp.uint32(seed))]
    close = np.asarray(mask)[places].tolist()
    found: list[list[int]] = [
        [number[place + bit - ties.WINDOW] for bit in range(2 * ties.WINDOW) if word >> bit & 1]
        for place, word in zip(places.tolist(), close, strict=True)
    ]
    if more is not None:
        for place, other in zip(*(np.asarray(x).tolist() for x in more), strict=True):
            found[number[place]].append(number[other])
    for row in rows:
        for citizen, other in enumerate(row):
            found[citizen].append(number[other])
    return found
