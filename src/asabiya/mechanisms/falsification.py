"""Falsification: what people and members show is not what they want.

    (X1) shown = act                      with the mechanism on
         shown = private preference       with it off

A member's private preference is what he would choose if leaving carried no punishment; a citizen's, what he
would do without fear. Preference falsification keeps both from sight: others, and the ruler, see acts only.

References: Kuran 1989, 1991 (utility = intrinsic + reputational + expressive; here the reputational part is
the punishment for being seen on the wrong side).

>>> act, want = jnp.array([0.1]), jnp.array([0.4])
>>> step(jnp.array(True), act, want).tolist() == act.tolist()
True
>>> step(jnp.array(False), act, want).tolist() == want.tolist()
True
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
from jax import Array

__all__ = ["Params", "step"]


class Params(eqx.Module):
    """The mechanism has no parameters of its own: what is hidden follows from punishment and fear."""


def step(on: Array, act: Array, private: Array) -> Array:
    """Share that others see (X1), same shape as ``act`` and ``private``."""
    return jnp.where(on, act, private)
