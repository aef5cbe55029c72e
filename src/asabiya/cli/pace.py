"""How far a long command has got: a bar in a terminal, otherwise now and then a line on standard error."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["EVERY", "Pace", "progress"]

EVERY: Final = 30.0
"""Seconds between lines where standard error is no terminal, and before the first."""

_WINDOW: Final = 30.0
"""Seconds over which a rate is measured, so that what a checkpoint spared soon leaves it."""

Progress = Callable[[int, int, str], None]


class Pace:
    """Rate and time left of some work, from when how much of it was done.

    >>> pace = Pace()
    >>> pace.tell(0.0, 0, 90_000, "agent-days")
    >>> pace.tell(10.0, 30_000, 90_000, "agent-days")
    >>> pace.text()
    '3 k agent-days/s, 0:00:20 left'
    """

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()
        self.unit = ""
        self.total = 0

    @property
    def done(self) -> int:
        """Work done."""
        return self._seen[-1][1] if self._seen else 0

    def tell(self, now: float, done: int, total: int, unit: str) -> None:
        """Note how much is done at a moment [s]; another unit is other work, and starts anew."""
        if unit != self.unit or done < self.done:
            self._seen.clear()
        self.unit, self.total = unit, total
        self._seen.append((now, done))
        # The oldest kept is the last before the window: a slow part is measured over its whole length.
        while len(self._seen) > 2 and self._seen[1][0] < now - _WINDOW:
            self._seen.popleft()

    def rate(self) -> float | None:
        """Work a second, None while it is not known."""
        if len(self._seen) < 2:
            return None
        (then, before), (now, after) = self._seen[0], self._seen[-1]
        return (after - before) / (now - then) if now > then and after > before else None

    def text(self) -> str:
        """Rate and time left in words, empty while they are not known."""
        rate = self.rate()
        if rate is None:
            return ""
        return f"{_amount(rate)} {self.unit}/s, {_clock((self.total - self.done) / rate)} left"


def _amount(value: float) -> str:
    """A number to three digits with its thousands in a letter.

    >>> _amount(0.25), _amount(37.0), _amount(999.7), _amount(1.2e6), _amount(3.456e9)
    ('0.25', '37', '1 k', '1.2 M', '3.46 G')
    """
    for letter in ("", " k", " M", " G"):
        text = f"{value:.3g}"
        if float(text) < 1000 or letter == " G":
            return f"{float(text):g}{letter}"
        value /= 1000
    raise AssertionError


def _clock(seconds: float) -> str:
    """Hours, minutes and seconds.

    >>> _clock(3725.2)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


@contextmanager
def progress() -> Iterator[Progress]:
    """A callback that is told (done, total, unit): a bar in a terminal, a line now and then elsewhere."""
    pace = Pace()
    if not sys.stderr.isatty():
        yield _lines(pace)
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[pace]}"),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("starting", total=None, pace="")

        def advance(done: int, total: int, unit: str) -> None:
            pace.tell(time.monotonic(), done, total, unit)
            bars.update(task, completed=done, total=total, description=unit, pace=pace.text())

        yield advance


def _lines(pace: Pace) -> Progress:
    last = time.monotonic()

    def advance(done: int, total: int, unit: str) -> None:
        nonlocal last
        now = time.monotonic()
        pace.tell(now, done, total, unit)
        if now - last < EVERY or done >= total:
            return
        last = now
        more = f", {text}" if (text := pace.text()) else ""
        line = f"{unit}: {done:,} of {total:,} ({100 * done / total:.0f} %){more}"
        # Whoever closed standard error does not want to know.
        with contextlib.suppress(OSError, ValueError):
            print(line, file=sys.stderr, flush=True)

    return advance
