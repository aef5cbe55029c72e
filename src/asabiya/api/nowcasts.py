"""The nowcast as the public sees it: ledgers in, a summary and a data set out."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from asabiya.api import engine
from asabiya.api.results import Nowcast, Progress
from asabiya.api.runs import _plain, begin, stamp
from asabiya.api.series import QUANTILES, days_from, series_variable
from asabiya.errors import InputError
from asabiya.evidence.ledger import Ledger, is_ledger
from asabiya.evidence.ledger import load as load_ledger
from asabiya.files import read_bytes
from asabiya.inference.nowcast import Weighed, outcome_table, weigh
from asabiya.inference.record import background_hazard
from asabiya.inference.sentence import degree, sentence
from asabiya.inference.statements import Evidence, gather
from asabiya.inference.summaries import weighted_quantile
from asabiya.vocabulary import APPARATUS, HORIZONS, INDICES, OUTCOMES, RANKS

if TYPE_CHECKING:
    import xarray as xr

    from asabiya.scenario import Scenario

__all__ = ["LONGEST", "MOST", "nowcast", "open_ledger"]

MOST = 10_000_000
"""Particles that may be asked for, as many as members of a run."""

LONGEST = 3660
"""Days that a window may have, as many as a scenario: every path's every day is held in memory."""


def open_ledger(item: str | Path | Ledger, published: dt.date | None) -> Ledger:
    """A ledger as it is, from a file that holds one, or read from an article."""
    from asabiya import evidence

    if isinstance(item, Ledger):
        return item
    if str(item) != "-" and is_ledger(read_bytes(Path(item), what="ledger or article")):
        return load_ledger(item)
    return evidence.read(item, published=published)


def nowcast(
    scenario: Scenario,
    ledgers: Sequence[Ledger],
    *,
    particles: int,
    seed: int,
    as_of: dt.date | None,
    workers: int | None,
    progress: Progress | None,
) -> Nowcast:
    """See `asabiya.api.nowcast`."""
    if not 2 <= particles <= MOST:
        raise InputError(
            f"particles: {particles}, out of range",
            hint=f"give a whole number in 2 to {MOST:,}; 10,000 is the default",
        )
    begun = begin()
    if as_of is not None and (as_of - scenario.start).days >= LONGEST:
        last = scenario.start + dt.timedelta(days=LONGEST - 1)
        raise InputError(
            f"as-of {as_of}: more than {LONGEST:,} days after the scenario's start {scenario.start}",
            hint=f"give {last} or earlier",
        )
    found = gather(scenario, ledgers, as_of)
    index = (found.as_of - scenario.start).days
    plan = engine.plan(scenario, index + HORIZONS[-1] + 1, as_of=found.as_of)
    weighed = weigh(
        plan, found, scenario.start, scenario.switches(), particles=particles, seed=seed, workers=workers,
        progress=progress,
    )  # fmt: skip
    data = _dataset(scenario, weighed, index)
    provenance = stamp(
        "nowcast", scenario, data, begun, seed, particles=particles,
        arguments={"as_of": found.as_of.isoformat()},
    )  # fmt: skip
    summary = _summary(scenario, ledgers, found, weighed, data, index)
    summary.update(particles=particles, seed=seed, digest=provenance.digest, seconds=provenance.seconds)
    summary["provenance"] = _plain(provenance)
    return Nowcast(summary, data, provenance, scenario, tuple(ledgers))


def _dataset(scenario: Scenario, weighed: Weighed, index: int) -> xr.Dataset:
    """Quantiles of prior and posterior, and what each path gave, with its weight."""
    import xarray as xr

    days = weighed.prior.indices.shape[0]
    prior, posterior = weighed.prior, weighed.posterior
    flat = np.full(prior.latents.shape[0], 1.0 / prior.latents.shape[0])
    series, gone = [], []
    for ensemble, weight in ((prior, flat), (posterior, weighed.weight)):
        values = np.moveaxis(ensemble.indices, -1, 0)
        series.append(np.swapaxes(weighted_quantile(values, QUANTILES, weight), 1, 2))
        gone.append(weighted_quantile(np.moveaxis(ensemble.gone[-1], -1, 0), QUANTILES, weight))
    return xr.Dataset(
        {
            "series": series_variable(series, ("index", "day")),
            "departures": series_variable(gone, ("sector", "rank")),
            "prior_event_day": (("event", "path"), prior.event_day),
            "posterior_event_day": (("event", "particle"), posterior.event_day),
            "posterior_weight": (("particle",), weighed.weight),
        },
        coords={
            "distribution": ["prior", "posterior"],
            "index": list(INDICES),
            "day": days_from(scenario.start, days),
            "quantile": list(QUANTILES),
            "sector": list(APPARATUS),
            "rank": list(RANKS),
            "event": [name for name in OUTCOMES if name != "survival"],
        },
        attrs={
            "series": "quantiles of each index by day over prior paths and posterior particles",
            "departures": f"share of posts left from the start to day {index}",
            "event_day": "day of the first event counted from the start, -1 if none",
            "as_of": index,
        },
    )


def _indices(data: xr.Dataset, distribution: str, index: int) -> dict[str, dict[str, float]]:
    today = data["series"].sel(distribution=distribution).isel(day=index)
    names = (("median", 0.5), ("lo", 0.05), ("hi", 0.95))
    return {name: {k: float(today.sel(index=name, quantile=q)) for k, q in names} for name in INDICES}


def _summary(
    scenario: Scenario,
    ledgers: Sequence[Ledger],
    found: Evidence,
    weighed: Weighed,
    data: xr.Dataset,
    index: int,
) -> dict[str, Any]:
    table = outcome_table(weighed, index, OUTCOMES)
    year = table["collapse"][str(HORIZONS[-1])]
    hazard = background_hazard(scenario.period)[-1].row(HORIZONS)
    asdict = dataclasses.asdict

    def part(name: str) -> dict[str, Any]:
        outcomes: dict[str, Any] = {
            event: {h: asdict(row[name]) for h, row in by_horizon.items()}
            for event, by_horizon in table.items()
        }
        if name == "posterior":
            for event, by_horizon in table.items():
                for h, row in by_horizon.items():
                    outcomes[event][h]["shift"] = asdict(row["shift"])
        return {"indices": _indices(data, name, index), "outcomes": outcomes}

    return {
        "scenario": scenario.id,
        "as_of": found.as_of.isoformat(),
        "window": {"start": scenario.start.isoformat(), "end": found.as_of.isoformat()},
        "prior": part("prior"),
        "posterior": part("posterior"),
        "information_nats": weighed.information.value,
        "information_nats_se": weighed.information.se,
        "degree": degree(weighed.information.value),
        "sentence": sentence(
            len(found.observations),
            weighed.information,
            year["prior"],
            year["posterior"],
            year["shift"],
            found.as_of,
            [row.shift for row in weighed.sensitivity],
        ),
        "statements": _statements(ledgers, found, weighed),
        "excluded": list(found.excluded),
        "duplicates": [list(group) for group in found.duplicates],
        "sensitivity": [
            {
                "parameter": row.parameter,
                "value": row.value,
                "information_nats": row.information.value,
                "information_nats_se": row.information.se,
                "shift": {"collapse_365": row.shift.p, "lo": row.shift.lo, "hi": row.shift.hi},
            }
            for row in weighed.sensitivity
        ],
        "bias": {"reporters": list(weighed.stances)},
        "diagnostics": {
            "ess_min": weighed.ess,
            "tempered": weighed.sample is not None,
            "prior_predictive_p": None if weighed.predictive is None else weighed.predictive.p,
            "log_evidence": weighed.log_evidence.value,
            "log_evidence_se": weighed.log_evidence.se,
            "standing_share": weighed.standing,
            "paths": int(weighed.prior.latents.shape[0]),
        },
        "background": {**hazard["within"], "source": hazard["source"], "routes": hazard["route"]},
        "mechanisms": scenario.switches(),
    }


def _statements(ledgers: Sequence[Ledger], found: Evidence, weighed: Weighed) -> list[dict[str, Any]]:
    rows = []
    for observation, (ledger, key), share in zip(
        found.observations, found.sources, weighed.shares, strict=True
    ):
        statement = next(s for s in ledgers[ledger].statements if s.id == key)
        rows.append(
            {
                "id": observation.id,
                "speaker": statement.speaker.name,
                "date": None if statement.date.value is None else statement.date.value.isoformat(),
                "codes": [code for code, _ in observation.codes],
                "exempt": [code for code, _ in observation.codes if code in observation.exempt],
                "leave_one_out_nats": share.value,
                "leave_one_out_nats_se": share.se,
            }
        )
    return rows
