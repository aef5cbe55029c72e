"""When, where and with whom an interview was held, from the sentences that tell of it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from asabiya.evidence.occasions.settings import Occasion, Occasions
from asabiya.evidence.speech.quotations import Extract
from asabiya.evidence.text.layout import Sentence

__all__ = ["of_interview"]

_HELD: Final = re.compile(
    r"\b(?:interview|conversation|talk)\b[^.;]{0,80}\b(?:conducted|recorded|held|took\s+place|given|made)\b|\binterviewed\b"
    r"|\b(?:spoke|spoken|talked|speaks|talks|sat\s+down|met|conversed)\s+(?:to|with)\b"
    r"|\b(?:gave|granted|gives)\b[^.;]{0,40}\binterview\b|\b(?:answered|took)\s+(?:[\w’'-]+\s+){0,3}questions\b"
    r"|\b(?:reached|met|received|visited|found)\s+(?:him|her|us|me|[^\W\d_a-z])"
)


def of_interview(
    view: str,
    published: datetime.date | None,
    sentences: Sequence[Sentence],
    turns: Sequence[tuple[int, int]],
) -> Occasion:
    """The occasion of an interview.

    Parameters
    ----------
    view
        The article's text with quotations masked.
    published
        Date of publication.
    sentences
        The article's sentences.
    turns
        Offsets of the answers; what is told within them is no matter of the interview.
    """
    spans = sorted(turns)
    first = spans[0][0]
    before = [bisect_right(spans, (s.start, len(view) + 1)) - 1 for s in sentences]
    outside = [s for s, i in zip(sentences, before, strict=True) if i < 0 or s.start >= spans[i][1]]
    told = [(s, m) for s in outside if (m := _HELD.search(view, s.start, s.end))]
    found = Occasion()
    for sentence, cue in sorted(told, key=lambda pair: pair[0].start > first):
        end = (sentence.end, sentence.end)
        one = Extract("direct", (end,), sentence.start, cue.span())
        alone = Occasions(view, published, [sentence])
        alone.enter(sentence, [one])
        here = alone.of(one, None, running=False)
        found = Occasion(
            found.date if found.date.value else here.date,
            found.audience or here.audience,
            found.venue or here.venue,
        )
    return found
