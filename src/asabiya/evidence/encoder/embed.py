"""Texts as unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.encoder.bert import Shape, hidden_states, layer_states
from asabiya.evidence.encoder.files import find, read_shape, read_tokenizer, read_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LAYERS", "Encoder", "load"]

LAYERS: Final = 3
"""Number of the last layers whose means `Encoder.layers` gives, where an encoder has as many."""

_LENGTHS: Final = (16, 32, 64, 128, 256)
"""Lengths that texts are padded to, in tokens; longer texts are cut, as the weights' makers do."""
_ROWS: Final = (1, 4, 32)
"""Numbers of texts computed at once: each pair of length and number is compiled once, in about a second."""


@dataclass(frozen=True)
class Encoder:
    """A sentence encoder; make one with `load`.

    Attributes
    ----------
    shape
        Its sizes.
    weights
        Its arrays by name.
    tokenizer
        What cuts a text into tokens.
    """

    shape: Shape
    weights: dict[str, NDArray[Any]] = field(repr=False)
    tokenizer: Any = field(repr=False)
    _mean: Callable[[Any, Any, Any], Any] = field(repr=False)
    _layers: Callable[[Any, Any, Any], Any] = field(repr=False)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors.

        The mean of a text's token vectors, scaled to length 1: the product of two rows is the cosine of their
        angle, in [-1, 1]. What a text is embedded with changes its row by rounding alone (below 1e-5); the
        same list gives the same bits on one machine. Tokens beyond the 256th are left out.

        Returns
        -------
        ndarray
            (n, width), float32, a row a text, in order.
        """
        return self._each(self._mean, texts, (self.shape.width,))

    def layers(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The means of the texts' token vectors after each of the last `LAYERS` layers, the last one last.

        The last layer tells what a text is about; those before it also tell how it is said: who does what,
        and whether it is denied.

        Returns
        -------
        ndarray
            (n, `LAYERS` or fewer, width), float32, not scaled.
        """
        return self._each(self._layers, texts, (min(LAYERS, self.shape.layers), self.shape.width))

    def _each(
        self, compute: Callable[[Any, Any, Any], Any], texts: Sequence[str], size: tuple[int, ...]
    ) -> NDArray[np.float32]:
        """What is computed of the texts, a row a text, in order."""
        import numpy as np

        rows = np.zeros((len(texts), *size), np.float32)
        if not len(texts):
            return rows
        longest = min(_LENGTHS[-1], self.shape.positions)
        tokens = [_cut(e.ids, longest) for e in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda i: (len(tokens[i]), i))
        while order:
            length = min(longest, next(n for n in _LENGTHS if n >= len(tokens[order[0]])))
            alike = [i for i in order if len(tokens[i]) <= length]
            batch = alike[: _ROWS[-1]]
            rows[batch] = self._batch(compute, [tokens[i] for i in batch], length)
            order = order[len(batch) :]
        return rows

    def _batch(
        self, compute: Callable[[Any, Any, Any], Any], tokens: list[list[int]], length: int
    ) -> NDArray[np.float32]:
        import numpy as np

        count = next(n for n in _ROWS if n >= len(tokens))
        ids = np.zeros((count, length), np.int32)
        mask = np.zeros((count, length), bool)
        mask[:, 0] = True  # a row of padding alone would have no mean
        for row, one in enumerate(tokens):
            ids[row, : len(one)] = one
            mask[row, : len(one)] = True
        made: NDArray[np.float32] = np.asarray(compute(self.weights, ids, mask))[: len(tokens)]
        return made


def _cut(ids: list[int], longest: int) -> list[int]:
    """At most so many tokens, the closing one kept."""
    return ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]]


def load(directory: str | Path | None = None) -> Encoder:
    """The encoder in a folder, or all-MiniLM-L6-v2 from the installed package of weights.

    Parameters
    ----------
    directory
        Folder with ``config.json``, ``tokenizer.json`` and ``model.safetensors`` of a BERT encoder.

    Raises
    ------
    InputError
        When the package or a library is not installed, or a file is missing or damaged.
    """
    folder = find(directory)
    shape = read_shape(folder)
    tokenizer = read_tokenizer(folder)
    weights = read_weights(folder, shape)
    import jax

    return Encoder(
        shape=shape,
        weights=jax.device_put(weights),
        tokenizer=tokenizer,
        _mean=jax.jit(partial(_unit_means, shape)),
        _layers=jax.jit(partial(_layer_means, shape)),
    )


def _unit_means(shape: Shape, weights: dict[str, Any], ids: Any, mask: Any) -> Any:
    import jax.numpy as jnp

    states = hidden_states(weights, shape, ids, mask)
    kept = mask[:, :, None].astype(states.dtype)
    mean = (states * kept).sum(1) / kept.sum(1)
    return mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)


def _layer_means(shape: Shape, weights: dict[str, Any], ids: Any, mask: Any) -> Any:
    import jax.numpy as jnp

    states = layer_states(weights, shape, ids, mask)
    kept = mask[:, :, None].astype(states[-1].dtype)
    return jnp.stack([(one * kept).sum(1) / kept.sum(1) for one in states[-LAYERS:]], axis=1)
