"""Repression, backlash and diversion: what citizens feel."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from tests.engine import toy

from asabiya.mechanisms import backlash, diversion, repression

ONE, NONE = jnp.ones(1), jnp.zeros(1)
LATE = slice(11, None)


class TestDiversion:
    def test_mueller_a_rally_comes_at_once_and_halves_in_its_half_life(self) -> None:
        p = toy.params(diversion.Params, gain=0.06, half_life=90.0, burden=0.0)
        rally, cost = diversion.step(p, NONE, NONE, ONE, NONE)
        assert float(rally[0]) == pytest.approx(0.06)
        for _ in range(90):
            rally, cost = diversion.step(p, rally, cost, ONE, ONE)
        assert float(rally[0]) == pytest.approx(0.03, rel=1e-4)
        assert float(cost[0]) == 0.0

    def test_levy_the_cost_accumulates_to_burden_times_recovery(self) -> None:
        p = toy.params(diversion.Params, burden=2e-4, recovery=100.0)
        rally, cost = NONE, NONE
        for _ in range(2000):
            rally, cost = diversion.step(p, rally, cost, 0.5 * ONE, 0.5 * ONE)
        assert float(cost[0]) == pytest.approx(0.5 * 2e-4 * 100, rel=1e-3)

    def test_a_war_that_winds_down_gives_no_second_rally_and_no_cost(self) -> None:
        p = diversion.Params()
        rally, cost = diversion.step(p, NONE, NONE, -0.5 * ONE, ONE)
        assert float(rally[0]) == 0.0
        assert float(cost[0]) == 0.0

    def test_the_rally_shields_until_the_cost_tells(self) -> None:
        values = {"diversion.gain": 0.06, "diversion.half_life": 10.0, "diversion.burden": 2e-3}
        war = toy.course(toy.calendar(war=1.0), overrides=values).index("legitimacy")[:, 0]
        assert war[9] == pytest.approx(0.5, abs=1e-6)
        assert war[10] == pytest.approx(0.5 + 0.06 - 2e-3, abs=1e-5)
        assert war[59] < 0.5

    def test_a_rally_may_be_negative(self) -> None:
        war = toy.course(toy.calendar(war=1.0), overrides={"diversion.gain": -0.1}).index("legitimacy")
        assert (war[10] < 0.41).all()

    def test_off_a_war_changes_no_legitimacy(self) -> None:
        off = toy.course(toy.calendar(war=1.0), off=("diversion",), overrides={"information.clergy": 0.0})
        assert (off.index("legitimacy") == off.index("legitimacy")[0]).all()
        assert float(np.abs(np.asarray(off.days.war_cost)).max()) == 0.0

    def test_the_cost_lowers_conviction_too(self) -> None:
        quiet = {"conversion.contact": 0.0}
        on = toy.course(toy.calendar(war=1.0), overrides=quiet).last.drift
        off = toy.course(toy.calendar(war=1.0), overrides=quiet, off=("diversion",)).last.drift
        assert (np.asarray(on) < 0).all()
        assert float(np.abs(np.asarray(off)).max()) < 1e-5


class TestRepression:
    @pytest.mark.parametrize(("capacity", "expected"), [(1, 0.9), (0, 0.0), (2, 0.99)])
    def test_epstein_2002_k_gives_nine_tenths_at_one_cop_to_one_active(
        self, capacity: int, expected: float
    ) -> None:
        """P = 1 − exp(−k·C/A) with k = 2.3; the active counts himself, so that A is never nil."""
        adults = jnp.array([1000.0])
        one = jnp.array([capacity / 1000.0])
        found = repression.arrest_probability(repression.Params(), 1.0, one, NONE, adults)
        assert float(found[0]) == pytest.approx(expected, abs=1e-3)

    def test_epstein_2002_an_active_is_safer_in_a_crowd(self) -> None:
        actives = jnp.linspace(0.0, 0.05, 20)
        risk = repression.arrest_probability(repression.Params(), 1.0, 0.003, actives, 1e6)  # type: ignore[arg-type]
        assert (np.diff(np.asarray(risk)) <= 0).all()
        assert float(risk[0]) == pytest.approx(1.0)

    def test_fear_is_a_saturating_sum_of_what_is_seen_from_afar(self) -> None:
        p = toy.params(repression.Params, per_execution=0.05, afar=0.7, per_arrest=0.001, memory=50.0)
        here, mean, arrests = jnp.array([[2.0]]), jnp.array([1.0]), jnp.array([[10.0]])
        stock = repression.step(p, jnp.array([[1.0]]), here, mean, arrests)
        assert float(stock[0, 0]) == pytest.approx(0.98 + 0.05 * (0.3 * 2 + 0.7 * 1) + 0.01)
        assert float(repression.fear(jnp.array(np.log(2.0)))) == pytest.approx(0.5)

    def test_executions_raise_fear_and_keep_people_at_home(self) -> None:
        calm, harsh = (
            toy.course(toy.calendar(push=0.6, executions=x), off=("backlash",)) for x in (0.05, 1.0)
        )
        assert (harsh.index("fear")[LATE] > calm.index("fear")[LATE]).all()
        assert (harsh.index("actives")[-1] < calm.index("actives")[-1]).all()

    def test_off_there_is_no_fear_and_arrests_go_on(self) -> None:
        off = toy.course(toy.calendar(push=0.6, executions=1.0), off=("repression",))
        assert float(off.index("fear").max()) == 0.0
        assert float(np.asarray(off.last.arrests).min()) > 0.0
        assert (np.asarray(off.last.anger) > np.asarray(off.start.anger)).all()

    def test_off_executions_keep_nobody_at_home(self) -> None:
        off = ("repression", "backlash")
        calm, harsh = (toy.course(toy.calendar(push=0.6, executions=x), off=off) for x in (0.05, 1.0))
        assert np.array_equal(calm.index("actives"), harsh.index("actives"))


class TestBacklash:
    def test_anger_is_among_ones_own(self) -> None:
        p = toy.params(backlash.Params, per_execution=0.1, kin=0.5, per_arrest=0.001, memory=100.0)
        stock = backlash.step(
            p, jnp.array([[1.0], [1.0]]), jnp.array([[2.0], [0.0]]), jnp.array([[0.0], [7.0]])
        )
        assert np.asarray(stock)[:, 0] == pytest.approx([0.99 + 0.1, 0.99 + 0.007])

    def test_rasler_repression_deters_at_once_and_angers_for_longer(self) -> None:
        fear, anger = repression.Params(), backlash.Params()
        a, b = jnp.ones((1, 1)), jnp.ones((1, 1))
        nil = jnp.zeros((1, 1))
        for _ in range(180):
            a, b = repression.step(fear, a, nil, NONE, nil), backlash.step(anger, b, nil, nil)
        assert float(b[0, 0]) > float(a[0, 0])

    def test_with_equal_fear_anger_brings_more_people_to_the_street(self) -> None:
        when = toy.calendar(push=0.5, executions=0.6)
        alone = {"repression.per_arrest": 0.0}
        on, off = (toy.course(when, overrides=alone, off=x) for x in ((), ("backlash",)))
        assert np.array_equal(on.index("fear"), off.index("fear"))
        assert (on.index("actives")[-1] > off.index("actives")[-1]).all()

    def test_the_executed_of_one_region_anger_that_region_most(self) -> None:
        course = toy.course(toy.calendar(executions=2.0), overrides={"backlash.per_arrest": 0.0})
        rate = np.asarray(course.c.execution_rate)[:, 0]
        anger = np.asarray(course.last.anger)[:, 0]
        assert list(np.argsort(rate)) == list(np.argsort(anger))
        fear = np.asarray(course.last.fear)[:, 0]
        assert np.ptp(anger) / anger.mean() > 2 * np.ptp(fear) / fear.mean()

    def test_off_nobody_is_angry(self) -> None:
        off = toy.course(toy.calendar(push=0.6, executions=2.0), off=("backlash",))
        assert float(np.asarray(off.days.anger).max()) == 0.0
