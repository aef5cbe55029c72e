"""Where, or on which channel, something was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from asabiya.evidence.occasions.expressions import MONTH
from asabiya.evidence.occasions.leads import is_agency
from asabiya.evidence.occasions.nominals import Nominal, Nominals, is_name, is_talk
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
from asabiya.evidence.occasions.places import (
    DISTRICT,
    districts,
    events_unlisted,
    gatherings_addressed,
    sorted_places,
)
from asabiya.evidence.occasions.sorts import is_gathering, is_writing
from asabiya.evidence.text.layout import MASK
from asabiya.evidence.text.wordlist import words as word_list

__all__ = ["venue_in"]

_INTERVIEW: Final = re.compile(
    r"\b(?:interview|conversation|op-ed|column|essay|commentary|article|blog)\s+(?:with|on|for|in|to"
    r"|published\s+(?:by|in)|broadcast\s+(?:by|on)|given\s+to)\s+"
    rf"(?!{MONTH}\b){NP}"
)
_TOLD: Final = re.compile(
    rf"\b(?i:told|tells?|telling|informed|assured"
    rf"|(?:asked|interviewed|questioned)\s+(?:about\s+[\w’' -]{{1,40}}?\s+)?by"
    rf"|(?:wrote|writes)\s+(?:[\ue001]+\s+|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?\s+)?in"
    rf"|wrote\s+(?:for|to)|writing\s+in|spoke\s+to"
    rf"|speaking\s+to|said\s+to|(?:comments|remarks|statements?|interviews?)\s+(?:made\s+|given\s+)?to"
    rf"|cameras\s+of|appear(?:ed|ing)\s+on|went\s+on)\s+{NP}"
    rf"|\b(?:To|on|in|for)\s+(?P<to>(?:the\s+)?{NAMES})(?=\s+(?:on|last|in|this"
    rf"|yesterday)\b[^,.;]{{0,20}},?\s+(?:he|she)\s+(?:said|wrote|spoke|admitted|insisted))"
)
_WROTE_IN: Final = re.compile(
    r"(?:wrote|writes|writing)\s+(?:[\ue001]+\s+|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?\s+)?in\b"
)
_PAPER: Final = re.compile(
    rf"(?!(?:Persian|English|Arabic|German|Russian|French|Chinese|Spanish|{MONTH})\b)(?:the\s+)?(?:al-|an-|el-)?{NAMES}"
)
"""What somebody writes in, where it has a name of its own."""
_ON_AIR: Final = re.compile(
    rf"\b(?:[Oo]n|(?:read(?:\s+out)?|broadcast|aired|carried|shown|published|printed)\s+(?:live\s+)?(?:on|by|in))"
    rf"\s+(?P<np>(?:the\s+)?{NAMES})(?!\s+(?:recording|tape|video|clip|footage)\b)"
)
"""A station by name: "told listeners on Radio Meridian"."""
_SPEAKING: Final = (
    r"(?:[Ss]peaking|(?:[Ii]n\s+the\s+presence\s+of|[Ss]urrounded\s+by)\s+[\w’' -]{1,50}?"
    r"|[Ss]peech|[Aa]ddress(?:ed|ing)?|[Ss]ermon|[Rr]emarks|[Vv]isit(?:ed|ing)?|[Ss]poke"
    r"|[Pp]reached|(?<!\ba\s)(?<!\bthe\s)[Mm]eeting|[Mm]eets|[Mm]et"
    r"|[Aa]ppear(?:ed|ing)\s+before\s+[\w’' -]{1,50}?"
    r"|(?:[Tt]old|[Tt]elling|[Aa]ddressed|[Aa]ddressing|[Bb]riefed|[Bb]riefing|[Ww]arned|[Uu]rged"
    r"|[Aa]sked|[Aa]ssured"
    r"|[Mm]et(?:\s+with)?|[Mm]eeting(?:\s+with)?|[Rr]eceiv(?:ing|ed)|[Hh]ost(?:ing|ed)|[Bb]riefing|[Rr]eassur(?:ing|ed)|tells|addresses|briefs|warns|urges|asks|assures|meets|informed|informs|reminded"
    r"|reminds)\s+[\w’' -]{1,50}?"
    r"|(?:said|says|acknowledged|admitted|conceded|declared|announced|warned|insisted|claimed|promised"
    r"|vowed|stressed|boasted"
    r"|complained|argued|stated|confirmed|denied|repeated)(?:\s+(?:on|last|this)\s+[\w ]{3,20}?"
    r"|\s+yesterday)?)"
)
_CITY: Final = re.compile(
    rf"\b(?:{_SPEAKING}|[Ii]t\s+was|gathered|assembled|over\s+(?:coffee|tea|lunch|dinner|supper|breakfast|drinks)|(?:was|were)\s+(?:delivered|given|made|held"
    rf"|read))(?:,?\s+on\s+[A-Z\d][\w ]{{2,14}}(?:,\s+\d{{4}})?,?)?"
    rf"\s+(?:to\s+[\w’' -]{{1,50}}?\s+)?in\s+(?:the\s+(?:[a-z]+\s+){{0,2}}(?:city|town|village"
    rf"|port|province|district)\s+of\s+)?(?P<np>(?!(?:Persian|English|Arabic|German|Russian"
    rf"|French)\b){NAMES}(?:\s+{DISTRICT}\b)?)"
)
_TRIP: Final = re.compile(
    r"\b(?:[Vv]isited|[Tt]oured|[Ii]nspected|(?<!who\s)(?:travell?ed|flew|drove|journeyed)\s+to|(?:[Vv]isit|[Tt]rip|[Tt]our|[Jj]ourney|[Pp]ilgrimage|return)\s+(?:to|of))"
    r"\s+(?:the\s+(?:[a-z]+\s+){0,2}(?:city|town|village"
    rf"|port|province|district|region)\s+of\s+|(?:the\s+)?{NAMES}(?:\s+\d+)?\s+in\s+(?=(?:the\s+)?[A-Z])|the\s+)?"
    rf"(?P<np>(?!{MONTH}\b){NAMES}(?:\s+{DISTRICT}\b)?)"
)
_CAPITAL: Final = re.compile(
    rf"(?:^\W*|[,{MASK}\ue001]\s*|\b(?:{_SPEAKING}|speaking|reporters|journalists)\s+)[Ii]n\s+the\s+(?:(?:provincial\s+|regional\s+)?capital,\s+(?P<named>{NAMES})|(?P<np>(?:provincial\s+|regional\s+)?capital)\b(?![’']|\s+(?:city|market)))"
)
_TOWN: Final = re.compile(
    r"\b(?:[Ii]n|[Ff]rom)\s+the\s+(?:[\w-]+\s+){0,2}(?:city|town|village|port|district|province)\s+of\s+"
    rf"(?P<np>{NAMES})"
)
_ONLINE: Final = re.compile(
    r"(?:Telegram|Twitter|X|Instagram|Facebook|WhatsApp|YouTube|TikTok|Signal|VKontakte)"
)
_KEPT: Final = (
    r"e-?mailed|annual|weekly|monthly|closing|opening|inaugural|farewell|victory|resignation|written|keynote|maiden"
    r"|campaign"
    r"|funeral|commencement|graduation|parliamentary|budget|posthumous|inauguration"
    r"|state[- ]of[- ]the[- ][Nn]ation"
    r"|(?:[A-Z][\w’'-]+\s+)*(?:Day|Year|Eve|Nowruz|Easter|Christmas|Ramadan|Eid|Independence"
    r"|Anniversary)(?:[’']s)?"
)
"""What makes a speech or a letter an occasion of its own, "his annual address"."""
_CHANNEL: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Dd]uring|[Vv]ia|[Bb]y|[Oo]ver)\s+(?:the\s+|an?\s+|his\s+|her\s+|their\s+|its\s+"
    r"|that\s+)?(?:(?:same|undated|new|short|brief|second|latest)\s+)?(?P<np>"
    r"(?:nationally\s+|state-|live\s+|pre-?)?(?:televised|broadcast|recorded|radio|television|video|audio"
    r"|live|(?:tele)?phone)\s+"
    r"(?:greetings?|address|speech|message|statement|interview|appearance|broadcast|remarks|debate|sermon|briefing"
    r"|recording|clip"
    r"|file|link|conference|stream)"
    r"|(?:leaked|secret|intercepted|smuggled|clandestine)\s+(?:[\w-]+\s+)?(?:recording|tape|audio|video"
    r"|letter"
    r"|memorandum|memo|document|call|conversation|note|message|file)"
    rf"|(?:(?:{_KEPT})\s+)+(?:[a-z]+\s+)?(?:address|speech|message|statement|reply|replies|answers?"
    rf"|letter|sermon|homily|column|lecture"
    r"|remarks|oration|report|greeting|greetings|appeal|testimony|argument|plea)"
    r"|(?:open\s+|private\s+|handwritten\s+|public\s+|confidential\s+|internal\s+)?letter|memorandum"
    r"|telegram(?=\s+to)|(?:tele)?phone"
    r"|(?:Friday|Easter|Christmas|Sunday|Ramadan|Eid|first|second|evening|morning)?\s*(?:sermon|homily)"
    r"|press\s+release|editorial|diary|memoirs?|e-?mail|communiqu[ée]|decree|manifesto|footnote|postcard"
    r"|preface|foreword|(?:[A-Z][a-z]+\s+)?epistle|encyclical|fatwa|edict|(?:evening|morning|nightly|late)\s+news|conference\s+call|video\s+call|radio\s+talk|obituary|notebook|fax|poem|break|recess|pamphlet|leaflet|circular|directive"
    rf"|(?:{MONTH}|spring|summer|autumn|winter|latest|current|last|weekend|Sunday|Friday)\s+(?:issue"
    rf"|edition|number)"
    r"|letter\s+of\s+resignation|pastoral\s+letter|eulogy|news(?:letter|cast)"
    r"|(?:text|voice|WhatsApp|Telegram|Signal)\s+(?:message|note)|(?:blog|Facebook|Telegram"
    r"|social\s+media)\s+post|tweet|live\s*stream)\b"
)
_IN_WRITING: Final = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Ww]ith|[Vv]ia|[Tt]hrough|[Ss]igned|[Ii]ssued|[Ii]ssuing|[Rr]eleased|[Pp]ublished|[Pp]rinted|[Ss]ent|[Ww]rote)\s+(?=an?\b|the\b|his\b|her\b|its\b|their\b|another\b)"
)
_SPOKEN_AT: Final = re.compile(r"\s+(?:at|before|during|outside|after)\b")
_SAID_IN: Final = re.compile(
    r"\b(?:said|says|announced|declared|stated|warned|confirmed|denied|wrote|ordered|demanded"
    r"|told\s+[\w’' -]{3,30}?)\s+in\s+$"
)
_LOOSE: Final = word_list(
    "appeal report order reply notice dispatch dossier testament message edict note submission"
)
"""Writings that by themselves may be a speech or a thing."""
_ON_PAGE: Final = re.compile(r"\son\s.*\b(?:page|account|website|site|feed|blog|channel|profile)$")
"""Where something is posted, which tells more than that it is a message."""
_COLUMNS: Final = word_list("article column commentary editorial essay op-ed")
_IN_PAPER: Final = re.compile(r"\s+(?:in|for|on)\s")
"""A column whose paper tells more."""
_HEARD_ON: Final = re.compile(
    r"\b(?:heard|said|says|told\s+[\w’' -]{2,40}?|speaking|spoke|appeared|appearing|declared|warned"
    r"|interviewed|live)\s+on\s+(?:the\s+)?"
    rf"(?P<np>{NAMES}(?:\s+of\s+(?:the\s+)?{NAMES})?)(?=\s*[,.;:\ue000]|\s+(?:on|in|that|late|last|yesterday|this|to|and)\b|\s*$)"
)
"""A station whose name does not tell that it is one: "was heard on the Voice of the Emirate"."""
_TO_ALL: Final = re.compile(
    r"\b(?:in|during|from|with)\s+(?:an?|the|his|her|its|their)\s+(?P<np>(?:[\w-]+\s+){0,3}?(?:address|speech|message|broadcast|appeal|statement|remarks)"
    r"\s+to\s+(?:the|his|her|their)\s+(?:nation|people|country|republic|state|fatherland|world))\b"
)
_TALK_BEFORE: Final = re.compile(
    r"\b(?:(?!(?:an?|the|his|her|its|their|that|this|in|gave|gives|giving|of|during|from|to|by|with|and)\b)[\w-]+\s+){0,2}"
    r"(?:interview|conversation)\s+(?:with|on|for|in|to)\s+(?:the\s+|an?\s+|its\s+|his\s+)?$"
)
"""What was given to a medium: "telephone interview with the daily"."""
_TALK_ON: Final = re.compile(
    r"\b(?:in|during|with)\s+(?:an?|his|her)\s+(?P<np>(?:[\w-]+\s+){0,2}?(?:address|message|speech|talk|sermon|statement))\s+$"
)
"""What was given on the air: "address on Radio Meridian"."""
_GIVES: Final = re.compile(
    r"\b(?:in|during|to|gave|given|giving|granted)\s+(?:an?|the|his|her|that|this|another)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""What stands before an interview that the speaker gave."""
_OFFICE: Final = re.compile(r",\s+(?:the|an?|who|head|chief|commander|minister|deputy)\b")
"""What stands behind the name of somebody who was interviewed."""
_CHANNEL_NOUN: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Bb]y|[Vv]ia|runs|ran|reads?|says|said|states|stated|wrote)\s+(?:the\s+|an?\s+|his\s+|her\s+|their\s+|its\s+)?"
    r"(?P<np>(?:(?:open|pastoral|joint)\s+)?letter(?=\s+of\s+(?:\d|[A-Z]))|plea|closing\s+arguments?"
    r"|video(?=\s*(?:[,.:;\ue000]|$)|\s+(?:that|on\s+\w+day|released|posted))|podcast|blog|thread|vlog|voice\s+note)\b"
)
_BOOK: Final = re.compile(
    r"\bin\s+(?:the|its|their|a)\s+(?P<np>(?:visitors[’']\s+|guest\s+|condolence\s+)book|book\s+of\s+condolence)\b"
)
_BROADCAST: Final = re.compile(
    r",?\s+(?:to\s+be\s+|(?:that|which)\s+(?:was\s+)?)?(?:appeared|ran|came\s+out|carried|broadcast|aired|published|printed|posted)\b"
)
_ISSUED: Final = re.compile(
    r"\b(?:issue[sd]?|sign(?:s|ed)|publish(?:es|ed)|release[sd]?|circulate[sd]?|distribute[sd]?|puts?\s+out|posted"
    r"|recorded)\s+an?\s+"
    r"(?P<np>(?:(?:open|model|joint|pastoral|video|audio|voice|written|[A-Z][\w-]+)\s+)?(?:communiqu[ée]|letter|manifesto"
    r"|sermon|message|recording|video|decree"
    r"|circular|pamphlet|leaflet|tweet))\b"
    r"|\b(?P<signed>letter)\b[^.;]{0,60}\b(?:is|was)\s+signed\s+by\b"
)
"""A document that a sentence tells of, and the next ones quote."""
_CARRIED: Final = re.compile(
    rf"(?P<np>{NAMES}(?:\s+of\s+{NAMES})?(?:\s+(?:television|radio|newspaper|daily|weekly|magazine|news\s+agency|website))?"
    r"|[Ss]tate\s+(?:television|radio|TV))"
    r"(?:\s+(?:on|late|last|yesterday)\b[^,.;]{0,25})?\s+(?:carried|aired|broadcast|ran|published"
    r"|printed|showed|carries|airs)\s+(?:an?"
    rf"|the|his|her)\s+(?:[\w-]+\s+){{0,2}}"
    r"(?:interview|speech|address|sermon|recording|talk|statement|conversation|lecture|discussion|appeal|article|letter"
    r"|op-ed|essay|column|editorial|commentary|excerpts?|remarks|comments)\b"
)
_SENT: Final = re.compile(
    r"\b(?:wrote|sent|writes|sends|left|passed)\s+(?:me|him|her|us|them"
    r"|this\s+newspaper)\s+an?\s+(?:[\w-]+\s+)?"
    r"(?P<np>postcard|letter|message|note|e-?mail|telegram|voice\s+message)\b"
)
_NETWORK: Final = re.compile(
    r"\b(?:[Oo]n|[Vv]ia|[Tt]o|[Oo]ver|[Bb]y)\s+(?P<np>(?:X|Twitter|Telegram|Facebook|Instagram|WhatsApp|YouTube|Eitaa|Rubika|Zalo|Viber|Truth\s+Social|TikTok|VKontakte|Weibo|WeChat|Signal|Threads"
    r"|Bluesky|Clubhouse|LinkedIn"
    r"|Odnoklassniki|Mastodon|Reddit|Snapchat)(?=[\s,.:;]|$)(?!\s+(?:message|post|channel|account|page"
    r"|group)))"
)
_POSTED: Final = re.compile(
    r"\b(?:video|message|statement|recording|letter|clip|audio|interview|sermon|speech|note|appeal|post"
    r"|declaration|remarks|comments)\s+"
    r"(?:[a-z]+ly\s+)?(?:published|posted|shared|uploaded|released|circulated|distributed|circulating"
    r"|carried|aired|broadcast|shown|read(?:\s+out)?)"
    r"\s+(?:live\s+)?(?:on|by|via|to|in|through)\s+"
    rf"(?P<np>(?:(?:the|a|an|his|her|its|their)\s+)?[\w’'.-]+(?:\s+[\w’'-]+){{0,4}}?)(?=\s+(?:on|in|at"
    rf"|that|last|late|early|yesterday|today|after|before)\b|\s*[,.;:—–(]|\s*$|\s*{MASK})"
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
    read = Nominals(text)
    for find in (_written, _media, _networks, _sorted, _named, _unlisted, _towns, _channels, _addressed):
        found = [(distance(span, cue), words) for span, words in find(text, media, read) if words]
        if found:
            return min(found)[1]
    return None


Candidates = Iterator[tuple[tuple[int, int], str]]


def _media(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    """Newspapers and stations to which somebody speaks."""
    for match in _INTERVIEW.finditer(text):
        words = STATE_RUN.sub("", noun_phrase(match))
        # An interview with somebody of a bare name is one that he gave.
        with_whom = re.match(r"(?i)\w[\w-]*\s+with\s+(?!the\b)", match.group())
        given = (
            with_whom
            and _GIVES.search(text, 0, match.start()) is not None
            and not _OFFICE.match(text, match.end())
        )
        if (
            is_medium(bare(words), media)
            or (given and is_name(bare(words)))
            or (_BROADCAST.match(text, match.end()) or (words[:1].isupper() and not with_whom))
        ):
            talk = _TALK_BEFORE.search(text, 0, match.start("np"))
            yield match.span(), " ".join((talk.group() + noun_phrase(match)).split()) if talk else words
    for match in _HEARD_ON.finditer(text):
        name = match["np"]
        if is_name(name) and not has_date(f"on {name}") and read.of_sort(match.start("np")) is None:
            yield match.span(), name
    for match in _ON_AIR.finditer(text):
        if is_medium(match["np"], media):
            talk = _TALK_ON.search(text, max(0, match.start() - 60), match.start())
            name = STATE_RUN.sub("", bare(match["np"]))
            aired = talk is not None and match.group().lower().startswith("on ")
            yield match.span(), f"{talk['np']} {match.group()}" if talk and aired else name
    for match in _CARRIED.finditer(text):
        if is_medium(match["np"], media):
            yield match.span(), STATE_RUN.sub("", bare(match["np"]))
    for match in _TOLD.finditer(text):
        words = noun_phrase(match) if match["np"] else match["to"]
        if (
            is_medium(words, media)
            or is_agency(words)
            or (_WROTE_IN.match(match.group()) and _PAPER.fullmatch(words))
        ):
            yield match.span(), STATE_RUN.sub("", bare(words))


def _written(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    """Letters and statements, whoever carried them: "in a statement read out on state television"."""
    del media
    for match in _BOOK.finditer(text):
        yield match.span(), match["np"]
    for match in _IN_WRITING.finditer(text):
        one = read.of_sort(match.end())
        if one is None or not is_writing(one.head) or not one.determined or _SPOKEN_AT.match(text, one.end):
            continue
        if one.head.lower() in _COLUMNS and _IN_PAPER.match(text, one.end):
            continue
        whole = read.whole(one).words
        if _ON_PAGE.search(whole) or whole.startswith(("same ", "other ", "latter ")):
            continue
        said = _SAID_IN.search(text, max(0, match.start() - 50), match.end()) is not None
        if said or one.head.lower() not in _LOOSE or whole.lower() != one.head.lower():
            yield (match.start(), one.end), whole


def _sorted(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    """Gatherings, or else places, networks and sites; a gathering tells more than the place where it was."""
    del media
    found = list(sorted_places(text, read))
    for span, one in [(span, one) for span, one in found if is_gathering(one.head)] or found:
        yield span, STATE_RUN.sub("", one.words)


def _named(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    """Gatherings with a name of their own: "addressing the National Security Conference"."""
    for span, words in _addressed(text, media, read):
        if words[:1].isupper():
            yield span, words


def _addressed(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    del media
    yield from gatherings_addressed(text, read)


def _unlisted(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    """What somebody spoke at, whatever it is called: "speaking at the send-off for conscripts"."""
    del media
    yield from events_unlisted(text, read)


def _towns(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    del media
    yield from districts(text)
    for pattern in (_CITY, _TOWN, _TRIP, _CAPITAL):
        for match in pattern.finditer(text):
            named = match.groupdict().get("named")
            yield match.span(), named or noun_phrase(match)


def _channels(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    """Letters, sermons, calls and recordings."""
    del media
    for match in _TO_ALL.finditer(text):
        yield match.span(), match["np"]
    for pattern in (_CHANNEL, _CHANNEL_NOUN, _SENT):
        for match in pattern.finditer(text):
            start, end = match.span("np")
            one = Nominal(text, start, end, text[start:end].split()[-1], determined=True)
            yield (
                match.span(),
                read.whole(one).words if is_writing(one.head) or is_talk(one.head) else one.words,
            )
    for match in _ISSUED.finditer(text):
        yield match.span(), match["np"] or match["signed"]


def _networks(text: str, media: frozenset[str], read: Nominals) -> Candidates:
    """Social media by name, and where a video or a statement was published."""
    for match in _NETWORK.finditer(text):
        yield match.span(), match["np"]
    for match in _POSTED.finditer(text):
        words = noun_phrase(match)
        if is_medium(words, media) or _ONLINE.fullmatch(bare(words)):
            yield match.span(), STATE_RUN.sub("", bare(words))
