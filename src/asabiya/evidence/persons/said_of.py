"""What a sentence says of somebody without his name: his office, who is one of them, which body acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from asabiya.evidence.persons.countries import DEMONYM
from asabiya.evidence.persons.figure import is_one
from asabiya.evidence.persons.offices import HEAD, HEADS, ORGANISATION
from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.text.wordlist import PAST

__all__ = [
    "HONOUR",
    "acting_body",
    "brought_up",
    "crowd",
    "is_institution",
    "is_person",
    "is_somebody",
    "ministry_of",
    "offices_said",
    "opening_office",
    "own_body",
    "rank_in",
    "several",
    "trimmed",
    "with_country",
]

_PERSON: Final = re.compile(
    rf"(?i)\b(?:source|man|woman|mother|father|boy|girl|maid|landlord|neighbou?r|cousin|uncle|aunt|brother|sister"
    rf"|wife|husband|son|daughter|grand\w+|friend|colleague|owner|keeper|worker|{HEADS})\b"
)
_TIME: Final = re.compile(
    r"(?:(?:Last|This|That|One|Every|Late|Early|The\s+(?:next|same|following|previous))\s+(?:[A-Z]\w+day"
    r"|week|month|year|night|morning"
    r"|evening|afternoon|day|spring|summer|autumn|winter)|Yesterday|Today)\s+(?=[a-z])"
)
_ONE_OF: Final = re.compile(
    r"(?:[Bb]ut\s+|[Aa]nd\s+|[Yy]et\s+)?[Oo]ne\s+of\s+(?:them|these|those|(?:the|its|his|her|their)\s+"
    r"(?:[\w’'-]+\s+){0,2}?[\w’'-]+),\s+(?P<np>(?:an?|the)\s+[^,;.]{3,80}?)(?=,)"
)
_BODY_ACTS: Final = re.compile(
    rf"\b(?P<np>[Tt]he\s+(?:(?!the\b)[\w’'-]+\s+){{0,3}}?(?i:{ORGANISATION.pattern[2:-2]}|royal\s+court"
    rf"|presidency|royal\s+palace|team|unit|section|staff)(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w’-]+(?:\s+[A-Z][\w’-]+)?)?)\s+"
    r"(?:has\s+|had\s+|later\s+)?(?:issues|issued|put\s+out|puts\s+out|released|releases|published"
    r"|publishes|circulated|distributed)\s"
)
"""An institution that lets something be known, which "it said" then means."""
_HE_IS: Final = re.compile(
    r"(?<!that )(?<!whether )(?<!if )\b(?P<who>[Hh]e|[Ss]he)\s+(?:is|was|had\s+been|has\s+been"
    r"|served\s+as|worked\s+as)\s+(?:then\s+|once\s+|still\s+)?"
    r"(?P<np>(?:the\s+|an?\s+)?(?:(?!(?:who|which|where|when|and|until|on|in\s+\d|a|an"
    r"|not)\b)[\w’'-]+\s*){1,12})"
)


_FOREIGN: Final = re.compile(rf"(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?P<country>(?i:{DEMONYM}))\s+(?=[a-z])")
_AGED: Final = re.compile(r"(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?P<age>\d+-year-old)\s+")
_AGED_BEHIND: Final = re.compile(r"\s+aged\s+(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)(?=\s|,)")
_PARTISAN: Final = re.compile(
    r"^(?:(?:opposition|banned|outlawed|exiled|ruling|official|main|largest|independent"
    r"|pro-government)\s+)+(?=[A-Z])"
)
"""What an article says of a body before its name."""
HONOUR: Final = re.compile(
    r"(?P<who>His|Her)\s+(?:Holiness|Beatitude|Eminence|Majesty|(?:Royal\s+|Serene\s+)?Highness|Excellency"
    r"|Grace|Worship|Lordship|Honou?r|Reverence)"
)
"""Forms that stand for "he" and "she"."""
_RANK: Final = re.compile(
    r"(?i)\b(?:gen|col|maj|capt|lt|brig|adm|sgt|general|colonel|major|captain|lieutenant|admiral|sergeant"
    r"|marshal|ayatollah"
    r"|hojj?at\S*|sheikh|imam|bishop|archbishop|cardinal|father|reverend|rabbi|pastor|mullah|monsignor"
    r"|brigadier|commodore)\b"
)
"""A rank that serves for an office, unlike a form of address."""


def rank_in(title: str | None) -> str | None:
    """A rank that serves for an office where nothing more is told.

    >>> rank_in("Col. (ret.)"), rank_in("Mr")
    ('Col.', None)
    """
    return title.split("(")[0].strip() if title and _RANK.search(title) else None


def with_country(phrase: str, words: str) -> str:
    """A description without a name keeps country and age: "European diplomat", "30-year-old clerk".

    >>> with_country("a European diplomat", "diplomat")
    'European diplomat'
    """
    if (aged := _AGED.match(phrase)) and phrase[aged.end() :] == words:
        return f"{aged['age']} {words}"
    from_abroad = _FOREIGN.match(phrase)
    if from_abroad is None or not phrase.endswith(words):
        return _PARTISAN.sub("", words)
    return f"{from_abroad['country']} {words}"


def ministry_of(office: str) -> str | None:
    """The ministry of a minister, "new finance minister"; none for another office.

    >>> ministry_of("new finance minister"), ministry_of("governor of Lurin")
    ('finance ministry', None)
    """
    name = re.sub(r"(?i)\bminister\b", "ministry", office)
    name = re.sub(r"(?i)^(?:new|former|deputy|first)\s+", "", name).lower()
    return name if "ministry" in name else None


def is_person(phrase: str) -> bool:
    """Whether a description can mean a person.

    >>> is_person("the old woman"), is_person("the cotton")
    (True, False)
    """
    return _PERSON.search(phrase) is not None


def offices_said(view: str, start: int, end: int) -> Iterator[tuple[str, int, str]]:
    """Gender and offset of each pronoun to which the sentence gives an office, and the office.

    >>> list(offices_said("Until May he was deputy commander of the fleet, where", 0, 53))
    [('m', 10, 'deputy commander of the fleet')]
    """
    if ahead := opening_office(view, start, end):
        yield "f" if ahead["who"] == "she" else "m", start, ahead["np"]
    for said in _HE_IS.finditer(view, start, end):
        head = re.split(r"\s(?:of|for|in|at|to)\s", said["np"])[0].split()
        if head and HEAD.fullmatch(head[-1]):
            yield "f" if said["who"].lower() == "she" else "m", said.start("who"), said["np"]


_OPENING_OFFICE: Final = re.compile(
    r"\W*(?:(?:Once|Formerly|Now|Himself|Herself|Himself\s+once|Long)\s+)?(?P<np>(?:[Aa]n?)\s+[^,;.:]{3,90}?)(?:,[^,;.:]{3,60})?,"
    r"\s+(?P<who>he|she)\s"
)


def opening_office(view: str, start: int, end: int) -> re.Match[str] | None:
    """What a sentence says of "he" or "she" ahead: "A former commander of the fleet, he lives abroad".

    >>> opening_office("A former judge, she left in May.", 0, 32)["who"]
    'she'
    """
    found = _OPENING_OFFICE.match(view, start, end)
    return found if found and HEAD.search(found["np"]) else None


def trimmed(view: str, source: Source) -> Source:
    """A description without the time before it, or what "one of them, a captain" says more of him."""
    if time := _TIME.match(view, source.start, source.end):
        source = replace(source, start=time.end())
    if aged := _AGED_BEHIND.match(view, source.end):
        source = replace(source, end=aged.end())
    more = _ONE_OF.match(view, source.start)
    return replace(source, start=more.start("np"), end=more.end("np")) if more else source


_NP: Final = (
    r"(?P<np>(?:an?|the|his|her|my|our|their|[^\W\d_a-z][\w-]*['’]s)\s+(?:(?!(?:and|who|that|which|when|again"
    r"|on|in|at|last|this)\b)[\w’'-]+)(?:\s+(?!(?:and|who|that|which|when|again|on|in|at|last|this|for|before"
    r"|after|by)\b)[\w’'-]+){0,7})"
)
_BROUGHT_UP: Final = (
    re.compile(
        r"\b(?:I|we|We)\s+(?:(?:also|then|later|first|once|recently|had|have)\s+)?(?:read|showed|shown|put|played|sent"
        r"|handed|gave|told|repeated|mentioned|quoted|wrote|passed|took|brought|described)\s+(?:[\w’'-]+\s+){1,6}?to\s+"
        rf"{_NP}"
    ),
    re.compile(
        r"\b(?:I|we|We|me|us)\s+(?:(?:also|then|later|first|once|recently|had|have)\s+)?(?:met|visited|found|called"
        rf"|telephoned|phoned|saw|interviewed|reached|asked|spoke\s+(?:to|with)|talked\s+(?:to|with))\s+{_NP}"
    ),
    re.compile(
        r"(?:The|One|Another)\s+(?:(?:first|second|third|fourth|last|other|next|one)\s+)?(?:witness\s+|speaker\s+"
        rf"|of\s+(?:them|these)\s+)?(?:was|is)\s+{_NP}"
    ),
    re.compile(rf"\b(?:belongs?|belonged|goes|went|fell|falls)\s+to\s+{_NP}"),
    re.compile(
        r"\b(?:letter|note|message|e-?mail|postcard|call|telegram|visit|word)s?\s+(?:came\s+|arrived\s+)?from\s+"
        rf"{_NP}"
    ),
)
"""Sentences that bring somebody up whom the next sentence calls "he" or "she"."""


def brought_up(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase of somebody whom a sentence brings up otherwise than as its subject.

    >>> view = "On my last evening I met the old chamberlain again."
    >>> view[slice(*brought_up(view, 0, len(view)))]
    'the old chamberlain'
    """
    found = (pattern.search(view, start, end) for pattern in _BROUGHT_UP)
    return next((m.span("np") for m in found if m and is_person(m.group("np"))), None)


_SEVERAL: Final = re.compile(
    r"\W*(?:(?:But|And|On\s[^,]{2,30},|Yesterday,?)\s+)?"
    r"(?P<np>(?:[A-Z][a-z]+(?:-[a-z]+)?|\d+|the|some|several|many)(?:\s+[a-z][\w’'-]*){0,2}?\s+[a-z][\w’-]*s"
    r"(?:\s+(?:of|in|at|from)\s+(?:(?:the|its|their|his|her)\s+)?[\w’'-]+(?:\s+(?!signed|wrote|said)[\w’'-]+)?)?)"
    rf"\s+(?:has|have|had|were|are|[a-z]{{2,}}ed|{PAST})\s"
)
"""A sentence whose subject is several people."""


def several(view: str, start: int, at: int) -> tuple[int, int] | None:
    """The several people of whom a sentence speaks before an offset.

    >>> view = "Ten deputies of the bloc signed a letter in which they"
    >>> view[slice(*several(view, 0, 50))]
    'Ten deputies of the bloc'
    """
    found = _SEVERAL.match(view, start, at)
    return found.span("np") if found else None


_CROWD: Final = re.compile(
    r"\W*(?:[A-Z][a-z]+\s+)?"
    r"(?P<np>(?:(?:(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Ss]ome|[Ss]everal|[Mm]any|[Aa]bout|\d+|[A-Z][a-z]+(?:-[a-z]+)?)\s+)(?:[a-z][\w’-]*\s+){0,2}?"
    r"(?:[A-Z][a-z]{3,}s|[a-z][\w’-]*s|men|women|people|clergy|policemen)|[A-Z][a-z]{3,}s)"
    r"(?:\s+(?:of|from|in|at)\s+(?:the\s+)?[\w’-]+)?)"
    rf"(?:\s+(?:themselves|too|also|never|later|then))?\s+(?:have|had|were|are|[a-z]{{2,}}ed|{PAST}|take|make|send|write|see|keep)\s"
)


def crowd(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The several people whom a sentence is about, "the Sentinels themselves", whom "they" then means.

    >>> view = "Sixteen members of parliament took up the pen."
    >>> view[slice(*crowd(view, 0, len(view)))]
    'Sixteen members of parliament'
    """
    found = _CROWD.match(view, start, end)
    if found is None:
        return None
    head = re.split(r"\s(?:of|from|in|at)\s", found["np"])[0].split()[-1]
    first = head == found["np"].split()[0]
    one = f"{head[:-3]}y" if head.endswith("ies") else head.removesuffix("s")
    people = (head[:1].isupper() and not first) or HEAD.fullmatch(head) or is_person(one)
    return found.span("np") if people or head in ("men", "women", "people", "clergy", "policemen") else None


_OWN_BODY: Final = re.compile(
    r"(?i:his|her|its|their)\s+(?P<body>(?:[\w-]+\s+)?(?:office|ministry|party|union|newspaper|department"
    r"|movement|committee"
    r"|organi[sz]ation|group|embassy|command|foundation|secretariat))\s+(?:also\s+|later\s+|has\s+)?"
    r"(?:sent|issued|released|said|published|put\s+out|replied|wrote|declined|confirmed|denied|called"
    r"|announced)\b"
)


def own_body(view: str, start: int, end: int) -> str | None:
    """The office or ministry of somebody's that lets something be known, "his office sent a letter".

    >>> own_body("His office sent a letter", 0, 24)
    'office'
    """
    found = _OWN_BODY.search(view, start, end)
    return found.group("body") if found else None


def acting_body(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The institution that lets something be known, which "it said" then means."""
    body = _BODY_ACTS.search(view, start, end)
    return body.span("np") if body else None


def is_somebody(words: str) -> bool:
    """Whether words behind "the" are of a person without being an office: "veteran of the hills"."""
    office = HEAD.search(words.split(" of ")[0])
    return is_one(words) and is_person(words) and not is_institution(words) and office is not None


def is_institution(words: str) -> bool:
    """Whether the last word before any complement names a body rather than a person."""
    head = re.split(r"\s+(?:of|in|at|for|from|to)\s+", words)[0].split()
    return any(ORGANISATION.fullmatch(" ".join(head[-n:])) for n in (1, 2) if head)
