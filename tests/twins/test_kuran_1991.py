"""Kuran's society against its second implementation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tests.twins import twin_kuran_1991 as twin

from asabiya.catalogue.entry import Outcome
from asabiya.catalogue.registry import run

ID = "kuran-1991"
ROUNDING = 1e-12


def _compare(outcome: Outcome, persons: int, opposes: twin.Opposes) -> None:
    path = twin.course(persons, opposes)
    assert outcome.results["course"] == pytest.approx(path, abs=ROUNDING)
    assert outcome.results["equilibrium"] == pytest.approx(path[-1], abs=ROUNDING)
    expected = twin.equilibria(persons, opposes)
    assert [each["name"] for each in outcome.results["equilibria"]] == [name for name, _ in expected]
    found = [each["value"] for each in outcome.results["equilibria"]]
    assert found == pytest.approx([value for _, value in expected], abs=ROUNDING)
    assert bool(outcome.warnings) == (len(expected) > 1)


def test_the_papers_society_agrees() -> None:
    _compare(run(ID), len(twin.A), twin.by_threshold(twin.A))


def test_lists_of_thresholds_agree() -> None:
    rng = np.random.default_rng(1991)
    several = 0
    for _ in range(150):
        n = int(rng.integers(1, 25))
        grid = int(rng.choice([n, 10, 1000]))
        thresholds = [round(100 * int(j) / grid, 6) for j in rng.integers(-3, grid + 3, n)]
        if grid == n:
            # Parts of n persons that no decimal fraction writes exactly are moved a little away from a tie.
            thresholds = [threshold - 1e-4 for threshold in thresholds]
        outcome = run(ID, thresholds=thresholds)
        _compare(outcome, n, twin.by_threshold(thresholds))
        several += len(outcome.results["equilibria"]) > 1
    assert several > 20


def _preferences(preferences: Sequence[float], reputation: float, sanction: float, expression: float) -> int:
    outcome = run(
        ID, preferences=preferences, reputation=reputation, sanction=sanction, expression=expression
    )
    weights = twin.Weights(twin.exact(reputation), twin.exact(sanction), twin.exact(expression))
    opposes = twin.by_utility(preferences, weights)
    _compare(outcome, len(preferences), opposes)
    expected = [twin.indifferent(x, weights) for x in preferences]
    # (4) adds up three terms of this size.
    size = 50 * (1 + (sanction + expression) / reputation)
    assert outcome.results["thresholds"] == pytest.approx(expected, abs=1e-14 * size)
    private, hidden = twin.liars(preferences, opposes)
    assert outcome.results["private_opposition"] == pytest.approx(private, abs=ROUNDING)
    assert outcome.results["hidden"] == pytest.approx(hidden, abs=ROUNDING)
    return len(outcome.results["equilibria"])


def test_private_preferences_in_hundredths_agree_with_exact_utilities() -> None:
    """Ties between the two utilities are many here; both count them as opposition."""
    rng = np.random.default_rng(1989)
    counts = [
        _preferences(
            [int(j) / 100 for j in rng.integers(0, 101, int(rng.integers(1, 30)))],
            float(rng.choice([0.5, 1, 2, 2.5])),
            float(rng.choice([0, 0.1, 0.25, 1])),
            float(rng.choice([0, 0.2, 1, 1.5, 4])),
        )
        for _ in range(150)
    ]
    assert 1 in counts
    assert max(counts) > 3


@pytest.mark.parametrize("reputation", [1e-6, 1, 1e6])
@pytest.mark.parametrize("sanction", [0, 1e6])
@pytest.mark.parametrize("expression", [0, 1e-3, 1e6])
def test_corners_agree(reputation: float, sanction: float, expression: float) -> None:
    _preferences([0, 0.1, 0.49, 0.5, 0.51, 0.9, 1], reputation, sanction, expression)


def test_any_preferences_agree() -> None:
    rng = np.random.default_rng(44)
    for _ in range(40):
        reputation, sanction, expression = rng.exponential(1, 3)
        _preferences(rng.uniform(0, 1, 20).tolist(), float(reputation), float(sanction), float(expression))
