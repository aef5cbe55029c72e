"""A tagger trained on the spot: it learns, its graph agrees with the network, kills change nothing."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from tests.evidence import mini, tiny

from asabiya.cli import run
from asabiya.errors import CheckpointError, InputError, OutputError
from asabiya.evidence import read_many, read_text
from asabiya.evidence.encoder.files import read_shape, read_weights
from asabiya.evidence.tagger import Tagger, load_tagger, train
from asabiya.evidence.tagger.corpus import read_corpus
from asabiya.evidence.tagger.export import graph_of, quantised
from asabiya.evidence.tagger.measures import measure
from asabiya.evidence.tagger.model import session_of
from asabiya.evidence.tagger.network import heads, pair_scores, tag_scores, token_vectors

RATES = {"encoder": 5e-3, "heads": 1e-2}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("tagger")
    tiny.write_encoder(root / "encoder", mini.WORDS)
    return mini.write_corpus(root / "corpus", 100), root / "encoder"


@pytest.fixture(scope="module")
def learned(
    folders: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any]]:
    place = tmp_path_factory.mktemp("models") / "learned"
    return place, train(folders[0], place, encoder=folders[1], epochs=90, rates=RATES)


def brief(folders: tuple[Path, Path], place: Path, **options: Any) -> dict[str, Any]:
    return train(folders[0], place, encoder=folders[1], epochs=2, every=2, **options)


def test_it_learns_a_mini_corpus(learned: tuple[Path, dict[str, Any]]) -> None:
    _, answer = learned
    losses = answer["training"]["losses"]
    assert len(losses) == 90
    assert losses[-1] < losses[0] / 10
    figures = answer["figures"]
    assert figures["cue"]["f"] > 0.9
    assert figures["content"]["f"] > 0.8
    assert figures["exact"]["f"] > 0.5
    assert figures["source"]["share"] > 0.8
    assert answer["training"]["trained"] == 90
    assert answer["training"]["measured"] == 10


def test_the_folder_says_where_the_model_comes_from(learned: tuple[Path, dict[str, Any]]) -> None:
    place, answer = learned
    about = json.loads((place / "model.json").read_text(encoding="utf-8"))
    assert {"model": str(place), **about} == answer
    assert sorted(entry.name for entry in place.iterdir()) == ["model.json", "model.onnx", "tokenizer.json"]
    assert about["schema"] == "asabiya.tagger/1"
    assert about["training"]["seed"] == 0
    assert len(about["training"]["corpus"]) == len(about["training"]["encoder"]) == 64
    assert about["training"]["environment"]["versions"]["jax"]


def test_the_stored_figures_are_those_of_the_stored_model(
    folders: tuple[Path, Path], learned: tuple[Path, dict[str, Any]]
) -> None:
    place, answer = learned
    assert measure(read_corpus(folders[0])[9::10], load_tagger(place).tag) == answer["figures"]


def test_a_text_that_it_has_not_seen(learned: tuple[Path, dict[str, Any]]) -> None:
    text = "Rain fell in the north. Mira Tolan insisted that the talks had failed.\n"
    (found,) = load_tagger(learned[0]).tag(text)
    assert text[slice(*found.cue)] == "insisted"
    assert [text[a:b] for a, b in found.content] == ["that the talks had failed"]
    assert found.source is not None
    assert text[slice(*found.source)] == "Mira Tolan"
    assert 0.5 <= found.confidence <= 1


@pytest.mark.parametrize("text", ["", " \n", ".", "said", "“" * 300, "word " * 3000])
def test_any_text_gives_places_inside_it(learned: tuple[Path, dict[str, Any]], text: str) -> None:
    for one in load_tagger(learned[0]).tag(text):
        for a, b in (one.cue, *one.content, *([one.source] if one.source else [])):
            assert 0 <= a < b <= len(text)


def test_the_graph_agrees_with_the_network(folders: tuple[Path, Path]) -> None:
    shape = read_shape(folders[1])
    rng = np.random.default_rng(0)
    weights = {**read_weights(folders[1], shape), **heads(shape, 0)}
    weights = {name: a + rng.normal(0, 0.1, a.shape).astype(np.float32) for name, a in weights.items()}
    ids = rng.integers(0, shape.words, (2, 100))
    mask = np.ones_like(ids)
    mask[1, 70:] = 0
    features = rng.integers(0, 9, ids.shape)
    session = session_of(graph_of(weights, shape), where="the graph")
    tags, pairs = session.run(["tags", "pairs"], {"ids": ids, "mask": mask, "features": features})
    states = token_vectors(weights, shape, ids, mask.astype(bool), features)  # type: ignore[arg-type]
    cues = np.repeat(np.arange(100)[None], 2, 0)
    expected = np.moveaxis(np.asarray(pair_scores(weights, states, cues)), 3, 1)  # type: ignore[arg-type]
    assert np.abs(np.asarray(tag_scores(weights, states)) - tags)[mask == 1].max() < 1e-4
    assert np.abs(expected - pairs)[0].max() < 1e-4
    assert np.abs(expected - pairs)[1, :, :70, :70].max() < 1e-4
    assert np.abs(expected).max() > 1


def test_whole_numbers_stay_near_the_floats(folders: tuple[Path, Path]) -> None:
    shape = read_shape(folders[1])
    graph = graph_of({**read_weights(folders[1], shape), **heads(shape, 0)}, shape)
    small = quantised(graph)
    ids = np.random.default_rng(0).integers(0, shape.words, (1, 50))
    given = {"ids": ids, "mask": np.ones_like(ids), "features": np.zeros_like(ids)}
    exact = session_of(graph, where="").run(["tags"], given)[0]
    rough = session_of(small, where="").run(["tags"], given)[0]
    assert len(small) < len(graph)
    assert 0 < np.abs(rough - exact).max() < 0.15 * np.abs(exact).max()
    kept = {node.name for node in onnx.load_model_from_string(small).graph.node if node.op_type == "MatMul"}
    assert {name for name in kept if name.endswith("product")} == {
        f"make_encoder.layer.{layer}.output.dense.product" for layer in (0, 1)
    }


def test_the_same_seed_gives_the_same_bits_interrupted_or_not(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["train-reader", "--corpus", str(folders[0]), "--encoder", str(folders[1]), "--epochs", "2"]
    assert run([*command, "-o", str(tmp_path / "whole"), "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)["training"]["steps"]
    script = (
        "import os, signal\n"
        "from asabiya.evidence.tagger import train\n"
        "def kill(done, total, unit):\n"
        "    if done == total - 1:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        f"train({str(folders[0])!r}, {str(tmp_path / 'killed')!r}, encoder={str(folders[1])!r}, epochs=2,"
        " every=2, progress=kill)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    killed = subprocess.run([sys.executable, "-c", script], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "killed" / "model.json").exists()
    begun: list[int] = []
    brief(folders, tmp_path / "killed", resume=True, progress=lambda done, *_: begun.append(done))
    assert 0 < begun[0] < steps
    for name in ("model.onnx", "tokenizer.json", "model.json"):
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "killed" / name).read_bytes()
    assert not (tmp_path / "killed" / "checkpoint").exists()


def test_what_cannot_be_resumed(folders: tuple[Path, Path], tmp_path: Path) -> None:
    place = tmp_path / "model"
    with pytest.raises(CheckpointError, match="no checkpoint there"):
        brief(folders, place, resume=True)

    def stop(done: int, total: int, unit: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        brief(folders, place, progress=stop)
    with pytest.raises(CheckpointError, match=r"of another run \(seed: 0 before, 5 now\)"):
        brief(folders, place, resume=True, seed=5)
    state = next((place / "checkpoint").glob("state-*.npz"))
    state.write_bytes(state.read_bytes()[:-7])
    with pytest.raises(CheckpointError, match="the checkpoint is damaged"):
        brief(folders, place, resume=True)


def test_places_and_libraries_are_looked_at_before_any_work(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is not a results directory"):
        brief(folders, tmp_path / "mine")
    monkeypatch.setitem(sys.modules, "optax", None)
    with pytest.raises(InputError, match="optax is not installed") as caught:
        brief(folders, tmp_path / "model")
    assert caught.value.hint == 'pip install "asabiya[train]"'
    assert not (tmp_path / "model").exists()


def test_folders_that_are_no_model(learned: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    def complaint() -> str:
        with pytest.raises(InputError) as caught:
            load_tagger(tmp_path)
        return caught.value.message.replace(str(tmp_path), "DIR")

    assert complaint() == "model DIR: no model.json there"
    for path in learned[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert isinstance(load_tagger(tmp_path), Tagger)
    (tmp_path / "model.onnx").write_bytes(b"nothing of the kind")
    assert complaint() == "model DIR/model.onnx: not the file that model.json speaks of"
    about = json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))
    (tmp_path / "model.json").write_text(
        json.dumps(about | {"digest": hashlib.sha256(b"nothing of the kind").hexdigest()}), encoding="utf-8"
    )
    assert complaint().startswith("model DIR/model.onnx: not a model (")
    (tmp_path / "model.onnx").unlink()
    assert complaint() == "model DIR/model.onnx: no such file"
    (tmp_path / "model.json").write_text(json.dumps(about | {"schema": "asabiya.tagger/9"}), encoding="utf-8")
    assert complaint() == "model DIR/model.json: of another version (asabiya.tagger/9)"
    (tmp_path / "model.json").write_text("[]", encoding="utf-8")
    assert complaint().startswith("model DIR/model.json: damaged")


def test_bad_input_on_the_command_line(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["train-reader", "--corpus", str(tmp_path / "none"), "-o", str(tmp_path / "model"), "--json"]
    assert run(command) == 2
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"]["message"] == f"corpus {tmp_path / 'none'}: no such folder"
    assert not (tmp_path / "model").exists()
    command[2] = str(folders[0])
    assert run([*command, "--hold-out", "500"]) == 2
    assert "0 to measure" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_read_with_a_model(
    learned: tuple[Path, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Rain fell in the north. Mira Tolan insisted that the talks had failed.\n", "utf-8")
    assert run(["read", str(article), "--model", str(learned[0]), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["statements"]
    assert ("that the talks had failed", "Mira Tolan") in [(s["text"], s["speaker"]["name"]) for s in told]
    assert read_text(article.read_text("utf-8"), model=learned[0]).to_json()["statements"] == told
    (many,) = read_many(article, model=learned[0])
    assert many.to_json()["statements"] == told
    assert run(["read", str(article), "--model", str(tmp_path), "--json"]) == 2
    assert "no model.json there" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_what_is_printed(
    learned: tuple[Path, dict[str, Any]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asabiya.evidence.tagger.train", lambda *_, **__: learned[1])
    assert run(["train-reader", "--corpus", "c", "-o", "m"]) == 0
    lines = capsys.readouterr().out.splitlines()
    figures = learned[1]["figures"]
    assert lines[0] == f"model {learned[0]} ({learned[1]['precision']})"
    assert lines[1].startswith("learned from 90 articles, ")
    assert lines[2] == "measured on 10 articles:"
    assert lines[3].split()[-1] == f"{figures['cue']['f']:.3f}"
    assert lines[6].startswith(f"  source   right for {figures['source']['share']:.3f} of ")
