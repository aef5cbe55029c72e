"""Interviews in question and answer: an answer is its speaker's statement, with or without quote marks.

Turns are told by labels ("Q:", "THE WEEKLY:", "Admiral Neves:") that alternate, or, where there are none, by
paragraphs that ask, in an article that calls itself an interview before the first of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from asabiya.evidence.persons.mentions import Mention, find_mentions
from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.speech.extracts import Extract
from asabiya.evidence.text.layout import Layout, Paragraph

__all__ = ["with_answers"]

_LABEL: Final = re.compile(
    r"(?:[*_]{1,3})?(?P<label>(?:Q|A|Question|Answer|QUESTION|ANSWER)(?=\s?[.:)])"
    r"|[^\W\d_a-z][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){0,4}?(?=\s?:))\s?[.:)](?:[*_]{1,3})?\s+(?=\S)"
)
_ASKS: Final = re.compile(r"\?[\s*_”\"’»)]*$")
_DASH: Final = re.compile(r"[-–—•]\s+")
_BOLD: Final = re.compile(r"[*_]{1,3}")
_FIRST: Final = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Mm]ine|[Oo]urs)\b")
_CALLED: Final = re.compile(
    r"\binterview|\bQ\s?&\s?A\b|\bquestions?\s+(?:to|for|and\s+answers)\b|\bin\s+conversation\b"
    r"|\b(?:spoke|talk(?:s|ed)?|speaks)\s+(?:to|with)\b|\banswer(?:s|ed)\b|\basked\b",
    re.IGNORECASE,
)
_INTERVIEWER: Final = re.compile(
    r"\b(?:[Bb]y|spoke\s+(?:to|with)|talk(?:s|ed)?\s+(?:to|with)|speaks\s+(?:to|with)|told)\s+"
    r"(?:[\w’'-]+\s+){0,2}$"
)
_NOT: Final = frozenset({"Note", "Photo", "Image", "Source", "Update", "Correction"})
"""Labels of what is no turn."""
_QUESTIONS: Final = 3
"""Questions without labels that make an interview, at least."""
_LONGEST: Final = 80
"""Words of a question without a label, at most."""
_FAR: Final = 4000
"""Characters before the first turn in which the article introduces who answers, at most."""


@dataclass(frozen=True)
class _Turn:
    """A paragraph of an interview: who speaks, where the words begin."""

    paragraph: Paragraph
    start: int
    label: tuple[int, int] | None
    asks: bool


def with_answers(layout: Layout, extracts: Sequence[Extract]) -> list[Extract]:
    """The extracts with an interview's answers as direct speech, in text order.

    What somebody else says within an answer keeps its place, with who tells of it as the reporter; the
    questions and answers are no longer the author's own sentences.

    >>> from asabiya.evidence.text.layout import lay_out, paragraphs
    >>> text = "Ada Mell spoke to us.\\n\\nQ: Who left?\\n\\nA: I did.\\n\\nQ: Why?\\n\\nA: No idea.\\n"
    >>> [[text[a:b] for a, b in e.spans] for e in with_answers(lay_out(text, paragraphs(text)), [])]
    [['I did.'], ['No idea.']]
    """
    turns = _labelled(layout) or _unlabelled(layout)
    if not turns:
        return list(extracts)
    lead = _lead(layout, turns[0].paragraph.start)
    groups: list[list[_Turn]] = []
    for turn, before in zip(turns, [None, *turns], strict=False):
        if not turn.asks and turn.label is None and before is not None and not before.asks:
            groups[-1].append(turn)
        else:
            groups.append([turn])
    answers = [_answer(layout, lead, group) for group in groups if not group[0].asks]
    answers = [a for a in answers if not _quoted(layout.text, a)]
    by_place = {turn.paragraph.start: turn for turn in turns}
    of = {a: answer for answer in answers for a, _ in answer.spans}
    kept = [e for one in extracts if (e := _kept(layout, one, by_place, of)) is not None]
    return sorted([*kept, *answers], key=lambda e: e.spans)


def _answer(layout: Layout, lead: Sequence[Mention], group: Sequence[_Turn]) -> Extract:
    """The answer that runs over some paragraphs."""
    first = group[0]
    spans = tuple((turn.start, turn.paragraph.end) for turn in group)
    source = _speaker(layout, lead, first.label)
    return Extract("direct", spans, first.paragraph.start, first.label, source, answer=True)


def _labelled(layout: Layout) -> list[_Turn]:
    """Turns by their labels; none where they do not alternate."""
    text = layout.text
    matches = ((p, _LABEL.match(text, p.start, p.end)) for p in layout.paragraphs)
    found = {p: m for p, m in matches if m and m["label"] not in _NOT}
    keys = {p: m["label"].split()[-1].rstrip(".").lower() for p, m in found.items()}
    uses = Counter(keys.values())
    asked = Counter(keys[p] for p in found if _ASKS.search(text, max(p.start, p.end - 12), p.end))
    askers = {key for key in uses if key in ("q", "question") or 2 * asked[key] >= uses[key]}
    answering = {key for key in uses if key not in askers and (uses[key] > 1 or key in ("a", "answer"))}
    order = {p: keys[p] in askers for p in found if keys[p] in askers | answering}
    changes = sum(asks and not then for asks, then in pairwise(order.values()))
    if not askers or not answering or changes < 2:
        return []
    turns: list[_Turn] = []
    before: Paragraph | None = None
    for p in layout.paragraphs:
        if p in order:
            turns.append(_Turn(p, found[p].end(), found[p].span("label"), order[p]))
        elif turns and not turns[-1].asks and turns[-1].paragraph == before and _goes_on(text, p):
            turns.append(_Turn(p, p.start, None, False))
        before = p
    return turns


def _unlabelled(layout: Layout) -> list[_Turn]:
    """Turns of an interview whose questions are paragraphs of their own."""
    text, everything = layout.text, layout.paragraphs
    asking = [i for i, p in enumerate(everything) if _is_question(text, p)]
    asked = set(asking)
    if len(asking) < _QUESTIONS or not _CALLED.search(text, 0, everything[asking[0]].start):
        return []
    asked |= _pressing(layout, asking)
    inner = everything[asking[0] : asking[-1] + 2]
    answers = [p for i, p in enumerate(inner, start=asking[0]) if i not in asked]
    personal = sum(_FIRST.search(layout.view, p.start, p.end) is not None for p in answers)
    if 4 * len(asking) < len(inner) or 2 * personal < len(answers):
        return []
    turns: list[_Turn] = []
    for i, p in enumerate(everything[asking[0] :], start=asking[0]):
        near = bool(turns) and turns[-1].paragraph == everything[i - 1]
        plain = i < asking[-1] and text[p.start] not in "“\"«‘'[("
        goes_on = near and (plain or _goes_on(text, p)) and not _CLOSING.search(text, p.start, p.end)
        if i in asked or i - 1 in asked or goes_on:
            turns.append(_Turn(p, _begin(text, p), None, i in asked))
    return turns


_CLOSING: Final = re.compile(
    r"^Editor['’]s note|\b(?:our|my) (?:questions?|requests?)\b|\b[Ww]e asked\b"
    r"|\b[Tt]he (?:interview|conversation) (?:was|took)\b"
)
"""What an editor adds behind the last answer."""
_PRESSING: Final = re.compile(r"\b[Yy]ou(?:rs?)?\b")
_TURNED: Final = re.compile(
    r"(?:But|So|Yet|And yet|Your?)\b"
    r"|[^.]{2,80}?\b(?:says?|said|maintains?|claims?|calls?|insists?|denies|writes?|accuses?)\b"
)


def _pressing(layout: Layout, asking: Sequence[int]) -> set[int]:
    """Paragraphs between questions that hold something against who answers, without a question mark."""
    text, everything, asked = layout.text, layout.paragraphs, set(asking)
    found: set[int] = set()
    for i in range(asking[0] + 1, asking[-1]):
        p = everything[i]
        words = text[p.start : p.end]
        alone = not {i - 1, i, i + 1} & (asked | found) and len(words.split()) <= _SHORT
        if alone and _PRESSING.search(words) and _TURNED.match(words) and not _FIRST.search(words):
            found.add(i)
    return found


_SHORT: Final = 35
"""Words of a paragraph that asks without a question mark, at most."""


def _is_question(text: str, p: Paragraph) -> bool:
    words = text[_begin(text, p) : p.end]
    return words[:1] not in "“\"«‘'" and _ASKS.search(words) is not None and len(words.split()) <= _LONGEST


def _begin(text: str, p: Paragraph) -> int:
    """Where the words begin, behind a dash or the signs of bold print."""
    found = _DASH.match(text, p.start, p.end) or _BOLD.match(text, p.start, p.end)
    return found.end() if found else p.start


def _goes_on(text: str, p: Paragraph) -> bool:
    """Whether a paragraph behind an answer's goes on with it: it says "I" or "we" outside quote marks."""
    bare = re.sub(r"[“\"«].*?[”\"»]", " ", text[p.start : p.end])
    return _FIRST.search(bare) is not None


def _quoted(text: str, answer: Extract) -> bool:
    """Whether quote marks stand around all of an answer, so that it is found as any quotation is."""
    (a, _), (_, b) = answer.spans[0], answer.spans[-1]
    return text[a] in '“"«„' and text[b - 1] in '”"»'


def _lead(layout: Layout, head: int) -> list[Mention]:
    """Who is named in full before the first turn: in the body, then in what stands above it."""
    first = layout.paragraphs[0].start
    places = ((first, head), (0, min(first, head)))
    named = [m for a, b in places for m in find_mentions(layout.view, a, min(b, a + _FAR))]
    return [m for m in named if len(layout.view[m.start : m.end].split()) > 1]


def _speaker(layout: Layout, lead: Sequence[Mention], at: tuple[int, int] | None) -> Source | None:
    """Who answers: the fullest form of the label's name before, or whom the article introduces."""
    label = layout.text[slice(*at)] if at else ""
    if at and len(label) > 1 and label.lower() not in ("question", "answer"):
        named = [m for m in lead if _fits(label, layout.view[m.start : m.end])]
        if not named:
            return Source(*at, "name", at)
    else:
        named = [m for m in lead if not _INTERVIEWER.search(layout.view, max(0, m.start - 60), m.start)]
    one = next(iter(named), None)
    if one is None:
        return None
    name = layout.view[one.start : one.end]
    beside = (m.office or m.title for m in lead if layout.view[m.start : m.end] == name)
    return Source(one.start, one.end, "name", (one.start, one.end), next(filter(None, beside), None))


def _fits(label: str, name: str) -> bool:
    """Whether a label is of a name: its last word, in capitals or not, or its initials.

    >>> _fits("STRZELAK", "Radomir Strzelak"), _fits("D.A.", "Davit Arsen"), _fits("Horizon", "Davit Arsen")
    (True, True, False)
    """
    parts = [part.casefold() for part in name.split()]
    initials = "".join(part[0] for part in parts)
    last = label.split()[-1].casefold()
    return last in parts or re.sub(r"[.\s]", "", label).casefold() == initials


def _kept(
    layout: Layout, one: Extract, turns: Mapping[int, _Turn], answers: Mapping[int, Extract]
) -> Extract | None:
    """An extract of the rules beside the turns; none where it is only the turn itself.

    ``turns`` are by the offset of their paragraph, ``answers`` by that of each of their spans.
    """
    at = one.spans[0][0]
    paragraph = layout.paragraphs[max(0, bisect_right(layout.paragraphs, at, key=lambda p: p.start) - 1)]
    turn = turns.get(paragraph.start)
    if turn is None:
        return one
    if one.kind in ("author", "ascribed"):
        return None
    answer = answers.get(turn.start)
    if turn.asks or answer is None or at < turn.start:
        return one
    words = layout.view[one.source.start : one.source.end].lower() if one.source else ""
    if not words or words in ("i", "we", "you") or one.source == answer.source:
        return None
    return replace(one, via=(*one.via, answer.source) if answer.source else one.via)
