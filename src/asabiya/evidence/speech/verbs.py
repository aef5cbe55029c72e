"""The cues of one sentence, each with its subject and its content."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from asabiya.evidence.persons.names import NAME
from asabiya.evidence.persons.speakers import Source, source_before
from asabiya.evidence.speech.beyond import sentence_without
from asabiya.evidence.speech.clauses import complement, preceding
from asabiya.evidence.speech.contents import FINITE
from asabiya.evidence.speech.cues import FRAMES, LEMMAS, NOUNS, PARTICLES, QUOTING, is_tell
from asabiya.evidence.speech.idioms import idiom
from asabiya.evidence.speech.nouns import LIGHT, noun_content
from asabiya.evidence.speech.parsing import Tree
from asabiya.evidence.speech.sources import Cue, is_medium, source_of
from asabiya.evidence.speech.subjects import behind, is_mistagged, subject
from asabiya.evidence.speech.unparsed import after_audience, is_adjective
from asabiya.evidence.text.layout import MASK, Sentence

__all__ = ["find_cues"]

_MAX_CUES: Final = 40
"""Most cues looked at in one sentence; no sentence of prose has as many."""


def find_cues(view: str, sentence: Sentence, tree: Tree) -> list[Cue]:
    """Every cue of a sentence that has a subject, in order."""
    cues: list[Cue] = []
    for token, word in enumerate(tree.lower):
        if tree.quoted[token] or len(cues) >= _MAX_CUES:
            continue
        cue = None
        if word in LEMMAS and is_tell(word) and is_adjective(tree, token):
            cue = _informed(view, sentence, tree, token)
        elif word in LEMMAS and (tree.tags[token].startswith("VB") or is_mistagged(tree, token)):
            cue = _verb(view, sentence, tree, token)
        elif word == "according":
            cue = _according(view, sentence, tree, token)
        elif word in ("put", "puts") and tree.lower[token + 1 : token + 2] == ("it",):
            cue = _put_it(view, sentence, tree, token)
        elif tree.tags[token] in ("NN", "NNS") and word.removesuffix("s") in NOUNS:
            cue = _noun(view, sentence, tree, token)
        cue = cue or idiom(view, sentence, tree, token)
        if cue is not None:
            cues.append(cue)
    return _reported(view, sentence, _nested(view, sentence, tree, _carried_on(view, cues)))


_JOINED: Final = re.compile(
    rf"[\s,{MASK}]*(?:and|but|then)?(?:\s(?:also|then|later|even|[a-z]+ly|has|have|had|is|was))*\s*"
)


def _carried_on(view: str, cues: list[Cue]) -> list[Cue]:
    """For "said it was odd and called it a farce": the speaker goes on, not what he spoke of."""
    found: list[Cue] = []
    for cue in cues:
        last = found[-1] if found else None
        if (
            last is not None
            and last.content is not None
            and cue.source is not None
            and last.content.end <= cue.start
            and any(a <= cue.source.start and cue.source.end <= b for a, b in last.content.spans)
            and _JOINED.fullmatch(view, last.content.end, cue.start)
        ):
            cue = replace(cue, source=last.source, via=last.via)
        found.append(cue)
    return found


def _verb(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    word = tree.lower[token]
    lemma = LEMMAS[word]
    start, end = tree.starts[token], tree.ends[token]
    if quoting := _quoting(tree, token):
        return _quoted_as(view, sentence, tree, token, quoting)
    if lemma in PARTICLES and not any(
        tree.lower[k] == PARTICLES[lemma] for k in tree.kids(token, "prt", "advmod")
    ):
        return None
    if lemma == "call" and tree.lower[token + 1 : token + 2] in (("off",), ("back",), ("in",), ("up",)):
        return None  # "They called off the march."
    if lemma == "call" and tree.deps[token] == "acl" and _names(view, tree, token):
        return None  # "A lecturer called Ada Mell"
    if tree.deps[token] == "relcl" and tree.lower[tree.heads[token]] in _ANYTHING:
        return None
    who = subject(tree, token)
    source = source_of(view, sentence, tree, who, token) if who is not None else None
    has = any(tree.lower[k] in ("has", "have", "had", "’ve", "'ve") for k in tree.kids(token, "aux"))
    finite = tree.tags[token] in ("VBD", "VBZ", "VBP") or (
        tree.tags[token] == "VBN" and (has or (tree.deps[token] == "conj" and not tree.kids(token, "aux")))
    )
    if who is None and finite and not tree.kids(token, "auxpass"):
        source = source_before(view, sentence.start, start)
    if source is None or source.form == "same" or _NOBODY.match(view, source.start, source.end):
        return None
    if _is_imagined(tree, token) or (who is not None and tree.lower[who] == "one" and _now(tree, token)):
        return None
    if lemma == "read" and _HUNG.search(view, source.start, source.end):
        return None
    if lemma in ("refer", "allude") and tree.tags[token] == "VBG":
        return None  # “…,” she said, referring to the strike: the author explains.
    if source.form == "pronoun" and _is_address(view, tree, token, source):
        return None
    habit = lemma == "call" and tree.tags[token] == "VBP"
    habit = habit or (lemma == "tell" and bool(tree.kids(token, "neg")))
    content = None if habit else complement(view, sentence, tree, token, lemma)
    if lemma == "ask" and source.form == "pronoun" and view[source.start : source.end] in ("I", "We", "we"):
        content = None
    if lemma == "ask" and content and content.urges and not tree.kids(token, "dobj", "dative"):
        content = None
    if content and tree.kids(token, "neg") and _ASKED.match(view, content.start):
        content = None
    if content and content.claims and tree.kids(token, "neg"):
        content = replace(content, claims=False)
    if lemma == "cite" and is_medium(view, source):
        return None
    if cited := _cited(view, sentence, tree, token, source):
        return Cue(start, end, word, cited, (source,), inverted=False, content=content, token=token)
    if content is None and finite and "s" in FRAMES[lemma] and (who is None or _ends(tree, token, who)):
        content = preceding(view, sentence, tree, min(source.start, start))
    who = token if who is None else who
    return Cue(start, end, word, source, inverted=who > token, content=content, token=token)


def _is_imagined(tree: Tree, verb: int) -> bool:
    """For "I can hear the censor asking": what the author lets somebody say."""
    over = tree.heads[verb]
    if tree.deps[verb] not in ("ccomp", "xcomp", "acl") or tree.lower[over] not in _IMAGINING:
        return False
    modal = any(tree.tags[k] == "MD" for k in tree.kids(over, "aux")) or tree.lower[over] != "hear"
    return modal and any(tree.lower[k] in ("i", "we", "you", "one") for k in tree.kids(over, "nsubj"))


def _now(tree: Tree, verb: int) -> bool:
    """For "one recalls": what anybody says is the author's."""
    return tree.tags[verb] in ("VBZ", "VBP") and not tree.kids(verb, "aux")


_HUNG: Final = re.compile(
    r"\b(?:banners?|placards?|posters?|billboards?|graffiti|signs?|hoardings?|slogans?)\b"
)
"""What hangs on a wall is nobody's statement."""
_IMAGINING: Final = ("hear", "imagine", "picture", "see")


def _informed(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For "informed embassies that …", in which the parser saw an adjective."""
    source = source_before(view, sentence.start, tree.starts[token])
    if source is None or source.form == "same":
        return None
    content = after_audience(view, tree, token)
    return Cue(tree.starts[token], tree.ends[token], tree.lower[token], source, content=content, token=token)


def _is_address(view: str, tree: Tree, token: int, source: Source) -> bool:
    """Whether the author turns to the reader: "you will ask why", "let me tell you that"."""
    who = view[source.start : source.end].lower()
    heard = tree.kids(token, "dobj", "dative")
    return who == "you" or (who in ("i", "me", "us") and any(tree.lower[k] == "you" for k in heard))


def _ends(tree: Tree, verb: int, who: int) -> bool:
    """Whether a sentence ends with a verb, its subject and what tells when or where: "…, he said"."""
    rest = range(max(verb, tree.right[who] if who > verb else 0) + 1, len(tree.lower))
    more = any(tree.tags[k] in FINITE or tree.lower[k] in ("to", "that") or tree.quoted[k] for k in rest)
    more = (
        more or tree.lower[0] in _SUBORDINATE or len(rest) > _TAG or bool(tree.kids(verb, "neg", "auxpass"))
    )
    told = any(k > verb and k != who for k in tree.kids(verb, "dobj", "attr", "oprd", "acomp"))
    return not more and (is_tell(tree.lower[verb]) or not told)


_TAG: Final = 20
"""Most words behind a cue that ends its sentence."""


def _names(view: str, tree: Tree, verb: int) -> bool:
    """Whether "called" behind a noun only gives a name."""
    run = NAME.match(view, tree.ends[verb] + 1)
    if run and view[run.end() : run.end() + 1] == "," and tree.tags[tree.heads[verb]] == "NN":
        return True
    head = tree.tags[tree.heads[verb]]
    finite = any(tree.tags[k] in FINITE and not tree.quoted[k] and k != verb for k in range(len(tree.tags)))
    if finite and head in ("NN", "NNS") and tree.heads[verb] == verb - 1 and tree.lower[verb] == "called":
        return not tree.kids(verb, "agent", "prep")
    objects = tree.kids(verb, "dobj", "prep", "xcomp", "ccomp")
    return tree.tags[verb] == "VBN" and not objects and head != "NNP"


_SUBORDINATE: Final = ("while", "though", "although", "as", "when", "after", "because", "since")
_ANYTHING: Final = frozenset({"nothing", "anything", "everything", "something", "all"})
"""What somebody said is the subject: "Nothing the governor said “will help us”"."""
_ASKED: Final = re.compile(r"(?:who|whom|what|whether|how|why|when|where|if)\b")
_NOBODY: Final = re.compile(
    r"(?:nothing|nobody|no one|none|what)\b|(?:this|that)$|[\w ]{0,24}\breaders?$", re.IGNORECASE
)


def _cited(view: str, sentence: Sentence, tree: Tree, verb: int, source: Source) -> Source | None:
    """For "the agency reported, citing a commander": the commander, where a medium reports."""
    if not is_medium(view, source):
        return None
    for kid in tree.kids(verb, "advcl"):
        if tree.lower[kid] in QUOTING and tree.kids(kid, "dobj"):
            return source_of(view, sentence, tree, tree.kids(kid, "dobj")[0], verb)
    return None


def _quoting(tree: Tree, verb: int) -> int | None:
    """For "quoted him as saying": the verb of quoting."""
    if verb == 0 or tree.lower[verb - 1] != "as" or tree.tags[verb] != "VBG":
        return None
    at = verb
    for _ in range(4):
        at = tree.heads[at]
        if tree.lower[at] in QUOTING:
            return at
    return None


def _quoted_as(view: str, sentence: Sentence, tree: Tree, token: int, quoting: int) -> Cue | None:
    """For "the agency quoted X as saying" and "X was quoted by the agency as saying"."""
    content = complement(view, sentence, tree, token, LEMMAS[tree.lower[token]])
    passive = tree.kids(quoting, "nsubjpass")
    if passive or (tree.tags[quoting] == "VBN" and not tree.kids(quoting, "dobj")):
        agents = [p for k in tree.kids(quoting, "agent") for p in tree.kids(k, "pobj")]
        who = passive[0] if passive else subject(tree, quoting, 1)
    else:
        agents = [s for s in [subject(tree, quoting)] if s is not None]
        objects = tree.kids(quoting, "dobj")
        who = objects[0] if objects else None
    source = source_of(view, sentence, tree, who, token) if who is not None else None
    links = tuple(s for k in agents if (s := source_of(view, sentence, tree, k, quoting)) is not None)
    if source is None:
        return None
    return Cue(tree.starts[token], tree.ends[token], tree.lower[token], source, links, content=content)


def _according(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For "according to …", in front, at the end or as an aside."""
    to = [k for k in tree.kids(token, "prep") if tree.lower[k] == "to"]
    people = [p for k in to for p in tree.kids(k, "pobj")]
    source = source_of(view, sentence, tree, people[0], token) if people else None
    main = tree.heads[token]
    if people and token < main and not tree.kids(main, "nsubj", "nsubjpass", "expl", "csubj"):
        # The parser took the subject for an apposition: "According to a memo, the mayor …".
        comma = view.find(",", tree.ends[people[0]], sentence.end)
        if 0 < comma < tree.starts[main]:
            source = Source(tree.starts[tree.left[people[0]]], comma, "description")
    if source is None:
        return None
    content = sentence_without(view, sentence, tree, tree.starts[token], source.end)
    return Cue(tree.starts[token], tree.ends[to[0]], "according to", source, content=content, token=token)


_QUOTES: Final = re.compile(rf"(?:\s+on|\s[^.,:;{MASK}]{{2,60}})?\s*[:,]\s*{MASK}")
_TO_QUOTE: Final = re.compile(rf"[,:]\s{MASK}")


def _put_it(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For "as the bishop put it, “…”"."""
    who = subject(tree, token)
    source = source_of(view, sentence, tree, who, token) if who is not None else None
    return Cue(tree.starts[token], tree.ends[token + 1], "put it", source) if source else None


def _noun(view: str, sentence: Sentence, tree: Tree, token: int) -> Cue | None:
    """For "his claim that …" and "made a promise to …"."""
    over = tree.lower[tree.heads[token]]
    light = (tree.deps[token] == "dobj" and over in LIGHT) or (
        tree.deps[token] == "pobj" and over == "with" and tree.lower[token + 1 : token + 2] == ("that",)
    )
    if not light and not any(
        tree.lower[k] in ("by", "from") or tree.deps[k] == "poss" for k in tree.kids(token, "poss", "prep")
    ):
        return None
    content = noun_content(view, tree, token)
    quoted = light and _TO_QUOTE.match(view, tree.ends[token]) is not None
    who = behind(tree, token, 1) if content or quoted else None
    source = source_of(view, sentence, tree, who, token) if who is not None and who != token else None
    if source is None:
        return None
    return Cue(tree.starts[token], tree.ends[token], tree.lower[token], source, content=content)


def _nested(view: str, sentence: Sentence, tree: Tree, cues: list[Cue]) -> list[Cue]:
    """Mark cues that stand in another's content; a reporting medium becomes a link in the chain."""
    result = list(cues)
    for n, cue in enumerate(cues):
        for m, outer in enumerate(cues):
            if m == n or outer.content is None or outer.source is None:
                continue
            if not any(a <= cue.start and cue.end <= b for a, b in outer.content.spans):
                continue
            chained = cue.token >= 0 and outer.token >= 0 and tree.heads[cue.token] == outer.token
            says = "s" in FRAMES.get(LEMMAS.get(cue.word, ""), ()) and cue.content is not None
            says = says and cue.content is not None and cue.content.claims
            leads = "s" in FRAMES.get(LEMMAS.get(cue.word, ""), ()) and bool(_QUOTES.match(view, cue.end))
            says = says or (outer.word == "according to" and leads)
            if chained and says and is_medium(view, outer.source) and MASK not in view[outer.end : cue.start]:
                result[m] = replace(result[m], nested_in=m)
                result[n] = replace(result[n], via=(*result[n].via, outer.source, *outer.via))
            elif (
                says
                and (outer.word == "according to" or _is_aside(tree, outer))
                and (
                    cue.source is None
                    or cue.source.start < outer.start
                    or (
                        outer.token >= 0
                        and tree.heads[outer.token] == cue.token
                        and outer.start - sentence.start < _LEAD
                    )
                    or is_medium(view, outer.source)
                    or _DOCUMENT.search(view, outer.source.start, outer.source.end)
                )
            ):
                if not _DOCUMENT.search(view, outer.source.start, outer.source.end):
                    result[n] = replace(result[n], via=(*result[n].via, outer.source))
                result[m] = replace(result[m], nested_in=m)
            elif result[m].nested_in is None:
                result[n] = replace(result[n], nested_in=m)
    return result


_LEAD: Final = 25
"""Fewest letters before "according to" that may be more than a date."""


def _is_aside(tree: Tree, cue: Cue) -> bool:
    """For "Mell, as her aide writes, told …": whether a cue is such an aside."""
    marks = tree.kids(cue.token, "mark") if cue.token >= 0 else []
    return any(tree.lower[k] == "as" for k in marks)


_DOCUMENT: Final = re.compile(
    r"\b(?:text|version|video|audio|footage|readout|account|memo|memorandum|letter|report|document|transcript"
    r"|e-?mail|minutes|recording|cable|note)s?\b",
    re.IGNORECASE,
)


def _reported(view: str, sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """For "…, X said, the Herald reported": the medium at the end is a link in the chain."""
    if len(cues) < 2 or not is_medium(view, cues[-1].source) or view[cues[-1].end : sentence.end].strip(" ."):
        return cues
    medium = cues[-1].source
    if cues[-1].nested_in is None and all(c.nested_in is not None for c in cues[:-1]):
        return cues  # All that was said before is in what the medium tells.
    if cues[-2].content is None and cues[-1].content is not None:
        return cues
    if medium is None or medium.start < cues[-2].end:
        return cues
    return [c if medium in c.via else replace(c, via=(*c.via, medium)) for c in cues[:-1]]
