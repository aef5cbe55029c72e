"""From scores to attributions: the likeliest labels that make sense as pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.tagger.network import PARTS
from asabiya.evidence.tagger.tokens import Tokens, Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["THRESHOLD", "Tagged", "likeliest", "tagged"]

Offsets = tuple[int, int]

THRESHOLD: Final = 0.4
"""Probability from which a token is taken for the first of a cue; what is found too much is mostly no speech
by its words, and what is missed is lost."""

_HURDLE: Final = 2.0
"""By how much [nats] the first token of a piece of content must be likelier than no piece: single words that
stand apart are seldom a content, and a row without any content is dropped."""


@dataclass(frozen=True)
class Tagged:
    """An attribution that the tagger sees.

    ``content`` holds one piece or more, ``source`` may be none; half-open offsets in code points.
    ``confidence`` is the probability of the cue, in [0, 1].
    """

    cue: Offsets
    content: tuple[Offsets, ...]
    source: Offsets | None
    confidence: float


def tagged(
    tokens: Tokens,
    windows: Sequence[Window],
    scores: Sequence[tuple[NDArray[np.float32], NDArray[np.float32]]],
    *,
    threshold: float = THRESHOLD,
) -> list[Tagged]:
    """The attributions of an article, by their cues.

    Where windows overlap, a cue is judged in the one in which it is farthest from an end.

    Parameters
    ----------
    tokens
        The article.
    windows
        Its windows.
    scores
        For each window the scores of tags, (tokens, tags), and of pairs, (parts, tokens, tokens), the
        window's opening token first.
    threshold
        Probability that makes a cue, in (0, 1).
    """
    home = _homes(len(tokens.ids), windows)
    heads: list[tuple[Window, int, int, float]] = []
    rows: list[NDArray[np.float32]] = []
    for number, (window, (tags, pairs)) in enumerate(zip(windows, scores, strict=True)):
        size = window.high - window.low
        chances = _softmax(tags[1 : size + 1])
        kind = chances.argmax(1)
        for at in range(size):
            if (
                chances[at, 1] >= threshold
                and home[window.low + at] == number
                and _is_word(tokens, window, at)
            ):
                end = at
                while end + 1 < size and kind[end + 1] == 2 and _is_word(tokens, window, end + 1):
                    end += 1
                heads.append((window, at, end, float(chances[at, 1])))
                rows.append(pairs[:, at + 1, 1 : size + 1].T)
    found: list[Tagged] = []
    for (window, at, end, confidence), row in zip(heads, likeliest(_stacked(rows)), strict=True):
        pieces = _pieces(tokens, window, row[: window.high - window.low])
        content = tuple(span for label, span in pieces if label == 1)
        sources = [span for label, span in pieces if label == 3]
        if content:
            source = max(sources, key=lambda span: span[1] - span[0], default=None)
            cue = tokens.span(window.low + at, window.low + end)
            found.append(Tagged(cue, content, source, confidence))
    return sorted(found, key=lambda one: (one.cue, one.content))


def _stacked(rows: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The rows of an article as one array, the shorter ones filled up with tokens that are surely no part."""
    import numpy as np

    made = np.full((len(rows), max(map(len, rows), default=1), len(PARTS)), -1e4, np.float32)
    made[:, :, PARTS.index("none")] = 0
    for filled, row in zip(made, rows, strict=True):
        filled[: len(row)] = row
        filled[: len(row), PARTS.index("content-first")] -= _HURDLE
    return made


def _is_word(tokens: Tokens, window: Window, at: int) -> bool:
    return bool(tokens.starts[window.low + at] < tokens.ends[window.low + at])


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    raised = np.exp(scores - scores.max(-1, keepdims=True))
    made: NDArray[np.float32] = raised / raised.sum(-1, keepdims=True)
    return made


def _homes(count: int, windows: Sequence[Window]) -> NDArray[np.int32]:
    """For each token the window in which it is farthest from an end, the ends of the article aside."""
    import numpy as np

    home = np.zeros(count, np.int32)
    best = np.full(count, -1)
    for number, window in enumerate(windows):
        at = np.arange(window.low, window.high)
        before = at - window.low if window.low else np.full(len(at), count)
        after = window.high - 1 - at if window.high < count else np.full(len(at), count)
        room = np.minimum(before, after)
        better = room > best[window.low : window.high]
        home[window.low : window.high][better] = number
        best[window.low : window.high][better] = room[better]
    return home


def likeliest(scores: NDArray[Any]) -> NDArray[np.int32]:
    """The best row of labels that makes sense as pieces (Viterbi 1967).

    An inner token follows a token of its own kind, and a first token does not: pieces never touch.

    Parameters
    ----------
    scores
        (rows, tokens, parts), any scale that is the same for all labels of a token.

    Returns
    -------
    ndarray
        (rows, tokens), numbers into `network.PARTS`.
    """
    import numpy as np

    rows, length, parts = scores.shape
    allowed = np.zeros((parts, parts), np.float64)  # [before, after]
    first = np.zeros(parts)
    for label, name in enumerate(PARTS):
        if name.endswith("-inner"):
            allowed[:, label] = -np.inf
            allowed[label - 1, label] = allowed[label, label] = 0
            first[label] = -np.inf
            allowed[[label - 1, label], label - 1] = -np.inf
    best = scores[:, 0].astype(np.float64) + first
    back = np.zeros((length, rows, parts), np.int32)
    for at in range(1, length):
        ways = best[:, :, None] + allowed
        back[at] = ways.argmax(1)
        best = ways.max(1) + scores[:, at]
    labels = np.zeros((rows, length), np.int32)
    labels[:, -1] = best.argmax(1)
    for at in range(length - 1, 0, -1):
        labels[:, at - 1] = back[at, np.arange(rows), labels[:, at]]
    return labels


def _pieces(tokens: Tokens, window: Window, row: NDArray[np.int32]) -> list[tuple[int, Offsets]]:
    """Labelled pieces of one row, breaks between paragraphs left out."""
    found: list[tuple[int, int, int]] = []
    for at, label in enumerate(row.tolist()):
        if label == 0 or not _is_word(tokens, window, at):
            continue
        token = window.low + at
        if label in (2, 4) and found and found[-1][0] == label - 1 and found[-1][2] == token - 1:
            found[-1] = (label - 1, found[-1][1], token)
        else:
            found.append((label if label in (1, 3) else label - 1, token, token))
    return [(label, tokens.span(a, b)) for label, a, b in found]
