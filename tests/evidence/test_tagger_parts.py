"""Windows, labels and pieces: what lies between a text and the network."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.evidence import mini, tiny

from asabiya.evidence.encoder.files import read_tokenizer
from asabiya.evidence.tagger.batches import BUCKETS, Special, batch_of, examples, plan
from asabiya.evidence.tagger.corpus import read_corpus
from asabiya.evidence.tagger.decode import likeliest, tagged
from asabiya.evidence.tagger.measures import measure
from asabiya.evidence.tagger.network import PARTS
from asabiya.evidence.tagger.tokens import Window, covering, cut, tokens_of

TEXT = "The Ministry said “We ARE ready.” It was late.\n\nNobody fled, Adel Varzi warned.\n"


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("encoder")
    tiny.write_encoder(folder, mini.WORDS)
    return read_tokenizer(folder)


def test_tokens_know_their_places_case_and_quotations(tokenizer: Any) -> None:
    tokens = tokens_of(TEXT, tokenizer)
    words = [TEXT[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    features = dict(zip(words, tokens.features.tolist(), strict=True))
    assert (features["The"], features["said"], features["fled"]) == (1, 0, 0)
    assert (features["“"], features["ready"]) == (3, 6)
    assert features["We"] == 7
    assert "".join(words) == "".join(TEXT.split())
    assert words.count("") == 1  # the break between the paragraphs
    assert [words[at] for at in tokens.openings[:2]] == ["The", "I"]
    assert words[tokens.openings[-1]] == "Nobody"


def test_every_code_point_counts_as_one(tokenizer: Any) -> None:
    text = "𝔘𝔫 “ready” İ\r\nsaid"
    tokens = tokens_of(text, tokenizer)
    assert "ready" in [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert text[tokens.starts[-1] : tokens.ends[-1]] == "said"


@pytest.mark.parametrize("overlap", [0, 5])
@pytest.mark.parametrize("first", [None, 7, 29])
def test_windows_cover_every_token_and_end_with_sentences(
    tokenizer: Any, overlap: int, first: int | None
) -> None:
    tokens = tokens_of(" ".join(["Nobody fled."] * 40) + " said" * 70, tokenizer)
    windows = cut(tokens, longest=32, overlap=overlap, first=first)
    assert (windows[0].low, windows[-1].high) == (0, len(tokens.ids))
    assert all(0 < w.high - w.low <= 30 for w in windows)
    for before, after in itertools.pairwise(windows):
        assert before.low < after.low <= before.high - (overlap if overlap else 0)
        assert before.high < after.high
    assert sum(w.low in tokens.openings for w in windows) > len(windows) / 2


def test_tokens_under_a_span(tokenizer: Any) -> None:
    tokens = tokens_of(TEXT, tokenizer)
    start = TEXT.index("“We")
    ((first, last),) = covering(tokens, [(start, start + 15)])
    assert tokens.span(first, last) == (start, start + 15)
    assert list(covering(tokens, [(46, 48)])) == []  # nothing but the break


def test_labels_come_back_as_the_annotated_places(tokenizer: Any, tmp_path: Path) -> None:
    """Perfect scores give the annotations back, wherever windows begin."""
    articles = read_corpus(mini.write_corpus(tmp_path, 12))
    special = Special.of(tokenizer)
    by_name = dict(zip((one.text for one in articles), examples(articles, tokenizer), strict=True))

    def perfect(text: str) -> Any:
        one = by_name[text]
        windows = cut(one.tokens, longest=64, overlap=32)
        scores = []
        for window in windows:
            batch = batch_of([one], [(0, window)], special, (0,))
            size = batch.ids.shape[1]
            tags = np.eye(3, dtype=np.float32)[batch.tags[0]] * 20
            pairs = np.zeros((len(PARTS), size, size), np.float32)
            for slot in np.flatnonzero(batch.known[0]):
                pairs[:, batch.cues[0, slot]] = 20 * np.eye(5, dtype=np.float32)[batch.parts[0, slot]].T
            scores.append((tags, pairs))
        return tagged(one.tokens, windows, scores)

    figures = measure(articles, perfect)
    assert figures["cue"]["f"] == 1
    assert figures["exact"]["f"] == 1
    assert figures["source"]["share"] == 1
    assert figures["exact"]["annotated"] == sum(len(one.attributions) for one in articles) > 30


def test_the_plan_of_an_epoch_shows_every_token_once(tokenizer: Any, tmp_path: Path) -> None:
    found = examples(read_corpus(mini.write_corpus(tmp_path, 20)), tokenizer)
    batches = plan(found, 3, 1, longest=128)
    assert batches == plan(found, 3, 1, longest=128)
    assert batches != plan(found, 3, 2, longest=128)
    seen = sorted((n, at) for batch in batches for n, w in batch for at in range(w.low, w.high))
    assert seen == [(n, at) for n, one in enumerate(found) for at in range(len(one.tokens.ids))]
    special = Special.of(tokenizer)
    for batch in batches:
        made = batch_of(found, batch, special, (1, 2))
        assert made.ids.shape[1] in BUCKETS
        assert made.ids[:, 0].tolist() == [special.start] * len(made.ids)
        assert (made.parts[~made.known] == 0).all()


def test_the_likeliest_row_is_the_best_of_all_that_make_sense() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(0, 1.5, (6, 5, len(PARTS)))
    after = {2: (1, 2), 4: (3, 4)}
    not_after = {1: (1, 2), 3: (3, 4)}
    rows = [
        row
        for row in itertools.product(range(len(PARTS)), repeat=5)
        if all(row[i] not in after or (i and row[i - 1] in after[row[i]]) for i in range(5))
        and all(row[i - 1] not in not_after.get(row[i], ()) for i in range(1, 5))
    ]
    for one, labels in zip(scores, likeliest(scores), strict=True):
        best = max(rows, key=lambda row: sum(one[i, label] for i, label in enumerate(row)))
        assert tuple(labels) == best


def test_a_cue_is_judged_where_it_has_most_room(tokenizer: Any) -> None:
    tokens = tokens_of("nobody fled said adel varzi said that nobody fled today", tokenizer)
    count = len(tokens.ids)
    windows = [Window(0, 7), Window(2, count)]
    quiet = [np.full((w.high - w.low + 2, 3), -9.0, np.float32) for w in windows]
    pairs = [np.zeros((5, len(q), len(q)), np.float32) for q in quiet]
    for number, window in enumerate(windows):
        quiet[number][:, 0] = 0
        at = 5 - window.low + 1
        quiet[number][at, 1] = 9
        pairs[number][1 if number else 3, at, at + 1] = 9
    (found,) = tagged(tokens, windows, list(zip(quiet, pairs, strict=True)))
    assert found.content == ((33, 37),)
    assert found.source is None
