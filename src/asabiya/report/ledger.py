"""An article with its statements marked, and the statements with all that is known of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from asabiya.report import rows as source
from asabiya.report.view import ResultView
from asabiya.report.words import clean, date_words, finite, label, number, percent, safe_url

__all__ = ["Piece", "articles", "paragraphs"]

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LONG_ARTICLE: Final = 60_000
"""Characters of all articles together beyond which paragraphs without a statement are left out."""

_CONTEXT: Final = 500
"""Characters kept at either end of a long unmarked stretch of such an article."""

_MOST_STATEMENTS: Final = 300
"""Statements listed on one page, of all its ledgers together."""

_BASIS: Final = {
    "text": "dated by the text",
    "published": "dated by publication",
    "event": "dated by an event",
}
_MARK: Final = {"direct": "direct", "mixed": "direct", "author": "author", "ascribed": "ascribed"}


@dataclass(frozen=True)
class Piece:
    """A stretch of text that lies in the same statements throughout."""

    text: str
    """The characters, unescaped."""

    numbers: tuple[int, ...]
    """Numbers of the statements that it belongs to, on the page."""

    begins: tuple[int, ...]
    """Numbers of the statements whose first character this is."""

    kind: str
    """CSS class of the mark; empty outside any statement."""


def _spans(statement: Mapping[str, Any], size: int) -> list[tuple[int, int]]:
    """The statement's spans that lie in the text, cut to it."""
    found: list[tuple[int, int]] = []
    for span in statement.get("spans") or ():
        if isinstance(span, list | tuple) and len(span) == 2:
            start, end = finite(span[0]), finite(span[1])
            if start is not None and end is not None:
                a, b = max(0, int(start)), min(size, int(end))
                if a < b:
                    found.append((a, b))
    return sorted(found)


def paragraphs(
    text: str, marked: Sequence[tuple[int, str, Sequence[tuple[int, int]]]]
) -> list[tuple[Piece, ...]]:
    """The text cut into paragraphs, and each into pieces at every end of a span.

    Parameters
    ----------
    text
        The article, spans counting its code points.
    marked
        Number, kind and spans of each statement. Spans may nest and overlap, across paragraphs too.

    >>> [[piece.text for piece in p] for p in paragraphs("ab cd\\n\\nef", [(1, "direct", [(1, 4)])])]
    [['a', 'b c', 'd'], ['ef']]
    """
    ends = [0, *(edge for gap in _BLANK_LINE.finditer(text) for edge in gap.span()), len(text)]
    first = {n: spans[0][0] for n, _, spans in marked if spans}
    pending = set(first)
    result: list[tuple[Piece, ...]] = []
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        here = [(n, kind, a, b) for n, kind, spans in marked for a, b in spans if a < end and b > start]
        cuts = {start, end} | {edge for _, _, a, b in here for edge in (a, b) if start < edge < end}
        edges = sorted(cuts)
        pieces: list[Piece] = []
        for a, b in pairwise(edges):
            inside = [(n, kind, low, high) for n, kind, low, high in here if low <= a and b <= high]
            begins = tuple(sorted({n for n, _, _, _ in inside if n in pending and a >= first[n]}))
            pending -= set(begins)
            shortest = min(inside, key=lambda item: item[3] - item[2], default=None)
            kind = _MARK.get(shortest[1], "indirect") if shortest else ""
            pieces.append(Piece(clean(text[a:b]), tuple(sorted({n for n, *_ in inside})), begins, kind))
        if any(piece.text.strip() for piece in pieces):
            result.append(tuple(pieces))
    return result


def _untitled(parts: list[tuple[Piece, ...]], article: Mapping[str, Any]) -> list[tuple[Piece, ...]]:
    """Paragraphs without an unmarked first one that only repeats the headline above it."""
    first = "".join(piece.text for piece in parts[0]).strip() if parts else ""
    marked = any(piece.numbers for piece in parts[0]) if parts else True
    return parts[1:] if not marked and first == clean(article.get("title")).strip() else parts


def _shortened(piece: Piece) -> Piece:
    """A long stretch without any mark, cut in its middle."""
    if piece.numbers or len(piece.text) <= 2 * _CONTEXT:
        return piece
    return replace(piece, text=f"{piece.text[:_CONTEXT]} […] {piece.text[-_CONTEXT:]}")


def _elided(parts: list[tuple[Piece, ...]]) -> list[tuple[Piece, ...] | None]:
    """Paragraphs of a very long article; None stands for those left out because nothing in them is marked."""
    kept: list[tuple[Piece, ...] | None] = []
    for part in parts:
        if any(piece.numbers for piece in part):
            kept.append(tuple(_shortened(piece) for piece in part))
        elif not kept or kept[-1] is not None:
            kept.append(None)
    return kept


def _dating(date: object) -> str:
    value = source.dig(date, "value")
    if value is None:
        return "undated"
    words = date_words(value, clean(source.dig(date, "precision")))
    notes = [_BASIS.get(clean(source.dig(date, "basis")), ""), ""]
    if source.dig(date, "year_inferred"):
        notes[1] = "year inferred"
    notes = [note for note in notes if note]
    return f"{words} ({', '.join(notes)})" if notes else words


def _status(view: ResultView, numbers: Mapping[str, int]) -> dict[int, str]:
    """Why a statement did not count, by its number."""
    reasons: dict[int, str] = {}
    for group in view.summary.get("duplicates") or ():
        found = (
            [numbers[str(i)] for i in group if str(i) in numbers] if isinstance(group, list | tuple) else []
        )
        reasons |= (
            dict.fromkeys(found[1:], f"the same as statement {found[0]}, counted once") if found else {}
        )
    for item in view.summary.get("excluded") or ():
        n = numbers.get(str(source.dig(item, "id")))
        if n is not None:
            reasons[n] = f"left out: {clean(source.dig(item, 'reason')) or 'no reason given'}"
    return reasons


def _nats(row: source.Row | None) -> str:
    if row is None:
        return ""
    margin = "" if row["se"] is None else f" ± {number(2 * row['se'], 2)}"
    return f"{number(row['value'], 2)}{margin} nats"


def _statement(
    item: Mapping[str, Any],
    n: int,
    *,
    linked: bool,
    reasons: Mapping[int, str],
    nats: Mapping[int, source.Row],
) -> dict[str, Any]:
    codes = [
        {
            "name": label(source.dig(code, "code")),
            "confidence": percent(source.dig(code, "confidence")),
            "coder": clean(source.dig(code, "coder")),
        }
        for code in item.get("codes") or ()
    ]
    facts = [("office", item.get("office")), ("institution", item.get("institution"))]
    facts += [("sector", label(item["sector"]) if item.get("sector") else None)]
    facts += [("to", item.get("audience")), ("at", item.get("venue"))]
    facts += [("reported through", ", ".join(clean(name) for name in item.get("via") or ()))]
    return {
        "number": n,
        "linked": linked,
        "kind": label(item.get("kind")),
        "mark": _MARK.get(clean(item.get("kind")), "indirect"),
        "speaker": clean(source.dig(item, "speaker", "name")) or "unnamed",
        "facts": [(name, clean(value)) for name, value in facts if value],
        "date": _dating(item.get("date")),
        "text": clean(item.get("text")),
        "codes": codes,
        "status": reasons.get(n, ""),
        "nats": _nats(nats.get(n)),
    }


def articles(view: ResultView) -> list[dict[str, Any]]:
    """Each ledger's article and statements, ready for the page."""
    numbers = source.numbering(view)
    reasons = _status(view, numbers)
    nats = {row["number"]: row for row in source.contribution_rows(view)}
    result: list[dict[str, Any]] = []
    room, length = _MOST_STATEMENTS, 0
    for place, ledger in enumerate(view.ledgers, 1):
        article = ledger.get("article") or {}
        text = str(article.get("text") or "")
        length += len(text)
        every = [(numbers[f"{place}:{item.get('id')}"], item) for item in ledger.get("statements") or ()]
        items = every[:room]
        room -= len(items)
        marked = [(n, clean(item.get("kind")), _spans(item, len(text))) for n, item in items]
        parts = _untitled(paragraphs(text, marked), article)
        result.append(
            {name: clean(article.get(name)) for name in ("title", "author", "affiliation", "outlet")}
            | {"published": date_words(article.get("published")) if article.get("published") else ""}
            | {"source": clean(article.get("source")), "url": safe_url(article.get("source"))}
            | {"paragraphs": _elided(parts) if length > _LONG_ARTICLE else parts}
            | {"more": len(every) - len(items)}
            | {
                "statements": [
                    _statement(item, n, linked=bool(spans), reasons=reasons, nats=nats)
                    for (n, item), (_, _, spans) in zip(items, marked, strict=True)
                ]
            }
        )
    return result
