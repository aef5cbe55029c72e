"""How far a content goes beyond the clause that the parser found."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.speech.contents import FINITE, Complement, end_of, made
from asabiya.evidence.speech.cues import CUE, LEMMAS
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.layout import MASK, Sentence

__all__ = ["resumed", "sentence_without", "stretched"]

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
    if start - sentence.start < 3:
        return made(view, [(end, sentence.end)], claims=True)
    return made(view, [(sentence.start, start), (end, sentence.end)], claims=True)
