"""Contents in which the cue stands as an aside: "The army, he said, was ready"."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.speech.contents import FINITE, WH, Complement, end_of, made, start_of
from asabiya.evidence.speech.cues import LEMMAS
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.layout import Sentence
from asabiya.evidence.text.wordlist import words

__all__ = ["after_colon", "around", "interrupted", "inverted", "is_aside", "parted"]


def around(view: str, sentence: Sentence, tree: Tree, verb: int, frames: frozenset[str]) -> Complement | None:
    """The clause in which the cue stands as an aside: "The army, he said, was ready"."""
    ahead = tree.deps[verb] == "ccomp" and tree.heads[verb] > verb and _goes_on(tree, verb)
    if "s" not in frames or tree.heads[verb] == verb:
        return None
    if tree.deps[verb] not in ("parataxis", "advcl") and not ahead:
        return None
    if any("," not in tree.lower[verb:k] for k in tree.kids(verb, "xcomp")):
        return None
    if tree.deps[verb] == "advcl" and not any(tree.lower[k] == "as" for k in tree.kids(verb, "mark")):
        return None
    if tree.deps[verb] == "advcl" and (
        LEMMAS[tree.lower[verb]] in _REACTING or any(k > verb for k in tree.kids(verb, "dobj"))
    ):
        return None  # "He smiled as they answered questions."
    subjects = [k for k in tree.kids(verb, "nsubj") if k < verb]
    mark = tree.kids(verb, "mark")
    low = min([verb, *(tree.left[k] for k in subjects[-1:]), *mark])
    clause = tree.heads[verb]
    while tree.deps[clause] not in ("ROOT", "conj", "ccomp", "advcl", "parataxis", "relcl"):
        clause = tree.heads[clause]
    root = tree.deps[clause] == "ROOT"
    last = tree.right[verb]
    while last > verb and tree.quoted[last]:
        last -= 1  # The opening mark, which may stand for the whole quotation.
    opening = after_colon(view, sentence, tree.starts[low]) if root else start_of(tree, clause)
    pieces = [
        (opening, tree.starts[low]),
        (tree.ends[last], max(end_of(tree, clause), tree.ends[last])),
    ]
    return made(view, pieces, claims=True)


def _goes_on(tree: Tree, verb: int) -> bool:
    """For "In two garrisons, they went on, lieutenants had left": a cue of two commas and little more."""
    subjects = [k for k in tree.kids(verb, "nsubj") if k < verb]
    last = tree.right[verb]
    apart = bool(subjects) and last + 1 < len(tree.lower) and tree.lower[last + 1] == ","
    first = tree.left[subjects[-1]] if apart else 0
    opened = tree.tags[0] in ("IN", "RB") and tree.left[verb] == 0
    bare = not tree.kids(verb, "ccomp", "dobj", "xcomp", "aux", "neg")
    return opened and bare and first > 1 and tree.lower[first - 1] == ","


_REACTING: Final = words("go reply respond comment answer joke")
"""Verbs behind "as" that tell when something happened, not who said it."""


def interrupted(
    view: str, sentence: Sentence, tree: Tree, verb: int, frames: frozenset[str]
) -> Complement | None:
    """As `around`, where the parser took the aside for the main clause."""
    subjects = [k for k in tree.kids(verb, "nsubj") if k < verb and not tree.quoted[k]]
    if "s" not in frames or not subjects or tree.kids(verb, "neg") or tree.tags[subjects[-1]] in WH:
        return None
    beside = (k for k in tree.kids(subjects[-1], "appos") if tree.right[k] == verb - 1)
    first = next((tree.left[k] for k in beside if tree.lower[tree.left[k] - 1] == ","), None)
    # "Our youth, Ada Mell revealed to the congress, has been “bought”": the parser saw an apposition.
    return parted(view, sentence, tree, verb, tree.left[subjects[-1]] if first is None else first)


def inverted(
    view: str, sentence: Sentence, tree: Tree, verb: int, frames: frozenset[str]
) -> Complement | None:
    """As `interrupted`, where the speaker follows: "Half of the trouble, say the dockers, is the levy"."""
    if "s" not in frames or verb < 2 or tree.lower[verb - 1] != "," or tree.tags[verb] not in FINITE:
        return None
    return parted(view, sentence, tree, verb, verb)


def _in_relative(tree: Tree, token: int) -> bool:
    """Whether a finite verb belongs to "He who sells a secret"."""
    clause = tree.heads[token] if tree.deps[token] in ("aux", "auxpass") else token
    return tree.deps[clause] == "relcl" and tree.tags[tree.left[clause]] in WH


def is_aside(view: str, sentence: Sentence, tree: Tree, verb: int, clause: int) -> bool:
    """Whether what follows the comma is the predicate of what stands before the speaker."""
    subjects = [k for k in tree.kids(verb, "nsubj") if k < verb and not tree.quoted[k]]
    first = tree.left[clause]
    while first < clause and tree.lower[first] in (",", '"'):
        first += 1
    behind = first > verb + 1 and "," in tree.lower[max(verb + 1, first - 2) : first]
    whole = bool(tree.kids(clause, "nsubj", "nsubjpass", "expl", "mark")) and not tree.quoted[clause]
    if not subjects or not behind or whole:
        return False
    return parted(view, sentence, tree, verb, tree.left[subjects[-1]]) is not None


_ASIDE: Final = 2
"""Tokens, a word and its comma, before an aside."""


_TIME: Final = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|\d+|(?:hour|day|night|week|month|year|minute|moment)s?|morning|evening"
    r"|afternoon|today|yesterday|tonight|later|earlier|ago|before|afterwards|then|once|instead|meanwhile"
)
"""Words of a phrase that tells when something was said."""


def parted(view: str, sentence: Sentence, tree: Tree, verb: int, first: int) -> Complement | None:
    """What stands on both sides of a cue between commas: "Not one officer, she told us, has left".

    Parameters
    ----------
    view
        The masked text.
    sentence, tree
        The sentence and its parse.
    verb, first
        Last token of the cue, and first token of its subject.
    """
    if first < _ASIDE or tree.lower[first - 1] != "," or tree.lower[verb + 1 : verb + 2] == ("that",):
        return None
    opening = max((k + 1 for k in range(first) if tree.lower[k] == ":" and not tree.quoted[k]), default=0)
    if tree.tags[opening] in ("TO", "VBG", "VBN", "WRB"):
        return None
    if any(tree.tags[k] in FINITE and not _in_relative(tree, k) for k in range(opening, first)):
        return None
    comma = next(
        (k for k in range(verb + 1, min(verb + 8, len(tree.lower) - 2)) if tree.lower[k] == ","), None
    )
    between = range(verb + 1, comma or 0)
    if comma is None or any(
        tree.tags[k] in FINITE or tree.quoted[k] or tree.lower[k] == "that" for k in between
    ):
        return None
    after = comma + 1
    while after < len(tree.lower) - 1 and tree.tags[after] == "RB":
        after += 1
    placed = tree.tags[opening] == "IN"
    if placed and tree.tags[after] not in FINITE:
        return None  # Only "Under them, he told us, lay the dead" puts a place before its verb.
    timed = _TIME.fullmatch(tree.lower[first - _ASIDE]) or any(_TIME.fullmatch(w) for w in tree.lower[:2])
    goes_on = tree.quoted[after] and not any(tree.quoted[opening:first])
    goes_on = goes_on and (not timed or tree.tags[after + 1].startswith(("VB", "MD")))
    if tree.quoted[after] and not goes_on:  # "No power, he told us, “not even God”, could move him."
        while after < len(tree.lower) - 2 and (tree.quoted[after] or tree.lower[after] == ","):
            after += 1
    if not goes_on and (tree.tags[after] not in FINITE or tree.quoted[after] or tree.lower[after] in LEMMAS):
        return None
    if not any(tree.tags[k].startswith(("NN", "PRP", "CD", "DT")) for k in range(opening, first)):
        return None
    begins = tree.starts[opening] if opening else sentence.start
    pieces = [(begins, tree.starts[first]), (tree.ends[comma], sentence.end)]
    return made(view, pieces, claims=True)


def after_colon(view: str, sentence: Sentence, edge: int) -> int:
    """Where the content of a cue that comes last begins: with the sentence, or behind its colon."""
    colon = view.rfind(": ", sentence.start, edge)
    if colon >= 0:
        return colon + 1
    link = _LINK.match(view, sentence.start, edge)
    return link.end() if link else sentence.start


_LINK: Final = re.compile(r"(?:And|But|Yet)\s+(?=\w)")
