"""Who said what, one construction a sentence: kind, content and speaker."""

from __future__ import annotations

import threading
import time

import pytest

from asabiya.errors import AsabiyaError
from asabiya.evidence.speech import parsing
from asabiya.evidence.speech.quotations import Extract, extract
from asabiya.evidence.text.layout import lay_out, paragraphs


def read(text: str) -> list[Extract]:
    return extract(lay_out(text, paragraphs(text)))


def told(text: str) -> list[tuple[str, str, str | None]]:
    """Kind, content and speaker of every attribution."""
    return [
        (
            one.kind,
            " / ".join(text[a:b] for a, b in one.spans),
            text[one.source.start : one.source.end] if one.source else None,
        )
        for one in read(text)
        if one.kind not in ("author", "ascribed")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The governor said that the bridge was safe.",
            [("indirect", "that the bridge was safe", "The governor")],
        ),
        ("The governor said the bridge was safe.", [("indirect", "the bridge was safe", "The governor")]),
        ("The bridge was safe, the governor said.", [("indirect", "The bridge was safe", "the governor")]),
        (
            "The bridge, the governor said, was safe.",
            [("indirect", "The bridge / was safe", "the governor")],
        ),
        (
            "If the rain stops, the governor said, the bridge will open.",
            [("indirect", "If the rain stops / the bridge will open", "the governor")],
        ),
        (
            "According to the harbour office, two ships left on Monday.",
            [("indirect", "two ships left on Monday", "the harbour office")],
        ),
        (
            "Two ships left on Monday, according to the harbour office.",
            [("indirect", "Two ships left on Monday", "the harbour office")],
        ),
        (
            "The mayor told a crowd of farmers in Old Square that the dam would hold.",
            [("indirect", "that the dam would hold", "The mayor")],
        ),
        (
            "The mayor warned her deputies about unrest in the port.",
            [("indirect", "about unrest in the port", "The mayor")],
        ),
        (
            "The mayor accused the army of hiding its losses.",
            [("indirect", "the army of hiding its losses", "The mayor")],
        ),
        (
            "The mayor called on all citizens to stay at home.",
            [("indirect", "to stay at home", "The mayor")],
        ),
        (
            "The mayor called the vote a fraud.",
            [("indirect", "the vote a fraud", "The mayor")],
        ),
        (
            "The mayor praised the vote and urged the judges to confirm it.",
            [("indirect", "the vote", "The mayor"), ("indirect", "to confirm it", "The mayor")],
        ),
        (
            "The colonel, who said that he was tired, left the room.",
            [("indirect", "that he was tired", "The colonel")],
        ),
        (
            "The colonel left the room, saying that he was tired.",
            [("indirect", "that he was tired", "The colonel")],
        ),
        (
            "The colonel said that he was tired, adding that the war was lost.",
            [
                ("indirect", "that he was tired", "The colonel"),
                ("indirect", "that the war was lost", "The colonel"),
            ],
        ),
        (
            "His claim that the war was won is false.",
            [("indirect", "that the war was won", "His")],
        ),
        (
            "General (ret.) Ivo Stramm said the war was lost.",
            [("indirect", "the war was lost", "General (ret.) Ivo Stramm")],
        ),
        (
            "The mayor said closing the port before the harvest was in would ruin the town.",
            [("indirect", "closing the port before the harvest was in would ruin the town", "The mayor")],
        ),
        (
            "The mayor vowed to keep the port open and left the room.",
            [("indirect", "to keep the port open", "The mayor")],
        ),
        (
            "The port was open, the mayor said on Monday, a day after guns were heard in the harbour.",
            [("indirect", "The port was open", "the mayor")],
        ),
        (
            "The mayor admitted that two ships had left, in remarks that surprised the port.",
            [("indirect", "that two ships had left", "The mayor")],
        ),
        (
            "By Friday, according to the paper, which cited a clerk, the port was empty by noon.",
            [("indirect", "By Friday / the port was empty by noon", "the paper")],
        ),
        (
            "The colonel was quoted as saying that the war was lost.",
            [("indirect", "that the war was lost", "The colonel")],
        ),
    ],
)
def test_paraphrases(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We have held the bridge for nine days,” said the colonel, Ivo Stramm, on Monday.",
            [
                (
                    "direct",
                    "We have held the bridge for nine days,",
                    "the colonel, Ivo Stramm",
                )
            ],
        ),
        (
            '"Nobody believes us anymore," a police officer in Dorn, who gave no name, told Radio Tarn.',
            [("direct", "Nobody believes us anymore,", "a police officer in Dorn")],
        ),
        (
            "“And who,” asked the bishop of Dorn, “will bury the dead?”",
            [("direct", "And who, / will bury the dead?", "the bishop of Dorn")],
        ),
        (
            "“That is a lie,” Stramm told the paper. “My men are loyal.” Ada Mell said she would hear both.",
            [
                ("direct", "That is a lie, / My men are loyal.", "Stramm"),
                ("indirect", "she would hear both", "Ada Mell"),
            ],
        ),
        (
            "Stramm said the retreat “was never planned” by anyone in the staff.",
            [("mixed", "the retreat “was never planned” by anyone in the staff", "Stramm")],
        ),
        (
            "Stramm warned the staff of a “flood that gives no notice.”",
            [("mixed", "of a “flood that gives no notice.”", "Stramm")],
        ),
        (
            "Stramm insists that nothing has changed: the corps, he says, is “a mountain.”",
            [("mixed", "that nothing has changed: the corps, he says, is “a mountain.”", "Stramm")],
        ),
        (
            "The corps, he said, “is a mountain”.",
            [("mixed", "The corps / “is a mountain”", "he")],
        ),
        (
            "Stramm said his men were ready to “take on the old cartel,” secure the border and march.",
            [
                (
                    "mixed",
                    "his men were ready to “take on the old cartel,” secure the border and march",
                    "Stramm",
                )
            ],
        ),
        (
            "The retreat was “a gift to the enemy,” Stramm said.",
            [("mixed", "The retreat was “a gift to the enemy,”", "Stramm")],
        ),
        (
            "He said the officers ‘took the children’s schoolbooks’.",
            [("mixed", "the officers ‘took the children’s schoolbooks’", "He")],
        ),
        (
            "''We weren't asked,'' the mayor said.",
            [("direct", "We weren't asked,", "the mayor")],
        ),
    ],
)
def test_quotations(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A clerk, who asked not to be named, left the room.",
        "The mayor denied any tension.",
        "The mayor repeated his warning on Sunday.",
        "The mayor declined to comment on the strike.",
        "In the film “The Last Dyke,” shown on Monday, an old fighter asks: “For what did we die?”",
        "The minister did not mention the contracts.",
        "Nothing suggests that he sleeps any better.",
        "Its recruits call the barracks “the oven” and laugh.",
        "Crowds outside chanted “Neither fear nor retreat” and sang.",
        "The crisis continues to grow in the north.",
        "“The Hour of Truth,” a programme on state television, did not report it.",
    ],
)
def test_no_statement(text: str) -> None:
    assert told(text) == []


def test_a_medium_is_a_link_in_the_chain() -> None:
    text = "State radio reported that the prosecutor, Jan Kell, had said that traitors would hang."
    [one] = [e for e in read(text) if e.kind == "indirect"]
    assert one.source is not None
    assert text[one.source.start : one.source.end] == "the prosecutor, Jan Kell"
    assert [text[v.start : v.end] for v in one.via] == ["State radio"]


def test_offsets_hold_where_quotations_and_brackets_left_the_skeleton() -> None:
    text = (
        "Ada Mell (Free List) said on Monday (again) that “the bridge, the road and the port are ours” now."
    )
    [one] = read(text)
    assert [text[a:b] for a, b in one.spans] == ["that “the bridge, the road and the port are ours” now"]


def test_a_missing_parser_is_an_error_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MODEL", "no_such_parser")
    parsing._parser.cache_clear()
    try:
        with pytest.raises(AsabiyaError) as caught:
            told("The governor said that the bridge was safe.")
    finally:
        parsing._parser.cache_clear()
    assert str(caught.value) == (
        "the English parser no_such_parser is not installed\nhint: pip install no-such-parser"
    )


def test_threads_share_one_parser() -> None:
    text = "The governor said that the bridge was safe."
    found: list[list[tuple[str, str, str | None]]] = []
    threads = [threading.Thread(target=lambda: found.append(told(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [told(text)] * 4


@pytest.mark.parametrize("unit", ["word said ", "He said, “no” and “yes", "according to him "])
def test_a_sentence_without_end_is_cut_for_the_parser(unit: str) -> None:
    text = unit * 10_000
    start = time.process_time()
    for one in read(text):
        assert all(0 <= a < b <= len(text) for a, b in one.spans)
    assert time.process_time() - start < 10


def test_what_lies_beyond_the_parse_of_an_article_is_told(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The mayor said that the dam would hold. " * 4
    monkeypatch.setattr(parsing, "_MOST", 100)
    assert [content for _, content, _ in told(text)][:1] == ["that the dam would hold"]
    assert "more than 100 code points" in caplog.text
    caplog.clear()
    monkeypatch.setattr(parsing, "_MOST", 1000)
    assert len(told(text)) == 4
    assert caplog.text == ""


def test_acts_of_speech_claim_nothing() -> None:
    [one] = read("The mayor endorsed the treaty.")
    assert (one.kind, one.claims) == ("indirect", False)
    [other] = read("The mayor did not say that the dam would hold.")
    assert not other.claims
