"""The record of verification, and the status that follows from it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asabiya.catalogue import record, registry, verify
from asabiya.catalogue.entry import Entry, Outcome, Target
from asabiya.errors import InputError

PUBLISHED = Target("a", "an a", "table 1", "published", 1.0, 0.1, "rounding", lambda: 1.05)
DERIVED = Target("b", "a b", "by hand", "derived", 2.0, 0.0, "exact", lambda: 2.0)
REPORTED = Target("c", "a c", "their code", "reported", 3.0, 0.5, "sampling", lambda: 3.1)
SLOW = dataclasses.replace(DERIVED, name="d", slow=True)
MISS = dataclasses.replace(PUBLISHED, name="e", value=9.0, known_miss="The rule as printed does not give it.")


def entry(*targets: Target, **changes: Any) -> Entry:
    made = Entry("toy-2000", "Toy", "Why?", "x", (), "Read.", lambda given: Outcome(given, {}), targets)
    return dataclasses.replace(made, **changes)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of one model and two helpers, with a record of its own."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "toy_2000.py").write_text("from asabiya.catalogue import helper\n")
    (tmp_path / "helper.py").write_text(
        "from asabiya.catalogue.deep import x\nimport asabiya.catalogue.entry\n"
    )
    (tmp_path / "deep.py").write_text("x = 1\n")
    (tmp_path / "entry.py").write_text("")
    monkeypatch.setattr(record, "RECORD", tmp_path / "verified.json")
    monkeypatch.setattr(record, "_standings", {})
    record.digest.cache_clear()
    yield tmp_path
    record.digest.cache_clear()


def held(model: Entry, **ours: float) -> record.Standing:
    record.write({model.id: ours}, [model.id])
    return record.standing(model)


@pytest.mark.usefixtures("package")
def test_verified_needs_every_target_and_no_claim_left() -> None:
    standing = held(entry(PUBLISHED, DERIVED, REPORTED), a=1.05, b=2.0, c=3.1)
    assert (standing.status, standing.reason) == ("verified", "3 of 3 targets pass, 1 of them published")
    standing = held(entry(DERIVED, unverified=("Table 2 was not found.",)), b=2.0)
    assert standing.status == "partly"
    assert (
        standing.reason
        == "1 of 1 targets pass, none of them published; claims of the paper are left unchecked"
    )


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("targets", "ours", "status"),
    [
        ((PUBLISHED, DERIVED), {"a": 1.05, "b": 2.1}, "partly"),
        ((DERIVED, REPORTED), {"b": 2.0, "c": 9.0}, "partly"),
        ((PUBLISHED, MISS), {"a": 1.05, "e": 1.05}, "partly"),
        ((PUBLISHED, DERIVED), {"a": 1.2, "b": 2.1}, "unverified"),
        ((DERIVED,), {"b": 2.0}, "partly"),
        ((REPORTED,), {"c": 3.0}, "unverified"),
        ((PUBLISHED, REPORTED), {"a": 2.0, "c": 3.0}, "unverified"),
        ((PUBLISHED,), {"a": math.nan}, "unverified"),
        ((), {}, "unverified"),
    ],
)
def test_what_falls_short_of_verified(
    targets: tuple[Target, ...], ours: dict[str, float], status: str
) -> None:
    assert held(entry(*targets), **ours).status == status


@pytest.mark.usefixtures("package")
def test_what_was_never_recorded_is_unverified() -> None:
    standing = record.standing(entry(PUBLISHED))
    assert (standing.status, standing.reason) == ("unverified", "its targets were never recorded")
    assert standing.ours == {}


@pytest.mark.parametrize("changed", ["models/toy_2000.py", "helper.py", "deep.py"])
def test_a_change_of_what_the_model_rests_on_makes_the_record_stale(changed: str, package: Path) -> None:
    assert held(entry(PUBLISHED), a=1.0).status == "verified"
    (package / changed).write_text((package / changed).read_text() + "y = 2\n")
    record.digest.cache_clear()
    record._standings.clear()
    standing = record.standing(entry(PUBLISHED))
    assert standing.status == "unverified"
    assert standing.reason == "its code has changed since its targets were recorded"


def test_a_change_elsewhere_leaves_the_record_as_it_is(package: Path) -> None:
    before = record.digest("toy-2000")
    (package / "entry.py").write_text("y = 2\n")
    record.digest.cache_clear()
    assert record.digest("toy-2000") == before


def test_the_record_keeps_others_and_drops_what_is_gone(package: Path) -> None:
    (package / "models" / "other_2001.py").write_text("")
    record.write({"toy-2000": {"a": 1.0}, "other-2001": {"b": 2.0}}, ["toy-2000", "other-2001"])
    record.write({"toy-2000": {"a": 1 / 3}}, ["toy-2000", "other-2001"])
    kept = json.loads(record.RECORD.read_text())["entries"]
    assert kept["toy-2000"]["ours"] == {"a": 0.333333333333}
    assert kept["other-2001"]["ours"] == {"b": 2.0}
    record.write({}, ["toy-2000"])
    assert list(json.loads(record.RECORD.read_text())["entries"]) == ["toy-2000"]


def test_verdicts_of_targets() -> None:
    assert PUBLISHED.verdict(1.05) == "pass"
    assert PUBLISHED.verdict(1.2) == PUBLISHED.verdict(math.nan) == "fail"
    assert MISS.verdict(1.0) == "known miss"
    assert MISS.verdict(9.0) == "fail"


def test_fast_verification_leaves_slow_targets_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "entry", lambda _: entry(PUBLISHED, SLOW))
    told: list[tuple[int, int, str]] = []
    fast = verify.verify(["toy-2000"], slow=False)
    every = verify.verify(["toy-2000"], progress=lambda *seen: told.append(seen))
    assert [verdict.target.name for verdict in fast] == ["a"]
    assert [(verdict.target.name, verdict.ours, verdict.word) for verdict in every] == [
        ("a", 1.05, "pass"),
        ("d", 2.0, "pass"),
    ]
    assert told == [(0, 2, "targets"), (1, 2, "targets")]
    with pytest.raises(InputError, match="toy-2000: 1 targets were not computed"):
        verify.write(fast)


def test_a_model_named_twice_is_verified_once() -> None:
    names = [verdict.target.name for verdict in verify.verify(["kuran-1991", "kuran-1991"], slow=False)]
    assert len(names) == len(set(names)) > 0


@pytest.mark.parametrize("id", registry.ids())
def test_the_packaged_record_is_of_this_code(id: str) -> None:
    if not record.standing(registry.entry(id)).ours:
        pytest.fail(
            f"{record.standing(registry.entry(id)).reason}; run: asabiya catalogue verify {id} --write"
        )
