"""Contents that are no clauses: infinitives, objects and prepositional phrases."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from asabiya.evidence.persons.offices import HEAD
from asabiya.evidence.speech.contents import FINITE, Complement, end_of, made, start_of, until
from asabiya.evidence.speech.cues import ACTS, LEMMAS, NOUNS, PLAIN
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.text.layout import MASK
from asabiya.evidence.text.wordlist import words

__all__ = ["infinitive", "phrase"]


def infinitive(view: str, tree: Tree, verb: int, frames: frozenset[str]) -> Complement | None:
    """To do something, or not to do it."""
    for kid in tree.kids(verb, "xcomp") if frames & {"s", "o"} else ():
        if kid > verb and tree.tags[kid] == "VBG" and not tree.quoted[kid] and tree.lower[kid - 1] != ",":
            return made(view, [(start_of(tree, kid), _gerund(tree, verb, kid))], claims=True)
    if "i" not in frames or (LEMMAS[tree.lower[verb]] == "call" and not _calls_on(tree, verb)):
        return None
    for kid in tree.kids(verb, "xcomp", "ccomp", "advcl"):
        to = [k for k in tree.kids(kid, "aux") if tree.lower[k] == "to"]
        if kid < verb or not to:
            continue
        if tree.lower[kid] == "differ":
            return None  # "He begged to differ."
        start = min(tree.starts[k] for k in (to[0], *tree.kids(kid, "neg")))
        if whose := _who_is_to(tree, verb, to[0]):
            start = tree.starts[whose]
        return made(
            view, [(start, max(until(tree, verb, kid), _listed(tree, verb, kid)))], claims=True, urges=True
        )
    if "t" in frames or tree.lower[verb] in ("called", "calls", "call", "calling"):
        for token in range(verb + 2, tree.right[verb]):
            if tree.tags[token] == "TO" and tree.tags[tree.heads[token]] == "VB" and not tree.quoted[token]:
                last = max(tree.right[tree.heads[token]], token)
                first = _who_is_to(tree, verb, token) or token
                return made(
                    view, [(tree.starts[first], until(tree, verb, token, last))], claims=True, urges=True
                )
            if tree.lower[token] in _STOPS:
                break
    return None


def _listed(tree: Tree, verb: int, infinitive: int) -> int:
    """The end of further infinitives that the parser hung on the cue: "vowed to end it, fix it and leave"."""
    bare = (k for k in tree.kids(verb, "conj", "dep", "ccomp") if k > infinitive and tree.tags[k] == "VB")
    return max(
        (
            until(tree, verb, k)
            for k in bare
            if not tree.quoted[k]
            and tree.tags[verb] != "VB"
            and not tree.kids(k, "nsubj", "aux", "nsubjpass")
        ),
        default=0,
    )


def _gerund(tree: Tree, verb: int, gerund: int) -> int:
    """The end of a gerund, or of the clause whose subject it is: "said leaving is hard"."""
    last = tree.right[verb]
    lone = (
        k
        for k in tree.kids(verb, "conj", "ccomp", "dep", "parataxis")
        if k > gerund and not tree.quoted[k] and not tree.kids(k, "nsubj", "nsubjpass")
    )
    other = next(lone, None)
    if other is None or LEMMAS[tree.lower[verb]] not in PLAIN:
        return end_of(tree, gerund)
    finite = tree.tags[other] in FINITE or any(tree.tags[k] in FINITE for k in tree.kids(other, "aux"))
    return tree.ends[min(last, tree.right[other])] if finite else end_of(tree, gerund)


_STOPS: Final = frozenset([",", ";", ":", "that", "if", "whether"])
_PREPOSITIONS: Final = frozenset({"of", "about", "against", "on", "for", "to", "with"})


def phrase(view: str, tree: Tree, verb: int, frames: frozenset[str]) -> Complement | None:
    """An object or a prepositional phrase that names what was said."""
    found = _phrase(view, tree, verb, frames)
    return replace(found, topic=_is_topic(view, tree, verb, found)) if found else None


_MEETING: Final = words("speak write tell ask inquire complain remind appeal")
"""Verbs whose prepositional phrase only names what somebody spoke about."""
_NOTHING: Final = re.compile(r"(?:no|each\s+other|one\s+another)\b")
_BARE: Final = 2
"""Words of a preposition and its noun alone."""


def _is_topic(view: str, tree: Tree, verb: int, found: Complement) -> bool:
    """Whether a phrase without quoted words tells no more than what somebody spoke about."""
    if MASK in view[found.start : found.end]:
        return False
    lemma, first = LEMMAS[tree.lower[verb]], tree.starts.index(found.start)
    if tree.lower[first] not in _PREPOSITIONS:
        return lemma in ("thank", "discuss") or _NOTHING.match(view, found.start) is not None
    if tree.lower[first] in ("for", "against") and len(view[found.start : found.end].split()) == _BARE:
        return True  # "He called for calm."
    if lemma == "call" and tree.lower[first] == "on":
        return True  # "I called on her on 9 June."
    clauses = tree.kids(first, "pcomp")
    asks = any(tree.tags[k] in FINITE or tree.kids(k, "nsubj", "nsubjpass") for k in clauses)
    return lemma in _MEETING and not asks


def _phrase(view: str, tree: Tree, verb: int, frames: frozenset[str]) -> Complement | None:
    fronted = any(
        tree.lower[k] in ("which", "that", "whom", "what") and k < verb for k in tree.kids(verb, "dobj")
    )
    if fronted:
        return _predicate(view, tree, verb) if "j" in frames else None
    if tree.kids(verb, "neg"):
        return None
    objects = [k for k in tree.kids(verb, "dobj", "dative", "oprd") if k > verb]
    passive = tree.kids(verb, "auxpass") or tree.kids(verb, "nsubjpass")
    if frames & {"o", "j"} and objects:
        return _object(view, tree, verb, frames, objects)
    if passive and frames & {"j"}:
        told = [
            k for k in tree.kids(verb, "prep") if k > verb and tree.lower[k] in ("of", "for", "as", "with")
        ]
        if not told or not tree.kids(verb, "agent"):
            return None
        return made(view, [(tree.starts[told[0]], end_of(tree, told[0]))], claims=False)
    return _prepositional(view, tree, verb, frames, objects)


def _object(
    view: str, tree: Tree, verb: int, frames: frozenset[str], objects: list[int]
) -> Complement | None:
    """An object, with what is said of it: "accused the court of a plot"."""
    last = max(
        [
            objects[-1],
            *_tail(tree, verb, objects[-1]),
            *(
                k
                for k in tree.kids(verb, "prep", "oprd", "acomp", "xcomp")
                if k > verb and _belongs(tree, k, frames)
            ),
        ]
    )
    last = _further(tree, verb, last, frames)
    lemma = LEMMAS[tree.lower[verb]]
    if lemma == "dismiss" and _is_person(tree, objects[0]) and tree.lower[last] != "as":
        return None
    named = tree.deps[verb] == "acl" or tree.tags[objects[-1]] == "NNP"
    if lemma == "call" and tree.lower[objects[0]] in _REFLEXIVE and named:
        return None  # "A group calling itself the Front": a name.
    if lemma == "call" and objects[-1] == last and tree.kids(last, "cc") and len(objects) == 1:
        return None  # "The defence called an expert and two clerks."
    bare = last == objects[-1] and len(objects) == 1
    bare = bare and tree.right[last] - tree.left[objects[0]] < _NAMED
    bare = bare and not _holds_quote(tree, objects[0])
    if bare and LEMMAS[tree.lower[verb]] not in ACTS:
        return None
    if tree.lower[objects[0]].removesuffix("s") in NOUNS and _says_no_more(tree, objects[0]):
        return None
    if bare and tree.tags[objects[0]] in ("DT", "PRP"):
        return None  # "Her lawyer confirmed this."
    end = _without_aside(tree, objects[0], max(last, tree.right[last]))
    return made(view, [(start_of(tree, objects[0]), end)], claims="j" not in frames and not bare)


def _prepositional(
    view: str, tree: Tree, verb: int, frames: frozenset[str], objects: list[int]
) -> Complement | None:
    """A prepositional phrase: "warned of a plot"."""
    inside = [k for one in objects for k in tree.kids(one, "prep")] if "t" in frames else []
    inside = [
        k
        for k in inside
        if tree.lower[k] in ("about", "against")
        or (tree.lower[k] == "of" and (_holds_quote(tree, k) or LEMMAS[tree.lower[verb]] == "remind"))
    ]
    for kid in [*tree.kids(verb, "prep"), *inside] if not _silent(tree, verb) else ():
        if kid > verb and tree.lower[kid] in frames & _PREPOSITIONS and tree.right[kid] > kid:
            end = _without_aside(tree, kid, tree.right[max([kid, *_tail(tree, verb, kid)])])
            return made(
                view,
                [(tree.starts[kid], tree.ends[tree.right[verb]] if kid in inside else end)],
                claims=tree.lower[kid] in ("for", "against"),
                urges=tree.lower[kid] in ("for", "against"),
            )
    return None


_REFLEXIVE: Final = words("itself himself herself themselves myself ourselves yourself")


def _predicate(view: str, tree: Tree, verb: int) -> Complement | None:
    """For "what he calls a plot" and "which he described as a plot": what he said of it."""
    names = [k for k in tree.kids(verb, "oprd", "acomp") if k > verb]
    names += [k for k in tree.kids(verb, "prep") if k > verb and tree.lower[k] == "as"]
    if not names:
        return None
    end = _without_aside(tree, names[0], tree.right[names[0]])
    return made(view, [(start_of(tree, names[0]), end)], claims=False)


def _is_person(tree: Tree, token: int) -> bool:
    """Whether an object is somebody who can be sent away: "dismissed the commander of the guard"."""
    return bool(HEAD.fullmatch(tree.lower[token])) or tree.tags[token] in ("NNP", "PRP")


_LATER: Final = words("during before despite amid")
_ARTICLES: Final = ("a", "an", "the", "one")
_RELATIVES: Final = ("who", "which", "where", "whose", "whom", "when")


def _without_aside(tree: Tree, first: int, last: int) -> int:
    """Where a phrase ends in the text, less what the author tells of its last word: ", who rules Lurin"."""
    for token in range(first + 2, last):
        if tree.lower[token] in _LATER and tree.deps[token] == "prep" and tree.right[token] == last:
            return tree.ends[token - 1 - (tree.lower[token - 1] == ",")]
        if tree.lower[token] in _RELATIVES and tree.lower[token - 1] == "," and not tree.quoted[token]:
            heads = (k for k in range(token, last + 1) if tree.deps[k] in ("relcl", "advcl"))
            if any(tree.left[k] <= token and tree.right[k] == last for k in heads):
                return tree.ends[token - 2]
        if tree.lower[token - 1] == "," and tree.lower[token] in _ARTICLES and not tree.quoted[token]:
            heads = (k for k in range(token, last + 1) if tree.deps[k] == "appos" and not tree.kids(k, "cc"))
            if any(tree.left[k] == token and tree.right[k] == last for k in heads):
                return tree.ends[token - 2]
    return tree.ends[last]


def _further(tree: Tree, verb: int, last: int, frames: frozenset[str]) -> int:
    """The token with which an object ends that the parser cut, in a quotation or behind it."""
    end = tree.right[last]
    while end + 1 < len(tree.lower) and tree.quoted[end] and tree.quoted[end + 1]:
        end += 1
    if end > tree.right[last]:
        last = end
        if "j" in frames and end + 1 < len(tree.lower) and tree.lower[end + 1] in ("as", "for", "of"):
            last = tree.right[end + 1]
    for kid in tree.kids(verb, "advcl", "xcomp", "ccomp", "relcl", "acl"):
        opens = tree.lower[tree.left[kid]] in ("to", "that", "because")
        if tree.left[kid] == tree.right[last] + 1 and opens:
            last = kid
    return last


def _who_is_to(tree: Tree, verb: int, to: int) -> int | None:
    """For "called for the minister to go": where the phrase begins that says who is to do it."""
    calls = LEMMAS[tree.lower[verb]] == "call" and tree.lower[verb + 1] == "for" and verb + 2 < to
    return verb + 2 if calls and "," not in tree.lower[verb + 2 : to] else None


def _calls_on(tree: Tree, verb: int) -> bool:
    """For "called on them to leave", unlike "was called to the palace to report"."""
    return any(
        tree.lower[k] in ("on", "upon", "for") for k in range(verb + 1, min(verb + 3, len(tree.lower)))
    )


def _says_no_more(tree: Tree, noun: int) -> bool:
    """For "repeated his warning on Sunday": words told before."""
    possessed = any(tree.tags[k] == "PRP$" for k in tree.kids(noun, "poss"))
    more = tree.kids(noun, "acl", "ccomp", "relcl") or any(
        tree.lower[k] in ("of", "about", "for", "against", "to") for k in tree.kids(noun, "prep")
    )
    return possessed and not more


def _silent(tree: Tree, verb: int) -> bool:
    """Whether somebody would not speak or was only asked: "declined to comment on it"."""
    if tree.lower[verb] == "asked" and tree.deps[verb] in ("acl", "advcl", "amod", "appos", "nmod"):
        return True
    return tree.deps[verb] == "xcomp" and tree.lower[tree.heads[verb]] in _REFUSING


_REFUSING: Final = words("declined declines declining refused refuses refusing")
_NAMED: Final = 4
"""An object of fewer words (less one) only names a subject: "denied any tension"."""


def _holds_quote(tree: Tree, token: int) -> bool:
    return any(tree.quoted[tree.left[token] : tree.right[token] + 1])


_TIME: Final = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|\d+|week|month|year|night|morning|evening|afternoon|today|yesterday"
    r"|speech|interview|statement|letter|rally|sermon|address|conference|meeting|debate|twitter|post|tweet"
    r"|page|show|programme|program|channel|television|tv|radio|media|video|commercial|ad|floor|print|breath"
)


_WHEN: Final = words("during before after despite through amid at while when until")
"""Words with which the occasion begins, or what the author adds, rather than the content's end."""


def _tail(tree: Tree, verb: int, token: int) -> list[int]:
    """Phrases that follow a content without a comma and do not tell when or where it was said."""
    found: list[int] = []
    last = token
    for kid in tree.kids(verb, "prep"):
        if kid != tree.right[last] + 1:
            continue
        if tree.lower[kid] in _WHEN or (tree.lower[kid] == "by" and tree.kids(kid, "pcomp")):
            break
        if any(_TIME.fullmatch(tree.lower[k]) for k in tree.kids(kid, "pobj")):
            break
        found.append(kid)
        last = kid
    return found


def _belongs(tree: Tree, kid: int, frames: frozenset[str]) -> bool:
    """Whether a phrase beside the object is part of a judgement: "accused him of …", "called it a …"."""
    if tree.deps[kid] in ("oprd", "acomp", "xcomp"):
        return True
    return "j" in frames and tree.lower[kid] in ("of", "for", "as", "to", "with")
