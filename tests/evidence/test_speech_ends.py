"""Where a content ends: before what the author adds, and behind what still belongs to it."""

from __future__ import annotations

import pytest
from tests.evidence.test_speech import told

MAYOR = "The mayor"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The mayor said that prices would fall, but that wages would rise.",
            "that prices would fall, but that wages would rise",
        ),
        (
            "The mayor said in a statement read out on the state broadcaster that the harbour was quiet.",
            "that the harbour was quiet",
        ),
        (
            "The mayor said the harbour had two owners: the army and the church.",
            "the harbour had two owners: the army and the church",
        ),
        (
            "The mayor pledged to enact reform, fix the broken dyke and leave.",
            "to enact reform, fix the broken dyke and leave",
        ),
        (
            "The mayor said the army had left the harbour and the bridges to the council, which was glad.",
            "the army had left the harbour and the bridges to the council, which was glad",
        ),
        (
            "The mayor said she was bound for Dorn, which the army had held against its own council since "
            "the spring of the great flood.",
            "she was bound for Dorn",
        ),
        (
            "The mayor said she would stay, compared with a third of all those who had come from Dorn.",
            "she would stay",
        ),
        (
            "The mayor told a crowd of dockers that she would stay and called the levy a farce.",
            "that she would stay",
        ),
        ("The mayor praised the treaty, a plan that the council had drawn up.", "the treaty"),
        ("The mayor endorsed the bishop during a call with the dockers.", "the bishop"),
        ("The mayor defended the levy at a meeting of dockers.", "the levy"),
    ],
)
def test_where_it_ends(text: str, content: str) -> None:
    assert told(text)[0] == ("indirect", content, MAYOR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He called her “terrible,” denounced her record as secretary and said she should not be "
            "allowed to run.",
            [
                ("mixed", "her “terrible,”", "He"),
                ("indirect", "her record as secretary", "He"),
                ("indirect", "she should not be allowed to run", "He"),
            ],
        ),
        (
            "The mayor is a soldier, and he’s argued for years that the guards are free.",
            [("indirect", "that the guards are free", "he")],
        ),
        (
            "The mayor sharpened her criticism in May, telling a paper that the bishop was late.",
            [("indirect", "that the bishop was late", MAYOR)],
        ),
        (
            "The mayor spoke, acknowledging that the bishop was right but warning that the guards were late.",
            [
                ("indirect", "that the bishop was right", MAYOR),
                ("indirect", "that the guards were late", MAYOR),
            ],
        ),
    ],
)
def test_several_verbs_of_one_speaker(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_a_quotation_goes_on_with_a_sentence_that_ended_in_another() -> None:
    text = "The plan is “a farce for the town,” the mayor said. “Nobody wants it.”"
    assert told(text) == [("mixed", "The plan is “a farce for the town,” / Nobody wants it.", "the mayor")]


def test_a_few_words_in_single_marks_are_a_heading() -> None:
    text = "“We are late,” the mayor said.\n\n‘A harbour of hope.’\n\nRain fell on the town."
    assert told(text) == [("direct", "We are late,", "the mayor")]
    alone = "The mayor stood up.\n\n‘We are late.’"
    assert told(alone) == [("direct", "We are late.", None)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Rain fell as the mayor announced a levy on salt in Dorn.", "a levy on salt in Dorn"),
        ("Believe it or not, the mayor urged the dockers to leave.", "to leave"),
        ("The ports were closed, which the mayor said were full of ships.", "were full of ships"),
        (
            "The trouble with the levy, said the mayor, is the bishop.",
            "The trouble with the levy / is the bishop",
        ),
    ],
)
def test_which_side_of_its_verb_it_stands_on(text: str, content: str) -> None:
    assert told(text) == [("indirect", content, "the mayor")]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor called off the march.",
        "They had joined a movement called the Harbour League.",
        "The mayor claimed the port and was on her way to Dorn.",
        "The mayor smiled as the bishop answered questions.",
        "The mayor shook hands with the dockers as she replied.",
    ],
)
def test_acts_and_names_are_no_statements(text: str) -> None:
    assert told(text) == []
