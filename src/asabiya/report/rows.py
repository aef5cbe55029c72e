"""The numbers behind each figure, as plain rows: figures draw them and tables print them.

A row is a dictionary of strings and floats (None where a number is missing), so that what is seen and what
is read aloud come from one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from asabiya.report.view import ResultView
from asabiya.report.words import clean, finite, label
from asabiya.vocabulary import APPARATUS, INDICES, OUTCOMES

__all__ = [
    "MAX_POINTS",
    "Row",
    "base_rate_rows",
    "contribution_rows",
    "course_rows",
    "departure_rows",
    "dig",
    "effect_rows",
    "horizons",
    "index_rows",
    "indices",
    "mark_rows",
    "numbering",
    "outcome_rows",
    "phase_rows",
    "record_rows",
    "sensitivity_rows",
    "shift_rows",
    "window",
]

Row = dict[str, Any]

MAX_POINTS: Final = 200
"""Most days drawn in one time course."""

_QUANTILES: Final = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}


def dig(tree: object, *keys: str) -> Any:
    """The value under a path of keys, or None where the path ends early.

    >>> dig({"a": {"b": 1}}, "a", "b"), dig({"a": 1}, "a", "b")
    (1, None)
    """
    for key in keys:
        if not isinstance(tree, Mapping):
            return None
        tree = tree.get(key)
    return tree


def _maps(value: object) -> list[Mapping[str, Any]]:
    """The mappings in a list; anything else is no row."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def _triple(entry: object, centre: str) -> Row:
    return {
        "value": finite(dig(entry, centre)),
        "lo": finite(dig(entry, "lo")),
        "hi": finite(dig(entry, "hi")),
    }


def numbering(view: ResultView) -> dict[str, int]:
    """Statement ids → their number on the page, in the order of the ledgers.

    Ids are unique within a ledger only: each statement is found under ``"<ledger, from 1>:<id>"``, and under
    its bare id where no earlier ledger has that.
    """
    ids: dict[str, int] = {}
    count = 0
    for place, ledger in enumerate(view.ledgers, 1):
        for item in _maps(ledger.get("statements")):
            count += 1
            ids[f"{place}:{item.get('id')}"] = count
            ids.setdefault(str(item.get("id")), count)
    for item in _maps(view.summary.get("statements")):
        if str(item.get("id")) not in ids:
            count += 1
            ids[str(item.get("id"))] = count
    return ids


def horizons(view: ResultView) -> list[int]:
    """Days ahead for which there are outcome probabilities, shortest first."""
    if view.kind == "run":
        days = finite(view.summary.get("days"))
        return [int(days)] if days is not None and view.summary.get("outcomes") else []
    found: set[int] = set()
    for name in OUTCOMES:
        for role in ("prior", "posterior"):
            entry = dig(view.summary, role, "outcomes", name)
            if isinstance(entry, Mapping):
                found |= {int(key) for key in entry if str(key).isdigit()}
    return sorted(found)


def _outcome(view: ResultView, role: str, name: str, horizon: int) -> Any:
    if view.kind == "run":
        return dig(view.summary, "outcomes", name)
    return dig(view.summary, role, "outcomes", name, str(horizon))


def base_rate_rows(view: ResultView, horizon: int | None = None) -> list[Row]:
    """The historical record, of one horizon [days] or of all."""
    rows: list[Row] = []
    for item in _maps(view.scenario.get("base_rates")):
        days = finite(item.get("horizon_days"))
        if horizon is not None and days != horizon:
            continue
        rows.append(
            {"name": clean(item.get("name")), "role": "record", "horizon": days, "k": finite(item.get("k"))}
            | {"n": finite(item.get("n")), "source": clean(item.get("source"))}
            | _triple(item, "p")
        )
    return rows


def outcome_rows(view: ResultView, horizon: int, *, survival: bool = False) -> list[Row]:
    """Outcome probabilities within ``horizon`` days, one row for each outcome and distribution."""
    roles = ("prior",) if view.kind == "run" else ("prior", "posterior")
    rows: list[Row] = []
    for name in OUTCOMES:
        if name == "survival" and not survival:
            continue
        for role in roles:
            row = _triple(_outcome(view, role, name, horizon), "p")
            if row["value"] is not None:
                rows.append({"name": label(name), "role": role, "horizon": float(horizon)} | row)
    return rows


def shift_rows(view: ResultView) -> list[Row]:
    """Posterior less prior of each outcome and horizon, as probabilities."""
    rows: list[Row] = []
    for name in OUTCOMES:
        if name == "survival":
            continue
        for horizon in horizons(view):
            row = _triple(dig(_outcome(view, "posterior", name, horizon), "shift"), "p")
            if row["value"] is not None:
                rows.append({"name": label(name), "role": "posterior", "horizon": horizon} | row)
    return rows


def index_rows(view: ResultView) -> list[Row]:
    """Median and 90 % interval of each index, one row for each index and distribution."""
    trees = {"prior": view.summary} if view.kind == "run" else view.summary
    rows: list[Row] = []
    for name in INDICES:
        for role in ("prior", "posterior"):
            row = _triple(dig(trees, role, "indices", name), "median")
            if row["value"] is not None:
                rows.append({"name": label(name), "index": name, "role": role} | row)
    return rows


def _quantiles(view: ResultView) -> dict[str, int]:
    grid = np.asarray(view.dataset["quantile"].values, dtype=float)
    nearest = {name: int(np.argmin(np.abs(grid - q))) for name, q in _QUANTILES.items()}
    return {name: at for name, at in nearest.items() if abs(grid[at] - _QUANTILES[name]) < 0.01}


def indices(view: ResultView) -> list[str]:
    """Indices that have a time course, in the vocabulary's order."""
    if "series" not in view.dataset or not view.distributions:
        return []
    present = {str(name) for name in view.dataset["index"].values}
    return [name for name in INDICES if name in present]


def course_rows(view: ResultView, index: str, most: int = MAX_POINTS) -> list[Row]:
    """Quantiles of an index by day and distribution, at most ``most`` days, the first and last among them."""
    if index not in indices(view) or view.dataset.sizes["day"] == 0:
        return []
    columns = _quantiles(view)
    days = np.datetime_as_string(view.dataset["day"].values.astype("datetime64[D]"))
    kept = np.unique(np.linspace(0, len(days) - 1, min(len(days), most)).round().astype(int))
    rows: list[Row] = []
    for role in view.distributions:
        block = view.dataset["series"].sel(distribution=role, index=index).transpose("day", "quantile").values
        for at in kept:
            values = {name: finite(block[at, column]) for name, column in columns.items()}
            rows.append({"day": str(days[at]), "role": role} | values)
    return rows


def window(view: ResultView) -> tuple[str, str] | None:
    """First and last day of the time courses, as ISO dates; None where there are none."""
    if "day" not in view.dataset.coords or view.dataset.sizes["day"] == 0:
        return None
    days = np.datetime_as_string(view.dataset["day"].values.astype("datetime64[D]"))
    return str(days[0]), str(days[-1])


def _iso(value: object) -> str | None:
    """The day part of an ISO date, or None for anything else."""
    text = str(value or "")[:10]
    try:
        return str(np.datetime64(text, "D")) if len(text) == 10 else None
    except ValueError:
        return None


def phase_rows(view: ResultView) -> list[Row]:
    """Phases of the scenario's calendar, cut to the days shown."""
    days = window(view)
    rows: list[Row] = []
    for item in _maps(view.scenario.get("phases")):
        start, end = _iso(item.get("from")), _iso(item.get("to"))
        if days is None or start is None:
            continue
        first, last = max(start, days[0]), min(end or days[1], days[1])
        if first <= last:
            rows.append(
                {"name": clean(item.get("name")), "kind": clean(item.get("kind")), "from": first, "to": last}
            )
    return rows


def mark_rows(view: ResultView) -> list[Row]:
    """Days on which counted statements were made, each with the statements' numbers."""
    days, numbers = window(view), numbering(view)
    by_day: dict[str, list[int]] = {}
    for item in _maps(view.summary.get("statements")):
        day = _iso(item.get("date"))
        if days is not None and day is not None and days[0] <= day <= days[1]:
            by_day.setdefault(day, []).append(numbers[str(item.get("id"))])
    return [{"day": day, "numbers": sorted(found)} for day, found in sorted(by_day.items())]


def record_rows(view: ResultView, index: str) -> list[Row]:
    """Historical records of an index that are given in its own unit, a share, within the days shown."""
    days = window(view)
    rows: list[Row] = []
    for item in _maps(view.scenario.get("records")):
        day, lo, hi = _iso(item.get("date")), finite(item.get("lo")), finite(item.get("hi"))
        same = clean(item.get("quantity")) == index and clean(item.get("unit")).startswith("share")
        if days is None or day is None or not same or not days[0] <= day <= days[1]:
            continue
        if lo is not None or hi is not None:
            ends = [end for end in (lo, hi) if end is not None]
            rows.append({"day": day, "lo": ends[0], "hi": ends[-1], "source": clean(item.get("source"))})
    return rows


def departure_rows(view: ResultView, rank: str) -> list[Row]:
    """Share of posts left over the window, by sector and distribution, of one rank."""
    if "departures" not in view.dataset or rank not in {str(r) for r in view.dataset["rank"].values}:
        return []
    columns, present = _quantiles(view), {str(name) for name in view.dataset["sector"].values}
    rows: list[Row] = []
    for sector in (name for name in APPARATUS if name in present):
        for role in view.distributions:
            values = view.dataset["departures"].sel(distribution=role, sector=sector, rank=rank)
            q = {name: finite(values.values[at]) for name, at in columns.items()}
            row = {"value": q.get("q50"), "lo": q.get("q05"), "hi": q.get("q95")}
            if row["value"] is not None:
                rows.append({"name": label(sector), "role": role, "rank": rank} | row)
    return rows


def contribution_rows(view: ResultView) -> list[Row]:
    """What each counted statement adds to the information [nats], with two standard errors either way."""
    numbers = numbering(view)
    rows: list[Row] = []
    for item in _maps(view.summary.get("statements")):
        value, se = finite(item.get("leave_one_out_nats")), finite(item.get("leave_one_out_nats_se"))
        n = numbers[str(item.get("id"))]
        margin = 2 * (se or 0.0)
        rows.append(
            {"number": n, "name": f"{n} · {clean(item.get('speaker')) or 'unnamed'}", "role": "posterior"}
            | {"date": clean(item.get("date")), "codes": [label(code) for code in item.get("codes") or ()]}
            | {"value": value, "se": se, "lo": None if value is None else value - margin}
            | {"hi": None if value is None else value + margin}
        )
    return sorted(rows, key=lambda row: int(row["number"]))


def sensitivity_rows(view: ResultView, measure: str) -> list[Row]:
    """The answer under each alternative assumption.

    ``measure`` is ``information_nats``, or the name of a shift such as ``collapse_365``.
    """
    rows: list[Row] = []
    for item in _maps(view.summary.get("sensitivity")):
        shown = item.get("information_nats") if measure == "information_nats" else dig(item, "shift", measure)
        value = finite(shown)
        if value is not None:
            setting = finite(item.get("value"))
            text = clean(item.get("value")) if setting is None else f"{setting:g}"
            rows.append({"name": label(item.get("parameter")), "setting": text, "value": value})
    return rows


def effect_rows(view: ResultView, *, outcomes: bool) -> list[Row]:
    """Differences of a comparison, variant less base: of the outcomes, or of everything else."""
    effects = view.summary.get("effects")
    names = [str(name) for name in effects] if isinstance(effects, Mapping) else []
    rows: list[Row] = []
    for name in names:
        row = _triple(dig(effects, name), "difference")
        if (name.split("_")[0] in OUTCOMES) == outcomes and row["value"] is not None:
            ratio = finite(dig(view.summary, "variance_ratio", name))
            rows.append({"name": label(name), "role": "variant", "variance_ratio": ratio} | row)
    return rows
