"""Watts' cascade in Asabiya, in a plain frontier loop in Numba, and in the peers, side by side: tables.

The graph and the rule are those of `bench_peers.py` without noise: ten ties a vertex, 20 steps, all updated
at once. Building and compiling are not timed; what a run sets up for itself is. The fast contestants take
turns. Exit status 1 means that Asabiya's counts per step are not the reference's, that a peer was faster, or
that the plain loop was.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

import bench_peers as bench
from bench_peers import Expected, Quiet, Result
from peers import environment, problem
from peers.contestants import CONTESTANTS, Contestant
from peers.contestants import OURS as MICRO
from peers.environment import note
from peers.problem import STEPS

OURS = Contestant(
    "**Asabiya**", "cascade_ours", ("asabiya", "numba"),
    "what is still needed as bytes, counted down without a branch; new adopters sorted; one thread",
    environment="project", noisy=False, peer=False,
)  # fmt: skip
PLAIN = Contestant(
    "plain frontier loop, Numba", "cascade_plain", ("numba", "scipy"),
    "counts of 4 bytes, thresholds, flags; one thread", noisy=False, peer=False,
)  # fmt: skip


def field() -> tuple[Contestant, ...]:
    """All contestants; the others look at every vertex at every step, but for cynetdiff."""
    rest = [dataclasses.replace(who, noisy=False) for who in CONTESTANTS if who is not MICRO]
    micro = dataclasses.replace(MICRO, label="Asabiya's micro engine", noisy=False)
    return OURS, PLAIN, micro, *rest


HEAD = (
    "", "vertices", "median s", "million vertex-steps/s", "time ÷ Asabiya's (best runs)", "counts per step",
    "runs",
)  # fmt: skip


def row(result: Result, ours: Result) -> list[str]:
    if not result.times:
        return [result.who.label, f"{result.n:,}", "–", "–", "–", result.error or "–", "–"]
    ratio = f"{bench.number(bench.paired(result, ours))} ({bench.number(bench.by_best(result, ours))})"
    rate = result.n * STEPS / 1e6 / result.median
    return [
        result.who.label, f"{result.n:,}", f"{result.median:.3g}", bench.number(rate), ratio,
        result.error or "same", str(len(result.times)),
    ]  # fmt: skip


def table(rows: Sequence[Sequence[str]]) -> str:
    lines = [HEAD, ["---", *["---:"] * 4, "---", "---:"], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def reference(p: problem.Problem) -> Expected:
    return Expected(problem.reference(p, 0.0, 0), np.zeros(STEPS), 1, np.ones(STEPS))


def at_size(n: int, scratch: Path, deadline: float) -> list[Result]:
    """All contestants at one size, printed."""
    note(f"{n:,} vertices: graph and reference")
    graphs = {n: problem.make(n)}
    problem.save(graphs[n], scratch / str(n))
    wanted = {n: reference(graphs[n])}
    quiet = Quiet()
    note("the fast ones in turns")
    results = bench.turns([who for who in field() if who.fast and n <= who.largest], n, scratch / str(n),
                          wanted[n], quiet)  # fmt: skip
    ours = next(result for result in results if result.who is OURS)
    for who in field():
        at = n if n <= who.largest else bench.OBJECTS if n == bench.SIZES[0] else 0
        if who.fast or not at:
            continue
        if at not in graphs:
            graphs[at] = problem.make(at)
            problem.save(graphs[at], scratch / str(at))
            wanted[at] = reference(graphs[at])
        note(who.label)
        result = Result(who, at, error="no time left")
        if time.perf_counter() < deadline:
            result = bench.alone(who, at, scratch / str(at), wanted[at])
        results.append(result)
    shutil.rmtree(scratch / str(n))
    print(f"\n### {n:,} vertices\n")
    print(table([row(result, ours) for result in results]))
    print(f"\ncounts per step: {', '.join(map(str, wanted[n].exact))}", flush=True)
    return results


def faults(results: Sequence[Result]) -> list[str]:
    """Where Asabiya is not exact, or not the fastest."""
    ours = next(result for result in results if result.who is OURS)
    if not ours.exact:
        return [f"{ours.n:,}: {ours.error}"]
    return [
        f"{ours.n:,}: {result.who.label} takes {bench.paired(result, ours):.2f} times the time"
        for result in results
        if result is not ours and result.times and bench.paired(result, ours) < 1
    ]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", choices=bench.SIZES, default=bench.SIZES)
    options = parser.parse_args()
    deadline = time.perf_counter() + 1.5 * bench.ALL_SECONDS
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: bench.CORES])
    for name in sorted({who.environment for who in field()}):
        packages = [package for who in field() if who.environment == name for package in who.packages]
        environment.ensure(name, packages)
    print(
        f"{environment.processor()}, two cores, Python {sys.version.split()[0]}; {STEPS} steps; medians; "
        "ratios are medians over the rounds in which the fast contestants took turns\n"
    )
    print("| | version | how |\n| --- | --- | --- |")
    for who in field():
        found = environment.versions(who.environment, list(who.packages))
        said = ", ".join(f"{name} {version}" for name, version in found.items()) or "not installed"
        print(f"| {who.label} | {said} | {who.unequal} |")
    environment.OUT.mkdir(parents=True, exist_ok=True)
    wrong = []
    with tempfile.TemporaryDirectory(dir=environment.OUT) as scratch:
        for n in options.sizes:
            wrong += faults(at_size(n, Path(scratch), deadline))
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
