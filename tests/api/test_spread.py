"""Parts on Dask workers in other processes of this machine, one of which dies."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import asabiya
from asabiya import cli
from asabiya.api import spread
from asabiya.engine.jobs import Arrays, Shelf, Tick
from asabiya.errors import ClusterError, InputError

NAME = "reference-autocracy"
ROOT = Path(__file__).parents[2]

pytest.importorskip("distributed")


@dataclasses.dataclass(frozen=True)
class Slow:
    """Parts that take a while and leave the number of their process in a folder, as part.process."""

    folder: str
    seconds: float = 0.3
    parts: int = 6
    work: float = 6.0
    unit: str = "steps"

    def __call__(self, part: int, shelf: Shelf | None, tick: Tick | None) -> Arrays:
        Path(self.folder, f"{part}.{os.getpid()}").touch()
        time.sleep(self.seconds)
        if part == 99:
            os.kill(os.getpid(), signal.SIGKILL)
        return {"square": np.array([part**2])}


class Cluster:
    """A scheduler and workers as processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        limit = time.monotonic() + 60
        while not (file.exists() and file.stat().st_size):
            assert time.monotonic() < limit
            time.sleep(0.05)
        time.sleep(0.1)
        self.address = str(json.loads(file.read_text())["address"])

    def start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"},
        )
        self.processes.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait(timeout=30)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with contextlib.closing(Cluster(tmp_path)) as made:
        yield made


def under_way(folder: Path, done: set[int]) -> int:
    """The process that is in the middle of a part."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        for path in folder.glob("[0-9]*.*"):
            if int(path.stem) not in done:
                return int(path.suffix[1:])
        time.sleep(0.01)
    raise AssertionError("nobody works")


def test_a_worker_that_dies_is_survived(cluster: Cluster) -> None:
    workers = {process.pid: process for process in (cluster.worker(), cluster.worker())}
    found: dict[int, int] = {}
    ticks: list[float] = []
    runner = spread.dask(cluster.address)
    for part, arrays in runner(Slow(str(cluster.folder)), range(6), lambda _: None, ticks.append):
        found[part] = int(arrays["square"][0])
        if len(found) == 1:
            victim = workers[under_way(cluster.folder, set(found))]
            victim.kill()
    assert found == {i: i * i for i in range(6)}
    assert sum(ticks) == pytest.approx(6.0)
    assert victim.wait(timeout=30) == -signal.SIGKILL
    begun = [path.stem for path in cluster.folder.glob("[0-9]*.*")]
    assert len(begun) > len(set(begun)), "a part was begun twice"


def test_a_part_that_kills_every_worker_is_an_error(cluster: Cluster) -> None:
    for _ in range(3):
        cluster.worker()
    runner = spread.dask(cluster.address, patience=20)
    with pytest.raises(ClusterError, match="workers died over and over"):
        list(runner(Slow(str(cluster.folder), parts=100), [99], lambda _: None, None))


def test_workers_that_are_all_gone_are_an_error_in_time(cluster: Cluster) -> None:
    worker = cluster.worker()
    runner = spread.dask(cluster.address, patience=3)
    results = runner(Slow(str(cluster.folder), seconds=0.1), range(6), lambda _: None, None)
    next(results)
    worker.kill()
    with pytest.raises(ClusterError) as caught:
        list(results)
    assert caught.value.message == f"--dask {cluster.address}: no worker for 3 s"
    assert caught.value.hint.startswith(f"start some with: dask worker {cluster.address}")


def test_a_scheduler_that_goes_is_an_error(cluster: Cluster) -> None:
    cluster.worker()
    runner = spread.dask(cluster.address, patience=5)
    results = runner(Slow(str(cluster.folder), seconds=0.1), range(6), lambda _: None, None)
    next(results)
    cluster.processes[0].kill()
    with pytest.raises(ClusterError, match="the scheduler is gone"):
        list(results)


@pytest.mark.parametrize("method", ["nthreads", "submit"])
def test_a_scheduler_that_does_not_answer_is_gone(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """What happens while the client tries to connect again, which hangs on the moment of the death."""
    import distributed

    def refused(*_: Any, **__: Any) -> None:
        raise OSError("Timed out trying to connect")

    cluster.worker()
    runner = spread.dask(cluster.address, patience=5)
    results = runner(Slow(str(cluster.folder), seconds=0.1), range(40), lambda _: None, None)
    next(results)
    monkeypatch.setattr(distributed.Client, method, refused)
    with pytest.raises(ClusterError, match="the scheduler is gone"):
        list(results)


def test_other_versions_are_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.worker()
    here = spread._stand()
    monkeypatch.setattr(spread, "_stand_here", lambda: {**here, "jax": "0.0"})
    with pytest.raises(ClusterError, match=r"not like this machine \(jax \S+ there, 0.0 here\)"):
        spread.dask(cluster.address)


@pytest.mark.slow
def test_a_run_that_loses_a_worker_has_the_digest_of_one_at_home(cluster: Cluster) -> None:
    workers = [cluster.worker(), cluster.worker()]
    told: list[int] = []

    def kill_one(done: int, _total: int, _unit: str) -> None:
        if done and told == [0]:
            workers[0].kill()
        told.append(done)

    size: dict[str, Any] = {"members": 2000, "days": 40, "seed": 3}
    spread_out = asabiya.simulate(NAME, **size, dask=cluster.address, progress=kill_one)
    assert spread_out.summary["digest"] == asabiya.simulate(NAME, **size).summary["digest"]
    assert told == [0, 500, 1000, 1500, 2000]
    assert (workers[0].wait(timeout=30), workers[1].poll()) == (-signal.SIGKILL, None)


def test_the_command_line_says_it_in_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", NAME, "--without", "unity", "--dask", "nonsense", "--json"]) == 2
    printed = capsys.readouterr()
    assert json.loads(printed.out)["error"]["message"].startswith("--dask nonsense: no scheduler")
    assert printed.err == ""


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("nonsense", "missing port number in address 'nonsense'"),
        ("foo://host:1", "unknown address scheme 'foo'"),
        ("tcp://127.0.0.1:9", "Timed out trying to connect to tcp://127.0.0.1:9"),
    ],
)
def test_a_wrong_address_is_said_in_seconds(address: str, reason: str) -> None:
    begin = time.monotonic()
    with pytest.raises(InputError) as caught:
        spread.dask(address)
    assert time.monotonic() - begin < 20
    assert caught.value.message.startswith(f"--dask {address}: no scheduler can be reached there ({reason}")
    assert caught.value.hint.startswith("start one with: dask scheduler")


def test_without_the_package_a_hint_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError) as caught:
        asabiya.simulate(NAME, dask="tcp://127.0.0.1:9")
    assert str(caught.value) == (
        '--dask: the package distributed is not installed\nhint: pip install "asabiya[cluster]"'
    )


def test_threads_and_workers_exclude_each_other() -> None:
    with pytest.raises(InputError, match="workers and dask"):
        asabiya.simulate(NAME, workers=2, dask="tcp://127.0.0.1:9")
