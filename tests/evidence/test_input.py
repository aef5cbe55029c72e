"""Files, pages and standard input: decoding, metadata, and what bad input gets."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from asabiya.errors import InputError
from asabiya.evidence import read, read_text

TALE = "Quiet Night\n\nGeneral Ada Lorn said, “Nobody sleeps.”\n"


def write(folder: Path, data: bytes, name: str = "tale.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_text_is_the_files_text_but_for_the_byte_order_mark(
    tmp_path: Path, newline: str, mark: bytes
) -> None:
    text = TALE.replace("\n", newline)
    data = mark + text.encode()
    ledger = read(write(tmp_path, data))
    assert ledger.article.text == text
    assert ledger.article.sha256 == hashlib.sha256(data).hexdigest()
    [statement] = ledger.statements
    assert statement.text == "Nobody sleeps."
    assert statement.spans == ((text.index("Nobody"), text.index("Nobody") + 14),)


def test_direction_marks_do_not_hide_a_statement() -> None:
    text = "\u200fNight\n\n\u202bGeneral Ada Lorn\u202c said, \u200f“\u200fNobody sleeps.\u200f”\u200f"
    [statement] = read_text(text).statements
    assert (statement.speaker.name, statement.text) == ("Ada Lorn", "Nobody sleeps.")


def test_offsets_count_code_points() -> None:
    text = "𝔑ight 🌙\n\nGeneral Ada Lorn said, “Nobody 🌙 sleeps.”"
    [statement] = read_text(text).statements
    [(start, end)] = statement.spans
    assert text[start:end] == "Nobody 🌙 sleeps."


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "A Long Night\n\nGeneral Ada Lorn said, “Nobody sleeps in this\ngarrison, and nobody will before\n"
        "the morning comes.”\n\nThe general left\nthe hall without another\nword.\n"
    )
    quoted, plain = read_text(text).statements
    assert quoted.text == "Nobody sleeps in this\ngarrison, and nobody will before\nthe morning comes."
    assert plain.kind == "author"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TALE.encode())))
    ledger = read("-")
    assert ledger.article.source == "-"
    assert ledger.article.text == TALE


def test_what_the_caller_states_goes_before_what_the_article_says() -> None:
    ledger = read_text(
        "Night\n\nBy Cora Venn, The Post\n\nIt rained.\n",
        author="Ann Oth",
        affiliation="A",
        outlet="B",
        published="2020-01-02",
    )
    article = ledger.article
    assert (article.author, article.affiliation, article.outlet) == ("Ann Oth", "A", "B")
    assert str(article.published) == "2020-01-02"


@pytest.mark.parametrize(
    ("end", "author", "affiliation"),
    [
        ("Cora Venn writes for the Tern Review.", "Cora Venn", "Tern Review"),
        ("Cora Venn is a fellow at the Tern Institute.", "Cora Venn", "Tern Institute"),
        (
            "Cora Venn\n\nCora Venn is the editor of The Tern.\n\n3 Comments\n\nFirst!",
            "Cora Venn",
            "The Tern",
        ),
        ("Cora Venn", "Cora Venn", None),
        ("Nobody signed this.", None, None),
    ],
)
def test_author_and_affiliation_come_from_the_note_at_the_end(
    end: str, author: str | None, affiliation: str | None
) -> None:
    ledger = read_text(f"Night\n\nIt rained on the garrison.\n\n{end}\n")
    assert (ledger.article.author, ledger.article.affiliation) == (author, affiliation)
    texts = [s.text for s in ledger.statements]
    assert texts == ["It rained on the garrison.", *([end] if author is None else [])]


def test_comment_form_is_no_statement() -> None:
    form = "\n\nLeave a Reply\n\nYour email address will not be published. Required fields are marked *"
    assert len(read_text("Night\n\nIt rained on the garrison." + form).statements) == 1


PAGE = """<!DOCTYPE html><html><head><meta charset="windows-1252"><title>Night Watch - The Post</title>
<meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2022-05-09T08:00:00Z">
<script>var x = "General Fake said, 'I am a script'";</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>Night Watch</h1><div class="byline">By Cora Venn</div>
<p>On May 3, General Adel Varzi, the commander of the Lurin garrison, said, “Some of our men have
deserted, and I will not hide it from you any longer.”</p>
<p>The town has been quiet since the spring, and its markets open late. Nobody on the quay remembers a
colder May, and nobody says so aloud.</p>
<p>“We must stay alert,” Varzi added on Friday.</p></article>
<div class="author-box"><h3>Cora Venn</h3><p>Cora Venn is a fellow at the Tern Institute.</p></div>
<div id="comments"><div class="comment"><p>“Traitors will hang,” said General Troll.</p></div></div>
</body></html>"""


def test_page_by_its_charset_without_script_and_comments(tmp_path: Path) -> None:
    ledger = read(write(tmp_path, PAGE.encode("windows-1252"), "page.html"))
    article = ledger.article
    assert (article.title, article.author, article.affiliation, article.outlet) == (
        "Night Watch",
        "Cora Venn",
        "Tern Institute",
        "The Post",
    )
    said = [(s.speaker.name, str(s.date.value)) for s in ledger.statements if s.kind == "direct"]
    assert said == [("Adel Varzi", "2022-05-03"), ("Adel Varzi", "2022-05-06")]
    assert "script" not in article.text
    assert "Troll" not in article.text


def test_page_is_known_by_its_content(tmp_path: Path) -> None:
    assert read(write(tmp_path, PAGE.encode("windows-1252"), "page")).article.title == "Night Watch"


def test_short_page_and_page_without_date() -> None:
    ledger = read_text("<html><body><p>General Ada Lorn said, “Nobody sleeps.”</p></body></html>")
    [statement] = ledger.statements
    assert (statement.text, ledger.article.published) == ("Nobody sleeps.", None)


def test_text_that_mentions_markup_stays_text() -> None:
    text = "Night\n\nGeneral Ada Lorn said, “<script>alert(1)</script> is no order.”"
    [statement] = read_text(text).statements
    assert statement.text == "<script>alert(1)</script> is no order."


BAD = [
    (b"", "article {path}: the file is empty", "was the download complete?"),
    (b" \n\t ", "article {path}: the file is empty", "was the download complete?"),
    (
        b"abc\x00def",
        "article {path}: a binary file (NUL byte at offset 3)",
        "give plain text, Markdown, HTML or PDF; save a word-processor file as text first",
    ),
    (
        b"caf\xe9 said",
        "article {path}: not UTF-8 (byte 0xe9 at offset 3)",
        "convert it first: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
    ),
    (
        "Night".encode("utf-16"),
        "article {path}: UTF-16, not UTF-8",
        "convert it first: iconv -f UTF-16 -t UTF-8 FILE > NEW",
    ),
    (
        b"{\\rtf1 It rained.}",
        "article {path}: RTF, not text",
        "give plain text, Markdown, HTML or PDF; save a word-processor file as text first",
    ),
    (
        b"a" * 300_001,
        "article {path}: 300,001 characters of text, more than the 300,000 that are read",
        "is this one article? split it, or cut it to the part you need",
    ),
    (
        b'{"schema": "asabiya.ledger/1", "article": {}}\n',
        "article {path}: a ledger, not an article",
        "it is read already: give it to asabiya nowcast",
    ),
    (
        b"a" * 10_000_001,
        "article {path}: 10,000,001 bytes, more than the 10,000,000 that are read",
        "is this the right file? cut it to the part you need",
    ),
]


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    BAD,
    ids=["empty", "blank", "binary", "latin", "utf16", "rtf", "long", "ledger", "big"],
)
def test_bad_file(tmp_path: Path, data: bytes, message: str, hint: str) -> None:
    path = write(tmp_path, data)
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value) == f"{message.format(path=path)}\nhint: {hint}"
    assert caught.value.exit_code == 2


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html><meta charset=nonsense><p>Text</p></html>", "declares the charset 'nonsense'"),
        (b"<html><meta charset=utf-8><p>caf\xe9</p></html>", "not utf-8 as it declares"),
        (b"<html><body><script>1</script></body></html>", "the page holds no text"),
    ],
)
def test_bad_page(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        read(write(tmp_path, data, "page.html"))


@pytest.mark.parametrize("day", ["yesterday", "2023-13-01", "08/12/2023", "20231208", ""])
def test_published_must_be_a_date(day: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text("It rained.", published=day)
    assert str(caught.value) == (
        f"--published: {day!r} is not a date; allowed: YYYY-MM-DD\n"
        "hint: write a day of the calendar as 2023-12-08"
    )


def test_lone_surrogate_is_no_text() -> None:
    with pytest.raises(InputError, match="lone surrogate at offset 2"):
        read_text("ab\ud800")


def test_importing_the_reader_loads_no_heavy_library() -> None:
    heavy = ("trafilatura", "htmldate", "lxml", "markdown_it", "pypdf", "spacy", "numpy", "jax")
    code = f"import sys, asabiya.evidence; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
