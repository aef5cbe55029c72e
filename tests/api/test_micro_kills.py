"""Runs of agents that are killed, interrupted or spread out, and go on to the same result."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api.micro_runs import COMMAND, DAYS, NAME, SIZE, digest, start
from tests.api.test_spread import Cluster

import asabiya
from asabiya import cli
from asabiya.api import checkpoints
from asabiya.engine.jobs import Arrays
from asabiya.engine.micro.run import Course

MEMBERS = 10
"""In two parts."""


@pytest.fixture(scope="module")
def undisturbed() -> str:
    return digest(asabiya.simulate(NAME, **SIZE, members=MEMBERS))


@pytest.fixture
def restored(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Days from which parts go on."""
    days: list[int] = []
    restore = Course.restore

    def noted(course: Course, arrays: Arrays) -> None:
        restore(course, arrays)
        days.append(course.day)

    monkeypatch.setattr(Course, "restore", noted)
    return days


def wait(process: subprocess.Popen[bytes], done: Callable[[], bool]) -> None:
    limit = time.monotonic() + 120
    while not done():
        assert process.poll() is None, "it ended too early"
        assert time.monotonic() < limit
        time.sleep(0.002)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["kill", "interrupt"])
def test_a_run_that_is_stopped_in_the_middle_of_a_part_goes_on(
    tmp_path: Path, undisturbed: str, restored: list[int], number: int
) -> None:
    place = tmp_path / "out"
    folder = place / "checkpoint"
    process = start(["run", *COMMAND, "--members", str(MEMBERS), "--workers", "1", "-o", str(place)])
    wait(process, (folder / "middle-00001.npz").exists)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert out == b""
    if number == signal.SIGINT:
        assert process.returncode == 130
        said = f"note: what was done is kept: the same command with --resume {place} goes on\ninterrupted\n"
        assert err.decode().endswith(said)
    else:
        assert process.returncode == -signal.SIGKILL
    assert {"part-00000.npz", "middle-00001.npz", "run.json"} <= {path.name for path in folder.iterdir()}
    assert not (place / "provenance.json").exists()
    command = ["run", *COMMAND, "--members", str(MEMBERS), "--resume", str(place)]
    assert cli.run(command) == 0
    assert len(restored) == 1, "of the part that was not finished"
    assert 0 < restored[0] < DAYS
    assert json.loads((place / "summary.json").read_text())["digest"] == undisturbed
    assert not folder.exists()


def ring(folder: Path) -> Path:
    path = folder / "ring.txt"
    path.write_text("".join(f"{i} {(i + 1) % 1752}\n" for i in range(1752)))
    return path


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkpoint with a part in its middle, of a run on a network."""
    for name in ("FIRST", "EVERY", "_COST"):
        monkeypatch.setattr(checkpoints, name, 0.0)
    place = tmp_path / "out"

    def interrupt(done: int, total: int, _unit: str) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asabiya.simulate(
            NAME, **SIZE, network=ring(tmp_path), members=2, checkpoint=place, progress=interrupt
        )
    assert (place / "checkpoint" / "middle-00000.npz").exists()
    return place


def refused(capsys: pytest.CaptureFixture[str], argv: list[str], place: Path) -> str:
    """The message of a command that goes on where it must not; nothing is lost by it."""
    before = {path.name: path.read_bytes() for path in (place / "checkpoint").iterdir()}
    assert cli.run([*argv, "--resume", str(place), "--json"]) == 2
    (line,) = capsys.readouterr().out.splitlines()
    error = json.loads(line)["error"]
    assert error["hint"]
    assert {path.name: path.read_bytes() for path in (place / "checkpoint").iterdir()} == before
    return str(error["message"])


def test_what_is_not_this_runs_checkpoint_is_refused(
    stopped: Path, capsys: pytest.CaptureFixture[str], restored: list[int]
) -> None:
    network = stopped.parent / "ring.txt"
    argv = ["run", *COMMAND, "--members", "2", "--network", str(network)]

    def changed(old: str, new: str) -> list[str]:
        return [new if word == old else word for word in argv]

    of_another = f"{stopped / 'checkpoint'}: of another run ("
    for other, words in (
        (changed("2000", "2100"), "agents: 2000 found, 2100 needed"),
        (changed("uprising.rest=0.001", "uprising.rest=0.0009"), "scenario."),
        (argv[:-2], "network: "),
        (changed("3", "4"), "seed: 3 found, 4 needed"),
    ):
        message = refused(capsys, other, stopped)
        assert message.startswith(of_another)
        assert words in message
    before = network.read_text()
    network.write_text(before.replace("0 1\n", "0 2\n"))
    assert "network: " in refused(capsys, argv, stopped)
    network.write_text(before)

    middle = stopped / "checkpoint" / "middle-00000.npz"
    whole = middle.read_bytes()
    middle.write_bytes(whole[:500] + bytes([whole[500] ^ 1]) + whole[501:])
    assert refused(capsys, argv, stopped) == f"{middle}: damaged (another SHA-256)"
    middle.write_bytes(whole)

    assert restored == []
    assert cli.run([*argv, "--resume", str(stopped), "--json"]) == 0
    assert restored[0] >= DAYS // 2
    gone_on = json.loads(capsys.readouterr().out)["digest"]
    assert gone_on == digest(asabiya.simulate(NAME, **SIZE, network=network, members=2))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    with contextlib.closing(Cluster(tmp_path)) as made:
        yield made


@pytest.mark.slow
def test_parts_on_workers_one_of_which_dies(cluster: Cluster) -> None:
    workers = [cluster.worker(), cluster.worker()]
    told: list[int] = []

    def kill_one(done: int, _total: int, _unit: str) -> None:
        if done and told == [0]:
            workers[0].kill()
        told.append(done)

    size: dict[str, Any] = {**SIZE, "members": 32}
    spread_out = asabiya.simulate(NAME, **size, dask=cluster.address, progress=kill_one)
    assert digest(spread_out) == digest(asabiya.simulate(NAME, **size))
    assert told == [2000 * DAYS * 8 * part for part in range(5)]
    assert (workers[0].wait(timeout=30), workers[1].poll()) == (-signal.SIGKILL, None)
