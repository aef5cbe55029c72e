"""Tempering where the answer is known at once, and its refusals."""

from __future__ import annotations

import numpy as np
import pytest

from asabiya.errors import AsabiyaError, InputError
from asabiya.inference import tempering
from asabiya.inference.importance import standard_error
from asabiya.inference.tempering import Tempered, temper


def test_a_flat_likelihood_is_reached_in_one_step_and_teaches_nothing() -> None:
    result = temper(lambda z, blocks: np.full(len(z), -7.0), particles=100, latents=2, blocks=3, seed=0)
    assert [step.temperature for step in result.steps] == [1.0]
    assert (result.log_evidence.value, result.log_evidence.se) == (-7.0, 0.0)
    assert (result.information.value, result.information.se) == (0.0, 0.0)
    assert result.families == 100
    assert result.steps[0].acceptance_latents == result.steps[0].acceptance_blocks == 1.0


def test_latents_alone_give_the_conjugate_posterior() -> None:
    # z ~ N(0, 1), y = 4 seen with noise 0.5: posterior N(3.2, 0.2)
    def loglik(z: np.ndarray, blocks: np.ndarray) -> np.ndarray:
        density: np.ndarray = -0.5 * ((4.0 - z[:, 0]) / 0.5) ** 2 - np.log(0.5 * np.sqrt(2.0 * np.pi))
        return density

    result = temper(loglik, particles=3000, latents=1, blocks=0, seed=1)
    z = result.z[:, 0]
    assert abs(z.mean() - 3.2) < 4.0 * standard_error(z - z.mean(), result.sample)
    assert z.var() == pytest.approx(0.2, rel=0.15)
    exact = -0.5 * 16.0 / 1.25 - 0.5 * np.log(2.0 * np.pi * 1.25)
    assert abs(result.log_evidence.value - exact) < 4.0 * result.log_evidence.se
    information = 0.5 * (0.2 + 3.2**2 - 1.0 - np.log(0.2))
    assert abs(result.information.value - information) < 4.0 * result.information.se
    assert np.isnan(result.steps[0].acceptance_blocks)


def test_blocks_alone_give_the_enumerated_posterior() -> None:
    # each of three blocks is an event of probability 1/4; one event more is e² times as likely
    def events(blocks: np.ndarray) -> np.ndarray:
        count: np.ndarray = (blocks < 2**30).sum(axis=1)
        return count

    def loglik(z: np.ndarray, blocks: np.ndarray) -> np.ndarray:
        ll: np.ndarray = 2.0 * events(blocks)
        return ll

    result = temper(loglik, particles=4000, latents=0, blocks=3, seed=2)
    odds = np.exp(2.0) / 3.0
    share = events(result.blocks).mean() / 3.0
    assert share == pytest.approx(odds / (1.0 + odds), abs=0.03)
    exact = 3.0 * np.log(0.75 + 0.25 * np.exp(2.0))
    assert abs(result.log_evidence.value - exact) < 4.0 * result.log_evidence.se


def run(loglik: float, **sizes: int) -> Tempered:
    arguments = {"particles": 10, "latents": 1, "blocks": 1, "seed": 0, "moves": 1} | sizes
    return temper(lambda z, blocks: np.full(len(z), loglik), **arguments)


@pytest.mark.parametrize("wrong", [{"particles": 1}, {"latents": 0, "blocks": 0}, {"moves": 0}, {"seed": -1}])
def test_sizes_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(
        InputError, match=r"^tempering: .* seed -?\d\nhint: give 2 particles or more, a latent"
    ):
        run(0.0, **wrong)


def test_a_likelihood_that_is_no_number_is_refused() -> None:
    with pytest.raises(AsabiyaError) as refused:
        run(float("nan"))
    assert str(refused.value) == (
        "tempering: the log-likelihood is not finite on 10 of 10 paths\n"
        "hint: the model must give a number on every path; look at the parameters' ranges"
    )


def test_a_posterior_out_of_reach_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempering, "_STAGES", 2)
    with pytest.raises(
        AsabiyaError, match=r"^tempering: 2 steps reach only temperature 0\.\d+\nhint: the like"
    ):
        temper(lambda z, blocks: -50.0 * z[:, 0] ** 2, particles=200, latents=1, blocks=0, seed=0)
