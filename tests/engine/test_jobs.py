"""Jobs in parts: order, what a keeper spares, and how a run ends."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Mapping

import numpy as np
import pytest

from asabiya.engine.jobs import Arrays, Joined, Shelf, Tick, run, threads


@dataclasses.dataclass(frozen=True)
class Squares:
    """Part i gives i²; earlier parts take longer."""

    parts: int = 6
    unit: str = "steps"

    @property
    def work(self) -> float:
        return float(self.parts)

    def __call__(self, part: int, shelf: Shelf | None, tick: Tick | None) -> Arrays:
        time.sleep(0.01 * (self.parts - part))
        if tick is not None:
            tick(1.0)
        return {"square": np.array([part**2])}


class Memory:
    """A keeper that remembers in memory."""

    def __init__(self, known: Mapping[int, Arrays]) -> None:
        self.known = known
        self.kept: dict[int, Arrays] = {}

    def finished(self) -> Mapping[int, Arrays]:
        return self.known

    def finish(self, part: int, arrays: Arrays) -> None:
        self.kept[part] = arrays

    def shelf(self, part: int) -> Shelf | None:
        return None


def values(results: list[Arrays]) -> list[int]:
    return [int(arrays["square"][0]) for arrays in results]


@pytest.mark.parametrize("workers", [1, 3, None])
def test_results_come_in_the_order_of_the_parts(workers: int | None) -> None:
    done = [0.0]
    found = run(Squares(), threads(workers), tick=lambda amount: done.append(done[-1] + amount))
    assert values(found) == [0, 1, 4, 9, 16, 25]
    assert done == [0, 1, 2, 3, 4, 5, 6]


def test_a_keeper_spares_parts_and_is_given_the_others() -> None:
    keeper = Memory({0: {"square": np.array([-1])}, 4: {"square": np.array([-2])}})
    ticks: list[float] = []
    found = run(Squares(), threads(2), keeper=keeper, tick=ticks.append)
    assert values(found) == [-1, 1, 4, 9, -2, 25]
    assert set(keeper.kept) == {1, 2, 3, 5}
    assert ticks[0] == pytest.approx(2.0), "what was spared is told first"
    assert sum(ticks) == pytest.approx(6.0)


def test_joined_jobs_are_one_and_can_be_told_apart() -> None:
    joined = Joined([Squares(2), Squares(3)])
    assert (joined.parts, joined.work, joined.unit) == (5, 5.0, "steps")
    assert [values(part) for part in joined.split(run(joined, threads(2)))] == [[0, 1], [0, 1, 4]]
    with pytest.raises(IndexError):
        joined(5, None, None)


@dataclasses.dataclass(frozen=True)
class Endless:
    """Part 0 fails once the others have begun, which go on until a tick ends them."""

    ended: threading.Event
    begun: threading.Semaphore
    error: type[BaseException]
    parts: int = 50
    work: float = 50.0
    unit: str = "steps"

    def __call__(self, part: int, shelf: Shelf | None, tick: Tick | None) -> Arrays:
        assert tick is not None
        if part == 0:
            self.begun.acquire()
            raise self.error
        self.begun.release()
        try:
            while True:
                time.sleep(0.001)
                tick(0.0)
        finally:
            self.ended.set()


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_an_error_or_an_interruption_ends_the_other_parts(error: type[BaseException]) -> None:
    job = Endless(threading.Event(), threading.Semaphore(0), error)
    before = threading.active_count()
    with pytest.raises(error):
        run(job, threads(2))
    assert job.ended.wait(10)
    limit = time.monotonic() + 10
    while threading.active_count() > before:
        assert time.monotonic() < limit, "threads are left"
        time.sleep(0.01)
