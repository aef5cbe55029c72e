"""To whom something was said."""

from __future__ import annotations

import re
from typing import Final

from asabiya.evidence.occasions.occasion import LONGEST, NP, bare, distance, has_date, is_medium, noun_phrase
from asabiya.evidence.text.layout import MASK

__all__ = ["audience_in"]

_HEARD: Final = re.compile(
    r"\b(?P<verb>(?i:told|tells?|telling|addressed|addresses|addressing|assured|assures|assuring|reminded|reminds"
    r"|reminding|informed|informing|asked|asking|briefed|briefing|lectured|lecturing|met(?:\s+with)?|meets"
    r"|meeting\s+with|urged|urges|urging|exhorted|exhorting|warned|warns|warning|ordered|ordering|instructed"
    r"|instructing|called\s+(?:up)?on|calling\s+on|appealed\s+to|appealing\s+to|begged|advised"
    r"|cautioned|implored|lambasted|harangued))\s+"
    r"(?!that\b|of\b|about\b|against\b|to\b|in\b|on\b|at\b|whether\b|for\b|why\b|how\b|not\b|by\b|if\b|when\b|is\b)"
    rf"{NP}"
)
_SPOKEN: Final = re.compile(
    r"\b(?i:appeared|appearing|speech|address|speaking|speaks|spoke|remarks|sermon|message|letter|lecture|said|wrote|written|statement"
    r"|talk|talking|briefing|preaching|preached|broadcast|memorandum|memo|telegram|cable|note|appeal|reply|replied"
    r"|email|petition|complained|testified|testifying|testimony|video|recording|homily|writing"
    r"|(?:phone|telephone|video|conference)\s+call|conversation(?=\s+with))"
    r"\s+(?:\w+ly\s+|(?:by|over\s+the|on\s+the)\s+(?:tele)?phone\s+|(?:on|in)\s+[\w-]+\s+(?:\w+\s+)?(?=to\b))?"
    rf"(?:to|with(?<=(?:call|tion)\swith)|before|in\s+front\s+of)\s+(?!be\b|have\b|do\b){NP}"
)
_GATHERED: Final = re.compile(
    rf"\b(?:gathering|meeting|crowd|audience|assembly|group|conference|congregation|rally|reception|briefing|lecture|seminar)"
    rf"\s+(?:of|with|for)\s+{NP}"
)
_PRONOUN: Final = re.compile(
    r"(?:him|her|them|us|me|you|it|himself|herself|themselves|itself|everyone|anyone|nobody|each|one|others|all(?!\s)"
    r"|what|whoever|there)\b",
    re.IGNORECASE,
)
_CROWD: Final = re.compile(
    r"^(?:[\w-]+\s+)?(?:gathering|group|meeting|crowd|rally|audience|conference|assembly|congress"
    r"|delegation|hall\s+full|congregation|reception|briefing)\s+of\s+(?:the\s+)?"
)
_NOBODY: Final = re.compile(
    r"(?i)(?:gathering|meeting|rally|conference|ceremony|speech|letter|sermon|statement|question|people\s+who"
    r"|publication|phone|telephone|applause|cheers|laughter|boos|questions?|comment|\d.*|power|office|death|work"
    r"|(?:a\s+)?(?:vote|close|halt|stop|end))"
)
_INVERTED: Final = re.compile(rf"{MASK}[\s,]*$")


def audience_in(frame: str, cue: int | None = None, *, media: frozenset[str] = frozenset()) -> str | None:
    """To whom it was said.

    Parameters
    ----------
    frame
        The sentence with what is said in it masked.
    cue
        Offset of the reporting verb; the audience that is named next to it is taken.
    media
        Names that the article gives to media, which are channels and no audience.

    >>> audience_in("Varzi told the cadets of the navy in Lurin, ")
    'cadets of the navy'
    """
    text = frame[:LONGEST]
    found: list[tuple[int, int, str]] = []
    for rank, pattern in enumerate((_HEARD, _SPOKEN, _GATHERED)):
        for match in pattern.finditer(text):
            # “…,” warned the general: what follows is who speaks.
            inverted = _INVERTED.search(text[max(0, match.start() - 9) : match.start()])
            if inverted and pattern is _HEARD and not match["verb"].lower().startswith("t"):
                continue
            words = _people(noun_phrase(match), media)
            if words:
                found.append((rank if cue is None else 0, distance(match.span(), cue), words))
    return min(found)[2] if found else None


def _people(words: str, media: frozenset[str]) -> str | None:
    """The hearers in a noun phrase, or none where it names no such."""
    plain = bare(_CROWD.sub("", bare(words)))
    if not plain or _PRONOUN.match(plain) or _NOBODY.fullmatch(plain) or has_date(plain):
        return None
    return None if is_medium(words, media) else plain
