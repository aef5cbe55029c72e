"""Opening a store: where it is, whether it is one, and what the database's errors mean.

A store in a file is SQLite with a write-ahead log: readers never wait, writers take turns (``BEGIN
IMMEDIATE``) and wait for one another up to `PATIENCE`. Any other database that SQLAlchemy has a driver for
is named by its URL; writers lock the one row of `tables.Info` there.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from asabiya.errors import AsabiyaError, InputError, OutputError
from asabiya.evidence.store.tables import VERSION, Base, Info

__all__ = ["DEFAULT", "PATIENCE", "WRITES", "is_busy", "open_engine", "plain_errors"]

DEFAULT: Final = "asabiya.store"
"""A project's record belongs to its other files: the store in the working folder."""

PATIENCE: Final = 60.0
"""Seconds that a writer waits for others."""

WRITES: Final = "asabiya_writes"
"""Execution option of connections that write."""


def is_busy(problem: BaseException) -> bool:
    """Whether an error of the database goes away when the work is tried again."""
    text = str(getattr(problem, "orig", problem)).lower()
    return any(word in text for word in ("locked", "busy", "deadlock", "serialize"))


@contextmanager
def plain_errors(shown: str) -> Iterator[None]:
    """Errors of the database as `InputError` and `OutputError`, with the store's name and a hint."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as problem:
        raise _explained(problem, shown) from None


_MEANINGS: Final[tuple[tuple[str, type[AsabiyaError], str, str], ...]] = (
    (
        "not a database",
        InputError,
        "is no store (not a database)",
        "name the file that asabiya store add has made",
    ),
    (
        "malformed",
        InputError,
        "is damaged",
        "put back a copy, or add its ledgers to a new store",
    ),
    (
        "readonly",
        OutputError,
        "cannot be written (read-only)",
        "check permissions, or name another place with --store",
    ),
    (
        "full",
        OutputError,
        "cannot be written (the disk is full)",
        "free some space and run it again; nothing of the last step was stored",
    ),
    (
        "disk i/o",
        OutputError,
        "cannot be read or written (disk error, or no space left)",
        "check the disk's space and run it again; nothing of the last step was stored",
    ),
    (
        "unable to open",
        OutputError,
        "cannot be opened",
        "check the folder and its permissions, or name another place with --store",
    ),
    (
        "locked",
        InputError,
        f"was in use by other writers for {PATIENCE:.0f} seconds",
        "run it again when they are done; nothing is lost",
    ),
)


def _explained(problem: Exception, shown: str) -> AsabiyaError:
    cause = getattr(problem, "orig", None) or problem
    text = " ".join(str(cause).split())
    for words, kind, what, hint in _MEANINGS:
        if words in text.lower():
            return kind(f"store {shown}: {what}", hint=hint)
    return InputError(f"store {shown}: the database says: {text[:200]}", hint="check the place and its state")


def _url(where: str | Path) -> URL:
    """The place as a URL; what has no ``://`` is a file."""
    text = str(where)
    if not text.strip():
        raise InputError("store: the place is empty", hint=f"for example --store {DEFAULT}")
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        return make_url(text)
    except ArgumentError:
        raise InputError(
            f"store {text.partition('://')[0]}://…: not a URL of a database",
            hint="for example sqlite:///asabiya.store or postgresql+psycopg://user@host/name",
        ) from None


def open_engine(where: str | Path, *, create: bool) -> tuple[Engine, str]:
    """The store at a path or URL, and its name for messages.

    Parameters
    ----------
    where
        A file, or a SQLAlchemy URL; ``sqlite://`` is a store in memory.
    create
        Whether to make it where there is none.

    Raises
    ------
    InputError
        If there is none, it is something else, of a newer version or damaged, or its driver is missing.
    OutputError
        If it cannot be made there.
    """
    url = _url(where)
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    if url.database == ":memory:":
        file = None
    shown = str(file) if file is not None else url.render_as_string(hide_password=True)
    if file is not None:
        _check_file(file, create=create)
    with plain_errors(shown):
        engine = _engine(url, file, create=create)
        try:
            _prepare(engine, file, shown, create=create)
        except BaseException:
            engine.dispose()
            raise
    return engine, shown


def _check_file(file: Path, *, create: bool) -> None:
    try:
        if file.is_dir():
            raise InputError(f"store {file}: is a folder", hint="name a file, for example with --store")
        if file.exists():
            if not os.access(file, os.R_OK):
                raise InputError(f"store {file}: cannot be read", hint="check its permissions")
            return
        if not create:
            raise InputError(
                f"store {file}: no such file",
                hint="make it with asabiya store add LEDGER…, or name another with --store",
            )
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(
            f"store {file}: cannot be made ({problem.strerror})",
            hint="check the folder, or name another place with --store",
        ) from None


def _engine(url: URL, file: Path | None, *, create: bool) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url)
        if file is None:
            engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
        elif not create and _is_sealed(file):
            # A log cannot be opened where nothing can be written; without one the file alone is the store.
            uri = f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1"
            engine = create_engine(url, creator=lambda: sqlite3.connect(uri, uri=True))
        else:
            engine = create_engine(url, connect_args={"timeout": PATIENCE})
    except (ModuleNotFoundError, ArgumentError) as problem:
        raise InputError(
            f"store {url.render_as_string(hide_password=True)}: no driver for it ({problem})",
            hint="install the database's driver, or keep the store in a file",
        ) from None
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def _is_sealed(file: Path) -> bool:
    log = file.with_name(file.name + "-wal")
    return not os.access(file.absolute().parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _connected(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions begin where we say so, and not only before the first row that is written.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine, file: Path | None, shown: str, *, create: bool) -> None:
    """See that the database is a store of our version; make it one if it is empty and that is wanted."""
    with Session(engine) as session:
        if _is_store(session, shown):
            return
    if not create:
        raise InputError(
            f"store {shown}: holds no ledgers yet", hint="add some with asabiya store add LEDGER…"
        )
    if file is not None:
        _switch_to_log(engine)
    with Session(engine.execution_options(**{WRITES: True})) as session, session.begin():
        # Another process may have been quicker.
        if not _is_store(session, shown):
            Base.metadata.create_all(session.connection())
            now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
            session.execute(insert(Info).values(id=1, version=VERSION, created=now))


def _is_store(session: Session, shown: str) -> bool:
    """Whether the database is a store of our version; false if it is empty."""
    tables = set(inspect(session.connection()).get_table_names())
    if Info.__tablename__ not in tables:
        ours = tables & set(Base.metadata.tables)
        if tables and (ours or session.connection().dialect.name == "sqlite"):
            raise InputError(
                f"store {shown}: is a database of something else (tables {', '.join(sorted(tables)[:5])})",
                hint="name another place with --store",
            )
        return False
    version = session.scalar(select(Info.version))
    if version != VERSION:
        raise InputError(
            f"store {shown}: has schema version {version}; this program knows {VERSION}",
            hint="update asabiya" if (version or 0) > VERSION else "it is damaged; put back a copy",
        )
    return True


def _switch_to_log(engine: Engine) -> None:
    """Turn the write-ahead log on; the file remembers it. The database does not wait here by itself."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection = engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()
            return
        except (sqlite3.OperationalError, DBAPIError) as problem:
            if not is_busy(problem) or time.monotonic() > end:
                raise
            time.sleep(0.05)
