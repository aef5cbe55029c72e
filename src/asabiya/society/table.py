"""A user's own population, one row a citizen, as plain arrays; from CSV or Parquet."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from asabiya.errors import InputError, nearest
from asabiya.files import read_bytes
from asabiya.vocabulary import COHORTS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["LARGEST", "PopulationTable", "check_columns", "read_parquet", "read_population"]

LARGEST: Final = 1 << 34
"""Largest table or network read [bytes]; a hundred million rows fit."""

_NUMBERS: Final[Mapping[str, tuple[float, float]]] = {
    "hardship": (0.0, 1.0),
    "aversion": (0.0, 1.0),
    "threshold": (-8.0, 8.0),
}
"""Columns of numbers that a table may have, with their ranges."""

_WORDS: Final = ("region", "cohort")
"""Columns that a table must have."""

_LEAST: Final = 2
"""Citizens that the model needs in a region, so that somebody can see somebody."""

_NUMBER: Final = r"^([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|(?i:[+-]?(nan|inf|infinity)))?$"
"""What Arrow reads as a number, or as a missing one."""

_COMMAS: Final = "separate columns with commas, decimals with a point"


@dataclasses.dataclass(frozen=True, eq=False)
class PopulationTable:
    """Citizens one by one, in the order of the file's rows; n is their number."""

    region: NDArray[np.int32]
    """Region of each citizen, (n,) [index into the scenario's regions]."""
    cohort: NDArray[np.int32]
    """Cohort of each citizen, (n,) [index into `asabiya.vocabulary.COHORTS`]."""
    hardship: NDArray[np.float32] | None
    """Hardship, (n,) [0 to 1]; None leaves it to the scenario."""
    aversion: NDArray[np.float32] | None
    """Aversion to risk, (n,) [0 to 1]; None leaves it to the scenario."""
    threshold: NDArray[np.float32] | None
    """How many standard deviations the threshold lies from the mean of the citizen's group, (n,)
    [−8 to 8]; None leaves it to the scenario."""
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal digits."""

    @property
    def citizens(self) -> int:
        """Number of citizens n."""
        return int(self.region.shape[0])


def read_population(path: Path, regions: Sequence[str]) -> PopulationTable:
    """Read a table of citizens.

    Parameters
    ----------
    path
        CSV in UTF-8 with a header (``.csv``), or Parquet (``.parquet``). Columns: ``region`` (one of
        ``regions``), ``cohort`` (youth or others) and, if known, ``hardship`` [0 to 1], ``aversion``
        [0 to 1] and ``threshold`` [−8 to 8, standard deviations from the mean of the citizen's group].
    regions
        Names of the scenario's regions, in its order.

    Raises
    ------
    InputError
        When the file cannot be read, a column is missing or unknown, a value is missing, of the wrong kind
        or out of range, or a region has fewer than two citizens. Rows are counted from 1 below the header;
        blank lines of a CSV file do not count.
    """
    read = {".csv": _read_csv, ".parquet": _read_parquet}.get(path.suffix.lower())
    if read is None:
        raise InputError(
            f"population {path}: the kind of file {path.suffix!r} is not known",
            hint="allowed: .csv, .parquet",
        )
    data = read_bytes(path, what="population", limit=LARGEST)
    table = read(path, data)
    if not table.num_rows:
        raise InputError(f"population {path}: holds no citizen", hint="write one row a citizen")
    region = _codes(path, table, "region", regions)
    cohort = _codes(path, table, "cohort", COHORTS)
    counts = np.bincount(region, minlength=len(regions))
    if (counts < _LEAST).any():
        least = int(np.argmin(counts))
        raise InputError(
            f"population {path}: too few citizens of region {regions[least]!r}, "
            f"{counts[least]}, needs {_LEAST}",
            hint="add citizens, or take the region out of the scenario",
        )
    numbers = {name: _numbers(path, table, name) for name in _NUMBERS}
    return PopulationTable(region, cohort, **numbers, digest=hashlib.sha256(data).hexdigest())


def check_columns(where: str, names: Sequence[str], needed: Sequence[str], optional: Sequence[str]) -> None:
    """Raise `InputError` unless a table has each needed column once and no unknown one.

    >>> check_columns("population x.csv", ["region", "cohrt"], ["region", "cohort"], [])
    Traceback (most recent call last):
    asabiya.errors.InputError: population x.csv: unknown column 'cohrt'
    hint: did you mean cohort?
    """
    allowed = [*needed, *optional]
    for name in names:
        if name not in allowed:
            separated = any(mark in name for mark in ";\t|")
            raise InputError(
                f"{where}: unknown column {name!r:.60}", hint=_COMMAS if separated else nearest(name, allowed)
            )
        if names.count(name) > 1:
            raise InputError(f"{where}: column {name} is given twice", hint="keep one of them")
    for name in needed:
        if name not in names:
            raise InputError(f"{where}: column {name} is missing", hint=f"columns: {', '.join(allowed)}")


def read_parquet(where: str, data: bytes, needed: Sequence[str], optional: Sequence[str] = ()) -> pa.Table:
    """The table that a Parquet file's bytes hold; raises `InputError` for damage or wrong columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        check_columns(where, file.schema_arrow.names, needed, optional)
        return file.read()
    except (pa.ArrowException, OSError) as problem:
        reason = str(problem).partition("\n")[0]
        raise InputError(
            f"{where}: cannot be read as Parquet ({reason})", hint="was the download complete?"
        ) from None


def _read_parquet(path: Path, data: bytes) -> pa.Table:
    return read_parquet(f"population {path}", data, _WORDS, tuple(_NUMBERS))


def _read_csv(path: Path, data: bytes) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv as arrow

    data = data.lstrip(b"\r\n")
    first = data.partition(b"\n")[0].decode("utf-8-sig", errors="replace").rstrip("\r")
    check_columns(f"population {path}", next(csv.reader(io.StringIO(first)), []), _WORDS, tuple(_NUMBERS))
    # Text in the columns of words is kept once for each distinct word, not once a row.
    kinds = dict.fromkeys(_WORDS, pa.dictionary(pa.int32(), pa.string()))
    options = arrow.ConvertOptions(
        column_types=kinds | dict.fromkeys(_NUMBERS, pa.float64()),
        null_values=[""],
        strings_can_be_null=False,
    )
    try:
        return arrow.read_csv(pa.BufferReader(data), convert_options=options)
    except pa.ArrowInvalid as problem:
        raise _fault(path, data, str(problem)) from None


def _fault(path: Path, data: bytes, reason: str) -> InputError:
    """Where a CSV file that Arrow refused is wrong; Arrow does not say when it reads on several threads."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv as arrow

    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        return InputError(f"population {path}: line {line} is not text in UTF-8", hint="save it as UTF-8")
    odd: list[Any] = []

    def keep(row: Any) -> str:
        odd.append(row)
        return "error"

    try:
        table = arrow.read_csv(
            pa.BufferReader(data),
            read_options=arrow.ReadOptions(use_threads=False),
            parse_options=arrow.ParseOptions(invalid_row_handler=keep),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys([*_WORDS, *_NUMBERS], pa.string()), null_values=[]
            ),
        )
    except pa.ArrowInvalid as problem:
        if odd:
            row = odd[0]
            return InputError(
                f"population {path}: row {row.number - 1:,} and the header differ in length, "
                f"{row.actual_columns} and {row.expected_columns} values",
                hint=_COMMAS,
            )
        reason = str(problem)
    else:
        for name in table.schema.names:
            if name in _NUMBERS:
                column = pc.utf8_trim_whitespace(table[name])
                good = pc.match_substring_regex(column, _NUMBER).to_numpy()
                if not good.all():
                    row = int(np.argmin(good))
                    return _wrong(path, row, name, repr(column[row].as_py()))
    return InputError(f"population {path}: cannot be read as CSV ({reason})", hint=_COMMAS)


def _wrong(path: Path, row: int, name: str, found: str) -> InputError:
    low, high = (f"{bound:g}".replace("-", "−") for bound in _NUMBERS[name])
    return InputError(
        f"population {path}: row {row + 1:,}, column {name}: found {found:.60}, needs {low} to {high}",
        hint="every citizen needs a number there; without the column the scenario decides",
    )


def _codes(path: Path, table: pa.Table, name: str, allowed: Sequence[str]) -> NDArray[np.int32]:
    """A column of words as their places in ``allowed``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = table[name]
    encoded = pa.types.is_dictionary(column.type)
    kind = column.type.value_type if encoded else column.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise InputError(
            f"population {path}: column {name} holds {kind}, needs text", hint=nearest("", allowed)
        )
    whole = (column if encoded else pc.dictionary_encode(column)).unify_dictionaries().combine_chunks()
    words = whole.dictionary.to_pylist()
    places = {word: place for place, word in enumerate(allowed)}
    # The last entry stands for a missing word, to which the index -1 leads.
    lookup = np.array([*(places.get(word, -1) for word in words), -1], np.int32)
    indices = np.asarray(pc.fill_null(whole.indices, -1))
    codes: NDArray[np.int32] = lookup[indices]
    if codes.min() < 0:
        row = int(np.argmin(codes))
        word = column[row].as_py() or ""
        noun = "a region of the scenario" if name == "region" else "a cohort"
        raise InputError(
            f"population {path}: row {row + 1:,}, column {name}: "
            f"found {repr(word) if word else 'nothing'}, needs {noun}",
            hint=nearest(word, allowed),
        )
    return codes


def _numbers(path: Path, table: pa.Table, name: str) -> NDArray[np.float32] | None:
    import pyarrow as pa

    if name not in table.schema.names:
        return None
    column = table[name]
    kind = column.type
    if not (pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)):
        raise InputError(
            f"population {path}: column {name} holds {kind}, needs numbers", hint="write it as float"
        )
    values = column.cast(pa.float64(), safe=False).to_numpy()
    low, high = _NUMBERS[name]
    good = (values >= low) & (values <= high)
    if not good.all():
        row = int(np.argmin(good))
        found = column[row].as_py()
        raise _wrong(path, row, name, "nothing" if found is None else str(found))
    return np.asarray(values, np.float32)
