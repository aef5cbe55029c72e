"""A review by lines: typed at a terminal, with each statement shown, or piped."""

from __future__ import annotations

import io
import sys
import unicodedata
from typing import Any

from rich.console import Console
from rich.text import Text

from asabiya.errors import AsabiyaError, InputError
from asabiya.evidence.ledger import DateRef, Statement
from asabiya.evidence.review.commands import Walk
from asabiya.evidence.review.context import in_context
from asabiya.evidence.review.desk import Desk
from asabiya.evidence.review.history import is_reviewed, status_of
from asabiya.evidence.review.people import choices

__all__ = ["read_commands", "screen"]

_KEYS = "a accept · c +CODE -CODE · s FIELD VALUE · n next · p prev · u undo · q quit · ? help"
_HIDDEN = {0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
"""Marks of direction, with which a text could turn around what stands beside it on the screen."""


def read_commands(desk: Desk, *, quiet: bool) -> list[dict[str, Any]]:
    """Carry out commands until ``quit`` or the end of the input, and give those that were refused.

    Parameters
    ----------
    desk
        The ledger.
    quiet
        Nothing goes to standard output; what is said goes to standard error.

    Raises
    ------
    InputError
        If standard input is no terminal and holds no command.
    OutputError
        If a change cannot be saved.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    typed = sys.stdin is not None and sys.stdin.isatty()
    console = Console(stderr=quiet, highlight=False, markup=False, emoji=False)
    walk = Walk(desk)
    if typed:
        import readline  # noqa: F401 (lines can be edited, and earlier ones called back)

        screen(console, walk)
    refused: list[dict[str, Any]] = []
    count = number = 0
    while (line := _line(typed, quiet=quiet)) is not None:
        number += 1
        count += bool(line.strip())
        try:
            reply = walk.run(_text(line))
        except InputError as problem:
            typed_words = line.strip()[:200].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            refused.append({"line": number, "command": typed_words} | _told(problem))
            _complain(problem, None if typed else number)
            continue
        if reply.show and typed:
            screen(console, walk)
        for said in reply.said:
            print(_plain(said), file=sys.stderr if quiet else sys.stdout, flush=True)
        if reply.ends:
            break
    if not typed and not count:
        raise InputError(
            "review: standard input is no terminal and holds no command",
            hint='pipe commands, one a line (echo "accept" | asabiya review LEDGER), or use --page',
        )
    return [] if typed else refused


def _line(typed: bool, *, quiet: bool) -> str | None:
    """The next line of input; None at its end."""
    if typed and quiet:
        print("> ", end="", file=sys.stderr, flush=True)
    elif typed:
        try:
            return input("> ")
        except EOFError:
            print()
            return None
    line = sys.stdin.readline() if sys.stdin is not None else ""
    return line or None


def _told(problem: AsabiyaError) -> dict[str, str]:
    return {"message": problem.message, "hint": problem.hint}


def _text(line: str) -> str:
    """A line of input, if it is text."""
    if any(unicodedata.category(sign) == "Cs" for sign in line):
        raise InputError("a line that is not UTF-8", hint="write the commands as UTF-8")
    return line


def _complain(problem: AsabiyaError, number: int | None) -> None:
    where = "" if number is None else f"line {number}: "
    print(_plain(f"{where}{problem.message}\nhint: {problem.hint}"), file=sys.stderr, flush=True)


def _plain(text: str) -> str:
    """Text without signs that could steer a terminal."""
    return "".join(
        sign
        if sign == "\n" or (unicodedata.category(sign) not in ("Cc", "Cs") and ord(sign) not in _HIDDEN)
        else " "
        if sign in "\t\r"
        else "�"
        for sign in text
    )


def dated(date: DateRef) -> str:
    """A date as precise as it is known, with what anchors it."""
    if date.value is None:
        return "no date"
    day = date.value.isoformat()[: {"day": 10, "month": 7, "year": 4}[date.precision or "day"]]
    notes = [date.basis or "no basis", *(["year inferred"] if date.year_inferred else [])]
    return f"{day} ({', '.join(notes)})"


def screen(console: Console, walk: Walk) -> None:
    """Show the statement looked at: its place, its words in context, fields, codes and the keys."""
    ledger = walk.desk.ledger
    standing = ledger.statements
    reviewed = sum(is_reviewed(s) for s in standing)
    console.rule(style="dim")
    if walk.at is None:
        console.print("the ledger has no statement; add WORDS makes one", style="bold")
        return
    statement = walk.statement
    place = 1 + next(n for n, s in enumerate(standing) if s.id == statement.id)
    head = f"{statement.id}  {place} of {len(standing)} · {reviewed} reviewed · {statement.kind}"
    console.print(Text.assemble((head, "bold"), f" · {status_of(statement)}"))
    words = Text()
    for piece, marked in in_context(ledger, statement):
        words.append(_plain(piece), style="reverse" if marked else "")
    console.print(words)
    console.print()
    for name, value in _fields(walk, statement):
        console.print(Text.assemble((f"{name:15}", "cyan"), _plain(value)))
    for code in statement.codes:
        line = f"{code.code}  {code.confidence:.0%} {code.coder}"
        console.print(Text.assemble((f"{'code':15}", "green"), _plain(line)))
    if not statement.codes:
        console.print(Text.assemble((f"{'code':15}", "green"), "none"))
    if statement.history:
        last = statement.history[-1]
        console.print(
            Text(
                _plain(f"{len(statement.history)} changes, the last by {last.by}; history shows them"), "dim"
            )
        )
    console.print(Text(_KEYS, "dim"))


def _fields(walk: Walk, statement: Statement) -> list[tuple[str, str]]:
    """Names and values of a statement's fields, those without a value in one line."""
    speaker = statement.speaker
    name = speaker.name or "unknown"
    found = {
        "speaker": f"{name} [{speaker.id}]" if speaker.id else name,
        "office": statement.office,
        "institution": statement.institution,
        "sector": statement.sector,
        "audience": statement.audience,
        "venue": statement.venue,
        "via": "; ".join(statement.via),
        "date": dated(statement.date),
        "time_reference": statement.time_reference,
    }
    rows = [(key, value) for key, value in found.items() if value]
    if speaker.id is None:
        people = choices(walk.desk.ledger, statement)[:9]
        listed = ", ".join(f"{n} {known}" for n, (_, known) in enumerate(people, start=1))
        rows[1:1] = [("  perhaps", f"{listed} (set speaker 1)")] if people else []
    empty = ", ".join(key for key, value in found.items() if not value)
    return [*rows, *([("open", empty)] if empty else [])]
