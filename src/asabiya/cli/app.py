"""The commands. Each parses its options, calls the public API and shows the answer.

Heavy libraries come in with `asabiya.api`, inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from asabiya.cli import options as opt
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


@app.command()
def read(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Articles, text or HTML; - for standard input.")
    ],
    published: opt.Published = None,
    outlet: Annotated[str | None, typer.Option(metavar="X", help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(metavar="X", help="Who wrote it.")] = None,
    affiliation: Annotated[
        str | None, typer.Option(metavar="X", help="The author's declared affiliation.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="LEDGER.jsonl", help="Write the ledger; with several files, a folder."
        ),
    ] = None,
    as_json: opt.Json = False,
) -> None:
    """Read articles: who says what, when, and who reports it."""
    day = _date("--published", published)
    targets = _targets(files, out)
    from asabiya import api
    from asabiya.cli import show

    show.refuse_overwriting(targets, files)
    ledgers = [
        api.read(file, published=day, outlet=outlet, author=author, affiliation=affiliation) for file in files
    ]
    for ledger, target in zip(ledgers, targets, strict=True):
        if target is not None:
            ledger.save(target)
    answers = [ledger.to_json() for ledger in ledgers]
    for file, answer in zip(files, answers, strict=True):
        if not answer["statements"]:
            show.note(f"{file}: no statement found")
    if as_json:
        show.json_answer(answers[0] if len(answers) == 1 else {"ledgers": answers})
    else:
        for answer, target in zip(answers, targets, strict=True):
            show.ledger(answer, written=target)


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
    published_day, as_of_day = _date("--published", published), _date("--as-of", as_of)
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


def _date(option: str, text: str | None) -> date | None:
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


def _targets(files: list[str], out: Path | None) -> list[Path | None]:
    """Where each file's ledger goes: to ``out``, or for several files into the folder ``out``."""
    if out is None or len(files) == 1:
        return [out] * len(files)
    targets: list[Path | None] = []
    for file in files:
        target = out / f"{'standard-input' if file == '-' else Path(file).stem}.jsonl"
        if target in targets:
            raise InputError(f"{file}: two ledgers would be named {target}", hint="read them in two calls")
        targets.append(target)
    if out.is_file():
        raise InputError(f"{out}: is a file, and several ledgers go there", hint="name a folder with -o")
    return targets
