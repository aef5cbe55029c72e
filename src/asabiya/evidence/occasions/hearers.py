"""Hearers who are named once and then called by a pronoun or otherwise."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.occasions.audience import is_people
from asabiya.evidence.occasions.nominals import Nominals
from asabiya.evidence.occasions.sorts import singular
from asabiya.evidence.text.wordlist import words

__all__ = ["as_before", "looks_back", "people_in"]

_EPITHETS: Final = words(
    "attendees audience boys girls guests hearers hosts interlocutors listeners newcomers participants"
    " subordinates visitors youngsters"
)
"""What anybody who listens may be called."""
_LOOSE: Final = words("assembled gathered new same young old these those")
"""What may stand before the noun of those who have been named."""
_THEM: Final = re.compile(
    r"\b(?:told|tells|telling|asked|asks|asking|urged|urges|urging|warned|warns|warning|reminded|reminds"
    r"|reminding|assured|assures|assuring|ordered|orders|ordering|instructed|instructs|exhorted|exhorts|exhorting"
    r"|begged|advised|advises|implored|informed|promised|called\s+(?:up)?on|appealed\s+to|commanded|said\s+to"
    r"|advising|encouraged|addressed|thanked)\s+(?:all\s+of\s+)?them\b"
)
_HEAD: Final = re.compile(r"\s(?:of|from|in|at|for|with|to|on)\s")
_VERB: Final = re.compile(
    r"(?:told|asked|urged|warned|reminded|assured|ordered|instructed|exhorted|advised|informed|promised|addressed|thanked|summoned"
    r"|gathered|received|greeted|visited|met|dismissed|sent|sacked|praised)\s"
)
"""What the reader of noun phrases takes for a participle: "ordered officers"."""
_START: Final = re.compile(r"(?<![\w’'-])[\w’'-]")


def looks_back(frame: str) -> bool:
    """Whether a sentence leaves it to the ones before it who is spoken to: "he told them"."""
    return _THEM.search(frame) is not None


def as_before(audience: str, before: str | None) -> str:
    """The hearers by the fullest words of two mentions.

    Parameters
    ----------
    audience
        The hearers as a sentence names them.
    before
        Those of the occasion that it goes on with.

    >>> as_before("guests", "veterans of the border troops"), as_before("new officers", "graduating officers")
    ('veterans of the border troops', 'graduating officers')
    >>> as_before("reporters", "cadets"), as_before("students", "student members of the League")
    ('reporters', 'student members of the League')
    """
    if not before:
        return audience
    if audience in _EPITHETS or f" {audience} of " in f" {before}" or before.endswith(f" {audience}"):
        return before
    plain = [word for word in audience.lower().split() if word not in _LOOSE]
    head = _HEAD.split(before)[0].lower().split()
    if len(plain) != 1 or not head:
        return audience
    return before if singular(plain[0]) in {singular(word) for word in head} else audience


def people_in(text: str) -> str | None:
    """The people, more than one, whom a sentence names last.

    >>> people_in("He handed out watches to the conscripts of the Third Brigade.")
    'conscripts of the Third Brigade'
    """
    read, found, at = Nominals(text), None, 0
    for start in _START.finditer(text):
        one = read.any(start.start()) if start.start() >= at else None
        if one is None or _VERB.match(one.words):
            continue
        at = one.end
        if is_people(one.words) and one.head.endswith(("s", "men", "people")):
            whole = read.whole(one)
            found, at = whole.words, whole.end
    return found
