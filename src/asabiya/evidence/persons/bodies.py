"""Institutions that an article names, and the later words that point back to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.persons.names import NAME, slug
from asabiya.evidence.persons.offices import HEAD, MODIFIERS, ORGANISATION, clean_office, sector_of

__all__ = ["Bodies", "Body"]


@dataclass(frozen=True)
class Body:
    """An institution at its first mention."""

    name: str
    id: str
    start: int
    sector: str | None


_MEDIA: Final = (
    r"newspaper|daily|weekly|magazine|website|news\s+agency|agency|channel|network|broadcaster|journal"
    r"|news\s+site|radio\s+station"
)
_NAMED: Final = re.compile(
    rf"(?:\b(?:opposition|exile|exiled|independent|private|student|Telegram|television|hard-?line|reformist"
    rf"|conservative|army|party|news|local|state-run|state|official|semi-official|government|government-run|pro-government"
    rf"|military|human\s+rights|rights|business|religious|leading|national|regional|provincial|evening|underground|banned"
    rf"|youth|union|church)\s+)*"
    rf"\b(?:{_MEDIA}|paper|centre|center|portal|site|watchdog|platform|outlet|group|organi[sz]ation)\s+(?={NAME.pattern})"
)
_COMPLEMENT: Final = re.compile(rf"\s+(?:of|for)\s+(?:the\s+)?(?={NAME.pattern})")
_KIND: Final = (
    r"ministry|council|committee|commission|general\s+staff|high\s+command|headquarters|agency|directorate"
    r"|prosecution|court|service|assembly|parliament|police|judiciary|conference|office|authority|synod"
    r"|junta|government|cabinet|union|association"
)
_PLAIN: Final = re.compile(
    rf"\b(?i:the|a|its|his|her|their)\s+(?P<name>(?:(?:{MODIFIERS}"
    rf"|[\w’'-]+)\s+){{1,2}}?(?:{_KIND}))\b(?!\s+[A-Z])"
)
_MINISTRY_OF: Final = re.compile(r"\b(?P<name>[Mm]inistry\s+of\s+(?:the\s+)?[\w’'-]+)")
_AGENCY: Final = re.compile(rf"(?P<name>(?!The\s|A\s|An\s){NAME.pattern}\s+(?:{_MEDIA}))\b(?!\s+[A-Z])")
_BARE: Final = re.compile(
    r"\b[Tt]he\s+(?P<name>judiciary|parliament|army|navy|police|government|cabinet|gendarmerie|senate"
    r"|church)\b"
    r"(?!\s+(?:[A-Z]|chief|commander|officer|minister|spokes|leader|chair|general|colonel|captain))(?![\'’-])"
)
_STATE_MEDIUM: Final = re.compile(r"\b(?P<name>[Ss]tate(?:-run)?\s+(?:television|radio|TV|broadcaster))\b")
_OWNED: Final = re.compile(
    rf"(?<![\w’'-])(?P<name>[^\W\d_a-z][\w-]+(?:\s+[^\W\d_a-z][\w-]+)?['’]s\s+(?:(?:{MODIFIERS}|[a-z]+)\s+){{0,2}}?"
    rf"(?:{_KIND}|prefecture|rulers|authorities|leadership|embassy))\b(?!\s+[A-Z])"
)
"""A body of a country, "Velmark's interior ministry"."""
_FOREIGN: Final = re.compile(r"[^\W\d_a-z][\w-]+(?:\s+[^\W\d_a-z][\w-]+)?['’]s\s")
_BROADCASTS: Final = re.compile(r"(?i)television|radio|\btv\b|channel|network")
_HEADLESS: Final = re.compile(r"(?i)^(?:the|its|his|her|their|this|that)\s+")


_PAPER: Final = re.compile(r"\b(?:newspaper|daily|weekly|journal)\b", re.IGNORECASE)
_REACH: Final = 400
"""How many institutions back a short form may point, so that time does not grow with their square."""


_APPOSED: Final = re.compile(
    rf"(?:The\s+|the\s+)?(?P<name>{NAME.pattern}),\s+(?:the|an?|its|their|one\s+of\s+the)\s+(?:(?!of\b)[\w’'-]+\s+){{0,4}}?"
    r"(?:newspapers?|daily|weekly|dailies|weeklies|monthly|magazine|journal|news\s+agency|agency|organ|mouthpiece|broadcaster"
    r"|television\s+(?:channel|station)|radio\s+station|website|news\s+site|channel)(?:\s+(?:of|for|in|which|that|close|run|owned)\b[^,.;]*)?[,.]"
)
"""A medium that is told to be one: "The Red Lamp, the newspaper of the armed forces,"."""
_WHOLE: Final = re.compile(
    r"[Tt]he\s+(?P<name>(?:[a-z][\w-]*\s+){1,3}(?:newspaper|daily|weekly|magazine|journal|paper|broadcaster|news\s+agency"
    r"|television|radio|channel|website|bank|union|church|academy|university|court|company|league|front|movement))$"
)
"""A body without a name of its own: "The army newspaper"."""
_BY_KIND: Final = {
    "party": re.compile(
        r"\b(?:Front|Movement|Union|League|Congress|Alliance|Bloc|Coalition|Rally|Convention|Renewal)\b"
    ),
    "movement": re.compile(r"\b(?:Front|League|Alliance|Union)\b"),
    "organisation": re.compile(
        r"\b(?:Union|League|Association|Society|Federation|Watch|Monitor|Observatory|Network|Front|Movement|Centre|Center)\b"
    ),
    "organization": re.compile(
        r"\b(?:Union|League|Association|Society|Federation|Watch|Monitor|Observatory|Network|Front|Movement|Centre|Center)\b"
    ),
}
"""By what words a name tells of which kind a body is."""


class Bodies:
    """The institutions of one article, in text order."""

    def __init__(self, view: str, spans: list[tuple[int, int]], home: str | None) -> None:
        self.home = home
        self.known: list[Body] = []
        found: dict[int, str] = {}
        for low, high in spans:
            for match in _NAMED.finditer(view, low, high):
                name = NAME.match(view, match.end(), high)
                if name:
                    found[match.start()] = view[match.start() : name.end()]
            for match in NAME.finditer(view, low, high):
                if ORGANISATION.search(match.group()) and (
                    not HEAD.search(match.group()) or ORGANISATION.fullmatch(match.group().split()[-1])
                ):
                    found.setdefault(match.start(), self._capital(view, match, high))
            for pattern in (_PLAIN, _MINISTRY_OF, _AGENCY, _BARE, _STATE_MEDIUM, _OWNED):
                for match in pattern.finditer(view, low, high):
                    end = self._reach(view, match.end(), high)
                    found.setdefault(match.start("name"), view[match.start("name") : end])
        last = -1
        for at, words in sorted(found.items()):
            if at < last:
                continue
            last = at + len(words)
            name_words = re.sub(r"['’]s?$", "", words)
            name_words = name_words if _FOREIGN.match(name_words) else clean_office(name_words) or ""
            if name_words and (entry := self._entered(name_words, at)) is not None:
                self.known.append(entry)

    def _capital(self, view: str, match: re.Match[str], high: int) -> str:
        if re.search(r"['’]s?$", match.group()):
            return match.group()
        return view[match.start() : self._reach(view, match.end(), high)]

    def _reach(self, view: str, end: int, high: int) -> int:
        """End of the name with its complement, "Committee for Salvation", "ministry of Belovar"."""
        for _ in range(3):
            more = _COMPLEMENT.match(view, end, high)
            name = NAME.match(view, more.end(), high) if more else None
            if name is None:
                break
            end = name.end()
        return end

    def _entered(self, name: str, at: int) -> Body | None:
        """The body to enter, the same as one before where the words are its end."""
        same = self.ending(name, at)
        if same is not None:
            return Body(same.name, same.id, at, same.sector)
        return Body(name, slug(name), at, sector_of(name, home=self.home)) if slug(name) else None

    def ending(self, words: str, before: int) -> Body | None:
        """The institution whose name ends in these capitalised words, "Polta" for "news agency Polta"."""
        key = slug(words)
        for body in self.known[: -_REACH - 1 : -1]:
            if body.start < before and (body.id == key or body.id.endswith("-" + key)) and key:
                return body
        return None

    def meant(self, phrase: str, before: int) -> Body | None:
        """The institution that "the ministry" or "the Discipline Commission" points back to."""
        if not _HEADLESS.match(phrase) and not phrase[:1].isupper():
            return None
        words = (clean_office(phrase) or "").lower().split()
        if not words or len(words) > 3:
            return None
        if other := self._by_kind(words, before):
            return other
        for body in reversed(self.known):
            held = re.findall(r"[\w’'-]+", body.name.lower())
            held += ["paper", "newspaper", "daily", "journal"] if _PAPER.search(body.name) else []
            held += ["broadcaster", "station", "channel"] if _BROADCASTS.search(body.name) else []
            if body.start < before and len(held) > len(words) and all(w in held for w in words):
                return self._inner(body, words[0]) if len(words) == 1 else body
        return None

    def _by_kind(self, words: list[str], before: int) -> Body | None:
        """The one body whose name tells by another word what "the party" is, "the People's Front"."""
        kind = _BY_KIND.get(words[0]) if len(words) == 1 else None
        if kind is None:
            return None
        known = [b for b in self.known[-_REACH:] if b.start < before]
        if any(words[0] in b.name.lower().split() for b in known):
            return None
        named = {b.id: b for b in known if b.name[:1].isupper() and " " in b.name and kind.search(b.name)}
        return next(iter(named.values())) if len(named) == 1 else None

    def acting(self, view: str, start: int, end: int) -> str | None:
        """The institution that a phrase is, "The army newspaper", or names, "Folha, the daily"."""
        if apposed := _APPOSED.match(view, start):
            return apposed["name"]
        named = next((b for b in self.known if start <= b.start <= start + 4 and b.start < end), None)
        if named is not None and named.start + len(named.name) >= end:
            return named.name
        whole = _WHOLE.match(view, start, end)
        return whole["name"] if whole else None

    def _inner(self, body: Body, word: str) -> Body:
        """The body that a word means inside a name: the ministry in "conference of the Ministry of X"."""
        head, of, rest = body.name.partition(" of ")
        inner = re.search(rf"(?:[A-Z][\w-]*\s+)*(?i:{re.escape(word)})\b.*", rest) if of else None
        if inner is None or word in head.lower().split():
            return body
        return Body(inner.group(), slug(inner.group()), body.start, sector_of(inner.group(), home=self.home))

    def opening(self, start: int, end: int) -> Body | None:
        """The institution whose name a phrase begins with, behind its article at most."""
        near = (b for b in self.known if start <= b.start <= start + 4 and b.start < end)
        return next(near, None)

    def last(self, before: int) -> Body | None:
        """The institution named last before an offset."""
        return next((b for b in reversed(self.known) if b.start < before), None)
