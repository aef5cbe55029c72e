"""How long the commands take, as a user meets them: a new process each time, from cold and once compiled."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ARTICLE = Path(__file__).parents[1] / "src" / "asabiya" / "examples" / "defence-day-oped.txt"


def seconds(arguments: Sequence[str], cache: str) -> float:
    """Wall time of one call with its cache folder below ``cache``."""
    environment = {name: value for name, value in os.environ.items() if name != "JAX_COMPILATION_CACHE_DIR"}
    environment["XDG_CACHE_HOME"] = cache
    command = [sys.executable, "-c", "from asabiya.cli import main; main()", *arguments]
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print a table: command, median of the calls, the goal on two cores."""
    article = [str(ARTICLE), "--published", "2023-12-08"]
    nowcast = ["nowcast", "iran-2023", *article]
    rows = [
        ("asabiya --help", ["--help"], 7, False, "0.4"),
        ("asabiya read, from cold", ["read", *article], 3, True, "3"),
        ("asabiya nowcast iran-2023, 10,000 particles, from cold", nowcast, 1, True, "120"),
        ("asabiya nowcast iran-2023, 10,000 particles, compiled", nowcast, 3, False, "40"),
    ]
    print(f"{os.cpu_count()} cores")
    print(f"{'command':<58}{'median s':>10}{'goal s':>8}")
    with tempfile.TemporaryDirectory() as kept:
        for name, arguments, calls, cold, goal in rows:
            times = []
            for _ in range(calls):
                with tempfile.TemporaryDirectory() as fresh:
                    times.append(seconds(arguments, fresh if cold else kept))
            # A first call fills the cache of the compiled ones; the median leaves it out.
            print(f"{name:<58}{statistics.median(times):>10.2f}{goal:>8}", flush=True)


if __name__ == "__main__":
    main()
