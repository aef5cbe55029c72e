"""What a scenario will do, before anything runs: phases, parameters, fixed points, suspicious settings."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from asabiya import citations
from asabiya.scenario.quantity import source_parts
from asabiya.scenario.suspicions import suspicions

if TYPE_CHECKING:
    from asabiya.engine.fixed_points import Landscape
    from asabiya.mechanisms.parameters import ParameterInfo
    from asabiya.scenario.load import Scenario

__all__ = ["NEAR", "RESTLESS", "Explanation", "explain"]

NEAR = 0.5
"""Tipping distance below which rest is near the fold [logit]."""
RESTLESS = 0.01
"""Share of the prior that may leave rest after a slight push without anybody being told."""

_CELL = "padding:.15em .8em .15em 0;text-align:left"


@dataclasses.dataclass(frozen=True)
class Explanation:
    """What a scenario will do."""

    summary: dict[str, Any]
    """The answer of ``asabiya explain --json``, and what the page shows of a scenario: ``title``,
    ``description``, ``period``, ``limits``, ``sources``, ``base_rates``, ``records``, ``events``."""

    def _repr_html_(self) -> str:
        """The notebook's view, every text escaped."""
        answer = self.summary
        lines = [f"from {answer['start']}, {answer['days']} days"]
        off = [name for name, on in answer["mechanisms"].items() if not on]
        lines.append(f"switched off: {', '.join(off) or 'nothing'}")
        if answer["fixed_points"]:
            distance = answer["tipping_distance"]
            lines.append(f"distance to the tipping point: {'none found' if distance is None else distance}")
        items = "".join(f"<li>{escape(text)}</li>" for text in answer["warnings"])
        phases = [(p["from"], p["to"], p["name"]) for p in answer["phases"]]
        points = [
            (f"{p['value']:g}", "stable" if p["stable"] else "unstable") for p in answer["fixed_points"]
        ]
        return (
            f"<div><p><strong>{escape(answer['title'])}</strong></p><p>{escape(answer['description'])}</p>"
            + "".join(f"<p>{escape(line)}</p>" for line in lines)
            + _table(("from", "to", "phase"), phases)
            + _table(("public log-odds of survival", "fixed point"), points)
            + (f"<p>to be aware of:</p><ul>{items}</ul>" if items else "")
            + "</div>"
        )


def _table(head: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> str:
    if not rows:
        return ""
    cells = [f"<tr>{''.join(_cell('td', text) for text in row)}</tr>" for row in rows]
    top = "".join(_cell("th", text) for text in head)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(cells)}</tbody></table>"


def _cell(tag: str, text: object) -> str:
    return f'<{tag} style="{_CELL}">{escape(str(text))}</{tag}>'


def explain(
    scenario: Scenario, *, base_rates: Iterable[Mapping[str, Any]] = (), dynamics: bool = True
) -> Explanation:
    """Say what a scenario will do.

    Parameters
    ----------
    scenario
        The scenario.
    base_rates
        The historical record to show beside it.
    dynamics
        Whether to find fixed points, the tipping distance and the share of the prior that does not rest,
        which takes some seconds; without it the first is empty and the second none.

    Returns
    -------
    Explanation
        Fixed points are log-odds of survival at the centre of the prior, with the calendar as it is at rest;
        the tipping distance is the smallest lasting fall of the odds that destroys the calm one [logit].

    Raises
    ------
    ScenarioError
        If no prior is calibrated to the scenario's period of the record.
    """
    infos, defaults = _model(scenario)
    own = scenario.overrides().keys()
    parameters = [row | {"sd": None, "scale": None} for row in scenario.rows() if row["key"] not in own]
    parameters += [_parameter(info) for info in infos]
    calendar = scenario.calendar()
    warnings = suspicions(scenario, calendar, parameters, defaults)
    points: list[dict[str, Any]] = []
    distance: float | None = None
    if dynamics:
        points, distance, found = _dynamics(scenario)
        warnings = found + warnings
    return Explanation(
        {
            "scenario": scenario.id,
            "start": scenario.start.isoformat(),
            "days": scenario.days,
            "phases": [phase | {"kind": f"war, posture {phase['posture']:g}"} for phase in scenario.phases()],
            "parameters": parameters,
            "mechanisms": scenario.switches(),
            "fixed_points": points,
            "tipping_distance": distance,
            "warnings": warnings,
            "title": scenario.title,
            "description": scenario.description,
            "period": scenario.period,
            "limits": scenario.limits,
            "events": scenario.events(),
            "sources": _sources(scenario, parameters),
            "base_rates": [dict(rate) for rate in base_rates],
            "records": scenario.records,
        }
    )


def _own(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """The scenario's own priors over those of its period of the record."""
    from asabiya.engine.periods import overrides_for

    return {**overrides_for(scenario.period), **scenario.overrides()}


def _model(scenario: Scenario) -> tuple[list[ParameterInfo], dict[str, ParameterInfo]]:
    """The model's parameters as the scenario has them, and by name as its period of the record has them."""
    from asabiya.engine.model import with_overrides
    from asabiya.engine.periods import overrides_for

    defaults = {info.name: info for info in with_overrides(overrides_for(scenario.period))}
    return with_overrides(_own(scenario)), defaults


def _parameter(info: ParameterInfo) -> dict[str, Any]:
    return {
        "key": info.name,
        "value": info.value,
        "unit": info.unit,
        "range": [info.low, info.high],
        "source": info.source,
        "sd": info.sd,
        "scale": info.scale,
    }


def _sources(scenario: Scenario, parameters: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Works that numbers come from, the scenario's own first, then those of the model's parameters."""
    found: dict[str, dict[str, Any]] = {
        key: source.model_dump() | {"bibtex": source.bibtex(key)} for key, source in scenario.sources.items()
    }
    known = citations.references()
    for row in parameters:
        for key in source_parts(row["source"])[0]:
            if key not in found and key in known:
                found[key] = _entry(known[key])
    return found


def _entry(bibtex: str) -> dict[str, Any]:
    """Title, author, year and DOI of a BibTeX entry.

    >>> _entry("@book{a-1970, title = {An {Old} Book}, year = {1970}}")["title"]
    'An {Old} Book'
    """
    fields = dict(re.findall(r"(\w+)\s*=\s*\{((?:[^{}]|\{[^{}]*\})*)\}", bibtex))
    return {name: fields.get(name, "") for name in ("title", "author", "year", "doi")} | {"bibtex": bibtex}


def _dynamics(scenario: Scenario) -> tuple[list[dict[str, Any]], float | None, list[str]]:
    """Fixed points, tipping distance, and what is suspicious about them."""
    from asabiya.engine.fixed_points import BOUND, landscape, restless
    from asabiya.engine.macro import plan

    p = plan(scenario.society(), scenario.calendar(1), scenario.switches(), _own(scenario))
    land = landscape(p)
    points = [
        {
            "value": round(point.value, 3),
            "stable": point.stable,
            "capacity": round(point.capacity, 3),
            "actives": float(f"{point.actives:.3g}"),
        }
        for point in land.points
    ]
    distance = None if land.tipping_distance is None else round(land.tipping_distance, 3)
    return points, distance, [*_landscape_warnings(land, BOUND), *_rest_warning(restless(p))]


def _rest_warning(share: float) -> list[str]:
    if share <= RESTLESS:
        return []
    return [
        f"{100 * share:.0f} % of the prior's members leave rest within a year of a slight push, without any"
        " noise: for them the regime is falling before anything happens."
    ]


def _landscape_warnings(land: Landscape, bound: float) -> list[str]:
    found = []
    if land.calm is None:
        found.append("at the centre of the prior rest is not stable: the regime leaves it by itself.")
    elif land.tipping_distance is None:
        found.append(f"no lasting fall of the odds of up to {bound:g} logits destroys the calm state.")
    elif land.tipping_distance < NEAR:
        found.append(
            f"the tipping point is near: a lasting fall of the odds by {land.tipping_distance:.2f} logits"
            " destroys the calm state."
        )
    if not any(point.stable and point.value < land.z0 - 1.0 for point in land.points):
        found.append(
            "there is no collapsed state to fall into: whatever happens, the regime recovers in time."
        )
    return found
