"""When one adopter sets off a global cascade on a large random graph: equations (4) to (6) of `watts_2002`.

References: Watts 2002; Gleeson and Cahalane 2007 for the size of a cascade.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from asabiya.catalogue.cascade import needed

__all__ = ["boundary", "giant", "global_share", "trigger_probability", "window"]


def _vulnerable_up_to(threshold: float) -> float:
    """K of (4): the largest degree at which one adopter is enough."""
    if threshold <= 0:
        return math.inf
    k = round(1 / threshold)
    return k if 1 / k >= threshold else k - 1


def window(threshold: float) -> tuple[float, float] | None:
    """Mean degrees between which one seed can set off a global cascade (4); None where none can.

    >>> [round(z, 4) for z in window(0.18)]
    [1.0207, 5.7647]
    """
    from scipy.optimize import brentq, minimize_scalar
    from scipy.special import pdtr

    most = _vulnerable_up_to(threshold)
    if most == math.inf:
        return 1.0, math.inf
    if most < 4:
        return None

    def excess(z: float) -> float:
        return float(z * pdtr(most - 2, z)) - 1

    peak = float(minimize_scalar(lambda z: -excess(z), bounds=(0, most), method="bounded").x)
    low, high = brentq(excess, 0.5, peak, xtol=1e-13), brentq(excess, peak, 4 * most, xtol=1e-13)
    return float(low), float(high)


def trigger_probability(mean_degree: float, threshold: float) -> float:
    """Probability (5) that one seed sets off a global cascade in a large random graph, inside the window."""
    from scipy.special import gammaln

    most = _vulnerable_up_to(threshold)
    degrees = np.arange(int(min(most, mean_degree + 40 * math.sqrt(mean_degree) + 40)))
    p = np.exp(degrees * math.log(mean_degree) - mean_degree - gammaln(degrees + 1))
    w = 1.0
    for _ in range(100_000):
        before, w = w, float(np.sum(p * (1 - (1 - w) ** degrees)))
        if abs(w - before) < 1e-15:
            break
    return 1 - math.exp(-mean_degree * w)


def global_share(mean_degree: float, threshold: float) -> float:
    """Share of the vertices (6) that a global cascade takes in a large random graph, inside the window."""
    from scipy.special import gammaln
    from scipy.stats import binom

    k = np.arange(int(mean_degree + 40 * math.sqrt(mean_degree) + 40))
    p = np.exp(k * math.log(mean_degree) - mean_degree - gammaln(k + 1))
    need = needed(np.full(len(k) + 1, threshold), np.arange(len(k) + 1))
    q = 1e-6
    for _ in range(100_000):
        before, q = q, float(np.sum(p * binom.sf(need[1:] - 1, k, q)))
        if abs(q - before) < 1e-15:
            break
    return float(np.sum(p * binom.sf(need[:-1] - 1, k, q)))


def giant(mean_degree: float) -> float:
    """Share of the vertices in the largest component of a large random graph, S = 1 − exp(−zS), z above 1.

    >>> round(giant(3), 6)
    0.94048
    """
    share = 1.0
    for _ in range(10_000):
        before, share = share, 1 - math.exp(-mean_degree * share)
        if share == before:
            break
    return share


def boundary() -> dict[str, list[Any]]:
    """The window in steps of φ, from 1/14 to the tip, 1/4: ``from``, ``to``, ``lower``, ``upper``."""
    degrees = range(4, 14)
    ends = [window(1 / k) or (math.nan, math.nan) for k in degrees]
    return {
        "from": [1 / (k + 1) for k in degrees],
        "to": [1 / k for k in degrees],
        "lower": [low for low, _ in ends],
        "upper": [high for _, high in ends],
    }
