"""Personal names in running text: finding, normalising, and the slug that identifies a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from asabiya.evidence.persons.offices import HEADS, MODIFIERS, ORGANISATION, TITLES, country_of
from asabiya.evidence.persons.titles import ADDRESSES, INITIALISMS, MONASTIC
from asabiya.evidence.text.wordlist import words

__all__ = ["KNOWN", "NAME", "STARTERS", "articled", "descends", "name_in", "normalise", "slug", "surname"]

_UPPER: Final = "".join(
    re.escape(chr(c)) for c in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if chr(c).isupper()
)
_TOKEN: Final = rf"(?:[{_UPPER}]\.|[{_UPPER}](?:[\w'’ʿʾ`-]|‘(?=\w))*)"
_PARTICLE: Final = (
    r"(?:al-|el-|ul-|bin|ibn|ben|abu|von|van|der|den|de|da|di|du|del|la|le|zu|zur|ter"
    r"|dos|das|do|des|bint|ould|ag|san|y|dei|della|af|av)"
)
NAME: Final = re.compile(
    rf"(?<![\w'’-])(?:al-)?{_TOKEN}(?:\s+(?:{_PARTICLE}\s*){{0,2}}{_TOKEN}|\s+{_PARTICLE}{_TOKEN}){{0,7}}"
)
"""A run of capitalised words, with particles between them."""

_NO_NAME: Final = words(
    """
    a about above according across additionally after again against ahead all along alongside
    already also although among an and another any are around as asked at back because before behind
    being below besides between beyond both but by can consequently despite did does down due during
    each earlier either even every everyone facing few finally first following for former formerly
    from further furthermore given had has have having he hence her here his how however i if in
    indeed instead into is it its just last late later like many meanwhile moreover most much my
    nearly neither nevertheless new next no nobody none nonetheless nor not now of off on once one
    only or other others our out over perhaps rather recalling recently referring regarding second
    separately several she since so some speaking still such than that the their then there these
    they third this those though through throughout thus to today together tomorrow tonight toward
    towards two under unlike until up upon very was we were what when whenever where whereas whether
    which while who whoever whom whose why will with within without would yesterday yet you your
    addressing asked adding responding replying writing reacting citing quoting yes no well let
    please monday tuesday wednesday thursday friday saturday sunday january february march july
    september october november december feb apr jun jul aug sep sept oct nov dec nothing something
    everything someone somebody anybody everybody officials residents protesters critics analysts
    experts sources witnesses students workers demonstrators soldiers commanders officers observers
    activists lawyers journalists reporters diplomats doctors teachers prisoners families relatives
    neighbours neighbors locals leaders clerics guards generals ministers people men women citizens
    supporters opponents reformists hardliners state north south east west northern southern eastern
    western war revolution street square avenue road day night week month year city province village
    district island river sea gulf mountain bay peninsula islamic republic state supreme national
    central general international world human rights god islam christian muslim jewish shia sunni
    three four five six seven eight nine ten eleven twelve twenty hundred thousand
    do don't don’t does doesn’t didn’t go come look think say ask take give keep remember forget imagine
    consider suppose listen wait interviewed questioned contacted reached beside amid hours days weeks months
    years minutes thousands hundreds dozens
    overnight breakfast lunch dinner supper thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen thirty forty fifty sixty seventy eighty ninety million fourth fifth sixth afterwards
    afterward thereafter elsewhere inside outside abroad sometimes often soon shortly eventually
    initially somewhere everywhere nowhere underneath opposite half scores silence laughter applause
    tension rumours rumors relations nerves money bread summer autumn christmas easter lent advent
    passover plus versus via except notwithstanding whatever maybe anyway beneath midway halfway ago
    always never usually seldom rarely hardly scarcely barely almost quite same twice thrice too
    otherwise else colleagues friends parents children mothers fathers widows passengers pedestrians
    motorists policemen troops rebels insurgents monks nuns judges censors clerks fishermen miners
    bankers wrote warned added replied declared answered recalled concluded explained
    english persian arabic german russian internet twitter facebook telegram instagram x op-ed oped
    """
)
"""Capitalised words that are no personal names."""

_OFFICE_WORD: Final = frozenset(
    word
    for phrase in (*HEADS.split("|"), *MODIFIERS.split("|"))
    for word in re.split(r"[ ]", phrase.lower())
    if word not in {"justice", "of", "in", "to"}
) | {"ministry", "brig", "chief", "justice", "the", "cleric", "mullah", "sardar"}

STARTERS: Final = words(
    """
    in on at but as when while after for yet and by or so nor if since because although though with without
    from to of not that this these those what why how where who once according speaking addressing asked told
    say says said hence again perhaps maybe both neither either then now thus here there also still note even
    only like unlike take consider enter meet see hear ask remember recall imagine is was were are between
    before during under over against about through than until whether its his her their our my your it
    """
)
"""Words that begin a sentence or a phrase and belong to no office although they bear a capital."""

KNOWN: Final = {
    "khamenei": ("Ali Khamenei", "leader"),
    "khomeini": ("Ruhollah Khomeini", "leader"),
    "raisi": ("Ebrahim Raisi", "ministries"),
    "rouhani": ("Hassan Rouhani", "ministries"),
    "ahmadinejad": ("Mahmoud Ahmadinejad", "ministries"),
    "hajizadeh": ("Amir-Ali Hajizadeh", "guards"),
    "salami": ("Hossein Salami", "guards"),
    "honecker": ("Erich Honecker", "leader"),
    "mielke": ("Erich Mielke", "police"),
    "krenz": ("Egon Krenz", None),
    "gorbachev": ("Mikhail Gorbachev", "other"),
}
"""Officials whom articles name by the surname alone: full name and sector, the latter as common knowledge."""


@lru_cache(maxsize=4096)
def normalise(name: str) -> str:
    """A name with single spaces, no space at a hyphen, and no possessive ending.

    >>> normalise("Amir- Ali  Hajizadeh’s")
    'Amir-Ali Hajizadeh'
    """
    text = re.sub(r"-\s+|\s+-(?=\w)", "-", " ".join(name.split()))
    text = re.sub(r"['’`]s$|['’`]$", "", text)
    text = text.rstrip("-.,") if not re.search(r"\b[A-Z]\.$", text) else text
    if text.isupper() and len(text) > 5 and " " in text:
        text = re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), text)
    return text


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Lower-case ASCII identifier of a name.

    >>> slug("Gholam-Hossein Mohseni-Eje’i")
    'gholam-hossein-mohseni-ejei'
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"['’`ʿʾ]", "", name))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def surname(name: str) -> str:
    """The last part of a name, as a slug, with its particles dropped.

    >>> surname("Omar al-Bashir")
    'bashir'
    """
    last = slug(name.split()[-1])
    return re.sub(r"^(?:al|el|ul)-", "", last)


_MONTH_NAMES: Final = frozenset(["April", "May", "June", "August", "Jan"])
_AFTER_PREPOSITION: Final = re.compile(
    r"(?:\b(?:in|on|by|of|since|until|early|late|mid|last|this)[\s-]+|\d(?:st|nd|rd|th)?\s+)$", re.IGNORECASE
)
_DAY: Final = re.compile(r"\.?\s+\d")
_SURNAMES: Final = words(
    """
    king bishop prince judge marshal major qadi mufti imam dean abbot monk priest shah sultan cardinal emir
    rabbi amir pope lord haji hajji sardar tuan guru major
    """
)
_SEYYED: Final = ("Seyyed", "Sayyed", "Seyed", "Sayyid")
"""What descent gives to a whole name, "Seyyed Hadi Moravej", and is no form of address there."""
_INNER: Final = ("Rabbi", "Shah", "Mir", "Malik", "Amir", "Sultan", "Imam", "Qadi", "Khan")
"""Titles that are given names inside a name."""
_AFGHAN: Final = ("Shah", "Mir", "Malik", "Khan")
"""What begins a name of three parts, "Shah Wali Sapand"."""
"""Words of offices that also end names, "Abdul Rahim Qadi"."""


def _is_adverb(view: str, word: str, end: int) -> bool:
    """For "Officially, nothing has happened"."""
    return word.endswith("ly") and view[end : end + 1] == "," and len(word) > 5


_SHORT: Final = words("he she an so no to do you in may will long ho my than can jun son")
"""Surnames that are also small words of English."""


def _is_short_surname(view: str, words: Sequence[str], start: int) -> bool:
    """Whether a run begins with "He" or "So" as a surname, "the lawyer He Jianyi"."""
    if words[0].lower() not in _SHORT or len(words) < 2 or _is_word(words[1]) or country_of(words[1]):
        return False
    before = view[max(0, start - 2) : start]
    inside = len(before) == 2 and before[1] == " " and (before[0].islower() or before[0] == ",")
    return words[0] == "He" or inside


_OF_PLACE: Final = re.compile(
    r"\b(?i:president|minister|premier|governor|head|chairman|chairwoman|speaker|mayor|commander|prefect|akim|chancellor"
    r"|ambassador|king|queen|emir|amir|sultan|ruler|leader|bishop|archbishop|metropolitan|patriarch|abbot|imam|mufti|rector"
    r"|chief|director|prosecutor|secretary|inspector|warden|dean)\s+of\s+(?:the\s+)?(?:[^\W\d_a-z][\w-]+\s+of\s+(?:the\s+)?)?$"
)
"""What leads to a place or body with whose name that of a person runs on: "President of Velm Adel Varzi"."""


def _place_before(view: str, tokens: Sequence[tuple[int, int]], start: int) -> int:
    """How many words of a run belong to the office before the name."""
    if _OF_PLACE.search(view, max(0, start - 48), tokens[0][0]) is None:
        return 0
    last = view[tokens[-1][0] : tokens[-1][1]]
    for count in range(1, len(tokens) - 1):
        place, behind = view[tokens[0][0] : tokens[count - 1][1]], view[slice(*tokens[count])]
        apart = re.search(rf"\b{re.escape(place)}\b(?!\s+{re.escape(behind)})", view) is not None
        if apart and last not in place:
            return count
    alone = re.search(rf"(?<!{re.escape(view[slice(*tokens[-2])])}\s)\b{re.escape(last)}\b", view)
    return 1 if len(tokens) == 3 and alone else 0


_BURMESE: Final = ("U", "Daw")
"""Forms of address that are capitalised words of their own."""


@lru_cache(maxsize=4096)
def _is_word(token: str) -> bool:
    bare = re.sub(r"['’]s?$", "", token).lower().rstrip(".,")
    ranks = bare.split("-")
    one = re.sub(r"ies$", "y", bare) if bare.endswith("ies") else bare.removesuffix("s")
    if bare.endswith("s") and len(one) > 5 and one in _OFFICE_WORD:
        return True
    return (
        bare in _NO_NAME
        or token.rstrip(".,") in INITIALISMS
        or bare in _OFFICE_WORD
        or all(part in _OFFICE_WORD or part in TITLES for part in ranks)
    )


def descends(name: str) -> bool:
    """Whether a name begins with what descent gives to it.

    >>> descends("Seyyed Hadi Moravej"), descends("Hadi Moravej")
    (True, False)
    """
    return name.startswith(_SEYYED)


def articled(view: str, start: int, name: int) -> bool:
    """Whether an article makes capitalised words a thing's name: "the Blue Hall", "the New Era"."""
    if view.startswith(("the ", "The "), name - 4):
        return True
    return view.startswith(("the ", "The "), start - 4) and view[start:name].strip() in (
        "New",
        "Old",
        "Great",
        "Supreme",
        "Grand",
        "High",
        "National",
        "Central",
        "State",
        "Revolutionary",
    )


def name_in(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The personal name in a run of capitalised words, without titles and offices before it.

    Parameters
    ----------
    view
        The text.
    start, end
        The run, as `NAME` found it.

    Returns
    -------
    tuple of int, or None
        Offsets of the name; none where the run names no person.

    >>> text = "Interior Minister Adel Varzi"
    >>> text[slice(*name_in(text, 0, len(text)))]
    'Adel Varzi'
    """
    tokens = [(m.start(), m.end()) for m in re.compile(r"\S+").finditer(view, start, end)]
    words = [view[a:b] for a, b in tokens]
    if words[-1].rstrip(".") in _MONTH_NAMES and _DAY.match(view, tokens[-1][1]):
        del tokens[-1], words[-1]
    if not words:
        return None
    first = 0
    if words[0] in _MONTH_NAMES and _AFTER_PREPOSITION.search(view, max(0, start - 8), start):
        first = 1
    surnamed = _is_short_surname(view, words, tokens[0][0])
    for index, word in enumerate(words):
        if index == 0 and surnamed:
            continue
        if first < index == len(words) - 1 and word.lower() in _SURNAMES | ADDRESSES:
            break
        if first < index and word in _INNER and not words[index - 1].endswith(("ing", "ed")):
            continue  # "Fazl Rabbi Mangal"
        if word == "Amir" and index < len(words) - 1 and not view.startswith("the ", tokens[index][0] - 4):
            break
        if word == "Tan" and words[index + 1 : index + 2] in (["Sri"], ["Seri"]):
            first = index + 1
        if index < len(words) - 2 and word in _AFGHAN and not _is_word(words[index + 1]):
            continue
        if index < len(words) - 1 and words[index + 1] in ("bin", "ibn", "bint"):
            break
        if index > 0 and word.lower() in _SHORT and word != word.upper() and word.lower() != "i":
            titled = words[index - 1].lower().rstrip(".") in TITLES
            if titled or index < len(words) - 1 or first < index:
                continue  # "General Secretary To Minh Duc", "Mr An", "Tran Van An"
        if index == first and word in _SEYYED and index < len(words) - 2 and not _is_word(words[index + 1]):
            continue
        if word.lower() in ("un", "eu") and not word.isupper() and first < index:
            continue  # "Kim Un Hyok"
        if (
            _is_word(word)
            or ORGANISATION.fullmatch(re.sub(r"['’]s?$", "", word))
            or country_of(word)
            or (index < len(words) - 1 and re.search(r"['’]s$", word))
        ):
            first = index + 1
    if len(words) - first > 2:
        first += _place_before(view, tokens[first:], start)
    while first < len(words) - 1 and words[first] in _BURMESE:
        first += 1
    if first < len(words) - 2 and words[first].lower() in MONASTIC:
        first += 1
    if first >= len(tokens) or (len(tokens) == 1 and _is_adverb(view, words[0], end)):
        return None
    a, b = tokens[first][0], tokens[-1][1]
    while words[first].isupper() and first < len(tokens) - 1 and len(words[first]) in (3, 4, 5):
        if all(w.isupper() for w in words[first:]):
            break
        first += 1
        a = tokens[first][0]
    tail = view[a:b]
    if tail.isupper() and len(tokens) - first == 1 and len(tail) <= 6:
        return None
    return a, b
