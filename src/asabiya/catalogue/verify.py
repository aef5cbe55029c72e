"""Verification: each target of an entry computed again and held against the published or derived value."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from asabiya.catalogue import record
from asabiya.catalogue.entry import Target
from asabiya.catalogue.registry import entry, ids
from asabiya.errors import InputError

__all__ = ["Verdict", "verify", "write"]


@dataclass(frozen=True)
class Verdict:
    """What a target gave."""

    id: str
    """The entry's."""
    target: Target
    ours: float
    seconds: float

    @property
    def word(self) -> str:
        """``pass``, ``fail`` or ``known miss``, see `Target.verdict`."""
        return self.target.verdict(self.ours)


def verify(
    chosen: Iterable[str] | None = None,
    *,
    slow: bool = True,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Verdict, ...]:
    """Compute the targets of entries, in their order.

    Parameters
    ----------
    chosen
        Ids; None for all.
    slow
        Whether to compute those too that take more than about two seconds.
    progress
        Called with (done, total, what is counted).

    Raises
    ------
    InputError
        If an id is unknown.
    """
    models = [entry(id) for id in (ids() if chosen is None else dict.fromkeys(chosen))]
    work = [(model.id, target) for model in models for target in model.targets if slow or not target.slow]
    verdicts = []
    for done, (id, target) in enumerate(work):
        if progress is not None:
            progress(done, len(work), "targets")
        start = time.perf_counter()
        ours = float(target.compute())
        verdicts.append(Verdict(id, target, ours, time.perf_counter() - start))
    return tuple(verdicts)


def write(verdicts: Iterable[Verdict]) -> None:
    """Put verdicts into the packaged record, for the entries whose every target they hold.

    Raises
    ------
    InputError
        If a target of an entry is missing.
    OutputError
        If the package's folder cannot be written.
    """
    ours: dict[str, dict[str, float]] = {}
    for verdict in verdicts:
        ours.setdefault(verdict.id, {})[verdict.target.name] = verdict.ours
    for id, found in ours.items():
        missing = [target.name for target in entry(id).targets if target.name not in found]
        if missing:
            raise InputError(f"{id}: {len(missing)} targets were not computed", hint="verify without --fast")
    record.write(ours, ids())
