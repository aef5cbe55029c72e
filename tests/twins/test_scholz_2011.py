"""Scholz, Calbert and Smith 2011 agrees with its twin, move for move."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.twins import agree
from tests.twins.twin_scholz_2011 import Actor, bargain

from asabiya.catalogue import registry

ID = "scholz-2011"
SWITCHES = tuple(itertools.product(("all-dyads", "dyad"), ("weighted", "nearest")))

INVENTED = [
    Actor("Guard", 0.8, 0.0, 0.8),
    Actor("Party", 0.8, 15.0, 0.4),
    Actor("Clergy", 0.6, 60.0, 0.6),
    Actor("Army", 0.8, 70.0, 0.1),
    Actor("Merchants", 1.0, 80.0, 0.1),
    Actor("Students", 0.5, 100.0, 0.8),
]


def compare(folder: Path | None, actors: list[Actor], **parameters: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "rounds": 10,
        "denominator": "all-dyads",
        "compromise": "weighted",
        "stay": 1.0,
        "better": 1.0,
    } | parameters
    twin = bargain(actors, **given)
    if folder is not None:
        lines = ["Actor,Capability,Position,Salience"]
        lines += [f"{one.name},{one.capability!r},{one.position!r},{one.salience!r}" for one in actors]
        (folder / "actors.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        given["actors"] = str(folder / "actors.csv")
    model = dict(registry.run(ID, **given).results)
    assert agree.differences(model, twin, 1e-9) == [], (actors, parameters)
    return twin


@pytest.mark.parametrize(("denominator", "compromise"), SWITCHES)
def test_the_invented_actors(denominator: str, compromise: str) -> None:
    for stay, better in ((1.0, 1.0), (0.5, 1.0), (0.5, 0.0), (0.0, 0.4)):
        switches: dict[str, Any] = {"denominator": denominator, "compromise": compromise}
        compare(None, INVENTED, **switches, stay=stay, better=better, rounds=20)


def test_random_tables(tmp_path: Path) -> None:
    draw = np.random.default_rng(2011)
    kinds: set[object] = set()
    for count in range(60):
        columns = draw.uniform([[0], [-3], [0]], [[2], [5], [1]], (3, int(draw.integers(2, 9)))).T.tolist()
        actors = [Actor(f"actor {i}", *row) for i, row in enumerate(columns)]
        denominator, compromise = SWITCHES[count % 4]
        stay, better = draw.uniform(size=2).tolist() if count % 3 else (1.0, 1.0)
        switches: dict[str, Any] = {"denominator": denominator, "compromise": compromise}
        twin = compare(
            tmp_path, actors, **switches, stay=stay, better=better, rounds=int(draw.integers(1, 12))
        )
        kinds |= {move["kind"] for move in twin["moves"]} | {twin["period"]}
    assert kinds >= {"confrontation", "compromise", "capitulation", None, 1}


def test_tables_full_of_ties(tmp_path: Path) -> None:
    """Few values of capability, salience and position, so that votes, gains and offers are often equal."""
    draw = np.random.default_rng(2012)
    for count in range(60):
        number = int(draw.integers(2, 8))
        held = draw.integers(0, 3, number) * 50.0
        held[0] = 0
        unit = (1.0, 1e-20, 1e11)[count % 3]
        actors = [
            Actor(
                f"actor {i}",
                unit * float(draw.integers(1, 3)),
                float(held[i]),
                float(draw.integers(1, 4)) * 0.3,
            )
            for i in range(number)
        ]
        denominator, compromise = SWITCHES[count % 4]
        compare(tmp_path, actors, denominator=denominator, compromise=compromise, rounds=8)


def test_corners(tmp_path: Path) -> None:
    compare(tmp_path, [Actor("a", 1.0, 5.0, 0.5), Actor("b", 2.0, 5.0, 0.5)])
    compare(tmp_path, [Actor("a", 1.0, 0.0, 1.0), Actor("b", 0.0, 1.0, 1.0)])
    compare(tmp_path, [Actor("a", 1.0, 0.0, 0.0), Actor("b", 1.0, 1.0, 1.0), Actor("c", 1.0, 2.0, 0.0)])
    compare(tmp_path, [Actor("a", 1e9, 1e9, 1.0), Actor("b", 1e-9, -1e9, 1.0), Actor("c", 1.0, 0.0, 0.3)])
