"""From what is wrong with a scenario to an error that names file, key, value and what is allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from asabiya.errors import ScenarioError, nearest
from asabiya.scenario.numbers import Place
from asabiya.scenario.schema import ScenarioFile

__all__ = ["UNSAID", "FlawError", "key_of", "problem_of", "shown", "syntax_error"]

KINDS = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "dict_type": "a table",
    "model_type": "a table",
    "list_type": "a list",
    "string_too_short": "text that is not empty",
    "too_short": "at least one entry",
}


UNSAID: Final = object()
"""Stands for what was found where the key itself is what is wrong."""


class FlawError(Exception):
    """Something wrong at one key of a scenario."""

    def __init__(self, key: str, found: object, needs: str, hint: str) -> None:
        super().__init__(key)
        self.key = key
        self.found = found
        self.needs = needs
        self.hint = hint

    def error(self, origin: str) -> ScenarioError:
        """The error to show, with the file that it is about."""
        found = "" if self.found is UNSAID else f"{shown(self.found)}, "
        return ScenarioError(f"{origin}: {self.key}: {found}{self.needs}", hint=self.hint)


def shown(found: object) -> str:
    """What was found, in a few words.

    >>> shown(1.5), shown("abc"), shown({"a": 1}), shown(None)
    ('found 1.5', 'found "abc"', 'found a table', 'missing')
    """
    if found is None:
        return "missing"
    if isinstance(found, bool):
        return f"found {str(found).lower()}"
    if isinstance(found, str):
        return f'found "{found[:60]}{"…" if len(found) > 60 else ""}"'
    if isinstance(found, Mapping):
        value = found.get("value")
        return "found a table" if value is None else shown(value)
    if isinstance(found, list):
        return "found a list"
    if isinstance(found, dt.date | dt.datetime):
        return f"found {found.isoformat()}"
    if isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
        return f"found {int(found)}"
    return f"found {repr(found)[:60]}"


def key_of(place: Place, data: object) -> str:
    """A place as a user writes it: names instead of positions where list entries have names.

    >>> key_of(("regions", 0, "adults"), {"regions": [{"name": "North"}]})
    'regions.North.adults'
    """
    names: list[str] = []
    for step in place:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            data = None
        label = data.get("name") if isinstance(step, int) and isinstance(data, Mapping) else None
        names.append(label if isinstance(label, str) else str(step))
    return ".".join(names)


def problem_of(failure: ValidationError, data: object) -> FlawError:
    """The first thing that the schema finds wrong, preferring a misspelt key to what it leaves missing."""
    errors = failure.errors(include_url=False)
    first = min(errors, key=lambda error: error["type"] != "extra_forbidden")
    place = _place(first["loc"])
    kind, context = first["type"], first.get("ctx", {})
    key = key_of(place, data) or "the file"
    if kind == "extra_forbidden":
        allowed = _fields(place[:-1])
        return FlawError(key, UNSAID, "unknown key", nearest(str(place[-1]), allowed))
    if kind == "missing":
        hint = "every scenario needs it; see the JSON Schema or a scenario of the library"
        return FlawError(key, None, "needs a value", hint)
    if kind == "literal_error":
        needs, hint = f"needs {context['expected']}", "use one of these words"
    elif "allowed" in context:
        needs, hint = f"needs {context['allowed']}", "check the value and its unit"
    elif kind in KINDS:
        needs, hint = f"needs {KINDS[kind]}", "numbers and dates have no quote marks, text has"
    else:
        needs, hint = first["msg"][0].lower() + first["msg"][1:], "see the JSON Schema"
    return FlawError(key, first["input"], needs, hint)


def syntax_error(origin: str, failure: ValueError | RecursionError) -> ScenarioError:
    """An error for a file that is no TOML; the parser's message names line and column where it can."""
    return ScenarioError(
        f"{origin}: not TOML: {failure}", hint="check quote marks, brackets and commas there"
    )


def _place(loc: tuple[int | str, ...]) -> Place:
    """A place without the words that pydantic adds for the alternatives of a type."""
    tags = ("literal[", "function-", "Deployment", "dict[", "str", "list[")
    return tuple(step for step in loc if isinstance(step, int) or not step.startswith(tags))


def _fields(place: Place) -> list[str]:
    """Keys that the table at a place may have."""
    kinds: list[Any] = [ScenarioFile]
    for step in place:
        inner: list[Any] = []
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                fields = {info.alias or name: info for name, info in kind.model_fields.items()}
                if step in fields:
                    inner.extend(_models(fields[str(step)].annotation))
            else:
                inner.append(kind)
        kinds = inner or kinds
    return [
        info.alias or name
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, BaseModel)
        for name, info in kind.model_fields.items()
    ]


def _models(kind: Any) -> list[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for inner in getattr(kind, "__args__", ()) for model in _models(inner)]
