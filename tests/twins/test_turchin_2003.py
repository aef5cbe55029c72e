"""Turchin 2003 agrees with its twin: equilibria of all kinds, and paths up to their fall."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.twins import agree
from tests.twins.twin_turchin_2003 import FIELD, follow, grid, rest

from asabiya.catalogue import registry

ID = "turchin-2003"
RESTING = ("a_star", "s_star", "stable", "eigenvalues", "equilibria")


def compare(within: float, **field: float) -> dict[str, Any]:
    twin = rest(**field)
    results = registry.run(ID, **field, time=1e-9).results
    assert agree.differences({name: results[name] for name in RESTING}, twin, within) == [], field
    return twin


def test_random_equilibria() -> None:
    draw = np.random.default_rng(2003)
    kinds = set()
    for _ in range(200):
        c0, r0 = 10 ** draw.uniform(-1, 1, 2)
        h = 10 ** draw.uniform(-1, 1)
        b = h * 10 ** draw.uniform(-1.2, 0.3)
        a = c0 * h / 4 * draw.uniform(0.02, 1.2)
        twin = compare(1e-9, c0=c0, a=a, b=b, h=h, r0=r0)
        kinds |= {(one["name"], one["kind"], one["stable"]) for one in twin["equilibria"]}
    assert {kind for _, kind, _ in kinds} == {"focus", "node", "saddle", "source"}
    assert len(kinds) == 8


def test_equilibria_on_the_borders() -> None:
    """Binary fractions, so that h = 2b, h = 4b, S* = 1 and 4a = c0 h hold without rounding."""
    kinds = set()
    for field in grid(
        c0=(1.0,), a=(0.125, 0.25, 0.5), b=(0.125, 0.25, 0.5, 1.0), h=(0.5, 1.0, 2.0, 4.0), r0=(0.5,)
    ):
        kinds |= {one["kind"] for one in compare(1e-9, **field)["equilibria"]}
    assert {"centre", "degenerate"} < kinds


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_corners(scale: float) -> None:
    compare(1e-9, c0=scale, a=0.1 * scale, b=0.2, h=2.0, r0=1 / scale)
    compare(1e-9, c0=1.0, a=0.1 * scale, b=0.2 * scale, h=2.0 * scale, r0=scale)


def test_random_paths() -> None:
    """The twin's 8,000 equal steps of 0.004 or less err by their fourth power: at rates of 2, some 10⁻⁹."""
    draw = np.random.default_rng(2004)
    many = 40
    field = draw.uniform(
        [[0.3], [0.02], [0.1], [0.4], [0.05]], [[2.0], [0.2], [0.6], [3.0], [1.0]], (5, many)
    )
    start_a, start_s, time = (
        draw.uniform(0.05, 2, many),
        draw.uniform(0.05, 0.95, many),
        draw.uniform(1, 30, many),
    )
    ends = follow(field, start_a, start_s, time, 8_000)
    falls = ends[0] < time
    assert 10 < falls.sum() < many - 10
    for i in range(many):
        given = dict(zip(FIELD, field[:, i].tolist(), strict=True))
        results = registry.run(ID, **given, start_a=start_a[i], start_s=start_s[i], time=time[i]).results
        assert (results["fall"] is not None) == falls[i]
        assert results["fall"] in (None, results["end_time"])
        ours = [results[name] for name in ("end_time", "end_a", "end_s")]
        assert ours == pytest.approx(ends[:, i].tolist(), rel=1e-8, abs=1e-8), given
