"""Default priors by period of the record: a scenario names the period whose base rates its prior meets.

The registry's own defaults are the prior of 1946–2006. Another period is a layer of other values on top of
them and below a scenario's own: the record shows that rates differ, not which parameter differs, so a layer
changes as few parameters as meet the rates (see docs/base-rates.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from asabiya.errors import ScenarioError, nearest

__all__ = ["DEFAULT", "PERIODS", "overrides_for"]

DEFAULT = "1946-2006"
"""Period of the registry's own defaults."""

_AFTER_2006 = "calibrated: base rates of 2007-2019, see docs/base-rates.md"

PERIODS: Mapping[str, Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        DEFAULT: {},
        "2007-2019": {
            "information.z0": {"value": 4.4, "sd": 0.4, "source": _AFTER_2006},
            "surprise.rate": {"value": 1 / 30, "sd": 0.3, "source": _AFTER_2006},
            "surprise.tail": {"value": 3.6, "sd": 0.1, "source": _AFTER_2006},
            "uprising.omega": {"value": 4.0, "sd": 0.25, "source": _AFTER_2006},
        },
    }
)
"""Other values by period and parameter: ``value``, ``sd`` on the prior's own scale, ``source``."""


def overrides_for(period: str) -> dict[str, dict[str, Any]]:
    """The values that a period sets, in the form of a scenario's own overrides; a scenario's own come on top.

    >>> overrides_for("1946-2006")
    {}
    >>> sorted(overrides_for("2007-2019"))[0]
    'information.z0'

    Raises
    ------
    ScenarioError
        If there is no prior for this period (with the nearest names).
    """
    if period not in PERIODS:
        raise ScenarioError(
            f"period {period}: no prior is calibrated to the record of this period",
            hint=nearest(period, PERIODS),
        )
    return {name: dict(entry) for name, entry in PERIODS[period].items()}
