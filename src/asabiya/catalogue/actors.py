"""Actors of a decision: who, how powerful, where they stand, and how much they care; read from a table."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asabiya.errors import InputError
from asabiya.files import read_bytes

__all__ = ["COLUMNS", "INVENTED", "MOST", "Actors", "read"]

COLUMNS: Final = ("Actor", "Capability", "Position", "Salience")
MOST: Final = 1000
"""Most actors of a table."""
_ALLOWED: Final = {
    "Capability": (0.0, 1e12, "0 to 10¹², in any unit"),
    "Position": (-1e12, 1e12, "−10¹² to 10¹², on one scale for all"),
    "Salience": (0.0, 1.0, "a share, 0 to 1; divide percentages by 100"),
}


@dataclass(frozen=True)
class Actors:
    """n actors in the order of their table."""

    names: tuple[str, ...]
    capability: NDArray[np.float64]
    """Power of each (n,) [0 and above, any unit]."""
    position: NDArray[np.float64]
    """What each wants at first (n,) [any unit]."""
    salience: NDArray[np.float64]
    """How much each cares (n,) [0 to 1]."""

    @property
    def weight(self) -> NDArray[np.float64]:
        """Votes of each, capability times salience (n,)."""
        return self.capability * self.salience


def _invented() -> Actors:
    rows = (
        ("Guard", 0.8, 0.0, 0.8), ("Party", 0.8, 15.0, 0.4), ("Clergy", 0.6, 60.0, 0.6),
        ("Army", 0.8, 70.0, 0.1), ("Merchants", 1.0, 80.0, 0.1), ("Students", 0.5, 100.0, 0.8),
    )  # fmt: skip
    names, capability, position, salience = zip(*rows, strict=True)
    return Actors(names, np.array(capability), np.array(position), np.array(salience))


INVENTED: Final = _invented()
"""Six actors of no country, on how free the next election is to be [0 not at all, 100 wholly]."""


def read(path: Path) -> Actors:
    """Actors from a CSV file: UTF-8, commas, first line ``Actor,Capability,Position,Salience`` in any order.

    Other columns and empty lines are passed over; blanks around a cell do not count.

    Raises
    ------
    InputError
        If the file cannot be read, is not UTF-8 or no CSV; for a column that is missing or there twice; for
        a cell that is empty, no number or out of range; for a name that comes twice; for fewer than two
        actors, more than `MOST`, or actors without any weight. It names file, line and column.
    """
    data = read_bytes(path, what="actors")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise InputError(
            f"actors {path}: line {line}: not text in UTF-8", hint="save it as CSV in UTF-8"
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as problem:
        raise InputError(
            f"actors {path}: line {reader.line_num}: is no CSV ({problem})", hint="was the file cut short?"
        ) from None
    lines = [(number, cells) for number, cells in rows if any(cells)]
    heads = _heads(path, lines[0] if lines else (1, []))
    return _actors(path, [_row(path, heads, number, cells) for number, cells in lines[1:]])


def _heads(path: Path, first: tuple[int, list[str]]) -> list[str]:
    number, heads = first
    where = f"actors {path}: line {number}"
    hint = f"begin with {','.join(COLUMNS)}, with commas between"
    for name in COLUMNS:
        if name not in heads:
            raise InputError(f"{where}: column {name} is missing", hint=hint)
        if heads.count(name) > 1:
            raise InputError(f"{where}: column {name} comes twice", hint="take one of them out")
    return heads


def _row(path: Path, heads: list[str], number: int, cells: list[str]) -> tuple[int, str, list[float]]:
    where = f"actors {path}: line {number}"
    if len(cells) != len(heads):
        raise InputError(
            f"{where}: has {len(cells)} cells, not {len(heads)}", hint="decimals are written with a point"
        )
    row = dict(zip(heads, cells, strict=True))
    if not row["Actor"]:
        raise InputError(f"{where}: column Actor is empty", hint="give each actor a name")
    return number, row["Actor"], [_number(where, name, row[name]) for name in COLUMNS[1:]]


def _number(where: str, name: str, cell: str) -> float:
    low, high, allowed = _ALLOWED[name]
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        found = f"{cell!r} is not a number" if cell else "is empty"
        raise InputError(f"{where}: column {name}: {found}", hint=f"{name} is {allowed}")
    if not low <= value <= high:
        raise InputError(
            f"{where}: column {name}: {cell} is {f'below {low:g}' if value < low else f'above {high:g}'}",
            hint=f"{name} is {allowed}",
        )
    return value


def _actors(path: Path, rows: list[tuple[int, str, list[float]]]) -> Actors:
    first: dict[str, int] = {}
    for number, name, _ in rows:
        if name in first:
            raise InputError(
                f"actors {path}: line {number}: column Actor: {name!r} was on line {first[name]} already",
                hint="each actor has one line",
            )
        first[name] = number
    if not 2 <= len(rows) <= MOST:
        raise InputError(
            f"actors {path}: holds {len(rows):,} actor{'' if len(rows) == 1 else 's'}",
            hint=f"2 to {MOST:,}, one a line, below the line {','.join(COLUMNS)}",
        )
    capability, position, salience = np.array([values for _, _, values in rows]).T
    if not (capability * salience).any():
        raise InputError(
            f"actors {path}: columns Capability and Salience: no actor has both above 0",
            hint="somebody must have power and care",
        )
    return Actors(tuple(first), capability, position, salience)
