"""Imports go down only, files stay short, and nothing of one machine is in the tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "asabiya"

FLOORS = {
    "errors": 0,
    "vocabulary": 0,
    "files": 0,
    "citations": 0,
    "provenance": 0,
    "society": 1,
    "mechanisms": 1,
    "engine": 2,
    "scenario": 3,
    "catalogue": 4,
    "inference": 4,
    "report": 5,
    "api": 6,
    "cli": 7,
}
GROUND = {room for room, floor in FLOORS.items() if floor == 0}
BESIDE = "evidence"

FILES = sorted(SOURCE.rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in FILES}


def imports(path: Path, *, typing_too: bool = True) -> Iterator[str]:
    """Modules of ours that a file imports, at its top or inside functions."""
    nodes: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and not typing_too and "TYPE_CHECKING" in ast.unparse(node.test):
            nodes.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "asabiya")
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "asabiya":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)
        nodes.extend(ast.iter_child_nodes(node))


def room(module: str) -> str:
    return [*module.split("."), ""][1]


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """Names on a cycle of the graph, or none, by removing what imports nothing that is left."""
    left = dict(graph)
    while True:
        free = [name for name, targets in left.items() if not targets & left.keys()]
        if not free:
            return sorted(left)
        for name in free:
            del left[name]


def test_cycles_are_found() -> None:
    assert cycle({"a": {"b"}, "b": {"a"}, "c": {"a"}, "d": set()}) == ["a", "b", "c"]
    assert cycle({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_every_room_has_a_floor() -> None:
    rooms = {room(name) for name in MODULES} - {""}
    assert rooms <= FLOORS.keys() | {BESIDE}


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down_only(module: str) -> None:
    own = room(module)
    if not own:
        return
    for target in imports(MODULES[module]):
        other = room(target)
        if other in ("", own):
            continue
        if own == BESIDE:
            assert other in GROUND, f"{module} imports {target}"
        elif other == BESIDE:
            assert FLOORS[own] >= FLOORS["inference"], f"{module} imports {target}"
        else:
            assert FLOORS[other] <= FLOORS[own], f"{module} imports {target}"


def test_rooms_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        if own := room(module):
            graph.setdefault(own, set()).update({room(t) for t in imports(path)} - {own, ""})
    assert cycle(graph) == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph = {m: set(imports(p, typing_too=False)) - {m, "asabiya"} for m, p in MODULES.items() if room(m)}
    assert cycle(graph) == []


@pytest.mark.parametrize("module", MODULES)
def test_files_and_functions_stay_short(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            assert node.end_lineno - first.lineno < 60, f"{module}.{node.name}"


@pytest.mark.parametrize("module", MODULES)
def test_importing_has_no_heavy_cost_at_the_top(module: str) -> None:
    """The command line, and what it needs before a command runs, import no heavy library at their top."""
    if room(module) not in ("", "errors", "vocabulary", "files") and module != "asabiya.cli":
        return
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert not names & {"jax", "numpy", "xarray", "pydantic", "rich", "typer", "altair", "scipy", "equinox"}


TEXTS = [
    path
    for folder, pattern in (
        (ROOT, "*"),
        (ROOT / ".ci", "*"),
        (ROOT / "src", "**/*"),
        (ROOT / "tests", "**/*"),
        (ROOT / "docs", "**/*"),
        (ROOT / "benchmarks", "**/*"),
    )
    for path in sorted(folder.glob(pattern))
    if path.is_file()
    and path.suffix in (".py", ".md", ".toml", ".lock", ".cff", ".json", ".jsonl", ".txt", "")
]


def test_no_path_of_one_machine() -> None:
    # The names are spelled apart so that this file does not hold what it looks for.
    places = "|".join(("work", "farm", "root", "home"))
    pattern = re.compile(rf"(?<![\w.}}])/({places})/[A-Za-z]")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in TEXTS
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if pattern.search(line)
    ]
    assert found == []


def test_the_lock_file_holds_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted| @ ", text)
    pinned = re.findall(r"^\S+==\S+", text, re.MULTILINE)
    assert len(pinned) > 50
    assert text.count(" \\\n    --hash=sha256:") >= len(pinned)
