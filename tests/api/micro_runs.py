"""What the tests of runs of agents share: a run's size, small scenarios, and runs in other processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from asabiya.api.results import Result

NAME = "reference-autocracy"
DAYS = 30
UNREST = {"uprising.rest": 0.001}
"""So many are in the street at rest that in a small society some always are."""
SIZE: dict[str, Any] = {"set": UNREST, "micro": True, "agents": 2000, "days": DAYS, "seed": 3}
COMMAND = f"{NAME} --set uprising.rest=0.001 --micro --agents 2000 --days {DAYS} --seed 3".split()
"""The same on the command line."""

EAGER = """
import sys
from asabiya.api import checkpoints
checkpoints.FIRST = checkpoints.EVERY = checkpoints._COST = 0.0
from asabiya import cli
cli.main()
"""
"""The command line, which keeps everything at once."""


def digest(result: Result) -> str:
    return str(result.summary["digest"])


def tiny(folder: Path, *, divisor: int = 500, posts: int | None = None) -> Path:
    """The reference scenario with its people divided; ``posts`` is the size of the judiciary."""
    text = (files("asabiya.scenario") / "library" / f"{NAME}.toml").read_text(encoding="utf-8")

    def divided(match: re.Match[str]) -> str:
        return f"{match[1]}{max(int(match[2]) // divisor, int(match[1] == 'size = ') * 12)}"

    text = re.sub(r"(adults = |size = )(\d+)", divided, text)
    text = re.sub(r"top = \d+, middle = \d+ \}", "top = 2, middle = 3 }", text)
    if posts is not None:
        at = text.index("[apparatus.judiciary]")
        text = text[:at] + re.sub(r"size = \d+", f"size = {posts}", text[at:], count=1)
    path = folder / f"tiny-{divisor}-{posts}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def start(
    argv: Sequence[str], *, before: Sequence[str] = (), flags: str = "", code: str = EAGER
) -> subprocess.Popen[bytes]:
    """The command line in a process of its own."""
    pipe = subprocess.PIPE
    environment = {**os.environ, "XLA_FLAGS": flags}
    return subprocess.Popen(
        [*before, sys.executable, "-c", code, *argv], stdout=pipe, stderr=pipe, env=environment
    )
