"""Cues with their subjects: whom a sentence is about, and the noun phrase of a token on the parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.persons.names import NAME
from asabiya.evidence.persons.offices import sector_of
from asabiya.evidence.persons.phrase import noun_phrase
from asabiya.evidence.persons.speakers import ADVERBIAL, Source, pieces, source_after
from asabiya.evidence.persons.unnamed import tells_who
from asabiya.evidence.speech.contents import Complement
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.layout import Sentence
from asabiya.evidence.text.wordlist import PAST

__all__ = ["Cue", "is_medium", "main_subject", "source_of"]


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
    content: Complement | None = None
    token: int = -1


def main_subject(view: str, sentence: Sentence) -> Source | None:
    """The noun phrase that the sentence is about: the first that is no adverbial."""
    limit = min(sentence.end, sentence.start + 500)
    hour = _HOUR.match(view, sentence.start, limit)
    for a, b in pieces(view, hour.end() if hour else sentence.start, limit)[:6]:
        if view[sentence.end - 1] != "?" and (lead := _LEAD.match(view, a, b)):
            a = lead.end()
        possessive = re.match(r"(?i)(?:his|her|their)\s", view[a:b])
        beside = NAME.match(view, b + 2, limit) if view[b : b + 2] == ", " else None
        beside = beside if possessive or _ONE_OF.match(view, a, b) or _OWNED.match(view, a, b) else None
        heads = [(beside.end() - 1, beside.end())] if beside else []
        if beside and (named := noun_phrase(view, (a, b), heads, a, limit)) and named.name:
            return named
        if possessive:
            return Source(a, a + possessive.end() - 1, "pronoun")
        if match := ADVERBIAL.match(view, a, b):
            rest = re.search(r"\s(?=(?:he|she|they|the|[A-Z])\b)", view[match.end() : b])
            if not rest or view[b : b + 1] == ",":
                continue
            article = _NEXT_PHRASE.search(view, match.end(), b)
            a = article.end() if article else a
        verb = _FINITE.match(view, a, limit)
        found = source_after(view, a, verb.end("phrase") if verb else limit)
        if found is None and verb and view[a : a + 4].lower() == "the ":
            return Source(a, verb.end("phrase"), "description")
        if found is not None:
            return found
    return None


_HOUR: Final = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s(?:GMT|UTC))?[\s.:|–—-]+(?=\S)", re.IGNORECASE
)
"""The hour of an entry, "09:15 Interior minister: …"."""
_MONTH: Final = r"[A-Z][a-z]{2,8}\.?"
_LEAD: Final = re.compile(
    r"(?:(?:But|And|Yet|Then|Now|So|Still|Even)\s+)?"
    rf"(?:(?:[Oo]n|[Ii]n|[Ss]ince|[Bb]y)\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|evening|night))?"
    rf"|{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH}|(?:{_MONTH}\s+)?\d{{4}})(?:,?\s+\d{{4}})?\s+(?=[A-Zthsa]))?"
)
"""A conjunction and a date before the subject, without a comma: "But on October 20 Varzi left"."""
_NEXT_PHRASE: Final = re.compile(
    r"(?<!\bon)(?<!\bin)(?<!\bat)(?<!\bof)(?<!\bfor)(?<!\bto)(?<!\bby)(?<!\bwith)(?<!\bfrom)(?<!\bafter)(?<!\bduring)"
    r"(?<!\bbefore)\s(?=(?:he|she|they|the)\b)",
    re.IGNORECASE,
)
"""Where no preposition leads on: "On the day of his return | the minister"."""
_OWNED: Final = re.compile(r"[A-Z][\w-]+['’]s\s+[a-z]")
_ONE_OF: Final = re.compile(r"(?:one|another|two|some) of the\s", re.IGNORECASE)
_FINITE: Final = re.compile(
    r"(?P<phrase>\S+\s+\S+(?:\s+\S+)*?)\s(?:was|were|is|are|has|had|have|will|would|did|[a-z]{2,}ed"
    rf"|{PAST})\b"
)
"""A description and the verb behind it, which a pattern for noun phrases may take along."""


def source_of(view: str, sentence: Sentence, tree: Tree, head: int, verb: int) -> Source | None:
    """The noun phrase of a token, on its side of the verb."""
    word = tree.lower[head]
    a, b = tree.starts[head], tree.ends[head]
    if tree.tags[head] in ("PRP", "PRP$"):
        return Source(a, b, "pronoun")
    heads = [head, *tree.kids(head, "appos")]
    heads += [k for beside in heads[1:] for k in tree.kids(beside, "appos")]
    for k in range(head + 1, tree.right[head] + 1):
        beside = tree.deps[k] == "appos" and tree.lower[tree.left[k] - 1] == "," and k not in heads
        if beside and tree.tags[k] == "NNP" and (verb < head or k < verb):
            heads.append(k)
    names = [(tree.starts[k], tree.ends[k]) for k in heads]
    first = tree.left[head]
    low = sentence.start if first > 0 and tree.lower[first - 1] == "," else tree.starts[first]
    limit = sentence.end
    if head < verb:
        limit = max(tree.starts[verb], tree.ends[head])
    else:
        low = max(low, tree.ends[verb])
    stops = [
        tree.starts[tree.left[k]]
        for k in tree.children[head]
        if k > head
        and not tells_who(
            view[tree.starts[first] : tree.ends[head]],
            view[tree.ends[head] : tree.ends[tree.right[k]]].split(", ")[0],
        )
        and (
            tree.deps[k] in ("relcl", "acl", "appos", "advcl")
            or tree.lower[k] in (",", "—", "–", "(", "--")
            or (tree.lower[k] == "-" and view[tree.starts[k] - 1].isspace())
        )
    ]
    left = tree.left[head]
    while left < head and (
        tree.deps[left] in ("punct", "cc", "advmod", "mark", "preconj") or tree.quoted[left]
    ):
        left += 1
    end = min([tree.ends[tree.right[head]], *stops])
    return noun_phrase(view, (tree.starts[left], end), names, low, limit) if word else None


def is_medium(view: str, source: Source | None) -> bool:
    """Whether a source is a newspaper, an agency or the like."""
    if source is None or source.form == "pronoun" or source.name is not None:
        return False
    words = view[source.start : source.end]
    return sector_of(words) == "media" or _MEDIUM.search(words) is not None


_MEDIUM: Final = re.compile(
    r"\b(?:Herald|Times|Post|Gazette|Courier|Tribune|Journal|Guardian|Observer|News|paper|news\s+service)$"
)
