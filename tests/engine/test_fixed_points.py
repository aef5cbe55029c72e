"""Fixed points, their stability and the tipping distance, against free runs of the same map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from asabiya.engine.day import Chance, Setting, advance
from asabiya.engine.fixed_points import Landscape, landscape, restless
from asabiya.engine.macro import Plan, plan
from asabiya.engine.noiseless import WIDTH, Noiseless
from asabiya.scenario import load

NAME = "reference-autocracy"


def planned(name: str = NAME, settings: Mapping[str, float] = MappingProxyType({})) -> Plan:
    scenario = load(name).with_settings(settings)
    return plan(scenario.society(), scenario.calendar(1), scenario.switches(), scenario.overrides())


@cache
def found(name: str = NAME) -> tuple[Plan, Landscape]:
    p = planned(name)
    return p, landscape(p)


def centre(p: Plan) -> Noiseless:
    return Noiseless.of(p, np.zeros((WIDTH, len(p.infos)), dtype=np.float32))


def test_the_calm_point_is_rest() -> None:
    _, land = found()
    assert land.calm is not None
    # Single precision: a margin is a difference of odds near 3 after thousands of days; measured 1e-4.
    assert land.calm.value == pytest.approx(land.z0, abs=2e-3)
    assert land.calm.capacity == pytest.approx(1.0, abs=2e-3)


def test_points_alternate_between_stable_and_unstable() -> None:
    _, land = found()
    assert [point.stable for point in land.points] == [True, False, True]
    values = [point.value for point in land.points]
    assert values == sorted(values)
    assert land.points[0].capacity < 0.05


def test_free_runs_return_to_stable_and_leave_unstable_points() -> None:
    p, land = found()
    m = centre(p)
    collapsed, unstable, calm = land.points
    # Several states of the apparatus belong to odds near the unstable point, hence the wide berth.
    held = np.full(WIDTH, calm.value, dtype=np.float32)
    held[:4] = [calm.value - 0.1, calm.value + 0.1, unstable.value + 0.1, unstable.value - 0.1]
    near = m.march(m.eve, 4000, held=held)
    end = m.march(near, 3000)
    np.testing.assert_allclose(end.odds[:3], calm.value, atol=0.01)
    assert end.odds[3] == pytest.approx(collapsed.value, abs=0.05)


def test_tipping_distance_is_where_free_runs_tip() -> None:
    p, land = found()
    m = centre(p)
    assert land.tipping_distance is not None
    # The passage near a fold takes about pi / sqrt(excess · curvature) times the slowest time: for an excess
    # of .02 logits and a curvature of 1.5 it is 18 times 180 days, well below 16000.
    around = np.linspace(-0.04, 0.04, WIDTH)
    end = m.march(m.eve, 16000, shift=(-land.tipping_distance - around).astype(np.float32))
    calm = end.capacity >= 0.5
    assert calm[around < -0.01].all()
    assert not calm[around > 0.02].any()


def test_twice_the_days_change_nothing() -> None:
    p, land = found()
    m = centre(p)
    assert land.calm is not None
    held = np.linspace(land.calm.value - 0.8, land.calm.value + 0.1, WIDTH, dtype=np.float32)
    short = m.march(m.eve, 4000, held=held)
    long = m.march(short, 4000, held=held)
    np.testing.assert_allclose(short.odds, long.odds, atol=0.01)


def test_fold_seen_from_the_curve_is_the_distance() -> None:
    """With z0 lowered by nearly the distance the calm and the unstable point have come close."""
    p, land = found()
    m = centre(p)
    distance = land.tipping_distance
    assert distance is not None
    held = np.linspace(land.z0 - 1.2, land.z0 + 0.1, WIDTH, dtype=np.float32)
    implied = m.march(m.eve, 8000, held=held).odds
    before, after = (implied - d - held for d in (distance - 0.02, distance + 0.02))
    crossings = np.flatnonzero(np.diff(np.sign(before)))
    assert len(crossings) == 2
    # Margin's curvature at the fold is about 1.5 a logit: .02 below it the two lie 2·sqrt(2·.02/1.5) apart.
    assert held[crossings[1]] - held[crossings[0]] < 0.4
    assert (after < 0).all()


def test_without_feedback_there_is_no_fold() -> None:
    answers = ("capacity", "actives", "departures", "morale")
    p = planned(settings={f"information.{name}": 0.0 for name in answers})
    land = landscape(p)
    assert [point.stable for point in land.points] == [True]
    assert land.calm is not None
    # Nothing answers, so the odds fall by the fall, and calm ends where capacity does: at two fifths.
    distance = land.tipping_distance
    assert distance is not None
    m = centre(p)
    falls = np.linspace(distance - 0.05, distance + 0.05, WIDTH)
    end = m.march(m.eve, 8000, shift=-falls.astype(np.float32))
    np.testing.assert_allclose(end.odds, land.z0 - falls, atol=1e-3)
    assert (end.capacity[falls < distance - 0.01] > 0.4).all()
    assert (end.capacity[falls > distance + 0.01] < 0.4).all()


def test_nobody_leaves_and_nobody_doubts_then_nothing_tips() -> None:
    settings = {"defection.stake": 0.0, "defection.gain": 0.0, "defection.punishment": 0.0}
    p = planned(settings=settings | {"defection.retribution": 0.0})
    land = landscape(p)
    assert land.tipping_distance is None
    assert land.calm is not None


def test_rest_that_is_not_stable_has_no_distance_left() -> None:
    """A day in which everybody thinks again, and follows the others, overshoots."""
    land = landscape(planned(settings={"defection.review": 1.0, "defection.peers": 10.0}))
    assert land.calm is None
    assert land.tipping_distance == 0.0


def test_the_curve_is_followed_to_the_bound() -> None:
    """Without arms there is no capacity to lose: whatever the fall, the same calm state only moves down."""
    settings = {f"apparatus.{name}.coercive_weight": 0.0 for name in ("guards", "basij", "army", "police")}
    land = landscape(planned(settings=settings))
    assert land.calm is not None
    assert land.tipping_distance is None


def test_the_prior_rests() -> None:
    p, _ = found()
    assert restless(p, members=WIDTH) <= 2 / WIDTH


def test_a_runaway_prior_does_not_rest() -> None:
    p = planned(settings={"information.capacity": 10.0, "defection.peers": 9.0})
    assert restless(p, members=WIDTH) > 0.5


def test_capacity_of_the_next_day_has_a_gradient() -> None:
    """Derivatives by reverse mode agree with central differences where the noise is off."""
    m = centre(planned())
    base, c, row, on, rest = m.parts
    path, off = jnp.zeros(WIDTH, dtype=jnp.uint32), jnp.asarray(False)
    chance = Chance(seed=jnp.uint32(0), path=path, day=jnp.int32(0), noisy=off)

    def capacity(review: jax.Array, stake: jax.Array) -> jax.Array:
        model = eqx.tree_at(lambda x: (x.defection.review, x.defection.stake), base, (review, stake))
        shift = jnp.full(WIDTH, -0.5)
        k = Setting(model=model, c=c, rest=rest, rest_row=row, on=on, z_shift=shift)
        state = advance(k, m.eve.state, row, chance)[0]
        return (state.capacity / rest.capacity)[0]

    at = (base.defection.review, base.defection.stake)
    value = jax.jit(capacity)
    slopes = jax.jit(jax.grad(capacity, argnums=(0, 1)))(*at)
    for i, step in enumerate((0.01, 0.2)):
        up, down = (
            value(*(x + sign * step if j == i else x for j, x in enumerate(at))) for sign in (1.0, -1.0)
        )
        difference = float(up - down) / (2 * step)
        # Two roundings of 6e-8 over the step, and the difference's own error of the order of its square.
        assert float(slopes[i][0]) == pytest.approx(difference, rel=0.02, abs=1.2e-7 / step)
        assert abs(difference) > 20 * 1.2e-7 / step


@pytest.mark.slow
@pytest.mark.parametrize("name", ["iran-2023", "gdr-1989"])
def test_the_library_has_a_calm_state_a_fold_and_a_collapse(name: str) -> None:
    _, land = found(name)
    assert [point.stable for point in land.points] == [True, False, True]
    assert land.calm is not None
    assert land.tipping_distance is not None
    assert 0.2 < land.tipping_distance < 2.0
