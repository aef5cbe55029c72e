"""Fields of a statement by name: what they hold as plain JSON, and the statement with another value in one.

Names are those of `Change.field`: ``office``, ``date`` (all of it), ``date.basis``, ``speaker``,
``speaker.id``, ``codes.warns_surprise`` (everybody's coding of one code) and so on. Null stands for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import JsonValue, ValidationError

from asabiya.errors import InputError, LedgerError, nearest
from asabiya.evidence.ledger import DateRef, Speaker, Statement
from asabiya.vocabulary import CODES

__all__ = ["PLAIN", "codings", "value_of", "with_value"]

PLAIN: Final = (
    "kind",
    "office",
    "institution",
    "sector",
    "audience",
    "venue",
    "via",
    "time_reference",
    "date",
    "speaker",
)
"""Fields that an analyst may change, codes apart."""

_PLACES: Final = ("cue", "spans")
"""Where it stands in the article; corrections from other programs change that. ``spans`` holds the spans and
the text that they mark, which go together."""

_EMPTY: Final[Mapping[str, JsonValue]] = {
    "via": [],
    "date": DateRef().model_dump(mode="json"),
    "speaker": Speaker().model_dump(mode="json"),
}
"""What the ledger holds where such a field says nothing."""

_PARTS: Final = {"date": tuple(DateRef.model_fields), "speaker": tuple(Speaker.model_fields)}


def _split(field: str) -> tuple[str, str]:
    """Field and part of a dotted name, both known."""
    head, _, part = field.partition(".")
    known = {"codes": CODES, **_PARTS}
    if head == "codes" and part in CODES:
        return head, part
    if head in (*PLAIN, *_PLACES) and (not part or part in _PARTS.get(head, ())):
        return head, part
    if head in known and part:
        raise InputError(
            f"{field}: no such field", hint=nearest(field, [f"{head}.{name}" for name in known[head]])
        )
    raise InputError(f"{field}: no such field", hint=nearest(head, (*PLAIN, "codes")))


def codings(statement: Statement, code: str) -> list[dict[str, Any]]:
    """Everybody's coding of one code: its place among the statement's codes, confidence and coder."""
    return [
        {"place": place, "confidence": coding.confidence, "coder": coding.coder}
        for place, coding in enumerate(statement.codes)
        if coding.code == code
    ]


def value_of(statement: Statement, field: str) -> JsonValue:
    """What a field holds, as plain JSON; null where it says nothing.

    Raises `InputError` for a field that is none.

    >>> from asabiya.evidence import read_text
    >>> [statement] = read_text("Governor Ada Lorn said, “Nobody here has deserted us.”").statements
    >>> value_of(statement, "office"), value_of(statement, "date"), value_of(statement, "speaker.id")
    ('Governor', None, 'ada-lorn')
    """
    head, part = _split(field)
    if head == "codes":
        found: list[Any] = codings(statement, part)
        return found or None
    if head == "spans":
        return statement.model_dump(mode="json", include={"spans", "text"})
    whole: JsonValue = statement.model_dump(mode="json", include={head})[head]
    if part:
        return whole[part] if isinstance(whole, dict) else None
    return None if whole == _EMPTY.get(head) else whole


def with_value(statement: Statement, field: str, value: JsonValue) -> Statement:
    """The statement with another value in a field, checked against the schema.

    Raises `InputError` for a field that is none, and `LedgerError` for a value that the field cannot have.
    """
    head, part = _split(field)
    changed: JsonValue
    if head == "codes":
        changed = _recoded(statement, part, value)
    elif part:
        changed = statement.model_dump(mode="json", include={head})[head] | {part: value}
    else:
        changed = _EMPTY.get(head) if value is None else value
    both = changed if head == "spans" and isinstance(changed, dict) else {head: changed}
    record = statement.model_dump(mode="json") | both
    try:
        return Statement.model_validate_json(json.dumps(record))
    except ValidationError as problem:
        raise LedgerError(
            f"{statement.id}: {field} cannot be {json.dumps(value, ensure_ascii=False)[:80]}",
            hint=problem.errors(include_url=False)[0]["msg"],
        ) from None


def _recoded(statement: Statement, code: str, value: JsonValue) -> JsonValue:
    """All codes of a statement with everybody's coding of one code replaced."""
    codes: list[JsonValue] = [c.model_dump(mode="json") for c in statement.codes if c.code != code]
    for entry in value if isinstance(value, list) else ():
        if not isinstance(entry, dict):
            raise LedgerError(
                f"{statement.id}: codes.{code} cannot be {json.dumps(value)[:80]}",
                hint="a coding has place, confidence and coder",
            )
        place = entry.get("place")
        at = place if isinstance(place, int) else len(codes)
        codes.insert(at, {"code": code, **{k: v for k, v in entry.items() if k != "place"}})
    return codes
