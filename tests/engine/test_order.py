from __future__ import annotations

import ast
import inspect
import re

from asabiya.engine import day
from asabiya.vocabulary import MECHANISMS

CALLS = {
    "_policy_and_view": "policy",
    "_sparks": "sparks and information",
    "_feelings": "fear and backlash",
    "_legitimacy": "legitimacy",
    "_beliefs": "beliefs",
    "_choices": "obedience and defection",
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


def test_the_phases_are_called_in_that_order() -> None:
    tree = ast.parse(inspect.getsource(day.advance))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    calls.sort(key=lambda node: (node.lineno, node.col_offset))
    phases = [CALLS[name] for node in calls if (name := ast.unparse(node.func)) in CALLS]
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
