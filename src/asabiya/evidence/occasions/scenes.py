"""Dated sentences that set the scene for the statements behind them.

Where a sentence without speech tells what happened on a day ("On 3 February, cadets swore allegiance"), the
words that a paragraph goes on to report belong to that day where its sentence tells of an appearance, where
the speaker is the one that it tells of, or where he is tied to it ("their commandant told them"). Words of
bystanders and of sources whom nobody names are told to the author at some other time, unless many came
together and they were among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from asabiya.evidence.occasions import episodes
from asabiya.evidence.occasions.anchors import Anchor
from asabiya.evidence.occasions.occasion import is_medium
from asabiya.evidence.occasions.passage import Passage
from asabiya.evidence.persons.offices import HEAD, HEADS
from asabiya.evidence.speech.quotations import Extract

__all__ = ["Scene", "carried", "is_bystander", "is_kin", "is_opinion", "is_unnamed", "scene_of"]

_GATHERED: Final = re.compile(
    r"(?i)\b(?:rall(?:y|ies|ied)|protest(?:s|ed|ers|ors)?|demonstrat(?:ions?|ed|ors)|march(?:ed|es)|marche[dr]s|vigils?|funerals?"
    r"|gather(?:ed|ing)|assembled|crowds?|processions?|mourners|worshippers|strik(?:e|ers)|sit-ins?|picket(?:s|ed)?"
    r"|commemorat(?:ed|ions?)|ceremon(?:y|ies)|thronged|flocked|queued|took\s+to\s+the\s+streets)\b"
)
"""A day on which many came together."""
_AMONG: Final = re.compile(
    r"\bwho\s+(?:took\s+part|attended|joined|marched|was\s+(?:among|at\s+the)|were\s+(?:among|at\s+the)|came|had\s+come|walked|carried"
    r"|held|stood|brought|travelled|participated)\b|\b[Oo]ne\s+of\s+(?:the\s+[\w-]*(?:ers|ors|ists|ants|women|men|mourners)|them)\b"
    r"|\b(?:an?|the|another|one)\s+(?:protest[eo]r|demonstrator|marcher|mourner|organi[sz]er|participant|worshipper|striker|supporter)\b"
)
"""Somebody who was there."""
_ANYBODY: Final = re.compile(
    r"(?!an?\s+(?:\w+\s+)?(?:message|letter|statement|telegram|note|communiqu[eé]|editorial|circular|report)\b)(?:an?|one|another|some|several|many|two|three|four|residents?|witness(?:es)?|sources?|relatives|people|locals|villagers"
    r"|shopkeepers?|analysts?|diplomats?|activists?|officials|experts?)\b",
    re.IGNORECASE,
)
"""How a source begins whom nobody names."""
_SPOKES: Final = re.compile(r"(?i)\bspokes(?:m[ae]n|wom[ae]n|persons?|people)\b")
_AGED: Final = re.compile(
    rf"\s*,\s+(?:\d\d\b|an?\s+(?![^,.;]{{0,40}}\b(?:{HEADS})\b)[a-z]"
    r"|an?\s+(?:[\w-]+\s+){0,2}?(?:analyst|activist|researcher|lawyer|journalist|reporter)\b|who\s+(?:runs?|lives|teaches|owns|works|sells|drives)\b)"
)
"""What stands behind the name of a private person."""
_UNNAMED: Final = re.compile(
    r"\b(?:ask(?:ed|ing|s)|(?:did|does|do)\s+not\s+(?:want|wish|like)|not\s+wish(?:ed|ing)?|declin(?:ed|ing|es)|refus(?:ed|ing|es)|preferr?(?:ed|ing|s)"
    r"|request(?:ed|ing|s)|insist(?:ed|ing|s)\s+on|want(?:ed|ing|s)|begg(?:ed|ing)|on\s+(?:the\s+)?condition\s+(?:of|that)|spoke|speaking|talking|talked)"
    r"\s+(?:\w+\s+){0,3}?(?:not\s+to\s+be\s+(?:named|identified|quoted\s+by)|to\s+be\s+(?:named|identified)|to\s+(?:give|have|see|reveal|disclose)\s+(?:his|her|their)"
    r"\s+(?:\w+\s+)?names?|anonymity|anonymous(?:ly)?|to\s+remain\s+(?:anonymous|unnamed|nameless))\b"
)
"""Words of a source who is not named, and so spoke to the author alone."""
_KIN: Final = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?)\s+(?:[\w-]+\s+){0,2}?(?=[\w-]+[’']s?\s))?(?:its|their|his|her|[\w’'-]+[’']s?)\s+(?:[\w-]+\s+){0,2}?(?:lawyers?|attorneys?|wi[fv]es?|husbands?|mothers?|fathers?|brothers?|sisters?"
    r"|sons?|daughters?|famil(?:y|ies)|relatives|friends?|colleagues?|doctors?|neighbou?rs?|widows?|parents|opponents?|critics|rivals?)\b",
    re.IGNORECASE,
)
"""Who speaks of those to whom something was done, at some other time."""
_STANDS: Final = re.compile(
    r"(?:says?|thinks?|believes?|argues?|fears?|reckons?|estimates?|suspects?|expects?|doubts?|considers?|suggests?|maintains?|recalls?|predicts?"
    r"|hopes?|points?|describes?|sees?|worr(?:y|ies)|puts?|notes?|warns?|explains?|insists?|claims?|contends?)\b"
)
"""A verb by which an article tells what is thought at the time of writing."""
_KIN_OF: Final = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Oo]ne)\s+(?:[\w-]+\s+){0,2}?(?:wi[fv]es?|husbands?|mothers?|fathers?|brothers?|sisters?|sons?|daughters?|relatives?|cousins?|uncles?|aunts?"
    r"|nephews?|nieces?|widow(?:er)?s?|parents?|friends?|neighbou?rs?)\s+(?:of|to)\s"
)
"""The same the other way round: "the mother of one of the accused"."""
_TIED: Final = re.compile(r"(?:its|their|his|her)\s", re.IGNORECASE)
"""How somebody is called who was there with those of whom the scene tells."""
_THAT_DAY: Final = re.compile(
    r"\b(?:(?:later\s+)?in\s+the\s+(?:morning|afternoon|evening)|at\s+(?:noon|midday|midnight|dawn|dusk|nightfall)|by\s+(?:noon|midday|nightfall|evening))\b"
)
"""An hour of the day of which the scene tells."""
_THEM: Final = re.compile(r"\s+(?:them|him|her)\b")
_MET: Final = re.compile(
    r"\b(?:I|[Ww]e|this\s+(?:reporter|newspaper|correspondent))\s+(?:\w+ly\s+|had\s+|also\s+)?(?:visited|met|called\s+on|saw|spoke|talked|sat"
    r"|interviewed|reached|found|went\s+to\s+see|drove\s+to\s+see|asked|questioned)\b"
)
_APPEARS: Final = re.compile(
    r"\b(?:speak(?:s|ing)?|was\s+said\s+to|explanation|answer|reply|turn\s+of|(?:is|are|was|were|comes?|came|dates?)\s+from)\b"
)
_HE_TOLD: Final = re.compile(
    r"\W*According\s+to\s+[^;.]{2,100}?,\s+(?:he|she)\s+(?:\w+ly\s+)?(?:\w+ed|said|told|spoke|wrote)\b"
)
"""A sentence on the one of whom the scene tells, by somebody else's account."""


@dataclass(frozen=True)
class Scene:
    """What happened on a day, as a sentence without speech tells it."""

    anchor: Anchor
    paragraph: int
    sentence: int
    key: str | None
    """Who is the subject, id or name."""
    appears: bool
    """Whether it tells of an appearance."""
    gathered: bool
    """Whether many came together."""
    spoken: bool
    """Whether it reports words of its own."""
    met: bool
    """Whether the author met somebody."""


def scene_of(here: Passage, key: str | None) -> Scene | None:
    """The scene that a sentence sets, or none where it dates nothing to the day."""
    dated, anchor = here.dating.of(None)
    met = _MET.search(here.frame) is not None
    if (
        not dated
        or anchor is None
        or anchor.precision != ("month" if met and anchor.precision == "month" else "day")
    ):
        return None
    appears = episodes.tells_of_speech(here.frame) or _APPEARS.search(here.frame) is not None
    appears = appears or episodes.event_in(here.frame) is not None
    gathered = _GATHERED.search(here.frame) is not None
    return Scene(anchor, here.paragraph, here.index, key, appears, gathered, bool(here.spoken), met)


def is_bystander(here: Passage, one: Extract) -> bool:
    """Whether a statement is by somebody whom nobody names, or by a private person."""
    source = one.source
    if source is None or source.form in ("pronoun", "same"):
        return False
    words = here.view[source.start : source.end]
    official = _SPOKES.search(words) is not None or (source.form == "name" and HEAD.search(words) is not None)
    if not official and _ANYBODY.match(here.view, max(source.start, here.sentence.start)):
        return True
    ends = source.name[1] if source.name else source.end
    aged = None if official and HEAD.search(here.view, source.start, ends) else _AGED.match(here.view, ends)
    # "According to Phuc, a number of cadres" goes on with what he says.
    return aged is not None and not any(start < aged.end() <= end for start, end in one.spans)


def is_kin(here: Passage, one: Extract) -> bool:
    """Whether a statement is by somebody's lawyer, family or the like."""
    source = one.source
    return source is not None and any(p.match(here.view, source.start) is not None for p in (_KIN, _KIN_OF))


def is_opinion(here: Passage, one: Extract) -> bool:
    """Whether a statement is told in the present tense, as standing opinions are: "analysts say"."""
    return one.cue is not None and _STANDS.match(here.view, *one.cue) is not None


def is_unnamed(here: Passage) -> bool:
    """Whether the sentence tells that its speaker wants not to be named."""
    return _UNNAMED.search(here.frame) is not None or _UNNAMED.search(here.own) is not None


def _is_reporter(here: Passage, one: Extract) -> bool:
    """Whether a medium tells of it: "the state news agency reported only that"."""
    source, cue = one.source, one.cue
    if source is None or cue is None or not is_medium(here.view[source.start : source.end], here.media):
        return False
    return here.view[cue[0] : cue[1]].startswith("report")


def carried(scene: Scene | None, here: Passage, one: Extract, key: str | None) -> Anchor | None:
    """The day of a statement that names none, from the scene before it; none where that stays open."""
    if scene is None or here.apart or episodes.is_elsewhere(here.frame):
        return None
    if scene.met and here.index == scene.sentence + 1 and here.paragraph > scene.paragraph:
        return None if is_bystander(here, one) else scene.anchor
    if scene.gathered and here.index == scene.sentence + 1 and _AMONG.search(here.own):
        return scene.anchor
    source = one.source
    if scene.paragraph != here.paragraph:
        return None
    them = one.cue is not None and _THEM.match(here.view, one.cue[1]) is not None
    if scene.spoken:
        return scene.anchor if them else None
    if _HE_TOLD.match(here.own) and (scene.key is not None or scene.appears):
        return scene.anchor
    if _THAT_DAY.search(here.frame):
        return scene.anchor
    kin = is_kin(here, one)
    tied = source is not None and _TIED.match(here.view, source.start) is not None and not kin
    if is_bystander(here, one) or is_unnamed(here) or (_is_reporter(here, one) and not tied):
        return None
    same = key is not None and key == scene.key
    next_to = here.index == scene.sentence + 1 and one.kind == "direct" and not kin
    return scene.anchor if same or scene.appears or tied or them or next_to else None
