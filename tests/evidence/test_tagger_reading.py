"""What the tagger and the rules make of an article together."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest

from asabiya.errors import InputError
from asabiya.evidence import read_article
from asabiya.evidence.documents.article import make_article
from asabiya.evidence.speech.quotations import Extract
from asabiya.evidence.tagger import extractor as reading
from asabiya.evidence.tagger.decode import Tagged
from asabiya.evidence.tagger.model import Tagger


class _Told(Tagger):
    """A tagger that sees what it is told to see, in a text's own words."""

    def __init__(self, *told: tuple[str, Sequence[str], str | None], sure: float = 0.9) -> None:
        object.__setattr__(self, "told", [(*one, sure) for one in told])

    def tag(self, text: str) -> list[Tagged]:
        def place(words: str) -> tuple[int, int]:
            return text.index(words), text.index(words) + len(words)

        return [
            Tagged(place(cue), tuple(map(place, content)), place(source) if source else None, sure)
            for cue, content, source, sure in self.told  # type: ignore[attr-defined]
        ]


def extracts(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    *told: tuple[str, Sequence[str], str | None],
    sure: float = 0.9,
) -> list[tuple[str, list[str], str | None]]:
    """Kind, words of the spans and words of the source."""
    monkeypatch.setattr(reading, "_opened", lambda folder: _Told(*told, sure=sure))
    found: list[Extract] = reading.TaggerExtractor("nowhere")(make_article(text.encode(), name="a"))
    return [
        (e.kind, [text[a:b] for a, b in e.spans], text[e.source.start : e.source.end] if e.source else None)
        for e in found
    ]


def test_a_quotation_keeps_the_bounds_of_its_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We will never leave this town,” said Adel Varzi."
    found = extracts(monkeypatch, text, ("said", ["“We will never leave this"], "Adel Varzi"))
    assert found == [("direct", ["We will never leave this town,"], "Adel Varzi")]


def test_a_paraphrase_is_the_tagger_s(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The budget, the memo went on to make plain, was spent long ago."
    told = ("went on to make plain", ["The budget,", "was spent long ago."], "the memo")
    assert extracts(monkeypatch, text, told) == [
        ("indirect", ["The budget", "was spent long ago"], "the memo")
    ]


def test_quoted_words_in_a_paraphrase_make_it_mixed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mira Tolan said the talks had been “a slow farce” all along."
    told = ("said", ["the talks had been “a slow farce” all along"], "Mira Tolan")
    assert extracts(monkeypatch, text, told) == [
        ("mixed", ["the talks had been “a slow farce” all along"], "Mira Tolan")
    ]


def test_a_closing_mark_at_the_end_of_a_mixed_content_belongs_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mira Tolan said the talks had been “a slow farce.”"
    told = ("said", ["the talks had been “a slow farce"], "Mira Tolan")
    assert extracts(monkeypatch, text, told) == [
        ("mixed", ["the talks had been “a slow farce.”"], "Mira Tolan")
    ]


def test_what_the_tagger_misses_of_quotations_comes_from_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“Nobody has fled,” Adel Varzi said. “Nobody will ever flee from here.”\n\nRain fell in the north."
    whole = [
        ("direct", ["Nobody has fled,", "Nobody will ever flee from here."], "Adel Varzi"),
        ("author", ["Rain fell in the north."], None),
    ]
    assert extracts(monkeypatch, text) == whole
    assert extracts(monkeypatch, text, ("said", ["“Nobody has fled,”"], "Adel Varzi")) == whole


def test_a_quotation_that_the_rules_attribute_stays_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“Nobody has fled,” Adel Varzi said on Monday in Lurin."
    told = ("said", ["“Nobody has fled,” Adel Varzi said on Monday"], "Lurin")
    assert extracts(monkeypatch, text, told) == [("direct", ["Nobody has fled,"], "Adel Varzi")]


def test_a_reporter_between_is_no_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "State television quoted Adel Varzi as saying that the roads were closed."
    inner = ("saying", ["that the roads were closed"], "Adel Varzi")
    outer = ("quoted", ["Adel Varzi as saying that the roads were closed"], "State television")
    found = extracts(monkeypatch, text, inner, outer)
    assert found == [("indirect", ["that the roads were closed"], "Adel Varzi")]


def test_what_a_source_asks_for_itself_is_no_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A senior officer asked not to be named. Rain fell in the north."
    told = ("asked", ["not to be named"], "A senior officer")
    assert [kind for kind, *_ in extracts(monkeypatch, text, told)] == ["author", "author"]


def test_a_content_does_not_break_off_in_a_quotation(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We hold the town and the road north” was how Adel Varzi made it plain."
    told = ("made it plain", ["“We hold"], "Adel Varzi")
    assert extracts(monkeypatch, text, told) == [
        ("direct", ["We hold the town and the road north"], "Adel Varzi")
    ]


def test_a_paraphrase_around_a_quotation_ends_where_the_tagger_says(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mira Tolan said the talks had been “a slow farce” as the delegates boarded their trains home."
    whole = ["the talks had been “a slow farce” as the delegates boarded their trains home"]
    assert extracts(monkeypatch, text) == [("mixed", whole, "Mira Tolan")]
    told = ("said", ["the talks had been “a slow farce”"], "Mira Tolan")
    assert extracts(monkeypatch, text, told) == [
        ("mixed", ["the talks had been “a slow farce”"], "Mira Tolan")
    ]
    nearly = ("said", ["the talks had been “a slow farce” as the delegates boarded their trains"], None)
    assert extracts(monkeypatch, text, nearly) == [("mixed", whole, "Mira Tolan")]


def test_quotations_that_carry_on_in_the_tagger_s_eyes_are_one_speech(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "“We hold the road,” Mira Tolan wrote. Further down stood: “We will hold it in spring.”"
    pieces = ["We hold the road,", "We will hold it in spring."]
    told = ("wrote", [f"“{piece}”" for piece in pieces], "Mira Tolan")
    assert extracts(monkeypatch, text, told) == [("direct", pieces, "Mira Tolan")]


def test_whom_somebody_urges_is_no_part_of_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Adel Varzi urged all sides in the port to show restraint until the morning."
    told = ("urged", ["all sides in the port to show restraint"], "Adel Varzi")
    assert extracts(monkeypatch, text, told) == [("indirect", ["to show restraint"], "Adel Varzi")]


def test_two_cues_with_one_content_are_one_attribution(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The letter was plain, a statement that the roads were closed."
    content = ["that the roads were closed"]
    told = [("plain", content, "The letter"), ("statement", content, None)]
    assert extracts(monkeypatch, text, *told) == [("indirect", content, "The letter")]


def test_a_cue_that_the_rules_do_not_know_must_be_likelier(monkeypatch: pytest.MonkeyPatch) -> None:
    known = "Adel Varzi said that the roads were closed."
    told = ("said", ["that the roads were closed"], "Adel Varzi")
    assert [kind for kind, *_ in extracts(monkeypatch, known, told, sure=0.45)] == ["indirect"]
    unknown = "Adel Varzi put about that the roads were closed."
    told = ("put about", ["that the roads were closed"], "Adel Varzi")
    assert [kind for kind, *_ in extracts(monkeypatch, unknown, told, sure=0.45)] == ["author"]
    assert [kind for kind, *_ in extracts(monkeypatch, unknown, told, sure=0.55)] == ["indirect"]


def test_two_words_that_the_rules_do_not_know_are_no_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The speech was about the contracts."
    assert extracts(monkeypatch, text, ("speech", ["the contracts"], None)) == [("author", [text], None)]
    text = "Adel Varzi promised to resign."
    told = ("promised", ["to resign"], "Adel Varzi")
    assert extracts(monkeypatch, text, told) == [("indirect", ["to resign"], "Adel Varzi")]


def test_a_dateline_is_no_part_of_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "LURIN, May 3 (Tern) - The roads to the coast are closed, Adel Varzi said."
    told = ("said", ["LURIN, May 3 (Tern) - The roads to the coast are closed"], "Adel Varzi")
    assert extracts(monkeypatch, text, told) == [
        ("indirect", ["The roads to the coast are closed"], "Adel Varzi")
    ]


def test_pieces_that_reach_for_one_quotation_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Adel Varzi made it plain that “we hold the town and the road north” until the snow."
    told = ("made it plain", ["that “we hold the", "the road north” until the snow"], "Adel Varzi")
    assert extracts(monkeypatch, text, told) == [
        ("mixed", ["that “we hold the town and the road north” until the snow"], "Adel Varzi")
    ]


def test_a_paraphrase_that_the_tagger_does_not_see_is_the_author_s(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Adel Varzi said that the roads were closed."
    assert extracts(monkeypatch, text) == [("author", [text], None)]


def test_a_state_of_mind_is_ascribed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The governor fears that the roads will be closed."
    told = ("fears", ["that the roads will be closed"], "The governor")
    assert extracts(monkeypatch, text, told) == [("ascribed", [text], "The governor")]


def test_speakers_are_resolved_as_with_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The head of the navy, Adel Varzi, made it plain that every ship would sail.\n"
    told = ("made it plain", ["that every ship would sail"], "The head of the navy, Adel Varzi")
    monkeypatch.setattr(reading, "_opened", lambda folder: _Told(told))
    article = make_article(text.encode(), name="a")
    (statement,) = read_article(article, extractor=reading.TaggerExtractor("nowhere")).statements
    assert statement.kind == "indirect"
    assert statement.speaker.name == "Adel Varzi"
    assert statement.text == "that every ship would sail"


def test_what_is_not_in_the_body_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Governor insists that all is well\nBy Nela Orsk\n\nRain fell in the north. A train left for Lurin.\n"
    )
    told = ("insists", ["that all is well"], "Governor")
    assert extracts(monkeypatch, text, told) == [
        ("author", ["Rain fell in the north."], None),
        ("author", ["A train left for Lurin."], None),
    ]


def test_it_travels_to_another_process_as_the_folder_s_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_opened", lambda folder: _Told())
    there = pickle.loads(pickle.dumps(reading.TaggerExtractor(Path("some") / "model")))
    assert there.model == Path("some") / "model"


def test_a_folder_without_a_model_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no model\.json there"):
        reading.TaggerExtractor(tmp_path)
