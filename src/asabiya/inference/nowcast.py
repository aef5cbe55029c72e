"""Prior to posterior on a ledger: simulate the prior once, weigh its paths by the statements.

Paths on which the regime has already collapsed by as-of are dropped: that it stands on that day is known.
Prior, posterior, leave-one-out and sensitivity are reweightings of the same paths. When the effective sample
falls under a tenth, particles are drawn from the posterior by tempering instead, and everything is read off
them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from asabiya.engine import macro
from asabiya.engine.keys import BLOCK_DAYS
from asabiya.engine.outcome import EVENTS, happened
from asabiya.errors import InputError
from asabiya.inference.importance import (
    Estimate,
    Sample,
    effective_sample_size,
    evidence,
    information_nats,
    leave_one_out,
    path_loglik,
    weights,
)
from asabiya.inference.observation import log_likelihood
from asabiya.inference.predictive import prior_predictive
from asabiya.inference.reporters import reporter_draws
from asabiya.inference.sensitivity import SensitivityRow, sensitivity
from asabiya.inference.signals import Perception, Scales, watched_day
from asabiya.inference.speech import SpeechModel
from asabiya.inference.statements import Evidence
from asabiya.inference.summaries import Interval, difference, mc_interval, shift
from asabiya.inference.tempering import needs_tempering, temper
from asabiya.vocabulary import HORIZONS

if TYPE_CHECKING:
    from asabiya.inference.reporters import ReporterDraws

__all__ = ["TEMPERED_PARTICLES", "Weighed", "outcome_table", "weigh"]

TEMPERED_PARTICLES = 2_000
"""Particles of a tempered posterior; each move simulates them all again."""

_DEAD = -1e4
"""Log-likelihood of a path on which the regime no longer stands at as-of."""

Array = NDArray[np.float64]
Progress = Callable[[int, int, str], None]


@dataclasses.dataclass(frozen=True, eq=False)
class Weighed:
    """Prior paths, posterior paths with weights, and what the statements did."""

    prior: macro.Ensemble
    """Prior paths on which the regime stands at as-of."""
    posterior: macro.Ensemble
    """The same paths, or after tempering particles of the posterior."""
    weight: Array
    """Posterior weights of the posterior's paths, (N,), summing to one."""
    sample: Sample | None
    """What tempered particles were drawn from; None if the posterior's paths are the prior's."""
    information: Estimate
    """Divergence of posterior from prior [nats]."""
    shares: tuple[Estimate, ...]
    """Leave-one-out of each observation [nats]."""
    log_evidence: Estimate
    """Log evidence [nats]."""
    ess: float
    """Effective sample size of the prior paths under the statements."""
    standing: float
    """Share of simulated prior paths on which the regime stands at as-of [0 to 1]."""
    predictive: Interval | None
    """Prior predictive p-value, None without observations."""
    sensitivity: tuple[SensitivityRow, ...]
    """How the answer moves with what is assumed; empty without observations."""
    stances: tuple[dict[str, Any], ...]
    """Prior and posterior of each reporter's stance and strength."""


def _keep(ensemble: macro.Ensemble, chosen: NDArray[np.bool_]) -> macro.Ensemble:
    """The members that are chosen."""
    if chosen.all():
        return ensemble
    first = {"latents", "paths"}
    return macro.Ensemble(
        **{
            field.name: getattr(ensemble, field.name)[chosen]
            if field.name in first
            else getattr(ensemble, field.name)[..., chosen]
            for field in dataclasses.fields(macro.Ensemble)
        }
    )


class _Likelihood:
    """Log-likelihoods of the observations on an ensemble's paths."""

    def __init__(self, found: Evidence, start: dt.date, on: dict[str, bool], speech: SpeechModel) -> None:
        self.found, self.speech = found, speech
        self.late = on.get("surprise", True)
        self.as_of = (found.as_of - start).days
        spoken = [watched_day(o.day, o.sector, late=self.late) for o in found.observations]
        self.watch = sorted({*spoken, self.as_of})
        self.perception = Perception(
            rows=tuple(self.watch.index(day) for day in spoken),
            speakers=tuple(o.sector for o in found.observations),
            flattered=self.late,
        )
        self.scales: Scales | None = None
        self.draws: ReporterDraws = reporter_draws(found.priors)
        self.reporter = [o.reporter for o in found.observations]

    def features(self, ensemble: macro.Ensemble) -> Array:
        """Features, on the scales of the first ensemble asked for, which must be the prior."""
        signals = self.perception.signals(ensemble.common, ensemble.sector)
        if self.scales is None:
            self.scales = self.perception.scales(signals)
        return self.perception.features(signals, self.scales)

    def loglik(self, ensemble: macro.Ensemble) -> Array:
        if not self.found.observations:
            return np.zeros((ensemble.latents.shape[0], 1, 0))
        return log_likelihood(self.features(ensemble), self.found.observations, self.draws, self.speech)


def weigh(
    plan: macro.Plan,
    found: Evidence,
    start: dt.date,
    on: dict[str, bool],
    *,
    particles: int,
    seed: int,
    workers: int | None = None,
    speech: SpeechModel | None = None,
    progress: Progress | None = None,
) -> Weighed:
    """Posterior of a scenario's paths given a ledger's statements.

    Parameters
    ----------
    plan
        The scenario's arrays, long enough for the longest horizon after as-of.
    found
        What the ledgers hold; see `asabiya.inference.statements.gather`.
    start
        The scenario's first day.
    on
        Which mechanisms are on.
    particles
        Prior paths to simulate [2 and above].
    seed
        Seed of all draws.
    workers
        Threads; default one for every core.
    speech
        The observation model; its defaults if none.
    progress
        Called with (done, total, label).

    Raises
    ------
    InputError
        If the regime stands on fewer than two paths at as-of.
    """
    like = _Likelihood(found, start, on, speech or SpeechModel())

    def tick(label: str) -> Callable[[int, int], None] | None:
        return None if progress is None else lambda done, total: progress(done, total, label)

    latents, paths = macro.prior(seed, particles, len(plan.infos), plan.days)
    everyone = macro.simulate(
        plan, seed=seed, latents=latents, paths=paths, watch=like.watch, workers=workers,
        progress=tick("prior paths"),
    )  # fmt: skip
    stands = _stands(everyone, like.as_of)
    if stands.sum() < 2:
        raise InputError(
            f"nowcast: the regime stands at as-of {found.as_of} on {int(stands.sum())} of {particles} paths",
            hint="use more particles, an earlier as-of date, or a scenario that starts later",
        )
    prior = _keep(everyone, stands)
    loglik = like.loglik(prior)
    total = path_loglik(loglik, like.reporter)
    weight = weights(total)
    ess = effective_sample_size(weight)
    posterior, sample = prior, None
    if needs_tempering(weight):
        posterior, sample = _temper(plan, like, seed, float(stands.mean()), workers, progress)
        loglik = like.loglik(posterior)
        total = path_loglik(loglik, like.reporter)
        weight = np.full(len(total), 1.0 / len(total))
    base = like.features(prior) if found.observations else None
    before, after = (
        happened(paths.event_day, "collapse", like.as_of, HORIZONS[-1]) for paths in (prior, posterior)
    )
    return Weighed(
        prior=prior,
        posterior=posterior,
        weight=weight,
        sample=sample,
        information=information_nats(total, sample),
        shares=leave_one_out(loglik, like.reporter, sample) if found.observations else (),
        log_evidence=evidence(total, sample),
        ess=ess,
        standing=float(stands.mean()),
        predictive=None
        if base is None
        else prior_predictive(base, found.observations, found.priors, like.speech, seed=seed).p,
        sensitivity=()
        if base is None
        else sensitivity(
            base if sample is None else like.features(posterior),
            found.observations,
            like.draws,
            like.speech,
            after,
            sample=sample,
            prior=mc_interval(before),
        ),
        stances=_stances(found, like, loglik, weight if sample is None else None),
    )


def _stands(ensemble: macro.Ensemble, as_of: int) -> NDArray[np.bool_]:
    """Paths on which the regime has not collapsed by as-of."""
    day = ensemble.event_day[EVENTS.index("collapse")]
    return np.asarray((day < 0) | (day > as_of))


def _temper(
    plan: macro.Plan,
    like: _Likelihood,
    seed: int,
    standing: float,
    workers: int | None,
    progress: Progress | None,
) -> tuple[macro.Ensemble, Sample]:
    """Particles of the posterior; the evidence is that of the statements given that the regime stands."""

    # Statements end at as-of: the moves need no day after it.
    short = plan.until(like.as_of + 1)

    def run(p: macro.Plan, z: Array, blocks: NDArray[np.uint32]) -> macro.Ensemble:
        return macro.simulate(
            p, seed=seed, latents=z.astype(np.float32), paths=blocks, watch=like.watch, workers=workers
        )

    calls = 0

    def loglik(z: Array, blocks: NDArray[np.uint32]) -> Array:
        nonlocal calls
        calls += 1
        if progress is not None:
            progress(calls, calls + 1, "tempering")
        ensemble = run(short, z, blocks)
        return np.where(
            _stands(ensemble, like.as_of), path_loglik(like.loglik(ensemble), like.reporter), _DEAD
        )

    blocks = -(-plan.days // BLOCK_DAYS)
    done = temper(loglik, particles=TEMPERED_PARTICLES, latents=len(plan.infos), blocks=blocks, seed=seed)
    sample = dataclasses.replace(done.sample, log_evidence=done.sample.log_evidence - float(np.log(standing)))
    return run(plan, done.z, done.blocks), sample


def _stances(
    found: Evidence, like: _Likelihood, loglik: Array, weight: Array | None
) -> tuple[dict[str, Any], ...]:
    """What the statements taught about each reporter: mean stance and strength, before and after.

    Reporters are independent given the path, so a reporter's draws are weighed by the likelihood of his
    statements on each path, and paths by the posterior (or, for tempered particles, equally).
    """
    result = []
    for index, (name, prior) in enumerate(zip(found.reporters, found.priors, strict=True)):
        stance, strength = like.draws.stance[index], like.draws.strength[index]
        own = [s for s, reporter in enumerate(like.reporter) if reporter == index]
        share = np.full(len(stance), 1.0 / len(stance))
        if own:
            logs = loglik[:, :, own].sum(axis=2)
            odds = np.exp(logs - logs.max(axis=1, keepdims=True))
            odds /= odds.sum(axis=1, keepdims=True)
            share = odds.mean(axis=0) if weight is None else weight @ odds
        result.append(
            {
                "reporter": name,
                "basis": prior.basis,
                "statements": len(own),
                "stance_prior": float(stance.mean()),
                "stance_posterior": float(share @ stance),
                "strength_prior": float(strength.mean()),
                "strength_posterior": float(share @ strength),
            }
        )
    return tuple(result)


def outcome_table(
    weighed: Weighed, as_of: int, events: tuple[str, ...]
) -> dict[str, dict[str, dict[str, Interval]]]:
    """Prior, posterior and shift of every event at every horizon."""
    table: dict[str, dict[str, dict[str, Interval]]] = {}
    for event in events:
        table[event] = {}
        for horizon in HORIZONS:
            before = happened(weighed.prior.event_day, event, as_of, horizon)
            after = happened(weighed.posterior.event_day, event, as_of, horizon)
            prior = mc_interval(before)
            posterior = mc_interval(after, weighed.weight, weighed.sample)
            change = shift(before, weighed.weight) if weighed.sample is None else difference(prior, posterior)
            table[event][str(horizon)] = {"prior": prior, "posterior": posterior, "shift": change}
    return table
