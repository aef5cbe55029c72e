"""Whether "he" or "she" can mean somebody: by forms of address, kinship and given names."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.persons.spelling import parts_of
from asabiya.evidence.text.wordlist import words

__all__ = ["gender_of", "sounds_female"]

_SHE: Final = re.compile(
    r"\b(?:weizero|woizero|weyzero|hajiya|hajia|hajja|alhaja|hajah|datin|puan|doctora|frau|compañera|mrs|ms|miss|madame?|lady|dame|daw|do[ñn]a|sister|mother|wife|widow|daughter|niece|aunt"
    r"|grandmother|\w*woman|queen|princess|sheikha|baroness|empress|actress|nun|girlfriend|sister-in-law)\b",
    re.IGNORECASE,
)
_HE: Final = re.compile(
    r"\b(?:ato|alhaji|alhajj|hajji|ustad|ustaz|kyai|molavi|mawlavi|mowlavi|maulana|archimandrite|datuk|encik|herr"
    r"|dom|padre|abune|mr|sir|lord|don|brother|father|husband|widower|son|nephew|uncle|grandfather|(?:spokes|police"
    r"|guards|militia|states|clergy|business|noble|head|gentle)man"
    r"|king|prince|emir|sultan|sheikh|sheik|imam|ayatollah|hojj?at\S*|mullah|mufti|sardar|archbishop"
    r"|cardinal|patriarch|monk|brother-in-law)\b",
    re.IGNORECASE,
)
_WOMEN: Final = words(
    """
    ada aigul alice aliaksandra anahita ann anne astrid azadeh beatrice birgit carmen catherine dilnoza
    eleanor elena elisabeth elizabeth esther fatemeh fatimah fereshteh greta hanan hedwig helen heidi
    huda ilse ines ingrid irene iris isabel jane jihan joan judith karin katherine khadijeh leila lena
    leyla lihong lotte lucy lyudmila magda mahnaz margaret margarete margit maria marjan marie marion
    maryam maud mei meihua mehrnaz mina miriam monique nadine narges nasrin nazanin nermin nilufar
    noura odile olga pari parisa paulina petra rachel raquel renate rosa rose roya ruth sahar samar sarah
    shahla sharifeh shirin sholeh simin simone soraya soledad susan svetlana tamar tilda ulla ursula
    yvonne zahra zainab zaynab zeinab zohreh volha hanna nino ketevan madeleine mercedes consuelo dolores
    nadia maria alicia amal salma wafa
    """
)
_MEN: Final = words(
    """
    aaron abba adam adel ahmed alan albert alexei anatoly andrei anton arman aslan behzad bernard boris bruno
    carlos cheikh christian daniel david dmitry dmitri edgar emil erich ernst faisal farid felix felipe franz
    fritz georg george gregor hans hassan heinrich heinz hernan hossein hugo igor ibrahim ivan jacob jan
    javier jiri joachim johann john jonas josef juan julian julio karel karl kaspar khalid klaus kurt lech
    leo leonid luis lukas magnus mahmoud manuel marcus mario mark martin mehdi mehmet michael miguel mikhail
    milan mohsen mustafa nasser nicolas nikolai oleg oskar otto pablo paul pavel pedro peter philip qassem
    rafael ramon rashid raul ricardo robert roberto rodrigo rolf ruslan saad saeed saleh salim samuel sergei
    sergey simon stefan stephen tariq thomas timur tomas usman vadim valery vasily victor viktor vladimir
    walid walter werner yevgeny youssef yuri yusuf
    aditya agha akira aleksa atiya baraka battista bidzina bora borja dzhokha feyisa foma gavrila gela
    gemechu girma gocha goga gombojaba gonzaga hamisa hayata ilia indra jaba jaya kaha kakha kassa kenta
    khalifa koba kolya lasha lemma levani matija mattia misha mladja moustafa nemanja nicola nika nguema
    osama ousama panna petya pratama putra riza rifaa ryota sasha shehata shota sima sota strahinja
    surya tolossa tornike tuna tula usama vakha vanja vanya vazha yuta yudha yahia zaza zekeriya zura
    abdalla abdulla ali alireza andre andrea baba bela costa danila elia elisha hamidreza hamza ilya
    isa issa jean jorge jose joshua juma kosta krishna kuzma luca luka mika mikola mirza mostafa moussa
    musa mustafa mustapha mykola nikita nikola noah omar parsa pasha pierre pouya rama rene reza rida
    riza rudolf sasha savva sina taha thoma toma yahya zakaria zia
    """
)
_DESCENT: Final = re.compile(r"\b(?:bint|binti|bin|ibn|ould)\b")
_MANLY: Final = ("ard", "ert", "ald", "olf", "ich", "ando", "ael", "iel", "med", "mid", "mud", "ammad")
_CLAN: Final = ("ov", "ev", "sky", "skiy", "skii", "enko")


def gender_of(name: str, described: str = "") -> str | None:
    """``m``, ``f``, or null where neither form of address, kinship nor given name tells.

    Parameters
    ----------
    name
        The full name.
    described
        Forms of address and offices that stand beside it.

    >>> gender_of("Elena Tross"), gender_of("Mustafa Kara"), gender_of("Wei Guoqiang")
    ('f', 'm', None)
    >>> gender_of("Khin Sandar", "spokeswoman")
    'f'
    """
    if _SHE.search(described):
        return "f"
    if descent := _DESCENT.search(name):
        return "f" if descent.group().lower() in ("bint", "binti") else "m"
    parts = parts_of(name)
    given, last = parts[0][0], parts[-1][-1]
    if given in _WOMEN and len(parts) > 1:
        return "f"
    if _HE.search(described):
        return "m"
    if len(parts) < 2:
        return None
    if given in _MEN or given.startswith(("abd", "abu")):
        return "m"
    if last.endswith(("ova", "eva", "ovna", "skaya")):
        return "f"
    father = len(parts) > 2 and parts[1][0].endswith(("ovich", "evich"))
    manly = given.endswith(_MANLY) or (last.endswith(_CLAN) and not given.endswith("a"))
    return "m" if father or manly else None


def sounds_female(name: str) -> bool:
    """Whether a given name ends as most women's names of Europe and the Arab world do, which proves nothing.

    >>> sounds_female("Galina Tross"), sounds_female("Wei Guoqiang")
    (True, False)
    """
    parts = parts_of(name)
    given = parts[0][0]
    return len(parts) > 1 and given.endswith("a") and len(given) > 3 and given not in _MEN
