"""The occasions of an article's speeches, carried from sentence to sentence."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Final

from asabiya.evidence.ledger import DateRef
from asabiya.evidence.occasions.anchors import Anchor
from asabiya.evidence.occasions.audience import audience_in
from asabiya.evidence.occasions.occasion import breaks_off, frame_of, media_of
from asabiya.evidence.occasions.timeline import Timeline
from asabiya.evidence.occasions.venue import venue_in
from asabiya.evidence.persons.offices import HEAD
from asabiya.evidence.speech.quotations import Extract
from asabiya.evidence.text.layout import Sentence

__all__ = ["Occasion", "Occasions", "is_asker"]

_SPEAKING: Final = re.compile(
    r",?\s+\b(?:speaking|addressing|briefing|testifying|talking|meeting|visiting|writing|appearing"
    r"|preaching)\b"
)
_SPEECH: Final = re.compile(
    r"\b(?:speech|address(?:ed)?|spoke|sermon|statement|interview|remarks|appeared|message|letter"
    r"|preached|lecture"
    r"|briefing|briefed|broadcast|press\s+conference|floor|testified|took\s+questions)\b"
)
"""What a sentence says that tells of a speech without its words."""
_THE_SPEECH: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n)\s+(?:the|that)\s+(?:same\s+)?(?P<noun>broadcast|speech|address"
    r"|interview|meeting|sermon"
    r"|ceremony|session|letter|statement|rally|briefing|recording|programme|message|conference|excerpts"
    r"|remarks|video|post"
    r"|lecture|congress|gathering|seminar|footnote|article|column|reply|hearing|trial|funeral"
    r"|debate)\b(?!\s+(?:of|with|in|at|on|to))"
)
_HELD: Final = re.compile(
    r"\b(?:held|hosted|convened|opened|staged|met|meets|holds|opens|sat|gathered|assembled|took\s+place"
    r"|was\s+held)\b"
)
"""An occasion at which several may speak."""
_ASKED: Final = re.compile(r"\b(?:asked|wanted\s+to\s+know|inquired|enquired)\b")
_IN_DEBATE: Final = re.compile(
    r"(?:[Ii]n|[Aa]t|[Dd]uring)\s+(?:the|an?|that)\s+(?:[\w-]+\s+){0,3}?(?:debate|hearing|session|trial"
    r"|plenum|news\s+conference|press\s+conference)\b"
)
_IT_WAS: Final = re.compile(
    r"(?:It|This|The\s+(?:speech|lecture|letter|sermon|statement|interview|address))\s+(?:was|is"
    r"|had\s+been)\b"
)
_THEN: Final = re.compile(r"(?:Then\s+s?he|(?:He|She)\s+(?:then|also|went\s+on))\b")
_CHAMBER: Final = re.compile(
    r"\b(?:parliament|chamber|assembly|senate|congress|duma|council|court|tribunal|committee|majlis"
    r"|majles|deputies)\b"
    r"[^.;]{0,80}\b(?:met|meets|sat|convened|assembled|debated|questioned|opened)\b",
    re.IGNORECASE,
)
"""A sitting on which the article reports."""
_CONTINUES: Final = re.compile(
    r"(?:[Tt]owards?\s+the\s+end|[Aa]t\s+(?:the\s+end|one\s+point|another\s+point)|[Ll]ater\s+in\s+(?:the"
    r"|his|her)\s|[Tt]urning\s+to"
    r"|(?:In\s+)?(?:[Cc]losing|[Cc]oncluding)\b|[Ff]inally,|(?:[Hh]e|[Ss]he)\s+(?:then|also|went\s+on"
    r"|turned)\b|[Tt]hen\s+s?he\b"
    r"|[Ee]lsewhere\s+in\s+(?:the|his|her)\s|[Ii]n\s+another\s+passage)"
)
"""How a paragraph begins that goes on with the speech before."""
_ENTRY: Final = re.compile(r"\s*(?:\([^()]{3,40}\)\s*)?[:.–—]")
"""What stands behind a date that heads its paragraph."""
_PRESS: Final = re.compile(r"(?i)^(?:[\w-]+\s+){0,2}(?:reporters?|journalists?)$")
_PRONOUN: Final = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b")
_WORD: Final = re.compile(r"[^\W\d_][\w-]*")


@dataclass(frozen=True)
class Occasion:
    """When a statement was made, to whom and where."""

    date: DateRef = field(default_factory=DateRef)
    audience: str | None = None
    venue: str | None = None


@dataclass
class _Setting:
    """What is known of the occasion at which somebody speaks."""

    key: str | None
    dated: bool
    audience: str | None
    venue: str | None
    paragraph: int
    sentence: int


@dataclass(frozen=True)
class _Lead:
    """A sentence with a date or a setting that the next ones of its paragraph may go on from."""

    dated: bool
    anchor: Anchor | None
    audience: str | None
    venue: str | None
    paragraph: int
    words: frozenset[str]
    person: bool
    key: str | None = None
    held: bool = False
    """Whether it tells of an occasion at which several may speak."""


def is_asker(view: str, one: Extract) -> bool:
    """Whether a statement is the question that the sentence answers: "asked by a deputy whether"."""
    return one.source is not None and view[: one.source.start].endswith(
        (" by ", "by the ", "by a ", "by an ")
    )


class Occasions:
    """One pass over an article: enter a sentence, ask for the occasion of each statement, leave it.

    Parameters
    ----------
    view
        The article's text with quotations masked.
    published
        Date of publication.
    """

    def __init__(self, view: str, published: datetime.date | None) -> None:
        self._view = view
        self._timeline = Timeline(view, published)
        self._media = media_of(view)
        self._dated: dict[str, tuple[Anchor, int, int]] = {}
        self._setting: _Setting | None = None
        self._lead: _Lead | None = None
        self._told: _Lead | None = None
        """The last sentence that dates an appearance or a speech, to which "in the broadcast" points back."""
        self._entry: tuple[int, Anchor] | None = None
        """Paragraph and date that heads it."""
        self._sitting: Anchor | None = None
        self._words_before: frozenset[str] = frozenset()
        """Words of the sentence before."""
        self._events: dict[str, _Lead] = {}
        """Occasions by their noun, to which "at the same conference" points back."""

    def enter(self, sentence: Sentence, extracts: list[Extract]) -> None:
        """Begin a sentence, with what is said in it."""
        spoken = [e for e in extracts if e.kind not in ("author", "ascribed")]
        contents = [span for e in spoken for span in e.spans]
        sources = [
            (e.source.start, self._until_speaking(e.source.start, e.source.end))
            for e in spoken
            if e.source
            and e.source.form in ("name", "description")
            and e.source.end - e.source.start < 150
            and not is_asker(self._view, e)
        ]
        self._sentence, self._spoken = sentence, spoken
        self._given: dict[str | None, DateRef] = {}
        self._heard_at: dict[int | None, tuple[str | None, str | None]] = {}
        self._frame = frame_of(self._view, (sentence.start, sentence.end), contents, sources)
        self._dating = self._timeline.read(self._frame, speech=bool(spoken))
        first = next(iter(self._dating.found), None)
        headed = (
            first is not None
            and not self._frame[: first.start].strip()
            and _ENTRY.match(self._frame, first.end)
        )
        if headed and first and first.anchor and self._view[: sentence.start].endswith("\n"):
            self._entry = (sentence.paragraph, first.anchor)
        if sentence.paragraph < 2 and self._sitting is None and _CHAMBER.search(self._frame):
            self._sitting = self._dating.of(None)[1]

    def _until_speaking(self, start: int, end: int) -> int:
        """Where a speaker's description ends, or where it goes over into "…, addressing cadets"."""
        speaking = _SPEAKING.search(self._view, start, end)
        return speaking.start() if speaking else end

    def of(self, one: Extract, key: str | None, *, running: bool) -> Occasion:
        """The occasion of a statement in the sentence.

        Parameters
        ----------
        one
            The statement.
        key
            Whose it is: id or name.
        running
            Whether the statement before it has the same speaker.
        """
        frame, sentence, setting = self._frame, self._sentence, self._setting
        date = self._date(one, key, running=running)
        self._given[key] = date
        audience, venue = self._heard(self._cue(one))
        near = setting is not None and (
            setting.paragraph == sentence.paragraph or setting.sentence + 1 == sentence.index
        )
        past: _Setting | _Lead | None = setting if near and setting and setting.key == key else None
        if past is None and self._lead and self._follows(one, key, self._lead):
            past = self._lead
        if past is None and setting is not None and setting.key == key and self._goes_on():
            past = setting
        if event := self._event():
            past = event
        # A date of its own sets a statement apart from a dated occasion, and dates one that had none.
        apart = breaks_off(frame) or (past is not None and past.dated and self._dating.of(None)[0])
        if past and not apart and venue is None:
            if audience in (None, past.audience):
                audience, venue = past.audience, past.venue
            elif past.audience is None or _THEN.match(frame):
                venue = past.venue
        return Occasion(date, audience, venue)

    def _date(self, one: Extract, key: str | None, *, running: bool) -> DateRef:
        """The date in the sentence, or that of the speech which it continues."""
        has_date, anchor = self._dating.of(self._cue(one))
        if has_date:
            return _reference(anchor)
        if key in self._given:
            return self._given[key]
        if breaks_off(self._frame):
            return DateRef()
        if event := self._event():
            return _reference(event.anchor)
        lead = self._lead
        if lead and lead.dated and self._follows(one, key, lead):
            if key is not None and lead.anchor:
                self._dated[key] = (lead.anchor, lead.paragraph, -9)
            return _reference(lead.anchor)
        if (
            self._told
            and _THE_SPEECH.search(self._frame)
            and self._sentence.paragraph <= self._told.paragraph + 1
        ):
            return _reference(self._told.anchor)
        if key is None or key not in self._dated:
            return self._of_paragraph(one)
        carried, paragraph, announced = self._dated[key]
        # A sentence that tells of a speech opens it, whatever paragraph its words stand in.
        here = paragraph == self._sentence.paragraph or announced == self._sentence.index - 1
        # A paraphrase that names a mere subject may sum up more than one speech: only its paragraph dates it.
        if here or (running and (one.claims or one.kind != "indirect")) or self._goes_on():
            return _reference(carried)
        return self._of_paragraph(one)

    def _of_paragraph(self, one: Extract) -> DateRef:
        """The date that heads the paragraph, or that of the sitting on which the article reports."""
        if self._entry and self._entry[0] == self._sentence.paragraph:
            return _reference(self._entry[1])
        audience, _ = self._heard(self._cue(one))
        elsewhere = audience is not None and _PRESS.match(audience)
        return DateRef() if elsewhere else _reference(self._sitting)

    def _goes_on(self) -> bool:
        """Whether the paragraph goes on with the speech before."""
        start = self._view.rfind("\n", 0, self._sentence.start) + 1
        return _CONTINUES.match(self._view, start) is not None

    def _event(self) -> _Lead | None:
        """The occasion before to which "at the same conference" points."""
        back = _THE_SPEECH.search(self._frame)
        return self._events.get(back["noun"]) if back else None

    def _heard(self, cue: int | None) -> tuple[str | None, str | None]:
        """Audience and venue that the sentence names for what is said at an offset."""
        if cue not in self._heard_at:
            self._heard_at[cue] = (
                audience_in(self._frame, cue, media=self._media),
                venue_in(self._frame, cue, media=self._media),
            )
        return self._heard_at[cue]

    def _cue(self, one: Extract) -> int | None:
        return one.cue[0] - self._sentence.start if one.cue else None

    def _follows(self, one: Extract, key: str | None, lead: _Lead) -> bool:
        """Whether a statement is by somebody whom the sentence before it names."""
        if lead.paragraph != self._sentence.paragraph:
            return False
        if lead.held:
            return True
        source = one.source
        if source is None or source.form in ("pronoun", "same"):
            # Who led on without a name may have been named since.
            unnamed = lead.key is None or key is None or " " in lead.key
            return lead.person and (unnamed or key == lead.key)
        names = _words(self._view[source.start : source.end])[-1:] + (key or "").split("-")[-1:]
        return bool(lead.words.intersection(names))

    def _lead_on(self, key: str | None, audience: str | None, venue: str | None) -> None:
        """Remember the sentence if it tells when or where; forget the lead once another has spoken."""
        sentence, lead = self._sentence, self._lead
        dated, anchor = self._dating.of(None)
        if (event := self._event()) and not dated:
            dated, anchor, audience, venue = (
                event.dated,
                event.anchor,
                audience or event.audience,
                event.venue,
            )
        if lead and not all(self._follows(e, key, lead) for e in self._spoken):
            lead = None
        if dated or audience or venue:
            own = self._view[sentence.start : sentence.end]
            words = frozenset(_words(own))
            going_on = lead if self._spoken and not dated else None
            if going_on and going_on.paragraph == sentence.paragraph:
                dated, anchor, words = going_on.dated, going_on.anchor, words | going_on.words
                venue = venue or going_on.venue
            if _IT_WAS.match(own):
                words |= self._words_before
            person = bool(key or HEAD.search(own) or _PRONOUN.search(own) or _IT_WAS.match(own))
            held = bool(venue) and (not self._spoken or _ASKED.search(self._frame) is not None)
            held = held and _HELD.search(self._frame) is not None
            held = held or _IN_DEBATE.match(self._frame) is not None
            lead = _Lead(dated, anchor, audience, venue, sentence.paragraph, words, person, key, held)
            if noun := _NOUN.search(venue or ""):
                self._events[noun.group().lower()] = lead
        self._lead = lead
        if dated and lead is not None and _SPEECH.search(self._frame):
            self._told = lead

    def leave(self, key: str | None) -> None:
        """End the sentence, of which ``key`` is the speaker or the subject."""
        sentence = self._sentence
        dated, anchor = self._dating.of(None)
        audience, venue = self._heard(self._cue(self._spoken[0]) if self._spoken else None)
        self._lead_on(key, audience, venue)
        self._words_before = frozenset(_words(self._view[sentence.start : sentence.end]))
        if key is None:
            return
        if anchor is not None:
            announced = not self._spoken and _SPEECH.search(self._frame) is not None
            self._dated[key] = (anchor, sentence.paragraph, sentence.index if announced else -9)
        elif dated:
            self._dated.pop(key, None)
        if audience or venue:
            self._setting = _Setting(key, dated, audience, venue, sentence.paragraph, sentence.index)


_NOUN: Final = re.compile(
    r"(?i)\b(?:broadcast|speech|address|interview|meeting|sermon|ceremony|session|letter|rally|briefing"
    r"|recording|programme"
    r"|message|conference|lecture|congress|gathering|seminar|footnote|column|reply|hearing|trial|funeral"
    r"|debate)\b"
)


def _words(text: str) -> list[str]:
    """Words in small letters, hyphens left out."""
    return [word.replace("-", "").lower() for word in _WORD.findall(text)]


def _reference(anchor: Anchor | None) -> DateRef:
    if anchor is None:
        return DateRef()
    return DateRef(
        value=anchor.value, precision=anchor.precision, basis=anchor.basis, year_inferred=anchor.year_inferred
    )
