"""Quotations and paraphrases whose cue is no plain verb, or stands where the parser does not look for one."""

from __future__ import annotations

import pytest
from tests.evidence.test_speech import told


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The verdict of a harbour master: “We have three mayors and no boat.”", "a harbour master"),
        ("Ada Mell's dry verdict: “We have three mayors and no boat.”", "Ada Mell"),
        ("“We have three mayors and no boat,” was Mell’s comment on the levy.", "Mell"),
        ("A clerk's summary: “We have three mayors and no boat.”", "A clerk"),
        ("“We have three mayors and no boat,” was the mayor’s answer to the dockers.", "the mayor"),
        ("“We have three mayors and no boat,” is all that the bishop would say.", "the bishop"),
        ("“We have three mayors and no boat,” said the second accused, a clerk.", "the second accused"),
        ("“We have three mayors and no boat,” a baker who gave her name as Nell told us.", "Nell"),
        (
            "“We have three mayors and no boat,” Ada Mell, the bishop of Dorn, lamented on Sunday.",
            "Ada Mell, the bishop of Dorn",
        ),
    ],
)
def test_quotations_without_a_plain_verb(text: str, speaker: str) -> None:
    [(kind, content, who)] = told(text)
    assert (kind, content.rstrip(",."), who) == ("direct", "We have three mayors and no boat", speaker)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Foreign films, Bishop Mell said in a sermon, “are poison in our tea”.",
            "Foreign films / “are poison in our tea”",
        ),
        (
            "Two of his men, a clerk of the port told me, ‘left in April by boat’.",
            "Two of his men / ‘left in April by boat’",
        ),
        (
            "The judge waved it away on 8 January: ‘mercy’, he told them, was ‘not a ground for leave’.",
            "‘mercy’ / was ‘not a ground for leave’",
        ),
        (
            "Under them, he reminded the town, lay “three hundred men who did not bow”.",
            "Under them / lay “three hundred men who did not bow”",
        ),
        (
            "The bishop called upon the dockers to “hold fast to the rope” of the law.",
            "to “hold fast to the rope” of the law",
        ),
        (
            "Mell appealed in a radio talk for “all the villages to row in one boat”.",
            "for “all the villages to row in one boat”",
        ),
        ("The clerk regretted that the council still had no room.", "that the council still had no room"),
        ("The clerk said only that the law was the same for all.", "that the law was the same for all"),
        ("The general's message to the waverers: stay at your posts.", "stay at your posts"),
        ("His answer was short: the harbour was closed.", "the harbour was closed"),
        (
            "No power on earth, the mayor assured us, “not even the one with the gold”, could move him.",
            "No power on earth / “not even the one with the gold”, could move him",
        ),
        (
            "The nation's youth, Ada Mell revealed to the congress, has been “infected by song”.",
            "The nation's youth / has been “infected by song”",
        ),
        (
            "At least 60 men have left the post since the flood began on Aug. 14, deserters told Radio Dorn.",
            "At least 60 men have left the post since the flood began on Aug. 14",
        ),
        (
            "He could ‘no longer tell day from night’, he complained: each lamp burned until noon.",
            "He could ‘no longer tell day from night’ / each lamp burned until noon",
        ),
        (
            "The port office replied a day later, in a note of one line: mayor and council were “as one”.",
            "mayor and council were “as one”",
        ),
        (
            "It was ten paces to the gate, shouted a docker in the last row, and the guard was asleep.",
            "It was ten paces to the gate / and the guard was asleep",
        ),
        (
            "Mell considered that the four “were bought with a house by the sea”.",
            "that the four “were bought with a house by the sea”",
        ),
        (
            "She let her pupils know by post that she was now “growing beans”.",
            "that she was now “growing beans”",
        ),
        ("The ministry said late on Tuesday it knew nothing of a call.", "it knew nothing of a call"),
        (
            "In two ports, they went on, sailors had left their caps on the quay.",
            "In two ports / sailors had left their caps on the quay",
        ),
        (
            "Some 200 men have left, according to the Delta Network, a group of lawyers in exile.",
            "Some 200 men have left",
        ),
        (
            "The mayor said that the town “stands as one”, four days after a captain left it.",
            "that the town “stands as one”",
        ),
        (
            "The union urged them to “leave the gate alone” in a statement on Thursday.",
            "to “leave the gate alone”",
        ),
        (
            "The council said it had arrested men who meant to seize the gate, the second plot since May.",
            "it had arrested men who meant to seize the gate",
        ),
    ],
)
def test_what_stands_around_a_cue(text: str, content: str) -> None:
    assert [found for _, found, _ in told(text)] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "The bishop cited no names.",
        "The defence called an expert and two clerks.",
        "A sailor who left in May and calls himself Old Nell waits at the gate.",
        "I can hear the censor asking: “And who asked you, madam?”",
        "The crowd, one recalls, cheered until noon.",
        "The two captains blame each other for the loss.",
        "The lecturer addressed the dockers on the 9th, according to a clerk.",
        "The mayor made the remarks on Tuesday in Dorn, the agency said.",
        "Mell, as our older readers will recall, sat in prison for years.",
        "“We are with the people!” reads a banner over the gate.",
        "One of the lives above a laundry in a port which he asked me not to name.",
        "The report of the committee: forty pages, no names.",
        "“The Hour of Truth,” a programme on the radio, did not report it.",
    ],
)
def test_topics_and_imagined_words_are_no_statements(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("09:15 Interior minister: “The gate is shut and guarded.”", "Interior minister"),
        ("14:20 — The mayor, on the radio: “The gate is shut and guarded.”", "The mayor"),
        ("For Colonel Brandt the matter is simple: “The gate is shut and guarded.”", "Colonel Brandt"),
        ("The letter ends with the words: “The gate is shut and guarded.”", "The letter"),
    ],
)
def test_quotations_behind_a_colon(text: str, speaker: str) -> None:
    assert told(text) == [("direct", "The gate is shut and guarded.", speaker)]


def test_what_is_announced_or_rejected_is_a_statement_and_what_is_talked_about_is_none() -> None:
    text = "The council announced the arrest of three captains."
    assert told(text) == [("indirect", "the arrest of three captains", "The council")]
    assert told("The council spoke about the arrest of three captains.") == []


def test_a_newspaper_before_who_speaks_is_a_reporter() -> None:
    text = "On Monday, according to Harian Negara, the mayor, Ada Mell, told the dockers: «The gate is shut.»"
    assert [(kind, content) for kind, content, _ in told(text)] == [("direct", "The gate is shut.")]
