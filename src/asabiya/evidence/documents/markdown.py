"""Markdown: front matter, and the text without its marks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from asabiya.evidence.documents.imprint import Imprint, named_fields

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["has_front_matter", "read_markdown"]

_FRONT: Final = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<fields>.*?)^(?P=fence)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
_FIELD: Final = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)[ \t]*:[ \t]*(?P<value>.*)$")
_ITEM: Final = re.compile(r"^[ \t]*-[ \t]+(?:name:[ \t]*)?(?P<value>.+)$")
# What is never closed ends with the text, so that looking for its end costs one pass.
_TAG: Final = re.compile(
    r"<(?:script|style)\b(?:.*?</(?:script|style)\s*>|.*)|<!--(?:.*?-->|.*)|<[^<>]*>", re.S | re.I
)


def has_front_matter(text: str) -> bool:
    """Whether a text begins with front matter that names an article's fields.

    >>> has_front_matter("---\\ntitle: Night\\n---\\nIt rained.")
    True
    >>> has_front_matter("---\\nIt rained.\\n---\\n")
    False
    """
    match = _FRONT.match(text[:20_000])
    return match is not None and named_fields(_fields(match)) != Imprint()


def read_markdown(text: str) -> tuple[str, Imprint]:
    """The text of a Markdown article, a line a paragraph, and what its front matter says.

    Links and emphasis become their words, images, code and raw HTML tags go. Without a title in the front
    matter the first heading is it.
    """
    from markdown_it import MarkdownIt

    match = _FRONT.match(text[:20_000])
    imprint = named_fields(_fields(match)) if match else Imprint()
    if imprint == Imprint():
        match = None
    tokens = MarkdownIt("commonmark").parse(text[match.end() :] if match else text)
    lines = list(_lines(tokens))
    if imprint.title is None:
        headings = (b for a, b in pairwise(tokens) if a.type == "heading_open" and a.tag == "h1")
        imprint.title = next((line for b in headings for line in _inline(b)), None)
    return "\n\n".join(lines), imprint


def _fields(match: re.Match[str]) -> Mapping[str, Any]:
    """Front matter as a mapping: TOML between plus signs, plain ``key: value`` lines and lists otherwise."""
    if match.group("fence") == "+++":
        try:
            return tomllib.loads(match.group("fields"))
        except tomllib.TOMLDecodeError:
            return {}
    found: dict[str, Any] = {}
    key = ""
    for line in match.group("fields").splitlines():
        if field := _FIELD.match(line):
            key, value = field.group("key"), field.group("value").strip()
            inner = value[1:-1].split(",") if value[:1] == "[" and value[-1:] == "]" else None
            found[key] = [_bare(part) for part in inner] if inner else _bare(value)
        elif key and (item := _ITEM.match(line)):
            several = found[key] if isinstance(found[key], list) else []
            found[key] = [*several, _bare(item.group("value"))]
    return found


def _bare(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _lines(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token)
        elif token.type == "html_block":
            yield from (
                " ".join(line.split()) for line in _TAG.sub(" ", token.content).split("\n") if line.strip()
            )


def _inline(token: Token) -> list[str]:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    return [text for line in "".join(parts).split("\n") if (text := " ".join(line.split()))]
