from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine import toy

from asabiya.engine.keys import MAX_GROUPS
from asabiya.engine.micro.layout import BLOCK, MOST_CITIZENS, allocate, layout, people
from asabiya.errors import InputError

ONE_EACH = np.ones((9, 3, 2), dtype=np.int64)


@given(st.integers(200, 2_000_000))
@settings(deadline=None)
def test_all_agents_are_given_out(agents: int) -> None:
    society = toy.society()
    citizens, members = allocate(society, agents)
    assert citizens.sum() + members.sum() == agents
    assert citizens.min() >= 2
    assert (members >= 1).all()
    assert (members <= society.posts).all()
    # Regions have their share, but for the two that each has in any case and for rounding.
    exact = citizens.sum() * society.adults.sum(axis=1) / society.adults.sum()
    assert np.abs(citizens - exact).max() <= 2 * 3 + 1


def test_at_full_scale_an_agent_is_a_person() -> None:
    society = toy.society()
    citizens, members = allocate(society, None)
    assert citizens.tolist() == society.adults.sum(axis=1).tolist()
    assert np.array_equal(members, society.posts)
    assert citizens.sum() + members.sum() == people(society)


def test_commanders_take_few_agents_from_citizens() -> None:
    for agents in (1000, 30_000, 1_000_000):
        citizens, members = allocate(toy.society(), agents)
        assert (
            members.sum() <= agents / 8 + np.rint(toy.society().posts * agents / people(toy.society())).sum()
        )
        assert citizens.sum() > 0.8 * agents


def test_too_few_agents_are_refused_with_how_many_it_takes() -> None:
    with pytest.raises(InputError, match="too few") as caught:
        allocate(toy.society(), 30)
    needed = int(re.sub(r"\D", "", str(caught.value.hint)))
    allocate(toy.society(), needed)
    with pytest.raises(InputError):
        allocate(toy.society(), needed - 1)


@given(st.tuples(*[st.integers(2, 5000)] * 3), st.integers(1, 8))
@settings(deadline=None)
def test_blocks_hold_a_regions_citizens_in_order(citizens: tuple[int, int, int], devices: int) -> None:
    lay = layout(toy.society(), np.array(citizens), ONE_EACH, devices=devices)
    assert lay.blocks % devices == 0
    assert lay.count.sum() == sum(citizens)
    assert lay.count.max() <= BLOCK
    assert lay.count[-1] == 0
    assert (np.diff(lay.region) >= 0).all()
    for r, n in enumerate(citizens):
        own = lay.count[lay.first[r] : lay.first[r] + -(-n // BLOCK)]
        assert own.sum() == n
        assert (own[:-1] == BLOCK).all()
        assert (lay.region[lay.first[r] : lay.first[r] + len(own)] == r).all()
    assert lay.group.sum() == sum(citizens)
    share = toy.society().adults[:, 0] / toy.society().adults.sum(axis=1)
    assert np.abs(lay.group[:, 0] - share * citizens).max() <= 1


def test_more_than_can_be_numbered_is_refused() -> None:
    with pytest.raises(InputError, match="more than can be numbered"):
        layout(toy.society(), np.array([MOST_CITIZENS, 2, 2]), ONE_EACH)
    with pytest.raises(InputError, match="groups of the apparatus"):
        layout(toy.society(), np.array([2, 2, 2]), np.ones(MAX_GROUPS + 1, dtype=np.int64))
