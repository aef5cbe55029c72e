"""Occasions carried from sentence to sentence: short passages with what a careful person takes from them.

A statement is named by words in it. What no general rule mends is listed under ``known`` and must still be
there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.evidence import support

from asabiya.evidence import Statement, read_text


def passages(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


PASSAGES = passages("occasions_carried.json")
PLAIN = passages("occasions_plain.json")
"""Passages as any newspaper prints them, in which nothing may be missed."""


def differences(passage: dict[str, Any]) -> list[str]:
    """Where the reader departs from what the passage says, in words."""
    ledger = read_text(passage["text"], published=passage["published"])
    said = support.attributed(ledger)
    found: list[str] = []
    for wanted in passage["statements"]:
        at = ledger.article.text.index(wanted["quote"])
        last = at + len(wanted["quote"]) - 1
        one = next((s for s in said if any(a <= last and at < b for a, b in s.spans)), None)
        if one is None:
            found.append(f"no statement {wanted['quote']!r}")
            continue
        got = answers(one)
        found += [
            f"{key} {got[key]!r}, not {wanted[key]!r}: {wanted['quote']!r}"
            for key in ("date", "audience", "venue")
            if key in wanted and got[key] != wanted[key]
        ]
    return found


def answers(one: Statement) -> dict[str, str | None]:
    value = one.date.value
    return {"date": value.isoformat() if value else None, "audience": one.audience, "venue": one.venue}


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["name"] for passage in PASSAGES])
def test_passage(passage: dict[str, Any]) -> None:
    assert differences(passage) == passage.get("known", [])


@pytest.mark.parametrize("passage", PLAIN, ids=[passage["name"] for passage in PLAIN])
def test_plain_passage(passage: dict[str, Any]) -> None:
    assert differences(passage) == []


def test_most_is_carried_right() -> None:
    wanted = [
        key in one for p in PASSAGES for one in p["statements"] for key in ("date", "audience", "venue")
    ]
    wrong = sum(len(p.get("known", [])) for p in PASSAGES)
    assert wrong < 0.2 * sum(wanted)
