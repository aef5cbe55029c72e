"""The command tree: every member of the apparatus with sector, rank, faction, commander and region.

Within a sector the commanders of a rank are spread evenly over its units, and the factions over commanders
and units alike, so that no unit belongs to one faction by construction. A unit stands in one region; units
are spread over the regions as the sector is deployed.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from asabiya.society.society import Society

__all__ = ["LANES", "Rank", "tree"]

LANES = 32
"""Members of a block; a block holds one sector, faction and region."""

_GOLDEN = 0.6180339887498949
"""Steps of the golden ratio spread points evenly over a line, however many there are."""


class Rank(eqx.Module):
    """The members of one rank of every sector, (block, LANES) unless said otherwise."""

    sector: Array
    """Sector of each block, (block,) int32."""
    faction: Array
    """Faction of each block, (block,) int32."""
    cell: Array
    """Cell (sector · F + faction) · R + region of each block, (block,) int32, ascending."""
    group: Array
    """Group (sector · H + rank) · F + faction of each block, (block,) uint32."""
    ordinal: Array
    """Number of the member in his group, uint32."""
    place: Array
    """Number of the member in his sector and rank, uint32."""
    commander: Array
    """Place of the commander among the lanes of the rank above, int32; −1 for none."""
    there: Array
    """Whether there is a member at all, bool."""


@dataclasses.dataclass
class _Roll:
    """The members of one sector and rank in the order of the tree."""

    faction: NDArray[np.int64]
    ordinal: NDArray[np.int64]
    position: NDArray[np.float64]
    commander: NDArray[np.int64]
    region: NDArray[np.int64]


def _roll(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Faction, ordinal and position in 0 to 1 of a sector's members of one rank, by position."""
    faction = np.repeat(np.arange(len(counts)), counts)
    ordinal = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    position = (ordinal + 0.5) / counts[faction]
    order = np.argsort(position, kind="stable")
    return faction[order], ordinal[order], position[order]


def _sector(members: NDArray[np.int64], deployment: NDArray[np.float64]) -> list[_Roll]:
    """A sector's members by rank, (H, F) counts, from the top down."""
    edges = np.cumsum(deployment)
    rolls: list[_Roll] = []
    for h, counts in enumerate(members):
        faction, ordinal, position = _roll(counts)
        above = rolls[-1] if rolls else None
        if above is None or len(above.faction) == 0:
            commander = np.full(len(faction), -1)
        else:
            commander = np.minimum(position * len(above.faction), len(above.faction) - 1).astype(np.int64)
        if h < 2 or above is None or len(above.faction) == 0:
            spread = ((np.arange(len(faction)) + 0.5) * _GOLDEN) % 1.0
            region = np.minimum(np.searchsorted(edges, spread * edges[-1], side="right"), len(edges) - 1)
        else:
            region = above.region[commander]
        rolls.append(_Roll(faction, ordinal, position, commander, region))
    return rolls


def _rank(
    rolls: list[_Roll], lanes: list[NDArray[np.int64]] | None, h: int, size: tuple[int, int, int]
) -> tuple[Rank, list[NDArray[np.int64]]]:
    """One rank of all sectors as arrays, and the lane of every member by sector in the order of the tree."""
    ranks, factions, regions = size
    counts = [len(roll.faction) for roll in rolls]
    sector = np.repeat(np.arange(len(rolls)), counts)
    faction = np.concatenate([roll.faction for roll in rolls])
    cell = (sector * factions + faction) * regions + np.concatenate([roll.region for roll in rolls])
    order = np.argsort(cell, kind="stable")
    cells, filled = np.unique(cell[order], return_counts=True)
    blocks = -(-filled // LANES)
    start = np.repeat((np.cumsum(blocks) - blocks) * LANES, filled)
    lane = np.empty(len(order), dtype=np.int64)
    lane[order] = start + np.arange(len(order)) - np.repeat(np.cumsum(filled) - filled, filled)
    slots = max(int(blocks.sum()), 1) * LANES

    def spread(values: NDArray[np.int64], empty: int, kind: type) -> Array:
        array: NDArray[Any] = np.full(slots, empty, dtype=kind)
        array[lane] = values
        return jnp.asarray(array.reshape(-1, LANES))

    split = np.split(lane, np.cumsum(counts)[:-1])
    commander = [
        np.full(len(roll.faction), -1) if lanes is None or not len(lanes[s]) else lanes[s][roll.commander]
        for s, roll in enumerate(rolls)
    ]
    of_block = np.repeat(cells, blocks) if len(cells) else np.zeros(1, dtype=np.int64)
    block_sector, block_faction = of_block // (factions * regions), of_block // regions % factions
    made = Rank(
        sector=jnp.asarray(block_sector.astype(np.int32)),
        faction=jnp.asarray(block_faction.astype(np.int32)),
        cell=jnp.asarray(of_block.astype(np.int32)),
        group=jnp.asarray(((block_sector * ranks + h) * factions + block_faction).astype(np.uint32)),
        ordinal=spread(np.concatenate([roll.ordinal for roll in rolls]), 0, np.uint32),
        place=spread(np.concatenate([np.arange(n) for n in counts]), 0, np.uint32),
        commander=spread(np.concatenate(commander), -1, np.int32),
        there=spread(np.ones(len(order), dtype=np.int64), 0, np.bool_),
    )
    return made, split


def tree(society: Society, members: NDArray[np.int64]) -> tuple[Rank, ...]:
    """The ranks from the top down, from members by sector, rank and faction, (S, H, F)."""
    regions, _, sectors, ranks, factions = society.shape
    rolls = [_sector(members[s], society.deployment[s]) for s in range(sectors)]
    made: list[Rank] = []
    lanes: list[NDArray[np.int64]] | None = None
    for h in range(ranks):
        rank, lanes = _rank([roll[h] for roll in rolls], lanes, h, (ranks, factions, regions))
        made.append(rank)
    return tuple(made)
