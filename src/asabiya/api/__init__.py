"""The public API: read, read_many, load, explain, simulate, compare, nowcast, report, cite, rerun.

Each function takes plain values and gives an object with a ``summary`` (the JSON answer of the command line),
a ``dataset`` (xarray), a ``provenance`` and a view for notebooks. Heavy libraries are imported when used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from asabiya.api.records import open_store
from asabiya.errors import AsabiyaError, InputError

if TYPE_CHECKING:
    from asabiya.api.results import Comparison, Nowcast, Progress, Result, Run
    from asabiya.api.runs import Request
    from asabiya.api.work import How
    from asabiya.evidence.documents.batch import Outcome
    from asabiya.evidence.ledger import Ledger
    from asabiya.scenario import Scenario
    from asabiya.scenario.explain import Explanation

__all__ = [
    "cite",
    "compare",
    "explain",
    "load",
    "nowcast",
    "open_store",
    "read",
    "read_batch",
    "read_many",
    "report",
    "rerun",
    "scenarios",
    "simulate",
]

Day = str | dt.date | None


def read(
    source: str | Path,
    *,
    published: Day = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
    coder: str = "examples",
    model: str | Path | None = None,
) -> Ledger:
    """Read an article into a ledger of attributed, dated statements.

    Parameters
    ----------
    source
        A file: text, Markdown, HTML or PDF; "-" reads standard input.
    published
        Day of publication, ISO 8601; years left open in the text hang on it.
    outlet, author, affiliation
        What the article itself does not say.
    coder
        Who codes the statements: ``examples``, ``rules`` or, with an extra, ``embeddings`` or ``both``.
    model
        Folder of a trained reader; the rules read unless one is given.

    Raises
    ------
    InputError
        If the file is missing, empty, binary, too large or not UTF-8, the date is none, or the coder is not
        installed.
    """
    from asabiya import evidence

    return evidence.read(
        source, published=day(published, "published"), outlet=outlet, author=author,
        affiliation=affiliation, coder=coder, model=model,
    )  # fmt: skip


def read_many(
    sources: str | Path | Sequence[str | Path],
    *,
    workers: int = 1,
    out: str | Path | None = None,
    published: Day = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
    coder: str = "examples",
    model: str | Path | None = None,
    on_error: Callable[[str, AsabiyaError], None] | None = None,
    progress: Progress | None = None,
) -> Iterator[Ledger]:
    """Read files, folders and dumps of articles into ledgers, one after another and in order.

    See `asabiya.evidence.read_many` for the parameters.

    Raises
    ------
    InputError
        If the date is none, and without ``on_error`` at the end for the first article that cannot be read.
    OutputError
        If a ledger cannot be written.
    """
    from asabiya import evidence

    return evidence.read_many(
        sources, workers=workers, out=out, published=day(published, "published"), outlet=outlet,
        author=author, affiliation=affiliation, coder=coder, model=model, on_error=on_error,
        progress=progress,
    )  # fmt: skip


def read_batch(
    sources: str | Path | Sequence[str | Path],
    *,
    workers: int = 1,
    out: str | Path | None = None,
    published: Day = None,
    outlet: str | None = None,
    author: str | None = None,
    affiliation: str | None = None,
    coder: str = "examples",
    model: str | Path | None = None,
    progress: Progress | None = None,
    note: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """What becomes of each of many articles, as soon as it is known; see `asabiya.evidence.read_batch`."""
    from asabiya import evidence

    return evidence.read_batch(
        sources, workers=workers, out=out, published=day(published, "published"), outlet=outlet,
        author=author, affiliation=affiliation, coder=coder, model=model, progress=progress, note=note,
    )  # fmt: skip


def scenarios() -> list[dict[str, Any]]:
    """The library's scenarios: ``id``, ``title``, ``description``, ``start``, ``days``."""
    from asabiya.scenario import library

    return library()


def load(scenario: str | Path | Scenario) -> Scenario:
    """A scenario from the library or a TOML file, checked against the model's parameters.

    Raises
    ------
    ScenarioError
        If it is unknown or wrong, with file, key, value, what is allowed and a hint.
    """
    from asabiya import scenario as scenarios_
    from asabiya.api import engine

    if isinstance(scenario, scenarios_.Scenario):
        return scenario
    return scenarios_.load(scenario, known_parameters=engine.known_parameters())


def explain(scenario: str | Path | Scenario) -> Explanation:
    """What a scenario will do: phases, parameters, fixed points, tipping distance, warnings."""
    from asabiya.api import engine

    return engine.explain(load(scenario))


def simulate(
    scenario: str | Path | Scenario,
    *,
    members: int | None = None,
    days: int = 365,
    seed: int = 0,
    set: Mapping[str, Any] | None = None,
    without: Iterable[str] = (),
    micro: bool = False,
    agents: int | str | None = None,
    network: str | Path | None = None,
    population: str | Path | None = None,
    workers: int | None = None,
    dask: str | None = None,
    checkpoint: str | Path | None = None,
    resume: str | Path | None = None,
    progress: Progress | None = None,
) -> Run:
    """An ensemble of a scenario's prior.

    Parameters
    ----------
    scenario
        Library name, TOML file or loaded scenario.
    members
        Members of the ensemble, each with its own draw of every parameter [1 and above]; default 200, and
        with agents as many of them as have 20 million agents together, 200 at most.
    days
        Days to simulate from the scenario's start [1 and above].
    seed
        Seed of all draws [0 to 2^63 − 1].
    set
        Changes by key, as ``--set``.
    without
        Mechanisms to switch off.
    micro
        Every citizen and every member of the apparatus is an agent.
    agents
        Agents of a society, citizens and members of the apparatus together; "full" for one a person; default
        100,000.
    network
        File that says who sees whom, see `asabiya.society.network.read_network`; ids are rows of the
        population, or count the citizens region by region.
    population
        File that says who the citizens are, see `asabiya.society.table.read_population`.
    workers
        Threads; default one for every core. The result does not depend on it.
    dask
        Address of a Dask scheduler whose workers do the work. The result does not depend on it.
    checkpoint
        Folder to keep checkpoints in while a long run works; ``result.save(folder)`` replaces it whole.
    resume
        Folder whose checkpoint the run goes on from and keeps; without one there it starts at its beginning,
        and the finished result of this very run is read and given back.
    progress
        Called with (done, total, label).

    Raises
    ------
    InputError
        If a number is out of range, or the scheduler cannot be reached.
    CheckpointError, ResultError
        If ``resume`` holds a damaged checkpoint, or another run's.
    OutputError
        If a checkpoint cannot be written.
    """
    from asabiya.api import runs
    from asabiya.api.work import How

    chosen = load(scenario).with_settings(set, without=without)
    request = _request(chosen, members, days, seed, micro, agents, network, population)
    how = How(workers, dask, _place(checkpoint), _place(resume), progress)
    if (done := _finished(how, runs.identity("run", [chosen], request))) is not None:
        return cast("Run", done)
    return runs.simulate(chosen, request, how)


def compare(
    scenario: str | Path | Scenario,
    *,
    set: Mapping[str, Any] | None = None,
    without: Iterable[str] = (),
    members: int | None = None,
    days: int = 365,
    seed: int = 0,
    micro: bool = False,
    agents: int | str | None = None,
    network: str | Path | None = None,
    population: str | Path | None = None,
    workers: int | None = None,
    dask: str | None = None,
    checkpoint: str | Path | None = None,
    resume: str | Path | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """What if: the same members, with the same draws, under a change; see `simulate` for the parameters.

    Raises
    ------
    InputError
        If nothing is changed.
    """
    from asabiya.api import runs
    from asabiya.api.work import How

    without = tuple(without)
    if not set and not without:
        raise InputError(
            "compare: nothing to compare with", hint="name a change: --set KEY=VALUE or --without MECHANISM"
        )
    base = load(scenario)
    variant = base.with_settings(set, without=without)
    request = _request(base, members, days, seed, micro, agents, network, population)
    how = How(workers, dask, _place(checkpoint), _place(resume), progress)
    if (done := _finished(how, runs.identity("compare", [base, variant], request))) is not None:
        return cast("Comparison", done)
    return runs.compare(base, variant, request, how)


def _request(
    scenario: Scenario, members: int | None, days: int, seed: int, micro: bool, agents: int | str | None,
    network: str | Path | None, population: str | Path | None,
) -> Request:  # fmt: skip
    """What is asked for, with the numbers that nobody named."""
    from asabiya.api import runs
    from asabiya.api.micro import Micro

    if not micro:
        for name, value in (("agents", agents), ("network", network), ("population", population)):
            if value is not None:
                raise InputError(f"{name}: groups have none", hint="add --micro to have agents")
        return runs.Request(200 if members is None else members, days, seed)
    society = Micro.asked(scenario, agents, network, population)
    return runs.Request(society.members() if members is None else members, days, seed, society)


def _place(folder: str | Path | None) -> Path | None:
    return None if folder is None else Path(folder)


def _finished(how: How, identity: Mapping[str, Any]) -> Result | None:
    """The result of a run that was finished before it was asked to go on."""
    from asabiya.api import saved

    return None if how.resume is None else saved.finished(how.resume, identity)


def nowcast(
    scenario: str | Path | Scenario,
    ledgers: Sequence[str | Path | Ledger] | str | Path | Ledger,
    *,
    particles: int = 10_000,
    seed: int = 0,
    published: Day = None,
    as_of: Day = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Nowcast:
    """Weigh evidence: from prior to posterior on the statements of ledgers or raw articles.

    Parameters
    ----------
    scenario
        Library name, TOML file or loaded scenario.
    ledgers
        One or several; a file that is no ledger is read as an article.
    particles
        Prior paths to weigh [2 and above].
    seed
        Seed of all draws [0 to 2^63 − 1].
    published
        Day of publication of raw articles.
    as_of
        Day from which horizons count; default the last dated statement, and the start for an empty ledger.
    workers, progress
        As for `simulate`.
    """
    from asabiya.api import nowcasts
    from asabiya.evidence.ledger import Ledger as LedgerType

    several = [ledgers] if isinstance(ledgers, (str, Path, LedgerType)) else list(ledgers)
    opened = [nowcasts.open_ledger(item, day(published, "published")) for item in several]
    return nowcasts.nowcast(
        load(scenario), opened, particles=particles, seed=seed, as_of=day(as_of, "as-of"), workers=workers,
        progress=progress,
    )  # fmt: skip


def report(directory: str | Path) -> Path:
    """Write the self-contained page of a results directory, and return its path."""
    from asabiya.api import saved

    return saved.report(Path(directory))


def cite(result: str | Path | Result) -> list[dict[str, Any]]:
    """What a result used: ``key``, ``bibtex`` and ``reason`` of each work."""
    from asabiya.api import saved

    return saved.cite(result if not isinstance(result, (str, Path)) else Path(result))


def rerun(directory: str | Path) -> dict[str, Any]:
    """Run a result again from its own provenance and compare the digests."""
    from asabiya.api import saved

    return saved.rerun(Path(directory))


def day(value: Day, name: str) -> dt.date | None:
    """A date from ISO text, a date as it is.

    Raises
    ------
    InputError
        If the text is no date.
    """
    if value is None or isinstance(value, dt.date):
        return value
    try:
        if len(value) != 10:
            raise ValueError("not of the form YYYY-MM-DD")
        return dt.date.fromisoformat(value)
    except ValueError as problem:
        raise InputError(
            f"{name}: {value!r} is not a date ({problem})", hint=f'for example {name}="2023-12-08"'
        ) from None
