"""A ledger under review: nobody else's meanwhile, and on the disk after every change.

The whole file is written anew for every change, under another name, flushed, and renamed: at any moment the
ledger is whole, with all changes but the one in flight. `docs/review.md` has what that costs.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from asabiya.errors import InputError, OutputError
from asabiya.evidence.ledger import Ledger, is_ledger
from asabiya.evidence.review.changes import Changing, Hand
from asabiya.files import MAX_BYTES, read_bytes, write_bytes

__all__ = ["Desk", "open_desk"]


class Desk:
    """A ledger that one analyst changes; `open_desk` makes it."""

    def __init__(self, source: Path, path: Path, by: str) -> None:
        # Before reading, so that what is written in between is noticed.
        self._seen = _stamp(path)
        self.ledger = _read(source)
        self.path = path
        self.by = by
        self.made = 0
        """Changes made since it was opened."""
        self._turn = threading.Lock()

    def make(self, change: Changing) -> bool:
        """Make a change and save the ledger; False if it changed nothing. Threads take turns.

        Raises what the change raises, and `OutputError` when the ledger cannot be saved or another program
        has written it meanwhile; then the ledger is as it was, here and on the disk.
        """
        with self._turn:
            changed = change(self.ledger, Hand(self.by))
            if changed is self.ledger:
                return False
            self._save(changed)
            before = sum(len(s.history) for s in (*self.ledger.statements, *self.ledger.withdrawn))
            after = sum(len(s.history) for s in (*changed.statements, *changed.withdrawn))
            self.made += after - before
            self.ledger = changed
            return True

    def save(self) -> None:
        """Write the ledger as it is; for a new place."""
        with self._turn:
            self._save(self.ledger)

    def settle(self) -> None:
        """Wait until a change that another thread makes is on the disk."""
        with self._turn:
            return

    def _save(self, ledger: Ledger) -> None:
        if _stamp(self.path) != self._seen:
            raise OutputError(
                f"{self.path}: was changed by another program since it was opened here",
                hint="your last change was not made, nothing was overwritten; quit and open it again",
            )
        data = ledger.to_jsonl().encode("utf-8")
        if len(data) > MAX_BYTES:
            raise OutputError(
                f"{self.path}: would have {len(data):,} bytes, more than the {MAX_BYTES:,} that are read",
                hint="your last change was not made; cut the article into parts",
            )
        mode = self.path.stat().st_mode & 0o777 if self.path.exists() else None
        write_bytes(self.path, data)
        with suppress(OSError):
            if mode is not None:
                self.path.chmod(mode)
            _flush_folder(self.path.parent)
        self._seen = _stamp(self.path)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _flush_folder(folder: Path) -> None:
    """See to it that a rename survives a loss of power too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def open_desk(source: Path, *, by: str, out: Path | None = None) -> Iterator[Desk]:
    """Open a ledger for review, and keep everybody else from it until the block ends.

    Parameters
    ----------
    source
        A ledger.
    by
        Name of the analyst.
    out
        Where the changed ledger goes; the place of ``source`` unless given. It must be free.

    Raises
    ------
    InputError
        For a file that is no ledger or that somebody else is reviewing.
    OutputError
        Where nothing can be written.
    """
    source = source.resolve()
    target = source if out is None else out.resolve()
    elsewhere = target != source and not (target.exists() and source.exists() and target.samefile(source))
    if not elsewhere:
        _read(source)  # what is no ledger is said before a lock is laid beside it
    with _locked(target, by):
        if elsewhere and target.exists():
            raise OutputError(
                f"{target}: exists", hint=f"go on there with asabiya review {target}, or name another file"
            )
        if not elsewhere and not os.access(target, os.W_OK):
            raise OutputError(f"{target}: is read-only", hint="name another place with -o")
        _sweep(target)
        desk = Desk(source, target, by)
        if elsewhere:
            desk.save()
        yield desk
        desk.settle()


def _read(path: Path) -> Ledger:
    data = read_bytes(path, what="ledger")
    if not is_ledger(data):
        hint = f"an article is read first: asabiya read {path} -o LEDGER.jsonl"
        raise InputError(f"ledger {path}: is no ledger", hint=hint)
    return Ledger.from_jsonl(data, name=str(path))


@contextmanager
def _locked(path: Path, by: str) -> Iterator[None]:
    """Hold the lock beside a ledger. The system drops it with its process, however that ends."""
    import fcntl

    place = path.with_name(f".{path.name}.lock")
    while True:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as problem:
            raise OutputError(
                f"{path}: cannot be written ({problem.strerror})", hint="name another place with -o"
            ) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Who held it may have removed the file after it was opened here: then the lock is on nothing.
            if place.exists() and os.fstat(handle).st_ino == place.stat().st_ino:
                break
        except BlockingIOError:
            holder = os.pread(handle, 400, 0).decode("utf-8", errors="replace").strip() or "somebody"
            os.close(handle)
            raise InputError(
                f"{path}: is being reviewed by {holder}",
                hint="wait until that review is finished, or review a copy with -o",
            ) from None
        except OSError as problem:
            os.close(handle)
            raise OutputError(
                f"{path}: cannot be locked ({problem.strerror})", hint="copy it to a local disk"
            ) from None
        os.close(handle)
    try:
        since = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{by} (process {os.getpid()}) since {since}".encode(), 0)
        yield
    finally:
        place.unlink(missing_ok=True)
        os.close(handle)


def _sweep(path: Path) -> None:
    """Remove what a review that was killed in the middle of writing has left beside the ledger."""
    name = re.compile(rf"\.{re.escape(path.name)}\.\w{{8}}")
    with suppress(OSError):
        for entry in path.parent.iterdir():
            if name.fullmatch(entry.name):
                entry.unlink(missing_ok=True)
