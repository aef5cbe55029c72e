"""Priors of reporters by declared affiliation, and the draws that stand for them."""

from __future__ import annotations

import numpy as np
import pytest

from asabiya.errors import InputError
from asabiya.inference.reporters import ReporterPrior, reporter_draws, reporter_prior


@pytest.mark.parametrize(
    ("affiliation", "mean", "sd"),
    [
        ("PMOI/MEK", 0.7, 0.25),
        ("writes for the National Council of Resistance of Iran", 0.7, 0.25),
        ("an opposition party in exile", 0.7, 0.25),
        ("Tasnim", -0.7, 0.25),
        ("Mehr News Agency", -0.7, 0.25),
        ("the state-run Sahand network", -0.7, 0.25),
        ("Reuters", 0.0, 0.25),
        ("Reuters news agency", 0.0, 0.25),
        ("Eurasia Review", 0.0, 0.6),
        ("state media council", 0.0, 0.6),
        ("counciltown gazette", 0.0, 0.6),
        ("  ", 0.0, 0.6),
        (None, 0.0, 0.6),
    ],
)
def test_stance_follows_the_words_of_the_affiliation(affiliation: str | None, mean: float, sd: float) -> None:
    prior = reporter_prior(affiliation)
    assert (prior.stance_mean, prior.stance_sd) == (mean, sd)
    assert prior.basis


def test_draws_have_the_priors_moments_and_ranges() -> None:
    draws = reporter_draws([ReporterPrior(0.0, 0.25), ReporterPrior(0.7, 0.25)], 1024)
    assert draws.stance.shape == draws.strength.shape == (2, 1024)
    assert (np.abs(draws.stance) <= 1.0).all()
    assert draws.stance[0].mean() == pytest.approx(0.0, abs=1e-3)
    assert draws.stance[0].std() == pytest.approx(0.25, rel=0.01)
    assert np.median(draws.strength[0]) == pytest.approx(2.0, rel=0.01)
    assert np.log(draws.strength[0]).std() == pytest.approx(0.7, rel=0.01)
    # normal(0.7, 0.25) truncated to [-1, 1]: mean 0.7 - 0.25·φ(1.2)/Φ(1.2)
    assert draws.stance[1].mean() == pytest.approx(0.7 - 0.25 * 0.194186 / 0.884930, abs=1e-3)


def test_draws_depend_on_their_number_alone() -> None:
    one = reporter_draws([reporter_prior("MEK")], 32)
    two = reporter_draws([reporter_prior(None), reporter_prior("MEK")], 32)
    np.testing.assert_array_equal(one.stance[0], two.stance[1])
    np.testing.assert_array_equal(one.strength[0], two.strength[1])
    assert reporter_draws([], 8).stance.shape == (0, 8)


def test_bad_numbers_are_refused() -> None:
    with pytest.raises(InputError) as power:
        reporter_draws([reporter_prior(None)], 30)
    assert str(power.value) == "reporter draws: 30 is not a power of two\nhint: use 16, 32 or 64"
    with pytest.raises(InputError) as stance:
        ReporterPrior(1.5, 0.2)
    assert str(stance.value) == (
        "reporter prior: stance_mean = 1.5, out of range\nhint: give a number in -1.0..1.0"
    )
