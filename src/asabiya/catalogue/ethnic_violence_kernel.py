"""Ticks of Epstein's violence between groups, compiled by Numba; see `models.epstein_2002` for the rules."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from asabiya.catalogue.civil_violence_kernel import decide, shuffle
from asabiya.catalogue.compiled import compiled
from asabiya.catalogue.torus_kernel import count_called as count
from asabiya.catalogue.torus_kernel import pick_called as pick
from asabiya.catalogue.torus_kernel import toggle_called as toggle

__all__ = ["tick", "ticks"]

FREE, COPS, ACTIVE, GROUPS = 0, 1, 2, 3
FOR_LIFE = 2**40
U = np.uint64


def _remove(world: Any, torus: Any, agent: Any) -> None:
    """Take a citizen, killed or dead of age, off the torus."""
    planes, at, y, x, _, _, active, release, group, born, _ = world
    block, mask, twin, _, _ = torus
    here_y, here_x = U(y[agent]), U(x[agent])
    toggle(planes[FREE], block, mask, twin, here_y, here_x)
    if release[agent] == 0:
        toggle(planes[GROUPS + group[agent]], block, mask, twin, here_y, here_x)
    if active[agent]:
        toggle(planes[ACTIVE], block, mask, twin, here_y, here_x)
    at[here_y, here_x] = -1
    active[agent] = False
    release[agent] = 0
    born[agent] = -1


def _bear(
    world: Any, torus: Any, parent: Any, now: int, u: float, aversion_drawn: float, life: float
) -> None:
    """Put a copy of a citizen on the ⌊u·F⌋-th free cell that it sees, where there is one."""
    planes, at, y, x, hardship, aversion, active, release, group, born, until = world
    block, mask, twin, seen, home = torus
    here_y, here_x = U(y[parent]), U(x[parent])
    cells = count(planes[FREE], seen, home, here_y, here_x)
    if cells == 0:
        return
    size_y, size_x = U(at.shape[0]), U(at.shape[1])
    new_y, new_x = pick(planes[FREE], seen, home, here_y, here_x, U(u * cells), size_y, size_x)
    child = 0
    while born[child] >= 0:
        child += 1
    toggle(planes[FREE], block, mask, twin, new_y, new_x)
    toggle(planes[GROUPS + group[parent]], block, mask, twin, new_y, new_x)
    at[new_y, new_x] = child
    y[child], x[child] = new_y, new_x
    hardship[child], group[child] = hardship[parent], group[parent]
    aversion[child] = aversion_drawn
    active[child], release[child] = False, 0
    born[child], until[child] = now, now + life


def _shift(world: Any, torus: Any, agent: Any, plane: int, u: float) -> None:
    """Move to the ⌊u·F⌋-th free cell in sight, where there is one, on the agent's plane too."""
    planes, at, y, x = world[0], world[1], world[2], world[3]
    block, mask, twin, seen, home = torus
    was_y, was_x = U(y[agent]), U(x[agent])
    cells = count(planes[FREE], seen, home, was_y, was_x)
    if cells == 0:
        return
    size_y, size_x = U(at.shape[0]), U(at.shape[1])
    new_y, new_x = pick(planes[FREE], seen, home, was_y, was_x, U(u * cells), size_y, size_x)
    for which in (FREE, plane):
        toggle(planes[which], block, mask, twin, was_y, was_x)
        toggle(planes[which], block, mask, twin, new_y, new_x)
    at[was_y, was_x] = -1
    at[new_y, new_x] = agent
    y[agent], x[agent] = new_y, new_x


remove = compiled(_remove)
bear = compiled(_bear)
shift = compiled(_shift)


def _citizen(world: Any, torus: Any, rules: Any, now: int, legitimacy: float, agent: Any, draws: Any) -> int:
    """One citizen's turn; 1 if it killed."""
    planes, at, y, x, hardship, aversion, active, release, group, _, until = world
    block, mask, twin, seen, home = torus
    rule, k, bar, _, _, _, cloning, oldest = rules
    move, choice, clone, place, averse, life, _ = draws
    if now >= until[agent]:
        remove(world, torus, agent)
        return 0
    if release[agent] > now:
        return 0
    own = GROUPS + group[agent]
    if release[agent] > 0:
        release[agent] = 0
        toggle(planes[own], block, mask, twin, U(y[agent]), U(x[agent]))
    if active[agent]:
        toggle(planes[ACTIVE], block, mask, twin, U(y[agent]), U(x[agent]))
    shift(world, torus, agent, own, move[agent])
    here_y, here_x = U(y[agent]), U(x[agent])
    others = count(planes[ACTIVE], seen, home, here_y, here_x)
    near = count(planes[COPS], seen, home, here_y, here_x)
    grievance = hardship[agent] * (1.0 - legitimacy)
    active[agent] = decide(grievance, aversion[agent], near, others + U(1), rule, k, bar)
    killed = 0
    if active[agent]:
        toggle(planes[ACTIVE], block, mask, twin, here_y, here_x)
        enemy = 2 * GROUPS + 1 - own
        victims = count(planes[enemy], seen, home, here_y, here_x)
        if victims > 0:
            rank, size_y, size_x = U(choice[agent] * victims), U(at.shape[0]), U(at.shape[1])
            there_y, there_x = pick(planes[enemy], seen, home, here_y, here_x, rank, size_y, size_x)
            remove(world, torus, at[there_y, there_x])
            killed = 1
    if clone[agent] < cloning:
        bear(world, torus, agent, now, place[agent], averse[agent], life[agent] * oldest)
    return killed


def _cop(world: Any, torus: Any, rules: Any, now: int, agent: Any, draws: Any) -> None:
    """One cop's turn."""
    planes, at, y, x, active, release, group = (
        world[0], world[1], world[2], world[3], world[6], world[7], world[8]
    )  # fmt: skip
    block, mask, twin, seen, home = torus
    longest = rules[3]
    move, choice, term = draws[0], draws[1], draws[6]
    shift(world, torus, agent, COPS, move[agent])
    here_y, here_x = U(y[agent]), U(x[agent])
    found = count(planes[ACTIVE], seen, home, here_y, here_x)
    if found == 0:
        return
    rank, size_y, size_x = U(choice[agent] * found), U(at.shape[0]), U(at.shape[1])
    there_y, there_x = pick(planes[ACTIVE], seen, home, here_y, here_x, rank, size_y, size_x)
    caught = at[there_y, there_x]
    toggle(planes[ACTIVE], block, mask, twin, there_y, there_x)
    toggle(planes[GROUPS + group[caught]], block, mask, twin, there_y, there_x)
    active[caught] = False
    days = math.ceil(term[agent - len(active)] * longest) if longest < math.inf else FOR_LIFE
    release[caught] = now + max(1, days)


citizen_turn = compiled(_citizen)
cop_turn = compiled(_cop)


def _tick(world: Any, torus: Any, rules: Any, now: int, legitimacy: float, order: Any, draws: Any) -> int:
    """One tick in the given order, with each agent's draws; how many were killed."""
    born = world[9]
    killed = 0
    for i in range(len(order)):
        agent = order[i]
        if agent >= len(born):
            cop_turn(world, torus, rules, now, agent, draws)
        elif 0 <= born[agent] < now or born[agent] == now == 0:
            killed += citizen_turn(world, torus, rules, now, legitimacy, agent, draws)
    return killed


tick = compiled(_tick)


def _ticks(world: Any, torus: Any, rules: Any, start: int, legitimacy: float, draws: Any, out: Any) -> int:
    """Ticks until one group is gone or the draws, (ticks, 8 (slots + cops)), are used up; how many were done.

    ``out`` gets, after each, the citizens of the two groups, the actives, the jailed and those killed in it.
    """
    y, active, release, group, born = world[2], world[6], world[7], world[8], world[9]
    slots, agents = len(born), len(y)
    order = np.empty(agents, np.int32)
    ids = np.empty(agents, np.int32)
    for t in range(len(draws)):
        live = 0
        for agent in range(agents):
            if agent >= slots or born[agent] >= 0:
                ids[live] = agent
                live += 1
        shuffle(draws[t], order, live)
        for i in range(live):
            order[i] = ids[order[i]]
        d = draws[t].reshape(8, agents)
        out[t, 4] = tick(
            world,
            torus,
            rules,
            start + t,
            legitimacy,
            order[:live],
            (d[1], d[2], d[3], d[4], d[5], d[6], d[7]),
        )
        for agent in range(slots):
            if born[agent] >= 0:
                out[t, group[agent]] += 1
                out[t, 2] += active[agent]
                out[t, 3] += release[agent] > start + t
        if out[t, 0] == 0 or out[t, 1] == 0:
            return t + 1
    return len(draws)


ticks = compiled(_ticks)
