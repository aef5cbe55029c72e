"""HTML pages: the article's text, and what the page around it says of author, outlet and date."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any, Final

from asabiya.errors import InputError
from asabiya.evidence.documents.byline import frame
from asabiya.evidence.documents.chrome import prune
from asabiya.evidence.documents.furniture import is_furniture
from asabiya.evidence.documents.imprint import Imprint, imprint_of
from asabiya.evidence.documents.markup import blocks_of, marks_of, parse

__all__ = ["Page", "read_page"]

_BODY: Final = re.compile(
    r"(?:^|[\s_-])(?:article-?_*(?:body|content|text)|story-?_*(?:body|content|text)|entry-content"
    r"|post-?_*(?:content|body|text)|td-post-content|rich-?text|wysiwyg|body-?(?:copy|text)|main-?content)"
    r"(?=[\s_-]|$)",
    re.I,
)
_ENOUGH: Final = 140
"""Signs from which a landmark counts as the article's body."""
_MOST: Final = 250_000
"""Elements that a page may have; a newspaper's page has a hundredth of them."""
_LARGE: Final = 10_000
"""Elements above which neither statistics nor a search for dates is worth its time."""


@dataclass(frozen=True)
class Page:
    """An article's text and its page's imprint."""

    text: str
    imprint: Imprint


def read_page(markup: str, name: str) -> Page:
    """Text and imprint of an HTML page; nothing of it is executed or fetched.

    Left out are scripts, menus, comments, captions, teasers, author boxes, notices and forms. The imprint is
    taken from the whole page before that; htmldate is asked only where the page states no date.

    Parameters
    ----------
    markup
        The page, decoded.
    name
        Where it comes from, for the message.

    Raises
    ------
    InputError
        Where the page holds no text, or more than 250,000 elements.
    """
    tree = parse(markup)
    elements = int(tree.xpath("count(//*)"))
    if elements > _MOST:
        raise InputError(
            f"article {name}: a page of {elements:,} elements, more than the {_MOST:,} that are read",
            hint="is this the right file? save the article's text",
        )
    imprint = imprint_of(tree)
    prune(tree)
    text = _text(tree, imprint.title, large=elements > _LARGE)
    if not text:
        raise InputError(
            f"article {name}: the page holds no text", hint="does it need JavaScript? save it from a browser"
        )
    around = frame(text, title=imprint.title)
    imprint.fill(
        Imprint(None, around.author, around.affiliation, around.outlet, around.published),
    )
    if imprint.published is None and elements <= _LARGE:
        imprint.published = _searched_date(tree)
    return Page(text, imprint)


def _text(tree: Any, title: str | None, *, large: bool) -> str:
    """Lines of the body: of the landmark that marks it, or else of what the page's statistics point to."""
    for nodes in _landmarks(tree):
        text = _lines(nodes, title)
        if len(text) >= _ENOUGH:
            return text
    whole = _lines([tree], title)
    if len(whole) >= 2 * _ENOUGH and not large:
        found = _by_statistics(tree)
        if len(found) >= max(_ENOUGH, len(whole) // 2):
            return _kept([(line, 0.0) for line in found.split("\n")], title)
    return whole


def _landmarks(tree: Any) -> list[list[Any]]:
    """Candidates for the body, the most telling first; each may be in several pieces."""
    marked = _outermost(tree.xpath("//*[@itemprop='articleBody']"))
    classed = _outermost(
        [n for n in tree.iter("div", "section", "article") if _BODY.search(marks_of(n))],
    )
    articles = _outermost(list(tree.iter("article")))
    articles.sort(key=lambda node: -_size(node))
    mains = _outermost(tree.xpath("//main | //*[@role='main']"))
    return [found for found in (marked, classed, articles[:1], mains[:1]) if found]


def _outermost(nodes: list[Any]) -> list[Any]:
    held = set(nodes)
    return [node for node in nodes if not any(a in held for a in node.iterancestors())]


def _size(node: Any) -> int:
    return sum(len(part) for part in node.itertext())


def _lines(nodes: list[Any], title: str | None) -> str:
    return "\n".join(text for node in nodes if (text := _kept(blocks_of(node), title)))


def _kept(lines: list[tuple[str, float]], title: str | None) -> str:
    """Lines without the headline, lone links and what belongs to the page."""
    return "\n".join(
        line
        for line, linked in lines
        if line != title
        and not is_furniture(line)
        and not (linked > 0.9 and not line.endswith((".", "”", '"')))
    )


def _by_statistics(tree: Any) -> str:
    """The main text of a page without landmarks, by trafilatura."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from copy import deepcopy

    from trafilatura import bare_extraction

    document: Any = bare_extraction(
        deepcopy(tree), include_comments=False, include_tables=False, with_metadata=False
    )
    return str(document.text or "") if document is not None else ""


def _searched_date(tree: Any) -> Any:
    """The date that htmldate finds in what is left of a page, or None."""
    import datetime

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    from htmldate import find_date

    try:
        found = find_date(tree, original_date=True, extensive_search=False)
        return datetime.date.fromisoformat(str(found)[:10]) if found else None
    except (ValueError, TypeError):
        return None
