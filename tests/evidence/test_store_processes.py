"""Several processes write at once, are killed, or find no room: nothing is lost, nothing is half there."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from tests.evidence.ledgers import bridge
from tests.evidence.test_store import SAID, article

from asabiya import cli
from asabiya.errors import InputError, OutputError
from asabiya.evidence import Ledger
from asabiya.evidence.store import Store, opening

WRITER = """
import sys
from pathlib import Path
from asabiya.evidence.ledger import load
from asabiya.evidence.store import Store
print("ready", flush=True)
for file in sorted(Path(sys.argv[2]).glob("*.jsonl")):
    with Store(sys.argv[1], create=True) as store:
        print(store.add([load(file)])[0].sha256, flush=True)
"""


def shelf(folder: Path, first: int, count: int) -> Path:
    folder.mkdir()
    for number in range(first, first + count):
        words = f"{SAID} and {number % 3} of them are gone"
        article(number, (words, None), (SAID, "Ada Lorn")).save(folder / f"{number:04}.jsonl")
    return folder


def writer(store: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", WRITER, str(store), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def sound(store: Path) -> None:
    with sqlite3.connect(store) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def contents(store: Path) -> tuple[list[str], list[str]]:
    """Articles, and utterances by the reports that each has."""
    with Store(store) as record:
        names = sorted(ledger.article.sha256 for ledger in record.ledgers())
        found = record.search()["utterances"]
    return names, sorted(str(sorted((r["sha256"], r["statement"]) for r in one["reports"])) for one in found)


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    folders = [shelf(tmp_path / str(n), 8 * n, 8) for n in range(3)]
    running = [writer(tmp_path / "s", folder) for folder in folders]
    told = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], told
    sound(tmp_path / "s")
    with Store(tmp_path / "alone", create=True) as record:
        record.add(Ledger.from_jsonl(f.read_bytes()) for folder in folders for f in folder.iterdir())
    assert contents(tmp_path / "s") == contents(tmp_path / "alone")
    assert len(contents(tmp_path / "s")[0]) == 24


@pytest.mark.slow
def test_a_process_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    """Twenty kills while others write: what was acknowledged is there, whole, and the work goes on."""
    folder = shelf(tmp_path / "all", 0, 40)
    draw = random.Random(20)
    acknowledged: set[str] = set()
    for _ in range(20):
        running = [writer(tmp_path / "s", folder) for _ in range(2)]
        for process in running:
            assert process.stdout is not None
            process.stdout.readline()
        time.sleep(draw.uniform(0.0, 0.4))
        for process in running:
            os.kill(process.pid, signal.SIGKILL)
        for process in running:
            out, err = process.communicate()
            assert err == ""
            acknowledged |= {line for line in out.split("\n")[:-1] if len(line) == 64}
        if (tmp_path / "s").exists() and acknowledged:
            sound(tmp_path / "s")
            assert acknowledged <= set(contents(tmp_path / "s")[0])
    process = writer(tmp_path / "s", folder)
    assert process.communicate(timeout=120)[1] == ""
    with Store(tmp_path / "alone", create=True) as record:
        record.add(Ledger.from_jsonl(file.read_bytes()) for file in folder.iterdir())
    assert contents(tmp_path / "s") == contents(tmp_path / "alone")
    with Store(tmp_path / "s") as record:
        assert record.count()["articles"] == 40
        assert all(len(record.revisions(name)) == 1 for name in acknowledged)


def test_of_two_corrections_of_one_revision_the_second_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "s", create=True) as store:
        store.add([bridge()])
        [kept] = store.revisions(bridge().article.sha256)
        one, other = (
            bridge().model_copy(update={"statements": bridge().statements[i : i + 1]}) for i in (0, 1)
        )
        store.correct([(kept.digest, one)], by="Ira")
        with pytest.raises(InputError, match=r"bridge\.txt: its ledger has changed in the store since"):
            store.correct([(None, article(1, (SAID, None))), (kept.digest, other)], by="Eli")
        with pytest.raises(InputError, match="has changed in the store since"):
            store.correct([(None, other)], by="Eli")
        assert list(store.ledgers()) == [one]


def test_a_lot_that_fails_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "s", create=True) as store:
        store.add([bridge()])

        def fail(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if statement.startswith("INSERT INTO codings"):
                raise sqlite3.OperationalError("database or disk is full")

        event.listen(store._engine, "before_cursor_execute", fail)
        with pytest.raises(OutputError, match="the disk is full\\)\nhint: free some space"):
            store.add([article(1, (SAID, None), codes=bridge().statements[0].codes)])
        event.remove(store._engine, "before_cursor_execute", fail)
        assert list(store.ledgers()) == [bridge()]
        assert store.count() == {"articles": 1, "statements": 2, "utterances": 2}


def test_a_full_disk(tmp_path: Path) -> None:
    with Store(tmp_path / "s", create=True) as store:
        store.add([bridge()])

        def limit(connection: Any) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 60")

        event.listen(store._engine, "begin", limit)
        with pytest.raises(OutputError, match="the disk is full"):
            store.add([article(n, (f"{SAID} {n} " * 50, None)) for n in range(200)])
    with Store(tmp_path / "s") as store:
        assert list(store.ledgers()) == [bridge()]
    sound(tmp_path / "s")


def test_no_room_for_the_file(tmp_path: Path) -> None:
    """A limit of the system on the size of files, as a full quota is."""
    program = (
        "import resource, sys\n"
        "from asabiya.cli import run\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    add = ["store", "add", str(shelf(tmp_path / "all", 0, 100)), "--store", str(tmp_path / "s")]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            "store",
            "add",
            str(tmp_path / "all"),
            "--store",
            str(tmp_path / "s"),
            "--json",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "store" in json.loads(done.stdout)["error"]["message"]
    assert cli.run(add) == 0
    assert len(contents(tmp_path / "s")[0]) == 100


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    monkeypatch.setattr("asabiya.evidence.store.record.PATIENCE", 0.2)
    with Store(tmp_path / "s", create=True) as one, Store(tmp_path / "s") as other:

        def hold(session: Any) -> None:
            session.execute(text("SELECT version FROM asabiya_store"))
            with pytest.raises(InputError, match="was in use by other writers"):
                other.add([bridge()])
            # Who reads never waits.
            assert other.count()["articles"] == 0

        one._write(hold)
        other.add([bridge()])
        assert one.count()["articles"] == 1


def test_work_is_done_again_when_others_came_between(tmp_path: Path) -> None:
    tries = []
    with Store(tmp_path / "s", create=True) as store:

        def work(session: Any) -> int:
            tries.append(1)
            if len(tries) < 3:
                session.execute(text("UPDATE asabiya_store SET version = 7"))
                raise sqlite3_busy()
            return int(session.execute(text("SELECT version FROM asabiya_store")).scalar())

        assert store._write(work) == 1


def sqlite3_busy() -> Exception:
    from sqlalchemy.exc import OperationalError

    return OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))


def test_a_place_where_nothing_can_be_written_is_still_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "s", create=True) as store:
        store.add([bridge()])
    # Whoever runs the tests may be allowed everything; what counts is what the system says.
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK)
    with Store(tmp_path / "s") as store:
        assert store.search()["total"] == 2
        with pytest.raises(OutputError, match="cannot be written \\(read-only\\)\nhint: check permissions"):
            store.add([article(1, (SAID, None))])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["s"]
