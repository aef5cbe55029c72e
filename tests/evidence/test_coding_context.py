"""What is told beside a statement's words changes its codes: denials and bystanders."""

from __future__ import annotations

from pathlib import Path

import pytest

from asabiya.evidence import read
from asabiya.evidence.coding.context import by_bystander, denied, in_context
from asabiya.evidence.ledger import Code

GRANTED = Code(code="admits_defection", confidence=0.9, coder="examples/4")
QUARREL = Code(code="admits_infighting", confidence=0.6, coder="examples/4")
BOAST = Code(code="claims_strength", confidence=0.5, coder="rules/1")
APPEAL = Code(code="appeals_unity", confidence=0.7, coder="rules/1")


def codes_in(folder: Path, text: str) -> list[set[str]]:
    place = folder / "article.txt"
    place.write_text(text, encoding="utf-8")
    return [{code.code for code in s.codes} for s in read(place).statements if s.kind != "author"]


@pytest.mark.parametrize(
    "cue", ["denied", "has denied", "Denying", "rejected", "dismissed", "refuted", "disputed", "contradicts"]
)
def test_an_admission_that_is_denied_becomes_a_claim_of_strength(cue: str) -> None:
    found = in_context([GRANTED, QUARREL, APPEAL], cue=cue, description="")
    assert [(code.code, code.confidence) for code in found] == [
        ("appeals_unity", 0.7),
        ("claims_strength", 0.9),
    ]


@pytest.mark.parametrize("cue", ["", "said", "admitted", "acknowledged", "did not rule out", "dentist"])
def test_other_cues_leave_admissions_as_they_are(cue: str) -> None:
    assert in_context([GRANTED, APPEAL], cue=cue, description="minister of defence") == (GRANTED, APPEAL)
    assert not denied(cue)


def test_a_denial_is_one_claim_and_what_admits_nothing_stays() -> None:
    assert in_context([QUARREL, BOAST], cue="denied", description="") == (BOAST,)
    assert in_context([APPEAL], cue="denied", description="") == (APPEAL,)
    assert in_context([], cue="denied", description="") == ()


@pytest.mark.parametrize(
    "description",
    [
        "nurse", "a nurse at the hospital", "two residents of Orsk", "Chinese trader", "motorcycle mechanic",
        "fishermen", "neighbours", "European diplomat", "witnesses", "widow, 43", "student of law", "Rebel",
        "relative of one of the guards", "shopkeeper who asked not to be named",
    ],
)  # fmt: skip
def test_a_bystander_grants_no_defection_but_may_tell_of_quarrels(description: str) -> None:
    assert by_bystander(description)
    assert in_context([GRANTED, QUARREL], cue="said", description=description) == (QUARREL,)


@pytest.mark.parametrize(
    "description",
    [
        "", "officer", "army doctor", "military observer", "deputy minister of trade", "retired police major",
        "spokesman for the ministry of doctors", "general staff", "party students", "former guard", ",",
    ],
)  # fmt: skip
def test_who_belongs_to_the_apparatus_grants_it(description: str) -> None:
    assert in_context([GRANTED], cue="said", description=description) == (GRANTED,)


def test_the_reader_tells_the_coder_who_speaks_and_how(tmp_path: Path) -> None:
    words = "that a whole company had deserted to the rebels"
    assert codes_in(tmp_path, f"General Ilyas Varo admitted {words}.") == [{"admits_defection"}]
    assert codes_in(tmp_path, f"General Ilyas Varo denied {words}.") == [{"claims_strength"}]
    assert codes_in(tmp_path, f"A nurse at the hospital in Karst said {words}.") == [set()]
