"""Quote marks of every kind, paired per paragraph.

A mark's role depends on its neighbours as much as on its shape: ``“`` opens in English and closes after
``„`` in German, ``”`` opens in Swedish, ``"`` does both, and ``’`` is mostly an apostrophe. So a paragraph
is walked once from left to right, keeping the one quotation that is open; quotations nested in it are part
of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Quote", "pair"]

INVISIBLE: Final = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Signs that have no width: direction marks, joiners, soft hyphens."""

_CLOSERS: Final[dict[str, str | tuple[str, ...]]] = {
    '"': '"',
    "“": "”“",
    "”": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "``": ("''",),
    "''": ("''",),
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "'": "'",
}
"""What may close a quotation, by the mark that opened it."""

_MARK: Final = re.compile("``|''|[\"“”„‟«»「」『』‘’‚‹›']")
_SINGLE: Final = frozenset("‘’‚‹›'")
_OPENING_BEFORE: Final = frozenset("([{—–-/:;,…")
_ENDING: Final = frozenset(",.!?…;:)—–")


@dataclass(frozen=True)
class Quote:
    """One quotation in one paragraph.

    ``start`` and ``end`` bound the words without the marks, ``outer_start`` and ``outer_end`` include them;
    offsets in code points. ``closed`` is false where the paragraph ends before the quotation does, and
    ``mark`` is the mark that opened it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    mark: str


@dataclass(frozen=True)
class _Mark:
    glyph: str
    start: int
    end: int
    before: str
    after: str

    @property
    def can_open(self) -> bool:
        """Nothing, space or an opening sign before it, and a word after it."""
        starts = not self.before or self.before.isspace() or self.before in _OPENING_BEFORE
        starts = starts or self.before in _CLOSERS
        return starts and bool(self.after) and (not self.after.isspace() or self.glyph in "«„")

    @property
    def can_close(self) -> bool:
        """Nothing, space or punctuation after it."""
        return not (self.after.isalnum() or self.after == "_")


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    found = []
    for match in _MARK.finditer(text, start, end):
        a, b = match.span()
        back = next((i for i in range(a - 1, max(start, a - 5) - 1, -1) if text[i] not in INVISIBLE), None)
        ahead = next((i for i in range(b, min(end, b + 5)) if text[i] not in INVISIBLE), None)
        before = text[back] if back is not None else ""
        after = text[ahead] if ahead is not None else ""
        found.append(_Mark(match.group(), a, b, before, after))
    return found


def _opens(mark: _Mark) -> bool:
    glyph = mark.glyph
    if glyph in ("“", "„", "‟", "「", "『", "«"):
        return not (glyph == "“" and not mark.can_open and (not mark.after or mark.after.isspace()))
    if glyph in ('"', "»", "``", "''", "‹", "‘", "‚"):
        return mark.can_open
    if glyph == "”":
        return mark.can_open and mark.after.isalnum()
    return glyph == "'" and mark.can_open and mark.after.isalpha()


def _closing(marks: Sequence[_Mark], opened: int) -> int | None:
    """Index of the mark that closes the one at ``opened``; none if the paragraph ends first."""
    glyph = marks[opened].glyph
    closers = _CLOSERS[glyph]
    if glyph in _SINGLE and glyph != "‹":
        return _closing_single(marks, opened, closers)
    depth = 0
    for index in range(opened + 1, len(marks)):
        mark = marks[index]
        if glyph in "“„«「『" and mark.glyph == glyph and mark.can_open and not mark.can_close:
            depth += 1
        elif mark.glyph in closers:
            if glyph == '"' and mark.can_open and not mark.can_close:
                if mark.before.isspace():
                    break
                continue
            if mark.glyph == "“" and glyph == "“" and (mark.can_open or not mark.can_close):
                continue
            if depth == 0:
                return index
            depth -= 1
    return _closing_mixed(marks, opened)


def _closing_mixed(marks: Sequence[_Mark], opened: int) -> int | None:
    """For a curly mark that closes what a straight one opened, or the other way about."""
    glyph = marks[opened].glyph
    if glyph not in ('"', "“"):
        return None
    closer, opener = ("”", "“") if glyph == '"' else ('"', '"')
    depth = 0
    for index in range(opened + 1, len(marks)):
        mark = marks[index]
        if mark.glyph == opener and mark.can_open and not mark.can_close:
            depth += 1
        elif mark.glyph == closer and mark.can_close:
            if depth == 0:
                return index
            depth -= 1
        elif mark.glyph == glyph and mark.can_open:
            return None
    return None


def _closing_single(marks: Sequence[_Mark], opened: int, closers: str | tuple[str, ...]) -> int | None:
    """A single mark closes after punctuation, or else at the first place that is no apostrophe."""
    fallback = weak = None
    for index in range(opened + 1, len(marks)):
        mark = marks[index]
        if weak is not None and mark.glyph == marks[opened].glyph and mark.can_open and not mark.can_close:
            return weak  # 'The brothers', he said, 'are gone'.
        if mark.glyph not in closers or not mark.can_close:
            continue
        if weak is None and mark.before in "sS" and (not mark.after or mark.after in _ENDING):
            weak = index
        if mark.before in _ENDING:
            return index
        if fallback is None and not mark.before.isspace() and mark.before not in "sS":
            fallback = index
        if mark.after in _ENDING and mark.before not in "sS":
            return index
    return weak if fallback is None else fallback


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without spaces and invisible direction marks at the ends."""
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def pair(text: str, start: int, end: int) -> list[Quote]:
    """The outermost quotations of one paragraph, in order.

    Parameters
    ----------
    text
        The article's text.
    start, end
        The paragraph.

    >>> text = "He called it “the ‘last’ stand”, she «a farce»."
    >>> [text[q.start : q.end] for q in pair(text, 0, len(text))]
    ['the ‘last’ stand', 'a farce']
    """
    marks = _marks(text, start, end)
    quotes: list[Quote] = []
    hopeless: set[str] = set()
    index = 0
    while index < len(marks):
        mark = marks[index]
        if mark.glyph in hopeless or not _opens(mark):
            index += 1
            continue
        closing = _closing(marks, index)
        if closing is None and not _may_run_on(text, mark, start, quotes):
            if mark.glyph in _SINGLE:
                hopeless.add(mark.glyph)
            index += 1
            continue
        inner_end = marks[closing].start if closing is not None else end
        a, b = _trim(text, mark.end, inner_end)
        outer_end = marks[closing].end if closing is not None else b
        if a < b:
            quotes.append(Quote(a, b, mark.start, outer_end, closing is not None, mark.glyph))
        if closing is None:
            break
        index = closing + 1
    return quotes


def _may_run_on(text: str, mark: _Mark, start: int, quotes: Sequence[Quote]) -> bool:
    """Whether a quotation that the paragraph does not close is one, rather than a stray mark."""
    if mark.glyph in _SINGLE:
        return False
    lead = text[start : mark.start].rstrip()
    return mark.can_open and (not lead or lead[-1] in ",:—–" or lead[-1].isalpha() or bool(quotes))
