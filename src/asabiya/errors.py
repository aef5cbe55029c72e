"""The one tree of errors that the library raises on purpose.

Every error says what is wrong, where, what was found and what is allowed, and ends in a hint. The command
line prints it and exits with ``exit_code``; nothing else in the library decides on exit codes.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable
from typing import Any

__all__ = [
    "AsabiyaError",
    "CheckpointError",
    "ClusterError",
    "InputError",
    "LedgerError",
    "OutputError",
    "ResultError",
    "ScenarioError",
    "nearest",
]


class AsabiyaError(Exception):
    """An error with a hint.

    Parameters
    ----------
    message
        What is wrong, where, and what was found.
    hint
        What to do about it, without the word "hint".
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        # An error raised in another process arrives whole.
        return functools.partial(type(self), self.message, hint=self.hint), ()

    def __str__(self) -> str:
        return f"{self.message}\nhint: {self.hint}"


class InputError(AsabiyaError):
    """A file, date or option that cannot be used."""


class LedgerError(InputError):
    """A ledger that does not follow the schema ``asabiya.ledger/1``."""


class ScenarioError(InputError):
    """A scenario with an unknown key, a value out of range, or a missing source."""


class ResultError(InputError):
    """A results directory that is missing, damaged or of another kind."""


class CheckpointError(ResultError):
    """A checkpoint that is damaged or of another run."""


class ClusterError(InputError):
    """Machines that cannot be reached, are not alike, or are all gone."""


class OutputError(AsabiyaError):
    """A result that could not be written (full disk, no permission)."""


def nearest(word: str, allowed: Iterable[str], *, count: int = 3) -> str:
    """The allowed words most like ``word``, as text for a hint.

    >>> nearest("uprisng", ["uprising", "unity", "factions"])
    'did you mean uprising?'
    >>> nearest("gdr", ["gdr-1989", "iran-2023"])
    'did you mean gdr-1989?'
    >>> nearest("xyz", ["uprising", "unity"])
    'allowed: unity, uprising'
    """
    pool = sorted(set(allowed))
    begun = [name for name in pool if len(word) > 1 and name.lower().startswith(word.lower())]
    close = (begun or difflib.get_close_matches(word, pool, n=count, cutoff=0.55))[:count]
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"allowed: {', '.join(pool)}"
