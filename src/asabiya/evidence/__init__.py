"""From a document to a ledger of statements: who said what, in which office, where, when, and doing what.

`read` reads a file, a page or standard input, `read_text` a text at hand. Both work by rules, without a
model and without the network, and give a `Ledger`.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from asabiya.errors import InputError
from asabiya.evidence.documents.article import make_article, open_article
from asabiya.evidence.ledger import Article, Code, DateRef, Ledger, Speaker, Statement, is_ledger, load
from asabiya.evidence.reader import read_article
from asabiya.evidence.same import cluster, same_utterance, utterance_key
from asabiya.files import MAX_BYTES

__all__ = [
    "Article",
    "Code",
    "DateRef",
    "Ledger",
    "Speaker",
    "Statement",
    "cluster",
    "is_ledger",
    "load",
    "read",
    "read_article",
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
) -> Ledger:
    """Read an article into a ledger.

    Parameters
    ----------
    source
        Path of a plain-text or HTML file, or ``"-"`` for standard input.
    published
        Date of publication, ISO; supplies the year of dates that leave it out.
    outlet, author, affiliation
        Where and by whom it was published, where the article does not say so or says it wrongly.

    Raises
    ------
    InputError
        For input that is missing, empty, binary, over 10 MB or not in its charset, and for a date that is
        none.
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
    return read_article(article)


def read_text(
    text: str,
    *,
    name: str = "text",
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
) -> Ledger:
    """Read a text at hand, plain or HTML, into a ledger.

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
    return read_article(article)
