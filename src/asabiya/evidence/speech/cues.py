"""Words by which an article attributes words and thoughts, and what their content looks like."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.text.wordlist import words

__all__ = [
    "ACTS",
    "CUE",
    "FRAMES",
    "LEMMAS",
    "MENTAL",
    "NOUNS",
    "PARTICLES",
    "PLAIN",
    "QUOTING",
    "URGE",
    "is_call",
    "is_tell",
    "may_attribute",
]

_TABLE: Final = """
s,i: claim
s: say state declare insist claim argue note remark observe assert affirm maintain explain continue conclude
s: reiterate exclaim proclaim comment allege contend testify quip go whisper mutter murmur opine intone
s: cry joke respond reply answer write tweet retweet post recount narrate add shout yell chant thunder
s: object protest counter retort interject elaborate clarify theorize surmise muse shoot fire
s: speculate bark snap scoff snipe crow gush gripe grumble growl chide marvel volunteer rejoin
s: reason posit read reckon point riff grouse
s: reaffirm specify swear guarantee hint decree insinuate prophesy
s: indicate estimate rule pray attest vouch stipulate intimate pronounce conjecture hypothesize postulate
s,i: undertake
s: certify verify cable telegraph moan mumble wail whine fume rage enthuse grunt hiss stammer
s,o: stress emphasize emphasise
s: underline underscore
s: reveal regret aver avow concur venture remonstrate
s,o: acknowledge concede confess confirm disclose mention predict report announce deny
s: recall
s: suggest signal imply
s,o: tout lament bemoan decry dispute rebut refute
s,o,i: admit agree vow pledge promise threaten demand propose recommend advocate
s,o: forecast divulge
t,s,of,about,against,i: warn caution
s,of,about,i: boast brag
s,about,of: complain rant preach rave
about: speak
about,of,against: sermonize lecture
s,about: inquire
i,for,on: call
for,i: appeal plead
t,s,i,about,of: tell remind
t,s,i: ask request enjoin
t,s,of,about: assure inform notify reassure
t,s,i: urge implore exhort beg beseech entreat
t,i,s: order instruct advise command direct
o,i: counsel press
j: call describe characterize characterise label brand dub deem portray hail depict
j,to: liken ascribe attribute
j: compare
j: denounce condemn dismiss criticize criticise praise reject deplore ridicule deride mock slam blast
j: rip chide bash lambaste lambast assail rebuke berate skewer applaud commend laud
j: endorse defend question castigate scold chastise excoriate disparage belittle
j: blame accuse credit fault charge thank congratulate
j: discuss
against: rail inveigh fulminate
to: refer allude
for: apologize apologise
on: elaborate expound
o: voice express
s,o: repeat
s: wonder ponder
o: cite describe note recall explain tweet recount outline reiterate protest suggest
o: declare proclaim
about: write joke ask report
for: ask advocate argue
against: argue
on: comment
with: agree
"""
"""Verbs by their frames: ``s`` a clause or a quotation, ``i`` an infinitive, ``o`` a noun for the content,
``j`` a judgement of the object, ``t`` an object that is the audience, and prepositions of the content."""

_IRREGULAR: Final = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "speak": "speaks spoke spoken speaking",
    "read": "reads reading",
    "cry": "cries cried crying",
    "beg": "begs begged begging",
    "deny": "denies denied denying",
    "reply": "replies replied replying",
    "imply": "implies implied implying",
    "testify": "testifies testified testifying",
    "clarify": "clarifies clarified clarifying",
    "decry": "decries decried decrying",
    "notify": "notifies notified notifying",
    "forecast": "forecasts forecasting",
    "go": "goes went going",
    "shoot": "shoots shot shooting",
    "swear": "swears swore sworn swearing",
    "specify": "specifies specified specifying",
    "prophesy": "prophesies prophesied prophesying",
    "undertake": "undertakes undertook undertaken undertaking",
    "certify": "certifies certified certifying",
    "verify": "verifies verified verifying",
}
PARTICLES: Final = {"point": "out", "go": "on", "shoot": "back", "fire": "back"}
"""Verbs that say something only with a particle."""
_DOUBLING: Final = words("admit brag quip rebut dub slam rip refer regret aver concur")


def _forms(lemma: str) -> list[str]:
    """The inflected forms of a verb, the lemma first."""
    if lemma in _IRREGULAR:
        return [lemma, *_IRREGULAR[lemma].split()]
    if lemma in _DOUBLING:
        return [lemma, f"{lemma}s", f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"]
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
    stem = lemma.removesuffix("e") if not lemma.endswith("ee") else lemma
    return [lemma, third, f"{stem}ed" if not lemma.endswith("ee") else f"{lemma}d", f"{stem}ing"]


def _read_table() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _TABLE.strip().splitlines():
        frames, _, lemmas = line.partition(": ")
        for lemma in lemmas.split():
            found[lemma] = found.get(lemma, frozenset()) | frozenset(frames.split(","))
    return found


FRAMES: Final = _read_table()
"""What the content of a verb may look like, by lemma."""

PLAIN: Final = words(
    """
    say claim argue suggest insist note report announce declare add admit acknowledge concede predict assert
    allege contend state reveal confirm explain stress
    """
)
"""Verbs after which a clause may follow that looks like none to the parser."""

LEMMAS: Final = {form: lemma for lemma in FRAMES for form in reversed(_forms(lemma))}
"""The lemma of every form of a cue verb."""

NOUNS: Final = words(
    """
    accusation acknowledgement acknowledgment admission allegation announcement answer argument assertion
    assessment
    assurance boast call charge claim comment complaint conclusion concession confession contention criticism
    declaration demand denial explanation hint insistence insinuation instruction message notion observation
    opinion plea pledge point prediction promise proposal question quip rebuke remark reminder reply report
    request response revelation ruling statement suggestion testimony threat tweet verdict vow warning word
    """
)
"""Nouns of saying, in the singular: "his claim that …"."""

ACTS: Final = words(
    """
    endorse cite announce criticize criticise praise denounce note defend question reject reveal mention
    discuss express mock blast propose confirm condemn state tout tweet explain declare applaud slam deride
    """
)
"""Verbs whose bare object is told as an act of speech: "endorsed the treaty", which claims nothing."""

QUOTING: Final = words("quote quotes quoted quoting cite cites cited citing")
"""Verbs by which one medium takes up the words of another."""

_VERB_FORMS: Final = "|".join(sorted(LEMMAS, key=len, reverse=True))

CUE: Final = re.compile(rf"\b(?:{_VERB_FORMS})\b", re.IGNORECASE)
"""Any verb that may attribute words."""

URGE: Final = frozenset(form for form, lemma in LEMMAS.items() if "i" in FRAMES[lemma])
"""Forms of verbs whose content may be an infinitive: to do something."""

_IDIOMS: Final = (
    r"in\s+[^,.;:]{2,40}\s+words|(?:made|makes?|lets?)\s+(?:it\s+)?(?:\w+\s+)?(?:clear|known|plain)"
    r"|let(?:s|ting)?\s[^.;:]{2,60}\sknow|(?:consider|believ|think|hold|hop|expect|fear|feel|judg|doubt|trust|know|understand)"
    r"(?:e?s|e?d)?\s+that|(?:thought|held|felt|knew|understood|found)\s+that"
)
_WORDS: Final = frozenset(LEMMAS) | NOUNS | frozenset(f"{noun}s" for noun in NOUNS)
_WORD: Final = re.compile(r"\w+")
_PHRASE: Final = re.compile(
    rf"\b(?:put\s+it|puts\s+it|has\s+it|according\s+to|words\s+of|{_IDIOMS})\b", re.IGNORECASE
)


def may_attribute(view: str, start: int, end: int) -> bool:
    """Whether some word between two offsets may attribute something: sentences without one need no parse.

    >>> may_attribute("He denied it.", 0, 13), may_attribute("It rained.", 0, 10)
    (True, False)
    """
    found = _WORD.findall(view[start:end].lower())
    return not _WORDS.isdisjoint(found) or _PHRASE.search(view, start, end) is not None


def is_call(word: str) -> bool:
    """Whether a verb names or judges something.

    >>> is_call("described"), is_call("said")
    (True, False)
    """
    return bool({"j"} & FRAMES.get(LEMMAS.get(word, ""), frozenset()))


def is_tell(word: str) -> bool:
    """Whether the object of a verb is the audience.

    >>> is_tell("told"), is_tell("said")
    (True, False)
    """
    return "t" in FRAMES.get(LEMMAS.get(word, ""), frozenset())


MENTAL: Final = re.compile(
    r"\b(?:(?P<verb>fears?|feared|wants?|wanted|intends?|intended|hopes?|hoped|believes?|believed"
    r"|thinks?|thought"
    r"|worries|worried|seeks|sought|considers|considered|regards|regarded|expects?|expected|desires?"
    r"|desired|aims?"
    r"|aimed|dreads?|dreaded|plans|planned|wishes|wished|realizes|realized|realises|realised|knows|knew"
    r"|understands"
    r"|understood|suspects?|suspected|doubts|doubted|dreams|dreamed|hates|hated|distrusts|distrusted"
    r"|mistrusts"
    r"|prefers|preferred|assumes|assumed|craves|longs|loathes)"
    r"|(?P<view>(?:sees|saw|views|viewed|perceives|perceived)(?=[^.;:]{1,160}?\bas\b))"
    r"|(?:is|was|are|were|remains|remained|became|grew|has\s+been|had\s+been)(?:\s+(?:\w+ly|now|also"
    r"|indeed|still|so|very|not))?"
    r"\s+(?P<state>afraid|worried|fearful|terrified|anxious|concerned|scared|frightened|determined"
    r"|convinced|desperate"
    r"|eager|alarmed|aware|certain|hopeful|nervous|wary|bent)(?=\s+(?:of|that|about|to|for|by|at|on)\b))"
)
"""What somebody thinks, wants or fears."""
