"""A number with its source, and the range it must lie in."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

__all__ = ["Number", "ParameterInfo", "Quantity", "Strict", "source_parts"]

ASSUMED = "assumed:"


class Strict(BaseModel):
    """A table of a scenario: no unknown keys, no silent conversion, no change after loading."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class Quantity(Strict):
    """A number and where it comes from.

    In a file it is either a bare number, whose source is that of the table around it, or a table with
    ``value`` and ``source``.
    """

    value: float
    """The number, in the unit of its key."""
    source: str | None = None
    """Where it comes from: see `source_parts`; none takes the source of the table around it."""


class ParameterInfo(Protocol):
    """What a scenario needs to know of a model parameter to accept another value for it."""

    @property
    def name(self) -> str:
        """Key, ``mechanism.parameter``."""

    @property
    def value(self) -> float:
        """Default, in ``unit``."""

    @property
    def unit(self) -> str:
        """Unit, as in the glossary."""

    @property
    def low(self) -> float:
        """Lowest value allowed."""

    @property
    def high(self) -> float:
        """Highest value allowed."""

    @property
    def sd(self) -> float | None:
        """Standard deviation of the prior, none for a constant."""

    @property
    def source(self) -> str:
        """Where the default comes from."""


@dataclasses.dataclass(frozen=True)
class Number:
    """The range and unit of a `Quantity`, as an annotation that pydantic checks."""

    low: float
    """Lowest value allowed."""
    high: float
    """Highest value allowed."""
    unit: str
    """Unit, for tables and messages."""
    whole: bool = False
    """Whether only whole numbers are allowed."""

    @property
    def allowed(self) -> str:
        """The range in words.

        >>> Number(0, 1, "share").allowed
        'a number from 0 to 1 (share)'
        >>> Number(1, float("inf"), "posts", whole=True).allowed
        'a whole number of at least 1 (posts)'
        """
        kind = "a whole number" if self.whole else "a number"
        if math.isinf(self.high):
            return f"{kind} of at least {self.low:g} ({self.unit})"
        return f"{kind} from {self.low:g} to {self.high:g} ({self.unit})"

    def admits(self, value: object) -> bool:
        """Whether ``value`` is a number of this kind and range.

        >>> Number(0, 1, "share").admits(float("nan"))
        False
        """
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.low <= value <= self.high and (not self.whole or value == int(value))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a bare number stand for a `Quantity` and keep it in range."""
        return core_schema.no_info_before_validator_function(self._wrap, handler(source))

    def _wrap(self, found: object) -> object:
        value = found.get("value") if isinstance(found, Mapping) else found
        if isinstance(found, Mapping) and "value" not in found:
            raise PydanticCustomError("scenario_number", "needs {allowed}", {"allowed": self._table()})
        if not self.admits(value):
            raise PydanticCustomError("scenario_number", "needs {allowed}", {"allowed": self.allowed})
        return found if isinstance(found, Mapping) else {"value": value}

    def _table(self) -> str:
        return f"{self.allowed}, or a table of value and source"

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """A number in range, or a table of value and source."""
        number: dict[str, Any] = {"type": "integer" if self.whole else "number", "minimum": self.low}
        if math.isfinite(self.high):
            number["maximum"] = self.high
        table = {
            "type": "object",
            "properties": {"value": number, "source": {"type": "string"}},
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [number, table], "description": self.unit}


def source_parts(source: str) -> tuple[tuple[str, ...], str | None]:
    """The keys that a source names, and the reason when something about it is assumed.

    A source is keys of the table of sources parted by semicolons; the last part may be the word
    *assumed*, a colon and the reason.

    >>> source_parts("census-2016; voters-2024; assumed: the same share of adults everywhere")
    (('census-2016', 'voters-2024'), 'the same share of adults everywhere')
    >>> source_parts("census-2016")
    (('census-2016',), None)
    """
    named, marker, reason = source.partition(ASSUMED)
    keys = tuple(part.strip() for part in named.split(";") if part.strip())
    return keys, reason.strip() if marker else None
