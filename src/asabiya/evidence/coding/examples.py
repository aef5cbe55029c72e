"""The coded examples that the coders learn from; the codebook shows part of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Example", "examples", "source"]


@dataclass(frozen=True)
class Example:
    """An utterance of our own invention with its codes."""

    text: str
    codes: frozenset[str]
    """Every code that it bears; it bears no other."""
    not_: str | None = None
    """The code that it is easily mistaken for."""
    why: str | None = None
    """Why it does not bear that code."""
    hand: str = ""
    """Who wrote it: the codebook tells of each hand; ``o`` wrote the rules too."""


def source() -> bytes:
    """The bytes of ``examples.jsonl``."""
    return resources.files("asabiya.evidence.coding").joinpath("examples.jsonl").read_bytes()


@cache
def examples() -> tuple[Example, ...]:
    """All examples of ``examples.jsonl``, in the file's order.

    >>> sum(not example.codes for example in examples()) > 200
    True
    """
    rows = [json.loads(line) for line in source().decode("utf-8").splitlines()]
    return tuple(
        Example(r["text"], frozenset(r["codes"]), r.get("not"), r.get("why"), r["hand"]) for r in rows
    )
