"""Where pasted words stand in an article: exactly, or but for spacing, quote marks and hyphens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from asabiya.errors import InputError
from asabiya.evidence.ledger import Span

__all__ = ["MOST", "choose", "excerpt", "places_of"]

MOST: Final = 50
"""Places looked for; words that stand at more say nothing."""

_LONGEST: Final = 20_000
"""Characters of pasted words."""

_SIGNS: Final = ("'’‘ʼ`", '"“”„«»', "-‐‑‒–—")
"""Signs that copying may change into one another."""

_GAP: Final = re.compile(r"\s*(?:\[…\]|\[\.\.\.\]|…|\.\.\.)\s*")


def _pattern(words: str) -> re.Pattern[str]:
    """Words as a pattern that ignores how they are spaced and which quote marks and dashes they have."""
    parts = []
    for word in words.split():
        signs = []
        for sign in word:
            group = next((g for g in _SIGNS if sign in g), None)
            signs.append(f"[{re.escape(group)}]" if group else re.escape(sign))
        parts.append("".join(signs))
    return re.compile(r"\s+".join(parts))


def _starts(text: str, words: str) -> list[Span]:
    exact = [(m.start(), m.end()) for m in islice(re.finditer(re.escape(words), text), MOST + 1)]
    return exact or [(m.start(), m.end()) for m in islice(_pattern(words).finditer(text), MOST + 1)]


def places_of(text: str, words: str) -> list[tuple[Span, ...]]:
    """Every place where words stand in a text, as spans.

    Words that are not found as a whole are looked for in parts, cut at … or [...], each after the one before.

    Raises `InputError` where they are not found, at more places than `MOST`, or are longer than 20,000
    characters.

    >>> places_of("We stay. They\\nsay we stay.", "They say")
    [((9, 17),)]
    >>> places_of("We stay, he said, and we fight.", "We stay … we fight")
    [((0, 7), (22, 30))]
    """
    words = words.strip()
    if not words or len(words) > _LONGEST:
        raise InputError(
            f"words: {len(words):,} characters", hint=f"paste 1 to {_LONGEST:,} characters of the article"
        )
    found: list[tuple[Span, ...]] = [(span,) for span in _starts(text, words)]
    if not found:
        found = _in_parts(text, [part for part in _GAP.split(words) if part])
    if not found:
        raise InputError(
            f"words: not in the article: “{words[:60]}{'…' if len(words) > 60 else ''}”",
            hint="paste them as the article has them; … stands for what is left out",
        )
    if len(found) > MOST:
        raise InputError(f"words: they stand at more than {MOST} places", hint="paste more of the statement")
    return found


def _in_parts(text: str, parts: Sequence[str]) -> list[tuple[Span, ...]]:
    if len(parts) < 2:
        return []
    found: list[tuple[Span, ...]] = []
    for first in _starts(text, parts[0]):
        spans = [first]
        for part in parts[1:]:
            match = _pattern(part).search(text, spans[-1][1])
            if match is None:
                return found
            spans.append((match.start(), match.end()))
        found.append(tuple(spans))
    return found


def excerpt(text: str, spans: Sequence[Span], *, around: int = 40) -> str:
    """The words of a place with some of what stands around them, on one line."""
    start, end = spans[0][0], spans[-1][1]
    middle = " … ".join(text[a:b] for a, b in spans)
    whole = f"{text[max(0, start - around) : start]}[{middle}]{text[end : end + around]}"
    return " ".join(whole.split())


def choose(text: str, words: str, number: int | None = None) -> tuple[Span, ...]:
    """The one place where words stand, or the one of that number, counted from 1.

    Raises `InputError` that lists the places where there are several and none was chosen.
    """
    found = places_of(text, words)
    if number is None:
        if len(found) > 1:
            listed = "; ".join(f"{n}: {excerpt(text, spans)}" for n, spans in enumerate(found[:9], start=1))
            raise InputError(
                f"words: they stand at {len(found)} places ({listed})",
                hint="say which: add 2 WORDS, or paste more of the statement",
            )
        return found[0]
    if not 1 <= number <= len(found):
        raise InputError(
            f"words: there is no place {number}, they stand at {len(found)}", hint=f"1 to {len(found)}"
        )
    return found[number - 1]
