"""How a mechanism declares its parameters: value, unit, range, prior and source in one line each."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import equinox as eqx
import numpy as np
from jax import Array
from jax.nn import sigmoid
from jax.scipy.special import logit, ndtr, ndtri
from jaxtyping import ArrayLike, Float
from numpy.typing import NDArray

__all__ = ["ParameterInfo", "Scalar", "describe", "param", "transform"]

if TYPE_CHECKING:
    Scalar = Array
else:
    Scalar = Float[ArrayLike, "*member"]
"""A parameter's value: a number, or one value per member along the trailing axis.

To the type checker it is an array, since an engine's model holds arrays; a default is a plain number.
"""

Scale = Literal["normal", "log", "logit"]


@dataclasses.dataclass(frozen=True)
class ParameterInfo:
    """A parameter's prior: a transformed normal, cut to its range.

    The latent ζ is standard normal, and ``value = link⁻¹(link(centre) + sd·ζ)`` with ζ cut to the part
    that lies in the range, so that a prior never has a lump of mass on a bound.
    """

    name: str
    """Dotted name, "mechanism.parameter"."""
    value: float
    """Centre of the prior: its mean on the link's scale."""
    unit: str
    """Unit, "1" when there is none."""
    low: float
    """Smallest value allowed."""
    high: float
    """Largest value allowed."""
    sd: float
    """Standard deviation of the prior on the link's scale [0 and above]; 0 fixes the parameter."""
    scale: Scale
    """Link: "normal" none, "log" logarithm, "logit" log-odds within the range 0 to 1."""
    source: str
    """Key of a citation, or "assumed: reason"."""

    def _link(self, x: NDArray[np.float32] | float) -> Any:
        if self.scale == "log":
            return np.log(x)
        return np.asarray(logit(x)) if self.scale == "logit" else np.asarray(x)

    def _inverse(self, y: NDArray[np.float32]) -> NDArray[np.float32]:
        if self.scale == "log":
            return np.asarray(np.exp(y))
        return np.asarray(sigmoid(y)) if self.scale == "logit" else y

    def transform(self, latent: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values of the parameter for standard normal latents of any shape.

        >>> info = ParameterInfo("x.y", 2.0, "1", 1.0, 4.0, 0.5, "log", "assumed: example")
        >>> info.transform(np.array([-9.0, 0.0, 9.0], dtype=np.float32)).round(3).tolist()
        [1.0, 2.0, 4.0]
        """
        return transform([self], np.asarray(latent, dtype=np.float32)[..., None])[0]

    def _value(self, cut: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values for latents that are already cut to the range."""
        if self.sd == 0.0:
            return np.full(cut.shape, self.value, dtype=np.float32)
        low, high, _, _ = _limits(self)
        cut = np.clip(cut, max(low, -6.0), min(high, 6.0))
        found = self._inverse(self._link(self.value) + self.sd * cut)
        return np.clip(found, self.low, self.high).astype(np.float32)

    def replace(self, *, value: float, sd: float | None, source: str) -> ParameterInfo:
        """The same parameter with another centre, width and source (``sd=None`` fixes it)."""
        return dataclasses.replace(self, value=value, sd=0.0 if sd is None else sd, source=source)


@functools.cache
def _limits(info: ParameterInfo) -> tuple[float, float, float, float]:
    """Latents at the ends of the range, and the probabilities below them."""
    if info.sd == 0.0:
        return -np.inf, np.inf, 0.0, 1.0
    with np.errstate(divide="ignore"):
        low, high = (float((info._link(x) - info._link(info.value)) / info.sd) for x in (info.low, info.high))
    return low, high, float(ndtr(low)), float(ndtr(high))


def transform(infos: Sequence[ParameterInfo], latents: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Values of many parameters at once, one array (…,) each, for standard normal latents (…, parameter)."""
    limits = [_limits(info) for info in infos]
    below = np.array([at[2] for at in limits], dtype=np.float32)
    span = np.array([at[3] - at[2] for at in limits], dtype=np.float32)
    cut = np.asarray(ndtri(below + span * np.asarray(ndtr(latents))))
    return [info._value(cut[..., column]) for column, info in enumerate(infos)]


def param(
    value: float, *, unit: str, low: float, high: float, source: str, sd: float = 0.0, scale: Scale = "normal"
) -> Any:
    """Declare a field of a mechanism's ``Params``; see `ParameterInfo` for the meaning of each argument."""
    if not low <= value <= high:
        raise ValueError(f"default {value} outside [{low}, {high}]")
    metadata = {"unit": unit, "low": low, "high": high, "sd": sd, "scale": scale, "source": source}
    return dataclasses.field(default=value, metadata=metadata)


def describe(mechanism: str, params: type[eqx.Module]) -> list[ParameterInfo]:
    """Every parameter that a ``Params`` class declares, in order."""
    return [
        ParameterInfo(f"{mechanism}.{field.name}", float(getattr(params, field.name)), **field.metadata)
        for field in dataclasses.fields(params)
    ]
