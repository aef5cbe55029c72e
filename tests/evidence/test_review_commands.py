"""The command language of a review."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.night import TEXT, ledger, saved

from asabiya.errors import InputError
from asabiya.evidence import load
from asabiya.evidence.ledger import Ledger
from asabiya.evidence.review.commands import HELP, Walk
from asabiya.evidence.review.context import in_context
from asabiya.evidence.review.desk import open_desk
from asabiya.evidence.review.history import find, is_reviewed, original, status_of
from asabiya.evidence.review.places import excerpt, places_of


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with open_desk(saved(tmp_path), by="Ada") as desk:
        yield Walk(desk)


def now(walk: Walk, key: str) -> dict[str, object]:
    return find(walk.desk.ledger, key).model_dump(mode="json")


def test_accepting_goes_round_until_all_are_reviewed(walk: Walk) -> None:
    assert walk.at == "s01"
    walk.run("goto 3")
    assert walk.at == "s03"
    assert walk.run("accept").said == ("s03 accepted",)
    assert walk.at == "s04"
    walk.run("a")
    assert walk.at == "s01"
    walk.run("n")
    walk.run("unreviewed")
    assert walk.at == "s01"
    walk.run("accept")
    assert walk.run("ACCEPT").said == ("s02 accepted", "all statements are reviewed")
    assert walk.at == "s02"
    assert walk.run("unreviewed").said == ("all statements are reviewed",)
    assert all(is_reviewed(s) for s in walk.desk.ledger.statements)


def test_moving(walk: Walk) -> None:
    assert walk.run("prev").said == ("that was the first statement",)
    assert walk.run("next").show
    walk.run("goto s04")
    assert walk.run("next").said == ("that was the last statement",)
    walk.run("p")
    assert walk.at == "s03"


def test_codes(walk: Walk) -> None:
    reply = walk.run("code +warns_surprise 0.6 -claims_strength +appeals_unity")
    assert reply.said == (
        "s01 codes.warns_surprise: nothing → Ada 0.6",
        "s01 codes.claims_strength: rules/1 0.4 → nothing",
        "s01 codes.appeals_unity: nothing → Ada 1",
    )
    codes = [(c.code, c.confidence, c.coder) for c in find(walk.desk.ledger, "s01").codes]
    assert codes[2:] == [("warns_surprise", 0.6, "Ada"), ("appeals_unity", 1.0, "Ada")]
    assert walk.run("code +appeals_unity").said == ("that is so already",)


def test_one_wrong_code_of_several_changes_nothing(walk: Walk) -> None:
    with pytest.raises(InputError, match="code: 'warns_surprize' is none\nhint: did you mean warns_surprise"):
        walk.run("code +appeals_unity -warns_surprize")
    assert walk.desk.ledger == ledger()


def test_fields(walk: Walk) -> None:
    walk.run('set office "Marshal of the  “Third” army"')
    walk.run("set via state television; the Courier")
    walk.run("set date 2023-12")
    walk.run("s basis event")
    walk.run("set year_inferred no")
    walk.run("set name Ada Lorn-Vey")
    walk.run("clear sector")
    found = now(walk, "s01")
    assert found["office"] == "Marshal of the “Third” army"
    assert found["via"] == ["state television", "the Courier"]
    assert found["date"] == {
        "value": "2023-12-01", "precision": "month", "basis": "event", "year_inferred": False,
    }  # fmt: skip
    assert found["sector"] is None
    assert find(walk.desk.ledger, "s01").speaker.name == "Ada Lorn-Vey"
    for _ in range(7):
        walk.run("undo")
    assert now(walk, "s01") | {"history": []} == ledger().statements[0].model_dump(mode="json")


def test_the_speaker_by_number_name_or_id(walk: Walk) -> None:
    walk.run("goto s02")
    walk.run("set speaker 2")
    assert find(walk.desk.ledger, "s02").speaker.id == "eva-lorn"
    walk.run("set speaker Pol Vane")
    assert find(walk.desk.ledger, "s02").speaker.id == "pol-vane"
    walk.run("clear speaker")
    assert find(walk.desk.ledger, "s02").speaker.name is None


def test_a_missed_statement(walk: Walk) -> None:
    with pytest.raises(InputError) as caught:
        walk.run("add indirect Some of our men have deserted us.")
    assert "they stand at 2 places (1: " in caught.value.message
    assert "All is lost. [Some of our men have deserted us.]" in caught.value.message
    assert walk.run("add indirect 2 Some of our men have deserted us.").said == ("s05 added",)
    assert (walk.at, now(walk, "s05")["kind"]) == ("s05", "indirect")
    walk.run('add "General Ada … Later"')
    assert now(walk, "s06")["text"] == "General Ada Later"
    walk.run("add 0-5,9-12")
    assert now(walk, "s07")["spans"] == [[0, 5], [9, 12]]
    assert original(walk.desk.ledger) == ledger()


def test_a_wrong_statement(walk: Walk) -> None:
    walk.run("goto s02")
    assert walk.run("withdraw").said == ("s02 withdrawn",)
    assert walk.at == "s03"
    assert walk.run("list withdrawn").said == ("s02 withdrawn unnamed: “Beware of ambush.”",)
    with pytest.raises(InputError, match="s02: was taken out\nhint: restore s02 brings it back"):
        walk.run("goto s02")
    walk.run("restore 2")
    assert (walk.at, status_of(find(walk.desk.ledger, "s02"))) == ("s02", "read")
    walk.run("withdraw")
    assert walk.run("undo").said == ("s02 open again (undo)",)
    assert walk.at == "s02"


def test_taking_all_out_leaves_nothing_to_look_at(walk: Walk) -> None:
    for _ in range(4):
        walk.run("withdraw")
    assert walk.at is None
    for line in ("accept", "next", "set office x", "history"):
        with pytest.raises(InputError, match="the ledger has no statement\nhint: add WORDS, or quit"):
            walk.run(line)
    walk.run("add Night")
    assert walk.at == "s05"


def test_looking(walk: Walk) -> None:
    assert walk.run("history").said == ("as the reader left it",)
    walk.run("set office Marshal")
    walk.run("accept")
    [line, _] = walk.run("history all").said
    assert line.endswith(" Ada: s01 office: General → Marshal")
    assert walk.run("history").said == ("as the reader left it",)
    assert [line[:13] for line in walk.run("list").said] == [
        "s01 accepted ", "s02 read     ", "s03 read     ", "s04 read     ",
    ]  # fmt: skip
    assert len(walk.run("list unreviewed").said) == 3
    assert walk.run("list withdrawn").said == ("none",)
    assert walk.run("show").show
    assert len(walk.run("?").said) == len(HELP)
    assert walk.run("").said == walk.run("# a remark").said == ()
    assert walk.run("quit").ends


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("acept", "acept: no such command\nhint: did you mean accept"),
        ("42", "42: no such command\nhint: help lists the commands"),
        ("set ofice x", "'ofice': no such field\nhint: did you mean office"),
        ("set", "'': no such field"),
        ("set office", "office: nothing was given\nhint: clear office takes its value away"),
        ("set date yesterday", "date: 'yesterday' is not a date"),
        ("clear kind", "kind: always has a value"),
        ("code", "code: which"),
        ("code warns_surprise", "code: 'warns_surprise' has no sign"),
        ("code +", "code: nothing was given"),
        ("code +warns_surprise 2", "confidence: '2' is none"),
        ("code +warns_surprise nan", "confidence: 'nan' is none"),
        ("goto", "which statement"),
        ("goto s99", "no statement s99"),
        ("goto ²", "no statement ²"),
        ("accept s01", "accept: takes nothing, found 's01'"),
        ("list all", "list: 'all'"),
        ("history s01", "history: 's01'"),
        ("undo", "undo: Ada has changed nothing that still stands"),
        ("add", "words: 0 characters"),
        ("add no such words here", "words: not in the article: “no such words here”"),
        ("add 3 Some of our men", "words: there is no place 3, they stand at 2"),
        ("add 5-4", "words 5-4: not a stretch"),
        ("add 0-999999999", "words 0-999999999: not a stretch"),
        ("add 0-9999999999", "words: not in the article: “0-9999999999”"),
        ("set speaker \x1b[31mRed", r"speaker: holds the control sign U\+001B"),
    ],
)
def test_wrong_lines(walk: Walk, line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        walk.run(line)
    assert walk.desk.ledger == ledger()


def test_an_empty_ledger(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    Ledger(article=ledger().article).save(path)
    with open_desk(path, by="Ada") as desk:
        walk = Walk(desk)
        assert walk.at is None
        walk.run("add Beware of ambush.")
        assert walk.at == "s01"


def test_words_are_found_as_they_were_copied() -> None:
    text = "He said “we’ll\nstay – all\u00a0of us”. We'll stay."
    for words in ("we'll stay - all of us", "“we’ll stay", "  we’ll\r\n stay  "):
        [spans] = places_of(text, words)
        assert text[spans[0][0] : spans[0][1]].split()[:2][-1] == "stay"
    with pytest.raises(InputError, match="more than 50 places"):
        places_of("a " * 60, "a")
    with pytest.raises(InputError, match="20,001 characters"):
        places_of("a", "a" * 20_001)
    assert excerpt(text, [(9, 14), (20, 22)], around=3) == "d “[we’ll … – ]all"
    assert places_of("a.*b a.b", "a.*b") == [((0, 4),)]


def test_context_is_the_sentences_around() -> None:
    pieces = in_context(ledger(), ledger().statements[2])
    assert "".join(text for text, _ in pieces) in TEXT
    assert [text for text, marked in pieces if marked] == ["all is well"]
    assert pieces[0][0].startswith("Later she said")
    assert pieces[-1][0] == ". All is lost."
    article = ledger().article.model_copy(update={"text": TEXT + " x" * 9_000})
    long = ledger().model_copy(update={"article": article})
    assert sum(len(text) for text, _ in in_context(long, long.statements[3])) < 1_500


WORDS = st.sampled_from(
    ["accept", "code", "set", "clear", "add", "withdraw", "restore", "undo", "next", "prev", "goto", "list",
     "history", "+warns_surprise", "-admits_defection", "office", "date", "speaker", "via", "2020-02-30",
     "3", "1", "0-5", "-1", "…", "Beware", "of", ";", '"', "\ud800", "\x00", "٣", "²", "9" * 5000]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=30)), max_size=12))
def test_whatever_is_typed_the_ledger_stays_whole(lines: list[str]) -> None:
    with TemporaryDirectory() as folder, open_desk(saved(Path(folder)), by="Ada") as desk:
        walk = Walk(desk)
        for line in lines:
            with suppress(InputError):
                walk.run(line)
            assert walk.at is None or walk.at in [s.id for s in desk.ledger.statements]
        assert load(desk.path) == desk.ledger
        assert original(desk.ledger) == ledger()
