"""Svolik 2009 agrees with its twin: the round's equilibria, and tenure level by level."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.twins import agree
from tests.twins.twin_svolik_2009 import govern

from asabiya.catalogue import registry
from asabiya.errors import InputError

ID = "svolik-2009"
DEFAULTS: dict[str, Any] = {p.name: p.default for p in registry.entry(ID).parameters}
PLAYS = ("deterrence", "suspicion", "open conflict")


def compare(within: float = 1e-9, /, **parameters: Any) -> dict[str, Any] | None:
    given = DEFAULTS | parameters
    twin = govern(**given)
    if twin is None:
        with pytest.raises(InputError):
            registry.run(ID, **given)
        return None
    model = dict(registry.run(ID, **given).results)
    assert agree.differences(model, twin, within) == [], parameters
    return twin


def random_regime(draw: np.random.Generator) -> dict[str, Any]:
    spoils = draw.uniform(0.5, 1)
    step = draw.uniform(0.02, 0.6)
    h = draw.uniform(0.05, 0.99)
    return {
        "power": draw.uniform(0.02, 0.9),
        "step": step,
        "spoils": spoils,
        "reprisal": 1 - spoils + step * 10 ** draw.uniform(-0.5, 1),
        "detection": h,
        "false_alarm": h * 10 ** draw.uniform(-3, -0.01),
        "rounds": int(draw.integers(1, 53)),
        "years": int(draw.integers(1, 40)),
    }


def test_random_regimes() -> None:
    draw = np.random.default_rng(2009)
    seen: set[object] = set()
    for count in range(400):
        twin = compare(**random_regime(draw), play=PLAYS[count % 3])
        if twin is None:
            seen.add("too far")
        else:
            seen |= {twin["regime"], len(twin["equilibria"]), min(len(twin["levels"]), 4)}
            seen |= {one["name"] for one in twin["equilibria"]}
    assert seen == {"too far", "contested", "established", 0, 1, 2, 3, 4, *PLAYS}


@pytest.mark.parametrize("play", PLAYS)
@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"power": 1e-9, "rounds": 52, "years": 100},
        {"power": 1 - 1e-6},
        {"step": 0.005, "reprisal": 1.0, "spoils": 1.0, "power": 1e-4},
        {"step": 0.005, "reprisal": 0.0101, "spoils": 0.99, "power": 0.001, "years": 100},
        {"step": 0.999, "reprisal": 1.0},
        {"reprisal": 100.0},
        {"reprisal": 100.0, "power": 1e-6},
        {"spoils": 1.0, "reprisal": 0.2, "power": 0.2},  # p* = 1 at b = 1
        {"spoils": 0.0, "reprisal": 1.1},
        {"detection": 1 - 1e-12, "false_alarm": 1e-12},
        {"detection": 1e-6, "false_alarm": 1e-9},
        {"detection": 1 - 1e-9, "false_alarm": 1 - 2e-9},
        {"rounds": 52, "years": 100},
    ],
)
def test_corners(parameters: dict[str, float], play: str) -> None:
    compare(**parameters, play=play)


def test_where_a_continuum_begins() -> None:
    """β* = 1 without rounding: (1 − b)[hλ + (h − f) b] = ½ (0.1875 + 0.3125) = λ."""
    twin = compare(power=0.5, step=0.25, spoils=1.0, reprisal=0.25, detection=0.75, false_alarm=0.125)
    assert twin is not None
    assert {one["name"] for one in twin["equilibria"]} == {"deterrence", "open conflict"}
    assert max(one["rebel_high"] for one in twin["equilibria"] if one["rebel_low"] == 0) > 1 - 1e-12
