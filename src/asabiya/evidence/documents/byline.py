"""Headline, byline, author's note and comment form: what stands around an article's body."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.documents.furniture import FOLLOWS, ends_article, is_furniture, opens_list
from asabiya.evidence.documents.signature import affiliation_in, date_in, full_name, person_in, signed
from asabiya.evidence.persons.mentions import dateline_end
from asabiya.evidence.persons.names import NAME
from asabiya.evidence.text.layout import Paragraph, blank, paragraphs

__all__ = ["Frame", "body", "frame"]

_NAME_LINE: Final = re.compile(rf"^[-–—]?\s*(?P<name>{NAME.pattern})$")
_META: Final = re.compile(
    r"^(?:published|updated|posted|date|last modified|written|filed)\b.{0,60}$|^(?:photo|image|credit"
    r"|source|reading time|category|tags?)\s*:.{0,100}$"
    r"|^\d+ min(?:ute)?s? read$",
    re.IGNORECASE,
)
_END: Final = tuple(".!?…:;\"”’»'」)")
_MARKS: Final = '"“”„«»'


@dataclass(frozen=True)
class Frame:
    """What stands around the body."""

    title: str | None
    author: str | None
    affiliation: str | None
    outlet: str | None
    published: datetime.date | None
    body: tuple[Paragraph, ...]


def body(text: str, *, title: str | None = None) -> list[Paragraph]:
    """The paragraphs that may hold statements."""
    return list(frame(text, title=title).body)


def frame(text: str, *, title: str | None = None) -> Frame:
    """Split a text into headline, byline, body and author's note.

    Parameters
    ----------
    text
        The article's text.
    title
        The headline where it is known from elsewhere (the page's metadata).
    """
    plain = blank(text)
    blocks = paragraphs(text)
    lines = [" ".join(plain[p.start : p.end].split()) for p in blocks]
    last = _footer(lines)
    head = _header(lines[:last], title)
    author = head.author
    bio_name, affiliation, last = _note(lines, head.first, last, author)
    while last > head.first and (name := _NAME_LINE.match(lines[last - 1])):
        name_there = full_name(name.group("name"))
        if name_there is None or len(lines[last - 1]) > 60:
            break
        author = author or name_there
        last -= 1
    kept = _content(lines, head.first, last)
    published = head.published or _dated_around(lines, head.first, last, head.title)
    return Frame(
        title or head.title,
        author or bio_name,
        head.affiliation or affiliation,
        head.outlet,
        published,
        tuple(blocks[index] for index in kept),
    )


_ISSUE: Final = re.compile(
    r"\b(?:issue|edition|number)\s+of\s+(?P<day>[^.;]{8,30}\d{4})|\((?P<end>[^()]{8,24}\d{4})\)[.\s]*$|\b(?:published|closed|completed|issued|released|compiled)\s+(?:on\s+)?(?P<on>[^.;]{8,30}\d{4})",
    re.IGNORECASE,
)
"""Where a last line tells when the article appeared."""
_DIGEST: Final = re.compile(
    r"\b(?:digest|bulletin|round-?up|press review|briefing|weekly|daily|monitor(?:ing)?)\b", re.IGNORECASE
)
"""Publications that bear the days which they cover in their titles."""


def _dated_around(lines: Sequence[str], first: int, last: int, title: str | None) -> datetime.date | None:
    """The day of a dateline with its year, of a last line that names the issue, or of a digest's title."""
    for line in lines[first : min(first + 2, last)]:
        if (end := dateline_end(line, 0, len(line))) and (day := date_in(line[:end])):
            return day
    foot = _ISSUE.search(lines[-1]) if len(lines) > first + 1 else None
    if foot is not None:
        return date_in(foot["day"] or foot["end"] or foot["on"])
    return date_in(title) if title and _DIGEST.search(title) else None


def _content(lines: Sequence[str], first: int, last: int) -> list[int]:
    """Indices of the paragraphs between header and footer that belong to the article."""
    kept: list[int] = []
    listing = False
    for index in range(first, last):
        line = lines[index]
        if opens_list(line):
            listing = True
            continue
        # Headlines of other articles stand below such a heading, until a sentence of this one follows.
        if listing and not _is_prose(line):
            continue
        listing = False
        if not (_is_section(line) or is_furniture(line)):
            kept.append(index)
    return kept


def _is_prose(line: str) -> bool:
    return line.endswith(_END) and len(line.split()) > FOLLOWS


def _is_heading(line: str) -> bool:
    """A short line without a sentence's end."""
    return len(line) <= 200 and not line.endswith(_END) and len(line.split()) <= 25


def _is_section(line: str) -> bool:
    """A heading inside the body: short, no end, no quotation, not starting small."""
    return (
        len(line.split()) <= 10
        and not line.endswith((*_END, ","))
        and not any(mark in line for mark in _MARKS)
        and not re.search(r"\b(?:said|says|told|warned|added)\b", line)
        and bool(re.match(r"[^\Wa-z]", line))
    ) or bool(_META.match(line))


def _footer(lines: Sequence[str]) -> int:
    """Index of the first line after the article: the comment form and its like."""
    for index in range(max(1, len(lines) // 3), len(lines)):
        if ends_article(lines[index]):
            return index
    return len(lines)


@dataclass
class _Header:
    """The lines before the body."""

    first: int = 0
    title: str | None = None
    author: str | None = None
    affiliation: str | None = None
    outlet: str | None = None
    published: datetime.date | None = None


def _header(lines: Sequence[str], title: str | None) -> _Header:
    """The body's first line, with title, author, outlet and date from the lines before it."""
    head = _Header()
    if len(lines) > 1 and (lines[0] == title or _is_title(lines[0])):
        head.title, head.first = lines[0], 1
    while head.first < min(len(lines), 7) and _belongs(lines[head.first], head, last=len(lines) - 1):
        head.first += 1
    return head


def _belongs(line: str, head: _Header, *, last: int) -> bool:
    """Whether a line belongs to the header, which then takes over what it says."""
    by = signed(line)
    if by is not None:
        head.author = head.author or by.author
        head.affiliation = head.affiliation or by.affiliation
        head.published = head.published or by.published
        head.outlet = head.outlet or by.outlet
        return True
    day = date_in(line)
    if day and len(line) <= 70 and not re.search(r"\b(?:said|told|was|were|is)\b", line):
        head.published = head.published or day
        before = re.split(r"\s*[|–—]\s*", line)[0]
        head.author = head.author or (full_name(before) if NAME.fullmatch(before) else None)
        return True
    if _META.match(line):
        return True
    named = _NAME_LINE.match(line)
    if head.title and _is_heading(line) and last > head.first and not named:
        return True
    if head.title and named and full_name(line) and len(line) <= 40:
        head.author = head.author or full_name(line)
        return True
    return False


def _is_title(line: str) -> bool:
    if len(line) > 200 or re.search(r"[.…]\s*[\"”’»']?$|[.!?][\"”»]\s*$|,[\"”»]?$|:$", line):
        return False
    if re.search(r"[\"”»’]\s+(?:[\w’-]+\s+){0,4}?(?:said|says|told)\b|\b(?:said|told)\b", line):
        return bool(re.search(r"\b(?:OpEd|Op-Ed|Opinion)\b", line))
    return True


def _note(
    lines: Sequence[str], first: int, last: int, author: str | None
) -> tuple[str | None, str | None, int]:
    """Author's name and affiliation from the note at the end, and where the body then ends."""
    for index in range(last - 1, max(first, last - 5) - 1, -1):
        found = affiliation_in(lines[index])
        if found is None:
            continue
        name, place = found
        before = lines[max(first, index - 3) : index]
        alone = any(_NAME_LINE.match(line) and person_in(line) == name for line in before)
        if author and name.split()[-1] not in author.split():
            continue
        writes = re.search(r"\b(?:writes|reports|blogs|contributes)\b", lines[index])
        if author or alone or writes or index == last - 1:
            return name, place, index
    return None, None, last
