"""Write the parts of the documentation that are made from the source: ``make docs``."""

from __future__ import annotations

import ast
import json
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

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


MADE = {"parameters.md": parameters, "scenario.schema.json": schema, "codebook.md": codebook.render}
"""Files made from the source, with what makes them."""


def main() -> None:
    """Write all of them."""
    for name, make in MADE.items():
        (HERE / name).write_text(make(), encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
