"""Lists of words, written as text."""

from __future__ import annotations

__all__ = ["words"]


def words(text: str) -> frozenset[str]:
    """The words of a text as a set.

    >>> sorted(words("said told"))
    ['said', 'told']
    """
    return frozenset(text.split())
