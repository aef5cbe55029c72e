"""Who sees whom: a user's own social network, in the layouts that the engine and its cache like.

References
----------
N. Bell and M. Garland (2009), Implementing sparse matrix-vector multiplication on throughput-oriented
processors, Proc. SC '09: the hybrid of a table (ELLPACK) and a list of pairs, see `Network.table`.

E. Cuthill and J. McKee (1969), Reducing the bandwidth of sparse symmetric matrices, Proc. 24th ACM National
Conference, and A. George (1971), Computer implementation of the finite element method, Stanford University,
who reverses their order, see `order`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asabiya.errors import InputError
from asabiya.files import read_bytes
from asabiya.society.edges import MOST, Edges, read_edges
from asabiya.society.table import LARGEST

__all__ = ["Network", "order", "read_network"]

_HUB: Final = 1024
"""Ties in its group above which `order` leaves a citizen's ties aside. Its neighbours cannot all lie close,
and SciPy sorts the neighbours of a vertex by insertion, in the square of their number."""


@dataclasses.dataclass(frozen=True, eq=False)
class Network:
    """Whom each of n citizens sees, in compressed rows.

    Raises
    ------
    ValueError
        If the arrays do not fit each other.
    """

    start: NDArray[np.int64]
    """Where each citizen's entries in ``seen`` begin, and where the last's end, (n + 1,)."""
    seen: NDArray[np.int32]
    """Whom the citizen sees, in rising order and each once, (ties,) [0 to n − 1]."""
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal digits; empty if the network is from no file."""

    def __post_init__(self) -> None:
        if self.start.size < 1 or self.start[0] != 0 or self.start[-1] != self.seen.size:
            raise ValueError(f"start: must lead from 0 to the number of ties, {self.seen.size}")
        if (np.diff(self.start) < 0).any():
            raise ValueError("start: must not fall")

    @classmethod
    def from_ties(
        cls,
        source: NDArray[np.integer],
        target: NDArray[np.integer],
        citizens: int,
        *,
        directed: bool = False,
        digest: str = "",
    ) -> Network:
        """The network of given ties, each kept once.

        Parameters
        ----------
        source, target
            Who sees and who is seen, (m,) [0 to ``citizens`` − 1], never the same.
        citizens
            Number of citizens [1 to 2³¹ − 1].
        directed
            Whether the target does not see the source unless another tie says so.
        digest
            SHA-256 of the file that they come from.

        Raises
        ------
        ValueError
            If a tie is none or there are too many citizens.
        """
        if not 0 < citizens <= MOST:
            raise ValueError(f"citizens: {citizens}, needs 1 to {MOST}")
        for ends in (source, target):
            if ends.size and not 0 <= int(ends.min()) <= int(ends.max()) < citizens:
                raise ValueError(f"ties: must lie in [0, {citizens - 1}]")
        if (source == target).any():
            raise ValueError("ties: nobody is tied to itself")
        # One number a tie sorts by source, then target, many times faster than two keys would.
        keys = source.astype(np.int64) << 32 | target
        if not directed:
            keys = np.concatenate([keys, target.astype(np.int64) << 32 | source])
        keys.sort()
        if keys.size:
            keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
        start = np.zeros(citizens + 1, np.int64)
        np.cumsum(np.bincount(keys >> 32, minlength=citizens), out=start[1:])
        return cls(start, (keys & 0xFFFFFFFF).astype(np.int32), digest)

    @property
    def citizens(self) -> int:
        """Number of citizens n."""
        return int(self.start.size) - 1

    @property
    def ties(self) -> int:
        """Number of entries in ``seen``; a tie both ways counts twice."""
        return int(self.seen.size)

    @property
    def degree(self) -> NDArray[np.int32]:
        """How many others each citizen sees, (n,) [0 to n − 1]."""
        return np.diff(self.start).astype(np.int32)

    @property
    def source(self) -> NDArray[np.int32]:
        """Who sees, for each entry of ``seen``, (ties,) [0 to n − 1]."""
        return np.repeat(np.arange(self.citizens, dtype=np.int32), self.degree)

    def permuted(self, order: NDArray[np.int32]) -> Network:
        """The same network with the citizens in another order.

        Parameters
        ----------
        order
            Old id of each new one, (n,); `numpy.argsort` of it leads back.

        Raises
        ------
        ValueError
            If it does not name every citizen once.
        """
        n = self.citizens
        rank = np.full(n, -1, np.int32)
        if order.shape == (n,) and 0 <= int(order.min()) <= int(order.max()) < n:
            rank[order] = np.arange(n, dtype=np.int32)
        if (rank < 0).any():
            raise ValueError(f"order: must name each of the {n} citizens once")
        source, target = rank[self.source], rank[self.seen]
        return Network.from_ties(source, target, n, directed=True, digest=self.digest)

    def width(self, price: float = 2.0) -> int:
        """The width of `table` at which table and list together are cheapest.

        One more row pays when it takes the ties of more than n / ``price`` citizens from the list.

        Parameters
        ----------
        price
            What a tie in the list costs, in entries of the table [above 0]. 2 counts bytes; Bell and
            Garland (2009) took 3, by time.
        """
        spared = int(self.citizens / price)
        if spared >= self.citizens:
            return 0
        place = self.citizens - 1 - spared
        return int(np.partition(self.degree, place)[place])

    def table(
        self, width: int
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """The hybrid layout of Bell and Garland (2009): a table, and a list of what goes beyond it.

        Parameters
        ----------
        width
            Ties of a citizen in the table [0 and above].

        Returns
        -------
        table
            k-th citizen seen by each, (``width``, n); n stands for nobody.
        degree
            How many each citizen sees, in table and list, (n,).
        extra_source, extra_target
            Ties beyond the table, who sees and who is seen, (extra,), by rising source.
        """
        n, degree = self.citizens, self.degree
        table = np.full((width, n), n, np.int32)
        for k in range(min(width, int(degree.max()))):
            seeing = np.flatnonzero(degree > k)
            table[k, seeing] = self.seen[self.start[seeing] + k]
        beyond = np.maximum(degree - width, 0)
        extra_source = np.repeat(np.arange(n, dtype=np.int32), beyond)
        # The j-th tie beyond the table of a citizen lies at start + width + j.
        first = self.start[:-1] + width - (np.cumsum(beyond) - beyond)
        extra_target = self.seen[np.repeat(first, beyond) + np.arange(extra_source.size)]
        return table, degree, extra_source, extra_target


def read_network(
    path: Path, citizens: int | None, *, directed: bool | None = None, other: str | None = None
) -> Network:
    """Read a social network.

    Parameters
    ----------
    path
        An edge list in text (``.txt``, ``.edges``, ``.tsv``, ``.csv``): two ids a line, with blanks, a tab or
        a comma between them; lines that begin with # or % and a line of column names are passed over. Or
        Parquet (``.parquet``) with the columns source and target. Or GraphML (``.graphml``), whose nodes'
        names are taken for ids if all are 0, 1, … or n0, n1, …, otherwise their order counts.
    citizens
        Number of citizens [1 to 2³¹ − 1]; ids count from 0. A citizen without ties is fine. None: as many as
        the file has ids.
    directed
        Whether a tie ``u v`` says only that u sees v. None: as the GraphML file says; in an edge list each
        tie goes both ways.
    other
        The suffix to go by where the name's is none of these; None: that is an error.

    Raises
    ------
    InputError
        When the file cannot be read, holds no tie, or a line, row or edge is not a tie between two
        different citizens; it names the first such line. Where the number is not given, also when an id lies
        far beyond the number of citizens with ties.
    """
    if citizens is not None and not 0 < citizens <= MOST:
        raise InputError(
            f"network {path}: {citizens:,} citizens, needs 1 to {MOST:,}", hint="make the population smaller"
        )
    data = read_bytes(path, what="network", limit=LARGEST)
    edges = read_edges(path, data, MOST if citizens is None else citizens, other=other)
    if citizens is None:
        citizens = _counted(path, edges)
    one_way = edges.directed if directed is None else directed
    digest = hashlib.sha256(data).hexdigest()
    return Network.from_ties(edges.source, edges.target, citizens, directed=one_way, digest=digest)


def _counted(path: Path, edges: Edges) -> int:
    """Number of citizens by the largest id, unless most ids up to it have no tie."""
    ids = np.unique(np.concatenate([edges.source, edges.target]))
    largest = int(ids[-1])
    if largest >= 2 * len(ids) + 1000:
        raise InputError(
            f"network {path}: {len(ids):,} vertices have ties, and one has the id {largest:,}",
            hint="number the vertices from 0 on, or give the population that the ids are rows of",
        )
    return largest + 1


def order(network: Network, group: NDArray[np.int32]) -> NDArray[np.int32]:
    """The citizens by group, and within a group so that those who see each other lie close in memory.

    The order within a group is that of Cuthill and McKee (1969), reversed, over the ties within groups,
    taken both ways. Citizens with very many ties have no close neighbours and lie anywhere in their group.

    Parameters
    ----------
    network
        The network of n citizens.
    group
        Group of each citizen, such as its region, (n,).

    Returns
    -------
    Old id of each new one, (n,), for `Network.permuted`.

    Raises
    ------
    ValueError
        If there is not one group a citizen.
    """
    from scipy.sparse import coo_array, csr_array
    from scipy.sparse.csgraph import reverse_cuthill_mckee

    n = network.citizens
    if group.shape != (n,):
        raise ValueError(f"group: shape {group.shape}, needs ({n},)")
    source, target = network.source, network.seen
    inside = group[source] == group[target]
    source, target = source[inside], target[inside]
    seeing = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    near = (seeing[source] <= 2 * _HUB) & (seeing[target] <= 2 * _HUB)
    source, target = source[near], target[near]
    graph = csr_array(coo_array((np.ones(source.size, np.int8), (source, target)), shape=(n, n)))
    # The groups have no ties with each other here, so that sorting by group leaves each one's order whole.
    close = reverse_cuthill_mckee(graph, symmetric_mode=False)
    return np.asarray(close[np.argsort(group[close], kind="stable")], np.int32)
