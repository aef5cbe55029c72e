"""From a checked scenario to the arrays that engines take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from asabiya.scenario.people import Sector
from asabiya.scenario.schema import LEVERS, Entry, Event, Lever, Phase, ScenarioFile
from asabiya.society.society import Calendar, Society
from asabiya.vocabulary import APPARATUS, RANKS

if TYPE_CHECKING:
    from asabiya.scenario.quantity import Quantity

__all__ = ["calendar", "society"]

Array = NDArray[np.float64]
DAY = dt.timedelta(days=1)


def society(spec: ScenarioFile) -> Society:
    """The people of a scenario."""
    regions = spec.population.regions
    total = np.array([region.adults.value for region in regions])
    young = np.round(total * [region.youth.value for region in regions])
    adults = np.stack([young, np.round(total) - young], axis=1)
    hardship = [[region.hardship_youth.value, region.hardship_others.value] for region in regions]
    stated = [region.execution_share.value for region in regions if region.execution_share is not None]
    share = np.array(stated) if stated else total
    sectors: list[Sector] = [getattr(spec.apparatus, name) for name in APPARATUS]
    factions = tuple(faction.name for faction in spec.factions)
    names = tuple(region.name for region in regions)
    return Society(
        regions=names,
        factions=factions,
        adults=adults,
        hardship=np.array(hardship),
        execution_share=share / share.sum(),
        posts=np.stack([_posts(sector, factions) for sector in sectors]),
        coercive_weight=np.array([sector.coercive_weight.value for sector in sectors]),
        complicity=np.array([[getattr(s.complicity, rank).value for rank in RANKS] for s in sectors]),
        stake=np.array([[getattr(s.stake, rank).value for rank in RANKS] for s in sectors]),
        kin=np.array([sector.kin.value for sector in sectors]),
        deployment=np.stack([_deployment(sector, names, total) for sector in sectors]),
        position=np.array([faction.position.value for faction in spec.factions]),
        ruler_faction=next(index for index, faction in enumerate(spec.factions) if faction.ruler),
    )


def apportion(count: float, shares: Sequence[float]) -> Array:
    """Whole numbers in the proportion of ``shares`` that add up to ``count`` (largest remainders).

    >>> apportion(10, [0.55, 0.45]).tolist()
    [6.0, 4.0]
    """
    exact = count * np.array(shares)
    whole = np.floor(exact + 1e-9)
    left = round(count - whole.sum())
    whole[np.argsort(-(exact - whole), kind="stable")[:left]] += 1
    return np.asarray(whole, dtype=np.float64)


def _posts(sector: Sector, factions: tuple[str, ...]) -> Array:
    top, middle = sector.ranks.top.value, sector.ranks.middle.value
    counts = (top, middle, sector.size.value - top - middle)
    rows = []
    for rank, count in zip(RANKS, counts, strict=True):
        shares = sector.factions_top if rank == "top" and sector.factions_top else sector.factions
        rows.append(apportion(count, [shares[f].value if f in shares else 0.0 for f in factions]))
    return np.stack(rows)


def _deployment(sector: Sector, regions: tuple[str, ...], adults: Array) -> Array:
    if isinstance(sector.deployment, str):
        return np.asarray(adults / adults.sum(), dtype=np.float64)
    shares = sector.deployment.shares
    named = np.array([shares[name].value if name in shares else 0.0 for name in regions])
    others = np.array([0.0 if name in shares else n for name, n in zip(regions, adults, strict=True)])
    rest = max(1.0 - named.sum(), 0.0)
    filled = named + (rest * others / others.sum() if others.any() else 0.0)
    return np.asarray(filled / filled.sum(), dtype=np.float64)


def calendar(spec: ScenarioFile, days: int, as_of: dt.date | None) -> Calendar:
    """What is planned or known from outside, day by day."""
    start = spec.scenario.start
    series = {name: _series(spec, name, days, as_of) for name in LEVERS}
    names = [region.name for region in spec.population.regions]
    push = np.zeros((days, len(names)))
    departures = np.zeros((days, len(APPARATUS), len(RANKS)))
    for event in spec.events:
        if as_of is not None and (event.known or event.date) > as_of:
            continue
        first, last = _span(event, start, days)
        if event.kind == "push" and event.value is not None:
            reached = [event.regions == "all" or name in event.regions for name in names]
            push[first:last, reached] += event.value.value
        elif event.kind == "departures" and event.share is not None and 0 <= first < last:
            place = (first, APPARATUS.index(str(event.sector)), RANKS.index(str(event.rank)))
            departures[place] += event.share.value
    rest = {name: getattr(spec.policy, name).rest.value for name in LEVERS}
    return Calendar(**series, push=push, departures=np.minimum(departures, 1.0), rest=rest)


def _span(event: Event, start: dt.date, days: int) -> tuple[int, int]:
    """First day and day after the last, within the calendar; empty when outside of it."""
    first = (event.date - start).days
    last = ((event.until or event.date) - start).days + 1
    if event.kind == "departures" and first < 0:
        return 0, 0
    return max(first, 0), max(min(last, days), 0)


def _series(spec: ScenarioFile, name: str, days: int, as_of: dt.date | None) -> Array:
    lever: Lever = getattr(spec.policy, name)
    scale = 1.0 if lever.scale is None else lever.scale.value
    if lever.always is not None:
        values = np.full(days, lever.always.value)
    else:
        entries: list[Entry] | list[Phase] = lever.schedule
        if name == "war" and spec.war.phases:
            entries = spec.war.phases
        values = _scheduled(lever, entries, spec.scenario.start, days, as_of)
    return np.clip(values * scale, LEVERS[name].low, LEVERS[name].high)


def _scheduled(
    lever: Lever, entries: Sequence[Entry | Phase], start: dt.date, days: int, as_of: dt.date | None
) -> Array:
    """Values by day; with ``as_of``, what was not known then is replaced by the last value known."""
    values = np.full(days, lever.rest.value)
    known = [entry for entry in entries if as_of is None or known_from(entry) <= as_of]
    for entry in known:
        first, last = ((day - start).days for day in (entry.since, entry.to))
        values[max(first, 0) : max(last + 1, 0)] = _value(entry)
    if known:
        end = max((known[-1].to - start).days + 1, 0)
        if len(known) < len(entries) and as_of is not None and _goes_on(known[-1], as_of):
            values[end:] = _value(known[-1])
        elif lever.after is not None:
            values[end:] = lever.after.value
    return values


def _goes_on(entry: Entry | Phase, as_of: dt.date) -> bool:
    """Whether, knowing nothing of what follows, one expects the value to stay.

    A count does until the next count; a plan or a phase ends when it says so, unless it is still running.
    """
    return (isinstance(entry, Entry) and entry.total is not None) or as_of <= entry.to


def known_from(entry: Entry | Phase) -> dt.date:
    """The day from which an entry of a schedule is known.

    A count is known when its days are over, a plan or a phase when it begins.
    """
    if isinstance(entry, Entry):
        if entry.known is not None:
            return entry.known
        if entry.total is not None:
            return entry.to + DAY
    return entry.since


def _value(entry: Entry | Phase) -> float:
    if isinstance(entry, Phase):
        return entry.posture.value
    if entry.total is not None:
        return entry.total.value / ((entry.to - entry.since).days + 1)
    value: Quantity | None = entry.value
    if value is None:
        raise ValueError("an entry of a schedule has neither value nor total")
    return value.value
