"""Every target of every published model: a number that the paper prints or implies, computed again."""

from __future__ import annotations

import pytest

from asabiya.catalogue.entry import Entry, Target
from asabiya.catalogue.record import standing
from asabiya.catalogue.registry import entries

CASES = [
    pytest.param(
        entry, target, id=f"{entry.id}-{target.name}", marks=[pytest.mark.slow] if target.slow else []
    )
    for entry in entries()
    for target in entry.targets
]


@pytest.mark.parametrize(("entry", "target"), CASES)
def test_target(entry: Entry, target: Target) -> None:
    ours = target.compute()
    assert target.verdict(ours) != "fail", f"{target.what}: {target.value} ± {target.tolerance}, ours {ours}"
    held = standing(entry).ours.get(target.name)
    if held is not None:
        assert ours == pytest.approx(held, rel=1e-6, abs=target.tolerance / 10), "the record says otherwise"
