"""The codebook and the rules of first coding."""

from __future__ import annotations

from pathlib import Path

import pytest

from asabiya.evidence.coding.codebook import CODEBOOK, Entry, code_statement, render, time_reference
from asabiya.evidence.coding.rules import CODER
from asabiya.vocabulary import CODES

ROOT = Path(__file__).parents[2]


def codes(text: str, *, urges: bool = False) -> set[str]:
    return {c.code for c in code_statement(text, urges=urges)}


def test_codebook_holds_every_code_in_order() -> None:
    assert tuple(entry.code for entry in CODEBOOK) == CODES


def test_document_is_made_from_the_source() -> None:
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == render()


@pytest.mark.parametrize("entry", CODEBOOK, ids=lambda entry: entry.code)
def test_rules_agree_with_the_codebooks_examples(entry: Entry) -> None:
    for text in entry.positive:
        assert codes(text) == {entry.code}, text
    for text, _ in entry.negative:
        assert entry.code not in codes(text), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If our men desert, nothing will hold.", set()),
        ("There have been no defections.", {"claims_strength"}),
        ("Avoid every quarrel among yourselves.", {"appeals_unity"}),
        ("Our men quarrel among themselves.", {"admits_infighting"}),
        ("We must guard ourselves by remaining faithful to our cause.", {"exhorts_commitment"}),
        ("We must take care of ourselves.", {"exhorts_vigilance"}),
        ("We are united as one.", {"claims_strength"}),
        ("Let us be united as one.", {"appeals_unity"}),
        ("They said “our unit” had “deserted”.", {"admits_defection"}),
        ("The harvest was poor.", set()),
    ],
)
def test_mood_decides(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


def test_an_urging_cue_makes_an_appeal_of_its_content() -> None:
    assert codes("to the unity of the ranks") == {"appeals_unity"}
    assert codes("the unity of the ranks", urges=True) == {"appeals_unity"}
    assert codes("the unity of the ranks") == set()


def test_every_code_bears_the_coder_and_a_confidence() -> None:
    found = code_statement("Stay alert! Some of our men have deserted.")
    assert {c.coder for c in found} == {CODER}
    assert all(0.5 < c.confidence <= 1 for c in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In those ten years we lost many men to the other side.", "past"),
        ("Back in 1981 whole companies deserted. We must stay loyal.", "past"),
        ("Our men have deserted. In those years we were poor.", "present"),
        ("Today our men desert, as in the years of the war.", "present"),
        ("Stay loyal.", "present"),
    ],
)
def test_time_reference_follows_the_claim(text: str, expected: str) -> None:
    assert time_reference(text, [c.code for c in code_statement(text)]) == expected
