"""The tagger's network: BERT's encoder, a head that finds cues, and one that says what belongs to a cue.

With token vectors h (after Devlin et al. 2019), the first head scores each token as outside, first or inner
token of a cue:

    t_i = W_t h_i + b_t

The second scores, for a cue that begins at token i, every token j as none of its parts, or as first or inner
token of its content or of its source, a biaffine form (Dozat & Manning 2017; for predicates and arguments
Cai et al. 2018) with a term for the signed distance:

    p_ijl = r_i' U_l c_j + a_l' r_i + b_l' c_j + d_l(j - i),    r = gelu(W_r h + b_r), c = gelu(W_c h + b_c)

So contents may nest, share tokens and fall into pieces, and every content comes with its cue and source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.encoder.bert import Shape, hidden_states
from asabiya.evidence.tagger.tokens import FEATURES

if TYPE_CHECKING:
    import numpy as np
    from jax import Array
    from numpy.typing import NDArray

__all__ = ["DISTANCE", "PARTS", "TAGS", "heads", "pair_scores", "tag_scores", "token_vectors"]

Weights = Mapping[str, Any]

TAGS: Final = ("outside", "cue-first", "cue-inner")
PARTS: Final = ("none", "content-first", "content-inner", "source-first", "source-inner")
DISTANCE: Final = 64
"""Distances beyond so many tokens count as one."""
_SIZE: Final = 128
"""Width of r and c, at most the encoder's."""


def heads(shape: Shape, seed: int) -> dict[str, NDArray[np.float32]]:
    """Weights of the features and the heads before training, by name."""
    import numpy as np

    rng = np.random.default_rng([seed, 1])
    size, width, parts = min(_SIZE, shape.width), shape.width, len(PARTS)

    def drawn(*dims: int) -> NDArray[np.float32]:
        return rng.normal(0, 1 / dims[-1] ** 0.5, dims).astype(np.float32)

    def zeros(*dims: int) -> NDArray[np.float32]:
        return np.zeros(dims, np.float32)

    return {
        "features.weight": zeros(FEATURES, width),
        "tags.weight": drawn(len(TAGS), width),
        "tags.bias": zeros(len(TAGS)),
        "row.weight": drawn(size, width),
        "row.bias": zeros(size),
        "column.weight": drawn(size, width),
        "column.bias": zeros(size),
        "pair.both": drawn(parts, size, size) / np.float32(size**0.5),
        "pair.row": zeros(parts, size),
        "pair.column": drawn(parts, size),
        "pair.distance": zeros(parts, 2 * DISTANCE + 1),
    }


def token_vectors(weights: Weights, shape: Shape, ids: Array, mask: Array, features: Array) -> Array:
    """h: (rows, tokens, width)."""
    return hidden_states(weights, shape, ids, mask, added=weights["features.weight"][features])


def tag_scores(weights: Weights, states: Array) -> Array:
    """t: (rows, tokens, tags)."""
    made: Array = states @ weights["tags.weight"].T + weights["tags.bias"]
    return made


def pair_scores(weights: Weights, states: Array, cues: Array) -> Array:
    """p for given cues.

    Parameters
    ----------
    weights
        The weights.
    states
        h, (rows, tokens, width).
    cues
        First tokens of the cues, (rows, cues), integer.

    Returns
    -------
    Array
        (rows, cues, tokens, parts).
    """
    import jax
    import jax.numpy as jnp

    def narrow(x: Array, name: str) -> Array:
        return jax.nn.gelu(x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], approximate=False)

    row = narrow(jnp.take_along_axis(states, cues[:, :, None], 1), "row")
    column = narrow(states, "column")
    both = jnp.einsum("bkd,lde->bkle", row, weights["pair.both"])
    scores = jnp.einsum("bkle,bje->bkjl", both, column)
    scores += (row @ weights["pair.row"].T)[:, :, None, :]
    scores += (column @ weights["pair.column"].T)[:, None, :, :]
    away = jnp.clip(jnp.arange(states.shape[1]) - cues[:, :, None], -DISTANCE, DISTANCE) + DISTANCE
    made: Array = scores + weights["pair.distance"].T[away]
    return made
