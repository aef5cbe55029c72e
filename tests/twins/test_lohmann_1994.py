"""Lohmann 1994 agrees with its twin, draw for draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.twins import agree
from tests.twins.twin_lohmann_1994 import demonstrate

from asabiya.catalogue import registry

ID = "lohmann-1994"
DEFAULTS: dict[str, Any] = {p.name: p.default for p in registry.entry(ID).parameters}


def compare(tolerance: float = 1e-9, **parameters: Any) -> dict[str, Any]:
    given = DEFAULTS | parameters
    twin = demonstrate(**given)
    model = dict(registry.run(ID, **given).results)
    assert agree.differences(model, twin, tolerance) == [], parameters
    return twin


@pytest.mark.parametrize("state", ["malign", "benign"])
def test_leipzig(state: str) -> None:
    twin = compare(state=state, runs=300)
    assert 0 < twin["fall_share"] < 1 or state == "benign"


def test_random_countries() -> None:
    draw = np.random.default_rng(1994)
    falls = []
    for seed in range(120):
        twin = compare(
            citizens=int(10 ** draw.uniform(0, 3)),
            prior=draw.uniform(0.02, 0.98),
            signal_quality=0.5 + 0.5 * draw.uniform(0.005, 0.6),
            cost=draw.uniform(0.02, 0.9),
            fall_belief=draw.uniform(0.3, 0.99),
            state=("malign", "benign")[seed % 2],
            mondays=int(draw.integers(1, 15)),
            runs=int(draw.integers(1, 12)),
            seed=seed,
        )
        falls.append(twin["critical_turnout"] is None)
    assert 10 < sum(falls) < 110


@pytest.mark.parametrize(
    "parameters",
    [
        {"prior": 0.95, "cost": 0.2},  # above the belief at which the regime falls, before anybody marches
        {"prior": 0.999999, "citizens": 20, "state": "benign"},
        {"prior": 0.05, "cost": 0.9},  # silence
        {"prior": 0.5, "signal_quality": 0.6, "fall_belief": 0.6, "citizens": 40},  # one signal just suffices
        {"prior": 0.5, "signal_quality": 0.6, "fall_belief": 0.4, "citizens": 40},
        {"prior": 0.5, "signal_quality": 0.75, "cost": 0.375, "citizens": 4},  # b_i p = κ for a citizen
        {"prior": 0.5, "signal_quality": 0.75, "cost": 0.1875, "citizens": 100},
        {"signal_quality": 0.999, "citizens": 5_000, "mondays": 4},
        {"signal_quality": 0.999, "citizens": 5_000, "mondays": 4, "state": "benign", "cost": 0.01},
        {"signal_quality": 1 - 1e-12, "citizens": 100, "mondays": 3},
        {"signal_quality": 0.5 + 1e-12, "citizens": 100, "mondays": 3},
        {"citizens": 100_000, "mondays": 3, "prior": 0.3},
        {"citizens": 1},
        {"citizens": 1, "cost": 0.01, "mondays": 1000},
        {"prior": 1e-12, "cost": 1e-9},
        {"prior": 1e-300, "cost": 1e-9, "fall_belief": 1e-300},
        {"cost": 1 - 1e-12, "prior": 1 - 1e-12},
        {"fall_belief": 1 - 1e-12},
        {"fall_belief": 1e-12},
        {"runs": 1, "mondays": 1},
    ],
)
def test_corners(parameters: dict[str, Any]) -> None:
    compare(**({"runs": 5} | parameters))


def test_signals_that_are_next_to_no_news() -> None:
    """One citizen, at his own limit, marches on a signal that moves log-odds by 4·10⁻¹⁰; it takes four."""
    twin = compare(
        citizens=100,
        prior=0.5,
        signal_quality=0.5 + 1e-10,
        cost=0.3025,
        fall_belief=0.5 + 3.25e-10,
        runs=5,
    )
    assert twin["path"][0]["activists"] == 1
    assert twin["fall_share"] == 0
