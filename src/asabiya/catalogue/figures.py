"""What the figures of models share: tones that survive grey print, and tables as data.

A figure is an Altair chart without a look of its own; who renders it gives it the house's, see
`asabiya.report.picture`. Kinds that a reader has to tell apart differ in dash, shape or fill too, not in
tone alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import altair as alt

__all__ = ["FIRST", "GREY", "INK", "SECOND", "THIRD", "against_diagonal", "staircase", "table"]

INK: Final = "#2a3137"
GREY: Final = "#767d84"
"""References: diagonals, zero lines, critical values."""
FIRST: Final = "#0072b2"
SECOND: Final = "#c24d00"
THIRD: Final = "#00805d"


def table(columns: Mapping[str, Sequence[Any]]) -> alt.InlineData:
    """Columns of one length as a chart's data, whatever their length; numbers to six digits.

    Altair would copy and check a list of rows at every step, and refuses more than 5,000.
    """
    import altair as alt

    rows = [
        {
            name: float(f"{cell:.6g}") if isinstance(cell, float) else cell
            for name, cell in zip(columns, row, strict=True)
        }
        for row in zip(*columns.values(), strict=True)
    ]
    return alt.InlineData(values=json.dumps(rows), format=alt.JsonDataFormat(type="json"))


def staircase(course: Sequence[float]) -> tuple[list[float], list[float]]:
    """Corners of the path ``x(t+1) = F(x(t))`` between the curve F and the diagonal.

    >>> staircase([0, 10, 30])
    ([0, 0, 10, 10, 30], [0, 10, 10, 30, 30])
    """
    x = [value for value in course for _ in range(2)]
    return x[:-1], [course[0], *x[2:]]


def against_diagonal(
    curve: tuple[Sequence[float], Sequence[float]],
    course: Sequence[float],
    points: Sequence[Mapping[str, Any]],
    *,
    x_title: str,
    y_title: str,
    top: float,
) -> alt.LayerChart:
    """A map F with the diagonal, the path that it makes, and its fixed points.

    Parameters
    ----------
    curve
        x and F(x).
    course
        x at every step.
    points
        Fixed points, each with ``value``; an open circle where ``stable`` is false.
    x_title, y_title
        Axes, with units.
    top
        Where both axes end; they begin at 0.
    """
    import altair as alt

    scale = alt.Scale(domain=[0, top], nice=False)
    x, y = alt.X("x:Q", title=x_title, scale=scale), alt.Y("y:Q", title=y_title, scale=scale)

    def line(across: Sequence[float], up: Sequence[float], **mark: Any) -> alt.Chart:
        data = table({"x": across, "y": up, "order": range(len(across))})
        drawn: alt.Chart = alt.Chart(data).mark_line(**mark).encode(x=x, y=y, order="order:Q")
        return drawn

    values = [float(point["value"]) for point in points]
    kinds = ["unstable" if point.get("stable") is False else "stable" for point in points]
    fill = alt.Fill(
        "kind:N", scale=alt.Scale(domain=["stable", "unstable"], range=[INK, "#ffffff"]), legend=None
    )
    dots = alt.Chart(table({"x": values, "y": values, "kind": kinds}))
    marks = dots.mark_point(size=90, filled=True, stroke=INK, strokeWidth=1.5, opacity=1)
    layers = [
        line([0.0, top], [0.0, top], color=GREY, strokeDash=[2, 3]),
        line(*curve, color=FIRST, strokeWidth=2.5),
        line(*staircase(course), color=SECOND, strokeWidth=1.2),
        marks.encode(x=x, y=y, fill=fill),
    ]
    return alt.LayerChart(layer=layers, width=300, height=300)
