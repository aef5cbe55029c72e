"""The agents once more, written from their equations with a loop over citizens and one over members.

Slow, and easy to check by eye. It shares the generator of random words and the programs between the agents
(`asabiya.engine.micro.fields`) with the engine, and takes from it how many agents there are and their traits;
ties, cohorts, the command tree and all that agents do are written here anew, in Python's whole numbers.
"""

from __future__ import annotations

import bisect
import dataclasses
import itertools
from collections import Counter
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from asabiya.engine.keys import BLOCK_DAYS, Stream, words
from asabiya.engine.macro import Plan
from asabiya.engine.micro import fields
from asabiya.engine.model import draw
from asabiya.society.society import Society

__all__ = ["Citizen", "Member", "Twin", "command", "sees"]

SOCIETY = 0xA5AB1A
OBEYS, SHIRKS, LEFT, PURGED = "obeys", "shirks", "left", "purged"
TALLY = ("obey", "shirk", "left", "purged", "effective", "leaving", "filled", "replaced", "expelled")
WHOLE = 2**32


def draws(seed: int, path: int, stream: Stream, number: int, group: int, count: int) -> list[tuple[int, int]]:
    """The two words of each agent of a group."""
    key = [np.array([x], dtype=np.uint32) for x in (seed, path, number, group)]
    a, b = words(key[0], key[1], stream, key[2], key[3], np.arange(count, dtype=np.uint32))
    return list(zip(a.tolist(), b.tolist(), strict=True))


def sees(sizes: list[int], degree: int, rewiring: float, household: int, seed: int) -> list[list[int]]:
    """Whom each citizen sees; citizens are numbered through all regions."""
    before = [0, *itertools.accumulate(sizes)]
    far, part = divmod(round(degree * rewiring * WHOLE), WHOLE)
    found: list[list[int]] = []
    for r, n in enumerate(sizes):
        pairs = [draws(seed, SOCIETY, Stream.TIES, j, r, n) for j in range(far // 2 + 1)]
        chance = draws(seed, SOCIETY, Stream.TIES, degree, r, n)
        for o in range(n):
            near = _near(o, n, degree, household)
            for j in range(far + 1 if chance[o][0] < part else far):
                # The j-th tie from the last one on leads anywhere.
                at = pairs[j // 2][o][j % 2] * before[-1] >> 32
                if at == before[r] + o:
                    at = at + 1 if o == 0 else at - 1
                near[degree - 1 - j] = at - before[r]
            found.append([before[r] + place for place in near])
    return found


def _near(o: int, n: int, degree: int, household: int) -> list[int]:
    """One's household, then whoever stands in the same place in the next households on either side."""
    home, place = o - o % household, o % household
    near = []
    for away in range(1, household):
        mate = home + (place + away) % household
        # The last household of a region may be short; the next citizens on the ring stand in.
        near.append(mate if mate < n else (o + 1 + (away - 1) % (n - 1)) % n)
    for away in range(1, degree + 1):
        distance = 1 + (household * away - 1) % (n - 1)
        near += [(o + distance) % n, (o - distance) % n]
    return near[:degree]


@dataclasses.dataclass
class Citizen:
    """One citizen."""

    region: int
    young: bool
    score: int
    hardship: int
    aversion: int
    seen: list[int]
    active: bool = False
    jail: int = 0
    """Days to go."""
    shown: bool = False
    """Whether others see him in the street."""


@dataclasses.dataclass
class Member:
    """One member of the apparatus."""

    sector: int
    rank: int
    faction: int
    ordinal: int
    place: int
    region: int
    commander: Member | None
    state: str = OBEYS
    chain: bool = True
    went: bool = False
    """Whether he left today."""

    @property
    def leads(self) -> bool:
        """Whether he and everybody above him obeys."""
        return self.state == OBEYS and self.chain


def command(society: Society, counts: NDArray[np.int64]) -> list[Member]:
    """The command tree, sector by sector from the top down."""
    everybody: list[Member] = []
    for s, sector in enumerate(counts.tolist()):
        edges = list(itertools.accumulate(society.deployment[s].tolist()))
        above: list[Member] = []
        for h, rank in enumerate(sector):
            line = sorted(((o + 0.5) / n, f, o) for f, n in enumerate(rank) for o in range(n))
            unit: list[Member] = []
            for place, (position, f, o) in enumerate(line):
                commander = above[int(position * len(above))] if above else None
                if h < 2 or commander is None:
                    at = (place + 0.5) * 0.6180339887498949 % 1.0 * edges[-1]
                    region = min(bisect.bisect_right(edges, at), len(edges) - 1)
                else:
                    region = commander.region
                unit.append(Member(s, h, f, o, place, region, commander))
            everybody += unit
            above = unit
    return everybody


class Twin:
    """One member of an ensemble, who stands at place ``i`` among those whose fields are computed together."""

    def __init__(
        self, p: Plan, society: Society, sizes: list[int], counts: NDArray[np.int64],
        traits: list[int], *, seed: int, latents: NDArray[np.float32], paths: NDArray[np.uint32], i: int,
        degree: int = 10, rewiring: float = 0.2, household: int = 4,
    ) -> None:  # fmt: skip
        self.p, self.society, self.sizes, self.seed, self.i = p, society, sizes, seed, i
        self.weight = np.float32(1 / degree)
        self.falsified = bool(p.on.falsification)
        self.happened: Counter[str] = Counter()
        self.day = 0
        self.path = [int(x) for x in paths[i]]
        self.paths = jnp.asarray(np.concatenate([paths, np.repeat(paths[-1:], fields.WIDTH - len(paths), 0)]))
        latents = np.concatenate([latents, np.repeat(latents[-1:], fields.WIDTH - len(latents), 0)])
        self.members = command(society, counts)
        self.citizens: list[Citizen] = []
        network = sees(sizes, degree, rewiring, household, seed)
        for r, n in enumerate(sizes):
            share = round(society.adults[r, 0] / society.adults[r].sum() * WHOLE)
            for o in range(n):
                at = len(self.citizens)
                word = traits[at]
                score = (word >> 16) - (2**16 if word >> 31 else 0)
                young = o * share % WHOLE < share
                self.citizens.append(Citizen(r, young, score, word >> 8 & 255, word & 127, network[at]))
        self.weights = self._weights(counts)
        self.k, rest, shares, start = fields.settled(draw(p.infos, latents), p.society, p.on, p.rest)
        tallies = self._wake_members(shares)
        people = self._wake_citizens(start)
        self.state = fields.woken(self.k, self.weights, rest, tallies, people)

    def _weights(self, counts: NDArray[np.int64]) -> fields.Weights:
        """Persons for each agent."""
        adults = np.zeros_like(self.society.adults)
        for (r, k), persons in np.ndenumerate(self.society.adults):
            agents = sum(x.region == r and x.young == (k == 0) for x in self.citizens)
            adults[r, k] = persons / agents if agents else 0.0
        posts = np.zeros_like(self.society.posts)
        for at, persons in np.ndenumerate(self.society.posts):
            posts[at] = persons / counts[at] if counts[at] else 0.0
        return fields.Weights(
            citizens=jnp.asarray(adults.astype(np.float32))[..., None],
            members=jnp.asarray(posts.astype(np.float32))[..., None],
        )

    def _of_members(self, path: int, stream: Stream, number: int) -> list[tuple[int, int]]:
        """Each member's two words."""
        _, _, _, ranks, factions = self.society.shape
        groups = Counter((m.sector * ranks + m.rank) * factions + m.faction for m in self.members)
        made = {g: draws(self.seed, path, stream, number, g, n) for g, n in groups.items()}
        return [made[(m.sector * ranks + m.rank) * factions + m.faction][m.ordinal] for m in self.members]

    def _of_citizens(self, path: int, stream: Stream, number: int) -> list[tuple[int, int]]:
        """Each citizen's two words."""
        made = [draws(self.seed, path, stream, number, r, n) for r, n in enumerate(self.sizes)]
        return [pair for region in made for pair in region]

    def _wake_members(self, shares: Any) -> Array:
        obey, shirk, left = (np.asarray(x)[..., self.i] for x in (shares.obey, shares.shirk, shares.left))
        for m, (a, _) in zip(self.members, self._of_members(self.path[0], Stream.ORDERS, 1), strict=True):
            at = m.sector, m.rank, m.faction
            m.state = OBEYS if a < obey[at] else SHIRKS if a < shirk[at] else LEFT if a < left[at] else PURGED
            m.chain = m.commander.leads if m.commander else m.rank == 0
        return self._tallies([m.state for m in self.members])

    def _wake_citizens(self, start: Any) -> Array:
        active, jailed = np.asarray(start.active)[..., self.i], np.asarray(start.jailed)[..., self.i]
        longest = np.asarray(start.longest)[self.i]
        orders = _Asked(start.day, self.i)
        pairs = self._of_citizens(self.path[0], Stream.ORDERS, 0)
        again = self._of_citizens(self.path[0], Stream.CITIZENS, 0)
        for x, (a, b), (c, _) in zip(self.citizens, pairs, again, strict=True):
            k = 0 if x.young else 1
            level, fearless = orders.readiness(x, 0)
            if level >= 0 and a < active[x.region, k]:
                x.active = True
            elif level >= 0 and a < jailed[x.region, k]:
                left = np.float32(1) - np.sqrt(np.float32(b >> 9) * np.float32(2.0**-23))
                x.jail = int(np.floor(left * longest)) + 1
                self.happened["jailed at the start"] += 1
            x.shown = x.active if self.falsified else fearless >= 0 and c < orders.wish
        return self._counts([False] * len(self.citizens))

    def advance(self) -> None:
        """One day."""
        k, w, day, path = self.k, self.weights, np.int32(self.day), self.path[self.day // BLOCK_DAYS]
        seed = jnp.asarray(np.uint32(self.seed))
        morning = fields.morning(k, self.state, self.p.daily, day, seed, self.paths)
        tallies = self._members_day(morning.orders, path)
        midday = fields.midday(k, w, self.state, self.p.daily, day, morning, tallies)
        counts, wishes = self._citizens_day(midday.orders, path)
        self.state = fields.evening(k, w, self.state, day, morning, midday, counts, wishes).state
        self.day += 1

    def _members_day(self, orders: Any, path: int) -> Array:
        """(A4) to (A7)."""
        ask = {name: np.asarray(getattr(orders, name))[..., self.i] for name in vars(orders)}
        before = [m.state for m in self.members]
        own = self._of_members(path, Stream.MEMBERS, self.day)
        pulled = self._of_members(path, Stream.ORDERS, self.day + 2)
        starts: dict[int, list[tuple[int, int]]] = {}
        for h in range(self.society.shape[3]):
            starts[h] = draws(self.seed, path, Stream.DEPARTURES, self.day, h, self.society.shape[2])
        for m, (a, b), (c, _) in zip(self.members, own, pulled, strict=True):
            group, served = (m.sector, m.rank, m.faction), m.state in (OBEYS, SHIRKS)
            share = int(ask["dated"][m.sector, m.rank])
            hazard = int(ask["purge_obey"] if m.state == OBEYS else ask["purge_shirk"])
            review = int(ask["review"])
            event = "nothing"
            if not served:
                if a < ask["refill"]:
                    event, m.state = f"refilled after {m.state}", OBEYS
            elif (m.place * share + starts[m.rank][m.sector][0]) % WHOLE < share:
                event, m.state = "dated", LEFT
            elif a < review:
                leave, shirk = (int(ask[x][(a % 16, *group)]) for x in ("leave", "shirk"))
                m.state = LEFT if b < leave else SHIRKS if b < shirk else OBEYS
                event = f"reviewed: {m.state}"
            elif review <= a < review + hazard:
                event, m.state = f"purged who {m.state}", PURGED
            m.chain = m.commander.leads if m.commander else m.rank == 0
            if m.commander and m.commander.went and m.state in (OBEYS, SHIRKS) and c < ask["pull"]:
                self.happened[f"pulled who {m.state}"] += 1
                m.state = LEFT
            m.went = served and m.state == LEFT
            self.happened[event] += 1
            self.happened["broken chain"] += m.state == OBEYS and not m.chain
        return self._tallies(before)

    def _citizens_day(self, orders: Any, path: int) -> tuple[Array, Array]:
        """(A1) to (A3)."""
        ask = _Asked(orders, self.i)
        seen = [x.shown for x in self.citizens]
        arrests, wishes = [], np.zeros((len(self.sizes), 2), np.int32)
        pairs = self._of_citizens(path, Stream.CITIZENS, self.day)
        for x, (a, b) in zip(self.citizens, pairs, strict=True):
            k, was = 0 if x.young else 1, x.active
            level, fearless = ask.readiness(x, ask.others(sum(seen[n] for n in x.seen), self.weight))
            goes = level >= 0 and a < ask.way[x.region, k]
            caught = False
            if x.jail:
                x.jail -= 1
                self.happened["released"] += x.jail == 0
            elif x.active and b < ask.risk[x.region]:
                caught, x.active = True, False
                halves = ((b & 0xFFFF) * int(ask.of["term"])) >> 19
                x.jail = max((halves + 1) // 2, 1)
                self.happened["arrested"] += 1
            elif x.active:
                x.active = goes or a >= ask.again
                self.happened["quit"] += not x.active
            else:
                x.active = goes
                self.happened["joined"] += goes
            arrests.append(caught)
            x.shown = x.active
            if not self.falsified:
                wishes[x.region, k] += fearless >= 0
                x.shown = fearless >= 0 and a < ask.wish
                self.happened["hidden wish"] += fearless >= 0 > level
            self.happened["stayed"] += was and x.active
        return self._counts(arrests), _wide(wishes)

    def _tallies(self, before: list[str]) -> Array:
        """Members by rank, tally and cell, the same for every place of the fields."""
        regions, _, sectors, ranks, factions = self.society.shape
        found = np.zeros((ranks, len(TALLY), sectors * factions * regions), np.int32)
        for m, was in zip(self.members, before, strict=True):
            cell = (m.sector * factions + m.faction) * regions + m.region
            found[m.rank, (OBEYS, SHIRKS, LEFT, PURGED).index(m.state), cell] += 1
            changes = (
                m.leads, m.state == LEFT != was, m.state == OBEYS and was == LEFT,
                m.state == OBEYS and was == PURGED, m.state == PURGED != was,
            )  # fmt: skip
            for n, change in enumerate(changes):
                found[m.rank, 4 + n, cell] += change
        return _wide(found)

    def _counts(self, arrests: list[bool]) -> Array:
        """Active, jailed and arrested citizens by region and cohort."""
        found = np.zeros((3, len(self.sizes), 2), np.int32)
        for x, caught in zip(self.citizens, arrests, strict=True):
            found[:, x.region, 0 if x.young else 1] += (x.active, x.jail > 0, caught)
        return _wide(found)


class _Asked:
    """What a day asks of one member's citizens."""

    def __init__(self, orders: Any, i: int) -> None:
        self.of = {name: np.asarray(getattr(orders, name))[..., i] for name in vars(orders)}
        self.way, self.risk = self.of["way"], self.of["risk"]
        self.again, self.wish = int(self.of["again"]), int(self.of["wish"])

    def others(self, active: int, weight: np.float32) -> int:
        """What the active citizens whom one sees add to readiness."""
        return active * int(self.of["others"] * weight)

    def readiness(self, x: Citizen, others: int) -> tuple[int, int]:
        """(A1), and the same without fear."""
        index = int(self.of["index"][x.region, 0 if x.young else 1])
        level = index + x.hardship * int(self.of["hardship"][x.region]) + others - 16 * x.score
        return level - x.aversion * int(self.of["aversion"][x.region]), level


def _wide(x: NDArray[np.int32]) -> Array:
    """The same for every place of the fields."""
    return jnp.asarray(np.repeat(x[None], fields.WIDTH, axis=0))
