"""Who takes part, in which environment, up to which size, and what is not equal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contestant:
    label: str
    module: str
    packages: tuple[str, ...]
    unequal: str
    """What it does otherwise than a full scan of the table with one fresh draw a vertex."""
    build: str = "build"
    environment: str = "peers"
    largest: int = 10_000_000
    fast: bool = True
    """Takes turns with the others; a slow one runs alone afterwards."""
    noisy: bool = True
    peer: bool = True

    @property
    def key(self) -> str:
        return f"{self.module}:{self.build}"


OURS = Contestant(
    "**Asabiya**", "ours", ("asabiya", "jax"),
    "bits of Threefry-2x32 keyed by (seed, step, vertex); states packed; thresholds as integers; all cores",
    environment="project", peer=False,
)  # fmt: skip
NUMBA = Contestant(
    "Numba, 2 threads", "numba_scan", ("numba",),
    "splitmix64 of (seed, step, vertex); states are bytes; ties unsigned, which spares a test",
    build="build_2", peer=False,
)  # fmt: skip

CONTESTANTS = (
    OURS,
    NUMBA,
    Contestant(
        "Numba, 1 thread", "numba_scan", ("numba",), "the same on one thread", build="build_1", peer=False
    ),
    Contestant(
        "Numba, 2 threads, packed", "numba_scan", ("numba",), "the same with states packed 32 to a word",
        build="build_packed_2", peer=False,
    ),
    Contestant(
        "SciPy sparse", "scipy_sparse", ("scipy",),
        "CSR matrix of uint8 ones times uint8 states; PCG64 draws of the whole vector; one thread",
    ),
    Contestant(
        "JAX, plain", "plain_jax", ("jax",),
        "one compiled step; keys of `jax.random`, split beforehand; all cores",
    ),
    Contestant(
        "abmax", "abmax_set", ("abmax",),
        "`step_agents` on a hand-built Set; one `jax.random` draw for all agents, not a key each; all cores",
    ),
    Contestant(
        "cynetdiff", "cynetdiff_cascade", ("cynetdiff",),
        "another rule: progressive and without noise, and a frontier instead of a full scan; timed with "
        "noise 0, where it must print the same counts; thresholds by a private setter",
        largest=1_000_000, noisy=False,
    ),
    Contestant(
        "Starsim, own module", "starsim_module", ("starsim",),
        "`ss.uniform` by agent; the loop also steps people and results; one thread", fast=False,
    ),
    Contestant(
        "ambr", "ambr_columns", ("ambr",),
        "columns borrowed and committed, the gather itself in NumPy; one thread but Polars", fast=False,
    ),
    Contestant(
        "mesa-frames", "mesa_frames_set", ("mesa-frames",),
        "ties kept outside the agent set, whose `set` rebuilds every column; gather in Polars, all cores",
        environment="numpy1", fast=False,
    ),
    Contestant(
        "Mesa", "mesa_network", ("mesa",), "an object an agent, `Network` space, two `do` a step; one thread",
        largest=10_000, fast=False,
    ),
    Contestant(
        "ndlib", "ndlib_composite", ("ndlib", "scikit-learn", "six"),
        "CompositeModel with a compartment of our own, as the library's has no noise; one thread",
        largest=10_000, fast=False,
    ),
    Contestant(
        "agentpy", "agentpy_network", ("agentpy",),
        "an object an agent, `Network.neighbors`, two phases a step; one thread",
        largest=10_000, fast=False,
    ),
)  # fmt: skip
