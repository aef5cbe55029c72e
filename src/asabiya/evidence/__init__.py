"""From a document to a ledger of statements: who said what, in which office, where, when, and doing what.

`read` reads a file, a page or standard input, `read_text` a text at hand, `read_many` files, folders and
dumps. All work without the network, and give ledgers.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from asabiya.errors import AsabiyaError, InputError
from asabiya.evidence.coding.coders import coder_named
from asabiya.evidence.documents.article import make_article, open_article, parse_day
from asabiya.evidence.documents.batch import Outcome, Progress, outcomes
from asabiya.evidence.documents.imprint import Imprint
from asabiya.evidence.documents.sources import is_several
from asabiya.evidence.ledger import Article, Code, DateRef, Ledger, Speaker, Statement, is_ledger, load
from asabiya.evidence.reader import read_article
from asabiya.evidence.same import cluster, same_utterance, utterance_key
from asabiya.files import MAX_BYTES

if TYPE_CHECKING:
    from asabiya.evidence.tagger.extractor import TaggerExtractor

__all__ = [
    "Article",
    "Code",
    "DateRef",
    "Ledger",
    "Outcome",
    "Speaker",
    "Statement",
    "cluster",
    "is_ledger",
    "is_several",
    "load",
    "read",
    "read_article",
    "read_batch",
    "read_many",
    "read_text",
    "same_utterance",
    "utterance_key",
]


def read(
    source: str | Path,
    *,
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
    coder: str = "examples",
    model: str | Path | None = None,
) -> Ledger:
    """Read an article into a ledger.

    Parameters
    ----------
    source
        Path of a plain-text, Markdown, HTML or PDF file, or ``"-"`` for standard input.
    published
        Date of publication, ISO; supplies the year of dates that leave it out.
    outlet, author, affiliation
        Where and by whom it was published, where the article does not say so or says it wrongly.
    coder
        Who codes the statements: ``examples``, ``rules``, ``embeddings`` or ``both``.
    model
        Folder of a trained reader (`asabiya.evidence.tagger`) that finds the attributions; the rules do
        unless one is given.

    Raises
    ------
    InputError
        For input that is missing, empty, binary, locked, over 10 MB or not in its charset, and for a date
        that is none; for a coder or a model that cannot be used.
    """
    if str(source) == "-":
        article = make_article(
            sys.stdin.buffer.read(MAX_BYTES + 1),
            name="-",
            published=published,
            outlet=outlet,
            author=author,
            affiliation=affiliation,
        )
    else:
        article = open_article(
            Path(source), published=published, outlet=outlet, author=author, affiliation=affiliation
        )
    return read_article(article, extractor=_extractor(model), coder=coder)


def read_batch(
    sources: str | Path | Sequence[str | Path],
    *,
    workers: int = 1,
    out: str | Path | None = None,
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
    coder: str = "examples",
    model: str | Path | None = None,
    progress: Progress | None = None,
    note: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """What becomes of each of many articles, in order, as soon as it is known; see `read_many`.

    Parameters
    ----------
    sources, workers, out, published, outlet, author, affiliation, coder, model, progress
        As for `read_many`.
    note
        Called with what is no error but should be known, such as fields of a dump that are not used.

    Raises
    ------
    InputError
        For a date or a number that is none; what is wrong with an article is in its outcome.
    OutputError
        If a ledger cannot be written.
    """
    given = Imprint(None, author, affiliation, outlet, parse_day(published))
    several = [sources] if isinstance(sources, str | Path) else list(sources)
    if not several:
        raise InputError("no articles to read", hint="name files, folders or dumps")
    if workers < 1:
        raise InputError(f"workers: {workers} is less than 1", hint="ask for one process or more")
    coder_named(coder)  # here, so that what is not installed is said once
    extractor = _extractor(model)
    return outcomes(
        several,
        partial(read_article, extractor=extractor, coder=coder),
        settings={"coder": coder} | ({"model": extractor.digest} if extractor else {}),
        given=given,
        workers=workers,
        out=None if out is None else Path(out),
        progress=progress,
        note=note,
    )


def read_many(
    sources: str | Path | Sequence[str | Path],
    *,
    workers: int = 1,
    out: str | Path | None = None,
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
    coder: str = "examples",
    model: str | Path | None = None,
    on_error: Callable[[str, AsabiyaError], None] | None = None,
    progress: Progress | None = None,
) -> Iterator[Ledger]:
    """Read many articles into ledgers, one after another and in order.

    Parameters
    ----------
    sources
        Files, folders (walked with their subfolders by name), dumps of articles (JSON Lines, an object with
        ``text`` or ``html`` a line), and ``"-"`` for standard input.
    workers
        Processes that read [1 and above]. With more than one, a script needs
        ``if __name__ == "__main__":``, as always with `multiprocessing`.
    out
        Folder where each ledger is written as soon as it is read, beside ``manifest.jsonl``. Called again,
        what is there and unchanged is not read anew.
    published, outlet, author, affiliation, coder, model
        As for `read`, for every article.
    on_error
        Called with source and error of each article that cannot be read; the others are read all the same.
        Without it the first such error is raised once all others are read.
    progress
        Called with (done, total, "articles").

    Raises
    ------
    InputError
        For a date or a number that is none, and as said under ``on_error``.
    OutputError
        If a ledger cannot be written.
    """
    found = read_batch(
        sources,
        workers=workers,
        out=out,
        published=published,
        outlet=outlet,
        author=author,
        affiliation=affiliation,
        coder=coder,
        model=model,
        progress=progress,
    )
    return _ledgers(found, on_error)


def _extractor(model: str | Path | None) -> TaggerExtractor | None:
    """What reads instead of the rules, if anything does."""
    if model is None:
        return None
    from asabiya.evidence.tagger.extractor import TaggerExtractor

    return TaggerExtractor(model)


def _ledgers(
    found: Iterator[Outcome], on_error: Callable[[str, AsabiyaError], None] | None
) -> Iterator[Ledger]:
    first: AsabiyaError | None = None
    failures = 0
    for outcome in found:
        if outcome.error is None:
            yield outcome.open()
        elif on_error is not None:
            on_error(outcome.source, outcome.error)
        else:
            first = first or outcome.error
            failures += 1
    if first is not None:
        more = f" (and {failures - 1} more could not be read)" if failures > 1 else ""
        raise InputError(f"{first.message}{more}", hint=first.hint)


def read_text(
    text: str,
    *,
    name: str = "text",
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
    coder: str = "examples",
    model: str | Path | None = None,
) -> Ledger:
    """Read a text at hand, plain or HTML, into a ledger; see `read`.

    >>> ledger = read_text("Governor Ada Lorn said, “Nobody here has deserted us.”")
    >>> statement = ledger.statements[0]
    >>> statement.speaker.name, statement.office, statement.text
    ('Ada Lorn', 'Governor', 'Nobody here has deserted us.')

    Raises
    ------
    InputError
        For a text that is empty or that no file could hold, and for a date that is none.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise InputError(
            f"article {name}: not Unicode text (lone surrogate at offset {problem.start})",
            hint="decode the bytes as UTF-8 first",
        ) from None
    article = make_article(
        data, name=name, published=published, outlet=outlet, author=author, affiliation=affiliation
    )
    return read_article(article, extractor=_extractor(model), coder=coder)
