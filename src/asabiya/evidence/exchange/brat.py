"""Ledgers for brat, the annotation tool: a folder with a .txt and an .ann file for each article.

See https://brat.nlplab.org/standoff.html. Entities are ``Content`` (a statement's words), ``Cue`` and
``Source``; ``CuedBy`` and ``SaidBy`` tie them. Kind, sector, date and codes are attributes; what is written
in words stands in the note of the Content, as ``office = "Governor"; via = ["State Radio"]``. brat ends a
fragment at a line's end, and so do these files. Offsets are code points, as brat counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from asabiya.evidence.exchange.places import Selection, Tally, digest_of, file_name, folder, wanted
from asabiya.evidence.ledger import Span, Statement
from asabiya.vocabulary import CODES, KINDS, SECTORS

__all__ = ["ATTRIBUTES", "FLAGS", "INDEX", "NOTED", "fragments", "noted", "write_brat"]

INDEX: Final = "asabiya.json"
"""File of the folder that says of which articles and ledgers it was made; brat passes it over."""

ATTRIBUTES: Final = {
    "Kind": ("kind", KINDS),
    "Sector": ("sector", SECTORS),
    "DatePrecision": ("date.precision", ("day", "month", "year")),
    "DateBasis": ("date.basis", ("text", "published", "event")),
    "TimeReference": ("time_reference", ("present", "past")),
}
"""Attributes with a value: field and allowed values."""

FLAGS: Final = ("YearInferred", *CODES)
"""Attributes without a value: the year's, and one for each code."""

NOTED: Final = (
    "id",
    "speaker.name",
    "speaker.id",
    "speaker.candidates",
    "office",
    "institution",
    "audience",
    "venue",
    "via",
    "date.value",
)
"""Fields in a note, in order; one that is null or an empty list is left out."""

_BREAKS: Final = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Where programs may end a line."""


def fragments(text: str, span: Span) -> list[Span]:
    """The parts of a span between line ends; all of it if there is nothing else in it.

    >>> fragments("ab\\ncd", (1, 5))
    [(1, 2), (3, 5)]
    """
    start, end = span
    parts = [(start + m.start(), start + m.end()) for m in re.finditer("[^\n\r]+", text[start:end])]
    return parts or [span]


def noted(statement: Statement) -> dict[str, Any]:
    """What stands in a statement's note, by field."""
    whole = statement.model_dump(mode="json")
    values = {}
    for name in NOTED:
        head, _, part = name.partition(".")
        value = whole[head][part] if part else whole[head]
        if value is not None and value != []:
            values[name] = value
    return values


def _note(statement: Statement) -> str:
    pairs = "; ".join(f"{name} = {json.dumps(v, ensure_ascii=False)}" for name, v in noted(statement).items())
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", pairs)


class _Page:
    """The lines of one .ann file."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._entities: dict[tuple[str, tuple[Span, ...]], str] = {}
        self._lines: list[str] = []
        self._counts = dict.fromkeys("TRA#", 0)

    def _next(self, letter: str) -> str:
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"

    def entity(self, kind: str, spans: Sequence[Span], *, shared: bool) -> str:
        """The number of an entity; cues and sources that stand in one place are one."""
        parts = tuple(part for span in spans for part in fragments(self._text, span))
        known = self._entities.get((kind, parts)) if shared else None
        if known is not None:
            return known
        name = self._entities[kind, parts] = self._next("T")
        offsets = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(self._text[start:end] for start, end in parts)
        self._lines.append(f"{name}\t{kind} {offsets}\t{_BREAKS.sub(' ', words).replace(chr(9), ' ')}")
        return name

    def add(self, statement: Statement) -> None:
        """Enter a statement."""
        content = self.entity("Content", statement.spans, shared=False)
        for role, relation, span in (
            ("Cue", "CuedBy", statement.cue),
            ("Source", "SaidBy", statement.speaker.mention),
        ):
            if span is not None:
                other = self.entity(role, [span], shared=True)
                self._lines.append(f"{self._next('R')}\t{relation} Arg1:{content} Arg2:{other}")
        date = statement.date
        values = {
            "Kind": statement.kind,
            "Sector": statement.sector,
            "DatePrecision": date.precision,
            "DateBasis": date.basis,
            "TimeReference": statement.time_reference if statement.time_reference == "past" else None,
        }
        flags = ["YearInferred"] if date.year_inferred else []
        flags += dict.fromkeys(code.code for code in statement.codes)
        set_ = [f"{name} {content} {value}" for name, value in values.items() if value is not None]
        for words in (*set_, *(f"{flag} {content}" for flag in flags)):
            self._lines.append(f"{self._next('A')}\t{words}")
        self._lines.append(f"{self._next('#')}\tAnnotatorNotes {content}\t{_note(statement)}")

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)


def _configuration() -> Iterator[str]:
    yield "[entities]"
    yield from ("Content", "Cue", "Source")
    yield "[relations]"
    yield "CuedBy\tArg1:Content, Arg2:Cue"
    yield "SaidBy\tArg1:Content, Arg2:Source"
    yield "[events]"
    yield "[attributes]"
    for name, (_, values) in ATTRIBUTES.items():
        yield f"{name}\tArg:Content, Value:{'|'.join(values)}"
    for name in FLAGS:
        yield f"{name}\tArg:Content"


def write_brat(selections: Iterable[Selection], path: Path) -> Tally:
    """Write whole articles, whichever of their statements are wanted, into a new folder for brat.

    Raises `asabiya.errors.OutputError` when the place is taken or cannot be written.
    """
    tally = Tally()
    documents: dict[str, dict[str, str]] = {}
    with folder(path) as temporary:
        for ledger, statements in wanted(((ledger, None) for ledger, _ in selections), tally):
            page = _Page(ledger.article.text)
            for statement in statements:
                page.add(statement)
            name = file_name(ledger)
            (temporary / f"{name}.txt").write_bytes(ledger.article.text.encode())
            (temporary / f"{name}.ann").write_bytes(str(page).encode())
            documents[name] = {"sha256": ledger.article.sha256, "ledger": digest_of(ledger)}
        (temporary / "annotation.conf").write_text("\n".join(_configuration()) + "\n", encoding="utf-8")
        index = {"schema": "asabiya.brat/1", "documents": documents}
        (temporary / INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    return tally
