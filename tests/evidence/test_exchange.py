"""What goes out comes back: no change without an edit, and exactly that change with one."""

from __future__ import annotations

import csv
import datetime as dt
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.evidence.ledgers import TEXT, bridge, ledgers

from asabiya.errors import InputError, OutputError
from asabiya.evidence import Ledger, Statement, read_text
from asabiya.evidence.exchange import WRITERS
from asabiya.evidence.exchange.cells import bare, guarded
from asabiya.evidence.exchange.tables import HEADS
from asabiya.evidence.review.history import original
from asabiya.evidence.store import Filters, Store
from asabiya.vocabulary import CODES

quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def ledger() -> Ledger:
    return bridge()


def filled(*several: Ledger) -> Store:
    store = Store("sqlite://", create=True)
    store.add(several)
    return store


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rewrite(path: Path, changed: list[dict[str, str]], *, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(changed[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(changed)


@quick
@given(st.lists(ledgers(), max_size=2), st.sampled_from(["csv", "brat"]))
def test_nothing_changes_without_an_edit(several: list[Ledger], format: str) -> None:
    with filled(*several) as store, tempfile.TemporaryDirectory() as folder:
        before = list(store.ledgers())
        place = Path(folder) / "out"
        store.export(place, format)
        if format == "brat" and not before:
            return
        reading = store.take_corrections(place, by="Ira")
        assert reading.corrected == ()
        assert list(store.ledgers()) == before


@quick
@given(ledgers())
def test_ledgers_go_in_and_come_out_whole(ledger: Ledger) -> None:
    with filled(ledger) as store, tempfile.TemporaryDirectory() as folder:
        assert list(store.ledgers()) == [ledger]
        store.export(Path(folder) / "out", "jsonl")
        [file] = (Path(folder) / "out").iterdir()
        assert Ledger.from_jsonl(file.read_bytes()) == ledger


EDITS: list[tuple[str, str, st.SearchStrategy[Any]]] = [
    ("office", "office", st.text(max_size=8)),
    ("venue", "venue", st.text(max_size=8)),
    ("speaker_name", "speaker.name", st.text(max_size=8)),
    ("kind", "kind", st.sampled_from(["direct", "mixed"])),
    ("sector", "sector", st.sampled_from(["guards", "army"])),
    ("date", "date.value", st.dates().map(str)),
    ("year_inferred", "date.year_inferred", st.booleans()),
    ("via", "via", st.lists(st.text(max_size=5), max_size=2)),
]


def encoded(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return json.dumps(value) if isinstance(value, list) else guarded(str(value))


def without_history(statement: Statement) -> dict[str, Any]:
    return statement.model_dump(mode="json", exclude={"history"})


def with_path(record: dict[str, Any], field: str, value: object) -> dict[str, Any]:
    head, _, part = field.partition(".")
    return record | {head: record[head] | {part: value} if part else value}


@quick
@given(ledgers().filter(lambda one: bool(one.statements)), st.data())
def test_one_edited_cell_changes_exactly_that(ledger: Ledger, data: st.DataObject) -> None:
    column, field, values = data.draw(st.sampled_from(EDITS))
    value = data.draw(values)
    number = data.draw(st.integers(0, len(ledger.statements) - 1))
    with filled(ledger) as store, tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "out.csv"
        store.export(place, "csv")
        table = rows(place)
        table[number][column] = encoded(value)
        rewrite(place, table)
        store.take_corrections(place, by="Ira")
        [after] = store.ledgers()
    expected = with_path(without_history(ledger.statements[number]), field, value)
    if field == "date.value" and ledger.statements[number].date.value is None:
        expected["date"]["precision"] = expected["date"]["precision"] or "day"
    assert without_history(after.statements[number]) == expected
    others = [s for i, s in enumerate(after.statements) if i != number]
    assert others == [s for i, s in enumerate(ledger.statements) if i != number]
    made = after.statements[number].history[len(ledger.statements[number].history) :]
    assert {change.by for change in made} <= {"Ira"}
    changed = expected != without_history(ledger.statements[number])
    assert [change.field for change in made][:1] == ([field] if changed else [])
    assert (after.article, after.withdrawn) == (ledger.article, ledger.withdrawn)


@given(st.text() | st.text("'=+-@ \t\r\n", max_size=4))
def test_every_text_fits_a_cell_and_none_is_a_formula(text: str) -> None:
    assert bare(guarded(text)) == text
    assert guarded(text)[:1] not in {*"=+-@\t\r\n", ""}


def test_the_order_of_columns_is_the_documented_one(ledger: Ledger, tmp_path: Path) -> None:
    with filled(ledger) as store:
        store.export(tmp_path / "a.csv", "csv")
    head = (tmp_path / "a.csv").read_bytes().decode().partition("\r\n")[0]
    assert head == ",".join(f'"{name}"' for name in HEADS)
    documented = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
    assert ", ".join(f"`{name}`" for name in HEADS) in " ".join(documented.split())


def edit_csv(
    ledger: Ledger, folder: Path, change: Callable[[list[dict[str, str]]], object], **options: Any
) -> tuple[Ledger, dict[str, int]]:
    place = folder / "out.csv"
    with filled(ledger) as store:
        store.export(place, "csv")
        table = rows(place)
        change(table)
        rewrite(place, table)
        reading = store.take_corrections(place, by="Ira", **options)
        [after] = store.ledgers()
    edits = [one.edits for one in reading.corrected]
    return after, {
        "fields": sum(len(e.fields) for e in edits),
        "added": sum(len(e.added) for e in edits),
        "removed": sum(len(e.removed) for e in edits),
        "missing": reading.missing,
    }


def test_codes_from_a_table(ledger: Ledger, tmp_path: Path) -> None:
    had = ledger.statements[0].codes
    kept = had[0].code
    new = next(code for code in CODES if code not in {c.code for c in had})
    after, counts = edit_csv(ledger, tmp_path, lambda t: t[0].update(codes=f"{kept}; {new}"))
    assert after.statements[0].codes[0] == had[0]
    assert [(c.code, c.confidence, c.coder) for c in after.statements[0].codes[1:]] == [(new, 1.0, "Ira")]
    assert counts["fields"] == 1 + len({c.code for c in had} - {kept})
    assert after.statements[0].history[-1].field == f"codes.{new}"
    assert original(after) == ledger


def test_spans_from_a_table(ledger: Ledger, tmp_path: Path) -> None:
    [(start, end)] = ledger.statements[0].spans
    short = TEXT[start : end - 10]
    after, _ = edit_csv(
        ledger, tmp_path, lambda t: t[0].update(spans=json.dumps([[start, end - 10]]), text=short)
    )
    assert after.statements[0].text == short
    assert [change.field for change in after.statements[0].history] == ["spans"]
    assert original(after) == ledger


def test_rows_added_and_left_out(ledger: Ledger, tmp_path: Path) -> None:
    def add(table: list[dict[str, str]]) -> None:
        new = dict.fromkeys(table[0], "") | {
            "article_sha256": table[0]["article_sha256"],
            "text": "nobody had left it",
            "kind": "indirect",
            "speaker_name": "Pol Vane",
            "date": "2020-05-03",
            "codes": "claims_strength",
        }
        table.append(new)
        del table[0]

    after, counts = edit_csv(ledger, tmp_path, add)
    assert counts == {"fields": 0, "added": 1, "removed": 0, "missing": 1}
    [added] = [s for s in after.statements if s.text == "nobody had left it"]
    assert (added.speaker.name, added.date.precision, added.codes[0].coder) == ("Pol Vane", "day", "Ira")
    assert added.history[0].field == "statement"
    assert len(after.statements) == len(ledger.statements) + 1
    (tmp_path / "again").mkdir()
    after, counts = edit_csv(ledger, tmp_path / "again", add, remove_missing=True)
    assert counts == {"fields": 0, "added": 1, "removed": 1, "missing": 0}
    assert [s.id for s in after.withdrawn] == ["s01"]
    assert after.withdrawn[0].history[-1].after == "withdrawn"
    assert original(after) == ledger


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"text": "Some of our men"}, "row 2, column text: 'Some of our men' is not what spans mark"),
    ({"spans": "[[0, 9999]]"}, r"row 2, column spans: '\[\[0, 9999\]\]' is not in the article"),
    ({"spans": "[[3, 9]]"}, "row 2, column spans: .* does not mark the row's text"),
    ({"spans": "[[3, 9]]", "text": "x"}, "row 2, column spans: .* marks .*, not the row's text"),
    ({"spans": "12-40"}, "row 2, column spans: '12-40' cannot be read"),
    ({"spans": ""}, "row 2, column spans: '' marks nothing"),
    ({"cue": "[5, 5]"}, "row 2, column cue: .* is not in the article"),
    ({"date": "3/5/2020"}, "row 2, column date: '3/5/2020' cannot be read"),
    ({"date": "2020-02-31"}, "row 2, column date: '2020-02-31' is not allowed"),
    ({"kind": "said"}, "row 2, column kind: 'said' is not allowed"),
    ({"kind": ""}, "row 2, column kind: '' is not allowed"),
    ({"codes": "warns"}, "row 2, column codes: 'warns' cannot be read"),
    ({"year_inferred": "perhaps"}, "row 2, column year_inferred: 'perhaps' cannot be read"),
    ({"outlet": "Another"}, "row 2, column outlet: 'Another' was 'The Harbour Post'"),
    ({"statement_id": "s77"}, "row 2, column statement_id: 's77' is no statement of the article"),
    ({"article_sha256": "0" * 64}, "row 2, column article_sha256: .* is no article of the store"),
    ({"ledger": "sha256:0"}, "row 2, column ledger: 'sha256:0' is not the ledger that the store has now"),
    (
        {"statement_id": "", "spans": "", "text": "e"},
        "row 2, column text: 'e' stands .* times in the article",
    ),
]


@pytest.mark.parametrize(("cells", "message"), REFUSED, ids=[",".join(c) for c, _ in REFUSED])
def test_rows_that_cannot_be_are_refused_whole(
    ledger: Ledger, tmp_path: Path, cells: dict[str, str], message: str
) -> None:
    with filled(ledger) as store:
        store.export(tmp_path / "a.csv", "csv")
        table = rows(tmp_path / "a.csv")
        table[0].update(cells)
        table[-1]["office"] = "Mayor"
        rewrite(tmp_path / "a.csv", table)
        with pytest.raises(InputError, match=message):
            store.take_corrections(tmp_path / "a.csv", by="Ira")
        assert list(store.ledgers()) == [ledger]


def test_a_row_that_comes_twice_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 4, column statement_id: 's02' comes twice"):
        edit_csv(ledger, tmp_path, lambda table: table.append(dict(table[1])))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"article_sha256,statement_id\n\xe9,1\n", "not UTF-8 at byte 28"),
        (b"article_sha256,statement_id,ofice\n", "column 'ofice' is unknown"),
        (b"article_sha256,office\n", "column statement_id is missing"),
        (b"article_sha256,statement_id,office,office\n", "column office comes twice"),
        (b"article_sha256,statement_id\na\n", "row 2: has 1 cells, not 2"),
        (b'article_sha256,statement_id\n"a', "is no CSV"),
        (b"PK\x03\x04", "column 'PK.*' is unknown"),
        (b"\n", "the file is empty"),
    ],
)
def test_files_that_are_no_table(ledger: Ledger, tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with filled(ledger) as store, pytest.raises(InputError, match=message):
        store.take_corrections(tmp_path / "a.csv", by="Ira")


def test_spreadsheets_may_change_separators_and_line_ends(ledger: Ledger, tmp_path: Path) -> None:
    with filled(ledger) as store:
        store.export(tmp_path / "a.csv", "csv")
        table = [{k: v for k, v in row.items() if k != "published"} for row in rows(tmp_path / "a.csv")]
        table[1]["office"] = "Mayor; of all"
        rewrite(tmp_path / "a.csv", table, delimiter=";")
        text = (tmp_path / "a.csv").read_text(encoding="utf-8")
        (tmp_path / "a.csv").write_text("\ufeff" + text + ";" * 29 + "\n", encoding="utf-8")
        reading = store.take_corrections(tmp_path / "a.csv", by="Ira")
        assert [one.edits.fields for one in reading.corrected] == [[("s02", "office", "Mayor; of all")]]


def test_a_table_made_before_another_change_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with filled(ledger) as store:
        store.export(tmp_path / "a.csv", "csv")
        for office, works in (("Mayor", True), ("Warden", False)):
            table = rows(tmp_path / "a.csv")
            table[0]["office"] = office
            rewrite(tmp_path / "a.csv", table)
            if works:
                store.take_corrections(tmp_path / "a.csv", by="Ira")
            else:
                with pytest.raises(InputError, match="is not the ledger that the store has now"):
                    store.take_corrections(tmp_path / "a.csv", by="Ira")
        assert [kept.by for kept in store.revisions(ledger.article.sha256)] == [None, "Ira"]
        assert store.ledger(ledger.article.sha256, revision=1) == ledger


def test_parquet_is_typed(ledger: Ledger, tmp_path: Path) -> None:
    with filled(ledger) as store:
        store.export(tmp_path / "a.parquet", "parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    assert str(table.schema.field("date").type) == "date32[day]"
    first = table.to_pylist()[0]
    statement = ledger.statements[0]
    assert first["date"] == dt.date(2020, 5, 3) == statement.date.value
    assert [(s["start"], s["end"]) for s in first["spans"]] == list(statement.spans)
    assert [c["code"] for c in first["codes"]] == [c.code for c in statement.codes]


def test_web_annotations_select_the_words(ledger: Ledger, tmp_path: Path) -> None:
    with filled(ledger) as store:
        store.export(tmp_path / "a.jsonld", "webannotation")
    whole = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))
    assert (whole["type"], whole["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert whole["total"] == len(whole["first"]["items"]) == len(ledger.statements)
    for one, statement in zip(whole["first"]["items"], ledger.statements, strict=True):
        for target, (start, end) in zip(one["target"], statement.spans, strict=True):
            position, quote = target["selector"]
            assert (position["start"], position["end"]) == (start, end)
            assert quote["exact"] == TEXT[start:end]
            assert TEXT[:start].endswith(quote["prefix"])
            assert TEXT[end:].startswith(quote["suffix"])
        told = {body["asabiya:field"]: body["value"] for body in one["body"]}
        assert told["speaker"] == statement.speaker.name
        assert told["kind"] == statement.kind
        assert [b["value"] for b in one["body"] if b["purpose"] == "tagging"] == [
            c.code for c in statement.codes
        ]


@quick
@given(st.lists(ledgers(), max_size=2), st.sampled_from(["parquet", "webannotation"]))
def test_every_ledger_can_be_written(several: list[Ledger], format: str) -> None:
    with filled(*several) as store, tempfile.TemporaryDirectory() as folder:
        tally = store.export(Path(folder) / "out", format)
        assert tally.statements == sum(len(ledger.statements) for ledger in store.ledgers())
        if format == "parquet":
            assert pq.read_table(Path(folder) / "out").num_rows == tally.statements
        else:
            json.loads((Path(folder) / "out").read_text(encoding="utf-8"))


@pytest.mark.parametrize("format", WRITERS)
def test_what_is_there_is_not_replaced_by_half(ledger: Ledger, tmp_path: Path, format: str) -> None:
    """The ledgers run out in the middle: nothing appears, and what was there is as it was."""

    def broken() -> Any:
        yield ledger, None
        raise InputError("gone", hint="none")

    place = tmp_path / "out"
    with pytest.raises(InputError, match="gone"):
        WRITERS[format](broken(), place)
    assert list(tmp_path.iterdir()) == []
    (place / "mine").mkdir(parents=True)
    with pytest.raises(OutputError, match="out: "):
        WRITERS[format]([(ledger, None)], place)
    assert [entry.name for entry in place.iterdir()] == ["mine"]


def test_filters_choose_statements_or_whole_articles(ledger: Ledger, tmp_path: Path) -> None:
    with filled(
        ledger, read_text("Mayor Eli Roth said, “Not one of us knew of it.”", name="other.txt")
    ) as store:
        vane = Filters(speaker="vane")
        assert store.export(tmp_path / "a.csv", "csv", vane).statements == 1
        assert store.export(tmp_path / "a", "jsonl", vane).statements == len(ledger.statements)
        [row] = rows(tmp_path / "a.csv")
        assert row["speaker_name"] == "Pol Vane"
