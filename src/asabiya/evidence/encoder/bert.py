"""BERT's encoder (Devlin et al. 2019, section 3) as one pure function of its weights.

A layer is ``x ← norm(x + attention(x))``, ``x ← norm(x + W₂ gelu(W₁ x))``, with the norm after the sum and
the exact gelu. There is no dropout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jax import Array

__all__ = ["Shape", "hidden_states", "layer_norm", "layer_states", "layer_weights"]

Weights = Mapping[str, Any]


@dataclass(frozen=True)
class Shape:
    """Sizes of an encoder.

    Attributes
    ----------
    layers, heads
        Number of layers and of attention heads in each [1 or more].
    width, inner
        Width of a token's vector, a multiple of ``heads``, and of the layer's inner part.
    positions, words
        Longest sequence, in tokens, and size of the vocabulary.
    epsilon
        What keeps the norm from a division by nothing.
    """

    layers: int
    heads: int
    width: int
    inner: int
    positions: int
    words: int
    epsilon: float


def layer_weights(index: int) -> list[str]:
    """Names of one layer's weights, without their ``weight`` and ``bias``."""
    stem = f"encoder.layer.{index}."
    return [
        stem + part
        for part in (
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "attention.output.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm",
        )
    ]


def layer_norm(x: Array, weights: Weights, name: str, epsilon: float) -> Array:
    """A row with mean 0 and variance 1, scaled and shifted; the last axis is normed."""
    import jax.numpy as jnp

    mean = x.mean(-1, keepdims=True)
    spread = jnp.square(x - mean).mean(-1, keepdims=True)
    scale: Array = weights[f"{name}.weight"]
    shift: Array = weights[f"{name}.bias"]
    return (x - mean) / jnp.sqrt(spread + epsilon) * scale + shift


def hidden_states(
    weights: Weights, shape: Shape, ids: Array, mask: Array, *, added: Array | None = None
) -> Array:
    """Vectors of the tokens after the last layer.

    Parameters
    ----------
    weights
        Arrays by the names that BERT's checkpoints give them; matrices are (out, in).
    shape
        The sizes.
    ids
        Token numbers, (rows, tokens), integer.
    mask
        True where there is a token and False where there is padding, (rows, tokens).
    added
        What is added to the tokens' vectors before the first layer, (rows, tokens, width).

    Returns
    -------
    Array
        (rows, tokens, width), float32.
    """
    return layer_states(weights, shape, ids, mask, added=added)[-1]


def layer_states(
    weights: Weights, shape: Shape, ids: Array, mask: Array, *, added: Array | None = None
) -> list[Array]:
    """Vectors of the tokens after each layer; the arguments are those of `hidden_states`."""
    import jax
    import jax.numpy as jnp

    def dense(x: Array, name: str) -> Array:
        made: Array = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
        return made

    rows, tokens = ids.shape
    heads, size = shape.heads, shape.width // shape.heads
    x: Array = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][:tokens]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    if added is not None:
        x = x + added
    x = layer_norm(x, weights, "embeddings.LayerNorm", shape.epsilon)
    found = []
    ignored = jnp.where(mask, 0.0, -1e9)[:, None, None, :]
    for index in range(shape.layers):
        query, key, value, out, first, inner, outer, second = layer_weights(index)
        q, k, v = (dense(x, n).reshape(rows, tokens, heads, size) for n in (query, key, value))
        scores = jnp.einsum("bihd,bjhd->bhij", q, k) / size**0.5 + ignored
        mixed = jnp.einsum("bhij,bjhd->bihd", jax.nn.softmax(scores, -1), v).reshape(x.shape)
        x = layer_norm(x + dense(mixed, out), weights, first, shape.epsilon)
        wide = jax.nn.gelu(dense(x, inner), approximate=False)
        x = layer_norm(x + dense(wide, outer), weights, second, shape.epsilon)
        found.append(x)
    return found
