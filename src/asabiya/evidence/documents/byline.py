"""Headline, byline, author's note and comment form: what stands around an article's body."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.persons.names import NAME, name_in, normalise
from asabiya.evidence.text.layout import Paragraph, blank, paragraphs

__all__ = ["Frame", "affiliation_in", "body", "frame"]

_NAME: Final = NAME.pattern
_BIO: Final = re.compile(
    rf"^[^\w]*(?P<name>{_NAME})(?:\s*,[^,]{{2,60}},)?\s+(?:(?:regularly|often|also|currently)\s+)?(?:"
    r"(?:writes|reports|blogs|works|contributes|comments|covers\s[^.]{3,60})\s+(?:for|to"
    r"|at)\s+(?P<writes>[^.;]{2,120}(?:\.\w[^.;]{0,40})?)"
    r"|is\s+(?:a|an|the)\s+(?P<role>[^.;]{0,80}?\b(?:writer|journalist|analyst|researcher|fellow"
    r"|columnist|professor|lecturer"
    r"|editor|member|activist|director|author|correspondent|commentator|student|spokesman|spokeswoman"
    r"|spokesperson"
    r"|scholar|historian|economist|contributor|adviser|advisor|reporter|expert)s?)\b(?P<after>[^.;]{0,160})"
    r")\.?(?:\s.*)?$",
    re.DOTALL,
)
_AT: Final = re.compile(
    r"\b(?:at|for|of|with|from|in|to)\s+(?P<where>(?:the\s+)?[^,;]+)$|^\s+(?:at|for|of|with|from"
    r"|to)\s+(?P<first>[^,;]+)"
)
_BYLINE: Final = re.compile(rf"^(?:[Bb]y|BY)[:\s]+(?P<name>{_NAME})(?:\s*(?:,|\||–|—|-)\s*(?P<rest>.+))?$")
_NAME_LINE: Final = re.compile(rf"^[-–—]?\s*(?P<name>{_NAME})$")
_DATED: Final = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)|(?P<md>\b[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b)"
    r"|(?P<dm>\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}\b)"
)
_FOOTER: Final = re.compile(
    r"^(?:leave a (?:reply|comment)|add (?:a|your) comment|post a comment|\d+ (?:comments?|responses?"
    r"|replies)|comments?(?: \(\d+\))?"
    r"|related (?:posts|articles|stories)|share this.*|subscribe.*|sign up .*"
    r"|your email address will not be published.*"
    r"|required fields are marked.*|save my name.*|follow us.*|read more:?|tags?:.*|filed under.*"
    r"|cancel reply|copyright .*|©.*"
    r"|all rights reserved.*|advertisement|you must be logged in.*|name \*.*|email \*.*|website"
    r"|post comment|notify me .*)\W*$",
    re.IGNORECASE,
)
_META: Final = re.compile(
    r"^(?:published|updated|posted|date|last modified|written|filed)\b.{0,60}$|^(?:photo|image|credit"
    r"|source|reading time|category|tags?)\s*:.{0,100}$"
    r"|^\d+ min(?:ute)?s? read$",
    re.IGNORECASE,
)
_END: Final = tuple(".!?…:;\"”’»'」)")


@dataclass(frozen=True)
class Frame:
    """What stands around the body."""

    title: str | None
    author: str | None
    affiliation: str | None
    outlet: str | None
    published: datetime.date | None
    body: tuple[Paragraph, ...]


def affiliation_in(note: str) -> tuple[str, str | None] | None:
    """Author and declared affiliation in an author's note.

    >>> affiliation_in("Mina Ravan writes for the Orchard Review.")
    ('Mina Ravan', 'Orchard Review')
    >>> affiliation_in("Ali Dar is a research fellow at the Institute for Peace.")
    ('Ali Dar', 'Institute for Peace')
    """
    match = _BIO.match(" ".join(note[:600].split()))
    if match is None:
        return None
    name = _person(match.group("name"))
    if name is None:
        return None
    place = match.group("writes")
    if place is None:
        after = match.group("after") or ""
        found = _AT.search(after) if after else None
        place = (found.group("first") or found.group("where")) if found else None
        if place is None and (
            inner := re.search(
                r"\b(?:for|at|of|with)\s+(?:the\s+)?([A-Z].*?)\s+\w+$", match.group("role") or ""
            )
        ):
            place = inner.group(1)
    return name, _organisation(place)


def _organisation(place: str | None) -> str | None:
    if not place:
        return None
    text = re.sub(r"^(?:the|a|an)\s+", "", " ".join(place.split()))
    text = re.split(r",|\s+(?:and (?:is|has|writes|lives)|who|where|on (?:[a-z]))\b", text)[0]
    return text.strip(" ,.") or None


def _person(words: str) -> str | None:
    span = name_in(words, 0, len(words))
    if span is None or len(words[slice(*span)].split()) > 6:
        return None
    return normalise(words[slice(*span)])


def _full_name(words: str) -> str | None:
    name = _person(words)
    return name if name and 2 <= len(name.split()) <= 5 else None


def _date_in(line: str) -> datetime.date | None:
    match = _DATED.search(line)
    if match is None:
        return None
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", "", match.group())
    for form in ("%Y-%m-%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None


def _is_heading(line: str) -> bool:
    """A short line without a sentence's end."""
    return len(line) <= 200 and not line.endswith(_END) and len(line.split()) <= 25


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
    first, found_title, author, outlet, published = _header(lines[:last], title)
    bio_name, affiliation, last = _note(lines, first, last, author)
    while last > first and (name := _NAME_LINE.match(lines[last - 1])):
        signed = _full_name(name.group("name"))
        if signed is None or len(lines[last - 1]) > 60:
            break
        author = author or signed
        last -= 1
    kept = [p for p, line in zip(blocks[first:last], lines[first:last], strict=True) if not _is_section(line)]
    return Frame(
        title or found_title,
        author or bio_name,
        affiliation,
        outlet,
        published,
        tuple(kept),
    )


def _is_section(line: str) -> bool:
    """A heading inside the body: short, no end, no quotation, not starting small."""
    return (
        len(line.split()) <= 10
        and not line.endswith((*_END, ","))
        and not any(mark in line for mark in '"“”„«»')
        and not re.search(r"\b(?:said|says|told|warned|added)\b", line)
        and bool(re.match(r"[^\Wa-z]", line))
    ) or bool(_META.match(line))


def _footer(lines: Sequence[str]) -> int:
    """Index of the first line after the article: the comment form and its like."""
    for index in range(max(1, len(lines) // 3), len(lines)):
        if _FOOTER.match(lines[index]):
            return index
    return len(lines)


def _header(
    lines: Sequence[str], title: str | None
) -> tuple[int, str | None, str | None, str | None, datetime.date | None]:
    """Index of the body's first line, with title, author, outlet and date from the lines before it."""
    author = outlet = None
    published = None
    found = None
    first = 0
    if len(lines) > 1 and (lines[0] == title or _is_title(lines[0])):
        found, first = lines[0], 1
    while first < min(len(lines), 7):
        line = lines[first]
        by = _BYLINE.match(line)
        if by and (name := _full_name(by.group("name"))):
            author = author or name
            rest = by.group("rest") or ""
            day = _date_in(rest)
            published = published or day
            place = _DATED.sub("", rest).strip(" ,|–—-")
            outlet = outlet or (place or None)
        elif (
            (day := _date_in(line))
            and len(line) <= 70
            and not re.search(r"\b(?:said|told|was|were|is)\b", line)
        ):
            published = published or day
            before = re.split(r"\s*[|–—]\s*", line)[0]
            author = author or (_full_name(before) if NAME.fullmatch(before) else None)
        elif _META.match(line) or (
            found and _is_heading(line) and len(lines) > first + 1 and not _NAME_LINE.match(line)
        ):
            pass
        elif found and _NAME_LINE.match(line) and _full_name(line) and len(line) <= 40:
            author = author or _full_name(line)
        else:
            break
        first += 1
    return first, found, author, outlet, published


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
        signed = any(
            _NAME_LINE.match(line) and _person(line) == name for line in lines[max(first, index - 3) : index]
        )
        if author and name.split()[-1] != author.split()[-1]:
            continue
        writes = re.search(r"\b(?:writes|reports|blogs|contributes)\b", lines[index])
        if author or signed or writes or index == last - 1:
            return name, place, index
    return None, None, last
