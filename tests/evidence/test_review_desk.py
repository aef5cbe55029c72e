"""A ledger under review on the disk: every change is saved, none is lost, nobody else writes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.evidence.night import ledger, saved

from asabiya.errors import InputError, OutputError
from asabiya.evidence import load
from asabiya.evidence.ledger import Ledger
from asabiya.evidence.review import changes, desk
from asabiya.evidence.review.changes import Hand
from asabiya.evidence.review.desk import open_desk
from asabiya.evidence.review.history import original, timeline


def accept(key: str) -> changes.Changing:
    return lambda of, hand: changes.accept(of, key, hand)


def office(name: str) -> changes.Changing:
    return lambda of, hand: changes.set_field(of, "s01", "office", name, hand)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_change_is_on_the_disk_at_once(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.chmod(0o640)
    with open_desk(path, by="Ada") as at:
        assert at.make(office("Marshal"))
        assert load(path) == at.ledger
        assert not at.make(office("Marshal"))
        assert at.make(lambda of, hand: accept("s02")(accept("s01")(of, hand), hand))
        assert at.made == 3
        assert names(tmp_path) == [".night.jsonl.lock", "night.jsonl"]
    assert names(tmp_path) == ["night.jsonl"]
    assert load(path) == at.ledger
    assert original(load(path)) == ledger()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path)
    before = path.read_bytes()
    with open_desk(path, by="Ada") as at:
        with pytest.raises(InputError, match="no statement s9"):
            at.make(accept("s9"))
        assert at.made == 0
    assert path.read_bytes() == before


def test_a_second_reviewer_is_told_who_is_there(tmp_path: Path) -> None:
    path = saved(tmp_path)
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    with open_desk(link, by="Ada Venn"):
        with pytest.raises(InputError) as caught, open_desk(path, by="Bel"):
            pass
        assert caught.value.message.startswith(
            f"{path}: is being reviewed by Ada Venn (process {os.getpid()}) since 20"
        )
        assert caught.value.hint == "wait until that review is finished, or review a copy with -o"
        with open_desk(path, by="Bel", out=tmp_path / "copy.jsonl"):
            pass
    with open_desk(path, by="Bel") as at:
        at.make(accept("s01"))
    assert link.is_symlink()
    assert len(load(path).statements[0].history) == 1


def test_what_another_program_writes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with open_desk(path, by="Ada") as at:
        other = changes.accept(ledger(), "s04", Hand("Bel"))
        other.save(path)
        with pytest.raises(OutputError, match="was changed by another program"):
            at.make(accept("s01"))
    assert load(path) == other


def test_another_place_takes_the_changes(tmp_path: Path) -> None:
    path = saved(tmp_path)
    before, out = path.read_bytes(), tmp_path / "new" / "out.jsonl"
    with open_desk(path, by="Ada", out=out) as at:
        assert load(out) == ledger()
        at.make(accept("s01"))
    assert path.read_bytes() == before
    assert len(load(out).statements[0].history) == 1
    with pytest.raises(OutputError, match=f"{out}: exists\nhint: go on there with asabiya review {out}"):
        open_desk(path, by="Ada", out=out).__enter__()
    with open_desk(path, by="Ada", out=path) as at:
        at.make(accept("s01"))
    assert names(tmp_path / "new") == ["out.jsonl"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"He said so.", "is no ledger\nhint: an article is read first: asabiya read "),
        ("a.db", b"SQLite format 3\x00", "is no ledger"),
        ("a.jsonl", b'{"schema": "asabiya.ledger/1"}', "line 1, field article: missing"),
        ("a.jsonl", b" ", "the file is empty"),
        ("none.jsonl", None, "no such file"),
    ],
)
def test_what_is_no_ledger(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        open_desk(tmp_path / name, by="Ada").__enter__()
    assert names(tmp_path) == ([name] if content is not None else [])


def test_places_that_take_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        open_desk(path, by="Ada", out=path / "inside" / "x.jsonl").__enter__()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError, match=r"night\.jsonl: is read-only\nhint: name another place with -o"):
        open_desk(path, by="Ada").__enter__()
    monkeypatch.setattr(os, "open", _denied)
    with pytest.raises(OutputError, match=r"night\.jsonl: cannot be written \(Permission denied\)"):
        open_desk(path, by="Ada").__enter__()


def _denied(*_: object) -> int:
    raise PermissionError(13, "Permission denied")


def test_a_ledger_that_would_be_too_large_to_read_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path)
    before = path.read_bytes()
    with open_desk(path, by="Ada") as at:
        monkeypatch.setattr(desk, "MAX_BYTES", len(before) + 50)
        with pytest.raises(OutputError, match=r"would have [\d,]+ bytes, more than"):
            at.make(accept("s01"))
    assert path.read_bytes() == before


def test_threads_take_turns_and_lose_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with open_desk(path, by="Ada") as at:
        threads = [
            threading.Thread(target=lambda n=n: [at.make(office(f"{n} {i}")) for i in range(20)])
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert at.made == 80
    assert len(timeline(load(path))) == 80


BUSY = """
import sys
from asabiya.evidence.review import changes
from asabiya.evidence.review.desk import open_desk
with open_desk(__import__("pathlib").Path(sys.argv[1]), by="Ada") as at:
    for n in range(100_000):
        at.make(lambda of, hand: changes.set_field(of, "s01", "office", f"office {n}", hand))
        print(n, flush=True)
"""


def test_a_kill_at_any_moment_loses_at_most_the_change_in_flight(tmp_path: Path) -> None:
    path = saved(tmp_path)
    kept = 0
    for turn in range(4):
        process = subprocess.Popen([sys.executable, "-c", BUSY, str(path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.Random(turn).uniform(0.05, 0.4))
        os.kill(process.pid, signal.SIGKILL)
        told = 1 + len(process.stdout.read().splitlines())
        process.wait()
        process.stdout.close()
        # Whole, with every change that was told of, and at most one more.
        made = len(timeline(load(path)))
        assert kept + told <= made <= kept + told + 1
        assert original(load(path)) == ledger()
        kept = made
    # The lock went with the process, and the next reviewer clears what a half-written file would be.
    (tmp_path / ".night.jsonl.abc_1234").write_text("half")
    with open_desk(path, by="Bel") as at:
        assert names(tmp_path) == [".night.jsonl.lock", "night.jsonl"]
        assert isinstance(at.ledger, Ledger)
    assert names(tmp_path) == ["night.jsonl"]
