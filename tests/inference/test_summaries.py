"""Probabilities and quantiles of weighted paths: exactness, coverage, and no false certainty."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asabiya.inference.importance import Sample, standard_error, weights
from asabiya.inference.summaries import (
    Interval,
    difference,
    mc_interval,
    prior_predictive_p,
    shift,
    weighted_quantile,
)

Q = (0.05, 0.5, 0.95)


def test_equal_weights_give_plain_quantiles_bit_for_bit() -> None:
    values = np.random.default_rng(0).normal(size=(997, 3, 4))
    for weight in (np.full(997, 1.0 / 997), weights(np.full(997, -3.7))):
        np.testing.assert_array_equal(weighted_quantile(values, Q, weight), np.quantile(values, Q, axis=0))


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 40), st.integers(0, 1000))
def test_nearly_equal_weights_give_nearly_plain_quantiles(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=count)
    weight = np.full(count, 1.0 / count)
    weight[0] *= 1.0 + 1e-9
    levels = [0.0, 0.05, 0.31, 0.5, 0.95, 1.0]
    np.testing.assert_allclose(
        weighted_quantile(values, levels, weight), np.quantile(values, levels), atol=1e-5
    )


def test_weighted_quantiles_are_those_of_the_distribution_weighted_to() -> None:
    x = np.random.default_rng(1).normal(size=200_000)
    tilted = weights(0.5 * x)
    expected = 0.5 + np.array([-1.6448536, 0.0, 1.6448536])
    np.testing.assert_allclose(weighted_quantile(x, Q, tilted), expected, atol=0.03)


def test_paths_of_no_weight_do_not_count() -> None:
    values = np.array([1.0, 2.0, 3.0, 1000.0])
    result = weighted_quantile(values, Q, np.array([0.3, 0.3, 0.4, 0.0]))
    assert (result <= 3.0).all()
    assert (result >= 1.0).all()
    assert (np.diff(result) > 0.0).all()


def test_prior_and_posterior_without_evidence_are_the_same_interval() -> None:
    event = np.arange(777) % 9 == 0
    assert mc_interval(event) == mc_interval(event, weights(np.full(777, -1.3)))
    assert shift(event, weights(np.zeros(777))) == Interval(0.0, 0.0, 0.0)


def test_the_priors_interval_is_jeffreys() -> None:
    interval = mc_interval(np.arange(20) < 3)
    assert interval.p == 0.15
    grid = (np.arange(200_000) + 0.5) / 200_000
    density = grid**2.5 * (1.0 - grid) ** 16.5  # Beta(3 + 1/2, 17 + 1/2)
    cumulative = np.cumsum(density) / density.sum()
    expected = [float(grid[np.searchsorted(cumulative, level)]) for level in (0.05, 0.95)]
    assert [interval.lo, interval.hi] == pytest.approx(expected, abs=1e-5)


def test_an_event_never_seen_is_not_called_impossible() -> None:
    event = np.zeros(2000, dtype=bool)
    weight = weights(np.random.default_rng(2).normal(size=2000))
    prior, posterior = mc_interval(event), mc_interval(event, weight)
    assert prior.lo == posterior.lo == 0.0
    assert 0.0 < prior.hi < posterior.hi < 0.01
    certain = mc_interval(~event, weight)
    assert (certain.p, certain.hi) == (1.0, 1.0)
    assert certain.lo == pytest.approx(1.0 - posterior.hi)
    change = shift(event, weight)
    assert change.p == 0.0
    assert change.lo < 0.0 < change.hi


def test_intervals_cover_nine_times_in_ten() -> None:
    rng, hits, paired = np.random.default_rng(3), 0, 0
    rounds, count, slope, cut = 600, 1000, 0.8, 1.0
    prior, posterior = 0.158655, 0.420740  # P(x > 1) for N(0, 1) and N(0.8, 1)
    for _ in range(rounds):
        x = rng.normal(size=count)
        weight = weights(slope * x)
        interval, change = mc_interval(x > cut, weight), shift(x > cut, weight)
        hits += interval.lo <= posterior <= interval.hi
        paired += change.lo <= posterior - prior <= change.hi
    assert 0.86 < hits / rounds < 0.94
    assert 0.86 < paired / rounds < 0.94


def test_the_paired_error_is_the_bootstraps_and_less_than_the_unpaired() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(size=3000)
    event, path_ll = x > 0.5, 0.3 * x
    weight = weights(path_ll)
    change = shift(event, weight)
    se = (change.hi - change.p) / 1.6448536
    draws = []
    for _ in range(600):
        rows = rng.integers(0, 3000, 3000)
        draws.append(weights(path_ll[rows]) @ event[rows] - event[rows].mean())
    assert se == pytest.approx(np.std(draws, ddof=1), rel=0.1)
    unpaired = np.hypot(
        standard_error(3000 * weight * (event - weight @ event)), standard_error(event - event.mean())
    )
    assert se < 0.4 * unpaired


def test_descendants_of_one_ancestor_count_as_fewer() -> None:
    event = np.random.default_rng(5).random(1000) < 0.2
    event = np.repeat(event[:250], 4)
    family = np.repeat(np.arange(250), 4)
    clustered = mc_interval(event, None, Sample(np.zeros(1000), 0.0, family))
    independent = mc_interval(event)
    ratio = (clustered.hi - clustered.lo) / (independent.hi - independent.lo)
    assert ratio == pytest.approx(2.0, rel=0.05)


def test_prior_predictive_share_counts_sets_at_most_as_likely() -> None:
    assert prior_predictive_p(-3.0, np.array([-5.0, -3.0, -1.0, 0.0])).p == 0.5
    called = prior_predictive_p(-2.5, lambda r: np.full(10, -float(r)), count=5)
    assert called.p == pytest.approx(0.4)
    assert prior_predictive_p(-9.0, np.zeros(200)).hi > 0.0


def test_an_unpaired_difference_covers_nine_times_in_ten() -> None:
    rng, hits = np.random.default_rng(6), 0
    for _ in range(2000):
        before, after = mc_interval(rng.random(300) < 0.02), mc_interval(rng.random(300) < 0.06)
        change = difference(before, after)
        hits += change.lo <= 0.04 <= change.hi
    assert 0.87 < hits / 2000 < 0.94
