"""A parameter's value, read from text or taken from Python, checked against what the model allows."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from asabiya.catalogue.entry import Parameter, Value
from asabiya.errors import InputError, nearest

__all__ = ["allowed", "read_value"]

_N = TypeVar("_N", int, float)


def allowed(parameter: Parameter) -> str:
    """What a parameter may be, in words.

    >>> allowed(Parameter("sd", "spread", "number", 1.0, "assumed", low=0, open_low=True))
    'a number above 0'
    >>> allowed(Parameter("p", "shares", "numbers", None, "assumed", low=0, high=1))
    'numbers with commas between, each 0 to 1'
    """
    if parameter.kind == "choice":
        return f"one of {', '.join(parameter.choices)}"
    if parameter.kind == "file":
        return "a file"
    kind = {"number": "a number", "integer": "a whole number", "numbers": "numbers with commas between"}
    bounds = _bounds(parameter)
    each = ", each" if bounds and parameter.kind == "numbers" else ""
    return f"{kind[parameter.kind]}{each}{bounds and ' '}{bounds}"


def _bounds(parameter: Parameter) -> str:
    low = None if parameter.low is None else _plain(parameter.low)
    high = None if parameter.high is None or math.isinf(parameter.high) else _plain(parameter.high)
    if low and high:
        start = f"above {low}" if parameter.open_low else low
        return f"{start} {'to below' if parameter.open_high else 'to'} {high}"
    if low:
        return f"above {low}" if parameter.open_low else f"{low} and above"
    if high:
        return f"below {high}" if parameter.open_high else f"{high} and below"
    return ""


def _plain(bound: float) -> str:
    return f"{int(bound):,}" if float(bound).is_integer() else f"{bound:g}"


def read_value(id: str, parameter: Parameter, given: Any) -> Value:
    """The value of a parameter from what a caller or the command line gave.

    Parameters
    ----------
    id
        The model's, for the message.
    parameter
        What is allowed. Infinity is refused unless ``high`` is infinite, and NaN always.
    given
        Text as on the command line, or a value of the parameter's kind.

    Raises
    ------
    InputError
        If it is of another kind or out of range.

    Examples
    --------
    >>> read_value("m", Parameter("n", "persons", "integer", 1, "assumed"), "1e5")
    100000
    >>> read_value("m", Parameter("t", "thresholds", "numbers", None, "assumed"), "0, 20,1e2")
    (0.0, 20.0, 100.0)
    """
    try:
        if parameter.kind == "choice":
            return _choice(parameter, given)
        if parameter.kind == "file":
            return _file(parameter, given)
        if parameter.kind == "numbers":
            several = given.split(",") if isinstance(given, str) else _listed(given)
            return _numbers(id, parameter, list(several))
        if parameter.kind == "integer":
            return _within(parameter, _integer(given))
        return _within(parameter, _number(given))
    except _UnfitError as unfit:
        raise _error(id, parameter, _found(given), unfit) from None


def _found(given: Any) -> str:
    found = repr(given) if isinstance(given, str) else str(given)
    return found if len(found) <= 60 else f"{found[:57]}..."


def _error(id: str, parameter: Parameter, found: str, unfit: _UnfitError) -> InputError:
    return InputError(
        f"{id}: {parameter.name}: {found} {unfit.what}",
        hint=unfit.hint or f"{parameter.name} is {allowed(parameter)}: {parameter.meaning}",
    )


class _UnfitError(Exception):
    """Why a value does not fit, to be put after it."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def _choice(parameter: Parameter, given: Any) -> str:
    word = str(given).strip()
    if word not in parameter.choices:
        raise _UnfitError(f"is not {allowed(parameter)}", nearest(word, parameter.choices))
    return word


def _file(parameter: Parameter, given: Any) -> str:
    if not isinstance(given, str | Path):
        raise _UnfitError("is not a path")
    path = Path(given)
    if not path.is_file():
        raise _UnfitError("is a folder" if path.is_dir() else "is no file", "check the path")
    return str(path)


def _listed(given: Any) -> Iterable[Any]:
    if isinstance(given, Iterable):
        return given
    return (given,)


def _numbers(id: str, parameter: Parameter, several: list[Any]) -> tuple[float, ...]:
    if not several:
        raise _UnfitError("is empty")
    values = []
    for place, one in enumerate(several, start=1):
        try:
            values.append(_within(parameter, _number(one)))
        except _UnfitError as unfit:
            if len(several) == 1:
                raise
            # In a long list nobody finds what is meant without its place.
            found = f"{_found(one)}, number {place:,} of {len(several):,},"
            raise _error(id, parameter, found, unfit) from None
    return tuple(values)


def _number(given: Any) -> float:
    if isinstance(given, str) and not given.strip():
        raise _UnfitError("holds no number")
    try:
        if isinstance(given, bool | bytes):
            raise TypeError
        value = float(given)
    except (TypeError, ValueError, OverflowError):
        raise _UnfitError("is not a number") from None
    if math.isnan(value):
        raise _UnfitError("is not a number")
    return value


def _integer(given: Any) -> int:
    if not isinstance(given, bool):
        try:
            return int(given) if isinstance(given, str) else operator.index(given)
        except (TypeError, ValueError):
            pass
    value = _number(given)
    if not value.is_integer():
        raise _UnfitError("is not a whole number")
    return int(value)


def _within(parameter: Parameter, value: _N) -> _N:
    low, high = parameter.low, parameter.high
    if math.isinf(value) and high != math.inf:
        raise _UnfitError("is not finite")
    if low is not None and (value <= low if parameter.open_low else value < low):
        raise _UnfitError("is too small")
    if high is not None and (value >= high if parameter.open_high else value > high):
        raise _UnfitError("is too large")
    return value
