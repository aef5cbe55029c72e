"""Every number of a scenario with its key, its place in the file, its range and its source."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from asabiya.scenario.fields import Sources
from asabiya.scenario.quantity import Number, Quantity
from asabiya.scenario.schema import LEVERS, ScenarioFile

__all__ = ["Place", "Sourced", "inherited", "numbers", "source_tables"]

Place = tuple[str | int, ...]
"""Where something stands in a file: names of tables and positions in lists."""


@dataclasses.dataclass(frozen=True)
class Sourced:
    """A number of a scenario."""

    key: str
    """Key as a user writes it, with names in place of positions where there are names."""
    place: Place
    """Place in the file."""
    value: float
    """The number."""
    number: Number
    """Its range and unit."""
    source: str | None
    """Its source, its own or that of the nearest table around it; none is an error."""


def inherited(tables: Sequence[tuple[int, Sources]], place: Place) -> str | None:
    """The source that the tables around a place give it, the nearest first.

    Parameters
    ----------
    tables
        Depth and ``source`` of each table around the place, outermost first.
    place
        The place; of a table of sources the key nearest to the end of the place counts.
    """
    for depth, source in reversed(tables):
        if isinstance(source, str):
            return source
        for name in reversed(place[depth:]):
            if name in source:
                return source[str(name)]
        if "default" in source:
            return source["default"]
    return None


def numbers(spec: ScenarioFile) -> Iterator[Sourced]:
    """Every number of a scenario but the overrides of parameters, in the order of the schema."""
    yield from _walk(spec, (), (), [])


def source_tables(table: BaseModel, names: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, str]]]:
    """Every ``source`` that is a table, with its key."""
    for field, info in type(table).model_fields.items():
        found = getattr(table, field)
        name = info.alias or field
        if field == "source" and isinstance(found, dict):
            yield ".".join((*names, name)), found
        for index, item in enumerate(found if isinstance(found, list) else [found]):
            if isinstance(item, BaseModel):
                label = (str(getattr(item, "name", index)),) if isinstance(found, list) else ()
                yield from source_tables(item, (*names, name, *label))


def _walk(table: BaseModel, place: Place, names: tuple[str, ...], tables: list[Any]) -> Iterator[Sourced]:
    own = getattr(table, "source", None)
    around = [*tables, (len(place), own)] if isinstance(own, str | dict) else tables
    for field, info in type(table).model_fields.items():
        name = info.alias or field
        yield from _enter(getattr(table, field), info, (*place, name), (*names, name), around)


def _enter(
    found: object, info: FieldInfo | Number, place: Place, names: tuple[str, ...], tables: list[Any]
) -> Iterator[Sourced]:
    if isinstance(found, Quantity):
        number = info if isinstance(info, Number) else _number(info, place)
        source = found.source if found.source is not None else inherited(tables, place)
        yield Sourced(".".join(names), place, found.value, number, source)
    elif isinstance(found, BaseModel):
        yield from _walk(found, place, names, tables)
    elif isinstance(found, Mapping):
        inner = _number_inside(info) or info
        for key, item in found.items():
            yield from _enter(item, inner, (*place, key), (*names, str(key)), tables)
    elif isinstance(found, list):
        for index, item in enumerate(found):
            label = getattr(item, "name", None) or str(index)
            yield from _enter(item, info, (*place, index), (*names, label), tables)


def _number(info: FieldInfo, place: Place) -> Number:
    if place[0] == "policy" and place[-1] not in ("total", "scale"):
        return LEVERS[str(place[1])]
    found = next((item for item in info.metadata if isinstance(item, Number)), None) or _number_inside(info)
    if found is None:
        raise TypeError(f"{place}: a quantity without a range")
    return found


def _number_inside(info: FieldInfo | Number) -> Number | None:
    """The range annotated somewhere inside a field's type, as in ``dict[str, Share]``."""
    stack: list[Any] = [] if isinstance(info, Number) else [info.annotation]
    while stack:
        kind = stack.pop()
        for item in getattr(kind, "__metadata__", ()):
            if isinstance(item, Number):
                return item
        stack.extend(getattr(kind, "__args__", ()))
    return None
