"""Who is who in one article: full names, offices, and the later mentions that point back to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from asabiya.evidence.persons.beside import TITLE, apposition_after, is_rank, whole_office
from asabiya.evidence.persons.names import KNOWN, NAME, name_in, normalise, slug, surname
from asabiya.evidence.persons.offices import HEAD, clean_office, sector_of
from asabiya.evidence.text.layout import Layout

__all__ = ["Mention", "Person", "Register", "find_mentions", "register_people"]


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


def find_mentions(view: str, start: int, end: int) -> Iterable[Mention]:
    """Every personal name between two offsets, with title and office beside it."""
    for match in NAME.finditer(view, start, end):
        span = name_in(view, match.start(), match.end())
        if span is None:
            continue
        a, b = span
        possessive = bool(re.search(r"['’]s?$", view[a:b]))
        title = TITLE.search(view, max(start, a - 60), a)
        before = whole_office(view, a, start)
        after = None if possessive else apposition_after(view, b, end)
        office = None
        outer_a, outer_b = a, b
        if before:
            outer_a, office = before
        if after:
            office = after[1] if before is None or title or len(after[1]) > 8 else office
            outer_b = after[0]
        if title and office is None:
            outer_a = title.start()
        yield Mention(a, b, outer_a, outer_b, office, title.group().strip() if title else None, possessive)


_CHIEF: Final = re.compile(
    r"\b(?:chief|head|commander|commander-in-chief|leader|boss|minister)\b", re.IGNORECASE
)


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
            if person.office is None or (is_rank(person.office) and not bare):
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
        return self._by_sector(phrase, recent)

    def _by_sector(self, phrase: str, recent: Iterable[str]) -> Person | None:
        """ "The IRGC chief" is the one person named who heads that sector."""
        sector = sector_of(phrase, home=self.home)
        if sector in (None, "other") or not _CHIEF.search(phrase):
            return None
        heads = [
            p
            for key in recent
            if (p := self.people.get(key)) and p.sector == sector and _CHIEF.search(" ".join(p.offices))
        ]
        return heads[0] if len(heads) == 1 else None


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
        mention
        for sentence in layout.sentences
        for mention in find_mentions(layout.view, sentence.start, sentence.end)
    ]
    for mention in found:
        name = normalise(layout.view[mention.start : mention.end])
        if len(name.split()) > 1:
            register.add(name, mention.start)
    return register
