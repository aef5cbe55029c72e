"""A statement in its article: its words marked, between the sentence before and the sentence after."""

from __future__ import annotations

from functools import lru_cache

from asabiya.evidence.ledger import Ledger, Statement
from asabiya.evidence.text.layout import Layout, lay_out, paragraphs

__all__ = ["in_context", "layout_of"]

_AROUND = 400
"""Most characters shown before and after a statement, which a sentence may exceed."""


@lru_cache(maxsize=4)
def layout_of(text: str) -> Layout:
    """An article's paragraphs and sentences."""
    return lay_out(text, paragraphs(text))


def in_context(ledger: Ledger, statement: Statement) -> list[tuple[str, bool]]:
    """The article around a statement as stretches of text, each with whether it is the statement's.

    >>> from asabiya.evidence import read_text
    >>> ledger = read_text("Night fell. Governor Ada Lorn said, “Nobody has deserted us.” It rained.")
    >>> in_context(ledger, ledger.statements[0])[1]
    ('Nobody has deserted us.', True)
    """
    text = ledger.article.text
    start, end = statement.spans[0][0], statement.spans[-1][1]
    sentences = layout_of(text).sentences
    before = [s for s in sentences if s.start <= start][-2:]
    after = [s for s in sentences if s.end >= end][:2]
    low = max(min(s.start for s in before) if before else 0, start - _AROUND, 0)
    high = min(max(s.end for s in after) if after else len(text), end + _AROUND, len(text))
    pieces: list[tuple[str, bool]] = []
    at = min(low, start)
    for a, b in statement.spans:
        pieces += [(text[at:a], False), (text[a:b], True)]
        at = b
    pieces.append((text[at : max(high, end)], False))
    return [piece for piece in pieces if piece[0]]
