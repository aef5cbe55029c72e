"""An ensemble of societies of agents as a job, and what it takes to run one."""

from __future__ import annotations

import dataclasses
import threading
import weakref
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

from asabiya.engine.jobs import Arrays, Shelf, Tick
from asabiya.engine.keys import MAX_DAYS
from asabiya.engine.macro import Ensemble, Plan
from asabiya.engine.micro.corps import signals
from asabiya.engine.micro.fields import WIDTH
from asabiya.engine.micro.run import SERIES, Course
from asabiya.engine.micro.world import Makeup, World, make
from asabiya.engine.state import Quadrature, constants
from asabiya.errors import InputError
from asabiya.society.society import Society

__all__ = ["AgentEnsemble", "MicroJob", "micro_plan"]

_NODES = 9
"""Nodes for hardship and for risk aversion where mean thresholds are solved; agents have a continuum."""

_MIDDLE = "middle"


def micro_plan(p: Plan, society: Society) -> Plan:
    """A plan whose state of rest is that of agents: a fine quadrature over traits, and agents' signals."""
    nodes, weights = hermegauss(_NODES)
    traits = tuple(float(x) for x in nodes), tuple(float(x) for x in weights / weights.sum())
    return dataclasses.replace(p, society=constants(society, Quadrature(traits, signals())))


class AgentEnsemble(Ensemble):
    """An ensemble that also has what is kept by region and by rank; members last."""

    regions: NDArray[np.float32]
    """`asabiya.engine.micro.run.REGIONAL` by day, (T, 4, R, member)."""
    ranks: NDArray[np.float32]
    """`asabiya.engine.micro.run.RANK_STATES` by day, (T, 4, S, H, member)."""


@dataclasses.dataclass(frozen=True, eq=False)
class MicroJob:
    """Members with given latents and path keys in one society of agents; a part is up to `WIDTH` of them."""

    plan: Plan
    """The scenario's arrays, see `micro_plan`."""
    makeup: Makeup
    """What the society is made from."""
    agents: int
    """Agents of a member."""
    latents: NDArray[np.float32]
    """As in `asabiya.engine.macro.Ensemble`."""
    paths: NDArray[np.uint32]
    """As in `asabiya.engine.macro.Ensemble`."""

    unit = "agent-days"

    def __post_init__(self) -> None:
        if self.plan.days >= MAX_DAYS - 2:
            raise InputError(
                f"days: {self.plan.days:,}, more than the draws of agents have keys for",
                hint=f"give at most {MAX_DAYS - 3:,}",
            )
        object.__setattr__(self, "_made", _Once(self.makeup))

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_made"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        object.__setattr__(self, "_made", _Once(self.makeup))

    @property
    def parts(self) -> int:
        """Number of groups of members."""
        return -(-len(self.latents) // WIDTH)

    @property
    def work(self) -> float:
        """Agents times days of all members."""
        return float(self.agents) * self.plan.days * len(self.latents)

    def __call__(self, part: int, shelf: Shelf | None = None, tick: Tick | None = None) -> Arrays:
        """Results of some members; in its middle the agents' states are kept on the shelf."""
        rows = slice(part * WIDTH, (part + 1) * WIDTH)
        course = Course(
            self.plan,
            self._world(),
            seed=self.makeup.seed,
            latents=self.latents[rows],
            paths=self.paths[rows],
        )
        found = None if shelf is None else shelf.load(_MIDDLE)
        if found is not None:
            course.restore(found)
        if tick is not None:
            tick(float(self.agents) * course.members * course.day)
        while course.day < self.plan.days:
            course.advance()
            course.state.capacity.block_until_ready()
            if tick is not None:
                tick(float(self.agents) * course.members)
            if shelf is not None and course.day < self.plan.days and shelf.due():
                shelf.save(_MIDDLE, course.saved())
        return course.result()

    def _world(self) -> World:
        made: _Once = self.__dict__["_made"]
        return made()

    def assemble(self, parts: Sequence[Arrays]) -> AgentEnsemble:
        """The ensemble of all parts' results, in order."""
        joined = {
            name: np.concatenate([part[name] for part in parts], axis=-1) for name in (*SERIES, "event_day")
        }
        gone = np.concatenate([part["gone"] for part in parts], axis=-1)
        members = len(self.latents)
        none = np.zeros((0, members), dtype=np.float32)
        return AgentEnsemble(
            latents=self.latents,
            paths=self.paths,
            left=none,
            common=none,
            sector=none,
            gone=gone[None],
            **joined,
        )


class _Once:
    """A society that is made when it is first asked for, by whichever thread asks first.

    Jobs with one makeup share one society: a comparison does not hold two.
    """

    _lock: ClassVar = threading.Lock()
    _known: ClassVar[weakref.WeakValueDictionary[str, World]] = weakref.WeakValueDictionary()

    def __init__(self, makeup: Makeup) -> None:
        self._makeup = makeup
        self._made: World | None = None

    def __call__(self) -> World:
        with self._lock:
            if self._made is None:
                key = self._makeup.digest
                self._made = self._known.get(key) or self._known.setdefault(key, make(self._makeup))
            return self._made
