"""Which day a date expression means.

The basis of a date says what anchors it: ``text`` where the text alone does, ``published`` where the date of
publication supplies the year or the day, ``event`` where another dated event of the article does ("two days
earlier"). A span longer than a day has the precision of the finest unit that holds all of it: "last spring"
is a year, "last week" a month, and "last winter", which two years share, stays open. Seasons are those of
the north.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from asabiya.evidence.occasions import counted
from asabiya.evidence.occasions.anchors import (
    Anchor,
    Context,
    Precision,
    day_of,
    first_day,
    from_published,
    in_that_year,
    month_in,
    stated,
    whole,
    yearless,
)
from asabiya.evidence.occasions.calendars import easter, month_of, to_date
from asabiya.evidence.occasions.expressions import DateMention, find_dates, month_number, ordinal_of

__all__ = ["Anchor", "Context", "DateMention", "find_dates", "resolve"]


def resolve(
    mention: DateMention,
    *,
    published: datetime.date | None,
    event: Anchor | None = None,
    era: Anchor | None = None,
    day_first: bool | None = None,
) -> Anchor | None:
    """The date that an expression means, or none where it stays open.

    Parameters
    ----------
    mention
        The expression.
    published
        Date of publication; without it no weekday is guessed, and no year but by ``era``.
    event
        The dated event before it in the text, from which "two days earlier" counts.
    era
        The dated event whose year a date without one may share.
    day_first
        Whether 3/4/2021 is in April; none where the article does not tell.

    >>> published = datetime.date(2024, 1, 5)
    >>> mention = next(find_dates("on December 28", 0, 14))
    >>> resolve(mention, published=published)
    Anchor(value=datetime.date(2023, 12, 28), precision='day', basis='published', year_inferred=True)
    >>> resolve(mention, published=None) is None
    True
    """
    rule = _RULES.get(mention.form)
    return rule(mention.match, Context(published, event, era, day_first)) if rule else None


def _gregorian(year: str | None, month: int, day: int, context: Context) -> Anchor | None:
    if year is not None:
        return stated(day_of(int(year), month, day))
    return yearless(lambda y: [d for d in (day_of(y, month, day),) if d], "day", context)


def _day_and_month(match: re.Match[str], context: Context) -> Anchor | None:
    form = "mdy" if match["mdy"] else "dmy"
    month, day = month_number(match[f"{form}_m"]), ordinal_of(match[f"{form}_d"])
    if match[f"{form}_l"]:
        return in_that_year(match[f"{form}_l"], month, day, context)
    return _gregorian(match[f"{form}_y"], month, day, context)


def _other(name: str, day: int | None, year: str | None, context: Context) -> Anchor | None:
    """A day or a month of the Persian or the Islamic calendar."""
    calendar, month = month_of(name)
    precision: Precision = "month" if day is None else "day"

    def days(gregorian: int) -> list[datetime.date]:
        about = gregorian - 621 if calendar == "persian" else (gregorian - 622) * 33 // 32
        tried = (to_date(calendar, y, month, day or 1) for y in range(about - 1, about + 3))
        return [d for d in tried if d and d.year == gregorian]

    if year is None:
        return yearless(days, precision, context)
    if int(year) < 1500:
        return stated(to_date(calendar, int(year), month, day or 1), precision)
    found = days(int(year))
    return stated(found[0], precision) if len(found) == 1 else None


def _iso(match: re.Match[str], context: Context) -> Anchor | None:
    del context
    return stated(day_of(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"])))


def _numeric(match: re.Match[str], context: Context) -> Anchor | None:
    """Day and month in figures, only where their order cannot be doubted."""
    a, b, year = int(match["num_a"]), int(match["num_b"]), int(match["num_y"])
    first = context.day_first
    if a == b or (a > 12) != (b > 12):
        first = a >= b
    if first is None:
        return None
    return stated(day_of(year, b, a) if first else day_of(year, a, b))


def _days(match: re.Match[str], context: Context) -> Anchor | None:
    form = "days" if match["days"] else "dayz"
    month = month_number(match[f"{form}_m"])
    first = _gregorian(match[f"{form}_y"], month, int(match[f"{form}_a"]), context)
    last = _gregorian(match[f"{form}_y"], month, int(match[f"{form}_b"]), context)
    held = whole(first.value, last.value) if first and last else None
    return replace(first, value=held[0], precision=held[1]) if first and held else None


def _short_year(match: re.Match[str], context: Context) -> Anchor | None:
    year = 1300 + int(match["yy_a"] or match["yy_b"])
    # A figure below thirty is a year of the present century: "Mehr ’02".
    year += 100 if year < 1330 else 0
    day = match["yy_d"]
    return _other(match["yy_m"], int(day) if day else None, str(year), context)


def _season(match: re.Match[str], context: Context) -> Anchor | None:
    name = match["s_n"].lower()
    if match["s_x"]:
        return None
    if match["s_y"]:
        return stated(first_day(int(match["s_y"])), "year")
    published, which = context.published, (match["s_w"] or "").lower().split()
    if name == "winter" or published is None or which[:1] in (["that"], ["the"]):
        return None
    begins = {"spring": 3, "summer": 6}.get(name, 9)
    if which[:1] == ["this"]:
        return from_published((first_day(published.year), "year"))
    month = published.month - (3 if which[:1] == ["last"] else 0)
    value = first_day(published.year - (month < begins))
    return Anchor(value, "year", "published", which[:1] != ["last"])


def _nameday(match: re.Match[str], context: Context) -> Anchor | None:
    name = " ".join(match["hol"].split()).replace("’", "'")
    fixed = {
        "New Year's Day": (1, 1),
        "New Year's Eve": (12, 31),
        "Christmas Day": (12, 25),
        "Christmas Eve": (12, 24),
        "May Day": (5, 1),
    }
    if name in fixed:
        return _gregorian(match["hol_y"], *fixed[name], context)
    if name == "Nowruz":
        return _other("Farvardin", 1, match["hol_y"], context)
    shift = datetime.timedelta({"Good Friday": -2, "Easter Monday": 1}.get(name, 0))

    def days(year: int) -> list[datetime.date]:
        west, east = easter(year)
        # Which church keeps the feast is not known here.
        return [west + shift] if west == east else []

    if match["hol_y"]:
        found = days(int(match["hol_y"]))
        return stated(found[0]) if found else None
    published = context.published
    if published is None or any(published >= d - datetime.timedelta(9) for d in easter(published.year)):
        return yearless(lambda y: days(y) if published and y == published.year else [], "day", context)
    return None


_RULES: Final[dict[str, Callable[[re.Match[str], Context], Anchor | None]]] = {
    "iso": _iso,
    "num": _numeric,
    "days": _days,
    "dayz": _days,
    "yy": _short_year,
    "omdy": lambda m, c: _other(m["omdy_m"], int(m["omdy_d"]), m["omdy_y"], c),
    "odmy": lambda m, c: _other(m["odmy_m"], ordinal_of(m["odmy_d"]), m["odmy_y"], c),
    "omy": lambda m, c: _other(m["omy_m"], None, m["omy_y"], c),
    "omon": lambda m, c: _other(m["omon_m"], None, None, c),
    "mdy": _day_and_month,
    "dmy": _day_and_month,
    "my": lambda m, c: month_in(m["my_y"], month_number(m["my_m"]), c),
    "season": _season,
    "hours": counted.hours,
    "rel": counted.relative,
    "adj": counted.beside,
    "nameday": _nameday,
    "dayno": counted.day_number,
    "eve": counted.eve,
    "before": counted.before,
    "anniversary": counted.anniversary,
    "yes": counted.today,
    "wd": counted.weekday,
    "unit": counted.unit,
    "nth": counted.nth,
    "mon": counted.bare_month,
    "yr": lambda m, c: stated(first_day(int(m["yr_y"])), "year"),
}
"""How each form is resolved; a form without a rule (spans of years, "a few days later") stays open."""
