"""Series as variables of a data set: quantiles over the members, by day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["QUANTILES", "days_from", "series_variable"]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles kept of every series."""


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
