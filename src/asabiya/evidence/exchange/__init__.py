"""Ledgers in other programs' formats, and corrections back from them; see ``docs/store.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from asabiya.evidence.exchange.brat import write_brat
from asabiya.evidence.exchange.brat_in import read_brat
from asabiya.evidence.exchange.corrections import Corrected, Edits
from asabiya.evidence.exchange.jsonl import write_jsonl
from asabiya.evidence.exchange.parquet import write_parquet
from asabiya.evidence.exchange.places import Selection, Tally
from asabiya.evidence.exchange.rows import Reading, read_csv
from asabiya.evidence.exchange.tables import write_csv
from asabiya.evidence.exchange.webannotation import write_webannotation

__all__ = ["WRITERS", "Corrected", "Edits", "Reading", "Selection", "Tally", "read_brat", "read_csv"]

WRITERS: Final[dict[str, Callable[[Iterable[Selection], Path], Tally]]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
    "webannotation": write_webannotation,
    "brat": write_brat,
}
"""What writes ledgers, by the name of the format."""
