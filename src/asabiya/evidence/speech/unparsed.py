"""Clauses behind a cue that the parser took for something else."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.speech.contents import FINITE, WH, Complement, made, until
from asabiya.evidence.speech.cues import CUE, LEMMAS, PLAIN
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.layout import Sentence
from asabiya.evidence.text.wordlist import words

__all__ = [
    "after_audience",
    "behind_colon",
    "behind_pronoun",
    "beside_place",
    "is_adjective",
    "said_thing",
    "unmarked",
    "with_that",
]


def with_that(view: str, tree: Tree, verb: int, frames: frozenset[str]) -> Complement | None:
    """A clause with "that" which the parser hung on a noun: "told a crowd that …"."""
    if not frames & {"s", "t"}:
        return None
    last = tree.right[verb]
    for token in range(verb + 1, last):
        if tree.tags[token] in FINITE and _when(tree, verb, token):
            continue
        if tree.tags[token] in FINITE or (
            CUE.fullmatch(tree.lower[token]) and tree.tags[token].startswith("VB")
        ):
            return None
        if tree.lower[token] == "that" and tree.lower[token - 1] in ("so", "such", "now"):
            return None
        if tree.lower[token] == "that" and tree.tags[token] in ("IN", "WDT") and not tree.quoted[token]:
            if tree.tags[token] == "WDT" and tree.deps[token] == "nsubj" and tree.tags[token + 1] in FINITE:
                return None  # "He commanded the battalion that guards the palace."
            object_of = tree.tags[token] == "WDT" and tree.deps[token] == "dobj" and frames & {"o", "j"}
            if object_of and _within_object(tree, verb, token):
                return None  # "He decried the law that she supported."
            noun = tree.heads[tree.heads[token]]
            known = tree.deps[tree.heads[token]] == "acl" and tree.lower[noun] in _IDEAS
            if known and tree.lower[tree.heads[noun]] != "without":
                return None  # "He marvelled at the idea that they had met."
            if "t" not in frames and _within_object(tree, verb, token):
                return None
            finite = any(tree.tags[k] in FINITE for k in range(token + 1, last + 1))
            if finite or ("i" in frames and any(tree.quoted[token + 1 : last + 1])):
                return made(view, [(tree.starts[token], until(tree, verb, token, last))], claims=True)
            return None
    return None


def _when(tree: Tree, verb: int, token: int) -> bool:
    """Whether a finite verb only tells when something was said: "said as he left the hall that …"."""
    clause = tree.heads[token] if tree.deps[token] in ("aux", "auxpass") else token
    marks = [tree.lower[k] for k in tree.kids(clause, "mark", "advmod")]
    return (
        tree.deps[clause] == "advcl"
        and tree.heads[clause] == verb
        and bool({"as", "when", "while", "before", "after"} & {*marks})
    )


_IDEAS: Final = words(
    "idea belief notion view hope fear concern possibility prospect evidence fact allegations"
)


def _within_object(tree: Tree, verb: int, token: int) -> bool:
    """Whether a word belongs to the object: "cited a study that found …"."""
    return any(k < token <= tree.right[k] for k in tree.kids(verb, "dobj"))


def unmarked(view: str, tree: Tree, verb: int) -> Complement | None:
    """A clause after the verb that the parse did not recognise as one."""
    last = tree.right[verb]
    if LEMMAS[tree.lower[verb]] not in PLAIN or verb + 2 >= len(tree.lower):
        return None
    first = verb + 1
    if any(k > verb for k in tree.kids(verb, "nsubj")) and verb > 0 and tree.lower[verb - 1] in (",", '"'):
        return None  # “…,” said Ada Mell, who had seen it.
    if tree.quoted[first] or tree.lower[first] in (",", ":", ";", "—", "–", "-", "."):
        return None
    if tree.tags[first] in ("IN", "TO", "RB", "RP") and tree.lower[first] != "that":
        return None
    final = last - (tree.lower[last] in (".", "!", "?"))
    if any(tree.right[k] == final and tree.kids(k, "relcl") for k in tree.kids(verb, "dobj")):
        return None  # "He added a sentence which I have read many times."
    objects = (tree.right[k] for k in tree.kids(verb, "dobj") if k > verb)
    if any(end < last and tree.tags[end + 1] not in FINITE for end in objects):
        return None  # "She claimed the port and was on her way."
    gap = tree.deps[verb] == "relcl" and tree.tags[first] in FINITE
    if not any(tree.tags[k] in FINITE and not tree.quoted[k] for k in range(first + (not gap), last + 1)):
        return None
    return made(view, [(tree.starts[first], until(tree, verb, first, last))], claims=True)


def beside_place(view: str, tree: Tree, verb: int, frames: frozenset[str]) -> Complement | None:
    """A clause that the parser hung on where it was said: "said in a letter it was following …"."""
    if "s" not in frames:
        return None
    for place in (p for k in tree.kids(verb, "prep") if k > verb for p in tree.kids(k, "pobj")):
        for clause in tree.kids(place, "relcl"):
            first = tree.left[clause]
            whole = tree.kids(clause, "dobj", "attr", "acomp", "ccomp", "xcomp")
            if first == place + 1 and whole and tree.tags[first] not in WH and tree.lower[first] != "that":
                return made(view, [(tree.starts[first], tree.ends[tree.right[verb]])], claims=True)
    return None


_NEAR: Final = 12
"""Most words between a cue and the pronoun with which its content begins."""
_FAR: Final = 20
"""Most words between a cue and the colon behind it."""
_CUTS: Final = words(
    ", ; : and but or so that than now as because if when while before after until since like"
)


def behind_pronoun(view: str, tree: Tree, verb: int, frames: frozenset[str]) -> Complement | None:
    """A clause hung elsewhere that a pronoun begins: "with Mell telling reporters on Friday he saw no …"."""
    if not frames & {"s", "t"} or tree.kids(verb, "neg"):
        return None
    for token in range(verb + 1, min(verb + _NEAR, len(tree.lower) - 1)):
        if tree.quoted[token] or tree.lower[token] in _CUTS or tree.tags[token] in (*FINITE, *WH):
            return None
        if tree.tags[token] == "PRP" and tree.deps[token] in ("nsubj", "nsubjpass"):
            clause = tree.heads[token]
            finite = any(tree.tags[k] in FINITE for k in (clause, *tree.kids(clause, "aux", "auxpass")))
            if clause < token or not finite or _above(tree, verb, clause):
                return None
            return made(view, [(tree.starts[token], until(tree, verb, clause))], claims=True)
    return None


def _above(tree: Tree, verb: int, clause: int) -> bool:
    """Whether a verb is part of the clause: "asked to leave he stayed"."""
    at = verb
    while tree.heads[at] != at:
        at = tree.heads[at]
        if at == clause:
            return True
    return False


def said_thing(view: str, tree: Tree, verb: int, frames: frozenset[str]) -> Complement | None:
    """A clause whose subject was taken for an object: "says the unrest that grips the port has ended"."""
    if LEMMAS[tree.lower[verb]] not in PLAIN or frames & {"o", "j"} or tree.lower[verb - 1] in (",", '"'):
        return None
    things = [
        k for k in tree.kids(verb, "dobj") if tree.left[k] == verb + 1 and tree.tags[k].startswith("NN")
    ]
    if not things:
        return None
    for token in range(things[0] + 1, len(tree.lower)):
        if tree.lower[token] in ("and", "but", ";") and tree.heads[token] == verb:
            return None
        if tree.tags[token] not in FINITE or tree.quoted[token]:
            continue
        clause = tree.heads[token] if tree.deps[token] in ("aux", "auxpass") else token
        if clause == verb or _has_subject(tree, clause):
            continue
        last = max(tree.right[verb], tree.right[clause])
        return made(view, [(tree.starts[verb + 1], until(tree, verb, clause, last))], claims=True)
    return None


def _has_subject(tree: Tree, verb: int) -> bool:
    """Whether a verb has a subject of its own or that of the verb it is joined to."""
    if tree.kids(verb, "nsubj", "nsubjpass", "expl", "csubj"):
        return True
    return tree.deps[verb] == "conj" and _has_subject(tree, tree.heads[verb])


def after_audience(view: str, tree: Tree, verb: int) -> Complement | None:
    """What somebody told whom, where the parser saw no verb: "The ministry, …, informed embassies that …"."""
    that = _that_behind(tree, verb)
    return (
        made(view, [(tree.starts[that], tree.ends[tree.right[tree.heads[that]]])], claims=True)
        if that
        else None
    )


def is_adjective(tree: Tree, token: int) -> bool:
    """Whether a verb with an audience was taken for an adjective of the audience.

    Parameters
    ----------
    tree
        A parse.
    token
        A form of a verb of telling.
    """
    finite = (
        tag in FINITE and not quoted for tag, quoted in zip(tree.tags[:token], tree.quoted, strict=False)
    )
    adjective = tree.tags[token] in ("JJ", "VBN") and tree.deps[token] == "amod"
    return adjective and token > 0 and not any(finite) and _that_behind(tree, token) is not None


def _that_behind(tree: Tree, verb: int) -> int | None:
    """The "that" behind an audience of a few words."""
    for token in range(verb + 2, min(verb + _NEAR, len(tree.lower))):
        if tree.quoted[token] or tree.lower[token] == "," or tree.tags[token] in FINITE:
            return None
        if tree.lower[token] == "that":
            return token if tree.deps[token] == "mark" else None
    return None


def behind_colon(
    view: str, sentence: Sentence, tree: Tree, verb: int, frames: frozenset[str]
) -> Complement | None:
    """A clause behind a colon: "replied on Monday, in a letter: the port was closed"."""
    if "s" not in frames or tree.kids(verb, "neg", "auxpass") or tree.tags[verb] not in FINITE:
        return None
    for token in range(verb + 1, min(verb + _FAR, len(tree.lower) - 2)):
        if tree.quoted[token] or tree.tags[token] in FINITE or tree.lower[token] == ";":
            return None
        if tree.lower[token] == ":":
            rest = range(token + 1, len(tree.lower))
            finite = any(tree.tags[k] in FINITE and not tree.quoted[k] for k in rest)
            if tree.quoted[token + 1] or not finite or any(CUE.fullmatch(tree.lower[k]) for k in rest):
                return None
            return made(view, [(tree.starts[token + 1], sentence.end)], claims=True)
    return None
