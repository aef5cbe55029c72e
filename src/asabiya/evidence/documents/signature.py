"""Who signs an article: bylines, notes on the author, the dates beside them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.occasions.calendars import month_of, to_date
from asabiya.evidence.persons.names import NAME, name_in, normalise

__all__ = ["DATED", "Signed", "affiliation_in", "date_in", "full_name", "person_in", "signed"]

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
_HOUSE: Final = re.compile(r"\b(?:at|for|with|from)\s+(?P<first>)(?P<where>(?:the\s+)?[A-Z][^,;]*)")
_OF: Final = re.compile(r"\bof\s+(?P<first>)(?P<where>(?:the\s+)?[A-Z][^,;]*)")
DATED: Final = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)|(?P<md>\b[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b)"
    r"|(?P<dm>\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}\b)"
)
_NAMES: Final = rf"{_NAME}(?:(?:\s*,\s*{_NAME}){{0,4}},?\s+(?:and|&)\s+{_NAME})?"
_LINE: Final = re.compile(
    rf"^(?P<by>(?:(?:[Ww]ritten|[Ww]ords|[Aa]nalysis|[Oo]pinion|WRITTEN|ANALYSIS|OPINION)\s+)?(?:[Bb]y|BY)[:\s]+)?"
    rf"(?P<name>{_NAMES})(?:\s*[,|–—•·;/-]\s*(?P<rest>.+)|\s+(?P<link>for|in|at|of|and)\s+(?P<more>.+))?$"
)
_BODY_WORD: Final = re.compile(
    r"\b(?:institut\w*|universit\w*|college|school|cent(?:er|re)|council|foundation|association|academy"
    r"|society|committee|fellow\w*|professor|think tank|programme?|observatory)\b",
    re.I,
)
"""Words of institutions and posts that an author may declare, unlike an outlet's name."""


@dataclass(frozen=True)
class Signed:
    """What a byline says."""

    author: str
    affiliation: str | None = None
    outlet: str | None = None
    published: datetime.date | None = None


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
    name = person_in(match.group("name"))
    if name is None:
        return None
    place = match.group("writes")
    if place is None:
        after = match.group("after") or ""
        found = (_HOUSE.search(after) or _OF.search(after) or _AT.search(after)) if after else None
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


def person_in(words: str) -> str | None:
    """The personal name in a few words, None where there is none or it is too long for one."""
    span = name_in(words, 0, len(words))
    if span is None or len(words[slice(*span)].split()) > 6:
        return None
    return normalise(words[slice(*span)])


def full_name(words: str) -> str | None:
    """`person_in` for a name of two to five words."""
    name = person_in(words)
    return name if name and 2 <= len(name.split()) <= 5 else None


def date_in(line: str) -> datetime.date | None:
    """The first full date in a line, None where there is none.

    >>> date_in("Posted on 9 May 2022, 10:14")
    datetime.date(2022, 5, 9)
    >>> date_in("The Tern | 12 Esfand 1401")
    datetime.date(2023, 3, 3)
    """
    match = DATED.search(line)
    if match is None:
        return None
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", "", match.group())
    for form in ("%Y-%m-%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.datetime.strptime(words, form).date()
        except ValueError:
            continue
    return _elsewhere(words)


def _elsewhere(words: str) -> datetime.date | None:
    """The day of another calendar, "12 Esfand 1401"."""
    parts = re.fullmatch(r"(?:(?P<a>\d+) )?(?P<month>[A-Z][a-z]+)(?: (?P<b>\d+))? (?P<year>1[34]\d\d)", words)
    if parts is None:
        return None
    try:
        calendar, month = month_of(parts["month"])
    except ValueError:
        return None
    return to_date(calendar, int(parts["year"]), month, int(parts["a"] or parts["b"] or 0))


def signed(line: str, *, bare: bool = False) -> Signed | None:
    """The parts of a byline; None where the line is none.

    Parameters
    ----------
    line
        A line of text.
    bare
        Whether a name counts without "By" before it.

    >>> signed("By Mina Ravan, The Tern | May 9, 2022")
    Signed(author='Mina Ravan', affiliation=None, outlet='The Tern', published=datetime.date(2022, 5, 9))
    >>> signed("By Mina Ravan and Ali Dar").author
    'Mina Ravan and Ali Dar'
    """
    match = _LINE.match(line) if len(line) <= 300 else None
    if match is None or not (match.group("by") or bare):
        return None
    names = [full_name(part) for part in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", match.group("name"))]
    if not all(names):
        return None
    known = [name.title() if name.isupper() else name for name in names if name]
    author = ", ".join(known[:-1]) + f" and {known[-1]}" if len(known) > 1 else known[0]
    link, rest = match.group("link"), match.group("rest") or match.group("more") or ""
    published = date_in(rest)
    place = DATED.sub("", rest).strip(" ,|•·–—-")
    place = re.split(r"\s*[|•·]\s*|\s+[–—-]\s+", place)[0].strip(" ,")
    if not place or link in ("in", "and") or re.search(r"\d", place) or len(place) > 120:
        return Signed(author, published=published)
    if _BODY_WORD.search(place):
        note = affiliation_in(f"{known[0]} is a {place}")
        return Signed(author, note[1] if note and note[1] else _organisation(place), None, published)
    return Signed(author, None, place, published)
