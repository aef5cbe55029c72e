"""Training a tagger: from a corpus to a model's folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asabiya.errors import CheckpointError
from asabiya.evidence.encoder.bert import Shape
from asabiya.evidence.encoder.files import (
    TOKENIZER,
    WEIGHTS,
    find,
    needed,
    read_shape,
    read_tokenizer,
    read_weights,
)
from asabiya.evidence.tagger.batches import Example, Special, batch_of, examples, plan
from asabiya.evidence.tagger.corpus import Annotated, digest, read_corpus, split
from asabiya.evidence.tagger.export import graph_of, quantised
from asabiya.evidence.tagger.keeping import Kept, begin, keep, kept
from asabiya.evidence.tagger.learning import RATES, learner
from asabiya.evidence.tagger.measures import measure
from asabiya.evidence.tagger.model import GRAPH, MARKER, SCHEMA, Tagger, session_of
from asabiya.evidence.tagger.network import PARTS, TAGS
from asabiya.evidence.tagger.tokens import LONGEST
from asabiya.files import claim_directory, sweep, write_directory
from asabiya.provenance import environment, to_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EPOCHS", "HOLD_OUT", "train"]

EPOCHS: Final = 8
HOLD_OUT: Final = 10
_EVERY: Final = 100
"""Steps between one keeping of the state and the next."""
_LOSS: Final = 0.005
"""What the exact score may lose for a model of whole numbers, which is twice as fast."""

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class _Run:
    """What one training run works on."""

    shape: Shape
    tokenizer: Any
    special: Special
    weights: dict[str, NDArray[np.float32]]
    train: list[Annotated]
    held: list[Annotated]
    identity: dict[str, Any]

    @property
    def longest(self) -> int:
        """Most tokens of a window."""
        return min(LONGEST, self.shape.positions)


def train(
    corpus: str | Path,
    out: str | Path,
    *,
    epochs: int = EPOCHS,
    seed: int = 0,
    hold_out: int = HOLD_OUT,
    encoder: str | Path | None = None,
    resume: bool = False,
    every: int = _EVERY,
    rates: Mapping[str, float] = RATES,
    progress: Progress = lambda done, total, unit: None,
) -> dict[str, Any]:
    """Train a tagger on a corpus, measure it on the articles held out, and write its folder.

    The same corpus, encoder, epochs and seed give the same bits on one machine, interrupted or not.

    Parameters
    ----------
    corpus
        Folder of articles and annotations; see `corpus.read_corpus`.
    out
        The model's folder; while training it holds a checkpoint.
    epochs
        How many times every article is learned from [1 or more].
    seed
        Decides first weights, order and what is hidden [0 or more].
    hold_out
        Every so manieth article by file name is measured and not learned from [2 or more].
    encoder
        Folder of the encoder to begin with; all-MiniLM-L6-v2 unless another is given.
    resume
        Go on from the checkpoint in ``out``.
    every
        Steps between one keeping of the state and the next [1 or more].
    rates
        Highest learning rates of ``encoder`` and ``heads``, above 0.
    progress
        Is told (steps done, steps in all, "steps").

    Returns
    -------
    dict
        What ``model.json`` holds, with the place as ``model``.

    Raises
    ------
    InputError
        For a bad corpus or encoder, or a library that is missing.
    CheckpointError
        When there is nothing to resume, or it is of another run.
    OutputError
        When the model cannot be written there.
    """
    place = Path(out)
    claim_directory(place, marker=MARKER)
    sweep(place)
    for name, extra in (("optax", "train"), ("onnx", "train"), ("onnxruntime", "tagger")):
        needed(name, extra=extra)
    settings = {"epochs": epochs, "seed": seed, "hold_out": hold_out, "rates": dict(rates)}
    run = _prepare(Path(corpus), encoder, settings)
    state = kept(place, run.identity) if resume else None
    if state is None:
        begin(place)
    found = examples(run.train, run.tokenizer)
    weights, losses, steps = _learn(run, found, place, state, every, progress)
    graph, precision, figures = _chosen(run, graph_of(weights, run.shape))
    about = {
        "schema": SCHEMA,
        "tags": list(TAGS),
        "parts": list(PARTS),
        "longest": run.longest,
        "precision": precision,
        "digest": hashlib.sha256(graph).hexdigest(),
        "training": {
            **run.identity,
            "trained": len(run.train),
            "measured": len(run.held),
            "attributions": sum(len(one.attributions) for one in run.train),
            "steps": steps,
            "losses": losses,
            "environment": environment("cpu"),
        },
        "figures": figures,
    }
    with write_directory(place, marker=MARKER) as folder:
        (folder / GRAPH).write_bytes(graph)
        run.tokenizer.save(str(folder / TOKENIZER))
        (folder / MARKER).write_text(to_json(about, indent=1) + "\n", encoding="utf-8")
    return {"model": str(place), **about}


def _prepare(corpus: Path, encoder: str | Path | None, settings: dict[str, Any]) -> _Run:
    articles = read_corpus(corpus)
    train, held = split(articles, settings["hold_out"])
    folder = find(encoder)
    shape = read_shape(folder)
    tokenizer = read_tokenizer(folder, extra="train")
    identity = {
        **settings,
        "corpus": digest(articles),
        "encoder": hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest(),
    }
    return _Run(shape, tokenizer, Special.of(tokenizer), read_weights(folder, shape), train, held, identity)


def _learn(
    run: _Run, found: list[Example], place: Path, state: Kept | None, every: int, progress: Progress
) -> tuple[dict[str, NDArray[np.float32]], list[float], int]:
    """The weights after all epochs, each epoch's mean loss, and the number of steps."""
    import jax
    import numpy as np

    seed, epochs = run.identity["seed"], run.identity["epochs"]
    todo = [
        (epoch, number, chosen)
        for epoch in range(epochs)
        for number, chosen in enumerate(plan(found, seed, epoch, longest=run.longest))
    ]
    teach = learner(run.weights, run.shape, seed=seed, steps=len(todo), rates=run.identity["rates"])
    held = (jax.device_put(teach.tuned), teach.begin(teach.tuned))
    leaves, tree = jax.tree.flatten(held)
    losses: list[float] = []
    first = 0
    if state is not None:
        held = jax.tree.unflatten(tree, [jax.device_put(a) for a in _fitting(place, state, leaves)])
        losses, first = list(state.losses), state.step
    frozen = jax.device_put(teach.frozen)
    progress(first, len(todo), "steps")
    for at in range(first, len(todo)):
        epoch, number, chosen = todo[at]
        batch = batch_of(found, chosen, run.special, (seed, 3, epoch, number))
        key = jax.random.fold_in(jax.random.key(seed), at)
        tuned, inner, loss = teach.step(*held, frozen, key, batch.arrays())
        held = (tuned, inner)
        losses.append(float(loss))
        progress(at + 1, len(todo), "steps")
        if (at + 1) % every == 0 or at + 1 == len(todo):
            arrays = [np.asarray(leaf) for leaf in jax.tree.leaves(held)]
            keep(place, run.identity, Kept(at + 1, arrays, losses))
    weights = {name: np.asarray(array) for name, array in {**held[0], **frozen}.items()}
    means = [
        float(np.mean([x for x, (e, _, _) in zip(losses, todo, strict=True) if e == epoch]))
        for epoch in range(epochs)
    ]
    return weights, means, len(todo)


def _fitting(place: Path, state: Kept, leaves: list[Any]) -> list[NDArray[Any]]:
    """The kept arrays, if they are as many and of such sizes as the run's."""
    if [a.shape for a in state.arrays] != [leaf.shape for leaf in leaves]:
        raise CheckpointError(
            f"{place}: the checkpoint is of another version", hint="leave out --resume to begin anew"
        )
    return state.arrays


def _chosen(run: _Run, graph: bytes) -> tuple[bytes, str, dict[str, Any]]:
    """The graph in whole numbers where that keeps the figures, or else in floats; its name and figures."""

    def figures(of: bytes) -> dict[str, Any]:
        session = session_of(of, where="the model just trained")
        tagger = Tagger(run.tokenizer, session, run.special, run.longest)
        return measure(run.held, tagger.tag)

    small = quantised(graph)
    of_floats, of_numbers = figures(graph), figures(small)
    if of_numbers["exact"]["f"] >= of_floats["exact"]["f"] - _LOSS:
        return small, "int8", of_numbers
    return graph, "float32", of_floats
