"""Where a result comes from, and the results directory that carries it.

A results directory holds ``results.zarr``, ``summary.json`` (what ``--json`` prints), ``provenance.json``,
tables as Parquet and, for a nowcast, ``ledger.jsonl``. It is written under a temporary name and renamed
when it is whole, so that a run that is killed leaves nothing behind that looks like a result.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import math
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from asabiya.errors import ResultError
from asabiya.files import write_directory

if TYPE_CHECKING:
    import pyarrow as pa
    import xarray as xr

__all__ = [
    "MARKER",
    "SCHEMA",
    "Provenance",
    "Results",
    "differences",
    "digest",
    "environment",
    "jsonable",
    "read_results",
    "to_json",
    "write_results",
]

SCHEMA: Final = "asabiya.provenance/1"
"""Schema of ``provenance.json``; a directory without it is not a result of ours."""

MARKER: Final = "provenance.json"
"""The file by which a results directory is known."""

_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "command": str,
    "scenario": dict,
    "seed": int,
    "digest": str,
    "environment": dict,
    "arguments": dict,
    "members": (int, type(None)),
    "particles": (int, type(None)),
}
"""Types of the fields that running again relies on."""

_LIBRARIES: Final = ("asabiya", "jax", "jaxlib", "numpy", "xarray")


def jsonable(value: Any) -> Any:
    """A value as JSON can hold it: arrays as lists, dates as ISO text, non-finite numbers as null.

    >>> jsonable({"p": np.float32(0.5), "distance": float("inf"), "day": dt.date(2023, 12, 8)})
    {'p': 0.5, 'distance': None, 'day': '2023-12-08'}
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: jsonable(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, np.ndarray):
        return [jsonable(item) for item in value] if value.ndim else jsonable(value[()])
    if isinstance(value, np.generic):
        return jsonable(value.item())
    if isinstance(value, Iterable):
        return [jsonable(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def to_json(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON text, by `jsonable`, with non-ASCII letters kept."""
    return json.dumps(jsonable(value), ensure_ascii=False, allow_nan=False, indent=indent)


def environment(backend: str | None) -> dict[str, Any]:
    """Versions, machine and numerical backend that a digest holds for.

    Versions are read from the installed packages' metadata, nothing is imported; an absent package is None.

    Parameters
    ----------
    backend
        What computed the result, for example "cpu" or "gpu", as the engine names it; None if nothing did.
    """
    versions: dict[str, str | None] = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = None
    return {
        "versions": versions,
        "platform": f"{platform.system()}-{platform.machine()}",
        "backend": backend,
    }


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """How two environments differ, one line each, in the first one's order.

    >>> differences({"versions": {"jax": "0.10.2"}, "backend": "cpu"}, {"versions": {"jax": "0.11.0"}})
    ['versions.jax: 0.10.2 before, 0.11.0 after', 'backend: cpu before, none after']
    """
    flat_before, flat_after = dict(_flat(before)), dict(_flat(after))
    lines = []
    for key in dict.fromkeys([*flat_before, *flat_after]):
        old, new = flat_before.get(key), flat_after.get(key)
        if old != new:
            lines.append(
                f"{key}: {'none' if old is None else old} before, {'none' if new is None else new} after"
            )
    return lines


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def digest(data: xr.Dataset | Mapping[str, Any]) -> str:
    """SHA-256 of a data set: for each variable, coordinates among them, in the order of their names, its
    name, dtype and shape and its bytes, little-endian and C-ordered.

    Text counts by its characters, a date in nanoseconds, whatever the width or unit stored, so that a data
    set read back from disk has the digest of the one that was written.

    >>> digest({"b": np.arange(3), "a": np.zeros(2)}) == digest({"a": np.zeros(2), "b": np.arange(3)})
    True
    """
    variables = getattr(data, "variables", data)
    total = hashlib.sha256()
    for name in sorted(variables, key=str):
        dtype, shape, payload = _canonical(np.asarray(variables[name]))
        total.update(f"{name}\0{dtype}\0{','.join(map(str, shape))}\0{len(payload)}\0".encode())
        total.update(payload)
    return total.hexdigest()


def _canonical(array: np.ndarray[Any, Any]) -> tuple[str, tuple[int, ...], bytes]:
    if array.dtype.kind in "OUT":
        return "str", array.shape, json.dumps([str(item) for item in array.ravel().tolist()]).encode()
    if array.dtype.kind in "Mm":
        array = array.astype(f"{array.dtype.kind}8[ns]")
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return little.dtype.str, array.shape, little.tobytes(order="C")


@dataclasses.dataclass(frozen=True, slots=True)
class Provenance:
    """What is needed to make a result again, and to say what it was made with."""

    command: str
    """Name of the command: run, compare or nowcast."""
    scenario: dict[str, Any]
    """The resolved scenario, defaults filled in."""
    seed: int
    """Seed of all draws."""
    digest: str
    """SHA-256 of the data set, by `digest`."""
    started: str
    """When the work began, ISO 8601 with offset."""
    seconds: float
    """How long it took [s]."""
    environment: dict[str, Any]
    """Versions, platform and backend, by `environment`."""
    arguments: dict[str, Any] = dataclasses.field(default_factory=dict)
    """The command's other arguments: days, set, without, as_of, …"""
    members: int | None = None
    """Members of the ensemble, for run and compare."""
    particles: int | None = None
    """Particles, for nowcast."""
    schema: str = SCHEMA
    """Schema of the record."""

    def to_json(self) -> str:
        """The record as indented JSON."""
        return to_json(self, indent=2) + "\n"

    @classmethod
    def from_mapping(cls, record: Mapping[str, Any], *, where: Path) -> Provenance:
        """The record read back; raises `ResultError` when it is of another kind or lacks a field."""
        if record.get("schema") != SCHEMA:
            raise ResultError(
                f"{where}: schema {record.get('schema')!r} is not {SCHEMA!r}",
                hint="name a directory that asabiya wrote with -o",
            )
        names = {field.name for field in dataclasses.fields(cls)}
        for name, kinds in _KINDS.items():
            if name in record and not isinstance(record[name], kinds):
                raise ResultError(
                    f"{where}: damaged record ({name} is {record[name]!r:.80})", hint="run the command again"
                )
        try:
            return cls(**{key: value for key, value in record.items() if key in names})
        except TypeError as problem:
            raise ResultError(
                f"{where}: damaged record ({str(problem).partition('() ')[2]})", hint="run the command again"
            ) from None


@dataclasses.dataclass(frozen=True, slots=True)
class Results:
    """A results directory read back."""

    directory: Path
    """Where it is."""
    dataset: xr.Dataset
    """The data, loaded into memory."""
    summary: dict[str, Any]
    """The command's JSON answer."""
    provenance: Provenance
    """Where it comes from."""
    ledgers: tuple[str, ...] = ()
    """The ledgers that went in, each as JSON Lines text."""


def write_results(
    directory: Path,
    dataset: xr.Dataset,
    summary: Mapping[str, Any],
    provenance: Provenance,
    tables: Mapping[str, pa.Table | Mapping[str, Any]] | None = None,
    ledgers: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
) -> Path:
    """Write a results directory, whole or not at all.

    Parameters
    ----------
    directory
        Its name. An earlier result of that name is replaced; anything else there is left alone.
    dataset, summary, provenance
        What `read_results` gives back.
    tables
        Tables by name, Arrow tables or columns, written as ``NAME.parquet``.
    ledgers
        Ledgers as JSON Lines text, written one after the other to ``ledger.jsonl``.
    texts
        Text files by name, for example ``report.html``.

    Raises
    ------
    OutputError
        When the disk is full, the place not writable or taken by something else; nothing is left behind.
    """
    with write_directory(directory, marker=MARKER) as temporary:
        # Zarr's format 2: format 3 has no specification yet for text and for consolidated metadata, so
        # that other readers (R, GDAL) may refuse what it writes.
        dataset.to_zarr(temporary / "results.zarr", mode="w", zarr_format=2, consolidated=True)
        for name, table in (tables or {}).items():
            (temporary / f"{name}.parquet").write_bytes(_parquet(table))
        if ledgers:
            text = "".join(ledger.rstrip("\n") + "\n" for ledger in ledgers)
            (temporary / "ledger.jsonl").write_text(text, encoding="utf-8", newline="")
        for name, text in (texts or {}).items():
            (temporary / name).write_text(text, encoding="utf-8", newline="")
        (temporary / "summary.json").write_text(to_json(summary, indent=2) + "\n", encoding="utf-8")
        (temporary / MARKER).write_text(provenance.to_json(), encoding="utf-8")
    return directory


def _parquet(table: pa.Table | Mapping[str, Any]) -> bytes:
    """The table as Parquet, in memory: Arrow's own writing errors carry no errno to report."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.table(dict(table)) if isinstance(table, Mapping) else table
    sink = pa.BufferOutputStream()
    pq.write_table(arrow, sink)
    return bytes(sink.getvalue().to_pybytes())


def read_results(directory: Path) -> Results:
    """Read what `write_results` wrote.

    Raises
    ------
    ResultError
        When the directory is missing, is no result of ours, or is damaged; a data set whose digest is not
        the recorded one counts as damaged.
    """
    if not directory.is_dir():
        what = "is a file" if directory.exists() else "no such directory"
        raise ResultError(f"{directory}: {what}", hint="name a directory that asabiya wrote with -o")
    if not (directory / MARKER).exists():
        raise ResultError(
            f"{directory}: not a results directory (it has no {MARKER})",
            hint="name a directory that asabiya wrote with -o",
        )
    provenance = Provenance.from_mapping(_read_json(directory / MARKER), where=directory / MARKER)
    summary = _read_json(directory / "summary.json")
    store = directory / "results.zarr"
    with _damage(store):
        import xarray as xr

        with xr.open_zarr(store, consolidated=True, zarr_format=2) as opened:
            dataset = opened.load()
    found = digest(dataset)
    if found != provenance.digest:
        raise ResultError(
            f"{store}: damaged (digest {found[:12]}…, recorded {provenance.digest[:12]}…)",
            hint="run the command again",
        )
    ledger = directory / "ledger.jsonl"
    with _damage(ledger):
        ledgers = _split(ledger.read_text(encoding="utf-8")) if ledger.exists() else ()
    return Results(directory, dataset, summary, provenance, ledgers)


def _read_json(path: Path) -> dict[str, Any]:
    with _damage(path):
        value = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(value, dict):
            raise ValueError("not an object")
    return value


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """Turn whatever reading a torn file raises into a `ResultError` that names the file."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as problem:
        why = "missing" if isinstance(problem, FileNotFoundError) else f"damaged ({type(problem).__name__})"
        raise ResultError(f"{path}: {why}", hint="run the command again") from problem


def _split(text: str) -> tuple[str, ...]:
    """JSON Lines text cut before each article's line, which alone carries a schema."""
    ledgers: list[list[str]] = []
    for line in text.split("\n"):
        if line.strip():
            if "schema" in json.loads(line) or not ledgers:
                ledgers.append([])
            ledgers[-1].append(line + "\n")
    return tuple("".join(lines) for lines in ledgers)
