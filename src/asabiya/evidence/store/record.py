"""The store as others use it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from asabiya.errors import AsabiyaError, InputError, nearest
from asabiya.evidence.exchange import WRITERS, Reading, Tally, read_brat, read_csv
from asabiya.evidence.ledger import Ledger
from asabiya.evidence.store.adding import Outcome, Prepared, prepare, put
from asabiya.evidence.store.opening import DEFAULT, PATIENCE, WRITES, is_busy, open_engine, plain_errors
from asabiya.evidence.store.searching import Filters, matching, search
from asabiya.evidence.store.tables import Revision, StoredArticle, StoredStatement
from asabiya.evidence.store.utterances import canonical, chunks

__all__ = ["Kept", "Store"]

_BATCH: Final = 200
"""Ledgers in one transaction, about a second of work: others wait no longer."""

_PAGE: Final = 100
"""Ledgers read at once, so that memory stays flat."""

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Kept:
    """One revision of an article in the store."""

    number: int
    """1, 2, …; the last one holds."""
    added: dt.datetime
    """When it came in, in UTC."""
    by: str | None
    """Who brought it, where that was said."""
    digest: str
    """SHA-256 of the ledger as JSON Lines."""


class Store:
    """Many articles in one database.

    Parameters
    ----------
    where
        A file, or a SQLAlchemy URL; ``sqlite://`` is a store in memory.
    create
        Whether to make it where there is none.

    Raises
    ------
    InputError
        If there is none, or it is something else, of a newer version, damaged, or in use for a minute; this
        and the next hold for every method.
    OutputError
        If it cannot be written: no permission, no space.
    """

    def __init__(self, where: str | Path = DEFAULT, *, create: bool = False) -> None:
        self._engine, self.name = open_engine(where, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        """One view of the store, whatever others write meanwhile."""
        with plain_errors(self.name), Session(self._engine) as session:
            yield session

    def _write(self, work: Callable[[Session], Answer]) -> Answer:
        """Do work in one transaction; again if other writers came between."""
        writer = self._engine.execution_options(**{WRITES: True})
        end = time.monotonic() + PATIENCE
        with plain_errors(self.name):
            while True:
                try:
                    with Session(writer) as session, session.begin():
                        return work(session)
                except DBAPIError as problem:
                    if not is_busy(problem) or time.monotonic() > end:
                        raise
                    time.sleep(0.1)

    def add(
        self,
        ledgers: Iterable[Ledger],
        *,
        by: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> list[Outcome]:
        """Put ledgers in.

        A ledger of a new article is added; another ledger of a known article (the same SHA-256) becomes its
        newest revision; one that the store has or had changes nothing. Ledgers go in a few hundred at a time,
        each lot whole or not at all; memory does not grow with their number.

        Parameters
        ----------
        ledgers
            What to put in, perhaps read as it is asked for.
        by
            Who brings them, for the record.
        progress
            Called with how many are done.

        Raises
        ------
        AsabiyaError
            Whatever ``ledgers`` raises; those before are in the store then, and the hint says so.
        """
        outcomes: list[Outcome] = []
        batch: list[Prepared] = []

        def flush() -> None:
            now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
            if batch:
                outcomes.extend(self._write(lambda session: put(session, batch, by=by, now=now)))
            batch.clear()
            if progress is not None:
                progress(len(outcomes))

        try:
            for ledger in ledgers:
                batch.append(prepare(ledger))
                if len(batch) == _BATCH:
                    flush()
        except AsabiyaError as problem:
            if batch:
                flush()
            if outcomes:
                problem.hint += f"; the {len(outcomes)} before it are in the store"
            raise
        flush()
        return outcomes

    def correct(self, corrected: Iterable[tuple[str | None, Ledger]], *, by: str) -> list[Outcome]:
        """Put corrected ledgers in, all or none.

        Parameters
        ----------
        corrected
            Each with the digest of the revision that was corrected, None for a new article.
        by
            Who corrected them.

        Raises
        ------
        InputError
            If one of them was changed by somebody else meanwhile.
        """
        batch = [prepare(ledger, replaces=digest or "") for digest, ledger in corrected]
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        return self._write(lambda session: put(session, batch, by=by, now=now)) if batch else []

    def search(self, filters: Filters | None = None, *, limit: int | None = None) -> dict[str, Any]:
        """Utterances of which at least one report fits.

        Returns
        -------
        dict
            ``total``, and ``utterances`` in order of time, the undated last: each with ``id``, ``text``,
            ``kind``, ``speaker``, ``office``, ``institution``, ``sector``, ``date``, ``codes`` as its first
            report has them, and ``reports``: everybody who reported it, by day of publication, each with
            ``outlet``, ``author``, ``published`` and what that report says; ``matches`` tells whether the
            report itself fits.
        """
        with self._reading() as session:
            return search(session, filters or Filters(), limit=limit)

    def export(self, place: str | Path, format: str = "jsonl", filters: Filters | None = None) -> Tally:
        """Write what fits into another program's format; the files appear whole, or not at all.

        Parameters
        ----------
        place
            A new folder for ``jsonl`` and ``brat``, which hold whole articles of which a statement fits; a
            file for ``csv``, ``parquet`` and ``webannotation``, which hold the statements that fit.
        format
            One of `asabiya.evidence.exchange.WRITERS`.

        Raises
        ------
        InputError
            For an unknown format.
        """
        writer = WRITERS.get(format)
        if writer is None:
            raise InputError(f"format {format!r}: unknown", hint=nearest(format, WRITERS))
        return writer(self.selections(filters), Path(place))

    def take_corrections(
        self, place: str | Path, *, by: str, format: str | None = None, remove_missing: bool = False
    ) -> Reading:
        """Take corrections from a brat folder or a CSV file, all or none.

        Parameters
        ----------
        place
            What `export` has written and somebody has changed; a brat folder may also hold new articles.
        by
            Who corrected it; stands in every statement's history.
        format
            ``brat`` or ``csv``; by default, a folder is brat's.
        remove_missing
            For CSV, whether statements without a row are taken out; in brat, they always are.

        Raises
        ------
        InputError
            With file and row or line, for what cannot be understood or has changed since.
        """
        path = Path(place)
        if not by.strip():
            raise InputError("by: is empty", hint="say who corrected it")
        if format is None:
            format = "brat" if path.is_dir() else "csv"
        if format == "csv":
            reading = read_csv(path, self.current, by=by, remove_missing=remove_missing)
        elif format == "brat":
            reading = read_brat(path, self.current, by=by)
        else:
            raise InputError(f"format {format!r}: cannot be read back", hint=nearest(format, ("brat", "csv")))
        self.correct([(one.digest, one.ledger) for one in reading.corrected], by=by)
        return reading

    def count(self) -> dict[str, int]:
        """How many ``articles``, ``statements`` and ``utterances`` there are."""
        with self._reading() as session:
            return {
                "articles": session.scalar(select(func.count(StoredArticle.id))) or 0,
                "statements": session.scalar(select(func.count(StoredStatement.id))) or 0,
                "utterances": session.scalar(select(func.count(StoredStatement.utterance_id.distinct())))
                or 0,
            }

    def selections(self, filters: Filters | None = None) -> Iterator[tuple[Ledger, frozenset[str] | None]]:
        """Newest ledgers of articles with a statement that fits, in order of publication.

        Each comes with the ids of the statements that fit, or None where nothing was asked for and even
        articles without a statement come.
        """
        wanted = filters or Filters()
        with self._reading() as session:
            fitting: dict[int, set[str]] = {}
            order = select(StoredArticle.id, StoredArticle.revision).order_by(*canonical())
            if wanted:
                found = (
                    select(StoredStatement.article_id, StoredStatement.key)
                    .join(StoredArticle, StoredArticle.id == StoredStatement.article_id)
                    .where(matching(wanted))
                )
                for number, key in session.execute(found):
                    fitting.setdefault(number, set()).add(key)
            articles = [row for row in session.execute(order).all() if not wanted or row.id in fitting]
            for start in range(0, len(articles), _PAGE):
                page = articles[start : start + _PAGE]
                rows = session.execute(
                    select(Revision.article_id, Revision.document)
                    .join(StoredArticle, StoredArticle.id == Revision.article_id)
                    .where(Revision.number == StoredArticle.revision)
                    .where(Revision.article_id.in_([row.id for row in page]))
                )
                documents: dict[int, str] = {row.article_id: row.document for row in rows}
                for row in page:
                    ledger = Ledger.from_jsonl(documents[row.id].encode(), name=self.name)
                    yield ledger, frozenset(fitting[row.id]) if wanted else None

    def ledgers(self, filters: Filters | None = None) -> Iterator[Ledger]:
        """Newest ledgers of articles with a statement that fits, in order of publication."""
        for ledger, _ in self.selections(filters):
            yield ledger

    def ledger(self, sha256: str, *, revision: int | None = None) -> Ledger:
        """The ledger of an article, the newest or an earlier revision; the first letters of the SHA-256 do.

        Raises `InputError` if there is none, or several begin so.
        """
        with self._reading() as session:
            found = session.execute(
                select(Revision.document)
                .join(StoredArticle, StoredArticle.id == Revision.article_id)
                .where(StoredArticle.sha256.startswith(sha256, autoescape=True))
                .where(Revision.number == (StoredArticle.revision if revision is None else revision))
                .limit(2)
            ).all()
        if len(found) != 1:
            what = f"article {sha256}" + ("" if revision is None else f", revision {revision}")
            problem = "several articles begin so" if found else "not there"
            raise InputError(
                f"store {self.name}: {what}: {problem}", hint="see store search --json for sha256"
            )
        return Ledger.from_jsonl(found[0].document.encode(), name=self.name)

    def revisions(self, sha256: str) -> list[Kept]:
        """All revisions of an article, oldest first; none if the store does not have it."""
        with self._reading() as session:
            rows = session.execute(
                select(Revision.number, Revision.added, Revision.by, Revision.digest)
                .join(StoredArticle, StoredArticle.id == Revision.article_id)
                .where(StoredArticle.sha256 == sha256)
                .order_by(Revision.number)
            )
            return [Kept(n, added.replace(tzinfo=dt.UTC), by, digest) for n, added, by, digest in rows]

    def current(self, names: Iterable[str]) -> dict[str, tuple[str, Ledger]]:
        """Digest and ledger of the newest revision of each of some articles, by SHA-256."""
        answer: dict[str, tuple[str, Ledger]] = {}
        with self._reading() as session:
            for part in chunks(set(names)):
                rows = session.execute(
                    select(StoredArticle.sha256, Revision.digest, Revision.document)
                    .join(Revision, Revision.article_id == StoredArticle.id)
                    .where(Revision.number == StoredArticle.revision, StoredArticle.sha256.in_(part))
                )
                for name, digest, document in rows:
                    answer[name] = (digest, Ledger.from_jsonl(document.encode(), name=self.name))
        return answer
