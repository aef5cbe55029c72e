"""From prior to posterior by steps, where reweighting alone would leave too few paths.

Sequential Monte Carlo over temperatures ``φ`` from 0 to 1 (Del Moral, Doucet and Jasra 2006, *JRSS B* 68):
the target at ``φ`` is prior times ``L^φ``. Each step is the largest that leaves an effective sample of half
the particles; then particles are resampled and moved. Moves act on the noise that makes a path, in which the
prior is standard: a particle is ``z``, standard normal latents of the static parameters, and ``blocks``, keys
of the path's random draws, one for each block of days. Two moves leave the prior invariant and are accepted
by the tempered likelihood ratio alone:

- preconditioned Crank–Nicolson (Cotter, Roberts, Stuart and White 2013, *Statistical Science* 28)
  ``z' = sqrt(1 - δ²)·z + δ·ξ``;
- fresh keys for a random set of blocks.

Parameters are never jittered and never resampled from day to day. Every draw is a function of (seed, stage,
move). Errors are by family of common ancestor among the first particles (Chan and Lai 2013, *Annals of
Statistics* 41; Lee and Whiteley 2018, *Biometrika* 105).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64, UInt32

from asabiya.errors import AsabiyaError, InputError
from asabiya.inference.importance import (
    Estimate,
    Sample,
    effective_sample_size,
    evidence,
    information_nats,
    relative_weights,
)

__all__ = ["MIN_ESS", "Step", "Tempered", "needs_tempering", "temper"]

MIN_ESS: Final = 0.1
"""Share of the particles that the effective sample must reach for plain reweighting to be trusted."""

_KEEP = 0.5
"""Effective sample that each step of temperature leaves, as a share of the particles."""

_ACCEPT = 0.4
"""Acceptance that the size of the moves is steered to."""

_STAGES = 200
"""More steps of temperature than any likelihood that is worth tempering needs."""

LogLikelihood = Callable[
    [Float64[np.ndarray, "paths latents"], UInt32[np.ndarray, "paths blocks"]],
    Float64[np.ndarray, " paths"],
]


@dataclass(frozen=True)
class Step:
    """Diagnostics of one temperature."""

    temperature: float
    """``φ`` reached [0..1]."""

    acceptance_latents: float
    """Share of Crank–Nicolson moves accepted [0..1], NaN if there are no latents."""

    acceptance_blocks: float
    """Share of block moves accepted [0..1], NaN if there are no blocks."""


@dataclass(frozen=True, eq=False)
class Tempered:
    """Equally weighted particles of the posterior."""

    z: Float64[np.ndarray, "paths latents"]
    """Standard normal latents of the static parameters."""

    blocks: UInt32[np.ndarray, "paths blocks"]
    """Keys of the path noise."""

    sample: Sample
    """What `importance` and `summaries` need to know of these particles."""

    steps: tuple[Step, ...]
    """Diagnostics by temperature."""

    @property
    def log_evidence(self) -> Estimate:
        """Log evidence with its standard error by families [nats]."""
        return evidence(self.sample.loglik, self.sample)

    @property
    def information(self) -> Estimate:
        """KL of posterior from prior with its standard error by families [nats]."""
        return information_nats(self.sample.loglik, self.sample)

    @property
    def families(self) -> int:
        """First particles that have descendants; errors are rough below a few dozen."""
        return len(np.unique(self.sample.family))


def needs_tempering(weight: Float64[np.ndarray, " paths"]) -> bool:
    """Whether the effective sample of these weights is under a tenth of the paths."""
    return effective_sample_size(weight) < MIN_ESS * len(weight)


def temper(
    loglik: LogLikelihood, *, particles: int, latents: int, blocks: int, seed: int, moves: int = 6
) -> Tempered:
    """Draw particles of the posterior.

    Parameters
    ----------
    loglik
        Path log-likelihoods [nats], finite, shape (N,), of latents (N, P) and block keys (N, B). It must
        depend on nothing else.
    particles
        N, at least 2. A posterior of 2,000 says as much as prior paths with an effective sample of 2,000.
    latents, blocks
        P and B; either may be 0, not both.
    seed
        Non-negative; the result is a function of it.
    moves
        Moves of each kind per temperature; each costs one call of ``loglik``.

    Raises
    ------
    InputError
        If a size is out of range.
    AsabiyaError
        If a log-likelihood is not finite, or 200 steps do not reach the posterior.
    """
    if particles < 2 or min(latents, blocks, seed) < 0 or latents + blocks < 1 or moves < 1:
        raise InputError(
            f"tempering: {particles} particles, {latents} latents, {blocks} blocks, {moves} moves, "
            f"seed {seed}",
            hint="give 2 particles or more, a latent or a block, a move, and no negative number",
        )
    start = _rng(seed, 0, 0)
    z = start.standard_normal((particles, latents))
    keys = start.integers(0, 2**32, (particles, blocks), dtype=np.uint32)
    swarm = _Swarm(loglik, z, keys, _finite(loglik(z, keys)), np.arange(particles))
    temperature, log_evidence = 0.0, 0.0
    steps: list[Step] = []
    while temperature < 1.0:
        stage = len(steps) + 1
        if stage > _STAGES:
            raise AsabiyaError(
                f"tempering: {_STAGES} steps reach only temperature {temperature:.3g}",
                hint="the likelihood is too sharp for these paths; look for an impossible statement",
            )
        increment = _increment(swarm.ll, 1.0 - temperature)
        temperature = 1.0 if increment == 1.0 - temperature else temperature + increment
        log_evidence += evidence(increment * swarm.ll).value
        swarm.resample(increment, _rng(seed, stage, 0))
        steps.append(swarm.move(temperature, moves, seed, stage))
    return Tempered(swarm.z, swarm.keys, Sample(swarm.ll, log_evidence, swarm.family), tuple(steps))


class _Swarm:
    """Particles on their way, with the sizes of their moves."""

    def __init__(
        self, loglik: LogLikelihood, z: np.ndarray, keys: np.ndarray, ll: np.ndarray, family: np.ndarray
    ) -> None:
        self.loglik = loglik
        self.z, self.keys, self.ll, self.family = z, keys, ll, family
        self.delta, self.refresh = 0.5, 0.5

    def resample(self, increment: float, rng: np.random.Generator) -> None:
        """Systematic resampling by the likelihood to the power ``increment``."""
        count = len(self.ll)
        edges = np.cumsum(relative_weights(increment * self.ll))
        points = (np.arange(count) + rng.random()) * (edges[-1] / count)
        chosen = np.minimum(np.searchsorted(edges, points, side="right"), count - 1)
        self.z, self.keys = self.z[chosen], self.keys[chosen]
        self.ll, self.family = self.ll[chosen], self.family[chosen]

    def move(self, temperature: float, moves: int, seed: int, stage: int) -> Step:
        """Both kinds of move in turn, their sizes steered by the share accepted."""
        rates: tuple[list[float], list[float]] = ([], [])
        for i in range(moves):
            if self.z.shape[1]:
                rng = _rng(seed, stage, 2 * i + 1)
                noise = rng.standard_normal(self.z.shape)
                z = np.sqrt(1.0 - self.delta**2) * self.z + self.delta * noise
                rates[0].append(self._accept(z, self.keys, temperature, rng))
                self.delta = _steer(self.delta, rates[0][-1])
            if self.keys.shape[1]:
                rng = _rng(seed, stage, 2 * i + 2)
                rates[1].append(self._accept(self.z, self._refreshed(rng), temperature, rng))
                self.refresh = _steer(self.refresh, rates[1][-1])
        return Step(temperature, *(float(np.mean(r)) if r else float("nan") for r in rates))

    def _refreshed(self, rng: np.random.Generator) -> np.ndarray:
        """Fresh keys for each block with probability ``refresh``, and for one block at the least."""
        count, size = self.keys.shape
        fresh = rng.random((count, size)) < self.refresh
        one = rng.integers(0, size, size=(count,))
        idle = ~fresh.any(axis=1)
        fresh[idle, one[idle]] = True
        return np.where(fresh, rng.integers(0, 2**32, (count, size), dtype=np.uint32), self.keys)

    def _accept(self, z: np.ndarray, keys: np.ndarray, temperature: float, rng: np.random.Generator) -> float:
        proposed = _finite(self.loglik(z, keys))
        accepted = np.log1p(-rng.random(len(proposed))) < temperature * (proposed - self.ll)
        self.z = np.where(accepted[:, None], z, self.z)
        self.keys = np.where(accepted[:, None], keys, self.keys)
        self.ll = np.where(accepted, proposed, self.ll)
        return float(accepted.mean())


def _rng(seed: int, stage: int, move: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=np.array([seed, (stage << 32) | move], dtype=np.uint64)))


def _steer(size: float, rate: float) -> float:
    return float(np.clip(size * np.exp(rate - _ACCEPT), 0.01, 1.0))


def _increment(ll: np.ndarray, left: float) -> float:
    """Largest step of temperature that keeps the effective sample at `_KEEP`, by bisection."""

    def enough(step: float) -> bool:
        return effective_sample_size(relative_weights(step * ll)) >= _KEEP * len(ll)

    if enough(left):
        return left
    low, high = 0.0, left
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if enough(middle) else (low, middle)
    return high


def _finite(ll: np.ndarray) -> np.ndarray:
    bad = int((~np.isfinite(ll)).sum())
    if bad:
        raise AsabiyaError(
            f"tempering: the log-likelihood is not finite on {bad} of {len(ll)} paths",
            hint="the model must give a number on every path; look at the parameters' ranges",
        )
    return ll
