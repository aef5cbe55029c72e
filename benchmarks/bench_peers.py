"""The same noisy threshold rule in Asabiya and in other libraries, side by side: Markdown tables.

The peers live in environments of their own below out/, made on the first call. Building and compiling are
not timed. The fast contestants take turns, one run each a round, so that other load hits all alike.
Exit status 1 means that Asabiya's counts without noise are not the reference's.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from peers import environment, problem
from peers.contestants import CONTESTANTS, NUMBA, OURS, Contestant
from peers.environment import note
from peers.problem import NOISE, REFERENCE_RUNS, STEPS, Problem

SIZES = (100_000, 1_000_000, 10_000_000)
OBJECTS = 10_000
"""Size for libraries with an object an agent, shown with the smallest of the others' sizes."""
FAST_RUNS = {100_000: 15, 1_000_000: 9, 10_000_000: 5}
SLOW_RUNS = 3
SLOW_SECONDS = 40.0
"""A slow contestant begins no further run after so many seconds, with one run at least."""
REPLY_SECONDS = 180.0
ALL_SECONDS = 480.0
"""No slow contestant begins after so many seconds of the whole script."""
WAIT_SECONDS = 30.0
"""Time at each size to wait for other work on the machine to pause before a run."""
QUIET = 0.2
"""Cores that others may keep busy at the start of a run."""
SAMPLE = 0.1
"""Seconds over which that is measured."""
CORES = 2
ENOUGH = 5.0
"""Standard errors within which a contestant must stay."""


class Worker:
    """One contestant's process."""

    def __init__(self, who: Contestant) -> None:
        variables = {
            "JAX_PLATFORMS": "cpu", "NUMBA_NUM_THREADS": str(CORES), "STARSIM_INSTALL_FONTS": "0",
            "PYTHONPATH": str(Path(__file__).parent),
        }  # fmt: skip
        self.who = who
        self.process = subprocess.Popen(
            [environment.python(who.environment), "-m", "peers.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=os.environ | variables,
        )  # fmt: skip

    def ask(self, **request: Any) -> dict[str, Any]:
        """The answer to a request, or its error; a process that is too slow is ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        late = threading.Timer(REPLY_SECONDS, self.process.kill)
        late.start()
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except OSError:
            line = ""
        if line:
            late.cancel()
            return dict(json.loads(line))
        in_time = late.is_alive()
        late.cancel()
        code = self.process.wait()
        return {"error": f"ended with status {code}" if in_time else f"over {REPLY_SECONDS:.0f} s"}

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


class Quiet:
    """Waits for a pause of other work, within an allowance, and remembers how much there was.

    A scan by two threads that wait for each other at every step suffers most where one of them is held up.
    """

    def __init__(self) -> None:
        self.allowance = WAIT_SECONDS
        self.seen: list[float] = []

    @staticmethod
    def _busy() -> float | None:
        """Seconds that the cores held have been busy, by the system's count."""
        try:
            lines = Path("/proc/stat").read_text(encoding="ascii").splitlines()
            held = {f"cpu{core}" for core in os.sched_getaffinity(0)}
        except (OSError, AttributeError):
            return None
        fields = [line.split() for line in lines if line.split()[0] in held]
        spent = sum(int(x) for words in fields for x in (*words[1:4], *words[6:9]))
        return spent / os.sysconf("SC_CLK_TCK")

    def pause(self) -> None:
        while True:
            before = self._busy()
            time.sleep(SAMPLE)
            after = self._busy()
            if before is None or after is None:
                return
            busy = (after - before) / SAMPLE
            if busy <= QUIET or self.allowance <= 0.0:
                self.seen.append(busy)
                return
            self.allowance -= SAMPLE


@dataclass
class Result:
    """What a contestant did at one size."""

    who: Contestant
    n: int
    exact: bool = False
    error: str = ""
    times: list[float] = field(default_factory=list)
    counts: list[list[int]] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


@dataclass
class Expected:
    """The reference on one graph."""

    exact: list[int]
    mean: np.ndarray
    runs: int
    sd: np.ndarray
    """Of one run."""

    def worst(self, counts: Sequence[Sequence[int]]) -> float:
        """The farthest mean count of all steps, in standard errors."""
        error = self.sd * np.sqrt(1 / self.runs + 1 / len(counts))
        return float(np.max(np.abs(np.mean(counts, axis=0) - self.mean) / error))


def expected(p: Problem, small: Expected | None, small_n: int) -> Expected:
    """References; on a large graph few runs give the mean, and the spread is the small one's, scaled."""
    runs = REFERENCE_RUNS if small is None else max(1, 4_000_000 // p.n)
    made = np.array([problem.reference(p, NOISE, seed) for seed in range(1000, 1000 + runs)], dtype=float)
    # A spread below one vertex is rounding.
    sd = made.std(axis=0, ddof=1) if small is None else small.sd * np.sqrt(p.n / small_n)
    return Expected(problem.reference(p, 0.0, 0), made.mean(axis=0), runs, np.maximum(sd, 1.0))


def begin(who: Contestant, n: int, folder: Path, wanted: Expected) -> tuple[Worker | None, Result]:
    """A worker that has built its contestant and run it without noise; none where it has no interpreter."""
    result = Result(who, n)
    try:
        worker = Worker(who)
    except OSError as error:
        result.error = f"no environment: {error.strerror}"
        return None, result
    reply = worker.ask(folder=str(folder), module=who.module, build=who.build)
    if "error" not in reply:
        reply = worker.ask(noise=0.0, seed=1)
    if "error" in reply:
        result.error = reply["error"]
    else:
        result.exact = reply["counts"] == wanted.exact
        if not result.exact:
            wrong = next(t for t in range(STEPS) if reply["counts"][t] != wanted.exact[t])
            got, right = reply["counts"][wrong], wanted.exact[wrong]
            result.error = f"**{got:,} after step {wrong + 1}, not {right:,}**"
    return worker, result


def timed(worker: Worker | None, result: Result, seed: int) -> None:
    """One run, kept; none after an error."""
    if worker is None or result.error:
        return
    reply = worker.ask(noise=NOISE if result.who.noisy else 0.0, seed=seed)
    if "error" in reply:
        result.error = reply["error"]
        return
    result.times.append(reply["seconds"])
    if result.who.noisy:
        result.counts.append(reply["counts"])


def turns(whos: Sequence[Contestant], n: int, folder: Path, wanted: Expected, quiet: Quiet) -> list[Result]:
    """The fast contestants, one run each a round; every other round in the opposite order."""
    begun = [begin(who, n, folder, wanted) for who in whos]
    try:
        for round_ in range(-1, FAST_RUNS[n]):
            for worker, result in begun if round_ % 2 == 0 else reversed(begun):
                quiet.pause()
                timed(worker, result, 10 + round_)
                if round_ < 0:  # the first is to warm up
                    result.times.clear()
                    result.counts.clear()
    finally:
        for worker, _ in begun:
            if worker is not None:
                worker.close()
    return [result for _, result in begun]


def alone(who: Contestant, n: int, folder: Path, wanted: Expected) -> Result:
    """A slow contestant by itself."""
    start = time.perf_counter()
    worker, result = begin(who, n, folder, wanted)
    try:
        for run in range(SLOW_RUNS):
            if run and time.perf_counter() - start > SLOW_SECONDS:
                break
            timed(worker, result, 10 + run)
    finally:
        if worker is not None:
            worker.close()
    return result


def paired(result: Result, base: Result) -> float:
    """Time over another's: the median of the rounds where both took turns, or else the ratio of medians."""
    if result.who.fast and base.who.fast and len(result.times) == len(base.times):
        ratios = [one / other for one, other in zip(result.times, base.times, strict=True)]
        return statistics.median(ratios)
    return (result.median / result.n) / (base.median / base.n)


def by_best(result: Result, base: Result) -> float:
    """The same of the best runs, which other load disturbs least."""
    return (min(result.times) / result.n) / (min(base.times) / base.n)


def number(x: float) -> str:
    return f"{x:,.0f}" if x >= 100 else f"{x:.3g}"


def row(result: Result, base: Result, wanted: Expected) -> list[str]:
    who = result.who
    if not result.times:
        return [who.label, f"{result.n:,}", "–", "–", "–", "–", result.error or "–", "–", "–"]
    rate = result.n * STEPS / 1e6
    ratio = f"{number(paired(result, base))} ({number(by_best(result, base))})" if base.times else "–"
    worst = f"{wanted.worst(result.counts):.1f}" if result.counts else "no noise"
    if result.counts and wanted.worst(result.counts) > ENOUGH:
        worst = f"**{worst}, disagrees**"
    exact = result.error or "same"
    return [
        who.label, f"{result.n:,}", f"{result.median:.3g}", number(rate / result.median),
        number(rate / min(result.times)), ratio, exact, worst, str(len(result.times)),
    ]  # fmt: skip


HEAD = (
    "", "vertices", "median s", "million agent-steps/s", "best run", "time ÷ Numba's, 2 threads (best runs)",
    "counts without noise", "largest difference, s.e.", "runs",
)  # fmt: skip


def table(rows: Sequence[Sequence[str]]) -> str:
    lines = [HEAD, ["---", *["---:"] * 5, "---", "---:", "---:"], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def at_size(n: int, small: Expected | None, scratch: Path, deadline: float) -> tuple[list[Result], Expected]:
    """All contestants at one size, printed; and the reference."""
    note(f"{n:,} vertices: graph and reference")
    p = problem.make(n)
    problem.save(p, scratch / str(n))
    wanted = expected(p, small, SIZES[0])
    quiet = Quiet()
    note("the fast ones in turns")
    fast = [who for who in CONTESTANTS if who.fast and n <= who.largest]
    results = turns(fast, n, scratch / str(n), wanted, quiet)
    base = next(result for result in results if result.who is NUMBA)
    rows = [row(result, base, wanted) for result in results]
    own, reference = {n: p}, {n: wanted}
    for who in CONTESTANTS:
        at = n if n <= who.largest else OBJECTS if n == SIZES[0] else 0
        if who.fast or not at:
            continue
        if at not in own:
            own[at] = problem.make(at)
            problem.save(own[at], scratch / str(at))
            reference[at] = expected(own[at], None, at)
        note(who.label)
        result = Result(who, at, error="no time left")
        if time.perf_counter() < deadline:
            quiet.pause()
            result = alone(who, at, scratch / str(at), reference[at])
        results.append(result)
        rows.append(row(result, base, reference[at]))
    shutil.rmtree(scratch / str(n))
    print(f"\n### {n:,} vertices\n")
    print(table(rows))
    disturbed = sum(busy > QUIET for busy in quiet.seen)
    if disturbed:
        print(f"\n{disturbed} of {len(quiet.seen)} runs began beside other work: read the best runs.")
    sys.stdout.flush()
    return results, wanted


def verdict(results: Sequence[Result]) -> str:
    """Asabiya against the fastest peer and the two-thread scan, of one size."""
    ours = next(result for result in results if result.who is OURS)
    base = next(result for result in results if result.who is NUMBA)
    if not ours.times:
        return f"- {ours.n:,}: no result: {ours.error}"
    said = []
    peers = [result for result in results if result.who.peer and result.times]
    if peers:
        fastest = min(peers, key=lambda result: result.median / result.n)
        said.append(
            f"{number(1 / paired(ours, fastest))} times as fast as the fastest peer, {fastest.who.label} "
            f"({number(1 / by_best(ours, fastest))} by best runs)"
        )
    if base.times:
        said.append(
            f"{number(paired(ours, base))} times the time of Numba's two threads "
            f"({number(by_best(ours, base))} by best runs)"
        )
    return f"- {ours.n:,} vertices: " + "; ".join(said)


def heading(cores: int) -> str:
    lines = [
        f"{environment.processor()}, every contestant held to the same {cores} cores; Python "
        f"{sys.version.split()[0]}. {STEPS} steps of all vertices; ten ties each; noise ±{NOISE:g}; the "
        "median of the runs, building and compiling excluded. Ratios to Numba are medians over the rounds in "
        "which the fast contestants took turns. *s.e.*: standard errors from NumPy's reference, at the worst "
        f"step; up to {ENOUGH:g} is agreement.",
        "",
        "| | version | what is not equal |",
        "| --- | --- | --- |",
    ]
    for who in CONTESTANTS:
        found = environment.versions(who.environment, list(who.packages))
        said = ", ".join(f"{name} {version}" for name, version in found.items()) or "not installed"
        lines.append(f"| {who.label} | {said} | {who.unequal} |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables; the exit status tells whether Asabiya's counts are exact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100,000 vertices only, under two minutes")
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, help="some of the sizes")
    options = parser.parse_args()
    deadline = time.perf_counter() + ALL_SECONDS
    cores = CORES
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))[:CORES]
        os.sched_setaffinity(0, allowed)
        cores = len(allowed)
    for name in sorted({who.environment for who in CONTESTANTS}):
        environment.ensure(name, [p for who in CONTESTANTS if who.environment == name for p in who.packages])
    sizes = SIZES[:1] if options.quick else tuple(options.sizes or SIZES)
    print(heading(cores), flush=True)
    small = None
    verdicts, exact = [], True
    environment.OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=environment.OUT) as scratch:
        if sizes[0] != SIZES[0]:
            small = expected(problem.make(SIZES[0]), None, SIZES[0])
        for n in sizes:
            results, wanted = at_size(n, small, Path(scratch), deadline)
            small = small or wanted
            verdicts.append(verdict(results))
            exact &= next(result for result in results if result.who is OURS).exact
    print("\n" + "\n".join(["Asabiya:", "", *verdicts]))
    if not exact:
        sys.exit("Asabiya's counts without noise are not the reference's; hint: see its row above")


if __name__ == "__main__":
    main()
