"""The cues of one sentence, each with its subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from asabiya.evidence.persons.offices import sector_of
from asabiya.evidence.persons.speakers import ADVERBIAL, Source, pieces, source_after, source_before
from asabiya.evidence.speech.cues import ACCORDING, CUE, NOUNS
from asabiya.evidence.text.layout import MASK, Sentence

__all__ = ["Cue", "find_cues", "main_subject"]

_MAX_CUES: Final = 40
"""Most cues looked at in one sentence; no sentence of prose has as many."""


@dataclass(frozen=True)
class Cue:
    """A verb or phrase that attributes words, with its subject.

    ``inverted`` where the subject follows the verb; ``nested_in`` is the number of the cue in whose
    content this one stands ("he said that they had claimed …").
    """

    start: int
    end: int
    word: str
    source: Source | None
    via: tuple[Source, ...] = ()
    inverted: bool = False
    nested_in: int | None = None


def main_subject(view: str, sentence: Sentence) -> Source | None:
    """The noun phrase that the sentence is about: the first that is no adverbial."""
    limit = min(sentence.end, sentence.start + 500)
    for a, b in pieces(view, sentence.start, limit)[:6]:
        possessive = re.match(r"(?i)(?:his|her|their)\s", view[a:b])
        if possessive:
            return Source(a, a + possessive.end() - 1, "pronoun")
        if match := ADVERBIAL.match(view, a, b):
            rest = re.search(r"\s(?=(?:he|she|they|the|[A-Z])\b)", view[match.end() : b])
            if not rest or view[b : b + 1] == ",":
                continue
        found = source_after(view, a, limit)
        if found is not None:
            return found
    return None


def find_cues(view: str, sentence: Sentence) -> list[Cue]:
    """Every cue of a sentence that has a subject, in order."""
    cues: list[Cue] = []
    quoted: tuple[Source | None, Source | None] | None = None
    for number, match in enumerate(CUE.finditer(view, sentence.start, sentence.end)):
        if number >= _MAX_CUES:
            break
        if match.lastgroup == "quoted":
            reporter = source_before(view, sentence.start, match.start())
            quoted = (source_after(view, match.end(), sentence.end), reporter)
            continue
        as_saying = re.search(r"\bas\s+$", view[max(sentence.start, match.start() - 6) : match.start()])
        if match.group("part") and as_saying and quoted is not None:
            cues.append(_quoted_as(view, sentence, match, quoted))
            quoted = None
            continue
        cue = _cue(view, sentence, match, cues)
        if cue is not None:
            cues.append(cue)
    cues = _reported(view, sentence, _nested(view, cues))
    return _with_according(view, sentence, cues)


def _quoted_as(
    view: str, sentence: Sentence, match: re.Match[str], quoted: tuple[Source | None, Source | None]
) -> Cue:
    """For "the agency quoted X as saying" and "X was quoted by the agency as saying"."""
    source, reporter = quoted
    passive = re.search(
        r"\b(?:was|were|is|been)\s+(?:quoted|cited)\b.{0,12}?(?P<by>\bby\b)?",
        view[sentence.start : match.start()],
    )
    if passive:
        by = re.search(r"\bby\s+", view[sentence.start + passive.start() : match.start()])
        at = sentence.start + passive.start() + by.end() if by else None
        agency = source_after(view, at, match.start() - 3) if at else None
        agency = _until_as(view, agency)
        return Cue(match.start(), match.end(), match.group().lower(), reporter, (agency,) if agency else ())
    source = _until_as(view, source)
    return Cue(match.start(), match.end(), match.group().lower(), source, (reporter,) if reporter else ())


def _until_as(view: str, source: Source | None) -> Source | None:
    if source is None or source.form != "description":
        return source
    cut = re.search(r"\s+as\b", view[source.start : source.end])
    return replace(source, end=source.start + cut.start()) if cut else source


def _cue(view: str, sentence: Sentence, match: re.Match[str], cues: list[Cue]) -> Cue | None:
    word = " ".join(match.group().lower().split())
    start, end = match.span()
    earlier = cues[-1].source if cues else None
    if match.group("inf"):
        return _purpose(view, sentence, match)
    if match.group("part"):
        lead = view[sentence.start : start].rstrip()
        if not lead or not (lead[-1] in ",—–;" + MASK or lead.endswith((" and", " while", " before", " by"))):
            return None
        source = earlier or main_subject(view, sentence)
        return Cue(start, end, word, source) if source else None
    adjacent = re.search(rf"{MASK}[\s,—–-]*$", view[max(sentence.start, start - 6) : start])
    if adjacent:
        after = source_after(view, end, sentence.end)
        if after is not None:
            return Cue(start, end, word, after, inverted=True)
    source = source_before(view, sentence.start, start)
    if source is None:
        return None
    if source.form == "same":
        source = earlier or main_subject(view, sentence)
        if source is None or source.end > start:
            return None
        return Cue(
            start, end, word, replace(source, form="same" if earlier else source.form, start=source.start)
        )
    if (
        word in NOUNS
        and source.form == "description"
        and not re.match(r"(?i)the\s", view[source.start : source.end])
    ):
        return None
    return Cue(start, end, word, source)


def _purpose(view: str, sentence: Sentence, match: re.Match[str]) -> Cue | None:
    """For "used his sermon to warn that …"."""
    lead = view[max(sentence.start, match.start() - 160) : match.start()]
    if not re.search(r"\b(?:used|uses|took|seized|rose|appeared|chose)\b", lead):
        return None
    source = main_subject(view, sentence)
    past = {"say": "said", "tell": "told"}.get(
        match.group("inf"), match.group("inf").removesuffix("e") + "ed"
    )
    return Cue(match.start("inf"), match.end("inf"), past, source) if source else None


def _nested(view: str, cues: list[Cue]) -> list[Cue]:
    """Mark cues that stand in another's content; a reporting medium becomes a link in the chain."""
    result: list[Cue] = []
    outer: int | None = None
    for cue in cues:
        source = cue.source
        if outer is not None and source is not None:
            head = result[outer]
            gap = view[head.end : cue.start]
            inside = source.start >= head.end and MASK not in gap and not cue.inverted
            inside = (
                inside
                and re.search(r"[;]|,\s+(?:and|but|while)\s", view[head.end : source.start + 1]) is None
            )
            if inside and _is_medium(view, head.source):
                result[outer] = replace(head, nested_in=outer)
                link = head.source
                cue = replace(cue, via=(*cue.via, link, *head.via) if link else cue.via)
            elif inside and not re.fullmatch(r"[\s,]*", view[head.end : source.start]):
                cue = replace(cue, nested_in=outer)
        result.append(cue)
        if cue.nested_in is None:
            outer = len(result) - 1
    return result


def _reported(view: str, sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """For "…, X said, the Herald reported": the medium at the end is a link in the chain."""
    if (
        len(cues) < 2
        or not _is_medium(view, cues[-1].source)
        or view[cues[-1].end : sentence.end].strip(" .")
    ):
        return cues
    medium = cues[-1].source
    if medium is None or medium.start < cues[-2].end:
        return cues
    return [replace(c, via=(*c.via, medium)) for c in cues[:-1]]


def _is_medium(view: str, source: Source | None) -> bool:
    if source is None or source.form == "pronoun" or source.name is not None:
        return False
    words = view[source.start : source.end]
    return (
        sector_of(words) == "media"
        or re.search(
            r"\b(?:Herald|Times|Post|Gazette|Courier|Tribune|Journal|Guardian|Observer|News)$", words
        )
        is not None
    )


def _with_according(view: str, sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """Add "according to …": a reporter of what somebody else said, or a cue of its own."""
    match = ACCORDING.search(view, sentence.start, sentence.end)
    if match is None or re.search(r"(?i)quoted|cited", match.group()):
        return cues
    source = source_after(view, match.end(), sentence.end)
    if source is None:
        return cues
    live = [c for c in cues if c.nested_in is None]
    if live and _is_medium(view, source):
        return [replace(c, via=(*c.via, source)) for c in cues]
    if live and any(c.source and c.source.end <= match.start() for c in live):
        return [replace(c, via=(*c.via, source)) for c in cues]
    end = match.start() + len(match.group().rstrip())
    return sorted([Cue(match.start(), end, "according to", source), *live], key=lambda c: c.start)
