"""Ensembles of societies of agents: what a user asks for, and whether the machine can hold it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from asabiya.api import engine
from asabiya.api.series import QUANTILES, series_variable
from asabiya.errors import InputError, ResultError

if TYPE_CHECKING:
    from asabiya.api.runs import Request
    from asabiya.engine.macro import Ensemble
    from asabiya.engine.micro.job import MicroJob
    from asabiya.engine.micro.world import Makeup
    from asabiya.scenario import Scenario
    from asabiya.society.network import Network
    from asabiya.society.table import PopulationTable

__all__ = ["AGENTS", "Micro", "OwnFile", "available", "coordinates", "estimate", "job", "variables"]

AGENTS = 100_000
"""Agents of a society, where nobody says how many."""

_MEMBERS = 200
_TOGETHER = 20_000_000
"""Agents of all members together, where nobody says how many members."""

_BASE = 700_000_000
"""Memory of the program without agents [bytes]."""
_SLOT = 16
"""Memory of a citizen without ties and states: traits, counts and packed flags [bytes]."""
_STATE = 7
"""Memory of a citizen's states, today's and yesterday's, in one member [bytes]."""
_MEMBER = 90
"""Memory of a member of the apparatus [bytes]."""


@dataclasses.dataclass(frozen=True)
class OwnFile:
    """A user's own network or population."""

    file: str
    """Path as given."""
    sha256: str
    """SHA-256 of its bytes."""


@dataclasses.dataclass(frozen=True)
class Micro:
    """What society of agents is asked for."""

    agents: int
    """Agents of a member."""
    full: bool = False
    """One agent a person."""
    citizens: int | None = None
    """Citizens, where a network says how many."""
    network: OwnFile | None = None
    """Who sees whom."""
    population: OwnFile | None = None
    """Who the citizens are."""

    @staticmethod
    def asked(
        scenario: Scenario,
        agents: int | str | None,
        network: str | Path | None,
        population: str | Path | None,
    ) -> Micro:
        """What is asked for, with the files read and the agents counted.

        Parameters
        ----------
        scenario
            The scenario.
        agents
            Citizens and members of the apparatus [1 and above], "full" for one agent a person, None for
            `AGENTS` or, with a population, as many as it has.
        network, population
            Files, see `asabiya.society.network.read_network` and `asabiya.society.table.read_population`.

        Raises
        ------
        InputError
            If the number makes no sense, a file cannot be read, or both a number and a population are given.
        """
        from asabiya.engine.micro.layout import allocate, people

        society = scenario.society()
        if population is not None and agents is not None:
            raise InputError(
                f"agents: {agents}, but the population says who there is", hint="leave --agents out"
            )
        table = None if population is None else _population(Path(population), scenario)
        full = agents == "full"
        count = people(society) if full else AGENTS if agents is None else _number(agents)
        _refuse_absurd(count)
        citizens = None if table is None else table.citizens
        if citizens is None and (agents is not None or network is None):
            citizens = int(allocate(society, None if full else count)[0].sum())
        ties = None if network is None else _network(Path(network), citizens)
        if ties is not None and citizens is None:
            citizens = ties.citizens
        if agents is None and (table is not None or ties is not None) and citizens is not None:
            count = citizens + int(allocate(society, None, citizens)[1].sum())
        return Micro(
            agents=count,
            full=full,
            citizens=citizens if agents is None and table is None and ties is not None else None,
            network=None if network is None or ties is None else OwnFile(str(network), ties.digest),
            population=None
            if population is None or table is None
            else OwnFile(str(population), table.digest),
        )

    def members(self) -> int:
        """Members of the ensemble where nobody says how many: fewer, the more agents each has."""
        return max(1, min(_MEMBERS, _TOGETHER // self.agents))


def _number(agents: int | str) -> int:
    try:
        count = int(agents)
    except ValueError:
        count = 0
    if count < 1:
        raise InputError(f"agents: {agents!r}", hint="give a whole number of at least 1, or full")
    return count


def _refuse_absurd(agents: int) -> None:
    """Refuse numbers for which even counting them out by region would not fit."""
    free = available()
    if agents > 1e12 or (free is not None and agents * (_SLOT + _STATE) > 50 * free):
        raise _too_many(agents, float(agents) * (_SLOT + _STATE) + _BASE, free)


def _population(path: Path, scenario: Scenario) -> PopulationTable:
    from asabiya.society.table import read_population

    return read_population(path, scenario.society().regions)


def _network(path: Path, citizens: int | None) -> Network:
    from asabiya.society.network import read_network

    return read_network(path, citizens)


def _same(kind: str, own: OwnFile, digest: str) -> None:
    if digest != own.sha256:
        raise ResultError(
            f"{kind} {own.file}: has changed (SHA-256 {digest[:12]}…, recorded {own.sha256[:12]}…)",
            hint="bring the file back as it was, or run the command anew",
        )


def job(scenario: Scenario, request: Request, asked: Micro, *, workers: int) -> MicroJob:
    """The work that an ensemble of societies takes.

    Raises
    ------
    InputError
        If it needs more memory than there is.
    ResultError
        If a file is no longer what it was.
    """
    from asabiya.engine import macro
    from asabiya.engine.micro.job import MicroJob, micro_plan
    from asabiya.engine.micro.ties import SmallWorld
    from asabiya.engine.micro.world import Makeup

    society, spec = scenario.society(), scenario.spec.network
    plan = micro_plan(engine.plan(scenario, request.days), society)
    population = network = None
    if asked.population is not None:
        population = _population(Path(asked.population.file), scenario)
        _same("population", asked.population, population.digest)
    if asked.network is not None:
        citizens = population.citizens if population is not None else _citizens(scenario, asked)
        network = _network(Path(asked.network.file), citizens)
        _same("network", asked.network, network.digest)
    makeup = Makeup(
        society,
        request.seed,
        None if asked.full else asked.agents,
        asked.citizens,
        SmallWorld(int(spec.degree.value), float(spec.rewiring.value), int(spec.household.value)),
        population=population,
        network=network,
    )
    makeup = _fitting(makeup, asked, request, workers)
    latents, paths = macro.prior(request.seed, request.members, len(plan.infos), request.days)
    return MicroJob(plan, makeup, asked.agents, latents, paths)


def _citizens(scenario: Scenario, asked: Micro) -> int:
    from asabiya.engine.micro.layout import allocate

    if asked.citizens is not None:
        return asked.citizens
    return int(allocate(scenario.society(), None if asked.full else asked.agents)[0].sum())


def variables(ensembles: Sequence[Ensemble]) -> dict[str, Any]:
    """What a data set has of agents beyond groups, (distribution, …, day, quantile); none of groups."""
    from asabiya.engine.micro.job import AgentEnsemble

    if not all(isinstance(e, AgentEnsemble) for e in ensembles):
        return {}
    found = {}
    for name, axes in (("regions", ("quantity", "region")), ("ranks", ("status", "sector", "rank"))):
        parts = [np.quantile(np.moveaxis(getattr(e, name), 0, -2), QUANTILES, axis=-1) for e in ensembles]
        found[name] = series_variable(parts, (*axes, "day"))
    return found


def coordinates(scenario: Scenario, ensembles: Sequence[Ensemble]) -> dict[str, Any]:
    """Names along the axes of `variables`."""
    from asabiya.engine.micro.job import AgentEnsemble
    from asabiya.engine.micro.run import RANK_STATES, REGIONAL

    if not all(isinstance(e, AgentEnsemble) for e in ensembles):
        return {}
    regions = list(scenario.society().regions)
    return {"quantity": list(REGIONAL), "status": list(RANK_STATES), "region": regions}


def estimate(makeup: Makeup, agents: int, members: int, workers: int, *, stored: bool) -> float:
    """Memory that a run needs at its peak [bytes].

    Parameters
    ----------
    makeup
        What the society is made from.
    agents
        Agents of a member.
    members
        Members of the ensemble.
    workers
        Parts that run at the same time.
    stored
        Whether ties are stored.
    """
    from asabiya.engine.micro.fields import WIDTH

    together = min(members, WIDTH * workers)
    if makeup.network is not None:
        ties = 12.0 * makeup.network.ties + 8.0 * agents * max(makeup.network.width(), 1)
    else:
        ties = (4.0 if stored else 0.0) * makeup.small.degree * agents
    apparatus = float(makeup.society.posts.sum()) if makeup.agents is None else agents / 8
    return _BASE + agents * (_SLOT + _STATE * together) + ties + _MEMBER * apparatus


def available() -> float | None:
    """Memory that is free on what computes [bytes], None where it cannot be known."""
    import jax

    device = jax.devices()[0]
    if device.platform != "cpu":
        stats: dict[str, Any] = device.memory_stats() or {}
        limit = stats.get("bytes_limit")
        return None if limit is None else float(limit - stats.get("bytes_in_use", 0))
    found = []
    try:
        found.append(float(os.sysconf("SC_AVPHYS_PAGES")) * os.sysconf("SC_PAGE_SIZE"))
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                found = [float(line.split()[1]) * 1024.0]
    except (OSError, ValueError):
        pass
    try:
        limit = int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii"))
        used = int(Path("/sys/fs/cgroup/memory.current").read_text(encoding="ascii"))
        found.append(float(limit - used))
    except (OSError, ValueError):
        pass
    return min(found, default=None)


def _fitting(makeup: Makeup, asked: Micro, request: Request, workers: int) -> Makeup:
    """The makeup with its ties stored where they fit, else computed: the result is the same."""
    free = available()
    if free is None:
        return makeup
    need = estimate(makeup, asked.agents, request.members, workers, stored=True)
    if need <= free:
        return makeup
    if makeup.network is None:
        need = estimate(makeup, asked.agents, request.members, workers, stored=False)
        if need <= free:
            return dataclasses.replace(makeup, stored=False)
    raise _too_many(asked.agents, need, free)


def _too_many(agents: int, need: float, free: float | None) -> InputError:
    room = "" if free is None else f", and {free / 1e9:,.1f} GB are free"
    return InputError(
        f"agents: {agents:,} need about {need / 1e9:,.1f} GB of memory{room}",
        hint="give fewer agents, fewer members at a time (--workers 1), or a machine with more memory",
    )
