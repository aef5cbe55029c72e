"""Interviews in question and answer: answers are statements of who is interviewed."""

from __future__ import annotations

import pytest
from tests.evidence.support import attributed, words

from asabiya.evidence import Statement
from asabiya.evidence.documents.article import make_article
from asabiya.evidence.reader import read_article

HEAD = """“The barracks are listening”

Interview with former colonel Davit Arsen

Davit Arsen left the Palace Guard of Orvania in May. He spoke with Lena Karr in Tolm on 3 June.

"""
TAIL = """The defence ministry did not reply. A spokesman said on Tuesday that Arsen was “a storekeeper”.
"""
QUESTIONS = (
    "Why did you leave?",
    "How many officers think as you do?",
    "The president told state radio that the army was “a wall of steel”. Is he right?",
)
ANSWERS = (
    "There was no single day. I saw men of my own company hide their uniforms under the floor.",
    "More than half, I believe. Nobody trusts his neighbour in the mess any more.",
    "He has not visited a barracks for two years. We all know that the wall has doors.",
)


def interview(ask: str, answer: str, *, after: str = "") -> str:
    turns = (f"{ask}{q}{after}\n\n{answer}{a}\n\n" for q, a in zip(QUESTIONS, ANSWERS, strict=True))
    return HEAD + "".join(turns) + TAIL


def said(text: str) -> list[tuple[Statement, list[str]]]:
    ledger = read_article(make_article(text.encode(), name="interview.txt", published="2024-06-05"))
    return [(s, words(ledger, s)) for s in attributed(ledger)]


@pytest.mark.parametrize(
    ("ask", "answer", "after"),
    [
        ("Q: ", "A: ", ""),
        ("Q. ", "A. ", ""),
        ("Question: ", "Answer: ", ""),
        ("THE WEEKLY: ", "ARSEN: ", ""),
        ("The Weekly: ", "Colonel Arsen: ", ""),
        ("LK: ", "D.A.: ", ""),
        ("**The Weekly:** ", "**Arsen:** ", ""),
        ("**", "", "**"),
        ("– ", "– ", ""),
        ("", "", ""),
    ],
)
def test_answers_are_direct_speech_on_the_interviews_day(ask: str, answer: str, after: str) -> None:
    found = said(interview(ask, answer, after=after))
    answers = [(s, quote) for s, quote in found if s.speaker.name == "Davit Arsen"]
    assert [quote for _, quote in answers] == [[a] for a in ANSWERS]
    for statement, _ in answers:
        assert statement.kind == "direct"
        assert statement.office == "former colonel"
        assert str(statement.date.value) == "2024-06-03"
        assert not statement.via
    others = [(s.speaker.name, quote, s.venue) for s, quote in found if s.speaker.name != "Davit Arsen"]
    assert others == [
        ("president", ["that the army was “a wall of steel”"], "state radio"),
        ("spokesman", ["that Arsen was “a storekeeper”"], None),
    ]


def test_an_answer_runs_over_paragraphs_until_the_author_speaks() -> None:
    text = interview("Q: ", "A: ").replace(
        ANSWERS[1] + "\n",
        ANSWERS[1] + "\n\nI counted them once, at roll call.\n\nArsen pours the tea.\n\nWe sit for long.\n",
    )
    found = [quote for s, quote in said(text) if s.speaker.name == "Davit Arsen"]
    assert found[1] == [ANSWERS[1], "I counted them once, at roll call."]
    assert not any("pours" in part or "sit for long" in part for quote in found for part in quote)


def test_whom_an_answer_quotes_speaks_by_way_of_who_answers() -> None:
    reported = "General Bela Pintor knows nothing. He told us in January that the treasury was empty."
    found = said(interview("Q: ", "A: ").replace(ANSWERS[2], reported))
    statement = next(s for s, quote in found if quote == ["that the treasury was empty"])
    assert (statement.speaker.name, statement.via) == ("Bela Pintor", ("Davit Arsen",))
    assert [reported] in [quote for s, quote in found if s.speaker.name == "Davit Arsen"]


def test_what_one_says_of_oneself_in_an_answer_is_no_second_statement() -> None:
    own = "I told the general that nobody would come back. He did not look up."
    found = said(interview("Q: ", "A: ").replace(ANSWERS[0], own))
    assert [quote for _, quote in found if "that nobody would come back" in quote[0]] == [[own]]


@pytest.mark.parametrize(
    "text",
    [
        # An author who asks.
        "The minister spoke to the chamber on Monday.\n\nWho is next?\n\nNobody in the palace knows.\n\n"
        "Who will tell him?\n\nThe guards have stopped counting.\n\nAnd who counts the guards?\n\nNobody.\n",
        # A list with labels that do not take turns.
        "Three ministers met on Monday.\n\nDefence: a new law.\n\nHealth: no news.\n\nDefence: a parade.\n",
        # A play of one question.
        "He spoke to us.\n\nQ: Who left?\n\nA: I did.\n",
    ],
)
def test_what_is_no_interview_has_no_answers(text: str) -> None:
    assert not [quote for s, quote in said(text) if s.kind == "direct"]


def test_answers_run_over_paragraphs_and_claims_held_against_one_are_questions() -> None:
    turns = (
        "Why did you leave?",
        "I saw men of my own company hide their uniforms.",
        "It was not fear that drove them. It was the villas.",
        "The palace maintains that your papers are forged.",
        "It maintained the same of the maps, and then changed the maps.",
        "How many think as you do?",
        "More than half, I believe.",
        "And what would you tell them?",
        "I would tell them to wait.",
        "The palace did not answer our questions.",
    )
    found = [quote for s, quote in said(HEAD + "\n\n".join(turns)) if s.speaker.name == "Davit Arsen"]
    assert found == [[turns[1], turns[2]], [turns[4]], [turns[6]], [turns[8]]]
