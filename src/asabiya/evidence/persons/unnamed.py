"""Those who have no name in an article: how far the words that describe them go."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["keeps_clause", "tells_who"]

_KNOWN: Final = re.compile(
    r"\W*(?:(?:the|this|that|these|those|his|her|its|their|our|my|he|she|they|we|i)\b|[\w’'-]+['’]s?\s)",
    re.IGNORECASE,
)
_LONGEST: Final = 7
"""Words of the longest clause that serves for a name."""
_CLAUSE: Final = re.compile(
    r"[^,;:—–]*?\s(?P<clause>who|whom|whose|which)\s+(?!(?:(?:also|has|had|have|did|does|do|would|could|is|was|were|are)\s+(?:not\s+)?)*"
    r"(?:asked|asks|ask|requested|requests|spoke|speaks|declined|declines|wished|wishes|refused|refuses|insisted"
    r"|insists|want|wants|wanted|wish|demanded|preferred|prefers|gave|gives|identified|identifies|called|calls"
    r"|agreed|agrees|not\s+authori[sz]ed|barred|said|says|told|requesting|granted|named)\b)"
    r"[^,;:—–]{3,80}$"
)
"""A clause that says which one it was, unlike one that says on what terms he spoke."""
_PARTICIPLE: Final = re.compile(
    r"\s(?:(?:now|currently|directly|once|long|still)\s+)?(?:living|serving|working|based|stationed|posted|deployed|assigned|attached|involved"
    r"|briefed|detained|held|accused|calling\s+(?:itself|themselves)|known\s+as|styling\s+(?:itself|themselves))\s[^,;:—–]{2,60}$"
)


def tells_who(before: str, after: str) -> bool:
    """Whether words behind a noun belong to the description of somebody without a name.

    >>> tells_who("a corporal", " who was present"), tells_who("a corporal", ", who was present")
    (True, False)
    >>> tells_who("a corporal", " who asked not to be named"), tells_who("the general", " who fled")
    (False, False)
    """
    if _KNOWN.match(before):
        return False
    return keeps_clause(after) or _PARTICIPLE.match(after) is not None


def keeps_clause(words: str) -> bool:
    """Whether a description ends in a clause that belongs to it.

    >>> keeps_clause("a judge whom we reached"), keeps_clause("an officer who asked not to be named")
    (True, False)
    """
    clause = _CLAUSE.fullmatch(words)
    return clause is not None and len(words[clause.start("clause") :].split()) <= _LONGEST
