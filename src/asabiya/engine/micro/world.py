"""The society as agents: made from the seed, or from a user's own population and network."""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jax import Array

from asabiya.engine.keys import fold
from asabiya.engine.micro import ties
from asabiya.engine.micro.fields import Weights
from asabiya.engine.micro.layout import Layout, layout
from asabiya.engine.micro.ties import Ground, SmallWorld
from asabiya.engine.micro.traits import cohort, traits
from asabiya.engine.micro.tree import Rank, tree
from asabiya.society.society import Society

__all__ = ["World", "estimate", "make"]


class World(eqx.Module):
    """Citizens, their ties, and the command tree."""

    ground: Ground
    traits: Array
    """Traits, (block, BLOCK) uint32."""
    youth: Array
    """Packed citizens of the first cohort, (word,) uint32."""
    table: Array | None
    """Seats of those whom each citizen sees, (degree, slot) uint32; none where ties are computed."""
    weight: Array
    """Weight of one of those a citizen sees, () or (block, BLOCK) float32."""
    seed: Array
    """Seed of the society, () uint32."""
    ranks: tuple[Rank, ...]
    """The command tree from the top down."""
    weights: Weights
    """Persons that an agent stands for."""
    small: SmallWorld = eqx.field(static=True)
    """The network's parameters."""
    cells: int = eqx.field(static=True)
    """Cells S·F·R of the apparatus."""
    agents: int = eqx.field(static=True)
    """Citizens and members of the apparatus."""

    def near(self, bits: Array) -> Array:
        """How many of those they see are active, (slot,), from packed states, (word,)."""
        if self.table is None:
            return ties.count_computed(self.small, self.ground, self.seed, bits)
        return ties.count(self.table, bits)


def _weights(society: Society, lay: Layout) -> Weights:
    people = np.where(lay.group > 0, society.adults / np.maximum(lay.group, 1), 0.0)
    posts = np.where(lay.members > 0, society.posts / np.maximum(lay.members, 1), 0.0)
    return Weights(
        citizens=jnp.asarray(people.astype(np.float32))[..., None],
        members=jnp.asarray(posts.astype(np.float32))[..., None],
    )


def make(
    society: Society, agents: int | None, seed: int, small: SmallWorld = SmallWorld(), *, stored: bool = True
) -> World:
    """A society of agents, the same for the same seed.

    Parameters
    ----------
    society
        The people of a scenario.
    agents
        Citizens and members of the apparatus together; None for one agent a person.
    seed
        Seed of the run [0 to 2^63 − 1].
    small
        Parameters of the network.
    stored
        Whether ties are stored, or computed anew every day.

    Raises
    ------
    InputError
        If there are too few agents for the society's groups, or too many to be numbered.
    """
    lay = layout(society, agents)
    g = ties.ground(lay)
    key = jnp.asarray(fold(seed))
    young = cohort(g)
    _, _, sectors, _, factions = society.shape
    return World(
        ground=g,
        traits=traits(g, society.hardship, young, key),
        youth=ties.pack(young),
        table=ties.table(small, g, key) if stored else None,
        weight=jnp.float32(1.0 / small.degree),
        seed=key,
        ranks=tree(society, lay.members),
        weights=_weights(society, lay),
        small=small,
        cells=sectors * factions * len(society.regions),
        agents=lay.agents,
    )
