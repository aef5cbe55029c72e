"""How it is told that a body sat, what is said at its sittings, and when a record of one was made."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SITS", "is_address", "is_of_record"]

SITS: Final = re.compile(
    r"\b(?:parliament|chamber|soviet|legislature|plenary|assembly|senate|congress|duma|council|court"
    r"|tribunal|committee|majlis|majles"
    r"|deputies|senators|lawmakers|legislators|MPs|delegates|plenum|session|sitting|trial|politburo|conference|convention|hearing|inquiry|commission"
    r"|panel|talks|negotiations|summit|rally|funeral|ceremony)\b[^.;]{0,80}"
    r"\b(?:met|meets|sat|sits|convened|convenes|assembled|reassembled|debated|questioned|quizzed|grilled|cross-examined|opened|opens"
    r"|began|begins|resumed"
    r"|resumes|reconvened|devoted|held|was\s+held|took\s+place|lasted|heard|hears|upheld|sentenced"
    r"|convicted|acquitted|closed|ended|adjourned|voted|wound\s+up|approved|passed|adopted|rejected|ratified|endorsed|went\s+into)\b"
    r"|\b(?:held|holds|opened|opens|began|convened|resumed|staged|closed|ended|adjourned|wound\s+up"
    r"|concluded)\s+(?:its|their|an?|the)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:congress|plenum|session|sitting|conference|convention|debate|hearing|meeting|summit|trial)\b"
    r"|\b(?:go(?:es)?|went|put|are|is|stood|stand)\s+on\s+trial\b|\bin\s+the\s+dock\b"
    r"|\b(?:faced|face[sd]?|appear(?:ed|s)?\s+before|came\s+before|brought\s+before|stood\s+before)\s+(?:(?:an?|the|his|her|their|three|five)\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:judges?|tribunal|court|bench|panel)\b"
    r"|\b(?:yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last\s+(?:night|week))[’']s\s+(?:[\w-]+\s+){0,3}?(?:sitting|session|plenum|plenary|hearing|debate|trial|meeting)\b"
    r"|\b(?:at|in|during|to)\s+(?:an?|the|its|[\w-]+[’']s?)\s+(?:(?!of\b)[\w’'-]+\s+){0,3}?(?:sitting|session|plenum|plenary|hearing|debate|trial"
    r"|(?:meeting|conference)\s+of\s+(?:the|its|his|their))\b",
    re.IGNORECASE,
)
"""A sitting on which the article reports."""
_ADDRESS: Final = re.compile(
    r"(?:(?:opening|closing|concluding|inaugural|keynote|introductory|welcoming|welcome|main|final|brief|short|long|own|congratulatory)\s+){0,2}"
    r"(?:speech|address|report|remarks|lecture|toast|statement\s+to\s+the\s+(?:court|house|chamber|congress|plenum))\b(?!\s+(?:on|over)\s)"
)
_OF_RECORD: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:\w+\s+)?(?:recordings?|tapes?|minutes|transcripts?|stenogram|footage|video|clip|meeting|session|sitting|conversation|call|exchange)\b"
    r"[^.;]{0,80}?\b(?:made|recorded|taken|dated|dates?\s+from|held|took\s+place|filmed|taped|drawn\s+up|bears?\s+the\s+date)\b"
)


def is_address(venue: str) -> bool:
    """Whether a venue is what somebody says at an occasion, and no occasion of its own: "opening speech"."""
    return _ADDRESS.match(venue) is not None


def is_of_record(frame: str) -> bool:
    """Whether a sentence tells when what a recording holds took place: "the tape, made on 3 May"."""
    return _OF_RECORD.search(frame) is not None
