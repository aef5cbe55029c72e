"""Kuran 1991 and 1989: monotonicity, the utility form, and who falsifies; its numbers are in the targets."""

from __future__ import annotations

import numpy as np
import pytest

from asabiya.catalogue.models.kuran_1991 import A, B, from_preferences
from asabiya.catalogue.registry import run


def test_sequence_a_grows_step_by_step_once_the_second_moves() -> None:
    moved = (A[0], 10.0, *A[2:])
    course = run("kuran-1991", thresholds=moved).results["course"]
    assert course == [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]


def test_a_and_b_differ_in_one_person() -> None:
    assert sum(a != b for a, b in zip(A, B, strict=True)) == 1


def test_the_order_of_persons_does_not_matter() -> None:
    mixed = np.random.default_rng(1).permutation(A)
    assert run("kuran-1991", thresholds=mixed).results == run("kuran-1991", thresholds=A).results


def test_a_lower_threshold_never_means_less_opposition() -> None:
    generator = np.random.default_rng(2)
    for _ in range(200):
        thresholds = generator.uniform(-10, 110, 12)
        lower = thresholds.copy()
        lower[generator.integers(12)] -= 30
        before = run("kuran-1991", thresholds=thresholds).results["equilibrium"]
        assert run("kuran-1991", thresholds=lower).results["equilibrium"] >= before


def test_1989_a_threshold_is_where_both_utilities_are_equal() -> None:
    reputation, sanction, expression = 2.0, 0.3, 1.1
    for x in (0.0, 0.2, 0.7, 1.0):
        (threshold,) = from_preferences([x], reputation=reputation, sanction=sanction, expression=expression)
        share = threshold / 100
        opposing = reputation * share + expression * (1 - x)
        supporting = reputation * (1 - share) + sanction + expression * x
        assert opposing == pytest.approx(supporting)


def test_1989_whoever_cares_for_nothing_but_truth_hides_nothing() -> None:
    preferences = [0.1, 0.2, 0.4, 0.6, 0.9]
    results = run("kuran-1991", preferences=preferences, reputation=1e-6, expression=1).results
    assert results["private_opposition"] == results["equilibrium"] == 60
    assert results["hidden"] == 0


def test_1989_a_sanction_hides_a_majority() -> None:
    results = run("kuran-1991", preferences=[0.1] * 8 + [0.9] * 2, sanction=2).results
    assert results["private_opposition"] == results["hidden"] == 80
    assert results["equilibrium"] == 0


def test_several_equilibria_are_named_and_warned_of() -> None:
    outcome = run("kuran-1991")
    assert [point["value"] for point in outcome.results["equilibria"]] == [10, 90, 100]
    assert len(outcome.warnings) == 1
