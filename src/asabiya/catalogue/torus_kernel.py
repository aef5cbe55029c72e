"""Bit planes of a torus, compiled by Numba; see `torus` for where the bits lie.

All indices are unsigned: a signed one would cost a test for negative ones at every step. Rows are not taken
out as arrays of their own: Numba would count their users.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from asabiya.catalogue.bits_kernel import lowest, ones
from asabiya.catalogue.compiled import compiled

__all__ = ["count", "pick", "toggle"]

U = np.uint64


def _toggle(plane: Any, block: Any, mask: Any, twin: Any, y: Any, x: Any) -> None:
    """Flip the bit of cell (y, x) in all the words that hold it; ``twin`` is the row that repeats row y."""
    row = y + (U(plane.shape[1] - 1 - len(twin)) >> U(1))
    for s in range(U(block.shape[1])):
        b, bits = block[x, s], mask[x, s]
        plane[b, row] ^= bits
        plane[b, twin[y]] ^= bits


def _count(plane: Any, seen: Any, y: Any, x: Any) -> Any:
    """How many cells seen from (y, x) have their bit set."""
    b, shift = x >> U(5), x & U(31)
    total = U(0)
    for d in range(U(len(seen))):
        total += ones(plane[b, y + d] & (seen[d] << shift))
    return total


def _pick(plane: Any, seen: Any, y: Any, x: Any, rank: Any, height: Any, width: Any) -> Any:
    """The cell of that rank, from 0, among those seen from (y, x) whose bit is set; as (y, x)."""
    b, shift = x >> U(5), x & U(31)
    total, before, row = U(0), U(0), U(0)
    # No way out of the loop before its end: the processor could not predict it, and would lose more time.
    for d in range(U(len(seen))):
        total += ones(plane[b, y + d] & (seen[d] << shift))
        past = total <= rank
        row += U(past)
        before = total if past else before
    word = plane[b, y + row] & (seen[row] << shift)
    for _ in range(rank - before):
        word &= word - U(1)
    # Both sums are shifted by once the torus, so that they do not fall below zero.
    down = y + row + height - (U(len(seen)) >> U(1))
    right = (x & ~U(31)) + lowest(word) + width - U(16)
    down -= height if down >= height else U(0)
    right -= width if right >= width else U(0)
    down -= height if down >= height else U(0)
    right -= width if right >= width else U(0)
    return down, right


toggle = compiled(_toggle, inline=True)
count = compiled(_count, inline=True)
pick = compiled(_pick, inline=True)
