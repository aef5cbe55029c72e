"""Dragu and Lupu 2018: when obedience is a coordination game, and what tips it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asabiya.catalogue import registry
from asabiya.catalogue.models.dragu_lupu_2018 import critical_expectation, gain
from asabiya.errors import InputError

ID = "dragu-lupu-2018"
PAYOFF = st.floats(0.05, 20)


@given(st.integers(2, 12), st.integers(-1, 14), st.floats(0, 1), PAYOFF, st.floats(0, 20), PAYOFF)
@settings(max_examples=100, deadline=None)
def test_equation_3_by_counting_the_others(n: int, k: int, e: float, r: float, s: float, h: float) -> None:
    expected = 0.0
    for others in range(n):
        chance = math.comb(n - 1, others) * e**others * (1 - e) ** (n - 1 - others)
        obeys = r if others + 1 >= k else -h
        disobeys = -s if others >= k else 0.0
        expected += chance * (obeys - disobeys)
    assert float(gain(e, n, k, r, s, h)) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(st.integers(2, 400), st.data(), PAYOFF, st.floats(0, 20), PAYOFF)
@settings(max_examples=60, deadline=None)
def test_obedience_tips_at_the_critical_expectation(
    n: int, data: st.DataObject, r: float, s: float, h: float
) -> None:
    k = data.draw(st.integers(2, n))
    critical = critical_expectation(n, k, r, s, h)
    assert critical is not None
    assert 0 < critical < 1
    assert float(gain(critical, n, k, r, s, h)) == pytest.approx(0, abs=1e-6 * (r + s + h) * n)
    assert np.all(np.diff(gain(np.linspace(0, 1, 101), n, k, r, s, h)) >= -1e-12)
    obey = registry.run(
        ID, agents=n, needed=k, reward=r, sanction=s, punishment=h, expected_obedience=(1 + critical) / 2
    ).results
    assert obey["obey"]
    assert obey["ordered"]


def test_three_games_by_the_strength_of_dissent() -> None:
    games = [registry.run(ID, agents=5, needed=k).results["game"] for k in range(7)]
    assert games == ["obedience dominant"] * 2 + ["coordination"] * 4 + ["disobedience dominant"]


def test_comparative_statics_of_the_critical_expectation() -> None:
    base = critical_expectation(10, 6, 0.5, 1, 1)
    assert base is not None
    for change in ((10, 7, 0.5, 1.0, 1.0), (10, 6, 0.5, 1.0, 2.0)):
        assert (critical_expectation(*change) or 0) > base
    for change in ((10, 6, 1.0, 1.0, 1.0), (10, 6, 0.5, 2.0, 1.0)):
        assert (critical_expectation(*change) or 1) < base


def test_who_expects_disobedience_does_not_order() -> None:
    low = registry.run(ID, expected_obedience=0.2)
    assert not low.results["obey"]
    assert not low.results["ordered"]
    assert low.results["leader_value"] == 0.3
    assert low.warnings[0].startswith("3 equilibria")
    assert [one["name"] for one in low.results["equilibria"]] == ["nobody obeys", "tipping point", "all obey"]
    lost = registry.run(ID, needed=11, expected_obedience=1)
    assert not lost.results["ordered"]
    assert lost.warnings == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [("agents", 1), ("needed", 12), ("reward", 0), ("sanction", -1), ("expected_obedience", 2)],
)
def test_outside_the_domain(name: str, value: object) -> None:
    with pytest.raises(InputError, match=f"{ID}: {name}: "):
        registry.run(ID, **{name: value})
