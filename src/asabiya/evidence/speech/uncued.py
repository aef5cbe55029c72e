"""Sentences in which no cue attributes anything: colons, nouns of saying, states of mind, the author."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from asabiya.evidence.persons.speakers import Source, source_after, source_before
from asabiya.evidence.speech.cues import CUE, FRAMES, LEMMAS, MENTAL, NOUNS
from asabiya.evidence.speech.extracts import Extract
from asabiya.evidence.speech.governors import is_sentence, word_count
from asabiya.evidence.speech.sources import main_subject
from asabiya.evidence.text.layout import MASK, Layout, Sentence
from asabiya.evidence.text.marks import Quote

__all__ = ["without_cue"]

_POSSESSED: Final = re.compile(r"\w['’]s?(?:\s+[a-z]+)?\s+$")
"""A possessor before the word, "the regime's severe fear": the word is a noun, not what somebody does."""
_SLOGAN: Final = re.compile(
    r"\b(?:slogans?|billboards?|banners?|posters?|placards?|graffiti|inscriptions?|headlines?|mottos?|hashtags?)\b"
)
"""What hangs on a wall is nobody's statement: "billboards with a new slogan have gone up: “One Nation”"."""
_IMAGINED: Final = re.compile(
    r"\b(?:I|[Ww]e|[Yy]ou|[Oo]ne)\s(?:(?:can|could|may|might|will|would|already|almost)\s){1,2}(?:hear|imagine|picture)\b"
)
_SPEAKING: Final = re.compile(
    r"\b(?P<who>his|her|their|[^\W\d_a-z][\w’'-]*['’]s?)\s+(?:\w+\s+)?(?:remarks?|claims?|statements?"
    r"|warnings?|admissions?"
    r"|words?|assertions?|calls?|promises?|vows?|pledges?|confessions?|message|reply|answer)\s+(?:that"
    r"|of|,|:|was|is|were)?\s*$",
    re.IGNORECASE,
)


def without_cue(
    layout: Layout, sentence: Sentence, quotes: list[Quote], alone: list[Quote]
) -> tuple[list[Extract], list[Quote]]:
    """A sentence in which no cue attributes anything."""
    view = layout.view
    long = [
        q
        for q in alone
        if word_count(layout.text, q) >= 4 or view[sentence.start : q.outer_start].rstrip().endswith(":")
    ]
    outside = re.sub(rf"{MASK}+", "", view[sentence.start : sentence.end])
    if quotes and not re.search(r"\w", outside):
        return [], quotes
    if quotes and (told := _followed(layout, sentence, quotes)):
        return [told], []
    for quote in long if not _IMAGINED.search(view, sentence.start, sentence.end) else ():
        before = view[sentence.start : quote.outer_start].rstrip()
        source = main_subject(view, sentence)
        noun = _SPEAKING.search(view, max(sentence.start, quote.outer_start - 80), quote.outer_start)
        colon = before.endswith(":")
        if colon:
            source = (
                _whose(view, sentence.start, quote.outer_start) or _for_whom(view, sentence, quote) or source
            )
        if noun and not colon:
            possessor = re.fullmatch(r"(?i)his|her|their", noun.group("who")) is not None
            form = Source(
                noun.start(), noun.start() + len(noun.group("who")), "pronoun" if possessor else "possessor"
            )
            return [Extract("mixed", ((quote.start, quote.end),), sentence.start, None, form)], []
        if colon and _SLOGAN.search(view, sentence.start, quote.outer_start):
            continue
        if colon:
            spans = tuple((q.start, q.end) for q in quotes if q.start >= quote.start)
            return [Extract("direct", spans, sentence.start, None, source)], []
        if (
            quote.outer_start == sentence.start
            and is_sentence(layout.text, quote)
            and len(outside.split()) <= 2
        ):
            return [], quotes
    if not quotes and (told := _behind_noun(layout, sentence)):
        return [told], []
    mental = _ascribed(layout, sentence)
    if mental:
        return [mental], []
    if len(re.findall(r"\w+", layout.text[sentence.start : sentence.end])) < 3:
        return [], []
    return [Extract("author", ((sentence.start, sentence.end),), sentence.start)], []


_NOUN: Final = (
    r"(?:answers?|replies|reply|response|retort|verdict|comments?|remarks?|conclusion|message|words?|advice"
    r"|explanation|statement|warning|judge?ment|summary|description|assessment|diagnosis|version|reaction"
    r"|complaint|report|request|order|promise|plea|confession|greeting|question|cry|call)"
)
_FROM: Final = re.compile(rf"\b(?i:{_NOUN})\s+(?:of|from|by)\s+")
_HIS: Final = re.compile(
    r"\b(?:(?P<pronoun>(?i:his|her|their|its))"
    r"|(?P<name>(?i:the|an?|one)\s(?:[\w-]+\s){0,4}?[\w-]+|(?:[^\W\d_a-z][\w-]*\s){0,3}[^\W\d_a-z][\w-]*)['’]s?)"
    rf"\s+(?:[\w-]+\s+){{0,2}}?(?i:{_NOUN})\b"
)


_ARTICLE: Final = re.compile(r"(?i:the|an?|one)\s")


def _whose(view: str, start: int, end: int) -> Source | None:
    """Whose answer, verdict or message words are: "The verdict of a customs officer: “…”"."""
    if told := _FROM.search(view, start, end):
        return source_after(view, told.end(), end)
    owned = _HIS.search(view, start, end)
    if owned is None:
        return None
    if owned.group("pronoun"):
        return Source(*owned.span("pronoun"), "pronoun")
    if _ARTICLE.match(owned.group("name")):
        return Source(*owned.span("name"), "description")
    return source_after(view, *owned.span("name"))


_ENDS: Final = re.compile(
    r"(?P<it>[Ii]t|(?:The|His|Her|Their|Its)\s[\w’' -]{2,40}?)\s"
    r"(?:ends?|closes?|begins?|opens?|concludes?|starts?)\s(?:with|by|on|like)\b"
)


def _for_whom(view: str, sentence: Sentence, quote: Quote) -> Source | None:
    """For "For Colonel Mell the matter is simple: “…”", and "The letter ends with the words: “…”"."""
    if ends := _ENDS.match(view, sentence.start, quote.outer_start):
        return Source(*ends.span("it"), "pronoun" if " " not in ends.group("it") else "description")
    if not view.startswith("For ", sentence.start):
        return None
    found = source_after(view, sentence.start + len("For "), quote.outer_start)
    return found if found is not None and found.name is not None else None


_LEADS: Final = re.compile(rf"[^:.;{MASK}]{{0,60}}?\b{_NOUN}\b[^:;{MASK}]{{0,60}}:\s(?=\w+\s\w+)")
"""A noun of saying and a colon."""


def _behind_noun(layout: Layout, sentence: Sentence) -> Extract | None:
    """What somebody's message, answer or verdict was: "The general's message: stay at your posts"."""
    view = layout.view
    lead = _LEADS.match(view, sentence.start, sentence.end)
    source = _whose(view, sentence.start, lead.end()) if lead else None
    if lead is None or source is None or re.search(r"\b(?:report|question)s?\b", lead[0]):
        return None
    if source.start - sentence.start > len("The announcement of "):
        return None
    rest = view[lead.end() : sentence.end].rstrip(" .!?")
    return Extract("indirect", ((lead.end(), lead.end() + len(rest)),), sentence.start, None, source)


_TOLD: Final = 4
"""Fewest words of a quotation that may begin a sentence without a cue that the parse shows."""


def _is_named(words: str) -> bool:
    """Whether words are capitalised as in a title: "The Hour of Truth"."""
    return 2 * len(re.findall(r"\b[A-Z]", words)) > len(words.split())


def _followed(layout: Layout, sentence: Sentence, quotes: list[Quote]) -> Extract | None:
    """A quotation that ends in a comma, and whoever is named behind it: “…,” was the mayor's verdict."""
    view, first = layout.view, quotes[0]
    if first.outer_start != sentence.start or word_count(layout.text, first) < _TOLD:
        return None
    told = layout.text[first.start : first.end]
    if not told.endswith(",") or not is_sentence(layout.text, first) or _is_named(told):
        return None
    rest = replace(sentence, start=first.outer_end + 1)
    said = (m for m in CUE.finditer(view, rest.start, rest.end) if m.group() not in NOUNS)
    cue = next((m for m in said if "s" in FRAMES[LEMMAS[m.group().lower()]]), None)
    source = _whose(view, rest.start, rest.end)
    if source is None and cue is not None:
        inverted = not view[rest.start : cue.start()].strip()
        before = source_before(view, rest.start, cue.start()) if not inverted else None
        source = source_after(view, cue.end(), rest.end) if inverted else before
    source = source or main_subject(view, rest)
    if source is None or source.form == "same":
        return None
    spans = tuple((q.start, q.end) for q in quotes)
    span = cue.span() if cue else None
    return Extract("direct", spans, sentence.start, span, source)


def _ascribed(layout: Layout, sentence: Sentence) -> Extract | None:
    """The sentence as an ascribed state of mind, if its main verb is one."""
    for match in MENTAL.finditer(layout.view, sentence.start, sentence.end):
        if _POSSESSED.search(layout.view, max(sentence.start, match.start() - 40), match.start()):
            continue
        source = source_before(layout.view, sentence.start, match.start())
        if source is not None and source.form == "same":
            source = main_subject(layout.view, sentence)
        if source is None:
            continue
        return Extract("ascribed", ((sentence.start, sentence.end),), sentence.start, match.span(), source)
    return None
