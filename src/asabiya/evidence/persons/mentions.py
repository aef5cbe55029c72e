"""Where personal names stand in the text, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.persons.apposition import apposition_after, tells_more
from asabiya.evidence.persons.beside import TITLE, office_before, whole_office
from asabiya.evidence.persons.names import NAME, articled, name_in
from asabiya.evidence.persons.offices import HEAD

__all__ = ["Mention", "dateline_end", "find_mentions", "medium_before", "medium_behind"]


@dataclass(frozen=True)
class Mention:
    """A name in the text with the office that stands beside it."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    office: str | None
    title: str | None
    possessive: bool


_MEDIUM: Final = re.compile(
    r"\b(?:newspaper|daily|weekly|monthly|magazine|website|agency|news\s+site|radio|network|channel|station"
    r"|broadcaster|outlet|journal|paper|portal|watchdog|platform|party|group|movement|organi[sz]ation|ship|frigate|village|town|city"
    r"|province|district|region|island|prison|suburb)\s+(?:of\s+)?$",
    re.IGNORECASE,
)
_PAPER: Final = re.compile(
    r"\b(?:in|by|to|on|from|of|at|the|its|their|own)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:newspaper|daily|weekly|monthly|magazine|news\s+agency|journal|television\s+channel"
    r"|radio\s+station|gazette),\s+$"
)
"""A medium whose name follows in apposition, "the Party daily, …"."""
_PLACE: Final = re.compile(
    r"\s+(?:Garrison|Province|Square|Street|Prison|Airport|Barracks|Base|Valley|Region|Oblast|District)\b"
)


_MEDIUM_BEHIND: Final = re.compile(
    r"\s+(?:of\s+[A-Z][\w-]+\s+)?(?:newspaper|daily|weekly|monthly|magazine|news\s+agency|news\s+site|agency"
    r"|website|channel|television|radio\s+station|network|broadcaster)\b"
)
"""Behind the name of a medium, "the Mirror of Lurin newspaper"."""


_FULL: Final = r"(?:\d{1,2}\s+[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\s+\d{1,2},?)\s+\d{4}"
_DAY: Final = r"(?:\d{1,2}\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})"
_DATELINE: Final = re.compile(
    r"(?:(?<![\w’'.])[^\W\d_a-z][\w’'.]*[ ,/-]*){1,6}"
    r"(?P<date>(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})?"
    r"(?:,?\s+\d{4})?)\s*(?P<wire>\([^()]{2,40}\))?\s*[-:]?\s*(?:—|–|--?(?=\s))\s*"
    # A full date needs no dash: "PORT ASPER, 6 June 2023."
    r"|[^\Wa-z]{3,}[^\W\d_a-z ,’'-]*(?:[ ,’'-]+[^\W\d_a-z][\w’']*){0,4}?,\s+"
    rf"(?P<full>{_FULL})[.:]\s+"
    rf"|(?P<bare>(?:{_FULL}|{_DAY})\s*\([^()]{{2,40}}\)\s*(?:—|–|--?(?=\s)|:)\s*)"
    r"|\((?:[^\W\d_a-z][\w’'.]*[ ,/-]*){1,4}"
    rf"(?P<held>{_FULL})\)\s*(?:—|–|-)\s*"
    # The agency stands before the date, or behind it between strokes: "VELM, November 15. /ORLON/."
    r"|(?:(?<![\w’'.])[^\W\d_a-z][\w’'.]*[ ,/-]*){1,6}"
    rf"(?P<wired>\([^()]{{2,40}}\),?\s+(?:{_FULL}|{_DAY})\s*(?:—|–|--?(?=\s)|:)"
    rf"|(?:{_FULL}|{_DAY})\.?\s+/[^/]{{2,30}}/\.?\s*[-—–]?)\s*"
)

_CLOCK: Final = re.compile(
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s*(?:[ap]\.?m\.?|GMT|UTC|hours|hrs))?\s*(?:[-—–:|.]\s*)?\s(?=[A-Z“\"‘])"
)
"""The time at the head of an entry, "18:15 A source says"."""


def dateline_end(view: str, start: int, end: int) -> int:
    """Where a sentence begins behind its dateline, "PORT ASPER, 5 January (Wire) —".

    >>> dateline_end("PORT ASPER, 5 January — Two colonels", 0, 36)
    24
    """
    if clock := _CLOCK.match(view, start, end):
        return clock.end()
    line = _DATELINE.match(view, start, min(end, start + 120))
    if line is None:
        return start
    if line["full"] or line["held"] or line["wired"] or line["bare"]:
        return line.end()
    place = line.group()[: line.start("date") - start] if line["date"] else line.group()
    sure = line["wire"] or line["date"].strip() or re.match(r"[^\Wa-z]{3,}", place)
    return line.end() if sure else start


def medium_before(view: str, start: int, low: int) -> bool:
    """Whether a name is that of a newspaper, a place or the like, as the word before it says."""
    if _MEDIUM.search(view, max(low, start - 40), start):
        return True
    apposed = _PAPER.search(view, max(low, start - 60), start)
    return apposed is not None and not HEAD.search(view, max(low, apposed.start() - 30), start)


_PLACED: Final = re.compile(r"\b(?:in|at|near|outside|inside|across|around|into|towards?)\s+$", re.IGNORECASE)
"""Before a place, behind which a comma begins something else: "In Lurin, the governor said"."""


def medium_behind(view: str, end: int) -> bool:
    """Whether a name is that of a newspaper or the like, as the word behind it says."""
    return _MEDIUM_BEHIND.match(view, end) is not None


def find_mentions(view: str, start: int, end: int) -> Iterable[Mention]:
    """Every personal name between two offsets, with title and office beside it."""
    for match in NAME.finditer(view, start, end):
        span = name_in(view, match.start(), match.end())
        if span is None or medium_before(view, span[0], start) or _PLACE.search(view, *span):
            continue
        if medium_behind(view, match.end()):
            continue
        a, b = span
        if articled(view, match.start(), a) and (" " in view[a:b] or match.start() < a):
            continue  # "The Grand Meridian", "the Future Cities Forum"
        possessive = bool(re.search(r"['’]s?$", view[a:b]))
        title = TITLE.search(view, max(start, a - 60), a)
        before = whole_office(view, a, start)
        placed = _PLACED.search(view, max(start, a - 12), a) is not None
        after = None if possessive or placed else apposition_after(view, b, end)
        office = None
        outer_a, outer_b = a, b
        if before:
            outer_a, office = before
        if after:
            office = (
                after[1] if before is None or tells_more(before[1], after[1], title=bool(title)) else office
            )
            outer_b = after[0]
        if title and office is None:
            outer_a = title.start()
        address = title.group().strip() if title else None
        if before and address is None and (near := office_before(view, a, start)) and near[0] > before[0]:
            address = near[1]  # "The chief of police, Commissioner Adel Varzi"
        yield Mention(a, b, outer_a, outer_b, office, address, possessive)
