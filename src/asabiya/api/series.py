"""Series as variables of a data set: quantiles over the members, by day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["QUANTILES", "days_from", "described", "series_variable"]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles kept of every series."""

_INDEX_UNITS: Final = "0 to 1; hidden_defection: share of members who serve; actives: share of adults"
_DESCRIBED: Final = {
    "series": ("quantiles of each index by day over the members", _INDEX_UNITS),
    "departures": ("quantiles over the members of the share of posts left since the start", "share of posts"),
    "member_series": ("each index by day and member", _INDEX_UNITS),
    "event_day": ("day of the first event counted from the start, -1 if none", "d"),
    "regions": (
        "quantiles over the members, by region and day, of active and of jailed citizens, of fear, and of "
        "the push of sparks",
        "actives and jailed: share of the region's adults; fear: 0 to 1; push: index units",
    ),
    "ranks": (
        "quantiles over the members, by sector, rank and day, of members who obey, of those who shirk, of "
        "posts left and of posts purged",
        "share of posts",
    ),
}
"""What variables hold, and in which unit."""


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


def described(data: xr.Dataset) -> xr.Dataset:
    """The data set with what each variable holds, ``description`` and ``units``, in its attributes."""
    for name, (what, unit) in _DESCRIBED.items():
        if name in data:
            data[name].attrs |= {"description": what, "units": unit}
    return data
