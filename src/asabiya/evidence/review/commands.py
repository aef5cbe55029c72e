"""The command language of a review: one line, one command. `HELP` says it all.

Used at the terminal and by scripts; `Walk` remembers which statement is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from asabiya.errors import InputError, nearest
from asabiya.evidence.ledger import Change, Ledger, Statement
from asabiya.evidence.review import changes
from asabiya.evidence.review.changes import Changing, Hand
from asabiya.evidence.review.desk import Desk
from asabiya.evidence.review.history import STATEMENT, find, is_reviewed, status_of, timeline
from asabiya.evidence.review.people import choices
from asabiya.evidence.review.places import choose
from asabiya.evidence.review.words import check_code, check_confidence
from asabiya.vocabulary import KINDS

__all__ = ["FIELDS", "HELP", "Reply", "Walk", "told"]

FIELDS: Final = {
    "kind": "kind",
    "speaker": "speaker",
    "name": "speaker.name",
    "id": "speaker.id",
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
"""Names of fields in commands, with those of the record."""

HELP: Final = (
    ("accept", "the statement is right as it stands; goes to the next that is not reviewed"),
    ("code +CODE [CONFIDENCE] -CODE …", "give codes, as yours, or take them away, whoever gave them"),
    ("set FIELD VALUE", f"FIELD is one of {', '.join(FIELDS)}; reporters of via are parted by ;"),
    ("clear FIELD", "the field is unknown, or there is none"),
    ("add [KIND] [N] WORDS", "a statement that was missed, by its words (their Nth place) or as 120-180"),
    ("withdraw", "take a wrong statement out; it is kept in the record"),
    ("restore ID", "bring it back"),
    ("undo", "take your last change back; again, the one before"),
    ("next · prev · unreviewed · goto ID", "another statement"),
    ("list [unreviewed|withdrawn] · history [all] · show · help", "look"),
    ("quit", "stop; everything is saved already"),
)
"""Commands and what they do; the first letter is enough for those of `_SHORT`."""

_SHORT: Final = {
    "a": "accept",
    "c": "code",
    "s": "set",
    "n": "next",
    "p": "prev",
    "u": "undo",
    "g": "goto",
    "l": "list",
    "h": "help",
    "?": "help",
    "q": "quit",
    "exit": "quit",
}
_NUMBER: Final = re.compile(r"\d{1,4}", re.ASCII)
_RANGES: Final = re.compile(r"\d{1,9}-\d{1,9}(?:\s*,\s*\d{1,9}-\d{1,9})*", re.ASCII)


@dataclass(frozen=True)
class Reply:
    """What a command answers."""

    said: tuple[str, ...] = ()
    """Lines."""
    show: bool = False
    """Whether the statement looked at is another or has changed."""
    ends: bool = False
    """Whether the review is over."""


def told(change: Change) -> str:
    """A change in words, without who made it and when."""
    taken = " (undo)" if change.undoes else ""
    if change.field == STATEMENT:
        after = "added" if isinstance(change.after, dict) else change.after or "open again"
        return f"{after}{taken}"
    return f"{change.field}: {_brief(change.before)} → {_brief(change.after)}{taken}"


def _brief(value: object) -> str:
    """A value of the record, short."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return next((str(value[k]) for k in ("name", "value", "text", "id") if value.get(k)), "unknown")
    if isinstance(value, list):
        parts = [f"{v['coder']} {v['confidence']:g}" if isinstance(v, dict) else str(v) for v in value]
        return ", ".join(parts)
    return str(value)


class Walk:
    """A review in progress, one statement looked at."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.at: str | None = None
        """Id of the statement looked at; None in a ledger without any."""
        self._go_on()

    @property
    def statement(self) -> Statement:
        """The statement looked at; `InputError` in a ledger without any."""
        if self.at is None:
            raise InputError("the ledger has no statement", hint="add WORDS, or quit")
        return find(self.desk.ledger, self.at)

    def run(self, line: str) -> Reply:
        """Carry out one command. An empty line and one that begins with # do nothing.

        Raises `InputError` for what is no command or cannot be done, and `OutputError` where it cannot be
        saved; nothing has changed then.
        """
        verb, _, rest = line.strip().partition(" ")
        if not verb or verb.startswith("#"):
            return Reply()
        name = _SHORT.get(verb.lower(), verb.lower())
        if name not in _VERBS:
            near = nearest(name, _VERBS)
            hint = near if near.startswith("did") else "help lists the commands"
            raise InputError(f"{verb[:40]}: no such command", hint=hint)
        return _VERBS[name](self, rest.strip())

    def _make(self, change: Changing) -> Reply:
        known = {key: len(s.history) for key, s in self._every().items()}
        if not self.desk.make(change):
            return Reply(("that is so already",))
        said = [
            f"{key} {told(c)}" for key, s in self._every().items() for c in s.history[known.get(key, 0) :]
        ]
        return Reply(tuple(said), show=True)

    def _every(self) -> dict[str, Statement]:
        ledger = self.desk.ledger
        return {s.id: s for s in (*ledger.statements, *ledger.withdrawn)}

    def _go_on(self) -> bool:
        """Go to the next statement that is not reviewed, from here round to here; whether there is one."""
        standing = self.desk.ledger.statements
        here = next((n for n, s in enumerate(standing) if s.id == self.at), -1)
        turn = (*standing[here + 1 :], *standing[: here + 1])
        found = next((s.id for s in turn if not is_reviewed(s)), None)
        if found is not None or self.at is None:
            self.at = found or (standing[0].id if standing else None)
        return found is not None

    def _accept(self, rest: str) -> Reply:
        _nothing("accept", rest)
        key = self.statement.id
        reply = self._make(lambda ledger, hand: changes.accept(ledger, key, hand))
        more = () if self._go_on() else ("all statements are reviewed",)
        return Reply((*reply.said, *more), show=True)

    def _code(self, rest: str) -> Reply:
        key = self.statement.id
        wanted: list[tuple[str, str, float]] = []
        for word in rest.split():
            if word[0] in "+-":
                wanted.append((word[0], check_code(word[1:]), 1.0))
            elif wanted and wanted[-1][0] == "+":
                wanted[-1] = (*wanted[-1][:2], check_confidence(word))
            else:
                raise InputError(
                    f"code: {word[:40]!r} has no sign", hint="code +warns_surprise gives it, - takes it away"
                )
        if not wanted:
            raise InputError("code: which?", hint="for example code +warns_surprise -claims_strength")

        def change(ledger: Ledger, hand: Hand) -> Ledger:
            for sign, code, confidence in wanted:
                if sign == "+":
                    ledger = changes.add_code(ledger, key, code, hand, confidence=confidence)
                else:
                    ledger = changes.remove_code(ledger, key, code, hand)
            return ledger

        return self._make(change)

    def _set(self, rest: str) -> Reply:
        key = self.statement.id
        name, _, text = rest.partition(" ")
        field, text = _field(name), _unquoted(text)
        people = choices(self.desk.ledger, self.statement)
        if field == "speaker" and _NUMBER.fullmatch(text) and 1 <= int(text) <= len(people):
            text = people[int(text) - 1][0]
        return self._make(lambda ledger, hand: changes.set_field(ledger, key, field, text, hand))

    def _clear(self, rest: str) -> Reply:
        key, field = self.statement.id, _field(rest)
        return self._make(lambda ledger, hand: changes.clear(ledger, key, field, hand))

    def _add(self, rest: str) -> Reply:
        words, kind, number = rest, "direct", None
        first, _, more = words.partition(" ")
        if first in KINDS and more.strip():
            words, kind = more.strip(), first
        first, _, more = words.partition(" ")
        if _NUMBER.fullmatch(first) and more.strip():
            words, number = more.strip(), int(first)
        text = self.desk.ledger.article.text
        if _RANGES.fullmatch(words):
            pairs = [part.split("-") for part in words.split(",")]
            spans = tuple((int(a), int(b)) for a, b in pairs)
        else:
            spans = choose(text, _unquoted(words), number)
        known = set(self._every())
        reply = self._make(lambda ledger, hand: changes.add_statement(ledger, spans, hand, kind=kind))
        self.at = next(key for key in self._every() if key not in known)
        return reply

    def _withdraw(self, rest: str) -> Reply:
        _nothing("withdraw", rest)
        key = self.statement.id
        before = [s.id for s in self.desk.ledger.statements]
        reply = self._make(lambda ledger, hand: changes.withdraw(ledger, key, hand))
        here = before.index(key)
        left = [*before[here + 1 :], *reversed(before[:here])]
        self.at = left[0] if left else None
        return reply

    def _restore(self, rest: str) -> Reply:
        key = self._key(rest)
        reply = self._make(lambda ledger, hand: changes.restore(ledger, key, hand))
        self.at = key
        return reply

    def _undo(self, rest: str) -> Reply:
        _nothing("undo", rest)
        reply = self._make(changes.undo)
        key, _ = timeline(self.desk.ledger)[-1]
        standing = [s.id for s in self.desk.ledger.statements]
        self.at = key if key in standing else next(iter(standing), None)
        return reply

    def _next(self, rest: str) -> Reply:
        return self._move("next", rest, 1)

    def _prev(self, rest: str) -> Reply:
        return self._move("prev", rest, -1)

    def _move(self, verb: str, rest: str, by: int) -> Reply:
        _nothing(verb, rest)
        key, standing = self.statement.id, self.desk.ledger.statements
        here = next(n for n, s in enumerate(standing) if s.id == key) + by
        if not 0 <= here < len(standing):
            return Reply((f"that was the {'last' if by > 0 else 'first'} statement",))
        self.at = standing[here].id
        return Reply(show=True)

    def _unreviewed(self, rest: str) -> Reply:
        _nothing("unreviewed", rest)
        return Reply(show=True) if self._go_on() else Reply(("all statements are reviewed",))

    def _goto(self, rest: str) -> Reply:
        key = self._key(rest)
        if status_of(find(self.desk.ledger, key)) == "withdrawn":
            raise InputError(f"{key}: was taken out", hint=f"restore {key} brings it back")
        self.at = key
        return Reply(show=True)

    def _key(self, rest: str) -> str:
        """An id, or the number in it."""
        every = self._every()
        if not rest:
            raise InputError("which statement?", hint="give its id, for example s03")
        if rest.isdecimal() and rest not in every:
            found = [key for key in every if key.lstrip("s").lstrip("0") == rest.lstrip("0")]
            rest = found[0] if found else rest
        return find(self.desk.ledger, rest).id

    def _list(self, rest: str) -> Reply:
        ledger = self.desk.ledger
        if rest not in ("", "unreviewed", "withdrawn"):
            raise InputError(f"list: {rest[:40]!r}?", hint="list, list unreviewed or list withdrawn")
        chosen = ledger.withdrawn if rest == "withdrawn" else ledger.statements
        return Reply(
            tuple(
                f"{s.id} {status_of(s):9} {s.speaker.name or 'unnamed'}: “{' '.join(s.text.split())[:60]}”"
                for s in chosen
                if rest != "unreviewed" or not is_reviewed(s)
            )
            or ("none",)
        )

    def _history(self, rest: str) -> Reply:
        if rest not in ("", "all"):
            raise InputError(f"history: {rest[:40]!r}?", hint="history, or history all")
        every = timeline(self.desk.ledger)
        chosen = every if rest else [entry for entry in every if entry[0] == self.statement.id]
        lines = (f"{c.at:%Y-%m-%d %H:%M} {c.by}: {key} {told(c)}" for key, c in chosen)
        return Reply(tuple(lines) or ("as the reader left it",))

    def _show(self, rest: str) -> Reply:
        _nothing("show", rest)
        return Reply(show=True)

    def _help(self, _rest: str) -> Reply:
        return Reply(tuple(f"{usage:36} {meaning}" for usage, meaning in HELP))

    def _quit(self, rest: str) -> Reply:
        _nothing("quit", rest)
        return Reply(ends=True)


_VERBS: Final[dict[str, Callable[[Walk, str], Reply]]] = {
    name.removeprefix("_"): getattr(Walk, name)
    for name in (
        *("_accept", "_code", "_set", "_clear", "_add", "_withdraw", "_restore", "_undo", "_next", "_prev"),
        *("_unreviewed", "_goto", "_list", "_history", "_show", "_help", "_quit"),
    )
}


def _nothing(verb: str, rest: str) -> None:
    if rest:
        raise InputError(f"{verb}: takes nothing, found {rest[:40]!r}", hint=f"{verb} alone; help lists all")


def _field(name: str) -> str:
    if name not in FIELDS:
        raise InputError(f"{name[:40]!r}: no such field", hint=nearest(name, FIELDS))
    return FIELDS[name]


def _unquoted(text: str) -> str:
    """A value without straight quote marks around it."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
