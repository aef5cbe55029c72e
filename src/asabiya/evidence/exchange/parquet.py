"""Statements as a typed table in Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.exchange.places import Selection, Tally, wanted
from asabiya.evidence.ledger import Ledger, Statement
from asabiya.files import write_stream

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["schema", "write_parquet"]

_GROUP: Final = 10_000
"""Statements in a row group; memory holds one."""


def schema() -> pa.Schema:
    """Names and types of the columns, in order."""
    import pyarrow as pa

    span = pa.struct(
        [pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)]
    )
    code = pa.struct([("code", pa.string()), ("confidence", pa.float64()), ("coder", pa.string())])
    moment = pa.timestamp("us", tz="UTC")
    change = pa.struct(
        [
            ("at", moment),
            ("by", pa.string()),
            ("field", pa.string()),
            ("before", pa.string()),
            ("after", pa.string()),
            ("undoes", moment),
        ]
    )
    text, day = pa.string(), pa.date32()
    return pa.schema(
        [
            pa.field("article_sha256", text, nullable=False),
            pa.field("statement_id", text, nullable=False),
            ("source", text),
            ("title", text),
            ("author", text),
            ("affiliation", text),
            ("outlet", text),
            ("published", day),
            pa.field("kind", text, nullable=False),
            pa.field("text", text, nullable=False),
            ("speaker_name", text),
            ("speaker_id", text),
            ("office", text),
            ("institution", text),
            ("sector", text),
            ("audience", text),
            ("venue", text),
            ("via", pa.list_(text)),
            ("date", day),
            ("date_precision", text),
            ("date_basis", text),
            ("year_inferred", pa.bool_()),
            ("time_reference", text),
            ("codes", pa.list_(code)),
            ("spans", pa.list_(span)),
            ("cue", span),
            ("speaker_mention", span),
            ("speaker_candidates", pa.list_(text)),
            ("history", pa.list_(change)),
        ],
        metadata={"asabiya": "asabiya.statements/1"},
    )


def _pair(span: tuple[int, int] | None) -> dict[str, int] | None:
    return None if span is None else {"start": span[0], "end": span[1]}


def _row(ledger: Ledger, statement: Statement) -> dict[str, Any]:
    article, speaker, date = ledger.article, statement.speaker, statement.date
    return {
        "article_sha256": article.sha256,
        "statement_id": statement.id,
        **article.model_dump(include={"source", "title", "author", "affiliation", "outlet", "published"}),
        **statement.model_dump(
            include={"kind", "text", "office", "institution", "sector", "audience", "venue", "time_reference"}
        ),
        "speaker_name": speaker.name,
        "speaker_id": speaker.id,
        "speaker_mention": _pair(speaker.mention),
        "speaker_candidates": list(speaker.candidates),
        "via": list(statement.via),
        "date": date.value,
        "date_precision": date.precision,
        "date_basis": date.basis,
        "year_inferred": date.year_inferred,
        "codes": [code.model_dump() for code in statement.codes],
        "spans": [_pair(span) for span in statement.spans],
        "cue": _pair(statement.cue),
        "history": [
            {
                **change.model_dump(include={"at", "by", "field", "undoes"}),
                "before": json.dumps(change.before, ensure_ascii=False),
                "after": json.dumps(change.after, ensure_ascii=False),
            }
            for change in statement.history
        ],
    }


def write_parquet(selections: Iterable[Selection], path: Path) -> Tally:
    """Write the wanted statements, one a row, with the types of `schema`.

    ``before`` and ``after`` of a change are JSON.

    Raises `asabiya.errors.OutputError` when the place cannot be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    tally = Tally()
    columns = schema()

    def groups() -> Iterator[list[dict[str, Any]]]:
        rows: list[dict[str, Any]] = []
        for ledger, statements in wanted(selections, tally):
            rows += [_row(ledger, statement) for statement in statements]
            if len(rows) >= _GROUP:
                yield rows
                rows = []
        yield rows

    with write_stream(path) as stream, parquet.ParquetWriter(stream, columns, compression="zstd") as writer:
        for rows in groups():
            writer.write_table(pa.Table.from_pylist(rows, schema=columns))
    return tally
