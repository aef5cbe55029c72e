"""Reading with a trained tagger: the rules' quotations, the tagger's paraphrases.

Where quote marks stand the rules keep what they attribute, with the bounds of the marks, the speaker and the
reporters between. The tagger says what else is attributed, where a paraphrase begins and ends, and to whom,
and whose a quotation is that the rules leave open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from asabiya.evidence.documents.byline import body
from asabiya.evidence.persons.speakers import Source, source_after
from asabiya.evidence.speech.cues import CUE, URGE
from asabiya.evidence.speech.quotations import Extract, extract
from asabiya.evidence.tagger.decode import Tagged
from asabiya.evidence.tagger.model import MARKER, Tagger, load_tagger
from asabiya.evidence.text.layout import Layout, lay_out
from asabiya.evidence.text.marks import Quote

if TYPE_CHECKING:
    from asabiya.evidence.ledger import Article, Kind

__all__ = ["TaggerExtractor"]

Offsets = tuple[int, int]

_EDGE: Final = " \t\r\n,;:.!?…—–-"
_MARKS: Final = "\"“”„‟«»「」『』‘’‚‹›'`"
_SPOKEN: Final = frozenset({"direct", "mixed", "indirect"})
_SAYING: Final = re.compile(
    r"\b(?:according|put|puts|plain|clear|words?|statements?|remarks?|comments?|claims?|quips?|quotes?|speech"
    r"|interviews?|letters?|e-?mails?|messages?|posts?|texts?|tweet(?:s|ed|ing)?|testimony|suggestions?"
    r"|accusations?|allegations?|assertions?|calls?|promises?|pledges?|vows?|threats?|warnings?|demands?"
    r"|predictions?|arguments?|admissions?|confessions?|complaints?|criticisms?|denials?|declarations?"
    r"|announcements?|proposals?|requests?|express(?:ed|es|ing)?|voic(?:e[ds]?|ing)|signal(?:s|l?ed|l?ing)?"
    r"|point(?:s|ed|ing)?|joke(?:s|d)?|joking|tout(?:s|ed|ing)?|propos(?:e[ds]?|ing)"
    r"|discuss(?:e[ds]|ing)?|recommend(?:s|ed|ing)?|question(?:s|ed|ing)?|cit(?:e[ds]?|ing)"
    r"|apologi[sz](?:e[ds]?|ing)|mock(?:s|ed|ing)?|slam(?:s|med|ming)?|blast(?:s|ed|ing)?"
    r"|reject(?:s|ed|ing)?|endors(?:e[ds]?|ing)|testif(?:y|ies|ied|ying)|agree(?:s|d|ing)?"
    r"|spoke(?:n)?|speak(?:s|ing)?|talk(?:s|ed|ing)?)\b"
)
"""Words of saying that stand in the cues of a corpus beside the verbs that the rules know."""
_NAMELESS: Final = re.compile(
    r"(?:that\s+\S+\s+names?\b|(?:not|never)\s+to\s+be\s+(?:named|identified|quoted)|(?:on\s+)?condition\s+of\s+anonymity"
    r"|anonymity)",
    re.IGNORECASE,
)
"""What a source asks for itself is no statement."""
_MOST: Final = 1 / 2
"""Share of a quotation that a content must hold to take it whole."""


class TaggerExtractor:
    """Attributions by a trained tagger, with the rules for quote marks and for what it leaves out.

    Parameters
    ----------
    model
        Folder of a tagger that ``asabiya train-reader`` wrote.

    Raises
    ------
    InputError
        When there is no model in the folder, or it cannot be used.
    """

    def __init__(self, model: str | Path) -> None:
        self.model = Path(model)
        self._tagger = _opened(self.model)

    def __reduce__(self) -> tuple[type[TaggerExtractor], tuple[Path]]:
        # What runs the graph cannot travel: another process opens the folder, once.
        return TaggerExtractor, (self.model,)

    @property
    def digest(self) -> str:
        """SHA-256 of the model, by which a later call knows whether it reads the same."""
        return str(self._tagger.about["digest"])

    def __call__(self, article: Article) -> list[Extract]:
        """The attributions and the author's own sentences, in text order."""
        layout = lay_out(article.text, body(article.text, title=article.title))
        if not layout.sentences:
            return []
        return joined(layout, extract(layout), self._tagger.tag(article.text))


def _opened(folder: Path) -> Tagger:
    """The tagger in a folder, kept open for the next who asks."""
    path = (folder / MARKER).absolute()
    return _loaded(folder, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=2)
def _loaded(folder: Path, changed: int) -> Tagger:
    return load_tagger(folder)


@dataclass(frozen=True)
class _Ground:
    """The article as both sides see it."""

    layout: Layout
    quotes: tuple[Quote, ...]
    starts: tuple[int, ...]

    def sentence(self, offset: int) -> int:
        """Number of the sentence that holds an offset, or comes before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def within(self, span: Offsets) -> bool:
        """Whether a span lies in the article's body."""
        sentence = self.layout.sentences[self.sentence(span[0])]
        return sentence.start <= span[0] < sentence.end


def joined(layout: Layout, rules: Sequence[Extract], tagged: Iterable[Tagged]) -> list[Extract]:
    """What the rules and the tagger find, as one list in text order.

    Parameters
    ----------
    layout
        The article.
    rules
        What the rules find.
    tagged
        What the tagger finds.
    """
    quotes = tuple(quote for sentence in layout.sentences for quote in sentence.quotes)
    ground = _Ground(layout, quotes, tuple(s.start for s in layout.sentences))
    spoken = [one for one in rules if one.kind in _SPOKEN]
    found = [
        made
        for one in tagged
        if ground.within(one.cue) and (made := _extract(ground, one, spoken)) is not None
    ]
    quoted = [one for one in spoken if one.source is not None and one.kind != "indirect"]
    chains = [one for one in spoken if one.via and one.cue is not None]
    said = [
        one
        for one in found
        if one.kind in _SPOKEN
        and not any(_meet(one.spans, rule.spans) for rule in quoted)
        and not any(rule.cue and _meet(one.spans, [rule.cue]) for rule in chains)
        and not _NAMELESS.match(layout.text, one.spans[0][0])
    ]
    said = _with_rest([*quoted, *said], spoken)
    taken = {ground.sentence(one.cue[0] if one.cue else one.sentence) for one in said}
    taken |= {ground.sentence(a) for one in said for a, _ in one.spans}
    alone = _of_sentences(ground, rules, [one for one in found if one.kind == "ascribed"], taken)
    return sorted([*said, *alone], key=lambda one: one.spans)


def _extract(ground: _Ground, one: Tagged, rules: Sequence[Extract]) -> Extract | None:
    """A tagged attribution with the bounds of quotations, or none where nothing is left of it."""
    layout = ground.layout
    spans, kind = _bounds(ground, one.content)
    if not spans:
        return None
    words = layout.text[slice(*one.cue)].lower()
    # A corpus counts beliefs, findings and intentions as attributions; nobody says anything by them.
    if kind == "indirect" and not (CUE.search(words) or _SAYING.search(words)):
        kind = "ascribed"
    same = [rule for rule in rules if _meet(rule.spans, spans)]
    like = next((rule for rule in same if rule.cue and _meet([rule.cue], [one.cue])), None)
    like = like or (same[0] if len(same) == 1 else None)
    source = _source(layout, one.source, rules) or (like.source if like else None)
    return Extract(
        kind,
        spans,
        layout.sentences[ground.sentence(one.cue[0])].start,
        one.cue,
        source,
        like.via if like else (),
        claims=like.claims if like else True,
        urges=like.urges if like else any(word in URGE for word in re.findall(r"\w+", words)),
    )


def _bounds(ground: _Ground, content: Sequence[Offsets]) -> tuple[tuple[Offsets, ...], Kind]:
    """The pieces of a content as statements hold them: quotations without their marks, paraphrases whole."""
    text = ground.layout.text
    spans: list[Offsets] = []
    quoted = False
    plain = False
    for a, b in content:
        inside = [q for q in ground.quotes if q.start < b and a < q.end]
        if inside:
            a, b = _whole(inside, a, b)
        outside = _without(text, (a, b), inside)
        quoted = quoted or bool(inside)
        if inside and not re.search(r"\w", outside):
            spans += [(max(a, q.start), min(b, q.end)) for q in inside]
            continue
        if inside and inside[-1].end <= b + 2 and inside[-1].outer_end >= b:
            b = inside[-1].outer_end
        if inside and inside[0].start >= a - 2 and inside[0].outer_start <= a:
            a = inside[0].outer_start
        tight = _tight(text, a, b)
        if tight[0] < tight[1]:
            plain = True
            spans.append(tight)
    kind: Kind = "indirect" if not quoted else "mixed" if plain else "direct"
    return _apart(spans), kind


def _apart(spans: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """Spans in text order, those that overlap as one: two pieces may reach for the same quotation."""
    found: list[Offsets] = []
    for a, b in sorted(spans):
        if found and a < found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return tuple(found)


def _whole(quotes: Sequence[Quote], a: int, b: int) -> Offsets:
    """A piece that does not break off in a quotation of which it holds the beginning or the greater part."""

    def share(quote: Quote) -> float:
        return (min(quote.end, b) - max(quote.start, a)) / max(1, quote.end - quote.start)

    first, last = quotes[0], quotes[-1]
    low = first.start if first.start < a and share(first) >= _MOST else a
    high = last.end if b < last.end and (share(last) >= _MOST or a <= last.start) else b
    return low, high


def _without(text: str, span: Offsets, quotes: Sequence[Quote]) -> str:
    """The words of a span that stand in no quotation."""
    pieces, at = [], span[0]
    for quote in quotes:
        pieces.append(text[at : max(at, quote.outer_start)])
        at = max(at, quote.outer_end)
    return " ".join([*pieces, text[at : span[1]]])


def _tight(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _meet(one: Sequence[Offsets], other: Sequence[Offsets]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _source(layout: Layout, span: Offsets | None, rules: Sequence[Extract]) -> Source | None:
    """The speaker's noun phrase in a span: as the rules know it, or else read anew."""
    if span is None:
        return None
    known = [r.source for r in rules if r.source and _meet([(r.source.start, r.source.end)], [span])]
    if known:
        return known[0]
    start, end = _tight(layout.text, *span)
    made = source_after(layout.view, start, end)
    return made if made is not None else Source(start, end, "description")


def _with_rest(said: list[Extract], rules: Sequence[Extract]) -> list[Extract]:
    """With what the rules attribute and the tagger does not: the rest of a quotation, or all of it."""
    found = list(said)
    for rule in rules:
        rest = tuple(span for span in rule.spans if not any(_meet([span], one.spans) for one in said))
        if not rest:
            continue
        host = next(
            (
                n
                for n, one in enumerate(found[: len(said)])
                if one.kind == "direct" and _meet(one.spans, rule.spans)
            ),
            None,
        )
        if host is not None:
            found[host] = replace(found[host], spans=tuple(sorted((*found[host].spans, *rest))))
        elif rule.kind in ("direct", "mixed"):
            found.append(replace(rule, spans=rest))
    return found


def _of_sentences(
    ground: _Ground, rules: Sequence[Extract], ascribed: Sequence[Extract], taken: set[int]
) -> list[Extract]:
    """The sentences in which nobody speaks: the author's own, and those that tell what somebody thinks."""
    layout = ground.layout
    minds = {ground.sentence(one.sentence): one for one in reversed(ascribed)}
    found = []
    for one in rules:
        number = ground.sentence(one.sentence)
        if number in taken:
            continue
        taken.add(number)
        sentence = layout.sentences[number]
        whole = ((sentence.start, sentence.end),)
        if number in minds:
            found.append(replace(minds[number], spans=whole))
        elif one.kind in _SPOKEN:
            if len(re.findall(r"\w+", layout.text[sentence.start : sentence.end])) >= 3:
                found.append(Extract("author", whole, sentence.start))
        else:
            found.append(one)
    return found
