"""Frames: rules that join kinds of words ("a member of the apparatus … fled") rather than fixed wordings."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.coding.lexicon import EACH, rule

__all__ = ["FRAMES"]

_GAP: Final = (
    r"(?:(?!\b(?:not|never|no|nobody|none|will|would|could|may|might|must|should|shall|can|cannot|if"
    r"|says?|claims?)\b|n['’]t\b)[^.;:?!])"
)
"""One character between the parts of a frame; a denial, a modal or somebody else's claim breaks it."""

_MEMBER: Final = (
    r"(?:soldiers?|officers?|troops|conscripts?|recruits?|men|pilots?|police(?:m[ae]n)?|guards?(?:m[ae]n)?"
    r"|commanders?|generals?|colonels?|captains?|majors?|sergeants?|marshals?|judges?|prosecutors?|lawyers?"
    r"|ministers?|deput(?:y|ies)|officials?|civil\s+servants|clerks|ambassadors?|diplomats?|envoys?|wardens?"
    r"|sentr(?:y|ies)|militia(?:m[ae]n)?|units?|compan(?:y|ies)|battalions?|brigades?|regiments?|divisions?"
    r"|platoons?|squads?|garrisons?|crews?|patrols?|fleet|navy|army|corps|levies|members?|comrades?|cadres?"
    r"|delegates?|cleri(?:cs?|gy)|preachers?|imams?|presenters?|announcers?|drivers?|marines?|sailors?"
    r"|signallers?|gunners?|engineers|bodyguards?|aides?|governors?|prefects?|chief\s+of\s+staff|secretary"
    r"|security\s+forces|special\s+forces|those|some|several|many|others|half|(?:a\s+)?dozens?|hundreds|thousands|people|brothers|sons"
    r"|who|he|she|they|it|comrade|editors?|agents?)"
)
_CROWD: Final = (
    r"(?:(?:the\s+|our\s+)?(?:rebels?['’]?|insurgents?|mutineers|enem(?:y|ies)['’]?s?|opposition|exiles?['’]?"
    r"|crowds?|demonstrators|protesters|rioters|strikers|demonstrations?|protests?|streets?|other\s+side)\b)"
)
_EXIT: Final = (
    r"(?:fled|flown|escaped|emigrat(?:ed|ing)|vanished|disappeared|deserted|defected|surrendered"
    r"|(?:gone|went|goes|going)\s+(?:home\b(?=\s*(?:$|[.,;”\"]|without|to\s+(?:their|his)))|missing|over|abroad|into\s+hiding)"
    r"|(?:run|ran|running|slipped|slipping|walked|walking|melted|melting|drifted|got|sneaked|stolen)\s+"
    r"(?:off|away|out|over)\b"
    r"|(?:left|leave|leaves|leaving|quit|abandoned|abandoning|deserting)\s+(?:(?:the|their|his|her|our|its)"
    r"\s+(?:\w+\s+)?(?:posts?|positions?|units?|ranks|barracks|party|government|country|fort|army|service"
    r"|corps|cabinet|checkpoints?|force|movement|ministry|administration|stations?|vehicles)|us\b)"
    r"|(?:crossed|crossing|flew|went)\s+(?:\w+\s+){0,3}(?:the\s+border|the\s+lines?|to\s+the)"
    r"|(?:declared|come\s+out)\s+for\s+the|turned\s+(?:his|their)\s+coats?|(?:changed|switched)\s+sides"
    rf"|(?:joined|joining|embraced|side[ds]?\s+with|siding\s+with|fraterni\w+\s+with|now\s+\w+\s+with"
    rf"|in\s+the\s+(?:camp|tents|pay)\s+of|sitting\s+(?:in|with))\s+{_CROWD}"
    r"|in\s+the\s+(?:enem\w+|rebels?)['’]?s?\s+(?:camp|capital|tents?|pay)"
    r"|(?:sought|seeking|asked\s+for|asking\s+for|taken|been\s+given)\s+(?:asylum|refuge)"
    r"|(?:handed|sent|given|turned|threw|thrown)\s+(?:back|in|away)\s+(?:their|his|her|our|your)\s+(?:\w+\s+)?"
    r"(?:cards?|badges?|weapons?|rifles?|uniforms?|commissions?|books?|posts?|resignations?)"
    r"|(?:thrown|threw|burn(?:ed|t|ing)|returned|torn\s+up)\s+(?:their|his|her)\s+(?:\w+\s+)?(?:cards?|badges?"
    r"|uniforms?|books)|took\s+off\s+their|(?:laid|laying|put|putting)\s+(?:down\s+)?(?:their|its)\s+"
    r"(?:arms|rifles|weapons)|sold\s+their\s+\w+|taken?\s+to\s+the\s+(?:hills|mountains|woods)"
    r"|(?:opened|opening)\s+the\s+gates|let\s+the\s+\w+\s+(?:through|go|in)|turned\s+(?:round|around|back)"
    r"|(?:called|calling|reported)\s+(?:in\s+)?sick|resign(?:ed|s|ing)?\b|(?:sends?|sent)\s+in\s+(?:his|their)"
    r"|stepp(?:ed|ing)\s+down|(?:gone|left)\s*(?=[.,;!”\"]|$)"
    r"|refus(?:ed|es|ing)\s+(?:to|orders?|their|his)|disobey(?:ed|s|ing)|ignor(?:ed|es|e|ing)\s+(?:our|the|their"
    r"|his|my)\s+(?:\w+\s+)?(?:orders?|instructions?|commands?)"
    r"|(?:did|do|does|would|will)\s+(?:not|n['’]t)\s+(?:obey|march|fire|advance|sail|shoot|do\s+it|bomb|fight"
    r"|come\s+back|return|report\s+for|report\s+to|follow\s+(?:orders|me|us)|answer\s+the|move|leave\s+(?:their|the)"
    r"\s+barracks|carry\s+out)|never\s+(?:came\s+back|returned)|not\s+(?:been\s+seen|all\s+\w+\s+came\s+back))"
)
_PEOPLE: Final = (
    r"(?:people|students?|youth|youths|young|children|sons?|daughters?|workers?|peasants?|villages?|towns?"
    r"|quarters?|cit(?:y|ies)|famil(?:y|ies)|believers?|faithful|bazaar|merchants?|middle\s+class|generation"
    r"|supporters?|followers?|voters?|comrades?|disciples?|clerics?|preachers?|intellectuals?|writers?|poets?"
    r"|artists?|veterans?|friends?|brothers?|teachers?|schoolteachers?|dockers?|miners?|mothers?|fathers?"
    r"|activists?|members?|revolutionar(?:y|ies)|brethren|parish|base|women|those|many|some|men|officers?"
    r"|soldiers?|who|he|she|they|hearts?|nation|public|society|community|league)"
)
_STOPPED: Final = (
    r"(?:(?:turn(?:ed|s|ing)?)\s+(?:\w+\s+){0,3}(?:away\s+from|their\s+backs?\s+on|his\s+back\s+on|against)\s+"
    r"(?:us|our|the|him)|turn(?:ed)?\s+(?:their|his)\s+(?:faces?|backs?)|(?:fallen|fell)\s+out\s+of\s+love"
    r"|(?:have|has)\s+(?:\w+\s+)?(?:cooled|gone\s+cold|hardened|drifted|repented|renounced|soured|strayed"
    r"|lapsed|disowned|lost\s+(?:heart|faith|trust|confidence|belief|hope))"
    r"|(?:lost|abandoned|renounced|losing|lose)\s+(?:their|his|her|all|any)\s+(?:\w+\s+)?(?:faith|beliefs?"
    r"|trust|confidence|ideals|convictions?|religion|loyalty)"
    r"|(?:become|became|grown|turned|are|is)\s+(?:\w+\s+){0,2}(?:disillusioned|disappointed\s+(?:in|with)\s+us"
    r"|sceptics?|skeptics?|mockers?|critics?|opponents?|liberals|strangers\s+to\s+us|bitter|doubters)"
    r"|(?:stopped|ceased)\s+(?:believing|trusting|singing|listening|following|praying|supporting|coming)"
    r"|(?:come|begun|began|started)\s+to\s+(?:doubt|question|despise|hate|mock)"
    r"|changed\s+(?:their|his|its)\s+(?:minds?|views?|positions?|hearts?|tune|opinions?|beliefs?)"
    r"|found\s+another|(?:thrown|taken)\s+it\s+(?:off|down)|turned\s+(?:their|his)\s+(?:backs?|faces?)"
    r"|see\s+things\s+differently|no\s+longer\s+(?:\w+\s+)?(?:ours|with\s+us|believes?|trusts?|wants?|wish"
    r"|shares?|thinks?|listens?|recogni[sz]es?|follows?|loves?|supports?|feels?)"
    r"|(?:do|does|did)\s+not\s+(?:\w+\s+){0,4}?(?:any\s?more|any\s+longer)"
    r"|(?:believes?|wants?|trusts?|loves?|thinks?|follows?)\s+(?:\w+\s+){0,4}(?:any\s?more|any\s+longer)"
    r"|(?:despise|hate|loathe|curse|condemn|fear)s?\s+us|has\s+(?:died|faded|gone)\b"
    r"|(?:march|marching|vote|voting|shout|shouting|chant|chanting|speak|speaking)\s+(?:\w+\s+)?against\s+us)"
)
_ONCE: Final = (
    r"(?:once|used\s+to|formerly|former|yesterday(?:['’]s)?|last\s+year|(?:\w+\s+)?years\s+ago|(?:in|since)\s+"
    r"(?:19|20)\d\d|was\s+our\s+pride|cheered|loved|founded|raised\s+on|carried|strongest|last\s+month)"
)
_NOW: Final = r"(?:now|today(?:['’]s)?|no\s+longer|any\s?more|any\s+longer|ever\s+since|these\s+days)"
_BODY: Final = (
    r"(?:ministr(?:y|ies)|ministers?|commanders?|generals?|marshals?|leadership|leaders|party|cabinet|council"
    r"|government|officials?|(?:secret\s+|security\s+|intelligence\s+)?services?|branches|wings?|factions?"
    r"|camps|clerics|clergy|clerg\w+|committee|army|navy|police|guards?|palace|comrades|ranks|agenc(?:y|ies)"
    r"|politburo|top|departments?|system|succession|judges|parliament|deputies|governors?|headquarters|us"
    r"|ourselves|our\s+\w+|movement|regime|technocrats|seminar(?:y|ies)|bishops|preachers|general\s+staff)"
)
_DISCORD: Final = (
    r"(?:rivalr(?:y|ies)|rivals|feuds?|rifts?|divisions?|divided|disagreements?|splits?|tensions?|frictions?"
    r"|quarrels?|disputes?|conflicts?|vendettas?|intrigues?|(?:power\s+)?struggles?|competition|jealous(?:y|ies)"
    r"|discord|distrust|mistrust|infighting|bad\s+blood|squabbl\w+|strife|cracks|contest\s+for)"
)
_ENEMY: Final = (
    r"\b(?:enem\w+|foreign\w*|hostile|western|satellites?|they|their|stations?|channels?|broadcast\w*|bloggers?"
    r"|accounts|networks?|media|radio|propaganda|powers?|adversar\w+|imperialis\w+|abroad|opponents|films?|music"
    r"|cartoons|internet|algorithms|screens?|campaign|operation|plot|war|agents|press|websites?|devil"
    r"|arrogan\w+|telephones?|leaflets)\b"
)
_HARM: Final = (
    r"(?:steal\w*|stole|rob(?:s|bed|bing)?|poison\w*|conquer\w*|captur\w*|chang\w*|target\w*|undermin\w*"
    r"|weaken\w*|break\w*|shap\w+|manipulat\w*|distort\w*|sow\w*|plant(?:s|ed|ing)?|spread\w*|seduc\w*|sap\w*"
    r"|cloud\w*|demorali\w*|mislead\w*|deceiv\w*|corrupt\w*|turn(?:s|ed|ing)?|eat(?:s|ing)?\s+away|coloni\w*"
    r"|erod\w*|destroy\w*|attack\w*|assault\w*|occup\w+|invad\w*|infect\w*|influenc\w*|hijack\w*|unhinge\w*"
    r"|bombard\w*|incit\w*|creat\w+|aim\w*\s+at|designed|against|despair|forget|work\s+on|mock\w*|pour\w*"
    r"|raised?|want\w*|led?|lead|doubt|inside|tak(?:e|es|en|ing)|hold(?:s|ing)?)"
)
_MIND: Final = (
    r"(?:minds?|hearts?|heads?|souls?|beliefs?|believe|faith|convictions?|perceptions?|identit(?:y|ies)"
    r"|imagination|thinking|think|thoughts?|morale|hope|trust|doubts?|dreams?|certaint(?:y|ies)|opinion"
    r"|religion|reality|history|will\s+to|despair|understanding|desires?|narratives?|lies|rumou?rs"
    r"|false\s+(?:news|information)|youth|the\s+(?:people|public|young)|ears|against\s+(?:their|the)\s+\w+|ashamed|doubt\s+ourselves|sacred"
    r"|people\s+from\s+the)"
)
_BLOW: Final = (
    r"(?:attack|blow|strikes?|storm|crisis|crises|unrest|uprising|revolt|revolution|riots?|protests?|danger"
    r"|threat|explosion|outbreak|knife|flood|event|coup|spark|disaster|ruin|trouble|catastrophe|anger|evil|enemy"
    r"|it|something|struck|hit|anything|ground|governments|one)"
)
_UNSEEN: Final = (
    r"(?:sudden(?:ly)?|unexpected(?:ly)?|without\s+(?:any\s+)?(?:warning|notice)|overnight|in\s+a\s+night"
    r"|at\s+any\s+(?:time|moment|hour)|where\s+(?:no\s+one|nobody|we|you)\s+(?:\w+\s+){0,2}(?:look\w*|expect\w*"
    r"|watch\w*|search\w*|think\w*)|from\s+(?:inside|within|behind|the\s+blind|a\s+(?:side|direction|quarter))"
    r"|none\s+of\s+our|nobody\s+(?:has\s+)?(?:ever\s+)?(?:heard|expect\w*|foresee\w*|foresaw|foreseen|notice)"
    r"|no\s+(?:one|department|agency|service)\s+(?:\w+\s+){0,2}(?:expect\w*|foresee\w*|foreseen|thinks?|heard"
    r"|predict\w*)|blind\s+side|unprepared|unawares?|not\s+(?:prepared|ready)|behind\s+our\s+backs?"
    r"|not\s+(?:announce|see|look|know|expect|thought)|least\s+expect\w*|no\s+idea\s+when|no\s+notice"
    r"|do\s+not\s+know\s+(?:where|when)|beneath\s+us|finds?\s+(?:us|the)\s+\w*\s*(?:sleeping|unprepared|asleep))"
)

_ADMISSIONS: Final = (
    rule(
        "admits_defection",
        rf"{_MEMBER}\b{_GAP}{{0,70}}?\b{_EXIT}",
        "admission",
        0.8,
        guard=r"\b(?:will|shall|should|must)\s+(?:be|face|pay|hang)\b[^.;]{0,20}\b(?:desert|defect)"
        r"|\b(?:pass|on\s+leave|used\s+to|holiday|memoirs|health|airport|lunch|pitch|street\s+to|pension|from\s+office)\b"
        r"|\bwho\s+(?:desert|defect|refuse|disobey|run\s+away)s?\b|\b(?:with|to)\s+us\b",
    ),
    rule(
        "admits_defection",
        r"absence\s+without\s+leave|(?:no|not)\s+longer\s+(?:obeys?|takes?\s+(?:our\s+)?orders|reports?\s+for)"
        r"|order\s+was\s+not\s+obeyed|(?:barely|hardly|only)\s+\w+\s+answered\s+the\s+roll|rest\s+have\s+gone"
        r"|they\s+would\s+not\s+(?:advance|march|fire|go|move|shoot|obey)|in\s+droves"
        r"|(?:people|commanders|officials|members)\s+(?:are\s+)?(?:leave|leaving)\s*(?=[.,;])",
        "admission",
        0.8,
    ),
    rule(
        "admits_conversion",
        rf"{_PEOPLE}\b{_GAP}{{0,80}}?\b{_STOPPED}",
        "admission",
        0.8,
        guard=r"\b(?:trains?|contract|bridge|timetable|wheat|princes|party\s+line)\b",
        need=rf"\b{_STOPPED}",
    ),
    rule(
        "admits_conversion",
        rf"{_PEOPLE}\b{_GAP}{{0,60}}?\b{_ONCE}\b[^.;]{{0,110}}?\b{_NOW}\b"
        rf"|{_ONCE}\b{_GAP}{{0,90}}?\b{_NOW}\b[^.;]{{0,30}}\b(?:curse|laugh|fear|mock|hate|want|condemn|call|think"
        rf"|speak|against|enem\w+|burn|spit|criti\w+|applaud|mockers|doubt|turn)"
        rf"|{_NOW}\b[^.;]{{0,60}}\b{_PEOPLE}\s+(?:who|that)\s+{_ONCE}",
        "admission",
        0.6,
        need=rf"\b{_NOW}\b",
    ),
    rule(
        "admits_conversion",
        r"(?:lost|losing)\s+(?:the\s+)?(?:confidence|trust|support|faith|love|hearts)\s+of|we\s+(?:have|who)\s+lost\s+(?:them"
        r"|the\s+(?:youth|young|people|workers|students|villages|next\s+generation))"
        r"|(?:confidence|trust|support|faith|enthusiasm|belief|beliefs|conviction|loyalty)\s+(?:[\w-]+\s+){0,8}?"
        r"(?:collapsed|evaporated|eroded|gone|fallen|dwindl\w+|not\s+what\s+it\s+was|has\s+died|weakened|crumbl\w+)"
        r"|slipping\s+through\s+our\s+fingers|(?:base|support)\s+is\s+(?:eroding|shrinking|crumbling)|all\s+for\s+nothing"
        r"|lost\s+their\s+faith\s+because",
        "admission",
        0.8,
    ),
    rule(
        "admits_infighting",
        rf"(?:\w+ing|\w+s|\w+ed|distrust|fight|attack|blame|accuse|hate|insult|undermine|contradict|ignore|devour"
        rf"|intrigue|plot|slander|denounce|spy|bite|envy|obstruct|stab|trip)\s+(?:\w+\s+){{0,3}}?(?:{EACH}"
        rf"|each\s+other['’]s|themselves|among\s+them)",
        "admission",
        0.8,
        guard=r"\b(?:help|support|love|embrac\w+|forgiv\w+|greet|respect|trust|with)\s+(?:each\s+other|one\s+another)"
        r"|\bproud\b",
        need=rf"\s(?:{EACH}|themselves|among\s+them)",
    ),
    rule(
        "admits_infighting",
        r"(\w{4,})\s+(?:\w+\s+){0,3}?(?:against|at|with|up|on|of)\s+(?:the\s+)?\1s?\b"
        r"|at\s+(?:daggers\s+drawn|loggerheads|odds|each\s+other['’]s\s+throats|war\s+with\s+(?:itself|himself"
        r"|the\s+\w*\s*(?:ministry|army|party|guards?)))|came\s+to\s+blows|bad\s+blood|two\s+camps|turf\s+wars?"
        r"|(?:split|divided)\s+(?:down|into|over|on|between|among|about)|cats\s+in\s+a\s+sack"
        r"|rival(?:s|ries)?\s+(?:inside|within|in|at|among)|quarrel(?:led|ling)?\s+with|hardly\s+(?:speak|exchange)"
        r"|no\s+longer\s+speak|war\s+(?:going\s+on\s+)?(?:in|inside|within)\s+(?:this|our|the)\s+(?:party|house"
        r"|ministry|movement|government|system)|(?:working|work)\s+against\s+(?:each|one|us\s+from\s+within)",
        "admission",
        0.8,
        guard=r"\b(?:allies|shares|football|team|boxers?|farmers?|rounds)\b",
    ),
    rule(
        "admits_infighting",
        rf"{_DISCORD}\b{_GAP}{{0,50}}?\b(?:in|within|inside|among|between|at|of|over)\s+(?:\w+\s+){{0,3}}?{_BODY}\b"
        rf"|{_BODY}\b{_GAP}{{0,40}}?\b(?:is|are|have|has|been|locked|fight\w*|fought)\s+{_GAP}{{0,30}}?"
        rf"{_DISCORD}\b",
        "report",
        0.7,
        guard=r"\b(?:discussed|drafts?|date\s+of|agreed|grazing|valley|football|reorgani\w+|settled|budget"
        r"|election|press|team|put\s+aside|set\s+aside|cease|end)\b",
    ),
    rule(
        "admits_infighting",
        r"(?:officials|ministers|members|comrades|generals|commanders|directors|deputies|wings?)\s+(?:\w+\s+){0,4}"
        r"(?:quarrel\w*|squabbl\w*|fight(?:ing)?\s+(?:over|like|for)|publicly\s+accus\w+|attacking\s+their"
        r"|insult\w*|jostl\w+)",
        "report",
        0.7,
        guard=r"\bteam\b",
    ),
)

_LAMENTS: Final = (
    rule(
        "laments_confusion",
        r"(?:cannot|can['’]t|can\s+(?:no\s+longer|hardly|scarcely)|no\s+(?:one|man|body)\s+(?:can|could|knows?|sees?)"
        r"|nobody\s+(?:can|could|knows?|sees?|understands?)|none\s+of\s+\w+\s+\w+\s+(?:knows?|knew)|no\s+one\s+knew"
        r"|(?:do|does|did)\s+not\s+know|(?:do|does)n['’]t\s+know|hard\s+to|difficult\s+to|impossible\s+to|unable\s+to"
        r"|not\s+clear|stopped\s+knowing|confess\s+that)\s+(?:\w+\s+){0,4}?(?:tell|say|know|see|distinguish"
        r"|recogni[sz]e|make\s+(?:out|sense)|pick|understand|what|who|whom|which|where|separate|whose|answer"
        r"|judge|trusted|giving)\b",
        "lament",
        0.8,
        guard=r"\b(?:coins|envelopes?|small\s+firms|signature|bridge|when\s+it|where\s+or\s+when)\b|\b(?:hit|struck)\s+from\b"
        r"|\b(?:enem\w+|adversar\w+|other\s+side)(?:['’]s)?\s+(?:\w+\s+){0,2}(?:does|do)\s+not",
    ),
    rule(
        "laments_confusion",
        r"upside\s+down|topsy|stirred\s+together|same\s+coat|opaque|(?:this|the)\s+(?:murk|twilight)|in\s+(?:twilight"
        r"|the\s+dark)\b|groping|navigating\s+blind|times\s+are\s+clouded|waters\s+are|(?:everything|all)\s+(?:\w+\s+)?grey"
        r"|picture\s+is\s+unclear|unclear|chaotic|perplexed|bewilder\w*|ambiguity|lost\s+their\s+meaning|three\s+different"
        r"|contradict(?:s|ory)?\s+(?:each|one|signals|orders|reports)|different\s+worlds|compass|heads\s+are\s+spinning"
        r"|scales\s+are\s+false|eye\s+(?:deceives|is\s+not)|who\s+is\s+who|wh(?:om|at)\s+(?:they\s+|we\s+|i\s+)?"
        r"(?:should\s+|to\s+)(?:believe|think)|people\s+are\s+lost|path\s+is\b|mixed\s+up\s+(?:right|truth)"
        r"|in\s+this\s+fog|(?:falsehood|lies?)\s+(?:\w+\s+){0,3}(?:dressed|robe|clothes|wears?|disguise\w*)"
        r"|(?:truth|honest\w*|virtue|good|evil|loyal\s+men|patriots?|thief|shepherd|values?|right)\b[^.;]{0,45}?"
        r"\b(?:called|taken\s+for|suspected|a\s+crime|slandered|mixed|gets?\s+lost|is\s+lost|strange|swapped|upside"
        r"|indistinguish\w*|a\s+wolf|the\s+wolf|like\s+lies)\b|traitors\s+(?:are\s+)?(?:praised|honou?red)"
        r"|suspects?\s+his\s+neighbou?r|(?:five|many|different)\s+versions",
        "lament",
        0.8,
        guard=r"\bcoins\b|\bnot\s+confused\b",
    ),
    rule(
        "claims_cognitive_attack",
        rf"{_HARM}\s+(?:[\w’'-]+\s+){{0,7}}?{_MIND}\b",
        "attack",
        0.7,
        need=_ENEMY,
        guard=r"\b(?:our\s+(?:own\s+)?(?:newspapers?|television|media|radio)|teachers?|well|grid|artillery|shell\w*"
        r"|planes|computers?|changed\s+their\s+minds|confused\s+about|we\s+shall|currency|neighbou?ring)\b",
    ),
    rule(
        "claims_cognitive_attack",
        r"(?:psychological|cognitive|soft|media|hybrid|information|cultural|propaganda|narrative)\s+(?:\w+\s+)?(?:war\w*"
        r"|campaign|operation|attack|assault|invasion|infiltration|offensive|front)|war\s+of\s+(?:the\s+)?(?:minds?"
        r"|narratives|words)|lies?\s+(?:is|are)\s+their|brainwash\w*|(?:their|whose)\s+(?:target|weapon)\s+is"
        r"|the\s+whisper\w*|battlefield\s+today|send\s+stories|army\s+of\s+liars|fake\s+(?:news|accounts)|make\s+us"
        r"\s+doubt|satellite\s+(?:stations|channels)|(?:hostile|enemy)\s+(?:broadcasters?|propaganda|media)"
        r"|turning\s+the\s+(?:young|youth|people|faithful)|information\s+every\s+day",
        "attack",
        0.8,
    ),
    rule(
        "warns_surprise",
        rf"{_BLOW}\b[^.;]{{0,70}}?\b{_UNSEEN}",
        "warning",
        0.7,
        guard=r"\b(?:we\s+(?:attack\w*|launch\w*|took|beat|surprise\w*)|party|birthday|yield|market\w*|prices|earthquake"
        r"|weather|film|theatre|soup|inspection|train|was\s+not\s+unexpected)\b|\bforecast|\bnobody\s+will\s+ever\b",
    ),
    rule(
        "warns_surprise",
        rf"{_UNSEEN}[^.;]{{0,50}}?\b{_BLOW}\b"
        r"|fail\w*\s+to\s+(?:see|predict|foresee|notice)|(?:shall|will|did|could)\s+not\s+(?:see|foresee|predict)\b"
        r"|(?:see|saw|seen)\s+(?:\w+\s+){0,4}coming|not\s+(?:prepared|ready)\s+for|(?:one|none)\s+that\s+we\s+have"
        r"\s+(?:not\s+)?(?:prepared|thought)|it\s+can\s+happen\s+to\s+us|none\s+will\s+predict|what\s+we\s+did\s+not"
        r"\s+see|last\s+(?:ones?\s+)?to\s+(?:hear|know)|on\s+a\s+volcano|storm\s+is\s+near|quiet\s+is\s+deceptive"
        r"|wake\s+up\s+(?:\w+\s+){0,3}(?:in\s+a\s+different|and\s+everything|too\s+late)|caught?\s+(?:\w+\s+){0,3}"
        r"(?:unprepared|off\s+guard|unawares)|(?:something|event)\s+that\s+(?:we\s+do\s+not|no\s+)|taken\s+unawares"
        r"|we\s+think\s+(?:that\s+)?(?:the\s+)?\w+\s+is\s+(?:quiet|calm|safe|loyal)|never\s+the\s+one\s+it\s+expects",
        "warning",
        0.7,
        guard=r"\b(?:we\s+(?:attack\w*|launch\w*|took|beat|surprise\w*)|party|birthday|yield|market\w*|prices|earthquake"
        r"|weather|film|theatre|soup|inspection|lights)\b|\bnobody\s+will\s+ever\b|\bscenario\b",
    ),
)

FRAMES: Final = (*_ADMISSIONS, *_LAMENTS)
"""Frames of what is granted, complained of and warned of."""
