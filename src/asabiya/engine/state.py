"""What the macro engine holds: constants of the society, the state of a day, and what a day reports.

Every array ends in an axis of members (constants have 1 there). Axes as in `asabiya.society.society`.
"""

from __future__ import annotations

import dataclasses

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jax import Array

from asabiya.engine.outcome import Watch
from asabiya.mechanisms import defection
from asabiya.society.society import Calendar, Society
from asabiya.vocabulary import APPARATUS, MECHANISMS, SECURITY

__all__ = [
    "COMMON",
    "SECTOR",
    "SECURITY_ROWS",
    "SPREAD",
    "THREE",
    "Constants",
    "Quadrature",
    "Record",
    "Row",
    "State",
    "Switches",
    "constants",
    "rows",
    "switches",
]

SPREAD = 0.8
"""Spread of hardship and of risk aversion within a group, in logits; assumed: covers most of the range."""


@dataclasses.dataclass(frozen=True)
class Quadrature:
    """Nodes and weights by which groups integrate over what differs between their members."""

    traits: tuple[tuple[float, ...], tuple[float, ...]]
    """For hardship and for risk aversion, standard normal."""
    signal: tuple[tuple[float, ...], tuple[float, ...]]
    """For the private signal, standard normal."""


THREE = (defection.SIGNAL_NODES, defection.SIGNAL_WEIGHTS)
"""Gauss–Hermite with three nodes."""


class Constants(eqx.Module):
    """The society as JAX arrays."""

    adults: Array
    """Adults by region and cohort, (R, K, 1)."""
    region_adults: Array
    """Adults by region, (R, 1)."""
    region_share: Array
    """Share of the country's adults by region, (R, 1)."""
    total_adults: float = eqx.field(static=True)
    """Adults of the country."""
    hardship: Array
    """Nodes of hardship for the full quadrature, (Q, R, K, 1)."""
    aversion: Array
    """Nodes of risk aversion, (Q, 1, 1, 1)."""
    weight: Array
    """Weights of the full quadrature, (Q, 1, 1, 1)."""
    hardship_only: Array
    """Nodes of hardship alone, (3, R, K, 1)."""
    weight_only: Array
    """Weights for hardship alone, (3, 1, 1, 1)."""
    execution_rate: Array
    """Executions per million adults of the region, by executions in the country, (R, 1)."""
    posts: Array
    """Posts, (S, H, F, 1)."""
    rank_posts: Array
    """Posts by sector and rank, (S, H, 1)."""
    coercive: Array
    """Coercive weight, (S, 1)."""
    complicity: Array
    """Complicity, (S, H, 1, 1)."""
    stake: Array
    """Relative stake, (S, H, 1, 1)."""
    kin: Array
    """Kin in the street, (S, 1, 1)."""
    deployment: Array
    """Deployment, (S, R, 1)."""
    position: Array
    """Positions of factions, (F, 1)."""
    favoured: Array
    """1 at the ruler's faction, (F, 1)."""
    signal: Array
    """Nodes of the private signal, (Z,)."""
    signal_weight: Array
    """Their weights, (Z,)."""


def constants(society: Society, quadrature: Quadrature = Quadrature(THREE, THREE)) -> Constants:
    """The society as arrays for the engine."""
    nodes, weights = (np.asarray(x) for x in quadrature.traits)

    def array(x: object) -> Array:
        return jnp.asarray(np.asarray(x, dtype=np.float32))[..., None]

    adults = society.adults.sum(axis=1)
    log_odds = np.log(society.hardship + 1e-6) - np.log1p(-society.hardship + 1e-6)
    hardship = 1 / (1 + np.exp(-(log_odds[None] + SPREAD * nodes[:, None, None])))
    aversion = 1 / (1 + np.exp(-SPREAD * nodes))
    count = len(nodes)
    rank_posts = society.posts.sum(axis=2)
    favoured = np.zeros(len(society.factions))
    favoured[society.ruler_faction] = 1.0
    return Constants(
        adults=array(society.adults),
        region_adults=array(adults),
        region_share=array(adults / adults.sum()),
        total_adults=float(adults.sum()),
        hardship=array(np.repeat(hardship, count, axis=0)),
        aversion=array(np.tile(aversion, count)[:, None, None]),
        weight=array(np.outer(weights, weights).reshape(-1, 1, 1)),
        hardship_only=array(hardship),
        weight_only=array(weights[:, None, None]),
        execution_rate=array(1e6 * society.execution_share / adults),
        posts=array(society.posts),
        rank_posts=array(np.maximum(rank_posts, 1e-9)),
        coercive=array(society.coercive_weight),
        complicity=array(society.complicity[:, :, None]),
        stake=array(society.stake[:, :, None]),
        kin=array(society.kin[:, None]),
        deployment=array(society.deployment),
        position=array(society.position),
        favoured=array(favoured),
        signal=array(quadrature.signal[0])[..., 0],
        signal_weight=array(quadrature.signal[1])[..., 0],
    )


SECURITY_ROWS = tuple(APPARATUS.index(name) for name in SECURITY)
"""Rows of the security sectors."""


class Switches(eqx.Module):
    """Which mechanisms are on; traced, so that one compiled program serves every combination."""

    on: Array
    """Booleans in the order of `asabiya.vocabulary.MECHANISMS`, (13,)."""

    def __getattr__(self, name: str) -> Array:
        if name in MECHANISMS:
            return self.on[MECHANISMS.index(name)]
        raise AttributeError(name)


def switches(on: dict[str, bool]) -> Switches:
    """Switches from a mapping that may leave out what is on."""
    return Switches(on=jnp.asarray([on.get(name, True) for name in MECHANISMS]))


class Row(eqx.Module):
    """The calendar's values of one day; scalars, and (R, 1) or (S, H, 1) where said in `Calendar`."""

    executions: Array
    effort: Array
    war: Array
    purge: Array
    favours: Array
    exhortation: Array
    unity: Array
    vigilance: Array
    messaging: Array
    shelter: Array
    amnesty: Array
    scarcity: Array
    push: Array
    departures: Array


def rows(calendar: Calendar) -> tuple[Row, Row]:
    """The calendar as rows stacked over days, and the row that holds at rest."""

    def cast(x: object) -> Array:
        return jnp.asarray(np.asarray(x, dtype=np.float32))

    names = list(calendar.rest)
    series = {name: cast(getattr(calendar, name)) for name in names}
    push, departures = cast(calendar.push)[..., None], cast(calendar.departures)[..., None]
    daily = Row(**series, push=push, departures=departures)
    rest = {name: cast(calendar.rest[name]) for name in names}
    return daily, Row(**rest, push=jnp.zeros_like(push[0]), departures=jnp.zeros_like(departures[0]))


class State(eqx.Module):
    """The macro state at the end of a day."""

    rally: Array
    """Legitimacy gained by the war's rally, (member,)."""
    war: Array
    """War posture of the day above rest, (member,)."""
    war_cost: Array
    """Legitimacy lost by the war's cost, (member,)."""
    fear: Array
    """Stock of fear, (R, member)."""
    anger: Array
    """Stock of anger, (R, member)."""
    credibility: Array
    """Credibility, (member,)."""
    tension: Array
    """Tension, (member,)."""
    drift: Array
    """Drift of conviction, (S, F, member)."""
    loyalty: Array
    """Conviction gained by selection, (S, F, member)."""
    competence: Array
    """Competence, (S, F, member)."""
    obey: Array
    """Obeying members, (S, H, F, member)."""
    shirk: Array
    """Shirking members, (S, H, F, member)."""
    left: Array
    """Posts vacated by those who left, (S, H, F, member)."""
    purged: Array
    """Posts vacated by purges, (S, H, F, member)."""
    chain: Array
    """Share of obeying members whose chain of command obeys, (S, H, F, member)."""
    hidden: Array
    """Share of serving members who would leave if it carried no punishment, (S, H, F, member)."""
    active: Array
    """Active citizens, (R, K, member) [persons]."""
    jailed: Array
    """Jailed citizens, (R, K, member) [persons]."""
    wish: Array
    """Share of adults who would be active without fear, (R, member)."""
    arrests: Array
    """Arrests of the day per million adults, (R, member)."""
    push: Array
    """Push of sparks on readiness, (R, member)."""
    shock: Array
    """Fall of perceived odds by sparks among units, (S, member)."""
    blind: Array
    """Blindness, (R, member)."""
    picture: Array
    """The ruler's picture of actives, (R, member)."""
    capacity: Array
    """National coercive capacity as a share of adults, (member,)."""
    gone: Array
    """Members who left since day 0, (S, H, member)."""
    watch: Watch
    """Outcomes so far."""


class Record(eqx.Module):
    """What is kept of a day."""

    indices: Array
    """`asabiya.vocabulary.INDICES`, (6, member)."""
    capacity: Array
    """Coercive capacity over its level at rest, (member,)."""
    common: Array
    """`COMMON` signals, (6, member)."""
    sector: Array
    """`SECTOR` signals, (4, S, member)."""
    gone: Array
    """Share of posts left since day 0, (S, H, member)."""
    actives: Array
    """Active citizens in excess of rest [persons], (member,)."""


COMMON = ("tension", "noise", "blindness", "disturbance", "fear", "strength")
"""Signals that are the same for every sector: tension, spread of private signals, blindness, disturbance,
fear, and the logarithm of coercive capacity over its level at rest."""
SECTOR = ("left", "drift", "hidden", "disobeying")
"""Signals of a sector: share of posts left in excess of rest, drift of conviction, hidden defection as a
share of posts, share of posts not obeying."""
