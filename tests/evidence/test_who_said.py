"""Who has said it, and in which office: short passages in the ways of many newspapers and cultures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.evidence import support

from asabiya.evidence import read_text

CASES = json.loads(Path(__file__).with_name("who_said.json").read_text(encoding="utf-8"))
ARTICLES = ("the ", "an ", "a ", "his ", "her ", "its ", "their ", "our ", "my ")


def bare(words: str | None) -> str | None:
    """The words in lower case, without the article that a description may keep."""
    article = next((a for a in ARTICLES if words and words.lower().startswith(a)), "")
    return words[len(article) :].lower() if words else words


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_speaker_and_office(case: dict[str, object]) -> None:
    text = f"A Week Of Denials\n\n{case['text']}\n"
    statements = support.attributed(read_text(text, published="2023-11-16"))
    wanted = case["said"]
    assert isinstance(wanted, list)
    for begins, name, *office in wanted:
        [one, *_] = [s for s in statements if s.text.removeprefix("that ").lstrip("“").startswith(begins)]
        assert bare(one.speaker.name) == bare(name), case["text"]
        assert not office or bare(one.office) == bare(office[0]), case["text"]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 150
