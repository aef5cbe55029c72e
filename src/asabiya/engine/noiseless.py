"""The day without noise: expectations for counts, no sparks, and the calendar as it is at rest.

What members see can be held at a value or shifted for good, which is how `asabiya.engine.fixed_points` finds
the fixed points of the macro map and the distance to its fold.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from asabiya.engine.day import Chance, Setting, advance, odds
from asabiya.engine.macro import Plan
from asabiya.engine.model import Model, draw
from asabiya.engine.rest import Rest, settle
from asabiya.engine.state import Constants, Row, State, Switches

__all__ = ["WIDTH", "Floats", "Noiseless", "Reached"]

WIDTH = 64
"""Members computed together."""

Floats = NDArray[np.float32]
Parts = tuple[Model, Constants, Row, Switches, Rest]


@dataclasses.dataclass(frozen=True)
class Reached:
    """Where some days without noise lead."""

    state: State
    """The state as NumPy arrays, members last."""
    odds: Floats
    """Public log-odds, (member,) [logit]."""
    capacity: Floats
    """Coercive capacity over its level at rest, (member,)."""

    def members(self, index: Sequence[int] | NDArray[np.intp]) -> Reached:
        """Some members, in the order of ``index``."""
        at = np.asarray(index, dtype=np.intp)
        state: State = jax.tree_util.tree_map(lambda x: x[..., at], self.state)
        return Reached(state, self.odds[at], self.capacity[at])

    @staticmethod
    def join(parts: Sequence[Reached]) -> Reached:
        """The members of all parts, one part after the other."""
        state: State = jax.tree_util.tree_map(
            lambda *x: np.concatenate(x, axis=-1), *(p.state for p in parts)
        )
        joined = (np.concatenate([getattr(p, name) for p in parts]) for name in ("odds", "capacity"))
        return Reached(state, *joined)


def _host(state: State) -> State:
    """The state as NumPy arrays, so that picking members compiles nothing."""
    found: State = jax.tree_util.tree_map(np.asarray, state)
    return found


@eqx.filter_jit
def _settle(model: Model, c: Constants, row: Row, on: Switches) -> tuple[Rest, State]:
    path = jnp.zeros_like(model.information.z0, dtype=jnp.uint32)
    return settle(model, c, row, on, jnp.uint32(0), path, jnp.asarray(False))


@eqx.filter_jit
def _march(at: Parts, state: State, held: Array, shift: Array, days: Array) -> tuple[State, Array]:
    model, c, row, on, rest = at
    k = Setting(model=model, c=c, rest=rest, rest_row=row, on=on, z_shift=shift, z_held=held)
    path, seed, noisy = jnp.zeros_like(held, dtype=jnp.uint32), jnp.uint32(0), jnp.asarray(False)

    def one(day: Array, state: State) -> State:
        return advance(k, state, row, Chance(seed=seed, path=path, day=day, noisy=noisy))[0]

    state = lax.fori_loop(0, days, one, state)
    return state, odds(k, state, row)


@dataclasses.dataclass(frozen=True)
class Noiseless:
    """The day without noise and with the calendar at rest, for `WIDTH` members."""

    parts: Parts
    """Parameters, society, the calendar's row at rest, switches and levels at rest."""
    eve: Reached
    """The state of rest."""

    @staticmethod
    def of(p: Plan, latents: Floats) -> Noiseless:
        """The map of a plan for standard normal latents, (`WIDTH`, parameter); all 0 is the prior's centre.

        Raises
        ------
        ValueError
            If the latents have another shape.
        """
        if latents.shape != (WIDTH, len(p.infos)):
            raise ValueError(f"latents: shape {latents.shape}, needs {(WIDTH, len(p.infos))}")
        model = draw(p.infos, latents)
        rest, state = _settle(model, p.society, p.rest, p.on)
        z0 = np.asarray(model.information.z0)
        return Noiseless((model, p.society, p.rest, p.on, rest), Reached(_host(state), z0, np.ones_like(z0)))

    @property
    def z0(self) -> Floats:
        """Public log-odds at rest, (member,) [logit]."""
        return self.eve.odds

    def march(
        self, start: Reached, days: int, *, held: Floats | None = None, shift: Floats | None = None
    ) -> Reached:
        """Where ``days`` days lead.

        Parameters
        ----------
        start
            Where to start.
        days
            Number of days [0 and above].
        held
            Log-odds that members see whatever happens, (member,) [logit]; NaN or none leaves them free.
        shift
            Lasting shift of the public odds, (member,) [logit].
        """
        fixed = np.full(WIDTH, np.nan, np.float32) if held is None else np.asarray(held, np.float32)
        moved = np.zeros(WIDTH, np.float32) if shift is None else np.asarray(shift, np.float32)
        state, z = _march(self.parts, start.state, jnp.asarray(fixed), jnp.asarray(moved), jnp.int32(days))
        found, usual = _host(state), np.asarray(self.parts[4].capacity)
        ratio = np.where(usual > 0.0, np.asarray(found.capacity) / np.maximum(usual, 1e-30), 1.0)
        return Reached(found, np.asarray(z), ratio.astype(np.float32))

    def actives(self, at: Reached) -> Floats:
        """Active citizens, (member,) [share of adults]."""
        return np.asarray(np.sum(at.state.active, axis=(0, 1)) / self.parts[1].total_adults)
