"""How it is told that a body sat, that a court heard a case or that a congress went on."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SITS"]

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
