"""HTML as a tree: decoded as a browser would, never executed, whatever its nesting."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final

from asabiya.errors import InputError
from asabiya.evidence.text.wordlist import words

__all__ = ["BLOCKS", "blocks_of", "decode_page", "marks_of", "parse", "text_of"]

_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.I,
)
_LAYOUT_TAGS: Final = re.compile(
    r"</?(?!(?:html|head|body|title|meta|link|script|style|article|main|p|h[1-6]|ul|ol|li|blockquote|br|nav"
    r"|aside|footer|figure|figcaption|time|q|noscript|template|form|svg)\b)[a-z][^<>]*>",
    re.I,
)
BLOCKS: Final = words(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul"
)
"""Elements that begin and end lines."""
_SKIPPED: Final = frozenset(("script", "style", "noscript", "template", "svg", "head", "iframe", "object"))
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDED: Final = re.compile(r"[.!?:…][\"”’»'“]?\s*$|[\"”»]\s*$")
_FOOTNOTE: Final = re.compile(r"\W*\d{1,3}\W*|\W+")


def decode_page(data: bytes, name: str) -> str:
    """A page's markup, by its byte-order mark, the charset it declares, or UTF-8.

    A page that declares nothing and is not UTF-8 is read as windows-1252, as browsers do.

    Raises `asabiya.errors.InputError` for binary data, an unknown charset and bytes outside the declared one.
    """
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
            hint="give plain text, Markdown, HTML or PDF",
        )
    match = _CHARSET.search(data[:4096])
    if match is None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return _as(data, "windows-1252", name)
    declared = (match.group(1) or match.group(2)).decode("ascii", "replace")
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


def parse(markup: str) -> Any:
    """The tree of a page (an ``lxml`` element).

    The parser gives up below 256 levels; a page that goes deeper is parsed again without the elements that
    only lay it out, so that what stands below or behind them is still read.
    """
    tree, cut = _parsed(markup)
    return _parsed(_LAYOUT_TAGS.sub(" ", markup))[0] if cut else tree


def _parsed(markup: str) -> tuple[Any, bool]:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return html.document_fromstring("<p></p>"), False
    return tree, any("depth" in entry.message for entry in parser.error_log)


def marks_of(node: Any) -> str:
    """Class, id and roles of an element as hyphened words: ``shareBar`` is ``share-Bar``."""
    if not node.keys():
        return ""
    marks = " ".join(node.get(key) or "" for key in ("class", "id", "rel", "itemprop", "data-component"))
    return _CAMEL.sub("-", marks[:500])


def text_of(node: Any) -> str:
    """An element's text on one line, without scripts."""
    return " ".join(line for line, _ in blocks_of(node))


def blocks_of(top: Any) -> list[tuple[str, float]]:
    """Lines of text below an element, in order, each with the share of it that stands in links [0 to 1].

    Lines end where blocks do and at line breaks behind a sentence; ``<q>`` gets its quote marks.
    """
    lines: list[tuple[str, float]] = []
    parts: list[str] = []
    linked = 0

    def finish() -> None:
        nonlocal linked
        text = " ".join("".join(parts).split())
        if text:
            lines.append((text, min(1.0, linked / len(text))))
        parts.clear()
        linked = 0

    links = 0
    for kind, value in _signs(top):
        if kind == "text":
            parts.append(value)
            linked += len(value.strip()) if links else 0
        elif kind == "link":
            links += 1
        elif kind == "unlink":
            links -= 1
        elif kind == "block" or (kind == "break" and _ended(parts)):
            finish()
        else:
            parts.append(" ")
            # Two breaks in a row end a line whatever stands before them.
            parts.append("\v")
    finish()
    return lines


def _ended(parts: list[str]) -> bool:
    tail = "".join(parts[-6:])
    doubled = "\v" in tail[-3:] and not tail.rstrip(" \v\n\t\r\xa0").endswith(",")
    return doubled or _ENDED.search(tail) is not None


def _signs(top: Any) -> Iterator[tuple[str, str]]:
    """Text, blocks, breaks and links below an element in document order, without recursion."""
    from lxml import etree

    skipping = None
    quoted = 0
    for event, node in etree.iterwalk(top, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipping is not None:
                continue
            if tag in _SKIPPED or (tag == "sup" and _FOOTNOTE.fullmatch("".join(node.itertext()))):
                skipping = node
                continue
            if tag == "q":
                quoted += 1
                yield "text", "“" if quoted % 2 else "‘"
            yield from _opening(tag)
            if node.text:
                yield "text", node.text
            continue
        if skipping is not None and skipping is not node:
            continue
        if skipping is None:
            if tag == "q":
                yield "text", "”" if quoted % 2 else "’"
                quoted -= 1
            yield from _closing(tag)
        skipping = None
        if node.tail and node is not top:
            yield "text", node.tail


def _opening(tag: str) -> Iterator[tuple[str, str]]:
    if tag in BLOCKS:
        yield "block", ""
    elif tag == "br":
        yield "break", ""
    elif tag == "a":
        yield "link", ""


def _closing(tag: str) -> Iterator[tuple[str, str]]:
    if tag in BLOCKS:
        yield "block", ""
    elif tag == "a":
        yield "unlink", ""
