"""The learned coder: what it sees, what is packaged, how fast it is, and the kept fit of the second coder."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import platformdirs
import pytest
from jaxtyping import Float32

from asabiya.evidence.coding import kept
from asabiya.evidence.coding.coders import LearnedCoder, coder_named
from asabiya.evidence.coding.examples import Example, examples, source
from asabiya.evidence.coding.fitting import Bench, chosen, curve, numbers
from asabiya.evidence.coding.grams import GROUPS, KINDS, grams
from asabiya.evidence.coding.learned import Known, digest, learned, places, row
from asabiya.evidence.coding.parts import together
from asabiya.vocabulary import CODES

HELD = [
    one
    for line in (Path(__file__).parent / "codes.jsonl").read_text(encoding="utf-8").splitlines()
    if (one := json.loads(line))["split"] == "held"
]


class Letters:
    """An encoder that counts letters, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def layers(self, texts: Sequence[str]) -> Float32[np.ndarray, "n 1 width"]:
        self.asked += len(texts)
        rows = np.array([[text.count(letter) + 0.1 for letter in "abcdefgh"] for text in texts], np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows[:, None]


def test_the_packaged_numbers_are_of_the_packaged_examples() -> None:
    # After a change of the examples: python -m asabiya.evidence.coding.fitting
    assert learned().examples == digest(source())


def test_the_learned_coder_codes_as_well_as_the_codebook_says() -> None:
    coder = LearnedCoder()
    hit = wrong = 0
    for one in HELD:
        gold, found = set(one["codes"]), {code.code for code in coder(one["text"])}
        hit, wrong = hit + len(gold & found), wrong + len(gold ^ found)
    assert 2 * hit / (2 * hit + wrong) >= 0.68


def test_every_hand_wrote_every_code_and_no_utterance_is_both_learned_and_held() -> None:
    for hand in "oabcfhk":
        counted = Counter(code for one in examples() if one.hand == hand for code in one.codes)
        assert min(counted[code] for code in CODES) >= (19 if hand == "f" else 30)
    assert not {one.text for one in examples()} & {one["text"] for one in HELD}


def test_alike_sentences_share_grams_and_kinds() -> None:
    first, second = grams("Two generals quarrel."), grams("The ministers feud.")
    shared = [set(a) & set(b) for a, b in zip(first, second, strict=True)]
    assert "APPARATUS" in shared[GROUPS.index("kinds")]
    assert len(grams("")) == len(GROUPS)
    words = [word for held in KINDS.values() for word in held.split()]
    assert len(words) == len(set(words))


def test_each_group_of_grams_has_its_share_of_a_row() -> None:
    hits = places("Some soldiers have left.")
    here = np.unique([place for one in hits for place in one])
    at, weights = row(hits, Known.of(here, np.full(len(here), 2.0)))
    assert len(at) == sum(len(set(one)) for one in hits)
    assert np.square(weights).sum() == pytest.approx(1.0 + 1.0 + 0.7 + 1.0)
    assert not len(row(hits, Known.of(here[:0], np.zeros(0)))[0])


def test_a_gram_weighs_more_the_rarer_it_is_and_the_oftener_it_is_said() -> None:
    known = Known.of(np.array([3, 5]), np.array([1.0, 4.0]))
    at, weights = row([[5, 3, 7, 5, 5], [], [3], []], known)
    assert at.tolist() == [0, 0, 1]
    ratio = 4.0 * (1 + np.log(3))
    assert sorted(weights) == pytest.approx(
        sorted([1 / np.hypot(1, ratio), 0.7**0.5, ratio / np.hypot(1, ratio)])
    )


def test_a_statement_is_between_its_whole_and_its_best_part() -> None:
    scores = np.array([[0.2, 0.6], [0.8, 0.1], [0.0, 0.0]])
    np.testing.assert_allclose(together(scores), [0.5, 0.6])


def test_the_curve_has_the_greatest_likelihood_and_thresholds_the_best_f() -> None:
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(2000, 2, 1))
    marks = (rng.random((2000, 2)) < 1 / (1 + np.exp(-(2.0 * scores[..., 0] - 1.0)))).astype(float)
    fitted = curve(scores, marks, np.ones(2000))
    assert fitted.slopes[0] == pytest.approx(2.0, abs=0.3)
    assert fitted.shifts == pytest.approx([-1.0, -1.0], abs=0.3)
    sharp = np.where(marks > 0, 0.5, 0.3)
    least = chosen(sharp, marks, np.ones(2000))
    assert ((least > 0.3) & (least <= 0.5)).all()


def test_an_example_that_counts_twice_is_as_two() -> None:
    rng = np.random.default_rng(5)
    scores, marks = rng.normal(size=(60, 2, 1)), (rng.random((60, 2)) < 0.4).astype(float)
    counts, again = np.where(np.arange(60) < 20, 2.0, 1.0), np.concatenate([np.arange(60), np.arange(20)])
    first, second = curve(scores, marks, counts), curve(scores[again], marks[again], np.ones(80))
    np.testing.assert_allclose(first.shifts, second.shifts, atol=1e-3)
    assert np.abs(curve(scores, marks, np.ones(60)).shifts - first.shifts).max() > 0.01
    said = first(scores)
    np.testing.assert_allclose(
        chosen(said, marks, counts), chosen(said[again], marks[again], np.ones(80)), atol=1e-9
    )


def test_leaving_a_hand_out_uses_nothing_of_it() -> None:
    coded = [
        Example(f"{words} {n}", frozenset({code}), hand=hand)
        for hand in "oab"
        for n in range(4)
        for words, code in (
            ("they deserted the fort", "admits_defection"),
            ("stay awake", "exhorts_vigilance"),
        )
    ]
    bench = Bench(coded, Letters())
    other = Bench([*coded[:16], *(Example(one.text, frozenset(), hand="b") for one in coded[16:])], Letters())
    np.testing.assert_allclose(bench.left_out()[16:], other.left_out()[16:])
    made = numbers(bench)
    assert made["weights"].shape == (len(bench.at), len(CODES))
    assert CODES[int(bench.left_out()[0, :, 0].argmax())] == "admits_defection"


def test_a_statement_is_coded_within_milliseconds() -> None:
    coder = coder_named("examples")
    coder("Stay alert.")
    texts = [one["text"] for one in HELD]
    begun = time.process_time()
    for text in texts:
        coder(text)
    # The promise is 2 ms; the test's machine may be busy with others.
    assert (time.process_time() - begun) / len(texts) < 0.01


@pytest.mark.parametrize("text", ["", "   ", "…", "漢字", "a" * 20_000, "desert " * 3_000])
def test_odd_statements_are_coded(text: str) -> None:
    assert all(0 <= code.confidence <= 1 for code in LearnedCoder()(text))


def test_confidences_are_written_with_every_coder_that_gives_the_code() -> None:
    found = {code.code: code for code in LearnedCoder()("Stay alert! Some of our men have deserted.")}
    assert found["exhorts_vigilance"].coder == "rules/1+examples/4"


def test_a_fit_is_kept_and_a_damaged_one_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(name: str, appauthor: bool) -> Path:
        return tmp_path

    monkeypatch.setattr(platformdirs, "user_cache_path", here)
    coded = examples()[::70][:40]
    encoder = Letters()
    first = kept.kept_fit(encoder, coded)
    assert encoder.asked == 40
    second = kept.kept_fit(encoder, coded)
    assert encoder.asked == 41
    np.testing.assert_allclose(second.weights, first.weights)
    place = kept.place_of(coded)
    whole = place.read_bytes()
    for damaged in (b"", b"PK", whole[:1000], whole[:-100]):
        place.write_bytes(damaged)
        encoder.asked = 0
        np.testing.assert_allclose(kept.kept_fit(encoder, coded).weights, first.weights)
        assert encoder.asked == 40
    assert kept.place_of(examples()[:40]) != place


def test_a_fit_by_another_encoder_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Others(Letters):
        def layers(self, texts: Sequence[str]) -> Float32[np.ndarray, "n 1 width"]:
            return super().layers([text[::-1] + "aaa" for text in texts])

    def here(name: str, appauthor: bool) -> Path:
        return tmp_path

    monkeypatch.setattr(platformdirs, "user_cache_path", here)
    coded = examples()[::100][:20]
    kept.kept_fit(Letters(), coded)
    other = Others()
    kept.kept_fit(other, coded)
    assert other.asked == 21
