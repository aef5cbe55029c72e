"""Lohmann 1994: who marches, what turnout tells, and how beliefs end."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from scipy.stats import binom

from asabiya.catalogue import registry
from asabiya.catalogue.models.lohmann_1994 import (
    Society,
    critical_turnout,
    information,
    silence_belief,
    simulate,
    types,
)
from asabiya.errors import InputError

ID = "lohmann-1994"
QUALITY, COST, LOG_ODDS = st.floats(0.51, 0.95), st.floats(0.02, 0.95), st.floats(-6, 6)


@given(st.integers(1, 60), QUALITY, COST, LOG_ODDS)
@settings(max_examples=100, deadline=None)
def test_equation_2_by_asking_every_citizen(n: int, q: float, cost: float, log_odds: float) -> None:
    benefit = (np.arange(1, n + 1) - 0.5) / n
    step = math.log(q / (1 - q))
    always = int(np.count_nonzero(benefit * expit(log_odds - step) >= cost))
    on_bad_news = int(np.count_nonzero(benefit * expit(log_odds + step) >= cost))
    extremists, activists = types(Society(n, q, cost), np.array(log_odds))
    assert (int(extremists), int(extremists + activists)) == (always, on_bad_news)


@given(st.integers(5, 400), QUALITY, COST, st.floats(0.05, 0.9), st.floats(0.05, 0.95))
@settings(max_examples=100, deadline=None)
def test_equation_4_by_trying_every_turnout(n: int, q: float, cost: float, prior: float, fall: float) -> None:
    society = Society(n, q, cost)
    extremists, activists = (int(one) for one in types(society, np.array(math.log(prior / (1 - prior)))))
    count = np.arange(activists + 1)
    ratio = binom.logpmf(count, activists, q) - binom.logpmf(count, activists, 1 - q)
    enough = count[math.log(prior / (1 - prior)) + ratio >= math.log(fall / (1 - fall)) - 1e-7]
    expected = None if not len(enough) else extremists + int(enough[0])
    assert critical_turnout(society, prior, fall) == expected


def test_sheer_numbers_are_no_news() -> None:
    """A turnout of which most is extremists says less than a smaller one of activists."""
    society = Society(1000, 0.6, 0.2)
    small, large = np.array(-1.5), np.array(2.0)
    few, many = (types(society, at) for at in (small, large))
    assert int(many[0]) > int(few[0] + few[1])
    assert information(society, 2.0) < 0.5 * information(society, -0.5)


def test_information_goes_to_nothing_at_both_ends() -> None:
    society = Society(500, 0.6, 0.2)
    assert information(society, math.log(silence_belief(society) / (1 - silence_belief(society))) - 0.01) == 0
    assert information(society, 12.0) < 1e-6
    assert 0.1 < information(society, 0.0) <= math.log(2)


def test_who_is_silent_learns_nothing_more() -> None:
    course = simulate(Society(300, 0.54, 0.3), 0.2, True, 8, 50, 0)
    assert np.all(course.turnout == 0)
    assert np.all(course.log_odds == course.log_odds[0, 0])


def test_a_benign_regime_seldom_falls() -> None:
    """Ville's inequality for the martingale: P(belief ever reaches τ) is at most prior/τ over both states."""
    shares = {s: registry.run(ID, state=s, runs=4000).results["fall_share"] for s in ("malign", "benign")}
    error = 4 * math.sqrt(0.25 / 4000)
    assert 0.35 * shares["malign"] + 0.65 * shares["benign"] <= 0.35 / 0.9 + error
    assert shares["benign"] <= 0.35 / 0.65 * (1 - 0.9) / 0.9 + error
    assert shares["malign"] > 3 * shares["benign"]


def test_the_path_follows_equations_3_and_5() -> None:
    path = registry.run(ID, runs=1, seed=3).results["path"]
    step = math.log(0.54 / 0.46)
    for one in path:
        right = one["belief"] * 0.54 + (1 - one["belief"]) * 0.46
        assert one["expected"] == pytest.approx(one["extremists"] + one["activists"] * right)
        moved = (2 * (one["turnout"] - one["extremists"]) - one["activists"]) * step
        before = math.log(one["belief"] / (1 - one["belief"]))
        assert expit(before + moved) == pytest.approx(one["belief_after"], abs=1e-9)


def test_extremes_give_numbers() -> None:
    for prior in (1e-300, 0.5, 1 - 1e-12):
        for q in (0.5 + 1e-12, 1 - 1e-12):
            results = registry.run(
                ID, prior=prior, signal_quality=q, citizens=50, runs=10, mondays=20
            ).results
            assert 0 <= results["mean_belief"] <= 1
            assert all(math.isfinite(one["information"]) for one in results["path"])


@pytest.mark.parametrize(
    ("name", "value"), [("prior", 0), ("signal_quality", 0.5), ("cost", 1), ("state", "bad"), ("mondays", 0)]
)
def test_outside_the_domain(name: str, value: object) -> None:
    with pytest.raises(InputError, match=f"{ID}: {name}: "):
        registry.run(ID, **{name: value})
