"""What a person sees of a long command."""

from __future__ import annotations

import io
import sys
import time

import pytest

from asabiya.cli.pace import Pace, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    return clock


def test_what_a_checkpoint_spared_does_not_count_as_speed() -> None:
    pace = Pace()
    pace.tell(0.0, 0, 1000, "members")
    assert pace.text() == ""
    pace.tell(0.0, 500, 1000, "members")
    assert pace.text() == "", "no time has passed"
    for second in range(10, 60, 10):
        pace.tell(float(second), 500 + second, 1000, "members")
    assert pace.text() == "1 members/s, 0:07:30 left"


def test_a_slow_part_is_measured_over_its_length() -> None:
    pace = Pace()
    for second, done in ((0, 0), (100, 512), (200, 1024)):
        pace.tell(float(second), done, 2048, "members")
    assert pace.text() == "5.12 members/s, 0:03:20 left"


def test_other_work_starts_anew() -> None:
    pace = Pace()
    pace.tell(0.0, 0, 10, "prior paths")
    pace.tell(1.0, 10, 10, "prior paths")
    pace.tell(2.0, 1, 2, "tempering")
    assert pace.text() == ""
    assert pace.done == 1


def test_without_a_terminal_a_line_now_and_then(now: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        for step in range(9):
            now[0] = 100.0 + 10 * step
            tell(step * 1_000_000, 10_000_000, "agent-days")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "agent-days: 3,000,000 of 10,000,000 (30 %), 100 k agent-days/s, 0:01:10 left\n"
        "agent-days: 6,000,000 of 10,000,000 (60 %), 100 k agent-days/s, 0:00:40 left\n"
    )


def test_a_closed_standard_error_ends_nothing(now: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    with progress() as tell:
        monkeypatch.setattr(sys, "stderr", closed)
        now[0] = 200.0
        tell(1, 10, "members")


def test_in_a_terminal_a_bar_with_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with progress() as tell:
        tell(0, 5_000_000, "agent-days")
        time.sleep(0.01)
        tell(1_000_000, 5_000_000, "agent-days")
    seen = terminal.getvalue()
    assert "agent-days" in seen
    assert " M agent-days/s, 0:00:0" in seen
    assert " 20 %" in seen
