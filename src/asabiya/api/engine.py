"""The engine made ready: compilation cache, parameters of the model, plans of scenarios."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asabiya.engine.macro import Plan
    from asabiya.mechanisms.parameters import ParameterInfo
    from asabiya.scenario import Scenario
    from asabiya.scenario.explain import Explanation

__all__ = ["backend", "explain", "known_parameters", "overrides", "plan", "prepare"]


_SHOWN = (
    "collapse, any year",
    "collapse, no campaign",
    "collapse, campaign",
    "collapse, campaign with defection",
    "collapse, campaign without defection",
)
"""Base rates shown beside a result; the whole record is in ``docs/base-rates.md``."""


@cache
def prepare() -> None:
    """Keep compiled programs in the user's cache folder, unless the user has said where.

    Where nothing can be written there, programs are compiled anew each time.
    """
    import jax
    from platformdirs import user_cache_path

    if not os.environ.get("JAX_COMPILATION_CACHE_DIR"):
        keep: Any = jax.config.update
        place = user_cache_path("asabiya", appauthor=False) / "jax"
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        if not os.access(place, os.W_OK):
            return
        keep("jax_compilation_cache_dir", str(place))
        keep("jax_persistent_cache_min_compile_time_secs", 0.3)


def backend() -> str:
    """Name of what computes: "cpu", "gpu" or "tpu"."""
    import jax

    return str(jax.default_backend())


def known_parameters() -> dict[str, ParameterInfo]:
    """Every parameter of the model by its dotted name."""
    from asabiya.engine.model import registry

    return registry()


def overrides(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """The scenario's own priors over those of its record period."""
    from asabiya.engine.periods import overrides_for

    return {**overrides_for(scenario.period), **scenario.overrides()}


def plan(scenario: Scenario, days: int, *, as_of: dt.date | None = None) -> Plan:
    """The scenario's arrays for so many days; with ``as_of``, knowing only what was known that day."""
    from asabiya.engine import macro

    prepare()
    return macro.plan(
        scenario.society(), scenario.calendar(days, as_of=as_of), scenario.switches(), overrides(scenario)
    )


def explain(scenario: Scenario) -> Explanation:
    """See `asabiya.api.explain`."""
    from asabiya.inference.record import historical
    from asabiya.scenario.explain import explain as explain_

    prepare()
    rates = [row for row in historical(365, scenario.period) if row["name"] in _SHOWN]
    return explain_(scenario, base_rates=rates)
