from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from asabiya import catalogue, vocabulary

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
WORDS = {
    word
    for name in ("INDICES", "OUTCOMES", "MECHANISMS", "SECTORS", "COHORTS", "RANKS", "KINDS")
    for word in getattr(vocabulary, name)
}


MADE = {
    "codebook.md",
    "parameters.md",
    "scenario.schema.json",
    "catalogue/index.md",
    *(f"catalogue/{id}.md" for id in catalogue.ids()),
}


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("asabiya_docs_build", DOCS / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_is_made_from_the_source_is_up_to_date(name: str, build: ModuleType) -> None:
    assert set(build.MADE) == MADE
    if (DOCS / name).read_text(encoding="utf-8") != build.MADE[name]():
        pytest.fail(f"docs/{name} is not what the source says; run: make docs")


@pytest.mark.parametrize("word", sorted(WORDS))
def test_the_glossary_has_every_word_of_the_vocabulary(word: str) -> None:
    assert f"`{word}`" in (DOCS / "glossary.md").read_text(encoding="utf-8")


def test_the_glossary_has_every_lever_of_the_calendar() -> None:
    from asabiya.society.society import Calendar

    text = (DOCS / "glossary.md").read_text(encoding="utf-8").partition("## Policy")[2].partition("## ")[0]
    levers = re.findall(r"^\| `(\w+)`", text, re.MULTILINE)
    fields = [name for name in Calendar.__dataclass_fields__ if name not in ("push", "departures", "rest")]
    assert levers == fields


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")]),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("id", catalogue.ids())
def test_a_models_figure_is_of_this_code(id: str, build: ModuleType) -> None:
    path = DOCS / "catalogue" / "images" / f"{id}.svg"
    assert path.is_file() == (catalogue.model(id).figure is not None)
    if path.is_file() and not path.read_text(encoding="utf-8").endswith(build.stamp(id)):
        pytest.fail(f"{path.name} was drawn by other code; run: make docs")


@pytest.mark.slow
@pytest.mark.parametrize("id", catalogue.ids())
def test_a_models_figure_is_drawn_the_same_again(id: str, build: ModuleType) -> None:
    path = DOCS / "catalogue" / "images" / f"{id}.svg"
    if (drawn := build.figure(id)) is not None:
        assert path.read_text(encoding="utf-8") == drawn
