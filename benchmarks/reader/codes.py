"""How well the coders code: precision, recall and F on the coded utterances of the tests.

    python benchmarks/reader/codes.py [--coder rules] [--json]

``dev`` shaped the rules and the choices of the second coder; ``held`` was written after both stood, and is
only measured. Intervals are central 95 %: of micro-F over resampled utterances (2,000 draws), of a code's
precision and recall by Wilson's formula. The second coder needs the extra ``embeddings`` and its weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.stats import norm

from asabiya.evidence.coding.coders import NAMES, coder_named
from asabiya.vocabulary import CODES

UTTERANCES: Final = Path(__file__).parents[2] / "tests" / "evidence" / "codes.jsonl"
DRAWS: Final = 2_000

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
        for split in ("dev", "held"):
            rows = utterances(split)
            gold = [frozenset(row["codes"]) for row in rows]
            found = [frozenset(entry.code for entry in code(row["text"])) for row in rows]
            answers[name][split] = score(gold, found)
    return answers


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
        print(f"\n{name}, held\n\n| code | gold | precision | 95 % | recall | 95 % | F |")
        print("|---|---|---|---|---|---|---|")
        for code, a in parts["held"]["codes"].items():
            spans = [
                "-" if a[key] is None else f"{a[key][0]:.2f} to {a[key][1]:.2f}"
                for key in ("precision_interval", "recall_interval")
            ]
            print(
                f"| `{code}` | {a['gold']} | {_share(a['precision'])} | {spans[0]}"
                f" | {_share(a['recall'])} | {spans[1]} | {_share(a['f'])} |"
            )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--coder", action="append", choices=NAMES, help="default: all three")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    answers = measure(given.coder or NAMES)
    if given.json:
        print(json.dumps(answers))
    else:
        show(answers)


if __name__ == "__main__":
    main()
