"""Whether a statement belongs to an occasion: who takes part, who answers, and who is still there."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.occasions import episodes
from asabiya.evidence.occasions.audience import is_people
from asabiya.evidence.occasions.episodes import Episode
from asabiya.evidence.occasions.leads import is_press
from asabiya.evidence.occasions.occasion import is_medium
from asabiya.evidence.occasions.passage import Passage, words_of
from asabiya.evidence.occasions.same_place import is_relayed, is_that_medium, is_there
from asabiya.evidence.occasions.scenes import is_bystander, is_kin, is_opinion, is_unnamed
from asabiya.evidence.persons.offices import HEAD
from asabiya.evidence.persons.speakers import Source
from asabiya.evidence.speech.quotations import Extract

__all__ = [
    "answers",
    "contradicts",
    "follows",
    "goes_on",
    "is_apart_from",
    "is_group",
    "is_meant",
    "is_named",
    "is_nameless",
    "is_of",
    "names_somebody",
    "stays_on",
]

_SPOKES: Final = re.compile(r"(?i)\bspokes(?:m[ae]n|wom[ae]n|persons?|people)\b")
_THEM: Final = re.compile(
    r"\b(?:told|tells|telling|asked|asks|warned|warns|reminded|reminds|assured|assures|urged|urges|advised"
    r"|ordered|begged)\s+(?:them|him|her)\b"
)
"""Hearers whom the sentence before has named."""
_IT_SAYS: Final = re.compile(
    r"\W*(?:It|The\s+(?:letter|statement|message|communiqu[eé]|text|circular|decree|document|post|note|appeal))\s+"
    r"(?:said|says|states?|stated|reads?|warned|warns|added|adds|went\s+on|continued|declares?|declared)\b"
)
"""A document that the sentence before has told of."""
_HIS_MAN: Final = re.compile(
    r"(?:its|their|his|her|the\s+\w+[’']s)\s+(?:[\w-]+\s+){0,2}?(?:spokes\w+|office|representative|press\s+\w+)\b",
    re.IGNORECASE,
)
"""Who speaks for somebody."""
_HE_SAID: Final = re.compile(r"\b(?:he|she)\s+(?:\w+ed|said|told)\b")
_HIS_GRACE: Final = re.compile(
    r"(?:His|Her)\s+(?:Holiness|Excellency|Majesty|Highness|Eminence|Grace|Beatitude)\b"
)
_WORDS: Final = re.compile(r"[^\W_]")
_WENT_ON: Final = re.compile(
    r"\b(?:went\s+on|goes\s+on|continue[sd]|add(?:s|ed)|also|further|then|conclude[sd]|repeat(?:s|ed)|elaborated)\b"
)
_THE_MAN: Final = re.compile(
    r"(?:[Tt]he)\s+[\w’'-]*[a-z][\w’'-]*(?<!s)(?:\s+[\w’'-]+){0,4}(?:,.*)?", re.DOTALL
)
"""Somebody who has been named before: "the general"."""
_ONE_OF_THEM: Final = re.compile(
    r"(?:one|two|three|some|several|many|most|another|others?|a\s+(?:second|third))(?:\s+(?:more|others?))?\s+(?:of|among)\s+them\b",
    re.IGNORECASE,
)
"""Who belongs to those whom the sentence before has quoted."""
_AGED: Final = re.compile(r"[Tt]he\s+\d+-year-old\b")
_NEAR: Final = 2
"""Sentences behind an appearance in which who made it is named. [assumed: one may come between]"""
_PRONOUN: Final = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b")
_NAMED: Final = re.compile(r"(?<=[a-z,] )[^\W\d_a-z][\w’'-]+\s+[^\W\d_a-z][\w’'-]+")


def stays_on(here: Passage, one: Extract, own: Episode) -> bool:
    """Whether a speaker of the lead is still at the occasion of the lead."""
    audience, venue = here.heard(one)
    other = audience is not None and own.audience not in (None, audience) and not is_press(audience)
    here_too = venue in (None, own.venue) or is_there(venue) or is_relayed(here.frame)
    vague = own.venue is None or episodes.is_solo(own.venue) or is_medium(own.venue, here.media)
    if not here_too and venue is not None and vague:
        # Where he spoke may be told late: "speaking at the funeral, he also said".
        here_too = not (is_medium(venue, here.media) or episodes.is_solo(venue))
    return own.stays and here_too and not other and not episodes.is_elsewhere(here.frame)


def contradicts(here: Passage, venue: str | None, past: Episode) -> bool:
    """Whether a medium of its own sets a statement apart from an occasion with hearers or a place."""
    if venue is None or venue == past.venue or not (past.audience or past.venue):
        return False
    if is_relayed(here.frame):
        return False
    if (
        past.venue
        and is_that_medium(here.frame, venue)
        and (is_medium(past.venue, here.media) or episodes.is_solo(past.venue))
    ):
        return False
    return is_medium(venue, here.media) or episodes.is_written(venue)


def is_apart_from(here: Passage, one: Extract, wire: Episode) -> bool:
    """Whether a statement is none of which a wire report's lead has told: "junta says … in a statement"."""
    source = one.source
    speaks_for = source is not None and _SPOKES.search(here.view, source.start, source.end) is not None
    summed_up = not (wire.audience or wire.venue) and (speaks_for or wire.key is None)
    return episodes.is_elsewhere(here.frame, summed_up=summed_up)


def is_of(key: str, report: Episode) -> bool:
    """Whether a description is of those of whom the report has told: "members of the delegation"."""
    return any(len(word) > 5 and word in report.words for word in words_of(key))


def answers(here: Passage, lead: Episode) -> bool:
    """Whether somebody speaks up at an occasion at which another has spoken."""
    if not episodes.is_exchange(here.frame) or episodes.is_elsewhere(here.frame) or is_unnamed(here):
        return False
    venue = lead.venue
    return venue is None or not (is_medium(venue, here.media) or episodes.is_solo(venue))


def follows(here: Passage, one: Extract, key: str | None, lead: Episode) -> bool:
    """Whether a statement is by somebody who takes part in the paragraph's episode."""
    next_to = lead.sentence + 1 == here.index
    if next_to and lead.told and _IT_SAYS.match(here.frame):
        return True
    if lead.paragraph == here.paragraph and lead.audience and _THEM.search(here.frame):
        return not episodes.is_elsewhere(here.frame)
    if lead.paragraph != here.paragraph and not (
        next_to and lead.shared and (not lead.stays or key == lead.key)
    ):
        return False
    hall = lead.paragraph == here.paragraph and episodes.is_hall(here.frame)
    if _is_outsider(here, one, key, lead):
        return False
    if next_to and not lead.shared and is_kin(here, one):
        return False
    if next_to and _ONE_OF_THEM.match(here.view, one.source.start if one.source else here.sentence.start):
        return True
    if lead.shared or hall or (next_to and lead.dated and not lead.person):
        return not episodes.is_elsewhere(here.frame, present=next_to and not lead.person)
    source = one.source
    if next_to and source and _HIS_MAN.match(here.view, source.start):
        return True
    if source is None or source.form in ("pronoun", "same") or _by_medium(here, source):
        # Who led on without a name may have been named since, unless another has spoken.
        unnamed = lead.key is None or key is None or not lead.key.islower() or " " in lead.key
        same = key == lead.key or is_named(key, lead.words)
        return lead.person and ((unnamed and not lead.broken) or same)
    near = 0 < here.index - lead.sentence <= _NEAR and not lead.broken
    if near and lead.told and one.kind == "direct" and _is_same(here, source, lead):
        return True
    names = words_of(here.view[source.start : source.end])[-1:]
    if lead.key is None or not lead.key.islower():
        # "I went to see the old bishop" leads on to Bishop Anselm.
        before = words_of(here.view[max(here.sentence.start, source.start - 20) : source.end])
        names += [word for word in before if HEAD.fullmatch(word)]
    known = is_named(key, lead.words) or (key is not None and key == lead.key)
    return known or bool(lead.words.intersection(names))


def _is_outsider(here: Passage, one: Extract, key: str | None, lead: Episode) -> bool:
    """Whether a statement is by somebody who speaks to the author alone, or to nobody in particular."""
    if key is not None and key == lead.key:
        return False
    if is_unnamed(here):
        return True
    if not lead.shared or episodes.is_exchange(here.frame) or episodes.is_hall(here.frame):
        return False
    other = lead.paragraph != here.paragraph and not lead.present
    return is_kin(here, one) or (other and (is_opinion(here, one) or is_bystander(here, one)))


def goes_on(here: Passage, one: Extract, key: str | None, end: int, before: str | None) -> bool:
    """Whether a statement follows at once on another by the same man, whom it calls otherwise.

    Parameters
    ----------
    here
        The sentence.
    one
        The statement.
    key
        Whose it is.
    end
        Where the sentence of the statement before it ends.
    before
        Whose that was.
    """
    source = one.source
    on = one.kind == "direct" or _WENT_ON.search(here.frame) is not None
    if source is None or not on or _WORDS.search(here.view, end, here.sentence.start):
        return False
    if episodes.is_elsewhere(here.frame) or here.dating.of(None)[0]:
        return False
    if key and before and words_of(key)[-1:] == words_of(before.replace("-", " "))[-1:]:
        return True
    words = here.view[source.start : source.end]
    named = _THE_MAN.fullmatch(words) is not None and (HEAD.search(words) or _AGED.match(words))
    return source.form == "description" and bool(named) and not is_kin(here, one)


def _is_same(here: Passage, source: Source, lead: Episode) -> bool:
    """Whether who spoke up is called otherwise now: "the new mufti preached … Sheikh Dalil Hamu said"."""
    words = here.view[source.start : source.end]
    if source.form == "description":
        begins = here.view.rfind("\n", 0, here.sentence.start) + 1
        last = words_of(words.split(",")[0])[-1:]
        if lead.words.isdisjoint(last) and not set(
            words_of(here.view[begins : here.sentence.start])
        ).isdisjoint(last):
            # "An aide" who has come up since is "the aide".
            return False
        epithet = words.lower().startswith("the ") and (HEAD.search(words) is not None or is_people(words))
        return lead.person and (epithet or _HIS_GRACE.match(words) is not None)
    return source.form == "name" and lead.nameless


def is_meant(here: Passage, one: Extract, lead: Episode) -> bool:
    """Whether a speaker is named with no other office than the sentence before has told."""
    source = one.source
    if source is None or source.form != "name":
        return False
    heads = (m.group() for m in HEAD.finditer(here.view, source.start, source.end))
    return all(lead.words.issuperset(words_of(head)) for head in heads)


def _by_medium(here: Passage, source: Source) -> bool:
    """Whether a medium stands where the speaker does: "according to the weekly, he asked them"."""
    words = here.view[source.start : source.end].split(",")[0]
    return _HE_SAID.search(here.frame) is not None and is_medium(words, here.media)


def is_named(key: str | None, words: frozenset[str]) -> bool:
    """Whether somebody is among the words, by the last of his names."""
    tail = "" if key is None else key.replace("-", "")
    return any(len(word) > 2 and tail.endswith(word) for word in words)


def is_group(key: str, words: str) -> bool:
    """Whether a subject is no one person: "the delegates"."""
    return key.endswith("s") and re.search(rf"\b{re.escape(key)}\b", words) is not None


def is_nameless(words: str, key: str | None, *others: str | None) -> bool:
    """Whether a sentence tells of somebody whom it does not name, with ``key`` for its subject."""
    if key and " " in key and HEAD.search(key):
        return True
    for other in others:
        words = words.replace(other, "") if other else words
    return HEAD.search(words) is not None and _NAMED.search(words) is None


def names_somebody(words: str, *others: str | None) -> bool:
    """Whether a sentence names a person apart from other names in it."""
    for other in others:
        words = words.replace(other, "") if other else words
    return any(pattern.search(words) is not None for pattern in (HEAD, _PRONOUN, _NAMED))
