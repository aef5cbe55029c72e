"""What the searches for audience and venue share: a sentence's own words, media, and breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Final

from asabiya.evidence.occasions.expressions import MONTH, find_dates
from asabiya.evidence.persons.offices import sector_of
from asabiya.evidence.text.layout import MASK

__all__ = [
    "LONGEST",
    "NAMES",
    "NP",
    "STATE_RUN",
    "bare",
    "breaks_off",
    "distance",
    "frame_of",
    "has_date",
    "is_medium",
    "media_of",
    "noun_phrase",
]

Offsets = tuple[int, int]

_SOURCE: Final = "\ue001"
"""Stands for one character of a speaker's description, which says nothing of the occasion."""

LONGEST: Final = 2000
"""Signs of a sentence that are searched, so that a text without full stops costs no more than its length."""

_STOP: Final = (
    r"(?<!\bthe)(?<!\ban)(?<!\bhis)(?<!\bher)(?<!\btheir)"
    r"(?=\s+(?:that|to\s+(?!the\b)[a-z]+|about|against|in|at(?!\s+all\s+levels\b)|on|during|from|who|whom"
    r"|which|when|while"
    r"|as|after|before|via|through|outside|inside|beside|behind|dated|he|she|they|it|I|we|abroad(?=\s+to)"
    r"|last|yesterday|today|over|by|this|earlier|later|late|early|not\s+to|never\s+to|and\s+(?:said|told|warned|added"
    r"|called|urged|asked|said)|said|how|why|whether|what|for|near|with|published|broadcast|aired|released"
    r"|carried|because|until|since|if|but|again|every|each|twice|once|being|held|attended|gathered|took"
    r"|asking|read(?=\s+(?:out|aloud|by|at|on|in)\b)"
    r"|aboard|was|were|is|are|has|had|assembled|standing|sitting|waiting|queu(?:e)?ing|lined\s+up|flanked|alongside|amid|ahead|together|marking|organi[sz]ed|hosted|convened|dedicated|seated|invited"
    r"|there|here|further|too|also|afterwards|simply|flatly|merely|only"
    r"|saying|warning|demanding|urging|calling|privately|bluntly|so"
    rf"|(?:two|three|four)\s+(?:days|weeks))\b)|(?=\s+of\s+(?:an?\s+|the\s+)?{MASK})|(?=\s*[,.;:—–(]|\s*$"
    rf"|\s*{MASK})"
)
NP: Final = rf"(?P<np>(?:[\w’'.-]+(?:,\d{{3}})*)(?:\s+[\w’'-]+(?:,\d{{3}})*){{0,9}}?)(?:{_STOP})"
"""Pattern of a noun phrase without complements, as group ``np``."""
_ARABIC: Final = r"(?:(?:al|el|an|as|ash|ad|ar|at|az)-)?"
_NAME: Final = rf"(?!(?:{MONTH})\b){_ARABIC}[^\W\d_a-z][\w’'-]*"
_LITTLE: Final = r"(?:(?:de|da|do|dos|das|del|di|du|la|le|el|los|las|al|e|bin|van|von|der)\s+){0,2}"
NAMES: Final = rf"{_NAME}(?:\s+{_LITTLE}{_ARABIC}[^\W\d_a-z][\w’'-]*){{0,3}}"
"""Pattern of a name of up to four words that begins with no month."""

_DETERMINER: Final = re.compile(
    r"^(?:the|a|an|his|her|their|its|our|my|(?:some|many|several)(?!\s+(?:hundred|thousand|dozen"
    r"|million)s?\b)|all\s+(?:of\s+)?the|those|these)\s+",
    re.IGNORECASE,
)
STATE_RUN: Final = re.compile(
    r"^(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+|its\s+)?(?:(?:state|government|regime|party|army"
    r"|guards?)[- ](?:run|owned|controlled|affiliated|backed|linked)\s+"
    r"|semi-?official\s+|official\s+|regime['’]s\s+)*",
    re.IGNORECASE,
)
"""Determiners and words on who runs a medium, before its name."""
_KIND: Final = (
    r"(?:newspaper|magazine|daily|weekly|monthly|journal|(?:news\s+)?agency|(?:Telegram\s+)?channel|radio"
    r"|(?:radio\s+|television\s+|TV\s+)?station|broadcaster|(?:news\s+)?(?:website|site|portal|outlet)"
    r"|network"
    r"|programme|program|podcast|blog)"
)
_MEDIUM: Final = re.compile(
    rf"(?:(?!(?:of|at|from|for|in|with)\b)[\w’'-]+\s+){{0,4}}?(?i:{_KIND})(?:\s+[^\W\d_a-z][\w’'-]*)*"
)
_TITLED: Final = re.compile(
    r"(?!.*\bRights\b)(?:[^\W\d_a-z][\w’'-]*\s+)+(?:News|Times|Post|Herald|Gazette|Review|Tribune|Courier"
    r"|Journal"
    r"|Chronicle|Observer"
    r"|Telegraph|Press|Mail|Standard|Today|Radio|TV|Television|FM|Broadcasting|Wire|Dispatch|Monitor"
    r"|Mirror|Globe|Star|Sun|Echo|Voice|Record|Express|Bulletin|Messenger|Sentinel|Banner|Beacon)"
    r"|(?:Monitor|Times|Post|Herald|Gazette|Tribune|Courier|Chronicle|Observer|Telegraph|Clarion|Dispatch|Bulletin|Mirror|Messenger)"
    r"|[^\W\d_a-z][\w-]*(?:press|[Nn]ews|TV|wire|[Mm]edia)"
    r"|(?:Radio|Rádio|Radyo|Radio|Channel|Canal|Kanal|TV|Télé)(?:\s+[^\W\d_a-z][\w’'-]*)+"
)
"""Names that newspapers and stations bear."""
_NAMED: Final = re.compile(rf"\b{_KIND}\s+(?P<name>{NAMES})")
_DATELINE: Final = re.compile(
    r"\((?P<name>[^\W\d_a-z][\w’'-]*(?:\s+[^\W\d_a-z][\w’'-]*){0,2}|[a-z]{2,5})\)\s*[.:]?\s?[-–—]"
)
"""The agency in a dateline: "LOMBRE, Sept 17 (Northwire) -"."""
_CALLED: Final = re.compile(
    r"\b(?:told|tells|telling|interview\s+with|interviewed\s+by|asked\s+by|said\s+to|spoke\s+to|speaking\s+to)\s+"
    rf"(?!(?:{MONTH})\b)(?P<name>{_ARABIC}[^\W\d_a-z][\w’-]*(?:\s+(?:(?:da|de|do|del|di|al)\s+)?(?:[^\W\d_a-z][\w’-]*|\d{{1,2}}(?!\d))){{0,2}})"
    r"(?=\s*[.,;:]|\s+(?:on|in|that|last|late|this|by|at|earlier|yesterday|from|it|he|she|they|the|about|there|when|not)\b)"
)
"""A name that something is told to."""
_ISSUES: Final = r"report(?:ed|s|ing)|quote[sd]|print(?:ed|s)|publishe[sd]|carrie[sd]|aired|broadcast"
_PARTICLE: Final = re.compile(r"\s(?:da|de|do|del|di)\s")
_NO_MEDIUM: Final = re.compile(
    r"(?i)\b(?:parliament|congress|assembly|council|committee|duma|senate|house|cabinet|politburo|majlis|m[ae]jles|mejilis|knesset|rada"
    r"|sejm|diet|court|president|general|colonel|minister|comrades?|allah|god|party|army|guards?|police|ministry|government|university|academy"
    r"|mr|mrs|ms|dr|sheikh|ayatollah|muslims?|[a-z]+(?:ians|ese|is|ites))\b"
)
"""What else has a name and may be told something."""
_MEDIA: Final = 60
"""Most names of either kind, and most uses of each, that are looked for in an article."""
_NEAR: Final = 40
"""Signs on either side of a name that tell how it is used."""
_HEAD: Final = 800
"""Signs of an article within which its dateline stands. [assumed: title and byline come before]"""
_JOURNALIST: Final = re.compile(
    r"(?i)\b(?:reporters?|journalists?|correspondents?|editors?|presenters?|anchor(?:wom[ae]n|m[ae]n)?"
    r"|hosts?|interviewers?|viewers|listeners|readers|press)\b"
)
_BREAK: Final = re.compile(
    r"\b(?:[Ee]arlier(?!\s+(?:this|that|the\s+same))|[Pp]reviously|[Ii]n\s+(?:another|an\s+earlier"
    r"|a\s+separate|a\s+previous|an\s+undated|a\s+recent|an\s+older)"
    r"(?!\s+(?:passage|part|section|paragraph|sentence|excerpt|line|point)\b)"
    r"|[Ll]ater,|later\s+(?:said|told|wrote|warned|claimed|admitted|added|called|denied|insisted"
    r"|complained)"
    r"|[Oo]n\s+(?:another|a\s+different|an\s+earlier|other)\s+occasions?|undated|[Oo]nce"
    r"|[Aa]t\s+(?:another|an\s+undated|a\s+separate)|[Ii]n\s+the\s+past|[Yy]ears?\s+ago"
    r"|(?<!to\s)(?:has|have)\s+(?:also\s+|often\s+|repeatedly\s+|long\s+|previously\s+|since\s+)?(?:said|warned"
    r"|told|claimed|argued|called|insisted|admitted|complained))\b"
)


def frame_of(
    view: str, sentence: Offsets, contents: Iterable[Offsets], sources: Iterable[Offsets] = ()
) -> str:
    """A sentence's own words at the sentence's length, what is said in it and who says it masked."""
    start, end = sentence
    signs = list(view[start:end])
    for sign, spans in ((_SOURCE, sources), (MASK, contents)):
        for a, b in spans:
            a, b = max(a, start) - start, min(b, end) - start
            if a < b:
                signs[a:b] = sign * (b - a)
    return "".join(signs)


def breaks_off(frame: str) -> bool:
    """Whether the sentence sets its statement apart from the occasion before it.

    >>> breaks_off("In another speech, he said")
    True
    """
    return _BREAK.search(frame) is not None


def noun_phrase(match: re.Match[str]) -> str:
    """The group ``np`` of a match on one line, cut where a date begins."""
    start, end = match.span("np")
    # A date may begin in the phrase and end behind it: "the speaker a day" earlier.
    date = next(find_dates(match.string, start, min(len(match.string), end + 20)), None)
    end = min(end, date.start) if date else end
    words = " ".join(match.string[start:end].split()).strip(" ,.;:")
    return words.removesuffix(" and").removesuffix(" or").removesuffix(" to")


def bare(words: str) -> str:
    """A noun phrase without its determiners."""
    return _DETERMINER.sub("", _DETERMINER.sub("", words))


def has_date(words: str) -> bool:
    """Whether the words hold a date expression."""
    return next(find_dates(words, 0, len(words)), None) is not None


@lru_cache(maxsize=8)
def media_of(view: str) -> frozenset[str]:
    """Names that an article gives to media: "the newspaper Free Clarion", or treats as such.

    >>> sorted(media_of("The newspaper Free Clarion was closed."))
    ['Free Clarion']
    >>> sorted(media_of("He told Hidri that it was so. He told Karvan on Friday, and Nima Karvan smiled."))
    ['Hidri']
    """
    names = set(_first_names(_NAMED, view))
    if dateline := _DATELINE.search(view, 0, _HEAD):
        names.add(dateline["name"])
    called = [name for name in _first_names(_CALLED, view) if name not in names]
    return frozenset(names.union(name for name in called if _is_used_as_medium(name, view)))


def _first_names(pattern: re.Pattern[str], view: str) -> list[str]:
    """Different names that a pattern finds, in text order."""
    return list(islice(dict.fromkeys(match["name"] for match in pattern.finditer(view)), _MEDIA))


def _is_used_as_medium(name: str, view: str) -> bool:
    """Whether a name that something is told to is that of no person, body or town in the article."""
    if _JOURNALIST.search(name) or sector_of(name) not in (None, "media", "other") or _NO_MEDIUM.search(name):
        return False
    plain = re.escape(name)
    uses = islice(re.finditer(plain, view), _MEDIA)
    near = "\n".join(view[max(0, use.start() - _NEAR) : use.end() + _NEAR] for use in uses)
    if re.search(rf"\b{plain}\s*(?:\(|,?\s+(?:{_ISSUES})\b)|[Aa]ccording\s+to\s+(?:the\s+)?{plain}\b", near):
        return True
    if any(sign.isdigit() for sign in name) or _PARTICLE.search(name):
        return True
    person = (
        rf"\b(?<!\.\s)[^\W\d_a-z][\w’'.-]*\s+{plain}\b|\b{plain}\s+[^\W\d_a-z]|\b[Ii]n\s+{plain}\b"
        rf"|\b{plain}(?:[’']s|,\s+(?:the|an?|who)\b)"
    )
    return " " not in name and re.search(person, near) is None


def is_medium(words: str, media: frozenset[str] = frozenset()) -> bool:
    """Whether a noun phrase is a newspaper, a station or the like.

    >>> is_medium("magazine Horizons"), is_medium("Clarion", frozenset({"Free Clarion"})), is_medium("cadets")
    (True, True, False)
    """
    words = bare(words)
    if not words or _JOURNALIST.search(words):
        return False
    named = (words[:1].isupper() or words in media) and any(
        name == words or name.endswith(f" {words}") for name in media
    )
    return (
        named
        or _MEDIUM.fullmatch(words) is not None
        or _TITLED.fullmatch(words) is not None
        or sector_of(words) == "media"
    )


def distance(match: Offsets, cue: int | None) -> int:
    """Signs between a match and the reporting verb; where it begins if there is none."""
    if cue is None:
        return match[0]
    return max(match[0] - cue, cue - match[1], 0)
