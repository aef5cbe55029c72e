"""What the report needs to know of a result, whatever produced it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import xarray as xr

from asabiya.errors import ResultError

__all__ = ["Kind", "ResultView"]

Kind = Literal["run", "nowcast", "compare"]

_DISTRIBUTIONS: Mapping[str, tuple[str, ...]] = {
    "run": ("prior",),
    "nowcast": ("prior", "posterior"),
    "compare": ("base", "variant"),
}


@dataclass(frozen=True)
class ResultView:
    """One result, as plain data.

    Raises `ResultError` when ``kind`` is none of the three, or the data set has none of the distributions
    that this kind shows.
    """

    kind: Kind
    """The command that made the result."""

    summary: Mapping[str, Any]
    """The command's JSON answer."""

    dataset: xr.Dataset
    """``series`` over distribution, index, day and quantile, and ``departures`` over distribution, sector,
    rank and quantile; departures are the share of posts left over the window [0–1]. Either may be missing."""

    ledgers: Sequence[Mapping[str, Any]] = ()
    """The ledgers that a nowcast used, each in the schema ``asabiya.ledger/1``."""

    scenario: Mapping[str, Any] = field(default_factory=dict)
    """The answer of ``explain``, with title, description, sources, base rates and historical records."""

    provenance: Mapping[str, Any] = field(default_factory=dict)
    """Command, seed, versions, digest, start."""

    citations: Sequence[Mapping[str, Any]] = ()
    """Works to cite, each with ``key``, ``bibtex`` and ``reason``."""

    def __post_init__(self) -> None:
        if self.kind not in _DISTRIBUTIONS:
            raise ResultError(
                f"report: result of kind {self.kind!r}", hint=f"allowed: {', '.join(sorted(_DISTRIBUTIONS))}"
            )
        if "distribution" in self.dataset.coords and not self.distributions:
            found = ", ".join(str(name) for name in self.dataset["distribution"].values)
            raise ResultError(
                f"report: data set of a {self.kind} with distribution {found}",
                hint=f"allowed: {', '.join(_DISTRIBUTIONS[self.kind])}",
            )

    @property
    def distributions(self) -> tuple[str, ...]:
        """Names along ``distribution``, the reference first and the one to look at last."""
        wanted = _DISTRIBUTIONS[self.kind]
        if "distribution" not in self.dataset.coords:
            return ()
        present = {str(name) for name in self.dataset["distribution"].values}
        return tuple(name for name in wanted if name in present)

    @property
    def focus(self) -> str:
        """The distribution that the page is about: the posterior, the variant, or a run's only one."""
        return _DISTRIBUTIONS[self.kind][-1]
