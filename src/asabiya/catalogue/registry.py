"""The catalogue's entries: found by their files, given their parameters, and run.

An entry is the `ENTRY` of a module in `asabiya.catalogue.models`; the module is named after the entry, with
underscores. Nothing is listed anywhere else, and a model's file is imported when it is asked for.
"""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from asabiya.catalogue.entry import Entry, Outcome, Value
from asabiya.catalogue.record import standing
from asabiya.catalogue.values import read_value
from asabiya.errors import InputError, nearest

__all__ = ["entries", "entry", "fill", "ids", "run"]

_MODELS = "asabiya.catalogue.models"


def ids() -> tuple[str, ...]:
    """Ids of all entries, sorted; no model is imported."""
    folder = Path(__file__).with_name("models")
    return tuple(sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules([str(folder)])))


@cache
def entry(id: str) -> Entry:
    """The entry with this id.

    Raises
    ------
    InputError
        If there is none, with the nearest ids.
    """
    if id not in ids():
        raise InputError(f"catalogue: no model {id!r}", hint=nearest(id, ids()))
    found: Entry = importlib.import_module(f"{_MODELS}.{id.replace('-', '_')}").ENTRY
    return found


def entries() -> tuple[Entry, ...]:
    """All entries, sorted by id."""
    return tuple(entry(id) for id in ids())


def fill(model: Entry, given: Mapping[str, Any]) -> dict[str, Value]:
    """Every parameter of a model: as given, read from text and checked, or its default.

    Parameters
    ----------
    model
        The entry.
    given
        Values by name. Text is read as on the command line; None leaves a parameter at its default.

    Raises
    ------
    InputError
        For a name that the model has not, with the nearest; for a value of the wrong kind or out of range;
        for parameters that do not go together.
    """
    known = {parameter.name: parameter for parameter in model.parameters}
    named = {name: value for name, value in given.items() if value is not None}
    for name in named:
        if name not in known:
            raise InputError(f"{model.id}: no parameter {name!r}", hint=nearest(name, known))
    for name in named:
        needed, barred = known[name].only_with, known[name].not_with
        if needed and needed not in named:
            raise InputError(
                f"{model.id}: {name}: changes nothing without {needed}",
                hint=f"give {needed} too, or leave it out",
            )
        if barred in named:
            raise InputError(
                f"{model.id}: {name}: is given together with {barred}, which takes its place",
                hint="leave one of the two out",
            )
    return {
        name: read_value(model.id, parameter, named[name]) if name in named else parameter.default
        for name, parameter in known.items()
    }


def run(id: str, /, **parameters: Any) -> Outcome:
    """Run a model; parameters that are left out have their defaults, and the outcome has the entry's status.

    Parameters
    ----------
    id
        For example ``granovetter-1978``.
    parameters
        By name: numbers, texts as on the command line, sequences of numbers, paths.

    Raises
    ------
    InputError
        If the model or a parameter is unknown, or a value is outside the model's domain.

    Examples
    --------
    >>> round(run("granovetter-1978", mean=25, sd="12.2").results["critical_sd"], 4)
    12.2221
    """
    model = entry(id)
    return dataclasses.replace(model.run(fill(model, parameters)), status=standing(model).status)
