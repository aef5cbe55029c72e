"""What a report tells of an occasion after its lead has summed up what was said there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from asabiya.evidence.ledger import Statement
from asabiya.evidence.occasions.expressions import MONTH, WEEKDAY
from asabiya.evidence.occasions.leads import is_agency
from asabiya.evidence.occasions.occasion import is_medium
from asabiya.evidence.text.layout import Layout

__all__ = ["with_lead"]

_REACH: Final = 2
"""Paragraphs behind the lead within which a report says where it was said. [assumed: wire style]"""
_REPORTED: Final = re.compile(
    r"\b(?:media|agency|newspapers?|daily|weekly|television|TV|radio|broadcaster|channel|press\s+service"
    r"|website|site|outlets?)\b"
    rf"(?:\s+[^\W\d_a-z][\w’'-]*){{0,3}}\s+(?:reported|said|announced|revealed)\s+"
    rf"(?:late\s+|early\s+)?(?:on\s+)?(?:{WEEKDAY}|{MONTH}|\d)"
)
"""The day of a report on what was said: "state media reported on Wednesday"."""


def with_lead(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Statements whose lead has the hearers and the place that the next paragraphs tell of the same speech.

    Parameters
    ----------
    statements
        All statements of an article, in text order.
    layout
        The article.
    """
    ends = {s.paragraph: s.end for s in layout.sentences if s.paragraph <= _REACH}
    if 0 not in ends:
        return list(statements)
    reach = max(ends.values())
    after: dict[str, Statement] = {}
    for one in statements:
        if ends[0] <= one.spans[0][0] < reach and _is_spoken(one) and (key := _key(one)):
            after.setdefault(key, one)
    start = min(s.start for s in layout.sentences)
    undated = all(s.date.value is None for s in statements if _is_spoken(s) and s.spans[0][0] < ends[0])
    reported = _REPORTED.search(layout.view, start, ends[0]) is not None
    return [
        _filled(_dated(s, after, undated=undated, reported=reported), after)
        if _is_spoken(s) and s.spans[0][0] < ends[0]
        else s
        for s in statements
    ]


def _dated(one: Statement, after: Mapping[str, Statement], *, undated: bool, reported: bool) -> Statement:
    """A statement of the lead with the day of the same speaker's next one, for none or the report's own."""
    told = after.get(_key(one) or "")
    if told is None or told.date.value is None or told.date.precision != "day":
        return one
    day = one.date.value
    # "State media reported on Wednesday" dates the report, and what it is on was said before.
    late = reported and day is not None and day > told.date.value
    news = undated and told.date.basis == "published"
    return one.model_copy(update={"date": told.date}) if news or late else one


def _filled(one: Statement, after: Mapping[str, Statement]) -> Statement:
    """A statement of the lead with what the same speaker's next one tells."""
    told = after.get(_key(one) or "")
    if told is None or one.audience or one.venue or told.date.value not in (one.date.value, None):
        return one
    if told.venue and (is_agency(told.venue) or is_medium(told.venue)):
        return one
    return one.model_copy(update={"audience": told.audience, "venue": told.venue})


def _is_spoken(one: Statement) -> bool:
    return one.kind not in ("author", "ascribed")


def _key(one: Statement) -> str | None:
    return one.speaker.id or one.speaker.name
