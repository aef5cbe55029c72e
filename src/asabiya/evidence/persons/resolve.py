"""Who is meant: names, pronouns, offices and institutions resolved in text order."""

from __future__ import annotations

import re
from dataclasses import replace

from asabiya.evidence.persons import kinds, papers, said_of
from asabiya.evidence.persons.apposition import apposition_after
from asabiya.evidence.persons.beside import is_rank
from asabiya.evidence.persons.cast import POSSESSOR, Cast
from asabiya.evidence.persons.figure import Figure, Unnamed, Who, body_called, is_one, of_body
from asabiya.evidence.persons.mentions import Mention, find_mentions, medium_before, medium_behind
from asabiya.evidence.persons.misread import name_behind_who, owner_of_answer, reread
from asabiya.evidence.persons.names import slug
from asabiya.evidence.persons.offices import (
    HEAD,
    ORGANISATION,
    TITLES,
    clean_office,
    institution_of,
    sector_of,
)
from asabiya.evidence.persons.people import Person
from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.persons.unnamed import keeps_clause
from asabiya.evidence.text.layout import Layout, Sentence

__all__ = ["Resolver", "Who"]


class Resolver:
    """Who is who up to a point of one article, carrying what later sentences refer back to."""

    def __init__(self, layout: Layout, *, author: str | None = None) -> None:
        self.view = layout.view
        self.author = author
        self.cast = Cast(layout)
        self.last: Who | None = None
        self.last_sentence = self._thing_at = -9
        self._thing: Who | None = None
        self._group: Who | None = None
        self._issuer: tuple[Who, int] = Who(), -9
        self._about: tuple[Who, int] = Who(), -9
        self._unnamed = Unnamed()
        self._figure = Figure()
        self._sentence = layout.sentences[0] if layout.sentences else None

    def names(self, sentence: Sentence) -> None:
        """Note everybody whom a sentence names or describes, with the offices beside the names."""
        self.cast.names(sentence)
        self._sentence = sentence
        self._predicate(sentence)
        self._figure.name(self.cast, sentence)
        if acting := said_of.acting_body(self.view, sentence.start, sentence.end):
            self._thing = self._described(self.view[slice(*acting)], acting[0])
            self._issuer = self._thing, sentence.index
        if owner := papers.owned_paper(self.view, sentence.start, sentence.end):
            self._issuer = self._owner_of_paper(owner), sentence.index
        if words := said_of.own_body(self.view, sentence.start, sentence.end):
            self._thing = Who(words, None, None, words, sector_of(words, home=self.cast.home))

    def _owner_of_paper(self, span: tuple[int, int]) -> Who:
        phrase = self.view[slice(*span)]
        if phrase in ("him", "her"):
            return self._pronoun(phrase, span[0])
        if phrase[:1].isupper() and (found := self.cast.choices(phrase, at=span[0])):
            return self._of_choices(found)
        return self._described(phrase, span[0])

    def subject(self, source: Source | None) -> Who | None:
        """Whom a sentence is about, by its subject; none where that is no person by name or pronoun."""
        if self._in_brackets():
            return None
        if self._sentence and (up := said_of.brought_up(self.view, self._sentence.start, self._sentence.end)):
            source = Source(*up, "description")
        if source is None:
            return None
        if source.name and source.name[0] > source.start and self.cast.placed(source.name[0]):
            source = replace(source, form="description", name=None)  # "The mayor of Tern"
        if foretold := said_of.opening_office(self.view, source.start, source.start + 200):
            source = Source(*foretold.span("who"), "pronoun")
        if beside := self.cast.beside_owned(source.start):
            return self._of_person(beside)
        if source.form == "description" and re.match(r"(?:He|She)\b", self.view[source.start : source.end]):
            source = replace(source, end=self.view.index("e", source.start) + 1, form="pronoun")
        if acting := self.cast.bodies.acting(self.view, source.start, source.end):
            self._thing = body_called(acting, source.end, self.cast)
            self._thing_at = self._sentence.index if self._sentence else -9
            return None
        if source.form == "description":
            if span := name_behind_who(self.view, source.end):
                return self._of_name(source, span)
            source = owner_of_answer(self.view, source)
            if closing := self.cast.closing(source.start, source.end):
                return self._of_person(closing)
            source = said_of.trimmed(self.view, source)
            phrase = self.view[source.start : source.end]
            meant = self.cast.bodies.meant(phrase, source.start)
            meant = meant or self.cast.bodies.opening(source.start, source.end)
            if body := meant or self.cast.bodies.ending(clean_office(phrase) or "", source.end):
                self._thing = of_body(body)
            found = self.cast.by_office(clean_office(phrase) or "") if re.match(r"(?i)the\s", phrase) else []
            definite = phrase[:4].lower() == "the "
            behind = source.end
            ahead = any(a < behind or not kinds.ACTS.search(self.view, behind, a) for a, _ in self.cast.named)
            if presented := self.cast.presented(source.end) or self.cast.apposed(source.end):
                return self._of_person(presented)  # "The preacher was Adel Varzi"
            words = clean_office(phrase) or ""
            known = bool(found) or ahead or not HEAD.search(words) or said_of.is_institution(words)
            if definite and not known and (holder := self.cast.holder(words, spoken=False)):
                return self._of_person(holder)
            if len(found) != 1 and not ahead and (not definite or said_of.is_person(phrase)):
                who = self._described(phrase, source.start)
                self._figure.notice(who, self._sentence, home=self.cast.home, definite=definite)
                if who.person and phrase[:1].isupper():
                    return who
            return self._of_person(found[0]) if len(found) == 1 else None
        if source.name and (
            self.cast.placed(source.name[0])
            or self.view[max(0, source.name[0] - 4) : source.name[0]].lower() == "the "
            or medium_behind(self.view, source.name[1])
            or medium_before(self.view, source.name[0], max(0, source.name[0] - 80))
        ):
            return None
        return self._resolve(source)

    def _in_brackets(self) -> bool:
        """Whether the sentence stands in brackets, and is not what the paragraph is about."""
        here = self._sentence
        return here is not None and "(" in self.view[max(0, here.start - 1) : here.start + 1]

    def _predicate(self, sentence: Sentence) -> None:
        """Note the office that a sentence gives its subject: "he was deputy commander of the fleet"."""
        for gender, at, office in said_of.offices_said(self.view, sentence.start, sentence.end):
            person = self.cast.antecedent(gender, at, learn=False)
            if person is not None and (person.office is None or is_rank(person.office)):
                self.cast.register.appoint(person, office)

    def spoke(self, who: Who, sentence: Sentence) -> None:
        """Remember who spoke last."""
        self.last, self.last_sentence = who, sentence.index
        if not who.person and who.name:
            self._group = who
            self._figure.notice(who, self._sentence, home=self.cast.home, spoke=True)
            if who.id:
                self._thing = who
            else:
                self._unnamed.spoke(who, sentence.index)

    def about(self, who: Who) -> None:
        """Remember whom a sentence is about."""
        self.cast.focus = who.id if who.person else self.cast.focus

    def move_on(self, who: Who | None) -> None:
        """Remember whom a sentence was about and whom it named, for the sentences to come."""
        here = self._sentence
        if who is not None:
            self.about(who)
            if who.person and here is not None:
                self._about = who, here.index
            if here is not None and who.person and papers.issues_paper(self.view, here.start, here.end):
                self._issuer = who, here.index
        elif here and self._issuer[1] == here.index and self._issuer[0].person:
            who = self._issuer[0]
            self.about(who)
        if who is None and self._in_brackets():
            return
        if who is None and here and (several := said_of.crowd(self.view, here.start, here.end)):
            self._group = self._described(self.view[slice(*several)], several[0])
        self.cast.move_on(who.id if who is not None and who.person else None)

    def who(self, source: Source | None, sentence: Sentence, before: Who | None) -> Who:
        """The speaker that a noun phrase means; ``before`` is the speaker before in the same sentence."""
        if source is None:
            if named := self.cast.named_behind(sentence.end):
                return self._of_choices(named)
            if answer := papers.ANSWER.match(self.view, sentence.start, sentence.end):
                return self._of_answer(answer)
            if self._about[1] == sentence.index - 1 > self.last_sentence:
                return self._about[0]  # "The president shrugged. “We shall see.”"
            if (about := self._figure.just(sentence)) and self.last_sentence < sentence.index - 1:
                return about
            return self.last if self.last and sentence.index - self.last_sentence <= 2 else Who()
        source = reread(self.view, source, sentence.start, sentence.end)
        if source.form == "same":
            if before is not None:
                return before
            if source.name is None:
                focus = self.cast.register.people.get(self.cast.focus or "")
                return self._of_person(focus) if focus else Who()
        who = self._resolve(said_of.trimmed(self.view, source) if source.form == "description" else source)
        vague = source.form == "description" and not who.person and not who.id and self.last is not None
        if vague and self.last and self.last.person and self._goes_on(source, sentence):
            return self.last
        if source.form == "pronoun" and self._asked(source, sentence) and self.last is not None:
            return self.last
        if source.name and self._figure.speaks(who, sentence, self.cast):
            return self._of_person(self.cast.register.people[who.id or ""])
        return who

    def _asked(self, source: Source, sentence: Sentence) -> bool:
        """Whether "he" answers somebody else's question: "The judge inquired about regrets. He replied"."""
        asked = kinds.ASKED.search(self.view, max(0, sentence.start - 120), sentence.start) is not None
        close = self.last is not None and self.last.person and sentence.index - self.last_sentence <= 3
        return close and asked and kinds.REPLIED.match(self.view, source.end) is not None

    def _goes_on(self, source: Source, sentence: Sentence) -> bool:
        """Whether the verb says that the speaker before goes on: "“…,” added the deputy for Lurin"."""
        added = kinds.ADDED.search(self.view, max(0, source.start - 12), source.start)
        definite = added and kinds.DEFINITE.match(self.view, source.start)
        return definite is not None and sentence.index - self.last_sentence <= 2

    def _of_answer(self, answer: re.Match[str]) -> Who:
        """For "Varzi's answer came by telegram: “…”": the words are Varzi's."""
        if answer.group("who"):
            return self._pronoun(answer.group("who"), answer.start())
        return self._of_choices(self.cast.choices(answer.group("name"), at=answer.start()))

    def _resolve(self, source: Source) -> Who:
        phrase = self.view[source.start : source.end]
        if source.form == "pronoun":
            return self._pronoun(phrase, source.start)
        if honour := said_of.HONOUR.fullmatch(phrase):
            return self._pronoun(honour.group("who"), source.start)
        if source.form == "possessor":
            return self._of_choices(self.cast.choices(phrase, at=source.start))
        if source.name is not None:
            return self._of_name(source, source.name)
        if closing := self.cast.closing(source.start, source.end):
            return self._of_person(closing)
        return self._described(phrase, source.start)

    def _of_name(self, source: Source, name: tuple[int, int]) -> Who:
        words = self.view[slice(*name)]
        title = next((p.title for _, p in self.cast.named if p.title and _ == name[0]), None)
        beside = next(
            (m for m in find_mentions(self.view, source.start, source.end) if m.start == name[0]), None
        )
        styled = kinds.STYLED.search(self.view, source.start, name[0]) is not None
        if styled and source.office and source.office[:4].lower() == "the ":
            source = replace(source, office=self.cast.described_before(source.office) or source.office)
        office = " ".join(w for w in (source.office, title, beside and beside.title) if w) or None
        exact = [p for at, p in self.cast.named if at == name[0]]
        found = exact or self.cast.choices(words, office=office, at=name[0])
        if not found:
            if body := self.cast.bodies.ending(words, name[1]):
                return of_body(body)
            found = [self.cast.register.add(words, name[0])]
        if len(found) == 1 and source.office:
            mention = Mention(name[0], name[1], source.start, source.end, source.office, None, False)
            self.cast.register.describe(found[0], mention)
            self.cast.inherit(found[0], source.office, source.start)
        return self._of_choices(found)

    def _pronoun(self, phrase: str, at: int, *, learn: bool = True) -> Who:
        word = phrase.lower().strip()
        if word in ("i", "me", "my", "we"):
            author = self.author if word != "we" else None
            return Who(author, slug(author) or None, person=True) if author else Who()
        if word in ("they", "their", "them"):
            return self._several(at) or self._group or Who()
        if word in ("it", "its"):
            issuer, index = self._issuer
            here = self._sentence.index if self._sentence else index + 9
            fresh = max(here - 1, self._thing_at) <= index
            return issuer if fresh and issuer.name else self._thing or Who()
        if figure := self._figure.meant(word, at, self._sentence, self.cast):
            return figure
        if word in ("him", "her") and kinds.QUOTES.search(self.view, max(0, at - 24), at) and self._sentence:
            at = self._sentence.start  # "Varzi quoted him as saying"
        person = self.cast.antecedent("f" if word in ("she", "her") else "m", at, learn=learn)
        return self._of_person(person) if person else Who()

    def _several(self, at: int) -> Who | None:
        """Those of whom the sentence itself has spoken before "they"."""
        found = said_of.several(self.view, self._sentence.start, at) if self._sentence else None
        return self._described(self.view[slice(*found)], found[0]) if found else None

    def _of_choices(self, found: list[Person]) -> Who:
        if len(found) == 1:
            return self._of_person(found[0])
        return Who(candidates=tuple(sorted(p.id for p in found)))

    def _of_person(self, person: Person, office: str | None = None) -> Who:
        office = office or self.cast.acting or person.office or self.cast.register.first_office(person)
        if office and is_rank(office):
            later = self.cast.register.first_office(person)
            office = later if later and not is_rank(later) else office
        if office and office != self.cast.acting:
            office = self.cast.register.fullest(person, office)
        office = office or said_of.rank_in(person.title)
        sector = sector_of(office, home=self.cast.home) if office and office == self.cast.acting else None
        sector = sector or self.cast.register.belongs(person, office)
        return Who(person.name, person.id, office, institution_of(office), sector, person=True)

    def _described(self, phrase: str, at: int) -> Who:
        if owned := re.match(r"(?i)(?:but\s+|and\s+)?the\s+(?:former|latter)['’]s\s+", phrase):
            phrase, at = phrase[owned.end() :], at + owned.end()
        if (two := re.fullmatch(r"(?i)the\s+(former|latter)", phrase.strip())) and self.cast.pair:
            return self._of_person(self.cast.pair[two.group(1).lower() == "latter"])
        phrase = kinds.HIMSELF.sub("", phrase.rstrip(" ,;:"))
        words = self.cast.register.clean(phrase if keeps_clause(phrase) else kinds.RELATIVE.sub("", phrase))
        if words is None:
            return Who()
        words = said_of.with_country(phrase, words)
        return (
            self._of_document(phrase, at) or self._of_owner(phrase, at) or self._of_words(phrase, words, at)
        )

    def _of_document(self, phrase: str, at: int) -> Who | None:
        """Whose a statement is that speaks for itself."""
        if by := papers.BY.match(phrase):
            start, end = at + by.end(), at + len(phrase)
            beside = [p for a, p in self.cast.named if start <= a < end or self.view[end:a] == ", "]
            return self._of_person(beside[0]) if beside else self._described(phrase[by.end() :], start)
        phrase = papers.DATED.sub("", phrase)
        if mine := re.fullmatch(rf"(?i)(?P<who>his|her)\s+{papers.DOCUMENT}", phrase):
            return self._pronoun(mine["who"], at)
        if owned := re.fullmatch(rf"(?P<who>.+)['’]s?\s+{papers.DOCUMENT}", phrase):
            owner = owned.group("who")
            found = self.cast.choices(owner, at=at) if owner[:1].isupper() else []
            return self._of_choices(found) if found else self._described(owner, at)
        before = [p for a, p in self.cast.named if a < at]
        if len(before) == 1 and re.fullmatch(rf"(?i)an?\s+{papers.DOCUMENT}", phrase):
            return self._of_person(before[0])  # "The abbot told followers in a sermon that …"
        letter = re.fullmatch(rf"(?i)the\s+{papers.DOCUMENT}", phrase)
        if letter or papers.PAPER.fullmatch(phrase):
            issuer, index = self._issuer
            fresh = self._sentence is not None and self._sentence.index - index <= 2
            person = self.cast.register.people.get(self.cast.focus or "")
            told = self._of_person(person) if person and self.cast.is_here(person) else None
            return issuer if fresh else told or (self.last if letter else None)
        return None

    def _of_owner(self, phrase: str, at: int) -> Who | None:
        """ "Her ministry": the ministry of the minister."""
        owned = POSSESSOR.match(phrase)
        if owned is None or not kinds.OFFICE_BODY.fullmatch(phrase[owned.end() :]):
            return None
        if owned.group("who"):
            owner = self._pronoun(owned.group("who"), at, learn=False)
        else:
            owner = self._of_choices(self.cast.choices(owned.group("name"), at=at))
        kind = phrase[owned.end() :].lower()
        if not owner.office or kind != "ministry":
            return None
        name = said_of.ministry_of(owner.office)
        return Who(name, slug(name), None, name, "ministries") if name else None

    def _of_words(self, phrase: str, words: str, at: int) -> Who:
        definite = kinds.DEFINITE.match(phrase) is not None
        if definite and HEAD.search(words) and not said_of.is_institution(words):
            if (unknown := self.cast.holder(words)) is not None:
                return self._of_person(unknown)
            found = self.cast.by_office(kinds.FORMER.sub("", words))
            if just := self._unnamed.just(words, self._sentence, found):
                return just
            if len(found) == 1 and kinds.FORMER.match(words):
                return self._of_person(found[0], words)
            if len(found) == 1 and (after := apposition_after(self.view, at + len(phrase), at + 300)):
                self.cast.register.appoint(found[0], after[1])  # "said the Ayatollah, who is …"
            if found:
                return self._of_choices(found)
        if HEAD.search(words) and not said_of.is_institution(words) and is_one(words):
            person = self.cast.introduced(words, definite=definite)
            if person is not None:
                return self._of_person(person)
        titled = self.cast.register.fitting(words.split()[-1]) if words.istitle() else []
        if all(word in TITLES for word in words.lower().split()):
            titled = titled or (self.cast.titled(words) if definite else [])
            if len(titled) == 1:
                return self._of_person(titled[0])
        index = self._sentence.index if self._sentence else -9
        if definite and (who := self._unnamed.meant(words, index, self.cast)):
            return who
        epithet = definite and (
            kinds.EPITHET.fullmatch(words) or (phrase[:4] == "the " and said_of.is_somebody(words))
        )
        told = any(words.split(" of ")[0] in one for one in self.cast.unnamed)
        former = definite and kinds.FORMER.match(words) is not None and not told
        if (epithet or former) and (person := self.cast.epithet(None if former else sector_of(words), words)):
            return self._of_person(person)
        ending = (
            self.cast.bodies.ending(words, at + len(phrase)) if re.match(r"[a-z]+ [A-Z]", words) else None
        )
        if body := self.cast.bodies.meant(phrase, at) or ending:
            return of_body(body)
        sector = sector_of(kinds.SECOND.sub("", phrase), home=self.cast.home)
        opens = phrase[:1].isupper() and re.match(r"[A-Z][a-z]+s\b", words)
        if words.split()[0].lower() in kinds.LOWERED or (opens and not ORGANISATION.search(words)):
            words = words[:1].lower() + words[1:]
        if HEAD.search(words) and not said_of.is_institution(words):
            office = re.split(r",?\s(?:who|whom|whose|which)\s", words)[0]
            return Who(words, None, office, institution_of(office), sector)
        if ORGANISATION.search(re.split(r"\s(?:of|in|at|from|for)\s", words)[0]) or words[:1].isupper():
            if (body := self.cast.bodies.ending(words, at + len(phrase))) and definite:
                return of_body(body)
            return Who(words, slug(words), None, words, sector)
        return Who(words, None, None, None, sector)
