"""Who is who in one article: full names, offices, and the later mentions that point back to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from asabiya.evidence.layout import MASK, Layout
from asabiya.evidence.names import KNOWN, NAME, name_in, normalise, slug, surname
from asabiya.evidence.offices import HEAD, HEADS, MODIFIERS, clean_office, sector_of

__all__ = ["Mention", "Person", "Register", "apposition_after", "office_before", "office_in_front", "register_people"]


@dataclass
class Person:
    """Somebody named in the article."""

    name: str
    id: str
    first: int
    office: str | None = None
    sector: str | None = None
    title: str | None = None
    gender: str | None = None
    offices: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Mention:
    """A name in the text with the office that stands beside it."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    office: str | None
    title: str | None
    possessive: bool


_WORD: Final = r"[\w'’.-]+"
_BEFORE: Final = re.compile(
    rf"(?P<office>(?:\b(?:the|a|an|his|its|their)\s+)?"
    rf"(?:{_WORD}\s+){{0,6}}?\b(?:{HEADS})(?:\s+of\s+(?:the\s+)?(?:{_WORD}\s+){{0,7}}?{_WORD})?)\s*$",
    re.IGNORECASE,
)
_PRENOMINAL: Final = re.compile(
    rf"(?:\b(?:the|a|an)\s+)?(?:(?:(?:{MODIFIERS}|and|{HEADS})(?:['’]s)?|[^\W\d_a-z][\w’'-]*|regime(?:['’]s)?"
    rf"|[^\W\d_]+(?:ian|ish|ese|ist|['’]s?)|[\w’-]+-(?:run|backed|affiliated|controlled|ranking))\s+){{0,7}}"
    rf"\b(?:{HEADS})\s*$",
    re.IGNORECASE,
)
_PRENOMINAL_WORD: Final = re.compile(
    rf"(?:{MODIFIERS}|{HEADS}|and|the|regime(?:['’]s)?|[^\W\d_]+(?:ian|ish|ese)|[\w’-]+['’]s"
    r"|[\w’-]+-(?:run|backed|affiliated|controlled|ranking))",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(
    r"(?:\b(?:Brigadier|Major|Lieutenant|Second|First|Rear|Vice|Field|Grand|Brig|Maj|Lt)\.?[ -]+){0,2}"
    r"\b(?:General|Gen|Colonel|Col|Major|Maj|Captain|Capt|Lieutenant|Lt|Sergeant|Sgt|Admiral|Adm|Marshal|Ayatollah"
    r"|Hojj?at[\w’'-]*|Imam|Sheikh|Sardar|Mullah|Mr|Mrs|Ms|Dr|Prof|Professor|Comrade|Bishop|Father)\.?\s*$"
)
_DATE_WORD: Final = re.compile(
    r"\b(?:on|in|at|by|last|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july"
    r"|august|september|october|november|december|but|and|while|however|meanwhile|today|yesterday|then)\b",
    re.IGNORECASE,
)
_TAIL_VERB: Final = re.compile(
    r"\s+(?:(?:has|had|have|is|was|were|are|who|which|sent|said|told|says|warned|added|made|gave|took|went|came|spoke"
    r"|held|met|saw|sees|wants|fears|intends|admitted|stated|declared|described|addressed|called|urged|appeared"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|on \d|when|while|as saying|also)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)


def office_before(view: str, start: int, low: int) -> tuple[int, str] | None:
    """The office that stands right before a name: its offset and its words.

    >>> office_before("Yesterday deputy interior minister Adel Varzi", 35, 0)
    (10, 'deputy interior minister')
    """
    low = max(low, start - 160)
    tokens = [(m.start(), m.end()) for m in re.compile(r"\S+").finditer(view, low, start)]
    if not tokens:
        return None
    last = view[slice(*tokens[-1])]
    if last.endswith((",", ";", ":", ".", MASK)) and not _TITLE.search(view, low, start):
        return None
    if HEAD.fullmatch(last.rstrip(".")) or _two_word_head(view, tokens):
        index = len(tokens) - 1
        while index > 0 and _belongs(view[slice(*tokens[index - 1])]):
            index -= 1
        first = tokens[index][0]
        return first, view[first : tokens[-1][1]]
    return _office_with_complement(view, tokens)


def _two_word_head(view: str, tokens: list[tuple[int, int]]) -> bool:
    return len(tokens) > 1 and bool(HEAD.fullmatch(view[tokens[-2][0] : tokens[-1][1]]))


def _belongs(word: str) -> bool:
    if word.endswith((",", ";", ":", ".", ")", MASK)) or _DATE_WORD.fullmatch(word):
        return False
    return bool(_PRENOMINAL_WORD.fullmatch(word)) or (word[:1].isupper() and not _is_starter(word))


def _is_starter(word: str) -> bool:
    return word.lower() in {"in", "on", "at", "but", "as", "when", "while", "after", "for", "yet", "and", "by"}


def _office_with_complement(view: str, tokens: list[tuple[int, int]]) -> tuple[int, str] | None:
    """"the head of the judiciary" directly before a name, without a comma."""
    for index in range(len(tokens) - 2, max(-1, len(tokens) - 12), -1):
        word = view[slice(*tokens[index])]
        if word.endswith((",", ";", ":", ".", MASK)) or re.fullmatch(r"(?:said|told|who|that|which)", word):
            return None
        if HEAD.fullmatch(word) and view[slice(*tokens[index + 1])].lower() == "of":
            while index > 0 and _belongs(view[slice(*tokens[index - 1])]):
                index -= 1
            first = tokens[index][0]
            starts = view[first : tokens[-1][1]]
            return (first, starts) if re.match(r"(?i)the\b|a\b|an\b|[a-z-]", starts) else None
    return None


_DETERMINER: Final = re.compile(r"(?<![\w’-])(?<!of )(?<!to )(?<!for )(?:the|a|an|his|her|its|one|another)\s", re.IGNORECASE)
_IN_FRONT: Final = re.compile(
    rf"(?:(?:the|a|an|his|her|its|one|another)\s+)?(?:[\w’'-]+\s+){{0,7}}?(?:{HEADS})\b(?:\s+(?:of|to|for|in|at)\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)


def office_in_front(view: str, start: int, low: int) -> tuple[int, str] | None:
    """The office that stands before a name and a comma: its offset and its words.

    >>> office_in_front("On Monday, the head of the navy, Adel Varzi, said", 33, 0)
    (11, 'the head of the navy')
    """
    low = max(low, start - 200)
    lead = view[low:start].rstrip()
    if not lead.endswith(","):
        return None
    piece = re.search(rf"[^,;:–—{MASK}]*$", lead[:-1])
    if piece is None:
        return None
    before = lead[: piece.start()].rstrip(" ,")
    words = piece.group()
    if _TAIL_VERB.search(words) or _names_somebody(before):
        return None  # The piece is in apposition to the name before it.
    starts = [m.start() for m in _DETERMINER.finditer(words)]
    begin = starts[-1] if starts else len(words) - len(words.lstrip())
    if not starts and re.match(r"\s*(?:on|in|at|by|and|but|who|as|after|before|while|when)\b", words, re.IGNORECASE):
        return None
    if _IN_FRONT.match(words, begin) is None:
        return None
    return low + piece.start() + begin, words[begin:].strip()


def _names_somebody(words: str) -> bool:
    """Whether the words end in a personal name that is no place after a short adverbial."""
    last = None
    for last in NAME.finditer(words, max(0, len(words) - 60)):
        pass
    if last is None or last.end() != len(words) or name_in(words, last.start(), last.end()) is None:
        return False
    piece = re.split(rf"[,;:–—{MASK}]", words)[-1].split()
    return len(piece) > 7 or not piece or piece[0].lower() not in ("on", "in", "at", "during", "speaking", "from", "near")


_APPOSITION: Final = re.compile(
    rf"\s*(?:,\s*|\(\s*)(?P<office>(?:(?:the|a|an|his|its|their|then|now|currently|formerly|who\s+(?:is|was|heads|leads|commands))\s+)*"
    rf"(?:{_WORD}\s+){{0,7}}?\b(?:{HEADS})s?\b[^,;:()–—{MASK}]*(?:\([^()]{{1,30}}\)[^,;:()–—{MASK}]*)?)",
    re.IGNORECASE,
)


def apposition_after(view: str, end: int, limit: int) -> tuple[int, str] | None:
    """The office that follows a name between commas or in brackets: its end and its words.

    >>> apposition_after("Adel Varzi, the head of the navy, said", 10, 38)
    (32, 'the head of the navy')
    """
    match = _APPOSITION.match(view, end, min(limit, end + 260))
    if match is None or re.match(r"\s*,\s*(?:and|but|while|when|in|on|at|said|told|whose|by)\b", match.group()):
        return None
    office = _TAIL_VERB.sub("", match.group("office"))
    office = re.split(r"\.\s", office)[0].rstrip(" .!?…")
    if HEAD.search(office) is None or NAME_AND_VERB.search(office):
        return None
    return match.start("office") + len(office), office


NAME_AND_VERB: Final = re.compile(r"\b(?:said|says|told|warned|added|asked|insisted|declared)\b")


def find_mentions(view: str, start: int, end: int) -> Iterable[Mention]:
    """Every personal name between two offsets, with title and office beside it."""
    for match in NAME.finditer(view, start, end):
        span = name_in(view, match.start(), match.end())
        if span is None:
            continue
        a, b = span
        possessive = bool(re.search(r"['’]s?$", view[a:b]))
        title = _TITLE.search(view, max(start, a - 60), a)
        before = office_before(view, a, start) or office_in_front(view, a, start)
        after = None if possessive else apposition_after(view, b, end)
        office = None
        outer_a, outer_b = a, b
        if before:
            outer_a, office = before
        if after:
            office = after[1] if before is None or title or len(after[1]) > 8 else office
            outer_b = after[1] and after[0]
        if title and office is None:
            outer_a = title.start()
        yield Mention(a, b, outer_a, outer_b, office, title.group().strip() if title else None, possessive)


class Register:
    """The people of one article."""

    def __init__(self, home: str | None) -> None:
        self.home = home
        self.people: dict[str, Person] = {}
        self._by_surname: dict[str, list[str]] = {}
        self._recent: dict[str, str] = {}

    def add(self, name: str, at: int) -> Person:
        """The person of that full name, entered at its first sight."""
        clean = normalise(name)
        known = KNOWN.get(slug(clean))
        if known:
            clean = known[0]
        key = slug(clean)
        person = self.people.get(key)
        if person is None:
            common = KNOWN.get(surname(clean))
            sector = common[1] if common and slug(common[0]) == key else None
            person = Person(clean, key, at, sector=sector)
            self.people[key] = person
            self._by_surname.setdefault(surname(clean), []).append(key)
        return person

    def describe(self, person: Person, mention: Mention) -> None:
        """Note office, title and sector that stand beside a mention."""
        office = clean_office(mention.office) if mention.office else None
        if mention.title:
            person.title = person.title or mention.title
            if mention.title.rstrip(".") in ("Mrs", "Ms", "Miss"):
                person.gender = "f"
            elif mention.title.rstrip(".") == "Mr":
                person.gender = "m"
        if office:
            if re.search(r"(?i)woman\b", office):
                person.gender = "f"
            person.offices.add(office)
            bare = mention.title is not None and office.rstrip(".") == mention.title.rstrip(".")
            if person.office is None or (_is_rank(person.office) and not bare):
                person.office = office
                sector = sector_of(mention.office or "", home=self.home)
                person.sector = sector if sector not in (None, "other") else person.sector or sector

    def named(self, name: str, *, office: str | None = None) -> Person | None:
        """The person whom a mention names, in full or by the surname.

        Where several share the surname, the one whose office or title stands beside this mention, or
        else the one named last.
        """
        clean = normalise(name)
        key = slug(clean)
        if key in self.people:
            return self.people[key]
        parts = key.split("-")
        choices = [self.people[k] for k in self._by_surname.get(surname(clean), [])]
        choices += [p for p in self.people.values() if p not in choices and _ends_with(p.id, parts)]
        if len(parts) > 1 and len(clean.split()) > 1:
            choices = [p for p in choices if _same_initial(p.name, clean)]
        if not choices:
            if key in KNOWN:
                return self.add(clean, 0)
            return None
        if office:
            words = set(re.findall(r"\w+", office.lower())) - {"the", "of", "a"}
            fits = [p for p in choices if words & _office_words(p)]
            if len(fits) == 1:
                return fits[0]
        recent = self._recent.get(surname(clean))
        return next((p for p in choices if p.id == recent), choices[0])

    def touch(self, person: Person) -> None:
        """Remember the person as the last named of that surname."""
        self._recent[surname(person.name)] = person.id

    def by_office(self, phrase: str, recent: Iterable[str]) -> Person | None:
        """The person whom "the commander" means: the last mentioned who holds such an office."""
        heads = {match.group().lower() for match in HEAD.finditer(phrase)}
        words = set(re.findall(r"[\w-]+", phrase.lower())) - {"the", "a", "of", "an", "that", "this"}
        for key in recent:
            person = self.people.get(key)
            if person is None:
                continue
            held = _office_words(person)
            if heads & held and (words <= held or words == heads):
                return person
        return None


def _is_rank(office: str) -> bool:
    return bool(_TITLE.fullmatch(office.title()) or _TITLE.fullmatch(office))


def _office_words(person: Person) -> set[str]:
    text = " ".join([*person.offices, person.title or ""]).lower()
    return set(re.findall(r"[\w-]+", text)) | {m.group().lower() for m in HEAD.finditer(text)}


def _ends_with(key: str, parts: list[str]) -> bool:
    return key.split("-")[-len(parts) :] == parts or (len(parts) == 1 and key.split("-")[0] == parts[0])


def _same_initial(full: str, other: str) -> bool:
    return full[:1].lower() == other[:1].lower()


def register_people(layout: Layout, home: str | None) -> Register:
    """Read the whole body once and enter everybody named in full.

    A later surname then points to the full name wherever in the article that stands.
    """
    register = Register(home)
    found = [
        mention for sentence in layout.sentences for mention in find_mentions(layout.view, sentence.start, sentence.end)
    ]
    for mention in found:
        name = normalise(layout.view[mention.start : mention.end])
        if len(name.split()) > 1:
            register.add(name, mention.start)
    return register
