"""How many agents stand for whom, and where each lies in memory.

Citizens lie by region, in the order of their ordinals, so that neighbours lie close together. A region is
filled up to whole blocks of `BLOCK` lanes, so that what holds for a region is one number a block.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from asabiya.engine.keys import MAX_GROUPS
from asabiya.errors import InputError
from asabiya.society.society import Society

__all__ = ["BLOCK", "MOST_CITIZENS", "Layout", "allocate", "corps", "layout", "people"]

BLOCK = 1024
"""Lanes of a block of citizens."""

MOST_CITIZENS = 4_000_000_000
"""Citizens that a word of 32 bits can number, with room for empty lanes."""

_MEMBERS_SHARE = 8
"""At most about one agent in so many is there only to give a small group of the apparatus its few agents."""


@dataclasses.dataclass(frozen=True)
class Layout:
    """Citizens by region and block."""

    citizens: NDArray[np.int64]
    """Citizens by region, (R,)."""
    group: NDArray[np.int64]
    """Citizens by region and cohort, (R, K)."""
    youth: NDArray[np.uint32]
    """Share of the first cohort by region in units of 2^−32, (R,)."""
    first: NDArray[np.int32]
    """First block of each region, (R,)."""
    region: NDArray[np.int32]
    """Region of each block, (block,)."""
    count: NDArray[np.int32]
    """Citizens in each block, (block,)."""
    members: NDArray[np.int64]
    """Members of the apparatus by sector, rank and faction, (S, H, F)."""

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return len(self.region)

    @property
    def slots(self) -> int:
        """Places for citizens, some of them empty."""
        return self.blocks * BLOCK

    @property
    def agents(self) -> int:
        """Citizens and members of the apparatus."""
        return int(self.citizens.sum() + self.members.sum())


def people(society: Society) -> int:
    """Citizens of age and posts of the apparatus: the number of agents at full scale."""
    return int(np.rint(society.adults.sum(axis=1)).sum() + np.rint(society.posts).sum())


def corps(society: Society, scale: float, agents: int) -> NDArray[np.int64]:
    """Members of the apparatus by sector, rank and faction, (S, H, F), at a scale of agents to persons.

    Small groups keep some agents, as many as posts at most: a few commanders beside a mass of citizens.
    """
    posts = np.rint(society.posts).astype(np.int64)
    few = max(1, agents // (_MEMBERS_SHARE * int((posts > 0).sum())))
    scaled = np.rint(society.posts * scale).astype(np.int64)
    return np.minimum(np.maximum(scaled, few), posts)


def allocate(
    society: Society, agents: int | None, citizens: int | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Citizens by region, (R,), and members by sector, rank and faction, (S, H, F).

    Parameters
    ----------
    society
        The people of a scenario.
    agents
        Citizens and members together; None for one agent a person.
    citizens
        The number of citizens, where it is given instead; the apparatus is to the same scale.

    Raises
    ------
    InputError
        If so few agents cannot fill every group of the apparatus and give every region two citizens.
    """
    adults = society.adults.sum(axis=1)
    if citizens is not None:
        members, rest = corps(society, citizens / adults.sum(), citizens), citizens
    elif agents is not None:
        members = corps(society, agents / people(society), agents)
        rest = agents - int(members.sum())
    else:
        return np.rint(adults).astype(np.int64), np.rint(society.posts).astype(np.int64)
    if rest < 2 * len(adults):
        what = f"citizens: {citizens:,}" if citizens is not None else f"agents: {agents:,}"
        needed = 2 * len(adults) + (0 if citizens is not None else int(members.sum()))
        raise InputError(
            f"{what}, too few for {int((members > 0).sum())} groups of the apparatus and "
            f"{len(adults)} regions",
            hint=f"at least {needed:,} are needed",
        )
    exact = (rest - 2 * len(adults)) * adults / adults.sum()
    shares = np.floor(exact).astype(np.int64)
    order = np.argsort(shares - exact, kind="stable")
    shares[order[: rest - 2 * len(adults) - int(shares.sum())]] += 1
    return shares + 2, members


def layout(
    society: Society, citizens: NDArray[np.int64], members: NDArray[np.int64],
    young: NDArray[np.int64] | None = None, devices: int = 1,
) -> Layout:  # fmt: skip
    """Where each citizen lies.

    Parameters
    ----------
    society
        The people of a scenario.
    citizens, members
        As `allocate` gives them.
    young
        Citizens of the first cohort by region, (R,), where a population says so; else by the society's share.
    devices
        Devices that share the blocks evenly [1 and above].

    Raises
    ------
    InputError
        If there are too many regions or factions, or too many citizens to be numbered.
    """
    if len(citizens) > MAX_GROUPS or members.size > MAX_GROUPS:
        raise InputError(
            f"micro: {len(citizens)} regions and {members.size} groups of the apparatus",
            hint=f"at most {MAX_GROUPS:,} of each can be told apart",
        )
    if citizens.sum() > MOST_CITIZENS:
        raise InputError(
            f"agents: {int(citizens.sum()):,} citizens, more than can be numbered",
            hint=f"give at most {MOST_CITIZENS:,}",
        )
    share = society.adults[:, 0] / society.adults.sum(axis=1)
    youth = np.minimum(np.rint(share * 2.0**32), 2.0**32 - 1).astype(np.uint64)
    if young is None:
        even = (((citizens - 1).astype(np.uint64) * youth) >> np.uint64(32)) + 1
        young = np.where(youth > 0, even, 0).astype(np.int64)
    blocks = -(-citizens // BLOCK)
    # One empty block at least: a tie that is missing leads there.
    empty = devices - int(blocks.sum()) % devices
    region = np.concatenate([np.repeat(np.arange(len(blocks)), blocks), np.full(empty, len(blocks) - 1)])
    first = np.cumsum(blocks) - blocks
    within = np.arange(len(region)) - first[region]
    return Layout(
        citizens=citizens,
        group=np.stack([young, citizens - young], axis=1),
        youth=youth.astype(np.uint32),
        first=first.astype(np.int32),
        region=region.astype(np.int32),
        count=np.clip(citizens[region] - within * BLOCK, 0, BLOCK).astype(np.int32),
        members=members,
    )
