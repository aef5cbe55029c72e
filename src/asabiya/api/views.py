"""A result as the report sees it, and what it cites."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from asabiya import citations
from asabiya.api import engine
from asabiya.provenance import jsonable
from asabiya.report.view import ResultView

if TYPE_CHECKING:
    from asabiya.api.results import Result

__all__ = ["cite", "view_of"]


def view_of(result: Result) -> ResultView:
    """What the page needs."""
    return ResultView(
        kind=result.kind,
        summary=jsonable(result.summary),
        dataset=result.dataset,
        ledgers=[ledger.to_json() for ledger in result.ledgers],
        scenario=jsonable(engine.explain(result.scenario).summary),
        provenance=json.loads(result.provenance.to_json()),
        citations=cite(result),
    )


def cite(result: Result) -> list[dict[str, Any]]:
    """Works that a result rests on: the software, mechanisms that are on, sources of its numbers."""
    on = [name for name, active in result.scenario.switches().items() if active]
    reasons: dict[str, list[str]] = citations.for_mechanisms(on)
    for key, reason in citations.METHODS.items():
        reasons.setdefault(key, []).append(reason)
    for key in ("geddes-wright-frantz-2014", "chenoweth-lewis-2013"):
        reasons.setdefault(key, []).append("base rates that the prior agrees with")
    found = [citation.to_json() for citation in citations.cite(reasons)]
    for key, places in result.scenario.cited().items():
        shown = ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")
        entry = result.scenario.sources[key]
        found.append({"key": key, "bibtex": entry.bibtex(key), "reason": f"source of {shown}"})
    return found
