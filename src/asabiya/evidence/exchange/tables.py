"""Statements as a CSV file, and the rows of a corrected one; `rows` has what they mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from asabiya.errors import InputError, nearest
from asabiya.evidence.exchange.cells import COLUMNS, Row, row_of
from asabiya.evidence.exchange.places import Selection, Tally, digest_of, wanted
from asabiya.files import read_bytes, write_stream

__all__ = ["HEADS", "MARK", "read_rows", "write_csv"]

MARK: Final = "ledger"
"""Head of the last column: of which ledger a row was made."""

HEADS: Final = (*(column.name for column in COLUMNS), MARK)
"""The heads of a CSV file, in order."""

MAX_BYTES: Final = 1_000_000_000
"""Largest corrected table read, in bytes."""


def write_csv(selections: Iterable[Selection], path: Path) -> Tally:
    """Write the wanted statements as CSV, one a row: UTF-8, commas, every cell in quotes, lines end in CRLF.

    Raises `asabiya.errors.OutputError` when the place cannot be written.
    """
    tally = Tally()
    with write_stream(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        writer.writerow(HEADS)
        for ledger, statements in wanted(selections, tally):
            mark = f"sha256:{digest_of(ledger)[:16]}"
            writer.writerows([*row_of(ledger, statement), mark] for statement in statements)
        text.detach()
    return tally


def read_rows(path: Path) -> list[Row]:
    """The rows of a table that `write_csv` has made and somebody changed.

    Columns may be left out, but for ``article_sha256`` and ``statement_id``; the separator may have become a
    semicolon or a tab; empty rows are passed over.

    Raises `asabiya.errors.InputError` for a file that is missing, not UTF-8 or no such table.
    """
    data = read_bytes(path, what="table", limit=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise InputError(
            f"table {path}: not UTF-8 at byte {problem.start:,}",
            hint="save it as CSV in UTF-8 (in a spreadsheet: CSV UTF-8)",
        ) from None
    line = text.partition("\n")[0]
    separator = max(",;\t", key=line.count)
    csv.field_size_limit(MAX_BYTES)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as problem:
        raise InputError(f"table {path}: is no CSV ({problem})", hint="was the file cut short?") from None
    heads = [head.strip() for head in table[0]]
    for head in heads:
        if head not in HEADS:
            raise InputError(f"table {path}: column {head!r} is unknown", hint=nearest(head, HEADS))
        if heads.count(head) > 1:
            raise InputError(f"table {path}: column {head} comes twice", hint="take one of them out")
    for head in ("article_sha256", "statement_id"):
        if head not in heads:
            raise InputError(f"table {path}: column {head} is missing", hint="it says what a row is about")
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        place = f"table {path}: row {number}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heads):
            raise InputError(
                f"{place}: has {len(cells)} cells, not {len(heads)}", hint="was the row cut or split?"
            )
        rows.append(Row(place, dict(zip(heads, cells, strict=True))))
    return rows
