"""Whether a date says when something was said: adverbials of the reporting clause, and other dates."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.occasions.audience import is_people
from asabiya.evidence.occasions.counted import COUNTED
from asabiya.evidence.occasions.dates import DateMention
from asabiya.evidence.text.layout import MASK

__all__ = ["EVENT", "EVENTS", "NOT_WHEN", "SUBORDINATE", "is_adverbial", "is_by_the_way", "is_recorded"]

_ASIDE: Final = (
    r"that|who|which|whose|whom|since|until|after|before|following|between|scheduled|planned|expected|due"
    r"|set\s+for|recalling|referring|despite|because|ahead"
)
SUBORDINATE: Final = re.compile(rf"\b(?:{_ASIDE})\b", re.IGNORECASE)
_SUFFERED: Final = r"(?:killed|arrested|dismissed|appointed|elected)"
NOT_WHEN: Final = re.compile(
    rf"\b(?:{_ASIDE}|began|begun|started|died)\b|\b(?:was|were|been|being|be"
    rf"|got)\s+(?:\w+\s+)?{_SUFFERED}\b"
    rf"|^\s*(?:\w+ly\s+)?{_SUFFERED}\b(?!\s+(?:the|an?|his|her|their|its)\b)"
    rf"|\b{_SUFFERED}\s+(?:on\s+|in\s+|last\s+)?$",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"\b(?:said|says|told|tells|wrote|warned|added|asked|replied|announced|declared|argued|claimed|admitted"
    r"|stated|spoke|insisted|complained|explained|promised|vowed|urged|reminded|denied|acknowledged"
    r"|conceded|remarked"
    r"|noted|observed|reported|confirmed|assured|informed|accused|blamed|called|described)\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r",\s+when\s+[^,;.\ue000]{2,60}?\b(?:said|warned|told|declared|promised|vowed|announced|addressed"
    r"|spoke|urged|gave)\b"
)
"""A clause that tells what happened on the date before it: "since Sunday, when he warned"."""
_LEARNT: Final = re.compile(r"(?i)^.*\bit\s+(?:is\s+|was\s+|has\s+been\s+|later\s+)?[a-z]+\s+that\s+")
_BEGAN: Final = re.compile(r"(?i)\bit\s+(?:all\s+)?(?:began|begun|started)\b")
"""The story's beginning, which is an event of its own: "It began on 3 May with a sentence"."""
_APPEARED: Final = re.compile(
    r"(?i)\b(?:episode|issue|interview|article|video|speech|letter|recording|column|podcast|post|book"
    r"|report|essay"
    r"|statement|message|sermon|lecture|programme|broadcast)\b[^,;]{0,60}?,?\s+(?:that"
    r"|which)\s+(?:(?:[A-Z][\w’'-]*|the|daily|weekly|agency|newspaper)\s+){0,4}?(?:was\s+|had\s+)?"
    r"(?:first\s+|been\s+)?(?:appeared|published|aired|broadcast|posted|given|recorded|released|printed"
    r"|delivered"
    r"|came\s+out|ran|uploaded|written|sent)\s+(?:on\s+|in\s+)?"
)
"""A clause that tells when what is quoted appeared: "an episode that appeared on 18 January"."""
_BEARS: Final = re.compile(
    r"(?i)\b(?:bear(?:s|ing)|bore|carr(?:ies|ied|ying)|with|under)\s+the\s+date\s+(?:of\s+)?$"
)
"""How a letter is dated."""
_ASIDE_OF_SOURCE: Final = re.compile(r"\ue001\s+(?:(?:on|in)\s+)?$")
"""The end of what describes a speaker, who "was named chief of staff in October", before a comma."""
_CITED: Final = re.compile(
    r"(?i)\W*(?:as\s+\w+\s+by|according\s+to|in\s+the\s+words\s+of)\s+(?:[\w’'-]+\s+){0,4}?\ue001+\s+(?:on|in)?\s*"
)
"""What stands before the day of a paper that is cited: "according to the daily Kavir on 8 November,"."""
_DOING: Final = re.compile(r"\W*(?:Before|After|On|Upon|While|When)\s+[a-z]+ing\s[^,;.]{0,60}$")
"""What somebody did on the day on which he spoke: "Before leaving for Karsu on Thursday, she said"."""
_PLAIN: Final = r"(?:(?!\b(?:that|who|which|whose|since|until|after|before)\b)[^,;:\ue000\ue001])"
"""A sign of a clause from which no other branches off."""
_SAT: Final = re.compile(
    rf"{_PLAIN}{{0,90}}\b(?:trial|hearing|session|sitting|congress|plenum|plenary|conference|debate"
    rf"|court[ -]martial|proceedings|meeting|talks|summit|inquest)\b{_PLAIN}{{0,80}}\b(?:began|started"
    r"|got\s+under\s+way)\s+(?:\w+ly\s+|here\s+)?(?:late\s+|early\s+)?(?:on\s+)?"
)
"""A sitting that the sentence is on: "The trial of eleven cadets began on Friday"."""
_WHO: Final = re.compile(r"\bwho,?\s+(?:on\s+)?$")
_WHICH_RAN: Final = re.compile(
    r"(?i)\b(?:interview|article|video|speech|letter|recording|column|podcast|post|report|essay|statement|message"
    r"|sermon|lecture|programme|broadcast|remarks|comments|address|appearance|homily|appeal|clip|footage|circular|decree|tweet)\b[^,;\ue000]{0,60},\s+(?:which|that)\s+(?:was\s+|were\s+|had\s+)?"
    r"(?:first\s+|been\s+)?(?:appeared|published|aired|broadcast|posted|given|recorded|released|printed|delivered|made"
    r"|ran|uploaded|written|sent)\s+(?:by\s+[\w’' -]{2,40}?\s+)?(?:on\s+|in\s+)?$"
)
"""The same behind a comma: "in an interview with the weekly, which appeared on Friday"."""
_IS_FROM: Final = re.compile(
    r"(?i)\b(?:entry|letter|note|message|recording|post|minutes|report|passage|text|draft)\s+(?:is|was"
    r"|are|dates)\s+from\s+$"
)
_WAITED: Final = re.compile(
    r"(?i)\b(?:waited|hesitated|kept\s+silent|said\s+nothing)\s+until\s+$|\bbetween\s+[a-z][^,\d]{2,40}\s+and\b"
)
"""Words that look as if they led to another time and do not: "talks between the two on 3 May"."""
_CONTACT: Final = re.compile(
    r"\b(?:the|a|an|every|any)\s+[\w’'-]+\s+(?:he|she|they|it|we|I)\s+(?:was|were|had|has|have|did|is|are"
    r"|[a-z]+ed)\b"
)
"""A relative clause without its pronoun: "the man he had arrested on 3 May"."""
_UNTIL: Final = re.compile(
    r"(?:by|for|until|till|since|from|after|before|to|than|of|like)\s+(?:the\s+)?$", re.I
)
_A_MONTHS: Final = re.compile(r"(?i)(?:in\s+)?(?:an?|the|his|her)\s")
"""What begins "in a December interview"."""
_BY_THEN: Final = re.compile(r"\W*By\s+")
"""What begins a sentence that goes on with the story: "By Wednesday evening it was the premier's turn"."""
_NOT_YET: Final = re.compile(r"(?:since|until|by|from|through|throughout|of)\b", re.IGNORECASE)
_AT_ITS: Final = re.compile(
    rf"(?i:(?:^\W*|[,;]\s*|{MASK}\s*|{_SAID.pattern}[^,;]{{0,60}}\s)(?:in|at|during|on|of|from)\s+$)"
)
_OF: Final = re.compile(r"\bof\s+(?:the\s+)?$", re.IGNORECASE)
_SPEECH: Final = (
    r"(?:speech|address|interview|sermon|statement|letter|message|meeting|session|ceremony|remarks"
    r"|article|post|entry|memorandum|memo|note|briefing|broadcast|communiqu[eé]|decree|order|report|diary"
    r"|circular|telegram|cable|directive|instruction|appeal|tweet|edict|fatwa|communique|declaration|manifesto|ultimatum"
    r"|sitting|plenum|hearing|congress|conference|trial|debate|rally|funeral|lecture|video|reception"
    r"|recording|programme|program|editorial|issue|edition)"
)
_ISSUE: Final = re.compile(r"(?i)\baccording\s+to\s+[^,;]{2,60}\s(?:of|on|dated)\s+(?:the\s+)?$")
"""The day of a paper that is cited: "according to the daily Kavir of 8 November"."""
_OF_SPEECH: Final = re.compile(
    rf"\b(?:{_SPEECH}s?|council|committee|cabinet|plenary|politburo|days?|night|morning|afternoon"
    rf"|evening|hours)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SPEECH_NEXT: Final = re.compile(
    rf"['’]s\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_SPEECH}s?|mass|service|prayers?|liturgy|vigil|dinner|summit|forum)\b",
    re.IGNORECASE,
)
EVENT: Final = (
    r"(?:parade|vote|ballot|poll|election|referendum|coup|putsch|mutin(?:y|ies)|uprising|revolt|rebellion"
    r"|strike"
    r"|massacre|attack|raid|fire|explosion|blast|bombing|funeral|burial|congress|summit|war|invasion"
    r"|shooting"
    r"|protest|demonstration|march|rally|arrest|assassination|murder|killing|death|earthquake|crash"
    r"|collision"
    r"|trial|verdict|inauguration|coronation|purge|battle|siege|ceasefire|truce|armistice|revolution"
    r"|crackdown"
    r"|execution|hanging|blackout|flood|riot|speech|sermon|ceremony|conference|decree|dismissal|resignation"
    r"|plenum|plenary|session|sitting|debate|hearing|briefing|broadcast|interview|appointment|independence|wedding|visit|meeting|festival|festivities|exercise|manoeuvre|clash(?:es)?)"
)
EVENTS: Final = re.compile(rf"\b{EVENT}s?\b", re.IGNORECASE)
_EVENT_NEXT: Final = re.compile(
    rf"\s+(?:(?!(?:the|an?|his|her|its|their|this|that)\b)[\w’'-]+\s+)?{EVENT}s?\b", re.IGNORECASE
)
_RECORD: Final = (
    r"(?:[Mm]inutes|[Tt]ranscripts?|[Ss]tenograms?|[Pp]rotocols?|[Rr]ecordings?|[Ff]ootage|[Tt]apes?)\s+of"
)
_RECORDED: Final = re.compile(
    rf"\b{_RECORD}\s+(?:(?:an?|the|his|her|its|their|that|this)\s+(?:[\w-]+\s+){{0,3}}?{_SPEECH}\b"
    r"[^.;:\ue000]{0,140})?$"
)
_RECORDED_NEXT: Final = re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}?{_SPEECH}\b")
_RITE: Final = re.compile(r"\s+(?:sermons?|prayers?|homily|homilies|mass|service|worship)\b")


def is_recorded(text: str, mention: DateMention) -> bool:
    """Whether the date is that of an occasion whose minutes or the like the sentence tells of."""
    before = _RECORDED.search(text, max(0, mention.start - 200), mention.start)
    if before is None:
        return False
    return not before.group().endswith("of ") or _RECORDED_NEXT.match(text, mention.end) is not None


def is_by_the_way(text: str, mention: DateMention) -> bool:
    """Whether a part of the day or the name of a rite says less than the sentence's other date."""
    if mention.form == "hours":
        return mention.match["dawn"] is not None
    return mention.form == "wd" and _RITE.match(text, mention.end) is not None


def is_adverbial(text: str, mention: DateMention, other: re.Pattern[str]) -> bool:
    """Whether the date says when what the sentence tells of happened, and not what ``other`` leads to."""
    low = max(text.rfind(sign, 0, mention.start) for sign in ",;—–") + 1
    before = text[max(low, mention.start - 90) : mention.start]
    for said in reversed(list(_SAID.finditer(before))):
        # A reporting verb ends the relative clause of its subject.
        before = before[said.end() :]
        break
    before = _IS_FROM.sub("", _APPEARED.sub("", _BEGAN.sub("", _WAITED.sub("", _LEARNT.sub("", before)))))
    if _WHEN.match(text, mention.end) or _says_who(text, mention):
        return True
    if _WHICH_RAN.search(text, max(0, mention.start - 120), mention.start):
        return True
    if _ASIDE_OF_SOURCE.search(text, max(0, mention.start - 5), mention.start) and text.startswith(
        ",", mention.end
    ):
        return _CITED.fullmatch(text, 0, mention.start) is not None
    if _DOING.match(text[: mention.start]) or _SAT.fullmatch(text[: mention.start]):
        return True
    if _BEARS.search(before):
        return True
    if _CONTACT.search(before):
        return False
    if _ISSUE.search(before):
        return True
    if _OF.search(before):
        return _OF_SPEECH.search(before) is not None
    words = text[mention.start : mention.end]
    if mention.form in ("mon", "omon", "yr", "season") and _NOT_YET.match(words):
        return _NOT_YET.match(words) is not None and bool(
            words.lower().startswith("of") and re.search(rf"(?i)\b{_SPEECH}\s*$", before)
        )
    if mention.form == "mon" and _A_MONTHS.match(words):
        return True
    if mention.form in ("days", "dayz"):
        before = re.sub(r"(?i)\b(?:between|from)\s+(?:the\s+)?$", "", before)
    if mention.form in ("wd", "adj", "yes") and _BY_THEN.fullmatch(text[: mention.start]):
        return True
    if _UNTIL.search(before) or any(not _is_forum(before, m) for m in other.finditer(before)):
        return False
    if re.match(r"['’]s?\s", text[mention.end : mention.end + 3]):
        # "Thanked them for last week's rally" tells of no words of last week.
        vague = mention.form == "unit" and not _AT_ITS.search(text[: mention.start])
        return not vague and _SPEECH_NEXT.match(text, mention.end) is not None
    led = re.search(r"(?i)\bon\s+$", before) is not None
    return led or mention.form in ("wd", *COUNTED) or not _EVENT_NEXT.match(text, mention.end)


def _says_who(text: str, mention: DateMention) -> bool:
    """Whether the date opens the clause of a reporting verb: "who on the same morning told them"."""
    opens = _WHO.search(text, max(0, mention.start - 10), mention.start)
    return opens is not None and _SAID.search(text, mention.end, mention.end + 80) is not None


def _is_forum(before: str, aside: re.Match[str]) -> bool:
    """Whether "before the committee" or "after the meeting" is where it was said, and not another event."""
    word, rest = aside.group().lower(), before[aside.end() :]
    if word not in ("before", "after", "following"):
        return False
    if re.search(rf"(?i)\b{_SPEECH}\b", rest):
        return True
    forum = re.match(r"(?i)\s+(?:an?|the|parliament|reporters)\b", rest)
    hearers = re.match(r"\s+(?P<np>[\w’'-]+(?:\s+[\w’'-]+){0,5}?)(?=\s+(?:at|in|on)\b|\s*$)", rest)
    if word == "before" and hearers and is_people(hearers["np"]):
        return True
    return word == "before" and forum is not None and not EVENTS.search(rest)
