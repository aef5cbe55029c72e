"""Occasions carried from sentence to sentence: short passages with what a careful person takes from them.

A statement is named by words in it. What no general rule mends is listed under ``known`` and must still be
there.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from tests.evidence import support

from asabiya.evidence import Statement, read_text
from asabiya.evidence.occasions.anchors import Anchor
from asabiya.evidence.occasions.headings import date_of_line
from asabiya.evidence.occasions.lasting import span_of


def passages(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


PASSAGES = passages("occasions_carried.json")
PLAIN = passages("occasions_plain.json")
"""Passages as any newspaper prints them, in which nothing may be missed."""
REPORTS = passages("occasions_reports.json")
"""Sittings, live reports, digests, tapes and diaries, whose day a lead, a heading or a dateline tells."""
TOLD_ONCE = passages("occasions_told_once.json")
"""Reports of many kinds that tell the day once, or leave it open, for the statements that follow."""


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


@pytest.mark.parametrize("passage", TOLD_ONCE, ids=[passage["name"] for passage in TOLD_ONCE])
def test_day_that_is_told_once(passage: dict[str, Any]) -> None:
    assert differences(passage) == passage.get("known", [])


@pytest.mark.parametrize("passage", REPORTS, ids=[passage["name"] for passage in REPORTS])
def test_day_of_a_report(passage: dict[str, Any]) -> None:
    assert differences(passage) == []


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Friday sermons, 11 August", "11 August"),
        ("Monday, 30 October", "Monday, 30 October"),
        ("2. 4 March: The north", "4 March"),
        ("DAY TWO (May 6)", "May 6"),
        ("Wednesday", "Wednesday"),
        ("The attack of 5 May", ""),
        ("What he said on 5 May", ""),
        ("Reactions", ""),
    ],
)
def test_headings_that_date_what_follows(line: str, date: str) -> None:
    assert date_of_line(line) == date


@pytest.mark.parametrize(
    ("sentence", "first", "days"),
    [
        ("The party ended a four-day congress on Wednesday.", "2022-11-13", 4),
        ("The two-day summit closed on Wednesday.", "2022-11-15", 2),
        ("A three-day synod opened in Karst on Wednesday.", "2022-11-16", 3),
        ("The council met on Wednesday.", None, None),
    ],
)
def test_days_of_a_congress(sentence: str, first: str | None, days: int | None) -> None:
    found = span_of(sentence, Anchor(datetime.date(2022, 11, 16), "day", "published", False))
    assert (found and found[0].value.isoformat(), found and found[1]) == (first, days)


def test_most_is_carried_right() -> None:
    wanted = [
        key in one for p in PASSAGES for one in p["statements"] for key in ("date", "audience", "venue")
    ]
    wrong = sum(len(p.get("known", [])) for p in PASSAGES)
    assert wrong < 0.2 * sum(wanted)
