"""A statement as its parts: the whole and, where it has several, its sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float64

__all__ = ["sentences", "together"]

_SENTENCE: Final = re.compile(r"(?<=[.!?;…])[\s”\"’]+")
_LEAD: Final = re.compile(r"^\W*(?:that|to|for|against)\s+", re.IGNORECASE)


def sentences(text: str, *, urges: bool) -> list[str]:
    """The texts that are scored for a statement: the whole, and each sentence of several.

    >>> sentences("to stay awake", urges=True)
    ['stay awake']
    >>> sentences("All is quite well. Do stay awake.", urges=False)
    ['All is quite well. Do stay awake.', 'All is quite well.', 'Do stay awake.']
    """
    plain = " ".join(text[:20_000].split())
    if urges:
        plain = _LEAD.sub("", plain) or plain
    parts = [part for part in _SENTENCE.split(plain) if len(part.split()) > 2]
    return [plain, *parts] if len(parts) > 1 else [plain]


def together(scores: Float64[np.ndarray, "parts codes"]) -> Float64[np.ndarray, " codes"]:
    """A statement's scores: halfway between the whole's, in the first row, and the best part's.

    A code may lie in one sentence of ten, which the whole's score hardly shows; and a sentence may say by
    itself what the whole takes back.
    """
    joined: Float64[np.ndarray, " codes"] = (scores[0] + scores.max(0)) / 2
    return joined
