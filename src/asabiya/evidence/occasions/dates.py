"""Dates in running text: where they stand and which day they mean.

The basis of a date says what anchors it: ``text`` where year, month and day stand in the text itself,
``published`` where the date of publication supplies the year or is what a weekday counts from, ``event``
where it counts from another dated event of the article ("two days earlier").
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["Anchor", "DateMention", "find_dates", "resolve"]

_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBERS: Final = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}
_COUNT: Final = (
    r"(?:a\s+couple\s+of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
)
_YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)"

_PATTERN: Final = re.compile(
    rf"(?P<iso>\b{_YEAR}-\d\d-\d\d\b)"
    rf"|(?P<mdy>\b{_MONTH}\s+(?:the\s+)?(?P<mdy_d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[-–]\s*(?:year"
    rf"|strong)|,\d{{3}})(?:\s*,?\s*(?P<mdy_y>{_YEAR})\b)?)"
    rf"|(?P<dmy>\b(?:the\s+)?(?P<dmy_d>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\s+(?:of\s+)?(?P<dmy_m>{_MONTH})(?![\w])(?:\s*,?\s*(?P<dmy_y>{_YEAR})\b)?)"
    rf"|(?P<num>\b(?P<num_a>\d{{1,2}})[/.](?P<num_b>\d{{1,2}})[/.](?P<num_y>{_YEAR})\b)"
    rf"|(?P<my>\b(?:(?i:early|late|mid)[\s-]+)?{_MONTH}\s*,?\s+(?:of\s+)?(?P<my_y>{_YEAR})\b)"
    rf"|(?P<rel>\b(?P<rel_n>(?i:{_COUNT}))\s+(?P<rel_u>days?|weeks?|months?|years?)\s+(?P<rel_w>ago"
    rf"|earlier|later|before|after(?:wards?)?|prior)\b)"
    rf"|(?P<adj>\b[Tt]he\s+(?P<adj_w>same|next|following|previous|preceding)\s+(?P<adj_u>day|{_WEEKDAY})\b)"
    rf"|(?P<before>\b[Tt]he\s+day\s+(?P<before_w>before|after)\b(?!\s+(?:yesterday|tomorrow)))"
    rf"|(?P<yes>\b(?:[Tt]he\s+day\s+before\s+yesterday|[Yy]esterday|[Tt]oday|[Tt]onight)\b)"
    rf"|(?P<wd>\b(?:(?P<wd_w>[Ll]ast|[Tt]his|[Pp]ast"
    rf"|[Ee]arlier)\s+)?(?P<wd_d>{_WEEKDAY})s?\b(?P<wd_x>\s+prayers?)?(?:\s+(?P<wd_l>last\s+week))?)"
    rf"|(?P<unit>\b(?P<unit_w>[Ll]ast|[Tt]his|[Ee]arlier\s+this|[Tt]he\s+previous)\s+(?P<unit_u>month"
    rf"|year)\b)"
    rf"|(?P<mon>\b(?i:in|since|of|until|by|last|this|early|late|mid|during"
    rf"|throughout)[\s-]+(?P<mon_m>{_MONTH})(?![\w’'-]|\s+\d))"
    rf"|(?P<yr>\b(?i:in|since|of|during|by|late|early)\s+(?P<yr_y>{_YEAR})\b(?!\s*[-–]))"
)


@dataclass(frozen=True)
class DateMention:
    """A date expression: where it stands, and its parts."""

    start: int
    end: int
    form: str
    match: re.Match[str]


@dataclass(frozen=True)
class Anchor:
    """A date that others count from."""

    value: datetime.date
    precision: Literal["day", "month", "year"]
    basis: Literal["text", "published", "event"]
    year_inferred: bool


_FORMS: Final = ("iso", "mdy", "dmy", "num", "my", "rel", "adj", "before", "yes", "wd", "unit", "mon", "yr")


def find_dates(view: str, start: int, end: int) -> Iterator[DateMention]:
    """Every date expression between two offsets, in order.

    >>> [m.form for m in find_dates("On Dec. 3 and again last Friday", 0, 31)]
    ['mdy', 'wd']
    """
    for match in _PATTERN.finditer(view, start, end):
        form = next(f for f in _FORMS if match.group(f))
        if form == "wd" and (match.group("wd_x") or match.group().endswith("days")):
            continue
        yield DateMention(match.start(), match.end(), form, match)


def _month_number(words: str) -> int:
    head = re.search(_MONTH, words)
    key = (head.group() if head else words)[:3].lower()
    return next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(key))


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _dated(year: str | None, month: int, day: int, published: datetime.date | None) -> Anchor | None:
    """A day of the year that is stated, or of the last one up to publication."""
    if year is not None:
        value = _day(int(year), month, day)
        return Anchor(value, "day", "text", False) if value else None
    if published is None:
        return None
    # Leap days come every four years, and once in eight.
    for back in range(9):
        value = _day(published.year - back, month, day)
        if value is not None and value <= published:
            return Anchor(value, "day", "published", True)
    return None


def _month(year: str | None, month: int, published: datetime.date | None) -> Anchor | None:
    if year is not None:
        return Anchor(datetime.date(int(year), month, 1), "month", "text", False)
    if published is None:
        return None
    value = datetime.date(published.year, month, 1)
    if value > published:
        value = value.replace(year=published.year - 1)
    return Anchor(value, "month", "published", True)


def _shift(
    base: datetime.date, count: int, unit: str
) -> tuple[datetime.date, Literal["day", "month", "year"]] | None:
    try:
        if unit.startswith("day"):
            return base + datetime.timedelta(days=count), "day"
        if unit.startswith("week"):
            return base + datetime.timedelta(weeks=count), "day"
        if unit.startswith("month"):
            months = base.year * 12 + base.month - 1 + count
            return datetime.date(months // 12, months % 12 + 1, 1), "month"
        return datetime.date(base.year + count, 1, 1), "year"
    except (ValueError, OverflowError):
        return None


def resolve(
    mention: DateMention, *, published: datetime.date | None, event: Anchor | None = None
) -> Anchor | None:
    """The date that an expression means, or none where it stays open.

    Parameters
    ----------
    mention
        The expression.
    published
        Date of publication; without it neither a missing year nor a weekday is guessed.
    event
        The dated event before it in the text, from which "two days earlier" counts.

    >>> published = datetime.date(2024, 1, 5)
    >>> mention = next(find_dates("on December 28", 0, 14))
    >>> resolve(mention, published=published)
    Anchor(value=datetime.date(2023, 12, 28), precision='day', basis='published', year_inferred=True)
    >>> resolve(mention, published=None) is None
    True
    """
    match, form = mention.match, mention.form
    if form == "iso":
        year, month, day = match.group().split("-")
        value = _day(int(year), int(month), int(day))
        return Anchor(value, "day", "text", False) if value else None
    if form in ("mdy", "dmy"):
        words = match.group() if form == "mdy" else match.group("dmy_m")
        return _dated(
            match.group(f"{form}_y"), _month_number(words), int(match.group(f"{form}_d")), published
        )
    if form == "num":
        return _numeric(match)
    if form == "my":
        return _month(match.group("my_y"), _month_number(match.group()), published)
    if form == "mon":
        return _month(None, _month_number(match.group("mon_m")), published)
    if form == "yr":
        return Anchor(datetime.date(int(match.group("yr_y")), 1, 1), "year", "text", False)
    if form in ("rel", "adj", "before"):
        return _relative(match, form, published, event)
    return _from_publication(match, form, published)


def _numeric(match: re.Match[str]) -> Anchor | None:
    """Day and month in figures, only where their order cannot be doubted."""
    a, b, year = int(match.group("num_a")), int(match.group("num_b")), int(match.group("num_y"))
    if (a > 12) == (b > 12) and a != b:
        return None
    value = _day(year, b, a) if a > 12 or a == b else _day(year, a, b)
    return Anchor(value, "day", "text", False) if value else None


def _relative(
    match: re.Match[str], form: str, published: datetime.date | None, event: Anchor | None
) -> Anchor | None:
    if form == "rel":
        words = " ".join(match.group("rel_n").lower().split())
        count = int(words) if words.isdigit() else _NUMBERS[words]
        where = match.group("rel_w")
        count = count if where in ("later", "after", "afterwards", "afterward") else -count
        if where == "ago":
            base = published
            moved = _shift(base, count, match.group("rel_u")) if base else None
            return Anchor(moved[0], moved[1], "published", False) if moved else None
        unit = match.group("rel_u")
    elif form == "adj":
        where = match.group("adj_w")
        if match.group("adj_u") != "day":
            return _weekday_from_event(match, where, event)
        count = {"same": 0, "next": 1, "following": 1}.get(where, -1)
        unit = "day"
    else:
        count, unit = (1 if match.group("before_w") == "after" else -1), "day"
    if event is None or (unit.startswith(("day", "week")) and event.precision != "day"):
        return None
    moved = _shift(event.value, count, unit)
    return Anchor(moved[0], moved[1], "event", event.year_inferred) if moved else None


def _weekday_from_event(match: re.Match[str], where: str, event: Anchor | None) -> Anchor | None:
    if event is None or event.precision != "day":
        return None
    wanted = _DAYS.index(match.group("adj_u").lower())
    ahead = (wanted - event.value.weekday()) % 7
    step = ahead if where == "same" else (ahead or 7) if where in ("next", "following") else (ahead - 7)
    moved = _shift(event.value, step, "day")
    return Anchor(moved[0], "day", "event", event.year_inferred) if moved else None


def _from_publication(match: re.Match[str], form: str, published: datetime.date | None) -> Anchor | None:
    if published is None:
        return None
    if form == "yes":
        words = match.group().lower()
        back = 2 if "before" in words else 1 if words == "yesterday" else 0
        return _back(published, back)
    if form == "wd":
        back = (published.weekday() - _DAYS.index(match.group("wd_d").lower())) % 7
        which = (match.group("wd_w") or "").lower()
        if back == 0 and which in ("last", "past"):
            back = 7
        if match.group("wd_l"):
            back = published.weekday() + 7 - _DAYS.index(match.group("wd_d").lower())
        return _back(published, back)
    words = match.group("unit_w").lower()
    count = 0 if "this" in words else -1
    moved = _shift(published, count, match.group("unit_u"))
    return Anchor(moved[0], moved[1], "published", False) if moved else None


def _back(published: datetime.date, days: int) -> Anchor | None:
    moved = _shift(published, -days, "day")
    return Anchor(moved[0], "day", "published", False) if moved else None
