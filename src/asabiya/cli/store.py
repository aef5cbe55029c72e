"""``asabiya store``: the analyst's record of many articles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from asabiya.cli import options as opt

__all__ = ["app"]

app = typer.Typer(help="Keep many ledgers: add, search, export, import.", no_args_is_help=True)

_Place = Annotated[
    str, typer.Option("--store", metavar="PATH|URL", help="The store: a file, or a database's URL.")
]
_Speaker = Annotated[
    str | None,
    typer.Option(metavar="X", help="Speaker: an id, a name, or how a word of it begins."),
]
_Sector = Annotated[str | None, typer.Option(metavar="S", help="Speaker's sector of the apparatus.")]
_Code = Annotated[str | None, typer.Option(metavar="C", help="Code of the codebook.")]
_Kind = Annotated[str | None, typer.Option(metavar="K", help="direct, mixed, indirect, author or ascribed.")]
_Since = Annotated[str | None, typer.Option(metavar="DATE", help="Said on this day or later.")]
_Until = Annotated[str | None, typer.Option(metavar="DATE", help="Said on this day or earlier.")]
_Outlet = Annotated[str | None, typer.Option(metavar="X", help="Words of the outlet's name.")]
_Text = Annotated[str | None, typer.Option(metavar="WORDS", help="Words that all stand in the statement.")]


@app.command()
def add(
    ledgers: Annotated[
        list[str], typer.Argument(metavar="LEDGER", help="Ledgers (.jsonl), or folders of them.")
    ],
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who adds them, for the record.")] = None,
    store: _Place = "asabiya.store",
    as_json: opt.Json = False,
) -> None:
    """Put ledgers into a store, which is made where there is none."""
    from asabiya import api
    from asabiya.api import stores
    from asabiya.cli import pace, show

    stores.ledger_files(ledgers)
    with api.open_store(store, create=True) as record, pace.progress() as progress:
        answer = {"store": record.name, **stores.add(record, ledgers, by=by, progress=progress)}
    for article in answer["articles"]:
        if article["status"] == "older":
            show.note(f"{article['source']}: revision {article['revision']} is newer and stays")
    if as_json:
        show.json_answer(answer)
    else:
        counts = ", ".join(f"{answer[key]} {key}" for key in ("added", "replaced", "unchanged", "older"))
        print(f"{answer['store']}: {counts}")


@app.command()
def search(
    speaker: _Speaker = None,
    sector: _Sector = None,
    code: _Code = None,
    kind: _Kind = None,
    since: _Since = None,
    until: _Until = None,
    outlet: _Outlet = None,
    text: _Text = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Utterances shown at most.")] = 50,
    store: _Place = "asabiya.store",
    as_json: opt.Json = False,
) -> None:
    """Find utterances, each once with all who reported it."""
    filters = _filters(speaker, sector, code, kind, since, until, outlet, text)
    from asabiya import api
    from asabiya.cli import show

    with api.open_store(store) as record:
        answer = {"store": record.name, **record.search(filters, limit=limit)}
    if as_json:
        show.json_answer(answer)
    else:
        _show_utterances(answer)


@app.command()
def export(
    ledgers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LEDGER]...", help="Ledgers or folders of them, instead of the store."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="PLACE", help="A file; for jsonl and brat, a new folder."),
    ] = None,
    format: Annotated[
        str, typer.Option(metavar="F", help="jsonl, csv, parquet, webannotation or brat.")
    ] = "jsonl",
    speaker: _Speaker = None,
    sector: _Sector = None,
    code: _Code = None,
    kind: _Kind = None,
    since: _Since = None,
    until: _Until = None,
    outlet: _Outlet = None,
    text: _Text = None,
    store: _Place = "asabiya.store",
    as_json: opt.Json = False,
) -> None:
    """Write ledgers or statements for other programs."""
    filters = _filters(speaker, sector, code, kind, since, until, outlet, text)
    from asabiya import api
    from asabiya.api import stores
    from asabiya.cli import show
    from asabiya.errors import InputError

    if out is None:
        raise InputError("export: no place to write to", hint="name a file or a new folder with -o PLACE")
    if ledgers:
        tally = stores.export_files(ledgers, out, format, filters)
    else:
        with api.open_store(store) as record:
            tally = record.export(out, format, filters)
    answer = {
        "written": str(out),
        "format": format,
        "articles": tally.articles,
        "statements": tally.statements,
    }
    if as_json:
        show.json_answer(answer)
    else:
        print(f"{out}: {tally.statements} statements of {tally.articles} articles")


@app.command("import")
def import_(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A brat folder, or a corrected CSV file.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who made the corrections.")],
    format: Annotated[
        str | None, typer.Option(metavar="F", show_default="brat for a folder", help="brat or csv.")
    ] = None,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Take out statements that the CSV file has no row for.")
    ] = False,
    store: _Place = "asabiya.store",
    as_json: opt.Json = False,
) -> None:
    """Take corrections back, with who made them."""
    from asabiya import api
    from asabiya.api import stores
    from asabiya.cli import show

    brat = format == "brat" or (format is None and Path(place).is_dir())
    with api.open_store(store, create=brat) as record:
        reading = record.take_corrections(place, by=by, format=format, remove_missing=remove_missing)
        answer = {"store": record.name, **stores.import_summary(reading)}
    if reading.missing:
        show.note(f"{reading.missing} statements have no row and were kept; --remove-missing takes them out")
    if reading.ignored:
        show.note(f"{reading.ignored} annotations of other kinds were passed over")
    if as_json:
        show.json_answer(answer)
    else:
        counts = ", ".join(f"{answer[key]} {key}" for key in ("changed", "added", "removed"))
        print(f"{answer['store']}: {len(reading.corrected)} articles corrected ({counts})")


def _filters(
    speaker: str | None,
    sector: str | None,
    code: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    outlet: str | None,
    text: str | None,
) -> Any:
    from asabiya.api import day
    from asabiya.evidence.store import Filters

    return Filters(
        speaker=speaker,
        sector=sector,
        code=code,
        kind=kind,
        since=day(since, "--since"),
        until=day(until, "--until"),
        outlet=outlet,
        text=text,
    )


def _show_utterances(answer: Mapping[str, Any]) -> None:
    """A row an utterance, a line a reporter."""
    from asabiya.cli import show

    rows = []
    for utterance in answer["utterances"]:
        speaker = utterance["speaker"]
        reporters = []
        for report in utterance["reports"]:
            who = [report["outlet"], report["author"], report["published"]]
            told = ", ".join(part for part in who if part)
            reporters.append(told or report["source"])
        rows.append(
            [
                utterance["date"]["value"] or "–",
                speaker["name"] or speaker["id"] or "?",
                utterance["sector"] or "–",
                ", ".join(dict.fromkeys(code["code"] for code in utterance["codes"])),
                utterance["text"],
                "\n".join(dict.fromkeys(reporters)),
            ]
        )
    shown, total = len(rows), answer["total"]
    show.table(f"{total} utterances in {answer['store']}", "date speaker sector codes text reported_by", rows)
    if shown < total:
        show.note(f"{shown} of {total} are shown; --limit shows more")
