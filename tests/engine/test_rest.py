from __future__ import annotations

import jax
import numpy as np
import pytest
from tests.engine import toy

from asabiya.vocabulary import MECHANISMS

VARIANTS = [(), *[(name,) for name in MECHANISMS]]
RESTLESS = {"purge": 0.1, "favours": 0.3, "exhortation": 0.4, "unity": 0.3, "messaging": 0.2, "war": 0.2,
            "shelter": 0.5, "amnesty": 0.3, "scarcity": 0.2}  # fmt: skip
"""Levers that are up before day 0: rest is where they have long been so."""


def moved(course: toy.Course) -> dict[str, float]:
    """Largest relative change of each part of the state from the eve to the end of day 0."""
    found = {}
    for (path, before), after in zip(
        jax.tree.leaves_with_path(course.start), jax.tree.leaves(course.first), strict=True
    ):
        a, b = (np.asarray(x, dtype=np.float64) for x in (before, after))
        # Posts and persons in tens of thousands are held to seven digits, shares and logits to a few 1e-6.
        found[jax.tree_util.keystr(path)] = float((np.abs(b - a) / (1.0 + np.abs(a))).max())
    return found


@pytest.mark.parametrize("off", VARIANTS, ids=lambda off: off[0] if off else "all on")
def test_day_0_is_a_fixed_point_of_the_noiseless_map(off: tuple[str, ...]) -> None:
    course = toy.course(toy.calendar(rest=RESTLESS), off=off, prior=True)
    still = moved(course)
    still.pop(".gone")
    assert {name: by for name, by in still.items() if by > 2e-5} == {}


def test_everything_off_is_at_rest_too() -> None:
    still = moved(toy.course(toy.calendar(rest=RESTLESS), off=MECHANISMS, prior=True))
    assert max(by for name, by in still.items() if name != ".gone") < 2e-5


def test_rest_shares_are_the_prior() -> None:
    course = toy.course()
    p = course.model.defection
    top = np.asarray(course.start.shirk / (course.start.obey + course.start.shirk))[:, 0]
    assert top == pytest.approx(np.broadcast_to(p.rest_shirk, top.shape), rel=1e-4)
    assert np.asarray(course.rest.in_street) == pytest.approx(
        np.asarray(course.model.uprising.rest)[None] + 0 * np.asarray(course.rest.in_street), rel=1e-5
    )
    leaving = np.asarray(course.first.gone[:, 0] / course.c.rank_posts[:, 0])
    serving = (
        np.asarray(course.start.obey + course.start.shirk)[:, 0].sum(1)
        / np.asarray(course.c.rank_posts)[:, 0]
    )
    assert leaving == pytest.approx(np.asarray(p.review * p.rest_defect) * serving, rel=1e-3)


def test_rest_lasts_a_year_of_days_without_noise_at_the_centre() -> None:
    course = toy.course()
    assert float(np.abs(np.asarray(course.record.capacity) - 1).max()) < 1e-4
    assert (np.asarray(course.last.watch.day) == -1).all()


def test_the_chain_at_rest_is_hand_computed() -> None:
    """A middle member's chain is intact when a commander obeys, a base member's when both levels do."""
    course = toy.course(overrides={"defection.pull": 0.0})
    share = np.asarray(course.start.obey / np.maximum(np.asarray(course.c.posts), 1))[0, :, 0, 0]
    chain = np.asarray(course.start.chain)[0, :, 0, 0]
    assert chain[0] == 1.0
    assert chain[1] == pytest.approx(share[0], rel=1e-5)
    assert chain[2] == pytest.approx(share[1] * share[0], rel=1e-5)
