"""``asabiya read``: articles, folders and dumps of them into ledgers."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Annotated, Any, Final

import typer

from asabiya.cli import options as opt
from asabiya.errors import AsabiyaError, InputError

if TYPE_CHECKING:
    from asabiya.evidence import Outcome

__all__ = ["read"]

_SPOOL: Final = 32_000_000
"""Bytes of an answer that are held in memory; beyond them it waits in a temporary file."""


def read(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Articles (text, Markdown, HTML, PDF), folders or JSON Lines dumps of them; - for standard"
            " input.",
        ),
    ],
    published: opt.Published = None,
    outlet: Annotated[str | None, typer.Option(metavar="X", help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(metavar="X", help="Who wrote it.")] = None,
    affiliation: Annotated[
        str | None, typer.Option(metavar="X", help="The author's declared affiliation.")
    ] = None,
    coder: Annotated[
        str,
        typer.Option(
            metavar="examples|rules|embeddings|both",
            help="Who codes: rules and learned examples, rules alone, embeddings, or all of these.",
        ),
    ] = "examples",
    model: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Read with a trained reader, by train-reader.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            show_default="one for every core",
            help="Processes that read several articles.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="LEDGER.jsonl",
            help="Write the ledger; for several articles a folder, where the same command goes on.",
        ),
    ] = None,
    as_json: opt.Json = False,
) -> None:
    """Read articles: who says what, when, and who reports it."""
    day = opt.day("--published", published)
    from asabiya.evidence.documents.sources import is_several

    stated: dict[str, Any] = {
        "published": day,
        "outlet": outlet,
        "author": author,
        "affiliation": affiliation,
    }
    stated |= {"coder": coder, "model": model}
    if is_several(files):
        _read_several(files, stated, workers=workers or _cores(), out=out, as_json=as_json)
    else:
        _read_one(files[0], stated, out=out, as_json=as_json)


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read_one(file: str, stated: dict[str, Any], *, out: Path | None, as_json: bool) -> None:
    from asabiya import api
    from asabiya.cli import show

    show.refuse_overwriting([out], [file])
    ledger = api.read(file, **stated)
    if out is not None:
        ledger.save(out)
    answer = ledger.to_json()
    if not answer["statements"]:
        show.note(f"{file}: no statement found")
    if as_json:
        show.json_answer(answer)
    else:
        show.ledger(answer, written=out)


def _read_several(
    files: Sequence[str], stated: dict[str, Any], *, workers: int, out: Path | None, as_json: bool
) -> None:
    """Read articles one after another; those that cannot be read are reported, and make the exit code 2."""
    if out is not None and out.is_file():
        raise InputError(f"{out}: is a file, and several ledgers go there", hint="name a folder with -o")
    from asabiya import api
    from asabiya.cli import pace, show

    tally: Counter[str] = Counter()
    begun = time.monotonic()
    with _Answer() as answer, _kept(out), pace.progress() as progress:
        # Where the ledgers are printed they show how far it has got.
        silent = out is None and not as_json
        for outcome in api.read_batch(
            files,
            workers=workers,
            out=out,
            progress=None if silent else progress,
            note=show.note,
            **stated,
        ):
            _count(outcome, tally, silent=out is not None)
            if outcome.error is not None:
                _complain(outcome.error)
                answer.fail(outcome.source, outcome.error)
            elif as_json:
                answer.add(outcome.open().to_json())
            elif out is None:
                show.ledger(outcome.open().to_json(), written=None)
        _sum_up(tally, time.monotonic() - begun)
        if as_json:
            answer.print()
        elif out is not None:
            print(f"ledgers: {out}")
    if tally["failed"]:
        raise typer.Exit(1 if tally["defects"] else 2)


def _count(outcome: Outcome, tally: Counter[str], *, silent: bool) -> None:
    tally[outcome.status] += 1
    tally["defects"] += outcome.defect
    if outcome.statements == 0:
        tally["empty"] += 1
        if not silent:
            from asabiya.cli import show

            show.note(f"{outcome.source}: no statement found")


def _complain(error: AsabiyaError) -> None:
    print(f"error: {error.message}\nhint: {error.hint}", file=sys.stderr)


def _sum_up(tally: Counter[str], seconds: float) -> None:
    """Say on standard error what became of many articles, and how fast."""
    from asabiya.cli import show

    done = sum(tally[key] for key in ("read", "kept", "failed"))
    if done <= 1:
        return
    named = (
        ("read", "read"),
        ("kept", "read before"),
        ("failed", "not readable"),
        ("empty", "without a statement"),
    )
    parts = [f"{tally[key]:,} {words}" for key, words in named if tally[key]]
    rate = f", {tally['read'] / seconds:.3g} articles/s" if tally["read"] and seconds > 1 else ""
    show.note(f"{done:,} articles: {', '.join(parts)}{rate}")


@contextmanager
def _kept(out: Path | None) -> Iterator[None]:
    """Say after an interruption that the ledgers written so far stand."""
    try:
        yield
    except KeyboardInterrupt:
        if out is not None:
            from asabiya.cli import show

            show.note(f"what was read is kept in {out}: the same command goes on")
        raise


class _Answer:
    """The one JSON object, which is printed only when all of it is known."""

    def __init__(self) -> None:
        self._parts: IO[bytes] = SpooledTemporaryFile(_SPOOL)  # noqa: SIM115
        self._failed: list[dict[str, str]] = []

    def __enter__(self) -> _Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self._parts.close()

    def add(self, ledger: dict[str, Any]) -> None:
        from asabiya.provenance import to_json

        self._parts.write((b", " if self._parts.tell() else b"") + to_json(ledger).encode())

    def fail(self, source: str, error: AsabiyaError) -> None:
        self._failed.append({"source": source, "message": error.message, "hint": error.hint})

    def print(self) -> None:
        from asabiya.provenance import to_json

        self._parts.seek(0)
        sys.stdout.write('{"ledgers": [')
        while part := self._parts.readline():
            sys.stdout.write(part.decode())
        sys.stdout.write("]" + (f', "failed": {to_json(self._failed)}' if self._failed else "") + "}\n")
