"""Who is meant: names, pronouns, offices and institutions resolved in text order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asabiya.evidence.persons.names import normalise, slug
from asabiya.evidence.persons.offices import (
    HEAD,
    ORGANISATION,
    clean_office,
    home_country,
    institution_of,
    sector_of,
)
from asabiya.evidence.persons.people import Mention, Person, find_mentions, register_people
from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.text.layout import Layout, Sentence

__all__ = ["Resolver", "Who"]


@dataclass(frozen=True)
class Who:
    """A resolved speaker."""

    name: str | None = None
    id: str | None = None
    office: str | None = None
    institution: str | None = None
    sector: str | None = None
    person: bool = False
    candidates: tuple[str, ...] = ()


class Resolver:
    """Who is who up to a point of one article, carrying what later sentences refer back to."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.home = home_country(layout.view)
        self.register = register_people(layout, self.home)
        self.recent: list[str] = []
        self.focus: Who | None = None
        self.last: Who | None = None
        self.last_sentence = -9
        self.named: list[tuple[int, Person]] = []

    def _remember(self, key: str) -> None:
        if key in self.recent[:1]:
            return
        self.recent = [key, *(k for k in self.recent if k != key)][:50]

    def names(self, sentence: Sentence) -> None:
        """Note everybody whom a sentence names, with the offices beside the names."""
        view = self.layout.view
        self.named = []
        for mention in find_mentions(view, sentence.start, sentence.end):
            person = self.register.named(
                view[mention.start : mention.end], office=mention.office or mention.title
            )
            if person is None:
                continue
            self.register.describe(person, mention)
            self.register.touch(person)
            self.named.append((mention.start, person))

    def subject(self, source: Source | None) -> Who | None:
        """Whom a sentence is about, by its subject; none where that is no person by name or pronoun."""
        if source is None or source.form == "description":
            return None
        return self._resolve(source)

    def spoke(self, who: Who, sentence: Sentence) -> None:
        """Remember who spoke last."""
        self.last, self.last_sentence = who, sentence.index

    def about(self, who: Who) -> None:
        """Remember whom a sentence is about."""
        self.focus = who if who.person else self.focus

    def move_on(self, who: Who | None) -> None:
        """Remember whom a sentence was about and whom it named, for the sentences to come."""
        if who is not None and who.person:
            self.focus = who
        for _, person in self.named:
            self._remember(person.id)
        if who is not None and who.person and who.id:
            self._remember(who.id)

    def who(self, source: Source | None, sentence: Sentence, before: Who | None) -> Who:
        """The speaker that a noun phrase means; ``before`` is the speaker before in the same sentence."""
        if source is None:
            close = self.last is not None and sentence.index - self.last_sentence <= 2
            return self.last if close and self.last else Who()
        if source.form == "same":
            if before is not None:
                return before
            if source.name is None:
                return self.focus or Who()
        return self._resolve(source)

    def _resolve(self, source: Source) -> Who:
        view = self.layout.view
        phrase = view[source.start : source.end]
        if source.form == "pronoun":
            return self._pronoun(phrase, source)
        if source.form == "possessor":
            person = self.register.named(phrase)
            return self._of_person(person) if person else Who()
        if source.name is not None:
            name = view[source.name[0] : source.name[1]]
            person = self.register.named(name, office=source.office)
            if person is None:
                person = self.register.add(name, source.name[0])
            if source.office:
                self._note_office(person, source)
            self.register.touch(person)
            return self._of_person(person)
        return self._described(phrase)

    def _note_office(self, person: Person, source: Source) -> None:
        name = source.name or (source.start, source.end)
        self.register.describe(
            person, Mention(name[0], name[1], source.start, source.end, source.office, None, False)
        )

    def _pronoun(self, phrase: str, source: Source) -> Who:
        word = phrase.lower().strip()
        if word in ("they", "their"):
            return self.last if self.last and not self.last.person and self.last.name else Who()
        gender = "f" if word in ("she", "her") else "m"
        earlier = [person for at, person in self.named if at < source.start]
        options = [*earlier[:1]]
        if self.focus and self.focus.id in self.register.people:
            options.append(self.register.people[self.focus.id])
        options += [self.register.people[k] for k in self.recent if k in self.register.people]
        for person in options:
            if person.gender in (None, gender):
                person.gender = gender
                return self._of_person(person)
        return Who()

    def _of_person(self, person: Person) -> Who:
        office = person.office
        institution = institution_of(office)
        return Who(person.name, person.id, office, institution, person.sector, person=True)

    def _described(self, phrase: str) -> Who:
        words = clean_office(phrase)
        if words is None:
            return Who()
        definite = re.match(r"(?i)(?:the|his|her|its|their)\s", phrase) is not None
        if definite and HEAD.search(words):
            person = self.register.by_office(words, self.recent)
            if person is not None:
                return self._of_person(person)
        sector = sector_of(phrase, home=self.home)
        if re.match(r"[A-Z][a-z]+s\b", words) and not ORGANISATION.search(words):
            words = words[:1].lower() + words[1:]
        if HEAD.search(words) and not _is_institution(words):
            return Who(words, None, words, institution_of(words), sector)
        if ORGANISATION.search(words) or words[:1].isupper():
            return Who(words, slug(words), None, words, sector)
        return Who(words, None, None, None, sector)

    def link(self, source: Source) -> str | None:
        """Who or what a reporter's noun phrase names."""
        if source.name is not None:
            name = self.layout.view[slice(*source.name)]
            person = self.register.named(name)
            return person.name if person else normalise(name)
        return clean_office(self.layout.view[source.start : source.end])


def _is_institution(words: str) -> bool:
    """Whether the last word before any complement names a body rather than a person."""
    head = re.split(r"\s+(?:of|in|at|for|from|to)\s+", words)[0].split()
    return bool(head) and ORGANISATION.fullmatch(head[-1]) is not None
