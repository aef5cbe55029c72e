"""Verbs by which an article attributes words and thoughts."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.text.wordlist import words

__all__ = ["ACCORDING", "CALL", "CUE", "MENTAL", "NOUNS", "PARTICIPLE", "SAY", "TELL", "TOPIC", "URGE"]


def _forms(table: str) -> str:
    return "|".join(sorted(set(table.split("|")), key=len, reverse=True)).replace(" ", r"\s+")


SAY: Final = _forms(
    "said|says|say|added|adds|add|warned|warns|warn|stated|states|declared|declares|announced|announces"
    "|insisted|insists|insist"
    "|stressed|stresses|emphasized|emphasizes|emphasised|emphasises|claimed|claims|claim|argued|argues"
    "|argue|noted|notes"
    "|acknowledged|acknowledges|admitted|admits|admit|conceded|concedes|confessed|confesses|complained"
    "|complains"
    "|lamented|laments|replied|replies|responded|responds|answered|answers|wrote|writes|tweeted|tweets|posted"
    "|remarked|remarks|observed|observes|asserted|asserts|affirmed|affirms|maintained|maintains|vowed"
    "|vows|pledged"
    "|pledges|promised|promises|threatened|threatens|cautioned|cautions|boasted|boasts|bragged|brags"
    "|explained"
    "|explains|recalled|recalls|continued|continues|concluded|concludes|repeated|repeats|reiterated"
    "|reiterates"
    "|underlined|underlines|underscored|underscores|pointed out|points out|went on|goes on|exclaimed|exclaims"
    "|shouted|shouts|proclaimed|proclaims|predicted|predicts|suggested|suggests|confirmed|confirms"
    "|denied|denies"
    "|commented|comments|reported|reports|revealed|reveals|disclosed|discloses|alleged|alleges"
    "|contended|contends"
    "|mentioned|mentions|told|tells|tell|asked|asks|demanded|demands|testified|testifies|thundered"
    "|quipped|whispered"
    "|muttered|murmured|agreed|agrees|objected|protested|ordered|orders|advised|advises|instructed"
    "|urged|urges|urge"
    "|spoke|speaks|talked|talks|appealed|appeals|preached|preaches|exhorted|exhorts|advocated|opined"
    "|intoned|cried|assured|assures"
    "|reminded|reminds|informed|called|calls|described|describes|described|characterized|characterised"
    "|labelled"
    "|labeled|branded|dubbed|denounced|denounces|condemned|condemns|dismissed|dismisses|praised|praises"
    "|blamed"
    "|blames|accused|accuses|hailed|hails|referred|refers|portrayed|compared|deplored|criticized|criticised"
    "|criticizes|criticises|rejected|rejects|bemoaned|decried|railed|joked|read|put it|has it"
)
"""Finite verbs of saying."""

PARTICIPLE: Final = _forms(
    "saying|adding|warning|stating|declaring|announcing|insisting|stressing|emphasizing|emphasising"
    "|claiming|arguing"
    "|noting|acknowledging|admitting|conceding|confessing|complaining|lamenting|replying|responding"
    "|answering|writing"
    "|remarking|observing|asserting|affirming|maintaining|vowing|pledging|promising|threatening"
    "|cautioning|boasting"
    "|explaining|recalling|continuing|concluding|repeating|reiterating|underlining|underscoring|pointing out"
    "|exclaiming|shouting|proclaiming|predicting|suggesting|confirming|denying|telling|asking|demanding"
    "|urging"
    "|calling|describing|ordering|exhorting|reminding|assuring|going on"
)
"""Participles of the same, which continue an attribution."""

TELL: Final = words(
    """
    told tells tell telling asked asks assured assures reminded reminds informed
    """
)
"""Verbs whose object is the audience."""

URGE: Final = words(
    """
    urged urges urge urging called calls calling ordered orders ordering told tells telling asked
    asks asking advised advises instructed exhorted exhorts exhorting demanded demanding appealed
    appeals warned warns warning cautioned cautions vowed vows pledged pledges promised promises
    threatened threatens reminded
    """
)
"""Verbs with an infinitive for content: to do something."""

CALL: Final = words(
    """
    called calls calling described describes describing characterized characterised labelled labeled
    branded dubbed denounced denounces condemned condemns dismissed dismisses hailed hails portrayed
    compared praised praises blamed blames accused accuses referred refers deplored criticized
    criticised criticizes criticises rejected rejects bemoaned decried
    """
)
"""Verbs that name or judge something: content without a claim of its own."""

TOPIC: Final = words(
    """
    warned warns warn warning spoke speaks talked talks complained complains complaining lamented
    laments lamenting cautioned cautions boasted boasts boasting bragged reported reports preached
    railed admitted admits acknowledged acknowledges acknowledging conceded confessed denied denies
    stressed stresses stressing emphasized emphasizes emphasised emphasizing emphasising underlined
    underlines underscored underscoring recalled predicted predicts promised threatened confirmed
    revealed mentioned joked asked demanded demands demanding repeated reiterated
    """
)
"""Verbs that may name a mere subject: "warned about turmoil"."""

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

CUE: Final = re.compile(
    rf"\b(?P<quoted>(?:(?:has|have)\s+)?(?:quoted|quotes|cited|cites|quoting|citing))\b"
    rf"|\b(?P<say>{SAY})\b|\b(?P<part>{PARTICIPLE})\b"
    r"|\bto\s+(?P<inf>warn|urge|declare|insist|complain|remind|tell|say|announce|call|admit|claim"
    r"|demand|threaten|boast|stress)\b"
)
"""Any verb that may attribute words."""

ACCORDING: Final = re.compile(
    r"\b(?:according\s+to|in\s+the\s+words\s+of|as\s+(?:reported|quoted|cited)\s+by|(?:was"
    r"|were)\s+(?:quoted|cited)\s+by)\s+",
    re.IGNORECASE,
)
"""Phrases that attribute a whole sentence."""

NOUNS: Final = words(
    """
    claims calls reports orders demands promises notes states comments remarks pledges vows stresses
    repeats urges answers asks advises claim warns read talks boasts appeals
    """
)
"""Forms that are as often nouns as verbs, believed only after a clear subject."""
