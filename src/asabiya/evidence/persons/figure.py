"""Somebody without a name whom an article speaks of for a few sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.persons.beside import is_rank
from asabiya.evidence.persons.bodies import Body
from asabiya.evidence.persons.cast import Cast
from asabiya.evidence.persons.gender import gender_of
from asabiya.evidence.persons.kinds import COMPLEMENT, EPITHET
from asabiya.evidence.persons.names import slug
from asabiya.evidence.persons.offices import HEAD, HEADS, institution_of, sector_of
from asabiya.evidence.persons.people import Person
from asabiya.evidence.text.layout import Sentence

__all__ = ["Figure", "Unnamed", "Who", "body_called", "is_one", "of_body"]


@dataclass(frozen=True)
class Who:
    """A resolved speaker."""

    name: str | None = None
    id: str | None = None
    office: str | None = None
    institution: str | None = None
    sector: str | None = None
    person: bool = False
    candidates: tuple[str, ...] = ()


_ONE: Final = re.compile(
    r"(?!(?:two|three|four|five|six|several|some|many|both|few|all|most|other|officials|sources)\b)"
    rf"(?:(?:[\w’'-]+\s+){{0,5}}?(?:source|man|woman|mother|father|{HEADS})(?![\w’'-]|s\b)"
    r"|(?!(?:[\w’'-]+\s+){0,3}?(?:report|letter|statement|editorial|poster|banner|sign|article|newspaper"
    r"|message|slogan|memo"
    r"|leaflet|document|copy|transcript|passage|voice|decree|people|men|women|police|family|crowd|group|troops|commentary|paper|radio"
    r"|television|media)\b)"
    r"(?:[\w’'-]+\s+){0,3}?[a-z’'-]+(?:[^s\W]|ss)(?=\s+(?:of|in|at|from|with|who|on|close|near)\b|$))",
    re.IGNORECASE,
)
"""One person without a name."""
_WHAT_OF: Final = re.compile(
    rf"(?i)(?:(?:and|but|so|what|how|then|\s)+(?:of|about)|and|but)\s+the\s+(?P<office>(?:(?!himself"
    rf"|herself)[\w’'-]+\s+){{0,3}}?(?:{HEADS})\b(?:\s+(?:of|for)\s+[^?,.;]{{2,40}})?)(?![\w-])"
)
_FAR: Final = 4
"""Sentences within which the one asked after is named."""


_RELATIONS: Final = (
    "between",
    "of",
    "in",
    "to",
    "about",
    "what",
    "how",
    "then",
    "there",
    "from",
    "by",
    "with",
)


def is_one(words: str) -> bool:
    """Whether a description is of one person.

    >>> is_one("captain in the Third Corps"), is_one("two officers"), is_one("report of the court")
    (True, False, False)
    """
    return _ONE.match(words) is not None


def of_body(body: Body) -> Who:
    """An institution as a speaker."""
    return Who(body.name, body.id, None, body.name, body.sector)


def body_called(words: str, before: int, cast: Cast) -> Who:
    """The institution of that name, known before an offset or not."""
    body = cast.bodies.ending(words, before)
    return of_body(body) if body else Who(words, slug(words), None, words, sector_of(words, home=cast.home))


class Figure:
    """The one without a name whom the sentences just before are about."""

    def __init__(self) -> None:
        self._who: Who | None = None
        self._paragraph = self._index = -9
        self._spoke = False
        """Whether the one has just spoken, so that "he added" may open the next paragraph."""
        self._definite = False
        """Whether the article has spoken of "the mayor" rather than of "a mayor"."""
        self._asked = False
        """Whether a question has asked after that person: "and the president?"."""

    def notice(
        self,
        who: Who,
        sentence: Sentence | None,
        *,
        home: str | None,
        definite: bool = False,
        spoke: bool = False,
    ) -> None:
        """Remember somebody without a name, for a pronoun to come."""
        if who.person or who.id or not who.name or sentence is None:
            return
        asked = _WHAT_OF.match(who.name)
        if asked:
            office = asked.group("office")
            who = Who(office, None, office, institution_of(office), sector_of(office, home=home))
        if is_one(who.name or "") and (who.name or "").split()[0].lower() not in _RELATIONS:
            self._who, self._asked = who, asked is not None
            self._definite, self._spoke = definite, spoke
            self._paragraph, self._index = sentence.paragraph, sentence.index

    def meant(self, word: str, at: int, sentence: Sentence | None, cast: Cast) -> Who | None:
        """The one whom "he" means, where nobody with a name has come between."""
        who = self._who
        if who is None or sentence is None or sentence.index - self._index > 1:
            return None
        if (sentence.paragraph != self._paragraph and not self._spoke) or any(
            start < at for start, _ in cast.named
        ):
            return None
        told = gender_of("", who.name or "")
        if told and told != ("f" if word in ("she", "her") else "m"):
            return None
        self._index = sentence.index
        return who

    def just(self, sentence: Sentence) -> Who | None:
        """Whom the sentence before has been about, in the same paragraph."""
        near = sentence.paragraph == self._paragraph and sentence.index - self._index == 1
        return self._who if near else None

    def speaks(self, who: Who, sentence: Sentence, cast: Cast) -> bool:
        """Whether somebody named for the first time is the office of which the sentence before has spoken.

        For "The mayor has caught the fever. “I do not know,” Adel Varzi said." The person gets the office.
        """
        figure, person = self._who, cast.register.people.get(who.id or "")
        if figure is None or not self._definite or not figure.office or person is None or not who.person:
            return False
        near = sentence.paragraph == self._paragraph and 0 < sentence.index - self._index <= 2
        if not near or person.first < sentence.start or (person.office and not is_rank(person.office)):
            return False
        if any(not is_rank(o) for o in person.described):
            return False
        cast.register.appoint(person, figure.office)
        return True

    def name(self, cast: Cast, sentence: Sentence) -> None:
        """Who is named with a rank alone where "and the president?" has been asked is the president."""
        who = self._who
        if who is None or not who.office or sentence.paragraph != self._paragraph:
            return
        new = [p for at, p in cast.named if p.first == at and (p.office is None or is_rank(p.office))]
        if self._asked and len(new) == 1 and sentence.index - self._index <= _FAR:
            cast.register.appoint(new[0], who.office)
            self._who = None


class Unnamed:
    """Those without a name who have spoken or have been described so far."""

    def __init__(self) -> None:
        self._spoken: list[tuple[Who, int]] = []

    def spoke(self, who: Who, index: int) -> None:
        """Remember who has spoken in the sentence of that index."""
        self._spoken = [(who, index), *self._spoken][:8]

    def just(self, words: str, sentence: Sentence | None, others: list[Person]) -> Who | None:
        """Whom "the general" means right behind the words of "a retired general".

        ``others`` hold such an office too, and are meant where one of them has been named since.
        """
        who, index = self._spoken[0] if self._spoken else (Who(), -9)
        near = sentence is not None and sentence.index - index <= 1
        head = COMPLEMENT.split(who.name or "")[0]
        same = head == words or head.endswith(f" {words}")
        since = any(person.sighted >= index for person in others)
        return who if near and same and not since and is_one(who.name or "") else None

    def meant(self, words: str, index: int, cast: Cast) -> Who | None:
        """Whom "the officer" means in the sentence of an index: "a senior officer who would not be named"."""
        for who, _ in self._spoken:
            if who.name and COMPLEMENT.split(who.name)[0].endswith(words):
                return who
        for name in cast.unnamed:
            if COMPLEMENT.split(name)[0].endswith(words):
                office = name if HEAD.search(name) else None
                return Who(name, None, office, institution_of(office), sector_of(name, home=cast.home))
        if self._spoken and index - self._spoken[0][1] <= 1:
            last = self._spoken[0][0]
            vague = words.islower() and "leader" not in words and EPITHET.fullmatch(words)
            return last if vague and is_one(last.name or "") else None  # "The official" has just spoken.
        return None
