"""How fast articles are read, how soon the first ledger is there, and how much memory many of them take.

Run: ``python benchmarks/reader/throughput.py [--articles N] [--many N] [--model DIR]``. Articles of about 800
words are put together from the paragraphs of the tests' own articles. Printed: articles a second once loaded
with one and two processes (the time for 20 articles is taken off on both sides, start included), what of it
formats take, seconds from the start of ``asabiya read`` to the first ledger, and the peak memory of all
processes together at 500 and at ``--many`` articles; with a trained reader where one is given.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from asabiya.evidence import read_batch
from asabiya.evidence.documents.article import make_article

ARTICLES = Path(__file__).parents[2] / "tests" / "evidence" / "articles"
WORDS = 800
WARM = 20


def made(count: int, *, seed: int = 0) -> list[str]:
    """Articles of about 800 words, each of paragraphs of several of our own."""
    draw = random.Random(seed)
    files = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    pool = [line for text in files for line in text.split("\n") if len(line.split()) > 12]
    found = []
    for number in range(count):
        paragraphs: list[str] = []
        while sum(len(p.split()) for p in paragraphs) < WORDS:
            paragraphs.append(draw.choice(pool))
        found.append(f"Night Report {number}\n\nBy Cora Venn, The Tern\n\n" + "\n\n".join(paragraphs) + "\n")
    return found


def page_of(text: str) -> bytes:
    """The same article as a page."""
    rows = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    links = "".join(f'<li><a href="/{n}">Teaser {n}</a></li>' for n in range(80))
    return (
        f"<!DOCTYPE html><html><head><title>Night</title></head><body><nav><ul>{links}</ul></nav>"
        f"<article>{rows}</article><aside><ul>{links}</ul></aside></body></html>"
    ).encode()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rate(dump: Path, few: Path, count: int, workers: int, out: Path, model: Path | None) -> float:
    """Articles a second beyond the first few."""

    def reading(source: Path, place: Path) -> Callable[[], object]:
        return lambda: sum(
            1 for _ in read_batch(source, workers=workers, out=place, published="2024-01-05", model=model)
        )

    short = seconds(reading(few, out / f"few{workers}"))
    return (count - WARM) / (seconds(reading(dump, out / f"all{workers}")) - short)


def written(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def asked(*options: str, model: Path | None) -> list[str]:
    """The command ``asabiya read``."""
    more = ["--model", str(model)] if model else []
    return [sys.executable, "-c", "from asabiya.cli import main; main()", "read", *options, *more]


def cold(article: Path, model: Path | None) -> float:
    """Seconds from the start of the command to its end, with one article."""
    command = asked(str(article), "--json", model=model)
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True))


def resident(pid: int) -> int:
    """Bytes of a process and its children in memory, where Linux tells them."""
    try:
        status = Path(f"/proc/{pid}/statm").read_text().split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0
    return int(status[1]) * os.sysconf("SC_PAGE_SIZE") + sum(resident(int(child)) for child in children)


def peak(dump: Path, out: Path, model: Path | None) -> float:
    """Megabytes that ``asabiya read DUMP -o DIR`` takes at most, its two processes included."""
    command = asked(str(dump), "-o", str(out), "--workers", "2", model=model)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, resident(process.pid))
        time.sleep(0.1)
    return most / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--many", type=int, default=5000, help="0 leaves the memory out")
    parser.add_argument("--model", type=Path, help="a trained reader's folder")
    options = parser.parse_args()
    texts = made(max(options.articles, options.many, 500))
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{options.articles} articles of {words:.0f} words")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        few = written(place / "few.jsonl", texts[:WARM])
        dump = written(place / "all.jsonl", texts[: options.articles])
        for workers in (1, 2):
            found = rate(dump, few, options.articles, workers, place, options.model)
            print(f"articles a second, {workers} process{'es' if workers > 1 else ''}: {found:.1f}")
        plain = [text.encode() for text in texts[:100]]
        pages = [page_of(text) for text in texts[:100]]
        make_article(pages[0], name="a.html")
        for name, several in (("a.txt", plain), ("a.html", pages)):
            start = time.process_time()
            for data in several:
                make_article(data, name=name)
            each = (time.process_time() - start) / len(several)
            print(f"milliseconds of a core from {name} to its article: {1000 * each:.1f}")
        single = place / "one.txt"
        single.write_text(texts[0], encoding="utf-8")
        print(f"seconds to the first ledger, cold: {min(cold(single, options.model) for _ in range(3)):.2f}")
        for count in (500, options.many) if options.many else ():
            many = written(place / f"{count}.jsonl", texts[:count])
            most = peak(many, place / f"out{count}", options.model)
            print(f"peak memory at {count:,} articles: {most:.0f} MB")


if __name__ == "__main__":
    main()
