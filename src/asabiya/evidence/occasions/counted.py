"""Dates that count from another: from publication or from a dated event of the article."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Final

from asabiya.evidence.occasions.anchors import (
    Anchor,
    Context,
    Precision,
    day_of,
    from_published,
    in_that_year,
    month_in,
    shift,
    whole,
    yearless,
)
from asabiya.evidence.occasions.expressions import MONTH, WEEKDAYS, count_of, month_number, ordinal_of

__all__ = [
    "COUNTED",
    "LAST_DAYS",
    "anniversary",
    "bare_month",
    "before",
    "beside",
    "day_number",
    "eve",
    "hours",
    "nth",
    "relative",
    "today",
    "unit",
    "weekday",
]

COUNTED: Final = ("rel", "before", "eve", "anniversary", "hours", "adj", "nth", "dayno")
"""Forms that count from an event."""
LAST_DAYS: Final = ("last", "final", "closing", "concluding")
"""Days that are counted from the end of what lasted some days."""
_COARSER: Final[dict[Precision, Precision]] = {"day": "month", "month": "year"}


def _counted(event: Anchor | None, count: int, unit: str) -> Anchor | None:
    """So many units from an event, where the event is known as finely as the unit."""
    if event is None or (unit.startswith(("day", "week", "fortnight")) and event.precision != "day"):
        return None
    if unit.startswith("month") and event.precision == "year":
        return None
    moved = shift(event.value, count, unit)
    return Anchor(moved[0], moved[1], "event", event.year_inferred) if moved else None


def relative(match: re.Match[str], context: Context) -> Anchor | None:
    """ "Two days earlier", "a month ago"."""
    count, unit, where = count_of(match["rel_n"]), match["rel_u"], match["rel_w"].lower()
    count = count if where.startswith(("later", "after", "on")) else -count
    if where == "ago":
        published = context.published
        moved = shift(published, count, unit) if published else None
        if moved and published and match["rel_t"] and unit.startswith("year"):
            day = day_of(moved[0].year, published.month, published.day)
            moved = (day, "day") if day else moved
        anchor = from_published(moved)
    else:
        anchor = _counted(context.event, count, unit)
    if anchor is None or not match["rel_x"]:
        return anchor
    # "About two weeks" is known to the month at best.
    coarse = _COARSER.get(anchor.precision)
    first = anchor.value.replace(day=1)
    value = first if coarse == "month" else first.replace(month=1)
    return replace(anchor, value=value, precision=coarse) if coarse else None


def beside(match: re.Match[str], context: Context) -> Anchor | None:
    """The same, the next, the previous day or other unit; that evening."""
    event, unit = context.event, match["adj_u"].lower()
    where = match["adj_w"].lower().split()
    that, same = "that" in where, "same" in where
    step = 1 if where[-1] in ("next", "following") else 0 if that or same else -1
    if event is None:
        return None
    if unit in ("week", "month", "year"):
        if unit == "week":
            day = _counted(event, 7 * step, "days")
            monday = day.value - datetime.timedelta(day.value.weekday()) if day else None
            held = whole(monday, monday + datetime.timedelta(6)) if monday else None
            return replace(event, value=held[0], precision=held[1], basis="event") if held else None
        return _counted(event, step, unit)
    if unit not in WEEKDAYS:
        return _counted(event, step, "days")
    if that or event.precision != "day":
        return None
    ahead = (WEEKDAYS.index(unit) - event.value.weekday()) % 7
    return _counted(event, ahead if same else (ahead or 7) if step > 0 else ahead - 7, "days")


def hours(match: re.Match[str], context: Context) -> Anchor | None:
    """ "Hours later": the same day."""
    del match
    return _counted(context.event, 0, "days")


def day_number(match: re.Match[str], context: Context) -> Anchor | None:
    """ "On the second day": of a congress, say, that began on the dated event."""
    words = (match["dno_n"] or match["dno_o"] or match["dno_s"]).lower()
    first = words == "opening" or words in LAST_DAYS
    return _counted(context.event, 0 if first else ordinal_of(words) - 1, "days")


def before(match: re.Match[str], context: Context) -> Anchor | None:
    """ "The day before", "the day after"."""
    return _counted(context.event, 1 if match["before_w"] == "after" else -1, "days")


def eve(match: re.Match[str], context: Context) -> Anchor | None:
    """ "The eve of …", "the day of …"."""
    return _counted(context.event, -1 if match["eve_w"].lower().split()[-1] == "eve" else 0, "days")


def anniversary(match: re.Match[str], context: Context) -> Anchor | None:
    """So many years after an event; the last one up to publication where the text does not count them."""
    event = context.event
    if event is None:
        return None
    value, precision = event.value, event.precision
    if match["ann_n"]:
        year = value.year + ordinal_of(match["ann_n"])
        day = day_of(year, value.month, value.day) if year <= datetime.MAXYEAR else None
        return Anchor(day, precision, "event", event.year_inferred) if day else None
    if precision == "year":
        return None
    later = replace(context, era=None)
    return yearless(lambda y: [d for d in (day_of(y, value.month, value.day),) if d], precision, later)


_NEWS: Final = 31
"""Days before publication within which a day is news. [assumed: a month]"""


def nth(match: re.Match[str], context: Context) -> Anchor | None:
    """The fifth of the month that the text is at, or of this or the last month."""
    day, month, published = ordinal_of(match["nth_d"]), match["nth_m"], context.published
    if month in ("this", "last"):
        moved = shift(published, 0 if month == "this" else -1, "month") if published else None
        value = day_of(moved[0].year, moved[0].month, day) if moved else None
        return Anchor(value, "day", "published", True) if value else None
    event = context.event
    if event is None and context.era is None:
        return yearless(
            lambda y: [d for m in range(1, 13) if (d := day_of(y, m, day))],
            "day",
            replace(context, era=None),
        )
    if event is None or event.precision == "year":
        return None
    value = day_of(event.value.year, event.value.month, day)
    # News steps back within its month; a story goes forward.
    news = published is not None and match["nth_x"] and (published - event.value).days <= _NEWS
    if event.precision == "day" and day < event.value.day and not news:
        return None
    return Anchor(value, "day", "event", True) if value else None


def today(match: re.Match[str], context: Context) -> Anchor | None:
    """ "Today", "yesterday", "last night"."""
    words = match.group().lower()
    back = 2 if "before" in words else 1 if words.startswith(("yesterday", "last")) else 0
    return from_published(shift(context.published, -back, "day")) if context.published else None


def weekday(match: re.Match[str], context: Context) -> Anchor | None:
    """The last such weekday up to publication."""
    published, which = context.published, (match["wd_w"] or "").lower()
    numbered = which.endswith(("first", "second", "third", "fourth"))
    if numbered and match["wd_o"]:
        return _weekday_of(match, context)
    if published is None or which == "that" or numbered or match["wd_o"]:
        return None
    wanted = WEEKDAYS.index(match["wd_d"].lower())
    back = (published.weekday() - wanted) % 7
    if back == 0 and which in ("last", "past"):
        back = 7
    if match["wd_l"] or match["wd_p"]:
        back = published.weekday() + 7 - wanted
    return from_published(shift(published, -back, "day"))


def _weekday_of(match: re.Match[str], context: Context) -> Anchor | None:
    """ "The first Sunday of August": a day of a Gregorian month, the year of which is left out."""
    month = re.fullmatch(rf"\s+(?:of|in)\s+({MONTH})", match["wd_o"])
    if month is None:
        return None
    number, wanted = month_number(month[1]), WEEKDAYS.index(match["wd_d"].lower())
    weeks = ordinal_of(match["wd_w"].split()[-1]) - 1

    def days(year: int) -> list[datetime.date]:
        first = datetime.date(year, number, 1)
        return [first + datetime.timedelta((wanted - first.weekday()) % 7 + 7 * weeks)]

    return yearless(days, "day", context)


def unit(match: re.Match[str], context: Context) -> Anchor | None:
    """ "Last week", "earlier this month", "over the weekend"."""
    published, length = context.published, match["unit_u"] or match["unit_e"]
    words = (match["unit_w"] or "last").lower()
    if published is None or words.startswith("later this"):
        return None
    this = "this" in words or words.startswith("earlier")
    if length in ("month", "year"):
        return from_published(shift(published, 0 if this else -1, length))
    if length == "weekend":
        last = shift(published, -(published.weekday() + 1) % -7 if published.weekday() < 6 else 0, "day")
        first = shift(last[0], -1, "day") if last else None
    elif "past" in words:
        first, last = shift(published, -7, "day"), (published, "day")
    else:
        first = shift(published, -published.weekday() - (0 if this else 7), "day")
        last = (published, "day") if this else shift(first[0], 6, "day") if first else None
    return from_published(whole(first[0], last[0]) if first and last else None)


def bare_month(match: re.Match[str], context: Context) -> Anchor | None:
    """ "In March", "last March"."""
    month, which = month_number(match["mon_m"]), match["mon_w"].strip().lower()
    if match["mon_l"]:
        return in_that_year(match["mon_l"], month, None, context)
    if which not in ("last", "this"):
        return month_in(None, month, context)
    published = context.published
    if published is None:
        return None
    year = published.year
    if which == "last":
        year -= month >= published.month
    return Anchor(datetime.date(year, month, 1), "month", "published", False) if year >= 1 else None
