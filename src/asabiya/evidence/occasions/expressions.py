"""Date expressions in running text: where they stand and of which form they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.occasions.calendars import ISLAMIC_MONTH, PERSIAN_MONTH

__all__ = [
    "MONTH",
    "NUMERIC",
    "WEEKDAY",
    "WEEKDAYS",
    "DateMention",
    "count_of",
    "find_dates",
    "month_number",
    "order_of",
    "ordinal_of",
]

MONTHS: Final = [
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
MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
"""Pattern of a month's name or its abbreviation."""
WEEKDAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_UNITS: Final = [
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
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_NUMBERS: Final = {word: number for number, word in enumerate(_UNITS)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "a hundred": 100,
    "a": 1,
    "an": 1,
    "a couple of": 2,
}
_FIRSTS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ORDINALS: Final = (
    {word: number for number, word in enumerate(_FIRSTS, start=1)}
    | {f"twenty-{word}": 20 + number for number, word in enumerate(_FIRSTS[:9], start=1)}
    | {"thirtieth": 30, "thirty-first": 31, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
)

_COUNT: Final = (
    rf"(?:a\s+couple\s+of|a\s+hundred|an?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True)[3:])}|\d{{1,4}})"
)
_WORDS: Final = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_ORDINAL: Final = rf"(?:{_WORDS}|\d{{1,3}}(?:st|nd|rd|th))"
_YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)"
_THAT_YEAR: Final = r"(?:\s+(?:of\s+)?(?P<{}_l>last|this)\s+year\b)?"
_ANY_YEAR: Final = r"(?:1[2-9]\d\d|20\d\d)(?!\d)"
WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
_ON: Final = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_OTHER: Final = f"(?:{PERSIAN_MONTH}|{ISLAMIC_MONTH})"
_TH: Final = r"(?:st|nd|rd|th)?"
_DAY: Final = r"\d{1,2}"
_TO: Final = r"\s*(?:[-–—]|\bto\b|\buntil\b|\band\b)\s*"
_PART: Final = (
    r"(?:(?i:early|late|mid)(?:[\s-]+in)?[\s-]+"
    r"|(?i:the\s+(?:end|beginning|start|middle|(?:first|second|third|fourth|last|early|final"
    r"|closing)\s+(?:days?|weeks?|half))\s+of)"
    r"\s+(?:the\s+)?)"
)
_WHEN: Final = (
    r"(?:(?i:as\s+(?:early|late|recently)\s+as|in|since|of|until|by|during|throughout|through|late|early|mid|from)"
    r"(?:[\s-]+(?i:early|late|mid))?[\s-]+)"
)
_AGO: Final = r"(?:on(?=,)|ago|earlier|later|before|after(?:wards?)?|prior)"
_SPANS: Final = r"(?:day|night|week|weekend|month|year|decade)s"

_FORMS: Final = {
    "iso": rf"(?P<iso_y>{_YEAR})(?P<iso_s>[-/.])(?P<iso_m>\d\d)(?P=iso_s)(?P<iso_d>\d\d)\b",
    "num": rf"(?P<num_a>{_DAY})(?P<num_s>[-/.])(?P<num_b>{_DAY})(?P=num_s)(?P<num_y>{_YEAR})\b",
    # Ranges of days: "3 to 5 March 2021", "March 3-5", "28 March to 3 April".
    "days": rf"(?P<days_a>{_DAY}){_TH}{_TO}(?:the\s+)?(?P<days_b>{_DAY}){_TH}\s+"
    rf"(?:of\s+)?(?P<days_m>{MONTH})(?!\w)(?:\s*,?\s*(?P<days_y>{_YEAR})\b)?",
    "dayz": rf"(?P<dayz_m>{MONTH})\s+(?P<dayz_a>{_DAY})\s*(?:[-–]|\bto\b)\s*(?P<dayz_b>{_DAY})\b"
    rf"(?!\s*[-–]|\s+{MONTH})"
    rf"(?:\s*,?\s*(?P<dayz_y>{_YEAR})\b)?",
    "years": rf"(?i:from|between|in)\s+{_YEAR}\s*(?:[-–—/]|\bto\b|\band\b|\buntil\b)\s*(?:{_YEAR}|\d\d)\b",
    "yy": rf"(?:(?P<yy_d>{_DAY}){_TH}\s+(?:of\s+)?)?(?P<yy_m>{PERSIAN_MONTH})\s+(?:of\s+)?"
    r"(?:[’'‘](?P<yy_a>\d\d)|(?P<yy_b>3[2-9]|[4-9]\d))\b",
    "omdy": rf"{_ON}(?P<omdy_m>{_OTHER})\s+(?:the\s+)?(?P<omdy_d>{_DAY}){_TH}\b(?!\d)"
    rf"(?:\s*,?\s*(?P<omdy_y>{_ANY_YEAR}))?",
    "odmy": rf"{_ON}(?:the\s+)?(?P<odmy_d>{_DAY}|{_WORDS}){_TH}(?:\s+day)?\s+"
    rf"(?:of\s+)?(?P<odmy_m>{_OTHER})\b"
    rf"(?:\s*,?\s*(?:of\s+)?(?P<odmy_y>{_ANY_YEAR}))?",
    "omy": rf"{_PART}?(?P<omy_m>{_OTHER})\s*,?\s+(?:of\s+)?(?P<omy_y>{_ANY_YEAR})",
    "omon": rf"{_WHEN}(?:the\s+(?:holy\s+)?month\s+of\s+)?(?P<omon_m>{_OTHER})(?![\w’'-]|\s+(?:\d|[A-Z]))",
    "mdy": rf"{_ON}(?P<mdy_m>{MONTH})\s+(?:the\s+)?(?P<mdy_d>{_DAY}|{_WORDS}){_TH}\b"
    r"(?!\s*[-–]\s*(?:year|strong)|,\d{3}|:\d|\.\d)"
    rf"(?:\s*,?\s*(?P<mdy_y>{_YEAR})\b)?{_THAT_YEAR.format('mdy')}",
    "dmy": rf"{_ON}(?:the\s+)?(?P<dmy_d>{_DAY}|{_WORDS}){_TH}\s+"
    rf"(?:of\s+)?(?P<dmy_m>{MONTH})(?!\w)"
    rf"(?:\s*,?\s*(?:of\s+)?(?P<dmy_y>{_YEAR})\b)?{_THAT_YEAR.format('dmy')}",
    "my": rf"{_PART}?(?P<my_m>{MONTH})\s*,?\s+(?:of\s+)?(?P<my_y>{_YEAR})\b",
    "season": r"(?P<s_w>(?i:last|this|the\s+previous|the\s+same|that|in|during|since|by)(?:\s+the)?\s+)?"
    r"(?:(?i:early|late|mid)[\s-]+)?(?P<s_n>(?i:spring|summer|autumn|fall|winter))\b"
    rf"(?:\s+(?:of\s+)?(?P<s_y>{_YEAR})\b(?P<s_x>\s*[-–/]\s*\d{{2,4}})?)?",
    "into": rf"(?P<into_n>(?i:{_COUNT}))\s+(?P<into_u>days?|weeks?|months?|years?)\s+(?:into|since)\b",
    "hours": rf"(?:(?i:{_COUNT}|a\s+few|several|some|many)\s+)?(?i:hours?|minutes?)"
    r"\s+(?:later|earlier|after(?:wards?)?|before)\b|[Ww]ithin\s+(?:the\s+hour|hours|minutes)\b"
    r"|(?P<dawn>[Aa]t\s+(?:dawn|daybreak|noon|midday|dusk|sunset|nightfall))\b",
    "rel": rf"(?P<rel_x>(?i:nearly|about|almost|over|under|some|roughly|around|more\s+than|less\s+than"
    r"|up\s+to|at\s+least)\s+)?"
    rf"(?P<rel_n>(?i:{_COUNT}))\s+(?P<rel_u>days?|weeks?|fortnight|months?|years?)\s+(?P<rel_w>{_AGO})\b"
    r"(?P<rel_t>\s+today\b)?",
    "vague": rf"(?:(?i:a\s+(?:day|week|month|year)\s+or\s+(?:two|so)\s+{_AGO})"
    rf"|(?i:(?:(?:a\s+)?few|several|some|many|recent|a\s+number\s+of)\s+)?(?i:{_SPANS})\s+{_AGO}"
    rf"|(?i:in\s+(?:recent|the\s+(?:past|last|coming)(?:\s+\w+)?)\s+{_SPANS})"
    r"|(?i:recently|the\s+other\s+day|not\s+long\s+ago|long\s+ago|shortly\s+after(?:wards?)?"
    r"|soon\s+after(?:wards?)?)"
    r"|(?i:in|during|since|of)\s+the\s+(?:(?i:early|late|mid)[\s-]+)?(?:1\d|20)\d0s)\b",
    "adj": rf"(?P<adj_w>[Tt]he\s+(?:very\s+)?(?:same|next|following|previous|preceding)"
    r"|(?:[Ll]ater\s+|[Ee]arlier\s+)?[Tt]hat(?:\s+(?:same|very))?)"
    rf"\s+(?P<adj_u>day|morning|afternoon|evening|night|week|month|year|{WEEKDAY})(?![\w-]|[’'](?!s\b))",
    "nameday": r"(?P<hol>New\s+Year[’']s\s+(?:Eve|Day)|Christmas\s+(?:Eve|Day)|Easter\s+(?:Sunday|Monday)"
    rf"|Good\s+Friday|May\s+Day|Nowruz)\b(?:\s*,?\s+(?:of\s+|in\s+)?(?P<hol_y>{_YEAR})\b)?",
    "eve": r"(?:[Oo]n\s+)?(?P<eve_w>[Tt]he\s+(?:very\s+)?(?:day|morning|evening|night|eve))\s+of\b"
    r"(?=\s+(?:(?:the|his|her|its|their|a)\b|[A-Z]))",
    "dayno": r"(?:[Oo]n\s+(?:the|its|their)|The)\s+(?P<dno_n>first|opening|second|third|fourth|fifth"
    r"|sixth|last|final|closing)\s+(?:day|morning|afternoon|evening|night)\b"
    r"|(?:[Ii]n|[Aa]t)\s+(?:the|his|her|its|their)\s+(?P<dno_s>opening|closing|concluding|final)"
    r"\s+(?:speech|address|session|sitting|ceremony|remarks|statement|sermon)\b"
    r"|[Oo]n\s+the\s+(?P<dno_o>first|second|third|fourth)(?=\s*,\s*\d|\s+(?:he|she|they|it)\b)",
    "before": r"[Tt]he\s+(?:day|night|evening)\s+(?P<before_w>before|after)\b(?!\s+(?:yesterday|tomorrow))",
    "anniversary": rf"[Oo]n\s+the\s+(?:(?P<ann_n>{_ORDINAL})\s+)?anniversary\b",
    # Not the last word of a name: "Mizan Today".
    "yes": r"(?:[Tt]he\s+day\s+before\s+yesterday|yesterday|today|tonight|[Ll]ast\s+night"
    r"|(?<![\w,][ \n])(?:Yesterday|Today|Tonight)|[Tt]his\s+(?:morning|afternoon|evening))\b",
    "wd": r"(?P<wd_p>[Ll]ast\s+week,?\s+(?:on\s+)?)?"
    rf"(?:(?P<wd_w>[Ll]ast|[Tt]his|[Pp]ast|[Ee]arlier|[Nn]ext|[Cc]oming"
    rf"|(?:[Tt]he\s+)?(?:first|second|third|fourth)|[Tt]hat|[Ee]very)\s+)?"
    rf"(?P<wd_d>{WEEKDAY})s?\b"
    r"(?P<wd_x>\s+(?i:prayers?|mosque|imam))?(?:\s+(?P<wd_l>(?:of\s+)?last\s+week)"
    rf"|(?P<wd_o>\s+(?:of|in|before|after)\s+(?:the\s+)?(?:(?:holy\s+|fasting\s+)?month|{MONTH}"
    rf"|{_OTHER}))\b)?",
    "unit": r"(?P<unit_w>[Ll]ast|[Tt]his|[Ee]arlier\s+(?:this|in\s+the)|[Ll]ater\s+(?:this|last)"
    r"|[Tt]he\s+previous"
    r"|[Tt]he\s+past)\s+(?P<unit_u>weekend|week|month|year)\b|(?:[Oo]ver|[Aa]t"
    r"|[Dd]uring)\s+the\s+(?P<unit_e>weekend)\b",
    "nth": rf"[Oo]n\s+the\s+(?P<nth_d>{_DAY}(?P<nth_x>st|nd|rd|th)|{_WORDS})\b"
    r"(?:\s+of\s+(?P<nth_m>the|this|that|last)\s+(?:same\s+)?month|(?=\s*[,;.:)\ue000]|\s*$"
    rf"|\s+(?:he|she|they|it|the)\b)|(?(nth_x)(?=\s+(?!{WEEKDAY}|{MONTH})[A-Z])|(?!)))",
    "mon": rf"(?P<mon_w>(?i:the|its|their|his|her)\s+"
    rf"(?={MONTH}\s+(?:issue|edition|number|bulletin|newsletter|session|plenum|column)\b)"
    rf"|(?i:an?|in\s+(?:an?|the|his|her))\s+(?={MONTH}\s+(?:interview|speech|address|statement|article|letter|meeting|sermon|video|decree"
    r"|lecture|memo|report|visit|briefing|broadcast)\b)"
    rf"|{_WHEN}(?:the\s+(?={MONTH}\s+(?:issue|edition|number)\b))?|(?i:last|this)\s+"
    rf"|{_PART})(?P<mon_m>{MONTH})(?![\w’'-]|\.?\s+\d)"
    rf"{_THAT_YEAR.format('mon')}",
    "yr": rf"(?:(?i:back\s+)?{_WHEN}|{_PART})(?P<yr_y>{_YEAR})\b(?!\s*[-–]\s*\d)",
}
# The boundary stands once before all forms, so that the inside of a word fails at once.
_PATTERN: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<{form}>{pattern})" for form, pattern in _FORMS.items()) + ")"
)
_CORE: Final = re.compile(
    rf"\b(?:\d|(?:{MONTH}|{_OTHER}|Nowruz|Christmas|Easter)(?!\w)|(?i:{WEEKDAY}s?|(?:hour|minute|day"
    rf"|night|week|weekend"
    r"|month|year|decade|morning|afternoon|evening|eve)s?|fortnight|dawn|daybreak|noon|midday|dusk|sunset|nightfall|spring|summer|autumn|fall|winter"
    r"|yesterday|today|(?:opening|closing|concluding|final)\s+(?:speech|address|session|sitting|ceremony|remarks|statement|sermon)"
    rf"|tonight|recently|shortly|soon|ago|anniversary|{_WORDS})\b)"
)
"""What every form holds: where there is none of these, no form is tried."""
_WORD: Final = re.compile(r"\b\w")
_BEFORE, _BEHIND = 45, 80
"""Signs that an expression may have before and behind that word."""
NUMERIC: Final = re.compile(rf"\b(?:{_FORMS['num']})")
"""Pattern of a date in figures, with groups ``num_a``, ``num_b`` and ``num_y``."""


@dataclass(frozen=True)
class DateMention:
    """A date expression: where it stands, its form, and its parts."""

    start: int
    end: int
    form: str
    match: re.Match[str]


def find_dates(view: str, start: int, end: int) -> Iterator[DateMention]:
    """Every date expression between two offsets, in order.

    >>> [m.form for m in find_dates("On Dec. 3 and again last Friday", 0, 31)]
    ['mdy', 'wd']
    """
    low = start
    for core in _CORE.finditer(view, start, end):
        if core.start() < low:
            continue
        match = _around(view, low, core, end)
        # Every word is tried once: it need not be again at the next core.
        low = match.end() if match else core.start() + 1
        if match is None:
            continue
        form = next(f for f in _FORMS if match.group(f))
        if form == "wd" and _is_habit(match):
            continue
        if form == "season" and not _is_season(match):
            continue
        yield DateMention(match.start(), match.end(), form, match)


def _around(view: str, low: int, core: re.Match[str], end: int) -> re.Match[str] | None:
    """The first expression that begins at most so far before a word that every expression has."""
    for word in _WORD.finditer(view, max(low, core.start() - _BEFORE), core.start() + 1):
        match = _PATTERN.match(view, word.start(), min(end, core.end() + _BEHIND))
        if match is not None:
            return match
    return None


def _is_habit(match: re.Match[str]) -> bool:
    """Whether a weekday means every such day, a day to come, or prayers that bear its name."""
    which = (match.group("wd_w") or "").lower()
    habit = match.group("wd_x") or re.search(r"(?i)days\b", match.group()) or which == "every"
    return bool(habit) or which in ("next", "coming")


def _is_season(match: re.Match[str]) -> bool:
    if match.group("s_y"):
        return True
    of = match.string[match.end() : match.end() + 4].lstrip().startswith("of")
    return match.group("s_w") is not None and not of


def month_number(words: str) -> int:
    """Number of the Gregorian month that the words name."""
    head = re.search(MONTH, words)
    key = (head.group() if head else words)[:3].lower()
    return next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(key))


def ordinal_of(words: str) -> int:
    """The number of "5", "5th" or "fifth"."""
    figures = re.match(r"\d+", words)
    return int(figures.group()) if figures else _ORDINALS[words.lower()]


def count_of(words: str) -> int:
    """The number of "3", "three" or "a couple of"."""
    plain = " ".join(words.lower().split())
    return int(plain) if plain.isdigit() else _NUMBERS[plain]


def order_of(view: str) -> bool | None:
    """Whether days come first in dates of figures, or none where no date tells or two disagree."""
    pairs = {(int(m["num_a"]) > 12, int(m["num_b"]) > 12) for m in NUMERIC.finditer(view)}
    orders = {a for a, b in pairs if a != b}
    return orders.pop() if len(orders) == 1 else None
