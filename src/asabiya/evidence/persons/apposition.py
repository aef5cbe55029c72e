"""What stands behind a name: offices between commas or in brackets."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.persons.beside import TAIL_VERB, is_rank
from asabiya.evidence.persons.names import NAME, name_in
from asabiya.evidence.persons.offices import HEAD, HEADS
from asabiya.evidence.text.layout import MASK
from asabiya.evidence.text.wordlist import PAST

__all__ = ["HEADING", "apposition_after", "tells_more"]

HEADING: Final = {
    "heads": "head",
    "leads": "leader",
    "commands": "commander",
    "runs": "head",
    "chairs": "chair",
    "edits": "editor",
    "directs": "director",
    "headed": "head",
    "led": "leader",
    "commanded": "commander",
    "run": "head",
    "chaired": "chair",
    "edited": "editor",
    "directed": "director",
}
"""The office of whoever "heads" or "commands" something."""
_LEADS: Final = (
    r"(?:heads|leads|commands|runs|chairs|edits|directs"
    r"|has\s+(?:headed|led|commanded|run|chaired|edited|directed))"
)
_WORD: Final = r"[\w'’.-]+"
_APPOSITION: Final = re.compile(
    r"\s*(?:,\s*|\(\s*|[—–]\s+(?=(?:the|an?|formerly|now|once|then|his|her|its)\s))"
    rf"(?P<office>(?:(?:the|a|an|his|its|their|then|now|currently|formerly|who\s+(?:is"
    rf"|was))\s+)*"
    rf"(?:(?:who\s+)?{_LEADS}\s|(?:{_WORD}\s+){{0,7}}?\b(?:{HEADS})s?\b)"
    rf"[^,;:()–—{MASK}]*(?:\([^()]{{1,30}}\)[^,;:()–—{MASK}]*)?)",
    re.IGNORECASE,
)


_CALLING: Final = re.compile(
    r"\s*,\s*(?P<office>(?:(?:an?|the)\s+)?(?:mother|father|widow|grandmother|grandfather)\s+of\s+(?:(?:one|two|three|four|five|six|the)\s+)?"
    rf"[a-z][^,;:.()–—{MASK}]{{2,40}}|an?\s+(?:(?!(?:who|which|that|of|in)\b)[\w’'-]+\s+){{0,3}}?"
    r"(?!(?:matter|number|paper|letter|order|winter|river|quarter|answer|other|border|tower|power|newspaper|favou?r|error|terror|horror"
    r"|centre|center|chapter|charter|corner|disaster|danger|dinner|figure|fever|factor|former|further|greater|later|lower|manner"
    r"|master|moment|never|offer|owner|over|rather|under|upper|water|weather|summer|senior|junior|major|minor|list|mist|want|grant"
    r"|plant|constant|distant|important|significant|relevant|slur|hand)\b)"
    r"[a-z-]{2,}(?:er|or|ist|woman|man|ian|ant|smith|keeper|nurse|cook|clerk|monk|nun|porter|tailor|wife|mother|father|sister|brother)"
    rf"(?:\s+(?:of|at|in|for|with|from)\s(?:(?!\s(?:who|whose|that|which)\b)[^,;:()–—{MASK}]){{2,80}})?)"
    r"(?=\s*(?:[,.;)]|$)|\s+(?:who|whose|that)\b)"
)
"""A calling that no list of offices holds: "a weaver at the mill"."""
_BY_NOW: Final = re.compile(
    r"\s*,\s*who\s+(?:[^,;.]{3,70}?\s+and\s+(?:is|was)\s+(?:(?:today|now|currently|then|also|still)\s+)?"
    r"|(?:until|since|from|for|once|formerly|previously)\b[^,;.]{0,40}?\s?(?:was|is|served\s+as|has\s+been|had\s+been)\s+)"
    rf"(?P<office>(?:an?|the|its|his|her)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{HEADS})\b[^,;.]*)"
)
"""For "Varzi, who fought in the war and is today an adviser to the court,"."""
_AGE: Final = re.compile(r",\s+(?:aged\s+)?\d{2}(?=,)")
_NAMED: Final = re.compile(
    r"(?i)who\s+(?:is|was|has\s+been|had\s+been)\s+(?:recently\s+)?(?:re)?(?:named|appointed|made|elected)\s+"
)
_WHEN: Final = re.compile(r"(?i)\s+(?:in|on|last|this|earlier|after|by|when)\s.*$", re.DOTALL)
_WHO_IS: Final = re.compile(r"(?i)^who\s+(?:is|was|has\s+been)\s+(?:then\s+|now\s+)?")
_WHO_HEADS: Final = re.compile(rf"(?:who\s+)?(?P<verb>{_LEADS})\s+", re.IGNORECASE)


_PREDICATE: Final = re.compile(
    rf"(?i)(?:{PAST})\s|(?!(?:retired|exiled|ousted|deposed|disgraced|jailed|imprisoned|detained|sacked|dismissed"
    r"|appointed|elected|named|renowned|respected|feared|self-\w+|designated|decorated|distinguished|uniformed"
    r"|trusted|aged|noted|convicted|defeated|wanted|alleged|suspected|suspended|unelected|hand-picked|so-called"
    r"|united|armed|allied|disabled|wounded|based|hard-bitten|red|sacred)\b)[a-z]+ed\s(?!\w+-)|(?:answer|remind|tell|warn|call|ask|urge|accuse|blame|meet|receive|visit|address|join|follow"
    r"|replace|order)s\s+(?:the|an?|his|her|its|their|that)\b|[a-z]+ed\s+(?:in|on|at|to|by|with|about"
    r"|before|after|against|during|an?|what|the|his|her|their|its|for|from|that)\b|.*\bthat\b"
)
"""What somebody did, which is no apposition although it names an office."""


def apposition_after(view: str, end: int, limit: int) -> tuple[int, str] | None:
    """The office that follows a name between commas or in brackets: its end and its words.

    >>> apposition_after("Adel Varzi, the head of the navy, said", 10, 38)
    (32, 'the head of the navy')
    """
    if age := _AGE.match(view, end, limit):
        end = age.end()
    if now := _BY_NOW.match(view, end, min(limit, end + 260)):
        return now.end(), now.group("office")
    if calling := _CALLING.match(view, end, min(limit, end + 200)):
        return calling.end(), calling.group("office").rstrip(" .")
    match = _APPOSITION.match(view, end, min(limit, end + 260))
    if match is None or re.match(
        r"\s*,\s*(?:and|but|while|when|in|on|at|said|told|whose|by(?!\s+(?:then|now)\b)|of|to|for|with|from|after|before|during)\b",
        match.group(),
    ):
        return None
    office = _UNTIL.sub("", _ONCE.sub("", match.group("office")))
    office = TAIL_VERB.sub("", _WHO_IS.sub("", office))
    if named := _NAMED.match(match.group("office")):
        # What somebody was named once says no more than what he is called now.
        office = "a " + _WHEN.sub("", match.group("office")[named.end() :])
    if heads := _WHO_HEADS.match(office):
        held = re.split(r"\s(?:since|for)\s", office[heads.end() :])[0].rstrip(" .!?…")
        return match.start("office") + len(
            office
        ), f"{HEADING[heads.group('verb').lower().split()[-1]]} of {held}"
    office = re.sub(r"(?i)^(?:himself|herself)\s+(?=an?\s)", "", re.split(r"\.\s", office)[0]).rstrip(" .!?…")
    office = _TRAIT.sub("", _KIN.sub("", office) if HEAD.search(office) else office)
    if _PREDICATE.match(office) or HEAD.search(office) is None or NAME_AND_VERB.search(office):
        return None
    if _is_somebody(office) or _WHO_DOES.match(office) or _AUXILIARY.match(office):
        return None
    return match.start("office") + len(office), office


_UNTIL: Final = re.compile(r"(?i)^(?:until|till|up\s+to|since)\s+[^,;]{2,24}?\s+(?=(?:the|an?|his|her)\s)")
_ONCE: Final = re.compile(
    r"(?i)^(?:once|formerly)\s[^,;]*?\s(?:and|but)\s+(?:today|now|currently)\s+(?=an?\s|the\s)"
)
"""What somebody was before what he is: "once a driver and today a judge"."""
_KIN: Final = re.compile(
    r"(?i)(?:,?\s+(?:and|but)\s+|^)(?:(?:an?|the|his|her|no|not|once|also|distant|for\s+long|long|still|today|now)\s+)*(?:(?!and\b)[\w’'-]+\s+){0,3}?(?:brother|sister|cousin|uncle|aunt"
    r"|nephew|niece|son|daughter|wife|husband|father|mother|namesake|relation|relative|related|kinsman|friend|neighbou?r"
    r"|number|confessor|confidant|darling|favou?rite|hero|heroine|prot[ée]g[ée]|admirer|survivor|founding\s+father)(?:-in-law)?(?:\s(?!two\b|one\b).*)?$"
)
"""What a sentence says of somebody's kin, which is no part of the office."""
_TRAIT: Final = re.compile(r"\s+with\s+(?:an?|no)\s.*$")
"""What somebody looks like: "a schoolmaster with a cough"."""
_AUXILIARY: Final = re.compile(r"(?i)(?:has|had|have|is|was|were|are|will|would|did|does|could|can|never)\s")
_WHO_DOES: Final = re.compile(rf"(?i)who\s+(?!is\b|was\b|{_LEADS}\b)")
"""What somebody does, which is no office: "who defends the teachers"."""


def _is_somebody(words: str) -> bool:
    """Whether the words are a form of address with its name, "Ayatollah Adel Varzi"."""
    run = NAME.match(words)
    if run is None or run.end() != len(words):
        return False
    name = name_in(words, 0, run.end())
    return name is not None and name[1] == run.end()


NAME_AND_VERB: Final = re.compile(r"\b(?:said|says|told|warned|added|asked|insisted|declared)\b")


def tells_more(before: str, after: str, *, title: bool = False) -> bool:
    """Whether what follows a name says more of the office than what stands before it.

    >>> tells_more("General", "commander of the navy"), tells_more("the head of the court", "a former judge")
    (True, False)
    """
    if re.match(r"(?i)(?:an?|once|formerly|himself|herself)\s", after) and not is_rank(before):
        return False
    if re.match(r"(?:head|leader|chair)\b", after) and " of " in before:
        return False  # "The former minister of mines, who heads the dissidents"
    return title or len(after) > 8
