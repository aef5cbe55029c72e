"""Ledgers in files, into a store and out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from asabiya.errors import InputError
from asabiya.evidence.documents.manifest import ledgers_in
from asabiya.evidence.exchange import Reading, Tally
from asabiya.evidence.ledger import Ledger, is_ledger
from asabiya.evidence.store import Filters, Store
from asabiya.files import read_bytes

__all__ = ["Progress", "add", "export_files", "import_summary", "ledger_files"]

Progress = Callable[[int, int, str], None]


def ledger_files(places: Sequence[str | Path]) -> list[Path]:
    """The files that some places mean: a folder stands for its ledgers.

    Raises `InputError` for a folder without any.
    """
    files: list[Path] = []
    for place in map(Path, places):
        files += ledgers_in(place) if place.is_dir() else [place]
    return files


def _opened(files: Sequence[Path]) -> Iterator[Ledger]:
    for file in files:
        data = read_bytes(file, what="ledger")
        if not is_ledger(data):
            raise InputError(
                f"ledger {file}: is no ledger", hint=f"read it first: asabiya read {file} -o LEDGER.jsonl"
            )
        yield Ledger.from_jsonl(data, name=str(file))


def add(
    store: Store, places: Sequence[str | Path], *, by: str | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Put the ledgers of some files or folders into a store.

    Returns
    -------
    dict
        ``added``, ``replaced``, ``unchanged`` and ``older``: how many ledgers each; ``articles``: of each
        ledger ``sha256``, ``source``, ``status`` and ``revision``.

    Raises
    ------
    InputError
        For a file that is no ledger; those before it are in the store then.
    """
    files = ledger_files(places)

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, len(files), "ledgers")

    outcomes = store.add(_opened(files), by=by, progress=tell)
    counts = Counter(outcome.status for outcome in outcomes)
    return {
        **{status: counts[status] for status in ("added", "replaced", "unchanged", "older")},
        "articles": [
            {"sha256": o.sha256, "source": o.source, "status": o.status, "revision": o.revision}
            for o in outcomes
        ],
    }


def export_files(
    places: Sequence[str | Path], target: Path, format: str, filters: Filters | None = None
) -> Tally:
    """Write ledgers that are in no store into another program's format.

    Raises `InputError` for what is no ledger, and for two ledgers of one article.
    """
    files = ledger_files(places)
    of_article: dict[str, Path] = {}

    def once() -> Iterator[Ledger]:
        for file, ledger in zip(files, _opened(files), strict=True):
            other = of_article.setdefault(ledger.article.sha256, file)
            if other is not file:
                raise InputError(f"{file}: is of the same article as {other}", hint="name one of the two")
            yield ledger

    with Store("sqlite://", create=True) as store:
        store.add(once())
        return store.export(target, format, filters)


def import_summary(reading: Reading) -> dict[str, Any]:
    """What corrections changed: ``articles``, ``changed`` fields, ``added``, ``removed`` and ``missing``
    statements, and ``ignored`` annotations.
    """
    edits = [one.edits for one in reading.corrected]
    return {
        "articles": [one.ledger.article.sha256 for one in reading.corrected],
        "changed": sum(len(one.fields) for one in edits),
        "added": sum(len(one.added) for one in edits),
        "removed": sum(len(one.removed) for one in edits),
        "missing": reading.missing,
        "ignored": reading.ignored,
    }
