"""Frames of what is called for, invoked, threatened and boasted of."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.coding.lexicon import EACH, rule

__all__ = ["CALLS"]

_OUTSIDER: Final = r"\b(?:invad\w+|aggressors?|foreign|occupiers?|zionists?|beyond\s+the\s+strait)\b"
_SMALL: Final = (
    r"\b(?:stairs?|soup|roads?|icy|current|swimmers?|water|film|treatment|accounts|sport|athletes|session|operator"
    r"|exchange\s+rate|customers|prices|crossing\s+day|food|patients|traffic)\b"
)
_PLACES: Final = r"(?:posts?|stations?|path|road|way|cause|oath|flag|duty|side|standard|banner|line|course)"

_EXHORTATIONS: Final = (
    rule(
        "exhorts_commitment",
        r"(?:oath|pledge|vows?|covenant|allegiance|fidelity|steadfast\w*|persever\w*|endur(?:e|ance)|lukewarm"
        r"|waver\w*|hesitat\w*|falter\w*|constan(?:t|cy)|loyal\w*|faithful\w*|devot\w*|obedien\w*|commitment"
        r"|committed|resolute|worthy|dut(?:y|ies)\b(?!\s+to\s+win))\b"
        r"|(?:keep|kept|honou?r|live\s+by|true\s+to)\s+(?:\w+\s+){0,3}(?:word|promise|faith|oath|it\s+to\s+the\s+last)"
        rf"|(?:stay|stand|remain|hold|keep|continue|go\s+on|stick|follow)\s+(?:\w+\s+){{0,2}}?(?:at|on|by|with|to|in)\s+"
        rf"(?:\w+\s+){{0,2}}?(?:{_PLACES}|president|leader|government|republic|movement|party|system|principles|flag"
        r"|revolution)\b"
        r"|(?:hold|stand|stood|be)\s+(?:fast|firm|the\s+line)|(?:to|till|until)\s+(?:the|his|your)\s+(?:end|last(?:\s+\w+)?)"
        r"|(?:not|never|nobody|let\s+no\s+\w+)\s+(?:\w+\s+){0,2}?(?:bend|give\s+(?:in|up|way)|tire|retreat|let\s+go"
        r"|lose\s+(?:heart|faith|your\s+faith)|betray|abandon|desert|sell|leave\s+the\s+\w+|shake|fall|follow\s+them"
        r"|weaken|turn\s+back|grow\s+tired|forsake|be\s+among\s+those\s+who\s+(?:grow|give|leave))"
        r"|carry\s+(?:on|the\s+banner)|remain\s+what\s+you\s+are|what\s+you\s+swore|swor(?:e|n)\s+to\s+(?:do|serve)"
        r"|obey\s+(?:your|the)|serve\s+(?:without|the\s+state|faithfully|as)|follow\s+the\s+orders|fulfil\w*\s+(?:\w+\s+)?"
        r"(?:duty|obligations|mission)|(?:ready\s+to\s+)?defend\s+the\s+(?:system|revolution|cause|faith|state|republic)"
        r"|dig\s+in\s+your\s+heels|patien(?:t|ce)\s+and|resist\s+temptation|cling|belong\s+to\s+us|trust\s+in\s+the\s+"
        r"(?:cause|leader\w*)|keep\s+(?:the\s+)?faith|leave\s+the\s+ship",
        "exhort",
        0.8,
        guard=rf"{_SMALL}|\b(?:stay|remain|be)\s+together\b|\bneighbou?rs\b|\bguard\s+duty\b|\bour\s+loyalty\s+is\b",
    ),
    rule(
        "exhorts_vigilance",
        r"(?:alert|vigilan\w+|watchful\w*|wary|beware|lookout|awake|doz(?:e|ing)|complacen\w+|naive|careless|lulled"
        r"|fooled|deceived|underestimate\w*|suspicious|insight|awareness|caution|cautious|negligent|wits|saboteurs"
        r"|infiltrators|provocateurs|agitators|slumber)\b"
        r"|be\s+(?:\w+\s+){0,2}(?:careful|on\s+(?:your|our)\s+guard|aware|prepared\s+for)|(?:one\s+|your\s+|our\s+)eyes?\s+"
        r"(?:\w+\s+)?open|open\s+your\s+eyes|keep\s+(?:a\s+|your\s+|his\s+|our\s+|their\s+)?(?:\w+\s+)?(?:watch|eye|guard"
        r"|lookout|ears?)\b|ear\s+to\s+the\s+ground|(?:watch|guard)\s+(?:over|what|out|your|the|for|every)\b"
        r"|(?:examine|check|search|challenge|question)\s+(?:\w+\s+){0,3}?(?:every|each|all|any|twice|everyone|everybody)"
        r"|(?:check|look|think)\s+(?:\w+\s+){0,2}twice|report\s+(?:\w+\s+){0,2}(?:any\w*|strangers?|suspicious|odd|seems)"
        r"|monitor\w*|pay\s+(?:\w+\s+)?attention|close\s+attention|look\s+(?:at\s+(?:what|those)|behind|carefully|to\s+your)"
        r"|see\s+through|see\s+the\s+\w+\s+behind|trust\s+no|(?:lower|drop|let\s+down)\s+(?:your|our|their)\s+guard|guard\s+up"
        r"|expect\s+trouble|double\s+the\s+watch\w*|(?:highest|high)\s+(?:state\s+of\s+)?(?:readiness|alert)|take\s+anything"
        r"\s+for\s+granted|(?:not|never)\s+(?:\w+\s+)?(?:sleep|doze|relax)|prepared\s+for\s+(?:every|any)"
        r"|every\s+(?:vehicle|visitor|stranger|tale)|be\s+an\s+eye\b|recogni[sz]e\s+the\s+enem\w+|wake\s+up\b|read\s+the\s+small"
        r"|with\s+open\s+eyes|whom\s+you\s+(?:talk|trust)|be\s+doubled|study\s+them|traps?\b",
        "exhort",
        0.8,
        guard=rf"{_SMALL}|\b(?:thanks\s+to|owing\s+to)\b|\bred\s+alert\b|\bwater\b",
    ),
    rule(
        "appeals_unity",
        r"(?:unite|united|unity|cohesion|solidarity|harmony|consensus|cooperat\w+|co-operat\w+|reconcil\w+|brotherhood)\b"
        r"|(?:stand|stick|stay|come|hold|pull|row|act|work|be|standing|walk|sit)\s+(?:\w+\s+){0,2}?(?:together|as\s+(?:one|a"
        r"\s+(?:single|family)|\w+\s+team)|hand\s+in\s+hand|arm\s+in\s+arm|side\s+by\s+side|shoulder\s+to\s+shoulder|in\s+one"
        r"\s+row|in\s+the\s+same\s+direction)|(?:one|single)\s+(?:voice|body|hand|fist|heart|nation|family|row)\b"
        r"|(?:closed?|join|closing)\s+(?:our|the|its|your|their)?\s*(?:ranks|gaps|hands)|mend\s+(?:\w+\s+)?quarrels?|bury\s+"
        r"(?:the\s+hatchet|(?:their|our|your|the)\s+\w+)|make\s+peace|peace\s+(?:between|among)|(?:set|put|putting|lay|leave)"
        r"\s+(?:\w+\s+){0,3}(?:aside|at\s+the\s+door|behind)|(?:forget|settle|overcome)\s+(?:our|your|their|what)\s*(?:\w+\s+)?"
        rf"(?:differences|quarrels|separates|disputes|divides)|(?:forgive|embrace|help|trust|true\s+to|back\s+to)\s+{EACH}"
        rf"|(?:stop|end|not|cease|less)\s+(?:\w+\s+){{0,3}}(?:{EACH}|fighting|quarrel\w*|squabbl\w*|finger-pointing|blaming"
        r"|division|let\s+(?:them|anything|anyone)\s+divide)|(?:disputes?|quarrels?|discord|divisions?|rivalry|dissension"
        r"|disunity|polari[sz]ation)\b[^.;]{0,30}?\b(?:cease|end|stop|over|avoided|not\s+let|rust)|(?:avoid|against|no|end\s+to"
        r"|cause|enough\s+of)\s+(?:\w+\s+){0,3}(?:disputes?|quarrels?|discord|divisions?|dissension|polari[sz]ation|rivalry)"
        r"|nothing\s+come\s+between|drive\s+a\s+wedge|rally\s+(?:round|behind|around)|sons\s+of\s+one|what(?:ever)?\s+divides"
        r"\s+us|divide\s+(?:us|you)|come\s+together|discord\s+is|behind\s+(?:him|the\s+leader)\b(?=.*\bunite)|fingers\s+of",
        "exhort",
        0.8,
        guard=r"\b(?:rebels?|opponents|opposition|enem(?:y|ies)|adversar\w+)\s+(?:\w+\s+)?(?:call|appeal|urge|ask|want|are)\w*"
        r"|\bnegotiat\w+|\bwith\s+(?:the\s+|our\s+)?neighbou?rs?\b",
    ),
)

_REST: Final = (
    rule(
        "invokes_sacrifice",
        r"martyr\w*|(?:gave|given|give|giving|laid|laying|paid|pay|bought|bought\s+with|sacrificed)\s+(?:\w+\s+){0,4}?(?:li(?:fe"
        r"|ves)|sons|everything|all\s+they\s+had|youth|martyrs?)\b(?!\s+(?:in|insurance))|lives?\s+of\s+the\s+(?:best|young)"
        r"|(?:died|fell|bled|suffered|starved|killed|perished|froze|hanged|tortured|fought\s+and\s+died|burned)\s+(?:\w+\s+){0,2}?"
        r"(?:for|so\s+that|that|in\s+the\s+(?:war|trenches|siege|battle)|at\s+the|on\s+(?:the|these|this)|defending|in\s+vain)\b"
        r"|(?:did\s+not|not)\s+(?:die|fall|come\s+home|bleed|shed)\b|(?:bought|paid|watered|red)\s+(?:\w+\s+){0,3}(?:blood|lives)"
        r"|(?:whose|his|their|our|the)\s+blood\b|blood\s+of\b|buried\s+(?:so\s+many\s+)?heroes|heroes\s+(?:who|of|fell)"
        r"|bones\s+of|(?:graves?|crosses|tombs?)\b|fallen\b(?!\s+(?:out|back|by|to|off|city|behind|tree))|the\s+dead\s+(?:of|lie|oblige)"
        r"|memory\s+of\s+(?:the|our)|(?:lost|gave)\s+(?:\w+\s+){0,3}?(?:sons?|brothers?|arms|limbs|legs|husbands?)\s+(?:\w+\s+)?"
        r"(?:in\s+the\s+war|and|for)?|trenches\b|(?:prison|gallows|scaffold)\b[^.;]{0,30}\b(?:for\s+us|lips|name)|died\s+on\s+the"
        r"\s+scaffold|(?:was|were)\s+tortured|paid\s+for\s+our|they\s+bled|widows|orphans\s+of|sacrifices?\s+of\s+(?:the|our|those)"
        r"|our\s+dead\b|wounded\s+of|veterans\s+who\s+lost|lay(?:ing)?\s+down\s+(?:his|their)\s+li|fathers\s+(?:suffered|died|fought)",
        "any",
        0.8,
        guard=r"\b(?:donate|doctors?|patients?|hospitals?|kitchen|inflation|comforts|lambs?|sheep|rite|feast|museum|accident|bus"
        r"|in\s+his\s+bed|grandfather\s+died|stampede|earthquake|prices|will\s+be\s+hanged)\b",
    ),
    rule(
        "threatens_punishment",
        r"(?:will|shall|are\s+to|is\s+to|can|should|must|would|to\s+be|be)\s+(?:\w+\s+){0,3}?(?:flogged|locked\s+up|relieved"
        r"|confined|removed|shot|tried|hanged|expelled|dismissed|sacked|fired|put\s+(?:against|down|behind)|prosecuted"
        r"|arrested|imprisoned|executed|punished|hunted|dealt\s+with|broken|answer\s+(?:for|to)|lose\s+(?:\w+\s+){0,2}(?:hands?"
        r"|jobs?|licen[cs]es?|posts?|ration|pay|pensions?|citizenship|property|lives|it)|regret|respond\s+decisively"
        r"|get\s+what|receive\s+(?:the\s+)?(?:harsh\w*|severe\w*|death)|go(?:es)?\s+to\s+prison|held\s+responsible|treated\s+as"
        r"|ruthless|named,|face\s+(?:\w+\s+)*(?:court|trial|tribunal|death|consequences|justice)|brought\s+before)\b"
        r"|court-martial\w*|shot\s+on\s+sight|(?:orders?|right)\s+to\s+shoot|show\s+no\s+\w+|without\s+regard\s+to\s+rank"
        r"|we\s+know\s+(?:the|their|your)\s+names|where\s+they\s+live|carr(?:y|ies)\s+(?:\w+\s+)?years|(?:one|the)\s+penalty"
        r"|death\s+penalty|(?:learn|find\s+out)\s+what\s+(?:the\s+)?(?:rope|prison|law)|rope\s+is\s+for|not\s+(?:\w+\s+){0,2}"
        r"(?:leave\s+(?:the|this)\s+building|die\s+in\s+(?:his|their)\s+bed|sleep\s+at\s+home|escape|count\s+on)|expect\s+to\s+sleep"
        r"|cell\s+ready|patience\s+(?:\w+\s+){0,4}(?:end|over|exhausted)|tolerance\s+(?:has\s+)?end|its\s+arm\s+is|iron\s+fist"
        r"|courts\s+open|come\s+for\s+you|coming\s+for\s+you|cannot\s+hide|clean\s+this\s+\w+|after\s+that\s+we|not\s+use\s+water"
        r"|not\s+sign\s+(?:its|his|their)\s+pay|hand\s+that|lose\s+(?:the|his)\s+hand|scaffold\s*$|full\s+extent\s+of\s+the\s+law"
        r"|consequences|harshest|we\s+use\s+force|with\s+force\b|goes\s+to\s+prison|lay\s+hands\s+on|on\s+the\s+scaffold|is\s+the"
        r"\s+scaffold|list,?\s+and\s+everyone",
        "threat",
        0.8,
        guard=rf"{_OUTSIDER}|\bthe\s+enemy\s+(?:will|shall)|\bbarred\b|\b(?:nobody|no\s+one)\s+will\s+be|\bnot\s+be\s+(?:punished"
        r"|arrested|prosecuted)|\b(?:parking|fines?|per\s+cent|bicycle|river|currency|thief|released|election)\b"
        r"|\bdied\s+on\s+the\s+scaffold",
    ),
    rule(
        "claims_strength",
        r"(?:firmly\s+in\s+hand|in\s+hand\b|(?:in|under|have)\s+(?:\w+\s+)?control|upper\s+hand|full\s+strength|equal\s+to\s+any"
        r"|at\s+the\s+end\s+of\s+their|still\s+here|here\s+to\s+stay|as\s+never\s+before|than\s+ever\b|never\s+been\s+(?:so|more)"
        r"|one\s+body|like\s+a\s+(?:mountain|rock)|an?\s+(?:oak|rock|mountain|fortress)|stronger\s+than|nothing\s+moves|fears?"
        r"\s+(?:nothing|nobody|no\s+one)|(?:cannot|can\s+never|will\s+never|won['’]t)\s+be\s+(?:beaten|defeated|broken|bent|moved)"
        r"|to\s+its\s+knees|touch\s+us|time\s+is\s+on\s+our\s+side|morale\s+(?:\w+\s+){0,4}(?:is\s+)?(?:high|excellent|unbroken)"
        r"|ranks\s+are\s+(?:closed|united)|victory\s+is|prevail(?:s|ed)|winning\b|advancing|our\s+answer\s+to|harder\s+and\s+more"
        r"|(?:is|are)\s+(?:\w+\s+)?(?:calm|stable|invincible|secure|normal|united|unbeatable)\b|(?:report|reports)\s+calm|calm\s+has"
        r"|normally\b|loyal\s+and\s+ready|fully\s+(?:prepared|ready)|(?:support|backing|behind)\s+(?:of\s+)?the\s+(?:people|government"
        r"|nation)\b|shows?\s+our\s+strength|complete\s+unity|missiles\s+(?:can\s+)?reach|more\s+(?:powerful|stable|united|vigorous))",
        "boast",
        0.7,
        guard=r"\b(?:must|should|not\s+yet|before\s+the\s+winter|if\s+we|would\s+be|so-called|tea|wind|currency|weather|football"
        r"|electricity|regional|epidemic|enemy\s+(?:says|boasts|claims)|they\s+claim|let\s+us\s+be|hope|we\s+think|quiet\b|calm\s+weather)\b",
    ),
    rule(
        "claims_strength",
        r"(?:(?:have|has)\s+(?:\w+\s+)?(?:won|defeated|beaten|crushed|overcome|foiled|retaken|restored|uncovered|repelled|broken|been"
        r"\s+(?:uncovered|restored|defeated|driven|crushed|foiled|put\s+down))|(?:order|calm)\s+has|we\s+(?:broke|won|beat|defeated"
        r"|crushed)\b|(?:plots?|conspirac(?:y|ies)|networks?|enem(?:y|ies)|opponents|opposition|rebels|rioters|riots|uprising"
        r"|protests?|protesters|unrest|sanctions|blockade|propaganda|committee|adversar(?:y|ies)|they)\s+(?:\w+\s+){0,4}?(?:failed|fail"
        r"|collapsed|collapsing|crumbling|uncovered|finished|over(?=\s*(?:$|[.,;!]))|fled|few\b|isolated|small|weak|desperate|split|divided|handful"
        r"|tremble|running\s+away|driven\s+back|suffered|retreat\w*|frighten\w*|flies|no\s+support|(?:does|do)\s+not\s+know)"
        r"|they\s+have\s+failed|(?:frightens?|impress\w*)\s+nobody|a\s+handful\s+of|closing\s+one\s+by\s+one)",
        "boast",
        0.7,
        guard=r"\b(?:must|if|would|election|enemy\s+(?:says|boasts|claims)|they\s+claim|hope|service|agenc\w+|department|bridges"
        r"|we\s+have\s+failed|fail\s+to)\b|\bnegotiat\w+",
    ),
    rule(
        "claims_strength",
        r"(?:no|not\s+(?:one|a\s+single)|none|nobody|never)\b[^.;,]{0,40}?\b(?:joined|failed|deserted|defected|left\s+us|fled|wavered"
        r"|refused|resigned|mutinied|betrayed)\b|(?:there\s+(?:is|are|was|were|has\s+been|have\s+been|will\s+be)\s+)(?:no|never)\s+"
        r"(?:\w+\s+)?(?:rifts?|splits?|quarrels?|divisions?|infighting|disputes?|defections?|desertions?|crisis|mutiny|feuds?)\b"
        r"|no(?:\s+one|thing|body|\s+power|\s+enemy)?\s+(?:\w+\s+){0,2}?(?:can|could|dares?|will)\s+(?:\w+\s+){0,2}(?:touch|stop|bring"
        r"|break|defeat|shake|divide|bend|conquer|stand\s+against)|we\s+are\s+not\s+(?:afraid|confused|divided|weak)",
        "boast",
        0.8,
        guard=r"\b(?:if|had|would|must|rebels|opponents)\b|\?",
    ),
)

CALLS: Final = (*_EXHORTATIONS, *_REST)
"""Frames of what is called for, invoked, threatened and boasted of."""
