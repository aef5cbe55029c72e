from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from asabiya.engine import day
from asabiya.vocabulary import MECHANISMS

CALLS = {
    "_policy_and_view": "policy",
    "_sparks": "sparks and information",
    "_feelings": "fear and backlash",
    "_legitimacy": "legitimacy",
    "_beliefs": "beliefs",
    "apparatus.choices": "obedience and defection",
    "flows": "obedience and defection",
    "consolidation.step": "consolidation",
    "_tension": "factions",
    "apparatus.capacity": "capacity",
    "citizens": "citizens",
    "outcome.step": "outcome",
}


def test_the_docstring_says_the_order_of_the_day() -> None:
    text = " ".join(str(day.__doc__).split())
    assert " → ".join(day.ORDER) in text


PARTS: dict[str, Callable[..., Any]] = {"dawn": day.dawn, "noon": day.noon, "dusk": day.dusk}


def called(function: Callable[..., Any]) -> Iterator[str]:
    """Names of what a function calls, in the order of the text, with the parts of the day written out."""
    tree = ast.parse(inspect.getsource(function))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = ast.unparse(node.func)
        yield name
        if name in PARTS:
            yield from called(PARTS[name])


def test_the_phases_are_called_in_that_order() -> None:
    phases = [CALLS[name] for name in called(day.advance) if name in CALLS]
    assert list(dict.fromkeys(phases)) == list(day.ORDER)
    assert phases == sorted(phases, key=day.ORDER.index)


def test_every_mechanism_has_its_file_and_its_switch() -> None:
    from asabiya.engine.model import Model
    from asabiya.engine.state import switches

    assert all(hasattr(Model(), name) for name in MECHANISMS)
    for row, name in enumerate(MECHANISMS):
        on = switches({name: False})
        assert [bool(x) for x in on.on] == [i != row for i in range(len(MECHANISMS))]
        assert not bool(getattr(on, name))


def test_every_switch_is_read_by_the_engine() -> None:
    import asabiya.engine.rest
    import asabiya.engine.street

    modules = (day, asabiya.engine.rest, asabiya.engine.street)
    source = "".join(inspect.getsource(module) for module in modules)
    read = set(re.findall(r"\bon\.(\w+)", source))
    assert set(MECHANISMS) <= read
