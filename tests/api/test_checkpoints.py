"""Checkpoints: what is kept, what is refused, and that a killed run goes on to the same result."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import asabiya
from asabiya.api import checkpoints
from asabiya.api.checkpoints import Checkpoint
from asabiya.engine.jobs import Arrays
from asabiya.errors import CheckpointError, InputError, OutputError, ResultError
from asabiya.files import discard_checkpoint, sweep, write_stream

IDENTITY = {"command": "run", "seed": 1, "members": 3, "scenario": {"phases": [{"name": "war", "war": 0.5}]}}
RESULT: Arrays = {
    "x": np.arange(6, dtype=np.int32).reshape(2, 3),
    "none": np.zeros((2, 0)),
    "b": np.array(True),
}


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is kept at once."""
    monkeypatch.setattr(checkpoints, "FIRST", 0.0)
    monkeypatch.setattr(checkpoints, "EVERY", 0.0)
    monkeypatch.setattr(checkpoints, "_COST", 0.0)


def names(place: Path) -> list[str]:
    return sorted(path.name for path in (place / "checkpoint").iterdir())


def same(a: Arrays, b: Arrays) -> bool:
    return a.keys() == b.keys() and all(
        a[k].dtype == b[k].dtype and a[k].shape == b[k].shape and np.array_equal(a[k], b[k]) for k in a
    )


def kept(place: Path) -> None:
    """A checkpoint with a finished part, and another in the middle of its work."""
    checkpoint = Checkpoint(place, IDENTITY, resume=False)
    checkpoint.shelf(0).save("state", RESULT)
    checkpoint.shelf(12).save("state", RESULT)
    checkpoint.finish(0, RESULT)


@pytest.mark.usefixtures("eager")
def test_parts_and_states_come_back_as_they_were(tmp_path: Path) -> None:
    kept(tmp_path)
    assert names(tmp_path) == ["part-00000.npz", "run.json", "state-00012.npz"]
    again = Checkpoint(tmp_path, IDENTITY, resume=True)
    assert list(again.finished()) == [0]
    assert same(dict(again.finished()[0]), RESULT)
    shelf = again.shelf(12)
    state = shelf.load("state")
    assert state is not None
    assert same(state, RESULT)
    assert shelf.load("other") is None
    shelf.drop("state")
    assert shelf.load("state") is None


def test_a_short_run_keeps_nothing(tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path / "new", IDENTITY, resume=False)
    assert not checkpoint.shelf(0).due()
    checkpoint.finish(0, RESULT)
    checkpoint.rescue()
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_waits_for_its_time_and_an_error_does_not_lose_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    checkpoint = Checkpoint(tmp_path, IDENTITY, resume=False)
    shelf = checkpoint.shelf(9)
    assert not shelf.due()
    for part, moment in enumerate((1.0, 4.9, 5.1, 6.0, 14.0)):
        now[0] = moment
        checkpoint.finish(part, RESULT)
        assert (tmp_path / "checkpoint").exists() == (moment > 5)
    assert names(tmp_path) == ["part-00000.npz", "part-00001.npz", "part-00002.npz", "run.json"]
    assert shelf.due()
    shelf.save("state", RESULT)
    assert not shelf.due()
    now[0] = 15.2
    checkpoint.flush_if_due()
    assert "part-00004.npz" in names(tmp_path)
    now[0] = 15.3
    checkpoint.finish(5, RESULT)
    assert "part-00005.npz" not in names(tmp_path)
    checkpoint.rescue()
    assert "part-00005.npz" in names(tmp_path)


@pytest.mark.usefixtures("eager")
def test_keeping_large_states_takes_a_small_share_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(checkpoints, "_COST", 20.0)
    shelf = Checkpoint(tmp_path, IDENTITY, resume=False).shelf(0)
    write = write_stream

    def slowly(path: Path) -> Any:
        now[0] += 3.0
        return write(path)

    monkeypatch.setattr("asabiya.api.checkpoints.write_stream", slowly)
    assert shelf.due()
    shelf.save("state", RESULT)
    now[0] += 59.0
    assert not shelf.due()
    now[0] += 2.0
    assert shelf.due()


@pytest.mark.usefixtures("eager")
def test_a_run_afresh_replaces_a_checkpoint_once_it_keeps_something(tmp_path: Path) -> None:
    kept(tmp_path)
    fresh = Checkpoint(tmp_path, {**IDENTITY, "seed": 2}, resume=False)
    assert fresh.finished() == {}
    assert fresh.shelf(12).load("state") is None
    assert names(tmp_path) == ["part-00000.npz", "run.json", "state-00012.npz"]
    fresh.finish(7, RESULT)
    assert names(tmp_path) == ["part-00007.npz", "run.json"]
    assert list(Checkpoint(tmp_path, {**IDENTITY, "seed": 2}, resume=True).finished()) == [7]


@pytest.mark.usefixtures("eager")
def test_what_a_killed_write_leaves_is_cleared(tmp_path: Path) -> None:
    place = tmp_path / "out"
    kept(place)
    (place / "checkpoint" / ".part-00003.npz.abcd_123").write_bytes(b"half")
    (place / "checkpoint" / "state-00000.npz").write_bytes(b"of a part that is finished")
    (tmp_path / ".out.partial.abcd1234").mkdir()
    (tmp_path / ".other.partial.abcd1234").mkdir()
    Checkpoint(place, IDENTITY, resume=True)
    assert names(place) == ["part-00000.npz", "run.json", "state-00012.npz"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.partial.abcd1234", "out"]


def test_a_place_that_was_being_replaced_is_put_back(tmp_path: Path) -> None:
    old = tmp_path / ".out.retired.abcd1234" / "old"
    old.mkdir(parents=True)
    (old / "x").touch()
    sweep(tmp_path / "out")
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["out", "out/x"]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def flip(path: Path, where: int = 100) -> None:
    data = bytearray(path.read_bytes())
    data[where] ^= 1
    path.write_bytes(bytes(data))


def pickled(path: Path) -> None:
    with path.open("wb") as stream:
        np.savez(stream, x=np.array([{}], dtype=object))


def unsealed(path: Path) -> None:
    with path.open("wb") as stream:
        np.savez(stream, x=np.zeros(2))


def swapped(path: Path) -> None:
    path.write_bytes((path.parent / "state-00012.npz").read_bytes())


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize(
    "damage", [cut, flip, pickled, unsealed, swapped, lambda path: path.write_bytes(b"")]
)
def test_a_damaged_part_is_refused_and_nothing_deleted(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    kept(tmp_path)
    path = tmp_path / "checkpoint" / "part-00000.npz"
    damage(path)
    with pytest.raises(CheckpointError) as caught:
        Checkpoint(tmp_path, IDENTITY, resume=True)
    assert caught.value.message.startswith(f"{path}: damaged (")
    assert caught.value.hint == (
        "delete this file to have its part computed again, or start afresh without --resume"
    )
    assert names(tmp_path) == ["part-00000.npz", "run.json", "state-00012.npz"]


@pytest.mark.usefixtures("eager")
def test_every_byte_of_a_file_counts(tmp_path: Path) -> None:
    kept(tmp_path)
    path = tmp_path / "checkpoint" / "part-00000.npz"
    checkpoint = Checkpoint(tmp_path, IDENTITY, resume=True)
    assert np.load(path)["x"].tolist() == RESULT["x"].tolist(), "others can read it"
    for where in range(0, path.stat().st_size, 7):
        flip(path, where)
        with pytest.raises(CheckpointError, match="another SHA-256"):
            checkpoint.read(path)
        flip(path, where)
    assert same(checkpoint.read(path), RESULT)


@pytest.mark.usefixtures("eager")
def test_a_damaged_state_is_refused_before_any_work(tmp_path: Path) -> None:
    kept(tmp_path)
    flip(tmp_path / "checkpoint" / "state-00012.npz")
    with pytest.raises(CheckpointError, match=r"state-00012\.npz: damaged"):
        Checkpoint(tmp_path, IDENTITY, resume=True)


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize(
    "text", ["{", "[]", '{"schema": "asabiya.checkpoint/1", "sha256": "0", "identity": {"seed": 1}}']
)
def test_a_damaged_record_is_refused(tmp_path: Path, text: str) -> None:
    kept(tmp_path)
    record = tmp_path / "checkpoint" / "run.json"
    record.write_text(text)
    with pytest.raises(CheckpointError) as caught:
        Checkpoint(tmp_path, IDENTITY, resume=True)
    assert (caught.value.message, caught.value.exit_code) == (f"{record}: damaged", 2)


@pytest.mark.usefixtures("eager")
def test_a_checkpoint_of_another_run_is_refused_with_what_differs(tmp_path: Path) -> None:
    kept(tmp_path)
    other = {**IDENTITY, "members": 4, "scenario": {"phases": [{"name": "war", "war": 0.75}]}}
    with pytest.raises(CheckpointError) as caught:
        Checkpoint(tmp_path, other, resume=True)
    assert str(caught.value) == (
        f"{tmp_path / 'checkpoint'}: of another run (members: 3 found, 4 needed; "
        "scenario.phases.0.war: 0.5 found, 0.75 needed)\n"
        "hint: go on with the options and versions of that run, or start afresh without --resume"
    )
    assert names(tmp_path) == ["part-00000.npz", "run.json", "state-00012.npz"]


def test_files_that_are_no_checkpoint_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").mkdir()
    (tmp_path / "checkpoint" / "thesis.tex").touch()
    with pytest.raises(OutputError, match="holds files that are no checkpoint"):
        Checkpoint(tmp_path, IDENTITY, resume=False)
    discard_checkpoint(tmp_path)
    assert names(tmp_path) == ["thesis.tex"]


@pytest.mark.usefixtures("eager")
def test_objects_are_not_kept(tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path, IDENTITY, resume=False)
    with pytest.raises(TypeError, match="x has dtype object"):
        checkpoint.finish(0, {"x": np.array([{}])})
    with pytest.raises(ValueError, match="name of results"):
        checkpoint.shelf(0).save("part", RESULT)


FULL = """
import resource, sys
from pathlib import Path
import numpy as np
from asabiya.api import checkpoints
from asabiya.errors import OutputError
checkpoints.FIRST = checkpoints.EVERY = 0.0
keeper = checkpoints.Checkpoint(Path(sys.argv[1]), {"seed": 1}, resume=False)
keeper.finish(0, {"x": np.zeros(1000)})
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    keeper.shelf(1).save("state", {"x": np.zeros(100_000), "y": np.zeros(100_000)})
except OutputError as problem:
    print(problem.message)
"""


def test_a_full_disk_keeps_what_was_kept(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True
    )
    path = tmp_path / "checkpoint" / "state-00001.npz"
    assert found.stdout == f"{path}: cannot be written ({os.strerror(errno.EFBIG)})\n"
    assert names(tmp_path) == ["part-00000.npz", "run.json"]
    assert list(Checkpoint(tmp_path, {"seed": 1}, resume=True).finished()) == [0]


def end(process: subprocess.Popen[bytes], number: int, when: Callable[[], bool]) -> bytes:
    """Send a signal once something has happened; what the process said on standard error."""
    limit = time.monotonic() + 120
    while not when():
        assert process.poll() is None, "it ended too early"
        assert time.monotonic() < limit
        time.sleep(0.002)
    process.send_signal(number)
    return process.communicate(timeout=60)[1]


LONG = """
import os, sys, time
from pathlib import Path
import numpy as np
from asabiya.api import checkpoints
from asabiya.engine.jobs import run, threads
checkpoints.FIRST = checkpoints.EVERY = checkpoints._COST = 0.0

class Walk:
    parts, work, unit = 3, 300.0, "steps"

    def __call__(self, part, shelf, tick):
        state = shelf.load("state") or {"step": np.array(0), "sum": np.array(part)}
        os.write(1, f"from {part} {int(state['step'])}\\n".encode())  # whole, for two threads write
        for step in range(int(state["step"]), 100):
            time.sleep(0.005)
            state = {"step": np.array(step + 1), "sum": state["sum"] * 3 % 1009 + step}
            if shelf.due():
                shelf.save("state", state)
        return {"sum": state["sum"]}

keeper = checkpoints.Checkpoint(Path(sys.argv[1]), {"walk": 1}, resume=sys.argv[2] == "resume")
print(*(int(x["sum"]) for x in run(Walk(), threads(2), keeper=keeper)))
"""


def walk(place: Path, how: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", LONG, str(place), how], stdout=pipe, stderr=pipe)


def test_a_part_killed_in_its_middle_goes_on_from_there(tmp_path: Path) -> None:
    whole, _ = walk(tmp_path / "whole", "afresh").communicate(timeout=60)
    folder = tmp_path / "cut" / "checkpoint"
    end(walk(tmp_path / "cut", "afresh"), signal.SIGKILL, (folder / "state-00001.npz").exists)
    end(walk(tmp_path / "cut", "resume"), signal.SIGKILL, (folder / "part-00000.npz").exists)
    out, err = walk(tmp_path / "cut", "resume").communicate(timeout=60)
    assert err == b""
    assert out.splitlines()[-1] == whole.splitlines()[-1]
    begun = [line.split()[1:] for line in out.splitlines()[:-1]]
    assert b"0" not in [part for part, _ in begun], "a finished part is not run again"
    assert all(int(step) > 0 for part, step in begun if part == b"1")
    assert names(tmp_path / "cut") == [*(f"part-{i:05d}.npz" for i in range(3)), "run.json"]


# --- whole runs

NAME = "reference-autocracy"
MORE: dict[str, Any] = {"members": 600, "days": 40, "seed": 3}


@pytest.fixture(scope="module")
def undisturbed() -> str:
    return str(asabiya.simulate(NAME, **MORE).summary["digest"])


@pytest.mark.usefixtures("eager")
def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path, undisturbed: str) -> None:
    def interrupt(done: int, total: int, _unit: str) -> None:
        if done == total:
            raise KeyboardInterrupt

    place = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        asabiya.simulate(NAME, **MORE, workers=1, checkpoint=place, progress=interrupt)
    assert names(place) == ["part-00000.npz", "run.json"]
    told: list[tuple[int, int, str]] = []
    result = asabiya.simulate(NAME, **MORE, resume=place, progress=lambda *now: told.append(now))
    assert result.summary["digest"] == undisturbed
    assert told[0] == (0, 600, "members")
    assert told[1][0] > 0, "what the checkpoint spared is told before any work"
    assert result.directory is None
    result.save(place)
    assert not (place / "checkpoint").exists()

    again = asabiya.simulate(NAME, **MORE, resume=place)
    assert (again.directory, again.summary["digest"]) == (place, undisturbed)
    with pytest.raises(ResultError) as caught:
        asabiya.simulate(NAME, **{**MORE, "seed": 4}, resume=place)
    assert caught.value.message == (
        f"{place}: holds the finished result of another run (seed: 3 found, 4 needed)"
    )
    with pytest.raises(ResultError, match="command: run found, compare needed"):
        asabiya.compare(NAME, without=["unity"], **MORE, resume=place)


@pytest.mark.usefixtures("eager")
def test_a_checkpoint_beside_another_result_is_gone_on_from(tmp_path: Path, undisturbed: str) -> None:
    asabiya.simulate(NAME, members=2, days=40).save(tmp_path / "out")
    asabiya.simulate(NAME, **MORE, checkpoint=tmp_path / "out")
    assert (tmp_path / "out" / "report.html").exists()
    result = asabiya.simulate(NAME, **MORE, resume=tmp_path / "out")
    assert result.summary["digest"] == undisturbed
    result.save(tmp_path / "out")
    assert asabiya.api.rerun(tmp_path / "out")["equal"]


@pytest.mark.usefixtures("eager")
def test_a_comparison_keeps_the_parts_of_both(tmp_path: Path) -> None:
    change: dict[str, Any] = {"set": {"policy.effort": 2.0}, **MORE}
    whole = asabiya.compare(NAME, **change, checkpoint=tmp_path)
    assert names(tmp_path) == [*(f"part-{i:05d}.npz" for i in range(4)), "run.json"]
    (tmp_path / "checkpoint" / "part-00003.npz").unlink()
    (tmp_path / "checkpoint" / "part-00000.npz").unlink()
    again = asabiya.compare(NAME, **change, resume=tmp_path)
    assert again.summary["digest"] == whole.summary["digest"]
    with pytest.raises(CheckpointError, match=r"variant\..*: 2.0 found, 3.0 needed"):
        asabiya.compare(NAME, **{**change, "set": {"policy.effort": 3.0}}, resume=tmp_path)


@pytest.mark.usefixtures("eager")
def test_another_version_is_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asabiya.simulate(NAME, members=2, days=40, checkpoint=tmp_path)
    from asabiya.api import runs

    def later(backend: str | None) -> dict[str, Any]:
        return {"versions": {"asabiya": "9.9", "jax": None, "jaxlib": None}, "backend": backend}

    monkeypatch.setattr(runs, "environment", later)
    with pytest.raises(CheckpointError, match=r"versions\.asabiya: \S+ found, 9\.9 needed"):
        asabiya.simulate(NAME, members=2, days=40, resume=tmp_path)


def test_two_places_for_one_checkpoint_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="two places"):
        asabiya.simulate(NAME, resume=tmp_path, checkpoint=tmp_path)


COMMAND = """
import sys
from asabiya.api import checkpoints
checkpoints.FIRST = checkpoints.EVERY = checkpoints._COST = 0.0
from asabiya.cli import main
main()
"""
OPTIONS = ["run", NAME, "--members", "2000", "--days", "40", "--seed", "3", "--workers", "1", "--json"]


def start(*more: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", COMMAND, *OPTIONS, *more], stdout=pipe, stderr=pipe)


@pytest.mark.slow
def test_a_run_killed_at_several_moments_has_the_digest_of_one_that_was_not(tmp_path: Path) -> None:
    place = tmp_path / "out"
    folder = place / "checkpoint"
    process = start("-o", str(place))
    end(process, signal.SIGKILL, (folder / "run.json").exists)
    end(start("--resume", str(place)), signal.SIGKILL, (folder / "part-00001.npz").exists)
    assert not (place / "provenance.json").exists()
    told = end(start("--resume", str(place)), signal.SIGINT, (folder / "part-00002.npz").exists)
    assert told.decode() == (
        f"note: what was done is kept: the same command with --resume {place} goes on\ninterrupted\n"
    )
    before = (folder / "part-00001.npz").stat().st_mtime_ns
    saving = start("--resume", str(place))
    end(saving, signal.SIGKILL, lambda: any(tmp_path.glob(".out.partial.*")))
    assert (folder / "part-00001.npz").stat().st_mtime_ns == before, "a finished part is not run again"
    last = start("--resume", str(place))
    out, err = last.communicate(timeout=120)
    assert (last.returncode, err) == (0, b"")
    whole = asabiya.simulate(NAME, members=2000, days=40, seed=3)
    assert json.loads(out)["digest"] == whole.summary["digest"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert not folder.exists()
    assert asabiya.api.rerun(place)["equal"]
