"""Annotations corrected or made in brat become statements."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.evidence.ledgers import TEXT, bridge, ledgers, place

from asabiya.errors import InputError
from asabiya.evidence import Ledger
from asabiya.evidence.exchange import Reading
from asabiya.evidence.review.history import original
from asabiya.evidence.store import Store

quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def exported(ledger: Ledger, folder: Path) -> tuple[Store, Path]:
    """A store with the ledger, and its .ann file."""
    store = Store("sqlite://", create=True)
    store.add([ledger])
    store.export(folder / "brat", "brat")
    [ann] = (folder / "brat").glob("*.ann")
    return store, ann


def edited(folder: Path, change: Callable[[str], str]) -> tuple[Ledger, Reading]:
    store, ann = exported(bridge(), folder)
    with store:
        ann.write_bytes(change(ann.read_bytes().decode()).encode())
        reading = store.take_corrections(folder / "brat", by="Ira")
        [after] = store.ledgers()
        return after, reading


def test_the_folder_is_as_brat_wants_it(tmp_path: Path) -> None:
    store, ann = exported(bridge(), tmp_path)
    store.close()
    a, b = place("Some of our men have deserted us and the rest are watching the road.")
    lines = ann.read_text(encoding="utf-8").split("\n")
    assert lines[0] == f"T1\tContent {a} {b}\t{TEXT[a:b]}"
    assert "R1\tCuedBy Arg1:T1 Arg2:T2" in lines
    assert "A3\tDatePrecision T1 day" in lines
    assert "A5\tadmits_defection T1" in lines
    assert lines[-2].endswith(
        'id = "s02"; speaker.name = "Pol Vane"; speaker.id = "pol-vane"; office = "Governor"; '
        'audience = "State Radio"; venue = "State Radio"'
    )
    assert ann.with_suffix(".txt").read_bytes() == TEXT.encode()
    conf = (tmp_path / "brat" / "annotation.conf").read_text(encoding="utf-8")
    assert [line for line in conf.split("\n") if line.startswith("[")] == [
        "[entities]",
        "[relations]",
        "[events]",
        "[attributes]",
    ]


@quick
@given(ledgers())
def test_every_offset_counts_code_points(ledger: Ledger) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, ann = exported(ledger, Path(folder))
        store.close()
        text = ann.with_suffix(".txt").read_bytes().decode()
        for line in ann.read_bytes().decode().split("\n"):
            if line.startswith("T"):
                _, where, words = line.split("\t")
                parts = [tuple(map(int, p.split(" "))) for p in where.partition(" ")[2].split(";")]
                assert " ".join(text[a:b] for a, b in parts).split() == words.split()
                assert all("\n" not in text[a:b].strip("\n\r") for a, b in parts)


@quick
@given(ledgers().filter(lambda one: bool(one.statements)), st.data())
def test_one_edit_changes_exactly_that(ledger: Ledger, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(ledger.statements) - 1))
    statement = ledger.statements[number]
    sector = "guards" if statement.sector != "guards" else "army"
    with tempfile.TemporaryDirectory() as folder:
        store, ann = exported(ledger, Path(folder))
        with store:
            lines = ann.read_bytes().decode().split("\n")
            contents = [line.split("\t")[0] for line in lines if "\tContent " in line]
            kept = [line for line in lines if f"\tSector {contents[number]} " not in line]
            kept.insert(0, f"A9999\tSector {contents[number]} {sector}")
            ann.write_bytes("\n".join(kept).encode())
            store.take_corrections(Path(folder) / "brat", by="Ira")
            [after] = store.ledgers()
    changed = after.statements[number]
    assert changed.history[:-1] == statement.history
    assert (changed.history[-1].field, changed.history[-1].by) == ("sector", "Ira")
    assert changed.model_copy(update={"history": (), "sector": None}) == statement.model_copy(
        update={"history": (), "sector": None}
    )
    assert changed.sector == sector
    assert [s for i, s in enumerate(after.statements) if i != number] == [
        s for i, s in enumerate(ledger.statements) if i != number
    ]


def test_a_note_a_code_and_a_boundary(tmp_path: Path) -> None:
    a, b = place("the city was calm")
    old, _ = place("that the city was calm")

    def change(text: str) -> str:
        text = text.replace('office = "Governor"', 'office = Mayor; date.value = "2020-05-02"')
        text = text.replace(f"Content {old} {b}\tthat the city", f"Content {a} {b}\tthe city")
        return text.replace("A6\texhorts_vigilance T1\n", "") + "A77\tclaims_strength T4\n"

    after, reading = edited(tmp_path, change)
    first, second = after.statements
    assert [code.code for code in first.codes] == ["admits_defection"]
    assert (second.office, second.text, second.spans) == ("Mayor", "the city was calm", ((a, b),))
    assert (str(second.date.value), second.date.precision) == ("2020-05-02", "day")
    assert [(c.code, c.coder) for c in second.codes] == [("claims_strength", "Ira")]
    assert sorted(field for _, field, _ in reading.corrected[0].edits.fields) == [
        "codes.claims_strength",
        "codes.exhorts_vigilance",
        "date.precision",
        "date.value",
        "office",
        "spans",
    ]
    assert original(after) == bridge()


def test_annotations_made_and_taken_out(tmp_path: Path) -> None:
    a, b = place("nobody had left it")
    c, d = place("Governor Pol Vane")

    def change(text: str) -> str:
        lines = [line for line in text.split("\n") if "T1" not in line.replace("\t", " ").split(" ")]
        lines = [line for line in lines if "Arg1:T1 " not in line]
        return "\n".join(
            [
                *lines,
                f"T90\tContent {a} {b}\tnobody had left it",
                f"T91\tSource {c} {d}\tGovernor Pol Vane",
                "R90\tSaidBy Arg1:T90 Arg2:T91",
                "A90\tKind T90 mixed",
                f"T92\tPlace {c} {d}\tGovernor Pol Vane",
                "*\tEquiv T91 T92",
            ]
        )

    after, reading = edited(tmp_path, change)
    assert [s.id for s in after.statements] == ["s02", "s03"]
    new = after.statements[1]
    assert (new.text, new.kind, new.speaker.name) == ("nobody had left it", "mixed", "Governor Pol Vane")
    assert new.speaker.mention == (c, d)
    assert [s.id for s in after.withdrawn] == ["s01"]
    assert reading.ignored == 2
    assert original(after) == bridge()


def test_a_fragment_for_each_line_is_one_span(tmp_path: Path) -> None:
    a, _ = place("Ira Moss")
    _, b = place("General Ada")

    def change(text: str) -> str:
        words = TEXT[a:b].split("\n")
        return text + f"T90\tContent {a} {a + 8};{b - 11} {b}\t{words[0]} {words[-1]}\nA90\tKind T90 direct\n"

    after, _ = edited(tmp_path, change)
    assert after.statements[0].spans == ((a, b),)


def test_new_articles_come_in(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    text = "Mayor Eli Roth said “no” to it. 🙂 “Never,” he said."
    (folder / "roth.txt").write_bytes(text.encode())
    a = text.index("Never")
    (folder / "roth.ann").write_text(f"T1\tContent {a} {a + 5}\tNever\n", encoding="utf-8")
    with Store("sqlite://", create=True) as store:
        store.take_corrections(folder, by="Ira")
        [ledger] = store.ledgers()
        again = store.take_corrections(folder, by="Ira")
    assert ledger.article.sha256 == sha256(text.encode()).hexdigest()
    assert [(s.id, s.text, s.kind) for s in ledger.statements] == [("s01", "Never", "direct")]
    assert again.corrected[0].edits.added
    assert again.corrected[0].edits.removed == ["s01"]


WRONG: list[tuple[Callable[[str], str], str]] = [
    (lambda t: t + "T90\tContent 5 99999\tx\n", "offsets 5 99999 are outside the text"),
    (lambda t: t + "T90\tContent 5 3\tx\n", "offsets 5 3 are outside the text"),
    (lambda t: t + "T90\tContent 0 5\tDay o\n", "says 'Day o', but the text there is 'Night'"),
    (lambda t: t + "T90\tContent a b\tNight\n", "offsets 'a b' are none"),
    (lambda t: t + "T1\tContent 0 5\tNight\n", "T1 comes twice"),
    (lambda t: t + "T90\n", "is cut short"),
    (lambda t: t + "A90\tKind T1 said\n", "Kind 'said' is unknown"),
    (lambda t: t + "A90\tKind T1 mixed\n", "Kind of T1 is given twice"),
    (lambda t: t + "A90\tSector T999 army\n", "T999 is no Content"),
    (lambda t: t + "R90\tSaidBy Arg1:T1 Arg2:T2\n", "SaidBy does not lead from a Content to a Source"),
    (lambda t: t + "R90\tCuedBy Arg1:T1 Arg2:T5\n", "T1 has two of CuedBy"),
    (lambda t: t.replace('id = "s02"', 'id = "s01"'), "the note's id 's01' comes twice"),
    (lambda t: t.replace('id = "s02"', 'id = "s07"'), "the note's id 's07' is no statement"),
    (lambda t: t.replace('office = "G', 'ofice = "G'), "the note's field ofice is unknown"),
    (lambda t: t.replace('office = "Governor"', "Mayor of it"), "names no field"),
    (lambda t: t.replace('office = "Governor"', "office = 5"), "office cannot be 5"),
    (lambda t: t.replace('date.value = "2020-05-03"', "date.value = May"), "date.value cannot be"),
]


@pytest.mark.parametrize(("change", "message"), WRONG, ids=[m for _, m in WRONG])
def test_what_cannot_be_is_refused_with_file_and_line(
    tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    store, ann = exported(bridge(), tmp_path)
    with store:
        ann.write_bytes(change(ann.read_bytes().decode()).encode())
        with pytest.raises(InputError, match=rf"{ann.name}: line \d+: .*{message}"):
            store.take_corrections(tmp_path / "brat", by="Ira")
        assert list(store.ledgers()) == [bridge()]


def test_folders_that_cannot_be_read(tmp_path: Path) -> None:
    def refused(message: str, where: Path = tmp_path / "brat", **options: Any) -> None:
        with pytest.raises(InputError, match=message):
            store.take_corrections(where, by="Ira", format="brat", **options)

    store, ann = exported(bridge(), tmp_path)
    with store:
        good, text = ann.read_bytes(), ann.with_suffix(".txt")
        refused("is no folder", tmp_path / "none")
        ann.write_bytes(b"T1\tContent 0 5\t\xff\n")
        refused("not UTF-8 at byte 15")
        ann.unlink()
        refused("no such file")
        ann.write_bytes(good)
        text.write_bytes(TEXT.encode() + b" ")
        refused("is not the text of the article in the store")
        text.write_bytes(TEXT.encode())
        (tmp_path / "brat" / "asabiya.json").write_text("{}")
        refused("asabiya.json: is damaged")
        (tmp_path / "empty").mkdir()
        refused("has no .txt file", tmp_path / "empty")


def test_a_folder_made_before_another_change_is_refused(tmp_path: Path) -> None:
    store, _ = exported(bridge(), tmp_path)
    with store:
        store.add([bridge().model_copy(update={"statements": bridge().statements[:1]})])
        with pytest.raises(InputError, match="the ledger of this article has changed since"):
            store.take_corrections(tmp_path / "brat", by="Ira")
