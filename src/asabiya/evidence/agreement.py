"""How far coders agree: Krippendorff's alpha with bootstrap intervals, over ledgers of the same articles.

A **unit** is a stretch of an article that two coders or more took for a statement: equal spans in articles of
equal SHA-256. What one coder alone marked is no unit; it is counted apart, as unitizing. With m_u values for
unit u, n_uc of them equal to c, n = Σ m_u over the units with m_u ≥ 2 and n_c = Σ_u n_uc, nominal alpha is

    (1)  α = 1 - D_o / D_e
    (2)  D_o = 1 - (1/n) Σ_u Σ_c n_uc (n_uc - 1) / (m_u - 1)
    (3)  D_e = 1 - Σ_c n_c (n_c - 1) / (n (n - 1))

(Krippendorff 2018, ch. 12; Hayes and Krippendorff 2007). It is 1 where all agree, 0 where they agree as by
chance, and undefined where every value is the same. A code is present in a statement or absent. Over the
codes together, disagreements are summed and so are those expected, each code against its own frequency:

    (4)  α = 1 - Σ_k n_k D_o,k / Σ_k n_k D_e,k

so that a code weighs as it varies, and codes that nobody gives weigh nothing. Units on which all coders say
``author`` or ``ascribed`` can bear no code and are left out where codes are compared. The interval is the
central 90 % of alpha over resampled units.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float64, Int64

__all__ = ["DRAWS", "Alpha", "Table", "alpha", "pooled"]

DRAWS: Final = 2_000
"""Resamples of the units."""
_SEED: Final = 20_071
"""Of the resampling; fixed, so that an answer can be had again."""

Table = Sequence[Sequence[Hashable | None]]
"""Values by unit and coder; None where a coder did not judge a unit."""


@dataclass(frozen=True)
class Alpha:
    """An alpha with its interval."""

    alpha: float | None
    """Equation (1) or (4), at most 1; None where it is undefined."""
    lo: float | None
    """5th percentile over the resamples."""
    hi: float | None
    """95th percentile."""
    units: int
    """Units that two coders or more judged."""
    undefined: int
    """Resamples without variation, which the interval leaves out."""
    why: str | None = None
    """Why alpha is undefined."""

    def to_json(self) -> dict[str, Any]:
        """As a mapping."""
        return asdict(self)


def counts(table: Table) -> Int64[np.ndarray, "units values"]:
    """How often each value was given to each unit that two coders or more judged."""
    import numpy as np

    kept = [[v for v in row if v is not None] for row in table]
    kept = [row for row in kept if len(row) > 1]
    values = sorted({v for row in kept for v in row}, key=repr)
    number = {value: i for i, value in enumerate(values)}
    found = np.zeros((len(kept), len(values)), dtype=np.int64)
    for unit, row in enumerate(kept):
        for value in row:
            found[unit, number[value]] += 1
    return found


def alpha(table: Table, *, draws: int = DRAWS) -> Alpha:
    """Nominal alpha of a table, equations (1) to (3).

    Parameters
    ----------
    table
        Values by unit and coder.
    draws
        Resamples of the units [1 and above].

    >>> alpha([["a", "a"], ["a", "b"], ["b", "b"]], draws=200).alpha
    0.4444444444444444
    """
    found = counts(table)
    why = _undefined(found)
    if why is not None:
        return Alpha(None, None, None, len(found), 0, why)
    import krippendorff

    point = float(krippendorff.alpha(value_counts=found, level_of_measurement="nominal"))
    observed, expected = _disagreements(found, _resamples(len(found), draws))
    return _with_interval(point, observed, expected, units=len(found))


def pooled(tables: Mapping[str, Table], *, draws: int = DRAWS) -> Alpha:
    """Alpha over several tables of the same units, equation (4); units are resampled for all at once.

    Raises
    ------
    ValueError
        If the tables have not the same units.
    """
    import numpy as np

    found = [counts(table) for table in tables.values()]
    units = {len(one) for one in found}
    if len(units) > 1:
        raise ValueError("the tables must have the same units")
    size = units.pop() if units else 0
    varying = [one for one in found if _undefined(one) is None]
    if not varying:
        return Alpha(None, None, None, size, 0, _undefined(found[0]) if found else _NO_UNIT)
    weights = np.concatenate([np.ones((1, size)), _resamples(size, draws)])
    parts = [_disagreements(one, weights) for one in varying]
    observed = np.sum([o for o, _ in parts], axis=0)
    expected = np.sum([e for _, e in parts], axis=0)
    point = float(1.0 - observed[0] / expected[0])
    return _with_interval(point, observed[1:], expected[1:], units=size)


_NO_UNIT: Final = "no unit was judged by two coders"


def _undefined(found: Int64[np.ndarray, "units values"]) -> str | None:
    if len(found) == 0:
        return _NO_UNIT
    return "every value is the same: there is no variation to agree on" if found.shape[1] < 2 else None


def _resamples(units: int, draws: int) -> Float64[np.ndarray, "draws units"]:
    """How often each unit is in each resample."""
    import numpy as np

    rng = np.random.default_rng(_SEED)
    return rng.multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)


def _disagreements(
    found: Int64[np.ndarray, "units values"], weights: Float64[np.ndarray, "draws units"]
) -> tuple[Float64[np.ndarray, " draws"], Float64[np.ndarray, " draws"]]:
    """n D_o and n D_e of equations (2) and (3), with the units weighted."""
    given = found.sum(1)
    agreed = (found * (found - 1)).sum(1) / (given - 1)
    n = weights @ given
    by_value = weights @ found
    return n - weights @ agreed, n - (by_value * (by_value - 1)).sum(1) / (n - 1)


def _with_interval(
    point: float,
    observed: Float64[np.ndarray, " draws"],
    expected: Float64[np.ndarray, " draws"],
    *,
    units: int,
) -> Alpha:
    import numpy as np

    defined = expected > 1e-9
    if not defined.any():
        return Alpha(point, None, None, units, len(expected))
    drawn = 1.0 - observed[defined] / expected[defined]
    lo, hi = (float(x) for x in np.percentile(drawn, [5, 95]))
    return Alpha(point, lo, hi, units, int((~defined).sum()))
