"""The commands. Each parses its options, calls the public API and shows the answer.

Heavy libraries come in with `asabiya.api`, inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from asabiya.cli import options as opt
from asabiya.cli.agree import agree
from asabiya.cli.catalogue import app as catalogue_app
from asabiya.cli.reading import read
from asabiya.cli.review import review as review_command
from asabiya.cli.store import app as store_app
from asabiya.cli.training import train_reader
from asabiya.errors import InputError
from asabiya.files import discard_checkpoint

__all__ = ["app"]

Progress = Callable[[int, int, str], None]

app = typer.Typer(
    name="asabiya",
    help="Models of regime cohesion: from an article to a ledger of statements to a changed mind.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from asabiya import __version__

        print(f"asabiya {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


app.command()(read)


@app.command()
def scenarios(as_json: opt.Json = False) -> None:
    """List the library's scenarios."""
    from asabiya import api
    from asabiya.cli import show

    found = api.scenarios()
    if as_json:
        show.json_answer({"scenarios": found})
    else:
        show.scenarios(found)


@app.command()
def explain(scenario: opt.ScenarioName, as_json: opt.Json = False) -> None:
    """Say what a scenario will do before it runs."""
    from asabiya import api
    from asabiya.cli import show

    answer = api.explain(api.load(scenario)).summary
    (show.json_answer if as_json else show.explanation)(answer)


@app.command()
def run(
    scenario: opt.ScenarioName,
    members: opt.Members = None,
    days: opt.Days = 365,
    seed: opt.Seed = 0,
    set_: opt.Set = None,
    without: opt.Without = None,
    micro: opt.Micro = False,
    agents: opt.Agents = None,
    network: opt.Network = None,
    population: opt.Population = None,
    workers: opt.Workers = None,
    dask: opt.Dask = None,
    resume: opt.Resume = None,
    out: opt.Out = None,
    as_json: opt.Json = False,
) -> None:
    """Run an ensemble of a scenario's prior."""
    changes = _changes(set_)
    from asabiya import api
    from asabiya.cli import show

    def work(progress: Progress) -> Any:
        return api.simulate(
            api.load(scenario),
            members=members,
            days=days,
            seed=seed,
            set=changes,
            without=tuple(without or ()),
            micro=micro,
            agents=agents,
            network=network,
            population=population,
            workers=workers,
            dask=dask,
            checkpoint=None if resume else out,
            resume=resume,
            progress=progress,
        )

    _carry_out(work, show.run, out=out, resume=resume, as_json=as_json)


@app.command()
def compare(
    scenario: opt.ScenarioName,
    set_: opt.Set = None,
    without: opt.Without = None,
    members: opt.Members = None,
    days: opt.Days = 365,
    seed: opt.Seed = 0,
    micro: opt.Micro = False,
    agents: opt.Agents = None,
    network: opt.Network = None,
    population: opt.Population = None,
    workers: opt.Workers = None,
    dask: opt.Dask = None,
    resume: opt.Resume = None,
    out: opt.Out = None,
    as_json: opt.Json = False,
) -> None:
    """Ask what if: the same society under a change."""
    changes = _changes(set_)
    if not changes and not without:
        raise InputError(
            "compare: nothing to compare with", hint="name a change: --set KEY=VALUE or --without MECHANISM"
        )
    from asabiya import api
    from asabiya.cli import show

    def work(progress: Progress) -> Any:
        return api.compare(
            api.load(scenario),
            set=changes,
            without=tuple(without or ()),
            members=members,
            days=days,
            seed=seed,
            micro=micro,
            agents=agents,
            network=network,
            population=population,
            workers=workers,
            dask=dask,
            checkpoint=None if resume else out,
            resume=resume,
            progress=progress,
        )

    _carry_out(work, show.comparison, out=out, resume=resume, as_json=as_json)


@app.command()
def nowcast(
    scenario: opt.ScenarioName,
    ledgers: Annotated[list[str], typer.Argument(metavar="LEDGER", help="Ledgers (.jsonl) or raw articles.")],
    particles: Annotated[int, typer.Option(min=1, metavar="P", help="Prior paths to weigh.")] = 10_000,
    seed: opt.Seed = 0,
    published: opt.Published = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Day from which horizons count; default: the last dated statement."
        ),
    ] = None,
    out: opt.Out = None,
    as_json: opt.Json = False,
) -> None:
    """Weigh evidence: how much should it change your mind?"""
    published_day, as_of_day = opt.day("--published", published), opt.day("--as-of", as_of)
    from asabiya import api
    from asabiya.cli import pace, show

    show.claim(out)
    with pace.progress() as progress:
        result = api.nowcast(
            api.load(scenario),
            list(ledgers),
            particles=particles,
            seed=seed,
            published=published_day,
            as_of=as_of_day,
            progress=progress,
        )
    show.result(result, show.nowcast, out=out, as_json=as_json)


@app.command()
def report(directory: opt.Directory, as_json: opt.Json = False) -> None:
    """Write a result's self-contained HTML page."""
    from asabiya import api
    from asabiya.cli import show

    page = api.report(directory)
    if as_json:
        show.json_answer({"report": str(page)})
    else:
        print(page)


@app.command()
def cite(directory: opt.Directory, as_json: opt.Json = False) -> None:
    """Print BibTeX of what a result used, with reasons."""
    from asabiya import api
    from asabiya.cli import show

    answer = {"citations": api.cite(directory)}
    (show.json_answer if as_json else show.citations)(answer)


@app.command()
def rerun(directory: opt.Directory, as_json: opt.Json = False) -> None:
    """Run a result again from its provenance, and compare."""
    from asabiya import api
    from asabiya.cli import show

    answer = api.rerun(directory)
    (show.json_answer if as_json else show.repetition)(answer)


app.command("review")(review_command)
app.command()(agree)
app.command("train-reader")(train_reader)
app.add_typer(store_app, name="store")
app.add_typer(catalogue_app, name="catalogue")


def _carry_out(
    work: Callable[[Progress], Any],
    tables: Callable[[Mapping[str, Any]], None],
    *,
    out: Path | None,
    resume: Path | None,
    as_json: bool,
) -> None:
    """Do work that keeps a checkpoint where its result will be, save the result and show it."""
    from asabiya.cli import pace, show

    show.claim(out, resume)
    with show.going_on(resume or out):
        with pace.progress() as progress:
            made = work(progress)
        show.result(made, tables, out=out or resume, as_json=as_json)
    if resume is not None and made.directory is None:
        discard_checkpoint(resume)


def _changes(pairs: list[str] | None) -> dict[str, Any]:
    """``KEY=VALUE`` options as a mapping, each value read as TOML."""
    changes: dict[str, Any] = {}
    for pair in pairs or ():
        key, mark, text = pair.partition("=")
        key, text = key.strip(), text.strip()
        if not (mark and key and text):
            raise InputError(
                f"--set {pair}: not of the form KEY=VALUE", hint="for example --set policy.effort=0.4"
            )
        if key in changes:
            raise InputError(f"--set {pair}: {key} is set twice", hint="name each key once")
        try:
            table = tomllib.loads(f"value = {text}")
        except tomllib.TOMLDecodeError:
            table = {}
        if list(table) != ["value"]:
            raise InputError(
                f"--set {pair}: {text!r} is not a TOML value",
                hint=f"numbers, true, false and dates stand bare, a word in quotes: --set '{key}=\"{text}\"'",
            )
        changes[key] = table["value"]
    return changes
