"""The ledger: what an article says, statement by statement, in the schema ``asabiya.ledger/1``.

A ledger is one `Article` and its `Statement` records in text order. It is written as JSON Lines, the
article's line first (``{"schema": "asabiya.ledger/1", "article": {…}}``) and then a statement a line, and
read back strictly: an unknown field, a wrong type, a span outside the text or an unknown word raises
`asabiya.errors.LedgerError` with the file, the line and the field.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection
from html import escape
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from asabiya.errors import LedgerError, nearest
from asabiya.evidence.complaints import complain
from asabiya.files import read_bytes, write_text
from asabiya.vocabulary import CODES, SECTORS

__all__ = [
    "SCHEMA",
    "Article",
    "Change",
    "Code",
    "DateRef",
    "Ledger",
    "Span",
    "Speaker",
    "Statement",
    "is_ledger",
    "load",
]

SCHEMA: Final = "asabiya.ledger/1"
"""Name and version of the ledger's schema."""


def _word_of(allowed: Collection[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            raise PydanticCustomError(
                "vocabulary",
                "no {what} of that name is known",
                {"what": what, "hint": nearest(value, allowed), "allowed": ", ".join(allowed)},
            )
        return value

    return AfterValidator(check)


Span = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
"""Half-open offsets [start, end) into ``article.text``, in Unicode code points."""

Sector = Annotated[
    str, _word_of(SECTORS, "sector"), WithJsonSchema({"type": "string", "enum": list(SECTORS)})
]
CodeName = Annotated[str, _word_of(CODES, "code"), WithJsonSchema({"type": "string", "enum": list(CODES)})]
Day = Annotated[datetime.date, WithJsonSchema({"type": "string", "format": "date"})]


Kind = Literal["direct", "mixed", "indirect", "author", "ascribed"]
"""How a statement is reported."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Article(_Record):
    """The article that was read."""

    source: str
    """Path as it was given, or the name of what came from standard input."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the input's bytes, in lower-case hexadecimal."""
    title: str | None = None
    """Headline."""
    author: str | None = None
    """Who signs it."""
    affiliation: str | None = None
    """The author's declared affiliation, from the byline or the author's note."""
    outlet: str | None = None
    """Where it was published."""
    published: Day | None = None
    """Date of publication."""
    text: str
    """The text that every span refers to; of a plain-text file its text, unchanged."""


class Speaker(_Record):
    """Who speaks, or to whom the author ascribes a state of mind."""

    name: str | None = None
    """Full name where the article gives it; a description for the unnamed; null if unresolved."""
    id: str | None = None
    """Slug of a resolved person or institution, equal for all of its mentions; null otherwise."""
    mention: Span | None = None
    """Where the sentence names the speaker."""
    candidates: tuple[str, ...] = ()
    """Ids of those whom the mention may mean where it does not say which; then name and id are null."""


class DateRef(_Record):
    """When a statement was made."""

    value: Day | None = None
    """The date; the first day of the month or year where precision is coarser than a day."""
    precision: Literal["day", "month", "year"] | None = None
    """How fine the date is; null where there is none."""
    basis: Literal["text", "published", "event"] | None = None
    """What anchors it: the text alone, the date of publication, or another dated event of the article."""
    year_inferred: bool = False
    """True where the text leaves the year out and it was inferred."""


class Code(_Record):
    """One thing that a statement does, by the codebook."""

    code: CodeName
    """A code of `asabiya.vocabulary.CODES`."""
    confidence: float = Field(ge=0, le=1)
    """The coder's confidence, from 0 to 1."""
    coder: str
    """Who coded: ``rules/1`` for the codebook's rules, a person's name for an analyst."""


class Change(_Record):
    """What an analyst changed in a statement."""

    at: datetime.datetime
    """When, in UTC."""
    by: str = Field(min_length=1)
    """Who."""
    field: str = Field(min_length=1)
    """Which field: ``office``, ``date``, ``date.basis``, ``codes.warns_surprise``; ``statement`` where all of
    it was accepted, added or taken out."""
    before: JsonValue = None
    """Its value before; null where there was none."""
    after: JsonValue = None
    """Its value since; null where there is none."""
    undoes: datetime.datetime | None = None
    """When the change of this field was made that this one takes back; null where it takes none back."""


class Statement(_Record):
    """One statement with everything the article says about its making."""

    id: str = Field(min_length=1)
    """Unique in the ledger, in text order: s01, s02, …"""
    kind: Kind
    """How it is reported."""
    spans: tuple[Span, ...] = Field(min_length=1)
    """Its words in the article, without quote marks around a direct quotation."""
    text: str
    """The spans' text joined by one space."""
    cue: Span | None = None
    """The verb or phrase that attributes it."""
    speaker: Speaker
    """Whose it is."""
    office: str | None = None
    """The speaker's office as the article words it."""
    institution: str | None = None
    """The institution named in the office, as the article words it."""
    sector: Sector | None = None
    """The speaker's sector of the apparatus."""
    audience: str | None = None
    """To whom it was said, as the article words it, with what belongs to the noun and without its article:
    "families of the fallen in Karst"."""
    venue: str | None = None
    """Where, at which event, on which channel or in which writing it was said, as the article words it, with
    what belongs to the noun and without its article: "ceremony at the police academy", "interview with the
    daily Hlas", "Telegram channel"; of several the most specific, a town where nothing else is told."""
    via: tuple[str, ...] = ()
    """Reporters between speaker and author, from the speaker's side."""
    date: DateRef = DateRef()
    """When it was said."""
    time_reference: Literal["present", "past"] = "present"
    """Whether its claim is about the present or about a past period."""
    codes: tuple[Code, ...] = ()
    """What it does; empty for the author's own assertions and ascribed states of mind."""
    history: tuple[Change, ...] = ()
    """What analysts changed, in order; empty where the reader's answer stands untouched."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        last = 0
        for start, end in self.spans:
            if not last <= start < end:
                raise PydanticCustomError(
                    "spans", "spans must be in text order, not overlap and not be empty", {"field": "spans"}
                )
            last = end
        return self


class _Head(_Record):
    """First line of a JSON Lines ledger."""

    schema_: Literal["asabiya.ledger/1"] = Field(alias="schema")
    article: Article
    withdrawn: tuple[Statement, ...] = ()


class Ledger(_Record):
    """An article and its statements."""

    schema_: Literal["asabiya.ledger/1"] = Field(default=SCHEMA, alias="schema")
    """Always ``asabiya.ledger/1``."""
    article: Article
    """The article."""
    statements: tuple[Statement, ...] = ()
    """Its statements in text order; none is a valid answer."""
    withdrawn: tuple[Statement, ...] = ()
    """Statements that analysts took out, with their history, in the order in which they went. They are kept
    for the record and weigh nowhere; left out of the JSON where there are none."""

    @model_validator(mode="after")
    def _anchored(self) -> Self:
        seen: set[str] = set()
        for number, statement in enumerate((*self.statements, *self.withdrawn)):
            if statement.id in seen:
                raise _misplaced(number, "id", statement.id, "an id that no other statement has")
            seen.add(statement.id)
            self._check_spans(number, statement)
        return self

    def _check_spans(self, number: int, statement: Statement) -> None:
        length = len(self.article.text)
        named = [("spans", span) for span in statement.spans]
        named += [("cue", statement.cue)] if statement.cue else []
        named += [("speaker.mention", statement.speaker.mention)] if statement.speaker.mention else []
        for field, (start, end) in named:
            if not start < end <= length:
                raise _misplaced(
                    number, field, [start, end], f"start < end, both in the text's 0 to {length:,}"
                )
        if statement.text != " ".join(self.article.text[a:b] for a, b in statement.spans):
            raise _misplaced(number, "text", statement.text, "its spans' text joined by one space")

    def to_json(self) -> dict[str, Any]:
        """The answer of ``asabiya read --json``, of plain JSON types."""
        whole = self.model_dump(mode="json", by_alias=True)
        if not self.withdrawn:
            del whole["withdrawn"]
        return whole

    def to_jsonl(self) -> str:
        """The ledger as JSON Lines."""
        whole = self.to_json()
        # What was taken out goes into the first line, so that every other line is a statement that stands.
        lines = whole.pop("statements")
        lines.insert(0, whole)
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def save(self, path: str | Path) -> None:
        """Write the ledger as JSON Lines, whole or not at all.

        Raises `asabiya.errors.OutputError` when the place cannot be written.
        """
        write_text(Path(path), self.to_jsonl())

    @classmethod
    def from_jsonl(cls, data: bytes, *, name: str = "ledger") -> Ledger:
        """Parse JSON Lines, or the one object of ``read --json``.

        Raises `asabiya.errors.LedgerError` that names file, line and field, what was found, and what is
        allowed.
        """
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise LedgerError(
                f"ledger {name}: not UTF-8 at byte {problem.start}", hint="save it as UTF-8"
            ) from None
        whole = _whole_object(text)
        if whole is not None:
            return _parse(cls, whole, name, line=1)
        lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
        if not lines:
            raise LedgerError(f"ledger {name}: the file is empty", hint="was the download complete?")
        head = _parse(_Head, lines[0][1], name, line=lines[0][0])
        statements = tuple(_parse(Statement, line, name, line=n) for n, line in lines[1:])
        try:
            return cls(schema=SCHEMA, article=head.article, statements=statements, withdrawn=head.withdrawn)
        except ValidationError as problem:
            numbers = [n for n, _ in lines[1:]] + [lines[0][0]] * len(head.withdrawn)
            raise complain(problem, cls, name, numbers=numbers) from None

    def _repr_html_(self) -> str:
        article = self.article
        by = ", ".join(part for part in (article.author, article.affiliation, article.outlet) if part)
        rows = "".join(
            "<tr>"
            + "".join(
                f"<td>{escape(cell)}</td>"
                for cell in (
                    s.id,
                    s.kind,
                    s.speaker.name or "?",
                    s.office or "",
                    str(s.date.value or ""),
                    s.text,
                    ", ".join(c.code for c in s.codes),
                )
            )
            + "</tr>"
            for s in self.statements
        )
        heads = "".join(f"<th>{h}</th>" for h in ("id", "kind", "speaker", "office", "date", "text", "codes"))
        return (
            f"<p><strong>{escape(article.title or article.source)}</strong><br>{escape(by)}</p>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )


def _misplaced(number: int, field: str, found: object, allowed: str) -> PydanticCustomError:
    return PydanticCustomError(
        "misplaced", "{allowed}", {"statement": number, "field": field, "found": found, "allowed": allowed}
    )


Model = TypeVar("Model", bound=BaseModel)


def _whole_object(text: str) -> str | None:
    """The text if it is one JSON object with statements inside, the form of ``read --json``."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return text if isinstance(value, dict) and "statements" in value else None


def _parse(model: type[Model], line_text: str, name: str, *, line: int) -> Model:
    try:
        return model.model_validate_json(line_text)
    except ValidationError as problem:
        raise complain(problem, model, name, line=line) from None


def is_ledger(data: bytes) -> bool:
    """Whether the bytes are meant to be a ledger rather than an article.

    >>> is_ledger(b'{"schema": "asabiya.ledger/1", "article": {}}')
    True
    >>> is_ledger(b"He said so.")
    False
    """
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and (b'"schema"' in start or b'"article"' in start)


def load(path: str | Path) -> Ledger:
    """Read a JSON Lines ledger from a file.

    Raises `asabiya.errors.InputError` for a file that is missing, empty or too large, and
    `asabiya.errors.LedgerError` for one that does not follow the schema.
    """
    place = Path(path)
    return Ledger.from_jsonl(read_bytes(place, what="ledger"), name=str(place))
