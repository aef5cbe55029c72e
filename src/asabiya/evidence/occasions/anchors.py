"""Dates that are found, what they count from, and the arithmetic of days."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

__all__ = [
    "Anchor",
    "Context",
    "Precision",
    "day_of",
    "first_day",
    "from_published",
    "in_that_year",
    "is_same_day",
    "month_in",
    "shift",
    "stated",
    "whole",
    "yearless",
]

Precision = Literal["day", "month", "year"]

AFTER: Final = 120
"""Days after a dated event within which a date without a year belongs to its year. [assumed: a third of a
year, so that the other candidate is twice as far]"""
BEFORE: Final = 45
"""The same before it. [assumed: a story goes forward, and steps back by weeks]"""


@dataclass(frozen=True)
class Anchor:
    """A date that others count from."""

    value: datetime.date
    precision: Precision
    basis: Literal["text", "published", "event"]
    year_inferred: bool


@dataclass(frozen=True)
class Context:
    """What a date expression may count from."""

    published: datetime.date | None = None
    """Date of publication."""
    event: Anchor | None = None
    """The dated event from which "two days earlier" counts."""
    era: Anchor | None = None
    """The last dated event, near which a date without a year falls."""
    day_first: bool | None = None
    """Whether 3/4/2021 is in April; none where the article does not tell."""


def is_same_day(one: Anchor | None, other: Anchor | None) -> bool:
    """Whether two dates are one day or one span, whatever each counts from."""
    return (
        one is not None
        and other is not None
        and one.value == other.value
        and one.precision == other.precision
    )


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """The day, or none where the month has no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def whole(first: datetime.date | None, last: datetime.date | None) -> tuple[datetime.date, Precision] | None:
    """The finest unit that holds both days."""
    if first is None or last is None or first.year != last.year:
        return None
    if first == last:
        return first, "day"
    return (first.replace(day=1), "month") if first.month == last.month else (first_day(first.year), "year")


def first_day(year: int) -> datetime.date:
    """The first day of a year."""
    return datetime.date(year, 1, 1)


def stated(value: datetime.date | None, precision: Precision = "day") -> Anchor | None:
    """A date that the text alone anchors."""
    return Anchor(value, precision, "text", False) if value else None


def from_published(found: tuple[datetime.date, Precision] | None) -> Anchor | None:
    """A date that the day of publication anchors."""
    return Anchor(found[0], found[1], "published", False) if found else None


def yearless(
    days: Callable[[int], Sequence[datetime.date]], precision: Precision, context: Context
) -> Anchor | None:
    """The day of a year left out: the last one up to publication, or the one beside the last dated event."""
    published, era = context.published, context.era
    recent = near = None
    if published is not None:
        # Leap days come every four years, and once in eight.
        known = (d for back in range(9) for d in sorted(days(published.year - back))[::-1] if d <= published)
        recent = next(known, None)
    if era is not None and era.precision != "year":
        around = [d for year in range(era.value.year - 1, era.value.year + 2) for d in days(year)]
        near = min(around, key=lambda d: abs(d - era.value), default=None)
        if near is not None and (
            not -BEFORE <= (near - era.value).days <= AFTER or (published and near > published)
        ):
            near = None
    if near is not None and era is not None and (recent is None or _nearer(near, recent, context)):
        return Anchor(near, precision, "event", True)
    return Anchor(recent, precision, "published", True) if recent else None


def _nearer(near: datetime.date, recent: datetime.date, context: Context) -> bool:
    """Whether a story of another year, told by dates of its own, is a better anchor than publication."""
    era, published = context.era, context.published
    if era is None or published is None or era.basis == "published":
        return False
    return near != recent and abs(near - era.value) < published - recent


def shift(base: datetime.date, count: int, unit: str) -> tuple[datetime.date, Precision] | None:
    """So many units from a day, with the unit's precision; none beyond the calendar's range."""
    try:
        if unit.startswith(("day", "week", "fortnight")):
            size = 1 if unit.startswith("day") else 7 if unit.startswith("week") else 14
            return base + datetime.timedelta(days=size * count), "day"
        if unit.startswith("month"):
            months = base.year * 12 + base.month - 1 + count
            return datetime.date(months // 12, months % 12 + 1, 1), "month"
        return first_day(base.year + count), "year"
    except (ValueError, OverflowError):
        return None


def in_that_year(which: str, month: int, day: int | None, context: Context) -> Anchor | None:
    """A day, or with no day a month, of "last year" or "this year"."""
    if context.published is None:
        return None
    year = context.published.year - (which == "last")
    value = day_of(year, month, day or 1)
    return Anchor(value, "month" if day is None else "day", "published", False) if value else None


def month_in(year: str | None, month: int, context: Context) -> Anchor | None:
    """A month of the year that is stated, or of the year that was left out."""
    if year is not None:
        return stated(datetime.date(int(year), month, 1), "month")
    return yearless(lambda y: [datetime.date(y, month, 1)], "month", context)
