"""Colours for light and dark, and the look that all figures share.

Figures are drawn in the light palette; on the page each of its colours becomes a CSS variable, so that the
same figure follows the reader's light or dark setting. Hues are from Okabe and Ito's colour-blind-safe set,
darkened or lightened where contrast asks for it; no meaning rests on colour alone.
"""

from __future__ import annotations

from typing import Any, Final

__all__ = ["DARK", "FIGURE", "FONT", "LIGHT", "WIDTH", "config", "variables"]

FONT: Final = "Helvetica, Arial, sans-serif"

WIDTH: Final = 360
"""Width of a figure [px]: a phone's, so that text keeps its size there; wide screens set several in a row."""

LIGHT: Final = {
    "paper": "#faf8f3",
    "card": "#ffffff",
    "ink": "#1a2024",
    "muted": "#56606a",
    "line": "#dedacf",
    "accent": "#005b8f",
    "accent-soft": "#e2eff8",
    "warn": "#8a3b00",
    "warn-soft": "#fdf0e4",
    "mark-direct": "#ffe9b0",
    "mark-indirect": "#d8eaf7",
    "mark-author": "#e9e6df",
    "mark-ascribed": "#f5dfea",
    "fig-ink": "#2a3137",
    "fig-muted": "#5a646d",
    "fig-grid": "#e6e2d9",
    "fig-reference": "#767d84",
    "fig-focus": "#0072b2",
    "fig-statement": "#c24d00",
    "fig-record": "#00805d",
    "fig-phase": "#e69f00",
}
"""Colours on white."""

DARK: Final = {
    "paper": "#13171a",
    "card": "#1b2024",
    "ink": "#ebe8e1",
    "muted": "#a8b1b9",
    "line": "#343b42",
    "accent": "#7fc6f2",
    "accent-soft": "#1d3341",
    "warn": "#ffb98a",
    "warn-soft": "#36271c",
    "mark-direct": "#57450f",
    "mark-indirect": "#1f4258",
    "mark-author": "#3a4046",
    "mark-ascribed": "#552f45",
    "fig-ink": "#dedbd4",
    "fig-muted": "#a3acb4",
    "fig-grid": "#30373d",
    "fig-reference": "#939ca4",
    "fig-focus": "#56b4e9",
    "fig-statement": "#ff9a57",
    "fig-record": "#45c99d",
    "fig-phase": "#e6a100",
}
"""The same colours on near-black."""

FIGURE: Final = {name.removeprefix("fig-"): colour for name, colour in LIGHT.items() if name[:4] == "fig-"}
"""Colours that figures use, by role."""


def variables(palette: dict[str, str]) -> str:
    """The palette as CSS custom properties.

    >>> variables({"ink": "#000000"})
    '--ink:#000000'
    """
    return ";".join(f"--{name}:{colour}" for name, colour in palette.items())


def config() -> dict[str, Any]:
    """Vega-Lite configuration of every figure, on white; the page sets its own ground under it."""
    return {
        "background": LIGHT["card"],
        "aria": False,
        "font": FONT,
        "padding": {"left": 2, "right": 8, "top": 4, "bottom": 2},
        "view": {"stroke": None},
        "axis": {
            "labelColor": FIGURE["ink"],
            "labelFontSize": 12,
            "titleColor": FIGURE["muted"],
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "gridColor": FIGURE["grid"],
            "domainColor": FIGURE["muted"],
            "tickColor": FIGURE["muted"],
            "tickSize": 4,
            "labelPadding": 4,
        },
        "legend": {
            "labelColor": FIGURE["ink"],
            "labelFontSize": 12,
            "orient": "top",
            "title": None,
            "symbolStrokeWidth": 0,
        },
        "title": {
            "color": FIGURE["ink"],
            "subtitleColor": FIGURE["muted"],
            "anchor": "start",
            "fontSize": 14,
            "subtitleFontSize": 12,
            "fontWeight": 600,
            "offset": 10,
        },
    }
