"""Constructions beyond plain saying: names, judgements, nouns, headlines, and marks that do not match."""

from __future__ import annotations

import pytest
from tests.evidence.test_speech import read, told

from asabiya.evidence.text.marks import pair


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor called Stramm “The Colonel of the Free World.”",
            [("mixed", "Stramm “The Colonel of the Free World.”", "The mayor")],
        ),
        (
            "The mayor said it was odd and called the dyke a disgrace.",
            [
                ("indirect", "it was odd", "The mayor"),
                ("indirect", "the dyke a disgrace", "The mayor"),
            ],
        ),
        (
            "He lost the port, which the mayor described as a second capital.",
            [("indirect", "as a second capital", "the mayor")],
        ),
        (
            "The town paid for what the mayor called “a harbour of hope.”",
            [("mixed", "“a harbour of hope.”", "the mayor")],
        ),
        (
            "The mayor called for the colonel to resign.",
            [("indirect", "the colonel to resign", "The mayor")],
        ),
        (
            "The mayor said the port was safe, while the dockers stayed at home.",
            [("indirect", "the port was safe", "The mayor")],
        ),
        (
            "The mayor said the port was safe, as did her deputy.",
            [("indirect", "the port was safe", "The mayor")],
        ),
        (
            "The mayor praised the bishop of Dorn, who had opened the harbour.",
            [("indirect", "the bishop of Dorn", "The mayor")],
        ),
        (
            "The mayor asked the dockers if they would stay.",
            [("indirect", "if they would stay", "The mayor")],
        ),
        (
            "The mayor was criticized by the dockers for hiding the losses.",
            [("indirect", "for hiding the losses", "the dockers")],
        ),
        (
            "His call to open the port was ignored.",
            [("indirect", "to open the port", "His")],
        ),
        (
            "The mayor made a promise in May that the port would open.",
            [("indirect", "that the port would open", "The mayor")],
        ),
        (
            "The mayor’s answer was that the port would stay shut.",
            [("indirect", "that the port would stay shut", "The mayor’s")],
        ),
        (
            "The mayor referred to the dyke as a disgrace.",
            [("indirect", "to the dyke as a disgrace", "The mayor")],
        ),
    ],
)
def test_paraphrases(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "As the bishop put it, “The war is older than its soldiers.”",
            [("direct", "The war is older than its soldiers.", "the bishop")],
        ),
        (
            "The mayor issued a statement: “The port will open on Monday.”",
            [("direct", "The port will open on Monday.", "The mayor")],
        ),
        (
            "“The port will open,” the mayor said, and “nobody will be turned away.”",
            [("direct", "The port will open, / nobody will be turned away.", "the mayor")],
        ),
        (
            "“The port will open on Monday” Ada Mell said. “Nobody will be turned away.”",
            [("direct", "The port will open on Monday / Nobody will be turned away.", "Ada Mell")],
        ),
        (
            "“Will the port open?” Ada Mell, a docker from the old town, asked loudly. “We are ready.”",
            [("direct", "Will the port open? / We are ready.", "Ada Mell, a docker from the old town")],
        ),
        (
            "“If the town finds more ships, it intends to search them” in the harbour, the mayor said.",
            [
                (
                    "mixed",
                    "“If the town finds more ships, it intends to search them” in the harbour",
                    "the mayor",
                )
            ],
        ),
        (
            "“Nobody asked us,” the mayor said, referring to the strike.",
            [("direct", "Nobody asked us,", "the mayor")],
        ),
        (
            "According to the campaign, “The speech will be held at the harbour.”",
            [("direct", "The speech will be held at the harbour.", "the campaign")],
        ),
        (
            "Dockers who think “the war will pass the old harbour by are wrong,” she said.",
            [("mixed", "Dockers who think “the war will pass the old harbour by are wrong,”", "she")],
        ),
    ],
)
def test_quotations(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(kind, content, speaker) for kind, content, speaker in told(text)] == expected


def test_a_headline_is_parsed_without_its_capitals() -> None:
    text = "Bishop Resoundingly Rejects Talk Of A Retreat\n\nShe resoundingly rejects the talk of a retreat."
    assert told(text)[0] == ("indirect", "Talk Of A Retreat", "Bishop")


def test_a_name_given_with_called_is_no_statement() -> None:
    text = "“It died,” the lecturer, a retired clerk called Ivo Stramm, told the town."
    assert [content for _, content, _ in told(text)] == ["It died,"]
    assert [text[slice(*one.cue)] for one in read(text) if one.cue] == ["told"]


def test_names_and_judgements_claim_nothing() -> None:
    assert [one.claims for one in read("He lost what the mayor described as a second capital.")] == [False]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('"We stay here,” she said. "We fight.”', ["We stay here,", "We fight."]),
        ('“We stay here," she said. “We fight."', ["We stay here,", "We fight."]),
        ('"He said “no” and left," she said.', ["He said “no” and left,"]),
    ],
)
def test_straight_and_curly_marks_close_each_other(text: str, quotations: list[str]) -> None:
    assert [text[q.start : q.end] for q in pair(text, 0, len(text))] == quotations
