from __future__ import annotations

import dataclasses
from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.engine import toy
from tests.engine.micro import small

from asabiya.engine.micro.layout import allocate
from asabiya.engine.micro.tree import Rank, tree
from asabiya.society.society import Society


@dataclasses.dataclass(frozen=True)
class Roll:
    """The members of one rank of every sector, one row each, by lane."""

    lane: NDArray[np.int64]
    sector: NDArray[np.int64]
    faction: NDArray[np.int64]
    region: NDArray[np.int64]
    ordinal: NDArray[np.int64]
    place: NDArray[np.int64]
    commander: NDArray[np.int64]


def roll(rank: Rank, society: Society) -> Roll:
    there = np.asarray(rank.there)
    block, _ = np.nonzero(there)
    regions, _, _, _, factions = society.shape
    cell = np.asarray(rank.cell)[block]
    found = Roll(
        np.flatnonzero(there.reshape(-1)), np.asarray(rank.sector)[block], np.asarray(rank.faction)[block],
        cell % regions,
        *(np.asarray(x)[there].astype(np.int64) for x in (rank.ordinal, rank.place, rank.commander)),
    )  # fmt: skip
    assert np.array_equal(cell // regions, found.sector * factions + found.faction)
    return found


def many(times: int) -> tuple[Society, NDArray[np.int64]]:
    """The toy society with so many times as many posts, and all of them as agents."""
    society = dataclasses.replace(toy.society(), posts=toy.society().posts * times)
    return society, society.posts.astype(np.int64)


def few() -> tuple[Society, NDArray[np.int64]]:
    society = toy.society()
    return society, allocate(society, small.AGENTS)[1]


def gaps() -> tuple[Society, NDArray[np.int64]]:
    """Sectors without commanders, without a middle, and with one faction only."""
    society = toy.society()
    members = allocate(society, small.AGENTS)[1]
    members[0, 0] = 0
    members[1, 1] = 0
    members[2, :, 1] = 0
    return society, members


CASES = [many(1), few(), gaps()]


@pytest.mark.parametrize(("society", "members"), CASES)
def test_everybody_is_counted_once(society: Society, members: NDArray[np.int64]) -> None:
    for h, rank in enumerate(tree(society, members)):
        at = roll(rank, society)
        found = Counter(zip(at.sector.tolist(), at.faction.tolist(), strict=True))
        assert all(found[s, f] == members[s, h, f] for s in range(9) for f in range(2))
        who = set(zip(at.sector.tolist(), at.faction.tolist(), at.ordinal.tolist(), strict=True))
        assert len(who) == members[:, h].sum()
        for s in range(9):
            assert sorted(at.place[at.sector == s].tolist()) == list(range(members[s, h].sum()))
            for f in range(2):
                here = (at.sector == s) & (at.faction == f)
                assert sorted(at.ordinal[here].tolist()) == list(range(members[s, h, f]))


@pytest.mark.parametrize(("society", "members"), CASES)
def test_commanders_are_of_the_sector_and_the_rank_above(
    society: Society, members: NDArray[np.int64]
) -> None:
    rolls = [roll(rank, society) for rank in tree(society, members)]
    assert (rolls[0].commander == -1).all()
    for h in (1, 2):
        at, above = rolls[h], rolls[h - 1]
        sector = dict(zip(above.lane.tolist(), above.sector.tolist(), strict=True))
        for s, commander in zip(at.sector.tolist(), at.commander.tolist(), strict=True):
            if members[s, h - 1].sum():
                assert sector[commander] == s
            else:
                assert commander == -1


@pytest.mark.parametrize(("society", "members"), CASES)
def test_units_differ_by_no_more_than_rounding(society: Society, members: NDArray[np.int64]) -> None:
    """Each faction is spread evenly by itself, so that it adds at most one to a unit, or takes one."""
    rolls = [roll(rank, society) for rank in tree(society, members)]
    for h in (1, 2):
        at, above = rolls[h], rolls[h - 1]
        size = np.bincount(at.commander[at.commander >= 0], minlength=above.lane.max() + 1)
        for s in range(9):
            units = size[above.lane[above.sector == s]]
            if len(units):
                even = members[s, h].sum() / len(units)
                assert np.abs(units - even).max() <= 2
                assert np.ptp(units) <= 2


def test_factions_are_mixed() -> None:
    """A unit has its sector's share of the rival faction, rounded, and so do commanders' places."""
    society, members = many(20)
    rolls = [roll(rank, society) for rank in tree(society, members)]
    for h in (1, 2):
        at, above = rolls[h], rolls[h - 1]
        for s in range(9):
            here = at.sector == s
            share = members[s, h, 1] / members[s, h].sum()
            lanes = above.lane[above.sector == s]
            size = np.bincount(at.commander[here], minlength=lanes.max() + 1)[lanes]
            rival = np.bincount(at.commander[here & (at.faction == 1)], minlength=lanes.max() + 1)[lanes]
            assert np.abs(rival - share * size).max() <= 2
            # Rivals serve under rival commanders as often as under others, but for rounding.
            under = dict(zip(above.lane.tolist(), above.faction.tolist(), strict=True))
            own = np.mean([under[x] for x in at.commander[here & (at.faction == 1)].tolist()])
            assert abs(own - members[s, h - 1, 1] / members[s, h - 1].sum()) < 0.05


@pytest.mark.parametrize("times", [50, 200])
def test_regions_have_their_share_of_units(times: int) -> None:
    """Points by the golden ratio leave a share at most some (1 + log n)/n off, and bases follow units."""
    society, members = many(times)
    top, middle, base = (roll(rank, society) for rank in tree(society, members))
    for at, of in ((top, 0), (middle, 1), (base, 1)):
        for s in range(9):
            shares = np.bincount(at.region[at.sector == s], minlength=3) / (at.sector == s).sum()
            n = members[s, of].sum()
            assert np.abs(shares - society.deployment[s]).max() < 2 * (1 + np.log(n)) / n


def test_a_unit_stands_where_its_commander_stands() -> None:
    society, members = many(1)
    _, middle, base = (roll(rank, society) for rank in tree(society, members))
    region = dict(zip(middle.lane.tolist(), middle.region.tolist(), strict=True))
    assert [region[x] for x in base.commander.tolist()] == base.region.tolist()
