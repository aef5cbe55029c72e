"""Dragu and Lupu 2018 agrees with its twin: who obeys, on what expectation, and what the leader does."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from tests.twins import agree
from tests.twins.twin_dragu_lupu_2018 import play

from asabiya.catalogue import registry


def compare(tolerance: float = 1e-10, **parameters: Any) -> dict[str, Any]:
    twin = play(**parameters)
    model = dict(registry.run("dragu-lupu-2018", **parameters).results)
    assert agree.differences(model, twin, tolerance) == [], parameters
    return twin


def test_small_bodies_with_any_number_needed() -> None:
    games = set()
    for agents, extra, needed in itertools.product((2, 3, 5), (0, 1), range(7)):
        for reward, sanction, e in ((0.5, 1.0, 0.3), (2.0, 0.0, 0.9), (0.01, 0.0, 1.0), (3.0, 5.0, 0.0)):
            twin = compare(
                agents=agents,
                needed=min(needed, agents + 1),
                reward=reward,
                sanction=sanction,
                punishment=1.0 + extra,
                expected_obedience=e,
                concession=(0.0, 0.4, 1.0)[needed % 3],
            )
            games.add((twin["game"], twin["ordered"]))
    assert len(games) == 4  # an order that nobody would follow is never given; coordination has both


def test_random_bodies() -> None:
    draw = np.random.default_rng(20180)
    for _ in range(200):
        agents = int(10 ** draw.uniform(np.log10(2), 3.3))
        reward, sanction, punishment = 10 ** draw.uniform(-3, 3, 3)
        compare(
            agents=agents,
            needed=int(draw.integers(0, agents + 2)),
            reward=reward,
            sanction=sanction * draw.integers(0, 2),
            punishment=punishment,
            expected_obedience=draw.uniform(),
            concession=draw.uniform(),
        )


@pytest.mark.parametrize(
    ("agents", "needed", "reward", "sanction", "punishment"),
    [
        (2, 2, 1e6, 0.0, 1e-6),
        (2, 2, 1e-6, 0.0, 1e6),
        (100, 2, 1e6, 1e6, 1e-3),
        (1000, 1000, 1e-6, 1e6, 1e6),
        (1_000_000, 400_000, 0.5, 1.0, 1.0),
        (1_000_000, 1_000_001, 0.5, 1.0, 1.0),
        (1_000_000, 1, 0.5, 1.0, 1.0),
    ],
)
def test_corners(agents: int, needed: int, reward: float, sanction: float, punishment: float) -> None:
    compare(
        agents=agents,
        needed=needed,
        reward=reward,
        sanction=sanction,
        punishment=punishment,
        expected_obedience=0.4001,
        concession=0.3,
    )


def test_critical_expectation_where_all_profiles_are_listed() -> None:
    """At e* an agent among five gains nothing, summed over all that the four others may do."""
    parameters = {"agents": 5, "needed": 3, "reward": 0.7, "sanction": 0.4, "punishment": 1.3}
    e = registry.run("dragu-lupu-2018", **parameters).results["critical_expectation"]
    total = 0.0
    for profile in itertools.product((0, 1), repeat=4):
        chance = math.prod(e if obeys else 1 - e for obeys in profile)
        obeying = 0.7 if sum(profile) >= 2 else -1.3
        disobeying = -0.4 if sum(profile) >= 3 else 0.0
        total += chance * (obeying - disobeying)
    assert abs(total) < 1e-12
