"""All parameters of the model in one place: the registry and draws from the prior."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from asabiya.engine import information, outcome
from asabiya.mechanisms import (
    backlash,
    confusion,
    consolidation,
    conversion,
    defection,
    diversion,
    exhortation,
    factions,
    falsification,
    repression,
    surprise,
    unity,
    uprising,
)
from asabiya.mechanisms.parameters import ParameterInfo, describe, transform

__all__ = ["Model", "draw", "registry", "with_overrides"]


class Model(eqx.Module):
    """Parameters of every mechanism and of what is always on, by name."""

    diversion: diversion.Params = diversion.Params()
    repression: repression.Params = repression.Params()
    backlash: backlash.Params = backlash.Params()
    consolidation: consolidation.Params = consolidation.Params()
    exhortation: exhortation.Params = exhortation.Params()
    unity: unity.Params = unity.Params()
    conversion: conversion.Params = conversion.Params()
    confusion: confusion.Params = confusion.Params()
    factions: factions.Params = factions.Params()
    defection: defection.Params = defection.Params()
    falsification: falsification.Params = falsification.Params()
    surprise: surprise.Params = surprise.Params()
    uprising: uprising.Params = uprising.Params()
    information: information.Params = information.Params()
    outcome: outcome.Params = outcome.Params()


@cache
def registry() -> dict[str, ParameterInfo]:
    """Every parameter of the model by its dotted name, in a fixed order.

    >>> registry()["repression.k"].source
    'epstein-2002'
    """
    return {
        info.name: info
        for field in dataclasses.fields(Model)
        for info in describe(field.name, type(getattr(Model, field.name)))
    }


def draw(infos: Sequence[ParameterInfo], latents: NDArray[np.float32]) -> Model:
    """The model's parameters for given latents.

    Parameters
    ----------
    infos
        All parameters, in the order of `registry`, with the scenario's own priors put in.
    latents
        Standard normal latents, (member, parameter).

    Returns
    -------
    Model
        Every field an array (member,).
    """
    values: dict[str, dict[str, Any]] = {}
    for info, value in zip(infos, transform(infos, latents), strict=True):
        group, name = info.name.split(".")
        values.setdefault(group, {})[name] = jnp.asarray(value)
    return Model(
        **{
            field.name: type(getattr(Model, field.name))(**values.get(field.name, {}))
            for field in dataclasses.fields(Model)
        }
    )


def with_overrides(overrides: Mapping[str, Mapping[str, Any]]) -> list[ParameterInfo]:
    """The registry with a scenario's own values; a value without ``sd`` fixes the parameter."""
    infos = dict(registry())
    for name, entry in overrides.items():
        infos[name] = infos[name].replace(value=entry["value"], sd=entry.get("sd"), source=entry["source"])
    return list(infos.values())
