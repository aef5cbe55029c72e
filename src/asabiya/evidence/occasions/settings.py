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

__all__ = ["Occasion", "Occasions"]

_SPEAKING: Final = re.compile(
    r",?\s+\b(?:speaking|addressing|briefing|testifying|talking|meeting|visiting|writing|appearing|preaching)\b"
)
_SPEECH: Final = re.compile(
    r"\b(?:speech|address(?:ed)?|spoke|sermon|statement|interview|remarks|appeared|message|letter|preached|lecture"
    r"|briefing|briefed|broadcast|press\s+conference|floor|testified|took\s+questions)\b"
)
"""What a sentence says that tells of a speech without its words."""
_THE_SPEECH: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n)\s+(?:the|that)\s+(?:same\s+)?(?:broadcast|speech|address|interview|meeting|sermon"
    r"|ceremony|session|letter|statement|rally|briefing|recording|programme|message|conference)\b(?!\s+(?:of|with|in|at|on|to))"
)
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

    def enter(self, sentence: Sentence, extracts: list[Extract]) -> None:
        """Begin a sentence, with what is said in it."""
        spoken = [e for e in extracts if e.kind not in ("author", "ascribed")]
        contents = [span for e in spoken for span in e.spans]
        sources = [
            (e.source.start, self._until_speaking(e.source.start, e.source.end))
            for e in spoken
            if e.source and e.source.form in ("name", "description") and e.source.end - e.source.start < 150
        ]
        self._sentence, self._spoken = sentence, spoken
        self._given: dict[str | None, DateRef] = {}
        self._heard_at: dict[int | None, tuple[str | None, str | None]] = {}
        self._frame = frame_of(self._view, (sentence.start, sentence.end), contents, sources)
        self._dating = self._timeline.read(self._frame, speech=bool(spoken))

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
        # A date of its own sets a statement apart from a dated occasion, and dates one that had none.
        apart = breaks_off(frame) or (past is not None and past.dated and self._dating.of(None)[0])
        if past and not apart and venue is None and audience in (None, past.audience):
            audience, venue = past.audience, past.venue
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
            return DateRef()
        carried, paragraph, announced = self._dated[key]
        # A sentence that tells of a speech opens it, whatever paragraph its words stand in.
        here = paragraph == self._sentence.paragraph or announced == self._sentence.index - 1
        # A paraphrase that names a mere subject may sum up more than one speech: only its paragraph dates it.
        if here or (running and (one.claims or one.kind != "indirect")):
            return _reference(carried)
        return DateRef()

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
        source = one.source
        if source is None or source.form in ("pronoun", "same"):
            return lead.person and (lead.key is None or key is None or key == lead.key)
        names = _words(self._view[source.start : source.end])[-1:] + (key or "").split("-")[-1:]
        return bool(lead.words.intersection(names))

    def _lead_on(self, key: str | None, audience: str | None, venue: str | None) -> None:
        """Remember the sentence if it tells when or where; forget the lead once another has spoken."""
        sentence, lead = self._sentence, self._lead
        dated, anchor = self._dating.of(None)
        if lead and not all(self._follows(e, key, lead) for e in self._spoken):
            lead = None
        if dated or audience or venue:
            own = self._view[sentence.start : sentence.end]
            words = frozenset(_words(own))
            going_on = lead if self._spoken and not dated else None
            if going_on and going_on.paragraph == sentence.paragraph:
                dated, anchor, words = going_on.dated, going_on.anchor, words | going_on.words
            person = bool(key or HEAD.search(own) or _PRONOUN.search(own))
            lead = _Lead(dated, anchor, audience, venue, sentence.paragraph, words, person, key)
        self._lead = lead
        if dated and lead is not None and _SPEECH.search(self._frame):
            self._told = lead

    def leave(self, key: str | None) -> None:
        """End the sentence, of which ``key`` is the speaker or the subject."""
        sentence = self._sentence
        dated, anchor = self._dating.of(None)
        audience, venue = self._heard(self._cue(self._spoken[0]) if self._spoken else None)
        self._lead_on(key, audience, venue)
        if key is None:
            return
        if anchor is not None:
            announced = not self._spoken and _SPEECH.search(self._frame) is not None
            self._dated[key] = (anchor, sentence.paragraph, sentence.index if announced else -9)
        elif dated:
            self._dated.pop(key, None)
        if audience or venue:
            self._setting = _Setting(key, dated, audience, venue, sentence.paragraph, sentence.index)


def _words(text: str) -> list[str]:
    """Words in small letters, hyphens left out."""
    return [word.replace("-", "").lower() for word in _WORD.findall(text)]


def _reference(anchor: Anchor | None) -> DateRef:
    if anchor is None:
        return DateRef()
    return DateRef(
        value=anchor.value, precision=anchor.precision, basis=anchor.basis, year_inferred=anchor.year_inferred
    )
