"""How answers look in a terminal. Data goes to standard output; notes and progress to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from asabiya.errors import LedgerError, OutputError
from asabiya.files import claim_directory, has_checkpoint
from asabiya.provenance import MARKER, to_json

__all__ = [
    "citations",
    "claim",
    "comparison",
    "explanation",
    "going_on",
    "json_answer",
    "ledger",
    "note",
    "nowcast",
    "refuse_overwriting",
    "repetition",
    "result",
    "run",
    "scenarios",
    "table",
]

Answer = Mapping[str, Any]


class Saveable(Protocol):
    """A result of the public API, as the command line uses it."""

    @property
    def summary(self) -> Answer:
        """The JSON answer."""

    @property
    def directory(self) -> Path | None:
        """Where it was read from."""

    def save(self, directory: Path) -> Path:
        """Write a results directory and return it."""


def json_answer(answer: Answer) -> None:
    """One JSON object on one line."""
    print(to_json(answer))


def note(text: str) -> None:
    """A message that is neither data nor an error."""
    print(f"note: {text}", file=sys.stderr)


def claim(*places: Path | None) -> None:
    """Refuse places for results that cannot take them, before minutes are spent on making them."""
    for place in places:
        if place is not None:
            claim_directory(place, marker=MARKER)


@contextmanager
def going_on(place: Path | None) -> Iterator[None]:
    """Say after an interruption how a run that keeps a checkpoint in ``place`` goes on."""
    try:
        yield
    except KeyboardInterrupt:
        if place is not None and has_checkpoint(place):
            with suppress(OSError):
                note(f"what was done is kept: the same command with --resume {place} goes on")
        raise


def refuse_overwriting(targets: Iterable[Path | None], articles: Iterable[str]) -> None:
    """Refuse to put a ledger where an article, another file that is no ledger or an analyst's work stands."""
    from asabiya.evidence.ledger import is_ledger, load
    from asabiya.evidence.review.history import timeline

    read = [Path(name) for name in articles if name != "-"]
    for target in targets:
        if target is None or not target.is_file():
            continue
        if any(path.exists() and path.samefile(target) for path in read):
            raise OutputError(f"{target}: is the article itself", hint="name another file with -o")
        with target.open("rb") as stream:
            start = stream.read(4096)
        if start.strip() and not is_ledger(start):
            raise OutputError(f"{target}: exists and is no ledger", hint="name another file with -o")
        with suppress(LedgerError):
            if start.strip() and timeline(load(target)):
                raise OutputError(
                    f"{target}: holds what analysts changed, which would be lost",
                    hint="name another file with -o",
                )


def result(made: Saveable, tables: Callable[[Answer], None], *, out: Path | None, as_json: bool) -> None:
    """Save a result where asked, unless it was read there, then show it: as JSON, or by ``tables`` and the
    page's path.
    """
    written = made.save(out) if out is not None and out != made.directory else out
    for text in made.summary.get("notes", ()):
        note(text)
    if as_json:
        json_answer(made.summary)
        return
    tables(made.summary)
    if written is not None:
        page = written / "report.html"
        _console().print(f"page: {page if page.exists() else written}", soft_wrap=True)


def ledger(answer: Answer, *, written: Path | None) -> None:
    """A ledger's article and statements."""
    article = answer["article"]
    byline = ", ".join(
        str(article[key]) for key in ("author", "affiliation", "outlet", "published") if article.get(key)
    )
    console = _console()
    title = article.get("title") or article.get("source") or "article"
    console.print(f"{title} ({byline})" if byline else title, style="bold", soft_wrap=True)
    for statement in answer["statements"]:
        named = dict.fromkeys((statement["speaker"]["name"] or "unnamed", statement["office"]))
        speaker = ", ".join(filter(None, named))
        codes = ", ".join(code["code"] for code in statement["codes"])
        day = _day(statement["date"]) or "no date"
        console.print(f"\n{statement['id']}  {speaker} · {day} · {statement['kind']}", style="cyan")
        console.print(Padding(Text(f"“{_shortened(statement['text'])}”"), (0, 0, 0, 4), expand=False))
        if codes:
            console.print(Padding(Text(codes), (0, 0, 0, 4), expand=False))
    if written is not None:
        console.print(f"\nledger: {written}", soft_wrap=True)


def _day(date: Mapping[str, Any]) -> str:
    """A statement's date as precise as it is known, with a query where the year was inferred."""
    if date["value"] is None:
        return ""
    length = {"day": 10, "month": 7, "year": 4}[date["precision"]]
    return str(date["value"])[:length] + ("?" if date["year_inferred"] else "")


def scenarios(found: Iterable[Answer]) -> None:
    """The library."""
    rows = [tuple(entry.get(key, "") for key in ("id", "title", "start", "days")) for entry in found]
    table("scenarios", "id title start days", rows)


def explanation(answer: Answer) -> None:
    """What a scenario will do."""
    console = _console()
    console.print(f"{answer['scenario']}: from {answer['start']}, {answer['days']} days", soft_wrap=True)
    _mappings("phases", answer["phases"])
    rows = [
        (p["key"], _value(p["value"]), p["unit"] or "", _range(p["range"]), p["source"])
        for p in answer["parameters"]
    ]
    table("parameters", "key value unit range source", rows)
    off = [name for name, on in answer["mechanisms"].items() if not on]
    console.print(f"switched off: {', '.join(off) or 'nothing'}")
    points = [(_value(p["value"]), "stable" if p["stable"] else "unstable") for p in answer["fixed_points"]]
    table("fixed points", "value kind", points)
    distance = answer["tipping_distance"]
    console.print(f"distance to the tipping point: {'none found' if distance is None else _value(distance)}")
    for warning in answer["warnings"]:
        note(str(warning))


def run(answer: Answer) -> None:
    """Outcomes and last-day indices of an ensemble."""
    title = f"{answer['scenario']}: {_size(answer)}"
    outcomes = [(name, _share(o["p"]), _interval(o, _share)) for name, o in answer["outcomes"].items()]
    table(f"{title}: outcomes", "outcome probability interval", outcomes)
    indices = [(name, _value(i["median"]), _interval(i)) for name, i in answer["indices"].items()]
    table("on the last day", "index median 90_%", indices)


def comparison(answer: Answer) -> None:
    """Effects of a change, with what pairing gained."""
    ratios = answer["variance_ratio"]
    rows = [
        (name, _value(effect["difference"]), _interval(effect), _value(ratios.get(name)))
        for name, effect in answer["effects"].items()
    ]
    title = f"{answer['scenario']}: {_size(answer)}: " if "scenario" in answer else ""
    table(f"{title}effects", "quantity difference interval variance_ratio", rows)


def _size(answer: Answer) -> str:
    """How large an ensemble is.

    >>> _size({"members": 3, "fidelity": "micro", "agents": 2000, "days": 30, "seed": 1})
    '3 members of 2,000 agents, 30 days, seed 1'
    """
    agents = f" of {answer['agents']:,} agents" if answer.get("fidelity") == "micro" else ""
    return f"{answer['members']} members{agents}, {answer['days']} days, seed {answer['seed']}"


def nowcast(answer: Answer) -> None:
    """Prior against posterior, each statement's share, and the sentence last."""
    prior, posterior = answer["prior"], answer["posterior"]
    outcomes = []
    for name, horizons in posterior["outcomes"].items():
        for days, after in horizons.items():
            before, shift = prior["outcomes"][name][days], after["shift"]
            row = (name, days, _share(before["p"]), _share(after["p"]), _points(shift["p"]))
            outcomes.append((*row, _interval(shift, _points)))
    table("outcomes", "outcome days prior posterior shift_[points] interval", outcomes)
    indices = [
        (name, _value(before["median"]), _value(posterior["indices"][name]["median"]), _interval(before))
        for name, before in prior["indices"].items()
    ]
    table("indices at as-of", "index prior posterior prior_90_%", indices)
    statements = [
        (
            s["id"],
            s["speaker"] or "",
            s["date"] or "",
            ", ".join(s["codes"]),
            _measured(s, "leave_one_out_nats"),
        )
        for s in answer["statements"]
    ]
    table("statements", "id speaker date codes nats", statements)
    console = _console()
    console.print(f"information: {_measured(answer, 'information_nats')} nats")
    console.print(answer["sentence"], style="bold", soft_wrap=True)


def citations(answer: Answer) -> None:
    """BibTeX, each entry under a comment with its reason."""
    print("\n\n".join(f"% {entry['reason']}\n{entry['bibtex']}" for entry in answer["citations"]))


def repetition(answer: Answer) -> None:
    """Whether a result came out the same again."""
    console = _console()
    console.print("equal" if answer["equal"] else "not equal", style="bold")
    console.print(f"before: {answer['digest_before']}", soft_wrap=True)
    console.print(f"after:  {answer['digest_after']}", soft_wrap=True)
    for line in answer["environment_differences"]:
        console.print(f"environment: {line}", soft_wrap=True)


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        # Rich would end the process with code 1; that the reader has had enough is no failure.
        raise BrokenPipeError


def _console() -> Console:
    # Markup and highlighting off: an article's brackets are text, not instructions.
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 120
    return _Terminal(markup=False, highlight=False, emoji=False, width=width)


def table(title: str, columns: str, rows: Sequence[Sequence[object]], *, whole: int = 0) -> None:
    """A table with right-aligned numbers; columns are words, an underscore for a space.

    The cells of the first ``whole`` columns stay on one line, however narrow the terminal.
    """
    grid = Table()
    for position, column in enumerate(columns.split()):
        cells = [str(row[position]) for row in rows]
        numeric = bool(cells) and all(_numeric(cell) for cell in cells if cell)
        grid.add_column(
            column.replace("_", " "),
            justify="right" if numeric else "left",
            overflow="fold",
            no_wrap=position < whole,
        )
    for row in rows:
        grid.add_row(*(Text(str(cell)) for cell in row))
    console = _console()
    # Not the table's own title, which would wrap at the width of a narrow table.
    console.print(title, style="bold", soft_wrap=True)
    console.print(grid)


def _numeric(cell: str) -> bool:
    """Whether a cell is a number, perhaps with its unit or interval, and no sentence that begins with one."""
    return cell[:1] in "0123456789+-−–" and len(cell.split()) <= 4


def _mappings(title: str, entries: Sequence[Answer]) -> None:
    """A table of records that share their keys."""
    if entries:
        columns = list(entries[0])
        table(title, " ".join(columns), [[_value(entry.get(key)) for key in columns] for entry in entries])


def _value(value: object) -> str:
    """A number to three significant digits, anything else as text.

    >>> _value(0.123456), _value(None), _value("assumed")
    ('0.123', '–', 'assumed')
    """
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3g}"
    return str(value)


def _measured(entry: Mapping[str, Any], name: str) -> str:
    """A number with its standard error.

    >>> _measured({"nats": 0.0123, "nats_se": 0.004}, "nats")
    '0.0123 ± 0.004'
    """
    return f"{_value(entry[name])} ± {_value(entry[f'{name}_se'])}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _points(value: float | None) -> str:
    """A difference of shares in percentage points, signed; the column names the unit."""
    return "–" if value is None else f"{100 * value:+.2f}"


def _interval(entry: Mapping[str, Any], form: Callable[[Any], str] = _value) -> str:
    return f"{form(entry['lo'])} to {form(entry['hi'])}"


def _range(bounds: Any) -> str:
    return "–" if bounds is None else " to ".join(_value(bound) for bound in bounds)


def _shortened(text: str, length: int = 300) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
