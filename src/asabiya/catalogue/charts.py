"""Colours and the frame that the figures of the models of regime change share.

Dark, middle and pale keep their order in grey print, and no meaning rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["FOCUS", "INK", "PALE", "SECOND", "SHADE", "finish", "rows"]

INK: Final = "#2a3137"
FOCUS: Final = "#0072b2"
SECOND: Final = "#d55e00"
PALE: Final = "#8a939b"
SHADE: Final = "#dfe7ee"


def rows(values: Sequence[Mapping[str, Any]]) -> Any:
    """Data of a chart, a mapping for each row."""
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in values])


def finish(chart: Any, title: str, subtitle: str) -> Any:
    """An Altair chart with its title and the size and axes that all of them have."""
    return (
        chart.properties(
            width=420,
            height=300,
            title={"text": title, "subtitle": subtitle, "anchor": "start", "offset": 8},
        )
        .configure_view(stroke=None)
        .configure_axis(gridColor="#e6e2d9", labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
        .configure_title(fontSize=14, subtitleFontSize=12, subtitleColor="#5a646d")
        .configure_legend(labelFontSize=12, titleFontSize=12, orient="top")
    )
