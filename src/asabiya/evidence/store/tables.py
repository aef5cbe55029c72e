"""The store's tables.

What counts is in `Revision.document`: every ledger that ever came in, whole, as JSON Lines, newest last. All
else repeats the newest revision of each article in columns so that it can be searched, and says which
statements report the same utterance; it can be made again from the documents.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = [
    "LONGEST_PART",
    "VERSION",
    "Alike",
    "Base",
    "Coding",
    "Info",
    "Revision",
    "SpeakerPart",
    "StoredArticle",
    "StoredSpeaker",
    "StoredStatement",
    "Wording",
    "WordingKey",
]

VERSION: Final = 1
"""Version of the store's schema that this program reads and writes."""

LONGEST_PART: Final = 100
"""Letters of a speaker's name that are searched, from any of its words on."""


class Base(DeclarativeBase):
    """The store's schema."""


class Info(Base):
    """One row: that this database is a store, and of which version. Who writes holds its lock."""

    __tablename__ = "asabiya_store"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    created: Mapped[dt.datetime]
    """In UTC."""


class StoredArticle(Base):
    """An article, as its newest revision describes it."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    revision: Mapped[int]
    """Number of the revision that holds now."""
    source: Mapped[str] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    affiliation: Mapped[str | None] = mapped_column(Text)
    outlet: Mapped[str | None] = mapped_column(Text)
    outlet_key: Mapped[str | None] = mapped_column(Text)
    """The outlet without case and signs, hyphens between and around the words."""
    published: Mapped[dt.date | None] = mapped_column(index=True)


class Revision(Base):
    """A ledger as it came in."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    """1, 2, … for each article."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the document."""
    added: Mapped[dt.datetime]
    """In UTC."""
    by: Mapped[str | None] = mapped_column(Text)
    """Who brought it, where that was said."""
    document: Mapped[str] = mapped_column(Text)
    """The ledger as JSON Lines."""


class StoredSpeaker(Base):
    """A speaker's id with one of the names under which articles know it."""

    __tablename__ = "speakers"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Of id and name together."""
    slug: Mapped[str | None] = mapped_column(Text, index=True)
    name: Mapped[str | None] = mapped_column(Text)


class SpeakerPart(Base):
    """A speaker's name or id from one of its words on, as letters and digits alone."""

    __tablename__ = "speaker_parts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    part: Mapped[str] = mapped_column(String(LONGEST_PART), primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"), primary_key=True)


class Wording(Base):
    """Words that somebody is reported to have said, without case, accents and signs."""

    __tablename__ = "wordings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    words: Mapped[str] = mapped_column(Text)


class WordingKey(Base):
    """A key under which a wording is found by those that may be alike; see `asabiya.evidence.same.keys`."""

    __tablename__ = "wording_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), primary_key=True)


class Alike(Base):
    """Two wordings that count as the same words, in both directions."""

    __tablename__ = "alike"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), primary_key=True)


class StoredStatement(Base):
    """A statement of an article's newest revision."""

    __tablename__ = "statements"
    __table_args__ = (Index("ix_statements_days", "first_day", "last_day"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    place: Mapped[int]
    """0, 1, … in the ledger."""
    key: Mapped[str] = mapped_column(Text)
    """Its id in the ledger."""
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    """Its words without case, accents and signs, a space around each."""
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"), index=True)
    office: Mapped[str | None] = mapped_column(Text)
    institution: Mapped[str | None] = mapped_column(Text)
    sector: Mapped[str | None] = mapped_column(String(16), index=True)
    via: Mapped[str] = mapped_column(Text)
    """The reporters between, as a JSON array."""
    day: Mapped[dt.date | None]
    precision: Mapped[Literal["day", "month", "year"] | None] = mapped_column(String(8))
    first_day: Mapped[dt.date | None]
    """First day that its date may mean."""
    last_day: Mapped[dt.date | None]
    """Last day that its date may mean."""
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("wordings.id"), index=True)
    """None for what is nobody's reported words."""
    utterance_id: Mapped[int] = mapped_column(index=True)
    """The first statement of those that report the same utterance; often itself."""


class Coding(Base):
    """One code of one statement."""

    __tablename__ = "codings"
    __table_args__ = (Index("ix_codings_code", "code", "statement_id"), {"sqlite_with_rowid": False})

    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    confidence: Mapped[float]
    coder: Mapped[str] = mapped_column(Text)
