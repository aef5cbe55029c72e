"""What an analyst may do to a ledger: pure functions that give a new ledger with the change recorded.

A change that would change nothing gives the same ledger back, and records nothing. Every function raises
`asabiya.errors.InputError` for a statement that is none, and where it says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from asabiya.errors import InputError
from asabiya.evidence.ledger import Change, DateRef, Ledger, Span, Statement
from asabiya.evidence.review.fields import codings, value_of, with_value
from asabiya.evidence.review.history import STATEMENT, aware, find, last_change, status_of, step
from asabiya.evidence.review.people import speaker_of
from asabiya.evidence.review.words import check_code, parse
from asabiya.vocabulary import KINDS

__all__ = [
    "Changing",
    "Hand",
    "accept",
    "add_code",
    "add_statement",
    "clear",
    "remove_code",
    "restore",
    "set_field",
    "set_speaker",
    "undo",
    "withdraw",
]

_UNCODED = ("author", "ascribed")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Hand:
    """Who makes a change, and when."""

    by: str
    """Name of the analyst."""
    at: dt.datetime = field(default_factory=_now)
    """The moment, with its zone; a later one is recorded where the ledger holds a change as late as this, so
    that no two changes have one moment."""


def _record(
    ledger: Ledger,
    key: str,
    field: str,
    values: tuple[JsonValue, JsonValue],
    hand: Hand,
    undoes: dt.datetime | None = None,
) -> Ledger:
    """The ledger after a change from one value to another."""
    latest = [aware(c.at) for s in (*ledger.statements, *ledger.withdrawn) for c in s.history]
    at = aware(hand.at)
    if latest and at <= max(latest):
        at = max(latest) + dt.timedelta(microseconds=1)
    before, after = values
    return step(
        ledger, key, Change(at=at, by=hand.by, field=field, before=before, after=after, undoes=undoes)
    )


def _standing(ledger: Ledger, key: str) -> Statement:
    statement = find(ledger, key)
    if status_of(statement) == "withdrawn":
        raise InputError(
            f"{key}: was taken out by {statement.history[-1].by}", hint=f"restore {key} brings it back"
        )
    return statement


Changing = Callable[[Ledger, Hand], Ledger]
"""What makes a ledger another, by somebody's hand."""


def accept(ledger: Ledger, key: str, hand: Hand) -> Ledger:
    """The statement as it now is, accepted. A second analyst may accept it too."""
    statement = _standing(ledger, key)
    last = statement.history[-1] if statement.history else None
    if last and last.field == STATEMENT and last.by == hand.by and last.after == "accepted":
        return ledger
    status = status_of(statement)
    return _record(ledger, key, STATEMENT, (None if status == "read" else status, "accepted"), hand)


def _set(ledger: Ledger, key: str, field: str, value: JsonValue, hand: Hand) -> Ledger:
    statement = _standing(ledger, key)
    before = value_of(statement, field)
    # As the ledger will hold it: with the fields that were left out.
    value = value_of(with_value(statement, field, value), field)
    if before == value:
        return ledger
    if field.startswith("date.") and statement.date.value is None:
        raise InputError(f"{key}: has no date yet", hint="set the date first, for example 2023-12-05")
    if field == "kind" and value in _UNCODED and statement.codes:
        raise InputError(
            f"{key}: has codes, and what the author asserts or ascribes has none",
            hint=f"take its codes away first: {', '.join(dict.fromkeys(c.code for c in statement.codes))}",
        )
    return _record(ledger, key, field, (before, value), hand)


def set_field(ledger: Ledger, key: str, field: str, text: str, hand: Hand) -> Ledger:
    """A field with the value that was typed; see `asabiya.evidence.review.words.parse`.

    Raises `InputError` for a value that is none, the basis of a date that is open, and a kind without codes
    for a statement with codes.
    """
    if field == "speaker":
        return set_speaker(ledger, key, text, hand)
    if field in ("speaker.name", "speaker.id"):
        return _rename(ledger, key, field, parse(field, text, DateRef()), hand)
    return _set(ledger, key, field, parse(field, text, _standing(ledger, key).date), hand)


def clear(ledger: Ledger, key: str, field: str, hand: Hand) -> Ledger:
    """A field without value: unknown, or none.

    Raises `InputError` for a field that always has one.
    """
    if field in ("kind", "time_reference", "date.year_inferred"):
        raise InputError(f"{field.rpartition('.')[2]}: always has a value", hint="set another instead")
    if field == "speaker":
        return set_speaker(ledger, key, None, hand)
    if field in ("speaker.name", "speaker.id"):
        return _rename(ledger, key, field, None, hand)
    return _set(ledger, key, field, None, hand)


def set_speaker(ledger: Ledger, key: str, who: str | None, hand: Hand) -> Ledger:
    """The statement with another speaker, named as he is in the ledger or anew; None: unknown.

    An id or name of the ledger's people takes both from there; another name gets an id of its own. What the
    sentence names as the speaker (``mention``) stays.
    """
    speaker = _standing(ledger, key).speaker
    name, slug = (None, None) if who is None else speaker_of(ledger, who)
    resolved = speaker.model_copy(update={"name": name, "id": slug, "candidates": ()})
    return _set(ledger, key, "speaker", resolved.model_dump(mode="json"), hand)


def _rename(ledger: Ledger, key: str, field: str, value: JsonValue, hand: Hand) -> Ledger:
    """Name or id of the speaker alone; whoever gives one says that he knows who it is."""
    speaker = _standing(ledger, key).speaker
    known = speaker.model_copy(update={field.removeprefix("speaker."): value, "candidates": ()})
    return _set(ledger, key, "speaker", known.model_dump(mode="json"), hand)


def add_code(ledger: Ledger, key: str, code: str, hand: Hand, *, confidence: float = 1.0) -> Ledger:
    """The statement with the analyst's coding, beside those of other coders.

    Raises `InputError` for an unknown code, and for what the author asserts or ascribes, which is not coded.
    """
    statement, code = _standing(ledger, key), check_code(code)
    if statement.kind in _UNCODED:
        raise InputError(
            f"{key}: what the author asserts or ascribes has no codes",
            hint="if somebody said it, set its kind first: direct, mixed or indirect",
        )
    before = codings(statement, code)
    own = next((entry for entry in before if entry["coder"] == hand.by), None)
    if own and own["confidence"] == confidence:
        return ledger
    place = own["place"] if own else len(statement.codes)
    new = {"place": place, "confidence": confidence, "coder": hand.by}
    after: list[JsonValue] = [entry for entry in before if entry is not own]
    after.insert(before.index(own) if own else len(before), new)
    return _record(ledger, key, f"codes.{code}", (list[JsonValue](before) or None, after), hand)


def remove_code(ledger: Ledger, key: str, code: str, hand: Hand) -> Ledger:
    """The statement without a code, whoever gave it.

    Raises `InputError` for an unknown code.
    """
    return _set(ledger, key, f"codes.{check_code(code)}", None, hand)


def add_statement(ledger: Ledger, spans: Sequence[Span], hand: Hand, *, kind: str = "direct") -> Ledger:
    """The ledger with a statement that the reader missed; its id is the next free number.

    Raises `InputError` for spans that are empty, out of order or outside the article, for an unknown kind,
    and for words that are a statement already.
    """
    text = ledger.article.text
    if kind not in KINDS:
        parse("kind", kind, DateRef())
    last = 0
    for start, end in spans:
        if not last <= start < end <= len(text) or not text[start:end].strip():
            raise InputError(
                f"words {start}-{end}: not a stretch of the article's {len(text):,} characters",
                hint="spans are half-open, in text order, do not overlap and hold words",
            )
        last = end
    if not spans:
        raise InputError("words: none were given", hint="paste the words of the statement")
    every = (*ledger.statements, *ledger.withdrawn)
    for other in every:
        if other.spans == tuple(spans):
            out = status_of(other) == "withdrawn"
            raise InputError(
                f"{other.id}: has the same words" + (", and was taken out" if out else ""),
                hint=f"restore {other.id} brings it back" if out else f"change {other.id}",
            )
    numbers = [int(s.id[1:]) for s in every if s.id[:1] == "s" and s.id[1:].isdecimal()]
    width = max([2, *(len(s.id) - 1 for s in every if s.id[:1] == "s")])
    key = f"s{max(numbers, default=0) + 1:0{width}d}"
    content: dict[str, JsonValue] = {
        "kind": kind,
        "spans": [[start, end] for start, end in spans],
        "text": " ".join(text[start:end] for start, end in spans),
        "speaker": {"name": None, "id": None, "mention": None},
    }
    return _record(ledger, key, STATEMENT, (None, content), hand)


def withdraw(ledger: Ledger, key: str, hand: Hand) -> Ledger:
    """The ledger with a wrong statement taken out: it stays in the record and weighs nowhere."""
    statement = find(ledger, key)
    status = status_of(statement)
    if status == "withdrawn":
        return ledger
    return _record(ledger, key, STATEMENT, (None if status == "read" else status, "withdrawn"), hand)


def restore(ledger: Ledger, key: str, hand: Hand) -> Ledger:
    """The ledger with a statement that was taken out back where it stood, as it was."""
    statement = find(ledger, key)
    if status_of(statement) != "withdrawn":
        return ledger
    before = [c.before for c in statement.history if c.field == STATEMENT and c.after == "withdrawn"][-1]
    return _record(ledger, key, STATEMENT, ("withdrawn", before), hand)


def undo(ledger: Ledger, hand: Hand) -> Ledger:
    """The ledger with the analyst's last change taken back, itself a change; again, the one before it.

    Raises `InputError` where there is none, and where somebody has changed the same field since.
    """
    last = last_change(ledger, hand.by)
    if last is None:
        raise InputError(f"undo: {hand.by} has changed nothing that still stands", hint="see the history")
    key, change = last
    statement = find(ledger, key)
    later = [c for c in statement.history if aware(c.at) > aware(change.at) and c.by != hand.by]
    since = next((c for c in reversed(later) if c.field == change.field or c.after == "withdrawn"), None)
    if since:
        raise InputError(
            f"undo: {key} {since.field} was changed by {since.by} since", hint="set the value that is right"
        )
    after = change.before
    if change.field == STATEMENT:
        before: JsonValue = status_of(statement)
        # Nobody's statement is lost: what was added goes where wrong ones go.
        after = "withdrawn" if isinstance(change.after, dict) else after
    else:
        before = value_of(statement, change.field)
        after = value_of(with_value(statement, change.field, change.before), change.field)
    return _record(ledger, key, change.field, (before, after), hand, undoes=change.at)
