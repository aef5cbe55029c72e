"""The engine's agents against their twin, draw for draw."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.engine import toy
from tests.engine.micro import small
from tests.verification.micro_twin import LEFT, OBEYS, PURGED, SHIRKS, Twin, sees

from asabiya.engine.micro.layout import allocate, layout
from asabiya.engine.micro.run import Course
from asabiya.engine.micro.ties import SmallWorld
from asabiya.engine.micro.world import World

STATES = (OBEYS, SHIRKS, LEFT, PURGED)

HAPPENED = {
    "joined", "quit", "stayed", "arrested", "released", "reviewed: obeys", "reviewed: shirks",
    "reviewed: left", "purged who obeys", "purged who shirks", "refilled after left",
    "refilled after purged", "pulled who obeys", "pulled who shirks", "broken chain", "dated",
}  # fmt: skip


@dataclasses.dataclass
class Pair:
    """An engine's course of two members and the twin of one of them."""

    course: Course
    world: World
    twin: Twin
    i: int


def pair(w: World, i: int, off: tuple[str, ...] = ()) -> Pair:
    p = small.plan(off=off)
    latents, paths = small.prior(p, 2)
    course = Course(p, w, seed=small.SEED, latents=latents, paths=paths)
    slots = np.concatenate(small.slots(w.ground))
    citizens, members = allocate(toy.society(), small.AGENTS)
    twin = Twin(
        p, toy.society(), citizens.tolist(), members, np.asarray(w.traits).reshape(-1)[slots].tolist(),
        seed=small.SEED, latents=latents, paths=paths, i=i,
    )  # fmt: skip
    return Pair(course, w, twin, i)


def engine_citizens(at: Pair) -> NDArray[np.int64]:
    state = np.asarray(at.course._agents[at.i].citizens).reshape(-1)
    return state[np.concatenate(small.slots(at.world.ground))].astype(np.int64)


def engine_members(at: Pair) -> dict[tuple[int, ...], tuple[int, bool]]:
    found: dict[tuple[int, ...], tuple[int, bool]] = {}
    for h, (rank, unit) in enumerate(zip(at.world.ranks, at.course._agents[at.i].units, strict=True)):
        state, chain = np.asarray(unit.state), np.asarray(unit.chain)
        ordinal, sector, faction = (np.asarray(x) for x in (rank.ordinal, rank.sector, rank.faction))
        for block, lane in np.argwhere(np.asarray(rank.there)):
            who = (int(sector[block]), h, int(faction[block]), int(ordinal[block, lane]))
            assert who not in found
            found[who] = int(state[block, lane]), bool(chain[block, lane])
    return found


def differences(at: Pair) -> dict[str, Any]:
    """Where twin and engine differ tonight."""
    mine = np.array([x.jail + 1 if x.jail else int(x.active) for x in at.twin.citizens])
    members: dict[tuple[int, ...], tuple[int, bool]] = {
        (m.sector, m.rank, m.faction, m.ordinal): (STATES.index(m.state), m.chain) for m in at.twin.members
    }
    theirs = engine_members(at)
    bits = np.asarray(at.course._agents[at.i].shown)
    seen = small.shown(bits, np.concatenate(small.slots(at.world.ground)))
    found: dict[str, Any] = {
        "citizens": np.flatnonzero(mine != engine_citizens(at)).tolist(),
        "shown": np.flatnonzero(seen != [x.shown for x in at.twin.citizens]).tolist(),
        "members": [who for who in members.keys() | theirs.keys() if members.get(who) != theirs.get(who)],
    }
    for name in ("active", "jailed", "obey", "shirk", "left", "purged", "chain", "arrests", "wish"):
        a, b = (np.asarray(getattr(x.state, name))[..., at.i] for x in (at.twin, at.course))
        found[name] = np.argwhere(a != b).tolist()
    return {name: where for name, where in found.items() if len(where)}


def assert_twins(at: Pair, days: int = small.DAYS) -> None:
    assert differences(at) == {}
    for day in range(days):
        at.course.advance()
        at.twin.advance()
        assert differences(at) == {}, f"day {day}"


@pytest.fixture(scope="module")
def world() -> World:
    return small.world()


@pytest.mark.parametrize("i", [0, 1])
def test_the_engine_is_its_twin_in_unrest(world: World, i: int) -> None:
    at = pair(world, i)
    assert_twins(at)
    assert {name for name in HAPPENED if at.twin.happened[name] == 0} == set()


def test_without_falsification_wishes_are_seen(world: World) -> None:
    at = pair(world, 1, off=("falsification",))
    assert_twins(at, 25)
    assert at.twin.happened["hidden wish"] > 0
    assert at.twin.happened["joined"] > 0


def test_without_defection_nobody_leaves(world: World) -> None:
    at = pair(world, 0, off=("defection",))
    assert_twins(at, 25)
    assert at.twin.happened["dated"] == 0
    assert at.twin.happened["reviewed: left"] == 0
    assert at.twin.happened["purged who obeys"] > 0


@pytest.mark.parametrize(
    "small_world",
    [
        SmallWorld(),
        SmallWorld(7, 0.33, 5),
        SmallWorld(3, 1.0, 1),
        SmallWorld(4, 0.0, 12),
        SmallWorld(1, 0.5, 2),
        SmallWorld(20, 0.1, 16),
        SmallWorld(33, 0.0, 15),
        SmallWorld(12, 0.5, 1),
        SmallWorld(40, 0.0, 32),
    ],
)
@pytest.mark.parametrize("sizes", [(1500, 2, 5, 13), (1024, 65, 33, 64), (31, 17, 1027, 3)])
def test_ties_are_the_twins(small_world: SmallWorld, sizes: tuple[int, ...]) -> None:
    """Also in regions that are smaller than a household or than the number of ties."""
    society = dataclasses.replace(
        toy.society(), regions=("a", "b", "c", "d"), adults=np.full((4, 2), 1e5),
        deployment=np.full((9, 4), 0.25), hardship=np.full((4, 2), 0.5), execution_share=np.full(4, 0.25),
    )  # fmt: skip
    lay = layout(society, np.array(sizes), np.ones((9, 3, 2), dtype=np.int64))
    found = small.seen(lay, small_world, 9)
    twin = sees(list(sizes), small_world.degree, small_world.rewiring, small_world.household, 9)
    assert [sorted(x) for x in found] == [sorted(x) for x in twin]
