"""Outcomes: dated events by thresholds that must hold for days on end.

Equations, for the share of adults active ``A`` and capacity ``C``:

    (N1) uprising: A ≥ uprising_share for ``uprising_days`` running
    (N2) mutiny: in a security sector, a share of posts not obeying ≥ mutiny_share
    (N3) fracture: C < need = max(floor · C0, A/hold)
    (N4) collapse: fracture for ``collapse_days`` running
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["EVENTS", "Params", "Watch", "happened", "step"]

EVENTS = ("uprising", "mutiny", "fracture", "collapse")
"""Events in the order of the trailing arrays' first axis."""


class Params(eqx.Module):
    """Thresholds of the outcomes."""

    uprising_share: Scalar = param(
        0.005, unit="share of adults", low=1e-4, high=0.2,
        source="assumed: half a per cent of adults, about the size of a hundred thousand "
        "in Leipzig's district",
    )  # fmt: skip
    """Share of adults active in an uprising."""
    uprising_days: Scalar = param(7.0, unit="d", low=1.0, high=90.0, source="assumed: a week, not a day")
    """Days that an uprising lasts at least."""
    mutiny_share: Scalar = param(
        0.3, unit="share of posts", low=0.05, high=1.0,
        source="assumed: a third of a service is more than absence and sick leave",
    )  # fmt: skip
    """Share of a security sector that does not obey in a mutiny."""
    floor: Scalar = param(
        0.4, unit="1", low=0.05, high=0.95, sd=0.15, scale="logit",
        source="assumed: less than two fifths of the usual force cannot hold the usual order",
    )  # fmt: skip
    """Share of the usual capacity that order needs."""
    hold: Scalar = param(
        4.5, unit="actives per unit of capacity", low=1.0, high=100.0, sd=0.25, scale="log",
        source="calibrated: base rate of collapse without defection, see docs/base-rates.md",
    )  # fmt: skip
    """Active citizens that a unit of capacity can hold."""
    collapse_days: Scalar = param(
        14.0, unit="d", low=1.0, high=180.0, source="assumed: two weeks without control"
    )
    """Days of fracture after which the regime has collapsed."""


class Watch(eqx.Module):
    """How long each condition has held and when each event came."""

    running: Array
    """Days running that the uprising and the fracture conditions hold, (2, member)."""
    day: Array
    """Day of each of `EVENTS`, −1 if not yet, (4, member) int32."""

    @staticmethod
    def start(members: int) -> Watch:
        """Nothing has happened yet."""
        return Watch(running=jnp.zeros((2, members)), day=jnp.full((4, members), -1, dtype=jnp.int32))


def step(
    params: Params, watch: Watch, day: Array, actives: Array, disobeying: Array, capacity: Array, rest: Array
) -> Watch:
    """The watch after one more day.

    Parameters
    ----------
    params
        Thresholds.
    watch
        The watch so far.
    day
        Today, () int32.
    actives
        Active citizens as a share of adults, (member,).
    disobeying
        Largest share of posts not obeying over the security sectors, (member,).
    capacity, rest
        National capacity as a share of adults today and at rest, (member,).
    """
    in_street = actives >= params.uprising_share
    need = jnp.maximum(params.floor * rest, actives / params.hold)
    broken = capacity < need
    running = jnp.stack(
        [jnp.where(in_street, watch.running[0] + 1, 0), jnp.where(broken, watch.running[1] + 1, 0)]
    )
    happened = jnp.stack(
        [
            running[0] >= params.uprising_days,
            disobeying >= params.mutiny_share,
            broken,
            running[1] >= params.collapse_days,
        ]
    )
    return Watch(running=running, day=jnp.where((watch.day < 0) & happened, day, watch.day))


def happened(event_day: NDArray[np.int32], event: str, as_of: int, horizon: int) -> NDArray[np.bool_]:
    """Whether an event first happens within ``horizon`` days after day ``as_of``, (member,).

    ``event_day`` holds the day of each of `EVENTS`, −1 if never, (4, member); ``survival`` is that no
    collapse happens.
    """
    if event == "survival":
        return ~happened(event_day, "collapse", as_of, horizon)
    day = event_day[EVENTS.index(event)]
    return np.asarray((day > as_of) & (day <= as_of + horizon))
