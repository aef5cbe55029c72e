"""How long it takes to add articles to a store, and to search it.

python benchmarks/reader/store.py [--articles N] [--statements K] [--shared F]: N ledgers of K statements of
made-up words, a fifth of them (F) reported again elsewhere with a word changed. Prints one JSON object:
seconds for adding all, for adding one more, and for searches; size of the store in megabytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from asabiya.evidence import Article, Code, DateRef, Ledger, Speaker, Statement
from asabiya.evidence.same import cluster
from asabiya.evidence.store import Filters, Store
from asabiya.vocabulary import CODES, SECTORS

SYLLABLES = "ka lo mi ran tes vor ul den sha gir pol net ab ix mur el".split()  # noqa: SIM905
PEOPLE = 400
OUTLETS = 30


def vocabulary(draw: random.Random) -> tuple[list[str], list[float]]:
    """Words with the frequencies of a language: the r-th most frequent has share 1/r."""
    words = sorted({"".join(draw.choices(SYLLABLES, k=draw.randint(1, 4))) for _ in range(6000)}, key=len)
    return words, [1 / (rank + 1) for rank in range(len(words))]


def ledgers(count: int, statements: int, shared: float, *, first: int = 0) -> Iterator[Ledger]:
    draw = random.Random(first)
    words, weights = vocabulary(random.Random(0))
    told: list[tuple[list[str], int | None, dt.date | None]] = []
    for number in range(first, first + count):
        text, made = "", []
        for place in range(statements):
            if told and draw.random() < shared:
                said, person, day = draw.choice(told)
                said = [*said]
                said[draw.randrange(len(said))] = draw.choice(words)
            else:
                said = draw.choices(words, weights, k=draw.randint(6, 40))
                person = None if draw.random() < 0.2 else draw.randrange(PEOPLE)
                day = (
                    None if draw.random() < 0.3 else dt.date(2015, 1, 1) + dt.timedelta(draw.randrange(3000))
                )
                told.append((said, person, day))
            start, whole = len(text) + 1, " ".join(said)
            text += f"“{whole}” "
            made.append(
                Statement(
                    id=f"s{place + 1:02}",
                    kind="direct",
                    spans=((start, start + len(whole)),),
                    text=whole,
                    speaker=Speaker(
                        name=None if person is None else f"Given{person} Sur-Name{person}",
                        id=None if person is None else f"given{person}-sur-name{person}",
                    ),
                    sector=draw.choice(SECTORS),
                    date=DateRef(value=day, precision="day" if day else None, basis="text" if day else None),
                    codes=(Code(code=draw.choice(CODES), confidence=0.8, coder="rules/1"),),
                )
            )
        yield Ledger(
            article=Article(
                source=f"{number}.txt",
                sha256=f"{number:064x}",
                outlet=f"Outlet {number % OUTLETS}",
                published=dt.date(2015, 1, 1) + dt.timedelta(draw.randrange(3000)),
                text=text + " ".join(draw.choices(words, weights, k=500)),
            ),
            statements=tuple(made),
        )


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--statements", type=int, default=10)
    parser.add_argument("--shared", type=float, default=0.2)
    asked = parser.parse_args()
    everything = list(ledgers(asked.articles, asked.statements, asked.shared))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "asabiya.store"
        with Store(place, create=True) as store:
            answer: dict[str, object] = {"add_all_s": seconds(lambda: store.add(everything))}
            answer["add_all_again_s"] = seconds(lambda: store.add(everything))
            one = list(ledgers(1, asked.statements, 0.0, first=asked.articles))
            answer["add_one_more_s"] = seconds(lambda: store.add(one))
            answer |= store.count()
            for name, filters in (
                ("all", Filters()),
                ("speaker", Filters(speaker="sur name 17")),
                (
                    "code_and_dates",
                    Filters(code=CODES[0], since=dt.date(2017, 1, 1), until=dt.date(2018, 1, 1)),
                ),
                ("sector", Filters(sector="guards")),
                ("outlet", Filters(outlet="outlet 7")),
                ("text", Filters(text="kalo")),
            ):
                answer[f"search_{name}_s"] = seconds(lambda f=filters: store.search(f, limit=50))  # type: ignore[misc]
            answer["read_all_s"] = seconds(lambda: sum(1 for _ in store.ledgers()))
        answer["megabytes"] = round(sum(f.stat().st_size for f in Path(folder).iterdir()) / 1e6)
    answer["cluster_s"] = seconds(lambda: cluster(everything))
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
