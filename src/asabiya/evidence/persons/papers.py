"""Letters, statements and notices: who lets them be read, and whose words they hold."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.persons.names import NAME

__all__ = ["ANSWER", "ANSWERS", "BY", "DATED", "DOCUMENT", "PAPER", "THAT_WAS", "issues_paper", "owned_paper"]

DOCUMENT: Final = (
    r"(?:(?:joint|written|official|short|brief|lead|front-page|final|terse)\s+)*(?:statement|communiqu[ée]"
    r"|declaration|editorial|message|letter|announcement|bulletin|press\s+release|reply|note"
    r"|leader\s+article|voice|caller|recording|sermon|homily|(?:[\w-]+\s+)?(?:letter|memo|memorandum|post|tweet"
    r"|circular)|article|order\s+of\s+the\s+day|testament|telegram|fatwa|column|op-ed|speech|address|video|text)"
)
"""Pattern of a text that speaks for whoever issued it."""
BY: Final = re.compile(
    rf"(?i)(?:(?:the|a|an|its|his|her|their)\s+)?(?:{DOCUMENT}|(?:[\w-]+\s+){{0,2}}report|tally)\s+(?:(?:issued|signed|written"
    r"|published|released|posted|sent|put\s+out)\s+by|by|from|of|in|attributed\s+to)\s+(?!\d)"
)
"""What leads from such a text to its author."""
DATED: Final = re.compile(
    r"(?i)\s+(?:(?:of|dated|from)\s+(?:\d|last\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"|(?:posted|published|read|delivered|released|sent|broadcast|aired|carried|circulated|seen|dated|on|in|at)\b).*$",
    re.DOTALL,
)
"""When and where a letter or sermon appeared."""
ANSWERS: Final = "answer|reply|response|verdict|comment|message|telegram|note|warning|rejoinder|retort"
ANSWER: Final = re.compile(
    r"\s*(?:(?P<who>His|Her)|(?P<name>[^\W\d_a-z][\w-]*(?:\s+[^\W\d_a-z][\w-]*){0,3})['’]s?)\s+(?:[\w-]+\s+)?"
    rf"(?:{ANSWERS})\b"
)
"""Words of somebody's that stand alone in the next sentence, "Varzi's answer came by telegram"."""
THAT_WAS: Final = re.compile(
    r"\s*(?:(?:Thus|So)(?:\s+(?:spoke|spake|said|wrote|speaks|went))?"
    r"|(?:That|This|It|Those|These|The\s+(?:words?|voice|speaker|author|sentence|line|man|woman))\s+(?:was|is|were|are|came|come|comes)"
    r"(?:\s+(?:the\s+words\s+of|from|by))?|The\s+words?\s+(?:belongs?|belonged)\s+to)\s+(?=[A-Z]|the\s)"
)
"""What leads from a quotation to whoever is named behind it."""
PAPER: Final = re.compile(r"(?i)the\s+(?:notice|circular|leaflet|order|decree|directive|list|text|document)")
"""Other papers, which speak for a body that has just issued one."""
_PAPERS: Final = (
    r"(?:order\s+of\s+the\s+day|message|statement|letter|communiqu[ée]|decree|note|post|declaration|bulletin|order|circular|appeal"
    r"|editorial|article|text|pastoral|sermon|homily|fatwa|commentary|telegram|memo|video|open\s+letter)"
)
_ISSUES: Final = re.compile(
    r"\b(?:issue[sd]?|issuing|publishe[sd]|releases?d?|posted|posts|sent|sends|wrote|writes|put\s+out|circulate[sd]"
    r"|read\s+out|distributed|addressed|signed|made\s+public|left)\s+(?:an?|the|his|her|its|another|a\s+second)\s+"
    rf"(?:[\w’'-]+\s+){{0,3}}?{_PAPERS}\b"
)
_OWNED_PAPER: Final = re.compile(
    rf"\b(?:[Aa]n?|The|the|his|her|another)\s+(?:[\w’'-]+\s+){{0,2}}?{_PAPERS}\s+(?:attributed\s+to|signed\s+by|written\s+by"
    rf"|issued\s+by|from|by)\s+(?P<np>him|her|{NAME.pattern}|(?:the|his|her)\s+[\w’'-]+(?:\s+(?:of\s+(?:the\s+)?)?[\w’'-]+)?)"
)


def issues_paper(view: str, start: int, end: int) -> bool:
    """Whether somebody lets something be read: "posted a message on his channel".

    >>> issues_paper("Varzi posted a short message", 0, 28)
    True
    """
    return _ISSUES.search(view, start, end) is not None


def owned_paper(view: str, start: int, end: int) -> tuple[int, int] | None:
    """Whose a letter or statement is that the sentence tells of: "a letter attributed to him"."""
    found = _OWNED_PAPER.search(view, start, end)
    return found.span("np") if found else None
