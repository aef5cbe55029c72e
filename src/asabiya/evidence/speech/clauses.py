"""What a cue attributes, on the parse: clauses, infinitives, objects and prepositional phrases."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.speech.asides import after_colon, around, interrupted, inverted, is_aside, parted
from asabiya.evidence.speech.beyond import resumed, stretched
from asabiya.evidence.speech.contents import FINITE, WH, Complement, end_of, made, start_of, until
from asabiya.evidence.speech.cues import CUE, FRAMES, LEMMAS
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.speech.phrases import infinitive, phrase
from asabiya.evidence.speech.unparsed import (
    behind_colon,
    behind_pronoun,
    beside_place,
    said_thing,
    unmarked,
    with_that,
)
from asabiya.evidence.text.layout import MASK, Sentence
from asabiya.evidence.text.wordlist import words

__all__ = ["complement", "preceding"]


def complement(view: str, sentence: Sentence, tree: Tree, verb: int, lemma: str) -> Complement | None:
    """The content of a verb.

    Parameters
    ----------
    view
        The masked text.
    sentence
        The sentence that was parsed.
    tree
        Its parse.
    verb
        The verb's token.
    lemma
        Its lemma, which says what content it takes.
    """
    frames = FRAMES[lemma]
    if lemma == "ask" and _is_asked(tree, verb):
        return None
    if any(tree.lower[k] == "what" and k < verb for k in tree.kids(verb, "dobj")):
        return phrase(view, tree, verb, frames)
    found = (
        inverted(view, sentence, tree, verb, frames)
        or _clause(view, sentence, tree, verb, frames)
        or around(view, sentence, tree, verb, frames)
        or interrupted(view, sentence, tree, verb, frames)
        or infinitive(view, tree, verb, frames)
        or with_that(view, tree, verb, frames)
        or phrase(view, tree, verb, frames)
        or _before(view, sentence, tree, verb, frames)
        or unmarked(view, tree, verb)
        or beside_place(view, tree, verb, frames)
        or behind_pronoun(view, tree, verb, frames)
        or said_thing(view, tree, verb, frames)
        or behind_colon(view, sentence, tree, verb, frames)
    )
    if found is None:
        return None
    begins = tree.ends[verb] if found.start > tree.ends[verb] else found.start
    if _HIDDEN.search(view, begins, min(found.end, found.start + 60)):
        return None
    return resumed(view, sentence, tree, verb, found)


_HIDDEN: Final = re.compile(
    r"\b(?:(?:be|being|not)\s+(?:named|identified|quoted)\b|not\s+to\s+(?:name|identify|quote)\b|anonym|(?:his|her|their)\s+names?\b)",
    re.IGNORECASE,
)
"""What somebody asks for who does not want his name printed: no statement."""


def _clause(
    view: str, sentence: Sentence, tree: Tree, verb: int, frames: frozenset[str]
) -> Complement | None:
    """A clause, with "that" or without, before the verb or after it."""
    if "s" not in frames and "j" not in frames:
        return None
    after = [k for k in tree.kids(verb, "ccomp") if k > verb and ("s" in frames or not tree.quoted[k])]
    if after and tree.quoted[after[0]] and any(verb < k < after[0] for k in tree.kids(verb, "xcomp")):
        return None  # "He asked them to wait, “even if it rains”."
    if not after and LEMMAS[tree.lower[verb]] in _ASKING:
        after = [k for k in tree.kids(verb, "advcl") if k > verb and tree.lower[tree.left[k]] in _WHETHER]
    before = [k for k in tree.kids(verb, "ccomp") if k < verb]
    subjects = [k for k in tree.kids(verb, "nsubj") if k < verb]
    if before and subjects and ":" in tree.lower[before[-1] : verb]:
        first = tree.left[subjects[-1]]
        before = [] if parted(view, sentence, tree, verb, first) else before
    if before and after and tree.lower[verb + 1] == ":" and not tree.quoted[tree.left[after[0]]]:
        pieces = [(sentence.start, end_of(tree, before[-1])), (tree.ends[verb + 1], end_of(tree, after[0]))]
        return made(view, pieces, claims=True)  # "It was late, she said: the guests had left."
    if before and after and tree.left[after[0]] > 0 and tree.lower[tree.left[after[0]] - 1] == ",":
        after = []  # "…, she said on Monday, a day after guns were heard": the content stands before.
    if after:
        clause = after[0]
        start = max(start_of(tree, clause), tree.ends[verb])
        if tree.lower[clause] in ("’s", "'s") and tree.tags[clause] != "VBZ":
            return None
        start = _begins(tree, verb, clause, frames, start)
        if is_aside(view, sentence, tree, verb, clause):
            return None
        headless = not tree.kids(clause, "nsubj", "nsubjpass", "mark", "expl", "csubj")
        if headless and "t" not in frames and _opens(tree, verb + 1) and not tree.quoted[verb + 1]:
            start = tree.starts[verb + 1]
        if headless and "t" in frames and not tree.quoted[clause] and not tree.kids(clause, "aux"):
            return None
        that = [k for k in range(verb + 1, clause) if tree.lower[k] == "that" and not tree.quoted[k]]
        if that and ("t" in frames or headless):
            start = tree.starts[that[0]]
        infinitive = tree.tags[clause] == "VB" and any(
            tree.lower[k] == "to" for k in tree.kids(clause, "aux")
        )
        if infinitive:
            to = next(k for k in tree.kids(clause, "aux") if tree.lower[k] == "to")
            return made(view, [(tree.starts[to], end_of(tree, clause))], claims=True, urges=True)
        end = max(until(tree, verb, clause), *(_later(tree, verb, clause, k) for k in after))
        spans = [(start, stretched(view, sentence, tree, end))]
        if opening := _opening(tree, verb, clause):
            spans.insert(0, (sentence.start, tree.ends[opening]))
        return made(view, spans, claims=True)
    if before and "s" in frames and not tree.kids(verb, "neg") and not _says_more(tree, verb, frames):
        clause = before[-1]
        held = [k for k in tree.children[verb] if clause < k < verb and tree.deps[k] != "punct"]
        last = tree.right[clause]
        while held and tree.deps[held[0]] in ("advcl", "prep") and tree.left[held[0]] == last + 1:
            last = tree.right[held.pop(0)]  # "… have left since the war began, deserters said."
        edge = min([tree.starts[verb], *(start_of(tree, k) for k in held)])
        end = tree.ends[last]
        if MASK in view[end:edge] and not re.search(r"\w", view[end:edge].replace(MASK, "")):
            end = edge
        return made(view, [(after_colon(view, sentence, edge), min(edge, end))], claims=True)
    return None


def _begins(tree: Tree, verb: int, clause: int, frames: frozenset[str], start: int) -> int:
    """Where a clause begins whose first words the parser gave to the cue, or which hold an aside of it."""
    marks = [k for k in tree.kids(clause, "mark") if tree.lower[k] == "that" and not tree.quoted[k]]
    if marks and any(verb < k < marks[0] for k in tree.kids(clause, "advcl")):
        return tree.starts[marks[0]]  # "Mell said as he left that it was late."
    first = tree.left[clause]
    if tree.lower[first : first + 2] == ("only", "that") and first > verb:
        return tree.starts[first + 1]
    plain = not frames & {"t", "o", "j"} and not tree.kids(clause, "mark")
    if plain and any(tree.left[k] == verb + 1 < k < clause for k in tree.kids(verb, "dobj")):
        return tree.starts[verb + 1]  # "Mell said more than 300 men, a captain among them, had left."
    subjects = tree.kids(clause, "nsubj", "nsubjpass", "expl")
    for kid in tree.kids(clause, "prep", "npadvmod") if subjects else ():
        days = range(tree.left[kid], tree.right[kid] + 1)
        leads = days.start == tree.left[clause] and days.stop == tree.left[subjects[0]]
        if leads and any(_DAY.fullmatch(tree.lower[k]) for k in days):
            return start_of(tree, subjects[0])  # "Mell said late on Tuesday it knew nothing."
    return start


_DAY: Final = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september"
    r"|october|november|december|yesterday|today"
)
_ASKING: Final = ("ask", "wonder", "inquire", "question")
_WHETHER: Final = ("if", "whether")


def _is_asked(tree: Tree, verb: int) -> bool:
    """For "Asked by a reporter whether …, he said": the question of an interviewer."""
    return tree.tags[verb] == "VBN" and tree.deps[verb] in ("advcl", "acl", "amod", "dep", "csubj")


def _says_more(tree: Tree, verb: int, frames: frozenset[str]) -> bool:
    """Whether what was said follows: "Believe it or not, she urged them to leave"."""
    if not any(k < verb for k in tree.kids(verb, "nsubj")):
        return False
    objects = [] if "t" in frames else tree.kids(verb, "dobj")
    return any(k > verb for k in (*objects, *tree.kids(verb, "xcomp")))


def _later(tree: Tree, verb: int, clause: int, other: int) -> int:
    """The end of a clause that the parser hung beside the first one; 0 where it is none of the content."""
    between = range(tree.right[clause] + 1, other)
    marks = (":", ";", "—", "–", "--")
    quoted = tree.quoted[other] or (
        any(tree.quoted[k] for k in between) and bool(tree.kids(other, "nsubj", "nsubjpass", "expl"))
    )
    if other <= clause or quoted or any(tree.lower[k] in marks for k in between):
        return 0
    if CUE.fullmatch(tree.lower[other]) or any(CUE.fullmatch(tree.lower[k]) for k in between):
        return 0
    return until(tree, verb, other)


_OPENERS: Final = ("DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "CD", "VBG", "EX", "PDT")

_HEDGES: Final = words("about nearly almost roughly only just even not more most over")


def _opens(tree: Tree, token: int) -> bool:
    return tree.tags[token] in _OPENERS or tree.lower[token] in _HEDGES


def _opening(tree: Tree, verb: int, clause: int) -> int | None:
    """The end of what opens the content of a cue set between commas: "If it rains, he said, we stay"."""
    if tree.deps[verb] != "ROOT":
        return None
    subjects = [k for k in tree.kids(verb, "nsubj") if k < verb and not tree.quoted[k]]
    inverted = not subjects and bool(tree.kids(verb, "nsubj", "dobj"))
    if tree.tags[0] not in ("IN", "WRB", "VBG", "CC", "RB") or tree.kids(clause, "mark"):
        return None
    after = tree.left[clause] - 1
    while after > verb and tree.lower[after] == '"':
        after -= 1
    if after <= verb or tree.lower[after] != "," or not (inverted or subjects):
        return None
    at = (verb if inverted else tree.left[subjects[-1]]) - 1
    if at < 2 or tree.lower[at] != "," or tree.quoted[tree.left[clause]]:
        return None
    return at


def _before(
    view: str, sentence: Sentence, tree: Tree, verb: int, frames: frozenset[str]
) -> Complement | None:
    """Whatever stands before a cue that comes last: "…, the general said"."""
    dep = tree.deps[verb]
    joined = dep == "conj" and not any(
        tree.deps[k] == "cc" and k < verb for k in tree.children[tree.heads[verb]]
    )
    loose = dep == "relcl" and tree.lower[verb + 1 : verb + 2] in ((",",), (".",), ())
    if (
        "s" not in frames
        or tree.tags[verb] == "VBG"
        or not (dep in ("ROOT", "ccomp", "parataxis") or loose or joined)
    ):
        return None
    subjects = [k for k in tree.kids(verb, "nsubj") if k < verb and not tree.quoted[k]]
    if tree.lower[verb - 1] == "," and any(k > verb for k in tree.kids(verb, "nsubj")):
        subjects = []  # The parser found two: "Wait a year and prices fall, said Ada Mell".
    inverted = not subjects and any(k > verb for k in tree.kids(verb, "nsubj", "dobj"))
    if (
        not (inverted or subjects)
        or tree.kids(verb, "neg")
        or view[tree.ends[verb] : tree.ends[verb] + 1] == ":"
    ):
        return None
    if loose and (not subjects or any(tree.tags[k] in WH for k in range(tree.left[subjects[-1]], verb))):
        return None
    if (subjects and tree.kids(verb, "dobj") and "t" not in frames) or tree.kids(verb, "xcomp"):
        return None
    at = (verb if inverted else tree.left[subjects[-1]]) - 1
    while at > 0 and tree.lower[at] == '"':
        at -= 1
    if at < 3 or tree.lower[at] not in (",", "—", "–", "--", "-"):
        return None
    if not any(t in FINITE for t in tree.tags[:at]):
        return None
    return made(view, [(after_colon(view, sentence, tree.starts[at]), tree.starts[at])], claims=True)


def preceding(view: str, sentence: Sentence, tree: Tree, source: int) -> Complement | None:
    """Whatever stands before a comma and the speaker of a cue that comes last; ``source`` is his offset."""
    before = view[sentence.start : source].rstrip()
    if not before.endswith(",") or len(before.split()) < 3:
        return None
    finite = (k for k, at in enumerate(tree.starts) if at < source and tree.tags[k] in FINITE)
    if not any(_has_subject(tree, k) for k in finite):
        return None
    return made(view, [(after_colon(view, sentence, source), source)], claims=True)


def _has_subject(tree: Tree, verb: int) -> bool:
    """Whether a verb, or the verb that it helps, has a subject before it."""
    helped = tree.heads[verb] if tree.deps[verb] in ("aux", "auxpass") else verb
    return any(k < verb for k in tree.kids(helped, "nsubj", "nsubjpass", "expl", "csubj"))
