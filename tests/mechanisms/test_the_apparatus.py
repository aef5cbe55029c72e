"""Factions and defection: what members do to each other."""

from __future__ import annotations

from itertools import pairwise

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine import toy

from asabiya.mechanisms import defection, factions

ONE, NONE = jnp.ones(1), jnp.zeros(1)
P = defection.Params()


def payoffs(
    pi: float, complicity: float, *, shelter: float = 0.0, amnesty: float = 0.0
) -> tuple[float, float]:
    x = [jnp.float32(v) for v in (pi, 1.0, complicity, 0.0, 0.0, shelter, amnesty)]
    shirk, leave = defection.payoffs(P, *x)
    return float(shirk), float(leave)


class TestFactions:
    def test_tension_rests_where_nothing_drives_it(self) -> None:
        p = toy.params(factions.Params, tension=0.15)
        found = factions.step(p, 0.15 * ONE, ONE, NONE, NONE, NONE, NONE)
        assert float(found[0]) == pytest.approx(0.15, abs=1e-7)

    def test_each_term_of_tension_by_hand(self) -> None:
        p = toy.params(factions.Params, tension=0.2, rate=0.1, by_purge=10.0, by_scarcity=0.3, by_unrest=0.5)
        found = factions.step(p, 0.3 * ONE, 1.5 * ONE, 0.01 * ONE, 0.2 * ONE, 0.4 * ONE, 0.02 * ONE)
        inflow = 0.1 * (0.2 * 1.5 + 10 * 0.01 + 0.3 * 0.2 + 0.5 * 0.4)
        assert float(found[0]) == pytest.approx(0.3 + inflow * 0.7 - (0.1 * 0.8 + 0.02) * 0.3)

    def test_friction_costs_capacity(self) -> None:
        p = toy.params(factions.Params, tension=0.2, psi=0.5)
        assert float(factions.friction(p, 0.2 * ONE)[0]) == pytest.approx(1.0)
        assert float(factions.friction(p, ONE)[0]) == pytest.approx(0.5 / 0.9)

    @pytest.mark.parametrize("lever", [{"scarcity": 1.0}, {"push": 0.6}])
    def test_want_and_unrest_raise_tension_and_cost_capacity(self, lever: dict[str, float]) -> None:
        on, off = (toy.course(toy.calendar(None, **lever), off=x) for x in ((), ("factions",)))
        assert (on.index("tension")[-1] > on.index("tension")[9] + 0.01).all()
        assert (np.asarray(on.record.capacity)[-1] < np.asarray(off.record.capacity)[-1]).all()

    def test_purges_that_spare_the_rulers_faction_raise_tension(self) -> None:
        """Favours keep one side from shirking, so that the same purge hits the other side more."""
        loud = {"factions.by_purge": 200.0, "defection.rest_shirk": 0.2, "consolidation.error": 0.0}
        fair, unfair = (toy.course(toy.calendar(purge=1.0, favours=b), overrides=loud) for b in (0.0, 3.0))
        assert (unfair.index("tension")[-1] > fair.index("tension")[-1] + 0.01).all()

    def test_losing_one_faction_lowers_polarization(self) -> None:
        shares = jnp.array([[0.5, 0.7, 1.0], [0.5, 0.3, 0.0]])
        y = jnp.broadcast_to(jnp.array([[0.2], [0.8]]), (2, 3))
        found = np.asarray(factions.polarization(shares, y, 1.3))
        assert list(found) == sorted(found, reverse=True)
        assert found[2] == 0.0

    def test_off_there_is_no_tension_and_no_friction(self) -> None:
        off = toy.course(toy.calendar(push=0.6, scarcity=1.0, purge=1.0), off=("factions",))
        assert float(off.index("tension").max()) == 0.0
        force = np.asarray(off.days.obey * off.days.chain * off.days.competence[:, :, None])
        force = (force.sum((2, 3)) * np.asarray(off.c.coercive)).sum(1)
        force = force * np.asarray(off.model.information.deployable) / off.c.total_adults
        assert np.asarray(off.days.capacity) == pytest.approx(force, rel=1e-5)


class TestDefection:
    @given(st.floats(0.01, 0.99), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
    @settings(max_examples=40, deadline=None)
    def test_payoffs_by_hand(self, pi: float, complicity: float, amnesty: float) -> None:
        m, r = float(P.stake), float(P.retribution)
        obey = pi * m - (1 - pi) * r * complicity
        shirk = float(P.spared) * pi * m - float(P.exposed) * (1 - pi) * r * complicity
        leave = (1 - pi) * (float(P.gain) * (1 - complicity) - (1 - amnesty) * r * complicity)
        leave = leave + 0.3 - pi * float(P.punishment)
        found = payoffs(pi, complicity, shelter=0.3, amnesty=amnesty)
        assert found == pytest.approx((shirk - obey, leave - obey), abs=2e-5)

    def test_complicity_binds_unless_an_amnesty_makes_leaving_pay(self) -> None:
        for pi in (0.1, 0.5, 0.9):
            bound = [payoffs(pi, k)[1] for k in (0.0, 0.5, 1.0)]
            assert bound == sorted(bound, reverse=True)
        generous = toy.params(defection.Params, gain=1.0, retribution=4.0)
        half, one, nil = (jnp.float32(v) for v in (0.5, 1.0, 0.0))
        free = [
            float(defection.payoffs(generous, half, one, jnp.float32(k), nil, nil, nil, one)[1])
            for k in (0.0, 0.5, 1.0)
        ]
        assert free == sorted(free)
        slope = free[2] - free[0]
        assert slope == pytest.approx(0.5 * (1.0 * 4.0 - 1.0), rel=1e-5)

    def test_the_fear_of_a_fall_makes_leaving_and_shirking_pay(self) -> None:
        leave = [payoffs(pi, 0.2)[1] for pi in (0.95, 0.8, 0.5, 0.2)]
        shirk = [payoffs(pi, 0.2)[0] for pi in (0.95, 0.8, 0.5, 0.2)]
        assert leave == sorted(leave)
        assert shirk == sorted(shirk)

    def test_choices_identify_one_slope_and_one_intercept_on_the_odds(self) -> None:
        """Payoff differences are straight lines in π: three odds on one line, whatever the payoffs."""
        for alternative in (0, 1):
            at = [payoffs(pi, 0.4, shelter=0.2, amnesty=0.5)[alternative] for pi in (0.2, 0.5, 0.8)]
            steps = [b - a for a, b in pairwise(at)]
            assert steps[0] == pytest.approx(steps[1], abs=1e-5)

    def test_choices_are_logit(self) -> None:
        shirk, leave = defection.choose(jnp.log(2.0), jnp.log(1.0))
        assert (float(shirk), float(leave)) == pytest.approx((0.5, 0.25))
        shirk, leave = defection.choose(jnp.float32(0.0), jnp.float32(-jnp.inf))
        assert (float(shirk), float(leave)) == pytest.approx((0.5, 0.0))
        shirk, leave = defection.choose(jnp.float32(1e9), jnp.float32(1e9))
        assert (float(shirk), float(leave)) == pytest.approx((0.5, 0.5))

    def test_albrecht_ohl_2016_superiors_who_leave_lower_the_odds_and_those_who_return_raise_none(
        self,
    ) -> None:
        calm = defection.beliefs(P, ONE, NONE, NONE, 0.0)
        left = defection.beliefs(P, ONE, NONE, 0.1 * ONE, 0.0)
        back = defection.beliefs(P, ONE, NONE, -0.1 * ONE, 0.0)
        assert float(left[0]) < float(calm[0]) == float(back[0])

    def test_members_leave_when_the_regime_is_in_danger(self) -> None:
        calm, danger = toy.course(), toy.course(toy.calendar(push=0.9))
        assert (np.asarray(danger.last.gone).sum((0, 1)) > 5 * np.asarray(calm.last.gone).sum((0, 1))).all()
        everywhere = np.asarray(danger.last.gone)[..., 0] > np.asarray(calm.last.gone)[..., 0]
        assert everywhere.all()

    @pytest.mark.parametrize("offer", [{"shelter": 2.0}, {"amnesty": 1.0}])
    def test_shelter_and_amnesty_draw_members_away(self, offer: dict[str, float]) -> None:
        calm, drawn = toy.course(), toy.course(toy.calendar(None, **offer))
        assert (np.asarray(drawn.last.gone) > np.asarray(calm.last.gone)).all()

    def test_off_nobody_leaves_whatever_comes(self) -> None:
        share = np.full((toy.DAYS, 9, 3), 0.1)
        off = toy.course(
            toy.calendar(push=0.9, shelter=3.0, departures=share), off=("defection",), noisy=True
        )
        assert float(np.asarray(off.days.left).max()) == 0.0
        assert float(np.asarray(off.days.gone).max()) == 0.0
        assert float(off.index("hidden_defection").max()) == 0.0

    def test_off_leaving_is_no_alternative_and_the_desperate_shirk(self) -> None:
        """Whoever would leave must choose between obeying and shirking; he does not obey because of it."""
        p = {"defection.pull": 0.0}
        on, off = (toy.course(toy.calendar(shelter=3.0), overrides=p, off=x) for x in ((), ("defection",)))
        calm = toy.course(overrides=p, off=("defection",))
        np.testing.assert_allclose(np.asarray(off.last.shirk), np.asarray(calm.last.shirk), rtol=1e-5)
        assert (np.asarray(on.last.gone) > 0).all()
        hot = toy.course(toy.calendar(push=0.9), overrides=p, off=("defection",))
        assert (
            np.asarray(hot.last.shirk).sum((0, 1, 2)) > 1.5 * np.asarray(calm.last.shirk).sum((0, 1, 2))
        ).all()
