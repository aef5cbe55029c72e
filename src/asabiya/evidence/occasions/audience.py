"""To whom something was said."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.occasions.expressions import MONTH
from asabiya.evidence.occasions.leads import is_agency
from asabiya.evidence.occasions.occasion import (
    LONGEST,
    NAMES,
    NP,
    bare,
    distance,
    has_date,
    is_medium,
    noun_phrase,
)
from asabiya.evidence.occasions.sorts import is_gathering, is_named_event
from asabiya.evidence.persons.offices import HEAD, HEADS
from asabiya.evidence.text.layout import MASK

__all__ = ["audience_in", "is_people"]

_WORDS: Final = r"(?:(?<!\w)(?!(?:to|by|in|on|at|that|about)\b)[\w’'-]+(?:\s+(?=[\w’'-]))?)"
_HEARD: Final = re.compile(
    r"\b(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\bnews )(?<!\bpress )(?P<verb>(?i:told|tells?|telling|addressed"
    r"|addresses|addressing|assured|assures|assuring|reminded|reminds"
    r"|reminding|informed|informing|informs|briefs|lectures|asked|asking|briefed|briefing|lectured"
    r"|lecturing|met(?:\s+with)?|meets"
    r"|meeting\s+with|urged|urges|urging|exhorted|exhorting|warned|warns|warning|ordered|ordering|instructed"
    r"|instructing|called\s+(?:up)?on|calls\s+(?:up)?on|calling\s+(?:up)?on|appealed\s+to|appeals\s+to"
    r"|appealing\s+to|begged|advised"
    r"|requested|requests|requesting|directed|cautioned|implored|lambasted|harangued|orders|instructs|advises|cautions|exhorts|begs|implores"
    r"|encouraged|(?:shouted|yelled|screamed|barked|swore)\s+at|took\s+leave\s+of|(?:bade\s+farewell|said\s+goodbye)\s+to"
    r"|admonish(?:ed|es|ing)|besought|beseech(?:es|ing)?|entreat(?:ed|s|ing)|counsell?(?:ed|ing)|chid(?:ed|es|ing)|chastis(?:ed|es|ing)|enjoin(?:ed|s|ing)"
    r"|begging|imploring|advising|cautioning|encourag(?:es|ing)|shouts\s+(?:at|to)|scolds|scolding|reassures|notifies"
    r"|(?<!\bwho\s)commanded|scolded|rebuked|berated|reassured|notified))\s+"
    r"(?!where\b|who\b|what\b|which\b|earlier\b|later\b|that\b|of\b|about\b|against\b|to\b|in\b|on\b|at\b|whether\b|for\b|why\b|how\b"
    r"|not\b|by\b|if\b|when\b|is\b)"
    rf"{NP}"
)
_SPOKEN: Final = re.compile(
    r"\b(?i:appear(?:ed|ing)(?!\s+to\b)|lectur(?:ing|ed)|sermoniz(?:ing|ed)|testif(?:ied|ying)|greetings?|circular|directive|instruction|speech|address|speaking|speaks|spoke|remarks|sermon|message|letter|lecture"
    r"|said|wrote|written|statement"
    r"|talk|talking|briefing|preaching|preached|broadcast|memorandum|memo|telegram|cable|note|appeal"
    r"|reply|replied"
    r"|email|petition|complained|testified|testifying|testimony|video|recording|homily|writing"
    r"|(?:phone|telephone|video|conference)\s+call|conversation(?=\s+with))"
    r"\s+(?:\w+ly\s+|(?:by|over\s+the|on\s+the)\s+(?:tele)?phone\s+|(?:on"
    r"|in)\s+[\w-]+,?\s+(?:\w+,?\s+){0,2}(?=to\b)"
    r"|,?\s*(?:dated|of|sent\s+on)\s+(?:\d{1,2}\s+[A-Z]\w+|[A-Z]\w+\s+\d{1,2})(?:,?\s+\d{4})?,?\s+)?"
    rf"(?:to|with(?<=(?:call|tion|poke|king)\swith)|before|in\s+front\s+of)\s+(?!be\b|have\b|do\b){NP}"
)
_ADDRESSED: Final = re.compile(
    r"\b(?:(?i:revealed|reveals|shouts|whispers|declares|announces|confides|confessed|disclosed|remarked|answered|responded|explained|confided|announced|declared|admitted|boasted|joked"
    r"|reporting|responding|replying|explaining|announcing|confiding|preaching|pleaded|complaining|whispered|shouted"
    r"|vowed|vows|pledged|swore|reported|confirmed|stated|repeated|insisted|turning|turned)\s+(?:to"
    r"|before)|(?i:in\s+front\s+of|in\s+the\s+presence\s+of|surrounded\s+by|to\s+(?:loud\s+)?(?:applause|cheers|laughter|boos)\s+from|promised|promises|promising)"
    r"|(?i:shouted|whispered|announced|declared|described|recounted|related|explained|confirmed|presented|disclosed"
    r"|read|urged|warned|told|argued|remarked|quipped|thundered|said)\b[^,.;:\ue000]{0,80}?,?\s(?:to|before)"
    rf"|(?i:asked|pressed|questioned)\s+by)\s+{NP}"
)
"""What may be said to people or done to a thing: "turning to the deputies", "turning to the budget"."""
_MEETING: Final = re.compile(
    rf"(?:^|[,;]|\b(?:while|when|after|and|by))\W*(?i:meeting|receiving|hosting|welcoming|greeting|rallying|instructing)\s+(?!with\b){NP}"
)
_MET_WITH: Final = re.compile(
    rf"(?<!\ba\s)(?<!\bthe\s)\b(?i:meeting|meets|met)\s+(?:in|at|on)\s+[^,.;:\ue000]{{2,40}}?\s+with\s+{NP}"
)
_USED: Final = re.compile(
    rf"\bused\s+[^.;]{{3,80}}?\s+to\s+(?:remind|warn|tell|urge|call\s+(?:up)?on|exhort|assure|ask|order)\s+{NP}"
)
"""Hearers behind an infinitive: "used his sermon to call on believers"."""
_HONOURED: Final = re.compile(rf"\b(?:ceremony|parade|graduation|party|farewell)\s+(?:for|with)\s+{NP}")
"""For whom an occasion is: "a ceremony for new judges"."""
_FRONTED: Final = re.compile(rf"^\W*(?:And\s+|But\s+)?To\s+{NP}")
_THUS: Final = re.compile(rf"^\W*(?:Thus|So|That\s+was)\s[^.;:\ue000]{{3,120}}?\bto\s+{NP}")
"""Hearers at the head of a sentence: "To the families she said"; "Thus the governor to the elders"."""
_BEFORE: Final = re.compile(
    rf"(?<!days)(?<!weeks)(?<!hours)(?<!months)(?<!years)(?<!day)(?<!night)(?<!evening)(?<!morning)(?<!shortly)(?<!just)"
    rf"(?<!long)\s+before\s+{NP}(?!\s+(?:had|have|has|were|was|could|would|left|sat|rose|came|went)\b)"
)
_GAVE: Final = re.compile(
    r"\b(?i:gave|gives|giving|offered|offers|showed|read|sent|handed|granted)\s+"
    rf"(?P<np>{_WORDS}{{1,6}}?)"
    r"(?=\s+(?:(?:at|in|from|of)\s+[^,.;]{3,50}?\s+)?(?:the|an?|no|some|this|another|few|little)\s+[a-z])"
)
"""Who is given something to hear: "gave his students the reason"."""
_IN_PRESENCE: Final = re.compile(rf"^\W*(?:Before|In\s+front\s+of|In\s+the\s+presence\s+of)\s+{NP}")
"""Who is there, as a sentence begins: "Before ten thousand people, he recalled"."""
_MET: Final = re.compile(
    r"(?<!after\s)(?<!before\s)(?<!had\s)(?<!since\s)(?<!when\s)(?<!who\s)\b(?i:received|receives"
    r"|receiving|hosted|hosting|summoned|summons|summoning"
    rf"|gathered|assembled|convened|greeted|welcomed|called\s+together|called\s+in|faced|invited"
    rf"|inviting)\s+(?!by\b){NP}"
)
"""Whom somebody had before him when he spoke."""
_FOLK: Final = re.compile(
    rf"(?i)\b(?:{HEADS}|famil(?:y|ie)|worker|troop|peopl|parent|pilgrim|worshipper|believer|faithful"
    rf"|congregation|crowd|audience"
    r"|people|mullah|bureau|leadership|command|personnel|clergy|police|army|division|battalion|regiment|nation|citizen|resident|villager|sailor|pilot|graduate|widow|mother|father|wives|wife|relative"
    r"|mourner|supporter"
    r"|follower|colleague|comrade|viewer|listener|reader|tribesm[ae]n|artist|writer|merchant|bazaari"
    r"|\w+m[ae]n|guard"
    r"|policem[ae]n|militiam[ae]n|instructor|employee|staff|servant|functionar(?:y|ie)|cadre|delegation"
    r"|guest|visitor|athlete"
    r"|child(?:ren)?|youth|wom[ae]n|m[ae]n|chamber|gallery|bench|faction|squad|crew|parliament|assembly"
    r"|council|committee|court"
    r"|senate|congress|jury|tribunal|cabinet|commission|politburo|duma|lawmaker|deput(?:y|ie)"
    r"|secretar(?:y|ie)|survivor|victim"
    r"|subordinate|superior|friend|neighbou?r|seminarian|executive|industrialist|entrepreneur|scout|pupil"
    r"|nurse|doctor|actor"
    r"|host|reservist|paratrooper|gendarme|correspondent|researcher|committee|minister|journalist"
    r"|press)(?:e?s)?$"
)
"""The last word of a phrase that names people."""
_GATHERED: Final = re.compile(
    rf"\b(?:gathering|meeting|crowd|audience|assembly|group|conference|congregation|rally|reception"
    rf"|briefing|lecture|seminar|session|course|workshop|training|retreat|class|dinner|lunch|luncheon|breakfast|banquet|iftar|dialogue)"
    rf"\s+(?:of|with|for)\s+{NP}"
)
_HEARS: Final = re.compile(
    r"(?:^\W*|[,;\ue000\ue001]\s*|\b(?:and|as|where|when|while|then)\s+)(?P<np>(?:[\w’'-]+\s+){0,6}?[\w’'-]+)\s+"
    r"(?:(?:later\s+|also\s+|then\s+)?(?:heard|listened\s+(?:to|as))\s+(?:him|her|the|their|[A-Z\ue001])"
    r"|(?:were|was)\s+(?:also\s+|then\s+)?(?:told|warned|reminded|informed|assured|urged|ordered|instructed|advised|exhorted)\b)"
)
"""Hearers as the subject: "the officers heard him say", "the deputies were told"."""
_PRONOUN: Final = re.compile(
    r"(?:him|her|them|us|me|you|it|himself|herself|themselves|itself|everyone|anyone|nobody|each|one"
    r"|others|all(?!\s)"
    r"|what|whoever|there)\b",
    re.IGNORECASE,
)
_CROWD: Final = re.compile(
    r"^(?:[\w-]+\s+)?(?:gathering|meeting|crowd|rally|audience|conference|assembly"
    r"|parade|hall\s+full|reception|briefing)\s+of\s+(?:the\s+)?"
)
_BODY: Final = re.compile(
    r"(?i)\b(?:council|commission|committee|cabinet|politburo|bureau|presidium|secretariat|board|party|front|union|parliament|assembly"
    r"|government|congress|court|ministry|agency|department|directorate)s?$"
)
"""A body whose meeting is the place where its members speak."""
_DELEGATION: Final = re.compile(r"(?:[\w-]+\s+)?(?:delegation|crowd|group|congregation)\b", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"(?i)(?:gathering|meeting|(?:press\s+|news\s+)?conference|parade|(?:\S+\s+)?counterparts?|ceremony|speech|letter|sermon|statement|question|people\s+who"
    r"|publication|phone|telephone|(?:\S+\s+)?(?:applause|cheers|laughter|boos|chants|murmurs?|jeers|whistles|ovation|silence|nods|outcry|hisses|march-past|roar)|(?!visit|train|graduat)\w+ing\s+(?:the|his|her|their|its|an?)\s.*|questions?(?:\s.*)?|comment"
    r"|\d[\d.,]*(?:\s+(?:percent|per|years?|days?|weeks?|months?).*)?|power"
    r"|office|death|work"
    r"|(?:a\s+)?(?:vote|close|halt|stop|end))"
)
_INVERTED: Final = re.compile(rf"{MASK}[\s,]*$")


def audience_in(frame: str, cue: int | None = None, *, media: frozenset[str] = frozenset()) -> str | None:
    """To whom it was said.

    Parameters
    ----------
    frame
        The sentence with what is said in it masked.
    cue
        Offset of the reporting verb; the audience that is named next to it is taken.
    media
        Names that the article gives to media, which are channels and no audience.

    >>> audience_in("Varzi told the cadets of the navy in Lurin, ")
    'cadets of the navy'
    """
    text = frame[:LONGEST]
    for pattern in (_FRONTED, _THUS):
        head = pattern.match(text)
        if head and is_people(noun_phrase(head)) and (words := _people(noun_phrase(head), media)):
            return words
    found: list[tuple[int, int, str]] = []
    for meets in _MEETING.finditer(text):
        met = noun_phrase(meets)
        if (is_people(met) or bare(met)[:1].isupper()) and (words := _people(_several(meets), media)):
            found.append((0, distance(meets.span(), cue), words))
    after = [
        m
        for p in (_ADDRESSED, _IN_PRESENCE, _USED, _MET_WITH, _HONOURED, _BEFORE)
        for m in p.finditer(text)
        if _is_hearer(noun_phrase(m))
    ]
    for rank, pattern in enumerate((_HEARD, _SPOKEN, _GATHERED)):
        for match in pattern.finditer(text):
            # “…,” warned the general: what follows is who speaks.
            inverted = _INVERTED.search(text[max(0, match.start() - 9) : match.start()])
            if inverted and pattern is _HEARD and not match["verb"].lower().startswith("t"):
                continue
            words = _people(_reminded(match), media)
            if pattern is _GATHERED and words and _BODY.search(words.split(" of ")[0].lower()):
                continue
            if words and (come := _COME.match(text, match.end("np"))) and is_gathering(words.split()[-1]):
                words = (_people(noun_phrase(come), media) if is_people(noun_phrase(come)) else None) or words
            if words:
                found.append((rank if cue is None else 0, distance(match.span(), cue), words))
    after += [m for m in _HEARS.finditer(text) if is_people(m["np"])]
    named = [(match.span(), _people(noun_phrase(match), media)) for match in after]
    named += [
        (m.span(), _people(noun_phrase(m), media)) for m in _GAVE.finditer(text) if is_people(noun_phrase(m))
    ]
    found += [(0 if cue is not None else 3, distance(span, cue), words) for span, words in named if words]
    if not found:
        faced = (noun_phrase(m) for m in _MET.finditer(text))
        return next((_people(words, media) for words in faced if is_people(words)), None)
    return min(found)[2]


def _is_hearer(words: str) -> bool:
    return is_people(words) or is_agency(words)


_OF_WHAT: Final = re.compile(r"\s+of\s+(?:the\s+|his\s+|her\s+|their\s+|its\s+)?[\w’' -]+$")
_REMINDS: Final = re.compile(r"(?i)remind|inform|assur|notif|warn")


def _reminded(match: re.Match[str]) -> str:
    """The hearers without what they are told of: "reminded officials of the war"."""
    words, end = _several(match), match.end("np")
    if "verb" not in match.groupdict() or not _REMINDS.match(match["verb"]) or " of " not in words:
        return words
    ends = re.match(r"\s*(?:[.,;]|$)", match.string[end:]) is not None
    plain = _OF_WHAT.sub("", words)
    return plain if ends and is_people(plain) else words


_WHENCE: Final = re.compile(
    rf"\s+from\s+(?:the\s+)?(?!{MONTH}\b){NAMES}|(?<=[Cc]ourt)\s+in\s+{NAMES}|(?<=[Tt]ribunal)\s+in\s+{NAMES}|\s+in\s+(?:uniform|exile|arms|prison)\b"
)
_OF_PAPER: Final = re.compile(r"[A-Z][\w’'-]+\s+[A-Z][\w’'-]+(?=\s+of\s+the\s+[A-Z])")
"""A reporter's name before that of his paper."""
_COME: Final = re.compile(rf"\s+(?:with|for)\s+{NP}")
"""Those who came: "told a televised meeting with governors"."""
_MORE: Final = re.compile(
    r"(?:,\s+[\w-]+(?:\s+[\w-]+){0,2})*,?\s+and\s+[\w-]+(?:\s+[\w-]+){0,2}?(?=\s*(?:[,.;:]|$|\ue000)"
    r"|\s+(?:to|that|in|on|at|not|of|during|last|this)\b)"
)


def _several(match: re.Match[str]) -> str:
    """The hearers with those behind commas: "soldiers, gendarmes and police"."""
    words, end = noun_phrase(match), match.end("np")
    whence = _WHENCE.match(match.string, end)
    if whence and match.string[:end].endswith(words) and (is_people(words) or words.islower()):
        return words + " ".join(whence.group().split()).join((" ", ""))
    more = _MORE.match(match.string, end) if match.string[end : end + 1] == "," else None
    if more is None or not match.string[:end].endswith(words) or not is_people(words):
        return words
    others = re.split(r",\s+(?:and\s+)?|\s+and\s+", more.group().lstrip(", "))
    return words + " ".join(more.group().split()) if all(is_people(one) for one in others) else words


def is_people(words: str) -> bool:
    """Whether a noun phrase names people, by its head.

    >>> is_people("the heads of the security services"), is_people("the budget of the ministers")
    (True, False)
    """
    if _DELEGATION.match(bare(words)):
        return True
    head = re.split(r"\s(?:of|from|in|at|for|with|who|on)\s", _CROWD.sub("", bare(words)))[0]
    return _FOLK.search(head) is not None


def _people(words: str, media: frozenset[str]) -> str | None:
    """The hearers in a noun phrase, or none where it names no such."""
    if re.fullmatch(r"this\s+reporter|(?:everyone|all\s+those|those|one\s+of)\s+\w.*", words):
        return words
    plain = bare(_CROWD.sub("", bare(words)))
    name = _OF_PAPER.match(plain)
    if name and HEAD.search(name.group()) is None:
        plain = name.group()
    head = re.split(r"\s(?:of|from|in|at|for|with)\s", words)[0]
    loose = plain == words and head.islower() and not head.endswith("s") and not is_people(words)
    if (
        not plain
        or loose
        or (plain.startswith("same ") and is_gathering(plain.split()[-1]))
        or is_named_event(plain)
        or _PRONOUN.match(plain)
        or _NOBODY.fullmatch(plain)
        or (has_date(plain) and not (is_people(plain) and re.match(r"\w+day\s", plain)))
        or (is_agency(plain) and plain == words)
    ):
        return None
    return None if is_medium(words, media) else plain
