"""From which day an article's weekdays count: datelines, headings, items and hours that date what follows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

from asabiya.evidence.occasions.anchors import Anchor
from asabiya.evidence.occasions.expressions import find_dates
from asabiya.evidence.occasions.headings import (
    dateline_above,
    dateline_of,
    head_of,
    heading_above,
    is_live,
    is_ordered_by_days,
)
from asabiya.evidence.occasions.memory import Memory
from asabiya.evidence.occasions.timeline import Dating, Timeline
from asabiya.evidence.text.layout import Sentence

__all__ = ["Heads"]

_ENTRY: Final = re.compile(r"\s*(?:\([^()]{3,40}\)\s*)?[:.–—]")
"""What stands behind a date that heads its paragraph."""
_OLD: Final = 31
"""Days before publication within which a dateline tells when its report was written. [assumed]"""


class Heads:
    """The day that the text has come to, by what stands above its paragraphs.

    Parameters
    ----------
    view
        The article's text with quotations masked.
    published
        Date of publication.
    sentences
        The article's sentences, which begin behind their datelines.
    timeline
        The dates of the article, whose weekdays count from that day.
    memory
        What is told the day on which is said what names none.
    """

    def __init__(
        self,
        view: str,
        published: datetime.date | None,
        sentences: Sequence[Sentence],
        timeline: Timeline,
        memory: Memory,
    ) -> None:
        self._view, self._published, self._sentences = view, published, sentences
        self._timeline, self._memory = timeline, memory
        self._today = published
        """The day on which is written what stands under the last dateline."""
        self._moved = False
        """Whether weekdays count from the date that heads the paragraph."""
        self._live: Anchor | None = None
        """The day of a report that is told by the hour."""
        header = view[: sentences[0].start] if sentences else ""
        if words := dateline_above(header):
            self._write_on(timeline.date_in(words))
        if is_live(view):
            day = timeline.date_in(header)
            value = day.value if day and day.precision == "day" else self._today
            memory.section = self._live = Anchor(value, "day", "published", False) if value else None
        self._by_days = is_ordered_by_days(view)

    def enter(self, sentence: Sentence) -> None:
        """Take what stands above a sentence or before it."""
        opens = self.opens(sentence)
        if self._moved and opens:
            section = self._memory.section
            self._timeline.move_to(section.value if section else self._today)
            self._moved = False
        self._under_heading(sentence)
        if opens:
            self._under_dateline(sentence)

    def opens(self, sentence: Sentence) -> bool:
        """Whether a sentence begins its paragraph, be it behind a dateline."""
        if not 0 < sentence.index <= len(self._sentences):
            return True
        return self._sentences[sentence.index - 1].paragraph != sentence.paragraph

    def behind_item(self, sentence: Sentence, frame: str) -> str:
        """The sentence without the head of a digest's item, whose date its weekdays count from."""
        item = head_of(frame) if self.opens(sentence) else None
        anchor = self._timeline.date_in(item["date"]) if item else None
        if item is None or anchor is None or anchor.precision != "day":
            return frame
        self._memory.enter(sentence.paragraph, anchor)
        self._timeline.move_to(anchor.value)
        return " " * item.end() + frame[item.end() :]

    def of_entry(self, sentence: Sentence, dating: Dating) -> None:
        """Take the date with which a sentence begins for the head of its paragraph: "17 January: ..."."""
        first = next(iter(dating.found), None)
        if first is None or first.anchor is None or dating.text[: first.start].strip():
            return
        if self.opens(sentence) and _ENTRY.match(dating.text, first.end):
            self._head(sentence, first.anchor)

    def _head(self, sentence: Sentence, anchor: Anchor) -> None:
        self._memory.enter(sentence.paragraph, anchor)
        if anchor.precision == "day":
            self._timeline.move_to(anchor.value)
            self._moved = True

    def _write_on(self, anchor: Anchor | None) -> None:
        """Let weekdays and "yesterday" count from the day of a dateline, if it is one shortly before."""
        today = self._published
        if anchor is None or anchor.precision != "day" or today is None:
            return
        if 0 <= (today - anchor.value).days <= _OLD:
            self._today = anchor.value
            self._timeline.move_to(anchor.value)

    def _under_dateline(self, sentence: Sentence) -> None:
        """Take the dateline of a paragraph, which dates what is said in it where its date comes first."""
        words = dateline_of(self._view, sentence.start)
        mention = next(find_dates(words, 0, len(words)), None) if words else None
        anchor = self._timeline.date_in(words) if mention else None
        if mention is not None and mention.start == 0 and anchor:
            self._head(sentence, anchor)
        else:
            self._write_on(anchor)

    def _under_heading(self, sentence: Sentence) -> None:
        """Take the date of the heading above a sentence, until the next heading."""
        heading = heading_above(self._view, self._sentences, sentence)
        if heading is None:
            return
        anchor = self._timeline.date_in(heading)
        if anchor and (anchor.precision != "day" or (anchor.value == self._published and not self._by_days)):
            anchor = None
        if anchor or self._memory.section:
            self._timeline.move_to(anchor.value if anchor else self._today)
        self._memory.section = anchor or self._live
