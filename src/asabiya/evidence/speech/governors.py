"""Which cue a quotation hangs on, and whether its words stand alone or inside a paraphrase."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.speech.cues import URGE, is_call, is_tell
from asabiya.evidence.speech.sources import Cue
from asabiya.evidence.text.layout import MASK, Layout, Sentence
from asabiya.evidence.text.marks import Quote

__all__ = ["governor", "is_sentence", "word_count"]

_ADVERBIAL: Final = re.compile(
    r"\s*,?\s*(?:on|in|at|during|before|from|with|via|through|after|when|while|to|upon|by|last|this"
    r"|yesterday|today"
    r"|earlier|later|recently|again|also|bluntly|flatly|simply|further|as|[a-z]+ly|two|three|several"
    r"|the\s+(?:same|next)\s+day)\b",
    re.IGNORECASE,
)


def is_adverbial(phrase: str, verb: str) -> bool:
    """Whether the words between a verb and its quotation only say where, when or to whom.

    >>> is_adverbial(" on Friday in the capital", "said")
    True
    >>> is_adverbial(" the army was ready", "said")
    False
    """
    text = phrase.strip(" ,")
    if not text:
        return True
    if re.search(r"\b(?:that|is|was|were|are|had|would|could|has)\b", text):
        return False
    if is_tell(verb) or verb in ("warned", "warning", "reminded", "asked"):
        return len(text.split()) <= 25
    return bool(_ADVERBIAL.match(text)) or (not is_call(verb) and len(text.split()) <= 1)


def word_count(text: str, quote: Quote) -> int:
    """Words in a quotation."""
    return len(re.findall(r"\w+", text[quote.start : quote.end]))


def is_sentence(text: str, quote: Quote) -> bool:
    """Whether a quotation starts and ends like a sentence."""
    inner = text[quote.start : quote.end]
    first = next((c for c in inner if c.isalpha()), "a")
    return first.isupper() and (inner[-1] in ".!?…," or word_count(text, quote) >= 5)


def governor(
    layout: Layout, sentence: Sentence, quote: Quote, cues: list[Cue], direct: dict[int, list[Quote]]
) -> tuple[int, str] | None:
    """The cue that a quotation hangs on, and whether it is quoted ``direct`` or ``mixed``."""
    view, text = layout.view, layout.text
    before = [n for n, c in enumerate(cues) if c.end <= quote.outer_start]
    after = [n for n, c in enumerate(cues) if c.start >= quote.outer_end]
    stop = cues[after[0]].start if after else sentence.end
    lead = _leads(layout, cues[before[-1]], quote, stop) if before else None
    if lead == "direct":
        cue = cues[before[-1]]
        paraphrased = _goes_on(layout, cue, quote) or _went_before(layout, cue, quote)
        return before[-1], "mixed" if paraphrased else "direct"
    if before and before[-1] in direct and lead is not None:
        earlier = direct[before[-1]][0]
        joins = _between(view, earlier, quote) or _AND.fullmatch(
            view, cues[before[-1]].end, quote.outer_start
        )
        if joins:
            return before[-1], "direct"
    if after and _trails(layout, cues[after[0]], quote, sentence.start):
        start = max([sentence.start, *(cues[n].end for n in before)])
        opening = view[start : quote.outer_start].replace(MASK, "")
        if not re.search(r"\w", opening) or opening.rstrip().endswith(":"):
            return after[0], "mixed" if _parted(layout, cues[after[0]], quote) else "direct"
        if lead is None and word_count(text, quote) >= 1:
            return after[0], "mixed"
    if lead is not None:
        return before[-1], lead
    return None


_AND: Final = re.compile(r"[\s,]*(?:and|but|or)[\s,]*")


def _goes_on(layout: Layout, cue: Cue, quote: Quote) -> bool:
    """Whether the content of a cue has words of the author's after the quotation."""
    if cue.content is None or cue.content.start < cue.end:
        return False
    after = layout.view[quote.outer_end : cue.content.end].replace(MASK, "")
    return len(re.findall(r"\w+", after)) >= 2 and not re.search(
        r"[,.!?…]$", layout.text[quote.start : quote.end]
    )


def _went_before(layout: Layout, cue: Cue, quote: Quote) -> bool:
    """Whether a cue between commas parts words of the author's from a quotation that goes on with them."""
    if cue.content is None or cue.source is None or len(cue.content.spans) < 2:
        return False
    (a, b), *rest = cue.content.spans
    if b > min(cue.start, cue.source.start) or not any(x <= quote.outer_start < y for x, y in rest):
        return False
    told = layout.view[a:b] + layout.view[rest[-1][0] : quote.outer_start]
    return layout.text[quote.start].islower() and bool(re.search(r"\w", told.replace(MASK, "")))


def _parted(layout: Layout, cue: Cue, quote: Quote) -> bool:
    """Whether words of the author's behind the cue go on with it: “A farce”, he said, was no plan."""
    if cue.content is None or len(cue.content.spans) < 2 or layout.text[quote.end - 1] in ".!?,":
        return False
    (a, b), (c, d) = cue.content.spans[0], cue.content.spans[-1]
    return a <= quote.outer_start < b and bool(re.match(r"[\s,]*\w", layout.view[c:d]))


def _between(view: str, earlier: Quote, quote: Quote) -> bool:
    """Whether only a cue, or "and", stands between two parts of one quotation."""
    gap = view[earlier.outer_end : quote.outer_start]
    return bool(re.fullmatch(r"[\s,]*(?:and|but|or)?[\s,]*", gap)) or gap.rstrip().endswith(
        (",", ":", "—", "–")
    )


_OPEN: Final = re.compile(r"\b(?:a|an|the|of|his|her|their|its|as|about|against|any|no|this|these|such)$")
"""A phrase that only the quoted words complete: "warned of a “flood”"."""


def _leads(layout: Layout, cue: Cue, quote: Quote, stop: int) -> str | None:
    """How a cue before a quotation introduces it, if it does; ``stop`` is where the next cue stands."""
    named = cue.source.end if cue.word == "according to" and cue.source else cue.end
    gap = layout.view[max(cue.end, named) : quote.outer_start]
    bare = gap.replace(MASK, " ").rstrip()
    long = word_count(layout.text, quote) >= 4
    if cue.word in URGE and layout.text.startswith("to ", quote.start) and not bare.endswith(":"):
        return "mixed"
    rest = re.split(r",|\s(?:and|but)\s", layout.view[quote.outer_end : stop])[0]
    whole = not re.search(r"\w", rest)
    if is_call(cue.word) and not bare.endswith(":"):
        return "mixed" if len(gap) < 200 else None
    if bare.strip() in ("", ",", ":", "—", "–"):
        return "direct" if long or bare.strip() or is_sentence(layout.text, quote) else "mixed"
    if re.fullmatch(r"\s*(?:,[^,]*,)?\s*(?:on|in|at|during)?[^,]{0,80}\bthat", bare) and long and whole:
        return "mixed"
    if bare.endswith(":"):
        return "direct"
    if _OPEN.search(bare):
        return "mixed"
    if _begun(layout, cue, quote):
        return "mixed"
    if bare.endswith((",", "—", "–")):
        return "direct" if is_adverbial(bare[:-1], cue.word) or cue.inverted else "mixed"
    if long and is_sentence(layout.text, quote) and is_adverbial(bare, cue.word) and whole:
        return "direct"
    if (
        long
        and is_tell(cue.word)
        and len(bare.split()) <= 6
        and whole
        and not re.search(r"\bthat\b|\bto\b", bare)
    ):
        return "direct"
    return "mixed" if len(gap) < 400 else None


def _begun(layout: Layout, cue: Cue, quote: Quote) -> bool:
    """Whether a paraphrase runs on into a quotation: "told them to wait until noon, “since nobody …”"."""
    if cue.content is None or not layout.text[quote.start].islower() or cue.content.start < cue.end:
        return False
    return len(layout.view[cue.content.start : quote.outer_start].split()) > 1 and cue.content.urges


def _trails(layout: Layout, cue: Cue, quote: Quote, start: int) -> bool:
    """Whether a cue follows a quotation and looks back at it: “…,” X said.

    ``start`` is where the sentence begins.
    """
    gap = layout.view[quote.outer_end : cue.start]
    if MASK in gap or len(gap) > 260:
        return False
    last = layout.text[quote.start : quote.end].rstrip("’'”\"»")[-1:]
    if last == "." and cue.content is not None and cue.content.start >= cue.end:
        return False  # The sentence is the cue's own: the quotation before it ends the speech before.
    if cue.inverted:
        return bool(re.fullmatch(r"[\s,—–-]*", gap))
    placed = cue.source is not None and cue.source.start >= quote.outer_end
    lead = layout.view[quote.outer_end : cue.source.start] if placed and cue.source else "x"
    ending = last in tuple(",.!?…—–-") or gap.lstrip()[:1] in (",", "—", "–")
    ending = ending or (lead == " " and quote.outer_start == start and word_count(layout.text, quote) >= 4)
    return ending and placed and not re.search(r"\b(?:and|but|while|when|as)\b", _WHO.split(lead)[0])


_WHO: Final = re.compile(r",\s(?:who|whose)\s")
