"""Numbers, dates and names as a reader wants them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote, urlsplit

__all__ = [
    "DASH",
    "INFORMATION_STEPS",
    "clean",
    "count",
    "date_words",
    "finite",
    "information_words",
    "interval",
    "label",
    "number",
    "percent",
    "points",
    "safe_url",
    "span_words",
    "unbroken",
]

DASH: Final = "–"
"""Printed for a value that is missing or not finite."""

_NBSP: Final = "\u00a0"

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

INFORMATION_STEPS: Final = (
    (0.01, "nothing"),
    (0.1, "hardly anything"),
    (0.5, "a little"),
    (1.0, "something"),
    (math.inf, "much"),
)
"""Upper bounds [nats] of the plain words for an amount of information."""

_LABELS: Final = {
    "hidden_defection": "hidden defection",
    "basij": "Basij",
    "lawyers": "lawyers, court staff",
    "media": "state media",
    "ess_min": "smallest effective sample",
    "prior_predictive_p": "prior predictive p",
    "log_evidence_se": "log evidence, standard error",
    "standing_share": "share of histories that last to the day of the answer",
    "paths": "simulated histories weighed",
    "executions_month": "executions in the month",
    "emigrants_month": "emigrants in the month",
    "actives_persons": "people in the street",
    "slope_factor": "strength of words",
    "base_factor": "frequency of such words",
    "tilt_factor": "reporters’ tilt",
    "past_relevance": "weight of words about the past",
    "ascribed": "ascribed thought",
    "author": "author’s own assertion",
    "direct": "quotation",
    "mixed": "paraphrase with quoted words",
    "indirect": "indirect speech",
}


def finite(value: object) -> float | None:
    """The value as a float, or None when it is missing, no number or not finite.

    >>> finite("x"), finite(float("nan")), finite(2)
    (None, None, 2.0)
    """
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None
    try:
        result = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return result if math.isfinite(result) else None


def clean(value: object) -> str:
    """Text without control characters, which neither HTML nor SVG may hold; None is empty.

    >>> clean("a\\x00b\\nc")
    'ab\\nc'
    """
    return "" if value is None else _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))


def number(value: object, digits: int = 3) -> str:
    """A number with so many significant digits, without exponent where it can be read so.

    >>> number(0.01234), number(12000), number(None), number(-2.0), number(1e-7)
    ('0.0123', '12,000', '–', '−2', '1e−7')
    """
    x = finite(value)
    if x is None:
        return DASH
    if x == 0:
        return "0"
    if abs(x) >= 10 ** max(digits, 3):
        text = f"{x:,.0f}"
    elif abs(x) < 1e-4:
        mantissa, exponent = f"{x:.{max(digits - 2, 0)}e}".split("e")
        text = f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(exponent)}"
    else:
        decimals = max(0, digits - 1 - math.floor(math.log10(abs(x))))
        text = f"{x:.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def percent(value: object) -> str:
    """A probability or share as a percentage; the space before the sign does not break.

    >>> [percent(x).replace("\\xa0", " ") for x in (0.0123, 0.42, 0.00042, 1e-7, 0, 0.9999, None)]
    ['1.2 %', '42 %', '0.042 %', '< 0.001 %', '0 %', '> 99.9 %', '–']
    """
    x = finite(value)
    if x is None:
        return DASH
    if x in (0.0, 1.0):
        text = f"{100 * x:.0f}"
    elif 0 < x < 1e-5:
        text = f"<{_NBSP}0.001"
    elif 0.9995 < x < 1:
        text = f">{_NBSP}99.9"
    elif abs(x) < 0.01:
        text = number(100 * x, 2)
    else:
        text = f"{100 * x:.{0 if 0.1 <= abs(x) <= 0.99 else 1}f}"
    return f"{text}{_NBSP}%".replace("-", "−")


def points(value: object) -> str:
    """A difference of probabilities in percentage points, with its sign.

    >>> points(0.012), points(-0.3), points(0), points(0.0012), points(0.00001)
    ('+1.2', '−30.0', '0', '+0.12', '+0.001')
    """
    x = finite(value)
    if x is None:
        return DASH
    if x == 0:
        return "0"
    decimals = 1 if abs(x) >= 0.01 else 2 if abs(x) >= 0.00005 else 3
    return f"{100 * x:+.{decimals}f}".replace("-", "−")


def count(value: object) -> str:
    """A whole number with its thousands parted.

    >>> count(2103), count(None)
    ('2,103', '–')
    """
    x = finite(value)
    return DASH if x is None else f"{x:,.0f}".replace("-", "−")


def interval(lo: str, hi: str) -> str:
    """Two formatted ends as one interval, the unit said once.

    >>> interval("1.2\\xa0%", "3\\xa0%").replace("\\xa0", " "), interval("–", "–")
    ('1.2 to 3 %', '–')
    """
    if DASH in (lo, hi):
        return DASH
    sign = f"{_NBSP}%"
    if lo.endswith(sign) and hi.endswith(sign):
        lo = lo.removesuffix(sign)
    return f"{lo} to {hi}"


def date_words(value: object, precision: str = "day") -> str:
    """An ISO date in words, no more precise than it is known.

    >>> date_words("2023-12-01"), date_words("2023-12-01", "month"), date_words("soon"), date_words(None)
    ('1 December 2023', 'December 2023', 'soon', '–')
    """
    if value in (None, ""):
        return DASH
    try:
        day = dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return clean(value)
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return {"year": str(day.year), "month": month}.get(precision, f"{day.day} {month}")


def label(name: object) -> str:
    """A vocabulary word as a reader's word.

    >>> label("hidden_defection"), label("admits_defection"), label("media")
    ('hidden defection', 'admits defection', 'state media')
    """
    text = clean(name)
    return _LABELS.get(text, text.replace("_", " "))


def information_words(nats: object, se: object = None) -> str:
    """How much so many nats are, in a word; nothing when it is within two standard errors of zero.

    >>> [information_words(*nats) for nats in ((0.05,), (0.05, 0.04), (2.0,), (None,))]
    ['hardly anything', 'nothing', 'much', 'an unknown amount']
    """
    x, error = finite(nats), finite(se)
    if x is None:
        return "an unknown amount"
    if error is not None and x < 2 * error:
        return "nothing"
    return next(word for bound, word in INFORMATION_STEPS if x < bound)


def span_words(numbers: Iterable[int]) -> str:
    """Sorted whole numbers, runs drawn together.

    >>> span_words([1, 2, 3, 5])
    '1–3, 5'
    """
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def safe_url(value: object, doi: Any = None) -> str | None:
    """An https address fit for a link, or None.

    >>> safe_url("javascript:alert(1)"), safe_url("https://example.org/a b"), safe_url(None, "10.1/x")
    (None, 'https://example.org/a%20b', 'https://doi.org/10.1/x')
    """
    if not value and doi:
        value = f"https://doi.org/{quote(clean(doi), safe='/().;:-_')}"
    text = clean(value).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() != "https" or not parts.hostname:
        return None
    return quote(text, safe="%/:=&?~#+!$,;'@()*[]._-")


def unbroken(text: str) -> str:
    """Text whose numbers keep to their percent signs at the end of a line.

    >>> unbroken("1.5 % of all") == "1.5\\xa0% of all"
    True
    """
    return re.sub(r"(?<=\d) (?=%)", _NBSP, text)
