"""The second coder's fit kept in the user's cache folder, since embedding the examples takes half a minute.

A kept fit is one of these examples by this encoder: its name holds their digest, and the first example,
embedded anew, must come out as it was kept. What cannot be read, or does not agree, is made again; where
nothing can be written, it is made in every process. It appears whole under its name, so that processes that
write at the same time do each other no harm.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from asabiya.errors import OutputError
from asabiya.evidence.coding.embeddings import CODER, Embeds, Fit, fit, vectors
from asabiya.evidence.coding.examples import Example
from asabiya.files import write_bytes

__all__ = ["kept_fit", "place_of"]

_NEAR: Final = 1e-4
"""Farthest that an example's vector may lie from the one kept: rounding alone is below 1e-5."""


def place_of(coded: Sequence[Example]) -> Path:
    """Where the fit of a set of examples is kept."""
    from platformdirs import user_cache_path

    told = hashlib.sha256(CODER.encode())
    for one in coded:
        told.update(repr((one.text, sorted(one.codes))).encode())
    folder = user_cache_path("asabiya", appauthor=False) / "coding"
    return folder / f"embeddings-{told.hexdigest()[:16]}.npz"


def kept_fit(encoder: Embeds, coded: Sequence[Example]) -> Fit:
    """The fit of a set of examples, from the cache where it is there."""
    place = place_of(coded)
    found = _read(place)
    if found is not None and _same(found, encoder, coded):
        return found
    made = fit(encoder, coded)
    with suppress(OutputError):
        write_bytes(place, _bytes(made))
    return made


def _same(found: Fit, encoder: Embeds, coded: Sequence[Example]) -> bool:
    import numpy as np

    if found.rows.ndim != 2 or len(found.rows) != len(coded) or not len(coded):
        return False
    states = encoder.layers([coded[0].text])
    if states.shape[1:] != found.centre.shape:
        return False
    first = vectors(states, found.centre)[0]
    return first.shape == found.rows[0].shape and bool(np.abs(first - found.rows[0]).max() < _NEAR)


def _bytes(made: Fit) -> bytes:
    import numpy as np

    stream = io.BytesIO()
    np.savez(
        stream,
        centre=made.centre,
        rows=made.rows.astype(np.float32),
        weights=made.weights,
        curve=np.array([made.slope, made.shift]),
        left_out=made.left_out,
    )
    return stream.getvalue()


def _read(place: Path) -> Fit | None:
    import numpy as np

    try:
        with np.load(io.BytesIO(place.read_bytes()), allow_pickle=False) as held:
            slope, shift = held["curve"].tolist()
            return Fit(
                held["centre"],
                held["rows"].astype(np.float64),
                held["weights"],
                slope,
                shift,
                held["left_out"],
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
