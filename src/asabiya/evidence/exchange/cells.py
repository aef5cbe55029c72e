"""Values of a statement as cells of a CSV file, and back.

An empty cell stands for nothing. A text that a spreadsheet would take for a formula (it begins with ``=``,
``+``, ``-``, ``@``, their wide forms, a tab or a line's end), or that is empty or blank, gets an apostrophe
in front; so does one that begins with apostrophes before one of these. So every text comes back as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from asabiya.errors import InputError, nearest
from asabiya.evidence.ledger import Ledger, Statement
from asabiya.vocabulary import CODES

__all__ = ["BY_NAME", "COLUMNS", "EDITABLE", "Column", "Row", "bare", "guarded", "row_of"]

_RISKY: Final = "=+-@＝＋－＠\t\r\n"


class UnreadableError(ValueError):
    """A cell that does not hold what its column wants; the text says what it wants."""


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet computes.

    >>> guarded("=1+1"), guarded("said"), guarded(""), guarded("'=1"), guarded("'tis")
    ("'=1+1", 'said', "'", "''=1", "'tis")
    """
    inner = text.lstrip("'")
    return f"'{text}" if not inner.strip() or inner[0] in _RISKY else text


def bare(cell: str) -> str | None:
    """The text of a cell; None for an empty one.

    >>> bare("'=1+1"), bare("said"), bare(""), bare("'"), bare("''=1"), bare("'tis")
    ('=1+1', 'said', None, '', "'=1", "'tis")
    """
    if not cell:
        return None
    inner = cell.lstrip("'")
    return cell[1:] if cell[0] == "'" and (not inner.strip() or inner[0] in _RISKY) else cell


def _truth(cell: str) -> Any:
    known: dict[str, bool] = {"true": True, "false": False, "": False, "1": True, "0": False}
    if cell.strip().lower() not in known:
        raise UnreadableError("true or false")
    return known[cell.strip().lower()]


def _span(cell: str) -> Any:
    """``[12, 40]``, or nothing."""
    if not cell.strip():
        return None
    found = re.fullmatch(r"\s*\[?\s*([0-9]{1,15})\s*,\s*([0-9]{1,15})\s*\]?\s*", cell)
    if not found:
        raise UnreadableError("two offsets such as [12, 40], or nothing")
    return [int(found[1]), int(found[2])]


def _spans(cell: str) -> Any:
    """``[[12, 40], [55, 70]]``."""
    try:
        value = json.loads(cell) if cell.strip() else []
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair) for pair in value
    ):
        raise UnreadableError("pairs of offsets such as [[12, 40], [55, 70]]")
    return value


def _texts(cell: str) -> Any:
    """A JSON array of texts, or texts between semicolons."""
    if cell.lstrip().startswith("["):
        try:
            value = json.loads(cell)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise UnreadableError('texts such as ["State Radio", "the Courier"]')
        return value
    return [part.strip() for part in cell.split(";") if part.strip()]


def _codes(cell: str) -> Any:
    names = [name for name in re.split(r"[;,\s]+", cell) if name]
    for name in names:
        if name not in CODES:
            raise UnreadableError(f"codes of the codebook, not {name!r} ({nearest(name, CODES)})")
    return list(dict.fromkeys(names))


def _day(cell: str) -> Any:
    if not cell.strip():
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell.strip()):
        raise UnreadableError("a day such as 2023-12-08, or nothing (keep spreadsheets from changing dates)")
    return cell.strip()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Row:
    """A row of a corrected table."""

    place: str
    """File and row, for messages."""
    cells: Mapping[str, str]
    """By head."""

    def get(self, name: str) -> str | None:
        """A cell; None if the table has no such column."""
        return self.cells.get(name)

    def wrong(self, column: str, what: str, hint: str) -> InputError:
        """An error about a cell."""
        found = (self.get(column) or "")[:60]
        return InputError(f"{self.place}, column {column}: {found!r} {what}", hint=hint)

    def value(self, column: Column) -> Any:
        """The value that a cell stands for; raises `InputError`."""
        try:
            return column.read(self.cells[column.name])
        except UnreadableError as problem:
            raise self.wrong(column.name, "cannot be read", f"it holds {problem}") from None


@dataclass(frozen=True)
class Column:
    """A column of the table of statements."""

    name: str
    """Its head."""
    cell: Callable[[Ledger, Statement], object]
    """What stands in it, before it is made a cell."""
    field: str | None = None
    """The field that a change of it changes, as in `asabiya.evidence.ledger.Change`; None: it is not read."""
    read: Callable[[str], Any] = bare
    """The field's value from a cell; raises `UnreadableError`."""

    def text(self, ledger: Ledger, statement: Statement) -> str:
        """The cell."""
        value = self.cell(ledger, statement)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return guarded(value) if isinstance(value, str) else str(value)


def _pairs(spans: object) -> str | None:
    return None if spans is None else _json(spans)


COLUMNS: Final = (
    Column("article_sha256", lambda a, s: a.article.sha256),
    Column("statement_id", lambda a, s: s.id),
    Column("source", lambda a, s: a.article.source),
    Column("title", lambda a, s: a.article.title),
    Column("author", lambda a, s: a.article.author),
    Column("affiliation", lambda a, s: a.article.affiliation),
    Column("outlet", lambda a, s: a.article.outlet),
    Column("published", lambda a, s: a.article.published),
    Column("kind", lambda a, s: s.kind, "kind"),
    Column("text", lambda a, s: s.text),
    Column("speaker_name", lambda a, s: s.speaker.name, "speaker.name"),
    Column("speaker_id", lambda a, s: s.speaker.id, "speaker.id"),
    Column("office", lambda a, s: s.office, "office"),
    Column("institution", lambda a, s: s.institution, "institution"),
    Column("sector", lambda a, s: s.sector, "sector"),
    Column("audience", lambda a, s: s.audience, "audience"),
    Column("venue", lambda a, s: s.venue, "venue"),
    Column("via", lambda a, s: _json(s.via) if s.via else None, "via", _texts),
    Column("date", lambda a, s: s.date.value, "date.value", _day),
    Column("date_precision", lambda a, s: s.date.precision, "date.precision"),
    Column("date_basis", lambda a, s: s.date.basis, "date.basis"),
    Column("year_inferred", lambda a, s: s.date.year_inferred, "date.year_inferred", _truth),
    Column("time_reference", lambda a, s: s.time_reference, "time_reference"),
    Column("codes", lambda a, s: "; ".join(dict.fromkeys(c.code for c in s.codes)) or None, "codes", _codes),
    Column("spans", lambda a, s: _pairs(s.spans), "spans", _spans),
    Column("cue", lambda a, s: _pairs(s.cue), "cue", _span),
    Column("speaker_mention", lambda a, s: _pairs(s.speaker.mention), "speaker.mention", _span),
    Column(
        "speaker_candidates",
        lambda a, s: _json(s.speaker.candidates) if s.speaker.candidates else None,
        "speaker.candidates",
        _texts,
    ),
    Column("codings", lambda a, s: _json([c.model_dump(mode="json") for c in s.codes]) if s.codes else None),
    Column("changes", lambda a, s: len(s.history)),
)
"""The columns of a CSV file, in order, but for ``ledger`` at its end."""

EDITABLE: Final = tuple(column for column in COLUMNS if column.field is not None)
"""Columns that a corrected file may change."""


BY_NAME: Final = {column.name: column for column in COLUMNS}
"""Columns by their heads."""


def row_of(ledger: Ledger, statement: Statement) -> list[str]:
    """The cells of a statement."""
    return [column.text(ledger, statement) for column in COLUMNS]
