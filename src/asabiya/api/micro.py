"""Ensembles of societies of agents: what a user asks for, and whether the machine can hold it."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from asabiya.api import engine
from asabiya.api.memory import available
from asabiya.api.series import QUANTILES, series_variable
from asabiya.errors import InputError, ResultError
from asabiya.vocabulary import APPARATUS, SECURITY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from asabiya.engine.macro import Ensemble
    from asabiya.engine.micro.job import MicroJob
    from asabiya.engine.micro.ties import SmallWorld
    from asabiya.engine.micro.world import Makeup
    from asabiya.scenario import Scenario
    from asabiya.society.network import Network
    from asabiya.society.table import PopulationTable

__all__ = ["AGENTS", "Micro", "OwnFile", "coordinates", "estimate", "job", "variables"]

AGENTS = 100_000
"""Agents of a society, where nobody says how many; fewer where the scenario has fewer people."""

_MEMBERS = 200
_TOGETHER = 20_000_000
"""Agents of all members together, where nobody says how many members."""

_NOISE = 100
"""Agents below which a share of a sector is mostly chance."""

_BASE = 1_100_000_000
"""Memory of the program without agents, while it compiles [bytes]."""
_SLOT = 10
"""Memory of a citizen without far ties and states: traits, near ties, packed flags [bytes]."""
_STATE = 3
"""Memory of a citizen's states in one member [bytes]."""
_STEP = 6
"""Memory that moving a citizen takes in one of the members that move at the same time [bytes]."""
_MEMBER = 90
"""Memory of a member of the apparatus [bytes]."""
_LEAST = 8
"""Least memory of an agent, whatever else is asked for [bytes]."""
_NEAR = 8
"""Ties to one's household and the nearest that take no memory each, at least."""


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
    notes: tuple[str, ...] = dataclasses.field(default=(), compare=False)
    """What to keep in mind of so many agents."""

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
            `AGENTS` or, with a population or a network, as many as it has.
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
        most = people(society)
        count = most if full else min(AGENTS, most) if agents is None else _number(agents)
        _refuse_absurd(count)
        citizens = None if table is None else table.citizens
        if citizens is None and (agents is not None or network is None):
            own, members = allocate(society, None if full else count)
            citizens = int(own.sum())
        ties = None if network is None else _network(Path(network), citizens)
        if citizens is None and ties is not None:
            citizens = ties.citizens
        if agents is None and (table is not None or ties is not None) and citizens is not None:
            members = allocate(society, None, citizens)[1]
            count = citizens + int(members.sum())
        return Micro(
            agents=count,
            full=full,
            citizens=citizens if agents is None and table is None and ties is not None else None,
            network=None if network is None or ties is None else OwnFile(str(network), ties.digest),
            population=None
            if population is None or table is None
            else OwnFile(str(population), table.digest),
            notes=_notes(members),
        )

    def members(self) -> int:
        """Members of the ensemble where nobody says how many: fewer, the more agents each has."""
        return max(1, min(_MEMBERS, _TOGETHER // self.agents))


def _number(agents: int | str) -> int:
    if isinstance(agents, bool) or not re.fullmatch("[0-9]{1,30}", str(agents)) or int(agents) < 1:
        raise InputError(
            f"agents: {agents!r} is no number of agents", hint="give a whole number of at least 1, or full"
        )
    return int(agents)


def _notes(members: NDArray[np.int64]) -> tuple[str, ...]:
    """What to keep in mind of members by sector, rank and faction."""
    counts = {name: int(members[APPARATUS.index(name)].sum()) for name in SECURITY}
    least = min(counts, key=lambda name: counts[name])
    if counts[least] >= _NOISE:
        return ()
    what = "agent" if counts[least] == 1 else "agents"
    return (
        f"{least} has {counts[least]} {what}: an event that counts shares of it is noise; give more agents",
    )


def _refuse_absurd(agents: int) -> None:
    """Refuse numbers for which even counting them out by region would not fit."""
    free = available()
    if agents > 1e12 or (free is not None and agents * _LEAST > free):
        raise _too_many(agents, float(agents) * _LEAST + _BASE, free)


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


class Extent(Protocol):
    """How much of a scenario is run."""

    @property
    def members(self) -> int:
        """Members [1 and above]."""

    @property
    def days(self) -> int:
        """Days [1 and above]."""

    @property
    def seed(self) -> int:
        """Seed of all draws."""


def job(
    scenario: Scenario, request: Extent, asked: Micro, *, workers: int, among: Sequence[Scenario] = ()
) -> MicroJob:
    """The work that an ensemble of societies takes.

    Parameters
    ----------
    scenario, request, asked
        What is asked for.
    workers
        Parts that run at the same time.
    among
        All scenarios whose ensembles are made together, this one included; those with the same people and
        network share one society.

    Raises
    ------
    InputError
        If it needs more memory than there is.
    ResultError
        If a file is no longer what it was.
    """
    from asabiya.engine import macro
    from asabiya.engine.micro.job import MicroJob, micro_plan

    plan = micro_plan(engine.plan(scenario, request.days), scenario.society())
    makeup = _makeup(scenario, request, asked)
    ensembles = among or (scenario,)
    societies = len({_kind(other) for other in ensembles})
    size = asked.agents, len(ensembles) * request.members, workers
    makeup = _fitting(makeup, *size, societies=societies)
    latents, paths = macro.prior(request.seed, request.members, len(plan.infos), request.days)
    return MicroJob(plan, makeup, asked.agents, latents, paths)


def _makeup(scenario: Scenario, request: Extent, asked: Micro) -> Makeup:
    """What the society is made from, with the user's own files read again and compared."""
    from asabiya.engine.micro.world import Makeup

    population = network = None
    if asked.population is not None:
        population = _population(Path(asked.population.file), scenario)
        _same("population", asked.population, population.digest)
    if asked.network is not None:
        citizens = population.citizens if population is not None else _citizens(scenario, asked)
        network = _network(Path(asked.network.file), citizens)
        _same("network", asked.network, network.digest)
    return Makeup(
        scenario.society(),
        request.seed,
        None if asked.full else asked.agents,
        asked.citizens,
        _small(scenario),
        population=population,
        network=network,
    )


def _small(scenario: Scenario) -> SmallWorld:
    from asabiya.engine.micro.ties import SmallWorld

    spec = scenario.spec.network
    return SmallWorld(int(spec.degree.value), float(spec.rewiring.value), int(spec.household.value))


def _kind(scenario: Scenario) -> str:
    """What tells societies of scenarios apart."""
    from asabiya.engine.micro.world import Makeup

    return Makeup(scenario.society(), 0, small=_small(scenario)).digest


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


def estimate(
    makeup: Makeup, agents: int, members: int, workers: int, *, stored: bool, societies: int = 1
) -> float:
    """Memory that a run needs at its peak [bytes].

    Parameters
    ----------
    makeup
        What the society is made from.
    agents
        Agents of a member.
    members
        Members of all ensembles.
    workers
        Parts that run at the same time.
    stored
        Whether ties are stored.
    societies
        Societies that are held at the same time.
    """
    from asabiya.engine.micro.fields import WIDTH

    parts = min(workers, -(-members // WIDTH))
    together = min(members, WIDTH * parts)
    if makeup.network is not None:
        ties = 12.0 * makeup.network.ties + 8.0 * agents * max(makeup.network.width(), 1)
    else:
        ties = 4.0 * _rows(makeup.small) * agents if stored else 0.0
    apparatus = _MEMBER * min(float(makeup.society.posts.sum()), agents / 8)
    society = agents * _SLOT + ties + apparatus
    return _BASE + societies * society + agents * (_STATE * together + _STEP * parts)


def _rows(small: SmallWorld) -> int:
    """Ties of a citizen that are stored one by one, at most."""
    from asabiya.engine.micro.ties import WINDOW

    if small.household > WINDOW:
        return small.degree
    return max(math.ceil(small.degree * small.rewiring), small.degree - _NEAR)


def _fitting(makeup: Makeup, agents: int, members: int, workers: int, *, societies: int) -> Makeup:
    """The makeup with its ties stored where they fit, else computed: the result is the same."""
    free = available()
    if free is None:
        return makeup
    need = estimate(makeup, agents, members, workers, stored=True, societies=societies)
    if need <= free:
        return makeup
    if makeup.network is None:
        need = estimate(makeup, agents, members, workers, stored=False, societies=societies)
        if need <= free:
            return dataclasses.replace(makeup, stored=False)
    raise _too_many(agents, need, free)


def _too_many(agents: int, need: float, free: float | None) -> InputError:
    room = "" if free is None else f", and {free / 1e9:,.1f} GB are free"
    return InputError(
        f"agents: {agents:,} need about {need / 1e9:,.1f} GB of memory{room}",
        hint="give fewer agents, fewer members (--members) or fewer at a time (--workers 1), or a machine "
        "with more memory",
    )
