"""``asabiya review``: an analyst accepts, changes and adds to a ledger, in the terminal or in a page."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from asabiya.cli import options as opt
from asabiya.errors import InputError

if TYPE_CHECKING:
    from asabiya.evidence.review.desk import Desk

__all__ = ["review"]


def review(
    ledger: Annotated[Path, typer.Argument(metavar="LEDGER", help="A ledger; asabiya read -o writes one.")],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", show_default="the login name", help="Who changes it.")
    ] = None,
    page: Annotated[bool, typer.Option("--page", help="In a page in the browser, on this machine.")] = False,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, metavar="N", show_default="a free one", help="Port of the page."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT.jsonl", help="Write the changed ledger to a new place."),
    ] = None,
    as_json: opt.Json = False,
) -> None:
    """Accept, change or add codes and fields, keeping who changed what.

    Commands are typed, or piped one a line; help lists them. Every change is saved at once.
    """
    if port is not None and not page:
        raise InputError("--port: is for the page", hint="add --page")
    from asabiya.cli import show
    from asabiya.evidence.review.desk import open_desk
    from asabiya.evidence.review.history import summary

    refused: list[dict[str, Any]] = []
    with open_desk(ledger, by=_name(by), out=out) as desk, _kept(desk):
        if page:
            _in_page(desk, port)
        else:
            from asabiya.cli.review_lines import read_commands

            refused = read_commands(desk, quiet=as_json)
    answer: dict[str, Any] = {"ledger": str(desk.path), "by": desk.by, "made": desk.made}
    answer |= summary(desk.ledger)
    if as_json:
        show.json_answer(answer | ({} if page else {"refused": refused}))
    else:
        print(
            f"{answer['reviewed']} of {answer['statements']} statements reviewed, "
            f"{desk.made} change{'' if desk.made == 1 else 's'} made; ledger: {desk.path}"
        )
    if refused:
        raise typer.Exit(2)


def _name(given: str | None) -> str:
    """The analyst's name: the one given, or that of the login."""
    from asabiya.evidence.review.words import check_name

    if given is not None:
        return check_name(given)
    import getpass

    try:
        return check_name(getpass.getuser())
    except (OSError, KeyError, ImportError, InputError):
        raise InputError(
            "--by: who are you? The login has no name", hint='for example --by "Ada Lorn"'
        ) from None


def _in_page(desk: Desk, port: int | None) -> None:
    from asabiya.report.review.server import serve

    def tell(address: str) -> None:
        print(
            f"review: open {address}\nstop with the page's Finish button or Ctrl-C",
            file=sys.stderr,
            flush=True,
        )

    serve(desk, port=port, tell=tell)


@contextlib.contextmanager
def _kept(desk: Desk) -> Iterator[None]:
    """Say after an interruption that nothing is lost."""
    from asabiya.cli import show

    try:
        yield
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):
            show.note(f"what was changed is kept: {desk.path}")
        raise
