"""The default prior against the historical record: coding rules, simulated regime-years, and the table.

A simulated year is coded as the data sets code a year of a regime, from what they would have seen of it, and
only then compared. Members that collapse in the burn-in are dropped; a year's members are those alive at its
start; the calendar stands still at its values at rest.

References: Geddes, Wright and Frantz 2014 (ends of regimes); Chenoweth and Lewis 2013 (campaign-years);
Brown, Cai and DasGupta 2001 (Jeffreys' interval).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asabiya.engine import macro, periods
from asabiya.engine.outcome import EVENTS
from asabiya.inference.record import (
    RECORD,
    BaseRate,
    Hazard,
    background_hazard,
    historical,
    jeffreys,
    lookup,
)
from asabiya.scenario import load
from asabiya.society.society import Calendar
from asabiya.vocabulary import INDICES, SECURITY

__all__ = [
    "BANDS",
    "BURN_IN",
    "RECORD",
    "YEAR",
    "BaseRate",
    "CodingRules",
    "Hazard",
    "ModelTable",
    "YearCounts",
    "at_rest",
    "background_hazard",
    "classify",
    "historical",
    "jeffreys",
    "lookup",
    "model_table",
    "model_tables",
]

YEAR = 365
"""Days of a regime-year."""

BURN_IN = 180
"""Days before the first coded year; the apparatus refills within about this time."""

BANDS: Mapping[str, tuple[float, float]] = {
    "collapse, no campaign": (0.005, 0.04),
    "collapse, campaign": (0.20, 0.37),
    "collapse, campaign with defection": (0.30, 0.60),
    "collapse, campaign without defection": (0.13, 0.38),
}
"""What the prior of 1946–2006 has to meet in the first and in the second year, by row."""


def _rule(value: float | int, unit: str, source: str) -> Any:
    return dataclasses.field(default=value, metadata={"unit": unit, "source": source})


@dataclasses.dataclass(frozen=True)
class CodingRules:
    """When a simulated year counts as a year of a campaign, or of a security-force defection."""

    persons: float = _rule(
        1000.0, "persons",
        "chenoweth-lewis-2013: a campaign has at least 1,000 observed participants",
    )  # fmt: skip
    """Active citizens in excess of rest that a campaign has at least [0 and above]."""
    share: float = _rule(
        5e-4, "share of adults",
        "assumed: the model holds every protest, the data sets only campaigns that became visible in the "
        "world's press; one adult in two thousand is 5,000 persons in a country of ten million adults",
    )  # fmt: skip
    """Share of adults that a campaign has at least, where that is more than ``persons`` [0 to 1]."""
    days: int = _rule(
        14, "d",
        "assumed: a campaign is a series of events in the year and not a single one; two weeks of crowds",
    )  # fmt: skip
    """Days of the year, not necessarily running, on which the crowd is that large [1 to 365]."""
    departures: float = _rule(
        0.003, "share of posts",
        "assumed: the data set codes major defections or shifts of loyalty; three in a thousand of a service "
        "above the usual is a battalion of an army of a hundred thousand",
    )  # fmt: skip
    """Posts left in one security service, in excess of rest, that make a defection of it [0 to 1]."""

    def scaled(self, name: str, factor: float) -> CodingRules:
        """The same rules with one threshold multiplied.

        >>> CodingRules().scaled("days", 0.5).days
        7
        """
        value = getattr(self, name)
        return dataclasses.replace(self, **{name: type(value)(round(value * factor, 12))})


@dataclasses.dataclass(frozen=True)
class YearCounts:
    """Counts of one coded year; counts of parts of an ensemble add up."""

    alive: int = 0
    """Members alive at the year's start."""
    campaigns: int = 0
    """Years with a campaign; all are nonviolent, since the model has no armed opposition."""
    defections: int = 0
    """Of these, with a security-force defection."""
    ends: int = 0
    """Collapses in the year."""
    ends_campaign: int = 0
    """Of these, in years with a campaign."""
    ends_defection: int = 0
    """Of these, in years with a campaign and a security-force defection."""

    def __add__(self, other: YearCounts) -> YearCounts:
        mine, theirs = dataclasses.astuple(self), dataclasses.astuple(other)
        return YearCounts(*(a + b for a, b in zip(mine, theirs, strict=True)))

    def rows(self) -> dict[str, tuple[int, int]]:
        """Cases and trials of every row of the table."""
        plain = self.campaigns - self.defections
        return {
            "campaign-years": (self.campaigns, self.alive),
            "collapse, any year": (self.ends, self.alive),
            "collapse, no campaign": (self.ends - self.ends_campaign, self.alive - self.campaigns),
            "collapse, campaign": (self.ends_campaign, self.campaigns),
            "collapse, campaign with defection": (self.ends_defection, self.defections),
            "collapse, campaign without defection": (self.ends_campaign - self.ends_defection, plain),
            "defection, campaign-years": (self.defections, self.campaigns),
        }


@dataclasses.dataclass(frozen=True)
class ModelTable:
    """Base rates of the model on one scenario at rest."""

    scenario: str
    """Name of the scenario."""
    period: str
    """Period of the prior."""
    members: int
    """Members simulated."""
    seed: int
    """Seed."""
    rules: CodingRules
    """Coding rules."""
    dropped: int
    """Members that collapsed in the burn-in."""
    calm: int
    """Members that stayed calm for the year from day 0: actives under 0.2 % of adults, capacity over 0.8 of
    its level at rest."""
    years: tuple[YearCounts, ...]
    """Counts by year after the burn-in."""

    def rate(self, year: int, row: str) -> BaseRate:
        """A row of a year (1 for the first) with its Jeffreys 95 % interval."""
        k, n = self.years[year - 1].rows()[row]
        source = f"model: {self.scenario} at rest, {self.members} members, seed {self.seed}"
        return BaseRate(row, k, n, source, self.period, YEAR)

    def misses(self, *, strict: bool = False) -> list[str]:
        """Rows that do not meet `BANDS`, as "year 1: collapse, campaign", the first year first.

        A row misses its band when its Jeffreys 95 % interval lies outside; with ``strict`` also when the
        interval reaches outside.
        """
        return [
            f"year {year}: {row}"
            for year in range(1, len(self.years) + 1)
            for row, (low, high) in BANDS.items()
            if not _meets(self.rate(year, row), low, high, strict)
        ]


def _meets(rate: BaseRate, low: float, high: float, strict: bool) -> bool:
    inside = low <= rate.lo and rate.hi <= high
    return inside if strict else rate.hi >= low and rate.lo <= high


def at_rest(calendar: Calendar, days: int) -> Calendar:
    """A calendar of so many days on which every lever has its value at rest and nothing is dated."""
    still = {name: np.full(days, value) for name, value in calendar.rest.items()}
    none = {name: np.zeros((days, *getattr(calendar, name).shape[1:])) for name in ("push", "departures")}
    return Calendar(**still, **none, rest=calendar.rest)


def classify(
    ensemble: macro.Ensemble, adults: float, rules: CodingRules, *, burn_in: int = BURN_IN, years: int = 2
) -> tuple[YearCounts, ...]:
    """Counts of coded regime-years.

    Days up to and including that of the collapse are coded; a crowd after it codes nothing.

    Parameters
    ----------
    ensemble
        Members run for ``burn_in + 365·years`` days or more with ``keep_left``.
    adults
        Adults of the country.
    rules
        Coding rules.
    burn_in
        Days before the first year.
    years
        Number of years.
    """
    end = ensemble.event_day[EVENTS.index("collapse")]
    day = np.arange(ensemble.actives.shape[0])[:, None]
    standing = (end < 0) | (day <= end)
    crowd = (ensemble.actives >= max(rules.persons, rules.share * adults)) & standing
    left = (ensemble.left[:, : len(SECURITY)].max(axis=1) >= rules.departures) & standing
    return tuple(
        _year(crowd, left, end, slice(start, start + YEAR), rules.days)
        for start in range(burn_in, burn_in + YEAR * years, YEAR)
    )


def _year(
    crowd: NDArray[np.bool_], left: NDArray[np.bool_], end: NDArray[np.int32], days: slice, needed: int
) -> YearCounts:
    alive = (end < 0) | (end >= days.start)
    ended = alive & (end >= 0) & (end < days.stop)
    campaign = alive & (crowd[days].sum(axis=0) >= needed)
    defection = campaign & left[days].any(axis=0)
    groups = alive, campaign, defection, ended, ended & campaign, ended & defection
    return YearCounts(*(int(group.sum()) for group in groups))


def _calm(ensemble: macro.Ensemble) -> int:
    """Members calm for a year from day 0."""
    actives = ensemble.indices[:YEAR, INDICES.index("actives")].max(axis=0)
    return int(((actives < 0.002) & (ensemble.capacity[:YEAR].min(axis=0) > 0.8)).sum())


def model_tables(
    scenario: str,
    rules: Sequence[CodingRules] = (CodingRules(),),
    *,
    members: int = 8192,
    seed: int = 0,
    years: int = 2,
    period: str | None = None,
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
    progress: macro.Progress | None = None,
) -> list[ModelTable]:
    """Base rates of the model on a library scenario at rest, one table for each set of coding rules.

    Parameters
    ----------
    scenario
        Name or path of the scenario.
    rules
        Coding rules, all applied to the same simulated years.
    members, seed, years
        Size of the ensemble, its seed, and coded years.
    period
        Period of the prior; the scenario's own when none.
    overrides
        Other values for parameters, on top of the period's and the scenario's.
    progress
        Called with (members done, members in all).
    """
    spec = load(scenario)
    period = period or spec.period
    society, days = spec.society(), BURN_IN + YEAR * years
    values = {**periods.overrides_for(period), **spec.overrides(), **(overrides or {})}
    plan = macro.plan(society, at_rest(spec.calendar(1), days), spec.switches(), values)
    latents, paths = macro.prior(seed, members, len(plan.infos), days)
    adults = float(society.adults.sum())
    counts = [(YearCounts(),) * years for _ in rules]
    dropped = calm = 0
    # In parts, since the days of all members together take gigabytes.
    for start in range(0, members, _PART):
        part = slice(start, start + _PART)
        run = macro.simulate(plan, seed=seed, latents=latents[part], paths=paths[part], keep_left=True)
        end = run.event_day[EVENTS.index("collapse")]
        dropped += int(((end >= 0) & (end < BURN_IN)).sum())
        calm += _calm(run)
        found = [classify(run, adults, one, years=years) for one in rules]
        counts = [
            tuple(a + b for a, b in zip(old, new, strict=True))
            for old, new in zip(counts, found, strict=True)
        ]
        if progress is not None:
            progress(min(start + _PART, members), members)
    return [
        ModelTable(scenario, period, members, seed, one, dropped, calm, total)
        for one, total in zip(rules, counts, strict=True)
    ]


_PART = 2048


def model_table(scenario: str, members: int = 8192, seed: int = 0, **options: Any) -> ModelTable:
    """`model_tables` with the default coding rules."""
    return model_tables(scenario, members=members, seed=seed, **options)[0]
