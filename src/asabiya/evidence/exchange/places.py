"""What goes out, and where to: ledgers with the statements that are wanted, files that appear whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Final

from asabiya.errors import OutputError
from asabiya.evidence.ledger import Ledger, Statement
from asabiya.evidence.persons.names import slug
from asabiya.files import write_directory

__all__ = ["Selection", "Tally", "digest_of", "file_name", "folder", "wanted"]

Selection = tuple[Ledger, frozenset[str] | None]
"""A ledger and the ids of the statements that are wanted; None for all."""

_NOTHING: Final = ".never-written"
"""No export holds such a file, so that none is taken for one that may be replaced."""


@dataclass
class Tally:
    """How much went out."""

    articles: int = 0
    """Articles of which something was written."""
    statements: int = 0
    """Statements written."""


def wanted(selections: Iterable[Selection], tally: Tally) -> Iterator[tuple[Ledger, list[Statement]]]:
    """Each ledger with its wanted statements, counted."""
    for ledger, keys in selections:
        chosen = [s for s in ledger.statements if keys is None or s.id in keys]
        tally.articles += 1
        tally.statements += len(chosen)
        yield ledger, chosen


def digest_of(ledger: Ledger) -> str:
    """SHA-256 of the ledger as JSON Lines, by which a later import knows what it was made from."""
    return sha256(ledger.to_jsonl().encode()).hexdigest()


def file_name(ledger: Ledger) -> str:
    """A name for an article's file, without ending: the source's, and the start of the article's SHA-256."""
    stem = slug(PurePath(ledger.article.source).stem)[:60].strip("-")
    stem = "".join(c for c in stem if c.isascii()) or "article"
    return f"{stem}-{ledger.article.sha256[:16]}"


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A folder that appears whole; nothing that is there already is replaced.

    Raises `OutputError` if the place is taken or cannot be written.
    """
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise OutputError(
            f"{path}: exists, and an export replaces no files",
            hint="name a new or empty folder with -o",
        )
    with write_directory(path, marker=_NOTHING) as temporary:
        yield temporary
