"""Where something was said, by the sort of the noun behind a preposition or a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from asabiya.evidence.occasions.audience import is_people
from asabiya.evidence.occasions.expressions import MONTH
from asabiya.evidence.occasions.nominals import Nominal, Nominals
from asabiya.evidence.occasions.occasion import NAMES
from asabiya.evidence.occasions.sorts import (
    is_body,
    is_broadcaster,
    is_formation,
    is_gathering,
    is_named_event,
    is_open_place,
    is_place,
    names_place,
)
from asabiya.evidence.text.wordlist import words

__all__ = ["DISTRICT", "districts", "events_unlisted", "gatherings_addressed", "sorted_places"]

Candidates = Iterator[tuple[tuple[int, int], str]]

_BY_THE_WAY: Final = (
    r"(?:on|at|in)\s+the\s+(?:sidelines|margins|fringes|presence|course|middle|midst|framework)\s+(?:of|to)"
)
_VISITS: Final = (
    r"visit(?:s|ed|ing)?(?:\s+to)?|tour(?:s|ed|ing)?(?:\s+of)?|inspect(?:s|ed|ing)|review(?:s|ed|ing)|inspection\s+of|inaugurat(?:es|ed|ing)"
    r"|attend(?:s|ed|ing)|host(?:s|ed|ing)|chair(?:s|ed|ing)|conven(?:es|ed|ing)|opened|opens|opening|closes|closing"
    r"|presid(?:es|ed|ing)\s+over|enter(?:s|ed|ing)|held|holds|holding|unveil(?:s|ed|ing)"
    r"|(?:went|going|walked|walking|came|coming|looking|shown)\s+(?:a?round|through|over)"
    r"|(?:returned|flew|drove|went|came|walked|travelled|traveled|rode|got|hurried|invited|summoned|climbed|called|appeared|stepped"
    r"|arriv(?:ed|ing)|stop(?:ped|ping)|gathered)\s+(?:back\s+)?(?:to|at|in|into|onto|on|before|outside)"
    r"|us(?:ed|ing)(?=\s+(?:an?|his|her|the)\b)|(?:mounted|climbed|ascended|took|reached|reaching)(?=\s+the\b)"
)
_INTRO: Final = re.compile(
    rf"(?:\b|(?=,))(?P<intro>{_BY_THE_WAY}|(?:minutes|transcripts?|stenograms?|recordings?|footage|tape|participants?)\s+(?:of|in|from)|(?:then|next)\s+came|,\s+held\s+(?:in|at|on)"
    r"|(?:episode|edition|issue)\s+of|(?:broadcast|aired|carried|shown|streamed|televised)\s+(?:live\s+)?(?:by|on)|before|at|in\s+front\s+of|in|on|inside|outside|during|from|via|through|over|aboard"
    rf"|gave|giving|gives|told|telling|tells|{_VISITS})\s+",
    re.IGNORECASE,
)
_GIVEN: Final = words("dinner reception banquet lecture briefing party conference luncheon lunch concert")
_TOLD: Final = words("conference briefing presser")
"""Gatherings that one gives or tells something to."""
_MEALS: Final = words("breakfast brunch dinner iftar lunch luncheon meal supper")
_COURTS: Final = words("court tribunal")
_ON_AIR: Final = words("via through over")
_STAYED: Final = words("at in on inside outside during from aboard before over via through")
_FROM: Final = words(
    "balcony dock tower car pulpit rostrum podium minbar lectern stage studio platform prison jail"
    " cell hospital residence palace steps deathbed terrace headquarters bunker roof rooftop hideout"
    " home sanatorium embassy consulate bedside altar dais"
)
"""Places from which one speaks."""
_BY_TRADE: Final = re.compile(
    r"\bwho\s+(?:studies|studied|teaches|taught|works|worked|serves|served|lectures|lives|lived|leads|runs|heads|trained|trains)\b[^,;]{0,50}$"
    r"|\ban?\s+(?:[\w-]+\s+){0,2}?(?:clerk|doctor|nurse|teacher|student|worker|professor|lecturer|researcher|fellow|analyst|scholar|employee"
    r"|historian|economist|engineer|driver|guard|cook|cleaner|secretary|librarian|attach[eé]|diplomat|priest|dean|rector|editor|expert)\s+$"
)
"""Where somebody works, which is not where he speaks: "a clerk at the trade mission"."""
_NONE: Final = re.compile(r"(?i)(?:any|no|every|each)\s")
_WHERE: Final = re.compile(
    r",?\s+where\s+(?:(?!\bwas\b|\bis\b)[^;.\ue000]){0,90}?\b(?:told|addressed|spoke|said|warned|urged|assured|addresses|tells|speaks)\b"
)
"""A place of which a relative clause tells that somebody spoke there."""
_DESKS: Final = words("pulpit minbar")
"""What belongs to a house that tells more."""
_BARE: Final = words(
    "parliament church mosque mass prayers question-time chapel cathedral synagogue prison jail"
    " dinner lunch breakfast talks congress vespers conclave court iftar supper television tv radio"
    " question"
)
"""What stands without an article and is a place all the same."""
_NEVER: Final = re.compile(
    r"(?i)in\s+(?:the\s+)?(?:event|field|front|process|service|ground|course|exchange|case|works|stage|market|port|order|match|opening)$"
    r"|in\s+(?:training|session|meeting|office|prayer|exercise|drill|commission|program(?:me)?|account|paper|assembly|conference|visit|review|cell|camp)$"
    r"|(?:at|from)\s+(?:the\s+)?(?:front|ground|site|stage|works|table|service|gate|match|base|event|exercise|port|field|mission)$"
    r"|on\s+(?:the\s+)?(?:ground|grounds|front|stage|site|street|streets|road|border|march|field|account|board|paper|base|line|hill|beach)$"
)
"""Words that are a manner of speaking rather than a place."""
_EVENT_AT: Final = re.compile(
    r"(?i)\b(?:fire|explosion|blast|attacks?|raids?|shootings?|massacre|protests?|clash(?:es)?|strikes?|mutiny"
    r"|riots?|killings?|bombings?|unrest|fighting|battle"
    r"|arrests?|arrested|killed|shot|(?<!the\s)wounded|detained|executed|buried|born|educated|trained|based"
    r"|stationed|heard|erupted|occurred|happened|broke\s+out|exploded|crashed|to\s+(?:take|taking)\s+part|seen|deployed|posted|imprisoned|jailed|hospitali[sz]ed|treated|employed|works?|worked|serves?|served|lives|lived|fled|fleeing|escaped"
    r"|deserted|missing|absent|resign(?:ed|ation)|expelled|dismissed|removed"
    r"|published|distributed|circulated|circulating|years|months|life|sentenced|be\s+read|terms?|time|stay(?:s|ed|ing)|remain(?:s|ed|ing)|wait(?:s|ed|ing)|sleep(?:s|ing)|slept|die[sd]|dying|confined|treated)\s*$"
)
"""What happened at a place other than speech."""
_THIS: Final = re.compile(rf"(?i:same|next|last|previous|other|latter|former)\b(?!\s+\w+\s+of\b)|{MONTH}$")
_ARTICLE: Final = re.compile(r"\b(?:the|an?|his|her|its|their)\s+$")
_POINTS: Final = re.compile(r"(?:that|this)\s")
"""A place that has been told before: "who sat in that hall"."""
_OWN_HOME: Final = re.compile(r"\b(?:his|her|their|the)\s+$")
DISTRICT: Final = (
    r"(?:province|district|region|county|oblast|commune|governorate|prefecture|township|canton|municipality"
    r"|village|island|valley|settlement)"
)
"""What a part of a country is called, behind its name."""
_DISTRICT: Final = re.compile(rf"\b(?:[Ii]n|[Ff]rom|[Aa]t)\s+(?:the\s+)?(?P<np>{NAMES}\s+{DISTRICT})\b")
_IN_TOWN: Final = re.compile(
    r"^\W*(?:(?:Finally|Meanwhile|Also|And|But|Elsewhere|Later|Then)\W+|[^,;.:\ue000\ue001]{3,30},\s+(?=in\s))?[Ii]n\s+"
    rf"(?!(?:Persian|English|Arabic|German|Russian|French|{MONTH})\b)(?P<np>{NAMES}),"
)
_SPOKE_AT: Final = re.compile(
    r"(?:^\W*(?:(?:Also|And|But|Meanwhile|Later|Earlier)\W+)?|\b(?:[Ss]peaking|[Ss]poke|speech|sermon|[Aa]ddress|remarks|said|says"
    r"|warned|declared"
    r"|announced|told\s+[\w’' -]{1,40}?)\s+)(?:[Aa]t|[Dd]uring)\s+(?=(?:the|an?|his|her|its|their)\s)"
)
_NO_EVENT: Final = words(
    "afternoon age attack autumn back beginning behest best blow bottom campaign century conflict core "
    "cost country coup course crisis dawn day days decade decades disposal door dusk edge election "
    "elections end era eve evening expense fighting first foot forefront front hands head hearing-out "
    "heart height helm hour hours idea insistence instigation invitation last latest least length level "
    "levels life lifetime mercy microphone minute minutes moment month months morning most nation night "
    "nights noon outset pace pandemic peak period point present price process prospect protest protests "
    "raid rate rear reign request revolution risk root rule same scene side siege sight sound spring "
    "stage start strike stroke suggestion summer table tenure term thought time top tour transition "
    "trip turn unrest uprising urging visit war week weekend weeks winter world worst year years"
)
"""What stands behind "at the" or "during the" and is no event."""
_ADDRESSES: Final = re.compile(
    r"\b(?:[Aa]ddress(?:ed|es|ing)|[Tt]old|[Tt]elling|[Ss]p(?:oke|eaking)\s+to|[Bb]efore(?=\s+an?\s))\s+"
)
_BODIES: Final = words("assembly congress conference convention session meeting tribunal rally")
"""Gatherings that are spoken of as those who came."""
_HEARERS: Final = re.compile(
    r"(?i)\b(?:council|committee|cabinet|parliament|assembly|board|bureau|politburo|commission|branch)\b"
)
_IN_PLACE: Final = re.compile(rf"\bin\s+(?P<np>{NAMES})$")
_HELD: Final = re.compile(
    r",?\s+(?:was|were|is|has\s+been|had\s+been|took|takes|opened|opens|began|begins|met|meets|convened|convenes|continued|closed"
    r"|ended|concluded|heard|got)\b"
)
"""A gathering that a sentence is on: "The plenum was held in Karst"."""
_VISIT: Final = re.compile(r"visit|tour|inspect|arriv|flew|drove|travel|went|came|returned")
_ENTRY: Final = re.compile(r"\W*[\w\s]{3,20}\s*[–—:-]\s+")
"""The head of a chronicle's entry that only names an occasion: "14 April – Cabinet meeting."."""


def sorted_places(text: str, read: Nominals) -> Iterator[tuple[tuple[int, int], Nominal]]:
    """Places and gatherings behind a preposition or a verb, with their complements."""
    behind = 0
    for match in _INTRO.finditer(text):
        if match.start() < behind:
            continue
        intro = " ".join(match["intro"].lower().split())
        one = read.of_sort(match.end())
        whole = read.whole(one) if one else None
        if whole is None or not _stands(text, match, intro, whole):
            continue
        behind = whole.end
        inner = (
            read.of_sort(whole.start + len(one.words) + 4)
            if one and one.head.lower() in _DESKS and whole.words[len(one.words) :].startswith(" of ")
            else None
        )
        yield (match.start(), whole.end), read.whole(inner) if inner else whole
    subject = read.of_sort(len(text) - len(text.lstrip(" \n“‘\"'")))
    if subject and subject.determined and is_gathering(subject.head):
        whole = read.whole(subject)
        if _HELD.match(text, whole.end):
            yield (whole.start, whole.end), whole
    entry = _ENTRY.match(text)
    one = read.of_sort(entry.end()) if entry else None
    if entry and one and is_gathering(one.head):
        whole = read.whole(one)
        if text[whole.end :].strip() == ".":
            yield (0, whole.end), whole


def _is_barred(text: str, match: re.Match[str], intro: str, one: Nominal) -> bool:
    """Whether a noun behind a preposition or a verb can be no place of speech, whatever it names."""
    head = one.head.lower()
    if _BY_TRADE.search(text, max(0, match.start() - 60), match.start()) or _NONE.match(text, match.end()):
        return True
    if intro.endswith(("ing", "ed")) and _ARTICLE.search(text, max(0, match.start() - 8), match.start()):
        return True
    if _POINTS.match(text, match.end()) and " " not in one.words:
        return True
    if _THIS.match(one.words) or (_EVENT_AT.search(text, max(0, match.start() - 20), match.start())):
        return True
    if one.words.count(" ") == 0 and (
        _NEVER.match(f"{intro} {'the ' if one.determined else ''}{head}")
        or (not one.determined and one.words.islower() and head not in _BARE)
    ):
        return True
    if head == "home" and _OWN_HOME.search(text, match.start(), one.start) is None:
        return True
    return one.words in ("House", "Front", "Service")


def _stands(text: str, match: re.Match[str], intro: str, one: Nominal) -> bool:
    """Whether a noun behind a preposition or a verb is where something was said."""
    if _is_barred(text, match, intro, one):
        return False
    head = one.head.lower()
    gathering, place = is_gathering(head), is_place(head) or names_place(one.head)
    if (gathering or place) and _WHERE.match(text, one.end):
        return True
    if intro in ("told", "telling", "tells"):
        if head in _COURTS:
            return " " in one.words
        return head in _TOLD and re.search(r"\s(?:of|with)\s", one.words) is None
    if intro in ("gave", "giving", "gives"):
        return head in _GIVEN
    if intro == "in front of":
        return (place or is_body(head)) and not gathering
    if (
        intro == "from"
        and text[: match.start()].strip(" \n“”‘’'\"(") == ""
        and text[one.end : one.end + 1] == ":"
    ):
        return True
    if intro == "before":
        return head in _COURTS and one.words != head
    if intro.startswith(
        ("episode", "edition", "issue", "broadcast", "aired", "carried", "shown", "streamed", "televised")
    ):
        return is_broadcaster(head) and head != "agency"
    if intro == "on":
        return (place and is_open_place(head)) or names_place(one.head) or _is_aired(one)
    if intro in _ON_AIR:
        return _is_aired(one) or (intro == "over" and head in _MEALS)
    if intro == "from":
        return head in _FROM or names_place(one.head)
    if is_formation(head) and not (gathering or place):
        named = (one.determined and one.words[:1].isupper()) or one.words[:1].isdigit()
        return named and (intro == "at" or _VISIT.match(intro) is not None)
    if intro in _STAYED or " of" in intro:
        if is_body(head) and not (gathering or place):
            return intro in ("at", "in", "inside", "outside", "during") and (
                head != "ministry" or intro != "in"
            )
        return (
            gathering
            or place
            or (intro == "in" and _is_printed(one))
            or (intro in ("at", "during") and _is_aired(one))
        )
    if intro.startswith(
        ("held", "hold", "host", "conven", "chair", "presid", "attend", "clos", "then", "next")
    ):
        return gathering
    return gathering or place or (is_body(head) and intro.endswith((" to", " at", " into")))


def _is_aired(one: Nominal) -> bool:
    return (
        is_broadcaster(one.head)
        and not one.head.endswith("s")
        and one.head.lower() not in ("agency", "wire", "account")
    ) or one.words.lower().endswith((" account", " page"))


def _is_printed(one: Nominal) -> bool:
    return one.head.lower() in (
        "newspaper",
        "daily",
        "weekly",
        "magazine",
        "monthly",
        "journal",
        "podcast",
        "programme",
        "program",
        "broadcast",
        "webcast",
        "livestream",
        "newscast",
        "bulletin",
    )


def gatherings_addressed(text: str, read: Nominals) -> Candidates:
    """A gathering that somebody addresses, named without those who came: "addressed the parade"."""
    for match in _ADDRESSES.finditer(text):
        one = read.of_sort(match.end())
        if one is None or not is_gathering(one.head) or _THIS.match(one.words):
            continue
        whole = read.whole(one)
        if match.group()[0] in "Bb" and whole.end == one.end:
            continue
        if whole.end > one.end:
            of = whole.words[len(one.words) :].strip()
            people = of.startswith(("of ", "with ", "for ")) and is_people(of.split(" ", 1)[1])
            town = _IN_PLACE.search(of)
            before = match.group()[0] in "Bb"
            if not before and (not people or _HEARERS.search(of)):
                yield (match.start(), whole.end), whole.words
            elif town and people:
                # Those who came are the hearers, so that the town alone tells where.
                yield (match.start(), whole.end), town["np"]
        elif one.head.lower() not in _BODIES or is_named_event(one.words):
            yield (match.start(), whole.end), one.words


def events_unlisted(text: str, read: Nominals) -> Candidates:
    """What somebody spoke at, by the syntax alone."""
    for match in _SPOKE_AT.finditer(text):
        one = read.any(match.end())
        if one is None or one.head.lower() in _NO_EVENT or is_people(one.words) or _THIS.match(one.words):
            continue
        if (
            read.is_date(one.start)
            or one.head[0].isdigit()
            or (one.head.endswith("ing") and not one.determined)
        ):
            continue
        event = Nominal(text, one.start, one.end, "event", one.determined)
        yield (match.start(), one.end), read.whole(event).words


def districts(text: str) -> Candidates:
    """Provinces and villages by name, and the town with which a sentence begins."""
    for pattern in (_DISTRICT, _IN_TOWN):
        for match in pattern.finditer(text):
            yield match.span(), " ".join(match["np"].split())
