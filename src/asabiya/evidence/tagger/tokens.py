"""An article as tokens, and the tokens as windows that the network can hold.

Two things that a lower-cased vocabulary does not know are added as a *feature* of every token: whether the
word is capitalised or all in capitals, and whether the token is a quote mark or stands between two. A break
between paragraphs is a token of its own (``[SEP]``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.text.layout import paragraphs
from asabiya.evidence.text.marks import pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BREAK", "FEATURES", "LONGEST", "START", "Tokens", "Window", "covering", "cut", "tokens_of"]

FEATURES: Final = 9
"""Number of features: case (lower, capitalised, capitals) by place (outside, quote mark, quoted)."""
LONGEST: Final = 256
"""Most tokens in a window, the opening and the closing one included."""
START: Final = "[CLS]"
BREAK: Final = "[SEP]"
_LINE: Final = re.compile(r"[^\r\n\u2028\u2029]+")
_BEFORE: Final = frozenset(".!?…”\"’'»)")


@dataclass(frozen=True)
class Tokens:
    """An article's tokens.

    ``ids``, ``starts``, ``ends`` and ``features`` have one entry a token; offsets in code points; a break
    between paragraphs has an empty span. ``openings`` are the tokens at which a sentence may begin.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    features: NDArray[np.int32]
    openings: tuple[int, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets from the first token to the last, both included."""
        return int(self.starts[first]), int(self.ends[last])


@dataclass(frozen=True)
class Window:
    """Tokens from ``low`` to ``high``, the end left out."""

    low: int
    high: int


def tokens_of(text: str, tokenizer: Any) -> Tokens:
    """The tokens of a text, whose lines are its paragraphs."""
    import numpy as np

    lines = [m for m in _LINE.finditer(text) if not m.group().isspace()]
    pad = tokenizer.token_to_id(BREAK)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    openings: list[int] = []
    encoded = tokenizer.encode_batch([m.group() for m in lines], add_special_tokens=False)
    for line, one in zip(lines, encoded, strict=True):
        if ids:
            ids.append(pad)
            starts.append(line.start())
            ends.append(line.start())
        openings.append(len(ids))
        ids += one.ids
        for a, b in one.offsets:
            at = line.start() + a
            if starts and starts[-1] < ends[-1] < at and text[ends[-1] - 1] in _BEFORE:
                openings.append(len(starts))
            starts.append(at)
            ends.append(line.start() + b)
    place = _places(text)
    return Tokens(
        np.asarray(ids, np.int32),
        np.asarray(starts, np.int32),
        np.asarray(ends, np.int32),
        np.asarray([_case(text[a:b]) + 3 * place[a] for a, b in zip(starts, ends, strict=True)], np.int32),
        tuple(openings),
    )


def _case(word: str) -> int:
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _places(text: str) -> bytearray:
    """For every code point 0 outside quotations, 1 for their marks, 2 inside; one more at the end."""
    found = bytearray(len(text) + 1)
    for paragraph in paragraphs(text):
        for quote in pair(text, paragraph.start, paragraph.end):
            found[quote.outer_start : quote.outer_end] = b"\1" * (quote.outer_end - quote.outer_start)
            found[quote.start : quote.end] = b"\2" * (quote.end - quote.start)
    return found


def cut(
    tokens: Tokens, *, longest: int = LONGEST, overlap: int = 0, first: int | None = None
) -> list[Window]:
    """Windows that cover all tokens, with bounds between sentences where sentences are short enough.

    Parameters
    ----------
    tokens
        The article.
    longest
        Most tokens in a window, its opening and its closing token included.
    overlap
        Tokens, at least, that a window shares with the one before, from 0 to a half of the longest.
    first
        Most tokens in the first window, if fewer; training moves the bounds with it.
    """
    total, most = len(tokens.ids), longest - 2
    opens = sorted({*tokens.openings, total})
    windows: list[Window] = []
    low, room, done = 0, min(most, first or most), 0
    while done < total:
        # Where sentences are too long a window ends in the middle of one.
        high = _last(opens, done, low + room) or min(total, low + room)
        windows.append(Window(low, high))
        nearest = _last(opens, max(low, high - most // 2), high - overlap) if overlap else high
        back = nearest or high - overlap
        low, room, done = max(low + 1, back), most, high
    return windows


def _last(opens: Sequence[int], low: int, high: int) -> int | None:
    """The last opening after ``low`` and not after ``high``."""
    at = bisect_right(opens, high) - 1
    return opens[at] if at >= 0 and opens[at] > low else None


def covering(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First and last token of each span that has any."""
    import numpy as np

    for a, b in spans:
        first = int(np.searchsorted(tokens.ends, a, side="right"))
        last = int(np.searchsorted(tokens.starts, b, side="left")) - 1
        while first <= last and tokens.starts[first] == tokens.ends[first]:
            first += 1
        while first <= last and tokens.starts[last] == tokens.ends[last]:
            last -= 1
        if first <= last:
            yield first, last
