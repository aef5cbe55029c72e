"""The time course of an index, with everything that a reader wants to see it against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import altair as alt
import numpy as np

from asabiya.report import rows as source
from asabiya.report.figures import as_values, colour_scale, finish, layered
from asabiya.report.rows import Row
from asabiya.report.theme import FIGURE
from asabiya.report.view import ResultView
from asabiya.report.words import date_words, label, span_words

__all__ = ["UNITS", "course"]

UNITS: Final = {
    "cohesion": "willing capacity over nominal [0–1]",
    "hidden_defection": "members who serve but would leave [share]",
    "tension": "strife within the apparatus [0–1]",
    "fear": "fear of repression [0–1]",
    "legitimacy": "legitimacy [0–1]",
    "actives": "adults in the street [share]",
}
"""What each index measures, and its unit."""

_SHARES: Final = ("actives", "hidden_defection")
_HEIGHT: Final = 170
_MOST_LABELS: Final = 8
_LABEL_ROOM: Final = 0.08


def _range(rows: Sequence[Row], records: Sequence[Row], *, index: str) -> tuple[float, float]:
    """The axis: from zero for what can vanish, about the data for the rest; room above for the marks."""
    ends = [row[key] for row in rows for key in ("q05", "q50", "q95") if row.get(key) is not None]
    ends += [row[key] for row in records for key in ("lo", "hi")]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    if index in ("cohesion", "legitimacy"):
        middle, half = (low + high) / 2, max((high - low) / 2 * 1.1, 0.1)
        low, high = max(0.0, middle - half), max(high, min(1.0, middle + half))
    else:
        low, high = min(0.0, low), max(high, 1e-6) * 1.05
    return low, high + (high - low) * 0.14


def _background(view: ResultView, x: alt.X) -> list[alt.Chart]:
    """Phases of the calendar, shaded: war in amber, others in grey, neighbours by turns light and dark."""
    spans: list[Row] = []
    for place, row in enumerate(source.phase_rows(view)):
        tone = FIGURE["phase" if "war" in row["kind"].lower() else "reference"]
        spans.append(
            {"day": row["from"], "end": row["to"], "tone": tone, "depth": 0.14 if place % 2 else 0.07}
        )
    if not spans:
        return []
    base = alt.Chart(as_values(spans)).mark_rect().encode(x=x, x2="end")
    return [base.encode(color=alt.Color("tone:N", scale=None), opacity=alt.Opacity("depth:Q", scale=None))]


def _labelled(view: ResultView, rows: Sequence[Row], top: float) -> list[Row]:
    """Marks with their numbers beside them, on the side with room; near neighbours share a label."""
    days = view.dataset["day"].values.astype("datetime64[D]")
    length = max(int((days[-1] - days[0]).astype(int)), 1)
    groups: list[list[tuple[float, Row]]] = []
    for row in rows:
        since = int((np.datetime64(row["day"], "D") - days[0]).astype(int)) / length
        if groups and since - groups[-1][-1][0] <= _LABEL_ROOM:
            groups[-1].append((since, row))
        else:
            groups.append([(since, row)])
    marks: list[Row] = []
    for group in groups:
        side = "left" if group[0][0] > 0.3 else "right"
        labelled = group[0 if side == "left" else -1][1]
        text = span_words(n for _, row in group for n in row["numbers"])
        for _, row in group:
            marks.append({"day": row["day"], "y": top, "side": side, "text": text if row is labelled else ""})
    return marks


def _marks(view: ResultView, x: alt.X, top: float) -> list[alt.Chart]:
    """The as-of line, and a numbered triangle for each day with statements."""
    layers: list[alt.Chart] = []
    as_of, days = str(source.dig(view.summary, "as_of") or "")[:10], source.window(view)
    if days is not None and days[0] <= as_of <= days[1]:
        line = alt.Chart(as_values([{"day": as_of}]))
        layers.append(line.mark_rule(color=FIGURE["ink"], strokeDash=[2, 3], strokeWidth=1.2).encode(x=x))
    marks = _labelled(view, source.mark_rows(view), top)
    if not marks:
        return layers
    base = alt.Chart(as_values(marks)).encode(x=x, y="y:Q")
    tone = FIGURE["statement"]
    layers.append(
        base.mark_point(shape="triangle-down", size=60, filled=True, color=tone, opacity=1, yOffset=6)
    )
    if sum(bool(mark["text"]) for mark in marks) <= _MOST_LABELS:
        named = base.encode(text="text:N", color=alt.value(tone))
        left = named.transform_filter(alt.datum.side == "left")
        right = named.transform_filter(alt.datum.side == "right")
        layers.append(left.mark_text(fontSize=11, yOffset=6, dx=-7, align="right"))
        layers.append(right.mark_text(fontSize=11, yOffset=6, dx=7, align="left"))
    return layers


def course(view: ResultView, index: str) -> alt.LayerChart:
    """An index by day: medians as lines, the middle 50 and 90 % as bands, statements as triangles."""
    rows, records = source.course_rows(view, index), source.record_rows(view, index)
    low, high = _range(rows, records, index=index)
    form = "'.2~p'" if index in _SHARES else "'.2~f'"
    days = [int(np.datetime64(day, "ms").astype(np.int64)) for day in source.window(view) or ()]
    scale = alt.Scale(type="utc", domain=days) if days else alt.Scale(type="utc")
    x = alt.X("day:T", scale=scale, axis=alt.Axis(title=None, tickCount=4, grid=False))
    axis = alt.Axis(
        title=UNITS[index], labelExpr=f"format(datum.value, {form})", tickCount=4, domain=False, ticks=False,
        titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-10, titleX=0,
    )  # fmt: skip
    y = alt.Y("q50:Q", scale=alt.Scale(domain=[low, high], nice=False, zero=False), axis=axis)
    colour = alt.Color("role:N", scale=colour_scale(view), legend=None)
    layers = _background(view, x)
    for role in view.distributions:
        base = alt.Chart(as_values([row for row in rows if row["role"] == role])).encode(x=x, color=colour)
        focus = role == view.focus
        layers.append(base.mark_area(opacity=0.2).encode(y=alt.Y("q05:Q", axis=axis), y2="q95:Q"))
        if focus:
            layers.append(base.mark_area(opacity=0.25).encode(y=alt.Y("q25:Q"), y2="q75:Q"))
        layers.append(base.mark_line(strokeWidth=2, strokeDash=[1, 0] if focus else [5, 3]).encode(y=y))
    if records:
        seen = alt.Chart(as_values(records)).encode(x=x, y=alt.Y("lo:Q"), y2="hi:Q")
        layers.append(seen.mark_rule(color=FIGURE["record"], strokeWidth=3, strokeCap="square"))
    layers += _marks(view, x, high)
    chart = layered(layers, _HEIGHT)
    as_of = source.dig(view.summary, "as_of")
    subtitle = f"dotted line: {date_words(as_of)}" if as_of else "median, middle 50 % and 90 %"
    return finish(chart, label(index).capitalize(), subtitle)
