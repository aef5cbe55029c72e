"""Running the macro engine: many members in chunks of one compiled shape, on as many threads as wanted.

A chunk always has the same number of members (the last is filled up), so every member is computed by the same
program whatever the number of members, chunks, threads or workers, and results are equal bit for bit.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from asabiya.engine.day import Chance, Setting, advance
from asabiya.engine.jobs import Arrays, Shelf, Tick, run, threads
from asabiya.engine.keys import BLOCK_DAYS, fold, normals
from asabiya.engine.model import Model, draw, with_overrides
from asabiya.engine.rest import settle
from asabiya.engine.state import Constants, Row, Switches, constants, rows, switches
from asabiya.mechanisms.parameters import ParameterInfo
from asabiya.society.society import Calendar, Society

__all__ = ["CHUNK", "Ensemble", "MacroJob", "Plan", "plan", "prior", "simulate"]

CHUNK = 512
"""Members computed together; part of the program, so changing it may change results in the last digit."""

_WATCH = 16
"""Watched days are counted in this many."""

_KEPT = ("indices", "capacity", "actives", "left", "common", "sector", "gone", "event_day")
"""Fields of `Ensemble` that a chunk computes, in the order in which `_run_chunk` gives them."""

_WATCHED = ("common", "sector", "gone")
"""Those of them with an axis of watched days."""

Progress = Callable[[int, int], None]


class Plan(eqx.Module):
    """A scenario ready to be run."""

    society: Constants
    daily: Row
    rest: Row
    on: Switches
    infos: tuple[ParameterInfo, ...] = eqx.field(static=True)
    days: int = eqx.field(static=True)

    def until(self, days: int) -> Plan:
        """The first ``days`` of the plan; its members draw what they draw in the whole."""
        return dataclasses.replace(self, daily=jax.tree.map(lambda x: x[:days], self.daily), days=days)


def plan(
    society: Society, calendar: Calendar, on: Mapping[str, bool], overrides: Mapping[str, Mapping[str, Any]]
) -> Plan:
    """Arrays of a resolved scenario on the device."""
    daily, rest = rows(calendar)
    return Plan(
        society=constants(society),
        daily=daily,
        rest=rest,
        on=switches(dict(on)),
        infos=tuple(with_overrides(overrides)),
        days=calendar.days,
    )


class Ensemble(eqx.Module):
    """What is kept of every member; NumPy arrays with the axis of members last."""

    latents: NDArray[np.float32]
    """Standard normal latents of the parameters, (member, parameter)."""
    paths: NDArray[np.uint32]
    """Path keys by block of days, (member, block)."""
    indices: NDArray[np.float32]
    """`asabiya.vocabulary.INDICES` by day, (T, 6, member)."""
    capacity: NDArray[np.float32]
    """Coercive capacity over its level at rest by day, (T, member)."""
    actives: NDArray[np.float32]
    """Active citizens in excess of rest by day [persons], (T, member)."""
    left: NDArray[np.float32]
    """Share of posts left by sector, in excess of rest, by day, (T, S, member); empty unless asked for."""
    common: NDArray[np.float32]
    """Common signals at the watched days, (W, 6, member)."""
    sector: NDArray[np.float32]
    """Sector signals at the watched days, (W, 4, S, member)."""
    gone: NDArray[np.float32]
    """Share of posts left since day 0 at the watched days, (W, S, H, member)."""
    event_day: NDArray[np.int32]
    """Day of each of `asabiya.engine.outcome.EVENTS`, −1 if never, (4, member)."""


def prior(
    seed: int, members: int, parameters: int, days: int
) -> tuple[NDArray[np.float32], NDArray[np.uint32]]:
    """Latents and path keys of the prior: member i has its own, however many members there are."""
    index = np.arange(members, dtype=np.uint32)
    blocks = -(-days // BLOCK_DAYS)
    return normals(seed, index, parameters), np.repeat(index[:, None], blocks, axis=1)


@eqx.filter_jit
def _run_chunk(
    model: Model, p: Plan, seed: Array, paths: Array, watch: Array, noisy: Array, keep_left: bool
) -> tuple[Any, ...]:
    rest, state = settle(model, p.society, p.rest, p.on, seed, paths[:, 0], noisy)
    k = Setting(model=model, c=p.society, rest=rest, rest_row=p.rest, on=p.on)

    def one(state: Any, at: tuple[Array, Row]) -> tuple[Any, Any]:
        day, row = at
        chance = Chance(seed=seed, path=paths[:, day // BLOCK_DAYS], day=day, noisy=noisy)
        state, record = advance(k, state, row, chance)
        return state, record

    days = jnp.arange(p.days, dtype=jnp.int32)
    state, record = lax.scan(one, state, (days, p.daily))
    left = record.sector[:, 0] if keep_left else record.sector[:, 0, :0]
    return (
        record.indices,
        record.capacity,
        record.actives,
        left,
        record.common[watch],
        record.sector[watch],
        record.gone[watch],
        state.watch.day,
    )


def _fill(array: NDArray[Any], start: int, stop: int) -> NDArray[Any]:
    """Rows start to stop, filled up to a whole chunk with copies of the last row."""
    part = array[start:stop]
    return np.concatenate([part, np.repeat(part[-1:], CHUNK - part.shape[0], axis=0)])


@dataclasses.dataclass(frozen=True, eq=False)
class MacroJob:
    """Members with given latents and path keys; a part is one chunk of them."""

    plan: Plan
    """The scenario's arrays."""
    seed: int
    """Seed of the run [0 to 2^63 − 1]."""
    latents: NDArray[np.float32]
    """As in `Ensemble`; see `prior`."""
    paths: NDArray[np.uint32]
    """As in `Ensemble`; see `prior`."""
    watch: tuple[int, ...] = ()
    """Days at which signals and departures are kept; the last day if there is none."""
    noisy: bool = True
    """False gives the deterministic limit: expectations for counts, and no sparks."""
    keep_left: bool = False
    """Keep departures by sector for every day."""

    unit = "members"

    @property
    def parts(self) -> int:
        """Number of chunks."""
        return -(-len(self.latents) // CHUNK)

    @property
    def work(self) -> float:
        """Number of members."""
        return float(len(self.latents))

    def __call__(self, part: int, shelf: Shelf | None = None, tick: Tick | None = None) -> Arrays:
        """Fields of `Ensemble` for one chunk; it takes seconds, so nothing is kept in its middle."""
        start = part * CHUNK
        stop = min(start + CHUNK, len(self.latents))
        kept = list(self.watch) or [self.plan.days - 1]
        # Filled up, so that another number of watched days seldom compiles anew.
        days = kept + kept[-1:] * (-len(kept) % _WATCH)
        found = _run_chunk(
            draw(self.plan.infos, _fill(self.latents, start, stop)),
            # The priors are not part of the compiled program: other priors must not compile it anew.
            dataclasses.replace(self.plan, infos=()),
            jnp.asarray(fold(self.seed)),
            jnp.asarray(_fill(self.paths, start, stop)),
            jnp.asarray(days, dtype=jnp.int32),
            jnp.asarray(self.noisy),
            self.keep_left,
        )
        arrays = {
            name: np.asarray(x)[: len(kept) if name in _WATCHED else None, ..., : stop - start]
            for name, x in zip(_KEPT, found, strict=True)
        }
        if tick is not None:
            tick(stop - start)
        return arrays

    def assemble(self, parts: Sequence[Arrays]) -> Ensemble:
        """The ensemble of all parts' results, in order."""
        joined = {name: np.concatenate([part[name] for part in parts], axis=-1) for name in _KEPT}
        return Ensemble(latents=self.latents, paths=self.paths, **joined)


def simulate(
    p: Plan,
    *,
    seed: int,
    latents: NDArray[np.float32],
    paths: NDArray[np.uint32],
    watch: Sequence[int] = (),
    noisy: bool = True,
    keep_left: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Run members with the given latents and path keys on threads of this process.

    Parameters
    ----------
    p
        The scenario's arrays.
    seed, latents, paths, watch, noisy, keep_left
        As in `MacroJob`.
    workers
        Threads; default one for every core.
    progress
        Called with (members done, members in all).
    """
    job = MacroJob(p, seed, latents, paths, tuple(watch), noisy, keep_left)
    members, done = latents.shape[0], 0

    def tick(amount: float) -> None:
        nonlocal done
        done += int(amount)
        if progress is not None:
            progress(done, members)

    return job.assemble(run(job, threads(workers), tick=tick))
