"""By what words a sentence tells the office of somebody, and who is meant by it."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.persons.names import NAME
from asabiya.evidence.persons.offices import HEADS, MODIFIERS, ORGANISATION
from asabiya.evidence.text.wordlist import PAST

__all__ = [
    "ACTING",
    "AGED",
    "ARMED",
    "ASIDE",
    "BARE",
    "BEING",
    "BELOW",
    "CLOSING",
    "COMPLEMENT",
    "DEFINITE",
    "FORMAL",
    "HEAD_OF_STATE",
    "LEAKED",
    "MADE",
    "OF_PLACE",
    "OF_SOMEBODY",
    "OF_WHAT",
    "OWNED",
    "PREMIER",
    "RELATED",
    "SOMEBODY",
    "STATE_HEADS",
    "SUBJECT",
    "UNIFORMED",
    "WAS",
]

DEFINITE: Final = re.compile(
    rf"\b[Tt]he\s+(?P<np>(?:(?:{MODIFIERS})\s+){{0,2}}(?:{HEADS}))\b(?!\s+(?:of|for|to)\b|[’'])"
)
OF_SOMEBODY: Final = re.compile(r"\b(?:of|to|for)\s+(?P<name>[^\W\d_a-z][\w’-]+)$")
RELATED: Final = re.compile(
    r"\b(?:deputy|deputies|successor|predecessor|spokes\w+|aide|advis[eo]r|secretary|assistant"
    r"|chief\s+of\s+staff"
    r"|commander|head|chief|president|chair\w*|director|representative|lieutenant)\b",
    re.IGNORECASE,
)
ACTING: Final = re.compile(
    rf"\b[Aa]s\s+(?:the\s+|then\s+)*(?P<np>(?:[\w’'-]+\s+){{0,3}}?(?:{HEADS})\b[^,;]{{0,60}}),\s+(?=[A-Z]"
    rf"|s?he\b)"
)
SOMEBODY: Final = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?P<np>(?:(?!(?:of|in|at|to|the|who|was|had)\b)[\w’-]+\s+){0,3}?"
    rf"(?:source|{HEADS})\b(?:\s+(?:in|at|of|from|inside"
    rf"|close\s+to)\s+(?:the\s+)?[\w’'-]+(?:\s+[A-Z][\w’'-]*)*"
    rf"(?:\s+(?i:{ORGANISATION.pattern[2:-2]}))?)?)"
    r"(?!\s+[A-Z])(?!,\s+[A-Z])"
)
LEAKED: Final = re.compile(
    r"\b(?:letter|memo|memorandum|document|note|recording|tape|transcript|minutes|cable|e-?mail|message"
    r"|diary|copy)s?\b"
    r"[^.;:]{0,50}?\b(?:seen|obtained|reviewed|read|heard|published|verified)\s+by\s+(?:the\s+)?"
    rf"(?P<np>{NAME.pattern})"
)
BARE: Final = re.compile(
    rf"(?:[Tt]he\s+|(?=[\w-]+\s|Minister))(?P<np>(?i:(?:(?:{MODIFIERS})\s+){{0,2}}(?:{HEADS})))"
)
OF_WHAT: Final = (
    r"(?:the\s+)?(?:[A-Z][\w’'-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'-]*)*|(?!(?:this|that|his|her|its|their|our|my|an?|one|what|which|whom)\b)"
    rf"(?:(?:{MODIFIERS}|internal|external|religious|economic)\s+(?!(?:is|was|has|had|who|and|{PAST}|\w+ed)\b))*[a-z][\w’'-]*(?:\s+and\s+[a-z][\w’'-]+)?)"
)
AGED: Final = re.compile(r",\s+(?:aged\s+)?\d\d(?=[,.;]|\s+and\b)")
SUBJECT: Final = re.compile(
    rf"\W*(?:[^,.;:]{{2,80}},\s+"
    rf"|[\w’'-]+['’]s?\s+(?:[\w-]+\s+){{0,3}}(?:{HEADS})\s+)?(?:[A-Z][a-z]*(?:-[A-Z][a-z]+)?\.?\s+){{0,3}}"
    r"(?![\w-]+(?:\s+[A-Z][\w-]*)*['’])"
)
"""What stands before a name that a sentence begins with: nothing, a title, or what it is in apposition to."""
COMPLEMENT: Final = re.compile(
    r"\b(?:of|to|for|by|with|from|against|and|in|at|near|on|over|than)\s+(?:the\s+)?(?:(?:ruling|governing|opposition|banned|new|old)\s+)?$"
)
MADE: Final = re.compile(
    r"(?:,[^,.;]{0,80},)?\s+(?:(?:has|had|was|is|been|now|then|dismissed\s+and)\s+)*(?:(?:named|appointed"
    r"|made|elected"
    r"|became|promoted(?:\s+to)?|sworn\s+in\s+as)|(?P<leads>heads|leads|commands|runs|chairs|edits|directs"
    r"|(?:(?<=has\s)(?:headed|led|commanded|run|chaired|edited|directed)))"
    r"|is\s+now|is(?=\s+[^,.;]{2,60}\s+now\b))\s+"
    r"(?P<np>(?:(?!(?:on|in|after|when|and|who|by|last|said|since|for)\b)[\w’'-]+\s*){1,9})"
)
"""The verb by which a sentence says what somebody is or has become."""
BEING: Final = re.compile(
    r"(?:,[^,.;]{0,60},)?\s+(?:is|was|had\s+been|has\s+been|served\s+as|once\s+served\s+as)\s+"
    r"(?P<np>(?:(?:the|an?|[A-Z][\w-]*['’]s)\s+)?(?:(?!not|never|now)[\w’'-]+\s+){0,4}?"
    rf"(?:{HEADS})\b(?![\w’'-])(?!\s+(?:{HEADS})\b)(?:\s+(?:of|for|at|in\s+the)\s+(?:the\s+)?(?:(?!until|from|when|who|and|before|since|that\b|which\b|during\b|under\b)"
    r"[\w’'-]+\s*){1,10}?(?=\s*(?:[,.;]|until|from|when|who|and|before|since|that\b|which\b|during\b|under\b)))?)"
)
"""For "Adel Varzi, 54, was deputy minister of transport until …"."""
ASIDE: Final = re.compile(
    r"\W*(?:(?:[Ii]n|[Ww]ith|[Tt]o|[Ff]or|[Bb]y|[Oo]n|[Aa]t|[Dd]uring|[Aa]longside|[Aa]gainst|[Uu]nlike|[Ll]ike|[Aa]sked|[Ff]rom"
    r"|[Bb]eside|[Aa]ccompanied|[Ff]lanked)\s|(?:After\s+|Before\s+|While\s+|When\s+|On\s+)?(?:[A-Z]|(?<=\s)[a-z])[a-z]+ing\s)[^;:]*,\s+$"
)
"""What stands before "he" where the names in it are by the way."""
_OFFICE_PHRASE: Final = (
    rf"(?<![\w’'-])(?P<np>(?:the|an?|its|their|his|her|[^\W\d_a-z][\w-]*['’]s)\s+(?:(?!(?:of|in|at|to|the|who|was|had|and|that|by|with|from|for|on|after|before)\b)[\w’'-]+\s+){{0,4}}?"
    rf"(?:{HEADS})(?:\s+(?:of|for|in|at)\s+(?:the\s+)?[\w’'-]+(?:\s+(?!who|whose|that|is|was|were|has|have|had|will|would|said|[a-z]+ed\b|(?:{PAST})\b)[\w’'-]+){{0,5}}?)?)"
)
WAS: Final = re.compile(
    rf"(?:^|[.,;:—–]\s+|\n|(?<=\W))(?i:{_OFFICE_PHRASE})\s+(?:is|was|remains|remained|happened\s+to\s+be|had\s+been|has\s+been)\s+$"
)
"""For "The preacher was Adel Varzi": what stands before the name."""
CLOSING: Final = re.compile(rf"(?i:{_OFFICE_PHRASE})[.:?!]['\"”’»]?\s*$")
HEAD_OF_STATE: Final = re.compile(
    r"(?i)(?:the\s+)?(?:head\s+of\s+(?:the\s+)?state|state\s+leader|chief\s+of\s+state)"
)
STATE_HEADS: Final = (
    "president",
    "king",
    "emir",
    "sultan",
    "supreme leader",
    "head of the junta",
    "chairman",
)
PREMIER: Final = re.compile(r"(?i)\bpremier\b|\bhead\s+of\s+(?:the\s+)?government\b")
OF_PLACE: Final = re.compile(r"\s+of\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*$")
UNIFORMED: Final = re.compile(
    r"(?i)\b(?:commander|chief|officer|general|guards?|army|police|military|staff|garrison|governor|minister"
    r"|spokes\w+|official|head|adviser|cleric|leader|prayers?|representative)\b"
)
OWNED: Final = re.compile(r"(?:His|Her|Its|Their)\s+(?:[\w-]+\s+){0,3}?[a-z][\w-]*(?=, )")
BELOW: Final = frozenset(("deputy", "vice", "assistant", "former", "ex"))
"""Words that make another office of an office."""
FORMAL: Final = frozenset(("mr", "mrs", "ms", "dr", "professor", "comrade", "sir"))
ARMED: Final = frozenset(("army", "guards", "police", "basij"))
