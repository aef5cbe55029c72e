"""Names told behind a description: "a clerk called Adel Varzi", "who goes by the name of Adel"."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.persons.names import NAME, name_in

__all__ = ["CALLED_BEFORE", "name_called"]

_NAMED_AS: Final = (
    r"\s+(?:called|named|known\s+as|(?:identifying|calling)\s+(?:him|her)self(?:\s+as)?"
    r"|who\s+(?:identified|called)\s+(?:him|her)self(?:\s+as)?"
    r"|identified\s+(?:only\s+)?as|introduced\s+(?:only\s+)?as|who\s+gave\s+(?:his|her)\s+name\s+as)\s+"
)
"""Pattern of what leads from a description to the name."""
_STYLED: Final = re.compile(
    r"(?:\s+[\w’'-]+){0,6}?,?\s+(?:who|and)\s+(?:[\w’'-]+\s+){0,8}?(?:calls\s+(?:him|her)self|called\s+(?:him|her)self|goes\s+by"
    r"(?:\s+the\s+name(?:\s+of)?)?|(?:wants|wanted|wishes|wished|asked|asks|prefers|preferred)\s+to\s+be\s+(?:called|known\s+as|named)"
    r"|(?:gave|gives|uses|used)\s+(?:(?:his|her|only|the)\s+)*name(?:\s+(?:of|as))?)\s+(?:only\s+)?(?=[A-Z])"
)
"""A clause, behind others, in which somebody tells a name: "who fled in May and calls himself Adel"."""
CALLED_BEFORE: Final = re.compile(_NAMED_AS + "$")
_CALLED: Final = re.compile(_NAMED_AS)
_ASKED: Final = re.compile(
    r"(?:\s+[\w’'-]+){0,5}?,?\s+who\s+(?:(?:wished|asked|wanted|preferred|wishes|asks|wants|agreed)\s+(?:only\s+)?to\s+be\s+(?:called"
    r"|named|identified|known)|gives?|gave|introduced\s+(?:him|her)self)(?:\s+(?:his|her)\s+(?:first\s+)?name)?(?:\s+(?:only|simply|just))?"
    r"(?:\s+(?:as|by))?(?:\s+(?:his|her)\s+first\s+name)?,?\s+(?=[A-Z])"
)
"""A clause in which somebody tells how to be called."""


def name_called(view: str, end: int, limit: int) -> tuple[int, int] | None:
    """The name behind a description, "a clerk called Adel Varzi"; ``limit`` is where the verb begins."""
    called = _CALLED.match(view, end, min(end + 60, limit)) or _ASKED.match(view, end, min(end + 120, limit))
    called = called or _STYLED.match(view, end, min(end + 160, limit))
    run = NAME.match(view, called.end()) if called else None
    return name_in(view, run.start(), run.end()) if run else None
