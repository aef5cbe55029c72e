"""HTML pages: the article's text, and author, affiliation, outlet and date from the page around it."""

from __future__ import annotations

import codecs
import datetime
import json
import logging
import re
from collections.abc import Iterator
from typing import Any, Final, TypedDict

from asabiya.errors import InputError
from asabiya.evidence.documents.byline import affiliation_in, frame

__all__ = ["Page", "read_page"]

_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.I,
)
_BOX: Final = re.compile(r"\b(?:author|byline|bio|about-?the-?author|contributor|writer)", re.I)
_COMMENTS: Final = re.compile(r"\bcomment(?:s|-|_|\b)|\brespond\b|\bdisqus", re.I)


class Page(TypedDict):
    """What a page says."""

    text: str
    title: str | None
    author: str | None
    affiliation: str | None
    outlet: str | None
    published: datetime.date | None


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _as(data, encoding, name)
    if b"\x00" in data:
        raise InputError(
            f"article {name}: a binary file (NUL byte at offset {data.index(0)})",
            hint="give plain text or HTML",
        )
    match = _CHARSET.search(data[:4096])
    declared = (match.group(1) or match.group(2)).decode("ascii", "replace") if match else "utf-8"
    # Browsers read these three as windows-1252 (WHATWG Encoding Standard), and so do we.
    if declared.lower() in ("iso-8859-1", "latin1", "us-ascii"):
        declared = "windows-1252"
    return _as(data, declared, name)


def _as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise InputError(
            f"article {name}: declares the charset {encoding!r}, which is not known",
            hint="save the page as UTF-8",
        ) from None
    except UnicodeDecodeError as problem:
        raise InputError(
            f"article {name}: not {encoding} as it declares (offset {problem.start})",
            hint="save the page as UTF-8",
        ) from None
    except (UnicodeError, ValueError):
        raise InputError(
            f"article {name}: cannot be decoded as {encoding}", hint="save the page as UTF-8"
        ) from None


def read_page(data: bytes, name: str) -> Page:
    """Text and metadata of an HTML page, comments and scripts left out.

    Raises `asabiya.errors.InputError` where the page cannot be decoded or holds no text.
    """
    markup = _decode(data, name)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction

    document: Any = bare_extraction(
        markup, include_comments=False, include_tables=False, with_metadata=True, favor_recall=False
    )
    found: dict[str, Any] = document.as_dict() if document is not None else {}
    tree = _tree(markup)
    text = str(found.get("text") or "") if len(str(found.get("text") or "")) >= 80 else ""
    text = text or _paragraphs(tree)
    if not text.strip():
        raise InputError(
            f"article {name}: the page holds no text", hint="does it need JavaScript? save it from a browser"
        )
    title = _clean(found.get("title")) or _first(tree, "//h1") or _first(tree, "//title")
    author, affiliation = _author(tree)
    around = frame(text, title=title)
    return Page(
        text=text,
        title=title,
        author=author or _clean(found.get("author")) or around.author,
        affiliation=affiliation or around.affiliation,
        outlet=_clean(found.get("sitename")) or around.outlet,
        published=_day(markup, found.get("date")) or around.published,
    )


def _clean(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value else None


def _tree(markup: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8")
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return html.document_fromstring("<p></p>")


def _text_of(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _first(tree: Any, path: str) -> str | None:
    return next((text for node in tree.xpath(path) if (text := _text_of(node))), None)


def _paragraphs(tree: Any) -> str:
    """Text of the page's paragraphs, for pages too short for the extractor's statistics."""
    scopes = tree.xpath("//article") or tree.xpath("//main") or tree.xpath("//body") or [tree]
    nodes = scopes[0].xpath(".//p | .//blockquote[not(.//p)] | .//li[not(.//p)] | .//h2 | .//h3")
    kept = [
        text
        for node in nodes
        if not any(
            _COMMENTS.search(_marks_of(a)) or _BOX.search(_marks_of(a)) for a in (node, *node.iterancestors())
        )
        and (text := _text_of(node))
    ]
    if kept:
        return "\n".join(kept)
    for node in tree.xpath("//script | //style | //noscript | //form | //nav | //template | //title"):
        node.drop_tree()
    return "\n".join(line for raw in str(tree.text_content()).split("\n") if (line := " ".join(raw.split())))


def _marks_of(node: Any) -> str:
    return (
        f"{node.get('class') or ''} {node.get('id') or ''} {node.get('rel') or ''}"
        f" {node.get('itemprop') or ''}"
    )


def _author(tree: Any) -> tuple[str | None, str | None]:
    """Author and declared affiliation: structured data first, then author boxes, then notes."""
    author = affiliation = None
    for record in _linked_data(tree):
        author = author or _clean(record.get("name"))
        place = record.get("affiliation") or record.get("worksFor")
        place = place.get("name") if isinstance(place, dict) else place
        affiliation = affiliation or (_clean(place) if isinstance(place, str) else None)
    metas = tree.xpath("//meta[translate(@name,'AUTHOR','author')='author']/@content")
    author = author or (_clean(metas[0]) if metas else None)
    for node in tree.xpath("//*[@class or @id or @rel or @itemprop]"):
        if not _BOX.search(_marks_of(node)) or _in_comments(node):
            continue
        author, affiliation = _from_box(node, author, affiliation)
    if affiliation is None:
        for node in tree.xpath("//p | //em | //i | //div[not(.//p)]"):
            note = affiliation_in(_text_of(node)[:600]) if not _in_comments(node) else None
            if note and (author is None or note[0] == author):
                return author or note[0], note[1]
    return author, affiliation


def _in_comments(node: Any) -> bool:
    return any(_COMMENTS.search(_marks_of(a)) for a in (node, *node.iterancestors()))


def _from_box(node: Any, author: str | None, affiliation: str | None) -> tuple[str | None, str | None]:
    texts = [_text_of(part) for part in node.xpath(".//p | .//span | .//div | .//a")] or []
    for text in [*texts, _text_of(node)]:
        note = affiliation_in(text[:600])
        if note and (author is None or note[0].split()[-1] == author.split()[-1]):
            return author or note[0], affiliation or note[1]
    by = re.fullmatch(r"(?:by\s+)?([^\W\d_][\w’'.-]+(?:\s+[\w’'.-]+){1,4})", _text_of(node), re.I)
    if author is None and by and not re.search(r"(?i)about|author|by$", by.group(1)):
        author = by.group(1)
    return author, affiliation


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Author records in the page's JSON-LD."""
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        queue = [data]
        for _ in range(200):
            if not queue:
                break
            item = queue.pop()
            if isinstance(item, list):
                queue.extend(item)
            elif isinstance(item, dict):
                queue.extend(v for k, v in item.items() if k == "@graph")
                authors = item.get("author")
                for one in authors if isinstance(authors, list) else [authors]:
                    if isinstance(one, dict):
                        yield one
                    elif isinstance(one, str):
                        yield {"name": one}


def _day(markup: str, stated: object) -> datetime.date | None:
    """The page's date: from its metadata, or else as htmldate finds it."""
    for value in (stated, None):
        text = str(value) if value else _htmldate(markup)
        if text and re.match(r"\d{4}-\d{2}-\d{2}", text):
            try:
                return datetime.date.fromisoformat(text[:10])
            except ValueError:
                continue
    return None


def _htmldate(markup: str) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(markup, original_date=True, extensive_search=False)
    except (ValueError, TypeError):
        return None
    return str(found) if found else None
