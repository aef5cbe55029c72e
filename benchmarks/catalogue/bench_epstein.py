"""Epstein's civil violence in Asabiya and in Mesa's bundled example, side by side: agent-steps a second.

Settings of run 2: a torus of 40 × 40, vision 7, L = 0.82, terms up to 30, cops 4 % and citizens 70 % of the
cells, C/A rounded to the nearest as in Mesa's example. The two differ in more than speed: Mesa sees a diamond
of 112 cells, ours a circle of 148; Mesa decides before it moves; it collects data after each tick with its
own collectors, ours counts actives and jailed. They take turns. Exit status 1: less than 500 times.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time

import mesa
import numpy as np
from mesa.examples.advanced.epstein_civil_violence.model import EpsteinCivilViolence

from asabiya.catalogue import registry
from asabiya.catalogue.civil_violence import Rules, World
from asabiya.catalogue.torus import Torus

WANTED = 500.0
MESA_TICKS = 10
OUR_TICKS = 3000
WORLDS = 8
ROUNDS = 7
LARGE = (400, 1000, 2000, 4000)


def mesas(seed: int) -> float:
    model = EpsteinCivilViolence(
        citizen_density=0.7, cop_density=0.04, legitimacy=0.82, max_jail_term=30, seed=seed
    )
    agents = len(model.agents)
    model.step()
    start = time.perf_counter()
    for _ in range(MESA_TICKS):
        model.step()
    return agents * MESA_TICKS / (time.perf_counter() - start)


def ours(seed: int, side: int, ticks: int) -> tuple[float, int]:
    """Agent-steps a second, set-up of the world excluded; and most actives."""
    rng = np.random.default_rng([seed, side])
    citizens, cops = round(0.7 * side**2), round(0.04 * side**2)
    world = World.drawn(Torus.of(side, side, 7.0), Rules("round"), citizens, cops, rng)
    start = time.perf_counter()
    out = world.run(rng, np.full(ticks, 0.82), np.full(ticks, cops))
    return (citizens + cops) * ticks / (time.perf_counter() - start), int(out[:, 0].max())


def worlds(seed: int) -> float:
    """Agent-steps a second of several worlds on all cores, as `asabiya catalogue run` has them."""
    start = time.perf_counter()
    registry.run("epstein-2002", run=2, arrests="round", ticks=OUR_TICKS, seeds=WORLDS, seed=seed)
    return WORLDS * OUR_TICKS * 1184 / (time.perf_counter() - start)


def line(label: str, rates: list[float], base: list[float]) -> float:
    """A row of the table; the median ratio."""
    ratios = [mine / theirs for mine, theirs in zip(rates, base, strict=True)]
    ratio = statistics.median(ratios)
    rate = statistics.median(rates) / 1e6
    print(f"| {label} | {rate:.3g} | {ratio:.0f} ({min(ratios):.0f}) |", flush=True)
    return ratio


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no large worlds")
    options = parser.parse_args()
    ours(0, 40, 10)
    mesas(0)
    rounds = [(mesas(seed), ours(seed, 40, OUR_TICKS)[0], worlds(seed)) for seed in range(1, ROUNDS + 1)]
    base, one, several = (list(column) for column in zip(*rounds, strict=True))
    print("| 40 × 40, run 2 | million agent-steps/s | ÷ Mesa's, median of the rounds (least) |")
    print("|---|---:|---:|")
    line(f"Mesa {mesa.__version__}, its example", base, base)
    ratio = line("Asabiya, one world, one thread", one, base)
    line(f"Asabiya, {WORLDS} worlds, {os.cpu_count()} cores", several, base)
    if not options.quick:
        print("\n| cells | agents | million agent-steps/s | most actives |\n|---|---:|---:|---:|")
        for side in LARGE:
            rate, most = ours(1, side, 3)
            print(
                f"| {side} × {side} | {round(0.74 * side**2):,} | {rate / 1e6:.2f} | {most:,} |", flush=True
            )
    if ratio < WANTED:
        sys.exit(f"{ratio:.0f} times Mesa's example, less than {WANTED:.0f}; was the machine busy?")


if __name__ == "__main__":
    main()
