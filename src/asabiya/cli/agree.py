"""``asabiya agree``: how far coders agree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from asabiya.cli import options as opt
from asabiya.errors import InputError

__all__ = ["agree"]


def agree(
    ledgers: Annotated[
        list[Path],
        typer.Argument(metavar="LEDGER", help="Each coder's ledger (.jsonl), or folder of ledgers."),
    ],
    by: Annotated[
        str,
        typer.Option(
            metavar="ledger|coder",
            help="Whom to compare: the ledgers, or the coders whose codes and changes they hold.",
        ),
    ] = "ledger",
    as_json: opt.Json = False,
) -> None:
    """Say how far coders agree: Krippendorff's alpha with intervals."""
    if by not in ("ledger", "coder"):
        raise InputError(f"--by: {by!r} is neither ledger nor coder", hint="--by ledger or --by coder")
    names = [str(place) for place in ledgers]
    twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if twice is not None:
        raise InputError(f"{twice}: named twice", hint="name each coder's ledger once")
    from asabiya.cli import show
    from asabiya.evidence.comparison import compare_coders, compare_ledgers, open_coder

    coders = {name: open_coder(name) for name in names}
    if by == "coder":
        answer = compare_coders(ledger for held in coders.values() for ledger in held)
    else:
        answer = compare_ledgers(coders)
    (show.json_answer if as_json else _table)(answer)


def _table(answer: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=True)
    console.print(f"coders: {', '.join(answer['coders'])}", markup=False)
    console.print(_units(answer["units"]), markup=False)
    table = Table(title="Krippendorff's alpha, nominal", title_justify="left")
    for name in ("", "alpha", "90 %", "units"):
        table.add_column(name, justify="left" if name == "" else "right")
    whys: list[str] = []
    for name, row in (*answer["alpha"].items(), *answer["codes"].items()):
        table.add_row(name, _number(row["alpha"]), _interval(row), str(row["units"]))
        if row["why"] and row["why"] not in whys:
            whys.append(row["why"])
    console.print(table)
    for why in whys:
        console.print(f"-: {why}", markup=False)


def _units(units: Mapping[str, Any]) -> str:
    if "only" not in units:
        return f"statements that two coders judged: {units['shared']} of {units['statements']}"
    alone = ", ".join(f"{count} by {name}" for name, count in units["only"].items())
    share = units["unitizing_f"]
    return (
        f"statements marked alike: {units['shared']} (F {_number(share)}); marked by one alone: {alone},"
        f" of which {units['overlapping']} overlap another's"
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(row: Mapping[str, Any]) -> str:
    return "-" if row["lo"] is None else f"{row['lo']:.3f} to {row['hi']:.3f}"
