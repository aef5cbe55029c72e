"""What a training run keeps on disk so that it goes on after a kill, to the same bits.

The folder ``checkpoint`` in the place of the model holds one ``state-NNNNN.npz`` with every array of the run,
and ``run.json``, which says whose it is, after which step, and the SHA-256 of the arrays' file.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asabiya.errors import CheckpointError, OutputError
from asabiya.files import CHECKPOINT, RUN, empty_checkpoint, is_checkpoint, write_bytes, write_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Kept", "begin", "keep", "kept"]

SCHEMA: Final = "asabiya.training/1"


@dataclass(frozen=True)
class Kept:
    """A run after a number of steps: its arrays in order, and the loss of every step."""

    step: int
    arrays: list[NDArray[Any]]
    losses: list[float]


def begin(place: Path) -> None:
    """An empty checkpoint in a place; whatever an earlier run left there goes.

    Raises
    ------
    OutputError
        When the folder holds something that no run keeps, or cannot be written.
    """
    folder = place / CHECKPOINT
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not is_checkpoint(folder):
            raise OutputError(f"{folder}: holds files of another kind", hint="name another place with -o")
        empty_checkpoint(folder)
    except OSError as problem:
        raise OutputError(
            f"{folder}: cannot be written ({problem.strerror})", hint="check free space and permissions"
        ) from None


def keep(place: Path, identity: Mapping[str, Any], state: Kept) -> None:
    """Keep a state; the one before goes once the new one is whole."""
    import numpy as np

    folder = place / CHECKPOINT
    stream = io.BytesIO()
    named: dict[str, Any] = {f"a{number:05d}": array for number, array in enumerate(state.arrays)}
    np.savez(stream, **named)
    data = stream.getvalue()
    name = f"state-{state.step:05d}.npz"
    write_bytes(folder / name, data)
    about = {
        "schema": SCHEMA,
        "identity": dict(identity),
        "step": state.step,
        "losses": state.losses,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    write_text(folder / RUN, json.dumps(about, indent=1))
    for entry in folder.glob("state-*.npz"):
        if entry.name != name:
            entry.unlink(missing_ok=True)


def kept(place: Path, identity: Mapping[str, Any]) -> Kept:
    """The state that a run left in a place.

    Raises
    ------
    CheckpointError
        When there is none, it is damaged, or it is of a run with another corpus, encoder or settings.
    """
    import numpy as np

    path = place / CHECKPOINT / RUN
    if not path.is_file():
        raise CheckpointError(f"{place}: no checkpoint there", hint="leave out --resume to begin anew")
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        other = unlike(about["identity"], identity) if about["schema"] == SCHEMA else ["schema"]
        if other:
            raise CheckpointError(
                f"{place}: the checkpoint is of another run ({', '.join(other)})",
                hint="give the options that it was begun with, or leave out --resume to begin anew",
            )
        step = int(about["step"])
        data = (path.parent / f"state-{step:05d}.npz").read_bytes()
        if hashlib.sha256(data).hexdigest() != about["sha256"]:
            raise ValueError("another SHA-256")
        with np.load(io.BytesIO(data)) as held:
            arrays = [held[name] for name in sorted(held.files)]
        return Kept(step, arrays, [float(value) for value in about["losses"]])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CheckpointError(
            f"{place}: the checkpoint is damaged ({problem})", hint="leave out --resume to begin anew"
        ) from None


def unlike(before: Mapping[str, Any], now: Mapping[str, Any]) -> Sequence[str]:
    """What two runs differ in.

    >>> unlike({"seed": 0, "epochs": 3}, {"seed": 1, "epochs": 3})
    ['seed: 0 before, 1 now']
    """
    return [
        f"{key}: {before.get(key)} before, {now.get(key)} now"
        for key in dict.fromkeys([*before, *now])
        if before.get(key) != now.get(key)
    ]
