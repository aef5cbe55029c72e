"""Whether a place or a medium that a statement names is that of the occasion before in other words."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.occasions.nominals import points_back

__all__ = ["is_relayed", "is_that_medium", "is_there"]

_INSIDE: Final = re.compile(
    r"(?:(?:same|whole|entire|front|back|first|packed|crowded)\s+)?(?:room|hall|chamber|stands?|stalls|aisles?|balcony|gallery|floor|podium|rostrum|lectern|stage"
    r"|table|rows?|benches|pulpit|platform|microphone|courtroom|courtyard|square|tent|building)"
)
_RELAYED: Final = re.compile(
    r"\b(?:speech|address|sermon|remarks|ceremony|parade|statement|message|comments|words)\b[^,;.]{0,40}"
    r"\b(?:aired|broadcast|carried|televised|shown|relayed|streamed|published|quoted)\b"
)
"""What a medium only handed on: "in a speech that was aired live on state television"."""
_THAT_MEDIUM: Final = re.compile(
    r"(?i)(?:newspaper|paper|magazine|weekly|daily|monthly|journal|agency|station|channel|broadcaster|program(?:me)?|(?:web)?site|radio"
    r"|network|podcast|outlet|portal)"
)


def is_that_medium(frame: str, venue: str) -> bool:
    """Whether a venue is but the word for a medium named before: "told the newspaper".

    >>> is_that_medium("he told the newspaper", "newspaper"), is_that_medium("told a daily", "daily")
    (True, False)
    """
    return _THAT_MEDIUM.fullmatch(venue) is not None and f"the {venue}" in frame


def is_there(venue: str) -> bool:
    """Whether a place is but a part of the one where the occasion before was: "everyone in the room"."""
    return points_back(venue) or _INSIDE.fullmatch(venue) is not None


def is_relayed(frame: str) -> bool:
    """Whether a medium has only handed on what was said elsewhere.

    >>> is_relayed("he said in a speech that was aired live on state television")
    True
    """
    return _RELAYED.search(frame) is not None
