"""Who published a page, when and under which title: JSON-LD, meta tags, bylines, author boxes."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from asabiya.evidence.documents.chrome import AUTHOR_BOX, in_chrome, is_comment
from asabiya.evidence.documents.markup import marks_of, text_of
from asabiya.evidence.documents.signature import Signed, affiliation_in, date_in, signed

__all__ = ["FIELDS", "Imprint", "imprint_of", "named_fields"]

_ARTICLE: Final = re.compile(r"Article|BlogPosting|Report$|LiveBlog", re.I)
_NOBODY: Final = re.compile(
    r"https?://|www\.|@|^(?:admin|administrator|editors?|editorial(?: board| team)?|staff|staff (?:writer"
    r"|reporter)|newsroom|web ?desk|guest|anonymous|unknown|author|root|user)$",
    re.I,
)
_METAS: Final = {
    "title": ("og:title", "citation_title", "dc.title", "parsely-title", "twitter:title"),
    "author": (
        "author",
        "article:author",
        "article:author_name",
        "citation_author",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
    ),
    "outlet": ("og:site_name", "citation_journal_title", "dc.publisher", "application-name"),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "citation_publication_date",
        "citation_date",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
    ),
}
"""Names of meta tags by what they hold, the most telling first."""
FIELDS: Final = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "by"),
    "affiliation": ("affiliation",),
    "outlet": ("outlet", "publication", "publisher", "site", "source"),
    "published": ("published", "date", "published_at", "publication_date", "datepublished"),
}
"""Names of fields in front matter and in dumps by what they hold, the most telling first."""
_MOST: Final = 400
"""Elements and records looked at, so that a page of nothing else does not keep the reader."""


@dataclass
class Imprint:
    """What a page says of its article; None where it does not say."""

    title: str | None = None
    author: str | None = None
    affiliation: str | None = None
    outlet: str | None = None
    published: datetime.date | None = None

    def fill(self, other: Imprint) -> None:
        """Take over what is not known yet."""
        for name, value in vars(other).items():
            if getattr(self, name) is None:
                setattr(self, name, value)


def imprint_of(tree: Any) -> Imprint:
    """What a whole page says: structured data first, then the byline, then author boxes."""
    found = Imprint()
    found.fill(_linked(tree))
    found.fill(_metas(tree))
    headlines = (text for node in tree.iter("h1") if (text := text_of(node)))
    found.title = found.title or next(headlines, None)
    _byline(tree, found)
    _boxes(tree, found)
    if found.title is None:
        pages = (text for node in tree.iter("title") if (text := "".join(node.itertext()).strip()))
        _from_title(tree, " ".join(next(pages, "").split()), found)
    elif found.outlet:
        found.title = _headline(found.title, found.outlet)
    if found.published is None:
        found.published = _times(tree)
    return found


def named_fields(fields: Mapping[str, Any]) -> Imprint:
    """An imprint from fields that somebody named: front matter, or a record of a dump.

    Names count without regard to case; see ``FIELDS`` for them. A list of authors is joined as in a byline.
    """
    lower = {str(key).strip().lower().replace("-", "_"): value for key, value in fields.items()}
    said = {name: [lower[key] for key in keys if lower.get(key)] for name, keys in FIELDS.items()}
    people = [[_name_in(one) for one in _list(value)] for value in said["author"]]
    places = [_name_in(one) for value in said["affiliation"] for one in _list(value)]
    return Imprint(
        title=next((text for value in said["title"] if (text := _clean(value))), None),
        author=next((joined for names in people if (joined := _joined([n for n in names if n]))), None),
        affiliation=next((place for place in places if place), None),
        outlet=next((text for value in said["outlet"] if (text := _name_in(value))), None),
        published=next((day for value in said["published"] if (day := _day(value))), None),
    )


def _name_in(value: object) -> str | None:
    return _clean(value.get("name")) if isinstance(value, dict) else _clean(value)


def _from_title(tree: Any, title: str, found: Imprint) -> None:
    """Headline, and failing all else the outlet, from a page's title such as "Quiet Night - The Post"."""
    for node in [*tree.iter("h2", "h3")][:_MOST]:
        heading = text_of(node)
        rest = re.match(r"\s*[-–—|:·»]\s*(.{2,60})$", title[len(heading) :])
        if len(heading) > 3 and title.startswith(heading) and rest:
            found.title, found.outlet = heading, found.outlet or rest.group(1)
            return
    found.title = _headline(title, found.outlet)


def _headline(title: str, outlet: str | None) -> str | None:
    """A title without the outlet's name behind it."""
    if outlet:
        title = re.sub(rf"\s*[-–—|:·]\s*{re.escape(outlet)}\s*$", "", title)
    return title or None


def _clean(value: object) -> str | None:
    """A value as one line of text, without markup that was written twice."""
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(re.sub(r"<[^<>]{1,200}>", " ", value[:1000])).split()) or None


def _person(value: object) -> str | None:
    """A name without "By" before it; None for an address or nobody in particular."""
    text = _clean(value)
    text = re.sub(r"^(?:by|written by)[:\s]+", "", text, flags=re.I) if text else None
    return text if text and not _NOBODY.search(text) and len(text) <= 120 else None


def _joined(names: list[str]) -> str | None:
    """Names as a byline joins them."""
    several = list(dict.fromkeys(names))
    return ", ".join(several[:-1]) + f" and {several[-1]}" if len(several) > 1 else next(iter(several), None)


def _day(value: object) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return value.date() if isinstance(value, datetime.datetime) else value
    text = _clean(value)
    if text is None:
        return None
    iso = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text) or re.match(r"(\d{4})/(\d{1,2})/(\d{1,2})", text)
    if iso is None:
        return date_in(text)
    try:
        return datetime.date(*(int(part) for part in iso.groups()))
    except ValueError:
        return None


def _linked(tree: Any) -> Imprint:
    """What JSON-LD says of the article."""
    records = list(_records(tree))
    by_id = {r["@id"]: r for r in records if isinstance(r.get("@id"), str) and len(r) > 1}
    articles = [r for r in records if _ARTICLE.search(str(r.get("@type")))]
    pages = [r for r in records if "WebPage" in str(r.get("@type"))]
    found = Imprint()
    for record in (*articles, *pages):
        people = [_resolved(one, by_id) for one in _list(record.get("author") or record.get("creator"))]
        names = [name for one in people if (name := _person(one.get("name")))]
        places = [place for one in people if (place := _place(one, by_id))]
        publishers = [_resolved(one, by_id) for one in _list(record.get("publisher"))]
        found.fill(
            Imprint(
                title=_clean(record.get("headline")),
                author=_joined(names),
                affiliation=next(iter(places), None),
                outlet=next((name for one in publishers if (name := _clean(one.get("name")))), None),
                published=_day(record.get("datePublished") or record.get("dateCreated")),
            )
        )
    return found


def _place(person: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> str | None:
    """The affiliation that a person's record declares, in a field or in words."""
    for key in ("affiliation", "worksFor", "memberOf"):
        for one in _list(person.get(key)):
            if name := _clean(_resolved(one, by_id).get("name")):
                return name
    name = _person(person.get("name"))
    for key, form in (("description", "{}"), ("jobTitle", f"{name} is a {{}}")):
        note = _clean(person.get(key))
        declared = affiliation_in(form.format(note)) if note and name else None
        if declared and declared[1]:
            return declared[1]
    return None


def _list(value: object) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value]


def _resolved(value: object, by_id: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A record for what may be a record, a reference to one, or a bare name."""
    if isinstance(value, str):
        return {"name": value}
    if not isinstance(value, dict):
        return {}
    return {**by_id.get(str(value.get("@id")), {}), **value}


def _records(tree: Any) -> Iterator[dict[str, Any]]:
    """Objects of the page's JSON-LD, those in lists and graphs too."""
    for node in tree.xpath("//script[contains(@type, 'ld+json')]")[:_MOST]:
        text = (node.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            queue = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST):
            if not queue:
                break
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item[:_MOST])
            elif isinstance(item, dict):
                yield item
                queue.extend(value for key, value in item.items() if key in ("@graph", "mainEntity"))


def _metas(tree: Any) -> Imprint:
    """What meta tags say, by whichever attribute names them."""
    said: dict[str, list[str]] = {}
    for node in tree.xpath("//meta[@content]")[:_MOST]:
        for key in ("name", "property", "itemprop"):
            if name := node.get(key):
                said.setdefault(name.strip().lower(), []).append(node.get("content"))
    first = {field: [v for name in names for v in said.get(name, ())] for field, names in _METAS.items()}
    authors = next(
        (names for tag in _METAS["author"] if (names := [n for v in said.get(tag, ()) if (n := _person(v))])),
        [],
    )
    return Imprint(
        title=next((text for v in first["title"] if (text := _clean(v))), None),
        author=_joined(authors),
        outlet=next((text for v in first["outlet"] if (text := _clean(v))), None),
        published=next((day for v in first["published"] if (day := _day(v))), None),
    )


def _marked(tree: Any) -> Iterator[Any]:
    """Elements that are marked as a byline or as an author's box and stand in no teaser or comment."""
    count = 0
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag in ("html", "body", "main", "head", "meta", "link"):
            continue
        if node.tag != "address" and not AUTHOR_BOX.search(marks_of(node)):
            continue
        count += 1
        if count > _MOST:
            return
        if not is_comment(node) and not any(_elsewhere(a) for a in node.iterancestors()):
            yield node


def _elsewhere(node: Any) -> bool:
    """Whether an element is a part about other articles; a byline may well stand in a header or an aside."""
    return bool(
        re.search(r"(?i)\b(?:related|recommended|recirc|teaser|trending|popular|latest)\b", marks_of(node))
    )


def _byline(tree: Any, found: Imprint) -> None:
    """Author, affiliation and date from elements marked as bylines."""
    for node in _marked(tree):
        text = text_of(node)
        if not 0 < len(text) <= 200:
            continue
        line: Signed | None = signed(text, bare="byline" in marks_of(node).lower())
        if (line is None and node.tag == "a") or "author" in (node.get("rel"), node.get("itemprop")):
            line = signed(text, bare=True)
        if line is None:
            continue
        same = found.author is None or line.author.split()[-1] in found.author
        found.fill(
            Imprint(
                author=line.author,
                affiliation=line.affiliation if same else None,
                published=line.published,
            )
        )


def _boxes(tree: Any, found: Imprint) -> None:
    """The affiliation, and failing a byline the author, from an author's box or the note below the text."""
    boxes = list(_marked(tree))
    notes = [text_of(part) for box in boxes for part in [*box.iter("p", "span", "div", "li"), box][:_MOST]]
    loose = [text_of(node) for node in [*tree.iter("p", "em", "i", "small")][-60:] if not in_chrome(node)]
    for text in (*notes, *reversed(loose)):
        if found.affiliation is not None:
            return
        note = affiliation_in(text[:600])
        if note is None and found.author and 3 < len(text) <= 300:
            # "Senior fellow, Tern Institute" below a name.
            note = affiliation_in(f"{found.author} is a {text}") if text in notes else None
        if note and (found.author is None or note[0].split()[-1] in found.author):
            found.author = found.author or note[0]
            found.affiliation = note[1]


def _times(tree: Any) -> datetime.date | None:
    """The first date that the page marks as one, outside comments and teasers."""
    marked = tree.xpath("//time | //*[@itemprop='datePublished']")[:_MOST]
    dated = [
        n for n in tree.iter() if re.search(r"(?:^|[\s_-])(?:date|published|timestamp)", marks_of(n), re.I)
    ]
    for node in (*marked, *dated[:_MOST]):
        if is_comment(node) or any(_elsewhere(a) for a in node.iterancestors()):
            continue
        day = _day(node.get("datetime") or node.get("content")) or _day(text_of(node)[:200])
        if day is not None:
            return day
    return None
