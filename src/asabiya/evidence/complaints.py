"""What is wrong with a ledger, in plain words: file, line, field, what was found, what is allowed."""

from __future__ import annotations

import json
import typing
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from asabiya.errors import LedgerError, nearest

__all__ = ["complain"]

_SHOWN = 80
"""Longest value that a message repeats, in characters."""


def _shown(value: object) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in typing.get_args(annotation) for model in _models(part)]


def _fields_at(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Names of the fields that the record at ``location`` may have."""
    here = [model]
    for step in location:
        if isinstance(step, str):
            infos = [m.model_fields[step] for m in here if step in m.model_fields]
            here = [found for info in infos for found in _models(info.annotation)]
    return sorted({info.alias or name for m in here for name, info in m.model_fields.items()})


def complain(
    problem: ValidationError,
    model: type[BaseModel],
    name: str,
    *,
    line: int | None = None,
    numbers: Sequence[int] = (),
) -> LedgerError:
    """A `LedgerError` for the first thing that a validation found.

    Parameters
    ----------
    problem
        What pydantic found.
    model
        The record that was validated.
    name
        The file.
    line
        Line of the record, counted from 1.
    numbers
        Lines of the statements, for problems that show only in the whole ledger.
    """
    found = problem.errors(include_url=False)
    # A misspelt field is also a missing one; the misspelling is what helps.
    first = next((error for error in found if error["type"] == "extra_forbidden"), found[0])
    context: dict[str, Any] = first.get("ctx", {})
    location = list(first["loc"])
    kind = first["type"]
    if kind == "misplaced":
        number = int(context["statement"])
        where = numbers[number] if number < len(numbers) else line
        prefix = f"statements.{number}." if not numbers else ""
        return LedgerError(
            f"ledger {name}: line {where}, field {prefix}{context['field']}: found "
            f"{_shown(context['found'])}; allowed: {context['allowed']}",
            hint="spans are half-open offsets into the article's text, in Unicode code points",
        )
    field = ".".join(str(step) for step in [*location, *([context["field"]] if "field" in context else [])])
    at = f"ledger {name}: line {line}" + (f", field {field}" if field else "")
    if kind == "json_invalid":
        return LedgerError(
            f"{at}: not JSON ({context.get('error', first['msg'])})",
            hint="a ledger holds one JSON object a line, the article's first; asabiya read -o writes one",
        )
    if kind == "extra_forbidden":
        allowed = _fields_at(model, location[:-1])
        return LedgerError(
            f"{at}: unknown field, found {_shown(first['input'])}; allowed: {', '.join(allowed)}",
            hint=nearest(str(location[-1]), allowed),
        )
    if kind == "missing":
        return LedgerError(
            f"{at}: missing; the record has {_shown(first['input'])}", hint=f"add the field {location[-1]}"
        )
    if kind == "vocabulary":
        return LedgerError(
            f"{at}: {first['msg']}, found {_shown(first['input'])}; allowed: {context['allowed']}",
            hint=str(context["hint"]),
        )
    hint = nearest(str(first["input"]), _literals(context)) if kind == "literal_error" else "mend the value"
    return LedgerError(f"{at}: found {_shown(first['input'])}; {_plain(first['msg'])}", hint=hint)


def _literals(context: dict[str, Any]) -> list[str]:
    """Words that pydantic lists as "'a', 'b' or 'c'"."""
    return [word for word in str(context.get("expected", "")).split("'")[1::2] if word]


def _plain(message: str) -> str:
    return message[:1].lower() + message[1:]
