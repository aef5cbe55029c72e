"""Who is meant: names, pronouns, offices and institutions resolved in text order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.persons.bodies import Bodies, Body
from asabiya.evidence.persons.mentions import Mention, find_mentions
from asabiya.evidence.persons.names import normalise, slug
from asabiya.evidence.persons.offices import (
    HEAD,
    HEADS,
    MODIFIERS,
    ORGANISATION,
    clean_office,
    home_country,
    institution_of,
    sector_of,
)
from asabiya.evidence.persons.people import Person, ranks_in, register_people
from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.text.layout import Layout, Sentence
from asabiya.evidence.text.wordlist import words as word_list

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


_NEAR: Final = 3
"""How many sentences back a pronoun looks for somebody of known gender."""
_DEFINITE: Final = re.compile(
    rf"\b[Tt]he\s+(?P<np>(?:(?:{MODIFIERS})\s+){{0,2}}(?:{HEADS}))\b(?!\s+(?:of|for|to)\b|[’'])"
)
_POSSESSOR: Final = re.compile(
    r"(?i)(?P<who>his|her|its|their)\s+|(?P<name>[^\W\d_][\w’' -]*?)['’]s?\s+(?=[a-z])"
)
_OF_SOMEBODY: Final = re.compile(r"\b(?:of|to|for)\s+(?P<name>[^\W\d_a-z][\w’-]+)$")
_RELATED: Final = re.compile(
    r"\b(?:deputy|deputies|successor|predecessor|spokes\w+|aide|advis[eo]r|secretary|assistant|chief\s+of\s+staff"
    r"|commander|head|chief|director|representative|lieutenant)\b",
    re.IGNORECASE,
)
_ACTING: Final = re.compile(
    rf"\b[Aa]s\s+(?:the\s+|then\s+)*(?P<np>(?:[\w’'-]+\s+){{0,3}}?(?:{HEADS})\b[^,;]{{0,60}}),\s+(?=[A-Z]|s?he\b)"
)
_DOCUMENT: Final = (
    r"(?:(?:joint|written|official|short|brief|lead|front-page|final|terse)\s+)*(?:statement|communiqu[ée]"
    r"|declaration|editorial|message|letter|announcement|bulletin|press\s+release|reply|note|leader\s+article)"
)
_BY: Final = re.compile(
    rf"(?i)(?:(?:the|a|an|its|his|her|their)\s+)?{_DOCUMENT}\s+(?:by|from|of|in|issued\s+by)\s+"
)
_FORMER: Final = re.compile(r"(?i)^(?:the\s+)?(?:former|ex-?|then|ousted|deposed|sacked)[\s-]+(?=\w)")
_RELATIVE: Final = re.compile(
    r",?\s+(?:who|whose|which|that|whom|speaking|asking|requesting)\b.*$", re.DOTALL
)
_OFFICE_BODY: Final = re.compile(r"(?i)(?:ministry|department|directorate|command|office)$")
_LOWERED: Final = word_list(
    """
    two three four five six several some many both other another senior one officials sources
    """
)


class Resolver:
    """Who is who up to a point of one article, carrying what later sentences refer back to."""

    def __init__(self, layout: Layout, *, author: str | None = None) -> None:
        self.layout = layout
        self.author = author
        self.home = home_country(layout.view)
        self.register = register_people(layout, self.home)
        self.bodies = Bodies(layout.view, [(s.start, s.end) for s in layout.sentences], self.home)
        self.recent: list[str] = []
        self.focus: Who | None = None
        self.last: Who | None = None
        self.last_sentence = -9
        self.named: list[tuple[int, Person]] = []
        self.pair: tuple[Person, Person] | None = None
        self._here: list[str] = []
        self._paragraph = -1
        self._number = 0
        self._thing: Who | None = None
        self._group: Who | None = None
        self._unnamed: list[Who] = []
        self._acting: str | None = None

    def names(self, sentence: Sentence) -> None:
        """Note everybody whom a sentence names or describes, with the offices beside the names."""
        view = self.layout.view
        if sentence.paragraph != self._paragraph:
            self._here, self._paragraph = [], sentence.paragraph
        self._number = sentence.index
        self.named = []
        acting = _ACTING.search(view, sentence.start, sentence.end)
        self._acting = clean_office(acting.group("np")) if acting else None
        for mention in find_mentions(view, sentence.start, sentence.end):
            person = self._mentioned(mention)
            if person is not None:
                self.named.append((mention.start, person))
        for match in _DEFINITE.finditer(view, sentence.start, sentence.end):
            found = self._by_office(match.group("np"))
            if len(found) == 1 and all(found[0] is not p for _, p in self.named):
                self.named.append((match.start(), found[0]))
        self.named.sort(key=lambda pair: pair[0])

    def _mentioned(self, mention: Mention) -> Person | None:
        name = self.layout.view[mention.start : mention.end]
        beside = " ".join(w for w in (mention.office, mention.title) if w) or None
        found = self.register.choices(name, office=beside, at=mention.start, here=self._here)
        if len(found) != 1:
            return None
        person = found[0]
        self.register.describe(person, mention)
        if mention.office:
            self._inherit(person, mention.office, mention.outer_start)
        person.sighted = self._number
        self._here = [person.id, *(k for k in self._here if k != person.id)]
        return person

    def _inherit(self, person: Person, office: str, at: int) -> None:
        """A deputy, spokeswoman or successor belongs where the one whose office it is belongs."""
        if person.sector not in (None, "other") or not _RELATED.search(office):
            return
        sector = None
        of = _OF_SOMEBODY.search(office)
        possessor = _POSSESSOR.match(office)
        if possessor and possessor.group("who"):
            word = possessor.group("who").lower()
            if word in ("his", "her"):
                who = self._pronoun(word, at, learn=False)
                sector = who.sector
            elif body := self.bodies.last(at):
                sector = body.sector
        elif possessor or of:
            name = (possessor or of)["name"]  # type: ignore[index]
            owners = self.register.choices(name, at=at, here=self._here)
            sector = owners[0].sector if len(owners) == 1 else None
        person.sector = sector or person.sector

    def subject(self, source: Source | None) -> Who | None:
        """Whom a sentence is about, by its subject; none where that is no person by name or pronoun."""
        if source is None:
            return None
        if source.form == "description":
            phrase = self.layout.view[source.start : source.end]
            if body := self.bodies.meant(phrase, source.start):
                self._thing = _of_body(body)
            found = self._by_office(clean_office(phrase) or "") if re.match(r"(?i)the\s", phrase) else []
            return self._of_person(found[0]) if len(found) == 1 else None
        return self._resolve(source)

    def spoke(self, who: Who, sentence: Sentence) -> None:
        """Remember who spoke last."""
        self.last, self.last_sentence = who, sentence.index
        if not who.person and who.name:
            self._group = who
            if who.id:
                self._thing = who
            else:
                self._unnamed = [who, *self._unnamed][:8]

    def about(self, who: Who) -> None:
        """Remember whom a sentence is about."""
        self.focus = who if who.person else self.focus

    def move_on(self, who: Who | None) -> None:
        """Remember whom a sentence was about and whom it named, for the sentences to come."""
        if who is not None and who.person:
            self.focus = who
        people = list(dict.fromkeys(person.id for _, person in self.named))
        if len(people) > 1:
            self.pair = (self.register.people[people[0]], self.register.people[people[1]])
        for key in people:
            self._remember(key)
        if who is not None and who.person and who.id:
            self._remember(who.id)

    def _remember(self, key: str) -> None:
        self.recent = [key, *(k for k in self.recent if k != key)][:50]

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
            return self._pronoun(phrase, source.start)
        if source.form == "possessor":
            return self._of_choices(self.register.choices(phrase, at=source.start, here=self._here))
        if source.name is not None:
            return self._of_name(source, source.name)
        return self._described(phrase, source.start)

    def _of_name(self, source: Source, name: tuple[int, int]) -> Who:
        words = self.layout.view[slice(*name)]
        title = next((p.title for _, p in self.named if p.title and _ == name[0]), None)
        beside = next(
            (m for m in find_mentions(self.layout.view, source.start, source.end) if m.start == name[0]), None
        )
        office = " ".join(w for w in (source.office, title, beside and beside.title) if w) or None
        exact = [p for at, p in self.named if at == name[0]]
        found = exact or self.register.choices(words, office=office, at=name[0], here=self._here)
        if not found:
            if body := self.bodies.ending(words, name[1]):
                return _of_body(body)
            found = [self.register.add(words, name[0])]
        if len(found) == 1 and source.office:
            mention = Mention(name[0], name[1], source.start, source.end, source.office, None, False)
            self.register.describe(found[0], mention)
            self._inherit(found[0], source.office, source.start)
        return self._of_choices(found)

    def _pronoun(self, phrase: str, at: int, *, learn: bool = True) -> Who:
        word = phrase.lower().strip()
        if word in ("i", "me", "my", "we"):
            author = self.author if word != "we" else None
            return Who(author, slug(author) or None, person=True) if author else Who()
        if word in ("they", "their", "them"):
            return self._group or Who()
        if word in ("it", "its"):
            return self._thing or Who()
        gender = "f" if word in ("she", "her") else "m"
        options = list(self._antecedents(at))
        fitting = [p for p in options if p.gender in (None, gender)]
        if not fitting:
            return Who()
        chosen = fitting[0]
        # Few of the unnamed by gender are women in these articles: a woman known is the likelier "she".
        if gender == "f" and chosen.gender is None:
            near = [p for p in fitting if p.gender == "f" and self._number - p.sighted <= _NEAR]
            chosen = near[0] if near else chosen
        if learn:
            chosen.gender = gender
        return self._of_person(chosen)

    def _antecedents(self, at: int) -> Iterable[Person]:
        people = self.register.people
        keys = [person.id for start, person in self.named if start < at]
        keys += [self.focus.id] if self.focus and self.focus.id else []
        keys += self.recent
        return (people[k] for k in dict.fromkeys(keys) if k in people)

    def _of_choices(self, found: list[Person]) -> Who:
        if len(found) == 1:
            return self._of_person(found[0])
        return Who(candidates=tuple(sorted(p.id for p in found)))

    def _of_person(self, person: Person, office: str | None = None) -> Who:
        office = office or self._acting or person.office or self.register.first_office(person)
        sector = sector_of(self._acting, home=self.home) if self._acting and office == self._acting else None
        if sector is None:
            sector = person.sector or (self.register.sector(office) if office else None)
        return Who(person.name, person.id, office, institution_of(office), sector, person=True)

    def _by_office(self, phrase: str) -> list[Person]:
        """Whom "the commander" means: the last named who holds such an office; several in one sentence."""
        heads = {m.group().lower().removesuffix("s") for m in HEAD.finditer(phrase)}
        words = ranks_in(phrase) - {"the", "a", "of", "an", "that", "this", "new", "same"}
        people = self.register.people
        order = [p.id for _, p in reversed(self.named)] + self.recent
        fits = [
            people[k]
            for k in dict.fromkeys(order)
            if k in people and heads & (held := people[k].words()) and words <= held
        ]
        if not fits:
            late = [p for p in people.values() if words and words <= p.words()]
            return late if len(late) == 1 else self._by_sector(phrase)
        tied = [p for p in fits if p.sighted == fits[0].sighted and p.sighted >= 0]
        current = [p for p in tied if words <= ranks_in(p.office or "")] or tied
        return current if len(current) > 1 and self._number != fits[0].sighted else fits[:1]

    def _by_sector(self, phrase: str) -> list[Person]:
        """ "The IRGC chief" is the one person named who heads that sector."""
        sector = sector_of(phrase, home=self.home)
        if sector in (None, "other") or not _CHIEF.search(phrase):
            return []
        known = [self.register.people[k] for k in self.recent if k in self.register.people]
        heads = [p for p in known if p.sector == sector and _CHIEF.search(" ".join(p.offices))]
        return heads if len(heads) == 1 else []

    def _described(self, phrase: str, at: int) -> Who:
        if (two := re.fullmatch(r"(?i)the\s+(former|latter)", phrase.strip())) and self.pair:
            return self._of_person(self.pair[two.group(1).lower() == "latter"])
        words = clean_office(_RELATIVE.sub("", phrase))
        if words is None:
            return Who()
        return (
            self._of_document(phrase, at) or self._of_owner(phrase, at) or self._of_words(phrase, words, at)
        )

    def _of_document(self, phrase: str, at: int) -> Who | None:
        """Whose a statement is that speaks for itself."""
        if by := _BY.match(phrase):
            return self._described(phrase[by.end() :], at + by.end())
        if owned := re.fullmatch(rf"(?P<who>.+)['’]s?\s+{_DOCUMENT}", phrase):
            owner = owned.group("who")
            found = self.register.choices(owner, at=at, here=self._here) if owner[:1].isupper() else []
            return self._of_choices(found) if found else self._described(owner, at)
        if re.fullmatch(rf"(?i)the\s+{_DOCUMENT}", phrase):
            return self.last
        return None

    def _of_owner(self, phrase: str, at: int) -> Who | None:
        """ "Her ministry": the ministry of the minister."""
        owned = _POSSESSOR.match(phrase)
        if owned is None or not _OFFICE_BODY.fullmatch(phrase[owned.end() :]):
            return None
        if owned.group("who"):
            owner = self._pronoun(owned.group("who"), at, learn=False)
        else:
            owner = self._of_choices(self.register.choices(owned.group("name"), at=at, here=self._here))
        kind = phrase[owned.end() :].lower()
        if not owner.office or kind != "ministry":
            return None
        name = re.sub(r"(?i)\bminister\b", "ministry", owner.office)
        name = re.sub(r"(?i)^(?:new|former|deputy|first)\s+", "", name).lower()
        return Who(name, slug(name), None, name, "ministries") if "ministry" in name else None

    def _of_words(self, phrase: str, words: str, at: int) -> Who:
        definite = re.match(r"(?i)(?:the|his|her|its|their)\s", phrase) is not None
        if definite and HEAD.search(words) and not _is_institution(words):
            found = self._by_office(_FORMER.sub("", words))
            if len(found) == 1 and _FORMER.match(words):
                return self._of_person(found[0], words)
            if found:
                return self._of_choices(found)
        if definite and (unnamed := self._same_unnamed(words)):
            return unnamed
        if body := self.bodies.meant(phrase, at):
            return _of_body(body)
        sector = sector_of(phrase, home=self.home)
        first = words.split()[0].lower()
        if first in _LOWERED or (re.match(r"[A-Z][a-z]+s\b", words) and not ORGANISATION.search(words)):
            words = words[:1].lower() + words[1:]
        if HEAD.search(words) and not _is_institution(words):
            return Who(words, None, words, institution_of(words), sector)
        if ORGANISATION.search(words) or words[:1].isupper():
            if (body := self.bodies.ending(words, at + len(phrase))) and definite:
                return _of_body(body)
            return Who(words, slug(words), None, words, sector)
        return Who(words, None, None, None, sector)

    def _same_unnamed(self, words: str) -> Who | None:
        """ "The officer" after "a senior officer who asked not to be named"."""
        for who in self._unnamed:
            if who.name and who.name.split(" in ")[0].split(" of ")[0].endswith(words):
                return who
        return None

    def link(self, source: Source) -> str | None:
        """Who or what a reporter's noun phrase names."""
        view = self.layout.view
        medium = _MEDIUM_AFTER.match(view, source.name[1]) if source.name else None
        if source.name is not None and medium:
            return normalise(view[source.name[0] : medium.end()])
        if source.name is not None:
            name = view[slice(*source.name)]
            found = self.register.fitting(name)
            if len(found) == 1:
                return found[0].name
            body = self.bodies.ending(normalise(name), source.name[1])
            return body.name if body else normalise(name)
        phrase = view[source.start : source.end]
        words = clean_office(phrase)
        if words and (
            body := self.bodies.meant(phrase, source.start) or self.bodies.ending(words, source.end)
        ):
            return body.name
        return words


_MEDIUM_AFTER: Final = re.compile(r"\s+(?:news\s+agency|agency|newspaper|website|channel|television|radio)\b")
_CHIEF: Final = re.compile(
    r"\b(?:chief|head|commander|commander-in-chief|leader|boss|minister)\b", re.IGNORECASE
)


def _of_body(body: Body) -> Who:
    return Who(body.name, body.id, None, body.name, body.sector)


def _is_institution(words: str) -> bool:
    """Whether the last word before any complement names a body rather than a person."""
    head = re.split(r"\s+(?:of|in|at|for|from|to)\s+", words)[0].split()
    return any(ORGANISATION.fullmatch(" ".join(head[-n:])) for n in (1, 2) if head)
