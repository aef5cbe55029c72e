"""The ledger's schema: strict in, exact out, and errors that say where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from asabiya.errors import InputError, LedgerError, OutputError
from asabiya.evidence import Ledger, cluster, is_ledger, load, read_text
from asabiya.evidence.same import same_utterance, utterance_key
from asabiya.vocabulary import CODES, SECTORS

TEXT = "Night\n\nGeneral Ada Lorn said on 3 May 2020, “Some of our men have deserted us.”"


def lines() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [json.loads(line) for line in read_text(TEXT).to_jsonl().splitlines()]
    return found


def data(changed: list[dict[str, Any]]) -> bytes:
    return "\n".join(json.dumps(line) for line in changed).encode()


def test_answer_has_the_fields_of_the_interface() -> None:
    answer = read_text(TEXT, coder="rules").to_json()
    assert list(answer) == ["schema", "article", "statements"]
    assert answer["schema"] == "asabiya.ledger/1"
    assert list(answer["article"]) == [
        "source", "sha256", "title", "author", "affiliation", "outlet", "published", "text",
    ]  # fmt: skip
    [statement] = answer["statements"]
    assert list(statement) == [
        "id", "kind", "spans", "text", "cue", "speaker", "office", "institution", "sector", "audience",
        "venue", "via", "date", "time_reference", "codes", "history",
    ]  # fmt: skip
    start = TEXT.index("Some")
    assert statement["spans"] == [[start, start + len(statement["text"])]]
    assert statement["cue"] == [TEXT.index("said"), TEXT.index("said") + 4]
    assert statement["speaker"] == {
        "name": "Ada Lorn",
        "id": "ada-lorn",
        "mention": [7, 23],
        "candidates": [],
    }
    assert statement["date"] == {
        "value": "2020-05-03",
        "precision": "day",
        "basis": "text",
        "year_inferred": False,
    }
    assert statement["codes"] == [{"code": "admits_defection", "confidence": 0.9, "coder": "rules/1"}]
    assert json.loads(json.dumps(answer)) == answer


def test_file_holds_the_article_first_and_comes_back_equal(tmp_path: Path) -> None:
    ledger = read_text(TEXT)
    path = tmp_path / "ledger.jsonl"
    ledger.save(path)
    head, statement = path.read_text(encoding="utf-8").splitlines()
    assert list(json.loads(head)) == ["schema", "article"]
    assert json.loads(statement)["id"] == "s01"
    assert load(path) == ledger
    assert is_ledger(path.read_bytes())
    assert not is_ledger(TEXT.encode())
    assert Ledger.from_jsonl(json.dumps(ledger.to_json()).encode()) == ledger


def test_unwritable_place_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        read_text(TEXT).save(tmp_path / "file" / "ledger.jsonl")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_schema_for_editors_lists_the_vocabulary() -> None:
    schema = json.dumps(Ledger.model_json_schema())
    assert all(f'"{word}"' in schema for word in (*SECTORS, *CODES))


def test_notebook_view_escapes_the_article() -> None:
    ledger = read_text("Night\n\nGeneral Ada Lorn said, “<script>alert(1)</script> & more.”")
    view = ledger._repr_html_()
    assert "<script>" not in view
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more." in view


def broken(path: list[str | int], value: object) -> bytes:
    changed = lines()
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data(changed)


ALLOWED_SECTORS = ", ".join(SECTORS)
WRONG: list[tuple[list[str | int], object, str, str]] = [
    (
        [1, "sektor"],
        "army",
        'line 2, field sektor: unknown field, found "army"; allowed: audience, codes, cue, date, history, '
        "id, institution, kind, office, sector, spans, speaker, text, time_reference, venue, via",
        "did you mean sector or speaker or history?",
    ),
    (
        [1, "sector"],
        "gaurds",
        f'line 2, field sector: no sector of that name is known, found "gaurds"; allowed: {ALLOWED_SECTORS}',
        "did you mean guards?",
    ),
    (
        [1, "codes", 0, "code"],
        "admits_defecting",
        'line 2, field codes.0.code: no code of that name is known, found "admits_defecting"; allowed: '
        + ", ".join(CODES),
        "did you mean admits_defection or admits_infighting?",
    ),
    (
        [1, "kind"],
        "quote",
        "line 2, field kind: found \"quote\"; input should be 'direct', 'mixed', 'indirect', 'author' or "
        "'ascribed'",
        "allowed: ascribed, author, direct, indirect, mixed",
    ),
    (
        [1, "speaker", "name"],
        5,
        "line 2, field speaker.name: found 5; input should be a valid string",
        "mend the value",
    ),
    (
        [1, "speaker", "age"],
        5,
        "line 2, field speaker.age: unknown field, found 5; allowed: candidates, id, mention, name",
        "did you mean name?",
    ),
    (
        [1, "spans"],
        [[0, 4000]],
        "line 2, field spans: found [0, 4000]; allowed: start < end, both in the text's 0 to 79",
        "spans are half-open offsets into the article's text, in Unicode code points",
    ),
    (
        [1, "text"],
        "Other words.",
        'line 2, field text: found "Other words."; allowed: its spans\' text joined by one space',
        "spans are half-open offsets into the article's text, in Unicode code points",
    ),
    (
        [0, "schema"],
        "asabiya.ledger/2",
        "line 1, field schema: found \"asabiya.ledger/2\"; input should be 'asabiya.ledger/1'",
        "did you mean asabiya.ledger/1?",
    ),
]


@pytest.mark.parametrize(
    ("path", "value", "message", "hint"), WRONG, ids=[".".join(map(str, w[0])) for w in WRONG]
)
def test_wrong_field(path: list[str | int], value: object, message: str, hint: str) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger.from_jsonl(broken(path, value), name="old.jsonl")
    assert str(caught.value) == f"ledger old.jsonl: {message}\nhint: {hint}"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["spans"], []),
        (["spans"], [[30, 20]]),
        (["spans"], [[30, 40], [35, 50]]),
        (["spans"], [["30", 40]]),
        (["spans"], [[-1, 40]]),
        (["cue"], [0, 4000]),
        (["date", "value"], "3 May"),
        (["date", "value"], "2020-02-30"),
        (["date", "basis"], "guess"),
        (["codes", 0, "confidence"], 1.5),
        (["codes", 0, "confidence"], "0.9"),
        (["time_reference"], "future"),
        (["id"], ""),
    ],
)
def test_wrong_value(path: list[str | int], value: object) -> None:
    with pytest.raises(LedgerError, match=r"ledger old: line 2, field .*found"):
        Ledger.from_jsonl(broken([1, *path], value), name="old")


def test_other_damage() -> None:
    good = lines()
    with pytest.raises(LedgerError, match="line 2: not JSON"):
        Ledger.from_jsonl(data(good[:1]) + b"\n{oops", name="old")
    with pytest.raises(LedgerError, match=r"line 2, field speaker: missing"):
        Ledger.from_jsonl(data([good[0], {k: v for k, v in good[1].items() if k != "speaker"}]))
    with pytest.raises(LedgerError, match=r'line 3, field id: found "s01"'):
        Ledger.from_jsonl(data([*good, good[1]]))
    with pytest.raises(LedgerError, match="not UTF-8 at byte 3"):
        Ledger.from_jsonl(b"abc\xff")
    with pytest.raises(LedgerError, match="empty"):
        Ledger.from_jsonl(b"\n")


def test_missing_ledger(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ledger .*none\.jsonl: no such file"):
        load(tmp_path / "none.jsonl")


SAID = "Some of our men have deserted us and the rest are watching the road tonight"


def one(words: str, *, day: str = "on 3 May 2020", speaker: str = "General Ada Lorn") -> Ledger:
    return read_text(f"Night\n\n{speaker} said {day}, “{words}.”")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (one(SAID), True),
        (one(SAID.upper()), True),
        (one(SAID.replace("the road", "that road")), True),
        (one("Some of our men have deserted us and the rest"), True),
        (one("Some of our men"), False),
        (one("We will hold this bridge until the last man falls"), False),
        (one(SAID, day="on 4 May 2020"), False),
        (one(SAID, day=""), True),
        (one(SAID, day="in May 2020"), True),
        (one(SAID, speaker="General Pol Vane"), False),
        (one(SAID, speaker="An officer"), True),
    ],
)
def test_same_utterance(other: Ledger, same: bool) -> None:
    first = one(SAID)
    assert same_utterance(first.statements[0], other.statements[0]) is same
    assert len(cluster([first, other])) == (1 if same else 2)


def test_key_ignores_case_accents_and_signs() -> None:
    a, b = one("Où est-il? He’s GONE now").statements[0], one("ou est il — he's gone, now").statements[0]
    assert utterance_key(a) == utterance_key(b) == "ou est il he's gone now"


def test_authors_words_are_never_anybodys_utterance() -> None:
    plain = read_text(f"Night\n\n{SAID}.")
    assert plain.statements[0].kind == "author"
    assert not same_utterance(plain.statements[0], plain.statements[0])


def test_an_undated_report_ties_no_two_days_together() -> None:
    ledgers = [one(SAID, day=""), one(SAID), one(SAID, day="on 4 May 2020")]
    assert [[index for index, _ in group] for group in cluster(ledgers)] == [[0, 1], [2]]
