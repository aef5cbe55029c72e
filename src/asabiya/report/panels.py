"""Figures as the page shows them: picture, caption, text alternative, and the numbers as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import altair as alt

from asabiya.report import courses, figures, places
from asabiya.report import rows as source
from asabiya.report.rows import Row
from asabiya.report.svg import inline_svg
from asabiya.report.view import ResultView
from asabiya.report.words import date_words, interval, label, number, percent, points

__all__ = ["Panel", "Table", "panels", "triple_table"]

_ROLE_WORDS = {"prior": "before", "posterior": "after", "base": "as it is", "variant": "with the change"}
_TABLE_DAYS = 14
"""Days listed in the table of a time course."""


@dataclass(frozen=True)
class Table:
    """Cells as text, ready to print; the first column names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Panel:
    """One figure on the page."""

    identity: str
    title: str
    caption: str
    svg: str
    table: Table


def triple_table(
    first: str, rows: Sequence[Row], form: Callable[[object], str], *, roles: bool = True
) -> Table:
    """Name, distribution, value and 90 % interval of each row."""
    names = {"record": "historical record"}
    cells = [
        (
            str(row["name"]),
            *((names.get(str(row["role"]), str(row["role"])),) if roles else ()),
            form(row["value"]),
            interval(form(row["lo"]), form(row["hi"])),
        )
        for row in rows
    ]
    head = (first, *(("distribution",) if roles else ()), "value", "interval")
    return Table(head, tuple(cells))


def _spoken(table: Table) -> str:
    """A table's rows as one sentence, for a picture's description."""
    return "; ".join(" ".join(cell for cell in row if cell) for row in table.rows[:40]) + "."


def _panel(identity: str, title: str, caption: str, chart: alt.LayerChart, table: Table) -> Panel:
    description = f"{caption} {_spoken(table)}"
    return Panel(
        identity,
        title,
        caption,
        inline_svg(chart, identity=identity, title=title, description=description),
        table,
    )


def _outcomes(view: ResultView) -> list[Panel]:
    result = []
    for horizon in source.horizons(view):
        rows = [*source.outcome_rows(view, horizon), *source.base_rate_rows(view, horizon)]
        if not rows:
            continue
        records = any(row["role"] == "record" for row in rows)
        caption = (
            "Green diamonds: how often it happened in history." if records else "How likely each outcome is."
        )
        table = triple_table("outcome", rows, percent)
        chart = figures.outcomes(view, horizon)
        result.append(_panel(f"fig-outcomes-{horizon}", f"Within {horizon} days", caption, chart, table))
    return result


def _shifts(view: ResultView) -> list[Panel]:
    rows = source.shift_rows(view)
    if not rows:
        return []
    named = [row | {"name": f"{row['name']}, {row['horizon']} days"} for row in rows]
    table = triple_table("outcome", named, points, roles=False)
    caption = (
        "A bar across the zero line: the evidence moves this no further than chance in the computation could."
    )
    return [_panel("fig-shifts", "How far the evidence moves it", caption, figures.shifts(view), table)]


def _course_caption(view: ResultView, index: str, form: Callable[[object], str]) -> str:
    """The medians on the as-of day, or at the end, as a sentence."""
    rows = source.course_rows(view, index, 10**6)
    as_of = str(source.dig(view.summary, "as_of") or rows[-1]["day"])[:10]
    here = {row["role"]: row for row in rows if row["day"] <= as_of} or {row["role"]: row for row in rows}
    said = [f"{form(row.get('q50'))} {_ROLE_WORDS.get(role, '')}".strip() for role, row in here.items()]
    caption = f"On {date_words(next(iter(here.values()))['day'])}: {', '.join(said)}."
    return f"{caption} Green bars: historical records." if source.record_rows(view, index) else caption


def _courses(view: ResultView) -> list[Panel]:
    result = []
    for index in source.indices(view):
        form = percent if index in ("actives", "hidden_defection") else number
        cells = tuple(
            (
                date_words(row["day"]),
                str(row["role"]),
                form(row.get("q50")),
                interval(form(row.get("q05")), form(row.get("q95"))),
            )
            for row in source.course_rows(view, index, _TABLE_DAYS)
        )
        if not cells:
            continue
        table = Table(("day", "distribution", "median", "90 % interval"), cells)
        title, chart = label(index).capitalize(), courses.course(view, index)
        name = index.replace("_", "-")
        result.append(_panel(f"fig-course-{name}", title, _course_caption(view, index, form), chart, table))
    return result


def _departures(view: ResultView) -> list[Panel]:
    result = []
    for rank in ("top", "middle", "base"):
        rows = source.departure_rows(view, rank)
        if rows:
            table = triple_table("sector", rows, percent)
            title, caption = f"{rank.capitalize()} ranks", "Share of posts left over the days shown."
            chart = figures.departures(view, rank)
            result.append(_panel(f"fig-departures-{rank}", title, caption, chart, table))
    return result


def _contributions(view: ResultView) -> list[Panel]:
    rows = [row for row in source.contribution_rows(view) if row["value"] is not None]
    if not rows:
        return []
    cells = tuple(
        (
            str(row["name"]),
            date_words(row["date"]),
            ", ".join(row["codes"]) or "none",
            number(row["value"]),
            number(None if row["se"] is None else 2 * row["se"], 2),
        )
        for row in rows
    )
    table = Table(("statement", "date", "codes", "nats added", "± (2 s.e.)"), cells)
    caption = "Left of zero: without this statement the others would say more."
    return [
        _panel("fig-contributions", "What each statement added", caption, figures.contributions(view), table)
    ]


def _sensitivity(view: ResultView) -> list[Panel]:
    shown = []
    shifts = {
        str(key) for item in view.summary.get("sensitivity") or () for key in source.dig(item, "shift") or ()
    } - {"lo", "hi", "se"}
    for measure in ("information_nats", *sorted(shifts)[:3]):
        rows = source.sensitivity_rows(view, measure)
        if not rows:
            continue
        nats = measure == "information_nats"
        outcome, _, days = measure.rpartition("_")
        title = "Information" if nats else f"Shift of {label(outcome)}, {days} days"
        head = "nats" if nats else "points"
        cells = tuple(
            (r["name"], r["setting"], number(r["value"]) if nats else points(r["value"])) for r in rows
        )
        table = Table(("assumption", "setting", head), cells)
        caption = "A dot for each setting of the assumption; the dashed line is the answer as reported."
        name = measure.replace("_", "-")
        chart = figures.sensitivity(view, measure)
        shown.append(_panel(f"fig-sensitivity-{name}", title, caption, chart, table))
    return shown


def _effects(view: ResultView) -> list[Panel]:
    shown = []
    for outcomes, name in ((True, "outcomes"), (False, "indices")):
        rows = source.effect_rows(view, outcomes=outcomes)
        if rows:
            form = points if outcomes else number
            unit = "points" if outcomes else "index units"
            cells = tuple(
                (
                    r["name"],
                    form(r["value"]),
                    interval(form(r["lo"]), form(r["hi"])),
                    number(r["variance_ratio"], 2),
                )
                for r in rows
            )
            table = Table(("effect on", f"difference [{unit}]", "90 % interval", "variance ratio"), cells)
            caption = "A bar across the zero line: no difference that the simulation can tell from none."
            chart = figures.effects(view, outcomes=outcomes)
            shown.append(_panel(f"fig-effects-{name}", f"Effect on the {name}", caption, chart, table))
    return shown


def _agents(view: ResultView) -> list[Panel]:
    """Where citizens are in the street, and who in the apparatus does not obey."""
    shown = []
    for name, title, what in (
        ("street", "In the street, by region", "Share of the region’s adults"),
        (
            "disobedience",
            "Not obeying, by sector and rank",
            "Share of posts, empty or of shirkers,",
        ),
    ):
        rows = places.place_rows(view, name)
        if not rows:
            continue
        cells = tuple(
            (
                str(row["name"]),
                percent(row["value"]),
                interval(percent(row["lo"]), percent(row["hi"])),
                percent(row["peak"]),
            )
            for row in rows
        )
        most = max(row["peak"] for row in rows)
        shade = f"the strongest tone is {percent(most)}" if most else "none on any day"
        caption = f"{what} that 19 of 20 histories do not exceed: {shade}."
        table = Table((places.PLACES[name], "last day", "90 % interval", "highest"), cells)
        shown.append(_panel(f"fig-{name}", title, caption, places.chart(view, name), table))
    return shown


def panels(view: ResultView) -> dict[str, list[Panel]]:
    """Every figure that the result has numbers for, by section; a section without any is an empty list."""
    nowcast = view.kind == "nowcast"
    return {
        "outcomes": _outcomes(view),
        "shifts": _shifts(view) if nowcast else [],
        "courses": _courses(view),
        "departures": _departures(view),
        "agents": _agents(view),
        "contributions": _contributions(view) if nowcast else [],
        "sensitivity": _sensitivity(view) if nowcast else [],
        "effects": _effects(view) if view.kind == "compare" else [],
    }
