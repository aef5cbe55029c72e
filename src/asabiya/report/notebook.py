"""The compact view that a notebook shows of a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from asabiya.report import rows as source
from asabiya.report.prose import sentence
from asabiya.report.words import clean, interval, label, number, percent, points

__all__ = ["html_summary"]

_CELL = "padding:.15em .8em .15em 0;text-align:left"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    top = "".join(f'<th scope="col" style="{_CELL}">{escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<table style="border-collapse:collapse"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
    )


def _ends(entry: object, form: Any) -> str:
    return interval(form(source.dig(entry, "lo")), form(source.dig(entry, "hi")))


def _nowcast_table(summary: Mapping[str, Any]) -> str:
    rows: list[tuple[str, ...]] = []
    outcomes = source.dig(summary, "posterior", "outcomes")
    for name, by_horizon in outcomes.items() if isinstance(outcomes, Mapping) else ():
        for horizon, after in by_horizon.items() if isinstance(by_horizon, Mapping) else ():
            before = source.dig(summary, "prior", "outcomes", name, horizon)
            moved = source.dig(after, "shift")
            rows.append(
                (
                    f"{label(name)}, {clean(horizon)} days",
                    percent(source.dig(before, "p")),
                    percent(source.dig(after, "p")),
                    f"{points(source.dig(moved, 'p'))} ({_ends(moved, points)})",
                )
            )
    return _table(("outcome", "before", "after", "shift [points] (90 %)"), rows)


def _run_table(summary: Mapping[str, Any]) -> str:
    outcomes = source.dig(summary, "outcomes")
    rows = [
        (label(name), percent(source.dig(entry, "p")), _ends(entry, percent))
        for name, entry in (outcomes.items() if isinstance(outcomes, Mapping) else ())
    ]
    return _table((f"within {number(summary.get('days'))} days", "probability", "90 % interval"), rows)


def _compare_table(summary: Mapping[str, Any]) -> str:
    effects = source.dig(summary, "effects")
    rows = [
        (label(name), number(source.dig(entry, "difference")), _ends(entry, number))
        for name, entry in (effects.items() if isinstance(effects, Mapping) else ())
    ]
    return _table(("effect on", "difference", "90 % interval"), rows)


def html_summary(summary: Mapping[str, Any]) -> str:
    """A result's sentence and main table as an HTML fragment, every text escaped.

    The kind of result is told by its keys: ``information_nats`` is a nowcast's, ``effects`` a comparison's.

    >>> html_summary({"sentence": "a < b", "information_nats": 0.0})
    '<div><p><strong>a &lt; b</strong></p></div>'
    """
    if "information_nats" in summary:
        kind, table = "nowcast", _nowcast_table(summary)
    elif "effects" in summary:
        kind, table = "compare", _compare_table(summary)
    else:
        kind, table = "run", _run_table(summary)
    return f"<div><p><strong>{escape(sentence(summary, kind))}</strong></p>{table}</div>"
