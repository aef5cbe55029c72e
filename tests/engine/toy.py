"""A small society and its courses, for tests of the engine and of the mechanisms in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from asabiya.engine import macro
from asabiya.engine.day import advance
from asabiya.engine.keys import BLOCK_DAYS, fold
from asabiya.engine.model import Model, draw
from asabiya.engine.rest import Rest, settle
from asabiya.engine.state import Constants, Record, State
from asabiya.engine.today import Chance, Setting
from asabiya.society.society import Calendar, Society
from asabiya.vocabulary import APPARATUS, INDICES

DAYS = 60
MEMBERS = 128

P = TypeVar("P", bound=eqx.Module)

_SIZES = (2400, 2000, 12000, 7000, 500, 1200, 4000, 1000, 800)
_WEIGHTS = (0.8, 0.5, 0.3, 0.7, 0.0, 0.0, 0.0, 0.0, 0.0)
_LEVERS = {
    "executions": 0.05,
    "effort": 1.0,
    "war": 0.0,
    "purge": 0.0,
    "favours": 0.0,
    "exhortation": 0.0,
    "unity": 0.0,
    "vigilance": 1.0,
    "messaging": 0.0,
    "shelter": 0.0,
    "amnesty": 0.0,
    "scarcity": 0.0,
}


def society() -> Society:
    """Three regions, two factions, two million adults."""
    sectors = len(APPARATUS)
    posts = np.array([[[4, 2], [36, 24], [round(0.6 * n), n - round(0.6 * n)]] for n in _SIZES], dtype=float)
    return Society(
        regions=("Capital", "North", "South"),
        factions=("ruling", "rival"),
        adults=np.array([[300e3, 700e3], [180e3, 420e3], [120e3, 280e3]]),
        hardship=np.array([[0.48, 0.42], [0.5, 0.45], [0.54, 0.48]]),
        execution_share=np.array([0.4, 0.3, 0.3]),
        posts=posts,
        coercive_weight=np.array(_WEIGHTS),
        complicity=np.tile([0.7, 0.4, 0.2], (sectors, 1)),
        stake=np.tile([2.0, 1.2, 0.9], (sectors, 1)),
        kin=np.full(sectors, 0.7),
        deployment=np.tile([0.5, 0.3, 0.2], (sectors, 1)),
        position=np.array([0.25, 0.75]),
        ruler_faction=0,
    )


def calendar(rest: Mapping[str, float] | None = None, **changes: Any) -> Calendar:
    """Levers at rest, and from day 10 on the ``changes``; arrays are taken as they are."""
    levels = {**_LEVERS, **(rest or {})}
    series = {name: np.full(DAYS, value) for name, value in levels.items()}
    push, departures = np.zeros((DAYS, 3)), np.zeros((DAYS, len(APPARATUS), 3))
    for name, value in changes.items():
        if name == "push":
            push[10:] = value
        elif name == "departures":
            departures = value
        else:
            series[name][10:] = value
    return Calendar(**series, push=push, departures=departures, rest=levels)


@dataclasses.dataclass(frozen=True)
class Course:
    """A run: every array of ``days`` has an axis of days first."""

    model: Model
    c: Constants
    rest: Rest
    start: State
    days: State
    record: Record

    @property
    def last(self) -> State:
        """The state at the end."""
        return _at(self.days, -1)

    @property
    def first(self) -> State:
        """The state after day 0."""
        return _at(self.days, 0)

    def index(self, name: str) -> NDArray[np.float32]:
        """An index by day, (T, member)."""
        return np.asarray(self.record.indices[:, INDICES.index(name)])


def _at(tree: State, day: int) -> State:
    found: State = jax.tree.map(lambda x: x[day], tree)
    return found


@eqx.filter_jit
def _course(model: Model, p: macro.Plan, seed: Array, paths: Array, noisy: Array) -> Any:
    rest, start = settle(model, p.society, p.rest, p.on, seed, paths[:, 0], noisy)
    k = Setting(model=model, c=p.society, rest=rest, rest_row=p.rest, on=p.on)

    def one(state: State, at: Any) -> tuple[State, Any]:
        day, row = at
        chance = Chance(seed=seed, path=paths[:, day // BLOCK_DAYS], day=day, noisy=noisy)
        state, record = advance(k, state, row, chance)
        return state, (state, record)

    _, (days, record) = lax.scan(one, start, (jnp.arange(p.days, dtype=jnp.int32), p.daily))
    return rest, start, days, record


def params(kind: type[P], **values: float) -> P:
    """A mechanism's parameters with some values, the others at their defaults."""
    return kind(**{name: jnp.float32(value) for name, value in values.items()})


def plan(
    when: Calendar | None = None, *, off: tuple[str, ...] = (), overrides: Mapping[str, float] | None = None
) -> macro.Plan:
    """The toy society under a calendar, without some mechanisms, with some parameters fixed."""
    fixed = {name: {"value": value, "source": "assumed: test"} for name, value in (overrides or {}).items()}
    return macro.plan(society(), when or calendar(), dict.fromkeys(off, False), fixed)


def course(
    when: Calendar | None = None,
    *,
    off: tuple[str, ...] = (),
    overrides: Mapping[str, float] | None = None,
    noisy: bool = False,
    seed: int = 1,
    prior: bool = False,
    model: Model | None = None,
) -> Course:
    """A run of the toy society; without ``prior`` every member has the centres of the priors."""
    p = plan(when, off=off, overrides=overrides)
    latents, paths = macro.prior(seed, MEMBERS, len(p.infos), DAYS)
    model = model or draw(p.infos, latents if prior else np.zeros_like(latents))
    bare = dataclasses.replace(p, infos=())
    rest, start, days, record = _course(
        model, bare, jnp.asarray(fold(seed)), jnp.asarray(paths), jnp.asarray(noisy)
    )
    return Course(model, p.society, rest, start, days, record)
