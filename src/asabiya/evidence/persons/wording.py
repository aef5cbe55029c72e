"""The full wording of an office that an article shortens later."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from asabiya.evidence.persons.hints import BARE, OF_WHAT
from asabiya.evidence.persons.offices import MODIFIERS

__all__ = ["in_full"]

_BACK: Final = 1500
"""Signs before a mention within which the full wording stands. [assumed: half a short article]"""
_SHORTENED: Final = ("minister", "secretary", "commander", "chief")


def in_full(view: str, office: str, at: int, held: Callable[[str], Sequence[object]]) -> str | None:
    """The wording before an offset of a short office: "the governor of Lurin" for "the governor".

    ``held`` gives those who are known to hold an office.

    >>> in_full("The governor of Lurin fell. The governor", "The governor", 28, lambda office: [])
    'the governor of Lurin'
    """
    bare = BARE.fullmatch(office)
    if bare is None:
        return None
    low, np = max(0, at - _BACK), bare["np"]
    wording = re.compile(rf"(?i:\b(?:(?:{MODIFIERS})\s+){{0,2}}{np})\s+(?:of|for)\s+{OF_WHAT}")
    found = [m.group() for m in wording.finditer(view, low, at)]
    if not found and office[:4].lower() == "the " and np.lower() in _SHORTENED:
        fuller = re.compile(rf"(?<=\bthe\s)(?:(?:{MODIFIERS})\s+){{1,2}}{np}\b(?!,?\s+[A-Z]|['’])")
        found = [m.group() for m in fuller.finditer(view, low, at) if not held(m.group())]
    return f"the {found[-1]}" if found else None
