"""Offices, institutions and sectors: the words by which an article says who somebody is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from asabiya.evidence.persons.countries import DEMONYM, country_of, home_country
from asabiya.evidence.persons.sectors import SECTOR_RULES
from asabiya.evidence.persons.titles import ADDRESSES, INITIALISMS, TITLES, capitalised

__all__ = [
    "HEAD",
    "HEADS",
    "MODIFIERS",
    "ORGANISATION",
    "TITLES",
    "clean_office",
    "country_of",
    "home_country",
    "institution_of",
    "is_outside",
    "sector_of",
]

HEADS: Final = (
    "commissioner-general|inspector-general|director-general|auditor-general|procurator-general"
    "|commissar-general|surgeon-general|adjutant-general|advocate-general|controller-general"
    "|prosecutor-general|governor-general|solicitor-general|consul-general"
    "|commander-in-chief|commander in chief|vice-president|vice president|prime minister|secretary general"
    "|secretary-general|general secretary|chief of staff|commander|deputy|minister|chief|head|leader"
    "|president"
    "|premier|chancellor|spokesman|spokeswoman|spokesperson|adviser|advisor|aide|secretary|director|chairman"
    "|chairwoman|chairperson|chair|governor|mayor|judge|prosecutor|attorney general|attorney-general"
    "|justice|general|brigadier"
    "|colonel|major|captain|lieutenant|sergeant|admiral|marshal|officer|official|ambassador|envoy"
    "|representative"
    "|member|MP|MEP|lawmaker|legislator|parliamentarian|senator|speaker|cleric|imam|ayatollah"
    "|preacher|mufti|bishop"
    "|priest|lawyer|attorney|barrister|solicitor|jurist|editor|editor-in-chief|journalist|reporter"
    "|correspondent"
    "|anchor|presenter|columnist|analyst|professor|lecturer|rector|dean|founder|inspector"
    "|superintendent|warden"
    "|coordinator|conscript|soldier|guardsman|militiaman|king|queen|prince|emir|amir|sultan|dictator|guide|boss"
    "|archbishop|cardinal|patriarch|metropolitan|pastor|rabbi|monk|abbot|sayadaw|vicar|sheikh|sheik"
    "|prefect|akim"
    "|commandant|commissioner|commissar|constable|procurator|magistrate|qadi|ombudsman|treasurer"
    "|elder|headman"
    "|politician|strongman|chaplain|adjutant|delegate|clerk|registrar|archivist|quartermaster|nuncio"
    "|diplomat|first lady|successor|predecessor|ruler|caudillo|monarch|shah|warlord|deputy head"
    "|corporal|operative|detective|gendarme|recruit|cadet|bodyguard|consul"
    "|politburo member|activist|dissident|organiser|organizer|economist|historian|scholar|expert"
    "|researcher|doctor"
    "|teacher|student|manager|executive|strategist|veteran|policeman|policewoman"
    "|investigator|driver|miner|farmer|nurse|engineer|scientist|sociologist|political scientist|novelist|poet"
    "|shopkeeper|pensioner|economist|accountant|mechanic|electrician|welder|docker|trader|merchant"
    "|taxi driver|campaigner|fellow"
    "|interrogator|informant|defector|deserter|reservist|volunteer|commentator|blogger"
    "|broadcaster|photographer|physician|surgeon|academic|widow|co-founder|shop steward|steward|ally"
    "|confidant|courtier|chamberlain|ideologue|tycoon|businessman|oligarch|whistleblower"
    "|regent|primate|cadi|kadi|khyakim|hyakim|announcer|newsreader|newscaster|catholicos|abbess|muezzin|deacon"
    "|seismologist|geologist|playwright|headmaster|headmistress|librarian|curator|comptroller|usher|vizier"
    "|ombudswoman|congressman|congresswoman|assemblyman|councillor|councilman|alderman|chieftain|weaver|sailor"
    "|pilot|fisherman|tailor|porter|watchman|caretaker|coach|singer|actor|actress|receptionist|dispatcher"
    "|counsel|archpriest|protopriest|khatib|exarch|lama|provost|bailiff|rapporteur|convenor|convener|negotiator|mediator"
    "|instructor|interpreter|translator|cartoonist|attach[ée]|undersecretary|under-secretary|burgomaster|ataman|hetman"
    "|second-in-command|number two|notary|auditor|trooper|gunner|schoolmaster"
    "|chief executive|midwife|bus driver|advocate|president-elect|president-for-life"
    + "".join(f"|(?-i:{short})" for short in INITIALISMS)
)
HEAD: Final = re.compile(rf"\b(?:{HEADS})s?\b", re.IGNORECASE)
"""A word that names an office or a calling."""

MODIFIERS: Final = (
    "deputy|vice|senior|former|ex|acting|interim|supreme|chief|first|second|third|top|foreign|interior"
    "|defence"
    "|defense|intelligence|justice|finance|education|culture|labour|labor|health|oil|energy|information"
    "|security"
    "|national|provincial|regional|local|military|police|army|navy|naval|air|ground|force|forces|border"
    "|judiciary"
    "|government|state|party|parliament|parliamentary|opposition|press|public|special|political|cultural"
    "|ideological|retired|late|new|newly|current|long-time|longtime|exiled|ousted|deposed|deputy"
    "|garrison|union|vice-senior|prime|riot|friday|prayer|parish|village|ruling|high-ranking"
    "|low-ranking"
    "|mid-ranking|ranking"
    "|hardline|hard-line|reformist|conservative|moderate|influential|prominent|powerful|veteran|lead"
    "|general|brigadier"
    "|lieutenant|major|rear|grand|assistant|associate|principal|joint|central|city|town|district|guards|guard"
    "|militia|coast|student|youth|women|human|rights|civil|university|cabinet|crown|managing|executive"
    "|district"
)
"""Words that stand before an office's head and belong to it."""

ORGANISATION: Final = re.compile(
    r"\b(?:minist(?:ry|ries)|council|committee|commission|guards?|corps|party|parties|university"
    r"|college|academy"
    r"|institute|agency|agencies|television|tv|radio|network|newspaper|website|daily|weekly|magazine|news"
    r"|media"
    r"|press|times"
    r"|post|journal|broadcaster|channel|parliament|assembly|majles|majlis|senate|congress|court"
    r"|judiciary|police|army"
    r"|navy|force|forces|basij|irgc|militia|brigade|battalion|regiment|division|headquarters|office"
    r"|organi[sz]ation"
    r"|association|syndicate|union|front|movement|group|foundation|centre|center|bank|company|corporation"
    r"|government|cabinet"
    r"|regime|authority|authorities|administration|department|bureau|directorate|service|services|secretariat"
    r"|seminary|church|mosque|bar|league|federation|society|politburo|stasi|reuters|afp|bbc|cnn|irib"
    r"|irna|isna"
    r"|fars|tasnim|mehr|command|conference|bench|synod|general staff|high command|gazette|herald|courier"
    r"|tribune|observer|chronicle|mossad|cia|nato|un|eu|hamas|hezbollah|embassy|palace|junta|opposition"
    r"|prosecution|observatory|monitor|watch|alliance|coalition|initiative|forum|summit|festival|fair|hotel)\b",
    re.IGNORECASE,
)
"""A word that makes a name an institution's rather than a person's."""

_LEAD: Final = re.compile(
    r"^(?:\d+-year-old\s+|visiting\s+"
    r"|(?:new|present|sitting|newly[ -](?:appointed|elected|named)|incoming)\s+(?=\w)"
    r"|(?:the|a|an|his"
    rf"|her|its|their"
    rf"|our|(?:one|another|some)(?!\s+of\b))\s+|(?!European\s+Union|United\s+Nations)(?:{DEMONYM})(?:['’]s?)?\s+(?!Union\b|Parliament\b|Nations\b)"
    r"|(?:regime|republic|country|nation|kingdom)['’]s\s+"
    r"|(?:regime|theocracy)\s+|(?:mullahs|rulers)['’]\s+)+",
    re.IGNORECASE,
)


_BEHIND: Final = re.compile(
    r"\s+(?:then|also|later|again|finally|himself|herself|in\s+question|at\s+the\s+time|(?:until|since|for\s+the\s+(?:past|last))\s.*|(?:late\s+|early\s+)?on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+\w+)?)$"
)
"""What stands behind an office without being part of it."""
_OWNER: Final = re.compile(r"^(?:[^\W\d_a-z][\w-]*\s+){0,2}[^\W\d_a-z][\w-]*(?:['’]s|s['’])\s+(?=[a-z])")
"""A proper name in the possessive before an office, "Tarsovia's interior minister"."""


_ARTICLED: Final = re.compile(r"(?i:the)\s+[A-Z]")
_PLURAL: Final = ("s'", "s’")
"""How the name of a group ends that owns an office, "the Sentinels' spokesman"."""
_RANK_BEHIND: Final = re.compile(
    r"(?i:(?<!attorney)(?<!secretary)(?<!prosecutor)(?<!director)(?<!inspector)(?<!governor)(?<!consul)"
    r"(?<!solicitor)(?<!senior)(?<!major)(?<!brigadier)(?<!lieutenant)(?<!colonel)(?<!marshal)(?<!captain))"
    r"\s+(?:(?:Lieutenant|Major|Brigadier|Colonel|Rear|Vice|Lt|Maj|Brig)\.?[ -])?"
    r"(?:General|Gen|Colonel|Col|Major|Maj|Captain|Capt|Admiral|Adm|Ayatollah|Hojj?atoleslam|Sheikh"
    r"|Marshal|Inspector|Commissioner|Lieutenant|Sergeant"
    rf"|Judge|Professor|Prof|Dr|Mr|Mrs|Ms|{capitalised(ADDRESSES)})\.?$"
)
"""A rank behind an office, as in "army chief General", is no part of it."""


_HOLDER: Final = re.compile(rf"{ORGANISATION.pattern}|\b(?:{HEADS})\b", re.IGNORECASE)
"""An owner who belongs to the office, "the Guide's chief of staff", unlike a country."""


def clean_office(phrase: str, *, is_person: Callable[[str], bool] | None = None) -> str | None:
    """An office without its article, the country it is of, and stray punctuation.

    ``is_person`` tells whether an owner is somebody of the article, whose the office remains.

    >>> clean_office("the Iranian regime’s supreme leader")
    'supreme leader'
    >>> clean_office("the head of the judiciary,")
    'head of the judiciary'
    >>> clean_office("army chief General"), clean_office("Brigadier General")
    ('army chief', 'Brigadier General')
    >>> clean_office("Tarsovia’s interior minister"), clean_office("the council’s secretary")
    ('interior minister', 'council’s secretary')
    """
    text = " ".join(phrase.split()).strip(" ,;:–—-(")
    if text.count("(") < text.count(")"):
        text = text.strip(")")
    text = _BEHIND.sub("", _LEAD.sub("", text))
    owner = _OWNER.match(text)
    kept = owner is not None and is_person is not None and is_person(owner.group().strip())
    # No country bears an article: "the Emirate's spokesman", but "Velmark's spokesman".
    kept = kept or (
        owner is not None and _ARTICLED.match(phrase) is not None and not country_of(owner.group())
    )
    kept = kept or (owner is not None and owner.group()[-3:-1] in _PLURAL and not country_of(owner.group()))
    if owner and not kept and not _HOLDER.search(owner.group()):
        text = text[owner.end() :]
    if (rank := _RANK_BEHIND.search(text)) and HEAD.search(text[: rank.start()]):
        text = text[: rank.start()]
    return text or None


_VAGUE: Final = re.compile(
    r"(?:[\w’'-]+\s+){0,4}?(?:commander|officer|official|deputy|chief|head|leader|spokes\w+|advis[eo]r"
    r"|aide|secretary|director|member"
    r"|representative|regime|authorit(?:y|ies)|leadership|organi[sz]ation|group|general)s?",
    re.IGNORECASE,
)
"""Descriptions that leave open to which part of the apparatus somebody belongs."""


@lru_cache(maxsize=4096)
def sector_of(phrase: str, *, home: str | None = None) -> str | None:
    """The sector of the apparatus that an office or institution belongs to.

    A foreign official (of a country other than the article's own) is ``other``: he is no part of the
    apparatus. Null where the phrase names no office at all.

    >>> sector_of("advisor to the IRGC Commander-in-Chief")
    'guards'
    >>> sector_of("Israeli army spokesman", home="iran")
    'other'
    """
    if not phrase:
        return None
    country = country_of(phrase)
    if home and country and country != home:
        return "other"
    for sector, pattern in SECTOR_RULES:
        if pattern.search(phrase):
            return sector
    if _VAGUE.fullmatch(" ".join(phrase.split())):
        return None
    return "other" if HEAD.search(phrase) or ORGANISATION.search(phrase) else None


def is_outside(office: str, *, home: str | None = None) -> bool:
    """Whether an office is by its words none of the apparatus: foreign, exiled, of the opposition.

    >>> is_outside("Polish defence minister", home="iran"), is_outside("spokesman of the committee")
    (True, False)
    """
    country = country_of(office)
    return bool(home and country and country != home) or SECTOR_RULES[0][1].search(office) is not None


def institution_of(office: str | None) -> str | None:
    """The institution that an office names, as worded there.

    >>> institution_of("head of the judiciary")
    'judiciary'
    >>> institution_of("IRGC commander")
    'IRGC'
    >>> institution_of("supreme leader") is None
    True
    """
    if not office:
        return None
    complement = re.search(r"\b(?:of|to|at|for|from|with) (?:the |his |its |their )?(.+)$", office)
    if complement and ORGANISATION.search(complement.group(1)):
        words = complement.group(1)
        if re.match(rf"(?:\w+\s+)?(?:{HEADS})\s+(?:of|to|at|for)\b", words, re.IGNORECASE):
            return institution_of(words)
        trimmed = re.sub(rf"(?<!\bof)\s+(?:{HEADS})s?$", "", words, flags=re.IGNORECASE)
        trimmed = re.sub(r"^regime['’]s\s+", "", trimmed)
        return re.split(r",| for | who ", trimmed)[0].strip() or None
    match = ORGANISATION.search(office)
    if match is None:
        return None
    before = office[: match.end()]
    words = re.split(rf"\b(?:{HEADS})s?\b|,", before, flags=re.IGNORECASE)[-1]
    return re.sub(r"^\s*(?:of|for|in|at|the|deputy|senior|former)\s+", "", words).strip() or None
