"""The usual ways of this genre to name speaker, office, audience and venue, a sentence each."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from tests.evidence import support

from asabiya.evidence import Statement, read_text

CASES = json.loads(Path(__file__).with_name("constructions.json").read_text(encoding="utf-8"))
CONTEXT = """A Week Of Denials

The colonels of Velmark met on Monday. General Ivo Rusk, the commander of the guards, was there.

"""
ALONE = """A Week Of Denials

Rain fell on the city of Velmark all week.

"""


def told(text: str, published: str | None = "2022-11-16") -> list[Statement]:
    return support.attributed(read_text(text, published=published))


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_one_sentence(case: dict[str, str | None]) -> None:
    context = ALONE if "speaker" in case else CONTEXT
    said = told(context + str(case["sentence"]) + "\n")[-1]
    found = {"sentence": case["sentence"], "speaker": said.speaker.name, "office": said.office}
    found |= {"audience": said.audience, "venue": said.venue}
    assert {key: found[key] for key in case} == case


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KAMEN, Drava, March 14, 2024 (Wire) — Rain fell in the north.", "2024-03-14"),
        ("KAMEN, 6 June 2023. Rain fell in the north.", "2023-06-06"),
        ("(Kamen, August 22, 2023) – Rain fell in the north.", "2023-08-22"),
        ("Rain fell in the north.\n\nThe feature is from our issue of March 16, 2024.", "2024-03-16"),
        ("Rain fell in the north.\n\nThis bulletin was closed on 30 June 2023.", "2023-06-30"),
        ("It was on 3 May 2020 that the rain came.", None),
    ],
)
def test_the_day_of_publication_stands_in_the_text(text: str, day: str | None) -> None:
    article = read_text(f"A Week Of Rain\n\n{text}\n").article
    assert article.published == (datetime.date.fromisoformat(day) if day else None)


def test_who_is_asked_after_is_named_with_a_rank_alone() -> None:
    text = ALONE + (
        "And the president? On Saturday he received governors at his residence. "
        "Then Marshal Teo Brandt looked up. “We are late,” he said.\n"
    )
    assert [(s.speaker.name, s.office) for s in told(text)] == [("Teo Brandt", "president")]


def test_an_asker_does_not_answer() -> None:
    text = ALONE + "The envoy, Helga Orn, left. Asked by a clerk if it held, she said: “Ask the army.”\n"
    assert told(text)[-1].speaker.name == "Helga Orn"


def test_a_pronoun_is_given_an_office() -> None:
    text = ALONE + (
        "Teo Brandt is a thin man. Until May he was deputy head of the fleet. "
        "“We have no ships,” Brandt says.\n"
    )
    assert [(s.speaker.name, s.office) for s in told(text)] == [("Teo Brandt", "deputy head of the fleet")]


def test_it_is_the_body_that_has_issued_something() -> None:
    text = ALONE + "On Monday the Supreme Council issued a communiqué. “Nobody has fled,” it said.\n"
    assert [s.speaker.name for s in told(text)] == ["Supreme Council"]


def test_a_paper_in_apposition_is_nobody() -> None:
    text = ALONE + (
        "The director, Ana Soto, would not meet me. Her speeches are printed in the party daily, Nhan Ngon. "
        "In May she told students that it held.\n"
    )
    assert [s.speaker.name for s in told(text)] == ["Ana Soto"]


def test_one_of_them_is_described_behind_the_comma() -> None:
    text = ALONE + "One of them, a captain in the Third Corps, spoke to me. “We salute,” he said.\n"
    assert [s.speaker.name for s in told(text)] == ["captain in the Third Corps"]


def test_a_date_that_heads_a_paragraph_dates_it() -> None:
    text = ALONE + (
        "19 January: Parliament meets behind closed doors. "
        "Speaker Ali Fazel informs deputies that it holds.\n"
    )
    said = told(text)[-1]
    assert (said.audience, said.date.value) == ("deputies", datetime.date(2022, 1, 19))


def test_the_same_conference_is_the_one_before() -> None:
    text = ALONE + (
        "On 20 October 2022 the Corps held its annual conference of instructors in Zarrin. "
        "“We are late,” said General Teo Brandt.\n\n"
        "At the same conference a judge, Ana Soto, spoke of trust. Soto argued that it held.\n"
    )
    day = datetime.date(2022, 10, 20)
    venue = "annual conference of instructors in Zarrin"
    assert [(s.speaker.name, s.venue, s.date.value) for s in told(text)] == [
        ("Teo Brandt", venue, day),
        ("Ana Soto", venue, day),
    ]
