"""Days of the Persian and the Islamic calendar, and feasts that move."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Any, Final, Literal

__all__ = ["ISLAMIC_MONTH", "PERSIAN_MONTH", "OtherCalendar", "easter", "month_of", "to_date"]

OtherCalendar = Literal["persian", "islamic"]

_PERSIAN: Final = (
    r"Farvardin",
    r"Ord[iy]behesht",
    r"Khordad",
    r"Tir",
    r"(?:Am|M)ordad",
    r"Shahr[iy]var",
    r"Mehr",
    r"Aban",
    r"Azar",
    r"Dey",
    r"Bahman",
    r"Esfand",
)
_ISLAMIC: Final = (
    r"M[ou]harram",
    r"Safar",
    r"Rab[iī][’'‘]?(?:[\s-]+(?:al|ul|ol)[\s-]+Awwal|[\s-]+I\b)",
    r"Rab[iī][’'‘]?(?:[\s-]+(?:al|ul|ol|us|ath)[\s-]+(?:Th|S)ani|[\s-]+II\b)",
    r"Jumad[aāi](?:[\s-]+(?:al|ul|ol)[\s-]+(?:Awwal|Ula)|[\s-]+I\b)",
    r"Jumad[aāi](?:[\s-]+(?:al|ul|ol|ath)[\s-]+(?:(?:Th|S)ani|Akhira|Akhirah)|[\s-]+II\b)",
    r"Rajab",
    r"Sha[’'‘]?ban",
    r"Rama[dz]h?an",
    r"Shaww?al",
    r"(?:Dhu|Zu|Zi|Dhi)[’'‘]?l?[\s-]+?(?:al[\s-]+)?Q[ai][’'‘]?[di]d?ah?",
    r"(?:Dhu|Zu|Zi|Dhi)[’'‘]?l?[\s-]+?(?:al[\s-]+)?Hi?[jz]j?[ae]h?",
)
PERSIAN_MONTH: Final = f"(?:{'|'.join(_PERSIAN)})"
"""Pattern of a month's name, as newspapers spell it."""
ISLAMIC_MONTH: Final = f"(?:{'|'.join(_ISLAMIC)})"
"""Pattern of a month's name, as newspapers spell it."""


def month_of(name: str) -> tuple[OtherCalendar, int]:
    """Calendar and number of a month that one of the patterns matched.

    >>> month_of("Bahman"), month_of("Ramazan")
    (('persian', 11), ('islamic', 9))
    """
    calendars: tuple[tuple[OtherCalendar, tuple[str, ...]], ...] = (
        ("persian", _PERSIAN),
        ("islamic", _ISLAMIC),
    )
    for calendar, names in calendars:
        for number, pattern in enumerate(names, start=1):
            if re.fullmatch(pattern, name):
                return calendar, number
    raise ValueError(f"{name!r}: no month of either calendar")


@lru_cache(maxsize=4096)
def to_date(calendar: OtherCalendar, year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian day, or none where the calendar has no such day.

    The Persian calendar is the one in use in Iran. The Islamic one is the tabular calendar: where
    months begin when the crescent is sighted, a day may be off by one.

    >>> to_date("persian", 1401, 11, 22)
    datetime.date(2023, 2, 11)
    >>> to_date("islamic", 1445, 1, 10)
    datetime.date(2023, 7, 28)
    >>> to_date("persian", 1402, 12, 30) is None
    True
    """
    if not 1200 <= year <= 1499:
        return None
    if calendar == "persian":
        from persiantools import jdatetime

        # The package's functions are not typed.
        persian: Any = jdatetime.JalaliDate
        try:
            found: datetime.date = persian(year, month, day).to_gregorian()
            return found
        except ValueError:
            return None
    from convertdate import islamic

    if not 1 <= day <= islamic.month_length(year, month):
        return None
    return datetime.date(*islamic.to_gregorian(year, month, day))


def easter(year: int) -> tuple[datetime.date, datetime.date]:
    """Easter Sunday of the western and of the eastern churches.

    >>> easter(2017)
    (datetime.date(2017, 4, 16), datetime.date(2017, 4, 16))
    """
    from convertdate import holidays

    west = datetime.date(*holidays.easter(year, "western"))
    return west, datetime.date(*holidays.easter(year, "orthodox"))
