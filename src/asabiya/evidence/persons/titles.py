"""Forms of address, ranks and initials of offices that stand before names, in every culture of names."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.text.wordlist import words

__all__ = ["ADDRESSES", "INITIALISMS", "MONASTIC", "TITLES", "capitalised"]

ADDRESSES: Final = words(
    """
    molavi mawlavi mowlavi maulvi moulvi maulana mawlana moulana mulla molla akhund akhond ustad ustadh
    ustaz ostad shaykh shaikh kyai alhaji alhaja hajiya hajia hajja hajjah hajji hadji mallam malam
    dom dona doña don archimandrite hegumen igumen protopriest hieromonk catholicos
    fr padre père frère sœur soeur sister brother mgr msgr monseigneur monsenhor monseñor canon deacon
    archdeacon vardapet samdech oknha ato weizero woizero weyzero obbo
    licenciado lic ing ingeniero doctora dra engenheiro eng comandante commandant teniente coronel capitán
    capitão tenente brigadeiro sargento almirante contralmirante capitaine général adjudant
    compañero compañera camarada camarade maître me mme mlle m.lle herr frau datuk datin dato puan encik
    shri smt pandit swami tovarishch commodore corporal private subedar generalissimo ensign adjutant
    """
)
"""Words before a name that are no part of it, but for those below."""
MONASTIC: Final = words("abune abuna abba anba ashin bhante phra ajahn")
"""What stands before the names of monks, and belongs to a single name: "Ashin Sobhita"."""
TITLES: Final = ADDRESSES | words(
    """
    guru tuan mr mrs ms miss dr prof gen col lt maj capt brig adm sgt cmdr hon sir lady lord dame sheikh sheik
    hajj haj haji sardar seyed sayyed sayyid seyyed hojjatoleslam hojatoleslam hojjat-ol-eslam
    ayatollah grand imam mullah father reverend rev saint st general brigadier colonel major captain
    honourable honorable excellency highness majesty holiness eminence venerable ven madam
    madame monsieur señor señora sri hajah hajji
    lieutenant sergeant admiral marshal second first field commander president minister professor
    judge senator comrade archbishop bishop cardinal patriarch pastor monsignor king queen prince
    princess emir sultan governor ambassador mayor chairman chairwoman secretary
    """
)
"""Forms of address, ranks and offices that may stand right before a name without being part of it."""
INITIALISMS: Final = {
    "PM": "prime minister",
    "DPM": "deputy prime minister",
    "FM": "foreign minister",
    "VP": "vice president",
    "CM": "chief minister",
    "IGP": "inspector general of police",
    "COAS": "chief of army staff",
}
"""Offices by their initials, in full."""


def capitalised(found: frozenset[str]) -> str:
    """The words as alternatives of a pattern, each with a capital.

    >>> capitalised(frozenset(["dom", "abba"]))
    'Abba|Dom'
    """
    return "|".join(sorted(word.replace(".", r"\.").capitalize() for word in found))
