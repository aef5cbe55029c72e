"""Noun phrases that a parse bounds or labels amiss, taken for what they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from asabiya.evidence.persons.called import name_called
from asabiya.evidence.persons.names import NAME, name_in
from asabiya.evidence.persons.offices import HEAD, HEADS
from asabiya.evidence.persons.papers import ANSWERS
from asabiya.evidence.persons.speakers import Source, source_after

__all__ = ["name_behind_who", "owner_of_answer", "reread"]

_INVERTED: Final = re.compile(
    r"(?:Said|Wrote|Added|Warned|Replied|Declared|Asked|Answered|Recalled|Concluded|Explained|Thundered|Quoth)\s+"
    r"(?=(?:the|a|an|his|her|another|one)\s|[A-Z])"
)
_NOUN: Final = re.compile(
    rf"(?:the|an?|his|her|another|one)\s+(?:(?!(?:in|on|at|to|of|during|who|from)\b)[\w’'-]+\s+){{0,3}}?(?:{HEADS})\b"
    r"(?:\s+of\s+(?:the\s+)?[\w’'-]+)?(?=\s*[:,]|\s+(?:in|on|at|to|during|from|last|after|before|when|while|through)\b)"
)
_WHO: Final = re.compile(r",?\s+who\s")
_HEADED: Final = re.compile(
    rf",\s+(?P<np>(?:(?:the|an?|its|their)\s+)?(?:[\w’'-]+\s+){{0,3}}?(?:{HEADS})\s+(?:of|for|in|at)\s+)$"
)
_PLACED: Final = re.compile(r"\s(?:in|at|near|from|of|for|outside|inside)\s+(?:the\s+)?$")
_OWNS: Final = re.compile(rf"(?P<who>[^,;:]+?)['’]s?\s+(?:[\w-]+\s+)?(?:{ANSWERS})$")


def reread(view: str, source: Source, opens: int, end: int) -> Source:
    """A source in the sentence between two offsets, mended where it can be no subject as it stands.

    "Said the colonel: “…”" opens with its verb; "a clerk in Lurin" is a description although it ends in a
    name; "Adel Varzi, the deputy for Lurin" is a name with its office.
    """
    start = source.start
    verb = _INVERTED.match(view, start, end) if start == opens else None
    if verb and (source.name is None or source.name[0] <= verb.end()):
        noun = _NOUN.match(view, verb.end(), end)
        return (
            Source(*noun.span(), "description") if noun else source_after(view, verb.end() - 1, end) or source
        )
    if source.name is None:
        return _officer(view, source, opens)
    name = source.name[0]
    before = view[start:name]
    if _PLACED.search(before) is None or not HEAD.search(before):
        return source
    if re.match(r"(?i)(?:an?|one|another)\s", before):
        return replace(source, form="description", name=None, office=None)
    if re.match(r"(?i)the\s", before) and view[start - 2 : start] == ", ":
        runs = (m for m in NAME.finditer(view, opens, start - 2) if m.end() == start - 2)
        held = next((name_in(view, m.start(), m.end()) for m in runs), None)
        if held is not None:
            return Source(held[0], source.end, "name", held, view[start : source.end])
    return source


def _officer(view: str, source: Source, opens: int) -> Source:
    """For "Adel Varzi, chairman of | the defence committee |, who …: “…”": the man and not the body."""
    office = _HEADED.search(view, max(opens, source.start - 80), source.start)
    if office is None or source.form != "description":
        return source
    runs = (m for m in NAME.finditer(view, opens, office.start()) if m.end() == office.start())
    held = next((name_in(view, m.start(), m.end()) for m in runs), None)
    words = view[office.start("np") : source.end]
    return Source(held[0], source.end, "name", held, words) if held else source


def owner_of_answer(view: str, source: Source) -> Source:
    """Whoever answers, where a sentence is about the answer: "The prosecutor's reply was short"."""
    owned = _OWNS.match(view[source.start : source.end])
    return replace(source, end=source.start + owned.end("who")) if owned else source


def name_behind_who(view: str, end: int) -> tuple[int, int] | None:
    """The name that somebody goes by, in a clause behind a description: "who asks to be called Adel"."""
    return name_called(view, end, end + 160) if _WHO.match(view, end) else None
