"""Pages, Markdown and PDF: the article's text without what surrounds it, and who published it."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.evidence.papers import PAGE, PAGE_TEXT, pdf

from asabiya.errors import InputError
from asabiya.evidence.documents.article import make_article
from asabiya.evidence.ledger import Article


def article(text: str | bytes, name: str = "a.html", **given: Any) -> Article:
    return make_article(text if isinstance(text, bytes) else text.encode(), name=name, **given)


def imprint(found: Article) -> tuple[str | None, str | None, str | None, str | None, str | None]:
    day = found.published.isoformat() if found.published else None
    return found.title, found.author, found.affiliation, found.outlet, day


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


BODY = "<article><p>It rained on the garrison of Lurin, and nobody came to open the gate.</p></article>"


def test_a_page_gives_its_article_and_nothing_around_it() -> None:
    found = article(PAGE)
    assert found.text == PAGE_TEXT
    assert imprint(found) == (
        "The Garrison That Would Not March",
        "Cora Venn",
        "Tern Institute",
        "The Lurin Courier",
        "2022-05-09",
    )


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            '<meta name="author" content="By Ilse Toran"><meta property="og:site_name" content="Tide">'
            '<meta property="article:published_time" content="2021-03-04T10:00:00Z">'
            "<title>Night | Tide</title>",
            "",
            ("Night", "Ilse Toran", None, "Tide", "2021-03-04"),
        ),
        (
            '<script type="application/ld+json">[{"@type": "OpinionNewsArticle",'
            ' "headline": "Night &amp; Day",'
            ' "author": [{"name": "Ilse Toran", "affiliation": {"name": "Osk University"}},'
            ' {"name": "Al Reth"}],'
            ' "publisher": {"name": "Tide"}, "datePublished": "2021-03-04"}]</script>',
            "",
            ("Night & Day", "Ilse Toran and Al Reth", "Osk University", "Tide", "2021-03-04"),
        ),
        (
            "<title>Night</title>",
            '<p class="byline">By Ilse Toran, Osk University | 4 March 2021</p>',
            ("Night", "Ilse Toran", "Osk University", None, "2021-03-04"),
        ),
        (
            "<title>Night</title>",
            '<div class="author-bio"><p>Ilse Toran is a lecturer in history at Osk University.</p></div>',
            ("Night", "Ilse Toran", "Osk University", None, None),
        ),
        (
            '<title>Night</title><meta name="author" content="admin">'
            '<script type="application/ld+json">{"a": </script>',
            '<time datetime="2021-03-04T10:00">yesterday</time>',
            ("Night", None, None, None, "2021-03-04"),
        ),
    ],
)
def test_imprint_of_a_page(head: str, body: str, expected: tuple[str | None, ...]) -> None:
    assert imprint(article(page(body + BODY, head))) == expected


def test_the_date_of_a_teaser_or_a_comment_is_not_the_pages() -> None:
    around = (
        '<div class="related"><time datetime="2019-01-01">x</time></div>'
        '<div id="comments"><time datetime="2020-01-01">x</time></div>'
    )
    assert article(page(around + BODY)).published is None


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>He said: <q>We <q>all</q> hold.</q></p>", "He said: “We ‘all’ hold.”"),
        ("<p>One.<br>Two,<br>three<br><br>Four.</p>", "One.\nTwo, three\nFour."),
        ("<p>Deserted<sup><a href='#1'>[1]</a></sup> by night.</p>", "Deserted by night."),
        (
            "<p>A&nbsp;long\n   night.</p><ul><li>First.</li><li>Second.</li></ul>",
            "A long night.\nFirst.\nSecond.",
        ),
        ("<p>Kept.</p><p><a href='/x'>The minister folds</a></p>", "Kept."),
        ("<p>Kept.</p><p>Guards at the gate. (AP Photo/Ann Oth)</p>", "Kept."),
        (
            "<p>Kept.</p><div><h3>More from Tide</h3><ul><li><a>No</a></li></ul></div><p>Last.</p>",
            "Kept.\nLast.",
        ),
    ],
)
def test_text_of_a_page(markup: str, text: str) -> None:
    assert article(page(f"<article>{markup}</article>")).text == text


def test_a_page_without_landmarks_gives_its_main_text() -> None:
    rows = "".join(
        f"<p>Paragraph {n} of the report tells how the crews of Osk waited for pay.</p>" for n in range(9)
    )
    side = "".join(f'<li><a href="{n}">Bread riots, part {n}</a></li>' for n in range(30))
    found = article(page(f"<table><tr><td><ul>{side}</ul></td><td>{rows}</td></tr></table>"))
    assert found.text.count("crews of Osk") == 9
    assert "Bread" not in found.text


@pytest.mark.parametrize("tag", ["div", "b", "span", "section"])
def test_nesting_without_end_does_not_hide_the_text(tag: str) -> None:
    text = "General Ada Lorn said, “Nobody sleeps.”"
    found = article(
        page(f"<{tag}>" * 100_000 + f"<p>{text}</p>" + f"</{tag}>" * 100_000 + "<p>It rained.</p>")
    )
    assert found.text == f"{text}\nIt rained."


def test_a_page_that_declares_nothing_is_read_as_a_browser_does() -> None:
    assert article(page("<p>Le café était fermé.</p>").encode("cp1252")).text == "Le café était fermé."


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(InputError, match=r"a page of 300,\d\d\d elements, more than the 250,000"):
        article(page("<i></i>" * 300_000))


MARKDOWN = """---
title: "Night Watch"
authors:
  - Cora Venn
  - Al Reth
date: 2022-05-09
publication: The Post
---

# Another heading

General *Ada Lorn*, of the [garrison](https://example.org/x), said, “Nobody **sleeps**
here.” ![a picture](x.png)

> “We hold,” she added.

- First.

<div>Raw <script>alert(1)</script> words.</div>

    code()
"""


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    found = article(MARKDOWN, "a.md")
    assert imprint(found) == ("Night Watch", "Cora Venn and Al Reth", None, "The Post", "2022-05-09")
    assert found.text.split("\n\n") == [
        "Another heading",
        "General Ada Lorn, of the garrison, said, “Nobody sleeps here.”",
        "“We hold,” she added.",
        "First.",
        "Raw words.",
    ]


def test_markdown_is_known_by_its_front_matter() -> None:
    assert article(MARKDOWN, "a.txt").title == "Night Watch"
    toml = '+++\ntitle = "Night"\ndate = 2022-05-09\n+++\nIt *rained*.\n'
    assert imprint(article(toml, "-")) == ("Night", None, None, None, "2022-05-09")
    plain = "---\nIt *rained*.\n---\n"
    assert article(plain, "a.txt").text == plain


def test_the_first_heading_is_the_title() -> None:
    assert article("# Night\n\nIt rained.\n", "a.markdown").title == "Night"


HEAD, NEXT = "The Lurin Courier  4", "The Lurin Courier  5"
FIRST = [
    "Night Watch",
    "By Cora Venn",
    "General Ada Lorn said on Monday that no soldier of the garrison had de-",
    "serted, and that the self-",
    "styled rebels had gone home. The general spoke to the officers of the",
    "garrison, who heard her in silence.",
    "She added that the self-styled rebels of the harbour would be tried before",
]
SECOND = ["the summer, and that no mercy would be shown.", "Nobody answered her.", "5"]


def test_pdf_is_rejoined_without_heads_numbers_and_hyphens() -> None:
    pytest.importorskip("pypdf")
    found = article(pdf([HEAD, *FIRST], [NEXT, *SECOND]), "paper")
    assert found.text.split("\n") == [
        "Night Watch",
        "By Cora Venn",
        "General Ada Lorn said on Monday that no soldier of the garrison had deserted, and that the"
        " self-styled rebels had gone home. The general spoke to the officers of the"
        " garrison, who heard her in silence.",
        "She added that the self-styled rebels of the harbour would be tried before the summer, and that no"
        " mercy would be shown.",
        "Nobody answered her.",
    ]
    assert (found.title, found.author) == ("Night Watch", "Cora Venn")


def test_a_pdf_may_say_its_title_unless_a_program_wrote_it() -> None:
    pytest.importorskip("pypdf")
    assert article(pdf(["It rained."], title="Night")).title == "Night"
    assert article(pdf(["It rained."], title="Microsoft Word - night.docx")).title is None


def locked() -> bytes:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(io.BytesIO(pdf(["It rained."])))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("make", "message", "hint"),
    [
        (lambda: b"%PDF-1.4\nrubbish", "cannot be read as a PDF", "print it to a new PDF"),
        (locked, "an encrypted PDF", "without a password"),
        (lambda: pdf([]), "holds no text, only images", "OCR"),
        (lambda: pdf(*[["x"]] * 201), "a PDF of 201 pages, more than the 200", "right file"),
    ],
    ids=["rubbish", "locked", "images", "long"],
)
def test_bad_pdf(make: Any, message: str, hint: str) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(InputError) as caught:
        article(make(), "a.pdf")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_without_pypdf_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(InputError) as caught:
        article(pdf(["It rained."]), "a.pdf")
    assert str(caught.value) == (
        "article a.pdf: a PDF, and pypdf is not installed\nhint: pip install 'asabiya[pdf]'"
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Advertisement", True),
        ("Read more: The Harbour Sleeps", True),
        ("Related articles\n\nMinister Folds\n\n“We Fold,” Says Minister", True),
        ("3 Comments\n\nFirst!", False),
        ("Guards at the gate. (Lena Orsk/AFP/Getty Images)", True),
    ],
)
def test_furniture_in_plain_text_is_no_statement(text: str, kept: bool) -> None:
    from asabiya.evidence.documents.byline import body

    last = "Last words of the article are these, he said."
    whole = f"Night\n\nIt rained.\n\nIt rained again.\n\n{text}\n\n{last}\n"
    said = [whole[p.start : p.end] for p in body(whole)]
    assert said == [
        "It rained.",
        "It rained again.",
        *([last] * kept),
    ]


def test_given_fields_go_before_the_pages() -> None:
    found = article(PAGE, outlet="Tide", published=datetime.date(2020, 1, 2))
    assert imprint(found)[3:] == ("Tide", "2020-01-02")


def test_source_and_hash_are_the_files(tmp_path: Path) -> None:
    import hashlib

    from asabiya.evidence.documents.article import open_article

    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    found = open_article(path)
    assert (found.source, found.sha256) == (str(path), hashlib.sha256(PAGE.encode()).hexdigest())
