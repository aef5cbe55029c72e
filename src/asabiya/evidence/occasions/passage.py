"""The sentence at hand: its own words, what is said in it, its dates, hearers and places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from asabiya.evidence.occasions import episodes
from asabiya.evidence.occasions.audience import audience_in
from asabiya.evidence.occasions.expressions import MONTH, WEEKDAY
from asabiya.evidence.occasions.hearers import as_before, looks_back, people_in
from asabiya.evidence.occasions.leads import heading, is_made_here, parish
from asabiya.evidence.occasions.occasion import breaks_off, frame_of
from asabiya.evidence.occasions.timeline import Dating
from asabiya.evidence.occasions.venue import venue_in
from asabiya.evidence.speech.quotations import Extract
from asabiya.evidence.text.layout import MASK, Sentence

__all__ = ["Passage", "frame_with", "is_asker", "words_of"]

_SPEAKING: Final = re.compile(
    r",?\s+\b(?:speaking|addressing|briefing|testifying|talking|meeting|visiting|writing|appearing"
    r"|preaching|hosting|receiving|greeting|welcoming|touring|opening|closing|chairing|attending|inspecting"
    r"|inaugurating|arriving|lecturing|broadcasting|posting|presiding)\b"
)
_ON_DAY: Final = re.compile(
    rf"(?:,?\s+|(?<=\s))(?:(?:late|early)\s+)?(?:on\s+(?:{WEEKDAY}|{MONTH}\s+\d|\d{{1,2}}\s+{MONTH}|the\s+same\s+day)"
    r"|yesterday|today|last\s+week)\b(?![’'])"
)
"""A date behind a description, which is the verb's: "the army chief on Wednesday denied"."""
_DAY_FIRST: Final = re.compile(rf"(?:yesterday|today|(?:on\s+)?{WEEKDAY})\s+(?=the\b|[A-Z])")
"""The same before it: "stated yesterday the president"."""
_DOCUMENT: Final = re.compile(
    r"\b(?:letter|communiqu[eé]|circular|memorandum|manifesto|decree|editorial)\b(?!\s+by\b)"
)
"""A source that is a channel and may bear a date."""
_RECORD: Final = re.compile(
    r"\b(?:minutes|notes|diary|diaries|notebooks?|memoirs?|records?|transcripts?|stenograms?|protocols?|recordings?|participants|eyewitness(?:es)?"
    r"|(?:people|officials|men|persons)\s+(?:who\s+were\s+present|in\s+the\s+room|briefed))\b"
)
_LONG_AFTER: Final = re.compile(
    rf"\b(?i:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|just|some|(?:a\s+)?few|several)\s+(?:minutes|hours?|days?|nights?|weeks?"
    rf"|months?|years?|fortnight)|hours|days|weeks|months|the\s+day|the\s+night)\s+(?:after|before)\s+(?!(?:he|she|they)\b)[^,;.—–{MASK}]*"
)
"""What had happened some time before, which is no place of what is said now."""
_BEFORE: Final = 300
"""Signs before a sentence in which those are named to whom it looks back. [assumed: two sentences]"""
_ACCENT: Final = re.compile(r"[\u0300-\u036f]+")
_WORD: Final = re.compile(r"[^\W\d_][\w-]*")


def is_asker(view: str, one: Extract) -> bool:
    """Whether a statement is the question that the sentence answers: "asked by a deputy whether"."""
    return one.source is not None and view[: one.source.start].endswith(
        (" by ", "by the ", "by a ", "by an ")
    )


def words_of(text: str) -> list[str]:
    """Words in small letters, hyphens and accents left out."""
    text = text if text.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return [word.replace("-", "").lower() for word in _WORD.findall(text)]


def frame_with(view: str, sentence: Sentence, spoken: list[Extract]) -> str:
    """The sentence's own words at its length, what is said in it and who says it masked."""
    # What minutes or those who were there tell of a meeting is its story and no speech of their own.
    told = [e for e in spoken if not (e.kind == "indirect" and (_is_record(view, e) or _is_account(view, e)))]
    contents = [span for e in told for span in _content(view, e)]
    sources = []
    for e in spoken:
        source = e.source
        if source is None or source.form not in ("name", "description") or is_asker(view, e):
            continue
        if _DOCUMENT.search(view, source.start, source.end):
            continue
        if source.end - source.start < 150:
            # A description may go over into the occasion: "the minister, addressing cadets".
            ends = [
                m.start() for p in (_SPEAKING, _ON_DAY) if (m := p.search(view, source.start, source.end))
            ]
            first = _DAY_FIRST.match(view, source.start)
            start = first.end() if first else source.start
            sources.append((start, max(start, min(ends, default=source.end))))
    return frame_of(view, (sentence.start, sentence.end), contents, sources)


def _content(view: str, one: Extract) -> list[tuple[int, int]]:
    """What is said, without the verb's date behind a noun: "dismissed such reports on Thursday as lies"."""
    if one.claims or one.kind != "indirect":
        return list(one.spans)
    spans = []
    for start, end in one.spans:
        day = _ON_DAY.search(view, start, end)
        spans += [(start, day.start()), (day.end(), end)] if day else [(start, end)]
    return spans


def _is_record(view: str, one: Extract) -> bool:
    source = one.source
    return source is not None and _RECORD.search(view, source.start, source.end) is not None


def _is_account(view: str, one: Extract) -> bool:
    """Whether what is reported tells when and where something was said: "made the remarks on Tuesday"."""
    return is_made_here(view[one.spans[0][0] : one.spans[0][1]])


@dataclass
class Passage:
    """A sentence with what it says of the occasion of the statements in it."""

    view: str
    """The article's text with quotations masked."""
    sentence: Sentence
    spoken: list[Extract]
    """The statements that the sentence reports."""
    frame: str
    dating: Dating
    media: frozenset[str]
    _heard: dict[int | None, tuple[str | None, str | None]] = field(default_factory=dict)

    @property
    def paragraph(self) -> int:
        """Index of the sentence's paragraph."""
        return self.sentence.paragraph

    @property
    def index(self) -> int:
        """Index of the sentence."""
        return self.sentence.index

    @property
    def own(self) -> str:
        """The sentence with quotations masked, and no more."""
        return self.view[self.sentence.start : self.sentence.end]

    @cached_property
    def words(self) -> frozenset[str]:
        """The sentence's words."""
        return frozenset(words_of(self.own))

    def hearers(self, audience: str | None, before: str | None) -> str | None:
        """The hearers by their fullest words, or by those of the sentences before: "he told them"."""
        if audience is None and before is None and looks_back(self.frame):
            start = self.sentence.start
            return people_in(self.view[max(0, start - _BEFORE) : start])
        if audience is None or f" {audience}" not in self.frame:
            return audience
        named = re.search(rf"\b(?:the|his|her|their|its)\s+{re.escape(audience)}\b", self.frame)
        return as_before(audience, before) if named else audience

    def parish(self, *, round_up: bool) -> str | None:
        """Where a prayer leader preaches, by what he is called or by the head of the item."""
        if named := parish(self.own, round_up=round_up):
            return named
        return heading(self.view, self.sentence.start) if round_up else None

    @cached_property
    def apart(self) -> bool:
        """Whether its words belong to no one occasion, or to another than the one before."""
        return breaks_off(self.frame) or episodes.is_apart(self.frame)

    @property
    def goes_on(self) -> bool:
        """Whether the sentence's paragraph goes on with the speech before it."""
        return episodes.goes_on(self.view, self.view.rfind("\n", 0, self.sentence.start) + 1)

    def cue(self, one: Extract) -> int | None:
        """Offset in the sentence of a statement's reporting verb."""
        return one.cue[0] - self.sentence.start if one.cue else None

    def dates_cue(self, one: Extract) -> bool:
        """Whether a date stands beside a statement's verb: "the army on Tuesday denied"."""
        cue = self.cue(one)
        days = [found for found in self.dating.found if found.adverbial]
        return cue is not None and any(
            "," not in self.frame[min(day.end, cue) : max(day.start, cue)] for day in days
        )

    def heard(self, one: Extract | None) -> tuple[str | None, str | None]:
        """Audience and venue that the sentence names for a statement, or for what it tells of."""
        cue = self.cue(one) if one else None
        if cue not in self._heard:
            frame = _LONG_AFTER.sub(lambda match: " " * len(match.group()), self.frame)
            self._heard[cue] = (
                audience_in(frame, cue, media=self.media),
                venue_in(frame, cue, media=self.media),
            )
        return self._heard[cue]
