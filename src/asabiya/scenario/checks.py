"""What must hold between the keys of a scenario, beyond the type and range of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from asabiya.errors import nearest
from asabiya.scenario.numbers import inherited, numbers, source_tables
from asabiya.scenario.people import Sector
from asabiya.scenario.problems import UNSAID, FlawError
from asabiya.scenario.quantity import Number, ParameterInfo, Quantity, source_parts
from asabiya.scenario.schema import LEVERS, Entry, Event, Lever, Phase, ScenarioFile
from asabiya.vocabulary import APPARATUS, MECHANISMS, RANKS, SECTORS

__all__ = ["check", "parameter_range"]

TOLERANCE = 1e-6
PUSH = 2.0


def check(spec: ScenarioFile, known: Mapping[str, ParameterInfo] | None) -> None:
    """Raise the first `FlawError` found between the keys of a scenario.

    Parameters
    ----------
    spec
        The scenario.
    known
        The model's parameters by key, to check overrides against; none checks only their form.
    """
    _regions(spec)
    _factions(spec)
    for name in APPARATUS:
        _sector(spec, f"apparatus.{name}", getattr(spec.apparatus, name))
    for name in LEVERS:
        _lever(name, getattr(spec.policy, name))
    if spec.war.phases and spec.policy.war.schedule:
        hint = "keep the phases; they are the schedule of policy.war"
        raise FlawError("policy.war.schedule", [], "not allowed beside war.phases", hint)
    _ordered("war.phases", spec.war.phases)
    for index, event in enumerate(spec.events):
        _event(spec, f"events.{index}", event)
    _pushes(spec)
    _records(spec)
    _parameters(spec, known)
    for name in spec.mechanisms:
        _word(f"mechanisms.{name}", name, MECHANISMS, "a mechanism")
    _sources(spec)


def parameter_range(info: ParameterInfo) -> Number:
    """Range and unit of a model parameter."""
    return Number(info.low, info.high, info.unit)


def _word(key: str, found: str, allowed: Iterable[str], what: str) -> None:
    words = list(allowed)
    if found not in words:
        raise FlawError(key, found, f"needs {what}", nearest(found, words))


def _unique(key: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise FlawError(key, name, f"stands there {names.count(name)} times", "give each its own name")


def _add_up(key: str, shares: Iterable[Quantity], needs: str = "1") -> None:
    total = sum(share.value for share in shares)
    if abs(total - 1) > TOLERANCE:
        raise FlawError(key, round(total, 6), f"shares must add up to {needs}", "correct the shares")


def _regions(spec: ScenarioFile) -> None:
    regions = spec.population.regions
    _unique("population.regions", [region.name for region in regions])
    for region in regions:
        key = f"population.regions.{region.name}"
        for cohort, share in (("youth", region.youth.value), ("others", 1 - region.youth.value)):
            if round(region.adults.value * share) < 1:
                needs = f"leaves nobody among the {cohort}: each cohort needs a person"
                raise FlawError(f"{key}.youth", region.youth.value, needs, "change youth or adults")
    stated = [region.execution_share for region in regions if region.execution_share is not None]
    if stated and len(stated) < len(regions):
        missing = next(region.name for region in regions if region.execution_share is None)
        hint = "state it for every region or for none; without it executions fall by adults"
        raise FlawError(f"population.regions.{missing}.execution_share", None, "others state it", hint)
    if stated:
        _add_up("population.regions.execution_share", stated)


def _factions(spec: ScenarioFile) -> None:
    _unique("factions", [faction.name for faction in spec.factions])
    rulers = [faction.name for faction in spec.factions if faction.ruler]
    if len(rulers) != 1:
        hint = "write ruler = true at the one faction that the ruler favours"
        raise FlawError("factions", ", ".join(rulers) or None, "exactly one needs ruler = true", hint)


def _sector(spec: ScenarioFile, key: str, sector: Sector) -> None:
    base = sector.size.value - sector.ranks.top.value - sector.ranks.middle.value
    if base < 1:
        needs = f"must be more than top and middle together ({sector.size.value - base:g})"
        raise FlawError(f"{key}.size", sector.size.value, needs, "the base is what size leaves over")
    factions = [faction.name for faction in spec.factions]
    for field, shares in (("factions", sector.factions), ("factions_top", sector.factions_top)):
        if shares is not None:
            for name in shares:
                _word(f"{key}.{field}.{name}", name, factions, "a faction of this scenario")
            _add_up(f"{key}.{field}", shares.values())
    if isinstance(sector.deployment, str):
        return
    regions = [region.name for region in spec.population.regions]
    shares = sector.deployment.shares
    for name in shares:
        _word(f"{key}.deployment.shares.{name}", name, regions, "a region of this scenario")
    total = sum(share.value for share in shares.values())
    if total > 1 + TOLERANCE or len(shares) == len(regions):
        _add_up(f"{key}.deployment.shares", shares.values())


def _in_range(key: str, quantity: Quantity | None, number: Number) -> None:
    if quantity is not None and not number.admits(quantity.value):
        raise FlawError(key, quantity.value, f"needs {number.allowed}", "check the value and its unit")


def _lever(name: str, lever: Lever) -> None:
    key, number = f"policy.{name}", LEVERS[name]
    for field in ("rest", "after", "always"):
        _in_range(f"{key}.{field}", getattr(lever, field), number)
    for index, entry in enumerate(lever.schedule):
        _entry(f"{key}.schedule.{index}", entry, number)
    _ordered(f"{key}.schedule", lever.schedule)


def _entry(key: str, entry: Entry, number: Number) -> None:
    if (entry.value is None) == (entry.total is None):
        hint = "value holds on each day, total is the sum over the days"
        found = "both" if entry.value is not None else "neither"
        raise FlawError(key, found, "needs either value or total", hint)
    _in_range(f"{key}.value", entry.value, number)
    if entry.total is not None:
        if not number.unit.endswith("per day"):
            hint = "only what is counted per day has a total; write value"
            raise FlawError(f"{key}.total", entry.total.value, "not allowed for this lever", hint)
        days = max((entry.to - entry.since).days + 1, 1)
        daily = Quantity(value=entry.total.value / days)
        _in_range(f"{key}.total", daily, number)
    if entry.speaker_sector is not None:
        _word(f"{key}.speaker_sector", entry.speaker_sector, SECTORS, "a sector")


def _ordered(key: str, entries: Iterable[Entry | Phase]) -> None:
    last: dt.date | None = None
    for index, entry in enumerate(entries):
        place = f"{key}.{getattr(entry, 'name', index)}"
        _dates(f"{place}.to", entry.since, entry.to)
        if last is not None and entry.since <= last:
            needs = f"overlaps with the entry before, which ends on {last.isoformat()}"
            hint = "let entries follow each other in time, none sharing a day"
            raise FlawError(f"{place}.from", entry.since, needs, hint)
        last = entry.to


def _dates(key: str, first: dt.date, last: dt.date) -> None:
    if last < first:
        needs = f"lies before the first day, {first.isoformat()}"
        raise FlawError(key, last, needs, "swap the two dates or correct one")


def _event(spec: ScenarioFile, key: str, event: Event) -> None:
    fields = {"push": ("value",), "departures": ("sector", "rank", "share"), "note": ()}[event.kind]
    for field in ("value", "sector", "rank", "share"):
        found = getattr(event, field)
        if field in fields and found is None:
            raise FlawError(f"{key}.{field}", None, f"an event of kind {event.kind} needs it", "add it")
        if field not in fields and found is not None:
            hint = "kinds: push (value), departures (sector, rank, share), note (shown only)"
            shown = found.value if isinstance(found, Quantity) else found
            raise FlawError(f"{key}.{field}", shown, f"an event of kind {event.kind} has none", hint)
    if event.until is not None:
        _dates(f"{key}.until", event.date, event.until)
    if not isinstance(event.regions, str):
        names = [region.name for region in spec.population.regions]
        for name in event.regions:
            _word(f"{key}.regions", name, names, "a region of this scenario")
    if event.sector is not None:
        _word(f"{key}.sector", event.sector, APPARATUS, "a sector of the apparatus")
    if event.rank is not None:
        _word(f"{key}.rank", event.rank, RANKS, "a rank")


def _pushes(spec: ScenarioFile) -> None:
    """Pushes that meet on a day must not leave the range together."""
    pushes = [event for event in spec.events if event.kind == "push" and event.value is not None]
    for region in (region.name for region in spec.population.regions):
        for day in {event.date for event in pushes}:
            together = [
                event.value.value
                for event in pushes
                if event.value is not None
                and event.date <= day <= (event.until or event.date)
                and (event.regions == "all" or region in event.regions)
            ]
            if abs(sum(together)) > PUSH:
                needs = f"pushes on {region} on {day.isoformat()} must stay between -2 and 2 together"
                raise FlawError("events", sum(together), needs, "make them smaller or part them in time")


def _records(spec: ScenarioFile) -> None:
    regions = [region.name for region in spec.population.regions]
    for index, record in enumerate(spec.records):
        key = f"records.{index}"
        if record.hi.value < record.lo.value:
            needs = f"must be at least lo ({record.lo.value:g})"
            raise FlawError(f"{key}.hi", record.hi.value, needs, "swap lo and hi or correct one")
        if record.until is not None:
            _dates(f"{key}.until", record.date, record.until)
        if record.region is not None:
            _word(f"{key}.region", record.region, regions, "a region of this scenario")


def _parameters(spec: ScenarioFile, known: Mapping[str, ParameterInfo] | None) -> None:
    for name, override in spec.parameters.items():
        key = f"parameters.{name}"
        if name.count(".") != 1 or not all(name.split(".")):
            raise FlawError(key, name, "needs the form mechanism.parameter", "quote it: one key, one dot")
        if known is None:
            continue
        _word(key, name, known, "a parameter of the model")
        number = parameter_range(known[name])
        if not number.admits(override.value):
            hint = f"the model's own value is {known[name].value:g}"
            raise FlawError(f"{key}.value", override.value, f"needs {number.allowed}", hint)


def _sources(spec: ScenarioFile) -> None:
    _source_tables(spec)
    for item in numbers(spec):
        _source(spec, item.key, item.source)
    for name, override in spec.parameters.items():
        _source(spec, f"parameters.{name}", override.source)
    for index, event in enumerate(spec.events):
        source = inherited([(2, event.source)] if event.source is not None else [], ("events", index))
        _source(spec, f"events.{index}", source)


def _source_tables(spec: ScenarioFile) -> None:
    """A key of a table of sources that no number has is a misspelt one, and must not fall to the default."""
    known = {str(step) for item in numbers(spec) for step in item.place}
    for key, table in source_tables(spec):
        for name in table:
            if name != "default" and name not in known:
                needs = "no number here has this key"
                raise FlawError(f"{key}.{name}", UNSAID, needs, nearest(name, known))


def _source(spec: ScenarioFile, key: str, source: str | None) -> None:
    hint = 'write source = "KEY" with KEY in [sources.KEY], or source = "assumed: the reason"'
    if source is None:
        raise FlawError(f"{key}.source", None, "every number needs a source", hint)
    keys, reason = source_parts(source)
    for name in keys:
        if name not in spec.sources:
            allowed = [*spec.sources, "assumed: reason"]
            raise FlawError(f"{key}.source", name, "needs a key of [sources]", nearest(name, allowed))
    if reason == "" or (reason is None and not keys):
        raise FlawError(f"{key}.source", source, "needs a key of [sources] or a reason", hint)
