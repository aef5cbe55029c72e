"""Who shares draws with whom among agents, and what a course does not depend on."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jax.numpy as jnp
import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.engine import toy
from tests.engine.micro import small

from asabiya.engine.keys import Stream, words
from asabiya.engine.micro import ties
from asabiya.engine.micro.layout import allocate, layout
from asabiya.engine.micro.run import Course
from asabiya.engine.micro.traits import cohort, traits
from asabiya.engine.micro.world import World
from asabiya.society.network import Network

DAYS = 24
MEMBERS = 5

SCRIPT = """
import hashlib
from tests.engine.micro import small
found = small.run(small.course(small.plan(), small.world(), 5), 24)
print(hashlib.sha256(b"".join(found[name].tobytes() for name in sorted(found))).hexdigest())
"""


@pytest.fixture(scope="module")
def world() -> World:
    return small.world()


@pytest.fixture(scope="module")
def whole(world: World) -> dict[str, NDArray[Any]]:
    """An undisturbed course of five members."""
    return small.run(small.course(small.plan(), world, MEMBERS), DAYS)


def test_much_happens_in_the_course(whole: dict[str, NDArray[Any]]) -> None:
    """Else the tests below would compare days on which nothing is drawn."""
    assert whole["indices"][-1, 5].min() > 0.02
    assert len(np.unique(whole["indices"][-1, 5])) == MEMBERS
    assert np.ptp(whole["ranks"], axis=0).max() > 0.3


@pytest.mark.parametrize("region", [0, 2])
def test_one_more_citizen_changes_nobodys_traits_and_words(region: int) -> None:
    society = toy.society()
    citizens, members = allocate(society, small.AGENTS)
    more = citizens.copy()
    more[region] += 1
    found = []
    for counts in (citizens, more):
        g = ties.ground(layout(society, counts, members))
        made = np.asarray(traits(g, society.hardship, cohort(g), jnp.uint32(3))).reshape(-1)
        found.append([made[slots] for slots in small.slots(g)])
    for r, (before, after) in enumerate(zip(*found, strict=True)):
        assert len(after) - len(before) == (r == region)
        assert np.array_equal(before, after[: len(before)])


def word(x: int) -> NDArray[np.uint32]:
    return np.array([x], dtype=np.uint32)


def test_no_two_agents_share_a_word() -> None:
    """Citizens of a region and another, members, days and streams: 64 bits never come twice by chance."""
    ordinals = np.arange(500, dtype=np.uint32)
    pairs = [
        words(word(5), word(path), stream, word(day), word(group), ordinals)
        for path in (0, 1)
        for stream in (Stream.CITIZENS, Stream.MEMBERS, Stream.ORDERS)
        for day in (0, 1, 2**15 - 1)
        for group in (0, 1, 2**11 - 1)
    ]
    both = np.concatenate([a.astype(np.uint64) << np.uint64(32) | b for a, b in pairs])
    assert len(np.unique(both)) == len(both) == 27_000


def test_computed_ties_are_stored_ties(whole: dict[str, NDArray[Any]]) -> None:
    found = small.run(small.course(small.plan(), small.world(stored=False), MEMBERS), DAYS)
    assert small.same(found, whole)


@pytest.mark.parametrize("i", [0, 4])
def test_a_member_alone_is_the_same_as_among_others(
    world: World, whole: dict[str, NDArray[Any]], i: int
) -> None:
    p = small.plan()
    latents, paths = small.prior(p, MEMBERS)
    alone = Course(p, world, seed=small.SEED, latents=latents[i : i + 1], paths=paths[i : i + 1])
    found = small.run(alone, DAYS)
    assert small.same(found, {name: x[..., i : i + 1] for name, x in whole.items()})


@pytest.mark.parametrize("day", [1, 10, DAYS - 1])
@pytest.mark.parametrize("off", [(), ("falsification",)])
def test_a_course_goes_on_where_it_was_saved(
    world: World, whole: dict[str, NDArray[Any]], tmp_path: Path, day: int, off: tuple[str, ...]
) -> None:
    p = small.plan(off=off)
    first = small.course(p, world, MEMBERS)
    small.run(first, day)
    saved: dict[str, Any] = dict(first.saved())
    np.savez(tmp_path / "middle.npz", **saved)
    second = small.course(p, world, MEMBERS)
    with np.load(tmp_path / "middle.npz", allow_pickle=False) as arrays:
        second.restore({name: arrays[name] for name in arrays.files})
    assert second.day == day
    expected = small.run(first, DAYS) if off else whole
    assert small.same(small.run(second, DAYS), expected)


def test_saving_disturbs_nothing(world: World, whole: dict[str, NDArray[Any]]) -> None:
    course = small.course(small.plan(), world, MEMBERS)
    for day in (1, 2, 17):
        small.run(course, day)
        course.saved()
    assert small.same(small.run(course, DAYS), whole)


def test_a_path_key_counts_from_its_block_of_days_on(world: World, whole: dict[str, NDArray[Any]]) -> None:
    p = small.plan()
    latents, paths = small.prior(p, MEMBERS)
    paths[:, 1] += 77
    found = small.run(Course(p, world, seed=small.SEED, latents=latents, paths=paths), DAYS)
    assert np.array_equal(found["indices"][:10], whole["indices"][:10])
    assert (found["actives"][10:] != whole["actives"][10:]).any(axis=0).all()


def test_missing_ties_show_nobody() -> None:
    """A tie that is missing leads to an empty lane; that lane has no wishes either."""
    citizens, _ = allocate(toy.society(), small.AGENTS)
    n = int(citizens.sum())
    edges = np.array(nx.gnp_random_graph(n, 2 / n, seed=1).edges)
    w = small.world(network=Network.from_ties(edges[:, 0], edges[:, 1], n))
    course = small.course(small.plan(off=("falsification",)), w)
    nobody = ~np.asarray(w.cohorts[0] | w.cohorts[1])
    for _ in range(15):
        course.advance()
        for agents in course._agents:
            assert not (np.asarray(agents.shown) & nobody).any()
    assert any(np.asarray(agents.shown).any() for agents in course._agents)


def digest(prefix: tuple[str, ...] = (), **environment: str) -> str:
    done = subprocess.run(
        [*prefix, sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def usual(whole: dict[str, NDArray[Any]]) -> str:
    return hashlib.sha256(b"".join(whole[name].tobytes() for name in sorted(whole))).hexdigest()


@pytest.mark.skipif(shutil.which("taskset") is None, reason="no taskset here")
def test_one_core_or_two_do_not_change_a_bit(usual: str) -> None:
    assert digest(("taskset", "-c", "0")) == usual


@pytest.mark.slow
def test_devices_that_share_the_citizens_do_not_change_a_bit(usual: str) -> None:
    # Where other work takes the cores, a device may wait for another for longer than the usual 40 s.
    patient = "--xla_cpu_collective_call_terminate_timeout_seconds=600"
    assert digest(XLA_FLAGS=f"--xla_force_host_platform_device_count=2 {patient}") == usual
