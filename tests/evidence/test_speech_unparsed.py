"""Topics, speech that the parser takes for something else, asides before quotations, ends of contents."""

from __future__ import annotations

import pytest
from tests.evidence.test_speech import read, told

from asabiya.evidence import read_text
from asabiya.evidence.text.marks import pair


@pytest.mark.parametrize(
    "text",
    [
        "The mayor spoke about the harvest.",
        "The bishop reminded the worshippers of the war.",
        "A deputy asked about the price of bread.",
        "The archbishop appealed for calm.",
        "The party leader called for unity.",
        "The governor thanked the guards for building a clinic.",
        "The colonel recalled the siege of Dorn.",
        "Three villagers complained about the state of the roads.",
        "The widow told us about the second night.",
        "I called on her in the spring.",
    ],
)
def test_a_topic_without_quoted_words_is_no_statement(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor complained about how the dockers were treated.",
            [("indirect", "about how the dockers were treated", "The mayor")],
        ),
        (
            "The bishop spoke about “a winter without bread and without shame”.",
            [("mixed", "about “a winter without bread and without shame”", "The bishop")],
        ),
        (
            "The mayor said that “nobody leaves this port without my leave”.",
            [("mixed", "that “nobody leaves this port without my leave”", "The mayor")],
        ),
        (
            "The minister, Colonel Rahim Voss, informed parliament on Monday that fuel would be rationed.",
            [("indirect", "that fuel would be rationed", "Colonel Rahim Voss")],
        ),
        (
            "In another passage the general demands that an officer “sleep among his men in the barracks”.",
            [("mixed", "that an officer “sleep among his men in the barracks”", "general")],
        ),
        (
            "The mayor said as he left the hall that he was “satisfied but not yet happy”.",
            [("mixed", "that he was “satisfied but not yet happy”", "The mayor")],
        ),
        (
            "The mayor said more than 300 men, among them a captain, had surrendered at the port.",
            [
                (
                    "indirect",
                    "more than 300 men, among them a captain, had surrendered at the port",
                    "The mayor",
                )
            ],
        ),
        (
            "They had brought no weapons, added the official.",
            [("indirect", "They had brought no weapons", "the official")],
        ),
        (
            "The general staff replied in a communiqué: the captain is “a product of foreign kitchens”.",
            [("mixed", "the captain is “a product of foreign kitchens”", "The general staff")],
        ),
        (
            "The colonel opened the meeting with the remark that the port was lost.",
            [("indirect", "that the port was lost", "The colonel")],
        ),
        (
            "The governor, the radio reported, “sees the sea and nothing but the sea from his window”.",
            [
                (
                    "mixed",
                    "The governor / “sees the sea and nothing but the sea from his window”",
                    "the radio",
                )
            ],
        ),
        (
            "He who sells a secret, the mufti said, will be buried without a prayer.",
            [("indirect", "He who sells a secret / will be buried without a prayer", "the mufti")],
        ),
        (
            "He asked the cadets to keep the oath, “even if you are the last ones in the room”.",
            [
                (
                    "mixed",
                    "to keep the oath, “even if you are the last ones in the room”",
                    "He",
                )
            ],
        ),
        (
            "“You set the dogs on us,” the governor can be heard saying.",
            [("direct", "You set the dogs on us,", "the governor")],
        ),
        (
            "They sat down, lit a fire and said they would wait for the ferry.",
            [("indirect", "they would wait for the ferry", "They")],
        ),
        (
            "The mayor was blunt, claiming without any evidence that the bishop wanted the port closed.",
            [("indirect", "that the bishop wanted the port closed", "The mayor")],
        ),
    ],
)
def test_speech_that_the_parser_takes_for_something_else(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The mayor said the port was safe, as police crossed the river.", "the port was safe"),
        ("The mayor said the port was safe, a reference to the flood of May.", "the port was safe"),
        ("The dykes had held, the mayor said, because the dockers had not slept.", None),
    ],
)
def test_what_the_author_adds_behind_a_comma(text: str, content: str | None) -> None:
    whole = "The dykes had held / because the dockers had not slept"
    assert [one[1] for one in told(text)] == [content or whole]


def test_a_paragraph_of_nothing_but_a_quotation_goes_on_with_the_speech_before() -> None:
    text = (
        "“The port is closed to us,” the mayor said.\n\n“But the sea is not closed to anybody in this town.”"
    )
    found = read(text)
    assert [len(e.spans) for e in found] == [2]


def test_a_short_reply_in_a_paragraph_of_its_own_is_another_speech() -> None:
    text = "“The port is closed to us,” the mayor said.\n\n“Too late?”"
    assert [len(e.spans) for e in read(text)] == [1, 1]


def test_single_marks_close_behind_a_plural() -> None:
    text = "'Foreign kitchens', he told the rectors, 'work on a mind like moths'."
    assert [text[q.start : q.end] for q in pair(text, 0, len(text))] == [
        "Foreign kitchens",
        "work on a mind like moths",
    ]


def test_it_is_the_body_that_spoke_of_something_before() -> None:
    ledger = read_text(
        "The ministry confirmed the departure. “The state thanks him for his service,” it said."
    )
    assert [s.speaker.name for s in ledger.statements if s.kind == "direct"] == ["ministry"]


def test_who_is_asked_by_a_reporter_answers() -> None:
    found = told("Asked by a reporter whether anyone would be dismissed, the mayor said: “Nobody will.”")
    assert found == [("direct", "Nobody will.", "the mayor")]
