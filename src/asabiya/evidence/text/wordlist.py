"""Lists of words, written as text."""

from __future__ import annotations

from typing import Final

__all__ = ["PAST", "words"]

PAST: Final = (
    "became|began|bought|broke|brought|built|came|caught|chose|drew|drove|fell|felt|found|gave|got|grew|heard"
    "|held|hid|hung|kept|knew|laid|led|left|lost|made|meant|met|paid|rang|ran|read|rose|said|sang|sat|saw|sent"
    "|shook|slept|sold|spent|spoke|stood|struck|swore|taught|told|took|thought|threw|understood|went|woke|won"
    "|wore|wrote"
)
"""Pattern of past tenses that do not end in "ed"."""


def words(text: str) -> frozenset[str]:
    """The words of a text as a set.

    >>> sorted(words("said told"))
    ['said', 'told']
    """
    return frozenset(text.split())
