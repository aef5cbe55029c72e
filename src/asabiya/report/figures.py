"""One function for each figure: a result in, an Altair chart out.

Each chart is a phone's width, carries its units on its axes and its plain title, and shows the reference
(prior, or base) in grey and what the page is about (posterior, or variant) in blue. The chart has no rows,
and must not be shown, when the result lacks what it needs: ask `asabiya.report.rows` first.
"""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Sequence
from typing import Final

import altair as alt

from asabiya.report import rows as source
from asabiya.report.rows import Row
from asabiya.report.theme import FIGURE, WIDTH, config
from asabiya.report.view import ResultView
from asabiya.report.words import finite, label

__all__ = ["contributions", "departures", "effects", "outcomes", "sensitivity", "shifts"]

_TICKS: Final = (0.0, 0.0001, 0.0003, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
_SHAPES: Final = {"reference": "stroke", "record": "diamond", "focus": "circle"}
_ROW_HEIGHT: Final = 34
_LONE_HEIGHT: Final = 25
_LINE_HEIGHT: Final = 13
_TICK_ROOM: Final = 0.17
_LABEL_CHARACTERS: Final = 24


def finish(chart: alt.LayerChart, title: str, subtitle: str = "") -> alt.LayerChart:
    """The chart at its size, with its title and the house's look."""
    heading = alt.TitleParams(text=title, subtitle=textwrap.wrap(subtitle, 58) or [""])
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    done: alt.LayerChart = chart.properties(width=WIDTH, title=heading, autosize=fit).configure(**config())
    return done


def layered(layers: Sequence[alt.Chart], height: int) -> alt.LayerChart:
    """Charts upon each other, the first at the bottom, ``height`` pixels high."""
    return alt.LayerChart(layer=list(layers), height=height)


def as_values(rows: Sequence[Row]) -> alt.InlineData:
    """Rows as inline data; as one text, because Altair copies a list of rows at every step of a chart."""
    return alt.InlineData(values=json.dumps(rows), format=alt.JsonDataFormat(type="json"))


def colour_scale(view: ResultView) -> alt.Scale:
    """Grey for the reference, blue for the focus, green for the historical record."""
    names = [*dict.fromkeys(view.distributions or ("prior", "posterior")), "record"]
    if view.kind == "nowcast":
        names = ["prior", "posterior", "record"]
    tones = dict.fromkeys(names, FIGURE["reference"]) | {view.focus: FIGURE["focus"]}
    tones["record"] = FIGURE["record"]
    return alt.Scale(domain=names, range=[tones[name] for name in names])


def _wrapped(name: str) -> str:
    return "\n".join(textwrap.wrap(name, _LABEL_CHARACTERS, max_lines=3, placeholder=" …")) or " "


def _ticks(top: float) -> list[float]:
    """Round probabilities far enough apart on a square-root axis to be labelled.

    >>> _ticks(0.16)
    [0.0, 0.005, 0.02, 0.05, 0.1]
    """
    kept = [0.0]
    for tick in _TICKS[1:]:
        if tick <= top * 1.001 and math.sqrt(tick / top) - math.sqrt(kept[-1] / top) >= _TICK_ROOM:
            kept.append(tick)
    return kept


def _shown(view: ResultView, rows: Sequence[Row]) -> list[Row]:
    """Rows with the label wrapped, the lane within the row, and the shape."""
    alone = {name for name in {row["name"] for row in rows} if sum(r["name"] == name for r in rows) == 1}
    shown: list[Row] = []
    for row in rows:
        kind = "record" if row["role"] == "record" else "focus" if row["role"] == view.focus else "reference"
        lane = "b" if row["name"] in alone else {"reference": "a", "focus": "c", "record": "b"}[kind]
        value = row["value"]
        ends = {end: value if row[end] is None else row[end] for end in ("lo", "hi")}
        plain = {key: row[key] for key in ("role", "value")}
        shown.append({"label": _wrapped(row["name"]), "lane": lane, "shape": kind} | plain | ends)
    return shown


def _dots(
    view: ResultView,
    rows: Sequence[Row],
    x: alt.X,
    *,
    zero: bool = False,
) -> alt.LayerChart:
    """Dots with intervals, a row for each name; where a name has two, the reference lies above the focus."""
    shown = _shown(view, [row for row in rows if row["value"] is not None])
    order = list(dict.fromkeys(row["label"] for row in shown))
    axis = alt.Axis(
        labelExpr="split(datum.value, '\\n')",
        labelLimit=175,
        ticks=False,
        domain=False,
        grid=False,
        title=None,
    )
    base = alt.Chart(as_values(shown)).encode(
        y=alt.Y("label:N", sort=order, axis=axis, scale=alt.Scale(paddingInner=0.1, paddingOuter=0.05)),
        yOffset=alt.YOffset("lane:N", scale=alt.Scale(domain=["a", "b", "c"], paddingOuter=0.6)),
        color=alt.Color("role:N", scale=colour_scale(view), legend=None),
    )
    layers: list[alt.Chart] = []
    if zero:
        nought = alt.Chart(as_values([{"zero": 0}])).mark_rule(color=FIGURE["muted"], strokeWidth=1.5)
        layers.append(nought.encode(x="zero:Q"))
    layers.append(base.mark_rule(strokeWidth=2.5, strokeCap="round").encode(x=x, x2="hi:Q"))
    for kind, shape in _SHAPES.items():
        points = base.transform_filter(alt.datum.shape == kind).encode(x=alt.X("value:Q"))
        layers.append(
            points.mark_point(shape=shape, angle=90, size=150, strokeWidth=2.5, opacity=1)
            if kind == "reference"
            else points.mark_point(shape=shape, size=75, filled=True, opacity=1)
        )
    lines = max((label.count("\n") + 1 for label in order), default=1)
    lone = all(row["lane"] == "b" for row in shown)
    step = max(_LONE_HEIGHT if lone else _ROW_HEIGHT, _LINE_HEIGHT * lines + 4)
    height = max(step * len(order), 2 * _ROW_HEIGHT)
    return layered(layers, height)


def _probability(rows: Sequence[Row], title: str) -> alt.X:
    """A square-root axis from zero, so that one in a thousand and one in three are both legible."""
    ends = [row["hi"] if row["hi"] is not None else row["value"] for row in rows]
    top = max([end for end in ends if end is not None], default=1.0)
    top = min(1.0, max(top * 1.08, 0.004))
    axis = alt.Axis(
        values=_ticks(top),
        labelExpr="format(datum.value, '.2~%')",
        title=title,
        labelOverlap="greedy",
        titleAnchor="start",
    )
    return alt.X("lo:Q", scale=alt.Scale(type="sqrt", domain=[0, top], nice=False), axis=axis)


def _difference(rows: Sequence[Row], title: str) -> alt.X:
    """A straight axis about zero."""
    ends = [abs(row[key]) for row in rows for key in ("lo", "hi", "value") if row[key] is not None]
    reach = max([*ends, 1e-6]) * 1.1
    low = -reach if any((row["lo"] if row["lo"] is not None else row["value"]) < 0 for row in rows) else 0
    high = reach if any((row["hi"] if row["hi"] is not None else row["value"]) > 0 for row in rows) else 0
    axis = alt.Axis(
        labelExpr="datum.value == 0 ? '0' : format(datum.value, '+~g')",
        title=title,
        tickCount=4,
        labelOverlap="greedy",
        titleAnchor="start",
    )
    return alt.X("lo:Q", scale=alt.Scale(domain=[low, high], nice=True), axis=axis)


def outcomes(view: ResultView, horizon: int) -> alt.LayerChart:
    """Outcome probabilities within ``horizon`` days beside the historical record of the same horizon."""
    rows = [*source.outcome_rows(view, horizon), *source.base_rate_rows(view, horizon)]
    x = _probability(rows, "probability (square-root scale)")
    chart = _dots(view, rows, x)
    return finish(
        chart, f"Within {horizon} days", "How likely each outcome is; diamonds: the historical record"
    )


def shifts(view: ResultView) -> alt.LayerChart:
    """Posterior less prior of each outcome and horizon, in percentage points."""
    rows = [
        row
        | {"name": f"{row['name']}, {row['horizon']} days"}
        | {key: None if row[key] is None else 100 * row[key] for key in ("value", "lo", "hi")}
        for row in source.shift_rows(view)
    ]
    x = _difference(rows, "posterior less prior [percentage points]")
    return finish(_dots(view, rows, x, zero=True), "How far the evidence moves each outcome")


def departures(view: ResultView, rank: str) -> alt.LayerChart:
    """Share of posts left over the window in each sector, at one rank, on an axis shared by all ranks."""
    rows = source.departure_rows(view, rank)
    ranks = [str(name) for name in view.dataset["rank"].values] if "rank" in view.dataset.coords else []
    everyone = [row for name in ranks for row in source.departure_rows(view, name)]
    x = _probability(everyone, "share of posts left (square-root scale)")
    return finish(_dots(view, rows, x), f"{label(rank).capitalize()} ranks", "Who leaves, by sector")


def contributions(view: ResultView, most: int = 25) -> alt.LayerChart:
    """What each statement adds to the information, with two standard errors either way."""
    rows = [row for row in source.contribution_rows(view) if row["value"] is not None]
    kept = sorted(rows, key=lambda row: -abs(row["value"]))[:most]
    rows = [row for row in rows if row in kept]
    x = _difference(rows, "information added [nats], ± 2 standard errors")
    return finish(_dots(view, rows, x, zero=True), "What each statement added")


def sensitivity(view: ResultView, measure: str = "information_nats") -> alt.LayerChart:
    """The answer under other assumptions: a dot for each setting of each parameter, labelled by it."""
    nats = measure == "information_nats"
    scale = 1.0 if nats else 100.0
    shown = [
        {"label": _wrapped(row["name"]), "setting": row["setting"], "value": scale * row["value"]}
        for row in source.sensitivity_rows(view, measure)
    ]
    order = list(dict.fromkeys(row["label"] for row in shown))
    marks = [mark for name in order for mark in _set_apart([r for r in shown if r["label"] == name], shown)]
    outcome, _, days = measure.rpartition("_")
    unit = "information [nats]" if nats else "shift [percentage points]"
    what = "the information" if nats else f"the shift of {label(outcome)}, {days} days"
    x = alt.X(
        "value:Q",
        scale=alt.Scale(zero=nats, padding=14),
        axis=alt.Axis(title=unit, tickCount=4, labelOverlap="greedy"),
    )
    axis = alt.Axis(
        labelExpr="split(datum.value, '\\n')", labelLimit=175, ticks=False, domain=False, title=None
    )
    y = alt.Y("label:N", sort=order, axis=axis)
    base = alt.Chart(as_values(shown)).encode(x=x, y=y)
    named = alt.Chart(as_values(marks)).encode(x=x, y=y)
    layers = [
        base.mark_line(color=FIGURE["reference"], strokeWidth=1.5).encode(detail="label:N"),
        base.mark_point(color=FIGURE["focus"], size=60, filled=True, opacity=1),
        named.mark_text(dy=-11, fontSize=11, color=FIGURE["ink"]).encode(text="setting:N"),
    ]
    reference = headline(view, measure)
    if reference is not None:
        here = alt.Chart(as_values([{"value": scale * reference}]))
        layers.insert(0, here.mark_rule(color=FIGURE["statement"], strokeDash=[4, 3]).encode(x="value:Q"))
    chart = layered(layers, max(42 * len(order), 60))
    return finish(chart, f"Had we assumed otherwise: {what}", "Dashed: as reported")


def _set_apart(rows: Sequence[Row], every: Sequence[Row], least: float = 0.1) -> list[Row]:
    """Labels of one assumption's settings; those closer than ``least`` of the axis share one label."""
    values = [row["value"] for row in every]
    gap = least * (max(values) - min(values))
    groups: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: float(row["value"])):
        if groups and row["value"] - groups[-1][-1]["value"] < gap:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [
        {
            "label": group[0]["label"],
            "value": sum(row["value"] for row in group) / len(group),
            "setting": ", ".join(str(row["setting"]) for row in group),
        }
        for group in groups
    ]


def headline(view: ResultView, measure: str) -> float | None:
    """The reported value of what a sensitivity figure shows."""
    if measure == "information_nats":
        return finite(view.summary.get(measure))
    outcome, _, days = measure.rpartition("_")
    rows = [row for row in source.shift_rows(view) if row["name"] == label(outcome)]
    return next((row["value"] for row in rows if str(row["horizon"]) == days), None)


def effects(view: ResultView, *, outcomes: bool) -> alt.LayerChart:
    """What the change does, variant less base: to the outcomes [points], or to the indices."""
    factor = 100.0 if outcomes else 1.0
    rows = [
        row | {key: None if row[key] is None else factor * row[key] for key in ("value", "lo", "hi")}
        for row in source.effect_rows(view, outcomes=outcomes)
    ]
    unit = "percentage points" if outcomes else "index units"
    x = _difference(rows, f"variant less base [{unit}]")
    what = "outcomes" if outcomes else "indices"
    return finish(_dots(view, rows, x, zero=True), f"What the change does to the {what}")
