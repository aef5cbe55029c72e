"""Where things happen in a society of agents: region by region, and by sector and rank, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import altair as alt
import numpy as np
from numpy.typing import NDArray

from asabiya.report.figures import as_values, finish, layered
from asabiya.report.rows import Row, window
from asabiya.report.theme import FIGURE
from asabiya.report.view import ResultView
from asabiya.report.words import finite, label

__all__ = ["PLACES", "chart", "place_rows"]

PLACES: Final = {"street": "region", "disobedience": "sector and rank"}
"""What is shown: adults in the street, and posts whose holders do not obey; and what each row of it is."""

_COLUMNS: Final = 60
"""Most spans of days in a figure."""
_ROW: Final = 16
_HIGH: Final = 0.95
_LOW: Final = 0.05


def _block(view: ResultView, name: str) -> tuple[list[str], dict[str, NDArray[Any]]]:
    """Names of the rows, and the median and both ends of the interval, each (row, day)."""
    needed = {"street": "regions", "disobedience": "ranks"}[name]
    if needed not in view.dataset or view.focus not in view.distributions or not view.dataset.sizes["day"]:
        return [], {}
    block = view.dataset[needed].sel(distribution=view.focus)
    if name == "street":
        found = block.sel(quantity="actives").transpose("region", "day", "quantile")
        names = [str(region) for region in found["region"].values]
        ends = {"value": 0.5, "lo": _LOW, "hi": _HIGH}
    else:
        found = block.sel(status="obeying").stack(place=("sector", "rank"))
        found = found.transpose("place", "day", "quantile")
        names = [f"{label(sector)}, {label(rank)}" for sector, rank in found["place"].values]
        ends = {"value": 0.5, "lo": _HIGH, "hi": _LOW}
    grid = np.asarray(found["quantile"].values, dtype=float)
    values = {key: found.values[..., int(np.abs(grid - q).argmin())].astype(float) for key, q in ends.items()}
    return names, values if name == "street" else {key: 1.0 - x for key, x in values.items()}


def place_rows(view: ResultView, name: str) -> list[Row]:
    """The last day's median and 90 % interval of each row, and the highest end of the interval on any day.

    Parameters
    ----------
    view
        The result.
    name
        One of `PLACES`.
    """
    names, values = _block(view, name)
    return [
        {"name": place, **{key: finite(x[i, -1]) for key, x in values.items()}}
        | {"peak": finite(values["hi"][i].max())}
        for i, place in enumerate(names)
    ]


def _cells(view: ResultView, names: Sequence[str], high: NDArray[Any]) -> list[Row]:
    """The highest value in each span of days, row by row; none where it is 0."""
    days = view.dataset["day"].values.astype("datetime64[D]")
    ends = np.unique(np.linspace(0, len(days), min(len(days), _COLUMNS) + 1).round().astype(int))
    most = max(float(high.max()), 1e-12)
    return [
        {
            "place": place,
            "day": str(days[start]),
            "end": str(days[0] + np.timedelta64(int(end), "D")),
            "depth": round(float(high[i, start:end].max()) / most, 3),
        }
        for i, place in enumerate(names)
        for start, end in pairwise(ends)
        if high[i, start:end].max() > 0
    ]


def chart(view: ResultView, name: str) -> alt.LayerChart:
    """Rows by day: the higher the upper end of the interval, the stronger the tone.

    Parameters
    ----------
    view
        The result.
    name
        One of `PLACES`.
    """
    names, values = _block(view, name)
    days = [int(np.datetime64(day, "ms").astype(np.int64)) for day in window(view) or ()]
    x = alt.X(
        "day:T",
        scale=alt.Scale(type="utc", domain=days) if days else alt.Scale(type="utc"),
        axis=alt.Axis(title=None, tickCount=4, grid=False),
    )
    axis = alt.Axis(ticks=False, domain=False, grid=False, title=None, labelLimit=190)
    y = alt.Y("place:N", sort=names, scale=alt.Scale(domain=names, paddingInner=0.12), axis=axis)
    cells = alt.Chart(as_values(_cells(view, names, values["hi"])))
    drawn = cells.mark_rect(color=FIGURE["focus"]).encode(
        x=x, x2="end:T", y=y, opacity=alt.Opacity("depth:Q", scale=None)
    )
    return finish(layered([drawn], max(_ROW * len(names), 3 * _ROW)), PLACES[name].capitalize())
