from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from tests.engine import toy

from asabiya.engine import apparatus
from asabiya.engine.flows import _chain, _take
from asabiya.engine.today import Setting
from asabiya.vocabulary import APPARATUS

GUARDS = APPARATUS.index("guards")


def leaving(rank: int, share: float) -> np.ndarray:
    found = np.zeros((toy.DAYS, len(APPARATUS), 3))
    found[3, GUARDS, rank] = share
    return found


def test_half_of_the_commanders_gone_breaks_half_of_the_chains() -> None:
    """Nobody is pulled: middle and base members still obey, and half of them have no chain any more."""
    calm = toy.course(overrides={"defection.pull": 0.0})
    hit = toy.course(toy.calendar(departures=leaving(0, 0.5)), overrides={"defection.pull": 0.0})
    before, after = (np.asarray(x.days.chain)[3, GUARDS, :, 0, 0] for x in (calm, hit))
    assert after[0] == before[0] == 1.0
    assert after[1] == pytest.approx(0.5 * before[1], rel=3e-3)
    assert after[2] == pytest.approx(0.5 * before[2], rel=3e-3)
    obey = np.asarray(hit.days.obey)[3, GUARDS, 1:]
    assert obey == pytest.approx(np.asarray(calm.days.obey)[3, GUARDS, 1:], rel=1e-3)


def test_capacity_falls_by_the_share_that_lost_its_chain() -> None:
    calm = toy.course(overrides={"defection.pull": 0.0})
    hit = toy.course(toy.calendar(departures=leaving(0, 0.5)), overrides={"defection.pull": 0.0})
    competent = np.asarray(calm.days.obey * calm.days.chain)[3, :, :, :, 0].sum((1, 2))
    force = competent * np.asarray(calm.c.coercive)[:, 0]
    top = np.asarray(calm.days.obey)[3, GUARDS, 0, :, 0].sum() * float(calm.c.coercive[GUARDS, 0])
    expected = 1.0 - 0.5 * force[GUARDS] / force.sum()
    assert top < 0.01 * force[GUARDS]
    assert float(hit.record.capacity[3, 0]) == pytest.approx(expected, rel=2e-3)


def test_a_commander_who_leaves_pulls_his_unit_along() -> None:
    """All commanders leave, half of the unit follows: of the middle rank half, of the base a quarter more."""
    hit = toy.course(toy.calendar(departures=leaving(0, 1.0)), overrides={"defection.pull": 0.5})
    gone = np.asarray(hit.days.gone)[3, GUARDS, :, 0] / np.asarray(hit.c.rank_posts)[GUARDS, :, 0]
    before = np.asarray(hit.days.left)[2, GUARDS].sum(1)[:, 0] / np.asarray(hit.c.rank_posts)[GUARDS, :, 0]
    assert gone[0] == pytest.approx(1.0, abs=0.06)
    assert gone[1] == pytest.approx(0.5 * gone[0], abs=0.03)
    assert gone[2] == pytest.approx(0.5 * gone[1], abs=0.03)
    assert (before < 0.02).all()


def test_officers_who_leave_do_not_touch_their_commanders() -> None:
    hit = toy.course(toy.calendar(departures=leaving(1, 0.5)))
    calm = toy.course()
    assert np.array_equal(hit.days.obey[3, GUARDS, 0], calm.days.obey[3, GUARDS, 0])
    assert (np.asarray(hit.days.chain[3, GUARDS, 2]) < 0.6 * np.asarray(calm.days.chain[3, GUARDS, 2])).all()


def test_other_sectors_keep_their_chains() -> None:
    hit, calm = toy.course(toy.calendar(departures=leaving(0, 1.0))), toy.course()
    assert np.array_equal(hit.days.chain[3, 1:], calm.days.chain[3, 1:])


def test_a_refilled_post_mends_the_chain() -> None:
    quick = {"defection.refill": 10.0, "defection.pull": 0.0}
    hit = toy.course(toy.calendar(departures=leaving(0, 0.5)), overrides=quick)
    chain = np.asarray(hit.days.chain)[:, GUARDS, 1, 0, 0]
    assert chain[3] < 0.55
    assert chain[30] > 0.9


def settled(intact: float) -> tuple[Setting, np.ndarray]:
    course = toy.course()
    k = Setting(course.model, course.c, course.rest, None, None)  # type: ignore[arg-type]
    chain = jnp.full_like(course.start.chain, intact).at[:, 0].set(1.0)
    from equinox import tree_at

    state = tree_at(lambda s: s.chain, course.start, chain)
    obey, zero = state.obey, jnp.zeros_like(state.obey)
    kept, *_ = _chain(k, state, obey, state.shirk, obey, zero, zero)
    return k, np.asarray(kept / jnp.maximum(obey, 1e-9))


def test_without_news_the_chain_stays() -> None:
    _, after = settled(0.7)
    np.testing.assert_allclose(after[:, 1], 0.7, rtol=1e-5)


def test_commander_intact_is_the_share_of_posts_above() -> None:
    course = toy.course()
    top, middle = apparatus.commander_intact(course.c, course.start.obey, course.start.chain)
    obey, chain, posts = (
        np.asarray(x)[..., 0] for x in (course.start.obey, course.start.chain, course.c.rank_posts)
    )
    assert np.asarray(top)[:, 0] == pytest.approx(obey[:, 0].sum(1) / posts[:, 0], rel=1e-6)
    assert np.asarray(middle)[:, 0] == pytest.approx((obey * chain)[:, 1].sum(1) / posts[:, 1], rel=1e-6)


def test_nobody_goes_twice() -> None:
    there = jnp.array([[1.0], [3.0], [0.0]])
    left, *flows = _take(there, jnp.ones((3, 1)), jnp.ones((3, 1)), jnp.full((3, 1), 2.0))
    assert [x.ravel().tolist() for x in flows] == [[1.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0]]
    assert left.ravel().tolist() == [0.0, 0.0, 0.0]
