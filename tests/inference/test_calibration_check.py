"""Bands for ranks, and simulation-based calibration of the observation model."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from asabiya.errors import InputError
from asabiya.inference.calibration_check import UniformCheck, check_uniform, ecdf_bands, posterior_rank
from asabiya.inference.importance import path_loglik, weights
from asabiya.inference.observation import Observation, log_likelihood
from asabiya.inference.predictive import prior_predictive, sample_reporters, simulate_codes
from asabiya.inference.reporters import reporter_draws, reporter_prior
from asabiya.inference.speech import SpeechModel
from asabiya.vocabulary import CODES

RANKS = 64
REPLICATES = 160


def test_bands_hold_the_whole_curve_with_the_probability_asked() -> None:
    bands, rng = ecdf_bands(100, 21, 0.9), np.random.default_rng(0)
    counts = rng.multinomial(100, np.full(21, 1.0 / 21.0), size=20_000).cumsum(axis=1) / 100.0
    inside = ((counts >= bands.lower) & (counts <= bands.upper)).all(axis=1).mean()
    assert 0.89 < inside < 0.93
    assert bands.lower[-1] == bands.upper[-1] == 1.0
    assert bands.level < 0.1


def test_bands_narrow_as_one_over_the_root_of_the_replicates() -> None:
    # wider than pointwise bands (0.98) and not far from Kolmogorov's even ones (1.36) in the middle
    for count in (100, 400):
        bands = ecdf_bands(count, 101)
        half = (bands.upper[50] - bands.lower[50]) / 2.0 * np.sqrt(count)
        assert 0.98 < half < 1.7


def test_uniform_ranks_pass_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(1)
    results = [check_uniform(rng.integers(0, 20, 150), 20) for _ in range(100)]
    assert 88 <= sum(result.passed for result in results) <= 100
    assert all(result.passed == (result.p > 0.05) for result in results if abs(result.p - 0.05) > 0.005)


@pytest.mark.parametrize(("a", "b"), [(1.6, 1.0), (1.0, 1.6), (0.6, 0.6), (2.0, 2.0)])
def test_biased_narrow_and_wide_posteriors_fail(a: float, b: float) -> None:
    ranks = np.floor(np.random.default_rng(2).beta(a, b, 200) * 20).astype(np.int64)
    result = check_uniform(ranks, 20)
    assert not result.passed
    assert result.p < 0.05


def test_ties_are_broken_at_random() -> None:
    rng = np.random.default_rng(3)
    ranks = [posterior_rank(rng, np.zeros(10), np.full(10, 0.1), 0.0, 19) for _ in range(200)]
    assert check_uniform(np.array(ranks), 20).passed


def test_bad_numbers_are_refused() -> None:
    with pytest.raises(InputError) as outside:
        check_uniform(np.array([0, 20]), 20)
    assert str(outside.value) == (
        "ranks: 2 of them, not all in 0..19\n"
        "hint: give one rank a replicate; n_ranks is one more than the posterior draws"
    )
    with pytest.raises(InputError) as prob:
        ecdf_bands(10, 20, 1.0)
    assert str(prob.value) == ("bands: probability 1.0, out of range\nhint: give a number between 0 and 1")
    with pytest.raises(InputError) as few:
        ecdf_bands(0, 20)
    assert str(few.value) == "bands: 0 replicates, 20 ranks\nhint: give 1 replicate and 2 ranks or more"


STRONG = replace(SpeechModel(), slope_factor=2.0)
PRIORS = (reporter_prior("PMOI/MEK"), reporter_prior("Tasnim"))
DAYS = 24


@cache
def quotations() -> tuple[Observation, ...]:
    """One to three codes, two reporters, past and present, sure and unsure, some scheduled."""
    rows = []
    for day in range(DAYS):
        size = (1, 1, 2, 3)[day % 4]
        sector = ("guards", "judiciary", "leader", None)[day % 3]
        confidence = (1.0, 0.7)[day % 2]
        codes = tuple((code, confidence) for code in CODES[-size:])
        time_reference = "past" if day % 6 == 5 else "present"
        exempt = ("exhorts_commitment",) if day % 5 == 4 else ()
        rows.append(Observation(str(day), day, sector, codes, day % 2, time_reference, exempt))
    return tuple(rows)


def latent(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """A static mean and a stationary AR(1) around it: the mean, and features (count, DAYS, 12)."""
    rng = np.random.default_rng(seed)
    mean, e = 0.8 * rng.normal(size=count), rng.normal(size=count)
    x = np.empty((count, DAYS))
    for day in range(DAYS):
        e = 0.8 * e + 0.6 * rng.normal(size=count)
        x[:, day] = mean + 0.6 * e
    sign = np.array([1.0] * 6 + [0.3, 0.5, -0.8, 0.2, 1.0, -1.0])
    return mean, x[:, :, None] * sign


@cache
def calibration(factor: float) -> dict[str, UniformCheck]:
    """Ranks of the static mean and of the last day's state; ``factor`` misstates the slopes."""
    assumed = replace(STRONG, slope_factor=STRONG.slope_factor * factor)
    rng = np.random.default_rng(10)
    mean, x = latent(11, 1000)
    true_mean, true_x = latent(12, REPLICATES)
    grid = reporter_draws(PRIORS, 32)
    reporter = [s.reporter for s in quotations()]
    ranks: dict[str, list[int]] = {"static mean": [], "last state": []}
    for i in range(REPLICATES):
        statements = simulate_codes(rng, true_x[i], quotations(), sample_reporters(rng, PRIORS), STRONG)
        weight = weights(path_loglik(log_likelihood(x, statements, grid, assumed), reporter))
        ranks["static mean"].append(posterior_rank(rng, mean, weight, true_mean[i], RANKS - 1))
        last, true_last = x[:, -1, 0], true_x[i, -1, 0]
        ranks["last state"].append(posterior_rank(rng, last, weight, true_last, RANKS - 1))
    return {name: check_uniform(np.array(values), RANKS) for name, values in ranks.items()}


@pytest.mark.parametrize("quantity", ["static mean", "last state"])
def test_the_observation_model_is_calibrated(quantity: str) -> None:
    result = calibration(1.0)[quantity]
    assert result.passed, result.p


def test_calibration_finds_slopes_that_are_doubled_in_the_likelihood() -> None:
    assert not calibration(2.0)["static mean"].passed


def test_simulated_codes_have_the_likelihoods_frequencies() -> None:
    rng = np.random.default_rng(20)
    statement = replace(quotations()[2], codes=(("warns_surprise", 0.6), ("claims_strength", 0.6)))
    x = np.linspace(2.0, -2.0, 12)[None, :]
    reporters = sample_reporters(rng, PRIORS)
    drawn: dict[Observation, int] = {}
    for _ in range(6000):
        (result,) = simulate_codes(rng, x, [statement], reporters, STRONG)
        drawn[result] = drawn.get(result, 0) + 1
    chance = {s: float(np.exp(log_likelihood(x[None], [s], reporters, STRONG)[0, 0, 0])) for s in drawn}
    for result, count in drawn.items():
        expected = 6000 * chance[result]
        assert abs(count - expected) < 4.5 * np.sqrt(expected) + 1.0
    assert sum(chance.values()) > 0.98


def test_simulation_keeps_what_the_likelihood_conditions_on() -> None:
    rng = np.random.default_rng(21)
    _, x = latent(22, 1)
    silent = replace(quotations()[0], codes=())
    before = (*quotations(), silent)
    features = np.concatenate([x[0], x[0, :1]])
    after = simulate_codes(rng, features, before, sample_reporters(rng, PRIORS), STRONG)
    assert after[-1] == silent
    for old, new in zip(before, after, strict=True):
        assert len(old.informative) == len(new.informative)
        assert replace(new, codes=old.codes) == old


def test_prior_predictive_check_flags_what_the_model_would_hardly_say() -> None:
    _, x = latent(30, 1500)
    rng = np.random.default_rng(31)
    typical = simulate_codes(rng, x[1400], quotations(), sample_reporters(rng, PRIORS), STRONG)
    odd = tuple(replace(s, codes=(("admits_defection", 1.0),) if s.informative else ()) for s in quotations())
    check = prior_predictive(x, typical, PRIORS, STRONG, seed=0, replicates=60)
    assert 0.05 < check.p.p < 0.95
    again = prior_predictive(x, typical, PRIORS, STRONG, seed=0, replicates=60)
    np.testing.assert_array_equal(check.replicates, again.replicates)
    assert prior_predictive(x, odd, PRIORS, STRONG, seed=0, replicates=60).p.p == 0.0
    with pytest.raises(InputError) as few:
        prior_predictive(x[:1], typical, PRIORS, STRONG, seed=0)
    assert str(few.value) == "prior predictive check: 1 paths\nhint: simulate at least 2, better 1,000"
