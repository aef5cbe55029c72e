"""The roll of an article: everybody whom it names, entered before its first word is read."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from asabiya.evidence.persons.apposition import HEADING
from asabiya.evidence.persons.hints import BEING, MADE
from asabiya.evidence.persons.mentions import Mention, find_mentions
from asabiya.evidence.persons.names import descends, normalise, surname
from asabiya.evidence.persons.people import Person, Register
from asabiya.evidence.persons.spelling import Fit, fit, parts_of, same_name
from asabiya.evidence.text.layout import Layout

__all__ = ["register_people"]

_CROWN: Final = re.compile(
    r"\b(?:[Ss]upreme [Ll]eader|[Gg]uide of the|[Ll]eader of the (?:Islamic )?[Rr]evolution|Guide|Iran"
    r"|Iranian|[Gg]eneral [Ss]ecretary|[Kk]ing|[Ee]mir|[Ss]ultan|[Jj]unta|[Cc]rown [Pp]rince)\b"
)
_KNOWN_AS: Final = re.compile(
    r"[\s,(]*(?:who\s+is\s+|better\s+|also\s+|widely\s+|commonly\s+)*(?:known\s+(?:[\w’'-]+\s+){0,4}?as|alias"
    r"|(?:whose\s+)?nom\s+de\s+guerre\s+(?:is\s+|was\s+)?|called)\s+[“\"‘]?"
)
_REAL_NAME: Final = re.compile(r"[\s,(]*(?:whose\s+real\s+name\s+(?:is|was)|born|real\s+name)\s+")


_PLACED: Final = re.compile(r"\b(?:in|at|near|from|of|outside|across|around|to|into|towards)\s+(?:the\s+)?$")


def _people(view: str, found: list[Mention]) -> list[Mention]:
    """The mentions without the places: names that stand behind prepositions only and bear no office."""
    free: set[str] = set()
    for one in found:
        beside = one.office or one.title
        if beside or not _PLACED.search(view, max(0, one.start - 14), one.start):
            free.add(surname(normalise(view[one.start : one.end])))
    return [m for m in found if surname(normalise(view[m.start : m.end])) in free]


def _fullness(pair: tuple[str, Mention]) -> tuple[int, int]:
    """Sorts the fullest names first, those with "Seyyed" before those without."""
    return -sum(map(len, parts_of(pair[0]))), -descends(pair[0])


def _told_behind(view: str, end: int) -> str | None:
    """The office that a verb behind a name tells: "Varzi is the mayor of Tern", "Varzi leads the bar"."""
    if made := MADE.match(view, end, end + 160):
        return f"{HEADING[made['leads']]} of {made['np'].strip()}" if made["leads"] else None
    being = BEING.match(view, end, end + 160)
    return being["np"] if being else None


def register_people(layout: Layout, home: str | None) -> Register:
    """Read the whole body once and enter everybody named in full.

    The fullest form of a name is the person's, and of two spellings the first; a later surname then points
    to it wherever in the article it stands.
    """
    view = layout.view
    register = Register(home, crowned=_CROWN.search(view) is not None)
    found = [m for s in layout.sentences for m in find_mentions(view, s.start, s.end)]
    found = _people(view, found)
    full = [(normalise(view[m.start : m.end]), m) for m in found]
    for name, mention in sorted(full, key=_fullness):
        if len(name.split()) > 1:
            register.add(name, mention.start)
    for name, mention in full:
        titled = mention.title or (mention.office and not re.match(r"(?i)an?\s", mention.office))
        if len(name.split()) == 1 and titled and not mention.possessive and not register.fitting(name):
            register.add(name, mention.start)  # "Prince Turki"
    settled: set[str] = set()
    for name in dict.fromkeys(n for n, _ in full):
        person = register.owner(name)
        short = person is not None and descends(name) < descends(person.name)
        if person is not None and not short and person.id not in settled and same_name(person.name, name):
            register.rename(person, name)
            settled.add(person.id)
    for (name, mention), (other, after) in pairwise(full):
        between = view[mention.end : after.start]
        real = _REAL_NAME.fullmatch(between) is not None
        if real or _KNOWN_AS.fullmatch(between):
            register.alias(name if real else other, register.add(other if real else name, mention.start))
    singles = [n for n, _ in full if len(n.split()) == 1 and n[:1].isupper()]
    register.double = any(
        {fit(p.name, n) for p in register.near(n)} - {None} == {Fit.MIDDLE} for n in singles
    )
    if layout.paragraphs:
        ahead = find_mentions(view, 0, layout.paragraphs[0].start)
        full += [
            (normalise(view[m.start : m.end]), m) for m in ahead if m.office and " " in view[m.start : m.end]
        ]
    later: list[tuple[Person, str]] = []
    for name, mention in full:
        fitting = register.fitting(name)
        if len(fitting) == 1 and (fit(fitting[0].name, name) != Fit.GIVEN or mention.title):
            person = fitting[0]
            person.described += [w for w in (mention.office, mention.title) if w]
            if not mention.office and (office := _told_behind(view, mention.end)):
                later.append((person, office))
            register.describe_gender(person)
    for person, office in later:
        person.described.append(office)
    return register
