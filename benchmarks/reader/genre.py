"""The reader on the project's own articles and their gold ledgers.

    python benchmarks/reader/genre.py [NAME…] [--folder DIR] [--model DIR] [--coder NAME] [--show] [--json]

The articles are inventions in the genre that the reader is for. A statement of the reader answers a gold
statement when their words overlap by half of their union. The figures:

- *direct span*: F of direct quotations found with exactly the gold's words;
- *speech*: F of all attributed statements at an overlap of one half, and with exactly the gold's words;
- *speaker*: share of gold statements whose speaker is the gold's person or description;
- *date*: share whose date is the gold's (none where the gold leaves it open); *basis and year flag*: share
  of the right dates whose basis and inferred year are the gold's, where the gold says them;
- *office*, *audience*, *venue*: recall of what the gold has, as the same words but for articles and
  possessives, which the reader leaves out;
- the same four *in part*: the one's words hold the other's, so that the person, office, hearers or place are
  the gold's though told shorter or longer ("ceremony in Karst" for "ceremony");
- *audience given*, *venue given*: share of those answered that are the gold's, in part (the tests' gold does
  not tell all of them);
- *codes*: F over all codes of all attributed statements.

A gold statement that is missed counts as wrong in all of them. The interval is the central 90 % of a
bootstrap over articles (1,000 draws, seed 0).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SPOKEN = ("direct", "mixed", "indirect")
FIGURES = ("direct span", "speech", "speech exact", "speaker", "date", "basis and year flag", "office",
           "audience", "venue", "speaker in part", "office in part", "audience in part", "venue in part",
           "audience given", "venue given", "codes")  # fmt: skip


def places(text: str, quote: list[str], start: int) -> list[tuple[int, int]]:
    """Where the words of a gold statement stand, from ``start`` on or else anywhere."""
    found = []
    at = start
    for words in quote:
        here = text.find(words, at)
        here = text.find(words) if here < 0 else here
        if here < 0:
            raise ValueError(f"not in the text: {words!r}")
        found.append((here, here + len(words)))
        at = here + len(words)
    return found


def letters(spans: Any) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


_DETERMINER = re.compile(r"^(?:the|an?|his|her|its|their|our|my) ")


_WORDS = re.compile(r"[^\W_]+")


def plain(value: Any) -> Any:
    return _DETERMINER.sub("", value.lower()) if isinstance(value, str) else value


def holds(one: Any, other: Any) -> bool:
    """Whether the words of one stand in the other, or both are nothing."""
    if not one or not other:
        return not one and not other
    a, b = (f" {' '.join(_WORDS.findall(plain(value)))} " for value in (one, other))
    return a in b or b in a


def count(counts: Counter[str], figure: str, right: int, found: int, wanted: int) -> None:
    counts[f"{figure}/right"] += right
    counts[f"{figure}/found"] += found
    counts[f"{figure}/wanted"] += wanted


def measure(text: str, statements: list[Any], gold: dict[str, Any]) -> tuple[Counter[str], list[str]]:
    """Right answers, answers and gold answers of one article, and what was wrong in words."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    said = [s for s in statements if s.kind in SPOKEN]
    theirs = []
    at = 0
    for wanted in gold["statements"]:
        theirs.append(letters(places(text, wanted["quote"], at)))
        at = min(theirs[-1])
    mine = [letters(s.spans) for s in said]
    pairs = sorted(
        ((-len(a & b) / len(a | b), i, j) for i, a in enumerate(theirs) for j, b in enumerate(mine) if a & b),
    )
    answer: dict[int, int] = {}
    for value, i, j in pairs:
        if value <= -0.5 and i not in answer and j not in answer.values():
            answer[i] = j
    exact = sum(said[j].spans == tuple(places(text, gold["statements"][i]["quote"], min(theirs[i])))
                for i, j in answer.items())  # fmt: skip
    count(counts, "speech", len(answer), len(said), len(theirs))
    count(counts, "speech exact", exact, len(said), len(theirs))
    direct = [i for i, w in enumerate(gold["statements"]) if w.get("kind", "direct") == "direct"]
    right = sum(i in answer and mine[answer[i]] == theirs[i] for i in direct)
    count(counts, "direct span", right, sum(s.kind == "direct" for s in said), len(direct))
    wrong += [f"extra: {s.kind} {s.text[:70]!r}" for j, s in enumerate(said) if j not in answer.values()]
    for i, wanted in enumerate(gold["statements"]):
        got = said[answer[i]] if i in answer else None
        wrong += fields(counts, wanted, got)
    return counts, wrong


def fields(counts: Counter[str], wanted: dict[str, Any], got: Any) -> list[str]:
    """The answers about one gold statement."""
    wrong = [] if got is not None else [f"missed: {wanted['quote'][0][:70]!r}"]
    here = f"{wanted['quote'][0][:40]!r}"
    if "speaker" in wanted:
        same = got is not None and plain(got.speaker.name) == plain(wanted["speaker"])
        count(counts, "speaker", same, 1, 1)
        count(counts, "speaker in part", got is not None and holds(got.speaker.name, wanted["speaker"]), 1, 1)
        if got is not None and not same:
            wrong.append(f"speaker {got.speaker.name!r}, not {wanted['speaker']!r}: {here}")
    if "date" in wanted:
        value = got.date.value.isoformat() if got is not None and got.date.value else None
        same = got is not None and value == wanted["date"]
        count(counts, "date", same, 1, 1)
        if got is not None and not same:
            wrong.append(f"date {value}, not {wanted['date']}: {here}")
        told = {k: v for k, v in wanted.items() if k in ("basis", "year_inferred")}
        if same and told:
            good = all(getattr(got.date, key) == v for key, v in told.items())
            count(counts, "basis and year flag", good, 1, 1)
            if not good:
                wrong.append(f"basis {got.date.basis}, year inferred {got.date.year_inferred}: {here}")
    for key in ("office", "audience", "venue"):
        found = getattr(got, key) if got is not None else None
        if found and key != "office":
            right = holds(found, wanted.get(key))
            count(counts, f"{key} given", right, 1, 1)
        if wanted.get(key) is not None:
            count(counts, f"{key} in part", holds(found, wanted[key]), 1, 1)
            count(counts, key, plain(found) == plain(wanted[key]), 1, 1)
            if got is not None and plain(found) != plain(wanted[key]):
                wrong.append(f"{key} {found!r}, not {wanted[key]!r}: {here}")
    if "codes" in wanted:
        codes = {c.code for c in got.codes} if got is not None else set()
        count(counts, "codes", len(codes & set(wanted["codes"])), len(codes), len(wanted["codes"]))
        if got is not None and codes != set(wanted["codes"]):
            wrong.append(f"codes {sorted(codes)}, not {sorted(wanted['codes'])}: {here}")
    return wrong


def figure(counts: Counter[str], name: str) -> float:
    """F, which is the share of right answers where every gold answer has one."""
    return 2 * counts[f"{name}/right"] / max(1, counts[f"{name}/found"] + counts[f"{name}/wanted"])


def interval(articles: list[Counter[str]], name: str) -> tuple[float, float]:
    draw = random.Random(0)
    values = []
    for _ in range(1000):
        total: Counter[str] = Counter()
        for one in draw.choices(articles, k=len(articles)):
            total.update({key: one[key] for key in (f"{name}/right", f"{name}/found", f"{name}/wanted")})
        values.append(figure(total, name))
    values.sort()
    return values[50], values[949]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--folder", type=Path, default=ROOT / "tests" / "evidence" / "articles")
    parser.add_argument("--model", help="a trained reader's folder")
    parser.add_argument("--coder", default="examples", help="who codes")
    parser.add_argument("--show", action="store_true", help="print what was wrong")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    from asabiya.evidence import read

    names = given.names or sorted(path.stem for path in given.folder.glob("*.json"))
    if not names:
        print(f"{given.folder}: no gold ledgers there", file=sys.stderr)
        return 2
    options = {"coder": given.coder} | ({"model": given.model} if given.model else {})
    articles = []
    for name in names:
        gold = json.loads((given.folder / f"{name}.json").read_text(encoding="utf-8"))
        ledger = read(given.folder / f"{name}.txt", published=gold.get("published"), **options)
        counts, wrong = measure(ledger.article.text, list(ledger.statements), gold)
        articles.append(counts)
        if given.show:
            print("\n".join(f"{name}: {line}" for line in wrong))
    total: Counter[str] = Counter()
    for one in articles:
        total.update(one)
    table: dict[str, dict[str, Any]] = {
        name: {
            "value": figure(total, name),
            "interval": interval(articles, name),
            "n": total[f"{name}/wanted"],
        }
        for name in FIGURES
    }
    if given.json:
        print(json.dumps({"articles": len(articles), "figures": table}))
        return 0
    print(f"{len(articles)} articles")
    for name, row in table.items():
        low, high = row["interval"]
        print(f"{name:20} {row['value']:.3f}  [{low:.3f}, {high:.3f}]  of {row['n']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
