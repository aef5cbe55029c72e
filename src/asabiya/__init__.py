"""Asabiya: models of regime cohesion, from an article to a changed mind, with its sources.

>>> import asabiya
>>> [entry["id"] for entry in asabiya.scenarios()]
['gdr-1989', 'iran-2023', 'reference-autocracy']
"""

from asabiya import catalogue
from asabiya.api import (
    cite,
    compare,
    explain,
    load,
    nowcast,
    open_store,
    read,
    read_many,
    report,
    rerun,
    scenarios,
    simulate,
)

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "catalogue",
    "cite",
    "compare",
    "explain",
    "load",
    "nowcast",
    "open_store",
    "read",
    "read_many",
    "report",
    "rerun",
    "scenarios",
    "simulate",
]
