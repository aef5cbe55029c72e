"""The published models that the engine's primitives collapse to when the rest is taken away."""

from __future__ import annotations

from collections.abc import Iterator

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from asabiya.mechanisms import defection, factions, repression, uprising
from asabiya.mechanisms.numerics import ndtr

CRITICAL = 12.2220868
"""Granovetter's critical standard deviation in the continuum."""


@pytest.fixture
def doubles() -> Iterator[None]:
    with jax.enable_x64(True):
        yield


def granovetter(sd: float, start: float = 0.0) -> float:
    """Where ``r' = Φ((100·r − 25)/sd)`` ends, as a share, by the engine's thresholds alone."""
    p = uprising.Params(sd=sd / 100)  # type: ignore[arg-type]
    none, one = jnp.zeros((1, 1)), jnp.ones((1, 1))

    def join(active: jax.Array) -> jax.Array:
        return uprising.ready(p, active - 0.25, none, none, one, jnp.zeros(1), jnp.zeros(1))

    def moves(at: tuple[jax.Array, jax.Array]) -> jax.Array:
        return jnp.abs(at[1] - at[0]).max() > 1e-13

    def again(at: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
        return at[1], join(at[1])

    first = jnp.full(1, start)
    _, last = jax.lax.while_loop(moves, again, (first, join(first)))
    return 100 * float(last[0])


class TestGranovetter1978:
    def test_critical_standard_deviation(self, doubles: None) -> None:
        low, high = 12.0, 12.5
        while high - low > 2e-6:
            middle = 0.5 * (low + high)
            low, high = (low, middle) if granovetter(middle) > 50 else (middle, high)
        assert 0.5 * (low + high) == pytest.approx(CRITICAL, abs=1e-5)

    def test_just_below_six_act_and_just_above_all(self, doubles: None) -> None:
        assert granovetter(CRITICAL - 1e-6) == pytest.approx(6.20033, abs=0.01)
        assert granovetter(CRITICAL + 1e-6) > 97.0

    @pytest.mark.parametrize("sd", [5.0, 10.0, 12.0, 20.0])
    def test_every_end_is_a_fixed_point_of_the_normal_distribution(self, sd: float, doubles: None) -> None:
        for start in (0.0, 1.0):
            r = granovetter(sd, start)
            assert r == pytest.approx(100 * stats.norm.cdf((r - 25) / sd), abs=1e-9)

    def test_single_precision_moves_the_critical_value_by_little(self) -> None:
        p = uprising.Params(sd=0.12)  # type: ignore[arg-type]
        none, one = jnp.zeros((1, 1)), jnp.ones((1, 1))
        x = jnp.linspace(-0.25, 0.75, 11)
        found = np.asarray(uprising.ready(p, x, none, none, one, jnp.zeros(11), jnp.zeros(11)))
        assert found == pytest.approx(stats.norm.cdf(np.asarray(x, dtype=float) / 0.12), rel=2e-5, abs=1e-9)


@pytest.mark.parametrize(("cops", "actives"), [(1, 1), (2, 1), (1, 4), (0, 3)])
def test_epstein_2002_arrest_probability(cops: int, actives: int) -> None:
    """P = 1 − exp(−2.3·C/A): the engine's shares of adults give his counts, the active himself included."""
    adults = jnp.array([1e6])
    found = repression.arrest_probability(
        repression.Params(), 1.0, jnp.array([cops / 1e6]), jnp.array([(actives - 1) / 1e6]), adults
    )
    assert float(found[0]) == pytest.approx(1 - np.exp(-2.3 * cops / actives), rel=1e-5)


def polarization(masses: list[float], places: list[float], alpha: float) -> float:
    shares = jnp.asarray(masses)[:, None] / sum(masses)
    return float(factions.polarization(shares, jnp.asarray(places)[:, None], alpha)[0])


ALPHA = st.floats(0.2, 1.6)


class TestEstebanRay1994:
    @given(st.lists(st.floats(0.02, 1.0), min_size=5, max_size=5), ALPHA)
    @settings(max_examples=50, deadline=None)
    def test_nothing_is_as_polarized_as_two_equal_camps_far_apart(
        self, masses: list[float], alpha: float
    ) -> None:
        bipolar = polarization([0.5, 0.5], [0.0, 1.0], alpha)
        assert bipolar == pytest.approx(2 * 0.5 ** (2 + alpha), rel=1e-5)
        assert polarization(masses, [0.0, 0.25, 0.5, 0.75, 1.0], alpha) <= bipolar * (1 + 1e-5)

    @pytest.mark.parametrize("alpha", [0.5, 1.0, 1.6])
    def test_axiom_1_two_small_groups_that_join_polarize(self, alpha: float) -> None:
        apart = polarization([0.6, 0.2, 0.2], [0.0, 0.9, 1.0], alpha)
        assert polarization([0.6, 0.4], [0.0, 0.95], alpha) > apart

    @pytest.mark.parametrize("alpha", [0.5, 1.0, 1.6])
    def test_axiom_2_the_middle_that_moves_to_the_nearer_small_side_polarizes(self, alpha: float) -> None:
        before = polarization([0.6, 0.2, 0.2], [0.0, 0.6, 1.0], alpha)
        assert polarization([0.6, 0.2, 0.2], [0.0, 0.65, 1.0], alpha) > before

    @pytest.mark.parametrize("alpha", [0.5, 1.0, 1.6])
    def test_axiom_3_the_middle_that_dissolves_into_both_sides_polarizes(self, alpha: float) -> None:
        before = polarization([0.3, 0.4, 0.3], [0.0, 0.5, 1.0], alpha)
        assert polarization([0.35, 0.3, 0.35], [0.0, 0.5, 1.0], alpha) > before


def attack(cost: float, pi: np.ndarray, sharpness: float) -> float:
    """Share that leaves, with the payoff ``P(fall) − cost`` made of the engine's payoffs and choice."""
    p = defection.Params(gain=(1 - cost) * sharpness, punishment=cost * sharpness)  # type: ignore[arg-type]
    zero = jnp.zeros_like(jnp.asarray(pi))
    _, leave = defection.payoffs(p, jnp.asarray(pi), zero, zero, zero, zero, zero, zero)
    assert np.asarray(leave) == pytest.approx(sharpness * ((1 - pi) - cost), abs=2e-3 * sharpness)
    _, share = defection.choose(zero - jnp.inf, leave)
    return float(share.mean())


class TestMorrisShin:
    """The regime falls when the share that attacks is θ or more; the marginal θ* is the share at θ = θ*."""

    @pytest.mark.parametrize("cost", [0.2, 0.5, 0.7])
    def test_with_the_engines_beliefs_the_limit_is_one_less_the_cost(self, cost: float) -> None:
        """π = logistic(z + ξ) is the posterior under a diffuse prior and logistic noise; at θ* z is nil."""
        noise = stats.logistic.ppf((np.arange(4000) + 0.5) / 4000)
        zero, one = jnp.zeros(noise.shape), jnp.ones(noise.shape)
        pi = defection.beliefs(defection.Params(), zero, one, zero, jnp.asarray(noise))
        assert attack(cost, np.asarray(pi), 1e4) == pytest.approx(1 - cost, abs=1e-3)

    @pytest.mark.parametrize("cost", [0.2, 0.5, 0.7])
    def test_with_the_normal_link_too(self, cost: float) -> None:
        noise = stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
        assert attack(cost, np.asarray(ndtr(jnp.asarray(noise))), 1e4) == pytest.approx(1 - cost, abs=1e-3)

    def test_the_engines_own_temperature_blurs_the_limit(self) -> None:
        """Logit choice on the scale of the payoffs is not the limit: what the engine runs does not nest."""
        pi = (np.arange(4000) + 0.5) / 4000
        assert abs(attack(0.2, pi, 5.0) - 0.8) > 0.03
