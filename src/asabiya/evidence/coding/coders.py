"""The coders by name: learned from examples (the default), the rules, the embeddings, or all together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol

from asabiya.errors import InputError, nearest
from asabiya.evidence.coding.embeddings import CODER as EMBEDDINGS
from asabiya.evidence.coding.embeddings import THRESHOLD, EmbeddingCoder
from asabiya.evidence.coding.kept import kept_fit
from asabiya.evidence.coding.learned import CODER as EXAMPLES
from asabiya.evidence.coding.learned import Learned, learned
from asabiya.evidence.coding.parts import sentences, together
from asabiya.evidence.coding.rules import CODER as RULES
from asabiya.evidence.coding.rules import code_statement, denies
from asabiya.evidence.ledger import Code
from asabiya.vocabulary import CODES

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float64

__all__ = ["DOUBT", "NAMES", "SECOND", "SURE", "BothCoders", "Coder", "LearnedCoder", "coder_named", "decide"]

NAMES: Final = ("examples", "rules", "embeddings", "both")
"""Names of the coders; the first is the default."""

SURE: Final = 0.9
"""A rule's code of this confidence or more is given although examples do not speak for it, ..."""
DOUBT: Final = 0.05
"""... unless its probability is below this."""
CALLS: Final = frozenset({"exhorts_commitment", "exhorts_vigilance", "appeals_unity"})
"""Of these the examples add none where the rules are sure of another: they settle what is called for."""
SECOND: Final = 0.7
"""Least probability of a code that no rule gives, where it is not the statement's likeliest or a rule is sure
of another."""


class Coder(Protocol):
    """What gives a statement its codes."""

    def __call__(self, text: str, *, urges: bool = False) -> list[Code]:
        """Codes of a statement's words; ``urges`` where its cue makes it an appeal."""


class LearnedCoder:
    """The codes that the examples make likely, and the rules' sure ones.

    A code is one entry, whoever gives it, so that it counts once; its coder names all who give it, joined by
    ``+``, and its confidence is the probability that they have together.
    """

    def __init__(self) -> None:
        self._learned = learned()

    def probabilities(self, text: str, *, urges: bool = False) -> dict[str, float]:
        """Probability of every code."""
        scores = self._scores(text, _by_rules(text, urges=urges), urges=urges)
        return _named(_alone(self._learned, scores))

    def _scores(self, text: str, rules: Mapping[str, float], *, urges: bool) -> Float64[np.ndarray, " codes"]:
        import numpy as np

        found = []
        for n, part in enumerate(sentences(text, urges=urges)):
            own = rules if n == 0 else _by_rules(part, urges=urges)
            answers = np.array([own.get(code, 0.0) for code in CODES])
            found.append(self._learned.scores(part, answers))
        return together(np.array(found))

    def __call__(self, text: str, *, urges: bool = False) -> list[Code]:
        """Codes of a statement's words."""
        if not text.strip():
            return []
        rules = _by_rules(text, urges=urges)
        likely = _named(_alone(self._learned, self._scores(text, rules, urges=urges)))
        least = _named(self._learned.thresholds)
        given = {code: {EXAMPLES} for code in CODES if likely[code] >= least[code]}
        return decide(text, likely, rules, given)


class BothCoders(LearnedCoder):
    """The joint probability by grams, rules and embeddings decides."""

    def __init__(self, embeddings: EmbeddingCoder) -> None:
        super().__init__()
        self._embeddings = embeddings

    def __call__(self, text: str, *, urges: bool = False) -> list[Code]:
        """Codes of a statement's words."""
        import numpy as np
        from scipy.special import expit

        if not text.strip():
            return []
        own, rules = self._learned, _by_rules(text, urges=urges)
        scores = self._scores(text, rules, urges=urges)
        near = self._embeddings.scores(text, urges=urges)
        joint = expit(np.stack([scores, near], axis=-1) @ own.slopes_both + own.shifts_both)
        speak = {
            EXAMPLES: _alone(own, scores) >= own.thresholds,
            EMBEDDINGS: self._embeddings.likely(near) >= THRESHOLD,
        }
        given = {
            code: {name for name, says in speak.items() if says[n]} or set(speak)
            for n, code in enumerate(CODES)
            if joint[n] >= own.thresholds_both[n]
        }
        return decide(text, _named(joint), rules, given)


def _alone(own: Learned, scores: Float64[np.ndarray, " codes"]) -> Float64[np.ndarray, " codes"]:
    """Equation (2) of `learned`."""
    from scipy.special import expit

    probabilities: Float64[np.ndarray, " codes"] = expit(own.slope * scores + own.shifts)
    return probabilities


def _named(values: Float64[np.ndarray, " codes"]) -> dict[str, float]:
    return {code: float(value) for code, value in zip(CODES, values, strict=True)}


def _by_rules(text: str, *, urges: bool) -> dict[str, float]:
    return {code.code: code.confidence for code in code_statement(text, urges=urges)}


def decide(
    text: str,
    likely: Mapping[str, float],
    rules: Mapping[str, float],
    given: Mapping[str, Collection[str]],
) -> list[Code]:
    """One entry a code, in the codebook's order.

    A denial is near to what it denies, and only the rules can tell them apart: an admission that they do not
    find is not given to it. Nor is another call beside one of which the rules are sure.
    """
    denial = denies(text)
    called = any(rules.get(code, 0.0) >= SURE for code in CALLS)
    allowed = [
        code
        for code in CODES
        if code in rules or not ((denial and code.startswith("admits_")) or (called and code in CALLS))
    ]
    sure = {code for code in CODES if rules.get(code, 0.0) >= SURE and likely[code] >= DOUBT}
    first = None if sure else max(allowed, key=lambda code: likely[code])
    found = []
    for code in CODES:
        by_rules = code in rules
        learnt = code in given and code in allowed and (by_rules or code == first or likely[code] >= SECOND)
        if code in sure or learnt:
            names = [RULES] * by_rules + [
                name for name in (EXAMPLES, EMBEDDINGS) if name in given.get(code, ())
            ]
            found.append(Code(code=code, confidence=round(likely[code], 3), coder="+".join(names)))
    return found


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
    if name == "examples":
        return LearnedCoder()
    from asabiya.evidence.encoder import load

    coder = EmbeddingCoder(load(), kept_fit)
    return coder if name == "embeddings" else BothCoders(coder)
