"""Epstein's civil violence on a torus: the state of the world, its ticks, and what is told of their course.

The rules are in `models.epstein_2002`; the compiled loops in `civil_violence_kernel`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.torus import Torus
from asabiya.errors import InputError

__all__ = ["ARRESTS", "BURST", "CALM", "Bursts", "Rules", "World", "bursts", "compiled_ticks"]

ARRESTS: Final = ("literal", "floor", "round")
BURST: Final = 50
"""Actives above which there is an outburst."""
CALM: Final = 10
"""Actives below which a tick is calm."""
_DRAWS: Final = 1 << 14
"""Draws made at once, few enough for a processor's cache."""


@dataclass(frozen=True)
class Rules:
    """What agents go by."""

    arrests: str = "floor"
    """What becomes of C/A: ``literal``, ``floor`` or ``round``."""
    k: float = 2.3
    threshold: float = 0.1
    jail: float = 30.0
    """Longest term [ticks]; infinite: for life."""
    moves: bool = True
    act_first: bool = False
    """Whether agents act before they move."""

    @property
    def packed(self) -> tuple[int, float, float, float, bool, bool]:
        """As the compiled loops take them."""
        rule = ARRESTS.index(self.arrests)
        return rule, float(self.k), float(self.threshold), float(self.jail), self.moves, self.act_first


def compiled_ticks() -> ModuleType:
    """The compiled loops.

    Raises
    ------
    InputError
        Where Numba is not installed.
    """
    try:
        from asabiya.catalogue import civil_violence_kernel
    except ModuleNotFoundError as problem:
        if problem.name != "numba":
            raise
        raise InputError(
            "epstein-2002: Numba is not installed, which agents acting one by one need",
            hint="pip install 'asabiya[catalogue]'",
        ) from None
    return civil_violence_kernel


@dataclass(eq=False)
class World:
    """Citizens 0 … m − 1 and cops m … m + c − 1 on a torus; a tick changes the arrays in place."""

    torus: Torus
    rules: Rules
    planes: NDArray[np.uint64]
    """Cells that are free, that hold a cop, that hold an active."""
    at: NDArray[np.int32]
    """Who stands in each cell, −1 for nobody, (height, width)."""
    y: NDArray[np.int16]
    x: NDArray[np.int16]
    """Where each agent stands, (m + c,)."""
    hardship: NDArray[np.float64]
    aversion: NDArray[np.float64]
    active: NDArray[np.bool_]
    """Of each citizen, (m,)."""
    release: NDArray[np.int64]
    """First tick at which a citizen is out of jail, (m,); 0: never jailed."""
    cops: int
    now: int = 0
    """Ticks done."""

    @classmethod
    def of(
        cls,
        torus: Torus,
        rules: Rules,
        cells: NDArray[np.integer],
        hardship: NDArray[np.float64],
        aversion: NDArray[np.float64],
    ) -> World:
        """A calm world: citizens first, then cops, each in a cell of its own.

        Parameters
        ----------
        torus, rules
            Of the world.
        cells
            Number of each agent's cell, y·width + x, (m + c,), no two the same.
        hardship, aversion
            H and R of each citizen, (m,) [0 to 1].
        """
        y, x = np.divmod(np.asarray(cells, np.int64), torus.width)
        at = np.full((torus.height, torus.width), -1, np.int32)
        at[y, x] = np.arange(len(cells))
        planes = torus.planes(3)
        citizens = len(hardship)
        torus.fill(planes[0], *np.nonzero(at < 0))
        torus.fill(planes[1], y[citizens:], x[citizens:])
        return cls(
            torus, rules, planes, at, y.astype(np.int16), x.astype(np.int16), hardship.copy(),
            aversion.copy(), np.zeros(citizens, np.bool_), np.zeros(citizens, np.int64),
            len(cells) - citizens,
        )  # fmt: skip

    @classmethod
    def drawn(cls, torus: Torus, rules: Rules, citizens: int, cops: int, rng: np.random.Generator) -> World:
        """A world of so many citizens and cops: cells by ``permutation``, then H, then R by ``random``."""
        cells = rng.permutation(torus.height * torus.width)[: citizens + cops]
        return cls.of(torus, rules, cells, rng.random(citizens), rng.random(citizens))

    @property
    def _arrays(self) -> tuple[NDArray[np.generic], ...]:
        return (
            self.planes, self.at, self.y, self.x, self.hardship, self.aversion, self.active, self.release
        )  # fmt: skip

    @property
    def jailed(self) -> NDArray[np.bool_]:
        """Who is in jail after the last tick, (m,)."""
        return self.release >= self.now

    def step(
        self,
        order: NDArray[np.integer],
        move: NDArray[np.float64],
        choice: NDArray[np.float64],
        term: NDArray[np.float64],
        legitimacy: float,
    ) -> None:
        """One tick with a given order and given draws.

        Parameters
        ----------
        order
            The agents in the order in which they take their turns, (m + c,).
        move
            Each agent's draw for the free cell, (m + c,) [0 to below 1].
        choice, term
            Each cop's draws for whom to arrest and for how long, (c,) [0 to below 1].
        legitimacy
            L in this tick [0 to 1].
        """
        kernel = compiled_ticks()
        draws = tuple(np.ascontiguousarray(draw, np.float64) for draw in (move, choice, term))
        kernel.tick(
            self._arrays, self.torus.arrays, self.rules.packed, self.now, float(legitimacy),
            np.ascontiguousarray(order, np.int32), draws,
        )  # fmt: skip
        self.now += 1

    def run(
        self, rng: np.random.Generator, legitimacy: NDArray[np.float64], kept: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Ticks with draws from a generator; actives and jailed after each, (ticks, 2).

        Parameters
        ----------
        rng
            For each tick 2(m + c) + 2c draws are taken at once, c the cops at the start.
        legitimacy, kept
            L, and how many cops there are, in each tick, (ticks,).
        """
        kernel = compiled_ticks()
        agents, citizens = len(self.y), len(self.hardship)
        width = 4 * agents - 2 * citizens
        out = np.zeros((len(legitimacy), 2), np.int64)
        several = max(1, _DRAWS // max(1, width))
        for begin in range(0, len(out), several):
            part = slice(begin, begin + several)
            draws = rng.random((len(out[part]), width))
            kernel.ticks(
                self._arrays, self.torus.arrays, self.rules.packed, self.now, self.cops, legitimacy[part],
                kept[part], draws, out[part],
            )  # fmt: skip
            self.now += len(draws)
            self.cops = int(min(self.cops, kept[part].min()))
        return out


@dataclass(frozen=True)
class Bursts:
    """Outbursts of one run: ticks in a row with more than 50 actives."""

    count: int
    activation: NDArray[np.int64]
    """Actives summed over each outburst [agents × ticks]."""
    waits: NDArray[np.int64]
    """Ticks between the end of each and the start of the next, (count − 1,)."""


def bursts(actives: NDArray[np.int64] | Sequence[int]) -> Bursts:
    """The outbursts in a series of actives.

    >>> found = bursts([0, 51, 60, 50, 0, 99, 0])
    >>> found.count, found.activation.tolist(), found.waits.tolist()
    (2, [111, 99], [2])
    """
    series = np.asarray(actives, np.int64)
    change = np.diff(np.concatenate([[0], (series > BURST).astype(np.int64), [0]]))
    begin, end = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    total = np.concatenate([[0], np.cumsum(series)])
    return Bursts(len(begin), total[end] - total[begin], begin[1:] - end[:-1])
