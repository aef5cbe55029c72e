"""Any text whatever: no failure, spans in place, no runaway pattern."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from asabiya.errors import InputError
from asabiya.evidence import Ledger, read_text

VOCABULARY = """
He she said that told warned “ ” ‘ ’ " ' « » „ , . : ; … ! — ( ) - On December 1 31 2023 last Friday IRGC
commander General Ali Karimi Dorn the head of a judiciary according to state television adding fears urged
them if must not be united deserted by in at 🌙 é By writes for Leave Reply <p> 99
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n", "\r\n", "\u200f", ""])
PROSE = st.lists(WORDS, min_size=1, max_size=80).map(" ".join)


def check(text: str, published: str | None) -> None:
    try:
        ledger = read_text(text, published=published)
    except InputError:
        assert not text.strip() or "\x00" in text or "<" in text
        return
    assert ledger.article.text == text.removeprefix("\ufeff") or "<" in text
    for statement in ledger.statements:
        assert all(0 <= a < b <= len(ledger.article.text) for a, b in statement.spans)
        assert statement.text == " ".join(ledger.article.text[a:b] for a, b in statement.spans)
        assert statement.text.strip()
    assert Ledger.from_jsonl(ledger.to_jsonl().encode()) == ledger


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from([None, "2024-01-05"]))
@example("“", None)
@example("’‘’ said He “", None)
@example("\x85said\x1c", None)
def test_arbitrary_text_never_fails(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=250, deadline=None)
@given(PROSE, st.sampled_from([None, "2024-01-05"]))
def test_arbitrary_words_never_fail(text: str, published: str | None) -> None:
    check(text, published)


PATHOLOGICAL = {
    "straight": '"',
    "curly": "“",
    "closing": "”",
    "single": "'",
    "single words": "'a ",
    "letter": "a",
    "capital": "A ",
    "hyphens": "A-",
    "digits": "1",
    "said": "said ",
    "the": "the ",
    "offices": "head of ",
    "commas": "a, ",
    "exchange": "“a” said b. ",
    "turns": "Q: Why?\n\nA: I did.\n\n",
    "questions": "Interview?\n\nI did.\n\n",
    "paragraphs of an answer": "Q: Why?\n\nA: I.\n\n" * 2 + "I did.\n\n" * 20_000,
    "months": "on May ",
    "generals": "General ",
    "musts": "must not be ",
    "lines": "a\n",
    "cues": "He said, “",
}


@pytest.mark.parametrize("unit", PATHOLOGICAL.values(), ids=PATHOLOGICAL.keys())
def test_no_pattern_runs_away(unit: str) -> None:
    text = unit * max(1, 100_000 // len(unit))
    start = time.process_time()
    read_text(text, published="2024-01-05")
    assert time.process_time() - start < 10
