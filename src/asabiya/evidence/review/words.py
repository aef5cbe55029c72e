"""What an analyst types, as values of fields. What cannot be one raises `InputError` with a hint."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from pydantic import JsonValue

from asabiya.errors import InputError, nearest
from asabiya.evidence.ledger import DateRef
from asabiya.evidence.persons.names import slug
from asabiya.vocabulary import CODES, KINDS, SECTORS

__all__ = [
    "LONGEST",
    "check_code",
    "check_confidence",
    "check_name",
    "clean",
    "parse",
    "parse_date",
]

LONGEST: Final = 500
"""Characters of a value that is typed; an office or a venue has a tenth of it."""

_CHOICES: Final = {
    "kind": KINDS,
    "sector": SECTORS,
    "time_reference": ("present", "past"),
    "date.basis": ("text", "published", "event"),
    "date.year_inferred": ("yes", "no"),
}
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


def clean(text: str, *, what: str) -> str:
    """A typed value with single spaces.

    Raises `InputError` where nothing is left, and for signs that no name has (control signs, halves of
    characters) or more than `LONGEST` of any.
    """
    words = " ".join(text.split())
    if not words:
        raise InputError(f"{what}: nothing was given", hint=f"clear {what} takes its value away")
    if len(words) > LONGEST:
        raise InputError(
            f"{what}: {len(words):,} characters, more than {LONGEST}", hint="give the words that name it"
        )
    bad = next((sign for sign in words if unicodedata.category(sign) in ("Cc", "Cs")), None)
    if bad is not None:
        raise InputError(f"{what}: holds the control sign U+{ord(bad):04X}", hint="type it without")
    return words


def _choose(what: str, text: str, allowed: Sequence[str]) -> str:
    word = clean(text, what=what)
    if word not in allowed:
        raise InputError(f"{what}: {word!r} is none", hint=nearest(word, allowed))
    return word


def check_code(text: str) -> str:
    """A code of the codebook; anything else raises `InputError` with the nearest."""
    return _choose("code", text, CODES)


def check_confidence(text: str) -> float:
    """A confidence from 0 to 1.

    >>> check_confidence("0.6")
    0.6
    """
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise InputError(f"confidence: {text!r} is none", hint="a number from 0 to 1, for example 0.6")
    return value


def check_name(text: str) -> str:
    """An analyst's name; a slash is for the versions of coders that are programs."""
    name = clean(text, what="--by")
    if "/" in name or len(name) > 80:
        raise InputError(
            f"--by: {name[:80]!r} is no person's name", hint="80 characters at most, and no slash in them"
        )
    return name


def parse_date(text: str) -> tuple[dt.date, str]:
    """A date and how fine it is, ``day``, ``month`` or ``year``.

    >>> parse_date("2023-12-05"), parse_date("2023-12")
    ((datetime.date(2023, 12, 5), 'day'), (datetime.date(2023, 12, 1), 'month'))
    """
    words = clean(text, what="date")
    found = _DATE.fullmatch(words)
    problem = "not of the form YYYY-MM-DD, YYYY-MM or YYYY"
    if found:
        year, month, day = found.groups()
        try:
            value = dt.date(int(year), int(month or 1), int(day or 1))
        except ValueError as error:
            problem = str(error)
        else:
            return value, "day" if day else "month" if month else "year"
    raise InputError(f"date: {words!r} is not a date ({problem})", hint="for example 2023-12-05")


def parse(field: str, text: str, before: DateRef) -> JsonValue:
    """The value of a field in plain JSON.

    Parameters
    ----------
    field
        A field's name as in the record, ``speaker`` and codes apart.
    text
        What was typed. Several reporters of ``via`` are parted by semicolons.
    before
        The statement's date so far: a new date keeps its basis, and whether its year was inferred.
    """
    if field == "date":
        value, precision = parse_date(text)
        known = before.value is not None
        return {
            "value": value.isoformat(),
            "precision": precision,
            "basis": before.basis if known else "text",
            "year_inferred": before.year_inferred if known else False,
        }
    if field == "date.year_inferred":
        return _choose("year_inferred", text, _CHOICES[field]) == "yes"
    if field in _CHOICES:
        return _choose(field.rpartition(".")[2], text, _CHOICES[field])
    if field == "speaker.id":
        word = clean(text, what="id")
        if slug(word) != word:
            raise InputError(f"id: {word!r} is none", hint=f"a slug, for example {slug(word) or 'ada-lorn'}")
        return word
    if field == "via":
        return [clean(part, what="via") for part in clean(text, what="via").strip("; ").split(";")]
    return clean(text, what=field.rpartition(".")[2])
