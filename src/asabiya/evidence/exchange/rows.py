"""Corrections from a table: what its rows change, add and leave out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asabiya.errors import AsabiyaError, InputError
from asabiya.evidence.exchange.cells import BY_NAME, COLUMNS, EDITABLE, Column, Row, bare
from asabiya.evidence.exchange.corrections import Corrected, Edits, guessed_kind, recoded, text_at
from asabiya.evidence.exchange.places import digest_of
from asabiya.evidence.exchange.tables import MARK, read_rows
from asabiya.evidence.ledger import Ledger, Span, Speaker, Statement
from asabiya.evidence.review.fields import with_value

__all__ = ["Lookup", "Reading", "read_csv"]

Lookup = Callable[[Iterable[str]], Mapping[str, tuple[str, Ledger]]]
"""Digest and newest ledger of each of some articles, by SHA-256; unknown ones are left out."""


@dataclass(frozen=True)
class Reading:
    """What a file with corrections holds."""

    corrected: tuple[Corrected, ...]
    """Ledgers that it changes."""
    missing: int = 0
    """Statements of its articles that it does not have, and that were kept."""
    ignored: int = 0
    """Annotations of kinds that are not ours, which were passed over."""


def read_csv(path: Path, known: Lookup, *, by: str, remove_missing: bool = False) -> Reading:
    """Read a corrected table.

    Parameters
    ----------
    path
        A table that `tables.write_csv` has made and somebody changed: other cells, more rows (with an empty
        ``statement_id``), fewer rows.
    known
        Finds the ledgers as they now are.
    by
        Who corrected it.
    remove_missing
        Whether statements that the table does not have are taken out of the articles that it has.

    Raises
    ------
    InputError
        For a file that is missing, not UTF-8 or no such table; with row and column, for a cell that cannot be
        read, spans that do not mark the row's text, a column that is not read back but was changed, a
        statement or an article that is unknown or comes twice, and a ledger that has changed since.
    """
    articles: dict[str, list[Row]] = {}
    for row in read_rows(path):
        articles.setdefault(row.cells["article_sha256"].strip(), []).append(row)
    ledgers = known(articles)
    at, missing = dt.datetime.now(dt.UTC), 0
    corrected: list[Corrected] = []
    for name, rows in articles.items():
        if name not in ledgers:
            raise rows[0].wrong("article_sha256", "is no article of the store", "add its ledger first")
        digest, ledger = ledgers[name]
        table = _Table(ledger, by)
        for row in rows:
            table.take(row)
        left = [s.id for s in ledger.statements if s.id not in table.seen]
        if remove_missing:
            table.edits.removed += left
        else:
            missing += len(left)
        if table.edits:
            corrected.append(Corrected(digest, table.edits.applied(ledger, by=by, at=at), table.edits))
    return Reading(tuple(corrected), missing=missing)


def _same(cell: str, held: str) -> bool:
    """Whether a cell is as it was; spreadsheets change the ends of lines."""
    return cell == held or re.sub(r"\r\n?", "\n", cell) == re.sub(r"\r\n?", "\n", held)


class _Table:
    """The rows about one article."""

    def __init__(self, ledger: Ledger, by: str) -> None:
        self.ledger = ledger
        self.by = by
        self.edits = Edits()
        self.seen: set[str] = set()
        self._mark = f"sha256:{digest_of(ledger)[:16]}"
        cell = BY_NAME["statement_id"].text
        self._standing = {cell(ledger, s): s for s in ledger.statements}
        self._gone = {cell(ledger, s) for s in ledger.withdrawn}

    def take(self, row: Row) -> None:
        """Note what a row changes."""
        if (row.get(MARK) or self._mark).strip() != self._mark:
            raise row.wrong(
                MARK,
                "is not the ledger that the store has now",
                "it has changed since the table was made: export it again and make the changes there",
            )
        cell = row.cells["statement_id"]
        if not cell.strip():
            self.edits.added.append(self._new(row))
            return
        statement = self._standing.get(cell)
        if statement is None:
            gone = "was taken out of the ledger" if cell in self._gone else "is no statement of the article"
            raise row.wrong("statement_id", gone, "leave it empty for a new statement")
        if statement.id in self.seen:
            raise row.wrong("statement_id", "comes twice", "keep one of the rows")
        self.seen.add(statement.id)
        self._change(row, statement)

    def _change(self, row: Row, statement: Statement) -> None:
        before = len(self.edits.fields)
        held = {column.name: column.text(self.ledger, statement) for column in COLUMNS}
        moved = self._move(row, statement, held["text"])
        for column in COLUMNS:
            found = row.get(column.name)
            if found is None or _same(found, held[column.name]) or column.name in ("spans", "text"):
                continue
            if column.field is None:
                raise row.wrong(
                    column.name,
                    f"was {held[column.name][:60]!r}",
                    "this column is not read back: leave it as it was, or leave the whole column out",
                )
            self._set(row, column, statement, self.edits)
        if not moved and row.get("text") is not None and not _same(row.cells["text"], held["text"]):
            raise row.wrong(
                "text",
                "is not what spans mark",
                "the words are the article's: to change which they are, change spans",
            )
        changed = {field for _, field, _ in self.edits.fields[before:]}
        dated = "date.value" in changed and statement.date.value is None
        if dated and statement.date.precision is None and "date.precision" not in changed:
            self.edits.set(statement, "date.precision", "day")

    def _move(self, row: Row, statement: Statement, held: str) -> bool:
        """Note new spans, if there are any."""
        if row.get("spans") is None:
            return False
        spans = self._spans(row)
        if tuple(spans) == statement.spans:
            return False
        stale = _same(row.get("text") or "", held)
        if stale and text_at(self.ledger.article.text, spans) != statement.text:
            raise row.wrong("spans", "does not mark the row's text", "correct text too, or leave it empty")
        words = self._marked(row, spans)
        self.edits.set(statement, "spans", {"spans": [list(span) for span in spans], "text": words})
        return True

    def _spans(self, row: Row) -> list[Span]:
        spans = [(start, end) for start, end in row.value(BY_NAME["spans"])]
        self._check(row, "spans", spans)
        if not spans:
            raise row.wrong("spans", "marks nothing", "to take the statement out, leave out its row")
        return spans

    def _check(self, row: Row, column: str, spans: Sequence[Span]) -> None:
        length, last = len(self.ledger.article.text), 0
        for start, end in spans:
            if not last <= start < end <= length:
                raise row.wrong(
                    column,
                    "is not in the article",
                    f"offsets are half-open, in text order and within its 0 to {length:,}",
                )
            last = end

    def _marked(self, row: Row, spans: Sequence[Span]) -> str:
        """The words that spans mark; the row's text must say the same, or nothing."""
        words = text_at(self.ledger.article.text, spans)
        text = bare(row.get("text") or "")
        if text is not None and not _same(text, words):
            raise row.wrong(
                "spans",
                f"marks {words[:60]!r}, not the row's text",
                "correct the one or the other, or leave text empty",
            )
        return words

    def _set(self, row: Row, column: Column, statement: Statement, edits: Edits) -> None:
        """Note the new value of a cell."""
        value = row.value(column)
        if column.name in ("cue", "speaker_mention") and value is not None:
            self._check(row, column.name, [(value[0], value[1])])
        named: Mapping[str, Any] = {str(column.field): value}
        if column.name == "codes":
            named = recoded(statement, value, by=self.by)
        for field, new in named.items():
            try:
                edits.set(statement, field, new)
            except AsabiyaError as problem:
                raise row.wrong(column.name, "is not allowed", problem.hint) from None

    def _new(self, row: Row) -> dict[str, Any]:
        """The content of a new statement."""
        text = self.ledger.article.text
        if (row.get("spans") or "").strip():
            spans = self._spans(row)
        else:
            words = bare(row.get("text") or "") or ""
            if not words.strip() or text.count(words) != 1:
                raise self._unplaced(row, text.count(words) if words.strip() else 0)
            spans = [(text.index(words), text.index(words) + len(words))]
        made = Statement.model_validate(
            {
                "id": "new",
                "kind": guessed_kind(text, spans),
                "spans": tuple(spans),
                "text": self._marked(row, spans),
                "speaker": Speaker(),
            }
        )
        for column in EDITABLE:
            if column.name != "spans" and (row.get(column.name) or "").strip():
                edits = Edits()
                self._set(row, column, made, edits)
                for _, field, value in edits.fields:
                    made = with_value(made, field, value)
        if made.date.value is not None and made.date.precision is None:
            made = with_value(made, "date.precision", "day")
        return made.model_dump(mode="json", exclude={"id", "history"})

    def _unplaced(self, row: Row, count: int) -> InputError:
        return row.wrong(
            "text",
            f"stands {count} times in the article" if count else "is not in the article",
            "copy words that stand there once, or give spans",
        )
