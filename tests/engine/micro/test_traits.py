from __future__ import annotations

import dataclasses

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray
from scipy import stats
from tests.engine import toy
from tests.engine.micro import small

from asabiya.engine.micro import ties
from asabiya.engine.micro.layout import layout
from asabiya.engine.micro.traits import SCORE, cohort, encode, traits
from asabiya.engine.micro.world import Makeup, make
from asabiya.engine.state import SPREAD
from asabiya.society.table import PopulationTable

CITIZENS = np.array([60_000, 9_001, 3_000])


@dataclasses.dataclass(frozen=True)
class Decoded:
    """Traits of a region's citizens."""

    score: NDArray[np.float64]
    hardship: NDArray[np.float64]
    aversion: NDArray[np.float64]
    young: NDArray[np.bool_]


def decoded(words: NDArray[np.uint32]) -> Decoded:
    """Fields of the words; a step of hardship and aversion stands for its middle."""
    signed = words.astype(np.int64)
    score = np.where(signed >> 31, (signed >> 16) - 2**16, signed >> 16)
    return Decoded(
        score / SCORE,
        ((signed >> 8 & 255) + 0.5) / 256,
        ((signed & 127) + 0.5) / 128,
        (signed >> 7 & 1).astype(bool),
    )


@pytest.fixture(scope="module")
def regions() -> list[Decoded]:
    society = toy.society()
    g = ties.ground(layout(society, CITIZENS, np.ones((9, 3, 2), dtype=np.int64)))
    made = np.asarray(traits(g, society.hardship, cohort(g), jnp.uint32(11))).reshape(-1)
    return [decoded(made[slots]) for slots in small.slots(g)]


def test_scores_are_standard_normal(regions: list[Decoded]) -> None:
    """By Kolmogorov and Smirnov; steps of 2^−12 move the distribution by less than 10^−4."""
    score = np.concatenate([x.score for x in regions])
    assert stats.kstest(score, "norm").pvalue > 0.01
    n = len(score)
    assert abs(score.mean()) < 4 / np.sqrt(n)
    assert abs(score.var() - 1) < 4 * np.sqrt(2 / n)
    for far in (2.5, 3.5):
        expected = n * stats.norm.sf(far)
        for tail in (score > far, score < -far):
            assert abs(tail.sum() - expected) < 4 * np.sqrt(expected)


def logit_normal(mean: float) -> tuple[float, float]:
    """Mean and variance of a logit-normal variable, by quadrature."""
    x, w = hermegauss(60)
    values = 1 / (1 + np.exp(-(mean + SPREAD * x)))
    first = float((w * values).sum() / w.sum())
    return first, float((w * (values - first) ** 2).sum() / w.sum())


def assert_moments(found: NDArray[np.float64], mean: float) -> None:
    """Mean and variance within four standard errors."""
    first, second = logit_normal(mean)
    n = len(found)
    assert abs(found.mean() - first) < 4 * np.sqrt(second / n)
    assert abs(found.var() - second) < 4 * found.var() * np.sqrt(2 / n)


@pytest.mark.parametrize("r", range(3))
@pytest.mark.parametrize("k", range(2))
def test_hardship_and_aversion_are_logit_normal(regions: list[Decoded], r: int, k: int) -> None:
    at = regions[r]
    here = at.young if k == 0 else ~at.young
    h = toy.society().hardship[r, k]
    assert_moments(at.hardship[here], float(np.log(h / (1 - h))))
    assert_moments(at.aversion[here], 0.0)


def test_traits_do_not_hang_together(regions: list[Decoded]) -> None:
    at = regions[0]
    found = np.corrcoef([at.score, at.hardship, at.aversion, at.young])
    found[3, 1] = found[1, 3] = 0.0  # cohorts differ in hardship
    assert np.abs(found - np.eye(4)).max() < 4 / np.sqrt(len(at.score))


def test_shares_of_cohorts_are_exact_wherever_one_counts(regions: list[Decoded]) -> None:
    society = toy.society()
    for r, at in enumerate(regions):
        share = society.adults[r, 0] / society.adults[r].sum()
        running = np.cumsum(at.young) - share * np.arange(1, len(at.young) + 1)
        assert np.abs(running).max() <= 1.0


def test_the_layout_counts_the_cohorts(regions: list[Decoded]) -> None:
    lay = layout(toy.society(), CITIZENS, np.ones((9, 3, 2), dtype=np.int64))
    assert [[int(x.young.sum()), int((~x.young).sum())] for x in regions] == lay.group.tolist()


@given(st.floats(-9, 9, width=32), st.floats(0, 1, width=32), st.floats(0, 1, width=32), st.booleans())
@settings(deadline=None)
def test_words_keep_what_they_are_made_from(score: float, h: float, a: float, young: bool) -> None:
    word = np.asarray(encode(jnp.array([score]), jnp.array([h]), jnp.array([a]), jnp.array([young])))
    found = decoded(word)
    cut = np.clip(score, -32767 / SCORE, 32767 / SCORE)
    assert abs(found.score[0] - cut) <= 0.5001 / SCORE
    assert abs(found.hardship[0] - h) <= 0.5001 / 256
    assert abs(found.aversion[0] - a) <= 0.5001 / 128
    assert found.young[0] == young


def test_a_populations_own_traits_replace_drawn_ones() -> None:
    rng = np.random.default_rng(2)
    n = 700
    table = PopulationTable(
        region=rng.integers(3, size=n).astype(np.int32),
        cohort=rng.integers(2, size=n).astype(np.int32),
        hardship=rng.random(n).astype(np.float32),
        aversion=None,
        threshold=rng.normal(size=n).astype(np.float32),
        digest="",
    )
    w = make(Makeup(toy.society(), 3, population=table))
    assert w.own is not None
    slots = small.slots(w.ground)
    assert table.hardship is not None
    assert table.threshold is not None
    assert np.array_equal(np.repeat(np.arange(3), [len(x) for x in slots]), table.region[w.own])
    found = decoded(np.asarray(w.traits).reshape(-1)[np.concatenate(slots)])
    assert np.array_equal(found.young, table.cohort[w.own] == 0)
    assert np.abs(found.hardship - table.hardship[w.own]).max() <= 0.5001 / 256
    assert np.abs(found.score - table.threshold[w.own]).max() <= 0.5001 / SCORE
    assert_moments(found.aversion, 0.0)
    bits = np.asarray(w.cohorts)
    assert np.bitwise_count(bits).sum(axis=1).tolist() == np.bincount(table.cohort).tolist()
