"""First coding of a statement by rules, and whether its claim is about the past."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from asabiya.evidence.coding.calls import CALLS
from asabiya.evidence.coding.frames import FRAMES
from asabiya.evidence.coding.lexicon import RULES, Rule
from asabiya.evidence.coding.synonyms import SYNONYMS
from asabiya.evidence.ledger import Code
from asabiya.vocabulary import CODES

__all__ = ["CODER", "code_statement", "denies", "time_reference"]

CODER: Final = "rules/1"
"""Name and version of these rules as a coder."""

_SENTENCE: Final = re.compile(r"[^.!?…;:]+[.!?…;:]*")
_CONDITION: Final = re.compile(
    r"^\W*(?:(?:and|but|for|so|even|that)\s+)?(?:if|unless|had\s+(?:the|they|he|she|we|any|our)|should\s+any|should\s+(?:we|they|you|anyone)"
    r"|were\s+we\s+to|when(?:ever)?\s+(?:we|they|you)\s+(?:will|fail|forget)|whoever|anyone\s+who"
    r"|any\s+\w+\s+who|he\s+who|those\s+who\s+(?:would|will|dare))\b",
    re.IGNORECASE,
)
_INNER_CONDITION: Final = re.compile(
    r"\b(?:if|unless|whoever|anyone\s+who|any\s+\w+\s+who|lest|so\s+that\s+no)\b", re.IGNORECASE
)
_EXHORT: Final = re.compile(
    r"\b(?:must|should|ought|need\s+to|needs\s+to|have\s+to|has\s+to|let\s+(?:us|me|every|each|no|them)"
    r"|let['’]s|shall|it\s+is\s+(?:our|your|the)\s+\w*\s*duty|our\s+duty|your\s+duty"
    r"|(?:i|we)\s+(?:urge|ask|call|appeal|beg|implore|order|invite|expect|want|advise|recommend)"
    r"|is\s+(?:necessary|needed|required|essential|vital|imperative)|necessary|we\s+need|need\s+for"
    r"|cannot\s+afford"
    r"|(?:is|are)\s+(?:expected\s+)?to\s+(?!blame)|would\s+(?:wish|ask|like)|had\s+better"
    r"|(?:do\s+not|don['’]t|never)\s+\w+|time\s+to|(?:i|we)\s+(?:would|beg|plead)|wish\s+for|appeals?\s+to|calls?\s+(?:on|upon)|is\s+the\s+(?:duty|task|key|answer|secret))\b",
    re.IGNORECASE,
)
_IMPERATIVE: Final = re.compile(
    r"^\W*(?:(?:so|and|but|therefore|first|now|please|then|today|always|my\s+(?:brothers|sons|friends"
    r"|dear\s+\w+)|brothers(?:\s+and\s+sisters)?|comrades|sons|friends|soldiers|basijis|young\s+people"
    r"|dear\s+\w+)\b\W*)*"
    r"(?:to\s+(?!tell\b|be\s+honest)|not\s+to|never\s+to|for\s+(?:unity|calm|vigilance|loyalty|greater"
    r"|more|national|solidarity|cohesion)|against\b"
    r"|be\b|remain\b|stay\b|keep\b|stand\b|avoid\b|beware\b|hold\b|guard\b|watch\b|remember\b|renew\b"
    r"|put\b|set\b|lay\b|close\b|unite\b|join\b|stop\b|end\b"
    r"|refrain\b|preserve\b|protect\b|serve\b|obey\b|honou?r\b|follow\b|trust\b|look\b|listen\b"
    r"|forget\b|do\s+not\b|don['’]t\b|never\b(?!\s+(?:in|before|has|have|had|was|were)\b)|let\b|take\b|come\b|open\b|prove\b|show\b|swear\b"
    r"|strengthen\b|dig\b|carry\b|continue\b|go\s+on\b|endure\b|resist\b|stick\b|sleep\b|trust\b|check\b"
    r"|report\b|examine\b|pay\b|learn\b|beware\b|mend\b|forgive\b|embrace\b|make\b|reconcile\b|speak\b"
    r"|whatever\s+divides|enough\b|only\s+together|swear\b|search\b|question\b|insight\b|at\s+your\s+posts\b"
    r"|whoever\s+has\s+sworn|you,\s+at\s+least|on\s+your\s+guard|let['’]s\b|answer\b|persevere\b|try\b"
    r"|strengthen\b|work\b|ask\b|cling\b|bury\b|defend\b|heed\b|wake\b|leave\b|no\s+more\b)",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"(?:\b(?:no|not|never|nobody|none|neither|nor|without|hardly|cannot|avoid|against|prevent"
    r"|beware\s+of|fear\s+of|danger\s+of|instead\s+of|rather\s+than|refrain\s+from|deny|denies"
    r"|rumou?rs?\s+of|stories\s+of|lies?\s+about|talk\s+of|reports?\s+of|false|myth\s+of|allow|let|want"
    r"|wants|hope\s+for|hopes?|dreams?\s+of|seeks?|seeking|trying|tries|tried|plans?|planning|aims?"
    r"|aiming|plot\w*|"
    r"intends?)|n['’]t)\b[^,;:—]{0,50}$"
    r"|\b(?:would|might|may|could|must|should|shall|will|to)\b[^,;:—]{0,25}$",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(
    r"(?:\b(?:no|not|never|nobody|none|without)\b|n['’]t\b)[^,;:—]{0,40}$", re.IGNORECASE
)
_ENEMY: Final = re.compile(
    r"\b(?:enem(?:y|ies)['’]?s?|their|zionist|israeli|american|hostile|foreign|occupier['’]?s?"
    r"|adversar(?:y|ies)|rebel|rebels|invaders?|his)\s+(?:\w+\s+){0,2}(?:soldiers?|troops|army"
    r"|officers?|forces?|ranks|pilots|conscripts|men|camp|leaders?|commanders?|fighters)\b"
    r"|\b(?:the\s+)?(?:enemy|enemies|zionists?|americans?|rebels?|insurgents?|invaders?|opposition|opponents"
    r"|adversary|strikers|exiles|neighbou?ring|other\s+side)\b",
    re.IGNORECASE,
)
_WARDED_OFF: Final = re.compile(
    r"(?:\b(?:no|not|never|nobody|no\s+one|none)\b|n['’]t\b)[^,;:—]{0,20}$", re.IGNORECASE
)
_ABROAD: Final = re.compile(
    r"\bneighbou?r(?:s|ing|['’]s)?\b|\bexile\s+groups?\b|\btheir\s+rulers?\b|\bin\s+the\s+kingdom\s+of\b",
    re.IGNORECASE,
)
_EVERYDAY: Final = re.compile(
    r"\b(?:football|match|athletes?|sports?|icy|road\s+signs?|motorway|weather|fog\s+(?:of|on|over)\s+the\s+\w+|earthquake|markets?|film\s+(?:festival|is)"
    r"|programme|donors?|donate|hospitals?|clinic|patients?|inflation|kitchen|feast|lambs?|sheep|soup|coins|envelopes?|tickets?"
    r"|trains?|timetable|museum|farmers?|boxers?|wheat|tea|convoy|press\s+conference|stairs?|yield|talks\s+with|swimmers?|painters"
    r"|fishing|locusts|vaccinated|tariffs?|theatre)\b",
    re.IGNORECASE,
)
_SERIOUS: Final = re.compile(
    r"\b(?:enem\w+|martyrs?|revolution|unity|soldiers?|officers?|troops|party|faith|oath|leaders?|leadership|army|police|war|unrest"
    r"|cause|ministers?|ministry|strik\w+|riot\w*|rebels?|sedition|plots?|traitors?|loyal\w*|republic|nation)\b",
    re.IGNORECASE,
)
_OUR_ENEMY: Final = re.compile(
    r"\bour\s+(?:opponents?|enem(?:y|ies)|adversar(?:y|ies)|rivals?|critics)\b(?:['’]s?)?", re.IGNORECASE
)
_SAID: Final = re.compile(
    r"\b(?:enemy|enemies|opposition|opponents|rivals|rebels|foreigners|exiles|journalists|newspapers|media|press|critics|some"
    r"|they)\s+(?:\w+\s+)?(?:says?|said|claims?|claimed|boasts?|alleges?|pretends?|reports?|writes?)\b|\b(?:den(?:y|ies|ied)|reports?\s+that|rumou?rs?"
    r"\s+that|it\s+is\s+(?:said|not\s+true|false)|would\s+love|question\s+of|information\s+about|hear\s+talk)\b",
    re.IGNORECASE,
)
_OURS: Final = re.compile(r"\b(?:we|us|our|ours|my|ourselves)\b", re.IGNORECASE)


_EVERY: Final = (*RULES, *FRAMES, *CALLS, *SYNONYMS)


@dataclass(frozen=True)
class _Clause:
    """A sentence of a statement with its mood."""

    text: str
    conditional: bool
    exhorts: bool
    asks: bool
    everyday: bool
    """About football, the weather and the like, which no code is about."""


def _clauses(text: str, *, urges: bool) -> list[_Clause]:
    found = []
    plain = " ".join(re.sub(r"[\"“”„«»]", "", text[:20_000]).lower().split())
    for match in _SENTENCE.finditer(plain):
        words = match.group().lstrip()
        bare = re.sub(r"^\W*that\s+", "", words)
        exhorts = urges or bool(_EXHORT.search(bare) or _IMPERATIVE.match(bare))
        asks = words.rstrip().endswith("?")
        everyday = _EVERYDAY.search(words) is not None and not _SERIOUS.search(words)
        found.append(_Clause(words, bool(_CONDITION.match(bare)), exhorts, asks, everyday))
    return found


@lru_cache(maxsize=256)
def _fitting(clause: _Clause) -> list[Rule]:
    """The rules that a sentence fits; a sentence is met again when the parts of its statement are coded."""
    return [] if clause.everyday else [rule for rule in _EVERY if _applies(rule, clause)]


def _applies(rule: Rule, clause: _Clause) -> bool:
    if rule.mood == "exhort" and not clause.exhorts:
        return False
    if clause.asks and rule.mood != "any":
        return False
    if rule.need is not None and not rule.need.search(clause.text):
        return False
    return any(_fits(rule, clause, match) for match in rule.pattern.finditer(clause.text))


def _fits(rule: Rule, clause: _Clause, match: re.Match[str]) -> bool:
    """Whether one match of a rule counts, in a sentence of the mood that it needs."""
    text, before = clause.text, clause.text[: match.start()]
    if rule.guard is not None and rule.guard.search(text):
        return False
    if rule.mood in ("any", "exhort"):
        return True
    if _others_say(before):
        return False
    if rule.mood in ("threat", "warning"):
        return not _WARDED_OFF.search(before)
    if rule.mood == "lament":
        return not (_of_enemy(before) or _INNER_CONDITION.search(before[-60:]))
    return _asserted(rule, clause, match)


def _asserted(rule: Rule, clause: _Clause, match: re.Match[str]) -> bool:
    """Whether a claim or an admission is made: not denied, conditional, called for or said of the enemy."""
    text, before = clause.text, clause.text[: match.start()]
    if clause.conditional and not _consequence(text, match.start()):
        return False
    if _INNER_CONDITION.search(before[-60:]):
        return False
    if (_NEGATED if rule.mood == "attack" else _DENIED).search(before):
        return False
    if rule.mood in ("admission", "report") and (_of_enemy(before) or _ABROAD.search(text)):
        return False
    if rule.mood == "report" and clause.exhorts:
        return False
    commanded = clause.exhorts and _IMPERATIVE.match(text) is not None
    return rule.mood == "attack" or not commanded


def _of_enemy(before: str) -> bool:
    """Whether what stands before the match makes it one about the enemy."""
    rest = _OUR_ENEMY.sub(" the enemy ", before)
    return bool(_ENEMY.search(rest)) and not _OURS.search(rest)


def _others_say(before: str) -> bool:
    """Whether the words are somebody else's claim that the speaker repeats or denies."""
    return _SAID.search(before) is not None


def _consequence(text: str, at: int) -> bool:
    """Whether the match stands after the condition: "if …, we are lost"."""
    return (
        re.search(r",\s+(?:then\s+)?(?:we|you|they|he|it|the|our|nobody|everything)\b", text[:at]) is not None
    )


@lru_cache(maxsize=64)
def _hits(text: str, *, urges: bool) -> Mapping[str, tuple[float, int]]:
    """Confidence of each code, and the clause in which it was first found."""
    found: dict[str, tuple[float, int, bool]] = {}
    for number, clause in enumerate(_clauses(text, urges=urges)):
        for rule in _fitting(clause):
            old = found.get(rule.code)
            weak = rule.weak and (old is None or old[2])
            best = max(rule.confidence, old[0] if old else 0.0)
            found[rule.code] = (best, old[1] if old else number, weak)
    if "exhorts_commitment" in found and found.get("exhorts_vigilance", (0.0, 0, False))[2]:
        del found["exhorts_vigilance"]
    if "appeals_unity" in found and found.get("exhorts_commitment", (0.0, 0, False))[2]:
        del found["exhorts_commitment"]
    return {code: (confidence, number) for code, (confidence, number, _) in found.items()}


_DENIAL: Final = re.compile(
    r"\b(?:no|not\s+(?:one|a\s+single)|none|nobody|never)\b[^.;?!]{0,50}\b(?:left|desert\w*|defect\w*|fled|join\w*|resign\w*"
    r"|abandon\w*|waver\w*|refus\w*|disobey\w*|mutin\w*|quarrel\w*|rifts?|splits?|divid\w*|division|infighting|disrespect"
    r"|turned|doubt\w*|lost)\b",
    re.IGNORECASE,
)


def denies(text: str) -> bool:
    """Whether a statement denies what an admission would grant.

    >>> denies("Not one soldier has left his post.")
    True
    >>> denies("Some soldiers have left their posts.")
    False
    """
    return _DENIAL.search(text) is not None


def code_statement(text: str, *, urges: bool = False) -> list[Code]:
    """Codes of a statement's words, in the codebook's order.

    Parameters
    ----------
    text
        The statement.
    urges
        Whether its cue makes it an appeal ("urged them to stand together").

    >>> [c.code for c in code_statement("Stay alert! Some of our men have deserted.")]
    ['admits_defection', 'exhorts_vigilance']
    """
    found = _hits(text, urges=urges)
    return [Code(code=code, confidence=found[code][0], coder=CODER) for code in CODES if code in found]


_PAST: Final = re.compile(
    r"\b(?:in|over|during|for|throughout|through|within)\s+(?:all\s+)?(?:these|those|the\s+(?:last|past"
    r"|first|early))\s+(?:[\w-]+\s+)?(?:years|decades|months)\b"
    r"|\b(?:in|over|during|throughout)\s+(?:these|those|the)\s+(?:\w+\s+){0,2}(?:years|decades"
    r"|days\s+of|era|war\s+years)\b"
    r"|\bat\s+that\s+time\b|\bin\s+those\s+(?:days|years|times)\b|\bback\s+then\b|\byears\s+ago\b"
    r"|\bdecades\s+ago\b|\bin\s+the\s+past\b|\bonce\s+(?:had|were|was)\b"
    r"|\b(?:in|of|since)\s+(?:the\s+)?(?:19\d\d|20[01]\d)s?\b|\bin\s+the\s+(?:nineteen|early"
    r"|late)\s?-?\w*ies\b|\bin\s+the\s+(?:sixties|seventies|eighties|nineties)\b"
    r"|\bduring\s+(?:the|that|our)\s+(?:\w+[\s-]){0,3}(?:war|revolution|siege|occupation|years)\b"
    r"|\bsince\s+the\s+(?:revolution|beginning|founding)\b|\bin\s+our\s+history\b"
    r"|\b(?:forty|thirty|twenty|fifty|ten|four\s+decades|\d\d)\s+years\b(?!\s+old)",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"\b(?:today|now|nowadays|these\s+days|this\s+(?:week|month|year)|currently|at\s+present)\b",
    re.IGNORECASE,
)


def time_reference(text: str, codes: Sequence[str]) -> Literal["present", "past"]:
    """Whether the statement's claim is about a past period.

    The sentence that carries the claim decides: the first coded as an admission, lament or claim, or else
    the first that is coded at all, or else the whole.

    >>> time_reference("In those ten years many of us deserted. We must stay loyal.", ["admits_defection"])
    'past'
    """
    clauses = _clauses(text, urges=False)
    hits = _hits(text, urges=False)
    claims = [
        n
        for code, (_, n) in hits.items()
        if code in codes and code.startswith(("admits", "claims", "laments"))
    ]
    others = [n for code, (_, n) in hits.items() if code in codes]
    numbers = [min(claims)] if claims else [min(others)] if others else range(len(clauses))
    chosen = " ".join(clauses[n].text for n in numbers if n < len(clauses))
    return "past" if _PAST.search(chosen) and not _NOW.search(chosen) else "present"
