"""What a long run keeps on disk while it works, so that it goes on after a kill.

The folder ``checkpoint`` in the place of the result holds ``run.json``, which says whose it is, one file
``part-00012.npz`` for every finished part, and a part's own files (``state-00012.npz``) until it is finished.
Every file appears whole. Behind the archive it ends in the SHA-256, as text, of the run it belongs to, of its
name and of its content.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final, cast

import numpy as np

from asabiya.engine.jobs import Arrays, Shelf
from asabiya.errors import AsabiyaError, CheckpointError, OutputError
from asabiya.files import (
    CHECKPOINT,
    RUN,
    empty_checkpoint,
    has_checkpoint,
    is_checkpoint,
    sweep,
    write_stream,
    write_text,
)
from asabiya.provenance import to_json

__all__ = ["EVERY", "FIRST", "SCHEMA", "Checkpoint", "some", "unlike"]

SCHEMA: Final = "asabiya.checkpoint/1"
"""Schema of ``run.json``."""

FIRST: Final = 5.0
"""Seconds of work before anything is kept: a shorter run pays nothing."""

EVERY: Final = 10.0
"""Least seconds between one keeping and the next."""

_COST: Final = 20.0
"""Keeping takes at most about one part of so many of the time: large states are kept less often."""

_SEAL: Final = "sha256"
_SEAL_BYTES: Final = 64
_SHOWN: Final = 5


class _Pace:
    """When to keep something next: a while after the work began, then at intervals."""

    def __init__(self) -> None:
        self._next: float | None = None

    def due(self) -> bool:
        """Whether it is time; the clock starts at the first question."""
        if self._next is None:
            self._next = time.monotonic() + FIRST
        return time.monotonic() >= self._next

    @contextlib.contextmanager
    def keeping(self) -> Iterator[None]:
        """Keep something now, and wait for as long as it is worth."""
        begun = time.monotonic()
        yield
        now = time.monotonic()
        self._next = now + max(EVERY, _COST * (now - begun))


class _Sealed:
    """A stream that sums up what is written to it; it cannot seek, so an archive is written front to back."""

    def __init__(self, stream: IO[bytes], salt: bytes) -> None:
        self._stream = stream
        self._sum = hashlib.sha256(salt)

    def write(self, data: bytes) -> int:
        """Write and sum up."""
        self._sum.update(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()

    def digest(self) -> bytes:
        """The seal of what was written, to be put at the end of the file."""
        return self._sum.hexdigest().encode()


def _verify(stream: IO[bytes], salt: bytes) -> None:
    """Raise ValueError unless the stream ends in the seal of what stands before; then it is at its start."""
    left = stream.seek(0, os.SEEK_END) - _SEAL_BYTES
    stream.seek(0)
    total = hashlib.sha256(salt)
    while left > 0 and (block := stream.read(min(left, 1 << 20))):
        total.update(block)
        left -= len(block)
    if stream.read() != total.hexdigest().encode():
        raise ValueError("another SHA-256")
    stream.seek(0)


class Checkpoint:
    """The checkpoint of one run; a keeper of parts, see `asabiya.engine.jobs.Keeper`.

    Parameters
    ----------
    place
        Folder in which the checkpoint's own folder lies.
    identity
        What makes the run this one and no other, as JSON can hold it.
    resume
        Take over what lies there; otherwise it is replaced, once there is something to keep.

    Raises
    ------
    CheckpointError
        If what lies there is damaged or of another run; nothing is deleted.
    OutputError
        If files that no run keeps lie there, or later the disk is full.
    """

    def __init__(self, place: Path, identity: Mapping[str, Any], *, resume: bool) -> None:
        self.folder = place / CHECKPOINT
        self.identity: dict[str, Any] = json.loads(to_json(identity))
        self._key = _hash(self.identity)
        self._lock = threading.RLock()
        self._pace = _Pace()
        self._pace.due()
        self._pending: dict[int, Arrays] = {}
        self._done: dict[int, Arrays] = {}
        self._begun = False
        if self.folder.exists() and not is_checkpoint(self.folder):
            raise OutputError(
                f"{self.folder}: holds files that are no checkpoint", hint="name another place with -o"
            )
        if resume:
            sweep(place)
            if has_checkpoint(place):
                self._take_over()

    def finished(self) -> Mapping[int, Arrays]:
        """Results of the parts that were finished when the run went on."""
        return self._done

    def finish(self, part: int, arrays: Arrays) -> None:
        """Keep a part's result, at once if it is time, otherwise together with later ones."""
        with self._lock:
            self._pending[part] = arrays
            if self._pace.due():
                self.flush()

    def shelf(self, part: int) -> Shelf:
        """Where a part keeps its state."""
        return _PartShelf(self, part)

    def flush(self) -> None:
        """Write results that wait to be kept, and forget the states of their parts."""
        with self._lock, self._pace.keeping():
            for part in sorted(self._pending):
                result = self.path("part", part)
                self.write(result, self._pending[part])
                for path in self.folder.glob(f"*-{part:05d}.npz"):
                    if path != result:
                        path.unlink(missing_ok=True)
                del self._pending[part]

    def rescue(self) -> None:
        """Write what waits before an error ends the run, if the run was long enough to keep anything."""
        with self._lock:
            if self._begun or self._pace.due():
                with contextlib.suppress(AsabiyaError):
                    self.flush()

    def flush_if_due(self) -> None:
        """Write results that wait, if it is time."""
        with self._lock:
            if self._pending and self._pace.due():
                self.flush()

    def path(self, name: str, part: int) -> Path:
        """The file of a part's result or state."""
        return self.folder / f"{name}-{part:05d}.npz"

    def write(self, path: Path, arrays: Arrays) -> None:
        """Write arrays with their seal, beginning the checkpoint if it is the first."""
        self._begin()
        plain = {name: np.asarray(array) for name, array in arrays.items()}
        for name, array in plain.items():
            if array.dtype.hasobject or array.dtype.kind == "V":
                raise TypeError(f"{path.name}: {name} has dtype {array.dtype}, which is not kept")
        with write_stream(path) as stream:
            sealed = _Sealed(stream, self._salt(path))
            try:
                with zipfile.ZipFile(cast("IO[bytes]", sealed), "w") as archive:
                    for name, array in plain.items():
                        with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                            np.lib.format.write_array(entry, array, allow_pickle=False)
            except ValueError as problem:
                # A full disk inside the archive's writer surfaces as a complaint about its open handle.
                raise (_os_error(problem) or problem) from None
            stream.write(sealed.digest())

    def read(self, path: Path) -> Arrays:
        """Arrays of a file, its seal verified."""
        try:
            with path.open("rb") as stream:
                _verify(stream, self._salt(path))
                with np.load(stream, allow_pickle=False) as archive:
                    return {name: archive[name] for name in archive.files}
        except (OSError, ValueError, EOFError, zipfile.BadZipFile) as problem:
            raise CheckpointError(
                f"{path}: damaged ({problem})",
                hint="delete this file to have its part computed again, or start afresh without --resume",
            ) from None

    @property
    def begun(self) -> bool:
        """Whether the files in the folder are of this run."""
        return self._begun

    def _salt(self, path: Path) -> bytes:
        return f"{self._key}\0{path.name}\0".encode()

    def _begin(self) -> None:
        with self._lock:
            if self._begun:
                return
            empty_checkpoint(self.folder)
            record = {"schema": SCHEMA, _SEAL: self._key, "identity": self.identity}
            write_text(self.folder / RUN, to_json(record, indent=2) + "\n")
            self._begun = True

    def _take_over(self) -> None:
        found = self._identity()
        if lines := unlike(found, self.identity):
            raise CheckpointError(
                f"{self.folder}: of another run ({some(lines)})",
                hint="go on with the options and versions of that run, or start afresh without --resume",
            )
        files = sorted(self.folder.iterdir(), key=lambda path: (not path.name.startswith("part-"), path.name))
        for path in files:
            name, _, number = path.stem.rpartition("-")
            if name == "part":
                self._done[int(number)] = self.read(path)
            elif path.name.startswith(".") or (path.name != RUN and int(number) in self._done):
                # Left by a kill, in the middle of a write or before a finished part's state was dropped.
                path.unlink(missing_ok=True)
            elif path.name != RUN:
                # States are read too: better refused now than when their part begins.
                self.read(path)
        self._begun = True

    def _identity(self) -> dict[str, Any]:
        path = self.folder / RUN
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            identity = record["identity"]
            whole = isinstance(identity, dict) and record[_SEAL] == _hash(identity)
            schema = record["schema"]
        except (OSError, ValueError, LookupError, TypeError):
            whole = False
        if not whole:
            raise CheckpointError(f"{path}: damaged", hint="start afresh without --resume")
        if schema != SCHEMA:
            raise CheckpointError(
                f"{path}: schema {schema!r} found, {SCHEMA!r} needed", hint="start afresh without --resume"
            )
        return dict(identity)


class _PartShelf:
    """Where one part keeps its state."""

    def __init__(self, checkpoint: Checkpoint, part: int) -> None:
        self._checkpoint = checkpoint
        self._part = part
        self._pace = _Pace()

    def due(self) -> bool:
        """Whether the part has worked long enough since it last saved."""
        return self._pace.due()

    def load(self, name: str) -> Arrays | None:
        """What was last saved under this name."""
        path = self._checkpoint.path(name, self._part)
        if not self._checkpoint.begun or not path.exists():
            return None
        return self._checkpoint.read(path)

    def save(self, name: str, arrays: Arrays) -> None:
        """Keep arrays under a name."""
        if name == "part":
            raise ValueError('"part" is the name of results')
        with self._pace.keeping():
            self._checkpoint.write(self._checkpoint.path(name, self._part), arrays)
        self._checkpoint.flush_if_due()

    def drop(self, name: str) -> None:
        """Forget a name."""
        if self._checkpoint.begun:
            self._checkpoint.path(name, self._part).unlink(missing_ok=True)


def unlike(found: Mapping[str, Any], needed: Mapping[str, Any]) -> list[str]:
    """How two identities differ, a line each.

    >>> unlike({"seed": 1, "phases": [{"war": 0}]}, {"seed": 1, "phases": [{"war": 1}], "days": 3})
    ['phases.0.war: 0 found, 1 needed', 'days: none found, 3 needed']
    """
    before, after = dict(_leaves(found)), dict(_leaves(needed))
    return [
        f"{key}: {_short(before.get(key))} found, {_short(after.get(key))} needed"
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]


def _leaves(tree: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    items = tree.items() if isinstance(tree, Mapping) else enumerate(tree)
    for key, value in items:
        if isinstance(value, (Mapping, list)):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _short(value: Any) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def some(lines: list[str]) -> str:
    """The first few of many lines as one."""
    more = f"; and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return "; ".join(lines[:_SHOWN]) + more


def _hash(identity: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()


def _os_error(problem: BaseException | None) -> OSError | None:
    """The operating system's complaint behind an error."""
    while problem is not None and not isinstance(problem, OSError):
        problem = problem.__context__
    return problem
