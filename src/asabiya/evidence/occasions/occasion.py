"""The occasion of a statement: to whom, where, and on which day it was made, as its sentence says."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.occasions.dates import find_dates
from asabiya.evidence.persons.offices import sector_of
from asabiya.evidence.text.layout import MASK

__all__ = ["STATE_RUN", "audience_in", "breaks_off", "frame_of", "venue_in"]

Offsets = tuple[int, int]

_STOP: Final = (
    r"(?=\s+(?:that|to\s+(?!the\b)[a-z]+|about|against|in|at|on|during|from|who|whom|which|when|while"
    r"|as|after|before|via|through"
    r"|last|yesterday|today|over|by|this|earlier|not\s+to|never\s+to|and\s+(?:said|told|warned|added"
    r"|called|urged|asked)|said|how|why|whether|what|for|near|with|published|broadcast|aired|released"
    r"|carried"
    rf"|(?:two|three|four)\s+(?:days|weeks))\b)|(?=\s*[,.;:—–(]|\s*$|\s*{MASK})"
)
_NP: Final = rf"(?P<np>(?:[\w’'.-]+)(?:\s+[\w’'-]+){{0,9}}?)(?:{_STOP})"
_AUDIENCE: Final = (
    re.compile(
        r"\b(?i:told|tells|telling|addressed|addresses|addressing|assured|assures|reminded|reminds"
        r"|informed|asked|briefed|lectured|met(?:\s+with)?"
        r"|meeting\s+with|urged|urges|urging|exhorted|warned|warns|warning|ordered|instructed"
        r"|called\s+(?:up)?on|calling\s+on|appealed\s+to)\s+"
        rf"(?!that\b|of\b|about\b|against\b|to\b|in\b|on\b|at\b|whether\b|for\b|why\b|how\b){_NP}"
    ),
    re.compile(
        r"\b(?i:speech|address|speaking|speaks|spoke|remarks|sermon|message|letter|lecture|said|wrote"
        r"|statement|talk|talking|briefing|preaching)"
        rf"\s+(?:\w+ly\s+)?(?:to|before|in\s+front\s+of)\s+(?!be\b|have\b){_NP}"
    ),
    re.compile(
        rf"\b(?:gathering|meeting|crowd|audience|assembly|group|conference|congregation)\s+(?:of"
        rf"|with)\s+{_NP}"
    ),
)
_PRONOUN: Final = re.compile(
    r"(?:him|her|them|us|me|you|it|himself|themselves|everyone|anyone|each|one)\b", re.IGNORECASE
)
_DETERMINER: Final = re.compile(
    r"^(?:the|a|an|his|her|their|its|our|some|many|several|all(?:\s+(?:of\s+)?the)?|those|these)\s+",
    re.IGNORECASE,
)
_CROWD: Final = re.compile(
    r"^(?:\w+\s+)?(?:gathering|group|meeting|crowd|rally|audience|conference|assembly|congress"
    r"|delegation|hall\s+full|congregation)\s+of\s+(?:the\s+)?"
)
STATE_RUN: Final = re.compile(
    r"^(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+|its\s+)?(?:(?:state|government|regime|party|army"
    r"|guards?)[- ](?:run|owned|controlled|affiliated|backed|linked)\s+"
    r"|semi-?official\s+|official\s+|regime['’]s\s+|private(?:ly\s+owned)?\s+|local\s+(?=news|radio|tele))*",
    re.IGNORECASE,
)
_PLACES: Final = (
    r"network|television|tv|channel|radio|ceremony|conference|rally|meeting|gathering|seminar|congress"
    r"|session|funeral|parade|university"
    r"|mosque|seminary|garrison|base|barracks|academy|headquarters|square|stadium|hall|parliament|forum"
    r"|summit|prayers|twitter|telegram"
    r"|instagram|facebook|website|newspaper|daily|weekly|event|commemoration|festival|exhibition|shrine"
    r"|camp|assembly|broadcast|podcast|graduation"
    r"|march|service|inauguration|dinner|workshop|council|school|college|cathedral|church|palace"
    r"|airbase|harbour|harbor|port|club|symposium|vigil|cemetery|programme|program"
)
_VENUE: Final = re.compile(
    r"\b(?:[Oo]n|[Aa]t|[Ii]n|[Dd]uring|[Ff]rom|[Ii]nside|[Oo]utside|[Vv]ia)\s+"
    r"(?P<np>(?:(?:the|a|an|his|her|their|its)\s+)?(?:(?!(?:on|at|in|during|from|that|who|to|and|with"
    r"|told|said|about)\b)[\w’'-]+\s+){0,6}?"
    rf"(?:(?i:{_PLACES}))\b"
    r"(?:(?<=network|website)\s+(?=[A-Z])[\w’'-]+|(?<=newspaper)\s+(?=[A-Z])[\w’'-]+"
    r"|(?<=daily)\s+(?=[A-Z])[\w’'-]+"
    r"|(?<=channel)\s+(?=[A-Z])[\w’'-]+)?"
    r"(?:\s+(?:of|in|at|for)\s+(?:the\s+)?(?:(?:[^\W\d_a-z][\w’'-]*)(?:\s+[^\W\d_a-z][\w’'-]*){0,3}))?)"
)
_PEOPLE: Final = re.compile(
    r"(?i)(?:(?:the|a|an|his|her|their)\s+)?(?:\w+\s+)?(?:gathering|meeting|group|crowd|audience"
    r"|assembly|congregation)\s+(?:of|with)\b"
)
_IN_CITY: Final = re.compile(
    r"[^,;:.\ue000]{1,120}?\bin\s+(?P<np>(?!(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b)"
    r"[^\W\d_a-z][\w’'-]*(?:\s+[^\W\d_a-z][\w’'-]*){0,2})"
)
_INTERVIEW: Final = re.compile(
    rf"\b(?:interview|conversation)\s+(?:with|on|for|published\s+by|broadcast\s+by|given\s+to)\s+{_NP}"
)
_CITY: Final = re.compile(
    r"\b(?:[Ss]peaking|[Ss]peech|[Aa]ddress|[Ss]ermon|[Rr]emarks|[Vv]isit(?:ed|ing)?|[Ss]poke"
    r"|told\s+[\w’' -]{1,50}?"
    r"|said)\s+(?:to\s+[\w’' -]{1,50}?\s+)?in\s+(?:the\s+(?:[a-z]+\s+){0,2}(?:city|town|village|port"
    r"|province)\s+of\s+)?"
    r"(?P<np>(?!(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Persian|English|Arabic|German)\b)"
    r"[^\W\d_a-z][\w’'-]*(?:\s+[^\W\d_a-z][\w’'-]*){0,2})"
)


def frame_of(view: str, sentence: Offsets, contents: tuple[Offsets, ...]) -> str:
    """A sentence's own words, with contents masked, at the sentence's length."""
    start, end = sentence
    signs = list(view[start:end])
    for a, b in contents:
        a, b = max(a, start) - start, min(b, end) - start
        if a < b:
            signs[a:b] = MASK * (b - a)
    return "".join(signs)


def _plain(phrase: str) -> str:
    return " ".join(phrase.split()).strip(" ,.;:")


def audience_in(frame: str) -> str | None:
    """To whom it was said.

    >>> audience_in("Varzi told the cadets of the navy in Lurin, ")
    'cadets of the navy'
    """
    for pattern in _AUDIENCE:
        for match in pattern.finditer(frame[:2000]):
            words = _plain(match.group("np"))
            bare = _CROWD.sub("", _DETERMINER.sub("", words))
            bare = _DETERMINER.sub("", bare)
            if not bare or _PRONOUN.match(bare) or _is_medium(bare) or bare in ("others", "people who"):
                continue
            if find_first_date(bare) or re.fullmatch(
                r"(?i)(?:gathering|meeting|crowd|rally|conference|ceremony)", bare
            ):
                continue
            return bare
    return None


def find_first_date(words: str) -> bool:
    """Whether the words are a date expression."""
    return next(iter(find_dates(words, 0, len(words))), None) is not None


def _is_medium(words: str) -> bool:
    journalists = re.search(r"(?i)\b(?:reporters?|journalists?|correspondents?|editors?)\b", words)
    return not journalists and sector_of(words) == "media"


def venue_in(frame: str) -> str | None:
    """Where or on which channel it was said.

    >>> venue_in("On Monday, on the state-run Morning network, Varzi said, ")
    'Morning network'
    """
    text = frame[:2000]
    if match := _INTERVIEW.search(text):
        return STATE_RUN.sub("", _plain(match.group("np"))) or None
    for match in _VENUE.finditer(text):
        words = _plain(match.group("np"))
        if re.search(r"(?i)^(?:the\s+)?(?:same|next|first|last|days?)\b", words) or find_first_date(words):
            continue
        if _PEOPLE.match(words + text[match.end() : match.end() + 6]):
            city = _IN_CITY.match(text, match.start())
            if city:
                return _plain(city.group("np"))
            continue
        return STATE_RUN.sub("", words) or None
    for pattern in _AUDIENCE[:2]:
        for match in pattern.finditer(text):
            words = _DETERMINER.sub("", _plain(match.group("np")))
            if words and _is_medium(words):
                return STATE_RUN.sub("", words)
    if match := _CITY.search(text):
        return _plain(match.group("np"))
    return None


_BREAK: Final = re.compile(
    r"\b(?:[Ee]arlier(?!\s+(?:this|that|the\s+same))|[Pp]reviously|[Ii]n\s+(?:another|an\s+earlier"
    r"|a\s+separate|a\s+previous|an\s+undated|a\s+recent|an\s+older)"
    r"|[Oo]n\s+(?:another|a\s+different|an\s+earlier|other)\s+occasions?|undated|[Oo]nce"
    r"|[Aa]t\s+(?:another|an\s+undated|a\s+separate)|[Ii]n\s+the\s+past|[Yy]ears?\s+ago"
    r"|(?:has|have)\s+(?:also\s+|often\s+|repeatedly\s+|long\s+|previously\s+|since\s+)?(?:said|warned"
    r"|told|claimed|argued|called|insisted|admitted|complained))\b"
)


def breaks_off(frame: str) -> bool:
    """Whether the sentence sets its statement apart from the occasion before it.

    >>> breaks_off("In another speech, he said")
    True
    """
    return _BREAK.search(frame) is not None
