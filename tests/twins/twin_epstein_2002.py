"""Epstein's torus a second time: a dictionary of who stands where, and turn after turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from math import ceil, exp, floor, inf
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Rules:
    """A world's parameters, all of them given."""

    grid: int
    density: float
    cops: float
    vision: float
    legitimacy: float
    jail: float
    threshold: float
    k: float
    arrests: str
    neighbourhood: str
    ticks: int
    sequence: str = "move-act"
    still: bool = False
    fall: float = 0.0
    fall_ticks: int = 1
    fall_start: int = 0
    leaving: int = 0
    cloning: float = 0.0
    oldest: float = 1.0

    def offsets(self) -> list[tuple[int, int]]:
        v = self.vision
        reach = range(-floor(v), floor(v) + 1)
        if self.neighbourhood == "circle":
            seen = [(y, x) for y in reach for x in reach if y * y + x * x <= v * v]
        else:
            seen = [(y, x) for y in reach for x in reach if abs(y) + abs(x) <= v]
        seen.remove((0, 0))
        return seen

    def legitimacy_at(self, tick: int) -> float:
        done = min(1.0, max(0.0, (tick - self.fall_start + 1) / self.fall_ticks))
        return max(0.0, self.legitimacy - self.fall * done)

    def risk(self, cops: int, actives: int) -> float:
        """(2) and (3)."""
        ratio = cops / actives
        q = {"literal": ratio, "floor": floor(ratio), "round": round(ratio)}[self.arrests]
        return 1 - exp(-self.k * q)


@dataclass(eq=False)
class Agent:
    """A citizen or a cop."""

    cell: int
    cop: bool = False
    hardship: float = 0.0
    aversion: float = 0.0
    group: int = 0
    place: int = 0
    born: int = 0
    life: float = inf
    active: bool = False
    release: float = 0.0


@dataclass
class World:
    """Who stands where, and what one sees."""

    rules: Rules
    sight: list[list[int]] = field(init=False)
    at: dict[int, Agent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        g, offsets = self.rules.grid, self.rules.offsets()
        self.sight = [
            [(y + dy) % g * g + (x + dx) % g for dy, dx in offsets] for y in range(g) for x in range(g)
        ]

    def settle(self, agents: list[Agent]) -> None:
        self.at = {agent.cell: agent for agent in agents}

    def seen(self, agent: Agent) -> list[Agent]:
        return [self.at[cell] for cell in self.sight[agent.cell] if cell in self.at]

    def move(self, agent: Agent, draw: float) -> None:
        free = [cell for cell in self.sight[agent.cell] if cell not in self.at]
        if free and not self.rules.still:
            del self.at[agent.cell]
            agent.cell = free[floor(draw * len(free))]
            self.at[agent.cell] = agent

    def decide(self, citizen: Agent, legitimacy: float) -> None:
        seen = self.seen(citizen)
        cops = sum(other.cop for other in seen)
        actives = 1 + sum(other.active for other in seen)
        grievance = citizen.hardship * (1 - legitimacy)
        citizen.active = grievance - citizen.aversion * self.rules.risk(cops, actives) > self.rules.threshold

    def arrest(self, cop: Agent, tick: int, pick: float, term: float) -> None:
        actives = [other for other in self.seen(cop) if other.active]
        if actives:
            caught = actives[floor(pick * len(actives))]
            caught.active = False
            longest = self.rules.jail
            caught.release = inf if longest == inf else tick + max(1, ceil(term * longest))


def shuffled(draws: NDArray[np.float64], number: int) -> list[int]:
    order = list(range(number))
    for i in range(number - 1, 0, -1):
        j = floor(draws[i] * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def _sizes(rules: Rules) -> tuple[int, int]:
    return round(rules.density * rules.grid**2), round(rules.cops * rules.grid**2)


def rebellion(rules: Rules, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Model I: active and jailed citizens after each tick."""
    m, c = _sizes(rules)
    cells = rng.permutation(rules.grid**2)[: m + c].tolist()
    hardship, aversion = rng.random(m).tolist(), rng.random(m).tolist()
    agents = [Agent(cells[i], hardship=hardship[i], aversion=aversion[i]) for i in range(m)]
    agents += [Agent(cell, cop=True) for cell in cells[m:]]
    world, course = World(rules), []
    world.settle(agents)
    for t in range(rules.ticks):
        draws = rng.random(2 * (m + c) + 2 * c)
        o, u, b, e = np.split(draws, [m + c, 2 * (m + c), 2 * (m + c) + c])
        if rules.leaving and t >= rules.fall_start:
            agents = agents[: m + max(0, c - rules.leaving * (t - rules.fall_start + 1))]
            world.settle(agents)
        legitimacy = rules.legitimacy_at(t)
        for a in shuffled(o, len(agents)):
            agent = agents[a]
            if agent.release > t:
                continue
            if rules.sequence == "move-act":
                world.move(agent, u[a])
            if agent.cop:
                world.arrest(agent, t, b[a - m], e[a - m])
            else:
                world.decide(agent, legitimacy)
            if rules.sequence == "act-move":
                world.move(agent, u[a])
        course.append((sum(x.active for x in agents), sum(x.release > t for x in agents)))
    return course


def _turn(world: World, agent: Agent, t: int, draws: Any, people: dict[int, Agent]) -> int:
    """A citizen's turn in model II; how many it killed."""
    rules, place = world.rules, agent.place
    if t >= agent.born + agent.life:
        del people[place], world.at[agent.cell]
        return 0
    if agent.release > t:
        return 0
    agent.release = 0  # out of jail, and from this turn on within reach of the others
    world.move(agent, draws[1, place])
    world.decide(agent, rules.legitimacy)
    killed = 0
    if agent.active:
        others = [x for x in world.seen(agent) if not (x.cop or x.release) and x.group != agent.group]
        if others:
            victim = others[floor(draws[2, place] * len(others))]
            del people[victim.place], world.at[victim.cell]
            killed = 1
    free = [cell for cell in world.sight[agent.cell] if cell not in world.at]
    if draws[3, place] < rules.cloning and free:
        child = Agent(
            free[floor(draws[4, place] * len(free))],
            hardship=agent.hardship,
            aversion=draws[5, place],
            group=agent.group,
            place=min(set(range(len(people) + 1)) - set(people)),
            born=t,
            life=draws[6, place] * rules.oldest,
        )
        people[child.place] = world.at[child.cell] = child
    return killed


def two_groups(rules: Rules, rng: np.random.Generator) -> list[tuple[int, int, int, int, int]]:
    """Model II: citizens of each group, actives, jailed and killed in each tick, until a group is no more."""
    m, c = _sizes(rules)
    s = rules.grid**2 - c
    cells = rng.permutation(rules.grid**2)[: m + c].tolist()
    hardship, aversion, lived = (rng.random(m).tolist() for _ in range(3))
    people = {
        i: Agent(cells[i], False, hardship[i], aversion[i], int(i >= m // 2), i, 0, lived[i] * rules.oldest)
        for i in range(m)
    }
    cops = [Agent(cell, cop=True, place=s + j) for j, cell in enumerate(cells[m:])]
    world, course = World(rules), []
    world.settle([*people.values(), *cops])
    for t in range(1, rules.ticks + 1):
        draws = rng.random((8, s + c))
        there = [people[place] for place in sorted(people)] + cops
        killed = 0
        for a in shuffled(draws[0], len(there)):
            agent = there[a]
            if agent.cop:
                world.move(agent, draws[1, agent.place])
                world.arrest(agent, t, draws[2, agent.place], draws[7, agent.place - s])
            elif people.get(agent.place) is agent:
                killed += _turn(world, agent, t, draws, people)
        left = list(people.values())
        groups = [sum(x.group == group for x in left) for group in (0, 1)]
        active, jailed = sum(x.active for x in left), sum(x.release > t for x in left)
        course.append((groups[0], groups[1], active, jailed, killed))
        if not all(groups):
            break
    return course


def outbursts(actives: list[int]) -> tuple[list[int], list[int]]:
    """Activation of each outburst, and the calm ticks between two."""
    runs = [(high, list(each)) for high, each in groupby(actives, key=lambda a: a > 50)]
    activations = [sum(each) for high, each in runs if high]
    waits = [len(each) for high, each in runs[1:-1] if not high]
    return activations, waits


def summary(courses: list[list[int]]) -> dict[str, Any]:
    """The results that both models have, from the actives of each world."""
    bursts = [outbursts(course) for course in courses]
    ticks = [a for course in courses for a in course]
    found: dict[str, Any] = {
        "outbursts": float(np.mean([len(activations) for activations, _ in bursts])),
        "outbursts_by_seed": [len(activations) for activations, _ in bursts],
        "calm_share": float(np.mean([a < 10 for a in ticks])),
        "peak": max(ticks),
    }
    for name, part in (("activation", 0), ("wait", 1)):
        pooled = [value for burst in bursts for value in burst[part]]
        found[f"mean_{name}"] = float(np.mean(pooled)) if pooled else None
        found[f"sd_{name}"] = float(np.std(pooled)) if pooled else None
    return found
