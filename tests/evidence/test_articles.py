"""Whole articles: what the reader finds against what a careful person finds."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from tests.evidence import support

from asabiya.evidence import Ledger, cluster, read, read_text
from asabiya.vocabulary import CODES

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "articles" / "defection-oped.txt"
EXAMPLE = ROOT / "src" / "asabiya" / "examples" / "defence-day-oped.txt"


def open_own(name: str) -> Ledger:
    return read(support.ARTICLES / f"{name}.txt", published=support.gold(name).get("published"))


@pytest.mark.parametrize("name", support.NAMES)
def test_own_article_reads_as_a_careful_person_reads_it(name: str) -> None:
    gold = support.gold(name)
    # Traps for which no general rule is known are named in the gold itself, and must still be there.
    assert support.differences(open_own(name), gold) == gold.get("known", [])


def test_the_comparison_sees_a_wrong_answer() -> None:
    wrong = support.gold("twice")
    wrong["statements"][0]["speaker"] = "Somebody Else"
    wrong["count"] = 9
    assert len(support.differences(open_own("twice"), wrong)) == 2


def test_same_words_on_one_day_are_one_utterance_and_on_another_day_are_not() -> None:
    ledger = open_own("twice")
    said = [s.id for s in support.attributed(ledger)]
    groups = [[key for _, key in group] for group in cluster([ledger])]
    assert said[:2] in groups
    assert [said[2]] in groups


def test_sample_agrees_with_its_gold_ledger() -> None:
    if not SAMPLE.exists():
        pytest.skip(f"the sample article is not part of the project and not at {SAMPLE}")
    gold = json.loads(SAMPLE.with_suffix("").with_suffix(".gold.json").read_text(encoding="utf-8"))
    ledger = read(SAMPLE, published="2023-12-08")
    assert ledger.article.author == gold["article"]["author"]
    assert ledger.article.affiliation == gold["article"]["affiliation"]
    by_spans = {json.dumps(s.spans): s for s in ledger.statements}
    for wanted in gold["statements"]:
        got = support.answers(by_spans[json.dumps(wanted["spans"])])
        carried = {"office": wanted["office"] is None}
        carried["date"] = (
            wanted["date"] is None and wanted["kind"] == "direct" and got["date"] == "2023-12-01"
        )
        for key in ("kind", "speaker", "office", "sector", "audience", "venue", "date"):
            assert carried.get(key) or got[key] == wanted[key], (key, wanted["quote"][0][:40], got[key])
        assert got["codes"] == sorted(wanted["codes"]), wanted["quote"][0][:40]
    assert len(support.attributed(ledger)) == len(gold["statements"])
    ascribed = [s for s in ledger.statements if s.kind == "ascribed"]
    assert ascribed[0].speaker.name == "Ali Khamenei"
    assert {s.speaker.name for s in ledger.statements if s.kind == "author"} == {gold["article"]["author"]}


def test_bundled_example_shows_what_the_reader_can_do() -> None:
    ledger = read(EXAMPLE, published="2023-12-08")
    said = support.attributed(ledger)
    assert ledger.article.author == "Nasrin Delavar"
    assert ledger.article.affiliation == "Free Plateau Review"
    assert "invented" in ledger.article.text.strip().splitlines()[-1]
    assert 400 <= len(ledger.article.text.split()) <= 600
    assert {c.code for s in said for c in s.codes} == set(CODES)
    first, last = datetime.date(2023, 10, 20), datetime.date(2023, 12, 5)
    days = [s.date.value for s in said]
    assert [d for d in days if d and not first <= d <= last] == [datetime.date(2021, 2, 14)]
    assert days.count(None) == 1
    assert [s.time_reference for s in said].count("past") == 1
    doubles = [group for group in cluster([ledger]) if len(group) > 1]
    assert len(doubles) == 1
    assert {s.sector for s in said} == {"guards", "clergy", "judiciary", "police", "ministries", "army"}
    assert all(s.speaker.id for s in said)


def test_an_article_without_statements_is_a_valid_ledger() -> None:
    ledger = read_text("The Weather\n\nRain fell on the hills until noon.\n", author="Ann Oth")
    assert [(s.kind, s.text, s.speaker.name) for s in ledger.statements] == [
        ("author", "Rain fell on the hills until noon.", "Ann Oth")
    ]
    assert read_text("Rain").statements == ()


def test_reading_twice_gives_the_same_ids_in_text_order() -> None:
    first, second = open_own("chain"), open_own("chain")
    assert first == second
    assert [s.id for s in first.statements] == [f"s{n:02d}" for n in range(1, len(first.statements) + 1)]
    assert [s.spans for s in first.statements] == sorted(s.spans for s in first.statements)
