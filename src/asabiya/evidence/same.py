"""The same words reported twice are one statement.

Two outlets that report one speech must not count as two pieces of evidence. `cluster` groups statements by
words, speaker and date; inference takes one statement of each group.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asabiya.evidence.ledger import DateRef, Ledger, Statement

__all__ = ["cluster", "same_utterance", "utterance_key"]

SIMILAR = 0.85
"""Share of words in common order from which two wordings count as one [0, 1]; assumed: translations of
one speech differ in a word in ten, different speeches on one theme in far more."""

CONTAINED = 6
"""Fewest words for which one wording inside the other counts as the same; assumed: shorter ones are
phrases that anybody uses."""


MAX_CHARACTERS = 20_000
"""How much of a statement is compared; the comparison takes time in the square of it."""


def utterance_key(statement: Statement) -> str:
    """The statement's words without case, accents, punctuation and spacing, for comparison.

    Attributing phrases are not part of it. Equal keys are the same words; see `same_utterance` for words
    that are nearly the same.
    """
    return " ".join(_words(statement.text))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.findall(r"\w+(?:'\w+)*", plain[:MAX_CHARACTERS])
    return words[1:] if words[:1] == ["that"] else words


def _compatible(a: DateRef, b: DateRef) -> bool:
    if a.value is None or b.value is None:
        return True
    coarse = {a.precision, b.precision}
    if "year" in coarse:
        return a.value.year == b.value.year
    if "month" in coarse:
        return (a.value.year, a.value.month) == (b.value.year, b.value.month)
    return a.value == b.value


def _alike(a: list[str], b: list[str]) -> bool:
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) >= CONTAINED and f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    if 2 * len(short) < SIMILAR * (len(short) + len(long)):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= SIMILAR


def same_utterance(a: Statement, b: Statement) -> bool:
    """Whether two statements report the same words of the same speaker on the same occasion.

    Words: similar to at least 0.85, or one wording (of six words or more) inside the other. Speakers: equal
    ids, or one of them unresolved. Dates: equal as far as both are known. The author's own assertions and
    ascribed states of mind are nobody's reported words and never the same.
    """
    if "author" in (a.kind, b.kind) or "ascribed" in (a.kind, b.kind):
        return False
    known = a.speaker.id is not None and b.speaker.id is not None
    if known and a.speaker.id != b.speaker.id:
        return False
    return _compatible(a.date, b.date) and _alike(_words(a.text), _words(b.text))


def cluster(ledgers: Sequence[Ledger]) -> list[list[tuple[int, str]]]:
    """Groups of statements that report the same words.

    Parameters
    ----------
    ledgers
        The ledgers to compare, with one another and each within itself.

    Returns
    -------
    list of list of (int, str)
        Every statement once, as (index of its ledger, its id). Groups are in order of their first
        member; the first member stands for the group. A statement joins the first group in which it is
        the same as every member, so that an undated report never ties two dated ones together.
    """
    groups: list[list[tuple[int, Statement]]] = []
    for index, ledger in enumerate(ledgers):
        for statement in ledger.statements:
            for group in groups:
                if all(same_utterance(member, statement) for _, member in group):
                    group.append((index, statement))
                    break
            else:
                groups.append([(index, statement)])
    return [[(index, statement.id) for index, statement in group] for group in groups]
