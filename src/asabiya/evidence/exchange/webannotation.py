"""Statements as W3C Web Annotations: one JSON-LD file, an AnnotationCollection with one AnnotationPage.

See https://www.w3.org/TR/annotation-model/. An annotation's targets are the statement's spans, each with a
TextPositionSelector, in code points of the ledger's text, and a TextQuoteSelector. What the ledger says of
the statement are bodies; ``asabiya:field`` tells which field a body gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from asabiya.evidence.exchange.places import Selection, Tally, wanted
from asabiya.evidence.ledger import Ledger, Span, Statement
from asabiya.files import write_stream

__all__ = ["annotation", "write_webannotation"]

CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"asabiya": "urn:asabiya:terms:"}]
"""The JSON-LD context: the standard's, and a prefix for what it has no word for."""

_AROUND: Final = 32
"""Code points of prefix and suffix."""

_PURPOSES: Final = {"speaker": "identifying", "kind": "classifying", "sector": "classifying"}


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    start, end = span
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
    ]


def _source(ledger: Ledger) -> dict[str, Any]:
    article = ledger.article
    known = {
        "asabiya:sha256": article.sha256,
        "asabiya:source": article.source,
        "asabiya:title": article.title,
        "asabiya:author": article.author,
        "asabiya:outlet": article.outlet,
        "asabiya:published": article.published and article.published.isoformat(),
    }
    return {
        "id": f"urn:asabiya:article:{article.sha256}",
        "type": "Text",
        "format": "text/plain",
        **{key: value for key, value in known.items() if value is not None},
    }


def _body(field: str, value: object, **more: object) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "purpose": _PURPOSES.get(field, "describing"),
        "value": str(value),
        "format": "text/plain",
        "asabiya:field": field,
        **more,
    }


def _bodies(ledger: Ledger, statement: Statement) -> Iterator[dict[str, Any]]:
    speaker, date = statement.speaker, statement.date
    yield _body("kind", statement.kind)
    if speaker.name is not None or speaker.id is not None:
        more: dict[str, Any] = {} if speaker.id is None else {"asabiya:id": speaker.id}
        if speaker.mention is not None:
            more["asabiya:mention"] = list(speaker.mention)
        yield _body("speaker", speaker.name if speaker.name is not None else speaker.id, **more)
    for candidate in speaker.candidates:
        yield _body("candidate", candidate)
    for field in ("office", "institution", "sector", "audience", "venue"):
        if (value := getattr(statement, field)) is not None:
            yield _body(field, value)
    for reporter in statement.via:
        yield _body("via", reporter)
    if date.value is not None:
        fine = {"asabiya:precision": date.precision, "asabiya:basis": date.basis}
        yield _body(
            "date",
            date.value.isoformat(),
            **{key: value for key, value in fine.items() if value is not None},
            **{"asabiya:year_inferred": date.year_inferred},
        )
    yield _body("time_reference", statement.time_reference)
    if statement.cue is not None:
        start, end = statement.cue
        yield _body("cue", ledger.article.text[start:end], **{"asabiya:position": [start, end]})
    for code in statement.codes:
        yield {
            **_body("code", code.code, creator={"type": "Agent", "name": code.coder}),
            "purpose": "tagging",
            "asabiya:confidence": code.confidence,
        }


def annotation(ledger: Ledger, statement: Statement) -> dict[str, Any]:
    """A statement as a Web Annotation, of plain JSON types."""
    source = _source(ledger)
    return {
        "id": f"{source['id']}#{quote(statement.id)}",
        "type": "Annotation",
        "motivation": "describing",
        "body": list(_bodies(ledger, statement)),
        "target": [
            {"type": "SpecificResource", "source": source, "selector": _selectors(ledger.article.text, span)}
            for span in statement.spans
        ],
    }


def write_webannotation(selections: Iterable[Selection], path: Path) -> Tally:
    """Write the wanted statements as one JSON-LD file.

    Raises `asabiya.errors.OutputError` when the place cannot be written.
    """
    tally = Tally()
    with write_stream(path) as stream:
        head: dict[str, Any] = {
            "@context": CONTEXT,
            "id": "urn:asabiya:statements",
            "type": "AnnotationCollection",
            "label": "Statements of newspaper articles",
        }
        page = {"id": "urn:asabiya:statements:1", "type": "AnnotationPage", "startIndex": 0, "items": []}
        opening = json.dumps({**head, "first": page}, ensure_ascii=False)
        stream.write(opening.removesuffix("]}}").encode())
        between = "\n"
        for ledger, statements in wanted(selections, tally):
            for statement in statements:
                one = json.dumps(annotation(ledger, statement), ensure_ascii=False)
                stream.write((between + one).encode())
                between = ",\n"
        stream.write(f'\n]}}, "last": "{page["id"]}", "total": {tally.statements}}}\n'.encode())
    return tally
