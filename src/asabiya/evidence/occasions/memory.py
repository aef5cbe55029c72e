"""The episodes that an article has told of so far, and which of them a statement belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from asabiya.evidence.occasions import episodes
from asabiya.evidence.occasions.anchors import Anchor, is_same_day
from asabiya.evidence.occasions.belonging import (
    answers,
    contradicts,
    follows,
    goes_on,
    is_apart_from,
    is_meant,
    is_named,
    is_of,
    stays_on,
)
from asabiya.evidence.occasions.episodes import Episode
from asabiya.evidence.occasions.leads import is_agency, is_press, main_clause
from asabiya.evidence.occasions.occasion import is_medium
from asabiya.evidence.occasions.passage import Passage
from asabiya.evidence.occasions.same_place import is_there
from asabiya.evidence.occasions.scenes import is_bystander, is_kin, is_unnamed
from asabiya.evidence.occasions.sittings import is_address, is_of_record
from asabiya.evidence.speech.quotations import Extract

__all__ = ["Memory"]

_IN_THE_DAY: Final = re.compile(
    r"\W*(?:Earlier|Later|Afterwards)(?:,\s|\s+(?:in|on|that)\s+(?:the\s+)?(?:same\s+)?day\b)"
)
_MEANWHILE: Final = re.compile(r"\W*(?:Meanwhile|Elsewhere|Separately|In\s+a\s+separate|In\s+an?other)\b")
_WAS_THERE: Final = re.compile(
    r"\b(?:be|been|was|were|came|come|stood|sat|waited|walked|travelled)\b[^.;]{0,30}\bthere\b|\b(?:among|in)\s+the\s+crowd\b"
)
"""Words of a witness who was at the event itself."""
_SAME: Final = re.compile(r"\b(?:in|at|on|during)\s+(?:the|that)\s+same\b", re.IGNORECASE)
_OPENING: Final = 3
"""Paragraphs in which a report says what it reports. [assumed: headline, lead and one more]"""
_GAP: Final = 2
"""Paragraphs after its last speaker that a reported sitting reaches. [assumed: reports digress for one]"""


class Memory:
    """Episodes by speaker, by what they are called, and by their place in the text."""

    def __init__(self) -> None:
        self.lead: Episode | None = None
        """The episode that the paragraph is at."""
        self.entry: tuple[int, Anchor] | None = None
        """Paragraph and date that heads it."""
        self.section: Anchor | None = None
        """The date of the heading above."""
        self.entries = 0
        """How many paragraphs a date has headed."""
        self._own: dict[str, Episode] = {}
        """The last episode of each speaker."""
        self._events: dict[str, Episode] = {}
        """Episodes by what they are called, to which "at the same conference" points back."""
        self._report: Episode | None = None
        """The sitting or event that the article reports."""
        self._news = False
        """Whether that is an event of the day, which others than those who took part may speak of."""
        self._told: Episode | None = None
        """The last appearance that was dated, to which "in the broadcast" points back."""
        self._unnamed: Episode | None = None
        """What somebody said in a wire report's lead who is named after it: "the deputy chief said"."""
        self._latest: Episode | None = None
        """The last dated episode."""
        self._said: tuple[int, str | None, Episode] | None = None
        """Where the last statement's sentence ends, whose it was, and its episode."""

    def enter(self, paragraph: int, anchor: Anchor) -> None:
        """Take a date for the head of a paragraph."""
        self.entry, self.entries = (paragraph, anchor), self.entries + 1

    def heading(self, paragraph: int) -> Anchor | None:
        """The date that heads a paragraph."""
        near = 1 if self.entries > 1 else 0
        return self.entry[1] if self.entry and 0 <= paragraph - self.entry[0] <= near else self.section

    def keep(self, here: Passage, key: str | None, episode: Episode) -> None:
        """Remember the episode of a sentence, of which ``key`` is the speaker or the subject."""
        if key is not None:
            self._own[key] = episode
        noun = episodes.event_in(episode.venue or "") or episodes.event_named(main_clause(here.frame))
        if noun and (episode.dated or episode.venue):
            self._events[noun] = episode
        if episode.anchor is not None:
            self._latest = episode
        if episode.dated and here.dating.of(None)[0] and episodes.tells_of_speech(here.frame):
            self._told = episode

    def open(self, here: Passage, episode: Episode, *, news: bool = False) -> None:
        """Let the paragraph go on from an episode, and the article too if it reports it.

        Parameters
        ----------
        here
            The sentence that opens it.
        episode
            The episode.
        news
            Whether it is the event of the day that the lead tells of.
        """
        self.lead = episode
        self._set_back(here, episode)
        if here.paragraph == 0 and episode.nameless and episode.dated:
            self._unnamed = episode
        if news:
            self.report(episode)
        if not (episode.dated and episode.shared) or here.paragraph >= _OPENING:
            return
        day = episode.anchor is not None and episode.anchor.precision == "day"
        if (episodes.is_sitting(here.frame) and (day or not here.spoken)) or (day and here.paragraph == 0):
            self._report = episode

    def _set_back(self, here: Passage, episode: Episode) -> None:
        """Take the day of a recording for that of the report on it, which told when it came out."""
        report, day = self._report, episode.anchor
        if report is None or day is None or not 0 < here.paragraph < _OPENING or day.precision != "day":
            return
        if here.dating.of(None)[0] and is_of_record(here.own):
            self._report = replace(report, anchor=day, paragraph=here.paragraph, present=True)

    def report(self, episode: Episode) -> None:
        """Take an episode for the event of the day that the whole report is on."""
        self._report, self._news = replace(episode, audience=None), True

    def set_on(self, episode: Episode) -> None:
        """Let the story go on from the day of an episode, until it comes to another."""
        if episode.anchor is not None and episode.anchor.precision == "day":
            self._report, self._news = episode, False

    def attend(self, here: Passage) -> None:
        """Stay at the reported sitting with a sentence that tells how it went on."""
        report = self._report
        if report is None or not 0 < here.paragraph - report.paragraph <= _GAP:
            return
        lead = self.lead
        if (
            lead
            and lead.paragraph == here.paragraph
            and lead.anchor
            and not is_same_day(lead.anchor, report.anchor)
        ):
            return
        if (
            episodes.tells_of_speech(here.frame)
            or episodes.is_hall(here.frame)
            or episodes.event_in(here.frame)
        ):
            self._report = replace(report, paragraph=here.paragraph)

    def same_day(self, here: Passage, *, occasion: bool = False) -> Anchor | None:
        """The day of the report, where a sentence tells of an ``occasion`` or what came earlier or later."""
        report = self._report if self._news else None
        if report is None or here.paragraph - report.paragraph > _GAP:
            return None
        begins = here.view.rfind("\n", 0, here.sentence.start) + 1
        other = here.apart or episodes.is_elsewhere(here.frame) or _MEANWHILE.match(here.view, begins)
        return report.anchor if _IN_THE_DAY.match(here.frame) or (occasion and not other) else None

    def speak(self, here: Passage, key: str | None, episode: Episode, *, opens: bool) -> None:
        """Go on from a statement's episode, which ``opens`` where the sentence tells of it itself."""
        lead = self.lead
        self._set_back(here, episode)
        if episode.shared and episodes.is_sitting(here.frame) and here.dating.of(None)[0]:
            self.open(here, episode)
        elif lead and lead.shared and self.follow(here, key) and not here.dating.of(None)[0]:
            _, venue = here.heard(here.spoken[0])
            place = None if venue is None or episodes.is_solo(venue) else venue
            self.lead = replace(
                lead,
                paragraph=here.paragraph,
                sentence=here.index,
                venue=lead.venue or place,
                words=lead.words | episode.words,
            )
        elif opens or self.follow(here, key):
            self.lead = episode
        elif lead:
            self.lead = replace(lead, broken=True)
        if episode.stays and here.dating.of(None)[0]:
            source = here.spoken[0].source if here.spoken else None
            body = source is not None and source.form == "description" and here.dates_cue(here.spoken[0])
            unnamed = here.paragraph == 0 and key is not None and (" " in key or not key.islower() or body)
            self._unnamed = episode if unnamed else None
        elif here.spoken:
            self._unnamed = None
        medium = episode.venue and (is_medium(episode.venue, here.media) or episodes.is_solo(episode.venue))
        own = bool(
            self._report and medium and here.dating.of(None)[0] and episode.venue != self._report.venue
        )
        if self._report and is_same_day(episode.anchor, self._report.anchor) and not own:
            self._report = replace(self._report, paragraph=here.paragraph)
        self._said = (here.sentence.end, key, episode)

    def told(self, here: Passage, day: Anchor | None) -> Episode | None:
        """The episode of the paragraph, if it is of that day."""
        lead = self.lead
        same = lead is not None and lead.paragraph == here.paragraph and is_same_day(lead.anchor, day)
        return lead if same else None

    def follow(self, here: Passage, key: str | None) -> bool:
        """Whether all who speak in the sentence take part in the paragraph's episode."""
        lead = self.lead
        return lead is not None and all(follows(here, one, key, lead) for one in here.spoken)

    def past(self, here: Passage, one: Extract, key: str | None, *, running: bool) -> list[Episode]:
        """The episodes to which a statement may belong, the surest first."""
        _, venue = here.heard(one)
        back = self.back(here, here.frame, key)
        pasts = (p for p in self._pasts(here, one, key, running=running) if p is not None)
        return ([back] if back else []) + [p for p in pasts if not contradicts(here, venue, p)]

    def _pasts(
        self, here: Passage, one: Extract, key: str | None, *, running: bool
    ) -> Iterator[Episode | None]:
        lead = self.lead
        own = self._own_of(key)
        if own and own.key == key and own.sentence + 1 == here.index and self._is_aside(here, own):
            # What somebody told a paper at no time that is known is of no sitting before it.
            yield own
            return
        if lead and follows(here, one, key, lead):
            yield lead
        if own is not None:
            left = lead is not None and lead.sentence + 1 == here.index and self._moved_on(here, own)
            near = own.paragraph == here.paragraph and not left
            near = near or (own.told and own.sentence + 1 == here.index)
            # A paraphrase that names a mere subject may sum up more than one speech.
            near = near or (running and not left and (one.claims or one.kind != "indirect"))
            stays = stays_on(here, one, own) and not self._moved_on(here, own)
            yield own if near or here.goes_on or stays else None
        elif (
            key is None
            and lead
            and lead.key is None
            and here.goes_on
            and here.paragraph == lead.paragraph + 1
        ):
            yield lead
        if lead and lead.paragraph == here.paragraph and answers(here, lead):
            yield lead
        wire = self._unnamed
        if wire and wire.nameless and not is_meant(here, one, wire):
            wire = None
        if wire and here.paragraph == wire.paragraph + 1 and not is_apart_from(here, one, wire):
            yield wire
        if self._said and goes_on(here, one, key, *self._said[:2]):
            yield self._said[2]
        yield self.after(here)
        yield self._reported(here, one, key)

    @staticmethod
    def _is_aside(here: Passage, own: Episode) -> bool:
        """Whether somebody spoke to a medium of which no day is told."""
        medium = own.venue is not None and is_medium(own.venue, here.media)
        return medium and not own.dated and not own.shared

    def _own_of(self, key: str | None) -> Episode | None:
        """The last episode of a speaker, who may be called by the end of his description alone."""
        if key is None or key in self._own or " " not in key:
            return self._own.get(key) if key is not None else None
        tail = key.replace(" ", "-")
        return next((one for name, one in self._own.items() if name.endswith((f"-{tail}", f" {key}"))), None)

    def _moved_on(self, here: Passage, past: Episode) -> bool:
        """Whether the paragraph has come to another day than that of an earlier occasion."""
        lead = self.lead
        if lead is None or lead.paragraph != here.paragraph or lead.anchor is None or past.anchor is None:
            return False
        return lead.anchor.precision == "day" and not is_same_day(lead.anchor, past.anchor)

    def base(self, here: Passage, key: str | None) -> Episode | None:
        """The episode with which a sentence without speech goes on."""
        lead, latest = self.lead, self._latest
        if back := self.back(here, here.frame, key):
            return back
        if lead is not None and lead.paragraph == here.paragraph:
            other = key is not None and lead.key is not None and not is_named(key, lead.words)
            goes_on = episodes.goes_on(here.view, here.sentence.start) or answers(here, lead)
            return None if other and not lead.shared and not goes_on else lead
        near = latest is not None and here.paragraph - latest.paragraph <= 1
        return latest if near and episodes.is_next(here.frame) else None

    def staying(self, here: Passage, key: str | None) -> Episode | None:
        """The occasion of a report's lead, of which a later sentence on its speaker tells more."""
        own = self._own.get(key) if key is not None else None
        told = own is not None and own.stays and (here.heard(None) != (None, None))
        return own if told and not episodes.is_elsewhere(here.frame) else None

    def back(self, here: Passage, frame: str, key: str | None) -> Episode | None:
        """The occasion to which a sentence points back: "at the same conference"."""
        nouns = episodes.back_to(frame)
        if not nouns:
            return None
        noun = next((one for one in nouns if one in self._events), nouns[0])
        event, own = self._events.get(noun), self._own.get(key) if key is not None else None
        same = self._latest if _SAME.search(frame) else None
        for one in (own if own and own.dated else None, self._told, same):
            if event is None and one is not None and here.paragraph <= one.paragraph + 1:
                event = one
        return replace(event, named=here.paragraph) if event else None

    def after(self, here: Passage) -> Episode | None:
        """The day of the episode after whose end something is said."""
        past = self._latest
        if not episodes.is_afterwards(here.frame):
            return None
        if past is None or here.paragraph - past.paragraph > _GAP:
            past = self._report
        if past is None or past.anchor is None:
            return None
        return replace(past, audience=None, venue=None, stays=False)

    def _reported(self, here: Passage, one: Extract, key: str | None) -> Episode | None:
        """The sitting that the article reports, where nothing sets the speaker apart."""
        report = self._report
        if report is None or self.heading(here.paragraph):
            return None
        own = self._own_of(key)
        there = own is not None and not self._news and is_same_day(own.anchor, report.anchor)
        if here.paragraph - report.paragraph > _GAP and not there:
            return None
        audience, venue = here.heard(one)
        begins = here.view.rfind("\n", 0, here.sentence.start) + 1
        other = key is None or (" " in key and not (is_of(key, report) or episodes.is_exchange(here.frame)))
        if self._news and (other or is_agency(audience) or _MEANWHILE.match(here.view, begins)):
            return None
        outside = is_bystander(here, one) or is_kin(here, one)
        if is_unnamed(here):
            return None
        if outside and not (episodes.is_exchange(here.frame) or episodes.is_hall(here.frame)):
            return None
        witness = _WAS_THERE.search(here.view, begins, here.sentence.end) is not None
        if self._news and venue and venue != report.venue and is_medium(venue, here.media) and not witness:
            return None
        venue = None if venue and (is_there(venue) or is_address(venue)) else venue
        elsewhere = is_press(audience) or episodes.is_elsewhere(here.frame, present=report.present)
        if self.lead and self._moved_on(here, report):
            # What another wrote that day is none of his words.
            if self.lead.venue is not None and episodes.is_solo(self.lead.venue) and self.lead.key != key:
                return None
            return replace(self.lead, audience=None, venue=None)
        lead = self.lead
        apart = lead and lead.paragraph == here.paragraph and lead.told and lead.dated and lead.venue is None
        if report.venue and self._news and (venue or apart):
            report = replace(report, venue=None)
        if report.key != key:
            report = replace(report, audience=None)
        return None if elsewhere or (venue and report.venue) else report
