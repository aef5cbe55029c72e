"""What the lead of a news report tells of, and what stands behind words of when and where they were said."""

from __future__ import annotations

import datetime
import re
from typing import Final

from asabiya.evidence.occasions.anchors import Anchor

__all__ = [
    "chamber",
    "heading",
    "is_agency",
    "is_before_press",
    "is_event_of_the_day",
    "is_fresh",
    "is_made_here",
    "is_press",
    "is_publication",
    "is_round_up",
    "is_speech_act",
    "main_clause",
    "parish",
]

_DAYS: Final = 10
"""Days before publication within which a day is news. [assumed: weeklies report on the week before]"""
_EVENT: Final = re.compile(
    r"\b(?:visit(?:s|ed)?|tour(?:s|ed)?|inspect(?:s|ed|ion)|sermons|Friday\s+prayers|ceremon(?:y|ies)"
    r"|celebrat(?:ed?s?|ions?)|sw(?:ore|ears|earing|orn)\s+in|swearing-in|decorat(?:ed|es)|awarded|bestow(?:ed|s)|laid\s+(?:a\s+)?wreaths?|commemorat(?:ed?s?|ions?)|inaugurat(?:ed?s?|ion)|unveil(?:s|ed)"
    r"|guided|(?:main|central)\s+event|field\s+guidance|congress|summit|plenum|rally|parade|receive[sd]|host(?:s|ed)|(?:met|meets)\s+with|attend(?:s|ed)|worked\s+with|held\s+talks|took\s+part|spent|faced|paid\s+(?:a|tribute)|presid(?:es|ed)|chair(?:s|ed)"
    r"|open(?:s|ed)\s+(?:the|an?|its|their|his|her)\s+(?!(?:\w+\s+){0,2}(?:fire|investigation|inquiry|probe|case|border|front|door|file"
    r"|account|attack|talks)\b)|(?:address(?:es|ed|ing)?|speaking\s+at|spoke\s+at|open(?:s|ed|ing)|clos(?:es|ed|ing))\s+(?:the|an?|its|their|his|her)\s+"
    r"(?:[\w’'-]+\s+){0,5}?(?i:conference|meeting|session|gathering|forum|assembly|convention)|plenary|exercises?|drills?)\b"
)
_ACT: Final = re.compile(
    r"\b(?:accuse[sd]|critici[sz]e[sd]|blame[sd]|praise[sd]|denounce[sd]|condemn(?:s|ed)|rebuke[sd]|scold(?:s|ed)|berate[sd]|chide[sd]"
    r"|upbraid(?:s|ed)|slam(?:s|med)|blast(?:s|ed)|attacked|castigate[sd]|lambaste[sd]|deplore[sd]|lament(?:s|ed)|decrie[sd]"
    r"|lashed\s+out|hit\s+out|took\s+aim|railed|thundered|vow(?:s|ed)|swore|threaten(?:s|ed)|warn(?:s|ed)|caution(?:s|ed)|pledge[sd]"
    r"|promise[sd]|assure[sd]|reassure[sd]|urge[sd]|exhort(?:s|ed)|implore[sd]|plead(?:s|ed)|appeal(?:s|ed)|demand(?:s|ed)|order(?:s|ed)"
    r"|instruct(?:s|ed)|reject(?:s|ed)|denie[sd]|rebuff(?:s|ed)|dismiss(?:es|ed)|refute[sd]|disavow(?:s|ed)|brush(?:es|ed)\s+(?:off|aside)"
    r"|shrug(?:s|ged)\s+off|play(?:s|ed)\s+down|defend(?:s|ed)|mock(?:s|ed)|ridicule[sd]|hail(?:s|ed)|laud(?:s|ed)|admit(?:s|ted)"
    r"|acknowledge[sd]|concede[sd]|confirm(?:s|ed)|announce[sd]|declare[sd]|hint(?:s|ed)|signal(?:s|led|ed)|apologi[sz]e[sd]|insist(?:s|ed)"
    r"|(?:gave|issued|delivered|sounded|struck|made|offered|voiced|used|broke)\b[^.;]{0,60}\b(?:ultimatum|warnings?|threats?|assurances?"
    r"|tone|appeal|plea|call|pledge|promise|admission|silence|remarks|comments|rebuke|attack|defen[cs]e|concern|anger|doubts?)"
    r"|call(?:s|ed)\s+(?:on|for)|sought\s+to|tried\s+to|ruled\s+out|spoke\s+out)\b"
)
_WHY: Final = re.compile(
    r"(?<=\w)(?:,\s*|\s+)(?:(?:an?|one|two|three|four|five|just|some|only|\d+|hours|days|weeks|months|the|hour|day|week|month"
    r"|year|years|minutes)\s+){0,3}(?:after|before|since|as|because|amid|despite|following|ahead\s+of|while|when|who|which)\b"
)
"""What leads from what a lead tells to why, or to what had happened before."""
_ROUND_UP: Final = re.compile(r"(?i)\bsermons\b|\bFriday\s+prayers\s+leaders\b|\bprayer\s+leaders\b")
_PARISH: Final = re.compile(
    r"\b(?:prayers?\s+leader|imam|preacher)\s+(?:of|in|at)\s+(?:the\s+(?:(?:city|town|port)\s+of\s+)?)?"
    r"(?P<place>[^\W\d_a-z][\w’'-]*(?:\s+[^\W\d_a-z][\w’'-]*){0,2}?"
    r"(?P<house>\s+(?:Mosque|Cathedral|Church|Shrine))?)(?=\s*[,.;]|\s+[a-z])"
)
_PREACHED: Final = re.compile(
    r"\b(?:sermons?|preach(?:ed|es|ing)|homily|Friday\s+prayers|worshippers|congregation|faithful|believers|pulpit)\b"
)
_PLACE_AT_HEAD: Final = re.compile(
    r"\W*(?P<place>[^\W\d_a-z][\w’'-]*(?:\s+[^\W\d_a-z][\w’'-]*){0,3})\s*(?:\.|:|\s[–—-])\s"
)
"""The town that heads an item of a round-up: "Mashhadin. The prayer leader ..."."""
_BODY: Final = re.compile(
    r"\W*(?:The\s+)?(?P<np>(?:[\w’'-]+\s+){0,4}?(?:[Aa]ssembly|[Pp]arliament|Duma|Senate|[Cc]hamber|House|Maj[il]l?[ei]s"
    r"|Soviet|Congress|Rada|Sejm|Knesset|Diet|Khural|[Cc]ouncil|[Ll]egislature)"
    r"(?:\s+of\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})?)(?:\s+in\s+[A-Z][\w’'-]+)?\s+(?:on\s+|yesterday|today|last|late|[a-z]+ed\b|met\b|sat\b)"
)
_RULES: Final = re.compile(
    r"(?i)(?:ruling|military|transitional|governing|sovereign\w*|revolutionary|national\s+salvation)\b"
)
"""A body that governs, whose words are of no sitting."""
_MADE: Final = re.compile(
    r"(?:(?:Thus|This\s+was\s+(?:on|at|in|during|said|written)|That\s+was|Those\s+were|So\s+(?:spoke|said))|(?:He|She|The\s+[\w-]+(?:\s+[\w-]+){0,2}|[^\W\d_a-z][\w’'-]+)\s+(?:was|were"
    r"|had\s+been)\s+(?:speaking|addressing|talking|answering|testifying|responding"
    r"|preaching|writing|replying|briefing|meeting|visiting|touring|appearing|quoted|reading)"
    r"|(?:He|She|The\s+[\w-]+(?:\s+[\w-]+){0,2}|[^\W\d_a-z][\w’'-]+(?:\s+[^\W\d_a-z][\w’'-]*){0,5})\s+(?:made|gave|delivered|offered"
    r"|issued)\s+(?:the|these|this|those|his|her)\s+"
    r"(?:remarks?|comments?|statements?|speech|assessment|warning|promise|interview|address|assurance"
    r"|requests?|appeals?|calls?|pledges?|announcements?|proposals?|demands?|orders?|accusations?|claims?|allegations?"
    r"|disclosures?|revelations?|threats?|observations?|point|admission|confession|instructions?|denial)"
    r"|(?:The|His|Her|Their|These|Those|This)\s+(?:remarks?|comments?|statements?|words|speech|warning"
    r"|message|admission|outburst|interview|sermon|address|letter|request|appeal|call|pledge|announcement|proposal|demand"
    r"|order|accusation|claim|allegation|disclosure|revelation|threat|observation|confession|instructions?|denial"
    r"|lecture|exchange|conversation)\s+(?:was|were|came|had\s+been|appeared|is|are)\s+"
    r"(?:\w+ly\s+)?(?:made|given|delivered|published|broadcast|carried|printed|addressed|recorded|read"
    r"|aired|posted|reported|spoken|at|on|in|during|dated|written|held))\b"
)
"""How a sentence begins that tells when and where what stands before it was said."""
_PRESS: Final = re.compile(r"(?i)^(?:[\w-]+\s+){0,2}(?:reporters?|journalists?|press)$")
_WORDS: Final = (
    r"(?:the|his|her|their|these|those|this|its)\s+(?:full\s+|whole\s+|entire\s+|\w+[’']s\s+)?(?:remarks?|speech|address|text|words|comments?"
    r"|transcript|excerpts|video|recording|footage|statement|clip|sermon|interview|passage|minutes)"
)
_ISSUED: Final = (
    r"(?:releas|publish|air|post|leak|carri|print|upload|report|circulat|translat|reprint)"
    r"(?:ed|s)|broadcast|shown|ran|read\s+out"
)
_PUBLICATION: Final = re.compile(
    rf"(?i)\b{_WORDS}\s+(?:was|were|had\s+been)\s+(?:\w+ly\s+|only\s+|first\s+)?(?:{_ISSUED})\b|\b(?:{_ISSUED})\s+{_WORDS}\b"
)
_AGENCY: Final = re.compile(r"[A-Z][A-Z/]{1,5}[A-Z]")


def is_fresh(anchor: Anchor | None, published: datetime.date | None) -> bool:
    """Whether a day is news on the day of publication."""
    if anchor is None or published is None or anchor.precision != "day":
        return False
    return 0 <= (published - anchor.value).days <= _DAYS


def is_speech_act(frame: str) -> bool:
    """Whether a lead sums up a speech by what it did: "accused his generals of cowardice"."""
    return _ACT.search(frame) is not None


def is_event_of_the_day(frame: str) -> bool:
    """Whether a lead tells of a visit, a ceremony or the like, which the rest of the report is on.

    >>> is_event_of_the_day("paid a visit to the Second Corps"), is_event_of_the_day("dismissed his aide")
    (True, False)
    """
    return _EVENT.search(frame) is not None


def chamber(text: str) -> str | None:
    """The body whose sitting a lead reports.

    >>> chamber("The National Assembly of Orvel yesterday passed the budget.")
    'National Assembly of Orvel'
    """
    found = _BODY.match(text)
    return found["np"] if found and not _RULES.match(found["np"]) else None


def main_clause(frame: str) -> str:
    """A sentence up to what it tells of something else: "denied a rift, after his uncle fled".

    >>> main_clause("He denied a rift on Monday, a day after the parade")
    'He denied a rift on Monday'
    """
    cut = _WHY.search(frame)
    return frame[: cut.start()] if cut else frame


def is_round_up(text: str) -> bool:
    """Whether an article begins as a round-up of sermons."""
    return _ROUND_UP.search(text, 0, 800) is not None


def parish(text: str, *, round_up: bool) -> str | None:
    """The place where a prayer leader preaches, by what he is called, in a round-up of sermons.

    >>> parish("The imam of the Old Mosque preached.", round_up=False)
    'Old Mosque'
    """
    found = _PARISH.search(text)
    if found is None:
        return None
    return found["place"] if round_up or _PREACHED.search(text) else None


def heading(view: str, start: int) -> str | None:
    """The town that heads the paragraph of an offset, in a round-up by towns.

    >>> heading("Mashhadin. The prayer leader wept.", 11)
    'Mashhadin'
    """
    found = _PLACE_AT_HEAD.match(view, view.rfind("\n", 0, start) + 1)
    if found is None or found.end() > start + 1 or found["place"].startswith(("The ", "A ")):
        return None
    # What the article also writes without a capital is a topic: "Army. Its chief ...".
    topic = re.search(rf"\b{re.escape(found['place'].lower())}\b", view)
    return None if topic else found["place"]


def is_agency(audience: str | None) -> bool:
    """Whether the hearer is a news agency by its initials."""
    return audience is not None and _AGENCY.fullmatch(audience) is not None


def is_before_press(venue: str | None) -> bool:
    """Whether a venue is where reporters ask."""
    return venue is not None and re.search(r"\b(?:conference|briefing|interview)\b", venue) is not None


def is_made_here(frame: str) -> bool:
    """Whether the sentence tells when and where what stands before it was said."""
    return _MADE.match(frame.lstrip()) is not None


def is_press(audience: str | None) -> bool:
    """Whether the hearers are reporters, who may stand anywhere."""
    return audience is not None and _PRESS.match(audience) is not None


def is_publication(frame: str) -> bool:
    """Whether a sentence tells only when words were published of which the text has told before.

    >>> is_publication("State media released the remarks on Wednesday."), is_publication("It aired a video.")
    (True, False)
    """
    return _PUBLICATION.search(frame) is not None
