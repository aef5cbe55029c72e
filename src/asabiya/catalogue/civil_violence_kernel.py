"""Ticks of Epstein's civil violence, compiled by Numba; see `models.epstein_2002` for the rules."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from asabiya.catalogue.compiled import compiled
from asabiya.catalogue.torus_kernel import count, pick, toggle

__all__ = ["decide", "shuffle", "tick", "ticks"]

FREE, COPS, ACTIVE = 0, 1, 2
FOR_LIFE = 2**40
U = np.uint64


def _shuffle(draws: Any, order: Any, agents: int) -> None:
    """Put 0 … agents − 1 in random order: i from the last down to 1 changes places with ⌊u_i (i + 1)⌋."""
    for i in range(agents):
        order[i] = i
    for i in range(agents - 1, 0, -1):
        j = np.int64(draws[i] * (i + 1))
        order[i], order[j] = order[j], order[i]


def _decide(
    grievance: float, aversion: float, cops: int, actives: int, rule: int, k: float, bar: float
) -> Any:
    """Whether to be active, with so many cops and actives in sight, oneself counted."""
    ratio = cops / actives
    if rule == 1:
        ratio = math.floor(ratio)
    elif rule == 2:
        ratio = np.rint(ratio)
    return grievance - aversion * (1.0 - math.exp(-k * ratio)) > bar


shuffle = compiled(_shuffle)
decide = compiled(_decide, inline=True)


def _tick(world: Any, torus: Any, rules: Any, now: int, legitimacy: float, order: Any, draws: Any) -> Any:
    """One tick in the given order, with each agent's draws; by how many the actives have changed."""
    planes, at, y, x, hardship, aversion, active, release = world
    free, police, rebels = planes[FREE], planes[COPS], planes[ACTIVE]
    block, mask, twin, seen, home = torus
    rule, k, bar, longest, moves, act_first = rules
    citizens = U(len(hardship))
    size_y, size_x = U(at.shape[0]), U(at.shape[1])
    move, choice, term = draws
    change = np.int64(0)
    # Moving is written out here and not in a function of its own: Numba would count the arrays' users.
    for i in range(len(order)):
        agent = U(order[i])
        citizen = agent < citizens
        if citizen and release[agent] > now:
            continue
        was_y, was_x = U(y[agent]), U(x[agent])
        here_y, here_x = was_y, was_x
        on = False
        for half in range(2):
            if (half == 1) == act_first:
                cells = count(free, seen, home, was_y, was_x) if moves else U(0)
                if cells > 0:
                    rank = U(move[agent] * cells)
                    here_y, here_x = pick(free, seen, home, was_y, was_x, rank, size_y, size_x)
                    toggle(free, block, mask, twin, was_y, was_x)
                    toggle(free, block, mask, twin, here_y, here_x)
                    at[was_y, was_x] = -1
                    at[here_y, here_x] = order[i]
                    y[agent], x[agent] = here_y, here_x
            elif citizen:
                grievance = hardship[agent] * (1.0 - legitimacy)
                if active[agent]:  # or else one who has moved would count oneself twice
                    toggle(rebels, block, mask, twin, was_y, was_x)
                if grievance > bar:  # or else no risk, however small, could make it worth while
                    others = count(rebels, seen, home, here_y, here_x)
                    near = count(police, seen, home, here_y, here_x)
                    on = decide(grievance, aversion[agent], near, others + U(1), rule, k, bar)
                change += np.int64(on) - np.int64(active[agent])
                active[agent] = on
            else:
                found = count(rebels, seen, home, here_y, here_x)
                if found > 0:
                    cop = agent - citizens
                    rank = U(choice[cop] * found)
                    there_y, there_x = pick(rebels, seen, home, here_y, here_x, rank, size_y, size_x)
                    caught = at[there_y, there_x]
                    toggle(rebels, block, mask, twin, there_y, there_x)
                    active[caught] = False
                    change -= 1
                    days = math.ceil(term[cop] * longest) if longest < math.inf else FOR_LIFE
                    release[caught] = now + max(1, days)
        if on:
            toggle(rebels, block, mask, twin, here_y, here_x)
        if not citizen:
            toggle(police, block, mask, twin, was_y, was_x)
            toggle(police, block, mask, twin, here_y, here_x)
    return change


tick = compiled(_tick)


def _ticks(
    world: Any,
    torus: Any,
    rules: Any,
    start: int,
    cops: int,
    legitimacy: Any,
    kept: Any,
    draws: Any,
    out: Any,
) -> None:
    """Several ticks with their draws, (ticks, 2(citizens + cops) + 2 cops); ``out`` gets actives and jailed.

    ``cops`` is their number before the first tick; each tick begins with the removal of the last ones until
    ``kept`` are left.
    """
    planes, at, y, x, hardship, _, active, release = world
    block, mask, twin, _, _ = torus
    citizens, agents = len(hardship), len(y)
    order = np.empty(agents, np.int32)
    actives = 0
    for agent in range(citizens):
        actives += active[agent]
    for t in range(len(draws)):
        while cops > kept[t]:
            cops -= 1
            gone_y, gone_x = U(y[citizens + cops]), U(x[citizens + cops])
            at[gone_y, gone_x] = -1
            for plane in (FREE, COPS):
                toggle(planes[plane], block, mask, twin, gone_y, gone_x)
        row = draws[t]
        here = order[: citizens + cops]
        shuffle(row, here, citizens + cops)
        parts = (
            row[agents : 2 * agents],
            row[2 * agents : 3 * agents - citizens],
            row[3 * agents - citizens :],
        )
        actives += tick(world, torus, rules, start + t, legitimacy[t], here, parts)
        jailed = 0
        for agent in range(citizens):
            jailed += release[agent] > start + t
        out[t, 0], out[t, 1] = actives, jailed


ticks = compiled(_ticks)
