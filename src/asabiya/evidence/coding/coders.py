"""The coders by name: the rules, the embeddings, or both together."""

from __future__ import annotations

from functools import cache
from typing import Final, Protocol

from asabiya.errors import InputError, nearest
from asabiya.evidence.coding.embeddings import EmbeddingCoder, likely_codes
from asabiya.evidence.coding.rules import CODER as RULES
from asabiya.evidence.coding.rules import code_statement, denies
from asabiya.evidence.ledger import Code
from asabiya.vocabulary import CODES

__all__ = ["DOUBT", "NAMES", "BothCoders", "Coder", "coder_named"]

NAMES: Final = ("rules", "embeddings", "both")
"""Names of the coders."""

DOUBT: Final = 0.1
"""A rule's code of a lower probability by the embeddings is dropped; chosen on the development part."""


class Coder(Protocol):
    """What gives a statement its codes."""

    def __call__(self, text: str, *, urges: bool = False) -> list[Code]:
        """Codes of a statement's words; ``urges`` where its cue makes it an appeal."""


class BothCoders:
    """The rules' codes that the embeddings do not doubt, and those that the embeddings add.

    A code is one entry, whoever gives it, so that it counts once. Where both give it, its coder names both,
    joined by ``+``, and its confidence is the higher of the two.
    """

    def __init__(self, embeddings: EmbeddingCoder) -> None:
        self._embeddings = embeddings

    def __call__(self, text: str, *, urges: bool = False) -> list[Code]:
        """Codes of a statement's words."""
        likely = self._embeddings.probabilities(text, urges=urges)
        added = {code.code: code for code in likely_codes(likely)}
        if denies(text):
            # A denial is near to what it denies; only the rules can tell them apart.
            added = {name: code for name, code in added.items() if not name.startswith("admits_")}
        found = {code.code: code for code in code_statement(text, urges=urges) if likely[code.code] >= DOUBT}
        return [_one(found.get(name), added.get(name)) for name in CODES if name in found or name in added]


def _one(first: Code | None, second: Code | None) -> Code:
    """One entry of one code that one coder gives, or both."""
    if first is None or second is None:
        only = first or second
        assert only is not None
        return only
    return Code(
        code=first.code,
        confidence=max(first.confidence, second.confidence),
        coder=f"{RULES}+{second.coder}",
    )


@cache
def coder_named(name: str) -> Coder:
    """The coder of a name; the encoder is loaded once in a process.

    Raises
    ------
    InputError
        For a name that is none, and where the encoder or its weights are not installed.
    """
    if name not in NAMES:
        raise InputError(f"coder: {name!r} is none", hint=nearest(name, NAMES))
    if name == "rules":
        return code_statement
    from asabiya.evidence.encoder import load

    coder = EmbeddingCoder(load())
    return coder if name == "embeddings" else BothCoders(coder)
