"""Many articles in one call: what is read, in which order, what a failure costs, going on after a kill."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.evidence.papers import PAGE

from asabiya import cli
from asabiya.errors import AsabiyaError, InputError, OutputError
from asabiya.evidence import Ledger, load, read, read_batch, read_many
from asabiya.evidence.documents.manifest import MANIFEST
from asabiya.evidence.documents.sources import ENDINGS


def tale(number: int) -> str:
    return f"Night {number}\n\nGeneral Ada Lorn said, “Nobody sleeps in house {number}.”\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "press"
    (place / "b" / "c").mkdir(parents=True)
    (place / ".hidden").mkdir()
    for name, text in {
        "b/c/night.txt": tale(3),
        "b/night.md": "# Night\n\nGeneral *Ada Lorn* said, “Nobody sleeps.”\n",
        "a.html": PAGE,
        "z.TXT": tale(9),
        "notes.docx": "no article",
        ".hidden/x.txt": tale(0),
        "dump.jsonl": json.dumps({"text": tale(4)}) + "\n\n" + json.dumps({"html": PAGE, "id": "p"}) + "\n",
    }.items():
        (place / name).write_text(text, encoding="utf-8")
    read(place / "z.TXT").save(place / "old.jsonl")
    return place


NAMES = ["a.html", "dump.jsonl:1", "dump.jsonl:3", "z.TXT", "b/night.md", "b/c/night.txt"]


def bits(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def test_a_folder_is_read_in_the_order_of_names_without_ledgers(folder: Path) -> None:
    found = list(read_batch(folder))
    assert [outcome.source for outcome in found] == [str(folder / name) for name in NAMES]
    assert {outcome.status for outcome in found} == {"read"}
    assert [outcome.open().article.title for outcome in found][1::2] == ["Night 4", "Night 9", "Night 3"]


def test_two_processes_give_what_one_gives(folder: Path, tmp_path: Path) -> None:
    assert list(read_many(folder, workers=2)) == list(read_many(folder))
    for workers in (1, 2):
        list(read_many(folder, workers=workers, out=tmp_path / str(workers)))
    assert bits(tmp_path / "1") == bits(tmp_path / "2")
    assert list(bits(tmp_path / "1")) == [
        "a.jsonl",
        "b/c/night.jsonl",
        "b/night.jsonl",
        "dump/000001.jsonl",
        "dump/000003.jsonl",
        "z.jsonl",
    ]
    assert load(tmp_path / "1" / "z.jsonl") == read(folder / "z.TXT")


def dump(place: Path, *records: Any) -> Path:
    place.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return place


def test_fields_of_a_dump(tmp_path: Path) -> None:
    notes: list[str] = []
    place = dump(
        tmp_path / "d.jsonl",
        {
            "text": tale(1),
            "url": "https://tide.example/1",
            "Headline": "T",
            "authors": ["A B", "C D"],
            "x": 1,
        },
        {"text": tale(2), "id": 7, "publication": "Tide", "published_at": "2021-03-04T10:00:00Z", "y": 1},
        {"html": PAGE, "affiliation": "Osk University"},
    )
    first, second, third = (o.open().article for o in read_batch(place, note=notes.append, outlet="Given"))
    assert (first.source, first.title, first.author, first.text) == (
        "https://tide.example/1",
        "T",
        "A B and C D",
        tale(1),
    )
    assert (second.source, second.outlet, str(second.published)) == (f"{place}#7", "Given", "2021-03-04")
    assert (third.source, third.author, third.affiliation) == (f"{place}:3", "Cora Venn", "Osk University")
    assert notes == [f"{place}: fields that are not used: x"]


def test_a_dump_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "".join(json.dumps({"text": tale(n)}) + "\n" for n in range(3)).encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert [o.source for o in read_batch(["-"])] == ["-:1", "-:2", "-:3"]


BAD_LINES = [
    (b'{"text": "It rai', "not JSON (Unterminated string starting at at byte 9)"),
    (b'["text"]', "no JSON object but '[\"text\"]'"),
    (b'{"title": "Night"}', "neither text nor html"),
    (b'{"text": "a\\u0000b"}', "not Unicode text (U+0000 at offset 1)"),
    (b'{"text": "a\\ud800"}', "not Unicode text (U+D800 at offset 1)"),
    (b"[" * 100_000, "JSON that is nested too deeply"),
    (b'{"text": "caf\xe9"}', "not UTF-8 at byte 13 of the line"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_bad_line_names_file_and_line_and_stops_nothing(tmp_path: Path, line: bytes, message: str) -> None:
    place = tmp_path / "d.jsonl"
    good = json.dumps({"text": tale(1)}).encode()
    place.write_bytes(good + b"\n" + line + b"\n" + good + b"\n")
    failed: list[tuple[str, AsabiyaError]] = []
    ledgers = list(read_many(place, on_error=lambda source, error: failed.append((source, error))))
    assert len(ledgers) == 2
    [(source, error)] = failed
    assert source == f"{place}:2"
    assert error.message == f"article {place}:2: {message}"


def test_without_on_error_the_first_failure_is_raised_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(tale(1), encoding="utf-8")
    found: list[Ledger] = []
    with pytest.raises(InputError, match=r"none\.txt: no such file \(and 1 more could not be read\)"):
        found.extend(read_many([tmp_path / "none.txt", tmp_path / "no.txt", tmp_path / "a.txt"]))
    many = read_many([tmp_path / "none.txt", tmp_path / "a.txt"])
    assert next(many).article.title == "Night 1"


def test_a_folder_without_articles_says_what_articles_are(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        list(read_many(tmp_path))
    assert str(caught.value) == (
        f"folder {tmp_path}: no article in it\n"
        f"hint: articles end in {', '.join(ENDINGS)}; name other files singly"
    )


def test_ledgers_of_one_name_get_names_of_their_own(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text(tale(1), encoding="utf-8")
    out = tmp_path / "out"
    for _ in range(2):
        paths = [o.path for o in read_batch([tmp_path / "a.txt", tmp_path / "a.md"], out=out)]
    assert paths[0] == out / "a.jsonl"
    assert len(bits(out)) == 2


def statuses(folder: Path, out: Path, **given: Any) -> list[str]:
    return [outcome.status for outcome in read_batch(folder, out=out, **given)]


def test_a_second_call_reads_what_is_new_changed_or_gone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert statuses(folder, out) == ["read"] * 6
    assert statuses(folder, out) == ["kept"] * 6
    (folder / "a.html").write_text(PAGE.replace("Lurin", "Merin"), encoding="utf-8")
    (out / "z.jsonl").unlink()
    assert statuses(folder, out) == ["read", "kept", "kept", "read", "kept", "kept"]
    assert statuses(folder, out, outlet="Tide") == ["read"] * 6
    records = [json.loads(line) for line in (out / MANIFEST).read_text().splitlines()]
    assert records[0] == {"schema": "asabiya.batch/1"}
    assert set(records[1]) == {"source", "sha256", "reader", "options", "ledger", "status"}


def test_failures_are_in_the_manifest_and_tried_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "a.txt").write_bytes(b"\x00")
    assert [o.status for o in read_batch([tmp_path / "a.txt"], out=out)] == ["failed"]
    last = json.loads((out / MANIFEST).read_text().splitlines()[-1])
    assert (last["status"], last["ledger"]) == ("failed", None)
    assert "NUL byte" in last["message"]
    (tmp_path / "a.txt").write_text(tale(1), encoding="utf-8")
    assert [o.status for o in read_batch([tmp_path / "a.txt"], out=out)] == ["read"]


def test_a_torn_manifest_and_a_torn_ledger_are_mended(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    statuses(folder, out)
    whole = bits(out)
    manifest = out / MANIFEST
    manifest.write_bytes(manifest.read_bytes()[:-20])
    (out / "b" / ".night.jsonl.abcdefgh").write_bytes(b"{")
    assert statuses(folder, out) == [*["kept"] * 5, "read"]
    assert bits(out) == whole


def test_an_analysts_work_and_other_peoples_files_stay(tmp_path: Path) -> None:
    article, out = tmp_path / "a.txt", tmp_path / "out"
    article.write_text(tale(1), encoding="utf-8")
    out.mkdir()
    target = out / "a.jsonl"
    for kept, message in (
        (b"My notes", "exists and is no ledger"),
        (b'{"schema": "asabiya.ledger/1", "article": {}}\n{"history": [{"at": 1}]}\n', "analyst's changes"),
    ):
        target.write_bytes(kept)
        [outcome] = read_batch([article], out=out)
        assert outcome.error is not None
        assert message in outcome.error.message
        assert target.read_bytes() == kept


def test_one_process_writes_in_a_folder(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(tale(1), encoding="utf-8")
    first = read_batch([tmp_path / "a.txt", tmp_path / "b.txt"], out=tmp_path / "out")
    next(first)
    with pytest.raises(OutputError, match="another process writes ledgers there"):
        list(read_batch([tmp_path / "a.txt"], out=tmp_path / "out"))
    list(first)
    assert [o.status for o in read_batch([tmp_path / "a.txt"], out=tmp_path / "out")] == ["kept"]


def test_a_foreign_manifest_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(tale(1), encoding="utf-8")
    (tmp_path / MANIFEST).write_text("[]\n")
    with pytest.raises(OutputError, match="exists and is no manifest"):
        list(read_batch([tmp_path / "a.txt"], out=tmp_path))
    assert (tmp_path / MANIFEST).read_text() == "[]\n"


def run(*arguments: object) -> subprocess.Popen[bytes]:
    code = "import sys; sys.argv[0] = 'asabiya'; from asabiya.cli import main; main()"
    command = [sys.executable, "-c", code, "read", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_killed_and_called_again_it_ends_with_the_same_bits(tmp_path: Path, blow: signal.Signals) -> None:
    place = dump(tmp_path / "d.jsonl", *({"text": tale(n) * 20} for n in range(60)))
    out, whole = tmp_path / "out", tmp_path / "whole"
    process = run(place, "-o", out, "--workers", 2)
    deadline = time.monotonic() + 60
    while len(list(out.rglob("0*.jsonl"))) < 5 and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(process.pid, blow)
    _, err = process.communicate(timeout=60)
    if process.returncode == 130:
        assert b"the same command goes on" in err
    for path in out.rglob("0*.jsonl"):
        load(path)
    again = [outcome.status for outcome in read_batch(place, out=out)]
    assert len(again) == 60
    assert process.returncode == 0 or "kept" in again
    list(read_batch(place, out=whole))
    assert bits(out) == bits(whole)


def crash(_: object) -> Ledger:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def crash_at_three(article: Any) -> Ledger:
    from asabiya.evidence import read_article

    return crash(article) if article.title == "Night 3" else read_article(article)


def test_a_process_that_dies_costs_its_article_alone(tmp_path: Path) -> None:
    from asabiya.evidence.documents.batch import outcomes
    from asabiya.evidence.documents.imprint import Imprint

    place = dump(tmp_path / "d.jsonl", *({"text": tale(n)} for n in range(8)))
    found = list(outcomes([place], crash_at_three, given=Imprint(), settings={}, workers=2))
    assert [o.status for o in found] == ["read"] * 3 + ["failed"] + ["read"] * 4
    assert found[3].defect
    assert "the process that read it was killed" in str(found[3].error)


def test_progress_counts_all_articles(folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    list(read_many(folder, progress=lambda *news: told.append(news)))
    assert told == [(n, 6, "articles") for n in range(1, 7)]


def test_the_command_reports_what_it_cannot_read_and_goes_on(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.txt").write_bytes(b"\x00")
    assert cli.run(["read", str(folder), "-o", str(tmp_path / "out"), "--json", "--workers", "1"]) == 2
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert [ledger["article"]["title"] for ledger in answer["ledgers"]][-1] == "Night 3"
    assert [failure["source"] for failure in answer["failed"]] == [str(folder / "bad.txt")]
    assert "note: 7 articles: 6 read, 1 not readable" in printed.err
    assert cli.run(["read", str(folder), "-o", str(tmp_path / "out")]) == 2
    printed = capsys.readouterr()
    assert printed.out == f"ledgers: {tmp_path / 'out'}\n"
    assert "7 articles: 6 read before, 1 not readable" in printed.err


def test_a_folder_of_one_article_and_a_dump_of_one_answer_with_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = dump(tmp_path / "d.jsonl", {"text": tale(1)})
    for source in (place, tmp_path):
        assert cli.run(["read", str(source), "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)["ledgers"]) == 1
    with pytest.raises(InputError, match="a dump of articles, not one"):
        read(place)


def test_nothing_to_read_and_no_workers() -> None:
    with pytest.raises(InputError, match="no articles to read"):
        read_many([])
    with pytest.raises(InputError, match="workers: 0 is less than 1"):
        read_many(["a.txt"], workers=0)
