"""Dated events that articles count from without dating them: "two months into the Gaza war"."""

from __future__ import annotations

import datetime
import re
from typing import Final

__all__ = ["world_event"]

_EVENTS: Final = (
    (r"Iran[-–]Iraq\s+war", (1980, 9, 22)),
    (r"Chernobyl\s+(?:disaster|accident|explosion)", (1986, 4, 26)),
    (r"Tiananmen\s+(?:Square\s+)?(?:massacre|crackdown)", (1989, 6, 4)),
    (r"fall\s+of\s+the\s+Berlin\s+Wall", (1989, 11, 9)),
    (r"(?:September\s+11|9/11)\s+attacks", (2001, 9, 11)),
    (r"(?:US|American)(?:-led)?\s+invasion\s+of\s+Iraq", (2003, 3, 20)),
    (r"(?:coup\s+attempt|failed\s+coup|attempted\s+coup)\s+in\s+Turkey", (2016, 7, 15)),
    (r"(?:murder|killing)\s+of\s+Jamal\s+Khashoggi", (2018, 10, 2)),
    (r"(?:killing|assassination)\s+of\s+(?:General\s+)?Qass?em\s+Soleimani", (2020, 1, 3)),
    (r"Beirut\s+(?:port\s+)?(?:blast|explosion)", (2020, 8, 4)),
    (r"(?:Myanmar\s+coup|coup\s+in\s+Myanmar)", (2021, 2, 1)),
    (r"fall\s+of\s+Kabul", (2021, 8, 15)),
    (r"(?:full-scale|Russian|Russia[’']s)\s+(?:full-scale\s+)?invasion\s+of\s+Ukraine", (2022, 2, 24)),
    (r"(?:death|killing|murder)\s+of\s+(?:Jina\s+)?Mahsa\s+Amini", (2022, 9, 16)),
    (r"Wagner\s+(?:mutiny|rebellion|revolt)", (2023, 6, 23)),
    (r"(?:Gaza\s+war|war\s+in\s+Gaza|October\s+7\s+attacks?)", (2023, 10, 7)),
    (r"death\s+of\s+Alexei\s+Navalny", (2024, 2, 16)),
    (r"fall\s+of\s+(?:Bashar\s+)?(?:al-)?Assad", (2024, 12, 8)),
)
_PATTERNS: Final = tuple((re.compile(rf"\b{words}\b"), datetime.date(*day)) for words, day in _EVENTS)


def world_event(phrase: str) -> datetime.date | None:
    """The first day of an event of the world that the phrase names by a name of its own, or none.

    >>> world_event("the tragic Gaza war")
    datetime.date(2023, 10, 7)
    >>> world_event("the war") is None
    True
    """
    return next((day for pattern, day in _PATTERNS if pattern.search(phrase)), None)
