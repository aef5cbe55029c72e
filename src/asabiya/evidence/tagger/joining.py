"""What the rules and the tagger find in an article, as one list.

Where quote marks stand the rules keep what they attribute, with the bounds of the marks, the speaker and the
reporters between. The tagger says what else is attributed, where a paraphrase begins and ends, to whom, where
a paraphrase around a quotation ends, and which quotations of the next sentences belong to the same speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from asabiya.evidence.persons.speakers import Source, source_after
from asabiya.evidence.speech.cues import CUE, URGE
from asabiya.evidence.speech.quotations import Extract
from asabiya.evidence.tagger.bounds import Ground, bounds, meet, shared, tight
from asabiya.evidence.tagger.decode import Tagged
from asabiya.evidence.text.layout import Layout

__all__ = ["joined"]

Offsets = tuple[int, int]

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
_CLAUSE: Final = re.compile(
    r"(?:(?:not|never)\s+)?(?:to|that|whether|if|who|what|how|why|when|where)\s", re.IGNORECASE
)
_ALONE: Final = 0.5
"""Probability that a cue needs which the rules do not know; for one that they know `decode`'s is enough."""
_TWICE: Final = 0.6
"""Two cues whose contents share so much are one attribution: "in a letter saying …"."""
_LEAST: Final = 3
"""Words, at least, of a paraphrase that the rules do not know: "spoke of the contracts" states nothing."""
_TAIL: Final = 3
"""Words, at least, that a rule's content has too many behind the tagger's end to be cut there."""


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
    ground = Ground.of(layout)
    spoken = [one for one in rules if one.kind in _SPOKEN]
    found = _seen(ground, tagged, spoken)
    seen = [one for one in found if one.kind in _SPOKEN]
    theirs = [one for one in spoken if one.source is not None and one.kind != "indirect"]
    quoted = [_amended(ground, one, theirs, seen) for one in theirs]
    chains = [one for one in spoken if one.via and one.cue is not None]
    said = [
        _behind_audience(layout.text, one, spoken)
        for one in seen
        if not any(meet(one.spans, rule.spans) for rule in quoted)
        and not any(rule.cue and meet(one.spans, [rule.cue]) for rule in chains)
        and not _NAMELESS.match(layout.text, one.spans[0][0])
    ]
    said = _with_rest([*quoted, *said], [one for one in spoken if one not in theirs])
    taken = {ground.sentence(one.cue[0] if one.cue else one.sentence) for one in said}
    taken |= {ground.sentence(a) for one in said for a, _ in one.spans}
    alone = _of_sentences(ground, rules, [one for one in found if one.kind == "ascribed"], taken)
    return sorted([*said, *alone], key=lambda one: one.spans)


def _seen(ground: Ground, tagged: Iterable[Tagged], rules: Sequence[Extract]) -> list[Extract]:
    """What the tagger sees in the body and is sure enough of, each content once as speech or thought."""
    cues = [one.cue for one in rules if one.cue]
    found: list[Extract] = []
    for one in sorted(tagged, key=lambda one: (-one.confidence, one.cue)):
        if not ground.within(one.cue) or (one.confidence < _ALONE and not meet(cues, [one.cue])):
            continue
        made = _extract(ground, one, rules)
        if made is None or (made.kind == "indirect" and _is_scrap(ground.layout.text, made, rules)):
            continue
        if not any(
            (made.kind in _SPOKEN) == (other.kind in _SPOKEN) and shared(made.spans, other.spans) >= _TWICE
            for other in found
        ):
            found.append(made)
    return sorted(found, key=lambda one: (one.cue or (0, 0), one.spans))


def _extract(ground: Ground, one: Tagged, rules: Sequence[Extract]) -> Extract | None:
    """A tagged attribution with the bounds of quotations, or none where nothing is left of it."""
    layout = ground.layout
    spans, kind = bounds(ground, one.content)
    if not spans:
        return None
    words = layout.text[slice(*one.cue)].lower()
    # A corpus counts beliefs, findings and intentions as attributions; nobody says anything by them.
    if kind == "indirect" and not (CUE.search(words) or _SAYING.search(words)):
        kind = "ascribed"
    same = [rule for rule in rules if meet(rule.spans, spans)]
    like = next((rule for rule in same if _same_cue(rule, one.cue)), None)
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


def _is_scrap(text: str, one: Extract, rules: Sequence[Extract]) -> bool:
    words = sum(_count(text, a, b) for a, b in one.spans)
    return words < _LEAST and not any(_same_cue(rule, one.cue) for rule in rules)


def _count(text: str, start: int, end: int) -> int:
    return len(re.findall(r"[\w’']+", text[start:end]))


def _same_cue(rule: Extract, cue: Offsets | None) -> bool:
    return rule.cue is not None and cue is not None and meet([rule.cue], [cue])


def _source(layout: Layout, span: Offsets | None, rules: Sequence[Extract]) -> Source | None:
    """The speaker's noun phrase in a span: as the rules know it, or else read anew."""
    if span is None:
        return None
    known = [r.source for r in rules if r.source and meet([(r.source.start, r.source.end)], [span])]
    if known:
        return known[0]
    start, end = tight(layout.text, *span)
    made = source_after(layout.view, start, end)
    return made if made is not None else Source(start, end, "description")


def _amended(ground: Ground, rule: Extract, theirs: Sequence[Extract], seen: Sequence[Extract]) -> Extract:
    """A rule's content with quotations, as far as it goes in the tagger's eyes.

    The rules see where a content begins and what the quote marks hold; where a paraphrase around them ends
    and which later quotations carry on is for the tagger to say.
    """
    mine = next((one for one in seen if _same_cue(rule, one.cue) and meet(one.spans, rule.spans)), None)
    if mine is None or mine.kind == "indirect" or (rule.kind == "direct" and mine.kind == "mixed"):
        return rule
    spans = rule.spans
    end = mine.spans[-1][1]
    end = next((quote.outer_end for quote in ground.quotes if quote.end == end), end)
    if rule.kind == "mixed" and _count(ground.layout.text, end, spans[-1][1]) >= _TAIL:
        spans = tuple((a, min(b, end)) for a, b in spans if a < end)
    more = [
        span
        for span in mine.spans
        if ground.quoted(span) and not any(meet([span], one.spans) for one in theirs)
    ]
    return replace(rule, spans=tuple(sorted((*spans, *more))))


def _behind_audience(text: str, one: Extract, rules: Sequence[Extract]) -> Extract:
    """For "urged all sides to show restraint": what they are urged to do, without who they are.

    Corpora differ in whether the audience belongs to the content; a statement has a field for it.
    """
    rule = next((rule for rule in rules if rule.kind == one.kind and _same_cue(rule, one.cue)), None)
    if rule is None or one.cue is None:
        return one
    start = rule.spans[0][0]
    if not (one.cue[1] < start and one.spans[0][0] < start and _CLAUSE.match(text, start)):
        return one
    spans = tuple((max(a, start), b) for a, b in one.spans if b > start)
    return replace(one, spans=spans) if spans else one


def _with_rest(said: list[Extract], rules: Sequence[Extract]) -> list[Extract]:
    """With what the rules attribute and the tagger does not: the rest of a quotation, or all of it."""
    found = list(said)
    for rule in rules:
        rest = tuple(span for span in rule.spans if not any(meet([span], one.spans) for one in said))
        if not rest:
            continue
        host = next(
            (
                n
                for n, one in enumerate(found[: len(said)])
                if one.kind == "direct" and meet(one.spans, rule.spans)
            ),
            None,
        )
        if host is not None:
            found[host] = replace(found[host], spans=tuple(sorted((*found[host].spans, *rest))))
        elif rule.kind in ("direct", "mixed"):
            found.append(replace(rule, spans=rest))
    return found


def _of_sentences(
    ground: Ground, rules: Sequence[Extract], ascribed: Sequence[Extract], taken: set[int]
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
            if _count(layout.text, sentence.start, sentence.end) >= 3:
                found.append(Extract("author", whole, sentence.start))
        else:
            found.append(one)
    return found
