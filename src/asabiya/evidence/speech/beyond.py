"""How far a content goes beyond the clause that the parser found."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from asabiya.evidence.speech.contents import FINITE, Complement, end_of, made
from asabiya.evidence.speech.cues import CUE, LEMMAS
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.layout import MASK, Sentence
from asabiya.evidence.text.wordlist import words

__all__ = ["resumed", "sentence_without", "stretched", "tells_of_speech", "until_aside"]

_REMARKED: Final = re.compile(
    r"\bmade\s+(?:the|his|her|these|those)\s+(?:remarks?|comments?|statements?|appeal)\b"
)
_ADDRESSED: Final = re.compile(
    r"\b(?:addressed\b|(?:spoke|(?:was|were)\s+speaking)\s+(?:to|at|before|in|on|during)\b"
    r"|(?:gave|delivered|made)\s+an?\s+(?:[\w-]+\s)?(?:speech|address|sermon|lecture|talk|statement)\b"
    r"|(?:demanded|called\s+for|praised)\s+[\w-]+$)"
)


def tells_of_speech(words: str, *, reported: bool) -> bool:
    """Whether a content only tells that somebody spoke; ``reported`` where a medium or an account tells it.

    >>> tells_of_speech("he made the remarks in Dorn", reported=False)
    True
    """
    return bool(_REMARKED.search(words) or (reported and _ADDRESSED.search(words)))


_SPAN: Final = r"(?:hour|day|night|week|fortnight|month|year)s?\s(?:after|before)\s"
_ADDED: Final = re.compile(
    rf",\s(?:(?:just|only|less\sthan|barely)\s)?(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d+|some"
    rf"|several)\s{_SPAN}|{MASK},?\s(?:amid\s|using\s|in\s(?:an?|his|her|their|its)\s(?:[\w-]+\s)?"
    r"(?:statement|interview|speech|address|letter|post|message|broadcast|sermon)\b)"
)
"""Where the author goes on behind the last words told: ", two days after …", "” amid a strike"."""


def until_aside(view: str, found: Complement) -> Complement:
    """A content without what the author adds at its end.

    Parameters
    ----------
    view
        The masked text.
    found
        The content as the parse gives it.
    """
    *first, (start, end) = found.spans
    low = max(start + 1, view.rfind(MASK, start, end))
    added = _ADDED.search(view, low, end)
    if added is None:
        return found
    cut = added.start() + (view[added.start()] == MASK)
    return replace(found, spans=(*first, (start, cut)))


_SEMICOLON: Final = re.compile(rf"[^;:.—{MASK}]{{0,80}};\s+(?!(?:and|but|he|she|they|his|her)\b)(?=\w)")
_COMMA: Final = re.compile(
    rf"[^,;:.—{MASK}]{{0,60}},\s+(?=(?:because|by|including|that|if|unless|not|rather"
    r"|(?:and|but|so|or)\s+(?:it|they|there|the|this|these|that|its|their|those|we))\b)"
)


def resumed(view: str, sentence: Sentence, tree: Tree, verb: int, found: Complement) -> Complement:
    """With what goes on behind the cue: "It had rained, she told the court; the road was mud"."""
    if found.end > tree.starts[verb]:
        return found
    comma = _COMMA.match(view, tree.ends[verb], sentence.end)
    behind = comma or _SEMICOLON.match(view, tree.ends[verb], sentence.end)
    if behind is None:
        return found
    rest = [k for k, at in enumerate(tree.starts) if at >= behind.end()]
    if any(tree.quoted[k] or CUE.fullmatch(tree.lower[k]) for k in rest):
        return found
    if comma is None and not any(tree.tags[k] in FINITE for k in rest):
        return found
    more = made(view, [*found.spans, (behind.end(), sentence.end)], claims=True)
    return more or found


def stretched(view: str, sentence: Sentence, tree: Tree, end: int) -> int:
    """Over quotations that follow before any other cue."""
    while (start := view.find(MASK, end, sentence.end)) >= 0:
        between = [k for k, at in enumerate(tree.starts) if end <= at < start]
        if any(tree.lower[k] in LEMMAS or tree.lower[k] == "according" for k in between) or start - end > 120:
            break
        end = start
        while end < sentence.end and view[end] == MASK:
            end += 1
    return _further(view, sentence, tree, _listed(view, sentence, tree, end))


_AND_THAT: Final = re.compile(r"[\s,]*\b(?:and|but|or)\s+that\s")
_COLON: Final = re.compile(rf":\s(?=\w)(?!(?:When|As|And|But|In)\b)[^:{MASK}]+$")


def _further(view: str, sentence: Sentence, tree: Tree, end: int) -> int:
    """Over "and that …" behind the content, and over what its colon introduces."""
    more = _AND_THAT.match(view, end, sentence.end)
    if more:
        that = next((k for k, at in enumerate(tree.starts) if at >= more.end() - 5), None)
        if that is not None and tree.deps[that] == "mark":
            return max(end, end_of(tree, tree.heads[that]))
    if _COLON.match(view, end, sentence.end):
        rest = [k for k, at in enumerate(tree.starts) if at >= end]
        if not any(CUE.fullmatch(tree.lower[k]) or tree.quoted[k] for k in rest):
            return sentence.end
    return end


def _listed(view: str, sentence: Sentence, tree: Tree, end: int) -> int:
    """Over what goes on after a quotation: "ready to “resist,” arm and march"."""
    if view[end - 1] != MASK or view[end : end + 1] != " ":
        return end
    rest = [k for k, at in enumerate(tree.starts) if end <= at < sentence.end]
    if len(rest) < 3 or tree.tags[rest[tree.tags[rest[0]] == "CC"]] != "VB":
        return end
    if any(CUE.fullmatch(tree.lower[k]) or tree.quoted[k] or tree.tags[k] in FINITE for k in rest):
        return end
    return tree.ends[rest[-1]]


_RELATIVE: Final = re.compile(rf",\s(?:which|who|whose)\s[^,;:{MASK}]{{3,160}}(?=,\s|\.?$)")


_APPOSED: Final = re.compile(rf",\s(?:an?|the|one|two|three|its|his|her|their)\s[^,;:{MASK}]{{3,120}}")
"""What the author adds of who is named last: ", a group of lawyers in exile"."""
_LEAST: Final = 20
"""Fewest letters of a content before "according to"."""


def _is_open(tree: Tree, token: int) -> bool:
    """Whether a predicate is still to come: "The plan was, according to Ada Mell, a farce"."""
    return tree.tags[token] in ("MD", "IN", "DT", "TO") or tree.lower[token] in _COPULAS


_COPULAS: Final = words(
    "is are was were be been being am has have had do does did become became remains remained"
)


def sentence_without(
    view: str, sentence: Sentence, tree: Tree, start: int, source_end: int
) -> Complement | None:
    """A sentence without the phrase "according to …": in front of it, at its end, or between commas."""
    aside = _RELATIVE.match(view, source_end, sentence.end)
    if aside:
        source_end = aside.end()
    rest = re.match(
        rf"[^,;{MASK}]{{0,160}}?(?=[,;—–{MASK}]|$)", view[source_end : sentence.end].rstrip(" .!?")
    )
    end = source_end + (rest.end() if rest else 0)
    told = _APPOSED.fullmatch(view, end, sentence.end) and start - sentence.start > _LEAST
    held = [k for k, at in enumerate(tree.starts) if at < start and tree.lower[k] not in (",", '"')]
    if told and held and not _is_open(tree, held[-1]):
        end = sentence.end
    if start - sentence.start < 3:
        return made(view, [(end, sentence.end)], claims=True)
    return made(view, [(sentence.start, start), (end, sentence.end)], claims=True)
