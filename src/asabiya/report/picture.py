"""A chart as a file of its own: SVG, PNG, or a page; nothing is fetched, now or when it is opened."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any, Final

from asabiya.errors import InputError
from asabiya.files import write_bytes
from asabiya.report.svg import VEGA_LITE
from asabiya.report.theme import LIGHT, config

__all__ = ["SUFFIXES", "check_suffix", "save", "svg"]

SUFFIXES: Final = (".html", ".png", ".svg")
_LONG_DECIMAL: Final = re.compile(r"(-?\d+\.\d)\d+")
_NUMBERS: Final = re.compile(r'(?<= )(d|transform|x|y|x1|x2|y1|y2)="[^"]*"')


def check_suffix(path: Path) -> None:
    """Raise `InputError` unless a picture can be written under this name."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f"--figure {path}: the name says no form of picture",
            hint=f"let it end in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}",
        )


def _styled(chart: Any, note: str) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict(validate=False)
    if note:
        held = spec.get("title")
        title = held if isinstance(held, dict) else {"text": held} if held else None
        spec["title"] = {**title, "subtitle": note} if title else {"text": note}
    return {**spec, "config": {**spec.get("config", {}), **config()}}


def svg(chart: Any, note: str = "") -> str:
    """An Altair chart in the house's look as a whole SVG document, coordinates to a tenth of a pixel.

    A note, if there is one, stands above the picture, under its title if it has one.
    """
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(_styled(chart, note), vl_version=VEGA_LITE)
    return _NUMBERS.sub(lambda found: _LONG_DECIMAL.sub(r"\1", found[0]), drawn)


def save(chart: Any, path: Path, *, title: str, caption: str, note: str = "") -> None:
    """Write an Altair chart, as the file's suffix says.

    Parameters
    ----------
    chart
        The chart.
    path
        Ends in .html (a page with the picture in it), .png (twice the size, for screens) or .svg.
    title, caption
        What the page says above and below the picture.
    note
        What the picture itself says, for whoever sees it alone.

    Raises
    ------
    InputError
        If the suffix is another.
    OutputError
        If the file cannot be written.
    """
    import vl_convert

    check_suffix(path)
    suffix = path.suffix.lower()
    if suffix == ".png":
        data: bytes = vl_convert.vegalite_to_png(_styled(chart, note), vl_version=VEGA_LITE, scale=2)
    else:
        drawn = svg(chart, note)
        data = (drawn if suffix == ".svg" else _page(drawn, title, caption)).encode()
    write_bytes(path, data)


def _page(drawn: str, title: str, caption: str) -> str:
    style = (
        f"body{{max-width:60rem;margin:2rem auto;padding:0 1rem;font-family:sans-serif;"
        f"color:{LIGHT['ink']};background:{LIGHT['card']}}}svg{{max-width:100%;height:auto}}"
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head>\n'
        f"<body><h1>{escape(title)}</h1>\n{drawn}\n<p>{escape(caption)}</p></body></html>\n"
    )
