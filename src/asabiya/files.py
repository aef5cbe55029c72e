"""Reading and writing files so that nothing is half-written and errors are plain."""

from __future__ import annotations

import errno
import glob
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from asabiya.errors import InputError, OutputError

__all__ = [
    "CHECKPOINT",
    "MAX_BYTES",
    "RUN",
    "claim_directory",
    "discard_checkpoint",
    "empty_checkpoint",
    "has_checkpoint",
    "is_checkpoint",
    "read_bytes",
    "sweep",
    "write_bytes",
    "write_directory",
    "write_stream",
    "write_text",
]

MAX_BYTES = 10_000_000
"""Largest input file read, in bytes; a newspaper article is a thousandth of it."""

CHECKPOINT: Final = "checkpoint"
"""Folder in the place of a result where a run keeps what it has done so far."""

RUN: Final = "run.json"
"""File of a checkpoint that says which run it is of."""

_CHECKPOINT_FILE: Final = re.compile(r"\.?(run\.json|\w+-\d{5,}\.npz)(\.\w{8})?")
"""Names in a checkpoint; a dot in front and eight letters behind are a file that was being written."""


def read_bytes(path: Path, *, what: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of an input file, or an `InputError` that says what is wrong with it.

    Parameters
    ----------
    path
        The file.
    what
        What the file is meant to be ("article", "scenario", "ledger"), for the message.
    limit
        Largest size accepted, in bytes.
    """
    try:
        if path.is_dir():
            raise InputError(f"{what} {path}: is a folder", hint="name a file inside it")
        size = path.stat().st_size
        if size > limit:
            raise InputError(
                f"{what} {path}: {size:,} bytes, more than the {limit:,} that are read",
                hint="is this the right file? cut it to the part you need",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        more = "; use - to read from standard input" if "article" in what else ""
        raise InputError(f"{what} {path}: no such file", hint=f"check the path{more}") from None
    except OSError as problem:
        raise InputError(
            f"{what} {path}: cannot be read ({problem.strerror})", hint="check the path and its permissions"
        ) from None
    if not data.strip():
        raise InputError(f"{what} {path}: the file is empty", hint="was the download complete?")
    return data


def _output_error(path: Path, problem: OSError) -> OutputError:
    return OutputError(
        f"{path}: cannot be written ({problem.strerror})",
        hint="check free space and permissions, or name another place with -o",
    )


@contextmanager
def write_stream(path: Path) -> Iterator[IO[bytes]]:
    """A stream into a file that appears whole: written under another name, flushed to the disk, then renamed.

    Raises `OutputError` when the disk is full, the place is not writable or holds something that is no plain
    file, such as a folder or a device, which a rename would destroy; then nothing has changed.
    """
    if path.exists() and not path.is_file():
        what = "is a folder" if path.is_dir() else "is no plain file"
        raise OutputError(f"{path}: {what}", hint="name a file")
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as problem:
        raise _output_error(path, problem) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole; see `write_stream`."""
    with write_stream(path) as stream:
        stream.write(data)


def write_text(path: Path, text: str) -> None:
    """`write_bytes` for text, as UTF-8 without newline translation."""
    write_bytes(path, text.encode("utf-8"))


def claim_directory(path: Path, *, marker: str) -> None:
    """See to it before any work that `write_directory` may take a place; nothing is written.

    Raises `OutputError` if something other than a result or a checkpoint of ours is there, or nothing can be
    written there.
    """
    try:
        foreign = path.exists() and not _is_ours(path, marker)
        ancestor = next(parent for parent in path.absolute().parents if parent.exists())
        if not ancestor.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(ancestor, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as problem:
        raise _output_error(path, problem) from None
    if foreign:
        raise OutputError(
            f"{path}: exists and is not a results directory", hint="name an empty or new directory with -o"
        )


def _is_ours(path: Path, marker: str) -> bool:
    """Whether a place is an empty folder, a result, or holds nothing but a checkpoint."""
    if not path.is_dir():
        return False
    if (path / marker).exists():
        return True
    names = [entry.name for entry in path.iterdir()]
    return not names or (names == [CHECKPOINT] and is_checkpoint(path / CHECKPOINT))


def is_checkpoint(folder: Path) -> bool:
    """Whether a folder holds nothing that a run does not keep in its checkpoint."""
    return folder.is_dir() and all(_CHECKPOINT_FILE.fullmatch(entry.name) for entry in folder.iterdir())


def empty_checkpoint(folder: Path) -> None:
    """Remove a checkpoint's files, first the one without which the others are none."""
    for name in (RUN, *(entry.name for entry in folder.iterdir())) if folder.is_dir() else ():
        (folder / name).unlink(missing_ok=True)


def discard_checkpoint(path: Path) -> None:
    """Remove the checkpoint in a place, and the place too if nothing else is in it."""
    folder = path / CHECKPOINT
    if is_checkpoint(folder):
        with suppress(OSError):
            empty_checkpoint(folder)
            folder.rmdir()
            path.rmdir()


def has_checkpoint(path: Path) -> bool:
    """Whether a place holds a checkpoint from which a run can go on."""
    return (path / CHECKPOINT / RUN).is_file()


def sweep(path: Path) -> None:
    """Clear what a `write_directory` that was killed has left beside ``path``, and put back what it moved.

    No other process may be writing there.
    """
    try:
        retired = sorted(path.parent.glob(f".{glob.escape(path.name)}.retired.*"))
        for folder in retired:
            if (folder / "old").is_dir() and not path.exists():
                (folder / "old").replace(path)
        for folder in (*retired, *path.parent.glob(f".{glob.escape(path.name)}.partial.*")):
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as problem:
        raise _output_error(path, problem) from None


@contextmanager
def write_directory(path: Path, *, marker: str) -> Iterator[Path]:
    """A temporary directory beside ``path`` that takes its place when the block ends well.

    An existing directory is replaced only if it is ours: if it holds the file ``marker``, that is, a result,
    or nothing but a checkpoint; anything else there raises `OutputError` before any work is done.
    """
    claim_directory(path, marker=marker)
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.partial.", dir=path.parent))
        yield temporary
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o777 & ~umask)
        if path.exists():
            retired = Path(tempfile.mkdtemp(prefix=f".{path.name}.retired.", dir=path.parent))
            path.replace(retired / "old")
            temporary.replace(path)
            shutil.rmtree(retired, ignore_errors=True)
        else:
            temporary.replace(path)
    except OSError as problem:
        raise _output_error(path, problem) from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
