"""Articles with annotated attributions, in brat's standoff format.

A folder holds ``NAME.txt`` and ``NAME.ann`` side by side, or the folders ``text`` and ``attributions`` (where
``NAME_ANNOTATOR.ann`` belongs to ``NAME.txt`` too; the first by file name counts). Entities are ``Content``,
``Cue`` and ``Source``, their offsets in code points; an event line ties those of one attribution together:
``E1 Attribution:T4 Content:T2 Cue:T1 Source:T3``. So do, in exported ledgers, the relations ``CuedBy`` and
``SaidBy`` from a content to its cue and source.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from asabiya.errors import InputError, nearest
from asabiya.files import read_bytes

__all__ = ["Annotated", "Attribution", "digest", "read_corpus", "split"]

Offsets = tuple[int, int]

_ROLES: Final = ("Content", "Cue", "Source")
_TYPES: Final = frozenset({*_ROLES, "Attribution", "Attribution-no-source", "Discuss", "Discard"})
"""Entities that are understood; all but the roles are passed over."""
_ENTITY: Final = re.compile(r"T\d+\t(?P<type>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)(?:\t.*)?")


@dataclass(frozen=True)
class Attribution:
    """One attribution: places of what is said, of the attributing words, and of who says it.

    Each is a tuple of half-open offsets in code points, sorted; ``source`` may be empty.
    """

    content: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    source: tuple[Offsets, ...]


@dataclass(frozen=True)
class Annotated:
    """An article and its attributions, sorted by cue."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def read_corpus(folder: str | Path) -> list[Annotated]:
    """The articles of a corpus by sorted file name.

    Raises
    ------
    InputError
        When there is no such folder or no article in it, a text has no annotations or is not UTF-8, an
        annotation cannot be read, lies outside its text, is of an unknown type, overlaps another of its own
        attribution, or the whole corpus holds no attribution.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"corpus {folder}: no such folder", hint="name a folder of .txt and .ann files")
    texts, notes = (folder / "text", folder / "attributions")
    if not (texts.is_dir() and notes.is_dir()):
        texts = notes = folder
    names = sorted(texts.glob("*.txt"))
    if not names:
        raise InputError(
            f"corpus {folder}: no article (.txt) there", hint="see docs/training.md for its form"
        )
    paths = sorted(notes.glob("*.ann"), reverse=True)
    of_annotator = {path.stem.rpartition("_")[0]: path for path in paths}
    own = {path.stem: path for path in paths}
    found = []
    for path in names:
        note = own.get(path.stem, of_annotator.get(path.stem))
        if note is None:
            raise InputError(
                f"corpus {path}: no annotations",
                hint=f"put {path.stem}.ann into {notes}, empty where nothing is attributed",
            )
        found.append(_read_article(path, note))
    if not any(one.attributions for one in found):
        raise InputError(
            f"corpus {folder}: no attribution in {len(found)} articles",
            hint="event lines tie Content, Cue and Source together; see docs/training.md",
        )
    return found


def split(articles: Sequence[Annotated], every: int) -> tuple[list[Annotated], list[Annotated]]:
    """Articles to train on, and every so manieth that is held out and measured.

    Raises
    ------
    InputError
        When nothing would be held out or nothing with an attribution would be left to train on.
    """
    train = [one for number, one in enumerate(articles) if number % every != every - 1]
    held = [one for number, one in enumerate(articles) if number % every == every - 1]
    if not held or not any(one.attributions for one in train):
        raise InputError(
            f"--hold-out {every}: of {len(articles)} articles {len(train)} are left to train on, "
            f"{len(held)} to measure",
            hint=f"name a number from 2 to {max(2, len(articles))}, or add articles",
        )
    return train, held


def digest(articles: Sequence[Annotated]) -> str:
    """SHA-256 over names, texts and attributions, in order."""
    total = hashlib.sha256()
    for one in articles:
        for part in (one.name, one.text, repr(one.attributions)):
            total.update(hashlib.sha256(part.encode("utf-8")).digest())
    return total.hexdigest()


def _read_article(path: Path, note: Path) -> Annotated:
    text = _decoded(path, read_bytes(path, what="corpus"))
    # An article without attributions has an empty file of annotations.
    lines = _decoded(note, read_bytes(note, what="corpus") if note.stat().st_size else b"")
    places: dict[str, tuple[str, tuple[Offsets, ...]]] = {}
    events: list[tuple[int, str]] = []
    for number, line in enumerate(lines.split("\n"), start=1):
        if re.match(r"T\d", line):
            places[line.split("\t")[0]] = _entity(f"corpus {note}, line {number}", line.rstrip("\r"), text)
        elif re.match(r"E\d", line):
            events.append((number, line))
    events += _related(lines)
    found = [_event(f"corpus {note}, line {number}", line, places) for number, line in events]
    return Annotated(
        path.stem, text, tuple(sorted((a for a in found if a), key=lambda a: (a.cue, a.content)))
    )


def _related(lines: str) -> list[tuple[int, str]]:
    """Event lines, with the number of the line, for what relations tie together."""
    kinds = dict(re.findall(r"^A\d+\tKind (T\d+) (\w+)", lines, re.MULTILINE))
    sources = dict(re.findall(r"^R\d+\tSaidBy Arg1:(T\d+) Arg2:(T\d+)", lines, re.MULTILINE))
    found = []
    for number, line in enumerate(lines.split("\n"), start=1):
        match = re.match(r"R\d+\tCuedBy Arg1:(T\d+) Arg2:(T\d+)", line)
        # The content of a thought is its whole sentence, which says nothing on where contents begin and end.
        if match is None or kinds.get(match.group(1)) in ("author", "ascribed"):
            continue
        content, cue = match.groups()
        source = f" Source:{sources[content]}" if content in sources else ""
        found.append((number, f"E\tAttribution:{cue} Content:{content} Cue:{cue}{source}"))
    return found


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig" if path.suffix == ".ann" else "utf-8")
    except UnicodeDecodeError as problem:
        raise InputError(
            f"corpus {path}: not UTF-8 (byte {problem.start:,})", hint="convert the file to UTF-8"
        ) from None


def _entity(where: str, line: str, text: str) -> tuple[str, tuple[Offsets, ...]]:
    match = _ENTITY.fullmatch(line)
    if match is None:
        raise InputError(
            f"{where}: not an entity: {line[:60]!r}", hint="for example T1<TAB>Cue 386 392<TAB>said"
        )
    kind = match.group("type")
    if kind not in _TYPES:
        raise InputError(f"{where}: entity of unknown type {kind}", hint=nearest(kind, _ROLES))
    spans = sorted(
        (int(a), int(b)) for a, b in (piece.split(" ") for piece in match.group("spans").split(";"))
    )
    for a, b in spans:
        if not a < b <= len(text):
            raise InputError(
                f"{where}: {a} to {b} is no place in a text of {len(text):,} code points",
                hint="offsets count code points from 0, the end left out; was the text changed since?",
            )
    return kind, tuple(spans)


def _event(where: str, line: str, places: dict[str, tuple[str, tuple[Offsets, ...]]]) -> Attribution | None:
    """The attribution of an event line; none where it has no content or no cue."""
    roles: dict[str, tuple[Offsets, ...]] = {}
    for number, item in enumerate(line.rstrip("\r").split("\t")[-1].split()):
        role, _, key = item.partition(":")
        if key not in places:
            raise InputError(
                f"{where}: {item} names no entity", hint="every T… of an event needs its own line"
            )
        if number == 0:
            continue
        role = role.rstrip("0123456789")
        if role not in _ROLES:
            raise InputError(f"{where}: unknown role {role}", hint=nearest(role, _ROLES))
        roles[role] = tuple(sorted((*roles.get(role, ()), *places[key][1])))
    if not roles.get("Content") or not roles.get("Cue"):
        return None
    ordered = sorted((span, role) for role in _ROLES for span in roles.get(role, ()))
    for (one, role), (other, second) in pairwise(ordered):
        # One letter too much is a slip of the hand, which the tokens' bounds put right.
        if other[0] < one[1] - 1:
            raise InputError(
                f"{where}: {role} {one[0]} to {one[1]} and {second} {other[0]} to {other[1]} overlap",
                hint="parts of one attribution stand beside each other; contents of several may nest",
            )
    return Attribution(roles["Content"], roles["Cue"], roles.get("Source", ()))
