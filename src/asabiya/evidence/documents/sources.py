"""What there is to read: files, folders, standard input and dumps of articles, in a stable order."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final

from asabiya.errors import InputError
from asabiya.evidence.documents.article import DUMPS, HTML, MARKDOWN
from asabiya.evidence.documents.imprint import FIELDS
from asabiya.evidence.ledger import is_ledger
from asabiya.files import MAX_BYTES

__all__ = ["ENDINGS", "STDIN", "Item", "count", "gather", "is_dump", "is_several"]

ENDINGS: Final = (".txt", ".text", *MARKDOWN, *HTML, ".pdf", *DUMPS)
"""Endings by which articles are known in a folder."""
STDIN: Final = "standard-input"
"""What the ledger of standard input is called in a folder."""

_PEEK: Final = 65_536
_ARTICLE: Final = re.compile(rb'^\s*\{(?:.{0,60000}?[,{]\s*)?"(?:text|html)"\s*:', re.S)
_OURS: Final = re.compile(rb'\s*\{\s*"schema"\s*:\s*"asabiya\.')
_KNOWN: Final = frozenset(
    ("text", "html", "id", "url", *(name for names in FIELDS.values() for name in names))
)


@dataclass(frozen=True)
class Item:
    """One article to read, or what keeps it from being read."""

    name: str
    """The file, or the dump with the line: what messages and the manifest call it."""
    ledger: str
    """Name wished for its ledger in a folder, without the ending."""
    path: Path | None = None
    """The file."""
    data: bytes | None = None
    """Bytes that come from elsewhere than a file: standard input, or the line of a dump."""
    record: Mapping[str, Any] | None = None
    """The record that a dump's line holds."""
    source: str = ""
    """The article's ``source``: for a record its address, its id or its line."""
    unused: tuple[str, ...] = ()
    """Fields of the record that mean nothing here."""
    problem: InputError | None = None
    """Why there is nothing to read."""


def is_dump(start: bytes, name: str) -> bool:
    """Whether a file that begins so is a dump of articles, an object with text or html a line.

    >>> is_dump(b'{"title": "Night", "text": "It rained."}', "-")
    True
    >>> is_dump(b'{"schema": "asabiya.ledger/1", "article": {"text": ""}}', "ledger.jsonl")
    False
    """
    start = start.removeprefix(b"\xef\xbb\xbf")
    if not start.lstrip().startswith(b"{") or _OURS.match(start):
        return False
    line = start.lstrip().split(b"\n", 1)[0]
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        # Broken, or longer than what was looked at.
        return (name.lower().endswith(DUMPS) and not is_ledger(start)) or _ARTICLE.match(line) is not None
    return isinstance(first, dict) and (
        "text" in first or "html" in first or (name.lower().endswith(DUMPS) and "article" not in first)
    )


def is_several(sources: Sequence[str | Path]) -> bool:
    """Whether an answer for these sources is a list: there are several, or one is a folder or a dump."""
    if len(sources) != 1:
        return True
    path = Path(sources[0])
    return str(path) != "-" and (path.is_dir() or _holds_dump(path))


def _holds_dump(path: Path) -> bool:
    return is_dump(_start(path), path.name)


def _start(path: Path) -> bytes:
    """The first bytes of a file; nothing where it cannot be read, which is then told when it is."""
    try:
        with path.open("rb") as stream:
            return stream.read(_PEEK)
    except OSError:
        return b""


def gather(sources: Iterable[str | Path]) -> Generator[Item, None, None]:
    """The articles in files, folders, dumps and standard input (``"-"``), in the order given.

    Folders are walked with their subfolders in the order of names, hidden ones and links to folders left out;
    only files with one of `ENDINGS` count there, and ledgers are passed over.
    """
    for source in sources:
        path = Path(source)
        if str(source) == "-":
            yield from _standard_input()
        elif path.is_dir():
            found = False
            for file in _walk(path):
                found = True
                yield from _of_file(file, file.relative_to(path).with_suffix("").as_posix())
            if not found:
                yield Item(str(path), path.name, problem=_empty_folder(path))
        else:
            yield from _of_file(path, path.stem)


def count(sources: Iterable[str | Path]) -> int:
    """How many articles `gather` will give, standard input counted as one."""
    total = 0
    for source in sources:
        path = Path(source)
        files = _walk(path) if str(source) != "-" and path.is_dir() else [path]
        total += sum(_lines_in(file) if str(file) != "-" and _holds_dump(file) else 1 for file in files)
    return total


def _lines_in(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for line in _lines(stream) if line.strip())


def _empty_folder(path: Path) -> InputError:
    return InputError(
        f"folder {path}: no article in it",
        hint=f"articles end in {', '.join(ENDINGS)}; name other files singly",
    )


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith(".") or not name.lower().endswith(ENDINGS):
                continue
            path = Path(place, name)
            if name.lower().endswith(DUMPS) and not _holds_dump(path):
                continue
            yield path


def _of_file(path: Path, ledger: str) -> Iterator[Item]:
    if not _holds_dump(path):
        yield Item(str(path), ledger, path=path, source=str(path))
        return
    with path.open("rb") as stream:
        yield from _of_dump(_lines(stream), str(path), ledger)


def _standard_input() -> Iterator[Item]:
    stream = sys.stdin.buffer
    first = stream.readline(MAX_BYTES + 1)
    while first and not first.strip():
        first = stream.readline(MAX_BYTES + 1)
    if is_dump(first, "-"):
        yield from _of_dump(chain([first], _lines(stream)), "-", STDIN)
        return
    rest = stream.read(MAX_BYTES + 1)
    yield Item("-", STDIN, data=first + rest, source="-")


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines, none held in memory beyond what is read of an article."""
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)


def _of_dump(lines: Iterable[bytes], dump: str, ledger: str) -> Iterator[Item]:
    for number, raw in enumerate(lines, start=1):
        data = raw.strip().removeprefix(b"\xef\xbb\xbf")
        if not data:
            continue
        name, wished = f"{dump}:{number}", f"{ledger}/{number:06}"
        record = _record(data, name)
        if isinstance(record, InputError):
            yield Item(name, wished, problem=record)
            continue
        unused = tuple(key for key in record if key.lower().replace("-", "_") not in _KNOWN)
        source = record.get("url") or (f"{dump}#{record['id']}" if record.get("id") else name)
        yield Item(name, wished, data=data, record=record, source=str(source), unused=unused)


def _record(data: bytes, name: str) -> dict[str, Any] | InputError:
    hint = "a dump holds one JSON object a line, with text or html"
    if len(data) > MAX_BYTES:
        return InputError(
            f"article {name}: the line has more than the {MAX_BYTES:,} bytes that are read", hint=hint
        )
    try:
        record = json.loads(data)
    except UnicodeDecodeError as problem:
        return InputError(f"article {name}: not UTF-8 at byte {problem.start} of the line", hint=hint)
    except RecursionError:
        return InputError(f"article {name}: JSON that is nested too deeply", hint=hint)
    except ValueError as problem:
        reason = str(problem).partition(": line")[0]
        at = f" at byte {problem.pos}" if isinstance(problem, json.JSONDecodeError) else ""
        return InputError(f"article {name}: not JSON ({reason}{at})", hint=hint)
    if not isinstance(record, dict):
        return InputError(
            f"article {name}: no JSON object but {data[:20].decode(errors='replace')!r}", hint=hint
        )
    return record
