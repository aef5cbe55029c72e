"""The content of a cue: pieces of the text, trimmed and never cutting a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.speech.cues import LEMMAS, NOUNS
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.layout import MASK
from asabiya.evidence.text.wordlist import words

__all__ = ["FINITE", "WH", "Complement", "end_of", "made", "start_of", "until"]

Offsets = tuple[int, int]


@dataclass(frozen=True)
class Complement:
    """Pieces of the content; whether it claims something, urges, or is a mere topic."""

    spans: tuple[Offsets, ...]
    claims: bool
    urges: bool = False
    topic: bool = False

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.spans[-1][1]


_LEFT: Final = " \t\n\r,;:.)]—–-\u00a0"
_RIGHT: Final = " \t\n\r,;:.!?…([—–-\u00a0"


def _trimmed(view: str, start: int, end: int) -> Offsets:
    """Without spaces and punctuation at the ends."""
    while start < end and (view[start] in _LEFT or view[start].isspace()):
        start += 1
    while end > start and (view[end - 1] in _RIGHT or view[end - 1].isspace()):
        end -= 1
    return start, end


def _pieces(view: str, *spans: Offsets) -> tuple[Offsets, ...]:
    found = (_whole(view, *_trimmed(view, a, b)) for a, b in spans if a < b)
    return tuple((a, b) for a, b in found if b - a > 1)


_LINK: Final = re.compile(r"[\s,;—–-]+(?:and|but|or|while|as|because)$")


def _whole(view: str, start: int, end: int) -> Offsets:
    """Stretched over quotations that the piece would cut, and without a conjunction at its end."""
    while 0 < start < len(view) and view[start] == view[start - 1] == MASK:
        start -= 1
    while end < len(view) and view[end - 1] == view[end] == MASK:
        end += 1
    while end < len(view) and view[end] == MASK and view[end - 1] != MASK:
        end += 1
    if link := _LINK.search(view, max(start, end - 20), end):
        end = link.start()
    return start, end


def made(view: str, spans: Sequence[Offsets], *, claims: bool, urges: bool = False) -> Complement | None:
    """A content of pieces of the text; none where nothing but punctuation is left."""
    pieces = _pieces(view, *spans)
    return Complement(pieces, claims, urges) if pieces and pieces[-1][1] - pieces[0][0] > 3 else None


def end_of(tree: Tree, token: int) -> int:
    """Where the subtree of a token ends in the text."""
    return tree.ends[tree.right[token]]


def start_of(tree: Tree, token: int) -> int:
    """Where the subtree of a token begins in the text."""
    return tree.starts[tree.left[token]]


FINITE: Final = ("VBD", "VBZ", "VBP", "MD")
"""Tags of verbs that make a clause."""
WH: Final = ("WDT", "WP", "WP$", "WRB")
"""Tags of "which", "who", "whose" and "where"."""
_ADDING: Final = frozenset({"referring", "alluding", "pointing"})


def until(tree: Tree, verb: int, clause: int, last: int | None = None) -> int:
    """Where a clause after the cue ends: before a participle or a verb that continues the cue.

    ``last`` is its last token, where it is not that of the subtree.
    """
    last = tree.right[clause] if last is None else last
    for token in range(clause + 1, last + 1):
        if tree.quoted[token]:
            continue
        parted = _parted(tree, token)
        if parted and (tree.lower[token] == "according" or _occasion(tree, token)):
            return tree.starts[token]
        if parted and _remarks(tree, clause, token, last):
            return tree.starts[token]
        if _continues(tree, verb, token) or _leaves(tree, verb, clause, token):
            return tree.starts[max(clause, min(tree.left[token], token))]
        if (
            tree.lower[token] == "put"
            and tree.deps[token] == "advcl"
            and tree.lower[tree.left[token]] == "as"
        ):
            return tree.starts[max(clause, tree.left[token])]
    return tree.ends[last]


def _parted(tree: Tree, token: int) -> bool:
    """Whether a comma stands before a word, or before the quotation mark before it."""
    return tree.lower[token - 1] == "," or tree.lower[max(0, token - 2) : token] == (",", '"')


def _remarks(tree: Tree, clause: int, token: int, last: int) -> bool:
    """Whether the author goes on behind a comma: ", while others …", ", as have …", ", which …"."""
    word = tree.lower[token]
    after = tree.lower[token + 1] if token < last else ""
    if word == "where" and _explains(tree, token, last):
        return True
    if last - token > token - tree.left[clause] and _explains(tree, token, last):
        return True
    if word == "while":
        return tree.deps[token] == "mark"
    if word == "as":
        return after in _AUXILIARIES or _meanwhile(tree, token, last)
    return (word == "a" and after in NOUNS | _ALLUSIONS) or _comments(tree, token, last)


_ALLUSIONS: Final = words("reference allusion nod swipe jab dig")


def _meanwhile(tree: Tree, token: int, last: int) -> bool:
    """For ", as police crossed the border": what went on when it was said."""
    verb = tree.heads[token]
    within = tree.deps[token] == "mark" and verb <= last <= tree.right[verb] + 1
    return within and tree.lower[verb] not in LEMMAS and bool(tree.kids(verb, "nsubj", "nsubjpass", "expl"))


def _comments(tree: Tree, token: int, last: int) -> bool:
    """For ", a reference to the war": what the author calls it that was said."""
    first = tree.lower[token] == "the" and tree.lower[token + 1 : token + 2] in _RANKED
    beside = ("appos", "npadvmod", "dobj") if first else ("appos", "npadvmod")
    heads = [k for k in range(token, last + 1) if tree.left[k] == token and tree.deps[k] in beside]
    heads = [k for k in heads if last <= tree.right[k] + 1 and tree.tags[tree.heads[k]] != "NNP"]
    return bool(heads) and (first or tree.lower[token] in ("a", "an"))


_RANKED: Final = (("first",), ("second",), ("third",), ("latest",), ("last",), ("only",), ("most",))


def _explains(tree: Tree, token: int, last: int) -> bool:
    """Whether a relative clause or an apposition begins that goes on to the end of the content."""
    word = tree.lower[token]
    if word in _RELATIVES:
        heads = [k for k in range(token, last + 1) if tree.deps[k] == "relcl"]
    elif word in ("a", "an"):
        heads = [k for k in range(token, last + 1) if tree.deps[k] == "appos"]
    else:
        return word == "compared"
    return any(tree.left[k] <= token and last <= tree.right[k] + 1 for k in heads)


_RELATIVES: Final = ("who", "which", "whose", "where")


_AUXILIARIES: Final = words("have has had did do does is are was were")
_OCCASIONS: Final = words(
    "remarks comments interview statement speech address broadcast letter sermon post message tweet"
)


def _occasion(tree: Tree, token: int) -> bool:
    """For ", in remarks that …": where it was said."""
    return tree.lower[token] == "in" and any(tree.lower[k] in _OCCASIONS for k in tree.kids(token, "pobj"))


def _leaves(tree: Tree, verb: int, clause: int, token: int) -> bool:
    """Whether a finite verb belongs to the cue's subject again: "vowed to stay and left the room"."""
    if tree.deps[token] != "conj" or tree.kids(token, "nsubj", "nsubjpass"):
        return False
    helpers = [tree.lower[k] for k in tree.kids(token, "aux")]
    finite = (tree.tags[token] in ("VBD", "VBZ") and not helpers) or helpers[:1] in (["did"], ["does"])
    heads = [tree.lower[k] for k in tree.kids(clause, "aux")]
    modal = any(tree.tags[k] == "MD" for k in tree.kids(clause, "aux"))
    bare = "to" in heads or (tree.tags[clause] == "VBG" and not heads)
    return finite and (modal or bare) and tree.tags[verb] in ("VBD", "VBZ")


def _continues(tree: Tree, verb: int, token: int) -> bool:
    """Whether a later verb goes on with the speech of an earlier cue: ", adding", "and warned"."""
    word = tree.lower[token]
    if word not in LEMMAS and word not in _ADDING:
        return False
    if tree.tags[token] == "VBG":
        before = token - 1 - (tree.tags[token - 1] == "RB")
        return tree.lower[before] in (",", "and", "but", '"') and tree.deps[token] in (
            "advcl",
            "conj",
            "acl",
            "prep",
        )
    if _another(tree, verb, token):
        return True
    head = tree.heads[token]
    if tree.tags[head] == "VBN" and tree.kids(head, "auxpass") and not tree.kids(token, "ccomp", "xcomp"):
        return False  # "He had been beaten and denied a doctor."
    alone = not tree.kids(token, "nsubj", "nsubjpass", "aux", "auxpass", "mark", "neg")
    return (
        alone
        and tree.deps[token] == "conj"
        and tree.tags[token] == tree.tags[verb]
        and tree.tags[token] in ("VBD", "VBZ", "VBP")
    )


def _another(tree: Tree, verb: int, token: int) -> bool:
    """Whether a cue with a subject of its own follows: "said it was late, and the mayor warned that …"."""
    who = tree.kids(token, "nsubj")
    first = tree.left[token]
    return (
        bool(who)
        and tree.deps[token] == "conj"
        and tree.tags[token] == tree.tags[verb]
        and tree.lower[first - 2 : first] in ((",", "and"), (",", "but"))
        and not tree.quoted[first]
    )
