"""One step of a threshold cascade, compiled by Numba; see `cascade` for what it does."""

from __future__ import annotations

from typing import Any

import numpy as np

from asabiya.catalogue.bits_kernel import lowest
from asabiya.catalogue.compiled import compiled

__all__ = ["step"]

_SORTED = 256
"""A frontier of more than one vertex in so many is put in rising order, to read its rows in one go."""


def _sort(queue: Any, begin: Any, end: Any, marks: Any) -> None:
    """Put queue[begin:end] in rising order, by way of a bit for every vertex; ``marks`` is left empty."""
    for i in range(begin, end):
        vertex = np.uint64(queue[i])
        marks[vertex >> np.uint64(6)] |= np.uint64(1) << (vertex & np.uint64(63))
    place = begin
    for block in range(np.uint64(len(marks))):
        word = marks[block]
        if word:
            marks[block] = np.uint64(0)
        while word:
            queue[place] = np.uint32((block << np.uint64(6)) + lowest(word))
            place += np.uint64(1)
            word &= word - np.uint64(1)


_sorted = compiled(_sort)


def _step(
    start: Any, audience: Any, left: Any, queue: Any, begin: Any, end: Any, marks: Any, at_once: Any
) -> Any:
    """Count down for all who see queue[begin:end]; new adopters follow in the queue up to the result.

    Those in ``at_once``, whose count-down begins at zero and therefore does not come to it, adopt too.
    """
    one = left.dtype.type(1)
    low, high = np.uint64(begin), np.uint64(end)
    after = high
    for i in range(low, high):
        vertex = queue[i]
        for j in range(start[vertex], start[vertex + np.uint32(1)]):
            other = audience[j]
            rest = left.dtype.type(left[other] - one)
            left[other] = rest
            # Written in any case and counted only if new: a branch would be mispredicted, and would keep
            # the processor from asking for the next places in memory.
            queue[after] = other
            after += np.uint64(rest == 0)
    for i in range(len(at_once)):
        queue[after] = at_once[i]
        after += np.uint64(1)
    if (after - high) * np.uint64(_SORTED) > len(left):
        _sorted(queue, high, after, marks)
    return after


step = compiled(_step)
