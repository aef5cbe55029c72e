"""What the article tells of a statement beside its words: that it is a denial, that a bystander speaks.

The coders see the words alone. "that a company had gone over" grants a defection where the minister admitted
it, and is a claim of strength where he denied it; where a nurse saw it, nobody of the apparatus grants
anything. Of the admissions a bystander's of defection alone is taken back: those who tell of quarrels and of
changed minds are mostly near enough to know them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from asabiya.evidence.ledger import Code

__all__ = ["by_bystander", "denied", "in_context"]

_DENYING: Final = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|(?:dismiss|reject|refut|disput|rebut|contradict|repudiat|disavow|scoff)\w*)\b",
    re.IGNORECASE,
)
_END_OF_HEAD: Final = re.compile(
    r",|\s(?:of|at|in|on|from|with|near|to|for|by|who|whose|that|which|and|close|based|living)\b|\s\(",
    re.IGNORECASE,
)
_CALLINGS: Final = """
activist analyst aunt baker barber bystander campaigner carpenter cobbler cook
correspondent cousin dentist diplomat dissident doctor docker driver economist exile expert
farmer father fisherman friend gardener grandfather grandmother grocer guerrilla herder historian
housewife insurgent journalist labourer mechanic merchant midwife miner monitor mother
neighbor neighbour nurse observer passer-by peasant pensioner photographer physician pilgrim porter
professor pupil rebel refugee relative reporter researcher resident scholar scientist shepherd
shopkeeper sister sociologist student surgeon survivor tailor teacher trader traveller uncle vendor
villager waiter widow wife witness worker
"""
_BYSTANDERS: Final = frozenset(_CALLINGS.split())
"""Heads of descriptions of people outside the apparatus."""
_OF_THE_APPARATUS: Final = re.compile(
    r"\b(?:army|military|police|navy|naval|air|guards?['’]?s?|regimental|prison|party|palace|court|government|state"
    r"|presidential|parliamentary|president['’]s|minister['’]s|general['’]s|former)\b"
)
_MANY: Final = {"fishermen": "fisherman", "housewives": "housewife", "midwives": "midwife", "wives": "wife",
                "passers-by": "passer-by", "witnesses": "witness"}  # fmt: skip


def denied(cue: str) -> bool:
    """Whether a statement's cue makes it the denial of its words.

    >>> denied("has denied"), denied("said")
    (True, False)
    """
    return _DENYING.search(cue) is not None


def by_bystander(description: str) -> bool:
    """Whether an unnamed speaker's description, or a named one's calling, is that of a bystander.

    >>> by_bystander("a nurse at the military hospital"), by_bystander("three residents of Orsk")
    (True, True)
    >>> by_bystander("officer close to the doctor"), by_bystander("military doctor")
    (False, False)
    """
    noun = _END_OF_HEAD.split(description, maxsplit=1)[0].lower()
    head = noun.split()[-1] if noun.split() else ""
    known = (_MANY.get(head) or head.removesuffix("s")) in _BYSTANDERS or head in _BYSTANDERS
    return known and _OF_THE_APPARATUS.search(noun) is None


def in_context(codes: Sequence[Code], *, cue: str, description: str) -> tuple[Code, ...]:
    """The codes of a statement's words, given how it was said and by whom.

    Of a denial no admission is kept: the likeliest becomes a claim of strength, by the codebook. Of a
    bystander `admits_defection` is not kept.

    Parameters
    ----------
    codes
        What a coder gave to the words, in the codebook's order.
    cue
        The attributing verb or phrase; empty where there is none.
    description
        The speaker's description or office; empty where there is none.
    """
    if denied(cue):
        granted = [code for code in codes if code.code.startswith("admits_")]
        kept = [code for code in codes if code not in granted]
        if granted and all(code.code != "claims_strength" for code in kept):
            best = max(granted, key=lambda code: code.confidence)
            kept.append(best.model_copy(update={"code": "claims_strength"}))
        return tuple(kept)
    if description and by_bystander(description):
        return tuple(code for code in codes if code.code != "admits_defection")
    return tuple(codes)
