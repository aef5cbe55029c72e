"""Any bytes whatever in any format: a ledger or an error with a hint, soon, with spans in place."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.evidence.papers import PAGE, pdf

from asabiya.errors import InputError
from asabiya.evidence import Ledger, read, read_article, read_batch
from asabiya.evidence.documents.article import make_article
from asabiya.evidence.text.wordlist import words
from asabiya.files import MAX_BYTES

ARTICLES = Path(__file__).parent / "articles"
NAMES = st.sampled_from(["a.txt", "a.html", "a.md", "a.pdf", "a.jsonl", "-"])
SOON = 10.0


def holds(ledger: Ledger) -> None:
    text = ledger.article.text
    for statement in ledger.statements:
        assert all(0 <= a < b <= len(text) for a, b in statement.spans)
        assert statement.text == " ".join(text[a:b] for a, b in statement.spans)


def check(data: bytes, name: str) -> None:
    start = time.process_time()
    with suppress(InputError):
        holds(read_article(make_article(data, name=name)))
    assert time.process_time() - start < SOON


SIGNS = st.sampled_from(
    [
        *(b"<", b">", b"</p>", b"<p>", b"<!--", b"-->", b"&#0;", b"&amp;", b'"', b"'", b"\xe2\x80\x9c"),
        *(b"\xe2\x80\x9d", b"%PDF-1.4\n", b"stream\n", b"endobj", b"---\n", b"title: x\n", b"# ", b"]("),
        *(b"[", b"**", b"> ", b"{", b"}", b'"text": ', b"\xff\xfe", b"\xef\xbb\xbf", b"\x00"),
        *(b"\xe2\x80\x8f", b"said ", b"General Ada Lorn ", b"\n\n", b"<meta charset=utf-16>", b"<script>"),
        *(b"<title>", b"<q>", b"On May 3, "),
    ]
)
BYTES = st.one_of(st.binary(max_size=200), st.lists(SIGNS, max_size=60).map(b"".join))


@settings(max_examples=300, deadline=None)
@given(BYTES, NAMES)
@example(b"<html>" + b"\xf0\x9f", "a.html")
@example(b"---\ntitle: [\n---\n", "a.md")
@example(b"+++\ntitle = 1\ndate = 2020\n+++\nIt rained.", "a.md")
@example(b"%PDF-", "a.pdf")
def test_arbitrary_bytes_never_fail(data: bytes, name: str) -> None:
    check(data, name)


TAGS = st.sampled_from(
    sorted(
        words(
            "p div span article section h1 h2 h3 ul li blockquote q a b em br table td figure figcaption time"
            " form aside nav script style iframe svg math template custom-tag sup"
        )
    )
)
MARKS = st.sampled_from(
    [
        *("", ' class="author-box"', ' class="comments"', ' id="related"', ' class="article-body"'),
        *(' hidden=""', ' itemprop="articleBody"', ' datetime="2021-13-45"', ' style="display:none"'),
        ' class="byline"',
    ]
)
WORDS = st.sampled_from(
    [
        *("General Ada Lorn said, ", "“Nobody sleeps.”", "By Cora Venn, The Tern", "On May 3, 2021"),
        *("Comments", "Related articles", "Cora Venn is a fellow at the Tern Institute.", "“", "”"),
        *("‘", "’", " ", "\u202e", "&lt;p&gt;"),
    ]
)


def element(tag: str, marks: str, inside: list[str], closed: bool) -> str:
    return f"<{tag}{marks}>{''.join(inside)}" + (f"</{tag}>" if closed else "")


TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(element, TAGS, MARKS, st.lists(inner, max_size=5), st.booleans()),
    max_leaves=30,
)
KEYS = st.sampled_from(["@type", "@graph", "@id", "author", "name", "publisher", "datePublished", "headline"])
LINKED = st.recursive(
    st.one_of(st.none(), st.text(max_size=8), st.integers(), st.just({"@id": "#a"})),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=10,
)


@settings(max_examples=250, deadline=None)
@given(st.lists(TREES, max_size=6).map("".join), LINKED)
def test_arbitrary_pages_never_fail(body: str, linked: object) -> None:
    data = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    check(f"<!DOCTYPE html><html><head>{data}</head><body>{body}</body></html>".encode(), "a.html")


QUOTES = ["“", "”", "‘", "’", '"', "'", "«", "»", "„", "‟", "‹", "›", "``", "''"]
SOUP = st.lists(st.sampled_from([*QUOTES, " ", "\n\n", "said ", "Ada Lorn "]), max_size=80).map("".join)


@settings(max_examples=200, deadline=None)
@given(SOUP)
def test_quote_mark_soup_never_fails(text: str) -> None:
    check(text.encode(), "a.txt")


FIELDS = st.dictionaries(st.sampled_from(["text", "html", "author", "date", "id"]), LINKED)


@settings(max_examples=100, deadline=None)
@given(st.lists(BYTES, max_size=4), FIELDS)
def test_arbitrary_dumps_never_fail(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], more: object
) -> None:
    place = tmp_path_factory.mktemp("dump") / "d.jsonl"
    place.write_bytes(b"\n".join([b'{"text": "It rained."}', *lines, json.dumps(more).encode()]))
    for outcome in read_batch(place):
        if outcome.error is None:
            holds(outcome.open())
        assert not outcome.defect, outcome.error


def html(inside: str, times: int) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>Night</title></head><body>{inside * times}</body></html>".encode()
    )


LINKED_DATA = '<script type="application/ld+json">'
HEAVY: dict[str, Callable[[], bytes]] = {
    "fifty megabytes": lambda: html("<p>General Ada Lorn said, “Nobody sleeps.”</p>", 1_000_000),
    "depth": lambda: html("<div>", 100_000) + b"<p>It rained.</p>",
    "depth of quotations": lambda: html("<blockquote><q>", 100_000),
    "elements": lambda: html("<p><i>a", 1_300_000),
    "siblings": lambda: html("<h3>Related articles</h3><ul><li><a>b</a></li></ul>", 30_000),
    "breaks": lambda: html("a<br>", 200_000),
    "signs": lambda: html("<", 9_000_000),
    "unclosed attributes": lambda: html('<a href="', 900_000),
    "class names": lambda: b'<html><p class="' + b"share-" * 1_500_000 + b'">It rained.</p>',
    "linked data": lambda: html(f'{LINKED_DATA}{{"author":{{"name":"A B"}}}}</script>', 50_000),
    "nested linked data": lambda: html(f"{LINKED_DATA}{'[' * 4_000_000}</script><p>x", 1),
    "bylines": lambda: html('<div class="byline">By Ann Oth and Al Reth</div>', 80_000),
}


def check_path(path: Path) -> None:
    """`check` for a file of any size."""
    start = time.process_time()
    with suppress(InputError):
        holds(read(path))
    assert time.process_time() - start < SOON


@pytest.mark.parametrize("make", HEAVY.values(), ids=HEAVY.keys())
def test_no_page_hangs(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(make())
    check_path(path)


MARKED = ["*", "_", "[", "![", "](", "`", "> ", "- ", "<", "&", "*a_", "[a](", "<!--", "---\n", "\\"]


@pytest.mark.parametrize("unit", MARKED)
def test_no_markdown_hangs(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "\n\nIt rained.\n"
    start = time.process_time()
    with suppress(InputError):
        make_article(text.encode(), name="a.md")
    assert time.process_time() - start < SOON


def test_an_article_that_is_one_quotation() -> None:
    one = "“Nobody sleeps here, and nobody will.”"
    for text in (one, "“Nobody sleeps.\n\n“Nobody will.”\n", "“" + "a b. " * 9000 + "”"):
        holds(read_article(make_article(text.encode(), name="a.txt")))


def test_a_file_of_fifty_megabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>" + b" " * 50_000_000)
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value) == (
        f"article {path}: 50,000,006 bytes, more than the {MAX_BYTES:,} that are read\n"
        "hint: is this the right file? cut it to the part you need"
    )


ODD = ("“", "”", "’", "\u202e", "\u0085", "<", ">", '"', "\x00", "\r", "<!--", "<q>", "}", "((", "%")


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The bytes after a few cuts, copies, swaps and strange signs."""
    found = bytearray(data)
    for _ in range(draw.randint(1, 12)):
        at, to = sorted(draw.randrange(len(found) + 1) for _ in range(2))
        piece = bytes(found[at : min(to, at + 400)])
        kind = draw.randrange(4)
        if kind == 0:
            del found[at : at + len(piece)]
        elif kind == 1:
            found[to:to] = piece * draw.randint(1, 5)
        elif kind == 2 and at < len(found):
            found[at] = draw.randrange(256)
        else:
            odd = draw.choice(ODD)
            found[at:at] = odd.encode()
    return bytes(found)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_mutations_of_own_articles_never_fail(seed: int) -> None:
    pytest.importorskip("pypdf")
    draw = random.Random(seed)
    files = [(path.read_bytes(), "a.txt") for path in sorted(ARTICLES.glob("*.txt"))]
    files += [(PAGE.encode(), "a.html"), (pdf(["Night", "It rained."], ["It rained on."]), "a.pdf")] * 10
    for _ in range(150):
        data, name = draw.choice(files)
        check(mutated(data, draw), draw.choice([name, name, "a.html", "a.md"]))


GUIDED = """
import sys
import atheris
with atheris.instrument_imports(include=["asabiya.evidence.documents"]):
    from asabiya.evidence.documents import article, page, markdown, imprint, chrome, markup, byline
from asabiya.errors import InputError
from asabiya.evidence import read_article
NAMES = ("a.txt", "a.html", "a.md")
def one(data):
    if not data:
        return
    try:
        ledger = read_article(article.make_article(data[1:], name=NAMES[data[0] % 3]))
    except InputError:
        return
    for s in ledger.statements:
        assert s.text == " ".join(ledger.article.text[a:b] for a, b in s.spans)
atheris.Setup(sys.argv, one)
atheris.Fuzz()
"""


@pytest.mark.slow
def test_guided_fuzzing_finds_no_failure(tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in sorted(ARTICLES.glob("*.txt"))[:10]:
        (corpus / path.name).write_bytes(b"\x00" + path.read_bytes())
    (corpus / "page").write_bytes(b"\x01" + PAGE.encode())
    # Without a limit of memory: the peak that the fuzzer reads is that of the process which started it.
    options = [
        str(corpus),
        "-rss_limit_mb=0",
        "-max_total_time=30",
        "-timeout=10",
        "-max_len=20000",
        "-seed=1",
    ]
    command = [sys.executable, "-c", GUIDED, *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
