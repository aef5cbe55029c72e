"""An episode: one occasion at which somebody speaks, with those who take part.

A sentence that dates or places an act of speaking, meeting, sitting or publishing opens an episode. The
statements after it belong to it while their speakers take part, while nothing in their own words sets them
apart ("in a separate interview", "he once said", "he likes to say"), and while no other episode begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.occasions.anchors import Anchor
from asabiya.evidence.occasions.sittings import SITS
from asabiya.evidence.text.layout import MASK

__all__ = [
    "EVENTS",
    "Episode",
    "back_to",
    "event_in",
    "event_named",
    "goes_on",
    "is_afterwards",
    "is_apart",
    "is_before",
    "is_elsewhere",
    "is_exchange",
    "is_hall",
    "is_next",
    "is_present",
    "is_shared",
    "is_sitting",
    "is_solo",
    "is_written",
    "tells_of_speech",
]

EVENTS: Final = (
    r"(?:broadcast|speech|address|interview|meeting|sermon|ceremony|session|sitting|letter|statement|rally"
    r"|briefing|recording|programme|message|conference|excerpts|remarks|video|post|lecture|congress"
    r"|gathering"
    r"|seminar|footnote|article|column|reply|hearing|trial|funeral|debate|plenum|convention|dinner|banquet"
    r"|reception|summit|parade|burial|memorial|commemoration|conversation|assembly|forum|council|tribunal"
    r"|inauguration|vigil|communiqu[eé]|circular|memorandum|decree|visit|tour|service)"
)
"""What an occasion is called."""
_GATHERING: Final = (
    r"(?:meeting|ceremony|session|sitting|rally|briefing|conference|congress|gathering|seminar|hearing"
    r"|trial"
    r"|funeral|debate|plenum|plenary|convention|dinner|banquet|reception|summit|parade|burial|memorial"
    r"|commemoration"
    r"|forum|inauguration|vigil|assembly|council|interview|conversation|questioning|festival|wedding"
    r"|table|talks|service)"
)
"""An occasion at which several may speak."""
_EVENT: Final = re.compile(rf"\b{EVENTS}\b", re.IGNORECASE)
_BACK: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Tt]old|[Aa]ddress(?:ed|ing)|[Bb]efore|[Ll]eft|[Oo]pened"
    r"|[Cc]losed|[Oo]f)\s+"
    rf"(?:the|that|this)\s+(?:same\s+|two-hour\s+|whole\s+|entire\s+)?(?P<noun>{EVENTS})\b"
    r"(?!\s+(?:of|with|in|at|on|to|for|by)\b)"
)
"""A phrase that points back to an occasion, "at the same conference"."""
_NAMED: Final = re.compile(
    r"\b(?:held|hosted|opened|opens|convened|staged|gave|gives|delivered|chaired|attended|addressed"
    r"|published|issued|released|[Aa]t|[Ii]n|[Dd]uring|[Tt]o)\s+"
    rf"(?:the|an?|his|her|its|their)\s+(?:[\w’'-]+\s+){{0,4}}?(?P<noun>{EVENTS})\b"
)
_AFTERWARDS: Final = re.compile(
    r"\b(?:after\s+the\s+(?:meeting|session|sitting|debate|hearing|ceremony|vote|speech|trial|funeral"
    r"|conference|rally|parade|service)"
    r"|[Aa]fterwards|[Oo]n\s+(?:his|her|their|the)\s+way\s+out|[Oo]utside\s+the\s+(?:building|chamber"
    r"|court|courtroom|courthouse|hall|parliament|church|mosque)"
    r"|(?:[Dd]uring|[Ii]n)\s+(?:a|the)\s+(?:break|pause|recess|interval|corridors?|lobb(?:y|ies)))\b"
)
_HELD: Final = re.compile(
    r"\b(?:held|hosted|convened|opened|staged|met|meets|holds|opens|sat|sits|gathered|assembled"
    r"|took\s+place"
    r"|takes\s+place|began|begins|resumed|reassembled|reconvened|convenes|lasted|devoted|attended|buried"
    r"|conducted|recorded|appeared\s+together|came\s+together|presided|chaired|faced\s+each\s+other)\b"
)
_BURIED: Final = re.compile(
    r"\b(?:[Tt]hey|mourners|thousands|hundreds|the\s+family)\s+buried\b|\b(?:was|were)\s+(?:buried"
    r"|laid\s+to\s+rest)\b"
    r"|\bappear(?:ed|ing)\s+together\b|\bfaced\s+each\s+other\b"
)
_CONDUCTED: Final = re.compile(
    r"\b(?i:interview|conversation|talk)\b[^.;]{0,100}\b(?:conducted|recorded|held|took\s+place|made"
    r"|given)\b"
)
_PRESSED: Final = re.compile(
    r"\b(?:faced|met|meets|faces|received|before)\s+(?:the\s+)?(?:press|reporters|journalists|media"
    r"|cameras)\b"
    r"|\btook\s+questions\b|\b(?:press|news)\s+conference\b"
)
_CAME: Final = re.compile(
    r"\b(?:met|gathered|assembled|came\s+together)\s+(?:at|in|on|behind|outside|inside|for|to)\b"
)
_RECORD: Final = re.compile(
    r"\b(?:[Mm]inutes|[Tt]ranscripts?|[Ss]tenograms?|[Pp]rotocols?|[Rr]ecordings?|[Tt]ape)\s+of\b"
)
_SHOWN: Final = re.compile(
    rf"\b{_GATHERING}\b[^.;]{{0,80}}\b(?:shown|televised|broadcast|aired|relayed|streamed|recorded|filmed|leaked)\b"
)
_AT: Final = re.compile(
    rf"\bfor\s+(?:his|her|their|its)\s+(?:[\w’'-]+\s+){{0,2}}?{_GATHERING}\b|"
    rf"\b(?:[Aa]t|[Ii]n|[Dd]uring|[Aa]ttended|[Aa]ddressed)\s+(?:the|an?|his|her|their|its"
    rf"|that)\s+(?:[\w’'-]+\s+){{0,4}}?{_GATHERING}\b"
)
_THEN_CAME: Final = re.compile(
    rf"\b(?:[Tt]hen|[Nn]ext)\s+came\s+(?:the|an?)\s+(?:[\w’'-]+\s+){{0,3}}?{_GATHERING}\b"
)
_DEBATE: Final = re.compile(
    r"(?:[Ii]n|[Aa]t|[Dd]uring)\s+(?:the|an?|that)\s+(?:[\w-]+\s+){0,3}?(?:debate|hearing|session"
    r"|sitting|trial"
    r"|plenum|news\s+conference|press\s+conference)\b"
)
_EXCHANGE: Final = re.compile(
    r"\b(?:asked|asks|wanted\s+to\s+know|inquired|enquired|replied|replies|answered|answers|retorted"
    r"|interrupted|interjects?|interjected|counters|countered|(?:br(?:eaks|oke)|cuts?|chime[sd]?|piped?|butt(?:s|ed))\s+(?:in|up)|(?:fired|fires)\s+back|testif(?:y|ies|ied)|pleaded|ruled|overruled|remanded|on\s+behalf\s+of"
    r"|objected|objects|shot\s+back|called\s+out|heckled|shouted|snapped|took\s+the\s+(?:floor|microphone)"
    r"|rose\s+to|stood\s+up|from\s+the\s+(?:floor|back|benches|audience|gallery|hall|left|right|crowd"
    r"|stands)|(?:spoke|speaking|who\s+followed|followed)\s+"
    r"(?:after\s+)?(?:him|her|them)|(?:seated|sitting|standing)\s+(?:next\s+to|beside|behind)\s+(?:him"
    r"|her|them)|seconded"
    r"|(?:asked\s+for|given|was\s+given|had)\s+the\s+floor|next\s+speaker|spoke\s+next|then\s+spoke)\b"
)
"""Words by which one speaker answers or follows another."""
_NEXT: Final = re.compile(
    r"\b(?:seated|sitting|standing)\s+(?:next\s+to|beside|behind)\s+(?:him|her|them)\b"
    r"|\b(?:who\s+)?followed\s+(?:him|her)\b"
    r"|\b(?:spoke|speaking)\s+(?:after|before)\s+(?:him|her|them)\b|\bnext\s+(?:speaker|to\s+speak)\b"
    r"|\bspoke\s+next\b|\b[Ii]n\s+the\s+same\s+(?:hall|room|chamber|building|place|square)\b"
    r"|\b(?:took|asked\s+for|had|was\s+given)\s+the\s+(?:floor|microphone)\b"
)
"""Words by which a speaker is told to follow another at one occasion."""
_WRITTEN: Final = re.compile(
    r"\b(?:editorial|letter|article|column|post|tweet|e-?mail|website|site|newspaper|magazine|journal|daily"
    r"|weekly|book|memoirs?|interview|twitter|telegram|facebook|instagram|whatsapp|X|channel|radio|station"
    r"|(?:tele)?phone|communiqu[eé]|circular|broadcaster|podcast|blog|agency)\b",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(
    r"\b(?:broadcast|message|statement|sermon|speech|footnote|issue|edition|television|tv|address)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:by\s+(?:tele)?phone|on\s+the\s+(?:tele)?phone|(?:tele)?phoned|by\s+e-?mail"
    r"|from\s+(?:his\s+|her\s+)?exile|in\s+exile|outside\s+the"
    r"|afterwards|after\s+the\s+(?:meeting|session|debate|hearing"
    r"|ceremony|vote|speech|trial|funeral)|meanwhile|elsewhere|later\s+said|told\s+(?:this|our"
    r"|the)\s+(?:newspaper|paper|magazine|agency|reporter)"
    r"|told\s+(?:me|us)|over\s+(?:dinner|coffee|tea|noodles|lunch)|reached\s+by|when\s+I|who\s+teaches"
    r"|who\s+lives|said\s+to\s+me)\b",
    re.IGNORECASE,
)
"""Words that set a speaker apart from an occasion at which others spoke."""
_OWN_MEDIUM: Final = re.compile(
    r"\bin\s+an?\s+(?:[\w-]+\s+)?(?:interview|e-?mail|letter|statement|message|post|tweet|article|editorial|book|memoir|note"
    r"|submission|affidavit|deposition|petition|telegram|cable|column|open\s+letter|communiqu[eé]|press\s+release|podcast)\b",
    re.IGNORECASE,
)
"""The same, but for what somebody said whose words the sentence before has only summed up."""
_PRESENT: Final = re.compile(
    rf"(?:{MASK}|\s|,|^)(?:says|thinks|believes|explains|recalls|remembers|argues|insists|puts\s+it)\b"
)
_NOW: Final = re.compile(
    r"\b(?:meets|sits|opens|holds|convenes|begins|says|tells|speaks|addresses|asks|interview"
    r"|conversation)\b",
    re.IGNORECASE,
)
_HALL: Final = re.compile(
    r"\b(?:rostrum|lectern|podium|benches|gallery|applause|laughter|murmur|boos|heckl\w+|(?:told|to|in|of|before|closing|opening"
    r"|from)\s+(?:the|this)\s+"
    r"(?:chamber|house|assembly|hall|delegates|deputies|plenum|congress|conference|session|meeting|court"
    r"|tribunal))\b"
)
"""Words of a hall in which several speak."""
_PLUPERFECT: Final = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|who|[^\W\d_a-z][\w’'-]+)\s+had\s+(?:\w+ly\s+)?\w+(?:ed|en|ne|me|ft|nt|lt"
    r"|un|ut)\b"
)
_HABIT: Final = re.compile(
    r"\b(?:(?:likes?|liked|loves?|loved|used|is\s+fond|was\s+fond|is\s+wont|tends?"
    r"|prefers?)\s+(?:of\s+\w+ing|to)"
    r"(?=\s+(?:say|tell|call|joke|boast|remind|quote|repeat|ask|put)|\b)|(?:often|always|usually"
    r"|sometimes|regularly|frequently|invariably|seldom|rarely)\s+"
    r"(?:says?|tells?|calls?|jokes?|said|told|called|repeat(?:s|ed)?|remind(?:s|ed)?|complain(?:s|ed)?"
    r"|warn(?:s|ed)?)"
    r"|never\s+tires\s+of|once\s+(?:said|told|wrote|remarked|called|warned|asked|joked|boasted|admitted)"
    r"|(?<!to\s)(?:has|have)\s+(?:(?:also|often|repeatedly|long|always|previously|since|never|frequently"
    r"|consistently)\s+)?"
    r"(?:said|warned|told|claimed|argued|called|insisted|admitted|complained|denied|maintained|described"
    r"|spoken)"
    r"|would\s+(?:often|always|sometimes)|as\s+the\s+saying\s+goes|according\s+to\s+(?:a"
    r"|an\s+old)\s+proverb)\b"
)
"""Words that tell of what somebody said at no one time."""
_OTHER: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Dd]uring)\s+(?:another|an?\s+(?:earlier|separate|previous|undated|recent"
    r"|older|later|different))\b(?!\s+(?:passage|part|section|paragraph|sentence|excerpt|line|point)\b)"
    r"|\b[Oo]n\s+(?:another|a\s+different|an\s+earlier|other)\s+occasions?\b"
)
_LONG_AGO: Final = re.compile(
    r"\b(?:[Yy]ears?|[Dd]ecades?)\s+(?:ago|earlier)\b|\b[Ii]n\s+the\s+past\b|\b[Pp]reviously\b"
    r"|\b[Aa]s\s+an?\s+(?:young|small)\s+\w+|\b[Ii]n\s+(?:his|her)\s+(?:youth|memoirs?|book"
    r"|first(?!\s+(?:[\w-]+\s+){0,2}(?:comments?|remarks?|speech|address|appearance|interview|statement|reaction"
    r"|response|sermon|message|words)))\b"
)
_SPEECH: Final = re.compile(
    r"\b(?:speech|address(?:ed|es)?|spoke|speaks|(?:was|were|been)\s+speaking|sermons?|was\s+asked|(?:was|came)\s+the\s+turn|repl(?:ied|ies)|respond(?:ed|s)|reacted|went\s+further|(?:hit|struck)\s+back|statement|interview(?:ed)?|remarks|appeared"
    r"|message|letter"
    r"|preached|lecture[ds]?|briefing|briefed|broadcast|press\s+conference|floor|testified"
    r"|took\s+questions|received"
    r"|met|visited|summoned|gathered|hosted|presided|toured|inspected|opened|wrote|posted|published"
    r"|answered"
    r"|convened|assembled|stood|climbed|invited|attended|welcomed|harangued|article|issue|post|video"
    r"|communiqu[eé])\b"
)
"""What a sentence says that tells of an appearance without its words."""
_CONTINUES: Final = re.compile(
    r"(?:(?:But|And|Yet)\s+)?(?:[Tt]owards?\s+(?:the\s+end|midnight|evening|noon)|[Aa]t\s+(?:the\s+end"
    r"|one\s+point|another\s+point)"
    r"|[Ll]ater\s+in\s+(?:the|his|her)\s|[Tt]urning\s+to|[Aa]sked\s+(?:about|whether|if|why|how|what|who"
    r"|by)\b"
    r"|(?:In\s+)?(?:[Cc]losing|[Cc]oncluding)\b|[Ff]inally,|(?:[Hh]e|[Ss]he)\s+(?:then|also|went\s+on"
    r"|turned|continued|concluded"
    r"|ended|closed|added)\b|[Tt]hen\s+s?he\b"
    r"|[Ee]lsewhere\s+in\s+(?:the|his|her)\s|[Ii]n\s+another\s+passage|\w+\s+(?:also|then"
    r"|further)\s+(?:said|told|warned|called|urged"
    r"|accused|promised|announced|asked|turned)\b)"
)
"""How a paragraph begins that goes on with the speech before."""


@dataclass(frozen=True)
class Episode:
    """One occasion, as far as the sentences so far tell of it."""

    dated: bool
    """Whether the text says when it was, be it resolved or not."""
    anchor: Anchor | None
    audience: str | None
    venue: str | None
    paragraph: int
    """Index of the paragraph that last told of it."""
    sentence: int
    """Index of the sentence that last told of it."""
    words: frozenset[str] = frozenset()
    """Words of the sentences that tell of it, by which those who take part are known."""
    person: bool = False
    """Whether those sentences name somebody."""
    key: str | None = None
    """Who speaks at it first, id or name."""
    shared: bool = False
    """Whether everybody takes part who speaks in the paragraph."""
    stays: bool = False
    """Whether its speaker's later words belong to it, as those of a wire report's lead do."""
    named: int = 0
    """Index of the paragraph that last named audience or venue."""
    broken: bool = False
    """Whether somebody else has spoken since."""
    present: bool = False
    """Whether the text tells of it in the present tense."""
    nameless: bool = False
    """Whether the sentences tell of somebody by his office alone, who may be named next."""
    told: bool = True
    """Whether the sentence tells of an appearance, so that what follows belongs to it."""


def event_in(words: str) -> str | None:
    """The noun by which a later sentence may point back to the occasion."""
    found = _EVENT.search(words)
    return found.group().lower() if found else None


def event_named(frame: str) -> str | None:
    """The noun of the occasion that the sentence tells of: "held its annual conference"."""
    found = _NAMED.search(frame)
    return found["noun"].lower() if found else None


def is_afterwards(frame: str) -> bool:
    """Whether it was said on the day of an occasion, but behind its end or outside its doors."""
    return _AFTERWARDS.search(frame) is not None


def back_to(frame: str) -> list[str]:
    """The nouns of occasions to which the sentence may point back.

    >>> back_to("At the same conference a cleric said"), back_to("At the conference of judges he said")
    (['conference'], [])
    """
    return [back["noun"].lower() for back in _BACK.finditer(frame)]


def is_apart(frame: str) -> bool:
    """Whether a sentence tells of no one occasion, or of another than the one before it.

    >>> is_apart("He likes to say"), is_apart("In a separate interview, he said"), is_apart("He said")
    (True, True, False)
    """
    return any(p.search(frame) is not None for p in (_HABIT, _OTHER, _LONG_AGO))


def is_elsewhere(frame: str, *, present: bool = False, summed_up: bool = False) -> bool:
    """Whether a speaker is set apart from an occasion at which others spoke.

    Parameters
    ----------
    frame
        The sentence.
    present
        Whether the occasion is told in the present tense.
    summed_up
        Whether no place and no hearers have been named yet, so that a medium may be its own.
    """
    if _ELSEWHERE.search(frame) or (not summed_up and _OWN_MEDIUM.search(frame)):
        return True
    return not present and _PRESENT.search(frame) is not None


def is_present(frame: str) -> bool:
    """Whether an occasion is told in the present tense, as conversations are."""
    return _NOW.search(frame) is not None


def is_exchange(frame: str) -> bool:
    """Whether a speaker answers or follows another."""
    return _EXCHANGE.search(frame) is not None


def is_next(frame: str) -> bool:
    """Whether a sentence tells that somebody follows another at one occasion."""
    return _NEXT.search(frame) is not None


def is_written(venue: str) -> bool:
    """Whether a venue is a medium to which one speaks apart from any gathering."""
    return _WRITTEN.search(venue) is not None


def is_solo(venue: str) -> bool:
    """Whether nobody answers there: a medium, a sermon, a statement."""
    return is_written(venue) or _ALONE.search(venue) is not None


def is_shared(frame: str, *, spoken: bool) -> bool:
    """Whether a sentence tells of an occasion at which several may speak."""
    if spoken:
        return (
            _DEBATE.match(frame) is not None
            or SITS.search(frame) is not None
            or (_EXCHANGE.search(frame) is not None and _HELD.search(frame) is not None)
        )
    gathered = _AT.search(frame) is not None or SITS.search(frame) is not None
    others = (_SHOWN, _THEN_CAME, _BURIED, _RECORD, _CONDUCTED, _PRESSED, _CAME)
    return gathered or any(p.search(frame) is not None for p in others)


def is_hall(frame: str) -> bool:
    """Whether a sentence names a hall or a body in which several speak: "he told the chamber"."""
    return _HALL.search(frame) is not None


def is_before(frame: str, date: int) -> bool:
    """Whether a date is that of what had happened before the story: "He had deserted in May"."""
    return _PLUPERFECT.search(frame, 0, date) is not None


def is_sitting(frame: str) -> bool:
    """Whether a sentence tells that a body sat or an event was held, which an article may report."""
    return any(p.search(frame) is not None for p in (_SHOWN, SITS, _BURIED, _RECORD, _CONDUCTED, _PRESSED))


def tells_of_speech(frame: str) -> bool:
    """Whether a sentence tells of an appearance or a speech."""
    return _SPEECH.search(frame) is not None


def goes_on(view: str, start: int) -> bool:
    """Whether a sentence goes on with the speech before it."""
    return _CONTINUES.match(view, start) is not None
