"""The page's structure: what is there, what is left out, and that no text of a result becomes markup."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
import xarray as xr

from asabiya.errors import OutputError, ResultError
from asabiya.report import ResultView, html_summary, render, write_page
from asabiya.report.panels import panels
from asabiya.report.view import Kind

VOID = {"meta", "br", "img", "link", "hr", "input"}
Attributes = dict[str, str]


class Reader(HTMLParser):
    """Elements with their attributes, texts, and whether every element was closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> without a start"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    def named(self, *tags: str) -> Iterator[Attributes]:
        return (attributes for tag, attributes in self.elements if tag in tags)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def nowcast(html: Mapping[str, str]) -> Reader:
    return Reader(html["nowcast"])


@pytest.fixture(scope="module")
def run(html: Mapping[str, str]) -> Reader:
    return Reader(html["run"])


@pytest.fixture(scope="module")
def compare(html: Mapping[str, str]) -> Reader:
    return Reader(html["compare"])


@pytest.fixture(scope="module", params=["nowcast", "run", "compare", "hostile"])
def page(request: pytest.FixtureRequest, html: Mapping[str, str]) -> Reader:
    return Reader(html[request.param])


def test_every_element_is_closed_and_the_language_is_told(page: Reader) -> None:
    assert page.open == []
    assert next(page.named("html"))["lang"] == "en"
    assert len(list(page.named("main"))) == len(list(page.named("h1"))) == 1
    assert len(list(page.named("header", "nav", "footer"))) >= 3


def test_nothing_is_loaded_from_anywhere(page: Reader) -> None:
    assert not list(page.named("script", "img", "iframe", "object", "embed", "link", "base", "form", "image"))
    policy = next(
        a["content"] for a in page.named("meta") if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    for _, attributes in page.elements:
        assert not {"src", "srcset", "xlink:href", "background", "action"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        assert "url(http" not in attributes.get("style", "")


def test_links_lead_to_the_page_itself_or_to_https(page: Reader) -> None:
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for link in page.named("a"):
        target = link["href"]
        assert (target[1:] in ids) if target.startswith("#") else urlsplit(target).scheme == "https"
    for _, attributes in page.elements:
        named = f"{attributes.get('aria-labelledby', '')} {attributes.get('clip-path', '')}"
        assert set(attributes.get("aria-labelledby", "").split()) <= set(ids), named


def test_headings_go_down_one_level_at_a_time(page: Reader) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_figure_has_a_text_alternative_and_a_table(page: Reader) -> None:
    figures = list(page.named("figure"))
    pictures = [a for a in page.named("svg") if a.get("role") == "img"]
    assert len(figures) == len(pictures) >= 5
    titles = {a["id"] for a in page.named("title", "desc") if "id" in a}
    assert all(set(a["aria-labelledby"].split()) <= titles for a in pictures)
    assert len([a for a in page.named("details") if a.get("class") == "data"]) == len(figures)
    assert len(list(page.named("table"))) >= len(figures)


def test_tables_scroll_inside_a_box_that_the_keyboard_reaches(page: Reader) -> None:
    boxes = [a for a in page.named("div") if a.get("class") == "scroll"]
    assert len(boxes) == len(list(page.named("table")))
    assert all(a["tabindex"] == "0" and a["role"] == "region" and a["aria-label"] for a in boxes)


def test_no_text_of_a_result_becomes_markup(html: Mapping[str, str]) -> None:
    assert "<script" not in html["hostile"]
    assert "<img" not in html["hostile"]
    assert "&lt;script&gt;document.title" in html["hostile"]
    reader = Reader(html["hostile"])
    shown = [text for text in reader.texts if "<script>document.title='broken'</script>" in text]
    places = (
        "The harbour republic",
        "N. Writer",
        "The Quay",
        "Harbour Union",
        "General Osk",
        "hardly change",
    )
    for place in places:
        assert any(place in text for text in shown), place


def test_size_is_that_of_a_picture(html: Mapping[str, str]) -> None:
    assert len(html["nowcast"].encode()) < 600_000


def test_the_sentence_comes_first(nowcast: Reader) -> None:
    tags = [tag for tag, _ in nowcast.elements]
    assert tags.index("h1") < tags.index("h2")
    assert tags.index("h1") < tags.index("svg")
    assert "This article should hardly change your mind" in nowcast.text


@pytest.mark.parametrize(
    "words",
    [
        "0.043 ± 0.012 nats",
        "hardly anything",
        "1.4 % → 1.5 %",
        "31 of 2,103; collapse, no campaign",
        "By N. Writer, who declares affiliation with Harbour Union",
        "3 March 1983 (dated by the text, year inferred)",
        "reported through: a radio host",
        "left out: no date",
        "the same as statement 1, counted once",
        "adds −0.004 ± 0.008 nats",
        "Not in the model: palace coup, succession, election and invasion.",
        "Claims are evidence with provenance, never facts",
        "border war (1 February 1983 to 30 June 1983), harvest fair (from 1 September 1983)",
        "Distance to tipping: 0.83",
        "repression.k has no range",
        "asabiya nowcast harbour-1983 marshal.txt --seed 0",
        "@article{Granovetter1978,",
        "lowest to highest",
        "Epstein2002 ; assumed: halved",
    ],
)
def test_the_nowcast_page_says(nowcast: Reader, words: str) -> None:
    assert words in nowcast.text


def test_marks_and_statements_lead_to_each_other(nowcast: Reader) -> None:
    ids = {a["id"] for _, a in nowcast.elements if "id" in a}
    links = {a["href"] for a in nowcast.named("a")}
    for n in range(1, 7):
        assert {f"text-{n}", f"statement-{n}"} <= ids
        assert {f"#text-{n}", f"#statement-{n}"} <= links


def test_sections_without_content_are_left_out(run: Reader, compare: Reader) -> None:
    sections = {a["id"] for a in run.named("section") if "id" in a}
    assert sections == {
        "before-after",
        "courses",
        "departures",
        "record",
        "model",
        "limits",
        "cite",
        "provenance",
    }
    assert {a["id"] for a in compare.named("section") if "id" in a} >= {"effects", "courses"}
    words = (
        "lowers the probability of collapse by 0.40 percentage points (90 % interval of the difference −0.60"
    )
    assert "Within 365 days, 1.4 % of 200 simulated histories end in collapse" in run.text
    assert words in compare.text


def test_a_bare_result_still_makes_a_page() -> None:
    kinds: tuple[Kind, ...] = ("run", "nowcast", "compare")
    for kind in kinds:
        view = ResultView(kind=kind, summary={}, dataset=xr.Dataset())
        reader = Reader(render(view))
        assert not list(reader.named("figure", "table"))
        assert {a["id"] for a in reader.named("section") if "id" in a} == {"limits"}


def test_missing_and_non_finite_numbers_print_as_a_dash(nowcast_view: ResultView) -> None:
    def spoilt(tree: Any) -> Any:
        if isinstance(tree, dict):
            return {key: spoilt(item) for key, item in tree.items()}
        if isinstance(tree, list):
            return [spoilt(item) for item in tree]
        return (float("nan") if tree > 0.02 else None) if isinstance(tree, float) else tree

    holes = nowcast_view.dataset.copy(deep=True)
    holes["series"][:, :, ::3] = np.nan
    holes["departures"][:, 0] = np.inf
    view = dataclasses.replace(
        nowcast_view,
        summary=spoilt(dict(nowcast_view.summary)),
        scenario=spoilt(dict(nowcast_view.scenario)),
        dataset=holes,
    )
    text = Reader(render(view)).text
    assert "–" in text
    assert not re.search(r"\b(nan|NaN|inf|Infinity|None|null)\b", text)


def test_two_ledgers_may_use_the_same_ids(nowcast_view: ResultView) -> None:
    ledger = nowcast_view.ledgers[0]
    view = dataclasses.replace(nowcast_view, ledgers=[ledger, ledger])
    reader = Reader(render(view))
    ids = [a["id"] for _, a in reader.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert {"statement-1", "statement-12", "article-2"} <= set(ids)


def test_a_book_length_article_with_many_statements_stays_small(nowcast_view: ResultView) -> None:
    ledger = json.loads(json.dumps(nowcast_view.ledgers[0]))
    ledger["article"]["text"] += "\n\n".join("word " * 5_000 for _ in range(40))
    ledger["statements"] = [
        dict(item, id=f"{item['id']}-{k}") for k in range(100) for item in ledger["statements"]
    ]
    view = ResultView(kind="nowcast", summary={}, dataset=xr.Dataset(), ledgers=[ledger, ledger])
    html = render(view)
    assert len(html.encode()) < 1_000_000
    assert "300 more statements of this article are in its ledger file." in html
    assert "600 more statements of this article are in its ledger file." in html
    assert "[…]" in html


def test_the_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    view = ResultView(kind="run", summary={}, dataset=xr.Dataset())
    path = tmp_path / "new" / "report.html"
    write_page(view, path)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert [item.name for item in path.parent.iterdir()] == ["report.html"]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_page(view, tmp_path / "file" / "report.html")


def test_the_same_result_makes_the_same_page(run_view: ResultView, html: Mapping[str, str]) -> None:
    assert render(run_view) == html["run"]


def test_a_view_of_no_known_kind_is_refused() -> None:
    with pytest.raises(
        ResultError, match=r"^report: result of kind 'walk'\nhint: allowed: compare, nowcast, run$"
    ):
        ResultView(kind="walk", summary={}, dataset=xr.Dataset())  # type: ignore[arg-type]
    wrong = xr.Dataset(coords={"distribution": ["past"]})
    with pytest.raises(ResultError, match=r"data set of a run with distribution past\nhint: allowed: prior"):
        ResultView(kind="run", summary={}, dataset=wrong)


@pytest.mark.parametrize("name", ["nowcast_view", "run_view", "compare_view", "hostile_view"])
def test_notebook_summary_is_compact_and_escaped(request: pytest.FixtureRequest, name: str) -> None:
    view: ResultView = request.getfixturevalue(name)
    fragment = html_summary(json.loads(json.dumps(dict(view.summary))))
    reader = Reader(fragment)
    assert reader.open == []
    assert len(list(reader.named("table"))) == 1
    assert "<script" not in fragment
    assert len(fragment) < 12_000


def test_a_shift_has_one_figure_and_its_interval_none(nowcast_view: ResultView) -> None:
    rows = [{"parameter": "slope_factor", "value": v, "information_nats": 0.1 * v} for v in (0.5, 1.0, 2.0)]
    shift = {"collapse_365": -0.01, "lo": -0.02, "hi": 0.01}
    summary = {**nowcast_view.summary, "sensitivity": [row | {"shift": shift} for row in rows]}
    found = panels(dataclasses.replace(nowcast_view, summary=summary))["sensitivity"]
    assert [panel.title for panel in found] == ["Information", "Shift of collapse, 365 days"]
