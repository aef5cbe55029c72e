from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from asabiya.engine.noise import binomial

GRID = (np.arange(200_000) + 0.5) / 200_000


def counts(n: float, p: float, u: np.ndarray = GRID) -> np.ndarray:
    u = u.astype(np.float32)
    found = binomial(jnp.asarray(u), jnp.full(u.shape, n), jnp.float32(p))
    return np.asarray(found, dtype=np.float64)


def distance(n: int, p: float) -> float:
    """Largest distance between the distribution functions."""
    x = counts(n, p)
    at = np.unique(x)
    at = np.concatenate([at - 1, at])
    return float(
        np.abs(np.searchsorted(np.sort(x), at, side="right") / x.size - stats.binom.cdf(at, n, p)).max()
    )


@pytest.mark.parametrize(
    ("n", "p"),
    [
        (1, 0.4),
        (1, 0.999),
        (3, 1 / 30),
        (6, 0.5),
        (12, 0.3),
        (12, 0.9),
        (60, 1 / 30),
        (2000, 1e-3),
        (1e6, 3.9e-6),
    ],
)
def test_small_counts_follow_the_binomial_law(n: int, p: float) -> None:
    assert distance(int(n), p) < 4e-4
    x = counts(n, p)
    assert x.mean() == pytest.approx(n * p, rel=2e-3)
    assert x.var() == pytest.approx(n * p * (1 - p), rel=5e-3, abs=2e-5)


@pytest.mark.parametrize(
    ("n", "p", "error"), [(4200, 1e-3, 0.035), (20, 0.3, 0.015), (1000, 0.1, 0.01), (1e6, 0.01, 0.002)]
)
def test_large_counts_are_near_the_binomial_law(n: int, p: float, error: float) -> None:
    assert distance(int(n), p) < error
    x = counts(n, p)
    assert x.mean() == pytest.approx(n * p, rel=5e-3)
    assert x.var() == pytest.approx(n * p * (1 - p) + 1 / 12, rel=0.04)


@given(st.floats(0, 1e7), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_counts_rise_with_the_uniform_and_stay_whole_and_in_range(n: float, p: float) -> None:
    u = np.concatenate([[6e-8], np.linspace(1e-4, 1 - 1e-4, 999), [1 - 6e-8]])
    n = float(np.float32(n))
    x = counts(n, p, u)
    assert (np.diff(x) >= 0).all()
    assert (x >= 0).all()
    assert (x <= np.floor(n)).all()
    assert np.array_equal(x, np.round(x))


def test_a_count_that_is_not_whole_keeps_its_mean() -> None:
    assert counts(7.6, 0.05).mean() == pytest.approx(7.6 * 0.05, rel=5e-3)
    assert counts(0.6, 0.5).max() == 0.0


def test_more_trials_or_risk_never_give_fewer() -> None:
    """Paired runs stay coupled: a larger risk moves every draw the same way."""
    u = GRID[::200]
    assert (counts(10, 0.2, u) <= counts(10, 0.3, u)).all()
    assert (counts(3000, 0.001, u) <= counts(3000, 0.0012, u)).all()
    assert (counts(3000, 0.1, u) <= counts(3000, 0.12, u)).all()
