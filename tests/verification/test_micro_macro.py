"""Agents in great number against the expectations of groups, and where the two part.

With exposure to the whole country the macro engine's day is what agents come close to as there are more of
them. Two things part them. Groups draw thresholds anew where agents keep theirs, so those in jail are missing
among the ready. And where agents see only a few others, a share is a coarse number.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.verification import mean_field
from tests.verification.mean_field import Curves

from asabiya.engine.micro.ties import SmallWorld

SIZES = (3_000, 10_000, 30_000, 100_000, 300_000)
SEEDS = range(1, 17)
PUSHED = slice(10, None)
"""Days of the push."""

Floats = NDArray[np.float64]


def rms(x: Floats) -> float:
    return float(np.sqrt(np.mean(x**2)))


def slope(errors: Floats) -> float:
    """Of log RMS error over log number of agents; ``errors`` (size, run, day)."""
    found = np.log([rms(x) for x in errors])
    return float(np.polyfit(np.log(SIZES), found, 1)[0])


def bootstrapped(errors: Floats) -> float:
    """Standard error of the slope, runs drawn with replacement."""
    rng = np.random.default_rng(0)
    runs = errors.shape[1]
    again = [slope(errors[:, rng.integers(runs, size=runs)]) for _ in range(200)]
    return float(np.std(again))


def largest_t(errors: Floats) -> float:
    """Largest of the days' mean errors over their standard errors; ``errors`` (run, day)."""
    deviation = errors.std(axis=0, ddof=1) / np.sqrt(len(errors))
    return float(np.abs(errors.mean(axis=0) / deviation).max())


@pytest.fixture(scope="module")
def errors() -> Curves:
    """By size, run and day: a push of 0.8, exposure to the country, nobody arrested."""
    p = mean_field.plan(0.8, uprising__mix=1.0, repression__arrest_rate=0.0)
    limit = mean_field.groups(p)
    runs = [mean_field.agents(p, n, SEEDS) for n in SIZES]
    return Curves(
        np.stack([run.actives - limit.actives for run in runs])[..., PUSHED],
        np.stack([run.obeying - limit.obeying for run in runs])[..., PUSHED],
    )


@pytest.mark.slow
class TestManyAgents:
    @pytest.mark.parametrize("what", ["actives", "obeying"])
    def test_errors_fall_with_the_root_of_their_number(self, errors: Curves, what: str) -> None:
        found = getattr(errors, what)
        error = bootstrapped(found)
        assert error < 0.04
        assert abs(slope(found) + 0.5) < 3 * error

    @pytest.mark.parametrize("what", ["actives", "obeying"])
    def test_nothing_but_chance_is_left(self, errors: Curves, what: str) -> None:
        """35 days that hang together; of ten independent means of 16 runs, one in 60 has so large a t."""
        assert largest_t(getattr(errors, what)[-1]) < 3.8


class TestJail:
    """A push of 0.5, near the fold, makes the most of a small difference."""

    def test_the_ready_in_jail_part_agents_and_groups_a_little(self) -> None:
        """Nearly all of it lies in the thresholds at rest: with those of agents, groups come close.

        The mean of 16 runs has a standard error of up to 0.0012 on a day, 0.0006 over all days.
        """
        p = mean_field.plan(0.5, uprising__mix=1.0)
        groups, same_rest = mean_field.groups(p).actives[0], mean_field.lasting(p)
        mean = mean_field.agents(p, SIZES[-1], SEEDS).actives.mean(axis=0)
        gap, left = rms((mean - groups)[PUSHED]), rms((mean - same_rest)[PUSHED])
        assert 0.002 < gap < 0.08 * groups.max()
        assert left < 0.002
        assert left < 0.4 * gap


def peaks(push: float, small: SmallWorld, seeds: range = SEEDS) -> Floats:
    """Most active citizens of each run, where citizens see only whom they are tied to."""
    p = mean_field.plan(push, uprising__mix=0.0)
    found: Floats = mean_field.agents(p, 30_000, seeds, small).actives.max(axis=1)
    return found


def above(x: Floats, y: Floats) -> float:
    """By how many standard errors the mean of x lies above that of y."""
    return float((x.mean() - y.mean()) / np.sqrt(x.var(ddof=1) / len(x) + y.var(ddof=1) / len(y)))


class TestFewTies:
    def test_more_ties_bring_agents_closer_to_groups(self) -> None:
        """The standard error of the mean of 8 runs is 0.0006."""
        limit = mean_field.groups(mean_field.plan(0.8, uprising__mix=1.0)).actives[0]
        p = mean_field.plan(0.8, uprising__mix=0.0)
        gaps = []
        for degree in (4, 10, 40):
            runs = mean_field.agents(p, 30_000, range(1, 9), SmallWorld(degree, rewiring=1.0, household=1))
            gaps.append(rms((runs.actives.mean(axis=0) - limit)[PUSHED]))
        assert gaps[0] > 1.5 * gaps[1]
        assert gaps[1] > 3 * gaps[2]
        assert gaps[2] < 0.005

    def test_few_ties_carry_a_spark_further_below_the_fold_and_not_far_beyond_it(self) -> None:
        """One active among four is a quarter, far beyond any threshold: what is rare in the tail of groups
        happens next to every active. But two or three move nobody whom one does not, so that each active
        brings at most 4 · 0.12 others, less than one, where a crowd in the whole country feeds itself."""
        random = SmallWorld(4, rewiring=1.0, household=4)
        below, beyond = (
            mean_field.groups(mean_field.plan(x, uprising__mix=1.0)).actives.max() for x in (0.4, 0.5)
        )
        assert peaks(0.4, random).mean() > 1.7 * below
        assert peaks(0.5, random).mean() < 0.3 * beyond

    @pytest.mark.parametrize("push", [0.4, 0.5])
    def test_clusters_echo(self, push: float) -> None:
        """Whom a household's members see, the others of it see already; with random ties, they are new."""
        random = peaks(push, SmallWorld(4, rewiring=1.0, household=4))
        clustered = peaks(push, SmallWorld(4, rewiring=0.0, household=5))
        assert above(random, clustered) > 2.5
        assert clustered.mean() < 0.95 * random.mean()
