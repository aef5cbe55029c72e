"""Writing a scenario as TOML; the standard library only reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["dumps"]

BARE = re.compile(r"[A-Za-z0-9_-]+")
DATES = {"start", "from", "to", "date", "until", "known"}
HEADERS = 3


def dumps(data: Mapping[str, Any]) -> str:
    """TOML text that reads back as ``data``, dates as dates.

    >>> print(dumps({"schema": "s/1", "scenario": {"start": "2023-09-01"}}), end="")
    schema = "s/1"
    <BLANKLINE>
    [scenario]
    start = 2023-09-01
    """
    return "\n".join(_table(data, ())) + "\n"


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    headed = {
        key: value for key, value in table.items() if isinstance(value, Mapping) and len(path) + 1 < HEADERS
    }
    if path:
        yield f"[{'.'.join(map(_key, path))}]"
    for key, value in table.items():
        if key not in headed:
            yield f"{_key(key)} = {_value(key, value)}"
    for key, value in headed.items():
        yield ""
        yield from _table(value, (*path, key))


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(name)} = {_value(name, item)}" for name, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        if any(isinstance(item, Mapping) for item in value):
            return "[\n" + "".join(f"  {_value('', item)},\n" for item in value) + "]"
        return f"[{', '.join(_value('', item) for item in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if key in DATES else _text(value)
    return repr(value)
