"""Spellings of one name: transliterations compared sound by sound.

A name from another script is spelled in several ways (Eje'i, Ejei, Ezhei; Qassem, Ghasem). Two words are
spellings of one name where they have the same number of sounds and each pair of sounds is one that
transliterations exchange. Short words must agree in their vowels, since Wang and Weng, or Lin and Lim, are
different names.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from asabiya.evidence.persons.titles import MONASTIC
from asabiya.evidence.text.wordlist import words

__all__ = ["Fit", "fit", "keys_of", "parts_of", "same_name", "same_word"]

_MARKED: Final = {
    "č": "ch", "ć": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ž": "zh", "ż": "zh", "đ": "dj",
    "ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "ı": "i", "ğ": "g", "þ": "th", "ð": "d", "œ": "oe", "ñ": "n",
}  # fmt: skip

_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch|tš", "C"),
        (r"shch", "S"),
        (r"sch|sh", "S"),
        (r"dzh|dj", "j"),
        (r"zh", "Z"),
        (r"kh", "X"),
        (r"gh", "G"),
        (r"ch", "C"),
        (r"ck", "k"),
        (r"ph", "f"),
        (r"qu(?=[ei])", "k"),
        (r"[aou]l+ah$", "ala"),
        (r"yo(?=v)", "e"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"tz", "ts"),
        (r"gu(?=[ei])", "g"),
        (r"x", "ks"),
        (r"ou|oo|(?<=[^aeiou])oe(?=[^aeiou])", "u"),
        (r"ow(?=[^aeiou]|$)|au|aw(?=[^aeiou]|$)", "u"),
        (r"ee", "i"),
        (r"aei|aee|ae|ai|ay|ei|ey", "e"),
        (r"^ye|^je(?=v|g)", "e"),
        (r"ii|iy|yi|ij$", "i"),
        (r"(?<=[^aeiou])y(?=[aeou])", ""),
        (r"(?<=[^aeiou])i(?=[aeou])", ""),
        (r"(?<=[aei])h$", ""),
        (r"c(?=[aou]|[^eiyhz]|$)", "k"),
        (r"w", "v"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
    )
)
"""How letters become sounds, in this order; capitals stand for sounds of two letters."""

_SAME_CONSONANT: Final = frozenset(frozenset(pair) for pair in ("qG", "qk", "qg", "Gg", "Zj"))
_SOFT: Final = frozenset("Zj")
_SAME_VOWEL: Final = frozenset(frozenset(pair) for pair in ("ae", "ei", "ou"))
_SLACK: Final = 2
"""Most sounds in which two spellings of one word may differ; measured on the table of the tests."""

_VARIANTS: Final = tuple(
    frozenset(group.split())
    for group in (
        "omar umar omer",
        "yusuf yousef youssef yusef yosef yousuf youssouf",
        "alexander aleksandr alexandr aliaksandr oleksandr aleksander",
        "mikhail michail mikhael mihail mykhailo",
        "dmitry dmitri dmitriy dzmitry dmytro",
        "vladimir volodymyr uladzimir wladimir",
        "sergei sergey serguei serhiy siarhei",
        "nikolai nikolay mykola mikalai nicolai",
        "ismail esmail esmaeil esmaeel",
        "mohammad mohammed muhammad mohamed mohamad muhammed mohamud",
        "jamal gamal djamal",
        "ali aly",
        "reza rida ridha riza",
        "ramadan ramazan",
        "gaddafi qaddafi kadhafi qadhafi gadhafi kaddafi",
        "hussein hossein husayn husain hussain hosein hossain",
        "said saeed saied",
    )
)
"""Spellings of frequent names that the sounds do not tell."""

_APART: Final = tuple(
    frozenset(pair.split())
    for pair in ("hamed hamid", "majed majid", "amer amir", "salem salam", "salem salim", "samer samir")
)
"""Different names that differ no more than spellings of one name do."""


def _plain(word: str) -> str:
    spelled = "".join(_MARKED.get(c, c) for c in unicodedata.normalize("NFC", word.lower()))
    return _bare(spelled)


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in decomposed if c.isalpha() and not unicodedata.combining(c))


def _sounds(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=8192)
def _spoken(word: str) -> frozenset[str]:
    """The word's sounds, with its marks and without them."""
    return frozenset((_sounds(_plain(word)), _sounds(_bare(word))))


def _same_sounds(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) == 1:
        return _helped(*sorted((one, other), key=len))
    if len(one) != len(other) or len(one) < 2:
        return False
    differing = 0
    for at, (a, b) in enumerate(zip(one, other, strict=True)):
        if a == b:
            continue
        pair = frozenset((a, b))
        # "Zhang" and "Jiang" differ in their first sound; "Ejei" and "Ezhei" are one name.
        consonant = pair in _SAME_CONSONANT and (at > 0 or pair != _SOFT or len(one) > 4)
        if not consonant and not (pair in _SAME_VOWEL and len(one) > 4):
            return False
        differing += 1
    return differing <= _SLACK


def _helped(short: str, long: str) -> bool:
    """Whether the longer only helps the tongue by a vowel inside, "Hamadani" for "Hamdani"."""
    if len(long) < 7:
        return False
    return any(long[i] in "aeiou" and long[:i] + long[i + 1 :] == short for i in range(1, len(long) - 2))


@lru_cache(maxsize=4096)
def same_word(one: str, other: str) -> bool:
    """Whether two words may be spellings of one name.

    >>> same_word("Ejei", "Ezhe'i"), same_word("Qassem", "Ghasem")
    (True, True)
    >>> same_word("Beketov", "Beketova"), same_word("Wang", "Weng")
    (False, False)
    """
    bare = frozenset((_bare(one), _bare(other)))
    if len(bare) == 1:
        return True
    if bare in _APART:
        return False
    if any(bare <= group for group in _VARIANTS):
        return True
    mine, theirs = _spoken(one), _spoken(other)
    return any(_same_sounds(a, b) for a in mine for b in theirs) or bool((mine & theirs) - {""})


_ARTICLE: Final = re.compile(r"(?i)^(?:al|el|ul|ol|as|ad|ar|an|at|az|ash)[-’'](?=\w)")
_SERVANT: Final = re.compile(r"(?i)abd(?:[aeou]?[lrsh]{0,2}[-’']|[aeou]l(?=[^aeiou’'-]\w\w))(?=\w)")
_SERVANT_ALONE: Final = re.compile(r"(?i)abd(?:[aeou]?[lrs])?")
_FATHER: Final = frozenset(("abu", "abou", "umm"))
_PARTICLES: Final = words(
    """
    al el ul bin ibn ben bint von van der den de da di du del la le dos das zu zur ter y e ould
    seyyed sayyed seyed sayyid
    """
)


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a name that may stand for it, each as its words.

    Articles and particles fall away; a kunya ("Abu Dharr") and a servant's name ("Abdel-Karim") are one
    word; a word with hyphens is a part of several words.

    >>> parts_of("Abdel-Karim al-Hadi"), parts_of("Yusuf Abu Dharr")
    ((('abdkarim',), ('hadi',)), (('yusuf',), ('abudharr',)))
    >>> parts_of("Gholam-Hossein Mohseni-Ejdari")
    (('gholam', 'hossein'), ('mohseni', 'ejdari'))
    """
    split = [bare for w in name.split() if (bare := _ARTICLE.sub("", w.strip(".,")))]
    found: list[list[str]] = []
    index = 0
    while index < len(split):
        word, low = split[index], split[index].lower()
        index += 1
        following = split[index] if index < len(split) else None
        if following and low in _FATHER:
            found.append(["abu" + _letters(following)])
            index += 1
        elif following and _SERVANT_ALONE.fullmatch(low):
            if following.lower() in ("al", "el", "ul") and index + 1 < len(split):
                index += 1
            found.append(["abd" + _letters(split[index])])
            index += 1
        elif servant := _SERVANT.match(word):
            found.append(["abd" + _letters(word[servant.end() :])])
        elif low not in _PARTICLES | MONASTIC or not (following or found):
            found.append([piece for part in word.split("-") if (piece := _letters(part))])
    return tuple(tuple(part) for part in found if part) or ((_letters(name),),)


def _letters(word: str) -> str:
    """The word's letters in lower case with their marks, by which sounds are told."""
    return "".join(c for c in word.lower() if c.isalpha() or unicodedata.combining(c))


_CLASS: Final = str.maketrans({"q": "k", "G": "k", "g": "k", "Z": "j", "v": "v"} | dict.fromkeys("aeiou"))


@lru_cache(maxsize=8192)
def keys_of(name: str) -> frozenset[str]:
    """Keys of a name's words and of neighbours written as one: two names that fit share one.

    >>> bool(keys_of("Qassem Tavakoli") & keys_of("Tavakkoli"))
    True
    """
    flat = [word for part in parts_of(name) for word in part]
    joined = [a + b for a, b in pairwise(flat)]
    found = {s.translate(_CLASS) or s for w in (*flat, *joined) for s in _spoken(w)}
    for word in map(_bare, flat):
        found |= {min(group) for group in _VARIANTS if word in group}
    return frozenset(found)


class Fit(IntEnum):
    """By which of its parts a shorter mention names somebody; the smaller the surer."""

    WHOLE = 0
    LAST = 1
    MIDDLE = 2
    GIVEN = 3


@lru_cache(maxsize=8192)
def fit(full: str, mention: str) -> Fit | None:
    """How a mention fits a full name, in whatever spelling; none where it is another name.

    >>> fit("Gholam-Hossein Mohseni-Ejdari", "Ezhdari"), fit("Lin Zhaowen", "Lin").name
    (<Fit.LAST: 1>, 'LAST')
    >>> fit("Nikolai Petrovich Sobolev", "Nikolay Sobolev").name
    'WHOLE'
    >>> fit("Mohammad-Reza Naqdian", "Mohammad Naqdian") is None
    True
    """
    parts = parts_of(full)
    place = [number for number, part in enumerate(parts) for _ in part]
    mine = [word for part in parts for word in part]
    theirs = [word for part in parts_of(mention) for word in part]
    hit = _aligned(mine, theirs, 0, 0)
    if hit is None or (hit[0] > 0 and len(theirs) > 1 and _is_father(full, mention)):
        return None
    if len(hit) == len(mine):
        return Fit.WHOLE
    last = len(mine) - 1
    if len(theirs) == 1 and not (len(hit) > 1 and last in hit):
        return _single(mine, place, hit[0])
    for number, part in enumerate(parts[:-1]):
        taken = sum(place[i] == number for i in hit)
        if taken not in (0, len(part)):
            return None  # "Mohammad-Reza" and "Mohammad" are two given names.
    run = hit == list(range(hit[0], hit[0] + len(hit)))
    if last in hit:
        return Fit.WHOLE if hit[0] == 0 else Fit.LAST
    return Fit.WHOLE if hit[0] == 0 and run else None


_DESCENT: Final = re.compile(r"\s(?:bint|binti|bin|ibn|ould)\s+(?P<father>\S+)")


def _is_father(full: str, mention: str) -> bool:
    """Whether a mention begins with the father in a name, "Saqr al-Dhahir" in "Lulwa bint Saqr al-Dhahir"."""
    descent = _DESCENT.search(full)
    return descent is not None and same_word(descent["father"], mention.split()[0])


def same_name(one: str, other: str) -> bool:
    """Whether two names are one in all their parts, spelled in whatever way.

    >>> same_name("Ali-Akbar Mousavinia", "Ali Akbar Mousavi Nia")
    True
    """
    return fit(one, other) is Fit.WHOLE and fit(other, one) is Fit.WHOLE


def _single(mine: list[str], place: list[int], at: int) -> Fit | None:
    if at == len(mine) - 1 or (at == 0 and mine[0] in _FIRST_SURNAMES and len(mine) < 4):
        return Fit.LAST
    if at == 0:
        return Fit.GIVEN
    return Fit.MIDDLE if at == len(mine) - 2 or place[at] == place[-1] else None


def _aligned(mine: list[str], theirs: list[str], i: int, j: int) -> list[int] | None:
    """Which words of a name the words of a mention stand for, in order; none where one stands for none."""
    if j == len(theirs):
        return []
    if i >= min(len(mine), 9):
        return None
    word, other = mine[i], theirs[j]
    initial = len(other) == 1 and word.startswith(other) and len(theirs) > 1
    if (initial or same_word(word, other)) and (rest := _aligned(mine, theirs, i + 1, j + 1)) is not None:
        return [i, *rest]
    if i + 1 < len(mine) and len(other) > 5 and same_word(word + mine[i + 1], other):
        rest = _aligned(mine, theirs, i + 2, j + 1)
        if rest is not None:
            return [i, i + 1, *rest]
    if j + 1 < len(theirs) and len(word) > 5 and same_word(word, other + theirs[j + 1]):
        rest = _aligned(mine, theirs, i + 1, j + 2)
        if rest is not None:
            return [i, *rest]
    return _aligned(mine, theirs, i + 1, j)


_FIRST_SURNAMES: Final = words(
    """
    li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song
    tang han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren
    yao shen zhong cui tan fan wan jin shi liao jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan
    lei long tao he gu mao hao gong shao qian dai mo kong xiang chang wen hua xi bo ling kang kim pak park
    choe choi jang ri jong hwang nguyen tran pham
    """
)
"""Surnames that stand before the given name."""
