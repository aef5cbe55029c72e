"""The guide "Adding a model": its example is a whole entry that runs, refuses and passes."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from asabiya.catalogue.entry import Entry
from asabiya.catalogue.registry import fill
from asabiya.errors import InputError

GUIDE = Path(__file__).parents[2] / "docs" / "catalogue" / "adding.md"


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    blocks = re.findall(
        r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) == 1
    path = tmp_path_factory.mktemp("models") / "grofman_1983.py"
    path.write_text(blocks[0], encoding="utf-8")
    found: Entry = runpy.run_path(str(path))["ENTRY"]
    return found


def test_the_example_runs_with_defaults_and_with_text(entry: Entry) -> None:
    assert entry.run(fill(entry, {})).results["majority"] == pytest.approx(0.648)
    assert entry.run(fill(entry, {"members": "101", "p": ".6"})).results["majority"] > 0.97


def test_the_examples_targets_pass(entry: Entry) -> None:
    assert [target.verdict(target.compute()) for target in entry.targets] == ["pass"]


def test_the_example_refuses_what_its_guide_says(entry: Entry) -> None:
    with pytest.raises(InputError, match="grofman-1983: members: 4 is even"):
        entry.run(fill(entry, {"members": 4}))
    with pytest.raises(InputError, match="grofman-1983: p: 2 is too large"):
        fill(entry, {"p": 2})
