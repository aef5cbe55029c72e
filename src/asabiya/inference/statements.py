"""From ledgers to observations: which statements count, once each, on which day, by whom reported."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from asabiya.errors import InputError
from asabiya.evidence.same import cluster
from asabiya.inference.observation import Observation
from asabiya.inference.reporters import ReporterPrior, reporter_prior
from asabiya.vocabulary import CODES

if TYPE_CHECKING:
    from asabiya.evidence.ledger import Ledger, Statement
    from asabiya.scenario import Scenario

__all__ = ["Evidence", "gather"]


@dataclasses.dataclass(frozen=True)
class Evidence:
    """What the ledgers hold for a scenario's window."""

    observations: tuple[Observation, ...]
    """Statements that count, in the order of the ledgers."""
    sources: tuple[tuple[int, str], ...]
    """For each observation, the index of its ledger and its id there."""
    excluded: tuple[dict[str, str], ...]
    """Statements left out: ``id`` and ``reason``."""
    duplicates: tuple[tuple[str, ...], ...]
    """Ids of statements that are one utterance, the one that counts first."""
    reporters: tuple[str, ...]
    """Names of the reporters."""
    priors: tuple[ReporterPrior, ...]
    """Prior of each reporter's parameters."""
    as_of: dt.date
    """Day from which horizons count."""


def name_of(ledger: int, statement: str, ledgers: int) -> str:
    """A statement's id, with the number of its ledger in front where there are several."""
    return statement if ledgers == 1 else f"{ledger + 1}:{statement}"


def gather(scenario: Scenario, ledgers: Sequence[Ledger], as_of: dt.date | None) -> Evidence:
    """Observations of a nowcast.

    A statement counts if somebody of the apparatus, or the leader, is quoted, directly or not, on a known day
    from the scenario's start to as-of. What the author asserts or ascribes, what is undated or outside the
    window, and what no insider said is reported and left out. Of one utterance reported twice, the first
    counts.

    Parameters
    ----------
    scenario
        The scenario; its start and its announced speeches matter.
    ledgers
        The ledgers.
    as_of
        Last day of the window; default the day of the last statement that is dated on or after the start, and
        the start if there is none.

    Raises
    ------
    InputError
        If as-of lies before the scenario's start.
    """
    start = scenario.start
    if as_of is not None and as_of < start:
        raise InputError(f"as-of {as_of}: before the scenario's start {start}", hint=f"give {start} or later")
    end = f"as-of {as_of}"
    if as_of is None:
        last = start + dt.timedelta(days=scenario.days - 1)
        dated = [
            s.date.value
            for ledger in ledgers
            for s in ledger.statements
            if s.date.value is not None and s.date.precision == "day" and start <= s.date.value <= last
            and s.kind not in ("author", "ascribed") and s.sector not in (None, "other")
        ]  # fmt: skip
        as_of = max(dated, default=start)
        end = f"the scenario's last day {last}"
    chosen: list[tuple[int, Statement]] = []
    excluded: list[dict[str, str]] = []
    duplicates: list[tuple[str, ...]] = []
    for group in cluster(ledgers):
        members = [(index, _find(ledgers[index], key)) for index, key in group]
        names = [name_of(index, s.id, len(ledgers)) for index, s in members]
        reasons = [_reason(s, start, as_of, end) for _, s in members]
        counted = next((i for i, reason in enumerate(reasons) if reason is None), None)
        for i, name in enumerate(names):
            reason = reasons[i]
            if counted is not None and i != counted:
                reason = f"the same words as {names[counted]}, which counts"
            if reason is not None:
                excluded.append({"id": name, "reason": reason})
        if counted is not None:
            chosen.append(members[counted])
            if len(names) > 1:
                duplicates.append((names[counted], *(n for i, n in enumerate(names) if i != counted)))
    reporters = _reporters(ledgers)
    return Evidence(
        observations=tuple(_observation(scenario, index, s, start, ledgers) for index, s in chosen),
        sources=tuple((index, s.id) for index, s in chosen),
        excluded=tuple(excluded),
        duplicates=tuple(duplicates),
        reporters=tuple(name for name, _ in reporters),
        priors=tuple(reporter_prior(affiliation) for _, affiliation in reporters),
        as_of=as_of,
    )


def _find(ledger: Ledger, key: str) -> Statement:
    return next(s for s in ledger.statements if s.id == key)


def _reason(statement: Statement, start: dt.date, as_of: dt.date, end: str) -> str | None:
    """Why a statement is left out, or None if it counts."""
    if statement.kind == "author":
        return "the author's own assertion, not the words of an insider"
    if statement.kind == "ascribed":
        return "a state of mind that the author ascribes, not words"
    if statement.sector is None:
        return "the speaker's sector is unknown"
    if statement.sector == "other":
        return "the speaker is not of the regime"
    day = statement.date.value
    if day is None or statement.date.precision != "day":
        return "no day is known"
    if day < start:
        return f"dated {day}, before the scenario's start {start}"
    if day > as_of:
        return f"dated {day}, after {end}"
    return None


def _reporters(ledgers: Sequence[Ledger]) -> list[tuple[str, str | None]]:
    """Name and declared affiliation of each ledger's reporter."""
    found = []
    for number, ledger in enumerate(ledgers, start=1):
        article = ledger.article
        declared = [part for part in (article.affiliation, article.outlet) if part]
        name = article.author or article.outlet or f"reporter {number}"
        found.append((name, "; ".join(declared) or None))
    return found


def _observation(
    scenario: Scenario, index: int, statement: Statement, start: dt.date, ledgers: Sequence[Ledger]
) -> Observation:
    day = statement.date.value
    if day is None:
        raise ValueError("an undated statement cannot be an observation")
    best: dict[str, float] = {}
    for code in statement.codes:
        best[code.code] = max(best.get(code.code, 0.0), code.confidence)
    exempt = tuple(code for code in CODES if _announced(scenario, code, day, statement.sector))
    return Observation(
        id=name_of(index, statement.id, len(ledgers)),
        day=(day - start).days,
        sector=statement.sector,
        codes=tuple(best.items()),
        reporter=_same_reporter(ledgers, index),
        time_reference=statement.time_reference,
        exempt=exempt,
    )


def _same_reporter(ledgers: Sequence[Ledger], index: int) -> int:
    """One author with one affiliation is one reporter, in however many articles."""
    names = _reporters(ledgers)
    if ledgers[index].article.author is None and ledgers[index].article.outlet is None:
        return index
    return names.index(names[index])


def _announced(scenario: Scenario, code: str, day: dt.date, sector: str | None) -> bool:
    """Whether the scenario's schedule already holds such a speech on that day."""
    return any(
        first <= day <= last and (who is None or who == sector)
        for first, last, who in scenario.scheduled(code)
    )
