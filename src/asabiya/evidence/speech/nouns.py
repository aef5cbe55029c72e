"""What a noun of saying attributes: "his claim that …", "her call to …", "their demand for …"."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.speech.contents import FINITE, Complement, end_of, made, start_of
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.wordlist import words

__all__ = ["LIGHT", "noun_content"]

LIGHT: Final = words(
    "make makes made making issue issues issued issuing repeat repeats repeated repeating"
    " renew renews renewed renewing"
)
"""Verbs that only say that the noun was uttered: "made a promise"."""
_URGES: Final = words("call demand plea pledge promise request threat vow claim proposal")
"""Nouns behind which an infinitive says what was said."""
_NEAR: Final = 9
"""Most words between a noun and its clause: "his claim in November that …"."""


def noun_content(view: str, tree: Tree, noun: int) -> Complement | None:
    """The clause, the infinitive or the phrase that says what was said.

    Parameters
    ----------
    view
        The masked text.
    tree
        The parse of the sentence.
    noun
        The token of the noun of saying.
    """
    lemma = tree.lower[noun].removesuffix("s")
    for token in range(noun + 1, min(noun + _NEAR, len(tree.lower))):
        if tree.quoted[token] or tree.tags[token] in (*FINITE, "VBG"):
            break
        if tree.lower[token] == "that" and tree.deps[token] == "mark":
            clause = tree.heads[token]
            return made(view, [(tree.starts[token], end_of(tree, clause))], claims=True)
    for kid in tree.kids(noun, "acl", "relcl") if lemma in _URGES else ():
        to = [k for k in tree.kids(kid, "aux") if tree.lower[k] == "to"]
        if kid > noun and to:
            return made(view, [(tree.starts[to[0]], end_of(tree, kid))], claims=True, urges=True)
    if tree.deps[noun] == "nsubj" and tree.lower[tree.heads[noun]] in ("is", "was", "’s", "'s"):
        clauses = [k for k in tree.kids(tree.heads[noun], "ccomp") if k > noun]
        if clauses:
            return made(view, [(start_of(tree, clauses[0]), end_of(tree, clauses[0]))], claims=True)
    return None
