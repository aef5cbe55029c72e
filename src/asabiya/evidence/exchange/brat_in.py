"""Corrections from brat: annotations changed, made and taken out become statements."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from asabiya.errors import AsabiyaError, InputError
from asabiya.evidence.exchange.brat import ATTRIBUTES, INDEX, NOTED, fragments
from asabiya.evidence.exchange.corrections import Corrected, Edits, guessed_kind, recoded, text_at
from asabiya.evidence.exchange.places import digest_of
from asabiya.evidence.exchange.rows import Lookup, Reading
from asabiya.evidence.exchange.standoff import Annotations, Content, Entity, parse
from asabiya.evidence.ledger import Article, Ledger, Span, Speaker, Statement
from asabiya.evidence.review.fields import with_value
from asabiya.files import MAX_BYTES, read_bytes

__all__ = ["read_brat"]


def read_brat(path: Path, known: Lookup, *, by: str) -> Reading:
    """Read a brat folder.

    Annotations with the ``id`` of a statement in their note are compared with it; others are new statements;
    statements without annotation are taken out. An article that the store does not have comes in with its
    .txt file as its text.

    Parameters
    ----------
    path
        The folder.
    known
        Finds the ledgers as they now are.
    by
        Who annotated.

    Raises
    ------
    InputError
        With file and line, for what `standoff.parse` refuses, a .txt that is not the article's text any more,
        a statement that is unknown or comes twice, a value that its field cannot have, and a ledger that has
        changed since the folder was written.
    """
    texts = sorted(path.glob("*.txt"))
    if not texts:
        what = "has no .txt file" if path.is_dir() else "is no folder"
        raise InputError(f"brat folder {path}: {what}", hint="name a folder with .txt and .ann files")
    index = _index(path)
    at, ignored = dt.datetime.now(dt.UTC), 0
    corrected: list[Corrected] = []
    for place in texts:
        # An empty article is a valid one, which a general reading of files refuses.
        data = read_bytes(place, what="article") if place.stat().st_size else b""
        entry = index.get(place.stem, {})
        name = entry.get("sha256") or sha256(data).hexdigest()
        found = known([name]).get(name)
        if entry and found is None:
            raise InputError(f"{place}: is no article of the store", hint="add its ledger first")
        digest, ledger = found or (None, _unknown(place, data, name))
        _check(place, data, entry, ledger)
        annotations = _annotations(place.with_suffix(".ann"), ledger.article.text)
        ignored += annotations.ignored
        edits = _compared(ledger, annotations, by)
        if edits or digest is None:
            corrected.append(Corrected(digest, edits.applied(ledger, by=by, at=at), edits))
    return Reading(tuple(corrected), ignored=ignored)


def _index(path: Path) -> dict[str, dict[str, str]]:
    """Articles of the folder by the names of their files; none if they come from elsewhere."""
    place = path / INDEX
    if not place.exists():
        return {}
    try:
        found = json.loads(read_bytes(place, what="index", limit=100 * MAX_BYTES))["documents"]
        return {name: {key: str(entry[key]) for key in ("sha256", "ledger")} for name, entry in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(
            f"{place}: is damaged", hint="export the folder again and put the .ann files there"
        ) from None


def _unknown(place: Path, data: bytes, name: str) -> Ledger:
    """A ledger without statements for a text that the store does not have."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise InputError(f"{place}: not UTF-8 at byte {problem.start:,}", hint="save it as UTF-8") from None
    return Ledger(article=Article(source=place.name, sha256=name, text=text))


def _check(place: Path, data: bytes, entry: dict[str, str], ledger: Ledger) -> None:
    if data != ledger.article.text.encode():
        raise InputError(
            f"{place}: is not the text of the article in the store",
            hint="brat must not change the .txt file; export it again",
        )
    if entry and entry["ledger"] != digest_of(ledger):
        raise InputError(
            f"{place}: the ledger of this article has changed since the folder was written",
            hint="export it again and make the changes there",
        )


def _annotations(place: Path, text: str) -> Annotations:
    if place.exists() and not place.stat().st_size:
        return Annotations([])
    return parse(read_bytes(place, what="annotations"), text, place)


def _compared(ledger: Ledger, annotations: Annotations, by: str) -> Edits:
    edits = Edits()
    standing = {s.id: s for s in ledger.statements}
    seen: set[str] = set()
    for content in annotations.contents:
        key = content.note.get("id")
        if key is None:
            edits.added.append(_new(ledger, content, by))
            continue
        if not isinstance(key, str) or key not in standing or key in seen:
            what = "comes twice" if key in seen else "is no statement of the article"
            raise content.entity.wrong(
                f"the note's id {key!r} {what}", "take id out of the note for a new statement"
            )
        seen.add(key)
        _change(ledger, standing[key], content, edits, by)
    edits.removed += [key for key in standing if key not in seen]
    return edits


def _merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans with those made one that brat has parted at the end of a line."""
    whole: list[Span] = []
    for start, end in spans:
        gap = text[whole[-1][1] : start] if whole else "x"
        if gap and not gap.strip() and re.search("[\r\n]", gap):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _place(text: str, entity: Entity, held: Sequence[Span]) -> list[Span]:
    """Where an entity stands, as it was if brat shows no difference."""
    if list(entity.spans) == [part for span in held for part in fragments(text, span)]:
        return list(held)
    return _merged(text, entity.spans)


def _one(text: str, entity: Entity | None, held: Span | None) -> list[int] | None:
    """The span of a cue or source."""
    if entity is None:
        return None
    spans = _place(text, entity, [held] if held else [])
    if len(spans) != 1:
        raise entity.wrong(f"a {entity.kind} of several parts", "mark one stretch of words")
    return list(spans[0])


def _wanted(ledger: Ledger, statement: Statement, content: Content) -> dict[str, Any]:
    """What the annotations say of each field, codes and spans apart."""
    text = ledger.article.text
    fields: dict[str, Any] = dict.fromkeys(name for name in NOTED if name != "id")
    fields |= {"via": [], "speaker.candidates": []}
    fields |= {name: value for name, value in content.note.items() if name != "id"}
    for name, (field, _) in ATTRIBUTES.items():
        fields[field] = content.values.get(name)
    fields["kind"] = fields["kind"] or statement.kind
    fields["time_reference"] = fields["time_reference"] or "present"
    fields["date.year_inferred"] = "YearInferred" in content.flags
    fields["cue"] = _one(text, content.cue, statement.cue)
    fields["speaker.mention"] = _one(text, content.source, statement.speaker.mention)
    if fields["date.value"] is not None and statement.date.value is None and not fields["date.precision"]:
        # A date that somebody writes down as a day is one.
        fields["date.precision"] = "day"
    return fields


def _change(ledger: Ledger, statement: Statement, content: Content, edits: Edits, by: str) -> None:
    text = ledger.article.text
    spans = _place(text, content.entity, statement.spans)
    if tuple(spans) != statement.spans:
        edits.set(statement, "spans", {"spans": [list(span) for span in spans], "text": text_at(text, spans)})
    fields = _wanted(ledger, statement, content)
    codes = [flag for flag in content.flags if flag != "YearInferred"]
    for field, value in (fields | dict(recoded(statement, codes, by=by))).items():
        try:
            edits.set(statement, field, value)
        except AsabiyaError as problem:
            raise content.entity.wrong(problem.message, problem.hint) from None


def _new(ledger: Ledger, content: Content, by: str) -> dict[str, Any]:
    """The content of a new statement."""
    text = ledger.article.text
    spans = _merged(text, content.entity.spans)
    made = Statement.model_validate(
        {
            "id": "new",
            "kind": guessed_kind(text, spans),
            "spans": tuple(spans),
            "text": text_at(text, spans),
            "speaker": Speaker(),
        }
    )
    fields = _wanted(ledger, made, content)
    if fields["speaker.name"] is None and fields["speaker.mention"] is not None:
        start, end = fields["speaker.mention"]
        fields["speaker.name"] = text[start:end]
    codes = [flag for flag in content.flags if flag != "YearInferred"]
    for field, value in (fields | dict(recoded(made, codes, by=by))).items():
        try:
            made = with_value(made, field, value)
        except AsabiyaError as problem:
            raise content.entity.wrong(problem.message, problem.hint) from None
    return made.model_dump(mode="json", exclude={"id", "history"})
