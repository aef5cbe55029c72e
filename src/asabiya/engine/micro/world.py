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
        # What was made in memory has no digest and is known as the object it is.
        parts += [None if own is None else own.digest or id(own) for own in (self.population, self.network)]
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
    mask: Array
    """Ties within the window, see `asabiya.engine.micro.ties`, (slot,) uint32."""
    rows: tuple[Array, ...] | None
    """Slots of those whom each citizen sees outside it, (slot,) uint32 each; none where they are computed."""
    more: tuple[Array, Array] | None
    """Slots and slots of those whom they see besides, (tie,) each, uint32."""
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
    most: int
    """Most ties of a citizen."""
    mesh: Mesh | None
    """Devices that share the citizens; none where there is one device."""
    own: NDArray[np.int32] | None
    """Row of the population, or vertex of the network, in the order of the slots' citizens, (citizen,)."""

    def near(self, bits: Array, into: Array) -> Array:
        """How many of those they see are active, (slot,), from packed states, (word,).

        ``into`` is an earlier answer, which is overwritten; see `nobody` for the first.
        """
        if self.rows is None:
            found: Array = ties.count_computed(self.small, self.ground, self.seed, bits)
        else:
            found = ties.count(self.rows, bits, into)
        if self.more is not None:
            found = ties.count_more(found, *self.more, bits)
        return ties.count_close(found, self.mask, bits)

    @property
    def nobody(self) -> Array:
        """No active citizen seen, (slot,)."""
        kind = jnp.uint8 if self.most < 256 else jnp.int32
        return self.shared(jnp.zeros((self.traits.size,), kind))

    def everywhere(self, tree: Any) -> Any:
        """Arrays copied to every device that has citizens."""
        return tree if self.mesh is None else jax.device_put(tree, _over(self.mesh))

    def shared(self, array: Array) -> Array:
        """An array along the citizens, shared out over the devices that have them."""
        return array if self.mesh is None else jax.device_put(array, _over(self.mesh, "citizens"))

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


def _adopted(network: Network, lay: Layout, own: NDArray[np.int32]) -> _Ties:
    """A user's network as masks, rows, a list of what goes beyond them, and the weight of a tie."""
    placed = network.permuted(own)
    slots = _slots(lay)
    source = np.repeat(np.arange(placed.citizens), placed.degree)
    off = slots[placed.seen] - slots[source] + ties.WINDOW
    near = (off >= 0) & (off < 2 * ties.WINDOW)
    mask = np.zeros(lay.slots, dtype=np.uint32)
    np.bitwise_or.at(mask, slots[source[near]], np.uint32(1) << off[near].astype(np.uint32))
    left = Network(
        start=np.concatenate([[0], np.cumsum(np.bincount(source[~near], minlength=placed.citizens))]),
        seen=placed.seen[~near],
        digest=placed.digest,
    )
    found, _, seer, seen = left.table(left.width())
    # The sentinel of a missing tie is the last slot, which is empty.
    slots = np.append(slots, lay.slots - 1)
    rows = []
    for some in found:
        row = np.full(lay.slots, lay.slots - 1, dtype=np.uint32)
        row[slots[:-1]] = slots[some]
        rows.append(jnp.asarray(row))
    weight = np.zeros(lay.slots, dtype=np.float32)
    weight[slots[:-1]] = 1.0 / np.maximum(placed.degree, 1)
    more = None
    if len(seer):
        more = jnp.asarray(slots[seer].astype(np.uint32)), jnp.asarray(slots[seen].astype(np.uint32))
    most = int(placed.degree.max(initial=0))
    return _Ties(jnp.asarray(mask), tuple(rows), more, jnp.asarray(weight.reshape(-1, BLOCK)), most)


@dataclasses.dataclass
class _Ties:
    """The fields of a `World` that say who sees whom."""

    mask: Array
    rows: tuple[Array, ...] | None
    more: tuple[Array, Array] | None
    weight: Array
    most: int


def _shared(
    mesh: Mesh, g: Ground, made: Array, cohorts: Array, net: _Ties
) -> tuple[Ground, Array, Array, _Ties]:
    """Citizens' arrays shared out over devices, each along its axis of citizens; the others copied to all."""
    first, last, copied = _over(mesh, "citizens"), _over(mesh, None, "citizens"), _over(mesh)
    by_block = {"region", "begin", "inside"}
    fields = {f.name: getattr(g, f.name) for f in dataclasses.fields(g)}
    g = Ground(**{n: jax.device_put(x, first if n in by_block else copied) for n, x in fields.items()})
    net = _Ties(
        mask=jax.device_put(net.mask, first),
        rows=None if net.rows is None else jax.device_put(net.rows, first),
        more=None if net.more is None else jax.device_put(net.more, copied),
        weight=jax.device_put(net.weight, first if net.weight.ndim else copied),
        most=net.most,
    )
    return g, jax.device_put(made, first), jax.device_put(cohorts, last), net


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
    if makeup.network is not None and own is not None:
        net = _adopted(makeup.network, lay, own)
    else:
        mask, more = ties.masks(small, lay, g)
        rows = ties.rows(small, g, key) if makeup.stored else None
        net = _Ties(mask, rows, more, jnp.float32(1.0 / small.degree), small.degree)
    _, _, sectors, _, factions = society.shape
    mesh = Mesh(np.array(jax.devices()), ("citizens",)) if jax.device_count() > 1 else None
    there = jnp.arange(BLOCK, dtype=jnp.int32)[None, :] < g.inside[:, None]
    cohorts = jnp.stack([ties.pack(there & young), ties.pack(there & ~young)])
    if mesh is not None:
        g, made, cohorts, net = _shared(mesh, g, made, cohorts, net)
    return World(
        ground=g,
        traits=made,
        cohorts=cohorts,
        mask=net.mask,
        rows=net.rows,
        more=net.more,
        weight=net.weight,
        most=net.most,
        seed=key,
        ranks=tree(society, lay.members),
        weights=_weights(society, lay),
        small=small,
        cells=sectors * factions * len(society.regions),
        agents=lay.agents,
        mesh=mesh,
        own=own,
    )
