"""Entries are found, whole, and given their parameters."""

from __future__ import annotations

import dataclasses
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import asabiya
from asabiya.catalogue import registry
from asabiya.catalogue.entry import ORIGINS, Entry, Outcome, Parameter, Value
from asabiya.catalogue.values import allowed, read_value
from asabiya.citations import references
from asabiya.errors import InputError

ENTRIES = registry.entries()
by_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)


def number(**changes: Any) -> Parameter:
    return dataclasses.replace(Parameter("x", "an x", "number", 1.0, "assumed"), **changes)


def echo(given: Any) -> Outcome:
    return Outcome(given, {})


TOY = Entry(
    "toy-2000", "Toy", "Why?", "x = y",
    (
        number(name="share", low=0, high=1),
        number(name="persons", kind="integer", default=None, low=1),
        number(name="seed", kind="integer", default=0, only_with="persons"),
        number(name="list", kind="numbers", default=None, not_with="share"),
    ),
    "Read it.", echo, (),
)  # fmt: skip


def test_entries_are_found_by_their_files_and_sorted() -> None:
    assert "granovetter-1978" in registry.ids()
    assert [entry.id for entry in ENTRIES] == list(registry.ids()) == sorted(registry.ids())


@by_entry
def test_an_entry_is_whole(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*-(19|20)\d\d", entry.id)
    assert {entry.id, *entry.citations} <= set(references())
    texts = (
        entry.title,
        entry.question,
        entry.equations,
        entry.reading,
        *entry.deviations,
        *entry.unverified,
    )
    assert all(text.strip() == text != "" for text in texts)
    assert all(text[-1] in ".?" for text in (entry.question, *entry.deviations, *entry.unverified))
    names = [parameter.name for parameter in entry.parameters]
    assert len(set(names)) == len(names)
    for parameter in entry.parameters:
        assert parameter.source
        assert parameter.meaning
        assert {parameter.only_with, parameter.not_with} <= {"", *names}
        assert (parameter.kind == "choice") == bool(parameter.choices)
        if parameter.default is not None:
            assert read_value(entry.id, parameter, parameter.default) == parameter.default


@by_entry
def test_targets_say_where_they_are_from(entry: Entry) -> None:
    assert entry.targets
    names = [target.name for target in entry.targets]
    assert len(set(names)) == len(names)
    for target in entry.targets:
        assert target.origin in ORIGINS
        assert all((target.name, target.what, target.where, target.why))
        assert math.isfinite(target.value)
        assert 0 <= target.tolerance < math.inf


@by_entry
def test_a_parameter_beyond_its_range_is_refused(entry: Entry) -> None:
    for parameter in entry.parameters:
        if parameter.low is not None and parameter.kind != "numbers":
            with pytest.raises(InputError, match=f"{entry.id}: {parameter.name}: .* too small"):
                read_value(entry.id, parameter, math.floor(parameter.low) - 1)


def test_an_unknown_id_gets_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        registry.run("makowski-rubin-2013")
    assert caught.value.message == "catalogue: no model 'makowski-rubin-2013'"
    assert caught.value.hint == "did you mean makowsky-rubin-2013?"


def test_an_unknown_parameter_gets_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        registry.run("granovetter-1978", agent=100)
    assert caught.value.message == "granovetter-1978: no parameter 'agent'"
    assert caught.value.hint == "did you mean agents?"


def test_defaults_are_filled_in_and_text_is_read() -> None:
    assert registry.fill(TOY, {}) == {"share": 1.0, "persons": None, "seed": 0, "list": None}
    filled = registry.fill(TOY, {"share": ".5", "persons": "1e5", "seed": "7"})
    assert filled == {"share": 0.5, "persons": 100_000, "seed": 7, "list": None}
    assert registry.fill(TOY, {"share": None})["share"] == 1.0


def test_what_changes_nothing_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        registry.fill(TOY, {"seed": 3})
    assert str(caught.value) == (
        "toy-2000: seed: changes nothing without persons\nhint: give persons too, or leave it out"
    )
    with pytest.raises(InputError) as caught:
        registry.fill(TOY, {"list": "1,2", "share": 0.1})
    assert str(caught.value) == (
        "toy-2000: list: is given together with share, which takes its place\nhint: leave one of the two out"
    )


READ: list[tuple[Parameter, Any, Value]] = [
    (number(), "1e-3", 0.001),
    (number(), np.float32(0.5), 0.5),
    (number(low=0), 0, 0.0),
    (number(low=0, high=math.inf), "inf", math.inf),
    (number(kind="integer"), " 12 ", 12),
    (number(kind="integer"), "1e5", 100_000),
    (number(kind="integer"), 3.0, 3),
    (number(kind="integer"), np.int64(9), 9),
    (number(kind="integer"), "9007199254740993", 9_007_199_254_740_993),
    (number(kind="numbers"), "0, 20,2e1", (0.0, 20.0, 20.0)),
    (number(kind="numbers"), [1, 2], (1.0, 2.0)),
    (number(kind="numbers"), np.array([0.5]), (0.5,)),
    (number(kind="numbers"), 3, (3.0,)),
    (number(kind="choice", choices=("1", "2")), 2, "2"),
    (number(kind="file"), Path(__file__), __file__),
]


@pytest.mark.parametrize(("parameter", "given", "value"), READ)
def test_a_value_is_read(parameter: Parameter, given: Any, value: Value) -> None:
    found = read_value("toy-2000", parameter, given)
    assert found == value
    assert type(found) is type(value)


MISREAD: list[tuple[Parameter, Any, str, str]] = [
    (number(), "many", "'many' is not a number", "x is a number: an x"),
    (number(), "nan", "'nan' is not a number", "x is a number: an x"),
    (number(), "inf", "'inf' is not finite", "x is a number: an x"),
    (number(), True, "True is not a number", "x is a number: an x"),
    (number(low=0), -0.5, "-0.5 is too small", "x is a number 0 and above: an x"),
    (number(low=0, open_low=True), "0", "'0' is too small", "x is a number above 0: an x"),
    (number(high=1, open_high=True), 1, "1 is too large", "x is a number below 1: an x"),
    (number(low=0, high=1), "1.5", "'1.5' is too large", "x is a number 0 to 1: an x"),
    (number(kind="integer", low=1), "2.5", "'2.5' is not a whole number",
     "x is a whole number 1 and above: an x"),
    (number(kind="integer", high=10**6), "1e7", "'1e7' is too large",
     "x is a whole number 1,000,000 and below: an x"),
    (number(kind="numbers"), "1,,2", "'', number 2 of 3, holds no number",
     "x is numbers with commas between: an x"),
    (number(kind="numbers"), "1;2", "'1;2' is not a number", "x is numbers with commas between: an x"),
    (number(kind="numbers", low=0, high=1), "0,7", "'7', number 2 of 2, is too large",
     "x is numbers with commas between, each 0 to 1: an x"),
    (number(kind="numbers"), [0.5, True], "True, number 2 of 2, is not a number",
     "x is numbers with commas between: an x"),
    (number(kind="numbers"), [], "[] is empty", "x is numbers with commas between: an x"),
    (number(kind="choice", choices=("linear", "quadratic")), "linaer",
     "'linaer' is not one of linear, quadratic", "did you mean linear?"),
    (number(kind="file"), "no/such.csv", "'no/such.csv' is no file", "check the path"),
    (number(kind="file"), "/", "'/' is a folder", "check the path"),
    (number(kind="file"), 3, "3 is not a path", "x is a file: an x"),
]  # fmt: skip


@pytest.mark.parametrize(("parameter", "given", "problem", "hint"), MISREAD)
def test_a_value_that_cannot_be_used_is_refused(
    parameter: Parameter, given: Any, problem: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_value("toy-2000", parameter, given)
    assert caught.value.message == f"toy-2000: x: {problem}"
    assert caught.value.hint == hint


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(InputError) as caught:
        read_value("toy-2000", number(kind="numbers"), "1;" * 1000)
    assert len(caught.value.message) < 120
    with pytest.raises(InputError, match=r"^toy-2000: x: '', number 1,001 of 1,001, holds no number\n"):
        read_value("toy-2000", number(kind="numbers"), "1," * 1000)


def test_what_is_allowed_is_said_in_words() -> None:
    assert allowed(number(low=0, high=1, open_low=True, open_high=True)) == "a number above 0 to below 1"
    assert allowed(number(low=0, high=math.inf)) == "a number 0 and above"


def test_the_package_runs_models() -> None:
    outcome = asabiya.catalogue.run("granovetter-1978", mean=25, sd=12.3)
    assert outcome.results["equilibrium"] == pytest.approx(100)
    assert outcome.status in ("verified", "partly", "unverified")
    assert asabiya.catalogue.model("granovetter-1978") in asabiya.catalogue.entries()
