"""What a page shows around an article: menus, comments, captions, teasers, boxes about the author, forms."""

from __future__ import annotations

import re
from typing import Any, Final

from asabiya.evidence.documents.furniture import COMMENT_HEAD, RELATED_HEAD
from asabiya.evidence.documents.markup import BLOCKS, marks_of, text_of
from asabiya.evidence.text.wordlist import words

__all__ = ["AUTHOR_BOX", "in_chrome", "is_comment", "prune"]

_TAGS: Final = words(
    "script style noscript template svg math iframe object embed nav aside footer figure figcaption picture"
    " video audio canvas dialog menu button select textarea input option"
)
_ROLES: Final = words(
    "navigation complementary contentinfo banner search dialog alertdialog alert toolbar menu"
)


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[\s_-])|^)(?:{'|'.join(text.split())})s?(?=[\s_-]|\d|$)", re.I)


_COMMENTS: Final = _words("comment commentlist respond responses disqus discussion livefyre coral replies")
_CHROME: Final = _words(
    "comment commentlist respond disqus discussion livefyre"
    " related recommended recommendations recirc read-next readnext read-more more-from more-on also-read"
    " up-next see-also"
    " trending popular most-read mostread most-popular latest teaser outbrain taboola"
    " share sharing sharedaddy addtoany social follow-us"
    " newsletter subscribe subscription signup sign-up mailchimp paywall donate donation"
    " advert advertisement advertorial ads ad-slot ad-unit ad-container adsense promo promotion sponsor"
    " sponsored cookie consent gdpr privacy-notice popup pop-up modal overlay lightbox"
    " caption photo-credit image-credit img-credit media-credit copyright"
    " breadcrumb sidebar side-bar rail widget menu navbar navigation footer masthead site-header toolbar"
    " pagination pager skip-link screen-reader-text sr-only visually-hidden"
    " post-tags tag-list tags-links tagcloud topics-list post-navigation jp-relatedposts"
    " byline entry-meta post-meta article-meta story-meta meta-info post-info"
    " pullquote pull-quote"
)
_STATES: Final = re.compile(
    r"(?:^|\s)(?:has|no|with|without|is|not|hide|show|wp|page|single|post-\d|tag|category)-\S*", re.I
)
AUTHOR_BOX: Final = re.compile(
    r"(?:(?<=[\s_-])|^)(?:author|byline|bio|biography|about-?the-?author|contributor|writer|columnist"
    r"|profile-?card)s?(?=[\s_-]|\d|$)",
    re.I,
)
"""Marks of a byline, an author's box or a note on the author."""

_OTHERS: Final = re.compile(
    rf"{RELATED_HEAD.pattern}|(?:share (?:this|on)|tags|topics|filed under|sign up|subscribe|newsletter"
    r"|get (?:the|our) (?:latest|newsletter)|about the authors?|support (?:us|our))\b[^.?!]{0,60}[:.…]?",
    re.I,
)
_OWN: Final = re.compile(r"article-?body|articleBody|entry-content|post-content|story-body", re.I)


def is_comment(node: Any) -> bool:
    """Whether an element stands in a comment section."""
    return any(_COMMENTS.search(_named(a)) for a in (node, *node.iterancestors()) if a.tag not in _ROOTS)


def in_chrome(node: Any) -> bool:
    """Whether an element stands in a menu, among comments or teasers, or in another part to leave out."""
    return any(_is_chrome(a) for a in (node, *node.iterancestors()))


_ROOTS: Final = ("html", "body", "main")


def _named(node: Any) -> str:
    """Marks without those that tell a state (``has-sidebar``)."""
    return _STATES.sub(" ", marks_of(node))


def _is_chrome(node: Any) -> bool:
    if node.tag in _ROOTS or not isinstance(node.tag, str):
        return False
    if node.tag in _TAGS or (node.get("role") or "").lower() in _ROLES:
        return True
    marks = _named(node)
    return bool(marks.strip()) and _CHROME.search(marks) is not None


def _is_hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def prune(tree: Any) -> None:
    """Empty a tree of what is not the article; text behind an element that goes stays.

    An element that holds the headline or is marked as the article's body stays whatever else marks it.
    """
    kept: set[Any] = set()
    for node in tree.xpath("//h1 | //*[@itemprop='articleBody']"):
        kept.update((node, *node.iterancestors()))
    for node in list(tree.iter()):
        if not isinstance(node.tag, str) or node.tag in _ROOTS or node.tag == "head":
            continue
        boxed = node.tag not in ("article", "section") and AUTHOR_BOX.search(_named(node)) is not None
        if not (_is_chrome(node) or _is_hidden(node) or boxed):
            continue
        if node in kept and node.tag != "h1":
            continue
        if not _OWN.search(marks_of(node)):
            _drop(node)
    _drop_sections(tree)


def _drop(node: Any) -> None:
    # Emptied in place: taking an element out would join its tail to what stands before, each time anew.
    block = node.tag in BLOCKS
    node.clear(keep_tail=True)
    node.tag = "hr" if block else "span"


def _short_text(node: Any) -> str:
    """An element's text if it has 120 signs or fewer, otherwise nothing."""
    parts: list[str] = []
    length = 0
    for part in node.itertext():
        length += len(part.strip())
        if length > 120:
            return ""
        parts.append(part)
    return " ".join("".join(parts).split())


def _drop_sections(tree: Any) -> None:
    """Take out the lists under headings such as "Related articles", and all that follows "Comments"."""
    for node in list(tree.iter("h2", "h3", "h4", "h5", "h6", "p", "strong", "b", "div", "span", "header")):
        if len(node) > 3:
            continue
        text = _short_text(node)
        if not text:
            continue
        if COMMENT_HEAD.fullmatch(text):
            for sibling in node.itersiblings():
                _drop(sibling)
            _drop(node)
        elif _OTHERS.fullmatch(text) and node.tag != "span" and not _sentence(text):
            for sibling in node.itersiblings():
                if not _is_teaser(sibling):
                    break
                _drop(sibling)
            _drop(node)


def _sentence(text: str) -> bool:
    return text.endswith((".", "!", "?", "”", '"')) and len(text.split()) > 5


def _is_teaser(node: Any) -> bool:
    """Whether an element holds little but links, or headlines and forms."""
    if not isinstance(node.tag, str):
        return True
    text = text_of(node)
    linked = sum(len(text_of(link)) for link in node.iter("a"))
    return not text or linked >= 0.6 * len(text) or node.tag == "form"
