"""Who has reported words to an author: the links of the chain."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.persons.cast import Cast
from asabiya.evidence.persons.kinds import RELATIVE
from asabiya.evidence.persons.names import normalise
from asabiya.evidence.persons.offices import clean_office
from asabiya.evidence.persons.speakers import Source

__all__ = ["link"]

_MEDIUM_AFTER: Final = re.compile(r"\s+(?:news\s+agency|agency|newspaper|website|channel|television|radio)\b")


def link(cast: Cast, source: Source) -> str | None:
    """Who or what a reporter's noun phrase names."""
    medium = _MEDIUM_AFTER.match(cast.view, source.name[1]) if source.name else None
    if source.name is not None and medium:
        return normalise(cast.view[source.name[0] : medium.end()])
    if source.name is not None:
        name = cast.view[slice(*source.name)]
        found = cast.register.fitting(name)
        if len(found) == 1:
            return found[0].name
        body = cast.bodies.ending(normalise(name), source.name[1])
        return body.name if body else normalise(name)
    phrase = RELATIVE.sub("", cast.view[source.start : source.end])
    words = clean_office(phrase)
    if words and (body := cast.bodies.meant(phrase, source.start) or cast.bodies.ending(words, source.end)):
        return body.name
    return words
