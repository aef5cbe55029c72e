"""From extracts to statements: speakers, occasions, dates and codes resolved in text order."""

from __future__ import annotations

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
from asabiya.evidence.persons.names import slug
from asabiya.evidence.persons.resolve import Resolver, Who
from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.speech.quotations import Extract, Extractor, extract
from asabiya.evidence.speech.verbs import main_subject
from asabiya.evidence.text.layout import Layout, Sentence, lay_out

__all__ = ["read_article"]


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
        self.people = Resolver(layout)
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
        self.people.names(sentence)
        contents = tuple(span for e in extracts if e.kind not in ("author", "ascribed") for span in e.spans)
        frame = frame_of(view, (sentence.start, sentence.end), contents)
        has_date, anchor = date_in(frame, published=self.article.published, event=self.event)
        statements: list[Statement] = []
        before: Who | None = None
        for one in extracts:
            if one.kind == "author":
                statements.append(self._of_author(one))
                continue
            who = self.people.who(one.source, sentence, before)
            if one.kind == "ascribed":
                statements.append(self._statement(one, who, DateRef()))
                self.people.about(who)
                continue
            before = who
            statements.append(self._spoken(one, who, sentence, frame, has_date, anchor))
        self._move_on(sentence, frame, before, anchor)
        return statements

    def _spoken(
        self, one: Extract, who: Who, sentence: Sentence, frame: str, has_date: bool, anchor: Anchor | None
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
        self.people.spoke(who, sentence)
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
        last = self.people.last
        running = last is not None and (last.id or last.name) == key
        # A paraphrase that names a mere subject may sum up more than one speech: only its paragraph dates it.
        if here or (running and (one.claims or one.kind != "indirect")):
            return _reference(carried)
        return DateRef()

    def _move_on(
        self,
        sentence: Sentence,
        frame: str,
        who: Who | None,
        anchor: Anchor | None,
    ) -> None:
        """Remember subject, date, audience and venue for the sentences to come."""
        if anchor is not None:
            self.event = anchor
        if who is None:
            who = self.people.subject(main_subject(self.layout.view, sentence))
        if who is not None:
            key = who.id or who.name
            if key and anchor is not None:
                self.dated[key] = (anchor, sentence.paragraph, sentence.index)
            audience, venue = audience_in(frame), venue_in(frame)
            if audience or venue:
                self.setting = _Setting(key, audience, venue, sentence.paragraph, sentence.index)
        self.people.move_on(who)

    def _of_author(self, one: Extract) -> Statement:
        author = self.article.author
        who = Who(author, slug(author) or None if author else None, None, self.article.affiliation)
        return self._statement(one, who, DateRef())

    def _link(self, source: Source) -> str | None:
        words = self.people.link(source)
        return STATE_RUN.sub("", words) or None if words else None

    def _statement(
        self,
        one: Extract,
        who: Who,
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
            speaker=Speaker(name=who.name, id=who.id, mention=mention, candidates=who.candidates),
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
