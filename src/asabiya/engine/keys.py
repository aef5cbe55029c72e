"""Counter-based randomness: a draw belongs to (seed, path, stream, slot, day), whoever asks and when.

The generator is Threefry-2x32 with 20 rounds (Salmon et al. 2011), written out so that it fuses with the
update that uses its bits. The path's key may differ between blocks of days, which lets a sampler redraw part
of a path and keep the rest.
"""

from __future__ import annotations

import enum
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array

__all__ = [
    "BLOCK_DAYS",
    "MAX_DAYS",
    "MAX_GROUPS",
    "Stream",
    "fold",
    "normals",
    "threefry2x32",
    "uniforms",
    "words",
]

BLOCK_DAYS = 10
"""Days that share one path key."""


class Stream(enum.IntEnum):
    """What a draw is for; a number never changes its meaning."""

    PARAMETERS = 0
    SPARKS = 1
    UNIT_SPARKS = 2
    DEPARTURES = 3
    SHIRKING = 4
    REFILL = 5
    PURGES = 6
    CROWD = 7
    TRAITS = 8
    TIES = 9
    CITIZENS = 10
    MEMBERS = 11
    ORDERS = 12


_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))


def threefry2x32(key0: Any, key1: Any, count0: Any, count1: Any) -> tuple[Any, Any]:
    """Two words of random bits from a two-word key and a two-word counter.

    All arguments are uint32 arrays of NumPy or JAX that broadcast together.

    >>> one = np.zeros(1, dtype=np.uint32)
    >>> [hex(int(word[0])) for word in threefry2x32(one, one, one, one)]
    ['0x6b200159', '0x99ba4efe']
    """
    keys = (key0, key1, key0 ^ key1 ^ np.uint32(0x1BD11BDA))
    x0, x1 = count0 + keys[0], count1 + keys[1]
    for block in range(5):
        for rotation in _ROTATIONS[block % 2]:
            x0 = x0 + x1
            x1 = (x1 << np.uint32(rotation)) | (x1 >> np.uint32(32 - rotation))
            x1 = x0 ^ x1
        x0 = x0 + keys[(block + 1) % 3]
        x1 = x1 + keys[(block + 2) % 3] + np.uint32(block + 1)
    return x0, x1


def fold(seed: int) -> np.uint32:
    """A seed of 63 bits as one word; a seed below 2^32 is itself.

    Raises
    ------
    ValueError
        If the seed is negative or has more than 63 bits.

    >>> int(fold(7)), int(fold(2**32 + 7)) != 7
    (7, True)
    """
    if not 0 <= seed < 2**63:
        raise ValueError(f"seed: {seed}, needs 0 to 2^63 − 1")
    high, low = seed >> 32, seed & 0xFFFFFFFF
    if high == 0:
        return np.uint32(low)
    words = [np.array([word], dtype=np.uint32) for word in (high, 0, low, 0)]
    return np.uint32(threefry2x32(*words)[0][0])


def _unit(word: Any) -> Any:
    """A uniform in (0, 1), never 0 or 1, from the upper 23 bits of a word.

    With 24 bits the largest value would round to 1 in single precision.
    """
    return ((word >> np.uint32(9)).astype(np.float32) + np.float32(0.5)) * np.float32(2.0**-23)


def uniforms(
    seed: Array, path: Array, stream: Stream, day: Array, shape: tuple[int, ...]
) -> tuple[Array, Array]:
    """Two independent arrays of uniforms, (*shape, member) each.

    Parameters
    ----------
    seed
        Seed of the run, () uint32.
    path
        Path key of each member on this day, (member,) uint32.
    stream
        What the draws are for.
    day
        Day, () [0 to 2^26 − 1].
    shape
        Shape of the slots that each get a draw of their own.
    """
    size = int(np.prod(shape))
    slots = jnp.arange(size, dtype=jnp.uint32).reshape((*shape, 1))
    tick = (day.astype(jnp.uint32) << np.uint32(6)) | np.uint32(stream)
    first, second = threefry2x32(seed, path, slots, tick)
    return _unit(first), _unit(second)


MAX_GROUPS = 2**11
"""Groups of agents that `words` tells apart."""
MAX_DAYS = 2**15
"""Days that `words` tells apart."""


def words(seed: Any, path: Any, stream: Stream, day: Any, group: Any, ordinal: Any) -> tuple[Any, Any]:
    """Two words of random bits for one agent, who is known by his group and his ordinal in it.

    An agent keeps his draws whoever else is added to his group or to another one.

    Parameters
    ----------
    seed, path
        Seed of the run and path key of the ensemble's member, uint32.
    stream
        What the draw is for.
    day
        Day [0 to 2^15 − 1], or the number of the draw where it belongs to no day, uint32.
    group
        Region of a citizen, or sector, rank and faction of a member of the apparatus [0 to 2^11 − 1], uint32.
    ordinal
        Number of the agent in his group, uint32.
    """
    tick = (day << np.uint32(17)) | (group << np.uint32(6)) | np.uint32(stream)
    return threefry2x32(seed, path, ordinal, tick)


def normals(seed: int, members: np.ndarray[Any, np.dtype[np.uint32]], count: int) -> np.ndarray[Any, Any]:
    """Standard normal latents of the parameters, (member, count), each from its own counter.

    Parameters
    ----------
    seed
        Seed of the run [0 to 2^63 − 1].
    members
        Indices of the members, (member,) uint32.
    count
        Number of parameters.
    """
    from jax.scipy.special import ndtri

    slots = np.arange(count, dtype=np.uint32)[None, :]
    with np.errstate(over="ignore"):
        first, _ = threefry2x32(
            np.full((1, 1), fold(seed), dtype=np.uint32),
            members[:, None],
            slots,
            np.uint32(Stream.PARAMETERS),
        )
    return np.asarray(ndtri(_unit(first)))
