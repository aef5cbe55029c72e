"""From bytes, a file or a record of a dump to an `Article`: its text and who published it."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from asabiya.errors import InputError
from asabiya.evidence.documents.byline import frame
from asabiya.evidence.documents.imprint import Imprint, named_fields
from asabiya.evidence.documents.markdown import has_front_matter, read_markdown
from asabiya.evidence.documents.pdf import is_pdf, read_pdf
from asabiya.evidence.ledger import Article, is_ledger
from asabiya.files import MAX_BYTES, read_bytes

__all__ = [
    "DUMPS",
    "HTML",
    "MARKDOWN",
    "MOST_TEXT",
    "article_of_record",
    "kind_of",
    "make_article",
    "open_article",
    "parse_day",
]

_HTML_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S
)
_OTHER_FORMATS: Final = ((b"{\\rtf", "RTF"), (b"PK\x03\x04", "a zipped document"))
"""First bytes of word-processor files, some of which would pass as text."""
HTML: Final = (".html", ".htm", ".xhtml")
"""Endings of pages."""
MARKDOWN: Final = (".md", ".markdown")
"""Endings of Markdown."""
DUMPS: Final = (".jsonl", ".ndjson")
"""Endings of dumps of articles."""
MOST_TEXT: Final = 300_000
"""Characters that an article may have; a newspaper's has a fiftieth of them, and reading takes seconds."""
_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_FORMATS: Final = "plain text, Markdown, HTML or PDF"

Kind = Literal["text", "html", "markdown", "pdf"]


def parse_day(value: str | datetime.date | None, *, what: str = "--published") -> datetime.date | None:
    """A date from ISO text.

    Raises `asabiya.errors.InputError` for anything that is not a date.

    >>> parse_day("2023-12-08")
    datetime.date(2023, 12, 8)
    """
    if value is None or isinstance(value, datetime.date):
        return value.date() if isinstance(value, datetime.datetime) else value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        try:
            return datetime.date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise InputError(
        f"{what}: {value!r} is not a date; allowed: YYYY-MM-DD",
        hint="write a day of the calendar as 2023-12-08",
    )


def _decode(data: bytes, name: str) -> str:
    """UTF-8 without newline translation, the byte-order mark dropped."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(
            f"article {name}: UTF-16, not UTF-8", hint="convert it first: iconv -f UTF-16 -t UTF-8 FILE > NEW"
        )
    if b"\x00" in data:
        raise InputError(
            f"article {name}: a binary file (NUL byte at offset {data.index(0)})",
            hint=f"give {_FORMATS}; save a word-processor file as text first",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        offset = problem.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise InputError(
            f"article {name}: not UTF-8 (byte 0x{data[offset]:02x} at offset {offset})",
            hint="convert it first: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
        ) from None


def kind_of(data: bytes, name: str) -> Kind:
    """What kind of document some bytes are: by their content, then by the name's ending.

    >>> kind_of(b"<!DOCTYPE html><p>Night", "night.txt"), kind_of(b"# Night", "night.md")
    ('html', 'markdown')
    """
    if is_pdf(data):
        return "pdf"
    if _HTML_START.match(data[:8192].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    ending = name.lower()
    if ending.endswith(HTML):
        return "html"
    if ending.endswith(MARKDOWN):
        return "markdown"
    start = data[:20_000].removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"---", b"+++")) and has_front_matter(start.decode("utf-8", "replace")):
        return "markdown"
    return "text"


def make_article(
    data: bytes,
    *,
    name: str,
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
) -> Article:
    """An article from its bytes; what the caller states overrides what the article says.

    Parameters
    ----------
    data
        Plain text or Markdown in UTF-8, an HTML page in its declared charset, or a PDF.
    name
        Where it comes from: the path, or a name for standard input.
    published
        Date of publication, ISO.
    outlet, author, affiliation
        As known to the caller.

    Raises
    ------
    InputError
        For empty, binary, over-long (10 MB, or 300,000 characters of text), locked or wrongly encoded input,
        and for a date that is none.
    """
    given = Imprint(None, author, affiliation, outlet, parse_day(published))
    _check(data, name)
    kind = kind_of(data, name)
    if kind == "html":
        from asabiya.evidence.documents.markup import decode_page

        text, found = _of_page(decode_page(data, name), name)
    elif kind == "pdf":
        text, found = _around(*read_pdf(data, name))
    elif kind == "markdown":
        text, found = _around(*read_markdown(_decode(data, name)))
    else:
        text, found = _around(_decode(data, name), Imprint())
    given.fill(found)
    _check_text(text, name)
    return Article(source=name, sha256=hashlib.sha256(data).hexdigest(), text=text, **vars(given))


def _check(data: bytes, name: str) -> None:
    """Refuse what is no article in any format."""
    if len(data) > MAX_BYTES:
        raise InputError(
            f"article {name}: {len(data):,} bytes, more than the {MAX_BYTES:,} that are read",
            hint="is this the right file? cut it to the part you need",
        )
    if not data.strip():
        raise InputError(f"article {name}: empty", hint="was the download complete?")
    for start, kind in _OTHER_FORMATS:
        if data[:64].lstrip().startswith(start):
            raise InputError(
                f"article {name}: {kind}, not text",
                hint=f"give {_FORMATS}; save a word-processor file as text first",
            )
    if data[:64].lstrip().startswith(b"{") and name.lower().endswith(DUMPS) and not is_ledger(data):
        raise InputError(
            f"article {name}: a dump of articles, not one", hint="asabiya read and read_many read it"
        )
    if is_ledger(data):
        raise InputError(
            f"article {name}: a ledger, not an article", hint="it is read already: give it to asabiya nowcast"
        )


def _check_text(text: str, name: str) -> None:
    if not text.strip():
        raise InputError(f"article {name}: holds no text", hint="was the download complete?")
    if len(text) > MOST_TEXT:
        raise InputError(
            f"article {name}: {len(text):,} characters of text, more than the {MOST_TEXT:,} that are read",
            hint="is this one article? split it, or cut it to the part you need",
        )


def _of_page(markup: str, name: str) -> tuple[str, Imprint]:
    from asabiya.evidence.documents.page import read_page

    page = read_page(markup, name)
    return page.text, page.imprint


def _around(text: str, imprint: Imprint) -> tuple[str, Imprint]:
    """A text with what stands around its body added to what is known."""
    found = frame(text, title=imprint.title)
    imprint.fill(Imprint(found.title, found.author, found.affiliation, found.outlet, found.published))
    return text, imprint


def article_of_record(
    record: Mapping[str, Any], *, data: bytes, name: str, source: str, given: Imprint
) -> Article:
    """An article from a record of a dump, with ``text`` or ``html`` and fields as in `named_fields`.

    Parameters
    ----------
    record
        The record.
    data
        The bytes of its line, for the hash.
    name
        File and line, for messages.
    source
        What the article's ``source`` shall be.
    given
        What the caller states; it overrides the record, which overrides what the text says.

    Raises
    ------
    InputError
        Where the text is missing, empty, binary or over-long.
    """
    text = record.get("text")
    written = isinstance(text, str) and bool(text.strip())
    body = text if written else record.get("html")
    if not isinstance(body, str) or not body.strip():
        raise InputError(
            f"article {name}: neither text nor html", hint='each line needs a field "text" or "html"'
        )
    if broken := _NO_TEXT.search(body):
        raise InputError(
            f"article {name}: not Unicode text (U+{ord(broken.group()):04X} at offset {broken.start()})",
            hint="decode and clean the text before it goes into the dump",
        )
    known = Imprint(**vars(given))
    known.fill(named_fields(record))
    if written:
        body, found = _around(body, Imprint(title=known.title))
    else:
        body, found = _of_page(body, name)
    known.fill(found)
    _check_text(body, name)
    return Article(source=source, sha256=hashlib.sha256(data).hexdigest(), text=body, **vars(known))


def open_article(
    path: Path,
    *,
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
) -> Article:
    """`make_article` for a file.

    Raises `asabiya.errors.InputError` also for a file that is missing or cannot be read.
    """
    data = read_bytes(path, what="article")
    return make_article(
        data, name=str(path), published=published, outlet=outlet, author=author, affiliation=affiliation
    )
