"""Where the macro map comes to rest, and how far rest is from the fold.

Without noise and with the calendar frozen at rest, the day is a map. Let members see the log-odds ``z``
whatever happens and run it until everything else has settled; the public odds are then ``g(z)``.

    (P1) fixed points:       z* with g(z*) = z*
    (P2) stable:             g(z) − z falls through zero at z*, and the odds come back from either side
    (P3) tipping distance:   max g(z) − z over the calm branch

A lasting fall ``d`` of the odds moves the fixed points to ``g(z) − d = z``, so (P3) is the smallest fall
after which none is left on the calm branch: that part of the curve below ``z0`` along which capacity is at
or above ``outcome.floor`` of its level at rest. It is where the calm and the unstable fixed point meet, or
where the calm one leaves that range.

What settles slowly given ``z`` (crowds, peers) may have several states for one ``z``, so the curve is
followed from rest and from a collapsed state, and of several crossings close together the highest counts:
the edge of the calm basin as it is seen from rest. A fixed point between two such states that neither branch
reaches is not found.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from asabiya.engine.macro import Plan, prior
from asabiya.engine.noiseless import WIDTH, Floats, Noiseless, Reached

__all__ = ["BOUND", "FixedPoint", "Landscape", "landscape", "restless"]

BOUND = 8.0
"""Largest lasting fall of the odds that is looked at [logit]."""

_BELOW = 26
_ABOVE = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Nodes of the first grid: so many below rest, closest near it, and these distances above it."""
_NODES = _BELOW + len(_ABOVE)
_DEEP = 15.0
"""Depth below rest at which the collapsed state is made [logit]."""
_FALL_DAYS, _SCAN_DAYS, _REFINE_DAYS, _RELEASE_DAYS = 2000, 4000, 8000, 2000
"""Days until the state has settled enough. Refilling and conversion take 180 days; near the fold of a
sector's own peers the odds still move by some tenths after 4000 days and by hundredths after 8000."""
_WINDOWS = 8
_SAME = 0.1
"""Two fixed points of one kind closer than this are one, found on both branches [logit]."""


@dataclasses.dataclass(frozen=True)
class FixedPoint:
    """A fixed point of the macro map."""

    value: float
    """Public log-odds of survival [logit]."""
    stable: bool
    """Whether the odds come back after a small push."""
    capacity: float
    """Coercive capacity over its level at rest [0 and above]."""
    actives: float
    """Active citizens [share of adults]."""


@dataclasses.dataclass(frozen=True)
class Landscape:
    """Fixed points at the centre of the prior, and what it takes to lose the calm one."""

    z0: float
    """Public log-odds at rest [logit]."""
    points: tuple[FixedPoint, ...]
    """Fixed points, lowest odds first."""
    tipping_distance: float | None
    """Smallest lasting fall of the odds that destroys the calm fixed point [logit]; none within the bound,
    and 0 where rest is not stable to begin with."""
    z: Floats
    """Odds held in the first scan, ascending, (node,) [logit]."""
    implied: Floats
    """Odds that follow, from rest and from a collapsed state, (2, node) [logit]."""

    @property
    def calm(self) -> FixedPoint | None:
        """The highest fixed point, if it is stable and lies at rest."""
        near = [point for point in self.points if abs(point.value - self.z0) < _SAME and point.stable]
        return near[-1] if near else None


@dataclasses.dataclass(frozen=True)
class _Window:
    """A stretch of the curve to look at closely."""

    branch: int
    """0 from rest, 1 from a collapsed state."""
    low: float
    high: float
    stable: bool | None
    """Whether the curve falls through the diagonal here; none where it does not cross."""


def _grid(z0: float, low: float) -> Floats:
    below = z0 - (z0 - low) * (np.arange(_BELOW, 0, -1) / _BELOW) ** 2
    return np.concatenate([below, z0 + np.array(_ABOVE)]).astype(np.float32)


def _lowest(z0: float, fallen: float, calm: bool, bound: float) -> float:
    """Lowest odds to look at: below the collapsed state, and where that is calm, a whole bound below it."""
    return fallen - bound - 1.0 if calm else min(fallen, z0 - bound) - 1.0


def _crossings(z: Floats, implied: Floats) -> list[_Window]:
    """Cells in which a branch crosses the diagonal; one found on both branches is taken from the first."""
    windows: list[_Window] = []
    for branch, margin in enumerate(implied - z):
        for i in range(len(z) - 1):
            if (margin[i] > 0) != (margin[i + 1] > 0):
                found = _Window(branch, float(z[i]), float(z[i + 1]), bool(margin[i] > 0))
                if all((w.low, w.stable) != (found.low, found.stable) for w in windows):
                    windows.append(found)
    return windows


def _calm_nodes(z: Floats, capacity: Floats, z0: float, floor: float) -> NDArray[np.intp]:
    """Nodes below rest from which capacity never falls under the floor on the way up to rest, ascending."""
    top = int(np.searchsorted(z, z0)) - 1
    broken = np.flatnonzero(capacity[: top + 1] < floor)
    return np.arange(broken[-1] + 1 if broken.size else 0, top + 1)


def _fold(scan: Reached, z: Floats, z0: float, floor: float, bound: float) -> _Window | None:
    """Where the calm branch lies highest above the diagonal; none when that is beyond the bound."""
    nodes = _calm_nodes(z, scan.capacity[:_NODES], z0, floor)
    margin = (scan.odds[:_NODES] - z)[nodes]
    if nodes.size == 0 or margin.max() >= bound:
        return None
    best = int(nodes[margin.argmax()])
    return _Window(0, float(z[max(best - 1, 0)]), float(z[best + 1]), None)


def _highest(z: Floats, reached: Reached, floor: float) -> float:
    """Greatest height of the calm branch over the diagonal, its end interpolated between two nodes."""
    margin, capacity = reached.odds - z, reached.capacity
    calm = np.flatnonzero(capacity >= floor)
    heights = [0.0, *margin[calm].tolist()]
    if calm.size and calm[0] > 0:
        i = int(calm[0])
        share = (capacity[i] - floor) / (capacity[i] - capacity[i - 1])
        heights.append(float(margin[i] + share * (margin[i - 1] - margin[i])))
    return float(max(heights))


def _refine(m: Noiseless, starts: Reached, windows: Sequence[_Window]) -> list[tuple[Floats, Reached]]:
    """Each window's own grid and what it leads to, several windows in one run."""
    found: list[tuple[Floats, Reached]] = []
    for first in range(0, len(windows), _WINDOWS):
        group = windows[first : first + _WINDOWS]
        count = WIDTH // len(group)
        grids = [np.linspace(w.low, w.high, count, dtype=np.float32) for w in group]
        spare = WIDTH - count * len(group)
        held = np.concatenate([*grids, np.repeat(grids[-1][-1:], spare)])
        branches = np.repeat([w.branch for w in group], count)
        start = starts.members(np.concatenate([branches, np.repeat(branches[-1:], spare)]))
        reached = m.march(start, _REFINE_DAYS, held=held)
        places = [np.arange(i * count, (i + 1) * count) for i in range(len(group))]
        found += [(grid, reached.members(place)) for grid, place in zip(grids, places, strict=True)]
    return found


@dataclasses.dataclass(frozen=True)
class _Crossing:
    """A crossing of the diagonal, and the members held a little below and above it."""

    value: float
    stable: bool
    held: Floats
    beside: Reached


def _crossing(window: _Window, z: Floats, reached: Reached) -> _Crossing | None:
    """The crossing in a window by linear interpolation, or none where further settling has undone it."""
    margin = reached.odds - z
    before = margin > 0 if window.stable else margin <= 0
    turns = np.flatnonzero(before[:-1] & ~before[1:])
    if turns.size == 0:
        return None
    i = int(turns[-1])
    share = float(margin[i] / (margin[i] - margin[i + 1]))
    beside = [max(i - 1, 0), min(i + 2, len(z) - 1)]
    value = float(z[i]) + share * float(z[i + 1] - z[i])
    return _Crossing(value, bool(window.stable), z[beside], reached.members(beside))


def _released(m: Noiseless, crossings: Sequence[_Crossing]) -> list[FixedPoint]:
    """Fixed points, each with whether the odds come back from either side once members see the truth."""
    if not crossings:
        return []
    start = Reached.join([crossing.beside for crossing in crossings])
    spare = [0] * (WIDTH - 2 * len(crossings))
    end = m.march(start.members([*range(2 * len(crossings)), *spare]), _RELEASE_DAYS)
    actives = m.actives(start)
    points = []
    for i, crossing in enumerate(crossings):
        pair = slice(2 * i, 2 * i + 2)
        back = np.abs(end.odds[pair] - crossing.value) < np.abs(crossing.held - crossing.value)
        points.append(
            FixedPoint(
                value=crossing.value,
                stable=crossing.stable and bool(back.all()),
                capacity=float(start.capacity[pair].mean()),
                actives=float(actives[pair].mean()),
            )
        )
    return points


def _distinct(points: Sequence[FixedPoint]) -> tuple[FixedPoint, ...]:
    """Each point once, lowest first; the first branch's come first and are kept.

    Of unstable points with no stable one between them, which are the edges of two branches, one is kept.
    """
    kept: list[FixedPoint] = []
    for point in points:
        same = [other.value for other in kept if other.stable == point.stable]
        turns = [other.value for other in kept if other.stable != point.stable]
        near = any(abs(value - point.value) < _SAME for value in same)
        edge = not point.stable and any(
            not any(min(value, point.value) < turn < max(value, point.value) for turn in turns)
            for value in same
        )
        if not near and not edge:
            kept.append(point)
    return tuple(sorted(kept, key=lambda point: point.value))


def _centre(p: Plan) -> Noiseless:
    return Noiseless.of(p, np.zeros((WIDTH, len(p.infos)), dtype=np.float32))


def landscape(p: Plan, *, bound: float = BOUND) -> Landscape:
    """Fixed points and tipping distance at the centre of the prior (P1–P3).

    Parameters
    ----------
    p
        The scenario's arrays; only the calendar's values at rest are used.
    bound
        Largest lasting fall that is looked at [logit, above 0].
    """
    m = _centre(p)
    z0, floor = float(m.z0[0]), float(np.asarray(m.parts[0].outcome.floor)[0])
    fallen = m.march(m.eve, _FALL_DAYS, held=np.full(WIDTH, z0 - _DEEP, np.float32))
    z = _grid(z0, _lowest(z0, float(fallen.odds[0]), float(fallen.capacity[0]) >= floor, bound))
    starts = Reached.join([m.eve.members([0]), fallen.members([0])])
    scan = m.march(starts.members(np.repeat([0, 1], _NODES)), _SCAN_DAYS, held=np.tile(z, 2))
    implied = scan.odds.reshape(2, _NODES)
    windows = _crossings(z, implied)
    fold = _fold(scan, z, z0, floor, bound)
    looked = _refine(m, starts, [*windows, *([fold] if fold else [])])
    found = [_crossing(w, *at) for w, at in zip(windows, looked[: len(windows)], strict=True)]
    points = _released(m, [crossing for crossing in found if crossing is not None])
    land = Landscape(z0, _distinct(points), None, z, implied)
    if land.calm is None:
        return dataclasses.replace(land, tipping_distance=0.0)
    if fold is None:
        return land
    grid, reached = looked[-1]
    distance = _highest(grid, reached, floor)
    return dataclasses.replace(land, tipping_distance=distance if distance < bound else None)


def restless(
    p: Plan, *, members: int = 4 * WIDTH, seed: int = 0, push: float = 0.1, days: int = 365
) -> float:
    """Share of the prior's members that leave rest after a slight push, without any noise.

    Parameters
    ----------
    p
        The scenario's arrays.
    members, seed
        Members of the prior, a multiple of `WIDTH`, and the seed of their parameters.
    push
        Fall of the odds for thirty days [logit].
    days
        Days after it; a member whose odds are then further below rest than the push is restless.
    """
    latents, _ = prior(seed, members, len(p.infos), 1)
    count = 0
    for first in range(0, members, WIDTH):
        m = Noiseless.of(p, latents[first : first + WIDTH])
        pushed = m.march(m.eve, 30, shift=np.full(WIDTH, -push, np.float32))
        end = m.march(pushed, days)
        count += int(np.sum(~(m.z0 - end.odds <= push)))
    return count / members
