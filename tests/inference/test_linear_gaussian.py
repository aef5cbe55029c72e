"""Importance and tempering against the Kalman smoother and closed-form Gaussian informations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.special import ndtri

from asabiya.inference.importance import (
    Estimate,
    effective_sample_size,
    evidence,
    information_nats,
    leave_one_out,
    path_loglik,
    standard_error,
    weights,
)
from asabiya.inference.tempering import Tempered, needs_tempering, temper

K = 4.0
"""Standard errors allowed between estimate and truth."""


@dataclass(frozen=True)
class Series:
    """``x_t = μ + e_t``, ``e`` a stationary AR(1) of variance one, observed with noise on some days."""

    days: int
    seen: tuple[int, ...]
    y: np.ndarray
    noise: float
    mean_sd: float
    persistence: float = 0.8

    def paths(self, mean: np.ndarray, innovations: np.ndarray) -> np.ndarray:
        e = np.empty_like(innovations)
        e[:, 0] = innovations[:, 0]
        for t in range(1, self.days):
            scale = np.sqrt(1.0 - self.persistence**2)
            e[:, t] = self.persistence * e[:, t - 1] + scale * innovations[:, t]
        x: np.ndarray = self.mean_sd * mean[:, None] + e
        return x

    def loglik(self, x: np.ndarray) -> np.ndarray:
        residual = (self.y - x[:, list(self.seen)]) / self.noise
        matrix: np.ndarray = -0.5 * residual**2 - 0.5 * np.log(2.0 * np.pi * self.noise**2)
        return matrix[:, None, :]

    def simulate(self, seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(seed)
        x = self.paths(rng.standard_normal(count), rng.standard_normal((count, self.days)))
        return x, self.loglik(x)

    def kalman(self) -> tuple[float, np.ndarray]:
        """Log-likelihood and smoothed means of x by a Kalman filter and an RTS smoother on (e, μ)."""
        F = np.diag([self.persistence, 1.0])
        Q = np.diag([1.0 - self.persistence**2, 0.0])
        H = np.array([1.0, 1.0])
        m, P = np.zeros(2), np.diag([1.0, self.mean_sd**2])
        total, filtered, predicted = 0.0, [], []
        for t in range(self.days):
            if t:
                m, P = F @ m, F @ P @ F.T + Q
            predicted.append((m, P))
            for y in self.y[np.array(self.seen) == t]:
                S = H @ P @ H + self.noise**2
                v = y - H @ m
                total += float(-0.5 * (np.log(2.0 * np.pi * S) + v**2 / S))
                gain = P @ H / S
                m, P = m + gain * v, P - np.outer(gain, H @ P)
            filtered.append((m, P))
        smooth = filtered[-1][0]
        means = [smooth]
        for t in range(self.days - 2, -1, -1):
            m, P = filtered[t]
            ahead, spread = predicted[t + 1]
            smooth = m + P @ F.T @ np.linalg.pinv(spread) @ (smooth - ahead)
            means.append(smooth)
        return total, np.array([float(H @ s) for s in reversed(means)])

    def information(self, left_out: int | None = None) -> float:
        """KL of posterior from prior over (μ, path), by the Gaussians of the observed states alone."""
        kept = [i for i in range(len(self.seen)) if i != left_out]
        days = np.array(self.seen)[kept]
        prior = self.persistence ** np.abs(days[:, None] - days) + self.mean_sd**2
        gain = prior @ np.linalg.inv(prior + self.noise**2 * np.eye(len(kept)))
        mean, posterior = gain @ self.y[kept], prior - gain @ prior
        inverse = np.linalg.pinv(prior)
        logdet = np.linalg.slogdet(np.eye(len(kept)) + prior / self.noise**2)[1]
        rank = np.linalg.matrix_rank(prior)
        return float(0.5 * (np.trace(inverse @ posterior) - rank + mean @ inverse @ mean + logdet))


WEAK = Series(20, (3, 8, 8, 15, 19), np.array([0.6, 1.1, 0.9, -0.2, 1.4]), 1.5, mean_sd=0.0)
STATIC = Series(20, (3, 8, 8, 15, 19), np.array([0.6, 1.1, 0.9, -0.2, 1.4]), 1.5, mean_sd=1.0)
SHARP = Series(
    12,
    tuple(range(12)) * 3,
    np.add.outer([-1.5, 0.2, 1.3], [2.1, 3.4, 1.7, 2.6, 3.2, 2.9, 3.6, 2.2, 3.1, 1.8, 2.7, 3.3]).ravel(),
    1.4,
    mean_sd=1.0,
)
"""Many weak observations that leave plain importance a three-hundredth of its paths."""

BLOCK = 3


def close(estimate: Estimate, truth: float) -> None:
    assert 0.0 < estimate.se < 0.2
    assert abs(estimate.value - truth) < K * estimate.se


def by_keys(series: Series, z: np.ndarray, blocks: np.ndarray) -> np.ndarray:
    """Paths of latents and block keys: innovations by a mixed counter and the inverse normal."""
    day = np.arange(series.days)
    bits = blocks[:, day // BLOCK].astype(np.uint64) * np.uint64(2654435761) + day.astype(np.uint64)
    for _ in range(2):
        bits ^= bits >> np.uint64(31)
        bits *= np.uint64(0x9E3779B97F4A7C15)
        bits ^= bits >> np.uint64(29)
    uniform = ((bits >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53
    return series.paths(z[:, 0], ndtri(uniform))


@pytest.fixture(scope="module")
def tempered() -> Tempered:
    def loglik(z: np.ndarray, blocks: np.ndarray) -> np.ndarray:
        return path_loglik(SHARP.loglik(by_keys(SHARP, z, blocks)), [0] * len(SHARP.seen))

    return temper(loglik, particles=2000, latents=1, blocks=SHARP.days // BLOCK, seed=5)


@pytest.mark.parametrize("series", [WEAK, STATIC], ids=["path", "path and static mean"])
def test_importance_gives_the_kalman_smoothers_likelihood_means_and_information(series: Series) -> None:
    x, matrix = series.simulate(seed=1, count=20_000)
    path_ll = path_loglik(matrix, [0] * len(series.seen))
    likelihood, means = series.kalman()
    close(evidence(path_ll), likelihood)
    close(information_nats(path_ll), series.information())
    weight = weights(path_ll)
    for t in range(series.days):
        mean = float(weight @ x[:, t])
        se = standard_error(len(weight) * weight * (x[:, t] - mean))
        close(Estimate(mean, se), float(means[t]))


@pytest.mark.parametrize("series", [WEAK, STATIC], ids=["path", "path and static mean"])
def test_leave_one_out_is_the_difference_of_exact_informations(series: Series) -> None:
    _, matrix = series.simulate(seed=2, count=20_000)
    total = series.information()
    for i, share in enumerate(leave_one_out(matrix, [0] * len(series.seen))):
        close(share, total - series.information(left_out=i))


def test_leave_one_out_may_be_negative_where_a_statement_restores_the_prior() -> None:
    pulled_back = Series(1, (0, 0), np.array([2.0, -2.0]), 1.0, mean_sd=0.0)
    _, matrix = pulled_back.simulate(seed=3, count=20_000)
    share = leave_one_out(matrix, [0, 0])[1]
    close(share, pulled_back.information() - pulled_back.information(left_out=1))
    assert share.value + K * share.se < 0.0


def test_a_repeated_observation_is_credited_with_what_it_adds_to_its_twin() -> None:
    once = Series(10, (5,), np.array([1.0]), 1.0, mean_sd=0.0)
    twice = Series(10, (5, 5), np.array([1.0, 1.0]), 1.0, mean_sd=0.0)
    _, matrix = twice.simulate(seed=4, count=20_000)
    first, second = leave_one_out(matrix, [0, 0])
    assert first == second
    close(second, twice.information() - once.information())


def test_plain_importance_is_too_thin_on_sharp_data_and_tempering_is_exact(tempered: Tempered) -> None:
    _, matrix = SHARP.simulate(seed=6, count=2000)
    weight = weights(path_loglik(matrix, [0] * len(SHARP.seen)))
    assert needs_tempering(weight)
    assert effective_sample_size(weight) < 200
    likelihood, means = SHARP.kalman()
    close(tempered.log_evidence, likelihood)
    close(tempered.information, SHARP.information())
    x = by_keys(SHARP, tempered.z, tempered.blocks)
    for t in range(SHARP.days):
        mean = float(x[:, t].mean())
        close(Estimate(mean, standard_error(x[:, t] - mean, tempered.sample)), float(means[t]))
    assert all(0.2 < step.acceptance_latents < 0.7 for step in tempered.steps)
    assert all(0.1 < step.acceptance_blocks < 0.9 for step in tempered.steps)


def test_tempering_and_importance_agree(tempered: Tempered) -> None:
    _, matrix = SHARP.simulate(seed=7, count=300_000)
    path_ll = path_loglik(matrix, [0] * len(SHARP.seen))
    for one, other in (
        (tempered.log_evidence, evidence(path_ll)),
        (tempered.information, information_nats(path_ll)),
    ):
        assert abs(one.value - other.value) < K * np.hypot(one.se, other.se)


def test_leave_one_out_after_tempering_is_exact(tempered: Tempered) -> None:
    matrix = SHARP.loglik(by_keys(SHARP, tempered.z, tempered.blocks))
    shares = leave_one_out(matrix, [0] * len(SHARP.seen), tempered.sample)
    for i, share in enumerate(shares):
        close(share, SHARP.information() - SHARP.information(left_out=i))


def test_tempering_repeats_for_a_seed_and_its_errors_are_of_the_right_size() -> None:
    def loglik(z: np.ndarray, blocks: np.ndarray) -> np.ndarray:
        return path_loglik(SHARP.loglik(by_keys(SHARP, z, blocks)), [0] * len(SHARP.seen))

    def run(seed: int) -> Tempered:
        return temper(loglik, particles=500, latents=1, blocks=SHARP.days // BLOCK, seed=seed, moves=3)

    first, again = run(0), run(0)
    np.testing.assert_array_equal(first.z, again.z)
    np.testing.assert_array_equal(first.blocks, again.blocks)
    assert first.log_evidence == again.log_evidence
    runs = [first, *(run(seed) for seed in range(1, 40))]
    for estimates in ([r.log_evidence for r in runs], [r.information for r in runs]):
        spread = np.std([e.value for e in estimates], ddof=1)
        claimed = np.sqrt(np.mean([e.se**2 for e in estimates]))
        assert 0.6 < spread / claimed < 1.5
