"""Putting ledgers into the store: a new article, a new revision of a known one, or nothing new."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from asabiya.errors import InputError
from asabiya.evidence.ledger import DateRef, Ledger, Statement
from asabiya.evidence.persons.names import normalise, slug
from asabiya.evidence.same import words_of
from asabiya.evidence.store.tables import (
    LONGEST_PART,
    Coding,
    Info,
    Revision,
    SpeakerPart,
    StoredArticle,
    StoredSpeaker,
    StoredStatement,
)
from asabiya.evidence.store.utterances import chunks, insert_rows, next_id, number_wordings, regroup

__all__ = ["Outcome", "Prepared", "days_of", "name_parts", "outlet_key", "prepare", "put"]

Status = Literal["added", "replaced", "unchanged", "older"]
"""What became of a ledger: its article is new; it is the article's newest revision now; it is the newest one
already; or it is one that a newer revision has replaced, so that nothing was done."""


@dataclass(frozen=True)
class Outcome:
    """What became of one ledger."""

    sha256: str
    """The article's."""
    source: str
    """Where the article came from."""
    status: Status
    """What was done."""
    revision: int
    """The article's newest revision now."""


@dataclass(frozen=True)
class Prepared:
    """A ledger with all that can be worked out before it is the writer's turn."""

    ledger: Ledger
    document: str
    digest: str
    replaces: str | None = None
    """Digest of the one revision that it may replace, empty if the article must be new; None: any."""


def prepare(ledger: Ledger, *, replaces: str | None = None) -> Prepared:
    """A ledger, ready to be put in."""
    document = ledger.to_jsonl()
    return Prepared(ledger, document, sha256(document.encode()).hexdigest(), replaces)


def days_of(date: DateRef) -> tuple[dt.date, dt.date] | None:
    """First and last day that a date may mean; None if it is open.

    >>> days_of(DateRef(value=dt.date(2020, 2, 1), precision="month"))
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    """
    value = date.value
    if value is None:
        return None
    if date.precision == "year":
        return value.replace(month=1, day=1), value.replace(month=12, day=31)
    if date.precision == "month":
        return value.replace(day=1), value.replace(day=calendar.monthrange(value.year, value.month)[1])
    return value, value


def name_parts(name: str) -> list[str]:
    """A name from each of its words on, without case, accents and any sign between letters.

    >>> name_parts("Gholam-Hossein Eje’i")
    ['gholamhosseinejei', 'hosseinejei', 'ejei']
    """
    words = [word for word in slug(normalise(name)).split("-") if word]
    return list(dict.fromkeys("".join(words[i:])[:LONGEST_PART] for i in range(len(words))))


def outlet_key(outlet: str) -> str:
    """An outlet's name as it is searched: lower case, words with hyphens between and around them."""
    return f"-{slug(outlet)}-"


_NUL: Final = {0: "\ufffd"}


def _plain(text: str | None) -> str | None:
    # Some databases keep no null character; the document has it escaped.
    return None if text is None else text.translate(_NUL)


def put(session: Session, batch: Sequence[Prepared], *, by: str | None, now: dt.datetime) -> list[Outcome]:
    """Put ledgers in, within the caller's transaction, and group what they say.

    Raises `InputError` if one may only replace a revision that is not the newest any more.
    """
    session.scalar(select(Info.version).with_for_update())
    outcomes, newest = _revise(session, batch, by=by, now=now)
    touched = _forget(session, [number for number, (_, known) in newest.items() if known])
    touched |= _describe(session, {number: prepared for number, (prepared, _) in newest.items()})
    regroup(session, touched)
    return outcomes


def _revise(
    session: Session, batch: Sequence[Prepared], *, by: str | None, now: dt.datetime
) -> tuple[list[Outcome], dict[int, tuple[Prepared, bool]]]:
    """Enter articles and revisions.

    Returns the outcomes, and by number of the article its newest ledger and whether the store knew the
    article before.
    """
    names = {p.ledger.article.sha256 for p in batch}
    articles: dict[str, int] = {}
    digests: dict[int, list[str]] = {}
    for part in chunks(names):
        rows = session.execute(
            select(StoredArticle.sha256, StoredArticle.id, Revision.digest)
            .join(Revision, Revision.article_id == StoredArticle.id)
            .where(StoredArticle.sha256.in_(part))
            .order_by(Revision.article_id, Revision.number)
        )
        for name, number, digest in rows:
            articles[name] = number
            digests.setdefault(number, []).append(digest)
    known = set(articles.values())
    free_article, free_revision = next_id(session, StoredArticle.id), next_id(session, Revision.id)
    outcomes: list[Outcome] = []
    newest: dict[int, tuple[Prepared, bool]] = {}
    revisions: list[dict[str, object]] = []
    for prepared in batch:
        article = prepared.ledger.article
        number = articles.setdefault(article.sha256, free_article)
        free_article += number == free_article
        past = digests.setdefault(number, [])
        if prepared.replaces is not None and past[-1:] != [prepared.replaces][: len(prepared.replaces)]:
            raise InputError(
                f"{article.source}: its ledger has changed in the store since",
                hint="export it again and make the changes there",
            )
        status: Status = "replaced" if past else "added"
        if prepared.digest in past and prepared.replaces is None:
            status = "unchanged" if past[-1] == prepared.digest else "older"
        else:
            past.append(prepared.digest)
            newest[number] = (prepared, number in known)
            revisions.append(
                {
                    "id": free_revision + len(revisions),
                    "article_id": number,
                    "number": len(past),
                    "digest": prepared.digest,
                    "added": now,
                    "by": by,
                    "document": prepared.document,
                }
            )
        outcomes.append(Outcome(article.sha256, article.source, status, len(past)))
    _enter_articles(session, newest, digests)
    insert_rows(session, Revision, revisions)
    return outcomes, newest


def _enter_articles(
    session: Session, newest: dict[int, tuple[Prepared, bool]], digests: dict[int, list[str]]
) -> None:
    new: list[dict[str, object]] = []
    known: list[dict[str, object]] = []
    for number, (prepared, was_there) in newest.items():
        article = prepared.ledger.article
        row = {
            "id": number,
            "sha256": article.sha256,
            "revision": len(digests[number]),
            "source": _plain(article.source),
            "title": _plain(article.title),
            "author": _plain(article.author),
            "affiliation": _plain(article.affiliation),
            "outlet": _plain(article.outlet),
            "outlet_key": None if article.outlet is None else outlet_key(article.outlet),
            "published": article.published,
        }
        (known if was_there else new).append(row)
    insert_rows(session, StoredArticle, new)
    if known:
        session.execute(update(StoredArticle), known)


def _forget(session: Session, articles: Iterable[int]) -> set[int]:
    """Take the statements of some articles out of the search; gives the wordings that they had."""
    wordings: set[int] = set()
    for part in chunks(list(articles)):
        ours = select(StoredStatement.id).where(StoredStatement.article_id.in_(part))
        found = session.scalars(
            select(StoredStatement.wording_id).where(StoredStatement.article_id.in_(part)).distinct()
        )
        wordings |= {number for number in found if number is not None}
        session.execute(delete(Coding).where(Coding.statement_id.in_(ours)))
        session.execute(delete(StoredStatement).where(StoredStatement.article_id.in_(part)))
    return wordings


def _describe(session: Session, newest: dict[int, Prepared]) -> set[int]:
    """Enter the statements of some articles for the search; gives their wordings."""
    said = [
        (number, place, statement)
        for number, prepared in newest.items()
        for place, statement in enumerate(prepared.ledger.statements)
    ]
    words = [" ".join(words_of(statement.text)) for _, _, statement in said]
    reported = [
        text if statement.kind not in ("author", "ascribed") else ""
        for text, (_, _, statement) in zip(words, said, strict=True)
    ]
    wordings = number_wordings(session, {text for text in reported if text})
    speakers = _number_speakers(session, [statement for _, _, statement in said])
    first = next_id(session, StoredStatement.id)
    rows: list[dict[str, object]] = []
    codings: list[dict[str, object]] = []
    for own, ((number, place, statement), text, wording) in enumerate(
        zip(said, words, reported, strict=True), start=first
    ):
        days = days_of(statement.date)
        rows.append(
            {
                "id": own,
                "article_id": number,
                "place": place,
                "key": _plain(statement.id),
                "kind": statement.kind,
                "text": _plain(statement.text),
                "words": f" {text} ",
                "speaker_id": speakers[_speaker_digest(statement)],
                "office": _plain(statement.office),
                "institution": _plain(statement.institution),
                "sector": statement.sector,
                "via": json.dumps(statement.via),
                "day": statement.date.value,
                "precision": statement.date.precision,
                "first_day": days[0] if days else None,
                "last_day": days[1] if days else None,
                "wording_id": wordings[wording] if wording else None,
                "utterance_id": own,
            }
        )
        codings += [
            {
                "statement_id": own,
                "place": at,
                "code": coding.code,
                "confidence": coding.confidence,
                "coder": _plain(coding.coder),
            }
            for at, coding in enumerate(statement.codes)
        ]
    insert_rows(session, StoredStatement, rows)
    insert_rows(session, Coding, codings)
    return set(wordings.values())


def _speaker_digest(statement: Statement) -> str:
    return sha256(json.dumps([statement.speaker.id, statement.speaker.name]).encode()).hexdigest()


def _number_speakers(session: Session, statements: Iterable[Statement]) -> dict[str, int]:
    """The numbers of speakers by digest, new ones entered with the parts of their names."""
    named = {_speaker_digest(statement): statement.speaker for statement in statements}
    numbers: dict[str, int] = {}
    for part in chunks(named):
        rows = session.execute(
            select(StoredSpeaker.digest, StoredSpeaker.id).where(StoredSpeaker.digest.in_(part))
        )
        numbers.update((digest, number) for digest, number in rows)
    first = next_id(session, StoredSpeaker.id)
    new = {digest: first + i for i, digest in enumerate(d for d in named if d not in numbers)}
    parts: set[tuple[str, int]] = set()
    for digest, number in new.items():
        speaker = named[digest]
        for name in (speaker.id, speaker.name):
            parts.update((part, number) for part in name_parts(name or ""))
    insert_rows(
        session,
        StoredSpeaker,
        [
            {"id": number, "digest": d, "slug": _plain(named[d].id), "name": _plain(named[d].name)}
            for d, number in new.items()
        ],
    )
    insert_rows(
        session, SpeakerPart, [{"part": part, "speaker_id": number} for part, number in sorted(parts)]
    )
    return numbers | new
