"""Headings within an article that date what stands under them: "Friday sermons, 11 August"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from asabiya.evidence.occasions.expressions import MONTH, WEEKDAY
from asabiya.evidence.text.layout import Sentence

__all__ = [
    "date_of_line",
    "dateline_above",
    "dateline_of",
    "head_of",
    "heading_above",
    "is_live",
    "is_ordered_by_days",
]

_DAY: Final = (
    rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH})"
    r"(?:,?\s+\d{4})?|\d{4}-\d\d-\d\d"
)
_DATED: Final = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d+)*[.)]\s+)?\W{{0,3}}(?P<first>{_DAY}|{WEEKDAY})\s*(?:[:.–—,-].{{0,60}})?|.{{2,70}}[,:(–—-]\s*(?P<last>{_DAY})[).]?"
)
_ITEM: Final = re.compile(r"[^\W\d_a-z][^.:;()\n]{2,60}\((?P<date>[^()\n]{3,40})\)\s*[:.–—-]\s")
"""An item of a digest: "VOICE OF KARST (13 February):"."""
_TITLED: Final = r"(?:[^\W\d_a-z][\w’'&-]*|the|of|and|for|in|on|de|la|le|du|des|del|da|do|al|el|der|\d+)"
"""A word of a title."""
_HEADLINE: Final = re.compile(
    rf"(?=[^.:;()\n]{{3,52}},\s)(?:{_TITLED}\s+)*?{_TITLED},\s+(?P<date>(?:\d{{1,2}}\s+{MONTH}"
    rf"|{MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?)[.:]?\s*"
)
"""The same as a sentence of its own: "Karst Tribune, 14 February."."""
_MANY: Final = 2
"""Dated lines of an article that is ordered by days, of which the first is no date of publication."""
_CLOCK: Final = re.compile(
    r"^\W{0,3}(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d|(?=\s*[ap]\.?m\b))(?:\s*(?:[ap]\.?m\.?|GMT|UTC|CET|hours|hrs|h))?(?![\d.,:%])",
    re.MULTILINE | re.IGNORECASE,
)
"""The hour at the head of an entry: "18:15 A source says"."""
_HOURS: Final = 3
"""Entries with an hour of an article that is told as it happens."""
_PLACED: Final = re.compile(rf"[^\W\d_a-z][^,.\d\n]{{1,40}},\s+(?P<date>{_DAY}|{WEEKDAY})[.:]?")
"""A dateline on a line of its own: "DEBRE SELAM, Thursday"."""
_LONGEST: Final = 90
"""Signs of a line that may be a heading."""


def heading_above(view: str, sentences: Sequence[Sentence], sentence: Sentence) -> str | None:
    """The words that date the heading above a sentence, empty for one without a date; none where none stands.

    Parameters
    ----------
    view
        The article's text.
    sentences
        The article's sentences, of which headings are none.
    sentence
        The sentence, above whose first one the headline stands.
    """
    if sentence.index >= len(sentences):
        return None
    between = view[sentences[sentence.index - 1].end if sentence.index else 0 : sentence.start]
    if sentence.index == 0 and not is_ordered_by_days(view):
        return None
    lines = [line.strip() for line in between.splitlines() if line.strip()]
    return date_of_line(lines[-1]) if lines and len(lines[-1]) <= _LONGEST else None


def date_of_line(line: str) -> str:
    """The words that date a heading, or nothing.

    >>> date_of_line("Friday sermons, 11 August"), date_of_line("The attack of 5 May")
    ('11 August', '')
    """
    dated = _DATED.fullmatch(line) if len(line) <= _LONGEST else None
    return (dated["first"] or dated["last"]) if dated else ""


def head_of(paragraph: str) -> re.Match[str] | None:
    """The head of a digest's item, with group ``date``: "VOICE OF KARST (13 February):"."""
    return _ITEM.match(paragraph) or _HEADLINE.fullmatch(paragraph)


def is_live(view: str) -> bool:
    """Whether an article is told by the hour, as a live blog is."""
    found = _CLOCK.finditer(view)
    return sum(1 for _, _ in zip(range(_HOURS), found, strict=False)) == _HOURS


def is_ordered_by_days(view: str) -> bool:
    """Whether lines with a date order an article."""
    return sum(date_of_line(line.strip()) != "" for line in view.splitlines()) >= _MANY


def dateline_of(view: str, start: int) -> str:
    """What stands on its line before the first sentence of a paragraph: its dateline, or its hour."""
    return view[view.rfind("\n", 0, start) + 1 : start].strip()


def dateline_above(header: str) -> str | None:
    """The words that date a dateline on a line of its own, above the text.

    >>> dateline_above("The colonels\\n\\nDEBRE SELAM, Thursday\\n")
    'Thursday'
    """
    lines = (_PLACED.fullmatch(line.strip()) for line in header.splitlines())
    return next((line["date"] for line in lines if line), None)
