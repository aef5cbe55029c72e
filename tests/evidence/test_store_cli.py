"""``asabiya store`` from the command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.evidence.ledgers import TEXT, bridge
from tests.evidence.test_store import SAID, article

from asabiya import cli
from asabiya.evidence import Ledger, load
from asabiya.evidence.exchange import WRITERS
from asabiya.evidence.store import Store


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    bridge().save("bridge.jsonl")
    article(1, (SAID, "Ada Lorn"), outlet="Radio Bay").save("radio.jsonl")
    Path("article.txt").write_text(TEXT, encoding="utf-8")


def answer(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> dict[str, Any]:
    assert cli.run(["store", *argv, "--json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_from_ledgers_to_corrections(capsys: pytest.CaptureFixture[str]) -> None:
    added = answer(capsys, "add", "bridge.jsonl", "radio.jsonl", "--by", "Ira")
    assert (added["store"], added["added"], added["replaced"]) == ("asabiya.store", 2, 0)
    assert [a["status"] for a in answer(capsys, "add", ".")["articles"]] == ["unchanged", "unchanged"]
    found = answer(capsys, "search", "--speaker", "ada", "--until", "2020-05-03")
    assert found["total"] == 1
    assert found["utterances"][0]["reports"][0]["outlet"] == "The Harbour Post"
    assert answer(capsys, "export", "--format", "csv", "-o", "a.csv")["statements"] == 3
    with Path("a.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0]["office"] = "Admiral"
    del rows[1]
    with Path("a.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert cli.run(["store", "import", "a.csv", "--by", "Eli", "--json"]) == 0
    shown = capsys.readouterr()
    taken = json.loads(shown.out)
    assert (taken["articles"], taken["changed"], taken["missing"]) == ([bridge().article.sha256], 1, 1)
    assert "1 statements have no row and were kept" in shown.err
    with Store() as store:
        assert store.ledger(bridge().article.sha256).statements[0].office == "Admiral"
        assert [kept.by for kept in store.revisions(bridge().article.sha256)] == ["Ira", "Eli"]


def test_tables_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["store", "add", "bridge.jsonl", "radio.jsonl"]) == 0
    assert capsys.readouterr().out == "asabiya.store: 2 added, 0 replaced, 0 unchanged, 0 older\n"
    assert cli.run(["store", "search", "--limit", "1"]) == 0
    shown = capsys.readouterr()
    assert "2 utterances in asabiya.store" in shown.out
    assert "The Harbour Post" in shown.out
    assert "note: 1 of 2 are shown" in shown.err
    assert cli.run(["store", "export", "-o", "out"]) == 0
    assert capsys.readouterr().out == "out: 3 statements of 2 articles\n"
    assert cli.run(["store", "import", "out.csv", "--by", "Eli"]) == 2


@pytest.mark.parametrize("format", WRITERS)
def test_ledgers_in_no_store_are_exported_alike(
    capsys: pytest.CaptureFixture[str], format: str, tmp_path: Path
) -> None:
    answer(capsys, "add", "bridge.jsonl", "radio.jsonl")
    answer(capsys, "export", "-o", "from-store", "--format", format, "--code", "admits_defection")
    Path("asabiya.store").rename("elsewhere")
    asked = ["--format", format, "--code", "admits_defection"]
    told = answer(capsys, "export", "bridge.jsonl", "radio.jsonl", "-o", "alone", *asked)
    assert told["articles"] == 1
    one, other = tmp_path / "from-store", tmp_path / "alone"
    assert one.is_dir() == other.is_dir() == (format in ("jsonl", "brat"))
    for file in sorted(one.iterdir()) if one.is_dir() else [one]:
        assert file.read_bytes() == (other / file.name if one.is_dir() else other).read_bytes()
    assert not Path("asabiya.store").exists()


def test_a_folder_for_brat_makes_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    Path("made").mkdir()
    Path("made/a.txt").write_bytes(TEXT.encode())
    Path("made/a.ann").write_bytes(b"T1\tContent 0 5\tNight\nA1\tKind T1 mixed\n")
    assert answer(capsys, "import", "made", "--by", "Eli")["added"] == 1


def test_an_older_ledger_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    newer = bridge().model_copy(update={"statements": ()})
    answer(capsys, "add", "bridge.jsonl")
    with Store() as store:
        store.add([newer])
    assert cli.run(["store", "add", "bridge.jsonl"]) == 0
    assert "bridge.txt: revision 2 is newer and stays" in capsys.readouterr().err


def test_a_batch_goes_into_the_store_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    Path("second.txt").write_text(f"{TEXT}\nIt rained.\n", encoding="utf-8")
    assert cli.run(["read", "article.txt", "second.txt", "-o", "batch", "--workers", "1"]) == 0
    capsys.readouterr()
    assert Path("batch/manifest.jsonl").exists()
    assert answer(capsys, "add", "batch")["added"] == 2


WRONG: list[tuple[list[str], str, str]] = [
    (["add", "none.jsonl"], "ledger none.jsonl: no such file", "check the path"),
    (["add", "article.txt"], "ledger article.txt: is no ledger", "asabiya read article.txt -o"),
    (["add", "empty"], "folder empty: no ledger (.jsonl) in it", "name ledgers"),
    (["add", "bridge.jsonl", "--store", "empty"], "store empty: is a folder", "name a file"),
    (
        ["add", "bridge.jsonl", "--store", "article.txt"],
        "store article.txt: is no store",
        "asabiya store add",
    ),
    (["search"], "store asabiya.store: no such file", "asabiya store add"),
    (["search", "--since", "May"], "--since: 'May' is not a date", "2023-12-08"),
    (["search", "--sector", "navy"], "sector 'navy': unknown", "army"),
    (["export", "bridge.jsonl"], "export: no place to write to", "-o PLACE"),
    (["export", "bridge.jsonl", "-o", "x", "--format", "xls"], "format 'xls': unknown", "csv"),
    (
        ["export", "bridge.jsonl", "-o", "full"],
        "full: exists, and an export replaces no files",
        "new or empty",
    ),
    (["export", "bridge.jsonl", "-o", "empty", "--format", "csv"], "empty: is a folder", "name a file"),
    (
        ["export", "bridge.jsonl", "copy.jsonl", "-o", "x"],
        "copy.jsonl: is of the same article as",
        "of the two",
    ),
    (["import", "a.csv", "--by", "Eli"], "store asabiya.store: no such file", "asabiya store add"),
    (["import", "empty", "--by", "Eli"], "brat folder empty: has no .txt file", ".ann"),
    (["import", "empty", "--by", " "], "by: is empty", "say who"),
    (["import", "empty", "--by", "Eli", "--format", "xls", "--store", "s"], "store s: no such file", "add"),
    (["import", "empty"], "Missing option '--by'", "--help"),
]


@pytest.mark.parametrize(("argv", "message", "hint"), WRONG, ids=[" ".join(argv) for argv, _, _ in WRONG])
def test_bad_input_is_explained(
    capsys: pytest.CaptureFixture[str], argv: list[str], message: str, hint: str
) -> None:
    Path("empty").mkdir()
    Path("full").mkdir()
    Path("full/mine").touch()
    bridge().save("copy.jsonl")
    error = answer(capsys, *argv, code=2)["error"]
    assert message in error["message"]
    assert hint in error["hint"]
    assert not Path("x").exists()


def test_ledgers_before_a_bad_one_are_in_the_store(capsys: pytest.CaptureFixture[str]) -> None:
    Path("z.jsonl").write_text('{"schema": "asabiya.ledger/1", "article": 3}\n', encoding="utf-8")
    error = answer(capsys, "add", ".", code=2)["error"]
    assert "z.jsonl" in error["message"]
    assert error["hint"].endswith("; the 2 before it are in the store")
    with Store() as store:
        assert list(store.ledgers()) == [load("bridge.jsonl"), load("radio.jsonl")]


def test_the_store_is_not_imported_before_it_is_used() -> None:
    program = (
        "import sys, asabiya, asabiya.cli.app; "
        "print([name for name in ('sqlalchemy', 'pyarrow', 'spacy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_ledger_read_back_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "add", "bridge.jsonl")
    answer(capsys, "export", "-o", "out")
    [file] = Path("out").iterdir()
    assert file.read_bytes() == Path("bridge.jsonl").read_bytes()
    assert Ledger.from_jsonl(file.read_bytes()) == bridge()
