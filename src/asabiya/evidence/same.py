"""The same words reported twice are one statement.

Two outlets that report one speech must not count as two pieces of evidence. `cluster` groups statements by
words, speaker and date; inference takes one statement of each group.

Pairs that may be alike are found by shared keys instead of comparing everything with everything, and no pair
is missed. Two wordings of n and m words with M of them in common order fall into at most 1 + n + m - 2M runs,
so that they share at least 3M - n - m - 1 pairs of neighbouring words; whichever n - 1 pairs one of them has,
a few of the rarest must then be among the other's (prefix filtering; Chaudhuri, Ganti and Kaushik 2006, A
primitive operator for similarity joins in data cleaning). A wording inside another shares with it every run
of six words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from asabiya.evidence.ledger import DateRef, Ledger, Statement

__all__ = [
    "Keys",
    "Report",
    "alike",
    "cluster",
    "group",
    "keys",
    "same_utterance",
    "utterance_key",
    "words_of",
]

SIMILAR: Final = 0.85
"""Share of words in common order from which two wordings count as one [0, 1]; assumed: translations of
one speech differ in a word in ten, different speeches on one theme in far more."""

CONTAINED: Final = 6
"""Fewest words for which one wording inside the other counts as the same; assumed: shorter ones are
phrases that anybody uses."""


MAX_CHARACTERS: Final = 20_000
"""How much of a statement is compared; the comparison takes time in the square of it."""


def utterance_key(statement: Statement) -> str:
    """The statement's words without case, accents, punctuation and spacing, for comparison.

    Attributing phrases are not part of it. Equal keys are the same words; see `same_utterance` for words
    that are nearly the same.
    """
    return " ".join(words_of(statement.text))


def words_of(text: str) -> list[str]:
    """The words of a text, without case, accents and punctuation; a "that" before them is dropped.

    >>> words_of("that “He’s gone” — où?")
    ["he's", 'gone', 'ou']
    """
    if text.isascii():
        plain = text.lower()
    else:
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


def alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two wordings, as `words_of` gives them, count as the same words; symmetric."""
    if not a or not b:
        return False
    # The matcher's answer depends on the order of its arguments; an order of our own makes it symmetric.
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    if len(short) >= CONTAINED and f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    total = len(short) + len(long)
    if 2 * len(short) < SIMILAR * total:
        return False
    common = (Counter(short) & Counter(long)).total()
    if 2.0 * common / total < SIMILAR:
        return False
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= SIMILAR


def _is_reported(statement: Statement) -> bool:
    return statement.kind not in ("author", "ascribed")


def same_utterance(a: Statement, b: Statement) -> bool:
    """Whether two statements report the same words of the same speaker on the same occasion.

    Words: similar to at least 0.85, or one wording (of six words or more) inside the other. Speakers: equal
    ids, or one of them unresolved. Dates: equal as far as both are known. The author's own assertions and
    ascribed states of mind are nobody's reported words and never the same. The answer does not depend on the
    order of the two.
    """
    if not (_is_reported(a) and _is_reported(b)):
        return False
    known = a.speaker.id is not None and b.speaker.id is not None
    if known and a.speaker.id != b.speaker.id:
        return False
    return _compatible(a.date, b.date) and alike(words_of(a.text), words_of(b.text))


def _hash(role: str, gram: str) -> int:
    """A 64-bit signed number, the same on every machine."""
    return int.from_bytes(blake2b(f"{role} {gram}".encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(maxsize=4096)
def _shared_pairs(n: int) -> int:
    """Fewest pairs of neighbouring words that a wording of n words shares with a similar one."""
    fewest = n
    for m in range(max(1, int(n * 0.7)), int(n / 0.7) + 2):
        common = max(0, ceil(SIMILAR * (n + m) / 2) - 1)
        while 2.0 * common / (n + m) < SIMILAR:
            common += 1
        if common <= min(n, m):
            fewest = min(fewest, 3 * common - n - m - 1)
    return fewest


@dataclass(frozen=True)
class Keys:
    """What finds the wordings that may be alike: two are only if one's `stored` meet the other's `sought`."""

    stored: frozenset[int]
    """Under which the wording is kept."""
    sought: frozenset[int]
    """Under which others are looked for."""


def keys(words: Sequence[str]) -> Keys:
    """Keys of a wording, as `words_of` gives it; 64-bit signed integers, the same on every machine."""
    if len(words) < 2:
        alone = frozenset(_hash("word", word) for word in words)
        return Keys(alone, alone)
    seen: Counter[tuple[str, str]] = Counter()
    pairs: list[tuple[int, str]] = []
    for pair in pairwise(words):
        # A pair that comes twice counts twice, as the second of its kind.
        seen[pair] += 1
        # Long words are rare ones, in any store and for ever: an order by counts would change as it grows.
        pairs.append((-len(pair[0]) - len(pair[1]), f"{pair[0]} {pair[1]} {seen[pair]}"))
    pairs.sort()
    rarest = {_hash("pair", gram) for _, gram in pairs[: len(words) - _shared_pairs(len(words))]}
    runs = {" ".join(words[i : i + CONTAINED]) for i in range(len(words) - CONTAINED + 1)}
    whole = {_hash("run", run) for run in runs}
    anchor = {_hash("anchor", run) for run in sorted(runs)[:1]}
    anchors = {_hash("anchor", run) for run in runs}
    anchored = {_hash("run", run) for run in sorted(runs)[:1]}
    return Keys(frozenset(rarest | whole | anchor), frozenset(rarest | anchors | anchored))


@dataclass(frozen=True)
class Report:
    """What decides about a reported statement's group."""

    wording: Hashable
    """Stands for its words; equal for equal words."""
    speaker: str | None
    """The speaker's id, null if unresolved."""
    date: DateRef
    """When it was said."""


def group(reports: Iterable[Report | None], wordings_like: Callable[[Any], Iterable[Hashable]]) -> list[int]:
    """The group of each report, numbered from 0 in order of their first members.

    Parameters
    ----------
    reports
        In order; None for what is nobody's reported words, which stays alone.
    wordings_like
        All wordings among the reports that are alike to one, itself included; symmetric.

    Returns
    -------
    list of int
        A report joins the first group in which it is the same as every member.
    """
    known: dict[Report, int] = {}
    places: dict[Hashable, dict[str | None, list[tuple[DateRef, int]]]] = {}
    sizes: list[int] = []
    numbers: list[int] = []
    for report in reports:
        # An equal report joins the same group: whoever came into it since is the same as the first.
        number = known.get(report) if report is not None else None
        if number is None and report is not None:
            matched: Counter[int] = Counter()
            for wording in wordings_like(report.wording):
                by_speaker = places.get(wording, {})
                speakers = by_speaker if report.speaker is None else dict.fromkeys((report.speaker, None))
                for speaker in speakers:
                    matched.update(
                        other for date, other in by_speaker.get(speaker, ()) if _compatible(date, report.date)
                    )
            number = min((n for n, count in matched.items() if count == sizes[n]), default=None)
        if number is None:
            number = len(sizes)
            sizes.append(0)
        if report is not None and report not in known:
            known[report] = number
            sizes[number] += 1
            places.setdefault(report.wording, {}).setdefault(report.speaker, []).append((report.date, number))
        numbers.append(number)
    return numbers


class _Wordings:
    """Wordings seen so far, each with those that are alike to it."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._words: list[tuple[str, ...]] = []
        self._stored: dict[int, list[int]] = {}
        self.like: list[set[int]] = []

    def number(self, words: tuple[str, ...]) -> int:
        """The number that stands for some words."""
        found = self._numbers.get(words)
        if found is not None:
            return found
        number = self._numbers[words] = len(self._words)
        own = keys(words)
        near = {other for key in own.sought for other in self._stored.get(key, ())}
        like = {other for other in near if alike(words, self._words[other])}
        for other in like:
            self.like[other].add(number)
        self._words.append(words)
        self.like.append(like | {number})
        for key in own.stored:
            self._stored.setdefault(key, []).append(number)
        return number


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
    wordings = _Wordings()
    names: list[tuple[int, str]] = []
    reports: list[Report | None] = []
    for index, ledger in enumerate(ledgers):
        for statement in ledger.statements:
            names.append((index, statement.id))
            words = tuple(words_of(statement.text)) if _is_reported(statement) else ()
            reports.append(
                Report(wordings.number(words), statement.speaker.id, statement.date) if words else None
            )
    groups: dict[int, list[tuple[int, str]]] = {}
    for name, number in zip(names, group(reports, wordings.like.__getitem__), strict=True):
        groups.setdefault(number, []).append(name)
    return list(groups.values())
