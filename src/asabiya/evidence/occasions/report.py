"""What a report on one event leaves unsaid: that whoever speaks in it spoke there, and its full name.

A report on a sitting, a trial, a plenum names it once, in its lead; later it is "the meeting" or nothing at
all. Those who speak in it carry its full name unless something sets them apart: another place or day, the
press, a medium of their own, words in writing, or that they are called by what nobody in the hall is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from asabiya.evidence.ledger import Statement
from asabiya.evidence.occasions import episodes
from asabiya.evidence.occasions.leads import is_agency, is_press
from asabiya.evidence.occasions.nominals import Nominal, Nominals
from asabiya.evidence.occasions.occasion import LONGEST, bare, is_medium
from asabiya.evidence.occasions.sorts import is_gathering, is_writing
from asabiya.evidence.text.layout import Layout, Sentence
from asabiya.evidence.text.wordlist import words

__all__ = ["of_report"]

_LEAD: Final = 2
"""Paragraphs in which a report names the event it is on. [assumed: headline, lead]"""
_DAYS: Final = 6
"""Days that a plenum or a congress lasts at most. [assumed]"""
_HALLS: Final = words(
    "conclave congress convention court hearing inquest meeting parade plenary plenum question-time session"
    " sitting trial tribunal"
)
"""Events at which many speak in turn, as a report on them tells."""
_LASTING: Final = words("congress convention plenum")
_TOLD: Final = re.compile(
    r"(?:\b(?:[Aa]t|[Ii]n|[Dd]uring|[Bb]efore|held|holds|convened|opened|opens|closed|closes|concluded|chaired|reviewed|attended"
    r"|addressed|presided\s+over|began|came\s+to)\s+|^\W*|\.\s+|--?\s+|[–—]\s+)"
    r"(?=(?:the|an?|its|his|their|(?:[Yy]esterday|[Tt]oday|\w+day)[’']s|[A-Z][\w’'-]*)\b)"
)
_TURNS: Final = re.compile(
    r"\b(?:also\s+(?:spoke|speaking)|spoke\s+(?:after|before|next)|took\s+the\s+floor|(?:given|asked\s+for|took)\s+the\s+floor|rose|from\s+the"
    r"\s+(?:benches|gallery|floor|dock|row)|(?:the|this)\s+(?:house|chamber|court|judges?|deputies|delegates|plenum|sitting|session|meeting|hall)"
    r"|testified|prosecutor|delivering\s+(?:the|his|her|a))\b",
    re.IGNORECASE,
)
"""That several speak there."""
_OUTSIDE: Final = re.compile(
    r"\b(?:[Oo]utside|[Aa]fter\s+(?:the|this|that)\s+(?:sitting|session|meeting|trial|hearing|plenum|congress|debate|parade)|[Oo]vernight|[Mm]eanwhile|[Ee]lsewhere|lobby|corridors?|adjourned"
    r"|recess|telephone|statement|communiqu[eé]|letter|circular|interview|editorial|resolution|telegram|commented|press\s+conference"
    r"|news\s+conference|briefing|wrote|writes|posted|submission|tape|recording|reported\s+(?:this|on|by)|told\s+(?:me|us|this)|televised|remarks)\b"
)
_STRANGER: Final = re.compile(
    r"(?i)\b(?:analysts?|fellow|researchers?|experts?|diplomats?|residents?|witness(?:es)?|observers?|historians?|sources?|exiles?|exiled"
    r"|mother|father|wife|widow|brother|sister|sons?|daughter|seller|shopkeeper|passer-by|radio|television|agency|newspaper|daily|ministry|"
    r"embassy|spokes\w+|ambassador|activists?)\b"
)
"""Who does not sit where the event is."""
_BESIDE: Final = re.compile(
    r",\s+an?\s+(?:[\w-]+\s+){0,2}?(?:analyst|fellow|researcher|expert|professor|historian|diplomat|resident|exile|lecturer|columnist"
    r"|shopkeeper|activist|economist)\b"
)
"""The same beside a name."""

_OWNER: Final = re.compile(r"^(?:[\w-]+\s+)*[\w-]+(?:[’']s|s[’'])\s+(?=[^ ]+$)")


def of_report(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Statements with the event that a report is on, and with the full name of an event told in short.

    Parameters
    ----------
    statements
        All statements of an article, in text order.
    layout
        The article.
    """
    return _same_hearers(_same_place(_named_in_full(_at_event(list(statements), layout), layout), layout))


def _same_place(statements: list[Statement], layout: Layout) -> list[Statement]:
    """Statements with the place that the same speaker's next one tells, right behind and on the same day."""
    starts = [s.start for s in layout.sentences]
    filled = list(statements)
    spoken = [n for n, one in enumerate(statements) if one.kind not in ("author", "ascribed")]
    for n, after in zip(spoken[-2::-1], spoken[:0:-1], strict=True):
        one, told = filled[n], filled[after]
        at, then = (_sentence_of(layout, starts, s.spans[0][0]) for s in (one, told))
        if one.venue or not told.venue or then.paragraph - at.paragraph > 1 or _key(one) != _key(told):
            continue
        if one.date.value != told.date.value or (one.audience and one.audience != told.audience):
            continue
        if is_gathering(told.venue.split(" of ")[0].split(" in ")[0].split()[-1]) and not _OUTSIDE.search(
            _own(layout, at)
        ):
            filled[n] = one.model_copy(update={"venue": told.venue})
    return filled


def _key(one: Statement) -> str:
    return one.speaker.id or one.speaker.name or ""


def _same_hearers(statements: list[Statement]) -> list[Statement]:
    """Statements with the hearers of the same speaker's others at the same place on the same day."""
    heard: dict[tuple[object, ...], set[str]] = {}
    for one in statements:
        if one.audience and one.venue and not is_writing(one.venue.split()[0]) and not is_medium(one.venue):
            heard.setdefault(_occasion(one), set()).add(one.audience)
    filled = []
    for one in statements:
        those = heard.get(_occasion(one), set()) if one.venue and not one.audience else set()
        spoken = one.kind not in ("author", "ascribed")
        filled.append(
            one.model_copy(update={"audience": next(iter(those))}) if spoken and len(those) == 1 else one
        )
    return filled


def _occasion(one: Statement) -> tuple[object, ...]:
    return (_key(one), one.venue, one.date.value)


def _sentence_of(layout: Layout, starts: list[int], at: int) -> Sentence:
    return layout.sentences[max(0, bisect_right(starts, at) - 1)]


def _own(layout: Layout, sentence: Sentence) -> str:
    return layout.view[sentence.start : sentence.end]


def _event(layout: Layout) -> tuple[Nominal, Sentence] | None:
    """The sitting or the like that the lead tells of."""
    for sentence in layout.sentences:
        if sentence.paragraph > _LEAD:
            break
        text = _own(layout, sentence)[:LONGEST]
        read = Nominals(text)
        for told in _TOLD.finditer(text):
            one = read.of_sort(told.end())
            if (
                one is None
                or one.head.lower() not in _HALLS
                or not (one.determined or one.words[0].isupper())
            ):
                continue
            # A court that is the subject acts; nobody is said to speak in it.
            if one.head.lower() in ("court", "tribunal") and not told.group().strip(" .–—-"):
                continue
            whole = read.whole(one)
            if " " in whole.words:
                return whole, sentence
    return None


def _at_event(statements: list[Statement], layout: Layout) -> list[Statement]:
    found = _event(layout)
    if found is None:
        return statements
    event, _ = found
    venue = event.words
    behind = layout.view[layout.sentences[0].start :]
    if len(_TURNS.findall(behind)) < 2:
        return statements
    starts = [s.start for s in layout.sentences]
    there = [s.date.value for s in statements if s.venue and s.venue in (venue, event.head.lower())]
    spoken = [s for s in statements if s.kind not in ("author", "ascribed")]
    days = [day for day in there if day] or [s.date.value for s in spoken if s.date.value][:1]
    outside: set[str] = set()
    filled: list[Statement] = []
    for one in statements:
        if one.kind in ("author", "ascribed"):
            filled.append(one)
            continue
        key = _key(one)
        sentence = _sentence_of(layout, starts, one.spans[0][0])
        if one.venue:
            (outside.discard if one.venue == venue else outside.add)(key)
            filled.append(one)
            continue
        lasts = event.head.lower() in _LASTING
        day = one.date.value
        here = day is None or any(
            day == other or (lasts and -_DAYS <= (day - other).days <= 0) for other in days
        )
        text = _own(layout, sentence)
        apart = (
            not here
            or is_press(one.audience)
            or is_agency(one.audience)
            or _OUTSIDE.search(text) is not None
            or _STRANGER.search(one.speaker.name or "") is not None
            or _BESIDE.search(text) is not None
            or is_medium(one.speaker.name or "")
            or episodes.is_elsewhere(text)
        )
        if apart:
            outside.add(key)
        filled.append(one if apart or key in outside else one.model_copy(update={"venue": venue}))
    return filled


def _named_in_full(statements: list[Statement], layout: Layout) -> list[Statement]:
    starts = [s.start for s in layout.sentences]
    known: dict[tuple[str, int], str | None] = {}
    filled = []
    for one in statements:
        venue = one.venue
        if venue is None or not venue.islower() or len(venue.split()) > 2 or not _may_be_short(venue):
            filled.append(one)
            continue
        at = _sentence_of(layout, starts, one.spans[0][0])
        key = (venue, at.index)
        if key not in known:
            known[key] = _longer(layout, venue, at)
        full = known[key]
        filled.append(one.model_copy(update={"venue": full}) if full else one)
    return filled


def _may_be_short(venue: str) -> bool:
    return is_gathering(venue.split()[-1]) or (is_writing(venue) and venue != "statement")


def _longer(layout: Layout, venue: str, before: Sentence) -> str | None:
    """The fullest name of what a short one points back to, in the sentences before."""
    short = re.compile(
        rf"(?i)\b(?:the|that|this)\s+(?:same\s+)?{re.escape(venue)}\b(?!\s+(?:of|in|with|at|on(?!\s+\w+day)|for|between)\b)"
    )
    noun = venue.split()[-1]
    if short.search(layout.view, 0, before.end) is None:
        return None
    last = max(m.start() for m in short.finditer(layout.view, 0, before.end))
    name = re.compile(
        rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+(?=(?:[\w’'-]+\s+){{0,6}}?(?i:{re.escape(noun)})\b)"
    )
    found: str | None = None
    for sentence in layout.sentences:
        if sentence.start >= last:
            break
        text = _own(layout, sentence)[:LONGEST]
        if noun not in text.lower():
            continue
        read = Nominals(text)
        for match in name.finditer(text):
            one = read.of_sort(match.start())
            if one is None or one.head.lower() != noun or sentence.start + one.start >= last:
                continue
            whole = read.whole(one)
            # "the party's congress" is the congress.
            full = _OWNER.sub("", bare(whole.words))
            if len(full) > len(venue):
                found = full
    return found
