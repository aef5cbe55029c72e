"""Unity: appeals against polarization among loyalists calm tension if they are believed.

Equation, for appeals ``y`` and credibility ``κ``:

    (Y1) relief = effect · κ · y

the rate a day at which tension falls on top of its own decay: cheap talk that binds only if believed.

References: the verbal theory; cheap talk as in Crawford and Sobel 1982 is an analogy only.

>>> step(Params(), jnp.array([0.5]), jnp.array([0.0])).tolist()
[0.0]
"""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp  # noqa: F401  (the doctest uses it)
from jax import Array

from asabiya.mechanisms.parameters import Scalar, param

__all__ = ["Params", "step"]


class Params(eqx.Module):
    """Parameters of `step`."""

    effect: Scalar = param(
        0.02, unit="1/d", low=0.0, high=0.2, sd=0.5, scale="log",
        source="assumed: a fully believed month of appeals would halve tension",
    )  # fmt: skip
    """Rate at which a fully believed appeal takes tension away."""


def step(params: Params, credibility: Array, unity: Array) -> Array:
    """Rate of relief (Y1), (member,) [1/d], from credibility and appeals, (member,) each [0 to 1]."""
    return params.effect * credibility * unity
