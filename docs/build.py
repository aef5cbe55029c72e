"""Write the parts of the documentation that are made from the source: ``make docs``."""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import asabiya
from asabiya import catalogue
from asabiya.catalogue import pages, record
from asabiya.engine.model import Model, registry
from asabiya.evidence.coding import codebook
from asabiya.mechanisms.parameters import ParameterInfo
from asabiya.scenario import json_schema

HERE = Path(__file__).parent


def meanings(module: ModuleType) -> dict[str, str]:
    """First line of the docstring under each field of a module's ``Params``."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Params")
    found = {}
    for field, note in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(note, ast.Expr)
            and isinstance(field.target, ast.Name)
        ):
            assert isinstance(note.value, ast.Constant)
            found[field.target.id] = " ".join(str(note.value.value).split()).rstrip(".")
    return found


def prior(info: ParameterInfo) -> str:
    """The prior in words: its centre, and its spread on the link's scale."""
    if info.sd == 0:
        return "fixed"
    scale = {"normal": "normal", "log": "lognormal", "logit": "logit-normal"}[info.scale]
    return f"{scale}, sd {info.sd:g}"


def parameters() -> str:
    """Every parameter of the model as Markdown tables, one for each mechanism."""
    lines = [
        "# Parameters",
        "",
        "Made from the source by `make docs`; change it there. A source is a key of",
        "`src/asabiya/references.bib`, or says why the value is assumed or how it was calibrated. The value",
        "is the prior's centre; a prior is cut to its range. A scenario may set another, with a source.",
    ]
    by_group: dict[str, list[ParameterInfo]] = {}
    for info in registry().values():
        by_group.setdefault(info.name.split(".")[0], []).append(info)
    for group, infos in by_group.items():
        notes = meanings(sys.modules[type(getattr(Model(), group)).__module__])
        lines += ["", f"## {group}", "", "| parameter | meaning | unit | value | range | prior | source |"]
        lines += ["|---|---|---|---|---|---|---|"]
        for info in infos:
            meaning = notes[info.name.partition(".")[2]]
            bounds = f"{info.low:g} to {info.high:g}"
            cells = (
                f"`{info.name}`",
                meaning,
                info.unit,
                f"{info.value:g}",
                bounds,
                prior(info),
                info.source,
            )
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def schema() -> str:
    """JSON Schema of a scenario file, for editors."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def catalogue_index() -> str:
    """The catalogue's front page."""
    return pages.index(catalogue.entries())


def catalogue_page(id: str) -> str:
    """The page of a model of the catalogue."""
    return pages.page(catalogue.model(id))


def stamp(id: str) -> str:
    """What a model's figure follows from: its code, what all figures share, and the house's look."""
    package = Path(str(asabiya.__file__)).parent
    parts = (package / "catalogue/figures.py", package / "report/picture.py", package / "report/theme.py")
    whole = record.digest(id) + "".join(hashlib.sha256(part.read_bytes()).hexdigest() for part in parts)
    return f"<!-- {hashlib.sha256(whole.encode()).hexdigest()} -->\n"


def figure(id: str) -> str | None:
    """The figure of a model with its default parameters, with its stamp; None where there is none."""
    from asabiya.report import picture

    draw = catalogue.model(id).figure
    return None if draw is None else f"{picture.svg(draw(catalogue.run(id)))}\n{stamp(id)}"


MADE: dict[str, Callable[[], str]] = {
    "parameters.md": parameters,
    "scenario.schema.json": schema,
    "codebook.md": codebook.render,
    "catalogue/index.md": catalogue_index,
    **{f"catalogue/{id}.md": partial(catalogue_page, id) for id in catalogue.ids()},
}
"""Files made from the source, with what makes them."""


def main() -> None:
    """Write all of them, and the figures whose model has changed."""
    for name, make in MADE.items():
        (HERE / name).write_text(make(), encoding="utf-8")
        print(f"docs/{name}")
    for id in catalogue.ids():
        path = HERE / "catalogue" / "images" / f"{id}.svg"
        fresh = path.is_file() and path.read_text(encoding="utf-8").endswith(stamp(id))
        if not fresh and (drawn := figure(id)) is not None:
            path.parent.mkdir(exist_ok=True)
            path.write_text(drawn, encoding="utf-8")
            print(f"docs/catalogue/images/{id}.svg")


if __name__ == "__main__":
    main()
