"""Where the numbers come from: works, and texts of provenance that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asabiya.citations import references, short_name
from asabiya.report.words import DASH, clean, safe_url

__all__ = ["Origin", "Work", "origin", "works"]

_BRACES = re.compile(r"[{}]")


@dataclass(frozen=True)
class Work:
    """One source of the scenario."""

    place: int
    """Its number in the list, which makes its anchor."""
    key: str
    title: str
    author: str
    year: str
    where: str
    """Journal, publisher or address, when that is no link."""
    url: str | None
    note: str
    """What was read of it."""


@dataclass(frozen=True)
class Origin:
    """A number's provenance, cut where it names works."""

    pieces: tuple[tuple[str, int | None], ...]
    """Texts, each with the place of the work that it names, or None."""
    assumed: bool
    """Whether it says that something is assumed."""


def works(scenario: Mapping[str, Any]) -> list[Work]:
    """The scenario's sources in their order, BibTeX's braces removed.

    >>> works({"sources": {"a-1": {"title": "T", "author": "{UN} and Doe, J.", "year": 1990}}})[0].author
    'UN; Doe, J.'
    """
    table = scenario.get("sources")
    result: list[Work] = []
    for place, (key, item) in enumerate(table.items() if isinstance(table, Mapping) else (), 1):
        work: Mapping[str, Any] = item if isinstance(item, Mapping) else {"title": item}
        more = work.get("fields")
        fields: Mapping[str, Any] = more if isinstance(more, Mapping) else {}
        where = clean(work.get("where"))
        url = safe_url(work.get("url") or fields.get("url"), work.get("doi") or fields.get("doi"))
        url = url or safe_url(where)
        result.append(
            Work(
                place=place,
                key=clean(key),
                title=_BRACES.sub("", clean(work.get("title"))) or clean(key),
                author=_BRACES.sub("", clean(work.get("author"))).replace(" and ", "; "),
                year=clean(work.get("year")),
                where="" if safe_url(where) else where,
                url=url,
                note=clean(work.get("note")).rstrip("."),
            )
        )
    return result


def origin(text: object, known: Sequence[Work]) -> Origin:
    """A text of provenance with the works that it names by key.

    >>> origin("a-1; assumed: halved", works({"sources": {"a-1": {"title": "T"}}})).pieces
    (('a-1', 1), ('; assumed: halved', None))
    >>> origin("granovetter-1978", []).pieces
    (('Granovetter 1978', None),)
    """
    said = clean(text) or DASH
    places = {work.key: work.place for work in known if work.key}
    names = {key: short_name(bibtex) for key, bibtex in references().items() if key not in places}
    keys = "|".join(re.escape(key) for key in sorted({*places, *names}, key=len, reverse=True))
    parts = re.split(rf"(?<![\w-])({keys})(?![\w-])", said)
    pieces = tuple((names.get(part) or part, places.get(part)) for part in parts if part)
    return Origin(pieces, "assumed" in said)
