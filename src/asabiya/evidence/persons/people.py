"""Who is who in one article: full names, offices, and the later mentions that point back to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from asabiya.evidence.persons.beside import is_rank
from asabiya.evidence.persons.gender import gender_of, sounds_female
from asabiya.evidence.persons.mentions import Mention
from asabiya.evidence.persons.names import KNOWN, normalise, slug, surname
from asabiya.evidence.persons.offices import HEAD, clean_office, is_outside, sector_of
from asabiya.evidence.persons.spelling import Fit, fit, keys_of, parts_of, same_word
from asabiya.evidence.persons.titles import INITIALISMS

__all__ = ["CHIEF", "CROWD", "Person", "Register", "alike", "ranks_in"]

_RANKS: Final = {
    "gen": "general", "col": "colonel", "lt": "lieutenant", "maj": "major", "capt": "captain",
    "brig": "brigadier", "adm": "admiral", "sgt": "sergeant", "cmdr": "commander", "prof": "professor",
    "hojatoleslam": "hojjatoleslam", "sheik": "sheikh", "amir": "emir",
}  # fmt: skip


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
    offices: list[str] = field(default_factory=list)
    """Offices held up to here, in text order."""
    described: list[str] = field(default_factory=list)
    """Every office and form of address that the article sets beside the name, wherever it stands."""
    past: bool = False
    """Whether the office is one held before, "then governor of Lurin"."""
    sighted: int = -1
    """Sentence in which the person was named last."""

    def words(self) -> frozenset[str]:
        """Words of everything that the article calls the person, ranks in full."""
        return ranks_in(" ".join(dict.fromkeys([*self.described, *self.offices, self.title or ""])))


@lru_cache(maxsize=4096)
def ranks_in(text: str) -> frozenset[str]:
    """The words of an office, in lower case, with abbreviated ranks in full and offices of two words.

    >>> sorted(ranks_in("Lt. Gen."))
    ['general', 'lieutenant']
    """
    text = _PREMIER.sub("prime minister", _SHORT_OFFICE.sub(lambda m: INITIALISMS[m.group()], text))
    found = {_RANKS.get(w, w) for w in re.findall(r"[\w-]+", text.lower())}
    return frozenset(found | {m.group().lower() for m in HEAD.finditer(text)})


_SHORT_OFFICE: Final = re.compile(rf"\b(?:{'|'.join(INITIALISMS)})\b")
_PREMIER: Final = re.compile(r"(?i)\bpremier\b")
CROWD: Final = 40
"""Most people compared with one mention, so that time does not grow with the square of the names."""
_SMALL: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "in",
        "at",
        "to",
        "and",
        "his",
        "her",
        "its",
        "their",
        "who",
        "is",
        "was",
        "now",
        "then",
    ]
)
_OTHER: Final = frozenset(("deputy", "vice", "assistant", "former", "ex", "acting", "designate", "not"))
"""Words that make another office of an office."""
_UNSURE: Final = re.compile(r"(?i)(?:a|an|one|another)\s")
_THEN: Final = re.compile(r"(?i)^(?:(?:then|now|currently|who\s+(?:is|was)|by\s+then)\s+)+")
_PAST: Final = re.compile(r"(?i)(?:the\s+)?(?:then|former|ex)\b")
_KINSHIP: Final = re.compile(r"\b(?:brother|sister|cousin|uncle|nephew|niece|son|daughter|wife|namesake)\b")


_HEAD_OF_STATE: Final = re.compile(
    r"(?i:(?:the\s+)?(?:(?:state|acting|interim|incumbent|military|new|current"
    r"|transitional|self-declared)\s+){0,2}president)(?:\s+of\s+(?:the\s+)?(?!\S*\s*Court)[^\W\d_a-z][\w’-]*"
    r"(?:\s+[^\W\d_a-z][\w’-]*)*)?"
)


class Register:
    """The people of one article.

    A mention fits a person by the words of the name in any spelling; several people may fit one mention.
    """

    def __init__(self, home: str | None, *, crowned: bool = False) -> None:
        self.home = home
        self.crowned = crowned
        self.people: dict[str, Person] = {}
        self._alias: dict[str, str] = {}
        self._index: dict[str, list[str]] = {}
        self._used: dict[str, str] = {}
        self.double = False
        """Whether the article calls people by the first of two surnames."""

    def add(self, name: str, at: int) -> Person:
        """The person of that name, entered at its first sight."""
        clean = normalise(name)
        known = KNOWN.get(slug(clean))
        if known:
            clean = known[0]
        key = slug(clean)
        if key in self._alias:
            return self.people[self._alias[key]]
        if len(parts_of(clean)) > 1 or " " in clean:
            same = [p for p in self.near(clean) if fit(p.name, clean) is not None]
            if len(same) == 1:
                self._alias[key] = same[0].id
                same[0].first = min(same[0].first, at)
                return same[0]
        common = KNOWN.get(surname(clean))
        sector = common[1] if common and slug(common[0]) == key else None
        person = Person(clean, key, at, sector=sector)
        self.people[key] = person
        self._alias[key] = key
        self._enter(person)
        return person

    def _enter(self, person: Person) -> None:
        for key in keys_of(person.name):
            self._index.setdefault(key, []).append(person.id)

    def near(self, name: str) -> Iterable[Person]:
        """Those who share a sound with a name, in text order."""
        found = dict.fromkeys(owner for key in sorted(keys_of(name)) for owner in self._index.get(key, []))
        near = [self.people[k] for k in list(found)[:CROWD] if k in self.people]
        return sorted(near, key=lambda person: person.first)

    def owner(self, name: str) -> Person | None:
        """Who was entered under exactly this name."""
        return self.people.get(self._alias.get(slug(name), ""))

    def rename(self, person: Person, name: str) -> None:
        """Call a person by another spelling of the name, the article's first."""
        if slug(name) == person.id or slug(name) in self.people:
            return
        del self.people[person.id]
        self._alias = {k: slug(name) if owner == person.id else owner for k, owner in self._alias.items()}
        person.name, person.id = name, slug(name)
        self.people[person.id] = person
        self._alias[person.id] = person.id
        self._enter(person)

    def alias(self, name: str, person: Person) -> None:
        """Enter another name of a person; whoever was entered under it before is the same."""
        key = slug(normalise(name))
        other = self.people.pop(key, None)
        if other is not None and other is not person:
            person.first = min(person.first, other.first)
            person.described += other.described
            for known, owner in self._alias.items():
                self._alias[known] = person.id if owner == other.id else owner
        self._alias[key] = person.id

    def describe(self, person: Person, mention: Mention) -> None:
        """Note office, title and sector that stand beside a mention."""
        if mention.title:
            person.title = person.title or mention.title
        if mention.office and not _KINSHIP.search(mention.office):
            brief = mention.end - mention.start < len(person.name)
            self.appoint(person, mention.office, titled=mention.title, beside=brief)

    def describe_gender(self, person: Person) -> None:
        """Note by name and form of address whether the person is a man or a woman."""
        address = " ".join(phrase.split(" of ")[0] for phrase in person.described)
        person.gender = person.gender or gender_of(person.name, address)

    def appoint(
        self, person: Person, phrase: str, *, titled: str | None = None, beside: bool = False
    ) -> None:
        """Note an office; it replaces the one before unless it says less than that or is a mere rank.

        ``beside`` where it only stands beside the name: a shorter one is then another word for the first.
        """
        office = self.clean(_THEN.sub("", phrase))
        if not office:
            return
        person.offices.append(office)
        bare = titled is not None and office.rstrip(".") == titled.rstrip(".")
        if person.office is not None:
            if bare or (is_rank(office) and not is_rank(person.office)):
                return
            said = [o for o in person.offices[:-1] if ranks_in(office) - _SMALL <= ranks_in(o) - _SMALL]
            if said or (_UNSURE.match(phrase) and not is_rank(person.office)):
                return
            shorter = len(office.split()) <= len(person.office.split())
            if beside and shorter and not is_rank(person.office) and not person.past:
                return
        person.office = office
        person.past = _PAST.match(phrase) is not None
        sector = self.sector(_THEN.sub("", phrase))
        person.sector = sector if sector not in (None, "other") else person.sector or sector

    def clean(self, phrase: str) -> str | None:
        """An office as `clean_office` has it; the deputy of somebody named remains that person's."""
        return clean_office(phrase, is_person=self._is_known)

    def _is_known(self, name: str) -> bool:
        words = normalise(name)
        return slug(words) in self._alias or any(fit(p.name, words) is not None for p in self.near(words))

    def sector(self, office: str) -> str | None:
        """The sector of an office; a president is the leader where the article knows nobody above him."""
        found = sector_of(office, home=self.home)
        return (
            "leader"
            if found == "ministries" and not self.crowned and _HEAD_OF_STATE.fullmatch(office)
            else found
        )

    def belongs(self, person: Person, office: str | None = None) -> str | None:
        """The sector of a person, by the office, or by rank or form of address where it tells none."""
        office = office or person.office or self.first_office(person) or ""
        sector = person.sector or self.sector(office)
        if sector in (None, "other") and not is_outside(office, home=self.home):
            sector = sector_of(" ".join(ranks_in(person.title or ""))) or sector
        return sector

    def fullest(self, person: Person, office: str) -> str:
        """The fullest wording that the article has for an office, wherever it stands.

        A deputy's or a former office is another one than that of which it holds the words.
        """
        said = ranks_in(office) - _SMALL
        for phrase in dict.fromkeys((*person.described, *person.offices)):
            wording = self.clean(_THEN.sub("", phrase)) or ""
            words = ranks_in(wording) - _SMALL
            short = _SHORT_OFFICE.fullmatch(office) and words == said
            more = said < words and not (words - said) & _OTHER and HEAD.search(office) is not None
            if (short or more) and len(wording) > len(office) and not _KINSHIP.search(phrase):
                office, said = wording, words
        return office

    def first_office(self, person: Person) -> str | None:
        """The office that the article gives a person only later than here, if it gives any."""
        for phrase in person.described:
            office = self.clean(_THEN.sub("", phrase))
            if office and HEAD.search(office) and not is_rank(office) and not _KINSHIP.search(office):
                return office
        plain = [o for p in person.described if (o := self.clean(p)) and not _KINSHIP.search(o)]
        return next((o for o in plain if HEAD.search(o)), None)

    def fitting(self, name: str) -> list[Person]:
        """Those whom a mention may name, by the name alone; the best fits only."""
        clean = normalise(name)
        key = slug(clean)
        if key in self._alias:
            owner = self.people[self._alias[key]]
            if len(parts_of(clean)) > 1 or owner.id == key:
                return [owner]
        ranked: dict[int, list[Person]] = {}
        for person in self.near(clean):
            found = fit(person.name, clean)
            if found is not None:
                ranked.setdefault(self._rank(found), []).append(person)
        if key in self._alias and (person := self.people[self._alias[key]]) not in ranked.get(0, []):
            ranked.setdefault(0, []).append(person)
        if ranked:
            return ranked[min(ranked)]
        return [self.add(clean, 0)] if key in KNOWN else []

    def _rank(self, found: Fit) -> int:
        if self.double and found in (Fit.LAST, Fit.MIDDLE):
            return {Fit.MIDDLE: Fit.LAST, Fit.LAST: Fit.MIDDLE}[found]
        return found

    def choices(
        self, name: str, *, office: str | None = None, at: int, here: Iterable[str] = ()
    ) -> list[Person]:
        """Those whom a mention names: one where something decides, several where nothing does.

        Parameters
        ----------
        name
            The mention's words.
        office
            Office and title that stand beside it.
        at
            Its offset; who is named in full only later is not meant where somebody else was before.
        here
            Ids of those whom the paragraph has named without doubt, the last first.
        """
        found = self.fitting(name)
        if len(found) > 1 and office:
            wanted = ranks_in(office) - _SMALL
            best = max(len(wanted & p.words()) for p in found)
            found = [p for p in found if len(wanted & p.words()) == best]
            if best == 0 and sector_of(" ".join(wanted)) == "army":
                found = [p for p in found if p.sector in ("army", "guards", "police", "basij")] or found
        if office and (told := gender_of("", office)):
            found = [p for p in found if p.gender in (None, told)]
            if len(found) > 1 and (
                sure := [p for p in found if p.gender == told or told == "f" == _sound(p)]
            ):
                found = sure
        if len(found) > 1:
            found = [p for p in found if p.first < at] or found
        key = surname(normalise(name))
        if len(found) == 1 and len(parts_of(name)) == 1 and not office:
            self._used.setdefault(key, found[0].id)
        if len(found) > 1:
            ids = [p.id for p in found]
            near = next((i for i in here if i in ids), None)
            if near and sum(p.sighted == self.people[near].sighted for p in found) > 1:
                near = None  # One sentence named them both.
            near = near or self._used.get(key) or self._respelled(key)
            found = [self.people[near]] if near in ids and near is not None else found
        return found

    def _respelled(self, key: str) -> str | None:
        """Whom a surname has meant so far in another spelling."""
        return next((self._used[k] for k in list(self._used)[:CROWD] if same_word(k, key)), None)


def _sound(person: Person) -> str | None:
    return "f" if person.gender is None and sounds_female(person.name) else person.gender


_LINKING: Final = frozenset(
    ("the", "a", "an", "of", "for", "in", "at", "to", "and", "top", "senior", "former")
)
CHIEF: Final = re.compile(
    r"\b(?:chief|head|commander|commander-in-chief|leader|boss|minister)\b", re.IGNORECASE
)
"""Words for whoever heads something."""


def alike(office: str, person: Person) -> bool:
    """Whether "a union leader" may be "the head of the Independent Customs Union"."""
    heads = {m.group().lower() for m in HEAD.finditer(office)}
    words = ranks_in(office) - heads - _LINKING
    held = person.words()
    return bool(words) and words <= held and (CHIEF.search(office) is not None or bool(heads & held))
