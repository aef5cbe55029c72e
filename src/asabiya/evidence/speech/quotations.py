"""What is attributed to whom: quotations, paraphrases, and what the author says on his own.

`RuleExtractor` reads the author's grammar sentence by sentence. Any other extractor (a trained tagger, say)
can take its place: it is a callable from an `Article` to a list of `Extract`, and the reader resolves
speakers, offices, dates and codes from the extracts alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from asabiya.evidence.documents.byline import body
from asabiya.evidence.speech.beyond import tells_of_speech, until_aside
from asabiya.evidence.speech.contents import FINITE, Complement
from asabiya.evidence.speech.cues import ACTS, FRAMES, LEMMAS, is_call, may_attribute
from asabiya.evidence.speech.extracts import Extract, Extractor
from asabiya.evidence.speech.governors import governor, is_sentence, word_count
from asabiya.evidence.speech.idioms import is_tagged
from asabiya.evidence.speech.interviews import with_answers
from asabiya.evidence.speech.parsing import EMPTY, Tree, parse
from asabiya.evidence.speech.sources import Cue, is_medium, main_subject
from asabiya.evidence.speech.uncued import without_cue
from asabiya.evidence.speech.verbs import find_cues
from asabiya.evidence.text.layout import MASK, Layout, Sentence, lay_out
from asabiya.evidence.text.marks import Quote

if TYPE_CHECKING:
    from asabiya.evidence.ledger import Article, Kind

__all__ = ["Extract", "Extractor", "RuleExtractor", "extract"]

Offsets = tuple[int, int]


class RuleExtractor:
    """Attributions by rules on quote marks and on the parse of the author's own words."""

    def __call__(self, article: Article) -> list[Extract]:
        """The attributions and the author's own sentences, in text order."""
        return extract(lay_out(article.text, body(article.text, title=article.title)))


_TITLE_BEFORE: Final = re.compile(
    r"\b(?:books?|films?|movies?|articles?|essays?|op-eds?|editorials?|poems?|songs?|hymns?|novels?"
    r"|series|documentar(?:y|ies)"
    r"|programmes?|programs?|reports?|exercises?|drills?|hashtags?|banners?|placards?|signs?|graffiti"
    r"|slogans?|mottos?|chants?|chanted"
    r"|chanting|operations?|campaigns?|conferences?|seminars?|doctrines?|so-called|known\s+as|words?"
    r"|phrases?|terms?|titled"
    r"|entitled|headlined|nicknamed|(?<!what\s)(?<!which\s)(?:a|an|the)\s+[\w-]+\s+(?:called|named|dubbed)|code-?named"
    r"|under\s+the\s+(?:title|headline|banner))"
    r"(?:\s+(?:of|reading|saying|that\s+read|which\s+read|like|such\s+as|is|was|on"
    r"|with\s+the\s+words))?\s*[,:]?\s*$",
    re.IGNORECASE,
)


def extract(layout: Layout) -> list[Extract]:
    """All extracts of a laid-out article, in text order."""
    found: list[Extract] = []
    open_extract: int | None = None
    last_quoted: tuple[int, int] | None = None
    trees = parse(layout, [s for s in layout.sentences if _may_attribute(layout, s)])
    doubled = any(q.mark not in _SINGLE for s in layout.sentences for q in s.quotes)
    for sentence in layout.sentences:
        begins = sentence.start == layout.paragraphs[sentence.paragraph].start
        quotes = list(sentence.quotes)
        if quotes and begins and open_extract is not None and quotes[0].outer_start == sentence.start:
            found[open_extract] = _joined(found[open_extract], [quotes[0]])
            if not quotes[0].closed:
                continue
            last_quoted = (open_extract, sentence.paragraph)
            rest = layout.view[quotes[0].outer_end : sentence.end]
            open_extract = None
            if len(re.findall(r"\w+", rest)) < 2 and len(quotes) == 1:
                continue
        elif begins:
            open_extract = None
        of_sentence, continues = _read(layout, sentence, trees.get(sentence.index, EMPTY))
        if continues and begins and doubled and _is_heading(layout, sentence, continues):
            continue
        if continues and begins and (led := _led_by_colon(layout, sentence, continues, trees)):
            if found and found[-1].kind == "author" and found[-1].sentence == led.sentence:
                found.pop()
            of_sentence, continues = [led], []
        if continues and last_quoted and last_quoted[1] < sentence.paragraph and not of_sentence:
            last_quoted = _over_paragraphs(found, last_quoted, sentence)
        if continues and last_quoted and last_quoted[1] == sentence.paragraph:
            found[last_quoted[0]] = _joined(found[last_quoted[0]], continues)
            index = last_quoted[0]
        elif continues:
            spans = tuple((q.start, q.end) for q in continues)
            of_sentence.insert(0, Extract("direct", spans, sentence.start))
            index = len(found)
        else:
            told = [i for i, e in enumerate(of_sentence) if _may_go_on(e)]
            index = len(found) + told[-1] if told else -1
        found.extend(of_sentence)
        if index >= 0:
            last_quoted = (index, sentence.paragraph)
            if quotes and not quotes[-1].closed and found[index].spans[-1][1] == quotes[-1].end:
                open_extract = index
        elif of_sentence:
            last_quoted = None
    return with_answers(layout, sorted(found, key=lambda e: e.spans))


def _over_paragraphs(
    found: list[Extract], last_quoted: tuple[int, int], sentence: Sentence
) -> tuple[int, int] | None:
    """The speech that a paragraph of nothing but a quotation goes on with: the one right before it."""
    index, paragraph = last_quoted
    near = paragraph == sentence.paragraph - 1 and index == len(found) - 1
    near = near and sentence.end - sentence.start > _DIALOGUE
    return (index, sentence.paragraph) if near and found[index].kind == "direct" else None


_DIALOGUE: Final = 24
"""A quotation of fewer letters may be somebody else's reply."""
_SINGLE: Final = ("'", "‘")


def _is_heading(layout: Layout, sentence: Sentence, quotes: Sequence[Quote]) -> bool:
    """Whether a paragraph is a few words in single marks, which stand over a part of the article."""
    if len(quotes) != 1 or quotes[0].mark not in _SINGLE or word_count(layout.text, quotes[0]) > _HEADING:
        return False
    return sentence.end >= layout.paragraphs[sentence.paragraph].end


_HEADING: Final = 7
"""Most words of a quotation that stands over a part of the article."""


def _may_go_on(one: Extract) -> bool:
    """Whether the next sentence's quotation goes on with a speech: 'It is “odd,” she said. “Nobody …”'."""
    return one.kind == "direct" or (
        one.kind == "mixed" and one.cue is not None and one.spans[-1][1] <= one.cue[0]
    )


def _may_attribute(layout: Layout, sentence: Sentence) -> bool:
    return may_attribute(layout.view, sentence.start, sentence.end) or is_tagged(layout.text, sentence)


def _led_by_colon(
    layout: Layout, sentence: Sentence, quotes: Sequence[Quote], trees: dict[int, Tree]
) -> Extract | None:
    """A quotation in a paragraph of its own after a sentence that ends in a colon."""
    if sentence.index == 0:
        return None
    lead = layout.sentences[sentence.index - 1]
    if layout.text[lead.end - 1] != ":" or lead.quotes:
        return None
    cues = [c for c in find_cues(layout.view, lead, trees.get(lead.index, EMPTY)) if c.nested_in is None]
    source = cues[-1].source if cues else main_subject(layout.view, lead)
    cue = (cues[-1].start, cues[-1].end) if cues else None
    spans = tuple((q.start, q.end) for q in quotes)
    return Extract("direct", spans, lead.start, cue, source, cues[-1].via if cues else ())


def _joined(extract: Extract, quotes: Sequence[Quote]) -> Extract:
    new = tuple((q.start, q.end) for q in quotes if (q.start, q.end) not in extract.spans)
    return replace(extract, spans=tuple(sorted({*extract.spans, *new})))


def _read(layout: Layout, sentence: Sentence, tree: Tree) -> tuple[list[Extract], list[Quote]]:
    """Extracts of one sentence, and its quotations that carry on the speech before."""
    view = layout.view
    quotes = [q for q in sentence.quotes if not _is_title(layout, sentence, q)]
    cues = find_cues(view, sentence, tree)
    if cues and _STORY.match(view, sentence.start, sentence.end):
        cues = [c for c in cues if c.source is not None and c.source.name is not None]
        if not cues:
            return [Extract("author", ((sentence.start, sentence.end),), sentence.start)], []
    direct: dict[int, list[Quote]] = {}
    alone: list[Quote] = []
    mixed: dict[int, list[Quote]] = {}
    for quote in quotes:
        found = governor(layout, sentence, quote, cues, direct)
        if found is None:
            alone.append(quote)
        elif found[1] == "direct":
            direct.setdefault(found[0], []).append(quote)
        else:
            mixed.setdefault(found[0], []).append(quote)
    extracts: list[Extract] = []
    titles = [q for q in sentence.quotes if q not in quotes]
    for number, cue in enumerate(cues):
        if number in direct:
            extracts.append(
                Extract(
                    "direct",
                    tuple((q.start, q.end) for q in direct[number]),
                    sentence.start,
                    (cue.start, cue.end),
                    cue.source,
                    cue.via,
                )
            )
            extracts += _paraphrase_before_colon(layout, sentence, tree, cue, direct[number])
            continue
        held = mixed.get(number, [])
        if number == 0 and cue.content is None and held and held[-1].outer_end <= cue.start:
            cue = replace(cue, content=Complement(((sentence.start, held[-1].outer_end),), True))
        extracts += _paraphrase(layout, sentence, _covering(layout.text, cue, held), titles)
    if not extracts:
        told, continues = without_cue(layout, sentence, quotes, alone)
        who = next((c.source for c in cues if _spoke_of(c)), None)
        return [replace(e, source=who) if e.kind == "author" else e for e in told], continues
    first = alone[0] if alone else None
    inside = first is not None and any(a <= first.start < b for e in extracts for a, b in e.spans)
    carries = (
        first is not None
        and not inside
        and first.outer_start == sentence.start
        and is_sentence(layout.text, first)
    )
    return _reunited(view, _not_inside(extracts)), [first] if first is not None and carries else []


def _spoke_of(cue: Cue) -> bool:
    """Whether somebody without a name spoke of a topic: "The ministry spoke about the arrests"."""
    if cue.nested_in is not None or cue.content is None or not cue.content.topic or cue.source is None:
        return False
    return cue.source.form == "description" and LEMMAS.get(cue.word) != "ask"


_STORY: Final = re.compile(
    r"in\s+(?:the|a|an|his|her|their|one|this|that)\s+(?:\w+\s+){0,2}?"
    r"(?:film|movie|play|novel|series|song|sketch|cartoon|story|poem|joke|anecdote)\b",
    re.IGNORECASE,
)
"""What somebody says in a story is no statement of anybody's."""


def _reunited(view: str, extracts: list[Extract]) -> list[Extract]:
    """For "insists that nothing has changed: the corps, he says, is …": one content of one speaker."""
    found: list[Extract] = []
    for one in extracts:
        last = found[-1] if found else None
        pronoun = one.source is not None and one.source.form == "pronoun"
        if (
            last is not None
            and pronoun
            and last.kind in ("indirect", "mixed")
            and one.kind in ("indirect", "mixed")
            and re.fullmatch(r":\s*", view[last.spans[-1][1] : one.spans[0][0]])
        ):
            spans = (*last.spans[:-1], (last.spans[-1][0], one.spans[-1][1]))
            kind: Kind = "mixed" if "mixed" in (last.kind, one.kind) else "indirect"
            found[-1] = replace(last, kind=kind, spans=spans, claims=last.claims or one.claims)
        else:
            found.append(one)
    return found


def _not_inside(extracts: list[Extract]) -> list[Extract]:
    """Without paraphrases that overlap an earlier extract."""
    kept: list[Extract] = []
    for one in extracts:
        a, b = one.spans[0][0], one.spans[-1][1]
        clash = any(a < e.spans[-1][1] and e.spans[0][0] < b for e in kept)
        if not clash:
            kept.append(one)
    return kept


def _is_title(layout: Layout, sentence: Sentence, quote: Quote) -> bool:
    view, text = layout.view, layout.text
    low = max(sentence.start, quote.outer_start - 60)
    said = view[low : quote.outer_start].endswith((", ", "words: ")) and is_sentence(text, quote)
    said = said and text[quote.end - 1] in ".!?" and word_count(text, quote) > _FEW
    return not said and _TITLE_BEFORE.search(view, low, quote.outer_start) is not None


def _paraphrase_before_colon(
    layout: Layout, sentence: Sentence, tree: Tree, cue: Cue, quotes: Sequence[Quote]
) -> list[Extract]:
    """For "said the army was ready: “…”": the clause before the colon, as indirect speech."""
    found = cue.content
    if found is None or quotes[0].outer_start < cue.end or cue.inverted:
        return []
    if not layout.view[cue.end : quotes[0].outer_start].rstrip().endswith(":") or found.start < cue.end:
        return []
    end = min(found.end, len(layout.view[: quotes[0].outer_start].rstrip()) - 1)
    if end - found.start < 12:
        return []
    inside = [k for k, at in enumerate(tree.starts) if found.start <= at < end]
    if not any(tree.tags[k] in FINITE or tree.tags[k] == "TO" for k in inside):
        return []  # "He called for calm: “…”"
    return [_indirect(sentence, cue, ((found.start, end),), "indirect", found)]


def _indirect(
    sentence: Sentence, cue: Cue, spans: tuple[Offsets, ...], kind: Kind, found: Complement
) -> Extract:
    return Extract(
        kind,
        spans,
        sentence.start,
        (cue.start, cue.end),
        cue.source,
        cue.via,
        claims=found.claims,
        urges=found.urges,
    )


_FEW: Final = 4


def _covering(text: str, cue: Cue, quotes: Sequence[Quote]) -> Cue:
    """The cue with the quotation behind it in its content: "It was, she said at dinner, “a farce”"."""
    content = cue.content
    if len(quotes) != 1 or quotes[0].outer_start < cue.end:
        return cue
    if content is None:
        if is_call(cue.word):
            return cue if cue.word == "call" else _called(text, cue, quotes[0])
        if word_count(text, quotes[0]) < _FEW:
            return cue
        that = _THAT.search(text, cue.end, quotes[0].outer_start)
        if that and that[1] not in {"that", *FRAMES.get(LEMMAS.get(cue.word, ""), ())}:
            that = None
        start = that.start() if that else quotes[0].outer_start
        return replace(cue, content=Complement(((start, quotes[0].outer_end),), True))
    if content.start >= cue.end and not re.search(r"\w|;", text[content.end : quotes[0].outer_start]):
        first = content.spans[:-1]
        last = (content.spans[-1][0], max(content.end, quotes[0].outer_end))
        return replace(cue, content=replace(content, spans=(*first, last)))
    if content.end > cue.start:
        return cue
    return replace(
        cue, content=replace(content, spans=(*content.spans, (quotes[0].outer_start, quotes[0].outer_end)))
    )


_THAT: Final = re.compile(r"\b(that|for|of|about|against|on)\s+$")
_OBJECT: Final = re.compile(r"[\w.’'-]+(?:\s[\w.’'-]+){0,7}")
"""A short object, without punctuation."""


def _called(text: str, cue: Cue, quote: Quote) -> Cue:
    """For "called the plan “A Farce”": the object and the quotation, which the parser took for a clause."""
    between = text[cue.end : quote.outer_start]
    if not _OBJECT.fullmatch(between.strip()) or re.search(
        r"\b(?:and|but|who|which)\b|\bthat\s\w|^\s*as\s*$", between
    ):
        return cue
    return replace(cue, content=Complement(((cue.end + 1, quote.outer_end),), False))


_READ_OUT: Final = re.compile(
    r"(?:read|broadcast|aired|carried|published|posted|released|issued)\s+(?:out\s+|live\s+)?(?:on|by|in|over|to|at)\s"
    r"[^,.;:]{2,80}?\s(?=that\s)"
)


def _behind_participle(view: str, found: Complement) -> Complement:
    """For "said in a statement read out on the radio that …": the parser takes "read" for what is said."""
    said = _READ_OUT.match(view, found.start, found.end)
    if said is None:
        return found
    return replace(found, spans=((said.end(), found.spans[0][1]), *found.spans[1:]))


def _paraphrase(layout: Layout, sentence: Sentence, cue: Cue, titles: Sequence[Quote]) -> list[Extract]:
    """Indirect or mixed speech that hangs on a cue without a quotation of its own."""
    if cue.content is None or cue.nested_in is not None:
        return []
    found = until_aside(layout.view, _behind_participle(layout.view, cue.content))
    words = " ".join(layout.text[a:b] for a, b in found.spans)
    if len(re.findall(r"\w+", words)) < 1 + (LEMMAS.get(cue.word) not in ACTS):
        return []
    if any(q.outer_start <= found.start < q.outer_end for q in titles):
        return []
    masked = any(MASK in layout.view[a:b] for a, b in found.spans)
    reported = cue.word == "according to" or is_medium(layout.view, cue.source)
    if not masked and tells_of_speech(words, reported=reported):
        found = replace(found, topic=True)
    if found.topic and not masked:
        return []
    return [_indirect(sentence, cue, found.spans, "mixed" if masked else "indirect", found)]
