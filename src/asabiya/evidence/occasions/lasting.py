"""What lasted some days, and events from which "two days after" counts."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Final

from asabiya.evidence.occasions.anchors import Anchor, shift
from asabiya.evidence.occasions.expressions import DateMention, count_of

__all__ = ["OPEN", "SPEAKS", "counted_back", "is_now", "is_of_event", "last_of", "span_of"]

OPEN: Final = re.compile(r"(?i)\b(?:before|after)$")
"""The end of a date that an event may follow: "two days after the vote"."""
SPEAKS: Final = re.compile(
    r"\s+(?:(?:that|this)(?=\W*[,.;:\ue000]|\W*$|\s+(?:the|he|she|it|they)\b)"
    r"|he|she|they|the\s+[\w ]{1,40}?(?:said|told|warned))\b"
)
"""What stands behind a date that names no event of its own."""
_NOW: Final = re.compile(r"\bthis\s+(?:winter|spring|summer|autumn|fall|year|month|week)\b")
_GOES_ON: Final = re.compile(r"\s+[\w\ue001]")
_LASTED: Final = re.compile(r"(?i)\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[\s-]days?\b")
_ENDS: Final = re.compile(
    r"(?i)\b(?:end(?:s|ed|ing)?|clos(?:e|es|ed|ing)|conclud(?:e[sd]?|ing)|finish(?:es|ed)|wr[ao]pp?(?:s|ed)?\s+up|wound\s+up"
    r"|adjourned|final|last)\b"
)
_BEGINS: Final = re.compile(
    r"(?i)\b(?:open(?:s|ed|ing)?|beg[aiu]ns?|start(?:s|ed)?|convene[sd]?|kick(?:s|ed)\s+off|launched)\b"
)


def last_of(first: Anchor, days: int) -> Anchor:
    """The last of so many days."""
    return replace(first, value=first.value + datetime.timedelta(days - 1))


def span_of(text: str, day: Anchor) -> tuple[Anchor, int] | None:
    """First day and length of what a sentence with a day tells of, or none.

    >>> day = Anchor(datetime.date(2022, 4, 13), "day", "text", False)
    >>> first, days = span_of("The party ended a four-day congress on Wednesday", day)
    >>> str(first.value), days
    ('2022-04-10', 4)
    """
    lasted = _LASTED.search(text)
    if lasted is None:
        return None
    days = count_of(lasted["n"])
    if _ENDS.search(text):
        return last_of(day, 2 - days), days
    return (day, days) if _BEGINS.search(text) else None


def counted_back(mention: DateMention, anchor: Anchor) -> Anchor | None:
    """The day from which "two days after" has led to a day."""
    match, after = mention.match, mention.match.group().lower().endswith("after")
    count, unit = (count_of(match["rel_n"]), match["rel_u"]) if mention.form == "rel" else (1, "day")
    moved = shift(anchor.value, -count if after else count, unit)
    return replace(anchor, value=moved[0]) if moved and moved[1] == "day" else None


def is_of_event(text: str, mention: DateMention) -> bool:
    """Whether a date counts from an event that is told behind it: "a day after thousands marched"."""
    open_ended = OPEN.search(text[mention.start : mention.end])
    led = _GOES_ON.match(text, mention.end) and not SPEAKS.match(text, mention.end)
    return open_ended is not None and bool(led)


def is_now(text: str) -> bool:
    """Whether a story comes to the day of publication: "the strikes of this winter"."""
    return _NOW.search(text) is not None
