"""Ensembles of the prior and paired comparisons."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from asabiya.api import engine
from asabiya.api.results import Comparison, Progress, Run
from asabiya.engine.outcome import happened
from asabiya.errors import InputError
from asabiya.inference.summaries import mc_interval
from asabiya.provenance import Provenance, digest, environment
from asabiya.vocabulary import APPARATUS, INDICES, OUTCOMES, RANKS

if TYPE_CHECKING:
    import xarray as xr

    from asabiya.engine.macro import Ensemble
    from asabiya.scenario import Scenario

__all__ = ["QUANTILES", "compare", "days_from", "series_variable", "simulate", "stamp"]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles kept of every series."""

_Z90 = 1.6448536269514722


def days_from(start: dt.date, days: int) -> NDArray[np.datetime64]:
    """Dates of the days of a run."""
    return np.datetime64(start.isoformat(), "ns") + np.arange(days) * np.timedelta64(1, "D")


def series_variable(
    parts: list[NDArray[Any]], first: tuple[str, ...]
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Quantiles of several distributions as one variable: distribution, the named axes, quantile."""
    return ("distribution", *first, "quantile"), np.stack(
        [np.moveaxis(part, 0, -1).astype(np.float32) for part in parts]
    )


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


def _check(members: int, days: int, seed: int) -> None:
    for name, value, low, high in (
        ("members", members, 1, 10_000_000),
        ("days", days, 1, 20_000),
        ("seed", seed, 0, 2**63 - 1),
    ):
        if not low <= value <= high:
            raise InputError(
                f"{name}: {value}, out of range", hint=f"give a whole number in {low:,} to {high:,}"
            )


def _ensemble(
    scenario: Scenario,
    members: int,
    days: int,
    seed: int,
    workers: int | None,
    progress: Progress | None,
    label: str,
) -> Ensemble:
    from asabiya.engine import macro

    _check(members, days, seed)
    plan = engine.plan(scenario, days)
    latents, paths = macro.prior(seed, members, len(plan.infos), days)
    tick = None if progress is None else lambda done, total: progress(done, total, label)
    return macro.simulate(plan, seed=seed, latents=latents, paths=paths, workers=workers, progress=tick)


def _dataset(scenario: Scenario, parts: dict[str, Ensemble], days: int) -> xr.Dataset:
    """Quantiles by day, departures over the window, and every member's indices and event days."""
    import xarray as xr

    ensembles = list(parts.values())
    series = [np.quantile(e.indices, QUANTILES, axis=-1) for e in ensembles]
    gone = [np.quantile(e.gone[-1], QUANTILES, axis=-1) for e in ensembles]
    return xr.Dataset(
        {
            "series": series_variable([np.swapaxes(s, 1, 2) for s in series], ("index", "day")),
            "departures": series_variable(gone, ("sector", "rank")),
            "member_series": (
                ("distribution", "index", "day", "member"),
                np.stack([np.swapaxes(e.indices, 0, 1) for e in ensembles]),
            ),
            "event_day": (("distribution", "event", "member"), np.stack([e.event_day for e in ensembles])),
        },
        coords={
            "distribution": list(parts),
            "index": list(INDICES),
            "day": days_from(scenario.start, days),
            "quantile": list(QUANTILES),
            "sector": list(APPARATUS),
            "rank": list(RANKS),
            "event": [name for name in OUTCOMES if name != "survival"],
        },
        attrs={
            "series": "quantiles of each index by day over the members",
            "departures": "share of posts left since the start, over the members",
            "event_day": "day of the first event counted from the start, -1 if none",
        },
    )


def outcomes(event_day: NDArray[np.int32], days: int) -> dict[str, NDArray[np.bool_]]:
    """Whether each outcome occurs within the run, by member."""
    return {name: happened(event_day, name, -1, days) for name in OUTCOMES}


def simulate(
    scenario: Scenario, *, members: int, days: int, seed: int, workers: int | None, progress: Progress | None
) -> Run:
    """See `asabiya.api.simulate`."""
    begun = begin()
    ensemble = _ensemble(scenario, members, days, seed, workers, progress, "members")
    data = _dataset(scenario, {"prior": ensemble}, days)
    provenance = stamp("run", scenario, data, begun, seed, members=members, arguments={"days": days})
    middle = data["series"].sel(distribution="prior")
    last = middle.isel(day=-1)

    def at(name: str, q: float) -> list[float]:
        return [float(x) for x in middle.sel(index=name, quantile=q).to_numpy()]

    summary = {
        "scenario": scenario.id,
        "seed": seed,
        "members": members,
        "days": days,
        "fidelity": "macro",
        "agents": None,
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


def compare(
    base: Scenario,
    variant: Scenario,
    *,
    members: int,
    days: int,
    seed: int,
    workers: int | None,
    progress: Progress | None,
) -> Comparison:
    """See `asabiya.api.compare`."""
    begun = begin()
    first = _ensemble(base, members, days, seed, workers, progress, "base")
    second = _ensemble(variant, members, days, seed, workers, progress, "variant")
    data = _dataset(base, {"base": first, "variant": second}, days)
    effects: dict[str, dict[str, float]] = {}
    ratios: dict[str, float | None] = {}
    before, after = outcomes(first.event_day, days), outcomes(second.event_day, days)
    for name in OUTCOMES:
        effects[name], ratios[name] = _effect(before[name], after[name])
    for i, name in enumerate(INDICES):
        effects[name], ratios[name] = _effect(first.indices[-1, i], second.indices[-1, i])
    provenance = stamp(
        "compare",
        base,
        data,
        begun,
        seed,
        members=members,
        arguments={"days": days, "variant": variant.to_dict()},
    )
    summary = {
        "scenario": base.id,
        "seed": seed,
        "members": members,
        "days": days,
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
