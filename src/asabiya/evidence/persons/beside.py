"""What stands beside a name: offices before it and after it, ranks and forms of address."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.persons.called import CALLED_BEFORE
from asabiya.evidence.persons.names import NAME, STARTERS, name_in
from asabiya.evidence.persons.offices import HEAD, HEADS, MODIFIERS, ORGANISATION, TITLES
from asabiya.evidence.persons.titles import ADDRESSES, capitalised
from asabiya.evidence.text.layout import MASK
from asabiya.evidence.text.wordlist import PAST

__all__ = [
    "TAIL_VERB",
    "TITLE",
    "is_complement",
    "is_rank",
    "name_behind",
    "office_before",
    "office_in_front",
    "opening",
    "whole_office",
]

_WORD: Final = r"[\w'’.-]+"
_BEFORE: Final = re.compile(
    rf"(?P<office>(?:\b(?:the|a|an|his|its|their)\s+)?"
    rf"(?:{_WORD}\s+){{0,6}}?\b(?:{HEADS})(?:\s+of\s+(?:the\s+)?(?:{_WORD}\s+){{0,7}}?{_WORD})?)\s*$",
    re.IGNORECASE,
)
_PRENOMINAL_WORD: Final = re.compile(
    rf"(?:{MODIFIERS}|{HEADS}|and|the|regime(?:['’]s)?|[^\W\d_]+(?:ian|ish|ese)|[\w’-]+['’]s"
    r"|[\w’-]+-(?:run|backed|affiliated|controlled|ranking))",
    re.IGNORECASE,
)
TITLE: Final = re.compile(
    r"(?:(?<![\w-])(?:Division|Divisional|Brigade|Army|Corps|Police|Fleet|Air|Chief|Brigadier|Major|Lieutenant|Colonel|Second|First|Rear|Vice|Senior|Field|Grand"
    r"|Ayatollah|Hojj?at[\w’'-]*|Imam|Sheikh|Professor|Prof|Dr|Comrade|Haj|Hajj|Haji"
    rf"|Brig|Maj|Lt|{capitalised(ADDRESSES)})\.?[ -]+){{0,2}}"
    r"\b(?:General|Gen|Colonel|Col|Major|Maj|Captain|Capt|Lieutenant|Lt|Sergeant|Sgt|Admiral|Adm"
    r"|Marshal|Brigadier|Commodore|Corporal|Ayatollah"
    r"|Hojj?at[\w’'-]*|Imam|Sheikh|Sardar|Seyyed|Seyed|Sayyed|Sayyid|Honou?rable|Hon|Haj|Hajj|Haji"
    r"|Reverend|Rev|Monsignor|Pastor|Rabbi|Sir|Mullah|Mr|Mrs|Ms|Dr|Prof|Professor|Comrade|Bishop"
    rf"|Archbishop|Cardinal|Father|Prince|Princess|Venerable|Ven|Sayadaw|{capitalised(ADDRESSES)})\.?"
    r"(?:\s*\((?:ret|retd|retired)\.?\))?\s*$"
)
_DATE_WORD: Final = re.compile(
    r"\b(?:on|in|at|by|last|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march"
    r"|april|june|july"
    r"|august|september|october|november|december|but|and|while|however|meanwhile|today|yesterday|then)\b",
    re.IGNORECASE,
)
TAIL_VERB: Final = re.compile(
    r"\s+(?:(?:has|had|have|is|was|were|are|who|which|sent|said|told|says|warned|added|made|gave|took"
    r"|went|came|spoke"
    r"|held|met|saw|sees|wants|fears|intends|admitted|stated|declared|described|addressed|called|urged"
    r"|appeared"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|on \d|when|while|as saying|also)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)


_TRADE: Final = re.compile(
    rf"(?!(?:{PAST}|said|says|told|by|from|with|and|but|the|an?|like|as|to|of|in|on|at|for|against|over|under|about|when"
    r"|while|that|which|who|whom|after|before|between|into|near|than|or|nor|take|meet|see|hear|ask|remember"
    r"|consider|recall|because|is|was|were|are|be|then|so|even|not|only|if|where|without|through)$)"
    r"[a-z]+(?<!ed)(?<!ing)(?<!ly)"
)
"""A noun that says of what trade somebody is, "shop steward"."""


def office_before(view: str, start: int, low: int) -> tuple[int, str] | None:
    """The office that stands right before a name: its offset and its words.

    >>> office_before("Yesterday deputy interior minister Adel Varzi", 35, 0)
    (10, 'deputy interior minister')
    """
    low = max(low, start - 160)
    tokens = [(m.start(), m.end()) for m in re.compile(r"\S+").finditer(view, low, start)]
    if not tokens:
        return None
    last = view[slice(*tokens[-1])]
    if last.endswith((",", ";", ":", ".", MASK)) and not TITLE.search(view, low, start):
        return None
    if HEAD.fullmatch(re.sub(r"(?i)^ex-", "", last.rstrip("."))) or _two_word_head(view, tokens):
        index = len(tokens) - 1
        while index > 0 and _belongs(view[slice(*tokens[index - 1])], view[slice(*tokens[index])]):
            above = view[tokens[index - 1][0] : tokens[index][0]]
            if above.isupper() and "\n" in above:
                break  # A rubric stands above the title.
            index -= 1
        if index > 1 and view[slice(*tokens[index - 1])] == "of":
            staff, ahead = view[slice(*tokens[index])], view[slice(*tokens[index - 2])]
            if HEAD.fullmatch(ahead) and staff.lower() not in TITLES:
                index -= 2  # "Chief of Staff General"
                while index > 0 and _belongs(view[slice(*tokens[index - 1])]):
                    index -= 1
        front = view[slice(*tokens[index - 1])] if index > 0 else ""
        mere = is_rank(view[tokens[index][0] : tokens[-1][1]]) and not _AGED.fullmatch(f"{front} ")
        if not mere and _TRADE.fullmatch(front):
            ahead = view[slice(*tokens[index - 2])] if index > 1 else ","
            if ahead.endswith(",") or ahead.lower() in ("a", "an") or _belongs(ahead):
                index -= 1
            while index > 0 and _belongs(view[slice(*tokens[index - 1])]):
                index -= 1
        first = tokens[index][0]
        return first, view[first : tokens[-1][1]]
    return _office_with_complement(view, tokens)


def _two_word_head(view: str, tokens: list[tuple[int, int]]) -> bool:
    return len(tokens) > 1 and bool(HEAD.fullmatch(view[tokens[-2][0] : tokens[-1][1]]))


def _belongs(word: str, after: str = "") -> bool:
    if word == "Friday" and after.lower().startswith(("prayer", "imam", "preacher")):
        return True
    if word.endswith((",", ";", ":", ".", ")", MASK)) or _DATE_WORD.fullmatch(word):
        return False
    return bool(_PRENOMINAL_WORD.fullmatch(word)) or (word[:1].isupper() and not _is_starter(word))


def _is_starter(word: str) -> bool:
    return word.lower() in STARTERS


def _leads_on(words: list[str]) -> bool:
    """Whether a preposition goes on with an office: "adviser on security", "leader in exile"."""
    if words[:1] == ["on"]:
        return len(words) > 1 and words[1].islower() and not _DATE_WORD.fullmatch(words[1])
    return words[0].lower() in ("of", "for") or words == ["in", "exile"]


def _office_with_complement(view: str, tokens: list[tuple[int, int]]) -> tuple[int, str] | None:
    """ "the head of the judiciary" directly before a name, without a comma."""
    if view[slice(*tokens[-1])].lower() in (
        "of",
        "to",
        "for",
        "in",
        "at",
        "from",
        "the",
        "and",
        "with",
        "on",
    ):
        return None
    for index in range(len(tokens) - 2, max(-1, len(tokens) - 12), -1):
        word = view[slice(*tokens[index])]
        if word.endswith((",", ";", ":", ".", MASK)) or re.fullmatch(r"(?:said|told|who|that|which)", word):
            return None
        if HEAD.fullmatch(word) and _leads_on([view[slice(*t)] for t in tokens[index + 1 : index + 3]]):
            while index > 0 and _belongs(view[slice(*tokens[index - 1])]):
                index -= 1
            first = tokens[index][0]
            starts = view[first : tokens[-1][1]]
            return (first, starts) if re.match(r"(?i)the\b|a\b|an\b|[a-z-]", starts) else None
    return None


_DETERMINER: Final = re.compile(
    r"(?<![\w’-])(?<!of )(?<!to )(?<!for )(?<!in )(?<!at )(?<!from )"
    r"(?:the|a|an|his|her|its|one|another)\s",
    re.IGNORECASE,
)
_TIGHT: Final = re.compile(
    r"(?<![\w’-])(?:the|a|an|his|her|its|their|one|another)\s+"
    rf"(?:(?!(?:of|to|for|in|at|from|with|by|that|who|the|an?|his|her|its"
    rf"|their)\b)[\w’'-]+\s+){{0,4}}?(?:{HEADS})\b(?!['’])",
    re.IGNORECASE,
)
"""A determiner with its office close behind it."""
_COMPLEMENT: Final = re.compile(
    r"(?i)\b(?<!according )(?:of|to|for|with|from|by|against|about|between"
    r"|to\s+meet)\s+$"
)
"""What makes the office behind it somebody else's: "in a letter to the governor, Varzi wrote"."""
_CIRCUMSTANCE: Final = re.compile(
    r"(?i)\s*(?:when\s+|if\s+)?(?:asked|pressed|questioned|accompanied|flanked|urged|speaking|referring"
    r"|addressing"
    r"|meeting|responding|replying|alluding|turning|writing|reacting|echoing|contradicting|joining)\b"
)
"""What somebody did while he spoke: an office in it is somebody else's."""
_SUBORDINATOR: Final = re.compile(
    r"(?i)\s*(?:(?:and|but|yet)\s+)?(?:when|while|as|after|before|because|since|although|that)\s+"
)
_SAYING: Final = re.compile(r"\s*(?:said|says|wrote|writes|told|[a-z]+ed)\s+(?=[A-Z])")
_ACTED: Final = re.compile(
    rf"\s*(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w-]+)\s+(?:\w+\s+)?(?:[a-z]+ed|{PAST})\s+(?:\w+\s+)?(?:(?:to|at|with|on|by)\s+)?"
    rf"(?P<np>(?:the|a|an|his|her|its)\s+(?:(?!(?:of|from|by|to|with)\b)[\w’'-]+\s+){{0,4}}?(?:{HEADS})\b(?:\s+(?:of|for)\b.*)?)$"
)
"""For "He then turned to the chief of the police, Adel Varzi": an office that is no subject."""
_IN_FRONT: Final = re.compile(
    rf"(?:(?:the|a|an|his|her|its|one|another)\s+)?(?:[\w’'-]+\s+){{0,7}}?(?:{HEADS})\b(?:\s+(?:of|to"
    rf"|for|from|in|at|on|with|without|under|attached|assigned|accredited|responsible|close)\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)


def office_in_front(view: str, start: int, low: int) -> tuple[int, str] | None:
    """The office that stands before a name and a comma: its offset and its words.

    >>> office_in_front("On Monday, the head of the navy, Adel Varzi, said", 33, 0)
    (11, 'the head of the navy')
    """
    low = max(low, start - 200)
    lead = view[low:start].rstrip()
    if not lead.endswith(","):
        return None
    piece = re.search(rf"[^,;:–—{MASK}]*$", lead[:-1])
    if piece is None:
        return None
    before = lead[: piece.start()].rstrip(" ,")
    words = piece.group()
    if _CIRCUMSTANCE.match(words):
        return None
    if _KINSMAN.fullmatch(words):  # "The vice president, his wife, Clara Varzi"
        return office_in_front(view, low + piece.start() + 1, low)
    if acted := _ACTED.match(words):
        return low + piece.start() + acted.start("np"), acted.group("np").strip()
    tight = _own_office(view, start, words)
    starts = [tight] if tight is not None else [m.start() for m in _DETERMINER.finditer(words)]
    lead_in = _SUBORDINATOR.match(words)
    lead_in = lead_in or _SAYING.match(words)
    begin = starts[-1] if starts else lead_in.end() if lead_in else len(words) - len(words.lstrip())
    apposed = not words[:begin].strip() and not re.match(r"\s*and\b", words)
    if TAIL_VERB.search(words[begin:]) or (apposed and _names_somebody(before)):
        return None  # The piece is in apposition to the name before it.
    if re.match(r"\s*(?:on|in|at|by|and|but|who)\b", words[begin:], re.IGNORECASE):
        return None
    words = re.sub(r"\s+(?:himself|herself)\s*$", "", words)
    if _IN_FRONT.match(words, begin) is None:
        return None
    return low + piece.start() + begin, words[begin:].strip()


_KINSMAN: Final = re.compile(
    r"\s*(?:(?:an?|his|her|the\s+[\w’'-]+['’]s)\s+)(?:[\w-]+\s+)?(?:wife|husband|son|daughter|brother|sister|cousin|nephew|niece"
    r"|uncle|aunt|father|mother|namesake)(?:-in-law)?(?:\s+of\s+[^,;]{2,40})?"
)
_DONE: Final = re.compile(rf"\s(?:[a-z]{{2,}}ed|{PAST})\s")


def _own_office(view: str, start: int, words: str) -> int | None:
    """Where the office of whoever is named at an offset begins in the words before the comma."""
    found: int | None = None
    end = 0
    for match in _TIGHT.finditer(words):
        inner = _COMPLEMENT.search(words, 0, match.start())
        if inner is None and (found is None or _DONE.search(words, end, match.start())):
            found, end = match.start(), match.end()  # "The premier received the minister, Adel Varzi"
        elif inner and found is None and not HEAD.search(words, 0, match.start()):
            name = NAME.match(view, start)
            # "It was the turn of the imam, Adel Varzi": the name stands in apposition.
            if name and view[name.end() : name.end() + 1] in (",", ".", ";", ")", MASK):
                return match.start()
    return found


_RETIRED: Final = re.compile(r"\s*\((?:ret|retd|retired|res)\.?\)\s*$")
_ADDRESS: Final = re.compile(r"\b(?:U|Daw)\s+$")


_OWN_WORD: Final = re.compile(
    rf"(?:^|[,;:.—–{MASK}]\s*|\b(?:and|but|when|as|while|that)\s+"
    r"|(?<=[a-z]\s)(?<!\bin\s)(?<!\bat\s)(?<!\bof\s)(?<!\bto\s)(?<!\bon\s)(?<!\bby\s)(?<!\bfor\s)(?<!from\s)(?<!with\s))"
    rf"(?P<office>[Tt]he\s(?!{ORGANISATION.pattern[2:-2]})(?:[A-Z][\w’-]+\s){{0,2}}(?!{ORGANISATION.pattern[2:-2]})[A-Z][\w’-]+),\s+$"
)
"""An office in the country's own language, "the Rahbar, Ayatollah …"."""


_OF_SOMEBODY: Final = re.compile(
    r"(?:[A-Z][\w-]+['’]s|[Hh]is|[Hh]er)\s+(?:deputy|successor|predecessor|ally|rival|aide)$"
)
"""What somebody is to another tells less than an office."""


def whole_office(view: str, start: int, low: int) -> tuple[int, str] | None:
    """The office before a name, or before the rank that stands at the name.

    >>> whole_office("The chief of police, Colonel Adel Varzi", 29, 0)
    (0, 'The chief of police')
    """
    if address := _ADDRESS.search(view, max(low, start - 4), start):
        start = address.start()
    if retired := _RETIRED.search(view, max(low, start - 12), start):
        start = retired.start()
    if called := CALLED_BEFORE.search(view, max(low, start - 50), start):
        start = called.start()
    near = office_before(view, start, low)
    if near is not None and not is_rank(near[1]):
        front = " " not in near[1] and office_in_front(view, near[0], low)
        return near if front and _OF_SOMEBODY.match(front[1]) else front or near
    title = TITLE.search(view, max(low, start - 60), start)
    front = office_in_front(view, near[0] if near else title.start() if title else start, low)
    if front is None and title and (own := _OWN_WORD.search(view[low : title.start()])):
        return low + own.start("office"), own.group("office")
    if front is None and near is None and title:
        return office_before(view, title.start(), low)
    return front or near


_OFFICIAL: Final = re.compile(rf"(?:{HEADS}|[Mm]inister)", re.IGNORECASE)
_KIN: Final = re.compile(
    r"\b(?:of|for|to|by|with|from|against|near|at|in|on|under|over|between|inside|outside|behind)$"
)


def is_complement(view: str, start: int, low: int) -> bool:
    """Whether a name, with the title before it, hangs on another noun: "the wife of Captain Adel Varzi".

    >>> is_complement("wife of Captain Varzi", 16, 0), is_complement("chief of staff Varzi", 15, 0)
    (True, False)
    """
    while title := TITLE.search(view, max(low, start - 60), start):
        start = title.start()
    words = view[max(low, start - 60) : start].split()
    if words and words[-1][:1].isupper() and _OFFICIAL.fullmatch(words[-1]):
        while words and words[-1][:1].isupper():
            words.pop()
    if words and words[-1].lower() in ("the", "a", "an"):
        words.pop()
    return bool(words) and _KIN.search(words[-1].lower()) is not None and len(words) > 1


def opening(view: str, low: int) -> int:
    """Where the sentence begins, for a parse that has cut a noun phrase in two."""
    stop = max(view.rfind(sign, max(0, low - 160), low) for sign in (". ", "\n", MASK))
    return stop + 1 if stop >= 0 else max(0, low - 160)


def name_behind(
    view: str, span: tuple[int, int], low: int, limit: int
) -> tuple[int, tuple[int, int], str] | None:
    """For "the head of the Civic Bloc, Adel Varzi, said": where it begins, the name behind, the office."""
    run = NAME.match(view, span[1] + 2, limit) if view[span[1] : span[1] + 2] == ", " else None
    name = name_in(view, run.start(), run.end()) if run else None
    front = whole_office(view, name[0], opening(view, low)) if name else None
    if name is None or front is None or not front[0] < span[0] or front[0] + len(front[1]) < span[1]:
        return None
    return front[0], name, front[1]


_OUTLET: Final = re.compile(
    r"\b(?:newspaper|daily|weekly|monthly|magazine|agency|channel|station|radio|network|website|site|journal)\s+$"
)


def _names_somebody(words: str) -> bool:
    """Whether the words end in a personal name that is no place after a short adverbial."""
    last = next((m for m in NAME.finditer(words, max(0, len(words) - 60)) if m.end() == len(words)), None)
    if last is None or last.end() != len(words) or name_in(words, last.start(), last.end()) is None:
        return False
    if _OUTLET.search(words, 0, last.start()):
        return False
    if re.search(r"\b(?:in|at|from|near|outside|of|by|according\s+to)\s+(?:the\s+)?$", words[: last.start()]):
        return False
    piece = re.split(rf"[,;:–—{MASK}]", words)[-1].split()
    return (
        len(piece) > 7
        or not piece
        or piece[0].lower() not in ("on", "in", "at", "during", "speaking", "from", "near")
    )


def is_rank(office: str) -> bool:
    """Whether an office is a mere rank or form of address."""
    office = _AGED.sub("", office)
    return bool(TITLE.fullmatch(office.title()) or TITLE.fullmatch(office))


_AGED: Final = re.compile(r"(?i)^(?:the\s+)?(?:old|young|elderly|aged|ageing|aging|late|retired|serving)\s+")
