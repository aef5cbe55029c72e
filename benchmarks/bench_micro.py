"""Speed and memory of the micro engine, in ratios of one run.

    python benchmarks/bench_micro.py            everything, about a quarter of an hour on two cores
    python benchmarks/bench_micro.py --quick    smaller societies, two minutes

A citizen update is: how many of those they see are active, the rule, and the counts of the new states. It is
compared with the time of reading once what it reads: ties, traits and states.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from asabiya import api
from asabiya.api import engine
from asabiya.engine import macro
from asabiya.engine.micro.job import micro_plan
from asabiya.engine.micro.run import Course
from asabiya.engine.micro.ties import SmallWorld
from asabiya.engine.micro.world import Makeup, World, make

SCENARIO = "iran-2023"
DAYS = 400


@jax.jit
def read(rows: tuple[Array, ...], traits: Array, state: Array) -> Array:
    """Read every tie, trait and state once."""
    seen = rows[0]
    for row in rows[1:]:
        seen = seen ^ row
    return jnp.sum((seen.reshape(traits.shape) ^ traits) + state, axis=1, dtype=jnp.uint32)


def interleaved(cases: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Median seconds of each case; the cases take turns, so that noise hits all alike."""
    for case in cases.values():
        jax.block_until_ready(case())
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            start = time.perf_counter()
            jax.block_until_ready(case())
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def society(agents: int | None, small: SmallWorld, *, stored: bool = True) -> tuple[World, Course]:
    """A society at the centre of the prior, some days after the start."""
    scenario = api.load(SCENARIO)
    plan = micro_plan(engine.plan(scenario, DAYS), scenario.society())
    world = make(Makeup(scenario.society(), 0, agents, small=small, stored=stored))
    latents, paths = macro.prior(0, 1, len(plan.infos), DAYS)
    course = Course(plan, world, seed=0, latents=np.zeros_like(latents), paths=paths)
    for _ in range(3):
        course.advance()
    return world, course


def parts(world: World, course: Course) -> dict[str, Callable[[], Any]]:
    """What a day is made of, each time on the state as it then is."""
    morning = course.morning()
    midday = course.midday(morning, course.serve(morning.orders))

    def day() -> Array:
        course.advance()
        return course.state.capacity

    found: dict[str, Callable[[], Any]] = {
        "citizen update": lambda: course.march(midday.orders),
        "whole day": day,
    }
    if world.rows is not None:
        state = jnp.zeros(world.traits.shape, jnp.uint16)
        own = (world.mask, *world.rows)
        ten = tuple(world.mask + np.uint32(k) for k in range(world.small.degree))
        found["own bytes"] = lambda: read(own, world.traits, state)
        found["ten ties"] = lambda: read(ten, world.traits, state)
    return found


NETWORKS = {
    "local order (8 of 10 ties near)": SmallWorld(),
    "random ties": SmallWorld(rewiring=1.0, household=1),
}


def citizens(agents: int, rounds: int) -> None:
    """A citizen update against reading the same bytes, for both kinds of network."""
    print(f"\n{agents:,} agents, medians of {rounds} interleaved rounds, in times of reading once ...\n")
    print("| network | ten 4-byte ties, traits, states [ns/agent] | own bytes | citizen update | whole day |")
    print("|---|---|---|---|---|")
    for name, small in NETWORKS.items():
        t = interleaved(parts(*society(agents, small)), rounds)
        base = t["ten ties"]
        shares = [f"{t[case] / base:.2f}" for case in ("own bytes", "citizen update", "whole day")]
        print(f"| {name} | 1 ({base / agents * 1e9:.2f}) | {' | '.join(shares)} |")
        print(
            f"  whole day / citizen update {t['whole day'] / t['citizen update']:.2f}; "
            f"citizen update / own bytes {t['citizen update'] / t['own bytes']:.2f}"
        )
    t = interleaved(parts(*society(agents, SmallWorld(), stored=False)), rounds)
    print(f"\nties outside the window computed, not stored: citizen update {t['citizen update'] / base:.2f}")


def scaling(sizes: list[int], rounds: int) -> None:
    """Cost of a day by the number of agents."""
    print("\n| agents | ns per agent and day | peak memory [GB] |")
    print("|---|---|---|")
    found = []
    for agents in sizes:
        world, course = society(agents, SmallWorld())
        t = interleaved({"day": parts(world, course)["whole day"]}, rounds)["day"]
        found.append((world.agents, t))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
        print(f"| {world.agents:,} | {t / world.agents * 1e9:.2f} | {peak:.2f} |")
        del world, course
    large = [(n, t) for n, t in found if n >= 1e6]
    if len(large) > 1:
        slope = np.polyfit(*np.log(np.array(large)).T, 1)[0]
        print(f"\nslope on a log-log plot from a million agents on: {slope:.3f}")


def year() -> None:
    """One agent a person for 365 days."""
    start = time.perf_counter()
    run = api.simulate(SCENARIO, members=1, days=365, micro=True, agents="full")
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    print(f"\n365 days of {run.summary['agents']:,} agents: {taken:.0f} s in all, peak memory {peak:.2f} GB")


def main() -> None:
    """Print the tables of docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    print(f"{jax.default_backend()}, {jax.device_count()} device(s), JAX {jax.__version__}")
    citizens(1_000_000 if quick else 10_000_000, 7)
    scaling([10**5, 10**6, 10**7] if quick else [10**5, 10**6, 10**7, 10**8], 5)
    if not quick:
        year()


if __name__ == "__main__":
    main()
