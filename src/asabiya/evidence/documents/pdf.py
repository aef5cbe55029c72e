"""PDF: the running text of its pages, without running heads, page numbers and hyphens at line ends."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Any, Final

from asabiya.errors import InputError
from asabiya.evidence.documents.imprint import Imprint

__all__ = ["MOST_PAGES", "is_pdf", "read_pdf", "rejoin"]

MOST_PAGES: Final = 200
"""Pages that a PDF may have; a newspaper article is a hundredth of it."""

_NUMBER: Final = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_TYPIST: Final = re.compile(r"(?i)microsoft word|untitled|\.(?:docx?|indd|pdf|rtf|qxd)\b|^\W*$")
_END: Final = re.compile(r"[.!?…:][\"”’»')\]]*$|[\"”»]$")
_EDGE: Final = 2
"""Lines at the top and at the bottom of a page among which running heads stand."""


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does, rubbish before its mark allowed for."""
    return b"%PDF-" in data[:1024]


def read_pdf(data: bytes, name: str) -> tuple[str, Imprint]:
    """The text of a PDF, a line a paragraph, and the title and author that it was given.

    Raises `asabiya.errors.InputError` where pypdf is not installed, and for a file that is no PDF, is
    locked, holds images alone or has more than `MOST_PAGES` pages.
    """
    try:
        import pypdf
    except ImportError:
        raise InputError(
            f"article {name}: a PDF, and pypdf is not installed", hint="pip install 'asabiya[pdf]'"
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        pages = [page.extract_text() for page in reader.pages] if count <= MOST_PAGES and not locked else []
        imprint = _imprint(reader.metadata if not locked else None)
    # A damaged file makes pypdf fail in as many ways as there are to damage one.
    except Exception as problem:
        raise InputError(
            f"article {name}: cannot be read as a PDF ({type(problem).__name__})",
            hint="open it and print it to a new PDF, or save its text",
        ) from None
    if locked:
        raise InputError(
            f"article {name}: an encrypted PDF", hint="save it without a password, or save its text"
        )
    if count > MOST_PAGES:
        raise InputError(
            f"article {name}: a PDF of {count:,} pages, more than the {MOST_PAGES} that are read",
            hint="is this the right file? cut it to the article's pages",
        )
    text = rejoin(pages)
    if not text:
        raise InputError(
            f"article {name}: the PDF holds no text, only images", hint="have its text recognised first (OCR)"
        )
    return text, imprint


def _imprint(metadata: Any) -> Imprint:
    """Title and author from the file's properties, unless a program filled them in."""
    said = {key: str(metadata.get(f"/{key}") or "") if metadata else "" for key in ("Title", "Author")}
    title, author = (None if _TYPIST.search(value) else " ".join(value.split()) for value in said.values())
    return Imprint(title=title, author=author)


def rejoin(pages: list[str]) -> str:
    """Pages as paragraphs, one a line.

    >>> rejoin(["The Post 1\\nThe garrison was de-\\nserted by night.", "The Post 2\\nNobody said so."])
    'The garrison was deserted by night.\\nNobody said so.'
    """
    split = [[" ".join(line.replace("\x00", "").split()) for line in page.split("\n")] for page in pages]
    lines = _without_heads([[line for line in page if line] for page in split])
    if not lines:
        return ""
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines).lower()))
    width = median(sorted((len(line) for line in lines), reverse=True)[: max(1, len(lines) // 2)])
    paragraphs: list[list[str]] = [[lines[0]]]
    for before, line in pairwise(lines):
        short = len(before) < 0.85 * width
        starts = not line[:1].islower()
        if short and starts and (_END.search(before) or len(before) < 0.6 * width):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return "\n".join(_joined(paragraph, words) for paragraph in paragraphs)


def _joined(lines: list[str], words: Counter[str]) -> str:
    parts = [lines[0]]
    for line in lines[1:]:
        broken = re.search(r"([^\W\d_]+)[-\u2010\u00ad]$", parts[-1])
        rest = re.match(r"[^\W\d_]+", line)
        if broken and rest and line[0].islower():
            whole, hyphened = broken.group(1) + rest.group(), f"{broken.group(1)}-{rest.group()}"
            # A compound that is hyphened elsewhere in the text keeps its hyphen.
            keep = words[hyphened.lower()] > words[whole.lower()]
            parts[-1] = parts[-1][: broken.end(1)] + ("-" if keep else "")
            parts.append(line)
        else:
            parts += [" ", line]
    return "".join(parts).replace("\u00ad", "")


def _without_heads(pages: list[list[str]]) -> list[str]:
    """Lines of all pages but those that recur at the pages' edges, and bare page numbers there."""
    edges = Counter(key for page in pages for key in {_key(page[i]) for i in _edge(page)})
    often = max(2, (len(pages) + 1) // 2)
    lines: list[str] = []
    for page in pages:
        edge = set(_edge(page))
        lines += [
            line
            for index, line in enumerate(page)
            if index not in edge or not (_NUMBER.fullmatch(line) or edges[_key(line)] >= often)
        ]
    return lines


def _edge(page: list[str]) -> list[int]:
    return sorted({i for i in range(len(page)) if i < _EDGE or i >= len(page) - _EDGE})


def _key(line: str) -> str:
    """A line with its numbers alike, so that "The Post 3" recurs as "The Post 4"."""
    return re.sub(r"\d+", "#", line.lower())
