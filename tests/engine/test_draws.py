"""Who shares draws with whom, and what a result does not depend on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
from tests.engine import toy

from asabiya.engine import macro

SCRIPT = """
import hashlib, sys
from asabiya.engine import macro
from tests.engine import toy
workers, members = int(sys.argv[1]), int(sys.argv[2])
p = toy.plan(toy.calendar(push=0.6))
latents, paths = macro.prior(9, members, len(p.infos), toy.DAYS)
e = macro.simulate(p, seed=9, latents=latents, paths=paths, workers=workers)
parts = (e.indices, e.capacity, e.actives, e.common, e.sector, e.gone, e.event_day)
print(hashlib.sha256(b"".join(x[..., :40].tobytes() for x in parts)).hexdigest())
"""


def digest(workers: int, members: int, prefix: tuple[str, ...] = (), **environment: str) -> str:
    done = subprocess.run(
        [*prefix, sys.executable, "-c", SCRIPT, str(workers), str(members)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def one_worker() -> str:
    return digest(1, macro.CHUNK + 50)


def test_threads_do_not_change_a_bit(one_worker: str) -> None:
    assert digest(2, macro.CHUNK + 50) == one_worker


def test_the_number_of_members_changes_nobody(one_worker: str) -> None:
    assert digest(1, 40) == one_worker


@pytest.mark.skipif(shutil.which("taskset") is None, reason="no taskset here")
def test_one_core_or_two_do_not_change_a_bit(one_worker: str) -> None:
    assert digest(2, 40, ("taskset", "-c", "0")) == one_worker


def test_forced_devices_do_not_change_a_bit(one_worker: str) -> None:
    assert digest(2, 40, XLA_FLAGS="--xla_force_host_platform_device_count=4") == one_worker


def test_other_priors_leave_the_compiled_program_alone() -> None:
    size = macro._run_chunk._cached._cache_size  # type: ignore[attr-defined]
    latents, paths = macro.prior(1, 4, len(toy.plan().infos), toy.DAYS)
    macro.simulate(toy.plan(), seed=1, latents=latents, paths=paths)
    before = size()
    p = toy.plan(overrides={"uprising.omega": 9.0}, off=("unity",))
    macro.simulate(p, seed=1, latents=latents, paths=paths)
    assert size() == before


def test_members_are_their_own_wherever_they_stand() -> None:
    p = toy.plan(toy.calendar(push=0.6))
    latents, paths = macro.prior(2, 30, len(p.infos), toy.DAYS)
    whole = macro.simulate(p, seed=2, latents=latents, paths=paths)
    turned = macro.simulate(p, seed=2, latents=latents[::-1], paths=paths[::-1])
    assert np.array_equal(whole.indices, turned.indices[..., ::-1])


def test_days_before_a_dated_change_are_identical() -> None:
    calm, hot = toy.course(noisy=True), toy.course(toy.calendar(push=0.5, purge=0.5), noisy=True)
    assert np.array_equal(calm.record.indices[:10], hot.record.indices[:10])
    assert not np.array_equal(calm.record.indices[10:], hot.record.indices[10:])


def test_a_policy_changes_nobodys_sparks() -> None:
    calm, hot = toy.course(noisy=True), toy.course(toy.calendar(executions=2.0, purge=0.5), noisy=True)
    assert np.array_equal(calm.days.push, hot.days.push)
    assert np.array_equal(calm.days.shock, hot.days.shock)
    assert float(np.asarray(calm.days.push).max()) > 0.0


def test_paired_runs_differ_less_than_unpaired_ones() -> None:
    base, policy = toy.course(noisy=True), toy.course(toy.calendar(effort=1.5), noisy=True)
    other = toy.course(toy.calendar(effort=1.5), noisy=True, seed=2)
    a, b, c = (np.asarray(x.record.capacity[-1]) for x in (base, policy, other))
    assert np.var(a - b) < 0.5 * np.var(a - c)


def test_noise_can_be_left_out() -> None:
    calm, noisy = toy.course(), toy.course(noisy=True)
    assert (np.ptp(np.asarray(calm.record.indices[-1]), axis=-1) < 1e-5).all()
    assert (np.ptp(np.asarray(noisy.record.indices[-1]), axis=-1) > 1e-5)[:5].all()


def test_seeds_of_63_bits_differ_in_every_bit() -> None:
    seeds = (7, 8, 2**32 + 7, 2**62 + 7)
    last = [np.asarray(toy.course(noisy=True, seed=seed).record.indices[-1]) for seed in seeds]
    for i, first in enumerate(last):
        assert not any(np.array_equal(first, second) for second in last[i + 1 :])
