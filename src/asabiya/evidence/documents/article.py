"""From a file, a page or standard input to an `Article`: decoded text and who published it."""

from __future__ import annotations

import datetime
import hashlib
import re
from pathlib import Path
from typing import Final

from asabiya.errors import InputError
from asabiya.evidence.documents.byline import frame
from asabiya.evidence.ledger import Article, is_ledger
from asabiya.files import MAX_BYTES, read_bytes

__all__ = ["make_article", "open_article", "parse_day"]

_HTML_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S
)
_OTHER_FORMATS: Final = ((b"%PDF-", "a PDF"), (b"{\\rtf", "RTF"), (b"PK\x03\x04", "a zipped document"))
"""First bytes of word-processor files, some of which would pass as text."""
_HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")


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
            hint="give plain text or HTML; save a PDF or word-processor file as text first",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        offset = problem.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise InputError(
            f"article {name}: not UTF-8 (byte 0x{data[offset]:02x} at offset {offset})",
            hint="convert it first: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
        ) from None


def make_article(
    data: bytes,
    *,
    name: str,
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
) -> Article:
    """An article from its bytes; what the caller states overrides what the page says.

    Parameters
    ----------
    data
        Plain text in UTF-8, or an HTML page in its declared charset.
    name
        Where it comes from: the path, or a name for standard input.
    published
        Date of publication, ISO.
    outlet, author, affiliation
        As known to the caller.

    Raises
    ------
    InputError
        For empty, binary, over-long or wrongly encoded input, and for a date that is none.
    """
    day = parse_day(published)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"article {name}: {len(data):,} bytes, more than the {MAX_BYTES:,} that are read",
            hint="is this the right file? cut it to the part you need",
        )
    if not data.strip():
        raise InputError(f"article {name}: empty", hint="was the download complete?")
    for start, kind in _OTHER_FORMATS:
        if data.lstrip().startswith(start):
            raise InputError(
                f"article {name}: {kind}, not text",
                hint="give plain text or HTML; save a PDF or word-processor file as text first",
            )
    if is_ledger(data):
        raise InputError(
            f"article {name}: a ledger, not an article", hint="it is read already: give it to asabiya nowcast"
        )
    given = {"outlet": outlet, "author": author, "affiliation": affiliation, "published": day}
    if name.lower().endswith(_HTML_SUFFIXES) or _HTML_START.match(data.removeprefix(b"\xef\xbb\xbf")):
        from asabiya.evidence.documents.page import read_page

        found: dict[str, object] = {**read_page(data, name)}
    else:
        text = _decode(data, name)
        around = frame(text)
        found = {
            "text": text,
            "title": around.title,
            "author": around.author,
            "affiliation": around.affiliation,
            "outlet": around.outlet,
            "published": around.published,
        }
    fields = found | {key: value for key, value in given.items() if value is not None}
    return Article.model_validate({"source": name, "sha256": hashlib.sha256(data).hexdigest(), **fields})


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
