"""The historical record: base rates computed from published data sets, with counts, intervals and sources.

Only figures computed from the data are here, never the data. They carry the data sets' own limits: campaigns
are those that became visible; defection and size were coded after the outcome was known, so conditional rates
are upper bounds; an end of a regime includes coups and negotiated hand-overs.

References: Geddes, Wright and Frantz 2014; Chenoweth and Lewis 2013; Brown, Cai and DasGupta 2001 (Jeffreys).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

from scipy.special import betaincinv

from asabiya.errors import InputError, ScenarioError, nearest
from asabiya.vocabulary import HORIZONS

__all__ = ["RECORD", "BaseRate", "Hazard", "background_hazard", "historical", "jeffreys", "lookup"]

_GWF = "geddes-wright-frantz-2014 joined with chenoweth-lewis-2013 (NAVCO 2.0)"
_REIGN = "REIGN (Bell 2016, list of March 2021) joined with NAVCO 1.3 (Chenoweth and Shay 2020)"
_HOW = "geddes-wright-frantz-2014 (manner of ending) joined with chenoweth-lewis-2013 (NAVCO 2.0)"
_OLD, _NEW = "1946-2006", "2007-2019"


def jeffreys(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Jeffreys' interval of a rate with ``k`` cases in ``n`` trials; the whole unit interval without trials.

    >>> [round(x, 4) for x in jeffreys(35, 123)]
    [0.2105, 0.3686]
    """
    if n <= 0:
        return 0.0, 1.0
    tail = (1.0 - level) / 2.0
    low, high = (float(betaincinv(k + 0.5, n - k + 0.5, q)) for q in (tail, 1.0 - tail))
    return low, high


@dataclasses.dataclass(frozen=True)
class BaseRate:
    """Cases in trials."""

    name: str
    """What was counted."""
    k: int
    """Cases."""
    n: int
    """Trials."""
    source: str
    """Data sets, as keys of the bibliography or in words."""
    period: str
    """Years covered."""
    horizon_days: int
    """Days within which the case counts: 365 for the same year, 730 for the same year or the next."""

    @property
    def p(self) -> float:
        """Rate; not a number without trials."""
        return self.k / self.n if self.n else math.nan

    @property
    def lo(self) -> float:
        """Lower end of Jeffreys' 95 % interval."""
        return jeffreys(self.k, self.n)[0]

    @property
    def hi(self) -> float:
        """Upper end of Jeffreys' 95 % interval."""
        return jeffreys(self.k, self.n)[1]

    def row(self) -> dict[str, Any]:
        """The entry that the report shows."""
        found = {"name": self.name, "k": self.k, "n": self.n, "p": self.p, "lo": self.lo, "hi": self.hi}
        return found | {"source": self.source, "period": self.period, "horizon_days": self.horizon_days}


def _rows(source: str, period: str, horizon: int, *counts: tuple[str, int, int]) -> tuple[BaseRate, ...]:
    return tuple(BaseRate(name, k, n, source, period, horizon) for name, k, n in counts)


RECORD: tuple[BaseRate, ...] = (
    *_rows(
        _GWF, _OLD, 365,
        ("collapse, any year", 216, 4358),
        ("campaign-years", 123, 4358),
        ("collapse, no campaign", 143, 3858),
        ("collapse, campaign", 35, 123),
        ("collapse, campaign with defection", 19, 43),
        ("collapse, campaign without defection", 10, 42),
        ("defection, campaign-years", 43, 85),
        ("collapse, second year of survivors, no campaign", 136, 3715),
        ("collapse, second year of survivors, campaign", 28, 88),
        ("collapse, second year of survivors, campaign with defection", 13, 24),
        ("collapse, campaign of 100,000 or more at its peak", 22, 50),
        ("collapse, violent campaign", 42, 384),
    ),
    *_rows(
        _GWF, _OLD, 730,
        ("collapse, campaign", 63, 123),
        ("collapse, campaign with defection", 32, 43),
        ("collapse, campaign without defection", 18, 42),
        ("collapse, campaign of 100,000 or more at its peak", 36, 50),
        ("collapse, violent campaign", 75, 384),
    ),
    *_rows(
        _REIGN, _OLD, 365,
        ("collapse, any year", 233, 4915),
        ("campaign-years", 218, 4915),
        ("collapse, no campaign", 128, 4210),
        ("collapse, campaign", 60, 218),
        ("collapse, second year of survivors, campaign", 41, 158),
        ("collapse, violent campaign", 56, 511),
    ),
    *_rows(_REIGN, _OLD, 730, ("collapse, campaign", 101, 218)),
    *_rows(
        _REIGN, _NEW, 365,
        ("collapse, any year", 24, 833),
        ("campaign-years", 113, 833),
        ("collapse, no campaign", 5, 650),
        ("collapse, campaign", 16, 113),
        ("collapse, second year of survivors, campaign", 9, 97),
        ("collapse, violent campaign", 5, 84),
    ),
    *_rows(_REIGN, _NEW, 730, ("collapse, campaign", 25, 113)),
)  # fmt: skip
"""Base rates of autocratic regimes by regime-year. A campaign is a nonviolent one for a change of regime,
active in the year; "second year of survivors" is the end in the year after, given survival of the first."""


def lookup(name: str, period: str = _OLD, horizon_days: int = 365) -> list[BaseRate]:
    """Rows of the record of one name, period and horizon, one for each pair of data sets."""
    return [
        rate for rate in RECORD if (rate.name, rate.period, rate.horizon_days) == (name, period, horizon_days)
    ]


def historical(horizon: int, period: str | None = None) -> list[dict[str, Any]]:
    """Rates of collapse in the record within a horizon, as the report shows them.

    Shorter horizons than a year have none of their own: the record counts years.

    Parameters
    ----------
    horizon
        365, or 730 for "in the same year or the next" [d].
    period
        Only rows of this period; none gives all.

    Raises
    ------
    InputError
        If the record has no rates for this horizon.
    """
    known = sorted({rate.horizon_days for rate in RECORD})
    if horizon not in known:
        raise InputError(
            f"historical record: no base rates within {horizon} days",
            hint=f"the record counts years; allowed: {', '.join(map(str, known))}",
        )
    return [
        rate.row()
        for rate in RECORD
        if rate.horizon_days == horizon and period in (None, rate.period) and rate.name.startswith("collapse")
    ]


@dataclasses.dataclass(frozen=True)
class Hazard:
    """A route out of power, as a yearly hazard in years without a campaign."""

    route: str
    """How the regime ends."""
    p: float
    """Probability within a year."""
    lo: float
    """Lower end of the 95 % interval."""
    hi: float
    """Upper end of the 95 % interval."""
    in_model: bool
    """Whether the model's own collapse stands for this route, so that adding it would count it twice."""
    source: str
    """Where it comes from."""

    def within(self, days: int) -> float:
        """Probability within so many days, at a constant hazard.

        >>> round(Hazard("coup", 0.19, 0.1, 0.3, True, "example").within(730), 4)
        0.3439
        """
        return -math.expm1(math.log1p(-self.p) * days / 365)

    def row(self, horizons: Sequence[int] = HORIZONS) -> dict[str, Any]:
        """The entry that the report shows, with a probability for each horizon [d]."""
        return dataclasses.asdict(self) | {"within": {str(days): self.within(days) for days in horizons}}


_YEARS = 3857
"""Regime-years 1946–2006 without a campaign for a change of regime, violent ones left out too."""
_ROUTES: tuple[tuple[str, int, bool], ...] = (
    ("election lost or left to others", 36, False),
    ("change of rules from within, or succession that changes them", 11, False),
    ("invasion, or end of the state", 9, False),
    ("insurgents or civil war", 4, False),
    ("military coup", 63, True),
    ("popular uprising", 19, True),
)
"""The 142 ends in these years, by codes of how a regime ends: 2 and 3; 1 and 8; 7 and 9; 6; 5; 4."""


def background_hazard(period: str = _OLD) -> tuple[Hazard, ...]:
    """Routes out of power in years without a campaign; the last row adds up those the model does not contain.

    The model ends a regime by the street and by an apparatus that melts away or turns. The record codes these
    as popular uprising and as military coup (a palace coup by a few among them, which it does not tell
    apart); they stand here with ``in_model`` true and are left out of the total, since the model's own yearly
    collapse without a campaign is calibrated to their sum. No part of the model holds the other routes.

    Raises
    ------
    ScenarioError
        If the record of this period is not known.
    """
    outside = sum(k for _, k, inside in _ROUTES if not inside)
    routes = (*_ROUTES, ("all routes not in the model", outside, False))
    if period == _OLD:
        return tuple(
            Hazard(route, k / _YEARS, *jeffreys(k, _YEARS), inside, f"{_HOW}: {k}/{_YEARS} years")
            for route, k, inside in routes
        )
    if period == _NEW:
        [rate] = lookup("collapse, no campaign", _NEW)
        whole = sum(k for _, k, _ in _ROUTES)
        source = f"{rate.source}: {rate.k}/{rate.n} years; assumed: routes in the proportions of {_OLD}"
        return tuple(
            Hazard(route, rate.p * k / whole, rate.lo * k / whole, rate.hi * k / whole, inside, source)
            for route, k, inside in routes
        )
    raise ScenarioError(f"period {period}: its record is not known", hint=nearest(period, (_OLD, _NEW)))
