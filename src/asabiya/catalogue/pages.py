"""The catalogue's pages as Markdown, from entries and the record of their verification; nothing is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from asabiya.catalogue.describe import description, overview, written
from asabiya.catalogue.entry import Entry

__all__ = ["index", "page"]

_NOTE = "Made from the source by `make docs`; change it there."
_SAID = {"verified": "verified", "partly": "partly verified", "unverified": "**not verified**"}


def page(entry: Entry) -> str:
    """The page of a model; its figure, if it has one, is ``images/<id>.svg``."""
    about = description(entry)
    lines = [
        f"# {about['title']}",
        "",
        f"`{entry.id}`, {_standing(about)}. {_NOTE}",
        "",
        about["question"],
        "",
    ]
    if about["figure"]:
        lines += [f"![{about['title']}, with the default parameters.](images/{entry.id}.svg)", ""]
    lines += ["```sh", f"asabiya catalogue run {entry.id}", "```", ""]
    lines += ["## Equations", "", "```text", about["equations"], "```", "", _stated(about["module"]), ""]
    lines += ["## Parameters", "", *_parameters(about["parameters"]), ""]
    lines += ["## How to read the result", "", about["reading"], ""]
    lines += ["## Verification", "", *_targets(about["targets"]), ""]
    misses = [f"`{row['name']}`: {row['known_miss']}" for row in about["targets"] if row["known_miss"]]
    for title, several in (
        ("Known misses", misses),
        ("Deviations from the paper", about["deviations"]),
        ("Not verified", about["unverified"]),
    ):
        if several:
            lines += [f"## {title}", "", *(f"- {line}" for line in several), ""]
    lines += ["## Citation", "", "```bibtex", "\n\n".join([about["citation"], *about["citations"]]), "```"]
    return "\n".join(lines) + "\n"


def _stated(module: str) -> str:
    """Where the model stands in full, whose numbers targets and deviations quote."""
    path = f"src/{module.replace('.', '/')}.py"
    return (
        f"The full statement, with the order of events and every draw, is the docstring of\n"
        f"[`{path.rsplit('/', 1)[1]}`](../../{path}). Numbers in brackets, such as (1), are its equations'."
    )


def index(entries: Iterable[Entry]) -> str:
    """The catalogue's front page: every model with its status, what the statuses mean, every target."""
    models = list(entries)
    rows = [
        (f"[`{one['id']}`]({one['id']}.md)", one["title"], _SAID[one["status"]], one["reason"])
        for one in map(overview, models)
    ]
    lines = ["# The catalogue of published models", "", _NOTE, "", _INTRODUCTION]
    lines += ["## Models", "", *_table(("id", "model", "status", "because"), rows), "", _STATUSES.rstrip()]
    for entry in models:
        about = description(entry)
        lines += ["", f"### {entry.id}", "", f"{_standing(about)[0].upper()}{_standing(about)[1:]}.", ""]
        lines += _targets(about["targets"])
    return "\n".join(lines) + "\n"


_INTRODUCTION = """\
Models of collective action, regime change and elite politics as their authors published them, each with its
equations, parameters with sources, a second implementation that was written from the equations alone
(`tests/twins/`), and a comparison with what the paper prints. They are a teaching collection, and a check on
the engine, which rests on the same mechanisms. [Adding a model](adding.md) says how to extend it.

```sh
asabiya catalogue                                        # what there is
asabiya catalogue show granovetter-1978                  # equations, parameters, targets, citation
asabiya catalogue run granovetter-1978 --param sd=12.3 --figure riot.html
asabiya catalogue verify                                 # everything computed again, and compared
```

```python
import asabiya

outcome = asabiya.catalogue.run("granovetter-1978", mean=25, sd=12.3)
print(outcome.status, outcome.results["equilibrium"])
asabiya.catalogue.model("granovetter-1978").figure(outcome)  # an Altair chart
```
"""

_STATUSES = """\
## What the status says

A target is a number that the model must give. It is *published* (printed in the paper, or quoted from it by
another work), *derived* (it follows from the paper's equations, in closed form or by other code) or
*reported* (by somebody else's implementation). The status is computed from what the targets gave when
`asabiya catalogue verify --write` ran last, and is never set by hand:

- **verified**: every target passes, one at least is published, and the entry names no claim of the paper, its
  equations included, that could not be checked.
- **partly verified**: a published or derived target passes, but no published one, or another target does not
  pass, or there is such a claim.
- **not verified**: no published or derived target passes, or the model's code has changed since they were
  recorded. Such an entry does not count as a replication of its paper.

A derived target shows that the code solves the equations, a published one that they are the paper's. What
others reported may cost an entry its status, but does not give it one. A *known miss* is a value that the
model as described does not give; the page says what is known of the reason. `verify` ends with exit code 1 if
a target fails, or if a known miss passes, which needs attention as much.

Verified says that the code does what the paper's model does. It does not say that the model is true.

## Verification

Numbers in brackets, such as (1), are those of the equations in the full statement, to which a page leads.
"""


def _standing(about: Mapping[str, Any]) -> str:
    return f"{_SAID[about['status']]}: {about['reason']}"


def _parameters(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    cells = []
    for row in rows:
        bounds = [row["allowed"]]
        bounds += [f"{word} `{row[key]}`" for word, key in _BOUND if row[key]]
        cells.append(
            (
                f"`{row['name']}`",
                row["meaning"],
                row["unit"],
                written(row["default"]),
                "; ".join(bounds),
                row["source"],
            )
        )
    return _table(("parameter", "meaning", "unit", "default", "allowed", "source"), cells)


_BOUND = (("only with", "only_with"), ("not with", "not_with"))


def _targets(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    columns = ("target", "what", "where", "origin", "value", "ours", "tolerance", "verdict")
    cells = [
        (f"`{row['name']}`", row["what"], row["where"], row["origin"], written(row["value"], 9),
         written(row["ours"], 9), f"{written(row['tolerance'], 3)} ({row['why']})", row["verdict"])
        for row in rows
    ]  # fmt: skip
    return _table(columns, cells)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; a bar within a cell would end it, and is escaped."""
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return head + [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
