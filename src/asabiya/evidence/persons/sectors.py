"""Which words of an office or an institution tell its sector of the apparatus, regime by regime."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SECTOR_RULES"]

_GENERAL: Final = (
    r"(?<!attorney )(?<!attorney-)(?<!secretary )(?<!secretary-)(?<!director )(?<!inspector )"
    r"(?<!governor )(?<!consul )(?<!prosecutor )(?<!procurator )(?<!auditor )(?<!solicitor )"
    r"generals?(?! secretar| manager| assembly| strike| council| directorate| prosecutor| director"
    r"| intelligence| security| election| people)"
)

SECTOR_RULES: Final = tuple(
    (sector, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for sector, words in (
        (
            "other",
            r"(?:advis[eo]r|aide|representative|envoy|spokes\w+) (?:to|of|for) the (?:supreme )?leader"
            r"|opposition leader|(?:leader|head|chair\w*) of the (?:\w+ )?opposition|union leader"
            r"|protest leader|student leader|rebel (?:leader|commander|chief)|exiled? \w+"
            r"|(?:banned|outlawed|opposition) (?:[\w’'-]+ ){0,3}(?:party|union|movement|group|website)",
        ),
        (
            "leader",
            r"supreme (?:leader|guide)(?!['’]s (?:representative|envoy|office))|guide of the revolution"
            r"|leader of the (?:islamic )?(?:revolution|republic)|paramount leader|great leader"
            r"|revolution['’]s (?:supreme )?leader|father of the nation|president for life"
            r"|(?:general|first) secretary of the (?:[\w’'-]+ )*(?:party|central committee)"
            r"|general secretary(?! of)|party (?:general|first) secretary|party chairman|party leader"
            r"|chair\w* of the (?:ruling )?(?:[\w’'-]+ )?(?:party|central military commission)"
            r"|dictator|king|queen|emir|sultan|shah|caliph|crown prince|caudillo|monarch"
            r"|royal (?:court|palace)|junta (?:leader|chief|head|chairman)"
            r"|(?:leader|head|chief|chairman) of the (?:\w+ )?junta"
            r"|chair\w* of the (?:[\w’'-]+ )?(?:revolutionary command|transitional military"
            r"|sovereign|ruling) council",
        ),
        (
            "lawyers",
            r"lawyers?|attorney(?!.general)s?|barristers?|solicitors?(?!.general)|bar association"
            r"|court (?:clerks?|staff)|advocates?|notar(?:y|ies)|defence counsel",
        ),
        (
            "media",
            r"editors?(?:-in-chief)?|journalists?|anchor|presenter|reporter|correspondent|columnist"
            r"|broadcaster|commentator",
        ),
        (
            "judiciary",
            r"judiciary|judicial|prosecutors?|procurator\w*|judges?|chief justice|justices"
            r"|(?:supreme|high|appeals?|revolutionary|constitutional|military|people['’]s) courts?|courts?"
            r"|attorney.general|solicitor.general|tribunal|prisons? organi[sz]ation|prosecution|magistrates?"
            r"|qadi|prison (?:service|director|governor)|warden|investigative committee",
        ),
        (
            "basij",
            r"basij\w*|paramilitar(?:y|ies)|volunteer (?:militia|corps|brigades?)|colectivos?|shabiha"
            r"|tonton\w*|popular mobili[sz]ation|people['’]s militia|pro-government militias?"
            r"|pyu saw htee|workers['’] (?:militia|brigades)|resistance bases?|neighbou?rhood committees?",
        ),
        (
            "guards",
            r"irgc\S*|revolution(?:ary)? guards?(?: corps)?|guards?(?: corps)?|guardsm[ae]n|pasdaran"
            r"|quds force|qods force|guards?['’]s?|sepah|republican guards?"
            r"|(?:presidential|royal|national|imperial|palace) guards?|rosgvardiy?a|praetorian"
            r"|presidential security|bodyguards?",
        ),
        (
            "police",
            r"police\w*|law enforcement|faraja|gendarm\w*|stasi|state security|secret (?:police|service)"
            r"|public security|internal security|homeland security|security services?|security agency"
            r"|(?:security|spy) chief|(?:chief|head) of security"
            r"|directorate of security|security directorate|general security"
            r"|riot (?:unit|squad)s?|constabulary|constable|mukhabarat|fsb|kgb|nkvd|cheka|securitate|savak"
            r"|sbu|omon|militsiya|carabineros|special branch|military intelligence|general intelligence"
            r"|intelligence (?:service|directorate|agency|services|agencies|chief|organi[sz]ation)"
            r"|counter-?intelligence|sheriff",
        ),
        ("ministries", r"ministers?|ministry|ministries|ministerial"),
        (
            "clergy",
            r"clerics?|clerical|clergy(?:m[ae]n)?|ayatollahs?|imams?|friday.prayers?|seminar(?:y|ies)"
            r"|assembly of experts|mufti|preachers?|hojj?at\S*|guardian council|(?:arch)?bishops?['’]?"
            r"|priests?|mullahs?|theologian|cardinal|patriarch|metropolitan|monks?|abbot|sangha|sayadaw|lama"
            r"|rabbi|pastor|vicar|ulema|ulama|holy synod|hawza|marja|church|cathedral|mosque",
        ),
        (
            "army",
            r"army|artesh|navy|naval|air force|armed forces|military|tatmadaw|bundeswehr|wehrmacht"
            r"|chief of (?:the )?(?:general |defence |defense )?staff|general staff|joint chiefs"
            r"|high command|ground forces?|soldiers?|brigade|battalion|regiment|division(?:al)? commander"
            r"|garrison|troops|conscripts?|admirals?|" + _GENERAL + r"|colonels?|brigadiers?|lieutenants?"
            r"|majors?|captains?|sergeants?|marshals?|infantry|air defen[cs]e|warship|fleet|marines?"
            r"|commandos?|paratroop\w*|artillery|cadets?|(?:theatre|theater|regional|military|northern"
            r"|southern|eastern|western|central) command|military council|people['’]s liberation",
        ),
        (
            "ministries",
            r"president|vice.president|premier|chancellor|cabinet|government|governor\S*|governate|mayor"
            r"|ambassador|governorate|municipality|central bank|council of ministers|civil service|prefect"
            r"|akim|wali|customs|tax (?:service|office)|treasury|secretary of state|security council"
            r"|state committee|planning (?:commission|committee)|provincial administration|politburo standing"
            r"|port authority|state secretary|kremlin",
        ),
        (
            "media",
            r"website|television|channel|tv|radio|broadcast\w*|agency|newspaper|daily|weekly|magazine"
            r"|news agency|press|media|irib|irna|isna|tasnim|fars|mehr|tass|xinhua|reuters|bbc|cnn|afp"
            r"|editorial|gazette|herald|courier|telegram channel|people['’]s daily",
        ),
    )
)
"""Sector and pattern, the first that matches decides: an adviser to the leader is none of the apparatus, a
prosecutor of the military court is of the judiciary, a police colonel of the police."""
