"""A torus of cells in bit planes, for agents who look around, count, and pick one cell among those they see.

Cell (y, x), y from 0 to height − 1 downwards and x from 0 to width − 1 to the right, both modulo. A plane
holds one bit a cell. Who stands in a cell sees the cells at the offsets (dy, dx) of its neighbourhood, never
its own; they are numbered by rising dy, then rising dx.

A word of 64 bits holds w = 64 − 2r columns of a row and, on either side, the next r, as far as anybody sees:
word b the columns wb − r … wb + w + r − 1. Whoever stands in columns wb … wb + w − 1 finds all that he sees
of a row in that one word. Rows follow each other in memory, with the r rows of the other edge before the
first and after the last. Cells near an edge of a word or of the torus are kept in several places, and
whoever reads needs no test for edges.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["FARTHEST", "Torus", "offsets"]

FARTHEST: Final = 16
"""Largest radius of a neighbourhood [cells]."""


def offsets(vision: float, shape: str) -> NDArray[np.int64]:
    """Offsets (dy, dx) within ``vision`` cells, (k, 2), in the order in which they are numbered.

    A ``circle`` has dy² + dx² <= vision², a ``diamond`` |dy| + |dx| <= vision.

    >>> len(offsets(7, "circle")), len(offsets(7, "diamond")), len(offsets(1.7, "circle"))
    (148, 112, 8)
    """
    r = math.floor(vision)
    dy, dx = np.mgrid[-r : r + 1, -r : r + 1].reshape(2, -1)
    near = dy**2 + dx**2 <= vision**2 if shape == "circle" else abs(dy) + abs(dx) <= vision
    kept = near & ((dy != 0) | (dx != 0))
    return np.stack([dy[kept], dx[kept]], axis=1)


@dataclass(frozen=True, eq=False)
class Torus:
    """Where the bits of a torus lie."""

    height: int
    """Rows [at least 2r + 1]."""
    width: int
    """Columns [at least 2r + 1]."""
    radius: int
    """r, the farthest that is seen [0 to 16 cells]."""
    seen: NDArray[np.uint64]
    """Neighbourhood: for each row from r above to r below the bits seen from the first column that a word has
    to itself, (2r + 1,)."""
    home: NDArray[np.uint64]
    """Word in which whoever stands in a column looks, and how far ``seen`` is to be shifted, (width, 2)."""
    block: NDArray[np.uint64]
    """Words of a row that hold a column, (width, s)."""
    mask: NDArray[np.uint64]
    """The column's bits in them; none where a column has fewer words, (width, s)."""
    twin: NDArray[np.uint64]
    """The row in the margins that repeats a row, or the spare one that nobody reads, (height,)."""

    @classmethod
    def of(cls, height: int, width: int, vision: float, shape: str = "circle") -> Torus:
        """The torus for a neighbourhood of the given radius [up to 16] and shape; see `offsets`."""
        r = math.floor(vision)
        if not 0 <= r <= FARTHEST or 2 * r + 1 > min(height, width):
            raise ValueError(f"vision {vision} on a torus of {height} × {width}")
        seen = np.zeros(2 * r + 1, np.uint64)
        for dy, dx in offsets(vision, shape):
            seen[dy + r] |= np.uint64(1) << np.uint64(r + dx)
        own = 64 - 2 * r
        held: list[dict[int, int]] = [{} for _ in range(width)]
        for b in range(-(-width // own)):
            for bit in range(64):
                words = held[(own * b - r + bit) % width]
                words[b] = words.get(b, 0) | 1 << bit
        most = max(len(words) for words in held)
        block, mask = np.zeros((2, width, most), np.uint64)
        for x, words in enumerate(held):
            for s, (b, bits) in enumerate(words.items()):
                block[x, s], mask[x, s] = b, bits
        home = np.stack(np.divmod(np.arange(width, dtype=np.uint64), np.uint64(own)), axis=1)
        twin = np.full(height, height + 2 * r, np.uint64)
        twin[:r] = np.arange(r) + r + height
        twin[height - r :] = np.arange(r)
        return cls(height, width, r, seen, home, block, mask, twin)

    @property
    def arrays(self) -> tuple[NDArray[np.uint64], ...]:
        """As the compiled loops take them."""
        return self.block, self.mask, self.twin, self.seen, self.home

    def planes(self, count: int) -> NDArray[np.uint64]:
        """So many empty planes, (count, blocks, rows with their margins and a spare one)."""
        return np.zeros(
            (count, -(-self.width // (64 - 2 * self.radius)), self.height + 2 * self.radius + 1), np.uint64
        )

    def fill(self, plane: NDArray[np.uint64], y: NDArray[np.integer], x: NDArray[np.integer]) -> None:
        """Set the bits of cells in an empty plane."""
        r, height = self.radius, self.height
        for s in range(self.block.shape[1]):
            np.bitwise_or.at(plane, (self.block[x, s].astype(np.int64), y + r), self.mask[x, s])
        plane[:, :r] = plane[:, height : height + r]
        plane[:, height + r : height + 2 * r] = plane[:, r : 2 * r]
