"""Egorov and Sonin 2011 agrees with its twin: at given wages, and where the dictator chooses the wage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.twins import agree
from tests.twins.twin_egorov_sonin_2011 import Court, serve

from asabiya.catalogue import registry

ID = "egorov-sonin-2011"
DEFAULTS: dict[str, Any] = {p.name: p.default for p in registry.entry(ID).parameters}


def compare(within: float = 1e-9, /, **parameters: Any) -> dict[str, Any]:
    given = DEFAULTS | parameters
    twin = serve(**given)
    model = dict(registry.run(ID, **given).results)
    assert agree.differences(model, twin, within) == [], parameters
    return twin


def random_court(draw: np.random.Generator) -> dict[str, float]:
    prize = 10 ** draw.uniform(-1, 1)
    court = {
        "strong": draw.uniform(0.02, 0.98),
        "prize": prize,
        "punishment": prize * draw.uniform(0, 2),
        "weak_wins": draw.uniform(0, 0.9) * draw.integers(0, 2),
        "defence": draw.uniform(),
        "stake": 10 ** draw.uniform(-1, 2),
        "output": 10 ** draw.uniform(-1, 1) * draw.integers(0, 2),
    }
    return {name: float(value) for name, value in court.items()}


def test_random_courts_at_given_wages() -> None:
    draw = np.random.default_rng(2011)
    names = set()
    for _ in range(500):
        court = random_court(draw)
        twin = compare(wage=court["prize"] * draw.uniform(0, 1.1), **court)
        names |= {one["name"] for one in twin["equilibria"]}
    assert len(names) == 4


def test_random_courts_where_the_dictator_chooses_the_wage() -> None:
    draw = np.random.default_rng(2012)
    names = set()
    for _ in range(500):
        twin = compare(wage=None, **random_court(draw))
        names |= {one["name"] for one in twin["equilibria"]}
    assert len(names) == 4


@pytest.mark.parametrize(
    "parameters",
    [
        {"wage": 3.0},  # the prize: everybody is loyal
        {"wage": 5.0},
        {"wage": 0.0},
        {"wage": 0.0, "punishment": 0.0},
        {"wage": 0.0, "punishment": 0.0, "weak_wins": 0.5},  # always betrays
        {"wage": 1.0, "strong": 0.5},  # nobody above a coin is loyal: c̄ = ½
        {"wage": 1.0, "strong": 0.5 + 1e-6},
        {"wage": 1.0, "output": 0.0, "defence": 0.0},  # loyal or not is all one to him
        {"wage": 1.0, "defence": 0.0},
        {"wage": 1.0, "output": 0.0, "stake": 0.0},
        {"stake": 0.0},
        {"stake": 0.0, "output": 0.0},
        {"output": 0.0, "defence": 0.0},
        {"punishment": 0.0},
        {"punishment": 0.0, "weak_wins": 0.9},
        {"punishment": 100.0},  # a wage of 0 keeps all but the best
        {"strong": 0.5},
        {"strong": 0.5 + 1e-9, "stake": 5.0},
        {"strong": 0.5 - 1e-9, "stake": 5.0},
        {"strong": 0.999, "stake": 1e3},
        {"strong": 1e-6},
        {"weak_wins": 1 - 1e-6, "stake": 1e3},
        {"stake": 1e6, "output": 1e6, "prize": 1e6, "punishment": 1e6},
        {"stake": 1e6, "prize": 1e-6},
    ],
)
def test_corners(parameters: dict[str, float]) -> None:
    compare(**parameters)


def test_equal_payoffs_are_all_listed() -> None:
    """V = V* without rounding: q = ¼, A = w + P = ½ and T = 1 give c̄ = ¾, so V* = y (1 − c̄)/(q c̄) = 4 y/3."""
    both = compare(strong=0.25, prize=0.5, punishment=0.5, wage=0.0, stake=4.0, output=3.0)
    assert [one["name"] for one in both["equilibria"]] == [
        "mediocre and loyal",
        "competent, betrays the weak",
    ]
    assert both["conduct"] == "loyal"


def test_no_competence_and_no_wage_is_better() -> None:
    """All that the dictator might do, on a grid of competence and wage, beside what he does."""
    draw = np.random.default_rng(2013)
    for _ in range(12):
        court = random_court(draw)
        free = registry.run(ID, **court).results["dictator_value"]
        for wage in np.linspace(0, court["prize"], 25).tolist():
            given = registry.run(ID, **court, wage=wage).results["dictator_value"]
            grid = max(conduct_value(Court(**court), c, wage) for c in np.linspace(0.5, 1, 41).tolist())
            assert grid <= given + 1e-12
            assert given <= free + 1e-12


def conduct_value(court: Court, c: float, wage: float) -> float:
    traitor = {signal: court.betrays(c, signal, wage) for signal in ("strong", "weak")}
    return court.outcome(c, traitor, wage)["dictator_value"]
