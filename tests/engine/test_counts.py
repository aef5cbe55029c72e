from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine import toy

from asabiya.engine.model import Model, registry
from asabiya.vocabulary import APPARATUS, INDICES

STORM = toy.calendar(
    push=0.8, purge=0.8, favours=1.0, exhortation=1.0, unity=0.5, messaging=1.0, war=1.0, executions=2.0,
    shelter=1.0, amnesty=0.8, scarcity=0.5,
)  # fmt: skip
"""Everything at once, from day 10 on."""


def dated() -> np.ndarray:
    departures = np.zeros((toy.DAYS, len(APPARATUS), 3))
    departures[12, :, 0] = 0.3
    departures[20, 1] = 1.0
    departures[30, 2, 1] = 0.5
    return departures


def conserved(course: toy.Course) -> None:
    s, c = course.days, course.c
    posts = np.asarray(s.obey + s.shirk + s.left + s.purged)
    np.testing.assert_allclose(posts, np.broadcast_to(np.asarray(c.posts), posts.shape), rtol=2e-5, atol=1e-3)
    people = np.asarray(s.active + s.jailed)
    assert (people <= np.asarray(c.adults) * (1 + 1e-6)).all()
    for leaf in jax.tree.leaves((s, course.record)):
        assert np.isfinite(np.asarray(leaf)).all()
    for part in (
        "obey",
        "shirk",
        "left",
        "purged",
        "active",
        "jailed",
        "fear",
        "anger",
        "arrests",
        "capacity",
    ):
        assert float(np.asarray(getattr(s, part)).min()) >= 0.0, part
    for part in ("credibility", "tension", "competence", "chain", "hidden", "wish", "blind"):
        share = np.asarray(getattr(s, part))
        assert float(share.min()) >= 0.0, part
        assert float(share.max()) <= 1.0 + 1e-6, part
    indices = np.asarray(course.record.indices)
    for row, name in enumerate(INDICES):
        assert float(indices[:, row].min()) >= 0.0, name
        assert float(indices[:, row].max()) <= 1.0 + 1e-6, name


@pytest.mark.parametrize("noisy", [False, True])
def test_posts_and_citizens_are_conserved_in_a_storm(noisy: bool) -> None:
    course = toy.course(STORM, noisy=noisy, prior=True)
    assert float(course.index("actives").max()) > 0.01
    conserved(course)


def test_posts_are_conserved_when_most_leave_on_one_day() -> None:
    when = toy.calendar(push=0.8, purge=1.0, departures=dated())
    course = toy.course(when, noisy=True, prior=True, overrides={"defection.review": 1.0})
    conserved(course)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=4, deadline=None)
def test_extreme_parameters_keep_every_bound(seed: int) -> None:
    """Every member has each parameter at the low end, the high end or in the middle of its range."""
    rng = np.random.default_rng(seed)
    values: dict[str, dict[str, jax.Array]] = {}
    for name, info in registry().items():
        group, field = name.split(".")
        chosen = rng.choice([info.low, info.high, info.value], size=toy.MEMBERS)
        values.setdefault(group, {})[field] = jnp.asarray(chosen, dtype=jnp.float32)
    blank = Model()
    model = Model(**{name: type(part)(**values.get(name, {})) for name, part in vars(blank).items()})
    conserved(toy.course(STORM, noisy=bool(seed % 2), model=model, seed=seed))


def test_top_posts_are_whole_persons() -> None:
    course = toy.course(toy.calendar(push=0.8, purge=0.5, departures=dated()), noisy=True, prior=True)
    for part in ("obey", "shirk", "left", "purged"):
        top = np.asarray(getattr(course.days, part))[:, :, 0]
        assert np.array_equal(top, np.round(top)), part
    eve = np.asarray(course.start.obey)[:, 0]
    assert np.array_equal(eve, np.round(eve))
    assert len(np.unique(eve)) > 1


def test_dated_departures_take_their_share_of_those_serving() -> None:
    still = {"defection.pull": 0.0}
    share = np.zeros((toy.DAYS, len(APPARATUS), 3))
    share[5, 2] = [0.5, 0.25, 0.1]
    plain = toy.course(overrides=still)
    gone = toy.course(toy.calendar(departures=share), overrides=still)
    extra = np.asarray(gone.days.gone - plain.days.gone)[5, 2, :, 0]
    serving = np.asarray(plain.days.obey + plain.days.shirk)[4, 2, :, :, 0].sum(1)
    assert extra == pytest.approx(share[5, 2] * serving, rel=1e-4)


def test_dated_departures_at_the_top_are_rounded_over_the_whole_sector() -> None:
    share = np.zeros((toy.DAYS, len(APPARATUS), 3))
    share[0, :, 0] = 0.5
    calm = {"defection.rest_defect": 1e-6, "defection.rest_shirk": 1e-3, "surprise.rate": 1e-4}
    course = toy.course(toy.calendar(departures=share), noisy=True, overrides=calm)
    before = np.asarray(course.start.obey + course.start.shirk)[:, 0].sum(1)
    after = np.asarray(course.days.gone)[0, :, 0]
    assert np.array_equal(after, np.floor(before * 0.5 + 0.5))


def test_noise_is_noise_around_the_expectation() -> None:
    calm, noisy = toy.course(), toy.course(noisy=True)
    for part in ("shirk", "left"):
        a = np.asarray(getattr(calm.days, part)).sum((1, 2, 3))
        b = np.asarray(getattr(noisy.days, part)).sum((1, 2, 3))
        assert not np.array_equal(a, b)
        assert b[5].mean() == pytest.approx(a[5].mean(), rel=0.02)
