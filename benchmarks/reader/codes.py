"""How well the coders code: precision, recall and F on the coded utterances of the tests.

    python benchmarks/reader/codes.py [--coder rules] [--json]
    python benchmarks/reader/codes.py --left-out

``dev`` shaped the rules; ``held`` is only measured, and its hands (authors) are those of the examples. So
``--left-out`` measures on each hand's examples coders that learned from the other hands' alone, curves and
thresholds included: what an author unknown to the coders may expect. Intervals are central 95 %: of micro-F
over resampled utterances (2,000 draws), of a code's precision and recall by Wilson's formula. Embeddings
need the extra ``embeddings`` and its weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.stats import norm

from asabiya.evidence.coding.coders import NAMES, coder_named, decide
from asabiya.evidence.coding.examples import Example, examples
from asabiya.evidence.coding.fitting import Bench, chosen, curve
from asabiya.vocabulary import CODES

UTTERANCES: Final = Path(__file__).parents[2] / "tests" / "evidence" / "codes.jsonl"
DRAWS: Final = 2_000
MEASURED: Final = ("a", "b", "c", "f")
"""Hands of the examples that wrote without knowledge of the rules."""

Answers = Sequence[frozenset[str]]


def utterances(split: str) -> list[dict[str, Any]]:
    """The coded utterances of a part, ``dev`` or ``held``."""
    rows = [json.loads(line) for line in UTTERANCES.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["split"] == split]


def wilson(hits: int, of: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share; None where there is nothing to share."""
    if of == 0:
        return None
    z = float(norm.ppf(0.975))
    share, middle = hits / of, (hits + z * z / 2) / (of + z * z)
    half = z / (of + z * z) * (of * share * (1 - share) + z * z / 4) ** 0.5
    return middle - half, middle + half


def score(gold: Answers, found: Answers) -> dict[str, Any]:
    """Micro precision, recall and F with its interval, and each code's figures."""
    table = np.array(
        [[len(g & f), len(f - g), len(g - f)] for g, f in zip(gold, found, strict=True)], dtype=float
    )
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(len(table), np.full(len(table), 1 / len(table)), size=DRAWS) @ table
    hit, false, missed = table.sum(0)
    lo, hi = np.percentile(2 * drawn[:, 0] / (2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2]), [2.5, 97.5])
    return {
        "utterances": len(table),
        "precision": hit / (hit + false),
        "recall": hit / (hit + missed),
        "f": 2 * hit / (2 * hit + false + missed),
        "f_interval": [float(lo), float(hi)],
        "codes": {code: _of_code(code, gold, found) for code in CODES},
    }


def _of_code(code: str, gold: Answers, found: Answers) -> dict[str, Any]:
    pairs = [(code in g, code in f) for g, f in zip(gold, found, strict=True)]
    hit, false, missed = (pairs.count(pair) for pair in ((True, True), (False, True), (True, False)))
    return {
        "gold": hit + missed,
        "precision": hit / (hit + false) if hit + false else None,
        "precision_interval": wilson(hit, hit + false),
        "recall": hit / (hit + missed) if hit + missed else None,
        "recall_interval": wilson(hit, hit + missed),
        "f": 2 * hit / (2 * hit + false + missed) if hit + false + missed else None,
    }


def measure(names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The score of each coder on each part."""
    answers: dict[str, dict[str, Any]] = {}
    for name in names:
        code = coder_named(name)
        answers[name] = {}
        parts = {split: utterances(split) for split in ("dev", "held")}
        by_hand = {f"held, {hand}": [r for r in parts["held"] if r["hand"] == hand] for hand in "oabc"}
        held = parts.pop("held")
        for split, rows in {**parts, **by_hand, "held": held}.items():
            gold = [frozenset(row["codes"]) for row in rows]
            found = [frozenset(entry.code for entry in code(row["text"])) for row in rows]
            answers[name][split] = score(gold, found)
    return answers


def left_out() -> dict[str, dict[str, Any]]:
    """The score of the learned coders on the examples of each hand that did not write the rules."""
    from asabiya.evidence.encoder import load

    coded = examples()
    bench = Bench(coded, load())
    scores, parts = bench.left_out(), {"examples": [0], "both": [0, 1]}
    answers: dict[str, dict[str, Any]] = {}
    for name, kinds in parts.items():
        found: list[frozenset[str]] = [frozenset()] * len(coded)
        said = np.zeros(bench.marks.shape)
        answers[name] = {}
        for hand in MEASURED:
            out = bench.hands == hand
            seen = bench.fresh & ~out
            known, marks, counts = scores[seen][..., kinds], bench.marks[seen], bench.counts[seen]
            fitted = curve(known, marks, counts)
            least = chosen(fitted(known), marks, counts)
            for n in np.flatnonzero(out):
                likely = said[n] = fitted(scores[n : n + 1][..., kinds])[0]
                found[n] = _decided(coded[n].text, likely, least, bench.rules[n])
            answers[name][hand] = _of(coded, found, [hand])
        answers[name]["all"] = _of(coded, found, MEASURED)
        mine = np.isin(bench.hands, MEASURED)
        answers[name]["all"]["reliability"] = reliability(said[mine], bench.marks[mine])
    return answers


def reliability(said: Any, marks: Any) -> list[dict[str, float]]:
    """How often codes of a probability are right, in bins of the probability."""
    rows = []
    for low, high in pairwise((0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01)):
        inside = (said >= low) & (said < high)
        rows.append(
            {"from": low, "to": min(high, 1.0), "cases": int(inside.sum()),
             "said": float(said[inside].mean()), "right": float(marks[inside].mean())}
        )  # fmt: skip
    return rows


def _decided(text: str, likely: Any, least: Any, rules: Any) -> frozenset[str]:
    given = {code: {name} for code, p, t, name in zip(CODES, likely, least, CODES, strict=True) if p >= t}
    by_rules = {code: float(r) for code, r in zip(CODES, rules, strict=True) if r > 0}
    entries = decide(text, dict(zip(CODES, likely.tolist(), strict=True)), by_rules, given)
    return frozenset(entry.code for entry in entries)


def _of(coded: Sequence[Example], found: Answers, hands: Sequence[str]) -> dict[str, Any]:
    chosen_rows = [(one.codes, f) for one, f in zip(coded, found, strict=True) if one.hand in hands]
    return score([gold for gold, _ in chosen_rows], [f for _, f in chosen_rows])


def show(answers: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    """The figures as Markdown tables."""
    print("| coder | part | utterances | precision | recall | micro-F | 95 % |")
    print("|---|---|---|---|---|---|---|")
    for name, parts in answers.items():
        for split, a in parts.items():
            lo, hi = a["f_interval"]
            print(
                f"| {name} | {split} | {a['utterances']} | {a['precision']:.3f} | {a['recall']:.3f}"
                f" | {a['f']:.3f} | {lo:.3f} to {hi:.3f} |"
            )
    for name, parts in answers.items():
        last = list(parts)[-1]
        print(f"\n{name}, {last}\n\n| code | gold | precision | 95 % | recall | 95 % | F |")
        print("|---|---|---|---|---|---|---|")
        for code, a in parts[last]["codes"].items():
            spans = [
                "-" if a[key] is None else f"{a[key][0]:.2f} to {a[key][1]:.2f}"
                for key in ("precision_interval", "recall_interval")
            ]
            print(
                f"| `{code}` | {a['gold']} | {_share(a['precision'])} | {spans[0]}"
                f" | {_share(a['recall'])} | {spans[1]} | {_share(a['f'])} |"
            )

        for row in parts[last].get("reliability", []):
            print(
                f"| {row['from']:g} to {row['to']:g} | {row['cases']} | {row['said']:.2f}"
                f" | {row['right']:.2f} |"
            )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--coder", action="append", choices=NAMES, help="default: all")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--left-out", action="store_true", help="the learned coders on unknown authors")
    given = parser.parse_args()
    answers = left_out() if given.left_out else measure(given.coder or NAMES)
    if given.json:
        print(json.dumps(answers))
    else:
        show(answers)


if __name__ == "__main__":
    main()
