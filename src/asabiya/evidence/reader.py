"""From extracts to statements: speakers, occasions, dates and codes resolved in text order."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from asabiya.evidence.coding.codebook import code_statement, time_reference
from asabiya.evidence.documents.byline import body
from asabiya.evidence.ledger import Article, Code, DateRef, Ledger, Speaker, Statement
from asabiya.evidence.occasions.dates import Anchor
from asabiya.evidence.occasions.occasion import (
    STATE_RUN,
    audience_in,
    breaks_off,
    date_in,
    frame_of,
    venue_in,
)
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
from asabiya.evidence.speech.quotations import Extract, Extractor, extract
from asabiya.evidence.speech.verbs import main_subject
from asabiya.evidence.text.layout import Layout, Sentence, lay_out

__all__ = ["read_article"]


@dataclass(frozen=True)
class _Who:
    """A resolved speaker."""

    name: str | None = None
    id: str | None = None
    office: str | None = None
    institution: str | None = None
    sector: str | None = None
    person: bool = False


@dataclass
class _Setting:
    """What is known of the occasion at which somebody speaks."""

    key: str | None
    audience: str | None
    venue: str | None
    paragraph: int
    sentence: int


class _Reading:
    """One pass over one article, carrying what later sentences refer back to."""

    def __init__(self, article: Article, layout: Layout) -> None:
        self.article = article
        self.layout = layout
        self.home = home_country(layout.view)
        self.register = register_people(layout, self.home)
        self.recent: list[str] = []
        self.focus: _Who | None = None
        self.last: _Who | None = None
        self.last_sentence = -9
        self.event: Anchor | None = None
        self.dated: dict[str, tuple[Anchor, int, int]] = {}
        self.setting: _Setting | None = None

    def read(self, extracts: list[Extract]) -> list[Statement]:
        """Statements in text order."""
        by_sentence: dict[int, list[Extract]] = {}
        starts = [s.start for s in self.layout.sentences]
        for one in extracts:
            by_sentence.setdefault(_holding(starts, one.sentence), []).append(one)
        found: list[Statement] = []
        for sentence in self.layout.sentences:
            found += self._sentence(sentence, by_sentence.get(sentence.index, []))
        found.sort(key=lambda s: s.spans)
        width = max(2, len(str(len(found))))
        return [s.model_copy(update={"id": f"s{n:0{width}d}"}) for n, s in enumerate(found, start=1)]

    def _sentence(self, sentence: Sentence, extracts: list[Extract]) -> list[Statement]:
        view = self.layout.view
        named: list[tuple[int, Person]] = []
        for mention in find_mentions(view, sentence.start, sentence.end):
            person = self.register.named(
                view[mention.start : mention.end], office=mention.office or mention.title
            )
            if person is None:
                continue
            self.register.describe(person, mention)
            self.register.touch(person)
            named.append((mention.start, person))
        contents = tuple(span for e in extracts if e.kind not in ("author", "ascribed") for span in e.spans)
        frame = frame_of(view, (sentence.start, sentence.end), contents)
        spoken = [e for e in extracts if e.kind not in ("author", "ascribed")]
        has_date, anchor = date_in(frame, published=self.article.published, event=self.event)
        statements: list[Statement] = []
        before: _Who | None = None
        for one in extracts:
            if one.kind == "author":
                statements.append(self._of_author(one))
                continue
            who = self._who(one, sentence, named, before)
            if one.kind == "ascribed":
                statements.append(self._statement(one, who, DateRef()))
                self.focus = who if who.person else self.focus
                continue
            before = who
            statements.append(self._spoken(one, who, sentence, frame, has_date, anchor))
        self._move_on(sentence, frame, spoken, before, named, anchor)
        return statements

    def _spoken(
        self, one: Extract, who: _Who, sentence: Sentence, frame: str, has_date: bool, anchor: Anchor | None
    ) -> Statement:
        key = who.id or who.name
        date = self._date(one, key, sentence, frame, has_date, anchor)
        audience, venue = audience_in(frame), venue_in(frame)
        setting = self.setting
        near = setting is not None and (
            setting.paragraph == sentence.paragraph or setting.sentence + 1 == sentence.index
        )
        if setting and near and setting.key == key and not breaks_off(frame):
            audience, venue = audience or setting.audience, venue or setting.venue
        statement = self._statement(one, who, date, audience=audience, venue=venue)
        self.last, self.last_sentence = who, sentence.index
        return statement

    def _date(
        self,
        one: Extract,
        key: str | None,
        sentence: Sentence,
        frame: str,
        has_date: bool,
        anchor: Anchor | None,
    ) -> DateRef:
        """The date in the sentence, or that of the speech which it continues."""
        if has_date:
            return _reference(anchor)
        if key is None or key not in self.dated or breaks_off(frame):
            return DateRef()
        carried, paragraph, _ = self.dated[key]
        here = paragraph == sentence.paragraph
        running = self.last is not None and (self.last.id or self.last.name) == key
        # A paraphrase that names a mere subject may sum up more than one speech: only its paragraph dates it.
        if here or (running and (one.claims or one.kind != "indirect")):
            return _reference(carried)
        return DateRef()

    def _move_on(
        self,
        sentence: Sentence,
        frame: str,
        spoken: list[Extract],
        who: _Who | None,
        named: list[tuple[int, Person]],
        anchor: Anchor | None,
    ) -> None:
        """Remember subject, date, audience and venue for the sentences to come."""
        if anchor is not None:
            self.event = anchor
        if who is None:
            who = self._subject(sentence, named)
        if who is not None:
            key = who.id or who.name
            if key and anchor is not None:
                self.dated[key] = (anchor, sentence.paragraph, sentence.index)
            audience, venue = audience_in(frame), venue_in(frame)
            if audience or venue:
                self.setting = _Setting(key, audience, venue, sentence.paragraph, sentence.index)
            if who.person:
                self.focus = who
        for _, person in named:
            self._remember(person.id)
        if who is not None and who.person and who.id:
            self._remember(who.id)

    def _remember(self, key: str) -> None:
        if key in self.recent[:1]:
            return
        self.recent = [key, *(k for k in self.recent if k != key)][:50]

    def _subject(self, sentence: Sentence, named: list[tuple[int, Person]]) -> _Who | None:
        source = main_subject(self.layout.view, sentence)
        if source is None or source.form == "description":
            return None
        return self._resolve(source, sentence, named)

    def _who(
        self, one: Extract, sentence: Sentence, named: list[tuple[int, Person]], before: _Who | None
    ) -> _Who:
        source = one.source
        if source is None:
            close = self.last is not None and sentence.index - self.last_sentence <= 2
            return self.last if close and self.last else _Who()
        if source.form == "same":
            if before is not None:
                return before
            if source.name is None:
                return self.focus or _Who()
        return self._resolve(source, sentence, named)

    def _resolve(self, source: Source, sentence: Sentence, named: list[tuple[int, Person]]) -> _Who:
        view = self.layout.view
        phrase = view[source.start : source.end]
        if source.form == "pronoun":
            return self._pronoun(phrase, source, named)
        if source.form == "possessor":
            person = self.register.named(phrase)
            return self._of_person(person) if person else _Who()
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

    def _pronoun(self, phrase: str, source: Source, named: list[tuple[int, Person]]) -> _Who:
        word = phrase.lower().strip()
        if word in ("they", "their"):
            return self.last if self.last and not self.last.person and self.last.name else _Who()
        gender = "f" if word in ("she", "her") else "m"
        earlier = [person for at, person in named if at < source.start]
        options = [*earlier[:1]]
        if self.focus and self.focus.id in self.register.people:
            options.append(self.register.people[self.focus.id])
        options += [self.register.people[k] for k in self.recent if k in self.register.people]
        for person in options:
            if person.gender in (None, gender):
                person.gender = gender
                return self._of_person(person)
        return _Who()

    def _of_person(self, person: Person) -> _Who:
        office = person.office
        institution = institution_of(office)
        return _Who(person.name, person.id, office, institution, person.sector, person=True)

    def _described(self, phrase: str) -> _Who:
        words = clean_office(phrase)
        if words is None:
            return _Who()
        definite = re.match(r"(?i)(?:the|his|her|its|their)\s", phrase) is not None
        if definite and HEAD.search(words):
            person = self.register.by_office(words, self.recent)
            if person is not None:
                return self._of_person(person)
        sector = sector_of(phrase, home=self.home)
        if re.match(r"[A-Z][a-z]+s\b", words) and not ORGANISATION.search(words):
            words = words[:1].lower() + words[1:]
        if HEAD.search(words) and not _is_institution(words):
            return _Who(words, None, words, institution_of(words), sector)
        if ORGANISATION.search(words) or words[:1].isupper():
            return _Who(words, slug(words), None, words, sector)
        return _Who(words, None, None, None, sector)

    def _of_author(self, one: Extract) -> Statement:
        author = self.article.author
        who = _Who(author, slug(author) or None if author else None, None, self.article.affiliation)
        return self._statement(one, who, DateRef())

    def _statement(
        self,
        one: Extract,
        who: _Who,
        date: DateRef,
        *,
        audience: str | None = None,
        venue: str | None = None,
    ) -> Statement:
        text = self.article.text
        words = " ".join(text[a:b] for a, b in one.spans)
        # Parts of an interrupted quotation are sentences of their own where they begin like one.
        spoken = "".join((". " if text[a].isupper() else " ") + text[a:b] for a, b in one.spans).lstrip(". ")
        codes: tuple[Code, ...] = ()
        reference: Literal["present", "past"] = "present"
        if one.kind not in ("author", "ascribed"):
            if one.claims:
                codes = tuple(code_statement(spoken, urges=one.urges))
            reference = time_reference(spoken, [c.code for c in codes])
        source = one.source
        mention = (source.start, source.end) if source and source.end > source.start else None
        return Statement(
            id="s",
            kind=one.kind,
            spans=one.spans,
            text=words,
            cue=one.cue,
            speaker=Speaker(name=who.name, id=who.id, mention=mention),
            office=who.office,
            institution=who.institution,
            sector=who.sector,
            audience=audience,
            venue=venue,
            via=tuple(name for link in one.via if (name := self._link(link))),
            date=date,
            time_reference=reference,
            codes=codes,
        )

    def _link(self, source: Source) -> str | None:
        if source.name is not None:
            person = self.register.named(self.layout.view[slice(*source.name)])
            return person.name if person else normalise(self.layout.view[slice(*source.name)])
        words = clean_office(self.layout.view[source.start : source.end])
        return STATE_RUN.sub("", words) or None if words else None


def _is_institution(words: str) -> bool:
    """Whether the last word before any complement names a body rather than a person."""
    head = re.split(r"\s+(?:of|in|at|for|from|to)\s+", words)[0].split()
    return bool(head) and ORGANISATION.fullmatch(head[-1]) is not None


def _reference(anchor: Anchor | None) -> DateRef:
    if anchor is None:
        return DateRef()
    return DateRef(
        value=anchor.value, precision=anchor.precision, basis=anchor.basis, year_inferred=anchor.year_inferred
    )


def _holding(starts: list[int], offset: int) -> int:
    """Index of the sentence that an offset falls in."""
    return max(0, bisect_right(starts, offset) - 1)


def read_article(article: Article, *, extractor: Extractor | None = None) -> Ledger:
    """The ledger of an article.

    Parameters
    ----------
    article
        The article.
    extractor
        What finds the attributions; the rules unless another is given.
    """
    layout = lay_out(article.text, body(article.text, title=article.title))
    extracts = extract(layout) if extractor is None else extractor(article)
    statements = _Reading(article, layout).read(extracts) if layout.sentences else []
    return Ledger(article=article, statements=tuple(statements))
