"""Corpora in brat's format: what is read, and what a bad one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.evidence import mini

from asabiya.errors import InputError
from asabiya.evidence import read_text
from asabiya.evidence.exchange.brat import write_brat
from asabiya.evidence.tagger.corpus import Attribution, digest, read_corpus, split

TEXT = "Adel Varzi said “never” to us.\n"
GOOD = (
    "T1\tSource 0 10\tAdel Varzi\nT2\tCue 11 15\tsaid\nT3\tContent 16 23\t“never”\n"
    "T4\tAttribution 11 15\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
)


def corpus(folder: Path, notes: str = GOOD, text: str = TEXT) -> Path:
    (folder / "one.txt").write_bytes(text.encode())
    (folder / "one.ann").write_bytes(notes.encode())
    return folder


def complaint(folder: Path) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_corpus(folder)
    return caught.value.message.replace(str(folder), "DIR"), caught.value.hint.replace(str(folder), "DIR")


def test_an_event_ties_content_cue_and_source(tmp_path: Path) -> None:
    (found,) = read_corpus(corpus(tmp_path))
    assert (found.name, found.text) == ("one", TEXT)
    assert found.attributions == (Attribution(((16, 23),), ((11, 15),), ((0, 10),)),)


def test_pieces_notes_and_other_marks(tmp_path: Path) -> None:
    notes = GOOD.replace("Content 16 23\t", "Content 24 29;16 23\t") + (
        "T5\tDiscuss 0 10\tAdel Varzi\nA1\tSpeech T5\nR1\tRel Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\tsure\n"
        "E2\tAttribution-no-source:T4 Content2:T3 Cue:T2\nE3\tAttribution:T4 Source:T1\n"
    )
    (found,) = read_corpus(corpus(tmp_path, notes))
    assert found.attributions == (
        Attribution(((16, 23), (24, 29)), ((11, 15),), ((0, 10),)),
        Attribution(((16, 23), (24, 29)), ((11, 15),), ()),
    )


def test_texts_and_annotations_in_two_folders(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "one_b.ann").write_text("", encoding="utf-8")
    (tmp_path / "attributions" / "one_a.ann").write_text(GOOD, encoding="utf-8")
    (found,) = read_corpus(tmp_path)
    assert len(found.attributions) == 1


def test_what_is_missing(tmp_path: Path) -> None:
    assert complaint(tmp_path / "no")[0] == "corpus DIR: no such folder"
    assert complaint(tmp_path)[0] == "corpus DIR: no article (.txt) there"
    corpus(tmp_path)
    (tmp_path / "two.txt").write_text(TEXT, encoding="utf-8")
    assert complaint(tmp_path) == (
        "corpus DIR/two.txt: no annotations",
        "put two.ann into DIR, empty where nothing is attributed",
    )


@pytest.mark.parametrize(
    ("notes", "message", "hint"),
    [
        ("", "corpus DIR: no attribution in 1 articles", "event lines tie"),
        (GOOD.replace("16 23", "16 99"), "16 to 99 is no place in a text of 31 code points", "was the text"),
        (GOOD.replace("16 23", "23 16"), "23 to 16 is no place", "code points from 0"),
        (GOOD.replace("16 23", "16 x"), "not an entity: 'T3\\tContent 16 x", "for example T1"),
        (GOOD.replace("\tContent", "\tContents"), "entity of unknown type Contents", "did you mean Content?"),
        (GOOD.replace("Content:T3", "Content:T9"), "Content:T9 names no entity", "its own line"),
        (GOOD.replace("Content:T3", "Speech:T3"), "unknown role Speech", "Content, Cue, Source"),
        (GOOD.replace("16 23", "13 23"), "Cue 11 to 15 and Content 13 to 23 overlap", "contents of several"),
    ],
)
def test_bad_annotations_are_told_where(tmp_path: Path, notes: str, message: str, hint: str) -> None:
    found = complaint(corpus(tmp_path, notes))
    assert message in found[0]
    assert hint in found[1]
    if notes:
        assert "one.ann, line " in found[0]


def test_texts_that_are_none(tmp_path: Path) -> None:
    (corpus(tmp_path) / "one.txt").write_bytes(b"\xff\xfe\x00")
    assert complaint(tmp_path)[0] == "corpus DIR/one.txt: not UTF-8 (byte 0)"
    (tmp_path / "one.txt").write_bytes(b"")
    assert complaint(tmp_path)[0] == "corpus DIR/one.txt: the file is empty"


def test_every_tenth_by_name_is_held_out(tmp_path: Path) -> None:
    articles = read_corpus(mini.write_corpus(tmp_path, 25))
    train, held = split(articles, 10)
    assert [one.name for one in held] == ["a009", "a019"]
    assert len(train) == 23
    with pytest.raises(
        InputError, match="--hold-out 26: of 25 articles 25 are left to train on, 0 to measure"
    ):
        split(articles, 26)


def test_the_digest_tells_corpora_apart(tmp_path: Path) -> None:
    first = read_corpus(mini.write_corpus(tmp_path / "a", 3))
    same = read_corpus(mini.write_corpus(tmp_path / "b", 3))
    other = read_corpus(mini.write_corpus(tmp_path / "c", 3, seed=1))
    assert digest(first) == digest(same) != digest(other)
    assert digest(first) != digest(first[::-1])


def test_an_exported_ledger_is_a_corpus(tmp_path: Path) -> None:
    text = (
        "“Nobody has fled,” Adel Varzi said. “Nobody will.” The governor fears the winter."
        " Rain fell there.\n\n"
        "Mira Tolan warned that the roads were closed.\n"
    )
    ledger = read_text(text)
    write_brat([(ledger, None)], tmp_path / "export")
    (found,) = read_corpus(tmp_path / "export")
    spoken = [s for s in ledger.statements if s.kind not in ("author", "ascribed")]
    assert {s.kind for s in ledger.statements} == {"author", "ascribed", "direct", "indirect"}
    assert [(a.content, a.cue) for a in found.attributions] == [(s.spans, (s.cue,)) for s in spoken]
    assert [a.source for a in found.attributions] == [(s.speaker.mention,) for s in spoken]
