"""Of what kind a description is: patterns of its words."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.text.wordlist import PAST
from asabiya.evidence.text.wordlist import words as word_list

__all__ = [
    "ACTS",
    "ADDED",
    "ASKED",
    "BE",
    "COMPLEMENT",
    "DEFINITE",
    "EPITHET",
    "FORMER",
    "HIMSELF",
    "LOWERED",
    "OFFICE_BODY",
    "QUOTES",
    "RELATIVE",
    "REPLIED",
    "SECOND",
    "STYLED",
]

HIMSELF: Final = re.compile(
    r"\s+(?:himself|herself|themselves|itself)\s*$|^(?:once\s+(?:more|again)|then|now|even)\s+(?=the\s)"
)
DEFINITE: Final = re.compile(r"(?i:the|his|her|its|their)\s|[^\W\d_a-z][\w-]*(?:['’]s|s['’])\s+(?=[a-z])")
FORMER: Final = re.compile(r"(?i)^(?:the\s+)?(?:former|ex-?|then|ousted|deposed|sacked)[\s-]+(?=\w)")
RELATIVE: Final = re.compile(
    r",?\s+(?:(?:with|to|from|of|for|by|about)\s+(?=whom\b))?(?:who|whose|which|that|whom|speaking|asking|requesting)\b.*$",
    re.DOTALL,
)
ACTS: Final = re.compile(rf"\s(?:was|were|is|are|has|had|[a-z]{{2,}}ed|{PAST})\s")
"""A verb between a description and somebody else's name: they are two."""
BE: Final = re.compile(r"\s+(?:is|was|remains)\s+(?:[A-Z][\w’'-]*\.?\s+){0,3}")
SECOND: Final = re.compile(r"\s+and\s+(?:the\s+)?[A-Z].*$", re.DOTALL)
OFFICE_BODY: Final = re.compile(r"(?i)(?:ministry|department|directorate|command|office)$")
LOWERED: Final = word_list(
    """
    two three four five six several some many both other another senior one officials sources
    """
)
ADDED: Final = re.compile(r"\b(?:added|continued|concluded|went\s+on|resumed)\s+$")
"""Verbs of somebody who has spoken before."""
ASKED: Final = re.compile(
    r"(?<!was\s)(?<!were\s)(?<!been\s)(?<!is\s)\b(?:asked|inquired|enquired|wanted\s+to\s+know|wondered|interrupted|pressed|demanded)\b[^.?!“”\"]*[.?!]\s*$"
)
REPLIED: Final = re.compile(r"\s+(?:replied|answered|responded|retorted|countered|said\s+(?:no|yes))\b")
"""For a question, and for the answer in the next sentence."""
QUOTES: Final = re.compile(
    r"\b(?:quote[sd]|quoting|cite[sd]|citing|reported|reports|describe[sd]|overheard)\s+$"
)
"""Before "him", who is not the one quoting."""
STYLED: Final = re.compile(r"\b(?:name|names|called|calls|known|identified|goes)\b[^.;]*$")
"""Before a name that somebody goes by."""
COMPLEMENT: Final = re.compile(r"\s(?:in|at|of|from|inside|close|near|for|with|who|whom|whose|which)\s")
"""What leads from a noun to what belongs to it."""
EPITHET: Final = re.compile(
    r"(?i)(?:[\w-]+\s+){0,2}(?:politician|cleric|officer|official|veteran|man|woman|leader|strongman|lawmaker"
    r"|diplomat|dissident|activist|\d+-year-old|guest|host|visitor|jurist|theologian|preacher|prelate|economist"
    r"|academic|scholar|historian|soldier|technocrat|autocrat|ruler|monarch|defendant|accused|detainee|prisoner"
    r"|fugitive|exile|defector|deserter|author|tycoon|businessman|lawyer|physician|doctor|engineer|teacher|poet"
    r"|mullah|mulla|sheikh|imam|voice|reporter|speaker|native|newcomer|incumbent|octogenarian|septuagenarian|nonagenarian|grandfather|grandmother|father|mother"
    r"|legislator|loyalist|hardliner|hard-liner|reformist|reformer|opponent|dignitary|envoy|monk|priest|nun)"
    r"(?:\s+of\s+(?:two|three|four|five|six|seven|eight|nine))?"
)
"""Words for somebody just spoken of rather than for an office."""
