"""Many articles in one call: several processes, results in order, ledgers written as they are read."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import Final, Literal

from asabiya.errors import AsabiyaError, InputError, OutputError
from asabiya.evidence.documents.article import article_of_record, make_article
from asabiya.evidence.documents.imprint import Imprint
from asabiya.evidence.documents.manifest import Manifest
from asabiya.evidence.documents.sources import Item, count, gather
from asabiya.evidence.ledger import Article, Ledger, is_ledger, load
from asabiya.files import read_bytes

__all__ = ["Outcome", "Progress", "Reader", "outcomes"]

Progress = Callable[[int, int, str], None]
Reader = Callable[[Article], Ledger]

_AHEAD: Final = 8
"""Articles that are on their way for each process, so that none waits for the slowest."""
_FEW: Final = 4
"""Articles for which no further process is worth its start."""


@dataclass(frozen=True)
class Outcome:
    """What became of one article."""

    source: str
    """The file, or the dump with the line."""
    status: Literal["read", "kept", "failed"]
    """Read now, read by an earlier call and unchanged since, or not readable."""
    ledger: Ledger | None = None
    """The ledger, where it was not written to a file."""
    path: Path | None = None
    """The ledger's file."""
    statements: int | None = None
    """How many statements it has; None unless it was read now."""
    sha256: str | None = None
    """Of the article's bytes."""
    error: AsabiyaError | None = None
    """Why it could not be read."""
    defect: bool = False
    """Whether the error is a failure of the reader's own."""

    def open(self) -> Ledger:
        """The ledger, from its file where it was written; raises the error of an article that failed."""
        if self.error is not None:
            raise self.error
        if self.ledger is not None:
            return self.ledger
        assert self.path is not None
        return load(self.path)


def outcomes(
    sources: Sequence[str | Path],
    read: Reader,
    *,
    given: Imprint,
    settings: Mapping[str, str],
    workers: int = 1,
    out: Path | None = None,
    progress: Progress | None = None,
    note: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """Read articles one after another, holding no more of them than are on their way.

    Parameters
    ----------
    sources
        Files, folders, dumps, and ``"-"`` for standard input; see `gather` for their order.
    read
        What makes a ledger of an article; with several workers a function of a module.
    given
        What the caller states of every article.
    settings
        How ``read`` reads, by which a later call knows whether it would read the same.
    workers
        Processes that read [1 and above].
    out
        Folder for the ledgers, with a manifest by which a later call goes on.
    progress
        Called with (done, total, "articles").
    note
        Called with what is no error but should be known, once each.

    Raises
    ------
    OutputError
        If a ledger cannot be written; what was written before stays.
    """
    total = count(sources) if progress is not None else 0
    noted: set[str] = set()
    with ExitStack() as stack:
        folder = None
        if out is not None:
            options = {k: None if v is None else str(v) for k, v in vars(given).items() if k != "title"}
            options |= settings
            folder = stack.enter_context(Manifest(out, options))
        items = gather(sources)
        stack.callback(items.close)
        jobs = (_job(item, folder) for item in items)
        first = list(islice(jobs, _FEW))
        work = _Work(read, given)
        alone = workers == 1 or len(first) < _FEW
        every = chain(first, jobs)
        made = (_do(work, job) for job in every) if alone else _spread(work, every, workers)
        stack.callback(made.close)
        for done, (item, outcome) in enumerate(made, start=1):
            if folder is not None and outcome.status != "kept":
                _enter(folder, outcome)
            dump = item.name.rpartition(":")[0]
            if item.unused and note is not None and dump not in noted:
                noted.add(dump)
                note(f"{dump}: fields that are not used: {', '.join(item.unused)}")
            if progress is not None:
                progress(done, max(total, done), "articles")
            yield outcome


@dataclass(frozen=True)
class _Job:
    """An article, and where its ledger goes, or what became of it without work."""

    item: Item
    target: Path | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class _Work:
    """What makes an outcome of a job; it travels to the processes."""

    read: Reader
    given: Imprint

    def __call__(self, job: _Job) -> Outcome:
        item, name = job.item, job.item.name
        sha256 = None
        try:
            article = self._article(item)
            sha256 = article.sha256
            if job.target is not None and (reason := _occupied(job.target, item.path)) is not None:
                return Outcome(name, "failed", sha256=sha256, error=reason)
            ledger = self.read(article)
        except AsabiyaError as problem:
            return Outcome(name, "failed", sha256=sha256, error=problem)
        except Exception as problem:
            # One article that the reader fails on must not cost the others.
            text = " ".join(str(problem).split())[:300] or "no message"
            error = InputError(
                f"article {name}: asabiya failed ({type(problem).__name__}: {text})",
                hint="this is a defect; please report it with the article",
            )
            return Outcome(name, "failed", sha256=sha256, error=error, defect=True)
        found = Outcome(name, "read", path=job.target, statements=len(ledger.statements), sha256=sha256)
        if job.target is None:
            return replace(found, ledger=ledger)
        ledger.save(job.target)
        return found

    def _article(self, item: Item) -> Article:
        if item.record is not None and item.data is not None:
            return article_of_record(
                item.record, data=item.data, name=item.name, source=item.source, given=self.given
            )
        data = item.data if item.path is None else read_bytes(item.path, what="article")
        return make_article(
            data or b"",
            name=item.name,
            published=self.given.published,
            outlet=self.given.outlet,
            author=self.given.author,
            affiliation=self.given.affiliation,
        )


def _occupied(target: Path, article: Path | None) -> OutputError | None:
    """Why a ledger may not be put in a place: the article, another file or an analyst's work stands there."""
    if not target.exists():
        return None
    if article is not None and article.samefile(target):
        return OutputError(f"{target}: is the article itself", hint="name another folder with -o")
    data = target.read_bytes() if target.is_file() else b"-"
    if data.strip() and not is_ledger(data):
        return OutputError(f"{target}: exists and is no ledger", hint="name another folder with -o")
    if b'"history": [{' in data:
        return OutputError(
            f"{target}: holds an analyst's changes, and the article or the reader has changed since",
            hint="move it elsewhere to have the article read anew",
        )
    return None


def _job(item: Item, folder: Manifest | None) -> _Job:
    if item.problem is not None:
        return _Job(item, outcome=Outcome(item.name, "failed", error=item.problem))
    if folder is None:
        return _Job(item)
    target = folder.folder / folder.place(item.name, item.ledger)
    if folder.knows(item.name):
        data = item.data
        if item.path is not None:
            with suppress(OSError):
                data = item.path.read_bytes()
        sha256 = hashlib.sha256(data or b"").hexdigest()
        if folder.is_done(item.name, sha256):
            return _Job(item, outcome=Outcome(item.name, "kept", path=target, sha256=sha256))
    return _Job(item, target)


def _enter(folder: Manifest, outcome: Outcome) -> None:
    """Add an outcome to the manifest."""
    if outcome.error is not None:
        failed = {"message": outcome.error.message, "hint": outcome.error.hint}
        folder.note(outcome.source, sha256=outcome.sha256, ledger=None, status="failed", **failed)
    elif outcome.path is not None:
        ledger = outcome.path.relative_to(folder.folder).as_posix()
        folder.note(outcome.source, sha256=outcome.sha256, ledger=ledger, status="read")


def _do(work: _Work, job: _Job) -> tuple[Item, Outcome]:
    return job.item, job.outcome or work(job)


def _spread(work: _Work, jobs: Iterable[_Job], workers: int) -> Generator[tuple[Item, Outcome], None, None]:
    """`_do` by several processes, in the order of the jobs."""
    pool = _Pool(workers, work)
    waiting: deque[tuple[_Job, Future[Outcome] | None]] = deque()
    try:
        for job in jobs:
            waiting.append((job, None if job.outcome else pool.submit(job)))
            if len(waiting) >= _AHEAD * workers:
                yield _next(pool, work, waiting)
        while waiting:
            yield _next(pool, work, waiting)
    finally:
        pool.close()


def _next(
    pool: _Pool, work: _Work, waiting: deque[tuple[_Job, Future[Outcome] | None]]
) -> tuple[Item, Outcome]:
    job, future = waiting.popleft()
    if future is None:
        return _do(work, job)
    try:
        return job.item, future.result()
    except BrokenProcessPool:
        # Some process was killed, perhaps by this article: it is tried by itself, then the others go on.
        pool.renew()
        try:
            outcome = pool.submit(job).result()
        except BrokenProcessPool:
            pool.renew()
            error = InputError(
                f"article {job.item.name}: the process that read it was killed",
                hint="most likely there was not enough memory for it",
            )
            outcome = Outcome(job.item.name, "failed", error=error, defect=True)
        again = [(j, None if j.outcome else pool.submit(j)) for j, _ in waiting]
        waiting.clear()
        waiting.extend(again)
        return job.item, outcome


class _Pool:
    """Processes that start afresh, so that no thread or lock of this one is copied, and end with it."""

    def __init__(self, workers: int, work: _Work) -> None:
        self._workers = workers
        self._work = work
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers, mp_context=get_context("spawn"), initializer=_attend, initargs=(self._work,)
        )

    def submit(self, job: _Job) -> Future[Outcome]:
        try:
            return self._pool.submit(_at_work, job)
        except BrokenProcessPool as problem:
            # It broke since the last article was sent; whoever waits for this one finds out in its turn.
            broken: Future[Outcome] = Future()
            broken.set_exception(problem)
            return broken

    def renew(self) -> None:
        self.close()
        self._pool = self._start()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


_here: _Work | None = None
"""The work of this process, which was sent once: a trained reader is heavier than an article."""


def _at_work(job: _Job) -> Outcome:
    assert _here is not None
    return _here(job)


def _attend(work: _Work) -> None:
    """Take on the work, leave Ctrl-C to the parent, and end when it ends."""
    global _here
    _here = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
