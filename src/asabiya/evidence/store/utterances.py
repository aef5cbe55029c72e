"""Which statements of the store report the same utterance.

The groups are those that `asabiya.evidence.same.cluster` would give for the ledgers in one fixed order: by
day of publication, those without one last, then by the article's SHA-256. So they do not depend on the order
in which articles came in. Alike wordings are kept as pairs; when articles come or change, only the parts of
that graph in which they stand are grouped anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Date, String, bindparam, case, func, insert, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from asabiya.evidence.ledger import DateRef
from asabiya.evidence.same import Report, alike, group, keys
from asabiya.evidence.store.tables import (
    Alike,
    Base,
    StoredArticle,
    StoredSpeaker,
    StoredStatement,
    Wording,
    WordingKey,
)

__all__ = ["canonical", "chunks", "insert_rows", "next_id", "number_wordings", "regroup"]

_CHUNK: Final = 1000
"""Values in one IN; some databases take no more."""

Item = TypeVar("Item")


def chunks(items: Collection[Item]) -> Iterator[list[Item]]:
    """Items in lists that one query can name."""
    everything = list(items)
    for start in range(0, len(everything), _CHUNK):
        yield everything[start : start + _CHUNK]


def next_id(session: Session, column: InstrumentedAttribute[int]) -> int:
    """The first free number of a table; writers take turns, so that it stays free."""
    return (session.scalar(select(func.max(column))) or 0) + 1


def insert_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows, if there are any."""
    if rows:
        # Through the bare table: the model's own way takes twice as long for a million rows.
        session.connection().execute(insert(Base.metadata.tables[table.__tablename__]), rows)


def canonical() -> tuple[ColumnElement[Any], ...]:
    """The fixed order of articles, for ``ORDER BY`` and for `same.cluster` alike."""
    unknown = case((StoredArticle.published.is_(None), 1), else_=0)
    return (unknown, type_coerce(StoredArticle.published, Date), type_coerce(StoredArticle.sha256, String))


def number_wordings(session: Session, wordings: Iterable[str]) -> dict[str, int]:
    """The number of each wording (words with single spaces), new ones entered with those alike to them."""
    digests = {sha256(words.encode()).hexdigest(): words for words in wordings}
    numbers: dict[str, int] = {}
    for part in chunks(digests):
        found = session.execute(select(Wording.digest, Wording.id).where(Wording.digest.in_(part)))
        numbers.update({digests[digest]: number for digest, number in found})
    first = next_id(session, Wording.id)
    new = {words: first + i for i, words in enumerate(w for w in digests.values() if w not in numbers)}
    named = {words: digest for digest, words in digests.items()}
    insert_rows(
        session,
        Wording,
        [{"id": number, "digest": named[words], "words": words} for words, number in new.items()],
    )
    _link(session, new)
    return numbers | new


def _link(session: Session, new: Mapping[str, int]) -> None:
    """Enter the keys of new wordings, and which others are alike to them."""
    sought: dict[int, list[int]] = {}
    stored: list[dict[str, object]] = []
    words = {number: text.split(" ") for text, number in new.items()}
    for number, own in words.items():
        own_keys = keys(own)
        stored += [{"key": key, "wording_id": number} for key in own_keys.stored]
        for key in own_keys.sought:
            sought.setdefault(key, []).append(number)
    insert_rows(session, WordingKey, stored)
    pairs: set[tuple[int, int]] = set()
    for part in chunks(sought):
        found = session.execute(select(WordingKey.key, WordingKey.wording_id).where(WordingKey.key.in_(part)))
        for key, other in found:
            pairs.update((min(n, other), max(n, other)) for n in sought[key] if n != other)
    for part in chunks({n for pair in pairs for n in pair} - words.keys()):
        texts = session.execute(select(Wording.id, Wording.words).where(Wording.id.in_(part)))
        words.update({number: text.split(" ") for number, text in texts})
    same = [pair for pair in pairs if alike(words[pair[0]], words[pair[1]])]
    insert_rows(
        session, Alike, [{"wording_id": a, "other_id": b} for x, y in same for a, b in ((x, y), (y, x))]
    )


def _neighbourhood(session: Session, wordings: Iterable[int]) -> dict[int, set[int]]:
    """All wordings that lead to one another from the given ones, each with those alike to it and itself."""
    like: dict[int, set[int]] = {}
    frontier = set(wordings)
    while frontier:
        like.update({number: {number} for number in frontier})
        found: set[int] = set()
        for part in chunks(frontier):
            rows = session.execute(select(Alike.wording_id, Alike.other_id).where(Alike.wording_id.in_(part)))
            for number, other in rows:
                like[number].add(other)
                found.add(other)
        frontier = found - like.keys()
    return like


def regroup(session: Session, wordings: Iterable[int]) -> None:
    """Group anew the statements that some wordings concern."""
    like = _neighbourhood(session, wordings)
    rows: list[tuple[tuple[bool, dt.date, str, int], int, int, Report]] = []
    for part in chunks(like):
        found = session.execute(
            select(
                StoredArticle.published,
                StoredArticle.sha256,
                StoredStatement.place,
                StoredStatement.id,
                StoredStatement.utterance_id,
                StoredStatement.wording_id,
                StoredSpeaker.slug,
                StoredStatement.day,
                StoredStatement.precision,
            )
            .join(StoredArticle, StoredArticle.id == StoredStatement.article_id)
            .join(StoredSpeaker, StoredSpeaker.id == StoredStatement.speaker_id)
            .where(StoredStatement.wording_id.in_(part))
        )
        for published, digest, place, number, utterance, wording, speaker, day, precision in found:
            date = DateRef.model_construct(value=day, precision=precision)
            order = (published is None, published or dt.date.min, digest, place)
            rows.append((order, number, utterance, Report(wording, speaker, date)))
    rows.sort(key=lambda row: row[0])
    first: dict[int, int] = {}
    changed = []
    for (_, number, utterance, _), place in zip(
        rows, group([row[3] for row in rows], like.__getitem__), strict=True
    ):
        leader = first.setdefault(place, number)
        if utterance != leader:
            changed.append({"own": number, "leader": leader})
    if changed:
        table = Base.metadata.tables[StoredStatement.__tablename__]
        moved = update(table).where(table.c.id == bindparam("own")).values(utterance_id=bindparam("leader"))
        session.connection().execute(moved, changed)
