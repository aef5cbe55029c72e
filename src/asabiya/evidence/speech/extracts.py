"""An attribution found in the text, before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from asabiya.evidence.persons.speakers import Source

if TYPE_CHECKING:
    from asabiya.evidence.ledger import Article, Kind

__all__ = ["Extract", "Extractor"]

Offsets = tuple[int, int]


@dataclass(frozen=True)
class Extract:
    """An attribution found in the text, before anything is resolved.

    Attributes
    ----------
    kind
        ``direct``, ``mixed``, ``indirect``, ``author`` or ``ascribed``.
    spans
        The content.
    sentence
        Offset at which the attributing sentence begins.
    cue
        The attributing verb or phrase.
    source
        The speaker's noun phrase; none where the quotation carries on somebody's speech. Of an author's
        sentence who in it speaks of something without being told to have said anything.
    via
        Noun phrases of the reporters between speaker and author, from the speaker's side.
    claims
        Whether the content says something (a clause, an appeal) or only names a subject ("about turmoil").
    urges
        Whether the cue makes it an appeal ("urged them to …").
    answer
        Whether it is an answer in an interview, said on the interview's occasion.
    """

    kind: Kind
    spans: tuple[Offsets, ...]
    sentence: int
    cue: Offsets | None = None
    source: Source | None = None
    via: tuple[Source, ...] = ()
    claims: bool = True
    urges: bool = False
    answer: bool = False


class Extractor(Protocol):
    """Anything that finds attributions in an article."""

    def __call__(self, article: Article) -> list[Extract]:
        """The attributions and the author's own sentences, in text order."""
        ...
