"""Options and arguments that several commands share."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from asabiya.errors import InputError

__all__ = [
    "Agents",
    "Dask",
    "Days",
    "Directory",
    "Json",
    "Members",
    "Micro",
    "Network",
    "Out",
    "Population",
    "Published",
    "Resume",
    "ScenarioName",
    "Seed",
    "Set",
    "Without",
    "Workers",
    "day",
]

ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="A library scenario's name, or a TOML file.")
]
Directory = Annotated[Path, typer.Argument(metavar="DIR", help="A results directory, written with -o.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object, and nothing else.")]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write a results directory, with its page.")
]
Members = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="M",
        show_default="200; with --micro fewer, so that all have 20 million agents at most",
        help="Members of the ensemble.",
    ),
]
Micro = Annotated[
    bool, typer.Option("--micro", help="Every citizen and every member of the apparatus is an agent.")
]
Agents = Annotated[
    str | None,
    typer.Option(
        metavar="N|full", show_default="100000", help="Agents of a society; full: one for every person."
    ),
]
Network = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Who sees whom: edge list, Parquet or GraphML; with --micro."),
]
Population = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Who the citizens are: CSV or Parquet; with --micro.")
]
Days = Annotated[int, typer.Option(min=1, metavar="D", help="Days to simulate.")]
Seed = Annotated[int, typer.Option(min=0, max=2**63 - 1, metavar="S", help="Seed of all draws.")]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Threads to spread the members over.")]
Dask = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Spread the work over the workers of a Dask scheduler."),
]
Resume = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Go on from the checkpoint of a run that was killed; results go there."),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Change a parameter; the value is TOML. May be repeated."
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(metavar="MECHANISM", help="Switch a mechanism off. May be repeated."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the article appeared, YYYY-MM-DD; years left open hang on it."),
]


def day(option: str, text: str | None) -> date | None:
    """The date of an option, YYYY-MM-DD and nothing else."""
    if text is None:
        return None
    problem = "not of the form YYYY-MM-DD"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            problem = str(error)
    raise InputError(f"{option}: {text!r} is not a date ({problem})", hint=f"for example {option} 2023-12-08")
