"""``asabiya catalogue``: published models, run and verified."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from asabiya.cli import options as opt
from asabiya.errors import InputError, OutputError

if TYPE_CHECKING:
    from asabiya.catalogue.entry import Entry

__all__ = ["app"]

app = typer.Typer(help="Published models: list, show, run, verify.")

_QUIET: Final = 5.0
"""Seconds of silence before a run says that it goes on."""

_Id = Annotated[str, typer.Argument(metavar="ID", help="A model's id, for example granovetter-1978.")]


@app.callback(invoke_without_command=True)
def _alone(context: typer.Context, as_json: opt.Json = False) -> None:
    if context.invoked_subcommand is None:
        list_(as_json)
    elif as_json:
        command = context.invoked_subcommand
        raise InputError("--json: stands before the command", hint=f"asabiya catalogue {command} … --json")


@app.command("list")
def list_(as_json: opt.Json = False) -> None:
    """List the models, each with its status."""
    from asabiya.catalogue import entries
    from asabiya.catalogue.describe import overview
    from asabiya.cli import show

    models = [overview(entry) for entry in entries()]
    if as_json:
        show.json_answer({"models": models})
        return
    rows = [(model["id"], model["title"], model["status"], model["reason"]) for model in models]
    show.table("published models", "id title status because", rows)


@app.command("show")
def show_(id: _Id, as_json: opt.Json = False) -> None:
    """Show a model: question, equations, parameters, targets, citation."""
    from asabiya.catalogue import model
    from asabiya.catalogue.describe import description
    from asabiya.cli import show

    answer = description(model(id))
    if as_json:
        show.json_answer(answer)
    else:
        _described(answer)


@app.command()
def run(
    id: _Id,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="K=V", help="Set a parameter; lists with commas. May be repeated."),
    ] = None,
    figure: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the outcome: .html, .png or .svg.")
    ] = None,
    as_json: opt.Json = False,
) -> None:
    """Run a model."""
    given = _given(param)
    from asabiya import catalogue
    from asabiya.catalogue.describe import answer, settings
    from asabiya.cli import show

    entry = catalogue.model(id)
    if figure is not None:
        _drawable(entry, figure)
    with _patience(id):
        outcome = catalogue.run(id, **given)
    made = answer(entry, outcome)
    if figure is not None and entry.figure is not None:
        from asabiya.report import picture

        caption = f"{id} ({outcome.status}): {settings(entry, outcome.parameters)}"
        note = "" if outcome.status == "verified" else f"{id}: {_said(outcome.status)}"
        try:
            picture.save(entry.figure(outcome), figure, title=entry.title, caption=caption, note=note)
        except OutputError as problem:
            hint = "check free space and permissions, or name another place"
            raise OutputError(f"--figure {problem.message}", hint=hint) from None
        made["figure"] = str(figure)
    for warning in outcome.warnings:
        show.note(warning)
    if outcome.status != "verified":
        show.note(f"{id} is {_said(outcome.status)}; asabiya catalogue show {id} says why")
    if as_json:
        show.json_answer(made)
    else:
        print(f"{id} ({outcome.status}): {settings(entry, outcome.parameters)}")
        _results(made)


@app.command()
def verify(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Models; all if none is named.")
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Leave out what takes more than seconds.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Renew the packaged record from which the status follows.")
    ] = False,
    as_json: opt.Json = False,
) -> None:
    """Compute what the papers print or imply, and compare; exit code 1 if a target fails."""
    if fast and write:
        raise InputError("--write: the record holds slow targets too", hint="leave --fast out")
    from asabiya.catalogue import verify as verification
    from asabiya.catalogue.describe import verdict, written
    from asabiya.cli import pace, show

    with pace.progress() as progress:
        verdicts = verification.verify(ids or None, slow=not fast, progress=progress)
    if write:
        verification.write(verdicts)
    failed = sum(found.word == "fail" for found in verdicts)
    if as_json:
        targets = [
            {"id": one.id, **verdict(one.target, one.ours), "seconds": one.seconds} for one in verdicts
        ]
        show.json_answer({"targets": targets, "failed": failed})
    else:
        for id in dict.fromkeys(one.id for one in verdicts):
            rows = [
                (one.target.name, one.target.what, one.target.origin, written(one.target.value, 9),
                 written(one.ours, 9), written(one.target.tolerance), one.word)
                for one in verdicts if one.id == id
            ]  # fmt: skip
            show.table(id, "target what origin value ours ± verdict", rows, whole=1)
        print(f"{len(verdicts) - failed} of {len(verdicts)} as they should be")
    if failed:
        raise typer.Exit(1)


def _given(pairs: list[str] | None) -> dict[str, str]:
    """``K=V`` options as a mapping; the values are read by the model."""
    given: dict[str, str] = {}
    for pair in pairs or ():
        name, mark, text = pair.partition("=")
        name, text = name.strip(), text.strip()
        if not (mark and name and text):
            raise InputError(f"--param {pair}: not of the form K=V", hint="for example --param sd=12.2")
        if name in given:
            raise InputError(f"--param {pair}: {name} is set twice", hint="name each parameter once")
        given[name] = text
    return given


def _drawable(entry: Entry, figure: Path) -> None:
    """Refuse a figure that cannot be, before the model runs."""
    from asabiya.report import picture

    picture.check_suffix(figure)
    if entry.figure is None:
        raise InputError(f"--figure: {entry.id} has no figure", hint="leave it out; its results are numbers")
    if figure.is_dir():
        raise OutputError(f"--figure {figure}: is a folder", hint="name a file")
    held = next(folder for folder in figure.absolute().parents if folder.exists())
    if not (held.is_dir() and os.access(held, os.W_OK)):
        raise OutputError(
            f"--figure {figure}: cannot be written in {held}", hint="check permissions, or name another place"
        )


@contextmanager
def _patience(id: str) -> Iterator[None]:
    """Say once that a long run goes on."""
    from asabiya.cli import show

    bell = threading.Timer(_QUIET, show.note, (f"{id} is still running; Ctrl-C stops it",))
    bell.daemon = True
    bell.start()
    try:
        yield
    finally:
        bell.cancel()


def _said(status: str) -> str:
    return {"partly": "only partly verified", "unverified": "not verified"}[status]


def _results(made: Mapping[str, Any]) -> None:
    """Numbers in one table, and each list of records in one of its own."""
    from asabiya.catalogue.describe import shortened, written
    from asabiya.cli import show

    records = {
        name: value
        for name, value in made["results"].items()
        if isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value)
    }
    rows = [
        (name, shortened(written(value)))
        for name, value in made["results"].items()
        if name not in records
    ]  # fmt: skip
    show.table("results", "result value", rows)
    for name, value in records.items():
        columns = list(dict.fromkeys(key for row in value for key in row))
        show.table(
            name, " ".join(columns), [[shortened(written(row.get(key))) for key in columns] for row in value]
        )
    if "figure" in made:
        print(f"figure: {made['figure']}")


def _described(answer: Mapping[str, Any]) -> None:
    from asabiya.catalogue.describe import written
    from asabiya.cli import show

    print(f"{answer['title']} ({answer['id']})\nstatus: {answer['status']} ({answer['reason']})\n")
    print(f"{answer['question']}\n\n{answer['equations']}\n")
    print(f"In full, with the numbered equations that are quoted below: python -m pydoc {answer['module']}\n")
    rows = [
        (row["name"], row["meaning"], written(row["default"]), _allowed(row), row["unit"], row["source"])
        for row in answer["parameters"]
    ]
    show.table("parameters", "name meaning default allowed unit source", rows)
    print(f"\nHow to read the result: {answer['reading']}\n")
    targets = [
        (row["name"], row["what"], row["where"], row["origin"], written(row["value"], 9),
         written(row["ours"], 9), written(row["tolerance"]), row["verdict"])
        for row in answer["targets"]
    ]  # fmt: skip
    show.table("targets", "name what where origin value ours tolerance verdict", targets)
    misses = [f"{row['name']}: {row['known_miss']}" for row in answer["targets"] if row["known_miss"]]
    for title, lines in (
        ("known misses", misses),
        ("deviations from the paper", answer["deviations"]),
        ("not verified", answer["unverified"]),
    ):
        if lines:
            print("\n".join([f"\n{title}:", *(f"- {line}" for line in lines)]))
    print("\n" + "\n\n".join([answer["citation"], *answer["citations"]]))


def _allowed(row: Mapping[str, Any]) -> str:
    bounds = (("only with", row["only_with"]), ("not with", row["not_with"]))
    return "; ".join([row["allowed"], *(f"{word} {name}" for word, name in bounds if name)])
