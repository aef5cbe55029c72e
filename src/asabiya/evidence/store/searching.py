"""Finding statements: filters, and each utterance once with all who reported it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from asabiya.errors import InputError, nearest
from asabiya.evidence.same import words_of
from asabiya.evidence.store.adding import name_parts, outlet_key
from asabiya.evidence.store.tables import Coding, SpeakerPart, StoredArticle, StoredSpeaker, StoredStatement
from asabiya.evidence.store.utterances import canonical, chunks
from asabiya.vocabulary import CODES, KINDS, SECTORS

__all__ = ["Filters", "matching", "search"]


@dataclass(frozen=True)
class Filters:
    """Which statements are wanted; all that is given must hold."""

    speaker: str | None = None
    """An id, a name or the beginning of any word of one, without regard to case, accents and signs."""
    sector: str | None = None
    """One of `asabiya.vocabulary.SECTORS`."""
    code: str | None = None
    """One of `asabiya.vocabulary.CODES`, given by anybody."""
    kind: str | None = None
    """One of `asabiya.vocabulary.KINDS`."""
    since: dt.date | None = None
    """Said on this day or later; a month or year counts if any of its days does."""
    until: dt.date | None = None
    """Said on this day or earlier."""
    outlet: str | None = None
    """Words of the outlet's name, the last one perhaps cut short."""
    text: str | None = None
    """Words that all stand in the statement, in any order."""

    def __post_init__(self) -> None:
        for field, allowed in (("sector", SECTORS), ("code", CODES), ("kind", KINDS)):
            value: str | None = getattr(self, field)
            if value is not None and value not in allowed:
                raise InputError(f"{field} {value!r}: unknown", hint=nearest(value, allowed))
        for field, folded in (
            ("speaker", name_parts(self.speaker or "")),
            ("outlet", outlet_key(self.outlet or "").strip("-")),
            ("text", words_of(self.text or "")),
        ):
            value = getattr(self, field)
            if value is not None and not folded:
                raise InputError(f"{field} {value!r}: no word to search for", hint="name at least one word")
        if self.since and self.until and self.since > self.until:
            raise InputError(
                f"since {self.since} is after until {self.until}", hint="swap the two, or leave one out"
            )

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Filters()


def matching(filters: Filters) -> ColumnElement[bool]:
    """The condition on `StoredStatement` and its `StoredArticle`."""
    asked: list[ColumnElement[bool]] = []
    if filters.speaker is not None:
        wanted = select(SpeakerPart.speaker_id).where(
            SpeakerPart.part.startswith(name_parts(filters.speaker)[0], autoescape=True)
        )
        # Whoever goes by the name somewhere is found under every name of the same id.
        slugs = select(StoredSpeaker.slug).where(
            StoredSpeaker.id.in_(wanted), StoredSpeaker.slug.is_not(None)
        )
        everywhere = select(StoredSpeaker.id).where(
            or_(StoredSpeaker.id.in_(wanted), StoredSpeaker.slug.in_(slugs))
        )
        asked.append(StoredStatement.speaker_id.in_(everywhere))
    if filters.sector is not None:
        asked.append(StoredStatement.sector == filters.sector)
    if filters.kind is not None:
        asked.append(StoredStatement.kind == filters.kind)
    if filters.code is not None:
        asked.append(exists().where(Coding.statement_id == StoredStatement.id, Coding.code == filters.code))
    if filters.since is not None:
        asked.append(StoredStatement.last_day >= filters.since)
    if filters.until is not None:
        asked.append(StoredStatement.first_day <= filters.until)
    if filters.outlet is not None:
        key = outlet_key(filters.outlet).removesuffix("-")
        asked.append(StoredArticle.outlet_key.contains(key, autoescape=True))
    if filters.text is not None:
        asked += [
            StoredStatement.words.contains(f" {word} ", autoescape=True) for word in words_of(filters.text)
        ]
    return and_(*asked) if asked else StoredStatement.id.is_not(None)


def _matches(filters: Filters, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(StoredStatement)
        .join(StoredArticle, StoredArticle.id == StoredStatement.article_id)
        .where(matching(filters))
    )


_COLUMNS: Final = (
    StoredStatement.id,
    StoredStatement.utterance_id,
    StoredStatement.key,
    StoredStatement.kind,
    StoredStatement.text,
    StoredStatement.office,
    StoredStatement.institution,
    StoredStatement.sector,
    StoredStatement.via,
    StoredStatement.day,
    StoredStatement.precision,
    StoredSpeaker.name,
    StoredSpeaker.slug,
    StoredArticle.sha256,
    StoredArticle.source,
    StoredArticle.title,
    StoredArticle.author,
    StoredArticle.outlet,
    StoredArticle.published,
)


def search(session: Session, filters: Filters, *, limit: int | None) -> dict[str, Any]:
    """Utterances of which at least one report fits, in order of time; see `Store.search`."""
    found = _matches(filters, StoredStatement.utterance_id).distinct().subquery()
    total = session.scalar(select(func.count()).select_from(found)) or 0
    undated = case((StoredStatement.day.is_(None), 1), else_=0)
    page = (
        select(StoredStatement.id)
        .join(StoredArticle, StoredArticle.id == StoredStatement.article_id)
        .where(StoredStatement.id.in_(select(found.c.utterance_id)))
        .order_by(undated, StoredStatement.day, *canonical(), StoredStatement.place)
        .limit(limit)
    )
    leaders = list(session.scalars(page))
    reports = _reports(session, leaders, filters)
    return {"total": total, "utterances": [_utterance(reports[leader]) for leader in leaders]}


def _reports(session: Session, leaders: Collection[int], filters: Filters) -> dict[int, list[dict[str, Any]]]:
    """All reports of some utterances, by the first one's number, in the fixed order."""
    reports: dict[int, list[dict[str, Any]]] = {}
    for part in chunks(leaders):
        codes: dict[int, list[dict[str, Any]]] = {}
        for number, code, confidence, coder in session.execute(
            select(Coding.statement_id, Coding.code, Coding.confidence, Coding.coder)
            .join(StoredStatement, StoredStatement.id == Coding.statement_id)
            .where(StoredStatement.utterance_id.in_(part))
            .order_by(Coding.statement_id, Coding.place)
        ):
            codes.setdefault(number, []).append({"code": code, "confidence": confidence, "coder": coder})
        fitting = set(
            session.scalars(
                _matches(filters, StoredStatement.id).where(StoredStatement.utterance_id.in_(part))
            )
        )
        rows = session.execute(
            select(*_COLUMNS)
            .join(StoredArticle, StoredArticle.id == StoredStatement.article_id)
            .join(StoredSpeaker, StoredSpeaker.id == StoredStatement.speaker_id)
            .where(StoredStatement.utterance_id.in_(part))
            .order_by(*canonical(), StoredStatement.place)
        )
        for row in rows.mappings():
            reports.setdefault(row["utterance_id"], []).append(
                _report(row, codes.get(row["id"], []), fits=row["id"] in fitting)
            )
    return reports


def _report(row: Any, codes: list[dict[str, Any]], *, fits: bool) -> dict[str, Any]:
    day, published = row["day"], row["published"]
    return {
        "sha256": row["sha256"],
        "statement": row["key"],
        "source": row["source"],
        "title": row["title"],
        "outlet": row["outlet"],
        "author": row["author"],
        "published": published.isoformat() if published else None,
        "via": json.loads(row["via"]),
        "kind": row["kind"],
        "text": row["text"],
        "speaker": {"name": row["name"], "id": row["slug"]},
        "office": row["office"],
        "institution": row["institution"],
        "sector": row["sector"],
        "date": {"value": day.isoformat() if day else None, "precision": row["precision"]},
        "codes": codes,
        "matches": fits,
    }


_SHARED: Final = ("text", "kind", "speaker", "office", "institution", "sector", "date", "codes")


def _utterance(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """An utterance: what its first report says of it, and all reports."""
    first = reports[0]
    return {
        "id": f"{first['sha256'][:12]}/{first['statement']}",
        **{field: first[field] for field in _SHARED},
        "reports": reports,
    }
