"""Ledgers as they are: a folder with a JSON Lines file for each article."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from asabiya.evidence.exchange.places import Selection, Tally, file_name, folder, wanted

__all__ = ["write_jsonl"]


def write_jsonl(selections: Iterable[Selection], path: Path) -> Tally:
    """Write whole ledgers, whichever of their statements are wanted, into a new folder.

    Raises `asabiya.errors.OutputError` when the place is taken or cannot be written.
    """
    tally = Tally()
    with folder(path) as temporary:
        for ledger, _ in wanted(((ledger, None) for ledger, _ in selections), tally):
            (temporary / f"{file_name(ledger)}.jsonl").write_text(
                ledger.to_jsonl(), encoding="utf-8", newline=""
            )
    return tally
