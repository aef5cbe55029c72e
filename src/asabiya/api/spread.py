"""Parts of a job on other processes and machines, by way of a Dask scheduler."""

from __future__ import annotations

import pickle
import time
import uuid
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from asabiya.engine.jobs import Arrays, Job, Runner, Shelves, Tick
from asabiya.errors import ClusterError, InputError

__all__ = ["CONNECT", "PATIENCE", "dask"]

CONNECT: Final = 5.0
"""Seconds to reach the scheduler."""

PATIENCE: Final = 60.0
"""Seconds to wait for a worker when there is none."""

_RETRIES: Final = 3
"""Times that a part is tried again after an error of its own; a worker's death is the scheduler's affair."""

_LOOK: Final = 2.0
"""Seconds between looks at whether anybody is still working."""

# Dask's functions are not typed.
Client = Any
Future = Any

_ALIKE: Final = ("asabiya", "jax", "jaxlib")
_GO_ON = "what was kept of the run is not lost: the same command with --resume DIR goes on"


def dask(address: str, *, patience: float = PATIENCE) -> Runner:
    """Run parts on the workers of a Dask scheduler, which is asked at once whether it is there.

    A part is a pure task: when its worker dies it is run elsewhere.

    Parameters
    ----------
    address
        Where the scheduler listens, for example ``tcp://127.0.0.1:8786``.
    patience
        How long to wait for a worker when there is none [s].

    Raises
    ------
    InputError
        If the package ``distributed`` is missing or the scheduler cannot be reached.
    ClusterError
        If there is no worker, or one with other versions or another backend than this process, here or
        later; or, while parts are run, if the scheduler or all workers are gone.
    """
    client = _connect(address)
    try:
        with _complaints(address):
            _inspect(client, address, patience)
    except BaseException:
        client.close()
        raise

    def run_on_workers(
        job: Job, parts: Sequence[int], shelves: Shelves, tick: Tick | None
    ) -> Generator[tuple[int, Arrays], None, None]:
        share = job.work / job.parts
        try:
            with _complaints(address):
                for part, arrays in _results(client, job, parts, patience, address):
                    if tick is not None:
                        tick(share)
                    yield part, arrays
        finally:
            client.close()

    return run_on_workers


def _connect(address: str) -> Client:
    try:
        import distributed
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise InputError(
            "--dask: the package distributed is not installed", hint='pip install "asabiya[cluster]"'
        ) from None
    connect: Any = distributed.Client
    parse: Any = get_address_host_port
    try:
        # An address that is none leaves behind a client that nobody can close.
        parse(address)
        return connect(address, timeout=CONNECT, set_as_default=False, name="asabiya")
    except (OSError, ValueError, TypeError) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise InputError(
            f"--dask {address}: no scheduler can be reached there ({reason:.120})",
            hint="start one with: dask scheduler; it prints its address, for example tcp://127.0.0.1:8786",
        ) from None


def _stand() -> dict[str, Any]:
    """What must be alike wherever parts of one run are computed."""
    from asabiya.api import engine
    from asabiya.provenance import environment

    engine.prepare()
    found = environment(engine.backend())
    return {**{name: found["versions"][name] for name in _ALIKE}, "backend": found["backend"]}


def _stand_here() -> dict[str, Any]:
    return _stand()


def _unlike(found: dict[str, Any], needed: dict[str, Any]) -> str:
    return ", ".join(f"{k} {found[k]} there, {needed[k]} here" for k in needed if found[k] != needed[k])


def _inspect(client: Client, address: str, patience: float) -> None:
    """See to it that there are workers, and that they are like this process."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        raise _nobody(address, patience) from None
    needed = _stand_here()
    for worker, answer in client.run(_stand, on_error="return").items():
        if isinstance(answer, BaseException):
            raise ClusterError(
                f"--dask {address}: worker {worker} cannot run asabiya ({type(answer).__name__}: {answer})",
                hint="install the same version of asabiya on every machine",
            )
        if lines := _unlike(answer, needed):
            raise _foreign(f"worker {worker}", lines)


def _foreign(who: str, lines: str) -> ClusterError:
    return ClusterError(
        f"--dask: {who} is not like this machine ({lines})",
        hint="only equal versions and backends give equal results: install the same everywhere",
    )


def _nobody(address: str, patience: float) -> ClusterError:
    return ClusterError(
        f"--dask {address}: no worker for {patience:.0f} s",
        hint=f"start some with: dask worker {address}; {_GO_ON}",
    )


def _gone(address: str) -> ClusterError:
    return ClusterError(f"--dask {address}: the scheduler is gone", hint=f"start it again; {_GO_ON}")


def _do(job: Job, part: int, needed: dict[str, Any]) -> Arrays:
    """A part, on a worker."""
    if lines := _unlike(_stand(), needed):
        raise _foreign("a worker", lines)
    return job(part, None, None)


def _results(
    client: Client, job: Job, parts: Sequence[int], patience: float, address: str
) -> Iterator[tuple[int, Arrays]]:
    """Results as they come; a few parts for every thread of the workers are under way at a time."""
    import dask.config

    # The job is a task, not scattered data: when the worker that holds it dies it is made again.
    name = f"asabiya-{uuid.uuid4().hex}"
    calm = dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TiB"})
    with calm, _reaching(address):
        shared = client.submit(pickle.loads, pickle.dumps(job), key=f"{name}-job", pure=False)
    needed = _stand_here()
    left = list(reversed(parts))
    running: dict[Future, int] = {}
    present = time.monotonic()
    while left or running:
        with _reaching(address):
            threads = client.nthreads()
        now = time.monotonic()
        present = now if threads else present
        if now - present > patience:
            raise _nobody(address, patience)
        while left and len(running) < max(16, 3 * sum(threads.values())):
            part = left.pop()
            with _reaching(address):
                future = client.submit(
                    _do, shared, part, needed, key=f"{name}-{part}", pure=False, retries=_RETRIES
                )
            running[future] = part
        with _reaching(address):
            ended = _ended(client, list(running))
        for future in ended:
            try:
                arrays: Arrays = future.result(timeout=_LOOK)
            except TimeoutError:
                # Its worker died with the result, which is being computed again.
                continue
            yield running.pop(future), arrays
            future.release()


def _ended(client: Client, futures: list[Future]) -> list[Future]:
    import distributed

    wait: Any = distributed.wait
    try:
        with client.as_current():
            return list(wait(futures, timeout=_LOOK, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        return []


@contextmanager
def _reaching(address: str) -> Iterator[None]:
    """Around what only talks with the scheduler: no error of the part itself can come from there."""
    from distributed.client import ClosedClientError

    try:
        yield
    except (OSError, RuntimeError, ClosedClientError):
        raise _gone(address) from None


@contextmanager
def _complaints(address: str) -> Iterator[None]:
    """Dask's own errors as ours."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        yield
    except KilledWorker as problem:
        raise ClusterError(
            f"--dask {address}: workers died over and over on the same part ({problem.task})",
            hint=f"do they have enough memory? {_GO_ON}",
        ) from None
    except (CancelledError, CommClosedError, ConnectionError):
        raise _gone(address) from None
