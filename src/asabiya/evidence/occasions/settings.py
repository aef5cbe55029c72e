"""The occasions of an article's speeches, carried from sentence to sentence as episodes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from asabiya.evidence.ledger import DateRef
from asabiya.evidence.occasions import episodes
from asabiya.evidence.occasions.anchors import Anchor
from asabiya.evidence.occasions.audience import is_people
from asabiya.evidence.occasions.belonging import is_group, is_nameless, names_somebody
from asabiya.evidence.occasions.episodes import Episode
from asabiya.evidence.occasions.expressions import MONTH, WEEKDAY
from asabiya.evidence.occasions.heads import Heads
from asabiya.evidence.occasions.leads import (
    chamber,
    is_before_press,
    is_event_of_the_day,
    is_fresh,
    is_made_here,
    is_press,
    is_publication,
    is_round_up,
    is_speech_act,
    main_clause,
)
from asabiya.evidence.occasions.memory import Memory
from asabiya.evidence.occasions.nominals import points_back
from asabiya.evidence.occasions.occasion import media_of
from asabiya.evidence.occasions.passage import Passage, frame_with, is_asker
from asabiya.evidence.occasions.same_place import is_that_medium
from asabiya.evidence.occasions.scenes import Scene, carried, scene_of
from asabiya.evidence.occasions.timeline import Timeline
from asabiya.evidence.speech.quotations import Extract
from asabiya.evidence.text.layout import Sentence

__all__ = ["Occasion", "Occasions", "is_asker"]

_IT_WAS: Final = re.compile(
    r"(?:It|This|The\s+(?:speech|lecture|letter|sermon|statement|interview|address))\s+(?:was|is"
    r"|had\s+been)\b"
)
_ASIDE: Final = re.compile(r"[(\[].*[)\]]\.?", re.DOTALL)
"""A sentence in brackets, with which no story goes on."""
_WATCHED: Final = re.compile(r"\W*(?:I|We)\s+(?:\w+\s+)?(?:watched|saw|heard|read|listened|followed|found)\b")
"""How an author came to know of it, which is no place of the speaker's."""
_THE_DAY: Final = re.compile(
    r"\W*(?:It|All\s+(?:this|of\s+it))\s+(?:was|happened)\s+(?:(?:early|late)\s+)?(?:on\s+)?(?:the\s+(?:day|night|evening|morning"
    rf"|afternoon|dawn)\s+of\b|{WEEKDAY}\b|\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d)"
)
"""How a story tells on which day it goes on: "It was the night of 2 July"."""
_MOVED: Final = re.compile(
    r"\b(?:returned|went|drove|flew|walked|moved|arrived|travelled|back\s+(?:at|in|to))\b"
)
_LEAD: Final = 2
"""Paragraphs of a wire report that tell what happened on the day. [assumed: the lead and the next]"""


@dataclass(frozen=True)
class Occasion:
    """When a statement was made, to whom and where."""

    date: DateRef = field(default_factory=DateRef)
    audience: str | None = None
    venue: str | None = None


class Occasions:
    """One pass over an article: enter a sentence, ask for the occasion of each statement, leave it.

    Parameters
    ----------
    view
        The article's text with quotations masked.
    published
        Date of publication.
    sentences
        The article's sentences, of which one may tell when and where the one before it was said.
    """

    def __init__(
        self, view: str, published: datetime.date | None, sentences: Sequence[Sentence] = ()
    ) -> None:
        self._view = view
        self._sentences = sentences
        self._timeline = Timeline(view, published, sentences[0].start if sentences else 0)
        self._published = published
        self._round_up = is_round_up(view)
        self._media = media_of(view)
        self._memory = Memory()
        self._heads = Heads(view, published, sentences, self._timeline, self._memory)
        self._words_before: frozenset[str] = frozenset()
        self._scene: Scene | None = None
        self._undated = True
        """Whether no sentence has borne a date so far."""

    def enter(self, sentence: Sentence, extracts: list[Extract]) -> None:
        """Begin a sentence, with what is said in it."""
        spoken = [e for e in extracts if e.kind not in ("author", "ascribed")]
        self._heads.enter(sentence)
        frame = self._heads.behind_item(sentence, frame_with(self._view, sentence, spoken))
        aside = not spoken and _ASIDE.fullmatch(frame.strip())
        dating = self._timeline.look(frame) if aside else self._timeline.read(frame, speech=bool(spoken))
        self._here = Passage(self._view, sentence, spoken, frame, dating, self._media)
        self._given: dict[str | None, DateRef] = {}
        self._joined: Episode | None = None
        self._heads.of_entry(sentence, dating)

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
        here, memory = self._here, self._memory
        past = [] if here.apart else memory.past(here, one, key, running=running) + self._behind(key)
        known = next((p for p in past if p.dated), None)
        dated, anchor = here.dating.of(here.cue(one))
        day = carried(self._scene, here, one, key) if known is None or here.dating.weak else None
        dated = dated and not (here.dating.weak and (known or day))
        day = None if dated or known else day or self._of_event()
        if lead := memory.told(here, day):
            past, known = [*past, lead], lead
        if not dated and known is not None:
            dated, anchor = True, known.anchor
        elif not dated and (day := day or memory.same_day(here)):
            dated, anchor = True, day
        elif not dated and not here.apart:
            anchor = memory.heading(here.paragraph)
        if dated and anchor is None and not here.apart:
            # "On the eve of the feast" says no more than the date at the head of the entry.
            anchor = memory.heading(here.paragraph)
        date = self._given.get(key)
        if date is None or here.dating.of(here.cue(one))[0]:
            date = self._given[key] = _reference(anchor)
        setting = _filled(past, key)
        audience, venue = self._setting(one, setting)
        if self._joined is None:
            own = setting is None or any(here.heard(one))
            self._joined = Episode(
                dated or here.apart,
                anchor if dated else None,
                audience,
                venue,
                here.paragraph,
                here.index,
                words=setting.words if setting else frozenset(),
                told=False,
                stays=setting is not None and setting.stays,
                named=here.paragraph if own or setting is None else setting.named,
            )
        return Occasion(date, audience, venue)

    def _of_event(self) -> Anchor | None:
        """The day of a dated event at which something was said: "at the funeral"."""
        days = (self._timeline.named(noun) for noun in episodes.back_to(self._here.frame))
        return None if self._here.apart else next((day for day in days if day), None)

    def _setting(self, one: Extract, past: Episode | None) -> tuple[str | None, str | None]:
        """Audience and venue of a statement, of which it may name one itself."""
        here = self._here
        audience, venue = here.heard(one)
        venue = venue or here.parish(round_up=self._round_up)
        if past and past.venue and venue:
            held = re.search(rf"\b{re.escape(venue)}\b", past.venue)
            venue = past.venue if held or is_that_medium(here.frame, venue) else venue
        audience = here.hearers(audience, past.audience if past else None)
        dated, anchor = here.dating.of(None)
        # A date of its own sets a statement apart from a dated occasion, and dates one that had none.
        if past is None or (past.dated and dated and past.anchor != anchor):
            return audience, venue
        if past.venue and venue and points_back(venue) and not episodes.is_solo(past.venue):
            venue = past.venue
        far = here.paragraph - past.named > 1 and not (past.shared or past.stays)
        if episodes.is_afterwards(here.frame):
            return audience, venue
        if far:
            # An interview goes on for pages, but who stands by may change.
            return audience, past.venue if venue is None and audience is None else venue
        if venue is None and audience in (None, past.audience):
            return past.audience, past.venue
        if venue is None:
            pressed = past.shared or is_before_press(past.venue) or not is_press(audience)
            return audience, past.venue if pressed else None
        if audience is None and past.venue in (None, venue) and past.paragraph == here.paragraph:
            return past.audience, venue
        return audience, venue

    def _behind(self, key: str | None) -> list[Episode]:
        """What the sentence behind tells of where and when this was said: "He was speaking to cadets"."""
        here, following = self._here, self._here.index + 1
        behind = self._sentences[following] if following < len(self._sentences) else None
        if behind is None or behind.paragraph > here.paragraph + 1:
            return []
        frame = frame_with(self._view, behind, [])
        if not is_made_here(frame):
            if behind.paragraph != here.paragraph:
                return []
            back = None if here.heard(None)[1] else self._memory.back(here, frame, key)
            return [back] if back else []
        told = Passage(self._view, behind, [], frame, self._timeline.look(frame), self._media)
        dated, anchor = told.dating.of(None)
        audience, venue = told.heard(None)
        at = here.paragraph
        return [Episode(dated, anchor, audience, venue, at, here.index, named=at)]

    def leave(self, key: str | None) -> None:
        """End the sentence, of which ``key`` is the speaker or the subject."""
        if not self._here.spoken and self._is_by_the_way():
            return
        if not self._here.spoken and not self._here.apart and not self._here.dating.of(None)[0]:
            self._memory.attend(self._here)
        episode = self._said(key) if self._here.spoken else self._opened(key)
        self._words_before = self._here.words
        if self._here.dating.of(None)[0]:
            self._scene, self._undated = scene_of(self._here, key), False
        if episode is not None and (episode.dated or episode.audience or episode.venue):
            self._memory.keep(self._here, key, episode)

    def _is_by_the_way(self) -> bool:
        """Whether no story goes on with the sentence: it is in brackets, or on what was told before."""
        here, lead = self._here, self._memory.lead
        told = lead is not None and lead.dated and lead.paragraph == here.paragraph
        return _ASIDE.fullmatch(here.own.strip()) is not None or (told and is_publication(here.frame))

    def _same(self, lead: Episode | None) -> Episode | None:
        """The episode before, of which the sentence tells only the day: "on the second day"."""
        here = self._here
        if lead is None or lead.paragraph != here.paragraph:
            return None
        day = any(one.form == "dayno" for one in here.dating.found)
        return lead if day or (not lead.dated and lead.sentence + 1 == here.index) else None

    def _is_before(self) -> bool:
        """Whether the sentence's date is that of something before the story."""
        first = next((one.start for one in self._here.dating.found if one.adverbial), 0)
        return episodes.is_before(self._here.frame, first)

    def _is_event_of_the_day(self, anchor: Anchor | None) -> bool:
        """Whether the sentence is a report's lead and tells of a visit, a ceremony or the like."""
        here = self._here
        main = main_clause(here.frame)
        event = self._round_up or is_event_of_the_day(main if is_speech_act(main) else here.frame)
        event = event or (bool(here.spoken) and chamber(here.own) is not None)
        opens = here.paragraph == 0 or (here.paragraph < _LEAD and self._undated)
        return opens and is_fresh(anchor, self._published) and event

    def _said(self, key: str | None) -> Episode | None:
        """The episode of a sentence in which somebody speaks."""
        here, memory, joined = self._here, self._memory, self._joined
        if joined is None:
            return None
        dated, anchor = here.dating.of(None)
        words = here.words | joined.words
        if memory.lead and memory.follow(here, key):
            words |= memory.lead.words
        wire = anchor is not None and anchor.basis == "published" and not anchor.year_inferred
        episode = replace(
            joined,
            words=words,
            person=True,
            key=key,
            shared=episodes.is_shared(here.frame, spoken=True),
            stays=joined.stays or (wire and here.paragraph < _LEAD and not here.apart),
        )
        memory.speak(here, key, episode, opens=dated or any(here.heard(here.spoken[0])))
        if self._is_event_of_the_day(anchor):
            memory.report(episode)
        return episode

    def _told(self) -> tuple[str | None, str | None]:
        """Hearers and place of which a sentence without speech tells."""
        here = self._here
        audience, venue = here.heard(None)
        if _WATCHED.match(here.own):
            venue = None
        main = main_clause(here.frame)
        if (
            here.paragraph == 0
            and venue
            and is_speech_act(main)
            and (venue not in main or _of_his(main, venue))
        ):
            # "Denied a rift in his party, after a parade" tells of no place.
            venue = None
        return audience, venue or here.parish(round_up=self._round_up)

    def _opened(self, key: str | None) -> Episode | None:
        """The episode that a sentence without speech opens or goes on with."""
        here, memory = self._here, self._memory
        dated, anchor = here.dating.of(None)
        audience, venue = self._told()
        base = None if dated else memory.base(here, key)
        occasion = bool(audience or venue)
        if not dated and (day := self._of_event() or memory.same_day(here, occasion=occasion)):
            dated, anchor = True, day
        own = None if dated or base or here.apart else memory.staying(here, key) or memory.after(here)
        if own is not None:
            dated, anchor = True, own.anchor
        event = self._is_event_of_the_day(anchor)
        sits = here.paragraph == 0 and is_fresh(anchor, self._published) and episodes.is_sitting(here.frame)
        venue = venue or (chamber(here.own) if sits else None)
        fresh = here.paragraph == 0 and key is not None and is_fresh(anchor, self._published)
        act = fresh and (not is_group(key or "", here.own) or is_speech_act(here.frame))
        telling = event or sits or act or episodes.tells_of_speech(here.frame)
        if dated and anchor and anchor.precision == "day" and _THE_DAY.match(here.frame):
            telling = sits = True
        told = anchor is not None and anchor.precision == "month" and (audience or venue)
        vague = not told and (anchor is None or anchor.precision != "day")
        past = self._is_before() and memory.lead is not None and memory.lead.dated
        if not telling and (vague or past):
            dated = False
        if audience and audience.islower() and not is_people(audience):
            audience = None
        if not (dated or audience or venue or base):
            return None
        named, moved = here.paragraph, _MOVED.search(here.frame) is not None
        if dated and (lead := self._same(memory.lead)):
            audience, venue, base = audience or lead.audience, venue or lead.venue, lead
        elif base is not None:
            named = named if moved or audience or venue else base.named
            dated, anchor = base.dated, base.anchor
            audience, venue = audience or (None if moved else base.audience), venue or base.venue
        it_was = _IT_WAS.match(here.own) is not None
        words = here.words | (base.words if base else frozenset())
        episode = Episode(
            dated,
            anchor,
            audience,
            venue,
            here.paragraph,
            here.index,
            words=words | self._words_before if it_was else words,
            person=bool((key and not is_group(key, here.own)) or it_was or (base and base.person))
            or names_somebody(here.own, audience, venue),
            key=key or (base.key if base else None),
            shared=(base is not None and (base.shared or episodes.is_hall(here.frame)))
            or episodes.is_shared(here.frame, spoken=False),
            told=telling or base is not None,
            named=named,
            nameless=(key is None or " " in key or is_group(key, here.own))
            and is_nameless(here.own, key, audience, venue),
            stays=act or own is not None or (event and key is not None) or (base is not None and base.stays),
            present=episodes.is_present(here.frame),
        )
        memory.open(here, episode, news=event)
        if _THE_DAY.match(here.frame):
            memory.set_on(episode)
        return episode


def _of_his(frame: str, venue: str) -> bool:
    return (
        re.search(rf"\b(?:in|of|within|inside)\s+(?:his|her|its|their)\s+{re.escape(venue)}", frame)
        is not None
    )


def _filled(past: list[Episode], key: str | None) -> Episode | None:
    """The surest episode, with audience and venue of the speaker's own words there if it names none."""
    first = next(iter(past), None)
    for other in past[1:]:
        if first is not None and other.key == key and first.anchor in (None, other.anchor):
            first = replace(
                first, audience=first.audience or other.audience, venue=first.venue or other.venue
            )
    return first


def _reference(anchor: Anchor | None) -> DateRef:
    if anchor is None:
        return DateRef()
    return DateRef(
        value=anchor.value, precision=anchor.precision, basis=anchor.basis, year_inferred=anchor.year_inferred
    )
