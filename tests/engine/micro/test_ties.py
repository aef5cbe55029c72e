from __future__ import annotations

import dataclasses

import jax.numpy as jnp
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.engine import toy
from tests.engine.micro import small

from asabiya.engine.micro import ties
from asabiya.engine.micro.layout import BLOCK, Layout, allocate, layout
from asabiya.engine.micro.ties import SmallWorld
from asabiya.engine.micro.world import Makeup, make

WORD = st.integers(0, 2**32 - 1)
SEED = jnp.uint32(7)


def lay(*citizens: int) -> Layout:
    society = toy.society()
    assert len(citizens) == len(society.regions)
    return layout(society, np.array(citizens), np.ones((9, 3, 2), dtype=np.int64))


def network(at: Layout, world: SmallWorld, seed: int = 7) -> list[NDArray[np.int64]]:
    """Whom citizens see, (citizen, degree) by region, citizens numbered through all regions."""
    found = np.array(small.seen(at, world, seed))
    return np.split(found, np.cumsum(at.citizens)[:-1])


def region_of(at: Layout, citizen: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(np.cumsum(at.citizens), citizen, side="right")


@given(st.lists(WORD, min_size=64, max_size=64), st.lists(WORD, min_size=64, max_size=64))
@settings(deadline=None)
def test_times_is_the_upper_word_of_the_product(words: list[int], numbers: list[int]) -> None:
    found = ties._times(np.array(words, dtype=np.uint32), np.array(numbers, dtype=np.uint32))
    assert found.tolist() == [word * n >> 32 for word, n in zip(words, numbers, strict=True)]


@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_packed_flags_lie_in_the_order_of_slots_and_add_up(seed: int, share: float) -> None:
    flags = np.random.default_rng(seed).random((3, BLOCK)) < share
    bits = ties.pack(jnp.asarray(flags))
    assert np.asarray(ties.total(bits)).tolist() == flags.sum(axis=1).tolist()
    words = np.repeat(np.asarray(bits), 32)
    assert np.array_equal(words >> (np.arange(3 * BLOCK) % 32).astype(np.uint32) & 1, flags.reshape(-1))


@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_windows_hold_the_states_around_each_slot(seed: int, share: float) -> None:
    flags = np.random.default_rng(seed).random((2, BLOCK)) < share
    found = np.asarray(ties.window(ties.pack(jnp.asarray(flags)))).reshape(-1)
    wide = np.pad(flags.reshape(-1), ties.WINDOW)
    around = np.lib.stride_tricks.sliding_window_view(wide, 2 * ties.WINDOW)[: flags.size]
    assert np.array_equal(found[:, None] >> np.arange(2 * ties.WINDOW, dtype=np.uint32) & 1, around)


@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_counts_are_those_of_a_gather(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    slots, degree, extra = 2 * BLOCK, 7, 500
    flags = rng.random(slots) < share
    seen = rng.integers(slots, size=(degree, slots)).astype(np.uint32)
    bits = ties.pack(jnp.asarray(flags.reshape(-1, BLOCK)))
    # What is overwritten does not matter.
    found = ties.count(tuple(jnp.asarray(row) for row in seen), bits, jnp.full(slots, 99, jnp.uint8))
    expected = flags[seen].sum(axis=0)
    assert np.array_equal(np.asarray(found), expected)

    source, target = rng.integers(slots, size=(2, extra)).astype(np.uint32)
    more = ties.count_more(found, jnp.asarray(source), jnp.asarray(target), bits)
    np.add.at(expected, source, flags[target])
    assert np.array_equal(np.asarray(more), expected)

    mask = rng.integers(2**32, size=slots, dtype=np.uint32)
    close = ties.count_close(more, jnp.asarray(mask), bits)
    around = np.pad(flags, ties.WINDOW)
    for j in range(2 * ties.WINDOW):
        expected += around[j : j + slots] & (mask >> np.uint32(j) & 1).astype(bool)
    assert np.array_equal(np.asarray(close), expected)


def test_many_ties_are_counted_beyond_a_byte() -> None:
    nobody = jnp.zeros(BLOCK, jnp.int32)
    found = ties.count((nobody.astype(jnp.uint32),) * 300, jnp.ones(BLOCK // 32, jnp.uint32), nobody)
    assert np.asarray(found).tolist() == [300] * BLOCK


@pytest.mark.parametrize("world", [SmallWorld(), SmallWorld(7, 0.33, 5), SmallWorld(4, 1.0, 1)])
@pytest.mark.parametrize("stored", [True, False])
def test_a_society_counts_the_ties_it_is_made_of(world: SmallWorld, stored: bool) -> None:
    w = make(Makeup(toy.society(), 7, small.AGENTS, small=world, stored=stored))
    slots = np.concatenate(small.slots(w.ground))
    flags = np.zeros(w.traits.size, dtype=bool)
    flags[slots] = np.random.default_rng(1).random(len(slots)) < 0.3
    near = np.asarray(w.near(ties.pack(jnp.asarray(flags.reshape(-1, BLOCK))), w.nobody))[slots]
    seen = small.seen(layout(toy.society(), *allocate(toy.society(), small.AGENTS)), world, 7)
    assert near.tolist() == [int(flags[slots[others]].sum()) for others in seen]


@pytest.mark.parametrize(
    "world", [SmallWorld(), SmallWorld(1, 0.0, 1), SmallWorld(3, 0.5, 8), SmallWorld(6, 1.0, 2)]
)
@pytest.mark.parametrize("citizens", [(2, 2, 2), (1500, 3, 5), (40, 2, 1025)])
def test_everybody_sees_degree_others_and_never_himself(
    world: SmallWorld, citizens: tuple[int, int, int]
) -> None:
    at = lay(*citizens)
    for seed in range(3):
        seen = np.concatenate(network(at, world, seed))
        assert seen.shape == (sum(citizens), world.degree)
        assert seen.min() >= 0
        assert (seen != np.arange(len(seen))[:, None]).all()


def test_households_see_each_other_and_nobody_twice() -> None:
    at = lay(1200, 400, 80)
    for start, seen in zip((0, 1200, 1600), network(at, SmallWorld(10, 0.0, 4)), strict=True):
        for o, others in enumerate(seen):
            home = start + o - o % 4
            assert set(others) >= {home, home + 1, home + 2, home + 3} - {start + o}
            assert len(set(others)) == 10


def test_near_ties_stay_in_the_region() -> None:
    at = lay(1203, 401, 81)
    for r, seen in enumerate(network(at, SmallWorld(12, 0.25, 4))):
        assert ((region_of(at, seen) == r).sum(axis=1) >= 9).all()
        assert set(np.unique(region_of(at, seen))) == {0, 1, 2}


@pytest.mark.parametrize("rewiring", [0.05, 0.2, 0.33, 0.5, 1.0])
def test_the_share_of_far_ties_is_the_rewiring(rewiring: float) -> None:
    """Near ties of the ring lead at most 5 places away, and so do 10 in 10 000 of the far ones.

    What is drawn is whether one tie is far, where the share asks for a part of a tie, and that thousandth.
    """
    at = lay(6000, 3000, 1000)
    seen = network(at, SmallWorld(10, rewiring, 1))
    far, n = 0.0, 0
    for r, others in enumerate(seen):
        size, start = int(at.citizens[r]), int(at.citizens[:r].sum())
        away = np.abs(others - start - np.arange(size)[:, None])
        away = np.minimum(away, size - away)
        outside = region_of(at, others) != r
        near = ~outside & (away <= 5)
        far += (~near).sum() / (1 - 10 / 10_000)
        n += size
    chance = rewiring * 10 % 1
    error = np.sqrt((chance * (1 - chance) + 10 * rewiring * 0.001) / n) / 10
    assert abs(far / (10 * n) - rewiring) < 4 * error


def test_far_ties_lead_anywhere_alike() -> None:
    """How often each citizen is seen, by χ², whose standard deviation is √(2·df)."""
    at = lay(600, 300, 100)
    seen = np.concatenate(network(at, SmallWorld(24, 1.0, 1)))
    expected = seen.size / 1000
    counts = np.bincount(seen.reshape(-1), minlength=1000)
    chi2 = float(((counts - expected) ** 2 / expected).sum())
    assert abs(chi2 - 999) < 4 * np.sqrt(2 * 999)


def graph(at: Layout, world: SmallWorld) -> nx.Graph:
    seen = np.concatenate(network(at, world))
    found = nx.Graph()
    found.add_edges_from((i, int(j)) for i, others in enumerate(seen) for j in others)
    return found


def test_a_ring_has_the_clustering_of_watts_and_strogatz() -> None:
    """3(k − 2)/(4(k − 1)) on a ring where each sees the k nearest."""
    at = lay(300, 200, 100)
    for k in (4, 6, 10):
        found = nx.average_clustering(graph(at, SmallWorld(k, 0.0, 1)))
        assert found == pytest.approx(3 * (k - 2) / (4 * (k - 1)))


def test_households_alone_are_cliques() -> None:
    found = graph(lay(400, 200, 100), SmallWorld(4, 0.0, 5))
    assert nx.average_clustering(found) == 1.0
    assert nx.number_connected_components(found) == 140


def test_rewiring_joins_regions_and_loosens_clusters() -> None:
    """Watts and Strogatz 1998: C(p) ≈ C(0)(1 − p)³ where each tie is rewired with chance p."""
    at = lay(2000, 1200, 800)
    world = SmallWorld(10, 0.0, 1)
    still, loose = (graph(at, dataclasses.replace(world, rewiring=p)) for p in (0.0, 0.2))
    assert nx.number_connected_components(still) == 3
    assert nx.number_connected_components(loose) == 1
    assert nx.average_clustering(loose) < 0.8 * nx.average_clustering(still)
    assert nx.average_clustering(loose) > 10 * 10 / 4000


def test_ties_keep_their_words_whatever_the_share_of_far_ones() -> None:
    """The last ties are the far ones; with more of them, those that were far before stay as they were."""
    at = lay(1200, 400, 80)
    few, many = (
        [np.asarray(row) for row in ties.rows(SmallWorld(10, p, 4), ties.ground(at), SEED)]
        for p in (0.2, 0.6)
    )
    assert (len(few), len(many)) == (2, 6)
    assert np.array_equal(few, many[-2:])
