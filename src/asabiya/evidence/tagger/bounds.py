"""Where the contents that a tagger sees begin and end, once quote marks are heeded."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asabiya.evidence.text.layout import Layout
from asabiya.evidence.text.marks import Quote

if TYPE_CHECKING:
    from asabiya.evidence.ledger import Kind

__all__ = ["Ground", "bounds", "meet", "shared", "tight"]

Offsets = tuple[int, int]

_EDGE: Final = " \t\r\n,;:.!?…—–-"
_MOST: Final = 1 / 2
"""Share of a quotation that a content must hold to take it whole."""


@dataclass(frozen=True)
class Ground:
    """The article as rules and tagger both see it."""

    layout: Layout
    quotes: tuple[Quote, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, layout: Layout) -> Ground:
        """That of an article."""
        quotes = tuple(quote for sentence in layout.sentences for quote in sentence.quotes)
        return cls(layout, quotes, tuple(s.start for s in layout.sentences))

    def sentence(self, offset: int) -> int:
        """Number of the sentence that holds an offset, or comes before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def within(self, span: Offsets) -> bool:
        """Whether a span lies in the article's body."""
        sentence = self.layout.sentences[self.sentence(span[0])]
        return sentence.start <= span[0] < sentence.end

    def behind_gap(self, offset: int) -> int:
        """An offset, or if it lies between sentences (in a dateline) where the next one begins."""
        number = bisect_right(self.starts, offset)
        if number and offset < self.layout.sentences[number - 1].end:
            return offset
        return self.starts[number] if number < len(self.starts) else offset

    def quoted(self, span: Offsets) -> list[Quote]:
        """The quotations of which a span holds something."""
        return [quote for quote in self.quotes if quote.start < span[1] and span[0] < quote.end]


def bounds(ground: Ground, content: Sequence[Offsets]) -> tuple[tuple[Offsets, ...], Kind]:
    """The pieces of a content as statements hold them: quotations without their marks, paraphrases whole."""
    text = ground.layout.text
    spans: list[Offsets] = []
    quoted = False
    plain = False
    for start, b in content:
        a = ground.behind_gap(start)
        inside = ground.quoted((a, b))
        if inside:
            a, b = _whole(inside, a, b)
        outside = _without(text, (a, b), inside)
        quoted = quoted or bool(inside)
        if inside and not re.search(r"\w", outside):
            spans += [(max(a, q.start), min(b, q.end)) for q in inside]
            continue
        if inside and inside[-1].end <= b + 2 and inside[-1].outer_end >= b:
            b = inside[-1].outer_end
        if inside and inside[0].start >= a - 2 and inside[0].outer_start <= a:
            a = inside[0].outer_start
        closer = tight(text, a, b)
        if closer[0] < closer[1]:
            plain = True
            spans.append(closer)
    kind: Kind = "indirect" if not quoted else "mixed" if plain else "direct"
    return _apart(spans), kind


def _apart(spans: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """Spans in text order, those that overlap as one: two pieces may reach for the same quotation."""
    found: list[Offsets] = []
    for a, b in sorted(spans):
        if found and a < found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return tuple(found)


def _whole(quotes: Sequence[Quote], a: int, b: int) -> Offsets:
    """A piece that does not break off in a quotation of which it holds the beginning or the greater part."""

    def share(quote: Quote) -> float:
        return (min(quote.end, b) - max(quote.start, a)) / max(1, quote.end - quote.start)

    first, last = quotes[0], quotes[-1]
    low = first.start if first.start < a and share(first) >= _MOST else a
    high = last.end if b < last.end and (share(last) >= _MOST or a <= last.start) else b
    return low, high


def _without(text: str, span: Offsets, quotes: Sequence[Quote]) -> str:
    """The words of a span that stand in no quotation."""
    pieces, at = [], span[0]
    for quote in quotes:
        pieces.append(text[at : max(at, quote.outer_start)])
        at = max(at, quote.outer_end)
    return " ".join([*pieces, text[at : span[1]]])


def tight(text: str, start: int, end: int) -> Offsets:
    """A span without spaces and punctuation at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def meet(one: Sequence[Offsets], other: Sequence[Offsets]) -> bool:
    """Whether two contents overlap."""
    return any(a < d and c < b for a, b in one for c, d in other)


def shared(one: Sequence[Offsets], other: Sequence[Offsets]) -> float:
    """Letters in both contents as a share of those in either, in [0, 1].

    >>> shared([(0, 4)], [(2, 6)])
    0.3333333333333333
    """
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return both / max(1, sum(b - a for a, b in (*one, *other)) - both)
