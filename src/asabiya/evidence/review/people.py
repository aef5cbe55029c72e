"""Who may be a statement's speaker: the candidates of its mention, and the people of the article."""

from __future__ import annotations

from functools import lru_cache

from asabiya.evidence.ledger import Ledger, Statement
from asabiya.evidence.persons.countries import home_country
from asabiya.evidence.persons.names import slug
from asabiya.evidence.persons.roll import register_people
from asabiya.evidence.review.context import layout_of
from asabiya.evidence.review.words import clean

__all__ = ["choices", "people_of", "speaker_of"]


@lru_cache(maxsize=4)
def _named(text: str) -> dict[str, str]:
    """Ids and names of those whom an article names in full, in text order."""
    layout = layout_of(text)
    found = register_people(layout, home_country(layout.view)).people.values()
    return {person.id: person.name for person in sorted(found, key=lambda person: person.first)}


def people_of(ledger: Ledger) -> dict[str, str]:
    """Everybody known by an id, with a name: speakers, mere candidates, then others named in the article.

    A candidate whom the article does not name in full is named by his id.
    """
    named = _named(ledger.article.text)
    every = (*ledger.statements, *ledger.withdrawn)
    found = {s.speaker.id: s.speaker.name or s.speaker.id for s in every if s.speaker.id}
    for statement in every:
        for candidate in statement.speaker.candidates:
            found.setdefault(candidate, named.get(candidate) or candidate.replace("-", " ").title())
    for key, name in named.items():
        found.setdefault(key, name)
    return found


def choices(ledger: Ledger, statement: Statement) -> list[tuple[str, str]]:
    """Id and name of those who may be the speaker, the statement's own candidates first."""
    people = people_of(ledger)
    first = [key for key in statement.speaker.candidates if key in people]
    return [(key, people[key]) for key in dict.fromkeys([*first, *people])]


def speaker_of(ledger: Ledger, who: str) -> tuple[str, str | None]:
    """Name and id of somebody given by id or name; somebody new gets the slug of the name as id.

    Raises `InputError` for what is no name.
    """
    name = clean(who, what="speaker")
    people = people_of(ledger)
    if name in people:
        return people[name], name
    for key, known in people.items():
        if known.casefold() == name.casefold():
            return known, key
    return name, slug(name) or None
