"""How the work of a run is carried out: by whom, with which checkpoint, and who is told of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from asabiya.api import spread
from asabiya.api.checkpoints import Checkpoint
from asabiya.api.results import Progress
from asabiya.engine.jobs import Arrays, Job, Runner, Tick, run, threads
from asabiya.errors import InputError

__all__ = ["How", "carry_out"]


@dataclasses.dataclass(frozen=True)
class How:
    """How a run is carried out; nothing here changes its result."""

    workers: int | None = None
    """Threads of this machine; default one for every core."""
    dask: str | None = None
    """Address of a Dask scheduler whose workers do the work instead."""
    checkpoint: Path | None = None
    """Folder to keep checkpoints in while the run works, from its beginning."""
    resume: Path | None = None
    """Folder whose checkpoint, if there is one, the run goes on from and keeps."""
    progress: Progress | None = None
    """Called with (done, total, unit)."""

    def __post_init__(self) -> None:
        if self.checkpoint is not None and self.resume is not None:
            raise InputError(
                "checkpoint and resume: two places for one checkpoint", hint="give resume alone to go on"
            )
        if self.dask is not None and self.workers is not None:
            raise InputError(
                "workers and dask: the scheduler's workers have their own threads", hint="give one of the two"
            )

    def runner(self) -> Runner:
        """Who runs the parts.

        Raises
        ------
        InputError
            If the scheduler cannot be reached, or has no worker like this machine.
        """
        return threads(self.workers) if self.dask is None else spread.dask(self.dask)


def carry_out(job: Job, runner: Runner, how: How, identity: Mapping[str, Any]) -> list[Arrays]:
    """Results of all parts of a job, in order.

    Parameters
    ----------
    job, runner
        What is done, and by whom; see `How.runner`.
    how
        Where checkpoints are kept and who is told.
    identity
        What makes this run this one, for its checkpoint.

    Raises
    ------
    CheckpointError
        If the checkpoint is damaged or of another run.
    OutputError
        If the checkpoint cannot be written.
    """
    place = how.resume or how.checkpoint
    tick = _counter(job, how.progress)
    if place is None:
        return run(job, runner, tick=tick)
    keeper = Checkpoint(place, {**identity, "parts": job.parts}, resume=how.resume is not None)
    try:
        return run(job, runner, keeper=keeper, tick=tick)
    except BaseException:
        keeper.rescue()
        raise


def _counter(job: Job, progress: Progress | None) -> Tick | None:
    """A tick that adds up, and tells the sum; the first call starts the clock."""
    if progress is None:
        return None
    done, total = 0.0, round(job.work)
    progress(0, total, job.unit)

    def tick(amount: float) -> None:
        nonlocal done
        done += amount
        progress(min(round(done), total), total, job.unit)

    return tick
