"""An invented night at a bridge, as a ledger for reviewers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from asabiya.evidence.ledger import Article, Code, DateRef, Ledger, Speaker, Statement

TEXT = (
    "Night at the bridge\n\n"
    "General Ada Lorn said, “Some of our men have deserted us.” Later she said, “Beware of ambush.”\n\n"
    "Minister Pol Vane told reporters that all is well. All is lost. Some of our men have deserted us."
)


def statement(key: str, words: str, **more: object) -> Statement:
    """A statement of General Lorn's at the first place of its words, with other fields as given."""
    start = TEXT.index(words)
    fields: dict[str, object] = {
        "id": key,
        "kind": "direct",
        "spans": ((start, start + len(words)),),
        "text": words,
        "speaker": Speaker(name="Ada Lorn", id="ada-lorn", mention=(TEXT.index("General"), start - 8)),
    }
    return Statement.model_validate(fields | more)


def ledger() -> Ledger:
    """Four statements: coded and dated, of an ambiguous speaker, indirect, the author's own."""
    defected = (
        Code(code="admits_defection", confidence=0.9, coder="rules/1"),
        Code(code="claims_strength", confidence=0.4, coder="rules/1"),
        Code(code="admits_defection", confidence=0.6, coder="embeddings/1"),
    )
    day = DateRef(value=dt.date(2020, 5, 3), precision="day", basis="published", year_inferred=True)
    return Ledger(
        schema="asabiya.ledger/1",
        article=Article(source="night.txt", sha256="0" * 64, title="Night at the bridge", text=TEXT),
        statements=(
            statement(
                "s01",
                "Some of our men have deserted us.",
                office="General",
                sector="army",
                date=day,
                codes=defected,
            ),
            statement("s02", "Beware of ambush.", speaker=Speaker(candidates=("ada-lorn", "eva-lorn"))),
            statement("s03", "all is well", kind="indirect", speaker=Speaker(name="Pol Vane", id="pol-vane")),
            statement("s04", "All is lost.", kind="author", speaker=Speaker()),
        ),
    )


def saved(folder: Path) -> Path:
    """The ledger as a file."""
    path = folder / "night.jsonl"
    ledger().save(path)
    return path
