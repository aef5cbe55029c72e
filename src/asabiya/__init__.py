"""Asabiya: models of regime cohesion, from an article to a changed mind, with its sources.

>>> import asabiya
>>> sorted(name for name in asabiya.__all__ if name in ("read", "load", "simulate", "nowcast", "compare", "cite"))
['cite', 'compare', 'load', 'nowcast', 'read', 'simulate']
"""

from asabiya.api import cite, compare, explain, load, nowcast, read, report, rerun, scenarios, simulate

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "cite",
    "compare",
    "explain",
    "load",
    "nowcast",
    "read",
    "report",
    "rerun",
    "scenarios",
    "simulate",
]
