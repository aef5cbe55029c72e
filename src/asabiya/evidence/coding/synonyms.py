"""Further wordings of the codes: synonyms and set phrases that neither fixed wordings nor frames hold."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.coding.lexicon import EACH, rule

__all__ = ["SYNONYMS"]

_REBELS: Final = (
    r"(?:rebels|insurgents|mutineers|enemy|opposition|exiles|demonstrators|protesters|other\s+side)"
)
_CAUSE: Final = (
    r"(?:us\b|(?:the|our)\s+(?:\w+\s+)?(?:leadership|party|cause|system|revolution|leader|government|movement"
    r"|republic|regime|state|institutions|doctrine|path|clergy|course|ideals|values|faith|struggle))"
)
_BODIES: Final = (
    r"(?:commanders|generals|ministers|ministr(?:y|ies)|leaders|leadership|cabinet|council|chancellery|party"
    r"|seminaries|clergy|clerics|services|officials|court|palace|comrades|factions|wings|committee|government"
    r"|foundation|parliament|ranks|branches|politburo|general\s+staff|agencies|judges|colleagues)"
)
_WEAK: Final = (
    r"(?:our\s+|the\s+|their\s+)?(?:enem(?:y|ies)|adversar(?:y|ies)|opponents?|opposition|rebels|rioters|plotters"
    r"|conspirators|critics|protesters|troublemakers|hypocrites)"
)

_ADMITTED: Final = (
    rule(
        "admits_defection",
        r"walk(?:ed|ing)\s+out|(?:stopped|ceased)\s+(?:obeying|following|taking\s+orders|answering|serving)"
        r"|(?:no\s+longer|not)\s+(?:take|taking|obey|obeying|follow|following|answer|carry\s+out)\s+(?:our|my|the)\s+"
        r"(?:calls|orders|instructions|commands)|fail(?:s|ed)\s+to\s+(?:return|report|appear|turn\s+up|come\s+back)"
        r"|(?:left|leaving|quit)\s+(?:our|the)\s+(?:bloc|coalition|faction|party|camp|service|country|cabinet|alliance)"
        rf"|(?:advising|serving|helping|working\s+for|fighting\s+for|supporting)\s+(?:the|our)\s+{_REBELS}"
        r"|(?:crossed|crossing)\s+the\s+(?:river|border|frontier|lines)|(?:are|is|were|was|went)\s+absent\b"
        r"|(?:changed|switched|shifted|transferred)\s+(?:their\s+|his\s+)?(?:allegiance|loyalt\w+|sides|employers)"
        r"|br(?:oke|oken|eaking)\s+(?:ranks|with\s+(?:us|me|the\s+party))|gone\s+into\s+(?:exile|opposition)"
        rf"|(?:thrown|threw)\s+in\s+(?:his|their)\s+lot|(?:gone|went)\s+over\b|(?:will|would|do|does|did)\s+not\s+shoot"
        r"|(?:stood|standing)\s+aside\s+and\s+let|shot\s+into\s+the\s+air|turned\s+traitor|laid\s+down\s+(?:his|her|their)"
        r"\s+(?:office|commission|arms)|renounced\s+(?:his|their)\s+(?:allegiance|commission|oath)|turned\s+renegade"
        r"|(?:shut|closed)\s+down\s+their\s+\w+\s+and\s+(?:left|went)|deserters\s+(?:from|in|among)\s+our|our\s+deserters"
        rf"|marched\s+(?:along\s+)?with\s+the\s+(?:crowd|{_REBELS})|ranks\s+are\s+(?:thinning|emptying|melting)",
        "admission",
        0.8,
        guard=r"\b(?:deserters?|traitors?)\s+(?:will|shall|must)\b|\b(?:ceremony|match|dinner|over\s+to\s+the\s+next)\b",
    ),
    rule(
        "admits_conversion",
        rf"(?:lost|losing|lose)\s+(?:\w+\s+)?(?:confidence|faith|trust|belief|hope|interest)\s+in\s+{_CAUSE}"
        rf"|(?:distanced|distancing|alienated|estranged|detached)\s+(?:themselves|himself|herself)?\s*(?:from\s+)?{_CAUSE}"
        rf"|given\s+up\s+on\s+{_CAUSE}|nothing\s+(?:more\s+)?to\s+do\s+with\s+us|change\s+of\s+heart"
        rf"|turn(?:ed|ing)?\s+(?:their|his|her)\s+backs?\b(?!\s+on\s+the\s+enemy)|(?:disenchanted|disillusioned"
        rf"|disappointed|fed\s+up)\s+(?:with|by|in|about)\s+{_CAUSE}|(?:abandoned|renounced|forsaken|left)\s+(?:the\s+faith"
        rf"|our\s+(?:faith|ideals|path|values))|(?:strayed|fallen)\s+(?:away\s+)?from\s+(?:the|our)\s+(?:path|faith|way)"
        rf"|(?:do|does|did)\s+not\s+(?:trust|believe|believe\s+in|love|respect|follow)\s+(?:us|in\s+us)\b"
        rf"|(?:doubts?|disbelief|indifference|contempt)\s+(?:about|for|towards?)\s+{_CAUSE}|it\s+is\s+(?:one\s+)?no\s+more"
        rf"|(?:was|were)\s+(?:a\s+|our\s+)?(?:bastion|stronghold|pillar|backbone|fortress)\w*\b|gone\s+sour\s+on|used\s+to\s+(?:carry|sing|wear|march|pray|cheer|vote|kneel|listen)\b"
        rf"|believed\s+in\s+(?:this|the|our|us)\b(?=[^.]*\b(?:once|then|before|more\s+than))|who\s+(?:fasted|prayed|marched"
        rf"|fought|stood|believed|sang|voted|cheered|were|used)\s+(?:with|for|beside|alongside|in)?\s*us\b",
        "admission",
        0.7,
        guard=r"\b(?:football|team|rulers|neighbou?r|princes|nobody|no\s+one|enemy['’]s)\b",
    ),
    rule(
        "admits_infighting",
        rf"(?:plott|schem|intrigu|backstabb|conspir)ing\b[^.;]{{0,40}}\b{_BODIES}|(?:envy|hatred|clash(?:es)?|enmity"
        rf"|animosity|hostility|backbiting|tug\s+of\s+war|factional\w*|differences(?:\s+of\s+opinion)?|battles?|mistrust)\s+"
        rf"(?:\w+\s+)?(?:among|between|within|inside|in)\s+(?:\w+\s+){{0,3}}?{_BODIES}|factional\s+(?:battles?|fight\w*"
        rf"|war\w*|strife|struggles?)|you\s+have\s+divided|(?:in\s+a|a|the)\s+brawl|refus\w*\s+to\s+(?:sit|meet|speak|talk|work|cooperate)\s+(?:\w+\s+){{0,3}}?(?:in\s+one"
        rf"|with|together|{EACH})|(?:blocks?|opposes?|sabotages?|obstructs?|vetoes)\s+(?:whatever|everything|every)"
        rf"|(?:attack|shoot\s+at|fight|denounce|slander|undermine|discredit)\w*\s+(?:their|our|his)\s+own\s+(?:colleagues"
        rf"|comrades|side|brothers|people)|(?:one|the\s+one)\s+half\b[^.]{{0,50}}\bthe\s+other\s+half|want\w*\s+the\s+\w+"
        rf"(?:\s+\w+)?\s+to\s+fail|(?:eating|tearing|destroying)\s+ourselves|attack\s+one\s+another|accusing\s+each\s+other"
        r"|(?:is|are)\s+not\s+on\s+speaking\s+terms|do\s+not\s+speak\s+(?:to|with)\s+each\s+other|everyone\s+is\s+somebody",
        "report",
        0.7,
        guard=r"\b(?:team|football|exiles?|opposition|discussed|drafts?|offices)\b",
    ),
)

_DARKNESS: Final = (
    rule(
        "laments_confusion",
        r"each\s+cancels|cancel\s+each\s+other|age\s+of\s+(?:uncertainty|confusion|lies)|lost\s+(?:their|our)\s+(?:bearings|way|orientation)|wits['’]\s+end"
        r"|no\s+idea\s+(?:\w+\s+){0,2}?(?:what|who|where|which)|(?:boundar(?:y|ies)|borders?|lines?|difference)\s+"
        r"(?:\w+\s+){1,6}?(?:no\s+longer\s+visible|vanished|unclear|gone|invisible)|goes?\s+astray|signposts|pose\s+as"
        r"|wolves\s+(?:\w+\s+){0,3}sheep|impossible\s+to\s+(?:say|tell|know)|criteria\s+(?:\w+\s+){0,6}lost|contradictory"
        r"|(?:one\s+thing|this)\s+(?:\w+\s+){1,5}?and\s+the\s+opposite|know\s+(?:neither|no\s+longer)|confused\s+(?:by|about)"
        r"|nothing\s+adds\s+up|does\s+not\s+add\s+up|shadows?\s+and\s+smoke|full\s+of\s+(?:dust|smoke)|veil\b",
        "lament",
        0.7,
        guard=r"\b(?:road\s+signs?|forms|coins|conference|recipe|traffic)\b",
    ),
    rule(
        "claims_cognitive_attack",
        r"(?:alter|influenc|concentrat|exploit|undermin|destroy|shatter|shak|erod|attack|target|chang|twist|reshap)\w*"
        r"\s+(?:\w+\s+){0,5}?(?:beliefs?|perceptions?|confidence|opinions?|population|youth|elites?|convictions?|identity"
        r"|values|culture|thinking|memory|consciousness)\b|(?:spread|sow|create|plant)\w*\s+(?:\w+\s+){0,2}?(?:hopelessness"
        r"|despair|fear|doubt|distrust|panic|pessimism|rumou?rs|lies)|teach\w*\s+(?:\w+\s+){0,3}to\s+(?:despise|hate|doubt)"
        r"|taught\s+by\s+strangers|(?:lie|lies|lying)\s+to\s+(?:you|us|our|the\s+people)|settles?\s+in\s+(?:the|our)\s+heads?"
        r"|through\s+the\s+(?:cable|screen|air)|(?:courage|modesty|faith|pride|hope)\s+from\s+our|people['’]s\s+(?:thinking"
        r"|minds|thoughts|beliefs)|war\s+(?:on|against|for)\s+(?:\w+\s+){0,3}(?:minds|hearts|faith|values)",
        "attack",
        0.7,
        need=r"\b(?:enem\w+|foreign\w*|hostile|they|their|he|strangers?|outside|abroad|opponents|adversar\w+|western"
        r"|networks?|channels?|stations?|media|campaign|war|services|powers|invader|propaganda|internet)\b",
        guard=r"\b(?:our\s+(?:media|press|newspapers)|teachers|we\s+(?:shall|will|must|want))\b",
    ),
    rule(
        "warns_surprise",
        r"surprise\s+(?:move|attack|raid|blow|strike)s?|(?:little|no|short)\s+warning|sudden\s+(?:raid|attack|uprising"
        r"|outbreak|strike|blow|collapse|explosion)|flares?\s+up|in\s+one\s+night|(?:turn|change)\s+(?:over|completely)?\s*in"
        r"\s+(?:a|one)\s+(?:night|day|moment|hour)|last\s+to\s+(?:notice|learn|hear|know|find\s+out)|(?:were|are)\s+(?:still\s+)?"
        r"blind\b|so\s+did\s+(?:\w+\s*)+|before\s+our\s+(?:spies|scouts|agents|police)|(?:calm|quiet|silence|peace)\b[^.;]{0,40}"
        r"\b(?:mislead\w*|deceiv\w*|deceptive|treacherous|trust)|feels?\s+safe|no\s+informers?|have\s+not\s+one\s+informer"
        r"|nobody\s+can\s+(?:promise|predict|foresee|tell\s+us\s+when)|time\s+bomb|powder\s+keg|tinder|smouldering"
        r"|any\s+(?:moment|day)\s+now|boil\s+over|eruption",
        "warning",
        0.7,
        guard=r"\bour\s+\w+\s+struck|\b(?:we|our)\s+(?:\w+\s+)?(?:surprise\s+attack|launched)\b",
    ),
)

_CALLED: Final = (
    rule(
        "exhorts_commitment",
        r"(?:stand|stay|remain|rally)\s+(?:\w+\s+)?behind\s+the\s+(?:constitution|leader|president|flag|cause|state|king"
        r"|crown)|keep\s+(?:going|marching|fighting|struggling)|not\s+to\s+(?:resign|desert|leave|waver|give\s+up)|your\s+place"
        r"\s+is|without\s+(?:hesitation|murmur\w*|question)|grip\s+on|stick\s+to|stick\s+with\s+(?:us|the\s+cause)|break\s+your"
        r"\s+oath|(?:betray|forget|abandon|give\s+up|compromise)\s+(?:\w+\s+)?(?:the|our|your)\s+(?:ideals|principles|cause"
        r"|oath|path|values|faith|mission|goals)|hold\s+out|(?:on|along)\s+(?:the|their|this|our)\s+(?:path|road)\b|do\s+(?:your|"
        r"yours|his|their)\s+(?:duty|part)|stay\s+the\s+course|keep\s+your\s+(?:oath|promise|word)|bear\s+(?:it|this)\s+with"
        r"|full\s+of\s+faith|remain\s+(?:in\s+your|at\s+your|with\s+us|true|loyal)",
        "exhort",
        0.7,
        guard=r"\b(?:operator|treatment|session|accounts|tickets)\b|\bfall\s+into\b",
    ),
    rule(
        "exhorts_vigilance",
        r"unchecked|taken\s+in\s+by|attention\s+(?:slip|lapse|waver)|think\s+(?:carefully|twice|hard)|recogni[sz]e\s+(?:\w+\s+)?"
        r"(?:sedition|danger|signs?|threats?|plots?|infiltrat\w+|traps?)|inform\s+the\s+(?:authorities|police|guards?)|unusual"
        r"|conscious\s+of|do\s+not\s+(?:believe|trust|listen\s+to)\s+(?:them|every|all|everything|rumou?rs|strangers)|cautious"
        r"|examine\s+what|watch\s+(?:every|each|your|closely)|leave\s+nothing\s+to\s+chance|be\s+on\s+(?:the|your)\s+"
        r"(?:watch|guard|lookout)|keep\s+(?:\w+\s+){0,2}(?:watch|eyes|ears)|sharp\s+eye|mind\s+(?:the|your)\s+\w+|who\s+sits\s+at"
        r"|observe\s+(?:closely|carefully)|take\s+(?:great\s+)?(?:care|heed)\b(?!\s+of)|be\s+prepared\b|eyes\s+on\s+the\s+ground",
        "exhort",
        0.7,
        guard=r"\b(?:evening\s+programme|roads?|soup|vaccinated|film|ice|dosage|recipe)\b",
    ),
    rule(
        "appeals_unity",
        r"compromise\b(?!\s+(?:the|our|your))|common\s+front|one\s+people|stop\s+(?:this|the|these|your)\s+(?:quarrel|dispute"
        r"|fight|feud|bickering)\w*|as\s+partners|support\s+one\s+another|coordinate\b|forget\s+the\s+past|shake\s+hands|sit\s+down"
        r"\s+together|end\s+to\s+(?:our|these|the)\s+(?:feuds?|quarrels?|disputes?|divisions?)|split\s+into|insult\s+(?:one|each)"
        r"|side\s+by\s+side|fight\s+among\s+ourselves|pull\s+together|stick\s+together|be\s+as\s+one|act\s+as\s+one|common\s+ground"
        r"|concord|build\s+bridges|join\s+forces|(?:love|respect|help|support|listen\s+to|tolerate)\s+(?:each\s+other|one\s+another)",
        "exhort",
        0.7,
        guard=r"\b(?:neighbou?rs|locusts|bands)\b",
    ),
    rule(
        "invokes_sacrifice",
        r"coffins?\b|threw\s+himself|war\s+dead|perished\s+(?:in|for|so|at)|(?:with|at\s+the\s+cost\s+of)\s+(?:the\s+|their\s+|our\s+)?"
        r"lives\b|paid\s+(?:\w+\s+){0,4}with\s+(?:\w+\s+)?(?:blood|lives)|(?:sent|gave)\s+(?:\w+\s+){0,3}(?:to\s+the\s+front|to\s+the"
        r"\s+war)|came\s+back\s+in\s+a|friend['’]s\s+body|noble\s+young|(?:prisons|dungeons|camps)\s+of\s+the\s+old|gave\s+all\s+(?:they"
        r"|he)\s+had|never\s+came\s+(?:home|back)\s+from\s+the\s+(?:war|front)|(?:honou?r|memory|example|legacy|path|spirit)\s+of\s+"
        r"(?:the|our|those)\s+(?:\w+\s+)?(?:martyrs|dead|fallen|heroes)|saints\b|ultimate\s+price|heroes\s+of\s+the\s+(?:war|front)",
        "any",
        0.7,
        guard=r"\b(?:motorway|forest|accident|flood|illness|football)\b",
    ),
    rule(
        "threatens_punishment",
        r"firm\s+action|(?:will|shall|would)\s+(?:\w+\s+)?(?:be\s+(?:before\s+a\s+(?:tribunal|court)|put\s+on\s+trial|pulled\s+out|weeded"
        r"|broken|answered|rooted\s+out|swept\s+away)|protect\s+a\s+\w+)|no\s+\w+\s+(?:will|shall|can)\s+(?:protect|save|shield)|nobody\s+(?:will|would|shall)\s+be\s+(?:forgiven|spared)|i\s+will"
        r"\s+find\s+(?:them|all|you)|punishable|hard\s+labou?r|wish\s+(?:that\s+)?they\s+had|fired\s+upon|cast\s+out|be\s+exposed|full\s+force"
        r"\s+of|(?:confront|crush|smash|disperse|suppress)\s+(?:\w+\s+){0,2}(?:with|by|rioters|protests?|demonstrat\w+|them)|be"
        r"\s+(?:its|his|their|your)\s+last|avenged|will\s+(?:swing|hang|rot)|not\s+be\s+home|behind\s+bars|severe(?:ly)?\b|mercilessly"
        r"|(?:will|shall)\s+not\s+(?:tolerate|allow|forgive|hesitate|go\s+unpunished)|(?:we|they)\s+(?:will\s+)?catch\s+(?:them|you)"
        r"|be\s+(?:banned|closed\s+down|stripped|jailed|detained|deported|liquidated|neutrali[sz]ed)|shares\s+(?:his|their)\s+fate"
        r"|last\s+warning|think\s+of\s+(?:your|their)\s+famil|heavy\s+price|cost\s+(?:you|him|them)\s+(?:your|his|their|dear)",
        "threat",
        0.7,
        guard=r"\b(?:invad\w+|aggressors?|foreign|enemy|waters|weather|drought|winter|parking|no\s+reprisals)\b",
    ),
    rule(
        "claims_strength",
        rf"(?:public\s+)?order\s+(?:is|was|has\s+been)\s+(?:\w+\s+)?(?:ensured|maintained|kept|guaranteed|restored)"
        r"|(?:people|nation)\s+(?:are|is|stands?|stood)\s+(?:\w+\s+)?(?:with|behind)\s+(?:us|its|the)|of\s+one\s+mind|solid\s+from|top\s+to\s+bottom"
        r"|(?:wall|block|ring)\s+of\s+(?:iron|steel)|monolith\w*|(?:are|were|is|was|as)\s+one\b|(?:remain(?:s|ed)?|stayed|are)\s+at\s+"
        rf"their\s+posts|{_WEAK}\s+(?:\w+\s+){{0,4}}?(?:tired|divided|without\s+a\s+plan|exhausted|scattered|on\s+the\s+run|losing|lost|beaten"
        r"|come\s+to\s+nothing|broken|powerless|helpless|fear\w*|afraid)|command\s+of\s+the\s+situation|deep\s+roots|obeying\s+"
        r"(?:their\s+)?orders|(?:has|have)\s+(?:scattered|been\s+cleared|come\s+to\s+nothing|seen\s+through)|stands\s+with\s+(?:its|the)"
        r"|devoted\s+to\s+you|turnout|nests\s+of\s+resistance|makes\s+us\s+bend|wishful\s+thinking|(?:without\s+fault|flawless\w*)"
        r"|we\s+would\s+fall\b|firm(?:ly)?\s+(?:in\s+the\s+saddle|established|behind)|rock\s+solid|iron\s+discipline|on\s+course\b"
        r"|masters\s+in\s+our|front\s+holds|(?:capital|city|country|province|streets?|border|situation)\s+(?:is|are|remains?)\s+"
        r"(?:\w+\s+)?(?:quiet|calm|safe|secure|peaceful|stable|normal)|broad\s+support|overwhelming\s+(?:support|majority)"
        r"|nothing\s+to\s+fear|(?:great|decisive|historic|complete|clear)\s+victory|victory\s+over|superior|unshaken|unrivalled",
        "boast",
        0.7,
        guard=r"\b(?:we\s+think|must|should|if\s+we|would\s+be|think\s+the|hope|deceptive|not\s+yet|so-called|mislead|enemy\s+(?:says|claims)"
        r"|negotiat\w+)\b",
    ),
)

SYNONYMS: Final = (*_ADMITTED, *_DARKNESS, *_CALLED)
"""Further wordings, with a lower confidence than the others."""
