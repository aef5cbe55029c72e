"""What a form of the page says, as changes of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from asabiya.errors import InputError
from asabiya.evidence.ledger import Ledger, Statement
from asabiya.evidence.review import changes
from asabiya.evidence.review.changes import Changing, Hand
from asabiya.evidence.review.history import find
from asabiya.evidence.review.places import choose
from asabiya.evidence.review.words import check_confidence

__all__ = ["FIELDS", "Form", "add_from", "answers", "changes_from", "one"]

Form = Mapping[str, Sequence[str]]
"""A posted form: every name with its values."""

FIELDS: Final = {
    "kind": "kind",
    "speaker": "speaker",
    "speaker_id": "speaker.id",
    "office": "office",
    "institution": "institution",
    "sector": "sector",
    "audience": "audience",
    "venue": "venue",
    "via": "via",
    "date": "date",
    "basis": "date.basis",
    "year_inferred": "date.year_inferred",
    "time_reference": "time_reference",
}
"""Names of a statement's controls, with those of the record, in the order in which they are applied."""


def one(form: Form, name: str) -> str:
    """The value of a control; empty where it was not sent."""
    return next(iter(form.get(name, ())), "")


def answers(statement: Statement) -> dict[str, str]:
    """What a statement's controls show."""
    date = statement.date
    length = {"day": 10, "month": 7, "year": 4}[date.precision or "day"]
    found = {
        "kind": statement.kind,
        "speaker": statement.speaker.name,
        "speaker_id": statement.speaker.id,
        "office": statement.office,
        "institution": statement.institution,
        "sector": statement.sector,
        "audience": statement.audience,
        "venue": statement.venue,
        "via": "; ".join(statement.via),
        "date": date.value.isoformat()[:length] if date.value else None,
        "basis": date.basis,
        "year_inferred": "yes" if date.year_inferred else "",
        "time_reference": statement.time_reference,
    }
    return {name: value or "" for name, value in found.items()}


def changes_from(form: Form, *, accept: bool) -> Changing:
    """The changes that a statement's form asks for: where it differs from what the statement says.

    The change raises `InputError` for values that are none, and where the statement was changed after the
    form was made (``seen`` is the number of changes that it had then).

    Parameters
    ----------
    form
        The form, with ``id`` and ``seen``.
    accept
        Whether the statement is accepted too.
    """

    def change(ledger: Ledger, hand: Hand) -> Ledger:
        key = one(form, "id")
        statement = find(ledger, key)
        check_seen(form, len(statement.history), key)
        shown = answers(statement)
        held = {code.code for code in statement.codes}
        wanted = set(form.get("codes", ()))
        confidence = check_confidence(one(form, "confidence") or "1")
        for code in sorted(held - wanted):
            ledger = changes.remove_code(ledger, key, code, hand)
        for name, field in FIELDS.items():
            typed = " ".join(one(form, name).split())
            if typed == shown[name]:
                continue
            if field == "date.year_inferred":
                ledger = changes.set_field(ledger, key, field, typed or "no", hand)
            elif typed:
                ledger = changes.set_field(ledger, key, field, typed, hand)
            elif field != "date.basis" or find(ledger, key).date.value is not None:
                ledger = changes.clear(ledger, key, field, hand)
        for code in sorted(wanted - held):
            ledger = changes.add_code(ledger, key, code, hand, confidence=confidence)
        return changes.accept(ledger, key, hand) if accept else ledger

    return change


def check_seen(form: Form, now: int, what: str) -> None:
    """Raise `InputError` if something was changed after the form was made."""
    if one(form, "seen") != str(now):
        raise InputError(
            f"{what}: was changed after this page was loaded, in another tab or window",
            hint="nothing was saved; here is how it stands now",
        )


def add_from(form: Form) -> Changing:
    """The statement that the form for missed ones asks for.

    The change raises `InputError` where its words are not found, or stand at several places and none was
    chosen.
    """
    place = one(form, "place")
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else None

    def change(ledger: Ledger, hand: Hand) -> Ledger:
        spans = choose(ledger.article.text, one(form, "words"), number)
        return changes.add_statement(ledger, spans, hand, kind=one(form, "kind"))

    return change


def statement_change(form: Form, operation: Callable[[Ledger, str, Hand], Ledger]) -> Changing:
    """An operation on the whole of a form's statement, unless it was changed after the form was made."""

    def change(ledger: Ledger, hand: Hand) -> Ledger:
        key = one(form, "id")
        check_seen(form, len(find(ledger, key).history), key)
        return partial(operation, ledger, key)(hand)

    return change
