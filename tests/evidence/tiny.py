"""A tiny encoder of random weights, made on the spot."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from asabiya.evidence.encoder.bert import Shape
from asabiya.evidence.encoder.files import sizes

SIGNS = [*"abcdefghijklmnopqrstuvwxyz0123456789“”‘’\".,:;!?-'"]


def shape_of(words: list[str], *, positions: int = 128) -> Shape:
    return Shape(
        layers=2,
        heads=4,
        width=32,
        inner=64,
        positions=positions,
        words=len(vocabulary(words)),
        epsilon=1e-12,
    )


def vocabulary(words: list[str]) -> dict[str, int]:
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *SIGNS, *(f"##{s}" for s in SIGNS), *sorted(set(words))]
    return {piece: n for n, piece in enumerate(dict.fromkeys(pieces))}


def write_encoder(folder: Path, words: list[str], *, seed: int = 0, positions: int = 128) -> Shape:
    """An encoder's folder; words of the list are one token each, others fall to letters."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    shape = shape_of(words, positions=positions)
    rng = np.random.default_rng(seed)
    arrays = {}
    for name, size in sizes(shape).items():
        if name.endswith("LayerNorm.weight"):
            arrays[name] = np.ones(size, np.float32)
        elif name.endswith("bias"):
            arrays[name] = rng.normal(0, 0.02, size).astype(np.float32)
        else:
            arrays[name] = rng.normal(0, 0.25, size).astype(np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(arrays, folder / "model.safetensors")
    tokenizer = Tokenizer(models.WordPiece(vocabulary(words), unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "hidden_size": shape.width,
        "intermediate_size": shape.inner,
        "max_position_embeddings": shape.positions,
        "vocab_size": shape.words,
        "layer_norm_eps": shape.epsilon,
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return shape
