"""What the learned coder sees of a statement: words, near pairs of words, kinds of words, pieces of words.

Four groups of features, each a list of strings with repetitions. A word is cut to a stem, so that "quarrels"
and "quarrel" meet; a word of a known kind (who, and what they do) is also seen as its kind, so that a
sentence about a brigade resembles one about a police force.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

__all__ = ["GROUPS", "KINDS", "grams", "stem", "words_of"]

GROUPS: Final = ("words", "pairs", "kinds", "pieces")
"""Names of the groups of features."""

_NEAR: Final = 5
"""Farthest distance of a pair of words."""
_KINDS_NEAR: Final = 4
"""Farthest distance of a pair of kinds, other words left out."""
_PIECES: Final = (3, 4, 5)
"""Lengths of pieces of words, in letters; a word's ends count as one."""
_LONGEST: Final = 20_000
"""What is read of a statement, in letters."""

_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!.;:]")
_ENDING: Final = re.compile(r"(?:ies|ied|ing|edly|ed|es|s|ly)$")

KINDS: Final = {
    "own": "our my us we ours ourselves",
    "enemy": "enemy enemies foe foes adversary adversaries opponent opponents rebel rebels insurgent"
    " insurgents bandit bandits terrorist terrorists aggressor invader invaders opposition"
    " exiles emigres foreigner foreigners imperialists zionists arrogant hostile abroad"
    " foreign western embassies hypocrites saboteurs conspirators plotters agitators traitors"
    " mercenaries",
    "they": "they them their theirs",
    "apparatus": "soldier soldiers officer officers colonel general generals captain major lieutenant"
    " lieutenants conscripts conscript troops battalion brigade regiment company companies"
    " garrison police policemen policeman gendarmes guard guards pilots sailors ministers"
    " minister ministry ministries deputies deputy governor governors judges judge prefect"
    " prefects secretary secretaries commander commanders services directorate bureau clerk"
    " clerks officials official ambassador consul diplomats diplomat adjutant cabinet"
    " parliament politburo committee palace princes prince marshals faction factions wing"
    " wings army militia corps cadets sergeant corporal unit units staff chief chiefs",
    "people": "people students youth young peasants workers villagers believers voters women mothers"
    " merchants bazaar teachers citizens nation masses crowd children sons daughters followers"
    " veterans comrades members intellectuals congregation parish villages supporters",
    "not": "no not never nobody none nor neither nothing without cannot don't can't won't isn't"
    " doesn't didn't aren't wasn't hasn't haven't",
    "must": "must should shall ought let need have want ask urge call beg appeal expect",
    "once": "once used before yesterday formerly earlier then until ago former",
    "now": "now today longer more nowadays anymore",
    "leave": "left leave leaving deserted fled flee ran run gone walked crossed joined resigned quit"
    " quitted abandoned defected slipped vanished disappeared refused refuse refusing"
    " disobeyed declined threw dropped surrendered",
    "fight": "quarrel quarrels quarrelling feud feuds rivalry rivalries dispute disputes fight fights"
    " fighting bicker bickering intrigue intrigues squabble squabbles clash split splits rift"
    " rifts division divisions accuse accuses denounce discord infighting hatred envy",
    "mind": "mind minds heart hearts soul souls belief beliefs thoughts conscience opinion opinions"
    " perception imagination heads brains confidence trust hope identity convictions",
    "media": "media screens screen channels channel television radio broadcasts broadcasters films"
    " songs internet networks network pages satellite telephones phone press propaganda"
    " bloggers accounts lies slander rumours rumour poison poisoning whisper whispers doubt"
    " despair",
    "dead": "martyr martyrs martyrdom fallen blood dead died die graves grave cemetery sacrifice"
    " sacrificed sacrifices widows orphans coffins coffin slain fell heroes buried memory"
    " bones tomb",
    "punish": "punished punish punishment prison court tribunal trial hanged shot shoot rope gallows"
    " execution executed arrested arrest cell jail flogged dismissed expelled pay crush"
    " crushed mercy price bullet prosecuted prosecutor wall chains sentence iron",
    "watch": "watch watchful vigilant vigilance alert awake eyes eye careful beware wary lookout sleep"
    " doze check report suspicious caution cautious attentive",
    "unite": "unite united unity together one hands hand ranks brothers brother reconcile"
    " reconciliation solidarity cohesion shoulder side harmony cooperate jointly same",
    "loyal": "loyal loyalty faith faithful oath swore swear sworn vow duty steadfast firm true serve"
    " post posts path cause principles line allegiance devotion commitment constancy promise"
    " endure persevere waver flag banner keep hold stay remain",
    "sudden": "sudden suddenly surprise surprised unawares unexpected unprepared ambush ambushed behind"
    " night dark blow strike struck storm lightning bolt coming notice expects warning",
    "fog": "fog mist murky murk dust smoke confusion confused unclear blurred clear tell distinguish"
    " difference truth falsehood right wrong friend lie mixed know knows whom who which mask"
    " masks",
}
"""Kinds of words and the words of each; a word has one kind."""

_KIND_OF: Final = {word: kind for kind, words in KINDS.items() for word in words.split()}


def words_of(text: str) -> list[str]:
    """Words, numbers and stops of a text in small letters.

    >>> words_of("They don’t obey. Why?")
    ['they', "don't", 'obey', '.', 'why', '?']
    """
    return _WORD.findall(text[:_LONGEST].lower().replace("’", "'"))


def stem(word: str) -> str:
    """A word without its commonest endings.

    >>> stem("quarrels"), stem("quarrelled"), stem("loyalty")
    ('quarrel', 'quarrell', 'loyalty')
    """
    word = word.removesuffix("'s")
    if len(word) > 4 and not word.endswith("ss"):
        cut = _ENDING.sub("", word)
        word = cut if len(cut) >= 3 else word
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
            word = word[:-1]
        if len(word) > 4 and word[-1] in "ei":
            word = word[:-1]
    return word


def grams(text: str) -> tuple[list[str], ...]:
    """The features of a statement, a list for each of `GROUPS`."""
    words = words_of(text)
    kinds = [_KIND_OF.get(word) for word in words]
    stems = ["^", *map(stem, words), "$"]
    mixed = ["^", *(kind.upper() if kind else cut for kind, cut in zip(kinds, stems[1:], strict=False)), "$"]
    known = [kind.upper() for kind in kinds if kind]
    count = len(stems)
    pairs = [f"{stems[i]}_{stems[j]}" for i in range(count) for j in range(i + 1, min(i + 1 + _NEAR, count))]
    around = [
        f"{known[i]}__{known[j]}"
        for i in range(len(known))
        for j in range(i + 1, min(i + 1 + _KINDS_NEAR, len(known)))
    ]
    padded = [f" {word} " for word in words if word[0].isalpha()]
    pieces = [word[i : i + size] for word in padded for size in _PIECES for i in range(len(word) - size + 1)]
    return (
        [*stems[1:-1], *_runs(stems)],
        pairs,
        [*known, *around, *_runs(mixed)],
        pieces,
    )


def _runs(words: list[str]) -> list[str]:
    """Two and three words in a row, and two with one between."""
    two = [f"{a} {b}" for a, b in pairwise(words)]
    three = [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]
    apart = [f"{a} * {c}" for a, c in zip(words, words[2:], strict=False)]
    return [*two, *three, *apart]
