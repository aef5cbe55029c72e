"""How well a tagger finds what annotators found, on articles that it has not learned from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from asabiya.evidence.tagger.bounds import meet, shared
from asabiya.evidence.tagger.corpus import Annotated, Attribution
from asabiya.evidence.tagger.decode import Tagged

__all__ = ["Rate", "measure"]

Offsets = tuple[int, int]


@dataclass
class Rate:
    """Counts of what is right, what was found and what was there."""

    right: int = 0
    found: int = 0
    there: int = 0

    def add(self, right: int, found: int, there: int) -> None:
        """Count more."""
        self.right += right
        self.found += found
        self.there += there

    def figures(self) -> dict[str, float | int]:
        """Precision, recall and F in [0, 1], and the number annotated.

        >>> Rate(3, 4, 6).figures()
        {'precision': 0.75, 'recall': 0.5, 'f': 0.6, 'annotated': 6}
        """
        p, r = self.right / max(1, self.found), self.right / max(1, self.there)
        f = 2 * self.right / max(1, self.found + self.there)
        return {"precision": round(p, 4), "recall": round(r, 4), "f": round(f, 4), "annotated": self.there}


def measure(articles: Sequence[Annotated], tag: Callable[[str], list[Tagged]]) -> dict[str, Any]:
    """Figures over all annotated attributions.

    ``cue``: a cue overlaps the annotated one. ``content``: contents, paired one to one, share half of the
    letters that either has. ``exact``: the same contents to the letter. ``source``: of the paired contents,
    those whose sources overlap, or that both have none.
    """
    cue, content, exact, source = Rate(), Rate(), Rate(), Rate()
    for article in articles:
        found = tag(article.text)
        golds = article.attributions
        cues = sum(any(meet([one.cue], gold.cue) for one in found) for gold in golds)
        cue.add(cues, len(found), len(golds))
        pairs = _paired(found, golds)
        content.add(len(pairs), len(found), len(golds))
        exact.add(sum(one.content == gold.content for one, gold in pairs), len(found), len(golds))
        same = sum(_same_source(one, gold) for one, gold in pairs)
        source.add(same, len(pairs), len(pairs))
    return {
        "cue": cue.figures(),
        "content": content.figures(),
        "exact": exact.figures(),
        "source": {"share": source.figures()["precision"], "annotated": source.there},
    }


def _same_source(one: Tagged, gold: Attribution) -> bool:
    if one.source is None or not gold.source:
        return one.source is None and not gold.source
    return meet([one.source], gold.source)


def _paired(found: Sequence[Tagged], golds: Sequence[Attribution]) -> list[tuple[Tagged, Attribution]]:
    """Contents that share half of their letters, the likest first, each used once."""
    shares = sorted(
        (-share, i, j)
        for i, one in enumerate(found)
        for j, gold in enumerate(golds)
        if (share := shared(one.content, gold.content)) >= 0.5
    )
    mine: set[int] = set()
    theirs: set[int] = set()
    pairs = []
    for _, i, j in shares:
        if i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
            pairs.append((found[i], golds[j]))
    return pairs
