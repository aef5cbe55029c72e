"""Ledgers of the same articles side by side: what several coders made of them, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from pydantic import JsonValue

from asabiya.errors import InputError
from asabiya.evidence.agreement import DRAWS, Table, alpha, pooled
from asabiya.evidence.documents.manifest import ledgers_in
from asabiya.evidence.ledger import Ledger, Span, Statement, load
from asabiya.vocabulary import CODES

__all__ = ["compare_coders", "compare_ledgers", "open_coder"]

Unit = tuple[str, tuple[Span, ...]]
"""An article's SHA-256 and the spans of a statement in it."""

_UNCODED: Final = ("author", "ascribed")

_FIELDS: Final[Mapping[str, Callable[[Statement], Hashable]]] = {
    "kind": lambda s: s.kind,
    "speaker": lambda s: s.speaker.id or "",
    "sector": lambda s: s.sector or "",
    "date": lambda s: str(s.date.value or ""),
}
"""What is compared of a statement beside its codes; an open field is an answer of its own."""


@dataclass(frozen=True)
class _Coder:
    """One coder's statements by unit."""

    name: str
    ledgers: tuple[Ledger, ...]

    def units(self) -> dict[Unit, Statement]:
        return {(g.article.sha256, s.spans): s for g in self.ledgers for s in g.statements}


def open_coder(place: str | Path) -> tuple[Ledger, ...]:
    """One coder's ledgers: a ledger's file, or all ``.jsonl`` files of a folder that are ledgers.

    Raises
    ------
    InputError
        For a folder without ledgers, and what `asabiya.evidence.ledger.load` raises.
    """
    path = Path(place)
    if not path.is_dir():
        return (load(path),)
    return tuple(load(file) for file in ledgers_in(path))


def compare_ledgers(coders: Mapping[str, Sequence[Ledger]], *, draws: int = DRAWS) -> dict[str, Any]:
    """Agreement of coders, each with a ledger of their own of the same articles.

    Parameters
    ----------
    coders
        Each coder's ledgers by name, at most one of an article.
    draws
        Resamples of the units.

    Returns
    -------
    dict
        ``by`` ("ledger"), ``coders``, ``articles`` (shared by two or more), ``units``, ``alpha`` (``kind``,
        ``speaker``, ``sector``, ``date``, ``codes``) and ``codes`` (an alpha for each code); see
        `asabiya.evidence.agreement.Alpha`.

    Raises
    ------
    InputError
        For fewer than two coders, no shared article, or two ledgers of one article by one coder.
    """
    every = [_Coder(name, tuple(ledgers)) for name, ledgers in coders.items()]
    if len(every) < 2:
        raise InputError(f"agree: {len(every)} coder", hint="name the ledgers of two coders or more")
    shared = _shared_articles(every)
    judged = [coder.units() for coder in every]
    keys = sorted({key for one in judged for key in one if key[0] in shared})
    units = [key for key in keys if sum(key in one for one in judged) > 1]
    fields = {
        name: alpha([[_of(one.get(key), get) for one in judged] for key in units], draws=draws).to_json()
        for name, get in _FIELDS.items()
    }
    coded = [key for key in units if any(key in one and one[key].kind not in _UNCODED for one in judged)]
    given = [[_codes_of(one.get(key)) for one in judged] for key in coded]
    together, codes = _code_alphas(given, draws=draws)
    return {
        "by": "ledger",
        "coders": list(coders),
        "articles": len(shared),
        "units": _unitizing(every, judged, shared, units),
        "alpha": {**fields, "codes": together},
        "codes": codes,
    }


def compare_coders(ledgers: Iterable[Ledger], *, draws: int = DRAWS) -> dict[str, Any]:
    """Agreement of the coders inside ledgers: rules, embeddings and analysts.

    A coder is known by the name on a code or on a change. Somebody who changed or accepted statements judged
    those, and says of them what stood after the last change by their hand. Another coder judged every
    attributed statement of the ledgers that hold a code by that name, and says what stood before anybody
    changed it.

    Parameters
    ----------
    ledgers
        Ledgers, at most one of an article.
    draws
        Resamples of the units.

    Returns
    -------
    dict
        As `compare_ledgers`, with ``by`` "coder", and codes alone.

    Raises
    ------
    InputError
        For fewer than two coders, or two ledgers of one article.
    """
    held = tuple(ledgers)
    _refuse_twice("the ledgers", held)
    names = sorted({name for ledger in held for name in _names(ledger)})
    if len(names) < 2:
        found = names[0] if names else "none"
        raise InputError(
            f"agree: the ledgers hold the codes of {len(names)} coder ({found})",
            hint="have somebody review one, or compare two ledgers",
        )
    given = [row for ledger in held for row in _judgements(ledger, names)]
    shared = [row for row in given if sum(value is not None for value in row) > 1]
    together, codes = _code_alphas(shared, draws=draws)
    return {
        "by": "coder",
        "coders": names,
        "articles": len(held),
        "units": {"shared": len(shared), "statements": len(given)},
        "alpha": {"codes": together},
        "codes": codes,
    }


def _judgements(ledger: Ledger, names: Sequence[str]) -> list[list[frozenset[str] | None]]:
    """What each of the coders says of each attributed statement."""
    present = _names(ledger)
    analysts = {change.by for s in ledger.statements for change in s.history}
    return [
        [_said_by(statement, name, present, analysts) for name in names]
        for statement in ledger.statements
        if statement.kind not in _UNCODED
    ]


def _code_alphas(
    given: Sequence[Sequence[frozenset[str] | None]], *, draws: int
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Alpha over the codes together, and of each."""
    tables: dict[str, Table] = {
        code: [[None if value is None else code in value for value in row] for row in given] for code in CODES
    }
    each = {code: alpha(table, draws=draws).to_json() for code, table in tables.items()}
    return pooled(tables, draws=draws).to_json(), each


def _of(statement: Statement | None, get: Callable[[Statement], Hashable]) -> Hashable | None:
    return None if statement is None else get(statement)


def _codes_of(statement: Statement | None) -> frozenset[str] | None:
    return None if statement is None else frozenset(code.code for code in statement.codes)


def _refuse_twice(who: str, ledgers: Sequence[Ledger]) -> None:
    seen: dict[str, str] = {}
    for ledger in ledgers:
        article = ledger.article
        if article.sha256 in seen:
            raise InputError(
                f"agree: {who} hold {article.source} twice (first as {seen[article.sha256]})",
                hint="name one ledger of each article for each coder",
            )
        seen[article.sha256] = article.source


def _shared_articles(every: Sequence[_Coder]) -> set[str]:
    """SHA-256 of the articles that two coders or more have a ledger of."""
    for coder in every:
        _refuse_twice(coder.name, coder.ledgers)
    held = [{ledger.article.sha256 for ledger in coder.ledgers} for coder in every]
    shared = {key for one in held for key in one if sum(key in other for other in held) > 1}
    if not shared:
        sources = "; ".join(f"{c.name} of {c.ledgers[0].article.source}" for c in every)
        raise InputError(
            f"agree: no two of these ledgers are of the same article ({sources})",
            hint="articles are the same if their bytes are: compare sha256",
        )
    return shared


def _unitizing(
    every: Sequence[_Coder],
    judged: Sequence[Mapping[Unit, Statement]],
    shared: set[str],
    units: Sequence[Unit],
) -> dict[str, Any]:
    """What the coders took for statements: shared, and marked by one alone."""
    common = set(units)
    only = {
        coder.name: [key for key in one if key[0] in shared and key not in common]
        for coder, one in zip(every, judged, strict=True)
    }
    overlapping = 0
    for name, keys in only.items():
        others = [
            key
            for coder, one in zip(every, judged, strict=True)
            if coder.name != name
            for key in one
            if key[0] in shared
        ]
        overlapping += sum(any(_overlap(key, other) for other in others) for key in keys)
    held = [{ledger.article.sha256 for ledger in coder.ledgers} for coder in every]
    matched = total = 0
    for (one, mine), (two, theirs) in combinations(zip(judged, held, strict=True), 2):
        both = mine & theirs
        left, right = ({key for key in side if key[0] in both} for side in (one, two))
        matched += 2 * len(left & right)
        total += len(left) + len(right)
    return {
        "shared": len(units),
        "by_all": sum(all(key in one for one in judged) for key in units),
        "only": {name: len(keys) for name, keys in only.items()},
        "overlapping": overlapping,
        "unitizing_f": matched / total if total else None,
    }


def _overlap(one: Unit, two: Unit) -> bool:
    return one[0] == two[0] and any(a < d and c < b for a, b in one[1] for c, d in two[1])


def _coders_in(statement: Statement) -> set[str]:
    """Names on a statement's codes, as they are and as they were."""
    found = {name for code in statement.codes for name in code.coder.split("+")}
    for change in statement.history:
        if change.field.startswith("codes."):
            for value in (change.before, change.after):
                found |= {name for coder, _ in _entries(value) for name in coder.split("+")}
    return found


def _names(ledger: Ledger) -> set[str]:
    by = {change.by for s in ledger.statements for change in s.history}
    return by | {name for s in ledger.statements for name in _coders_in(s)}


def _entries(value: JsonValue) -> list[tuple[str, float]]:
    """Coder and confidence of each entry of a change of codes."""
    entries = value if isinstance(value, list) else []
    return [
        (str(entry["coder"]), float(str(entry["confidence"]))) for entry in entries if isinstance(entry, dict)
    ]


def _said_by(statement: Statement, name: str, present: set[str], analysts: set[str]) -> frozenset[str] | None:
    """The codes that a coder gives a statement, or None where the coder did not judge it."""
    own = [i for i, change in enumerate(statement.history) if change.by == name]
    if own:
        return frozenset(code for code in CODES if _coders_of(statement, code, own[-1] + 1))
    if name not in present or name in analysts:
        return None
    return frozenset(code for code in CODES if name in _coders_of(statement, code, 0))


def _coders_of(statement: Statement, code: str, changes: int) -> set[str]:
    """Who gave a code when so many changes had been made."""
    field = f"codes.{code}"
    made = [(i, change) for i, change in enumerate(statement.history) if change.field == field]
    before = [change.after for i, change in made if i < changes]
    after = [change.before for i, change in made if i >= changes]
    if before or after:
        entries = _entries(before[-1] if before else after[0])
        return {part for coder, _ in entries for part in coder.split("+")}
    return {part for entry in statement.codes if entry.code == code for part in entry.coder.split("+")}
