"""Running a society of agents day by day, for some members of an ensemble at a time."""

from __future__ import annotations

import dataclasses
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from asabiya.engine.jobs import Arrays
from asabiya.engine.keys import BLOCK_DAYS, fold
from asabiya.engine.macro import Plan
from asabiya.engine.micro import corps, crowd, fields
from asabiya.engine.micro.fields import WIDTH, Evening
from asabiya.engine.micro.world import World
from asabiya.engine.model import draw
from asabiya.engine.state import State
from asabiya.engine.today import Setting
from asabiya.vocabulary import MECHANISMS

__all__ = ["RANK_STATES", "REGIONAL", "SERIES", "Agents", "Course"]

REGIONAL = ("actives", "jailed", "fear", "push")
"""What is kept of every region and day: active and jailed citizens as shares of adults, fear, and the push of
sparks."""
RANK_STATES = ("obeying", "shirking", "left", "purged")
"""Shares of posts kept of every sector, rank and day."""
SERIES = ("indices", "capacity", "actives", "regions", "ranks")
"""What is kept of every day, by the names of a `Course`'s result."""


@dataclasses.dataclass
class Agents:
    """The agents of one member of the ensemble on an evening."""

    units: tuple[corps.Unit, ...]
    """Members of the apparatus by rank."""
    citizens: Array
    """States, (block, BLOCK) uint16."""
    active: Array
    """Packed active citizens, (word,) uint32."""
    shown: Array
    """Packed citizens whom others see in the street, (word,) uint32."""


def _filled(rows: NDArray[Any]) -> NDArray[Any]:
    """Rows filled up to `WIDTH` with copies of the last one."""
    return np.concatenate([rows, np.repeat(rows[-1:], WIDTH - len(rows), axis=0)])


class Course:
    """Up to `WIDTH` members of an ensemble in one society, and how far they have come.

    Parameters
    ----------
    p
        The scenario's arrays, with the quadrature of agents.
    world
        The society.
    seed
        Seed of the run [0 to 2^63 − 1].
    latents, paths
        One row a member, as `asabiya.engine.macro.prior` gives them.
    """

    def __init__(
        self, p: Plan, world: World, *, seed: int, latents: NDArray[np.float32], paths: NDArray[np.uint32]
    ) -> None:
        self.members = len(latents)
        self.days = p.days
        self.day = 0
        self._world = world
        self._daily = p.daily
        self._seed = jnp.asarray(fold(seed))
        self._paths = jnp.asarray(_filled(paths))
        self._keys = np.asarray(paths)
        self._falsified = bool(np.asarray(p.on.on)[MECHANISMS.index("falsification")])
        self._kept: list[tuple[Array, ...]] = []
        self._before: dict[str, NDArray[np.float32]] = {}
        self._gone: Array | None = None
        model = draw(p.infos, _filled(latents))
        self._k: Setting
        self._k, rest, shares, start = fields.settled(model, p.society, p.on, p.rest)
        self._near = world.nobody
        self._agents, self.state = self._wake(rest, shares, start)

    def _wake(
        self, rest: State, shares: corps.StartShares, start: crowd.StartOrders
    ) -> tuple[list[Agents], State]:
        """Agents on the eve of day 0, and the state of groups counted from them."""
        w, agents, tallies, counts = self._world, [], [], []
        start = w.everywhere(start)
        for i in range(self.members):
            path = self._path(i)
            units, tally = corps.begin(w.ranks, shares, np.int32(i), self._seed, path, w.cells)
            citizens = crowd.begin(start, np.int32(i), w.ground, w.traits, self._seed, path)
            active, count = crowd.sums(w.ground, w.cohorts, jnp.zeros_like(w.cohorts[0]), citizens)
            agent = Agents(units, citizens, active, active)
            if not self._falsified:
                _, agent.shown = self._wishes(start.day, i, w.nobody, path, np.int32(0))
            agents.append(agent)
            tallies.append(tally)
            counts.append(w.gathered(count))
        state = fields.woken(self._k, w.weights, rest, _stacked(tallies), _stacked(counts))
        return agents, state

    def _wishes(
        self, orders: crowd.CrowdOrders, i: int, near: Array, path: np.uint32, day: Any
    ) -> tuple[Array, Array]:
        """Packed citizens who would be in the street without fear, and those of them who show it."""
        w = self._world
        wish, shown = crowd.wishes(
            orders, np.int32(i), w.ground, w.traits, near, w.weight, self._seed, path, day
        )
        return wish, shown & (w.cohorts[0] | w.cohorts[1])

    def advance(self) -> None:
        """One day."""
        morning = self.morning()
        midday = self.midday(morning, self.serve(morning.orders))
        counts, wishes = self.march(midday.orders)
        self._keep(
            fields.evening(
                self._k, self._world.weights, self.state, np.int32(self.day), morning, midday, counts, wishes
            )
        )

    def morning(self) -> fields.Morning:
        """Today before anybody acts."""
        day = np.int32(self.day)
        found: fields.Morning = fields.morning(self._k, self.state, self._daily, day, self._seed, self._paths)
        return found

    def serve(self, orders: corps.CorpsOrders) -> Array:
        """Move the members of the apparatus; counts by (member, H, tally, cell)."""
        w, tallies = self._world, []
        for i, agents in enumerate(self._agents):
            agents.units, tally = corps.step(
                w.ranks,
                agents.units,
                orders,
                np.int32(i),
                self._seed,
                self._path(i),
                np.int32(self.day),
                w.cells,
            )
            tallies.append(tally)
        return _stacked(tallies)

    def midday(self, morning: fields.Morning, tallies: Array) -> fields.Midday:
        """Today after the apparatus has moved."""
        w, day = self._world.weights, np.int32(self.day)
        found: fields.Midday = fields.midday(self._k, w, self.state, self._daily, day, morning, tallies)
        return found

    def march(self, orders: crowd.CrowdOrders) -> tuple[Array, Array]:
        """Move the citizens; counts by (member, state, R, K), and wishes by (member, R, K)."""
        w, day, seed, counts, wishes = self._world, np.int32(self.day), self._seed, [], []
        orders = w.everywhere(orders)
        for i, agents in enumerate(self._agents):
            path = self._path(i)
            near = w.near(w.everywhere(agents.shown), self._near)
            agents.citizens = crowd.step(
                orders, np.int32(i), w.ground, w.traits, agents.citizens, near, w.weight, seed, path, day
            )
            agents.active, count = crowd.sums(w.ground, w.cohorts, agents.active, agents.citizens)
            agents.shown = agents.active
            counts.append(w.gathered(count))
            if self._falsified:
                wishes.append(jnp.zeros_like(counts[-1][0]))
            else:
                wish, agents.shown = self._wishes(orders, i, near, path, day)
                wishes.append(w.gathered(crowd.by_group(w.ground, w.cohorts, wish)))
            self._near = near
        return _stacked(counts), _stacked(wishes)

    def _path(self, i: int) -> np.uint32:
        """Path key of a member today."""
        return np.uint32(self._keys[i, self.day // BLOCK_DAYS])

    def _keep(self, evening: Evening) -> None:
        self.state = evening.state
        self.day += 1
        record = evening.record
        self._gone = record.gone
        self._kept.append((record.indices, record.capacity, record.actives, evening.regions, evening.ranks))

    def _series(self) -> dict[str, NDArray[np.float32]]:
        """`SERIES` of the days so far, days first and members last."""
        if self._kept:
            found = {
                name: np.stack([np.asarray(x) for x in column])
                for name, column in zip(SERIES, zip(*self._kept, strict=True), strict=True)
            }
            earlier = self._before
            self._before = {n: np.concatenate([earlier[n], x]) if earlier else x for n, x in found.items()}
            self._kept = []
        return self._before

    def result(self) -> Arrays:
        """`SERIES` by day, departures since day 0 and event days, members last."""
        arrays: Arrays = {name: x[..., : self.members] for name, x in self._series().items()}
        arrays["gone"] = np.asarray(self._gone)[..., : self.members]
        arrays["event_day"] = np.asarray(self.state.watch.day)[..., : self.members]
        return arrays

    def saved(self) -> Arrays:
        """All that is needed to go on from here, see `restore`."""
        arrays: Arrays = {f"series.{name}": x for name, x in self._series().items()}
        arrays["day"] = np.asarray(self.day)
        arrays["gone"] = np.asarray(self._gone)
        for n, leaf in enumerate(jax.tree.leaves((self.state, _plain(self._agents)))):
            arrays[f"leaf.{n:03}"] = np.asarray(leaf)
        return arrays

    def restore(self, arrays: Arrays) -> None:
        """Go to where `saved` was called, on the same plan, society, seed and members."""
        here = (self.state, _plain(self._agents))
        leaves, structure = jax.tree.flatten(here)
        found = [jax.device_put(arrays[f"leaf.{n:03}"], leaf.sharding) for n, leaf in enumerate(leaves)]
        self.state, agents = jax.tree.unflatten(structure, found)
        self._agents = [Agents(*parts) for parts in agents]
        self._before = {name: arrays[f"series.{name}"] for name in SERIES}
        self._kept = []
        self._gone = jnp.asarray(arrays["gone"])
        self.day = int(arrays["day"])


def _plain(agents: list[Agents]) -> list[tuple[tuple[corps.Unit, ...], Array, Array, Array]]:
    return [(a.units, a.citizens, a.active, a.shown) for a in agents]


def _stacked(parts: list[Array]) -> Array:
    """Arrays of the members, filled up to `WIDTH`, members first."""
    return jnp.stack(parts + [parts[-1]] * (WIDTH - len(parts)))
