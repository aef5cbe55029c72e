"""What a report on one event tells of those who speak in it, and events that are named in short."""

from __future__ import annotations

from pathlib import Path

import pytest

from asabiya.evidence import read
from asabiya.evidence.ledger import Statement

SITTING = """House quarrels over grain

There was uproar at a stormy sitting of the Grand Khural on Tuesday when the farm minister, Oyun Batsaikh,
told deputies that the silos were “as full as they need be”.

“Then let us go and look,” shouted Dorj Munkh, a deputy of the steppe provinces.

The speaker, Tsend Gombo, told the house that the doors would stay shut until it had voted.

“Nobody eats a vote,” said Sara Erden, the oldest of the deputies.

After the sitting Ms Erden told reporters that her own village had no flour.

“Flour is not the point,” said Bat Ochir, an analyst at the Silk Institute.
"""
CONFERENCE = """Navy chief speaks of harbours

The navy held a working conference on harbour defence in Port Salm on Monday.

At the conference, Admiral Ruy Tavora, the commander of the navy, said that the mines had been “counted
twice”.
"""
PLENUM = """Plenum closes

MERU, May 5 (Tarsan) -- The Ninth Plenum of the Labour Front closed here on Friday after two days of work.

Closing the plenum, First Secretary Ana Lobe told the delegates that the Front was “one field under one rain”.

“Whoever steals the seed steals the harvest,” warned Tomas Keru, chairman of the control commission, who
delivered the report of the commission.

“My sons will sow what I sowed,” said Ines Mbala, a farmer from the plains, who took the floor.
"""


def said(text: str, tmp_path: Path, published: str = "2017-05-06") -> list[Statement]:
    path = tmp_path / "article.txt"
    paragraphs = (" ".join(one.split()) for one in text.split("\n\n"))
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return [s for s in read(path, published=published).statements if s.kind not in ("author", "ascribed")]


def test_all_who_speak_in_a_sitting_speak_there(tmp_path: Path) -> None:
    found = [s.venue for s in said(SITTING, tmp_path)]
    assert found[:4] == ["stormy sitting of the Grand Khural"] * 4


def test_who_is_set_apart_does_not(tmp_path: Path) -> None:
    found = [s.venue for s in said(SITTING, tmp_path)]
    assert len(found) == 6
    assert "stormy sitting of the Grand Khural" not in found[4:]


def test_a_plenum_is_that_of_all_its_speakers(tmp_path: Path) -> None:
    assert {s.venue for s in said(PLENUM, tmp_path)} == {"Ninth Plenum of the Labour Front"}


def test_an_event_told_in_short_has_its_full_name(tmp_path: Path) -> None:
    assert [s.venue for s in said(CONFERENCE, tmp_path)] == [
        "working conference on harbour defence in Port Salm"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "He told reporters at the ministry on Monday that the ferry would sail.",
        "“The ferry will sail,” he said, and went home.",
    ],
)
def test_no_event_is_made_up(sentence: str, tmp_path: Path) -> None:
    text = (
        f"Ferry sails\n\nThe harbour master of Ponta, Rui Sal, spoke to reporters on Monday.\n\n{sentence}\n"
    )
    assert all("ferry" not in (s.venue or "") for s in said(text, tmp_path))
