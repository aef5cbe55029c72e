"""Published models of collective action, regime change and elite politics, each verified.

>>> from asabiya import catalogue
>>> round(catalogue.run("granovetter-1978", mean=25, sd=12.23).results["equilibrium"], 3)
100.0
"""

from asabiya.catalogue.registry import entries, ids, run
from asabiya.catalogue.registry import entry as model

__all__ = ["entries", "ids", "model", "run"]
