"""Results on disk: their page, what they cite, and running them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asabiya.api import checkpoints, engine, views
from asabiya.api.results import Comparison, Nowcast, Result, Run
from asabiya.errors import ResultError
from asabiya.files import has_checkpoint, sweep, write_text
from asabiya.provenance import MARKER, Provenance, differences, environment, jsonable, read_results

if TYPE_CHECKING:
    from asabiya.api.micro import Micro
    from asabiya.scenario import Scenario

__all__ = ["cite", "finished", "open_result", "report", "rerun"]

_TOLD = {
    "days": None,
    "fidelity": "macro",
    **dict.fromkeys(("agents", "full", "citizens", "network", "population")),
}
"""Arguments of a run by which it is known, with what they are where a record does not tell."""

_KINDS: dict[str, type[Result]] = {kind.kind: kind for kind in (Run, Comparison, Nowcast)}


def _scenario(data: dict[str, Any], origin: str) -> Scenario:
    from asabiya.scenario import Scenario as ScenarioType

    return ScenarioType.from_dict(data, origin=origin, known_parameters=engine.known_parameters())


def open_result(directory: Path) -> Result:
    """A result read back from its directory.

    Raises
    ------
    ResultError
        If the directory is missing, damaged or not ours.
    """
    from asabiya.evidence.ledger import Ledger

    found = read_results(directory)
    kind = _KINDS.get(found.provenance.command)
    if kind is None:
        raise ResultError(
            f"{directory}: made by an unknown command {found.provenance.command!r}",
            hint=f"allowed: {', '.join(sorted(_KINDS))}",
        )
    ledgers = tuple(Ledger.from_jsonl(text.encode(), name=str(directory)) for text in found.ledgers)
    scenario = _scenario(found.provenance.scenario, str(directory))
    return kind(found.summary, found.dataset, found.provenance, scenario, ledgers, directory)


def finished(directory: Path, identity: Mapping[str, Any]) -> Result | None:
    """The finished result in a directory that a run is to go on in, None if there is none.

    Parameters
    ----------
    directory
        Where the run is to go on; a checkpoint there is not looked at.
    identity
        What makes the run this one, by `asabiya.api.runs.identity`.

    Raises
    ------
    ResultError
        If a result is there and it is another run's, unless a checkpoint lies beside it.
    """
    sweep(directory)
    if not (directory / MARKER).exists():
        return None
    old = open_result(directory)
    record = old.provenance
    told = {name: record.arguments.get(name, default) for name, default in _TOLD.items()}
    found = {"command": record.command, "scenario": record.scenario, "seed": record.seed, **told}
    if "variant" in record.arguments:
        found["variant"] = record.arguments["variant"]
    lines = checkpoints.unlike({**found, "members": record.members}, jsonable(identity))
    if not lines:
        return old
    if has_checkpoint(directory):
        return None
    raise ResultError(
        f"{directory}: holds the finished result of another run ({checkpoints.some(lines)})",
        hint="name another place with --resume, or start afresh with -o",
    )


def report(directory: Path) -> Path:
    """Write the page of a results directory anew."""
    from asabiya.report.page import render

    page = directory / "report.html"
    write_text(page, render(open_result(directory).view()))
    return page


def cite(result: Result | Path) -> list[dict[str, Any]]:
    """Works that a result rests on; see `asabiya.api.views.cite`."""
    return views.cite(open_result(result) if isinstance(result, Path) else result)


def rerun(directory: Path) -> dict[str, Any]:
    """Run a result again and compare.

    On another version, backend or machine digests may differ; the answer then also says how far the
    results are apart: ``largest_difference`` over all numbers of the data set.
    """
    from asabiya.api import nowcasts, runs
    from asabiya.api.work import How

    old = open_result(directory)
    record = old.provenance
    again: Result
    if isinstance(old, Nowcast):
        again = nowcasts.nowcast(
            old.scenario, old.ledgers, particles=record.particles or 0, seed=record.seed,
            as_of=_as_of(record, directory), workers=None, progress=None,
        )  # fmt: skip
    else:
        days = _argument(record, "days", int, directory)
        request = runs.Request(record.members or 0, days, record.seed, _micro(record, directory))
        if isinstance(old, Comparison):
            variant = _scenario(_argument(record, "variant", dict, directory), str(directory))
            again = runs.compare(old.scenario, variant, request, How())
        else:
            again = runs.simulate(old.scenario, request, How())
    return {
        "equal": record.digest == again.provenance.digest,
        "digest_before": record.digest,
        "digest_after": again.provenance.digest,
        "environment_differences": differences(record.environment, environment(engine.backend())),
        "largest_difference": _distance(old, again),
    }


def _micro(record: Provenance, directory: Path) -> Micro | None:
    """The society of agents that a record tells of, None for a run of groups."""
    from asabiya.api.micro import Micro, OwnFile

    if record.arguments.get("fidelity", "macro") != "micro":
        return None
    files = _argument(record, "files", dict, directory)

    def own(name: str) -> OwnFile | None:
        if name not in files:
            return None
        return OwnFile(str(files[name]), _argument(record, name, str, directory))

    return Micro(
        _argument(record, "agents", int, directory),
        _argument(record, "full", bool, directory),
        record.arguments.get("citizens"),
        own("network"),
        own("population"),
    )


def _argument(record: Provenance, name: str, kind: type, directory: Path) -> Any:
    """An argument of the recorded command, or a `ResultError` if the record has lost it."""
    value = record.arguments.get(name)
    if not isinstance(value, kind):
        raise ResultError(
            f"{directory}: damaged record (arguments.{name} is {value!r})", hint="run the command again"
        )
    return value


def _as_of(record: Provenance, directory: Path) -> dt.date:
    text = _argument(record, "as_of", str, directory)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ResultError(
            f"{directory}: damaged record (arguments.as_of is {text!r})", hint="run the command again"
        ) from None


def _distance(old: Result, again: Result) -> float | None:
    """Largest absolute difference over the series, None if their shapes differ."""
    import numpy as np

    a, b = old.dataset["series"].to_numpy(), again.dataset["series"].to_numpy()
    return float(np.abs(a - b).max()) if a.shape == b.shape else None
