"""Which of a sentence's dates is that of a speech, and what an article's dated events say about others.

A date belongs to a speech only where it stands as an adverbial of the clause that reports it, not where it
belongs to an event that the clause mentions ("since the arrests of 3 May"). Events that the article dates
("the parade on 12 June 2020") form a table from which "the day after the parade" counts; an event that
comes with two different dates anchors nothing.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.occasions.adverbials import (
    EVENT,
    EVENTS,
    NOT_WHEN,
    SUBORDINATE,
    is_adverbial,
    is_by_the_way,
    is_recorded,
)
from asabiya.evidence.occasions.anchors import Anchor, shift
from asabiya.evidence.occasions.counted import COUNTED, LAST_DAYS
from asabiya.evidence.occasions.dates import DateMention, find_dates, resolve
from asabiya.evidence.occasions.expressions import MONTH, count_of, order_of
from asabiya.evidence.occasions.history import world_event
from asabiya.evidence.occasions.lasting import (
    OPEN,
    SPEAKS,
    counted_back,
    is_now,
    is_of_event,
    last_of,
    span_of,
)
from asabiya.evidence.text.layout import MASK

__all__ = ["Dating", "Timeline"]

_LONGEST: Final = 4000
"""Signs of a sentence that are searched, so that a text without full stops costs no more than its length."""

_EVENT_COMMA: Final = re.compile(rf"\b{EVENT}(?=,\s+(?:on\s+)?$)", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"[;—–]|,\s+(?:and|but|while|when|where|although|though|so|yet)\b|\.\s")
_PHRASE: Final = re.compile(
    r"\s+(?:of\s+)?(?:the|his|her|its|their|that|this|a|an|[A-Z]\w*)\b[^,;:\ue000]{0,80}"
)
_DAYS: Final = re.compile(r"(?i)\b(?:days?|weeks?|evening|night|morning|afternoon)\b")
_CLOSE: Final = re.compile(r"\s+the\s+(?:close|closing|end|opening|announcement|broadcast|publication)\b")
"""What has no name of its own, so that the last dated event is meant: "the day after the close"."""
_RELATIVE: Final = re.compile(r"\b(?:who|which|that|whose|when)\b[^,;.]*$")
_HIS: Final = re.compile(
    r"\s+(?:his|her|its|their)\s+(?:return|arrival|departure|release|resignation|arrest|speech|visit)\b"
)
"""What the sentence before has told of somebody: "on the day of his return"."""
_HEAD: Final = re.compile(rf"(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})\s*[.:–—]")
"""A date at the head of an entry."""
_ARTICLE: Final = re.compile(
    r"\s+(?:this|the)\s+(?:article|report|story|newspaper|issue|publication)\b|\s+publication\b"
)


@dataclass(frozen=True)
class _Found:
    """A date of a sentence."""

    start: int
    end: int
    anchor: Anchor | None
    adverbial: bool
    main: bool
    form: str
    sibling: int | None = None
    """End of the date of the same sentence from which it counts: "fled on Monday and said the next day"."""
    recorded: bool = False
    """Whether it is the date of an occasion whose record the sentence tells of."""
    weak: bool = False
    """Whether it is but the name of a rite: "in a Friday sermon"."""


@dataclass(frozen=True)
class Dating:
    """The dates of one sentence."""

    found: tuple[_Found, ...]
    text: str

    @property
    def weak(self) -> bool:
        """Whether a date that the text tells elsewhere says it better: "in a Friday sermon"."""
        dates = [one for one in self.found if one.adverbial]
        return bool(dates) and all(one.weak for one in dates)

    def of(self, cue: int | None) -> tuple[bool, Anchor | None]:
        """Whether the sentence dates what it reports, and the date so far as it can be resolved.

        Parameters
        ----------
        cue
            Offset in the sentence of the reporting verb, whose own clause comes first; none for the whole.
        """
        dates = [one for one in self.found if one.adverbial]
        if cue is not None:
            own = [one for one in dates if not self._apart(one, cue)]
            dates = own or dates
        else:
            dates = [one for one in dates if one.recorded] or dates
        moved = [one for one in dates if one.sibling and (cue is None or one.sibling < one.start < cue)]
        best: Anchor | None = None
        for one in moved if cue is not None and moved else dates:
            finer = best is None or (best.precision != "day" and one.anchor and one.anchor.precision == "day")
            best = one.anchor if finer else best
        return bool(dates), best

    def _apart(self, one: _Found, cue: int) -> bool:
        between = self.text[min(one.end, cue) : max(one.start, cue)]
        return _CLAUSE.search(between) is not None


class Timeline:
    """The dates of an article, sentence by sentence.

    Parameters
    ----------
    view
        The article's text with quotations masked.
    published
        Date of publication.
    begins
        Offset of the first sentence, above which a date may stand.
    """

    def __init__(self, view: str, published: datetime.date | None, begins: int = 0) -> None:
        self._published = published
        self._today = published
        self._day_first = order_of(view)
        self._event: Anchor | None = None
        self._day: Anchor | None = None
        """The same to the day, from which days count where the last event is known less finely."""
        self._era: Anchor | None = None
        self._last: Anchor | None = None
        """The last day that was named in any role, to which "that night" points back."""
        self._opened: Anchor | None = None
        """The first day of what lasted some days, from which "on the second day" counts."""
        self._span: tuple[Anchor, int] | None = None
        """First day and length of the congress of some days on which the article reports."""
        self._named: dict[str, Anchor | None] = {}
        if published is None:
            self._era = self._in_header(view[:begins])

    def _in_header(self, header: str) -> Anchor | None:
        """The first day with a year above the text, as a digest or a bulletin bears it."""
        for mention in find_dates(header, 0, len(header)):
            anchor = resolve(mention, published=None, day_first=self._day_first)
            if mention.form in ("days", "dayz", "mdy", "dmy", "my") and anchor:
                return anchor
        return None

    def read(self, text: str, *, speech: bool) -> Dating:
        """The dates of a sentence, whose events enter the table.

        Parameters
        ----------
        text
            The sentence with what is reported in it masked.
        speech
            Whether it reports something.
        """
        if self._published and is_now(text):
            self._era = None
        dating = self.look(text)
        _, day = dating.of(None)
        if day and day.precision == "day":
            self._span = span_of(dating.text, day) or self._span
        self._name_before(dating)
        for one in dating.found:
            self._name(dating.text, one)
            aside = _RELATIVE.search(dating.text, max(0, one.start - 90), one.start)
            if one.anchor and one.anchor.precision == "day" and aside is None:
                self._last = one.anchor
        self._move_on(dating, speech=speech)
        return dating

    def look(self, text: str) -> Dating:
        """The dates of a sentence out of turn, from which no other counts."""
        text = text[:_LONGEST]
        found: list[_Found] = []
        mentions = list(find_dates(text, 0, len(text)))
        for mention in mentions:
            if mention.form == "into":
                self._approach(text, mention)
                continue
            if mention.form == "dayno" and mention.match["dno_s"] and self._span is None:
                continue
            if len(mentions) > 1 and is_by_the_way(text, mention):
                continue
            sibling = self._sibling(found, mention, text)
            anchor = self._resolved(text, mention, sibling.anchor if sibling else None)
            if anchor is None and mention.form == "nth":
                # "On the first" may be a page as well.
                continue
            recorded = is_recorded(text, mention)
            found.append(
                _Found(
                    mention.start,
                    mention.end,
                    anchor,
                    recorded or is_adverbial(text, mention, NOT_WHEN),
                    recorded or is_adverbial(text, mention, SUBORDINATE),
                    mention.form,
                    sibling.end if sibling and anchor else None,
                    recorded,
                    is_by_the_way(text, mention),
                )
            )
        return Dating(tuple(found), text)

    @staticmethod
    def _sibling(found: list[_Found], mention: DateMention, text: str) -> _Found | None:
        """The day of the same sentence from which a date counts that names no event of its own."""
        if mention.form not in ("rel", "before", "adj", "hours"):
            return None
        if is_of_event(text, mention):
            return None
        days = [one for one in found if one.anchor and one.anchor.precision == "day"]
        return next((one for one in reversed(days) if one.adverbial), days[-1] if days else None)

    def date_in(self, words: str) -> Anchor | None:
        """The first date in words that head an item or a paragraph."""
        mention = next(find_dates(words, 0, len(words)), None)
        return (
            resolve(mention, published=self._today, era=self._era, day_first=self._day_first)
            if mention
            else None
        )

    def move_to(self, today: datetime.date | None) -> None:
        """Let weekdays and "yesterday" count from the day of an item of a digest, or of publication."""
        self._published = today

    def _resolved(self, text: str, mention: DateMention, sibling: Anchor | None = None) -> Anchor | None:
        event = sibling or self._event
        if self._day and event and event.precision != "day" and _DAYS.search(mention.match.group()):
            event = self._day
        if mention.form in ("days", "dayz"):
            self._opened = self._first(mention)
        if mention.form == "dayno":
            first = self._opened or (self._span[0] if self._span else None) or self._event
            self._opened = event = first
            if (mention.match["dno_n"] or mention.match["dno_s"] or "").lower() in LAST_DAYS:
                event = last_of(*self._span) if self._span else None
        elif mention.form in COUNTED:
            if mention.form == "adj" and "that" in mention.match["adj_w"].lower():
                event = sibling or self._last or event
            event = self._base(text, mention, event)
        if self._era and _HEAD.fullmatch(text[: mention.end + 2].strip()):
            # A chronicle goes forward: its entries lie behind one another.
            next_one = resolve(mention, published=None, era=self._era, day_first=self._day_first)
            if next_one and next_one.value >= self._era.value and not self._is_ahead(next_one.value):
                return next_one
        if mention.form == "anniversary" and event is None:
            return self._month_of(text, mention)
        return resolve(
            mention, published=self._published, event=event, era=self._era, day_first=self._day_first
        )

    def _name_before(self, dating: Dating) -> None:
        """Enter the event of "said on Wednesday, a day after nobody came to the funeral"."""
        dated, anchor = dating.of(None)
        if not dated or anchor is None or anchor.precision != "day":
            return
        for mention in find_dates(dating.text, 0, len(dating.text)):
            words = mention.match.group().lower()
            if mention.form not in ("rel", "before") or not OPEN.search(words):
                continue
            clause = _CLAUSE.search(dating.text, mention.end)
            event = EVENTS.search(dating.text, mention.end, clause.start() if clause else len(dating.text))
            moved = counted_back(mention, anchor)
            if event and moved:
                self._named.setdefault(_key(event.group()), moved)

    def named(self, noun: str) -> Anchor | None:
        """The day of an event of the article, by what it is called."""
        return self._named.get(_key(noun))

    def _is_ahead(self, day: datetime.date) -> bool:
        return self._published is not None and day > self._published

    def _first(self, mention: DateMention) -> Anchor | None:
        """The first day of "5 to 7 November"."""
        form, match = mention.form, mention.match
        day = f"{match[f'{form}_a']} {match[f'{form}_m']} {match[f'{form}_y'] or ''}".strip()
        return self.date_in(day)

    def _base(self, text: str, mention: DateMention, event: Anchor | None) -> Anchor | None:
        """What a date counts from: the event in the phrase that follows, or else the last dated ``event``."""
        open_ended = mention.form in ("eve", "anniversary") or OPEN.search(text[mention.start : mention.end])
        phrase = _PHRASE.match(text, mention.end) if open_ended else None
        if named := self._apposed(text, mention, phrase):
            return named
        if phrase is None or SPEAKS.match(phrase.group()):
            # "A day after thousands marched" counts from an event that is told here.
            return None if phrase is None and is_of_event(text, mention) else event
        if _ARTICLE.match(phrase.group()) and self._published:
            return Anchor(self._published, "day", "published", False)
        for inner in find_dates(text, mention.end, phrase.end()):
            return resolve(
                inner,
                published=self._published,
                event=self._event,
                era=self._era,
                day_first=self._day_first,
            )
        return self._of_name(phrase.group())

    def _apposed(self, text: str, mention: DateMention, phrase: re.Match[str] | None) -> Anchor | None:
        """The date behind the name of a day: "on the eve of Army Day, 1 September"."""
        end = phrase.end() if phrase and mention.form == "eve" else len(text)
        inner = next(find_dates(text, end, min(len(text), end + 40)), None)
        if inner is None or text[end : inner.start].strip(" ") != ",":
            return None
        day = resolve(inner, published=self._published, era=self._era, day_first=self._day_first)
        if day and day.precision == "day" and phrase and phrase.group().islower():
            # A feast has a day of its own, and "the eve of the vote, 17 June" is the day that is named.
            return last_of(day, 2) if mention.match["eve_w"].lower().endswith("eve") else day
        return day

    def _of_name(self, phrase: str) -> Anchor | None:
        """The date of the event that a phrase names: one of the article's, or of the world's."""
        day = world_event(phrase)
        if day is not None:
            return Anchor(day, "day", "event", False)
        if _CLOSE.match(phrase) or (_HIS.match(phrase) and not world_event(phrase)):
            return self._of_known(phrase) or self._event
        return self._of_known(phrase)

    def _of_known(self, phrase: str) -> Anchor | None:
        names = [_key(event.group()) for event in EVENTS.finditer(phrase)]
        return next((self._named[name] for name in names if name in self._named), None)

    def _approach(self, text: str, mention: DateMention) -> None:
        """Take "two months into the war" for the time that the article is at, if no date tells it better."""
        phrase = _PHRASE.match(text, mention.end)
        event = self._of_name(phrase.group()) if phrase else None
        if event is None or self._era is not None:
            return
        moved = shift(event.value, count_of(mention.match["into_n"]), mention.match["into_u"])
        self._era = Anchor(moved[0], "month", "event", True) if moved and moved[1] != "year" else None

    def _month_of(self, text: str, mention: DateMention) -> Anchor | None:
        """The month of "the anniversary of the March uprising"."""
        phrase = _PHRASE.match(text, mention.end)
        named = re.search(rf"\b{MONTH}(?!\w)", phrase.group()) if phrase else None
        if named is None:
            return None
        month = next(find_dates(f"in {named.group()}", 0, len(named.group()) + 3), None)
        return resolve(month, published=self._published) if month else None

    def _name(self, text: str, one: _Found) -> None:
        """Enter the event that a date belongs to."""
        if one.anchor is None or one.anchor.precision == "year" or one.form in COUNTED:
            return
        low = max(text.rfind(sign, 0, one.start) for sign in (",", ";", MASK)) + 1
        before = list(EVENTS.finditer(text, max(low, one.start - 80), one.start))
        after = re.compile(rf"[^,;:{MASK}]{{0,80}}").match(text, one.end)
        event = before[-1] if before else _EVENT_COMMA.search(text[max(0, one.start - 40) : one.start])
        if event is None and after is not None:
            event = EVENTS.search(text, one.end, after.end())
            opening = text[low : one.start].strip().lower() in ("", "on", "in", "the")
            if event is not None and not opening and text[one.end : event.start()].strip():
                event = None
        if event is None:
            return
        name = _key(event.group())
        known = self._named.get(name, one.anchor)
        self._named[name] = one.anchor if known == one.anchor else None

    def _move_on(self, dating: Dating, *, speech: bool) -> None:
        """What the next sentence counts from: this one's date, or nothing where that stays open."""
        has_date, anchor = dating.of(None)
        if not has_date and not speech:
            resolved = [
                one.anchor
                for one in dating.found
                if one.anchor and one.main and one.form not in ("yr", "unit")
            ]
            has_date, anchor = bool(resolved), (resolved[0] if resolved else None)
        if has_date:
            if not any(one.form in (*COUNTED, "days", "dayz") for one in dating.found):
                self._opened = None
            self._event = anchor
            self._day = anchor if anchor and anchor.precision == "day" else self._day
            self._era = anchor or self._era


def _key(words: str) -> str:
    return re.sub(r"(?<!s)s$", "", words.lower())
