"""A trained tagger in its folder, run by ONNX Runtime.

The folder holds ``model.json`` (labels, settings, where it comes from, what was measured), ``model.onnx`` and
``tokenizer.json``.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asabiya.errors import InputError
from asabiya.evidence.encoder.files import TOKENIZER, needed, read_tokenizer
from asabiya.evidence.tagger.batches import Special, filled
from asabiya.evidence.tagger.decode import THRESHOLD, Tagged, tagged
from asabiya.evidence.tagger.network import PARTS, TAGS
from asabiya.evidence.tagger.tokens import LONGEST, Tokens, cut, tokens_of
from asabiya.files import read_bytes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["GRAPH", "MARKER", "SCHEMA", "Tagger", "load_tagger", "session_of"]

SCHEMA: Final = "asabiya.tagger/1"
MARKER: Final = "model.json"
"""The file by which a model's folder is known."""
GRAPH: Final = "model.onnx"
OVERLAP: Final = 32
"""Tokens, at least, that windows share, so that a cue near an end is judged with what surrounds it."""
_LARGEST: Final = 2_000_000_000


@dataclass(frozen=True)
class Tagger:
    """A tagger; make one with `load_tagger`.

    Attributes
    ----------
    tokenizer
        What cuts a text into tokens.
    session
        What computes the scores.
    special
        Numbers of the tokens that are no part of a text.
    longest
        Most tokens of a window.
    about
        What ``model.json`` says.
    """

    tokenizer: Any = field(repr=False)
    session: Any = field(repr=False)
    special: Special
    longest: int = LONGEST
    about: dict[str, Any] = field(default_factory=dict, repr=False)

    def tag(self, text: str) -> list[Tagged]:
        """The attributions in a text, by their cues; the same text gives the same answer."""
        return self.of_tokens(tokens_of(text, self.tokenizer))

    def of_tokens(self, tokens: Tokens) -> list[Tagged]:
        """The attributions in an article that is cut into tokens."""
        windows = cut(tokens, longest=self.longest, overlap=OVERLAP)
        # A window at a time, at its own length: nothing is spent on padding.
        scores = [self._scores(tokens, window) for window in windows]
        return tagged(tokens, windows, scores, threshold=THRESHOLD)

    def _scores(self, tokens: Tokens, window: Any) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import numpy as np

        length = window.high - window.low + 2
        ids, mask, features = filled([(tokens, window)], self.special, rows=1, length=length)
        given = {
            name: array.astype(np.int64)
            for name, array in (("ids", ids), ("mask", mask), ("features", features))
        }
        tags, pairs = self.session.run(["tags", "pairs"], given)
        return tags[0], pairs[0]


def session_of(graph: bytes, *, where: str) -> Any:
    """What runs a graph.

    Raises
    ------
    InputError
        When ONNX Runtime is not installed or cannot use the graph.
    """
    runtime = needed("onnxruntime", extra="tagger")
    options = runtime.SessionOptions()
    options.log_severity_level = 3
    # Where several processes read, each has one core, and a thread that waits leaves it to the others.
    options.intra_op_num_threads = 0 if parent_process() is None else 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return runtime.InferenceSession(
            graph,
            options,
            providers=["CPUExecutionProvider"],
            # The sum and the norm as one step take ten times as long as the two on a CPU (ONNX Runtime 1.32).
            disabled_optimizers=["SkipLayerNormFusion"],
        )
    except Exception as problem:  # the library has a class of its own for every kind of failure
        lines = str(problem).splitlines() or ["no message"]
        raise InputError(f"{where}: not a model ({lines[0]})", hint="train it again") from None


def load_tagger(directory: str | Path) -> Tagger:
    """The tagger in a folder that ``asabiya train-reader`` wrote.

    Raises
    ------
    InputError
        When there is none, a file is missing or damaged, it is of another version, or a library is missing.
    """
    folder = Path(directory)
    path = folder / MARKER
    if not path.is_file():
        raise InputError(
            f"model {folder}: no {MARKER} there",
            hint="asabiya train-reader --corpus DIR -o MODEL makes a model",
        )
    try:
        about: Any = json.loads(read_bytes(path, what="model"))
        schema = about["schema"]
        same = about["tags"] == list(TAGS) and about["parts"] == list(PARTS)
        longest = int(about["longest"])
        digest = str(about["digest"])
    except (ValueError, KeyError, TypeError) as problem:
        raise InputError(f"model {path}: damaged ({problem})", hint="train it again") from None
    if schema != SCHEMA or not same or not 8 <= longest <= LONGEST:
        raise InputError(
            f"model {path}: of another version ({schema})",
            hint=f"train it again; this version reads {SCHEMA}",
        )
    tokenizer = read_tokenizer(folder, extra="tagger")
    graph = read_bytes(folder / GRAPH, what="model", limit=_LARGEST)
    if hashlib.sha256(graph).hexdigest() != digest:
        raise InputError(
            f"model {folder / GRAPH}: not the file that {MARKER} speaks of",
            hint="was it copied whole? train it again",
        )
    session = session_of(graph, where=f"model {folder / GRAPH}")
    if any(tokenizer.token_to_id(name) is None for name in ("[CLS]", "[SEP]", "[UNK]")):
        raise InputError(f"model {folder / TOKENIZER}: lacks [CLS], [SEP] or [UNK]", hint="train it again")
    return Tagger(tokenizer, session, Special.of(tokenizer), longest, about)
