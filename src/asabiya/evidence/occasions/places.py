"""Where something was said, by the sort of the noun behind a preposition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from asabiya.evidence.occasions.audience import is_people
from asabiya.evidence.occasions.expressions import MONTH
from asabiya.evidence.occasions.occasion import NAMES, has_date
from asabiya.evidence.occasions.sorts import is_gathering, is_named_event, is_place
from asabiya.evidence.text.layout import MASK

__all__ = ["DISTRICT", "districts", "gatherings_addressed", "sorted_places"]

Candidates = Iterator[tuple[tuple[int, int], str]]

_WORD: Final = r"[\w’'-]+"
_DETERMINER: Final = r"(?:the|an?|his|her|their|its|our|my|this|that|one\s+of\s+(?:the|his|her|their|its))"
_NOT_HERE: Final = (
    r"(?:of|in|at|on|to|for|with|from|by|as|who|whom|which|that|where|when|while|and|or|but|is|was|were|are|has"
    r"|had|have|said|told|he|she|they|marking|held|during|after|before|about|against|over|under|into|near)"
)
_PLACED: Final = re.compile(
    r"(?:\b|(?=,))(?P<prep>(?:[Oo]n|[Aa]t)\s+the\s+(?:sidelines|margins|fringes)\s+of|[Aa]t|[Ii]n|[Oo]n|[Ff]rom|[Ii]nside|[Oo]utside|[Dd]uring|[Bb]eside|[Nn]ear"
    r"|[Bb]efore(?=\s+the\s+\w+\s+of)|[Aa]ttend(?:ed|ing)|[Hh]osted|[Vv]isit(?:ed|ing)|[Tt]our(?:ed|ing)"
    r"|(?:[Tt]hen|[Nn]ext)\s+came|(?:[Mm]inutes|[Tt]ranscripts?|[Ss]tenograms?|[Rr]ecordings?|[Ff]ootage)\s+of|,\s+held\s+(?:in|at|on)|[Ii]nspect(?:ed|ing)|[Vv]isit\s+to|[Tt]our\s+of|[Ii]nspection\s+of|[Ii]naugurat(?:ed|ing)|(?:mounted|climbed|ascended)\s+the\s+(?:minbar|pulpit|rostrum|podium|stage)\s+(?:of|in|at)|[Ss]idelines\s+of|[Mm]argins\s+of)\s+"
    rf"(?:{_DETERMINER}\s+)?(?P<np>(?:(?!{_NOT_HERE}\b){_WORD}\s+){{0,6}}?(?!{_NOT_HERE}\b)(?P<head>{_WORD}))"
    rf"(?=\s*(?:[,.;:—–(]|$|[{MASK}\ue001])|\s+(?:{_NOT_HERE}|{MONTH}|last|this|yesterday|late|early|he|she)\b"
    rf"|\s+(?:\w+day)\b|\s+\w+ing\b)"
)
_OF: Final = re.compile(
    rf"\s+(?:of|for|in|at)\s+(?:(?:the|an?)\s+)?(?:(?!{MONTH}\b)[A-Z]{_WORD}(?:\s+[A-Z]{_WORD}){{0,3}}"
    rf"|(?!(?:{_NOT_HERE}|the|an?|his|her|their)\b){_WORD}(?:\s+(?!(?:{_NOT_HERE}|last|this|yesterday)\b){_WORD}){{0,3}}?"
    rf"(?=\s*(?:[,.;:]|$|[{MASK}\ue001])|\s+(?:in|on|at|last|this|yesterday|and|that|{MONTH})\b))"
)
_HIS_OWN: Final = re.compile(r"\b(?:his|her|their|the)\s+$")
_KIND: Final = re.compile(r" ([a-z]+)\b")
_THIS: Final = re.compile(rf"(?i:same|next|first|last|previous|other)\b|{MONTH}$")
_TOWN: Final = re.compile(rf"\s+(?:in|at)\s+(?:the\s+)?(?!{MONTH}\b){NAMES}")
_ENTRY: Final = re.compile(
    rf"\W*[\w\s]{{3,20}}\s*[–—:-]\s+(?:The\s+|An?\s+)?(?P<np>(?:{_WORD}\s+){{0,3}}?(?P<head>[a-z]{_WORD})"
    rf"(?:\s+of\s+(?:the\s+)?{NAMES})?)\.\s*$"
)
"""An entry of a chronicle that only names an occasion: "14 April – Cabinet meeting."."""
_CHANNEL_NOUN: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Bb]y|[Vv]ia|runs|ran|reads?|says|said|states|stated|wrote)\s+(?:the\s+|an?\s+|his\s+|her\s+|their\s+|its\s+)?"
    r"(?P<np>(?:(?:open|pastoral|joint)\s+)?letter(?=\s+of\s+(?:\d|[A-Z]))|(?:visitors[’']\s+|guest\s+|condolence\s+)book|book\s+of\s+condolence|plea|closing\s+arguments?"
    r"|video(?=\s*(?:[,.:;{MASK}]|$)|\s+(?:that|on\s+\w+day|released|posted))|podcast|blog|thread|vlog|voice\s+note)\b"
)
DISTRICT: Final = (
    r"(?:province|district|region|county|oblast|commune|governorate|prefecture|township|canton|municipality"
    r"|village|island|valley|settlement)"
)
"""What a part of a country is called, behind its name."""
_DISTRICT: Final = re.compile(rf"\b(?:[Ii]n|[Ff]rom|[Aa]t)\s+(?:the\s+)?(?P<np>{NAMES}\s+{DISTRICT})\b")
_IN_TOWN: Final = re.compile(
    r"^\W*(?:(?:Finally|Meanwhile|Also|And|But|Elsewhere|Later|Then)\W+)?[Ii]n\s+"
    rf"(?!(?:Persian|English|Arabic|German|Russian|French|{MONTH})\b)(?P<np>{NAMES}),"
)
_ADDRESSED: Final = re.compile(
    r"\b(?:[Aa]ddress(?:ed|es|ing)|[Tt]old|[Tt]elling)\s+"
    rf"(?:{_DETERMINER}\s+)(?P<np>(?:(?!{_NOT_HERE}\b){_WORD}\s+){{0,5}}?(?!{_NOT_HERE}\b)(?P<head>{_WORD}))"
    rf"(?P<of>\s+of\s+(?:the\s+|his\s+|her\s+|its\s+)?(?:(?!{_NOT_HERE}\b){_WORD}\s+){{0,4}}?(?!{_NOT_HERE}\b){_WORD})?(?=\s*(?:[,.;:—–(]|$|[{MASK}\ue001])|\s+(?:{_NOT_HERE}|{MONTH}|last|this|yesterday|late|early)\b)"
)
_BODY: Final = re.compile(
    r"(?i)\b(?:council|committee|cabinet|parliament|assembly|board|bureau|politburo|commission)$"
)
_BODIES: Final = frozenset(
    ("assembly", "congress", "conference", "convention", "session", "meeting", "tribunal")
)
"""Gatherings that are spoken of as those who came."""


def sorted_places(text: str) -> Candidates:
    """Places and gatherings behind a preposition, and what is written or sent."""
    for match in _PLACED.finditer(text):
        head, words = match["head"], " ".join(match["np"].split())
        gathering = is_gathering(head)
        if (
            head == "House"
            or (head == "home" and _HIS_OWN.search(text, match.start(), match.start("np")) is None)
            or not (gathering or is_place(head))
            or has_date(match["np"])
            or _THIS.match(match["np"])
        ):
            continue
        end = match.end("np")
        if more := _OF.match(text, end):
            words += " " + " ".join(more.group().split())
            end = more.end()
            kind = _KIND.match(text, end)
            if kind and is_place(kind[1]):
                words, end = words + kind.group(), kind.end()
        if gathering and (town := _TOWN.match(text, end)):
            words += " " + " ".join(town.group().split())
        yield match.span(), words
    entry = _ENTRY.match(text)
    if entry and is_gathering(entry["head"]) and not has_date(entry["np"]):
        yield entry.span(), " ".join(entry["np"].split())
    for match in _CHANNEL_NOUN.finditer(text):
        yield match.span(), match["np"]


def gatherings_addressed(text: str) -> Candidates:
    """A gathering that somebody addresses, named without those who came: "addressed the parade"."""
    for match in _ADDRESSED.finditer(text):
        words = " ".join(match["np"].split())
        if not is_gathering(match["head"]) or has_date(match["np"]):
            continue
        if match["of"]:
            of = " ".join(match["of"].split())
            if not is_people(of.removeprefix("of ")) or _BODY.search(of):
                yield match.span(), f"{words} {of}"
        elif match["head"].lower() not in _BODIES or is_named_event(words):
            yield match.span(), words


def districts(text: str) -> Candidates:
    """Provinces and villages by name, and the town with which a sentence begins."""
    for pattern in (_DISTRICT, _IN_TOWN):
        for match in pattern.finditer(text):
            yield match.span(), " ".join(match["np"].split())
