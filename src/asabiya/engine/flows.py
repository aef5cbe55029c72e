"""Who leaves, shirks, returns, is purged and replaced on a day, and what becomes of the chain of command.

Equations, for obeying ``o``, shirking ``h``, vacated by leaving ``v`` and by purges ``w`` of a group of
posts, with choice probabilities ``s`` (shirk) and ``d`` (defect) of today's reviews, dated departures ``x``
and the hazards ``purge`` of (K1):

    (L1) o' = o·(1 − review·(s + d) − x − purge_o) + h·review·(1 − s − d) + (v + w)/refill − pulled
    (L2) h' = h·(1 − review·(1 − s) − x − purge_h) + o·review·s − pulled
    (L3) v' = v·(1 − 1/refill) + (o + h)·(review·d + x) + pulled
    (L4) w' = w·(1 − 1/refill) + o·purge_o + h·purge_h
    (L5) intact' = stayed·chain·(1 − broke) + stayed·(1 − chain)·mended + joined·above
         broke = max(1 − above/above_before, 0),   mended = max(1 − (1 − above)/(1 − above_before), 0)
    (L6) pulled = pull · (departures of the commanders above, a share of their posts) · members,
         of the obeying at most those whose chain is broken

``above`` is the share of commanders' posts that obey with their own chain, settled from the top down. With
noise departures of every rank and all flows of the top rank are whole counts, and nobody goes twice; below
the top the other flows are their expectations.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from asabiya.engine import apparatus
from asabiya.engine.aggregates import sector_faction
from asabiya.engine.keys import Stream
from asabiya.engine.state import Row, State
from asabiya.engine.today import Chance, Setting, Today
from asabiya.mechanisms import consolidation
from asabiya.mechanisms.numerics import ordered_sum

__all__ = ["flows"]


def _top_counts(chance: Chance, stream: Stream, *events: tuple[Array, Array]) -> tuple[Array, Array]:
    """Counts for the few top posts, expectations below: a mass averages itself out, a commander does not."""
    trials = [n for n, _ in events]
    risks = [jnp.broadcast_to(p, n.shape) for n, p in events]
    top = chance.counts(stream, *[(n[:, 0], p[:, 0]) for n, p in zip(trials, risks, strict=True)])
    first, second = (
        jnp.concatenate([few[:, None], (n * p)[:, 1:]], axis=1)
        for few, n, p in zip(top, trials, risks, strict=True)
    )
    return first, second


def flows(
    k: Setting, s: State, t: Today, row: Row, choice: apparatus.Choice, chance: Chance
) -> dict[str, Array]:
    """Who leaves, shirks, returns, is purged and replaced today, and what becomes of the chain of command."""
    m, c = k.model, k.c
    p = m.defection
    purge_shirk, purge_obey = consolidation.hazards(m.consolidation, t.purge)
    dated = jnp.where(k.on.defection, row.departures, 0.0)[:, :, None]
    leave = p.review * choice.defect
    obey_left, shirk_left = chance.counts(Stream.DEPARTURES, (s.obey, leave), (s.shirk, leave))
    obey_dated, shirk_dated = _dated(s, dated, chance.noisy)
    obey_left, shirk_left = obey_left + obey_dated, shirk_left + shirk_dated
    back = p.review * (1.0 - choice.shirk - choice.defect)
    obey_shirk, shirk_obey = _top_counts(
        chance, Stream.SHIRKING, (s.obey, p.review * choice.shirk), (s.shirk, back)
    )
    obey_purged, shirk_purged = _top_counts(
        chance, Stream.PURGES, (s.obey, purge_obey), (s.shirk, purge_shirk)
    )
    back_left, back_purged = _top_counts(
        chance, Stream.REFILL, (s.left, 1.0 / p.refill), (s.purged, 1.0 / p.refill)
    )
    obey, obey_left, obey_shirk, obey_purged = _take(s.obey, obey_left, obey_shirk, obey_purged)
    shirk, shirk_left, shirk_obey, shirk_purged = _take(s.shirk, shirk_left, shirk_obey, shirk_purged)
    stayed = obey
    joined = jnp.maximum(shirk_obey + back_left + back_purged, 0.0)
    obey, shirk = obey + joined, shirk + obey_shirk
    kept, pulled_obey, pulled_shirk = _chain(k, s, obey, shirk, stayed, joined, obey_left + shirk_left)
    leaving = obey_left + shirk_left + pulled_obey + pulled_shirk
    obey, shirk = obey - pulled_obey, shirk - pulled_shirk
    return {
        "obey": obey,
        "shirk": shirk,
        "left": jnp.maximum(s.left + leaving - back_left, 0.0),
        "purged": jnp.maximum(s.purged + obey_purged + shirk_purged - back_purged, 0.0),
        "chain": jnp.clip(kept / jnp.maximum(obey, 1e-9), 0.0, 1.0),
        "leaving": leaving,
        "replaced": ordered_sum(back_purged, 1) / sector_faction(c),
        "expelled": ordered_sum(obey_purged + shirk_purged, 1),
    }


def _dated(s: State, share: Array, noisy: Array) -> tuple[Array, Array]:
    """Dated departures of obeying and shirking members, (S, H, F, member); whole persons at the top."""
    both = jnp.concatenate([s.obey, s.shirk], axis=2) * share
    total = jnp.floor(jnp.cumsum(both[:, 0], axis=1) + 0.5)
    # Rounding the running total keeps the sum right, whoever the few are.
    whole = total - jnp.concatenate([jnp.zeros_like(total[:, :1]), total[:, :-1]], axis=1)
    both = jnp.concatenate([jnp.where(noisy, whole, both[:, 0])[:, None], both[:, 1:]], axis=1)
    obeying, shirking = jnp.split(both, 2, axis=2)
    return obeying, shirking


def _take(there: Array, *wanted: Array) -> tuple[Array, ...]:
    """What is left of a group, and the flows out of it, cut so that nobody goes twice."""
    flows = []
    for flow in wanted:
        taken = jnp.minimum(flow, there)
        there = there - taken
        flows.append(taken)
    return there, *flows


def _chain(
    k: Setting, s: State, obey: Array, shirk: Array, stayed: Array, joined: Array, leaving: Array
) -> tuple[Array, Array, Array]:
    """Obeying members with an obeying chain, and those whom a leaving commander pulls along.

    Ranks are settled from the top down: what became of a commander today decides for his unit today.
    """
    c, p = k.c, k.model.defection
    before = apparatus.commander_intact(c, s.obey, s.chain)
    new_kept, pulled_obey, pulled_shirk = (
        [obey[:, 0]],
        [jnp.zeros_like(obey[:, 0])],
        [jnp.zeros_like(obey[:, 0])],
    )
    above = ordered_sum(obey[:, 0], 1) / c.rank_posts[:, 0]
    gone = ordered_sum(leaving[:, 0], 1) / c.rank_posts[:, 0]
    for h in range(1, obey.shape[1]):
        now, old = above[:, None], before[h - 1][:, None]
        broke = jnp.clip((old - now) / jnp.maximum(old, 1e-6), 0.0, 1.0)
        mended = jnp.clip((now - old) / jnp.maximum(1.0 - old, 1e-6), 0.0, 1.0)
        kept = stayed[:, h] * s.chain[:, h]
        broken = stayed[:, h] - kept
        intact = kept * (1.0 - broke) + broken * mended + joined[:, h] * now
        share = jnp.clip(p.pull * gone, 0.0, 1.0)[:, None]
        out = jnp.minimum(share * obey[:, h], obey[:, h] - intact)
        new_kept.append(intact)
        pulled_obey.append(jnp.maximum(out, 0.0))
        pulled_shirk.append(share * shirk[:, h])
        above = ordered_sum(intact, 1) / c.rank_posts[:, h]
        gone = ordered_sum(leaving[:, h] + pulled_obey[h] + pulled_shirk[h], 1) / c.rank_posts[:, h]
    return jnp.stack(new_kept, axis=1), jnp.stack(pulled_obey, axis=1), jnp.stack(pulled_shirk, axis=1)
