"""What the public functions give back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from asabiya.provenance import Provenance, write_results

if TYPE_CHECKING:
    import xarray as xr

    from asabiya.evidence.ledger import Ledger
    from asabiya.report.view import ResultView
    from asabiya.scenario import Scenario

__all__ = ["Comparison", "Nowcast", "Progress", "Result", "Run"]

Progress = Callable[[int, int, str], None]


@dataclasses.dataclass(frozen=True, eq=False)
class Result:
    """A result: the answer, the data, and where they come from."""

    kind: ClassVar[Literal["run", "compare", "nowcast"]]

    summary: dict[str, Any]
    """The answer that the command line prints with ``--json``."""
    dataset: xr.Dataset
    """The data; variables are described in their attributes."""
    provenance: Provenance
    """What is needed to make it again."""
    scenario: Scenario
    """The scenario, resolved."""
    ledgers: tuple[Ledger, ...] = ()
    """The ledgers that went in, for a nowcast."""
    directory: Path | None = None
    """The results directory that it was read from."""

    def view(self) -> ResultView:
        """The result as the report sees it."""
        from asabiya.api.views import view_of

        return view_of(self)

    def save(self, directory: str | Path) -> Path:
        """Write a results directory with data, tables, provenance and page, whole or not at all.

        Raises
        ------
        OutputError
            If the disk is full, the place not writable or taken by something else.
        """
        from asabiya.report.page import render

        return write_results(
            Path(directory),
            self.dataset,
            self.summary,
            self.provenance,
            tables=self.tables(),
            ledgers=tuple(ledger.to_jsonl() for ledger in self.ledgers),
            texts={"report.html": render(self.view())},
        )

    def tables(self) -> dict[str, Mapping[str, Any]]:
        """Tables for readers of Parquet: ``series`` and ``departures``, one row a value.

        Where there are agents also ``regions`` and ``ranks``.
        """
        found: dict[str, Mapping[str, Any]] = {}
        for name in ("series", "departures", "regions", "ranks"):
            if name not in self.dataset:
                continue
            frame = self.dataset[name].to_dataframe().reset_index()
            found[name] = {str(column): frame[column].to_numpy() for column in frame.columns}
        return found

    def _repr_html_(self) -> str:
        from asabiya.report.notebook import html_summary

        return html_summary(self.summary)


class Run(Result):
    """An ensemble of the prior."""

    kind = "run"


class Comparison(Result):
    """The same members under a base and a variant."""

    kind = "compare"


class Nowcast(Result):
    """Prior and posterior on a ledger."""

    kind = "nowcast"

    def tables(self) -> dict[str, Mapping[str, Any]]:
        """As for every result, and ``statements``: what each statement adds."""
        rows = self.summary["statements"]
        columns = ("id", "speaker", "date", "leave_one_out_nats", "leave_one_out_nats_se")
        table: dict[str, Any] = {name: [row[name] for row in rows] for name in columns}
        table["codes"] = [", ".join(row["codes"]) for row in rows]
        return {**super().tables(), "statements": table}
