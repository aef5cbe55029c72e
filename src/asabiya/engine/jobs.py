"""Work in independent parts: what a job is, who runs its parts, and what is kept of it while it runs.

A job is plain data with a rule for each of its parts. A part's result depends on the job and on the part's
number only, so the whole is the same bit for bit wherever, in whatever order and however often parts are run.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from contextlib import closing
from typing import Any, Protocol

from numpy.typing import NDArray

__all__ = ["Arrays", "Job", "Joined", "Keeper", "Runner", "Shelf", "Shelves", "Tick", "run", "threads"]

Arrays = dict[str, NDArray[Any]]
"""A part's result, or its state in the middle of the work, by name."""

Tick = Callable[[float], None]
"""Told how much work was done since it was last told, in the job's unit."""


class Shelf(Protocol):
    """Where one part keeps its state while it works, so that it can go on from there after a kill."""

    def due(self) -> bool:
        """Whether it is time to save; a part asks before it collects its state."""

    def load(self, name: str) -> Arrays | None:
        """What was last saved under this name, by this run or by the one that it goes on from."""

    def save(self, name: str, arrays: Arrays) -> None:
        """Keep arrays under a name, in place of what was there; they are copied before this returns."""

    def drop(self, name: str) -> None:
        """Forget a name; those of a finished part are forgotten anyway, once its result is safe."""


Shelves = Callable[[int], Shelf | None]
"""The shelf of a part, or None where nothing is kept."""


class Job(Protocol):
    """Work in parts; can be pickled, so that a part can be run in another process or on another machine."""

    @property
    def parts(self) -> int:
        """Number of parts [0 and above]."""

    @property
    def work(self) -> float:
        """Work of all parts together [unit]."""

    @property
    def unit(self) -> str:
        """What work is counted in, a plural ("members")."""

    def __call__(self, part: int, shelf: Shelf | None, tick: Tick | None) -> Arrays:
        """Do one part [0 to parts − 1], counting also the work that its shelf spared."""


class Keeper(Protocol):
    """What remembers parts between runs."""

    def finished(self) -> Mapping[int, Arrays]:
        """Results of the parts that an earlier run has finished."""

    def finish(self, part: int, arrays: Arrays) -> None:
        """Remember a result."""

    def shelf(self, part: int) -> Shelf | None:
        """Where a part keeps its state."""


class Runner(Protocol):
    """Runs parts of a job and gives their results as they come, in any order; closing it ends the work."""

    def __call__(
        self, job: Job, parts: Sequence[int], shelves: Shelves, tick: Tick | None
    ) -> Generator[tuple[int, Arrays], None, None]:
        """Run the parts."""


class Joined:
    """Several jobs as one: the parts of the first, then those of the second, and so on."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = tuple(jobs)

    @property
    def parts(self) -> int:
        """Parts of all jobs."""
        return sum(job.parts for job in self.jobs)

    @property
    def work(self) -> float:
        """Work of all jobs."""
        return sum(job.work for job in self.jobs)

    @property
    def unit(self) -> str:
        """The unit of the first job."""
        return self.jobs[0].unit

    def __call__(self, part: int, shelf: Shelf | None, tick: Tick | None) -> Arrays:
        """Do a part of whichever job it belongs to."""
        for job in self.jobs:
            if part < job.parts:
                return job(part, shelf, tick)
            part -= job.parts
        raise IndexError(f"part {part} after the last")

    def split(self, results: Sequence[Arrays]) -> list[list[Arrays]]:
        """The results of all parts, in order, job by job."""
        rest = iter(results)
        return [[next(rest) for _ in range(job.parts)] for job in self.jobs]


def _nowhere(_part: int) -> None:
    return None


def run(job: Job, runner: Runner, *, keeper: Keeper | None = None, tick: Tick | None = None) -> list[Arrays]:
    """Run a job and give its parts' results in the order of the parts.

    Parameters
    ----------
    job, runner
        What is done, and by whom.
    keeper
        Knows parts that need not be run again, and is given the others as they end.
    tick
        Told of the work done, first of that which the keeper spared.
    """
    done = {} if keeper is None else dict(keeper.finished())
    left = [part for part in range(job.parts) if part not in done]
    if tick is not None and done:
        tick(job.work * (1 - len(left) / job.parts))
    shelves: Shelves = _nowhere if keeper is None else keeper.shelf
    with closing(runner(job, left, shelves, tick)) as results:
        for part, arrays in results:
            done[part] = arrays
            if keeper is not None:
                keeper.finish(part, arrays)
    return [done[part] for part in range(job.parts)]


def threads(workers: int | None = None) -> Runner:
    """Run parts on threads of this process.

    Parameters
    ----------
    workers
        How many at a time; default one for every core.
    """

    def run_on_threads(
        job: Job, parts: Sequence[int], shelves: Shelves, tick: Tick | None
    ) -> Generator[tuple[int, Arrays], None, None]:
        watch = _Watch(tick)
        pool = ThreadPoolExecutor(max_workers=workers or os.cpu_count() or 1)
        try:
            running = {pool.submit(job, part, shelves(part), watch): part for part in parts}
            for future in as_completed(running):
                yield running[future], future.result()
        finally:
            # After an error or Ctrl-C nobody waits for a part in the middle of its work.
            watch.over.set()
            pool.shutdown(wait=False, cancel_futures=True)

    return run_on_threads


class _Watch:
    """A tick that ends its thread's work once the run is over, and lets one thread at a time be counted."""

    def __init__(self, tick: Tick | None) -> None:
        self.over = threading.Event()
        self._tick = tick
        self._lock = threading.Lock()

    def __call__(self, amount: float) -> None:
        if self.over.is_set():
            raise CancelledError
        if self._tick is not None:
            with self._lock:
                self._tick(amount)
