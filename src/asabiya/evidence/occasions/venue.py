"""Where, or on which channel, something was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from asabiya.evidence.occasions.expressions import MONTH
from asabiya.evidence.occasions.occasion import (
    LONGEST,
    NAMES,
    NP,
    STATE_RUN,
    bare,
    distance,
    has_date,
    is_medium,
    noun_phrase,
)

__all__ = ["venue_in"]

_SITES: Final = (
    r"network|television|tv|channel|radio|ceremony|conference|rally|meeting|gathering|seminar|congress|session|funeral"
    r"|burial|parade|university|mosque|seminary|garrison|base|barracks|academy|headquarters|square|stadium|hall"
    r"|parliament|forum|summit|prayers|twitter|telegram|instagram|facebook|whatsapp|youtube|website|newspaper|daily"
    r"|weekly|event|commemoration|festival|exhibition|shrine|camp|assembly|broadcast(?!\s+(?:from|on|by|live|across))|podcast|graduation|march|service"
    r"|inauguration|dinner|banquet|reception|workshop|council|school|college|cathedral|church|chapel|temple|monastery"
    r"|palace|airbase|airport|harbour|harbor|club|symposium|vigil|cemetery|graveside|mausoleum|memorial|monument"
    r"|programme|program|hotel|theatre|theater|museum|library|institute|hospital|prison|court|courtroom|courthouse"
    r"|balcony|factory|foundry|shipyard|depot|fort|fortress|checkpoint|residence|villa|studio|hearing|trial|plenum"
    r"|wedding|procession|iftar|canteen|refectory|plaza|arena|front|station|port|farm|mill|mine|power\s+plant|steelworks|(?:tractor|steel|iron|car|engine|chemical|arms)\s+works|embassy|clinic"
    r"|consulate|village\s+hall|barrack|training\s+ground|press\s+centre|rostrum|podium|pulpit|ministry"
)
_TAIL: Final = (
    r"(?:\s+(?i:channel|account|page|feed|hall|centre|center|station|broadcast|programme|program|bulletin|service"
    r"|ceremony|square|grounds|school|academy|mosque|conference|interview|address))?"
)
_VENUE: Final = re.compile(
    r"\b(?:[Tt]old(?=\s+(?:a|the)\s+(?:[\w-]+\s+)??(?:press|news)\s+(?:conference|briefing))|(?:carried|broadcast|aired|shown)\s+(?:live\s+)?(?:by|on)|[Oo]n|[Aa]t|[Ii]n|[Dd]uring|[Ff]rom|[Ii]nside|[Vv]isit(?:ed|ing)?(?:\s+to)?|[Tt]our(?:ed|ing)?(?:\s+of)?"
    r"|[Oo]utside|[Vv]ia|[Oo]ver|[Bb]efore(?=\s+the\s+\w+\s+court))\s+"
    r"(?:(?:\w+day|[Yy]esterday|(?:last|this)\s+week)[’']s\s+)?"
    r"(?P<np>(?:(?:the|a|an|his|her|their|its)\s+)?(?:(?!(?:on|at|in|during|from|that|who|to|and|with"
    r"|told|said|about|of|by|carried|broadcast|aired|shown|seen|published|marking|held)\b)[\w’'-]+\s+){0,6}?"
    rf"(?!March\b)(?:(?i:{_SITES}))\b{_TAIL}"
    r"(?:(?<=network|website|station|channel)\s+(?=[A-Z])[\w’'-]+(?:\s+[A-Z][\w’'-]*)?"
    r"|(?<=newspaper)\s+(?=[A-Z])[\w’'-]+(?:\s+[A-Z][\w’'-]*)?|(?<=daily)\s+(?=[A-Z])[\w’'-]+)?"
    rf"(?:\s+(?:of|in|at|for)\s+(?:the\s+)?(?:{NAMES}(?:\s+(?:embassy|consulate|mosque|barracks|university|palace))?|(?:[A-Z]?[a-z-]+\s+){{0,2}}(?:{_SITES})))?)"
)
_PEOPLE: Final = re.compile(
    r"(?i)(?:(?:the|a|an|his|her|their)\s+)?(?:[\w-]+\s+)?(?:gathering|meeting|group|crowd|audience"
    r"|assembly|congregation|rally|conference|reception)\s+(?:of|with)\b"
)
_IN_CITY: Final = re.compile(rf"[^,;:.\ue000]{{1,120}}?\b(?:in|at)\s+(?P<np>{NAMES})")
_EVENT_AT: Final = re.compile(
    r"(?i)\b(?:fire|explosion|blast|attack|raid|shooting|massacre|protests?|clash(?:es)?|strike|mutiny|riots?|killings?"
    r"|arrests?|arrested|killed|shot|wounded|detained|held|executed|buried|born|educated|trained|based|stationed|seen"
    r"|published|distributed|circulated|circulating)\s*$"
)
_INTERVIEW: Final = re.compile(
    r"\b(?:interview|conversation|op-ed|column|essay|commentary|article|blog)\s+(?:with|on|for|in|to|published\s+(?:by|in)|broadcast\s+(?:by|on)|given\s+to)\s+"
    rf"(?!{MONTH}\b){NP}"
)
_TOLD: Final = re.compile(
    rf"\b(?i:told|tells?|telling|informed|assured|wrote\s+(?:in|for|to)|writing\s+in|spoke\s+to|speaking\s+to|said\s+to)\s+{NP}"
)
_SPEAKING: Final = (
    r"(?:[Ss]peaking|[Ss]peech|[Aa]ddress(?:ed|ing)?|[Ss]ermon|[Rr]emarks|[Vv]isit(?:ed|ing)?|[Ss]poke|[Pp]reached"
    r"|[Aa]ppear(?:ed|ing)\s+before\s+[\w’' -]{1,50}?"
    r"|(?:[Tt]old|[Tt]elling|[Aa]ddressed|[Aa]ddressing|[Bb]riefed|[Bb]riefing|[Ww]arned|[Uu]rged|[Aa]sked|[Aa]ssured"
    r"|[Mm]et(?:\s+with)?)\s+[\w’' -]{1,50}?|said)"
)
_CITY: Final = re.compile(
    rf"\b{_SPEAKING}\s+(?:to\s+[\w’' -]{{1,50}}?\s+)?in\s+(?:the\s+(?:[a-z]+\s+){{0,2}}(?:city|town|village"
    rf"|port|province|district)\s+of\s+)?(?P<np>(?!(?:Persian|English|Arabic|German|Russian|French)\b){NAMES})"
)
_TOWN: Final = re.compile(
    r"\b(?:[Ii]n|[Ff]rom)\s+the\s+(?:[\w-]+\s+){0,2}(?:city|town|village|port|district|province)\s+of\s+"
    rf"(?P<np>{NAMES})"
)
_CHANNEL: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Dd]uring|[Vv]ia|[Bb]y|[Oo]ver)\s+(?:the\s+|an?\s+|his\s+|her\s+|their\s+|its\s+|that\s+)?(?P<np>"
    r"(?:nationally\s+|state-|live\s+|pre-?)?(?:televised|broadcast|recorded|radio|television|video|audio|live|(?:tele)?phone)\s+"
    r"(?:address|speech|message|statement|interview|appearance|broadcast|remarks|debate|sermon|briefing|recording|clip"
    r"|file|link)"
    r"|(?:leaked|secret|intercepted|smuggled|clandestine)\s+(?:[\w-]+\s+)?(?:recording|tape|audio|video|letter"
    r"|memorandum|memo|document|call|conversation|note|message|file)"
    r"|(?:open\s+|private\s+|handwritten\s+|public\s+)?letter|memorandum|telegram(?=\s+to)|(?:tele)?phone"
    r"|(?:Friday|Easter|Christmas|Sunday|Ramadan|Eid|first|second|evening|morning)?\s*(?:sermon|homily)"
    r"|press\s+release|editorial|diary|memoirs?|e-?mail"
    r"|(?:text|voice|WhatsApp|Telegram|Signal)\s+message|(?:blog|Facebook|Telegram|social\s+media)\s+post|tweet)\b"
)


def venue_in(frame: str, cue: int | None = None, *, media: frozenset[str] = frozenset()) -> str | None:
    """Where or on which channel it was said.

    Parameters
    ----------
    frame
        The sentence with what is said in it masked.
    cue
        Offset of the reporting verb; of several venues of a kind the one next to it is taken.
    media
        Names that the article gives to media.

    >>> venue_in("On Monday, on the state-run Morning network, Varzi said, ")
    'Morning network'
    """
    text = frame[:LONGEST]
    for find in (_media, _places, _towns, _channels):
        found = [(distance(span, cue), words) for span, words in find(text, media) if words]
        if found:
            return min(found)[1]
    return None


Candidates = Iterator[tuple[tuple[int, int], str]]


def _media(text: str, media: frozenset[str]) -> Candidates:
    """Newspapers and stations to which somebody speaks."""
    for match in _INTERVIEW.finditer(text):
        words = STATE_RUN.sub("", noun_phrase(match))
        # An interview with somebody of a bare name is one that he gave.
        with_whom = re.match(r"(?i)\w[\w-]*\s+with\s+(?!the\b)", match.group())
        if is_medium(bare(words), media) or (words[:1].isupper() and not with_whom):
            yield match.span(), words
    for match in _TOLD.finditer(text):
        words = noun_phrase(match)
        if is_medium(words, media):
            yield match.span(), STATE_RUN.sub("", bare(words))


def _places(text: str, media: frozenset[str]) -> Candidates:
    """Places and gatherings, networks and sites."""
    del media
    for match in _VENUE.finditer(text):
        words = noun_phrase(match)
        dated = re.search(r"(?i)^(?:the\s+)?(?:same|next|first|last|days?)\b", words) or has_date(match["np"])
        if dated or _EVENT_AT.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        if words.endswith("inistry") and not re.match(r"(?i)outside|inside|at\b", match.group()):
            continue
        if re.fullmatch(r"(?i)port|front|service|station|march", bare(words)):
            continue
        if _PEOPLE.match(words + text[match.end() : match.end() + 6]):
            city = _IN_CITY.match(text, match.start())
            if city:
                yield city.span(), noun_phrase(city)
            continue
        yield match.span(), STATE_RUN.sub("", words)


def _towns(text: str, media: frozenset[str]) -> Candidates:
    del media
    for pattern in (_CITY, _TOWN):
        for match in pattern.finditer(text):
            yield match.span(), noun_phrase(match)


def _channels(text: str, media: frozenset[str]) -> Candidates:
    """Letters, sermons, calls and recordings."""
    del media
    for match in _CHANNEL.finditer(text):
        yield match.span(), " ".join(match["np"].split())
