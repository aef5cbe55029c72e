"""Who the subject of a verb is, on the parse."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.speech.contents import FINITE
from asabiya.evidence.speech.cues import FRAMES, LEMMAS, NOUNS, QUOTING
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.wordlist import words

__all__ = ["behind", "is_mistagged", "subject"]

_NOMINAL: Final = (
    "NN",
    "NNS",
    "NNP",
    "NNPS",
    "PRP",
    "DT",
    "CD",
    "JJ",
    "WP",
    "WDT",
    "JJS",
    "RB",
    "VBG",
    "JJR",
)


def subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The token of whom a verb has for its subject, through coordination, relatives and participles."""
    if depth > 8:
        return None
    if is_mistagged(tree, verb):
        return verb - 1
    dep, head = tree.deps[verb], tree.heads[verb]
    passive = (bool(tree.kids(verb, "auxpass", "nsubjpass")) and not _perfect(tree, verb)) or (
        tree.tags[verb] == "VBN" and dep in ("acl", "relcl", "advcl") and not tree.kids(verb, "aux", "nsubj")
    )
    if passive and dep == "acl" and _mistaken(tree, verb):
        return head
    if passive and dep == "acl" and tree.kids(verb, "ccomp") and not tree.kids(verb, "auxpass", "agent"):
        return head
    if passive and depth == 0:
        agent = [p for k in tree.kids(verb, "agent") for p in tree.kids(k, "pobj")]
        return agent[0] if agent else None
    for kid in sorted(tree.kids(verb, "nsubj", "nsubjpass"), key=lambda k: abs(k - verb)):
        if tree.quoted[kid] and not tree.quoted[verb]:
            continue
        if tree.lower[kid] in ("who", "which", "that", "whom"):
            return head if dep == "relcl" else None
        fronted = [k for k in tree.kids(kid, "appos") if tree.right[k] == verb - 1 and kid < k]
        if fronted and tree.lower[tree.left[fronted[0]] - 1] == "," and tree.lower[verb] in LEMMAS:
            return fronted[0]  # "Two of his men, a clerk told us, “left in April”."
        if tree.tags[kid] in _NOMINAL or (tree.tags[kid] == "VBN" and tree.kids(kid, "det")):
            return kid  # The last is "the accused", "the wounded".
    if depth <= 1 and (first := _listed_after(tree, verb)) is not None:
        return subject(tree, first, depth + 1)
    if depth == 0 and (after := _following(tree, verb)) is not None:
        return after
    if depth == 0 and dep == "ROOT" and (before := _swallowed(tree, verb)) is not None:
        return before
    if dep == "acl" and tree.tags[verb] == "VBG":
        if tree.lower[head].removesuffix("s") in NOUNS | _DOCUMENTS:
            return behind(tree, head, depth)
        if tree.deps[head] in ("nsubj", "nsubjpass", "attr", "ROOT") or head == verb:
            return head
        at = head
        while not tree.tags[at].startswith(("VB", "MD")):
            if tree.heads[at] == at:
                return head
            at = tree.heads[at]
        return head if tree.lower[at] in QUOTING | _HEARING else subject(tree, at, depth + 1)
    if dep == "relcl":
        objects = tree.kids(verb, "dobj", "oprd")
        return None if any(tree.lower[k] in ("which", "that", "what") for k in objects) else head
    if dep == "acl" and tree.tags[verb] in ("VBD", "VBZ") and head < verb:
        return head
    if dep == "conj" and not _joined(tree, verb):
        return None  # Two clauses without a conjunction: the parser missed a subject.
    if dep in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "parataxis", "dep", "prep") and head != verb:
        at = head
        while not tree.tags[at].startswith(("VB", "MD")):
            if tree.heads[at] == at:
                return None
            at = tree.heads[at]
        if dep == "xcomp" and tree.kids(at, "auxpass"):
            return next(iter(tree.kids(at, "nsubjpass")), None) if tree.lower[at] in _HEARD else None
        return subject(tree, at, depth + 1)
    return None


def _swallowed(tree: Tree, verb: int) -> int | None:
    """The subject taken for part of what stands before: "In talks with Mell, the minister stated …"."""
    for clause in tree.kids(verb, "csubj"):
        if clause < verb and tree.kids(clause, "nsubj"):
            return tree.kids(clause, "nsubj")[0]
    before = verb - 1
    apart = before > 0 and tree.deps[before] in ("appos", "npadvmod") and tree.lower[before] not in _TIMES
    noun = apart and tree.tags[before] in ("NN", "NNS", "NNP") and not tree.quoted[before]
    return before if noun and tree.tags[verb] in ("VBD", "VBZ") else None


def _following(tree: Tree, verb: int) -> int | None:
    """The speaker behind a verb whose object he was taken for: "It was late, added Ada Mell"."""
    told = (
        verb > 1
        and tree.lower[verb - 1] == ","
        and "t" not in FRAMES.get(LEMMAS.get(tree.lower[verb], ""), ())
        and verb - 2 in (tree.right[k] for k in tree.kids(verb, "ccomp"))
    )
    quoted = verb > 0 and tree.quoted[verb - 1 - (tree.lower[verb - 1] == ",")]
    apart = verb > 0 and tree.deps[verb] == "conj" and tree.lower[verb - 1] == ","
    apart = apart and "s" in FRAMES.get(LEMMAS.get(tree.lower[verb], ""), ()) and not _joined(tree, verb)
    if tree.tags[verb] == "VBG" or not (told or quoted or apart):
        return None
    after = [
        k
        for k in tree.kids(verb, "dobj", "attr", "npadvmod", "dative", "oprd", "ccomp")
        if k > verb and tree.lower[k] not in _TIMES
    ]
    found = after and tree.tags[after[0]] in _NOMINAL and not tree.quoted[after[0]]
    return after[0] if found else None


def _joined(tree: Tree, verb: int) -> bool:
    """Whether a conjunction stands before a verb, or in the list that it begins: "sat, rose and said"."""
    if tree.kids(verb, "cc") and tree.kids(verb, "conj"):
        return True
    return any(tree.deps[k] == "cc" for k in range(tree.heads[verb], verb))


def is_mistagged(tree: Tree, token: int) -> bool:
    """Whether a verb was taken for a plural: "Mell predicts that prices will fall"."""
    if tree.tags[token] != "NNS" or tree.deps[token] != "ROOT" or tree.kids(token, "poss") or token < 1:
        return False
    clauses = tree.kids(token, "ccomp", "acl")
    if not clauses or clauses[0] < token or tree.tags[token - 1] not in ("NN", "NNP", "NNPS", "JJ"):
        return False
    that = tree.lower[token + 1] == "that" and tree.deps[token + 1] == "mark"
    inside = range(tree.left[clauses[0]], tree.right[clauses[0]] + 1)
    finite = any(tag in FINITE and k not in inside for k, tag in enumerate(tree.tags))
    return not finite and (that or bool(tree.kids(token, "compound") and tree.deps[clauses[0]] == "ccomp"))


def _perfect(tree: Tree, verb: int) -> bool:
    """Whether "he’s" stands for "he has": "he’s argued for years that …"."""
    frames = FRAMES.get(LEMMAS.get(tree.lower[verb], ""), frozenset())
    short = any(tree.lower[k] in ("’s", "'s") for k in tree.kids(verb, "auxpass"))
    who = [tree.lower[k] for k in tree.kids(verb, "nsubj", "nsubjpass")]
    return short and "s" in frames and "t" not in frames and "it" not in who


def _listed_after(tree: Tree, verb: int) -> int | None:
    """The first verb, taken for a clause, in "called it “a farce,” denounced the levy and …"."""
    frames = FRAMES.get(LEMMAS.get(tree.lower[verb], ""), frozenset())
    if "s" in frames or tree.tags[verb] != "VBD":
        return None
    before = [
        k for k in tree.kids(verb, "ccomp") if k < verb and tree.tags[k] == "VBD" and not tree.quoted[k]
    ]
    return before[0] if before and tree.kids(before[0], "nsubj") else None


def _mistaken(tree: Tree, verb: int) -> bool:
    """Whether a past tense was taken for a participle: "In March, Mell accused the court of …"."""
    head = tree.heads[verb]
    finite = any(tag in FINITE and not quoted for tag, quoted in zip(tree.tags, tree.quoted, strict=True))
    top = tree.heads[head] if tree.deps[head] == "appos" else head
    if tree.deps[top] == "ROOT" and not finite:
        if tree.tags[head] == "NNP" and tree.left[head] == 0 and tree.quoted[0]:
            return True  # “…,” Ada Mell, the mayor, lamented on Sunday.
        calls = tree.lower[verb] == "called" and bool(tree.kids(verb, "xcomp"))
        return (calls or bool(tree.kids(verb, "dobj"))) and not tree.kids(verb, "agent")
    apart = tree.tags[head] == "NNP" and tree.lower[verb - 1] == "," and head < verb
    if apart and (tree.deps[head] == "ROOT" or any(k > verb for k in tree.kids(head, "cc"))):
        return bool(tree.kids(verb, "dobj", "oprd", "ccomp")) and not tree.kids(verb, "agent")
    named = tree.tags[head] == "NNP" and all(tree.tags[k] == "RB" for k in range(head + 1, verb))
    objects = [k for k in tree.kids(verb, "dobj", "oprd") if k > verb]
    return named and bool(objects) and not tree.kids(verb, "agent", "auxpass")


_TIMES: Final = words(
    "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday afterwards"
    " morning evening afternoon night week month"
)
_HEARD: Final = words("heard overheard seen filmed recorded caught")
_HEARING: Final = words("heard hear hears have had has shows showed showing features featured")
_DOCUMENTS: Final = words("letter memo email e-mail post op-ed note speech interview")


def behind(tree: Tree, noun: int, depth: int) -> int | None:
    """Who stands behind a document: its possessor, who it is from, or who issued it."""
    for kid in tree.kids(noun, "poss"):
        return kid
    for kid in tree.kids(noun, "prep"):
        if tree.lower[kid] in ("by", "from") and tree.kids(kid, "pobj"):
            return tree.kids(kid, "pobj")[0]
    for kid in tree.kids(noun, "acl"):
        for by in tree.kids(kid, "agent"):
            if tree.kids(by, "pobj"):
                return tree.kids(by, "pobj")[0]
    if tree.deps[noun] in ("nsubj", "nsubjpass"):
        return noun
    at = noun
    while not tree.tags[at].startswith("VB"):
        if tree.heads[at] == at:
            return None
        at = tree.heads[at]
    return subject(tree, at, depth + 1)
