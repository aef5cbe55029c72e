"""The command line: exit codes, errors and interruption. The commands themselves are in `app`.

Exit codes: 0 done, 2 bad input, 1 a failure of ours, 130 interrupted. Data goes to standard output,
messages to standard error; under ``--json`` an error is a JSON object on standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType

__all__ = ["GRACE", "main", "run"]

GRACE = 3.0
"""Seconds that compiled code gets to return after Ctrl-C before the process ends without it."""

_DEBUG = "ASABIYA_DEBUG"


def main() -> None:
    """Entry point: run the command line's arguments and exit."""
    interruption = _Interruption()
    interruption.watch()
    try:
        code = run(sys.argv[1:])
        code = _flush() or code
    except BaseException as problem:
        # Interrupting an import may surface as any error, so what counts is that Ctrl-C was pressed.
        if not (interruption.seen or isinstance(problem, KeyboardInterrupt)):
            raise
        code = 130
    if interruption.seen:
        code = 130
        _say("interrupted: nothing was written")
        _abandon(sys.stdout)
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; errors are reported, interruption is raised.

    Parameters
    ----------
    argv
        Arguments without the program's name.
    """
    as_json = "--json" in argv
    try:
        return _invoke(argv)
    except BrokenPipeError:
        # Whoever read the output has had enough (`| head`): that is no failure.
        _abandon(sys.stdout)
        return 0
    except Exception as problem:
        message, hint, code = _explain(problem)
        if os.environ.get(_DEBUG):
            import traceback

            traceback.print_exc()
        if as_json:
            print(json.dumps({"error": {"message": message, "hint": hint}}, ensure_ascii=False))
        else:
            _say(f"error: {message}", f"hint: {hint}")
        return code


def _invoke(argv: Sequence[str]) -> int:
    import typer

    from asabiya.cli.app import app

    command = typer.main.get_command(app)
    try:
        with command.make_context("asabiya", list(argv)) as context:
            command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    return 0


def _explain(problem: Exception) -> tuple[str, str, int]:
    """Message, hint and exit code of an error."""
    import typer

    from asabiya.errors import AsabiyaError

    if isinstance(problem, AsabiyaError):
        return problem.message, problem.hint, problem.exit_code
    if isinstance(problem, typer.TyperException):
        context = getattr(problem, "ctx", None)
        path = context.command_path if context is not None else "asabiya"
        return problem.format_message().rstrip(".").replace("\n", " "), f"see {path} --help", 2
    text = " ".join(str(problem).split()) or "no message"
    return (
        f"asabiya failed: {type(problem).__name__}: {text}",
        f"this is a defect; set {_DEBUG}=1 to see the traceback, and please report it",
        1,
    )


def _say(*lines: str) -> None:
    """Lines to standard error, whose loss is nobody's failure."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.text import Text

            console = Console(stderr=True, soft_wrap=True)
            for line in lines:
                head, mark, rest = line.partition(":")
                style = "bold red" if head == "error" else "bold cyan"
                console.print(Text.assemble((head + mark, style), rest))
        else:
            print("\n".join(lines), file=sys.stderr, flush=True)


def _flush() -> int:
    """Write out what is buffered; exit code 2 when standard output takes no more."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
    except OSError as problem:
        _abandon(sys.stdout)
        _say(
            f"error: standard output: cannot be written ({problem.strerror})",
            "hint: check free space where the output goes",
        )
        return 2
    return 0


def _abandon(stream: object) -> None:
    """Point standard output at nothing, so that the interpreter's last flush does not complain."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.__stdout__.fileno() if stream is sys.stdout else 1)  # type: ignore[union-attr]


class _Interruption:
    """Ctrl-C, once as an exception, and for good when compiled code does not come back.

    Python runs signal handlers between bytecodes only; a compilation or a long scan in XLA may keep it from
    them for half a minute. A thread that the signal wakes ends the process after `GRACE` seconds then.
    """

    def __init__(self) -> None:
        self.seen = False

    def watch(self) -> None:
        """Take over SIGINT for this process."""
        receiver, sender = os.pipe()
        os.set_blocking(sender, False)
        signal.set_wakeup_fd(sender, warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, self._handle)
        threading.Thread(target=self._wait, args=(receiver,), daemon=True).start()

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        self.seen = True
        raise KeyboardInterrupt

    def _wait(self, receiver: int) -> None:
        while signal.SIGINT not in os.read(receiver, 1):
            pass
        threading.Event().wait(GRACE)
        with contextlib.suppress(OSError):
            os.write(2, b"interrupted: nothing was written\n")
        os._exit(130)
