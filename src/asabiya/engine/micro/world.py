"""The society as agents: made from the seed, or from a user's own population and network."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.sharding import Mesh, NamedSharding, PartitionSpec
from numpy.typing import NDArray

from asabiya.engine.keys import fold
from asabiya.engine.micro import ties
from asabiya.engine.micro.fields import Weights
from asabiya.engine.micro.layout import BLOCK, Layout, allocate, corps, layout
from asabiya.engine.micro.ties import Ground, SmallWorld
from asabiya.engine.micro.traits import cohort, replaced, traits
from asabiya.engine.micro.tree import Rank, tree
from asabiya.society.network import Network, order
from asabiya.society.society import Society
from asabiya.society.table import PopulationTable

__all__ = ["Makeup", "World", "make"]


@dataclasses.dataclass(frozen=True, eq=False)
class Makeup:
    """What a society of agents is made from; see `make`."""

    society: Society
    """The people of a scenario."""
    seed: int
    """Seed of the run [0 to 2^63 − 1]."""
    agents: int | None = None
    """Citizens and members of the apparatus together; None for one agent a person. It has no meaning where
    the number of citizens is given or follows from a population: then the apparatus is to the same scale."""
    citizens: int | None = None
    """Number of citizens, where it is that of a network."""
    small: SmallWorld = dataclasses.field(default_factory=SmallWorld)
    """Parameters of the network that is made where none is given."""
    stored: bool = True
    """Whether the ties that are made are stored, or computed anew every day."""
    population: PopulationTable | None = None
    """The citizens, where given."""
    network: Network | None = None
    """Who sees whom, where given: by the table's rows, or by the order of regions where there is no table."""

    @property
    def digest(self) -> str:
        """What tells this makeup from another."""
        parts: list[Any] = [self.seed, self.agents, self.citizens, self.small, self.stored]
        parts += [None if own is None else own.digest for own in (self.population, self.network)]
        text = hashlib.sha256(repr(parts).encode())
        for field in dataclasses.fields(self.society):
            value = getattr(self.society, field.name)
            text.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
        return text.hexdigest()


def _over(mesh: Mesh, *axes: str | None) -> NamedSharding:
    return NamedSharding(mesh, PartitionSpec(*axes))  # type: ignore[no-untyped-call]  # JAX leaves it untyped


@dataclasses.dataclass(frozen=True, eq=False)
class World:
    """Citizens, their ties, and the command tree."""

    ground: Ground
    traits: Array
    """Traits, (block, BLOCK) uint32."""
    cohorts: Array
    """Packed citizens of each cohort, (K, word) uint32."""
    table: Array | None
    """Seats of those whom each citizen sees, (degree, slot) uint32; none where ties are computed."""
    more: tuple[Array, Array] | None
    """Slots, ascending, and seats of those whom they see beyond the table, (tie,) each, uint32."""
    weight: Array
    """Weight of one of those a citizen sees, () or (block, BLOCK) float32."""
    seed: Array
    """Seed of the society, () uint32."""
    ranks: tuple[Rank, ...]
    """The command tree from the top down."""
    weights: Weights
    """Persons that an agent stands for."""
    small: SmallWorld
    """The network's parameters."""
    cells: int
    """Cells S·F·R of the apparatus."""
    agents: int
    """Citizens and members of the apparatus."""
    mesh: Mesh | None
    """Devices that share the citizens; none where there is one device."""
    own: NDArray[np.int32] | None
    """Row of the population, or vertex of the network, in the order of the slots' citizens, (citizen,)."""

    def near(self, bits: Array) -> Array:
        """How many of those they see are active, (slot,), from packed states, (word,)."""
        found: Array
        bits = self.everywhere(bits)
        if self.table is None:
            found = ties.count_computed(self.small, self.ground, self.seed, bits)
        else:
            found = ties.count(self.table, bits)
            if self.more is not None:
                found = ties.count_more(found, *self.more, bits)
        return found

    def everywhere(self, tree: Any) -> Any:
        """Arrays copied to every device that has citizens."""
        return tree if self.mesh is None else jax.device_put(tree, _over(self.mesh))

    def gathered(self, tree: Any) -> Any:
        """Arrays brought to the first device, where what belongs to no citizen is computed."""
        return tree if self.mesh is None else jax.device_put(tree, self.mesh.devices.flat[0])


def _weights(society: Society, lay: Layout) -> Weights:
    people = np.where(lay.group > 0, society.adults / np.maximum(lay.group, 1), 0.0)
    posts = np.where(lay.members > 0, society.posts / np.maximum(lay.members, 1), 0.0)
    return Weights(
        citizens=jnp.asarray(people.astype(np.float32))[..., None],
        members=jnp.asarray(posts.astype(np.float32))[..., None],
    )


def _own(makeup: Makeup) -> tuple[Layout, NDArray[np.int32] | None]:
    """The layout, and which of the user's citizens stands at each place, by region and near to his ties."""
    society, table, network = makeup.society, makeup.population, makeup.network
    regions = len(society.regions)
    if table is not None:
        citizens = np.bincount(table.region, minlength=regions).astype(np.int64)
        young = np.bincount(table.region[table.cohort == 0], minlength=regions).astype(np.int64)
        members = corps(society, table.citizens / society.adults.sum(), table.citizens)
        region = table.region
    else:
        citizens, members = allocate(society, makeup.agents, makeup.citizens)
        young, region = None, np.repeat(np.arange(regions, dtype=np.int32), citizens)
    lay = layout(society, citizens, members, young, jax.device_count())
    if network is not None:
        return lay, order(network, region)
    return lay, None if table is None else np.argsort(region, kind="stable").astype(np.int32)


def _slots(lay: Layout) -> NDArray[np.int64]:
    """Slot of each citizen in the order of regions, (citizen,)."""
    before = np.cumsum(lay.citizens) - lay.citizens
    region = np.repeat(np.arange(len(lay.citizens)), lay.citizens)
    return lay.first[region].astype(np.int64) * BLOCK + np.arange(len(region)) - before[region]


def _cohort(g: Ground, makeup: Makeup, lay: Layout, own: NDArray[np.int32] | None) -> Array:
    if makeup.population is None or own is None:
        even: Array = cohort(g)
        return even
    flags = np.zeros(lay.slots, dtype=np.bool_)
    flags[_slots(lay)] = makeup.population.cohort[own] == 0
    return jnp.asarray(flags.reshape(-1, BLOCK))


def _adopted(
    network: Network, lay: Layout, own: NDArray[np.int32]
) -> tuple[Array, tuple[Array, Array] | None, Array]:
    """A user's network as a table, a list of what goes beyond it, and the weight of a tie."""
    placed = network.permuted(own)
    found, degree, source, target = placed.table(placed.width())
    slots = _slots(lay)
    # The sentinel of a missing tie is the first lane of the last block, which is empty.
    seats = np.asarray(ties.seats(jnp.asarray(np.append(slots, lay.slots - BLOCK).astype(np.uint32))))
    table = np.full((found.shape[0], lay.slots), seats[-1], dtype=np.uint32)
    table[:, slots] = seats[found]
    weight = np.zeros(lay.slots, dtype=np.float32)
    weight[slots] = 1.0 / np.maximum(degree, 1)
    more = None
    if len(source):
        more = jnp.asarray(slots[source].astype(np.uint32)), jnp.asarray(seats[target])
    return jnp.asarray(table), more, jnp.asarray(weight.reshape(-1, BLOCK))


def _shared(mesh: Mesh, tree: Any) -> Any:
    """Citizens' arrays shared out over devices, each along its axis of citizens; the others copied to all."""
    g, made, cohorts, table, more, weight = tree
    first, last, copied = _over(mesh, "citizens"), _over(mesh, None, "citizens"), _over(mesh)
    by_block = {"region", "begin", "inside"}
    fields = {f.name: getattr(g, f.name) for f in dataclasses.fields(g)}
    g = Ground(**{n: jax.device_put(x, first if n in by_block else copied) for n, x in fields.items()})
    return (
        g,
        jax.device_put(made, first),
        jax.device_put(cohorts, last),
        None if table is None else jax.device_put(table, last),
        None if more is None else jax.device_put(more, copied),
        jax.device_put(weight, first if weight.ndim else copied),
    )


def make(makeup: Makeup) -> World:
    """A society of agents, the same for the same makeup.

    Raises
    ------
    InputError
        If there are too few agents for the society's groups, too many to be numbered, or a network of another
        number of citizens.
    """
    society, small = makeup.society, makeup.small
    lay, own = _own(makeup)
    g = ties.ground(lay)
    key = jnp.asarray(fold(makeup.seed))
    young = _cohort(g, makeup, lay, own)
    made = traits(g, society.hardship, young, key)
    if makeup.population is not None and own is not None:
        made = replaced(made, makeup.population, own, _slots(lay))
    table: Array | None = None
    more: tuple[Array, Array] | None = None
    weight = jnp.float32(1.0 / small.degree)
    if makeup.network is not None and own is not None:
        table, more, weight = _adopted(makeup.network, lay, own)
    elif makeup.stored:
        table = ties.table(small, g, key)
    _, _, sectors, _, factions = society.shape
    mesh = Mesh(np.array(jax.devices()), ("citizens",)) if jax.device_count() > 1 else None
    there = jnp.arange(BLOCK, dtype=jnp.int32)[None, :] < g.inside[:, None]
    cohorts = jnp.stack([ties.pack(there & young), ties.pack(there & ~young)])
    if mesh is not None:
        g, made, cohorts, table, more, weight = _shared(mesh, (g, made, cohorts, table, more, weight))
    return World(
        ground=g,
        traits=made,
        cohorts=cohorts,
        table=table,
        more=more,
        weight=weight,
        seed=key,
        ranks=tree(society, lay.members),
        weights=_weights(society, lay),
        small=small,
        cells=sectors * factions * len(society.regions),
        agents=lay.agents,
        mesh=mesh,
        own=own,
    )
