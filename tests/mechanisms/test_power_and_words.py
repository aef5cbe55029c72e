"""Consolidation, exhortation, unity, conversion and confusion: what the ruler does to his own."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from tests.engine import toy

from asabiya.mechanisms import confusion, consolidation, conversion, exhortation, unity

ONE, NONE = jnp.ones(1), jnp.zeros(1)
CUBE = jnp.zeros((1, 1, 1))


class TestConsolidation:
    def test_a_purge_finds_the_disloyal_and_takes_some_loyal_by_mistake(self) -> None:
        p = toy.params(consolidation.Params, detection=0.6, error=0.03)
        shirking, obeying = consolidation.hazards(p, 0.5 * ONE)
        assert float(shirking[0]) == pytest.approx(0.5 / 30 * 0.6)
        assert float(obeying[0]) == pytest.approx(0.5 / 30 * 0.03)

    def test_egorov_sonin_2011_who_replaces_is_more_loyal_and_less_competent(self) -> None:
        p = toy.params(consolidation.Params, dilution=0.4, training=1000.0, selection=2.0, tenure=1000.0)
        competence, loyalty = consolidation.step(p, CUBE + 0.9, CUBE + 0.5, CUBE + 0.1)
        assert float(competence[0, 0, 0]) == pytest.approx(0.9 - 0.04 + 0.1 / 1000)
        assert float(loyalty[0, 0, 0]) == pytest.approx(0.5 * 0.999 + 0.2)

    def test_favours_go_to_the_rulers_faction_only(self) -> None:
        found = consolidation.bonus(jnp.float32(0.7), jnp.array([[1.0], [0.0]]))
        assert np.asarray(found).ravel() == pytest.approx([0.7, 0.0])

    def test_purges_lower_competence_and_raise_loyalty(self) -> None:
        quick = {"defection.refill": 20.0}
        calm, purge = (toy.course(toy.calendar(purge=q), overrides=quick) for q in (0.0, 1.0))
        assert (np.asarray(purge.last.competence) < np.asarray(calm.last.competence)).all()
        assert (np.asarray(purge.last.loyalty) > np.asarray(calm.last.loyalty)).all()
        assert (np.asarray(purge.last.purged).sum((0, 1, 2)) > 0).all()

    def test_a_faction_that_is_purged_loses_heart(self) -> None:
        loud = {"conversion.exclusion": 50.0, "conversion.contact": 0.0}
        with_it, without = (
            toy.course(toy.calendar(purge=1.0), overrides={**loud, "conversion.exclusion": x})
            for x in (50.0, 0.0)
        )
        assert (np.asarray(with_it.last.drift) < np.asarray(without.last.drift) - 1e-3).all()

    def test_favours_keep_the_rulers_faction_at_its_post(self) -> None:
        plain, paid = (toy.course(toy.calendar(favours=x)) for x in (0.0, 1.0))
        gain = np.asarray(plain.last.shirk - paid.last.shirk).sum((0, 1))[:, 0] / np.asarray(
            plain.c.posts
        ).sum((0, 1, 3))
        assert gain[0] > 1e-3
        assert abs(gain[1]) < 0.1 * gain[0]

    def test_off_nobody_is_purged_and_nobody_is_favoured(self) -> None:
        when = toy.calendar(purge=1.0, favours=1.0)
        off, calm = toy.course(when, off=("consolidation",)), toy.course()
        assert float(np.asarray(off.days.purged).max()) == 0.0
        assert np.array_equal(off.days.shirk, calm.days.shirk)


class TestExhortation:
    def test_credibility_wears_only_when_belied_and_comes_back_slowly(self) -> None:
        p = toy.params(exhortation.Params, wear=0.02, recovery=200.0)
        half = jnp.array([0.5])
        assert float(exhortation.step(p, half, ONE, NONE, half)[0]) == 0.5
        assert float(exhortation.step(p, half, ONE, ONE, half)[0]) == pytest.approx(0.48)
        assert float(exhortation.step(p, 0.4 * ONE, NONE, ONE, half)[0]) == pytest.approx(0.4 + 0.1 / 200)
        assert (
            float(exhortation.step(toy.params(exhortation.Params, wear=0.5), 0.1 * ONE, ONE, ONE, half)[0])
            == 0.0
        )

    def test_edmond_2013_the_lift_is_credibility_times_effort(self) -> None:
        p = toy.params(exhortation.Params, media=1.0)
        assert float(exhortation.lift(p, 0.5 * ONE, 0.8 * ONE, NONE)[0]) == pytest.approx(0.4)
        assert float(exhortation.lift(p, 0.5 * ONE, 0.8 * ONE, ONE)[0]) == 0.0

    def test_speeches_lift_morale_when_nothing_belies_them(self) -> None:
        speech, silence = (toy.course(toy.calendar(exhortation=a)) for a in (1.0, 0.0))
        assert (speech.index("hidden_defection")[-1] < silence.index("hidden_defection")[-1]).all()
        assert (np.asarray(speech.last.drift) > 0).all()
        kept, rest = np.asarray(speech.days.credibility), np.asarray(speech.start.credibility)
        np.testing.assert_allclose(kept, np.broadcast_to(rest, kept.shape), rtol=1e-3)

    def test_speeches_against_unrest_wear_credibility_out(self) -> None:
        unrest = toy.course(toy.calendar(exhortation=1.0, push=0.6))
        credibility = np.asarray(unrest.days.credibility)[:, 0]
        assert credibility[-1] < 0.9 * credibility[9]

    def test_off_speeches_do_nothing(self) -> None:
        off, calm = (toy.course(toy.calendar(exhortation=a), off=("exhortation",)) for a in (1.0, 0.0))
        assert np.array_equal(off.record.indices, calm.record.indices)
        assert np.array_equal(off.days.credibility, calm.days.credibility)


class TestUnity:
    def test_cheap_talk_binds_only_if_it_is_believed(self) -> None:
        p = toy.params(unity.Params, effect=0.02)
        assert float(unity.step(p, 0.5 * ONE, ONE)[0]) == pytest.approx(0.01)
        assert float(unity.step(p, NONE, ONE)[0]) == 0.0

    @pytest.mark.parametrize(("credibility", "falls"), [(0.8, True), (0.0, False)])
    def test_appeals_lower_tension_only_with_credibility(self, credibility: float, falls: bool) -> None:
        values = {"exhortation.credibility": credibility}
        appeal, silence = (
            toy.course(toy.calendar(unity=y), overrides=values).index("tension")[-1, 0] for y in (1.0, 0.0)
        )
        assert (appeal < silence - 0.005) == falls
        assert appeal <= silence

    def test_off_appeals_do_nothing(self) -> None:
        off, silence = (toy.course(toy.calendar(unity=y), off=("unity",)) for y in (1.0, 0.0))
        assert np.array_equal(off.record.indices, silence.record.indices)


class TestConversion:
    def test_each_term_of_the_drift_by_hand(self) -> None:
        p = toy.params(
            conversion.Params,
            messaging=0.002,
            contact=0.01,
            uplift=0.005,
            ceiling=1.0,
            exclusion=5.0,
            war=0.02,
            reversion=100.0,
        )
        kin = CUBE + 0.7
        found = conversion.step(p, CUBE - 0.5, kin, 0.5 * ONE, 0.4 * ONE, 0.3 * ONE, CUBE + 0.01, 0.1 * ONE)
        by_hand = -0.5 * 0.99 + 0.005 * 0.3 * 1.5 - 0.002 * 0.5 - 0.01 * 0.7 * 0.4 - 5 * 0.01 - 0.02 * 0.1
        assert float(found[0, 0, 0]) == pytest.approx(by_hand)

    def test_exhortation_has_diminishing_returns(self) -> None:
        p = toy.params(conversion.Params, uplift=0.1, ceiling=1.0, reversion=1e9)
        drift = CUBE
        for _ in range(500):
            drift = conversion.step(p, drift, CUBE, NONE, NONE, ONE, CUBE, NONE)
        assert float(drift[0, 0, 0]) == pytest.approx(1.0, abs=1e-3)

    def test_conviction_reverts_when_nothing_feeds_the_change(self) -> None:
        p = toy.params(conversion.Params, reversion=50.0)
        drift = CUBE - 1.0
        for _ in range(50):
            drift = conversion.step(p, drift, CUBE, NONE, NONE, NONE, CUBE, NONE)
        assert float(drift[0, 0, 0]) == pytest.approx(-(0.98**50), rel=1e-4)

    def test_messaging_lowers_conviction_and_more_would_leave(self) -> None:
        loud, silent = (toy.course(toy.calendar(messaging=x)) for x in (1.0, 0.0))
        fall = float(np.asarray(loud.model.conversion.messaging)[0])
        assert np.asarray(loud.days.drift)[10] == pytest.approx(-fall, rel=1e-3)
        assert (loud.index("hidden_defection")[-1] > silent.index("hidden_defection")[-1]).all()

    def test_kin_in_the_street_lower_conviction(self) -> None:
        unrest = toy.course(toy.calendar(push=0.6))
        assert (np.asarray(unrest.last.drift) < -0.01).all()

    def test_off_convictions_do_not_move(self) -> None:
        off = toy.course(toy.calendar(messaging=1.0, push=0.6, war=1.0, purge=1.0), off=("conversion",))
        assert float(np.abs(np.asarray(off.days.drift)).max()) == 0.0


class TestConfusion:
    def test_noise_and_swap_by_hand(self) -> None:
        p = toy.params(confusion.Params, sigma=0.5, by_unrest=1.0, by_war=0.3, by_tension=1.0, swap=0.2)
        sigma, swap = confusion.step(p, 0.5 * ONE, ONE, -ONE)
        assert float(sigma[0]) == pytest.approx(0.5 * 1.8)
        assert float(swap[0]) == pytest.approx(0.2 * (1 - np.exp(-0.8)))

    def test_right_and_wrong_swap_places_for_half_at_most(self) -> None:
        sigma, swap = confusion.step(toy.params(confusion.Params, swap=0.5), 1e3 * ONE, ONE, ONE)
        assert float(swap[0]) == pytest.approx(0.5)
        assert float(sigma[0]) > 1.0

    @pytest.mark.parametrize("stir", [{"push": 0.6}, {"war": 1.0}])
    def test_turbulence_blurs_what_members_see(self, stir: dict[str, float]) -> None:
        noise = np.asarray(toy.course(toy.calendar(None, **stir)).record.common)[:, 1, 0]
        assert noise[-1] > 1.05 * noise[0]

    def test_swapped_sides_weaken_obedience(self) -> None:
        """Conviction counts for less where some take right for wrong."""
        still = {
            "diversion.burden": 0.0,
            "diversion.gain": 0.0,
            "confusion.by_war": 5.0,
            "defection.conviction": 3.0,
        }
        none, half = (
            toy.course(toy.calendar(war=1.0), overrides={**still, "confusion.swap": x}) for x in (0.0, 0.5)
        )
        assert (
            np.asarray(half.last.shirk).sum((0, 1, 2)) > 2 * np.asarray(none.last.shirk).sum((0, 1, 2))
        ).all()

    def test_off_noise_stays_at_rest(self) -> None:
        off = toy.course(toy.calendar(push=0.6, war=1.0), off=("confusion",))
        noise = np.asarray(off.record.common)[:, 1]
        assert (noise == noise[0]).all()
