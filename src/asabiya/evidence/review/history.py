"""The record of changes: in order, from the reader's answer to the ledger as it stands, and back.

Every change is made by `step`, so that the record replayed from the reader's answer (`original`) gives the
ledger again (`replay`). A change of the field ``statement`` concerns all of it: after it the statement is
``accepted``, ``withdrawn``, or, where an analyst added it, what it then was.
"""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, Literal

from pydantic import JsonValue, ValidationError

from asabiya.errors import InputError, LedgerError, nearest
from asabiya.evidence.ledger import SCHEMA, Change, Ledger, Statement
from asabiya.evidence.review.fields import value_of, with_value

__all__ = [
    "STATEMENT",
    "Status",
    "aware",
    "find",
    "is_reviewed",
    "last_change",
    "original",
    "replay",
    "status_of",
    "step",
    "summary",
    "timeline",
]

STATEMENT: Final = "statement"
"""Name of the field for changes that concern all of a statement."""

Status = Literal["read", "accepted", "added", "withdrawn"]
"""How a statement stands: as the reader left it or with single fields changed, accepted by an analyst, added
by one, or taken out."""


def _status_after(change: Change) -> Status:
    if isinstance(change.after, dict):
        return "added"
    known: tuple[Status, ...] = ("accepted", "added", "withdrawn")
    return next((status for status in known if status == change.after), "read")


def status_of(statement: Statement) -> Status:
    """How a statement stands."""
    changes = [change for change in statement.history if change.field == STATEMENT]
    return _status_after(changes[-1]) if changes else "read"


def is_reviewed(statement: Statement) -> bool:
    """Whether an analyst has accepted or added the statement; single changes do not make it reviewed."""
    return status_of(statement) in ("accepted", "added")


def find(ledger: Ledger, key: str) -> Statement:
    """The statement of that id, whether it stands or was taken out.

    Raises `InputError` if there is none.
    """
    every = (*ledger.statements, *ledger.withdrawn)
    for statement in every:
        if statement.id == key:
            return statement
    raise InputError(
        f"no statement {key}",
        hint=nearest(key, [s.id for s in every]) if every else "the ledger has none; add one",
    )


def timeline(ledger: Ledger) -> list[tuple[str, Change]]:
    """Every change with its statement's id, in the order in which they were made.

    Changes of one statement keep their order in its history, whatever their times say.
    """
    found: list[tuple[dt.datetime, str, Change]] = []
    for statement in (*ledger.statements, *ledger.withdrawn):
        latest: dt.datetime | None = None
        for change in statement.history:
            at = aware(change.at)
            latest = at if latest is None else max(latest, at)
            found.append((latest, statement.id, change))
    found.sort(key=lambda item: item[0])
    return [(key, change) for _, key, change in found]


def aware(moment: dt.datetime) -> dt.datetime:
    """A moment in UTC; one without a zone is taken to be in it."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment


def _order(statement: Statement) -> tuple[Any, ...]:
    return (statement.spans, statement.id)


def _inserted(statements: tuple[Statement, ...], new: Statement) -> tuple[Statement, ...]:
    """The statements with one more, in text order."""
    at = bisect_left(statements, _order(new), key=_order)
    return (*statements[:at], new, *statements[at:])


def _without(statements: Iterable[Statement], key: str) -> tuple[Statement, ...]:
    return tuple(s for s in statements if s.id != key)


def step(ledger: Ledger, key: str, change: Change) -> Ledger:
    """The ledger after one change of the statement ``key``, the change recorded in its history.

    Raises `InputError` for a statement or field that is none, `LedgerError` for a value that the field cannot
    have.
    """
    if change.field == STATEMENT and isinstance(change.after, dict):
        return _added(ledger, key, change)
    statement = find(ledger, key)
    if change.field != STATEMENT:
        statement = with_value(statement, change.field, change.after)
    statement = statement.model_copy(update={"history": (*statement.history, change)})
    was_out = any(s.id == key for s in ledger.withdrawn)
    goes_out = status_of(statement) == "withdrawn"
    standing, out = ledger.statements, ledger.withdrawn
    if was_out == goes_out:
        place = {key: statement}
        standing = tuple(place.get(s.id, s) for s in standing)
        if change.field == "spans" and not was_out:
            standing = _inserted(_without(standing, key), statement)
        out = tuple(place.get(s.id, s) for s in out)
    elif goes_out:
        standing, out = _without(standing, key), (*out, statement)
    else:
        standing, out = _inserted(standing, statement), _without(out, key)
    return ledger.model_copy(update={"statements": standing, "withdrawn": out})


def _added(ledger: Ledger, key: str, change: Change) -> Ledger:
    """The ledger with the statement that a change adds."""
    content = change.after if isinstance(change.after, dict) else {}
    try:
        new = Statement.model_validate_json(json.dumps(content | {"id": key}))
        new = new.model_copy(update={"history": (change,)})
        return Ledger(
            schema=SCHEMA,
            article=ledger.article,
            statements=_inserted(ledger.statements, new),
            withdrawn=ledger.withdrawn,
        )
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        raise LedgerError(f"{key}: cannot be added ({first['msg']})", hint="see its history") from None


def original(ledger: Ledger) -> Ledger:
    """The reader's answer: the ledger with every change taken back and no history.

    Raises `LedgerError` where a history does not lead to what the ledger says, so that somebody must have
    changed the file by hand.
    """
    # Those that have not moved keep their order, whatever it is; the others go where their words stood.
    moved = [s for s in ledger.statements if any(change.field == "spans" for change in s.history)]
    standing = tuple(_as_read(s) for s in ledger.statements if s not in moved and not _by_analyst(s))
    for statement in (*moved, *ledger.withdrawn):
        if not _by_analyst(statement):
            standing = _inserted(standing, _as_read(statement))
    return ledger.model_copy(update={"statements": standing, "withdrawn": ()})


def _by_analyst(statement: Statement) -> bool:
    """Whether an analyst added the statement."""
    return (
        bool(statement.history)
        and isinstance(statement.history[0].after, dict)
        and (statement.history[0].field == STATEMENT)
    )


def _as_read(statement: Statement) -> Statement:
    result = statement
    for change in reversed(statement.history):
        if change.field == STATEMENT:
            continue
        if value_of(result, change.field) != change.after:
            raise LedgerError(
                f"{statement.id}: {change.field} is not what its history says",
                hint="the file was changed by hand; change it with asabiya review instead",
            )
        result = with_value(result, change.field, change.before)
    return result.model_copy(update={"history": ()})


def replay(ledger: Ledger, changes: Iterable[tuple[str, Change]]) -> Ledger:
    """A reader's answer after changes in order, as `timeline` gives them."""
    for key, change in changes:
        ledger = step(ledger, key, change)
    return ledger


def last_change(ledger: Ledger, by: str) -> tuple[str, Change] | None:
    """The last change of somebody's that takes none back and is not taken back, with its statement's id."""
    every = timeline(ledger)
    undone = {(key, c.field, aware(c.undoes)) for key, c in every if c.undoes is not None}
    for key, change in reversed(every):
        if change.by == by and change.undoes is None and (key, change.field, aware(change.at)) not in undone:
            return key, change
    return None


def summary(ledger: Ledger) -> dict[str, JsonValue]:
    """How far the review is: statements that stand, how many are reviewed, added and taken out, and changes
    counted by field and by person.
    """
    changes = [change for _, change in timeline(ledger)]
    by_field = Counter(change.field for change in changes)
    by_person = Counter(change.by for change in changes)
    return {
        "statements": len(ledger.statements),
        "reviewed": sum(is_reviewed(s) for s in ledger.statements),
        "added": sum(_by_analyst(s) for s in ledger.statements),
        "withdrawn": len(ledger.withdrawn),
        "changes": {
            "by_field": dict(sorted(by_field.items())),
            "by_person": dict(sorted(by_person.items())),
        },
    }
