"""What agents do, against the probabilities that they are asked to follow."""

from __future__ import annotations

import dataclasses

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.engine import toy
from tests.engine.micro import small

from asabiya.engine.micro import corps, crowd, ties
from asabiya.engine.micro.corps import CorpsOrders, Unit
from asabiya.engine.micro.crowd import CrowdOrders
from asabiya.engine.micro.fixed import chance32
from asabiya.engine.micro.layout import BLOCK, layout
from asabiya.engine.micro.run import Course
from asabiya.engine.micro.ties import SmallWorld
from asabiya.engine.micro.tree import tree
from asabiya.engine.micro.world import Makeup, make

CITIZENS = np.array([40_000, 3_000, 3_000])
OBEY, SHIRK, LEFT, PURGED = range(4)


def within(found: float, n: int, p: float) -> bool:
    """Whether a count of n lies within four standard errors of its mean."""
    return bool(abs(found - n * p) <= 4 * np.sqrt(n * p * (1 - p)))


def citizens_after(start: int, *, ready: bool, days: int = 1, **asked: float) -> NDArray[np.int64]:
    """States of the first region's citizens after some days, all of whom were alike."""
    ask = {"again": 0.3, "way": 0.1, "risk": 0.2, "term": 20.0, "level": 5 if ready else -5, **asked}
    g = ties.ground(layout(toy.society(), CITIZENS, np.ones((9, 3, 2), dtype=np.int64)))
    shape = (len(g.region), BLOCK)
    orders = CrowdOrders(
        index=jnp.full((3, 2, 1), int(ask["level"]), jnp.int32),
        hardship=jnp.zeros((3, 1), jnp.int32),
        aversion=jnp.zeros((3, 1), jnp.int32),
        others=jnp.zeros(1),
        again=chance32(jnp.full(1, ask["again"])),
        way=chance32(jnp.full((3, 2, 1), ask["way"])),
        risk=chance32(jnp.full((3, 1), ask["risk"])),
        term=jnp.full(1, round(16 * ask["term"]), jnp.int32),
        wish=jnp.zeros(1, jnp.uint32),
    )
    state = jnp.full(shape, start, jnp.uint16)
    for day in range(days):
        state = crowd.step(
            orders, np.int32(0), g, jnp.zeros(shape, jnp.uint32), state,
            jnp.zeros(shape[0] * BLOCK, jnp.uint8), jnp.float32(0.1), jnp.uint32(4), np.uint32(0),
            np.int32(day),
        )  # fmt: skip
    return np.asarray(state).reshape(-1)[: CITIZENS[0]].astype(np.int64)


class TestCitizens:
    def test_the_ready_join_who_find_a_way(self) -> None:
        found = citizens_after(crowd.QUIET, ready=True)
        assert within((found == crowd.ACTIVE).sum(), len(found), 0.1)
        assert set(found.tolist()) == {crowd.QUIET, crowd.ACTIVE}

    def test_others_stay_at_home(self) -> None:
        assert (citizens_after(crowd.QUIET, ready=False) == crowd.QUIET).all()

    def test_readiness_begins_at_nothing(self) -> None:
        assert (citizens_after(crowd.QUIET, ready=True, level=0) == crowd.ACTIVE).any()
        assert not (citizens_after(crowd.QUIET, ready=False, level=-1) == crowd.ACTIVE).any()

    @pytest.mark.parametrize(("ready", "leaves"), [(True, 0.2), (False, 0.3)])
    def test_who_thinks_again_without_a_way_goes_home(self, ready: bool, leaves: float) -> None:
        found = citizens_after(crowd.ACTIVE, ready=ready, risk=0.0)
        assert within((found == crowd.QUIET).sum(), len(found), leaves)

    def test_terms_are_uniform(self) -> None:
        """U(0, 20) rounded to days, half a day's first and last ones joined to 1 and 20."""
        found = citizens_after(crowd.ACTIVE, ready=True)
        jailed = found[found > crowd.ACTIVE] - 1
        assert within(len(jailed), len(found), 0.2)
        for day in range(1, 21):
            share = {1: 1.5, 20: 0.5}.get(day, 1.0) / 20
            assert within((jailed == day).sum(), len(jailed), share), day
        assert jailed.max() == 20

    def test_whoever_is_jailed_goes_home_after_his_days(self) -> None:
        """A state says one day more than there is to go."""
        for days in (1, 2, 3):
            found = citizens_after(4, ready=False, days=days)
            assert (found == (4 - days if days < 3 else crowd.QUIET)).all()

    def test_a_term_is_at_least_a_day(self) -> None:
        found = citizens_after(crowd.ACTIVE, ready=True, risk=1.0, term=0.2)
        assert (found == 2).all()


_MEMBERS = np.full((9, 3, 2), 4000)
_SOCIETY = dataclasses.replace(toy.society(), posts=_MEMBERS.astype(float))
_RANKS = tree(_SOCIETY, _MEMBERS)


def members_after(start: int, **asked: float) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """States of members by rank after a day, all of whom were alike, and the tallies by rank, (H, 9)."""
    ask = dict.fromkeys(
        ("review", "leave", "shirk", "purge_obey", "purge_shirk", "refill", "pull", "dated"), 0.0
    )
    ask |= asked
    shapes = {"leave": (16, 9, 3, 2, 1), "shirk": (16, 9, 3, 2, 1), "dated": (9, 3, 1)}
    orders = CorpsOrders(**{name: chance32(jnp.full(shapes.get(name, (1,)), p)) for name, p in ask.items()})
    units = tuple(Unit(state=jnp.where(r.there, start, 4).astype(jnp.uint8), chain=r.there) for r in _RANKS)
    after, tallies = corps.step(
        _RANKS, units, orders, np.int32(0), jnp.uint32(4), np.uint32(0), np.int32(7), 9 * 2 * 3
    )
    states = [
        np.asarray(u.state)[np.asarray(r.there)].astype(int) for u, r in zip(after, _RANKS, strict=True)
    ]
    return states, np.asarray(tallies).sum(axis=2)


class TestMembers:
    def test_signals_are_as_likely_as_each_other_and_have_variance_one(self) -> None:
        values, weights = corps.signals()
        assert len(values) == len(weights) == corps.SIGNALS
        assert np.mean(values) == pytest.approx(0, abs=1e-6)
        assert np.mean(np.square(values)) == pytest.approx(1, abs=1e-6)
        assert np.allclose(weights, 1 / 16)

    def test_who_reviews_leaves_shirks_or_obeys(self) -> None:
        states, _ = members_after(OBEY, review=0.5, leave=0.2, shirk=0.6)
        for state in states:
            assert within((state == LEFT).sum(), len(state), 0.5 * 0.2)
            assert within((state == SHIRK).sum(), len(state), 0.5 * 0.4)

    @pytest.mark.parametrize(("start", "hazard"), [(OBEY, 0.1), (SHIRK, 0.3)])
    def test_purges_come_on_top_of_reviews(self, start: int, hazard: float) -> None:
        """Both hazards are those of a day, so none is taken out of the other's."""
        states, tallies = members_after(start, review=0.4, shirk=1.0, purge_obey=0.1, purge_shirk=0.3)
        for state, tally in zip(states, tallies, strict=True):
            assert within((state == PURGED).sum(), len(state), hazard)
            assert tally[corps.TALLIES.index("expelled")] == (state == PURGED).sum()

    @pytest.mark.parametrize(("start", "name"), [(LEFT, "filled"), (PURGED, "replaced")])
    def test_empty_posts_are_filled(self, start: int, name: str) -> None:
        states, tallies = members_after(start, refill=0.25, review=1.0, leave=1.0, shirk=1.0, dated=1.0)
        for state, tally in zip(states, tallies, strict=True):
            assert within((state == OBEY).sum(), len(state), 0.25)
            assert tally[corps.TALLIES.index(name)] == (state == OBEY).sum()

    @pytest.mark.parametrize("share", [0.001, 0.1, 0.37, 0.9])
    def test_dated_departures_are_as_many_as_they_should_be(self, share: float) -> None:
        """One more or less than the share in each sector and rank."""
        states, tallies = members_after(OBEY, dated=share)
        for state, tally in zip(states, tallies, strict=True):
            assert abs((state == LEFT).sum() - share * len(state)) <= 9
            assert tally[corps.TALLIES.index("leaving")] == (state == LEFT).sum()

    def test_units_follow_their_commander(self) -> None:
        """Below a leaving commander some are pulled along, and the chain of the others is broken."""
        states, tallies = members_after(OBEY, dated=0.3, pull=0.5)
        leaving = [(state == LEFT).mean() for state in states]
        assert leaving[0] == pytest.approx(0.3, abs=2e-3)
        # Those who go by themselves are spread evenly over units, up to a few; so are those pulled.
        for h in (1, 2):
            expected = 0.3 + 0.7 * leaving[h - 1] * 0.5
            n = len(states[h])
            assert abs(leaving[h] - expected) < 4 * np.sqrt(0.25 / n) + 0.02
        obeying, effective = (tallies[:, corps.TALLIES.index(x)] for x in ("obey", "effective"))
        assert obeying[0] == effective[0]
        assert (effective[1:] < obeying[1:]).all()


HALF_OF_JAIL = 15.0
"""Mean days in jail."""


@pytest.mark.parametrize(
    "arrests",
    [
        0.0,
        0.3,
    ],
)
def test_at_rest_agents_are_as_many_in_the_street_and_in_jail_as_rest_says(arrests: float) -> None:
    """Means of eight runs of 40 days, whose spread gives the standard error.

    Citizens see the country here: where they see a few others, one active among them draws more than ten
    active thousandths of them do, and more are active at rest.
    """
    rest = 2e-3
    fixed = {"uprising.rest": rest, "uprising.mix": 1.0, "repression.arrest_rate": arrests}
    p = small.plan(toy.calendar(), off=("surprise",), overrides=fixed)
    share = toy.society().adults.sum(axis=1) / toy.society().adults.sum()
    runs = []
    for seed in range(8):
        latents, paths = small.prior(p, 1, seed)
        world = make(Makeup(toy.society(), seed, 40_000, small=SmallWorld(degree=1)))
        course = Course(p, world, seed=seed, latents=np.zeros_like(latents), paths=paths)
        regions = small.run(course, 40)["regions"][..., 0].astype(float)
        runs.append((regions[:, :2] @ share).mean(axis=0))
    active, jailed = np.array(runs).T
    risk = float(np.asarray(course._k.rest.risk)[:, 0] @ share)
    for found, expected in ((active, rest), (jailed, risk * rest * HALF_OF_JAIL)):
        error = found.std(ddof=1) / np.sqrt(len(found))
        assert error <= 0.1 * expected
        assert abs(found.mean() - expected) <= 4.5 * error
