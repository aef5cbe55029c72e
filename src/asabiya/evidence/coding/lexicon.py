"""Wordings by which the rules know a code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["EACH", "RULES", "Rule", "rule"]

Mood = Literal[
    "any", "exhort", "claim", "boast", "admission", "report", "attack", "lament", "warning", "threat"
]


@dataclass(frozen=True)
class Rule:
    """A wording, the mood that its sentence must have, and what forbids it.

    ``weak`` rules give way to a stronger reading of the same words.
    """

    code: str
    pattern: re.Pattern[str]
    mood: Mood
    confidence: float
    guard: re.Pattern[str] | None = None
    weak: bool = False
    need: re.Pattern[str] | None = None
    """What must be found in the sentence, too; of a slow pattern a part whose lack is quickly seen."""


def rule(
    code: str,
    pattern: str,
    mood: Mood,
    confidence: float = 0.9,
    *,
    guard: str | None = None,
    weak: bool = False,
    need: str | None = None,
) -> Rule:
    """A rule from the sources of its expressions; ``pattern`` begins at a word's start.

    They are searched in small letters, which is three times as fast as ignoring the letters' case.
    """
    compiled = re.compile(rf"\b(?:{pattern})")
    forbidden = re.compile(guard) if guard else None
    needed = re.compile(need) if need else None
    return Rule(code, compiled, mood, confidence, forbidden, weak, needed)


EACH: Final = r"(?:each\s+other|one\s+another|(?:among|amongst|between)\s+(?:them|our|your)selves)"
_OWN: Final = (
    r"(?:us|our\s+(?:ranks|side|camp|cause|system|force|forces|lines|flag)|the\s+(?:ranks"
    r"|revolution|cause|system|force|corps|party|service|regime|movement))"
)
_DIVISION: Final = (
    r"(?:divisions?|divisive\w*|discord|disunity|disputes?|differences|quarrels?"
    r"|quarrelling|quarreling|infighting|polari[sz]ations?|factionalism|rifts?|splits?"
    r"|bickering|dissension|feuds?|rivalr(?:y|ies)|strife|conflicts?)"
)

RULES: Final = (
    rule(
        "admits_defection",
        r"defections?\b|defected\b|defecting\b|defectors\b|deserted\b|deserting\b|desertions?\b"
        r"|mutin(?:y|ied|ies)\b"
        rf"|(?:have|has|had)\s+(?:already\s+)?(?:abandoned|left|forsaken|quit)\s+(?:their\s+(?:posts?"
        rf"|units?|ranks|barracks|weapons)|{_OWN})"
        rf"|(?:abandoned|left|forsook|quit)\s+(?:their\s+(?:posts?|units?|barracks|weapons)|{_OWN})"
        rf"|(?:seen|watched|see|watch)\s+(?:\w+\s+){{1,5}}?(?:leave|leaving|desert|abandon|abandoning"
        rf"|go\s+over|walk\s+away|turn\s+away|slip\s+away|quit)\b|(?:abandoning|leaving"
        rf"|quitting)\s+(?:their\s+(?:posts?|units?|barracks|ranks)|{_OWN})"
        r"|(?:gone|went|going|crossed|crossing|came|come)\s+over\s+to\b|(?:switched|switching|changed"
        r"|changing)\s+sides\b|joined\s+(?:the\s+)?(?:enemy|rioters|protesters|opposition|rebels"
        r"|other\s+side|crowds?)\b"
        r"|refus(?:ed|ing|als?)\s+(?:to\s+(?:obey|fire|shoot|serve|deploy|fight|march|carry|follow"
        r"|report|go)|(?:an?\s+|our\s+|their\s+|the\s+|of\s+|direct\s+)*orders?\b)|disobey(?:ed|ing)\b"
        r"|ignored?\s+(?:our\s+|the\s+|their\s+)?orders"
        r"|laid\s+down\s+(?:their\s+)?(?:arms|weapons|rifles)|handed\s+in\s+(?:their|your|our)\s+(?:badges|weapons"
        r"|uniforms)|walked\s+away\s+from\s+us|(?:slipped|slipping|melted|melting|run|ran|running|fled"
        r"|fleeing|drifted)\s+(?:away|off)?\s*from\s+(?:our|the|their)\s+(?:\w+\s+)?(?:ranks|posts?"
        r"|units?|barracks|bases?|lines)"
        r"|(?:lost|losing|lose)\s+(?:\w+\s+){0,4}(?:men|officers|comrades|brothers|colleagues"
        r"|commanders|members|people|soldiers|companies|battalions|units|regiments|brigades|many"
        r"|hundreds|thousands|dozens|some)\s+(?:of\s+\w+\s+\w+\s+)?to\s+(?:the\s+)?(?:enemy|other"
        r"|opposition|street|rebels|protesters|them)|turned\s+their\s+backs?\s+on\s+(?:us"
        r"|the\s+(?:revolution|cause|system|regime))"
        r"|did\s+not\s+(?:report|return|show\s+up)\s+(?:for|to)\s+(?:duty|their\s+posts?|their\s+units?"
        r"|barracks|work)|(?:are|were|have\s+been)\s+resigning\b|(?:have|has"
        r"|had)\s+(?:\w+\s+)?resigned\b|resigned\s+(?:in|their|from|en)\b|resignations\b|(?:peel"
        r"|melt)(?:ed|ing)\s+away",
        "admission",
        guard=r"\b(?:no|not\s+(?:a\s+single|one)|nobody|none|never|zero"
        r"|without)\b[^.;]{0,40}\b(?:defect|desert|mutin|refus|disobey|abandon|left|gone\s+over"
        r"|resign|switch)"
        r"|\b(?:desertions?|resignations?|defections?)\b[^.;]{0,30}\b(?:was|were|is|are|been)\s+(?:a\s+word|routine|normal|invented)"
        r"|\b(?:defectors|deserters?|desertion|defection|mutiny)\b[^.;]{0,40}\b(?:will|shall|must"
        r"|are\s+to)\s+(?:be|face|pay|hang|not)",
    ),
    rule(
        "admits_conversion",
        r"(?:have|has)\s+(?:\w+\s+)?changed\s*(?=$|[.,!;…]|\s+(?:their|its|his|completely|today"
        r"|beyond))|have\s+become\s+(?:different|others|strangers|doubters|opponents|critics|enemies)"
        r"|no\s+longer\s+(?:believes?|trusts?|defends?|respects?|loves?|obeys?|follows?|listens?|prays?"
        r"|shares?|thinks?|with\s+us|on\s+our\s+side|stands?|accepts?|come\s+to|supports?)"
        r"|(?:lost|losing)\s+(?:their|its|his|all)?\s*(?:faith|belief|hope\s+in\s+us|trust|conviction)"
        r"|(?:faith|belief|conviction|trust)\s+(?:has|have|is|are)\s+(?:\w+\s+)?(?:weakened|faded"
        r"|fading|eroded|gone|shaken|been\s+lost|evaporat\w+|crumbl\w+)|(?:stopped|ceased)\s+believing"
        r"|(?:turned|turning|turn)\s+(?:away\s+from|against)\s+(?:us|our|the\s+(?:revolution|system"
        r"|faith|clergy|cause|party|regime|state))|used\s+to\s+(?:believe|be\s+with\s+us|stand\s+with"
        r"|follow|pray|trust|march|support)|(?:once|formerly)\s+(?:believed|stood|prayed|marched|fought"
        r"|were|was|followed|supported)\b"
        r"|until\s+(?:yesterday|recently|last\s+(?:year|month|week))|(?:were|was|stood|marched"
        r"|prayed)\s+(?:with|beside|by)\s+us\b[^.;]{0,60}\b(?:now|today|changed|no\s+longer)"
        r"|changed\s+their\s+(?:minds?|views?|hearts?|beliefs?|colou?rs?|opinions?)|hearts?\s+(?:are|is"
        r"|have)\s+(?:no\s+longer|not|turned|left|gone)"
        r"|(?:our|my)\s+own\s+(?:children|sons|daughters|students|youth|families"
        r"|wives)\s+(?:\w+\s+){0,3}(?:now\s+)?(?:chant|doubt|say|ask|question|mock|reject|oppose|curse"
        r"|laugh)|(?:begun|began|started)\s+to\s+(?:doubt|question\s+(?:us|our|the))|doubts?\s+(?:has"
        r"|have)\s+(?:crept|entered|spread|taken)",
        "admission",
        guard=r"\b(?:nothing|nobody|no\s+one|never|not)\s+(?:\w+\s+)?(?:has\s+|have\s+)?changed\b",
    ),
    rule(
        "admits_infighting",
        rf"at\s+each\s+other['’]s\s+throats|(?:fight|fights|fighting|fought|quarrel|quarrels"
        rf"|quarrelling|quarreling|quarrelled|feud|feuding|bicker|bickering|argue|arguing|squabbling"
        rf"|competing|clashing)\s+(?:\w+\s+){{0,3}}?(?:{EACH}|over\b|with\s+(?:our|their)\s+own"
        rf"|instead\s+of)"
        rf"|(?:attack|attacks|attacking|tear|tearing|accuse|accusing|denounce|denouncing|undermine"
        rf"|undermines|undermining|insult|insulting|sabotage|sabotaging|blame|blaming|slander"
        rf"|slandering|betray|betraying|stab|stabbing|turn(?:ed|ing)?\s+on|(?:at|in\s+a)\s+war\s+with"
        rf"|against|distrust|distrusting|spying\s+on|devour\w*"
        rf"|pulling\s+down)\s+(?:apart\s+)?(?:each\s+other|one\s+another|ourselves|themselves)"
        r"|infighting\b|in-fighting\b|backbiting\b|power\s+struggles?\b"
        r"|factions?\s+(?:\w+\s+){0,3}(?:fight|fighting|war|quarrel|divid\w+|compete|competing|block"
        r"|blocking|tear|tearing|clash|rival)|rival\s+(?:factions|camps|wings)|quarrels?\s+(?:in|within"
        r"|inside|among|between|of)\b"
        r"|(?:we\s+are|have\s+become|has\s+become|are\s+(?:deeply|badly|bitterly)|ranks\s+are|is"
        r"|are)\s+(?:deeply\s+|badly\s+|bitterly\s+|so\s+)?(?:divided|split)\b|(?:divisions?|rifts?"
        r"|splits?|cracks?|discord|disputes?|quarrels?|tensions?|feuds?|strife)\s+(?:\w+\s+){0,2}(?:in"
        r"|within|inside|among|between|has|have|are|is)\s+(?:\w+\s+){0,2}(?:our|us|ranks"
        r"|(?:the\s+)?(?:\w+\s+)?(?:forces|ranks|commanders|officials|clerics|ministers|leadership"
        r"|services|party|commanders|ministries|factions|government|system|camp|front)|appeared|opened"
        r"|weaken\w*|harm\w*|hurt\w*|paraly[sz]\w*|grow\w*|spread\w*)"
        r"|internal\s+(?:disputes|quarrels|divisions|strife|conflicts)\s+(?:are|have|weaken|harm"
        r"|paraly)|split\s+into\s+(?:camps|factions|two)|colleague\s+against\s+colleague"
        r"|brother\s+against\s+brother",
        "admission",
        guard=r"\b(?:no|nor|without|never)\s+(?:\w+\s+){0,3}(?:rifts?|divisions?|splits?|infighting"
        r"|factions?|disputes?|tensions?|cracks?|quarrels?|discord|power\s+struggles?)\b|\ballies\b",
    ),
    rule(
        "laments_confusion",
        r"turbulent\b|murky\b|muddied\b|muddled\b|(?:the\s+|this\s+|a\s+|thick\s+)?fog\b|dust\s+of\b"
        r"|confus(?:ed|ion|ing)\b|bewilder\w*|at\s+a\s+loss\b|(?:gets?|got|been|are|is|become"
        r"|have)\s+(?:swapped|mixed|blurred|reversed|inverted|entangled|confounded)\b|(?:lines?"
        r"|boundar(?:y|ies)|border)\s+(?:\w+\s+){0,6}(?:blurr?\w*|vanish\w*|disappear\w*|faded?)"
        r"|(?:hard|difficult|harder|impossible|not\s+easy"
        r"|hardly\s+possible)\s+(?:for\s+\w+\s+)?(?:to\s+)?(?:tell|distinguish|discern|know"
        r"|recogni[sz]e|separate|judge|say\s+who)|(?:cannot|can\s+no\s+longer|can\s+hardly|could\s+not"
        r"|unable\s+to|can['’]t|nobody\s+can|no\s+one\s+can|do\s+not|don['’]t"
        r"|no\s+longer)\s+(?:\w+\s+)?(?:tell|distinguish|discern|know\s+(?:whom|who|what|which"
        r"|where\s+the)|recogni[sz]e|separate)"
        r"|truth\s+(?:and|from)\s+(?:falsehood|lies?|error)\s+(?:\w+\s+){0,4}(?:mixed|confused|blurred"
        r"|alike|same|hard|entangled|indistinguish\w*)|(?:friend|right)\s+(?:and|from)\s+(?:foe|enemy"
        r"|wrong)\s+(?:\w+\s+){0,4}(?:look|alike|mixed|same|confused)|nothing\s+is\s+clear"
        r"|whom?\s+to\s+(?:believe|trust)",
        "any",
        guard=r"\b(?:enem(?:y|ies)|adversar(?:y|ies)|foe|opponents)\s+(?:is|are|was|were|has|have"
        r"|remains?)\b[^.;]{0,30}\b(?:confus|bewilder|muddl|loss)|\bmust\s+not\s+(?:be"
        r"|become)\s+confused\b|\b(?:spread|sow|sowing|create|creating|spreading)\s+confusion\b"
        r"|\bplant\s+confusion\b|\bno\s+confusion\b|\bwant\s+us\s+(?:to\s+be\s+)?confused\b|\b(?:are|is)\s+not\s+confused\b",
    ),
    rule(
        "claims_cognitive_attack",
        r"(?:take\s+away|takes\s+away|taking\s+away|rob\w*|destroy\w*|weaken\w*|undermin\w*|shak\w+|erod\w*)"
        r"\s+(?:\w+(?:['’]s)?\s+){0,4}(?:faith|beliefs?|convictions?|minds?|hearts)\b"
        r"|cognitive\s+(?:war\w*|attacks?|operations?|battle\w*|assaults?|onslaught|domain|front"
        r"|campaign)|perception\s+and\s+cognition|(?:attack|war|assault|battle|offensive|operation"
        r"|invasion|onslaught)s?\s+(?:\w+\s+){0,5}(?:perceptions?|cognition|minds?|beliefs?|narratives?"
        r"|thoughts?|hearts|faith|identity|opinion)\b"
        r"|psychological\s+(?:war\w*|operations?|attacks?|campaign)|(?:hybrid|media|propaganda"
        r"|information|narrative|combined)\s+(?:war\w*|onslaught|assault|offensive|attack)s?"
        r"|soft\s+war\w*|brainwash\w*|cultural\s+(?:invasion|onslaught|attack|war\w*|assault|nato)"
        r"|wars?\s+of\s+(?:narratives?|minds|perceptions?|words|wills)|disinformation\b"
        r"|(?:target|targets|targeted|targeting|aim\w*\s+at|poison\w*|captur\w+|conquer\w*|occup(?:y"
        r"|ies|ied|ying)|invad\w+|influenc\w+|manipulat\w+|steal\w*|stole\w*|corrupt\w*|hijack\w*"
        r"|seduc\w+|infect\w*|bombard\w*)\s+(?:\w+\s+){0,4}(?:minds?|brains?|beliefs?|perceptions?"
        r"|thoughts?|hearts|thinking|faith|souls?)\b"
        r"|(?:enem\w+|foreign|hostile|satellite|western)(?:['’]s)?\s+(?:media|channels?|networks?"
        r"|propaganda|narratives?|broadcasts?|television)\s+(?:\w+\s+){0,4}(?:poison|attack|target|lie"
        r"|lies|lying|spread|spreads|spreading|deceiv\w*|mislead\w*|turn\w*|wage|waging|work\w*|aim\w*"
        r"|have|has|are|is|bombard\w*)",
        "attack",
        guard=r"\bnot\s+aware\s+of\b",
    ),
    rule(
        "warns_surprise",
        r"(?:caught|catch\w*|taken|take|find|found|hit|struck)\s+(?:\w+\s+)?(?:off[\s-]?guard"
        r"|by\s+surprise|unawares?|unprepared|asleep|napping|sleeping)|surprise\s+(?:attack|blow|us|you"
        r"|uprising)|surprised\s+(?:again|by|one\s+day)|be(?:en)?\s+surprised\b|blindsid\w+|(?:from"
        r"|at)\s+(?:a\s+(?:place|direction|side|quarter)|where|somewhere)\s+(?:that\s+|which\s+)?(?:we"
        r"|you|nobody|no\s+one)\s+(?:\w+\s+)?(?:do\s+not|don['’]t|did\s+not|least|never|never\s+looked"
        r"|are\s+not|cannot|do|had\s+not|expects?|know|looks?|expected)"
        r"|(?:least|never|do\s+not|don['’]t)\s+expect\b|without\s+warning\b|from\s+behind\b"
        r"|ambush(?:ed)?\s+us|wake\s+up\s+(?:one|some)|one\s+(?:day|morning)\s+(?:we|you)\s+(?:will"
        r"|shall|may|might)\s+(?:wake|find|see)|wake\s+(?:one|some)\s+(?:day|morning)"
        r"|before\s+we\s+(?:know|reali[sz]e|notice)|sleepwalk\w*|out\s+of\s+nowhere|like\s+a\s+(?:thief"
        r"|bolt|thunderclap)|unexpected\s+(?:blow|attack|place|direction|quarter|uprising|event)"
        r"|overnight\s+we|not\s+see\s+(?:it|them|the\s+\w+)\s+coming",
        "any",
        guard=r"\b(?:we|our\s+\w+)\s+(?:will\s+|shall\s+|have\s+)?(?:surprised?|took|take|caught|catch"
        r"|ambush(?:ed)?|hit|struck|strike)\s+(?:them|the\s+(?:enemy|rebels|zionists?))|\b(?:will"
        r"|shall|can)\s+(?:never|not)\s+(?:again\s+)?be\s+(?:surprised|caught|taken)"
        r"|\bno\s+surprise\b",
    ),
    rule(
        "exhorts_commitment",
        r"(?:being|be|remain|remaining|stay|staying|stand|keep|show)\s+(?:\w+\s+){0,2}(?:committed"
        r"|faithful|loyal|true|steadfast|firm|devoted|resolute|dedicated|obedient)\b"
        r"|commit(?:ment)?\s+(?:ourselves|yourselves|to\s+(?:the|our|your))|(?:hold|cling)\s+(?:fast"
        r"|firm\w*|on)?\s*to\s+(?:the|our|your)\s+(?:faith|oath|principles|ideals|revolution|values"
        r"|cause|path|line|beliefs?|convictions?)|(?:renew|keep|honou?r|remember)\s+(?:our|your|the"
        r"|their)\s+(?:oath|pledge|allegiance|faith|vows?|covenant|loyalty|commitment)"
        r"|(?:loyalty|faithfulness|steadfastness|allegiance|obedience|commitment|devotion)\b|(?:stand"
        r"|stay)\s+(?:firm|fast|by\s+(?:the|our|your))|do\s+not\s+(?:waver|falter|abandon|betray|desert"
        r"|leave|forsake|give\s+up|turn\s+your\s+backs?)|(?:must|should|will)\s+not\s+(?:waver|falter"
        r"|retreat\s+from\s+our|abandon|desert|forsake)|don['’]t\s+(?:waver|falter|abandon|desert"
        r"|leave)|never\s+(?:abandon|betray|waver|desert|forsake|leave)\b"
        r"|(?:our|your|the)\s+(?:revolutionary\s+spirit|oath|basij\w*\s+identity)|obey\b"
        r"|defend\s+the\s+(?:revolution|cause|faith|party|system)|keep\s+(?:your|our|the)\s+faith"
        r"|serve\s+(?:\w+\s+){0,3}(?:faithfully|loyally)|not\s+to\s+(?:desert|abandon|waver|defect)"
        r"|prove\s+(?:your|our|their)\s+(?:loyalty|faith)",
        "exhort",
    ),
    rule(
        "exhorts_vigilance",
        r"vigilan(?:t|ce)\b|alert(?:ness)?\b|watchful\w*|on\s+(?:\w+\s+)?guard\b(?!\s+duty)|(?:keep"
        r"|open)\s+(?:\w+\s+){0,2}eyes(?:\s+and\s+ears)?(?:\s+(?:wide\s+)?open)?|be\s+(?:very\s+"
        r"|more\s+)?(?:careful|cautious|wary|awake|aware|mindful)|beware\b|watch\s+(?:out|for|closely"
        r"|every|your)|stay\s+(?:awake|watchful)|(?:must|should|do|can)\s*(?:not|n['’]t)\s+(?:sleep"
        r"|slumber|be\s+(?:negligent|complacent|fooled|deceived|naive|careless|lulled|asleep)|neglect"
        r"|relax|let\s+down|lower\s+our)|never\s+(?:sleep|relax|let\s+down|lower)"
        r"|cannot\s+afford\s+to\s+(?:sleep|relax|be)|cannot\s+be\s+(?:complacent|negligent)"
        r"|not\s+aware\s+of|awareness\b|wake\s+up\b|recogni[sz]e\s+the\s+enem\w+|know\s+your\s+enem\w+"
        r"|keep\s+watch",
        "exhort",
        guard=r"\b(?:thanks\s+to|because\s+of|through|owing\s+to)\s+(?:the|our|your"
        r"|their)\s+(?:\w+\s+)?vigilance"
        r"|vigilance\s+(?:of\s+\w+\s+(?:\w+\s+)?)?(?:has\s+)?(?:defeated|foiled|prevented|saved"
        r"|thwarted)|\bon\s+red\s+alert\b",
    ),
    rule(
        "exhorts_vigilance",
        r"if\s+(?:\w+\s+){0,8}(?:vigilan(?:t|ce)|alert|watchful|awake)",
        "any",
    ),
    rule(
        "exhorts_vigilance",
        r"(?:guard|take\s+care\s+of|understand|watch\s+over|look\s+after|examine|mind|protect"
        r"|be\s+careful\s+of)\s+(?:our|your|them)selves|(?:let['’]s|let\s+us|do|must|should)\s*(?:not"
        r"|n['’]t)\s+(?:think|imagine|believe|suppose|assume)\s+(?:that\s+)?(?:we|you|it|this|death"
        r"|danger)",
        "exhort",
        0.6,
        weak=True,
    ),
    rule(
        "appeals_unity",
        rf"unity\b|unite\b|united\b|solidarity\b|cohesion\b|togetherness\b|brotherhood\b|(?:stand|stay"
        rf"|work|come|pull|hold|stick|join|march|remain|keep|walk)\s+(?:\w+\s+)?together"
        rf"|side\s+by\s+side|shoulder\s+to\s+shoulder|hand\s+in\s+hand|(?:as|be|become|like"
        rf"|with)\s+one\s+(?:body|hand|fist|family|voice|man)|(?:avoid|set\s+aside|put\s+aside"
        rf"|lay\s+aside|leave\s+aside|stop|end|forget|overcome|bury|refrain\s+from|drop|shun"
        rf"|abandon|leave)\s+(?:\w+\s+){{0,4}}?{_DIVISION}|against\s+(?:(?!those\b|people\b"
        rf"|anyone\b)\w+\s+){{0,2}}?{_DIVISION}"
        rf"|put\s+(?:\w+\s+){{0,3}}{_DIVISION}\s+(?:aside|away|behind)"
        rf"|close\s+(?:your|our|the)?\s*ranks|(?:not|never)\s+(?:be|become)\s+(?:divided|split)|(?:let"
        rf"|allow)\s+(?:\w+\s+){{1,3}}?(?:to\s+)?divide|(?:do\s+not|don['’]t|never|not\s+to|must\s+not"
        rf"|should\s+not|stop|cease|refrain\s+from)\s+(?:\w+\s+)?(?:quarrel\w*|divide|fight(?:ing)?"
        rf"|bicker\w*|argu\w+|attack(?:ing)?|feud\w*|split|turn(?:ing)?\s+(?:on"
        rf"|against))\b(?:\s+(?:{EACH}|your|our|over))?|(?:no|not)\s+(?:room|place"
        rf"|time)\s+for\s+(?:\w+\s+){{0,2}}{_DIVISION}",
        "exhort",
    ),
    rule(
        "appeals_unity",
        r"(?:are|is)\s+your\s+(?:brothers?|sisters?|comrades?)\b|we\s+are\s+(?:all\s+)?(?:one\s+family"
        r"|brothers)\b|in\s+the\s+same\s+boat\b",
        "any",
    ),
    rule(
        "appeals_unity",
        rf"for\s+(?:\w+\s+)?(?:unity|solidarity|cohesion)\b|unity\s+is\b|need\s+(?:for\s+)?unity"
        rf"|{_DIVISION}\s+(?:must|should)\s+(?:end|stop|cease|be)",
        "any",
        guard=r"\benem\w+['’]?s?\s+unity\b",
    ),
    rule(
        "invokes_sacrifice",
        r"martyr(?:s|dom|ed)?\b|(?:the|whose|their|our|shed|pure|spilled|spilt)\s+blood\b|blood\s+of\b"
        r"|sacrific(?:e|es|ed|ing)\b|(?:gave|given|give|giving)\s+(?:up\s+)?(?:their|his|our"
        r"|your)\s+(?:lives|life|sons|youth)|(?:the|our|those)\s+(?:\w+\s+)?fallen\b"
        r"|fallen\s+(?:comrades?|heroes|soldiers|brothers|sons)|laid\s+down\s+(?:their|his)\s+li(?:ves"
        r"|fe)|(?:widows|orphans|mothers)\s+of\b|(?:graves|tombs|memory)\s+of\s+(?:our|the"
        r"|those)\s+(?:\w+\s+)?(?:dead|fallen|heroes|soldiers|comrades|sons|martyrs)|died\s+(?:for"
        r"|so\s+that)\b|fell\s+(?:for|in)\s+(?:the|this|that|our)\s+(?:war|front|cause|country|flag"
        r"|battle)",
        "any",
    ),
    rule(
        "threatens_punishment",
        r"(?:will|shall|must|going\s+to|are\s+to|is\s+to"
        r"|should)\s+(?:\w+\s+){0,2}be\s+(?:\w+\s+){0,2}(?:punished|executed|prosecuted|crushed|tried"
        r"|arrested|hanged|shot|dealt\s+with|purged|imprisoned|expelled|dismissed|jailed|hunted"
        r"|eliminated|held\s+accountable|held\s+responsible|brought\s+to\s+(?:justice|account|trial)"
        r"|called\s+to\s+account|silenced|broken|detained|court-martialled|court-martialed|stripped"
        r"|treated\s+as\s+(?:a\s+)?(?:traitors?|enem(?:y|ies)|deserters?))|(?:will"
        r"|shall)\s+(?:\w+\s+)?(?:punish|crush|prosecute|hunt|hang|execute|arrest|purge|not\s+tolerate"
        r"|tolerate\s+no|show\s+no|not\s+forgive|not\s+spare|spare\s+no|cut\s+off|break"
        r"|deal\s+(?:\w+\s+)?(?:with|severely|firmly))"
        r"|(?:no|without|neither)\s+(?:mercy|leniency|pity|forgiveness|clemency)|(?:face|faces|facing"
        r"|await\w*|meet)\s+(?:\w+\s+){0,3}(?:consequences|justice|trial|court|courts?[\s-]martial"
        r"|gallows|prosecution|punishment|tribunal|firing\s+squad|prison|rope|law|execution|dismissal)"
        r"|firing\s+squads?|gallows|court[\s-]martial\w*|iron\s+fist|(?:will"
        r"|shall)\s+(?:\w+\s+)?(?:regret|pay)\b|pay\s+(?:a|the|with)\s+(?:\w+\s+)?(?:price|lives?)"
        r"|(?:severe|harsh|exemplary|heavy|strict)\s+(?:punish\w*|penalt\w*|sentences?|response)"
        r"|punish(?:ed|ment)?\s+(?:severely|harshly|without|awaits?)|(?:will|shall)\s+(?:hang"
        r"|be\s+no\s+(?:mercy|forgiveness|second\s+chance))|zero\s+tolerance|answer\s+(?:for\s+(?:it"
        r"|this)|to\s+the\s+(?:court|law))",
        "any",
        guard=r"\bthe\s+(?:enemy|zionists?|americans?|invaders?|occupiers?|foreign\s+\w+)\s+(?:will"
        r"|shall)\s+(?:\w+\s+){0,2}(?:be\s+(?:\w+\s+)?(?:crushed|broken|defeated|punished)|regret"
        r"|pay)\b|\b(?:will|shall)\s+(?:crush|punish|break)\s+the\s+(?:enemy|zionists?|invaders?"
        r"|americans?)|\bexecute\s+(?:all|every|the|your)\s+(?:commands|orders)|\b(?:will|shall)\s+not\s+be\s+(?:punished|prosecuted|arrested|dismissed)",
    ),
    rule(
        "claims_strength",
        r"stronger\s+than\b|strongest\b|more\s+(?:powerful|united|determined|prepared|popular"
        r"|cohesive)\s+than|(?:are|is|remain|remains|stand|stands)\s+(?:\w+\s+){0,2}(?:strong|powerful"
        r"|invincible|unbreakable|unshak\w+|ready|prepared|united|unbeatable|undefeated|impregnable"
        r"|intact|indestructible|solid|loyal\s+to\s+the\s+last)\b|at\s+the\s+(?:height|peak)\s+of"
        r"|(?:fully|completely|totally|firmly|entirely|well)\s+(?:under\s+control|in\s+control|prepared"
        r"|ready|united|loyal)|under\s+(?:our\s+|full\s+|complete\s+)?control|in\s+full\s+control"
        r"|full\s+(?:readiness|control|authority|command)|no\s+(?:power|force|army|enemy"
        r"|one)\s+(?:\w+\s+){0,4}(?:can|could|will|dares?)\b|(?:cannot|can\s+never|will\s+never"
        r"|never)\s+(?:be\s+)?(?:defeat\w*|broken|shaken|beaten|conquer\w*|fall|surrender|kneel"
        r"|break\s+us|defeat\s+us)|nothing\s+(?:can|will)\s+(?:shake|break|stop|defeat)"
        r"|(?:have|has|had)\s+(?:\w+\s+)?(?:defeated|won|crushed|foiled|thwarted|neutrali[sz]ed"
        r"|overcome|broken\s+the\s+enemy)|(?:defeated|foiled|thwarted|neutrali[sz]ed|crushed)\s+(?:the"
        r"|every|all|this|their|that)|(?:will|shall)\s+(?:\w+\s+)?(?:win|triumph|prevail"
        r"|be\s+victorious|defeat|overcome)|victory\s+(?:is|belongs|will|shall)|(?:enem(?:y|ies)"
        r"|opponents|zionists?|opposition|rebels|adversar(?:y|ies))\s+(?:\w+\s+){0,2}(?:weak\w*"
        r"|desperate|collapsing|failed|failing|defeated|afraid|trembl\w*|finished|retreat\w*|despair\w*"
        r"|in\s+decline|exhausted|confused)|(?:will|shall)\s+be\s+(?:defeated|victorious)"
        r"|stand\s+as\s+one\b|(?:not\s+a\s+single|not\s+one|no)\s+(?:soldier|officer|man|unit"
        r"|guardsman)\s+(?:has\s+)?(?:\w+\s+)?(?:deserted|defected|left|wavered)"
        r"|nobody\s+(?:here\s+)?(?:has\s+)?(?:deserted|defected|wavered|left)|(?:there\s+(?:is|are|was"
        r"|were)\s+"
        r"|there\s+ha(?:s|ve)\s+been\s+)no\s+(?:\w+\s+)?(?:rifts?|divisions?|splits?|defections?"
        r"|desertions?|cracks?"
        r"|crisis)|always\s+been\s+(?:loyal|faithful|united|strong)",
        "claim",
        0.9,
        guard=r"\b(?:not|no\s+longer|n['’]t)\s+(?:\w+\s+){0,2}(?:strong|ready|prepared|united"
        r"|under\s+control|in\s+control|powerful|loyal)\b|\bso-called\b|\bif\s+we\s+are\s+(?:not\s+)?(?:united"
        r"|strong|ready)",
    ),
)
"""The rules, grouped by code. Where several match, a code's confidence is the highest of theirs."""
