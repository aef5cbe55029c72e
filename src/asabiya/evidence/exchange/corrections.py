"""Corrections from other programs: what changed against a ledger, put into it with who and when."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import JsonValue, ValidationError

from asabiya.errors import LedgerError
from asabiya.evidence.ledger import Change, Ledger, Span, Statement
from asabiya.evidence.review.fields import codings, value_of, with_value
from asabiya.evidence.review.history import STATEMENT, aware, find, status_of, step

__all__ = ["Corrected", "Edits", "guessed_kind", "recoded", "text_at"]

_OPENING: Final = "\"'“‘«‹„‚「『"


@dataclass(frozen=True)
class Corrected:
    """A ledger that a correction has changed."""

    digest: str | None
    """Of the revision that was corrected; None for an article that the store did not have."""
    ledger: Ledger
    """As it is now."""
    edits: Edits
    """What was changed."""


@dataclass
class Edits:
    """What somebody changed in one ledger."""

    fields: list[tuple[str, str, JsonValue]] = field(default_factory=list)
    """Statement, field and new value, named as in `Change`."""
    added: list[dict[str, JsonValue]] = field(default_factory=list)
    """New statements, as plain JSON without id."""
    removed: list[str] = field(default_factory=list)
    """Statements taken out."""

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.fields or self.added or self.removed)

    def set(self, statement: Statement, name: str, value: JsonValue) -> None:
        """Note a field's new value, if it is one.

        Raises `LedgerError` for a value that the field cannot have.
        """
        held = value_of(with_value(statement, name, value), name)
        if held != value_of(statement, name):
            self.fields.append((statement.id, name, held))

    def applied(self, ledger: Ledger, *, by: str, at: dt.datetime) -> Ledger:
        """The ledger with the edits, each in its statement's history.

        Parameters
        ----------
        ledger
            What was edited.
        by
            Who did it.
        at
            When, with its zone. Changes get moments of their own from there on, later than all before.

        Raises
        ------
        LedgerError
            If the outcome is no valid ledger.
        """
        past = [aware(c.at) for s in (*ledger.statements, *ledger.withdrawn) for c in s.history]
        moment = max([at, *(then + _TICK for then in past)])

        def change(key: str, name: str, before: JsonValue, after: JsonValue) -> None:
            nonlocal ledger, moment
            made = Change(at=moment, by=by, field=name, before=before, after=after)
            ledger, moment = step(ledger, key, made), moment + _TICK

        for key, name, after in self.fields:
            change(key, name, value_of(find(ledger, key), name), after)
        for key in self.removed:
            status = status_of(find(ledger, key))
            change(key, STATEMENT, None if status == "read" else status, "withdrawn")
        for content in self.added:
            change(_free_id(ledger), STATEMENT, None, dict(content))
        try:
            return Ledger.model_validate_json(json.dumps(ledger.to_json()))
        except ValidationError as problem:
            first = problem.errors(include_url=False)[0]
            raise LedgerError(
                f"{ledger.article.source}: the corrected ledger is not valid ({first['msg']})",
                hint="check spans, cue and mention of the changed statements",
            ) from None


_TICK: Final = dt.timedelta(microseconds=1)


def _free_id(ledger: Ledger) -> str:
    """The next number after all that were ever given in the ledger."""
    numbers = [
        int(found[1])
        for s in (*ledger.statements, *ledger.withdrawn)
        if (found := re.fullmatch(r"s([0-9]{1,9})", s.id))
    ]
    return f"s{max(numbers, default=0) + 1:02d}"


def text_at(text: str, spans: Sequence[Span]) -> str:
    """The words that spans mark, joined by one space."""
    return " ".join(text[start:end] for start, end in spans)


def recoded(statement: Statement, names: Sequence[str], *, by: str) -> Mapping[str, JsonValue]:
    """By field, the new codings where the statement's codes are to be ``names``.

    Codings of codes that stay are kept; a new code is coded by ``by`` with full confidence.
    """
    had = list(dict.fromkeys(coding.code for coding in statement.codes))
    gone: dict[str, JsonValue] = {f"codes.{name}": None for name in had if name not in names}
    left = sum(len(codings(statement, name)) for name in had if name in names)
    new = [name for name in dict.fromkeys(names) if name not in had]
    return gone | {
        f"codes.{name}": [{"place": left + i, "confidence": 1.0, "coder": by}] for i, name in enumerate(new)
    }


def guessed_kind(text: str, spans: Sequence[Span]) -> str:
    """``direct`` for words right behind an opening quote mark, ``indirect`` for others."""
    start = spans[0][0]
    return "direct" if start and text[start - 1] in _OPENING else "indirect"
