"""Sentences in which no cue attributes anything: colons, nouns of saying, states of mind, the author."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.persons.speakers import Source, source_before
from asabiya.evidence.speech.cues import MENTAL
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
    for quote in long:
        before = view[sentence.start : quote.outer_start].rstrip()
        source = main_subject(view, sentence)
        noun = _SPEAKING.search(view, max(sentence.start, quote.outer_start - 80), quote.outer_start)
        colon = before.endswith(":")
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
    mental = _ascribed(layout, sentence)
    if mental:
        return [mental], []
    if len(re.findall(r"\w+", layout.text[sentence.start : sentence.end])) < 3:
        return [], []
    return [Extract("author", ((sentence.start, sentence.end),), sentence.start)], []


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
