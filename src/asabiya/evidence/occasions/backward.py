"""What a report tells of an occasion after its lead has summed up what was said there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from asabiya.evidence.ledger import Statement
from asabiya.evidence.occasions.leads import is_agency
from asabiya.evidence.occasions.occasion import is_medium
from asabiya.evidence.text.layout import Layout

__all__ = ["with_lead"]

_REACH: Final = 2
"""Paragraphs behind the lead within which a report says where it was said. [assumed: wire style]"""


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
    said = [s for s in statements if s.kind not in ("author", "ascribed") and s.spans[0][0] < reach]
    found = []
    for one in statements:
        lead = one.spans[0][0] < ends[0] and one in said
        if lead and one.audience is None and one.venue is None:
            after = next(
                (s for s in said if s.spans[0][0] >= ends[0] and _key(s) == _key(one) is not None), None
            )
            told = after is not None and not (
                after.venue and (is_agency(after.venue) or is_medium(after.venue))
            )
            if after is not None and told and after.date.value in (one.date.value, None):
                one = one.model_copy(update={"audience": after.audience, "venue": after.venue})
        found.append(one)
    return found


def _key(one: Statement) -> str | None:
    return one.speaker.id or one.speaker.name
