"""Edmond 2013 agrees with its twin, which knows nothing of the envelope theorem."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.twins import agree
from tests.twins.twin_edmond_2013 import overthrow

from asabiya.catalogue import registry

ID = "edmond-2013"
DEFAULTS: dict[str, Any] = {p.name: p.default for p in registry.entry(ID).parameters}


def compare(within: float = 1e-9, /, **parameters: Any) -> dict[str, Any]:
    given = DEFAULTS | parameters
    twin = overthrow(**given)
    model = dict(registry.run(ID, **given).results)
    assert agree.differences(model, twin, within) == [], parameters
    return twin


@pytest.mark.parametrize("curvature", ["linear", "quadratic"])
def test_random_regimes(curvature: str) -> None:
    draw = np.random.default_rng(2013)
    for _ in range(12):
        alpha = 10 ** draw.uniform(-2, 3)
        rate = 10 ** draw.uniform(-4, 0.2)
        compare(
            participation_cost=draw.uniform(0.02, 0.98),
            manipulation_cost=rate * (alpha if curvature == "quadratic" else alpha**0.5),
            curvature=curvature,
            private_precision=alpha,
        )


@pytest.mark.parametrize(
    "parameters",
    [
        {"manipulation_cost": 0.398},  # some manipulate, but not the weakest that stands
        {"manipulation_cost": 0.5},  # dearer than any uprising: nobody does
        {"participation_cost": 0.9, "manipulation_cost": 0.3},  # cheap enough for others than these
        {"participation_cost": 1e-9},
        {"participation_cost": 1 - 1e-9, "manipulation_cost": 1e-9},
        {"manipulation_cost": 1e-9, "private_precision": 1e15},
        {"manipulation_cost": 1e9, "private_precision": 1e-9},
        {"curvature": "quadratic", "manipulation_cost": 0.242},  # κ at φ(1), where the branches part
        {"curvature": "quadratic", "manipulation_cost": 0.15, "participation_cost": 0.1},
        {"curvature": "quadratic", "manipulation_cost": 1e-9, "private_precision": 1e15},
        {"curvature": "quadratic", "manipulation_cost": 1e9, "private_precision": 1e-9},
        {"curvature": "quadratic", "participation_cost": 1e-9},
        {"curvature": "quadratic", "participation_cost": 1 - 1e-9},
    ],
)
def test_corners(parameters: dict[str, Any]) -> None:
    compare(**parameters)


@pytest.mark.parametrize(("curvature", "p"), [("linear", 0.3), ("quadratic", 0.3), ("quadratic", 0.999)])
def test_where_next_to_nothing_falls(curvature: str, p: float) -> None:
    """θ* of 10⁻²¹ to 10⁻⁹, compared as a part of itself."""
    given = {"participation_cost": p, "manipulation_cost": 1e-7, "private_precision": 1e12}
    twin = overthrow(**given, curvature=curvature)["theta_star"]
    assert 0 < twin < 1e-9
    assert registry.run(ID, **given, curvature=curvature).results["theta_star"] == pytest.approx(
        twin, rel=1e-9
    )
