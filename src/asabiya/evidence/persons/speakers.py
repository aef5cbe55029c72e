"""Who speaks: the noun phrase on which a cue hangs, to its left or to its right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.persons.apposition import apposition_after, tells_more
from asabiya.evidence.persons.beside import (
    office_before,
    office_in_front,
    whole_office,
)
from asabiya.evidence.persons.names import NAME, articled, name_in
from asabiya.evidence.persons.offices import HEAD, HEADS, ORGANISATION, country_of
from asabiya.evidence.text.layout import MASK

__all__ = [
    "ADVERBIAL",
    "MEDIUM",
    "Source",
    "last_name",
    "named_source",
    "pieces",
    "source_after",
    "source_before",
    "with_office_before",
]

_WINDOW: Final = 420
"""How far from its verb a subject is looked for, in code points."""

_FILLER: Final = re.compile(
    r"(?:\s+|^)(?:also|then|later|further|once|again|reportedly|has|had|have|is|was|been|being|would"
    r"|did|does|even|now"
    r"|still|too|himself|herself|themselves|never|yesterday|today|earlier|recently|[a-z]+ly|not\s+only"
    r"|went\s+on\s+to"
    r"|(?:on\s+)?(?:last\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:on"
    r"|in)\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}"
    r"|[A-Z][a-z]{2,8})(?:,?\s+\d{4})?)\s*$"
)
_PRONOUN: Final = re.compile(r"(?<![\w’'-])(?:he|she|they|He|She|They)\s*$")
_WHO: Final = re.compile(r",?\s*\bwho\s*$")
_CONJUNCTION: Final = re.compile(r"(?:^|[\s,;])(?:and|but|then|or|while|before|after)\s*$")
ADVERBIAL: Final = re.compile(
    r"\s*(?:on|in|at|during|after|before|by|as|since|while|when|with|without|amid|amidst|among"
    r"|following|despite|for|from"
    r"|speaking|addressing|referring|citing|quoting|responding|recalling|writing|who|whose|which|where"
    r"|having|because"
    r"|although|though|if|under|over|to|asked|accompanied|dressed|standing|flanked|visiting|meeting"
    r"|through|via|according"
    r"|the\s+(?:(?:same|next|following|previous)\s+)?(?:day|week|month|year|night|morning|evening|afternoon)\b"
    r"(?!\s+(?:of|when))|that\s+(?:day|night|evening|afternoon|morning)|finally|yesterday|today"
    r"|however|meanwhile|moreover|additionally|[a-z]+ing|two|three|a\s+(?:day|week|month|year))\b",
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    rf"(?<![\w’'-])(?:(?P<det>the|a|an|another|one|his|her|its|their|some|several|two|three|many|most)\s+)?"
    rf"(?P<np>(?:[\w’'-]+\s+){{0,6}}?(?:(?:{HEADS})s?|{ORGANISATION.pattern[2:-2]}|statement"
    rf"|protesters?|demonstrators?"
    rf"|residents?|witness(?:es)?|men|man|woman|women|workers?|mother|father|families|source|sources"
    rf"|commanders?"
    rf"|troops|fighters|guardsmen|students?|people|letter|report|prisoners?|farmers?|shopkeepers?"
    rf"|driver|people|\d+-year-old)"
    rf"(?:\s+(?:of|in|at|from|with|for)\s+(?:[\w’'-]+\s*){{1,7}})?)\s*$",
    re.IGNORECASE,
)


_SOMEBODY: Final = re.compile(r"(?:one|another|a|an)\s+[\w’'-]+(?:\s+[\w’'-]+){0,12}$", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """The noun phrase of a speaker.

    ``start`` and ``end`` bound the whole phrase, ``name`` the personal name in it; ``form`` is ``name``,
    ``pronoun``, ``description`` (an office or an institution without a personal name) or ``same`` (the
    subject of the verb before).
    """

    start: int
    end: int
    form: str
    name: tuple[int, int] | None = None
    office: str | None = None


_PLACED: Final = re.compile(
    r"(?<!from )\b(?:of|in|at|from|near|for|with|to|by|between|against|outside|inside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
MEDIUM: Final = re.compile(
    r"\b(?:newspaper|daily|weekly|website|news\s+agency|agency|network|channel|magazine|broadcaster"
    r"|station|outlet|party|group|organi[sz]ation|ministry|monthly|journal|paper|centre|center|portal|watchdog|platform)\s+$"
)


def last_name(view: str, low: int, high: int) -> tuple[int, int] | None:
    """A personal name that ends where the piece ends."""
    found = None
    for match in NAME.finditer(view, low, high):
        if match.end() == high:
            found = match
    if found is None:
        return None
    span = name_in(view, found.start(), found.end())
    if span is None or re.search(r"['’]s?$", view[span[0] : span[1]]):
        return None
    return None if _PLACED.search(view, max(low, span[0] - 24), span[0]) else span


def pieces(view: str, low: int, high: int) -> list[tuple[int, int]]:
    """Segments between commas, dashes and quotations, brackets not counting."""
    cuts = [low]
    depth = 0
    for index in range(low, high):
        sign = view[index]
        depth += (sign == "(") - (sign == ")")
        if depth <= 0 and (sign in ",;:—–" or sign == MASK):
            cuts.append(index + 1)
    found = []
    for a, b in zip(cuts, [*[c - 1 for c in cuts[1:]], high], strict=True):
        while a < b and view[a].isspace():
            a += 1
        while b > a and view[b - 1].isspace():
            b -= 1
        if a < b:
            found.append((a, b))
    return found


def named_source(view: str, low: int, span: tuple[int, int], limit: int) -> Source:
    """A source for a name, with the office before it and the apposition after it."""
    start, end = span
    office = None
    before = whole_office(view, span[0], low)
    if before:
        start, office = before
    after = apposition_after(view, span[1], limit)
    if after:
        end = after[0]
        office = after[1] if office is None or tells_more(office, after[1]) else office
        if view[end : end + 1] == ")":
            end += 1
    return Source(start, end, "name", span, office)


def _strip_fillers(view: str, low: int, high: int) -> int:
    for _ in range(6):
        match = _FILLER.search(view, max(low, high - 40), high)
        if match is None:
            break
        high = match.start()
    while high > low and view[high - 1].isspace():
        high -= 1
    return high


def source_before(view: str, low: int, verb: int) -> Source | None:
    """The subject to the left of a verb, or none.

    Parameters
    ----------
    view
        The masked text.
    low
        Where the clause may begin.
    verb
        Where the verb begins.

    >>> text = "On Monday, the head of the navy, Adel Varzi, said"
    >>> found = source_before(text, 0, len(text) - 4)
    >>> text[slice(*found.name)], found.office
    ('Adel Varzi', 'the head of the navy')
    """
    low = max(low, verb - _WINDOW)
    high = _strip_fillers(view, low, verb)
    if match := _WHO.search(view, low, high):
        high = match.start()
        return source_before(view, low, high) if high > low else None
    if match := _PRONOUN.search(view, low, high):
        return Source(match.start(), match.start() + len(match.group().rstrip()), "pronoun")
    if _CONJUNCTION.search(view, low, high):
        return Source(high, high, "same")
    segments = pieces(view, low, high)
    closed = bool(view[high - 1 : high] in (",", "—", "–", ")")) if high > low else False
    return _walk(view, segments, verb, closed=closed)


def _walk(view: str, segments: list[tuple[int, int]], verb: int, *, closed: bool) -> Source | None:
    """From the verb leftwards over appositions and adverbials to the subject."""
    for back, (a, b) in enumerate(reversed(segments[-5:])):
        index = len(segments) - 1 - back
        between = closed or back > 0
        adverbial = ADVERBIAL.match(view, a, b) is not None
        if between and _PRONOUN.search(view, a, b) and not adverbial:
            start = b - len(view[a:b].split()[-1])
            return Source(start, b, "pronoun")
        name = last_name(view, a, b)
        if name and (medium := MEDIUM.search(view, max(a, name[0] - 40), name[0])):
            body = _generic(view, a, medium.end() - 1, adverbial=adverbial)
            return Source(body.start if body else medium.start(), b, "description")
        if name and not (between and adverbial):
            source = named_source(view, a, name, verb)
            return with_office_before(view, segments[0][0], source)
        bracket = re.search(r"\s*\([^()]{2,60}\)$", view[a:b])
        if bracket and (name := last_name(view, a, a + bracket.start())):
            return with_office_before(view, segments[0][0], named_source(view, a, name, verb))
        if between and adverbial:
            continue
        generic = _generic(view, a, b, adverbial=adverbial)
        if generic is None and _SOMEBODY.match(view, a, b):
            generic = Source(a, b, "description")
        if generic is None:
            if between and back < len(segments) - 1:
                continue
            return None
        left = _name_to_left(view, segments, index) if between else None
        return left if left else generic
    return None


def _name_to_left(view: str, segments: list[tuple[int, int]], index: int) -> Source | None:
    """For "NAME, the office, said": the name before the apposition."""
    if index == 0:
        return None
    a, b = segments[index - 1]
    name = last_name(view, a, b)
    if name and MEDIUM.search(view, max(a, name[0] - 40), name[0]):
        return None
    if name is None and index > 1 and HEAD.search(view, a, b):
        return _name_to_left(view, segments, index - 1)
    if name is None:
        return None
    before = office_before(view, name[0], a)
    office = view[segments[index][0] : segments[index][1]]
    return Source(before[0] if before else name[0], segments[index][1], "name", name, office)


def with_office_before(view: str, low: int, source: Source) -> Source:
    """For "the head of the judiciary, NAME, said": take the office from the piece before."""
    if source.office is not None or source.name is None:
        return source
    front = office_in_front(view, source.name[0], low)
    return Source(front[0], source.end, "name", source.name, front[1]) if front else source


_RELATIVE: Final = re.compile(r"\b(?:that|which|who|whom|whose|as|to|than|and\s+the)\s*$", re.IGNORECASE)


def _generic(view: str, a: int, b: int, *, adverbial: bool) -> Source | None:
    """A description at the end of a piece: "a senior official", "the foreign ministry"."""
    match = _GENERIC.search(view, max(a, b - 120), b)
    if match is None or _RELATIVE.search(view, match.start(), b):
        place = NAME.search(view, a, b)
        if place and place.end() == b and country_of(place.group()) and not adverbial:
            return Source(place.start(), b, "description")
        return None
    start = match.start()
    starts = [
        m.start()
        for m in re.finditer(
            r"\b(?:the|a|an|another|one|his|its|several|some)\s", view[start:b], re.IGNORECASE
        )
    ]
    inner = [
        start + s
        for s in starts
        if not re.search(r"\b(?:of|in|at|from|with|for|to)\s+$", view[start : start + s])
    ]
    if inner:
        start = inner[-1]
    elif adverbial:
        words = re.match(r"\s*\w+\s+\S+\s+", view[start:b])
        start += words.end() if words else 0
    return Source(start, b, "description") if start < b else None


_AFTER: Final = re.compile(rf"\s*(?P<np>[^,;:.—–{MASK}]+(?:\.(?=\s*[A-Z])[^,;:.—–{MASK}]+)?)")


def source_after(view: str, end: int, limit: int) -> Source | None:
    """The subject to the right of an inverted verb: “…,” said the governor.

    >>> text = "said Adel Varzi, the governor of Lurin, on Monday"
    >>> found = source_after(text, 4, len(text))
    >>> text[slice(*found.name)], found.office
    ('Adel Varzi', 'the governor of Lurin')
    """
    limit = min(limit, end + _WINDOW)
    match = _AFTER.match(view, end, limit)
    if match is None:
        return None
    a, b = match.span("np")
    pronoun = re.match(r"(?:he|she|they)\b", view[a:b])
    if pronoun:
        return Source(a, a + pronoun.end(), "pronoun")
    named = _office_then_name(view, a, b, limit)
    if named is not None:
        return named
    for run in NAME.finditer(view, a, limit):
        if run.start() > b or (run.start() > a and _breaks(view, a, run.start())):
            break
        span = name_in(view, run.start(), run.end())
        if span is None:
            continue
        if re.search(r"['’]s?$", view[span[0] : span[1]]) or articled(view, run.start(), span[0]):
            break
        source = named_source(view, a, span, limit)
        if source.office is None and span[0] > a:
            words = view[a : span[0]].strip(" ,")
            if HEAD.search(words):
                return Source(a, span[1], "name", span, words)
        return Source(min(a, source.start), source.end, "name", span, source.office)
    cut = re.search(
        r"\s(?:on|during|after|when|as|told|while|in\s+a|at\s+a|last|who|to|before|yesterday)\b", view[a:b]
    )
    stop = a + cut.start() if cut else b
    description = view[a:stop].rstrip()
    known = HEAD.search(description) or ORGANISATION.search(description) or _GENERIC.search(description)
    if known or (view[a - 1 : a].isspace() and _SOMEBODY.match(description)):
        return Source(a, a + len(description), "description")
    return None


def _office_then_name(view: str, a: int, b: int, limit: int) -> Source | None:
    """For "said the bishop of Tern, Matthias Rook": the name after the office."""
    run = NAME.match(view, b + 2, limit) if view[b : b + 2] == ", " and HEAD.search(view, a, b) else None
    span = name_in(view, run.start(), run.end()) if run else None
    if span is None or run is None or span[1] != run.end():
        return None
    front = whole_office(view, span[0], a)
    return Source(a, span[1], "name", span, front[1]) if front and front[0] == a else None


def _breaks(view: str, a: int, b: int) -> bool:
    """Whether a preposition of another phrase stands between the verb and a name."""
    return bool(
        re.search(r"\b(?:on|during|after|when|while|at|before|who|with|told|about|that)\b", view[a:b])
    )
