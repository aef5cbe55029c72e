"""Epstein's violence between two groups: the state of the world and its ticks.

The rules are in `models.epstein_2002`, model II; the compiled loops in `ethnic_violence_kernel`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.civil_violence import Rules, compiled_ticks
from asabiya.catalogue.torus import Torus

__all__ = ["Groups"]

_DRAWS: Final = 1 << 14
"""Draws made at once, few enough for a processor's cache."""


@dataclass(eq=False)
class Groups:
    """Citizens of two groups in numbered places 0 … s − 1, and cops s … s + c − 1; a tick changes the arrays.

    There are as many places as cells without a cop; a place is empty, holds a citizen, or is empty again.
    """

    torus: Torus
    rules: Rules
    cloning: float
    """Probability of a child, a tick."""
    oldest: float
    """Longest life [ticks]."""
    planes: NDArray[np.uint64]
    """Cells that are free, that hold a cop, an active, a citizen of group 0 or 1 who is not in jail."""
    at: NDArray[np.int32]
    y: NDArray[np.int16]
    x: NDArray[np.int16]
    hardship: NDArray[np.float64]
    aversion: NDArray[np.float64]
    active: NDArray[np.bool_]
    release: NDArray[np.int64]
    """First tick out of jail; 0: not in jail."""
    group: NDArray[np.int8]
    born: NDArray[np.int64]
    """Tick of birth; 0 at the start, −1 for an empty place."""
    until: NDArray[np.float64]
    """A citizen dies at its first turn in this tick or later."""
    now: int = 1
    """The tick that comes next; the first is 1."""

    @classmethod
    def drawn(
        cls,
        torus: Torus,
        rules: Rules,
        cloning: float,
        oldest: float,
        citizens: int,
        cops: int,
        rng: np.random.Generator,
    ) -> Groups:
        """So many citizens, the first half of them group 0; draws: ``permutation`` of the cells, then by
        ``random`` H, R and the share of ``oldest`` that each citizen lives."""
        cells = rng.permutation(torus.height * torus.width)[: citizens + cops]
        slots = torus.height * torus.width - cops
        y, x = np.zeros((2, slots + cops), np.int64)
        here = np.r_[np.arange(citizens), slots + np.arange(cops)]
        y[here], x[here] = np.divmod(cells, torus.width)
        at = np.full((torus.height, torus.width), -1, np.int32)
        at[y[here], x[here]] = here
        group = np.zeros(slots, np.int8)
        group[citizens // 2 : citizens] = 1
        traits = np.zeros((3, slots))
        for row in traits:
            row[:citizens] = rng.random(citizens)
        planes = torus.planes(5)
        torus.fill(planes[0], *np.nonzero(at < 0))
        torus.fill(planes[1], y[slots:], x[slots:])
        for which in (0, 1):
            own = np.flatnonzero(group[:citizens] == which)
            torus.fill(planes[3 + which], y[own], x[own])
        born = np.full(slots, -1, np.int64)
        born[:citizens] = 0
        return cls(
            torus, rules, cloning, oldest, planes, at, y.astype(np.int16), x.astype(np.int16), traits[0],
            traits[1], np.zeros(slots, np.bool_), np.zeros(slots, np.int64), group, born, traits[2] * oldest,
        )  # fmt: skip

    def run(self, rng: np.random.Generator, legitimacy: float, ticks: int) -> NDArray[np.int64]:
        """Ticks until one group is gone or so many are done.

        Returns
        -------
        Citizens of group 0 and 1, actives, jailed after each tick, and how many were killed in it, (done, 5).
        Each tick takes ``random((8, s + c))``.
        """
        compiled_ticks()
        from asabiya.catalogue import ethnic_violence_kernel as kernel

        agents = len(self.y)
        world = (
            self.planes, self.at, self.y, self.x, self.hardship, self.aversion, self.active, self.release,
            self.group, self.born, self.until,
        )  # fmt: skip
        bits = self.torus.arrays
        rules = (*self.rules.packed, float(self.cloning), float(self.oldest))
        out = np.zeros((ticks, 5), np.int64)
        done = 0
        while done < ticks:
            several = min(ticks - done, max(1, _DRAWS // (8 * agents)))
            draws = rng.random((several, 8 * agents))
            count = kernel.ticks(world, bits, rules, self.now, legitimacy, draws, out[done : done + several])
            done += count
            self.now += count
            if count < several or not out[done - 1, :2].all():
                break
        return out[:done]
