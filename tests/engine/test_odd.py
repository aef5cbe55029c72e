"""The protocol says what the code does: equations, parameters and state variables."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest

from asabiya.engine.day import ORDER
from asabiya.engine.model import registry
from asabiya.engine.state import State
from asabiya.society.society import Calendar
from asabiya.vocabulary import MECHANISMS

ROOT = Path(__file__).parents[2]
ODD = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
LABEL = re.compile(r"^    \(([A-Z]\d+)\) ", re.MULTILINE)


def docstrings() -> dict[str, str]:
    folders = (ROOT / "src" / "asabiya" / name for name in ("mechanisms", "engine", "engine/micro"))
    files = sorted(path for folder in folders for path in folder.glob("*.py"))
    return {path.stem: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "" for path in files}


def equations(text: str) -> list[str]:
    """Indented blocks that begin with a label, line by line."""
    found, inside = [], False
    for line in text.splitlines():
        inside = bool(LABEL.match(line)) or (inside and line.startswith("    "))
        if inside:
            found.append(line)
    return found


def test_no_two_equations_have_one_label() -> None:
    labels = Counter(label for text in docstrings().values() for label in LABEL.findall(text))
    assert labels.most_common(1)[0][1] == 1


def test_the_protocol_has_the_labels_of_the_docstrings_and_no_other() -> None:
    assert sorted(LABEL.findall(ODD)) == sorted(
        x for text in docstrings().values() for x in LABEL.findall(text)
    )


@pytest.mark.parametrize("module", [name for name, text in docstrings().items() if LABEL.search(text)])
def test_the_protocol_has_every_equation_as_its_docstring_has_it(module: str) -> None:
    assert "\n".join(equations(docstrings()[module])) in ODD


def test_every_label_that_a_text_mentions_exists() -> None:
    labels = set(LABEL.findall(ODD))
    texts = [ODD, *docstrings().values()]
    mentioned = {x for text in texts for x in re.findall(r"\(([A-Z]\d)(?:\)|[,–])", text)}
    assert mentioned <= labels


@pytest.mark.parametrize("name", registry())
def test_the_protocol_names_every_parameter(name: str) -> None:
    assert f"`{name}`" in ODD


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(State)])
def test_the_protocol_names_every_state_variable(name: str) -> None:
    assert f"`{name}`" in ODD.partition("## 3.")[0]


def test_the_protocol_names_every_input() -> None:
    text = ODD.partition("## 6.")[2].partition("## 7.")[0]
    levers = [f.name for f in dataclasses.fields(Calendar) if f.name not in ("push", "departures", "rest")]
    assert re.findall(r"`(\w+)`", text) == levers


def test_the_protocol_says_the_order_of_the_day() -> None:
    assert " → ".join(ORDER) in " ".join(ODD.split())
    numbered = re.findall(r"^\d+\. \*\*(.+?)\.\*\*", ODD, re.MULTILINE)
    assert [name.lower() for name in numbered] == list(ORDER)


def test_the_protocol_has_all_its_parts() -> None:
    """Grimm et al. 2020: seven elements, eleven design concepts."""
    assert re.findall(r"^## (\d)\. ", ODD, re.MULTILINE) == list("1234567")
    concepts = ODD.partition("## 4.")[2].partition("## 5.")[0]
    assert re.findall(r"^\*\*(.+?)\.\*\*", concepts, re.MULTILINE) == [
        "Basic principles",
        "Emergence",
        "Adaptation",
        "Objectives",
        "Learning",
        "Prediction",
        "Sensing",
        "Interaction",
        "Stochasticity",
        "Collectives",
        "Observation",
    ]


@pytest.mark.parametrize("name", MECHANISMS)
def test_the_protocol_says_what_off_means(name: str) -> None:
    section = re.search(rf"^### {name}\b.*?(?=^### |^## )", ODD, re.MULTILINE | re.DOTALL | re.IGNORECASE)
    assert section is not None
    assert re.search(r"\bOff\b", section.group())
