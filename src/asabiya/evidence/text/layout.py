"""The article as paragraphs and sentences, with quotations masked.

Everything works on a *view* of the text that has the text's length, so that offsets stay: invisible signs
are blanked, and the words of quotations are replaced by ``MASK``, so that patterns for the author's grammar
never see quoted words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from asabiya.evidence.text.marks import INVISIBLE, Quote, pair

__all__ = ["MASK", "Layout", "Paragraph", "Sentence", "lay_out", "paragraphs"]

MASK: Final = "\ue000"
"""Stands for one character of a quotation, its marks included."""

_BLANKS: Final = {ord(sign): " " for sign in INVISIBLE} | {ord(MASK): " "}
_BREAK: Final = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Brig|Adm|Sgt|Cmdr|Rev|Hon|Gov|Sen|Rep|St|Jr|Sr|No|vs"
    r"|[Rr]etd?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|approx|e\.g|i\.e)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_STOP: Final = re.compile(r"[.!?…]+[)\]’']*(?=\s|$|\ue000)|\ue000(?=\s)")
_BRACKETED: Final = re.compile(r"\([\w-]{1,8}\.\)$")
"""An abbreviation in brackets: "General (ret.) Ada Mell"."""
_NUMBER: Final = re.compile(r"\s*\d")
_STARTER: Final = re.compile(r"\s*(?:[(\[—–-]\s*)?(?:[^\W_a-zß-öø-ÿ]|\ue000)")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, by its offsets in the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence of the author's, with the quotations that stand in it."""

    index: int
    paragraph: int
    start: int
    end: int
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Paragraphs and sentences of the body, and the view that patterns read."""

    text: str
    view: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...] = field(repr=False)


def blank(text: str) -> str:
    """The text with invisible signs as spaces, of the same length."""
    return text.translate(_BLANKS)


def paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs: blocks between blank lines where lines are wrapped, or else single lines.

    >>> [(p.start, p.end) for p in paragraphs("One.\\n\\nTwo\\n")]
    [(0, 4), (6, 9)]
    """
    lines = []
    start = 0
    for match in _BREAK.finditer(text):
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(text)))
    trimmed = [_strip(text, a, b) for a, b in lines]
    if not _is_wrapped(text, trimmed):
        return [Paragraph(a, b) for a, b in trimmed if a < b]
    blocks: list[Paragraph] = []
    open_block: tuple[int, int] | None = None
    for a, b in [*trimmed, (0, 0)]:
        if a < b:
            open_block = (open_block[0] if open_block else a, b)
        elif open_block:
            blocks.append(Paragraph(*open_block))
            open_block = None
    return blocks


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether sentences run on over line ends: hard-wrapped text."""
    running = breaks = 0
    for (a, b), (c, d) in pairwise(lines):
        if a < b and c < d:
            breaks += 1
            running += text[b - 1].isalnum() or text[b - 1] == "," or text[c].islower()
    return breaks >= 2 and running > 0.5 * breaks and max(b - a for a, b in lines) <= 130


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def lay_out(text: str, body: Sequence[Paragraph]) -> Layout:
    """Quotations paired and masked, and the body cut into sentences."""
    plain = blank(text)
    quotes = [pair(text, p.start, p.end) for p in body]
    signs = list(plain)
    for quote in (q for of_one in quotes for q in of_one):
        signs[quote.outer_start : quote.outer_end] = MASK * (quote.outer_end - quote.outer_start)
    view = "".join(signs)
    sentences: list[Sentence] = []
    for number, (paragraph, found) in enumerate(zip(body, quotes, strict=True)):
        starts = [q.outer_start for q in found]
        for start, end in _cut(text, view, paragraph, found):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            inside = tuple(found[first:last])
            sentences.append(Sentence(len(sentences), number, start, end, inside))
    return Layout(text, view, tuple(body), tuple(sentences))


def _cut(text: str, view: str, paragraph: Paragraph, quotes: Sequence[Quote]) -> list[tuple[int, int]]:
    """Sentences of one paragraph, as offsets."""
    ends = [q.outer_end for q in quotes]
    by_end = {q.outer_end: q for q in quotes}
    pieces: list[tuple[int, int]] = []
    start = paragraph.start
    for match in _STOP.finditer(view, paragraph.start, paragraph.end):
        stop = match.end()
        if match.group() == MASK:
            quote = by_end.get(stop)
            if quote is None or text[quote.end - 1] not in ".!?…":
                continue
            if not _STARTER.match(view, stop) or _tag_follows(view, stop, paragraph.end):
                continue
        elif not _is_stop(view, match, paragraph.end):
            continue
        index = bisect_left(ends, stop)
        if index < len(quotes) and quotes[index].outer_start < stop < quotes[index].outer_end:
            continue
        a, b = _strip(text, start, stop)
        if a < b:
            pieces.append((a, b))
        start = stop
    a, b = _strip(text, start, paragraph.end)
    if a < b:
        pieces.append((a, b))
    return pieces


def _is_stop(view: str, match: re.Match[str], limit: int) -> bool:
    if match.end() >= limit:
        return True
    if not (_STARTER.match(view, match.end(), limit) or _NUMBER.match(view, match.end(), limit)):
        return False
    if match.group() == ".)" and _BRACKETED.search(view, max(0, match.end() - 12), match.end()):
        return False
    return match.group() != "." or not _ABBREVIATION.search(view, max(0, match.end() - 12), match.end())


_TAG: Final = re.compile(
    r"\s+(?:(?:he|she|they|[\w’'.-]+(?:\s+[\w’'.-]+){0,6}(?:,\s[^,.!?\ue000]{3,80},)?)\s+"
    r"(?:said|says|added|warned|told|declared|stated|asked|wrote|shouted|insisted|replied|noted)"
    r"|(?:said|says|added|warned|declared|asked|wrote|shouted|insisted|replied"
    r"|noted)\s+[^\W\d_][\w’'. -]{1,60})"
    r"(?P<rest>[^.!?:;\ue000]{0,60})(?P<stop>.?)"
)


def _tag_follows(view: str, at: int, limit: int) -> bool:
    """Whether a short tag follows a quotation's full stop: “Never!” the general said."""
    match = _TAG.match(view, at, min(limit, at + 260))
    if match is None:
        return False
    rest = match.group("rest")
    introduces = match.group("stop") in (":", MASK) or re.search(r"\bthat\b|,\s*$", rest)
    return (
        not introduces
        and match.group("stop") in (".", "")
        and not re.match(r"\s+(?:the|it|they|we|there)\b", rest)
    )
