"""The content of a cue without quotation: what was said, as the author words it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asabiya.evidence.speech.cues import CALL, PARTICIPLE, SAY, TELL, TOPIC, URGE
from asabiya.evidence.text.layout import MASK, Sentence
from asabiya.evidence.text.wordlist import words

if TYPE_CHECKING:
    from asabiya.evidence.speech.verbs import Cue

__all__ = ["Complement", "complement", "is_adverbial", "trailing_clause"]


@dataclass(frozen=True)
class Complement:
    """Offsets of the content; whether it claims something, and whether it urges."""

    start: int
    end: int
    claims: bool
    urges: bool = False


_ADVERBIAL: Final = re.compile(
    r"\s*,?\s*(?:on|in|at|during|before|from|with|via|through|after|when|while|to|upon|by|last|this"
    r"|yesterday|today"
    r"|earlier|later|recently|again|also|bluntly|flatly|simply|further|as|[a-z]+ly|two|three|several"
    r"|the\s+(?:same|next)\s+day)\b",
    re.IGNORECASE,
)
_SUBJECT: Final = (
    r"(?:the|he|she|it|they|there|his|her|its|their|a|an|no|some|many|all|we|this|these|those|most|only"
    r"|nobody|anyone"
    r"|everyone|everybody|nothing|any|both|every|each|one|not|even|if|because|when|as|what|[0-9][\w,.]*"
    r"|[^\W\d_a-z][\w’'-]*)"
)
_OBJECT: Final = (
    r"(?:\s+(?:on|upon|to|with))?(?:\s+(?!to\b|that\b|about\b|against\b|of\b|is\b|was\b"
    r"|are\b|were\b)[\w’'“”-]+(?:\s+of\b)?){0,9}?"
)
_THAT: Final = re.compile(
    r"[^\ue000:;]{0,170}?\b(?P<that>that)\s(?!evening|day|night|morning|week|month|year|time|afternoon)"
)
_INFINITIVE: Final = re.compile(rf"{_OBJECT},?\s+(?P<to>(?:not\s+|never\s+)?to\s+[a-z]+)")
_TOPIC: Final = re.compile(rf"{_OBJECT}\s+(?P<topic>about|against|of|over)\s")
_QUESTION: Final = re.compile(rf"{_OBJECT}\s+(?P<q>whether|why|how|what|who|where|if|when)\s")
_BARE: Final = re.compile(rf"\s*,?\s+(?P<clause>(?:{_SUBJECT})\s)", re.IGNORECASE)
_TOLD: Final = re.compile(
    r"\s+(?:(?:the|a|an|his|her|their|our|state|some)\s+)?(?:(?!is\b|was\b"
    r"|what\b)[\w’'-]+\s+){1,6}?(?P<clause>(?:the|he|she|it|they|there|his|her"
    r"|no|nobody|all|we|this|these|those)\s)"
)
_DATED: Final = re.compile(
    r"\s*,?\s*(?:(?:on|in|at|during|last|this)\s+[^,;:\ue000]{2,80}?|yesterday"
    r"|today)\s+(?P<clause>(?:the|he|she|it|they|there|his|her|no|nobody"
    r"|all|we|these|those)\s)"
)


def is_adverbial(phrase: str, verb: str) -> bool:
    """Whether the words between a verb and its quotation only say where, when or to whom.

    >>> is_adverbial(" on Friday in the capital", "said")
    True
    >>> is_adverbial(" the army was ready", "said")
    False
    """
    text = phrase.strip(" ,")
    if not text:
        return True
    if re.search(r"\b(?:that|is|was|were|are|had|would|could|has)\b", text):
        return False
    if verb in TELL or verb in ("warned", "warning", "reminded", "asked"):
        return len(text.split()) <= 25
    return bool(_ADVERBIAL.match(text)) or (verb not in CALL and len(text.split()) <= 1)


def _trim(view: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (view[start].isspace() or view[start] in ",;:"):
        start += 1
    while end > start and (view[end - 1].isspace() or view[end - 1] in ".,;:!?…"):
        end -= 1
    return start, end


def complement(view: str, cue: Cue, end: int) -> Complement | None:
    """What follows a cue as its content, up to ``end``."""
    at = cue.end
    if cue.inverted or cue.word in ("according to", "read", "put it", "has it"):
        return None
    rest = view[at:end]
    cut = re.search(r",?\s+(?:according to|as (?:reported|quoted) by)\s", rest)
    end = at + cut.start() if cut else end
    found = _match(view, cue, end)
    if found is None:
        return None
    start, stop = _trim(view, found.start, end)
    return Complement(start, stop, found.claims, found.urges) if stop - start > 3 else None


def _match(view: str, cue: Cue, end: int) -> Complement | None:
    at, word = cue.end, cue.word
    if word in CALL and word not in ("called", "calls", "calling"):
        return _judgement(view, at, end, word)
    if (match := _THAT.match(view, at, end)) and not _early_infinitive(view, at, match.start("that"), word):
        return Complement(match.start("that"), end, True)
    if word in URGE and (match := _INFINITIVE.match(view, at, end)):
        if re.match(
            r"(?:not\s+)?to\s+(?:be\s+(?:named|identified|quoted)|remain\s+anonymous)",
            view[match.start("to") : end],
        ):
            return None
        return Complement(match.start("to"), end, True, True)
    if word in ("called", "calls", "calling"):
        if match := re.compile(r"\s+(?P<for>for)\s").match(view, at, end):
            return Complement(match.start("for"), end, True, True)
        return _judgement(view, at, end, word)
    if word in ("appealed", "appeals") and (match := re.compile(r"\s+(?P<for>for)\s").match(view, at, end)):
        return Complement(match.start("for"), end, True, True)
    if word in TOPIC and (match := _TOPIC.match(view, at, end)):
        urges = match.group("topic") == "against"
        return Complement(match.start("topic"), end, urges, urges)
    if match := _QUESTION.match(view, at, end):
        return Complement(match.start("q"), end, True)
    found = _bare(view, at, end, word)
    if found is None and word in _NAMES_IT and (match := _THING.match(view, at, end)):
        found = Complement(match.start("thing"), end, word not in ("denied", "denies"))
    return found


_NAMES_IT: Final = words(
    """
    acknowledged acknowledges acknowledging admitted admits admitting conceded concedes confessed
    confirmed confirms stressed stresses stressing emphasized emphasizes emphasised emphasises
    underlined underlines underscored lamented laments demanded demands predicted denied denies
    bemoaned
    """
)
"""Verbs whose object is the content: "admitted desertions"."""
_THING: Final = re.compile(
    r"\s+(?P<thing>(?!to\b|in\b|on\b|at\b|as\b|it\b|him\b|her\b|them\b|this\b|,)[\w’'-]+\s+\w)"
)


def _early_infinitive(view: str, at: int, that: int, word: str) -> bool:
    """Whether an infinitive comes before "that", which then belongs to something inside it."""
    match = _INFINITIVE.match(view, at, that) if word in URGE else None
    topic = _TOPIC.match(view, at, that) if word in TOPIC else None
    return match is not None or topic is not None


def _judgement(view: str, at: int, end: int, word: str) -> Complement | None:
    rest = view[at:end]
    if word in ("called", "calls", "calling"):
        good = MASK in rest[:200] or re.match(
            r"\s+(?:the|his|her|their|its|this|it|them|him|those|these)\s[^,]{0,80}?\b(?:a|an|the)\b", rest
        )
    elif word in ("referred", "refers"):
        good = re.match(r"\s+to\s[^,;]{1,160}?\bas\b", rest)
    elif word in ("compared", "portrayed", "characterized", "characterised"):
        good = re.match(r"\s+[^,;]{1,160}?\b(?:as|to|with)\b", rest)
    else:
        good = re.match(r"\s+[\w\ue000“]", rest)
    return Complement(at, end, False) if good else None


def _bare(view: str, at: int, end: int, word: str) -> Complement | None:
    """A clause without "that"."""
    if view[at : at + 1] == ":":
        return Complement(at + 1, end, True)
    if word in TELL:
        match = _TOLD.match(view, at, end)
    else:
        match = _BARE.match(view, at, end) or _DATED.match(view, at, end)
    if match is None:
        return None
    start = match.start("clause")
    clause = view[start:end]
    if word not in _CLAUSAL and not _has_verb(clause):
        return None
    return (
        Complement(start, end, True)
        if len(re.findall(r"\w+|\ue000+", clause)) >= 3 and _has_verb(clause)
        else None
    )


_CLAUSAL: Final = frozenset(["said", "says", "say", "saying"])
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|may|might|must|should|shall|has|have|had|do|does|did"
    r"|cannot|[a-z]+n['’]t"
    r"|[a-z]{3,}ed|(?!this\b|was\b|his\b|always\b|perhaps\b)[a-z]{3,}s|[a-z]{3,}ing|be|been|went|made"
    r"|came|took|left|kept|held|knew|saw|fell|lost|won|stood|gave|got)\b"
)


_NO_CLAUSE: Final = CALL | {
    "spoke",
    "speaks",
    "talked",
    "talks",
    "urged",
    "urges",
    "ordered",
    "orders",
    "appealed",
    "read",
}
"""Verbs that do not follow what was said: one may write "they won, he said" but not "they won, he spoke"."""


def _has_verb(clause: str) -> bool:
    return _FINITE.search(clause) is not None


def trailing_clause(view: str, sentence: Sentence, cue: Cue) -> Complement | None:
    """The content of a cue that comes last ("…, the general said.") or first ("According to X, …")."""
    source = cue.source
    if source is None:
        return None
    if cue.word == "according to":
        first = cue.start - sentence.start < 3
        span = (source.end, sentence.end) if first else (sentence.start, cue.start)
        start, end = _trim(view, *span)
        return Complement(start, end, True) if end - start > 12 else None
    after = view[max(cue.end, source.end) : sentence.end].rstrip(" .!?")
    if after.strip() and not is_adverbial(after, "said"):
        return None
    if source.start < sentence.start or source.form == "same" or cue.word in _NO_CLAUSE:
        return None
    edge = min(source.start, cue.start)
    before = view[sentence.start : edge].rstrip()
    if not before.endswith((",", "—", "–")) or len(re.findall(r"\w+|\ue000+", before)) < 3:
        return None
    if _ADVERBIAL.match(before) or not (MASK in before or _has_verb(before)):
        return None
    if re.search(rf"\b(?:{SAY}|{PARTICIPLE})\b", before):
        return None
    start, end = _trim(view, sentence.start, sentence.start + len(before))
    return Complement(start, end, True)
