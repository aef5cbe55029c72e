"""Bit planes of a torus, compiled by Numba; see `torus` for where the bits lie.

All indices are unsigned: a signed one would cost a test for negative ones at every step. Rows are not taken
out as arrays of their own: Numba would count their users. Each function is there twice: to be put where it is
called, and, for loops that matter less, as a function, which compiles sooner.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from asabiya.catalogue.bits_kernel import lowest, ones
from asabiya.catalogue.compiled import compiled

__all__ = ["count", "count_called", "pick", "pick_called", "toggle", "toggle_called"]

U = np.uint64


def _toggle(plane: Any, block: Any, mask: Any, twin: Any, y: Any, x: Any) -> None:
    """Flip the bit of cell (y, x) in all the words that hold it; ``twin`` is the row that repeats row y."""
    row = y + (U(plane.shape[1] - 1 - len(twin)) >> U(1))
    for s in range(U(block.shape[1])):
        b, bits = block[x, s], mask[x, s]
        plane[b, row] ^= bits
        plane[b, twin[y]] ^= bits


def _count(plane: Any, seen: Any, home: Any, y: Any, x: Any) -> Any:
    """How many cells seen from (y, x) have their bit set."""
    b, shift = home[x, 0], home[x, 1]
    total = U(0)
    for d in range(U(len(seen))):
        total += ones(plane[b, y + d] & (seen[d] << shift))
    return total


def _pick(plane: Any, seen: Any, home: Any, y: Any, x: Any, rank: Any, height: Any, width: Any) -> Any:
    """The cell of that rank, from 0, among those seen from (y, x) whose bit is set; as (y, x)."""
    b, shift = home[x, 0], home[x, 1]
    left, row = rank, U(0)
    word = plane[b, y] & (seen[0] << shift)
    held = ones(word)
    while left >= held:
        left -= held
        row += U(1)
        word = plane[b, y + row] & (seen[row] << shift)
        held = ones(word)
    for _ in range(left):
        word &= word - U(1)
    # Both sums are shifted by once the torus, so that they do not fall below zero.
    reach = U(len(seen)) >> U(1)
    down = y + row + height - reach
    right = x - shift + lowest(word) + width - reach
    down -= height if down >= height else U(0)
    right -= width if right >= width else U(0)
    down -= height if down >= height else U(0)
    right -= width if right >= width else U(0)
    return down, right


toggle = compiled(_toggle, inline=True)
count = compiled(_count, inline=True)
pick = compiled(_pick, inline=True)
toggle_called = compiled(_toggle)
count_called = compiled(_count)
pick_called = compiled(_pick)
