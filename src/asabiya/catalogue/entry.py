"""What an entry of the catalogue is made of: parameters, targets, a run and its figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

__all__ = ["ORIGINS", "Entry", "Outcome", "Parameter", "Target", "Value"]

Value = float | int | str | tuple[float, ...] | None
"""What a parameter may hold; a file is its path as text, and None is "left out"."""

Origin = Literal["published", "derived", "reported"]
ORIGINS: Final = ("published", "derived", "reported")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a model.

    ``kind`` is ``number``, ``integer``, ``choice`` (one of ``choices``), ``numbers`` (a list, written with
    commas) or ``file`` (a path that must exist). ``low`` and ``high`` bound a number, or each of a list, and
    are allowed themselves unless ``open_low`` or ``open_high`` says otherwise; infinity only where ``high``
    is it. ``default`` None means that the parameter may be left out; ``meaning`` then says what happens.
    ``source`` names the paper's table or page, or says *assumed*. ``only_with`` names another parameter that
    has to be given for this one to mean anything, ``not_with`` one that takes its place; to give them against
    that is an error.
    """

    name: str
    meaning: str
    kind: Literal["number", "integer", "choice", "numbers", "file"]
    default: Value
    source: str
    unit: str = "1"
    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False
    choices: tuple[str, ...] = ()
    only_with: str = ""
    not_with: str = ""


@dataclass(frozen=True)
class Target:
    """A figure that the model must give, and how to compute ours.

    Parameters
    ----------
    name
        Short and unique in the entry, e.g. ``table-1-run-2-activation``.
    what
        What is compared, in one line.
    where
        The table, figure, proposition or page; for a derived value what it is derived from.
    origin
        ``published``: printed in the paper, or quoted from it by another work; ``derived``: follows from the
        paper's equations; ``reported``: by somebody else's implementation of the model.
    value
        The target.
    tolerance
        Largest absolute difference that passes, in the target's unit.
    why
        Where the tolerance comes from: rounding in print, or the Monte Carlo error and how many of it.
    compute
        Gives ours, with fixed seeds.
    slow
        Whether it takes more than about two seconds on two cores.
    known_miss
        Why the model as it is described here does not give this value, where that is known; then it is the
        target's passing that needs attention, and the entry is *partly* verified at best.
    """

    name: str
    what: str
    where: str
    origin: Origin
    value: float
    tolerance: float
    why: str
    compute: Callable[[], float]
    slow: bool = False
    known_miss: str = ""

    def passes(self, ours: float) -> bool:
        """Whether ours is within the tolerance; NaN is not."""
        return abs(ours - self.value) <= self.tolerance

    def verdict(self, ours: float) -> str:
        """``pass``, ``fail`` or ``known miss``; a target that is known to miss and passes fails."""
        if self.passes(ours):
            return "fail" if self.known_miss else "pass"
        return "known miss" if self.known_miss else "fail"


@dataclass(frozen=True)
class Outcome:
    """What a run gives.

    ``results`` go to the caller as JSON: numbers, texts, lists and objects, arrays as lists. ``series``
    keeps what only the figure needs. ``warnings`` are sentences, e.g. on several equilibria. ``status`` is
    the entry's, see `asabiya.catalogue.record`; the registry fills it in.
    """

    parameters: Mapping[str, Value]
    results: Mapping[str, Any]
    warnings: tuple[str, ...] = ()
    series: Mapping[str, Any] = field(default_factory=dict)
    status: str = ""


@dataclass(frozen=True)
class Entry:
    """A published model.

    Parameters
    ----------
    id
        Author and year, e.g. ``granovetter-1978``; also the key of its citation in ``references.bib``.
    title
        A few words.
    question
        What the model asks, one or two sentences.
    equations
        The model in plain lines, symbols explained; the page and ``catalogue show`` print it as it is.
    parameters
        In the order in which they are shown.
    reading
        How to read the result: each name in ``results``, with unit and range.
    run
        From all parameters (checked, defaults filled in) to an outcome. Raises `InputError` for what is
        outside the model's domain jointly.
    targets
        What verifies it.
    deviations
        Where it departs from the paper on purpose, and why; a sentence each.
    unverified
        What the paper claims and could not be checked here, and why; a sentence each.
    figure
        From an outcome to an Altair chart; None where numbers say all.
    citations
        Further keys in ``references.bib``.
    """

    id: str
    title: str
    question: str
    equations: str
    parameters: tuple[Parameter, ...]
    reading: str
    run: Callable[[Mapping[str, Value]], Outcome]
    targets: tuple[Target, ...]
    deviations: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    figure: Callable[[Outcome], Any] | None = None
    citations: tuple[str, ...] = ()
