"""Scenarios: who is in a society, what its ruler plans, and where every number comes from."""

from __future__ import annotations

from asabiya.scenario.load import Scenario, json_schema, library, load
from asabiya.scenario.quantity import ParameterInfo
from asabiya.scenario.settings import parse_setting

__all__ = ["ParameterInfo", "Scenario", "json_schema", "library", "load", "parse_setting"]
