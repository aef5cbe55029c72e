"""Where and to whom: whole noun phrases, the usual ways to tell them, and what looks back to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.evidence import support

from asabiya.evidence import Statement, read_text
from asabiya.evidence.occasions.hearers import as_before, people_in
from asabiya.evidence.occasions.nominals import Nominals

CASES = json.loads(Path(__file__).with_name("places.json").read_text(encoding="utf-8"))
BEFORE = "Rain In Velmark\n\nRain fell on the city all week.\n\n"


def told(text: str, published: str | None = "2022-11-16") -> list[Statement]:
    return support.attributed(read_text(text, published=published))


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_one_sentence(case: dict[str, str | None]) -> None:
    said = told(f"{BEFORE}{case['sentence']}\n")[-1]
    found = {"sentence": case["sentence"], "venue": said.venue, "audience": said.audience}
    assert found == case


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the ceremony at the police academy in Karst on Monday", "ceremony at the police academy in Karst"),
        ("a meeting of the Security Council, which", "meeting of the Security Council"),
        ("an emergency session held by the court", "emergency session"),
        ("the opening of the new hospital in Wadi Hamam", "opening of the new hospital in Wadi Hamam"),
        ("the Army Day parade in Velm", "Army Day parade"),
        ("Friday prayers in Mashhadin", "Friday prayers in Mashhadin"),
        ("his villa on the outskirts of Myothit", "villa on the outskirts of Myothit"),
        (
            "a seminar for judges and prosecutors in the capital",
            "seminar for judges and prosecutors in the capital",
        ),
        ("a rally in support of the army", "rally in support of the army"),
        ("the church of St. Mary in Lurin", "church of St. Mary in Lurin"),
        ("a letter to the heads of the provinces dated 3 May", "letter to the heads of the provinces"),
        ("the Palácio da Alvorada", "Palácio da Alvorada"),
        ("the Masjid al-Noor", "Masjid al-Noor"),
        ("Camp Nine", "Camp Nine"),
        ("the session with an appeal", "session"),
        ("the meeting in March", "meeting"),
        ("the hospital director", None),
        ("the harvest", None),
    ],
)
def test_a_noun_phrase_ends_with_its_complements(text: str, whole: str | None) -> None:
    read = Nominals(text)
    one = read.of_sort(0)
    assert (read.whole(one).words if one else None) == whole


def test_a_lead_has_the_place_that_the_next_paragraph_tells() -> None:
    text = (
        "LURIN (Northwire) — President Ilya Senn warned on Tuesday that traitors would be found.\n\n"
        "“They eat at our table,” Senn told officers at the staff college in Lurin on Tuesday.\n\n"
        "In Karz, a trader said that prices had doubled.\n"
    )
    said = told(text)
    assert [(s.venue, s.audience) for s in said] == [
        ("staff college in Lurin", "officers"),
        ("staff college in Lurin", "officers"),
        ("Karz", None),
    ]


def test_a_lead_has_no_place_of_what_was_said_to_a_paper() -> None:
    text = (
        "The wife of a jailed general, Rana Qazi, said on Monday that he was ill.\n\n"
        "“He has lost twenty kilos,” Qazi told the newspaper Dawn on Monday.\n"
    )
    assert [s.venue for s in told(text)] == [None, "newspaper Dawn"]


def test_towns_head_the_items_of_a_round_up_but_topics_do_not() -> None:
    text = (
        "Friday sermons of the week\n\nFriday sermons dealt with bread and with the army.\n\n"
        "Mashkan. The prayer leader, Kazem Mird, spoke of bread. “It is dear,” he said.\n\n"
        "Army. The prayer leader, Ali Sesk, spoke of soldiers. “They are brave,” he said.\n"
    )
    assert [s.venue for s in told(text)] == ["Mashkan", None]


@pytest.mark.parametrize(
    ("audience", "before", "found"),
    [
        ("guests", "veterans of the border troops", "veterans of the border troops"),
        ("cadets", "graduating cadets", "graduating cadets"),
        ("students", "student members of the League", "student members of the League"),
        ("new officers", "graduating officers", "graduating officers"),
        ("veterans", "120 veterans of the border troops", "120 veterans of the border troops"),
        ("reporters", "cadets", "reporters"),
        ("elders of Karz", "elders of Velm", "elders of Karz"),
        ("cadets", None, "cadets"),
    ],
)
def test_hearers_called_otherwise(audience: str, before: str | None, found: str) -> None:
    assert as_before(audience, before) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He handed watches to the conscripts of the Third Brigade.", "conscripts of the Third Brigade"),
        ("On Monday cadets of the academy swore the oath.", "cadets of the academy"),
        ("Some two thousand railwaymen met her at the depot.", "two thousand railwaymen"),
        ("The bridge is closed.", None),
    ],
)
def test_people_whom_they_means(text: str, found: str | None) -> None:
    assert people_in(text) == found


def test_hearers_called_by_a_pronoun_are_those_named_before() -> None:
    text = (
        "The general handed watches to the conscripts of the Third Brigade. “Wear them,” he told them.\n\n"
        "The minister received the veterans of the frontier. “Be my eyes,” he warned his guests.\n"
    )
    assert [s.audience for s in told(BEFORE + text)] == [
        "conscripts of the Third Brigade",
        "veterans of the frontier",
    ]
