"""The record of what was verified, and the status that follows from it.

``verified.json`` holds for each entry what its targets gave when ``asabiya catalogue verify --write`` was run
last, and a digest of the code that gave it: the model's file and what it imports from the catalogue. When
that code has changed since, the record is stale and counts for nothing.

The status of an entry:

- ``verified``: each of its targets passed, one at least is published, and it lists no claim of the paper that
  could not be checked;
- ``partly``: a published or derived target passed, but no published one did, or another target failed, or
  there is such a claim;
- ``unverified``: no published or derived target passed, or the record is missing or stale.

A derived target shows that the code solves the equations, a published one that they are the paper's.
What another implementation reported may fail an entry but does not verify it.
"""

from __future__ import annotations

import ast
import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from asabiya.catalogue.entry import Entry
from asabiya.files import write_text

__all__ = ["RECORD", "Standing", "Status", "digest", "standing", "write"]

Status = Literal["verified", "partly", "unverified"]

RECORD: Final = Path(__file__).with_name("verified.json")
SCHEMA: Final = "asabiya.catalogue.verified/1"

_PACKAGE: Final = "asabiya.catalogue"
_NO_NUMERICS: Final = {"entry", "figures", "record", "registry", "values", "verify"}
"""Modules that no figure of a model depends on."""


@dataclass(frozen=True)
class Standing:
    """Where an entry stands."""

    status: Status
    reason: str
    """Why, in a sentence without a full stop."""
    ours: Mapping[str, float]
    """What the targets gave when they were last verified, by name; empty when that is not known."""


@cache
def digest(id: str) -> str:
    """SHA-256 over the source of a model and of what it imports from the catalogue, file by file."""
    whole = hashlib.sha256()
    seen: set[Path] = set()
    left = [RECORD.parent / "models" / f"{id.replace('-', '_')}.py"]
    while left:
        path = left.pop(0)
        if path not in seen:
            seen.add(path)
            data = path.read_bytes()
            whole.update(hashlib.sha256(data).digest())
            left += sorted(_imported(data))
    return whole.hexdigest()


def _imported(source: bytes) -> set[Path]:
    """Files of the catalogue that a file of it imports, at its top or inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    found = set()
    for name in names:
        inner = name.removeprefix(f"{_PACKAGE}.")
        path = RECORD.parent / f"{inner.replace('.', '/')}.py"
        if inner != name and inner not in _NO_NUMERICS and path.is_file():
            found.add(path)
    return found


def _read() -> dict[str, Any]:
    if not RECORD.is_file():
        return {}
    held: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))["entries"]
    return held


_standings: dict[str, Standing] = {}


def standing(entry: Entry) -> Standing:
    """Where an entry stands, by the record."""
    if entry.id not in _standings:
        _standings[entry.id] = _judge(entry, _read().get(entry.id))
    return _standings[entry.id]


def _judge(entry: Entry, held: Mapping[str, Any] | None) -> Standing:
    if held is None:
        return Standing("unverified", "its targets were never recorded", {})
    if held["digest"] != digest(entry.id):
        return Standing("unverified", "its code has changed since its targets were recorded", {})
    ours = {target.name: _read_number(held["ours"].get(target.name)) for target in entry.targets}
    passed = {target.name for target in entry.targets if target.passes(ours[target.name])}
    counted = {target.name for target in entry.targets if target.origin != "reported"}
    printed = sum(target.origin == "published" and target.name in passed for target in entry.targets)
    tally = f"{len(passed)} of {len(ours)} targets pass, {printed or 'none'} of them published"
    if not passed & counted:
        return Standing("unverified", f"{tally}, and none that is published or derived", ours)
    if entry.unverified:
        return Standing("partly", f"{tally}; claims of the paper are left unchecked", ours)
    if len(passed) < len(ours) or not printed:
        return Standing("partly", tally, ours)
    return Standing("verified", tally, ours)


def _read_number(held: float | None) -> float:
    return math.nan if held is None else float(held)


def _written_number(value: float) -> float | None:
    """Twelve digits, which another processor gives too; None for what JSON has no word for."""
    return float(f"{value:.12g}") if math.isfinite(value) else None


def write(ours: Mapping[str, Mapping[str, float]], ids: Iterable[str]) -> None:
    """Renew the record of some entries.

    Parameters
    ----------
    ours
        For each entry what each of its targets gave.
    ids
        All entries that there are; others leave the record.

    Raises
    ------
    OutputError
        If the package's folder cannot be written.
    """
    renewed = {
        id: {"digest": digest(id), "ours": {name: _written_number(value) for name, value in found.items()}}
        for id, found in ours.items()
    }
    entries = _read() | renewed
    kept = {id: entries[id] for id in sorted(set(entries) & set(ids))}
    write_text(RECORD, json.dumps({"schema": SCHEMA, "entries": kept}, indent=1) + "\n")
    _standings.clear()
