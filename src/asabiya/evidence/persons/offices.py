"""Offices, institutions and sectors: the words by which an article says who somebody is."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.text.wordlist import words

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
    "sector_of",
]

HEADS: Final = (
    "commander-in-chief|commander in chief|vice-president|vice president|prime minister|secretary general"
    "|secretary-general|general secretary|chief of staff|commander|deputy|minister|chief|head|leader"
    "|president"
    "|premier|chancellor|spokesman|spokeswoman|spokesperson|adviser|advisor|aide|secretary|director|chairman"
    "|chairwoman|chairperson|chair|governor|mayor|judge|prosecutor|attorney general|attorney-general"
    "|justice|general|brigadier"
    "|colonel|major|captain|lieutenant|sergeant|admiral|marshal|officer|official|ambassador|envoy"
    "|representative"
    "|member|lawmaker|legislator|parliamentarian|senator|speaker|cleric|imam|ayatollah|preacher|mufti|bishop"
    "|priest|lawyer|attorney|barrister|solicitor|jurist|editor|editor-in-chief|journalist|reporter"
    "|correspondent"
    "|anchor|presenter|columnist|analyst|professor|lecturer|rector|dean|founder|inspector"
    "|superintendent|warden"
    "|coordinator|conscript|soldier|guardsman|militiaman|king|queen|prince|emir|sultan|dictator|guide|boss"
    "|politburo member|activist|dissident|organiser|organizer|economist|historian|scholar|expert"
    "|researcher|doctor"
    "|teacher|student|manager|executive|strategist|veteran|policeman|policewoman|general staff"
)
HEAD: Final = re.compile(rf"\b(?:{HEADS})s?\b", re.IGNORECASE)
"""A word that names an office or a calling."""

TITLES: Final = words(
    """
    mr mrs ms miss dr prof gen col lt maj capt brig adm sgt cmdr hon sir lady lord dame sheikh sheik
    hajj haj haji sardar seyed sayyed sayyid seyyed hojjatoleslam hojatoleslam hojjat-ol-eslam
    ayatollah grand imam mullah father reverend rev saint st general brigadier colonel major captain
    lieutenant sergeant admiral marshal second first field commander president minister professor
    judge senator comrade
    """
)
"""Words before a name that are no part of it."""

MODIFIERS: Final = (
    "deputy|vice|senior|former|ex|acting|interim|supreme|chief|first|second|third|top|foreign|interior"
    "|defence"
    "|defense|intelligence|justice|finance|education|culture|labour|labor|health|oil|energy|information"
    "|security"
    "|national|provincial|regional|local|military|police|army|navy|naval|air|ground|force|forces|border"
    "|judiciary"
    "|government|state|party|parliament|parliamentary|opposition|press|public|special|political|cultural"
    "|ideological|retired|late|new|newly|current|long-time|longtime|high-ranking|low-ranking"
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
    r"|institute|agency|agencies|television|tv|radio|network|newspaper|website|daily|weekly|magazine|news|media"
    r"|press|times"
    r"|post|journal|broadcaster|channel|parliament|assembly|majles|majlis|senate|congress|court"
    r"|judiciary|police|army"
    r"|navy|force|forces|basij|irgc|militia|brigade|battalion|regiment|division|headquarters|office"
    r"|organi[sz]ation"
    r"|association|union|front|movement|group|foundation|centre|center|bank|company|corporation"
    r"|government|cabinet"
    r"|regime|authority|authorities|administration|department|bureau|directorate|service|services|secretariat"
    r"|seminary|church|mosque|bar|league|federation|society|politburo|stasi|reuters|afp|bbc|cnn|irib"
    r"|irna|isna"
    r"|fars|tasnim|mehr|mossad|cia|nato|un|eu|hamas|hezbollah|embassy|palace|junta|opposition|prosecution)\b",
    re.IGNORECASE,
)
"""A word that makes a name an institution's rather than a person's."""

_COUNTRIES: Final = {
    "iran": "iran|iranian|islamic republic",
    "united states": "united states|u\\.s\\.|us|american|america|white house|pentagon",
    "israel": "israel|israeli|zionist",
    "palestine": "palestine|palestinian|hamas|gaza",
    "lebanon": "lebanon|lebanese|hezbollah",
    "iraq": "iraq|iraqi",
    "syria": "syria|syrian",
    "turkey": "turkey|türkiye|turkish",
    "saudi arabia": "saudi arabia|saudi",
    "russia": "russia|russian|kremlin",
    "soviet union": "soviet union|soviet",
    "china": "china|chinese",
    "united kingdom": "united kingdom|uk|britain|british",
    "france": "france|french",
    "west germany": "west germany|west german|bonn",
    "east germany": "east germany|east german|gdr|german democratic republic",
    "germany": "germany|german",
    "egypt": "egypt|egyptian",
    "pakistan": "pakistan|pakistani",
    "afghanistan": "afghanistan|afghan|taliban",
    "ukraine": "ukraine|ukrainian",
    "hungary": "hungary|hungarian",
    "poland": "poland|polish",
    "belarus": "belarus|belarusian",
    "venezuela": "venezuela|venezuelan",
    "tunisia": "tunisia|tunisian",
    "sudan": "sudan|sudanese",
    "yemen": "yemen|yemeni|houthi",
    "india": "india|indian",
    "european union": "european union|eu|european",
    "united nations": "united nations|un|u\\.n\\.",
}
_COUNTRY: Final = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<c{n}>{words})" for n, words in enumerate(_COUNTRIES.values()))
    + r")(?![\w-])",
    re.IGNORECASE,
)
_NAMES: Final = tuple(_COUNTRIES)
_DEMONYM: Final = "|".join(_COUNTRIES.values())


def country_of(text: str) -> str | None:
    """The first country that the text names, if any.

    >>> country_of("the Israeli defence minister")
    'israel'
    >>> country_of("they told us so") is None
    True
    """
    for match in _COUNTRY.finditer(text):
        if match.group() == "us":
            continue
        return _NAMES[int((match.lastgroup or "c0")[1:])]
    return None


def home_country(text: str) -> str | None:
    """The country that an article names most often; null for an article about none that we know."""
    counts: dict[str, int] = {}
    for match in _COUNTRY.finditer(text):
        if match.group() != "us":
            name = _NAMES[int((match.lastgroup or "c0")[1:])]
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else None


_LEAD: Final = re.compile(
    rf"^(?:(?:the|a|an|his|her|its|their|our|one|another|some)\s+|(?:{_DEMONYM})(?:['’]s?)?\s+"
    r"|(?:regime|republic|country|state|nation)['’]s\s+|(?:regime|theocracy)\s+|(?:mullahs|rulers)['’]\s+)+",
    re.IGNORECASE,
)


def clean_office(phrase: str) -> str | None:
    """An office without its article, the country it is of, and stray punctuation.

    >>> clean_office("the Iranian regime’s supreme leader")
    'supreme leader'
    >>> clean_office("the head of the judiciary,")
    'head of the judiciary'
    """
    text = " ".join(phrase.split()).strip(" ,;:–—-(")
    if text.count("(") < text.count(")"):
        text = text.strip(")")
    text = _LEAD.sub("", text)
    return text or None


_SECTOR_RULES: Final = tuple(
    (sector, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for sector, words in (
        (
            "other",
            r"(?:advis[eo]r|aide|representative|envoy|spokes\w+) (?:to|of|for) the (?:supreme )?leader"
            r"|opposition leader|party leader of the opposition|union leader|protest leader|student leader",
        ),
        (
            "leader",
            r"supreme (?:leader|guide)|guide of the revolution|leader of the (?:islamic )?(?:revolution"
            r"|republic)"
            r"|revolution['’]s (?:supreme )?leader|general secretary of the (?:\w+ )*party"
            r"|party general secretary"
            r"|dictator|king|emir|sultan|first secretary of the (?:\w+ )*party",
        ),
        (
            "lawyers",
            r"lawyers?|attorney(?!.general)s?|barristers?|solicitors?|bar association"
            r"|court (?:clerks?|staff)",
        ),
        (
            "media",
            r"editor(?:-in-chief)?|journalist|anchor|presenter|reporter|correspondent|columnist|broadcaster",
        ),
        (
            "judiciary",
            r"judiciary|judicial|prosecutors?|judges?|chief justice|(?:supreme|high|appeals?"
            r"|revolutionary) court|courts?"
            r"|attorney.general|tribunal|prisons? organi[sz]ation|prosecution",
        ),
        ("basij", r"basij\w*|paramilitary militia|volunteer militia"),
        (
            "guards",
            r"irgc\S*|revolution(?:ary)? guards?(?: corps)?|guards?(?: corps)?|pasdaran|quds force|qods force"
            r"|guards?['’]s?|sepah|republican guards?|presidential guards?",
        ),
        (
            "police",
            r"police\w*|law enforcement|faraja|gendarmerie|stasi|state security|secret police|public security"
            r"|riot (?:unit|squad)s?|constabulary",
        ),
        ("ministries", r"ministers?|ministry"),
        (
            "clergy",
            r"clerics?|clergy|ayatollah|imams?|friday.prayers?|seminar(?:y|ies)|assembly of experts"
            r"|mufti|preacher"
            r"|hojj?at\S*|guardian council|bishop|priest|mullahs?|theologian",
        ),
        (
            "army",
            r"army|artesh|navy|naval|air force|armed forces|military"
            r"|chief of (?:the )?(?:general )?staff|ground forces?"
            r"|soldiers?|brigade|battalion|regiment|garrison|troops|conscripts?|admiral|general|colonel"
            r"|brigadier"
            r"|lieutenant|major|captain|infantry|air defen[cs]e|warship|fleet",
        ),
        (
            "ministries",
            r"president|premier|chancellor|cabinet|government|governor\S*|mayor|ambassador|governorate"
            r"|municipality"
            r"|central bank|council of ministers|civil service",
        ),
        (
            "media",
            r"website|television|tv|radio|broadcast\w*|news agency|newspaper|daily|press|media|irib"
            r"|irna|isna|tasnim|fars|mehr"
            r"|reuters|bbc|cnn|afp",
        ),
    )
)


_VAGUE: Final = re.compile(
    r"(?:[\w’'-]+\s+){0,4}?(?:commander|officer|official|deputy|chief|head|leader|spokes\w+|advis[eo]r"
    r"|aide|secretary|director|member"
    r"|representative|regime|authorit(?:y|ies)|leadership|organi[sz]ation|group|general)s?",
    re.IGNORECASE,
)
"""Descriptions that leave open to which part of the apparatus somebody belongs."""


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
    for sector, pattern in _SECTOR_RULES:
        if pattern.search(phrase):
            return sector
    if _VAGUE.fullmatch(" ".join(phrase.split())):
        return None
    return "other" if HEAD.search(phrase) or ORGANISATION.search(phrase) else None


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
