"""The command line: exit codes, errors and interruption. The commands themselves are in `app`.

Exit codes: 0 done, 2 bad input, 1 a failure of ours, 130 interrupted. Data goes to standard output,
messages to standard error; under ``--json`` an error is a JSON object on standard output.
"""

from __future__ import annotations

import contextlib
import errno
import io
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
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Entry point: run the command line's arguments and exit."""
    try:
        _interruption.watch()
        if isinstance(sys.stdout, io.TextIOWrapper):
            # JSON is UTF-8 whatever the locale; a file name that is no text still prints.
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        _abandon_output()
        _say("interrupted")
        code = 130
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
        code = _invoke(argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read the output has had enough (`| head`): that is no failure.
        _abandon_output()
        return 0
    except Exception as problem:
        if _interruption.seen:
            # Ctrl-C in the middle of an import may surface as any error.
            raise KeyboardInterrupt from problem
        message, hint, code = _explain(problem)
        if os.environ.get(_DEBUG):
            import traceback

            traceback.print_exc()
        full = isinstance(problem, OSError) and problem.errno in _FULL
        if full:
            _abandon_output()
        if full or not as_json or not _print({"error": {"message": message, "hint": hint}}):
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
    if isinstance(problem, OSError) and problem.errno in _FULL:
        where = problem.filename or "standard output"
        return f"{where}: cannot be written ({problem.strerror})", "check free space where it goes", 2
    text = " ".join(str(problem).split()) or "no message"
    if isinstance(problem, MemoryError):
        return f"not enough memory ({text})", "ask for fewer members, particles or days", 2
    return (
        f"asabiya failed: {type(problem).__name__}: {text}",
        f"this is a defect; set {_DEBUG}=1 to see the traceback, and please report it",
        1,
    )


def _print(answer: object) -> bool:
    """Whether an object could be printed on standard output, which may be full or closed."""
    try:
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    except OSError:
        _abandon_output()
        return False
    return True


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


def _abandon_output() -> None:
    """Point standard output at nothing, so that the interpreter's last flush does not complain."""
    with contextlib.suppress(OSError, ValueError):
        target = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), target)


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
            os.write(2, b"interrupted\n")
        os._exit(130)


_interruption = _Interruption()
