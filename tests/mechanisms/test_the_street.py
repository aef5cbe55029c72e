"""Falsification, surprise and uprising: what is seen, what is not, and what follows."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from scipy import stats
from tests.engine import toy

from asabiya.engine import apparatus
from asabiya.mechanisms import falsification, surprise, uprising

NONE = jnp.zeros(1)


class TestFalsification:
    def test_kuran_1991_others_see_the_act_and_not_the_wish(self) -> None:
        act, wish = jnp.array([0.1]), jnp.array([0.4])
        assert falsification.step(jnp.array(True), act, wish).tolist() == act.tolist()
        assert falsification.step(jnp.array(False), act, wish).tolist() == wish.tolist()

    def test_kuran_1989_more_wish_than_act_and_more_would_leave_than_leave(self) -> None:
        course = toy.course()
        assert (np.asarray(course.rest.hidden) > np.asarray(course.model.defection.rest_defect)).all()
        assert (np.asarray(course.start.wish) > np.asarray(course.rest.in_street)).all()

    def test_peers_are_never_counted_twice(self) -> None:
        """Seen or not, a post is obeying, shirking, gone or purged, and shares add up to one."""
        course = toy.course()
        s, c = course.start, course.c
        for falsified in (True, False):
            shirk, gone = apparatus.peers(c, jnp.array(falsified), s.obey, s.shirk, s.left, s.hidden)
            hidden = 0.0 if falsified else np.asarray(s.hidden)
            posts = np.asarray(c.posts).sum((1, 2))
            obey = (np.asarray(s.obey) * (1 - hidden)).sum((1, 2)) / posts
            seen = np.asarray(shirk)[:, 0, 0] + obey, np.asarray(gone)[:, 0, 0] + obey
            assert sum(seen) + obey == pytest.approx(np.ones_like(obey), abs=1e-5)

    def test_without_it_cascades_are_earlier_and_larger(self) -> None:
        when = toy.calendar(push=0.35)
        on, off = (toy.course(when, off=x) for x in ((), ("falsification",)))
        assert (off.index("actives")[-1] > 1.5 * on.index("actives")[-1]).all()
        assert (np.asarray(off.last.gone).sum((0, 1)) > np.asarray(on.last.gone).sum((0, 1))).all()
        level = float(on.index("actives")[-1, 0])
        assert np.argmax(off.index("actives")[:, 0] > level) < toy.DAYS - 1

    def test_off_the_rest_is_the_same(self) -> None:
        """Rest shares are the prior either way; only what is seen of them differs."""
        on, off = (toy.course(off=x) for x in ((), ("falsification",)))
        for part in ("obey", "shirk", "left", "active", "hidden", "wish"):
            assert np.array_equal(getattr(on.start, part), getattr(off.start, part)), part
        assert (np.asarray(off.rest.left) > np.asarray(on.rest.left)).all()
        assert np.array_equal(off.rest.actives, off.start.wish)


class TestSurprise:
    def test_strengths_have_a_heavy_tail_with_a_limit(self) -> None:
        p = toy.params(surprise.Params, scale=0.05, tail=2.0, limit=1.0)
        u = jnp.linspace(0.0005, 0.9995, 1000)
        s = np.asarray(surprise.strength(p, u))
        assert s.min() == pytest.approx(0.05, rel=1e-3)
        assert s.max() == 1.0
        for x in (0.1, 0.2, 0.5):
            assert (s > x).mean() == pytest.approx((x / 0.05) ** -2.0, abs=2e-3)
        assert (np.diff(s) >= 0).all()

    def test_a_spark_pushes_its_region_most_and_fades(self) -> None:
        p = toy.params(surprise.Params, reach=0.6, duration=50.0)
        own = jnp.array([[0.5], [0.0]])
        level = surprise.push(p, jnp.array([[0.1], [0.1]]), own, own.sum(0))
        assert np.asarray(level)[:, 0] == pytest.approx([0.098 + 0.5, 0.098 + 0.3])

    def test_vigilance_finds_sparks_and_blindness_lifts(self) -> None:
        p = toy.params(surprise.Params, vigilance=1.5, blindness=10.0)
        assert float(surprise.unseen(p, jnp.float32(0.0))) == 1.0
        assert float(surprise.unseen(p, jnp.float32(1.0))) == pytest.approx(np.exp(-1.5))
        found = surprise.blindness(p, jnp.array([0.5, 0.5]), jnp.array([0.0, 1.0]))
        assert np.asarray(found) == pytest.approx([0.45, 1.0])

    def test_the_rulers_picture_is_late_and_flattering(self) -> None:
        p = toy.params(surprise.Params, lag=7.0, flattery=0.3)
        seen = NONE
        course = []
        for _ in range(100):
            seen = surprise.picture(p, seen, jnp.ones(1))
            course.append(float(seen[0]))
        assert course[0] == pytest.approx(0.1)
        assert course[-1] == pytest.approx(0.7, abs=1e-4)

    def test_sparks_come_at_the_rate_and_strike_the_apparatus_at_its_share(self) -> None:
        rate, units = 0.5, 0.4
        lit = {"surprise.rate": rate, "surprise.units": units, "surprise.duration": 5.0}
        course = toy.course(noisy=True, overrides={**lit, "surprise.unit_strength": 1e-3})
        jumps = np.diff(np.asarray(course.days.push).sum(1), axis=0)
        shocks = np.diff(np.asarray(course.days.shock), axis=0) > 0
        days = jumps.size
        assert (jumps > 0.02).sum() / days == pytest.approx(rate * (1 - units), rel=0.2)
        assert shocks.sum() / days == pytest.approx(rate * units, rel=0.1)

    def test_vigilance_keeps_blindness_away(self) -> None:
        lit = {"surprise.rate": 0.2}
        wary, blind = (
            np.asarray(toy.course(toy.calendar(vigilance=v), noisy=True, overrides=lit).days.blind)[
                15:
            ].mean()
            for v in (4.0, 0.0)
        )
        assert wary < 0.2 * blind

    def test_a_spark_among_units_shakes_that_sector_only(self) -> None:
        lit = {"surprise.rate": 0.05, "surprise.units": 1.0}
        course = toy.course(noisy=True, overrides=lit)
        assert float(np.asarray(course.days.push).max()) == 0.0
        shaken = np.asarray(course.last.shock)
        assert ((shaken > 0).sum(0) < shaken.shape[0]).any()
        assert (shaken > 0).any()

    def test_off_there_is_no_spark_and_the_ruler_sees_the_truth(self) -> None:
        off = toy.course(noisy=True, off=("surprise",), overrides={"surprise.rate": 0.5})
        for part in ("push", "shock", "blind"):
            assert float(np.asarray(getattr(off.days, part)).max()) == 0.0, part
        swift = {"information.answer": 3.0, "surprise.lag": 60.0, "surprise.flattery": 0.9}
        late, true = (toy.course(toy.calendar(push=0.9), overrides=swift, off=x) for x in ((), ("surprise",)))
        risk = [np.asarray(x.days.arrests).mean(1)[20, 0] / x.index("actives")[19, 0] for x in (late, true)]
        assert risk[1] > 1.02 * risk[0]


class TestUprising:
    def test_thresholds_are_integrated_in_closed_form(self) -> None:
        p = toy.params(uprising.Params, sd=0.2)
        nodes = jnp.array([[0.0], [1.0]])
        weight = jnp.array([[0.25], [0.75]])
        found = uprising.ready(p, jnp.array([0.1]), nodes, nodes, weight, jnp.array([0.3]), jnp.array([0.2]))
        by_hand = 0.25 * stats.norm.cdf(0.5) + 0.75 * stats.norm.cdf((0.1 + 0.3 - 0.2) / 0.2)
        assert float(found[0]) == pytest.approx(by_hand, rel=1e-5)

    def test_what_citizens_see_mixes_town_and_country(self) -> None:
        p = toy.params(uprising.Params, mix=0.25)
        found = uprising.exposure(p, jnp.array([[0.1], [0.0]]), jnp.array([0.04]))
        assert np.asarray(found)[:, 0] == pytest.approx([0.085, 0.01])

    def test_hardship_brings_people_out_and_risk_keeps_them_home(self) -> None:
        calm, push = (toy.course(toy.calendar(push=x)) for x in (0.0, 0.5))
        assert (push.index("actives")[-1] > 10 * calm.index("actives")[-1]).all()
        weak, strong = (toy.course(toy.calendar(push=0.5, effort=e)) for e in (0.3, 3.0))
        assert (strong.index("actives")[-1] < weak.index("actives")[-1]).all()

    def test_siegel_2009_others_matter(self) -> None:
        alone, together = (
            toy.course(toy.calendar(push=0.5), overrides={"uprising.omega": w}) for w in (0.0, 12.0)
        )
        assert (together.index("actives")[-1] > alone.index("actives")[-1]).all()

    def test_nobody_beyond_the_mobilisable_is_active(self) -> None:
        course = toy.course(toy.calendar(push=2.0), overrides={"uprising.mobilisable": 0.05}, noisy=True)
        assert 0.02 < float(course.index("actives").max()) <= 0.05

    def test_a_push_in_one_region_reaches_the_others_by_the_news(self) -> None:
        here = np.zeros((toy.DAYS - 10, 3))
        here[:, 0] = 0.8
        calm = toy.course()
        lit = toy.course(toy.calendar(push=here))
        rise = np.asarray(lit.last.active).sum(1)[:, 0] / np.asarray(calm.last.active).sum(1)[:, 0]
        assert rise[0] > rise[1] > 1.0
        assert rise[2] > 1.0

    def test_off_nobody_takes_to_the_street(self) -> None:
        off = toy.course(toy.calendar(push=2.0), off=("uprising",), noisy=True)
        for part in ("active", "jailed", "wish", "arrests"):
            assert float(np.asarray(getattr(off.days, part)).max()) == 0.0, part
        assert float(off.index("actives").max()) == 0.0
