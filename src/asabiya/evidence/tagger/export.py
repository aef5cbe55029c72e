"""The network as an ONNX graph, which ONNX Runtime reads fast and without JAX."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.encoder.bert import Shape, layer_weights
from asabiya.evidence.encoder.files import needed
from asabiya.evidence.tagger.network import DISTANCE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["graph_of", "quantised"]

_OPSET: Final = 20
_BOTH: Final = "both"
_FINE: Final = 2
"""Layers whose last product stays in floats: what goes into it has a range of 80 to 100 standard deviations
in the first two layers (20 in the last two), and 255 steps over that range leave little of most entries."""
_FORMAT: Final = 10
"""Version of the file format: read by ONNX Runtime 1.20 and later."""


def _product(name: str) -> str:
    return f"{name}.product"


class _Graph:
    """Nodes and arrays as they are added; every method returns the name of what it adds."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        self._onnx = needed("onnx", extra="train")
        self._weights = weights
        self.nodes: list[Any] = []
        self.arrays: dict[str, Any] = {}

    def constant(self, value: Any, name: str | None = None) -> str:
        import numpy as np

        array: NDArray[Any] = np.asarray(value)
        name = name or f"constant{len(self.arrays)}"
        if name not in self.arrays:
            self.arrays[name] = self._onnx.numpy_helper.from_array(array, name)
        return name

    def numbers(self, *values: int) -> str:
        import numpy as np

        return self.constant(np.asarray(values, np.int64), f"numbers{'_'.join(map(str, values))}")

    def weight(self, name: str, *, turned: bool = False) -> str:
        import numpy as np

        array = np.asarray(self._weights[name], np.float32)
        return (
            self.constant(np.ascontiguousarray(array.T), f"{name}.T")
            if turned
            else self.constant(array, name)
        )

    def add(self, kind: str, *inputs: str, out: str | None = None, **attributes: Any) -> str:
        out = out or f"value{len(self.nodes)}"
        self.nodes.append(
            self._onnx.helper.make_node(kind, list(inputs), [out], name=f"make_{out}", **attributes)
        )
        return out

    def dense(self, x: str, name: str) -> str:
        product = self.add("MatMul", x, self.weight(f"{name}.weight", turned=True), out=_product(name))
        return self.add("Add", product, self.weight(f"{name}.bias"))

    def norm(self, x: str, name: str, epsilon: float) -> str:
        scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=epsilon)

    def gelu(self, x: str) -> str:
        return self.add("Gelu", x, approximate="none")


def graph_of(weights: Mapping[str, NDArray[np.float32]], shape: Shape) -> bytes:
    """A model with the inputs ``ids``, ``mask`` and ``features`` and the outputs ``tags`` and ``pairs``.

    The inputs are (rows, tokens) 64-bit integers, the mask 1 where there is a token; ``tags`` is (rows,
    tokens, tags) and ``pairs`` (rows, parts, cues, tokens), with every token as a cue, float32.

    Raises
    ------
    InputError
        When the library that builds graphs is not installed.
    """
    onnx = needed("onnx", extra="train")
    graph = _Graph(weights)
    states = _encoder(graph, shape)
    tags = graph.add("MatMul", states, graph.weight("tags.weight", turned=True))
    graph.add("Add", tags, graph.weight("tags.bias"), out="tags")
    _pairs(graph, states)
    helper, kinds = onnx.helper, onnx.TensorProto
    made = helper.make_graph(
        graph.nodes,
        "tagger",
        [
            helper.make_tensor_value_info(name, kinds.INT64, ["rows", "tokens"])
            for name in ("ids", "mask", "features")
        ],
        [
            helper.make_tensor_value_info("tags", kinds.FLOAT, ["rows", "tokens", 3]),
            helper.make_tensor_value_info("pairs", kinds.FLOAT, ["rows", 5, "tokens", "tokens"]),
        ],
        list(graph.arrays.values()),
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_FORMAT)
    onnx.checker.check_model(model)
    data: bytes = model.SerializeToString()
    return data


def _encoder(graph: _Graph, shape: Shape) -> str:
    """The token vectors; see `bert.hidden_states`."""
    import numpy as np

    graph.add("Shape", "ids", out="size")
    tokens = graph.add("Slice", "size", graph.numbers(1), graph.numbers(2))
    places = graph.add(
        "Slice", graph.weight("embeddings.position_embeddings.weight"), graph.numbers(0), tokens
    )
    kind = graph.constant(
        np.asarray(graph._weights["embeddings.token_type_embeddings.weight"][0], np.float32)
    )
    x = graph.add("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    x = graph.add("Add", graph.add("Add", x, places), kind)
    x = graph.add("Add", x, graph.add("Gather", graph.weight("features.weight"), "features"))
    x = graph.norm(x, "embeddings.LayerNorm", shape.epsilon)
    seen = graph.add("Cast", "mask", to=1)
    less = graph.add("Sub", seen, graph.constant(np.float32(1)))
    ignored = graph.add("Mul", less, graph.constant(np.float32(1e9)))
    ignored = graph.add("Unsqueeze", ignored, graph.numbers(1, 2))
    heads, width = shape.heads, shape.width // shape.heads
    split = graph.numbers(0, 0, heads, width)
    for index in range(shape.layers):
        query, key, value, out, first, inner, outer, second = layer_weights(index)
        q, k, v = (graph.add("Reshape", graph.dense(x, name), split) for name in (query, key, value))
        q = graph.add("Transpose", q, perm=[0, 2, 1, 3])
        k = graph.add("Transpose", k, perm=[0, 2, 3, 1])
        v = graph.add("Transpose", v, perm=[0, 2, 1, 3])
        scores = graph.add("Mul", graph.add("MatMul", q, k), graph.constant(np.float32(width**-0.5)))
        share = graph.add("Softmax", graph.add("Add", scores, ignored), axis=-1)
        mixed = graph.add("Transpose", graph.add("MatMul", share, v), perm=[0, 2, 1, 3])
        mixed = graph.add("Reshape", mixed, graph.numbers(0, 0, shape.width))
        x = graph.norm(graph.add("Add", x, graph.dense(mixed, out)), first, shape.epsilon)
        wide = graph.gelu(graph.dense(x, inner))
        x = graph.norm(graph.add("Add", x, graph.dense(wide, outer)), second, shape.epsilon)
    return x


def _pairs(graph: _Graph, states: str) -> None:
    """The scores of pairs; see `network.pair_scores`."""
    import numpy as np

    row = graph.gelu(graph.dense(states, "row"))
    column = graph.gelu(graph.dense(states, "column"))
    turned = graph.add("Transpose", column, perm=[0, 2, 1])
    both = graph.add(
        "MatMul", graph.add("Unsqueeze", row, graph.numbers(1)), graph.weight("pair.both"), out=_BOTH
    )
    scores = graph.add("MatMul", both, graph.add("Unsqueeze", turned, graph.numbers(1)))
    of_row = graph.add("MatMul", row, graph.weight("pair.row", turned=True))
    of_row = graph.add("Unsqueeze", graph.add("Transpose", of_row, perm=[0, 2, 1]), graph.numbers(3))
    of_column = graph.add("MatMul", graph.weight("pair.column"), turned)
    of_column = graph.add("Unsqueeze", of_column, graph.numbers(2))
    scores = graph.add("Add", graph.add("Add", scores, of_row), of_column)
    count = graph.add("Gather", "size", graph.constant(np.int64(1)))
    order = graph.add("Range", graph.constant(np.int64(0)), count, graph.constant(np.int64(1)))
    away = graph.add(
        "Sub",
        graph.add("Unsqueeze", order, graph.numbers(0)),
        graph.add("Unsqueeze", order, graph.numbers(1)),
    )
    low, high = graph.constant(np.int64(-DISTANCE)), graph.constant(np.int64(DISTANCE))
    place = graph.add("Add", graph.add("Clip", away, low, high), high)
    distance = graph.add("Gather", graph.weight("pair.distance"), place, axis=1)
    graph.add("Add", scores, distance, out="pairs")


def quantised(graph: bytes) -> bytes:
    """The graph with the matrices of most of its products as 8-bit integers, a scale to each column.

    Raises
    ------
    InputError
        When a library is not installed.
    """
    onnx = needed("onnx", extra="train")
    tools = needed("onnxruntime.quantization", extra="tagger")
    model = onnx.load_model_from_string(graph)
    fine = [_product(layer_weights(index)[-2]) for index in range(_FINE)]
    # The tool looks for this mark of its own preparation and complains on the root logger without it; what
    # the preparation does, sizes and constants worked out beforehand, this graph has no need of.
    onnx.helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.onnx"
        tools.quantize_dynamic(
            model,
            path,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            # A stack of matrices has no scale to a column.
            nodes_to_exclude=[f"make_{name}" for name in (_BOTH, *fine)],
            weight_type=tools.QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
        return path.read_bytes()
