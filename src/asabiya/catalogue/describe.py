"""What the command line and the pages say about an entry, as plain values that go into JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from asabiya.catalogue.entry import Entry, Outcome, Target, Value
from asabiya.catalogue.record import standing
from asabiya.catalogue.values import allowed
from asabiya.citations import references

__all__ = ["answer", "description", "overview", "settings", "shortened", "verdict", "written"]

_LONG = 100


def written(value: object, digits: int = 8) -> str:
    """A value as people read it: numbers to some significant digits, lists with commas, "–" for none.

    >>> written(12.2220868269), written((0.0, 20.0)), written(None), written(10_000_000)
    ('12.222087', '0,20', '–', '10000000')
    >>> written({"lower": 1.0, "upper": 5.7646770872})
    'lower 1, upper 5.7646771'
    """
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.{digits}g}" if math.isfinite(value) else "∞" if value > 0 else "–∞"
    if isinstance(value, list | tuple):
        return ",".join(written(one, digits) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {written(one, digits)}" for name, one in value.items())
    return str(value)


def overview(entry: Entry) -> dict[str, Any]:
    """An entry in a list: id, title, question, status with its reason, and how many targets there are."""
    held = standing(entry)
    return {
        "id": entry.id,
        "title": entry.title,
        "question": entry.question,
        "status": held.status,
        "reason": held.reason,
        "targets": len(entry.targets),
    }


def description(entry: Entry) -> dict[str, Any]:
    """Everything about an entry that is not code, see `Entry`; ``targets`` with what they gave last."""
    ours = standing(entry).ours
    known = references()
    return overview(entry) | {
        "equations": entry.equations,
        "module": f"asabiya.catalogue.models.{entry.id.replace('-', '_')}",
        "parameters": [
            {
                "name": parameter.name,
                "meaning": parameter.meaning,
                "allowed": allowed(parameter),
                "unit": parameter.unit,
                "default": parameter.default,
                "source": parameter.source,
                "only_with": parameter.only_with or None,
                "not_with": parameter.not_with or None,
            }
            for parameter in entry.parameters
        ],
        "reading": entry.reading,
        "targets": [verdict(target, ours.get(target.name)) for target in entry.targets],
        "deviations": list(entry.deviations),
        "unverified": list(entry.unverified),
        "figure": entry.figure is not None,
        "citation": known[entry.id],
        "citations": [known[key] for key in entry.citations],
    }


def verdict(target: Target, ours: float | None) -> dict[str, Any]:
    """A target with what it gave and the verdict: ``pass``, ``fail``, ``known miss`` or ``not recorded``."""
    return {
        "name": target.name,
        "what": target.what,
        "where": target.where,
        "origin": target.origin,
        "value": target.value,
        "ours": ours,
        "tolerance": target.tolerance,
        "why": target.why,
        "verdict": "not recorded" if ours is None else target.verdict(ours),
        "known_miss": target.known_miss or None,
        "slow": target.slow,
    }


def answer(entry: Entry, outcome: Outcome) -> dict[str, Any]:
    """A run as JSON; several equilibria stand beside the results too."""
    parameters: Mapping[str, Value] = outcome.parameters
    made = {
        "id": entry.id,
        "status": outcome.status,
        "parameters": dict(parameters),
        "results": dict(outcome.results),
        "warnings": list(outcome.warnings),
        "deviations": list(entry.deviations),
        "unverified": list(entry.unverified),
        "citation": references()[entry.id],
    }
    equilibria = outcome.results.get("equilibria", ())
    return made | {"equilibria": equilibria} if len(equilibria) > 1 else made


def settings(entry: Entry, parameters: Mapping[str, Value]) -> str:
    """The parameters that a run used, on one line; "no parameters" where none has a value."""
    held = {name: value for name, value in parameters.items() if value is not None}
    used = {
        parameter.name: held[parameter.name]
        for parameter in entry.parameters
        if parameter.name in held
        and parameter.not_with not in held
        and (not parameter.only_with or parameter.only_with in held)
    }
    return (
        ", ".join(f"{name} = {shortened(written(value, 6))}" for name, value in used.items())
        or "no parameters"
    )


def shortened(text: str) -> str:
    """A text of a hundred characters at most."""
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
