"""One self-contained HTML file for a result: no script, no request, readable on a phone and in print."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2

from asabiya.files import write_text
from asabiya.report import rows as source
from asabiya.report.ledger import articles
from asabiya.report.panels import Panel, Table, panels
from asabiya.report.prose import agents, facts, information, limits, sentence
from asabiya.report.sources import Work, origin, works
from asabiya.report.theme import DARK, LIGHT, variables
from asabiya.report.view import ResultView
from asabiya.report.words import (
    DASH,
    clean,
    count,
    date_words,
    finite,
    interval,
    label,
    number,
    percent,
)

__all__ = ["render", "write_page"]

_KINDS: Final = {"run": "Simulation", "nowcast": "Nowcast", "compare": "What if"}
_LONGEST: Final = 600
"""Characters of one provenance entry that are printed."""

_MOST_ENTRIES: Final = 20
"""Entries of a nested answer that get a line each; longer ones are cut as text."""


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("asabiya.report"),
        autoescape=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _flat(tree: object, prefix: str = "", word: Callable[[object], str] = label) -> list[tuple[str, str]]:
    """A nested answer as name and value, an interval on one line; ``word`` makes a key a reader's word."""
    if not isinstance(tree, Mapping):
        return []
    rows: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{prefix}{word(key)}"
        if isinstance(value, Mapping) and {"lo", "hi"} <= set(value):
            centre = next((value[k] for k in ("median", "p", "value", "mean") if k in value), None)
            rows.append((name, f"{number(centre)} ({interval(number(value['lo']), number(value['hi']))})"))
        elif isinstance(value, Mapping) and len(value) <= _MOST_ENTRIES:
            rows += _flat(value, f"{name}, ", word)
        else:
            rows.append((name, _plain(value)))
    return rows


def _key(name: object) -> str:
    """A key of the record as it is, but for its underscores: `author` is an author there."""
    return clean(name).replace("_", " ")


def _plain(value: object) -> str:
    if value is None or value == "":
        return DASH
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number(value, 4)
    if isinstance(value, str):
        text = clean(value)
    elif isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        text = clean(" ".join(value))
    else:
        text = clean(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} … ({len(text):,} characters in all)"


def _comparison(view: ResultView) -> Table | None:
    """Indices and outcomes before and after, side by side."""
    cells: dict[str, dict[str, str]] = {}
    for row in source.index_rows(view):
        share = row["index"] in ("actives", "hidden_defection")
        value, lo, hi = (percent(row[k]) if share else number(row[k], 2) for k in ("value", "lo", "hi"))
        text = f"{value} ({interval(lo, hi)})"
        cells.setdefault(row["name"], {})[row["role"]] = text
    if not cells:
        return None
    if view.kind == "run":
        return Table(("index", "at the end"), tuple((name, row["prior"]) for name, row in cells.items()))
    rows = tuple((name, row.get("prior", DASH), row.get("posterior", DASH)) for name, row in cells.items())
    return Table(("index", "before", "after"), rows)


def _parameters(scenario: Mapping[str, Any], known: Sequence[Work]) -> list[dict[str, Any]]:
    result = []
    for item in scenario.get("parameters") or ():
        bounds = item.get("range")
        pair = isinstance(bounds, list | tuple) and len(bounds) == 2
        reach = interval(number(bounds[0]), number(bounds[1])) if pair else _plain(bounds)
        value = item.get("value")
        result.append(
            {
                "key": clean(item.get("key")),
                "value": number(value, 4) if finite(value) is not None else _plain(value),
                "unit": clean(item.get("unit")) or DASH,
                "range": reach,
                "source": origin(item.get("source"), known),
            }
        )
    return result


def _record_rows(view: ResultView, known: Sequence[Work]) -> dict[str, list[dict[str, Any]]]:
    """Base rates and dated records, as cells."""
    rates = [
        {
            "name": row["name"],
            "days": number(row["horizon"]),
            "p": percent(row["value"]),
            "interval": interval(percent(row["lo"]), percent(row["hi"])),
            "cases": f"{count(row['k'])} of {count(row['n'])}" if row["n"] is not None else DASH,
            "source": origin(row["source"], known),
        }
        for row in source.base_rate_rows(view)
    ]
    dated = [
        {
            "date": date_words(item.get("date")),
            "what": label(item.get("quantity")),
            "interval": interval(number(item.get("lo"), 6), number(item.get("hi"), 6)),
            "unit": clean(item.get("unit")),
            "source": origin(item.get("source"), known),
        }
        for item in view.scenario.get("records") or ()
    ]
    return {"base_rates": rates, "dated": dated}


def _background(summary: Mapping[str, Any], known: Sequence[Work]) -> dict[str, Any] | None:
    """The hazard of routes that the model does not contain, as one line."""
    tree = summary.get("background")
    if not isinstance(tree, Mapping):
        return None
    days = sorted(int(key) for key in tree if str(key).isdigit())
    parts = [f"{percent(tree[str(day)])} within {day} days" for day in days]
    return {"text": ", ".join(parts), "source": origin(tree.get("source"), known)} if parts else None


def _citations(view: ResultView) -> list[dict[str, str]]:
    return [{name: clean(item.get(name)) for name in ("key", "bibtex", "reason")} for item in view.citations]


def _when(start: object, end: object) -> str:
    return f"{date_words(start)} to {date_words(end)}" if end else f"from {date_words(start)}"


def _explained(scenario: Mapping[str, Any]) -> dict[str, Any]:
    switches = scenario.get("mechanisms")
    points_found = [
        f"{number(source.dig(item, 'value'))} ({'stable' if source.dig(item, 'stable') else 'unstable'})"
        for item in scenario.get("fixed_points") or ()
    ]
    return {
        "description": clean(scenario.get("description")),
        "phases": [
            {"name": clean(source.dig(item, "name")), "kind": label(source.dig(item, "kind"))}
            | {"when": _when(source.dig(item, "from"), source.dig(item, "to"))}
            for item in scenario.get("phases") or ()
        ],
        "mechanisms": [(label(name), bool(on)) for name, on in switches.items()]
        if isinstance(switches, Mapping)
        else [],
        "fixed_points": "; ".join(points_found),
        "tipping": number(scenario.get("tipping_distance")) if points_found else "",
    }


def _contents(context: Mapping[str, Any], figures: Mapping[str, Sequence[Panel]]) -> list[tuple[str, str]]:
    """Sections that this page has, in order: anchor and name."""
    run = context["kind"] == "run"
    every = [
        ("sure", "How sure", context["information"]),
        ("effects", "Effects", figures["effects"]),
        (
            "before-after",
            "Outcomes" if run else "Before and after",
            figures["outcomes"] or context["comparison"],
        ),
        ("courses", "Over time", figures["courses"]),
        ("departures", "Who leaves", figures["departures"]),
        ("agents", "Where", figures["agents"]),
        ("evidence", "The evidence", context["articles"]),
        ("contributions", "What counted", figures["contributions"]),
        ("sensitivity", "If assumed otherwise", figures["sensitivity"]),
        ("record", "Historical record", context["base_rates"] or context["dated"]),
        ("model", "The model", any(context["explained"].values()) or context["parameters"]),
        ("limits", "Limits", context["limits"]),
        ("cite", "How to cite", context["citations"] or context["works"]),
        ("provenance", "Provenance", context["provenance"]),
    ]
    return [(anchor, name) for anchor, name, there in every if there]


def _context(view: ResultView) -> dict[str, Any]:
    scenario, summary = view.scenario, view.summary
    known = works(scenario)
    title = clean(scenario.get("title")) or clean(scenario.get("scenario")) or clean(summary.get("scenario"))
    as_of = summary.get("as_of")
    figures = panels(view)
    context: dict[str, Any] = {
        "kind": view.kind,
        "kind_name": _KINDS[view.kind],
        "title": title or "unnamed scenario",
        "as_of": date_words(as_of) if as_of else "",
        "sentence": sentence(summary, view.kind),
        "facts": facts(view),
        "information": information(summary) if view.kind == "nowcast" else None,
        "figures": figures,
        "distributions": view.distributions,
        "focus": view.focus,
        "comparison": _comparison(view),
        "agents": agents(summary),
        "background": _background(summary, known),
        "articles": articles(view),
        "bias": _flat(summary.get("bias")),
        "diagnostics": _flat(summary.get("diagnostics")),
        "marked": bool(source.mark_rows(view)),
        "explained": _explained(scenario),
        "parameters": _parameters(scenario, known),
        "works": known,
        "citations": _citations(view),
        "provenance": _flat({k: v for k, v in view.provenance.items() if k != "scenario"}, word=_key),
        "scenario_as_run": _flat(view.provenance.get("scenario"), word=_key),
        "limits": limits(view),
        "light": variables(LIGHT),
        "dark": variables(DARK),
    }
    context |= _record_rows(view, known)
    context["contents"] = _contents(context, figures)
    return context


def render(view: ResultView) -> str:
    """The page as HTML.

    Every text of the result is escaped, and the page's own policy forbids scripts and requests, so that an
    article cannot run anything even where escaping should fail. A section without content is left out.
    """
    return _environment().get_template("page.html.j2").render(_context(view))


def write_page(view: ResultView, path: Path) -> None:
    """Write the page whole or not at all; raises `asabiya.errors.OutputError` when it cannot be written."""
    write_text(path, render(view))
