"""The source that a parsed noun phrase stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from asabiya.evidence.persons.beside import is_complement, name_behind, opening, whole_office
from asabiya.evidence.persons.called import name_called
from asabiya.evidence.persons.names import NAME, articled, name_in
from asabiya.evidence.persons.offices import HEAD, ORGANISATION
from asabiya.evidence.persons.speakers import MEDIUM, Source, last_name, named_source, with_office_before
from asabiya.evidence.text.layout import MASK

__all__ = ["noun_phrase"]

_CHANNEL: Final = re.compile(r"(?i)\b(?:on|via|over)\s+(?:the\s+)?(?:[\w-]+\s+)?$")
"""Before a medium through which somebody else speaks."""
_ONE_OF_THEM: Final = re.compile(
    r"(?i)(?:the\s+)?(?:one|another|first|second|third|fourth|last|other|latter|former|oldest|youngest)"
    r"(?:\s+(?:accused|defendant|suspect|detainee|prisoner|witness|caller|speaker|man|woman|voice|guest|signatory))?$"
)


def noun_phrase(
    view: str, phrase: tuple[int, int], heads: Sequence[tuple[int, int]], low: int, limit: int
) -> Source | None:
    """The source that a parsed noun phrase stands for.

    Parameters
    ----------
    view
        The masked text.
    phrase
        The phrase, without appositions and relative clauses.
    heads
        Its head and the heads of its appositions.
    low, limit
        The sentence.

    >>> text = "the head of the navy, Adel Varzi, said"
    >>> found = noun_phrase(text, (0, 20), [(4, 8), (27, 32)], 0, len(text))
    >>> text[slice(*found.name)], found.office
    ('Adel Varzi', 'the head of the navy')
    """
    for a, b in heads:
        for run in NAME.finditer(view, max(0, a - 80, view.rfind("\n", 0, a) + 1), limit):
            if run.start() > a:
                break
            if run.start() < low < run.end():
                low = opening(view, low)  # The parse has cut the name in two.
            if run.end() >= b and (medium := MEDIUM.search(view, max(0, run.start() - 40), run.start())):
                if _CHANNEL.search(view, max(0, medium.start() - 24), medium.start()):
                    behind = max(end for _, end in heads)
                    beside = re.compile(r",\s+(?=\w)").match(view, run.end(), limit)
                    if beside and beside.end() < behind:
                        return Source(beside.end(), behind, "description")
                    continue
                return Source(medium.start(), run.end(), "description")
            span = name_in(view, run.start(), run.end()) if run.end() >= b else None
            if span is None or not span[0] <= a < span[1] or articled(view, run.start(), span[0]):
                continue
            if other := name_behind(view, span, low, limit):
                return Source(other[0], other[1][1], "name", other[1], other[2])
            end = span[1]
            if possessive := re.search(r"['’]s?$", view[span[0] : end]):
                end = span[0] + possessive.start()
            return with_office_before(view, low, named_source(view, low, (span[0], end), limit))
    for _, end in heads:
        if span := name_called(view, end, limit):
            words = view[phrase[0] : end].split(", ")[-1]
            told = words if HEAD.search(words) else None
            return replace(
                named_source(view, opening(view, low), span, span[1]), start=phrase[0], office=told
            )
    a, b = phrase
    last = last_name(view, a, b)
    if last and is_complement(view, last[0], a):
        last = None
    if last and (before := whole_office(view, last[0], a)) and before[0] - a <= 1:
        return named_source(view, low, last, limit)
    while a < b and (view[a].isspace() or view[a] in ",;:—–-(" or view[a] == MASK):
        a += 1
    cut = re.search(rf"[,;:—–(){MASK}]", view[a:b])
    b = a + cut.start() if cut else b
    while b > a and view[b - 1].isspace():
        b -= 1
    named = (_beside(view, a, b, limit) or _between_dashes(view, a, b, limit)) if a < b else None
    return named or (Source(a, b, "description") if a < b else None)


_DASHED: Final = re.compile(rf"(?P<name>{NAME.pattern})\s+[—–]\s+$")
_DASH_BEHIND: Final = re.compile(r"[^—–.;]{0,90}\s[—–]\s")


def _between_dashes(view: str, a: int, b: int, limit: int) -> Source | None:
    """For "Adel Varzi — the acting head of the service — said": the name before the dash."""
    low = max(0, a - 80, view.rfind("\n", 0, a) + 1)
    dashed = _DASHED.search(view, low, a) if HEAD.search(view, a, b) else None
    behind = _DASH_BEHIND.match(view, b, limit)
    name = name_in(view, *dashed.span("name")) if dashed and behind else None
    return Source(name[0], b, "name", name, view[a:b]) if name else None


def _beside(view: str, a: int, b: int, limit: int) -> Source | None:
    """For "One of the elders, Adel Varzi, 74, said": the name that the parser takes for something else."""
    run = NAME.match(view, b + 2, limit) if view[b : b + 2] == ", " else None
    name = name_in(view, run.start(), run.end()) if run else None
    if run is None or name is None or name[1] != run.end() or view[name[1] : name[1] + 1] not in (",", "("):
        return None
    words = view[a:b].split(" of ")[0]
    if ORGANISATION.search(words) or not (HEAD.search(words) or _ONE_OF_THEM.match(words)):
        return None
    return Source(a, name[1], "name", name, view[a:b] if HEAD.search(words) else None)
