"""A chart as inline SVG that needs no script, follows light and dark, and can be read aloud."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any, Final

import altair as alt
import vl_convert

from asabiya.report.theme import FIGURE
from asabiya.report.words import clean

__all__ = ["VEGA_LITE", "inline_svg"]

VEGA_LITE: Final = "6.4"
"""Version of Vega-Lite that draws the figures; part of the package, so nothing is fetched."""

_SVG: Final = "{http://www.w3.org/2000/svg}"
_LONG_DECIMAL: Final = re.compile(r"(-?\d+\.\d)\d+")
_REFERENCE: Final = re.compile(r"url\(#([^)]+)\)")
_TONES: Final = {tone: f"var(--fig-{name},{tone})" for name, tone in FIGURE.items()}
_DROPPED: Final = (
    "role",
    "aria-roledescription",
    "aria-hidden",
    "aria-label",
    "pointer-events",
    "font-family",
)


def _tidy(element: ET.Element, prefix: str) -> None:
    """Short numbers, variable colours, ids of this figure's own, and no ARIA inside the picture."""
    for name, value in list(element.attrib.items()):
        if name in _DROPPED:
            del element.attrib[name]
            continue
        if name == "id":
            value = f"{prefix}-{value}"
        if name in ("d", "transform", "x", "y", "x1", "x2", "y1", "y2"):
            value = _LONG_DECIMAL.sub(r"\1", value)
        value = _REFERENCE.sub(rf"url(#{prefix}-\1)", value)
        element.set(name, _TONES.get(value, value))


def inline_svg(chart: alt.LayerChart, *, identity: str, title: str, description: str) -> str:
    """The chart as an ``<svg>`` element without its title, which the page's caption says.

    Parameters
    ----------
    chart
        Any figure of `asabiya.report.figures` or `asabiya.report.courses`.
    identity
        Unique on the page; every id within the picture begins with it.
    title, description
        The text alternative: what the figure is, and what it shows.
    """
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec.pop("title", None)
    spec["config"]["background"] = "transparent"
    picture = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
    ET.register_namespace("", _SVG[1:-1])
    root = ET.fromstring(picture)
    for element in root.iter():
        _tidy(element, identity)
    for name in ("width", "height", "class", "version"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{identity}-title {identity}-desc")
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        child = ET.Element(f"{_SVG}{tag}", {"id": f"{identity}-{tag}"})
        child.text = clean(text)
        root.insert(position, child)
    return ET.tostring(root, encoding="unicode")
