"""From extracts to statements: speakers, occasions, dates and codes resolved in text order."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import Literal

from asabiya.evidence.coding.coders import Coder, coder_named
from asabiya.evidence.coding.context import in_context
from asabiya.evidence.coding.rules import time_reference
from asabiya.evidence.documents.byline import body
from asabiya.evidence.ledger import Article, Code, Ledger, Speaker, Statement
from asabiya.evidence.occasions.backward import with_lead
from asabiya.evidence.occasions.interview import of_interview
from asabiya.evidence.occasions.occasion import STATE_RUN
from asabiya.evidence.occasions.report import of_report
from asabiya.evidence.occasions.settings import Occasion, Occasions, is_asker
from asabiya.evidence.persons.links import link
from asabiya.evidence.persons.mentions import dateline_end
from asabiya.evidence.persons.names import slug
from asabiya.evidence.persons.resolve import Resolver, Who
from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.speech.quotations import Extract, Extractor, extract
from asabiya.evidence.speech.sources import main_subject
from asabiya.evidence.text.layout import Layout, Sentence, lay_out

__all__ = ["behind_datelines", "read_article"]


class _Reading:
    """One pass over one article, carrying what later sentences refer back to."""

    def __init__(self, article: Article, layout: Layout, code: Coder) -> None:
        self.article = article
        self.code = code
        self.layout = layout
        self.people = Resolver(layout, author=article.author)
        self.occasions = Occasions(layout.view, article.published, layout.sentences)
        self.interview = Occasion()

    def read(self, extracts: list[Extract]) -> list[Statement]:
        """Statements in text order."""
        if turns := [span for one in extracts if one.answer for span in one.spans]:
            self.interview = of_interview(
                self.layout.view, self.article.published, self.layout.sentences, turns
            )
        by_sentence: dict[int, list[Extract]] = {}
        starts = [s.start for s in self.layout.sentences]
        begins = {one.sentence: one.spans[0][0] for one in extracts if one.answer}
        for one in extracts:
            by_sentence.setdefault(_holding(starts, one.sentence), []).append(one)
        found: list[Statement] = []
        for sentence in self.layout.sentences:
            # The label of an answer, "Admiral Neves:", is no subject of its first sentence.
            bare = replace(sentence, start=begins.get(sentence.start, sentence.start))
            found += self._sentence(bare, by_sentence.get(sentence.index, []))
        found.sort(key=lambda s: s.spans)
        found = of_report(with_lead(found, self.layout), self.layout)
        width = max(2, len(str(len(found))))
        return [s.model_copy(update={"id": f"s{n:0{width}d}"}) for n, s in enumerate(found, start=1)]

    def _sentence(self, sentence: Sentence, extracts: list[Extract]) -> list[Statement]:
        self.people.names(sentence)
        self.occasions.enter(sentence, extracts)
        statements: list[Statement] = []
        before: Who | None = None
        said: list[tuple[int, int]] = []
        for one in extracts:
            if one.kind == "author":
                statements.append(self._of_author(replace(one, source=None)))
                if one.source is not None:
                    before = self.people.who(one.source, sentence, None)
                    self.people.spoke(before, sentence)
                continue
            if before is not None and _misplaced(one, said):
                who = before
            else:
                who = self.people.who(one.source, sentence, before)
            if one.answer:
                # Who answers is "I" in what follows, not "he".
                statements.append(self._statement(one, who, self.interview))
                continue
            said += one.spans
            if one.kind == "ascribed":
                statements.append(self._statement(one, who, Occasion()))
                self.people.about(who)
                continue
            if is_asker(self.layout.view, one):
                statements.append(self._statement(one, who, Occasion()))
                continue
            before = who
            statements.append(self._spoken(one, who, sentence))
        self._move_on(sentence, before)
        return statements

    def _spoken(self, one: Extract, who: Who, sentence: Sentence) -> Statement:
        key, last = who.id or who.name, self.people.last
        running = last is not None and (last.id or last.name) == key
        statement = self._statement(one, who, self.occasions.of(one, key, running=running))
        self.people.spoke(who, sentence)
        return statement

    def _move_on(self, sentence: Sentence, who: Who | None) -> None:
        """Remember subject and occasion for the sentences to come."""
        if who is None:
            who = self.people.subject(main_subject(self.layout.view, sentence))
        self.occasions.leave((who.id or who.name) if who is not None else None)
        self.people.move_on(who)

    def _of_author(self, one: Extract) -> Statement:
        author = self.article.author
        who = Who(author, slug(author) or None if author else None, None, self.article.affiliation)
        return self._statement(one, who, Occasion())

    def _via(self, one: Extract) -> tuple[str, ...]:
        """The chain of reporters; who has seen a leaked letter is one of them."""
        named = [name for link in one.via if (name := self._link(link))]
        leaked = self.people.cast.leaked
        return tuple(dict.fromkeys([*named, *([leaked] if leaked and one.kind != "author" else [])]))

    def _link(self, source: Source) -> str | None:
        words = link(self.people.cast, source)
        return STATE_RUN.sub("", words) or None if words else None

    def _statement(self, one: Extract, who: Who, occasion: Occasion) -> Statement:
        text = self.article.text
        words = " ".join(text[a:b] for a, b in one.spans)
        # Parts of an interrupted quotation are sentences of their own where they begin like one.
        spoken = "".join((". " if text[a].isupper() else " ") + text[a:b] for a, b in one.spans).lstrip(". ")
        codes: tuple[Code, ...] = ()
        reference: Literal["present", "past"] = "present"
        if one.kind not in ("author", "ascribed"):
            if one.claims:
                cue = text[one.cue[0] : one.cue[1]] if one.cue else ""
                described = (who.office if who.person else who.name) or ""
                codes = in_context(self.code(spoken, urges=one.urges), cue=cue, description=described)
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
            audience=occasion.audience,
            venue=occasion.venue,
            via=self._via(one),
            date=occasion.date,
            time_reference=reference,
            codes=codes,
        )


def _misplaced(one: Extract, said: list[tuple[int, int]]) -> bool:
    """Whether a verb of the sentence's speaker was given a subject inside what he says."""
    source, cue = one.source, one.cue
    if source is None or cue is None or source.form != "description":
        return False
    return any(a <= source.start and source.end <= b and not a <= cue[0] < b for a, b in said)


def _holding(starts: list[int], offset: int) -> int:
    """Index of the sentence that an offset falls in."""
    return max(0, bisect_right(starts, offset) - 1)


def behind_datelines(layout: Layout) -> Layout:
    """The layout with sentences that begin behind their datelines."""
    starts = [dateline_end(layout.view, s.start, s.end) for s in layout.sentences]
    return replace(
        layout, sentences=tuple(replace(s, start=a) for s, a in zip(layout.sentences, starts, strict=True))
    )


def read_article(article: Article, *, extractor: Extractor | None = None, coder: str = "examples") -> Ledger:
    """The ledger of an article.

    Parameters
    ----------
    article
        The article.
    extractor
        What finds the attributions; the rules unless another is given.
    coder
        Who codes: ``examples``, ``rules``, ``embeddings`` or ``both``.

    Raises
    ------
    InputError
        For a coder that is none, or whose encoder is not installed.
    """
    code = coder_named(coder)
    layout = behind_datelines(lay_out(article.text, body(article.text, title=article.title)))
    extracts = extract(layout) if extractor is None else extractor(article)
    statements = _Reading(article, layout, code).read(extracts) if layout.sentences else []
    return Ledger(article=article, statements=tuple(statements))
