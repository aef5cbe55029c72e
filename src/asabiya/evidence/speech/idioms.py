"""Cues that no table of verbs holds: “…,” she sighed; "made it clear that …"; "in his words"."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.speech.asides import parted
from asabiya.evidence.speech.beyond import sentence_without
from asabiya.evidence.speech.clauses import preceding
from asabiya.evidence.speech.contents import FINITE, Complement, made, start_of, until
from asabiya.evidence.speech.cues import QUOTING
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.speech.sources import Cue, source_of
from asabiya.evidence.speech.subjects import subject
from asabiya.evidence.text.layout import Sentence
from asabiya.evidence.text.wordlist import words

__all__ = ["idiom", "is_tagged"]

_KNOWN: Final = words("clear known plain")
_HOLDS: Final = words(
    "consider considers considered believe believes believed think thinks thought hold holds held hope hopes"
    " hoped expect expects expected fear fears feared feel feels felt judge judges judged doubt doubts"
    " doubted trust trusts trusted know knows knew understand understands understood find finds found"
)
"""Verbs of the mind, behind which quoted words show that the thought was told."""
_LET: Final = words("let lets letting make makes made making")
_LINKS: Final = words("is was are were be been has had have seems seemed means meant sounds sounded")
"""Verbs of which a quotation is the subject rather than what somebody utters."""


def is_tagged(text: str, sentence: Sentence) -> bool:
    """Whether a quotation is followed by words that may say who uttered it: “…,” she sighed.

    Parameters
    ----------
    text
        The article's text.
    sentence
        One of its sentences.
    """
    return any(
        text[q.end - 1] in ",!?…" and text[q.outer_end : min(q.outer_end + 2, sentence.end)].strip()
        for q in sentence.quotes
    )


def idiom(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """The cue that a token is part of which is in no table.

    Parameters
    ----------
    view
        The masked text.
    sentence
        The sentence that was parsed.
    tree
        Its parse.
    token
        A token outside quotations.
    """
    word = tree.lower[token]
    if word in _KNOWN:
        return _made_known(view, sentence, tree, token)
    if word == "words":
        return _in_words(view, sentence, tree, token)
    if word == "know" and token > 1:
        return _let_know(view, sentence, tree, token)
    if word in _HOLDS and tree.tags[token] in FINITE:
        return _thought(view, sentence, tree, token)
    if word in ("read", "reads") and tree.tags[token].startswith("NN"):
        return _text_read(tree, token)
    if tree.tags[token] in ("VBD", "VBZ") and word not in _LINKS | QUOTING:
        return _uttered(view, sentence, tree, token)
    return None


def _uttered(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For “…,” she sighed, and “…,” sneered the general: any verb that follows a quotation's comma."""
    who = subject(tree, token)
    if who is None or tree.quoted[who]:
        return None
    first = min(token, tree.left[who])
    if first == 0 or not tree.quoted[first - 1] or abs(who - token) > _NEAR:
        return None
    if not any(
        tree.quoted[k] for k in tree.kids(token, "ccomp", "dobj", "parataxis", "dep", "intj", "advcl")
    ):
        return None
    marks = [k for k in range(first) if tree.quoted[k] and tree.lower[k] in (",", "!", "?", "…")]
    if not marks or any(not tree.quoted[k] for k in range(marks[-1], first)):
        return None
    opening = marks[-1]
    while opening > 0 and tree.quoted[opening - 1]:
        opening -= 1
    if opening > 0 and tree.lower[opening - 1] not in (",", ":", "—", "–"):
        return None  # 'A "geeky kid," she moved to the capital.'
    source = source_of(view, sentence, tree, who, token)
    if source is None:
        return None
    return Cue(tree.starts[token], tree.ends[token], tree.lower[token], source, inverted=who > token)


def _text_read(tree: Tree, token: int) -> Cue | None:
    """For “…,” the message read, in which the parser sees a noun."""
    first = tree.left[token]
    while first < token and (tree.quoted[first] or tree.tags[first] in (",", "``", "''")):
        first += 1
    if (
        first == 0
        or first == token
        or not tree.quoted[first - 1]
        or tree.lower[first] not in ("the", "his", "her")
    ):
        return None
    source = Source(tree.starts[first], tree.ends[token - 1], "description")
    return Cue(tree.starts[token], tree.ends[token], tree.lower[token], source, token=token)


_NEAR: Final = 12
"""Most words between a verb and the head of its subject."""


def _made_known(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For "let it be known that …" and "made clear that …"."""
    verb = next((k for k in range(token - 1, max(-1, token - 5), -1) if tree.lower[k] in _LET), None)
    between = tree.lower[verb + 1 : token] if verb is not None else ("",)
    if verb is None or not set(between) <= {"it", "be", "very", "perfectly", "quite", "absolutely"}:
        return None
    who = subject(tree, verb)
    source = source_of(view, sentence, tree, who, verb) if who is not None else None
    if source is None:
        return None
    content: Complement | None = None
    if tree.lower[token + 1 : token + 2] == ("that",):
        last = max(tree.right[verb], tree.right[token])
        content = made(view, [(tree.starts[token + 1], tree.ends[last])], claims=True)
    elif who is not None and who < verb:
        content = parted(view, sentence, tree, token, tree.left[who])
        content = content or preceding(view, sentence, tree, source.start)
    if content is None:
        return None
    phrase = " ".join(tree.lower[verb : token + 1])
    return Cue(tree.starts[verb], tree.ends[token], phrase, source, content=content, token=verb)


def _let_know(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For "let his pupils know in a letter that …"."""
    near = range(token - 1, max(-1, token - _NEAR), -1)
    verb = next((k for k in near if tree.lower[k] in ("let", "lets", "letting")), None)
    who = subject(tree, verb) if verb is not None else None
    if verb is None or who is None or any(tree.tags[k] in FINITE for k in range(verb + 1, token - 1)):
        return None
    source = source_of(view, sentence, tree, who, verb)
    near = range(token + 1, min(token + _NEAR, len(tree.lower)))
    that = next((k for k in near if tree.lower[k] == "that" and tree.deps[k] == "mark"), None)
    if source is None or tree.kids(verb, "neg"):
        return None
    content = None
    if that is not None:
        content = made(view, [(tree.starts[that], tree.ends[tree.right[tree.heads[that]]])], claims=True)
    return Cue(tree.starts[verb], tree.ends[token], "let know", source, content=content, token=verb)


def _thought(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For "considered that they “were bought”": quoted words in a thought."""
    clause = next((k for k in tree.kids(token, "ccomp") if k > token), None)
    if clause is None or tree.lower[tree.left[clause]] != "that" or tree.kids(token, "neg"):
        return None
    inside = range(tree.left[clause], tree.right[clause] + 1)
    who = subject(tree, token) if any(tree.quoted[k] for k in inside) else None
    source = source_of(view, sentence, tree, who, token) if who is not None else None
    if source is None or view[source.start : source.end].lower() in _SELF:
        return None
    content = made(view, [(start_of(tree, clause), until(tree, token, clause))], claims=True)
    return Cue(tree.starts[token], tree.ends[token], tree.lower[token], source, content=content, token=token)


_SELF: Final = words("i we you one")
"""Who thinks in an author's own words."""


def _in_words(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For "The plan was, in his words, “a farce”" and "in the words of the bishop"."""
    at = tree.heads[token]
    if tree.lower[at] != "in" or tree.deps[token] != "pobj":
        return None
    owners = tree.kids(token, "poss")
    for of in tree.kids(token, "prep"):
        owners += tree.kids(of, "pobj") if tree.lower[of] == "of" else []
    source = source_of(view, sentence, tree, owners[0], at) if owners else None
    if source is None or not any(tree.tags[k] in FINITE for k in range(len(tree.tags))):
        return None
    start, end = tree.starts[at], tree.ends[tree.right[token]]
    content = sentence_without(view, sentence, tree, start, end)
    return Cue(start, end, "in words", source, content=content)
