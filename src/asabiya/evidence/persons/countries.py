"""Countries by their names and by the adjectives made of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["DEMONYM", "country_of", "home_country"]

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
    "belarus": "belarus|belarusian|belarusan",
    "venezuela": "venezuela|venezuelan",
    "tunisia": "tunisia|tunisian",
    "south sudan": "south sudan|south sudanese",
    "sudan": "sudan|sudanese",
    "yemen": "yemen|yemeni|houthi",
    "india": "india|indian",
    "burma": "burma|burmese|myanmar",
    "cuba": "cuba|cuban",
    "nicaragua": "nicaragua|nicaraguan",
    "north korea": "north korea|north korean|dprk",
    "south korea": "south korea|south korean",
    "vietnam": "vietnam|vietnamese",
    "japan": "japan|japanese",
    "jordan": "jordanian|kingdom of jordan",
    "morocco": "morocco|moroccan",
    "algeria": "algeria|algerian",
    "libya": "libya|libyan",
    "qatar": "qatar|qatari",
    "emirates": "united arab emirates|uae|emirati",
    "bahrain": "bahrain|bahraini",
    "kuwait": "kuwait|kuwaiti",
    "oman": "oman|omani",
    "mali": "mali|malian",
    "niger": "nigerien",
    "nigeria": "nigeria|nigerian",
    "burkina faso": "burkina faso|burkinabe",
    "guinea": "guinea|guinean",
    "chad": "chadian",
    "ethiopia": "ethiopia|ethiopian",
    "eritrea": "eritrea|eritrean",
    "uganda": "uganda|ugandan",
    "rwanda": "rwanda|rwandan",
    "zimbabwe": "zimbabwe|zimbabwean",
    "cameroon": "cameroon|cameroonian",
    "kazakhstan": "kazakhstan|kazakh",
    "uzbekistan": "uzbekistan|uzbek",
    "turkmenistan": "turkmenistan|turkmen",
    "tajikistan": "tajikistan|tajik",
    "azerbaijan": "azerbaijan|azerbaijani",
    "romania": "romania|romanian",
    "serbia": "serbia|serbian",
    "chile": "chile|chilean",
    "argentina": "argentina|argentine",
    "brazil": "brazil|brazilian",
    "thailand": "thailand|thai",
    "cambodia": "cambodia|cambodian",
    "ghana": "ghana|ghanaian",
    "senegal": "senegal|senegalese",
    "ivory coast": "ivory coast|ivorian",
    "gabon": "gabon|gabonese",
    "congo": "congo|congolese",
    "kenya": "kenya|kenyan",
    "tanzania": "tanzania|tanzanian",
    "angola": "angola|angolan",
    "somalia": "somalia|somali",
    "south africa": "south africa|south african",
    "indonesia": "indonesia|indonesian",
    "philippines": "philippines|philippine|filipino",
    "mongolia": "mongolia|mongolian",
    "bangladesh": "bangladesh|bangladeshi",
    "armenia": "armenia|armenian",
    "kyrgyzstan": "kyrgyzstan|kyrgyz",
    "moldova": "moldova|moldovan",
    "czechoslovakia": "czechoslovakia|czechoslovak|czech",
    "bulgaria": "bulgaria|bulgarian",
    "albania": "albania|albanian",
    "yugoslavia": "yugoslavia|yugoslav",
    "greece": "greece|greek",
    "portugal": "portugal|portuguese",
    "spain": "spain|spanish",
    "italy": "italy|italian",
    "peru": "peruvian",
    "bolivia": "bolivia|bolivian",
    "ecuador": "ecuadorian",
    "colombia": "colombia|colombian",
    "mexico": "mexico|mexican",
    "paraguay": "paraguay|paraguayan",
    "guatemala": "guatemala|guatemalan",
    "haiti": "haiti|haitian",
    "canada": "canada|canadian",
    "switzerland": "switzerland|swiss",
    "austria": "austria|austrian",
    "sweden": "sweden|swedish",
    "norway": "norway|norwegian",
    "denmark": "denmark|danish",
    "finland": "finland|finnish",
    "netherlands": "netherlands|dutch",
    "belgium": "belgium|belgian",
    "ireland": "ireland|irish",
    "estonia": "estonia|estonian",
    "latvia": "latvia|latvian",
    "lithuania": "lithuania|lithuanian",
    "croatia": "croatia|croatian",
    "malaysia": "malaysia|malaysian",
    "singapore": "singapore|singaporean",
    "laos": "laos|laotian",
    "nepal": "nepal|nepali|nepalese",
    "sri lanka": "sri lanka|sri lankan",
    "mauritania": "mauritania|mauritanian",
    "togo": "togolese",
    "benin": "beninese",
    "australia": "australia|australian",
    "european union": "european union|eu|european",
    "united nations": "united nations|un|u\\.n\\.",
}
_NAME_OF: Final = {
    word.replace("\\", ""): name for name, words in _COUNTRIES.items() for word in words.split("|")
}
_WORD: Final = re.compile(r"\w+")
_BY_FIRST: Final[dict[str, list[str]]] = {}
for _name in _NAME_OF:
    _BY_FIRST.setdefault(_WORD.findall(_name)[0], []).append(_name)


@lru_cache(maxsize=256)
def _alternatives(first: frozenset[str]) -> re.Pattern[str]:
    """What finds the names that begin with one of the words."""
    names = sorted((name for word in first for name in _BY_FIRST[word]), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?![\w-])", re.IGNORECASE)


_COUNTRY: Final = _alternatives(frozenset(_BY_FIRST))
_RULERS: Final = frozenset(
    ("kremlin", "white house", "pentagon", "hamas", "hezbollah", "taliban", "houthi", "us", "un", "eu")
)
DEMONYM: Final = "|".join(
    word for names in _COUNTRIES.values() for word in names.split("|") if word not in _RULERS
)
"""Any country's name or adjective; not its rulers, who have spokesmen of their own."""


@lru_cache(maxsize=4096)
def country_of(text: str) -> str | None:
    """The first country that the text names, if any.

    >>> country_of("the Israeli defence minister")
    'israel'
    >>> country_of("they told us so") is None
    True
    """
    for match in _COUNTRY.finditer(text):
        if match.group() != "us":
            return _NAME_OF[match.group().lower()]
    return None


def home_country(text: str) -> str | None:
    """The country that an article names most often; null for an article about none that we know."""
    counts: dict[str, int] = {}
    # Few names are in an article, and to look for these alone takes a tenth of the time.
    first = _WORD.findall(text.lower())
    for match in _alternatives(frozenset(_BY_FIRST.keys() & first)).finditer(text):
        if match.group() != "us":
            name = _NAME_OF[match.group().lower()]
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else None
