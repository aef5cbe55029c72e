"""Changing a scenario from outside: ``--set KEY=VALUE`` and ``--without MECHANISM``."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from asabiya.errors import ScenarioError, nearest
from asabiya.scenario.checks import parameter_range
from asabiya.scenario.numbers import Place, Sourced
from asabiya.scenario.problems import UNSAID, FlawError
from asabiya.scenario.quantity import Number, ParameterInfo
from asabiya.scenario.schema import LEVERS, ScenarioFile
from asabiya.vocabulary import MECHANISMS

__all__ = ["apply", "parse_setting"]

SCALE = Number(0, 100, "factor")


def parse_setting(text: str) -> tuple[str, Any]:
    """Key and value of a ``KEY=VALUE``; the value is TOML.

    >>> parse_setting("policy.executions=1.5")
    ('policy.executions', 1.5)

    Raises
    ------
    ScenarioError
        If there is no ``=``, no key, or a value that is no TOML.
    """
    key, sign, value = (part.strip() for part in text.partition("="))
    if not sign or not key or not value:
        raise ScenarioError(
            f'setting "{text}": needs KEY=VALUE', hint="for example --set policy.executions=1.5"
        )
    try:
        return key, tomllib.loads(f"value = {value}")["value"]
    except (ValueError, RecursionError):
        hint = "numbers are bare (1.5), text has quote marks, true and false are lower case"
        raise ScenarioError(f'setting "{text[:80]}": the value {value[:40]} is not TOML', hint=hint) from None


def apply(
    data: Mapping[str, Any],
    rows: Iterable[Sourced],
    settings: Mapping[str, Any],
    without: Iterable[str],
    known: Mapping[str, ParameterInfo] | None,
) -> dict[str, Any]:
    """A copy of a scenario's data with settings applied; raises `FlawError`.

    ``policy.LEVER`` sets the lever from day 0 to the end and leaves its value at rest alone;
    ``policy.LEVER.scale`` multiplies it from day 0 on; any other number goes by the key it has in
    ``rows``, and the model's parameters by ``mechanism.parameter``.
    """
    changed = copy.deepcopy(dict(data))
    places = {row.key: row for row in rows}
    for key, value in settings.items():
        _apply_one(changed, places, key, value, known)
    for name in without:
        if name not in MECHANISMS:
            raise FlawError(f"without {name}", UNSAID, "no such mechanism", nearest(name, MECHANISMS))
        changed.setdefault("mechanisms", {})[name] = False
    return changed


def _apply_one(
    data: dict[str, Any],
    places: Mapping[str, Sourced],
    key: str,
    value: object,
    known: Mapping[str, ParameterInfo] | None,
) -> None:
    source = f"assumed: set by the user ({key} = {value})"
    place, number = _target(key, places, known)
    if number is None:
        number = Number(-1e300, 1e300, "the parameter's unit")
    if not number.admits(value):
        raise FlawError(key, value, f"needs {number.allowed}", "give --set a value in this range")
    if place[0] == "parameters":
        data.setdefault("parameters", {})[key] = {"value": value, "source": source}
        return
    table: Any = data
    for step in place[:-1]:
        # A table that the file leaves out, and whose numbers have defaults, is put in.
        table = table.setdefault(step, {}) if isinstance(table, dict) else table[step]
    table[place[-1]] = {"value": value, "source": source}


def _target(
    key: str, places: Mapping[str, Sourced], known: Mapping[str, ParameterInfo] | None
) -> tuple[Place, Number | None]:
    """Where a key stands and the range it allows; the range of an unregistered parameter is unknown."""
    levers: dict[str, tuple[Place, Number]] = {}
    for name, number in LEVERS.items():
        levers[f"policy.{name}"] = ("policy", name, "always"), number
        levers[f"policy.{name}.scale"] = ("policy", name, "scale"), SCALE
    if key in levers:
        return levers[key]
    if key in places:
        return places[key].place, places[key].number
    if known is not None and key in known:
        return ("parameters", key), parameter_range(known[key])
    sections = {info.alias or name for name, info in ScenarioFile.model_fields.items()}
    head, dot, tail = key.partition(".")
    if known is None and dot and tail and "." not in tail and head not in sections:
        return ("parameters", key), None
    hint = nearest(key, [*levers, *places, *(known or {})])
    if hint.startswith("allowed"):
        hint = "asabiya explain SCENARIO lists every key"
    raise FlawError(key, UNSAID, "no such key in this scenario", hint)
