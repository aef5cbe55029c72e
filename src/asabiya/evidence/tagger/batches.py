"""What the network is shown: windows with their labels, in batches whose order a seed decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.tagger.corpus import Annotated
from asabiya.evidence.tagger.tokens import BREAK, LONGEST, START, Tokens, Window, covering, cut, tokens_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BUCKETS", "Batch", "Example", "Special", "batch_of", "examples", "filled", "plan"]

BUCKETS: Final = (64, 128, 192, LONGEST)
"""Lengths that windows are padded to, in tokens."""
_TOKENS: Final = 2048
"""Tokens of a batch, padding included."""
CUES: Final = 32
"""Most cues of a window that are learned from."""
_LOST: Final = 0.05
"""Share of tokens hidden from the network while it learns, so that it leans on more than single words."""


@dataclass(frozen=True)
class Special:
    """Numbers of the tokens that are no part of a text."""

    start: int
    stop: int
    unknown: int

    @classmethod
    def of(cls, tokenizer: Any) -> Special:
        """Those of a tokenizer."""
        return cls(*(int(tokenizer.token_to_id(name)) for name in (START, BREAK, "[UNK]")))


@dataclass(frozen=True)
class Example:
    """An article to learn from.

    ``tags`` has an entry a token (see `network.TAGS`); ``cues`` are the first tokens of cues, ``parts`` for
    each of them the labelled pieces: (label of the first token, first token, last token).
    """

    tokens: Tokens
    tags: NDArray[np.int32]
    cues: tuple[int, ...]
    parts: tuple[tuple[tuple[int, int, int], ...], ...]


@dataclass(frozen=True)
class Batch:
    """Arrays of one step.

    ``ids``, ``mask``, ``features`` and ``tags`` are (rows, tokens); ``cues`` and ``known`` (rows, cues), the
    latter false where there is no cue; ``parts`` (rows, cues, tokens).
    """

    ids: NDArray[np.int32]
    mask: NDArray[np.bool_]
    features: NDArray[np.int32]
    tags: NDArray[np.int32]
    cues: NDArray[np.int32]
    known: NDArray[np.bool_]
    parts: NDArray[np.int32]

    def arrays(self) -> tuple[Any, ...]:
        """The arrays in order."""
        return (self.ids, self.mask, self.features, self.tags, self.cues, self.known, self.parts)


def examples(articles: Sequence[Annotated], tokenizer: Any) -> list[Example]:
    """Articles with their attributions in terms of tokens."""
    return [_example(one, tokens_of(one.text, tokenizer)) for one in articles]


def _example(article: Annotated, tokens: Tokens) -> Example:
    import numpy as np

    tags = np.zeros(len(tokens.ids), np.int32)
    rows: dict[int, list[tuple[int, int, int]]] = {}
    for one in article.attributions:
        cue = list(covering(tokens, one.cue))
        if not cue:
            continue
        for first, last in cue:
            tags[first : last + 1] = 2
        row = rows.setdefault(cue[0][0], [])
        row += [(1, a, b) for a, b in covering(tokens, one.content)]
        row += [(3, a, b) for a, b in covering(tokens, one.source)]
    tags[list(rows)] = 1
    cues = tuple(sorted(rows))
    return Example(tokens, tags, cues, tuple(tuple(rows[cue]) for cue in cues))


def plan(
    found: Sequence[Example], seed: int, epoch: int, *, longest: int = LONGEST
) -> list[list[tuple[int, Window]]]:
    """The batches of an epoch, each as (article, window) of one bucket, in the order of learning.

    Bounds between windows move from epoch to epoch; all is decided by seed and epoch.
    """
    import numpy as np

    rng = np.random.default_rng([seed, 2, epoch])
    windows: dict[int, list[tuple[int, Window]]] = {length: [] for length in BUCKETS}
    for number, one in enumerate(found):
        for window in cut(one.tokens, longest=longest, first=int(rng.integers(longest // 4, longest))):
            windows[_bucket(window)].append((number, window))
    batches = []
    for length, of_length in windows.items():
        order = rng.permutation(len(of_length))
        rows = _TOKENS // length
        batches += [[of_length[i] for i in order[at : at + rows]] for at in range(0, len(order), rows)]
    return [batches[i] for i in rng.permutation(len(batches))]


def _bucket(window: Window) -> int:
    return next(length for length in BUCKETS if window.high - window.low + 2 <= length)


def filled(
    pieces: Sequence[tuple[Tokens, Window]], special: Special, *, rows: int, length: int
) -> tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int32]]:
    """Token numbers, mask and features of windows, padded to (rows, length)."""
    import numpy as np

    ids = np.zeros((rows, length), np.int32)
    mask = np.zeros((rows, length), bool)
    features = np.zeros((rows, length), np.int32)
    ids[:, 0] = special.start
    mask[:, 0] = True
    for row, (tokens, window) in enumerate(pieces):
        size = window.high - window.low
        ids[row, 1 : size + 1] = tokens.ids[window.low : window.high]
        ids[row, size + 1] = special.stop
        mask[row, : size + 2] = True
        features[row, 1 : size + 1] = tokens.features[window.low : window.high]
    return ids, mask, features


def batch_of(
    found: Sequence[Example], chosen: Sequence[tuple[int, Window]], special: Special, seed: tuple[int, ...]
) -> Batch:
    """The arrays of a batch; which tokens are hidden is decided by the seed."""
    import numpy as np

    rng = np.random.default_rng(seed)
    length = _bucket(chosen[0][1])
    rows = _TOKENS // length
    pieces = [(found[number].tokens, window) for number, window in chosen]
    ids, mask, features = filled(pieces, special, rows=rows, length=length)
    hidden = (rng.random(ids.shape) < _LOST) & mask & (ids != special.start) & (ids != special.stop)
    ids[hidden] = special.unknown
    tags = np.zeros((rows, length), np.int32)
    cues = np.zeros((rows, CUES), np.int32)
    known = np.zeros((rows, CUES), bool)
    parts = np.zeros((rows, CUES, length), np.int32)
    for row, (number, window) in enumerate(chosen):
        one = found[number]
        tags[row, 1 : 1 + window.high - window.low] = one.tags[window.low : window.high]
        inside = [k for k, cue in enumerate(one.cues) if window.low <= cue < window.high][:CUES]
        for slot, k in enumerate(inside):
            cues[row, slot] = one.cues[k] - window.low + 1
            known[row, slot] = True
            _label(parts[row, slot], one.parts[k], window)
    return Batch(ids, mask, features, tags, cues, known, parts)


def _label(row: NDArray[np.int32], pieces: Sequence[tuple[int, int, int]], window: Window) -> None:
    for label, first, last in pieces:
        low, high = max(first, window.low), min(last + 1, window.high)
        if low < high:
            row[low - window.low + 1 : high - window.low + 1] = label + 1
            row[low - window.low + 1] = label
