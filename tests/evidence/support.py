"""Articles of our own invention with what a careful reader finds in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from asabiya.evidence import Ledger, Statement

ARTICLES = Path(__file__).parent / "articles"
NAMES = sorted(path.stem for path in ARTICLES.glob("*.json"))


def gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ARTICLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def attributed(ledger: Ledger) -> list[Statement]:
    return [s for s in ledger.statements if s.kind not in ("author", "ascribed")]


def words(ledger: Ledger, statement: Statement) -> list[str]:
    return [ledger.article.text[a:b] for a, b in statement.spans]


def answers(statement: Statement) -> dict[str, Any]:
    """A statement's answers by the names that the gold files use."""
    date = statement.date
    return {
        "kind": statement.kind,
        "speaker": statement.speaker.name,
        "id": statement.speaker.id,
        "candidates": sorted(statement.speaker.candidates),
        "office": statement.office,
        "sector": statement.sector,
        "audience": statement.audience,
        "venue": statement.venue,
        "via": list(statement.via),
        "date": date.value.isoformat() if date.value else None,
        "basis": date.basis,
        "precision": date.precision,
        "year_inferred": date.year_inferred,
        "time_reference": statement.time_reference,
        "codes": sorted(code.code for code in statement.codes),
    }


def differences(ledger: Ledger, expected: dict[str, Any]) -> list[str]:
    """Where a ledger departs from the gold, in words; empty where it agrees."""
    found: list[str] = []
    statements = attributed(ledger)
    left = list(statements)
    for number, wanted in enumerate(expected["statements"]):
        match = next((s for s in left if words(ledger, s) == wanted["quote"]), None)
        if match is None:
            found.append(f"{number}: no statement {wanted['quote']}")
            continue
        left.remove(match)
        got = answers(match)
        for key, value in wanted.items():
            value = sorted(value) if key == "codes" else value
            if key != "quote" and got[key] != value:
                found.append(f"{number}: {key} is {got[key]!r}, not {value!r}: {wanted['quote'][0][:40]}")
    if expected.get("count", len(statements)) != len(statements):
        found.append(f"{len(statements)} statements: {[(s.kind, s.text) for s in left]}")
    for kind, speaker, text in expected.get("others", []):
        if not any((s.kind, s.speaker.name, s.text) == (kind, speaker, text) for s in ledger.statements):
            near = [(s.kind, s.speaker.name, s.text) for s in ledger.statements if s.text[:15] == text[:15]]
            found.append(f"no {kind} of {speaker}: {text!r}; {near}")
    for key, value in expected.get("article", {}).items():
        if getattr(ledger.article, key) != value:
            found.append(f"article.{key} is {getattr(ledger.article, key)!r}, not {value!r}")
    return found
