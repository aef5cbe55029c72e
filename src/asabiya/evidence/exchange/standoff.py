"""brat's .ann files: their lines as records, checked against the text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from asabiya.errors import InputError, nearest
from asabiya.evidence.exchange.brat import ATTRIBUTES, FLAGS, NOTED
from asabiya.evidence.ledger import Span

__all__ = ["Annotations", "Content", "Entity", "parse"]

_OURS: Final = ("Content", "Cue", "Source")


@dataclass(frozen=True)
class Entity:
    """A stretch of text with a type."""

    name: str
    kind: str
    spans: tuple[Span, ...]
    """Its fragments in text order."""
    wrong: Callable[[str, str], InputError]
    """Makes an error about its line, of what is wrong and a hint."""


@dataclass
class Content:
    """A Content with all that hangs on it."""

    entity: Entity
    cue: Entity | None = None
    source: Entity | None = None
    values: dict[str, str] = field(default_factory=dict)
    """Attributes with a value, by name."""
    flags: list[str] = field(default_factory=list)
    """Attributes without one."""
    note: dict[str, Any] = field(default_factory=dict)
    """Fields that the note names."""


@dataclass
class Annotations:
    """What an .ann file holds."""

    contents: list[Content]
    ignored: int = 0
    """Lines of kinds that are not ours."""


@dataclass(frozen=True)
class _Line:
    path: Path
    number: int
    parts: list[str]

    def wrong(self, what: str, hint: str) -> InputError:
        return InputError(f"{self.path}: line {self.number}: {what}", hint=hint)

    def words(self, count: int) -> list[str]:
        """The blank-separated words of the second part, at least so many."""
        words = self.parts[1].split(" ") if len(self.parts) > 1 else []
        if len(words) < count:
            raise self.wrong("is cut short", "was the file saved whole?")
        return words


def parse(data: bytes, text: str, path: Path) -> Annotations:
    """Read an .ann file.

    Parameters
    ----------
    data
        The file.
    text
        What its offsets refer to.
    path
        Its name, for messages.

    Raises
    ------
    InputError
        With file and line: for what is not UTF-8 or no annotation, offsets outside the text, words that are
        not those of the text, numbers that come twice or lead nowhere, and unknown values.
    """
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as problem:
        raise InputError(f"{path}: not UTF-8 at byte {problem.start:,}", hint="save it as UTF-8") from None
    found = Annotations([])
    entities: dict[str, Entity] = {}
    contents: dict[str, Content] = {}
    rest: list[_Line] = []
    for number, raw in enumerate(lines, start=1):
        line = _Line(path, number, raw.rstrip("\r").split("\t"))
        if not raw.strip():
            continue
        if raw[0] != "T":
            rest.append(line)
            continue
        entity = _entity(line, text)
        if entity.name in entities:
            raise line.wrong(f"{entity.name} comes twice", "give one of the two another number")
        entities[entity.name] = entity
        if entity.kind == "Content":
            contents[entity.name] = Content(entity)
        found.ignored += entity.kind not in _OURS
    for line in rest:
        found.ignored += not _attach(line, entities, contents)
    found.contents = sorted(contents.values(), key=lambda content: content.entity.spans)
    return found


def _entity(line: _Line, text: str) -> Entity:
    kind, _, places = " ".join(line.words(3)).partition(" ")
    spans: list[Span] = []
    for fragment in places.split(";"):
        pair = re.fullmatch(r"([0-9]{1,15}) ([0-9]{1,15})", fragment)
        if pair is None:
            raise line.wrong(f"offsets {fragment!r} are none", "for example T1<tab>Content 10 25<tab>words")
        spans.append((int(pair[1]), int(pair[2])))
    spans.sort()
    last = 0
    for start, end in spans:
        if not last <= start < end <= len(text):
            raise line.wrong(
                f"offsets {start} {end} are outside the text or overlap",
                f"the text has {len(text):,} characters; offsets count characters, not bytes",
            )
        last = end
    words = " ".join(text[start:end] for start, end in spans)
    told = line.parts[2] if len(line.parts) > 2 else ""
    if told.split() != words.split():
        raise line.wrong(
            f"says {told[:60]!r}, but the text there is {words[:60]!r}",
            "offsets count characters; was the .txt file changed?",
        )
    return Entity(line.parts[0], kind, tuple(spans), line.wrong)


def _attach(line: _Line, entities: dict[str, Entity], contents: dict[str, Content]) -> bool:
    """Put what a line says to its Content; False if it is none of ours."""
    letter, words = line.parts[0][0], line.words(2) if line.parts[0][0] in "RAM#" else []
    if letter == "R" and words[0] in ("CuedBy", "SaidBy"):
        _relate(line, words, entities, contents)
        return True
    if letter in "AM" and (words[0] in ATTRIBUTES or words[0] in FLAGS):
        content = contents.get(words[1])
        if content is None:
            raise line.wrong(f"{words[1]} is no Content", "attributes stand at a Content")
        if words[0] in FLAGS:
            content.flags.append(words[0])
            return True
        allowed = ATTRIBUTES[words[0]][1]
        value = words[2] if len(words) > 2 else ""
        if value not in allowed:
            raise line.wrong(f"{words[0]} {value!r} is unknown", nearest(value, allowed))
        if content.values.setdefault(words[0], value) != value:
            raise line.wrong(f"{words[0]} of {words[1]} is given twice", "keep one of the two")
        return True
    if letter == "#" and words[0] == "AnnotatorNotes" and words[1] in contents:
        contents[words[1]].note |= _note(line)
        return True
    return False


def _relate(line: _Line, words: list[str], entities: dict[str, Entity], contents: dict[str, Content]) -> None:
    ends = dict(word.partition(":")[::2] for word in words[1:])
    content, other = contents.get(ends.get("Arg1", "")), entities.get(ends.get("Arg2", ""))
    role = "Cue" if words[0] == "CuedBy" else "Source"
    if content is None or other is None or other.kind != role:
        raise line.wrong(f"{words[0]} does not lead from a Content to a {role}", "see annotation.conf")
    held = content.cue if role == "Cue" else content.source
    if held is not None and held.spans != other.spans:
        raise line.wrong(
            f"{content.entity.name} has two of {words[0]}", "a statement has one; keep one of them"
        )
    if role == "Cue":
        content.cue = other
    else:
        content.source = other


def _note(line: _Line) -> dict[str, Any]:
    """The fields of a note: names with JSON values, or plain words up to a semicolon."""
    text = line.parts[2] if len(line.parts) > 2 else ""
    fields: dict[str, Any] = {}
    at = 0
    decoder = json.JSONDecoder()
    while text[at:].strip(" ;"):
        head = re.compile(r"[ ;]*([\w.]+) *= *").match(text, at)
        if head is None:
            raise line.wrong(
                f"the note {text[at : at + 40]!r} names no field", 'for example office = "Governor"'
            )
        name, at = head[1], head.end()
        if name not in NOTED:
            raise line.wrong(f"the note's field {name} is unknown", nearest(name, NOTED))
        if name in fields:
            raise line.wrong(f"the note names {name} twice", "keep one of the two")
        try:
            value, end = decoder.raw_decode(text, at)
            if not re.match(r" *(;|$)", text[end:]):
                raise ValueError
        except (ValueError, RecursionError):
            end = (text + ";").index(";", at)
            value = text[at:end].strip()
        fields[name], at = value, end
    return fields
