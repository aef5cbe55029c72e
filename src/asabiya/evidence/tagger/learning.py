"""One step of learning, and what of a training run must be kept to go on with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.encoder.bert import Shape
from asabiya.evidence.encoder.files import needed
from asabiya.evidence.tagger.network import heads, pair_scores, tag_scores, token_vectors

if TYPE_CHECKING:
    import numpy as np
    from jax import Array
    from numpy.typing import NDArray

__all__ = ["RATES", "Learner", "is_frozen", "learner", "loss_of"]

Weights = Mapping[str, Any]

RATES: Final = {"encoder": 1.5e-4, "heads": 1e-3}
"""Highest learning rates: the encoder knows the language already, the heads know nothing."""
_WARM_UP: Final = 0.06
"""Share of the steps over which the rates rise; then they fall to nothing in a line."""
_DECAY: Final = 0.01
_CLIP: Final = 1.0
_DROP: Final = 0.1
"""Share of the token vectors' entries that the heads do not see while learning."""


@dataclass(frozen=True)
class Learner:
    """The functions of a training run.

    ``begin`` makes the first state from the tuned weights; ``step(tuned, state, frozen, key, arrays)`` gives
    the next weights and state and the step's loss; ``tuned`` and ``frozen`` are the weights before learning.
    """

    tuned: dict[str, Any]
    frozen: dict[str, Any]
    begin: Callable[[Any], Any]
    step: Callable[..., tuple[Any, Any, Any]]


def is_frozen(name: str) -> bool:
    """Whether a weight stays as it is: the tables of words and places, too large for a small corpus."""
    return name.startswith("embeddings.") and "LayerNorm" not in name


def loss_of(weights: Weights, shape: Shape, arrays: tuple[Any, ...], key: Array | None = None) -> Array:
    """Negative log-likelihood of the labels [nats] per cue of a batch; with a key, entries are dropped."""
    import jax
    import jax.numpy as jnp

    ids, mask, features, tags, cues, known, parts = arrays
    states = token_vectors(weights, shape, ids, mask, features)
    if key is not None:
        kept = jax.random.bernoulli(key, 1 - _DROP, states.shape)
        states = jnp.where(kept, states / (1 - _DROP), 0.0)
    of_tags = _surprise(tag_scores(weights, states), tags)
    of_parts = _surprise(pair_scores(weights, states, cues), parts)
    both = known[:, :, None] & mask[:, None, :]
    total: Array = jnp.where(mask, of_tags, 0).sum() + jnp.where(both, of_parts, 0).sum()
    cues_there: Array = 1 + known.sum()
    return total / cues_there


def _surprise(scores: Array, labels: Array) -> Array:
    import jax
    import jax.numpy as jnp

    logs = jax.nn.log_softmax(scores, -1)
    return -jnp.take_along_axis(logs, labels[..., None], -1)[..., 0]


def learner(
    weights: Mapping[str, NDArray[np.float32]],
    shape: Shape,
    *,
    seed: int,
    steps: int,
    rates: Mapping[str, float] = RATES,
) -> Learner:
    """The functions and first weights of a training run of so many steps."""
    import jax

    optax = needed("optax", extra="train")
    every = {**weights, **heads(shape, seed)}
    tuned = {name: array for name, array in every.items() if not is_frozen(name)}
    frozen = {name: array for name, array in every.items() if is_frozen(name)}

    def adam(rate: float) -> Any:
        warm = max(1, round(_WARM_UP * steps))
        schedule = optax.join_schedules(
            [
                optax.linear_schedule(0.0, rate, warm),
                optax.linear_schedule(rate, 0.0, max(1, steps - warm)),
            ],
            [warm],
        )
        return optax.adamw(schedule, weight_decay=_DECAY)

    kinds = {name: "heads" if name not in weights else "encoder" for name in tuned}
    optimiser = optax.chain(
        optax.clip_by_global_norm(_CLIP),
        optax.multi_transform({kind: adam(rate) for kind, rate in rates.items()}, kinds),
    )

    def step(tuned: Any, state: Any, frozen: Any, key: Any, arrays: Any) -> tuple[Any, Any, Any]:
        loss, slope = jax.value_and_grad(lambda t: loss_of({**t, **frozen}, shape, arrays, key))(tuned)
        change, state = optimiser.update(slope, state, tuned)
        return optax.apply_updates(tuned, change), state, loss

    return Learner(tuned, frozen, optimiser.init, jax.jit(step, donate_argnums=(0, 1)))
