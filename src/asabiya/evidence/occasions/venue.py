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
from asabiya.evidence.occasions.places import (
    DISTRICT,
    districts,
    gatherings_addressed,
    sorted_places,
)
from asabiya.evidence.occasions.sorts import is_place
from asabiya.evidence.text.layout import MASK

__all__ = ["venue_in"]

_SITES: Final = (
    r"network|television|tv|channel|radio(?!\s+(?:talk|address|interview|message|speech))|ceremony|conference(?!\s+call)|rally|meeting|gathering|seminar|congress"
    r"|session|funeral"
    r"|burial|parade(?!\s+ground)|university|mosque|seminary|garrison|base|barracks|academy|headquarters|square"
    r"|stadium|hall"
    r"|parliament|forum|summit|prayers|(?:twitter|telegram|instagram|facebook|whatsapp|youtube)(?!\s+(?:message|post|video|voice))|website"
    r"|newspaper|(?:daily|weekly)(?!\s+(?-i:[a-z]))"
    r"|event|commemoration|festival|exhibition|shrine|camp|assembly|broadcast(?!\s+(?:from|on|by"
    r"|live|across))|podcast|graduation|march|service"
    r"|inauguration|dinner|banquet|reception|workshop|council|school|college|cathedral|church|chapel"
    r"|temple|monastery"
    r"|palace|airbase|airport|harbour|harbor|club|symposium|vigil|cemetery|graveside|mausoleum|memorial"
    r"|monument"
    r"|programme|program|hotel|theatre|theater|museum|library|institute|hospital|prison|court|courtroom"
    r"|courthouse"
    r"|balcony|factory|foundry|shipyard|depot|fort|fortress|checkpoint|residence|villa|studio|hearing"
    r"|trial|plenum"
    r"|wedding|procession|iftar|canteen|refectory|plaza|arena|front|station|port|farm|mill|mine"
    r"|power\s+plant|steelworks|(?:tractor|steel|iron|car|engine|chemical|arms|cement|gas|water|paper"
    r"|salt|print(?:ing)?|textile|railway)\s+works|embassy|clinic"
    r"|consulate|village\s+hall|barrack|training\s+ground|press\s+centre|rostrum|podium|pulpit|ministry"
    r"|dock|steps|corridors?|lobby|stage|plenary|garden|kitchen|yard|press\s+room|newsroom|mess|pier"
    r"|quay|gates?|tent|(?<=his\s|her\s)office|taxi|caf[ée]|restaurant|courtyard|briefing|lecture|retreat"
)
_EVENT: Final = re.compile(
    r"(?i)\b(?:ceremony|conference|rally|meeting|gathering|seminar|congress|session|funeral|burial|parade"
    r"|forum|summit"
    r"|prayers|event|commemoration|festival|graduation|inauguration|dinner|banquet|reception|workshop"
    r"|symposium|vigil"
    r"|hearing|trial|wedding|procession|briefing|lecture|memorial|(?-i:assembly)|debate|plenum|plenary|retreat|celebration|visit)$"
)
"""An occasion, whose complement tells who came together: "a seminar for military judges in Zarn"."""
_JUDGED: Final = re.compile(
    r"^(?:(?:[a-z]+ly\s+)?(?:rare|brief|short|long|lengthy|fiery|angry|emotional|stormy|tense|crowded"
    r"|packed|recent|frank|unusual"
    r"|solemn|candid|noisy|festive|lavish|hasty|called|arranged|awaited|attended)\s+)+"
)
"""What an author thinks of an occasion, "an unusually frank lecture"."""
_NUMBERED: Final = re.compile(
    r"(?<=Camp|Hall|Base|Fort|Mill|Farm|Mine|Club)\s+(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
    r"|No\.\s*\d+|\d{1,3})\b"
)
_WITH: Final = re.compile(rf"\s+(?:of|with|for|to(?<=lecture\sto|.sermon\sto))\s+(?!\w+ing\b){NP}")
_IN: Final = re.compile(
    rf"\s+(?:in|at)\s+(?:the\s+(?:provincial\s+|regional\s+)?capital\b|(?:the\s+)?(?!{MONTH}\b){NAMES}"
    r"(?:(?:\s+[a-z][\w-]*){0,2}?\s+(?:embassy|consulate|mosque|barracks|university|palace|academy|base|hospital|school"
    r"|college|stadium|airport|prison|station|hotel|cemetery|museum|theatre|camp)\b)?"
    rf"|an?\s+\w+(?=\s+in\b)|the\s+(?:[a-z-]+\s+){{0,2}}(?:school|academy|university|barracks|cemetery"
    rf"|stadium|square|hall)\b"
    rf"(?:\s+in\s+{NAMES})?)"
)
_TAIL: Final = (
    r"(?:\s+(?i:channel|account|page|feed|hall|centre|center|station|broadcast|programme|program|bulletin"
    r"|service"
    r"|ceremony|square|grounds|school|academy|mosque|conference|interview|address))?"
)
_VENUE: Final = re.compile(
    r"\b(?:[Tt]old(?=\s+(?:a|the)\s+(?:[\w-]+\s+)??(?:press|news)\s+(?:conference|briefing))|(?:carried"
    r"|broadcast|aired|shown)\s+(?:live\s+)?(?:by|on)|[Oo]n|[Aa]t|[Ii]n|[Dd]uring|[Ff]rom|[Ii]nside"
    r"|[Vv]isit(?:ed|ing)?(?:\s+to)?|[Tt]our(?:ed|ing)?(?:\s+of)?"
    r"|(?:returned|flew|drove|went|came|walked|travelled|rode)\s+(?:back\s+)?to|episode\s+of|edition\s+of"
    r"|[Gg]ave(?=\s+(?:an?|his|her)\s+(?:[\w-]+\s+){0,2}?(?:dinner|reception|banquet|lecture|briefing|party"
    r"|(?:press|news)\s+conference)\b)"
    r"|[Oo]utside|[Vv]ia|[Oo]ver|held|holds|hosted|convened|attend(?:ed|ing)|chair(?:ed|ing)|presid(?:ed"
    r"|ing)\s+over|[Bb]efore(?=\s+the\s+\w+\s+court))\s+"
    r"(?:(?:\w+day|[Yy]esterday|(?:last|this)\s+week)[’']s\s+)?"
    r"(?P<np>(?:(?:the|a|an|his|her|their|its)\s+)?(?:(?!(?:on|at|in|during|from|that|who|to|and|with|the"
    r"|an?|his|her|their|its|had|has|have|was|were|is|still|no"
    r"|evening|morning|afternoon|night"
    r"|told|said|about|of|by|carried|broadcast|aired|shown|seen|published|marking|held)\b)(?:St\.|[\w’'-]+)\s+){0,6}?"
    rf"(?!March\b)(?:(?i:{_SITES}))\b{_TAIL}(?P<end>)"
    r"(?!\s+(?:town|city|village|commanders?|chiefs?|officers?|spokes\w+|ministers?|directors?|heads?"
    r"|correspondents?|reporters?"
    r"|presenters?|hosts?|officials?|guards?|leaders?|workers?)\b)"
    r"(?:(?<=network|website|station|channel|podcast)\s+(?=[A-Z])[\w’'-]+(?:\s+[A-Z][\w’'-]*)?"
    r"|(?<=programme)\s+(?=[A-Z])[\w’'-]+(?:\s+[A-Z][\w’'-]*)?|(?<=[Hh]otel)\s+(?=[A-Z])[\w’'-]+"
    r"|(?<=newspaper)\s+(?=[A-Z])[\w’'-]+(?:\s+[A-Z][\w’'-]*)?|(?<=daily)\s+(?=[A-Z])[\w’'-]+(?:\s+[A-Z][\w’'-]*)?)?"
    rf"(?:\s+(?:of|in|at|for)\s+(?:the\s+)?(?:{NAMES}(?:\s+(?:embassy|consulate|mosque|barracks"
    rf"|university|palace)|\s+of\s+(?:the\s+)?{NAMES})?|(?:[A-Z]?[a-z-]+\s+){{0,2}}(?:{_SITES})\b))?)"
)
_EVENT_AT: Final = re.compile(
    r"(?i)\b(?:fire|explosion|blast|attack|raid|shooting|massacre|protests?|clash(?:es)?|strike|mutiny"
    r"|riots?|killings?"
    r"|arrests?|arrested|killed|shot|wounded|detained|held|executed|buried|born|educated|trained|based"
    r"|stationed|seen"
    r"|published|distributed|circulated|circulating|years|months|life|sentenced|be\s+read|read\s+out|terms?|time)\s*$"
)
_FURTHER: Final = re.compile(
    rf"(?:\s+[A-Z][\w’'-]+){{0,2}}\s+(?P<noun>[a-z][\w-]+)\b(?:\s+in\s+(?!{MONTH}\b){NAMES})?"
)
"""What a place's name goes on with: "Fort Libertad airstrip", "hotel lobby in Vienna"."""
_SITS: Final = re.compile(r"\b(?:sits?|sat|serves?|served|seats?)\s+$")
"""Membership of a body: "one woman sits on the Council"."""
_INTERVIEW: Final = re.compile(
    r"\b(?:interview|conversation|op-ed|column|essay|commentary|article|blog)\s+(?:with|on|for|in|to"
    r"|published\s+(?:by|in)|broadcast\s+(?:by|on)|given\s+to)\s+"
    rf"(?!{MONTH}\b){NP}"
)
_TOLD: Final = re.compile(
    rf"\b(?i:told|tells?|telling|informed|assured|(?:asked|interviewed|questioned)\s+by|wrote\s+(?:in|for|to)|writing\s+in|spoke\s+to"
    rf"|speaking\s+to|said\s+to|(?:comments|remarks|statements?|interviews?)\s+(?:made\s+|given\s+)?to"
    rf"|cameras\s+of|appear(?:ed|ing)\s+on|went\s+on)\s+{NP}"
    rf"|\b(?:To|on|in|for)\s+(?P<to>(?:the\s+)?{NAMES})(?=\s+(?:on|last|in|this"
    rf"|yesterday)\b[^,.;]{{0,20}},?\s+(?:he|she)\s+(?:said|wrote|spoke|admitted|insisted))"
)
_WROTE_IN: Final = re.compile(r"(?:wrote|writing)\s+in\b")
_PAPER: Final = re.compile(
    rf"(?!(?:Persian|English|Arabic|German|Russian|French|Chinese|Spanish|{MONTH})\b)(?:the\s+)?(?:al-|an-|el-)?{NAMES}"
)
"""What somebody writes in, where it has a name of its own."""
_ON_AIR: Final = re.compile(
    rf"\b(?:[Oo]n|(?:read(?:\s+out)?|broadcast|aired|carried|shown|published|printed)\s+(?:live\s+)?(?:on|by|in))"
    rf"\s+(?P<np>(?:the\s+)?{NAMES})"
)
"""A station by name: "told listeners on Radio Meridian"."""
_SPEAKING: Final = (
    r"(?:[Ss]peaking|[Ss]peech|[Aa]ddress(?:ed|ing)?|[Ss]ermon|[Rr]emarks|[Vv]isit(?:ed|ing)?|[Ss]poke"
    r"|[Pp]reached"
    r"|[Aa]ppear(?:ed|ing)\s+before\s+[\w’' -]{1,50}?"
    r"|(?:[Tt]old|[Tt]elling|[Aa]ddressed|[Aa]ddressing|[Bb]riefed|[Bb]riefing|[Ww]arned|[Uu]rged"
    r"|[Aa]sked|[Aa]ssured"
    r"|[Mm]et(?:\s+with)?|tells|addresses|briefs|warns|urges|asks|assures|meets|informed|informs|reminded"
    r"|reminds)\s+[\w’' -]{1,50}?"
    r"|(?:said|says|acknowledged|admitted|conceded|declared|announced|warned|insisted|claimed|promised"
    r"|vowed|stressed|boasted"
    r"|complained|argued|stated|confirmed|denied|repeated)(?:\s+(?:on|last|this)\s+[\w ]{3,20}?"
    r"|\s+yesterday)?)"
)
_CITY: Final = re.compile(
    rf"\b(?:{_SPEAKING}|gathered|assembled|over\s+(?:coffee|tea|lunch|dinner|supper|breakfast|drinks)|(?:was|were)\s+(?:delivered|given|made|held"
    rf"|read))\s+(?:to\s+[\w’' -]{{1,50}}?\s+)?in\s+(?:the\s+(?:[a-z]+\s+){{0,2}}(?:city|town|village"
    rf"|port|province|district)\s+of\s+)?(?P<np>(?!(?:Persian|English|Arabic|German|Russian"
    rf"|French)\b){NAMES}(?:\s+{DISTRICT}\b)?)"
)
_TRIP: Final = re.compile(
    r"\b(?:[Vv]isited|[Tt]oured|[Ii]nspected|travell?ed\s+to|(?:[Vv]isit|[Tt]rip|[Tt]our|[Jj]ourney|[Pp]ilgrimage|return)\s+(?:to|of))"
    r"\s+(?:the\s+(?:[a-z]+\s+){0,2}(?:city|town|village"
    rf"|port|province|district|region)\s+of\s+|(?:the\s+)?{NAMES}(?:\s+\d+)?\s+in\s+(?=(?:the\s+)?[A-Z])|the\s+)?"
    rf"(?P<np>(?!{MONTH}\b){NAMES}(?:\s+{DISTRICT}\b)?)"
)
_CAPITAL: Final = re.compile(
    r"\b[Ii]n\s+the\s+(?P<np>(?:provincial\s+|regional\s+)?capital)\b(?![’']|\s+(?:city|market))"
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
    r"\b(?:[Oo]n|[Vv]ia|[Tt]o|[Oo]ver|[Bb]y)\s+(?P<np>(?:X|TikTok|VKontakte|Weibo|WeChat|Signal|Threads"
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
    for find in (_media, _networks, _places, _sorted, _named, _towns, _channels, _addressed):
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
        if is_medium(bare(words), media) or (
            _BROADCAST.match(text, match.end()) or (words[:1].isupper() and not with_whom)
        ):
            yield match.span(), words
    for match in _ON_AIR.finditer(text):
        if is_medium(match["np"], media):
            yield match.span(), STATE_RUN.sub("", bare(match["np"]))
    for match in _CARRIED.finditer(text):
        if is_medium(match["np"], media):
            yield match.span(), STATE_RUN.sub("", bare(match["np"]))
    for match in _TOLD.finditer(text):
        words = noun_phrase(match) if match["np"] else match["to"]
        if is_medium(words, media) or (_WROTE_IN.match(match.group()) and _PAPER.fullmatch(words)):
            yield match.span(), STATE_RUN.sub("", bare(words))


def _places(text: str, media: frozenset[str]) -> Candidates:
    """Places and gatherings, networks and sites."""
    del media
    for match in _VENUE.finditer(text):
        words = noun_phrase(match)
        dated = re.search(r"(?i)^(?:the\s+)?(?:same|next|first|last|days?)\b", words) or has_date(match["np"])
        before = text[max(0, match.start() - 20) : match.start()]
        member = match.group().startswith("on") and _SITS.search(before)
        if dated or member or _EVENT_AT.search(before):
            continue
        if (
            words.endswith("inistry")
            and " of " not in words
            and not re.match(r"(?i)outside|inside|at\b", match.group())
        ):
            continue
        if re.fullmatch(r"(?i)port|front|service|station|march", bare(words)) or words.endswith(" Front"):
            continue
        if (more := _FURTHER.match(text, match.end())) and is_place(more["noun"]):
            words += " " + " ".join(more.group().split())
        words = re.sub(r"^front\s+of\s+(?:the\s+)?|^(?:capital|city|town|province)[’']s\s+", "", words)
        yield match.span(), _JUDGED.sub("", STATE_RUN.sub("", _whole(text, match, words)))


def _whole(text: str, match: re.Match[str], words: str) -> str:
    """An occasion with those who came together and the town."""
    end = match.start("end")
    if named := _NUMBERED.match(text, end):
        return words + named.group() if text[match.start("np") : end].rstrip() == words else words
    head = " ".join(text[match.start("np") : end].split())
    if not _EVENT.search(head):
        return words
    words = head
    if people := _WITH.match(text, end):
        words, end = (
            f"{words} {text[end : people.start('np')].strip()} {noun_phrase(people)}",
            people.end("np"),
        )
    if place := _IN.match(text, end):
        words = f"{words} {' '.join(place.group().split())}"
    return words


def _sorted(text: str, media: frozenset[str]) -> Candidates:
    del media
    for span, words in sorted_places(text):
        if not _EVENT_AT.search(text[max(0, span[0] - 20) : span[0]]):
            yield span, _JUDGED.sub("", words)


def _named(text: str, media: frozenset[str]) -> Candidates:
    """Gatherings with a name of their own: "addressing the National Security Conference"."""
    for span, words in _addressed(text, media):
        if words[:1].isupper():
            yield span, words


def _addressed(text: str, media: frozenset[str]) -> Candidates:
    del media
    yield from gatherings_addressed(text)


def _towns(text: str, media: frozenset[str]) -> Candidates:
    del media
    yield from districts(text)
    for pattern in (_CITY, _TOWN, _TRIP, _CAPITAL):
        for match in pattern.finditer(text):
            yield match.span(), noun_phrase(match)


def _channels(text: str, media: frozenset[str]) -> Candidates:
    """Letters, sermons, calls and recordings."""
    del media
    for pattern in (_CHANNEL, _SENT):
        for match in pattern.finditer(text):
            yield match.span(), " ".join(match["np"].split())
    for match in _ISSUED.finditer(text):
        yield match.span(), match["np"] or match["signed"]


def _networks(text: str, media: frozenset[str]) -> Candidates:
    """Social media by name, and where a video or a statement was published."""
    for match in _NETWORK.finditer(text):
        yield match.span(), match["np"]
    for match in _POSTED.finditer(text):
        words = noun_phrase(match)
        if is_medium(words, media) or _ONLINE.fullmatch(bare(words)):
            yield match.span(), STATE_RUN.sub("", bare(words))
