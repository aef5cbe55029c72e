"""Figures: they hold the result's numbers, stay light, and can be told apart by everybody."""

from __future__ import annotations

import dataclasses
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import altair as alt
import numpy as np
import pytest

from asabiya.report import ResultView, courses, figures, rows
from asabiya.report.ledger import paragraphs
from asabiya.report.svg import inline_svg
from asabiya.report.theme import DARK, FIGURE, LIGHT

CHARTS: dict[str, Callable[[ResultView], alt.LayerChart]] = {
    "outcomes": lambda view: figures.outcomes(view, 365),
    "shifts": figures.shifts,
    "departures": lambda view: figures.departures(view, "top"),
    "contributions": figures.contributions,
    "sensitivity": figures.sensitivity,
    "sensitivity_shift": lambda view: figures.sensitivity(view, "collapse_365"),
    "cohesion": lambda view: courses.course(view, "cohesion"),
    "actives": lambda view: courses.course(view, "actives"),
}


def inline(chart: alt.LayerChart) -> list[dict[str, Any]]:
    """Every inline row of a chart."""
    texts = chart.to_dict()["datasets"].values()
    return [row for text in texts for row in json.loads(text)]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot((0.2126, 0.7152, 0.0722), linear))


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_meets_wcag_aa(palette: dict[str, str]) -> None:
    grounds = [palette[name] for name in ("paper", "card")]
    for name in ("ink", "muted", "accent", "warn", "fig-ink", "fig-muted", "fig-statement"):
        assert min(contrast(palette[name], ground) for ground in grounds) >= 4.5, name
    for name in ("fig-reference", "fig-focus", "fig-record"):
        assert min(contrast(palette[name], ground) for ground in grounds) >= 3, name
    for name in (name for name in palette if name.startswith("mark-")):
        assert contrast(palette["ink"], palette[name]) >= 4.5, name
    assert contrast(palette["muted"], palette["accent-soft"]) >= 4.5
    assert contrast(palette["ink"], palette["accent-soft"]) >= 4.5


def test_both_palettes_have_the_same_roles() -> None:
    assert list(LIGHT) == list(DARK)


@pytest.mark.parametrize("name", CHARTS)
def test_figure_becomes_an_accessible_svg(nowcast_view: ResultView, name: str) -> None:
    picture = inline_svg(CHARTS[name](nowcast_view), identity="f", title="What <it> is", description="a & b")
    root = ET.fromstring(picture)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f-title f-desc"
    assert [child.text for child in root[:2]] == ["What <it> is", "a & b"]
    assert "width" not in root.attrib
    assert "#ffffff" not in picture
    assert root.get("viewBox", "").split()[2] == "360"
    assert not set(FIGURE.values()) & {value for node in root.iter() for value in node.attrib.values()}
    assert len(picture) < 40_000


@pytest.mark.parametrize("name", CHARTS)
def test_figure_has_a_title_for_the_notebook(nowcast_view: ResultView, name: str) -> None:
    spec = CHARTS[name](nowcast_view).to_dict()
    assert spec["title"]["text"]
    assert spec["width"] == 360
    assert spec["config"]["background"] == "#ffffff"


def test_long_courses_are_thinned_to_200_days(nowcast_view: ResultView) -> None:
    found = rows.course_rows(nowcast_view, "fear")
    days = [row["day"] for row in found if row["role"] == "posterior"]
    assert len(days) == 200
    assert days[0] == "1983-01-01"
    assert days[-1] == "1984-02-04"


def test_course_shows_the_numbers_of_the_data_set(nowcast_view: ResultView) -> None:
    shown = [row for row in inline(courses.course(nowcast_view, "fear")) if row.get("role") == "prior"]
    first = nowcast_view.dataset["series"].sel(distribution="prior", index="fear").isel(day=0)
    assert [shown[0][q] for q in ("q05", "q25", "q50", "q75", "q95")] == first.values.tolist()


def test_course_is_the_same_whatever_the_order_of_dimensions(nowcast_view: ResultView) -> None:
    turned = dataclasses.replace(nowcast_view, dataset=nowcast_view.dataset.transpose())
    assert rows.course_rows(turned, "fear") == rows.course_rows(nowcast_view, "fear")
    assert rows.departure_rows(turned, "top") == rows.departure_rows(nowcast_view, "top")


def test_statements_are_marked_on_their_days_and_records_in_their_own_unit(nowcast_view: ResultView) -> None:
    assert rows.mark_rows(nowcast_view) == [
        {"day": "1983-03-03", "numbers": [1]},
        {"day": "1983-03-06", "numbers": [4, 5]},
    ]
    assert [row["day"] for row in rows.record_rows(nowcast_view, "actives")] == ["1983-05-09"]
    assert rows.record_rows(nowcast_view, "fear") == []


def test_base_rates_stand_beside_the_outcomes_of_their_own_horizon(nowcast_view: ResultView) -> None:
    roles = {h: {row["role"] for row in inline(figures.outcomes(nowcast_view, h))} for h in (30, 365)}
    assert roles == {30: {"prior", "posterior"}, 365: {"prior", "posterior", "record"}}


def test_a_run_has_one_distribution_drawn_as_the_focus(run_view: ResultView) -> None:
    spec = figures.outcomes(run_view, 365).to_dict()
    assert {row["shape"] for row in inline(figures.outcomes(run_view, 365))} == {"focus", "record"}
    assert FIGURE["focus"] in str(spec)


def test_contribution_interval_is_two_standard_errors(nowcast_view: ResultView) -> None:
    row = rows.contribution_rows(nowcast_view)[0]
    assert row["lo"] == pytest.approx(0.031 - 0.008)
    assert row["hi"] == pytest.approx(0.031 + 0.008)


def test_nested_and_overlapping_spans_cut_the_text_and_lose_nothing() -> None:
    text = "abcdef\n\nghij"
    marked = [(1, "direct", [(1, 9)]), (2, "indirect", [(2, 4)]), (3, "author", [(3, 6), (10, 11)])]
    parts = paragraphs(text, marked)
    assert "\n\n".join("".join(piece.text for piece in part) for part in parts) == text
    assert [(p.text, p.numbers, p.begins) for p in parts[0]] == [
        ("a", (), ()),
        ("b", (1,), (1,)),
        ("c", (1, 2), (2,)),
        ("d", (1, 2, 3), (3,)),
        ("ef", (1, 3), ()),
    ]
    assert [(p.text, p.numbers) for p in parts[1]] == [("g", (1,)), ("h", ()), ("i", (3,)), ("j", ())]
    assert not any(p.begins for p in parts[1])
    assert parts[0][2].kind == "indirect"
