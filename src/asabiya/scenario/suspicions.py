"""What in a scenario a reader should know before trusting it, found without running anything.

Nothing here is an error: each finding is a sentence that says what will happen and why it may not be meant.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from asabiya.scenario.quantity import source_parts
from asabiya.scenario.schema import LEVERS
from asabiya.vocabulary import APPARATUS, MECHANISMS, SECURITY

if TYPE_CHECKING:
    from asabiya.scenario.load import Scenario
    from asabiya.scenario.quantity import ParameterInfo
    from asabiya.society.society import Calendar

__all__ = ["FAR", "suspicions"]

FAR = 3.0
"""Prior standard deviations beyond which a value of the scenario's own is far from the model's."""

_RELIES = (
    ("uprising", "repression", "there is nobody to arrest; executions still frighten but deter nobody"),
    ("uprising", "backlash", "anger moves nobody"),
    ("uprising", "surprise", "sparks among citizens light nothing; only those among units count"),
    ("repression", "backlash", "nobody is arrested; only executions anger"),
    ("defection", "conversion", "who changes his mind can shirk but not leave"),
    ("defection", "falsification", "nobody wants to leave, so members have nothing to hide"),
    ("factions", "unity", "there is no tension that appeals could calm"),
    ("exhortation", "unity", "no speech wears credibility out, so appeals are believed as at rest"),
)
"""What is off, what is on all the same, and what then follows."""

_LEVERS = {
    "executions": ("repression", "backlash"),
    "effort": ("repression",),
    "war": ("diversion", "confusion"),
    "purge": ("consolidation",),
    "favours": ("consolidation",),
    "exhortation": ("exhortation",),
    "unity": ("unity",),
    "vigilance": ("surprise",),
    "messaging": ("conversion",),
    "shelter": ("defection",),
    "amnesty": ("defection",),
    "scarcity": ("factions",),
}
"""The mechanisms through which a lever acts."""


def suspicions(
    scenario: Scenario,
    calendar: Calendar,
    parameters: Sequence[Mapping[str, Any]],
    defaults: Mapping[str, ParameterInfo],
) -> list[str]:
    """Suspicious settings in plain words, the gravest first.

    Parameters
    ----------
    scenario, calendar
        The scenario and what is planned for its own days.
    parameters
        Every number with its source: the scenario's and the model's.
    defaults
        The model's parameters as they are without the scenario's own values, by name.
    """
    return [
        *_mechanisms(scenario),
        *_people(scenario),
        *_dates(scenario),
        *_levers(scenario, calendar),
        *_overrides(scenario, defaults),
        *_assumed(parameters),
    ]


def _listed(words: Iterable[str]) -> str:
    """Words as a reader lists them.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    every = list(words)
    return " and ".join(([", ".join(every[:-1])] if every[:-1] else []) + every[-1:])


def _mechanisms(scenario: Scenario) -> Iterator[str]:
    on = scenario.switches()
    for off, needy, effect in _RELIES:
        if not on[off] and on[needy]:
            yield f"{off} is off and {needy} is on: {effect}."
    if not on["surprise"] and not any(event["kind"] != "note" for event in scenario.events()):
        yield "surprise is off and no event is dated: nothing can start by itself, so nothing will happen."
    if not any(on[name] for name in MECHANISMS):
        yield "every mechanism is off: the regime stays as it is."


def _people(scenario: Scenario) -> Iterator[str]:
    spec = scenario.spec
    sectors = {name: getattr(spec.apparatus, name) for name in APPARATUS}
    for faction in spec.factions:
        held = [
            s.factions.get(faction.name) or (s.factions_top or {}).get(faction.name) for s in sectors.values()
        ]
        if not any(share is not None and share.value > 0 for share in held):
            yield f"faction {faction.name} holds no post in any sector: it counts for nothing."
    if len(spec.factions) == 1 and scenario.switches()["factions"]:
        yield "there is one faction only: polarization is 0; purges, scarcity and unrest alone move tension."
    armed = [name for name, sector in sectors.items() if sector.coercive_weight.value > 0]
    if not armed:
        yield "no sector has coercive weight: there is no capacity, and no tipping point can be found."
    civil = [name for name in armed if name not in SECURITY]
    if civil:
        yield f"coercive weight of {_listed(civil)}: a mutiny is looked for among {_listed(SECURITY)} only."
    if all(region.execution_share is None for region in spec.population.regions):
        yield (
            "no region states its share of executions: they fall on regions by adults, so no region is more"
            " afraid or angrier than others because of them."
        )


def _dates(scenario: Scenario) -> Iterator[str]:
    first = scenario.start
    last = first + dt.timedelta(days=scenario.days - 1)
    dated = [(f"phase {p['name']!r}", p["from"], p["to"]) for p in scenario.phases()]
    dated += [
        (f"event {e['label']!r}", e["date"], e["until"] or e["date"])
        for e in scenario.events()
        if e["kind"] != "note"
    ]
    for what, since, until in dated:
        begin, end = dt.date.fromisoformat(since), dt.date.fromisoformat(until)
        if end < first:
            yield f"{what} is over before the first day, {first.isoformat()}: it has no effect."
        elif begin > last:
            yield f"{what} begins after the last day, {last.isoformat()}: it has no effect."
        elif begin < first or end > last:
            yield f"{what} reaches beyond {first.isoformat()} to {last.isoformat()}: what lies within counts."


def _levers(scenario: Scenario, calendar: Calendar) -> Iterator[str]:
    on = scenario.switches()
    still = []
    for name in LEVERS:
        values, rest = getattr(calendar, name), calendar.rest[name]
        through = [mechanism for mechanism in _LEVERS[name] if on[mechanism]]
        moves = bool((values != rest).any())
        if moves and not through:
            yield f"policy.{name} changes but {_listed(_LEVERS[name])} is off: it has no effect."
        if not moves:
            still.append(name)
    if len(still) == len(LEVERS):
        yield "no lever of policy ever leaves its value at rest: only chance and dated events move anything."
    elif still:
        yield f"constant through the whole scenario, at the value at rest: {_listed(still)}."


def _distance(info: ParameterInfo, value: float) -> float:
    """Distance of a value from the prior's centre in its standard deviations, on its link's scale."""
    scale = getattr(info, "scale", "normal")

    def link(x: float) -> float:
        if scale == "normal":
            return x
        if x <= 0.0 or (scale == "logit" and x >= 1.0):
            return math.copysign(math.inf, x - 0.5)
        return math.log(x) if scale == "log" else math.log(x / (1.0 - x))

    if not info.sd or value == info.value:
        return 0.0
    return abs(link(value) - link(info.value)) / info.sd


def _overrides(scenario: Scenario, defaults: Mapping[str, ParameterInfo]) -> Iterator[str]:
    fixed = []
    for name, entry in scenario.overrides().items():
        info = defaults.get(name)
        if info is None:
            continue
        distance = _distance(info, entry["value"])
        if distance > FAR:
            far = "infinitely far" if math.isinf(distance) else f"{distance:.1f} prior standard deviations"
            yield f"{name} is set to {entry['value']:g}, {far} from the model's own value {info.value:g}."
        if entry["sd"] is None and info.sd:
            fixed.append(name)
    if fixed:
        yield f"set to one value, without any uncertainty: {_listed(fixed)}."


def _assumed(parameters: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """How many numbers rest on nothing but an assumption."""
    total = len(parameters)
    bare = sum(
        1 for row in parameters if row["source"].startswith("assumed") and not source_parts(row["source"])[0]
    )
    if total and 2 * bare > total:
        yield f"{bare} of {total} numbers ({100 * bare / total:.0f} %) are assumed, without any source."
