"""Ensembles of the prior and paired comparisons."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from asabiya.api import engine, micro
from asabiya.api.micro import Micro
from asabiya.api.results import Comparison, Run
from asabiya.api.series import QUANTILES, days_from, described, series_variable
from asabiya.api.work import How, carry_out
from asabiya.engine.jobs import Arrays, Job, Joined
from asabiya.engine.outcome import happened
from asabiya.errors import InputError
from asabiya.inference.summaries import mc_interval
from asabiya.provenance import Provenance, digest, environment
from asabiya.vocabulary import APPARATUS, INDICES, OUTCOMES, RANKS

if TYPE_CHECKING:
    import xarray as xr

    from asabiya.engine.macro import Ensemble
    from asabiya.scenario import Scenario

__all__ = [
    "EnsembleJob",
    "Request",
    "compare",
    "identity",
    "job_for",
    "simulate",
    "stamp",
]

_Z90 = 1.6448536269514722


def stamp(
    command: str,
    scenario: Scenario,
    data: xr.Dataset,
    begun: tuple[dt.datetime, float],
    seed: int,
    **more: Any,
) -> Provenance:
    """The provenance of a result that was just made."""
    return Provenance(
        command=command,
        scenario=scenario.to_dict(),
        seed=seed,
        digest=digest(data),
        started=begun[0].isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - begun[1], 3),
        environment=environment(engine.backend()),
        **more,
    )


def begin() -> tuple[dt.datetime, float]:
    """The moment at which the work began, by the calendar and by the clock."""
    return dt.datetime.now(dt.UTC), time.perf_counter()


@dataclasses.dataclass(frozen=True)
class Request:
    """What ensemble of a scenario is asked for."""

    members: int
    """Members [1 to 10,000,000]."""
    days: int
    """Days from the scenario's start [1 to 20,000]."""
    seed: int
    """Seed of all draws [0 to 2^63 − 1]."""
    micro: Micro | None = None
    """What society of agents, where the engine is the micro engine."""

    @property
    def told(self) -> dict[str, Any]:
        """What tells this request from another, but for members and seed; files by their digests."""
        told: dict[str, Any] = {"days": self.days, "fidelity": "macro", "agents": None}
        if self.micro is not None:
            own = {"network": self.micro.network, "population": self.micro.population}
            digests = {name: None if file is None else file.sha256 for name, file in own.items()}
            asked = {name: getattr(self.micro, name) for name in ("agents", "full", "citizens")}
            told |= {"fidelity": "micro", **asked, **digests}
        return told


def _check(request: Request) -> None:
    for name, low, high in (("members", 1, 10_000_000), ("days", 1, 20_000), ("seed", 0, 2**63 - 1)):
        value = getattr(request, name)
        if not low <= value <= high:
            raise InputError(
                f"{name}: {value}, out of range", hint=f"give a whole number in {low:,} to {high:,}"
            )


class EnsembleJob(Job, Protocol):
    """A job whose parts make an ensemble."""

    def assemble(self, parts: Sequence[Arrays]) -> Ensemble:
        """The ensemble of all parts' results, in order."""


def job_for(scenario: Scenario, request: Request, how: How, *, among: Sequence[Scenario] = ()) -> EnsembleJob:
    """The work that an ensemble of a scenario takes, where those of others ``among`` them are made too."""
    from asabiya.engine import macro

    _check(request)
    if request.micro is not None:
        # A Dask worker has a thread or a few, and its machine is taken to be like this one.
        workers = how.workers or (os.cpu_count() if how.dask is None else None) or 1
        return micro.job(scenario, request, request.micro, workers=workers, among=among)
    plan = engine.plan(scenario, request.days)
    latents, paths = macro.prior(request.seed, request.members, len(plan.infos), request.days)
    return macro.MacroJob(plan, request.seed, latents, paths)


def _ensembles(command: str, scenarios: Sequence[Scenario], request: Request, how: How) -> list[Ensemble]:
    """The ensembles of several scenarios, made as one job so that all share checkpoint and workers."""
    runner = how.runner()
    jobs = [job_for(scenario, request, how, among=scenarios) for scenario in scenarios]
    whose = {**identity(command, scenarios, request), "environment": environment(engine.backend())}
    joined = Joined(jobs)
    results = joined.split(carry_out(joined, runner, how, whose))
    return [job.assemble(parts) for job, parts in zip(jobs, results, strict=True)]


def identity(command: str, scenarios: Sequence[Scenario], request: Request) -> dict[str, Any]:
    """What makes a run this one and no other, but for the versions that it is run with."""
    return {
        "command": command,
        **{name: s.to_dict() for name, s in zip(("scenario", "variant"), scenarios, strict=False)},
        "members": request.members,
        "seed": request.seed,
        **request.told,
    }


def _dataset(scenario: Scenario, parts: dict[str, Ensemble], days: int) -> xr.Dataset:
    """Quantiles by day, departures over the window, and every member's indices and event days."""
    import xarray as xr

    ensembles = list(parts.values())
    series = [np.quantile(e.indices, QUANTILES, axis=-1) for e in ensembles]
    gone = [np.quantile(e.gone[-1], QUANTILES, axis=-1) for e in ensembles]
    data = xr.Dataset(
        {
            "series": series_variable([np.swapaxes(s, 1, 2) for s in series], ("index", "day")),
            "departures": series_variable(gone, ("sector", "rank")),
            "member_series": (
                ("distribution", "index", "day", "member"),
                np.stack([np.swapaxes(e.indices, 0, 1) for e in ensembles]),
            ),
            "event_day": (("distribution", "event", "member"), np.stack([e.event_day for e in ensembles])),
            **micro.variables(ensembles),
        },
        coords={
            "distribution": list(parts),
            "index": list(INDICES),
            "day": days_from(scenario.start, days),
            "quantile": list(QUANTILES),
            "sector": list(APPARATUS),
            "rank": list(RANKS),
            "event": [name for name in OUTCOMES if name != "survival"],
            **micro.coordinates(scenario, ensembles),
        },
    )
    return described(data)


def outcomes(event_day: NDArray[np.int32], days: int) -> dict[str, NDArray[np.bool_]]:
    """Whether each outcome occurs within the run, by member."""
    return {name: happened(event_day, name, -1, days) for name in OUTCOMES}


def simulate(scenario: Scenario, request: Request, how: How) -> Run:
    """See `asabiya.api.simulate`."""
    begun = begin()
    days = request.days
    (ensemble,) = _ensembles("run", [scenario], request, how)
    data = _dataset(scenario, {"prior": ensemble}, days)
    provenance = _stamp("run", scenario, data, begun, request)
    middle = data["series"].sel(distribution="prior")
    last = middle.isel(day=-1)

    def at(name: str, q: float) -> list[float]:
        return [float(x) for x in middle.sel(index=name, quantile=q).to_numpy()]

    summary = {
        "scenario": scenario.id,
        **_asked(request),
        "mechanisms": scenario.switches(),
        "outcomes": {
            name: dataclasses.asdict(mc_interval(event))
            for name, event in outcomes(ensemble.event_day, days).items()
        },
        "indices": {
            name: {
                k: float(last.sel(index=name, quantile=q))
                for k, q in (("median", 0.5), ("lo", 0.05), ("hi", 0.95))
            }
            for name in INDICES
        },
        "series": {
            name: {"median": at(name, 0.5), "lo": at(name, 0.05), "hi": at(name, 0.95)} for name in INDICES
        },
        "digest": provenance.digest,
        "seconds": provenance.seconds,
        "provenance": _plain(provenance),
    }
    return Run(summary, data, provenance, scenario)


def _asked(request: Request) -> dict[str, Any]:
    told = {name: request.told[name] for name in ("fidelity", "agents")}
    notes = [] if request.micro is None else list(request.micro.notes)
    return {"seed": request.seed, "members": request.members, "days": request.days, **told, "notes": notes}


def _stamp(
    command: str,
    scenario: Scenario,
    data: xr.Dataset,
    begun: tuple[dt.datetime, float],
    request: Request,
    **arguments: Any,
) -> Provenance:
    told = {**request.told, **arguments}
    if request.micro is not None:
        own = {"network": request.micro.network, "population": request.micro.population}
        told["files"] = {name: file.file for name, file in own.items() if file is not None}
    return stamp(command, scenario, data, begun, request.seed, members=request.members, arguments=told)


def _plain(provenance: Provenance) -> dict[str, Any]:
    return {f.name: getattr(provenance, f.name) for f in dataclasses.fields(provenance)}


def _effect(base: NDArray[Any], variant: NDArray[Any]) -> tuple[dict[str, float], float | None]:
    """Mean paired difference with its 90 % interval, and how much pairing took from its variance."""
    a, b = base.astype(np.float64), variant.astype(np.float64)
    gap = b - a
    count = len(gap)
    paired = float(gap.var(ddof=1)) if count > 1 else 0.0
    unpaired = float(a.var(ddof=1) + b.var(ddof=1)) if count > 1 else 0.0
    half = _Z90 * float(np.sqrt(paired / count))
    mean = float(gap.mean())
    return {
        "difference": mean,
        "lo": mean - half,
        "hi": mean + half,
    }, unpaired / paired if paired > 0 else None


def compare(base: Scenario, variant: Scenario, request: Request, how: How) -> Comparison:
    """See `asabiya.api.compare`."""
    begun = begin()
    days = request.days
    first, second = _ensembles("compare", [base, variant], request, how)
    data = _dataset(base, {"base": first, "variant": second}, days)
    effects: dict[str, dict[str, float]] = {}
    ratios: dict[str, float | None] = {}
    before, after = outcomes(first.event_day, days), outcomes(second.event_day, days)
    for name in OUTCOMES:
        effects[name], ratios[name] = _effect(before[name], after[name])
    for i, name in enumerate(INDICES):
        effects[name], ratios[name] = _effect(first.indices[-1, i], second.indices[-1, i])
    provenance = _stamp("compare", base, data, begun, request, variant=variant.to_dict())
    summary = {
        "scenario": base.id,
        **_asked(request),
        "effects": effects,
        "variance_ratio": ratios,
        "changes": _changes(base, variant),
        "digest": provenance.digest,
        "seconds": provenance.seconds,
        "provenance": _plain(provenance),
    }
    return Comparison(summary, data, provenance, base)


def _changes(base: Scenario, variant: Scenario) -> list[str]:
    """What the variant changes, a line each."""
    off = [n for n, on in variant.switches().items() if not on and base.switches()[n]]
    old = {row["key"]: row["value"] for row in base.rows()}
    changed = [
        f"{row['key']} = {row['value']}" for row in variant.rows() if old.get(row["key"]) != row["value"]
    ]
    return [*(f"without {name}" for name in off), *changed]
